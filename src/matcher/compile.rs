//! [`Filter`] → [`Program`].

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::number::Exact;
use super::program::{ACCEPT, Gate, Leaf, Members, Program, REJECT, Slot, Spelling, Test};
use super::truth::Verdict;
use crate::Filter;
use crate::check::condition::{self, Condition, Literal};
use crate::schema::{Resolved, Schema};
use crate::syntax::{NodeKind, Operator, Visit};

/// Where to go on from the end of a part of the filter.
#[derive(Debug, Clone, Copy)]
struct Exits {
    on_true: usize,
    on_false: usize,
}

/// An `and` or `or` whose parts are being compiled, from the last to the first.
#[derive(Debug, Clone, Copy)]
struct Join {
    /// Whether it is an `and`, with the `not`s around it moved inward.
    is_and: bool,
    exits: Exits,
    /// The first leaf of the part that was compiled before, and so stands behind.
    behind: Option<usize>,
    gate: usize,
}

impl Join {
    /// Where to go on from the part that is compiled now.
    fn exits_of_part(&self) -> Exits {
        match (self.behind, self.is_and) {
            (None, _) => self.exits,
            (Some(behind), true) => Exits { on_true: behind, ..self.exits },
            (Some(behind), false) => Exits { on_false: behind, ..self.exits },
        }
    }
}

impl Program {
    pub(crate) fn new(filter: &Filter) -> Program {
        let ast = filter.ast();
        let mut slots = Slots { schema: filter.schema(), slots: Vec::new(), by_path: HashMap::new() };
        // Jumps lead forward, and so the last leaf is compiled first. Until all are there, a place is
        // counted from the end.
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut innermost =
            Join { is_and: true, exits: Exits { on_true: ACCEPT, on_false: REJECT }, behind: None, gate: 0 };
        let mut gates = vec![Gate { is_and: true, parent: None, parts: 0 }];
        let mut outer = Vec::new();
        let mut negated = false;
        let visits: Vec<Visit> = ast.walk().collect();
        for visit in visits.into_iter().rev() {
            let (id, is_end) = match visit {
                Visit::Leave(id) => (id, true),
                Visit::Enter(id) => (id, false),
                Visit::Between(_) => continue,
            };
            match (ast.kind(id), is_end) {
                (NodeKind::Not { .. }, _) => negated = !negated,
                (kind @ (NodeKind::And | NodeKind::Or), true) => {
                    let exits = innermost.exits_of_part();
                    outer.push(innermost);
                    // De Morgan's laws hold in three values too.
                    let is_and = (kind == NodeKind::And) != negated;
                    let gate = gates.len();
                    add_part(&mut gates, innermost.gate);
                    gates.push(Gate { is_and, parent: Some(innermost.gate), parts: 0 });
                    innermost = Join { is_and, exits, behind: None, gate };
                }
                (NodeKind::And | NodeKind::Or, false) => {
                    if let Some(join) = outer.pop() {
                        innermost = Join { behind: Some(leaves.len()), ..join };
                    }
                }
                (kind, true) => {
                    if let Some(condition) = Condition::read(filter, kind) {
                        let Exits { on_true, on_false } = innermost.exits_of_part();
                        let slot = slots.find(condition.path);
                        let negated = condition.denied != negated;
                        let gate = innermost.gate;
                        add_part(&mut gates, gate);
                        leaves.push(Leaf {
                            slot,
                            test: test(condition.test),
                            negated,
                            on_true,
                            on_false,
                            gate,
                        });
                        innermost.behind = Some(leaves.len());
                    }
                }
                _ => {}
            }
        }
        leaves.reverse();
        let count = leaves.len();
        for exit in leaves.iter_mut().flat_map(|leaf| [&mut leaf.on_true, &mut leaf.on_false]) {
            if *exit <= count {
                *exit = count - *exit;
            }
        }
        Program { slots: slots.slots.into(), leaves: leaves.into(), gates: gates.into() }
    }
}

fn add_part(gates: &mut [Gate], gate: usize) {
    if let Some(gate) = gates.get_mut(gate) {
        gate.parts += 1;
    }
}

/// The slots, by what the filter writes.
struct Slots<'f> {
    schema: &'f Schema,
    slots: Vec<Slot>,
    by_path: HashMap<&'f str, usize>,
}

impl<'f> Slots<'f> {
    fn find(&mut self, path: &'f str) -> usize {
        let next = self.slots.len();
        let slot = *self.by_path.entry(path).or_insert(next);
        if slot == next {
            self.slots.push(Slot::new(self.schema, path));
        }
        slot
    }
}

impl Slot {
    fn new(schema: &Schema, path: &str) -> Slot {
        let (Resolved::Property(property) | Resolved::Below(property)) = schema.resolve(path) else {
            return Slot { spellings: [Spelling::new(path, "")].into() };
        };
        let below = path.strip_prefix(property.name.as_str()).unwrap_or_default();
        let spellings = std::iter::once(&property.name).chain(&property.json);
        Slot { spellings: spellings.map(|spelling| Spelling::new(spelling, below)).collect() }
    }
}

impl Spelling {
    /// `below` is empty, or begins with `/`.
    fn new(property: &str, below: &str) -> Spelling {
        let keys: Box<[Box<str>]> =
            property.split('/').chain(below.split('/').skip(1)).map(Box::from).collect();
        Spelling { keys, decisive: property.split('/').count() }
    }
}

fn test(test: condition::Test<'_>) -> Test {
    match test {
        condition::Test::Equals(values) => match values.as_slice() {
            [value] => comparison(Operator::Eq, value),
            values => Test::In(Box::new(Members::new(values))),
        },
        // A filter writes one bound at a time.
        condition::Test::Order(bounds) => match bounds.as_slice() {
            [(operator, value), ..] => comparison(*operator, value),
            [] => Test::Constant(Verdict::False),
        },
        condition::Test::Call(function, Literal::Text(text)) => match function {
            "startswith" => Test::StartsWith(text.as_bytes().into()),
            "endswith" => Test::EndsWith(text.as_bytes().into()),
            _ => Test::Contains(Box::new(Finder::new(text.as_bytes()).into_owned())),
        },
        // `contains(name,null)`.
        condition::Test::Call(..) => Test::Constant(Verdict::Null),
    }
}

fn comparison(operator: Operator, value: &Literal<'_>) -> Test {
    match value {
        Literal::Null if operator == Operator::Eq => Test::Null,
        Literal::Null => Test::Constant(Verdict::False),
        Literal::Boolean(value) => Test::Boolean(operator, *value),
        Literal::Number(text) => Test::Number(operator, Box::new(Exact::new(text))),
        Literal::Instant(instant) => Test::Instant(operator, *instant),
        Literal::Text(text) => Test::Text(operator, text.as_bytes().into()),
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
                Literal::Text(text) => texts.push(text.as_bytes().into()),
            }
        }
        members.texts = texts.into_iter().collect();
        members.numbers.sort_by(Exact::order);
        members.instants.sort_unstable();
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
