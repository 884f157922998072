//! Strings that a program joins: `"a" + x + "b"`, `"a" "b"`, `"…%s…" % x`, `"…{0}…" -f $x`.

use super::filled::Filled;
use super::{Bracket, Outline, OutlineKind};
use crate::limits;
use crate::source::fragment::{Fragment, Pattern};
use crate::source::lex::string;
use crate::source::syntax::HoleForm;
use crate::source::url::upto;
use crate::text::{Span, offset};

/// Methods of a string that insert values into it, or keep its meaning.
const KEEP: [&str; 23] = [
    "format",
    "formatted",
    "Trim",
    "TrimEnd",
    "TrimStart",
    "trim",
    "trimEnd",
    "strip",
    "rstrip",
    "lstrip",
    "encode",
    "ToString",
    "toString",
    "to_string",
    "to_owned",
    "into",
    "as_str",
    "clone",
    "trimIndent",
    "stripIndent",
    "freeze",
    "Clone",
    // Its result is the same text for a server.
    "addingPercentEncoding",
];

/// Words that belong to the operand after them.
const BEFORE_OPERAND: [&str; 4] = ["await", "new", "typeof", "void"];

/// Operators that are words.
const AFTER_OPERAND: [&str; 6] = ["in", "of", "as", "is", "instanceof", "satisfies"];

/// Joined strings, and their nodes.
pub(in crate::source) struct Joined<'t> {
    pub(in crate::source) fragment: Fragment<'t>,
    pub(in crate::source) first: usize,
    /// After the last.
    pub(in crate::source) end: usize,
}

impl<'t> Outline<'t> {
    fn is_join(&self, at: usize) -> bool {
        let join = self.syntax.join;
        // `+=` and `++` do not join strings.
        let is_doubled = || (self.is(at + 1, b'=') || self.is(at + 1, join)) && self.touches(at + 1);
        join != 0 && self.is(at, join) && !is_doubled() || self.is_joined_argument(at)
    }

    /// Whether a comma is between two arguments of a function that joins them: `paste0(base, "?filter=", x)`.
    fn is_joined_argument(&self, at: usize) -> bool {
        let joiners = self.syntax.joiners;
        let callee = || self.parent(at).and_then(|open| self.callee(open));
        !joiners.is_empty() && self.is(at, b',') && callee().is_some_and(|name| joiners.contains(&name))
    }

    /// The strings that are joined with the one at `at`.
    pub(in crate::source) fn joined(&self, at: usize) -> Joined<'t> {
        let mut first = at;
        loop {
            let before = first.checked_sub(1).and_then(|join| {
                let operand = if self.is_join(join) { join.checked_sub(1)? } else { join };
                let is_next = self.is_join(join) || self.syntax.adjacent && self.is_text(operand);
                is_next.then(|| self.operand_start(operand)).flatten()
            });
            match before {
                Some(start) if at - start < limits::SOURCE_GROUP => first = start,
                _ => break,
            }
        }
        self.joined_from(None, first)
    }

    /// The strings that are joined from the node `first` on, after the value of the place `left`.
    pub(in crate::source) fn joined_from(&self, left: Option<Span>, first: usize) -> Joined<'t> {
        let start = left.unwrap_or_else(|| self.span(first)).start;
        let mut fragment = Fragment::new(self.text, start);
        fragment.within = self.within;
        let mut here = first;
        let mut open = left.map(|left| (left, left.end));
        while let Some(node) = self.get(here) {
            if node.kind == OutlineKind::Text && !self.is_receiver(here) {
                let (pattern, arguments) = match self.pattern(here) {
                    (Pattern::None, arguments) => (self.later_pattern(here), arguments),
                    known => known,
                };
                if let Some((shown, _)) = open.take() {
                    let inside = string(self.text, node.span(), self.syntax).map_or(0, |open| open.length);
                    fragment.operand_to(node.start + offset(inside), shown);
                }
                let holes = fragment.holes.len();
                fragment.string(node.span(), self.syntax, pattern);
                let mut filled = Filled::new(self.text, node.span(), arguments, pattern);
                for hole in fragment.holes.iter_mut().skip(holes) {
                    hole.arguments = arguments;
                    hole.argument = filled.argument(hole);
                }
                here = self.after_pattern(here);
            } else {
                let Some(end) = self.operand_end(here) else { break };
                let last = self.span_to(here, end).end;
                let shown = Span::new(open.map_or(node.start, |(shown, _)| shown.start), last);
                open = Some((shown, last));
                here = end;
            }
            if self.is_join(here) {
                here += 1;
            } else if !(self.syntax.adjacent && self.is_text(here)) {
                break;
            }
        }
        if let Some((shown, last)) = open {
            fragment.operand_to(last, shown);
        }
        Joined { fragment, first, end: here }
    }

    /// Whether the string is the receiver of a method whose result is a different string. Case: "a method makes
    /// another string of the value" (silent.toml).
    fn is_receiver(&self, at: usize) -> bool {
        self.is(at + 1, b'.')
            && self.syntax.join != b'.'
            && self.touches(at + 1)
            && self.name(at + 2).is_some_and(|name| !KEEP.contains(&name))
    }

    /// Whether a function or an operator inserts values into the string at `at`.
    pub(super) fn is_filled(&self, at: usize) -> bool {
        !matches!(self.pattern(at).0, Pattern::None | Pattern::Angle | Pattern::Filled)
    }

    /// The kind of format string at `at`, and the place of its arguments.
    fn pattern(&self, at: usize) -> (Pattern, Span) {
        let none = (self.pattern_around(), Span::default());
        let upto = |first: usize| {
            let end = self.operand_end(first).or_else(|| self.next(first)).unwrap_or(first);
            let last = end.checked_sub(1).map(|last| self.span(last)).unwrap_or_default();
            self.span(first).cover(last)
        };
        match (self.kind(at + 1), self.name(at + 2)) {
            (Some(OutlineKind::Mark(b'%')), _) => return (Pattern::Percent, upto(at + 2)),
            // Kotlin and Scala fill `%s`, and Python `{}`.
            (Some(OutlineKind::Mark(b'.')), Some("format")) => {
                let is_percent = self.syntax.line_comments.contains(&"//");
                return (if is_percent { Pattern::Percent } else { Pattern::Brace }, upto(at + 3));
            }
            (Some(OutlineKind::Mark(b'.')), Some("formatted")) => return (Pattern::Percent, upto(at + 3)),
            (Some(OutlineKind::Name), _)
                if self.name(at + 1).is_some_and(|name| name.eq_ignore_ascii_case("-f")) =>
            {
                return (Pattern::Brace, self.line_from(at + 2));
            }
            _ => {}
        }
        // The first argument of a function that formats it.
        let Some(name) = self.function_of(at) else { return none };
        let arguments = upto(at - 1);
        match name {
            "Sprintf" | "Printf" | "Errorf" | "sprintf" | "printf" => (Pattern::Percent, arguments),
            // `MessageFormat.format("{0}", …)`.
            "format" if self.name_before(at, 4) == Some("MessageFormat") => (Pattern::Brace, arguments),
            "format" => (Pattern::Percent, arguments),
            "Format" => (Pattern::Brace, arguments),
            "glue" | "str_glue" => (Pattern::Brace, arguments),
            // `string.Template("…$name…")` of Python.
            "Template" if self.syntax.adjacent && self.syntax.line_comments == ["#"] => {
                (Pattern::Dollar, Span::default())
            }
            _ if name.ends_with('!') => (Pattern::Brace, arguments),
            _ => none,
        }
    }

    /// The kind of format string at `at`, by its look, if code elsewhere formats it: a filter never contains
    /// `%s` or `{name}`. Cases: "the variable of a URI template is a hole" (java.toml), "constants that are
    /// filled elsewhere: an inserted value is a hole" (python.toml).
    fn later_pattern(&self, at: usize) -> Pattern {
        let open = string(self.text, self.span(at), self.syntax);
        let Some((open, raw)) = open.zip(self.raw(at)).filter(|_| self.syntax.join != 0) else {
            return Pattern::None;
        };
        let is_verb = |rest: &str| {
            let inner = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(_, rest)| rest);
            inner.unwrap_or(rest).starts_with(['s', 'v', 'q', 'd', 'i', 'r', 'f', 'x'])
        };
        let mut percents = raw.split('%').skip(1).peekable();
        // `%20` is percent-encoding, and not a place of a format string.
        let is_code = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        // `f"…"` has its own places.
        let is_filled = open.form.holes.contains(&HoleForm::Brace);
        if percents.peek().is_some() && !is_filled {
            let all: Vec<&str> = percents.collect();
            if all.iter().any(|rest| is_verb(rest)) && !all.iter().any(|rest| is_code(rest)) {
                return Pattern::Percent;
            }
        }
        // A string of Python may lack its `f`, but code elsewhere formats a constant: `URL = "…{name}…"`.
        let name = self.name_before(at, 2).filter(|_| self.is_before(at, 1, b'='));
        let is_constant = name.is_some_and(|name| !name.contains(char::is_lowercase));
        let may_lack_mark = self.syntax.line_comments == ["#"] && self.syntax.adjacent && !is_constant;
        if is_filled || raw.contains("{{") || may_lack_mark {
            return Pattern::None;
        }
        let mut before = raw.split('{');
        let mut last = before.next().unwrap_or_default();
        let has_place = before.any(|rest| {
            let is_free = !last.ends_with(['$', '#', '%', '\\']);
            last = rest;
            let inside = upto(rest, limits::SOURCE_NAME).split_once('}').map(|(inside, _)| inside);
            let is_name =
                |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
            is_free && inside.is_some_and(is_name)
        });
        if has_place { Pattern::Brace } else { Pattern::None }
    }

    /// The text from the node `at` to the end of its line, and the next line if the first ends with a comma.
    fn line_from(&self, at: usize) -> Span {
        let start = self.span(at).start as usize;
        let rest = upto(self.text.get(start..).unwrap_or_default(), limits::SOURCE_LINE);
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            length += line.len();
            if !line.trim_end().ends_with([',', '`']) {
                break;
            }
        }
        Span::from_range(start..start + length)
    }

    /// The node after the string at `at`, and after `.format(…)`.
    fn after_pattern(&self, at: usize) -> usize {
        let calls = self.is(at + 1, b'.') && self.name(at + 2).is_some_and(|name| KEEP.contains(&name));
        if calls { self.next(at + 3).unwrap_or(at + 1) } else { at + 1 }
    }

    /// The first node of the operand that ends with the node `last`.
    pub(in crate::source) fn operand_start(&self, last: usize) -> Option<usize> {
        let mut at = self.before_types(last).unwrap_or(last);
        loop {
            match self.kind(at)? {
                OutlineKind::Name | OutlineKind::Text => {}
                OutlineKind::Close(_) => at = self.parent(at)?,
                _ => return None,
            }
            let is_called = self.bracket(at).is_some()
                && self.touches(at)
                && matches!(
                    self.kind_before(at, 1),
                    Some(OutlineKind::Name | OutlineKind::Close(Bracket::Round | Bracket::Square))
                );
            if is_called {
                at -= 1;
                continue;
            }
            match self.access_before(at) {
                Some(before) => at = before,
                None => return Some(at),
            }
        }
    }

    /// The last node of the object before a member: before `.`, `::`, `->`, `?.`.
    pub(in crate::source) fn access_before(&self, at: usize) -> Option<usize> {
        let back = if self.is_before(at, 1, b'.') && self.syntax.join != b'.' {
            if self.is_before(at, 2, b'?') { 3 } else { 2 }
        } else {
            let pairs = [(b':', b':'), (b'-', b'>')];
            let is_pair = |(first, second)| self.is_before(at, 2, first) && self.is_before(at, 1, second);
            pairs.into_iter().any(is_pair).then_some(3)?
        };
        at.checked_sub(back)
    }

    /// The node after the operand that begins with the node `first`.
    pub(in crate::source) fn operand_end(&self, first: usize) -> Option<usize> {
        // `await x`, `new X()`.
        let is_prefix = |at: &usize| {
            self.name(*at).is_some_and(|name| BEFORE_OPERAND.contains(&name))
                && self.name(at + 1).is_some()
                && !self.syntax.marks_variables
        };
        let first = (first..).find(|at| !is_prefix(at))?;
        // `(string)x`.
        let is_cast = self.is(first, b'(')
            && self.is(first + 2, b')')
            && self.name(first + 1).zip(self.name(first + 3)).is_some()
            && self.syntax.line_comments.contains(&"//")
            && !AFTER_OPERAND.iter().any(|word| self.name(first + 3) == Some(word));
        let first = if is_cast { first + 3 } else { first };
        let mut at = match self.kind(first)? {
            OutlineKind::Name | OutlineKind::Text => first + 1,
            OutlineKind::Open(Bracket::Round | Bracket::Square) => self.next(first)?,
            // A reference, a sign, a variable with a mark.
            OutlineKind::Mark(b'&' | b'*' | b'-' | b'@') if self.name(first + 1).is_some() => first + 2,
            _ => return None,
        };
        while at - first < limits::SOURCE_GROUP {
            let Some(kind) = self.kind(at) else { break };
            let member = |ahead: usize| self.name(at + ahead).map(|_| at + ahead + 1);
            let next = match kind {
                OutlineKind::Open(Bracket::Round | Bracket::Square) if self.touches(at) => self.next(at),
                OutlineKind::Mark(b'.') if self.syntax.join != b'.' => member(1),
                OutlineKind::Mark(b'?' | b':') if self.is(at + 1, b'.') || self.is(at + 1, b':') => member(2),
                // `name:gsub("'", "''")` of Lua.
                OutlineKind::Mark(b':') if self.syntax.line_comments == ["--"] && self.is(at + 2, b'(') => {
                    member(1)
                }
                // `->`, and `|>` before a function.
                OutlineKind::Mark(b'-' | b'|') if self.is(at + 1, b'>') => member(2),
                // `[uri]::EscapeDataString`: brackets contain the name of a type.
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(at)
    }
}
