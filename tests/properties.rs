//! Properties of all inputs: valid filters, filters with a mistake, pieces in any order, and
//! anything at all.
#![cfg(test)]

mod support;

use proptest::prelude::*;

use comfilter::Schema;
use support::vocabulary::PIECES;
use support::{generate, invariants};

/// Pieces in any order, some with a space after them.
fn soup() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::weighted(0.7));
    prop::collection::vec(piece, 0..14).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, spaced)| format!("{piece}{}", if spaced { " " } else { "" }))
            .collect()
    })
}

/// A valid filter with one piece inserted, replaced or removed.
fn mistaken() -> impl Strategy<Value = String> {
    (generate::filter(), any::<prop::sample::Index>(), 0..4_usize, prop::sample::select(PIECES)).prop_map(
        |(mut filter, at, length, piece)| {
            generate::mutate(&mut filter, at, length, piece);
            filter
        },
    )
}

proptest! {
    #![proptest_config(generate::config(512))]

    #[test]
    fn generated_filters_are_filters_and_survive_printing(text in generate::filter()) {
        let checked = Schema::jobs().check(&text);
        prop_assert_eq!(checked.diagnostics().errors(), 0, "{:?}: {:?}", text, checked.diagnostics());
        let printed = checked.ast().to_string();
        let filter = checked.into_result().unwrap();
        prop_assert_eq!(filter.as_str(), printed);
        invariants::text(&text);
    }

    #[test]
    fn any_text_keeps_what_holds(text in any::<String>()) {
        invariants::text(&text);
    }

    #[test]
    fn any_pieces_keep_what_holds(text in soup()) {
        invariants::text(&text);
        invariants::safe_fixes(&text);
        invariants::fixing(&text);
    }

    #[test]
    fn a_mistake_is_mended_by_its_fix(text in mistaken()) {
        invariants::text(&text);
        invariants::fixes(&text);
        invariants::safe_fixes(&text);
        invariants::fixing(&text);
    }
}
