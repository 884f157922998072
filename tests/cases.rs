//! The cases of `testdata/`, and the examples of the rules' pages.
#![cfg(test)]

mod support;

use std::fmt::Write;

use serde::Deserialize;

use comfilter::Checked;
use comfilter::diagnostic::Severity;
use comfilter::lint::{Holder, Levels, Linter};
use comfilter::rules::{self, Rule};
use comfilter::{Schema, text};
use support::{cases, cases_of_folder, examples, invariants};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    reason: String,
    text: String,
    canonical: Option<String>,
    /// The list, as `--resource` names it; by default jobs.
    #[serde(default)]
    resource: Option<String>,
    /// Rules that are switched on.
    #[serde(default)]
    on: Vec<String>,
    findings: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    rule: String,
    severity: String,
    /// The text that is marked.
    at: String,
    /// Its place, if that part appears several times.
    offset: Option<u32>,
    /// Its words, if the case is about them.
    message: Option<String>,
    help: Option<String>,
    fixed: Option<String>,
    applicability: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    section: String,
    what: String,
    text: String,
    #[serde(default)]
    read: bool,
    #[serde(default)]
    rules: Vec<String>,
}

/// The findings in the form of a case: with an `offset` and words if the case has them.
fn findings(text: &str, checked: &Checked<'_>, case: &Case) -> Vec<Finding> {
    let has = |at: usize, what: fn(&Finding) -> bool| case.findings.get(at).is_some_and(what);
    let one = |(at, found): (usize, &comfilter::Diagnostic)| Finding {
        rule: found.rule().name().to_owned(),
        severity: found.severity().name().to_owned(),
        at: found.span().of(text).to_owned(),
        offset: has(at, |case| case.offset.is_some()).then_some(found.span().start),
        message: has(at, |case| case.message.is_some()).then(|| found.message().to_owned()),
        help: has(at, |case| case.help.is_some()).then(|| found.help().unwrap_or_default().to_owned()),
        fixed: found.fix().map(|fix| text::apply(text, &fix.edits).unwrap()),
        applicability: found.fix().map(|fix| format!("{:?}", fix.applicability).to_lowercase()),
    };
    checked.diagnostics().iter().enumerate().map(one).collect()
}

impl Case {
    fn schema(&self) -> &'static Schema {
        self.resource.as_deref().map_or_else(Schema::jobs, |name| Schema::of_list(name).unwrap())
    }
}

/// The linter, with these rules on that are off by default.
fn linter(on: &[&str]) -> Linter {
    linter_of(Schema::jobs(), on)
}

fn linter_of(schema: &Schema, on: &[&str]) -> Linter {
    Linter::new(schema.clone()).with_levels(levels(on))
}

fn levels(on: &[&str]) -> Levels {
    let on = on.iter().map(|name| rules::find(name).unwrap());
    on.fold(Levels::default(), |levels, rule| levels.with(rule, Some(rule.severity())))
}

/// The failures of a case, in words; empty if it holds.
fn run(case: &Case, checked: &Checked<'_>) -> String {
    let mut wrong = String::new();
    let found = findings(&case.text, checked, case);
    if found != case.findings {
        for finding in found.iter().filter(|finding| !case.findings.contains(finding)) {
            let _ = writeln!(wrong, "    found, and not listed: {finding:?}");
        }
        for finding in case.findings.iter().filter(|finding| !found.contains(finding)) {
            let _ = writeln!(wrong, "    listed, and not found: {finding:?}");
        }
        if wrong.is_empty() {
            let _ = writeln!(wrong, "    found in another order: {found:?}");
        }
    }
    let canonical = checked.is_ok().then(|| checked.ast().to_string());
    if canonical != case.canonical {
        let _ = writeln!(wrong, "    canonical: {canonical:?}, and not {:?}", case.canonical);
    }
    if case.reason.is_empty() {
        wrong += "    it has no reason\n";
    }
    wrong
}

fn run_all(folder: &str, check: impl for<'t> Fn(&'t Case) -> Checked<'t>) {
    let mut wrong = String::new();
    for (file, case) in cases_of_folder::<Case>(folder) {
        let story = run(&case, &check(&case));
        if !story.is_empty() {
            let _ = writeln!(wrong, "{file}: {:?} ({})\n{story}", case.text, case.reason);
        }
        invariants::text(&case.text);
        invariants::fixes(&case.text);
        invariants::safe_fixes(&case.text);
        invariants::fixing(&case.text);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The cases of mistakes in the text of a filter.
fn cases_of_text() -> impl Iterator<Item = (String, Case)> {
    ["syntax", "check", "lint"].into_iter().flat_map(cases_of_folder)
}

#[test]
fn syntax() {
    run_all("syntax", |case| case.schema().check(&case.text));
}

#[test]
fn check() {
    run_all("check", |case| case.schema().check(&case.text));
}

#[test]
fn edges() {
    run_all("edges", |case| Schema::jobs().check(&case.text));
}

#[test]
fn lint() {
    run_all("lint", |case| {
        let on: Vec<&str> = case.on.iter().map(String::as_str).collect();
        // `ERROR`, a contested value, is in most cases; separate cases test its finding.
        let is_told = on.contains(&"contested-value");
        let levels = if is_told { levels(&on) } else { levels(&on).with(&rules::CONTESTED_VALUE, None) };
        Linter::new(case.schema().clone()).with_levels(levels).lint(&case.text)
    });
}

/// The cases of the filters of webhooks. A fix makes its finding go and brings no error, and the canonical text of a
/// filter is that filter.
#[test]
fn webhook() {
    let linter = Linter::new(Schema::webhook().clone());
    let mut wrong = String::new();
    for (file, case) in cases_of_folder::<Case>("webhook") {
        let checked = linter.lint(&case.text);
        let story = run(&case, &checked);
        if !story.is_empty() {
            let _ = writeln!(wrong, "{file}: {:?} ({})\n{story}", case.text, case.reason);
        }
        for (found, fix) in checked.diagnostics().iter().filter_map(|found| Some((found, found.fix()?))) {
            let fixed = text::apply(&case.text, &fix.edits).unwrap();
            let after = linter.lint(&fixed);
            let count = |checked: &Checked<'_>| {
                let same = |other: &&comfilter::Diagnostic| other.rule() == found.rule();
                (checked.diagnostics().errors(), checked.diagnostics().iter().filter(same).count())
            };
            let (before, after) = (count(&checked), count(&after));
            assert!(after.0 <= before.0 && after.1 < before.1, "{:?} became {fixed:?}", case.text);
        }
        if let Ok(filter) = checked.into_result() {
            let again = Schema::webhook().check(filter.as_str()).into_result().unwrap();
            assert_eq!(again, filter, "{:?}", case.text);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A filter with an error stays invalid, even if the linter does not report the error.
#[test]
fn no_level_makes_a_filter() {
    let off = rules::ALL.iter().fold(Levels::default(), |levels, rule| levels.with(rule, None));
    let hints =
        rules::ALL.iter().fold(Levels::default(), |levels, rule| levels.with(rule, Some(Severity::Hint)));
    for levels in [off, hints] {
        let linter = Linter::new(Schema::jobs().clone()).with_levels(levels);
        for (file, case) in cases_of_text() {
            let checked = linter.lint(&case.text);
            let expected = Schema::jobs().check(&case.text).into_result();
            assert_eq!(checked.diagnostics().errors(), 0);
            assert_eq!(checked.is_ok(), expected.is_ok(), "{file}: {}", case.text);
            let told = |error: comfilter::FilterError| error.to_string();
            assert_eq!(checked.into_result().map_err(told), expected.map_err(told), "{file}: {}", case.text);
        }
    }
}

/// The getters of a linter return its settings and findings.
#[test]
fn a_linter_answers() {
    let limits = comfilter::Limits { url: 100, ..comfilter::Limits::DEFAULT };
    let linter = Linter::new(Schema::jobs().clone()).with_limits(limits);
    assert_eq!(linter.limits().url, 100);
    let filters = linter.lint_all(Holder::Filter, "state eq 'ERROR'");
    assert_eq!((filters[0].errors(), filters[0].is_placed()), (0, false));
    let requests =
        linter.lint_all(Holder::Request, "filter=state%20==%20%27ERROR%27%20and%20name%20==%20%27x%27");
    assert_eq!((requests[0].errors(), requests[0].is_placed()), (2, true));
}

/// Only cases of mistakes without a special rule may have it.
#[test]
fn no_known_mistake_ends_in_syntax() {
    for (file, case) in cases_of_text().filter(|(file, _)| file != "syntax/recovery.toml") {
        let generic = case.findings.iter().any(|finding| finding.rule == "syntax");
        assert!(!generic, "{file}: {}", case.text);
    }
}

/// Each rule about a filter has three cases that report it, and the files have cases without
/// findings.
#[test]
fn each_rule_has_its_cases() {
    let cases: Vec<Case> = cases_of_text().map(|(_, case)| case).collect();
    // limits.rs has the cases that are too long or too deep to be data, and OData has a separate
    // table.
    let elsewhere = ["too-deep", "too-long", "unsupported-odata"];
    let mut few = String::new();
    let of_filters = |rule: &&&Rule| !examples(rule.page(), "filter").is_empty();
    for rule in rules::ALL.iter().filter(of_filters).filter(|rule| !elsewhere.contains(&rule.name())) {
        let reports = |case: &&Case| case.findings.iter().any(|finding| finding.rule == rule.name());
        let count = cases.iter().filter(reports).count();
        if count < if rule.name() == "syntax" { 2 } else { 3 } {
            let _ = writeln!(few, "{}: {count}", rule.name());
        }
    }
    assert!(few.is_empty(), "too few cases:\n{few}");
    assert!(cases.iter().filter(|case| case.findings.is_empty()).count() >= 50);
}

#[test]
fn odata() {
    let mut wrong = String::new();
    for part in cases::<Part>("odata.toml") {
        assert_ne!(part.read, !part.rules.is_empty(), "{}: read, or told", part.what);
        let checked = Schema::jobs().check(&part.text);
        let mut errors: Vec<&str> = checked
            .diagnostics()
            .iter()
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.rule().name())
            .collect();
        errors.dedup();
        if errors != part.rules {
            let _ = writeln!(wrong, "{}, {}: {:?} gives {errors:?}", part.section, part.what, part.text);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_examples_of_the_pages_hold() {
    for rule in rules::ALL {
        let of_list = |list| examples(rule.page(), list).into_iter().map(move |example| (list, example));
        let lists = ["filter", "servers", "appliances", "webhook"];
        for (list, (filter, reports)) in lists.into_iter().flat_map(of_list) {
            let schema = if list == "filter" { Schema::jobs() } else { Schema::of_list(list).unwrap() };
            let checked = linter_of(schema, &[rule.name()]).lint(filter);
            let found: Vec<&str> = checked.diagnostics().iter().map(|found| found.rule().name()).collect();
            if reports {
                assert!(found.contains(&rule.name()), "{}: {filter:?} reports {found:?}", rule.name());
                // Most examples have `ERROR`, which is contested.
                let other = |name: &&&str| ![rule.name(), "contested-value"].contains(*name);
                let others = found.iter().filter(other).count();
                assert_eq!(others, 0, "{}: {filter:?} reports {found:?}", rule.name());
            } else {
                let clean = checked.diagnostics().iter().all(|found| found.severity() == Severity::Hint);
                assert!(clean, "{}: {filter:?} reports {found:?}", rule.name());
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Near {
    rule: String,
    texts: Vec<String>,
}

/// Each rule about a filter is silent on at least three filters that are near to a finding.
#[test]
fn near_misses_are_not_reported() {
    let near = cases::<Near>("near.toml");
    let of_filters = rules::ALL.iter().filter(|rule| !examples(rule.page(), "filter").is_empty());
    for rule in of_filters {
        let texts: Vec<&String> =
            near.iter().filter(|near| near.rule == rule.name()).flat_map(|near| &near.texts).collect();
        assert!(texts.len() >= 3, "{}: {} near misses", rule.name(), texts.len());
        for text in texts {
            let checked = linter(&[rule.name()]).lint(text);
            let found: Vec<&str> = checked.diagnostics().iter().map(|found| found.rule().name()).collect();
            assert!(!found.contains(&rule.name()), "{}: {text:?} reports {found:?}", rule.name());
            assert!(checked.is_ok(), "{}: {text:?} is no filter: {found:?}", rule.name());
        }
    }
}

/// Every message once, in the order of the rules, to be read aloud.
#[test]
fn messages_read_well() {
    let texts = cases_of_text().map(|(_, case)| (case.schema(), case.text));
    let odata = cases::<Part>("odata.toml").into_iter().map(|part| (Schema::jobs(), part.text));
    let texts: Vec<(&Schema, String)> = texts.chain(odata).filter(|(_, text)| text.len() < 200).collect();
    let shown = |text: &str| text.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"");
    let mut story = String::new();
    for rule in rules::ALL {
        let mut told: Vec<String> = Vec::new();
        for (schema, text) in &texts {
            let checked = linter_of(schema, &[rule.name()]).lint(text);
            let Some(found) = checked.diagnostics().iter().find(|found| found.rule() == *rule) else {
                continue;
            };
            if told.iter().any(|message| message == found.message()) {
                continue;
            }
            told.push(found.message().to_owned());
            let _ = writeln!(story, "{}: {}", rule.name(), shown(text));
            let _ = writeln!(story, "    {}", shown(found.message()));
            let _ = found.help().map(|help| writeln!(story, "    help: {}", shown(help)));
        }
    }
    insta::assert_snapshot!("messages", story);
}
