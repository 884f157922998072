//! Filters inside host files, with their findings and those about interpolated values.

use std::collections::BTreeMap;

use super::Linter;
use super::interpolation::Interpolation;
use super::probe::{self, Standpoint};
use super::suppress::Suppressions;
use crate::decode::{self, decode_embedded};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::rules;
use crate::schema::Schema;
use crate::source::{self, Hole, Language, Site, atoms, filled};
use crate::text::{Edit, OffsetMap, Span};

/// A filter in a host file.
#[derive(Debug)]
pub(super) struct Hosted {
    /// The decoded filter, with placeholders for its holes.
    pub(super) filter: String,
    /// From there to the file.
    pub(super) map: OffsetMap,
    pub(super) span: Span,
    /// The findings in the filter.
    pub(super) found: Diagnostics,
    /// The same, with places in the file, in the same order.
    pub(super) outward: Vec<Diagnostic>,
    /// The findings around the filter.
    pub(super) around: Diagnostics,
}

impl Hosted {
    /// A finding in the filter as one in the file.
    pub(super) fn outward_of(&self, found: &Diagnostic) -> Diagnostic {
        let own = self.map.outer(found.span());
        let is_same = |other: &&Diagnostic| {
            other.rule() == found.rule()
                && other.message() == found.message()
                && other.span().start == own.start
        };
        match self.outward.iter().find(is_same) {
            Some(outward) => outward.clone(),
            None => found.clone().moved(|span| self.map.outer(span), Edit::clone).with_edits(None),
        }
    }
}

/// The filters of a file.
pub(super) fn find(linter: &Linter, language: Language, text: &str) -> Vec<Hosted> {
    let sites = source::find(language, text);
    let places: Vec<Span> = sites.sites.iter().map(|site| site.span).collect();
    let mut hosted: Vec<Hosted> = Vec::new();
    let mut suppressions = Suppressions::of_source(text, &sites.comments, &places);
    let own;
    // Ignored findings do not count toward the limit.
    let linter = if suppressions.is_empty() {
        linter
    } else {
        own = linter.thorough();
        &own
    };
    for site in sites.sites {
        hosted.extend(lint(linter, text, site));
    }
    for one in &mut hosted {
        let Hosted { found, outward, around, .. } = one;
        let mut kept = outward.iter().map(|found| !suppressions.ignores(found.rule(), found.span().start));
        let kept: Vec<bool> = kept.by_ref().collect();
        let mut at = kept.iter();
        found.retain(|_| at.next().copied().unwrap_or(true));
        let mut at = kept.iter();
        outward.retain(|_| at.next().copied().unwrap_or(true));
        around.retain(|found| !suppressions.ignores(found.rule(), found.span().start));
    }
    let comments = suppressions.tell(hosted.len(), &linter.levels, linter.limits.diagnostics);
    for (one, comments) in hosted.iter_mut().zip(comments) {
        one.around.append(comments);
        one.around.sort();
    }
    hosted
}

/// Checks the filter of a site; `None` if it has no filter.
fn lint(linter: &Linter, text: &str, site: Site) -> Option<Hosted> {
    let Site { embedded, language, span, holes, within, misnamed } = site;
    let joins = |number: usize| holes.get(&number).is_some_and(|hole| hole.place != hole.shown);
    let check = |schema: &Schema, filter: &str| probe::check(linter, schema, filter, &joins);
    let mut decoded = decode_embedded(embedded, &linter.schemas, &linter.limits, &check);
    super::tell_delete(&mut decoded);
    let filter = decoded.filter().unwrap_or_default();
    let value = decoded.map()?;
    let scene = Scene { text, holes: &holes };
    let source = |number: usize| scene.hole(number).map(|hole| hole.source.clone());
    let (shown, to_filter) = filled(filter, source);
    let mut found = Diagnostics::new(linter.limits.diagnostics);
    let mut outward = Vec::new();
    let mut inner = decoded.filter_diagnostics().iter().cloned().collect::<Vec<_>>();
    inner.sort_by_key(|found| found.span().start);
    let mut levelled = Diagnostics::new(linter.limits.diagnostics);
    for one in inner {
        levelled.add(one.severity(), || one);
    }
    levelled.count_omitted(decoded.filter_diagnostics());
    linter.levels.apply(&mut levelled);
    for one in levelled.iter() {
        let shown_at = |span: Span| Span::new(to_filter.inner(span.start), to_filter.inner(span.end));
        let told = one.clone().retold(|text| scene.told(text));
        outward.push(scene.in_file(decoded.outward(&told)));
        let shown = told.moved(shown_at, |edit| Edit::replace(shown_at(edit.span), scene.told(&edit.text)));
        found.add(shown.severity(), || shown);
    }
    found.count_omitted(&levelled);
    let mut around = Diagnostics::new(linter.limits.diagnostics);
    // Placeholders of another tool are not encoded.
    let is_template = has_placeholder(filter);
    for one in decoded.diagnostics().iter() {
        if is_template && one.rule() == &rules::UNENCODED_CHARACTER && one.severity() == Severity::Hint {
            continue;
        }
        let one = scene.in_file(one.clone().retold(|text| scene.told(text)));
        around.add(one.severity(), || one);
    }
    if let Some(place) = misnamed {
        let edit = Edit::replace(place, "filter");
        let found =
            decode::misnamed(place, place.of(text), decoded.schema(), false).with_edits(Some(vec![edit]));
        around.add(found.severity(), || found);
    }
    let standpoints: Vec<Standpoint> = probe::holes(filter);
    // A filter that is a single hole may be encoded as a whole.
    let is_whole = standpoints.iter().any(|hole| hole.place.len() == filter.len());
    for standpoint in standpoints.iter().filter(|_| !is_whole) {
        let Some(hole) = scene.hole(standpoint.number) else { continue };
        Interpolation { language, hole, within: &within, text }.tell(&decoded, standpoint, &mut around);
    }
    linter.levels.apply(&mut around);
    around.sort();
    let map = to_filter.then(value);
    Some(Hosted { filter: shown, map, span, found, outward, around })
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

    /// The message with holes spelled as in the host language.
    fn told(&self, message: &str) -> String {
        if atoms(message).next().is_none() {
            return message.to_owned();
        }
        filled(message, |number| self.hole(number).map(|hole| hole.source.clone())).0
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
