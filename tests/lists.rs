//! The lists of the API: their schemas against the vendor's facts, and the forms that their documents show.
#![cfg(test)]

mod support;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use comfilter::Schema;
use comfilter::diagnostic::Severity;
use comfilter::schema::{Names, Property, Type, lists};
use support::cases_of;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Operation {
    method: String,
    path: String,
    list: String,
    version: String,
    names: usize,
    properties: usize,
    typed: usize,
    values: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Deviation {
    path: String,
    name: String,
    what: String,
    /// The facts of the description and of the schema, for reviewers of the table.
    #[serde(default, rename = "theirs")]
    _theirs: Option<toml::Value>,
    #[serde(default, rename = "ours")]
    _ours: Option<toml::Value>,
    reason: String,
}

/// Each operation with a filter has a schema with the number of facts in the table.
#[test]
fn every_operation_has_its_schema() {
    let operations: Vec<Operation> = cases_of("lists.toml", "operation");
    assert_eq!(operations.len(), 39);
    let mut files: Vec<&str> = operations.iter().map(|operation| &*operation.list).collect();
    files.dedup();
    files.sort_unstable();
    files.dedup();
    assert_eq!(files.len(), lists().len());
    for operation in operations {
        let Operation { method, path, list, version, .. } = &operation;
        let schema = Schema::at_path(path).unwrap_or_else(|| panic!("no list at {path}"));
        assert_eq!(schema.path(), Some(&**path), "{path}");
        assert!(path.contains(&format!("/{version}/")), "{path}");
        assert!(lists().iter().any(|known| known.name().replace('/', "-") == *list), "{list}");
        assert_eq!(schema.delete_parameters().is_some(), schema.path() == Some(DELETE), "{path}");
        assert!(method == "GET" || path == DELETE, "{path}");
        let count = |property: &&Property| property.values.len();
        let values: usize = schema.properties().iter().map(|property| count(&property)).sum();
        let found = (schema.properties().len(), values);
        assert_eq!(found, (operation.properties, operation.values), "{path}");
        assert!(operation.typed <= operation.properties, "{path}");
        assert!(operation.names <= operation.properties, "{path}");
    }
}

/// The only operation that removes the entries of a filter.
const DELETE: &str = "/compute-ops/v1beta2/groups/{group-id}/devices";

/// No example of a list is an error or a warning, and each canonical text parses again.
#[test]
fn every_documented_form_is_read() {
    let mut count = 0;
    for schema in lists().iter().flat_map(|list| list.versions()) {
        for example in schema.examples() {
            let checked = schema.check(&example.filter);
            let path = schema.path().unwrap_or_default();
            let worse: Vec<String> = checked
                .diagnostics()
                .iter()
                .filter(|found| found.severity() != Severity::Hint)
                .map(|found| found.message().to_owned())
                .collect();
            assert!(worse.is_empty(), "{path}: {}: {worse:?}", example.filter);
            let filter = checked.into_result().unwrap();
            let again = schema.check(filter.as_str()).into_result().unwrap();
            assert_eq!(filter, again, "{path}: {}", example.filter);
            count += 1;
        }
    }
    assert!(count >= lists().len(), "{count} examples");
}

/// The built-in schemas agree with the vendor's description, except for reviewed deviations. The
/// facts are not part of the project: a variable names their file.
#[test]
fn the_schemas_are_those_of_the_description() {
    let Some(path) = std::env::var_os("COMFILTER_LISTS") else { return };
    let operations: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(operations.len(), 39);
    let mut reviewed: BTreeMap<(String, String, String), Deviation> =
        cases_of::<Deviation>("deviations.toml", "deviation")
            .into_iter()
            .map(|deviation| {
                assert!(!deviation.reason.is_empty());
                ((deviation.path.clone(), deviation.name.clone(), deviation.what.clone()), deviation)
            })
            .collect();
    let mut used = Vec::new();
    let mut wrong = Vec::new();
    for operation in operations.iter().filter(|operation| operation["method"] == "GET") {
        let path = operation["path"].as_str().unwrap();
        let schema = Schema::at_path(path).unwrap();
        let query = operation["query"].as_object().unwrap();
        let takes: Vec<&str> = query.keys().map(String::as_str).filter(|name| *name != "filter").collect();
        let mut ours: Vec<&str> = schema.parameters().unwrap().iter().map(String::as_str).collect();
        ours.sort_unstable();
        let mut takes = takes;
        takes.sort_unstable();
        assert_eq!(ours, takes, "{path}: parameters");
        let limit = query.get("limit").and_then(|limit| limit["maximum"].as_u64());
        assert_eq!(schema.limit().map(u64::from), limit, "{path}: limit");
        let mut deviates = |name: &str, what: &str| {
            // An absent property includes everything below it.
            let mut above = name;
            loop {
                let what = if above == name { what } else { "absent" };
                let key = (path.to_owned(), above.to_owned(), what.to_owned());
                if reviewed.contains_key(&key) {
                    used.push(key);
                    return true;
                }
                match above.rsplit_once('/') {
                    Some((parent, _)) => above = parent,
                    None => return false,
                }
            }
        };
        let names = operation["filterable"].as_array().unwrap();
        for name in names {
            let name = name["name"].as_str().unwrap();
            if schema.property(name).is_none() {
                wrong.push(format!("{path}: {name} is not there"));
            }
        }
        assert_eq!(names.is_empty(), schema.names() == Names::Items, "{path}");
        for (name, item) in properties(&operation["item"], "") {
            let listed = names.is_empty()
                || schema.names() == Names::Parent
                || names.iter().any(|listed| is_at_or_below(&name, listed["name"].as_str().unwrap()));
            if !listed {
                continue;
            }
            let Some(property) = schema.property(&name) else {
                if !deviates(&name, "absent") {
                    wrong.push(format!("{path}: {name} is absent"));
                }
                continue;
            };
            for what in differences(property, item) {
                if !deviates(&name, what) {
                    wrong.push(format!("{path}: {name}: {what}: {item}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for key in used {
        reviewed.remove(&key);
    }
    // A listed name without a response schema cannot be compared.
    reviewed.retain(|(_, _, what), _| what != "unknown");
    let idle: Vec<_> = reviewed.into_keys().collect();
    assert!(idle.is_empty(), "reviewed, and no deviation: {idle:?}");
}

fn is_at_or_below(name: &str, parent: &str) -> bool {
    name.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every property of an item, with its path.
fn properties<'v>(item: &'v Value, above: &str) -> Vec<(String, &'v Value)> {
    let mut found = Vec::new();
    for (name, value) in item["properties"].as_object().into_iter().flatten() {
        let name = format!("{above}{name}");
        found.extend(properties(value, &format!("{name}/")));
        found.push((name, value));
    }
    found
}

fn type_of(item: &Value) -> Option<Type> {
    Some(match (item["type"].as_str()?, item["format"].as_str()) {
        ("string", Some("date-time")) => Type::Timestamp,
        ("string", _) => Type::String,
        ("integer", _) => Type::Integer,
        ("number", _) => Type::Decimal,
        ("boolean", _) => Type::Boolean,
        ("array", _) => Type::Array,
        _ => Type::Object,
    })
}

fn differences(property: &Property, item: &Value) -> Vec<&'static str> {
    let mut found = Vec::new();
    if type_of(item) != Some(property.ty) {
        found.push("type");
    }
    if property.ty == Type::Array && property.items != type_of(&item["items"]) {
        found.push("items");
    }
    if item["nullable"] == true && !property.nullable {
        found.push("nullable");
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let theirs: Vec<String> = item["values"].as_array().into_iter().flatten().map(text).collect();
    let ours: Vec<String> = property.values.iter().map(|value| value.value.clone()).collect();
    if ours != theirs {
        found.push("values");
    }
    let shape = property.shape.map(|shape| shape.name());
    let theirs = match item["format"].as_str() {
        Some("uuid") => Some("uuid"),
        // `P06760-B21+2M212504P8`.
        Some("productId+serialNumber") => Some("resource-id"),
        _ => None,
    };
    if theirs != shape {
        found.push("shape");
    }
    found
}
