//! The length of a filter inside other text, such as a line of a log.

use super::loose::{FilterWord, WordRole, words};

/// The word that must come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Term,
    /// After the operand that begins a condition.
    Operator,
    Operand,
    /// After a condition.
    Connective,
}

/// The length in bytes of the unencoded filter at the start of `text`, or 0 if no condition begins there.
/// After a condition, the filter continues only with `and`, `or` or another condition, so it ends before
/// `took 5 ms`. It also ends at `&name=`, because another parameter begins there, unless a blank follows.
pub(crate) fn filter_extent(text: &str) -> usize {
    let mut words = words(text).peekable();
    let mut wants = Wants::Term;
    // Parentheses around conditions, and those of a list or of arguments.
    let (mut groups, mut inner) = (0_u32, 0_u32);
    let mut is_condition = false;
    let mut end = 0;
    let mut last = 0;
    while let Some(word) = words.next() {
        if word.role == WordRole::Other || is_foreign(&word) {
            return end;
        }
        let span = word.span;
        if inner > 0 {
            match word.role {
                WordRole::Open => inner += 1,
                WordRole::Close => inner -= 1,
                _ => {}
            }
            if inner == 0 {
                (wants, is_condition) = (Wants::Connective, true);
                end = span.end as usize;
            }
            continue;
        }
        let touches = span.start as usize == last;
        last = span.end as usize;
        let is_operand = matches!(word.role, WordRole::Name | WordRole::String | WordRole::Value);
        wants = match (word.role, wants) {
            (WordRole::Invisible, wants) => wants,
            // Encoded filters have no blanks.
            (_, Wants::Term) if is_operand && span.start == 0 && word.text.contains(['%', '+']) => return 0,
            (_, Wants::Term) if is_operand => Wants::Operator,
            (_, Wants::Operand) if is_operand => Wants::Connective,
            // `and` is missing.
            (_, Wants::Connective) if is_operand && words.peek().is_some_and(is_operator) => Wants::Operator,
            (WordRole::Operator, Wants::Operator | Wants::Connective) => {
                is_condition = true;
                Wants::Operand
            }
            (WordRole::And | WordRole::Or, Wants::Connective) => {
                let rest = text.get(last..).unwrap_or_default();
                if word.text.starts_with('&') && rest.starts_with(|c: char| c.is_alphabetic() || c == '$') {
                    return last + rest.find(char::is_whitespace).unwrap_or(rest.len());
                }
                Wants::Term
            }
            (WordRole::Not, Wants::Term) => Wants::Term,
            (WordRole::Open, Wants::Term) => {
                groups += 1;
                Wants::Term
            }
            // The arguments of a function directly follow its name.
            (WordRole::Open, Wants::Operator | Wants::Operand) if touches || wants == Wants::Operand => {
                inner = 1;
                wants
            }
            (WordRole::Close, Wants::Connective) if groups > 0 => {
                groups -= 1;
                Wants::Connective
            }
            // A list without its parentheses.
            (WordRole::Comma, Wants::Connective) => Wants::Operand,
            _ => return end,
        };
        if wants == Wants::Connective {
            end = last;
        }
    }
    // The text may end inside a filter.
    if is_condition { text.len() } else { 0 }
}

/// Whether a word ends every filter in other text.
fn is_foreign(word: &FilterWord<'_>) -> bool {
    matches!(word.text, "=>" | "[" | "]")
}

fn is_operator(word: &FilterWord<'_>) -> bool {
    word.role == WordRole::Operator && !is_foreign(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_ends_where_prose_begins() {
        for (text, filter) in [
            ("state eq 'ERROR' took 5 ms", "state eq 'ERROR'"),
            ("state eq 'ERROR' 400 12", "state eq 'ERROR'"),
            ("state eq 'ERROR' and then again", "state eq 'ERROR'"),
            ("state eq 'ERROR' (slow)", "state eq 'ERROR'"),
            ("state eq 'ERROR'. Or so", "state eq 'ERROR'"),
            ("state eq 'ERROR') and", "state eq 'ERROR'"),
            ("(state == ERROR) HTTP/1.1", "(state == ERROR)"),
            ("state eq 'E' name eq 'x y' is one", "state eq 'E' name eq 'x y'"),
            ("state eq 'E' AND NOT(name eq 'x''y') is", "state eq 'E' AND NOT(name eq 'x''y')"),
            ("not contains(name, 'a (b') took", "not contains(name, 'a (b')"),
            ("state in ('A', 'B') or 1 eq 1 ms", "state in ('A', 'B') or 1 eq 1"),
            ("state in 'A', 'B' ms", "state in 'A', 'B'"),
            ("state eq 'E'&limit=1 took 1 eq 1", "state eq 'E'&limit=1"),
            ("state eq 'E' && name eq 'x' ms", "state eq 'E' && name eq 'x'"),
            ("state eq", "state eq"),
            ("state eq 'E' and", "state eq 'E' and"),
            ("state eq 'E", "state eq 'E"),
            ("state+eq+%27E%27 (running)", ""),
            ("state%20eq%20%27E%27 in Postman", ""),
            ("state (paged)", ""),
            ("state => 200", ""),
            ("contains(name,'x') => 200", "contains(name,'x')"),
            ("state", ""),
            ("state took 5 ms", ""),
            ("state%20eq%20'E' took", ""),
            ("not", ""),
            ("in (", ""),
            ("", ""),
        ] {
            assert_eq!(text.get(..filter_extent(text)), Some(filter), "{text}");
        }
    }
}
