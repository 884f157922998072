//! A finding for miette, with windows that are short and safe.
//!
//! miette prints whole lines with their control characters, and panics on a label past column
//! 65,535. So it never gets the user's text: [`Shown`] gives it the [`Window`]s around the labels,
//! with their line and column in the user's file.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::finding::{Finding, Side};
use super::window::{Mark, Window, windows};
use crate::diagnostic::Severity;
use crate::text::{Source, Span, safe_line};

/// A finding as miette reads one.
#[derive(Debug)]
pub(super) struct Shown {
    severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// By their place in `snippets`.
    pub(super) labels: Vec<LabeledSpan>,
    snippets: Vec<Snippet>,
}

impl Shown {
    /// `finding`, with its places in windows of `columns`; `inner` is its filter's text.
    pub(super) fn new(finding: Finding<'_>, inner: &Source<'_>, columns: usize) -> Shown {
        let mut shown = Shown {
            severity: finding.diagnostic.severity(),
            message: safe_line(finding.diagnostic.message()),
            help: finding.diagnostic.help().map(safe_line),
            labels: Vec::new(),
            snippets: Vec::new(),
        };
        let labels = finding.diagnostic.labels().iter().map(|label| (label.span, Some(&*label.text)));
        let places: Vec<(Span, Option<&str>)> =
            std::iter::once((finding.diagnostic.span(), None)).chain(labels).collect();
        let is_decoded = finding.side == Side::Filter && finding.filter.is_encoded();
        // If the filter is shown too, the other places are only there.
        let outer = places.iter().take(if is_decoded { 1 } else { usize::MAX });
        let outer: Vec<_> = outer.map(|(span, text)| (finding.outer(*span), *text)).collect();
        shown.add(&safe_line(finding.filter.name()), finding.filter.source(), &outer, columns);
        if is_decoded {
            shown.add(inner.name().unwrap_or_default(), inner, &places, columns);
        }
        shown
    }

    /// Adds windows of `source` around places: that of the finding first, without a label, then the others.
    fn add(&mut self, name: &str, source: &Source<'_>, places: &[(Span, Option<&str>)], columns: usize) {
        let spans: Vec<Span> = places.iter().map(|(span, _)| *span).collect();
        for window in windows(source, &spans, columns) {
            // After every label of the last one.
            let base = self.snippets.last().map_or(0, |last| last.base + last.window.text.len() + 2);
            for mark in &window.marks {
                let text = places.get(mark.index).and_then(|(_, text)| text.map(safe_line));
                let place = (base + mark.shown.start, mark.shown.len());
                self.labels.push(match text {
                    None => LabeledSpan::new_primary_with_span(None, place),
                    text => LabeledSpan::new_with_span(text, place),
                });
            }
            self.snippets.push(Snippet { base, name: name.to_owned(), window });
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// A window of a finding. They are side by side in one range of offsets, so the offset of each label
/// identifies its window.
#[derive(Debug)]
struct Snippet {
    /// Offset of the first byte of the window.
    base: usize,
    name: String,
    window: Window,
}

impl Snippet {
    fn holds(&self, span: &SourceSpan) -> bool {
        let end = self.base + self.window.text.len();
        self.base <= span.offset() && span.offset() + span.len() <= end
    }

    fn mark(&self, span: &SourceSpan) -> Option<&Mark> {
        let wanted = span.offset() - self.base;
        self.window.marks.iter().find(|mark| mark.shown.start == wanted)
    }

    fn contents(&self, line: u32, column: u32) -> Box<dyn SpanContents<'_> + '_> {
        Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.window.text.as_bytes(),
            (self.base, self.window.text.len()).into(),
            // miette counts from 0 and shows from 1.
            line as usize - 1,
            column as usize - 1,
            self.window.text.lines().count(),
        ))
    }
}

impl SourceCode for Shown {
    /// The window that contains `span`, for any part of it; `None` for a span over two windows,
    /// which makes miette show them apart.
    ///
    /// Without lines of context miette asks for the place of a label, otherwise for the lines to
    /// show.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let snippet =
            self.snippets.iter().find(|snippet| snippet.holds(span)).ok_or(MietteError::OutOfBounds)?;
        match snippet.mark(span) {
            Some(mark) if (before, after) == (0, 0) => Ok(snippet.contents(mark.at.line, mark.at.column)),
            _ => Ok(snippet.contents(snippet.window.line, 1)),
        }
    }
}
