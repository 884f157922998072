//! `comfilter match` as its users see it: every form of input, every option, the reports of bad
//! records, and any number of threads.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use support::command::{code, command, err, out, run, run_with};

const ERROR: &str = "state eq 'ERROR'";
/// A filter without a string that every match contains, so no record is skipped.
const NOT_COMPLETE: &str = "state ne 'COMPLETE'";
const A: &str = r#"{"id":"a","state":"ERROR","generation":1}"#;
const B: &str = r#"{"id":"b","state":"COMPLETE","generation":2}"#;
const C: &str = r#"{"id":"c","state":"ERROR","generation":3}"#;

fn lines(records: &[&str]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

/// Writes files into a folder that is removed with the value; returns its path, and theirs.
fn files<const N: usize>(contents: [(&str, &[u8]); N]) -> (tempfile::TempDir, [String; N]) {
    let folder = tempfile::tempdir().unwrap();
    let paths = contents.map(|(name, content)| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    });
    (folder, paths)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
}

/// Every form of storage gives the same two jobs, from a file and from a pipe.
#[test]
fn every_form_of_input_is_read() {
    let ndjson = lines(&[A, B, C]);
    let array = format!("[{A},\n {B},{C}]");
    let list = format!(r#"{{"count":3,"items":[{A},{B},{C}],"total":3}}"#);
    let pretty = ndjson.lines().map(|line| line.replace(',', ",\n  ").replace('{', "{\n  ") + "\n}\n");
    let pretty = pretty.collect::<String>().replace("}\n}", "\n}");
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("NDJSON", ndjson.clone().into()),
        ("no final newline", ndjson.trim_end().into()),
        ("blank lines", ndjson.replace('\n', "\n\n \n").into()),
        ("CRLF", ndjson.replace('\n', "\r\n").into()),
        ("byte-order mark", format!("\u{feff}{ndjson}").into()),
        ("array", array.clone().into()),
        ("list response", list.clone().into()),
        ("pretty-printed", pretty.into()),
        ("one after another", format!("[{A}]\n{B}\n{{\"items\":[{C}]}}").into()),
        ("UTF-16 LE", utf16(&ndjson, u16::to_le_bytes)),
        ("UTF-16 BE", utf16(&array, u16::to_be_bytes)),
        ("gzip", gzip(ndjson.as_bytes())),
        ("gzip, two members", [gzip(A.as_bytes()), gzip(format!("\n{B}\n{C}").as_bytes())].concat()),
        ("zstd", zstd::encode_all(list.as_bytes(), 3).unwrap()),
        (
            "zstd, two frames",
            [zstd::encode_all(A.as_bytes(), 3).unwrap(), zstd::encode_all(C.as_bytes(), 3).unwrap()].concat(),
        ),
        ("UTF-16 in gzip", gzip(&utf16(&ndjson, u16::to_le_bytes))),
    ];
    for (name, bytes) in forms {
        let (_folder, [path]) = files([("jobs.txt", &bytes)]);
        for output in [run(&["match", ERROR, &path]), run_with(&["match", ERROR], &bytes)] {
            assert_eq!(out(&output), lines(&[A, C]), "{name}: {}", err(&output));
            assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{name}");
        }
    }
}

#[test]
fn exit_codes() {
    let (folder, [good, bad, none]) = files([
        ("good", lines(&[A, B]).as_bytes()),
        ("bad", format!("{A}\n{{\"state\"\n{B}\n").as_bytes()),
        ("none", b""),
    ]);
    let (good, bad, none) = (&*good, &*bad, &*none);
    let folder = folder.path().to_str().unwrap();
    for (args, expected) in [
        (&[ERROR, good][..], 0),
        (&["state eq 'STALLED'", good], 1),
        (&[ERROR, none], 1),
        (&[ERROR, bad], 3),
        (&["state eq 'STALLED'", bad], 3),
        (&["state = 'ERROR'", good], 2),
        (&["state", good], 2),
        (&[ERROR, "nothing-here", good], 2),
        (&[ERROR, "nothing-here", bad], 2),
        (&[ERROR, folder, good], 2),
        (&[ERROR, good, "--nonsense"], 2),
        (&[ERROR, good, "--threads", "0"], 2),
        (&[ERROR, good, "--count", "--ids"], 2),
        (&["--quiet", ERROR, good], 0),
        (&["--quiet", ERROR, none], 1),
        (&["--count", ERROR, none], 1),
        (&["--limit", "0", ERROR, good], 1),
    ] {
        let args: Vec<&str> = ["match"].iter().chain(args).copied().collect();
        let output = run(&args);
        assert_eq!(code(&output), expected, "{args:?}: {}", err(&output));
    }
}

#[test]
fn a_file_that_is_missing_does_not_keep_the_others_from_being_read() {
    let (folder, [one, two]) = files([("one", A.as_bytes()), ("two", C.as_bytes())]);
    let output = run(&["match", ERROR, &one, "nothing-here", folder.path().to_str().unwrap(), &two]);
    assert_eq!(out(&output), lines(&[A, C]));
    assert!(err(&output).starts_with("error: there is no file `nothing-here`\nerror: "), "{}", err(&output));
    assert!(err(&output).contains("is a folder: expected a file of records"), "{}", err(&output));
    // The argument after the filter is not taken for another filter.
    for name in ["no file", "a=b"] {
        let told = err(&run(&["match", ERROR, name, &two]));
        assert_eq!(told, format!("error: there is no file `{name}`\n"));
    }
    let (_folder, [cut]) = files([("cut.gz", &gzip(&lines(&[A; 100]).into_bytes())[..40])]);
    let output = run(&["match", ERROR, &cut, &two]);
    assert_eq!((code(&output), out(&output).ends_with(&lines(&[C]))), (2, true));
    assert!(
        err(&output).contains("cannot be read to its end: its compressed data is cut off"),
        "{}",
        err(&output)
    );
    let mut changed = gzip(A.as_bytes());
    changed[15] ^= 0xff;
    let (_folder, [changed]) = files([("changed.gz", &changed)]);
    let output = run(&["match", ERROR, &changed, &two]);
    assert_eq!((code(&output), out(&output).ends_with(&lines(&[C]))), (2, true));
    assert!(
        err(&output).contains("cannot be read to its end: ") && !err(&output).contains("cut"),
        "{}",
        err(&output)
    );
}

#[test]
fn options_choose_what_is_printed() {
    let (_folder, [one, two]) =
        files([("one", lines(&[A, B]).as_bytes()), ("two", lines(&[C, C]).as_bytes())]);
    let (one, two) = (&*one, &*two);
    for (args, expected) in [
        (&["--count", ERROR, one, two][..], "3\n".to_owned()),
        (&["--count", "--limit", "2", ERROR, one, two], "2\n".to_owned()),
        (&["--count", "--with-filename", ERROR, one, two], format!("{one}:1\n{two}:2\n")),
        (&["--quiet", ERROR, one, two], String::new()),
        (&["--invert", ERROR, one, two], lines(&[B])),
        (&["--limit", "2", ERROR, one, two], lines(&[A, C])),
        (&["--with-filename", "--limit", "2", ERROR, one, two], format!("{one}:{A}\n{two}:{C}\n")),
        (&["--ids", ERROR, one, two], lines(&["a", "c", "c"])),
        (&["--field", "id,state", ERROR, one], "a\tERROR\n".to_owned()),
        (&["--field", "id", "--field", "generation", ERROR, one], "a\t1\n".to_owned()),
        (&["--with-filename", "--ids", ERROR, one], format!("{one}\ta\n")),
        (&["state eq @state", one, "--arg", "state=COMPLETE"], lines(&[B])),
    ] {
        for threads in ["1", "2", "3"] {
            let args: Vec<&str> = ["match", "--threads", threads].iter().chain(args).copied().collect();
            assert_eq!(out(&run(&args)), expected, "{args:?}");
        }
    }
}

#[test]
fn the_filter_comes_from_a_file_or_a_pipe() {
    let (_folder, [filter, jobs]) =
        files([("a.comfilter", b"# failed\nstate eq 'ERROR'\n"), ("jobs", lines(&[A, B]).as_bytes())]);
    assert_eq!(out(&run(&["match", "-f", &filter, &jobs])), lines(&[A]));
    assert_eq!(out(&run(&["match", "-f", &filter, &jobs, &jobs])), lines(&[A, A]));
    assert_eq!(out(&run_with(&["match", "-f", &filter], C.as_bytes())), lines(&[C]));
    assert_eq!(out(&run_with(&["match", ERROR, &jobs, "-"], C.as_bytes())), lines(&[A, C]));
    assert_eq!(out(&run_with(&["match", "-", &jobs], ERROR.as_bytes())), lines(&[A]));
}

#[test]
fn what_is_meant_is_said() {
    let (_folder, [jobs]) = files([("jobs", A.as_bytes())]);
    for (args, expected) in [
        (&["match", "-"][..], "error: the filter and the records cannot both be on standard input"),
        (&["match", "state", "eq", "ERROR"], "error: a filter must be one word for the shell"),
        (&["match", "-e", ERROR, &jobs], "error: `match` takes the filter without `-e`"),
        (&["match", &jobs, ERROR], "error: the filter comes before the files"),
        (&["match", &jobs], "is a file: expected a filter\n  help: write `comfilter match FILTER"),
        (&[ERROR, &jobs], "did you mean `comfilter lint -e`, `comfilter encode` or `comfilter match`?"),
    ] {
        let output = run(args);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{args:?}");
        assert!(err(&output).contains(expected), "{args:?}: {}", err(&output));
    }
    assert!(out(&run(&[])).contains("comfilter match"));
    // A file may be called as an operator is.
    let (folder, _) = files([("eq", A.as_bytes())]);
    let output = command(&["match", ERROR, "eq"]).current_dir(folder.path()).output().unwrap();
    assert_eq!((out(&output), err(&output).as_str()), (lines(&[A]), ""));
}

/// `--field` writes the same as jq's `@tsv`; objects as JSON, and missing values or null as
/// nothing.
#[test]
fn fields_are_written_as_tsv() {
    let record = r#"{"id":"tab\tline\nback\\slash \u00fc\ud83d\ude00","id":"second","generation":1.50e+400,
        "deleteOnComplete":true,"parentJobId":null,"cancelable":false,
        "name":"a\rb","resource":{ "id" : "x y", "tags": [ 1, "a b" ] },"st\u0061te":"ERROR"}"#;
    let field = |paths: &str| out(&run_with(&["match", ERROR, "--field", paths], record.as_bytes()));
    for (paths, expected) in [
        ("id", r"tab\tline\nback\\slash ü😀"),
        ("name", r"a\rb"),
        ("generation", "1.50e+400"),
        ("deleteOnComplete,parentJobId,nothing,state", "true\t\t\tERROR"),
        ("resource/id,resource,resource/tags", "x y\t{\"id\":\"x y\",\"tags\":[1,\"a b\"]}\t[1,\"a b\"]"),
        // Filters spell it with two l.
        ("cancellable", "false"),
        ("id/x,resource/id/x", "\t"),
    ] {
        assert_eq!(field(paths), format!("{expected}\n"), "{paths}");
    }
    let told = err(&run_with(&["match", ERROR, "--field", "nmae,state"], record.as_bytes()));
    assert_eq!(told, "warning: no record that matches has a value at `nmae`\n  help: did you mean `name`?\n");
}

#[test]
fn a_job_inside_a_record_is_found() {
    let record = r#"{"event":"job","data":{"job":{"id":"x","state":"ERROR"}}}"#;
    let output = run_with(&["match", ERROR, "--at", "data/job"], record.as_bytes());
    assert_eq!(out(&output), lines(&[record]));
    let output = run_with(&["match", ERROR, "--at", "data/job", "--ids"], record.as_bytes());
    assert_eq!(out(&output), "x\n");
    assert_eq!(code(&run_with(&["match", ERROR], record.as_bytes())), 1);
}

#[test]
fn a_record_is_printed_on_one_line() {
    let record = "{\n\t\"id\" : \"a  b\",\r\n  \"name\": \"say \\\" { \\\\\" , \"state\" :\"ERROR\"\n}";
    let expected = r#"{"id":"a  b","name":"say \" { \\","state":"ERROR"}"#;
    assert_eq!(out(&run_with(&["match", ERROR], record.as_bytes())), lines(&[expected]));
    let spaced = r#"{ "state" :  "ERROR" }"#;
    assert_eq!(out(&run_with(&["match", ERROR], spaced.as_bytes())), lines(&[spaced]));
}

#[test]
fn bad_records_are_told_with_their_place() {
    let bad = format!("{A}\n{{\"id\":\"é\",\"state\":no}}\n{C}\n\n[{A},7,{B}\n{{\"state\":\"x");
    let (_folder, [plain, packed]) = files([("plain", bad.as_bytes()), ("packed", &gzip(bad.as_bytes()))]);
    let tell = |name: &str| {
        format!(
            "{name}:2:19: this is not JSON\n{name}:5:44: an item of a list is not an object, so it is not a job\n\
             {name}:6:1: this is not JSON\n{name}:6:1: the input ends inside a record\n\
             warning: 4 of 8 records cannot be read and were skipped\n"
        )
    };
    for path in [&plain, &packed] {
        let output = run(&["match", NOT_COMPLETE, path]);
        assert_eq!(err(&output), tell(path));
        assert_eq!((out(&output), code(&output)), (lines(&[A, C, A]), 3));
    }
    assert_eq!(err(&run_with(&["match", NOT_COMPLETE], bad.as_bytes())), tell("-"));
    // Unused parts are only checked with `--strict`, and if a value is printed.
    let late = r#"{"state":"ERROR","id":tru}"#;
    assert_eq!(code(&run_with(&["match", ERROR], late.as_bytes())), 0);
    for option in ["--strict", "--ids"] {
        let output = run_with(&["match", ERROR, option], late.as_bytes());
        assert_eq!((code(&output), out(&output).as_str()), (3, ""), "{option}");
        assert!(err(&output).starts_with("-:1:2"), "{option}: {}", err(&output));
    }
    let late = "{\"state\":\"ERROR\",\n \"name\":\"a\",\n  \"id\":tru}";
    for option in ["--strict", "--ids"] {
        let told = err(&run_with(&["match", ERROR, option], late.as_bytes()));
        assert!(told.starts_with("-:3:"), "{option}: {told}");
    }
}

/// Also long after the first piece of a file, which can be read again or not.
#[test]
fn bad_records_of_a_long_file_are_told_with_their_place() {
    let many = format!("{A}\n").repeat(20_000);
    let bad = format!("{many}{{\"state\":no}}\n{many}{A}\n {{\"state\":no}}\n");
    let (_folder, paths) = files([
        ("plain", bad.as_bytes()),
        ("gzip", &gzip(bad.as_bytes())),
        ("zstd", &zstd::encode_all(bad.as_bytes(), 1).unwrap()),
        ("little", &utf16(&bad, u16::to_le_bytes)),
        ("big", &utf16(&bad, u16::to_be_bytes)),
    ]);
    for path in &paths {
        for threads in ["1", "2"] {
            let told = err(&run(&["match", NOT_COMPLETE, path, "--threads", threads, "--count"]));
            let expected = format!("{path}:20001:10: this is not JSON\n{path}:40003:11: this is not JSON\n");
            assert!(told.starts_with(&expected), "{told}");
        }
    }
}

#[test]
fn what_is_missing_is_told_once_all_was_read() {
    let (_folder, [jobs, empty]) = files([("jobs", lines(&[A, B]).as_bytes()), ("empty", b"")]);
    let told = |args: &[&str]| err(&run(&[&["match", ERROR], args].concat()));
    let nothing = "warning: nothing was read: the input is empty\n";
    assert_eq!(told(&[&empty]), nothing);
    assert_eq!(told(&[&empty, "--count"]), nothing);
    assert_eq!(told(&[&empty, "--quiet"]), "");
    assert_eq!(told(&[&empty, "--limit", "0"]), "");
    assert_eq!(told(&[&jobs, &empty]), "");
    assert!(!told(&[&empty, "nowhere"]).contains(nothing));
    assert!(told(&[&jobs, "--field", "nmae"]).contains("`nmae`"));
    let limited = told(&[&jobs, "--field", "nmae", "--limit", "1"]);
    assert_eq!(limited, "warning: no record of these has a value at `nmae`\n  help: did you mean `name`?\n");
    let none = run(&["match", "state eq 'STALLED'", &jobs, "--field", "nmae"]);
    assert_eq!(err(&none), "");
    // A record that cannot be printed does not affect others.
    let half = err(&run_with(&["match", ERROR, "--field", "id,nmae"], br#"{"state":"ERROR","id":"\ud83d"}"#));
    assert!(half.starts_with("-:1:") && !half.contains("nmae"), "{half}");
    // Each page has a total; a thousand different ones are enough.
    let pages: String = (1..=1_002).map(|total| format!("{{\"items\":[],\"total\":{total}}}\n")).collect();
    let told = err(&run_with(&["match", ERROR], pages.as_bytes()));
    assert_eq!(told.matches("a list response reports").count(), 1_000);
}

#[test]
fn ten_bad_records_are_told_in_full() {
    let many = "{\"state\":no}\n".repeat(25);
    let output = run_with(&["match", NOT_COMPLETE], many.as_bytes());
    assert_eq!(err(&output).lines().count(), 12);
    assert!(
        err(&output).contains(
            "-:10:10: this is not JSON\n\
             warning: 25 of 25 records cannot be read and were skipped; the first 10 are listed above\n  help: "
        ),
        "{}",
        err(&output)
    );
}

#[test]
fn pages_that_are_not_here_are_missed() {
    let page = |items: &str| format!(r#"{{"items":[{items}],"count":1,"total":2}}"#);
    let (_folder, [one, two]) = files([("one", page(A).as_bytes()), ("two", page(B).as_bytes())]);
    let output = run(&["match", ERROR, &one]);
    assert_eq!(
        (code(&output), err(&output).as_str()),
        (
            0,
            "warning: a list response reports 2 jobs in all, and these files have 1 of them: the rest is missing\n"
        )
    );
    assert_eq!(err(&run(&["match", ERROR, &one, &two])), "");
    // A run that stops early has not seen the rest.
    assert_eq!(err(&run(&["match", ERROR, &one, "--limit", "1"])), "");
}

#[test]
fn a_next_page_that_is_not_here_is_missed() {
    let page = |items: &str, next: &str| format!(r#"{{"items":[{items}],"next":{next}}}"#);
    let (first, last) = (page(A, "\"x\""), page(B, "null"));
    let (_folder, [one, two]) = files([("one", first.as_bytes()), ("two", last.as_bytes())]);
    assert!(
        err(&run(&["match", ERROR, &one])).contains("names a `next` page, and these files do not have it")
    );
    assert_eq!(err(&run(&["match", ERROR, &one, &two])), "");
}

#[test]
fn stats_account_for_every_record() {
    let bad = format!("{A}\n{B}\n{{\"state\":no}}\n{C}\n");
    let told = err(&run_with(&["match", NOT_COMPLETE, "--stats", "--count"], bad.as_bytes()));
    let expected = format!("4 records, 2 matched, 1 failed; {} bytes in ", bad.len());
    assert!(told.lines().any(|line| line.starts_with(&expected)), "{told}");
}

/// Two mebibytes of records in every layout, some of them broken, one of them longer than a piece.
fn mixed() -> Vec<u8> {
    let mut text = String::new();
    for number in 0..20_000 {
        let state = ["ERROR", "COMPLETE", "RUNNING"][number % 3];
        let record = format!(r#"{{"id":"{number}","generation":{number},"state":"{state}"}}"#);
        match number % 1_000 {
            100 => text.push_str(&format!("{{\"items\":[{record},{record}],\"total\":2}}\n")),
            200 => text.push_str(&format!("{{\n  \"state\": \"{state}\",\n  \"id\": \"p\"\n}}\n")),
            300 => text.push_str(&format!("[{record},\n {record}]\r\n")),
            400 => text.push_str("{\"id\":\"broken\",\"state\"\n"),
            500 => text.push_str(&format!("[{record}\n")),
            600 => text.push_str(&format!("{record} {record}\n")),
            _ => text.push_str(&format!("{record}\n")),
        }
        if number == 9_999 {
            let long = vec![record; 20_000].join(",");
            text.push_str(&format!("{{\"items\":[{long}],\"total\":20000}}\n"));
        }
    }
    text.into_bytes()
}

#[test]
fn threads_give_what_one_thread_gives() {
    let mixed = mixed();
    let (_folder, [plain, packed]) =
        files([("plain", &*mixed), ("packed", &zstd::encode_all(&*mixed, 1).unwrap())]);
    for options in [
        &["--ids"][..],
        &["--count", "--with-filename"],
        &["--limit", "7000"],
        &["--limit", "20001", "--ids"],
        // Reached in a piece that is read alone.
        &["--limit", "25000"],
        &["--limit", "28000"],
        &["--invert", "--strict", "--count"],
        &["--stats", "--quiet"],
    ] {
        let answer = |threads: &str| {
            let args =
                ["match", "state eq 'ERROR' and generation gt 3", &plain, &packed, "--threads", threads];
            let output = command(&args).args(options).output().unwrap();
            let told = err(&output);
            // How long it took is another matter.
            let told = told.split(" bytes in ").next().unwrap().to_owned();
            (code(&output), out(&output), told)
        };
        let expected = answer("1");
        assert!(options.contains(&"--quiet") || !expected.1.is_empty());
        if let ["--limit", limit, ..] = options {
            assert_eq!(expected.1.lines().count().to_string(), *limit);
        }
        for threads in ["2", "3", "8"] {
            assert!(answer(threads) == expected, "{threads} threads, {options:?}");
        }
    }
    let output = run(&["match", "generation gt 3", &plain, "--ids", "--threads", "2"]);
    assert_eq!(err(&output).lines().count(), 11, "{}", err(&output));
    let place = format!("{plain}:406:1: this is not JSON");
    assert!(err(&output).contains(&place), "{}", err(&output));
}

/// A reader of the first lines only, and a writer that never ends.
#[cfg(unix)]
#[test]
fn a_pipe_may_be_closed_on_either_side() {
    let comfilter = env!("CARGO_BIN_EXE_comfilter");
    let (_folder, [jobs]) = files([("jobs", lines(&[A; 50_000]).as_bytes())]);
    for threads in [1, 2] {
        let script = format!(
            "'{comfilter}' match \"{ERROR}\" '{jobs}' -j{threads} | head -n 1; echo ${{PIPESTATUS[0]}}"
        );
        let output = Command::new("bash").args(["-c", &script]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{A}\n0\n"));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
    // Nothing is wanted, and nothing is waited for.
    let mut child = command(&["match", ERROR, "--limit", "0"]).stdin(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    drop(stdin);
    // Each line gets its answer while the pipe is open, and `--limit` does not wait for its end.
    let mut child = command(&["match", ERROR, "--threads", "2", "--limit", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    for record in [A, C] {
        stdin.write_all(format!("{record}\n").as_bytes()).unwrap();
        let mut line = vec![0; record.len() + 1];
        stdout.read_exact(&mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), format!("{record}\n"));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(stdin);
}

/// On a terminal nothing in a record, a value or a file name moves the cursor, and it stays JSON.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_safe() {
    let record = "{\"id\":\"\u{9b}31m\u{202e}x\u{7f}\",\t\"state\":\"ERROR\"}\n";
    let (_folder, [jobs]) = files([("jobs\u{1b}[2J", record.as_bytes())]);
    let on_terminal = |options: &str| {
        let shell = format!("'{}' match \"{ERROR}\" '{jobs}' {options}", env!("CARGO_BIN_EXE_comfilter"));
        let output = Command::new("script").args(["-qec", &shell, "/dev/null"]).stdin(Stdio::null()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    if !Path::new("/usr/bin/script").exists() {
        return;
    }
    assert_eq!(on_terminal(""), "{\"id\":\"\\u009b31m\\u202ex\\u007f\",\t\"state\":\"ERROR\"}\r\n");
    assert_eq!(on_terminal("--ids"), "\\u009b31m\\u202ex\\u007f\r\n");
    assert!(on_terminal("--ids -H").ends_with("jobs\\u001b[2J\t\\u009b31m\\u202ex\\u007f\r\n"));
    assert_eq!(out(&run(&["match", ERROR, &jobs])), record);
}

/// A failed request is not a job without properties, wherever it appears between the pages.
#[test]
fn an_error_response_is_not_a_job() {
    let page = format!("{{\"items\":[{A},{B}],\"total\":2}}");
    let unauthorized =
        r#"{"httpStatusCode":401,"errorCode":"HPE_GL_ERROR_UNAUTHORIZED","message":"no","debugId":"7"}"#;
    let refused = |status: &str| format!("this is an error response{status}, not a record");
    let no_items = "the `items` of this list response are not a list".to_owned();
    for (body, told) in [
        (unauthorized, refused(" with status 401")),
        (
            r#"{"debugId":"7","errorDetails":[],"message":"no","httpStatusCode":503}"#,
            refused(" with status 503"),
        ),
        (r#"{"message":"Unauthorized"}"#, refused("")),
        (r#"{"error":"invalid_token","error_description":"expired"}"#, refused("")),
        (
            r#"{"type":"about:blank","title":"Forbidden","status":403,"detail":"x"}"#,
            refused(" with status 403"),
        ),
        (r#"{"timestamp":"t","status":404,"error":"Not Found","path":"/x"}"#, refused(" with status 404")),
        (r#"{"items":null}"#, no_items.clone()),
        (r#"{"count":0,"items":{},"offset":0,"total":0}"#, no_items),
    ] {
        for filter in [ERROR, "name eq null", "not state eq 'ERROR' or name ne 'x'"] {
            let output = run_with(&["match", filter], format!("{page}\n{body}\n{page}\n").as_bytes());
            assert_eq!(code(&output), 3, "{filter}: {body}");
            assert!(err(&output).starts_with(&format!("-:2:1: {told}\n")), "{filter}: {}", err(&output));
            assert!(!out(&output).contains(body), "{filter}: {}", out(&output));
        }
        for option in ["--count", "--why", "--strict", "--ids"] {
            let output = run_with(&["match", ERROR, option], body.as_bytes());
            assert_eq!(code(&output), 3, "{option}: {body}");
        }
        let output = run_with(&["explain", ERROR, "--job", "-"], body.as_bytes());
        assert_eq!(code(&output), 2, "{body}");
        assert!(err(&output).contains(&told), "{}", err(&output));
    }
    let alone = err(&run_with(&["match", ERROR], unauthorized.as_bytes()));
    assert_eq!(
        alone,
        "-:1:1: this is an error response with status 401, not a record\n\
         warning: 1 of 1 record cannot be read and was skipped\n  \
         help: a request failed: check its token and its URL, and send it again\n"
    );
    // Jobs with such members are jobs, also those that a script has reduced.
    for job in [
        r#"{"state":"ERROR","message":"no"}"#,
        r#"{"state":"ERROR","error":"x","status":"y"}"#,
        r#"{"state":"ERROR","items":null}"#,
        r#"[{"state":"ERROR"}]"#,
    ] {
        assert_eq!(code(&run_with(&["match", ERROR], job.as_bytes())), 0, "{job}");
    }
    for job in [r#"{"status":"y"}"#, r#"{"type":"x","status":404}"#, "{}", r#"{"total":0}"#] {
        assert_eq!(code(&run_with(&["match", "name eq null"], job.as_bytes())), 0, "{job}");
    }
    // The alerts of a server have a `message`.
    let alert = run_with(
        &["match", "--resource", "servers/alerts", "message ne 'x'"],
        br#"{"message":"fan failed"}"#,
    );
    assert_eq!(code(&alert), 0, "{}", err(&alert));
}

/// `--exit-zero` changes only the code for "nothing matched".
#[test]
fn a_caller_may_want_success_if_nothing_matches() {
    let codes = |args: &[&str], records: &str| {
        let all = [&["match"], args].concat();
        [all.clone(), [&all[..], &["--exit-zero"]].concat()]
            .map(|args| code(&run_with(&args, records.as_bytes())))
    };
    assert_eq!(codes(&[ERROR], "{}"), [1, 0]);
    assert_eq!(codes(&[ERROR, "--count"], "{}"), [1, 0]);
    assert_eq!(codes(&[ERROR, "--why"], "{}"), [1, 0]);
    assert_eq!(codes(&[ERROR], "{\"state\":\"ERROR\"}"), [0, 0]);
    assert_eq!(codes(&[ERROR], "{\"state\":"), [3, 3]);
    assert_eq!(codes(&["state eq"], "{}"), [2, 2]);
    assert_eq!(codes(&[ERROR, "no-such-file"], ""), [2, 2]);
}

/// Records of another kind cause a warning if nothing matched.
#[test]
fn records_of_another_kind_are_told() {
    let told = |args: &[&str], records: &str| {
        let output = run_with(&[&["match", ERROR], args].concat(), records.as_bytes());
        (code(&output), err(&output))
    };
    let other = "{\"colour\":\"red\",\"size\":3}\n".repeat(120);
    let property = "warning: none of the first 100 records has a property of jobs: the first one has `colour` and `size`\n  \
                    help: `--resource LIST` names the list of the records, and `--at PATH` the place of the job in a record\n";
    assert_eq!(told(&[], &other), (1, property.to_owned()));
    assert_eq!(told(&["--count"], &other), (1, property.to_owned()));
    assert!(told(&["--why"], &other).1.contains("none of the first 100 records"));
    assert_eq!(told(&["--quiet"], &other), (1, String::new()));
    // One that is a job is enough, also late in a list response.
    assert_eq!(told(&[], &format!("{other}{B}\n")).0, 1);
    let page = format!("{{\"items\":[{}{B}]}}", "{\"colour\":1},\n".repeat(99));
    assert_eq!(told(&[], &page), (1, String::new()));
    // A record that was not read after the first hundred is not looked at.
    assert_eq!(told(&[], &format!("{A}\n{other}")), (0, String::new()));
    let event = format!("{{\"event\":\"job\",\"data\":{B}}}\n");
    assert_eq!(told(&["--at", "data"], &event), (1, String::new()));
    let place = "warning: the record has no value at `payload`: the first one has `data` and `event`\n  \
                 help: `--at` takes the path of the job in a record, with `/` between names\n";
    assert_eq!(told(&["--at", "payload"], &event), (1, place.to_owned()));
    assert!(told(&["--at", "event"], &event).1.starts_with("warning: the record has no property of jobs"));
    assert!(told(&[], &event).1.starts_with("warning: the record has no property of jobs"));
}

#[test]
fn values_are_written_as_csv_and_json() {
    let records = "{\"id\":\"a,b\",\"name\":\"say \\\"x\\\"\\n\",\"state\":\"ERROR\",\"resource\":{\"id\":\"r\"}}\n\
                   {\"id\":\"c\",\"state\":\"ERROR\",\"resource\":{ \"id\": null, \"n\": [1, 2]}}";
    let written =
        |args: &[&str]| out(&run_with(&[&["match", ERROR, "--field"], args].concat(), records.as_bytes()));
    let fields = "id,name,resource";
    assert_eq!(
        written(&[fields, "--header", "--format", "csv"]),
        "id,name,resource\n\"a,b\",\"say \"\"x\"\"\n\",\"{\"\"id\"\":\"\"r\"\"}\"\nc,,\"{\"\"id\"\":null,\"\"n\"\":[1,2]}\"\n"
    );
    assert_eq!(
        written(&[fields, "--format", "json"]),
        "{\"id\":\"a,b\",\"name\":\"say \\\"x\\\"\\n\",\"resource\":{\"id\":\"r\"}}\n\
         {\"id\":\"c\",\"name\":null,\"resource\":{\"id\":null,\"n\":[1,2]}}\n"
    );
    let tsv = "id\tresource/id\na,b\tr\nc\t\n";
    assert_eq!(written(&["id,resource/id", "--header"]), tsv);
    assert_eq!(written(&["id,resource/id", "--header", "--format", "tsv"]), tsv);
    assert_eq!(out(&run_with(&["match", ERROR, "--select", "id"], records.as_bytes())), "a,b\nc\n");
    assert_eq!(written(&["id", "--header", "-H", "--format", "csv"]), "file,id\n-,\"a,b\"\n-,c\n");
    // Readers leave out an empty line, and guess the separator.
    assert_eq!(written(&["nothing-here", "--format", "csv"]), "\"\"\n\"\"\n");
    let marks = b"{\"id\":\"a;b\",\"name\":\"c|d\",\"state\":\"ERROR\"}";
    let quoted = out(&run_with(&["match", ERROR, "--field", "id,name,state", "--format", "csv"], marks));
    assert_eq!(quoted, "\"a;b\",\"c|d\",ERROR\n");
    assert_eq!(
        written(&["id", "-H", "--format", "json"]),
        "{\"file\":\"-\",\"id\":\"a,b\"}\n{\"file\":\"-\",\"id\":\"c\"}\n"
    );
    for (args, told) in [
        (&["--format", "csv"][..], "error: `--format csv` is for values, and the output is whole jobs\n"),
        (&["--header"], "error: `--header` is for values, and the output is whole jobs\n"),
        (&["--header", "--field", "id", "--format", "json"], "error: `--header` has no place in JSON"),
    ] {
        let output = run_with(&[&["match", ERROR], args].concat(), records.as_bytes());
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{args:?}");
        assert!(err(&output).starts_with(told), "{}", err(&output));
    }
    let dotted = err(&run_with(&["match", ERROR, "--field", "resource.id"], records.as_bytes()));
    assert_eq!(
        dotted,
        "warning: no record that matches has a value at `resource.id`\n  help: did you mean `resource/id`?\n"
    );
}

/// A folder is its files of records, in the order of their paths.
#[test]
fn a_folder_is_read() {
    let (folder, _) = files([
        ("b.ndjson", A.as_bytes()),
        ("a.json", C.as_bytes()),
        ("c.json.gz", &gzip(A.as_bytes())),
        ("notes.txt", C.as_bytes()),
        (".gitignore", b"*.json"),
    ]);
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::fs::write(folder.path().join("sub/x.jsonl"), C).unwrap();
    let path = folder.path().to_str().unwrap();
    let output = run(&["match", ERROR, path, "--ids"]);
    assert_eq!((code(&output), out(&output), err(&output)), (0, "c\na\na\nc\n".to_owned(), String::new()));
    assert_eq!(out(&run(&["match", ERROR, path, "--count"])), "4\n");
    let (empty, _) = files([("a.txt", A.as_bytes())]);
    let output = run(&["match", ERROR, empty.path().to_str().unwrap(), "--count"]);
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(
        err(&output).contains("is a folder: expected a file of records\n  help: of the files in a folder")
    );
    // Without an input there is no count.
    let output = run(&["match", ERROR, "nowhere.json", "--count"]);
    assert_eq!((code(&output), out(&output)), (2, String::new()));
}

/// The findings of a filter are those of `lint`, without the hints.
#[test]
fn every_command_warns_as_lint_does() {
    let (_folder, [jobs]) = files([("jobs", A.as_bytes())]);
    for (filter, rule) in [
        ("generation gt 5 and generation lt 3", "never-true"),
        ("state ne 'a' or state ne 'b'", "always-true"),
        ("name eq 'a' or name eq 'b' and generation gt 3", "ambiguous-and-or"),
    ] {
        for args in [&["encode", filter][..], &["explain", filter], &["match", filter, &jobs]] {
            assert!(err(&run(args)).contains(&format!("warning[{rule}]")), "{args:?}: {}", err(&run(args)));
        }
        let with_value = run(&["encode", &format!("{filter} and id ne @x"), "--arg", "x=1"]);
        assert!(rule == "always-true" || err(&with_value).contains(rule), "{}", err(&with_value));
    }
    let quiet = run(&["encode", "not state eq 'ERROR' and generation gt 5"]);
    assert_eq!(err(&quiet), "", "hints are not shown");
}

#[cfg(unix)]
#[test]
fn process_substitution_is_read() {
    let shell = |line: &str| {
        Command::new("bash").args(["-c", line]).env("C", env!("CARGO_BIN_EXE_comfilter")).output()
    };
    for line in [
        "\"$C\" encode --as value -f <(echo \"state eq 'ERROR'\")",
        "\"$C\" encode --as value 'state in @s' --arg-file s=<(echo ERROR)",
        "echo ERROR | \"$C\" encode --as value 'state in @s' --arg-file s=-",
        "echo \"state eq 'ERROR'\" | \"$C\" encode --as value -f -",
    ] {
        let output = shell(line).unwrap();
        assert!(out(&output).starts_with("state%20"), "{line}: {}", err(&output));
    }
}
