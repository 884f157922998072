//! Fixes that write whole conditions: the parser makes them without a schema, so each is checked here.

use std::collections::HashSet;

use super::Checked;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::limits::Limits;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{Dialect, FUNCTIONS, UNKNOWN, parse_in};
use crate::text::apply;

/// Follows each fix of an error that would cause another error: to the fix of that error, if nothing remains, and
/// otherwise the finding has no fix.
pub(super) fn fixes(schema: &Schema, limits: &Limits, diagnostics: &mut Diagnostics) {
    // A condition of a webhook needs the event beside it.
    if schema.dialect() != Dialect::List {
        return;
    }
    let known: HashSet<Kind> = diagnostics.iter().map(kind).collect();
    let new_errors = |text: &str| -> Option<Vec<Diagnostic>> {
        let parsed = parse_in(schema.dialect(), text, limits);
        if !parsed.is_ok() || parsed.ast().has_operand_alone() {
            return None;
        }
        let mut checked = Checked::unread(schema, text, limits);
        checked.read_conditions(limits);
        let is_new =
            |found: &&Diagnostic| found.severity() == Severity::Error && !known.contains(&kind(found));
        Some(checked.diagnostics().iter().filter(is_new).cloned().collect())
    };
    diagnostics.move_each(|found| {
        if found.severity() != Severity::Error {
            return found;
        }
        let [edit] = found.fix().map(|fix| fix.edits.as_slice()).unwrap_or_default() else { return found };
        let edit = edit.clone();
        let errors = new_errors(&edit.text);
        let Some([error, rest @ ..]) = errors.as_deref() else { return found };
        let next = error.fix().filter(|_| rest.is_empty()).and_then(|fix| apply(&edit.text, &fix.edits).ok());
        match next.filter(|next| new_errors(next).is_some_and(|errors| errors.is_empty())) {
            Some(next) => found.with(|message| message.write(Unsafe, edit.span, next)),
            None => {
                // The name of a function that no list has is not a property either.
                let is_function =
                    error.rule() == &rules::UNKNOWN_PROPERTY && found.message().ends_with(UNKNOWN);
                let reason = if is_function { FUNCTIONS.to_owned() } else { error.message().to_owned() };
                found.with(|message| message.help(reason).fix(Unsafe, "", None))
            }
        }
    });
}

/// The kind of a finding, which a fix may keep.
pub(super) type Kind = (&'static str, String);

pub(super) fn kind(found: &Diagnostic) -> Kind {
    (found.rule().name(), found.message().to_owned())
}
