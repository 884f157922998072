//! `eq(name,'x')`, `and(…,…)`: the prefix form of conditions.

use super::Checker;
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::schema::Form;
use crate::syntax::{Ast, NodeId, NodeKind, OperandKind, Visit};
use crate::text::{Edit, Quoted, Span, offset};

impl Checker<'_, '_> {
    /// Reports each condition in prefix form, if no document of the list has that form, and each
    /// `and(…)` of one condition.
    pub(super) fn prefix_forms(&mut self) {
        let ast = self.cx.ast;
        let prefixed = ast.walk().filter_map(|visit| {
            let Visit::Enter(id) = visit else { return None };
            let NodeKind::Prefix { span } = ast.kind(id) else { return None };
            Some((span, ast.children(id).next()?))
        });
        let prefixed: Vec<(Span, NodeId)> = prefixed.collect();
        // No document describes an unknown list, so none can differ.
        if self.cx.schema.form() == Form::Either && !self.cx.schema.is_nameless() {
            self.contested_form(&prefixed);
        }
        for (span, child) in prefixed {
            if ast.children(child).count() == 1 {
                self.one_part(span, child);
            } else if self.cx.schema.form() == Form::Infix {
                self.prefix_form(span, child);
            }
        }
    }

    /// The documents of these lists name the infix operators and show examples in prefix form. The
    /// first prefix form has a hint, for all of them.
    fn contested_form(&mut self, prefixed: &[(Span, NodeId)]) {
        let Some((span, child)) = prefixed.first().copied() else { return };
        self.report(&rules::CONTESTED_VALUE, span, |cx| {
            let infix: Vec<Infix> =
                prefixed.iter().filter_map(|(span, child)| infix(cx.ast, *span, *child, false)).collect();
            let fixed = infix.first().and_then(|first| first.fixed.as_deref());
            let help = match (fixed, cx.ast.kind(child)) {
                (Some(fixed), _) => format!("the other form is {}", Quoted(fixed)),
                (None, NodeKind::And) => "the other form joins conditions with `and` between them".to_owned(),
                (None, _) => "the other form joins conditions with `or` between them".to_owned(),
            };
            let edits: Vec<Edit> = infix.into_iter().flat_map(|infix| infix.edits).collect();
            Message::new(format!(
                "the API description differs on the form of conditions on {}: its examples write the operator \
                 first, and its table of operators writes it between the operands",
                cx.schema.resource()
            ))
            .help(format!("{help}; if the service refuses one form, try the other"))
            .unsafe_fix("write the operators between the operands", edits)
        });
    }

    /// `and(state eq 'ERROR')`.
    fn one_part(&mut self, span: Span, child: NodeId) {
        self.report(&rules::PREFIX_FORM, span, |cx| {
            let inside = cx.ast.span(child);
            let word = if cx.ast.kind(child) == NodeKind::And { "and" } else { "or" };
            let edits = vec![
                Edit::delete(Span::new(span.start, inside.start)),
                Edit::delete(Span::new(inside.end, span.end)),
            ];
            Message::new(format!("`{word}(…)` joins two or more conditions, and this has one"))
                .help("add a second condition, or write the one alone")
                .unsafe_fix("write the condition alone", edits)
        });
    }

    fn prefix_form(&mut self, span: Span, child: NodeId) {
        let keyword = match self.cx.ast.kind(child) {
            NodeKind::Comparison { operator, .. } => operator.keyword(),
            NodeKind::Membership { .. } => "in",
            NodeKind::And => "and",
            _ => "or",
        };
        // An `and(…)` or an `or(…)` may be long.
        let place = match keyword {
            "and" | "or" => Span::new(span.start, span.start + offset(keyword.len())),
            _ => span,
        };
        self.report(&rules::PREFIX_FORM, place, |cx| {
            let Some(Infix { edits, fixed }) = infix(cx.ast, span, child, true) else {
                return Message::new("the operator comes before its operands")
                    .help("write it between them: `state eq 'ERROR'`");
            };
            let message = match fixed {
                Some(fixed) => format!("`{keyword}` belongs between its operands: write {}", Quoted(&fixed)),
                None => format!("`{keyword}` belongs between the conditions that it joins, not before them"),
            };
            // The form of an unknown list is unknown.
            let applicability = Applicability::safe_if(!cx.schema.is_open());
            Message::new(message).fix(applicability, "move it between them", edits)
        });
    }
}

/// The infix form of a condition.
struct Infix {
    edits: Vec<Edit>,
    /// The condition; `None` if it joins others.
    fixed: Option<String>,
}

/// With swapped operands if `turns` and the property comes second.
fn infix(ast: &Ast<'_>, span: Span, child: NodeId, turns: bool) -> Option<Infix> {
    let text = ast.text();
    match ast.kind(child) {
        // `eq('x',name)`: the property comes first, too.
        NodeKind::Comparison { left, operator, right }
            if turns
                && right.kind == OperandKind::Path
                && matches!(left.kind, OperandKind::String | OperandKind::Number | OperandKind::Null) =>
        {
            let keyword = operator.swapped().keyword();
            let fixed = format!("{} {keyword} {}", ast.text_of(right), ast.text_of(left));
            Some(Infix { edits: vec![Edit::replace(span, fixed.clone())], fixed: Some(fixed) })
        }
        NodeKind::Comparison { left, operator, right } => {
            let keyword = operator.keyword();
            let fixed = format!("{} {keyword} {}", ast.text_of(left), ast.text_of(right));
            let edits = vec![
                Edit::delete(Span::new(span.start, left.span.start)),
                Edit::replace(Span::new(left.span.end, right.span.start), format!(" {keyword} ")),
                Edit::delete(Span::new(right.span.end, span.end)),
            ];
            Some(Infix { edits, fixed: Some(fixed) })
        }
        NodeKind::Membership { left, items, .. } => {
            let items = ast.operands(items);
            let (first, last) = (items.first()?, items.last()?);
            let list: Vec<&str> = items.iter().map(|item| ast.text_of(*item)).collect();
            let fixed = format!("{} in ({})", ast.text_of(left), list.join(","));
            let edits = vec![
                Edit::delete(Span::new(span.start, left.span.start)),
                Edit::replace(Span::new(left.span.end, first.span.start), " in ("),
                Edit::replace(Span::new(last.span.end, span.end), ")"),
            ];
            Some(Infix { edits, fixed: Some(fixed) })
        }
        kind => {
            let word = if kind == NodeKind::And { "and" } else { "or" };
            let parts: Vec<Span> = ast.children(child).map(|part| ast.span(part)).collect();
            let name = text.get(span.start as usize..)?.find('(')?;
            let mut edits = vec![Edit::delete(Span::new(span.start, span.start + u32::try_from(name).ok()?))];
            for pair in parts.windows(2) {
                let [one, other] = pair else { continue };
                edits.push(Edit::replace(Span::new(one.end, other.start), format!(" {word} ")));
            }
            Some(Infix { edits, fixed: None })
        }
    }
}
