//! A hole that is the whole filter of a URL: the string in it, or its variable.

use super::variables::{Way, member, variable};
use super::{is_joiner, looks_like_filter, plain};
use crate::decode::Kind;
use crate::source::fragment::{Fragment, Hole};
use crate::source::outline::{Bracket, Outline};
use crate::source::syntax::Syntax;
use crate::source::{Part, Sites, encoders};
use crate::text::{Escaping, offset};

/// Adds the filter in a hole that is a whole filter: the string that is encoded there, or the code itself.
/// Without one, it notes the variable. The result is whether it has one.
pub(in crate::source) fn whole(
    part: &Part<'_>,
    hole: &Hole,
    list: Option<String>,
    way: Way,
    sites: &mut Sites,
) -> bool {
    let text = &*part.text;
    let has_string = hole.code.of(text).contains(['"', '\'']) && hole.is_encoded(text);
    if let Some(literal) = literal(text, hole).filter(|_| has_string) {
        plain(part, &literal, Kind::Filter, list, sites);
        return true;
    }
    let host = part.language.host();
    if let Some(template) = host.and_then(|host| host.syntax.template)
        && expression(part, hole, template, list.clone(), sites)
    {
        return true;
    }
    let own = host.and_then(|host| host.expression);
    if own.is_some_and(|own| own(part, hole, list.clone(), sites)) {
        return true;
    }
    let code = hole.value().of(text);
    // It may be the item of a loop, or a member of it.
    let item = member(code).filter(|_| host.is_some_and(|host| host.syntax.has_loops()));
    sites.variables.add(item.or_else(|| variable(code)), hole.place.start, list, way, hole.shown);
    false
}

/// Whether code in a string contains escapes of that string.
pub(super) fn is_escaped(code: &str) -> bool {
    code.contains('\\') || code.contains("''")
}

/// Adds the string of a template's expression, alone or joined, if it is a whole filter. The result is whether
/// there is one. Cases: "strings in expressions of Jinja", "more names in subscripts of Jinja" (yaml.toml).
fn expression(
    part: &Part<'_>,
    hole: &Hole,
    syntax: &'static Syntax,
    list: Option<String>,
    sites: &mut Sites,
) -> bool {
    let code = hole.code;
    if is_escaped(code.of(&part.text)) || !hole.is_encoded(&part.text) {
        return false;
    }
    let outline = Outline::read(part, code, syntax);
    let Some(first) = (0..outline.len()).find(|at| outline.is_text(*at)) else { return false };
    // The arguments of other functions and subscripts may be anything.
    let function = outline.function_of(first);
    let before = first.checked_sub(1).and_then(|before| outline.bracket(before));
    let is_subscript = before == Some(Bracket::Square);
    let is_other = function.is_some_and(|name| name != "default") || is_subscript;
    let fragment = outline.joined(first).fragment;
    // `'all' if x else y` contains no filter.
    let may_be_other = code.of(&part.text).contains(" if ") && !looks_like_filter(&fragment.text);
    if is_other || may_be_other {
        return false;
    }
    plain(part, &fragment, Kind::Filter, list, sites);
    true
}

/// The quoted string in a hole that is passed to an encoder: `{{ "…" | urlencode }}`.
fn literal<'t>(text: &'t str, hole: &Hole) -> Option<Fragment<'t>> {
    let code = hole.code.of(text);
    // The surrounding string may escape the quotes. The closing one has the same escape.
    let (at, quotes) =
        ["\\\"", "\"", "'"].iter().filter_map(|quotes| Some((code.find(quotes)?, *quotes))).min()?;
    let inside = code.get(at + quotes.len()..)?;
    let length = inside.find(quotes)?;
    let (text_inside, following) = (inside.get(..length)?, inside.get(length + quotes.len()..)?.trim_start());
    // A string that is joined with others, or has escapes of two languages, is not known.
    let before = code.get(..at)?.trim_end();
    let callee = before.strip_suffix('(').and_then(|before| {
        let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | ':')));
        before.get(start.map_or(0, |start| start + 1)..)
    });
    let is_given = callee.is_some_and(encoders::is_encoder);
    let is_alone =
        (is_given || before.trim_matches(['(', ' ']).is_empty()) && following.starts_with(['|', ')']);
    if !is_alone
        || text_inside.contains("${")
        || following.contains("format(")
        || is_joiner(text_inside)
        || text_inside.contains(['\\'])
        || quotes != "'" && text_inside.contains("''")
        || following.starts_with("''")
    {
        return None;
    }
    let start = hole.code.start + offset(at + quotes.len());
    let mut fragment = Fragment::new(text, start);
    fragment.take_to(start + offset(length));
    fragment.part(0, &IN_LITERAL);
    Some(fragment)
}

/// The characters that need no escape in any quotes.
pub(in crate::source) static IN_LITERAL: Escaping = Escaping::VERBATIM.without(&['"', '\\', '{', '}']);
