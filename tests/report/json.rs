//! The report for programs: exact, valid under its schema, and lossless.

use comfilter::lint::Linted;
use comfilter::report::Format;
use comfilter::text::{Edit, OffsetMap, Source, Span, apply, encode_value};
use comfilter::{Diagnostic, Severity};
use serde_json::{Value, json};

use super::schemas::{REPORT, valid};
use super::{in_query, percent_encoded, rule, span_of, written};

fn report(filters: &[Linted<'_>]) -> Value {
    valid(&REPORT, &written(Format::Json, filters))
}

fn place(line: u32, column: u32, offset: u32) -> Value {
    json!({ "line": line, "column": column, "offset": offset })
}

#[test]
fn nothing_found() {
    let source = Source::new(None, "state eq 'ERROR'");
    let filters = [Linted::whole(source.clone())];
    let expected = r#"{"version":1,"filters":[{"text":"state eq 'ERROR'","file":null,"start":{"line":1,"column":1,"offset":0}}],"diagnostics":[],"omitted":0,"clean":0}"#;
    assert_eq!(written(Format::Json, &filters), expected.to_owned() + "\n");
    assert_eq!(
        report(&[]),
        json!({ "version": 1, "filters": [], "diagnostics": [], "omitted": 0, "clean": 0 })
    );
}

#[test]
fn places_are_those_of_the_file() {
    let text = "# Größe\nname == 'é' and x\n";
    let source = Source::new(Some("a.comfilter"), text);
    let filter = "name == 'é' and x";
    let found = [
        Diagnostic::new(rule("foreign-operator"), Span::new(5, 7), "`==`")
            .with(|words| words.help("write `eq`")),
        Diagnostic::new(rule("unknown-property"), span_of(filter, "x"), "`x`")
            .with_severity(Severity::Warning)
            .with(|words| words.unsafe_fix("write `id`", vec![Edit::replace(span_of(filter, "x"), "id")])),
    ];
    let map = OffsetMap::starting_at(10);
    let argument = Source::new(None, "a");
    let filters = [
        Linted::whole(argument.clone()).with_findings(&[], 3),
        Linted::part(source.clone(), filter, map).with_findings(&found, 4),
    ];
    assert_eq!(
        report(&filters),
        json!({
            "version": 1,
            "filters": [
                { "text": "a", "file": null, "start": place(1, 1, 0) },
                { "text": filter, "file": "a.comfilter", "start": place(2, 1, 10) },
            ],
            "diagnostics": [
                {
                    "rule": "foreign-operator", "severity": "error", "message": "`==`", "help": "write `eq`",
                    "file": "a.comfilter", "filter": 1, "start": place(2, 6, 15), "end": place(2, 8, 17),
                    "fix": null,
                },
                {
                    "rule": "unknown-property", "severity": "warning", "message": "`x`", "help": null,
                    "file": "a.comfilter", "filter": 1, "start": place(2, 17, 27), "end": place(2, 18, 28),
                    "fix": {
                        "applicability": "unsafe",
                        "title": "write `id`",
                        "edits": [{ "start": place(2, 17, 27), "end": place(2, 18, 28), "text": "id" }],
                    },
                },
            ],
            "omitted": 7,
            "clean": 0,
        })
    );
}

#[test]
fn fixes_of_a_filter_in_a_url_edit_the_url() {
    let filter = "name == 'é'";
    let (encoded, map) = percent_encoded(filter, 8);
    let url = format!("?filter={encoded}");
    let source = Source::new(None, &url);
    let found = [Diagnostic::new(rule("foreign-operator"), Span::new(4, 8), "`==`").with(|words| {
        words.safe_fix("write `eq`", vec![Edit::replace(Span::new(5, 7), "eq"), Edit::insert(12, " or a")])
    })];
    let outer = [Diagnostic::new(rule("wrong-parameter"), Span::new(1, 7), "a")
        .with(|words| words.safe_fix("write `$f`", vec![Edit::replace(Span::new(1, 7), "$f")]))];
    let report = report(&[in_query(&source, filter, map, &found, 0).with_outer_findings(&outer)]);
    let edits: Vec<Edit> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|found| found["fix"]["edits"].as_array().unwrap())
        .map(|edit| {
            let offset = |key: &str| u32::try_from(edit[key]["offset"].as_u64().unwrap()).unwrap();
            Edit::replace(Span::new(offset("start"), offset("end")), edit["text"].as_str().unwrap())
        })
        .collect();
    assert_eq!(apply(&url, &edits).unwrap(), format!("?$f={}", encode_value("name eq 'é' or a")));
}

#[test]
fn a_long_text_is_cut_on_a_character() {
    let text = format!("a{}", "é".repeat(3000));
    let source = Source::new(None, &text);
    let report = report(&[Linted::whole(source.clone())]);
    assert_eq!(report["filters"][0]["truncated"], true);
    let shown = report["filters"][0]["text"].as_str().unwrap();
    assert_eq!((shown.len(), text.starts_with(shown)), (4095, true));
    let source = Source::new(None, shown);
    assert_eq!(self::report(&[Linted::whole(source.clone())])["filters"][0].get("truncated"), None);
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let source = Source::new(None, "a == 1");
    let found = [Diagnostic::new(rule("foreign-operator"), Span::new(2, 4), "`==`")
        .with(|words| words.safe_fix("write `eq`", vec![Edit::replace(Span::new(2, 4), "eq")]))];
    let good = report(&[Linted::whole(source.clone()).with_findings(&found, 0)]);

    let keys = ["/version", "/filters", "/diagnostics", "/omitted"];
    let filter_keys = ["/filters/0/text", "/filters/0/file", "/filters/0/start"];
    let mut wrong: Vec<(String, Option<Value>)> = Vec::new();
    wrong.extend(keys.into_iter().chain(filter_keys).map(|path| (path.to_owned(), None)));
    for object in ["/diagnostics/0", "/diagnostics/0/fix", "/diagnostics/0/fix/edits/0", "/diagnostics/0/end"]
    {
        let keys = good.pointer(object).unwrap().as_object().unwrap().keys();
        wrong.extend(keys.map(|key| (format!("{object}/{key}"), None)));
    }
    for (path, value) in [
        ("/version", json!(2)),
        ("/omitted", json!(-1)),
        ("/filters/0/truncated", json!(false)),
        ("/filters/0/file", json!(1)),
        ("/filters/0/text", json!("x".repeat(4097))),
        ("/filters/0/start/line", json!(0)),
        ("/diagnostics/0/start/column", json!(0)),
        ("/diagnostics/0/end/offset", json!(1.5)),
        ("/diagnostics/0/rule", json!("Not a rule")),
        ("/diagnostics/0/severity", json!("note")),
        ("/diagnostics/0/message", json!(null)),
        ("/diagnostics/0/filter", json!("0")),
        ("/diagnostics/0/fix", json!([])),
        ("/diagnostics/0/fix/applicability", json!("maybe")),
        ("/diagnostics/0/fix/edits", json!({})),
    ] {
        wrong.push((path.to_owned(), Some(value)));
    }
    for (path, value) in wrong {
        let mut bad = good.clone();
        let (object, key) = path.rsplit_once('/').unwrap();
        let object = bad.pointer_mut(object).unwrap().as_object_mut().unwrap();
        match &value {
            Some(value) => drop(object.insert(key.to_owned(), value.clone())),
            None => drop(object.remove(key)),
        }
        assert!(!REPORT.is_valid(&bad), "{path} = {value:?}");
    }
}

#[test]
fn a_reader_may_meet_new_keys() {
    let mut report = report(&[]);
    report["tool"] = json!("comfilter");
    assert!(REPORT.is_valid(&report));
}
