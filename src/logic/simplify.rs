//! A filter → a shorter one that selects the same jobs.
//!
//! Each step tries the changes of one place, from the whole to the terms, and takes the first whose filter is shorter
//! and selects the same jobs by a proof. So a step needs no other argument, and a wrong one cannot be taken.

use std::collections::{HashSet, VecDeque};

use serde::Serialize;

use super::JobValues;
use super::budget::{Budget, Spent};
use super::proof::{self, Witness};
use super::values::Want;
use crate::Filter;
use crate::syntax::{Ast, NodeId, NodeKind, Operand, OperandKind, Operator, Visit};
use crate::text::{Edit, Quoted, Span, apply};

/// A simplified filter, with the steps to it.
///
/// ```
/// use comfilter::Filter;
///
/// let filter: Filter = "state in ('ERROR','STALLED') and state ne 'STALLED' and generation ge 1 \
///     and not (generation eq null)".parse()?;
/// let simplified = filter.simplify();
/// assert_eq!(simplified.filter().as_str(), "state eq 'ERROR' and generation ge 1");
/// for step in simplified.steps() {
///     println!("{}: {}", step.reason(), step.filter());
/// }
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simplification {
    pub(super) filter: Filter,
    steps: Vec<Step>,
    is_complete: bool,
}

impl Simplification {
    /// The filter after all steps.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether all changes were tried. Otherwise the filter is equal, and may have a shorter form.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }
}

/// One step: a change that a proof allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    reason: String,
    filter: Filter,
}

impl Step {
    /// The change, as a sentence: "`state ne 'A'` adds nothing".
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The filter after it.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }
}

/// The steps of all proofs: about a tenth of a second.
const STEPS: usize = 4_500_000;

/// Most terms of the parts of a join that are compared with each other.
const TERMS: usize = 512;

/// Most literals of one property that are tried in a single condition.
const LITERALS: usize = 8;

const BOOLEANS: [&str; 2] = ["true", "false"];

impl Filter {
    /// A filter that selects the same jobs of the types of the list, and is shorter or the same. Changes below a
    /// `not` also keep the jobs for which the filter is false.
    pub fn simplify(&self) -> Simplification {
        self.simplify_within(STEPS)
    }

    /// The same with another budget.
    pub(crate) fn simplify_within(&self, steps: usize) -> Simplification {
        let mut budget = Budget::new(steps);
        let mut filter = self.clone();
        let mut steps = Vec::new();
        loop {
            match step(&filter, &mut budget) {
                Ok(Some(step)) => {
                    filter = step.filter.clone();
                    steps.push(step);
                }
                Ok(None) => return Simplification { filter, steps, is_complete: true },
                Err(Spent) => return Simplification { filter, steps, is_complete: false },
            }
        }
    }
}

/// A possible change.
struct Change {
    reason: String,
    edits: Vec<Edit>,
    /// Whether it is below a `not`.
    is_denied: bool,
    /// Whether it is right whatever the terms mean.
    is_sure: bool,
}

fn step(filter: &Filter, budget: &mut Budget) -> Result<Option<Step>, Spent> {
    let text = filter.as_str();
    let mut tried = HashSet::new();
    for change in Changes::of(filter.ast()) {
        budget.take(text.len())?;
        let Ok(changed) = apply(text, &change.edits) else { continue };
        let Ok(changed) = filter.schema().check(&changed).into_result() else { continue };
        if changed.as_str().len() >= text.len() || !tried.insert(changed.as_str().to_owned()) {
            continue;
        }
        if change.is_sure || is_equal(filter, &changed, change.is_denied, budget)? {
            return Ok(Some(Step { reason: change.reason, filter: changed }));
        }
    }
    Ok(None)
}

/// Whether two filters select the same jobs; with `exactly`, they also are false for the same jobs.
fn is_equal(one: &Filter, other: &Filter, exactly: bool, budget: &mut Budget) -> Result<bool, Spent> {
    let wants = [Want::TRUE, Want::NOT_TRUE, Want::FALSE, Want::NOT_FALSE];
    let count = if exactly { 4 } else { 2 };
    for want in wants.into_iter().take(count) {
        match proof::find(&[(one, want), (other, !want)], JobValues::Typed, budget) {
            Witness::Nothing => {}
            Witness::Job(_) => return Ok(false),
            Witness::Unknown => return budget.take(1).map(|()| false),
        }
    }
    Ok(true)
}

/// A part of a tree, with the parts around it.
struct Place {
    id: NodeId,
    parent: Option<usize>,
    is_denied: bool,
}

/// The changes of a tree, made place by place: each may copy a large part of the text.
struct Changes<'a> {
    ast: &'a Ast<'static>,
    places: Vec<Place>,
    /// The number of places whose changes were made.
    done: usize,
    found: VecDeque<Change>,
}

/// A condition that names one property and some literals.
struct Named<'a> {
    path: &'a str,
    literals: Vec<&'a str>,
    /// For an equality with one of the literals: whether it must be equal.
    is_equal: Option<bool>,
}

impl Iterator for Changes<'_> {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        while self.found.is_empty() && self.done < self.places.len() {
            self.at(self.done);
            self.done += 1;
        }
        self.found.pop_front()
    }
}

impl<'a> Changes<'a> {
    fn of(ast: &'a Ast<'static>) -> Changes<'a> {
        let mut changes = Changes { ast, places: Vec::new(), done: 0, found: VecDeque::new() };
        let mut open: Vec<usize> = Vec::new();
        for visit in ast.walk() {
            match visit {
                Visit::Enter(id) => {
                    let parent = open.last().copied();
                    let around = parent.and_then(|parent| changes.places.get(parent));
                    let is_denied = around.is_some_and(|around| {
                        around.is_denied || matches!(ast.kind(around.id), NodeKind::Not { .. })
                    });
                    open.push(changes.places.len());
                    changes.places.push(Place { id, parent, is_denied });
                }
                Visit::Leave(_) => drop(open.pop()),
                Visit::Between(_) => {}
            }
        }
        for at in 0..changes.places.len() {
            changes.repeated(at);
        }
        // Repeated terms are many at once, and each of the others costs a proof.
        if !changes.found.is_empty() {
            changes.done = changes.places.len();
        }
        changes
    }

    fn text(&self, id: NodeId) -> &'a str {
        self.ast.span(id).of(self.ast.text())
    }

    fn kind(&self, at: usize) -> Option<NodeKind> {
        self.places.get(at).map(|place| self.ast.kind(place.id))
    }

    fn add(&mut self, at: usize, reason: String, edits: Vec<Edit>) {
        let is_denied = self.places.get(at).is_some_and(|place| place.is_denied);
        self.found.push_back(Change { reason, edits, is_denied, is_sure: false });
    }

    /// Removes all repetitions of terms of a join at once.
    fn repeated(&mut self, at: usize) {
        let Some(place) = self.places.get(at) else { return };
        if !matches!(self.ast.kind(place.id), NodeKind::And | NodeKind::Or) {
            return;
        }
        let mut seen = HashSet::new();
        let (mut edits, mut first) = (Vec::new(), None);
        let mut before: Option<NodeId> = None;
        for child in self.ast.children(place.id) {
            let text = self.text(child);
            if !seen.insert(text)
                && let Some(before) = before
            {
                first.get_or_insert(text);
                edits.push(Edit::delete(Span::new(self.ast.span(before).end, self.ast.span(child).end)));
            }
            before = Some(child);
        }
        if let Some(text) = first {
            let count = seen.len();
            // Another change takes the name off a join of one term.
            if count == 1 && self.is_prefixed(at) {
                return;
            }
            let reason = format!("{} is repeated", Quoted(text));
            self.found.push_back(Change { reason, edits, is_denied: place.is_denied, is_sure: true });
        }
    }

    fn is_prefixed(&self, at: usize) -> bool {
        let parent = self.places.get(at).and_then(|place| place.parent);
        parent
            .and_then(|parent| self.kind(parent))
            .is_some_and(|kind| matches!(kind, NodeKind::Prefix { .. }))
    }

    fn at(&mut self, at: usize) {
        let Some(Place { id, .. }) = self.places.get(at) else { return };
        let id = *id;
        match self.ast.kind(id) {
            NodeKind::And | NodeKind::Or => {
                let children: Vec<NodeId> = self.ast.children(id).collect();
                for child in 0..children.len() {
                    self.without(at, &children, child);
                }
                self.shared(at, &children);
                self.one_property(at, &children);
            }
            NodeKind::Not { .. } => self.denial(at, id),
            NodeKind::Group { span } => {
                // Parentheses around the whole filter, or around a single condition.
                let inner = self.ast.children(id).next();
                let parent = self.places.get(at).and_then(|place| place.parent);
                // `not a eq 'x'` is read in several ways.
                let is_in_not = parent
                    .and_then(|parent| self.kind(parent))
                    .is_some_and(|kind| matches!(kind, NodeKind::Not { .. }));
                let around = parent.and_then(|parent| self.kind(parent));
                let is_free = |inner: NodeId| match self.ast.kind(inner) {
                    _ if parent.is_none() => true,
                    // `a and (b and c)`.
                    own @ (NodeKind::And | NodeKind::Or) => around == Some(own),
                    NodeKind::Call { .. } => true,
                    _ => !is_in_not && self.is_condition(inner),
                };
                if let Some(inner) = inner.filter(|inner| is_free(*inner)) {
                    let text = self.text(inner).to_owned();
                    self.add(at, "parentheses are not needed".to_owned(), vec![Edit::replace(span, text)]);
                }
            }
            NodeKind::Membership { items, .. } => {
                let items: Vec<Operand> = self.ast.operands(items).to_vec();
                for (item, operand) in items.iter().enumerate().filter(|_| items.len() > 1) {
                    let taken =
                        match (item.checked_sub(1).and_then(|before| items.get(before)), items.get(item + 1))
                        {
                            (Some(before), _) => Span::new(before.span.end, operand.span.end),
                            (None, Some(next)) => Span::new(operand.span.start, next.span.start),
                            (None, None) => continue,
                        };
                    let reason = format!("{} adds nothing to its list", Quoted(self.ast.text_of(*operand)));
                    self.add(at, reason, vec![Edit::delete(taken)]);
                }
                if let ([only], Some(Named { path, .. })) = (items.as_slice(), self.named(id)) {
                    let text = self.condition(path, Operator::Eq, self.ast.text_of(*only));
                    self.add(
                        at,
                        "a list of one value is that value".to_owned(),
                        vec![self.replaced(id, text)],
                    );
                }
            }
            _ => {}
        }
    }

    fn is_condition(&self, id: NodeId) -> bool {
        self.ast.kind(self.ast.without_groups(id)).is_condition()
    }

    fn replaced(&self, id: NodeId, text: String) -> Edit {
        Edit::replace(self.ast.span(id), text)
    }

    fn condition(&self, path: &str, operator: Operator, literal: &str) -> String {
        let operator = operator.keyword();
        match self.ast.has_prefix_form() {
            true => format!("{operator}({path},{literal})"),
            false => format!("{path} {operator} {literal}"),
        }
    }

    /// The whole of a join, with its name and its parentheses.
    fn whole(&self, at: usize) -> (Span, bool) {
        let Some(place) = self.places.get(at) else { return (Span::default(), false) };
        let own = self.ast.span(place.id);
        let parent = place.parent.and_then(|parent| self.places.get(parent));
        match parent.map(|parent| (parent, self.ast.kind(parent.id))) {
            Some((_, NodeKind::Prefix { span })) => (span, false),
            Some((parent, NodeKind::Group { span })) => {
                let around = parent.parent.and_then(|around| self.kind(around));
                match around {
                    Some(NodeKind::Not { .. }) => (own, true),
                    _ => (span, false),
                }
            }
            _ => (own, false),
        }
    }

    /// A join without one of its parts.
    fn without(&mut self, at: usize, children: &[NodeId], child: usize) {
        let Some(removed) = children.get(child).copied() else { return };
        let reason = format!("{} adds nothing", Quoted(self.text(removed)));
        let edit = match children {
            [one, other] => {
                let kept = if child == 0 { *other } else { *one };
                let (span, is_in_not) = self.whole(at);
                let is_free = !is_in_not && span != self.ast.span(self.places.get(at).map_or(kept, |p| p.id));
                let is_root = self.places.get(at).is_some_and(|place| place.parent.is_none());
                // The parentheses around the join are those of its only part.
                let text = match self.ast.kind(kept) {
                    NodeKind::Group { .. } if is_root || is_in_not => {
                        self.ast.children(kept).next().map_or("", |inner| self.text(inner)).to_owned()
                    }
                    NodeKind::And | NodeKind::Or if is_free => format!("({})", self.text(kept)),
                    _ => self.text(kept).to_owned(),
                };
                Edit::replace(span, text)
            }
            _ => {
                let own = self.ast.span(removed);
                let before = child.checked_sub(1).and_then(|before| children.get(before));
                match (before, children.get(child + 1)) {
                    (Some(before), _) => Edit::delete(Span::new(self.ast.span(*before).end, own.end)),
                    (None, Some(next)) => Edit::delete(Span::new(own.start, self.ast.span(*next).start)),
                    (None, None) => return,
                }
            }
        };
        self.add(at, reason, vec![edit]);
    }

    /// A term that several parts of a join have in common comes out of them.
    fn shared(&mut self, at: usize, children: &[NodeId]) {
        let Some(id) = self.places.get(at).map(|place| place.id) else { return };
        let is_and = self.ast.kind(id) == NodeKind::And;
        let inner = if is_and { NodeKind::Or } else { NodeKind::And };
        let parts: Vec<Vec<&str>> = children
            .iter()
            .map(|child| {
                let bare = self.ast.without_groups(*child);
                if self.ast.kind(bare) == inner {
                    self.ast.children(bare).map(|term| self.text(term)).collect()
                } else {
                    Vec::new()
                }
            })
            .collect();
        let mut counted: Vec<(&str, usize)> = Vec::new();
        for term in parts.iter().flatten().copied().take(TERMS) {
            match counted.iter_mut().find(|(known, _)| *known == term) {
                Some((_, count)) => *count += 1,
                None => counted.push((term, 1)),
            }
        }
        let most = counted.iter().filter(|(_, count)| *count > 1).max_by_key(|(_, count)| *count);
        let Some((common, _)) = most.copied() else { return };
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for (terms, child) in parts.iter().zip(children) {
            if terms.contains(&common) {
                let rest: Vec<&str> = terms.iter().copied().filter(|term| *term != common).collect();
                inside.push(self.joined(!is_and, &rest, false));
            } else {
                outside.push(self.text(*child).to_owned());
            }
        }
        let inside: Vec<&str> = inside.iter().map(String::as_str).collect();
        let inside = self.joined(is_and, &inside, true);
        let with = self.joined(!is_and, &[common, &inside], !outside.is_empty());
        let parts: Vec<&str> = std::iter::once(&*with).chain(outside.iter().map(String::as_str)).collect();
        let text = self.joined(is_and, &parts, false);
        let (span, _) = match self.is_prefixed(at) {
            true => self.whole(at),
            false => (self.ast.span(id), false),
        };
        let reason = format!("{} is in several parts", Quoted(common));
        self.add(at, reason, vec![Edit::replace(span, text)]);
    }

    /// Parts joined as the filter does. `is_part` asks for parentheses that a part of another join needs.
    fn joined(&self, is_and: bool, parts: &[&str], is_part: bool) -> String {
        let word = if is_and { "and" } else { "or" };
        match parts {
            [only] => (*only).to_owned(),
            _ if self.ast.has_prefix_form() => format!("{word}({})", parts.join(",")),
            _ if is_part || !is_and => format!("({})", parts.join(&format!(" {word} "))),
            _ => parts.join(&format!(" {word} ")),
        }
    }

    /// The property and the literals of a part.
    fn named(&self, id: NodeId) -> Option<Named<'a>> {
        let ast = self.ast;
        let (mut id, mut is_denied) = (self.ast.without_groups(id), false);
        while let NodeKind::Not { .. } = ast.kind(id) {
            is_denied = !is_denied;
            id = self.ast.without_groups(ast.children(id).next()?);
        }
        match ast.kind(id) {
            NodeKind::Comparison { left, operator, right } if left.kind.is_property() => {
                let is_equal = match operator {
                    Operator::Eq => Some(!is_denied),
                    Operator::Ne => Some(is_denied),
                    _ => None,
                };
                let literals = vec![ast.text_of(right)];
                Some(Named { path: ast.text_of(left), literals, is_equal })
            }
            NodeKind::Membership { left, items, .. } => {
                let items = ast.operands(items);
                if items.iter().any(|item| item.kind == OperandKind::Parameter) {
                    return None;
                }
                let literals = items.iter().map(|item| ast.text_of(*item)).collect();
                Some(Named { path: ast.text_of(left), literals, is_equal: Some(!is_denied) })
            }
            _ => None,
        }
    }

    /// The conditions of one property in a join, as a list or as one of its comparisons.
    fn one_property(&mut self, at: usize, children: &[NodeId]) {
        let Some(id) = self.places.get(at).map(|place| place.id) else { return };
        let is_and = self.ast.kind(id) == NodeKind::And;
        let named: Vec<(usize, Named<'a>)> = children
            .iter()
            .enumerate()
            .filter_map(|(place, child)| Some((place, self.named(*child)?)))
            .collect();
        let mut paths: Vec<&str> = Vec::new();
        for (_, named) in &named {
            if !paths.contains(&named.path) && paths.len() < LITERALS {
                paths.push(named.path);
            }
        }
        for path in paths {
            let own: Vec<&(usize, Named<'a>)> =
                named.iter().filter(|(_, named)| named.path == path).collect();
            if own.len() < 2 {
                continue;
            }
            let mut texts = Vec::new();
            // A list with null is easy to overlook, and the rule `null-order` reports it.
            let is_listed = |named: &Named<'_>| named.is_equal == Some(!is_and) && named.literals != ["null"];
            let equal: Vec<&&(usize, Named<'a>)> = own.iter().filter(|(_, named)| is_listed(named)).collect();
            // No document shows a list in the prefix form.
            if equal.len() > 1 && !self.ast.has_prefix_form() {
                let mut seen = HashSet::new();
                let literals = equal.iter().flat_map(|(_, named)| named.literals.iter().copied());
                let literals: Vec<&str> = literals.filter(|literal| seen.insert(*literal)).collect();
                let list = literals.join(",");
                let text = match is_and {
                    false => format!("{path} in ({list})"),
                    true => format!("not ({path} in ({list}))"),
                };
                let places: Vec<usize> = equal.iter().map(|(place, _)| *place).collect();
                texts.push((places, text, format!("the values of {} are one list", Quoted(path))));
            }
            let mut literals: Vec<&str> = Vec::new();
            for literal in own.iter().flat_map(|(_, named)| named.literals.iter().copied()) {
                if literals.len() < LITERALS && !literals.contains(&literal) {
                    literals.push(literal);
                }
            }
            let places: Vec<usize> = own.iter().map(|(place, _)| *place).collect();
            if literals.iter().any(|literal| BOOLEANS.contains(literal)) {
                literals.retain(|literal| !BOOLEANS.contains(literal));
                literals.extend(BOOLEANS);
            }
            literals.push("null");
            for literal in literals {
                let has_order = literal != "null" && !BOOLEANS.contains(&literal);
                for operator in Operator::ALL {
                    if !has_order && !matches!(operator, Operator::Eq | Operator::Ne) {
                        continue;
                    }
                    let text = self.condition(path, operator, literal);
                    let reason = format!("the conditions of {} are one", Quoted(path));
                    texts.push((places.clone(), text, reason));
                }
            }
            for (places, text, reason) in texts {
                if let Some(edits) = self.replacing(at, children, &places, &text) {
                    self.add(at, reason, edits);
                }
            }
        }
    }

    /// Replaces the first of some parts of a join by this, and removes the others.
    fn replacing(&self, at: usize, children: &[NodeId], places: &[usize], text: &str) -> Option<Vec<Edit>> {
        let (first, others) = places.split_first()?;
        if places.len() == children.len() {
            let (span, _) = self.whole(at);
            return Some(vec![Edit::replace(span, text.to_owned())]);
        }
        let mut edits = vec![Edit::replace(self.ast.span(*children.get(*first)?), text.to_owned())];
        for place in others {
            let before = self.ast.span(*children.get(place.checked_sub(1)?)?);
            edits.push(Edit::delete(Span::new(before.end, self.ast.span(*children.get(*place)?).end)));
        }
        Some(edits)
    }

    /// `not` of a comparison, and of another `not`.
    fn denial(&mut self, at: usize, id: NodeId) {
        let Some(child) = self.ast.children(id).next() else { return };
        let inner = self.ast.without_groups(child);
        match self.ast.kind(inner) {
            NodeKind::Not { .. } => {
                if let Some(twice) = self.ast.children(inner).next() {
                    let reason = "`not` of `not` is neither".to_owned();
                    let bare = match self.is_condition(twice) {
                        true => self.ast.without_groups(twice),
                        false => twice,
                    };
                    let edits = vec![self.replaced(id, self.text(bare).to_owned())];
                    self.add(at, reason, edits);
                }
            }
            NodeKind::Comparison { left, operator, right } => {
                // For an order, null makes a difference, unless another term excludes it.
                let turned = match operator {
                    Operator::Eq => Operator::Ne,
                    Operator::Ne => Operator::Eq,
                    Operator::Gt => Operator::Le,
                    Operator::Ge => Operator::Lt,
                    Operator::Lt => Operator::Ge,
                    Operator::Le => Operator::Gt,
                };
                let (left, right) = (self.ast.text_of(left), self.ast.text_of(right));
                let text = self.condition(left, turned, right);
                let reason = format!("`not` with `{}` is `{}`", operator.keyword(), turned.keyword());
                let edits = vec![self.replaced(id, text)];
                self.add(at, reason, edits);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All changes of deep nesting together would copy the filter for each level.
    #[test]
    fn changes_are_made_when_they_are_tried() {
        let inner = format!("contains(name,'{}')", "x".repeat(10_000));
        let text = (0..100).fold(inner, |inner, number| format!("generation eq {number} and ({inner})"));
        let filter: Filter = text.parse().unwrap();
        let mut changes = Changes::of(filter.ast());
        let length = |change: &Change| change.edits.iter().map(|edit| edit.text.len()).sum::<usize>();
        let first = changes.next().unwrap();
        let made: usize = changes.found.iter().chain([&first]).map(length).sum();
        assert!((10_000..4 * text.len()).contains(&made), "{made}");
        let all: usize = changes.map(|change| length(&change)).sum();
        assert!(all > 50 * text.len(), "{all}");
    }
}
