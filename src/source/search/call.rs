//! What the call that an entry is given to says of its URL.

use super::Search;
use crate::source::Language;
use crate::source::fragment::{Fragment, atoms};
use crate::source::lex::Kind as TokenKind;
use crate::source::url::{Target, is_hole, target, url_of};
use crate::text::Span;

/// How many tokens between brackets are looked at.
const TOKENS: usize = 256;

/// What a call asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The path of a list of the API.
    List(String),
    /// A URL of something else.
    Other,
    /// A URL whose text is not seen.
    Unseen,
    /// No URL.
    Unknown,
}

/// The brackets round an entry, from the inner ones on: the literals that it stands in, and the call that
/// these are given to.
#[derive(Debug, Default)]
pub(super) struct Call {
    pub(super) groups: Vec<Span>,
    /// For each, its opening bracket and the place behind its closing one.
    pub(super) tokens: Vec<(usize, usize)>,
}

impl Search<'_, '_> {
    /// At most so many brackets are looked at.
    pub(super) fn call_of(&self, at: usize, most: usize) -> Call {
        let mut call = Call::default();
        let mut here = at;
        while let Some(open) = self.tokens.enclosing(here).filter(|open| !self.is_block(*open)) {
            let Some(end) = self.tokens.group_end(open).filter(|_| call.groups.len() < most) else { break };
            let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
            call.groups
                .extend(self.tokens.get(open).zip(last).map(|(open, last)| Span::new(open.start, last.end)));
            call.tokens.push((open, end));
            if self.is_call(open) {
                break;
            }
            here = open;
        }
        call
    }

    /// What the call of an entry asks for, as far as it says so itself. In PowerShell a command is one.
    pub(super) fn asked(&mut self, call: &Call, at: usize) -> Asked {
        let mut found = Asked::Unknown;
        for (open, end) in &call.tokens {
            match self.asked_in(*open + 1, *end, self.is_call(*open)) {
                Asked::Unknown => {}
                Asked::Unseen => found = Asked::Unseen,
                asked => return asked,
            }
        }
        if self.part.language != Language::PowerShell || found != Asked::Unknown {
            return found;
        }
        let start = self.tokens.get(at).map_or(0, |token| token.start);
        let statement = self.statement(start);
        let first = self.tokens.all.partition_point(|token| token.start < statement.start);
        let end = self.tokens.all.partition_point(|token| token.start < statement.end);
        self.asked_in(first, end, true)
    }

    /// What one of these tokens asks for. Of a literal only what has the name of a URL counts.
    fn asked_in(&self, first: usize, end: usize, is_call: bool) -> Asked {
        let end = end.min(first + TOKENS);
        let mut here = first;
        let mut found = Asked::Unknown;
        while here < end {
            let Some(token) = self.tokens.get(here) else { break };
            let next = match token.kind {
                // `-Uri ($base + "/jobs")`.
                TokenKind::Mark(b'(') if self.part.language == Language::PowerShell => here + 1,
                TokenKind::Mark(b'(' | b'[' | b'{') => match self.tokens.group_end(here) {
                    Some(behind) => behind,
                    None => break,
                },
                // The name of an argument or of a member.
                TokenKind::Text | TokenKind::Name if self.is_label(here) => here + 1,
                TokenKind::Text | TokenKind::Name if self.may_be_url(here, is_call) => {
                    let joined = self.tokens.joined_from(here);
                    match self.asked_by(&joined.fragment) {
                        // In data a path without the API is that of another request.
                        Asked::Unknown
                            if !self.tokens.syntax.is_program()
                                && self.label(here).is_some_and(names_request) =>
                        {
                            found = Asked::Other;
                        }
                        // What is given as the URL is one.
                        Asked::Unknown
                            if self.label(here).is_some_and(names_url) && is_hole(&joined.fragment.text) =>
                        {
                            found = Asked::Unseen;
                        }
                        Asked::Unknown => {}
                        Asked::Unseen => found = Asked::Unseen,
                        asked => return asked,
                    }
                    joined.end.max(here + 1)
                }
                _ => here + 1,
            };
            here = next;
        }
        found
    }

    /// Whether what begins with a token is an argument without a name, or with the name of a URL; what goes
    /// on with one is none.
    fn may_be_url(&self, at: usize, is_call: bool) -> bool {
        let before = |back: usize| at.checked_sub(back);
        let join = self.tokens.syntax.join;
        if before(1).is_some_and(|at| join != 0 && self.tokens.is(at, join) || self.tokens.is(at, b'.')) {
            return false;
        }
        match self.label(at) {
            Some(name) => {
                names_url(name) || name == "raw" || !self.tokens.syntax.is_program() && names_request(name)
            }
            None => is_call,
        }
    }

    /// The name of the argument, the member or the option that begins with the token `at`.
    pub(super) fn label(&self, at: usize) -> Option<&str> {
        let label = |at: usize| self.tokens.raw(at).or_else(|| self.tokens.name(at));
        let before = |back: usize| at.checked_sub(back);
        let is = |back: usize, mark: u8| before(back).is_some_and(|at| self.tokens.is(at, mark));
        let name = if is(1, b'=') || is(1, b':') {
            before(2).and_then(label)
        } else if is(1, b'>') && is(2, b'=') {
            before(3).and_then(label)
        } else {
            None
        };
        name.or_else(|| before(1).and_then(|at| self.tokens.name(at)).filter(|name| name.starts_with('-')))
    }

    /// Whether a token is the name of what stands behind it.
    fn is_label(&self, at: usize) -> bool {
        self.tokens.is(at + 1, b'=') || self.tokens.is(at + 1, b':') && !self.tokens.is(at + 2, b':')
    }

    /// What a text asks for, if it looks like a URL.
    fn asked_by(&self, fragment: &Fragment<'_>) -> Asked {
        let text = &*fragment.text;
        let url = url_of(text);
        let path = url.path.of(text);
        let start = fragment.span().start;
        let hole = atoms(path).next().filter(|(place, _)| place.start == 0);
        let rest = hole.and_then(|(place, _)| path.get(place.end as usize..));
        if is_hole(text) {
            let Target::Nearest(Some(variable)) = target(&url, fragment) else { return Asked::Unknown };
            return match self.mentions.given_to(&variable) {
                Some(list) => Asked::List(list),
                None if self.mentions.is_given_other(&variable) => Asked::Other,
                None if names_url(&variable) => Asked::Unseen,
                None => Asked::Unknown,
            };
        }
        let is_path = text.starts_with('/') || rest.is_some_and(|rest| rest.starts_with('/'));
        if path.contains(char::is_whitespace) || !(is_path || path.contains("://")) {
            return Asked::Unknown;
        }
        match target(&url, fragment) {
            Target::Own => url.list(text).map_or(Asked::Other, Asked::List),
            Target::List(list) => Asked::List(list),
            Target::Behind(variable, list) => match self.mentions.behind(&variable, &list, start) {
                Some(list) => Asked::List(list),
                None => Asked::Other,
            },
            // `client.get("/jobs", …)`, where the client has the base.
            Target::Other if path == "/jobs" => {
                self.mentions.behind("", "jobs", start).map_or(Asked::Unknown, Asked::List)
            }
            Target::Nearest(_) => Asked::Unknown,
            Target::Other => Asked::Other,
        }
    }

    /// Whether a parenthesis is that of a call.
    pub(super) fn is_call(&self, open: usize) -> bool {
        let before = open.checked_sub(1).and_then(|before| self.tokens.get(before));
        self.tokens.is(open, b'(')
            && before.is_some_and(|before| {
                matches!(before.kind, TokenKind::Name | TokenKind::Mark(b')' | b']' | b'>'))
            })
    }

    /// Whether a brace is that of a block of code, and of no literal.
    fn is_block(&self, open: usize) -> bool {
        if !self.tokens.is(open, b'{') || matches!(self.part.language, Language::Json | Language::Toml) {
            return false;
        }
        let Some((before, brace)) =
            open.checked_sub(1).and_then(|at| self.tokens.get(at)).zip(self.tokens.get(open))
        else {
            return true;
        };
        match before.kind {
            // `url.Values{…}` touches its type, and `return {…}` is none.
            TokenKind::Name => {
                before.end != brace.start
                    && !self.is_new(open)
                    && self.tokens.name(open - 1) != Some("return")
            }
            TokenKind::Mark(mark) => matches!(mark, b')' | b'>' | b';' | b'{' | b'}'),
            TokenKind::Text | TokenKind::Comment => false,
        }
    }
}

/// Whether a name is that of a URL.
pub(in crate::source) fn names_url(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["url", "uri", "href", "endpoint"].iter().any(|known| name.contains(known))
}

/// Whether a name is that of what a request in data is for.
fn names_request(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["url", "uri", "endpoint", "host", "hostname", "path", "operation", "operationid"].contains(&&*name)
}

/// Whether a name is that of the query of a request.
pub(in crate::source) fn names_query(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["query", "param", "search", "args", "body", "data"].iter().any(|known| name.contains(known))
}
