//! Reads the keys of one table of a schema file, and reports what is missing, unknown or of
//! the wrong type.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ProblemKind, Problems};
use super::nearest::nearest;
use crate::text::{Quoted, is_unsafe};

/// What a kind of table is called, and its keys.
#[derive(Debug)]
pub(super) struct Kind {
    /// With its article, for messages: "a property".
    pub(super) noun: &'static str,
    pub(super) keys: &'static [Key],
}

/// A key, and how it is written.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) example: &'static str,
}

/// One table of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'d> {
    kind: &'static Kind,
    /// Offset of the table.
    at: usize,
    table: &'d DeTable<'d>,
}

/// A text of the file, and its offset.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'d> {
    pub(super) at: usize,
    pub(super) text: &'d str,
}

impl<'d> Fields<'d> {
    /// Reports the keys that this kind of table does not have.
    pub(super) fn new(
        kind: &'static Kind,
        at: usize,
        table: &'d DeTable<'d>,
        problems: &mut Problems<'_>,
    ) -> Fields<'d> {
        for key in table.keys() {
            let found: &str = key.get_ref();
            if kind.keys.iter().all(|known| known.name != found) {
                problems.add(ProblemKind::UnknownKey, key.span().start, |_| kind.unknown(found));
            }
        }
        Fields { kind, at, table }
    }

    /// Offset of the value of `key`; of the table if it has none.
    pub(super) fn position(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// Whether the table has this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The text of a key, if it is there.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<Text<'d>> {
        let value = self.table.get(key)?;
        self.as_text(key, value, problems)
    }

    /// The text of a key that has to be there.
    pub(super) fn required(&self, key: &str, problems: &mut Problems<'_>) -> Option<Text<'d>> {
        self.require(key, problems);
        self.text(key, problems)
    }

    /// Reports that a key is not there.
    pub(super) fn require(&self, key: &str, problems: &mut Problems<'_>) {
        if !self.has(key) {
            let (noun, example) = (self.kind.noun, self.kind.example(key));
            problems.add(ProblemKind::MissingKey, self.at, |_| {
                (format!("{noun} needs `{key}`"), format!("add `{example}`"))
            });
        }
    }

    /// `true` or `false`; `false` if the key is not there.
    pub(super) fn flag(&self, key: &str, problems: &mut Problems<'_>) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_value(key, value, problems);
            false
        })
    }

    /// The texts of a list; with `or_one`, a text alone is a list of one.
    pub(super) fn texts(&self, key: &str, or_one: bool, problems: &mut Problems<'_>) -> Vec<Text<'d>> {
        match self.table.get(key) {
            Some(value) if or_one && value.get_ref().is_str() => {
                self.as_text(key, value, problems).into_iter().collect()
            }
            _ => self.items(key, problems).filter_map(|item| self.as_text(key, item, problems)).collect(),
        }
    }

    /// The tables of a list, of which each is a `kind`.
    pub(super) fn entries(
        &self,
        key: &str,
        kind: &'static Kind,
        problems: &mut Problems<'_>,
    ) -> Vec<Fields<'d>> {
        self.items(key, problems).filter_map(|item| self.entry(key, kind, item, problems)).collect()
    }

    /// The tables of a list, of which each is a `kind`, or a text.
    pub(super) fn entries_or_texts(
        &self,
        key: &str,
        kind: &'static Kind,
        problems: &mut Problems<'_>,
    ) -> Vec<Result<Fields<'d>, Text<'d>>> {
        let mut entries = Vec::new();
        for item in self.items(key, problems) {
            if item.get_ref().is_str() {
                entries.extend(self.as_text(key, item, problems).map(Err));
            } else {
                entries.extend(self.entry(key, kind, item, problems).map(Ok));
            }
        }
        entries
    }

    fn entry(
        &self,
        key: &str,
        kind: &'static Kind,
        item: &'d Spanned<DeValue<'d>>,
        problems: &mut Problems<'_>,
    ) -> Option<Fields<'d>> {
        let table = item.get_ref().as_table();
        if table.is_none() {
            self.wrong_value(key, item, problems);
        }
        Some(Fields::new(kind, item.span().start, table?, problems))
    }

    /// The keys and texts of a table inside this one.
    pub(super) fn pairs(&self, key: &str, problems: &mut Problems<'_>) -> Vec<(&'d str, &'d str)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_value(key, value, problems);
            return Vec::new();
        };
        let pair = |(name, value): (&'d Spanned<_>, &'d Spanned<_>), problems: &mut Problems<'_>| {
            let name: &'d std::borrow::Cow<'d, str> = name.get_ref();
            Some((&**name, self.as_text(key, value, problems)?.text))
        };
        table.iter().filter_map(|entry| pair(entry, problems)).collect()
    }

    /// The items of a list, none if the key is not there.
    pub(super) fn items(
        &self,
        key: &str,
        problems: &mut Problems<'_>,
    ) -> std::slice::Iter<'d, Spanned<DeValue<'d>>> {
        let Some(value) = self.table.get(key) else { return [].iter() };
        match value.get_ref().as_array() {
            Some(items) => items.iter(),
            None => {
                self.wrong_value(key, value, problems);
                [].iter()
            }
        }
    }

    fn as_text(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'d>>,
        problems: &mut Problems<'_>,
    ) -> Option<Text<'d>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_value(key, value, problems);
            return None;
        };
        let at = value.span().start;
        if text.trim().is_empty() {
            let example = self.kind.example(key);
            problems.add(ProblemKind::WrongText, at, |_| {
                (format!("the text of `{key}` is empty"), format!("write `{example}`"))
            });
            return None;
        }
        if text.chars().any(is_unsafe) {
            problems.add(ProblemKind::WrongText, at, |_| {
                (
                    format!("{} holds characters that are invisible or control a terminal", Quoted(text)),
                    "what a schema says is shown to people: leave them out",
                )
            });
            return None;
        }
        Some(Text { at, text })
    }

    /// Reports a value of the wrong TOML type.
    fn wrong_value(&self, key: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems<'_>) {
        let (found, example) = (type_name(value.get_ref()), self.kind.example(key));
        problems.add(ProblemKind::WrongValue, value.span().start, |_| {
            (
                format!("{found} cannot stand here, in `{key}` of {}", self.kind.noun),
                format!("write `{example}`"),
            )
        });
    }
}

impl Kind {
    fn example(&self, key: &str) -> &'static str {
        self.keys.iter().find(|known| known.name == key).map_or("", |known| known.example)
    }

    fn unknown(&self, found: &str) -> (String, String) {
        let names = || self.keys.iter().map(|key| key.name);
        let message = format!("{} has no key {}", self.noun, Quoted(found));
        (message, did_you_mean(found, names()))
    }
}

/// "did you mean `edition`?", or all that could be meant.
pub(super) fn did_you_mean<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(found, names.clone().map(|name| (name, name))) {
        Some(name) => format!("did you mean {}?", Quoted(name)),
        None => format!("it can be {}", listed(names)),
    }
}

/// Most names that a message lists.
const LISTED: usize = 20;

/// "`a`, `b` or `c`".
pub(super) fn listed<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    let mut shown: Vec<String> = names.by_ref().take(LISTED).map(|name| Quoted(name).to_string()).collect();
    let rest = names.count();
    let last = if rest > 0 { Some(format!("{rest} others")) } else { shown.pop() };
    let last = last.unwrap_or_default();
    if shown.is_empty() { last } else { format!("{} or {last}", shown.join(", ")) }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
