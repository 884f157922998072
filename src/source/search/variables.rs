//! What the variables hold that are all of a filter: `FILTER="…"`, which `?filter=$FILTER` puts in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Search, encoded_text, looks_like_filter, part_of};
use crate::decode::Kind;
use crate::source::fragment::{Fragment, atoms};
use crate::source::lex::Kind as TokenKind;
use crate::source::scopes::{Given, Scopes};
use crate::source::url::{is_hole, upto};
use crate::source::{Language, Part, Sites};
use crate::text::{Span, has_encoded};

/// How many places of variables in a text are looked at.
const VARIABLES: usize = 1_000;

/// How much of the code of a hole is looked at.
const CODE: usize = 256;

/// How many tokens stand between a name and the `=` behind it, as its type.
const TYPE: usize = 8;

/// The variables of a text that are all of a filter.
#[derive(Debug, Default)]
pub(in crate::source) struct Variables {
    /// Those whose values are not looked for yet.
    pending: Vec<Used>,
    known: BTreeSet<(String, u32)>,
}

/// A place where a variable is all of a filter, and the path of the list that this is of.
#[derive(Debug)]
pub(in crate::source) struct Used {
    pub(in crate::source) name: String,
    pub(in crate::source) at: u32,
    list: Option<String>,
}

impl Variables {
    /// The code of a hole at `at` that is all of a filter.
    pub(in crate::source) fn add(&mut self, code: &str, at: u32, list: Option<String>) {
        let Some(name) = variable(upto(code, CODE)).filter(|_| self.known.len() < VARIABLES) else { return };
        if self.known.insert((name.to_owned(), at)) {
            self.pending.push(Used { name: name.to_owned(), at, list });
        }
    }

    pub(in crate::source) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }
}

/// The variable that code is made of alone, or with what it is given to: `$filter`, `quote(filter)`,
/// `filter | urlencode`.
fn variable(code: &str) -> Option<&str> {
    let names = names(code);
    // What has a `$` is one for sure.
    let is_marked = names.iter().any(|(_, is_marked)| *is_marked);
    let mut names = names.into_iter().filter(|(_, marked)| *marked == is_marked).map(|(name, _)| name);
    let first = names.next()?;
    // Behind `|` Jinja names what it is given to.
    let is_alone = !is_marked && code.contains('|') || names.all(|name| name == first);
    is_alone.then_some(first)
}

/// The names in code that may be variables, and whether a `$` stands before each: not what is called, nor a
/// member, an option or an argument's name, nor what stands in a text.
fn names(code: &str) -> Vec<(&str, bool)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) =
        code.get(at..).and_then(|rest| rest.find(|c: char| is_name(c) || matches!(c, '"' | '\'')))
    {
        at += skipped;
        let (before, here) = code.split_at_checked(at).unwrap_or((code, ""));
        if let Some(quote) = here.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let inside = here.get(1..).unwrap_or_default();
            // `"$FILTER"` is the variable.
            let is_variable = quote == '"' && inside.starts_with('$');
            let end = inside.find(quote).map_or(inside.len(), |end| end + 1);
            at += 1 + if is_variable { 0 } else { end };
            continue;
        }
        let end = here.find(|c: char| !is_name(c)).unwrap_or(here.len());
        let (name, behind) = here.split_at_checked(end).unwrap_or((here, ""));
        let next = behind.trim_start().chars().next();
        // A list of terms is joined.
        let is_joined = behind.starts_with(".join(");
        let is_part = matches!(next, Some('(' | '.' | ':' | '=')) && !is_joined
            || before.ends_with(['.', ':', '[', '-', '@', '%'])
            || name.starts_with(|c: char| c.is_numeric());
        if !is_part {
            found.push((name, before.ends_with('$') || before.ends_with("${")));
        }
        at += end;
    }
    found
}

/// A value that a variable is given.
#[derive(Debug, Clone, Copy)]
struct Value {
    /// Where the name stands, where it goes on with the value that it has.
    left: Option<Span>,
    /// Its first token.
    first: usize,
}

/// Whether a text goes on with the filter before it.
fn goes_on(text: &str) -> bool {
    let word = text.trim_start();
    word.len() < text.len() || ["and", "or", "&&", "||"].iter().any(|join| word.starts_with(join))
}

impl<'a> Search<'_, 'a> {
    /// Adds what the variables hold that are all of a filter.
    pub(super) fn variables(&mut self) {
        if self.sites.variables.is_empty() {
            return;
        }
        let mut values: BTreeMap<&str, Vec<Given<Value>>> = BTreeMap::new();
        for at in 0..self.tokens.all.len() {
            if let Some((name, value)) = self.assigned(at) {
                let at = self.tokens.get(at).map_or(0, |token| token.start);
                // `filter = filter + "…"` adds, too.
                let own = self.tokens.name(value.first).map(|own| own.trim_start_matches(['$', '@']));
                let adds = value.left.is_some() || own == Some(name);
                values.entry(name).or_default().push(Given { at, adds, value });
            }
        }
        let is_program = self.tokens.syntax.is_program();
        let texts = self.tokens.all.iter().filter(|token| token.kind == TokenKind::Text);
        let texts: Vec<Span> = texts.map(|token| token.span()).collect();
        let scopes = Scopes::of(self.tokens.text, self.part.language, &texts);
        while let Some(Used { name, at, list }) = self.sites.variables.pending.pop() {
            let Some(values) = values.get(&*name) else { continue };
            let reaching =
                if is_program { scopes.reaching(&name, at, values) } else { values.iter().collect() };
            for Given { value, .. } in reaching {
                for text in self.terms(value.first).unwrap_or_else(|| self.texts(value.first)) {
                    self.value(value.left, text, list.clone());
                }
            }
        }
    }

    /// The variable that the token at `at` gives a value to.
    fn assigned(&self, at: usize) -> Option<(&'a str, Value)> {
        let tokens = self.tokens;
        let name = match tokens.name(at) {
            Some(name) => name.trim_start_matches(['$', '@']),
            // `{"key": "filter", "value": "…"}` of Postman.
            None => {
                let name = tokens.raw(at).filter(|_| tokens.syntax.join == 0)?;
                let list = tokens.enclosing(at).and_then(|pair| tokens.enclosing(pair));
                let names = ["variable", "values", "environment"];
                let label = list.and_then(|list| self.label(list)).map(str::to_ascii_lowercase)?;
                let defines = names.iter().any(|known| label.contains(known));
                return Some((name, Value { left: None, first: self.pair_of(at).filter(|_| defines)? }));
            }
        };
        if self.is_member(at) || self.is_named_value(at) {
            return None;
        }
        let is = |back: usize, mark: u8| tokens.is(at + back, mark);
        if is(1, b'=') && !is(2, b'=') && !is(2, b'>') && !is(2, b'~') {
            return Some((name, Value { left: None, first: at + 2 }));
        }
        if is(1, b':') && is(2, b'=') {
            return Some((name, Value { left: None, first: at + 3 }));
        }
        if (is(1, b'+') || is(1, b'.')) && is(2, b'=') {
            let left = tokens.get(at).map(|token| token.span());
            return Some((name, Value { left, first: at + 3 }));
        }
        // `for filter in filters`.
        let is_loop = matches!(tokens.name(at + 1), Some("in" | "of"))
            && at.checked_sub(1).is_some_and(|before| {
                tokens.is(before, b'(')
                    || matches!(tokens.name(before), Some("for" | "foreach" | "const" | "let" | "var"))
            });
        if is_loop {
            return Some((name, Value { left: None, first: at + 2 }));
        }
        // `terms.append("…")`.
        let adds = ["append", "push", "add", "Add"];
        if is(1, b'.') && is(3, b'(') && tokens.name(at + 2).is_some_and(|name| adds.contains(&name)) {
            let left = tokens.get(at).map(|token| token.span());
            return Some((name, Value { left, first: at + 4 }));
        }
        // `filter: &str = "…"`.
        let ends = (2..TYPE).find(|ahead| {
            let is_type = tokens.name(at + ahead).is_some()
                || [b'&', b'<', b'>', b'[', b']'].iter().any(|mark| is(*ahead, *mark));
            !is_type
        })?;
        let is_typed = is(1, b':') && ends > 2 && is(ends, b'=') && !is(ends + 1, b'=');
        is_typed.then_some((name, Value { left: None, first: at + ends + 1 }))
    }

    /// Whether a name is that of an argument or of a member of a literal, and no variable.
    fn is_named_value(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let has_mark = tokens.name(at).is_some_and(|name| name.starts_with('$'));
        let Some(open) = tokens.enclosing(at) else { return false };
        match self.part.language {
            Language::PowerShell | Language::Php => !has_mark,
            // But for what a function has where it is defined.
            Language::Python | Language::Ruby if tokens.is(open, b'(') => {
                let callee = open.checked_sub(1).filter(|callee| tokens.name(*callee).is_some());
                callee.is_some_and(|callee| {
                    callee.checked_sub(1).and_then(|def| tokens.name(def)) != Some("def")
                })
            }
            Language::CSharp => tokens.is(open, b'{') && self.is_new(open),
            _ => false,
        }
    }

    /// The terms of a list that begins with the token `first`: what is all of a filter joins them.
    fn terms(&self, first: usize) -> Option<Vec<usize>> {
        let tokens = self.tokens;
        let list = first + usize::from(tokens.is(first, b'@'));
        let is_list = tokens.is(list, b'[') || list > first && tokens.is(list, b'(');
        is_list.then(|| self.items(list, tokens.group_end(list).unwrap_or(list)))
    }

    /// The value of a variable that is all of a filter, from the token at `at` on.
    fn value(&mut self, left: Option<Span>, at: usize, list: Option<String>) {
        let text = self.tokens.text;
        let mut joined = self.tokens.joined_behind(left, at);
        // What is added to a list is a term of its own.
        if left.is_some() && self.tokens.raw(at).is_some_and(|raw| !goes_on(raw)) {
            joined = self.tokens.joined_from(at);
        }
        if is_hole(&joined.fragment.text) {
            let end = self.tokens.operand_end(at).unwrap_or(at);
            let encoded = encoded_text(self.tokens, at..end);
            match encoded {
                Some(inner) => {
                    let joined = self.tokens.joined(inner);
                    self.found(&joined.fragment, list);
                }
                None => {
                    let code =
                        joined.fragment.holes.first().map(|hole| hole.shown.of(text)).unwrap_or_default();
                    let at = joined.fragment.span().start;
                    self.sites.variables.add(code, at, list);
                }
            }
            return;
        }
        self.found(&joined.fragment, list);
    }

    fn found(&mut self, fragment: &Fragment<'_>, list: Option<String>) {
        add(self.part, fragment, Span::from_range(0..fragment.text.len()), list, self.sites);
    }
}

/// Adds what the variables of a part hold that are all of a filter. `values` gives those of a name: texts, and
/// where in each the value begins.
pub(in crate::source) fn variables<'t>(
    part: &'t Part<'_>,
    sites: &mut Sites,
    mut values: impl FnMut(&Used) -> Vec<(Fragment<'t>, usize)>,
) {
    while let Some(used) = sites.variables.pending.pop() {
        let list = used.list.clone();
        for (fragment, from) in values(&used) {
            let value = Span::from_range(from..fragment.text.len());
            let (span, number) = atoms(value.of(&fragment.text)).next().unzip();
            match number
                .and_then(|number| fragment.hole(number))
                .filter(|_| span == Some(Span::from_range(0..value.len())))
            {
                Some(hole) => {
                    sites.variables.add(hole.shown.of(fragment.outer), hole.shown.start, list.clone())
                }
                None => add(part, &fragment, value, list.clone(), sites),
            }
        }
    }
}

/// Adds the value of a variable that is all of a filter, if it looks like one: another place may use the name
/// for something else.
fn add(part: &Part<'_>, fragment: &Fragment<'_>, value: Span, list: Option<String>, sites: &mut Sites) {
    let text = value.of(&fragment.text);
    if looks_like_filter(text) {
        let kind = if has_encoded(text) { Kind::Value } else { Kind::Filter };
        part_of(part, fragment, value, kind, list, sites);
    }
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn a_variable_alone_or_in_an_encoder() {
        for (code, name) in [
            ("$filter", Some("filter")),
            ("${FILTER}", Some("FILTER")),
            ("filter", Some("filter")),
            ("{filter}", Some("filter")),
            ("$($filter)", Some("filter")),
            (" com_filter | urlencode ", Some("com_filter")),
            ("[uri]::EscapeDataString($q)", Some("q")),
            ("[System.Uri]::EscapeDataString($q)", Some("q")),
            ("urllib.parse.quote(flt, safe=\"\")", Some("flt")),
            ("encodeURIComponent(filter)", Some("filter")),
            ("url.QueryEscape(filter)", Some("filter")),
            ("$(printf %s \"$FILTER\" | jq -sRr @uri)", Some("FILTER")),
            ("$(urlencode \"$FILTER\")", Some("FILTER")),
            ("terms.join(' and ')", Some("terms")),
            ("\" and \".join(terms)", Some("terms")),
            ("$terms -join ' and '", Some("terms")),
            ("self.filter", None),
            ("$env:FILTER", None),
            ("a + b", None),
            ("$a$b", None),
            ("f(\"state eq 'ERROR'\")", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(variable(code), name, "{code}");
        }
    }
}
