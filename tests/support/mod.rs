//! Shared parts of the tests: the cases of `testdata/`, the examples of the rules' pages, the built
//! command, and generated inputs with their properties.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test needs some of it, and the fuzz targets are crates of their own"
)]

#[cfg(feature = "cli")]
pub mod command;
pub mod generate;
pub mod hostile;
pub mod invariants;
pub mod jobs;
#[cfg(feature = "cli")]
pub mod openapi;
pub mod pairs;
pub mod streams;
pub mod typed;
pub mod vocabulary;

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A path in this repository.
pub fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases<T> {
    case: Vec<T>,
}

/// The cases of a file of `testdata/`.
pub fn cases<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let text =
        fs::read_to_string(path("testdata").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    toml::from_str::<Cases<T>>(&text).unwrap_or_else(|error| panic!("{file}: {error}")).case
}

/// The entries under this key in a file of `testdata/`.
pub fn cases_of<T: DeserializeOwned>(file: &str, key: &str) -> Vec<T> {
    let text =
        fs::read_to_string(path("testdata").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut table = toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    table.remove(key).unwrap().try_into().unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The cases of each file of a folder of `testdata/`, each with the name of its file.
pub fn cases_of_folder<T: DeserializeOwned>(folder: &str) -> Vec<(String, T)> {
    let names = fs::read_dir(path("testdata").join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let mut files: Vec<String> = names
        .map(|name| format!("{folder}/{}", name.to_str().unwrap()))
        .filter(|file| file.ends_with(".toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no cases in {folder}");
    files.iter().flat_map(|file| cases(file).into_iter().map(move |case| (file.clone(), case))).collect()
}

/// The examples of a rule's page in a language, `filter` or `query`, and whether each reports the
/// rule.
pub fn examples<'p>(page: &'p str, language: &str) -> Vec<(&'p str, bool)> {
    // A space follows `///`.
    let lines: Vec<&str> = page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let example = |pair: &[&'p str]| {
        let reports = match pair[0].strip_prefix("```")?.strip_prefix(language)? {
            "" => false,
            ",reports" => true,
            other => panic!("an example of {language}{other}"),
        };
        Some((pair[1], reports))
    };
    lines.windows(2).filter_map(example).collect()
}
