//! Conditions in JSON, of MongoDB and of services like it: `{"$or": [{"state": "ERROR"}, {"generation": {"$gt": 3}}]}`.

use super::Repairer;
use super::infix::{caseless, sought_in};
use crate::syntax::ast::Operator;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{quote, string_value};
use crate::syntax::name::is_path;

/// A condition, and the word that joins its parts.
struct Written {
    text: String,
    joined: Option<&'static str>,
}

impl Written {
    fn one(text: String) -> Written {
        Written { text, joined: None }
    }

    /// Several conditions with a word between them.
    fn join(mut conditions: Vec<Written>, word: &'static str) -> Option<Written> {
        if conditions.len() < 2 {
            return conditions.pop();
        }
        let grouped = |one: &Written| one.joined.is_some_and(|joined| joined != word);
        let parts = conditions.iter().map(|one| match grouped(one) {
            true => format!("({})", one.text),
            false => one.text.clone(),
        });
        Some(Written { text: parts.collect::<Vec<_>>().join(&format!(" {word} ")), joined: Some(word) })
    }

    fn denied(&self) -> Written {
        Written::one(match self.joined {
            Some(_) => format!("not ({})", self.text),
            None => format!("not {}", self.text),
        })
    }
}

/// Deeper objects are not read.
const DEPTH: usize = 8;

impl<'t> Repairer<'t, '_> {
    /// The JSON object in the next `count` lexemes as conditions about the properties below `path`.
    pub(super) fn conditions_of_json(&self, count: usize, path: &str) -> Option<String> {
        let (condition, end) = self.object(0, path, DEPTH)?;
        (end == count).then_some(condition.text)
    }

    /// The key there, and the place of its value.
    fn key(&self, ahead: usize) -> Option<(&'t str, usize)> {
        let name = match self.lexeme(ahead)? {
            Lexeme::Quoted(_) => self.word(ahead).trim_matches(['"', '\'']),
            // The mark after it belongs to the word.
            Lexeme::Dollar if self.word(ahead).ends_with(':') => {
                return Some((self.word(ahead).trim_end_matches(':'), ahead + 1));
            }
            _ => self.word(ahead),
        };
        (self.word(ahead + 1) == ":").then_some((name, ahead + 2))
    }

    fn plain_value(&self, ahead: usize) -> Option<String> {
        let operand = self.literal_at(ahead)?;
        Some(match operand.kind.is_string() {
            true => quote(&string_value(operand, self.text)),
            false => operand.span.of(self.text).to_owned(),
        })
    }

    /// The entries of an object, which `and` joins, and the place after it.
    fn object(&self, at: usize, path: &str, depth: usize) -> Option<(Written, usize)> {
        let mut conditions = Vec::new();
        let end = self.entries(at, |name, value| {
            let (condition, end) = self.entry(name, value, path, depth.checked_sub(1)?)?;
            conditions.push(condition);
            Some(end)
        })?;
        Some((Written::join(conditions, "and")?, end))
    }

    /// Reads each entry of an object, and returns the place after it.
    fn entries(&self, at: usize, mut read: impl FnMut(&'t str, usize) -> Option<usize>) -> Option<usize> {
        if self.lexeme(at) != Some(Lexeme::OpenBrace) {
            return None;
        }
        let mut at = at + 1;
        loop {
            let (name, value) = self.key(at)?;
            at = read(name, value)?;
            match self.lexeme(at)? {
                Lexeme::Comma => at += 1,
                Lexeme::CloseBrace => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Reads each item of an array, and returns the place after it.
    fn items(&self, at: usize, mut read: impl FnMut(usize) -> Option<usize>) -> Option<usize> {
        if self.lexeme(at) != Some(Lexeme::OpenBracket) {
            return None;
        }
        let mut at = at + 1;
        loop {
            at = read(at)?;
            match self.lexeme(at)? {
                Lexeme::Comma => at += 1,
                Lexeme::CloseBracket => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// An entry of an object, whose value is there.
    fn entry(&self, name: &str, value: usize, path: &str, depth: usize) -> Option<(Written, usize)> {
        match name {
            "$or" | "$and" | "$nor" => {
                let mut conditions = Vec::new();
                let end = self.items(value, |at| {
                    let (condition, end) = self.object(at, path, depth)?;
                    conditions.push(condition);
                    Some(end)
                })?;
                let joined = Written::join(conditions, if name == "$and" { "and" } else { "or" })?;
                return Some((if name == "$nor" { joined.denied() } else { joined }, end));
            }
            "$not" => {
                let (condition, end) = self.object(value, path, depth)?;
                return Some((condition.denied(), end));
            }
            _ => {}
        }
        let below = name.replace('.', "/");
        if !is_path(&below) {
            return None;
        }
        let name = if path.is_empty() { below } else { format!("{path}/{below}") };
        if self.lexeme(value) == Some(Lexeme::OpenBrace) {
            return self.operators(value, &name, depth);
        }
        Some((Written::one(format!("{name} eq {}", self.plain_value(value)?)), value + 1))
    }

    /// `{"$gte": 3, "$lt": 5}`, the operators of a property.
    fn operators(&self, at: usize, name: &str, depth: usize) -> Option<(Written, usize)> {
        let mut found: Vec<(&str, usize)> = Vec::new();
        let mut denied = None;
        let end = self.entries(at, |operator, value| {
            if operator == "$not" {
                let (condition, end) = self.operators(value, name, depth.checked_sub(1)?)?;
                denied = Some(condition.denied());
                return Some(end);
            }
            found.push((operator.trim_start_matches('$'), value));
            match self.lexeme(value)? {
                Lexeme::OpenBracket => self.items(value, |at| self.plain_value(at).map(|_| at + 1)),
                _ => self.plain_value(value).map(|_| value + 1),
            }
        })?;
        let option = found.iter().find(|(operator, _)| *operator == "options").map(|(_, value)| *value);
        let is_caseless = option.is_some_and(|value| self.word(value).contains('i'));
        let mut conditions: Vec<Written> = denied.into_iter().collect();
        for (operator, value) in found {
            let list = || {
                let mut items = Vec::new();
                self.items(value, |at| {
                    items.push(self.plain_value(at)?);
                    Some(at + 1)
                })?;
                Some(items.join(","))
            };
            let condition = match operator {
                "options" => continue,
                "in" => format!("{name} in ({})", list()?),
                "nin" => format!("not {name} in ({})", list()?),
                "exists" if self.lexeme(value) == Some(Lexeme::True) => format!("{name} ne null"),
                "exists" if self.lexeme(value) == Some(Lexeme::False) => format!("{name} eq null"),
                "regex" => {
                    let pattern = self.string_at(value)?;
                    let pattern = pattern.trim_matches('\'').to_owned();
                    let call = sought_in(&pattern, name)?;
                    if is_caseless { caseless(&call) } else { call }
                }
                _ => {
                    let keyword = match operator {
                        "gte" => "ge",
                        "lte" => "le",
                        other => other,
                    };
                    let known = Operator::ALL.into_iter().find(|one| one.keyword() == keyword)?;
                    format!("{name} {} {}", known.keyword(), self.plain_value(value)?)
                }
            };
            conditions.push(Written::one(condition));
        }
        Some((Written::join(conditions, "and")?, end))
    }
}
