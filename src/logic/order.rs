//! The order of the bounds of each property, as clauses: a number of at least 5 is at least 4, and is not below 5.
//!
//! The values of properties (`values/`) bring in the same, one conflict after another. A chain of adjoining ranges, as in
//! `ge 0 and lt 1 or ge 1 and lt 2 or …`, has a conflict for each choice of its bounds, which are too many.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::atoms::{Atom, Atoms};
use super::budget::{Budget, Spent};
use super::search::{Lit, Search};
use super::values::floor;
use crate::check::condition::{Literal, Test};
use crate::matcher::number;
use crate::syntax::Operator;
use crate::timestamp::Timestamp;

/// Adds the clauses. `is_true` is the literal of a test.
pub(super) fn add(
    search: &mut Search,
    atoms: &Atoms<'_>,
    is_true: impl Fn(usize) -> Lit,
    budget: &mut Budget,
) -> Result<(), Spent> {
    // A number and an instant are not compared.
    let mut lines: BTreeMap<(usize, bool), Line<'_>> = BTreeMap::new();
    for (place, atom) in atoms.atoms.iter().enumerate() {
        let Some((cut, side)) = cut(atom, atoms.is_whole(atom.property)) else { continue };
        let is_instant = matches!(cut.point, Point::Instant(_));
        let line = lines.entry((atom.property, is_instant)).or_default();
        line.push((cut, side, is_true(place)));
    }
    for mut line in lines.into_values() {
        budget.take(line.len())?;
        line.sort_by(|(one, ..), (other, ..)| one.order(other));
        add_line(search, &line);
    }
    Ok(())
}

/// The tests of a property in the order of their places.
type Line<'f> = Vec<(Cut<'f>, Side, Lit)>;

/// The values that pass a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    At,
    After,
}

/// A place between two values, or at one.
#[derive(Debug, Clone, Copy)]
struct Cut<'f> {
    point: Point<'f>,
    /// Before the value, at it, or after it.
    side: Side,
}

#[derive(Debug, Clone, Copy)]
enum Point<'f> {
    Number(&'f str),
    Whole(i128),
    Instant(Timestamp),
}

impl Cut<'_> {
    fn order(&self, other: &Cut<'_>) -> Ordering {
        let points = match (self.point, other.point) {
            (Point::Number(one), Point::Number(other)) => number::order(one, other),
            (Point::Whole(one), Point::Whole(other)) => one.cmp(&other),
            (Point::Instant(one), Point::Instant(other)) => one.cmp(&other),
            // They are of different lines.
            _ => Ordering::Equal,
        };
        points.then((self.side as u8).cmp(&(other.side as u8)))
    }
}

/// The place of a test, and the side of it that passes; `None` for a test of another kind.
fn cut<'f>(atom: &'f Atom<'_>, is_whole: bool) -> Option<(Cut<'f>, Side)> {
    let (literal, place, passes) = match atom.plain()? {
        Test::Equals(literals) => match literals.as_slice() {
            [literal] => (literal, Side::At, Side::At),
            _ => return None,
        },
        Test::Order(bounds) => match bounds.as_slice() {
            [(Operator::Ge, literal)] => (literal, Side::Before, Side::After),
            [(Operator::Gt, literal)] => (literal, Side::After, Side::After),
            [(Operator::Lt, literal)] => (literal, Side::Before, Side::Before),
            [(Operator::Le, literal)] => (literal, Side::After, Side::Before),
            _ => return None,
        },
        Test::Call(..) | Test::Holds(_) => return None,
    };
    let cut = match literal {
        // No whole number is between `gt 3` and `ge 4`.
        Literal::Number(text) if is_whole => {
            let floor = floor(text, 0)?;
            let is_below = place == Side::Before && number::is_whole(text);
            match place {
                Side::At if number::is_whole(text) => Cut { point: Point::Whole(floor), side: Side::At },
                Side::At => return None,
                _ if is_below => Cut { point: Point::Whole(floor), side: Side::Before },
                _ => Cut { point: Point::Whole(floor.checked_add(1)?), side: Side::Before },
            }
        }
        Literal::Number(text) => Cut { point: Point::Number(text), side: place },
        Literal::Instant(instant) => Cut { point: Point::Instant(*instant), side: place },
        Literal::Date(day) => match place {
            Side::Before => Cut { point: Point::Instant(*day), side: place },
            Side::At => return None,
            Side::After => Cut { point: Point::Instant(day.plus_days(1)?), side: Side::Before },
        },
        _ => return None,
    };
    Some((cut, passes))
}

/// Each place has the tests "the value is after it" and "before it", as variables if the filters have no such test.
/// A value that can be compared passes one of the two.
fn add_line(search: &mut Search, line: &[(Cut<'_>, Side, Lit)]) {
    let is_bound = |(_, side, _): &(Cut<'_>, Side, Lit)| *side != Side::At;
    if line.iter().filter(|test| is_bound(test)).count() < 2 {
        return;
    }
    let can_compare = Lit::new(search.new_var(), true);
    // The greatest place so far, and the equalities since.
    let mut last_after: Option<(Lit, Lit)> = None;
    let mut equal: Vec<Lit> = Vec::new();
    for tests in line.chunk_by(|(one, ..), (other, ..)| one.order(other).is_eq()) {
        let of = |side: Side| tests.iter().filter(move |(_, own, _)| *own == side).map(|(.., lit)| *lit);
        if !tests.iter().any(is_bound) {
            for lit in of(Side::At) {
                if let Some((after, _)) = last_after {
                    search.add(vec![!lit, after]);
                }
                equal.push(lit);
            }
            continue;
        }
        let [before, after] = [Side::Before, Side::After].map(|side| {
            let own = of(side).next().unwrap_or_else(|| Lit::new(search.new_var(), true));
            for same in of(side).skip(1) {
                search.add(vec![!own, same]);
                search.add(vec![own, !same]);
            }
            own
        });
        search.add(vec![!before, can_compare]);
        search.add(vec![!after, can_compare]);
        search.add(vec![!can_compare, before, after]);
        search.add(vec![!before, !after]);
        if let Some((last_after, last_before)) = last_after {
            search.add(vec![!after, last_after]);
            search.add(vec![!last_before, before]);
        }
        for lit in equal.drain(..) {
            search.add(vec![!lit, before]);
        }
        last_after = Some((after, before));
    }
}
