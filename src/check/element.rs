//! Arrays: `'x' in tags`, and other conditions on an array.

use super::Checker;
use super::compare::is_a;
use super::resolve::Target;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::quote;
use crate::syntax::{Operand, OperandKind};
use crate::text::{Edit, Quoted, Span};

impl Checker<'_, '_> {
    /// `'x' in tags`.
    pub(super) fn element_of(&mut self, value: Operand, array: Operand) {
        if self.cx.ast.case_of(array).is_some() {
            self.function_as_value(array);
            return;
        }
        let path = array.span.of(self.cx.text);
        if path == "keys" && !self.cx.is_known(path) && !self.cx.schema.is_open() {
            self.add(&rules::UNKNOWN_PROPERTY, |cx| {
                Diagnostic::new(
                    &rules::UNKNOWN_PROPERTY,
                    value.span.cover(array.span),
                    format!(
                        "{} in keys` is the syntax of the parameter `filter-tags`",
                        tick(cx.quoted(value))
                    ),
                )
                .with_help("move it to `filter-tags`, which a saved filter calls `filterTags`: a filter names properties")
            });
            return;
        }
        let target = self.resolve(array);
        self.none(value);
        let property = match target {
            Target::Unknown => return,
            Target::Open => None,
            Target::Property(property) => Some(property),
        };
        match property {
            Some(property) if property.ty == Type::Array => self.item(property, value),
            Some(property) if !property.open => self.no_array(property, value, array),
            _ => match value.kind {
                OperandKind::String | OperandKind::MalformedString => self.characters(value),
                OperandKind::Number => self.value(Target::Open, super::compare::Use::Item, value),
                _ => {}
            },
        }
    }

    /// A value that an array may hold.
    fn item(&mut self, array: &Property, value: Operand) {
        self.characters(value);
        let text = value.span.of(self.cx.text);
        let (items, is_other) = match (array.items, value.kind) {
            (Some(Type::String), OperandKind::Number | OperandKind::True | OperandKind::False) => {
                ("strings", true)
            }
            (Some(Type::Object), kind) => ("objects, which equal no value", kind != OperandKind::Null),
            _ => ("", false),
        };
        if !is_other {
            return;
        }
        self.add(&rules::TYPE_MISMATCH, |cx| {
            let message =
                format!("the items of `{}` are {items}: none equals {}", array.name, cx.quoted(value));
            let diagnostic = Diagnostic::new(&rules::TYPE_MISMATCH, value.span, message);
            if array.items == Some(Type::String) {
                let fixed = quote(text);
                diagnostic
                    .with_help(format!("write {}", Quoted(&fixed)))
                    .with_safe_fix("write it as a string", vec![Edit::replace(value.span, fixed)])
            } else {
                diagnostic
            }
        });
    }

    /// `'x' in name`, although `name` is not an array.
    fn no_array(&mut self, property: &Property, value: Operand, path: Operand) {
        self.add(&rules::TYPE_MISMATCH, |cx| {
            let whole = value.span.cover(path.span);
            let fixed = format!("{} eq {}", property.name, value.span.of(cx.text));
            Diagnostic::new(
                &rules::TYPE_MISMATCH,
                whole,
                format!("{}, and a value before `in` needs an array after it", is_a(property)),
            )
            .with_help(format!("write {}", Quoted(&fixed)))
            .with_unsafe_fix("write `eq`", vec![Edit::replace(whole, fixed)])
        });
    }

    /// An array that is compared itself.
    pub(super) fn array(&mut self, property: &Property, span: Span) {
        self.add(&rules::OBJECT_VALUE, |cx| {
            let written = span.of(cx.text);
            let value = if written.starts_with('\'') && written.ends_with('\'') { written } else { "'x'" };
            Diagnostic::new(
                &rules::OBJECT_VALUE,
                span,
                format!("`{0}` is an array: a condition on `{0}` itself selects nothing", property.name),
            )
            .with_help(format!(
                "test whether it contains a value: {}; or that it exists: `{} ne null`",
                Quoted(&format!("{value} in {}", property.name)),
                property.name
            ))
        });
    }
}

/// A quoted value without its closing back quote.
fn tick(shown: Quoted<'_>) -> String {
    shown.to_string().trim_end_matches('`').to_owned()
}
