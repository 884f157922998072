//! `comfilter explain --job`: why a filter selects a job or does not.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use insta::assert_snapshot;
use serde_json::Value;

use support::command::{code, err, out, run, run_with};
use support::invariants::harmless;

/// The job of `examples/job.json`.
const JOB: &str = "examples/job.json";

fn explained(filter: &str) -> String {
    let output = run(&["explain", filter, "--job", JOB]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{filter}");
    out(&output)
}

/// The same for a filter with a warning of this rule.
fn explained_with_warning(filter: &str, rule: &str) -> String {
    let output = run(&["explain", filter, "--job", JOB]);
    assert_eq!(code(&output), 0, "{filter}");
    assert!(err(&output).contains(&format!("warning[{rule}]")), "{}", err(&output));
    out(&output)
}

/// The explanation for a job on standard input.
fn of(filter: &str, job: &str) -> String {
    let output = run_with(&["explain", filter, "--job", "-"], job.as_bytes());
    assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{job}");
    out(&output)
}

#[test]
fn a_job_that_matches() {
    assert_snapshot!(explained("state in ('ERROR','STALLED') and not parentJobId ne null"), @r#"
    The job matches: the filter is true for it.

    and                               true
    |-- state in ('ERROR','STALLED')  true   decided  "ERROR"
    `-- not                           true
        `-- parentJobId ne null       false  decided  null
    "#);
}

#[test]
fn a_job_that_does_not_match() {
    let filter = "(state eq 'COMPLETE' or generation gt 10 and contains(name,'Firmware')) \
                  and not contains(status,'checksum') and createdAt ge 2026-11-20T09:00:00+01:00";
    assert_snapshot!(explained_with_warning(filter, "ambiguous-and-or"), @r#"
    The job does not match: the filter is false for it.

    and                                                                   false
    |-- or                                                                false
    |   |-- state eq 'COMPLETE'                                           false  decided  "ERROR"
    |   `-- and                                                           false
    |       |-- generation gt 10                                          false  decided  9
    |       `-- contains(name,'Firmware')                                 true            "FirmwareUpdate.New"
    |-- not                                                               false
    |   `-- contains(status,'checksum')                                   true   decided  "Firmware update failed: checksum mismatch"
    `-- createdAt ge 2026-11-20T09:00:00+01:00 (2026-11-20 08:00:00 UTC)  true            "2026-11-20T08:15:22Z"

    The fewest terms to change for it to match, 2 of 5:
      state eq 'COMPLETE' must be true, and state is "ERROR"
      contains(status,'checksum') must be false, and status is "Firmware update failed: checksum mismatch"
    "#);
}

#[test]
fn null_and_missing() {
    let filter = "contains(jobParams/note,'x') or contains(parentJobId,'y')";
    assert_snapshot!(explained(filter), @r#"
    The job does not match: the filter is null for it, because a property is missing or is not a string.

    or                                null
    |-- contains(jobParams/note,'x')  null   decided  missing
    `-- contains(parentJobId,'y')     null   decided  null

    The fewest terms to change for it to match, 1 of 2:
      contains(jobParams/note,'x') must be true, and jobParams/note is missing
    "#);
}

#[test]
fn odd_values() {
    let filter = "resultCode eq 'SUCCESS' or resource/id eq 'x' or cancellable eq true or name eq 'y'";
    let name = "ü\u{202e}\u{9b}".repeat(30);
    let job = format!(
        r#"{{"resultCode":{{}},"resource":[{{"id":"x"}}],"cancelable":"true","name":"{name}","state":1e5}}"#
    );
    assert_snapshot!(of(filter, &job), @r#"
    The job does not match: the filter is false for it.

    or                           false
    |-- resultCode eq 'SUCCESS'  false  decided  {}
    |-- resource/id eq 'x'       false  decided  missing
    |-- cancellable eq true      false  decided  "true"
    `-- name eq 'y'              false  decided  "ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}\u{9b}ü\u{202e}…

    The fewest terms to change for it to match, 1 of 4:
      resultCode eq 'SUCCESS' must be true, and resultCode is {}
    "#);
}

#[test]
fn as_data() {
    let output = run(&["explain", "state eq 'ERROR' and generation lt 9", "--job", JOB, "--format", "json"]);
    let data: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(data["filter"], "state eq 'ERROR' and generation lt 9");
    let job = serde_json::json!({
        "verdict": "false",
        "terms": [
            { "text": "state eq 'ERROR'", "property": "state", "value": "\"ERROR\"", "verdict": "true", "decided": false },
            { "text": "generation lt 9", "property": "generation", "value": "9", "verdict": "false", "decided": true },
        ],
        "changes": [{ "term": 1, "text": "generation lt 9", "to": true }],
    });
    assert_eq!(data["job"], job);
    let output = run(&["explain", "state eq 'ERROR'", "--format", "json"]);
    assert!(!out(&output).contains("\"job\":"), "{}", out(&output));
}

/// A job is found in every form of the service and its tools.
#[test]
fn a_job_in_any_form() {
    let filter = "state eq 'ERROR'";
    let expected = of(filter, r#"{"state":"ERROR"}"#);
    assert!(expected.starts_with("The job matches"), "{expected}");
    for job in [
        "\u{feff}{\"state\":\r\n\"ERROR\"}\r\n",
        r#"[{"state":"ERROR"}]"#,
        r#"{"total":1,"items":[{"state":"ERROR"}]}"#,
    ] {
        assert_eq!(of(filter, job), expected);
    }
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("{\"state\":\"ERROR\"}".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(out(&run_with(&["explain", filter, "--job", "-"], &utf16)), expected);
}

#[test]
fn one_of_several_jobs() {
    let list = br#"{"items":[{"state":"COMPLETE"},{"state":"ERROR"}]} {"state":"STALLED"}"#;
    let told = |args: &[&str]| {
        let args = [&["explain", "state eq 'PENDING'", "--job", "-"], args].concat();
        let output = run_with(&args, list);
        (code(&output), out(&output), err(&output))
    };
    let (code, first, note) = told(&[]);
    assert_eq!(code, 0);
    assert!(first.contains("\"COMPLETE\""), "{first}");
    assert_eq!(
        note,
        "standard input contains more than one job: this explains the first; `--nth 2` takes the next, and `--id ID` any\n"
    );
    for (nth, state) in [("1", "COMPLETE"), ("2", "ERROR"), ("3", "STALLED")] {
        let (code, text, note) = told(&["--nth", nth]);
        assert_eq!((code, note.as_str()), (0, ""));
        assert!(text.contains(&format!("\"{state}\"")), "{text}");
    }
    let (code, text, note) = told(&["--nth", "4"]);
    assert_eq!((code, text.as_str()), (2, ""));
    assert_eq!(note, "error: standard input contains 3 jobs, and `--nth` asks for number 4\n");
    assert_eq!(told(&["--nth", "0"]).0, 2);
}

/// An invalid job is an error with its place and the expected form; the exit code is 2.
#[test]
fn what_is_no_job() {
    for (job, expected) in [
        ("", "error: standard input contains no job\n"),
        (" \n\n", "contains no job\n"),
        ("[]", "contains no job\n"),
        (r#"{"items":[],"total":0}"#, "contains no job\n"),
        ("state: ERROR\n", "contains no valid job: line 1, column 1: this is not JSON\n"),
        ("[1]", "line 1, column 2: an item of a list is not an object, so it is not a job\n"),
        ("{\"state\":\n\"ERROR\"", "line 1, column 1: the input ends inside a record\n"),
        ("{\"name\":\"x\",\n\"state\":ERROR}", "line 2, column 9: this is not JSON\n"),
        ("{\"state\":\"\\ud800\"}", "half of a surrogate pair is not a character\n"),
        ("{\"state\":01}", "line 1, column 10: this is not JSON\n"),
    ] {
        // Without a string that every match contains, each record is read.
        let output = run_with(&["explain", "state ne 'ERROR'", "--job", "-"], job.as_bytes());
        let told = err(&output);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{job:.40}");
        assert!(told.contains(expected), "{job:.40}: {told}");
        assert!(told.ends_with(
            "help: give a job as the service sent it, a JSON object, or a list response of jobs\n"
        ));
    }
    for (args, expected) in [
        (
            &["explain", "state eq 'ERROR'", "--job", "nothing.json"][..],
            "error: there is no file `nothing.json`",
        ),
        (&["explain", "state eq 'ERROR'", "--job", "examples"], "error: `examples` is a folder"),
        (&["explain", "state eq 'ERROR'", "--nth", "2"], "--job <FILE>"),
        (&["explain", "-", "--job", "-"], "error: standard input is the filter or the job, not both"),
        (
            &["explain", "state in @x", "--arg-file", "x=-", "--job", "-"],
            "error: standard input is the filter or the job, not both",
        ),
    ] {
        let output = run(args);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{args:?}");
        assert!(err(&output).contains(expected), "{args:?}: {}", err(&output));
    }
    let output = run(&["explain", "state eq", "--job", JOB]);
    assert_eq!((code(&output), out(&output).as_str()), (1, ""));
}

/// `match` and `explain --job` read a record alike: both answer if only unused parts are broken,
/// and neither answers otherwise.
#[test]
fn what_is_broken_is_answered_as_match_answers() {
    let deep =
        |depth: usize| format!("{{\"a\":{}1{},\"state\":\"ERROR\"}}", "[".repeat(depth), "]".repeat(depth));
    let by_state = "state eq 'ERROR'";
    let in_array = "'x' in jobParams/tags or state eq 'ERROR'";
    for (filter, job, selected) in [
        (by_state, r#"{"name":"\ud800","state":"ERROR"}"#.to_owned(), Some(true)),
        (by_state, r#"{"state":"ERROR","name":"\x"}"#.to_owned(), Some(true)),
        (by_state, r#"{"name":01,"state":"COMPLETE"}"#.to_owned(), Some(false)),
        (by_state, r#"{"name" "state":"ERROR"}"#.to_owned(), Some(true)),
        (by_state, r#"{"name":null"state":"ERROR"}"#.to_owned(), Some(true)),
        (by_state, r#"{"name":tru,,"state":"ERROR",}"#.to_owned(), Some(true)),
        (by_state, "{\"name\":\"a\tb\",\"state\":\"ERROR\"}".to_owned(), Some(true)),
        (by_state, r#"{"tags":[1,],"state":"ERROR"}"#.to_owned(), Some(true)),
        (by_state, deep(128), Some(true)),
        (by_state, deep(200_000), Some(true)),
        (by_state, r#"{"name":"ERROR","state":ERROR}"#.to_owned(), None),
        (by_state, r#"{"state" "ERROR"}"#.to_owned(), None),
        // A record without the string that every match contains is skipped.
        (by_state, r#"{"name":1,"state":ERROR}"#.to_owned(), Some(false)),
        ("state ne 'ERROR'", r#"{"name":1,"state":ERROR}"#.to_owned(), None),
        ("state ne 'ERROR'", r#"{"state":"\ud800"}"#.to_owned(), None),
        // The first of two properties may decide.
        ("state eq 'ERROR' or name eq 'x'", r#"{"state":"ERROR","name":01}"#.to_owned(), Some(true)),
        ("state eq 'ERROR' or name eq 'x'", r#"{"state":"COMPLETE","name":01}"#.to_owned(), None),
        ("state eq 'ERROR' and name ne 'x'", r#"{"state":"COMPLETE","name":"\x"}"#.to_owned(), Some(false)),
        // An array is read only for conditions on its items.
        (in_array, r#"{"jobParams":{"tags":["x"]},"z":tru}"#.to_owned(), Some(true)),
        (in_array, r#"{"jobParams":{"tags":["x",]}}"#.to_owned(), None),
        (in_array, r#"{"state":"ERROR","jobParams":{"tags":["x",]}}"#.to_owned(), Some(true)),
        ("jobParams/tags ne null", r#"{"jobParams":{"tags":["x",]}}"#.to_owned(), Some(true)),
    ] {
        let matched = run_with(&["match", filter, "-", "--count"], job.as_bytes());
        let explained = run_with(&["explain", filter, "--job", "-"], job.as_bytes());
        let told = (code(&matched), code(&explained));
        match selected {
            Some(selected) => {
                assert_eq!(told, (i32::from(!selected), 0), "{filter} of {job:.60}: {}", err(&explained));
                let expected = if selected { "matches" } else { "does not match" };
                assert!(out(&explained).starts_with(&format!("The job {expected}")), "{}", out(&explained));
            }
            None => assert_eq!(told, (3, 2), "{filter} of {job:.60}: {}", out(&explained)),
        }
    }
}

#[test]
fn nothing_in_a_job_moves_the_cursor() {
    let hostile = "\\u001b[2J\u{9b}31m\u{202e}\u{200b}\u{85}";
    let job = format!(r#"{{"state":"{hostile}","jobParams":{{"{hostile}":{{"{hostile}":1}}}}}}"#);
    for filter in ["state eq 'x' or jobParams ne null", "contains(state,'\u{1b}\u{85}')"] {
        for format in ["text", "json"] {
            let output = run_with(&["explain", filter, "--job", "-", "--format", format], job.as_bytes());
            assert_eq!(code(&output), 0);
            harmless(&out(&output));
            harmless(&err(&output));
        }
    }
}

/// The largest filters and long values give an answer of few lines.
#[test]
fn large_filters_and_values() {
    let job = format!(r#"{{"state":"{}"}}"#, "x".repeat(1 << 20));
    for filter in [
        vec!["name eq 'x'"; 60_000].join(" and "),
        vec!["(state eq 'x' and state eq 'y')"; 25_000].join(" or "),
        format!("{}state eq 'ERROR'{}", "not (".repeat(64), ")".repeat(64)),
        format!("generation in ({})", vec!["1"; 200_000].join(",")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("one.comfilter");
        std::fs::write(&file, &filter).unwrap();
        let args = ["explain", "-f", file.to_str().unwrap(), "--job", "-"];
        let output = run_with(&args, job.as_bytes());
        assert_eq!(code(&output), 0, "{filter:.40}: {}", err(&output));
        assert!(out(&output).len() < 200_000, "{filter:.40}: {}", out(&output).len());
    }
}
