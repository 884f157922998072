//! Jobs near to a filter: the values of its literals and their neighbours, null, missing and of
//! other types, in every spelling of JSON: escapes in keys and values, white space, repeated keys,
//! long numbers, deep nesting, and strings that look like more JSON. Every record is valid.

use comfilter::Filter;
use comfilter::syntax::{NodeKind, Operand, OperandKind};

/// The source of choices: the bytes of a fuzzer, or a seed. The first option is the plainest, and
/// the one chosen after the end of the bytes.
pub struct Choices<'b> {
    bytes: &'b [u8],
    seed: Option<u64>,
}

impl<'b> Choices<'b> {
    pub fn from_bytes(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes, seed: None }
    }

    pub fn from_seed(seed: u64) -> Choices<'b> {
        Choices { bytes: &[], seed: Some(seed) }
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        if let Some(seed) = &mut self.seed {
            // splitmix64
            *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *seed;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            return usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap();
        }
        let [first, rest @ ..] = self.bytes else { return 0 };
        self.bytes = rest;
        usize::from(*first) % bound
    }

    /// Whether one of `of` was chosen; not, where the bytes have ended.
    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == of - 1
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A record for a filter.
pub fn record(filter: &Filter, choices: &mut Choices<'_>) -> Vec<u8> {
    let mut members = Vec::new();
    for Mentioned { path, literals, wants_array } in mentioned(filter) {
        if choices.one_in(6) {
            continue;
        }
        let through = filter.schema().property(&path).and_then(|property| property.through.clone());
        let path = spelled(filter, &path, choices);
        if let Some(through) = through {
            through_array(&mut members, &through, &path, &literals, choices);
            continue;
        }
        let keys: Vec<&str> = path.split('/').collect();
        let value =
            if wants_array { array(&literals, choices) } else { Node::Written(value(&literals, choices)) };
        insert(&mut members, &keys, value, choices);
        if choices.one_in(12) {
            let other = other(choices);
            insert(&mut members, &keys, Node::Written(other), choices);
        }
    }
    for _ in 0..choices.below(4) {
        let key =
            choices.pick(&["note", "resourceUri", "state", "items", "", "na", "names", "é😀", "a\"b\\c"]);
        let noise = noise(choices);
        insert(&mut members, &[key], Node::Written(noise), choices);
    }
    for at in (1..members.len()).rev() {
        if choices.one_in(2) {
            members.swap(at, choices.below(at + 1));
        }
    }
    let mut style = Style { blanks: choices.below(3), escapes: choices.below(3) };
    // Most jobs of most services are plain.
    if choices.below(2) == 0 {
        style = Style { blanks: 0, escapes: 0 };
    }
    let mut record = String::new();
    style.blank(&mut record, choices);
    style.object(&mut record, &members, choices);
    style.blank(&mut record, choices);
    record.into_bytes()
}

/// The contents of a record.
enum Node {
    /// Its JSON text.
    Written(String),
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
}

/// A path of a filter.
struct Mentioned {
    path: String,
    /// The text of the literals beside it.
    literals: Vec<String>,
    /// Whether an array is asked for.
    wants_array: bool,
}

/// Each path of a filter.
fn mentioned(filter: &Filter) -> Vec<Mentioned> {
    let ast = filter.ast();
    let mut all: Vec<Mentioned> = Vec::new();
    for node in ast.nodes() {
        let mut wants_array = false;
        let (path, literals): (_, &[Operand]) = match &node {
            NodeKind::Comparison { left, right, .. } if left.kind.is_property() => {
                (*left, std::slice::from_ref(right))
            }
            NodeKind::Comparison { left, right, .. } => (*right, std::slice::from_ref(left)),
            NodeKind::Membership { left, items, .. } => (*left, ast.operands(*items)),
            NodeKind::ElementOf { value, array } => {
                wants_array = true;
                (*array, std::slice::from_ref(value))
            }
            NodeKind::Call { arguments, .. } => match ast.operands(*arguments) {
                [path, literals @ ..] => (*path, literals),
                [] => continue,
            },
            _ => continue,
        };
        let path = ast.path_of(path);
        let literals = literals.iter().map(|literal| match literal.kind {
            // The filters of webhooks have them in capitals, and JSON has not.
            OperandKind::True => "true".to_owned(),
            OperandKind::False => "false".to_owned(),
            _ => ast.text_of(*literal).to_owned(),
        });
        match all.iter_mut().find(|known| known.path == path) {
            Some(known) => {
                known.literals.extend(literals);
                known.wants_array |= wants_array;
            }
            None => all.push(Mentioned { path: path.to_owned(), literals: literals.collect(), wants_array }),
        }
    }
    all
}

/// An array that may contain one of the literals, or something else in its place.
fn array(literals: &[String], choices: &mut Choices<'_>) -> Node {
    if choices.one_in(5) {
        return Node::Written(value(literals, choices));
    }
    Node::Array((0..choices.below(4)).map(|_| item(literals, choices)).collect())
}

/// An item of an array: a value, also in another array or an object, which are neither.
fn item(literals: &[String], choices: &mut Choices<'_>) -> Node {
    let value = value(literals, choices);
    match choices.below(8) {
        6 => Node::Array(vec![Node::Written(value)]),
        7 => Node::Object(vec![("id".to_owned(), Node::Written(value))]),
        _ => Node::Written(value),
    }
}

/// Puts values at a path through an array, into the items that are there.
fn through_array(
    members: &mut Vec<(String, Node)>,
    through: &str,
    path: &str,
    literals: &[String],
    choices: &mut Choices<'_>,
) {
    let keys: Vec<&str> = through.split('/').collect();
    let below: Vec<&str> = path.get(through.len() + 1..).unwrap().split('/').collect();
    if !choices.one_in(10)
        && let Some(items) = array_at(members, &keys)
    {
        for item in items {
            if let Node::Object(inner) = item
                && !choices.one_in(4)
            {
                let value = value(literals, choices);
                insert(inner, &below, Node::Written(value), choices);
            }
        }
        return;
    }
    let mut items = Vec::new();
    for _ in 0..choices.below(4) {
        let value = value(literals, choices);
        items.push(match choices.below(10) {
            8 => Node::Written(value),
            9 => Node::Array(vec![Node::Object(vec![(below[0].to_owned(), Node::Written(value))])]),
            _ => {
                let mut inner = Vec::new();
                insert(&mut inner, &below, Node::Written(value), choices);
                if choices.one_in(6) {
                    // Another spelling, the same key once more, or something else.
                    let key = choices.pick(&["id", "resourceId", "type", "resourceType", below[0], "é"]);
                    let other = other(choices);
                    let at = choices.below(2);
                    inner.insert(at, (key.to_owned(), Node::Written(other)));
                }
                Node::Object(inner)
            }
        });
    }
    let whole = match choices.below(10) {
        // No array.
        8 => items.pop().unwrap_or_else(|| Node::Written("null".to_owned())),
        9 => Node::Written(other(choices)),
        _ => Node::Array(items),
    };
    insert(members, &keys, whole, choices);
}

/// The items of the array at a path, if there is one.
fn array_at<'n>(members: &'n mut [(String, Node)], keys: &[&str]) -> Option<&'n mut Vec<Node>> {
    let [key, rest @ ..] = keys else { return None };
    let (_, node) = members.iter_mut().find(|(name, _)| name == key)?;
    match (node, rest) {
        (Node::Array(items), []) => Some(items),
        (Node::Object(inner), [_, ..]) => array_at(inner, rest),
        _ => None,
    }
}

/// A path in one of the spellings that a job may have.
fn spelled(filter: &Filter, path: &str, choices: &mut Choices<'_>) -> String {
    for property in filter.schema().properties() {
        let below = path.strip_prefix(property.name.as_str());
        if let Some(below) = below.filter(|below| below.is_empty() || below.starts_with('/')) {
            let at = choices.below(property.json.len() + 1);
            let spelling = if at == 0 { &property.name } else { &property.json[at - 1] };
            return format!("{spelling}{below}");
        }
    }
    path.to_owned()
}

/// Puts a value at a path: into the object there, or beside it under the same key.
fn insert(members: &mut Vec<(String, Node)>, keys: &[&str], value: Node, choices: &mut Choices<'_>) {
    let [key, rest @ ..] = keys else { return };
    if rest.is_empty() {
        members.push(((*key).to_owned(), value));
        return;
    }
    let is_open = |(name, node): &&mut (String, Node)| name == key && matches!(node, Node::Object(_));
    if !choices.one_in(10)
        && let Some((_, Node::Object(inner))) = members.iter_mut().find(is_open)
    {
        return insert(inner, rest, value, choices);
    }
    let mut inner = Vec::new();
    insert(&mut inner, rest, value, choices);
    members.push(((*key).to_owned(), Node::Object(inner)));
}

/// A value near one of the literals, or anything else.
fn value(literals: &[String], choices: &mut Choices<'_>) -> String {
    if literals.is_empty() || choices.one_in(6) {
        return other(choices);
    }
    let literal = &literals[choices.below(literals.len())];
    match literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(text) => near_text(&text.replace("''", "'"), choices),
        None if is_date(literal) => near_date(literal, choices),
        None if literal == "none" => choices.pick(&["null", "null", "\"none\"", "\"null\""]).to_owned(),
        None if literal.contains(':') => near_timestamp(literal, choices),
        None if matches!(literal.as_str(), "null" | "true" | "false") => match choices.below(4) {
            0 | 1 => literal.clone(),
            2 => choices.pick(&["true", "false", "null"]).to_owned(),
            _ => format!("\"{literal}\""),
        },
        None => near_number(literal, choices),
    }
}

fn near_text(text: &str, choices: &mut Choices<'_>) -> String {
    if text.contains(':') && choices.one_in(2) {
        return near_timestamp(text, choices);
    }
    if is_date(text) && !choices.one_in(4) {
        return near_date(text, choices);
    }
    // In quotes in the filter, and not in the job.
    if matches!(text, "true" | "false") && choices.below(2) == 0 {
        return choices.pick(&["true", "false"]).to_owned();
    }
    if is_number(text) && choices.below(2) == 0 {
        return near_number(text, choices);
    }
    let mut characters = text.chars();
    let last = characters.next_back().unwrap_or('x');
    let start = characters.as_str();
    let near = match choices.below(14) {
        0..3 => text.to_owned(),
        3 => format!("{text}{}", choices.pick(&["a", " ", "😀", "\u{0}", "'"])),
        4 => format!("{}{text}{}", choices.pick(&["x", "\\", "\n", "é"]), choices.pick(&["", "y"])),
        5 => start.to_owned(),
        6 => text.chars().map(|c| if c.is_ascii() { char::from(c as u8 ^ 0x20) } else { c }).collect(),
        7 => format!("{start}{}", char::from_u32(u32::from(last) + 1).unwrap_or('\u{e000}')),
        8 => format!("{text}{text}"),
        9 => text.to_uppercase(),
        10 => text.to_lowercase(),
        // Characters that become it in another case.
        11 => text.replace("ss", "ß").replace("SS", "ß").replace('i', "İ"),
        12 => text.replace('k', "\u{212a}").replace('s', "ſ").replace('σ', "ς").replace("\u{2bc}N", "ŉ"),
        _ => format!("x{}", text.to_uppercase()),
    };
    written(&near, choices)
}

/// Whether a string is a number as a filter writes it.
fn is_number(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-']);
    unsigned.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        && !unsigned.ends_with('.')
        && !unsigned.contains(".e")
        && !unsigned.contains(".E")
        && text.parse::<f64>().is_ok()
}

/// `2026-03-01`, a day that may be.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// Instants of the day and its neighbours, and other strings.
fn near_date(text: &str, choices: &mut Choices<'_>) -> String {
    let near = match choices.below(8) {
        0 => format!("{text}T00:00:00Z"),
        1 => format!("{text}T23:59:59.999999999Z"),
        2 => format!("{text}T23:59:60Z"),
        3 => format!("{text}T00:30:00{}", choices.pick(&["+01:00", "+00:30", "-00:01"])),
        4 => format!("{text}T23:30:00{}", choices.pick(&["-01:00", "+01:00", "-00:30"])),
        5 => text.replace("-01", "-02") + "T00:00:00Z",
        6 => text.replace("2026", "2025") + "T12:00:00Z",
        _ => text.to_owned(),
    };
    written(&near, choices)
}

fn near_timestamp(text: &str, choices: &mut Choices<'_>) -> String {
    let near = match choices.below(8) {
        0 | 1 => text.to_owned(),
        2 => text.replace('Z', "+00:00"),
        // The same clock in another zone, and so another instant.
        3 => text.replace('Z', choices.pick(&["+01:00", "-00:30", "+23:59"])),
        4 => text.replace('Z', choices.pick(&[".0Z", ":00Z", ":00.000000001Z", ".5Z"])),
        5 => text.replace("-0", "-1"),
        6 => text.replace('T', choices.pick(&[" ", "t", "T0"])),
        _ => choices
            .pick(&[
                "2022-06-01T00:00:00Z",
                "0000-01-01T00:00Z",
                "9999-12-31T23:59:60Z",
                "2023-02-29T00:00:00Z",
            ])
            .to_owned(),
    };
    written(&near, choices)
}

/// A literal as JSON writes numbers: without a `+`, and without zeros before its first digit.
fn json_number(literal: &str) -> String {
    let (sign, digits) = match literal.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", literal.trim_start_matches('+')),
    };
    let trimmed = digits.trim_start_matches('0');
    let zero = if trimmed.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    format!("{sign}{zero}{trimmed}")
}

fn near_number(literal: &str, choices: &mut Choices<'_>) -> String {
    let number = json_number(literal);
    let is_integer = number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    match choices.below(9) {
        1 if is_integer => {
            let end = choices.pick(&[".0", ".000e0", "e0", "E+00", "0e-1", ".5"]);
            // A leading zero has no digit after it.
            let end = if number.ends_with("-0") || number == "0" { end.trim_start_matches('0') } else { end };
            format!("{number}{end}")
        }
        2 if is_integer => number.parse::<i64>().map_or(number, |number| number.wrapping_add(1).to_string()),
        3 if is_integer => number.parse::<i64>().map_or(number, |number| number.wrapping_sub(1).to_string()),
        4 if is_integer => format!("{number}.{}1", "0".repeat(choices.below(40))),
        5 if !number.contains(['e', 'E']) && !is_integer => {
            format!("{number}{}1", "0".repeat(choices.below(40)))
        }
        6 => number.strip_prefix('-').map_or_else(|| format!("-{number}"), str::to_owned),
        7 => format!("\"{number}\""),
        8 => choices
            .pick(&[
                "1e400",
                "-1e400",
                "1e-400",
                "18446744073709551615",
                "9007199254740993",
                "0e9999999999999999999999",
            ])
            .to_owned(),
        _ => number,
    }
}

/// A value that has nothing to do with the filter.
fn other(choices: &mut Choices<'_>) -> String {
    const PLAIN: [&str; 16] = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "-1.5e3",
        "\"\"",
        "\"null\"",
        "\"a\"",
        "{}",
        "[]",
        "[null]",
        "{\"id\":\"a\"}",
        "\"2022-06-01T00:00:00Z\"",
        "1e5",
    ];
    if choices.one_in(8) { noise(choices) } else { choices.pick(&PLAIN).to_owned() }
}

/// Members to be skipped: deep, long, or similar to the rest of a record.
fn noise(choices: &mut Choices<'_>) -> String {
    match choices.below(6) {
        0 => "\"x\"".to_owned(),
        1 => {
            // With everything around and inside, 127 at most, which is serde_json's limit.
            let depth = 1 + choices.below(120);
            if choices.one_in(2) {
                format!("{}1{}", "[".repeat(depth), "]".repeat(depth))
            } else {
                format!("{}{{}}{}", "{\"state\":".repeat(depth), "}".repeat(depth))
            }
        }
        2 => "9".repeat(1 + choices.below(200)),
        3 => "\"\\\"state\\\":\\\"ERROR\\\",}]{[\\\\\"".to_owned(),
        4 => format!("\"{}\"", "\\\\".repeat(choices.below(70))),
        _ => "[{\"state\":\"ERROR\",\"name\":\"a\"},[\"}\"],\"\\u007d\\ud83d\\ude00\",-1.5e-7,true,null]"
            .to_owned(),
    }
}

/// A string as JSON, with the necessary escapes and sometimes others.
fn written(text: &str, choices: &mut Choices<'_>) -> String {
    let escapes = if choices.one_in(4) { 1 + choices.below(2) } else { 0 };
    let mut out = String::new();
    Style { blanks: 0, escapes }.string(&mut out, text, choices);
    out
}

/// How a record is written.
#[derive(Clone, Copy)]
struct Style {
    /// None, a space here and there, or every white space there is.
    blanks: usize,
    /// Only the necessary ones, some more, or all.
    escapes: usize,
}

impl Style {
    fn blank(self, out: &mut String, choices: &mut Choices<'_>) {
        for _ in 0..if self.blanks == 0 { 0 } else { choices.below(1 + self.blanks) } {
            out.push_str(if self.blanks == 1 { " " } else { choices.pick(&[" ", "\t", "\r", "\n"]) });
        }
    }

    fn object(self, out: &mut String, members: &[(String, Node)], choices: &mut Choices<'_>) {
        out.push('{');
        self.blank(out, choices);
        for (at, (key, value)) in members.iter().enumerate() {
            if at > 0 {
                out.push(',');
                self.blank(out, choices);
            }
            self.string(out, key, choices);
            self.blank(out, choices);
            out.push(':');
            self.blank(out, choices);
            self.value(out, value, choices);
            self.blank(out, choices);
        }
        out.push('}');
    }

    fn value(self, out: &mut String, value: &Node, choices: &mut Choices<'_>) {
        match value {
            Node::Written(text) => out.push_str(text),
            Node::Object(members) => self.object(out, members, choices),
            Node::Array(items) => {
                out.push('[');
                self.blank(out, choices);
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                        self.blank(out, choices);
                    }
                    self.value(out, item, choices);
                    self.blank(out, choices);
                }
                out.push(']');
            }
        }
    }

    fn string(self, out: &mut String, text: &str, choices: &mut Choices<'_>) {
        out.push('"');
        for character in text.chars() {
            let escaped = match self.escapes {
                0 => false,
                1 => choices.one_in(5),
                _ => true,
            };
            match character {
                '"' | '\\' if !escaped => out.extend(['\\', character]),
                '\n' if !escaped => out.push_str("\\n"),
                '\t' if !escaped => out.push_str("\\t"),
                '/' if escaped && choices.one_in(2) => out.push_str("\\/"),
                character if escaped || character < ' ' => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        let digits = format!("{unit:04x}");
                        let digits = if choices.one_in(2) { digits.to_uppercase() } else { digits };
                        out.push_str("\\u");
                        out.push_str(&digits);
                    }
                }
                character => out.push(character),
            }
        }
        out.push('"');
    }
}
