//! What the variables hold that are all of a filter: `FILTER="…"`, which `?filter=$FILTER` puts in.

use std::collections::BTreeMap;

use super::{Search, encoded_text, looks_like_filter, part_of};
use crate::decode::Kind;
use crate::source::fragment::{Fragment, atoms};
use crate::source::url::{is_hole, upto};
use crate::source::{Part, Sites};
use crate::text::{Span, has_encoded};

/// How many variables of a text are looked for.
const VARIABLES: usize = 256;

/// How much of the code of a hole is looked at.
const CODE: usize = 256;

/// How many tokens stand between a name and the `=` behind it, as its type.
const TYPE: usize = 8;

/// The variables of a text that are all of a filter, each with the path of the list that it is of.
#[derive(Debug, Default)]
pub(in crate::source) struct Variables {
    lists: BTreeMap<String, Option<String>>,
    /// Those whose values are not looked for yet.
    pending: Vec<String>,
}

impl Variables {
    /// The code of a hole that is all of a filter.
    pub(in crate::source) fn add(&mut self, code: &str, list: Option<String>) {
        let Some(name) = variable(upto(code, CODE)).filter(|_| self.lists.len() < VARIABLES) else { return };
        if !self.lists.contains_key(name) {
            self.lists.insert(name.to_owned(), list);
            self.pending.push(name.to_owned());
        }
    }

    pub(in crate::source) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// The next variable whose values are looked for, and its list.
    pub(in crate::source) fn next(&mut self) -> Option<(String, Option<String>)> {
        let name = self.pending.pop()?;
        let list = self.lists.get(&name).cloned().flatten();
        Some((name, list))
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
        let is_part = matches!(next, Some('(' | '.' | ':' | '='))
            || before.ends_with(['.', ':', '[', '-', '@', '%'])
            || name.starts_with(|c: char| c.is_numeric());
        if !is_part {
            found.push((name, before.ends_with('$') || before.ends_with("${")));
        }
        at += end;
    }
    found
}

impl<'a> Search<'_, 'a> {
    /// Adds what the variables hold that are all of a filter.
    pub(super) fn variables(&mut self) {
        if self.sites.variables.is_empty() {
            return;
        }
        let mut values: BTreeMap<&str, Vec<(Option<Span>, usize)>> = BTreeMap::new();
        for at in 0..self.tokens.all.len() {
            if let Some((name, left, value)) = self.assigned(at) {
                values.entry(name).or_default().push((left, value));
            }
        }
        while let Some((name, list)) = self.sites.variables.next() {
            for (left, value) in values.get(&*name).into_iter().flatten() {
                for text in self.texts(*value) {
                    self.value(*left, text, list.clone());
                }
            }
        }
    }

    /// The variable that the token at `at` gives a value to; where it goes on with the value that it has, its
    /// place; and the first token of the value.
    fn assigned(&self, at: usize) -> Option<(&'a str, Option<Span>, usize)> {
        let tokens = self.tokens;
        let name = match tokens.name(at) {
            Some(name) => name.trim_start_matches(['$', '@']),
            // `{"key": "filter", "value": "…"}` of Postman.
            None => {
                let name = tokens.raw(at).filter(|_| tokens.syntax.join == 0)?;
                return Some((name, None, self.pair_of(at)?));
            }
        };
        if self.is_member(at) {
            return None;
        }
        let is = |back: usize, mark: u8| tokens.is(at + back, mark);
        if is(1, b'=') && !is(2, b'=') && !is(2, b'>') && !is(2, b'~') {
            return Some((name, None, at + 2));
        }
        if is(1, b':') && is(2, b'=') {
            return Some((name, None, at + 3));
        }
        if (is(1, b'+') || is(1, b'.')) && is(2, b'=') {
            return Some((name, tokens.get(at).map(|token| token.span()), at + 3));
        }
        // `filter: &str = "…"`.
        let ends = (2..TYPE).find(|ahead| {
            let is_type =
                tokens.name(at + ahead).is_some() || is(*ahead, b'&') || is(*ahead, b'<') || is(*ahead, b'>');
            !is_type
        })?;
        (is(1, b':') && ends > 2 && is(ends, b'=') && !is(ends + 1, b'=')).then_some((
            name,
            None,
            at + ends + 1,
        ))
    }

    /// The value of a variable that is all of a filter, from the token at `at` on.
    fn value(&mut self, left: Option<Span>, at: usize, list: Option<String>) {
        let text = self.tokens.text;
        let joined = self.tokens.joined_behind(left, at);
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
                    self.sites.variables.add(code, list);
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
    mut values: impl FnMut(&str) -> Vec<(Fragment<'t>, usize)>,
) {
    while let Some((name, list)) = sites.variables.next() {
        for (fragment, from) in values(&name) {
            let value = Span::from_range(from..fragment.text.len());
            let (span, number) = atoms(value.of(&fragment.text)).next().unzip();
            match number
                .and_then(|number| fragment.hole(number))
                .filter(|_| span == Some(Span::from_range(0..value.len())))
            {
                Some(hole) => sites.variables.add(hole.shown.of(fragment.outer), list.clone()),
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
