//! Values whose spelling documents differ on: the conditions with one spelling, and rewrites that hold for
//! every spelling.
//!
//! A condition is not reported if it has all spellings of a value, in its list or with others in an `or`.
//! Neither is one whose function evens out the case, because then its left side is not the property alone.

use std::collections::{HashMap, HashSet};

#[cfg(feature = "cli")]
use crate::check::Filter;
use crate::schema::{KnownValue, Property, Schema, Type};
use crate::syntax::literal::{quote, string_value};
use crate::syntax::{Ast, NodeKind, Operand, OperandKind, Operator, Visit};
#[cfg(feature = "cli")]
use crate::text::apply;
use crate::text::{Edit, Span};

/// A way to ask the service itself.
pub(crate) const ASK: &str = "`POST /compute-ops-mgmt/v1beta1/filters?dry-run=true` has the service check the syntax of a filter and saves nothing";

/// A condition with a value that has several spellings, and not all of them.
#[derive(Debug)]
pub(crate) struct ContestedTerm<'s> {
    pub(crate) property: &'s Property,
    pub(crate) path: Operand,
    pub(crate) kind: NodeKind,
    /// The condition; with the name and the parentheses of a prefix form.
    pub(crate) span: Span,
    is_prefix: bool,
    /// Whether it, or a `not` above it, denies the value.
    pub(crate) is_denied: bool,
    /// The values that lack a spelling.
    pub(crate) values: Vec<SpelledValue<'s>>,
}

/// A value in one of several spellings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpelledValue<'s> {
    pub(crate) operand: Operand,
    /// The known value; `None` for a literal that some documents quote.
    pub(crate) known: Option<&'s KnownValue>,
}

/// The conditions of a filter with a contested value, in order.
pub(crate) fn terms<'s>(schema: &'s Schema, ast: &Ast<'_>) -> Vec<ContestedTerm<'s>> {
    if !ast
        .nodes()
        .any(|kind| property(schema, ast, kind).is_some_and(|(property, _)| is_contested(property)))
    {
        return Vec::new();
    }
    // Each with the number of the terms that it forms one list with.
    let mut found: Vec<(usize, ContestedTerm<'_>)> = Vec::new();
    // The strings that adjacent terms compare a property with.
    let mut texts: HashMap<(usize, &str), HashSet<String>> = HashMap::new();
    let mut beside = 0;
    // For each node around the next one, whether it is denied, and the `or` that contains it, or the
    // `and` of denials.
    let mut around: Vec<(bool, Option<(usize, bool)>)> = Vec::new();
    let mut prefix = None;
    for visit in ast.walk() {
        let id = match visit {
            Visit::Enter(id) => id,
            Visit::Leave(_) => {
                around.pop();
                continue;
            }
            Visit::Between(_) => continue,
        };
        let (is_denied, above) = around.last().copied().unwrap_or_default();
        let kind = ast.kind(id);
        // The only child of a prefix form comes next.
        let form = prefix.take();
        let mut below = (is_denied, above);
        match kind {
            NodeKind::And | NodeKind::Or => {
                // Terms that together equal one of several values, or none of them.
                let is_any = (kind == NodeKind::Or) != is_denied;
                let place = above.filter(|(_, same)| *same == is_any).unwrap_or_else(|| {
                    beside += 1;
                    (beside, is_any)
                });
                below = (is_denied, Some(place));
            }
            NodeKind::Not { .. } => below = (!is_denied, above),
            NodeKind::Prefix { span } => prefix = Some(span),
            _ => {}
        }
        around.push(below);
        let Some((property, path)) = property(schema, ast, kind).filter(|(known, _)| is_contested(known))
        else {
            continue;
        };
        let is_ne = matches!(kind, NodeKind::Comparison { operator: Operator::Ne, .. });
        let is_denied = is_denied != is_ne;
        let place = match above {
            Some((place, is_any)) if is_any != is_denied => place,
            _ => {
                beside += 1;
                beside
            }
        };
        let all = texts.entry((place, &property.name)).or_default();
        let mut values = Vec::new();
        for operand in ast.values(kind) {
            all.insert(spelled(ast, operand));
            values.extend(value(property, ast, operand));
        }
        if !values.is_empty() {
            let (span, is_prefix) = (form.unwrap_or_else(|| ast.span(id)), form.is_some());
            let term = ContestedTerm { property, path, kind, span, is_prefix, is_denied, values };
            found.push((place, term));
        }
    }
    let mut terms = Vec::new();
    for (place, mut term) in found {
        let texts = texts.get(&(place, &*term.property.name));
        let has = |text: &str| texts.is_some_and(|texts| texts.contains(text));
        let property = term.property;
        term.values.retain(|value| match value.known {
            Some(known) => !spellings(property, known).all(|spelling| has(&quote(spelling))),
            None => !literals(ast, value.operand).iter().all(|other| has(other)),
        });
        if !term.values.is_empty() {
            terms.push(term);
        }
    }
    terms
}

/// The property that is the whole left side of an equality.
fn property<'s>(schema: &'s Schema, ast: &Ast<'_>, kind: NodeKind) -> Option<(&'s Property, Operand)> {
    let left = match kind {
        NodeKind::Comparison { left, operator, .. } if !operator.is_order() => left,
        NodeKind::Membership { left, .. } => left,
        _ => return None,
    };
    let path = (left.kind == OperandKind::Path).then(|| ast.text_of(left))?;
    Some((schema.property_of_any(path)?, left))
}

/// Whether documents differ on a value of a property.
fn is_contested(property: &Property) -> bool {
    !property.quoted.is_empty() || property.values.iter().any(|value| !value.contested.is_empty())
}

/// The literal of a value. Equal values have equal literals.
fn spelled(ast: &Ast<'_>, operand: Operand) -> String {
    let [text, quoted] = literals(ast, operand);
    if operand.kind.is_string() { quoted } else { text }
}

/// The value of an operand, if it is contested.
fn value<'s>(property: &'s Property, ast: &Ast<'_>, operand: Operand) -> Option<SpelledValue<'s>> {
    let is_string = operand.kind.is_string();
    if !property.quoted.is_empty() {
        let is_literal = match property.ty {
            Type::Boolean if is_string => matches!(&*string_value(operand, ast.text()), "true" | "false"),
            Type::Boolean => matches!(operand.kind, OperandKind::True | OperandKind::False),
            _ => is_string || operand.kind == OperandKind::Number,
        };
        return is_literal.then_some(SpelledValue { operand, known: None });
    }
    if !is_string {
        return None;
    }
    let text = string_value(operand, ast.text());
    let known = property.values.iter().find(|known| known.documented().any(|spelling| spelling == text))?;
    (spellings(property, known).nth(1).is_some()).then_some(SpelledValue { operand, known: Some(known) })
}

/// The spellings of a value that the service may distinguish.
pub(crate) fn spellings<'s>(property: &Property, known: &'s KnownValue) -> impl Iterator<Item = &'s str> {
    let is_caseless = property.caseless;
    known.documented().enumerate().filter_map(move |(at, spelling)| {
        let is_same = is_caseless && at > 0 && spelling.eq_ignore_ascii_case(&known.value);
        (!is_same).then_some(spelling)
    })
}

/// A literal without quotes, and one with them.
pub(crate) fn literals(ast: &Ast<'_>, operand: Operand) -> [String; 2] {
    let text = match operand.kind.is_string() {
        true => string_value(operand, ast.text()),
        false => ast.text_of(operand).into(),
    };
    [text.to_string(), quote(&text)]
}

impl<'s> SpelledValue<'s> {
    /// Every spelling, as literals.
    pub(crate) fn all(&self, property: &Property, ast: &Ast<'_>) -> Vec<String> {
        match self.known {
            Some(known) => spellings(property, known).map(quote).collect(),
            None => literals(ast, self.operand).to_vec(),
        }
    }

    /// Whether its spellings differ only in case.
    fn differs_by_case(&self) -> bool {
        self.known.is_some_and(|known| {
            known.contested.iter().all(|other| other.value.eq_ignore_ascii_case(&known.value))
        })
    }
}

impl ContestedTerm<'_> {
    /// Edits that make the term right for every spelling; `None` if its operands are swapped.
    pub(crate) fn edits(&self, ast: &Ast<'_>) -> Option<Vec<Edit>> {
        self.even(ast).or_else(|| self.listed(ast))
    }

    /// `tolower(state) eq 'running'`, if only the case differs.
    fn even(&self, ast: &Ast<'_>) -> Option<Vec<Edit>> {
        let operands = ast.values(self.kind);
        let is_even = self.property.ty == Type::String
            && self.values.iter().all(SpelledValue::differs_by_case)
            && operands.iter().all(|operand| operand.kind == OperandKind::String);
        if !is_even {
            return None;
        }
        let mut edits = vec![Edit::replace(self.path.span, format!("tolower({})", ast.text_of(self.path)))];
        for operand in operands {
            let lower = quote(&string_value(operand, ast.text()).to_lowercase());
            if lower != ast.text_of(operand) {
                edits.push(Edit::replace(operand.span, lower));
            }
        }
        Some(edits)
    }

    /// `state in ('RUNNING','running')`.
    pub(crate) fn listed(&self, ast: &Ast<'_>) -> Option<Vec<Edit>> {
        match self.kind {
            NodeKind::Comparison { left, operator, .. } if self.is_prefix => {
                let list = self.values.first()?.all(self.property, ast).join(",");
                let [before, after] = if operator == Operator::Ne { ["not(", ")"] } else { ["", ""] };
                let fixed = format!("{before}in({},{list}){after}", ast.text_of(left));
                Some(vec![Edit::replace(self.span, fixed)])
            }
            NodeKind::Comparison { left, operator, right } => {
                let between = ast.text().get(left.span.end as usize..right.span.start as usize)?;
                let value = self.values.first().filter(|_| between.trim() == operator.keyword())?;
                let path = ast.text_of(left);
                let not = if operator == Operator::Ne { "not " } else { "" };
                let list = value.all(self.property, ast).join(",");
                Some(vec![Edit::replace(left.span.cover(right.span), format!("{not}{path} in ({list})"))])
            }
            NodeKind::Membership { .. } => {
                let present: HashSet<String> =
                    ast.values(self.kind).into_iter().map(|operand| spelled(ast, operand)).collect();
                let mut edits = Vec::new();
                for value in &self.values {
                    let missing: String = value
                        .all(self.property, ast)
                        .into_iter()
                        .filter(|other| !present.contains(other))
                        .map(|other| format!(",{other}"))
                        .collect();
                    edits.push(Edit::insert(value.operand.span.end, missing));
                }
                Some(edits)
            }
            _ => None,
        }
    }
}

/// The filter that also selects the other spellings; `None` if none is contested, or if all contested values
/// are denied.
#[cfg(feature = "cli")]
pub(crate) fn widened(filter: &Filter) -> Option<Filter> {
    let ast = filter.ast();
    let terms = terms(filter.schema(), ast);
    let wanted = terms.iter().filter(|term| !term.is_denied);
    let edits: Vec<Edit> = wanted.filter_map(|term| term.listed(ast)).flatten().collect();
    if edits.is_empty() {
        return None;
    }
    let text = apply(filter.as_str(), &edits).ok()?;
    filter.schema().check(&text).into_result().ok()
}
