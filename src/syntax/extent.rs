//! The length of a filter inside other text, such as a line of a log.

use super::lexeme::{Lexed, Lexeme, Lexemes, keyword};

/// The lexeme that must come next.
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
    let mut lexemes = Lexemes::new(text, 0).peekable();
    let mut wants = Wants::Term;
    // Parentheses around conditions, and those of a list or of arguments.
    let (mut groups, mut inner) = (0_u32, 0_u32);
    let mut is_condition = false;
    let mut end = 0;
    let mut behind = 0;
    while let Some(Lexed { lexeme, span }) = lexemes.next() {
        let role = role(lexeme, span.of(text));
        if inner > 0 {
            match role {
                Role::Open => inner += 1,
                Role::Close => inner -= 1,
                Role::Stop => return end,
                _ => {}
            }
            if inner == 0 {
                (wants, is_condition) = (Wants::Connective, true);
                end = span.end as usize;
            }
            continue;
        }
        let touches = span.start as usize == behind;
        behind = span.end as usize;
        wants = match (role, wants) {
            (Role::Nothing, wants) => wants,
            // Encoded filters have no blanks.
            (Role::Operand, Wants::Term) if span.start == 0 && span.of(text).contains(['%', '+']) => {
                return 0;
            }
            (Role::Operand, Wants::Term) => Wants::Operator,
            (Role::Operand, Wants::Operand) => Wants::Connective,
            // `and` is missing.
            (Role::Operand, Wants::Connective)
                if lexemes
                    .peek()
                    .is_some_and(|next| self::role(next.lexeme, next.span.of(text)) == Role::Operator) =>
            {
                Wants::Operator
            }
            (Role::Operator, Wants::Operator | Wants::Connective) => {
                is_condition = true;
                Wants::Operand
            }
            (Role::Connective, Wants::Connective) => {
                let behind = text.get(span.end as usize..).unwrap_or_default();
                if lexeme == Lexeme::ForeignAnd && behind.starts_with(|c: char| c.is_alphabetic() || c == '$')
                {
                    return span.end as usize + behind.find(char::is_whitespace).unwrap_or(behind.len());
                }
                Wants::Term
            }
            (Role::Not, Wants::Term) => Wants::Term,
            (Role::Open, Wants::Term) => {
                groups += 1;
                Wants::Term
            }
            // The arguments of a function directly follow its name.
            (Role::Open, Wants::Operator) if !touches => return end,
            (Role::Open, Wants::Operator | Wants::Operand) => {
                inner = 1;
                wants
            }
            (Role::Close, Wants::Connective) if groups > 0 => {
                groups -= 1;
                Wants::Connective
            }
            // A list without its parentheses.
            (Role::Comma, Wants::Connective) => Wants::Operand,
            _ => return end,
        };
        if wants == Wants::Connective {
            end = span.end as usize;
        }
    }
    // The text may end inside a filter.
    if is_condition { text.len() } else { 0 }
}

/// The role of a lexeme among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Operand,
    Operator,
    Connective,
    Not,
    Open,
    Close,
    Comma,
    /// An invisible character.
    Nothing,
    /// A character that filters cannot contain.
    Stop,
}

fn role(lexeme: Lexeme, written: &str) -> Role {
    match lexeme {
        Lexeme::And | Lexeme::Or | Lexeme::ForeignAnd | Lexeme::ForeignOr => Role::Connective,
        Lexeme::Not | Lexeme::Bang => Role::Not,
        // An arrow.
        Lexeme::ForeignComparison if written == "=>" => Role::Stop,
        Lexeme::In | Lexeme::Comparison(_) | Lexeme::ForeignComparison => Role::Operator,
        Lexeme::MiscasedKeyword => {
            keyword(written.to_ascii_lowercase()).map_or(Role::Operand, |lexeme| role(lexeme, written))
        }
        Lexeme::True
        | Lexeme::False
        | Lexeme::Null
        | Lexeme::Path
        | Lexeme::Number
        | Lexeme::Parameter
        | Lexeme::Applied(_)
        | Lexeme::Quoted(_)
        | Lexeme::Word
        | Lexeme::Placeholder
        | Lexeme::Dollar => Role::Operand,
        Lexeme::Open => Role::Open,
        Lexeme::Close => Role::Close,
        Lexeme::Comma => Role::Comma,
        Lexeme::Invisible => Role::Nothing,
        Lexeme::Semicolon
        | Lexeme::OpenBracket
        | Lexeme::CloseBracket
        | Lexeme::OpenBrace
        | Lexeme::CloseBrace
        | Lexeme::Other => Role::Stop,
    }
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
