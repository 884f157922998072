//! Streams of records in each form that is read, and what a scan finds in them.

use std::io::{self, Read};

use comfilter::Matcher;
use comfilter::matcher::{RecordError, ScanOptions, Scanned};

/// How records follow each other.
pub struct Form {
    pub name: &'static str,
    /// Whether each record is at the top, where an object with an array `items` is a list response.
    pub is_top: bool,
    pub write: fn(&[&[u8]]) -> Vec<u8>,
    /// How the scan gives a record.
    pub given: fn(&[u8]) -> Vec<u8>,
}

/// Every form. The lines come first.
pub const FORMS: [Form; 14] = [
    Form { name: "lines", is_top: true, write: |records| each(b"", records, b"\n"), given: <[u8]>::to_vec },
    Form {
        name: "lines, no final newline",
        is_top: true,
        write: |records| between(b"", records, b"\n", b""),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "lines, CRLF",
        is_top: true,
        write: |records| each(b"", records, b"\r\n"),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "lines, byte-order mark and blank ones",
        is_top: true,
        write: |records| [&b"\xef\xbb\xbf \n"[..], &each(b"", records, b"\n\n\t\n")].concat(),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "lines, UTF-16 LE",
        is_top: true,
        write: |records| utf16(&each(b"", records, b"\r\n"), u16::to_le_bytes),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "lines, UTF-16 BE",
        is_top: true,
        write: |records| utf16(&each(b"", records, b"\n"), u16::to_be_bytes),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "on one line",
        is_top: true,
        write: |records| between(b"", records, b"", b""),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "pretty-printed",
        is_top: true,
        write: |records| records.iter().flat_map(|record| [&pretty(record)[..], b"\n"].concat()).collect(),
        given: pretty,
    },
    Form {
        name: "array",
        is_top: false,
        write: |records| between(b"[", records, b",", b"]"),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "arrays, pretty-printed",
        is_top: false,
        write: |records| {
            let array = |record: &&[u8]| [&pretty(&between(b"[", &[record], b"", b"]"))[..], b"\n"].concat();
            records.iter().flat_map(array).collect()
        },
        given: |record| {
            let array = pretty(&[b"[", record, b"]"].concat());
            array[1..array.len() - 1].trim_ascii().to_vec()
        },
    },
    Form {
        name: "list response",
        is_top: false,
        write: |records| between(br#"{"count":1,"items":["#, records, b",", b"],\"total\":7}\n"),
        given: <[u8]>::to_vec,
    },
    Form {
        name: "list response, items first",
        is_top: false,
        write: |records| {
            between(br#"{"items":["#, records, b",\n", br#"],"offset":{"items":[{}]},"items":[{}]}"#)
        },
        given: <[u8]>::to_vec,
    },
    Form {
        name: "list response, items last and escaped",
        is_top: false,
        write: |records| {
            let open = br#"{"state":"ERROR","name":"items","a":[{"items":[]}],"\u0069tem\u0073" : [ "#;
            between(open, records, b" , ", b" ] } ")
        },
        given: <[u8]>::to_vec,
    },
    Form {
        name: "pages one after another",
        is_top: false,
        write: |records| {
            let page = |record: &&[u8]| between(b"{\"total\":2,\n\"items\":\n[", &[record], b"", b"]\n}");
            records.iter().flat_map(page).collect()
        },
        given: <[u8]>::to_vec,
    },
];

fn each(before: &[u8], records: &[&[u8]], after: &[u8]) -> Vec<u8> {
    records.iter().flat_map(|record| [before, record, after].concat()).collect()
}

fn between(open: &[u8], records: &[&[u8]], between: &[u8], close: &[u8]) -> Vec<u8> {
    [open, &records.join(between), close].concat()
}

fn utf16(text: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = std::str::from_utf8(text).unwrap();
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// JSON with each member and item on a separate line, and nothing else changed.
pub fn pretty(json: &[u8]) -> Vec<u8> {
    let (mut out, mut depth, mut is_inside, mut is_escaped) = (Vec::new(), 0, false, false);
    for byte in json.trim_ascii() {
        let line = |depth: usize| [&b"\n"[..], &b"  ".repeat(depth)].concat();
        match byte {
            _ if is_inside => {
                out.push(*byte);
                is_inside = is_escaped || *byte != b'"';
                is_escaped = *byte == b'\\' && !is_escaped;
            }
            b'{' | b'[' => {
                depth += 1;
                out.push(*byte);
                out.extend(line(depth));
            }
            b'}' | b']' => {
                depth -= 1;
                out.extend(line(depth));
                out.push(*byte);
            }
            b',' => {
                out.push(*byte);
                out.extend(line(depth));
            }
            b':' => out.extend(b": "),
            b' ' | b'\n' | b'\r' | b'\t' => {}
            _ => {
                is_inside = *byte == b'"';
                out.push(*byte);
            }
        }
    }
    out
}

/// A reader with reads of at most this size.
pub struct Pieces<'b> {
    pub bytes: &'b [u8],
    pub size: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let room = out.len().min(self.size);
        self.bytes.read(&mut out[..room])
    }
}

/// The result of a scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub records: Vec<Vec<u8>>,
    pub failures: Vec<RecordError>,
    /// The items and the `total` of each list response.
    pub lists: Vec<(u64, Option<u64>)>,
    /// How many records there were in all.
    pub count: u64,
}

impl Found {
    fn add(&mut self, scanned: Scanned<'_>) {
        match scanned {
            Scanned::Record(record) => self.records.push(record.to_vec()),
            Scanned::Failed(error) => self.failures.push(error),
            Scanned::List { items, total } => self.lists.push((items, total)),
            other => panic!("{other:?}"),
        }
    }
}

/// Scans bytes in memory.
fn scan_slice(matcher: &Matcher, options: &ScanOptions, bytes: &[u8]) -> Found {
    let mut scan = matcher.scan_slice(bytes, options);
    let mut found = Found { records: Vec::new(), failures: Vec::new(), lists: Vec::new(), count: 0 };
    scan.by_ref().for_each(|scanned| found.add(scanned));
    found.count = scan.records();
    assert_eq!((scan.matched(), scan.failed()), (found.records.len() as u64, found.failures.len() as u64));
    found
}

/// Scans to the end, with reads of this size; all at once, as a slice too.
pub fn scan(matcher: &Matcher, options: &ScanOptions, bytes: &[u8], size: usize) -> Found {
    let mut scan = matcher.scan(Pieces { bytes, size }, options);
    let mut found = Found { records: Vec::new(), failures: Vec::new(), lists: Vec::new(), count: 0 };
    while let Some(scanned) = scan.next().unwrap() {
        found.add(scanned);
    }
    assert_eq!(scan.next().unwrap(), None);
    found.count = scan.records();
    assert_eq!(scan.matched(), found.records.len() as u64);
    assert_eq!(scan.failed(), found.failures.len() as u64);
    // A slice is UTF-8, and its records end even if they are too long.
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_cut = found.failures.iter().any(|error| error.message().contains("longer than"));
    if size == usize::MAX && !is_utf16 && !is_cut {
        assert_eq!(scan_slice(matcher, options, bytes), found, "as a slice: {}", bytes.escape_ascii());
    }
    found
}
