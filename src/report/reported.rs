//! A filter with its findings, and the map back to the user's text.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Linted;
use crate::text::{Edit, Encoding, OffsetMap, Position, Source, Span};

/// Writes a piece of filter text in the user's encoding, such as percent-encoding.
pub type Encode<'t> = dyn Fn(&str) -> String + 't;

/// Writes the fix of a filter into the surrounding text, quoted and encoded.
pub trait Placed {
    /// The edits of that text that fix a finding in the filter.
    fn edits(&self, found: &Diagnostic) -> Vec<Edit>;
}

impl Placed for Linted<'_> {
    fn edits(&self, found: &Diagnostic) -> Vec<Edit> {
        self.outer_edits(found)
    }
}

/// One filter of a report.
///
/// It has the checked filter and the user's [`Source`]. Findings of the check have places in the filter and
/// are reported at the same place in the source. Findings of the decoding have places in the source itself.
///
/// ```
/// use comfilter::diagnostic::Diagnostic;
/// use comfilter::report::{Format, Reported};
/// use comfilter::rules;
/// use comfilter::text::{OffsetMap, Source, Span};
///
/// // A file of filters: the filter begins at its third line.
/// let source = Source::new(Some("errors.comfilter"), "# what failed\n\nstate == 'ERROR'\n");
/// let found = [Diagnostic::new(&rules::FOREIGN_OPERATOR, Span::new(6, 8), "`==` is not an operator")];
/// let filter = Reported::part(&source, "state == 'ERROR'", OffsetMap::starting_at(15)).with_findings(&found, 0);
///
/// let mut out = Vec::new();
/// Format::Concise.write(&mut out, &[filter]).unwrap();
/// let expected = "errors.comfilter:3:7: error[foreign-operator] `==` is not an operator\n";
/// assert_eq!(String::from_utf8(out).unwrap(), expected);
/// ```
#[derive(Clone)]
pub struct Reported<'t> {
    source: &'t Source<'t>,
    text: &'t str,
    map: OffsetMap,
    given_by: &'static str,
    encode: Option<&'t Encode<'t>>,
    placed: Option<&'t dyn Placed>,
    findings: &'t [Diagnostic],
    outer_findings: &'t [Diagnostic],
    omitted: usize,
}

impl<'t> Reported<'t> {
    /// A filter that is the whole of `source`.
    pub fn whole(source: &'t Source<'t>) -> Reported<'t> {
        Reported::part(source, source.text(), OffsetMap::starting_at(0))
    }

    /// A filter somewhere in `source`; `map` leads from its text to that of `source`.
    pub fn part(source: &'t Source<'t>, text: &'t str, map: OffsetMap) -> Reported<'t> {
        Reported {
            source,
            text,
            map,
            given_by: "-e",
            encode: None,
            placed: None,
            findings: &[],
            outer_findings: &[],
            omitted: 0,
        }
    }

    /// Adds the findings in the filter's text, and the number of those that were only counted.
    #[must_use]
    pub fn with_findings(mut self, findings: &'t [Diagnostic], omitted: usize) -> Reported<'t> {
        self.findings = findings;
        self.omitted = omitted;
        self
    }

    /// Adds the findings in the source's text, such as an unencoded character.
    #[must_use]
    pub fn with_outer_findings(mut self, findings: &'t [Diagnostic]) -> Reported<'t> {
        self.outer_findings = findings;
        self
    }

    /// For a source with the encoded filter: `encode` writes fixes, and a finding is shown in both the filter
    /// and the source.
    #[must_use]
    pub fn encoded_by(mut self, encode: &'t Encode<'t>) -> Reported<'t> {
        self.encode = Some(encode);
        self
    }

    /// For a source with the filter in quotes, encoded, or both: `placed` writes fixes, and a finding is
    /// shown in both the filter and the source.
    #[must_use]
    pub fn placed_by(mut self, placed: &'t dyn Placed) -> Reported<'t> {
        self.placed = Some(placed);
        self
    }

    /// For a source without a name, the option that gave it; `-e` by default.
    #[must_use]
    pub fn given_by(mut self, option: &'static str) -> Reported<'t> {
        self.given_by = option;
        self
    }

    /// The filter's text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The text that the user has.
    pub fn source(&self) -> &'t Source<'t> {
        self.source
    }

    /// The number of findings that were only counted.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Every kept diagnostic, those of the filter first.
    pub fn diagnostics(&self) -> impl Iterator<Item = &'t Diagnostic> + use<'t> {
        self.findings.iter().chain(self.outer_findings)
    }

    /// The text for spans of a layer.
    pub(super) fn text_of(&self, layer: Layer) -> &'t str {
        match layer {
            Layer::Filter => self.text,
            Layer::Source => self.source.text(),
        }
    }

    /// The start of the filter in the source.
    pub(super) fn start(&self) -> Position {
        self.position(self.map.outer(Span::at(0)).start)
    }

    /// The name of the source: a path, or its option.
    pub(super) fn name(&self) -> &'t str {
        self.source.name().unwrap_or(self.given_by)
    }

    /// The path of its file with `/`, as repositories and their services write it; `None` for an
    /// argument and for standard input.
    pub(super) fn path(&self) -> Option<Cow<'_, str>> {
        let path = self.source.name().filter(|name| *name != "-")?;
        Some(if cfg!(windows) { path.replace('\\', "/").into() } else { path.into() })
    }

    /// The [`path`](Self::path), or a replacement if a format must have one.
    pub(super) fn path_or_name(&self) -> Cow<'_, str> {
        self.path().unwrap_or(Cow::Borrowed(self.name()))
    }

    /// Whether the source differs from the filter's text.
    pub(super) fn is_encoded(&self) -> bool {
        let all = Span::from_range(0..self.text.len());
        (self.encode.is_some() || self.placed.is_some())
            && self.map.outer(all).of(self.source.text()) != self.text
    }

    /// Every finding, in the order of the source.
    pub(super) fn findings(&self) -> Vec<Finding<'_, 't>> {
        let inner = self.findings.iter().map(|found| (Layer::Filter, found));
        let outer = self.outer_findings.iter().map(|found| (Layer::Source, found));
        let mut all: Vec<Finding<'_, 't>> = inner
            .chain(outer)
            .map(|(layer, diagnostic)| Finding { filter: self, layer, diagnostic })
            .collect();
        all.sort_by_cached_key(|finding| (finding.span().start, finding.diagnostic.severity()));
        all
    }

    fn position(&self, offset: u32) -> Position {
        self.source.position(offset, Encoding::Utf32)
    }
}

/// Every finding of a report, each with the index of its filter.
pub(super) fn findings<'r, 't>(
    filters: &'r [Reported<'t>],
) -> impl Iterator<Item = (usize, Finding<'r, 't>)> + use<'r, 't> {
    filters
        .iter()
        .enumerate()
        .flat_map(|(index, filter)| filter.findings().into_iter().map(move |finding| (index, finding)))
}

/// The text of a finding's spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Filter,
    Source,
}

/// One finding of a report.
#[derive(Clone, Copy)]
pub(super) struct Finding<'r, 't> {
    pub(super) filter: &'r Reported<'t>,
    pub(super) layer: Layer,
    pub(super) diagnostic: &'t Diagnostic,
}

impl<'t> Finding<'_, 't> {
    /// The text that its spans mean.
    pub(super) fn text(&self) -> &'t str {
        self.filter.text_of(self.layer)
    }

    /// Whether its fix changes the filter or its request, and not a comment beside it.
    pub(super) fn fixes_filter(&self) -> bool {
        self.layer == Layer::Filter || self.filter.encode.is_some() || self.filter.placed.is_some()
    }

    /// Its place in the source.
    pub(super) fn span(&self) -> Span {
        self.outer(self.diagnostic.span())
    }

    /// The place in the source of a `span` in its text.
    pub(super) fn outer(&self, span: Span) -> Span {
        let span = span.within(self.text());
        match self.layer {
            Layer::Filter => self.filter.map.outer(span).within(self.filter.source.text()),
            Layer::Source => span,
        }
    }

    /// The edits of its fix as edits of the source, in the order of the text.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let edits = self.diagnostic.fix().map_or(&[][..], |fix| &fix.edits);
        let mut edits: Vec<Edit> = match self.filter.placed.filter(|_| self.layer == Layer::Filter) {
            Some(placed) => placed.edits(self.diagnostic),
            None => edits.iter().map(|edit| self.outer_edit(edit)).collect(),
        };
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits
    }

    fn outer_edit(&self, edit: &Edit) -> Edit {
        let encode = self.filter.encode.filter(|_| self.layer == Layer::Filter);
        let text = encode.map_or_else(|| edit.text.clone(), |encode| encode(&edit.text));
        Edit::replace(self.outer(edit.span), text)
    }

    /// Its start and end in the source.
    pub(super) fn places(&self, span: Span) -> (Position, Position) {
        (self.filter.position(span.start), self.filter.position(span.end))
    }

    /// The message and the help.
    pub(super) fn message_and_help(&self, between: &str) -> String {
        let (message, help) = (self.diagnostic.message(), self.diagnostic.help());
        help.map_or_else(|| message.to_owned(), |help| format!("{message}{between}{help}"))
    }
}

/// The counts of a report.
///
/// ```
/// use comfilter::report::{Reported, Summary};
/// use comfilter::text::Source;
///
/// let source = Source::new(None, "state eq 'ERROR'");
/// let summary = Summary::of(&[Reported::whole(&source)]);
/// assert_eq!((summary.filters, summary.errors), (1, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// The number of checked filters.
    pub filters: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are hints.
    pub hints: usize,
    /// Findings of any severity that were only counted. They include errors only if other errors
    /// were kept.
    pub omitted: usize,
}

impl Summary {
    /// Counts what `filters` hold.
    pub fn of(filters: &[Reported<'_>]) -> Summary {
        let mut summary = Summary { filters: filters.len(), ..Summary::default() };
        for filter in filters {
            summary.omitted += filter.omitted;
            for diagnostic in filter.diagnostics() {
                match diagnostic.severity() {
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Hint => summary.hints += 1,
                }
            }
        }
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn a_summary_counts_everything() {
        let finding = |severity| Diagnostic::new(&rules::SYNTAX, Span::at(0), "").with_severity(severity);
        let one = [finding(Severity::Hint), finding(Severity::Error), finding(Severity::Hint)];
        let other = [finding(Severity::Warning), finding(Severity::Error), finding(Severity::Hint)];
        let source = Source::new(None, "");
        let summary = Summary::of(&[
            Reported::whole(&source).with_findings(&one, 4),
            Reported::whole(&source).with_findings(&other[..1], 5).with_outer_findings(&other[1..]),
            Reported::whole(&source),
        ]);
        let expected = Summary { filters: 3, errors: 2, warnings: 1, hints: 3, omitted: 9 };
        assert_eq!(summary, expected);
    }
}
