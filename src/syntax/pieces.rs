//! The pieces of a filter for the layout of fmt.

use super::lexeme::{Lexeme, Lexemes};

/// The white space that a piece needs around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    And,
    Or,
    /// A keyword in the wrong case.
    Miscased,
    Path,
    Open,
    Close,
    Comma,
    /// Any other word or value.
    Word,
    /// A lexeme outside the language.
    Other,
}

/// A piece of a filter, with the offset of its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    pub(crate) layout: Layout,
    pub(crate) text: &'t str,
    pub(crate) start: u32,
}

/// Everything in `text` but white space.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    Lexemes::new(text, origin)
        .map(|lexed| {
            let written = lexed.span.of(text);
            Piece { layout: layout_of(lexed.lexeme, written), text: written, start: lexed.span.start }
        })
        .collect()
}

fn layout_of(lexeme: Lexeme, written: &str) -> Layout {
    match lexeme {
        Lexeme::And => Layout::And,
        Lexeme::Or => Layout::Or,
        Lexeme::MiscasedKeyword if written.eq_ignore_ascii_case("and") => Layout::And,
        Lexeme::MiscasedKeyword if written.eq_ignore_ascii_case("or") => Layout::Or,
        Lexeme::MiscasedKeyword => Layout::Miscased,
        Lexeme::Path | Lexeme::Word => Layout::Path,
        Lexeme::Open | Lexeme::OpenBracket => Layout::Open,
        Lexeme::Close | Lexeme::CloseBracket => Layout::Close,
        Lexeme::Comma => Layout::Comma,
        Lexeme::Not
        | Lexeme::In
        | Lexeme::Comparison(_)
        | Lexeme::True
        | Lexeme::False
        | Lexeme::Null
        | Lexeme::Number
        | Lexeme::Parameter
        | Lexeme::Applied(_)
        | Lexeme::Quoted(_) => Layout::Word,
        _ => Layout::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connective_is_one_whatever_its_case() {
        let layouts: Vec<Layout> = pieces("a EQ 1 AND b Or (c)").iter().map(|piece| piece.layout).collect();
        let (path, word) = (Layout::Path, Layout::Word);
        let expected =
            [path, Layout::Miscased, word, Layout::And, path, Layout::Or, Layout::Open, path, Layout::Close];
        assert_eq!(layouts, expected);
    }
}
