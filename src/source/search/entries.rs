//! What a client makes the query of: entries `filter` of dictionaries, lists, calls and members.

use super::call::{Asked, Call};
use super::{Search, has_operator, is_of_other_language, looks_like_filter, names_query, plain};
use crate::decode::Kind;
use crate::source::Language;
use crate::source::lex::Kind as TokenKind;
use crate::source::url::is_hole;
use crate::text::{Span, has_encoded};

/// How many brackets round an entry are looked at for a body.
const BRACKETS: usize = 16;

/// How many tokens of a value are looked through, and how many texts it has at most.
const TOKENS: usize = 256;
const TEXTS: usize = 64;

impl Search<'_, '_> {
    /// Whether a token is the name of a member: `query.filter`.
    pub(super) fn is_member(&self, at: usize) -> bool {
        !self.tokens.is_text(at) && at.checked_sub(1).is_some_and(|dot| self.tokens.is(dot, b'.'))
    }

    /// The key `filter`, or a name that may be one.
    pub(super) fn entry(&mut self, at: usize) {
        let Some((kind, left, value)) = self.value_of(at) else { return };
        let texts = self.texts(value).into_iter();
        let values: Vec<_> = texts.map(|text| self.tokens.joined_behind(left, text)).collect();
        let Some(place) = values.iter().map(|joined| joined.fragment.span()).reduce(Span::cover) else {
            return;
        };
        if self.is_posted(at) || self.is_expected(at) {
            return;
        }
        let from = self.tokens.get(at).map_or(0, |token| token.start);
        // All of a file of JSON may be one object: only what is round a pair is a request's for sure.
        let is_data = self.part.language == Language::Json && kind != Kind::Value;
        let call = self.call_of(at, if is_data { 2 } else { 4 });
        let asked = self.asked(&call, at);
        let is_asked = matches!(asked, Asked::List(_));
        let asked_is_unseen = asked == Asked::Unseen;
        // An argument of this name may be any function's, and a URL that is not seen any product's.
        let is_argument = !self.tokens.is_text(at)
            && (self.tokens.is(at + 1, b'=') || self.tokens.is(at + 1, b':'))
            && self.tokens.enclosing(at).is_some_and(|open| self.tokens.is(open, b'('));
        let is_unsure = is_argument || self.makes_no_query(&call);
        let list = match asked {
            Asked::List(list) => Some(list),
            Asked::Other => None,
            Asked::Unseen | Asked::Unknown => self.mentions.nearest(from, &call.groups, place),
        };
        let Some(list) = list else { return };
        // Beside a URL of its own call or line it can be nothing else.
        let mut is_near = is_asked;
        if self.part.language != Language::Json {
            is_near |= self.mentions.has_any(self.mentions.line_of(from), place);
        }
        // In data the object round one is that of its request if it is the query.
        let is_query =
            call.tokens.first().is_some_and(|(open, _)| self.label(*open).is_some_and(names_query));
        let groups = if is_data && !is_query { 1 } else { call.groups.len() };
        is_near |= call.groups.iter().take(groups).any(|group| self.mentions.has_any(*group, place));
        if kind == Kind::Value {
            is_near &= self.is_in_query(at);
        }
        if self.part.language == Language::Toml {
            is_near |= self.mentions.has_any(self.table(from), place);
        }
        if self.part.language == Language::PowerShell {
            let statement = self.statement(from);
            is_near |= self.mentions.has_any(statement, place);
        }
        if self.is_of_other(at) {
            return;
        }
        let is_anybodys = asked_is_unseen || !is_asked && is_unsure && !is_near;
        for joined in values {
            let text = &joined.fragment.text;
            // `"=state eq …"` of n8n is code.
            if self.part.language == Language::Json && text.starts_with('=') {
                continue;
            }
            if is_hole(text) {
                let hole = joined.fragment.holes.first();
                let code = hole.map(|hole| hole.shown.of(self.tokens.text)).unwrap_or_default();
                let at = joined.fragment.span().start;
                self.sites.variables.add(code, at, Some(list.clone()));
                continue;
            }
            // What members of this name hold is seldom a filter.
            let is_told = is_near || !matches!(self.part.language, Language::Json | Language::Toml);
            let is_filter = if is_anybodys || !is_told {
                has_operator(text)
            } else {
                is_near && !self.is_member(at) && !is_of_other_language(text) || looks_like_filter(text)
            };
            if !is_filter {
                continue;
            }
            self.done = self.done.max(joined.end);
            let before = self.sites.sites.len();
            // What is encoded already is sent as it stands.
            let kind = if has_encoded(text) && is_near { kind } else { Kind::Filter };
            plain(self.part, &joined.fragment, kind, Some(list.clone()), self.sites);
            // A key of a configuration may be called anything.
            let is_named = !matches!(self.part.language, Language::Json | Language::Toml)
                || is_query
                || kind == Kind::Value;
            if is_named
                && let Some(name) =
                    self.tokens.inside(at).filter(|name| name.of(self.tokens.text) != "filter")
                && self.sites.sites.len() > before
            {
                self.sites.misnamed(self.part, name);
            }
        }
    }

    /// The first token of what belongs to the key at `at`, what it is, and what stands for what it is added to.
    fn value_of(&self, at: usize) -> Option<(Kind, Option<Span>, usize)> {
        let tokens = self.tokens;
        let is_text = tokens.is_text(at);
        let enclosing = tokens.enclosing(at);
        let opens = |mark: u8| enclosing.is_some_and(|open| tokens.is(open, mark));
        let language = self.part.language;
        // `{"key": "filter", "value": "…"}`.
        if let Some(value) = self.pair_of(at) {
            return Some((Kind::Value, None, value));
        }
        // `{ filter, limit }`.
        if matches!(language, Language::JavaScript | Language::TypeScript)
            && !is_text
            && opens(b'{')
            && at.checked_sub(1).is_some_and(|before| tokens.is(before, b'{') || tokens.is(before, b','))
            && (tokens.is(at + 1, b',') || tokens.is(at + 1, b'}'))
        {
            return Some((Kind::Filter, None, at));
        }
        let value = match tokens.get(at + 1)?.kind {
            TokenKind::Mark(b':') if opens(b'{') || opens(b'(') || opens(b'[') => at + 2,
            // `:filter => …`, `"filter" => …`.
            TokenKind::Mark(b'=') if tokens.is(at + 2, b'>') => at + 3,
            TokenKind::Mark(b'=') if !tokens.is(at + 2, b'=') && !is_text => {
                let is_entry = match language {
                    // `query.filter = …`.
                    Language::PowerShell | Language::JavaScript | Language::TypeScript
                        if self.is_member(at) =>
                    {
                        true
                    }
                    Language::PowerShell => {
                        opens(b'{')
                            && enclosing
                                .and_then(|open| open.checked_sub(1))
                                .is_some_and(|hash| tokens.is(hash, b'@'))
                    }
                    Language::Python | Language::Ruby => opens(b'('),
                    Language::Toml => true,
                    Language::CSharp => opens(b'{') && self.is_new(enclosing?),
                    _ => false,
                };
                if !is_entry {
                    return None;
                }
                at + 2
            }
            TokenKind::Mark(b'=') if is_text && language == Language::PowerShell && opens(b'{') => at + 2,
            TokenKind::Mark(b'=') if is_text && language == Language::Toml => at + 2,
            // `query["filter"] = …`.
            TokenKind::Mark(b']') if is_text && tokens.is(at + 2, b'=') && !tokens.is(at + 3, b'=') => at + 3,
            // `query["filter"] += …`.
            TokenKind::Mark(b']') if is_text && tokens.is(at + 2, b'+') && tokens.is(at + 3, b'=') => {
                let open = at.checked_sub(1)?;
                let left = tokens.get(tokens.operand_start(at + 1).unwrap_or(open))?.span();
                return Some((Kind::Filter, Some(left.cover(tokens.get(at + 1)?.span())), at + 4));
            }
            // `set("filter", …)`, `("filter", …)`, `["filter", …]`.
            TokenKind::Mark(b',') if is_text && (opens(b'(') || opens(b'[')) => at + 2,
            TokenKind::Mark(b',') if is_text && opens(b'{') && language == Language::CSharp => at + 2,
            _ => return None,
        };
        Some((Kind::Filter, None, value))
    }

    /// The first token of each text that the value may be which begins with the token `first`, or of what it
    /// is made of: one, the branches of a condition, or the terms that are joined.
    pub(super) fn texts(&self, first: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let is_program = tokens.syntax.join != 0;
        let mut found: Vec<usize> = self.text_of(first).into_iter().collect();
        if !is_program {
            return found;
        }
        // `" and ".join(["…", "…"])`, `["…", "…"].join(" and ")`, `@("…", "…") -join " and "`.
        let list = first + usize::from(tokens.is(first, b'@'));
        let items = if tokens.is_text(first)
            && tokens.is(first + 1, b'.')
            && tokens.name(first + 2) == Some("join")
        {
            tokens.group_end(first + 3).map(|end| (first + 3, end))
        } else if tokens.is(list, b'[') || tokens.is(list, b'(') {
            let joins = |end: &usize| {
                tokens.name(end + 1).is_some_and(|name| name.eq_ignore_ascii_case("join"))
                    && tokens.is(*end, b'.')
                    || tokens.name(*end).is_some_and(|name| name.eq_ignore_ascii_case("-join"))
            };
            tokens.group_end(list).filter(joins).map(|end| (list, end))
        } else {
            None
        };
        if let Some((open, end)) = items {
            return self.items(open, end);
        }
        let is_inside = tokens.enclosing(first).is_some();
        // `"…" if x else "…"`, `x ? "…" : "…"`.
        let (mut here, mut is_asked) = (first, false);
        while let Some(token) = tokens.get(here).filter(|_| here - first < TOKENS) {
            // The next statement.
            if here > first && self.begins_statement(here, is_inside) {
                break;
            }
            let mut next = here + 1;
            match token.kind {
                TokenKind::Mark(b',' | b';' | b')' | b']' | b'}') => break,
                TokenKind::Mark(b'(' | b'[' | b'{') => match tokens.group_end(here) {
                    Some(end) => next = end,
                    None => break,
                },
                TokenKind::Mark(b'?') => {
                    is_asked = true;
                    found.extend(self.text_of(here + 1));
                }
                TokenKind::Mark(b':') if is_asked => found.extend(self.text_of(here + 1)),
                TokenKind::Name if tokens.name(here) == Some("else") => found.extend(self.text_of(here + 1)),
                _ => {}
            }
            here = next;
        }
        // The condition itself is no text.
        if is_asked && found.len() > 1 && !tokens.is_text(first) {
            found.remove(0);
        }
        found.truncate(TEXTS);
        found
    }

    /// Whether a token begins a line, and what stands before it asks for nothing more.
    fn begins_statement(&self, at: usize, is_inside: bool) -> bool {
        let Some((before, token)) =
            at.checked_sub(1).and_then(|before| self.tokens.get(before)).zip(self.tokens.get(at))
        else {
            return false;
        };
        let is_operand = |kind: TokenKind| matches!(kind, TokenKind::Name | TokenKind::Text);
        let ends = is_operand(before.kind) || matches!(before.kind, TokenKind::Mark(b')' | b']' | b'}'));
        let is_word = is_inside && matches!(self.tokens.name(at), Some("if" | "else"));
        let between = Span::new(before.end, token.start.max(before.end)).of(self.tokens.text);
        ends && is_operand(token.kind) && !is_word && between.contains('\n') && !between.contains('\\')
    }

    /// The texts of a list between two brackets.
    pub(super) fn items(&self, open: usize, end: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let is_item = |at: &usize| {
            tokens.is_text(*at)
                && matches!(
                    tokens.get(at - 1).map(|token| token.kind),
                    Some(TokenKind::Mark(b'[' | b'(' | b'{' | b','))
                )
                && !(tokens.is(at + 1, b'.') && tokens.name(at + 2) == Some("join"))
        };
        (open + 1..end).filter(is_item).take(TEXTS).collect()
    }

    /// The first token of the text that begins with the token `value`, or of what is put in for one.
    fn text_of(&self, mut value: usize) -> Option<usize> {
        let tokens = self.tokens;
        while tokens
            .get(value)
            .is_some_and(|token| matches!(token.kind, TokenKind::Mark(b'[' | b']' | b'{' | b'(' | b'&')))
        {
            value += 1;
        }
        // `{"filter": {"matches": "…"}}` is a pattern of requests.
        let is_key =
            value.checked_sub(1).is_some_and(|open| tokens.is(open, b'{')) && tokens.is(value + 1, b':');
        if tokens.is_text(value) && is_key {
            return None;
        }
        // In front of a string there may be what makes it one of its kind.
        let end = (value..value + 12).find(|at| {
            !tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Name)
                && !tokens.is(*at, b'.')
                && !tokens.is(*at, b'(')
        });
        let text = end.filter(|end| tokens.is_text(*end));
        match text {
            Some(_) if tokens.is_text(value) => Some(value),
            // `Sprintf("…%s…", x)`.
            Some(text) if tokens.is_filled(text) => Some(text),
            // A name, alone or with what it is joined with: `prefix + "…"`.
            _ => tokens.operand_end(value).map(|_| value),
        }
    }

    /// Whether an entry stands in an object that a function is given which makes no query of it.
    fn makes_no_query(&self, call: &Call) -> bool {
        let [.., (object, _), (open, _)] = &*call.tokens else { return false };
        let name = open.checked_sub(1).and_then(|name| self.tokens.name(name)).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let makes = ["param", "encode", "query_string", "querystring", "build_query", "dict", "hash"];
        // `.query(&[("filter", "…")])`.
        let is_list = self.tokens.is(*object, b'[');
        self.is_call(*open)
            && (self.tokens.is(*object, b'{') || is_list && !name.contains("query"))
            && !makes.iter().any(|known| name.contains(known))
    }

    /// Whether the pair that the token `at` is of stands in the list of a query.
    fn is_in_query(&self, at: usize) -> bool {
        let pair = self.tokens.enclosing(at);
        let list = pair.and_then(|pair| self.tokens.enclosing(pair));
        [pair, list].into_iter().flatten().any(|open| self.label(open).is_some_and(names_query))
    }

    /// The table of TOML in which a place stands, as far as it is near.
    fn table(&self, at: u32) -> Span {
        let near = self.mentions.lines_round(at);
        let text = self.tokens.text;
        let start = Span::new(near.start, at).of(text).rfind("\n[").unwrap_or(0);
        let behind = Span::new(at, near.end).of(text);
        let end = behind.find("\n[").unwrap_or(behind.len());
        Span::new(near.start + Span::from_range(0..start).end, at + Span::from_range(0..end).end)
    }

    /// Whether the entries beside this one are those of another product's filter.
    fn is_of_other(&self, at: usize) -> bool {
        let Some(open) = self.tokens.enclosing(at) else { return false };
        let end = self.tokens.group_end(open).unwrap_or(at);
        let others = [
            "Class",
            "ClassName",
            "Namespace",
            "LogName",
            "ProviderName",
            "LDAPFilter",
            "SearchBase",
            "Properties",
            "field",
            "headers",
        ];
        (open..end).any(|at| {
            let name = self.tokens.name(at).or_else(|| self.tokens.raw(at));
            name.is_some_and(|name| others.iter().any(|other| name.eq_ignore_ascii_case(other)))
        })
    }

    /// Whether the call, or the command, that a token is part of sends it in a body.
    fn is_posted(&mut self, at: usize) -> bool {
        let text = self.tokens.text;
        // `json={…}` is a body whatever the method is.
        let mut here = at;
        for _ in 0..BRACKETS {
            let Some(open) = self.tokens.enclosing(here) else { break };
            let name = open.checked_sub(2).filter(|_| self.tokens.is(open - 1, b'='));
            if name.and_then(|name| self.tokens.name(name)) == Some("json") {
                return true;
            }
            if self.tokens.is(open, b'(') {
                break;
            }
            here = open;
        }
        let Some(code) = self.call_round(at) else { return false };
        if let Some((_, is_posted)) = self.posted.filter(|(known, _)| *known == code) {
            return is_posted;
        }
        let text = code.of(text).to_ascii_lowercase();
        let methods = [
            "post(",
            "put(",
            "patch(",
            "convertto-json",
            "json.dumps",
            "json.stringify",
            "method post",
            "method patch",
            "method put",
            "\"post\"",
            "'post'",
        ];
        let is_posted = methods.iter().any(|method| text.contains(method));
        self.posted = Some((code, is_posted));
        is_posted
    }

    /// The call, or the command, that a token is part of: with the name before its bracket.
    pub(super) fn call_round(&mut self, at: usize) -> Option<Span> {
        let span = |at: usize| self.tokens.get(at).map(|token| token.span()).unwrap_or_default();
        if self.part.language == Language::PowerShell {
            return Some(self.statement(span(at).start));
        }
        let mut here = at;
        for _ in 0..BRACKETS {
            let open = self.tokens.enclosing(here)?;
            if self.tokens.is(open, b'(') {
                let name = open.checked_sub(1).map_or(Span::default(), span);
                let end =
                    self.tokens.group_end(open).and_then(|end| end.checked_sub(1)).map_or(span(open), span);
                return Some(name.cover(end));
            }
            here = open;
        }
        None
    }

    /// The value of a pair whose key or name is the text at `at`.
    pub(super) fn pair_of(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let label = |at: usize| tokens.raw(at).or_else(|| tokens.name(at));
        let key =
            at.checked_sub(2).filter(|_| at > 0 && (tokens.is(at - 1, b':') || tokens.is(at - 1, b'=')))?;
        if !label(key).is_some_and(|key| ["key", "name", "Key", "Name"].contains(&key)) {
            return None;
        }
        let open = tokens.enclosing(at)?;
        let end = tokens.group_end(open)?;
        (open..end)
            .find(|at| {
                label(*at).is_some_and(|name| name.eq_ignore_ascii_case("value"))
                    && (tokens.is(at + 1, b':') || tokens.is(at + 1, b'='))
                    && tokens.is_text(at + 2)
                    && tokens.enclosing(*at) == Some(open)
            })
            .map(|at| at + 2)
    }

    /// Whether the brace at `open` belongs to `new`.
    pub(super) fn is_new(&self, open: usize) -> bool {
        (1..6).filter_map(|back| open.checked_sub(back)).any(|at| self.tokens.name(at) == Some("new"))
    }
}
