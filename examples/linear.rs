//! Shows that the time of checking a text grows with its length and no faster: for each kind of
//! text the seconds at n bytes and at 2n, and their ratio. Run it with `--release`.
//!
//! An argument is n; without one it is half of the limit, so that 2n is as much as is read. A second
//! one is how the kinds begin that are wanted.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example")]

use std::hint::black_box;
use std::time::Instant;

use serde_json::Value;

use comfilter::{Limits, Schema};

/// What is repeated: the start of the text, the piece, the end.
type Kind = (&'static str, &'static str, &'static str, &'static str);

const KINDS: &[Kind] = &[
    ("nested (", "", "(", ""),
    ("nested ( with a term", "", "(state eq 'x' and ", ""),
    ("not chain", "", "not ", "state eq 'x'"),
    ("and chain", "state eq 'ERROR'", " and state eq 'ERROR'", ""),
    ("or chain", "state eq 'ERROR'", " or generation gt 3", ""),
    ("and or chain", "state eq 'ERROR'", " or generation gt 3 and state eq 'ERROR'", ""),
    ("dangling and", "", "a and ", ""),
    ("in list", "generation in (1", ",1", ")"),
    ("or chain of paths", "results/a eq 1", " or results/a/b eq 1", ""),
    ("in list of texts", "name in ('a'", ",'a'", ")"),
    ("in list of unknown values", "state in ('a'", ",'RUNING'", ")"),
    ("in list of known values", "state in ('ERROR'", ",'ERROR'", ")"),
    ("unclosed in", "", "a in (", ""),
    ("bare lists", "name in 'a'", ",'a'", ""),
    ("bracket lists", "name in ['a'", ",'a'", "]"),
    ("unclosed brackets", "", "a in [1 ", ""),
    ("doubled in lists", "a in (", "(1", ""),
    ("quotes", "", "'", ""),
    ("doubled quotes", "name eq '", "''", "'"),
    ("unescaped quotes", "name eq '", "O'Neil ", "'"),
    ("backslash quotes", "name eq '", "\\'", "'"),
    ("unclosed with a term", "", "name eq 'a and ", ""),
    ("text, word, text", "", "' and a eq ' w ", "'"),
    ("low quotes", "", "\u{201e}a and b eq ", ""),
    ("single low quotes", "", "\u{201a}a and b eq ", ""),
    ("double quotes", "", "\"a and b eq ", ""),
    ("back quotes", "", "`a and b eq ", ""),
    ("missing opening quotes", "", "a' ", ""),
    ("doubled quote, word", "", "''x ", ""),
    ("or in a text", "name eq 'x", " or ", ""),
    ("percent", "name eq '", "%25", "'"),
    ("percent outside", "", "%25", ""),
    ("percent-encoded terms", "a", "%20and%20b%20eq%201", ""),
    ("percent-encoded mistakes", "a", "%20=%201%20and%20b", ""),
    ("plus for spaces", "a+eq+1", "+and+b+eq+1", ""),
    ("entities", "a", " &gt; 1 &amp;&amp; b", ""),
    ("zero-width in words", "a", "\u{200b}a", ""),
    ("zero-width between words", "", "a\u{200b} ", ""),
    ("no-break spaces", "state", "\u{a0}", "eq 'ERROR'"),
    ("blanks", "state", " ", "eq 'ERROR'"),
    ("blanks after or", "name eq 'x' y", " or            ", "'"),
    ("unknown names", "", "naem eq 1 and ", "a eq 1"),
    ("names", "a", "a", " eq 1"),
    ("paths", "jobParams", "/a", " eq 1"),
    ("paths below nothing", "a", "/a", " eq 1"),
    ("words", "", "word ", ""),
    ("words as a value", "name eq", " word", ""),
    ("numbers", "", "1 ", ""),
    ("digits", "generation eq ", "1", ""),
    ("number with a keyword", "generation eq 1", "and generation eq 1", ""),
    ("filter=", "", "filter=", ""),
    ("foreign operators", "", "a = 1 && ", "a = 1"),
    ("foreign words", "", "a gte 1 and ", "a gte 1"),
    ("is not", "", "a is not ", ""),
    ("not in", "", "a not in ", ""),
    ("like", "", "a like '%x%' and ", "a eq 1"),
    ("bangs", "", "!", "a eq 1"),
    ("double operators", "", "a eq eq ", ""),
    ("missing and", "", "a eq 1 ", ""),
    ("missing values", "", "a eq and ", ""),
    ("missing spaces", "", "a eq'x'and ", ""),
    ("glued operators", "", "aeq'x' ", ""),
    ("keywords in capitals", "", "a EQ 1 AND ", ""),
    ("prefix and(", "", "and(", ""),
    ("prefix eq(", "", "eq(a,1) ", ""),
    ("prefix in a list", "and(eq(a,1)", ",eq(a,1)", ")"),
    ("closing parentheses", "", ")", ""),
    ("contains(", "", "contains(", ""),
    ("contains(a", "", "contains(a,", ""),
    ("bare contains", "", "contains a,'x' ", ""),
    ("third arguments", "contains(a,'x'", ",'x'", ")"),
    ("functions", "", "f(", ""),
    ("closed functions", "", "f(1) eq 1 and ", ""),
    ("functions as values", "", "a eq f(", ""),
    ("arithmetic", "a", " add 1", " eq 1"),
    ("typed literals", "", "a eq guid'x' and ", ""),
    ("placeholders", "", "<a> eq ${b} and ", ""),
    ("open placeholders", "", "{{", ""),
    ("open shell placeholders", "", "${", ""),
    ("angles", "", "<a", ""),
    ("dollars", "", "$(", ""),
    ("JSON", "", "{\"a\":", ""),
    ("JSON as values", "", "a eq {", ""),
    ("brackets", "", "a[0]", ""),
    ("annotations", "", "@a.b ", ""),
    ("$count", "", "a/$count(", ""),
    ("minus", "", "- ", ""),
    ("junk", "", "§", ""),
    ("junk between terms", "", "a eq 1 § ", ""),
    ("commas", "", ",", ""),
    ("semicolons", "", "a eq 1;", ""),
    ("dates with spaces", "", "a gt 2022-01-01 00:00 01:00 ", ""),
    ("parameters", "", "@a ", ""),
    ("null bytes", "", "\0", ""),
];

fn main() {
    let n = std::env::args().nth(1).map_or(comfilter::limits::TEXT / 2, |n| n.parse().unwrap());
    let limits = [
        ("", Limits::DEFAULT),
        ("deep", Limits { nesting: usize::MAX, text: usize::MAX, ..Limits::DEFAULT }),
    ];
    println!("{:>9} {:>9} {:>6}  kind", "s(n)", "s(2n)", "ratio");
    for (note, limits) in limits {
        let only = std::env::args().nth(2).unwrap_or_default();
        for (name, start, piece, end) in KINDS.iter().filter(|kind| kind.0.starts_with(&only)) {
            let text = |bytes: usize| format!("{start}{}{end}", piece.repeat((bytes - 100) / piece.len()));
            let (once, twice) = (seconds(&text(n), &limits), seconds(&text(2 * n), &limits));
            let mark = if twice > 2.5 * once && twice > 0.02 || twice > 1.0 { " !" } else { "" };
            println!("{once:>9.4} {twice:>9.4} {:>6.2}  {name} {note}{mark}", twice / once);
        }
    }
}

/// The least of three runs of everything that a caller may do with a text.
fn seconds(text: &str, limits: &Limits) -> f64 {
    let run = || {
        let start = Instant::now();
        let checked = Schema::jobs().check_with(text, limits);
        let printed = checked.ast().to_string();
        let said = match checked.into_result() {
            Ok(filter) => {
                black_box(filter.matcher().verdict(&Value::Null));
                filter.query()
            }
            Err(error) => error.to_string(),
        };
        assert!(printed.len() + said.len() > 0);
        start.elapsed().as_secs_f64()
    };
    run().min(run()).min(run())
}
