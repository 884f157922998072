//! The kernels agree with each other and with a reader byte by byte, on every length and every
//! alignment. So does the whole scan, for any division of the bytes into pieces.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use super::cursor::{Fault, ScanStop, Step};
use super::documents::{Documents, DocumentsRun, Event, RecordCounts, RecordSearch};
use super::kernel::{Endings, Kernel, KernelRun, Portable, block, four_blocks, three_blocks};
use super::marks::{self, Doubts, KeyMark, LineEnd};
use super::plan::Plan;
#[cfg(target_arch = "x86_64")]
use super::simd::Best;
use super::validate::Validator;
use crate::limits::RECORD;
use crate::matcher::Matcher;
use crate::matcher::{ScanOptions, Scanned, Verdict};
use crate::{Filter, Schema};

/// All bytes that a scan distinguishes, valid and invalid.
const BYTES: &[u8] =
    b"{{{}}}[[]]\"\"\"\"\"\\\\\\,,::\n\n\n\r\t  itemsu006970\x00\x1f\x7f\x80\xc3\xef\xbb\xbf\xffe1-";

/// The longest text of these tests: three blocks and a bit.
const LENGTH: usize = 200;

/// splitmix64
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Runs with inputs of each length after each number of other bytes, and so at each alignment. An
/// input ends with its allocation, so a sanitizer sees every read past the end.
fn at_every_length_and_alignment(
    mut text: impl FnMut(&mut Random, usize) -> Vec<u8>,
    test: impl Fn(&mut Random, &[u8]),
) {
    let mut random = Random(3);
    for length in 0..=LENGTH {
        for before in 0..64 {
            let mut bytes = vec![b'"'; before];
            bytes.extend(text(&mut random, length));
            let bytes = bytes.into_boxed_slice();
            test(&mut random, &bytes[before..]);
        }
    }
}

fn any_bytes(random: &mut Random, length: usize) -> Vec<u8> {
    (0..length).map(|_| random.pick(BYTES)).collect()
}

/// Calls a generic function with each kernel that the processor has.
macro_rules! with_each_kernel {
    (|$kernel:ident| $body:expr) => {{
        #[cfg(target_arch = "x86_64")]
        for best in Best::all() {
            match best {
                Best::Portable => {
                    let $kernel = Portable;
                    $body
                }
                Best::Avx2($kernel) => $body,
                Best::Avx512($kernel) => $body,
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            let $kernel = Portable;
            $body
        }
    }};
}

/// Bit `i` is the result of `is` for byte `at + i`; zeros past the end.
fn naive(bytes: &[u8], at: usize, is: impl Fn(u8) -> bool) -> u64 {
    (0..64).filter(|i| is(bytes.get(at + i).copied().unwrap_or(0))).fold(0, |mask, i| mask | 1 << i)
}

fn check_operations<K: Kernel>(kernel: K, bytes: &[u8], at: usize, random: &mut Random) {
    let here = block(kernel, bytes, at);
    let among = random.next() & random.next();
    for byte in *b"\"\\\n{}it\0\xff" {
        let is = naive(bytes, at, |other| other == byte);
        assert_eq!(kernel.equal(here, byte), is, "{byte} in {bytes:?} from {at}");
        assert_eq!(kernel.equal_where(among, here, byte), is & among, "{byte} in {bytes:?} from {at}");
    }
    for byte in *b"{}" {
        let is = naive(bytes, at, |other| other == byte || other == byte - 0x20);
        assert_eq!(kernel.equal_folded(here, byte), is, "{byte} in {bytes:?} from {at}");
    }
    let unlike = naive(bytes, at, |byte| !b",]}".contains(&byte));
    // Half of the bytes that the fold equates are not ASCII, or not in JSON outside of strings.
    assert_eq!(kernel.unlike_where(among, here), unlike & among, "{bytes:?} from {at}");
    let (same, before) = four_blocks(kernel, bytes, at);
    assert_eq!(kernel.equal(same, b'"'), naive(bytes, at, |byte| byte == b'"'), "{bytes:?} {at}");
    let texts: Vec<&[u8]> = (0..random.below(12)).map(|_| random.pick(&TEXTS)).collect();
    let byte_before = |i: usize, count: usize| (at + i).checked_sub(count).and_then(|place| bytes.get(place));
    let ends = |i: usize, text: &[u8]| {
        let mut last = (1..).zip(text.iter().rev()).take(3);
        last.all(|(count, byte)| byte_before(i, count).unwrap_or(&0) == byte)
    };
    let is_end = (0..64).filter(|i| texts.iter().any(|text| ends(*i, text)));
    let is_end = is_end.fold(0, |mask, i| mask | 1 << i);
    let found = kernel.ends_where(among, before, &Endings::new(texts.iter().copied()));
    assert_eq!(found & is_end, is_end & among, "{texts:?} in {bytes:?} from {at}");
    assert_eq!(found, found & among);
    // A group compares its strings by halves of bytes, so only a single string is exact.
    if let [text] = *texts {
        assert_eq!(found, is_end & among, "{text:?} in {bytes:?} from {at}");
    }
    let control = naive(bytes, at, |byte| byte < b' ');
    assert_eq!(kernel.control(here), control, "{bytes:?} from {at}");
    assert_eq!(kernel.bit_5(here), naive(bytes, at, |byte| byte & 0x20 != 0), "{bytes:?} from {at}");
    let blank = naive(bytes, at, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    assert_eq!(kernel.blank(here), blank, "{bytes:?} from {at}");
    let unusual = naive(bytes, at, |byte| byte < b' ' || !byte.is_ascii());
    assert_eq!(kernel.control_or_wide(here), unusual, "{bytes:?} from {at}");
    if at >= 2 {
        for (block, from) in three_blocks(kernel, bytes, at).into_iter().zip(at - 2..) {
            assert_eq!(
                kernel.equal(block, b'"'),
                naive(bytes, from, |byte| byte == b'"'),
                "{bytes:?} {from}"
            );
        }
    }
}

fn check_bits<K: Kernel>(kernel: K, bits: u64, mask: u64) {
    let (mut extracted, mut count) = (0, 0);
    let (mut parity, mut odd) = (0, 0);
    for place in 0..64 {
        if mask >> place & 1 == 1 {
            extracted |= (bits >> place & 1) << count;
            count += 1;
        }
        odd ^= bits >> place & 1;
        parity |= odd << place;
    }
    assert_eq!(kernel.extract(bits, mask), extracted, "{bits:x} {mask:x}");
    assert_eq!(kernel.parity(bits), parity, "{bits:x}");
}

#[test]
fn each_operation_of_each_kernel_is_what_it_says() {
    at_every_length_and_alignment(any_bytes, |random, bytes| {
        for at in [0, random.below(bytes.len() + 1), bytes.len().saturating_sub(64), bytes.len()] {
            with_each_kernel!(|kernel| check_operations(kernel, bytes, at, random));
        }
    });
    let mut random = Random(5);
    for _ in 0..20_000 {
        let sparse = random.next() & random.next();
        for (bits, mask) in [(random.next(), sparse), (sparse, !sparse), (0, u64::MAX), (u64::MAX, u64::MAX)]
        {
            with_each_kernel!(|kernel| check_bits(kernel, bits, mask));
        }
    }
}

/// The searched endings.
const TEXTS: [&[u8]; 7] = [b"\"", b"\"e", b"\"it", b"\"ite", "\"\u{c3}".as_bytes(), b"tem", b"\"items"];

/// The end of the outermost of `depth` containers, byte by byte.
fn naive_end(bytes: &[u8], start: usize, at: usize, mut depth: u32) -> Step<usize> {
    let (mut is_inside, mut is_escaped) = (false, false);
    for place in at..bytes.len() {
        let byte = bytes[place];
        let was_escaped = is_escaped;
        is_escaped = byte == b'\\' && !was_escaped;
        match byte {
            b'\n' if is_inside => return Err(ScanStop::Broken(place, Fault::LineInString)),
            b'"' if !was_escaped => is_inside = !is_inside,
            b'{' | b'[' if !is_inside => {
                if byte == b'{' && place > at && bytes[place - 1] == b'\n' {
                    let checked = Validator::new(start).advance(bytes, place + 1);
                    let is_behind = bytes[..place].trim_ascii_end().last() == Some(&b'}');
                    checked
                        .map_err(|(at, fault)| ScanStop::Broken(if is_behind { place } else { at }, fault))?;
                }
                depth += 1;
            }
            b'}' | b']' if !is_inside => {
                depth -= 1;
                if depth == 0 {
                    return Ok(place + 1);
                }
            }
            _ => {}
        }
    }
    Err(ScanStop::More)
}

fn check_ends<K: Kernel>(kernel: K, bytes: &[u8], at: usize, depth: u32) {
    let naive = naive_end(bytes, 0, at, depth);
    let next = kernel.next::<false>(bytes, at, depth, &Endings::default(), &mut Doubts::new(0));
    assert_eq!(next, naive.map(KeyMark::End), "{:?} from {at}", String::from_utf8_lossy(bytes));
    let endings = Endings::new([&b"\"items"[..], b"\"st"].into_iter());
    let mut doubts = Doubts::new(0);
    let mut next = (at, depth);
    let end = loop {
        let mark = kernel.next::<true>(bytes, next.0, next.1, &endings, &mut doubts);
        let portable = Portable.next::<true>(bytes, next.0, next.1, &endings, &mut Doubts::new(0));
        assert_eq!(mark, portable, "{:?} from {next:?}", String::from_utf8_lossy(bytes));
        match mark {
            Ok(KeyMark::Key { quote, .. }) => next = (quote + 1, 1),
            end => break end,
        }
    };
    assert_eq!(end, naive.map(KeyMark::End), "{:?} from {at}", String::from_utf8_lossy(bytes));
    // A known end has the result of a line end before another record, if the bytes have no other line end.
    for until in (at.max(2) + 1..=bytes.len()).step_by(31) {
        let placed = kernel.line_end(bytes, at, true, until);
        assert_eq!(placed, marks::line_end(Portable, bytes, at, true, until));
        let line = [&bytes[..until], b"\n{"].concat();
        let has_line = bytes[at.max(2)..until].contains(&b'\n') || bytes[until - 1] == b'\r';
        let expected = match has_line {
            true => Ok(LineEnd::Doubt),
            false => kernel.line_end(&line, at, true, usize::MAX),
        };
        // An escape in the same block, after the record, leaves a doubt.
        if placed != Ok(LineEnd::Doubt) || !bytes[until..].contains(&b'\\') {
            assert_eq!(placed, expected, "{:?} from {at} to {until}", String::from_utf8_lossy(bytes));
        }
    }
    for is_last in [false, true] {
        let end = kernel.line_end(bytes, at, is_last, usize::MAX);
        assert_eq!(end, marks::line_end(Portable, bytes, at, is_last, usize::MAX));
        let Ok(LineEnd::End(end)) = end else {
            assert!(!is_last || end.is_ok(), "at the end all is told");
            continue;
        };
        let from = at.max(2).min(bytes.len());
        let line = bytes[from..].iter().position(|byte| *byte == b'\n').map(|line| from + line);
        let line_end = line.unwrap_or(bytes.len());
        let has_return = line.is_some() && bytes[line_end - 1] == b'\r';
        assert_eq!(end, line_end - usize::from(has_return));
        assert_eq!(bytes[end - 1], b'}');
        assert!(bytes.get(line_end + 1).map_or(is_last, |next| *next == b'{') || line.is_none() && is_last);
        let begins =
            |pair: &[u8]| pair[0] == b'}' && matches!(pair[1], b'{' | b'[' | b' ' | b'\r' | b'\t' | 0xef);
        assert!(
            !bytes[from.saturating_sub(1)..end].windows(2).any(begins),
            "{:?} from {at}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn containers_and_lines_end_where_they_end() {
    for text in [any_bytes, any_objects] {
        at_every_length_and_alignment(text, |random, bytes| {
            let at = random.below(bytes.len() + 1).min(random.below(8));
            let depth = 1 + u32::try_from(random.below(3)).unwrap();
            with_each_kernel!(|kernel| check_ends(kernel, bytes, at, depth));
        });
    }
}

#[test]
fn many_brackets_in_one_block_close_what_they_close() {
    let mut random = Random(11);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..150).map(|_| random.pick(b"{}[]}x\"\"")).collect();
        let depth = 1 + u32::try_from(random.below(70)).unwrap();
        with_each_kernel!(|kernel| check_ends(kernel, &bytes, 0, depth));
    }
}

/// The end of a valid object, byte by byte, if no member at the top can be the items of a list.
fn naive_valid_end(bytes: &[u8]) -> Option<usize> {
    let end = naive_end(bytes, 0, 1, 1).ok()?;
    Validator::check(&bytes[..end]).ok()?;
    let (mut depth, mut is_inside, mut key) = (0, false, 0..0);
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' if is_inside => (is_inside, key.end) = (false, at),
            b'"' => (is_inside, key.start) = (true, at + 1),
            _ if is_inside => {}
            b'[' if depth == 1 => {
                let key = &bytes[key.clone()];
                let key = &key[key.iter().rposition(|byte| *byte == b'"').map_or(0, |quote| quote + 1)..];
                if key == b"items" || key.contains(&b'\\') {
                    return None;
                }
                depth += 1;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    Some(end)
}

fn check_valid<K: Kernel>(kernel: K, bytes: &[u8], before: usize) {
    let naive = naive_valid_end(&bytes[before..]);
    let found = kernel.object_end(bytes, before);
    assert_eq!(found, naive.map(|end| before + end), "{:?}", String::from_utf8_lossy(&bytes[before..]));
}

#[test]
fn an_object_is_valid_where_the_validator_says_so() {
    let text = |random: &mut Random, length: usize| {
        let mut bytes = b"{".to_vec();
        match random.below(4) {
            0 => bytes.extend(any_bytes(random, length)),
            1 => bytes.extend(any_tokens(random, length)),
            2 => bytes = any_objects(random, length + 1),
            _ => bytes = broken_record(random, length + 1),
        }
        bytes
    };
    let valid = std::cell::Cell::new(0);
    at_every_length_and_alignment(text, |_, bytes| {
        if bytes.first() == Some(&b'{') {
            with_each_kernel!(|kernel| check_valid(kernel, bytes, 0));
            valid.set(valid.get() + u32::from(naive_valid_end(bytes).is_some()));
        }
    });
    assert!(valid.get() > 1_000, "{}", valid.get());
}

/// Each value after each number of blanks and in each place of a block, as an item and as a member.
#[test]
fn each_value_is_valid_at_each_place_of_a_block() {
    const VALUES: &str = "0|-0|-|01|1.|1.5|.5|1e|1e5|1E+05|-1.25e-9|1x|truе|true|tru|trues|null|nul|false|fals|\
        \"\"|\"|\"a\\\"|\"\\\\\"|\"\\x\"|\"\\u12\"|\"\\u00e9\"|\"\\ud800\"|\"\\ud83d\\ude00\"|\"\\ud83d\\u0041\"|\"\\ude00\"|\"\t\"|\
        \"é\"|\"\\\\\\n\\/\"|é|\\|{}|[]|{]|[}|[,]|[1,]|[1 2]|[1,2]|{\"a\"}|{\"a\":}|{\"a\":1,}|{\"a\":1}|{\"a\",1}|{1:2}|{a:1}|\
        {\"a\":1 \"b\":2}|{\"a\":1,\"b\":[{},{}]}|[\"a\":1]|[:]|{:}|{,}|[[]]|[{}|]|}|,|:|1,\"b\":2|1,2|\"a\" \"b\"|\"a\"1|1\"a\"|{}{}|[][]|\
        \u{1}|1\u{1}|\u{a0}1|1/**/|NaN";
    for value in VALUES.split('|') {
        for before in 0..66 {
            for blank in ["", " ", "\n", "\t\r \n"] {
                let name = "n".repeat(before);
                for text in [
                    format!("{{\"{name}\":{blank}{value}{blank}}}"),
                    format!("{{\"{name}\"{blank}:{value},{blank}\"b\":[{value}{blank},{blank}{value}]}}\n"),
                    format!("{{\"a\":{{{}\"b\":{value}}}{blank}}}x", " ".repeat(before)),
                ] {
                    with_each_kernel!(|kernel| check_valid(kernel, text.as_bytes(), 0));
                    let after = format!("{blank}{text}");
                    with_each_kernel!(|kernel| check_valid(kernel, after.as_bytes(), blank.len()));
                }
            }
        }
    }
    for bad in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xe2\x82", b"\xc0\x80"] {
        for before in 0..130 {
            let text = [b"{\"", &vec![b'n'; before][..], b"\":\"", bad, b"\"}"].concat();
            with_each_kernel!(|kernel| assert_eq!(kernel.object_end(&text, 0), None));
        }
    }
    for depth in [127, 128, 129] {
        let text = format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        with_each_kernel!(|kernel| assert_eq!(kernel.object_end(text.as_bytes(), 0).is_some(), depth <= 128));
    }
}

/// Tokens of JSON, mostly in an order that JSON allows.
fn any_tokens(random: &mut Random, length: usize) -> Vec<u8> {
    const TOKENS: [&str; 16] = [
        "\"a\":",
        "\"a\"",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "1",
        "-2.5",
        "true",
        "null",
        " ",
        "\n",
        "{}",
        "\"\\n\":1,",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < length {
        bytes.extend(random.pick(&TOKENS).bytes());
    }
    bytes.extend(random.pick(&["}", "]}", "1}", "}}"]).bytes());
    bytes
}

/// Objects, one after the other.
fn any_objects(random: &mut Random, length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < length {
        bytes.extend(record(random).into_bytes());
        bytes.extend(random.pick(&[&b"\n"[..], b"\n", b"\n", b"", b" ", b"\r\n", b"[{}]", b"\xef\xbb\xbf"]));
    }
    bytes.truncate(length);
    bytes
}

/// Any contents of a stream, broken in places.
fn any_stream(random: &mut Random, length: usize) -> Vec<u8> {
    const PIECES: [&str; 24] = [
        "{\"state\":\"ERROR\"}",
        "{\"state\":\"x\"}",
        "{\"state\":\"ERROR\",\"a\":{}}\n",
        "\n",
        "\n{",
        "{\"items\":[",
        "\"items\":[",
        "\"\\u0069tems\":[",
        "\"total\":3,",
        "]}",
        "]}\n",
        "],",
        "{},",
        "{}",
        "[",
        "]",
        "\"",
        "\\",
        ",\"a\":1",
        ":",
        "1",
        "\u{feff}",
        " ",
        "\r\n",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < length {
        bytes.extend(random.pick(&PIECES).bytes());
    }
    bytes.truncate(length);
    bytes
}

fn matcher() -> Matcher {
    "state eq 'ERROR' or resource/id eq 'é'".parse::<Filter>().unwrap().matcher()
}

/// Filters of lists with arrays, too.
fn matchers() -> [Matcher; 4] {
    let policies = Schema::of_list("approval-policies").unwrap();
    let of_policies = |text| policies.check(text).into_result().unwrap().matcher();
    [
        matcher(),
        "'é' in jobParams or toupper(state) eq 'ERROR'".parse::<Filter>().unwrap().matcher(),
        of_policies("policyData/resources/id eq 'é'"),
        of_policies("policyData/resources/type ne 'é' and not policyData/resources/id in ('x',null)"),
    ]
}

/// The result of a scan with one kernel, of bytes in pieces of `piece` bytes.
fn scanned(
    matcher: &Matcher,
    strict: bool,
    bytes: &[u8],
    piece: usize,
    run: &dyn Fn(DocumentsRun<'_, '_>) -> usize,
) -> (Vec<Event>, RecordCounts) {
    let plan = Plan::new(&matcher.0.program, &[]);
    let search = RecordSearch {
        program: &matcher.0.program,
        plan: &plan,
        set: None,
        invert: false,
        all: false,
        least: Verdict::True,
        strict,
        longest: RECORD,
        signs: None,
    };
    let mut documents = Documents::new(search);
    let (mut events, mut from, mut to) = (Vec::new(), 0, 0);
    while to < bytes.len() || to == 0 {
        to = to.saturating_add(piece).min(bytes.len());
        let mut on = |event| {
            events.push(match event {
                Event::Record(range, filters) => Event::Record(from + range.start..from + range.end, filters),
                Event::Failed { start, place, fault } => {
                    Event::Failed { start: from + start, place: from + place, fault }
                }
                other => other,
            });
            ControlFlow::Continue(())
        };
        let is_last = to == bytes.len();
        let run_over =
            DocumentsRun { documents: &mut documents, search, bytes: &bytes[from..to], is_last, on: &mut on };
        from += run(run_over);
        assert!(from <= to);
        if is_last {
            assert_eq!(from, bytes.len());
            break;
        }
    }
    (events, documents.counts)
}

/// A kernel that leaves every record to the validator.
#[derive(Debug, Clone, Copy)]
struct Doubtful;

impl Kernel for Doubtful {
    type Block = [u8; 64];

    fn load(self, bytes: &[u8; 64]) -> [u8; 64] {
        *bytes
    }

    fn equal(self, block: [u8; 64], byte: u8) -> u64 {
        Portable.equal(block, byte)
    }

    fn equal_folded(self, block: [u8; 64], byte: u8) -> u64 {
        Portable.equal_folded(block, byte)
    }

    fn unlike_where(self, mask: u64, block: [u8; 64]) -> u64 {
        Portable.unlike_where(mask, block)
    }

    fn ends_where(self, mask: u64, before: [[u8; 64]; 3], endings: &Endings) -> u64 {
        Portable.ends_where(mask, before, endings)
    }

    fn control(self, block: [u8; 64]) -> u64 {
        Portable.control(block)
    }

    fn bit_5(self, block: [u8; 64]) -> u64 {
        Portable.bit_5(block)
    }

    fn blank(self, block: [u8; 64]) -> u64 {
        Portable.blank(block)
    }

    fn control_or_wide(self, block: [u8; 64]) -> u64 {
        Portable.control_or_wide(block)
    }

    fn extract(self, bits: u64, mask: u64) -> u64 {
        Portable.extract(bits, mask)
    }

    fn parity(self, bits: u64) -> u64 {
        Portable.parity(bits)
    }

    fn object_end(self, _: &[u8], _: usize) -> Option<usize> {
        None
    }
}

/// The same, with each kernel.
fn scanned_by_each(
    matcher: &Matcher,
    strict: bool,
    bytes: &[u8],
    piece: usize,
) -> (Vec<Event>, RecordCounts) {
    let expected = scanned(matcher, strict, bytes, piece, &|run| run.with(Portable));
    #[cfg(target_arch = "x86_64")]
    for best in Best::all() {
        let found = scanned(matcher, strict, bytes, piece, &|run| best.run(run));
        assert_eq!(found, expected, "{best:?} of {:?}", String::from_utf8_lossy(bytes));
    }
    if strict {
        let found = scanned(matcher, true, bytes, piece, &|run| run.with(Doubtful));
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(bytes));
    }
    let (events, counts) = &expected;
    let failed = events.iter().filter(|event| matches!(event, Event::Failed { .. })).count() as u64;
    let matched = events.iter().filter(|event| matches!(event, Event::Record(..))).count() as u64;
    assert_eq!((counts.failed, counts.matched), (failed, matched));
    assert!(failed + matched <= counts.records);
    // In their order, none twice.
    let mut last = 0;
    for event in events {
        let (start, end) = match event {
            Event::Record(range, _) => (range.start, range.end),
            Event::Failed { start, place, .. } => (*start, *place),
            Event::List { .. } => continue,
        };
        assert!(last <= start && start <= end, "{events:?} of {:?}", String::from_utf8_lossy(bytes));
        last = end;
    }
    expected
}

#[test]
fn the_scan_each_kernel_says_the_same() {
    let matchers = matchers();
    let any =
        |random: &mut Random, length| random.pick(&[any_bytes, any_objects, any_stream])(random, length);
    at_every_length_and_alignment(any, |random, bytes| {
        let piece = if random.one_in(2) { 1 + random.below(80) } else { usize::MAX };
        let matcher = &matchers[random.below(matchers.len())];
        scanned_by_each(matcher, random.one_in(3), bytes, piece);
    });
}

/// A valid record, with at most one of each key, on one line or on several.
fn record(random: &mut Random) -> String {
    let mut keys = vec![
        "state",
        "resource",
        "name",
        "note",
        "items",
        "é",
        "a\\\"b",
        "st\\u0061te2",
        "it",
        "jobParams",
        "policyData",
    ];
    let mut members = Vec::new();
    for _ in 0..random.below(6) {
        let key = keys.swap_remove(random.below(keys.len()));
        let value = match key {
            "state" => {
                random.pick(&["\"ERROR\"", "\"\\u0045RROR\"", "\"RUNNING\"", "null", "{\"state\":\"ERROR\"}"])
            }
            "resource" => {
                random.pick(&["{\"id\":\"\\u00e9\"}", "{\"id\":\"é\",\"x\":[]}", "{}", "[{\"id\":\"é\"}]"])
            }
            "jobParams" => random.pick(&[
                "[\"é\"]",
                "[ 1 , {\"a\":[]} ,\n \"\\u00e9\"]",
                "[]",
                "[\"]\",\"\\\\\",[\"é\"]]",
                "{\"jobParams\":[\"é\"]}",
                "null",
            ]),
            "policyData" => random.pick(&[
                "{\"resources\":[{\"id\":\"é\"}]}",
                "{\"a\":[],\"resources\":[{},{\"resourceId\":\"x\",\"type\":\"é\"},\n{\"\\u0069d\":\"\\u00e9\"}]}",
                "{\"resources\":[ ]}",
                "{\"resources\":{\"id\":\"é\"}}",
                "[{\"resources\":[{\"id\":\"é\"}]}]",
            ]),
            "items" => random.pick(&["1", "{\"items\":[{\"state\":\"ERROR\"}]}", "\"items\\\":[\""]),
            _ => random.pick(&[
                "\"}{\"",
                "\"{\\\\\"",
                "[[{}],[]]",
                "-1.5e3",
                "true",
                "{\"items\":[]}",
                "\"\\n{\"",
                "\"\"",
            ]),
        };
        members.push(format!("\"{key}\":{value}"));
    }
    let between = random.pick(&[",", ",", ", ", ",\n", ",\n  ", ",\r\n\t"]);
    let blank = random.pick(&["", "", " ", "\n", "\r\n"]);
    format!("{{{blank}{}{blank}}}", members.join(between))
}

/// A stream of valid documents, and the places of its records.
fn stream(random: &mut Random) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut records) = (String::new(), Vec::new());
    let add = |text: &mut String, records: &mut Vec<_>, random: &mut Random| {
        let start = text.len();
        text.push_str(&record(random));
        records.push(start..text.len());
    };
    for _ in 0..random.below(5) {
        if random.one_in(8) {
            text.push('\u{feff}');
        }
        match random.below(4) {
            0 | 1 => add(&mut text, &mut records, random),
            kind => {
                let (open, close) = if kind == 2 {
                    ("[", "]".to_owned())
                } else {
                    let rest =
                        random.pick(&["", ",\"total\":7", ",\"a\":[{}],\"items\":[{}]", " , \"b\" : {} \n"]);
                    let open = random.pick(&[
                        "{\"items\":[",
                        "{\"count\":1,\"\\u0069t\\u0065ms\" : \n[",
                        "{\"state\":\"ERROR\",\"offset\":0,\"items\":[",
                    ]);
                    (open, format!("]{rest}}}"))
                };
                text.push_str(open);
                for number in 0..random.below(4) {
                    let _ =
                        write!(text, "{}", if number > 0 { random.pick(&[",", ",\n", " , "]) } else { "" });
                    add(&mut text, &mut records, random);
                }
                text.push_str(&close);
            }
        }
        text.push_str(random.pick(&["\n", "\n", "", "\r\n", " ", "\n\n", "\n \n"]));
    }
    (text, records)
}

#[test]
fn a_stream_says_the_same_in_whatever_pieces_it_comes() {
    let (matchers, mut random) = (matchers(), Random(23));
    for round in 0..1_000 {
        let matcher = &matchers[round % matchers.len()];
        let (text, records) = stream(&mut random);
        let expected: Vec<_> = records
            .iter()
            .filter(|range| {
                matcher.matches(&serde_json::from_slice(&text.as_bytes()[(*range).clone()]).unwrap())
            })
            .cloned()
            .collect();
        for piece in [1, 2, 3, 7, 64, 65, 200, usize::MAX] {
            let (events, counts) = scanned_by_each(matcher, piece % 2 == 1, text.as_bytes(), piece);
            let matched: Vec<_> = events
                .into_iter()
                .filter_map(|event| match event {
                    Event::Record(range, _) => Some(range),
                    Event::Failed { place, fault, .. } => panic!("{fault:?} at {place}: {text:?}"),
                    Event::List { .. } => None,
                })
                .collect();
            assert_eq!(matched, expected, "pieces of {piece}: {text:?}");
            assert_eq!(counts.records, records.len() as u64, "pieces of {piece}: {text:?}");
        }
    }
}

/// Also for broken records whose fault depends on the next bytes.
#[test]
fn what_is_broken_says_the_same_in_whatever_pieces_it_comes() {
    for text in [
        // The first record would end before its line does.
        "{\"state\":\"ERROR\"},{}}\n{}\n",
        // More follows a record on its line.
        "{\"state\":\"ERROR\"}}\n{}\n",
        "{\"state\":\"ERROR\"}x\n{}\n",
        "{\"state\":\"ERROR\"},\n{}\n",
        // A comma is missing after the end of a line.
        "[{}\n{\"state\":\"ERROR\"}\n{}\n",
    ] {
        for strict in [false, true] {
            let expected = scanned_by_each(&matcher(), strict, text.as_bytes(), usize::MAX);
            for piece in 1..text.len() {
                let found = scanned_by_each(&matcher(), strict, text.as_bytes(), piece);
                assert_eq!(found, expected, "pieces of {piece}: {text:?}");
            }
        }
    }
}

/// Records with one byte changed or removed.
fn broken_record(random: &mut Random, length: usize) -> Vec<u8> {
    let mut bytes = any_objects(random, length);
    for _ in 0..random.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(3) {
            0 => bytes[at] = random.pick(BYTES),
            1 => bytes.insert(at, random.pick(BYTES)),
            _ => {
                bytes.remove(at);
            }
        }
    }
    bytes
}

/// The reasons have the same answer as the scan, for each record with an answer.
#[test]
fn reasons_are_those_of_the_scan_also_of_what_is_broken_elsewhere() {
    let (matchers, mut random) = (matchers(), Random(31));
    let (mut selected, mut broken, mut failed) = (0, 0, 0);
    for round in 0..20_000 {
        let matcher = &matchers[round % matchers.len()];
        let length = 20 + random.below(180);
        let bytes = match random.below(4) {
            0 => any_stream(&mut random, length),
            _ => broken_record(&mut random, length),
        };
        let records = |options: &ScanOptions| -> Vec<&[u8]> {
            matcher.scan_slice(&bytes, options).filter_map(|scanned| scanned.record()).collect()
        };
        let (all, matched) = (records(&ScanOptions::new().all(true)), records(&ScanOptions::new()));
        for record in all {
            let is_matched = matched.iter().any(|other| std::ptr::eq(*other, record));
            let reasons = matcher.reasons_of_record(record);
            let shown = String::from_utf8_lossy(record);
            assert_eq!(reasons.verdict.is_true(), is_matched, "{matcher:?} of {shown}: {reasons:?}");
            selected += u32::from(is_matched);
            broken += u32::from(Validator::check(record).is_err());
        }
        failed += matcher
            .scan_slice(&bytes, &ScanOptions::new())
            .filter(|scanned| matches!(scanned, Scanned::Failed(_)))
            .count();
    }
    assert!(selected > 1_000 && broken > 1_000 && failed > 1_000, "{selected} {broken} {failed}");
}
