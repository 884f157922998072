//! The filters of a `.comfilter` file.

use crate::text::{OffsetMap, Span, offset};

/// A comment inside a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'t> {
    /// The text, beginning with `#`, without white space at its end.
    pub text: &'t str,
    /// Its place: the offset in [`Entry::text`] of the first byte after it.
    pub before: u32,
}

/// A filter of a `.comfilter` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The filter: its lines, without comments.
    pub text: String,
    /// From [`Entry::text`] to the file.
    pub map: OffsetMap,
    /// Its lines in the file, from the first to the last that is not a comment.
    pub span: Span,
    /// The comments between its lines.
    pub comments: Vec<Comment<'t>>,
}

/// The contents of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileLine {
    Blank,
    Comment,
    Text,
}

fn kind_of(line: &str) -> FileLine {
    match line.trim_start().chars().next() {
        None => FileLine::Blank,
        Some('#') => FileLine::Comment,
        Some(_) => FileLine::Text,
    }
}

/// The lines of a `.comfilter` file, each with its end.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = (FileLine, Span)> {
    let mut start = if file.starts_with('\u{feff}') { 3 } else { 0 };
    file.get(start..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let from = start;
        start += line.len();
        (kind_of(line), Span::from_range(from..start))
    })
}

/// The filters of a `.comfilter` file. A byte-order mark at its start is skipped.
///
/// ```
/// use comfilter::format::entries;
///
/// let file = "# failed\nstate eq 'ERROR'\n\n# on servers\nstate eq 'ERROR' and\n# only servers\nresource/type eq 'compute-ops-mgmt/server'\n";
/// let filters: Vec<String> = entries(file).into_iter().map(|entry| entry.text).collect();
/// assert_eq!(filters, ["state eq 'ERROR'", "state eq 'ERROR' and\nresource/type eq 'compute-ops-mgmt/server'"]);
/// ```
pub fn entries(file: &str) -> Vec<Entry<'_>> {
    let lines: Vec<(FileLine, Span)> = lines(file).collect();
    let blocks = lines.split(|(kind, _)| *kind == FileLine::Blank);
    blocks.filter_map(|block| entry(file, block)).collect()
}

/// The filter of lines between blank ones; the comments around it do not belong to it.
fn entry<'t>(file: &'t str, block: &[(FileLine, Span)]) -> Option<Entry<'t>> {
    let is_text = |(kind, _): &(FileLine, Span)| *kind == FileLine::Text;
    let lines = block.get(block.iter().position(is_text)?..=block.iter().rposition(is_text)?)?;
    let ((_, first), (_, last)) = (lines.first()?, lines.last()?);
    let (mut text, mut map, mut comments) = (String::new(), OffsetMap::starting_at(first.start), Vec::new());
    for (kind, span) in lines {
        let line = span.of(file);
        let inner = offset(text.len());
        if *kind == FileLine::Comment {
            map.push(inner, 0, span.end - span.start);
            comments.push(Comment { text: line.trim(), before: inner });
        } else {
            text.push_str(line);
        }
    }
    let trimmed = text.trim_end_matches(['\r', '\n']).len();
    let ending = text.len() - trimmed;
    text.truncate(trimmed);
    let span = Span::from_range(first.start as usize..last.end as usize - ending);
    Some(Entry { text, map, span, comments })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_before_anything_else() {
        let file =
            "\u{feff}  # c\r\nname eq 'a\r\n  # inside\r\nb'\r\n# behind\r\n\r\n \t\r\nstate eq 'x\n\ny'";
        let entries = entries(file);
        let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(texts, ["name eq 'a\r\nb'", "state eq 'x", "y'"]);
        assert_eq!(entries[0].comments, [Comment { text: "# inside", before: 12 }]);
        for entry in &entries {
            for (at, character) in entry.text.char_indices() {
                let place = entry.map.outer(Span::from_range(at..at + character.len_utf8()));
                assert_eq!(place.of(file), character.to_string());
            }
        }
        assert_eq!(entries[0].span.of(file), "name eq 'a\r\n  # inside\r\nb'");
    }
}
