//! Reads a schema file into its data, and reports everything in it that cannot be used.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::error::{ProblemKind, Problems, SchemaError};
use super::fields::{Fields, Key, Kind, Text, did_you_mean, listed};
use super::property::{KnownTemplate, KnownValue, Property, Renamed, Shape, Type, Unfilterable, uuid};
use super::{Data, document};
use crate::limits;
use crate::text::Quoted;

/// Words of the filter language, which no path begins with.
const RESERVED: [&str; 13] =
    ["eq", "ne", "gt", "ge", "lt", "le", "in", "and", "or", "not", "true", "false", "null"];

/// Functions that a schema may add to `contains`: those that take a property and a text, and
/// whose meaning is known, so that every stage can deal with them.
const FUNCTIONS: [&str; 2] = ["startswith", "endswith"];

static SCHEMA: Kind = Kind {
    noun: "a schema",
    keys: &[
        Key { name: "resource", example: "resource = \"servers\"" },
        Key { name: "edition", example: "edition = \"HPE Compute Ops Management API (latest), v1\"" },
        Key { name: "path", example: "path = \"/compute-ops-mgmt/v1/servers\"" },
        Key { name: "functions", example: "functions = [\"startswith\"]" },
        Key { name: "open", example: "open = true" },
        Key { name: "sources", example: "[sources]" },
        Key { name: "property", example: "[[property]]" },
        Key { name: "renamed", example: "[[renamed]]" },
        Key { name: "unfilterable", example: "[[unfilterable]]" },
        Key { name: "template", example: "[[template]]" },
    ],
};

static PROPERTY: Kind = Kind {
    noun: "a property",
    keys: &[
        Key { name: "name", example: "name = \"resource/id\"" },
        Key { name: "type", example: "type = \"string\"" },
        Key { name: "nullable", example: "nullable = true" },
        Key { name: "open", example: "open = true" },
        Key { name: "shape", example: "shape = \"uuid\"" },
        Key { name: "values", example: "values = [\"ON\", \"OFF\"]" },
        Key { name: "prefix", example: "prefix = \"compute-ops-mgmt/\"" },
        Key { name: "template", example: "template = true" },
        Key { name: "json", example: "json = [\"cancelable\"]" },
        Key { name: "description", example: "description = \"what it is, in a few words\"" },
        Key { name: "source", example: "source = \"page\"" },
    ],
};

static VALUE: Kind = Kind {
    noun: "a value",
    keys: &[
        Key { name: "value", example: "value = \"ON\"" },
        Key { name: "meaning", example: "meaning = \"what it means, in a few words\"" },
        Key { name: "aliases", example: "aliases = [\"POWERED_ON\"]" },
    ],
};

static RENAMED: Kind = Kind {
    noun: "a renamed name",
    keys: &[
        Key { name: "name", example: "name = \"data\"" },
        Key { name: "now", example: "now = \"jobParams\"" },
        Key { name: "reason", example: "reason = \"`data` was its name in v1beta2\"" },
        Key { name: "source", example: "source = \"page\"" },
    ],
};

static UNFILTERABLE: Kind = Kind {
    noun: "an unfilterable name",
    keys: &[
        Key { name: "name", example: "name = \"resourceUri\"" },
        Key { name: "instead", example: "instead = \"filter by `id`\"" },
        Key { name: "source", example: "source = \"page\"" },
    ],
};

static TEMPLATE: Kind = Kind {
    noun: "a template",
    keys: &[
        Key { name: "name", example: "name = \"Server Power On\"" },
        Key { name: "id", example: "id = \"0cbb2377-1834-488d-840c-d5bf788c34fb\"" },
        Key { name: "resource", example: "resource = \"compute-ops-mgmt/server\"" },
        Key { name: "description", example: "description = \"turns a server on\"" },
        Key { name: "source", example: "source = \"page\"" },
    ],
};

/// Keys that only properties of one type have.
const BY_TYPE: [(&str, Type); 5] = [
    ("open", Type::Object),
    ("shape", Type::String),
    ("values", Type::String),
    ("prefix", Type::String),
    ("template", Type::String),
];

/// Reads the text of a schema file.
pub(super) fn load(text: &str) -> Result<Data, SchemaError> {
    let document = document::parse(text)?;
    let table = document.get_ref();
    if table.keys().all(|key| SCHEMA.keys.iter().all(|known| known.name != key.get_ref())) {
        let first = table.keys().map(|key| key.span().start).min();
        return Err(document::not_a_schema(text, first.unwrap_or_default()));
    }
    let mut problems = Problems::of(text);
    let root = Fields::new(&SCHEMA, 0, table, &mut problems);
    let sources = root.pairs("sources", &mut problems).into_iter().collect();
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

/// What has been read so far, for what must not stand twice.
struct Loader<'d> {
    problems: Problems<'d>,
    sources: BTreeMap<&'d str, &'d str>,
    /// What filters may say.
    names: BTreeMap<&'d str, Name>,
    /// What the JSON of a resource may say, and where that stands.
    spellings: BTreeMap<&'d str, usize>,
    /// The ids of templates, and where they stand.
    templates: BTreeMap<u128, usize>,
}

/// A name that filters may say.
#[derive(Clone, Copy)]
struct Name {
    at: usize,
    role: Role,
}

#[derive(Clone, Copy)]
enum Role {
    /// Without a type if that cannot be read, which has been reported.
    Property {
        ty: Option<Type>,
        open: bool,
    },
    Renamed,
    Unfilterable,
}

impl Role {
    fn noun(self) -> &'static str {
        match self {
            Role::Property { .. } => PROPERTY.noun,
            Role::Renamed => RENAMED.noun,
            Role::Unfilterable => UNFILTERABLE.noun,
        }
    }
}

impl<'d> Loader<'d> {
    fn data(&mut self, root: Fields<'d>) -> Data {
        let data = Data {
            resource: owned(root.required("resource", &mut self.problems)).unwrap_or_default(),
            edition: owned(root.required("edition", &mut self.problems)).unwrap_or_default(),
            path: self.url_path(root),
            open: root.flag("open", &mut self.problems),
            functions: self.functions(root),
            properties: self.each(root, "property", &PROPERTY, Loader::property),
            unfilterable: self.each(root, "unfilterable", &UNFILTERABLE, Loader::unfilterable),
            renamed: self.each(root, "renamed", &RENAMED, Loader::renamed),
            templates: self.each(root, "template", &TEMPLATE, Loader::template),
        };
        self.check_reach();
        data
    }

    fn each<T>(
        &mut self,
        root: Fields<'d>,
        key: &str,
        kind: &'static Kind,
        read: fn(&mut Self, Fields<'d>) -> Option<T>,
    ) -> Vec<T> {
        let entries = root.entries(key, kind, &mut self.problems);
        entries.into_iter().filter_map(|entry| read(self, entry)).collect()
    }

    fn url_path(&mut self, root: Fields<'d>) -> Option<String> {
        let path = root.text("path", &mut self.problems)?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        if !path.text.starts_with('/') || !path.text.bytes().all(is_plain) {
            self.problems.add(ProblemKind::WrongName, path.at, |_| {
                (
                    format!("{} is no path of a URL", Quoted(path.text)),
                    "begin with `/`, and leave out the address and the query: `/compute-ops-mgmt/v1/jobs`",
                )
            });
        }
        owned(Some(path))
    }

    fn functions(&mut self, root: Fields<'d>) -> Vec<String> {
        let mut functions: Vec<String> = Vec::new();
        for Text { at, text } in root.texts("functions", false, &mut self.problems) {
            if !FUNCTIONS.contains(&text) {
                self.problems.add(ProblemKind::UnknownFunction, at, |_| unknown_function(text));
            } else if functions.iter().any(|function| function == text) {
                self.problems.add(ProblemKind::Duplicate, at, |_| {
                    (format!("the function {} stands here twice", Quoted(text)), "leave one of the two out")
                });
            }
            functions.push(text.to_owned());
        }
        functions
    }

    fn property(&mut self, fields: Fields<'d>) -> Option<Property> {
        let ty = self.word(fields, "type", true, Type::ALL, Type::name);
        let open = fields.flag("open", &mut self.problems);
        let name = self.name(fields, Role::Property { ty, open });
        self.check_keys_of_type(fields, name, ty);
        let property = Property {
            name: name.unwrap_or_default().to_owned(),
            ty: ty.unwrap_or(Type::String),
            nullable: fields.flag("nullable", &mut self.problems),
            open,
            shape: self.word(fields, "shape", false, Shape::ALL, Shape::name),
            values: self.values(fields),
            prefix: owned(fields.text("prefix", &mut self.problems)),
            template: fields.flag("template", &mut self.problems),
            json: self.json(fields),
            description: owned(fields.required("description", &mut self.problems)).unwrap_or_default(),
            source: self.source(fields),
        };
        // Without a name or a type there was a problem, and nothing comes of the data.
        (name.is_some() && ty.is_some()).then_some(property)
    }

    fn renamed(&mut self, fields: Fields<'d>) -> Option<Renamed> {
        let name = self.name(fields, Role::Renamed);
        let now = fields.required("now", &mut self.problems);
        if let Some(now) = now {
            self.check_is_property(now);
        }
        let reason = owned(fields.required("reason", &mut self.problems));
        let source = self.source(fields);
        Some(Renamed { name: name?.to_owned(), now: now?.text.to_owned(), reason: reason?, source })
    }

    fn unfilterable(&mut self, fields: Fields<'d>) -> Option<Unfilterable> {
        let name = self.name(fields, Role::Unfilterable);
        let instead = owned(fields.required("instead", &mut self.problems));
        let source = self.source(fields);
        Some(Unfilterable { name: name?.to_owned(), instead: instead?, source })
    }

    fn template(&mut self, fields: Fields<'d>) -> Option<KnownTemplate> {
        let name = owned(fields.required("name", &mut self.problems));
        let id = fields.required("id", &mut self.problems);
        if let Some(id) = id {
            self.check_template_id(id);
        }
        let resource = owned(fields.text("resource", &mut self.problems)).unwrap_or_default();
        let description = owned(fields.text("description", &mut self.problems)).unwrap_or_default();
        let source = self.source(fields);
        Some(KnownTemplate { name: name?, id: id?.text.to_owned(), resource, description, source })
    }

    /// The value of a key that is one of a few words.
    fn word<T: Copy>(
        &mut self,
        fields: Fields<'d>,
        key: &str,
        is_required: bool,
        words: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        if is_required {
            fields.require(key, &mut self.problems);
        }
        let Text { at, text } = fields.text(key, &mut self.problems)?;
        let word = words.iter().copied().find(|word| name(*word) == text);
        if word.is_none() {
            self.problems.add(ProblemKind::WrongValue, at, |_| {
                let names = words.iter().map(|word| name(*word));
                (format!("{} is no {key} that properties have", Quoted(text)), did_you_mean(text, names))
            });
        }
        word
    }

    /// The name of an entry: one that a filter can write, and that no other entry has.
    fn name(&mut self, fields: Fields<'d>, role: Role) -> Option<&'d str> {
        let Text { at, text } = fields.required("name", &mut self.problems)?;
        if let Some((kind, message, help)) = unwritable(text) {
            self.problems.add(kind, at, |_| (message, help));
        } else if let Some(earlier) = self.names.get(text) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let (noun, line) = (earlier.role.noun(), problems.line(earlier.at));
                (format!("{} is {noun} already, in line {line}", Quoted(text)), "leave one of the two out")
            });
        } else {
            self.names.insert(text, Name { at, role });
            if let Role::Property { .. } = role {
                self.spelling(Text { at, text });
            }
        }
        Some(text)
    }

    /// The other spellings of a property in the JSON of a resource.
    fn json(&mut self, fields: Fields<'d>) -> Vec<String> {
        let spellings = fields.texts("json", false, &mut self.problems);
        for spelling in &spellings {
            self.spelling(*spelling);
        }
        spellings.into_iter().map(|spelling| spelling.text.to_owned()).collect()
    }

    fn spelling(&mut self, Text { at, text }: Text<'d>) {
        if text.len() > limits::PATH || text.split('/').any(str::is_empty) {
            self.problems.add(ProblemKind::WrongName, at, |_| {
                (format!("{} is no path of JSON keys", Quoted(text)), "join the keys by `/`: `resource/id`")
            });
        } else if let Some(earlier) = self.spellings.get(text) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                (
                    format!(
                        "{} already spells a property, in line {}",
                        Quoted(text),
                        problems.line(*earlier)
                    ),
                    "give each spelling to one property only",
                )
            });
        } else {
            self.spellings.insert(text, at);
        }
    }

    /// The known values of a property. No two are spelled alike, whatever the case.
    fn values(&mut self, fields: Fields<'d>) -> Vec<KnownValue> {
        let mut spelled = BTreeMap::new();
        let mut values = Vec::new();
        for entry in fields.entries_or_texts("values", &VALUE, &mut self.problems) {
            let (value, meaning, aliases) = match entry {
                Err(text) => (Some(text), None, Vec::new()),
                Ok(entry) => (
                    entry.required("value", &mut self.problems),
                    entry.text("meaning", &mut self.problems),
                    entry.texts("aliases", false, &mut self.problems),
                ),
            };
            for Text { at, text } in value.iter().chain(&aliases).copied() {
                if let Some(earlier) = spelled.insert(text.to_lowercase(), at) {
                    self.problems.add(ProblemKind::Duplicate, at, |problems| {
                        let line = problems.line(earlier);
                        (
                            format!("{} already stands for a value, in line {line}", Quoted(text)),
                            "give each spelling to one value only; case makes no difference",
                        )
                    });
                }
            }
            values.push(KnownValue {
                value: owned(value).unwrap_or_default(),
                meaning: owned(meaning).unwrap_or_default(),
                aliases: aliases.iter().map(|alias| alias.text.to_owned()).collect(),
            });
        }
        values
    }

    /// Where an entry comes from, in the words of the table of sources.
    fn source(&mut self, fields: Fields<'d>) -> String {
        fields.require("source", &mut self.problems);
        let mut found = Vec::new();
        for Text { at, text } in fields.texts("source", true, &mut self.problems) {
            match self.sources.get(text) {
                Some(source) => found.push(*source),
                None => self.problems.add(ProblemKind::UnknownSource, at, |_| {
                    let help = if self.sources.is_empty() {
                        format!("add `[sources]`, and in it {} and what it stands for", Quoted(text))
                    } else {
                        did_you_mean(text, self.sources.keys().copied())
                    };
                    (format!("{} is not in the table `[sources]`", Quoted(text)), help)
                }),
            }
        }
        found.join("; ")
    }

    fn check_keys_of_type(&mut self, fields: Fields<'d>, name: Option<&str>, ty: Option<Type>) {
        let (Some(name), Some(ty)) = (name, ty) else { return };
        for (key, wanted) in BY_TYPE {
            if ty != wanted && fields.has(key) {
                self.problems.add(ProblemKind::WrongType, fields.position(key), |_| {
                    let (has, wants) = (with_article(ty), with_article(wanted));
                    (
                        format!("`{key}` is for properties that are {wants}, and {} is {has}", Quoted(name)),
                        format!("leave it out, or write `type = \"{}\"`", wanted.name()),
                    )
                });
            }
        }
    }

    fn check_template_id(&mut self, Text { at, text }: Text<'d>) {
        let Some(id) = uuid(text) else {
            self.problems.add(ProblemKind::WrongId, at, |_| {
                (
                    format!("{} is no uuid", Quoted(text)),
                    "write 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, joined by `-`",
                )
            });
            return;
        };
        if let Some(earlier) = self.templates.insert(id, at) {
            self.problems.add(ProblemKind::Duplicate, at, |problems| {
                let line = problems.line(earlier);
                (
                    format!("{} is a template's id already, in line {line}", Quoted(text)),
                    "leave one of the two out",
                )
            });
        }
    }

    fn check_is_property(&mut self, Text { at, text }: Text<'d>) {
        let is_property = |name: &Name| matches!(name.role, Role::Property { .. });
        if !self.names.get(text).is_some_and(is_property) {
            self.problems.add(ProblemKind::UnknownProperty, at, |_| {
                let properties =
                    self.names.iter().filter(|(_, name)| is_property(name)).map(|(name, _)| *name);
                let help = if properties.clone().next().is_some() {
                    did_you_mean(text, properties)
                } else {
                    "list it as a `[[property]]` first".to_owned()
                };
                (format!("{} is no property of this schema", Quoted(text)), help)
            });
        }
    }

    /// Nothing may be listed where it would never be found: below a property that is no object;
    /// and for names that are no properties, also below an open one, where every name passes.
    fn check_reach(&mut self) {
        let parents = |name: &'d str| name.match_indices('/').filter_map(move |(slash, _)| name.get(..slash));
        for (name, Name { at, role }) in &self.names {
            for parent in parents(name) {
                let Some(Role::Property { ty: Some(ty), open }) =
                    self.names.get(parent).map(|name| name.role)
                else {
                    continue;
                };
                let is_property = matches!(role, Role::Property { .. });
                let reason = match ty {
                    Type::Object if is_property || !open => continue,
                    Type::Object => "which is open, so that every name below it passes".to_owned(),
                    _ => format!("which is {} and has no parts", with_article(ty)),
                };
                self.problems.add(ProblemKind::Unreachable, *at, |_| {
                    (
                        format!("{} lies below {}, {reason}", Quoted(name), Quoted(parent)),
                        "leave one of the two out",
                    )
                });
            }
        }
    }
}

fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| text.text.to_owned())
}

/// Why no filter can write this path, and what to do.
fn unwritable(path: &str) -> Option<(ProblemKind, String, &'static str)> {
    let is_name = |segment: &str| {
        let mut bytes = segment.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let shown = Quoted(path);
    let first = path.split('/').next().unwrap_or_default();
    if let Some(segment) = path.split('/').find(|segment| !is_name(segment)) {
        let message = if segment.is_empty() {
            format!("{shown} has an empty segment, and no filter can write that")
        } else {
            format!(
                "no filter can write {shown}: a segment is an ASCII letter or `_`, then letters, digits, `_`"
            )
        };
        Some((ProblemKind::WrongName, message, "join segments by `/`, as in `resource/id`"))
    } else if path.split('/').any(|segment| segment.len() > limits::NAME) || path.len() > limits::PATH {
        let (name, path) = (limits::NAME, limits::PATH);
        let message = format!("{shown} is too long: a segment has at most {name} characters, a path {path}");
        Some((ProblemKind::WrongName, message, "check that it is a name"))
    } else if RESERVED.contains(&first) {
        let message = format!("`{first}` is a word of the filter language, and no path can begin with it");
        Some((ProblemKind::ReservedName, message, "only below another segment it is a name, as in `data/in`"))
    } else {
        None
    }
}

fn unknown_function(name: &str) -> (String, String) {
    if name == "contains" {
        return ("`contains` is always there".to_owned(), "leave it out".to_owned());
    }
    (
        format!("{} is no function that a schema can add", Quoted(name)),
        format!("it can be {}; their meaning is known", listed(FUNCTIONS.into_iter())),
    )
}

fn with_article(ty: Type) -> String {
    let article = if matches!(ty, Type::Integer | Type::Object) { "an" } else { "a" };
    format!("{article} {}", ty.name())
}
