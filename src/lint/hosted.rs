//! Filters inside host files, with their findings and those about interpolated values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::interpolation::Interpolation;
use super::linted::{FilterValue, Placed, PlacedAll};
use super::pasted::Lost;
use super::probe::{self, Standpoint};
use super::suppress::Suppressions;
use super::{Linted, Linter, client};
use crate::decode::{self, Decoded, Kind, MOSTLY_TAKEN, decode_embedded};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::rules;
use crate::schema::Schema;
use crate::source::{
    self, FaultKind, Hole, Language, LeavingEncoder, PastedValue, SearchedWords, Sender, Site, Sites, atoms,
    filled, has_broken_atom,
};
use crate::text::{Edit, OffsetMap, Quoted, Source, Span};

/// The filters of a file.
pub(super) fn find<'t>(linter: &Linter, language: Language, source: &Arc<Source<'t>>) -> PlacedAll<'t> {
    let Sites { sites, comments, leads, .. } = source::find(
        language,
        source.text(),
        SearchedWords::of(source.text()),
        linter.base_urls(),
        &linter.names,
    );
    let places: Vec<Span> = sites.iter().map(|site| site.span).collect();
    let mut suppressions = Suppressions::of_source(source.text(), &comments, &places);
    let linter = linter.before(&suppressions);
    let linted =
        sites.into_iter().filter_map(|site| lint(&linter, language, source, site, &mut suppressions));
    let mut placed: Vec<Placed<'t>> = linted.collect();
    let comments = suppressions.report(placed.len(), &linter.levels, linter.limits.diagnostics);
    for (Placed { linted: one, .. }, comments) in placed.iter_mut().zip(comments) {
        one.outer.append(comments);
        one.outer.sort();
    }
    PlacedAll { placed, leads: leads.into_iter().collect() }
}

/// Checks the filter of a site; `None` if it has no filter.
fn lint<'t>(
    linter: &Linter,
    holder: Language,
    source: &Arc<Source<'t>>,
    site: Site,
    suppressions: &mut Suppressions<'_>,
) -> Option<Placed<'t>> {
    let Site {
        embedded,
        language,
        span,
        holes,
        within,
        misnamed,
        is_followed,
        is_encoded_later,
        is_copy,
        left_by,
        sender,
        faults,
    } = site;
    let text = source.text();
    let joins = |number: usize| holes.get(&number).is_some_and(|hole| hole.place != hole.shown);
    let check = |schema: &Schema, filter: &str| probe::check(linter, schema, filter, &joins);
    let mut decoded = decode_embedded(embedded, &linter.schemas, &linter.limits, &check);
    super::tell_delete(&mut decoded);
    let filter = decoded.filter().unwrap_or_default();
    let value = decoded.map()?;
    let scene = Scene { text, holes: &holes };
    let (shown, to_filter) = scene.filled(filter);
    let mut inner = decoded.filter_diagnostics().clone();
    linter.levels.apply(&mut inner);
    let is_cut = faults.iter().any(|fault| fault.kind == FaultKind::Cut);
    inner.retain(|found| !is_of_host(found, filter, is_cut));
    inner.retain(|found| !suppressions.ignores(found.rule(), value.outer(found.span()).start));
    let shown_at = |span: Span| Span::new(to_filter.inner(span.start), to_filter.inner(span.end));
    inner.move_each(|found| {
        let reworded = scene.reworded(keeping_holes(found, filter));
        let outward = scene.in_file(decoded.outward(&reworded));
        let shown =
            reworded.moved(shown_at, |edit| Edit::replace(shown_at(edit.span), scene.filled(&edit.text).0));
        shown.with_edits_of(&outward)
    });
    let standpoints: Vec<Standpoint> = probe::holes(filter);
    let mut outer = scene.around(&decoded, &standpoints, sender);
    if let Some(place) = misnamed {
        let edit = Edit::replace(place, "filter");
        let found =
            decode::misnamed(place, place.of(text), decoded.schema(), false).with_edits(Some(vec![edit]));
        outer.add(found.severity(), || found);
    }
    for fault in faults {
        let found = client::finding(fault, decoded.schema());
        outer.add(found.severity(), || found);
    }
    // A filter that is a single hole may be encoded as a whole.
    let is_whole = standpoints.iter().any(|hole| hole.place.len() == filter.len());
    for standpoint in standpoints.iter().filter(|_| !is_copy) {
        let Some(hole) = scene.hole(standpoint.number) else { continue };
        let interpolation = Interpolation { language, hole, within: &within, text, sender, holder };
        // curl encodes the data.
        let is_data = decoded.kind() == Kind::Command && !decoded.is_encoded_by_caller();
        if is_encoded_later || is_data {
            interpolation.report_double(&mut outer);
        }
        match is_whole {
            true => interpolation.report_whole(&decoded, left_by.as_ref(), &mut outer),
            false => interpolation.report(&decoded, standpoint, &mut outer),
        }
    }
    if let Some(encoder) = &left_by {
        scene.report_left(encoder, &decoded, &mut outer);
    }
    linter.levels.apply(&mut outer);
    outer.retain(|found| !suppressions.ignores(found.rule(), found.span().start));
    let map = to_filter.then(value);
    let mut linted = Linted::part(Arc::clone(source), shown, map).placed();
    (linted.span, linted.inner, linted.outer) = (span, inner, outer);
    linted.value = match (is_whole, is_followed) {
        (false, _) => FilterValue::Known,
        (true, true) => FilterValue::Followed,
        (true, false) => FilterValue::Unknown,
    };
    let is_left = left_by.as_ref().is_some_and(|encoder| encoder.around.is_some());
    linted.is_code = is_whole && (is_encoded_later || is_left);
    let is_encoded_later = is_encoded_later || left_by.is_some();
    Some(Placed { linted, decoded: Some(decoded), is_encoded_later })
}

/// Whether a finding is about what the file around a filter makes of it. `is_cut` is whether the rest of the filter is in a
/// comment.
fn is_of_host(found: &Diagnostic, filter: &str, is_cut: bool) -> bool {
    let ends = || found.span().end as usize >= filter.trim_end().len();
    // The code may join it with a condition.
    let is_group =
        found.rule() == &rules::REDUNDANT_PARENTHESES && found.span().of(filter).len() == filter.trim().len();
    is_group || is_cut && (found.rule() == &rules::UNTERMINATED_STRING || ends())
}

/// A finding without advice that would lose the code of a hole. The value is not known, so a fix is a guess if it
/// removes a function that changes the value.
fn keeping_holes(found: Diagnostic, filter: &str) -> Diagnostic {
    let is_broken = found.help().is_some_and(has_broken_atom);
    let edits = found.fix().map(|fix| fix.edits.as_slice()).unwrap_or_default();
    let holes = |text: &str| -> Vec<usize> { atoms(text).map(|(_, number)| number).collect() };
    let kept: Vec<usize> = edits.iter().flat_map(|edit| holes(&edit.text)).collect();
    let lost = edits.iter().flat_map(|edit| holes(edit.span.of(filter))).any(|hole| !kept.contains(&hole));
    // Without the clause, the request that the code sends has another order, or more entries.
    let is_clause = found.rule() == &rules::QUERY_CLAUSE;
    if is_broken || lost || edits.iter().any(|edit| has_broken_atom(&edit.text)) {
        return found.with(Message::without_advice);
    }
    // A call is a name before a parenthesis.
    let calls = |text: &str| {
        let opens = text.match_indices('(').filter_map(|(at, _)| text.get(..at));
        opens.filter(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '_')).count()
    };
    let is_changed = edits.iter().any(|edit| calls(edit.span.of(filter)) > calls(&edit.text));
    if is_clause || is_changed && !kept.is_empty() { found.with(Message::unsure) } else { found }
}

/// Whether a filter seems to have a placeholder of another tool besides its holes.
fn has_placeholder(filter: &str) -> bool {
    if !filter.bytes().any(|byte| b"{}$<%[@".contains(&byte)) {
        return false;
    }
    let begins = ["{", "}", "$", "<%", "<?", "%>", "[[", "@@"];
    let is_at = |(at, _): (usize, &str)| {
        let name = filter.get(at + 1..).unwrap_or_default();
        name.find('@').is_some_and(|end| {
            end > 0 && name.bytes().take(end).all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    };
    begins.iter().any(|begin| filter.contains(begin)) || filter.match_indices('@').any(is_at)
}

/// A decoded filter and its holes.
struct Scene<'a> {
    text: &'a str,
    holes: &'a BTreeMap<usize, Hole>,
}

impl Scene<'_> {
    fn hole(&self, number: usize) -> Option<&Hole> {
        self.holes.get(&number)
    }

    /// The findings about the code and the encoding around a filter, as the client of its URL makes them.
    fn around(
        &self,
        decoded: &Decoded<'_>,
        standpoints: &[Standpoint],
        sender: Option<Sender>,
    ) -> Diagnostics {
        let mut found = decoded.diagnostics().clone();
        // Placeholders of another tool are not encoded.
        let is_template = has_placeholder(decoded.filter().unwrap_or_default());
        // The two digits of a `%` may be in the value.
        let is_in_hole = |found: &Diagnostic| {
            let is_around =
                |hole: &Hole| found.span().end >= hole.shown.start && found.span().start < hole.shown.start;
            found.rule() == &rules::INVALID_ENCODING && self.holes.values().any(is_around)
        };
        found.retain(|found| !is_in_hole(found));
        found.retain(|found| {
            !is_template || found.rule() != &rules::UNENCODED_CHARACTER || found.severity() != Severity::Hint
        });
        // The client refuses the spaces, so the filter was never sent. Encoded around a value that is not, it would
        // be sent with the wrong one.
        let is_raw = |one: &Standpoint| self.hole(one.number).is_some_and(|hole| !hole.is_encoded);
        let leaving = sender.filter(Sender::leaves_spaces);
        let is_refused =
            standpoints.iter().any(is_raw) && decoded.kind() != Kind::Command && leaving.is_some();
        // requests encodes a whole URL with a `%` that begins no byte, also what a fix has encoded.
        let has_bare_percent = found.iter().any(|found| found.rule() == &rules::INVALID_ENCODING);
        found.move_each(|found| {
            let found = self.in_file(self.reworded(found));
            let is_unencoded = found.rule() == &rules::UNENCODED_CHARACTER;
            let edits = found.fix().map(|fix| fix.edits.as_slice()).unwrap_or_default();
            let encodes_spaces =
                is_unencoded && edits.iter().any(|edit| edit.span.of(self.text).contains(' '));
            let is_guess = is_unencoded && has_bare_percent || encodes_spaces && is_refused;
            let found = if is_guess { found.with(Message::unsure) } else { found };
            // A hint about the characters that a client is known to refuse.
            let is_known = encodes_spaces && found.message().ends_with(MOSTLY_TAKEN);
            let found = match leaving.filter(|sender| is_known && sender.is_given) {
                Some(sender) => found
                    .reworded(|text| text.replace(MOSTLY_TAKEN, &client::with_spaces(&sender, "spaces")))
                    .with_severity(Severity::Warning),
                None => found,
            };
            match sender.and_then(|sender| Some((sender.name, sender.percent?))) {
                Some((name, percent)) => client::with_percent(found, name, percent),
                None => found,
            }
        });
        found
    }

    /// `text` with holes spelled as in the host language, and the map from there to `text`.
    fn filled(&self, text: &str) -> (String, OffsetMap) {
        filled(text, |number| self.hole(number).map(|hole| hole.source.clone()))
    }

    /// Reports a character that the encoder of the whole URL leaves.
    fn report_left(&self, encoder: &LeavingEncoder, decoded: &Decoded<'_>, diagnostics: &mut Diagnostics) {
        let (Some(filter), Some(map)) = (decoded.filter(), decoded.map()) else { return };
        let holes = self
            .holes
            .iter()
            .map(|(number, hole)| (*number, (hole.code.clone(), hole.is_encoded || hole.values.is_empty())));
        let value = PastedValue {
            text: filter.to_owned(),
            holes: holes.collect(),
            leaves: Some(encoder.leaves.clone()),
        };
        let Some(lost @ Lost::Changed(character, _)) = Lost::of(&value, None, None) else { return };
        let Some(at) = filter.find(character) else { return };
        let rule = if character == '+' { &rules::RAW_PLUS } else { &rules::UNENCODED_CHARACTER };
        let place = map.outer(Span::from_range(at..at + character.len_utf8()));
        diagnostics.report_as(Severity::Error, rule, place, || {
            let name = Quoted(&encoder.name);
            let help = match encoder.instead {
                "" => "encode the filter alone, and insert it into the URL".to_owned(),
                instead => format!("encode the filter alone with {}", Quoted(instead)),
            };
            Message::new(format!("{name} leaves `{character}`: {}", lost.words())).help(help)
        });
    }

    /// A finding whose words have holes spelled as in the host language.
    fn reworded(&self, found: Diagnostic) -> Diagnostic {
        found.reworded(|text| self.filled(text).0)
    }

    /// A finding whose edits are in the file, with each hole as the file has it.
    fn in_file(&self, found: Diagnostic) -> Diagnostic {
        let Some(fix) = found.fix() else { return found };
        let edits = fix.edits.iter().map(|edit| {
            let place = |number: usize| self.hole(number).map(|hole| hole.place.of(self.text).to_owned());
            Edit::replace(edit.span, filled(&edit.text, place).0)
        });
        let edits: Vec<Edit> = edits.collect();
        found.with_edits(Some(edits))
    }
}
