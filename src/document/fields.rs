//! Reads the keys of one table of a file, and reports missing and unknown ones, and those of the
//! wrong type.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{ProblemKind, Problems};
use crate::text::{Quoted, is_unsafe, joined, nearest};

/// A kind of table: its name and its keys.
#[derive(Debug)]
pub(crate) struct TableKind {
    /// With its article, for messages: "a property".
    pub(crate) noun: &'static str,
    /// The place of its keys, for messages.
    pub(crate) place: &'static str,
    pub(crate) required: &'static [TomlKey],
    pub(crate) optional: &'static [TomlKey],
    /// The contents of a table with arbitrary keys.
    pub(crate) any: &'static str,
}

/// A key, and how it is written.
pub(crate) type TomlKey = (&'static str, &'static str);

/// One table of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TomlFields<'d> {
    kind: &'static TableKind,
    /// Offset of the table.
    at: usize,
    table: &'d DeTable<'d>,
}

/// A string of the file, and its offset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TomlString<'d> {
    pub(crate) at: usize,
    pub(crate) text: &'d str,
}

impl<'d> TomlFields<'d> {
    /// Reports missing keys, and keys that this kind of table does not have.
    pub(crate) fn new(
        kind: &'static TableKind,
        at: usize,
        table: &'d DeTable<'d>,
        problems: &mut Problems<'_>,
    ) -> TomlFields<'d> {
        let mut meant = Vec::new();
        for key in table.keys().filter(|key| !kind.has(key.get_ref())) {
            let found: &str = key.get_ref();
            meant.extend(nearest(found, kind.keys().copied().map(|key| (key.0, key))));
            problems.add(ProblemKind::UnknownKey, key.span().start, |_| kind.unknown(found));
        }
        // A misspelled key does not count as missing too.
        let is_missing = |key: &&TomlKey| !table.contains_key(key.0) && !meant.contains(key);
        let missing: Vec<TomlKey> = kind.required.iter().filter(is_missing).copied().collect();
        if !missing.is_empty() {
            problems.add(ProblemKind::MissingKey, at, |_| kind.incomplete(&missing));
        }
        TomlFields { kind, at, table }
    }

    /// Offset of the value of `key`; of the table if it has none.
    pub(crate) fn position(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// Whether the table has this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The text of a key, if it is there.
    pub(crate) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<TomlString<'d>> {
        let value = self.table.get(key)?;
        self.as_text(key, value, problems)
    }

    /// `true` or `false`; `false` if the key is not there.
    pub(crate) fn flag(&self, key: &str, problems: &mut Problems<'_>) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.report_type(key, value, problems);
            false
        })
    }

    /// The strings of a list.
    pub(crate) fn texts(&self, key: &str, problems: &mut Problems<'_>) -> Vec<TomlString<'d>> {
        self.items(key, problems).filter_map(|item| self.as_text(key, item, problems)).collect()
    }

    /// A string, or the strings of a list that may not be empty.
    pub(crate) fn one_or_more(&self, key: &str, problems: &mut Problems<'_>) -> Vec<TomlString<'d>> {
        let value = self.table.get(key).map(|value| value.get_ref());
        if value.is_some_and(DeValue::is_str) {
            return self.text(key, problems).into_iter().collect();
        }
        if value.and_then(DeValue::as_array).is_some_and(|items| items.is_empty()) {
            self.report_empty(key, self.position(key), problems);
        }
        self.texts(key, problems)
    }

    /// The tables of a list, each of the same kind.
    pub(crate) fn entries(
        &self,
        key: &str,
        kind: &'static TableKind,
        problems: &mut Problems<'_>,
    ) -> Vec<TomlFields<'d>> {
        self.items(key, problems).filter_map(|item| self.entry(key, kind, item, problems)).collect()
    }

    /// The tables or strings of a list; each table is of the same kind.
    pub(crate) fn entries_or_texts(
        &self,
        key: &str,
        kind: &'static TableKind,
        problems: &mut Problems<'_>,
    ) -> Vec<Result<TomlFields<'d>, TomlString<'d>>> {
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
        kind: &'static TableKind,
        item: &'d Spanned<DeValue<'d>>,
        problems: &mut Problems<'_>,
    ) -> Option<TomlFields<'d>> {
        let table = item.get_ref().as_table();
        if table.is_none() {
            self.report_type(key, item, problems);
        }
        Some(TomlFields::new(kind, item.span().start, table?, problems))
    }

    /// The keys and strings of a table inside this one, which may have any keys.
    pub(crate) fn pairs(
        &self,
        key: &str,
        kind: &'static TableKind,
        problems: &mut Problems<'_>,
    ) -> Vec<(TomlString<'d>, TomlString<'d>)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.report_type(key, value, problems);
            return Vec::new();
        };
        let inner = TomlFields { kind, at: value.span().start, table };
        let keys = table.keys().map(|key| TomlString { at: key.span().start, text: key.get_ref() });
        keys.filter_map(|key| Some((key, inner.text(key.text, problems)?))).collect()
    }

    /// A table inside this one.
    pub(crate) fn table(
        &self,
        key: &str,
        kind: &'static TableKind,
        problems: &mut Problems<'_>,
    ) -> Option<TomlFields<'d>> {
        self.entry(key, kind, self.table.get(key)?, problems)
    }

    /// The whole number of a key, from 1 to `most`, and its offset.
    pub(crate) fn number(
        &self,
        key: &str,
        most: usize,
        problems: &mut Problems<'_>,
    ) -> Option<(usize, usize)> {
        let value = self.table.get(key)?;
        let at = value.span().start;
        let Some(number) = value.get_ref().as_integer() else {
            self.report_type(key, value, problems);
            return None;
        };
        let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let read = read.and_then(|read| usize::try_from(read).ok()).filter(|read| (1..=most).contains(read));
        if read.is_none() {
            problems.add(ProblemKind::WrongValue, at, |_| {
                (
                    format!("{} is not a number from 1 to {most}", Quoted(number.as_str())),
                    format!("write `{}`", self.kind.example(key)),
                )
            });
        }
        Some((read?, at))
    }

    /// The items of a list, none if the key is not there.
    fn items(&self, key: &str, problems: &mut Problems<'_>) -> std::slice::Iter<'d, Spanned<DeValue<'d>>> {
        let Some(value) = self.table.get(key) else { return [].iter() };
        match value.get_ref().as_array() {
            Some(items) => items.iter(),
            None => {
                self.report_type(key, value, problems);
                [].iter()
            }
        }
    }

    fn as_text(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'d>>,
        problems: &mut Problems<'_>,
    ) -> Option<TomlString<'d>> {
        let Some(text) = value.get_ref().as_str() else {
            self.report_type(key, value, problems);
            return None;
        };
        let at = value.span().start;
        if text.trim().is_empty() {
            self.report_empty(key, at, problems);
            return None;
        }
        if text.chars().any(is_unsafe) {
            problems.add(ProblemKind::WrongText, at, |_| {
                (
                    format!("{} contains characters that are invisible or control a terminal", Quoted(text)),
                    "people see this string: remove these characters",
                )
            });
            return None;
        }
        Some(TomlString { at, text })
    }

    /// Reports an empty value.
    fn report_empty(&self, key: &str, at: usize, problems: &mut Problems<'_>) {
        problems.add(ProblemKind::WrongText, at, |_| {
            (format!("{} is empty", Quoted(key)), format!("write `{}`", self.kind.example(key)))
        });
    }

    /// Reports a value of the wrong TOML type.
    fn report_type(&self, key: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems<'_>) {
        let (found, example) = (type_name(value.get_ref()), self.kind.example(key));
        problems.add(ProblemKind::WrongValue, value.span().start, |_| {
            (
                format!("{found} is not allowed in {} of {}", Quoted(key), self.kind.noun),
                format!("write `{example}`"),
            )
        });
    }
}

impl TableKind {
    /// Without keys.
    pub(crate) const EMPTY: TableKind =
        TableKind { noun: "", place: "", required: &[], optional: &[], any: "" };

    /// Whether tables of this kind have the key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys().any(|(known, _)| *known == key)
    }

    fn keys(&self) -> impl Iterator<Item = &TomlKey> + Clone {
        self.required.iter().chain(self.optional)
    }

    fn example(&self, key: &str) -> &'static str {
        self.keys().find(|(known, _)| *known == key).map_or(self.any, |(_, example)| example)
    }

    fn unknown(&self, found: &str) -> (String, String) {
        let message = format!("{} has no key {}", self.noun, Quoted(found));
        (message, did_you_mean(found, self.keys().map(|(name, _)| *name)))
    }

    fn incomplete(&self, missing: &[TomlKey]) -> (String, String) {
        let keys = listed(missing.iter().map(|(key, _)| *key), "and");
        let examples = listed(missing.iter().map(|(_, example)| *example), "and");
        (format!("{} needs {keys}", self.noun), format!("add {examples}{}", self.place))
    }
}

/// "did you mean `edition`?", or all candidates.
pub(crate) fn did_you_mean<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(found, names.clone().map(|name| (name, name))) {
        Some(name) => format!("did you mean {}?", Quoted(name)),
        None => format!("it can be {}", listed(names, "or")),
    }
}

/// Most names that a message lists.
const LISTED: usize = 20;

/// "`a`, `b` or `c`", with "or" as the `last_word`.
pub(crate) fn listed<'n>(mut names: impl Iterator<Item = &'n str>, last_word: &str) -> String {
    let mut shown: Vec<String> = names.by_ref().take(LISTED).map(|name| Quoted(name).to_string()).collect();
    let rest = names.count();
    if rest > 0 {
        shown.push(format!("{rest} others"));
    }
    joined(&shown, last_word)
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
