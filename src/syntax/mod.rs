//! Text → [`Ast`].
//!
//! A valid filter goes straight from the lexer through the grammar. If the grammar stops, the text
//! is unwrapped (`filter=…`, percent-encoding), its lexemes are repaired with a diagnostic for each
//! mistake, and the grammar reads the repaired ones. So the grammar contains only the language, a
//! valid filter pays nothing for recovery, and the cost of any text is linear.

mod advice;
pub(crate) mod ast;
mod build;
mod continuation;
mod dialects;
mod expect;
mod extent;
mod lexeme;
pub(crate) mod literal;
mod loose;
pub(crate) mod name;
pub(crate) mod parser;
mod print;
mod relative;
mod repair;
mod token;
mod unwrap;

pub(crate) use advice::{Compared, FUNCTIONS, FunctionUse, UNKNOWN, grouped, within};
pub use ast::{
    Ast, Case, Children, NodeId, NodeKind, Operand, OperandKind, OperandRange, Operator, Visit, Walk,
};
pub(crate) use continuation::{Continuation, typed_word};
pub(crate) use dialects::{JoinOrder, from_left, join_order, name_of_dialect, or_first};
pub(crate) use expect::Expect;
pub(crate) use extent::filter_extent;
pub(crate) use loose::{FilterWord, WordForm, WordRole, has_bare_or, is_infix, joined_words, role_of, words};
pub(crate) use parser::{Dialect, parse_in};
pub use parser::{Parsed, parse};
pub(crate) use relative::TimeFromNow;
pub(crate) use repair::{is_not_finite, not_finite, split_typed, type_name};
