//! Decoding: the cases of testdata/decode, and properties of every input.
#![cfg(test)]

mod support;

use comfilter::decode::{Decoded, Kind, Schemas, decode, decode_line};
use comfilter::diagnostic::{Applicability, Diagnostic, Diagnostics};
use comfilter::lint::Linter;
use comfilter::rules;
use comfilter::text::{apply, encode_value};
use comfilter::{Filter, Limits, Schema};
use proptest::prelude::*;
use serde::Deserialize;
use support::invariants::outward;
use support::{cases_of_folder, examples, generate, invariants};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    input: String,
    kind: String,
    filter: Option<String>,
    meant: Option<String>,
    #[serde(default)]
    parameters: Vec<String>,
    #[serde(default)]
    findings: Vec<[String; 3]>,
    /// The words of `findings`, if the case is about them.
    messages: Option<Vec<String>>,
    /// The helps of `findings`, likewise.
    helps: Option<Vec<String>>,
    #[serde(default)]
    in_filter: Vec<[String; 3]>,
    fixed: Option<String>,
    #[serde(default)]
    other: bool,
    /// The path of the filter's schema, if the case is about it.
    list: Option<String>,
}

fn read(text: &str) -> Decoded<'_> {
    decode(text, &Schemas::default(), &Limits::DEFAULT)
}

fn told(diagnostics: &Diagnostics, text: &str) -> Vec<[String; 3]> {
    let told = |found: &Diagnostic| {
        let place = found.span().of(text).to_owned();
        [found.rule().name().to_owned(), found.severity().name().to_owned(), place]
    };
    diagnostics.iter().map(told).collect()
}

/// The text after every safe fix, one after the other.
fn fixed(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..20 {
        let found = outward(&read(&text));
        let mut safe = found.iter().filter_map(Diagnostic::fix);
        let Some(fix) = safe.find(|fix| fix.applicability == Applicability::Safe) else { break };
        let next = apply(&text, &fix.edits).unwrap();
        assert_ne!(next, text, "{} changes nothing", fix.title);
        text = next;
    }
    text
}

#[test]
fn cases_are_decoded_as_they_say() {
    let mut wrong = Vec::new();
    for (file, case) in cases_of_folder::<Case>("decode") {
        invariants::fixing(&case.input);
        let decoded = read(&case.input);
        let kind = serde_json::to_value(decoded.kind()).unwrap();
        let pairs: Vec<String> =
            decoded.parameters().iter().map(|pair| format!("{}={}", pair.name, pair.value)).collect();
        let filter = decoded.filter().unwrap_or_default();
        let said_help = |found: &Diagnostic| found.help().unwrap_or_default().to_owned();
        let helps: Option<Vec<String>> =
            case.helps.is_some().then(|| decoded.diagnostics().iter().map(said_help).collect());
        let fixed = fixed(&case.input);
        let said = || decoded.diagnostics().iter().map(|found| found.message().to_owned()).collect();
        let said: Option<Vec<String>> = case.messages.is_some().then(said);
        let found = format!(
            "{:#?}",
            (
                kind.as_str().unwrap(),
                decoded.filter(),
                decoded.meant(),
                pairs,
                told(decoded.diagnostics(), &case.input),
                said,
                helps,
                told(decoded.filter_diagnostics(), filter),
                (fixed != case.input).then_some(fixed),
                decoded.schema().is_open(),
                case.list.is_some().then(|| decoded.schema().path().unwrap_or_default()),
            )
        );
        let expected = format!(
            "{:#?}",
            (
                &*case.kind,
                case.filter.as_deref(),
                case.meant.as_deref(),
                case.parameters,
                case.findings,
                case.messages,
                case.helps,
                case.in_filter,
                case.fixed,
                case.other,
                case.list.as_deref(),
            )
        );
        if found != expected {
            let messages: Vec<String> =
                outward(&decoded).iter().map(|found| found.message().to_owned()).collect();
            wrong.push(format!(
                "{file}: {}\n{found}\nbut the case says\n{expected}\n{messages:#?}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn pages_of_rules_say_what_decoding_finds() {
    for rule in rules::ALL {
        for (query, reports) in examples(rule.page(), "query") {
            // Some rules look at the whole of a filter.
            let all = outward(&Linter::new(Schema::jobs().clone()).lint_request(query));
            if reports {
                assert!(all.iter().any(|found| found.rule() == *rule), "{}: {query}", rule.name());
            } else {
                // A contested value is not a mistake of an example.
                let found = all.iter().filter(|found| found.rule() != &rules::CONTESTED_VALUE);
                let found: Vec<&str> = found.map(Diagnostic::message).collect();
                assert!(found.is_empty(), "{}: {query}: {found:?}", rule.name());
            }
        }
    }
}

#[test]
fn long_urls_are_told_at_the_limit() {
    let url = |length: usize| {
        let start = "/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27";
        format!("{start}{}%27", "x".repeat(length - start.len() - 3))
    };
    for (length, long) in [(7_999, false), (8_000, false), (8_001, true)] {
        let url = url(length);
        let rules: Vec<&str> = read(&url).diagnostics().iter().map(|found| found.rule().name()).collect();
        assert_eq!(rules.contains(&"url-too-long"), long, "{length}");
    }
    // Data of curl becomes part of the URL, and a value is sent in one.
    let data = |length: usize| {
        let url = "https://h/compute-ops-mgmt/v1/jobs";
        let before = url.len() + "?filter=name%20eq%20%27%27".len();
        format!("curl -G {url} --data-urlencode \"filter=name eq '{}'\"", "x".repeat(length - before))
    };
    let value = |length: usize| format!("name%20eq%20%27{}%27", "x".repeat(length - 18));
    for (length, long) in [(8_000, false), (8_001, true)] {
        for text in [data(length), value(length)] {
            let rules: Vec<&str> =
                read(&text).diagnostics().iter().map(|found| found.rule().name()).collect();
            assert_eq!(rules.contains(&"url-too-long"), long, "{length}: {text:.30}");
        }
    }
    let raised = Limits { url: 10_000, ..Limits::DEFAULT };
    assert!(decode(&url(9_000), &Schemas::default(), &raised).diagnostics().is_empty());
}

#[test]
fn long_texts_are_refused() {
    let small = Limits { text: 100, ..Limits::DEFAULT };
    let text = format!("filter=name%20eq%20%27{}%27", "x".repeat(500));
    let decoded = decode(&text, &Schemas::default(), &small);
    assert_eq!(decoded.diagnostics()[0].rule().name(), "too-long");
    assert_eq!(decoded.filter(), None);
    // Decoded text is decoded again if it is not longer than a filter may be.
    for (length, is_told) in [(100, true), (101, false)] {
        let once = format!("name%20eq%20%27{}%27", "x".repeat(length - 18));
        let query = format!("filter={}", encode_value(&once));
        let decoded = decode(&query, &Schemas::default(), &small);
        assert_eq!(decoded.meant().is_some(), is_told, "{length}");
    }
    let text = |length: usize| format!("filter=name%20eq%20%27{}%27", "x".repeat(length - 25));
    for (length, is_read) in [(400, true), (401, false)] {
        assert_eq!(text(length).len(), length);
        assert_eq!(
            decode(&text(length), &Schemas::default(), &small).filter().is_some(),
            is_read,
            "{length}"
        );
    }
}

#[test]
fn notes_say_what_was_not_decoded_or_not_sent() {
    let notes = |text: &str| read(text).notes().collect::<Vec<_>>().join("; ");
    assert!(notes("state eq 'ERROR'").contains("nothing was decoded"));
    assert!(notes("/jobs?limit=1").contains("no `filter` parameter"));
    assert!(notes("curl h?limit=1&filter=generation%20gt%203").contains("not sent"));
    assert!(notes("curl h -d '{}'").contains("POST"));
    // Another finding reports that.
    assert!(!notes("curl h --data-urlencode 'filter=generation gt 3'").contains("POST"));
    for get in ["-G h -d", "--get h --data", "-G h --data-urlencode"] {
        assert!(!notes(&format!("curl {get} 'filter=generation gt 3'")).contains("POST"), "{get}");
    }
    assert_eq!(notes("filter=generation%20gt%203"), "");
}

/// The help names at most eight properties that the filter spells like the old version.
#[test]
fn old_names_are_told_with_the_old_version() {
    let help = |filter: &str| {
        let url = format!("/compute-ops/v1beta2/jobs?filter={}", encode_value(filter));
        let decoded = read(&url);
        let found = decoded.diagnostics().iter().find(|found| found.rule().name() == "retired-version");
        found.and_then(Diagnostic::help).unwrap().to_owned()
    };
    let renamed: Vec<&str> = Schema::jobs().renamed().iter().map(|renamed| &*renamed.name).collect();
    let filter = |count: usize| {
        renamed[..count].iter().map(|name| format!("{name} ne null")).collect::<Vec<_>>().join(" and ")
    };
    for (count, named) in [(1, 1), (8, 8), (9, 8)] {
        assert_eq!(help(&filter(count)).matches(" for ").count(), named, "{}", help(&filter(count)));
    }
}

/// One fix does everything, so no later one is needed.
#[test]
fn two_filters_are_joined_at_once() {
    let query = "filter=state%20eq%20%27ERROR%27&filter=generation%20gt%203%20or%20name%20eq%20%27x%27";
    let decoded = read(query);
    let fix = decoded.diagnostics()[0].fix().unwrap();
    let joined =
        "filter=state%20eq%20%27ERROR%27%20and%20%28generation%20gt%203%20or%20name%20eq%20%27x%27%29";
    assert_eq!(apply(query, &fix.edits).unwrap(), joined);
}

#[test]
fn lines_of_a_log_hold_none_one_or_several() {
    let filters = |line: &str| -> Vec<String> {
        let found = decode_line(line, &Schemas::default(), &Limits::DEFAULT);
        found.filter_map(|decoded| decoded.filter().map(str::to_owned)).collect()
    };
    assert_eq!(
        filters("10.0.0.1 - - [date] \"GET /compute-ops-mgmt/v1/jobs?limit=1 HTTP/1.1\" 200 1"),
        [""; 0]
    );
    assert_eq!(
        filters(
            "10.0.0.1 \"GET /compute-ops-mgmt/v1/jobs?filter=state%20eq%20'ERROR'&limit=1 HTTP/1.1\" 200 \
             \"https://h/jobs?filter=generation+gt+3\""
        ),
        ["state eq 'ERROR'", "generation gt 3"]
    );
    let kinds = |line: &str| -> Vec<Kind> {
        decode_line(line, &Schemas::default(), &Limits::DEFAULT).map(|decoded| decoded.kind()).collect()
    };
    let line = "GET /jobs?filter=generation%20gt%203 https://h/jobs?filter=generation%20gt%203 h?filter=generation%20gt%203";
    assert_eq!(kinds(line), [Kind::Url, Kind::Url, Kind::Query]);
    assert_eq!(kinds("contains(name,'x')"), [Kind::Filter]);
    assert_eq!(kinds("name eq 'a%20b'"), [Kind::Filter]);
    let found = decode_line(line, &Schemas::default(), &Limits::DEFAULT).next().unwrap();
    assert_eq!(found.span().of(line), "/jobs?filter=generation%20gt%203");
    assert!(found.checked().unwrap().is_ok());
    assert_eq!(filters("curl -G h --data-urlencode 'filter=generation gt 3'"), ["generation gt 3"]);
    // A line may be a value or a filter; other text is neither, whatever it contains.
    assert_eq!(filters("  state%20eq%20%27ERROR%27"), ["state eq 'ERROR'"]);
    assert_eq!(filters("state+eq+%27ERROR%27"), ["state eq 'ERROR'"]);
    assert_eq!(filters("state eq 'ERROR'"), ["state eq 'ERROR'"]);
    for line in ["", " ", "state", "100%20", "started in 3 s", "state eq", "GET /jobs?limit=1", "a%20b"] {
        assert_eq!(filters(line), [""; 0], "{line}");
    }
    assert_eq!(filters("irm \"https://h/jobs?filter=generation gt 3&limit=1\""), ["generation gt 3"]);
    assert_eq!(
        filters("\"GET /v1/jobs?filter=state eq 'ERROR'&limit=1 HTTP/1.1\" 400"),
        ["state eq 'ERROR'"]
    );
    // Logs have requests of other services, too.
    assert_eq!(filters("GET /other/product?filter=status:open https://elastic/a?filter=a:b"), [""; 0]);
    let line = "x \"GET /jobs?filter=Name%20eq%20%27x%27\"";
    let found = decode_line(line, &Schemas::default(), &Limits::DEFAULT).next().unwrap();
    assert_eq!(outward(&found)[0].span().of(line), "Name");
}

/// Pieces of inputs like those of users.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "curl ",
        "-G ",
        "-d ",
        "--data-urlencode ",
        "https://h",
        "/compute-ops/v1beta2/jobs",
        "?",
        "&",
        "#",
        "filter=",
        "$filter=",
        "Filter=",
        "limit=",
        "9999",
        "state",
        "name",
        "displayName",
        " eq ",
        "%20eq%20",
        "+eq+",
        "'",
        "%27",
        "\"",
        "\\",
        "$'",
        "%2B",
        "%252B",
        "%2527",
        "%",
        "%FC",
        "%C3%BC",
        "ü",
        "+",
        " ",
        "\n",
        "P06760-B21+2M212504P8",
        "2022-01-01T00:00:00+01:00",
        "(",
        ")",
        ";",
        "|",
        ",",
        " and ",
        "%20or%20",
        "3",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(generate::config(500))]

    #[test]
    fn any_text_is_decoded(text in any::<String>()) {
        invariants::decoding(&text);
    }

    #[test]
    fn texts_like_those_of_users_are_decoded(text in pieces()) {
        invariants::decoding(&text);
        invariants::fixing(&text);
    }

    #[test]
    fn safe_fixes_come_to_an_end(text in pieces()) {
        // Other tests fix the filter.
        let mut fixed = text.clone();
        for _ in 0..20 {
            let decoded = read(&fixed);
            let mut fixes = decoded.diagnostics().iter().filter_map(Diagnostic::fix);
            let Some(fix) = fixes.find(|fix| fix.applicability == Applicability::Safe) else { return Ok(()) };
            fixed = apply(&fixed, &fix.edits).unwrap();
        }
        prop_assert!(false, "{text:?} became {fixed:?}");
    }

    #[test]
    fn what_was_encoded_is_decoded(value in any::<String>(), number in any::<i64>()) {
        let text = format!("name eq '{}' and generation gt {number}", value.replace('\'', "''"));
        let filter: Filter = text.parse().unwrap();
        let query = filter.query();
        for text in [query.clone(), format!("/compute-ops-mgmt/v1/jobs?{query}"), format!("curl '/jobs?{query}'")] {
            let decoded = read(&text);
            prop_assert_eq!(decoded.filter(), Some(filter.as_str()));
            let encoded = looks_encoded(&value);
            let rules: Vec<_> = decoded.diagnostics().iter().map(|found| found.rule().name()).collect();
            prop_assert!(rules.is_empty() || encoded && rules == ["double-encoding"], "{:?}", rules);
        }
    }

    #[test]
    fn any_text_that_was_encoded_is_the_filter(text in any::<String>()) {
        let query = format!("filter={}", encode_value(&text));
        let decoded = read(&query);
        prop_assert_eq!(decoded.filter(), Some(&*text));
        prop_assert_eq!(decoded.meant().is_some(), decoded.diagnostics().iter().any(|d| d.rule().name() == "double-encoding"));
    }
}

/// Whether an input contains a `%` with two hex digits, so it may be encoded twice.
fn looks_encoded(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|w| w[0] == b'%' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit())
}
