//! The values of a condition: those that a property of each type may be compared with.

use super::resolve::PathTarget;
use super::timestamps::is_documented_date;
use super::wording::{is_a, wants};
use super::{CheckContext, Checker};
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::schema::{Property, Type};
use crate::syntax::literal::{NumberError, Numeral, numeral, quote, repaired_number, string_value};
use crate::syntax::{Case, Operand, OperandKind, Operator, is_not_finite, not_finite, split_typed};
use crate::text::{Edit, Quoted, Span};
use crate::timestamp::{Timestamp, TimestampError};

/// How a value is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// This operator, with the other operand at the place.
    Operator(Operator, Span),
    /// In a list after `in`.
    Item,
    /// The second argument of `contains`.
    Contains,
}

/// Letters that are the suffix of a type in some languages, and a unit of time in others: `10m`, `7d`.
const UNITS: [char; 4] = ['d', 'D', 'm', 'M'];

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

impl Checker<'_, '_> {
    #[inline]
    pub(super) fn value(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
        if usage == Use::Contains {
            self.sought(target, value);
            return;
        }
        match value.kind {
            OperandKind::Null => self.null(usage, value),
            OperandKind::Missing | OperandKind::Parameter => self.reported(target, value),
            OperandKind::String | OperandKind::MalformedString => self.string(target, usage, value),
            OperandKind::Number => self.number(target, usage, value),
            OperandKind::True | OperandKind::False => self.boolean(target, usage, value),
            OperandKind::Typed => self.typed(target, usage, value),
            OperandKind::Path | OperandKind::Word => self.bare(target, usage, value),
            OperandKind::Lower | OperandKind::Upper => self.function_as_value(value),
        }
    }

    /// A parameter, or something that was reported already.
    fn reported(&mut self, target: PathTarget<'_>, value: Operand) {
        let PathTarget::Property(property) = target else { return };
        if property.ty == Type::Object && value.kind == OperandKind::Parameter {
            self.object(property, value.span, "compares");
        }
        // `name eq {"a":1}`: only an object has paths inside.
        if !matches!(property.ty, Type::Object | Type::Array) && value.span.of(self.cx.text).starts_with('{')
        {
            let scalar =
                |message: Message| message.help(wants(property)).fix(Applicability::Unsafe, "", None);
            self.diagnostics.change(&rules::UNSUPPORTED_ODATA, value.span, scalar);
        }
    }

    fn null(&mut self, usage: Use, value: Operand) {
        self.none(value);
        match usage {
            Use::Operator(operator, property) if operator.is_order() => {
                let place = self.cx.operator(property, value.span);
                let is_plain = self.cx.is_infix(property, value.span);
                self.report(&rules::NULL_ORDER, place.cover(value.span), |_| {
                    let keyword = operator.keyword();
                    Message::new(format!("`null` has no order, so `{keyword} null` selects nothing"))
                        .help("to find any value, write `ne null`; to find a missing one, `eq null`")
                        .unsafe_fix("write `ne`", is_plain.then(|| vec![Edit::replace(place, "ne")]))
                });
            }
            _ => {}
        }
    }

    fn string(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
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
            self.report(&rules::QUOTED_NULL, value.span, |_| {
                Message::new(
                    "`'null'` is a string of four letters; a missing value is `null`, without quotes",
                )
                .unsafe_fix("write `null`", vec![Edit::replace(value.span, "null")])
            });
            return;
        }
        let PathTarget::Property(property) = target else { return };
        match property.ty {
            Type::String => self.known_text(property, usage, value, &text),
            Type::Timestamp => {
                if let Err(error) = Timestamp::parse(&text)
                    && !is_documented_date(property, error)
                    && !self.is_relative(usage, value, &text)
                {
                    self.invalid_timestamp(usage, value, &text, error);
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
        if value.span.of(self.cx.text).eq_ignore_ascii_case("none") {
            self.report(&rules::NONE_LITERAL, value.span, |_| {
                Message::new(
                    "`none` appears in one example of the API description; the documented literal is `null`",
                )
                .write(Safe, value.span, "null")
            });
        }
    }

    /// `tolower(name)` in the place of a value.
    pub(super) fn function_as_value(&mut self, value: Operand) {
        let name = self.cx.ast.case_of(value).map_or("", Case::name);
        self.report(&rules::UNSUPPORTED_ODATA, value.span, |cx| {
            Message::new(format!(
                "expected a value, found {}: `{name}` takes a property, on the left",
                cx.quoted(value)
            ))
            .help(format!("write `{name}(property)` on the left of the operator, and a string on the right"))
        });
    }

    fn quoted_literal(&mut self, property: &Property, value: Operand, text: &str) {
        // If a document quotes it, the linter reports the contested form.
        if !property.quoted.is_empty() {
            return;
        }
        // The back quotes of JMESPath hold JSON, so the value is not a string there.
        if value.span.of(self.cx.text).starts_with('`') && self.cx.text.contains("[?") {
            return;
        }
        self.report(&rules::QUOTED_LITERAL, value.span, |cx| {
            let fixed = match property.ty {
                Type::Boolean => cx.schema.dialect().written(text == "true"),
                _ => text,
            };
            Message::new(format!("{}, and {} in quotes is a string", is_a(property), Quoted(text)))
                .write(Safe, value.span, fixed)
        });
    }

    #[inline]
    fn number(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
        let text = value.span.of(self.cx.text);
        let numeral = numeral(text);
        let property = match target {
            PathTarget::Property(property) => property,
            PathTarget::Open | PathTarget::Unknown => {
                self.untyped_number(usage, value, text, numeral);
                return;
            }
        };
        match (property.ty, numeral) {
            (Type::Integer | Type::Decimal, Numeral::Integer | Numeral::Decimal)
            | (Type::Timestamp, Numeral::Timestamp(_)) => {}
            (Type::Timestamp, Numeral::Text | Numeral::WrongNumber(_))
                if self.is_relative(usage, value, text) => {}
            (Type::Timestamp, Numeral::Text | Numeral::WrongNumber(_) | Numeral::Integer)
                if self.is_other_time(property, usage, value, text) => {}
            // No whole number is so large; as a decimal it would compare, with the same result for every item.
            (Type::Integer, Numeral::WrongNumber(error @ NumberError::IntegerRange)) => {
                self.report(&rules::INVALID_NUMBER, value.span, |_| {
                    Message::new(format!("{} is not a valid number: {error}", Quoted(text)))
                        .help("write a number in that range")
                });
            }
            (Type::Integer | Type::Decimal, Numeral::Text) if is_sum(text) => {
                self.report(&rules::UNSUPPORTED_ODATA, value.span, |cx| {
                    Message::new(format!(
                        "{} is arithmetic, which this API does not document",
                        cx.quoted(value)
                    ))
                    .help("compute the value first, and compare a property with the result")
                });
            }
            (Type::Integer | Type::Decimal, Numeral::WrongNumber(_)) => {
                self.untyped_number(usage, value, text, numeral)
            }
            (Type::Timestamp, Numeral::WrongTimestamp(error)) if is_documented_date(property, error) => {}
            (Type::Timestamp, Numeral::WrongTimestamp(error)) => {
                self.invalid_timestamp(usage, value, text, error)
            }
            (Type::String, Numeral::Integer | Numeral::Decimal) => {
                let meant = if property.values.is_empty() {
                    Some(text)
                } else {
                    numbered(property, text).filter(|_| usage.is_equality())
                };
                self.mismatch(property, value, "a number", meant.map(quote))
            }
            (Type::String, Numeral::Timestamp(_)) => {
                self.mismatch(property, value, "a timestamp", Some(quote(text)))
            }
            (Type::String, _) if self.values_without_commas(property, usage, value, text) => {}
            (Type::String, _) => self.unquoted_text(Some(property), value, text),
            (Type::Object, _) => {
                self.object(property, value.span, "compares");
                self.untyped_number(usage, value, text, numeral);
            }
            (_, Numeral::Timestamp(_) | Numeral::WrongTimestamp(_)) => {
                self.mismatch(property, value, "a timestamp", None)
            }
            (_, Numeral::Text) => self.mismatch(property, value, "an unquoted string", None),
            _ => self.mismatch(property, value, "a number", None),
        }
    }

    /// A lexeme that begins as a number, beside a property of unknown type.
    fn untyped_number(&mut self, usage: Use, value: Operand, text: &str, numeral: Numeral) {
        match numeral {
            Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_) => {}
            // An unknown list may accept a date.
            Numeral::WrongTimestamp(TimestampError::DateOnly) if self.cx.schema.is_open() => {}
            Numeral::WrongTimestamp(error) => self.invalid_timestamp(usage, value, text, error),
            Numeral::Text => self.unquoted_text(None, value, text),
            Numeral::WrongNumber(error) => self.report(&rules::INVALID_NUMBER, value.span, |_| {
                let message = Message::new(format!("{} is not a valid number: {error}", Quoted(text)));
                match repaired_number(text, error) {
                    Some(fixed) if error == NumberError::Suffix && text.ends_with(UNITS) => message
                        .help(format!(
                            "write {}, or, if the letter is a unit of time, the number in the unit of the property",
                            Quoted(&fixed)
                        ))
                        .unsafe_fix("write the number alone", vec![Edit::replace(value.span, fixed)]),
                    Some(fixed) => message.write(Safe, value.span, fixed),
                    None => message,
                }
            }),
        }
    }

    fn boolean(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
        let PathTarget::Property(property) = target else { return };
        match (property.ty, usage) {
            (Type::Boolean, Use::Operator(operator, compared)) if operator.is_order() => {
                let place = self.cx.operator(compared, value.span);
                self.report(&rules::BOOLEAN_ORDER, place, |cx| {
                    let [yes, no] = [true, false].map(|truth| cx.schema.dialect().written(truth));
                    let (keyword, name) = (operator.keyword(), &property.name);
                    Message::new(format!("`{keyword}` needs an order, and `{name}` is only true or false"))
                        .help(format!("write `{name} eq {yes}` or `{name} eq {no}`"))
                });
            }
            (Type::Boolean, _) => {}
            (Type::Object, _) => self.object(property, value.span, "compares"),
            (Type::String, _) => {
                let text = value.span.of(self.cx.text);
                let is_value = property.values.is_empty() || property.has_value(text);
                self.mismatch(
                    property,
                    value,
                    "a boolean",
                    is_value.then(|| quote(text.trim_start_matches('$'))),
                );
            }
            _ => self.mismatch(property, value, "a boolean", None),
        }
    }

    /// A word in the place of a value.
    fn bare(&mut self, target: PathTarget<'_>, usage: Use, value: Operand) {
        let text = value.span.of(self.cx.text);
        if is_not_finite(text) && !matches!(target, PathTarget::Property(Property { ty: Type::String, .. })) {
            self.report(&rules::UNSUPPORTED_ODATA, value.span, |_| {
                let property = match target {
                    PathTarget::Property(property) => Some(property.name.as_str()),
                    _ => None,
                };
                not_finite(text, property)
            });
            return;
        }
        match target {
            PathTarget::Property(property) => match property.ty {
                Type::String if self.values_without_commas(property, usage, value, text) => {}
                Type::String | Type::Object => self.unquoted_text(Some(property), value, text),
                Type::Timestamp
                    if self.is_relative(usage, value, text)
                        || self.is_other_time(property, usage, value, text) => {}
                _ => self.mismatch(property, value, "an unquoted string", None),
            },
            PathTarget::Open | PathTarget::Unknown => self.unquoted_text(None, value, text),
        }
    }

    pub(super) fn object(&mut self, property: &Property, span: Span, verb: &'static str) {
        if property.ty == Type::Array {
            self.array(property, span);
            return;
        }
        self.report(&rules::OBJECT_VALUE, span, |cx| {
            let below = cx.schema.names_below(&property.name).find(|name| **name != property.name);
            let below = below.and_then(|name| cx.schema.property(name)).map(|known| {
                let literal = match known.ty {
                    Type::Integer | Type::Decimal => "3",
                    Type::Boolean => cx.schema.dialect().written(true),
                    Type::Timestamp => "2022-06-01T00:00:00Z",
                    _ => "'x'",
                };
                format!("{} eq {literal}", known.name)
            });
            let name = &property.name;
            let example = below.unwrap_or_else(|| {
                format!("{name}/something eq {}", cx.schema.literal_below(&property.name))
            });
            Message::new(format!("`{name}` is an object: a condition that {verb} it selects nothing")).help(
                format!(
                    "compare a path inside it, as in `{example}`, or test that it exists: \
                     `{name} ne null`"
                ),
            )
        });
    }

    /// A value of another type than the property's.
    fn mismatch(&mut self, property: &Property, value: Operand, what: &'static str, quoted: Option<String>) {
        self.report(&rules::TYPE_MISMATCH, value.span, |cx| {
            let is_free = property.values.is_empty() && property.shape.is_none();
            let edits = quoted.map(|quoted| vec![Edit::replace(value.span, quoted)]);
            Message::new(format!("{}, and {} is {what}", is_a(property), cx.quoted(value)))
                .help(wants(property))
                .fix(Applicability::safe_if(is_free), "write it as a string", edits)
        });
    }

    /// The second argument of `contains`.
    fn sought(&mut self, target: PathTarget<'_>, value: Operand) {
        let text = value.span.of(self.cx.text);
        match value.kind {
            // A plain text has none of the searched characters.
            OperandKind::String | OperandKind::MalformedString if self.cx.plain && text != "''" => {}
            OperandKind::String | OperandKind::MalformedString => {
                self.characters(value);
                let text = string_value(value, self.cx.text);
                let _ = self.is_placeholder(value, &text)
                    || self.is_encoded(target, value, &text)
                    || self.is_sought_pattern(value, &text);
                if let PathTarget::Property(property) = target
                    && text.is_empty()
                {
                    self.empty_sought(property, value);
                }
            }
            OperandKind::Missing | OperandKind::Parameter => {}
            OperandKind::Null => {
                self.none(value);
                self.report(&rules::NULL_ORDER, value.span, |_| {
                    Message::new("no string contains `null`: the condition selects nothing")
                        .help("to find any value, write `ne null`")
                });
            }
            OperandKind::Lower | OperandKind::Upper => self.function_as_value(value),
            OperandKind::Path | OperandKind::Word => {
                let property = match target {
                    PathTarget::Property(property) => Some(property),
                    _ => None,
                };
                self.unquoted_text(property, value, text);
            }
            OperandKind::Number | OperandKind::True | OperandKind::False | OperandKind::Typed => {
                // `date'2024-01-01'` has its string.
                let fixed = match value.kind {
                    OperandKind::Typed => match split_typed(text).1 {
                        string if string.starts_with('\'') => string.to_owned(),
                        string => quote(string.trim_matches('"')),
                    },
                    _ => quote(text),
                };
                self.report(&rules::TYPE_MISMATCH, value.span, |cx| {
                    Message::new(format!(
                        "`contains` looks for a string, and {} is not one",
                        cx.quoted(value)
                    ))
                    .write(Safe, value.span, fixed)
                });
            }
        }
    }
}

impl CheckContext<'_, '_> {
    /// The place of the operator between two operands, without white space and parentheses.
    pub(super) fn operator(&self, one: Span, other: Span) -> Span {
        let gap = between(one, other);
        let text = gap.of(self.text);
        let is_around = |c: char| c.is_whitespace() || matches!(c, '(' | ')');
        let start = gap.start as usize + text.len() - text.trim_start_matches(is_around).len();
        Span::from_range(start..start + text.trim_matches(is_around).len())
    }

    /// Whether only an operator is between two operands. The operator of a prefix form is before both, and parentheses
    /// around one of them have their own finding.
    pub(super) fn is_infix(&self, one: Span, other: Span) -> bool {
        !between(one, other).of(self.text).contains([',', '(', ')'])
    }
}

fn between(one: Span, other: Span) -> Span {
    let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
    Span::new(first.end, last.start.max(first.end))
}

/// `2+1`, `3-5`.
fn is_sum(text: &str) -> bool {
    let mut parts = text.split(['+', '-']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.contains(['+', '-']) && parts.all(is_number)
}

/// The one documented value with this number: `GEN_11` for `11`.
fn numbered<'p>(property: &'p Property, number: &str) -> Option<&'p str> {
    let mut values = property
        .values
        .iter()
        .map(|known| known.value.as_str())
        .filter(|value| value.trim_start_matches(|c: char| !c.is_ascii_digit()) == number);
    values.next().filter(|_| values.next().is_none())
}

/// Whether text is compared as text here.
pub(super) fn is_textual(target: PathTarget<'_>) -> bool {
    match target {
        PathTarget::Property(property) => property.ty == Type::String,
        PathTarget::Open => true,
        PathTarget::Unknown => false,
    }
}
