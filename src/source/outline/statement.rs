//! Statements: the variable that one assigns to, and the object whose method it calls.

use std::ops::Range;

use super::{Bracket, Outline, OutlineKind};
use crate::limits;
use crate::text::Span;

/// The names of the object that a method belongs to.
const OWN: [&str; 4] = ["self", "this", "$this", "cls"];

/// A variable, or a member of the object that the code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Target {
    /// The node of its name.
    pub(in crate::source) at: usize,
    pub(in crate::source) is_own: bool,
    /// Whether it gets a new value, and not a part of one: `q = …`, but not `q["filter"] = …`.
    pub(in crate::source) is_new: bool,
}

impl Outline<'_> {
    /// The nodes of the statement around a node. A block of code is not a part of one.
    pub(in crate::source) fn statement(&self, at: usize) -> Range<usize> {
        let groups = self.parents(at).take(limits::SOURCE_GROUPS);
        let here = groups.take_while(|open| !self.is_block(*open)).last().unwrap_or(at);
        let mut first = here;
        while !self.begins(first) && here - first < limits::SOURCE_ARGUMENTS {
            let Some(before) = first.checked_sub(1) else { break };
            first = match self.kind(before) {
                Some(OutlineKind::Open(_) | OutlineKind::Mark(b';')) | None => break,
                Some(OutlineKind::Close(_)) => match self.parent(before) {
                    Some(open) if !self.is_block(open) => open,
                    _ => break,
                },
                _ => before,
            };
        }
        let mut end = self.next(here).unwrap_or(here + 1);
        while end - here < limits::SOURCE_ARGUMENTS && !self.begins(end) {
            end = match self.kind(end) {
                Some(OutlineKind::Close(_) | OutlineKind::Mark(b';')) | None => break,
                Some(OutlineKind::Open(_)) => match self.next(end).filter(|_| !self.is_block(end)) {
                    Some(next) => next,
                    None => break,
                },
                _ => end + 1,
            };
        }
        first..end
    }

    /// Whether a node begins a line and a statement.
    fn begins(&self, at: usize) -> bool {
        let Some((before, node)) = at.checked_sub(1).and_then(|before| self.get(before)).zip(self.get(at))
        else {
            return false;
        };
        let between = Span::new(before.end, node.start.max(before.end)).of(self.text);
        let ends = match before.kind {
            OutlineKind::Name | OutlineKind::Text | OutlineKind::Close(_) => true,
            // A block of Python.
            OutlineKind::Mark(mark) => mark == b':',
            OutlineKind::Open(_) => false,
        };
        let goes_on = match node.kind {
            OutlineKind::Name | OutlineKind::Text | OutlineKind::Open(Bracket::Square) => false,
            OutlineKind::Mark(mark) => mark != b'@',
            _ => true,
        };
        ends && !goes_on && between.contains('\n') && !between.contains('\\')
    }

    /// The nodes of a range, without the contents of its groups.
    fn siblings(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let end = range.end;
        let next = |at: &usize| self.next(*at).or(self.kind(*at).and(Some(*at + 1)));
        std::iter::successors(Some(range.start), next)
            .take(limits::SOURCE_ARGUMENTS)
            .take_while(move |at| *at < end)
    }

    /// The node of the `=` in a statement that assigns.
    pub(in crate::source) fn assigns(&self, statement: &Range<usize>) -> Option<usize> {
        self.siblings(statement.clone()).find(|at| {
            let compares = |mark: u8| self.is_before(*at, 1, mark) && self.touches(*at);
            let goes_on = |mark: u8| self.is(*at + 1, mark) && self.touches(*at + 1);
            self.is(*at, b'=')
                && ![b'=', b'!', b'<', b'>'].into_iter().any(compares)
                && ![b'=', b'>', b'~'].into_iter().any(goes_on)
        })
    }

    /// The variables that a statement assigns to.
    pub(in crate::source) fn targets(&self, statement: &Range<usize>) -> Vec<Target> {
        let Some(equals) = self.assigns(statement) else { return Vec::new() };
        let mut found = Vec::new();
        // Each is the start and the last node of what is between commas; a type follows a colon.
        let (mut start, mut last, mut is_typed) = (statement.start, None, false);
        let nodes: Vec<usize> = self.siblings(statement.start..equals).collect();
        for (index, at) in nodes.iter().copied().enumerate() {
            let is_last = index + 1 == nodes.len();
            let is_comma = self.is(at, b',') && !is_typed;
            match self.kind(at) {
                Some(OutlineKind::Mark(b':')) if !self.is(at + 1, b':') && !self.is_before(at, 1, b':') => {
                    is_typed = true;
                }
                Some(OutlineKind::Name | OutlineKind::Text) if !is_typed => last = Some(at),
                Some(OutlineKind::Open(_)) if !is_typed => {
                    last = self.next(at).and_then(|next| next.checked_sub(1));
                }
                _ => {}
            }
            if is_comma || is_last {
                let target = last.and_then(|last| self.target(last));
                // `Map<String, String> query` has one.
                found
                    .extend(target.filter(|(first, _)| is_last || *first == start).map(|(_, target)| target));
                (start, last, is_typed) = (at + 1, None, false);
            }
        }
        found
    }

    /// The variable at the start of the operand that ends with the node `last`, and the operand's first node.
    pub(in crate::source) fn target(&self, last: usize) -> Option<(usize, Target)> {
        let first = self.operand_start(last)?;
        let name = self.name(first)?;
        let own =
            OWN.contains(&name).then(|| (first + 1..=last).find(|at| self.name(*at).is_some())).flatten();
        let at = own.unwrap_or(first);
        let is_own = own.is_some() || name.starts_with('@');
        Some((first, Target { at, is_own, is_new: at == last }))
    }

    /// The object that gets the arguments around a node: `q` of `q.Set("filter", …)`. `takes` decides by the
    /// name of the method.
    pub(in crate::source) fn filled(&self, at: usize, takes: impl Fn(&str) -> bool) -> Option<Target> {
        let open = self.parents(at).take(limits::SOURCE_GROUPS).find(|open| self.is_call(*open))?;
        let method = open.checked_sub(1).filter(|method| self.name(*method).is_some_and(takes))?;
        let (_, target) = self.target(method).filter(|(first, _)| *first < method)?;
        let name = self.name(target.at)?;
        // A type or a module has no parameters.
        name.starts_with(|c: char| !c.is_uppercase()).then_some(Target { is_new: false, ..target })
    }

    /// Whether a name at a node is the value of a variable, and not a member, a label or a new value.
    pub(in crate::source) fn is_used(&self, at: usize, is_own: bool) -> bool {
        let is_of_own = self.name(at).is_some_and(|name| name.starts_with('@'))
            || (self.is_member(at) || self.is_before(at, 1, b'>'))
                && (self.name_before(at, 2).or(self.name_before(at, 3)))
                    .is_some_and(|name| OWN.contains(&name));
        let is_member = || self.access_before(at).is_some();
        let is_shorthand = self.is(at + 1, b',') || self.is(at + 1, b'}');
        (is_own == is_of_own) && (is_own || !is_member()) && (is_shorthand || !self.is_label(at))
    }
}
