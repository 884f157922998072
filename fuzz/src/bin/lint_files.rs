//! Any text as a file of any language: no panic, places are on characters, and fixes end, stay
//! inside the filters and are complete. The first byte chooses the language.
#![no_main]

use std::sync::LazyLock;

use comfilter::Schema;
use comfilter::lint::{Language, Linter};
use comfilter_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| Language::all().collect());
static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(Schema::jobs().clone()));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let language = LANGUAGES[usize::from(*first) % LANGUAGES.len()];
    invariants::sources(&LINTER, language, &String::from_utf8_lossy(bytes));
});
