//! The filters in a user's text, each with its findings.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::suppress::Suppressions;
use super::{Linter, hosted};
use crate::check::Checked;
use crate::decode::{self, Decoded, tell_filter_length};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::{Entry, entries};
use crate::source::Language;
use crate::text::{Edit, OffsetMap, Source, Span};

/// The kind of text around filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holder {
    /// The text is a filter.
    Filter,
    /// The text is a filter that may contain parameters.
    Template,
    /// A `.comfilter` file.
    File,
    /// A URL, a query string or a command.
    Request,
    /// A host file, with filters somewhere in it.
    Source(Language),
}

/// The extension of files of filters, and the name of their type.
const FILTERS: &str = "comfilter";

impl Holder {
    /// The kind of a file, by its extension or its name.
    ///
    /// ```
    /// use comfilter::lint::{Holder, Language};
    ///
    /// assert_eq!(Holder::of_path("team/errors.comfilter"), Some(Holder::File));
    /// assert_eq!(Holder::of_path("scripts/jobs.ps1"), Some(Holder::Source(Language::PowerShell)));
    /// assert_eq!(Holder::of_path("README"), None);
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Holder> {
        let path = path.as_ref();
        if path.extension().is_some_and(|extension| extension == FILTERS) {
            return Some(Holder::File);
        }
        Language::of_path(path).map(Holder::Source)
    }

    /// The kind of this name: `comfilter`, or the name of a [`Language`].
    ///
    /// ```
    /// use comfilter::lint::{Holder, Language};
    ///
    /// assert_eq!(Holder::named("comfilter"), Some(Holder::File));
    /// assert_eq!(Holder::named("bash"), Some(Holder::Source(Language::Shell)));
    /// ```
    pub fn named(name: &str) -> Option<Holder> {
        if name.eq_ignore_ascii_case(FILTERS) {
            return Some(Holder::File);
        }
        Language::named(name).map(Holder::Source)
    }
}

/// A filter in the user's text, with the findings in it and around it.
///
/// Findings in the filter have places in [`Linted::filter`], and [`Linted::map`] leads from there to the
/// [`source`](Linted::source). Findings around it, such as an unencoded character, have places in the source.
/// Fixes and reports take the same type.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::lint::{Holder, Linter};
///
/// let linter = Linter::new(Schema::jobs().clone());
/// let file = "# new\nname == 'x'\n\nname in ('y')\n";
/// let linted = linter.lint_all(Holder::File, file);
/// let found: Vec<&str> = linted.iter().flat_map(|one| one.outward()).map(|found| found.span().of(file)).collect();
/// assert_eq!(found, ["==", "name in ('y')"]);
/// ```
#[derive(Debug, Clone)]
pub struct Linted<'t> {
    /// The filters of one text share it.
    source: Arc<Source<'t>>,
    /// The filter, if it is not the whole text.
    filter: Option<String>,
    map: OffsetMap,
    pub(super) span: Span,
    is_placed: bool,
    pub(super) value: FilterValue,
    /// Whether it is code whose encoder a fix may remove, and no filter.
    pub(super) is_code: bool,
    pub(super) inner: Diagnostics,
    pub(super) outer: Diagnostics,
}

/// The part of a filter that its host file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterValue {
    /// The filter, perhaps with holes.
    Known,
    /// A variable whose values are other filters of the file.
    Followed,
    /// Nothing: a program inserts the whole filter at run time.
    Unknown,
}

/// A filter, and what an editor needs at its place.
#[derive(Debug, Clone)]
pub(crate) struct Placed<'t> {
    pub(crate) linted: Linted<'t>,
    /// The decoded filter, with a placeholder word for each hole; `None` if nothing is encoded or quoted.
    pub(crate) decoded: Option<Decoded<'static>>,
    /// Whether a client or a function encodes the string around it.
    pub(crate) is_encoded_later: bool,
}

/// The filters of a file, or of other input.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlacedAll<'t> {
    pub(crate) placed: Vec<Placed<'t>>,
    /// The variables whose value is a whole filter: the place of each, and of the value.
    pub(crate) leads: Vec<(Span, Span)>,
}

impl<'t> From<Linted<'t>> for Placed<'t> {
    fn from(linted: Linted<'t>) -> Placed<'t> {
        Placed { linted, decoded: None, is_encoded_later: false }
    }
}

impl Linter {
    /// Checks each filter in `text`, as [`Linter::lint_all`] does, for an editor.
    pub(crate) fn place_all<'t>(&self, holder: Holder, source: &Arc<Source<'t>>) -> PlacedAll<'t> {
        let placed = match holder {
            Holder::Source(language) => return hosted::find(self, language, source),
            Holder::Request => {
                let decoded = self.lint_request(source.text()).into_owned();
                if let Some(all) = self.in_command(&decoded, source) {
                    return all;
                }
                let linted = Linted::of_request(Arc::clone(source), &decoded);
                vec![Placed { decoded: Some(decoded), ..linted.into() }]
            }
            _ => self.lint_source(holder, source).into_iter().map(Placed::from).collect(),
        };
        PlacedAll { placed, leads: Vec::new() }
    }

    /// Checks each filter in `text`. A [`Source`] also has the name of the text, for reports.
    pub fn lint_all<'t>(&self, holder: Holder, text: impl Into<Source<'t>>) -> Vec<Linted<'t>> {
        self.lint_source(holder, &Arc::new(text.into()))
    }

    fn lint_source<'t>(&self, holder: Holder, source: &Arc<Source<'t>>) -> Vec<Linted<'t>> {
        let whole = |inner: Diagnostics| vec![Linted { inner, ..Linted::whole(Arc::clone(source)) }];
        match holder {
            Holder::Filter => whole(self.with_length(self.lint(source.text()))),
            Holder::Template => whole(self.with_length(self.lint_template(source.text()))),
            Holder::Request => {
                let decoded = self.lint_request(source.text());
                match self.in_command(&decoded, source) {
                    Some(all) => all.placed.into_iter().map(|placed| placed.linted).collect(),
                    None => vec![Linted::of_request(Arc::clone(source), &decoded)],
                }
            }
            Holder::Source(language) => {
                hosted::find(self, language, source).placed.into_iter().map(|placed| placed.linted).collect()
            }
            Holder::File => self.lint_file(source),
        }
    }

    /// The filters of a command that gives them outside of its URL, as its language reads them.
    fn in_command<'t>(&self, decoded: &Decoded<'_>, source: &Arc<Source<'t>>) -> Option<PlacedAll<'t>> {
        let language = if decode::is_command(source.text()) { Language::PowerShell } else { Language::Shell };
        let is_other = decoded.filter().is_none() && decode::names_other_filter(source.text());
        let found = is_other.then(|| hosted::find(self, language, source))?;
        (!found.placed.is_empty()).then_some(found)
    }

    /// The findings in a filter, and the one about the length of its URL.
    fn with_length(&self, checked: Checked<'_>) -> Diagnostics {
        let mut found = Diagnostics::new(self.limits.diagnostics);
        tell_filter_length(checked.ast().text(), &self.limits, &mut found);
        self.levels.apply(&mut found);
        found.append(checked.into_diagnostics());
        found.sort();
        found
    }

    fn lint_file<'t>(&self, source: &Arc<Source<'t>>) -> Vec<Linted<'t>> {
        let mut suppressions = Suppressions::of_file(source.text());
        let linter = self.before(&suppressions);
        let filters = entries(source.text()).into_iter().map(|entry| {
            let mut inner = linter.with_length(linter.lint(&entry.text));
            let outer = |found: &Diagnostic| entry.map.outer(found.span().within(&entry.text)).start;
            inner.retain(|found| !suppressions.ignores(found.rule(), outer(found)));
            inner.cap(self.limits.diagnostics);
            inner.move_each(|found| within_lines(found, &entry));
            let Entry { text, map, span, .. } = entry;
            Linted { span, inner, ..Linted::part(Arc::clone(source), text, map) }
        });
        let mut filters: Vec<Linted<'t>> = filters.collect();
        let comments = suppressions.report(filters.len(), &self.levels, self.limits.diagnostics);
        filters.iter_mut().zip(comments).for_each(|(linted, comments)| linted.outer = comments);
        filters
    }

    /// The linter for filters with these comments: ignored findings do not count toward the limit.
    pub(super) fn before(&self, comments: &Suppressions<'_>) -> Cow<'_, Linter> {
        if comments.is_empty() { Cow::Borrowed(self) } else { Cow::Owned(self.thorough()) }
    }
}

/// A finding, without its fix if that would remove a comment.
fn within_lines(found: Diagnostic, entry: &Entry<'_>) -> Diagnostic {
    let crosses = |span: Span| {
        entry.comments.iter().any(|comment| span.start < comment.before && comment.before < span.end)
    };
    match found.fix() {
        Some(fix) if fix.edits.iter().any(|edit| crosses(edit.span)) => found.with_edits(None),
        _ => found,
    }
}

impl<'t> Linted<'t> {
    /// A filter that is the whole of `source`, without findings.
    pub fn whole(source: impl Into<Arc<Source<'t>>>) -> Linted<'t> {
        let source = source.into();
        let span = Span::from_range(0..source.text().len());
        let (inner, outer) = (Diagnostics::new(0), Diagnostics::new(0));
        let (map, value) = (OffsetMap::default(), FilterValue::Known);
        Linted { source, filter: None, map, span, is_placed: false, value, is_code: false, inner, outer }
    }

    /// A filter somewhere in `source`; `map` leads from there to the text of `source`.
    pub fn part(source: impl Into<Arc<Source<'t>>>, filter: impl Into<String>, map: OffsetMap) -> Linted<'t> {
        Linted { filter: Some(filter.into()), map, ..Linted::whole(source) }
    }

    /// For a filter that is quoted or encoded there. Its findings have
    /// [`outer_edits`](Diagnostic::outer_edits).
    #[must_use]
    pub fn placed(mut self) -> Linted<'t> {
        self.is_placed = true;
        self
    }

    /// The filter of a request, with the findings in both; empty if the request has none. `source` has
    /// the text that was decoded.
    pub fn of_request(source: impl Into<Arc<Source<'t>>>, decoded: &Decoded<'_>) -> Linted<'t> {
        let mut inner = decoded.filter_diagnostics().clone();
        inner.move_each(|found| {
            let outward = decoded.outward(&found);
            found.with_edits_of(&outward)
        });
        let map = decoded.map().cloned().unwrap_or_default();
        let outer = decoded.diagnostics().clone();
        let filter = decoded.filter().unwrap_or_default();
        Linted { inner, outer, ..Linted::part(source, filter, map).placed() }
    }

    /// With these findings in the filter, and the number of those that were only counted.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Diagnostic], omitted: usize) -> Linted<'t> {
        self.inner = Diagnostics::of(findings, omitted);
        self
    }

    /// With these findings around the filter.
    #[must_use]
    pub fn with_outer_findings(mut self, findings: &[Diagnostic]) -> Linted<'t> {
        self.outer = Diagnostics::of(findings, 0);
        self
    }

    /// The filters of one text, with a copy of it.
    #[cfg(feature = "cli")]
    pub(crate) fn owned(all: Vec<Linted<'_>>) -> Vec<Linted<'static>> {
        let Some(first) = all.first() else { return Vec::new() };
        let source = Arc::new(Source::clone(&first.source).into_owned());
        let own = |one: Linted<'_>| {
            let Linted { filter, map, span, is_placed, value, is_code, inner, outer, .. } = one;
            let source = Arc::clone(&source);
            Linted { source, filter, map, span, is_placed, value, is_code, inner, outer }
        };
        all.into_iter().map(own).collect()
    }

    /// The text with the filter.
    pub fn source(&self) -> &Source<'t> {
        &self.source
    }

    /// The filter; empty if a request has none.
    pub fn filter(&self) -> &str {
        self.filter.as_deref().unwrap_or_else(|| self.source.text())
    }

    /// Whether the text shows the filter. It does not if a program inserts the whole filter, as in
    /// `?filter={{ filter }}`. Then [`Linted::filter`] is the code that inserts it.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::lint::{Holder, Language, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let file = "- uri:\n    url: https://h/compute-ops-mgmt/v1/jobs?filter={{ filter | urlencode }}\n";
    /// let linted = linter.lint_all(Holder::Source(Language::Yaml), file);
    /// assert!(!linted[0].is_known());
    /// ```
    pub fn is_known(&self) -> bool {
        self.value == FilterValue::Known
    }

    /// Whether nothing in the text shows the filter, also no variable that it comes from.
    pub fn is_unknown(&self) -> bool {
        self.value == FilterValue::Unknown
    }

    /// From [`Linted::filter`] to the text.
    pub fn map(&self) -> &OffsetMap {
        &self.map
    }

    /// The findings in the filter. Places point into [`Linted::filter`].
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.inner
    }

    /// The findings around it. Places point into the text.
    pub fn outer_diagnostics(&self) -> &Diagnostics {
        &self.outer
    }

    /// All findings, those in the filter first.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.inner.iter().chain(self.outer.iter())
    }

    /// Removes the findings that `keep` rejects, and keeps at most `limit` of the others. `keep`
    /// gets the filter, the marked text, and the finding.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let mut linted = linter.lint_all(Holder::Filter, "name == 'x' AND generation gt 3");
    /// linted[0].retain(usize::MAX, |_, marked, _| marked != "==");
    /// assert_eq!(linted[0].diagnostics()[0].rule().name(), "keyword-case");
    /// ```
    pub fn retain(&mut self, limit: usize, mut keep: impl FnMut(&str, &str, &Diagnostic) -> bool) {
        let text = self.source.text();
        let filter = self.filter.as_deref().unwrap_or(text);
        for (found, text) in [(&mut self.inner, filter), (&mut self.outer, text)] {
            found.retain(|found| keep(filter, found.span().within(text).of(text), found));
            found.cap(limit);
        }
    }

    /// The number of findings that were only counted.
    pub fn omitted(&self) -> usize {
        self.inner.omitted() + self.outer.omitted()
    }

    /// The number of errors, kept or only counted.
    pub fn errors(&self) -> usize {
        self.inner.errors() + self.outer.errors()
    }

    /// The place of the filter in the text, including everything that a fix may change.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether the filter has no finding, in it or around it.
    #[cfg(feature = "cli")]
    pub(crate) fn is_clean(&self) -> bool {
        self.inner.is_empty() && self.outer.is_empty() && self.omitted() == 0
    }

    /// Whether a report with this limit shows every finding.
    #[cfg(feature = "cli")]
    pub(crate) fn has_at_most(&self, limit: usize) -> bool {
        self.inner.len() <= limit && self.outer.len() <= limit && self.omitted() == 0
    }

    /// Whether the filter is quoted or encoded in the text.
    pub fn is_placed(&self) -> bool {
        self.is_placed
    }

    /// The edits of the text that fix a finding in the filter.
    pub fn outer_edits(&self, found: &Diagnostic) -> Vec<Edit> {
        match (found.outer_edits(), found.fix()) {
            (Some(edits), _) => edits.to_vec(),
            (None, Some(fix)) if !self.is_placed => {
                fix.edits.iter().map(|edit| self.map.outer_edit(edit, str::to_owned)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Every finding with places in the text, sorted by place. Each fix is written with the escapes
    /// of its place, and dropped if that is not possible.
    pub fn outward(&self) -> Vec<Diagnostic> {
        let inner = self.inner.iter().map(|found| {
            let edits = Some(self.outer_edits(found)).filter(|edits| !edits.is_empty());
            found.clone().moved(|span| self.map.outer(span), Edit::clone).with_edits(edits)
        });
        // As reports have them: findings in the filter come first.
        let mut all: Vec<Diagnostic> = inner.chain(self.outer.iter().cloned()).collect();
        all.sort_by_key(|found| (found.span().start, found.severity()));
        all
    }
}
