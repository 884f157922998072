//! Arrays: `'x' in tags`, and other conditions on an array.

use super::Checker;
use super::resolve::PathTarget;
use super::values::Use;
use super::wording::is_a;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Message;
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{Operand, OperandKind};
use crate::text::{Quoted, Span};

impl Checker<'_, '_> {
    /// `'x' in tags`.
    pub(super) fn element_of(&mut self, value: Operand, array: Operand) {
        if self.cx.ast.case_of(array).is_some() {
            self.function_as_value(array);
            return;
        }
        let path = array.span.of(self.cx.text);
        if path == "keys" && !self.cx.is_known(path) && !self.cx.schema.is_open() {
            self.report(&rules::UNKNOWN_PROPERTY, value.span.cover(array.span), |cx| {
                Message::new(format!(
                    "{} in keys` is the syntax of the parameter `filter-tags`",
                    cx.quoted(value).to_string().trim_end_matches('`')
                ))
                .help("move it to `filter-tags`, which a saved filter calls `filterTags`: a filter names properties")
            });
            return;
        }
        let target = self.resolve(array);
        self.none(value);
        let property = match target {
            PathTarget::Unknown => return,
            PathTarget::Open => None,
            PathTarget::Property(property) => Some(property),
        };
        match property {
            Some(property) if property.ty == Type::Array => self.item(property, value),
            Some(property) if !property.open => self.no_array(property, value, array),
            _ => match value.kind {
                OperandKind::String | OperandKind::MalformedString => self.characters(value),
                OperandKind::Number => self.value(PathTarget::Open, Use::Item, value),
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
        self.report(&rules::TYPE_MISMATCH, value.span, |cx| {
            let message = Message::new(format!(
                "the items of `{}` are {items}: none equals {}",
                array.name,
                cx.quoted(value)
            ));
            match array.items {
                Some(Type::String) => message.write(Safe, value.span, quote(text)),
                _ => message,
            }
        });
    }

    /// `'x' in name`, although `name` is not an array.
    fn no_array(&mut self, property: &Property, value: Operand, path: Operand) {
        let whole = value.span.cover(path.span);
        self.report(&rules::TYPE_MISMATCH, whole, |cx| {
            let string = value.kind.is_string().then(|| quote(&string_value(value, cx.text)));
            let is_not = Span::new(value.span.end, path.span.start)
                .of(cx.text)
                .split_whitespace()
                .any(|word| word == "!" || word.eq_ignore_ascii_case("not"));
            let not = if is_not { "not " } else { "" };
            let name = &property.name;
            // Python and others look inside a string so.
            let looks_inside = property.ty == Type::String
                && property.values.is_empty()
                && property.shape.is_none()
                && !property.template;
            let fixed = match &string {
                Some(string) if looks_inside => format!("{not}contains({name},{string})"),
                Some(string) => format!("{not}{name} eq {string}"),
                None => format!("{not}{name} eq {}", value.span.of(cx.text)),
            };
            Message::new(format!("{}, and a value before `in` needs an array after it", is_a(property)))
                .write(Unsafe, whole, fixed)
        });
    }

    /// An array that is compared itself.
    pub(super) fn array(&mut self, property: &Property, span: Span) {
        self.report(&rules::OBJECT_VALUE, span, |cx| {
            let (name, written) = (&property.name, span.of(cx.text));
            let value = if written.starts_with('\'') && written.ends_with('\'') { written } else { "'x'" };
            let test = format!("{value} in {name}");
            Message::new(format!("`{name}` is an array: a condition on `{name}` itself selects nothing"))
                .help(format!(
                    "test whether it contains a value: {}; or that it exists: `{name} ne null`",
                    Quoted(&test)
                ))
        });
    }
}
