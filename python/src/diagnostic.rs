//! Findings. Their places count characters, as Python does.

use comfilter::diagnostic::{Applicability, Diagnostics};
use comfilter::text::Span;
use pyo3::prelude::*;

/// One finding: its rule, its place, the mistake with its reason, and a correction.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// The name of the rule: `comfilter rule NAME` prints its page.
    rule: &'static str,
    /// `error`, `warning` or `hint`.
    severity: &'static str,
    /// The mistake and its reason.
    message: String,
    /// The advice.
    help: Option<String>,
    /// The place of the first character.
    start: usize,
    /// The place after the last character.
    end: usize,
    /// Other places of the finding.
    labels: Vec<Label>,
    /// A change that removes it.
    fix: Option<Fix>,
}

/// Another place of a finding.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The place of the first character.
    start: usize,
    /// The place after the last character.
    end: usize,
    /// Its text.
    text: String,
}

/// A change of the text that removes a finding.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fix {
    /// Its effect, as a command.
    title: String,
    /// Whether the intent is certain.
    safe: bool,
    /// Its changes, which do not overlap.
    edits: Vec<Edit>,
}

/// The replacement of some characters.
#[pyclass(frozen, eq, get_all, module = "comfilter")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The place of the first replaced character.
    start: usize,
    /// The place after the last one.
    end: usize,
    /// The new text.
    text: String,
}

/// The places of bytes as places of characters.
struct Places<'t> {
    text: &'t str,
}

impl Places<'_> {
    fn of(&self, span: Span) -> (usize, usize) {
        if self.text.is_ascii() {
            return (span.start as usize, span.end as usize);
        }
        let characters = |end: u32| self.text.get(..end as usize).map_or(0, |before| before.chars().count());
        (characters(span.start), characters(span.end))
    }
}

impl Diagnostic {
    /// The findings in `text`.
    pub(crate) fn all(found: &Diagnostics, text: &str) -> Vec<Diagnostic> {
        let places = Places { text };
        found.iter().map(|found| Diagnostic::new(found, &places)).collect()
    }

    fn new(found: &comfilter::Diagnostic, places: &Places<'_>) -> Diagnostic {
        let (start, end) = places.of(found.span());
        let label = |label: &comfilter::diagnostic::Label| {
            let (start, end) = places.of(label.span);
            Label { start, end, text: label.text.clone().into_owned() }
        };
        let edit = |edit: &comfilter::text::Edit| {
            let (start, end) = places.of(edit.span);
            Edit { start, end, text: edit.text.clone() }
        };
        Diagnostic {
            rule: found.rule().name(),
            severity: found.severity().name(),
            message: found.message().to_owned(),
            help: found.help().map(str::to_owned),
            start,
            end,
            labels: found.labels().iter().map(label).collect(),
            fix: found.fix().map(|fix| Fix {
                title: fix.title.clone().into_owned(),
                safe: fix.applicability == Applicability::Safe,
                edits: fix.edits.iter().map(edit).collect(),
            }),
        }
    }
}

#[pymethods]
impl Diagnostic {
    fn __str__(&self) -> String {
        let Diagnostic { rule, severity, message, .. } = self;
        format!("{severity}[{rule}] {message}")
    }

    fn __repr__(&self) -> String {
        let Diagnostic { start, end, .. } = self;
        format!("<Diagnostic {start}:{end} {}>", self.__str__())
    }
}

#[pymethods]
impl Label {
    fn __repr__(&self) -> String {
        format!("<Label {}:{} {}>", self.start, self.end, self.text)
    }
}

#[pymethods]
impl Fix {
    fn __repr__(&self) -> String {
        format!("<Fix {}>", self.title)
    }
}

#[pymethods]
impl Edit {
    fn __repr__(&self) -> String {
        format!("<Edit {}:{} {:?}>", self.start, self.end, self.text)
    }
}
