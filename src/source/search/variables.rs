//! The values of variables that are a whole filter: `FILTER="…"`, inserted by `?filter=$FILTER`.

use std::collections::BTreeSet;

use super::flow::NameIndex;
use super::{Search, encoded_text, looks_like_filter, part_of};
use crate::decode::Kind;
use crate::limits;
use crate::source::fragment::Fragment;
use crate::source::outline::{Outline, Variable};
use crate::source::scopes::Given;
use crate::source::url::{is_hole, upto};
use crate::source::{Part, Sites};
use crate::syntax::{WordRole, words};
use crate::text::{Span, has_encoded};

/// The variables that are a whole filter somewhere.
#[derive(Debug, Default)]
pub(in crate::source) struct Variables {
    /// Variables whose values have not been searched for yet.
    pending: Vec<Used>,
    known: BTreeSet<(String, u32)>,
}

/// A use of a variable as a whole filter, and the path of the list.
#[derive(Debug)]
struct Used {
    name: String,
    at: u32,
    list: Option<String>,
}

impl Variables {
    /// Notes a hole that is a whole filter. Its code is at `at`.
    pub(in crate::source) fn add(&mut self, code: &str, at: u32, list: Option<String>) {
        let Some(name) =
            variable(upto(code, limits::SOURCE_CODE)).filter(|_| self.known.len() < limits::SOURCE_VARIABLES)
        else {
            return;
        };
        if self.known.insert((name.to_owned(), at)) {
            self.pending.push(Used { name: name.to_owned(), at, list });
        }
    }

    pub(in crate::source) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }
}

/// The variable that code consists of, alone or as an argument: `$filter`, `quote(filter)`, `filter |
/// urlencode`.
fn variable(code: &str) -> Option<&str> {
    let names = names(code);
    // A name with a `$` is certainly a variable.
    let is_marked = names.iter().any(|(_, is_marked)| *is_marked);
    let mut names = names.into_iter().filter(|(_, marked)| *marked == is_marked).map(|(name, _)| name);
    let first = names.next()?;
    // In Jinja, the name after `|` is a filter function.
    let is_alone = !is_marked && code.contains('|') || names.all(|name| name == first);
    is_alone.then_some(first)
}

/// The names in code that may be variables, and whether each begins with a `$`. The names of functions,
/// members, options and arguments are left out, and so are strings.
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
        // Joining makes a filter of a list of terms.
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

/// Whether `text` continues the filter before it.
fn goes_on(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
        || words(text).next().is_some_and(|word| matches!(word.role, WordRole::And | WordRole::Or))
}

impl<'a> Search<'_, 'a> {
    /// Adds the values of variables that are a whole filter.
    pub(super) fn variables(&mut self) {
        if self.sites.variables.is_empty() {
            return;
        }
        let outline = self.outline;
        let names = NameIndex::of(outline);
        let scopes = self.mentions.scopes;
        variables(self.part, self.sites, |Used { name, at, .. }| {
            let values = names.given(name);
            let reaching = match scopes {
                Some(scopes) => scopes.reaching(name, *at, values),
                None => reaching(outline, outline.at(*at), values),
            };
            let texts =
                reaching.into_iter().flat_map(|Given { value: Variable { left, value, .. }, .. }| {
                    // The variable is a whole filter, so the terms of its list are joined.
                    let texts = outline.terms(*value).unwrap_or_else(|| outline.texts_of(*value));
                    texts.into_iter().map(|text| value_of(outline, *left, text))
                });
            texts.collect()
        });
    }
}

/// The values of a name that reach a node in data: those of the innermost object around it that has variables, or
/// those without such an object.
fn reaching<'v, 'a>(
    outline: &Outline<'a>,
    node: usize,
    values: &'v [Given<Variable<'a>>],
) -> Vec<&'v Given<Variable<'a>>> {
    let group = |value: &Given<Variable<'a>>| {
        let group = outline.parent(value.value.value)?;
        outline.label(group).filter(|key| OWNED.contains(key)).map(|_| group)
    };
    let own = outline.parents(node).take(limits::SOURCE_GROUPS).find_map(|open| {
        let variables = outline.value_in(open, &OWNED)?;
        let end = outline.span_to(variables, outline.next(variables)?).end;
        let first = values.partition_point(|value| value.at < outline.span(variables).start);
        let inside = values.iter().skip(first).take_while(|value| value.at < end);
        let own: Vec<_> = inside.filter(|value| group(value) == Some(variables)).collect();
        (!own.is_empty()).then_some(own)
    });
    own.unwrap_or_else(|| values.iter().filter(|value| group(value).is_none()).collect())
}

/// The keys of variables that only the object around them sees: a task, a play, a job, a step.
const OWNED: [&str; 4] = ["vars", "env", "environment", "variables"];

/// The value of a variable that is a whole filter, from the node `at` on, and the start of the filter in it.
fn value_of<'a>(outline: &Outline<'a>, left: Option<Span>, at: usize) -> (Fragment<'a>, usize) {
    // A shell has no operators, so only an added value is shown: "what is added to a variable of a shell"
    // (shell.toml).
    if outline.syntax.words.is_some() {
        let word = outline.joined(at).fragment;
        let value = word.text.trim_start();
        let joins = ["and ", "or "].iter().filter(|_| left.is_some());
        let value = joins.filter_map(|join| value.strip_prefix(join)).next().unwrap_or(&word.text);
        let from = word.text.len() - value.len();
        return (word, from);
    }
    // An item that is added to a list is a separate term.
    let is_term = outline.raw(at).is_some_and(|raw| !goes_on(raw));
    let joined = outline.joined_from(left.filter(|_| !is_term), at);
    let end = outline.operand_end(at).filter(|_| is_hole(&joined.fragment.text)).unwrap_or(at);
    (encoded_text(outline, at..end).map_or(joined, |inner| outline.joined(inner)).fragment, 0)
}

/// Adds the values of variables of a part that are a whole filter. `values` finds the values of a name: each
/// a string, and the start of the value in it.
fn variables<'t>(
    part: &'t Part<'_>,
    sites: &mut Sites,
    mut values: impl FnMut(&Used) -> Vec<(Fragment<'t>, usize)>,
) {
    let expression = part.language.host().and_then(|host| host.expression);
    while let Some(used) = sites.variables.pending.pop() {
        for (fragment, from) in values(&used) {
            let value = Span::from_range(from..fragment.text.len());
            match fragment.holes.last().filter(|_| is_hole(value.of(&fragment.text))) {
                // The default of a parameter. A command may print anything: case `whole.sh` of shell.toml.
                Some(hole)
                    if !hole.is_command(fragment.outer)
                        && expression.is_some_and(|find| find(part, hole, used.list.clone(), sites)) => {}
                Some(hole) => {
                    sites.variables.add(hole.shown.of(fragment.outer), hole.shown.start, used.list.clone());
                    sites.fault_of_use(hole.shown.start, sites.uses.get(&used.at).cloned());
                }
                None => {
                    add(part, &fragment, value, used.list.clone(), sites);
                    sites.fault_of_value(used.at, part.map.outer(fragment.map.outer(value)));
                }
            }
        }
    }
}

/// Adds the value of a variable that is a whole filter, if it looks like one. Code elsewhere may use the name
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
