//! Text → tree: the parser on the lexemes as they stand, and on repaired ones where that fails.

use std::borrow::Cow;

use super::ast::{Ast, NodeKind, Operand, OperandKind};
use super::build::Tree;
use super::repair;
use super::token::{Lexeme, Lexemes, Quote, Token};
use super::unwrap::{self, Wrapping};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::limits::Limits;
use crate::rules;
use crate::text::{OffsetMap, Span};

#[expect(
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    clippy::nursery,
    unreachable_pub,
    reason = "generated"
)]
mod grammar {
    lalrpop_util::lalrpop_mod!(tables, "/filter.rs");
    lalrpop_util::lalrpop_mod!(ascent, "/ascent/filter.rs");
    pub(super) use ascent::FilterParser as Ascent;
    pub(super) use tables::FilterParser as Tables;
}

/// How deep a filter may nest for the recursive ascent: it takes about five KiB of stack for each
/// level in a debug build, and the crate promises to run in 512 KiB. Real filters nest three or
/// four deep.
const SHALLOW: usize = 32;

/// Why the parser stopped: something stands there that the grammar does not take, and the slow
/// way finds out what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop;

/// A tree, and what was found while reading it.
#[derive(Debug)]
pub struct Parsed<'t> {
    pub(crate) ast: Ast<'t>,
    pub(crate) diagnostics: Diagnostics,
}

impl<'t> Parsed<'t> {
    /// The tree: whole where there is no error, repaired where there is one.
    pub fn ast(&self) -> &Ast<'t> {
        &self.ast
    }

    /// What was found. Places point into the text that was parsed.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Whether the text is a filter, as far as its syntax goes.
    pub fn is_ok(&self) -> bool {
        self.diagnostics.errors() == 0
    }
}

/// Reads a filter.
///
/// It never fails: a mistake becomes a diagnostic, and the tree holds what was probably meant.
///
/// ```
/// use comfilter::{Limits, syntax};
///
/// let parsed = syntax::parse("state == 'ERROR' and generation gt 3", &Limits::DEFAULT);
/// assert_eq!(parsed.diagnostics()[0].rule().name(), "foreign-operator");
/// assert_eq!(parsed.ast().to_string(), "state eq 'ERROR' and generation gt 3");
/// ```
pub fn parse<'t>(text: &'t str, limits: &Limits) -> Parsed<'t> {
    let mut diagnostics = Diagnostics::new(limits.diagnostics);
    let most = limits.text.min(u32::MAX as usize);
    if text.len() > most {
        diagnostics.add(Severity::Error, || too_long(text, most));
        return Parsed { ast: Ast::empty(Cow::Borrowed("")), diagnostics };
    }
    if let Some(ast) = as_it_stands(Cow::Borrowed(text), limits.nesting) {
        return Parsed { ast, diagnostics };
    }
    let unwrapped = unwrap::unwrap(text, &mut diagnostics);
    let outer = unwrapped.map.map(|map| (map, unwrapped.wrapping));
    let ast = match as_it_stands(unwrapped.text.clone(), limits.nesting) {
        Some(ast) => Ast { outer, ..ast },
        None => repaired(unwrapped.text, outer, limits, &mut diagnostics),
    };
    diagnostics.sort();
    Parsed { ast, diagnostics }
}

fn too_long(text: &str, most: usize) -> Diagnostic {
    let end = Span::from_range(0..text.chars().take(40).map(char::len_utf8).sum());
    Diagnostic::new(
        &rules::TOO_LONG,
        end,
        format!("the filter has {} bytes, and the limit is {most}: it was not read", text.len()),
    )
    .with_help("send several requests, or select more with less: `in (…)` for a list of `eq`s")
}

/// The tree of a text without a mistake of syntax: one pass, and nothing is told.
fn as_it_stands<'t>(text: Cow<'t, str>, nesting: usize) -> Option<Ast<'t>> {
    let mut tree = Tree::with_capacity_for(text.len());
    let mut tokens = Tokens::new(&text, nesting.min(SHALLOW));
    let mut root = grammar::Ascent::new().parse(&mut tree, &mut tokens);
    if tokens.too_deep && nesting > SHALLOW {
        tree = Tree::with_capacity_for(text.len());
        tokens = Tokens::new(&text, nesting);
        root = grammar::Tables::new().parse(&mut tree, &mut tokens);
    }
    let root = root.ok()?;
    if tokens.missing_space {
        return None;
    }
    let spaced = tokens.spaced && tokens.end as usize == text.len();
    let parameters = tokens.parameters;
    let mut ast = Ast::empty(text);
    let grouped = tree.nodes.last().is_some_and(|node| matches!(node.kind, NodeKind::Group { .. }))
        && tree.nodes.len() == root.0 as usize + 1;
    ast.spaced = spaced && !tree.rewritten && !grouped;
    ast.parameters = parameters;
    ast.nodes = tree.nodes;
    ast.operands = tree.operands;
    ast.root = Some(root);
    Some(ast)
}

/// The tree of a text with mistakes, each told.
fn repaired<'t>(
    text: Cow<'t, str>,
    outer: Option<(OffsetMap, Wrapping)>,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Ast<'t> {
    let mut found = Diagnostics::new(limits.diagnostics);
    let tokens = repair::repair(&text, limits, &mut found);
    let mut tree = Tree::default();
    let items = tokens.iter().map(|token| Ok(((), *token, ())));
    let root = grammar::Tables::new().parse(&mut tree, items).ok();
    if root.is_none() && found.errors() == 0 {
        // Repaired tokens always parse (tests/syntax.rs and the fuzz target `parse` hold it); a
        // text that breaks this is refused all the same.
        let whole = Span::from_range(0..text.len());
        found.add(Severity::Error, || Diagnostic::new(&rules::SYNTAX, whole, "this is no filter"));
    }
    let mut ast = Ast { outer, ..Ast::empty(text) };
    found.move_each(|diagnostic| ast.outward(diagnostic));
    diagnostics.append(found);
    ast.nodes = tree.nodes;
    ast.operands = tree.operands;
    ast.root = root;
    ast.parameters = tokens.iter().any(|token| matches!(token, Token::Parameter(_)));
    ast
}

/// The tokens of a text as they stand, with what only a look at the gaps between them can tell.
struct Tokens<'t> {
    lexemes: Lexemes<'t>,
    bytes: &'t [u8],
    /// Where the last token ended.
    end: u32,
    /// Where the last path began.
    path: u32,
    last: Class,
    /// Whether white space stands where canonical text has it, and nowhere else.
    spaced: bool,
    missing_space: bool,
    parameters: bool,
    too_deep: bool,
    nesting: Nesting,
}

/// What a token is to the white space beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The start of the text.
    Start,
    Path,
    Word,
    In,
    Open,
    Close,
    Comma,
    Not,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str, most: usize) -> Tokens<'t> {
        let origin = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Tokens {
            lexemes: Lexemes::new(text, origin),
            bytes: text.as_bytes(),
            end: origin,
            path: origin,
            last: Class::Start,
            spaced: origin == 0,
            missing_space: false,
            parameters: false,
            too_deep: false,
            nesting: Nesting::new(most),
        }
    }

    /// `Contains(`: a mistake that the grammar, which knows no names, would take.
    fn is_miscased_call(&self) -> bool {
        let name = self.bytes.get(self.path as usize..self.end as usize).unwrap_or_default();
        self.last == Class::Path && name != b"contains" && name.eq_ignore_ascii_case(b"contains")
    }

    /// Notes the gap before a token.
    #[inline]
    fn space(&mut self, class: Class, start: u32) {
        let gap = start - self.end;
        let touches = matches!(self.last, Class::Start | Class::Open | Class::Comma)
            || matches!(class, Class::Close | Class::Comma)
            || (self.last == Class::Path && class == Class::Open);
        let canonical =
            if touches { gap == 0 } else { gap == 1 && self.bytes.get(self.end as usize) == Some(&b' ') };
        if !canonical {
            self.spaced = false;
            self.missing_space |= gap == 0 && (self.last, class) != (Class::Not, Class::Open);
        }
        self.last = class;
    }
}

impl Iterator for Tokens<'_> {
    type Item = Result<((), Token, ()), Stop>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let lexed = self.lexemes.next()?;
        let span = lexed.span;
        let operand = |kind| Operand { kind, span };
        let (class, token) = match lexed.lexeme {
            Lexeme::Path => {
                self.path = span.start;
                (Class::Path, Token::Path(operand(OperandKind::Path)))
            }
            Lexeme::Comparison(operator) => (Class::Word, Token::Comparison(operator)),
            Lexeme::Quoted(Quote::Single) => (Class::Word, Token::Literal(operand(OperandKind::String))),
            Lexeme::Number => (Class::Word, Token::Literal(operand(OperandKind::Number))),
            Lexeme::And => {
                self.nesting.end_term();
                (Class::Word, Token::And)
            }
            Lexeme::Or => {
                self.nesting.end_term();
                (Class::Word, Token::Or)
            }
            Lexeme::Not => {
                if !self.nesting.not() {
                    self.too_deep = true;
                    return Some(Err(Stop));
                }
                (Class::Not, Token::Not(span.start))
            }
            Lexeme::Open => {
                let miscased = self.is_miscased_call();
                if !self.nesting.open() {
                    self.too_deep = true;
                    return Some(Err(Stop));
                }
                if miscased {
                    return Some(Err(Stop));
                }
                (Class::Open, Token::Open(span.start))
            }
            Lexeme::Close => {
                self.nesting.close();
                (Class::Close, Token::Close(span.end))
            }
            Lexeme::Comma => (Class::Comma, Token::Comma),
            Lexeme::In => (Class::In, Token::In),
            Lexeme::True => (Class::Word, Token::Literal(operand(OperandKind::True))),
            Lexeme::False => (Class::Word, Token::Literal(operand(OperandKind::False))),
            Lexeme::Null => (Class::Word, Token::Literal(operand(OperandKind::Null))),
            Lexeme::Parameter => {
                self.parameters = true;
                (Class::Word, Token::Parameter(operand(OperandKind::Parameter)))
            }
            // A word that no path can be is a mistake everywhere, and may be a whole filter in
            // percent-encoding.
            _ => return Some(Err(Stop)),
        };
        self.space(class, span.start);
        self.end = span.end;
        Some(Ok(((), token, ())))
    }
}

/// How deep a place is nested: parentheses and `not`, counted together.
#[derive(Debug)]
pub(super) struct Nesting {
    most: usize,
    depth: usize,
    /// How many `not` stand before the term that is being read.
    nots: usize,
    /// The same for each open parenthesis.
    outer: Vec<usize>,
}

impl Nesting {
    pub(super) fn new(most: usize) -> Nesting {
        Nesting { most, depth: 0, nots: 0, outer: Vec::new() }
    }

    /// One more `not`: false where that is too deep.
    pub(super) fn not(&mut self) -> bool {
        self.nots += 1;
        self.deeper()
    }

    /// One more parenthesis: false where that is too deep.
    pub(super) fn open(&mut self) -> bool {
        self.outer.push(self.nots);
        self.nots = 0;
        self.deeper()
    }

    fn deeper(&mut self) -> bool {
        self.depth += 1;
        self.depth <= self.most
    }

    /// A parenthesis is closed: what it stood in goes on.
    pub(super) fn close(&mut self) {
        self.end_term();
        if let Some(nots) = self.outer.pop() {
            self.depth -= 1;
            self.nots = nots;
        }
    }

    /// A term has ended, and with it what its `not`s cover.
    pub(super) fn end_term(&mut self) {
        self.depth -= self.nots;
        self.nots = 0;
    }
}
