//! `tolower(p)` and `toupper(p)`: their properties, and the strings that they never return.

use super::Checker;
use super::resolve::PathTarget;
use super::values::Use;
use super::wording::{is_a, wants};
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Message;
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{Case, Operand};
use crate::text::{Quoted, joined_code};

impl Checker<'_, '_> {
    /// Values beside a function of a property.
    pub(super) fn cased(&mut self, left: Operand, usage: Use, values: &[Operand]) {
        let Some(case) = self.cx.ast.case_of(left) else { return };
        let target = self.resolve(left);
        if self.takes_string(case, target, left) {
            for value in values {
                self.cased_value(case, target, usage, *value);
            }
        }
    }

    /// Whether the function applies to the property; if not, reports it.
    fn takes_string(&mut self, case: Case, target: PathTarget<'_>, left: Operand) -> bool {
        let PathTarget::Property(property) = target else { return true };
        if property.ty == Type::String {
            return true;
        }
        self.report(&rules::TYPE_MISMATCH, left.span, |_| {
            Message::new(format!("{}, and `{}` takes a string", is_a(property), case.name()))
                .help(wants(property))
        });
        false
    }

    fn cased_value(&mut self, case: Case, target: PathTarget<'_>, usage: Use, value: Operand) {
        if !value.kind.is_string() {
            self.value(target, usage, value);
            return;
        }
        self.characters(value);
        let text = string_value(value, self.cx.text);
        if self.is_placeholder(value, &text) || self.is_encoded(target, value, &text) {
            return;
        }
        // No document defines the order of strings in different cases.
        if !usage.is_equality() && usage != Use::Contains {
            return;
        }
        let given = case.of(&text);
        if given != text {
            self.report(&rules::CASE_MISMATCH, value.span, |_| {
                Message::new(format!(
                    "`{}` never returns {}, but the condition looks for it",
                    case.name(),
                    Quoted(&text)
                ))
                .write(Safe, value.span, quote(&given))
            });
        } else if let PathTarget::Property(property) = target
            && usage.is_equality()
        {
            self.cased_known(case, property, value, &text);
        }
    }

    /// A string that no documented value becomes.
    fn cased_known(&mut self, case: Case, property: &Property, value: Operand, text: &str) {
        let known = |known: &str| case.of(known) == text;
        if property.values.is_empty()
            || property.prefix.is_some()
            || property.values.iter().flat_map(|value| value.documented()).any(known)
        {
            return;
        }
        self.report(&rules::UNKNOWN_VALUE, value.span, |_| {
            let (function, name) = (case.name(), &property.name);
            let values = property.values.iter().take(6).map(|value| quote(&case.of(&value.value)));
            Message::new(format!("`{function}` returns {} for no documented value of `{name}`", Quoted(text)))
                .help(format!(
                    "in that case, the documented values of `{name}` are {}",
                    joined_code(values, "and")
                ))
        });
    }
}
