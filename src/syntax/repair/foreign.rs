//! Conditions in the filter languages of other systems: LDAP and RSQL.

use super::correction::Correction;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::limits;
use crate::rules;
use crate::syntax::ast::{NodeKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{number, quote};
use crate::syntax::name::is_path;
use crate::syntax::parser::parse;
use crate::text::{Edit, Quoted, Span, ToWrite};

impl Repairer<'_, '_> {
    /// `(|(state=ERROR)(state=STALLED))`, `(name=*fw*)`: a filter of LDAP.
    pub(super) fn ldap(&self) -> Option<Correction> {
        let is_joined = matches!(self.lexeme(1)?, Lexeme::ForeignAnd | Lexeme::ForeignOr)
            && self.lexeme(2) == Some(Lexeme::Open);
        let is_pattern = self.lexeme(1) == Some(Lexeme::Path)
            && self.word(2) == "="
            && (0..3).all(|ahead| self.touches(ahead))
            && self.word(3).starts_with('*');
        if self.lexeme(0) != Some(Lexeme::Open) || !(is_joined || is_pattern) {
            return None;
        }
        let count = self.partner(0)? + 1;
        let whole = self.whole(count);
        let fixed = ldap_in_words(whole.of(self.text));
        if is_pattern && fixed.is_none() {
            return None;
        }
        let is_alone = self.tokens.is_empty() && self.lexeme(count).is_none();
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let message = Message::new(format!("{} is a filter of LDAP", Quoted(whole.of(text))));
            match fixed {
                Some(fixed) => {
                    let is_one = is_alone || !fixed.contains(" and ") && !fixed.contains(" or ");
                    let edit = if is_one { fixed.clone() } else { format!("({fixed})") };
                    message
                        .help(format!("write {}", ToWrite(&fixed)))
                        .unsafe_fix("write conditions", vec![Edit::replace(whole, edit)])
                }
                None => message.help("write conditions such as `state eq 'ERROR'`, joined with `and` and `or`"),
            }
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `generation=gt=3`, `state=in=(ERROR,STALLED)`: an operator of RSQL.
    pub(super) fn rsql_operator(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let is_operator = self.word(0) == "=" && self.word(2) == "=" && (0..2).all(|ahead| self.touches(ahead));
        if !is_operator {
            return None;
        }
        let operator = self.word(1).to_ascii_lowercase();
        let count = match self.lexeme(3)? {
            Lexeme::Open => self.partner(3)? + 1,
            lexeme if !ends_condition(lexeme) => 4,
            _ => return None,
        };
        let values = Span::new(self.span(3).start, self.span(count - 1).end).of(self.text);
        let list = values.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let values: Vec<String> = list.unwrap_or(values).split(',').map(|value| literal(value.trim())).collect();
        let name = left.span.of(self.text);
        let fixed = match (operator.as_str(), values.as_slice()) {
            ("in", several) => Some(format!("{name} in ({})", several.join(","))),
            ("out", several) => Some(format!("not {name} in ({})", several.join(","))),
            ("re" | "like" | "ilike", [one]) => one
                .trim_matches(['\'', '*', '%'])
                .chars()
                .all(|c| c.is_ascii_alphanumeric())
                .then(|| format!("contains({name},{})", quote(one.trim_matches(['\'', '*', '%'])))),
            (word, [one]) => Operator::ALL
                .into_iter()
                .find(|operator| operator.keyword() == word)
                .map(|operator| format!("{name} {} {one}", operator.keyword())),
            _ => None,
        };
        let whole = left.span.cover(self.whole(count));
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, self.whole(3), |text| {
            let message = Message::new(format!("{} is an operator of RSQL", Quoted(self.whole(3).of(text))));
            match fixed {
                Some(fixed) => message
                    .help(format!("write {}", ToWrite(&fixed)))
                    .unsafe_fix("write the condition", vec![Edit::replace(whole, fixed)]),
                None => message.help("the operators are `eq`, `ne`, `gt`, `ge`, `lt`, `le` and `in`"),
            }
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `jobParams->>'a' eq 'x'`, `jobParams::a eq 'x'`, `jobParams/'a' eq 'x'`: a path with the separators of another
    /// language.
    pub(super) fn joined_path(&self) -> Option<Correction> {
        /// A path that people write is shorter, and each of its names may begin one.
        const MOST: usize = 16;
        let mut count = 1;
        let mut names = vec![self.word(0).trim_end_matches(['-', '/'])];
        while names.len() < MOST {
            let is_open = self.word(count - 1).ends_with('/');
            let is_arrow = self.word(count - 1).ends_with('-');
            let marks = match (self.word(count), self.word(count + 1)) {
                (">", ">") if is_arrow && self.touches(count) => 2,
                (">", _) if is_arrow => 1,
                (":", ":") if self.touches(count) => 2,
                _ if is_open => 0,
                _ => break,
            };
            let last = count + marks;
            let is_whole = self.touches(count - 1) && (marks == 0 || self.touches(last - 1));
            let name = match self.lexeme(last)? {
                Lexeme::Quoted(_) => self.word(last).trim_matches(['\'', '"']),
                Lexeme::Path | Lexeme::Word => self.word(last).trim_end_matches(['-', '/']),
                _ => return None,
            };
            if !is_whole {
                return None;
            }
            names.push(name);
            count = last + 1;
        }
        let fixed = names.join("/");
        if count == 1 || !is_path(&fixed) || !self.is_operator(count) {
            return None;
        }
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!(
                "{} is a path of another language: `/` separates the names of a path",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Unsafe, whole, &*fixed)
        });
        Some(Correction::new(count, [Token::missing(whole)], Expect::Operator, mistake).with_space_before())
    }

    /// `"state eq 'ERROR'" and "generation gt 3"`: a condition in quotes, beside others.
    pub(super) fn quoted_condition(&self) -> Option<Correction> {
        let span = self.span(0);
        let raw = span.of(self.text);
        let quote = raw.chars().next()?;
        let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        // Each string is read once more, so only a short one.
        if !inner.contains(' ') || inner.len() > limits::NAME || self.is_operator(1) {
            return None;
        }
        let condition = inner.replace(&format!("{quote}{quote}"), &quote.to_string());
        let parsed = parse(&condition, &limits::Limits::DEFAULT);
        let root = parsed.ast().root().map(|root| parsed.ast().kind(root))?;
        if !parsed.is_ok() || parsed.ast().has_operand_alone() {
            return None;
        }
        let is_joined = matches!(root, NodeKind::And | NodeKind::Or);
        let mistake = self.mistake(&rules::QUOTED_FILTER, span, |_| {
            let fixed = if is_joined { format!("({condition})") } else { condition };
            Message::new("the condition is in quotes, and a filter has quotes only around its strings")
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("remove the quotes", vec![Edit::replace(span, fixed)])
        });
        Some(Correction::new(1, [Token::Unreadable(span)], Expect::Connective, mistake))
    }

    /// Whether a comma or a semicolon here joins conditions of RSQL: `state==ERROR,state==STALLED`.
    pub(super) fn is_rsql_join(&self) -> bool {
        self.lexeme(1) == Some(Lexeme::Path)
            && self.touches(1)
            && self.touches(2)
            && (matches!(self.word(2), "==" | "!=") || self.word(2) == "=" && self.word(4) == "=")
    }
}

/// The conditions of a filter of LDAP; `None` if it has something else, or nests deeply.
fn ldap_in_words(text: &str) -> Option<String> {
    /// A filter that people write nests less deep, and each level copies its conditions.
    const DEPTH: usize = 8;
    let mut rest = text.trim();
    let mut open: Vec<(&str, Vec<String>)> = Vec::new();
    loop {
        let done = if let Some(inner) = rest.strip_prefix('(') {
            let mark = inner.get(..1).filter(|mark| matches!(*mark, "&" | "|" | "!"));
            if let Some(mark) = mark {
                open.push((mark, Vec::new()));
                rest = inner.get(1..)?.trim_start();
                if open.len() > DEPTH {
                    return None;
                }
                continue;
            }
            let (condition, after) = inner.split_at_checked(inner.find(['(', ')'])?)?;
            rest = after.strip_prefix(')')?.trim_start();
            ldap_condition(condition)?
        } else {
            rest = rest.strip_prefix(')')?.trim_start();
            let (mark, conditions) = open.pop()?;
            let is_inner = !open.is_empty();
            match (mark, conditions.as_slice()) {
                (_, []) => return None,
                ("!", [one]) if one.contains(" and ") || one.contains(" or ") => format!("not ({one})"),
                ("!", [one]) => format!("not {one}"),
                ("!", _) => return None,
                (_, [one]) => one.clone(),
                (mark, several) => {
                    let all = several.join(if mark == "&" { " and " } else { " or " });
                    if is_inner { format!("({all})") } else { all }
                }
            }
        };
        match open.last_mut() {
            Some((_, conditions)) => conditions.push(done),
            None => return rest.is_empty().then_some(done),
        }
    }
}

/// `state=ERROR`, `generation>=3`, `name=*fw*`.
fn ldap_condition(text: &str) -> Option<String> {
    let at = text.find(['=', '>', '<', '~'])?;
    let (name, rest) = text.split_at_checked(at)?;
    let (operator, value) = [(">=", "ge"), ("<=", "le"), ("=", "eq")]
        .into_iter()
        .find_map(|(mark, operator)| Some((operator, rest.strip_prefix(mark)?.trim())))?;
    let name = name.trim();
    let plain = value.trim_matches('*');
    if !is_path(name) || value.is_empty() || plain.contains(['*', '(', ')', '\\']) {
        return None;
    }
    Some(match operator {
        "eq" if plain.is_empty() => format!("{name} ne null"),
        "eq" if plain.len() < value.len() => format!("contains({name},{})", quote(plain)),
        _ => format!("{name} {operator} {}", literal(value)),
    })
}

/// A value without quotes as a literal.
fn literal(text: &str) -> String {
    let is_literal = number(text).is_ok()
        || matches!(text, "true" | "false" | "null")
        || text.len() > 1 && text.starts_with('\'') && text.ends_with('\'');
    if is_literal { text.to_owned() } else { quote(text.trim_matches('"')) }
}
