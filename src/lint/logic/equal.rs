//! Finds parts of a filter that are equal, except for the order of their terms.

use std::collections::HashMap;

use crate::check::condition::oriented;
use crate::lint::RuleContext;
use crate::syntax::{NodeKind, Operand, Operator};

/// An id that equal parts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Wording(u32);

/// The contents of a part.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Said<'a> {
    /// A property, an operator or a function, and values.
    Condition(&'a str, &'a str, Vec<&'a str>),
    Not(Wording),
    Join(bool, Vec<Wording>),
}

/// The contents seen so far.
#[derive(Debug, Default)]
pub(super) struct Wordings<'a> {
    known: HashMap<Said<'a>, Wording>,
    next: u32,
}

impl<'a> Wordings<'a> {
    /// The id of a part that equals no other.
    pub(super) fn unique(&mut self) -> Wording {
        self.next += 1;
        Wording(self.next)
    }

    fn of(&mut self, said: Said<'a>) -> Wording {
        let next = &mut self.next;
        *self.known.entry(said).or_insert_with(|| {
            *next += 1;
            Wording(*next)
        })
    }

    pub(super) fn condition(&mut self, cx: &RuleContext<'a, '_>, kind: NodeKind) -> Wording {
        let ast = cx.ast;
        let texts = |operands: &[Operand]| operands.iter().map(|operand| ast.text_of(*operand)).collect();
        let (path, test, values) = match kind {
            NodeKind::Comparison { left, operator, right } => {
                let (path, operator, value) = oriented(left, operator, right);
                let (path, value) = (ast.text_of(path), vec![ast.text_of(value)]);
                if operator == Operator::Ne {
                    let equal = self.of(Said::Condition(path, Operator::Eq.keyword(), value));
                    return self.not(equal);
                }
                (path, operator.keyword(), value)
            }
            NodeKind::Membership { left, items, .. } => (ast.text_of(left), "in", texts(ast.operands(items))),
            NodeKind::Call { name, arguments, .. } => match ast.operands(arguments) {
                [path, values @ ..] => (ast.text_of(*path), ast.text_of(name), texts(values)),
                [] => return self.unique(),
            },
            NodeKind::ElementOf { value, array } => (ast.text_of(array), "holds", texts(&[value])),
            NodeKind::Alone(path) => (ast.text_of(path), Operator::Eq.keyword(), vec!["true"]),
            _ => return self.unique(),
        };
        self.of(Said::Condition(path, test, values))
    }

    pub(super) fn not(&mut self, denied: Wording) -> Wording {
        self.of(Said::Not(denied))
    }

    pub(super) fn join(&mut self, is_and: bool, mut parts: Vec<Wording>) -> Wording {
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [only] => *only,
            _ => self.of(Said::Join(is_and, parts)),
        }
    }
}
