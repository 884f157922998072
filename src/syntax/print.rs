//! Tree → canonical text.

use std::fmt::{self, Write};

use super::ast::{Ast, Case, NodeId, NodeKind, Operand, OperandKind, Visit};

impl fmt::Display for Ast<'_> {
    /// Canonical text has one space around words and operators, and none after a comma or inside
    /// parentheses. Literals keep their spelling, swapped operands are exchanged, and a bare
    /// property gets `eq true`. Parentheses stay, except doubled ones and those around the whole
    /// filter.
    ///
    /// A tree with mistakes is printed as it was read; `…` is a missing part.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // For each open node: whether its parentheses are dropped, and whether it has the prefix
        // form.
        let mut open: Vec<(bool, bool)> = vec![];
        let mut last = None;
        for visit in self.walk() {
            match visit {
                Visit::Enter(id) => {
                    let kind = self.kind(id);
                    let doubled = matches!(kind, NodeKind::Group { .. })
                        && (open.is_empty() || matches!(last, Some(NodeKind::Group { .. })));
                    let prefixed = matches!(last, Some(NodeKind::Prefix { .. }));
                    if prefixed {
                        self.enter_prefixed(f, kind)?;
                    } else if matches!(kind, NodeKind::Not { .. }) && self.denies_prefixed(id) {
                        f.write_str("not")?;
                    } else {
                        self.enter(f, kind, doubled)?;
                    }
                    open.push((doubled, prefixed));
                    last = Some(kind);
                }
                Visit::Between(id) => {
                    let is_prefixed = open.last().is_some_and(|(_, prefixed)| *prefixed);
                    f.write_str(match self.kind(id) {
                        _ if is_prefixed => ",",
                        NodeKind::And => " and ",
                        _ => " or ",
                    })?;
                    last = None;
                }
                Visit::Leave(id) => {
                    let (left_out, prefixed) = open.pop().unwrap_or_default();
                    if matches!(self.kind(id), NodeKind::Group { .. }) && !left_out || prefixed {
                        f.write_char(')')?;
                    }
                    last = None;
                }
            }
        }
        Ok(())
    }
}

impl Ast<'_> {
    /// `not(eq(…))`: whether the child of a `not` has the prefix form, in parentheses.
    fn denies_prefixed(&self, id: NodeId) -> bool {
        let child = |id| self.children(id).next();
        child(id)
            .filter(|group| matches!(self.kind(*group), NodeKind::Group { .. }))
            .and_then(child)
            .is_some_and(|inside| matches!(self.kind(inside), NodeKind::Prefix { .. }))
    }

    /// The prefix form, up to the closing parenthesis.
    fn enter_prefixed(&self, f: &mut fmt::Formatter<'_>, kind: NodeKind) -> fmt::Result {
        match kind {
            NodeKind::Comparison { left, operator, right } => {
                write!(f, "{}({},{}", operator.keyword(), self.show(left), self.show(right))
            }
            NodeKind::Membership { left, items, .. } => {
                write!(f, "in({}", self.show(left))?;
                self.operands(items).iter().try_for_each(|item| write!(f, ",{}", self.show(*item)))
            }
            NodeKind::And => f.write_str("and("),
            NodeKind::Or => f.write_str("or("),
            _ => Ok(()),
        }
    }

    fn enter(&self, f: &mut fmt::Formatter<'_>, kind: NodeKind, left_out: bool) -> fmt::Result {
        match kind {
            NodeKind::Comparison { left, operator, right } if !is_path(left) && is_path(right) => {
                write!(f, "{} {} {}", self.show(right), operator.swapped().keyword(), self.show(left))
            }
            NodeKind::Comparison { left, operator, right } => {
                write!(f, "{} {} {}", self.show(left), operator.keyword(), self.show(right))
            }
            NodeKind::Membership { left, items, .. } => {
                write!(f, "{} in ", self.show(left))?;
                self.list(f, self.operands(items))
            }
            NodeKind::ElementOf { value, array } => write!(f, "{} in {}", self.show(value), self.show(array)),
            NodeKind::Call { name, arguments, .. } => {
                // A repaired name may be empty.
                let name = self.text_of(name);
                f.write_str(if name.is_empty() || name.eq_ignore_ascii_case("contains") {
                    "contains"
                } else {
                    name
                })?;
                self.call(f, self.operands(arguments))
            }
            NodeKind::Alone(operand) if operand.kind.is_property() => {
                write!(f, "{} eq true", self.show(operand))
            }
            NodeKind::Alone(operand) => write!(f, "{}", self.show(operand)),
            NodeKind::Not { .. } => f.write_str("not "),
            NodeKind::Group { .. } if !left_out => f.write_char('('),
            NodeKind::Unreadable(span) if span.is_empty() => f.write_str("…"),
            NodeKind::Unreadable(span) => f.write_str(span.of(self.text())),
            NodeKind::Group { .. } | NodeKind::Prefix { .. } | NodeKind::And | NodeKind::Or => Ok(()),
        }
    }

    fn list(&self, f: &mut fmt::Formatter<'_>, items: &[Operand]) -> fmt::Result {
        if let [Operand { kind: OperandKind::Parameter, .. }] = items {
            return items.iter().try_for_each(|item| write!(f, "{}", self.show(*item)));
        }
        f.write_char('(')?;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                f.write_char(',')?;
            }
            write!(f, "{}", self.show(*item))?;
        }
        f.write_char(')')
    }

    /// The property first, as in `contains`.
    fn call(&self, f: &mut fmt::Formatter<'_>, arguments: &[Operand]) -> fmt::Result {
        match arguments {
            [first, second] if !is_path(*first) && is_path(*second) => {
                write!(f, "({},{})", self.show(*second), self.show(*first))
            }
            [first, second] => write!(f, "({},{})", self.show(*first), self.show(*second)),
            _ => Ok(()),
        }
    }

    fn show(&self, operand: Operand) -> ShownOperand<'_> {
        let text = match operand.kind {
            OperandKind::Missing => "…",
            OperandKind::Null => "null",
            _ => self.path_of(operand),
        };
        ShownOperand { case: self.case_of(operand), text }
    }
}

/// An operand in canonical text.
struct ShownOperand<'a> {
    case: Option<Case>,
    text: &'a str,
}

impl fmt::Display for ShownOperand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.case {
            Some(case) => write!(f, "{}({})", case.name(), self.text),
            None => f.write_str(self.text),
        }
    }
}

fn is_path(operand: Operand) -> bool {
    operand.kind.is_property() || operand.kind == OperandKind::Word
}

#[cfg(test)]
mod tests {
    use crate::Limits;
    use crate::syntax::parse;

    /// The tree as it was read, with `…` for missing parts.
    #[test]
    fn trees_with_mistakes_are_shown() {
        for (text, shown) in [
            ("'ERROR' eq state", "state eq 'ERROR'"),
            ("state eq ERROR", "state eq ERROR"),
            ("1 lt 2", "1 lt 2"),
            ("state eq 'ERROR' and", "state eq 'ERROR' and …"),
            ("name like '%x%'", "contains(name,…)"),
            ("state eq", "state eq …"),
            ("CONTAINS(name,'x')", "contains(name,'x')"),
            ("startswith(name,'x')", "startswith(name,'x')"),
            ("contains('x',name)", "contains(name,'x')"),
            ("contains('x','y')", "contains('x','y')"),
            ("contains(name,state)", "contains(name,state)"),
            ("contains(name", "contains(name,…)"),
            ("contains(", "contains(…,…)"),
            ("contains()", "contains(…,…)"),
            ("name contains 'x'", "contains(name,'x')"),
            ("cancellable", "cancellable eq true"),
            ("'x'", "'x'"),
            ("@x", "@x"),
            ("tolower(name) eq 'x' and cancellable", "tolower(name) eq 'x' and cancellable eq true"),
            ("and state eq 'x'", "state eq 'x'"),
            ("or(state eq 'x',not cancellable)", "or(state eq 'x',not cancellable eq true)"),
            ("and(eq(state,'x'),cancellable)", "and(eq(state,'x'),cancellable eq true)"),
            ("and( in(state,'x' , 'y') , not ( eq(name,'a') ) )", "and(in(state,'x','y'),not(eq(name,'a')))"),
            (
                "or(state eq 'x' and cancellable,name eq 'a')",
                "or(state eq 'x' and cancellable eq true,name eq 'a')",
            ),
            ("((eq(name,'a')))", "eq(name,'a')"),
            ("tolower ( name ) eq 'x' and 'y'  in tags", "tolower(name) eq 'x' and 'y' in tags"),
            ("name eq none", "name eq null"),
            ("state in ()", "state in (…)"),
            ("state in @states", "state in @states"),
            ("state in ['a';'b'", "state in ('a','b')"),
            ("state == @x", "state eq @x"),
            ("cancellable == FALSE", "cancellable eq FALSE"),
        ] {
            assert_eq!(parse(text, &Limits::DEFAULT).ast().to_string(), shown, "{text}");
        }
    }
}
