//! Text of a user in a message: short, and safe on a terminal.

use std::fmt;
#[cfg(feature = "cli")]
use std::io;

/// The longest piece of a user's text in a message, in characters.
const SHOWN: usize = 60;

/// Shows text in back quotes: at most sixty characters of it, and control, bidirectional
/// and zero-width characters as `\u{…}`.
///
/// ```
/// use comfilter::text::Quoted;
///
/// assert_eq!(Quoted("state").to_string(), "`state`");
/// assert_eq!(Quoted("\u{1b}[2J").to_string(), "`\\u{1b}[2J`");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'t>(pub &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", safe_up_to(SHOWN, self.0))
    }
}

/// Shows a corrected filter, or code, in back quotes. It is longer than [`Quoted`], because users copy it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ToWrite<'t>(pub(crate) &'t str);

impl fmt::Display for ToWrite<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Longer than two conditions with timestamps.
        const COPIED: usize = 200;
        write!(f, "`{}`", safe_up_to(COPIED, self.0))
    }
}

/// On one line, with `\u{…}` for characters that could change a terminal's display.
#[cfg(feature = "cli")]
pub(crate) fn safe_line(text: &str) -> String {
    safe_up_to(usize::MAX, text)
}

/// As [`safe_line`], but at most `most` characters.
pub(crate) fn safe_up_to(most: usize, text: &str) -> String {
    let mut shown = String::new();
    let mut characters = text.chars();
    for character in characters.by_ref().take(most) {
        // Writing to a `String` cannot fail.
        let _ = write_safe(&mut shown, character);
    }
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Writes one character, as `\u{…}` if it could change a terminal's display.
pub(crate) fn write_safe(f: &mut impl fmt::Write, character: char) -> fmt::Result {
    if is_unsafe(character) {
        write!(f, "\\u{{{:x}}}", u32::from(character))
    } else {
        f.write_char(character)
    }
}

/// Writes JSON, with JSON's escapes for characters that could change a terminal's display. Tabs
/// stay, because strings have none.
#[cfg(feature = "cli")]
pub(crate) fn write_safe_json<W: io::Write + ?Sized>(out: &mut W, json: &str) -> io::Result<()> {
    let mut done = 0;
    let is_escaped = |(_, character): &(usize, char)| *character != '\t' && is_unsafe(*character);
    for (offset, character) in json.char_indices().filter(is_escaped) {
        out.write_all(json.get(done..offset).unwrap_or_default().as_bytes())?;
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        done = offset + character.len_utf8();
    }
    out.write_all(json.get(done..).unwrap_or_default().as_bytes())
}

/// Control characters, and characters that are invisible or change the direction of text.
pub(crate) fn is_unsafe(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// Characters that take no room.
pub(crate) fn is_zero_width(character: char) -> bool {
    is_invisible(character) && !character.is_whitespace()
}

/// Zero-width and bidirectional characters, and characters that only look like a space.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00a0}' | '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}
