//! Matching: the cases of `testdata/match` with every engine, the laws of the logic, and every
//! engine against the reference in `tests/oracle`.
#![cfg(test)]

#[path = "support/agreement.rs"]
mod agreement;
mod oracle;
mod support;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use serde::Deserialize;
use serde_json::Value;

use agreement::scans;
use comfilter::matcher::FilterId;
use comfilter::schema::{Property, Type};
use comfilter::syntax::{self, NodeKind, Operand, Operator, Visit};
use comfilter::text::Span;
use comfilter::{Filter, FilterSet, Job, Matcher, Schema, Verdict, format};
use support::generate::{self, count};
use support::jobs::{self, Choices};
use support::streams::FORMS;
use support::typed::{self, LISTS, filter_of, list};

/// An engine returns a verdict for a filter and the bytes of one valid record.
struct Engine {
    name: &'static str,
    /// Whether it reads the bytes, and so every repeated key and every digit.
    bytes: bool,
    verdict: fn(&Filter, &[u8]) -> Verdict,
}

const ENGINES: [Engine; 3] = [
    Engine { name: "oracle", bytes: true, verdict: |filter, job| oracle::verdict::of(filter, job).unwrap() },
    Engine {
        name: "value",
        bytes: false,
        verdict: |filter, job| {
            let job: Value = serde_json::from_slice(job).unwrap();
            let verdict = filter.matcher().verdict(&job);
            assert_eq!(filter.matcher().matches(&job), verdict.is_true(), "{filter} {job}");
            verdict
        },
    },
    Engine {
        name: "reasons",
        bytes: false,
        verdict: |filter, job| filter.matcher().reasons(&serde_json::from_slice(job).unwrap()).verdict,
    },
];

/// The matcher's verdict for a parsed job, which the scan of its bytes must share.
fn verdict(matcher: &Matcher, job: &Value) -> Verdict {
    let verdict = matcher.verdict(job);
    if job.is_object() && !job.get("items").is_some_and(Value::is_array) {
        assert_eq!(
            matcher.matches_slice(job.to_string().as_bytes()),
            Ok(verdict.is_true()),
            "{matcher:?} {job}"
        );
    }
    verdict
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// A schema file; by default filters are of jobs.
    schema: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    filter: String,
    /// The list of the filter, as `--resource` names it.
    resource: Option<String>,
    /// The subject of the case, if the file does not give it.
    #[serde(default, rename = "reason")]
    _reason: String,
    /// Whether only an engine over bytes can judge it.
    #[serde(default)]
    bytes: bool,
    /// Each job, and the verdict on it.
    jobs: Vec<(String, Verdict)>,
}

impl Case {
    fn filter(&self, schema: &Schema) -> Filter {
        schema.check(&self.filter).into_result().unwrap_or_else(|error| panic!("{}: {error}", self.filter))
    }
}

fn cases() -> Vec<(Schema, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/match");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let cases: Cases =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let schema =
            cases.schema.map_or_else(|| Schema::jobs().clone(), |schema| Schema::from_toml(&schema).unwrap());
        all.extend(cases.case.into_iter().map(|case| {
            let list = case.resource.as_deref().map(|name| Schema::of_list(name).unwrap());
            (list.unwrap_or(&schema).clone(), case)
        }));
    }
    all
}

#[test]
fn every_engine_gives_the_verdicts_of_the_cases() {
    let mut wrong = String::new();
    for (schema, case) in cases() {
        let filter = case.filter(&schema);
        for engine in ENGINES.iter().filter(|engine| engine.bytes || !case.bytes) {
            for (job, expected) in &case.jobs {
                let verdict = (engine.verdict)(&filter, job.as_bytes());
                if verdict != *expected {
                    let _ =
                        writeln!(wrong, "{}: {filter} of {job} is {verdict}, not {expected}", engine.name);
                }
            }
        }
        let jobs: Vec<_> = case.jobs.iter().map(|(job, verdict)| (job.as_bytes(), *verdict)).collect();
        for told in scans(&filter.matcher(), &jobs, FORMS.iter(), 1 + jobs.len() % 8) {
            let _ = writeln!(wrong, "{filter}: {told}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A set of filters, with a matcher for each.
fn set_of(filters: &[Filter]) -> (FilterSet, Vec<(FilterId, Matcher)>) {
    let mut set = FilterSet::new();
    let held = filters.iter().map(|filter| (set.insert(filter), filter.matcher())).collect();
    (set, held)
}

#[test]
fn a_set_selects_what_each_of_its_filters_selects() {
    let cases = cases();
    let filters: Vec<Filter> = cases.iter().map(|(schema, case)| case.filter(schema)).collect();
    let (mut set, mut held) = set_of(&filters);
    let mut wrong = Vec::new();
    for (number, (_, case)) in cases.iter().enumerate() {
        let jobs: Vec<&[u8]> = case.jobs.iter().map(|(job, _)| job.as_bytes()).collect();
        wrong.extend(agreement::set(&set, &held, &jobs, &FORMS[number % FORMS.len()], 1 + number % 70));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Half of them remain, and the others come back.
    let removed: Vec<usize> = (0..filters.len()).filter(|number| number * 7 % 11 < 5).collect();
    let ids: Vec<FilterId> = removed.iter().map(|number| held[*number].0).collect();
    held.retain(|(id, _)| !ids.contains(id));
    for id in ids {
        assert!(set.contains(id) && set.remove(id) && !set.contains(id) && !set.remove(id));
    }
    assert_eq!(set.len(), held.len());
    held.extend(removed.iter().map(|number| (set.insert(&filters[*number]), filters[*number].matcher())));
    for (number, (_, case)) in cases.iter().enumerate().step_by(3) {
        let jobs: Vec<&[u8]> = case.jobs.iter().map(|(job, _)| job.as_bytes()).collect();
        wrong.extend(agreement::set(&set, &held, &jobs, &FORMS[number % FORMS.len()], usize::MAX));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_typed_job_has_the_verdict_of_its_value() {
    let mut typed = 0;
    for (schema, case) in cases() {
        let matcher = case.filter(&schema).matcher();
        for (job, _) in case.jobs.iter().filter(|_| !case.bytes) {
            let value: Value = serde_json::from_str(job).unwrap();
            if let Ok(job) = serde_json::from_str::<Job>(job) {
                assert_eq!(
                    matcher.verdict_of(&job).unwrap(),
                    matcher.verdict(&value),
                    "{matcher:?} of {value}"
                );
                typed += 1;
            }
        }
    }
    assert!(typed > 300, "{typed}");
}

#[test]
fn what_is_no_json_has_no_verdict() {
    let matcher = filter("state eq 'ERROR'").matcher();
    let error = matcher.verdict_of(&BTreeMap::from([(vec![1], 2)])).unwrap_err();
    assert_eq!(error.to_string(), "the job cannot be written as JSON: key must be a string");
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(matcher.verdict_of("no object").unwrap(), Verdict::False);
}

#[test]
fn the_reference_reads_json_as_rfc_8259_has_it() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let (deep, deeper) = (nested(128), nested(129));
    for text in [
        "{}",
        " \t\r\n{ } ",
        "[]",
        "[1, 2]",
        "null",
        "true",
        "false",
        "\"\"",
        "0",
        "-0",
        "10",
        "-1.5e+3",
        "1E5",
        "0.0",
        "1e-7",
        r#"{"a":{"b":[{}]}}"#,
        r#""\" \\ \/ \b \f \n \r \t \u00e9 \uD83D\uDE00""#,
        "\"\u{7f}é😀\"",
        r#"{"a":1,"a":2}"#,
        &deep,
    ] {
        assert!(oracle::json::read(text.as_bytes()).is_ok(), "{text}");
    }
    for text in [
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1 "b":2}"#,
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "nul",
        "nulll",
        "True",
        "01",
        "-",
        "-01",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "1 2",
        "{}{}",
        "\"",
        "\"a",
        "\"\n\"",
        "\"\t\"",
        "\"\0\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\ud83dx""#,
        "\"\\",
        "\u{feff}{}",
        "\u{a0}{}",
        "//\n{}",
        "[1]//",
        &deeper,
    ] {
        assert!(oracle::json::read(text.as_bytes()).is_err(), "{text}");
    }
    for bytes in [&b"\"\xff\""[..], b"\"\xc0\x80\"", b"\"\xed\xa0\x80\"", b"{}\0"] {
        assert!(oracle::json::read(bytes).is_err(), "{bytes:?}");
    }
    let any = filter("id eq null");
    assert!(oracle::verdict::of(&any, b"[]").is_err() && oracle::verdict::of(&any, b"{}").is_ok());
}

/// The word for the operation of a filter with one condition, and the type of its property.
fn row(filter: &Filter) -> Option<(String, &'static str)> {
    let ast = filter.ast();
    let mut negated = "";
    let mut row = None;
    for node in ast.nodes() {
        let (word, path) = match node {
            NodeKind::Not { .. } => {
                negated = "not ";
                continue;
            }
            NodeKind::Comparison { left, operator, .. } => (operator.keyword(), left),
            NodeKind::Membership { left, .. } => ("in", left),
            NodeKind::ElementOf { array, .. } => ("holds", array),
            NodeKind::Call { name, arguments, .. } => (ast.text_of(name), ast.operands(arguments)[0]),
            _ => return None,
        };
        let property = filter.schema().property(ast.path_of(path));
        row = Some((word, property.map_or("open", |property| property.ty.name())));
    }
    row.map(|(word, ty)| (format!("{negated}{word}"), ty))
}

#[test]
fn every_operator_stands_beside_every_type() {
    // A value that matches, one that does not, null, none, and one of another type.
    const VALUES: usize = 5;
    let whole = cases().into_iter().filter(|(_, case)| case.jobs.len() >= VALUES);
    let rows: BTreeSet<_> = whole.filter_map(|(schema, case)| row(&case.filter(&schema))).collect();
    let operators = Operator::ALL.map(Operator::keyword).into_iter().chain(["in", "not in"]);
    let calls = ["contains", "not contains"];
    let types = Type::ALL.iter().map(|ty| ty.name()).chain(["open"]);
    for (word, ty) in types.flat_map(|ty| operators.clone().chain(calls).map(move |word| (word, ty))) {
        let refused = calls.contains(&word) && matches!(ty, "integer" | "decimal" | "boolean");
        assert!(refused || rows.contains(&(word.to_owned(), ty)), "no case for {word} beside {ty}");
    }
    for word in ["startswith", "endswith", "not startswith", "not endswith"] {
        assert!(rows.contains(&(word.to_owned(), "string")), "no case for {word}");
    }
}

/// The same filters and jobs in each run, so a failure belongs to the change that made it. The fuzz
/// targets try new ones; `PROPTEST_CASES` asks for more of these.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::default()
    }
}

/// The number of jobs for each generated filter.
const JOBS: u64 = 100;

fn filter(text: &str) -> Filter {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Jobs for a filter, parsed.
fn jobs_for(filter: &Filter, seed: u64, count: u64) -> Vec<Value> {
    let record = |seed| jobs::record(filter, &mut Choices::from_seed(seed));
    (0..count)
        .map(|number| serde_json::from_slice(&record(seed.wrapping_add(number))).unwrap_or_default())
        .collect()
}

/// A filter with one part of its text replaced.
fn replaced(filter: &Filter, part: Span, by: &str) -> Filter {
    let text = filter.as_str();
    let (before, after) = (text.get(..part.start as usize).unwrap(), text.get(part.end as usize..).unwrap());
    filter_of(filter.schema(), &format!("{before}{by}{after}"))
}

/// The place of each condition.
fn terms(filter: &Filter) -> Vec<(Span, NodeKind)> {
    let ast = filter.ast();
    let (mut terms, mut around) = (Vec::new(), None);
    for visit in ast.walk() {
        let Visit::Enter(id) = visit else { continue };
        let kind = ast.kind(id);
        if ast.children(id).next().is_none() {
            // The node around it, for the prefix form.
            terms.push((around.unwrap_or(ast.span(id)), kind));
        }
        around = if let NodeKind::Prefix { span } = kind { Some(span) } else { None };
    }
    terms
}

/// A filter of a list, and the errors of those generated before it.
fn typed(schema: &Schema, seed: u64) -> (Filter, Vec<String>) {
    let mut choices = Choices::from_seed(seed);
    let mut refused = Vec::new();
    loop {
        match schema.check(&typed::filter(schema, &mut choices)).into_result() {
            Ok(filter) => return (filter, refused),
            Err(error) => refused.push(error.to_string()),
        }
    }
}

/// A filter of jobs in any layout, or one of any list.
fn any_filter() -> impl Strategy<Value = Filter> {
    prop_oneof![
        generate::filter().prop_map(|text| filter(&text)),
        (0..LISTS.len(), any::<u64>()).prop_map(|(at, seed)| typed(&list(LISTS[at]), seed).0),
    ]
}

/// Two filters of one list.
fn two_filters() -> impl Strategy<Value = (Filter, Filter)> {
    prop_oneof![
        (generate::filter(), generate::filter()).prop_map(|(one, other)| (filter(&one), filter(&other))),
        (0..LISTS.len(), any::<u64>(), any::<u64>()).prop_map(|(at, one, other)| {
            let schema = list(LISTS[at]);
            (typed(&schema, one).0, typed(&schema, other).0)
        }),
    ]
}

/// Counts of the pairs of a filter and a job.
#[derive(Debug, Default)]
struct Pairs {
    all: u64,
    /// The jobs that a parser keeps as written.
    whole: u64,
    verdicts: BTreeMap<Verdict, u64>,
}

/// Compares every engine with the reference, on jobs near to the filter.
fn agree(filter: &Filter, seed: u64, pairs: &mut Pairs) -> Result<(), TestCaseError> {
    let matcher = filter.matcher();
    let mut records = Vec::new();
    for number in 0..JOBS {
        let record = jobs::record(filter, &mut Choices::from_seed(seed.wrapping_add(number)));
        let shown = String::from_utf8_lossy(&record);
        let tree = oracle::json::read(&record).unwrap_or_else(|error| panic!("{error:?}: {shown}"));
        let reference = oracle::verdict::of_tree(filter, &tree);
        pairs.all += 1;
        *pairs.verdicts.entry(reference).or_default() += 1;
        records.push((record.clone(), reference));
        // Numbers past every float are valid, but a parsed job cannot have one.
        let Ok(job) = serde_json::from_slice::<Value>(&record) else { continue };
        let verdict = matcher.verdict(&job);
        prop_assert_eq!(matcher.matches(&job), verdict.is_true());
        // For the parsed job.
        let held = oracle::json::read(job.to_string().as_bytes()).unwrap();
        prop_assert_eq!(verdict, oracle::verdict::of_tree(filter, &held), "{} of {}", filter, shown);
        if tree.is_same(&held) {
            pairs.whole += 1;
            prop_assert_eq!(verdict, reference, "{} of {}", filter, shown);
        }
        if number % 10 == 0 {
            prop_assert_eq!(matcher.reasons(&job).verdict, verdict, "{} of {}", filter, shown);
        }
    }
    let records: Vec<_> = records.iter().map(|(record, verdict)| (&record[..], *verdict)).collect();
    let choice = usize::try_from(seed % 100_000).unwrap();
    let forms = FORMS.iter().cycle().skip(choice % FORMS.len()).take(2);
    let wrong = scans(&matcher, &records, forms, 1 + choice);
    prop_assert!(wrong.is_empty(), "{}: {}", filter, wrong.join("\n"));
    Ok(())
}

#[test]
fn every_engine_agrees_with_the_reference() {
    // 500 filters and 100 jobs for each.
    let pairs = RefCell::new(Pairs::default());
    TestRunner::new(config(500))
        .run(&(generate::filter(), any::<u64>()), |(text, seed)| {
            agree(&filter(&text), seed, &mut pairs.borrow_mut())
        })
        .unwrap();
    // The generator gives what it is for.
    let Pairs { all, whole, verdicts } = pairs.into_inner();
    assert!(whole * 2 > all, "{whole} of {all} jobs without repeated keys and rounded numbers");
    assert_eq!(verdicts.len(), 3);
}

#[test]
fn every_engine_agrees_with_the_reference_on_every_form_of_every_list() {
    // 45 filters of each of eleven lists, and 100 jobs for each.
    let forms = RefCell::new(BTreeMap::<&str, u64>::new());
    let pairs = RefCell::new(BTreeMap::<&str, Pairs>::new());
    let texts = RefCell::new((0, Vec::new()));
    let lists: Vec<Schema> = LISTS.into_iter().map(list).collect();
    TestRunner::new(config(500))
        .run(&(0..LISTS.len(), any::<u64>()), |(at, seed)| {
            let (filter, refused) = typed(&lists[at], seed);
            let (valid, invalid) = &mut *texts.borrow_mut();
            *valid += 1;
            invalid.extend(refused);
            for form in forms_of(&filter) {
                *forms.borrow_mut().entry(form).or_default() += 1;
            }
            agree(&filter, seed, pairs.borrow_mut().entry(LISTS[at]).or_default())
        })
        .unwrap();
    let (valid, invalid) = texts.into_inner();
    assert!(invalid.len() * 10 < valid, "of {valid}: {}", invalid.join("\n"));
    let pairs = pairs.into_inner();
    for name in LISTS {
        let of = pairs.get(name).unwrap_or_else(|| panic!("no filter of {name}"));
        assert!(of.whole * 3 > of.all && of.verdicts.len() == 3, "{name}: {of:?}");
        assert!(of.verdicts.values().all(|count| count * 100 > of.all), "{name}: {of:?}");
    }
    let forms = forms.into_inner();
    for (form, _) in FORMS_OF_LANGUAGE {
        assert!(forms.get(form).is_some_and(|count| *count >= 5), "{form}: {forms:?}");
    }
}

/// Whether a condition of a filter has a form.
type HasForm = fn(&Filter, NodeKind) -> bool;

/// Forms of conditions that the page of the jobs does not have.
const FORMS_OF_LANGUAGE: [(&str, HasForm); 10] = [
    ("tolower", |filter, kind| {
        subject(kind).is_some_and(|left| filter.ast().case_of(left) == Some(syntax::Case::Lower))
    }),
    ("toupper", |filter, kind| {
        subject(kind).is_some_and(|left| filter.ast().case_of(left) == Some(syntax::Case::Upper))
    }),
    ("value in array", |_, kind| matches!(kind, NodeKind::ElementOf { .. })),
    ("prefix", |_, kind| matches!(kind, NodeKind::Prefix { .. })),
    ("through", |filter, kind| property(filter, kind).is_some_and(|property| property.through.is_some())),
    ("caseless", |filter, kind| property(filter, kind).is_some_and(|property| property.caseless)),
    ("date", |filter, kind| {
        literals(filter, kind).any(|text| text.trim_matches('\'').len() == 10 && text.contains("-0"))
    }),
    ("quoted number", |filter, kind| {
        let is_number = |property: &Property| matches!(property.ty, Type::Integer | Type::Decimal);
        property(filter, kind).is_some_and(is_number)
            && literals(filter, kind).any(|text| text.starts_with('\''))
    }),
    ("boolean in capitals", |filter, kind| {
        literals(filter, kind).any(|text| matches!(text, "True" | "False"))
    }),
    ("quoted boolean", |filter, kind| {
        property(filter, kind).is_some_and(|property| property.ty == Type::Boolean)
            && literals(filter, kind).any(|text| text.starts_with('\''))
    }),
];

fn forms_of(filter: &Filter) -> BTreeSet<&'static str> {
    let has = |is: fn(&Filter, NodeKind) -> bool| filter.ast().nodes().any(|kind| is(filter, kind));
    FORMS_OF_LANGUAGE.into_iter().filter(|(_, is)| has(*is)).map(|(form, _)| form).collect()
}

/// The left operand of a condition in canonical text.
fn subject(kind: NodeKind) -> Option<Operand> {
    match kind {
        NodeKind::Comparison { left, .. } | NodeKind::Membership { left, .. } => Some(left),
        _ => None,
    }
}

fn property(filter: &Filter, kind: NodeKind) -> Option<&Property> {
    filter.schema().property(filter.ast().path_of(subject(kind)?))
}

fn literals(filter: &Filter, kind: NodeKind) -> impl Iterator<Item = &str> {
    let ast = filter.ast();
    let operands = match kind {
        NodeKind::Comparison { right, .. } => vec![right],
        NodeKind::Membership { items, .. } => ast.operands(items).to_vec(),
        _ => Vec::new(),
    };
    operands.into_iter().map(|operand| ast.text_of(operand))
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_laws_of_the_logic_hold((left, right) in two_filters(), seed in any::<u64>()) {
        let of = |text: String| filter_of(left.schema(), &text).matcher();
        let (f, g) = (left.matcher(), right.matcher());
        let (not, both, either) = (
            of(format!("not ({left})")),
            of(format!("({left}) and ({right})")),
            of(format!("({left}) or ({right})")),
        );
        let same = [
            of(format!("({left}) and ({left})")),
            of(format!("({left}) or ({left})")),
            of(format!("not (not ({left}))")),
            of(format!("(({left}))")),
        ];
        let (not_both, nor) = (
            [of(format!("not (({left}) and ({right}))")), of(format!("not ({left}) or not ({right})"))],
            [of(format!("not (({left}) or ({right}))")), of(format!("not ({left}) and not ({right})"))],
        );
        for job in jobs_for(both.filter(), seed, 10) {
            let (f, g) = (verdict(&f, &job), verdict(&g, &job));
            prop_assert_eq!(verdict(&not, &job), !f);
            prop_assert_eq!(verdict(&both, &job), f.and(g));
            prop_assert_eq!(verdict(&either, &job), f.or(g));
            for same in &same {
                prop_assert_eq!(verdict(same, &job), f);
            }
            for not_both in &not_both {
                prop_assert_eq!(verdict(not_both, &job), !f.and(g));
            }
            for nor in &nor {
                prop_assert_eq!(verdict(nor, &job), !f.or(g));
            }
            // Selected, selected by the negation, or neither because it is null.
            let kinds = [f == Verdict::True, !f == Verdict::True, f == Verdict::Null];
            prop_assert_eq!(kinds.into_iter().filter(|kind| *kind).count(), 1);
        }
    }

    #[test]
    fn a_set_agrees_with_its_matchers(
        filters in prop::collection::vec((any_filter(), 0..8_u8), 1..40),
        seed in any::<u64>(),
    ) {
        let (mut set, mut held) = (FilterSet::new(), Vec::new());
        for (filter, fate) in &filters {
            held.push((set.insert(filter), filter.matcher()));
            match fate {
                // The same filter twice.
                0 => held.push((set.insert(filter), filter.matcher())),
                1 | 2 => {
                    let (id, _) = held.remove(usize::try_from(seed).unwrap() % held.len());
                    prop_assert!(set.remove(id));
                }
                _ => {}
            }
            prop_assert_eq!(set.len(), held.len());
        }
        let near = filters.iter().zip(0..).map(|((filter, _), number)| {
            jobs::record(filter, &mut Choices::from_seed(seed.wrapping_add(number)))
        });
        let jobs: Vec<Vec<u8>> = near.collect();
        let jobs: Vec<&[u8]> = jobs.iter().map(Vec::as_slice).collect();
        let choice = usize::try_from(seed % 100_000).unwrap();
        let wrong = agreement::set(&set, &held, &jobs, &FORMS[choice % FORMS.len()], 1 + choice);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_list_is_the_or_of_equalities(filter in any_filter(), seed in any::<u64>()) {
        let ast = filter.ast();
        for (span, kind) in terms(&filter) {
            let NodeKind::Membership { left, items, .. } = kind else { continue };
            let equal = |item: &_| format!("{} eq {}", ast.text_of(left), ast.text_of(*item));
            let all: Vec<String> = ast.operands(items).iter().map(equal).collect();
            let written = replaced(&filter, span, &format!("({})", all.join(" or ")));
            for job in jobs_for(&filter, seed, 10) {
                prop_assert_eq!(verdict(&filter.matcher(), &job), verdict(&written.matcher(), &job), "{}", job);
            }
        }
    }

    #[test]
    fn parentheses_and_layout_change_no_verdict(
        (filter, text) in generate::filter().prop_map(|text| (filter(&text), text)),
        other in any_filter(),
        seed in any::<u64>(),
    ) {
        let mut same = vec![(filter.clone(), self::filter(&format::format(&text, &format::Options::new()).text))];
        for filter in [filter, other] {
            for (span, _) in terms(&filter) {
                let other = replaced(&filter, span, &format!("({})", span.of(filter.as_str())));
                same.push((filter.clone(), other));
            }
        }
        for (filter, other) in same {
            for job in jobs_for(&filter, seed, 10) {
                let verdict = self::verdict(&filter.matcher(), &job);
                prop_assert_eq!(self::verdict(&other.matcher(), &job), verdict, "{} of {}", other, job);
            }
        }
    }

    #[test]
    fn a_term_is_its_value_on_one_job(filter in any_filter(), seed in any::<u64>()) {
        let is_plain = |property: &&Property| property.ty == Type::String && property.through.is_none();
        let plain = filter.schema().properties().iter().find(is_plain).map_or("id", |property| &property.name);
        for job in jobs_for(&filter, seed, 4) {
            let verdict = self::verdict(&filter.matcher(), &job);
            for (span, _) in terms(&filter) {
                let term = filter_of(filter.schema(), span.of(filter.as_str()));
                let constant = match self::verdict(&term.matcher(), &job) {
                    Verdict::True => format!("({plain} eq null or {plain} ne null)"),
                    Verdict::False => format!("({plain} eq null and {plain} ne null)"),
                    Verdict::Null => format!("contains({plain},null)"),
                };
                let other = replaced(&filter, span, &constant);
                prop_assert_eq!(self::verdict(&other.matcher(), &job), verdict, "{} of {}", other, job);
            }
        }
    }
}

#[test]
fn a_matcher_is_shared_between_threads_and_outlives_its_filter() {
    fn is_shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let matcher = filter("state eq 'ERROR'").matcher();
    is_shared(&matcher);
    assert_eq!(format!("{matcher:?}"), "Matcher(\"state eq 'ERROR'\")");
    let other = matcher.clone();
    let found = std::thread::spawn(move || other.matches(&serde_json::json!({ "state": "ERROR" }))).join();
    assert!(found.unwrap() && !matcher.matches(&Value::Null));
}

#[test]
fn a_set_is_shared_between_threads_and_changes_between_jobs() {
    fn is_shared<T: Send + Sync + 'static>(_: &T) {}
    let (mut set, held) = set_of(&["state eq 'ERROR'", "state ne 'ERROR'"].map(filter));
    is_shared(&set);
    assert_eq!(format!("{set:?}"), "FilterSet(2 filters)");
    let (error, other) = (serde_json::json!({ "state": "ERROR" }), Value::Null);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    assert_eq!(
                        (set.matches(&error), set.matches(&other)),
                        (vec![held[0].0], vec![held[1].0])
                    );
                }
            });
        }
    });
    assert!(set.remove(held[0].0) && set.matches(&error).is_empty());
    let again = set.insert(&filter("state eq 'ERROR' and deleteOnComplete eq null"));
    assert!(again > held[1].0);
    assert_eq!(set.matches_slice(br#"{"state":"ERROR"}"#), Ok(vec![again]));
    assert!(set.remove(held[1].0) && set.remove(again) && set.is_empty());
    assert_eq!(set.matches_slice(br#"{"state":"ERROR"}"#), Ok(vec![]));
    let told = set.matches_slice(b"[]").unwrap_err().to_string();
    assert_eq!(told, "line 1, column 1: expected exactly one record");
}

#[test]
fn a_set_finds_thousands_of_strings_at_once() {
    let mut set = FilterSet::new();
    let text =
        |n: usize| ["contains", "startswith", "endswith"][n % 3].to_owned() + &format!("(label,'n{n}.')");
    let probes = cases().into_iter().find(|(schema, _)| schema.property("label").is_some());
    let (schema, _) = probes.unwrap();
    let ids: Vec<FilterId> = (0..3_000).map(|n| set.insert(&filter_of(&schema, &text(n)))).collect();
    let job = |name: &str| serde_json::json!({ "label": name });
    assert_eq!(set.matches(&job("xn3.n7.n4.n8.")), [ids[3], ids[8]]);
    assert_eq!(set.matches(&job("n4.n5.")), [ids[4], ids[5]]);
    for id in &ids[10..2_990] {
        assert!(set.remove(*id));
    }
    assert_eq!(set.matches(&job("n1000.n3.n2999.")), [ids[3], ids[2_999]]);
    // Strings inside each other, and a value that is one letter many times.
    let nested: Vec<FilterId> = (1..200)
        .map(|n| set.insert(&filter_of(&schema, &format!("contains(label,'{}')", "a".repeat(n)))))
        .collect();
    assert_eq!(set.matches(&job(&"a".repeat(100_000))), nested);
    assert_eq!(set.matches(&job(&"a".repeat(150))), nested[..150]);
}

#[test]
fn filters_of_every_size_are_compiled() {
    let job = serde_json::json!({ "name": "n39999", "generation": 39_999 });
    let terms = |word: &str| (0..40_000).map(|n| format!("name eq 'n{n}'")).collect::<Vec<_>>().join(word);
    assert!(filter(&terms(" or ")).matcher().matches(&job));
    assert_eq!(filter(&terms(" and ")).matcher().verdict(&job), Verdict::False);
    let deep = format!("{}name eq 'n39999'{}", "not (".repeat(64), ")".repeat(64));
    assert!(filter(&deep).matcher().matches(&job));
    let items: Vec<String> = (0..40_000).map(|n| format!("'n{n}'")).collect();
    let list = filter(&format!("name in ({})", items.join(",")));
    assert!(list.matcher().matches(&job));
    assert!(!list.matcher().matches(&serde_json::json!({ "name": "n40000" })));
    let numbers: Vec<String> = (0..40_000).rev().map(|n| n.to_string()).collect();
    let list = filter(&format!("generation in ({})", numbers.join(",")));
    assert!(list.matcher().matches(&job));
    assert!(!list.matcher().matches(&serde_json::json!({ "generation": 39_998.5 })));
}
