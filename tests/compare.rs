//! Filters compared over all jobs: against jobs, against all jobs of a small world, and as cases.
#![cfg(test)]

mod support;

use serde::Deserialize;
use serde_json::{Value, json};

use comfilter::logic::{Relation, Witness};
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
    a: String,
    b: String,
    relation: String,
    /// Jobs that only A, only B and both select, if the smallest is worth a look.
    #[serde(default)]
    only_a: Option<String>,
    #[serde(default)]
    only_b: Option<String>,
    #[serde(default)]
    both: Option<String>,
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    for case in support::cases::<Case>("compare.toml") {
        let schema = typed::list(&case.list);
        let a = if case.a == "PIGEONS" { pigeons(12) } else { case.a };
        let (a, b) = (filter_of(&schema, &a), filter_of(&schema, &case.b));
        let comparison = a.compare(&b);
        pairs::check(&a, &b, &comparison);
        if comparison.relation().name() != case.relation {
            wrong.push(format!("{a:.200} | {b}: {comparison:?}, not {}", case.relation));
        }
        // The other way round, the relation is turned.
        let turned = match comparison.relation() {
            Relation::Implies => Relation::ImpliedBy,
            Relation::ImpliedBy => Relation::Implies,
            same => same,
        };
        assert_eq!(b.compare(&a).relation(), turned, "{b} | {a}");
        let jobs = [
            (case.only_a, comparison.only_first()),
            (case.only_b, comparison.only_second()),
            (case.both, comparison.both()),
        ];
        for (expected, witness) in jobs {
            if let Some(expected) = expected {
                let found = match witness {
                    Witness::Job(job) => job.to_string(),
                    other => format!("{other:?}"),
                };
                if found != expected {
                    wrong.push(format!("{a} | {b}: {found}, not {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each pigeon is in one of the holes, and no two are in the same. There is one hole too few.
fn pigeons(count: usize) -> String {
    let at = |pigeon: usize, hole: usize| format!("jobParams/p{pigeon}/h{hole} eq true");
    let holes = 0..count - 1;
    let housed = (0..count).map(|pigeon| {
        format!("({})", holes.clone().map(|hole| at(pigeon, hole)).collect::<Vec<_>>().join(" or "))
    });
    let alone = holes.clone().flat_map(|hole| {
        (0..count).flat_map(move |one| {
            (0..one).map(move |other| format!("not ({} and {})", at(one, hole), at(other, hole)))
        })
    });
    housed.chain(alone).collect::<Vec<_>>().join(" and ")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SimplifyCase {
    #[serde(default = "typed::jobs_list")]
    list: String,
    filter: String,
    simplified: String,
}

#[test]
fn simplified_cases() {
    let mut wrong = Vec::new();
    for case in support::cases::<SimplifyCase>("simplify.toml") {
        let schema = typed::list(&case.list);
        let filter = filter_of(&schema, &case.filter);
        let simplified = filter.simplify();
        assert!(simplified.is_complete(), "{filter}");
        assert_eq!(filter.equivalent(simplified.filter()), Some(true), "{filter}");
        if simplified.filter().as_str() != case.simplified {
            wrong.push(format!(
                "{filter}: {}, not {}: {:?}",
                simplified.filter(),
                case.simplified,
                simplified.steps()
            ));
        }
        // Each step is a shorter filter, and the last is the result.
        let texts: Vec<&str> = simplified.steps().iter().map(|step| step.filter().as_str()).collect();
        assert!(texts.windows(2).all(|pair| pair[1].len() < pair[0].len()), "{texts:?}");
        assert_eq!(*texts.last().unwrap_or(&filter.as_str()), simplified.filter().as_str());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_job_refutes_a_simplification() {
    let (mut shorter, mut tried) = (0_u64, 0_u64);
    let total = count(80);
    for seed in 0..total {
        let mut choices = Choices::from_seed(seed);
        let schema = typed::list(LISTS[choices.below(LISTS.len())]);
        let Ok(filter) = schema.check(&typed::filter(&schema, &mut choices)).into_result() else { continue };
        let simplified = filter.simplify();
        let after = simplified.filter();
        shorter += u64::from(after != &filter);
        let (before, after) = (filter.matcher(), after.matcher());
        for _ in 0..20 {
            let job = pairs::job(&filter, after.filter(), &mut choices);
            if pairs::is_typed(&filter, &job) {
                tried += 1;
                assert_eq!(
                    before.matches(&job),
                    after.matches(&job),
                    "{seed}: {filter} | {after:?} of {job}"
                );
            }
        }
    }
    println!("{shorter} shorter, {tried} jobs");
    assert!(shorter > total / 4 && tried > total, "{shorter}, {tried}");
}

#[test]
fn no_job_refutes_a_comparison() {
    let (mut decided, mut refutable, mut unknown) = (0_u64, 0_u64, 0_u64);
    let total = count(300);
    for seed in 0..total {
        let mut choices = Choices::from_seed(seed);
        let schema = typed::list(LISTS[choices.below(LISTS.len())]);
        let mut new = || loop {
            let text = typed::filter(&schema, &mut choices);
            if let Ok(filter) = schema.check(&text).into_result() {
                return filter;
            }
        };
        let (a, other) = (new(), new());
        // Two filters of chance have little in common, so half of the second ones are near to the first.
        let b = match choices.below(2) {
            0 => pairs::near(&a, &mut choices).unwrap_or(other),
            _ => other,
        };
        let comparison = a.compare(&b);
        pairs::check(&a, &b, &comparison);
        let relation = comparison.relation();
        decided += u64::from(relation != Relation::Unknown);
        unknown += u64::from(relation == Relation::Unknown);
        for _ in 0..12 {
            let job = pairs::job(&a, &b, &mut choices);
            if let Some(claim) = pairs::claim(&a, &b, &comparison, &job) {
                refutable += 1;
                assert_ne!(*claim, Witness::Nothing, "{seed}: {a} | {b}: {relation:?}, and {job}");
            }
        }
    }
    println!("{decided} decided, {unknown} unknown, {refutable} jobs");
    assert!(decided > total * 9 / 10, "{decided} of {total}");
    assert!(refutable > total, "{refutable}");
}

/// All jobs of a small world, and all small filters over it.
#[test]
fn every_pair_of_small_filters_is_decided_as_by_trying_all_jobs() {
    let terms = [
        "cancellable eq true",
        "not cancellable ne false",
        "state eq 'A'",
        "state ne 'A'",
        "state in ('A','B',null)",
        "state gt 'A'",
        "contains(state,'B')",
        "not contains(state,'B')",
        "state eq null",
    ];
    // Each string stands for all strings that these terms treat alike.
    let states =
        [json!(null), json!("A"), json!("B"), json!("0"), json!("0B"), json!("C"), json!("AB"), json!("AA")];
    let booleans = [json!(null), json!(true), json!(false)];
    let world: Vec<Value> = states
        .iter()
        .flat_map(|state| booleans.iter().map(move |flag| json!({ "state": state, "cancellable": flag })))
        .collect();
    let mut texts: Vec<String> = terms.map(str::to_owned).to_vec();
    for (at, one) in terms.iter().enumerate() {
        for other in &terms[..at] {
            texts.push(format!("{one} and {other}"));
            texts.push(format!("not ({one} or {other})"));
        }
    }
    let filters: Vec<Filter> = texts.iter().map(|text| filter_of(Schema::jobs(), text)).collect();
    let selections: Vec<u64> = filters
        .iter()
        .map(|filter| {
            let matcher = filter.matcher();
            world.iter().enumerate().map(|(at, job)| u64::from(matcher.matches(job)) << at).sum()
        })
        .collect();
    for (a, of_a) in filters.iter().zip(&selections) {
        for (b, of_b) in filters.iter().zip(&selections) {
            let expected = match (of_a & !of_b, of_b & !of_a, of_a & of_b) {
                (0, 0, _) => Relation::Equal,
                (0, _, _) => Relation::Implies,
                (_, 0, _) => Relation::ImpliedBy,
                (_, _, 0) => Relation::Disjoint,
                _ => Relation::Overlap,
            };
            assert_eq!(a.compare(b).relation(), expected, "{a} | {b}");
        }
    }
}

#[test]
fn many_equal_terms_are_one() {
    let one = "state eq 'ERROR'";
    let many = format!("{one}{}", format!(" or {one}").repeat(65_535));
    let limits = Limits { text: many.len(), ..Limits::default() };
    let many = Checked::new(Schema::jobs(), &many, &limits).into_result().unwrap();
    assert_eq!(many.equivalent(&filter_of(Schema::jobs(), one)), Some(true));
    assert_eq!(many.simplify().filter().as_str(), one);
}

/// Joins the conditions of numbers.
fn chain(numbers: impl Iterator<Item = usize>, by: &str, condition: impl Fn(usize) -> String) -> Filter {
    let conditions: Vec<String> = numbers.map(condition).collect();
    filter_of(Schema::jobs(), &conditions.join(by))
}

#[test]
fn adjoining_ranges_are_one() {
    for (range, bounds) in [
        ("(generation ge {} and generation lt {})", "generation ge 1000 and generation lt 1060"),
        // No whole number is between two neighbours.
        ("(generation ge {} and generation lt {})", "generation gt 999 and generation le 1059"),
        ("generation eq {}", "generation gt 999 and generation lt 1060"),
        (
            "(createdAt ge {}-01-01T00:00:00Z and createdAt lt {}-01-01T00:00:00Z)",
            "createdAt ge 1000-01-01T00:00:00Z and createdAt lt 1060-01-01T01:00:00+01:00",
        ),
    ] {
        let whole = filter_of(Schema::jobs(), bounds);
        let of = |numbers: std::ops::Range<usize>| {
            chain(numbers, " or ", |one| {
                range.replacen("{}", &one.to_string(), 1).replace("{}", &(one + 1).to_string())
            })
        };
        assert_eq!(of(1000..1060).equivalent(&whole), Some(true), "{bounds}");
        assert_eq!(of(1000..1059).equivalent(&whole), Some(false), "{bounds}");
        assert_eq!(of(1000..1059).implies(&whole), Some(true), "{bounds}");
    }
}

#[test]
fn many_pairs_are_decided_in_any_order() {
    let pair = |one: usize| format!("(generation eq {one} and resource/id eq 'R+{one}')");
    let denied = |one: usize| format!("(generation ne {one} or resource/id ne 'R+{one}')");
    let pairs = chain(0..500, " or ", pair);
    assert_eq!(pairs.equivalent(&chain((0..500).rev(), " or ", pair)), Some(true));
    assert_eq!(pairs.disjoint(&chain(0..500, " and ", denied)), Some(true));
    assert_eq!(pairs.implies(&chain(1..500, " or ", pair)), Some(false));
}
