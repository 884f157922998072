//! Whether time grows linearly: for each kind of text the seconds at n bytes and at 2n, and their
//! ratio. A line with faster growth, or with a second or more, ends in `!`.
//!
//! `cargo bench --bench linear -- 10000 not`: n, by default half of the limit, which makes 2n the
//! longest text; and the beginnings of the wanted kinds.

#[path = "../../tests/support/hostile.rs"]
mod hostile;

use std::hint::black_box;
use std::time::Instant;

use comfilter::decode::{Schemas, decode, decode_line};
use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::report::{Format, Look};
use comfilter::text::Source;
use comfilter::{Limits, Schema};
use hostile::{CHECKED, DECODED, HOSTED, Kind};
use serde_json::Value;

fn main() {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let n = arguments.next().map_or(comfilter::limits::TEXT / 2, |n| n.parse().unwrap());
    let wanted = arguments.next().unwrap_or_default();
    let deep = Limits { nesting: usize::MAX, text: usize::MAX, ..Limits::DEFAULT };
    println!("{:>9} {:>9} {:>6}  kind", "s(n)", "s(2n)", "ratio");
    table(CHECKED, n, &wanted, "", |text| check(text, &Limits::DEFAULT));
    table(CHECKED, n, &wanted, "deep", |text| check(text, &deep));
    table(DECODED, n, &wanted, "", decode_all);
    for language in Language::all() {
        table(HOSTED, n, &wanted, language.extensions()[0], |text| search(language, text));
    }
}

fn table(kinds: &[Kind], n: usize, wanted: &str, note: &str, run: impl Fn(&str) -> usize) {
    for kind in kinds.iter().filter(|kind| kind.name.starts_with(wanted)) {
        let (once, twice) = (seconds(&kind.text(n), &run), seconds(&kind.text(2 * n), &run));
        let mark = if twice > 2.5 * once && twice > 0.02 || twice > 1.0 { " !" } else { "" };
        println!("{once:>9.4} {twice:>9.4} {:>6.2}  {} {note}{mark}", twice / once, kind.name.escape_debug());
    }
}

/// The shortest of three runs.
fn seconds(text: &str, run: impl Fn(&str) -> usize) -> f64 {
    let timed = || {
        let start = Instant::now();
        assert!(run(text) > 0);
        start.elapsed().as_secs_f64()
    };
    timed().min(timed()).min(timed())
}

/// Every operation on a text; returns the length of the results.
fn check(text: &str, limits: &Limits) -> usize {
    let linter = Linter::new(Schema::jobs().clone()).with_limits(*limits);
    let checked = linter.lint(text);
    let printed = checked.ast().to_string();
    let source = Source::new(None, text);
    let found = checked.diagnostics();
    let report = [Linted::whole(source).with_findings(found, found.omitted())];
    let mut reports = Vec::new();
    for format in [Format::Full(Look::fancy(80)), Format::Concise, Format::Json] {
        format.write(&mut reports, &report, 0).unwrap();
    }
    let said = match checked.into_result() {
        Ok(filter) => {
            black_box(filter.matcher().verdict(&Value::Null));
            filter.query()
        }
        Err(error) => error.to_string(),
    };
    printed.len() + reports.len() + said.len()
}

/// Decodes the whole text, and the text as a line of a log.
fn decode_all(text: &str) -> usize {
    let decoded = decode(text, &Schemas::default(), &Limits::DEFAULT);
    let inner = decoded.filter_diagnostics().iter();
    let outward: usize = inner.map(|found| decoded.outward(found).message().len()).sum();
    let lines = decode_line(text, &Schemas::default(), &Limits::DEFAULT).count();
    1 + outward + lines
}

/// Searches a file of a language: its filters, and their findings.
fn search(language: Language, text: &str) -> usize {
    let linter = Linter::new(Schema::jobs().clone());
    let all = linter.lint_all(Holder::Source(language), text);
    1 + all.iter().map(Linted::outward).map(|found| found.len()).sum::<usize>()
}
