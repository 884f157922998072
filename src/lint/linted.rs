//! The filters of a text, each with what was found.

use std::borrow::Cow;

use super::Linter;
use crate::check::Checked;
use crate::decode::Decoded;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::{Entry, entries};
use crate::text::{OffsetMap, Span};

/// How filters stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holder {
    /// The text is a filter.
    Filter,
    /// The text is a filter that may hold parameters.
    Template,
    /// A `.comfilter` file.
    File,
    /// A URL, a query string or a command.
    Request,
}

/// A filter of a text, with what was found in it and round it.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::lint::{Holder, Linter};
///
/// let linter = Linter::new(Schema::jobs().clone());
/// let file = "# failed\nstate == 'ERROR'\n\nstate in ('STALLED')\n";
/// let linted = linter.lint_all(Holder::File, file);
/// let found: Vec<&str> = linted.iter().flat_map(|one| one.outward()).map(|found| found.span().of(file)).collect();
/// assert_eq!(found, ["==", "state in ('STALLED')"]);
/// ```
#[derive(Debug)]
pub struct Linted<'t> {
    text: &'t str,
    layer: Layer<'t>,
}

#[derive(Debug)]
enum Layer<'t> {
    Whole(Checked<'t>),
    /// A filter of a file: its text stands apart, for comments may stand in it.
    Entry(Box<Entry<'t>>, Diagnostics),
    Request(Box<Decoded<'t>>),
}

impl Linter {
    /// Checks each filter of a text.
    pub fn lint_all<'t>(&self, holder: Holder, text: &'t str) -> Vec<Linted<'t>> {
        let one = |layer| vec![Linted { text, layer }];
        match holder {
            Holder::Filter => one(Layer::Whole(self.lint(text))),
            Holder::Template => one(Layer::Whole(self.lint_template(text))),
            Holder::Request => one(Layer::Request(Box::new(self.lint_request(text)))),
            Holder::File => {
                let linted = entries(text).into_iter().map(|entry| {
                    let mut found = self.lint(&entry.text).into_diagnostics();
                    found.move_each(|found| within_lines(found, &entry));
                    Linted { text, layer: Layer::Entry(Box::new(entry), found) }
                });
                linted.collect()
            }
        }
    }
}

/// A finding without a fix that would take a comment out.
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
    /// The filter. Nothing where a request has none.
    pub fn filter(&self) -> &str {
        match &self.layer {
            Layer::Whole(_) => self.text,
            Layer::Entry(entry, _) => &entry.text,
            Layer::Request(decoded) => decoded.filter().unwrap_or_default(),
        }
    }

    /// From [`Linted::filter`] to the text.
    pub fn map(&self) -> Cow<'_, OffsetMap> {
        let map = match &self.layer {
            Layer::Whole(_) => None,
            Layer::Entry(entry, _) => Some(&entry.map),
            Layer::Request(decoded) => decoded.map(),
        };
        map.map_or_else(|| Cow::Owned(OffsetMap::starting_at(0)), Cow::Borrowed)
    }

    /// What was found in the filter. Places point into [`Linted::filter`].
    pub fn diagnostics(&self) -> &Diagnostics {
        match &self.layer {
            Layer::Whole(checked) => checked.diagnostics(),
            Layer::Entry(_, found) => found,
            Layer::Request(decoded) => decoded.filter_diagnostics(),
        }
    }

    /// What was found round it. Places point into the text.
    pub fn outer_diagnostics(&self) -> &[Diagnostic] {
        self.request().map_or(&[], |decoded| decoded.diagnostics())
    }

    /// How many findings were only counted.
    pub fn omitted(&self) -> usize {
        self.diagnostics().omitted() + self.request().map_or(0, |decoded| decoded.diagnostics().omitted())
    }

    /// How many findings are errors, kept or only counted.
    pub fn errors(&self) -> usize {
        self.diagnostics().errors() + self.request().map_or(0, |decoded| decoded.diagnostics().errors())
    }

    /// Where the filter stands in the text, with all that a fix may change.
    pub fn span(&self) -> Span {
        match &self.layer {
            Layer::Entry(entry, _) => entry.span,
            Layer::Whole(_) | Layer::Request(_) => Span::from_range(0..self.text.len()),
        }
    }

    /// The request that the filter is a part of.
    pub fn request(&self) -> Option<&Decoded<'t>> {
        match &self.layer {
            Layer::Request(decoded) => Some(decoded),
            _ => None,
        }
    }

    /// Every finding with its places in the text, by place. A fix is written as its place needs it, and
    /// left out where it cannot be.
    pub fn outward(&self) -> Vec<Diagnostic> {
        let inner = self.diagnostics().iter().map(|found| match &self.layer {
            Layer::Whole(_) => found.clone(),
            Layer::Entry(entry, _) => found
                .clone()
                .moved(|span| entry.map.outer(span), |edit| entry.map.outer_edit(edit, str::to_owned)),
            Layer::Request(decoded) => decoded.outward(found),
        });
        let mut all: Vec<Diagnostic> = self.outer_diagnostics().iter().cloned().chain(inner).collect();
        all.sort_by_key(|found| (found.span().start, found.severity()));
        all
    }
}
