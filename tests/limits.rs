//! Every limit: one below, at it, one above, all on a small stack; and inputs that were made to
//! break parsers. `benches/benches/linear.rs` measures their time.
#![cfg(test)]

mod support;

use serde_json::Value;

use comfilter::Checked;
use comfilter::decode::{Schemas, decode};
use comfilter::limits::{DECIMAL_DIGITS, DECIMAL_EXPONENT, DIAGNOSTICS, NAME, NESTING, TEXT};
use comfilter::lint::{Holder, Language, Linter};
use comfilter::{Limits, Schema, Severity};
use support::hostile::{CHECKED, DECODED, HOSTED};
use support::invariants::{self, outward};

/// Runs a test in a thread with a stack of 512 KiB, as musl and macOS have them.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    thread.spawn(test).unwrap().join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

/// The rules that report `text`, each once. It also runs every other operation on it.
fn rules_of(text: &str) -> Vec<&'static str> {
    rules_with(text, &Limits::DEFAULT)
}

fn rules_with(text: &str, limits: &Limits) -> Vec<&'static str> {
    let checked = Checked::new(Schema::jobs(), text, limits);
    let mut rules: Vec<&str> = checked.diagnostics().iter().map(|found| found.rule().name()).collect();
    rules.sort_unstable();
    rules.dedup();
    use_everything(checked);
    rules
}

fn use_everything(checked: Checked<'_>) {
    let _ = (checked.ast().to_string(), format!("{:?}", checked.ast()));
    match checked.into_result() {
        Ok(filter) => {
            assert_eq!(filter.clone(), filter);
            let _ = (filter.query(), format!("{filter:?}"), filter.matcher().verdict(&Value::Null));
        }
        Err(error) => {
            let _ = (error.to_string(), format!("{error:?}"));
        }
    }
}

#[test]
fn text() {
    on_a_small_stack(|| {
        let of = |bytes: usize| format!("name eq '{}'", "x".repeat(bytes - "name eq ''".len()));
        assert!(rules_of(&of(TEXT - 1)).is_empty());
        assert!(rules_of(&of(TEXT)).is_empty());
        assert_eq!(rules_of(&of(TEXT + 1)), ["too-long"]);
        // Canonical text has some spaces more.
        let text = vec!["name eq 'a'"; TEXT / 14].join("or ");
        let filter = Schema::jobs().check(&text).into_result().unwrap();
        assert!(text.len() <= TEXT && filter.as_str().len() > TEXT, "{}", filter.as_str().len());
        assert_eq!(filter.ast().nodes().count(), TEXT / 14 + 1);
        // A limit of a caller, also in the middle of a character.
        for most in 0..12 {
            let limits = Limits { text: most, ..Limits::DEFAULT };
            assert_eq!(rules_with("name eq 'é'", &limits), if most < 12 { ["too-long"] } else { [""] });
        }
        assert!(rules_with("name eq 'é'", &Limits { text: 12, ..Limits::DEFAULT }).is_empty());
    });
}

#[test]
fn nesting() {
    on_a_small_stack(|| {
        let term = "state eq 'ERROR'";
        let parentheses = |depth: usize| format!("{}{term}{}", "(".repeat(depth), ")".repeat(depth));
        let nots = |depth: usize| format!("{}{term}", "not ".repeat(depth));
        let mixed = |depth: usize| {
            let pairs = depth / 2;
            let odd = if depth % 2 == 1 { "not " } else { "" };
            format!("{odd}{}{term}{}", "not (".repeat(pairs), ")".repeat(pairs))
        };
        let inside = |depth: usize| {
            let outer = depth - 1;
            format!("{}state in ('ERROR'){}", "(".repeat(outer), ")".repeat(outer))
        };
        // With a mistake, the slow path counts, and must count the same.
        let mistaken = |depth: usize| parentheses(depth).replace("eq", "==");
        let shapes: [&dyn Fn(usize) -> String; 4] = [&parentheses, &nots, &mixed, &inside];
        for shape in shapes {
            assert!(rules_of(&shape(NESTING - 1)).is_empty(), "{}", shape(NESTING - 1));
            assert!(rules_of(&shape(NESTING)).is_empty(), "{}", shape(NESTING));
            assert_eq!(rules_of(&shape(NESTING + 1)), ["too-deep"], "{}", shape(NESTING + 1));
        }
        assert_eq!(rules_of(&mistaken(NESTING)), ["foreign-operator"]);
        assert_eq!(rules_of(&mistaken(NESTING + 1)), ["too-deep"]);
        // Closed parentheses count no more.
        let beside = vec![nots(NESTING); 3].join(" and ");
        assert!(rules_of(&beside).is_empty());
        let beside = vec![mixed(NESTING); 3].join(" and ");
        assert!(rules_of(&beside).is_empty());
        // A `not` before a parenthesis counts for everything inside, also after a term.
        let behind = |depth: usize| {
            format!("{}{term}{}", format!("not ({term} and ").repeat(depth / 2), ")".repeat(depth / 2))
        };
        assert!(!rules_of(&behind(NESTING)).contains(&"too-deep"));
        assert_eq!(rules_of(&behind(NESTING + 2)), ["too-deep"]);
        assert!(rules_of(&format!("{} or {0}", parentheses(NESTING))).is_empty());
        // A caller may raise it.
        let deep = Limits { nesting: usize::MAX, ..Limits::DEFAULT };
        assert!(rules_with(&parentheses(100_000), &deep).is_empty());
        assert!(rules_with(&nots(100_000), &deep).is_empty());
        assert!(rules_with(&mixed(100_000), &deep).is_empty());
        assert_eq!(rules_with("(not a)", &Limits { nesting: 1, ..Limits::DEFAULT }), ["too-deep"]);
    });
}

#[test]
fn names() {
    let path = |length: usize| format!("jobParams/{} eq 1", "x".repeat(length));
    assert!(rules_of(&path(NAME - 1)).is_empty());
    assert!(rules_of(&path(NAME)).is_empty());
    assert_eq!(rules_of(&path(NAME + 1)), ["too-long"]);
    // Segments count, not paths.
    assert!(rules_of(&format!("jobParams{} eq 1", "/x".repeat(10_000))).is_empty());
}

#[test]
fn decimals() {
    let digits = |count: usize| format!("generation lt 0.{}", "1".repeat(count - 1));
    assert!(rules_of(&digits(DECIMAL_DIGITS - 1)).is_empty());
    assert!(rules_of(&digits(DECIMAL_DIGITS)).is_empty());
    assert_eq!(rules_of(&digits(DECIMAL_DIGITS + 1)), ["invalid-number"]);
    for sign in ["", "+", "-"] {
        let exponent = |value: u32| format!("generation lt 1e{sign}{value}");
        assert!(rules_of(&exponent(DECIMAL_EXPONENT - 1)).is_empty());
        assert!(rules_of(&exponent(DECIMAL_EXPONENT)).is_empty());
        assert_eq!(rules_of(&exponent(DECIMAL_EXPONENT + 1)), ["invalid-number"]);
    }
    for number in
        ["9223372036854775806", "9223372036854775807", "-9223372036854775807", "-9223372036854775808"]
    {
        assert!(rules_of(&format!("generation lt {number}")).is_empty(), "{number}");
    }
    for number in ["9223372036854775808", "-9223372036854775809"] {
        assert_eq!(rules_of(&format!("generation lt {number}")), ["invalid-number"], "{number}");
    }
}

#[test]
fn diagnostics() {
    for count in [DIAGNOSTICS - 1, DIAGNOSTICS, DIAGNOSTICS + 1, 10 * DIAGNOSTICS] {
        let text = vec!["state == 'ERROR'"; count].join(" and ");
        let checked = Schema::jobs().check(&text);
        let found = checked.diagnostics();
        assert_eq!(found.errors(), count);
        assert_eq!(found.len(), count.min(DIAGNOSTICS));
        assert_eq!(found.omitted(), count.saturating_sub(DIAGNOSTICS));
        assert!(!checked.is_ok());
    }
}

#[test]
fn errors_come_before_warnings_that_are_only_counted() {
    let warnings = vec!["state eq 'x'"; 2 * DIAGNOSTICS].join(" and ");
    let text = format!("{warnings} and naem eq 'x' and stats eq 'x'");
    let checked = Schema::jobs().check(&text);
    let found = checked.diagnostics();
    let kept = found.iter().filter(|found| found.severity() == Severity::Error).count();
    assert_eq!((found.errors(), kept, found.len()), (2, 2, DIAGNOSTICS));
    assert_eq!(found.omitted(), DIAGNOSTICS + 2);
    // Also after the findings of the syntax, which come first.
    let spaces = vec!["state eq'ERROR'"; 2 * DIAGNOSTICS].join(" and ");
    let text = format!("{spaces} and naem eq 'x'");
    let checked = Schema::jobs().check(&text);
    assert_eq!(checked.diagnostics().errors(), 1);
    assert!(checked.diagnostics().iter().any(|found| found.severity() == Severity::Error));
    // No room at all changes no verdict.
    let none = Limits { diagnostics: 0, ..Limits::DEFAULT };
    let checked = Checked::new(Schema::jobs(), &text, &none);
    assert_eq!((checked.diagnostics().len(), checked.diagnostics().errors(), checked.is_ok()), (0, 1, false));
    assert!(checked.into_result().is_err());
}

/// As many pieces as fit into the limit of the text.
fn full(piece: &str) -> String {
    piece.repeat(TEXT / piece.len())
}

#[test]
fn hostile_texts() {
    on_a_small_stack(|| {
        assert_eq!(rules_of(&full("(")), ["too-deep"]);
        assert_eq!(rules_of(&full("not ")), ["too-deep"]);
        assert!(rules_of(&full("a in (")).contains(&"unbalanced-parenthesis"));
        assert!(rules_of(&full("a and ")).contains(&"unknown-property"));
        assert!(!rules_of(&full("'")).is_empty());
        assert!(!rules_of(&full("!!(")).is_empty());
        assert!(!rules_of(&full("' and a eq ' w ")).is_empty());
        assert!(!rules_of(&full("\u{201e}a and b eq ")).is_empty());
        assert!(rules_of(&full("a__in=( and ")).contains(&"unbalanced-parenthesis"));
        // The product of two lists would fill the memory.
        let [paths, strings] = ["name", "'x'"].map(|one| vec![one; 100_000].join(","));
        let several = format!("contains(({paths}),({strings}))");
        assert_eq!(rules_of(&several), ["unsupported-odata"]);
        let or = vec!["state eq 'ERROR'"; 50_000].join(" or ");
        assert!(rules_of(&or).is_empty());
        let or = vec!["id ne null"; 60_000].join(" or ");
        assert!(rules_of(&or).is_empty());
        let list = format!("generation in ({})", vec!["1"; 200_000].join(","));
        assert!(rules_of(&list).is_empty());
        let long = Limits { text: usize::MAX, nesting: usize::MAX, ..Limits::DEFAULT };
        let or = vec!["id ne null"; 500_000].join(" or ");
        assert!(rules_with(&or, &long).is_empty());
    });
}

/// The last piece of a nest is missing: everything is closed at the end.
#[test]
fn hostile_texts_past_the_nesting() {
    on_a_small_stack(|| {
        let deep = Limits { nesting: usize::MAX, ..Limits::DEFAULT };
        for piece in
            ["(", "not ", "!", "a in (", "contains(", "and(", "f(", "a eq (", "!!(", "a in [", "contains "]
        {
            assert!(!rules_with(&piece.repeat(20_000), &deep).is_empty(), "{piece}");
        }
    });
}

/// The number of bytes of each kind: enough to overflow a small stack if a few bytes nest one
/// level.
const LONG: usize = 1 << 14;

#[test]
fn hostile_kinds_are_checked() {
    on_a_small_stack(|| {
        let deep = Limits { nesting: usize::MAX, ..Limits::DEFAULT };
        for text in CHECKED.iter().map(|kind| kind.text(LONG)) {
            rules_of(&text);
            rules_with(&text, &deep);
        }
    });
}

#[test]
fn hostile_kinds_are_decoded() {
    on_a_small_stack(|| {
        for kind in DECODED {
            let text = kind.text(LONG);
            let decoded = decode(&text, &Schemas::default(), &Limits::DEFAULT);
            assert!(outward(&decoded).len() <= 2 * DIAGNOSTICS, "{}", kind.name);
            invariants::decoding(&text);
        }
    });
}

/// Shorter inputs, because there are many languages.
#[test]
fn hostile_kinds_are_searched() {
    on_a_small_stack(|| {
        let linter = Linter::new(Schema::jobs().clone());
        for kind in HOSTED {
            let text = kind.text(LONG / 8);
            for language in Language::all() {
                for linted in linter.lint_all(Holder::Source(language), &text) {
                    assert!(text.get(linted.span().range()).is_some(), "{language:?} {}", kind.name);
                }
            }
        }
    });
}

#[test]
fn random_bytes() {
    on_a_small_stack(|| {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_be_bytes()[0]
        };
        for ascii in [false, true] {
            let bytes: Vec<u8> = (0..TEXT / 4).map(|_| if ascii { next() & 0x7f } else { next() }).collect();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!rules_of(&text).is_empty());
        }
    });
}
