//! `wrong-parameter`, `limit-range` and `url-too-long`: mistakes around the filter.

use super::query;
use super::read::every;
use super::request::{GivenParameter, WrittenRequest};
use super::target::ListTarget;
use super::value::DecodedValue;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::limits::Limits;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{self, NodeKind};
use crate::text::{Edit, Layer, Quoted, Span, encode_value, encoded_length, joined_code, nearest};

/// The index of the parameter that the server reads as the filter: the first one with the exact
/// name, else the first with a similar one.
pub(super) fn filter(request: &WrittenRequest<'_>) -> Option<usize> {
    let filters = || request.parameters.iter().enumerate().filter(|(_, given)| query::is_filter(&given.name));
    let right = filters().find(|(_, given)| given.name == "filter");
    right.or_else(|| filters().next()).map(|(index, _)| index)
}

/// Reports each `$filter`, `Filter` and the like.
pub(super) fn tell_names(request: &WrittenRequest<'_>, schema: &Schema, diagnostics: &mut Diagnostics) {
    let wrong = |given: &&GivenParameter| query::is_filter(&given.name) && given.name != "filter";
    for given in request.parameters.iter().filter(wrong) {
        let Some(layer) = request.layers.get(given.layer) else { continue };
        diagnostics.add(rules::WRONG_PARAMETER.severity(), || {
            let written = given.piece.name;
            let variable = layer.word.is_some() && given.name.starts_with('$');
            misnamed(layer.place(written), &given.name, schema, variable)
                .with_edits(layer.outward(&[Edit::replace(written, "filter")]))
        });
    }
}

/// A parameter called `name`, which a shell may take for a variable.
pub(crate) fn misnamed(place: Span, name: &str, schema: &Schema, is_variable: bool) -> Diagnostic {
    let message = if is_variable {
        format!(
            "the parameter is called `filter`, not {}, which a shell may take for a variable",
            Quoted(name)
        )
    } else {
        format!(
            "the parameter is called `filter`: the service may ignore {} and return {}",
            Quoted(name),
            every(schema)
        )
    };
    let message = Message::new(message).help("write `filter`").safe_fix("write `filter`", Vec::new());
    Diagnostic::new(&rules::WRONG_PARAMETER, place, message)
}

/// Reports a mark before `filter=` that begins no parameter: a second `?`, and `&amp;` of a page.
pub(super) fn tell_marks(request: &WrittenRequest<'_>, diagnostics: &mut Diagnostics) {
    let Some(layer) = request.layers.get(request.url) else { return };
    let Some((place, fixed)) = wrong_mark(request.sent.of(&layer.text)) else { return };
    diagnostics.report_as(Severity::Error, &rules::WRONG_PARAMETER, layer.place(place), || {
        let message = match place.of(&layer.text) {
            "&amp;" => "`&amp;` begins a parameter called `amp;filter`: the service gets no filter",
            _ => "a second `?` begins no parameter: the service gets no filter",
        };
        Message::new(message)
            .safe_fix("write the mark of a parameter", layer.outward(&[Edit::replace(place, fixed)]))
    });
}

/// The mark, and the text in its place.
fn wrong_mark(url: &str) -> Option<(Span, &'static str)> {
    let mut starts = url.match_indices("filter=").map(|(at, _)| at);
    starts.find_map(|at| {
        let before = url.get(..at)?.trim_end_matches('$');
        if let Some(rest) = before.strip_suffix("&amp;") {
            return Some((Span::from_range(rest.len()..before.len()), "&"));
        }
        let rest = before.strip_suffix('?').filter(|rest| rest.contains('?'))?;
        let fixed = if rest.ends_with('?') { "" } else { "&" };
        Some((Span::from_range(rest.len()..before.len()), fixed))
    })
}

/// Reports the second `=` of `filter==…`.
pub(super) fn tell_equals(layer: &Layer<'_>, value: Span, diagnostics: &mut Diagnostics) {
    let equals = Span::new(value.start, value.start + 1);
    diagnostics.report_as(Severity::Error, &rules::WRONG_PARAMETER, layer.place(equals), || {
        Message::new("one `=` separates the name from the filter, and a second one is a part of the filter")
            .safe_fix("remove it", layer.outward(&[Edit::delete(equals)]))
    });
}

/// Reports a filter in a request for one item of a list.
pub(super) fn tell_item(
    request: &WrittenRequest<'_>,
    given: &GivenParameter,
    item: &ListTarget<'_>,
    diagnostics: &mut Diagnostics,
) {
    let (Some(layer), Some(id)) = (request.layers.get(given.layer), item.id()) else { return };
    diagnostics.report(&rules::WRONG_PARAMETER, layer.place(given.piece.name), || {
        Message::new(format!(
            "{} is the id of one item, which no document filters: the service may ignore the filter or reject it",
            Quoted(id)
        ))
        .help("remove the filter, or the id from the path")
    });
}

/// Reports a filter that is given more than once. `used` is the one that counts.
pub(super) fn tell_twice(
    request: &WrittenRequest<'_>,
    used: usize,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let same = |(index, given): &(usize, &GivenParameter)| *index != used && query::is_filter(&given.name);
    let mut others = request.parameters.iter().enumerate().filter(same);
    let (Some(first), Some((_, other))) = (request.parameters.get(used), others.next()) else { return };
    let (Some(first_layer), Some(layer)) = (request.layers.get(first.layer), request.layers.get(other.layer))
    else {
        return;
    };
    let only_two = others.next().is_none();
    let whole = |given: &GivenParameter| given.piece.name.cover(given.piece.value);
    diagnostics.report(&rules::WRONG_PARAMETER, layer.place(whole(other)), || {
        let edits =
            if only_two && first.layer == other.layer { joined(layer, first, other, limits) } else { None };
        Message::new(
            "the filter is given more than once: the service may use either one, and ignore the other",
        )
        .label(first_layer.place(whole(first)), "the first one")
        .help("join the filters with `and` in one parameter")
        .safe_fix("join them with `and`", edits)
    });
}

/// Edits that write both conditions into one parameter; `None` if either is not a filter.
fn joined(
    layer: &Layer<'_>,
    first: &GivenParameter,
    second: &GivenParameter,
    limits: &Limits,
) -> Option<Vec<Edit>> {
    let (one, two) = (condition(layer, first, limits)?, condition(layer, second, limits)?);
    let (name, value) = (second.piece.name, second.piece.value);
    // The `&` before it; the first parameter has none.
    let separator = name.start.checked_sub(1).filter(|_| name.start >= first.piece.name.start)?;
    // A continued line between them would lose its end.
    let gap = Span::new(separator.saturating_sub(1), name.start);
    if layer.place(gap).len() > gap.len() {
        return None;
    }
    // A value keeps its encoding; only the added text is written here.
    let mut edits = Vec::new();
    if one.joins_by_or {
        edits.push(Edit::insert(first.piece.value.start, "%28"));
    }
    let close = if one.joins_by_or { "%29" } else { "" };
    let (open, end) = if two.joins_by_or { ("%28", "%29") } else { ("", "") };
    if one.text == two.text {
        return layer.outward(&[Edit::delete(Span::new(separator, value.end))]);
    }
    if first.piece.value.end == separator {
        // The text between the two values becomes the word between two conditions.
        edits.push(Edit::replace(
            Span::new(first.piece.value.end, value.start),
            format!("{close}%20and%20{open}"),
        ));
        if !end.is_empty() {
            edits.push(Edit::insert(value.end, end));
        }
    } else {
        let two = encode_value(&two.text);
        edits.push(Edit::insert(first.piece.value.end, format!("{close}%20and%20{open}{two}{end}")));
        edits.push(Edit::delete(Span::new(separator, value.end)));
    }
    layer.outward(&edits)
}

struct JoinedCondition {
    text: String,
    joins_by_or: bool,
}

fn condition(layer: &Layer<'_>, given: &GivenParameter, limits: &Limits) -> Option<JoinedCondition> {
    let value = DecodedValue::read(layer, given.piece.value, given.is_plain, given.encoder);
    let parsed = syntax::parse(&value.text, limits);
    let root = parsed.ast().root().filter(|_| parsed.is_ok())?;
    let joins_by_or = matches!(parsed.ast().kind(root), NodeKind::Or);
    Some(JoinedCondition { joins_by_or, text: value.text })
}

/// Parameters that only some lists have.
const OF_LISTS: [&str; 5] = ["limit", "offset", "next", "sort", "select"];

/// Names of other services for the parameters of a list.
const OF_OTHERS: [(&str, &[&str]); 4] = [
    ("limit", &["top", "pagesize", "perpage", "maxresults", "size", "maxitems"]),
    ("offset", &["skip", "start", "startindex"]),
    ("sort", &["orderby", "order", "sortby", "sorting"]),
    ("select", &["fields", "field", "attributes", "properties"]),
];

/// The parameter of the list that another name means.
fn meant<'n>(name: &str, taken: &'n [String]) -> Option<&'n str> {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = letters.to_ascii_lowercase();
    let translated = OF_OTHERS.iter().find(|(_, names)| names.contains(&&*letters)).map(|(name, _)| *name);
    let exact = taken.iter().find(|one| Some(one.as_str()) == translated || **one == letters);
    let near = || nearest(&letters, taken.iter().map(|one| (one.as_str(), one.as_str())));
    exact.map(String::as_str).or_else(near)
}

/// Reports parameters that the documents of the list do not name.
pub(super) fn tell_others(request: &WrittenRequest<'_>, schema: &Schema, diagnostics: &mut Diagnostics) {
    let Some(taken) = schema.parameters() else { return };
    // A part of a filter that a raw `&` cuts is not a name.
    let is_name = |name: &str| {
        name.trim_start_matches('$').starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$_-.".contains(&byte))
    };
    let is_other = |name: &str| {
        is_name(name)
            && !query::is_filter(name)
            && name != "filter-tags"
            && !taken.iter().any(|taken| taken == name)
    };
    // Code may send a parameter that its author knows from elsewhere: only one with a known meaning is a mistake there.
    let is_known = |name: &str| {
        OF_LISTS.contains(&name) || meant(name, taken).is_some() || schema.property(name).is_some()
    };
    let is_reported = |name: &str| is_other(name) && (!request.reads_unsent || is_known(name));
    let mut cuts = false;
    for given in &request.parameters {
        let Some(layer) = request.layers.get(given.layer) else { continue };
        let value = DecodedValue::read(layer, given.piece.value, given.is_plain, given.encoder).text;
        cuts |= query::is_filter(&given.name) && value.matches('\'').count() % 2 == 1;
        let has_value = given.piece.value.start > given.piece.name.end;
        // `&state=='x'` is a part of a condition, and curl posts `-F a=b`.
        let is_condition = value.starts_with('=');
        let is_posted = request.posted.contains(&given.layer) && !request.is_get;
        if cuts || !given.is_sent || !has_value || is_condition || is_posted || !is_reported(&given.name) {
            continue;
        }
        diagnostics.report(&rules::WRONG_PARAMETER, layer.place(given.piece.name), || {
            let message = Message::new(format!(
                "the documents of the list of {} name no parameter {}: the service may ignore or reject it",
                schema.resource(),
                Quoted(&given.name)
            ));
            let takes = format!("besides `filter`, this list takes {}", taken_by(taken));
            match meant(&given.name, taken) {
                _ if schema.property(&given.name).is_some() => {
                    message.help("it is a property: write its condition in `filter`, joined with `and`")
                }
                Some(meant) => message.help(format!("did you mean `{meant}`? {takes}")),
                None => message.help(format!("remove it: {takes}")),
            }
        });
    }
}

/// The parameters of a list besides the filter, in words.
pub(crate) fn taken_by(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { joined_code(names, "and") }
}

/// Reports a `limit` beyond that of one page.
pub(super) fn tell_limit(request: &WrittenRequest<'_>, schema: &Schema, diagnostics: &mut Diagnostics) {
    let Some(most) = schema.limit() else { return };
    for given in request.parameters.iter().filter(|given| given.is_sent && given.name == "limit") {
        let Some(layer) = request.layers.get(given.layer) else { continue };
        let value = DecodedValue::read(layer, given.piece.value, given.is_plain, given.encoder).text;
        let value = value.trim();
        // Another word may be the name of a variable.
        let is_word = matches!(value, "all" | "none" | "max" | "unlimited") || is_decimal(value);
        if !is_negative(value) && !is_past(value, most) && !is_word {
            continue;
        }
        diagnostics.report(&rules::LIMIT_RANGE, layer.place(given.piece.value), || {
            if is_word {
                return Message::new(format!(
                    "{} is not a valid `limit`: it is a whole number",
                    Quoted(value)
                ))
                .help(format!("write a number from 0 to {most}"));
            }
            if is_negative(value) {
                return Message::new(format!("{} is not a valid `limit`: it is at least 0", Quoted(value)))
                    .help(format!("write a number from 0 to {most}"));
            }
            let takes = |name: &str| schema.parameters().is_none_or(|all| all.iter().any(|one| one == name));
            let next = if takes("offset") {
                format!(", and ask for the next page with `offset={most}`")
            } else if takes("next") {
                ", and ask for the next page with `next`".to_owned()
            } else {
                String::new()
            };
            Message::new(format!(
                "the service returns at most {most} {} on one page: a `limit` of {} is refused or cut",
                schema.resource(),
                Quoted(value)
            ))
            .help(format!("write `limit={most}`{next}"))
        });
    }
}

fn is_negative(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `10.5`, `1e3`.
fn is_decimal(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
        && value.contains(['.', 'e'])
        && value.parse::<f64>().is_ok()
}

fn is_past(value: &str, most: u32) -> bool {
    let digits = value.strip_prefix('+').unwrap_or(value);
    // A number beyond the type is past any page.
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse().map_or(true, |limit: u32| limit > most)
}

/// Reports a URL that proxies may refuse.
pub(super) fn tell_length(request: &WrittenRequest<'_>, limits: &Limits, diagnostics: &mut Diagnostics) {
    let length = request.length();
    let Some(layer) = request.layers.get(request.url).filter(|_| length > limits.url) else { return };
    diagnostics.report(&rules::URL_TOO_LONG, layer.place(request.sent), || too_long(length, limits));
}

/// Reports a filter whose URL proxies may refuse.
pub(crate) fn tell_filter_length(filter: &str, limits: &Limits, diagnostics: &mut Diagnostics) {
    // Encoding makes it longer. A short filter needs no encoding to be known as one.
    let length = || "filter=".len() + encoded_length(filter);
    let Some(length) = (3 * filter.len() > limits.url).then(length).filter(|length| *length > limits.url)
    else {
        return;
    };
    let whole = Span::from_range(0..filter.len());
    diagnostics.report(&rules::URL_TOO_LONG, whole, || too_long(length, limits));
}

fn too_long(length: usize, limits: &Limits) -> Message {
    let most = limits.url;
    Message::new(format!("the URL has {length} bytes or more, and most proxies take {most} only"))
        .help(format!(
            "write `in (…)` for many `eq`s joined with `or`, or split the filter: `comfilter encode --max-url {most}` \
             writes several requests"
        ))
}
