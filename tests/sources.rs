//! Filters in host files: the findings in each case, their places, and the fixed files.
#![cfg(test)]

mod support;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::text::{Encoding, Source};
use comfilter::{Diagnostic, Schema, Severity, rules};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use serde::Deserialize;
use support::generate::{config, filter};
use support::{cases_of_folder, examples, invariants};

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

/// The failing cases, each with the actual result.
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
        for language in ["powershell", "python", "javascript", "sh"] {
            for (code, reports) in examples(rule.page(), language) {
                seen += 1;
                let linted = linter().lint_all(Holder::Source(Language::named(language).unwrap()), code);
                let all: Vec<Diagnostic> = linted.iter().flat_map(Linted::outward).collect();
                assert_eq!(linted.len(), 1, "{}: {code}", rule.name());
                if reports {
                    assert!(all.iter().any(|found| found.rule() == *rule), "{}: {code}", rule.name());
                } else {
                    // `ERROR`, which some examples have, is contested.
                    let told = all.iter().filter(|found| found.rule() != &rules::CONTESTED_VALUE);
                    let found: Vec<&str> = told.map(Diagnostic::message).collect();
                    assert!(found.is_empty(), "{}: {code}: {found:?}", rule.name());
                }
            }
        }
    }
    assert!(seen > 8);
}

/// Whole, and truncated at each place: an unclosed part is the rest of the file.
#[test]
fn what_holds_of_every_file_holds_of_each_case() {
    let linter = linter();
    let wrong = wrong(|case| {
        let language = Language::of_path(&case.file).unwrap();
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

/// A string in quotes, with the result of `escape` for some characters.
fn quoted(open: &str, text: &str, close: &str, escape: impl Fn(char) -> Option<String>) -> String {
    let inside: String =
        text.chars().map(|character| escape(character).unwrap_or_else(|| character.to_string())).collect();
    format!("{open}{inside}{close}")
}

/// A backslash before these characters, and control characters by their number.
fn with_backslashes(open: &str, text: &str, close: &str, special: &str) -> String {
    quoted(open, text, close, |character| match character {
        '\\' => Some("\\\\".to_owned()),
        '\n' => Some("\\n".to_owned()),
        c if special.contains(c) => Some(format!("\\{c}")),
        c if c.is_control() => Some(format!("\\u{:04x}", c as u32)),
        _ => None,
    })
}

fn doubled(open: &str, text: &str, close: &str, special: char) -> String {
    quoted(open, text, close, |character| (character == special).then(|| format!("{special}{special}")))
}

/// A filter as a string of each language, with the extension, the comment mark and the syntax of an
/// entry.
fn as_strings(filter: &str) -> Vec<(&'static str, &'static str, String)> {
    let json = serde_json::to_string(filter).unwrap();
    let backtick =
        |text: &str| quoted("\"", text, "\"", |c| matches!(c, '"' | '$' | '`').then(|| format!("`{c}")));
    let simple = |text: &str| quoted("'", text, "'", |c| matches!(c, '\'' | '\\').then(|| format!("\\{c}")));
    let mut all = vec![
        ("py", "#", with_backslashes("'", filter, "'", "'")),
        ("py", "#", with_backslashes("\"\"\"", filter, "\"\"\"", "\"")),
        ("ps1", "#", doubled("'", filter, "'", '\'')),
        ("ps1", "#", backtick(filter)),
        ("sh", "#", format!("'{}'", filter.replace('\'', "'\\''"))),
        (
            "sh",
            "#",
            quoted("\"", filter, "\"", |c| matches!(c, '"' | '$' | '`' | '\\').then(|| format!("\\{c}"))),
        ),
        ("js", "//", with_backslashes("'", filter, "'", "'")),
        ("ts", "//", with_backslashes("`", filter, "`", "`$")),
        ("go", "//", with_backslashes("\"", filter, "\"", "\"")),
        ("java", "//", with_backslashes("\"", filter, "\"", "\"")),
        ("cs", "//", with_backslashes("\"", filter, "\"", "\"")),
        ("cs", "//", doubled("@\"", filter, "\"", '"')),
        ("php", "//", simple(filter)),
        ("php", "#", quoted("\"", filter, "\"", |c| matches!(c, '"' | '$' | '\\').then(|| format!("\\{c}")))),
        ("rb", "#", simple(filter)),
        ("rb", "#", with_backslashes("\"", filter, "\"", "\"#")),
    ];
    // These can contain everything except their delimiter.
    if !filter.contains("\"##") {
        all.push(("rs", "//", format!("r##\"{filter}\"##")));
    }
    if !filter.contains('`') {
        all.push(("go", "//", format!("`{filter}`")));
    }
    // In a language that interpolates `$` and `{`, these cannot be escaped.
    if !filter.contains(['$', '{']) {
        all.extend([("json", "//", json.clone()), ("yml", "#", json.clone()), ("toml", "#", json)]);
        if !filter.contains(char::is_control) {
            all.push(("yaml", "#", doubled("'", filter, "'", '\'')));
        }
    }
    all
}

/// Files with a string that is a filter: after a comment that marks it, and as a parameter of a
/// URL.
fn files(filter: &str) -> Vec<(&'static str, String)> {
    const URL: &str = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs";
    let file = |(ending, comment, string): (&'static str, &str, String)| {
        let (marked, given) = match ending {
            "json" => (
                format!("[\n{comment} comfilter\n{string}]"),
                format!("{{\"url\": \"{URL}\", \"filter\": {string}}}"),
            ),
            "yml" | "yaml" => {
                (format!("{comment} comfilter\nx: {string}\n"), format!("url: {URL}\nfilter: {string}\n"))
            }
            "toml" => (
                format!("{comment} comfilter\nx = {string}\n"),
                format!("url = \"{URL}\"\nfilter = {string}\n"),
            ),
            "ps1" => (
                format!("{comment} comfilter\n$x = {string}\n"),
                format!("Invoke-RestMethod -Uri '{URL}' -Body @{{ filter = {string} }}\n"),
            ),
            "sh" => (format!("{comment} comfilter\nx={string}\n"), String::new()),
            "py" => (
                format!("{comment} comfilter\nx = {string}\n"),
                format!("get('{URL}', params={{'filter': {string}}})\n"),
            ),
            "php" => (
                format!("{comment} comfilter\n$x = {string};\n"),
                format!("get('{URL}', ['filter' => {string}]);\n"),
            ),
            "rb" => (
                format!("{comment} comfilter\nx = {string}\n"),
                format!("get('{URL}', 'filter' => {string})\n"),
            ),
            _ => (
                format!("{comment} comfilter\nx = {string};\n"),
                format!("get(\"{URL}\").set(\"filter\", {string});\n"),
            ),
        };
        [(ending, marked), (ending, given)]
    };
    as_strings(filter).into_iter().flat_map(file).filter(|(_, text)| !text.is_empty()).collect()
}

fn filters_of(ending: &str, text: &str) -> Vec<String> {
    let language = Language::named(ending).unwrap();
    linter().lint_all(Holder::Source(language), text).iter().map(|one| one.filter().to_owned()).collect()
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn a_string_is_read_as_its_language_writes_it(filter in filter()) {
        for (ending, text) in files(&filter) {
            prop_assert_eq!(filters_of(ending, &text), [filter.as_str()], "{}: {}", ending, text);
        }
    }

    #[test]
    fn an_encoded_filter_is_read_wherever_its_url_stands(filter in filter()) {
        let value = utf8_percent_encode(&filter, NON_ALPHANUMERIC);
        let url = format!("https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?limit=3&filter={value}");
        for (ending, text) in [
            ("py", format!("x = f'{url}'\n")),
            ("ps1", format!("$x = \"{url}&sort=name\"\n")),
            ("sh", format!("wget '{url}'\n")),
            ("json", format!("{{\"a\": [\"{url}\"]}}")),
            ("yml", format!("a:\n  - {url}\n")),
            ("http", format!("GET {url} HTTP/1.1\n")),
            ("md", format!("See [the jobs]({url}), and\n\n```sh\n# nothing\n```\n")),
            ("txt", format!("See {url}\n")),
            ("cs", format!("var x = $\"{url}\";\n")),
            ("toml", format!("x = '{url}'\n")),
            ("go", format!("x := `{url}`\n")),
        ] {
            prop_assert_eq!(filters_of(ending, &text), [filter.as_str()], "{}: {}", ending, text);
        }
    }
}
