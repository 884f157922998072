//! The schemas that reports are valid under.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use jsonschema::{Registry, Validator};
use serde_json::Value;

use super::support::path;

/// The report for programs.
pub(crate) static REPORT: LazyLock<Validator> = LazyLock::new(|| own("docs/report.schema.json"));
pub(crate) static SARIF: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema = read("testdata/schemas/sarif-2.1.0.json");
    // OASIS's pattern for a language, which no report has, is not a regular expression.
    for place in ["/definitions/run/properties/language", "/definitions/toolComponent/properties/language"] {
        schema.pointer_mut(place).unwrap().as_object_mut().unwrap().remove("pattern").unwrap();
    }
    validator(&schema)
});
pub(crate) static RDJSON: LazyLock<Validator> = LazyLock::new(|| own("testdata/schemas/rdjson.json"));
pub(crate) static GITLAB: LazyLock<Validator> = LazyLock::new(|| own("testdata/schemas/gitlab.json"));

/// A line of it; its schema refers to that of the whole, as to the file beside it.
pub(crate) static LINE: LazyLock<Validator> = LazyLock::new(|| {
    let whole = read("docs/report.schema.json");
    let registry = Registry::new().add("file:///docs/report.schema.json", whole).unwrap().prepare().unwrap();
    let line = read("docs/report-line.schema.json");
    assert!(jsonschema::meta::is_valid(&line));
    jsonschema::options()
        .with_registry(&registry)
        .with_base_uri("file:///docs/report-line.schema.json")
        .build(&line)
        .unwrap()
});

fn read(file: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path(file)).unwrap()).unwrap()
}

fn own(file: &str) -> Validator {
    assert!(jsonschema::meta::is_valid(&read(file)), "{file}");
    validator(&read(file))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The document in `text`, which must be valid for `validator`.
pub(crate) fn valid(validator: &Validator, text: &str) -> Value {
    let document = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error:.300}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    document
}

/// Validates JUnit's XML with `xmllint`. A missing tool is skipped, unless
/// `COMFILTER_ALL_SCHEMAS=1` requires it.
pub(crate) fn valid_junit(text: &str) {
    let schema = path("testdata/schemas/junit-10.xsd");
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--schema"]).arg(schema).arg("-");
    let Ok(mut child) = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
        let asked = std::env::var_os("COMFILTER_ALL_SCHEMAS").is_some_and(|value| value == "1");
        assert!(!asked, "xmllint is not installed, and COMFILTER_ALL_SCHEMAS=1 asks for it");
        // Straight to stderr, because a passing test would swallow the output of a macro.
        return std::io::stderr().write_all(b"skipped: xmllint is not installed\n").unwrap();
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
