//! The languages' parsers: they accept fixed files if they accept the original, and read the
//! strings with filters like comfilter does.
//!
//! A missing tool is reported on stderr and skipped; with `COMFILTER_ALL_TOOLS=1` it is a failure.
#![cfg(test)]
#![cfg(all(feature = "cli", unix))]

mod support;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use comfilter::Schema;
use comfilter::diagnostic::Applicability;
use comfilter::editing::{Document, RewriteGroup};
use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::text::{Span, apply};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use support::cases_of_folder;

#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    text: String,
}

/// The text after every filter in a URL, where that is possible, became a constant with the encoded filter.
fn with_constants(linter: &Linter, holder: Holder, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..linter.lint_all(holder, &*text).len() {
        let document = Document::new(linter, holder, text.clone());
        let starts = document.filters().iter().map(|filter| filter.map().outer(Span::at(0)).start);
        let is_constant = |group| group == RewriteGroup::Constant;
        let Some(constant) = starts.flat_map(|at| document.rewrites(at, is_constant)).next() else { break };
        text = apply(&text, &constant.edits).unwrap();
    }
    text
}

/// The cases of a language, each with its text, the text after fixes of both kinds, and that with constants.
fn texts(language: Language) -> Vec<(String, [String; 4])> {
    let linter = Linter::new(Schema::jobs().clone());
    let cases = cases_of_folder::<Case>("source").into_iter();
    let cases = cases.filter(|(_, case)| Language::of_path(&case.file) == Some(language));
    let texts = cases.map(|(file, case)| {
        let holder = Holder::Source(language);
        let [safe, all] = [Applicability::Safe, Applicability::Unsafe].map(|most| {
            let fixed = linter.fix(holder, &case.text, most);
            let again = linter.fix(holder, &fixed.text, most);
            assert_eq!((again.count, &again.text), (0, &fixed.text), "{}", case.name);
            fixed.text
        });
        let constants = with_constants(&linter, holder, &case.text);
        (format!("{file}: {}", case.name), [case.text, safe, all, constants])
    });
    texts.collect()
}

/// The language's parser accepts at least `least` of its cases, and accepts them after a fix.
fn holds(language: Language, least: usize, takes: impl Fn(&[String]) -> Option<Vec<bool>>) {
    let cases = texts(language);
    let all: Vec<String> = cases.iter().flat_map(|(_, texts)| texts.clone()).collect();
    let Some(taken) = takes(&all) else { return };
    assert_eq!(taken.len(), all.len());
    let (mut count, mut wrong) = (0, String::new());
    for ((name, texts), taken) in cases.iter().zip(taken.chunks(4)) {
        count += usize::from(taken[0]);
        if taken[0] && taken.contains(&false) {
            wrong += &format!("\n{name}\n{}", texts.join("\n-----\n"));
        }
    }
    assert_eq!(wrong, "");
    assert!(count >= least, "{count} of {language:?} are taken");
}

/// A program, if it is installed.
fn tool(name: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap();
    if std::env::split_paths(&folders).any(|folder| folder.join(name).is_file()) {
        return true;
    }
    let all = std::env::var_os("COMFILTER_ALL_TOOLS").is_some_and(|value| value == "1");
    assert!(!all, "{name} is not installed, and COMFILTER_ALL_TOOLS=1 asks for every tool");
    // A passing test would swallow the output of a macro.
    std::io::stderr().write_all(format!("skipped: {name} is not installed\n").as_bytes()).unwrap();
    false
}

/// Whether a program accepts each text, as a file with this extension.
fn each(command: &[&str], ending: &str, texts: &[String]) -> Option<Vec<bool>> {
    if !tool(command[0]) {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("case.{ending}"));
    let mut known: std::collections::HashMap<&str, bool> = std::collections::HashMap::new();
    let takes = |text| {
        fs::write(&file, text).unwrap();
        let mut program = Command::new(command[0]);
        program.args(&command[1..]).arg(&file).stdin(Stdio::null());
        program.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    };
    Some(texts.iter().map(|text| *known.entry(text).or_insert_with(|| takes(text))).collect())
}

/// Python's result for each script: null, or the values of its strings.
fn python(script: &str, texts: &[String]) -> Option<Vec<Option<Vec<String>>>> {
    if !tool("python3") {
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-W", "ignore", "-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(texts).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

const PYTHON: &str = r#"
import ast, json, sys
def strings(text):
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    values = [value.decode() if isinstance(value, bytes) else value for value in values]
    return [value for value in values if isinstance(value, str)]
json.dump([strings(text) for text in json.load(sys.stdin)], sys.stdout)
"#;

const YAML: &str = r#"
import json, sys, yaml
def strings(text):
    try:
        return [token.value for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken) if list(yaml.parse(text))]
    except yaml.YAMLError:
        return None
json.dump([strings(text) for text in json.load(sys.stdin)], sys.stdout)
"#;

fn json(text: &str) -> Option<Vec<String>> {
    fn add(value: &Value, strings: &mut Vec<String>) {
        match value {
            Value::String(text) => strings.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| add(item, strings)),
            Value::Object(items) => items.values().for_each(|item| add(item, strings)),
            _ => {}
        }
    }
    let mut strings = Vec::new();
    add(&serde_json::from_str(text).ok()?, &mut strings);
    Some(strings)
}

fn taken(strings: Vec<Option<Vec<String>>>) -> Vec<bool> {
    strings.iter().map(Option::is_some).collect()
}

/// Each language with constants has cases for them.
#[test]
fn filters_become_constants() {
    for (language, least) in [
        (Language::Python, 8),
        (Language::JavaScript, 5),
        (Language::PowerShell, 5),
        (Language::Shell, 5),
        (Language::Go, 1),
        (Language::Ruby, 2),
        (Language::Php, 1),
    ] {
        let changed = texts(language).into_iter().filter(|(_, [text, _, _, constants])| text != constants);
        let changed: Vec<_> = changed.collect();
        assert!(changed.len() >= least, "{language:?}: {}", changed.len());
    }
}

#[test]
fn python_takes_what_was_fixed() {
    holds(Language::Python, 40, |texts| python(PYTHON, texts).map(taken));
}

#[test]
fn yaml_is_taken_after_fixes() {
    holds(Language::Yaml, 30, |texts| python(YAML, texts).map(taken));
}

#[test]
fn json_is_taken_after_fixes() {
    let takes = |texts: &[String]| Some(texts.iter().map(|text| json(text).is_some()).collect());
    holds(Language::Json, 25, takes);
    holds(Language::Notebook, 5, takes);
}

#[test]
fn toml_is_taken_after_fixes() {
    holds(Language::Toml, 4, |texts| {
        Some(texts.iter().map(|text| toml::from_str::<toml::Table>(text).is_ok()).collect())
    });
}

#[test]
fn programs_take_what_was_fixed() {
    holds(Language::Shell, 40, |texts| each(&["bash", "-n"], "sh", texts));
    holds(Language::JavaScript, 8, |texts| each(&["node", "--check"], "mjs", texts));
    holds(Language::Php, 5, |texts| each(&["php", "-l"], "php", texts));
    holds(Language::Go, 5, |texts| each(&["gofmt", "-e", "-l"], "go", texts));
    holds(Language::Hcl, 2, |texts| each(&["terraform", "fmt", "-write=false"], "tf", texts));
    holds(Language::Makefile, 2, |texts| each(&["make", "-n", "-f"], "mk", texts));
    holds(Language::Perl, 0, |texts| each(&["perl", "-c"], "pl", texts));
    holds(Language::Ruby, 0, |texts| if tool("ruby") { each(&["ruby", "-c"], "rb", texts) } else { None });
}

/// Each filter without holes is part of a string of the language's parser, plain or
/// percent-encoded, unless the case joins strings.
fn reads_alike(
    language: Language,
    least: usize,
    parsed: impl Fn(&[String]) -> Option<Vec<Option<Vec<String>>>>,
) {
    let linter = Linter::new(Schema::jobs().clone());
    let cases = texts(language);
    let texts: Vec<String> = cases.iter().flat_map(|(_, texts)| texts.clone()).collect();
    let Some(parsed) = parsed(&texts) else { return };
    let (mut count, mut wrong) = (0, String::new());
    for (text, strings) in texts.iter().zip(parsed) {
        let Some(strings) = strings else { continue };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let forms: Vec<String> = strings
            .iter()
            .flat_map(|text| [text.clone(), decoded(text), decoded(&text.replace('+', " "))])
            .collect();
        let linted = linter.lint_all(Holder::Source(language), text);
        // The place of a variable has its name.
        for filter in linted.iter().filter(|linted| linted.is_known()).map(Linted::filter) {
            let is_filled = filter.contains(['{', '$', '%', '<']) || filter.is_empty();
            if is_filled || JOINED.iter().any(|join| text.contains(join)) {
                continue;
            }
            count += 1;
            if !forms.iter().any(|form| form.contains(filter)) {
                wrong += &format!("\n{filter}\n  {strings:?}\n{text}");
            }
        }
    }
    assert_eq!(wrong, "");
    assert!(count >= least, "{count} filters of {language:?} are compared");
}

/// Joined strings, and quotes of a shell inside strings.
const JOINED: [&str; 6] = ["\" +", "' +", "+ \"", "+ '", "+=", "curl"];

#[test]
fn strings_are_read_as_their_parsers_read_them() {
    reads_alike(Language::Python, 60, |texts| python(PYTHON, texts));
    reads_alike(Language::Yaml, 30, |texts| python(YAML, texts));
    reads_alike(Language::Json, 60, |texts| Some(texts.iter().map(|text| json(text)).collect()));
    let parse = |text: &String| {
        let table: toml::Table = toml::from_str(text).ok()?;
        json(&serde_json::to_string(&table).unwrap())
    };
    reads_alike(Language::Toml, 4, |texts| Some(texts.iter().map(parse).collect()));
}
