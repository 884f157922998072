//! The words of a command, in languages whose statements are commands.

use super::{Outline, OutlineKind};
use crate::source::fragment::Fragment;
use crate::text::{Escaping, Span};

/// A command, and its nodes.
pub(in crate::source) struct CommandWords<'t> {
    pub(in crate::source) words: Vec<Fragment<'t>>,
    pub(in crate::source) first: usize,
    /// After the last.
    pub(in crate::source) end: usize,
}

impl<'t> Outline<'t> {
    /// The command that begins with the node `first`; it ends at `end` or before the next command.
    pub(in crate::source) fn command(&self, first: usize, end: u32) -> CommandWords<'t> {
        let mut words: Vec<Fragment<'t>> = Vec::new();
        let (mut at, mut after, mut holes) = (first, 0, 0);
        let pattern = self.pattern_around();
        while let Some(node) = self
            .get(at)
            .filter(|node| node.start < end && !matches!(node.kind, OutlineKind::Mark(b'|' | b';')))
        {
            if node.start != after || words.is_empty() {
                holes += words.last().map_or(0, |word| word.holes.len());
                words.push(Fragment::numbered(self.text, node.start, holes));
            }
            if let Some(word) = words.last_mut() {
                word.drop_to(node.start);
                let from = word.at();
                match node.kind {
                    _ if self.syntax.words.is_some() => word.string(node.span(), self.syntax, pattern),
                    OutlineKind::Text => {
                        word.string(node.span(), self.syntax, pattern);
                        word.drop_to(node.end);
                    }
                    OutlineKind::Name if node.span().of(self.text).starts_with('$') => {
                        word.hole_to(node.end, node.span(), Span::at(node.end));
                    }
                    // A line continuation.
                    OutlineKind::Mark(mark) if self.syntax.escape == Some(mark) => word.drop_to(node.end),
                    kind => {
                        // PowerShell 7 ends the command, and PowerShell 5 refuses the script.
                        if kind == OutlineKind::Mark(b'&') && word.text.contains('?') {
                            word.operator();
                        }
                        word.take_to(node.end);
                        word.part(from, &Escaping::VERBATIM);
                    }
                }
            }
            after = node.end;
            at += 1;
        }
        CommandWords { words, first, end: at }
    }
}
