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
            "static LISTS: &[List] = &[\n{list}];\n{named}static LOADED: [VersionSlot; {count}] = [const {{ VersionSlot::new() }}; {count}];\n"
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
