//! Text → tree: parses the lexemes directly, or repairs them first if that fails.

use std::borrow::Cow;

use super::ast::{Ast, NodeKind, OperandKind};
use super::build::{Index, Tree};
use super::repair;
use super::token::{Token, Tokens};
use super::unwrap;
use crate::diagnostic::{Diagnostics, Message};
use crate::limits::{self, Limits};
use crate::rules;
use crate::text::Span;

#[expect(
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    clippy::nursery,
    unreachable_pub,
    unused_imports,
    reason = "generated"
)]
mod grammar {
    lalrpop_util::lalrpop_mod!(tables, "/filter.rs");
    lalrpop_util::lalrpop_mod!(ascent, "/ascent/filter.rs");
    pub(super) use ascent::FilterParser as Ascent;
    pub(super) use tables::FilterParser as Tables;
}

/// The deepest nesting for recursive ascent. A debug build takes about five KiB of stack for each
/// level, and the crate promises to run in 512 KiB. Real filters nest three or four deep.
const SHALLOW: usize = 32;

/// Stops the parser at the first token that the grammar does not allow. The slow path then finds
/// the mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop;

/// The dialects of the language in the vendor's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Requests for a list.
    List,
    /// Webhooks. Their guide writes `True`; the developer guide, with the same grammar, writes
    /// `true`.
    Webhook,
}

impl Dialect {
    /// The boolean that a word in capitals is here.
    pub(crate) fn boolean(self, word: &[u8]) -> Option<OperandKind> {
        match (self, word) {
            (Dialect::Webhook, b"True") => Some(OperandKind::True),
            (Dialect::Webhook, b"False") => Some(OperandKind::False),
            _ => None,
        }
    }

    /// How a boolean is written here.
    pub(crate) const fn written(self, value: bool) -> &'static str {
        match (self, value) {
            (Dialect::List, true) => "true",
            (Dialect::List, false) => "false",
            (Dialect::Webhook, true) => "True",
            (Dialect::Webhook, false) => "False",
        }
    }
}

/// A tree, and the findings of the parser.
#[derive(Debug)]
pub struct Parsed<'t> {
    pub(crate) ast: Ast<'t>,
    pub(crate) diagnostics: Diagnostics,
}

impl<'t> Parsed<'t> {
    /// The tree: as written if there is no error, repaired otherwise.
    pub fn ast(&self) -> &Ast<'t> {
        &self.ast
    }

    /// The findings, with places in the parsed text.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    #[inline]
    pub(crate) fn new(text: &'t str, limits: &Limits) -> Parsed<'t> {
        Parsed { ast: Ast::empty(Cow::Borrowed(text)), diagnostics: Diagnostics::new(limits.diagnostics) }
    }

    /// Reads `text` in its place, as [`parse`] does.
    pub(crate) fn read(&mut self, text: &'t str, limits: &Limits, dialect: Dialect) {
        let most = limits.text.min(limits::OFFSET as usize);
        if text.len() > most {
            let end = Span::from_range(0..text.chars().take(40).map(char::len_utf8).sum());
            self.diagnostics.report(&rules::TOO_LONG, end, || {
                Message::new(format!(
                    "the filter has {} bytes, and the limit is {most}: it was not read",
                    text.len()
                ))
                .help("split it into several requests, or write `in (…)` for many `eq`s")
            });
            self.ast.text = Cow::Borrowed("");
        } else if !as_it_stands(&mut self.ast, limits.nesting, dialect) || self.ast.is_string() {
            with_mistakes(text, limits, dialect, self);
        }
    }

    /// Whether the text is a filter syntactically.
    pub fn is_ok(&self) -> bool {
        self.diagnostics.errors() == 0
    }
}

/// Reads a filter.
///
/// It never fails: a mistake becomes a diagnostic, and the tree has the probable intent.
///
/// ```
/// use comfilter::{Limits, syntax};
///
/// let parsed = syntax::parse("state == 'ERROR' and generation gt 3", &Limits::DEFAULT);
/// assert_eq!(parsed.diagnostics()[0].rule().name(), "foreign-operator");
/// assert_eq!(parsed.ast().to_string(), "state eq 'ERROR' and generation gt 3");
/// ```
pub fn parse<'t>(text: &'t str, limits: &Limits) -> Parsed<'t> {
    parse_in(Dialect::List, text, limits)
}

/// Reads a filter in a dialect, as [`parse`] does.
pub(crate) fn parse_in<'t>(dialect: Dialect, text: &'t str, limits: &Limits) -> Parsed<'t> {
    let mut parsed = Parsed::new(text, limits);
    parsed.read(text, limits, dialect);
    parsed
}

/// Reports and removes the wrapping, then reports and repairs the mistakes in the rest.
#[cold]
fn with_mistakes<'t>(text: &'t str, limits: &Limits, dialect: Dialect, parsed: &mut Parsed<'t>) {
    let unwrapped = unwrap::unwrap(text, &mut parsed.diagnostics);
    parsed.ast = Ast::empty(unwrapped.text);
    let is_filter = as_it_stands(&mut parsed.ast, limits.nesting, dialect);
    parsed.ast.outer = unwrapped.map.map(|map| Box::new((map, unwrapped.wrapping)));
    if !is_filter {
        repaired(parsed, limits, dialect);
    }
    parsed.diagnostics.sort();
}

/// Parses a filter without syntax errors in one pass, without diagnostics. At the first error it returns
/// false and leaves an empty tree.
///
/// It fills the tree in place, because building and moving one costs a short filter a tenth of its
/// time.
fn as_it_stands(ast: &mut Ast<'_>, nesting: usize, dialect: Dialect) -> bool {
    let text = &*ast.text;
    let tree = &mut ast.tree;
    tree.start(text.len());
    let mut tokens = Tokens::new(text, nesting.min(SHALLOW), dialect);
    let mut root = grammar::Ascent::new().parse(tree, &mut tokens).ok();
    if tokens.is_too_deep() && nesting > SHALLOW {
        tree.start(text.len());
        tokens = Tokens::new(text, nesting, dialect);
        root = grammar::Tables::new().parse(tree, &mut tokens).ok();
    }
    let (Some(root), false) = (root.map(Index::node), tokens.is_missing_space()) else {
        *tree = Tree::default();
        return false;
    };
    let grouped = tree.nodes.last().is_some_and(|node| matches!(node.kind, NodeKind::Group { .. }))
        && tree.nodes.len() == root.0 as usize + 1;
    ast.spaced = tokens.is_spaced() && !tree.rewritten && !grouped;
    ast.parameters = tokens.has_parameters();
    ast.root = Some(root);
    true
}

/// Parses a filter with mistakes, and reports each.
fn repaired(parsed: &mut Parsed<'_>, limits: &Limits, dialect: Dialect) {
    let Parsed { ast, diagnostics } = parsed;
    let mut found = Diagnostics::new(limits.diagnostics);
    let tokens = repair::repair(&ast.text, limits, dialect, &mut found);
    let items = tokens.iter().map(|token| Ok(((), (*token).into(), ())));
    ast.root = grammar::Tables::new().parse(&mut ast.tree, items).ok().map(Index::node);
    ast.parameters = tokens.iter().any(|token| matches!(token, Token::Parameter(_)));
    if ast.root.is_none() && found.errors() == 0 {
        // Repaired tokens always parse (tests/properties.rs and the fuzz target `parse` check it).
        // If a filter ever breaks this, refuse it.
        let whole = Span::from_range(0..ast.text.len());
        found.report(&rules::SYNTAX, whole, || "this is not a valid filter");
    }
    found.move_each(|diagnostic| ast.outward(diagnostic));
    diagnostics.append(found);
}
