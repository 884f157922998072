//! Pieces of filters in any order: all properties of a text hold.
#![no_main]

use arbitrary::Arbitrary;
use comfilter_fuzz::invariants;
use comfilter_fuzz::typed::{LISTS, list};
use comfilter_fuzz::vocabulary::PIECES;
use libfuzzer_sys::fuzz_target;

/// A piece of text, and whether a space follows it.
#[derive(Debug, Arbitrary)]
struct Piece {
    number: u8,
    spaced: bool,
}

fuzz_target!(|pieces: Vec<Piece>| {
    let mut text = String::new();
    for piece in pieces.iter().take(200) {
        text += PIECES[usize::from(piece.number) % PIECES.len()];
        text += if piece.spaced { " " } else { "" };
    }
    invariants::text(&text);
    invariants::of_list(&list(LISTS[pieces.len() % LISTS.len()]), &text);
});
