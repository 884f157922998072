//! RFC 8259, every production of it: the strict scan on the cases of `testdata/json`, with serde_json
//! and the reference in `tests/oracle` as second opinions.
#![cfg(test)]

mod oracle;
mod support;

use std::fmt::Write;

use serde::Deserialize;
use serde_json::Value;

use comfilter::limits::NESTING;
use comfilter::matcher::ScanOptions;
use comfilter::{Filter, Matcher};
use support::streams::scan;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    reason: String,
    #[serde(default)]
    values: Vec<String>,
    /// Values that may be invalid UTF-8.
    #[serde(default)]
    bytes: Vec<Vec<u8>>,
    valid: bool,
    /// The verdict of serde_json, if it differs.
    serde: Option<bool>,
}

/// Filters of the value, of a path below it, and of neither; the last skips records without its
/// string.
fn matchers() -> [Matcher; 4] {
    ["jobParams ne 'x'", "jobParams/a/a eq 1", "generation eq 1", "name eq 'needle'"]
        .map(|filter| filter.parse::<Filter>().unwrap().matcher())
}

/// The number of records in an input, and of failures.
fn read(matcher: &Matcher, text: &[u8]) -> (u64, usize) {
    let found = scan(matcher, &ScanOptions::new().strict(true), text, usize::MAX);
    (found.count, found.failures.len())
}

/// The failure of a record, alone and after another.
fn wrong(matchers: &[Matcher], record: &[u8], valid: bool) -> Option<String> {
    for matcher in matchers {
        for before in [&b""[..], b"{}\n"] {
            let (count, failed) = read(matcher, &[before, record].concat());
            let right =
                if valid { failed == 0 && count == 1 + before.len().min(1) as u64 } else { failed > 0 };
            if !right {
                return Some(format!("{matcher:?}: {count} records, {failed} failed"));
            }
        }
        // Unused parts may be wrong, and a valid record is read.
        if valid && !record.starts_with(b"\xef\xbb\xbf") && matcher.matches_slice(record).is_err() {
            return Some(format!("{matcher:?}: {:?}", matcher.matches_slice(record)));
        }
    }
    None
}

fn check(file: &str, record: impl Fn(&[u8]) -> Vec<u8>) {
    let matchers = matchers();
    let mut told = String::new();
    let mut count = 0;
    for case in support::cases::<Case>(file) {
        let values = case.values.iter().map(|value| value.as_bytes());
        for value in values.chain(case.bytes.iter().map(Vec::as_slice)) {
            count += 1;
            let record = record(value);
            let shown = record.escape_ascii();
            if let Some(wrong) = wrong(&matchers, &record, case.valid) {
                let _ = writeln!(told, "{shown}: {wrong} ({})", case.reason);
            }
            let second = serde_json::from_slice::<Value>(&record).is_ok_and(|value| value.is_object());
            if second != case.serde.unwrap_or(case.valid) {
                let _ = writeln!(told, "{shown}: {second} for serde_json ({})", case.reason);
            }
            let mark = record.starts_with(b"\xef\xbb\xbf");
            if !mark && oracle::json::read(&record).is_ok() != case.valid {
                let _ = writeln!(told, "{shown}: not so for the reference ({})", case.reason);
            }
        }
    }
    assert!(told.is_empty() && count > 10, "\n{told}");
}

#[test]
fn every_value_is_read_or_refused_as_rfc_8259_says() {
    check("json/values.toml", |value| [b"{\"jobParams\":", value, b"}"].concat());
}

#[test]
fn so_it_is_where_no_filter_looks() {
    check("json/values.toml", |value| [b"{\"a\":[1,", value, b"],\"jobParams\":{}}"].concat());
}

/// A tested array must be valid JSON to its end, even if the rest of the record is not read.
#[test]
fn an_array_is_read_or_refused_where_a_filter_looks_into_it() {
    let looks = "'x' in jobParams/a".parse::<Filter>().unwrap().matcher();
    let passes = "jobParams/a eq null".parse::<Filter>().unwrap().matcher();
    let (mut refused, mut passed) = (0, 0);
    for case in support::cases::<Case>("json/values.toml") {
        let values = case.values.iter().map(|value| value.as_bytes());
        for value in values.chain(case.bytes.iter().map(Vec::as_slice)) {
            let record = [b"{\"jobParams\":{\"a\":[{\"x\":[", value, b"]},2]},\"z\":tru}"].concat();
            let right = [b"{\"jobParams\":{\"a\":[{\"x\":[", value, b"]},2]}}"].concat();
            let valid = oracle::json::read(&right).is_ok();
            let found = looks.matches_slice(&record);
            assert_eq!(found.is_ok(), valid, "{}: {found:?} ({})", record.escape_ascii(), case.reason);
            refused += u32::from(!valid);
            passed += u32::from(!valid && passes.matches_slice(&record).is_ok());
        }
    }
    assert!(refused > 100 && passed > 50, "{refused} {passed}");
}

#[test]
fn an_array_that_a_filter_looks_into_nests_up_to_the_limit() {
    let matcher = "'x' in jobParams/a".parse::<Filter>().unwrap().matcher();
    for (open, close) in [("[", "]"), ("[{\"a\":", "}]")] {
        for depth in NESTING - 4..NESTING + 4 {
            let count = (depth - 2) / open.matches(['[', '{']).count();
            let (open, close) = (open.repeat(count), close.repeat(count));
            let record = format!("{{\"jobParams\":{{\"a\":{open}1{close}}}}}").into_bytes();
            let valid = oracle::json::read(&record).is_ok();
            assert_eq!(matcher.matches_slice(&record).is_ok(), valid, "{depth}");
            let inside = [b"{\"data\":", &*record, b"}"].concat();
            let found = scan(&matcher, &ScanOptions::new().at("data"), &inside, usize::MAX);
            assert_eq!(found.failures.is_empty(), oracle::json::read(&inside).is_ok(), "{depth}");
        }
    }
}

#[test]
fn every_record_is_read_or_refused() {
    check("json/records.toml", <[u8]>::to_vec);
}

#[test]
fn a_record_nests_up_to_the_limit() {
    let matchers = matchers();
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let record = |depth: usize| {
            let (open, close) = (open.repeat(depth - 1), close.repeat(depth - 1));
            format!("{{\"jobParams\":{open}1{close}}}").into_bytes()
        };
        for (depth, valid) in
            [(NESTING - 1, true), (NESTING, true), (NESTING + 1, false), (NESTING + 2, false)]
        {
            assert_eq!(wrong(&matchers, &record(depth), valid), None, "{depth}");
            assert_eq!(oracle::json::read(&record(depth)).is_ok(), valid);
            // One less, so a job of this depth has no `Value`.
            assert_eq!(serde_json::from_slice::<Value>(&record(depth)).is_ok(), depth < NESTING, "{depth}");
        }
    }
}
