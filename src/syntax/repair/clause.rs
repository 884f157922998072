//! The parts of a query around its condition: `WHERE`, `SELECT … FROM`, `ORDER BY`, `limit 10`,
//! `&limit=10`.

use super::correction::Correction;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::looks_like_date;
use crate::text::{Edit, Quoted, Span, offset};

/// Words that a condition follows.
const BEFORE_CONDITION: [&str; 3] = ["where", "filter", "having"];

/// Words that begin a clause after a condition.
const CLAUSES: [&str; 10] =
    ["order", "orderby", "sort", "group", "limit", "take", "top", "offset", "skip", "project"];

/// Words after a property to sort by.
const ORDERS: [&str; 2] = ["asc", "desc"];

/// The options of `comfilter encode`, with the clauses and the parameters of a request that they
/// replace.
const OPTIONS: [(&str, &[&str]); 5] = [
    ("--sort", &["order", "orderby", "sort"]),
    ("--limit", &["limit", "take", "top", "head"]),
    ("--offset", &["offset", "skip"]),
    ("--select", &["select", "project", "fields"]),
    ("", &["count", "format", "expand", "search", "apply", "compute", "skiptoken"]),
];

fn option_of(name: &str) -> Option<&'static str> {
    let name = name.trim_start_matches('$').to_ascii_lowercase();
    OPTIONS.iter().find(|(_, names)| names.contains(&&*name)).map(|(option, _)| *option)
}

/// A clause after a condition.
struct Clause {
    /// The number of its lexemes.
    length: usize,
    /// The option of `comfilter encode` for it.
    option: &'static str,
    value: Span,
}

impl Repairer<'_, '_> {
    /// Takes everything before the condition; false if the text begins with the condition.
    pub(super) fn clause_in_front(&mut self) -> bool {
        if self.at > 0 {
            return false;
        }
        let Some(count) = self.condition_start() else {
            let is_parameter = self.word(0).starts_with('$') || self.word(1) == "=";
            return (is_parameter || !self.is_operator(1)) && self.try_apply(self.clauses_after());
        };
        let whole = self.whole(count);
        let next = self.peek(count);
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            let columns = self.columns().map_or_else(String::new, |columns| {
                let shown = shown(columns.of(text));
                format!(", and `comfilter encode … --select {shown}` names the properties")
            });
            let help = match next {
                Some(_) => "write the condition alone",
                None => "to get everything, omit the filter",
            };
            let removed = Span::new(whole.start, next.map_or(whole.end, |next| next.span.start));
            Message::new(format!(
                "{} is not part of a filter: a filter is a condition, not a query",
                Quoted(whole.of(text))
            ))
            .help(format!("{help}{columns}"))
            .safe_fix("remove it", next.is_some().then(|| vec![Edit::delete(removed)]))
        });
        let correction = match next {
            Some(_) => Correction::new(count, [], Expect::Term, mistake),
            None => Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake),
        };
        self.apply(correction);
        true
    }

    /// The start of the condition, if something precedes it.
    fn condition_start(&self) -> Option<usize> {
        let begins = |at: usize| {
            self.operand_at(at).is_some()
                || matches!(self.lexeme(at), Some(Lexeme::Not | Lexeme::Open | Lexeme::Bang))
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
        // `lambda j: j.name == 'x'`, of Python.
        if self.is_word(0, &["lambda"]) && self.lexeme(1) == Some(Lexeme::Path) && self.word(2) == ":" {
            return Some(3);
        }
        // `search name="x"`, of Splunk.
        let is_search = self.is_word(0, &["search"]) && self.is_name(1) && self.is_operator(2);
        ((words(0) || is_search) && begins(1) && !self.is_operator(1)).then_some(1)
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

    /// A comment after a condition: `# …`, `// …` and `-- …` to the end of the line, `/* … */`.
    pub(super) fn comment(&self) -> Option<Correction> {
        let start = self.span(0).start;
        let rest = self.text.get(start as usize..)?;
        // After an operator, these marks belong to a value: `#2022-01-01#`, `--3`.
        let is_value =
            rest.strip_prefix('#').is_some_and(|rest| looks_like_date(rest) || rest.starts_with('{'))
                || rest.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if self.expect == Expect::Operand && is_value {
            return None;
        }
        let length = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if ["#", "//", "--"].iter().any(|mark| rest.starts_with(mark)) {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            return None;
        };
        let end = start + offset(rest.get(..length)?.trim_end().len());
        let mut count = 1;
        while self.peek(count).is_some_and(|lexed| lexed.span.start < end) {
            count += 1;
        }
        // A quoted string may continue after the end of the line.
        let whole = Span::new(start, end).cover(self.whole(count));
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            Message::new(format!("{} is a comment, not part of a filter", Quoted(whole.of(text))))
                .help("in a `.comfilter` file, write the comment on a separate line that begins with `#`")
                .unsafe_fix("remove it", vec![Edit::delete(self.here().cover(whole))])
        });
        Some(Correction::new(count, [], self.expect, mistake))
    }

    /// All clauses after a condition.
    pub(super) fn clauses_after(&self) -> Option<Correction> {
        let mut options = String::new();
        let mut count = 0;
        while let Some(clause) = self.clause(count) {
            count += clause.length;
            if !clause.option.is_empty() {
                options += &format!(" {} {}", clause.option, shown(clause.value.of(self.text)));
            }
        }
        if count == 0 {
            return None;
        }
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            let help = if options.is_empty() {
                "remove it".to_owned()
            } else {
                format!("pass it to `comfilter encode` as an option: `{}`", options.trim_start())
            };
            let shown = Quoted(whole.of(text).trim_start_matches(['&', '|', ' ']));
            Message::new(format!("{shown} is not part of a filter: a filter only selects"))
                .help(help)
                .safe_fix(
                    "remove it",
                    (!self.tokens.is_empty()).then(|| vec![Edit::delete(self.here().cover(whole))]),
                )
        });
        Some(Correction::new(count, [], self.expect, mistake).with_space_before())
    }

    /// `and $top=5`, `and createdAt desc`: a clause in the place of a condition, with the connective before it.
    pub(super) fn clause_as_term(&self) -> Option<Correction> {
        if !matches!(self.tokens.last(), Some(Token::And | Token::Or)) {
            return None;
        }
        let Clause { length, option, value } = self.clause(0)?;
        let whole = self.whole(length);
        let joiner = self.previous()?.span;
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            let help = if option.is_empty() {
                "remove it".to_owned()
            } else {
                format!("pass it to `comfilter encode` as an option: `{option} {}`", shown(value.of(text)))
            };
            let before = text.get(..joiner.start as usize).unwrap_or_default().trim_end();
            let removed = Span::new(offset(before.len()), whole.end);
            Message::new(format!("{} is not part of a filter: a filter only selects", Quoted(whole.of(text))))
                .help(help)
                .safe_fix("remove it", vec![Edit::delete(removed)])
        });
        Some(Correction::new(length, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    fn clause(&self, ahead: usize) -> Option<Clause> {
        match self.word(ahead) {
            "&" => {
                return self
                    .parameter(ahead + 1)
                    .map(|clause| Clause { length: clause.length + 1, ..clause });
            }
            word if word.starts_with('$') => return self.parameter(ahead),
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
        if let Some(length) = self.sort_order(ahead) {
            let value = self.span(ahead).cover(self.span(ahead + length - 1));
            return Some(Clause { length, option: "--sort", value });
        }
        // `state eq 'ERROR' desc`: an order without its property.
        let ends = |at: usize| self.lexeme(at).is_none_or(ends_condition);
        if self.expect == Expect::Connective && self.is_word(ahead, &ORDERS) && ends(ahead + 1) {
            return Some(Clause { length: 1, option: "", value: self.span(ahead) });
        }
        let is_stage = piped && self.is_word(ahead, &["head", "select", "fields"]);
        if !self.is_word(ahead, &CLAUSES) && !is_stage {
            return None;
        }
        let name = self.word(ahead).to_ascii_lowercase();
        let option = option_of(&name).unwrap_or_default();
        let first = match name.as_str() {
            "limit" | "take" | "top" | "head" | "offset" | "skip" => {
                // `limit=5` alone.
                let is_parameter = ahead == 0 && self.at == 0 && self.word(1) == "=" && self.touches(0);
                if is_parameter && self.lexeme(2) == Some(Lexeme::Number) && self.lexeme(3).is_none() {
                    return Some(Clause { length: 3, option, value: self.span(2) });
                }
                let number = self.lexeme(ahead + 1) == Some(Lexeme::Number) && !self.is_operator(ahead + 2);
                return number.then(|| Clause { length: 2, option, value: self.span(ahead + 1) });
            }
            _ if self.is_word(ahead + 1, &["by"]) => ahead + 2,
            "orderby" if !self.is_operator(ahead + 1) => ahead + 1,
            // `sort createdAt desc`.
            _ if self.sort_order(ahead + 1).is_some() => ahead + 1,
            // `sort=createdAt desc`.
            _ if self.word(ahead + 1) == "=" && self.sort_order(ahead + 2).is_some() => ahead + 2,
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

    /// `createdAt desc, name asc`: the number of its lexemes. Only the first order decides, so each word of
    /// a long list reads a few lexemes.
    fn sort_order(&self, ahead: usize) -> Option<usize> {
        let is_order = |at: usize| self.lexeme(at) == Some(Lexeme::Path) && self.is_word(at + 1, &ORDERS);
        let mut end = ahead + 2;
        let ends = self.lexeme(end).is_none_or(|next| ends_condition(next) || next == Lexeme::Comma);
        if !is_order(ahead) || !ends {
            return None;
        }
        while self.lexeme(end) == Some(Lexeme::Comma) && is_order(end + 1) {
            end += 3;
        }
        Some(end - ahead)
    }

    /// `limit=10` after `&`, `$top=10`: a parameter of the request.
    fn parameter(&self, ahead: usize) -> Option<Clause> {
        let option = option_of(self.word(ahead))?;
        let after_mark =
            ahead.checked_sub(1).is_some_and(|before| self.word(before) == "&" && self.touches(before));
        if !(after_mark || self.word(ahead).starts_with('$'))
            || !self.touches(ahead)
            || self.word(ahead + 1) != "="
        {
            return None;
        }
        let first = ahead + 2;
        let mut end = first;
        while self.lexeme(end).is_some_and(|lexeme| !ends_condition(lexeme)) {
            end += 1;
        }
        let option = if end > first { option } else { "" };
        Some(Clause { length: end - ahead, option, value: self.span(first).cover(self.span(end - 1)) })
    }
}

/// A value, quoted for a shell.
fn shown(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ").replace(", ", ",");
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b",_./-".contains(&byte));
    if plain { value } else { format!("'{}'", Quoted(&value).to_string().trim_matches('`')) }
}
