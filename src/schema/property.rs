//! The facts about one property.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{denied, ends_in_denial, nearest};

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Type {
    /// Text, compared by Unicode code point.
    #[default]
    String,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// An instant in the form of RFC 3339.
    Timestamp,
    /// `true` or `false`.
    Boolean,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
}

impl Type {
    /// Every type.
    pub const ALL: &[Type] = &[
        Type::String,
        Type::Integer,
        Type::Decimal,
        Type::Timestamp,
        Type::Boolean,
        Type::Object,
        Type::Array,
    ];

    /// The name, as messages and schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Type::String => "string",
            Type::Integer => "integer",
            Type::Decimal => "decimal",
            Type::Timestamp => "timestamp",
            Type::Boolean => "boolean",
            Type::Object => "object",
            Type::Array => "array",
        }
    }
}

/// The form of a string property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Shape {
    /// `d0c13b58-748c-461f-9a61-c0c5c71f1bb4`.
    Uuid,
    /// The id of a resource: `P06760-B21+2M212504P8` (a server), `oneview+<uuid>` and
    /// `gateway+<uuid>` (an appliance), `<uuid>` (a group).
    ResourceId,
}

impl Shape {
    /// Strings of this form, for examples of jobs.
    pub(crate) const fn samples(self) -> &'static [&'static str] {
        match self {
            Shape::Uuid => &["d0c13b58-748c-461f-9a61-c0c5c71f1bb4", "30110551-cad6-4069-95b8-dbce9bbd8525"],
            Shape::ResourceId => &["P06760-B21+2M212504P8"],
        }
    }

    /// Every shape.
    pub const ALL: &[Shape] = &[Shape::Uuid, Shape::ResourceId];

    /// The name, as schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Uuid => "uuid",
            Shape::ResourceId => "resource-id",
        }
    }
}

/// The number of a UUID: 32 hexadecimal digits of either case, in groups of 8, 4, 4, 4 and 12.
pub(crate) fn uuid(text: &str) -> Option<u128> {
    let bytes: &[u8; 36] = text.as_bytes().try_into().ok()?;
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match (at, byte) {
            (8 | 13 | 18 | 23, b'-') => {}
            (8 | 13 | 18 | 23, _) => return None,
            _ => value = value << 4 | u128::from(char::from(*byte).to_digit(16)?),
        }
    }
    Some(value)
}

/// A known value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KnownValue {
    /// The string, as the service writes it.
    pub value: String,
    /// Its meaning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// Users' spellings: of older versions, or other products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Other spellings in a document or a client; the service may have any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contested: Vec<Contested>,
    /// The documents that have it, or the clients that use it.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// Another spelling of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contested {
    /// The spelling.
    pub value: String,
    /// Its use in the document, as a clause: "an example of a filter writes it so".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// The documents that have it.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// A property that filters can use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Property {
    /// The path, as a filter writes it: `resource/id`.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// The type of an array's items, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Type>,
    /// Whether the value is often null or missing.
    #[serde(default)]
    pub nullable: bool,
    /// Whether it allows any path below it, of any type.
    #[serde(default)]
    pub open: bool,
    /// Its form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// The values in documents or clients; empty if any value is as likely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<KnownValue>,
    /// Other values with this prefix pass without a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whether its values are the ids of templates.
    #[serde(default)]
    pub template: bool,
    /// Other spellings of it in the JSON of a resource.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub json: Vec<String>,
    /// Whether its strings are compared without regard to case.
    #[serde(default, skip_serializing_if = "is_false")]
    pub caseless: bool,
    /// The documents that quote its literals, although it is not a string; usually empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quoted: Vec<Arc<str>>,
    /// The documents that show a date without a time as its literal; usually empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date: Vec<Arc<str>>,
    /// The documents that write a path below it with dots: `tags.OS`; usually empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dots: Vec<Arc<str>>,
    /// The array in the path: a condition is assumed to hold if it holds for any item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// The property with the host name, which users look for here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// A short description.
    #[serde(default)]
    pub description: String,
    /// The documents or clients that filter by it.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
    /// The documents or clients with its type, if they differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub type_sources: Vec<Arc<str>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Property {
    /// The known value that `text` probably means: the value or one of its aliases in another case;
    /// else with other separators between the words (`approval pending`); else with few typing
    /// mistakes.
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let state = Schema::jobs().property("state").unwrap();
    /// assert_eq!(state.nearest_value("running").unwrap().value, "RUNNING");
    /// assert_eq!(state.nearest_value("COMPLTE").unwrap().value, "COMPLETE");
    /// assert_eq!(state.nearest_value("DONE"), None);
    /// ```
    pub fn nearest_value(&self, text: &str) -> Option<&KnownValue> {
        let spellings =
            || self.values.iter().flat_map(|value| value.spellings().map(move |word| (word, value)));
        let is_same = |word: &str| word.eq_ignore_ascii_case(text);
        spellings()
            .find(|(word, _)| is_same(word))
            .or_else(|| {
                let last = last_word(text)?;
                spellings().find(|(word, _)| word.eq_ignore_ascii_case(last))
            })
            // `UNCOMPLIANT` is `NOT_COMPLIANT`.
            .or_else(|| {
                let same = |word: &str| denied(word).any(|rest| denied(text).any(|other| other == rest));
                spellings().find(|(word, _)| same(word))
            })
            .map(|(_, value)| value)
            .or_else(|| nearest(text, spellings()))
    }

    /// Whether a document shows `text` as a value of it, in this spelling.
    pub(crate) fn has_value(&self, text: &str) -> bool {
        // Nearly every value is a plain one, which one comparing loop finds.
        self.values.iter().any(|known| known.value == text)
            || self.values.iter().any(|known| {
                known.contested.iter().any(|other| other.value == text)
                    || self.caseless && known.value.to_lowercase() == text.to_lowercase()
            })
    }
}

/// `On` of `PoweredOn`, and `ERROR` of `JobState.ERROR`; none after a word that denies it.
fn last_word(text: &str) -> Option<&str> {
    let is_start = |(at, c): &(usize, char)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        before.is_some_and(|before| {
            matches!(before, '.' | ':') || c.is_ascii_uppercase() && before.is_ascii_lowercase()
        })
    };
    let (start, _) = text.char_indices().rev().find(is_start)?;
    let (before, last) = text.split_at_checked(start)?;
    let before = before.to_ascii_lowercase();
    (!ends_in_denial(&before) && last.len() > 1).then_some(last)
}

impl KnownValue {
    /// The value, its other spellings, and its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.documented().chain(self.aliases.iter().map(|alias| &**alias))
    }

    /// The value, and its contested spellings.
    pub fn documented(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.value).chain(self.contested.iter().map(|other| &*other.value))
    }
}

/// A user's name for a property that filters name differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Renamed {
    /// The user's name: one of an older version, or of another place.
    pub name: String,
    /// The property that is meant.
    pub now: String,
    /// The reason for the name, as a clause: "`data` was its name in v1beta2 and v1beta3".
    pub reason: String,
    /// The documents of that.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// A property of the response that filters cannot use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unfilterable {
    /// The path.
    pub name: String,
    /// The advice to filter by another property, as a command: "filter by `id`"; empty if none is
    /// known.
    #[serde(default)]
    pub instead: String,
    /// The documents of that.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// A template; properties with `template = true` have its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KnownTemplate {
    /// The name: `Server Power On`. Two templates may have one name.
    pub name: String,
    /// The id, a uuid.
    pub id: String,
    /// The kind of resource that it works on, as a value of `resource/type`; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resource: String,
    /// Its effect.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The documents of that.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// A filter to try, of one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KnownExample {
    /// The filter.
    pub filter: String,
    /// The jobs that it selects.
    pub title: String,
    /// Which document shows its form.
    #[serde(default)]
    pub sources: Vec<Arc<str>>,
}

/// The form of conditions in the documents of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Form {
    /// `name eq 'x' and generation gt 3`.
    #[default]
    Infix,
    /// `and(eq(name,'x'),gt(generation,3))`.
    Prefix,
    /// One document has the one form, another the other, or one has both.
    Either,
}

impl Form {
    /// Every form.
    pub const ALL: &[Form] = &[Form::Infix, Form::Prefix, Form::Either];

    /// The name, as schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Infix => "infix",
            Form::Prefix => "prefix",
            Form::Either => "either",
        }
    }
}

/// The origin of the names that a list can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Names {
    /// The vendor lists them.
    #[default]
    Listed,
    /// The vendor documents none: these are the properties of an item of the response.
    Items,
    /// The vendor repeats the names of the parent list, which do not fit: these are those names and
    /// the properties of an item.
    Parent,
}

impl Names {
    /// Every way.
    pub const ALL: &[Names] = &[Names::Listed, Names::Items, Names::Parent];

    /// The name, as schema files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Names::Listed => "listed",
            Names::Items => "items",
            Names::Parent => "parent",
        }
    }
}
