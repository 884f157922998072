//! Text from users and their files, made safe for a terminal.

use crate::text::write_safe;

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
