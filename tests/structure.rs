//! The invariants of ARCHITECTURE.md about modules, read from the code.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

/// The files below `src`, each with its module and its lines without comments and tests.
fn files() -> Vec<(String, PathBuf, Vec<String>)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.push((module(&path), path, lines.map(str::to_owned).collect()));
            }
        }
    }
    found
}

fn module(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_str().unwrap();
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

#[test]
fn a_module_uses_only_those_above_it() {
    let root = fs::read_to_string("src/lib.rs").unwrap();
    let declared = root
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let order: Vec<&str> = declared.collect();
    let place = |name: &str| order.iter().position(|module| *module == name);
    assert!(order.len() > 15, "{order:?}");
    let mut wrong = Vec::new();
    for (module, path, lines) in files() {
        let Some(own) = place(&module) else { continue };
        for line in lines {
            for used in line.split("crate::").skip(1) {
                let name = used.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap();
                if place(name).is_some_and(|other| other > own) {
                    wrong.push(format!("{}: {line}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_and_the_terminal_are_for_the_command() {
    let marks = ["std::fs", "std::net", "std::env", "std::process", "io::stdin", "io::stdout", "io::stderr"];
    let mut wrong = Vec::new();
    for (module, path, lines) in files() {
        if !["cli", "main"].contains(&&*module) {
            let found = lines.into_iter().filter(|line| marks.iter().any(|mark| line.contains(mark)));
            wrong.extend(found.map(|line| format!("{}: {line}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
