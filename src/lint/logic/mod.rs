//! The conditions of one property taken together.
//!
//! Each part of the tree, from the conditions upward, has four sets of a property's values
//! (`values.rs`, `set.rs`). They contain the values for which the part can be true, can be false,
//! must be true and must be false, whatever else a job contains. `and` makes intersections and
//! unions of them, `or` the dual, and `not` swaps them. An `and` with an empty set is never true:
//! `never-true`. An `or` with a full set is always true: `always-true`. A term is redundant if its
//! set contains that of another one: `redundant-term`, which also knows equal terms (`equal.rs`).
//!
//! Only conditions of a listed property that is not an object are considered, and only if there are
//! two of it: a filter that names each property once pays nothing. A finding must hold for each
//! job, so an unknown fact may go either way. Therefore the rules miss
//!
//! - a term that contradicts one further up: `state eq 'A' and (state eq 'B' or name eq 'x')`;
//! - a term that is redundant only because of several others together, and values in a list;
//! - an empty gap between two numbers or strings: `generation gt 1 and generation lt 2`;
//! - searched strings that exclude a range: `contains(name,'b')` of names up to `'a'`;
//! - a condition that is never true alone: `name lt ''`.
//!
//! Contradictions of several properties, and of parts at different depths, are found for the filter as a whole
//! (`proved.rs`).
//!
//! `tests/logic.rs` counts the misses in all small filters: the rules find every contradiction and
//! every part that is always true. They miss only the redundant terms above, and on purpose those
//! that only compare with null.

mod always_true;
mod equal;
mod never_true;
mod proved;
mod redundant_term;
mod set;
mod values;

use std::collections::HashSet;

use super::RuleContext;
use crate::check::condition::{Condition, Literal, Test, oriented};
use crate::limits;
use crate::schema::Type;
use crate::syntax::{Ast, NodeId, NodeKind, Operand, OperandKind, Operator, Visit};
use crate::text::Span;
use equal::{Wording, Wordings};
use set::Set;
use values::{Containing, ValueLine, ValueOutcome, Values};

/// A part of the filter, with its results.
struct LogicPart {
    id: NodeId,
    wording: Wording,
    /// For an `and` (true) or an `or`: the joined parts.
    joins: Option<(bool, Vec<Wording>)>,
    always: Always,
    stated: Vec<Stated>,
}

/// The effect of a part on the values of one property.
struct Stated {
    /// Which line of values.
    line: usize,
    /// Its source: a single condition, if there is only one.
    from: NodeId,
    outcome: ValueOutcome,
}

/// One term of a join, with its outcome for the current property.
struct JoinTerm<'p> {
    /// Its place among the terms of the join.
    at: usize,
    id: NodeId,
    from: NodeId,
    outcome: &'p ValueOutcome,
}

/// An `and` or an `or`.
struct Join {
    id: NodeId,
    is_and: bool,
    place: PartContext,
}

impl Join {
    /// The place of the first terms that decide it, and of these a pair that decides it alone.
    fn cause<'t, 'p>(
        &self,
        ast: &Ast<'_>,
        terms: &'t [JoinTerm<'p>],
        decide: impl Fn(&[&'t JoinTerm<'p>]) -> bool,
    ) -> (Span, Option<[&'t JoinTerm<'p>; 2]>) {
        let terms: Vec<&JoinTerm<'_>> = terms.iter().collect();
        let count = least(terms.len(), |count| terms.get(..count).is_some_and(&decide));
        let enough = terms.get(..count).unwrap_or_default();
        let (Some(first), Some(last)) = (enough.first(), enough.last()) else {
            return (ast.span(self.id), None);
        };
        // A term that decides it alone already has its finding.
        let pair = enough.iter().map(|term| [*term, *last]).find(|pair| decide(pair));
        let from = pair.map_or(first.id, |[one, _]| one.id);
        (ast.span(from).cover(ast.span(last.id)), pair)
    }
}

/// Whether a part excludes all values, or accepts all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Always {
    /// It is true of no job.
    not_true: bool,
    /// It is false of no job.
    not_false: bool,
    /// It is true of every job whose values are null or of the declared types.
    is_true: bool,
    /// It is false of each of those.
    is_false: bool,
    /// Whether its cause already has a finding.
    is_known: bool,
}

impl Always {
    /// The result for the values of one property.
    fn of(line: ValueLine, outcome: &ValueOutcome) -> Always {
        Always {
            not_true: outcome.may_hold.is_empty(),
            not_false: outcome.may_fail.is_empty(),
            is_true: outcome.holds.holds_all(&line.expected()),
            is_false: outcome.fails.holds_all(&line.expected()),
            is_known: false,
        }
    }

    fn denied(self) -> Always {
        Always {
            not_true: self.not_false,
            not_false: self.not_true,
            is_true: self.is_false,
            is_false: self.is_true,
            is_known: self.is_known,
        }
    }

    fn or(self, other: Always) -> Always {
        Always {
            not_true: self.not_true || other.not_true,
            not_false: self.not_false || other.not_false,
            is_true: self.is_true || other.is_true,
            is_false: self.is_false || other.is_false,
            is_known: self.is_known || other.is_known,
        }
    }

    /// The result of a join from those of its terms.
    fn joined(is_and: bool, parts: &[LogicPart]) -> Always {
        let any = |is: fn(&Always) -> bool| parts.iter().any(|part| is(&part.always));
        let all = |is: fn(&Always) -> bool| parts.iter().all(|part| is(&part.always));
        let decides =
            |is: fn(&Always) -> bool, one_decides: bool| if one_decides { any(is) } else { all(is) };
        Always {
            not_true: decides(|always| always.not_true, is_and),
            not_false: decides(|always| always.not_false, !is_and),
            is_true: decides(|always| always.is_true, !is_and),
            is_false: decides(|always| always.is_false, is_and),
            is_known: any(|always| always.is_known),
        }
    }

    /// Whether it is reported, here or for an inner part.
    fn is_told(self) -> bool {
        self.not_true || self.is_true
    }
}

/// The context of a part.
#[derive(Debug, Clone, Copy)]
struct PartContext {
    /// Whether it is below a `not`.
    is_denied: bool,
    /// Whether it is below `and` and parentheses only.
    is_required: bool,
    /// Whether it is below `or` and parentheses only.
    suffices: bool,
}

impl PartContext {
    fn below(self, kind: NodeKind) -> PartContext {
        let is_group = matches!(kind, NodeKind::Group { .. } | NodeKind::Prefix { .. });
        PartContext {
            is_denied: self.is_denied || matches!(kind, NodeKind::Not { .. }),
            is_required: self.is_required && (is_group || kind == NodeKind::And),
            suffices: self.suffices && (is_group || kind == NodeKind::Or),
        }
    }
}

/// A part that is being read.
struct OpenPart {
    id: NodeId,
    kind: NodeKind,
    place: PartContext,
    parts: Vec<LogicPart>,
}

/// The number of first terms that are needed for a result of all terms.
fn least(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut below, mut enough) = (0, count);
    while below + 1 < enough {
        let middle = below.midpoint(enough);
        if holds(middle) {
            enough = middle;
        } else {
            below = middle;
        }
    }
    enough
}

/// Reports the findings of the three rules, and returns the redundant terms.
pub(super) fn find(cx: &mut RuleContext<'_, '_>) -> HashSet<NodeId> {
    if !names_one_twice(cx.ast) {
        return HashSet::new();
    }
    let mut logic = Logic::of(cx.ast);
    let whole = logic.read(cx);
    if whole.is_some_and(|whole| !whole.is_told() && !whole.denied().is_told() && !whole.is_known) {
        proved::find(cx);
    }
    logic.redundant
}

/// Whether a filter is true of every job whose values are null or of the declared types.
pub(super) fn is_always_true(cx: &mut RuleContext<'_, '_>) -> bool {
    names_one_twice(cx.ast) && Logic::of(cx.ast).read(cx).is_some_and(|all| all.is_true)
}

/// Whether two conditions are of one property.
fn names_one_twice(ast: &Ast<'_>) -> bool {
    let mut paths: Vec<&str> =
        ast.nodes().filter_map(|kind| path(ast, kind)).map(|path| ast.text_of(path)).collect();
    paths.sort_unstable();
    paths.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

/// The property that a condition is of.
fn path(ast: &Ast<'_>, kind: NodeKind) -> Option<Operand> {
    match kind {
        NodeKind::Comparison { left, operator, right } => Some(oriented(left, operator, right).0),
        NodeKind::ElementOf { array, .. } => Some(array),
        NodeKind::Membership { left, .. } | NodeKind::Alone(left) => Some(left),
        NodeKind::Call { arguments, .. } => ast.operands(arguments).first().copied(),
        _ => None,
    }
}

struct Logic<'a> {
    lines: Vec<(ValueLine, &'a str)>,
    wordings: Wordings<'a>,
    /// The remaining budget.
    steps: usize,
    redundant: HashSet<NodeId>,
}

impl<'a> Logic<'a> {
    fn of(ast: &Ast<'_>) -> Logic<'a> {
        let steps = ast.text().len().saturating_mul(limits::LOGIC);
        Logic { lines: Vec::new(), wordings: Wordings::default(), steps, redundant: HashSet::new() }
    }

    /// Takes steps from the budget, if it has as many.
    fn may_take(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    /// Goes over the tree once, each part after its children. Returns the result for the whole
    /// tree, if there is one.
    fn read(&mut self, cx: &mut RuleContext<'a, '_>) -> Option<Always> {
        let ast = cx.ast;
        let mut conditions = self.conditions(cx).into_iter();
        let mut open: Vec<OpenPart> = Vec::new();
        let mut all = None;
        for visit in ast.walk() {
            let part = match visit {
                Visit::Enter(id) => {
                    let kind = ast.kind(id);
                    if let NodeKind::And | NodeKind::Or | NodeKind::Not { .. } | NodeKind::Group { .. } = kind
                    {
                        let top = PartContext { is_denied: false, is_required: true, suffices: true };
                        let place = open.last().map_or(top, |open| open.place.below(open.kind));
                        open.push(OpenPart { id, kind, place, parts: Vec::new() });
                        continue;
                    }
                    conditions.next()?
                }
                Visit::Leave(id) => match open.pop_if(|open| open.id == id) {
                    Some(open) => self.close(cx, open)?,
                    None => continue,
                },
                Visit::Between(_) => continue,
            };
            match open.last_mut() {
                Some(outer) => outer.parts.push(part),
                None => all = Some(part.always),
            }
        }
        all
    }

    /// The conditions in the order of the text, each with its outcome for its property.
    fn conditions(&mut self, cx: &RuleContext<'a, '_>) -> Vec<LogicPart> {
        let ast = cx.ast;
        let conditions = ast.walk().filter_map(|visit| match visit {
            Visit::Enter(id) => Some((id, path(ast, ast.kind(id))?)),
            _ => None,
        });
        let mut parts = Vec::new();
        let mut by_path = Vec::new();
        for (at, (id, path)) in conditions.enumerate() {
            let wording = self.wordings.unique();
            parts.push(LogicPart { id, wording, joins: None, always: Always::default(), stated: Vec::new() });
            by_path.push((ast.text_of(path), at));
        }
        by_path.sort_unstable();
        for group in by_path.chunk_by(|(one, _), (other, _)| one == other) {
            let [(path, _), _, ..] = group else { continue };
            let mut read = Vec::new();
            for (_, at) in group {
                let Some(part) = parts.get_mut(*at) else { continue };
                let kind = ast.kind(part.id);
                let condition = Condition::read_in(cx.schema, ast, kind);
                let property = condition.as_ref().and_then(|condition| condition.property);
                // Conditions on the items of an array give no findings, not even for repetition. The
                // service may distinguish literals with and without quotes.
                if property.is_some_and(|property| property.through.is_some() || !property.quoted.is_empty())
                {
                    continue;
                }
                part.wording = self.wordings.condition(cx, kind);
                let is_bound = ast.values(kind).iter().all(|value| value.kind != OperandKind::Parameter);
                if is_bound && let Some(condition) = condition {
                    read.push((*at, condition));
                }
            }
            // The result of a function, a caseless property and the items of an array are not
            // places on the line of the property's values.
            if let Some(property) = cx.schema.property_of_any(path)
                && !property.caseless
                && property.through.is_none()
                && !matches!(property.ty, Type::Object | Type::Array)
            {
                self.state(path, property.ty, &read, &mut parts);
            }
        }
        parts
    }

    /// Adds the outcomes of the conditions of one property.
    fn state(&mut self, path: &'a str, ty: Type, read: &[(usize, Condition<'a>)], parts: &mut [LogicPart]) {
        let values = Values::new(ty, read.iter().map(|(_, condition)| condition));
        let texts: Vec<&str> = read.iter().filter_map(|(_, condition)| looked_for(condition)).collect();
        if !self.may_take(texts.len() * values.len()) {
            return;
        }
        self.add_line(path, values.line(), read, parts, |condition| values.outcome(condition));
        if !self.may_take(texts.len() * texts.len()) {
            return;
        }
        for (at, text) in texts.iter().enumerate() {
            let is_known = texts.iter().take(at).any(|other| other == text);
            let is_found =
                || texts.iter().enumerate().any(|(other, found)| other != at && found.contains(text));
            if !is_known && is_found() && self.may_take(read.len()) {
                let containing = Containing(text);
                self.add_line(path, Containing::line(), read, parts, |condition| {
                    containing.outcome(condition)
                });
            }
        }
    }

    fn add_line(
        &mut self,
        path: &'a str,
        line: ValueLine,
        read: &[(usize, Condition<'a>)],
        parts: &mut [LogicPart],
        outcome: impl Fn(&Condition<'a>) -> Option<ValueOutcome>,
    ) {
        let number = self.lines.len();
        self.lines.push((line, path));
        for (at, condition) in read {
            if let (Some(part), Some(outcome)) = (parts.get_mut(*at), outcome(condition)) {
                part.always = part.always.or(Always::of(line, &outcome));
                part.stated.push(Stated { line: number, from: part.id, outcome });
            }
        }
    }

    /// Finishes a part after its children; `None` if the budget of steps is used up.
    fn close(&mut self, cx: &mut RuleContext<'a, '_>, open: OpenPart) -> Option<LogicPart> {
        let OpenPart { id, kind, place, mut parts } = open;
        match kind {
            NodeKind::And | NodeKind::Or => {
                let join = Join { id, is_and: kind == NodeKind::And, place };
                self.join(cx, &join, parts)
            }
            NodeKind::Not { .. } => {
                let denied = parts.pop()?;
                never_true::look_at_not(cx, id, place, denied.always);
                always_true::look_at_not(cx, id, place, denied.always);
                let always = denied.always.denied();
                let stated = denied.stated.into_iter();
                Some(LogicPart {
                    id,
                    wording: self.wordings.not(denied.wording),
                    joins: None,
                    always: Always { is_known: always.is_known || always.is_told(), ..always },
                    stated: stated
                        .map(|stated| Stated { from: id, outcome: stated.outcome.denied(), ..stated })
                        .collect(),
                })
            }
            // The contents of the parentheses.
            _ => parts.pop().map(|part| LogicPart { id, ..part }),
        }
    }

    fn join(
        &mut self,
        cx: &mut RuleContext<'a, '_>,
        join: &Join,
        mut parts: Vec<LogicPart>,
    ) -> Option<LogicPart> {
        let is_and = join.is_and;
        let mut stated: Vec<(usize, Stated)> = Vec::new();
        for (at, part) in parts.iter_mut().enumerate() {
            stated.extend(part.stated.drain(..).map(|stated| (at, stated)));
        }
        if !self
            .may_take(parts.len() + stated.iter().map(|(_, stated)| stated.outcome.ranges()).sum::<usize>())
        {
            return None;
        }
        stated.sort_by_key(|(_, stated)| stated.line);
        let follows = Always::joined(is_and, &parts);
        let mut always = follows;
        let mut joined = Vec::new();
        let lines = stated.chunk_by(|(_, one), (_, other)| one.line == other.line);
        for stated in lines.clone() {
            let [(_, first), ..] = stated else { continue };
            let Some((line, path)) = self.lines.get(first.line).copied() else { continue };
            let outcome = outcome_of(is_and, stated, parts.len(), line);
            let mut told = Always::of(line, &outcome);
            if is_and && told.not_true && !always.not_true {
                never_true::look_at_and(cx, join, path, &terms(stated, &parts));
                told.is_known = true;
            }
            if !is_and && told.is_true && !always.is_true {
                always_true::look_at_or(cx, join, path, line, &terms(stated, &parts));
                told.is_known = true;
            }
            always = always.or(told);
            let from = if stated.len() == 1 { first.from } else { join.id };
            joined.push(Stated { line: first.line, from, outcome });
        }
        let is_told = always.is_told() || join.place.is_denied && always.denied().is_told();
        if !is_told {
            let lines = lines.filter_map(|stated| {
                let (line, _) = self.lines.get(stated.first()?.1.line)?;
                Some((*line, terms(stated, &parts)))
            });
            let found = redundant_term::find(cx, join, &parts, lines, &mut self.steps);
            self.redundant.extend(found);
        }
        let wordings: Vec<Wording> = parts.iter().map(|part| part.wording).collect();
        let wording = self.wordings.join(is_and, wordings.clone());
        Some(LogicPart { id: join.id, wording, joins: Some((is_and, wordings)), always, stated: joined })
    }
}

fn terms<'p>(stated: &'p [(usize, Stated)], parts: &[LogicPart]) -> Vec<JoinTerm<'p>> {
    let term = |(at, stated): &'p (usize, Stated)| {
        let id = parts.get(*at)?.id;
        Some(JoinTerm { at: *at, id, from: stated.from, outcome: &stated.outcome })
    };
    stated.iter().filter_map(term).collect()
}

/// The effect of a join on one property, from the terms with that property and the others, which
/// may be anything.
fn outcome_of(is_and: bool, stated: &[(usize, Stated)], parts: usize, line: ValueLine) -> ValueOutcome {
    let all = |set: fn(&ValueOutcome) -> &Set| {
        Set::in_at_least(stated.len(), stated.iter().map(|(_, stated)| set(&stated.outcome)))
    };
    let any = |set: fn(&ValueOutcome) -> &Set| {
        Set::in_at_least(1, stated.iter().map(|(_, stated)| set(&stated.outcome)))
    };
    let others = parts > stated.len();
    let anywhere = || Set::of(0..line.end);
    if is_and {
        ValueOutcome {
            may_hold: all(|outcome| &outcome.may_hold),
            may_fail: if others { anywhere() } else { any(|outcome| &outcome.may_fail) },
            holds: if others { Set::default() } else { all(|outcome| &outcome.holds) },
            fails: any(|outcome| &outcome.fails),
        }
    } else {
        ValueOutcome {
            may_hold: if others { anywhere() } else { any(|outcome| &outcome.may_hold) },
            may_fail: all(|outcome| &outcome.may_fail),
            holds: any(|outcome| &outcome.holds),
            fails: if others { Set::default() } else { all(|outcome| &outcome.fails) },
        }
    }
}

/// The string that a condition searches for.
fn looked_for<'c>(condition: &'c Condition<'_>) -> Option<&'c str> {
    match &condition.test {
        Test::Call("contains", Literal::Text(text)) => Some(text),
        _ => None,
    }
}

/// The value of an equality or inequality.
fn equal_to(ast: &Ast<'_>, id: NodeId, wanted: Operator) -> Option<Operand> {
    match ast.kind(id) {
        NodeKind::Comparison { left, operator, right } if operator == wanted => {
            Some(oriented(left, operator, right).2)
        }
        _ => None,
    }
}
