//! Strings: likely ones first, and then the product of automata, which decides.
//!
//! Each test is an automaton over characters: a search for a part (Knuth, Morris, Pratt), a beginning, an order, a
//! tree of strings. Characters that all automata treat alike are one letter of the alphabet, so the product has few
//! letters. A breadth-first walk over its states finds the shortest string, or that there is none.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Demand, Domain, Found, try_texts};
use crate::check::condition::{Literal, Test};
use crate::logic::budget::{Budget, Spent};
use crate::syntax::{Case, Operator};

/// A string that satisfies all demands.
pub(super) fn find(demands: &[Demand<'_>], domain: Domain<'_>, budget: &mut Budget) -> Found {
    // An equality leaves only its own strings, unless the case of the value does not count.
    let equalities = demands.iter().filter(|demand| demand.leaves_its_strings());
    let equality = equalities.min_by_key(|demand| demand.literals().count());
    if let Some(demand) = equality {
        return try_texts(texts_of(demand), demands, budget);
    }
    match try_texts(candidates(demands, domain), demands, budget) {
        Found::Nothing => find_spelled(demands, false, budget),
        found => found,
    }
}

/// The shortest string that satisfies all demands, of those that are spelled like an instant if `is_instant`.
pub(super) fn find_spelled(demands: &[Demand<'_>], is_instant: bool, budget: &mut Budget) -> Found {
    match Product::new(demands, is_instant).shortest(budget) {
        Ok(Some(found)) => match try_texts([found], demands, budget) {
            // A test that is not about strings has another verdict for each string.
            Found::Nothing => Found::Unknown,
            found => found,
        },
        Ok(None) => Found::Nothing,
        Err(Spent) => Found::Unknown,
    }
}

fn texts_of<'d>(demand: &'d Demand<'_>) -> impl Iterator<Item = &'d str> {
    demand.literals().filter_map(|literal| match literal {
        Literal::Text(text) => Some(&**text),
        _ => None,
    })
}

/// A state of a product is allocated and hashed, so it takes as long as this many steps of the search.
const STATE: usize = 8;

/// Most candidates of one kind.
const FEW: usize = 24;

/// Strings that a reader would write: documented ones, those of the tests, and joins of what must be in it.
fn candidates(demands: &[Demand<'_>], domain: Domain<'_>) -> Vec<String> {
    let mut found: Vec<String> = domain.known.iter().take(FEW).map(|known| known.value.clone()).collect();
    found.extend(domain.shape.iter().flat_map(|shape| shape.samples()).map(|sample| (*sample).to_owned()));
    let needed = |name: &str| {
        let calls = demands.iter().filter(|demand| demand.want.is_true());
        let texts = calls.filter_map(|demand| match demand.literals {
            Test::Call(function, Literal::Text(text)) if *function == name => Some(&**text),
            _ => None,
        });
        let mut texts: Vec<&str> = texts.collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        // A long chain has too many to join, and is decided by the automaton below.
        texts.truncate(FEW);
        texts
    };
    let (begins, holds, ends) = (needed("startswith"), needed("contains"), needed("endswith"));
    if !(begins.is_empty() && holds.is_empty() && ends.is_empty()) {
        let begin = begins.first().copied().unwrap_or_default();
        let end = ends.first().copied().unwrap_or_default();
        let mut middle: Vec<&str> = Vec::new();
        for part in holds {
            if !middle.iter().chain([&begin, &end]).any(|longer| longer.contains(part)) {
                middle.push(part);
            }
        }
        for between in ["", " ", "-", "x"] {
            let parts = [begin].into_iter().chain(middle.iter().copied()).chain([end]);
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let joined = parts.join(between);
            found.push(format!("{joined}{between}"));
            found.push(format!("{between}{joined}"));
            found.push(joined);
        }
    }
    for text in demands.iter().flat_map(texts_of).take(FEW) {
        found.extend([text.to_owned(), format!("{text}1"), format!("{text}a")]);
    }
    found.extend(["a", "x", "z", "A", "M", "0", "other", "1", "~"].map(str::to_owned));
    for case in Case::ALL {
        if demands.iter().any(|demand| demand.case == Some(case)) {
            let cased: Vec<String> = found.iter().map(|text| case.of(text).into_owned()).collect();
            found.extend(cased);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found
}

/// One automaton of the product. A state is a number; [`DEAD`] leads to no string that satisfies its demand.
#[derive(Debug)]
struct Part {
    case: Option<Case>,
    /// Whether the test must be true.
    want: bool,
    kind: PartKind,
}

#[derive(Debug)]
enum PartKind {
    /// Whether a string contains this, or ends with it: the length of its longest beginning that was just read.
    Search { text: Vec<char>, fallback: Vec<usize>, is_at_end: bool },
    /// The number of equal characters from the beginning on.
    Begin(Vec<char>),
    /// The same, up to the first difference.
    Order(Operator, Vec<char>),
    /// The place in a tree of strings, and whether one ends there.
    Tree(Vec<(HashMap<char, usize>, bool)>),
    /// The place in the longest spelling of an instant, with digits in place of its numbers.
    Instant,
}

/// The longest spelling of an instant; a `0` is any digit. Seconds, their fraction and a digit of it may be absent,
/// and `Z` is the zone without digits.
const SPELLING: &[u8] = b"0000-00-00T00:00:00.000000000+00:00";

/// The places in it after the minutes, after the seconds, after the point and at the zone.
const MINUTES: usize = 16;
const SECONDS: usize = 19;
const POINT: usize = 20;
const ZONE: usize = 29;

/// The place in the spelling after one more character.
fn next_of_instant(place: usize, c: char) -> Option<usize> {
    let may_end = place == MINUTES || place == SECONDS || (POINT + 1..=ZONE).contains(&place);
    match c {
        'Z' if may_end => Some(SPELLING.len()),
        '+' | '-' if may_end => Some(ZONE + 1),
        _ => {
            let is_next = match SPELLING.get(place)? {
                b'0' => c.is_ascii_digit(),
                b'+' => false,
                mark => char::from(*mark) == c,
            };
            is_next.then_some(place + 1)
        }
    }
}

/// No string with this beginning satisfies the demand.
const DEAD: usize = usize::MAX;

/// Each string with this beginning satisfies the demand, or is neither equal to a string of a tree nor begins so.
const DONE: usize = usize::MAX - 1;

/// The first difference made the string less, or greater.
const LESS: usize = usize::MAX - 2;
const GREATER: usize = usize::MAX - 3;

impl Part {
    fn of(demand: &Demand<'_>) -> Option<Part> {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let kind = match demand.literals {
            Test::Call(function, Literal::Text(text)) => match *function {
                "startswith" => PartKind::Begin(chars(text)),
                function => {
                    let text = chars(text);
                    let fallback = fallback(&text);
                    PartKind::Search { text, fallback, is_at_end: function == "endswith" }
                }
            },
            Test::Order(bounds) => match bounds.as_slice() {
                [(operator, Literal::Text(text))] => PartKind::Order(*operator, chars(text)),
                _ => return None,
            },
            Test::Equals(_) => {
                let mut nodes = vec![(HashMap::new(), false)];
                for text in texts_of(demand) {
                    let mut at = 0;
                    for c in text.chars() {
                        let new = nodes.len();
                        let Some((next, _)) = nodes.get_mut(at) else { break };
                        at = *next.entry(c).or_insert(new);
                        if at == new {
                            nodes.push((HashMap::new(), false));
                        }
                    }
                    if let Some((_, ends)) = nodes.get_mut(at) {
                        *ends = true;
                    }
                }
                PartKind::Tree(nodes)
            }
            _ => return None,
        };
        Some(Part { case: demand.case, want: demand.want.is_true(), kind })
    }

    /// The state before the first character.
    fn start(&self) -> usize {
        self.settled(0)
    }

    /// A state whose demand is decided, as [`DEAD`] or [`DONE`].
    fn settled(&self, state: usize) -> usize {
        let decided = |is_true: bool| if is_true == self.want { DONE } else { DEAD };
        match &self.kind {
            PartKind::Search { text, is_at_end: false, .. } if state == text.len() => decided(true),
            PartKind::Begin(text) if state == text.len() => decided(true),
            PartKind::Order(operator, _) if state == LESS => {
                decided(matches!(operator, Operator::Lt | Operator::Le | Operator::Ne))
            }
            PartKind::Order(operator, _) if state == GREATER => {
                decided(matches!(operator, Operator::Gt | Operator::Ge | Operator::Ne))
            }
            _ => state,
        }
    }

    /// The state after one more character of the value in the part's case.
    fn next(&self, state: usize, c: char) -> usize {
        if state == DEAD || state == DONE {
            return state;
        }
        let decided = |is_true: bool| if is_true == self.want { DONE } else { DEAD };
        let next = match &self.kind {
            PartKind::Search { text, fallback, .. } => {
                let mut length = state;
                loop {
                    if text.get(length) == Some(&c) {
                        break length + 1;
                    }
                    match length.checked_sub(1) {
                        Some(before) => length = fallback.get(before).copied().unwrap_or(0),
                        None => break 0,
                    }
                }
            }
            PartKind::Begin(text) => match text.get(state) == Some(&c) {
                true => state + 1,
                false => return decided(false),
            },
            PartKind::Order(_, text) => match text.get(state) {
                None => GREATER,
                Some(own) => match c.cmp(own) {
                    std::cmp::Ordering::Less => LESS,
                    std::cmp::Ordering::Equal => state + 1,
                    std::cmp::Ordering::Greater => GREATER,
                },
            },
            PartKind::Tree(nodes) => match nodes.get(state).and_then(|(next, _)| next.get(&c)) {
                Some(next) => *next,
                None => return decided(false),
            },
            PartKind::Instant => next_of_instant(state, c).unwrap_or(DEAD),
        };
        self.settled(next)
    }

    /// Whether a string that ends here satisfies the demand.
    fn accepts(&self, state: usize) -> bool {
        if state == DEAD || state == DONE {
            return state == DONE;
        }
        let is_true = match &self.kind {
            PartKind::Search { text, .. } => state == text.len(),
            PartKind::Begin(_) => false,
            PartKind::Order(operator, text) => match state == text.len() {
                true => matches!(operator, Operator::Eq | Operator::Ge | Operator::Le),
                // A beginning of a string is less than the string.
                false => matches!(operator, Operator::Lt | Operator::Le | Operator::Ne),
            },
            PartKind::Tree(nodes) => nodes.get(state).is_some_and(|(_, ends)| *ends),
            PartKind::Instant => state == SPELLING.len(),
        };
        is_true == self.want
    }

    /// The characters that it distinguishes.
    fn chars(&self) -> Vec<char> {
        match &self.kind {
            PartKind::Search { text, .. } | PartKind::Begin(text) | PartKind::Order(_, text) => text.clone(),
            PartKind::Tree(nodes) => nodes.iter().flat_map(|(next, _)| next.keys().copied()).collect(),
            PartKind::Instant => "0123456789-:.+TZ".chars().collect(),
        }
    }
}

/// For each beginning of a string, the length of its longest end that the string begins with.
fn fallback(text: &[char]) -> Vec<usize> {
    let mut lengths: Vec<usize> = vec![0; text.len().min(1)];
    for c in text.iter().skip(1) {
        let mut length = lengths.last().copied().unwrap_or(0);
        while length > 0 && text.get(length) != Some(c) {
            length = length.checked_sub(1).and_then(|before| lengths.get(before)).copied().unwrap_or(0);
        }
        lengths.push(length + usize::from(text.get(length) == Some(c)));
    }
    lengths
}

/// The automata of some demands, run together.
struct Product {
    parts: Vec<Part>,
    /// One character of each class.
    letters: Vec<char>,
}

impl Product {
    fn new(demands: &[Demand<'_>], is_instant: bool) -> Product {
        let spelling = is_instant.then_some(Part { case: None, want: true, kind: PartKind::Instant });
        let parts: Vec<Part> = demands.iter().filter_map(Part::of).chain(spelling).collect();
        let letters = letters(&parts);
        Product { parts, letters }
    }

    /// The shortest string that satisfies all parts; `None` if the budget is spent.
    fn shortest(&self, budget: &mut Budget) -> Result<Option<String>, Spent> {
        let start: Box<[usize]> = self.parts.iter().map(Part::start).collect();
        if start.contains(&DEAD) {
            return Ok(None);
        }
        // Each state with the state before it and the character between them.
        let mut states: Vec<(Box<[usize]>, usize, char)> = vec![(start.clone(), 0, '\0')];
        let mut known: HashSet<Box<[usize]>> = HashSet::from([start]);
        let mut at = 0;
        while let Some((state, ..)) = states.get(at).cloned() {
            if self.parts.iter().zip(&state).all(|(part, state)| part.accepts(*state)) {
                let mut text = Vec::new();
                let mut back = at;
                while let Some((_, before, c)) = states.get(back).filter(|_| back > 0) {
                    text.push(*c);
                    back = *before;
                }
                return Ok(Some(text.into_iter().rev().collect()));
            }
            for letter in &self.letters {
                budget.take(STATE * (self.parts.len() + 1))?;
                let mut next = state.clone();
                for (part, state) in self.parts.iter().zip(&mut next) {
                    *state = in_case(part.case, *letter).fold(*state, |state, c| part.next(state, c));
                }
                if !next.contains(&DEAD) && known.insert(next.clone()) {
                    budget.spend(next.len());
                    states.push((next, at, *letter));
                }
            }
            at += 1;
        }
        Ok(None)
    }
}

/// A character of a value as a test sees it.
fn in_case(case: Option<Case>, c: char) -> impl Iterator<Item = char> {
    let (lower, upper, same) = match case {
        Some(Case::Lower) => (Some(c.to_lowercase()), None, None),
        Some(Case::Upper) => (None, Some(c.to_uppercase()), None),
        None => (None, None, Some(c)),
    };
    lower.into_iter().flatten().chain(upper.into_iter().flatten()).chain(same)
}

/// The characters that have another case. The scripts that have cases end before the second supplementary plane.
static CASED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let has_case = |c: &char| !c.to_lowercase().eq([*c]) || !c.to_uppercase().eq([*c]);
    (0..0x2_0000).filter_map(char::from_u32).filter(has_case).collect()
});

/// A character of each class: those of the tests, those whose other case is one of them, and one of each gap between
/// them in the order of characters.
fn letters(parts: &[Part]) -> Vec<char> {
    let mut marks: Vec<char> = parts.iter().flat_map(Part::chars).collect();
    marks.sort_unstable();
    marks.dedup();
    let has_case = parts.iter().any(|part| part.case.is_some());
    let place = |c: char| marks.binary_search(&c).map_or_else(|gap| gap * 2, |at| at * 2 + 1);
    let class = |c: char| {
        let cases = [None, Some(Case::Lower), Some(Case::Upper)];
        cases.map(|case| in_case(case, c).map(place).collect::<Vec<usize>>())
    };
    let is_plain = |c: &char| !has_case || CASED.binary_search(c).is_err();
    // Plain letters come first in a gap, for the reader of a witness.
    let gaps = (0..=marks.len()).filter_map(|gap| {
        let first = gap.checked_sub(1).and_then(|at| marks.get(at)).map_or(0, |c| u32::from(*c) + 1);
        let end = marks.get(gap).map_or(0x11_0000, |c| u32::from(*c));
        let simple = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain([' ', '-', '_']);
        let simple = simple.filter(|c| (first..end).contains(&u32::from(*c)));
        simple.chain((first..end).filter_map(char::from_u32)).find(is_plain)
    });
    let gaps: Vec<char> = gaps.collect();
    let cased = if has_case { CASED.as_slice() } else { &[] };
    let mut classes = HashSet::new();
    let all = gaps.into_iter().chain(marks.iter().copied()).chain(cased.iter().copied());
    all.filter(|c| classes.insert(class(*c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_falls_back_to_the_longest_end() {
        let text: Vec<char> = "abacabab".chars().collect();
        assert_eq!(fallback(&text), [0, 0, 1, 0, 1, 2, 3, 2]);
        assert_eq!(fallback(&[]), [0_usize; 0]);
    }

    #[test]
    fn letters_are_one_of_each_class() {
        let demand =
            |text: &str, case| Part { case, want: true, kind: PartKind::Begin(text.chars().collect()) };
        assert_eq!(letters(&[]), ['a']);
        let plain = letters(&[demand("b", None)]);
        assert_eq!(plain, ['a', 'c', 'b']);
        // The Kelvin sign has the lower case `k`, and is neither `k` nor `K`.
        let lower = letters(&[demand("k", Some(Case::Lower)), demand("k", None), demand("K", None)]);
        assert!(['k', 'K', '\u{212a}'].iter().all(|c| lower.contains(c)), "{lower:?}");
    }
}
