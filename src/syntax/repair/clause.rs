//! The parts of a query around its condition: `WHERE`, `SELECT … FROM`, `ORDER BY`, `limit 10`,
//! `&limit=10`.

use super::{Repair, literal_kind};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span, offset};

/// Words that a condition follows.
const BEFORE_CONDITION: [&str; 3] = ["where", "filter", "having"];

/// Words that begin a clause after a condition.
const CLAUSES: [&str; 10] =
    ["order", "orderby", "sort", "group", "limit", "take", "top", "offset", "skip", "project"];

/// A clause or a parameter of a request, and the option of `comfilter encode` for it.
const OPTIONS: [(&str, &str); 13] = [
    ("order", "--sort"),
    ("orderby", "--sort"),
    ("sort", "--sort"),
    ("limit", "--limit"),
    ("take", "--limit"),
    ("top", "--limit"),
    ("offset", "--offset"),
    ("skip", "--offset"),
    ("select", "--select"),
    ("project", "--select"),
    ("count", ""),
    ("format", ""),
    ("expand", ""),
];

fn option_of(name: &str) -> Option<&'static str> {
    let name = name.trim_start_matches('$').to_ascii_lowercase();
    OPTIONS.iter().find(|(known, _)| *known == name).map(|(_, option)| *option)
}

/// A clause after a condition.
struct Clause {
    /// The number of its lexemes.
    length: usize,
    /// The option of `comfilter encode` for it.
    option: &'static str,
    value: Span,
}

impl Repair<'_, '_> {
    /// Takes everything before the condition; false if the text begins with the condition.
    pub(super) fn clause_in_front(&mut self) -> bool {
        if self.at > 0 {
            return false;
        }
        let Some(end) = self.condition_start() else {
            return !self.is_operator(1) && self.clauses_behind();
        };
        let whole = self.span(0).cover(self.span(end - 1));
        let columns = self.columns();
        let text = self.text;
        let next = self.lexed.get(end).map(|lexed| lexed.span.start);
        self.add(&rules::QUERY_CLAUSE, || {
            let columns = columns.map_or_else(String::new, |columns| {
                format!(
                    ", and `comfilter encode … --select {}` names the properties",
                    shown(columns.of(text))
                )
            });
            let (help, edits) = match next {
                Some(next) => ("write the condition alone", vec![Edit::delete(Span::new(whole.start, next))]),
                None => ("to get everything, omit the filter", Vec::new()),
            };
            let message = format!(
                "{} is not part of a filter: a filter is a condition, not a query",
                Quoted(whole.of(text))
            );
            let diagnostic =
                Diagnostic::new(&rules::QUERY_CLAUSE, whole, message).with_help(format!("{help}{columns}"));
            if edits.is_empty() { diagnostic } else { diagnostic.with_safe_fix("remove it", edits) }
        });
        self.at = end;
        if next.is_none() {
            self.push_unreadable(whole);
        }
        true
    }

    /// The start of the condition, if something precedes it.
    fn condition_start(&self) -> Option<usize> {
        let begins = |at: usize| {
            self.lexeme(at).is_some_and(|lexeme| {
                matches!(lexeme, Lexeme::Path | Lexeme::Word | Lexeme::Not | Lexeme::Open | Lexeme::Bang)
                    || literal_kind(lexeme).is_some()
            })
        };
        let words = |at: usize| self.is_word(at, &BEFORE_CONDITION);
        if self.is_word(0, &["select", "from"]) && !self.is_operator(1) && self.lexeme(1).is_some() {
            let places = || 1..self.lexed.len();
            if let Some(place) = places().find(|at| self.is_word(*at, &["where"])) {
                return Some(place + 1);
            }
            return places().any(|at| self.is_word(at, &["from"])).then_some(self.lexed.len());
        }
        if self.lexeme(0) == Some(Lexeme::Path) && self.word(1) == "|" && words(2) {
            return Some(3);
        }
        if self.lexeme(0) == Some(Lexeme::Path) && self.word(1) == "=>" && begins(2) && self.is_operator(3) {
            return Some(2);
        }
        (words(0) && begins(1) && !self.is_operator(1)).then_some(1)
    }

    /// The columns between `SELECT` and `FROM`, except `*`.
    fn columns(&self) -> Option<Span> {
        let from = (1..self.lexed.len()).find(|at| self.is_word(*at, &["from"]))?;
        let columns = self.span(1).cover(self.span(from - 1));
        (self.is_word(0, &["select"]) && from > 1 && columns.of(self.text) != "*").then_some(columns)
    }

    /// Whether a clause begins there.
    pub(super) fn begins_clause(&self, ahead: usize) -> bool {
        self.clause(ahead).is_some()
    }

    /// Takes a comment after a condition: `# …`, `// …` and `-- …` to the end of the line,
    /// `/* … */`.
    pub(super) fn comment(&mut self) -> bool {
        let rest = self.text.get(self.span(0).start as usize..).unwrap_or_default();
        let length = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if ["#", "//", "--"].iter().any(|mark| rest.starts_with(mark)) {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            return false;
        };
        let before = self.here();
        let start = self.span(0).start;
        let end = start + offset(rest.get(..length).unwrap_or_default().trim_end().len());
        while self.at < self.lexed.len() && self.span(0).start < end {
            self.at += 1;
        }
        // A quoted string may continue after the end of the line.
        let whole = Span::new(start, end.max(self.here().end));
        let text = self.text;
        self.add(&rules::QUERY_CLAUSE, || {
            Diagnostic::new(
                &rules::QUERY_CLAUSE,
                whole,
                format!("{} is a comment, not part of a filter", Quoted(whole.of(text))),
            )
            .with_help("in a `.comfilter` file, write the comment on a separate line that begins with `#`")
            .with_safe_fix("remove it", vec![Edit::delete(Span::new(before.end, whole.end))])
        });
        true
    }

    /// Takes all clauses after a condition; false if there is none.
    pub(super) fn clauses_behind(&mut self) -> bool {
        let mut options = String::new();
        let mut length = 0;
        while let Some(clause) = self.clause(length) {
            length += clause.length;
            if !clause.option.is_empty() {
                options += &format!(" {} {}", clause.option, shown(clause.value.of(self.text)));
            }
        }
        if length == 0 {
            return false;
        }
        let before = self.here();
        let whole = self.span(0).cover(self.span(length - 1));
        self.at += length;
        let text = self.text;
        let alone = self.tokens.is_empty();
        self.add(&rules::QUERY_CLAUSE, || {
            let help = if options.is_empty() {
                "remove it".to_owned()
            } else {
                format!("pass it to `comfilter encode` as an option: `{}`", options.trim_start())
            };
            let diagnostic = Diagnostic::new(
                &rules::QUERY_CLAUSE,
                whole,
                format!(
                    "{} is not part of a filter: a filter only selects",
                    Quoted(whole.of(text).trim_start_matches(['&', '|', ' ']))
                ),
            )
            .with_help(help);
            let edits = vec![Edit::delete(Span::new(before.end, whole.end))];
            if alone { diagnostic } else { diagnostic.with_safe_fix("remove it", edits) }
        });
        true
    }

    fn clause(&self, ahead: usize) -> Option<Clause> {
        match self.word(ahead) {
            "&" => return self.parameter(ahead),
            "|" => {
                let clause = self.clause_of_words(ahead + 1, true)?;
                return Some(Clause { length: clause.length + 1, ..clause });
            }
            _ => {}
        }
        self.clause_of_words(ahead, false)
    }

    /// `order by createdAt desc`, `limit 10`; after a `|` the `by` may be missing.
    fn clause_of_words(&self, ahead: usize, piped: bool) -> Option<Clause> {
        if !self.is_word(ahead, &CLAUSES) {
            return None;
        }
        let name = self.word(ahead).to_ascii_lowercase();
        let option = option_of(&name).unwrap_or_default();
        let first = match name.as_str() {
            "limit" | "take" | "top" | "offset" | "skip" => {
                let number = self.lexeme(ahead + 1) == Some(Lexeme::Number) && !self.is_operator(ahead + 2);
                return number.then(|| Clause { length: 2, option, value: self.span(ahead + 1) });
            }
            _ if self.is_word(ahead + 1, &["by"]) => ahead + 2,
            "orderby" if !self.is_operator(ahead + 1) => ahead + 1,
            _ if piped => ahead + 1,
            _ => return None,
        };
        let mut end = first;
        while matches!(self.lexeme(end), Some(Lexeme::Path | Lexeme::Word | Lexeme::Comma))
            && !self.is_word(end, &CLAUSES)
        {
            end += 1;
        }
        (end > first).then(|| Clause {
            length: end - ahead,
            option,
            value: self.span(first).cover(self.span(end - 1)),
        })
    }

    /// `&limit=10`, `&$top=10`: a parameter of the request.
    fn parameter(&self, ahead: usize) -> Option<Clause> {
        let option = option_of(self.word(ahead + 1))?;
        let touch = self.span(ahead).end == self.span(ahead + 1).start
            && self.span(ahead + 1).end == self.span(ahead + 2).start;
        if !touch || self.word(ahead + 2) != "=" {
            return None;
        }
        let first = ahead + 3;
        let mut end = first;
        while self.lexeme(end).is_some_and(|lexeme| !ends_parameter(lexeme)) {
            end += 1;
        }
        let option = if end > first { option } else { "" };
        Some(Clause { length: end - ahead, option, value: self.span(first).cover(self.span(end - 1)) })
    }
}

fn ends_parameter(lexeme: Lexeme) -> bool {
    matches!(
        lexeme,
        Lexeme::ForeignAnd | Lexeme::ForeignOr | Lexeme::And | Lexeme::Or | Lexeme::Close | Lexeme::Semicolon
    )
}

/// A value, quoted for a shell.
fn shown(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ").replace(", ", ",");
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b",_./-".contains(&byte));
    if plain { value } else { format!("'{}'", Quoted(&value).to_string().trim_matches('`')) }
}
