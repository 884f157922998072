//! Valid filters, made of terms: canonical text parses to an equal filter, and the query decodes
//! to it.
#![no_main]

use arbitrary::Arbitrary;
use comfilter_fuzz::{invariants, vocabulary::TERMS};
use libfuzzer_sys::fuzz_target;

/// A step of writing a filter, in an order that always gives one.
#[derive(Debug, Arbitrary)]
enum Step {
    Term(u8),
    Text(String),
    Not,
    Open,
    Close,
    Join(bool, u8),
}

fuzz_target!(|steps: Vec<Step>| {
    const BLANKS: [&str; 4] = [" ", "  ", "\t", "\r\n"];
    let (mut text, mut open, mut joined) = (String::new(), 0, true);
    for step in steps.iter().take(100) {
        match step {
            Step::Term(number) if joined => text += TERMS[usize::from(*number) % TERMS.len()],
            Step::Text(value) if joined => text += &format!("name eq '{}'", value.replace('\'', "''")),
            Step::Not if joined => text += "not ",
            Step::Open if joined => (text, open) = (text + "(", open + 1),
            Step::Close if !joined && open > 0 => (text, open) = (text + ")", open - 1),
            Step::Join(or, blank) if !joined => {
                let blank = BLANKS[usize::from(*blank) % BLANKS.len()];
                text += &format!("{blank}{}{blank}", if *or { "or" } else { "and" });
                joined = true;
            }
            _ => {}
        }
        joined = match step {
            Step::Term(_) | Step::Text(_) => false,
            _ => joined,
        };
    }
    if joined {
        text += "state eq 'ERROR'";
    }
    text += &")".repeat(open);
    let checked = comfilter::Schema::jobs().check(&text);
    assert_eq!(checked.diagnostics().errors(), 0, "{text:?}: {:?}", checked.diagnostics());
    invariants::text(&text);
});
