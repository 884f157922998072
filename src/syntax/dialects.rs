//! The languages of other systems, each known by a mark that it does not share with the others.

use super::loose::{FilterWord, WordForm, WordRole, words};
use crate::text::Span;

/// A filter in words, and what its marks need.
struct Marks<'t> {
    text: &'t str,
    words: Vec<FilterWord<'t>>,
}

const POWERSHELL: &str = "a condition of PowerShell";
const KUSTO: &str = "a query of Kusto (KQL)";
const LUCENE: &str = "a query of Lucene";
const SPLUNK: &str = "a search of Splunk (SPL)";

/// Whether a filter has the marks of a language.
type HasMarks = fn(&Marks<'_>) -> bool;

/// The languages, with the surest marks first.
const DIALECTS: [(&str, HasMarks); 13] = [
    ("a formula of a spreadsheet", |marks| marks.is_formula()),
    ("a query of JMESPath or JSONPath", |marks| marks.text.contains("[?")),
    ("a query of jq", |marks| marks.is_jq()),
    (POWERSHELL, |marks| marks.is_powershell()),
    ("a selector of Prometheus (PromQL)", |marks| marks.is_prometheus()),
    ("an expression of a program", |marks| marks.is_lambda()),
    ("a filter of RSQL", |marks| marks.is_rsql()),
    (KUSTO, |marks| marks.is_kusto()),
    ("a filter of SCIM", |marks| marks.has_infix(&["co", "sw", "ew", "pr"])),
    (LUCENE, |marks| marks.is_lucene()),
    (SPLUNK, |marks| marks.is_splunk()),
    ("a query of Jira (JQL)", |marks| marks.is_jira()),
    ("a condition of SQL", |marks| marks.is_sql()),
];

/// The language of another system that a filter is written in, as the end of a message.
pub(crate) fn name_of_dialect(text: &str) -> Option<&'static str> {
    let marks = Marks { text: text.trim(), words: words(text).collect() };
    DIALECTS.iter().find(|(_, is_written_in)| is_written_in(&marks)).map(|(name, _)| *name)
}

/// Whether a filter is a query of Kusto. A longer filter than people write is not.
pub(crate) fn is_kusto(text: &str) -> bool {
    const LONGEST: usize = 4_096;
    text.len() <= LONGEST && name_of_dialect(text) == Some(KUSTO)
}

/// Whether only Kusto has the marks of a query.
pub(crate) fn is_surely_kusto(text: &str) -> bool {
    is_kusto(text) && Marks { text, words: words(text).collect() }.has_marks_of_kusto()
}

/// How a language orders `and` and `or`, if not as filters do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JoinOrder {
    /// From the left, as in PowerShell.
    FromLeft,
    /// First what `or` joins, as in a search of Splunk.
    OrFirst,
    /// Not clear: in Lucene the words are marks of the conditions beside them.
    Unclear,
}

/// The order of a filter that has both `and` and `or` in one group.
pub(crate) fn join_order(text: &str) -> Option<JoinOrder> {
    let dialect = name_of_dialect(text)?;
    if dialect == SPLUNK {
        let marks = Marks { text, words: words(text).collect() };
        let has = |role| marks.words.iter().any(|word| word.role == role);
        let is_mixed = has(WordRole::Or) && (has(WordRole::And) || marks.has_neighbours());
        return is_mixed.then_some(JoinOrder::OrFirst);
    }
    from_left(text)?;
    match dialect {
        // Each word must be one of PowerShell.
        POWERSHELL => {
            let is_own = |word: FilterWord<'_>| {
                let before = text.get(..word.span.start as usize).unwrap_or_default();
                matches!(word.role, WordRole::And | WordRole::Or) && !before.ends_with('-')
            };
            Some(if words(text).any(is_own) { JoinOrder::Unclear } else { JoinOrder::FromLeft })
        }
        LUCENE => Some(JoinOrder::Unclear),
        _ => None,
    }
}

/// The filter with parentheses that join its conditions from the left, if it needs some: `(a or b) and c` of
/// `a or b and c`.
pub(crate) fn from_left(text: &str) -> Option<String> {
    let mut inserted: Vec<(usize, char)> = Vec::new();
    // For each open group its start, and whether an `or` joins its conditions so far.
    let mut groups = vec![(0, false)];
    let mut is_new = true;
    let mut end = 0;
    for word in words(text) {
        let start = word.span.start as usize;
        if is_new && let Some(group) = groups.last_mut() {
            *group = (start, false);
        }
        is_new = false;
        match (word.role, groups.last_mut()) {
            (WordRole::Open, _) => {
                groups.push((start, false));
                is_new = true;
            }
            (WordRole::Close, _) => {
                groups.pop();
            }
            (WordRole::Or, Some(group)) => group.1 = true,
            (WordRole::And, Some((first, has_or))) if *has_or => {
                inserted.extend([(*first, '('), (end, ')')]);
                *has_or = false;
            }
            _ => {}
        }
        end = word.span.end as usize;
    }
    with_parentheses(text, inserted)
}

fn with_parentheses(text: &str, mut inserted: Vec<(usize, char)>) -> Option<String> {
    if inserted.is_empty() {
        return None;
    }
    inserted.sort_by_key(|(at, _)| *at);
    let mut written = String::with_capacity(text.len() + inserted.len());
    let mut done = 0;
    for (at, mark) in inserted {
        written += text.get(done..at)?;
        written.push(mark);
        done = at;
    }
    written += text.get(done..)?;
    Some(written)
}

/// The filter with parentheses around the conditions that `or` joins, if `and` joins them with others: `(a or b) and c`
/// of `a or b and c`.
pub(crate) fn or_first(text: &str) -> Option<String> {
    /// The conditions of a group: the runs that `or` joins, and the one that is read.
    #[derive(Default)]
    struct Group {
        runs: Vec<(usize, usize)>,
        start: Option<usize>,
        has_or: bool,
        has_and: bool,
    }
    impl Group {
        fn end_run(&mut self, end: usize) {
            let start = self.start.take();
            self.runs.extend(start.filter(|_| std::mem::take(&mut self.has_or)).map(|start| (start, end)));
        }
    }
    let mut inserted: Vec<(usize, char)> = Vec::new();
    let mut groups = vec![Group::default()];
    let mut end = 0;
    let mut close = |mut group: Group, end: usize| {
        group.end_run(end);
        if group.has_and {
            inserted.extend(group.runs.iter().flat_map(|(start, end)| [(*start, '('), (*end, ')')]));
        }
    };
    for word in words(text) {
        let start = word.span.start as usize;
        if let Some(group) = groups.last_mut() {
            match word.role {
                WordRole::And => {
                    group.end_run(end);
                    group.has_and = true;
                }
                WordRole::Or => group.has_or = true,
                WordRole::Close => {}
                _ => group.start = group.start.or(Some(start)),
            }
        }
        match word.role {
            WordRole::Open => groups.push(Group::default()),
            WordRole::Close if groups.len() > 1 => close(groups.pop().unwrap_or_default(), end),
            _ => {}
        }
        end = word.span.end as usize;
    }
    while let Some(group) = groups.pop() {
        close(group, end);
    }
    with_parentheses(text, inserted)
}

impl Marks<'_> {
    fn has_mark(&self, mark: &str) -> bool {
        self.words.iter().any(|word| word.text == mark)
    }

    fn has(&self, texts: &[&str]) -> bool {
        self.words.iter().any(|word| is_one_of(word, texts))
    }

    /// Whether one of these words is after a property.
    fn has_infix(&self, texts: &[&str]) -> bool {
        self.words.windows(2).any(|pair| match pair {
            [before, word] => {
                before.role == WordRole::Name && word.role == WordRole::Name && is_one_of(word, texts)
            }
            _ => false,
        })
    }

    fn has_capitals(&self) -> bool {
        let clauses = ["SELECT", "WHERE", "LIKE", "ILIKE", "BETWEEN", "IS", "ORDER", "LIMIT"];
        self.words.iter().any(|word| word.form == WordForm::Miscased || clauses.contains(&word.text))
    }

    fn is_formula(&self) -> bool {
        // `NOT (a OR b)` is SQL.
        let touches = matches!(self.words.as_slice(), [first, open, ..] if first.span.end == open.span.start);
        let is_call = touches
            && self.words.first().is_some_and(|first| {
                matches!(first.text, "AND" | "OR" | "NOT" | "IFS") || is_one_of(first, &["if", "iif"])
            })
            && self.words.get(1).is_some_and(|open| open.text == "(")
            && self.has(&["=", "<>", ">", ">=", "<", "<="]);
        is_call || self.text.starts_with('=') && !self.text.starts_with("==")
    }

    fn is_powershell(&self) -> bool {
        let is_constant =
            |text: &str| ["$null", "$true", "$false"].iter().any(|one| text.eq_ignore_ascii_case(one));
        if self.words.iter().any(|word| is_constant(word.text)) {
            return true;
        }
        let operators = ["eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "like", "match", "in"];
        self.words.windows(3).any(|words| match words {
            [before, dash, word] => {
                dash.text == "-"
                    && dash.span.end == word.span.start
                    && before.span.end < dash.span.start
                    && operators.iter().any(|operator| word.text.eq_ignore_ascii_case(operator))
            }
            _ => false,
        })
    }

    /// `state==ERROR,name==x`, `generation=gt=3`, `name==*x*`.
    fn is_rsql(&self) -> bool {
        let touch = |words: &[FilterWord<'_>]| {
            words.windows(2).all(|pair| matches!(pair, [one, other] if one.span.end == other.span.start))
        };
        let is_name = |word: &FilterWord<'_>| word.role == WordRole::Name;
        let is_keyword = |word: &FilterWord<'_>| word.text.bytes().all(|byte| byte.is_ascii_alphabetic());
        self.words.windows(4).any(|words| match words {
            [name, first, operator, second] if touch(words) => {
                let is_compared = is_name(operator) && matches!(second.text, "==" | "!=");
                let is_joined = matches!(name.text, "," | ";") && is_name(first);
                is_name(name) && first.text == "=" && second.text == "=" && is_keyword(operator)
                    || matches!(first.text, "," | ";") && is_compared
                    || is_joined && matches!(operator.text, "==" | "!=")
                    || is_name(name) && first.text == "==" && operator.text == "*"
            }
            _ => false,
        }) || self.words.windows(3).any(|words| match words {
            // `state==ERROR`.
            [name, equals, value] => {
                touch(words) && is_name(name) && is_name(value) && matches!(equals.text, "==" | "!=")
            }
            _ => false,
        })
    }

    /// `jobs | where state == "ERROR"`, `name !has "x"`.
    fn is_kusto(&self) -> bool {
        self.has(&["=~"])
            || self.has_marks_of_kusto()
            || self.has(&["=="])
                && (self.has(&["where"]) || self.has_infix(&["has", "startswith", "contains"]))
    }

    fn has_marks_of_kusto(&self) -> bool {
        let is_piped = self.words.windows(2).any(
            |pair| matches!(pair, [pipe, word] if pipe.text == "|" && is_one_of(word, &["where", "take"])),
        );
        let is_denied = self.words.windows(2).any(|pair| match pair {
            [mark, word] => {
                mark.text == "!"
                    && mark.span.end == word.span.start
                    && is_one_of(word, &["has", "contains", "startswith", "endswith", "in~"])
            }
            _ => false,
        });
        is_piped || is_denied || self.has(&["in~", "has_any", "contains_cs", "has_cs"])
    }

    /// `jobs{name="x",state=~"y.*"}`.
    fn is_prometheus(&self) -> bool {
        let (name, inside) = self.text.split_once('{').unwrap_or_default();
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'));
        let has_label = self.words.windows(3).any(|words| match words {
            [name, operator, value] => {
                name.role == WordRole::Name
                    && matches!(operator.text, "=" | "!=" | "=~" | "!~")
                    && value.text.starts_with('"')
            }
            _ => false,
        });
        is_name && inside.ends_with('}') && has_label
    }

    /// `lambda j: j.name == 'x'`, `j => j.name == 'x'`.
    fn is_lambda(&self) -> bool {
        let second = self.words.get(1).map_or("", |word| word.text);
        self.words.first().is_some_and(|first| is_one_of(first, &["lambda"]))
            || second == "=>"
            || self.has_mark("?") && self.has_mark(":")
    }

    /// `.name | test("x")`.
    fn is_jq(&self) -> bool {
        let first = self.words.first().map_or("", |word| word.text);
        self.text.contains("select(") || first == "." && self.words.iter().any(|word| word.text == "|")
    }

    /// `search name="x" generation>3`, `name="x" | stats count by state`.
    fn is_splunk(&self) -> bool {
        let is_search = matches!(self.words.as_slice(), [search, name, operator, ..]
            if is_one_of(search, &["search"]) && name.role == WordRole::Name && operator.role == WordRole::Operator);
        let parts = ["stats", "eval", "timechart", "chart", "table", "dedup", "eventstats", "transaction"];
        let is_piped = self
            .words
            .windows(2)
            .any(|pair| matches!(pair, [pipe, word] if pipe.text == "|" && is_one_of(word, &parts)));
        is_search || is_piped || self.has_neighbours()
    }

    /// `name="y" generation>3`: a condition after another, with nothing between them.
    fn has_neighbours(&self) -> bool {
        self.words.windows(4).any(|words| match words {
            [before, value, name, operator] => {
                before.role == WordRole::Operator
                    && before.span.end == value.span.start
                    && matches!(value.role, WordRole::String | WordRole::Value | WordRole::Name)
                    && name.role == WordRole::Name
                    && operator.role == WordRole::Operator
                    && operator.span.start == name.span.end
                    && !operator.text.starts_with(':')
                    && !Span::new(value.span.end, name.span.start).of(self.text).contains('\n')
            }
            _ => false,
        })
    }

    /// `state:ERROR AND name:x*`.
    fn is_lucene(&self) -> bool {
        let is_pair = |(at, word): (usize, &FilterWord<'_>)| {
            let is_one_word = word.role == WordRole::Name
                && word
                    .text
                    .split_once(':')
                    .is_some_and(|(name, value)| !name.is_empty() && !value.starts_with([':', '/']));
            // `generation::int` casts in SQL.
            let is_colon = |at: usize| self.words.get(at).is_some_and(|word| word.text == ":");
            is_one_word
                || word.text == ":"
                    && at > 0
                    && !self.has_mark("?")
                    && !is_colon(at + 1)
                    && !at.checked_sub(1).is_some_and(is_colon)
        };
        self.words.iter().enumerate().any(is_pair)
    }

    /// `state = ERROR AND name ~ "x"`.
    fn is_jira(&self) -> bool {
        let compares = |word: &FilterWord<'_>| matches!(word.text, "=" | "!=") || is_one_of(word, &["was"]);
        let is_bare = self.words.windows(2).any(|pair| match pair {
            [operator, value] => compares(operator) && value.role == WordRole::Name,
            _ => false,
        });
        let is_compared = self.words.iter().any(compares);
        is_compared && (self.has(&["~", "!~", "EMPTY", "was"]) || is_bare && self.has_capitals())
    }

    /// `WHERE state = 'ERROR' AND name LIKE '%x%'`.
    fn is_sql(&self) -> bool {
        let starts = self.words.first().is_some_and(|first| is_one_of(first, &["select", "where"]));
        let compares = self.has(&["=", "<>", "like", "ilike", "is", "between", "in"])
            || self.has(&[">", "<", ">=", "<="]);
        let is_cast = self.text.contains("::");
        starts || compares && (self.has_capitals() || is_cast)
    }
}

fn is_one_of(word: &FilterWord<'_>, texts: &[&str]) -> bool {
    word.role != WordRole::String && texts.iter().any(|text| word.text.eq_ignore_ascii_case(text))
}
