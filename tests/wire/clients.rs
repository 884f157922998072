//! The cases of `testdata/clients/`: what clients send for a filter, and how the service reads it.
#![allow(dead_code, unreachable_pub, reason = "each test needs some of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::{Schema, Severity};
use serde::Deserialize;

/// The filter that a case means, unless it names another. It has a `/`, blanks, quotes and a `+`.
pub const FILTER: &str = "resource/id eq 'P06760-B21+2M212504P8'";

/// The host of all cases. A runner writes that of its server instead.
pub const HOST: &str = "https://us-west.api.greenlake.hpe.com";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    client: Vec<Client>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub name: String,
    pub language: String,
    /// The version of a program of the system, as it was recorded.
    version: Option<String>,
    /// The package in `requirements.txt`.
    pub pip: Option<String>,
    /// The package in `package.json`.
    pub npm: Option<String>,
    /// The package of the system, if it is not the language itself.
    pub package: Option<String>,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
    pub case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// How the filter is given to the client.
    pub given: String,
    pub code: String,
    /// Whether this is the way to write it.
    #[serde(default)]
    pub best: bool,
    meant: Option<String>,
    /// Each request: the method, and the query as it was sent.
    #[serde(default)]
    pub sent: Vec<String>,
    /// The rules that report an error or a warning.
    #[serde(default)]
    pub found: Vec<String>,
    /// Whether comfilter reports nothing, although the filter is not sent.
    #[serde(default)]
    pub unseen: bool,
}

impl Case {
    pub fn meant(&self) -> &str {
        self.meant.as_deref().unwrap_or(FILTER)
    }
}

/// The languages of clients, with the name that a fence of Markdown has and the file of a case.
pub const LANGUAGES: [(&str, &str, &str); 13] = [
    ("Ansible", "yaml", "client.yml"),
    ("Bruno", "", "client.bru"),
    ("C#", "csharp", "Jobs.cs"),
    ("Go", "go", "client.go"),
    ("HTTP", "http", "client.http"),
    ("Java", "java", "Jobs.java"),
    ("JavaScript", "javascript", "client.mjs"),
    ("PHP", "php", "client.php"),
    ("Postman", "json", "client.json"),
    ("Python", "python", "client.py"),
    ("Robot Framework", "robotframework", "client.robot"),
    ("Ruby", "ruby", "client.rb"),
    ("Shell", "sh", "client.sh"),
];

impl Client {
    /// The whole file of a case.
    pub fn text(&self, case: &Case) -> String {
        format!("{}{}{}", self.before, case.code, self.after)
    }

    /// The fence of its code, and the name of its file.
    pub fn host(&self) -> (&'static str, &'static str) {
        let found = LANGUAGES.iter().find(|(language, ..)| *language == self.language);
        let (_, fence, file) = found.unwrap_or_else(|| panic!("{}: {}", self.name, self.language));
        (fence, file)
    }

    pub fn best(&self) -> &Case {
        let best: Vec<&Case> = self.case.iter().filter(|case| case.best).collect();
        assert_eq!(best.len(), 1, "{}: one way to write it", self.name);
        best[0]
    }

    /// Every filter of a file of this language.
    pub fn lint<'t>(&self, text: &'t str) -> Vec<Linted<'t>> {
        let language = Language::of_path(self.host().1);
        language.map(|language| linter().lint_all(Holder::Source(language), text)).unwrap_or_default()
    }

    /// Its name and its version, which the files of the package managers fix.
    pub fn version(&self) -> String {
        match (&self.version, &self.pip, &self.npm) {
            (Some(version), None, None) => version.clone(),
            (None, Some(package), None) => format!("{package} {}", pinned("requirements.txt")[package]),
            (None, None, Some(package)) => format!("{package} {}", pinned("package.json")[package]),
            _ => panic!("{}: one of version, pip and npm", self.name),
        }
    }
}

pub fn linter() -> Linter {
    Linter::new(Schema::jobs().clone())
}

/// The rules of the errors and warnings, in their order.
pub fn rules(linted: &[Linted<'_>]) -> Vec<&'static str> {
    let mut all: Vec<_> = linted.iter().flat_map(Linted::outward).collect();
    all.retain(|found| found.severity() != Severity::Hint);
    all.sort_by_key(|found| found.span().start);
    all.iter().map(|found| found.rule().name()).collect()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/clients")
}

/// Packages with their versions.
pub fn pinned(file: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    if file.ends_with(".json") {
        let all: serde_json::Value = serde_json::from_str(&text).unwrap();
        return serde_json::from_value(all["dependencies"].clone()).unwrap();
    }
    let pairs = text.lines().map(|line| line.split_once("==").unwrap());
    pairs.map(|(name, version)| (name.to_owned(), version.to_owned())).collect()
}

pub fn all() -> Vec<Client> {
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        toml::from_str::<File>(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())).client
    };
    files.iter().flat_map(read).collect()
}

/// How the service reads the requests of a case.
#[derive(Debug, PartialEq, Eq)]
pub enum Read {
    /// The meant filter, once.
    Meant,
    /// The client refuses to send a request.
    NotSent,
    /// The first line of the request has blanks in its target.
    Malformed,
    /// A `%` begins no code, which each server reads in its own way.
    Invalid,
    /// The request is not a GET.
    Method(String),
    /// No filter, so the answer has every job.
    Everything,
    /// Other filters, or several.
    Other(Vec<String>),
}

/// Reads the requests as HTML forms are read: independent of comfilter's decoder.
pub fn read(sent: &[String], meant: &str) -> Read {
    if sent.is_empty() {
        return Read::NotSent;
    }
    let mut filters = Vec::new();
    for request in sent {
        let (method, query) = request.split_once(' ').unwrap_or((request, ""));
        if method != "GET" {
            return Read::Method(method.to_owned());
        }
        if query.contains(' ') {
            return Read::Malformed;
        }
        if query.match_indices('%').any(|(at, _)| !query.get(at..).is_some_and(is_code)) {
            return Read::Invalid;
        }
        let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        filters.extend(pairs.filter(|(name, _)| *name == "filter").map(|(_, value)| form(value)));
    }
    match &filters[..] {
        [] => Read::Everything,
        [one] if one == meant => Read::Meant,
        _ => Read::Other(filters),
    }
}

/// RFC 3986, 2.1: a `%` begins a code of two hexadecimal digits.
fn is_code(text: &str) -> bool {
    text.len() > 2 && text.bytes().skip(1).take(2).all(|byte| byte.is_ascii_hexdigit())
}

/// The value of a field of a form.
pub fn form(value: &str) -> String {
    let blanks = value.replace('+', " ");
    percent_encoding::percent_decode_str(&blanks).decode_utf8_lossy().into_owned()
}
