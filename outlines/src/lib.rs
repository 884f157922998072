//! The strings, assignments, entries and calls that the grammars of tree-sitter see in a host file, in the
//! form of comfilter's outline.
//!
//! Each grammar has one function, which knows the kinds of its nodes. It leaves out the nodes that comfilter
//! has no use for, such as members of Python's objects.

mod bash;
pub mod compare;
mod javascript;
mod json;
mod powershell;
mod python;
mod yaml;

pub mod hosts;

use comfilter::lint::{Language, OutlinePart, OutlinePartKind};
use comfilter::text::Span;
use tree_sitter::{Node, Parser, Tree};
use tree_sitter_language::LanguageFn;

/// A grammar, and what its nodes are.
pub struct Grammar {
    pub language: Language,
    grammar: LanguageFn,
    seen: fn(Node<'_>, &str) -> Option<OutlinePart>,
}

/// The grammars, in the order of the reports.
pub static GRAMMARS: [Grammar; 6] = [
    Grammar { language: Language::Shell, grammar: tree_sitter_bash::LANGUAGE, seen: bash::seen },
    Grammar {
        language: Language::PowerShell,
        grammar: tree_sitter_powershell::LANGUAGE,
        seen: powershell::seen,
    },
    Grammar { language: Language::Python, grammar: tree_sitter_python::LANGUAGE, seen: python::seen },
    Grammar { language: Language::Yaml, grammar: tree_sitter_yaml::LANGUAGE, seen: yaml::seen },
    Grammar { language: Language::Json, grammar: tree_sitter_json::LANGUAGE, seen: json::seen },
    Grammar {
        language: Language::JavaScript,
        grammar: tree_sitter_javascript::LANGUAGE,
        seen: javascript::seen,
    },
];

impl Grammar {
    pub fn of(language: Language) -> Option<&'static Grammar> {
        GRAMMARS.iter().find(|grammar| grammar.language == language)
    }

    /// The tree of a file, if all of the file is in the language.
    pub fn parse(&self, text: &str) -> Option<Tree> {
        let mut parser = Parser::new();
        parser.set_language(&self.grammar.into()).expect("the grammar has the version of the library");
        parser.parse(text, None).filter(|tree| !tree.root_node().has_error())
    }

    /// The strings, assignments, entries and calls of a tree.
    pub fn seen(&self, tree: &Tree, text: &str) -> Vec<OutlinePart> {
        let mut found = Vec::new();
        let mut cursor = tree.walk();
        loop {
            found.extend((self.seen)(cursor.node(), text));
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return found;
                }
            }
        }
    }
}

/// The place of a node.
fn span(node: Node<'_>) -> Span {
    Span::from_range(node.byte_range())
}

/// The first character of a node.
fn first(node: Node<'_>) -> Span {
    Span::from_range(node.start_byte()..node.start_byte() + 1)
}

/// A string whose first child and last child are its quotes.
fn string(node: Node<'_>) -> Option<OutlinePart> {
    let last = node.child_count().checked_sub(1)?;
    let (open, close) = (node.child(0)?, node.child(last)?);
    let value = Span::from_range(open.end_byte()..close.start_byte());
    Some(OutlinePart { kind: OutlinePartKind::String, name: first(node), value })
}

/// A string whose node has no quotes, between so many bytes at its start and at its end.
fn string_between(node: Node<'_>, open: usize, close: usize) -> OutlinePart {
    let value = Span::from_range(node.start_byte() + open..node.end_byte() - close);
    OutlinePart { kind: OutlinePartKind::String, name: first(node), value }
}

/// A part with a name and a value.
fn named(kind: OutlinePartKind, name: Span, value: Node<'_>) -> OutlinePart {
    OutlinePart { kind, name, value: first(value) }
}

fn call(callee: Option<Span>, arguments: Node<'_>) -> OutlinePart {
    let name = callee.unwrap_or(Span::at(span(arguments).start));
    OutlinePart { kind: OutlinePartKind::Call, name, value: span(arguments) }
}
