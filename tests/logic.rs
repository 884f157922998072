//! Compares the linter's logic with the matcher: a filter reported to select no job selects none of
//! many near jobs, and a fix changes no verdict.
#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use comfilter::diagnostic::{Applicability, Diagnostic, Severity};
use comfilter::lint::{Levels, Linter};
use comfilter::rules;
use comfilter::schema::Type;
use comfilter::syntax::{Ast, NodeKind, Visit};
use comfilter::text::{self, Edit, Span};
use comfilter::{Limits, Matcher, Schema, Timestamp, Verdict};
use support::generate::count;
use support::jobs::{self, Choices};
use support::typed::{self, LISTS, filter_of};

/// All rules, including those that are off by default.
fn linter() -> Linter {
    let levels = Levels::default().with(&rules::NEGATED_COMPARISON, Some(Severity::Hint));
    Linter::new(Schema::jobs().clone()).with_levels(levels)
}

fn matcher(text: &str) -> Matcher {
    matcher_of(Schema::jobs(), text)
}

fn matcher_of(schema: &Schema, text: &str) -> Matcher {
    filter_of(schema, text).matcher()
}

/// A property with literals to compare with, values of jobs near to them, and values of other
/// types.
struct Subject {
    path: &'static str,
    literals: &'static [&'static str],
    /// The arguments of `contains`.
    texts: &'static [&'static str],
    near: Vec<Value>,
    foreign: Vec<Value>,
}

fn subjects() -> Vec<Subject> {
    let texts = vec![
        json!(""),
        json!("a"),
        json!("a\u{0}"),
        json!("aa"),
        json!("ab"),
        json!("b"),
        json!("ba"),
        json!("bab"),
        json!("c"),
        json!("A"),
        json!("z"),
    ];
    let no_texts = vec![json!(1), json!({}), json!([]), json!(true)];
    let text = |path, nullable: bool| Subject {
        path,
        literals: if nullable {
            &["'a'", "'ab'", "null", "'b'"]
        } else {
            &["'a'", "'b'", "'ab'", "''", "null"]
        },
        texts: &["'a'", "'ab'", "'b'", "''"],
        near: texts.clone(),
        foreign: no_texts.clone(),
    };
    let number = |path| Subject {
        path,
        literals: &["1", "2", "1.5", "1.0", "-3", "1e0", "null"],
        texts: &[],
        near: [
            json!(-4),
            json!(-3),
            json!(0),
            json!(1),
            json!(1.25),
            json!(1.5),
            json!(1.75),
            json!(2),
            json!(3),
        ]
        .into(),
        foreign: vec![json!("1"), json!("a"), json!({}), json!(false)],
    };
    let instant = |path| Subject {
        path,
        literals: &[
            "2022-01-01T00:00:00Z",
            "'2022-01-01T01:00:00+01:00'",
            "2022-06-01T00:00:00Z",
            "2022-06-01T00:00:00.5Z",
            "null",
        ],
        texts: &["'2022'", "'2022-01'", "'x'", "''"],
        near: [
            "2021-12-31T23:59:59Z",
            "2022-01-01T00:00:00Z",
            "2022-01-01T02:00:00+02:00",
            "2022-03-01T00:00:00Z",
            "2022-06-01T00:00:00Z",
            "2022-06-01T00:00:00.25Z",
            "2022-06-01T00:00:00.5Z",
            "2022-06-01T00:00:01Z",
        ]
        .map(Value::from)
        .into(),
        foreign: vec![json!("x"), json!("2022-01"), json!(""), json!(2022), json!({})],
    };
    let truth = |path| Subject {
        path,
        literals: &["true", "false", "null"],
        texts: &[],
        near: vec![json!(true), json!(false)],
        foreign: vec![json!("true"), json!(1), json!({})],
    };
    let mut open = text("jobParams/x", false);
    open.literals = &["'a'", "1", "true", "null", "2022-01-01T00:00:00Z"];
    open.near.extend([json!(1), json!(true), json!("2022-01-01T00:00:00Z")]);
    vec![
        text("name", false),
        text("parentJobId", true),
        text("resource/id", false),
        number("generation"),
        instant("createdAt"),
        truth("cancellable"),
        open,
    ]
}

/// A filter of few properties and few literals, so its parts often exclude or imply others.
fn generated(subjects: &[Subject], choices: &mut Choices<'_>) -> String {
    let named: Vec<&Subject> =
        (0..1 + choices.below(2)).map(|_| &subjects[choices.below(subjects.len())]).collect();
    let mut text = String::new();
    part(&named, 0, &mut text, choices);
    text
}

fn part(named: &[&Subject], depth: usize, out: &mut String, choices: &mut Choices<'_>) {
    match choices.below(if depth < 3 { 10 } else { 5 }) {
        0..5 => condition(named[choices.below(named.len())], out, choices),
        5 => {
            out.push_str("not ");
            let group = choices.below(2) == 0;
            enclosed(named, depth, group, out, choices);
        }
        at => {
            let word = if at % 2 == 0 { " and " } else { " or " };
            for term in 0..2 + choices.below(3) {
                if term > 0 {
                    out.push_str(word);
                }
                // Without parentheses, `and` in `or` means the same as with them, but `or` in `and`
                // does not.
                let bare = choices.below(6) == 0;
                if bare && word == " or " {
                    condition(named[choices.below(named.len())], out, choices);
                    out.push_str(" and ");
                    condition(named[choices.below(named.len())], out, choices);
                } else {
                    enclosed(named, depth, choices.below(3) == 0, out, choices);
                }
            }
        }
    }
}

/// A part in parentheses, or a condition without.
fn enclosed(named: &[&Subject], depth: usize, group: bool, out: &mut String, choices: &mut Choices<'_>) {
    if group {
        out.push('(');
        part(named, depth + 1, out, choices);
        out.push(')');
    } else {
        if choices.below(4) == 0 {
            out.push_str("not ");
        }
        condition(named[choices.below(named.len())], out, choices);
    }
}

fn condition(subject: &Subject, out: &mut String, choices: &mut Choices<'_>) {
    let path = subject.path;
    let literal = |choices: &mut Choices<'_>| subject.literals[choices.below(subject.literals.len())];
    let _ = match choices.below(10) {
        0..2 => write!(out, "{path} eq {}", literal(choices)),
        2 => write!(out, "{path} ne {}", literal(choices)),
        3 => {
            let items: Vec<&str> = (0..1 + choices.below(3)).map(|_| literal(choices)).collect();
            write!(out, "{path} in ({})", items.join(","))
        }
        4..6 if !subject.texts.is_empty() => {
            write!(out, "contains({path},{})", subject.texts[choices.below(subject.texts.len())])
        }
        6 => write!(out, "{path} {} null", ["eq", "ne"][choices.below(2)]),
        7 if path == "cancellable" => write!(out, "{path}"),
        // A string on the left is another mistake.
        8 => {
            let literal = literal(choices);
            let operator = ["lt", "ge", "ne"][choices.below(3)];
            if literal.starts_with('\'') {
                write!(out, "{path} {operator} {literal}")
            } else {
                write!(out, "{literal} {operator} {path}")
            }
        }
        _ => write!(out, "{path} {} {}", ["gt", "ge", "lt", "le"][choices.below(4)], literal(choices)),
    };
}

/// Jobs with values near to those of filters with these properties.
struct Jobs {
    jobs: Vec<Value>,
    /// The number of first jobs that have null or values of the declared types only.
    expected: usize,
}

impl Jobs {
    /// Each value of each property in a filter, with the others chosen, and more chosen ones.
    fn of(subjects: &[Subject], text: &str, choices: &mut Choices<'_>) -> Jobs {
        let named: Vec<&Subject> = subjects.iter().filter(|subject| text.contains(subject.path)).collect();
        let mut jobs = Vec::new();
        let mut expected = 0;
        for is_foreign in [false, true] {
            let values: Vec<Vec<Option<Value>>> = named
                .iter()
                .map(|subject| {
                    let more = subject.foreign.iter().filter(|_| is_foreign);
                    let all = subject.near.iter().chain(more).cloned().map(Some);
                    all.chain([None, Some(Value::Null)]).collect()
                })
                .collect();
            for (at, own) in values.iter().enumerate() {
                for value in own {
                    for _ in 0..if named.len() == 1 { 1 } else { 3 } {
                        let mut job = Map::new();
                        for (other, values) in values.iter().enumerate() {
                            let chosen = &values[choices.below(values.len())];
                            let value = if other == at { value } else { chosen };
                            insert(&mut job, named[other].path, value.clone());
                        }
                        jobs.push(Value::Object(job));
                    }
                }
            }
            if !is_foreign {
                expected = jobs.len();
            }
        }
        Jobs { jobs, expected }
    }
}

fn insert(job: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    let Some(value) = value else { return };
    match path.split_once('/') {
        Some((above, below)) => job.insert(above.to_owned(), json!({ below: value })),
        None => job.insert(path.to_owned(), value),
    };
}

/// Whether a `not` covers a place.
fn is_denied(ast: &Ast<'_>, place: Span) -> bool {
    ast.walk().any(|visit| match visit {
        Visit::Enter(id) => {
            let span = ast.span(id);
            matches!(ast.kind(id), NodeKind::Not { .. })
                && span.start <= place.start
                && place.end <= span.end
                && span != place
        }
        _ => false,
    })
}

/// The refutation of a finding by the jobs, if there is one.
fn refuted(text: &str, whole: &Matcher, ast: &Ast<'_>, found: &Diagnostic, jobs: &Jobs) -> Option<String> {
    let marked = found.span().of(text);
    let schema = whole.filter().schema();
    let of = |text: &str, of: &[Value], wanted: fn(Verdict) -> bool| {
        let matcher = matcher_of(schema, text);
        of.iter().find(|job| !wanted(matcher.verdict(job))).map(|job| format!("{text} of {job}"))
    };
    match found.rule().name() {
        "never-true" => {
            let is_whole = found.message().contains("the filter selects no ");
            let text = if is_whole { text } else { marked };
            of(text, &jobs.jobs, |verdict| verdict != Verdict::True)
                .or_else(|| of(marked, &jobs.jobs, |verdict| verdict != Verdict::True))
        }
        "always-true" => {
            let is_whole = found.message().contains("the filter selects every ");
            let text = if is_whole { text } else { marked };
            let jobs = &jobs.jobs[..jobs.expected];
            of(text, jobs, |verdict| verdict == Verdict::True)
                .or_else(|| of(marked, jobs, |verdict| verdict == Verdict::True))
        }
        name => {
            let fix = found.fix()?;
            if fix.applicability == Applicability::Unsafe {
                return None;
            }
            let fixed = text::apply(text, &fix.edits).unwrap();
            let after = matcher_of(schema, &fixed);
            let selects_only = name == "redundant-term" && !is_denied(ast, found.span());
            let differs = |job: &&Value| match selects_only {
                true => whole.matches(job) != after.matches(job),
                false => whole.verdict(job) != after.verdict(job),
            };
            jobs.jobs.iter().find(differs).map(|job| format!("{fixed} of {job}"))
        }
    }
}

/// All safe fixes at once, unless they overlap or touch.
fn all_fixed(text: &str, found: &[Diagnostic]) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in found.iter().filter_map(Diagnostic::fix).filter(|fix| fix.applicability == Applicability::Safe)
    {
        let is_free = |new: &Edit| {
            edits.iter().all(|old| new.span.end < old.span.start || old.span.end < new.span.start)
        };
        if fix.edits.iter().all(is_free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    text::apply(text, &edits).unwrap()
}

#[test]
fn no_generated_job_refutes_a_finding() {
    let linter = linter();
    let subjects = subjects();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut wrong = String::new();
    for seed in 0..count(100_000) {
        let mut choices = Choices::from_seed(seed);
        let text = generated(&subjects, &mut choices);
        let checked = linter.lint(&text);
        assert!(checked.is_ok(), "{text}: {:?}", checked.diagnostics());
        let is_logic = |found: &Diagnostic| {
            matches!(found.rule().name(), "never-true" | "always-true" | "redundant-term")
        };
        // A sample of the other rules is enough.
        let found: Vec<Diagnostic> =
            checked.diagnostics().iter().filter(|found| is_logic(found) || seed % 4 == 0).cloned().collect();
        if found.is_empty() {
            continue;
        }
        let jobs = Jobs::of(&subjects, &text, &mut choices);
        let whole = matcher(&text);
        for one in &found {
            *counts.entry(one.rule().name()).or_default() += 1;
            if let Some(how) = refuted(&text, &whole, checked.ast(), one, &jobs) {
                let _ = writeln!(wrong, "{}: {text}\n    {}\n    {how}", one.rule().name(), one.message());
            }
        }
        let fixed = all_fixed(&text, &found);
        assert!(linter.lint(&fixed).is_ok(), "{text}: {found:?}: {fixed}");
        let after = matcher(&fixed);
        if let Some(job) = jobs.jobs.iter().find(|job| whole.matches(job) != after.matches(job)) {
            let _ = writeln!(wrong, "all fixes: {text}\n    {fixed}\n    {job}");
        }
        assert!(wrong.len() < 4_000, "{wrong}");
    }
    assert!(wrong.is_empty(), "{wrong}");
    // The generator gives what it is for.
    for (rule, least) in [
        ("never-true", 5_000),
        ("always-true", 2_000),
        ("redundant-term", 10_000),
        ("or-chain", 50),
        ("negated-comparison", 500),
        ("double-negation", 200),
        ("single-item-list", 500),
        ("ambiguous-and-or", 500),
        ("not-scope", 500),
    ] {
        assert!(counts.get(rule).is_some_and(|count| *count >= least), "{rule}: {counts:?}");
    }
}

/// Whether a value is null or of the type that its property has.
fn is_declared(schema: &Schema, path: &str, job: &Value) -> bool {
    let Some(property) = schema.property(path) else { return true };
    let at = |spelling: &str| spelling.split('/').try_fold(job, |value, key| value.get(key));
    let spellings = std::iter::once(&property.name).chain(&property.json);
    let value = spellings.into_iter().find_map(|spelling| at(spelling)).unwrap_or(&Value::Null);
    match property.ty {
        _ if value.is_null() => true,
        Type::String => value.is_string(),
        Type::Integer | Type::Decimal => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Timestamp => value.as_str().is_some_and(|text| Timestamp::parse(text).is_ok()),
        Type::Array => value.is_array(),
        _ => value.is_object(),
    }
}

/// The path of each condition.
fn paths(ast: &Ast<'_>) -> Vec<String> {
    let subject = |kind| match kind {
        NodeKind::Comparison { left, right, .. } => Some(if left.kind.is_property() { left } else { right }),
        NodeKind::Membership { left, .. } => Some(left),
        NodeKind::ElementOf { array, .. } => Some(array),
        NodeKind::Call { arguments, .. } => ast.operands(arguments).first().copied(),
        NodeKind::Alone(operand) => Some(operand),
        _ => None,
    };
    ast.nodes().filter_map(subject).map(|operand| ast.path_of(operand).to_owned()).collect()
}

/// The same for every form of every list. Findings about functions, caseless properties, dates and
/// the prefix form are right, and there are none about a path through an array.
#[test]
fn no_generated_job_refutes_a_finding_about_any_list() {
    let lists: Vec<Schema> = LISTS.into_iter().map(typed::list).collect();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut wrong = String::new();
    for seed in 0..count(20_000) {
        let mut choices = Choices::from_seed(seed);
        let schema = &lists[usize::try_from(seed).unwrap() % lists.len()];
        let text = typed::filter(schema, &mut choices);
        let checked = Linter::new(schema.clone()).lint(&text);
        let ast = checked.ast();
        if !checked.is_ok() {
            continue;
        }
        let found: Vec<Diagnostic> = checked
            .diagnostics()
            .iter()
            .filter(|found| matches!(found.rule().name(), "never-true" | "always-true" | "redundant-term"))
            .cloned()
            .collect();
        if found.is_empty() {
            continue;
        }
        let whole = matcher_of(schema, &text);
        let (expected, foreign): (Vec<Value>, Vec<Value>) = (0..60)
            .filter_map(|_| serde_json::from_slice(&jobs::record(whole.filter(), &mut choices)).ok())
            .partition(|job| paths(ast).iter().all(|path| is_declared(schema, path, job)));
        let jobs = Jobs { expected: expected.len(), jobs: [expected, foreign].concat() };
        for one in &found {
            *counts.entry(one.rule().name()).or_default() += 1;
            let marked = one.span().of(&text);
            // The finding may be about another property beside it.
            let goes_through =
                |path: &String| schema.property(path).is_some_and(|property| property.through.is_some());
            let told_of = paths(schema.check(marked).ast());
            if !told_of.is_empty() && told_of.iter().all(goes_through) {
                let _ = writeln!(wrong, "through an array: {text}\n    {marked}: {}", one.message());
            }
            if let Some(how) = refuted(&text, &whole, ast, one, &jobs) {
                let _ = writeln!(wrong, "{}: {text}\n    {}\n    {how}", one.rule().name(), one.message());
            }
        }
        assert!(wrong.len() < 4_000, "{wrong}");
    }
    assert!(wrong.is_empty(), "{wrong}");
    for (rule, least) in [("never-true", 100), ("always-true", 50), ("redundant-term", 200)] {
        assert!(counts.get(rule).is_some_and(|count| *count >= least), "{rule}: {counts:?}");
    }
}

/// A small filter, and what is left of it without one of its parts.
struct Small {
    text: String,
    without: Vec<(&'static str, String)>,
}

type Build = fn(&[&str]) -> Small;

/// Ways to combine terms: their number, and the connective.
const SHAPES: [(&str, usize, Build); 8] = [
    ("a and b", 2, |terms| flat(terms, " and ")),
    ("a or b", 2, |terms| flat(terms, " or ")),
    ("a and b and c", 3, |terms| flat(terms, " and ")),
    ("a or b or c", 3, |terms| flat(terms, " or ")),
    ("a and (b or c)", 3, |terms| nested(terms, "and", "or")),
    ("a or (b and c)", 3, |terms| nested(terms, "or", "and")),
    ("not (a and b)", 2, |terms| denied(terms, " and ")),
    ("not (a or b)", 2, |terms| denied(terms, " or ")),
];

/// The kind of a redundant term. Terms that only compare with null are left alone on purpose.
fn called(term: &str, what: &'static str) -> &'static str {
    if term.ends_with("null") { "null" } else { what }
}

fn flat(terms: &[&str], word: &str) -> Small {
    let without = (0..terms.len()).map(|at| {
        let rest: Vec<&str> =
            terms.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, term)| *term).collect();
        (called(terms[at], "a term"), rest.join(word))
    });
    Small { text: terms.join(word), without: without.collect() }
}

fn nested(terms: &[&str], outer: &str, inner: &str) -> Small {
    let [a, b, c] = terms else { panic!("three terms") };
    Small {
        text: format!("{a} {outer} ({b} {inner} {c})"),
        without: vec![
            (called(a, "a term"), format!("{b} {inner} {c}")),
            ("a term", a.to_string()),
            (called(c, "an inner term"), format!("{a} {outer} {b}")),
            (called(b, "an inner term"), format!("{a} {outer} {c}")),
        ],
    }
}

fn denied(terms: &[&str], word: &str) -> Small {
    let whole = flat(terms, word);
    let without = whole.without.into_iter().map(|(what, rest)| (what, format!("not ({rest})")));
    Small { text: format!("not ({})", whole.text), without: without.collect() }
}

/// Terms, and jobs that distinguish all filters of them: for each property, a value for each named
/// one, one for each gap, null, and other types. The first `expected` jobs have no other types.
fn worlds() -> [(Vec<&'static str>, Vec<Value>, usize); 2] {
    let numbers = vec![
        "generation eq 1",
        "generation ne 1",
        "generation gt 1",
        "generation ge 1",
        "generation lt 1",
        "generation le 1",
        "generation eq 2",
        "generation gt 2",
        "generation lt 2",
        "generation in (1,2)",
        "generation eq null",
        "generation ne null",
        "not generation gt 1",
        "not generation in (1,2)",
        "state eq 'ERROR'",
    ];
    let texts = vec![
        "contains(name,'a')",
        "contains(name,'ab')",
        "contains(name,'b')",
        "not contains(name,'a')",
        "not contains(name,'ab')",
        "name eq 'ab'",
        "name ne 'ab'",
        "name eq 'c'",
        "name gt 'ab'",
        "name eq null",
        "name ne null",
        "state eq 'ERROR'",
    ];
    let jobs = |property: &str, expected: &[Value], foreign: Value| {
        let states = [Value::Null, json!("ERROR"), json!("COMPLETE")];
        let both = |value: &Value| states.clone().map(|state| json!({ property: value, "state": state }));
        let mut jobs: Vec<Value> = expected.iter().flat_map(both).collect();
        let count = jobs.len();
        jobs.extend(both(&foreign));
        jobs.push(json!({ property: expected[0], "state": 1 }));
        (jobs, count)
    };
    let generations = [Value::Null, json!(0), json!(1), json!(1.5), json!(2), json!(3)];
    let (of_numbers, expected) = jobs("generation", &generations, json!("x"));
    let names =
        ["", "a", "ab", "aab", "b", "ba", "c", "xa", "xab", "xb", "xbxa", "x", "!", "!a", "!ab", "!b"]
            .map(Value::from);
    let names = [&[Value::Null][..], &names].concat();
    let (of_texts, expected_names) = jobs("name", &names, json!(1));
    [(numbers, of_numbers, expected), (texts, of_texts, expected_names)]
}

/// The finding that a small filter deserves, if any.
fn kind(small: &Small, verdicts: impl Fn(&str) -> Vec<Verdict>, expected: usize) -> Option<&'static str> {
    let of = verdicts(&small.text);
    if of.iter().all(|verdict| *verdict != Verdict::True) {
        return Some("never true");
    }
    if of[..expected].iter().all(|verdict| *verdict == Verdict::True) {
        return Some("always true");
    }
    let is_denied = small.text.starts_with("not (");
    let same = |rest: &[Verdict]| match is_denied {
        true => *rest == of,
        false => rest.iter().zip(&of).all(|(one, other)| one.is_true() == other.is_true()),
    };
    let mut kinds: Vec<_> =
        small.without.iter().filter(|(_, rest)| same(&verdicts(rest))).map(|(what, _)| *what).collect();
    kinds.sort_unstable();
    kinds.first().copied()
}

/// Calls `see` with each list of this number of terms.
fn each<'t>(terms: &[&'t str], count: usize, see: &mut dyn FnMut(&[&'t str])) {
    let mut chosen = vec![0; count];
    loop {
        see(&chosen.iter().map(|at| terms[*at]).collect::<Vec<_>>());
        let Some(next) = chosen.iter().rposition(|at| at + 1 < terms.len()) else { return };
        chosen[next] += 1;
        chosen[next + 1..].fill(0);
    }
}

#[test]
fn what_small_filters_leave_unsaid() {
    let linter = Linter::new(Schema::jobs().clone());
    let mut table: BTreeMap<(&str, &str), (u32, u32, String)> = BTreeMap::new();
    for (terms, jobs, expected) in worlds() {
        let verdicts = |text: &str| {
            let matcher = matcher(text);
            jobs.iter().map(|job| matcher.verdict(job)).collect()
        };
        for (shape, count, build) in SHAPES {
            each(&terms, count, &mut |terms| {
                let small = build(terms);
                let Some(kind) = kind(&small, verdicts, expected) else { return };
                let checked = linter.lint(&small.text);
                let is_told = checked.diagnostics().iter().any(|found| {
                    matches!(found.rule().name(), "never-true" | "always-true" | "redundant-term")
                });
                let (told, missed, example) = table.entry((shape, kind)).or_default();
                *(if is_told { told } else { &mut *missed }) += 1;
                if !is_told && (example.is_empty() || small.text.len() < example.len()) {
                    *example = small.text;
                }
            });
        }
    }
    let mut shown = String::from("shape           what           told missed  the shortest that is missed\n");
    for ((shape, kind), (told, missed, example)) in &table {
        let _ = writeln!(shown, "{shape:<14}  {kind:<13}  {told:>5} {missed:>6}  {example}");
    }
    let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("small-filters", shown.join("\n"));
}

/// The number of findings of each rule, including those that were only counted.
fn counts(text: &str, limits: Limits) -> BTreeMap<&'static str, usize> {
    let limits = Limits { diagnostics: usize::MAX, ..limits };
    let linter = Linter::new(Schema::jobs().clone()).with_limits(limits);
    let mut counts = BTreeMap::new();
    for found in linter.lint(text).diagnostics() {
        *counts.entry(found.rule().name()).or_default() += 1;
    }
    counts
}

#[test]
fn many_terms() {
    // As musl and macOS have it.
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(|| {
        let only = |rule, count| BTreeMap::from([(rule, count)]);
        let joined = |count: usize, word: &str, term: fn(usize) -> String| -> String {
            (0..count).map(term).collect::<Vec<_>>().join(word)
        };
        let of = |text: &str| counts(text, Limits::DEFAULT);
        // All of them say what the first does.
        let equal = joined(65_536, " and ", |_| "name eq 'x'".to_owned());
        assert_eq!(of(&equal), only("redundant-term", 65_535));
        // None of them does.
        assert_eq!(of(&joined(20_000, " and ", |at| format!("generation ne {at}"))), BTreeMap::new());
        // One of them does, and it is found among all of them.
        let all = joined(20_000, " and ", |at| format!("generation ne {at}"));
        assert_eq!(of(&(all + " and generation ne 5.0")), only("redundant-term", 1));
        let all = joined(20_000, " or ", |at| format!("generation eq {at}"));
        assert_eq!(of(&(all + " or generation eq 5.0")).remove("redundant-term"), Some(1));
        // Long lists are compared range by range.
        let list = |count| format!("generation in ({})", joined(count, ",", |at| at.to_string()));
        assert_eq!(of(&format!("{} or {}", list(100), list(99))), only("redundant-term", 1));
        // The greatest says it all.
        let bounds = |word| joined(10_000, word, |at| format!("generation gt {}", at * 7 % 10_000));
        assert_eq!(of(&bounds(" and ")), only("redundant-term", 9_999));
        assert_eq!(of(&bounds(" or ")), only("redundant-term", 9_999));
        // The first two exclude each other, and there is only this finding.
        let other = joined(10_000, " and ", |at| format!("generation eq {at}"));
        assert_eq!(of(&other), only("never-true", 1));
        let all = joined(10_000, " or ", |at| format!("generation ne {at}"));
        assert_eq!(of(&all), only("always-true", 1));
        // As deep as the limit, and deeper if the caller raises it.
        for (depth, limits) in
            [(128, Limits::DEFAULT), (5_000, Limits { nesting: usize::MAX, ..Limits::DEFAULT })]
        {
            let nested = format!(
                "{}generation eq 1{}",
                (1..=depth).map(|at| format!("(generation ne {} and ", at + 1)).collect::<String>(),
                ")".repeat(depth)
            );
            let found = counts(&nested, limits);
            assert!(found.get("redundant-term").is_some_and(|count| *count > 100), "{found:?}");
        }
        // If the inner part uses up the budget of steps, the outer one has no finding.
        for (depth, told) in [(20, Some(1)), (2_000, None)] {
            let inside: String = (0..depth).map(|at| format!("(generation ne {at} and ")).collect();
            let nested =
                format!("name eq 'x' and {inside}generation ne {depth}{} and name eq 'x'", ")".repeat(depth));
            let limits = Limits { nesting: usize::MAX, ..Limits::DEFAULT };
            assert_eq!(counts(&nested, limits).remove("redundant-term"), told, "{depth}");
        }
    });
    thread.unwrap().join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

/// After the budget of steps, there are fewer findings. Searched strings use up the most: each is
/// compared with each named value, with each other string, and, if another contains it, with each
/// condition.
#[test]
fn many_texts() {
    let looked_for =
        |count: usize| -> Vec<String> { (0..count).map(|at| format!("contains(name,'{at:05}')")).collect() };
    let of = |terms: &[String]| counts(&terms.join(" and "), Limits::DEFAULT);
    for (count, told) in [(100, Some(1)), (1_000, None)] {
        // The first holds the second.
        let mut terms = looked_for(count);
        terms.push("contains(name,'00007x')".to_owned());
        assert_eq!(of(&terms).remove("redundant-term"), told, "{count}");
    }
    for (count, values, told) in [(10, 1_000, Some(1)), (400, 20_000, None)] {
        let mut terms = vec!["(name eq '0' and name eq '1')".to_owned()];
        terms.extend(looked_for(count));
        terms.extend((0..values).map(|at| format!("name eq '{at}'")));
        assert_eq!(of(&terms).remove("never-true"), told, "{count}");
    }
    for (count, told) in [(100, Some(100)), (400, None)] {
        let mut terms = looked_for(count);
        let all: String = (0..count).map(|at| format!("{at:05}")).collect();
        terms.push(format!("contains(name,'{all}')"));
        assert_eq!(of(&terms).remove("redundant-term"), told, "{count}");
    }
}

#[test]
fn of_a_parameter_nothing_is_known_but_its_name() {
    let rules = |text: &str| -> Vec<&str> {
        let linter = Linter::new(Schema::jobs().clone());
        linter.lint_template(text).diagnostics().iter().map(|found| found.rule().name()).collect()
    };
    assert_eq!(rules("name eq @a and name eq @b"), [""; 0]);
    assert_eq!(rules("name in @a and name eq 'x'"), [""; 0]);
    assert_eq!(rules("name in @a and not name in @a"), [""; 0]);
    assert_eq!(rules("contains(name,@a) and contains(name,@b)"), [""; 0]);
    assert_eq!(rules("generation gt @a and generation lt 3 and generation lt 5"), ["redundant-term"]);
    assert_eq!(rules("name eq @a or name eq @a"), ["redundant-term"]);
}
