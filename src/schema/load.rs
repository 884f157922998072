//! Parses a schema file, and reports every unusable part.

mod kinds;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{SchemaData, VersionChanges};
use super::events::KnownEvent;
use super::property::{
    Contested, Form, KnownExample, KnownTemplate, KnownValue, Names, Property, Renamed, Shape, Type,
    Unfilterable, uuid,
};
use super::{ProblemKind, Schema, SchemaError, above, lists};
use crate::document::{self, FileForm, Problems, TableKind, TomlFields, TomlString, did_you_mean, listed};
use crate::limits;
use crate::text::Quoted;
use crate::timestamp::Timestamp;

use kinds::{
    CONTESTED, DELETE, EVENT, EXAMPLE, PROPERTY, RENAMED, SCHEMA, SOURCES, TEMPLATE, UNFILTERABLE, VALUE,
    VERSION,
};
pub(super) use names::unwritable;

/// Functions that a schema may add to `contains`: those of a property and a string with a known
/// meaning, which every stage supports.
const FUNCTIONS: [&str; 2] = ["startswith", "endswith"];

/// A schema, for those who read one.
pub(super) static FORM: FileForm = FileForm {
    noun: "a schema",
    most: limits::SCHEMA,
    begin: "a schema is a TOML file that begins with `resource = \"…\"` and `edition = \"…\"`, and for requests \
            `path = \"…\"`; for each property that can be filtered by it has a `[[property]]` with `name`, `type` \
            and `description`",
    keys: "the keys of a schema have none",
    filter: "this is a filter, not the schema that filters are checked against",
    several: "several properties are several `[[property]]`, with two brackets",
};

/// Keys that only properties of one type have.
const BY_TYPE: [(&str, Type); 10] = [
    ("items", Type::Array),
    ("caseless", Type::String),
    ("date", Type::Timestamp),
    ("dots", Type::Object),
    ("hostname", Type::String),
    ("open", Type::Object),
    ("shape", Type::String),
    ("values", Type::String),
    ("prefix", Type::String),
    ("template", Type::String),
];

/// Reads the text of a schema file.
pub(super) fn load(text: &str) -> Result<SchemaData, SchemaError> {
    let document = document::parse(text, &FORM)?;
    let table = document.get_ref();
    if table.is_empty() {
        let message = "the schema is empty";
        return Err(Problems::only(text, ProblemKind::Empty, 0, message, FORM.begin));
    }
    if table.keys().all(|key| !SCHEMA.has(key.get_ref())) {
        let first = table.keys().map(|key| key.span().start).min();
        let message = "this is TOML, but it has no key of a schema";
        let at = first.unwrap_or_default();
        return Err(Problems::only(text, ProblemKind::SomethingElse, at, message, FORM.begin));
    }
    let mut problems = Problems::of(text);
    let root = TomlFields::new(&SCHEMA, 0, table, &mut problems);
    let sources = root.pairs("sources", &SOURCES, &mut problems);
    let sources = sources.into_iter().map(|(key, value)| (key.text, Arc::from(value.text))).collect();
    let mut loader = Loader {
        problems,
        sources,
        names: BTreeMap::new(),
        spellings: BTreeMap::new(),
        templates: BTreeMap::new(),
    };
    let data = loader.data(root);
    loader.problems.into_result()?;
    Ok(data)
}

/// The entries so far, to find duplicates.
struct Loader<'d> {
    problems: Problems<'d>,
    /// The sources share their titles, so an entry costs no more than in the file.
    sources: BTreeMap<&'d str, Arc<str>>,
    /// The names in filters.
    names: BTreeMap<&'d str, FilterName>,
    /// The names in the JSON of a resource, and their places.
    spellings: BTreeMap<&'d str, usize>,
    /// The ids of templates, and their places.
    templates: BTreeMap<u128, usize>,
}

/// A name in filters.
#[derive(Clone, Copy)]
struct FilterName {
    at: usize,
    role: NameRole,
}

#[derive(Clone, Copy)]
enum NameRole {
    /// Without a type if it is invalid, which has been reported.
    Property {
        ty: Option<Type>,
        open: bool,
    },
    Renamed,
    Unfilterable,
}

impl NameRole {
    fn noun(self) -> &'static str {
        match self {
            NameRole::Property { .. } => PROPERTY.noun,
            NameRole::Renamed => RENAMED.noun,
            NameRole::Unfilterable => UNFILTERABLE.noun,
        }
    }
}

impl<'d> Loader<'d> {
    fn data(&mut self, root: TomlFields<'d>) -> SchemaData {
        let data = SchemaData {
            resource: owned(root.text("resource", &mut self.problems)).unwrap_or_default(),
            edition: owned(root.text("edition", &mut self.problems)).unwrap_or_default(),
            one: owned(root.text("one", &mut self.problems)).unwrap_or_default(),
            path: self.url_path(root, "path"),
            open: root.flag("open", &mut self.problems),
            form: self.word(root, "form", Form::ALL, Form::name).unwrap_or_default(),
            names: self.word(root, "names", Names::ALL, Names::name).unwrap_or_default(),
            note: owned(root.text("note", &mut self.problems)).unwrap_or_default(),
            successor: self.url_path(root, "successor"),
            sunset: None,
            parameters: self.some_texts(root, "parameters"),
            limit: self.count(root, "limit"),
            default_limit: self.count(root, "default-limit"),
            delete: None,
            functions: self.functions(root),
            properties: self.each(root, "property", &PROPERTY, Loader::property),
            unfilterable: self.each(root, "unfilterable", &UNFILTERABLE, Loader::unfilterable),
            unlisted: self.some_texts(root, "unlisted").unwrap_or_default(),
            renamed: self.each(root, "renamed", &RENAMED, Loader::renamed),
            templates: self.each(root, "template", &TEMPLATE, Loader::template),
            examples: self.each(root, "example", &EXAMPLE, Loader::example),
            events: self.each(root, "event", &EVENT, Loader::event),
            versions: Vec::new(),
        };
        self.check_reach();
        let versions = self.each(root, "version", &VERSION, Loader::version);
        SchemaData { versions, ..data }
    }

    /// The changes of an older version. Its properties may have the names of the newest, with other
    /// facts.
    fn version(&mut self, fields: TomlFields<'d>) -> Option<VersionChanges> {
        let (names, spellings) = (self.names.clone(), self.spellings.clone());
        let without: Vec<TomlString<'d>> = fields.texts("without", &mut self.problems);
        for name in &without {
            self.check_is_property(*name);
        }
        let replaced = fields.entries("property", &PROPERTY, &mut Problems::of(""));
        for fields in replaced {
            if let Some(TomlString { text, .. }) = fields.text("name", &mut Problems::of("")) {
                self.names.remove(text);
                self.spellings.remove(text);
            }
        }
        let delete = fields.table("delete", &DELETE, &mut self.problems);
        let version = VersionChanges {
            path: self.url_path(fields, "path").unwrap_or_default(),
            without: without.iter().map(|name| name.text.to_owned()).collect(),
            open: fields.has("open").then(|| fields.flag("open", &mut self.problems)),
            form: self.word(fields, "form", Form::ALL, Form::name),
            names: self.word(fields, "names", Names::ALL, Names::name),
            note: owned(fields.text("note", &mut self.problems)),
            successor: self.url_path(fields, "successor"),
            sunset: self.day(fields, "sunset"),
            parameters: self.some_texts(fields, "parameters"),
            limit: self.count(fields, "limit"),
            default_limit: self.count(fields, "default-limit"),
            delete: delete.and_then(|delete| self.some_texts(delete, "parameters")),
            unlisted: self.some_texts(fields, "unlisted"),
            properties: self.each(fields, "property", &PROPERTY, Loader::property),
            renamed: self.each(fields, "renamed", &RENAMED, Loader::renamed),
        };
        self.check_reach();
        (self.names, self.spellings) = (names, spellings);
        Some(version)
    }

    /// Its properties are those of another resource, and may have the names of these.
    fn event(&mut self, fields: TomlFields<'d>) -> Option<KnownEvent> {
        let (names, spellings) = (self.names.clone(), self.spellings.clone());
        self.names.clear();
        self.spellings.clear();
        let event = KnownEvent {
            ty: owned(fields.text("type", &mut self.problems)).unwrap_or_default(),
            resource: owned(fields.text("resource", &mut self.problems)).unwrap_or_default(),
            path: self.path_of_list(fields),
            monitorable: self.some_texts(fields, "monitorable").unwrap_or_default(),
            operations: self.some_texts(fields, "operations").unwrap_or_default(),
            properties: self.each(fields, "property", &PROPERTY, Loader::property),
            sources: self.sources_of(fields, "source"),
        };
        self.check_reach();
        (self.names, self.spellings) = (names, spellings);
        Some(event)
    }

    /// The path of a built-in list.
    fn path_of_list(&mut self, fields: TomlFields<'d>) -> Option<String> {
        let path = fields.text("path", &mut self.problems)?;
        if Schema::at_path(path.text).is_none() {
            self.problems.add(ProblemKind::WrongValue, path.at, |_| {
                let paths = lists().iter().flat_map(|list| list.paths()).copied();
                let message = format!("the API has no list at {} that takes a filter", Quoted(path.text));
                (message, did_you_mean(path.text, paths))
            });
        }
        owned(Some(path))
    }

    fn example(&mut self, fields: TomlFields<'d>) -> Option<KnownExample> {
        let filter = owned(fields.text("filter", &mut self.problems));
        let title = owned(fields.text("title", &mut self.problems));
        let sources = self.sources_of(fields, "source");
        Some(KnownExample { filter: filter?, title: title?, sources })
    }

    /// The strings of a list, if it is there.
    fn some_texts(&mut self, fields: TomlFields<'d>, key: &str) -> Option<Vec<String>> {
        let texts = fields.texts(key, &mut self.problems);
        fields.has(key).then(|| texts.into_iter().map(|text| text.text.to_owned()).collect())
    }

    fn count(&mut self, fields: TomlFields<'d>, key: &str) -> Option<u32> {
        fields
            .number(key, limits::PAGE as usize, &mut self.problems)
            .and_then(|(number, _)| u32::try_from(number).ok())
    }

    /// A day, as RFC 3339 writes it.
    fn day(&mut self, fields: TomlFields<'d>, key: &str) -> Option<String> {
        let TomlString { at, text } = fields.text(key, &mut self.problems)?;
        if Timestamp::parse(&format!("{text}T00:00:00Z")).is_err() {
            self.problems.add(ProblemKind::WrongValue, at, |_| {
                (format!("{} is not a day", Quoted(text)), "write a day as `2025-03-03`")
            });
        }
        Some(text.to_owned())
    }

    fn each<T>(
        &mut self,
        root: TomlFields<'d>,
        key: &str,
        kind: &'static TableKind,
        read: fn(&mut Self, TomlFields<'d>) -> Option<T>,
    ) -> Vec<T> {
        let entries = root.entries(key, kind, &mut self.problems);
        entries.into_iter().filter_map(|entry| read(self, entry)).collect()
    }

    fn url_path(&mut self, root: TomlFields<'d>, key: &str) -> Option<String> {
        let path = root.text(key, &mut self.problems)?;
        if !path.text.starts_with('/') || !has_url_characters(path.text) {
            self.problems.add(ProblemKind::WrongName, path.at, |_| {
                let help = "begin with `/`, without address and query: `/compute-ops-mgmt/v1/jobs`";
                (format!("{} is not the path of a URL", Quoted(path.text)), help)
            });
        }
        owned(Some(path))
    }

    fn functions(&mut self, root: TomlFields<'d>) -> Vec<String> {
        let mut functions: Vec<String> = Vec::new();
        for TomlString { at, text } in root.texts("functions", &mut self.problems) {
            if !FUNCTIONS.contains(&text) {
                self.problems.add(ProblemKind::UnknownFunction, at, |_| unknown_function(text));
            } else if functions.iter().any(|function| function == text) {
                self.problems.add(ProblemKind::Duplicate, at, |_| {
                    (format!("the function {} is listed twice", Quoted(text)), "remove one of the two")
                });
            }
            functions.push(text.to_owned());
        }
        functions
    }

    fn property(&mut self, fields: TomlFields<'d>) -> Option<Property> {
        let ty = self.word(fields, "type", Type::ALL, Type::name);
        let open = fields.flag("open", &mut self.problems);
        let name = self.name(fields, NameRole::Property { ty, open });
        self.check_keys_of_type(fields, name, ty);
        let property = Property {
            name: name.unwrap_or_default().to_owned(),
            ty: ty.unwrap_or(Type::String),
            nullable: fields.flag("nullable", &mut self.problems),
            open,
            shape: self.word(fields, "shape", Shape::ALL, Shape::name),
            values: self.values(fields),
            prefix: owned(fields.text("prefix", &mut self.problems)),
            template: fields.flag("template", &mut self.problems),
            json: self.json(fields),
            items: self.word(fields, "items", Type::ALL, Type::name),
            caseless: fields.flag("caseless", &mut self.problems),
            quoted: self.sources_of(fields, "quoted"),
            date: self.sources_of(fields, "date"),
            dots: self.sources_of(fields, "dots"),
            through: owned(fields.text("through", &mut self.problems)),
            hostname: owned(fields.text("hostname", &mut self.problems)),
            description: owned(fields.text("description", &mut self.problems)).unwrap_or_default(),
            sources: self.sources_of(fields, "source"),
            type_sources: self.sources_of(fields, "type-source"),
        };
        // A missing name or type is a problem, so the data is not used.
        Some(property)
    }

    fn renamed(&mut self, fields: TomlFields<'d>) -> Option<Renamed> {
        let name = self.name(fields, NameRole::Renamed);
        let now = fields.text("now", &mut self.problems);
        if let Some(now) = now {
            self.check_is_property(now);
        }
        let reason = owned(fields.text("reason", &mut self.problems));
        let sources = self.sources_of(fields, "source");
        Some(Renamed { name: name?.to_owned(), now: now?.text.to_owned(), reason: reason?, sources })
    }

    fn unfilterable(&mut self, fields: TomlFields<'d>) -> Option<Unfilterable> {
        let name = self.name(fields, NameRole::Unfilterable);
        let instead = owned(fields.text("instead", &mut self.problems));
        let sources = self.sources_of(fields, "source");
        Some(Unfilterable { name: name?.to_owned(), instead: instead?, sources })
    }

    fn template(&mut self, fields: TomlFields<'d>) -> Option<KnownTemplate> {
        let name = owned(fields.text("name", &mut self.problems));
        let id = fields.text("id", &mut self.problems);
        if let Some(id) = id {
            self.check_template_id(id);
        }
        let resource = owned(fields.text("resource", &mut self.problems)).unwrap_or_default();
        let description = owned(fields.text("description", &mut self.problems)).unwrap_or_default();
        let sources = self.sources_of(fields, "source");
        Some(KnownTemplate { name: name?, id: id?.text.to_owned(), resource, description, sources })
    }

    /// The value of a key with a few possible words.
    fn word<T: Copy>(
        &mut self,
        fields: TomlFields<'d>,
        key: &str,
        words: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let TomlString { at, text } = fields.text(key, &mut self.problems)?;
        let word = words.iter().copied().find(|word| name(*word) == text);
        if word.is_none() {
            self.problems.add(ProblemKind::WrongValue, at, |_| {
                let names = words.iter().map(|word| name(*word));
                (format!("{} is not a known {key} of properties", Quoted(text)), did_you_mean(text, names))
            });
        }
        word
    }

    /// The name of an entry, which filters must be able to write, and which must be unique.
    fn name(&mut self, fields: TomlFields<'d>, role: NameRole) -> Option<&'d str> {
        let TomlString { at, text } = fields.text("name", &mut self.problems)?;
        if let Some((kind, message, help)) = unwritable(text) {
            self.problems.add(kind, at, |_| (message, help));
        } else if let Some(earlier) = self.names.get(text) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let (noun, line) = (earlier.role.noun(), problems.line(earlier.at));
                (format!("{} is {noun} already, in line {line}", Quoted(text)), "remove one of the two")
            });
        } else {
            self.names.insert(text, FilterName { at, role });
            if let NameRole::Property { .. } = role {
                self.spelling(TomlString { at, text });
            }
        }
        Some(text)
    }

    /// The other spellings of a property in the JSON of a resource.
    fn json(&mut self, fields: TomlFields<'d>) -> Vec<String> {
        let spellings = fields.texts("json", &mut self.problems);
        for spelling in &spellings {
            self.spelling(*spelling);
        }
        spellings.into_iter().map(|spelling| spelling.text.to_owned()).collect()
    }

    fn spelling(&mut self, TomlString { at, text }: TomlString<'d>) {
        if text.len() > limits::PATH || text.split('/').any(str::is_empty) {
            self.problems.add(ProblemKind::WrongName, at, |_| {
                let help = "join the keys by `/`: `resource/id`";
                (format!("{} is not a path of JSON keys", Quoted(text)), help)
            });
        } else if let Some(earlier) = self.spellings.get(text) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let line = problems.line(*earlier);
                let message = format!("{} already spells a property, in line {line}", Quoted(text));
                (message, "give each spelling to one property only")
            });
        } else {
            self.spellings.insert(text, at);
        }
    }

    /// The known values of a property. No two have the same spelling in any case, except the
    /// contested spellings of one value.
    fn values(&mut self, fields: TomlFields<'d>) -> Vec<KnownValue> {
        let mut spelled = BTreeMap::new();
        let mut values = Vec::new();
        for entry in fields.entries_or_texts("values", &VALUE, &mut self.problems) {
            let (value, meaning, aliases, contested, sources) = match entry {
                Err(text) => (Some(text), None, Vec::new(), Vec::new(), Vec::new()),
                Ok(entry) => (
                    entry.text("value", &mut self.problems),
                    entry.text("meaning", &mut self.problems),
                    entry.texts("aliases", &mut self.problems),
                    self.contested(entry),
                    self.sources_of(entry, "source"),
                ),
            };
            for spelling in value.iter().chain(&aliases) {
                self.spelled_once(&mut spelled, *spelling);
            }
            // Most contested spellings differ only by case.
            for (spelling, _) in &contested {
                let is_own = value.is_some_and(|value| {
                    value.text != spelling.text && value.text.to_lowercase() == spelling.text.to_lowercase()
                });
                if !is_own {
                    self.spelled_once(&mut spelled, *spelling);
                }
            }
            values.push(KnownValue {
                value: owned(value).unwrap_or_default(),
                meaning: owned(meaning).unwrap_or_default(),
                aliases: aliases.iter().map(|alias| alias.text.to_owned()).collect(),
                contested: contested.into_iter().map(|(_, contested)| contested).collect(),
                sources: if sources.is_empty() { self.sources_of(fields, "source") } else { sources },
            });
        }
        values
    }

    /// Reports a spelling that another value already has.
    fn spelled_once(
        &mut self,
        spelled: &mut BTreeMap<String, usize>,
        TomlString { at, text }: TomlString<'d>,
    ) {
        if let Some(earlier) = spelled.insert(text.to_lowercase(), at) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let line = problems.line(earlier);
                let help = "give each spelling to one value only; case makes no difference";
                (format!("{} already names a value, in line {line}", Quoted(text)), help)
            });
        }
    }

    fn contested(&mut self, fields: TomlFields<'d>) -> Vec<(TomlString<'d>, Contested)> {
        let mut contested = Vec::new();
        for entry in fields.entries_or_texts("contested", &CONTESTED, &mut self.problems) {
            let (value, says, sources) = match entry {
                Err(text) => (Some(text), None, Vec::new()),
                Ok(entry) => (
                    entry.text("value", &mut self.problems),
                    entry.text("says", &mut self.problems),
                    self.sources_of(entry, "source"),
                ),
            };
            if let Some(value) = value {
                let says = owned(says).unwrap_or_default();
                contested.push((value, Contested { value: value.text.to_owned(), says, sources }));
            }
        }
        contested
    }

    /// The sources of an entry, in the words of the table of sources.
    fn sources_of(&mut self, fields: TomlFields<'d>, key: &str) -> Vec<Arc<str>> {
        let mut found = Vec::new();
        for TomlString { at, text } in fields.one_or_more(key, &mut self.problems) {
            match self.sources.get(text) {
                Some(source) => found.push(Arc::clone(source)),
                None => self.problems.add(ProblemKind::UnknownSource, at, |_| {
                    let help = if self.sources.is_empty() {
                        format!("add `[sources]`, and in it {} and its meaning", Quoted(text))
                    } else {
                        did_you_mean(text, self.sources.keys().copied())
                    };
                    (format!("{} is not in the table `[sources]`", Quoted(text)), help)
                }),
            }
        }
        found
    }

    fn check_keys_of_type(&mut self, fields: TomlFields<'d>, name: Option<&str>, ty: Option<Type>) {
        let (Some(name), Some(ty)) = (name, ty) else { return };
        for (key, wanted) in BY_TYPE {
            if ty != wanted && fields.has(key) {
                self.problems.add(ProblemKind::MisplacedKey, fields.position(key), |_| {
                    let (has, wants) = (with_article(ty), with_article(wanted));
                    (
                        format!("`{key}` is for properties that are {wants}, and {} is {has}", Quoted(name)),
                        format!("remove it, or write `type = \"{}\"`", wanted.name()),
                    )
                });
            }
        }
    }

    fn check_template_id(&mut self, TomlString { at, text }: TomlString<'d>) {
        let Some(id) = uuid(text) else {
            self.problems.add(ProblemKind::WrongId, at, |_| {
                let help = "write 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, joined by `-`";
                (format!("{} is not a UUID", Quoted(text)), help)
            });
            return;
        };
        if let Some(earlier) = self.templates.insert(id, at) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let line = problems.line(earlier);
                let message = format!("{} is a template's id already, in line {line}", Quoted(text));
                (message, "remove one of the two")
            });
        }
    }

    fn check_is_property(&mut self, TomlString { at, text }: TomlString<'d>) {
        let is_property = |name: &FilterName| matches!(name.role, NameRole::Property { .. });
        if !self.names.get(text).is_some_and(is_property) {
            self.problems.add(ProblemKind::UnknownProperty, at, |_| {
                let properties =
                    self.names.iter().filter(|(_, name)| is_property(name)).map(|(name, _)| *name);
                let help = if properties.clone().next().is_some() {
                    did_you_mean(text, properties)
                } else {
                    "list it as a `[[property]]` first".to_owned()
                };
                (format!("unknown property {} of this schema", Quoted(text)), help)
            });
        }
    }

    /// Rejects entries that could never be found: below a property that is not an object; and, for
    /// names that are not properties, also below an open one, where every name passes.
    fn check_reach(&mut self) {
        for (name, FilterName { at, role }) in &self.names {
            for parent in above(name) {
                let Some(NameRole::Property { ty: Some(ty), open }) =
                    self.names.get(parent).map(|name| name.role)
                else {
                    continue;
                };
                let is_property = matches!(role, NameRole::Property { .. });
                let reason = match ty {
                    Type::Object if is_property || !open => continue,
                    Type::Object => "which is open, so every name below it is accepted".to_owned(),
                    _ => format!("which is {} and has no parts", with_article(ty)),
                };
                self.problems.add(ProblemKind::Unreachable, *at, |_| {
                    let message = format!("{} lies below {}, {reason}", Quoted(name), Quoted(parent));
                    (message, "remove one of the two")
                });
            }
        }
    }
}

/// Whether a path has only characters that a URL has; `{id}` means any segment.
pub(super) fn has_url_characters(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~{}".contains(&byte))
}

fn owned(text: Option<TomlString<'_>>) -> Option<String> {
    text.map(|text| text.text.to_owned())
}

fn unknown_function(name: &str) -> (String, String) {
    if name == "contains" {
        return ("`contains` is always available".to_owned(), "remove it".to_owned());
    }
    (
        format!("{} is not a function that a schema can add", Quoted(name)),
        format!("it can be {}; their meaning is known", listed(FUNCTIONS.into_iter(), "or")),
    )
}

fn with_article(ty: Type) -> String {
    let article = if matches!(ty, Type::Integer | Type::Object | Type::Array) { "an" } else { "a" };
    format!("{article} {}", ty.name())
}
