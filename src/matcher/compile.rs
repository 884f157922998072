//! [`Filter`] → [`Program`].

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::number::Exact;
use super::program::{ACCEPT, CasedTest, Gate, ItemsTest, Leaf, Members, Program, REJECT, Texts, ValueTest};
use super::truth::Verdict;
use crate::Filter;
use crate::check::condition::{self, Condition, Literal};
use crate::check::meaning::{Meaning, MeaningPart};
use crate::check::slot::{Slot, item_paths, read_condition, slot_of};
use crate::schema::Schema;
use crate::syntax::{Case, Operator};

/// The targets of the jumps from the end of a part.
#[derive(Debug, Clone, Copy)]
struct Exits {
    on_true: usize,
    on_false: usize,
}

/// Joins that are being compiled, from the last part to the first.
#[derive(Debug, Clone, Copy)]
struct OpenJoin {
    /// Whether all must hold, and not any.
    is_all: bool,
    exits: Exits,
    /// The first leaf of the part compiled before, which comes after this one.
    next: Option<usize>,
    gate: usize,
}

impl OpenJoin {
    /// The targets of the jumps from the current part.
    fn exits_of_part(&self) -> Exits {
        match (self.next, self.is_all) {
            (None, _) => self.exits,
            (Some(next), true) => Exits { on_true: next, ..self.exits },
            (Some(next), false) => Exits { on_false: next, ..self.exits },
        }
    }
}

/// A step that remains to be compiled.
enum CompileStep<'m, 'f> {
    Part(&'m MeaningPart<'f>),
    /// The parts of a join are compiled.
    End,
}

impl Program {
    pub(crate) fn new(filter: &Filter) -> Program {
        let meaning = Meaning::of(filter);
        let mut slots = Slots::new(filter.schema());
        // Jumps lead forward, so the last leaf is compiled first. Until all are there, places count
        // from the end.
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut innermost = OpenJoin {
            is_all: true,
            exits: Exits { on_true: ACCEPT, on_false: REJECT },
            next: None,
            gate: 0,
        };
        let mut gates = Gates(vec![Gate { is_and: true, parent: None, parts: 0 }]);
        let mut outer = Vec::new();
        let mut steps: Vec<CompileStep<'_, '_>> = meaning.root().map(CompileStep::Part).into_iter().collect();
        while let Some(step) = steps.pop() {
            match step {
                CompileStep::Part(MeaningPart::One(condition)) => {
                    let slot = slots.find(slot_of(condition));
                    let Exits { mut on_true, on_false } = innermost.exits_of_part();
                    let tests = condition_tests(condition);
                    // Two bounds must hold together, even below an "any".
                    let joined = innermost.is_all || tests.len() == 1;
                    let gate = if joined { innermost.gate } else { gates.add(true, innermost.gate) };
                    for test in tests {
                        gates.add_part(gate);
                        leaves.push(Leaf { slot, test, negated: condition.denied, on_true, on_false, gate });
                        on_true = leaves.len();
                    }
                    innermost.next = Some(leaves.len());
                }
                CompileStep::Part(part @ (MeaningPart::All(parts) | MeaningPart::Any(parts))) => {
                    let exits = innermost.exits_of_part();
                    outer.push(innermost);
                    let is_all = matches!(part, MeaningPart::All(_));
                    let gate = gates.add(is_all, innermost.gate);
                    innermost = OpenJoin { is_all, exits, next: None, gate };
                    steps.push(CompileStep::End);
                    steps.extend(
                        parts.iter().filter_map(|part| meaning.resolved(*part)).map(CompileStep::Part),
                    );
                }
                CompileStep::End => {
                    if let Some(join) = outer.pop() {
                        innermost = OpenJoin { next: Some(leaves.len()), ..join };
                    }
                }
            }
        }
        leaves.reverse();
        let count = leaves.len();
        for exit in leaves.iter_mut().flat_map(|leaf| [&mut leaf.on_true, &mut leaf.on_false]) {
            if *exit <= count {
                *exit = count - *exit;
            }
        }
        Program { slots: slots.into_slots().into(), leaves: leaves.into(), gates: gates.0.into() }
    }
}

/// The logic for tests that are decided in any order.
struct Gates(Vec<Gate>);

impl Gates {
    /// A gate that is a part of another one.
    fn add(&mut self, is_and: bool, parent: usize) -> usize {
        self.add_part(parent);
        self.0.push(Gate { is_and, parent: Some(parent), parts: 0 });
        self.0.len() - 1
    }

    fn add_part(&mut self, gate: usize) {
        if let Some(gate) = self.0.get_mut(gate) {
            gate.parts += 1;
        }
    }
}

/// The slots, by their paths in the filter.
pub(crate) struct Slots<'f> {
    schema: &'f Schema,
    slots: Vec<Slot>,
    by_path: HashMap<Box<str>, usize>,
}

impl<'f> Slots<'f> {
    pub(crate) fn new(schema: &'f Schema) -> Slots<'f> {
        Slots { schema, slots: Vec::new(), by_path: HashMap::new() }
    }

    pub(super) fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    /// The place of the slot of a path.
    pub(crate) fn find(&mut self, path: &str) -> usize {
        if let Some(slot) = self.by_path.get(path) {
            return *slot;
        }
        let slot = self.slots.len();
        self.by_path.insert(path.into(), slot);
        self.slots.push(Slot::new(self.schema, path));
        slot
    }
}

/// The tests of a condition, which must all hold.
pub(super) fn condition_tests(condition: &Condition<'_>) -> Vec<ValueTest> {
    let (case, test) = read_condition(condition);
    tests_of(condition, case, &test)
}

/// The tests of a condition, or of one of its bounds, as [`read_condition`] gives it.
pub(crate) fn tests_of(
    condition: &Condition<'_>,
    case: Option<Case>,
    test: &condition::Test<'_>,
) -> Vec<ValueTest> {
    let cased = |test| match case {
        Some(case) => ValueTest::Cased(Box::new(CasedTest { case, test })),
        None => test,
    };
    let within = |test| match item_paths(condition) {
        Some(paths) => ValueTest::Items(Box::new(ItemsTest { paths, test })),
        None => test,
    };
    tests(test).into_iter().map(cased).map(within).collect()
}

/// The tests of a value, which must all hold: one, or one for each bound.
fn tests(test: &condition::Test<'_>) -> Vec<ValueTest> {
    match test {
        condition::Test::Equals(values) => vec![match values.as_slice() {
            [value] => comparison(Operator::Eq, value),
            values => ValueTest::In(Box::new(Members::new(values))),
        }],
        condition::Test::Order(bounds) => {
            bounds.iter().map(|(operator, value)| comparison(*operator, value)).collect()
        }
        condition::Test::Call(function, Literal::Text(text)) => vec![match *function {
            "startswith" => ValueTest::StartsWith(text.as_bytes().into()),
            "endswith" => ValueTest::EndsWith(text.as_bytes().into()),
            _ => ValueTest::Contains(Box::new(Finder::new(text.as_bytes()).into_owned())),
        }],
        condition::Test::Holds(value) => vec![ValueTest::Holds(Box::new(comparison(Operator::Eq, value)))],
        // `contains(name,null)`.
        condition::Test::Call(..) => vec![ValueTest::Constant(Verdict::Null)],
    }
}

fn comparison(operator: Operator, value: &Literal<'_>) -> ValueTest {
    match value {
        Literal::Null if operator == Operator::Eq => ValueTest::Null,
        Literal::Null => ValueTest::Constant(Verdict::False),
        Literal::Boolean(value) => ValueTest::Boolean(operator, *value),
        Literal::Number(text) => ValueTest::Number(operator, Box::new(Exact::new(text))),
        Literal::Instant(instant) => ValueTest::Instant(operator, *instant),
        Literal::Date(day) => ValueTest::Day(operator, day.day()),
        Literal::Text(text) => ValueTest::Text(operator, text.as_bytes().into()),
    }
}

impl Members {
    fn new(values: &[Literal<'_>]) -> Members {
        let mut members = Members::default();
        let mut texts = Vec::new();
        for value in values {
            match value {
                Literal::Null => members.null = true,
                Literal::Boolean(false) => members.booleans[0] = true,
                Literal::Boolean(true) => members.booleans[1] = true,
                Literal::Number(text) => members.numbers.push(Exact::new(text)),
                Literal::Instant(instant) => members.instants.push(*instant),
                Literal::Date(day) => members.days.push(day.day()),
                Literal::Text(text) => texts.push(text.as_bytes().into()),
            }
        }
        members.texts = Texts::new(texts);
        members.numbers.sort_by(Exact::order);
        members.instants.sort_unstable();
        members.days.sort_unstable();
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::slot::Spelling;

    fn program(text: &str) -> Program {
        Program::new(&text.parse().unwrap())
    }

    /// `slot:on_true/on_false` of each leaf, `!` before a negated one.
    fn jumps(text: &str) -> String {
        let place = |place: usize| match place {
            ACCEPT => "accept".to_owned(),
            REJECT => "reject".to_owned(),
            place => place.to_string(),
        };
        let show = |leaf: &Leaf| {
            let sign = if leaf.negated { "!" } else { "" };
            format!("{sign}{}:{}/{}", leaf.slot, place(leaf.on_true), place(leaf.on_false))
        };
        program(text).leaves.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_logic_becomes_jumps() {
        assert_eq!(jumps("id eq 'a'"), "0:accept/reject");
        assert_eq!(jumps("not (id ne 'a')"), "0:accept/reject");
        assert_eq!(jumps("not not id ne 'a'"), "!0:accept/reject");
        assert_eq!(jumps("id eq 'a' and name eq 'b' and id eq 'c'"), "0:1/reject 1:2/reject 0:accept/reject");
        assert_eq!(jumps("id eq 'a' or name eq 'b' or id eq 'c'"), "0:accept/1 1:accept/2 0:accept/reject");
        assert_eq!(
            jumps("(id eq 'a' or name eq 'b') and (status eq 'c' or id eq 'd')"),
            "0:2/1 2:2/reject 1:accept/3 0:accept/reject"
        );
        assert_eq!(
            jumps("id eq 'a' or not (name eq 'b' or not (status eq 'c')) or id eq 'd'"),
            "0:accept/1 !2:2/3 1:accept/3 0:accept/reject"
        );
    }

    #[test]
    fn conditions_of_one_property_are_one_test() {
        assert_eq!(jumps("id eq 'a' or (id in ('b',null) or id eq 'c')"), "0:accept/reject");
        assert_eq!(jumps("id ne 'a' and not id in ('b','c')"), "!0:accept/reject");
        assert_eq!(jumps("not (id eq 'a' or id eq 'b')"), "!0:accept/reject");
        assert_eq!(jumps("id eq 'a' and id eq 'b'"), "0:1/reject 0:accept/reject");
        assert_eq!(
            jumps("generation gt 1 and generation lt 3 or id eq 'a'"),
            "1:1/2 1:accept/2 0:accept/reject"
        );
    }

    #[test]
    fn a_property_is_one_slot_with_all_its_spellings() {
        let program = program("cancellable eq true and jobParams/a/b eq 1 or cancellable eq false");
        let keys = |spelling: &Spelling| (spelling.keys.join("/"), spelling.decisive);
        let slots: Vec<Vec<_>> =
            program.slots.iter().map(|slot| slot.spellings.iter().map(keys).collect()).collect();
        assert_eq!(
            slots,
            [
                [("cancellable".to_owned(), 1), ("cancelable".to_owned(), 1)].to_vec(),
                [("jobParams/a/b".to_owned(), 1)].to_vec(),
            ]
        );
    }
}
