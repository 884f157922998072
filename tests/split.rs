//! Filters that are split: their parts select the same jobs, each job once.
#![cfg(test)]

mod support;

use std::fmt::Write;

use serde::Deserialize;
use serde_json::json;

use comfilter::{Checked, Filter, Limits, Schema};
use support::generate::count;
use support::jobs::Choices;
use support::pairs;
use support::typed::{self, LISTS, filter_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default = "typed::jobs_list")]
    list: String,
    filter: String,
    most: usize,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    reason: Option<String>,
}

#[test]
fn cases() {
    let mut wrong = String::new();
    for case in support::cases::<Case>("split.toml") {
        let schema = typed::list(&case.list);
        let filter = filter_of(&schema, &case.filter);
        let result = filter.split(case.most);
        let (parts, reason) = match &result {
            Ok(parts) => (parts.iter().map(Filter::as_str).collect(), None),
            Err(error) => (Vec::new(), Some(format!("{:?}", error.reason()))),
        };
        if parts != case.parts || reason != case.reason {
            let _ = writeln!(wrong, "{filter}: {result:#?}");
        }
        if let Ok(parts) = result {
            assert_eq!(joined(&schema, &parts).equivalent(&filter), Some(true), "{filter}: {parts:?}");
            for (at, part) in parts.iter().enumerate() {
                assert!(part.query_value().len() <= case.most, "{part}");
                for other in &parts[..at] {
                    assert_eq!(part.disjoint(other), Some(true), "{part} | {other}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The union of some filters.
fn joined(schema: &Schema, parts: &[Filter]) -> Filter {
    let texts: Vec<&str> = parts.iter().map(Filter::as_str).collect();
    let prefixed = schema.check(&format!("or({})", texts.join(","))).into_result();
    let text = match &texts[..] {
        [only] => (*only).to_owned(),
        _ => format!("({})", texts.join(") or (")),
    };
    schema.check(&text).into_result().or(prefixed).unwrap()
}

/// A part denies a term also for a value that the term is null for because of its type: an answer of the service may
/// have `{}` for a string.
#[test]
fn values_of_other_types_are_in_one_part() {
    let names =
        ["b", "a very long name of a job 1", "a very long name of a job 2", "a very long name of a job 3"];
    let names = names.map(|name| format!("'{name}'")).join(",");
    let filter: Filter = format!("contains(resultCode,'FAIL') or name in ({names})").parse().unwrap();
    let parts = filter.split(170).unwrap();
    assert_eq!(parts.len(), 4);
    for value in [json!({}), json!(5), json!(true), json!([]), json!(null), json!("FAILURE"), json!("x")] {
        let job = json!({ "name": "b", "resultCode": value });
        let count = parts.iter().filter(|part| part.matcher().matches(&job)).count();
        assert_eq!(count, 1, "{job}");
    }
}

/// Each job that a filter selects is selected by one part, and no part selects another job.
#[test]
fn no_job_is_lost_or_doubled() {
    let (mut split, mut denying, mut tried, mut refused) = (0_u64, 0_u64, 0_u64, 0_u64);
    for seed in 0..count(400) {
        let mut choices = Choices::from_seed(seed);
        let schema = typed::list(LISTS[choices.below(LISTS.len())]);
        let mut terms = Vec::new();
        for _ in 0..2 + choices.below(3) {
            terms.extend(schema.check(&typed::filter(&schema, &mut choices)).into_result());
        }
        if terms.is_empty() {
            continue;
        }
        let whole = joined(&schema, &terms);
        let length = whole.query_value().len();
        let most = length * (5 + choices.below(4)) / 10 + 60;
        let parts = match whole.split(most) {
            Ok(parts) => parts,
            Err(error) => {
                refused += 1;
                assert!(length > most, "{seed}: {whole}: {error}");
                continue;
            }
        };
        split += u64::from(parts.len() > 1);
        let together: usize = parts.iter().map(|part| part.as_str().len()).sum();
        denying += u64::from(together > whole.as_str().len());
        assert!(parts.iter().all(|part| part.query_value().len() <= most), "{seed}: {whole}: {parts:?}");
        let all = whole.matcher();
        let matchers: Vec<_> = parts.iter().map(Filter::matcher).collect();
        for turn in 0..40 {
            let job = pairs::job(&whole, &parts[turn % parts.len()], &mut choices);
            if pairs::is_typed(&whole, &job) {
                tried += 1;
                let selected = matchers.iter().filter(|matcher| matcher.matches(&job)).count();
                assert_eq!(selected, usize::from(all.matches(&job)), "{seed}: {whole} | {parts:?} of {job}");
            }
        }
    }
    println!("{split} split, {denying} deny, {refused} refused, {tried} jobs");
    assert!(split > 60 && denying > 20 && tried > 3000, "{split} {denying} {refused} {tried}");
}

/// The longest lists become about as many requests as their length has room for.
#[test]
fn a_long_list_becomes_few_parts() {
    let ids: Vec<String> = (0..20_000).map(|id| format!("'P06760-B21+2M2{id:06}'")).collect();
    let list = format!("generation gt 3 and resource/id in ({})", ids.join(","));
    let chain: Vec<String> = ids.iter().map(|id| format!("resource/id eq {id}")).collect();
    let limits = Limits { text: usize::MAX, ..Limits::DEFAULT };
    for text in [list, format!("{} or contains(name,'x')", chain.join(" or "))] {
        let filter = Checked::new(Schema::jobs(), &text, &limits).into_result().unwrap();
        let parts = filter.split(7_900).unwrap();
        let least = filter.query_value().len() / 7_900;
        assert!(parts.len() <= least + least / 20 + 2, "{} of {least}", parts.len());
        let values = |filter: &Filter| filter.as_str().matches("'P06760").count();
        assert_eq!(parts.iter().map(values).sum::<usize>(), 20_000);
    }
}

/// Long lists in an array, too many requests, and little room end with a reason.
#[test]
fn what_does_not_split_says_why() {
    let message = |text: &str, most| filter_of(Schema::jobs(), text).split(most).unwrap_err().to_string();
    assert_eq!(
        message("state eq 'ERROR' or not (name eq 'a' or name eq 'b')", 30),
        "the filter does not split: `not (name eq 'a' or name eq 'b')` is a `not`, whose parts belong together, and takes \
         58 bytes where 30 are left for the filter"
    );
    let ids: Vec<String> = (0..2_000).map(|id| format!("'{id:04}'")).collect();
    assert_eq!(
        message(&format!("name in ({})", ids.join(",")), 30),
        "the filter does not split: it would become more than 1000 requests"
    );
}
