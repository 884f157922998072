//! The filters in a user's text, each with its findings.

use std::borrow::Cow;

use super::Linter;
use super::hosted::{self, Hosted};
use super::suppress::Suppressions;
use crate::check::Checked;
use crate::decode::Decoded;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::{Entry, entries};
use crate::source::Language;
use crate::text::{Edit, OffsetMap, Span};

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

/// A filter in the user's text, with the findings in it and around it.
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
#[derive(Debug)]
pub struct Linted<'t> {
    text: &'t str,
    layer: Layer<'t>,
}

#[derive(Debug)]
enum Layer<'t> {
    Whole(Checked<'t>),
    /// A filter of a file. Its text is stored separately, without the comments inside it.
    Entry(Box<Entry<'t>>, SplitFindings),
    Request(Box<Decoded<'t>>),
    Hosted(Box<Hosted>),
}

/// The findings of a filter in a file, and those of its comments.
#[derive(Debug)]
struct SplitFindings {
    filter: Diagnostics,
    comments: Diagnostics,
}

impl Linter {
    /// Checks each filter in `text`.
    pub fn lint_all<'t>(&self, holder: Holder, text: &'t str) -> Vec<Linted<'t>> {
        let one = |layer| vec![Linted { text, layer }];
        match holder {
            Holder::Filter => one(Layer::Whole(self.lint(text))),
            Holder::Template => one(Layer::Whole(self.lint_template(text))),
            Holder::Request => one(Layer::Request(Box::new(self.lint_request(text)))),
            Holder::Source(language) => {
                let all = hosted::find(self, language, text).into_iter();
                all.map(|one| Linted { text, layer: Layer::Hosted(Box::new(one)) }).collect()
            }
            Holder::File => {
                let mut suppressions = Suppressions::of_file(text);
                // Ignored findings do not count toward the limit.
                let linter =
                    if suppressions.is_empty() { Cow::Borrowed(self) } else { Cow::Owned(self.thorough()) };
                let filters = entries(text).into_iter().map(|entry| {
                    let mut found = linter.lint(&entry.text).into_diagnostics();
                    let outer = |found: &Diagnostic| entry.map.outer(found.span().within(&entry.text)).start;
                    found.retain(|found| !suppressions.ignores(found.rule(), outer(found)));
                    found.cap(self.limits.diagnostics);
                    found.move_each(|found| within_lines(found, &entry));
                    (entry, found)
                });
                let filters: Vec<(Entry<'_>, Diagnostics)> = filters.collect();
                let comments = suppressions.tell(filters.len(), &self.levels, self.limits.diagnostics);
                let linted = filters.into_iter().zip(comments).map(|((entry, filter), comments)| {
                    let found = SplitFindings { filter, comments };
                    Linted { text, layer: Layer::Entry(Box::new(entry), found) }
                });
                linted.collect()
            }
        }
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
    /// The filter; empty if a request has none.
    pub fn filter(&self) -> &str {
        match &self.layer {
            Layer::Whole(_) => self.text,
            Layer::Entry(entry, _) => &entry.text,
            Layer::Request(decoded) => decoded.filter().unwrap_or_default(),
            Layer::Hosted(hosted) => &hosted.filter,
        }
    }

    /// From [`Linted::filter`] to the text.
    pub fn map(&self) -> Cow<'_, OffsetMap> {
        let map = match &self.layer {
            Layer::Whole(_) => None,
            Layer::Entry(entry, _) => Some(&entry.map),
            Layer::Request(decoded) => decoded.map(),
            Layer::Hosted(hosted) => Some(&hosted.map),
        };
        map.map_or_else(|| Cow::Owned(OffsetMap::starting_at(0)), Cow::Borrowed)
    }

    /// The findings in the filter. Places point into [`Linted::filter`].
    pub fn diagnostics(&self) -> &Diagnostics {
        match &self.layer {
            Layer::Whole(checked) => checked.diagnostics(),
            Layer::Entry(_, found) => &found.filter,
            Layer::Request(decoded) => decoded.filter_diagnostics(),
            Layer::Hosted(hosted) => &hosted.found,
        }
    }

    /// The findings around it. Places point into the text.
    pub fn outer_diagnostics(&self) -> &[Diagnostic] {
        self.around().map_or(&[], |found| found)
    }

    fn around(&self) -> Option<&Diagnostics> {
        match &self.layer {
            Layer::Whole(_) => None,
            Layer::Entry(_, found) => Some(&found.comments),
            Layer::Request(decoded) => Some(decoded.diagnostics()),
            Layer::Hosted(hosted) => Some(&hosted.around),
        }
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
        let text = self.text;
        let filter = self.filter().to_owned();
        let [inner, outer] = match &mut self.layer {
            Layer::Whole(checked) => [Some(checked.diagnostics_mut()), None],
            Layer::Entry(_, found) => [Some(&mut found.filter), Some(&mut found.comments)],
            Layer::Request(decoded) => {
                let [outer, inner] = decoded.diagnostics_mut();
                [Some(inner), Some(outer)]
            }
            Layer::Hosted(hosted) => [Some(&mut hosted.found), Some(&mut hosted.around)],
        };
        for (found, text) in
            inner.into_iter().map(|found| (found, &*filter)).chain(outer.map(|found| (found, text)))
        {
            found.retain(|found| keep(&filter, found.span().within(text).of(text), found));
            found.cap(limit);
        }
    }

    /// The number of findings that were only counted.
    pub fn omitted(&self) -> usize {
        self.diagnostics().omitted() + self.around().map_or(0, Diagnostics::omitted)
    }

    /// The number of errors, kept or only counted.
    pub fn errors(&self) -> usize {
        self.diagnostics().errors() + self.around().map_or(0, Diagnostics::errors)
    }

    /// The place of the filter in the text, including everything that a fix may change.
    pub fn span(&self) -> Span {
        match &self.layer {
            Layer::Entry(entry, _) => entry.span,
            Layer::Hosted(hosted) => hosted.span,
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

    /// Whether the filter has no finding, in it or around it.
    pub(crate) fn is_clean(&self) -> bool {
        self.diagnostics().is_empty() && self.outer_diagnostics().is_empty() && self.omitted() == 0
    }

    /// Whether the filter is quoted or encoded in the text.
    pub fn is_placed(&self) -> bool {
        matches!(self.layer, Layer::Request(_) | Layer::Hosted(_))
    }

    /// The edits of the text that fix a finding in the filter.
    pub fn outer_edits(&self, found: &Diagnostic) -> Vec<Edit> {
        let outward = match &self.layer {
            Layer::Whole(_) => found.clone(),
            Layer::Entry(entry, _) => found
                .clone()
                .moved(|span| entry.map.outer(span), |edit| entry.map.outer_edit(edit, str::to_owned)),
            Layer::Request(decoded) => decoded.outward(found),
            Layer::Hosted(hosted) => hosted.outward_of(found),
        };
        outward.fix().map(|fix| fix.edits.clone()).unwrap_or_default()
    }

    /// Every finding with places in the text, sorted by place. Each fix is written with the escapes
    /// of its place, and dropped if that is not possible.
    pub fn outward(&self) -> Vec<Diagnostic> {
        let inner = self.diagnostics().iter().map(|found| match &self.layer {
            Layer::Whole(_) => found.clone(),
            Layer::Entry(entry, _) => found
                .clone()
                .moved(|span| entry.map.outer(span), |edit| entry.map.outer_edit(edit, str::to_owned)),
            Layer::Request(decoded) => decoded.outward(found),
            Layer::Hosted(hosted) => hosted.outward_of(found),
        });
        let mut all: Vec<Diagnostic> = self.outer_diagnostics().iter().cloned().chain(inner).collect();
        all.sort_by_key(|found| (found.span().start, found.severity()));
        all
    }
}
