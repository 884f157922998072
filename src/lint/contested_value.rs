//! `contested-value`.

use std::collections::HashSet;

use super::RuleContext;
use crate::check::Checked;
use crate::check::contested::{self, ContestedTerm, SpelledValue};
use crate::check::wording::noun;
use crate::diagnostic::{Message, Severity};
use crate::limits::Limits;
use crate::rules;
use crate::schema::source::in_words;
use crate::syntax::{Ast, parse};
use crate::text::{Edit, Quoted, Span, apply, joined};

/// Looks at the whole filter, because there is one finding per property.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, broken: &BrokenPlaces) {
    if !cx.levels.is_on(&rules::CONTESTED_VALUE) {
        return;
    }
    let terms = contested::terms(cx.schema, cx.ast);
    let mut told: Vec<&str> = Vec::new();
    for term in &terms {
        if told.contains(&&*term.property.name) {
            continue;
        }
        told.push(&term.property.name);
        let same: Vec<&ContestedTerm<'_>> =
            terms.iter().filter(|other| other.property.name == term.property.name).collect();
        let Some(value) = term.values.first() else { continue };
        let asks_service = cx.schema.resource() == "servers";
        cx.report(&rules::CONTESTED_VALUE, value.operand.span, |ast| {
            // Two conditions share one place of a property after a repair, so they would edit it twice.
            let mut seen = HashSet::new();
            let edits = same.iter().filter_map(|term| term.edits(ast)).flatten();
            let edits: Vec<Edit> =
                edits.filter(|edit| seen.insert((edit.span.start, edit.span.end))).collect();
            // A mistake must be fixed first, because its fix may need the spelling that is there.
            let is_broken = same.iter().any(|term| broken.touch(term.span));
            let edits = if is_broken { Vec::new() } else { edits };
            let mut help = what_happens(term, value, ast);
            let fixed = term.edits(ast).and_then(|edits| written(term, ast, &edits));
            if let Some(fixed) =
                fixed.filter(|fixed| broken.is_empty() || parse(fixed, &Limits::DEFAULT).is_ok())
            {
                help = format!("{help}; correct in both cases: {}", Quoted(&fixed));
            }
            if asks_service {
                help = format!("{help}; {}", contested::ASK);
            }
            let edits = (!edits.is_empty()).then_some(edits);
            Message::new(message(term, value, ast, &same))
                .help(help)
                .unsafe_fix("write the form that is correct in both cases", edits)
        });
    }
}

/// The places of errors and of their fixes, in order and apart from each other.
#[derive(Debug, Default)]
pub(super) struct BrokenPlaces(Vec<Span>);

impl BrokenPlaces {
    pub(super) fn of(checked: &Checked<'_>) -> BrokenPlaces {
        let errors = checked.diagnostics().iter().filter(|found| found.severity() == Severity::Error);
        let mut places: Vec<Span> = errors
            .flat_map(|found| {
                let edits = found.fix().map(|fix| fix.edits.as_slice()).unwrap_or_default();
                edits.iter().map(|edit| edit.span).chain([found.span()])
            })
            .collect();
        // In a wrapping, they are places of the text around it.
        if checked.ast().is_wrapped() && !places.is_empty() {
            places = vec![Span::new(0, u32::MAX)];
        }
        places.sort_by_key(|place| place.start);
        let mut apart: Vec<Span> = Vec::new();
        for place in places {
            match apart.last_mut().filter(|last| place.start <= last.end) {
                Some(last) => last.end = last.end.max(place.end),
                None => apart.push(place),
            }
        }
        BrokenPlaces(apart)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn touch(&self, span: Span) -> bool {
        let at = self.0.partition_point(|place| place.end < span.start);
        self.0.get(at).is_some_and(|place| place.start <= span.end)
    }
}

/// A condition after edits inside of it, or beside it in what was repaired.
fn written(term: &ContestedTerm<'_>, ast: &Ast<'_>, edits: &[Edit]) -> Option<String> {
    let start = edits.iter().map(|edit| edit.span.start).chain([term.span.start]).min()?;
    let end = edits.iter().map(|edit| edit.span.end).chain([term.span.end]).max()?;
    let inner = ast.text().get(start as usize..end as usize)?;
    let moved: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            let span = Span::new(edit.span.start - start, edit.span.end - start);
            Edit::replace(span, edit.text.clone())
        })
        .collect();
    apply(inner, &moved).ok()
}

/// The documents of each spelling.
fn message(
    term: &ContestedTerm<'_>,
    value: &SpelledValue<'_>,
    ast: &Ast<'_>,
    same: &[&ContestedTerm<'_>],
) -> String {
    let name = &term.property.name;
    let Some(known) = value.known else {
        let [bare, quoted] = contested::literals(ast, value.operand);
        return format!(
            "documents differ on how `{name}` is compared: it is {} and the developer guide has no quotes around such \
             a value, {}; {} {} {}",
            noun(term.property.ty),
            Quoted(&bare),
            in_words(&term.property.quoted),
            if term.property.quoted.len() == 1 { "writes" } else { "write" },
            Quoted(&quoted),
        );
    };
    let spellings: Vec<String> = contested::spellings(term.property, known)
        .map(|spelling| {
            let other = known.contested.iter().find(|other| other.value == spelling);
            match other {
                Some(other) => {
                    let says =
                        if other.says.is_empty() { String::new() } else { format!(" ({})", other.says) };
                    format!("{} in {}{says}", Quoted(spelling), in_words(&other.sources))
                }
                None => format!("{} in {}", Quoted(spelling), in_words(&known.sources)),
            }
        })
        .collect();
    let mut others: Vec<&str> = Vec::new();
    for value in same.iter().flat_map(|term| &term.values) {
        if let Some(other) = value.known
            && other.value != known.value
            && !others.contains(&&*other.value)
        {
            others.push(&other.value);
        }
    }
    let more = match others.as_slice() {
        [] => String::new(),
        [one] => format!("; the same goes for {}", Quoted(one)),
        [one, rest @ ..] => format!("; the same goes for {} and {} more", Quoted(one), rest.len()),
    };
    format!("documents differ on a value of `{name}`: {}{more}", spellings.join("; "))
}

/// The effect of each spelling if the service has the other.
fn what_happens(term: &ContestedTerm<'_>, value: &SpelledValue<'_>, ast: &Ast<'_>) -> String {
    let does = if term.is_denied { "excludes nothing" } else { "selects nothing" };
    if value.known.is_none() {
        let [bare, quoted] = contested::literals(ast, value.operand);
        return format!(
            "if the service distinguishes types, {} {does}; if it compares strings, {} {does}",
            Quoted(&quoted),
            Quoted(&bare)
        );
    }
    let all = value.all(term.property, ast);
    let cases: Vec<String> = all
        .iter()
        .map(|has| {
            let others: Vec<String> =
                all.iter().filter(|other| *other != has).map(|other| Quoted(other).to_string()).collect();
            format!("if the service has {}, {} {does}", Quoted(has), joined(&others, "or"))
        })
        .collect();
    cases.join("; ")
}
