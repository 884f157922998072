//! Filters in other languages: what is found in each case, where, and what fixing makes of it.
#![cfg(test)]

mod support;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Linted, Linter};
use comfilter::source::Language;
use comfilter::text::{Encoding, Source};
use comfilter::{Diagnostic, Schema, Severity};
use serde::Deserialize;
use support::{cases_of_folder, invariants};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    file: String,
    text: String,
    #[serde(default)]
    filters: Vec<String>,
    #[serde(default)]
    found: Vec<String>,
    fixed: Option<String>,
}

impl Case {
    fn holder(&self) -> Holder {
        Holder::Source(
            Language::of_path(&self.file).unwrap_or_else(|| panic!("{}: {}", self.name, self.file)),
        )
    }
}

fn linter() -> Linter {
    Linter::new(Schema::jobs().clone())
}

/// Every error and warning, as the cases write them.
fn found(linted: &[Linted<'_>], text: &str) -> Vec<String> {
    let source = Source::new(None, text);
    let all: Vec<Diagnostic> = linted.iter().flat_map(Linted::outward).collect();
    let mut all: Vec<(u32, String)> = all
        .iter()
        .filter(|found| found.severity() != Severity::Hint)
        .map(|found| {
            let place = source.position(found.span().start, Encoding::Utf32);
            (found.span().start, format!("{} {}:{}", found.rule().name(), place.line, place.column))
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, found)| found).collect()
}

/// The cases that do not hold, each with what is instead.
fn wrong(wrong: impl Fn(&Case) -> Option<String>) -> Vec<String> {
    let cases = cases_of_folder::<Case>("source");
    assert!(cases.len() > 400);
    cases.iter().filter_map(|(file, case)| Some(format!("{file}: {}: {}", case.name, wrong(case)?))).collect()
}

#[test]
fn filters_are_found() {
    let wrong = wrong(|case| {
        let linted = linter().lint_all(case.holder(), &case.text);
        let filters: Vec<&str> = linted.iter().map(Linted::filter).collect();
        (filters != case.filters).then(|| format!("\n  {filters:?}\n  {:?}", case.filters))
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn findings_stand_where_the_user_wrote_them() {
    let wrong = wrong(|case| {
        let found = found(&linter().lint_all(case.holder(), &case.text), &case.text);
        (found != case.found).then(|| format!("\n  {found:?}\n  {:?}", case.found))
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn fixes_are_written_as_their_place_needs() {
    let wrong = wrong(|case| {
        let fixed = linter().fix(case.holder(), &case.text, Applicability::Safe);
        let again = linter().fix(case.holder(), &fixed.text, Applicability::Safe);
        let is_stable = again.text == fixed.text && fixed.is_done;
        let is_right = case.fixed.as_ref().is_none_or(|expected| *expected == fixed.text);
        (!is_stable || !is_right).then(|| {
            format!("{is_stable}\n{}\n-----\n{}", fixed.text, case.fixed.clone().unwrap_or_default())
        })
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whole, and cut off anywhere: what is never closed is the rest of the file.
#[test]
fn what_holds_of_every_file_holds_of_each_case() {
    let linter = linter();
    let wrong = wrong(|case| {
        let Holder::Source(language) = case.holder() else { unreachable!() };
        let mut texts: Vec<&str> =
            (1..8).filter_map(|part| case.text.get(..case.text.len() * part / 8)).collect();
        texts.push(&case.text);
        texts.into_iter().find_map(|text| {
            let held = std::panic::catch_unwind(|| invariants::sources(&linter, language, text));
            held.err().map(|told| told.downcast::<String>().map_or_else(|_| text.to_owned(), |told| *told))
        })
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
