//! Several lines of text, and JSON, made safe for a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::text::{safe_line, write_safe_json};

/// As [`safe_line`], but lines stay lines, and a tab is a space.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let lines: Vec<String> = text.split('\n').map(safe_line).collect();
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
