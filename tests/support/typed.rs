//! Filters of any list, by its schema: every form of the language beside every type, in the form
//! and with the values of the list. Almost all are valid.

use comfilter::schema::{Form, Property, Type};
use comfilter::{Filter, Schema};

use super::jobs::Choices;

/// Short, so jobs are often near; with characters whose upper or lower case has another length, or
/// does not exist.
const TEXTS: [&str; 24] = [
    "", "a", "ab", "aB", "A b", "'", "ß", "SS", "straße", "STRASSE", "İ", "i\u{307}", "ŉ", "ΟΔΟΣ", "οδοσ",
    "οδος", "ǅ", "\u{212a}", "k", "ﬀ", "é", "E\u{301}", "😀", "null",
];

const NUMBERS: [&str; 12] =
    ["0", "1", "-1", "007", "+3", "1.5", "1.50", "-0.0", "2e3", "1E-2", "9007199254740993", "0.1"];

const TIMESTAMPS: [&str; 8] = [
    "2026-03-01T00:00:00Z",
    "2026-03-01T23:59:59.999999999Z",
    "2026-03-02T00:30:00+01:00",
    "2026-02-28T23:30:00-01:00",
    "2022-06-01T00:00:00.5Z",
    "2022-06-01T00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
];

const DATES: [&str; 5] = ["2026-03-01", "2026-02-28", "2022-06-01", "0000-01-01", "9999-12-31"];

const OPERATORS: [&str; 6] = ["eq", "ne", "gt", "ge", "lt", "le"];

/// Lists that together have every form of the language; the last is an unknown list.
pub const LISTS: [&str; 11] = [
    "jobs",
    "servers",
    "v1/alerts",
    "approval-policies",
    "server-warranty",
    "groups",
    "async-operations",
    "oneview-settings",
    "appliances",
    "webhook",
    "",
];

/// The list of a case that names none.
pub fn jobs_list() -> String {
    "jobs".to_owned()
}

/// A valid filter of a list.
pub fn filter_of(schema: &Schema, text: &str) -> Filter {
    schema.check(text).into_result().unwrap_or_else(|error| panic!("{}: {text}: {error}", schema.resource()))
}

/// One of these lists.
pub fn list(name: &str) -> Schema {
    match name {
        "" => Schema::open(),
        name => Schema::of_list(name).unwrap_or_else(|error| panic!("{name}: {error}")).clone(),
    }
}

/// A filter of a list.
pub fn filter(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let mut typed = Typed { schema, paths: Vec::new() };
    // Few properties, so several conditions share one.
    for _ in 0..1 + choices.below(3) {
        let path = typed.new_path(choices);
        typed.paths.push(path);
    }
    let prefixed = match schema.form() {
        Form::Infix => false,
        Form::Prefix => choices.below(4) != 3,
        _ => choices.below(2) == 1,
    };
    typed.joined(3, prefixed, choices)
}

struct Typed<'s> {
    schema: &'s Schema,
    paths: Vec<(String, Option<&'s Property>)>,
}

impl<'s> Typed<'s> {
    /// A path for a condition; in an unknown list, any path.
    fn new_path(&self, choices: &mut Choices<'_>) -> (String, Option<&'s Property>) {
        let properties = self.schema.properties();
        if properties.is_empty() || self.schema.is_open() && choices.one_in(4) {
            return (choices.pick(&["tags", "a/b", "x"]).to_owned(), None);
        }
        let rare = |property: &&Property| {
            property.caseless
                || property.through.is_some()
                || property.ty == Type::Array
                || !property.date.is_empty()
                || !property.quoted.is_empty()
                || property.open
                || matches!(property.ty, Type::Integer | Type::Decimal)
        };
        let rare: Vec<&Property> = properties.iter().filter(rare).collect();
        let property = match rare.len() {
            0 => &properties[choices.below(properties.len())],
            count if choices.below(2) == 0 => rare[choices.below(count)],
            _ => &properties[choices.below(properties.len())],
        };
        if property.open && choices.below(3) > 0 {
            let below = choices.pick(&["a", "in", "a/b"]);
            return (format!("{}/{below}", property.name), None);
        }
        (property.name.clone(), Some(property))
    }

    fn joined(&self, depth: usize, prefixed: bool, choices: &mut Choices<'_>) -> String {
        if depth == 0 {
            return self.term(prefixed, choices);
        }
        match choices.below(6) {
            0..2 => self.term(prefixed, choices),
            2 => {
                let inner = self.joined(depth - 1, prefixed, choices);
                if inner.starts_with("not") { format!("not ({inner})") } else { format!("not({inner})") }
            }
            _ => {
                let parts: Vec<String> =
                    (0..2 + choices.below(2)).map(|_| self.joined(depth - 1, prefixed, choices)).collect();
                let word = ["and", "or"][choices.below(2)];
                if prefixed {
                    return format!("{word}({})", parts.join(","));
                }
                let parts: Vec<String> = parts.iter().map(|part| format!("({part})")).collect();
                parts.join(&format!(" {word} "))
            }
        }
    }

    fn term(&self, prefixed: bool, choices: &mut Choices<'_>) -> String {
        let (path, property) = &self.paths[choices.below(self.paths.len())];
        // An event says with a boolean whether a property changed; the webhook guide writes `True`.
        if path.starts_with("changed/") {
            let value = choices.pick(&["true", "false", "True", "False", "null"]);
            return written(path, choices.pick(&["eq", "ne"]), value, prefixed);
        }
        let ty = property.map(|property| property.ty);
        let is_array = ty == Some(Type::Array);
        if is_array && choices.below(4) > 0 || ty.is_none() && choices.one_in(4) {
            let value = match property.and_then(|property| property.items) {
                Some(Type::String) => self.text(None, choices),
                // Objects equal no value.
                Some(Type::Object) => null(choices),
                _ => self.any(choices),
            };
            return format!("{} in {path}", if choices.one_in(6) { null(choices) } else { value });
        }
        if is_array || ty == Some(Type::Object) {
            let operator = choices.pick(&["eq", "ne"]);
            return written(path, operator, &null(choices), prefixed);
        }
        let takes_text = matches!(ty, None | Some(Type::String));
        let case = if takes_text { choices.pick(&["", "", "tolower", "toupper"]) } else { "" };
        let left = if case.is_empty() { path.clone() } else { format!("{case}({path})") };
        let value = |choices: &mut Choices<'_>| {
            let value = self.literal(*property, choices);
            match case {
                "tolower" if value.starts_with('\'') => lower(&value),
                "toupper" if value.starts_with('\'') => upper(&value),
                _ => value,
            }
        };
        match choices.below(8) {
            0..2 => {
                let items: Vec<String> = (0..1 + choices.below(3)).map(|_| value(choices)).collect();
                let items = items.join(",");
                match choices.below(6) {
                    _ if prefixed => format!("in({left},{items})"),
                    0 => format!("{left} in [{items}]"),
                    _ => format!("{left} in ({items})"),
                }
            }
            2..4 if takes_text || ty == Some(Type::Timestamp) => {
                let text = match (ty, case) {
                    (Some(Type::Timestamp), _) => choices.pick(&["'2026'", "'T00:00'", "'x'"]).to_owned(),
                    (_, "tolower") => lower(&self.text(*property, choices)),
                    (_, "toupper") => upper(&self.text(*property, choices)),
                    _ => self.text(*property, choices),
                };
                let text = if choices.one_in(12) { "null".to_owned() } else { text };
                format!("contains({left},{text})")
            }
            4 if ty == Some(Type::Boolean) => left,
            5 if !prefixed && choices.one_in(3) => {
                let value = value(choices);
                // A quoted string on the left is taken for a name.
                if value.starts_with('\'') || value == "none" {
                    format!("{left} eq {value}")
                } else {
                    format!("{value} {} {left}", choices.pick(&OPERATORS))
                }
            }
            _ => written(&left, choices.pick(&OPERATORS), &value(choices), prefixed),
        }
    }

    fn literal(&self, property: Option<&Property>, choices: &mut Choices<'_>) -> String {
        if choices.one_in(8) {
            return null(choices);
        }
        let Some(property) = property else { return self.any(choices) };
        let quoted = |text: &str, quoted: bool| if quoted { format!("'{text}'") } else { text.to_owned() };
        match property.ty {
            Type::Boolean => quoted(choices.pick(&["true", "false"]), choices.below(3) == 2),
            Type::Integer => quoted(choices.pick(&NUMBERS[..5]), choices.below(2) == 1),
            Type::Decimal => quoted(choices.pick(&NUMBERS), choices.below(2) == 1),
            Type::Timestamp if !property.date.is_empty() && choices.below(3) > 0 => {
                quoted(choices.pick(&DATES), choices.below(2) == 1)
            }
            Type::Timestamp => quoted(choices.pick(&TIMESTAMPS), choices.below(3) == 2),
            _ => self.text(Some(property), choices),
        }
    }

    /// A literal of any type.
    fn any(&self, choices: &mut Choices<'_>) -> String {
        match choices.below(6) {
            0..2 => self.text(None, choices),
            2 => choices.pick(&NUMBERS).to_owned(),
            3 => choices.pick(&TIMESTAMPS).to_owned(),
            4 if self.schema.is_open() => choices.pick(&DATES).to_owned(),
            _ => choices.pick(&["true", "false"]).to_owned(),
        }
    }

    /// A string in quotes.
    fn text(&self, property: Option<&Property>, choices: &mut Choices<'_>) -> String {
        let values = property.map(|property| property.values.as_slice()).unwrap_or_default();
        let text = if values.is_empty() || choices.one_in(4) {
            choices.pick(&TEXTS).to_owned()
        } else {
            let known: Vec<&str> = values.iter().flat_map(|value| value.documented()).collect();
            choices.pick(&known).to_owned()
        };
        let is_caseless = property.is_some_and(|property| property.caseless);
        let text = match choices.below(4) {
            0 if is_caseless => text.to_lowercase(),
            1 if is_caseless => text.to_uppercase(),
            _ => text,
        };
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn null(choices: &mut Choices<'_>) -> String {
    choices.pick(&["null", "null", "none"]).to_owned()
}

fn written(left: &str, operator: &str, value: &str, prefixed: bool) -> String {
    if prefixed { format!("{operator}({left},{value})") } else { format!("{left} {operator} {value}") }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn upper(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).collect()
}
