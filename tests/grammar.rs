//! The parser against a second one, written by hand: they accept the same texts, and read the
//! same trees.
#![cfg(test)]

mod oracle;
mod support;

use comfilter::Limits;
use comfilter::syntax::{Ast, NodeKind, Operand, OperandKind};
use proptest::prelude::*;
use support::vocabulary::PIECES;
use support::{generate, invariants};

/// Whether an operand stands there that the language has not, and that the checker tells, who
/// knows what was meant: a word that no path can be, a literal with a type in front, or a
/// timestamp with a space inside.
fn has_foreign_operand(ast: &Ast<'_>) -> bool {
    let foreign = |operand: &Operand| match operand.kind {
        OperandKind::Word | OperandKind::Typed => true,
        OperandKind::Number => ast.text_of(*operand).contains(' '),
        _ => false,
    };
    ast.nodes().any(|node| match node {
        NodeKind::Comparison { left, right, .. } => foreign(&left) || foreign(&right),
        NodeKind::Membership { left, items, .. } => foreign(&left) || ast.operands(items).iter().any(foreign),
        NodeKind::Call { arguments, .. } => ast.operands(arguments).iter().any(foreign),
        NodeKind::Alone(operand) => foreign(&operand),
        _ => false,
    })
}

/// Whether both say the same of a text.
fn agree(text: &str) {
    let parsed = comfilter::syntax::parse(text, &Limits::DEFAULT);
    let clean = parsed.diagnostics().is_empty() && !has_foreign_operand(parsed.ast());
    match oracle::grammar::parse(text) {
        Some(tree) => {
            assert!(clean, "refused: {text:?}: {:?}", parsed.diagnostics());
            assert_eq!(invariants::tree(parsed.ast()), tree, "{text:?}");
        }
        None => assert!(!clean, "accepted: {text:?}: {}", parsed.ast()),
    }
}

/// Characters that a filter is made of, more or less.
const ALPHABET: &str = "[ \t\n'(),@/_a-eA-E0-9.:+TZé=\u{feff}-]{0,3}";

proptest! {
    #![proptest_config(generate::config(2048))]

    #[test]
    fn generated(text in generate::filter()) {
        assert!(oracle::grammar::parse(&text).is_some(), "the oracle refuses {text:?}");
        agree(&text);
    }

    #[test]
    fn mutated(
        text in generate::filter(),
        mutations in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, ALPHABET), 1..3),
    ) {
        let mut text = text;
        for (at, length, new) in mutations {
            generate::mutate(&mut text, at, length, &new);
        }
        agree(&text);
    }

    #[test]
    fn soup(pieces in prop::collection::vec((0..70_usize, prop::bool::weighted(0.8)), 0..12)) {
        // The first pieces are those of the language.
        let text: String = pieces
            .iter()
            .map(|(piece, spaced)| format!("{}{}", PIECES[*piece], if *spaced { " " } else { "" }))
            .collect();
        agree(&text);
    }
}

#[test]
fn the_oracle_knows_the_language() {
    for (text, tree) in [
        ("a eq 1", "(eq a 1)"),
        ("not a eq null and b in ('x','y')", "(and (not (eq a null)) (in b 'x' 'y'))"),
        ("a eq 1 or b eq 2 and not (c eq 3)", "(or (eq a 1) (and (eq b 2) (not (group (eq c 3)))))"),
        ("contains(a/in,'x')", "(contains a/in 'x')"),
        ("not not a", "(not (not (alone a)))"),
        ("not(a in @x)", "(not (group (in a @x)))"),
    ] {
        assert_eq!(oracle::grammar::parse(text).as_deref(), Some(tree), "{text}");
        agree(text);
    }
    for text in [
        "",
        "A:a eq 1",
        "a eq",
        "a eq 1 b",
        "a eq'x'",
        "(a eq 1",
        "a in ()",
        "a in('x')",
        "a/ eq 1",
        "a == 1",
        "a EQ 1",
    ] {
        assert_eq!(oracle::grammar::parse(text), None, "{text}");
        agree(text);
    }
}
