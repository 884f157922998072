//! Lines of a given width: text that wraps, and columns.

use crate::text::wrapped;

/// The narrowest width of the layout; in less, lines overflow.
const NARROWEST: usize = 40;

/// Space between two columns.
pub(super) const GAP: usize = 2;

/// Lines for a terminal.
#[derive(Debug)]
pub(super) struct PropertiesPage {
    width: usize,
    text: String,
}

impl PropertiesPage {
    pub(super) fn new(width: usize) -> PropertiesPage {
        PropertiesPage { width: width.max(NARROWEST), text: String::new() }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The text; it ends with a line break.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Text that begins a line and wraps.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.hanging("", 0, text);
    }

    /// `first`, and then text in a column that begins at `indent`, or on the next line if `first`
    /// reaches into that column.
    pub(super) fn hanging(&mut self, first: &str, indent: usize, text: &str) {
        let reached = length(first);
        self.text.push_str(first);
        let text = wrapped(text, 0, 0, self.width.saturating_sub(indent));
        let mut lines = text.split('\n');
        if reached < indent || indent == 0 {
            let line = lines.next().unwrap_or_default();
            if !line.is_empty() {
                self.pad(indent - reached.min(indent));
            }
            self.text.push_str(line);
        }
        self.text.push('\n');
        for line in lines {
            self.pad(indent);
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// `first`, and in the column at `indent` text for copying, which does not wrap.
    pub(super) fn verbatim(&mut self, first: &str, indent: usize, text: &str) {
        self.text.push_str(first);
        self.pad(indent.saturating_sub(length(first)));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn pad(&mut self, width: usize) {
        self.text.extend(std::iter::repeat_n(' ', width));
    }
}

/// The width of a string in columns.
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// A string with blanks up to this width.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text:width$}")
}

/// The width of a column with these strings.
pub(super) fn column<'t>(texts: impl IntoIterator<Item = &'t str>) -> usize {
    texts.into_iter().map(length).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_hangs_from_what_is_before_it() {
        let mut page = PropertiesPage::new(NARROWEST);
        page.hanging("label", 10, &"word ".repeat(8));
        page.hanging("a label that is long", 10, "text");
        let words = "word word word word word word";
        assert_eq!(
            page.into_text(),
            format!("label     {words}\n          word word \na label that is long\n          text\n")
        );
    }
}
