//! Text from users and their files, made safe for a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::text::{write_safe, write_safe_json};

/// On one line: every control, bidirectional and invisible character is written out.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        // Writing to a String cannot fail.
        let _ = write_safe(&mut out, character);
    }
    out
}

/// As [`line()`], but lines stay lines, and a tab is a space.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// JSON on one line, with escapes for characters that could change a terminal.
pub(super) fn json(out: &mut impl Write, data: &impl Serialize) -> io::Result<()> {
    data.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaped))?;
    out.write_all(b"\n")
}

struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        write_safe_json(writer, fragment)
    }
}
