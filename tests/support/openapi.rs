//! Properties of every text as an OpenAPI file, or as a part of one, for the tests and the fuzz
//! target.

use comfilter::Schema;
use comfilter::limits;
use comfilter::schema::openapi::{ApiList, Description, Existing};

use super::invariants::harmless;

/// Most lists of one file that are tried.
const TRIED: usize = 4;

/// The properties of a whole file.
pub fn file(text: &str) {
    let description = match Description::read(text) {
        Ok(description) => description,
        Err(error) => return told(&error.to_string()),
    };
    let paths: Vec<String> = description.paths().take(TRIED).map(str::to_owned).collect();
    for path in paths.iter().map(String::as_str).chain(["/a"]) {
        match description.list(path, "get") {
            Ok(made) => list(&made),
            Err(error) => told(&error.to_string()),
        }
    }
}

/// The properties of the schema of an item, and of the prose of its list.
pub fn parts(schema: &str, prose: &str) {
    // A string of JSON is one of YAML.
    let prose = serde_json::to_string(prose).unwrap();
    let schema = schema.replace('\n', " ");
    for version in ["3.0.0", "3.1.0"] {
        file(&format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      description: {prose}\n      \
             responses:\n        '200':\n          content:\n            application/json:\n              \
             schema: {{ type: array, items: {{ $ref: '#/components/schemas/S' }} }}\n\
             components:\n  schemas:\n    S: {schema}\n    T: {{ properties: {{ x: {{ type: string }}, s: {{ $ref: '#/components/schemas/S' }} }} }}\n"
        ));
    }
}

/// The schema of a list is TOML that can be shown, is valid, and does not differ from its list.
pub fn list(list: &ApiList) {
    let toml = match list.to_toml() {
        Ok(toml) => toml,
        Err(error) => return told(&error.to_string()),
    };
    assert!(toml.len() <= 2 * limits::SCHEMA);
    harmless(&toml);
    let existing = Existing::read(&toml).unwrap_or_else(|error| panic!("{error}: {toml}"));
    let differences: Vec<String> = list.differences(&existing).iter().map(ToString::to_string).collect();
    assert_eq!(differences, [""; 0], "{toml}");
    // A schema file has a limit, which a description may exceed.
    if toml.len() <= limits::SCHEMA {
        Schema::from_toml(&toml).unwrap_or_else(|error| panic!("{error}: {toml}"));
    }
}

/// Errors are short, and cannot move a cursor.
fn told(error: &str) {
    assert!(error.len() < 4_000, "{error}");
    harmless(error);
}
