//! The pieces of a filter for the layout of fmt.

use super::lexeme::{Lexeme, Lexemes};

/// The white space that a piece needs around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
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
    pub(crate) layout: PieceKind,
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

fn layout_of(lexeme: Lexeme, written: &str) -> PieceKind {
    match lexeme {
        Lexeme::And => PieceKind::And,
        Lexeme::Or => PieceKind::Or,
        Lexeme::MiscasedKeyword if written.eq_ignore_ascii_case("and") => PieceKind::And,
        Lexeme::MiscasedKeyword if written.eq_ignore_ascii_case("or") => PieceKind::Or,
        Lexeme::MiscasedKeyword => PieceKind::Miscased,
        Lexeme::Path | Lexeme::Word => PieceKind::Path,
        Lexeme::Open | Lexeme::OpenBracket => PieceKind::Open,
        Lexeme::Close | Lexeme::CloseBracket => PieceKind::Close,
        Lexeme::Comma => PieceKind::Comma,
        Lexeme::Not
        | Lexeme::In
        | Lexeme::Comparison(_)
        | Lexeme::True
        | Lexeme::False
        | Lexeme::Null
        | Lexeme::Number
        | Lexeme::Parameter
        | Lexeme::Applied(_)
        | Lexeme::Quoted(_) => PieceKind::Word,
        _ => PieceKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connective_is_one_whatever_its_case() {
        let layouts: Vec<PieceKind> =
            pieces("a EQ 1 AND b Or (c)").iter().map(|piece| piece.layout).collect();
        let (path, word) = (PieceKind::Path, PieceKind::Word);
        let expected = [
            path,
            PieceKind::Miscased,
            word,
            PieceKind::And,
            path,
            PieceKind::Or,
            PieceKind::Open,
            path,
            PieceKind::Close,
        ];
        assert_eq!(layouts, expected);
    }
}
