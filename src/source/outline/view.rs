//! The outline of a file as other parsers of its language can check it.

use super::{Outline, OutlineKind};
use crate::limits;
use crate::source::fragment::{Fragment, Hole, Pattern};
use crate::source::syntax::Searched;
use crate::source::{Language, Part, shell};
use crate::text::Span;

/// A part of a file that another parser sees, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutlinePart {
    /// Its kind, which decides the meaning of the two places.
    pub kind: OutlinePartKind,
    /// The name; for a string, its first character.
    pub name: Span,
    /// The content of a string, the arguments with their parentheses, or the first character of a value.
    pub value: Span,
}

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutlinePartKind {
    /// A string.
    String,
    /// A variable that gets a value.
    Assignment,
    /// A member or an argument that has a name.
    Entry,
    /// A call with parentheses.
    Call,
}

/// The strings, assignments, entries and calls of a file, also those in the holes of strings.
pub fn outline_parts(language: Language, text: &str) -> Vec<OutlinePart> {
    let part = Part::whole(language, text);
    let all = Span::from_range(0..text.len());
    let Some(syntax) = language.host().map(|host| host.syntax) else { return Vec::new() };
    // Prose has none of them, and the code in a file is a file.
    if syntax.searched != Searched::Strings {
        return Vec::new();
    }
    // The reader of a whole script leaves commands out.
    let read = syntax.read.filter(|_| syntax.words.is_none());
    let outline = read.map_or_else(|| Outline::read(&part, all, syntax), |read| read(&part));
    let mut parts = Vec::new();
    let mut pending = vec![(outline, 0)];
    while let Some((outline, depth)) = pending.pop() {
        parts.extend((0..outline.len()).flat_map(|at| outline.strings_at(at)));
        parts.extend((0..outline.len()).flat_map(|at| outline.parts_at(at)).flatten());
        if depth < limits::SOURCE_NESTING && outline.syntax.is_program() {
            let texts = (0..outline.len()).filter(|at| outline.is_text(*at));
            let holes = texts.flat_map(|at| outline.holes_of(at));
            pending.extend(holes.map(|code| (Outline::read(&part, code, outline.syntax), depth + 1)));
        }
    }
    parts
}

/// The first character of a part.
fn first(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

impl Outline<'_> {
    /// The here-document at a node.
    fn document(&self, at: usize) -> Option<Fragment<'_>> {
        self.syntax.words.and_then(|_| shell::document(self, at.checked_sub(1)?))
    }

    /// The code in the holes of the string at a node.
    fn holes_of(&self, at: usize) -> Vec<Span> {
        let fragment = self.document(at).unwrap_or_else(|| {
            let mut fragment = Fragment::new(self.text, self.span(at).start);
            fragment.string(self.span(at), self.syntax, Pattern::None);
            fragment
        });
        // The other holes of a shell contain no commands.
        let has_code = |hole: &&Hole| self.syntax.words.is_none() || hole.is_command(self.text);
        fragment.holes.iter().filter(has_code).map(|hole| hole.code).collect()
    }

    /// The strings at a node. A word of a shell may have several.
    fn strings_at(&self, at: usize) -> Vec<OutlinePart> {
        let whole = self.span(at);
        let strings = match self.syntax.words {
            _ if !self.is_text(at) => Vec::new(),
            Some(_) if self.document(at).is_some() => vec![(whole, whole)],
            Some(_) => shell::strings(self.text, whole).collect(),
            None => self.inside(at).map(|inside| (whole, inside)).into_iter().collect(),
        };
        let part = |(whole, value)| OutlinePart { kind: OutlinePartKind::String, name: first(whole), value };
        strings.into_iter().map(part).collect()
    }

    fn parts_at(&self, at: usize) -> [Option<OutlinePart>; 3] {
        let assignment = || {
            // Every entry of a template is a variable, too.
            let variable = self.variable(at).filter(|_| self.syntax.template.is_none())?;
            let value = first(self.span(variable.value));
            Some(OutlinePart { kind: OutlinePartKind::Assignment, name: self.span(at), value })
        };
        let entry = || {
            // `"filter", x` and `"key": "filter", "value": x` are entries by their words.
            let entry = self.entry(at).filter(|entry| !entry.is_pair && !self.is(at + 1, b','))?;
            let is_value =
                !matches!(self.kind(entry.value)?, OutlineKind::Close(_) | OutlineKind::Mark(b','));
            let value = Some(first(self.span(entry.value))).filter(|_| is_value)?;
            Some(OutlinePart { kind: OutlinePartKind::Entry, name: self.inside(at)?, value })
        };
        let call = || {
            let end = self.next(at).filter(|_| self.is_call(at))?;
            let callee = at.checked_sub(1).filter(|before| self.kind(*before) == Some(OutlineKind::Name));
            let name = callee.map_or(Span::at(self.span(at).start), |callee| self.span(callee));
            Some(OutlinePart { kind: OutlinePartKind::Call, name, value: self.span_to(at, end) })
        };
        [assignment(), entry(), call()]
    }
}
