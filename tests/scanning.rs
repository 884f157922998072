//! Streams of records, valid and broken: every record is accounted for, however the bytes come.
#![cfg(test)]

mod support;

use std::io::{self, Read};

use comfilter::limits::RECORD;
use comfilter::matcher::{RecordError, ScanOptions, Scanned};
use comfilter::{Filter, Matcher};
use serde_json::Value;
use support::streams::{FORMS, Form, Found, scan};

const RECORDS: [&[u8]; 4] = [
    br#"{"state":"ERROR","name":"\u00e9\"","n":-1.5e3}"#,
    br#"{"resource":{"id":"a{"},"state":"RUNNING"}"#,
    "{\"é\":[{\"state\":\"ERROR\"},[]],\"state\":\"ERROR\"}".as_bytes(),
    br#"{}"#,
];

fn matcher() -> Matcher {
    matcher_of("state eq 'ERROR'")
}

fn matcher_of(filter: &str) -> Matcher {
    filter.parse::<Filter>().unwrap().matcher()
}

fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

/// The results of a scan, with reads of any size; every record is accounted for.
fn found(matcher: &Matcher, strict: bool, bytes: &[u8], sizes: &[usize]) -> Found {
    let options = ScanOptions::new().strict(strict);
    let found = scan(matcher, &options, bytes, usize::MAX);
    for size in sizes {
        assert_eq!(scan(matcher, &options, bytes, *size), found, "{} in reads of {size}", shown(bytes));
    }
    let others = scan(matcher, &options.invert(true), bytes, usize::MAX);
    assert_eq!(others.failures, found.failures, "{}", shown(bytes));
    assert_eq!(others.count, found.count, "{}", shown(bytes));
    let accounted = found.records.len() + others.records.len() + found.failures.len();
    assert_eq!(found.count, accounted as u64, "{}", shown(bytes));
    found
}

const SIZES: [usize; 5] = [1, 2, 3, 7, 64];

#[test]
fn valid_streams_are_read_whole_in_every_form() {
    for form in &FORMS {
        for records in [&RECORDS[..], &RECORDS[..1], &[]] {
            let bytes = (form.write)(records);
            for strict in [false, true] {
                let found = found(&matcher(), strict, &bytes, &SIZES);
                let expected =
                    records.iter().filter(|record| record.windows(15).any(|w| w == b"\"state\":\"ERROR\""));
                let expected: Vec<_> = expected.map(|record| (form.given)(record)).collect();
                assert_eq!(found.records, expected, "{}", form.name);
                assert_eq!(found.count, records.len() as u64, "{}", form.name);
                assert!(found.failures.is_empty(), "{}: {found:?}", form.name);
            }
        }
    }
}

#[test]
fn list_responses_say_how_many_items_they_have_and_what_total() {
    let lists = |text: &str| found(&matcher(), false, text.as_bytes(), &SIZES).lists;
    assert_eq!(lists(r#"{"items":[{},{}],"total":7}"#), [(2, Some(7))]);
    assert_eq!(lists(r#"{"total":7,"a":{"total":1},"items":[]} {"items":[1]}"#), [(0, Some(7)), (1, None)]);
    assert_eq!(lists(r#"{"\u0074otal" : 18446744073709551615 ,"items":[]}"#), [(0, Some(u64::MAX))]);
    assert_eq!(
        lists(r#"{"items":[],"total":"7"}{"items":[],"total":-1}{"items":[],"total":1.5}"#),
        [(0, None); 3]
    );
    assert_eq!(lists(r#"[{"items":[{}],"total":7}]{"items":{},"total":7}{"a":{"items":[]}}"#), []);
    // The first of repeated keys counts, and only `total` has the total.
    assert_eq!(lists(r#"{"offset":3,"items":[],"count":0,"total":7,"total":8}"#), [(0, Some(7))]);
    // So many that they need several turns.
    assert_eq!(lists(&r#"{"items":[]}"#.repeat(3_000)).len(), 3_000);
}

/// The replacements for a byte: characters of JSON, others, and nothing.
const CORRUPTIONS: [&[u8]; 10] = [b"", b"\"", b"\\", b"{", b"}", b"]", b",", b"\n", b"\0", b"\xff"];

/// The keys beside the items may have any layout.
#[test]
fn other_lists_of_a_list_response_are_no_records() {
    let stream = b"{\"x\":[\n{\"a\":1},\n{\"b\":2}\n],\"items\":[{\"state\":\"ERROR\"}],\"y\":[\n{\"a\":1},\n{\"b\":2}\n]}\n";
    let found = found(&matcher(), false, stream, &[1, 7, 64]);
    assert_eq!((found.count, found.failures.len()), (1, 0));
}

/// Each way to break bytes: a cut at each place, and each byte replaced.
fn each_broken(bytes: &[u8], mut run: impl FnMut(usize, &[u8])) {
    for at in 0..bytes.len() {
        run(at, &bytes[..at]);
        for by in CORRUPTIONS {
            run(at, &[&bytes[..at], by, &bytes[at + 1..]].concat());
        }
    }
}

#[test]
fn every_record_of_a_broken_stream_is_accounted_for() {
    let matchers = [matcher(), matcher_of("resource/id eq 'a{' or not contains(name,'x')")];
    for form in &FORMS {
        let mut turn = 0;
        each_broken(&(form.write)(&RECORDS[..3]), |at, bytes| {
            turn += 1;
            found(&matchers[turn % 2], at.is_multiple_of(2), bytes, &SIZES[turn % 5..=turn % 5]);
        });
    }
}

/// Whether a record with this end may continue on the next line, and so includes the next record.
fn goes_on(line: &[u8]) -> bool {
    matches!(line.trim_ascii_end().last(), None | Some(b':' | b'[' | b','))
}

#[test]
fn a_broken_line_takes_no_good_one_with_it() {
    let lines: [&Form; 5] = [&FORMS[0], &FORMS[1], &FORMS[2], &FORMS[3], &FORMS[4]];
    let broken: &[u8] = br#"{"a":{"b":["c\\\"d",[1,2.5],{}],"e":true},"state":"ERROR"}"#;
    let good: [&[u8]; 4] = [
        br#"{"name":"1","state":"ERROR"}"#,
        br#"{"name":"2","state":"ERROR"}"#,
        br#"{"name":"3","state":"ERROR"}"#,
        br#"{"name":"4","state":"ERROR"}"#,
    ];
    let (mut swallowed, matcher) = (0, matcher());
    for form in lines {
        each_broken(broken, |at, broken| {
            // UTF-16 is written from text.
            if form.name.contains("UTF-16") && std::str::from_utf8(broken).is_err() {
                return;
            }
            let strict = at.is_multiple_of(2);
            let bytes = (form.write)(&[good[0], good[1], broken, good[2], good[3]]);
            let mut found = found(&matcher, strict, &bytes, &SIZES[at % 5..=at % 5]).records;
            found.retain(|record| record.starts_with(b"{\"name\":"));
            if found.len() == 3 && broken.split(|byte| *byte == b'\n').any(goes_on) {
                // A record cut before a value continues on the next line, which is valid so far;
                // the line after that is not.
                swallowed += 1;
                found.insert(2, good[2].to_vec());
            }
            assert_eq!(found, good, "{}: {}", form.name, shown(&bytes));
        });
    }
    assert!(swallowed < 200, "{swallowed}");
}

#[test]
fn an_item_that_can_be_skipped_fails_alone() {
    let items = br#"[{"state":"ERROR"}, 1, "}", [{}], null, {"state":"ERROR"}, {"state":"ERROR","a":01}]"#;
    for strict in [false, true] {
        for open in [&b""[..], b"{\"items\":"] {
            let close = if open.is_empty() { &b"\n"[..] } else { b"}\n" };
            let bytes = [open, items, close, b"{\"state\":\"ERROR\"}"].concat();
            let found = found(&matcher(), strict, &bytes, &SIZES);
            assert_eq!(found.count, 8);
            assert_eq!(found.failures.len(), if strict { 5 } else { 4 }, "{found:?}");
            assert_eq!(found.records.len(), if strict { 3 } else { 4 });
        }
    }
}

#[test]
fn the_rest_of_a_broken_document_is_one_failed_record() {
    for (bytes, records, failed) in [
        (&b"[{\"state\":\"ERROR\"} {}]"[..], 2, 1),
        (b"[{},{\"state\":\"ERROR,\"b\":\"x\"},{}]\n{\"state\":\"ERROR\"}\n", 3, 1),
        (b"[{\"state\":\"ERROR\"},]", 2, 1),
        (b"[,{\"state\":\"ERROR\"}]\n{\"state\":\"ERROR\"}", 2, 1),
        (b"[{\"state\":\"ERROR\"}", 2, 1),
        (b"{\"items\":[{\"state\":\"ERROR\"}]", 2, 1),
        (b"{\"items\":[{\"state\":\"ERROR\"}], }", 2, 1),
        (b"{\n  \"state\": \"ERROR\",\n  x: {}\n}\n{\"state\":\"ERROR\"}", 2, 1),
        (b"1\n2\n3\n{\"state\":\"ERROR\"}", 2, 1),
        (b"null", 1, 1),
        (b"]", 1, 1),
    ] {
        let found = found(&matcher_of("state ne 'x'"), true, bytes, &SIZES);
        assert_eq!((found.count, found.failures.len()), (records, failed), "{found:?} in {}", shown(bytes));
    }
}

#[test]
fn an_item_whose_brackets_pair_fails_alone() {
    for (bytes, records, failed) in [
        (&b"[{},{\"state\" 1},{},\n  {\"state\":\"ERROR\"},{}]\n{\"state\":\"ERROR\"}\n"[..], 6, 1),
        (b"{\"items\":[{},{},\n  {\"state\":}, {\"state\":\"ERROR\"}]\n}\n{\"state\":\"ERROR\"}", 5, 1),
        // Also where no filter looks.
        (b"{\"items\":[{},{},\n  {\"a\":}, {\"state\":\"ERROR\"}]\n}\n{\"state\":\"ERROR\"}", 5, 1),
        (b"[{\"a\":01},{\"a\":\"\\q\"},{\"a\":1,},{\"a\":\"\xff\"},{\"state\":\"ERROR\"}]", 5, 4),
        (
            b"[\n{\"state\":\"ERROR\"},\n{\"state\":tru},\n{\"state\":\"ERROR\"},\n{\"a\":1}\n]\n{\"state\":\"ERROR\"}\n",
            5,
            1,
        ),
        (b"{\"items\":[\n{\"state\":tru},\n\n{},\r\n{}\r\n],\"a\":[\n{},\n{}]}\n{}\n[\n{},\n{}\n]", 6, 1),
    ] {
        let found = found(&matcher_of("state ne 'x'"), true, bytes, &SIZES);
        assert_eq!((found.count, found.failures.len()), (records, failed), "{found:?} in {}", shown(bytes));
    }
}

#[test]
fn an_array_without_indentation_that_is_broken_fails_once() {
    for (bytes, records, failed) in [
        // The rest of the array continues the broken record, and the lines after it are read.
        (&b"[\n{\"state\":{\"a\":1},\n{\"b\":2},\n{\"c\":3}\n]\n{}"[..], 2, 1),
        // A record of several lines.
        (b"{\n\"state\":tru,\n\"a\":[\n{},\n{}\n],\"b\":\n{}\n}\n{}\n{}", 3, 1),
        (b"{\n\"state\" {},\n\"a\":[\n{},\n{}\n]}\n{}", 2, 1),
        // A record without an end does not take the lines after it.
        (b"[{\"state\":tru}\n{}\n{}\n", 3, 1),
        (b"{\n\"state\":\"ERROR\",\n{}\n{}\n", 3, 1),
        // Nor does a broken line those after it.
        (b"{\"state\":tru,\n{}\n{\"state\":[tru,\n{}\n", 4, 2),
    ] {
        let matcher = matcher_of("state ne 'x'");
        for strict in [false, true] {
            let found = found(&matcher, strict, bytes, &SIZES);
            assert_eq!(
                (found.count, found.failures.len()),
                (records, failed),
                "{found:?} in {}",
                shown(bytes)
            );
        }
    }
}

/// The values of a stream, by another parser: whether all are JSON, and jobs or lists of jobs.
fn is_stream_of_jobs(bytes: &[u8]) -> bool {
    let jobs = |items: &Value| items.as_array().is_some_and(|items| items.iter().all(Value::is_object));
    serde_json::Deserializer::from_slice(bytes).into_iter::<Value>().all(|value| {
        value.is_ok_and(|value| match value.get("items") {
            Some(items @ Value::Array(_)) => jobs(items),
            _ => value.is_object() || jobs(&value),
        })
    })
}

/// `strict` looks at every byte, also beside and between the items of a list response.
#[test]
fn strict_refuses_whatever_is_no_json() {
    let matchers = [matcher(), matcher_of("not contains(name,'x')")];
    let list =
        br#"{"total":10,"a\u0000":{"b":[1.5,"c\"d"]},"items":[{"state":"ERROR"},{}],"e":[true],"f":-1e2}"#;
    let (mut valid, mut invalid, mut turn) = (0, 0, 0);
    let mut check = |bytes: &[u8]| {
        turn += 1;
        let found = found(&matchers[turn % 2], true, bytes, &SIZES[turn % 5..=turn % 5]);
        let is_valid = is_stream_of_jobs(bytes);
        *(if is_valid { &mut valid } else { &mut invalid }) += 1;
        assert_eq!(found.failures.is_empty(), is_valid, "{found:?} in {}", shown(bytes));
    };
    for stream in [&list[..], b"{} \n[{\"a\":1} , {\"b\":2}]\t{\"items\":{}}{\"c\":3}\r\n"] {
        each_broken(stream, |_, bytes| check(bytes));
        for at in 0..stream.len() {
            for by in [&b"0"[..], b"1", b"t", b"[", b":", b" ", b"\t", b"\x1f", b"\\u", b"\xc3\xa9"] {
                check(&[&stream[..at], by, &stream[at..]].concat());
            }
        }
    }
    assert!(valid > 300 && invalid > 1_000, "{valid} and {invalid}");
}

/// The first of repeated keys counts, in any spelling and any place.
#[test]
fn the_first_items_say_whether_it_is_a_list_response() {
    let of = |text: &str| {
        let found = found(&matcher(), false, text.as_bytes(), &SIZES);
        assert!(found.failures.is_empty(), "{found:?} in {text}");
        (found.count, found.lists.len())
    };
    let list = r#""items":[{"state":"ERROR"},{}]"#;
    for first in [
        r#""items":1"#,
        r#""items":{}"#,
        r#""items":null"#,
        r#""it\u0065ms":"[""#,
        r#""\u0069tems" : {"items":[]}"#,
    ] {
        for list in [list, r#""\u0069tems":[{"state":"ERROR"},{}]"#, r#""items" : [ ]"#] {
            for before in ["", r#""state":"ERROR","#, r#""state":"x","a":[{"items":[]}],"#] {
                for between in [",", r#","state":"ERROR","#, r#","state":"x","b":[{}],"#] {
                    assert_eq!(
                        of(&format!("{{{before}{first}{between}{list}}}\n{{}}\n")),
                        (2, 0),
                        "{first} {list}"
                    );
                    assert_eq!(
                        of(&format!("{{{before}{list}{between}{first}}}\n{{}}\n")).1,
                        1,
                        "{first} {list}"
                    );
                }
            }
        }
    }
}

/// Also where the filter is decided before the only one comes, and that is spelled with an escape.
#[test]
fn items_in_another_spelling_make_a_list_response() {
    for key in [r#""\u0069tems""#, r#""i\u0074ems""#, r#""\u0069\u0074\u0065\u006d\u0073""#] {
        for filler in 0..150 {
            let before = format!("{{\"state\":\"ERROR\",\"a\":\"{}\"", "x".repeat(filler));
            let bytes = format!("{before},{key}:[{{\"state\":\"ERROR\"}},{{}}]}}\n{{}}\n");
            let found = found(&matcher(), false, bytes.as_bytes(), &[usize::MAX]);
            assert_eq!((found.count, &found.lists[..]), (3, &[(2, None)][..]), "{bytes}");
        }
    }
}

#[test]
fn a_control_character_where_the_scan_looks_is_an_error() {
    for character in (0..0x20).filter(|character| *character != b'\n') {
        let text = [b"ERR", &[character][..], b"OR"].concat();
        for (before, after, is_looked_at) in [
            (&b"{\"state\":\""[..], &b"\"}"[..], true),
            (b"[{\"a\":{},\"state\":\"", b"\"}]", true),
            (b"{\"state\":\"\\u0045", b"\"}", true),
            // Keys that no filter names, and their values, are not.
            (b"{\"", b"\":1,\"state\":\"ERROR\"}", false),
            (b"{\"a\":\"", b"\",\"state\":\"ERROR\"}", false),
        ] {
            let bytes = [before, &text, after, b"\n{\"state\":\"ERROR\"}"].concat();
            for strict in [false, true].into_iter().filter(|strict| *strict || is_looked_at) {
                let found = found(&matcher_of("state in ('x','ERROR','ERR\u{1}OR')"), strict, &bytes, &SIZES);
                let failure = found.failures.first().map(|error| (error.offset(), error.message()));
                let place = (before.len() + 3) as u64;
                let message =
                    "a string contains a control character: JSON writes it with a backslash, as `\\t`";
                assert_eq!(failure, Some((place, message.to_owned())), "{}", shown(&bytes));
                assert_eq!((found.count, found.records.len()), (2, 1), "{}", shown(&bytes));
            }
        }
    }
}

#[test]
fn a_broken_array_where_the_scan_looks_is_an_error() {
    let looks = matcher_of("'x' in jobParams/a or name eq 'x'");
    let passes = matcher_of("jobParams/a eq 'y' or name eq 'x'");
    for (array, at, message) in [
        ("[1,]", 3, "this is not JSON"),
        ("[1 2]", 3, "this is not JSON"),
        ("[tru]", 1, "this is not JSON"),
        ("[01]", 1, "JSON has no such number"),
        ("[{\"x\"}]", 5, "this is not JSON"),
        ("[{1:2}]", 2, "this is not JSON"),
        ("[[1}]", 3, "this is not JSON"),
        ("[1}", 2, "this is not JSON"),
        ("[\"\\x\"]", 2, "JSON strings have no such escape"),
        ("[{\"a\\ud83d\":1}]", 4, "half of a surrogate pair is not a character"),
        (
            "[\"x\",\"a\tb\"]",
            7,
            "a string contains a control character: JSON writes it with a backslash, as `\\t`",
        ),
    ] {
        for (before, after) in
            [("{\"jobParams\":{\"a\":", "},\"name\":\"x\"}"), ("[{\"jobParams\":{\"b\":1,\"a\": ", "}}]")]
        {
            let bytes = format!("{before}{array}{after}\n{{\"jobParams\":{{\"a\":[\"x\"]}}}}");
            let found = found(&looks, false, bytes.as_bytes(), &SIZES);
            let failure = found.failures.first().map(|error| (error.offset(), error.message()));
            let place = (before.len() + at) as u64;
            assert_eq!(failure, Some((place, message.to_owned())), "{bytes}");
            assert_eq!((found.count, found.records.len()), (2, 1), "{bytes}");
            // A filter without items does not read them, nor does one that is already decided.
            let found = self::found(&passes, false, bytes.as_bytes(), &SIZES);
            assert_eq!(found.failures, [], "{bytes}");
        }
        let decided = format!("{{\"name\":\"x\",\"jobParams\":{{\"a\":{array}}}}}");
        assert_eq!(found(&looks, false, decided.as_bytes(), &SIZES).records.len(), 1, "{decided}");
    }
    // Without an end, the record has none.
    let found = found(&looks, false, b"{\"jobParams\":{\"a\":[1,", &SIZES);
    assert_eq!(found.failures[0].message(), "the input ends inside a record");
}

#[test]
fn failures_say_where() {
    let text = "{\"state\":\"é\",\"a\":\"x\ny\"}\n\n{\"state\":\"\\ud83d\"} {}\n  [{\"a\":1}, é]\n{\"b\":";
    let places = |bytes: &[u8]| -> Vec<_> {
        let found = found(&matcher_of("state ne 'x'"), false, bytes, &SIZES);
        found
            .failures
            .iter()
            .map(|error| (error.line(), error.column(), error.offset(), error.message()))
            .collect()
    };
    let expected = [
        (1, 20, 20, "a line ends inside a string: JSON writes it as `\\n`"),
        (4, 11, 36, "half of a surrogate pair is not a character"),
        (6, 1, 64, "the input ends inside a record"),
    ];
    let expected: Vec<_> =
        expected.map(|(line, column, at, text)| (line, column, at, text.to_owned())).into();
    assert_eq!(places(text.as_bytes()), expected);
    // Places are those of the text as UTF-8.
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(places(&utf16), expected);
    for (text, column, message) in [
        (r#"{"state":"a\ud83d"}"#, 12, "half of a surrogate pair is not a character"),
        (r#"{"state":"\ud83d\ue000"}"#, 11, "half of a surrogate pair is not a character"),
        (r#"{"state":"\udc00\udc00"}"#, 11, "half of a surrogate pair is not a character"),
        (r#"{"items":[],"a\ud83d":1}"#, 15, "half of a surrogate pair is not a character"),
        ("{\"state\":\"x\ny\"}", 12, "a line ends inside a string: JSON writes it as `\\n`"),
        ("{\"state\":\"x\\\ny\"}", 13, "a line ends inside a string: JSON writes it as `\\n`"),
    ] {
        assert_eq!(places(text.as_bytes()), [(1, column, column - 1, message.to_owned())], "{text}");
    }
}

/// A record that is not read to its end ends with its line, if that line ends like a record and
/// nothing on it shows another end, whatever is between.
#[test]
fn a_line_that_ends_as_a_record_does_is_one() {
    for (bytes, records, failed) in [
        (&b"{\"state\":\"ERROR\"},{}}\n{}\n"[..], 2, 0),
        (b"{\"state\":\"ERROR\"},{}}\r\n{}\r\n", 2, 0),
        // It ends somewhere else.
        (b"{\"state\":\"ERROR\"} ,{}}\n{}\n", 3, 1),
        (b"{\"state\":\"ERROR\",\"a\":{\"b\":1} \n{}\n", 2, 1),
        (b"{\"state\":\"ERROR\",\"a\":{\"b\":1}x\n{}\n", 2, 1),
    ] {
        let found = found(&matcher(), false, bytes, &SIZES);
        assert_eq!((found.count, found.failures.len()), (records, failed), "{found:?} in {}", shown(bytes));
    }
}

/// A signal during a read is not an error.
#[test]
fn what_is_interrupted_is_read_again() {
    struct Interrupted<'b>(&'b [u8], bool);
    impl Read for Interrupted<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(out) }
        }
    }
    for bytes in [&b"{\"state\":\"ERROR\"}"[..], b"\xff\xfe{\0}\0"] {
        let mut scan = matcher().scan(Interrupted(bytes, false), &ScanOptions::new().all(true));
        let record = if bytes[0] == b'{' { bytes } else { b"{}" };
        assert_eq!(scan.next().unwrap().and_then(|scanned| scanned.record()), Some(record));
        assert_eq!(scan.next().unwrap(), None);
    }
}

/// The error of the reader is the only one: the record at that place may be whole in the source.
#[test]
fn the_reader_fails_inside_of_a_record() {
    struct Failing<'b>(&'b [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::ErrorKind::TimedOut.into()) } else { self.0.read(out) }
        }
    }
    let whole = "{\"state\":\"ERROR\"}\n";
    for cut in ["", "{", "{\"state\":\"ERR", "[{}, ", "{\"items\":[{}"] {
        let bytes = format!("{whole}{cut}");
        let mut scan = matcher().scan(Failing(bytes.as_bytes()), &ScanOptions::new());
        assert_eq!(scan.next().unwrap().and_then(|scanned| scanned.record()), Some(whole.trim().as_bytes()));
        assert_eq!(scan.next().unwrap_err().kind(), io::ErrorKind::TimedOut, "{cut}");
        assert_eq!(scan.next().unwrap(), None, "{cut}");
        assert_eq!(scan.failed(), 0, "{cut}");
    }
}

/// Pieces of a stream that is never held as a whole.
struct Repeated<'b> {
    pieces: Vec<(&'b [u8], usize)>,
    at: usize,
}

impl Read for Repeated<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < out.len() {
            let Some((piece, times)) = self.pieces.first_mut().filter(|(_, times)| *times > 0) else {
                if self.pieces.is_empty() {
                    break;
                }
                self.pieces.remove(0);
                continue;
            };
            if let [byte] = piece {
                let count = (*times).min(out.len() - written);
                out[written..written + count].fill(*byte);
                (written, *times) = (written + count, *times - count);
                continue;
            }
            let count = (piece.len() - self.at).min(out.len() - written);
            out[written..written + count].copy_from_slice(&piece[self.at..self.at + count]);
            (written, self.at) = (written + count, self.at + count);
            if self.at == piece.len() {
                (*times, self.at) = (*times - 1, 0);
            }
        }
        Ok(written)
    }
}

/// Records, matched, failed, and the first message.
fn counts(strict: bool, pieces: &[(&[u8], usize)]) -> (u64, u64, u64, Option<String>) {
    let reader = Repeated { pieces: pieces.to_vec(), at: 0 };
    let mut scan = matcher().scan(reader, &ScanOptions::new().strict(strict));
    let mut message = None;
    while let Some(scanned) = scan.next().unwrap() {
        if let Scanned::Failed(error) = scanned {
            message.get_or_insert(error.message());
        }
    }
    (scan.records(), scan.matched(), scan.failed(), message)
}

#[test]
fn what_nests_deep_is_skipped_or_fails_and_costs_nothing() {
    const MANY: usize = 100_000;
    let last: (&[u8], usize) = (b"\n{\"state\":\"ERROR\"}\n", 1);
    for strict in [false, true] {
        for open in [&b"["[..], b"{\"a\":", b"{\"items\":[", b"{\"state\":", b"{", b"[[{\"x\":"] {
            let (records, matched, failed, _) = counts(strict, &[(open, MANY), last]);
            // The next lines may continue the open object.
            assert!(matched <= 1 && records == matched + failed && failed >= 1, "{}", shown(open));
            let (records, _, failed, _) = counts(strict, &[(open, MANY)]);
            assert_eq!((records, failed), (1, 1), "{}", shown(open));
            // A line each.
            let line = [open, b"\n"].concat();
            let (records, matched, failed, _) = counts(strict, &[(&line, MANY), last]);
            assert!(matched <= 1 && records == matched + failed, "{}", shown(open));
        }
        for (open, close) in [(&b"["[..], &b"]"[..]), (b"{\"state\":", b"}")] {
            let record = [
                (&b"{\"state\":\"ERROR\",\"a\":"[..], 1),
                (open, MANY),
                (b"1", 1),
                (close, MANY),
                (b"}", 1),
                last,
            ];
            let found = counts(strict, &record);
            let deep = strict.then(|| "the record nests deeper than 128".to_owned());
            assert_eq!(found, (2, 2 - u64::from(strict), u64::from(strict), deep), "{}", shown(open));
        }
    }
}

#[test]
fn long_strings_and_numbers_are_read() {
    const LONG: usize = 10 << 20;
    for strict in [false, true] {
        for (open, piece, close) in [
            (&b"{\"a\":\""[..], &b"x"[..], &b"\",\"state\":\"ERROR\"}"[..]),
            (b"{\"a\":\"", b"\\\\", b"\",\"state\":\"ERROR\"}"),
            (b"{\"state\":\"ERROR\",\"a\":1", b"0", b"}"),
            (b"{\"a\":-0.", b"9", b",\"state\":\"ERROR\"}"),
            (b"{", b" ", b"\"state\":\"ERROR\"}"),
            (b"", b"\n", b"{\"state\":\"ERROR\"}"),
        ] {
            let found = counts(strict, &[(open, 1), (piece, LONG / piece.len()), (close, 1), (b"\n{}", 1)]);
            assert_eq!(found, (2, 1, 0, None), "{}", shown(open));
        }
    }
}

#[test]
fn a_record_past_the_limit_fails_and_the_next_line_is_read() {
    let open = &b"{\"state\":\"ERROR\",\"a\":\""[..];
    let next = &b"\n{\"state\":\"ERROR\"}\n"[..];
    let too_long = Some("the record is longer than 64 MiB, which is the limit, and is skipped".to_owned());
    let of = |length: usize| {
        let inner = length - open.len() - 2;
        counts(false, &[(b"{}\n", 1), (open, 1), (b"x", inner), (b"\"}", 1), (next, 1)])
    };
    assert_eq!(of(RECORD), (3, 2, 0, None));
    assert_eq!(of(RECORD + 1), (3, 1, 1, too_long.clone()));
    assert_eq!(of(2 * RECORD), (3, 1, 1, too_long));
}

#[test]
fn a_record_without_an_end_is_given_up() {
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            out.fill(b' ');
            if self.0 == 0 {
                out[0] = b'{';
            }
            self.0 += out.len();
            assert!(self.0 < 4 << 20, "too much is read of one record");
            Ok(out.len())
        }
    }
    let mut scan = matcher().scan(Endless(0), &ScanOptions::new().longest_record(1_000));
    let Some(Scanned::Failed(error)) = scan.next().unwrap() else { panic!("it has no end") };
    assert!(error.message().contains("longer than 1000 bytes"), "{error}");
}

/// A line of the limit whose end is the last byte of a read, so the next read decides.
#[test]
fn a_line_of_the_limit_is_read_with_its_end() {
    let limit = (512 << 10) - "\r\n".len();
    let (start, end) = ("{\"state\":\"ERROR\",\"a\":\"", "\"},{}}");
    let bytes = format!("{start}{}{end}\r\n{{}}", "x".repeat(limit - start.len() - end.len()));
    let found = scan(&matcher(), &ScanOptions::new().longest_record(limit), bytes.as_bytes(), usize::MAX);
    assert_eq!((found.count, found.records.len(), found.failures.len()), (2, 1, 0));
}

/// A record that may end before its line is reported as soon as the line is there, and not later.
#[test]
fn a_record_is_told_once_its_line_is_there() {
    let stream = b"{\"state\":\"ERROR\",\"a\":{\"b\":1} }\n".repeat(40_000);
    let found = scan(&matcher(), &ScanOptions::new().longest_record(1_000), &stream, usize::MAX);
    assert_eq!((found.records.len(), found.failures.len()), (40_000, 0));
}

/// The same with any other limit, any size of reads and any line end.
#[test]
fn the_limit_of_a_record_is_the_callers() {
    for limit in [2_usize, 40, 1_000, 700_000] {
        for length in [limit - 1, limit, limit + 1, limit + 2, 3 * limit] {
            let record = match length {
                0..4 => format!("{{{}}}", " ".repeat(length.saturating_sub(2))),
                _ => format!("{{\"a\":{}}}", "1".repeat(length.saturating_sub(6))),
            };
            for (before, after) in [
                ("", ""),
                ("", "\r\n{}"),
                ("{}\n", "\n{}"),
                ("{}\r\n", "\r\n{}\r\n"),
                ("[{},", ",{}]"),
                ("[", "\n\n]\n{}"),
                ("[\n", ",\n{},\n{}\n]\n{}"),
            ] {
                let bytes = format!("{before}{record}{after}");
                let options = ScanOptions::new().all(true).longest_record(limit);
                for size in [1, 7, 1 << 16, usize::MAX].into_iter().filter(|size| *size > 7 || limit <= 1_000)
                {
                    let found = scan(&matcher(), &options, bytes.as_bytes(), size);
                    let failed = usize::from(record.len() > limit);
                    assert_eq!(
                        found.failures.len(),
                        failed,
                        "{limit}, {}, reads of {size}, {before}",
                        record.len()
                    );
                    let said = found.failures.first().map(RecordError::message);
                    assert!(said.is_none_or(|said| said.contains(&format!("longer than {limit} bytes"))));
                }
            }
        }
    }
}

#[test]
fn many_small_records_and_failures_take_linear_time() {
    // Each of these once took time for all input before it in its piece.
    let (records, matched, failed, _) = counts(false, &[(b"{x\n", 1 << 20)]);
    assert_eq!((records, matched, failed), (1 << 20, 0, 1 << 20));
    // After a long record, much is read at once, and not every event is kept.
    let record =
        [(&b"{\"a\":\""[..], 1), (b"x", 8 << 20), (b"\"}\n", 1), (b"{\"state\":\"ERROR\"}", 1 << 19)];
    let (records, matched, failed, _) = counts(false, &record);
    assert_eq!((records, matched, failed), (1 + (1 << 19), 1 << 19, 0));
}

#[test]
fn a_path_deeper_than_a_job_may_nest_finds_nothing() {
    let path = format!("jobParams{}", "/a".repeat(200));
    let matcher = matcher_of(&format!("{path} eq 1"));
    let nested =
        |depth: usize| format!("{{\"jobParams\":{}1{}}}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert_eq!(matcher.matches_slice(nested(127).as_bytes()), Ok(false));
    for depth in [128, 200] {
        let error = matcher.matches_slice(nested(depth).as_bytes()).unwrap_err();
        assert_eq!(error.message(), "the record nests deeper than 128");
    }
}

#[test]
fn a_slice_is_one_record_alone() {
    for text in ["", " ", "{}{}", "{}\n{}", "[]", "[{}]", r#"{"items":[]}"#, "[{},{}]"] {
        let error = matcher().matches_slice(text.as_bytes()).unwrap_err();
        assert_eq!(error.message(), "expected exactly one record", "{text}");
    }
    assert_eq!(matcher().matches_slice(b" {\"state\":\"ERROR\"}\n"), Ok(true));
}

#[test]
fn utf_16_of_every_length_is_read_whole() {
    // Characters of two, three and four bytes as UTF-8, at the end of each piece that is read.
    for filler in ["é", "€", "😀", "a😀€"] {
        let text = format!("{{\"name\":\"{}\",\"a\":\"x\"}}\n", filler.repeat(200));
        let text = text.repeat((600 << 10) / text.len());
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for size in [usize::MAX, 4095] {
            let found = scan(&matcher(), &ScanOptions::new().invert(true), &utf16, size);
            assert!(found.records.join(&b'\n') == text.trim_end().as_bytes(), "{filler} in reads of {size}");
            assert_eq!(found.failures, []);
        }
    }
    // Half a character at the end is invalid.
    let bytes = [&b"\xff\xfe{\0}\0"[..], b"\0"].concat();
    assert_eq!(scan(&matcher(), &ScanOptions::new(), &bytes, 3).failures.len(), 1);
}
