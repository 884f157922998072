//! One condition of a filter: its property and its test.

use std::borrow::Cow;

use crate::Filter;
use crate::schema::{Property, Schema, Type};
use crate::syntax::literal::{Numeral, numeral, string_value};
use crate::syntax::{Ast, Case, NodeKind, Operand, OperandKind, Operator};
use crate::timestamp::{Timestamp, TimestampError};

/// A condition as a statement: `ne` is the negation of an equality.
#[derive(Debug, Clone)]
pub(crate) struct Condition<'f> {
    /// The path, its names joined by `/`.
    pub(crate) path: Cow<'f, str>,
    /// Its property in the schema; `None` below an open object.
    pub(crate) property: Option<&'f Property>,
    /// The function that is applied to its value before the test.
    pub(crate) case: Option<Case>,
    pub(crate) test: Test<'f>,
    /// Whether the test must fail instead.
    pub(crate) denied: bool,
}

/// The test of a value.
#[derive(Debug, Clone)]
pub(crate) enum Test<'f> {
    /// The value is one of these.
    Equals(Vec<Literal<'f>>),
    /// The value is on this side of each bound: one bound, or two in opposite directions.
    Order(Vec<(Operator, Literal<'f>)>),
    /// This function of the value and a string is true: `contains`.
    Call(&'f str, Literal<'f>),
    /// The value is an array that contains this.
    Holds(Literal<'f>),
}

/// A value that a property is compared with.
#[derive(Debug, Clone)]
pub(crate) enum Literal<'f> {
    Null,
    Boolean(bool),
    Number(&'f str),
    Instant(Timestamp),
    /// A day, as its first instant in UTC. It is compared with the day of an instant.
    Date(Timestamp),
    Text(Cow<'f, str>),
}

impl<'f> Condition<'f> {
    /// The condition of a node; `None` for a node that joins conditions.
    pub(crate) fn read(filter: &'f Filter, node: NodeKind) -> Option<Condition<'f>> {
        Condition::read_in(filter.schema(), filter.ast(), node)
    }

    /// The same of a tree without errors, whose text need not be canonical.
    pub(crate) fn read_in(schema: &'f Schema, ast: &'f Ast<'_>, node: NodeKind) -> Option<Condition<'f>> {
        match node {
            NodeKind::Comparison { left, operator, right } => {
                let (left, operator, right) = oriented(left, operator, right);
                let condition = Condition::new(schema, ast, left, |property| {
                    let value = literal(ast, schema, property, right);
                    match operator {
                        Operator::Eq | Operator::Ne => Test::Equals(vec![value]),
                        _ => Test::Order(vec![(operator, value)]),
                    }
                });
                Some(Condition { denied: operator == Operator::Ne, ..condition })
            }
            NodeKind::Membership { left, items, .. } => Some(Condition::new(schema, ast, left, |property| {
                let items = ast.operands(items).iter();
                Test::Equals(items.map(|item| literal(ast, schema, property, *item)).collect())
            })),
            NodeKind::Call { name, arguments, .. } => {
                let [path, text] = ast.operands(arguments) else { return None };
                // The argument of a function is a string, whatever the type of the property.
                let text = match text.kind {
                    OperandKind::Null => Literal::Null,
                    _ => Literal::Text(string_value(*text, ast.text())),
                };
                Some(Condition::new(schema, ast, *path, |_| Test::Call(ast.text_of(name), text)))
            }
            // A property alone means `eq true`.
            NodeKind::ElementOf { value, array } => Some(Condition::new(schema, ast, array, |property| {
                Test::Holds(literal_of(ast, schema, property, property.and_then(|p| p.items), value))
            })),
            NodeKind::Alone(path) => {
                Some(Condition::new(schema, ast, path, |_| Test::Equals(vec![Literal::Boolean(true)])))
            }
            _ => None,
        }
    }

    fn new(
        schema: &'f Schema,
        ast: &'f Ast<'_>,
        path: Operand,
        test: impl FnOnce(Option<&'f Property>) -> Test<'f>,
    ) -> Condition<'f> {
        let case = ast.case_of(path);
        let written = ast.path_of(path);
        // Some documents join names with dots. The checker accepts both forms.
        let path = match path.kind {
            OperandKind::Word => Cow::Owned(written.replace('.', "/")),
            _ => Cow::Borrowed(written),
        };
        let property = schema.property_of_any(&path);
        Condition { path, property, case, test: test(property), denied: false }
    }

    /// The type of the property in the schema.
    pub(crate) fn ty(&self) -> Option<Type> {
        self.property.map(|property| property.ty)
    }
}

/// A comparison with the property on the left, as in canonical text.
pub(crate) fn oriented(left: Operand, operator: Operator, right: Operand) -> (Operand, Operator, Operand) {
    if right.kind.is_property() { (right, operator.swapped(), left) } else { (left, operator, right) }
}

/// The value of a literal beside a property.
pub(crate) fn literal<'f>(
    ast: &'f Ast<'_>,
    schema: &Schema,
    property: Option<&Property>,
    operand: Operand,
) -> Literal<'f> {
    literal_of(ast, schema, property, property.map(|property| property.ty), operand)
}

/// The value of a literal beside a type. Every engine reads literals through this function. Beside
/// a boolean, a number or a timestamp, the literal may be quoted.
fn literal_of<'f>(
    ast: &'f Ast<'_>,
    schema: &Schema,
    property: Option<&Property>,
    ty: Option<Type>,
    operand: Operand,
) -> Literal<'f> {
    let text = ast.text_of(operand);
    // An unknown list may accept a date anywhere.
    let takes_dates = property.map_or(schema.is_open(), |property| !property.date.is_empty());
    let date = |text: &str| {
        let is_date = takes_dates && Timestamp::parse(text) == Err(TimestampError::DateOnly);
        is_date.then(|| Timestamp::parse(&format!("{text}T00:00:00Z")).ok()).flatten()
    };
    match operand.kind {
        OperandKind::Null => Literal::Null,
        OperandKind::True => Literal::Boolean(true),
        OperandKind::False => Literal::Boolean(false),
        OperandKind::Number => match numeral(text) {
            Numeral::Timestamp(timestamp) => Literal::Instant(timestamp),
            Numeral::WrongTimestamp(_) => date(text).map_or(Literal::Number(text), Literal::Date),
            _ => Literal::Number(text),
        },
        _ => {
            let inner = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
            match (ty, inner) {
                (Some(Type::Boolean), Some("true")) => return Literal::Boolean(true),
                (Some(Type::Boolean), Some("false")) => return Literal::Boolean(false),
                (Some(Type::Integer | Type::Decimal), Some(inner))
                    if matches!(numeral(inner), Numeral::Integer | Numeral::Decimal) =>
                {
                    return Literal::Number(inner);
                }
                _ => {}
            }
            let text = string_value(operand, ast.text());
            // Beside a timestamp, the literal may be quoted.
            if ty == Some(Type::Timestamp) {
                if let Ok(timestamp) = Timestamp::parse(&text) {
                    return Literal::Instant(timestamp);
                }
                if let Some(day) = property.and_then(|_| date(&text)) {
                    return Literal::Date(day);
                }
            }
            Literal::Text(text)
        }
    }
}
