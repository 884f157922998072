//! Whether a filter has a term that documents of its list read differently.

use std::collections::HashSet;

use crate::schema::{Property, Schema, Type};
use crate::syntax::literal::string_value;
use crate::syntax::{Ast, NodeId, NodeKind, OperandKind, Operator, Visit};

/// The first contested term of a filter without an error: a value in one of several spellings, of which each stands in one document, or a
/// quoted literal where only some documents have quotes. A list or a join that names all spellings of a value is
/// right whatever the service has.
pub(crate) fn contested_term(ast: &Ast<'_>, schema: &Schema) -> Option<NodeId> {
    // Each part on the way, with what the terms of a join name once that was asked for.
    let mut above: Vec<(NodeId, Option<Named>)> = Vec::new();
    for visit in ast.walk() {
        match visit {
            Visit::Enter(id) => {
                if let Some(term) = Term::of(ast, ast.kind(id), schema).filter(Term::is_contested) {
                    let join = above.last_mut().filter(|(join, _)| joins(ast.kind(*join), &term));
                    let named =
                        join.map(|(join, known)| &*known.get_or_insert_with(|| named(ast, *join, schema)));
                    if !term.is_settled(named) {
                        return Some(id);
                    }
                }
                above.push((id, None));
            }
            Visit::Leave(id) => {
                above.pop_if(|(above, _)| *above == id);
            }
            Visit::Between(_) => {}
        }
    }
    None
}

/// What the terms of a join name, each with its property.
type Named = HashSet<(String, String)>;

/// A term that asks for equality with texts, or looks for one.
struct Term<'s> {
    property: &'s Property,
    values: Vec<String>,
    is_denied: bool,
    /// Whether the value is looked for in the property.
    is_part: bool,
}

impl<'s> Term<'s> {
    fn of(ast: &Ast<'_>, kind: NodeKind, schema: &'s Schema) -> Option<Term<'s>> {
        let (path, values, is_denied, is_part) = match kind {
            NodeKind::Comparison { left, operator: operator @ (Operator::Eq | Operator::Ne), right } => {
                let (path, value) =
                    if right.kind == OperandKind::Path { (right, left) } else { (left, right) };
                (path, vec![value], operator == Operator::Ne, false)
            }
            NodeKind::Membership { left, items, .. } => (left, ast.operands(items).to_vec(), false, false),
            NodeKind::Call { arguments, .. } => {
                let [path, value] = ast.operands(arguments) else { return None };
                (*path, vec![*value], false, true)
            }
            _ => return None,
        };
        let property = schema.property(ast.text_of(path)).filter(|_| path.kind == OperandKind::Path)?;
        let texts = values.into_iter().filter(|value| value.kind == OperandKind::String);
        let values = texts.map(|value| string_value(value, ast.text()).into_owned()).collect();
        Some(Term { property, values, is_denied, is_part })
    }

    /// Whether boolean literals are quoted in some documents of the property only.
    fn is_quoted(&self) -> bool {
        self.property.ty == Type::Boolean && !self.property.quoted.is_empty() && !self.is_part
    }

    /// Whether documents read one of its values differently.
    fn is_contested(&self) -> bool {
        self.is_quoted() || self.families().any(|spellings| self.is_between(&spellings))
    }

    /// Whether it does not matter which of them is right: `named` is what its join asks for, too.
    fn is_settled(&self, named: Option<&Named>) -> bool {
        let is_named = |spelling: &str| {
            let pair = || (self.property.name.clone(), spelling.to_owned());
            self.asks_for(spelling) || named.is_some_and(|named| named.contains(&pair()))
        };
        let mut families = self.families().filter(|spellings| self.is_between(spellings));
        !self.is_quoted()
            && !self.is_part
            && families.all(|spellings| spellings.iter().all(|spelling| is_named(spelling)))
    }

    /// The spellings of each value that has several.
    fn families(&self) -> impl Iterator<Item = Vec<&'s str>> {
        let property = self.property;
        property.values.iter().filter(|known| !known.contested.is_empty()).map(|known| {
            let others = known.contested.iter().map(|other| &*other.value);
            std::iter::once(&*known.value).chain(others).collect()
        })
    }

    /// Whether it is true of some of these spellings, and not of others.
    fn is_between(&self, spellings: &[&str]) -> bool {
        let is_met = |spelling: &&&str| match (self.is_part, self.values.as_slice()) {
            (true, [part]) => spelling.contains(&**part),
            _ => self.asks_for(spelling),
        };
        let met = spellings.iter().filter(is_met).count();
        0 < met && met < spellings.len()
    }

    fn asks_for(&self, spelling: &str) -> bool {
        let is_same = |value: &String| match self.property.caseless {
            true => value.to_lowercase() == spelling.to_lowercase(),
            false => value == spelling,
        };
        self.values.iter().any(is_same)
    }
}

/// Whether a join makes one term of several that are like this one.
fn joins(kind: NodeKind, term: &Term<'_>) -> bool {
    kind == if term.is_denied { NodeKind::And } else { NodeKind::Or }
}

fn named(ast: &Ast<'_>, join: NodeId, schema: &Schema) -> Named {
    let kind = ast.kind(join);
    let terms = ast.children(join).filter_map(|id| Term::of(ast, ast.kind(id), schema));
    let terms = terms.filter(|term| joins(kind, term) && !term.is_part);
    terms.flat_map(|term| term.values.into_iter().map(|value| (term.property.name.clone(), value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_contested_unless_all_spellings_are_asked_for() {
        let is_contested = |schema: &Schema, filter: &str| {
            let checked = schema.check(filter);
            contested_term(checked.ast(), schema).is_some()
        };
        let jobs = Schema::jobs();
        for (filter, expected) in [
            ("state eq 'running'", true),
            ("state eq 'RUNNING'", true),
            ("state ne 'RUNNING'", true),
            ("name eq 'x' and not (state eq 'running')", true),
            ("state in ('RUNNING','STALLED')", true),
            ("state in ('RUNNING','running')", false),
            ("state eq 'RUNNING' or name eq 'x' or state eq 'running'", false),
            ("state eq 'RUNNING' and state eq 'running'", true),
            ("state ne 'RUNNING' and state ne 'running'", false),
            ("state eq 'other'", false),
            ("contains(state,'unn')", true),
            ("contains(state,'xyz')", false),
            ("name eq 'running'", false),
            ("generation gt 3", false),
        ] {
            assert_eq!(is_contested(jobs, filter), expected, "{filter}");
        }
        assert!(is_contested(Schema::servers(), "state/managed eq 'true'"));
        assert!(is_contested(Schema::servers(), "state/managed eq true"));
    }
}
