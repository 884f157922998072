//! Explains why a filter selects few of many jobs: a table, and the seen values for terms that
//! select none.

use super::words::count;
use crate::matcher::reasons::{Hint, Repair, WhyReport};
use crate::text::safe_up_to;

/// Longest term in the table, in characters.
const TERM: usize = 60;

/// The longest filter that is proposed whole, in characters, for users to copy.
const FILTER: usize = 1_000;

/// The limit of listed values of one property.
const LISTED: usize = 10;

/// Explains why a filter selects few of many jobs. Each part has a line with the number of jobs
/// that it selects alone, that are selected up to it, and without it. Terms that select nothing
/// also have the seen values. It ends without a line break.
///
/// ```
/// use comfilter::matcher::reasons::Why;
/// use comfilter::{Filter, explain};
/// use serde_json::json;
///
/// let filter: Filter = "state eq 'error' and generation gt 3".parse()?;
/// let mut why = Why::new(&filter);
/// for (state, generation) in [("ERROR", 4), ("ERROR", 2), ("COMPLETE", 5)] {
///     why.add(&json!({ "state": state, "generation": generation }));
/// }
/// assert_eq!(
///     explain::why(&why.report()),
///     "\
/// term              alone  so far  without it
/// state eq 'error'      0       0           2
/// generation gt 3       2       0           0
/// the whole filter      0 of 3 jobs
///
/// state eq 'error' is true for no job. The values of state:
///     2  \"ERROR\"
///     1  \"COMPLETE\"
///   perhaps, which selects 1 job:
///     state eq 'ERROR' and generation gt 3"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn why(report: &WhyReport) -> String {
    let mut text = table(report);
    for hint in &report.hints {
        text.push_str("\n\n");
        text.push_str(&told(hint, report));
    }
    if let Some(together) = &report.together {
        text.push_str(&format!("\n\nAll of these at once select {}", proposed(together, report, 2)));
    }
    match report.omitted {
        0 => {}
        1 => text.push_str(&format!("\n\nOne more term selects no {}.", report.one)),
        more => text.push_str(&format!("\n\n{} more terms select no {}.", number(more as u64), report.one)),
    }
    if report.hints.is_empty() && report.matched == 0 && report.parts.len() > 1 && report.records > 0 {
        text.push_str(&format!(
            "\n\nEach term selects some {}, and no {} is selected by all of them.",
            report.resource, report.one
        ));
        // The first of the parts that exclude the most.
        let most = report.parts.iter().rev().max_by_key(|part| part.without).filter(|part| part.without > 0);
        if let Some(part) = most {
            let some = some(part.without, report);
            text.push_str(&format!(" Without {} the filter selects {some}.", safe_up_to(TERM, &part.text)));
        }
    }
    text
}

/// A line for each part, and one for the whole.
fn table(report: &WhyReport) -> String {
    let header = ["term", "alone", "so far", "without it"].map(str::to_owned);
    let rows = report.parts.iter().map(|part| {
        let [alone, so_far, without] = [part.alone, part.so_far, part.without].map(number);
        [safe_up_to(TERM, &part.text), alone, so_far, without]
    });
    let rows: Vec<[String; 4]> = std::iter::once(header).chain(rows).collect();
    let whole = ["the whole filter".to_owned(), number(report.matched)];
    let longest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| text.chars().count()).max().unwrap_or_default()
    };
    let width = longest(&mut rows.iter().map(|[term, ..]| term).chain(whole.first()));
    let alone_width = longest(&mut rows.iter().map(|[_, alone, ..]| alone).chain(whole.last()));
    let so_far_width = longest(&mut rows.iter().map(|[_, _, so_far, _]| so_far));
    let without_width = longest(&mut rows.iter().map(|[.., without]| without));
    let mut text = String::new();
    for [term, alone, so_far, without] in &rows {
        text.push_str(&format!(
            "{term:width$}  {alone:>alone_width$}  {so_far:>so_far_width$}  {without:>without_width$}\n"
        ));
    }
    let [name, matched] = whole;
    text.push_str(&format!("{name:width$}  {matched:>alone_width$} of {}", some(report.records, report)));
    text
}

/// The values seen for a term that selects nothing, and the probable intent.
fn told(hint: &Hint, report: &WhyReport) -> String {
    let (term, property) = (safe_up_to(TERM, &hint.text), safe_up_to(TERM, &hint.property));
    let seen = &hint.seen;
    let verdict = if hint.never_true { "true" } else { "false" };
    let mut text = format!("{term} is {verdict} for no {}. The values of {property}:", report.one);
    let mut rows: Vec<(u64, String)> = Vec::new();
    match &seen.range {
        Some((least, greatest)) => {
            let values = seen.values.iter().map(|(_, count)| count).sum::<u64>() + seen.others;
            rows.push((values, format!("from {least} to {greatest}")));
        }
        None => {
            // One more line in the place of "1 other".
            let shown = if seen.values.len() > LISTED + 1 { LISTED } else { seen.values.len() };
            rows.extend(seen.values.iter().take(shown).map(|(value, count)| (*count, value.clone())));
            let hidden = seen.values.iter().skip(shown).map(|(_, count)| count).sum::<u64>() + seen.others;
            rows.push((hidden, "other values".to_owned()));
        }
    }
    rows.push((seen.null, "null".to_owned()));
    rows.push((seen.missing, "nothing: it is missing".to_owned()));
    rows.retain(|(count, _)| *count > 0);
    let width = rows.iter().map(|(count, _)| number(*count).len()).max().unwrap_or_default().max(5);
    for (count, what) in rows {
        text.push_str(&format!("\n{:>width$}  {what}", number(count)));
    }
    for (path, count) in &seen.elsewhere {
        text.push_str(&format!(
            "\n  its string is at {} in {}",
            safe_up_to(TERM, path),
            some(*count, report)
        ));
    }
    // If the other terms select something, a value that excludes all jobs as well is not meant.
    let is_only = report.hints.len() == 1;
    if let Some(repair) = hint.repair.as_ref().filter(|repair| repair.matches > 0 || !is_only) {
        text.push_str(&format!("\n  perhaps, which selects {}", proposed(repair, report, 4)));
    }
    text
}

/// `3 jobs:` and the filter that selects them.
fn proposed(repair: &Repair, report: &WhyReport, indent: usize) -> String {
    let of = repair.of_first.map_or(String::new(), |records| format!(" of the first {}", number(records)));
    let filter = safe_up_to(FILTER, repair.filter.as_str());
    format!("{}{of}:\n{}{filter}", some(repair.matches, report), " ".repeat(indent))
}

/// `1 job`, `1,200 jobs`.
fn some(records: u64, report: &WhyReport) -> String {
    format!("{} {}", number(records), if records == 1 { &report.one } else { &report.resource })
}

fn number(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::{Value, json};

    use crate::matcher::reasons::Why;

    fn why(filter: &str, jobs: &[Value]) -> String {
        let mut why = Why::new(&filter.parse().unwrap());
        jobs.iter().for_each(|job| why.add(job));
        super::why(&why.report())
    }

    fn jobs() -> Vec<Value> {
        let states = ["COMPLETE", "ERROR", "COMPLETE", "RUNNING", "COMPLETE"];
        let job = |n: usize| {
            json!({
                "state": states[n % 5],
                "name": format!("Job {}", n % 14),
                "generation": n % 7,
                "createdAt": format!("2026-11-{:02}T00:00:00Z", 1 + n % 28),
                "status": if n.is_multiple_of(3) { Value::Null } else { json!("FirmwareUpdate") },
            })
        };
        (0..2_100).map(job).collect()
    }

    #[test]
    fn terms_that_select_nothing() {
        let filter = "state eq 'error' and createdAt ge 2026-12-01T00:00:00Z and name ne null and \
                      not contains(jobParams/note,'x')";
        assert_snapshot!("nothing-alone", why(filter, &jobs()));
    }

    #[test]
    fn terms_that_select_nothing_together() {
        let filter = "state eq 'ERROR' and generation eq 3 and name eq 'Job 4'";
        assert_snapshot!("nothing-together", why(filter, &jobs()));
    }

    #[test]
    fn one_of_several() {
        let filter = "state eq 'STALLED' or name eq 'FirmwareUpdate' or generation eq 6";
        assert_snapshot!("one-of-several", why(filter, &jobs()));
    }

    #[test]
    fn nothing_to_tell() {
        assert_snapshot!("some", why("state eq 'ERROR'", &jobs()));
        assert_snapshot!("no-jobs", why("state eq 'ERROR' and name ne null", &[]));
    }

    /// Statements about terms that each select some jobs must be true.
    #[test]
    fn no_term_alone_is_in_the_way() {
        let jobs = [json!({ "state": "ERROR" }), json!({ "generation": 1 }), json!({ "name": "a" })];
        let told = why("state eq 'ERROR' and generation eq 1 and name eq 'a'", &jobs);
        assert!(told.ends_with("no job is selected by all of them."), "{told}");
        let jobs = [json!({ "state": "ERROR", "generation": 2 }), json!({ "state": "OK", "generation": 1 })];
        let told = why("not (state eq 'ERROR' or generation eq 1)", &jobs);
        assert!(!told.contains("Each term"), "{told}");
    }

    /// One more value is listed in the place of "1 other", and those past the thousandth are counted.
    #[test]
    fn many_values() {
        let told = |filter: &str, count: usize| {
            let jobs = (0..count).map(|n| json!({ "name": format!("n{n}"), "generation": n }));
            why(filter, &jobs.collect::<Vec<_>>())
        };
        assert!(!told("name eq 'x'", 11).contains("other values"), "{}", told("name eq 'x'", 11));
        let other = |count: usize| {
            let told = told("name eq 'x'", count);
            told.lines().find_map(|line| Some(line.strip_suffix("other values")?.trim().to_owned())).unwrap()
        };
        assert_eq!((other(12), other(1_100)), ("2".to_owned(), "1,090".to_owned()));
        let range = told("generation gt 5000", 1_100);
        assert!(range.contains("\n1,100  from 0 to 1099"), "{range}");
    }

    /// Long terms and values are cut, and nothing moves the cursor.
    #[test]
    fn what_is_long_is_cut() {
        let filter = format!("name eq '\u{9b}{}' and {}", "x".repeat(100), ["state eq 'y'"; 9].join(" and "));
        let jobs: Vec<Value> =
            (0..13).map(|n| json!({ "name": format!("{n}\u{202e}{}", "z".repeat(300)) })).collect();
        assert_snapshot!("long", why(&filter, &jobs));
    }
}
