//! Filters in other languages: what is found in each case, where, and what fixing makes of it.
#![cfg(test)]

mod support;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Linted, Linter};
use comfilter::source::Language;
use comfilter::text::{Encoding, Source};
use comfilter::{Diagnostic, Schema, Severity, rules};
use serde::Deserialize;
use support::{cases_of_folder, examples};

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

#[test]
fn pages_of_rules_say_what_is_found_in_code() {
    let mut seen = 0;
    for rule in rules::ALL {
        for language in ["powershell", "python", "javascript"] {
            for (code, reports) in examples(rule.page(), language) {
                seen += 1;
                let linted = linter().lint_all(Holder::Source(Language::named(language).unwrap()), code);
                let all: Vec<Diagnostic> = linted.iter().flat_map(Linted::outward).collect();
                assert_eq!(linted.len(), 1, "{}: {code}", rule.name());
                if reports {
                    assert!(all.iter().any(|found| found.rule() == *rule), "{}: {code}", rule.name());
                } else {
                    let found: Vec<&str> = all.iter().map(Diagnostic::message).collect();
                    assert!(found.is_empty(), "{}: {code}: {found:?}", rule.name());
                }
            }
        }
    }
    assert!(seen > 8);
}
