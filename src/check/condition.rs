//! One condition of a filter: which property, and what is asked of it.

use std::borrow::Cow;

use crate::Filter;
use crate::schema::{Property, Schema, Type};
use crate::syntax::literal::{Numeral, numeral, string_value};
use crate::syntax::{Ast, NodeKind, Operand, OperandKind, Operator};
use crate::timestamp::Timestamp;

/// A condition, as a statement: `ne` is the denial of an equality.
#[derive(Debug, Clone)]
pub(crate) struct Condition<'f> {
    /// The path, as it is written.
    pub(crate) path: &'f str,
    /// What the schema says of it; nothing below an open object.
    pub(crate) property: Option<&'f Property>,
    pub(crate) test: Test<'f>,
    /// Whether the test must fail instead.
    pub(crate) denied: bool,
}

/// What is asked of a value.
#[derive(Debug, Clone)]
pub(crate) enum Test<'f> {
    /// That it is one of these.
    Equals(Vec<Literal<'f>>),
    /// That it lies on this side of each bound: one, or one on either side.
    Order(Vec<(Operator, Literal<'f>)>),
    /// That this function of it and a text holds: `contains`.
    Call(&'f str, Literal<'f>),
}

/// What a property is compared with.
#[derive(Debug, Clone)]
pub(crate) enum Literal<'f> {
    Null,
    Boolean(bool),
    Number(&'f str),
    Instant(Timestamp),
    Text(Cow<'f, str>),
}

impl<'f> Condition<'f> {
    /// The condition that a node is; `None` for what joins conditions.
    pub(crate) fn read(filter: &'f Filter, node: NodeKind) -> Option<Condition<'f>> {
        Condition::read_in(filter.schema(), filter.ast(), node)
    }

    /// The same of a tree without errors, whose text need not be canonical.
    pub(crate) fn read_in(schema: &'f Schema, ast: &'f Ast<'_>, node: NodeKind) -> Option<Condition<'f>> {
        match node {
            NodeKind::Comparison { left, operator, right } => {
                Some(Condition::comparison(schema, ast, left, operator, right))
            }
            NodeKind::Membership { left, items, .. } => Some(Condition::new(schema, ast, left, |property| {
                let items = ast.operands(items).iter();
                Test::Equals(items.map(|item| literal(ast, property, *item)).collect())
            })),
            NodeKind::Call { name, arguments, .. } => {
                let [path, text] = ast.operands(arguments) else { return None };
                // What a function looks for is text, whatever the property is.
                let call = |_: Option<&Property>| Test::Call(ast.text_of(name), literal(ast, None, *text));
                Some(Condition::new(schema, ast, *path, call))
            }
            // A property alone asks whether it is true.
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
        let path = ast.text_of(path);
        let property = schema.property(path);
        Condition { path, property, test: test(property), denied: false }
    }

    fn comparison(
        schema: &'f Schema,
        ast: &'f Ast<'_>,
        left: Operand,
        operator: Operator,
        right: Operand,
    ) -> Condition<'f> {
        // Canonical text has the property on the left; what was written may have it on the right.
        let (left, operator, right) = match right.kind {
            OperandKind::Path => (right, operator.swapped(), left),
            _ => (left, operator, right),
        };
        let mut condition = Condition::new(schema, ast, left, |property| {
            let value = literal(ast, property, right);
            match operator {
                Operator::Eq | Operator::Ne => Test::Equals(vec![value]),
                _ => Test::Order(vec![(operator, value)]),
            }
        });
        condition.denied = operator == Operator::Ne;
        condition
    }

    /// The type that the schema gives the property.
    pub(crate) fn ty(&self) -> Option<Type> {
        self.property.map(|property| property.ty)
    }
}

/// What a literal says beside a property.
pub(crate) fn literal<'f>(ast: &'f Ast<'_>, property: Option<&Property>, operand: Operand) -> Literal<'f> {
    let text = ast.text_of(operand);
    match operand.kind {
        OperandKind::Null => Literal::Null,
        OperandKind::True => Literal::Boolean(true),
        OperandKind::False => Literal::Boolean(false),
        OperandKind::Number => match numeral(text) {
            Numeral::Timestamp(timestamp) => Literal::Instant(timestamp),
            _ => Literal::Number(text),
        },
        _ => {
            let text = string_value(operand, ast.text());
            // Beside a timestamp, an instant may stand in quotes.
            let is_timestamp = property.is_some_and(|property| property.ty == Type::Timestamp);
            match Timestamp::parse(&text) {
                Ok(timestamp) if is_timestamp => Literal::Instant(timestamp),
                _ => Literal::Text(text),
            }
        }
    }
}
