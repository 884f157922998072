//! Findings as plain data, for any renderer.

use std::borrow::Cow;

use serde::Serialize;

use crate::rules::Rule;
pub use crate::rules::Severity;
use crate::text::{Edit, Quoted, Span};

/// Whether a fix may be applied without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The only plausible intent.
    Safe,
    /// A guess.
    Unsafe,
}

impl Applicability {
    /// Safe if the intent is certain.
    pub(crate) const fn safe_if(certain: bool) -> Applicability {
        if certain { Applicability::Safe } else { Applicability::Unsafe }
    }
}

/// A change of the text that removes a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Its effect, as a command: "write `eq`".
    pub title: Cow<'static, str>,
    /// Its changes, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Another place of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text of the label.
    pub text: Cow<'static, str>,
}

/// The words of a finding: the mistake and its reason, the advice, other places, and a fix.
///
/// ```
/// use comfilter::diagnostic::{Applicability, Diagnostic, Message};
/// use comfilter::text::Span;
/// use comfilter::rules;
///
/// let message = Message::new("`==` is not an operator of this language").write(Applicability::Safe, Span::new(5, 7), "eq");
/// let found = Diagnostic::new(&rules::FOREIGN_OPERATOR, Span::new(5, 7), message);
/// assert_eq!(found.help(), Some("write `eq`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    #[serde(rename = "message")]
    text: Cow<'static, str>,
    help: Option<Cow<'static, str>>,
    labels: Vec<Label>,
    fix: Option<Fix>,
}

impl Message {
    /// The mistake and its reason: lower case, no final period, the user's text in back quotes.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Message {
        Message { text: text.into(), help: None, labels: Vec::new(), fix: None }
    }

    /// Adds the advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Message {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<Cow<'static, str>>) -> Message {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fix that is the only plausible intent.
    #[must_use]
    pub fn safe_fix(
        self,
        title: impl Into<Cow<'static, str>>,
        edits: impl Into<Option<Vec<Edit>>>,
    ) -> Message {
        self.fix(Applicability::Safe, title, edits)
    }

    /// Adds a fix that is a guess.
    #[must_use]
    pub fn unsafe_fix(
        self,
        title: impl Into<Cow<'static, str>>,
        edits: impl Into<Option<Vec<Edit>>>,
    ) -> Message {
        self.fix(Applicability::Unsafe, title, edits)
    }

    /// Adds a fix, if there are edits for it.
    #[must_use]
    pub fn fix(
        mut self,
        applicability: Applicability,
        title: impl Into<Cow<'static, str>>,
        edits: impl Into<Option<Vec<Edit>>>,
    ) -> Message {
        self.fix = edits.into().map(|edits| Fix { applicability, title: title.into(), edits });
        self
    }

    /// The same without advice.
    #[must_use]
    pub(crate) fn without_advice(mut self) -> Message {
        (self.help, self.fix) = (None, None);
        self
    }

    /// The same with a fix that is a guess.
    pub(crate) fn unsure(mut self) -> Message {
        if let Some(fix) = &mut self.fix {
            fix.applicability = Applicability::Unsafe;
        }
        self
    }

    /// Adds the advice to write `fixed` at `span`, and the fix that does it.
    #[must_use]
    pub fn write(self, applicability: Applicability, span: Span, fixed: impl Into<String>) -> Message {
        let fixed = fixed.into();
        let title = format!("write {}", Quoted(&fixed));
        self.help(title.clone()).fix(applicability, title, vec![Edit::replace(span, fixed)])
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Message {
    fn from(text: T) -> Message {
        Message::new(text)
    }
}

/// One finding: its place, the mistake, the reason, and a correction.
///
/// Make it with [`Diagnostic::new`], and read it with its getters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    rule: &'static Rule,
    severity: Severity,
    span: Span,
    #[serde(flatten)]
    message: Message,
    #[serde(skip)]
    outer_edits: Option<Vec<Edit>>,
}

impl Diagnostic {
    /// A finding of `rule`, with the severity of the rule.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<Message>) -> Diagnostic {
        Diagnostic { rule, severity: rule.severity(), span, message: message.into(), outer_edits: None }
    }

    /// With another severity than the rule's.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// With more or other words.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(Message) -> Message) -> Diagnostic {
        self.message = change(self.message);
        self
    }

    /// For a filter that is quoted or encoded, with the edits of the text around it. They are
    /// empty if the fix cannot be written there.
    #[must_use]
    pub fn with_outer_edits(mut self, edits: Vec<Edit>) -> Diagnostic {
        self.outer_edits = Some(edits);
        self
    }

    /// With the edits of `outward`, which is the same finding in the text around its filter.
    #[must_use]
    pub(crate) fn with_edits_of(self, outward: &Diagnostic) -> Diagnostic {
        self.with_outer_edits(outward.fix().map(|fix| fix.edits.clone()).unwrap_or_default())
    }

    /// With the fix in another place, or without one.
    #[must_use]
    pub(crate) fn with_edits(mut self, edits: Option<Vec<Edit>>) -> Diagnostic {
        self.message.fix = self.message.fix.zip(edits).map(|(fix, edits)| Fix { edits, ..fix });
        self
    }

    /// Rewrites its message, its help and its labels, but not its edits.
    pub(crate) fn reworded(mut self, rewrite: impl Fn(&str) -> String) -> Diagnostic {
        self.message.text = rewrite(&self.message.text).into();
        self.message.help = self.message.help.map(|help| rewrite(&help).into());
        for label in &mut self.message.labels {
            label.text = rewrite(&label.text).into();
        }
        if let Some(fix) = &mut self.message.fix {
            fix.title = rewrite(&fix.title).into();
        }
        self
    }

    /// The rule that it belongs to.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The importance.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The mistake and its reason: lower case, no final period, the user's text in back quotes.
    pub fn message(&self) -> &str {
        &self.message.text
    }

    /// The advice.
    pub fn help(&self) -> Option<&str> {
        self.message.help.as_deref()
    }

    /// The place.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Other places that it speaks of.
    pub fn labels(&self) -> &[Label] {
        &self.message.labels
    }

    /// A change that removes it, if there is one.
    pub fn fix(&self) -> Option<&Fix> {
        self.message.fix.as_ref()
    }

    /// The edits of the text around its filter, if they differ from those of its fix.
    pub fn outer_edits(&self) -> Option<&[Edit]> {
        self.outer_edits.as_deref()
    }

    /// The same finding, with a fix that does not join two words of `text`.
    #[must_use]
    pub(crate) fn kept_apart(mut self, text: &str) -> Diagnostic {
        if let Some(fix) = &mut self.message.fix {
            fix.edits.iter_mut().for_each(|edit| edit.keep_apart(text));
        }
        self
    }

    /// The same finding with every place moved: `place` moves a span, `edit` an edit.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(Span) -> Span, edit: impl Fn(&Edit) -> Edit) -> Diagnostic {
        self.span = place(self.span);
        for label in &mut self.message.labels {
            label.span = place(label.span);
        }
        if let Some(fix) = &mut self.message.fix {
            fix.edits = fix.edits.iter().map(edit).collect();
        }
        self
    }
}

/// The findings of one text: at most as many as the limit, errors before the rest, the others
/// counted.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    limit: usize,
    errors: usize,
    omitted: usize,
}

impl Diagnostics {
    /// Keeps at most `limit` findings.
    pub(crate) fn new(limit: usize) -> Diagnostics {
        Diagnostics { kept: Vec::new(), limit, errors: 0, omitted: 0 }
    }

    /// Keeps these findings; `omitted` more were only counted.
    pub(crate) fn of(kept: &[Diagnostic], omitted: usize) -> Diagnostics {
        let errors = kept.iter().filter(|kept| kept.severity == Severity::Error).count();
        Diagnostics { kept: kept.to_vec(), limit: kept.len(), errors, omitted }
    }

    /// Adds a finding of a rule with this `severity`. `make` runs only for findings below the
    /// limit, so a million mistakes cost no million messages.
    pub(crate) fn add(&mut self, severity: Severity, make: impl FnOnce() -> Diagnostic) {
        let kept = self.keeps(severity).then(make);
        self.add_kept(severity, kept);
    }

    /// Whether a finding of this severity is kept: below the limit, or an error in place of another.
    pub(crate) fn keeps(&self, severity: Severity) -> bool {
        self.kept.len() < self.limit
            || severity == Severity::Error && self.kept.iter().any(|kept| kept.severity != Severity::Error)
    }

    /// Adds a finding that [`keeps`](Diagnostics::keeps) decided about, or counts it.
    pub(crate) fn add_kept(&mut self, severity: Severity, found: Option<Diagnostic>) {
        self.errors += usize::from(severity == Severity::Error);
        let full = self.kept.len() >= self.limit;
        self.omitted += usize::from(full);
        let Some(found) = found else { return };
        if !full {
            self.kept.push(found);
        } else if let Some(slot) = self.kept.iter_mut().rev().find(|kept| kept.severity != Severity::Error) {
            *slot = found;
        }
    }

    /// Reports a finding of `rule` at `span`. `describe` runs only if the finding is kept.
    pub(crate) fn report<M: Into<Message>>(
        &mut self,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce() -> M,
    ) {
        self.report_as(rule.severity(), rule, span, describe);
    }

    /// The same with another severity than the rule's.
    pub(crate) fn report_as<M: Into<Message>>(
        &mut self,
        severity: Severity,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce() -> M,
    ) {
        self.add(severity, || Diagnostic::new(rule, span, describe()).with_severity(severity));
    }

    /// Adds those of another stage.
    pub(crate) fn append(&mut self, other: Diagnostics) {
        self.count_omitted(&other);
        for diagnostic in other.kept {
            self.add(diagnostic.severity, || diagnostic);
        }
    }

    /// Adds the counts of another list.
    pub(crate) fn count_omitted(&mut self, other: &Diagnostics) {
        let kept = other.kept.iter().filter(|kept| kept.severity == Severity::Error).count();
        self.errors += other.errors - kept;
        self.omitted += other.omitted;
    }

    /// The number of errors, kept or not.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The number of findings past the limit.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Keeps at most `limit` of them, and counts the rest.
    pub(crate) fn cap(&mut self, limit: usize) {
        let mut capped = Diagnostics::new(limit);
        capped.append(std::mem::replace(self, Diagnostics::new(0)));
        capped.sort();
        *self = capped;
    }

    /// By place; at one place by severity.
    pub(crate) fn sort(&mut self) {
        self.kept.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.severity, diagnostic.span.end));
    }

    /// Removes those that `keep` rejects.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        let errors = |kept: &[Diagnostic]| kept.iter().filter(|d| d.severity == Severity::Error).count();
        let before = errors(&self.kept);
        self.kept.retain(keep);
        self.errors -= before - errors(&self.kept);
    }

    /// Changes the severity of each finding for which `severity` returns one.
    pub(crate) fn change_severities(&mut self, severity: impl Fn(&Diagnostic) -> Option<Severity>) {
        for found in &mut self.kept {
            if let Some(severity) = severity(found) {
                self.errors -= usize::from(found.severity == Severity::Error);
                self.errors += usize::from(severity == Severity::Error);
                found.severity = severity;
            }
        }
    }

    /// Changes the words of the finding of a rule at a place.
    pub(crate) fn change(&mut self, rule: &Rule, span: Span, words: impl FnOnce(Message) -> Message) {
        if let Some(found) = self.kept.iter_mut().find(|found| found.rule() == rule && found.span() == span) {
            *found = found.clone().with(words);
        }
    }

    /// Moves every finding, like [`Diagnostic::moved`].
    pub(crate) fn move_each(&mut self, change: impl Fn(Diagnostic) -> Diagnostic) {
        self.kept = std::mem::take(&mut self.kept).into_iter().map(change).collect();
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.kept
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    fn add(diagnostics: &mut Diagnostics, severities: &[Severity]) {
        for severity in severities {
            let found = Diagnostic::new(&rules::SYNTAX, Span::at(0), "x").with_severity(*severity);
            diagnostics.add(*severity, || found);
        }
    }

    fn counts(diagnostics: &Diagnostics) -> (usize, usize, usize) {
        let kept = diagnostics.into_iter().count();
        assert_eq!(kept, diagnostics.len());
        (kept, diagnostics.errors(), diagnostics.omitted())
    }

    #[test]
    fn findings_past_the_limit_are_counted_and_errors_come_first() {
        use Severity::{Error, Warning};
        let mut first = Diagnostics::new(2);
        add(&mut first, &[Warning, Error, Error]);
        assert_eq!(counts(&first), (2, 2, 1));
        assert!(first.iter().all(|found| found.severity() == Error));
        let mut second = Diagnostics::new(3);
        add(&mut second, &[Warning]);
        second.append(first);
        assert_eq!(counts(&second), (3, 2, 1));
        let mut third = Diagnostics::new(2);
        add(&mut third, &[Error, Error, Error, Warning]);
        assert_eq!(counts(&third), (2, 3, 2));
        second.append(third);
        assert_eq!(counts(&second), (3, 5, 5));
        second.cap(2);
        assert_eq!(counts(&second), (2, 5, 6));
        second.retain(|found| found.severity() != Error);
        assert_eq!(counts(&second), (0, 3, 6));
    }

    #[test]
    fn errors_are_counted_by_their_new_severities() {
        use Severity::{Error, Warning};
        let mut found = Diagnostics::new(3);
        add(&mut found, &[Error, Error, Warning]);
        found.change_severities(|found| (found.severity() == Error).then_some(Warning));
        assert_eq!(found.errors(), 0);
        found.change_severities(|_| Some(Error));
        found.change_severities(|_| Some(Error));
        assert_eq!(found.errors(), 3);
    }

    #[test]
    fn a_finding_keeps_its_labels() {
        let found =
            Diagnostic::new(&rules::SYNTAX, Span::at(0), Message::new("x").label(Span::new(1, 2), "here"));
        assert_eq!(found.labels().iter().map(|label| label.span).collect::<Vec<_>>(), [Span::new(1, 2)]);
    }
}
