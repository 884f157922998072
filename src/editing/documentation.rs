//! Parts of filters described in Markdown.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Zone;
use crate::explain::{instant, properties};
use crate::schema::source::in_words;
use crate::schema::{KnownTemplate, KnownValue, Property, Schema, Type};
use crate::syntax::Operator;
use crate::text::{Quoted, joined_code, safe_up_to};
use crate::timestamp::Timestamp;

/// The most values that one answer lists.
const VALUES: usize = 40;

/// The longest shown filter, in characters.
const SHOWN: usize = 2_000;

/// The type of a property, in a few words: `string or null`.
pub(super) fn type_in_words(property: &Property) -> String {
    let ty = property.ty.name();
    match (property.nullable, property.items) {
        (_, Some(items)) => format!("{ty} of {}s", items.name()),
        (true, None) => format!("{ty} or null"),
        (false, None) => ty.to_owned(),
    }
}

/// A property: its type, its meaning and its sources.
pub(super) fn property(property: &Property) -> String {
    let mut text = format!("{}: {}", Quoted(&property.name), type_in_words(property));
    if !property.description.is_empty() {
        let _ = write!(text, "\n\n{}", markdown(&property.description));
    }
    if property.open {
        let _ = write!(text, "\n\nBelow it, any path can be filtered by.");
    }
    if let Some(path) = &property.hostname {
        let _ = write!(text, "\n\nThe host name is in {}.", Quoted(path));
    }
    text.push_str(&source(&property.sources));
    text
}

/// The same, with its operators and its values.
pub(super) fn property_in_full(schema: &Schema, own: &Property) -> String {
    let mut text = property(own);
    let (first, others) = properties::operators(schema, own);
    let _ = write!(text, "\n\nOperators: {}", joined_code(&first, "and"));
    if !others.is_empty() {
        let _ = write!(text, "; rarely useful: {}", joined_code(&others, "and"));
    }
    if own.caseless {
        text.push_str("\n\nStrings are compared without regard to upper and lower case.");
    }
    if !own.values.is_empty() {
        text.push_str("\n\nValues:\n");
        for known in own.values.iter().take(VALUES) {
            let _ = write!(text, "\n- {}", value_in_a_line(known));
        }
        let more = own.values.len().saturating_sub(VALUES);
        if more > 0 {
            let _ = write!(text, "\n- and {more} more");
        }
    }
    if let Some(prefix) = &own.prefix {
        let _ = write!(text, "\n\nOther values begin with {}.", Quoted(prefix));
    }
    if own.template {
        let count = schema.templates().len();
        let _ = write!(text, "\n\nIts values are ids of job templates; {count} templates are known.");
    }
    text
}

fn value_in_a_line(known: &KnownValue) -> String {
    let mut text = Quoted(&known.value).to_string();
    if !known.meaning.is_empty() {
        let _ = write!(text, ": {}", markdown(&known.meaning));
    }
    for other in &known.contested {
        let _ = write!(text, "; also written {} ({})", Quoted(&other.value), in_words(other.sources.iter()));
    }
    text
}

/// A documented value.
pub(super) fn value(property: &Property, known: &KnownValue) -> String {
    let mut text = format!("A value of {}: {}", Quoted(&property.name), value_in_a_line(known));
    let sources = if known.sources.is_empty() { &property.sources } else { &known.sources };
    text.push_str(&source(sources));
    text
}

/// A job template.
pub(super) fn template(known: &KnownTemplate) -> String {
    let mut text = format!("The job template **{}**, {}", markdown(&known.name), Quoted(&known.id));
    if !known.description.is_empty() {
        let _ = write!(text, "\n\n{}", markdown(&known.description));
    }
    if !known.resource.is_empty() {
        let _ = write!(text, "\n\nIt works on {}.", Quoted(&known.resource));
    }
    text.push_str(&source(&known.sources));
    text
}

fn source(sources: &[Arc<str>]) -> String {
    match sources {
        [] => String::new(),
        sources => format!("\n\nSource: {}", markdown(&in_words(sources.iter()))),
    }
}

/// A literal of a timestamp: the instant in UTC, in the user's zone, and in the offset that it is written with.
pub(super) fn timestamp(
    literal: &str,
    property: Option<&Property>,
    zone: Option<&dyn Zone>,
) -> Option<String> {
    let (time, is_date) = match Timestamp::parse(literal) {
        Ok(time) => (time, false),
        Err(_) => (Timestamp::parse(&format!("{literal}T00:00:00Z")).ok()?, true),
    };
    let mut text = format!("{}, a {}", instant(time), time.weekday());
    let here = zone.and_then(|zone| zone.at(time.seconds()));
    if let Some((there, zone)) = here.and_then(|here| Some((time.local(here.seconds_east)?, here.zone))) {
        let _ = write!(text, "\n\n{there} ({})", markdown(&zone));
    }
    if is_date {
        let has_dates = property.is_some_and(|property| !property.date.is_empty());
        text.push_str(if has_dates {
            "\n\nA date is compared with the UTC date of the instant, which is assumed."
        } else {
            "\n\nThe service takes an instant here: write the date with a time, as in `2026-03-02T00:00:00Z`."
        });
    } else if !literal.ends_with(['Z', 'z']) {
        let local = literal.get(..19).unwrap_or(literal).replace(['T', 't'], " ");
        let zone = literal.rfind(['+', '-']).and_then(|zone| literal.get(zone..)).unwrap_or_default();
        let _ = write!(text, "\n\n{} in the written offset, UTC{zone}", safe_up_to(SHOWN, &local));
    }
    Some(text)
}

/// The meaning of an operator, also beside a missing value.
pub(super) fn operator(word: &str) -> Option<String> {
    let comparison = Operator::ALL.into_iter().find(|operator| operator.keyword() == word);
    let text = match (comparison, word) {
        (Some(Operator::Eq), _) => {
            "`eq`: equal. `eq null` is true if the property is null or missing; any other value is false then."
        }
        (Some(Operator::Ne), _) => {
            "`ne`: not equal. It is true for a null or missing property, except `ne null`, which is true if there is a \
             value."
        }
        (Some(operator), _) => {
            let name = match operator {
                Operator::Gt => "greater than",
                Operator::Ge => "greater than or equal",
                Operator::Lt => "less than",
                _ => "less than or equal",
            };
            return Some(format!(
                "`{word}`: {name}. A null or missing property has no order, so the condition is false."
            ));
        }
        (None, "in") => {
            "`in`: equal to one of the values in parentheses, as in `state in ('ERROR','STALLED')`. A null or missing \
             property is in no list of values."
        }
        (None, "and") => "`and`: both conditions hold. It binds more tightly than `or`, and less than `not`.",
        (None, "or") => "`or`: at least one of the conditions holds. It binds less tightly than `and`.",
        (None, "not") => {
            "`not`: the next condition, or the next group in parentheses, does not hold. It binds first: `not a and b` \
             is `(not a) and b`. The `not` of an unknown condition is unknown, and selects nothing."
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// The meaning of `null` beside an operator.
pub(super) fn null(operator: Option<Operator>) -> String {
    let text = match operator {
        Some(Operator::Eq) => "`eq null` is true if the property is null or missing.",
        Some(Operator::Ne) => "`ne null` is true if the property has a value.",
        Some(_) => "Nothing is greater or less than `null`: the condition is always false.",
        None => "`null` is the value of a property that is null or missing. Compare it with `eq` or `ne`.",
    };
    text.to_owned()
}

/// A function.
pub(super) fn function(name: &str) -> Option<String> {
    let text = match name {
        "contains" => {
            "`contains(property,'string')` is true if the string is somewhere inside the property, in the same case. It \
             is unknown for a property that is null, missing or not a string, and then `not contains(…)` selects \
             nothing either."
        }
        "tolower" => {
            "`tolower(property)` is the string of the property in lower case, for comparisons: \
             `tolower(name) eq 'x'`."
        }
        "toupper" => {
            "`toupper(property)` is the string of the property in upper case, for comparisons: \
             `toupper(name) eq 'X'`."
        }
        "startswith" => "`startswith(property,'string')` is true if the property begins with the string.",
        "endswith" => "`endswith(property,'string')` is true if the property ends with the string.",
        _ => return None,
    };
    Some(text.to_owned())
}

/// Text for which Markdown has no meaning. Pairs of backquotes still mark code.
pub(super) fn markdown(text: &str) -> String {
    let text = safe_up_to(usize::MAX, text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = &*text;
    while let Some((before, code, after)) = code_of(rest) {
        escape(before, &mut out);
        out.extend(["`", code, "`"]);
        rest = after;
    }
    escape(rest, &mut out);
    out
}

/// The first pair of single backquotes with something between them, and the text around it.
fn code_of(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    let is_code = !code.trim().is_empty() && !code.contains('\n') && !after.starts_with('`');
    is_code.then_some((before, code, after))
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        if "\\`*_{}[]<>#|~".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
}

/// A block of code, with a fence that its text does not have.
pub(super) fn code_block(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let lines: Vec<String> = text.lines().map(|line| safe_up_to(SHOWN, line)).collect();
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

/// Whether values of a property are compared as strings.
pub(super) fn is_text(property: &Property) -> bool {
    property.ty == Type::String
}

/// The meaning of an operator, in a few words.
pub(super) fn detail(word: &str) -> &'static str {
    match word {
        "eq" => "equal",
        "ne" => "not equal",
        "gt" => "greater than",
        "ge" => "greater than or equal",
        "lt" => "less than",
        "le" => "less than or equal",
        "in" => "one of a list",
        _ => "",
    }
}
