//! The terms of an `or` that later terms deny, and their denial, which is true whenever the term is not.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::SplitReason;
use super::point::{Denied, Point, Value};
use crate::check::condition::Condition;
use crate::limits::Limits;
use crate::logic::JobValues;
use crate::logic::budget::Budget;
use crate::logic::proof::{self, Witness};
use crate::logic::values::Want;
use crate::schema::{Form, Schema};
use crate::syntax::{Ast, Case, NodeId, NodeKind, Operator, Visit};
use crate::text::{Edit, Span, apply, encoded_length};
use crate::{Checked, Filter};

/// A filter from text that was made of valid parts, and that may be longer or deeper than a user's.
pub(super) fn checked(schema: &Schema, text: &str) -> Option<Filter> {
    let limits = Limits { text: usize::MAX, nesting: usize::MAX, ..Limits::DEFAULT };
    Checked::new(schema, text, &limits).into_result().ok()
}

/// The steps around each proof: some ten thousand proofs take less than a second.
const PROOF: usize = 500;

type Operand = (String, Option<Case>);

/// The terms that are in finished filters.
pub(super) struct Exclusions<'p> {
    schema: &'p Schema,
    point: &'p Point,
    budget: &'p mut Budget,
    /// Finished terms other than equalities.
    others: Vec<usize>,
    /// Finished equalities, by their property and by their values.
    equalities: HashMap<&'p Operand, Vec<usize>>,
    by_value: HashMap<(&'p Operand, &'p Value), Vec<usize>>,
    /// Each term as a filter, once it was needed.
    filters: HashMap<usize, Option<Filter>>,
    /// The form of each with two values, after its bytes in a URL.
    forms: HashMap<usize, Option<(usize, Rc<Denied>)>>,
}

impl<'p> Exclusions<'p> {
    pub(super) fn new(filter: &'p Filter, point: &'p Point, budget: &'p mut Budget) -> Exclusions<'p> {
        Exclusions {
            schema: filter.schema(),
            point,
            budget,
            others: Vec::new(),
            equalities: HashMap::new(),
            by_value: HashMap::new(),
            filters: HashMap::new(),
            forms: HashMap::new(),
        }
    }

    /// The filter of these terms is finished.
    pub(super) fn close(&mut self, members: &[usize]) {
        let point = self.point;
        if point.is_list() {
            return;
        }
        for member in members {
            match point.elements.get(*member).and_then(|element| element.equality.as_ref()) {
                Some(equality) => {
                    self.equalities.entry(&equality.operand).or_default().push(*member);
                    for value in &equality.values {
                        self.by_value.entry((&equality.operand, value)).or_default().push(*member);
                    }
                }
                None => self.others.push(*member),
            }
        }
    }

    /// The finished terms that may select the same as a term, and those that its filter denies already.
    pub(super) fn of(&mut self, element: usize, mut denied: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut unknown = self.others.clone();
        let equality = self.point.elements.get(element).and_then(|element| element.equality.as_ref());
        for (operand, members) in &self.equalities {
            if equality.is_none_or(|own| own.operand != **operand) {
                unknown.extend(members);
            }
        }
        if let Some(own) = equality {
            let keys: HashSet<&Value> = own.values.iter().collect();
            for key in keys {
                denied.extend(self.by_value.get(&(&own.operand, key)).into_iter().flatten());
            }
        }
        unknown.sort_unstable();
        for other in unknown {
            if !denied.contains(&other) && !self.excludes(element, other) {
                denied.insert(other);
            }
        }
        denied
    }

    /// Whether a proof shows that no job is selected by both terms.
    fn excludes(&mut self, one: usize, other: usize) -> bool {
        for element in [one, other] {
            self.read(element);
        }
        let [Some(one), Some(other)] =
            [one, other].map(|element| self.filters.get(&element).and_then(Option::as_ref))
        else {
            return false;
        };
        self.budget.take(PROOF + one.as_str().len() + other.as_str().len()).is_ok()
            && never(&[(one, Want::TRUE), (other, Want::TRUE)], JobValues::Typed, self.budget)
    }

    fn read(&mut self, element: usize) {
        let (schema, point) = (self.schema, self.point);
        let filter = || point.elements.get(element).and_then(|element| checked(schema, &element.text));
        self.filters.entry(element).or_insert_with(filter);
    }

    /// The bytes of these [forms](Exclusions::forms) in a URL, without those between them.
    ///
    /// # Errors
    ///
    /// One of them has no such form.
    pub(super) fn size(&mut self, elements: &BTreeSet<usize>) -> Result<usize, SplitReason> {
        elements.iter().map(|element| self.form(*element).map(|(_, size)| size)).sum()
    }

    /// The terms with two values instead of three, so a `not` before each is true whenever the term is not.
    ///
    /// # Errors
    ///
    /// One of them has no such form.
    pub(super) fn forms(&mut self, elements: &BTreeSet<usize>) -> Result<Vec<Rc<Denied>>, SplitReason> {
        elements.iter().map(|element| self.form(*element).map(|(form, _)| Rc::clone(form))).collect()
    }

    fn form(&mut self, element: usize) -> Result<(&Rc<Denied>, usize), SplitReason> {
        if !self.forms.contains_key(&element) {
            self.read(element);
            let filter = self.filters.get(&element).and_then(Option::as_ref);
            let text = filter.and_then(|filter| with_two_values(filter, self.budget));
            let form = text.map(|text| denial(self.schema, text));
            self.forms.insert(element, form.map(|form| (encoded_length(&form.text), Rc::new(form))));
        }
        let form = self.forms.get(&element).and_then(Option::as_ref);
        form.map(|(size, form)| (form, *size)).ok_or(SplitReason::Overlap)
    }
}

/// A term with two values, or its denial if that is one comparison. A list or an `or` would be another place to split.
fn denial(schema: &Schema, text: String) -> Denied {
    let denial = (schema.form() != Form::Prefix).then(|| checked(schema, &text)).flatten();
    let denial = denial.and_then(|filter| {
        let ast = filter.ast();
        let text = denied(ast, ast.root()?)?;
        let own = checked(schema, &text)?;
        let kind = own.ast().kind(own.ast().without_groups(own.ast().root()?));
        matches!(kind, NodeKind::Comparison { .. } | NodeKind::Call { .. }).then_some(text)
    });
    match denial {
        Some(text) => Denied { text, is_denial: true },
        None => Denied { text, is_denial: false },
    }
}

/// The denial of a `not` or of `ne`.
fn denied(ast: &Ast<'_>, id: NodeId) -> Option<String> {
    match ast.kind(id) {
        NodeKind::Not { .. } => {
            let child = ast.children(id).next()?;
            let text = ast.span(child).of(ast.text());
            let is_joined = matches!(ast.kind(child), NodeKind::And | NodeKind::Or);
            Some(if is_joined { format!("({text})") } else { text.to_owned() })
        }
        NodeKind::Comparison { left, operator: Operator::Ne, right } if left.kind.is_property() => {
            Some(format!("{} eq {}", ast.text_of(left), ast.text_of(right)))
        }
        _ => None,
    }
}

fn without_parentheses(ast: &Ast<'_>, id: NodeId) -> NodeId {
    match ast.kind(id) {
        NodeKind::Group { .. } => ast.children(id).next().unwrap_or(id),
        _ => id,
    }
}

/// The filter with the first denied `and` as an `or` of denials.
pub(super) fn with_denials(filter: &Filter) -> Option<Filter> {
    let ast = filter.ast();
    let is_prefixed = filter.schema().form() == Form::Prefix;
    let mut open: Vec<NodeId> = ast.root().into_iter().collect();
    while let Some(id) = open.pop() {
        let kind = ast.kind(id);
        if let NodeKind::Group { .. } | NodeKind::Prefix { .. } | NodeKind::And = kind {
            open.extend(ast.children(id).collect::<Vec<_>>().into_iter().rev());
            continue;
        }
        let inner = ast.children(id).next().map(|child| ast.without_groups(child));
        let Some(inner) =
            inner.filter(|inner| matches!(kind, NodeKind::Not { .. }) && ast.kind(*inner) == NodeKind::And)
        else {
            continue;
        };
        let terms = ast.children(inner).map(|child| {
            let text = ast.span(child).of(ast.text());
            match (denied(ast, without_parentheses(ast, child)), ast.kind(child)) {
                (Some(denied), _) => denied,
                (None, _) if is_prefixed => format!("not({text})"),
                (None, NodeKind::Group { .. } | NodeKind::Call { .. }) => format!("not {text}"),
                (None, _) => format!("not ({text})"),
            }
        });
        let terms: Vec<String> = terms.collect();
        let span = ast.span(id);
        let text = match () {
            () if is_prefixed => format!("or({})", terms.join(",")),
            () if span.len() == ast.text().len() => terms.join(" or "),
            () => format!("({})", terms.join(" or ")),
        };
        return checked(filter.schema(), &apply(ast.text(), &[Edit::replace(span, text)]).ok()?);
    }
    None
}

/// Whether no job gives these filters these verdicts.
fn never(requirements: &[(&Filter, Want)], values: JobValues, budget: &mut Budget) -> bool {
    proof::find(requirements, values, budget) == Witness::Nothing
}

/// The text of a filter that is true for the same jobs, and false for all others.
///
/// Conditions may be null. The truth of a filter depends on whether each of its conditions is true, and below a `not`
/// on whether it is false. So it is enough to make null false there, and below a `not` true.
fn with_two_values(filter: &Filter, budget: &mut Budget) -> Option<String> {
    let ast = filter.ast();
    let mut edits = Vec::new();
    let mut denials = 0_usize;
    let mut prefix: Option<Span> = None;
    for visit in ast.walk() {
        let (id, is_start) = match visit {
            Visit::Enter(id) => (id, true),
            Visit::Leave(id) => (id, false),
            Visit::Between(_) => continue,
        };
        match (ast.kind(id), is_start) {
            (NodeKind::Not { .. }, true) => denials += 1,
            (NodeKind::Not { .. }, false) => denials -= 1,
            (NodeKind::Prefix { span }, true) => prefix = Some(span),
            (NodeKind::And | NodeKind::Or, true) => prefix = None,
            (NodeKind::Group { .. }, _) | (_, false) => {}
            (kind, true) => {
                let path = Condition::read(filter, kind)?.path;
                let span = prefix.take().unwrap_or_else(|| ast.span(id));
                let own = checked(filter.schema(), span.of(ast.text()))?;
                let Some(text) = condition(&own, &path, denials % 2 == 1, budget)? else { continue };
                let is_whole = span.len() == ast.text().len() || filter.schema().form() == Form::Prefix;
                edits.push(Edit::replace(span, if is_whole { text } else { format!("({text})") }));
            }
        }
    }
    apply(ast.text(), &edits).ok()
}

/// A condition with two values, unless it has two already; `None` if no candidate is proved to be one.
fn condition(own: &Filter, path: &str, is_denied: bool, budget: &mut Budget) -> Option<Option<String>> {
    let null = if is_denied { Want::NOT_FALSE } else { Want::NOT_TRUE };
    // A string is not before the empty one; a value of another type has no order.
    let tests = if is_denied {
        [("or", "eq", "null", ""), ("or", "ge", "''", "not ")]
    } else {
        [("and", "ne", "null", ""), ("and", "ge", "''", "")]
    };
    let forms = tests.map(|(word, operator, literal, not)| match own.schema().form() {
        Form::Prefix if not.is_empty() => format!("{word}({own},{operator}({path},{literal}))"),
        Form::Prefix => format!("{word}({own},not({operator}({path},{literal})))"),
        _ => format!("{own} {word} {not}{path} {operator} {literal}"),
    });
    let forms: Vec<Filter> = forms.iter().filter_map(|form| checked(own.schema(), form)).collect();
    let (kept, other) = if is_denied { (Want::FALSE, Want::TRUE) } else { (Want::TRUE, Want::FALSE) };
    // If possible, it is exact for values of other types too.
    [JobValues::Any, JobValues::Typed].into_iter().find_map(|values| {
        let mut never = |requirements: &[(&Filter, Want)]| never(requirements, values, budget);
        if never(&[(own, Want::NOT_TRUE), (own, Want::NOT_FALSE)]) {
            return Some(None);
        }
        let is_exact =
            |new: &&Filter| never(&[(own, kept), (new, !kept)]) && never(&[(own, null), (new, !other)]);
        forms.iter().find(is_exact).map(|form| Some(form.as_str().to_owned()))
    })
}
