//! Comments that ignore findings: the cases, a naive reference, and the promises of `add_ignores`.
#![cfg(test)]

mod support;

use std::collections::BTreeMap;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Language, Levels, Linted, Linter};
use comfilter::text::{Edit, apply};
use comfilter::{Diagnostic, Limits, Schema, Severity, rules};
use proptest::prelude::*;
use serde::Deserialize;
use support::generate::config;
use support::{cases, cases_of_folder};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    reason: String,
    file: String,
    #[serde(default)]
    left: Vec<String>,
    #[serde(default)]
    comments: Vec<Comment>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Comment {
    at: String,
    message: String,
    help: Option<String>,
    fixed: Option<String>,
    applicability: Option<String>,
}

fn linter() -> Linter {
    Linter::new(Schema::jobs().clone()).with_levels(levels())
}

/// Most files here have the contested value `ERROR`, which is not reported.
fn levels() -> Levels {
    Levels::default().with(&rules::CONTESTED_VALUE, None)
}

fn outward(linter: &Linter, file: &str) -> Vec<Diagnostic> {
    linter.lint_all(Holder::File, file).iter().flat_map(Linted::outward).collect()
}

fn is_of_comment(found: &Diagnostic) -> bool {
    found.rule() == &rules::UNUSED_SUPPRESSION
}

#[test]
fn the_cases_hold() {
    for (_, case) in cases_of_folder::<Case>("suppress") {
        let found = outward(&linter(), &case.file);
        let left = found.iter().filter(|found| !is_of_comment(found));
        let left: Vec<String> =
            left.map(|found| format!("{} {}", found.rule().name(), found.span().of(&case.file))).collect();
        assert_eq!(left, case.left, "{}", case.reason);
        let comments = found.iter().filter(|found| is_of_comment(found)).map(|found| Comment {
            at: found.span().of(&case.file).to_owned(),
            message: found.message().to_owned(),
            help: found.help().map(str::to_owned),
            fixed: found.fix().map(|fix| apply(&case.file, &fix.edits).unwrap()),
            applicability: found
                .fix()
                .filter(|fix| fix.applicability == Applicability::Unsafe)
                .map(|_| "unsafe".to_owned()),
        });
        assert_eq!(comments.collect::<Vec<_>>(), case.comments, "{}", case.reason);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HostCase {
    name: String,
    file: String,
    text: String,
    ignored: String,
}

#[test]
fn comments_of_host_files_hold() {
    for HostCase { name, file, text, ignored } in cases::<HostCase>("ignored.toml") {
        let language = Language::of_path(&file).unwrap();
        let found = linter().add_ignores_to(language, &text, "later");
        assert_eq!(found.text, ignored, "{name}");
        assert_eq!(found.left, 0, "{name}");
    }
}

#[test]
fn the_examples_of_the_page_hold() {
    let page = rules::UNUSED_SUPPRESSION.page();
    let lines: Vec<&str> = page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let page = lines.join("\n");
    let examples: Vec<&str> =
        page.split("```file").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let (kind, file) = example.split_once('\n').unwrap();
        let found = outward(&linter(), file);
        assert_eq!(found.len(), usize::from(kind == ",reports"), "{file}");
        assert!(found.iter().all(is_of_comment));
    }
}

/// A comment between the lines of a filter is reported with that filter, and one after it with the
/// next.
#[test]
fn a_comment_is_told_with_its_filter() {
    let comment = |at: usize| format!("# comfilter: ignore[x{at}]\n");
    let filter = |at: usize| format!("state eq 'ERROR'\n{}and generation eq {at}\n", comment(at));
    let file = format!("{}\n{}{}{}", filter(0), comment(10), filter(1), ["\n", &filter(2)].concat());
    let told: Vec<Vec<&str>> = linter()
        .lint_all(Holder::File, &file)
        .iter()
        .map(|linted| linted.outer_diagnostics().iter().map(|found| found.span().of(&file)).collect())
        .collect();
    assert_eq!(told, [vec!["x0"], vec!["x10", "x1"], vec!["x2"]]);
}

#[test]
fn levels_hold_for_comments_too() {
    let file = "# comfilter: ignore[or-chain]\nstate eq 'ERROR'\n";
    let with = |level| linter().with_levels(levels().with(&rules::UNUSED_SUPPRESSION, level));
    let severity = |level| outward(&with(level), file).first().map(Diagnostic::severity);
    assert_eq!(severity(None), None);
    assert_eq!(severity(Some(Severity::Error)), Some(Severity::Error));
    assert_eq!(with(Some(Severity::Error)).lint_all(Holder::File, file)[0].errors(), 1);
    // A rule that is off reports nothing, and so there is nothing to ignore.
    let off = linter().with_levels(levels().with(&rules::FOREIGN_OPERATOR, None));
    assert_eq!(outward(&off, "# comfilter: ignore[foreign-operator]\nstate == 'ERROR'\n").len(), 1);
}

/// Ignored findings do not count toward the limit: all others are found, in any number.
#[test]
fn what_is_ignored_does_not_count() {
    let limits = Limits { diagnostics: 3, ..Limits::DEFAULT };
    let linter = linter().with_limits(limits);
    let terms = "generation == 3 and ".repeat(200);
    let file = format!(
        "# comfilter: ignore[foreign-operator]\n{terms}state eq 'x' AND a eq 1 OR b eq 2 AND c eq 3\n"
    );
    let linted = &linter.lint_all(Holder::File, &file)[0];
    assert_eq!(linted.diagnostics().len(), 3);
    assert!(linted.diagnostics().iter().all(|found| found.rule() != &rules::FOREIGN_OPERATOR));
    let [shown, all] = [
        linted.omitted() + 3,
        linter.clone().with_limits(Limits::DEFAULT).lint_all(Holder::File, &file)[0].diagnostics().len(),
    ];
    assert_eq!(shown, all);
}

/// Without comments, a filter in a file has the same findings as alone.
#[test]
fn a_file_without_comments_reports_what_its_filter_does() {
    let linter = linter().with_limits(Limits { diagnostics: 3, ..Limits::DEFAULT });
    let file = format!("naem eq 'x'{}\n", " and generation == 3".repeat(5));
    let by_itself = linter.lint_all(Holder::Filter, file.trim_end())[0].outward();
    assert_eq!(outward(&linter, &file), by_itself);
    assert_eq!(by_itself.len(), 3);
}

#[test]
fn many_comments_take_linear_time_and_few_are_told() {
    let names = vec!["or-chain"; 20_000].join(",");
    let unknown = (0..20_000).map(|at| format!("x{at}")).collect::<Vec<_>>().join(",");
    let stacked = "# comfilter: ignore[or-chain]\n".repeat(20_000);
    let file =
        format!("# comfilter: ignore[{names}]\n# comfilter: ignore[{unknown}]\n{stacked}state eq 'ERROR'\n");
    let linted = &linter().lint_all(Holder::File, &file)[0];
    assert_eq!(linted.outer_diagnostics().len(), 100);
    assert_eq!(linted.omitted(), 1 + 20_000 + 20_000 - 100);
}

#[test]
fn safe_fixes_take_out_what_ignores_nothing() {
    let fixed = |file: &str, most| linter().fix(Holder::File, file, most).text;
    let file = "# comfilter: ignore[or-chain] why\n# stays\nstate  eq 'ERROR'\n# comfilter: ignore[keyword-case]\nand generation eq 3\n";
    assert_eq!(fixed(file, Applicability::Safe), "# stays\nstate  eq 'ERROR'\nand generation eq 3\n");
    // A comment that ignores a mistake also prevents its fix, so both stay.
    let file = "# comfilter: ignore[foreign-operator] why\nstate == 'ERROR' AND generation gt 3\n";
    let expected = "# comfilter: ignore[foreign-operator] why\nstate == 'ERROR' and generation gt 3\n";
    assert_eq!(fixed(file, Applicability::Safe), expected);
    let file = "# comfilter: ignore[foreign_operators]\nstate == 'ERROR'\n";
    assert_eq!(fixed(file, Applicability::Unsafe), "state eq 'ERROR'\n");
}

#[test]
fn comments_are_added_above_each_line_with_findings() {
    for (file, reason, expected, count) in [
        ("", "x", "", 0),
        ("state eq 'ERROR'\n", "x", "state eq 'ERROR'\n", 0),
        ("state == 'ERROR'", "", "# comfilter: ignore[foreign-operator]\nstate == 'ERROR'", 1),
        (
            "\u{feff}# c\r\n  state == 'ERROR'\r\n\tAND generation == 3 AND a eq 1\r\n",
            "two\nlines",
            "\u{feff}# c\r\n  # comfilter: ignore[foreign-operator] two\r\n  state == 'ERROR'\r\n\
             \t# comfilter: ignore[keyword-case, unknown-property] two\r\n\tAND generation == 3 AND a eq 1\r\n",
            2,
        ),
        (
            "name eq 'a\nb' and state eq 'x'\n\nstate eq 'y'\n",
            "",
            "# comfilter: ignore[control-character]\nname eq 'a\n# comfilter: ignore[unknown-value]\nb' and state eq 'x'\n\n# comfilter: ignore[unknown-value]\nstate eq 'y'\n",
            3,
        ),
        (
            "state eq 'ERROR'\n# between\ngeneration gt 3\n",
            "",
            "# comfilter: ignore[missing-and-or]\nstate eq 'ERROR'\n# between\ngeneration gt 3\n",
            1,
        ),
        // A last line ends as the others do.
        (
            "# c\r\nstate == 'ERROR'",
            "",
            "# c\r\n# comfilter: ignore[foreign-operator]\r\nstate == 'ERROR'",
            1,
        ),
    ] {
        let ignored = linter().add_ignores(file, reason);
        assert_eq!((&*ignored.text, ignored.count), (expected, count));
        assert_eq!(outward(&linter(), &ignored.text), [], "{expected}");
    }
}

/// Lines that files are made of.
fn line() -> impl Strategy<Value = String> {
    let rules = [
        "foreign-operator",
        "keyword-case",
        "unknown-value",
        "missing-and-or",
        "unused-suppression",
        "nothing",
        "or-chian",
        "",
    ];
    let names = prop::collection::vec(prop::sample::select(rules.to_vec()), 0..4);
    let word = prop::sample::select(vec!["ignore", "ignore", "ignore", "ignore-file", "ignored"]);
    let comment =
        (word, names).prop_map(|(word, names)| format!("# comfilter: {word}[{}] why", names.join(", ")));
    let others = prop::sample::select(vec![
        "",
        "",
        "# only a comment",
        "# comfilter: ignore",
        "state eq 'ERROR'",
        "state == 'x'",
        "AND state == 'ERROR'",
        "and name eq 'a",
        "b'",
        "  or generation",
        "gt 3 OR generation == 4",
        "(",
        ")",
        "state eq",
    ]);
    prop_oneof![2 => comment, 5 => others.prop_map(str::to_owned)]
}

fn file() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n", "\r\n"]);
    (prop::collection::vec(line(), 0..16), end, any::<bool>())
        .prop_map(|(lines, end, ends)| lines.join(end) + if ends { end } else { "" })
}

/// A naive reading of a file's comments: for each rule the lines that it covers.
fn covered(file: &str) -> Vec<(String, Vec<usize>)> {
    let lines: Vec<&str> = file.split('\n').collect();
    let is_comment = |at: usize| lines[at].trim_start().starts_with('#');
    let is_blank = |at: usize| lines[at].trim().is_empty();
    let mut covered = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = line.strip_prefix("# comfilter: ignore") else { continue };
        let (is_for_file, rest) = match rest.strip_prefix("-file[") {
            Some(rest) => (true, rest),
            None => match rest.strip_prefix('[') {
                Some(rest) => (false, rest),
                None => continue,
            },
        };
        let next = (at..lines.len()).find(|at| !is_comment(*at));
        let here: Vec<usize> = match next {
            _ if is_for_file => (0..lines.len()).collect(),
            None => Vec::new(),
            Some(next) if is_blank(next) => Vec::new(),
            Some(next) => {
                let before = (0..next).rev().find(|at| !is_comment(*at));
                if before.is_none_or(is_blank) {
                    (next..lines.len()).take_while(|at| !is_blank(*at)).collect()
                } else {
                    (before.unwrap() + 1..=next).collect()
                }
            }
        };
        let names = rest.split(']').next().unwrap().split(',');
        covered.extend(names.map(|name| (name.trim().to_owned(), here.clone())));
    }
    covered
}

/// The findings in filters, by rule and place.
fn in_filters(found: &[Diagnostic]) -> Vec<(&'static str, u32)> {
    found
        .iter()
        .filter(|found| !is_of_comment(found))
        .map(|found| (found.rule().name(), found.span().start))
        .collect()
}

fn by_rule(found: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut count = BTreeMap::new();
    for found in found.iter().filter(|found| !is_of_comment(found)) {
        *count.entry(found.rule().name()).or_default() += 1;
    }
    count
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn what_is_left_is_what_no_comment_covers(file in file()) {
        // A comment with another spelling is not for comfilter.
        let all = outward(&linter(), &file.replace("# comfilter", "# Comfilter"));
        let covered = covered(&file);
        let mut expected = in_filters(&all);
        expected.retain(|(rule, at)| {
            let line = file.get(..*at as usize).unwrap().matches('\n').count();
            !covered.iter().any(|(name, lines)| name == rule && lines.contains(&line))
        });
        prop_assert_eq!(in_filters(&outward(&linter(), &file)), expected, "{}", file);
    }

    #[test]
    fn taking_unused_comments_out_changes_nothing_and_leaves_none(file in file()) {
        let mut text = file.clone();
        for _ in 0..50 {
            let found = outward(&linter(), &text);
            let comments = found.iter().filter(|found| is_of_comment(found));
            let safe = comments.filter_map(|found| found.fix().filter(|fix| fix.applicability == Applicability::Safe));
            let Some(edits) = safe.map(|fix| &fix.edits).next() else { break };
            let edits: &Vec<Edit> = edits;
            text = apply(&text, edits).unwrap();
        }
        let (before, after) = (outward(&linter(), &file), outward(&linter(), &text));
        prop_assert_eq!(by_rule(&after), by_rule(&before), "{}\n---\n{}", file, text);
        let left = after.iter().filter(|found| is_of_comment(found));
        let safe = left.filter(|found| found.fix().is_some_and(|fix| fix.applicability == Applicability::Safe));
        prop_assert_eq!(safe.count(), 0, "{}", text);
    }

    #[test]
    fn after_comments_were_added_nothing_is_found(file in file()) {
        let ignored = linter().add_ignores(&file, "later");
        let left = outward(&linter(), &ignored.text);
        prop_assert_eq!(in_filters(&left), [], "{}", ignored.text);
        let before = outward(&linter(), &file);
        let unused = |found: &[Diagnostic]| found.iter().filter(|found| is_of_comment(found)).count();
        prop_assert!(unused(&left) <= unused(&before), "{}\n---\n{}", file, ignored.text);
        prop_assert_eq!(linter().add_ignores(&ignored.text, "again").count, 0);
        let lines = |text: &str| text.split_inclusive('\n').filter(|line| !line.trim_end().ends_with("] later")).collect::<String>();
        prop_assert_eq!(lines(&ignored.text), file);
    }
}
