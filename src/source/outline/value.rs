//! The strings that a value may be: one, the branches of a condition, or joined terms.

use super::given::ARRAY_PUSH;
use super::{Bracket, Outline, OutlineKind};
use crate::limits;
use crate::source::search::is_joiner;
use crate::text::Span;

/// How many nodes before a string may name its constructor: `String::from("…")` has five.
const MAKERS: usize = 12;

/// Functions and types whose value is the string that they are given.
const MADE: [&str; 4] = ["StringBuilder", "StringBuffer", "from", "String"];

/// Functions that join their arguments, or the items of a list.
const JOINERS: [&str; 3] = ["join", "Join", "implode"];

/// Functions that add each of their arguments to a list.
const PUSHES: [&str; 4] = ["push", "unshift", "prepend", ARRAY_PUSH];

/// Functions and types that make a list of their arguments.
const LISTS: [&str; 11] = [
    "of",
    "asList",
    "listOf",
    "mutableListOf",
    "arrayListOf",
    "setOf",
    "array",
    "list",
    "vec!",
    "toset",
    "tolist",
];

impl Outline<'_> {
    /// The first node of each string that may be the value at the node `first`.
    pub(in crate::source) fn texts_of(&self, first: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.text_of(first).into_iter().collect();
        if self.syntax.join == 0 && !self.syntax.has_code {
            return found;
        }
        if self.is_glued(first) {
            return Vec::new();
        }
        // The list may have a name: `" and ".join(terms)`.
        if let Some(items) = self.joined_terms(first) {
            return items;
        }
        let is_inside = self.parent(first).is_some();
        // `"…" if x else "…"`, `x ? "…" : "…"`.
        let (mut here, mut is_asked) = (first, false);
        while let Some(kind) = self.kind(here).filter(|_| here - first < limits::SOURCE_ARGUMENTS) {
            // The next statement begins.
            if here > first && self.begins_statement(here, is_inside) {
                break;
            }
            match kind {
                OutlineKind::Mark(b',' | b';') | OutlineKind::Close(_) => break,
                OutlineKind::Mark(b'?') => {
                    is_asked = true;
                    found.extend(self.text_of(here + 1));
                }
                OutlineKind::Mark(b':') if is_asked => found.extend(self.text_of(here + 1)),
                OutlineKind::Name if self.name(here) == Some("else") => found.extend(self.text_of(here + 1)),
                _ => {}
            }
            let Some(next) = self.next(here) else { break };
            here = next;
        }
        // The condition is not one of the branches.
        if is_asked && found.len() > 1 && !self.is_text(first) {
            found.remove(0);
        }
        found.truncate(limits::SOURCE_TEXTS);
        found
    }

    /// The strings of the list that is joined at the node `first`, if it has any.
    pub(in crate::source) fn joined_terms(&self, first: usize) -> Option<Vec<usize>> {
        let (open, end) = self.joined_list(first)?;
        Some(self.items(open, end)).filter(|items| !items.is_empty())
    }

    /// `" and ".join(["…", "…"])`, `["…", "…"].join(" and ")`, `@("…", "…") -join " and "`, `String.join(" and ",
    /// "…", "…")`, `append(terms, "…")`: the list. Cases: "terms that `join` puts together" (python.toml), "terms
    /// that a function joins" (java.toml).
    fn joined_list(&self, first: usize) -> Option<(usize, usize)> {
        if self.is_text(first) && self.is_joined_by(first) {
            return Some((first + 3, self.next(first + 3)?));
        }
        let is_word = |at: &usize| {
            self.name(*at).is_some() || [b'.', b':', b'[', b']'].iter().any(|mark| self.is(*at, *mark))
        };
        let call = (first..first + MAKERS).find(|at| !is_word(at)).filter(|at| self.is(*at, b'('));
        let joins = |open: &usize| match self.callee(*open) {
            Some("append") => *open == first + 1,
            callee => callee.is_some_and(|name| JOINERS.contains(&name)),
        };
        if let Some(open) = call.filter(joins) {
            return Some((open, self.next(open)?));
        }
        let list = first + usize::from(self.is(first, b'@'));
        self.bracket(list).filter(|bracket| *bracket != Bracket::Curly)?;
        let end = self.next(list)?;
        let joins = |at: usize, word: &str| self.name(at).is_some_and(|name| name.eq_ignore_ascii_case(word));
        (self.is(end, b'.') && joins(end + 1, "join") || joins(end, "-join")).then_some((list, end))
    }

    /// Whether nothing is between the items of the list that is joined at the node `first`, so each is only a piece of
    /// a filter: `"".join(["name eq '", name, "'"])`.
    fn is_glued(&self, first: usize) -> bool {
        self.joined_list(first).is_some_and(|(open, end)| {
            let last = end.checked_sub(2).unwrap_or(end);
            [first, open + 1, last, end + 1, end + 3].iter().any(|at| self.raw(*at) == Some(""))
        })
    }

    /// Whether a name is an item of the list that is joined at the node `first`: `" and ".join([filter, "…"])`.
    pub(in crate::source) fn lists_name(&self, first: usize, name: &str) -> bool {
        self.joined_list(first).is_some_and(|(open, end)| {
            (open + 1..end.min(open + limits::SOURCE_ARGUMENTS))
                .any(|at| self.name(at).is_some_and(|item| item.trim_start_matches(['$', '@']) == name))
        })
    }

    /// Whether a string joins a list: `" and ".join(terms)`.
    fn is_joined_by(&self, at: usize) -> bool {
        self.is(at + 1, b'.') && self.name(at + 2) == Some("join")
    }

    /// The strings of a list that begins with the node `first`, or of the arguments that a function adds to one.
    pub(in crate::source) fn terms(&self, first: usize) -> Option<Vec<usize>> {
        let adds = |open: &usize| self.callee(*open).is_some_and(|name| PUSHES.contains(&name));
        let arguments = self.parent(first).filter(|_| self.is_text(first)).filter(adds);
        let list = first + usize::from(self.is(first, b'@'));
        let is_list =
            self.is(list, b'[') && !self.is_type_of_call(list) || list > first && self.is(list, b'(');
        let open = arguments.or_else(|| self.made_list(first)).or(is_list.then_some(list));
        open.map(|open| self.items(open, self.next(open).unwrap_or(open)))
    }

    /// Whether a bracket contains the type of a call, and no items: `[uri]::EscapeDataString($x)`.
    fn is_type_of_call(&self, at: usize) -> bool {
        let is_path = |next| self.is(next, b':') && self.is(next + 1, b':');
        self.is(at, b'[') && self.next(at).is_some_and(is_path)
    }

    /// The bracket of a list that a type or a function makes: `new List<string> { … }`, `[]string{ … }`,
    /// `List.of(…)`, `vec![…]`.
    fn made_list(&self, first: usize) -> Option<usize> {
        let is_of_type = |at: &usize| {
            self.name(*at).is_some()
                || [b'.', b':', b'<', b'>', b']'].iter().any(|mark| self.is(*at, *mark))
                || self.is(*at, b'[') && self.is(at + 1, b']')
        };
        let open = (first..first + MAKERS).find(|at| !is_of_type(at))?;
        let is_made = match self.bracket(open)? {
            Bracket::Curly => self.name(first) == Some("new") || self.is(first, b'['),
            Bracket::Round | Bracket::Square => self.callee(open).is_some_and(|name| LISTS.contains(&name)),
        };
        let is_line = !self.span_to(first, open).of(self.text).contains('\n');
        (is_made && is_line).then_some(open)
    }

    /// The place of the value that begins with the node `first`, up to the end of its statement.
    pub(in crate::source) fn expression(&self, first: usize) -> Span {
        let is_inside = self.parent(first).is_some();
        let mut here = first;
        while let Some(kind) = self.kind(here).filter(|_| here - first < limits::SOURCE_ARGUMENTS) {
            // `$f -replace '\+', '%2B'`.
            let replaces =
                |name: &str| name.starts_with('-') && name.to_ascii_lowercase().ends_with("replace");
            let is_pattern = self.is(here, b',') && self.name_before(here, 2).is_some_and(replaces);
            let ends = matches!(kind, OutlineKind::Mark(b',' | b';') | OutlineKind::Close(_)) && !is_pattern
                || here > first && self.begins_statement(here, is_inside);
            match self.next(here).filter(|_| !ends) {
                Some(next) => here = next,
                None => break,
            }
        }
        self.span_to(first, here.max(first + 1))
    }

    /// The list of a loop that begins at a node, without the block after it: `for i in range(3):`, `for x in xs {`, `for
    /// (const x of xs) {`.
    pub(in crate::source) fn list_of_loop(&self, first: usize) -> Span {
        let whole = self.expression(first);
        let nodes = std::iter::successors(Some(first), |node| self.next(*node));
        let ends = |at: &usize| {
            let is_mark = self.is(*at, b':') && !self.is(at + 1, b':') && !self.is_before(*at, 1, b':');
            let is_word = self.name(*at).is_some_and(|name| ["do", "if", "for", "async"].contains(&name));
            is_mark
                || self.bracket(*at) == Some(Bracket::Curly) && !self.touches(*at)
                || *at > first && is_word
        };
        let mut nodes =
            nodes.take(limits::SOURCE_ARGUMENTS).take_while(|at| self.span(*at).start < whole.end);
        nodes.find(ends).map_or(whole, |end| self.span_to(first, end))
    }

    /// Whether a node begins a line, and the node before it ends a statement. Cases: "a branch of the next
    /// statement is not a value of the variable" (silent.toml), "a condition over lines" (python.toml).
    pub(super) fn begins_statement(&self, at: usize, is_inside: bool) -> bool {
        let Some((before, node)) = at.checked_sub(1).and_then(|before| self.get(before)).zip(self.get(at))
        else {
            return false;
        };
        let is_operand = |kind: OutlineKind| matches!(kind, OutlineKind::Name | OutlineKind::Text);
        let ends = is_operand(before.kind) || matches!(before.kind, OutlineKind::Close(_));
        let is_word = is_inside && matches!(self.name(at), Some("if" | "else"));
        let between = Span::new(before.end, node.start.max(before.end)).of(self.text);
        ends && is_operand(node.kind) && !is_word && between.contains('\n') && !between.contains('\\')
    }

    /// Whether an operand, and nothing besides, is a statement: its value is not used.
    pub(in crate::source) fn is_statement(&self, first: usize) -> bool {
        let Some(end) = self.operand_end(first) else { return false };
        let begins = match self.kind_before(first, 1) {
            None | Some(OutlineKind::Mark(b';')) => true,
            Some(OutlineKind::Open(_)) => self.is_block(first - 1),
            // `if (x) params.set(…)`.
            Some(OutlineKind::Close(Bracket::Curly | Bracket::Round)) => true,
            Some(_) => self.begins_statement(first, false),
        };
        let ends = matches!(
            self.kind(end),
            None | Some(OutlineKind::Mark(b';') | OutlineKind::Close(Bracket::Curly))
        );
        begins && (ends || self.begins_statement(end, false))
    }

    /// The strings of a list between two brackets.
    fn items(&self, open: usize, end: usize) -> Vec<usize> {
        let is_item = |at: &usize| {
            let before = self.kind_before(*at, 1);
            self.is_text(*at)
                && matches!(before, Some(OutlineKind::Open(_) | OutlineKind::Mark(b',')))
                && !self.is_joined_by(*at)
                && !self.raw(*at).is_some_and(is_joiner)
        };
        (open + 1..end).filter(is_item).take(limits::SOURCE_TEXTS).collect()
    }

    /// The first node of the string, or of the operand, that begins at the node `value`.
    fn text_of(&self, first: usize) -> Option<usize> {
        if self.is_type_of_call(first) {
            return Some(first);
        }
        let is_skipped = |kind| {
            matches!(
                kind,
                OutlineKind::Open(_) | OutlineKind::Close(Bracket::Square) | OutlineKind::Mark(b'&')
            )
        };
        let value =
            (first..first + limits::SOURCE_GROUP).find(|at| !self.kind(*at).is_some_and(is_skipped))?;
        // `{"filter": {"matches": "…"}}` describes requests, and is not one.
        if self.is_text(value) && self.is_before(value, 1, b'{') && self.is(value + 1, b':') {
            return None;
        }
        // A constructor may come before a string.
        let is_path = |at: usize| self.is(at, b':') && (self.is(at + 1, b':') || self.is_before(at, 1, b':'));
        let makes =
            |at: usize| self.name(at).is_some() || self.is(at, b'.') || self.is(at, b'(') || is_path(at);
        let text = (value..value + MAKERS).find(|at| !makes(*at)).filter(|text| self.is_text(*text));
        match text {
            Some(_) if self.is_text(value) => Some(value),
            // `Sprintf("…%s…", x)`, `new StringBuilder("…")`.
            Some(text)
                if self.is_filled(text)
                    || self.function_of(text).is_some_and(|name| MADE.contains(&name)) =>
            {
                Some(text)
            }
            // A name, alone or joined with strings: `prefix + "…"`.
            _ => self.operand_end(value).map(|_| value),
        }
    }

    /// Whether one of the names beside a node fits.
    pub(in crate::source) fn has_beside(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let Some(open) = self.parent(at) else { return false };
        let end = self.next(open).unwrap_or(at);
        (open..end).any(|at| self.word(at).is_some_and(&fits))
    }
}
