//! Generates the parsers from `grammar/`, and the built-in lists from `schema/`.
//!
//! One grammar gives two parsers. The recursive ascent takes a third of the time of the tables, but
//! recurses for each level of nesting. The tables are for filters that nest deeper than its stack
//! allows (`src/syntax/parser.rs`).
//!
//! Schema files are TOML for their authors. Reading the TOML of jobs took three quarters of the
//! command's start, so each file becomes JSON in the form that `src/schema/data.rs` reads.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use toml::{Table, Value};

fn main() -> Result<(), Box<dyn Error>> {
    lists()?;
    service()?;
    builders()?;
    lalrpop::Configuration::new().set_in_dir("grammar").emit_rerun_directives(true).process()?;

    let folder = PathBuf::from(env::var("OUT_DIR")?).join("ascent");
    fs::create_dir_all(&folder)?;
    let grammar = fs::read_to_string("grammar/filter.lalrpop")?;
    fs::write(
        folder.join("filter.lalrpop"),
        grammar.replace("\ngrammar<", "\n#[recursive_ascent]\ngrammar<"),
    )?;
    lalrpop::Configuration::new().set_in_dir(&folder).set_out_dir(&folder).force_build(true).process()
}

/// Writes `lists.rs`: the facts of each list that are known without its data, and the data.
fn lists() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schema");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // In the order of their names.
    let mut files = BTreeMap::new();
    // The webhook has a name, but is not a list: it comes last.
    let mut webhook = None;
    for entry in fs::read_dir("schema")? {
        let table: Table = toml::from_str(&fs::read_to_string(entry?.path())?)?;
        if let Some(path) = table.get("path").and_then(Value::as_str) {
            files.insert(name_of(path), table);
        } else if table.contains_key("event") {
            webhook = Some(("webhook".to_owned(), table));
        }
    }
    let mut list = String::new();
    let mut named = String::new();
    let mut count = 0;
    for (at, (name, table)) in files.into_iter().chain(webhook).enumerate() {
        let versions = table.get("version").and_then(Value::as_array).into_iter().flatten();
        let paths = table.get("path").into_iter().chain(versions.filter_map(|version| version.get("path")));
        let paths: Vec<&str> = paths.filter_map(Value::as_str).collect();
        let file = out.join(format!("{}.json", name.replace('/', "-")));
        let text = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_default();
        let (resource, edition) = (text("resource").to_owned(), text("edition").to_owned());
        let made = format!(
            "List {{ name: {name:?}, resource: {resource:?}, edition: {edition:?}, paths: &{paths:?}, \
             data: include_str!({file:?}), first: {count} }}"
        );
        if table.contains_key("event") {
            writeln!(named, "pub(super) static WEBHOOK: &List = &{made};")?;
        } else {
            writeln!(list, "{made},")?;
        }
        if ["alerts", "groups", "jobs", "servers"].contains(&name.as_str()) {
            let expect = "#[expect(clippy::indexing_slicing, reason = \"at compile time\")]";
            writeln!(named, "{expect}\npub(super) static {}: &List = &LISTS[{at}];", name.to_uppercase())?;
        }
        count += paths.len().max(1);
        let sources = table.get("sources").and_then(Value::as_table).cloned().unwrap_or_default();
        fs::write(file, serde_json::to_string(&data(table, &sources, None))?)?;
    }
    fs::write(
        out.join("lists.rs"),
        format!(
            "static LISTS: &[List] = &[\n{list}];\n{named}static LOADED: [OnceLock<Schema>; {count}] = [const {{ OnceLock::new() }}; {count}];\n"
        ),
    )?;
    Ok(())
}

/// Writes `service.rs`: the prefixes, hosts and sunsets, with the types of `src/schema/service.rs`.
fn service() -> Result<(), Box<dyn Error>> {
    let table: Table = toml::from_str(&fs::read_to_string("schema/service.toml")?)?;
    let mut out = String::new();
    for (key, kind, fields) in [
        ("prefix", "ApiPrefix", &["path", "deprecated", "says"][..]),
        ("host", "Host", &["old", "new"]),
        ("sunset", "Sunset", &["path", "date"]),
    ] {
        let entries = table.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        writeln!(out, "static {}: &[{kind}] = &[", key.to_uppercase())?;
        for entry in entries {
            let fields = fields.iter().map(|field| {
                let value = entry.get(field).and_then(Value::as_str);
                let is_required = ["path", "date", "old"].contains(field);
                if is_required {
                    format!("{field}: {:?}", value.unwrap_or_default())
                } else {
                    format!("{field}: {value:?}")
                }
            });
            writeln!(out, "    {kind} {{ {} }},", fields.collect::<Vec<_>>().join(", "))?;
        }
        writeln!(out, "];")?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("service.rs"), out)?;
    Ok(())
}

/// Writes `servers.rs`: a function for each property of servers, in modules as its path has segments, and
/// the types of their documented words.
fn builders() -> Result<(), Box<dyn Error>> {
    let read =
        |file: &str| -> Result<Table, Box<dyn Error>> { Ok(toml::from_str(&fs::read_to_string(file)?)?) };
    let (schema, names) = (read("schema/servers.toml")?, read("schema/builders.toml")?);
    let tables = |table: &Table, key: &str| -> Vec<Table> {
        let all = table.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        all.into_iter().filter_map(|value| value.as_table().cloned()).collect()
    };
    let mut properties = tables(&schema, "property");
    // A module holds what is below its path, after the functions beside it.
    properties.sort_by_cached_key(|property| {
        let path = text(property, "name");
        let mut key: Vec<(bool, String)> =
            path.split('/').map(|segment| (true, segment.to_owned())).collect();
        if let Some(last) = key.last_mut() {
            last.0 = false;
        }
        key
    });
    let builders = Builders { properties, types: tables(&names, "words") };
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    for property in &builders.properties {
        builders.modules(property, &mut open, &mut out)?;
        builders.function(property, &mut out)?;
    }
    out.extend(open.iter().map(|_| "}\n"));
    for ty in &builders.types {
        builders.words(ty, &mut out)?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("servers.rs"), out)?;
    Ok(())
}

/// The text of a key; empty if the table does not have it.
fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The properties of servers in the order of `servers.rs`, and the types of their words.
struct Builders {
    properties: Vec<Table>,
    types: Vec<Table>,
}

impl Builders {
    /// The property of a path.
    fn property(&self, path: &str) -> Option<&Table> {
        self.properties.iter().find(|property| text(property, "name") == path)
    }

    /// The documented words of a property.
    fn values(&self, path: &str) -> Vec<String> {
        let values = self.property(path).and_then(|property| property.get("values")?.as_array());
        let values = values.into_iter().flatten();
        values.filter_map(|value| Some(value.get("value").unwrap_or(value).as_str()?.to_owned())).collect()
    }

    /// Closes the modules that a property is not in, and opens those that it is in.
    fn modules(
        &self,
        property: &Table,
        open: &mut Vec<String>,
        out: &mut String,
    ) -> Result<(), Box<dyn Error>> {
        let path = text(property, "name");
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let function = snake_case(name);
        let suffix = suffix(property);
        let parents: Vec<&str> = parents.split('/').filter(|segment| !segment.is_empty()).collect();
        let shared = open.iter().zip(&parents).take_while(|(open, parent)| open == *parent).count();
        while open.len() > shared {
            open.pop();
            out.push_str("}\n");
        }
        for parent in parents.iter().skip(shared) {
            open.push((*parent).to_owned());
            let place = open.join("/");
            let modules: Vec<String> = open.iter().map(|segment| snake_case(segment)).collect();
            let known = self.property(&place);
            let about = known.map(|known| format!(": {}", text(known, "description"))).unwrap_or_default();
            writeln!(
                out,
                "/// Below `{place}`{about}.\n///\n/// ```\n/// use comfilter::servers::{};\n///\n\
                 /// assert_eq!({}::{function}{suffix}().is_null().to_string(), {:?});\n/// ```\npub mod {} {{",
                modules.join("::"),
                modules.last().map_or("", |module| module),
                format!("{path} eq null"),
                snake_case(parent)
            )?;
        }
        Ok(())
    }

    /// The function of a property, and for an open object the one of what is below it.
    fn function(&self, property: &Table, out: &mut String) -> Result<(), Box<dyn Error>> {
        let path = text(property, "name");
        let function = snake_case(path.rsplit('/').next().unwrap_or_default());
        let suffix = suffix(property);
        let mut about = text(property, "description");
        if let Some(first) = about.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let words = self.values(&path);
        let ty = match (text(property, "type").as_str(), words.is_empty()) {
            ("string", false) => {
                let of = self.types.iter().find(|ty| self.values(&text(ty, "property")) == words);
                format!("Known<crate::servers::{}>", text(of.ok_or(path.as_str())?, "type"))
            }
            ("string", true) => "Text".to_owned(),
            ("integer", _) => "Integer".to_owned(),
            ("boolean", _) => "Boolean".to_owned(),
            ("timestamp", _) => "Time".to_owned(),
            _ => "Object".to_owned(),
        };
        let new = ty.split('<').next().unwrap_or_default();
        writeln!(
            out,
            "/// {about}.\npub const fn {function}{suffix}() -> crate::builder::{ty} {{\n    \
             crate::builder::{new}::new(crate::Schema::servers, {path:?})\n}}"
        )?;
        if !suffix.is_empty() && property.contains_key("open") {
            writeln!(
                out,
                "/// A place below `{path}`, by the segments of its path.\n///\n/// # Errors\n///\n\
                 /// As [`Object::below`](crate::builder::Object::below).\n\
                 pub fn {function}<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> \
                 Result<crate::builder::Anything, crate::builder::BuildError> {{\n    {function}_object().below(segments)\n}}"
            )?;
        }
        Ok(())
    }

    /// The type of the words of a property.
    fn words(&self, ty: &Table, out: &mut String) -> Result<(), Box<dyn Error>> {
        let (name, property) = (text(ty, "type"), text(ty, "property"));
        let words = self.values(&property);
        let first = words.first().ok_or(property.as_str())?;
        writeln!(
            out,
            "words! {{\n    /// {}\n    ///\n    /// ```\n    /// use comfilter::servers::{name};\n    ///\n    \
             /// assert_eq!({first:?}.parse::<{name}>().unwrap(), {name}::{});\n    /// ```\n    {name} of Schema::servers, {property:?}:",
            text(ty, "doc"),
            variant(first)
        )?;
        for word in &words {
            writeln!(out, "    /// `{word}`.\n    {} = {word:?},", variant(word))?;
        }
        out.push_str("}\n");
        Ok(())
    }
}

/// The end of the name of a property's function.
fn suffix(property: &Table) -> &'static str {
    if text(property, "type") == "object" { "_object" } else { "" }
}

/// `healthLED` as `health_led`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    let mut before = '_';
    for character in name.chars() {
        if character.is_ascii_uppercase() && !before.is_ascii_uppercase() && before != '_' {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
        before = character;
    }
    out
}

/// `POWERING_ON` as `PoweringOn`.
fn variant(word: &str) -> String {
    let parts = word.split('_').map(|part| {
        let (first, rest) = part.split_at(1.min(part.len()));
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    });
    parts.collect()
}

/// The fixed segments of a path after its version: `groups/compliance`.
fn name_of(path: &str) -> String {
    let segments = path.split('/').skip(3).filter(|segment| !segment.starts_with('{'));
    segments.collect::<Vec<_>>().join("/")
}

/// A table of a schema file, with the keys of the Rust fields, and with its sources in full. `from`
/// are the sources of its parent.
fn data(table: Table, sources: &Table, from: Option<&Value>) -> Table {
    let own = table.get("source").map(|source| in_full(source, sources));
    let from = own.as_ref().or(from);
    let mut fields = Table::new();
    for (key, value) in table {
        let value = match (key.as_str(), value) {
            ("sources", _) => continue,
            ("source" | "type-source" | "quoted" | "date" | "dots", value) => in_full(&value, sources),
            ("delete", Value::Table(delete)) => {
                delete.get("parameters").cloned().unwrap_or_else(|| Value::Array(Vec::new()))
            }
            ("values" | "contested", Value::Array(items)) => {
                let from = if key == "values" { from } else { None };
                Value::Array(items.into_iter().map(|item| value_of(item, sources, from)).collect())
            }
            (_, Value::Array(items)) => {
                let items = items.into_iter().map(|item| match item {
                    Value::Table(item) => Value::Table(data(item, sources, None)),
                    item => item,
                });
                Value::Array(items.collect())
            }
            (_, value) => value,
        };
        let field = match key.as_str() {
            "source" => "sources".to_owned(),
            "type-source" => "type_sources".to_owned(),
            "property" => "properties".to_owned(),
            "template" if value.is_array() => "templates".to_owned(),
            "version" => "versions".to_owned(),
            "example" => "examples".to_owned(),
            "event" => "events".to_owned(),
            _ => key.replace('-', "_"),
        };
        fields.insert(field, value);
    }
    fields
}

/// A value, or another spelling of one; a plain string is short for a table.
fn value_of(value: Value, sources: &Table, from: Option<&Value>) -> Value {
    let mut table = match value {
        Value::Table(table) => data(table, sources, None),
        value => Table::from_iter([("value".to_owned(), value)]),
    };
    if let Some(from) = from {
        table.entry("sources").or_insert_with(|| from.clone());
    }
    Value::Table(table)
}

/// Sources in the words of the table of sources.
fn in_full(keys: &Value, sources: &Table) -> Value {
    let keys = keys.as_array().cloned().unwrap_or_else(|| vec![keys.clone()]);
    Value::Array(keys.iter().filter_map(Value::as_str).map(|key| sources[key].clone()).collect())
}
