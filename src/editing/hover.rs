//! Descriptions of the word at a place of a filter.

use std::fmt::Write as _;

use super::Zone;
use super::documentation::{self, code_block, markdown};
use super::place::Located;
use super::read::{InCondition, Tree, of_event};
use crate::check::Checked;
use crate::encode::Request;
use crate::explain::sentence;
use crate::limits::Limits;
use crate::schema::{Resolved, Schema};
use crate::source::atoms;
use crate::syntax::literal::string_value;
use crate::syntax::{FilterWord, OperandKind, WordRole, words};
use crate::text::{Quoted, Span, joined_code, offset};

/// The longest shown request line, in bytes.
const REQUEST: usize = 2_000;

/// The description of the word at an offset of the filter, and the place of the word.
pub(super) fn hover(
    located: Located<'_>,
    at: u32,
    limits: &Limits,
    zone: Option<&dyn Zone>,
) -> (String, Span) {
    let filter = located.filter();
    let whole = || (summary(located, limits), Span::from_range(0..filter.len()));
    let all: Vec<FilterWord<'_>> = words(filter).collect();
    let index = all.partition_point(|word| word.span.end <= at);
    let Some(word) = all.get(index).filter(|word| word.span.start <= at) else { return whole() };
    let keyword = || documentation::operator(&word.text.to_ascii_lowercase());
    let found = match word.role {
        WordRole::And | WordRole::Or | WordRole::Not | WordRole::Operator => {
            keyword().map(|text| format!("{text}\n\n---\n\n{}", summary(located, limits)))
        }
        WordRole::Name if all.get(index + 1).is_some_and(|next| next.text == "(") => {
            documentation::function(word.text)
        }
        WordRole::Name if atoms(word.text).next().is_none() => {
            of_name(word.text, of_event(located.schema, &[filter]))
        }
        WordRole::String | WordRole::Value => of_value(located, at, limits, zone),
        _ => None,
    };
    found.map_or_else(whole, |text| (text, word.span))
}

/// A name in a filter.
fn of_name(name: &str, schema: &Schema) -> Option<String> {
    let full = |property| documentation::property_in_full(schema, property);
    match schema.resolve(name) {
        Resolved::Property(property) => Some(full(property)),
        Resolved::Below(property) => {
            Some(format!("{}, a path of any type below:\n\n{}", Quoted(name), full(property)))
        }
        Resolved::BelowScalar(property) => {
            Some(format!("{} is below a property that is not an object:\n\n{}", Quoted(name), full(property)))
        }
        Resolved::Renamed(renamed) => {
            let reason =
                format!("{} is now {}: {}", Quoted(name), Quoted(&renamed.now), markdown(&renamed.reason));
            let property = schema.property(&renamed.now).map(full).unwrap_or_default();
            Some(format!("{reason}\n\n{property}"))
        }
        Resolved::Unfilterable(known) => {
            let mut text = format!("{} is in the answers, but filters cannot use it", Quoted(name));
            if !known.instead.is_empty() {
                let _ = write!(text, ": {}", markdown(&known.instead));
            }
            Some(text)
        }
        Resolved::Unlisted(_) => {
            Some(format!("{} is in the answers, but the vendor does not list it for filters", Quoted(name)))
        }
        Resolved::Parent => {
            let below = joined_code(schema.names_below(name), "and");
            Some(format!("{} is above {below}", Quoted(name)))
        }
        Resolved::Open | Resolved::Unknown => schema.property_of_any(name).map(full),
    }
}

/// A value in a condition.
fn of_value(located: Located<'_>, at: u32, limits: &Limits, zone: Option<&dyn Zone>) -> Option<String> {
    let schema = of_event(located.schema, &[located.filter()]);
    let tree = Tree::of(located.filter(), schema, limits);
    let InCondition { operand, path, operator } = tree.operand(tree.inner(at))?;
    let property = path.and_then(|path| tree.property(path, schema));
    let text = tree.ast().text();
    match operand.kind {
        OperandKind::Null => Some(documentation::null(operator)),
        OperandKind::True | OperandKind::False => {
            Some(documentation::property(property?)).filter(|text| !text.is_empty())
        }
        OperandKind::String | OperandKind::MalformedString => {
            let value = string_value(operand, text);
            if let Some(known) = property.filter(|property| property.template).and(schema.template(&value)) {
                return Some(documentation::template(known));
            }
            let known = property.and_then(|property| {
                let known = property.values.iter().find(|known| known.documented().any(|own| own == value));
                Some(documentation::value(property, known?))
            });
            known.or_else(|| documentation::timestamp(&value, property, zone))
        }
        OperandKind::Number => documentation::timestamp(operand.span.of(text), property, zone),
        _ => None,
    }
}

/// The filter in plain English, decoded, and as a request.
pub(super) fn summary(located: Located<'_>, limits: &Limits) -> String {
    let shown = located.linted.filter();
    let decoded = code_block("comfilter", shown);
    let holes = atoms(located.filter()).count();
    if holes > 0 {
        let values = if holes == 1 { "a value".to_owned() } else { format!("{holes} values") };
        return format!("A filter of {}, into which code inserts {values}:\n\n{decoded}", list(located));
    }
    let checked = Checked::new(located.schema, shown, limits);
    match checked.into_result() {
        Ok(filter) => {
            let request = Request::new(&filter);
            let url = request.url();
            let line = url.splitn(4, '/').nth(3).unwrap_or_default();
            let method = if located.is_delete() { "DELETE" } else { "GET" };
            let mut text = format!("{}.\n\n{decoded}", markdown(&sentence(&filter)));
            // The path for an unknown list is not known, and a filter of events is in the body of another request.
            if line.len() <= REQUEST && located.schema.path().is_some() {
                let line = format!("{method} /{line} HTTP/1.1");
                let _ = write!(text, "\n\nA request with this filter:\n\n{}", code_block("http", &line));
            }
            text
        }
        Err(error) => {
            let message = error.diagnostics().iter().map(|found| found.message()).next().unwrap_or_default();
            format!("The API rejects this filter of {}: {message}\n\n{decoded}", list(located))
        }
    }
}

/// The name of the list, for a sentence.
fn list(located: Located<'_>) -> String {
    match located.schema.resource() {
        "" => "an unknown list".to_owned(),
        name => markdown(name),
    }
}

/// The place of a word around an offset, for selections.
pub(super) fn word_at(filter: &str, at: u32) -> Option<Span> {
    words(filter)
        .map(|word| word.span)
        .find(|span| span.start <= at && at <= span.end.min(offset(filter.len())))
}
