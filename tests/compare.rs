//! Filters compared over all jobs: against jobs, against all jobs of a small world, and as cases.
#![cfg(test)]

mod support;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use comfilter::logic::{Comparison, Relation, Witness};
use comfilter::schema::{Property, Type};
use comfilter::syntax::{Ast, NodeKind};
use comfilter::{Checked, Filter, Limits, Matcher, Schema, Timestamp};
use support::jobs::{self, Choices};
use support::typed::{self, LISTS};

fn filter(schema: &Schema, text: &str) -> Filter {
    schema.check(text).into_result().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The number of pairs; `PROPTEST_CASES` asks for more.
fn count(usual: u64) -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|more| more.parse().ok()).unwrap_or(usual)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default = "jobs_list")]
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

fn jobs_list() -> String {
    "jobs".to_owned()
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    for case in support::cases::<Case>("compare.toml") {
        let schema = typed::list(&case.list);
        let (a, b) = (filter(&schema, &case.a), filter(&schema, &case.b));
        let comparison = a.compare(&b);
        check(&a, &b, &comparison);
        if comparison.relation().name() != case.relation {
            wrong.push(format!("{a} | {b}: {comparison:?}, not {}", case.relation));
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SimplifyCase {
    #[serde(default = "jobs_list")]
    list: String,
    filter: String,
    simplified: String,
}

#[test]
fn simplified_cases() {
    let mut wrong = Vec::new();
    for case in support::cases::<SimplifyCase>("simplify.toml") {
        let schema = typed::list(&case.list);
        let filter = filter(&schema, &case.filter);
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
    let total = count(150);
    for seed in 0..total {
        let mut choices = Choices::from_seed(seed);
        let schema = typed::list(LISTS[choices.below(LISTS.len())]);
        let Ok(filter) = schema.check(&typed::filter(&schema, &mut choices)).into_result() else { continue };
        let simplified = filter.simplify();
        let after = simplified.filter();
        shorter += u64::from(after != &filter);
        let (before, after) = (filter.matcher(), after.matcher());
        for _ in 0..20 {
            let job = job(&filter, after.filter(), &mut choices);
            if is_typed(&before, &job) {
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

/// The jobs of a comparison are selected as it says.
fn check(a: &Filter, b: &Filter, comparison: &Comparison) {
    let (a, b) = (a.matcher(), b.matcher());
    let jobs = [
        (comparison.both(), true, true),
        (comparison.only_first(), true, false),
        (comparison.only_second(), false, true),
    ];
    for (witness, by_a, by_b) in jobs {
        if let Witness::Job(job) = witness {
            assert_eq!((a.matches(job), b.matches(job)), (by_a, by_b), "{a:?} | {b:?} of {job}");
            assert!(is_typed(&a, job) && is_typed(&b, job), "{a:?} | {b:?} of {job}");
        }
    }
}

/// Whether the properties that a filter names are null or of their types in a job.
fn is_typed(matcher: &Matcher, job: &Value) -> bool {
    let filter = matcher.filter();
    let properties = filter.schema().properties();
    let named = |property: &&Property| paths(filter.ast()).iter().any(|path| *path == property.name);
    properties.iter().filter(named).all(|property| {
        let of = |value: &Value| is_of(property.ty, value);
        std::iter::once(&property.name).chain(&property.json).all(|path| match &property.through {
            None => at(job, path).is_none_or(of),
            Some(array) => match at(job, array) {
                None | Some(Value::Null) => true,
                Some(Value::Array(items)) => {
                    let below = path.strip_prefix(array.as_str()).and_then(|path| path.strip_prefix('/'));
                    let is_right = |item: &Value| at(item, below.unwrap_or(path)).is_none_or(of);
                    items.iter().all(is_right)
                }
                Some(_) => false,
            },
        })
    })
}

fn paths<'a>(ast: &'a Ast<'_>) -> Vec<&'a str> {
    let mut paths = Vec::new();
    for node in ast.nodes() {
        let operand = match node {
            NodeKind::Comparison { left, right, .. } => {
                if left.kind.is_property() {
                    left
                } else {
                    right
                }
            }
            NodeKind::Membership { left, .. } | NodeKind::Alone(left) => left,
            NodeKind::ElementOf { array, .. } => array,
            NodeKind::Call { arguments, .. } => match ast.operands(arguments) {
                [path, ..] => *path,
                [] => continue,
            },
            _ => continue,
        };
        paths.push(ast.path_of(operand));
    }
    paths
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(value, |value, key| value.get(key))
}

fn is_of(ty: Type, value: &Value) -> bool {
    match ty {
        _ if value.is_null() => true,
        Type::String => value.is_string(),
        Type::Timestamp => value.as_str().is_some_and(|text| Timestamp::parse(text).is_ok()),
        Type::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Type::Decimal => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Object => value.is_object(),
        Type::Array => value.is_array(),
        other => panic!("{other:?}"),
    }
}

/// A job with values near to those of both filters.
fn job(a: &Filter, b: &Filter, choices: &mut Choices<'_>) -> Value {
    let mut merged = Map::new();
    for filter in [a, b] {
        if let Ok(Value::Object(members)) = serde_json::from_slice(&jobs::record(filter, choices)) {
            for (key, value) in members {
                match (merged.get_mut(&key), value) {
                    (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
                    (Some(_), _) if choices.one_in(2) => {}
                    (_, value) => drop(merged.insert(key, value)),
                }
            }
        }
    }
    Value::Object(merged)
}

#[test]
fn no_job_refutes_a_comparison() {
    let (mut decided, mut refutable, mut unknown) = (0_u64, 0_u64, 0_u64);
    let total = count(600);
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
            0 => near(&a, &mut choices).unwrap_or(other),
            _ => other,
        };
        let comparison = a.compare(&b);
        check(&a, &b, &comparison);
        let relation = comparison.relation();
        decided += u64::from(relation != Relation::Unknown);
        unknown += u64::from(relation == Relation::Unknown);
        let (by_a, by_b) = (a.matcher(), b.matcher());
        for _ in 0..12 {
            let job = job(&a, &b, &mut choices);
            if !is_typed(&by_a, &job) || !is_typed(&by_b, &job) {
                continue;
            }
            refutable += 1;
            let claim = match (by_a.matches(&job), by_b.matches(&job)) {
                (true, true) => comparison.both(),
                (true, false) => comparison.only_first(),
                (false, true) => comparison.only_second(),
                (false, false) => continue,
            };
            assert_ne!(*claim, Witness::Nothing, "{seed}: {a} | {b}: {relation:?}, and {job}");
        }
    }
    println!("{decided} decided, {unknown} unknown, {refutable} jobs");
    assert!(decided > total * 9 / 10, "{decided} of {total}");
    assert!(refutable > total, "{refutable}");
}

/// A filter with one literal or operator of another one changed.
fn near(filter: &Filter, choices: &mut Choices<'_>) -> Option<Filter> {
    let text = filter.as_str();
    let (from, to) = [
        (" and ", " or "),
        (" or ", " and "),
        (" eq ", " ne "),
        (" gt ", " ge "),
        (" le ", " lt "),
        ("not ", ""),
        ("'a'", "'ab'"),
        ("'ab'", "'b'"),
        (" ge ", " gt "),
        ("1", "2"),
    ][choices.below(10)];
    let at = text.find(from)?;
    let changed = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
    filter.schema().check(&changed).into_result().ok()
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
    let filters: Vec<Filter> = texts.iter().map(|text| filter(Schema::jobs(), text)).collect();
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
    assert_eq!(many.equivalent(&filter(Schema::jobs(), one)), Some(true));
    assert_eq!(many.simplify().filter().as_str(), one);
}
