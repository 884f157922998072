//! For any text, name and message, no report panics, and none harms a terminal.

use std::sync::LazyLock;

use comfilter::Diagnostic;
use comfilter::diagnostic::{Applicability, Severity};
use comfilter::lint::Linted;
use comfilter::report::{Format, Look, Summary};
use comfilter::rules;
use comfilter::text::{Edit, OffsetMap, Source, Span, encode_value};
use proptest::prelude::*;
use proptest::sample::select;

use super::formats::{FORMATS, check_junit};
use super::schemas::{GITLAB, LINE, RDJSON, REPORT, SARIF, valid};
use super::support::generate;
use super::support::invariants::{harmless, is_harmful};
use super::{in_query, percent_encoded, rule, written};

fn harmful() -> impl Iterator<Item = char> {
    (char::MIN..=char::MAX).filter(|character| is_harmful(*character))
}

/// The output without the sequences that set a colour.
fn without_colors(out: &str) -> String {
    let mut parts = out.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('m').unwrap();
        assert!(style.chars().all(|character| character.is_ascii_digit() || character == ';'), "{style:?}");
        plain += rest;
    }
    plain
}

/// The output without the sequences around a link to the page of a rule.
fn without_links(out: &str) -> String {
    let mut parts = out.split("\u{1b}]8;;");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        let (url, rest) = part.split_once("\u{1b}\\").unwrap();
        let page = rules::ALL.iter().any(|rule| rule.url() == url && rest.starts_with(rule.name()));
        assert!(if index % 2 == 0 { page } else { url.is_empty() }, "{url:?}");
        plain += rest;
    }
    plain
}

/// Writes `filters` in every format.
fn assert_all_safe(filters: &[Linted<'_>]) {
    let full = Look { hints: true, ..Look::PLAIN };
    harmless(&written(Format::Full(full), filters));
    harmless(&written(Format::Full(Look { unicode: true, width: 0, ..full }), filters));
    let fancy = Look::fancy(usize::MAX);
    harmless(&without_colors(&written(Format::Full(fancy), filters)));
    let linked = written(Format::Full(Look { links: true, ..fancy }), filters);
    assert_eq!(without_links(&linked), written(Format::Full(fancy), filters));

    let summary = Summary::of(filters);
    let found = summary.errors + summary.warnings + summary.hints;
    for format in FORMATS {
        let text = written(format, filters);
        harmless(&text);
        let lines = text.lines().count();
        match format {
            Format::Json => {
                let report = valid(&REPORT, &text);
                assert_eq!((lines, report["diagnostics"].as_array().unwrap().len()), (1, found));
            }
            Format::JsonLines => {
                assert_eq!(lines, found);
                text.lines().for_each(|line| drop(valid(&LINE, line)));
            }
            Format::Sarif => {
                let report = valid(&SARIF, &text);
                assert_eq!((lines, report["runs"][0]["results"].as_array().unwrap().len()), (1, found));
            }
            Format::Gitlab => {
                assert_eq!((lines, valid(&GITLAB, &text).as_array().unwrap().len()), (1, found))
            }
            Format::Rdjson => {
                let report = valid(&RDJSON, &text);
                assert_eq!((lines, report["diagnostics"].as_array().unwrap().len()), (1, found));
            }
            Format::Junit => check_junit(&text, filters),
            _ => assert_eq!(lines, found),
        }
    }
}

#[test]
fn no_harmful_character_comes_out_from_anywhere() {
    for character in harmful() {
        let text = format!("a{character}b");
        let source = Source::new(Some(&text), &text);
        let after = Span::from_range(text.len() - 1..text.len());
        let found = [Diagnostic::new(rule("syntax"), after, text.clone()).with(|words| {
            words
                .help(text.clone())
                .label(Span::new(0, 1), text.clone())
                .safe_fix(text.clone(), vec![Edit::replace(after, text.clone())])
        })];
        let filters = [Linted::whole(source.clone()).with_findings(&found, 1)];
        assert_all_safe(&filters);

        // A program gets what was there.
        let json: serde_json::Value = serde_json::from_str(&written(Format::Json, &filters)).unwrap();
        assert_eq!(json["filters"][0]["text"], text);
        assert_eq!(json["filters"][0]["file"], text);
        assert_eq!(json["diagnostics"][0]["message"], text);
        assert_eq!(json["diagnostics"][0]["fix"]["edits"][0]["text"], text);
    }
}

#[test]
fn a_person_sees_which_character_it_is() {
    let source = Source::new(Some("a\u{1b}[2J.comfilter"), "state eq\u{200b}'x'");
    let found = [Diagnostic::new(rule("control-character"), Span::new(8, 11), "a \u{7} in a message")];
    let filters = [Linted::whole(source.clone()).with_findings(&found, 0)];
    let out = written(Format::Full(Look::PLAIN), &filters);
    assert!(out.contains("[a\\u{1b}[2J.comfilter:1:9]"), "{out}");
    assert!(out.contains("state eq\\u{200b}'x'\n   :         ^^^^^^^^\n"), "{out}");
    assert!(out.contains("a \\u{7} in a message"), "{out}");
}

static HARMFUL: LazyLock<Vec<char>> = LazyLock::new(|| harmful().collect());

/// Text of everything that filters contain, and more.
fn text() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "state",
        " ",
        "==",
        "'ERROR'",
        "'",
        "(",
        ")",
        " and ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "é",
        "日本",
        "🚀",
        "e\u{301}",
        "\u{feff}",
        "\u{1b}[31m",
        "%",
        "…",
        "\u{fe0f}",
        "\u{1f3fd}",
    ])
    .prop_map(str::to_owned);
    let harmful = select(HARMFUL.as_slice()).prop_map(String::from);
    let any = prop_oneof![6 => pieces, 1 => harmful, 1 => any::<char>().prop_map(String::from)];
    (prop::collection::vec(any, 0..40), 1_usize..12).prop_map(|(pieces, times)| pieces.concat().repeat(times))
}

/// A message or a name, which is never empty.
fn some_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("x{text}"))
}

fn span(text: &str) -> impl Strategy<Value = Span> + use<> {
    let length = u32::try_from(text.len()).unwrap();
    let offset = prop_oneof![20 => 0..=length, 1 => any::<u32>()];
    (offset.clone(), offset.clone(), any::<bool>())
        .prop_map(|(start, end, same)| Span::new(start, if same { start } else { end }))
}

fn diagnostic(text: &str) -> impl Strategy<Value = Diagnostic> + use<> {
    let labels = prop::collection::vec((span(text), self::text()), 0..4);
    let edit = (span(text), self::text()).prop_map(|(span, text)| Edit::replace(span, text));
    let edits = prop::option::of(prop::collection::vec(edit, 0..4));
    let severity = select(vec![Severity::Error, Severity::Warning, Severity::Hint]);
    let words = (some_text(), prop::option::of(self::text()));
    (select(rules::ALL), severity, span(text), words, labels, edits).prop_map(
        |(rule, severity, span, (message, help), labels, edits)| {
            let mut found = Diagnostic::new(rule, span, message).with_severity(severity);
            found = help.into_iter().fold(found, |found, help| found.with(|words| words.help(help)));
            found = labels
                .into_iter()
                .fold(found, |found, (span, text)| found.with(|words| words.label(span, text)));
            match edits {
                Some(edits) => found.with(|words| words.fix(Applicability::Safe, "do", edits)),
                None => found,
            }
        },
    )
}

/// A filter, its name, and findings in it and in its percent-encoding.
fn case() -> impl Strategy<Value = (String, Option<String>, Vec<Diagnostic>, Vec<Diagnostic>)> {
    text().prop_flat_map(|text| {
        let inner = prop::collection::vec(diagnostic(&text), 0..4);
        let outer = prop::collection::vec(diagnostic(&encode_value(&text)), 0..3);
        (Just(text), prop::option::of(some_text()), inner, outer)
    })
}

proptest! {
    #![proptest_config(generate::config(256))]

    #[test]
    fn every_report_is_safe_and_valid((text, name, inner, outer) in case()) {
        let before = "https://x/jobs?filter=";
        let (encoded, map) = percent_encoded(&text, before.len());
        let url = before.to_owned() + &encoded;
        let url = Source::new(name.as_deref(), &url);
        let file = format!("# é\u{202e}\n{text}\n");
        let file = Source::new(name.as_deref(), &file);
        let plain = Source::new(None, &text);
        let filters = [
            Linted::whole(plain.clone()).with_findings(&inner, 0),
            Linted::part(file, &*text, OffsetMap::starting_at(8)).with_findings(&inner, 2),
            in_query(&url, &text, map, &inner, 3).with_outer_findings(&outer),
            // A map that does not fit.
            in_query(&plain, &text, OffsetMap::starting_at(7), &inner, 0),
        ];
        assert_all_safe(&filters);
    }
}
