//! The severities of rules.

use crate::diagnostic::{Diagnostics, Severity};
use crate::rules::{self, Rule};

/// For each rule its severity, or that it is off.
///
/// ```
/// use comfilter::lint::{Levels, Linter};
/// use comfilter::{Schema, Severity, rules};
///
/// let levels = Levels::default()
///     .with(&rules::UNKNOWN_VALUE, Some(Severity::Error))
///     .with(&rules::NOT_SCOPE, None)
///     .with(&rules::NEGATED_COMPARISON, Some(Severity::Hint));
/// let linter = Linter::new(Schema::jobs().clone()).with_levels(levels);
/// assert_eq!(linter.lint("state eq 'BROKEN'").diagnostics()[0].severity(), Severity::Error);
/// assert_eq!(linter.lint("not resultCode eq null").diagnostics().len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// The rules that differ from their defaults.
    changed: Vec<(&'static Rule, Option<Severity>)>,
}

impl Levels {
    /// With another severity for the findings of a rule, or with the rule off.
    #[must_use]
    pub fn with(mut self, rule: &'static Rule, level: Option<Severity>) -> Levels {
        self.set(rule, level);
        self
    }

    /// Sets the severity of a rule's findings, or switches the rule off.
    pub fn set(&mut self, rule: &'static Rule, level: Option<Severity>) {
        self.reset(rule);
        self.changed.push((rule, level));
    }

    /// Resets a rule to its default.
    pub fn reset(&mut self, rule: &Rule) {
        self.changed.retain(|(changed, _)| *changed != rule);
    }

    /// The changed severity, or `None` inside if the rule is off; `None` for the default.
    fn changed(&self, rule: &Rule) -> Option<Option<Severity>> {
        self.changed.iter().find(|(changed, _)| *changed == rule).map(|(_, level)| *level)
    }

    /// Whether a rule reports.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.changed(rule).map_or(rule.is_on(), |level| level.is_some())
    }

    /// Whether any rule differs from its default.
    pub(super) fn change_any(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The severity of a rule's findings, if it reports.
    pub fn of(&self, rule: &Rule) -> Option<Severity> {
        self.changed(rule).unwrap_or(rule.is_on().then_some(rule.severity()))
    }

    /// Removes the findings of rules that are off, and gives the others their severity. A finding
    /// with a special severity keeps it, unless its rule has a changed one.
    pub(super) fn apply(&self, diagnostics: &mut Diagnostics) {
        if self.change_any() {
            diagnostics.retain(|found| self.is_on(found.rule()));
            diagnostics.change_severities(|found| self.changed(found.rule()).flatten());
        }
        diagnostics.sort();
    }

    /// Every rule, with its severity if it reports.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Rule, Option<Severity>)> {
        rules::ALL.iter().map(|rule| (*rule, self.of(rule)))
    }
}
