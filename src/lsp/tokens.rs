//! Semantic tokens of `.comfilter` files. In another language they would replace those of its server.

use gen_lsp_types::{SemanticToken, SemanticTokens, SemanticTokensParams};

use super::view::View;
use crate::editing::TokenKind;

/// The names of the kinds, in the order of their numbers.
pub(super) const TYPES: [&str; 10] = [
    "comment",
    "keyword",
    "operator",
    "function",
    "property",
    "string",
    "number",
    "enumMember",
    "macro",
    "parameter",
];

fn number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Comment => 0,
        TokenKind::Keyword => 1,
        TokenKind::Operator => 2,
        TokenKind::Function => 3,
        TokenKind::Property => 4,
        TokenKind::String => 5,
        TokenKind::Number => 6,
        TokenKind::Constant => 7,
        // The protocol has no kind for it, and editors show numbers and macros in different colours.
        TokenKind::Timestamp => 8,
        TokenKind::Parameter => 9,
    }
}

impl View<'_> {
    pub(super) fn tokens(&self, _: SemanticTokensParams) -> Option<SemanticTokens> {
        if !self.snapshot.is_filters() {
            return None;
        }
        let (mut line, mut column) = (0, 0);
        let token = |token: crate::editing::Token| {
            let range = self.range(token.span);
            let delta_line = range.start.line - line;
            let delta_start = range.start.character - if delta_line == 0 { column } else { 0 };
            (line, column) = (range.start.line, range.start.character);
            SemanticToken {
                delta_line,
                delta_start,
                length: range.end.character.saturating_sub(range.start.character),
                token_type: number(token.kind),
                token_modifiers_bitset: 0,
            }
        };
        Some(SemanticTokens {
            result_id: None,
            data: self.document.tokens().into_iter().map(token).collect(),
        })
    }
}
