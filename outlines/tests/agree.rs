//! comfilter's outline and the grammars of tree-sitter agree about the cases of `testdata/source` and about
//! generated files. `exceptions.toml` has the differences, each class with its reason.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use comfilter::lint::{Language, OutlinePartKind};
use comfilter_outlines::compare::{Exceptions, Unparsed, compare};
use comfilter_outlines::{GRAMMARS, Grammar, hosts};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    text: String,
}

/// The differences found so far.
struct Comparison {
    exceptions: Exceptions,
    /// How often each exception was needed.
    used: Vec<usize>,
    agreed: BTreeMap<(Language, OutlinePartKind), usize>,
}

impl Comparison {
    fn new() -> Comparison {
        let exceptions: Exceptions = read(&path("exceptions.toml"));
        Comparison { used: vec![0; exceptions.exception.len()], exceptions, agreed: BTreeMap::new() }
    }

    /// The differences in a file that no exception covers. `None` if its grammar cannot parse it.
    fn compare(&mut self, grammar: &Grammar, case: Option<&str>, text: &str) -> Option<Vec<String>> {
        let tree = grammar.parse(text)?;
        let (agreed, differences) = compare(grammar, &tree, text);
        for part in agreed {
            *self.agreed.entry((grammar.language, part.kind)).or_default() += 1;
        }
        let mut unknown = Vec::new();
        for difference in differences {
            let mut exceptions = self.exceptions.exception.iter();
            match exceptions.position(|exception| exception.covers(grammar.language, case, text, &difference))
            {
                Some(index) => self.used[index] += 1,
                None => unknown.push(difference.told(text)),
            }
        }
        Some(unknown)
    }

    fn print(&self) {
        for ((language, kind), count) in &self.agreed {
            println!("{language:?}: {count} of {kind:?} agree");
        }
        for (exception, count) in self.exceptions.exception.iter().zip(&self.used) {
            println!(
                "{:?} {} {:?}: {count}: {}",
                exception.languages, exception.kind, exception.sees, exception.reason
            );
        }
    }
}

fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cases in a language with a grammar.
fn cases() -> Vec<(&'static Grammar, Case)> {
    let entries = fs::read_dir(path("../testdata/source")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let cases = files.iter().flat_map(|file| read::<Cases>(file).case);
    cases.filter_map(|case| Some((Grammar::of(Language::of_path(&case.file)?)?, case))).collect()
}

#[test]
fn the_outline_and_the_grammars_agree() {
    let mut comparison = Comparison::new();
    let mut unparsed = BTreeSet::new();
    let mut wrong = Vec::new();
    for (grammar, Case { name, text, .. }) in cases() {
        match comparison.compare(grammar, Some(&name), &text) {
            Some(unknown) => wrong.extend(unknown.iter().map(|told| format!("{name}: {told}"))),
            None => drop(unparsed.insert(name)),
        }
    }
    assert!(wrong.is_empty(), "{} new differences:\n{}", wrong.len(), wrong.join("\n"));
    let known: BTreeSet<String> =
        comparison.exceptions.unparsed.iter().map(|Unparsed { case, .. }| case.clone()).collect();
    assert_eq!(unparsed, known, "the cases that their grammar cannot parse");
    for grammar in &GRAMMARS {
        generated(&mut comparison, grammar);
    }
    comparison.print();
    let unused =
        comparison.exceptions.exception.iter().zip(&comparison.used).filter(|(_, count)| **count == 0);
    let unused: Vec<&str> = unused.map(|(exception, _)| &*exception.reason).collect();
    assert!(unused.is_empty(), "exceptions without a difference: {unused:#?}");
}

/// Compares generated files. The same ones in each run, so a failure belongs to the change that made it;
/// `PROPTEST_CASES` asks for more.
fn generated(comparison: &mut Comparison, grammar: &Grammar) {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|more| more.parse().ok());
    let config = ProptestConfig {
        cases: more.unwrap_or(1_000),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(3),
        ..ProptestConfig::default()
    };
    let cases = config.cases as usize;
    let comparison = RefCell::new(comparison);
    let parsed = RefCell::new(0);
    let result = TestRunner::new(config).run(&hosts::statements(), |statements| {
        let text = hosts::write(grammar.language, &statements);
        let unknown = comparison.borrow_mut().compare(grammar, None, &text);
        *parsed.borrow_mut() += usize::from(unknown.is_some());
        let unknown = unknown.unwrap_or_default();
        let told = || TestCaseError::fail(format!("{}\n-----\n{text}", unknown.join("\n")));
        if unknown.is_empty() { Ok(()) } else { Err(told()) }
    });
    if let Err(error) = result {
        panic!("{:?}: {error}", grammar.language);
    }
    // The generator writes the language, but for rare forms that a grammar does not know.
    let parsed = parsed.into_inner();
    println!("{:?}: {parsed} of {cases} generated files", grammar.language);
    assert!(
        parsed * 10 > cases * 9,
        "{:?}: only {parsed} of {cases} generated files are parsed",
        grammar.language
    );
}
