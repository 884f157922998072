//! Compares the parser with a second, hand-written one: they accept the same filters, and build the
//! same trees.
#![cfg(test)]

mod oracle;
mod support;

use comfilter::Limits;
use comfilter::syntax::{Ast, NodeKind, Operand, OperandKind};
use proptest::prelude::*;
use support::jobs::Choices;
use support::typed::{self, LISTS};
use support::vocabulary::{OF_GUIDE, PIECES};
use support::{generate, invariants};

/// Whether there is an operand outside of the language that the checker reports, because it knows
/// the intent: a word that cannot be a path, a literal after a type, a timestamp with a space
/// inside, or a path in place of a list.
fn has_foreign_operand(ast: &Ast<'_>, text: &str) -> bool {
    let foreign = |operand: &Operand| match operand.kind {
        OperandKind::Word | OperandKind::Typed => true,
        OperandKind::Number => ast.text_of(*operand).contains(' '),
        _ => false,
    };
    ast.nodes().any(|node| match node {
        NodeKind::Comparison { left, right, .. } => foreign(&left) || foreign(&right),
        NodeKind::Membership { left, items, .. } => {
            let items = ast.operands(items);
            let before = |item: &Operand| text.get(left.span.end as usize..item.span.start as usize);
            let is_bare = |item: &Operand| {
                item.kind == OperandKind::Path
                    && before(item).is_some_and(|before| !before.contains(['(', '[']))
            };
            foreign(&left) || items.iter().any(foreign) || items.first().is_some_and(is_bare)
        }
        NodeKind::Call { arguments, .. } => ast.operands(arguments).iter().any(foreign),
        NodeKind::ElementOf { value, array } => foreign(&value) || foreign(&array),
        NodeKind::Alone(operand) => foreign(&operand),
        _ => false,
    })
}

/// Both parsers agree on a filter.
fn agree(text: &str) {
    let parsed = comfilter::syntax::parse(text, &Limits::DEFAULT);
    let clean = parsed.diagnostics().is_empty() && !has_foreign_operand(parsed.ast(), text);
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
    fn prefixed(text in generate::prefixed()) {
        assert!(oracle::grammar::parse(&text).is_some(), "the oracle refuses {text:?}");
        agree(&text);
    }

    /// Canonical text, into which brackets go too.
    #[test]
    fn canonical(at in 0..LISTS.len(), seed in any::<u64>()) {
        let schema = typed::list(LISTS[at]);
        let text = typed::filter(&schema, &mut Choices::from_seed(seed));
        if let Ok(filter) = schema.check(&text).into_result() {
            // `parse` reads the grammar of lists, which has no `True`.
            let text = filter.as_str().replace("True", "true").replace("False", "false");
            assert!(oracle::grammar::parse(&text).is_some(), "the oracle refuses {text}");
            agree(&text);
        }
    }

    #[test]
    fn mutated(
        text in prop_oneof![3 => generate::filter().boxed(), 1 => generate::prefixed().boxed()],
        mutations in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, ALPHABET), 1..3),
    ) {
        let mut text = text;
        for (at, length, new) in mutations {
            generate::mutate(&mut text, at, length, &new);
        }
        agree(&text);
    }

    #[test]
    fn soup(pieces in prop::collection::vec((0..70 + OF_GUIDE, prop::bool::weighted(0.8)), 0..12)) {
        // The first pieces are those of the language, and so are the last.
        let piece = |at: usize| if at < 70 { PIECES[at] } else { PIECES[PIECES.len() - 1 - (at - 70)] };
        let text: String = pieces
            .iter()
            .map(|(at, spaced)| format!("{}{}", piece(*at), if *spaced { " " } else { "" }))
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
        ("tolower( a/b ) eq 'x'", "(eq tolower(a/b) 'x')"),
        ("contains(toupper(a),'X')", "(contains toupper(a) 'X')"),
        ("tolower(a)", "(alone tolower(a))"),
        ("tolower(a,'x')", "(tolower a 'x')"),
        ("'x' in a", "(holds a 'x')"),
        ("@x in a and null in toupper(b)", "(and (holds a @x) (holds toupper(b) null))"),
        ("a eq none", "(eq a none)"),
        ("eq(a,'x')", "(prefix (eq a 'x'))"),
        ("in( a ,'x' , 'y')", "(prefix (in a 'x' 'y'))"),
        (
            "and(eq(a,1),or(b eq 2 and c eq 3,not(d)),(e eq 4))",
            "(prefix (and (prefix (eq a 1)) (prefix (or (and (eq b 2) (eq c 3)) (not (group (alone d))))) \
             (group (eq e 4))))",
        ),
        ("a eq 1 and (eq(b,2))", "(and (eq a 1) (group (prefix (eq b 2))))"),
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
        "a in b",
        "'x' in",
        "tolower(a)eq 'x'",
        "tolower(null) eq 'x'",
        "tolower('x') eq 'x'",
        "TOLOWER(a) eq 'x'",
        "a in [1]",
        "eq(a)",
        "eq(a,1,2)",
        "eq(a,1)and eq(b,2)",
        "in(a)",
        "and(eq(a,1)",
        "a eq 1 and and(b eq 2,c eq 3)",
    ] {
        assert_eq!(oracle::grammar::parse(text), None, "{text}");
        agree(text);
    }
}
