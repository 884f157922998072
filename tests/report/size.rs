//! Long filters and many findings: reports stay short.

use comfilter::Diagnostic;
use comfilter::lint::Linted;
use comfilter::report::{Format, Look};
use comfilter::text::{Edit, Source, Span};

use super::formats::FORMATS;
use super::{in_query, percent_encoded, rule, written};

/// A hundred findings in a filter of `length` bytes, each with a second place and a fix.
fn hundred(length: usize) -> Vec<Diagnostic> {
    let finding = |index: usize| {
        let at = |index: usize| Span::from_range(length * index / 100..length * index / 100 + 5);
        Diagnostic::new(rule("syntax"), at(index), "something else should stand here").with(|words| {
            words
                .label(at(99 - index), "because of this")
                .safe_fix("write it", vec![Edit::replace(at(index), "it")])
        })
    };
    (0..100).map(finding).collect()
}

fn assert_short(filters: &[Linted<'_>]) {
    for format in [Format::Full(Look::PLAIN), Format::Full(Look::fancy(80))].into_iter().chain(FORMATS) {
        let out = written(format, filters);
        // A line of JSON repeats up to 4 KiB of its filter, and each character may be an escape.
        let most = if format == Format::JsonLines { 100 * 6 * 4096 + 150_000 } else { 150_000 };
        assert!(out.len() < most, "{format:?}: {} bytes", out.len());
    }
}

#[test]
fn a_hundred_findings_on_a_line_of_a_mebibyte() {
    for character in ["x", "é", "日", "\u{1b}", "'"] {
        let text = character.repeat((1 << 20) / character.len());
        let source = Source::new(Some("long.comfilter"), &text);
        let found = hundred(text.len());
        assert_short(&[Linted::whole(source.clone()).with_findings(&found, 1_000_000)]);
    }
}

#[test]
fn a_hundred_findings_on_a_mebibyte_of_lines() {
    let text = "a\n".repeat(1 << 19);
    let source = Source::new(None, &text);
    let found = hundred(text.len());
    assert_short(&[Linted::whole(source.clone()).with_findings(&found, 0)]);
}

#[test]
fn a_hundred_findings_in_a_url_of_a_mebibyte() {
    let text = "é ".repeat(100_000);
    let (encoded, map) = percent_encoded(&text, 0);
    let source = Source::new(None, &encoded);
    let found = hundred(text.len());
    assert_short(&[in_query(&source, &text, map, &found, 0)]);
}

#[test]
fn a_finding_of_the_whole_text_shows_its_beginning() {
    let text = "state eq 'ERROR'\n".repeat(60_000);
    let source = Source::new(None, &text);
    let whole = Span::from_range(0..text.len());
    let found = [Diagnostic::new(rule("too-long"), whole, "the filter is too long")
        .with(|words| words.safe_fix("write it again", vec![Edit::replace(whole, text.clone())]))];
    let out = written(Format::Full(Look::PLAIN), &[Linted::whole(source.clone()).with_findings(&found, 0)]);
    assert!(out.len() < 1000, "{out}");
}
