//! Prints a record on one line, as written, except characters that move a terminal's cursor.

use crate::matcher::compact;
use crate::text::write_safe_json;

/// Writes a record on one line: unchanged if it is one, otherwise without the white space between
/// its tokens.
pub(in crate::cli) fn write(out: &mut Vec<u8>, record: &[u8]) {
    if memchr::memchr2(b'\n', b'\r', record).is_none() {
        out.extend_from_slice(record);
    } else {
        // Writing to a `Vec` cannot fail.
        let _ = compact(record, out);
    }
}

/// Escapes everything since `start` that could move the cursor or reverse text, like JSON does in
/// strings. Tabs stay, because they separate values.
pub(in crate::cli) fn make_safe(out: &mut Vec<u8>, start: usize) {
    let written = out.split_off(start);
    // Writing to a `Vec` cannot fail.
    let _ = write_safe_json(out, &String::from_utf8_lossy(&written));
}
