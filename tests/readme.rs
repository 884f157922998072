//! Checks the documents: makes the README's picture and its table of facts, runs its commands,
//! finds its paths, and compares docs/rules.md with the pages of the rules and docs/clients.md with
//! the cases of `testdata/clients/`.
//!
//! `UPDATE_README=1 cargo test --test readme` rewrites the picture, the table, the outputs and the
//! pages.
#![cfg(test)]
#![cfg(feature = "cli")]

#[path = "wire/clients.rs"]
mod clients;
mod facts;
#[path = "wire/page.rs"]
mod page;
mod support;

use std::fs;
use std::path::PathBuf;

use comfilter::lint::Language;
use support::command::{out, program};
use support::path;

const PICTURE: &str =
    "Name == \"x\" and generation gt 'three' and resourceUri eq null and state eq 'running'";

fn updating() -> bool {
    std::env::var_os("UPDATE_README").is_some()
}

/// Compares a file with what it should hold, or writes it.
fn hold(path: PathBuf, expected: &str) {
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{} is stale: run `UPDATE_README=1 cargo test --test readme`", path.display());
}

/// The blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(path("README.md")).unwrap();
    let start = format!("```{language}\n");
    let blocks = text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    blocks.collect()
}

fn run(name: &str, flag: &str, code: &str) -> (bool, String) {
    let output = program(name).args([flag, code]).output().unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), text)
}

#[test]
fn the_picture_is_real_output() {
    let output = program("comfilter").args(["lint", "--color", "always", "-e", PICTURE]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let prompt = format!("$ comfilter lint -e \"{}\"\n\n", PICTURE.replace('"', "\\\""));
    let text = format!("{prompt}{}", out(&output));
    hold(path("docs/lint.svg"), &anstyle_svg::Term::new().render_svg(&text));
}

#[test]
fn the_pages_are_those_of_the_rules() {
    let pages = out(&program("comfilter").args(["rule", "--all"]).output().unwrap());
    for rule in comfilter::rules::ALL.iter().map(|rule| rule.name()) {
        let rows = pages.matches(&format!("| [{rule}](#{rule}) |")).count();
        assert_eq!((rows, pages.matches(&format!("\n## {rule}\n")).count()), (1, 1), "{rule}");
    }
    hold(path("docs/rules.md"), &pages);
}

#[test]
fn the_page_of_clients_is_that_of_the_cases() {
    hold(path("docs/clients.md"), &page::page());
}

/// The text between the heading of the table and the next heading.
#[test]
fn the_table_is_that_of_the_facts() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let heading = format!("\n## {}\n", facts::HEADING);
    let (before, rest) = readme.split_once(&heading).unwrap();
    let (_, after) = rest.split_once("\n## ").unwrap();
    hold(path("README.md"), &format!("{before}{heading}\n{}\n## {after}", facts::section()));
}

#[test]
fn the_commands_print_what_is_shown() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let mut expected = readme.clone();
    for block in blocks("console") {
        let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
        let shown: String = commands
            .map(|command| format!("$ {command}\n{}", run("bash", "-c", &format!("{command} 2>&1")).1))
            .map(|shown| format!("{}\n", shown.trim_end()))
            .collect();
        expected = expected.replace(&format!("```console\n{block}```"), &format!("```console\n{shown}```"));
    }
    hold(path("README.md"), &expected);
}

#[test]
fn the_scripts_run() {
    for (language, program) in [("bash", "bash"), ("python", "python3")] {
        let blocks = blocks(language);
        assert!(!blocks.is_empty(), "{language}");
        for block in blocks {
            let (ok, text) = run(program, "-c", &block);
            assert!(ok, "{language}: {text}");
        }
    }
}

#[test]
fn the_endings_of_files_are_named() {
    let endings: Vec<String> =
        Language::all().flat_map(Language::extensions).map(|ending| format!(".{ending}")).collect();
    let text = fs::read_to_string(path("README.md")).unwrap();
    assert!(text.contains(&format!("`{}`", endings.join(" "))), "{}", endings.join(" "));
    let names: Vec<&str> = Language::all().flat_map(Language::names).copied().collect();
    let names = names.iter().filter(|name| !endings.iter().any(|ending| ending == *name));
    assert!(names.clone().all(|name| text.contains(name)), "{:?}", names.collect::<Vec<_>>());
}

/// The table has a row for each language, with exactly its extensions and names.
#[test]
fn the_document_lists_the_files_that_are_read() {
    let text = fs::read_to_string(path("docs/files.md")).unwrap();
    let table = text.split("|---|---|---|\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let cells = |row: &str| -> Vec<String> {
        let cell = row.split('|').nth(2).unwrap();
        cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let listed: Vec<Vec<String>> = table.lines().map(cells).collect();
    let expected = |language: Language| -> Vec<String> {
        let endings = language.extensions().iter().map(|ending| format!(".{ending}"));
        let names = language.names().iter().map(|name| (*name).to_owned());
        let mut all: Vec<String> = endings.chain(names).collect();
        all.dedup();
        all
    };
    let expected: Vec<Vec<String>> = Language::all().map(expected).collect();
    assert_eq!(listed, expected);
}

#[test]
fn the_document_of_fuzzing_lists_the_targets() {
    let text = fs::read_to_string(path("fuzz/README.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let mut listed: Vec<String> = rows.map(|(target, _)| format!("{target}.rs")).collect();
    listed.sort();
    let files = fs::read_dir(path("fuzz/src/bin")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut targets: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    targets.sort();
    assert_eq!(listed, targets);
}

#[test]
fn the_paths_that_documents_name_exist() {
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/editors.md",
        "docs/integrations.md",
        "docs/files.md",
    ] {
        let text = fs::read_to_string(path(document)).unwrap();
        let marked = text.split('`').skip(1).step_by(2);
        let folders = [
            "src/",
            "tests/",
            "testdata/",
            "docs/",
            "examples/",
            "schema/",
            "grammar/",
            "benches/",
            "fuzz/",
            ".ci/",
            "editors/",
        ];
        for name in marked.filter(|name| {
            folders.iter().any(|folder| name.starts_with(folder)) && !name.contains(['<', ' ', '*'])
        }) {
            assert!(path(name).exists(), "{document} names {name}, which is not there");
        }
    }
}
