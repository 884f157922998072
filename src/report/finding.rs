//! A filter and its findings in a report.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Linted;
use crate::text::{Edit, Encoding, Position, Span};

impl Linted<'_> {
    /// The text that has the places of findings on a side.
    pub(super) fn text_of(&self, side: Side) -> &str {
        match side {
            Side::Filter => self.filter(),
            Side::Source => self.source().text(),
        }
    }

    /// The start of the filter in the source.
    pub(super) fn start(&self) -> Position {
        self.position(self.map().outer(Span::at(0)).start)
    }

    /// The name of the source: a path, or its option.
    pub(super) fn name(&self) -> &str {
        self.source().name().unwrap_or(self.source().option())
    }

    /// The path of its file with `/`, as repositories and their services write it; `None` for an
    /// argument and for standard input.
    pub(super) fn path(&self) -> Option<Cow<'_, str>> {
        let path = self.source().name().filter(|name| *name != "-")?;
        Some(if cfg!(windows) { path.replace('\\', "/").into() } else { path.into() })
    }

    /// The [`path`](Self::path), or a replacement if a format must have one.
    pub(super) fn path_or_name(&self) -> Cow<'_, str> {
        self.path().unwrap_or(Cow::Borrowed(self.name()))
    }

    /// Whether the source shows the filter in another form.
    pub(super) fn is_encoded(&self) -> bool {
        let all = Span::from_range(0..self.filter().len());
        self.is_placed() && self.map().outer(all).of(self.source().text()) != self.filter()
    }

    /// Every finding, in the order of the source.
    pub(super) fn findings(&self) -> Vec<Finding<'_>> {
        let inner = self.diagnostics().iter().map(|found| (Side::Filter, found));
        let outer = self.outer_diagnostics().iter().map(|found| (Side::Source, found));
        let mut all: Vec<Finding<'_>> =
            inner.chain(outer).map(|(side, diagnostic)| Finding { filter: self, side, diagnostic }).collect();
        all.sort_by_cached_key(|finding| (finding.span().start, finding.diagnostic.severity()));
        all
    }

    fn position(&self, offset: u32) -> Position {
        self.source().position(offset, Encoding::Utf32)
    }
}

/// Every finding of a report, each with the index of its filter.
pub(super) fn findings<'r>(filters: &'r [Linted<'r>]) -> impl Iterator<Item = (usize, Finding<'r>)> {
    let filters = filters.iter().enumerate();
    filters.flat_map(|(index, filter)| filter.findings().into_iter().map(move |finding| (index, finding)))
}

/// A finding is in the filter, or in the source around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Filter,
    Source,
}

/// One finding of a report.
#[derive(Clone, Copy)]
pub(super) struct Finding<'r> {
    pub(super) filter: &'r Linted<'r>,
    pub(super) side: Side,
    pub(super) diagnostic: &'r Diagnostic,
}

impl<'r> Finding<'r> {
    /// The text that its spans mean.
    pub(super) fn text(&self) -> &'r str {
        self.filter.text_of(self.side)
    }

    /// Whether its fix changes the filter or its request, and not a comment beside it.
    pub(super) fn fixes_filter(&self) -> bool {
        self.side == Side::Filter || self.filter.is_placed()
    }

    /// Its place in the source.
    pub(super) fn span(&self) -> Span {
        self.outer(self.diagnostic.span())
    }

    /// The place in the source of a `span` in its text.
    pub(super) fn outer(&self, span: Span) -> Span {
        let span = span.within(self.text());
        match self.side {
            Side::Filter => self.filter.map().outer(span).within(self.filter.source().text()),
            Side::Source => span,
        }
    }

    /// The edits of its fix as edits of the source, in the order of the text.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = match self.side {
            Side::Filter => self.filter.outer_edits(self.diagnostic),
            Side::Source => self.diagnostic.fix().map_or_else(Vec::new, |fix| fix.edits.clone()),
        };
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits
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
/// use comfilter::lint::Linted;
/// use comfilter::report::Summary;
/// use comfilter::text::Source;
///
/// let source = Source::new(None, "state eq 'ERROR'");
/// let summary = Summary::of(&[Linted::whole(source)]);
/// assert_eq!((summary.filters, summary.errors), (1, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// The number of checked filters.
    pub filters: usize,
    /// The number of places whose filter is only known at run time.
    pub places: usize,
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
    pub fn of(filters: &[Linted<'_>]) -> Summary {
        let mut summary = Summary::default();
        for filter in filters {
            summary.filters += usize::from(filter.is_known());
            summary.places += usize::from(filter.is_unknown());
            summary.omitted += filter.omitted();
            for diagnostic in filter.all_diagnostics() {
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

/// The filters of files that a report counts and does not show, because they have no findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clean {
    /// The number of filters.
    pub filters: usize,
    /// The number of places whose filter is only known at run time.
    pub places: usize,
}

impl From<usize> for Clean {
    fn from(filters: usize) -> Clean {
        Clean { filters, places: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::text::Source;

    #[test]
    fn a_summary_counts_everything() {
        let finding = |severity| Diagnostic::new(&rules::SYNTAX, Span::at(0), "").with_severity(severity);
        let one = [finding(Severity::Hint), finding(Severity::Error), finding(Severity::Hint)];
        let other = [finding(Severity::Warning), finding(Severity::Error), finding(Severity::Hint)];
        let summary = Summary::of(&[
            Linted::whole(Source::from("")).with_findings(&one, 4),
            Linted::whole(Source::from("")).with_findings(&other[..1], 5).with_outer_findings(&other[1..]),
            Linted::whole(Source::from("")),
        ]);
        let expected = Summary { filters: 3, places: 0, errors: 2, warnings: 1, hints: 3, omitted: 9 };
        assert_eq!(summary, expected);
    }
}
