//! Edits of text, applied all at once, without overlaps.

use serde::{Deserialize, Serialize};

use super::Span;

/// One replacement: the bytes at `span` become `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The span to replace; empty for an insertion.
    pub span: Span,
    /// The new text; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replaces the bytes at `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }

    /// Puts `text` at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Edit {
        Edit::replace(Span::at(offset), text)
    }

    /// Takes the bytes at `span` out.
    pub fn delete(span: Span) -> Edit {
        Edit::replace(span, "")
    }

    /// Adds spaces between words of `text` that touch only after the edit.
    pub(crate) fn keep_apart(&mut self, text: &str) {
        let before = text.get(..self.span.start as usize).and_then(|before| before.chars().next_back());
        let after = text.get(self.span.end as usize..).and_then(|after| after.chars().next());
        let old = self.span.of(text);
        let (old_first, old_last) = (old.chars().next(), old.chars().next_back());
        let first = self.text.chars().next().or(after);
        if let (Some(before), Some(first)) = (before, first)
            && touch(before, first)
            && !old_first.is_some_and(|old| is_alike(old, first))
        {
            self.text.insert(0, ' ');
        }
        if let (Some(last), Some(after)) = (self.text.chars().next_back(), after)
            && (touch(last, after) && !old_last.is_some_and(|old| is_alike(old, last))
                || after == '(' && matches!(self.text.trim_start(), "in" | "and" | "or"))
        {
            self.text.push(' ');
        }
    }
}

/// Whether a character separates its neighbours like another one does.
fn is_alike(old: char, new: char) -> bool {
    old == new && !old.is_alphanumeric()
}

/// Whether a space is needed between two characters, the last of one word and the first of another.
fn touch(left: char, right: char) -> bool {
    let word = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '\'' | '"' | '`' | '“' | '”' | '„' | '‘' | '’' | '‚' | '@' | '$')
    };
    // A `%` and two digits would be percent-encoding.
    (word(left) || matches!(left, ')' | '%')) && word(right)
}

/// The error for edits that cannot be applied.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// Two edits change the same bytes: the place of the second.
    Overlap(Span),
    /// An edit is outside the text, or cuts a character.
    Outside(Span),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EditError::Overlap(Span { start, .. }) => {
                write!(f, "two edits change the same text at byte {start}: apply them one after the other")
            }
            EditError::Outside(Span { start, end }) => {
                write!(f, "an edit at bytes {start} to {end} does not lie on characters of the text")
            }
        }
    }
}

impl std::error::Error for EditError {}

debug_as_message!(EditError);

/// The text after all `edits`, given in any order.
///
/// ```
/// use comfilter::text::{Edit, Span, apply};
///
/// let edits = [Edit::replace(Span::new(6, 8), "eq"), Edit::insert(16, ")"), Edit::insert(0, "(")];
/// assert_eq!(apply("state == 'ERROR'", &edits).unwrap(), "(state eq 'ERROR')");
/// ```
///
/// # Errors
///
/// Two edits change the same bytes, or one is not on characters of the text.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    // A stable sort keeps the order of insertions at one place.
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut done = 0;
    for edit in order {
        if edit.span.start < done {
            return Err(EditError::Overlap(edit.span));
        }
        let outside = EditError::Outside(edit.span);
        out.push_str(text.get(done as usize..edit.span.start as usize).ok_or(outside)?);
        text.get(edit.span.range()).ok_or(outside)?;
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(text.get(done as usize..).unwrap_or_default());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_never_overlap_and_never_cut_a_character() {
        let overlap = [Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))];
        assert_eq!(apply("abcdef", &overlap), Err(EditError::Overlap(Span::new(2, 4))));
        assert_eq!(apply("aé", &[Edit::delete(Span::new(2, 3))]), Err(EditError::Outside(Span::new(2, 3))));
        assert_eq!(apply("a", &[Edit::insert(2, "x")]), Err(EditError::Outside(Span::at(2))));
        assert_eq!(apply("ab", &[Edit::insert(1, "x"), Edit::insert(1, "y")]).unwrap(), "axyb");
        assert!(EditError::Overlap(Span::new(2, 4)).to_string().contains("at byte 2:"));
        assert!(EditError::Outside(Span::new(2, 4)).to_string().contains("at bytes 2 to 4 "));
    }

    #[test]
    fn words_are_kept_apart() {
        let kept = |text: &str, mut edit: Edit| {
            edit.keep_apart(text);
            apply(text, &[edit]).unwrap()
        };
        let at = |start, end, new: &str| Edit::replace(Span::new(start, end), new);
        assert_eq!(kept("a=1", at(1, 2, "eq")), "a eq 1");
        assert_eq!(kept("a|b", at(1, 2, "")), "a b");
        assert_eq!(kept("(a)=1", at(3, 4, "eq")), "(a) eq 1");
        assert_eq!(kept("a eq(1)", at(2, 4, "in")), "a in (1)");
        assert_eq!(kept("%0x10", at(1, 5, "16")), "% 16");
        // Parts that touched before may still touch: a type and its string.
        assert_eq!(kept("T'v'", at(1, 4, "'w'")), "T'w'");
        assert_eq!(kept("'v'T", at(0, 3, "'w'")), "'w'T");
        assert_eq!(kept("T\"v\"", at(1, 4, "'v'")), "T 'v'");
        assert_eq!(kept("1é", at(0, 1, "2")), "2 é");
    }
}
