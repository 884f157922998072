//! Strings that a program joins: `"a" + x + "b"`, `"a" "b"`, `"…%s…" % x`, `"…{0}…" -f $x`.

use super::fragment::{Fragment, Pattern};
use super::lex::{HoleForm, Kind, Syntax, Token, string};
use super::url::upto;
use crate::text::{Escaping, Span};

/// How many tokens an operand has at most. What is longer is not looked through.
const OPERAND: usize = 1_000;

/// How long the name of what is put in is at most.
const NAME: usize = 64;

/// How many bytes behind `-f` are looked at.
const ARGUMENTS: usize = 1 << 10;

/// Functions of a string that put values in, or leave it a text that says the same.
const KEEP: [&str; 22] = [
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
];

/// A program's text with its tokens.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t, 'a> {
    pub(super) text: &'t str,
    pub(super) all: &'a [Token],
    pub(super) syntax: &'static Syntax,
    /// Whether it stands in a document.
    pub(super) is_shown: bool,
    /// What the string needs that puts it in.
    pub(super) within: Option<&'static Escaping>,
}

/// Joined strings, and the tokens that they take.
pub(super) struct Joined<'t> {
    pub(super) fragment: Fragment<'t>,
    pub(super) first: usize,
    /// Behind the last.
    pub(super) end: usize,
}

impl<'t> Tokens<'t, '_> {
    pub(super) fn get(&self, at: usize) -> Option<Token> {
        self.all.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<Token> {
        self.get(at.checked_sub(1)?)
    }

    pub(super) fn is(&self, at: usize, mark: u8) -> bool {
        self.get(at).is_some_and(|token| token.is(mark))
    }

    pub(super) fn is_text(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Text)
    }

    /// The name at a place.
    pub(super) fn name(&self, at: usize) -> Option<&'t str> {
        self.get(at).filter(|token| token.kind == Kind::Name).map(|token| token.span().of(self.text))
    }

    /// Where a name stands, or what a string holds.
    pub(super) fn inside(&self, at: usize) -> Option<Span> {
        let token = self.get(at)?;
        match token.kind {
            Kind::Name => Some(token.span()),
            Kind::Text => {
                let open = string(self.text, token.span(), self.syntax)?;
                let start = token.start + Span::from_range(0..open.length).end;
                Some(Span::new(start, start + Span::from_range(0..self.raw(at)?.len()).end))
            }
            _ => None,
        }
    }

    /// What a string holds, as it is written.
    pub(super) fn raw(&self, at: usize) -> Option<&'t str> {
        let token = self.get(at).filter(|token| token.kind == Kind::Text)?;
        let open = string(self.text, token.span(), self.syntax)?;
        let inside = token.span().of(self.text).get(open.length..)?;
        Some(inside.strip_suffix(&*open.close).unwrap_or(inside))
    }

    /// Whether nothing stands between a token and the one before.
    fn touches(&self, at: usize) -> bool {
        self.before(at).zip(self.get(at)).is_some_and(|(before, this)| before.end == this.start)
    }

    fn is_join(&self, at: usize) -> bool {
        // `+=` and `++` join nothing.
        let doubled =
            |other: usize| self.get(other).is_some_and(|other| other.is(b'=') || other.is(self.syntax.join));
        self.syntax.join != 0 && self.is(at, self.syntax.join) && !(doubled(at + 1) && self.touches(at + 1))
    }

    /// The strings that are joined with the one at `at`.
    pub(super) fn joined(&self, at: usize) -> Joined<'t> {
        let mut first = at;
        loop {
            let before = first.checked_sub(1).and_then(|join| {
                let operand = if self.is_join(join) { join.checked_sub(1)? } else { join };
                let is_next = self.is_join(join) || self.syntax.adjacent && self.is_text(operand);
                is_next.then(|| self.operand_start(operand)).flatten()
            });
            match before {
                Some(start) if at - start < OPERAND => first = start,
                _ => break,
            }
        }
        self.joined_from(first)
    }

    /// The strings that are joined from the token `first` on.
    pub(super) fn joined_from(&self, first: usize) -> Joined<'t> {
        self.joined_behind(None, first)
    }

    /// The same, behind what the place `left` puts in.
    pub(super) fn joined_behind(&self, left: Option<Span>, first: usize) -> Joined<'t> {
        let start = left.or_else(|| self.get(first).map(Token::span)).map_or(0, |span| span.start);
        let mut fragment = Fragment::new(self.text, start);
        fragment.within = self.within;
        let mut here = first;
        let mut open = left.map(|left| (left, left.end));
        while let Some(token) = self.get(here) {
            if token.kind == Kind::Text && !self.is_receiver(here) {
                let (pattern, arguments) = match self.pattern(here) {
                    (Pattern::None, arguments) => (self.later_pattern(here), arguments),
                    known => known,
                };
                if let Some((shown, _)) = open.take() {
                    let inside = string(self.text, token.span(), self.syntax).map_or(0, |open| open.length);
                    fragment.hole_to(token.start + Span::from_range(0..inside).end, shown, shown);
                }
                let holes = fragment.holes.len();
                fragment.string(token, self.syntax, pattern);
                fragment.holes.iter_mut().skip(holes).for_each(|hole| hole.arguments = arguments);
                here = self.behind_pattern(here);
            } else {
                let Some(end) = self.operand_end(here) else { break };
                let last = self.before(end).map_or(token.end, |last| last.end);
                let shown = Span::new(open.map_or(token.start, |(shown, _)| shown.start), last);
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
            fragment.hole_to(last, shown, shown);
        }
        Joined { fragment, first, end: here }
    }

    /// Whether a function of the string is called, so that it is no text of its own.
    fn is_receiver(&self, at: usize) -> bool {
        self.is(at + 1, b'.')
            && self.syntax.join != b'.'
            && self.touches(at + 1)
            && self.name(at + 2).is_some_and(|name| !KEEP.contains(&name))
    }

    /// Whether a function or an operator puts values into the string at `at`.
    pub(super) fn is_filled(&self, at: usize) -> bool {
        !matches!(self.pattern(at).0, Pattern::None | Pattern::Angle)
    }

    /// How values are put into the string at `at`, and where they stand.
    fn pattern(&self, at: usize) -> (Pattern, Span) {
        let none = (if self.is_shown { Pattern::Angle } else { Pattern::None }, Span::default());
        let upto = |first: usize| {
            let end = self.operand_end(first).or_else(|| self.group_end(first)).unwrap_or(first);
            let span = |token: Option<Token>| token.map(Token::span).unwrap_or_default();
            span(self.get(first)).cover(span(self.before(end)))
        };
        match (self.get(at + 1).map(|token| token.kind), self.name(at + 2)) {
            (Some(Kind::Mark(b'%')), _) => return (Pattern::Percent, upto(at + 2)),
            (Some(Kind::Mark(b'.')), Some("format")) => return (Pattern::Brace, upto(at + 3)),
            (Some(Kind::Mark(b'.')), Some("formatted")) => return (Pattern::Percent, upto(at + 3)),
            (Some(Kind::Name), _)
                if self.name(at + 1).is_some_and(|name| name.eq_ignore_ascii_case("-f")) =>
            {
                return (Pattern::Brace, self.line_from(at + 2));
            }
            _ => {}
        }
        // The first argument of a function that fills it.
        let Some(open) = at.checked_sub(1).filter(|open| self.is(*open, b'(')) else { return none };
        let Some(name) = open.checked_sub(1).and_then(|name| self.name(name)) else { return none };
        let arguments = upto(open);
        match name {
            "Sprintf" | "Printf" | "Errorf" | "sprintf" | "printf" => (Pattern::Percent, arguments),
            // `MessageFormat.format("{0}", …)`.
            "format" if open.checked_sub(3).and_then(|class| self.name(class)) == Some("MessageFormat") => {
                (Pattern::Brace, arguments)
            }
            "format" => (Pattern::Percent, arguments),
            "Format" => (Pattern::Brace, arguments),
            _ if name.ends_with('!') => (Pattern::Brace, arguments),
            _ => none,
        }
    }

    /// How values are put into the string at `at` elsewhere, as it looks: no filter holds `%s` or `{name}`.
    fn later_pattern(&self, at: usize) -> Pattern {
        let open = self.get(at).and_then(|token| string(self.text, token.span(), self.syntax));
        let Some((open, raw)) = open.zip(self.raw(at)).filter(|_| self.syntax.join != 0) else {
            return Pattern::None;
        };
        let is_verb = |rest: &str| {
            let inner = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(_, rest)| rest);
            inner.unwrap_or(rest).starts_with(['s', 'v', 'q', 'd', 'i', 'r', 'f', 'x'])
        };
        let mut percents = raw.split('%').skip(1).peekable();
        // What is encoded already is no pattern of this kind.
        let is_code = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if percents.peek().is_some() {
            let all: Vec<&str> = percents.collect();
            if all.iter().any(|rest| is_verb(rest)) && !all.iter().any(|rest| is_code(rest)) {
                return Pattern::Percent;
            }
        }
        // Of Python's strings an `f` may be missing, unless they are constants: `URL = "…{name}…"`.
        let name = at.checked_sub(2).filter(|_| self.is(at - 1, b'=')).and_then(|name| self.name(name));
        let is_constant = name.is_some_and(|name| !name.contains(char::is_lowercase));
        let may_lack_mark = self.syntax.line_comments == ["#"] && self.syntax.adjacent && !is_constant;
        if open.form.holes.contains(&HoleForm::Brace) || raw.contains("{{") || may_lack_mark {
            return Pattern::None;
        }
        let mut before = raw.split('{');
        let mut last = before.next().unwrap_or_default();
        let has_place = before.any(|rest| {
            let is_free = !last.ends_with(['$', '#', '%', '\\']);
            last = rest;
            let inside = upto(rest, NAME).split_once('}').map(|(inside, _)| inside);
            let is_name =
                |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
            is_free && inside.is_some_and(is_name)
        });
        if has_place { Pattern::Brace } else { Pattern::None }
    }

    /// What follows on the line of the token `at`, and on the next where a comma ends it.
    fn line_from(&self, at: usize) -> Span {
        let start = self.get(at).map_or(0, |token| token.start);
        let rest = upto(self.text.get(start as usize..).unwrap_or_default(), ARGUMENTS);
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            length += line.len();
            if !line.trim_end().ends_with([',', '`']) {
                break;
            }
        }
        Span::from_range(start as usize..start as usize + length)
    }

    /// Behind the string at `at`, and behind `.format(…)`.
    fn behind_pattern(&self, at: usize) -> usize {
        let calls = self.is(at + 1, b'.') && self.name(at + 2).is_some_and(|name| KEEP.contains(&name));
        if calls { self.group_end(at + 3).unwrap_or(at + 1) } else { at + 1 }
    }

    /// Where the operand begins that ends with the token `last`.
    pub(super) fn operand_start(&self, last: usize) -> Option<usize> {
        let mut at = last;
        loop {
            let token = self.get(at)?;
            match token.kind {
                Kind::Name | Kind::Text => {}
                Kind::Mark(b')' | b']' | b'}') => at = self.group_start(at)?,
                _ => return None,
            }
            let opens =
                self.get(at).is_some_and(|token| matches!(token.kind, Kind::Mark(b'(' | b'[' | b'{')));
            let before = self.before(at);
            let is_called = opens
                && self.touches(at)
                && before.is_some_and(|before| matches!(before.kind, Kind::Name | Kind::Mark(b')' | b']')));
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

    /// The last token of what a member is taken of: before `.`, `::`, `->`, `?.`.
    fn access_before(&self, at: usize) -> Option<usize> {
        let one = at.checked_sub(1)?;
        let two = at.checked_sub(2);
        if self.is(one, b'.') && self.syntax.join != b'.' {
            let question = two.filter(|two| self.is(*two, b'?'));
            return question.map_or(two, |two| two.checked_sub(1));
        }
        let two = two?;
        let pair = self.is(one, b':') && self.is(two, b':') || self.is(one, b'>') && self.is(two, b'-');
        if pair { two.checked_sub(1) } else { None }
    }

    /// Behind the operand that begins with the token `first`.
    pub(super) fn operand_end(&self, first: usize) -> Option<usize> {
        let mut at = match self.get(first)?.kind {
            Kind::Name | Kind::Text => first + 1,
            Kind::Mark(b'(' | b'[') => self.group_end(first)?,
            // A reference, a sign, a variable of Perl's kind.
            Kind::Mark(b'&' | b'*' | b'-' | b'@') if self.name(first + 1).is_some() => first + 2,
            _ => return None,
        };
        while at - first < OPERAND {
            let Some(token) = self.get(at) else { break };
            let next = match token.kind {
                Kind::Mark(b'(' | b'[') if self.touches(at) => self.group_end(at),
                Kind::Mark(b'.') if self.syntax.join != b'.' && self.name(at + 1).is_some() => Some(at + 2),
                Kind::Mark(b'?' | b':') if self.is(at + 1, b'.') || self.is(at + 1, b':') => {
                    self.name(at + 2).map(|_| at + 3)
                }
                Kind::Mark(b'-') if self.is(at + 1, b'>') => self.name(at + 2).map(|_| at + 3),
                // `[uri]::EscapeDataString`: the name of a type stands in brackets.
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(at)
    }

    /// Behind the bracket that closes the one at `at`.
    pub(super) fn group_end(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (index, token) in self.all.iter().enumerate().skip(at).take(OPERAND) {
            match token.kind {
                Kind::Mark(b'(' | b'[' | b'{') => depth += 1,
                Kind::Mark(b')' | b']' | b'}') => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(index + 1);
            }
        }
        None
    }

    /// The bracket that the one at `at` closes.
    fn group_start(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (index, token) in self.all.get(..=at)?.iter().enumerate().rev().take(OPERAND) {
            match token.kind {
                Kind::Mark(b')' | b']' | b'}') => depth += 1,
                Kind::Mark(b'(' | b'[' | b'{') => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(index);
            }
        }
        None
    }

    /// The bracket that is open where the token `at` stands.
    pub(super) fn enclosing(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (index, token) in self.all.get(..at)?.iter().enumerate().rev().take(OPERAND) {
            match token.kind {
                Kind::Mark(b')' | b']' | b'}') => depth += 1,
                Kind::Mark(b'(' | b'[' | b'{') => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(index),
                },
                _ => {}
            }
        }
        None
    }
}
