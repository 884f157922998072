//! Which values a property may be compared with.

use super::resolve::{Target, alternatives};
use super::{Checker, Context};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::{Numeral, numeral, quote, repaired_number, string_value};
use crate::syntax::name;
use crate::syntax::{
    Case, Dialect, NOT_FINITE, Operand, OperandKind, OperandRange, Operator, RelativeTime, is_not_finite,
};
use crate::text::{Edit, Quoted, Span, offset};
use crate::timestamp::{Timestamp, TimestampError};

/// How a value is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// This operator, at the place of the span.
    Operator(Operator, Span),
    /// In a list after `in`.
    Item,
    /// The second argument of `contains`.
    Contains,
}

impl Use {
    /// Whether the property must equal the value, and not only be before it, after it, or contain
    /// it.
    pub(super) const fn is_equality(self) -> bool {
        match self {
            Use::Operator(operator, _) => !operator.is_order(),
            Use::Item => true,
            Use::Contains => false,
        }
    }
}

/// Whether the operand is a property, or a word in place of one.
pub(super) fn is_path(operand: Operand) -> bool {
    operand.kind.is_property() || operand.kind == OperandKind::Word
}

impl<'a> Checker<'a, '_> {
    // The forms of a condition.

    #[inline]
    pub(super) fn comparison(&mut self, left: Operand, operator: Operator, right: Operand) {
        match (is_path(left), is_path(right)) {
            (true, false) if left.kind != OperandKind::Path && self.cx.ast.case_of(left).is_some() => {
                let gap = Span::new(left.span.end, right.span.start);
                self.cased(left, Use::Operator(operator, gap), right);
            }
            (true, false) => {
                // Only an order needs the place of its operator, and then removes the white space.
                let gap = Span::new(left.span.end, right.span.start);
                let usage = Use::Operator(operator, if operator.is_order() { gap } else { right.span });
                let target = self.resolve(left);
                if self.cx.plain || !self.is_pattern(target, left, operator, right) {
                    self.value(target, usage, right);
                }
            }
            (true, true) => self.two_names(left, operator, right),
            (false, true) => self.reversed(left, operator, right),
            (false, false) => self.two_values(left, operator, right),
        }
    }

    /// `state eq ERROR`, `parentJobId eq id`, `ERROR eq state`.
    fn two_names(&mut self, left: Operand, operator: Operator, right: Operand) {
        let known =
            |operand: Operand| operand.kind.is_property() && self.cx.is_known(self.cx.ast.path_of(operand));
        let (left_known, right_known) = (known(left), known(right));
        match (left_known, right_known) {
            (true, true) => self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    left.span.cover(right.span),
                    format!(
                        "{} and {} are both properties: comparing two is not documented for this API",
                        cx.quoted(left),
                        cx.quoted(right)
                    ),
                )
                .with_help(format!(
                    "compare with a value; if {} is a string, write {}",
                    cx.quoted(right),
                    Quoted(&quote(right.span.of(cx.text)))
                ))
            }),
            (false, true) => self.reversed(left, operator, right),
            _ => {
                let target = self.resolve(left);
                self.value(target, Use::Operator(operator, self.cx.operator_span(left, right)), right);
            }
        }
    }

    /// `'ERROR' eq state`.
    fn reversed(&mut self, left: Operand, operator: Operator, right: Operand) {
        if self.cx.is_quoted_property(left) && !self.cx.is_known(self.cx.ast.path_of(right)) {
            let target = self.unquoted(left);
            self.value(target, Use::Operator(operator, self.cx.operator_span(left, right)), right);
            return;
        }
        if left.kind != OperandKind::Missing {
            self.add(&rules::SWAPPED_OPERANDS, |cx| {
                let swapped = operator.swapped().keyword();
                let (value, path) = (left.span.of(cx.text), right.span.of(cx.text));
                let whole = left.span.cover(right.span);
                let between = cx.operator_span(left, right).of(cx.text);
                let (fixed, edit) = if between == "," {
                    // `eq('x',name)`: the operator is before both.
                    let head = cx.text.get(..whole.start as usize).unwrap_or_default().trim_end();
                    let head = head.strip_suffix('(').map_or(head, str::trim_end);
                    let start = head.len().saturating_sub(operator.keyword().len());
                    let fixed = format!("{swapped}({path},{value}");
                    let span = Span::new(offset(start), whole.end);
                    (format!("{fixed})"), Edit::replace(span, fixed))
                } else {
                    let fixed = format!("{path} {swapped} {value}");
                    (fixed.clone(), Edit::replace(whole, fixed))
                };
                let diagnostic = Diagnostic::new(
                    &rules::SWAPPED_OPERANDS,
                    whole,
                    format!("the property belongs on the left of the operator: write {}", Quoted(&fixed)),
                );
                // Something else between the operands, or touching them, must be fixed first.
                let apart =
                    |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | ','));
                let before = cx.text.get(..whole.start as usize).and_then(|text| text.chars().next_back());
                let after = cx.text.get(whole.end as usize..).and_then(|text| text.chars().next());
                let plain = apart(before)
                    && apart(after)
                    && left.kind != OperandKind::MalformedString
                    && right.kind.is_property();
                if !plain || between.is_empty() || between.contains(char::is_whitespace) {
                    return diagnostic;
                }
                diagnostic.with_safe_fix("swap them", vec![edit])
            });
        }
        let usage = Use::Operator(operator.swapped(), self.cx.operator_span(left, right));
        if self.cx.ast.case_of(right).is_some() {
            self.cased(right, usage, left);
            return;
        }
        let target = self.resolve(right);
        self.value(target, usage, left);
    }

    /// `'Location' eq 'Houston'`, `1 eq 1`.
    fn two_values(&mut self, left: Operand, operator: Operator, right: Operand) {
        let span = self.cx.operator_span(left, right);
        if left.kind == OperandKind::Missing || right.kind == OperandKind::Missing {
            self.value(Target::Unknown, Use::Operator(operator, span), left);
            self.value(Target::Unknown, Use::Operator(operator, span), right);
        } else if self.cx.is_quoted_property(left) {
            let target = self.unquoted(left);
            self.value(target, Use::Operator(operator, span), right);
        } else {
            self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    left.span.cover(right.span),
                    format!("both sides are constants, so every {} gives the same answer", cx.schema.one()),
                )
                .with_help(format!("write a property on the left: `{}`", cx.example()))
            });
        }
    }

    /// The property that a quoted name means.
    fn unquoted(&mut self, operand: Operand) -> Target<'a> {
        let name = string_value(operand, self.cx.text).into_owned();
        let known = self.cx.is_known(&name);
        self.add(&rules::QUOTED_PROPERTY, |cx| {
            let diagnostic = cx.quoted_property(operand);
            let edits = vec![Edit::replace(operand.span, name.clone())];
            if known {
                diagnostic
                    .with_help(format!("write {}", Quoted(&name)))
                    .with_safe_fix("remove the quotes", edits)
            } else {
                let nearest = cx.schema.nearest(&name);
                let help = nearest.map_or_else(
                    || {
                        let either =
                            format!("{} is not a property of {} either", Quoted(&name), cx.schema.resource());
                        if cx.schema.dialect() == Dialect::Webhook {
                            return format!("{either}; {}", cx.properties_in_words());
                        }
                        let either =
                            if cx.schema.is_open() { format!("write {}", Quoted(&name)) } else { either };
                        format!(
                            "{either}; if it is the key of a tag, this is the syntax of the parameter \
                             `filter-tags`, which a saved filter calls `filterTags`: move it there"
                        )
                    },
                    |nearest| format!("write `{nearest}`"),
                );
                let edits = nearest.map_or(edits, |nearest| vec![Edit::replace(operand.span, nearest)]);
                match nearest {
                    Some(_) => diagnostic.with_help(help).with_unsafe_fix("write the property", edits),
                    None => diagnostic.with_help(help),
                }
            }
        });
        self.cx.schema.property(&name).map_or(Target::Unknown, Target::Property)
    }

    pub(super) fn membership(&mut self, left: Operand, items: OperandRange) {
        let ast = self.cx.ast;
        if ast.case_of(left).is_some() {
            self.cased_all(left, ast.operands(items));
            return;
        }
        let target = if is_path(left) {
            self.resolve(left)
        } else if self.cx.is_quoted_property(left) {
            self.unquoted(left)
        } else {
            if left.kind != OperandKind::Missing {
                self.add_as(Severity::Error, |cx| {
                    Diagnostic::new(
                        &rules::SWAPPED_OPERANDS,
                        left.span,
                        format!("{} is a value: a property must come before `in`", cx.quoted(left)),
                    )
                    .with_severity(Severity::Error)
                    .with_help(format!("write `{}`", cx.example_of_list()))
                });
            }
            Target::Unknown
        };
        for item in ast.operands(items) {
            self.value(target, Use::Item, *item);
        }
    }

    pub(super) fn call(&mut self, name: Operand, arguments: OperandRange, end: u32) {
        let word = name.span.of(self.cx.text);
        let known = word.is_empty() || word.eq_ignore_ascii_case("contains");
        if !known && !self.cx.schema.functions().iter().any(|function| function == word) {
            let (what, instead) = crate::syntax::advice(word);
            let arguments = self.cx.ast.operands(arguments);
            self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                let whole = Span::new(name.span.start, end);
                let diagnostic =
                    Diagnostic::new(&rules::UNSUPPORTED_ODATA, whole, format!("{} {what}", Quoted(word)));
                let contains = |path: &Operand, text: &Operand| {
                    let fixed = format!("contains({},{})", path.span.of(cx.text), text.span.of(cx.text));
                    (format!("write {}", Quoted(&fixed)), vec![Edit::replace(whole, fixed)])
                };
                match (word.to_ascii_lowercase().as_str(), arguments) {
                    ("startswith" | "endswith", [path, text])
                        if path.kind == OperandKind::Path && text.kind == OperandKind::String =>
                    {
                        let (help, edits) = contains(path, text);
                        diagnostic
                            .with_help(format!("{help}, which looks anywhere inside the string"))
                            .with_unsafe_fix("write `contains`", edits)
                    }
                    ("substringof", [text, path])
                        if path.kind == OperandKind::Path && text.kind == OperandKind::String =>
                    {
                        let (help, edits) = contains(path, text);
                        diagnostic.with_help(help).with_safe_fix("write `contains`", edits)
                    }
                    _ => diagnostic.with_help(instead),
                }
            });
            return;
        }
        let ast = self.cx.ast;
        let [first, second] = ast.operands(arguments) else { return };
        match (is_path(*first), is_path(*second)) {
            (true, _) => self.contains(*first, *second),
            (false, true) => self.swapped_arguments(*first, *second),
            (false, false) if self.cx.is_quoted_property(*first) => {
                let _ = self.unquoted(*first);
                self.value(Target::Unknown, Use::Contains, *second);
            }
            (false, false) => {
                if first.kind != OperandKind::Missing {
                    self.no_property(*first);
                }
                self.value(Target::Unknown, Use::Contains, *second);
            }
        }
    }

    fn no_property(&mut self, first: Operand) {
        self.add(&rules::TYPE_MISMATCH, |cx| {
            Diagnostic::new(
                &rules::TYPE_MISMATCH,
                first.span,
                format!("{} is a value: `contains` looks inside a property", cx.quoted(first)),
            )
            .with_help("write `contains(name,'text')`")
        });
    }

    /// `contains('x',name)`.
    fn swapped_arguments(&mut self, first: Operand, second: Operand) {
        if self.cx.is_quoted_property(first) && !self.cx.is_known(self.cx.ast.path_of(second)) {
            let _ = self.unquoted(first);
            self.value(Target::Unknown, Use::Contains, second);
            return;
        }
        if first.kind != OperandKind::Missing {
            self.add_as(Severity::Error, |cx| {
                let (value, path) = (first.span.of(cx.text), second.span.of(cx.text));
                let diagnostic = Diagnostic::new(
                    &rules::SWAPPED_OPERANDS,
                    first.span.cover(second.span),
                    format!(
                        "`contains` takes the property first: write {}",
                        Quoted(&format!("contains({path},{value})"))
                    ),
                )
                .with_severity(Severity::Error);
                // A mistake in either operand must be fixed first.
                if first.kind == OperandKind::MalformedString || second.kind != OperandKind::Path {
                    return diagnostic;
                }
                diagnostic.with_safe_fix(
                    "swap them",
                    vec![Edit::replace(first.span, path), Edit::replace(second.span, value)],
                )
            });
        }
        self.contains(second, first);
    }

    fn contains(&mut self, path: Operand, text: Operand) {
        if self.cx.ast.case_of(path).is_some() {
            self.cased(path, Use::Contains, text);
            return;
        }
        let target = self.resolve(path);
        if text.kind.is_property() && self.cx.is_known(self.cx.ast.path_of(text)) {
            self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    text.span,
                    format!("{} is a property: `contains` looks for a string", cx.quoted(text)),
                )
                .with_help(format!("if it is a string, write {}", Quoted(&quote(text.span.of(cx.text)))))
            });
            return;
        }
        if let Target::Property(property) = target {
            match property.ty {
                Type::String | Type::Timestamp => {}
                Type::Object | Type::Array => self.object(property, path.span, "looks into"),
                Type::Integer | Type::Decimal | Type::Boolean => {
                    self.add(&rules::TYPE_MISMATCH, |_| {
                        Diagnostic::new(
                            &rules::TYPE_MISMATCH,
                            path.span,
                            format!("{}, and `contains` takes a string", is_a(property)),
                        )
                        .with_help(wants(property))
                    });
                    return;
                }
            }
        }
        self.value(target, Use::Contains, text);
    }

    pub(super) fn alone(&mut self, operand: Operand) {
        match operand.kind {
            OperandKind::Path | OperandKind::Word | OperandKind::Lower | OperandKind::Upper => {
                self.name_alone(operand)
            }
            OperandKind::Missing => {}
            OperandKind::String | OperandKind::MalformedString
                if self.cx.is_quoted_property(operand) && {
                    let name = string_value(operand, self.cx.text);
                    self.cx.is_known(&name)
                } =>
            {
                self.quoted_alone(operand);
            }
            _ => self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    operand.span,
                    format!("{} is a value, not a condition", cx.quoted(operand)),
                )
                .with_help(format!("compare a property with it: `{}`", cx.example()))
            }),
        }
    }

    /// `'cancellable'`, only a quoted property: it needs more than the removal of its quotes.
    fn quoted_alone(&mut self, operand: Operand) {
        let name = string_value(operand, self.cx.text).into_owned();
        let property = self.cx.schema.property(&name);
        self.add(&rules::QUOTED_PROPERTY, |cx| {
            let diagnostic = cx.quoted_property(operand);
            if property.is_some_and(|property| property.ty == Type::Boolean) {
                let fixed = format!("{name} eq {}", cx.schema.dialect().written(true));
                return diagnostic
                    .with_help(format!("write `{fixed}`"))
                    .with_safe_fix("write a condition", vec![Edit::replace(operand.span, fixed)]);
            }
            diagnostic.with_help(property.map_or_else(|| "compare it with a value".to_owned(), wants))
        });
    }

    fn name_alone(&mut self, operand: Operand) {
        let property = match self.resolve(operand) {
            Target::Unknown => return,
            Target::Property(property) => Some(property),
            Target::Open => None,
        };
        let name = operand.span.of(self.cx.text);
        if operand.kind == OperandKind::Path && property.is_some_and(|property| property.ty == Type::Boolean)
        {
            self.add(&rules::BARE_BOOLEAN, |cx| {
                let truth = cx.schema.dialect().written(true);
                Diagnostic::new(
                    &rules::BARE_BOOLEAN,
                    operand.span,
                    format!(
                        "{} is not compared with a value: every documented filter compares",
                        Quoted(name)
                    ),
                )
                .with_help(format!("write `{name} eq {truth}`"))
                .with_safe_fix(
                    format!("write `eq {truth}`"),
                    vec![Edit::insert(operand.span.end, format!(" eq {truth}"))],
                )
            });
            return;
        }
        self.add(&rules::PROPERTY_ALONE, |_| {
            let help = property.map_or_else(|| "compare it with a value".to_owned(), wants);
            Diagnostic::new(
                &rules::PROPERTY_ALONE,
                operand.span,
                format!("{} alone is not a condition", Quoted(name)),
            )
            .with_help(help)
        });
    }

    // A value.

    #[inline]
    pub(super) fn value(&mut self, target: Target<'_>, usage: Use, value: Operand) {
        if usage == Use::Contains {
            self.sought(target, value);
            return;
        }
        match value.kind {
            OperandKind::Null => self.null(usage, value),
            OperandKind::Missing | OperandKind::Parameter => self.object_parameter(target, value),
            OperandKind::String | OperandKind::MalformedString => self.string(target, usage, value),
            OperandKind::Number => self.number(target, value),
            OperandKind::True | OperandKind::False => self.boolean(target, usage, value),
            OperandKind::Typed => self.typed(target, value),
            OperandKind::Path | OperandKind::Word => self.bare(target, value),
            OperandKind::Lower | OperandKind::Upper => self.function_as_value(value),
        }
    }

    fn object_parameter(&mut self, target: Target<'_>, value: Operand) {
        if let (Target::Property(property @ Property { ty: Type::Object, .. }), OperandKind::Parameter) =
            (target, value.kind)
        {
            self.object(property, value.span, "compares");
        }
    }

    fn null(&mut self, usage: Use, value: Operand) {
        self.none(value);
        let (span, message, help) = match usage {
            Use::Operator(operator, gap) if operator.is_order() => (
                self.cx.without_space(gap).cover(value.span),
                format!("`null` has no order, so `{} null` selects nothing", operator.keyword()),
                "to find any value, write `ne null`; to find a missing one, `eq null`",
            ),
            Use::Item => (
                value.span,
                "`null` in a list is easy to overlook, and no document shows such a list".to_owned(),
                "write `(x in (…) or x eq null)`",
            ),
            _ => return,
        };
        self.add(&rules::NULL_ORDER, |cx| {
            let diagnostic = Diagnostic::new(&rules::NULL_ORDER, span, message).with_help(help);
            match usage {
                Use::Operator(_, gap) => {
                    let edits = vec![Edit::replace(cx.without_space(gap), "ne")];
                    diagnostic.with_unsafe_fix("write `ne`", edits)
                }
                _ => diagnostic,
            }
        });
    }

    fn string(&mut self, target: Target<'_>, usage: Use, value: Operand) {
        self.characters(value);
        let text = string_value(value, self.cx.text);
        if !self.cx.plain
            && (self.is_placeholder(value, &text)
                || self.is_encoded(target, value, &text)
                || usage == Use::Item && is_textual(target) && self.is_item_pattern(value, &text))
        {
            return;
        }
        if text == "null" && usage.is_equality() {
            self.quoted_null(value);
            return;
        }
        let Target::Property(property) = target else { return };
        match property.ty {
            Type::String => self.known_text(property, usage, value, &text),
            Type::Timestamp => {
                if let Err(error) = Timestamp::parse(&text)
                    && !is_documented_date(property, error)
                    && !self.is_relative(value, &text)
                {
                    self.invalid_timestamp(value, &text, error);
                }
            }
            Type::Boolean if matches!(&*text, "true" | "false") => {
                self.quoted_literal(property, value, &text)
            }
            Type::Integer if matches!(numeral(&text), Numeral::Integer) => {
                self.quoted_literal(property, value, &text)
            }
            Type::Decimal if matches!(numeral(&text), Numeral::Integer | Numeral::Decimal) => {
                self.quoted_literal(property, value, &text);
            }
            Type::Object | Type::Array => self.object(property, value.span, "compares"),
            Type::Boolean | Type::Integer | Type::Decimal => self.mismatch(property, value, "a string", None),
        }
    }

    /// `none`: read as `null`.
    pub(super) fn none(&mut self, value: Operand) {
        if !value.span.of(self.cx.text).eq_ignore_ascii_case("none") {
            return;
        }
        self.add(&rules::NONE_LITERAL, |_| {
            Diagnostic::new(
                &rules::NONE_LITERAL,
                value.span,
                "`none` appears in one example of the API description; the documented literal is `null`",
            )
            .with_help("write `null`")
            .with_safe_fix("write `null`", vec![Edit::replace(value.span, "null")])
        });
    }

    /// `tolower(name)` in the place of a value.
    pub(super) fn function_as_value(&mut self, value: Operand) {
        let name = self.cx.ast.case_of(value).map_or("", Case::name);
        self.add(&rules::UNSUPPORTED_ODATA, |cx| {
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                value.span,
                format!(
                    "expected a value, found {}: `{name}` takes a property, on the left",
                    cx.quoted(value)
                ),
            )
            .with_help(format!(
                "write `{name}(property)` on the left of the operator, and a string on the right"
            ))
        });
    }

    fn quoted_null(&mut self, value: Operand) {
        self.add(&rules::QUOTED_NULL, |_| {
            Diagnostic::new(
                &rules::QUOTED_NULL,
                value.span,
                "`'null'` is a string of four letters; a missing value is `null`, without quotes",
            )
            .with_unsafe_fix("write `null`", vec![Edit::replace(value.span, "null")])
        });
    }

    fn quoted_literal(&mut self, property: &Property, value: Operand, text: &str) {
        // If a document quotes it, the linter reports the contested form.
        if !property.quoted.is_empty() {
            return;
        }
        self.add(&rules::QUOTED_LITERAL, |cx| {
            let fixed = match property.ty {
                Type::Boolean => cx.schema.dialect().written(text == "true"),
                _ => text,
            };
            Diagnostic::new(
                &rules::QUOTED_LITERAL,
                value.span,
                format!("{}, and {} in quotes is a string", is_a(property), Quoted(text)),
            )
            .with_help(format!("write {}", Quoted(fixed)))
            .with_safe_fix("remove the quotes", vec![Edit::replace(value.span, fixed)])
        });
    }

    #[inline]
    fn number(&mut self, target: Target<'_>, value: Operand) {
        let text = value.span.of(self.cx.text);
        let numeral = numeral(text);
        let property = match target {
            Target::Property(property) => property,
            Target::Open | Target::Unknown => {
                self.untyped_number(value, text, numeral);
                return;
            }
        };
        match (property.ty, numeral) {
            (Type::Integer | Type::Decimal, Numeral::Integer | Numeral::Decimal)
            | (Type::Timestamp, Numeral::Timestamp(_)) => {}
            (Type::Timestamp, Numeral::Text | Numeral::WrongNumber(_)) if self.is_relative(value, text) => {}
            (Type::Integer | Type::Decimal, Numeral::WrongNumber(_)) => {
                self.untyped_number(value, text, numeral)
            }
            (Type::Timestamp, Numeral::WrongTimestamp(error)) if is_documented_date(property, error) => {}
            (Type::Timestamp, Numeral::WrongTimestamp(error)) => self.invalid_timestamp(value, text, error),
            (Type::String, Numeral::Integer | Numeral::Decimal) => {
                self.mismatch(property, value, "a number", Some(quote(text)))
            }
            (Type::String, Numeral::Timestamp(_)) => {
                self.mismatch(property, value, "a timestamp", Some(quote(text)))
            }
            (Type::String, _) => self.unquoted_text(Some(property), value, text),
            (Type::Object, _) => {
                self.object(property, value.span, "compares");
                self.untyped_number(value, text, numeral);
            }
            (_, Numeral::Timestamp(_) | Numeral::WrongTimestamp(_)) => {
                self.mismatch(property, value, "a timestamp", None)
            }
            (_, Numeral::Text) => self.mismatch(property, value, "an unquoted string", None),
            _ => self.mismatch(property, value, "a number", None),
        }
    }

    /// A lexeme that begins as a number, beside a property of unknown type.
    fn untyped_number(&mut self, value: Operand, text: &str, numeral: Numeral) {
        match numeral {
            Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_) => {}
            // An unknown list may accept a date.
            Numeral::WrongTimestamp(TimestampError::DateOnly) if self.cx.schema.is_open() => {}
            Numeral::WrongTimestamp(error) => self.invalid_timestamp(value, text, error),
            Numeral::Text => self.unquoted_text(None, value, text),
            Numeral::WrongNumber(error) => self.add(&rules::INVALID_NUMBER, |_| {
                let diagnostic = Diagnostic::new(
                    &rules::INVALID_NUMBER,
                    value.span,
                    format!("{} is not a valid number: {error}", Quoted(text)),
                );
                match repaired_number(text, error) {
                    Some(fixed) => diagnostic
                        .with_help(format!("write `{fixed}`"))
                        .with_safe_fix(format!("write `{fixed}`"), vec![Edit::replace(value.span, fixed)]),
                    None => diagnostic,
                }
            }),
        }
    }

    fn boolean(&mut self, target: Target<'_>, usage: Use, value: Operand) {
        let Target::Property(property) = target else { return };
        let text = value.span.of(self.cx.text);
        match property.ty {
            Type::Boolean => {
                if let Use::Operator(operator, gap) = usage
                    && operator.is_order()
                {
                    self.add(&rules::BOOLEAN_ORDER, |cx| {
                        Diagnostic::new(
                            &rules::BOOLEAN_ORDER,
                            cx.without_space(gap),
                            format!(
                                "`{}` needs an order, and `{}` is only true or false",
                                operator.keyword(),
                                property.name
                            ),
                        )
                        .with_help(format!(
                            "write `{0} eq {1}` or `{0} eq {2}`",
                            property.name,
                            cx.schema.dialect().written(true),
                            cx.schema.dialect().written(false)
                        ))
                    });
                }
            }
            Type::Object => self.object(property, value.span, "compares"),
            Type::String => self.mismatch(property, value, "a boolean", Some(quote(text))),
            _ => self.mismatch(property, value, "a boolean", None),
        }
    }

    /// `datetime'…'`.
    fn typed(&mut self, target: Target<'_>, value: Operand) {
        let raw = value.span.of(self.cx.text);
        let start = raw.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(raw.len());
        let string = Span::new(value.span.start + u32::try_from(start).unwrap_or_default(), value.span.end);
        let inner = raw.get(start..).unwrap_or_default().trim_matches(['\'', '"']).to_owned();
        let kind = raw.get(..start).unwrap_or_default();
        if !matches!(target, Target::Property(Property { ty: Type::Timestamp, .. })) {
            let text = match target {
                Target::Property(property) => property.ty == Type::String,
                Target::Open | Target::Unknown => true,
            };
            self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                let diagnostic = Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    value.span,
                    format!("`{kind}'…'` is the timestamp syntax of older versions of OData, and this is not a timestamp"),
                );
                if !text {
                    return diagnostic;
                }
                diagnostic
                    .with_help(format!("write the string alone: {}", Quoted(string.of(cx.text))))
                    .with_unsafe_fix("write the string alone", vec![Edit::delete(Span::new(value.span.start, string.start))])
            });
            return;
        }
        let utc = format!("{inner}Z");
        self.add(&rules::INVALID_TIMESTAMP, |_| {
            let diagnostic = Diagnostic::new(
                &rules::INVALID_TIMESTAMP,
                value.span,
                format!("`{kind}'…'` is the timestamp syntax of older versions of OData"),
            );
            if Timestamp::parse(&inner).is_ok() {
                diagnostic.with_help(format!("write {}", Quoted(&inner))).with_safe_fix(
                    "write the timestamp alone",
                    vec![Edit::replace(value.span, inner.clone())],
                )
            } else if Timestamp::parse(&utc).is_ok() {
                diagnostic
                    .with_help(format!("write {} if that is UTC; the zone is missing", Quoted(&utc)))
                    .with_unsafe_fix(
                        "write the timestamp in UTC",
                        vec![Edit::replace(value.span, utc.clone())],
                    )
            } else {
                diagnostic.with_help("write a timestamp such as 2022-06-01T00:00:00Z")
            }
        });
    }

    fn invalid_timestamp(&mut self, value: Operand, text: &str, error: TimestampError) {
        self.add(&rules::INVALID_TIMESTAMP, |_| {
            let diagnostic = Diagnostic::new(
                &rules::INVALID_TIMESTAMP,
                value.span,
                format!("{} is not a valid timestamp: {error}", Quoted(text)),
            );
            let with = |zone: &str| {
                let fixed = format!("{text}{zone}");
                let written = if value.kind == OperandKind::Number { fixed.clone() } else { quote(&fixed) };
                (fixed, vec![Edit::replace(value.span, written)])
            };
            match error {
                TimestampError::DateOnly => {
                    let (_, edits) = with("T00:00:00Z");
                    diagnostic
                        .with_help(format!(
                            "write `{text}T00:00:00Z` for the start of that day in UTC, `{text}T23:59:59Z` for its end"
                        ))
                        .with_unsafe_fix("write the start of the day in UTC", edits)
                }
                TimestampError::NoZone => {
                    let (fixed, edits) = with("Z");
                    diagnostic
                        .with_help(format!("write {} if that is UTC", Quoted(&fixed)))
                        .with_unsafe_fix("write `Z` for UTC", edits)
                }
                TimestampError::SpaceBeforeTime => {
                    let joined = text.replacen(' ', "T", 1);
                    let readings = [joined.clone(), format!("{joined}Z")];
                    let Some(fixed) = readings.into_iter().find(|text| Timestamp::parse(text).is_ok()) else {
                        return diagnostic.with_help("write a timestamp such as 2022-06-01T00:00:00Z");
                    };
                    let quoted = value.kind == OperandKind::String;
                    let written = if quoted { quote(&fixed) } else { fixed.clone() };
                    diagnostic
                        .with_help(format!("write {}", Quoted(&fixed)))
                        .with_unsafe_fix("write `T`", vec![Edit::replace(value.span, written)])
                }
                _ => match respelled_timestamp(text) {
                    Some(fixed) => {
                        let bare = value.kind == OperandKind::Number;
                        let written = if bare { fixed.clone() } else { quote(&fixed) };
                        diagnostic
                            .with_help(format!("write `{fixed}`"))
                            .with_unsafe_fix("write the timestamp", vec![Edit::replace(value.span, written)])
                    }
                    None => diagnostic.with_help("write a timestamp such as 2022-06-01T00:00:00Z"),
                },
            }
        });
    }

    /// Whether a string is a time relative to now, such as `-72h`, `7 days ago`, `yesterday`; if
    /// so, reports it.
    fn is_relative(&mut self, value: Operand, text: &str) -> bool {
        let Some(time) = RelativeTime::of(text) else { return false };
        self.add(&rules::INVALID_TIMESTAMP, |_| {
            let message = format!("{} {}", Quoted(text), RelativeTime::REASON);
            Diagnostic::new(&rules::INVALID_TIMESTAMP, value.span, message).with_help(time.help())
        });
        true
    }

    /// A word in the place of a value.
    fn bare(&mut self, target: Target<'_>, value: Operand) {
        let text = value.span.of(self.cx.text);
        if is_not_finite(text) && !matches!(target, Target::Property(Property { ty: Type::String, .. })) {
            self.add(&rules::UNSUPPORTED_ODATA, |cx| {
                let (what, instead) = NOT_FINITE;
                Diagnostic::new(
                    &rules::UNSUPPORTED_ODATA,
                    value.span,
                    format!("{} is not documented for this API: it {what}", cx.quoted(value)),
                )
                .with_help(format!("the nearest documented form is `{instead}`"))
            });
            return;
        }
        match target {
            Target::Property(property) => match property.ty {
                Type::String | Type::Object => self.unquoted_text(Some(property), value, text),
                Type::Timestamp if self.is_relative(value, text) => {}
                _ => self.mismatch(property, value, "an unquoted string", None),
            },
            Target::Open | Target::Unknown => self.unquoted_text(None, value, text),
        }
    }

    fn object(&mut self, property: &Property, span: Span, verb: &'static str) {
        if property.ty == Type::Array {
            self.array(property, span);
            return;
        }
        self.add(&rules::OBJECT_VALUE, |cx| {
            Diagnostic::new(
                &rules::OBJECT_VALUE,
                span,
                format!(
                    "`{}` is an object: a condition that {verb} it selects nothing",
                    property.name
                ),
            )
            .with_help(format!(
                "compare a path inside it, as in `{0}/something eq {1}`, or test that it exists: `{0} ne null`",
                property.name,
                cx.schema.literal_below(&property.name)
            ))
        });
    }

    /// A value of another type than the property's.
    fn mismatch(&mut self, property: &Property, value: Operand, what: &'static str, quoted: Option<String>) {
        self.add(&rules::TYPE_MISMATCH, |cx| {
            let diagnostic = Diagnostic::new(
                &rules::TYPE_MISMATCH,
                value.span,
                format!("{}, and {} is {what}", is_a(property), cx.quoted(value)),
            )
            .with_help(wants(property));
            match quoted {
                Some(quoted) => {
                    let safe = property.values.is_empty() && property.shape.is_none();
                    let edits = vec![Edit::replace(value.span, quoted)];
                    if safe {
                        diagnostic.with_safe_fix("write it as a string", edits)
                    } else {
                        diagnostic.with_unsafe_fix("write it as a string", edits)
                    }
                }
                None => diagnostic,
            }
        });
    }

    /// The second argument of `contains`.
    fn sought(&mut self, target: Target<'_>, value: Operand) {
        let text = value.span.of(self.cx.text);
        match value.kind {
            // A plain text has none of the searched characters.
            OperandKind::String | OperandKind::MalformedString if self.cx.plain => {}
            OperandKind::String | OperandKind::MalformedString => {
                self.characters(value);
                let text = string_value(value, self.cx.text);
                let _ = self.is_placeholder(value, &text)
                    || self.is_encoded(target, value, &text)
                    || self.is_sought_pattern(value, &text);
            }
            OperandKind::Missing | OperandKind::Parameter => {}
            OperandKind::Null => {
                self.none(value);
                self.add(&rules::NULL_ORDER, |_| {
                    Diagnostic::new(
                        &rules::NULL_ORDER,
                        value.span,
                        "no string contains `null`: the condition selects nothing",
                    )
                    .with_help("to find any value, write `ne null`")
                });
            }
            OperandKind::Lower | OperandKind::Upper => self.function_as_value(value),
            OperandKind::Path | OperandKind::Word => {
                let property = match target {
                    Target::Property(property) => Some(property),
                    _ => None,
                };
                self.unquoted_text(property, value, text);
            }
            OperandKind::Number | OperandKind::True | OperandKind::False | OperandKind::Typed => {
                self.add(&rules::TYPE_MISMATCH, |cx| {
                    Diagnostic::new(
                        &rules::TYPE_MISMATCH,
                        value.span,
                        format!("`contains` looks for a string, and {} is not one", cx.quoted(value)),
                    )
                    .with_help(format!("write {}", Quoted(&quote(text))))
                    .with_safe_fix("write it as a string", vec![Edit::replace(value.span, quote(text))])
                });
            }
        }
    }
}

impl Context<'_, '_> {
    /// The place of the operator: between the operands, without white space.
    pub(super) fn operator_span(&self, left: Operand, right: Operand) -> Span {
        self.without_space(Span::new(left.span.end, right.span.start))
    }

    fn without_space(&self, gap: Span) -> Span {
        let text = gap.of(self.text);
        let start = text.len() - text.trim_start().len();
        Span::from_range(gap.start as usize + start..gap.start as usize + start + text.trim().len())
    }

    fn quoted_property(&self, operand: Operand) -> Diagnostic {
        Diagnostic::new(
            &rules::QUOTED_PROPERTY,
            operand.span,
            format!("{} is a string: a property has no quotes", self.quoted(operand)),
        )
    }

    /// A string in the form of a name, in the place of a property.
    pub(super) fn is_quoted_property(&self, operand: Operand) -> bool {
        if !matches!(operand.kind, OperandKind::String | OperandKind::MalformedString) {
            return false;
        }
        name::is_path(&string_value(operand, self.text))
    }
}

/// Whether it is a date without a time beside a property for which a document shows one.
fn is_documented_date(property: &Property, error: TimestampError) -> bool {
    error == TimestampError::DateOnly && !property.date.is_empty()
}

/// Whether text is compared as text here.
pub(super) fn is_textual(target: Target<'_>) -> bool {
    match target {
        Target::Property(property) => property.ty == Type::String,
        Target::Open => true,
        Target::Unknown => false,
    }
}

/// A timestamp with `T`, `Z` and `+` restored.
fn respelled_timestamp(text: &str) -> Option<String> {
    let (date, time) = text.split_at_checked(10)?;
    let time = time.get(1..)?.to_ascii_uppercase().replace(" +", "+").replace(" -", "-").replace(' ', "+");
    let fixed = format!("{date}T{time}");
    Timestamp::parse(&fixed).is_ok().then_some(fixed)
}

/// `` `generation` is an integer ``.
pub(super) fn is_a(property: &Property) -> String {
    let what = match property.ty {
        Type::String => "a string",
        Type::Integer => "an integer",
        Type::Decimal => "a number",
        Type::Timestamp => "a timestamp",
        Type::Boolean => "a boolean",
        Type::Object => "an object",
        Type::Array => "an array",
    };
    format!("`{}` is {what}", property.name)
}

/// The first documented values of a property, as alternatives.
pub(super) fn documented_values(property: &Property) -> String {
    /// A message with more values is not read to its end.
    const MOST: usize = 12;
    let values: Vec<String> = property.values.iter().take(MOST).map(|known| quote(&known.value)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let more = property.values.len().saturating_sub(MOST);
    if more > 0 { format!("`{}`, and {more} more", values.join("`, `")) } else { alternatives(&values) }
}

/// The values that a property may be compared with.
pub(super) fn wants(property: &Property) -> String {
    let name = &property.name;
    match property.ty {
        Type::String if !property.values.is_empty() => {
            format!("compare `{name}` with a string in single quotes: {}", documented_values(property))
        }
        Type::String => format!("compare `{name}` with a string in single quotes, as in `{name} eq 'x'`"),
        Type::Integer | Type::Decimal => format!("compare `{name}` with a number, as in `{name} gt 3`"),
        Type::Timestamp => {
            format!("compare `{name}` with a timestamp, as in `{name} ge 2022-06-01T00:00:00Z`")
        }
        Type::Boolean => format!("compare `{name}` with `true` or `false`, as in `{name} eq true`"),
        Type::Object => {
            format!("compare a path inside it, as in `{name}/something eq 'x'`, or `{name} ne null`")
        }
        Type::Array => {
            format!("test whether it contains a value, as in `'x' in {name}`, or `{name} ne null`")
        }
    }
}
