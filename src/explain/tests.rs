use proptest::prelude::*;

use super::*;
use crate::check::Checked;
use crate::check::condition::{Condition, Literal, Test};
use crate::check::meaning::{Meaning, MeaningPart};
use crate::explain::examples;
use crate::syntax::{NodeId, NodeKind, Operator};
use crate::{Limits, Schema};

fn filter(text: &str) -> Filter {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn told(text: &str) -> String {
    let filter = filter(text);
    format!("{}\n\n{}\n\n{}\n", filter.as_str(), sentence(&filter), tree(&filter, Style::Lines))
}

#[test]
fn the_examples_are_told() {
    let examples = examples::page().iter().chain(examples::everyday());
    let told: Vec<String> =
        examples.map(|example| format!("# {}\n{}", example.title, told(&example.filter))).collect();
    insta::assert_snapshot!("examples", told.join("\n"));
}

/// Each operator with each type, and cases that are easy to describe wrongly.
#[test]
fn conditions_are_told() {
    let told: Vec<String> = include_str!("conditions.txt")
        .lines()
        .map(|text| match text.strip_prefix('#') {
            Some(heading) => format!("\n#{heading}\n"),
            None => format!("{text}\n    {}\n", sentence(&filter(text)).replace('\n', "\n    ")),
        })
        .collect();
    insta::assert_snapshot!("conditions", told.concat());
}

#[test]
fn nesting_is_told() {
    let told = [
        "state eq 'ERROR' or state eq 'STALLED' and generation gt 3",
        "(state eq 'ERROR' or state eq 'STALLED') and generation gt 3",
        "not (state eq 'ERROR' or contains(name,'x') and not resultCode eq null)",
        "not (not (state eq 'ERROR' or generation gt 3) and cancellable eq true)",
        "((generation gt 3 and (name eq 'a' or name eq 'b')) or not (name eq 'c' and not name eq 'd'))",
        "not not state eq 'ERROR'",
        "name eq 'a' and status eq 'c' and id ne null and generation eq 1",
        "name eq 'a' and name eq 'b' and status eq 'c' and id ne null and generation eq 1",
    ]
    .map(told);
    insta::assert_snapshot!("nesting", told.join("\n----\n\n"));
}

/// An id names a template only in a property of templates.
#[test]
fn only_the_property_of_templates_has_them() {
    let id = "d0c13b58-748c-461f-9a61-c0c5c71f1bb4";
    assert!(told(&format!("jobTemplate eq '{id}'")).contains("Server Power Off"));
    for path in ["name", "id", "results/x"] {
        let text = format!("{path} eq '{id}'");
        let told = told(&text) + &serde_json::to_string(&explain(&filter(&text))).unwrap();
        assert!(!told.contains("Server Power Off"), "{told}");
    }
}

/// One more is shown in the place of "1 more".
#[test]
fn long_lists_are_cut() {
    let joined = |count: usize| -> String {
        let terms: Vec<String> = (0..count).map(|at| format!("results/p{at} eq {at}")).collect();
        tree(&filter(&terms.join(" or ")), Style::Lines)
    };
    assert!(joined(41).ends_with("results/p40 eq 40"), "{}", joined(41));
    assert!(joined(42).ends_with("2 more"), "{}", joined(42));
    let items = |count: usize| -> String {
        let items: Vec<String> = (0..count).map(|at| format!("'i{at}'")).collect();
        sentence(&filter(&format!("name in ({})", items.join(","))))
    };
    let changes = |count: usize| -> String {
        let terms: Vec<String> = (0..count).map(|at| format!("results/p{at} eq {at}")).collect();
        let filter = filter(&terms.join(" and "));
        reasons(&filter, &filter.matcher().reasons(&serde_json::json!({})), Style::Lines)
    };
    assert!(changes(21).ends_with("results/p20 is missing"), "{}", changes(21));
    assert!(changes(22).ends_with("… 2 more"), "{}", changes(22));
    assert!(items(10).contains("i9") && !items(10).contains("more"), "{}", items(10));
    assert!(items(11).contains(" more"), "{}", items(11));
}

/// A list or a tree of a thousand lines is shown whole.
#[test]
fn what_has_many_lines_is_cut() {
    let numbers = |count: usize, joint: &str| -> String {
        let terms: Vec<String> = (0..count).map(|at| format!("results/p{at} eq {at}")).collect();
        terms.join(joint)
    };
    let group = format!("({})", vec![format!("({})", numbers(21, " or ")); 15].join(" and "));
    let list =
        |more: usize| sentence(&filter(&[&*[&*group; 3].join(" or "), &numbers(more, " or ")].join(" or ")));
    assert!(list(7).ends_with("results/p6 is 6"), "{}", list(7));
    assert!(list(8).ends_with("results/p6 is 6\n  - … 953 conditions in all"), "{}", list(8));
    let drawn = |last: usize| {
        let groups = vec![format!("({})", numbers(24, " and ")); 39].join(" or ");
        tree(&filter(&format!("{groups} or ({})", numbers(last, " and "))), Style::Lines)
    };
    assert!(drawn(23).ends_with("results/p22 eq 22"), "{}", drawn(23));
    assert!(drawn(24).ends_with("results/p22 eq 22\n… 960 conditions in all"), "{}", drawn(24));
}

/// A truncated string shows its end.
#[test]
fn a_long_text_keeps_its_quotes() {
    let told = tree(&filter(&format!("name eq '{}'", "x".repeat(500))), Style::Lines);
    assert!(told.ends_with("x…'"), "{told}");
}

/// Only a bound on either side, and of one kind, make a range.
#[test]
fn bounds_of_one_side_stay_apart() {
    for (text, expected) in [
        ("generation gt 1 and generation lt 9", "Jobs whose generation is greater than 1 and less than 9"),
        (
            "generation gt 1 and generation ge 2",
            "Jobs whose generation is greater than 1, and whose generation is at least 2",
        ),
        (
            "results/x gt 1 and results/x lt 'b'",
            "Jobs whose results/x is greater than 1, and whose results/x sorts before 'b'",
        ),
    ] {
        assert_eq!(sentence(&filter(text)), expected);
    }
}

#[test]
fn the_tree_keeps_the_form_of_each_condition() {
    let schema = Schema::of_list("oneview-settings").unwrap();
    let filter = schema.check("and(eq(applianceId,'x'),not(in(applianceId,'y','z')))").into_result().unwrap();
    assert_eq!(
        tree(&filter, Style::Ascii),
        "and\n|-- eq(applianceId,'x')\n`-- not\n    `-- in(applianceId,'y','z')"
    );
}

#[test]
fn the_data_is_the_tree() {
    let filter = filter(
        "not (state eq 'ERROR' or jobTemplate in ('0cbb2377-1834-488d-840c-d5bf788c34fb','x')) and createdAt lt 2022-06-01T02:00:00+02:00",
    );
    insta::assert_snapshot!("data", serde_json::to_string_pretty(&explain(&filter)).unwrap());
    let call = explain(&self::filter("contains(name,'x')"));
    assert_eq!(call.nodes[0].operator.as_deref(), Some("contains"));
}

#[test]
fn ascii_is_ascii() {
    let filter =
        filter("not (state eq 'ERROR' or generation in (1,2,3,4,5,6,7,8,9,10,11,12)) and name eq 'a'");
    assert!(tree(&filter, Style::Ascii).is_ascii());
}

#[test]
fn nothing_of_a_filter_reaches_the_terminal_as_a_command() {
    let filter = filter("name eq '\u{1b}[2J\u{202e}\n' or contains(results/x,'\u{7}\u{200b}')");
    for text in [sentence(&filter), tree(&filter, Style::Lines)] {
        assert!(!text.chars().any(|character| crate::text::is_unsafe(character) && character != '\n'));
        assert!(text.contains("'\\u{1b}[2J\\u{202e}\\u{a}'"), "{text}");
    }
}

#[test]
fn text_cannot_pass_for_a_sentence() {
    let filter = filter("name eq 'a'' or whose state is ''ERROR'");
    assert_eq!(sentence(&filter), "Jobs whose name is 'a'' or whose state is ''ERROR'");
}

#[test]
fn what_is_long_is_shortened_with_a_count() {
    let items: Vec<String> = (0..200_000).map(|item| item.to_string()).collect();
    let list = filter(&format!("generation in ({})", items[..100_000].join(",")));
    assert_eq!(sentence(&list), "Jobs whose generation is 0, 1, 2, 3, 4, 5, 6, 7 or one of 99,992 more");
    assert_eq!(tree(&list, Style::Lines), "generation in (0,1,2,3,4,5,6,7,… 99,992 more)");

    let terms: Vec<String> = (0..30_000).map(|item| format!("name eq '{item}' or id eq null")).collect();
    let terms = with_limits(&terms.join(" or "));
    assert!(sentence(&terms).ends_with("\n  - … and 59,980 more"), "{}", sentence(&terms));
    assert!(tree(&terms, Style::Ascii).ends_with("\n`-- ... 59,960 more"));
    assert_eq!(explain(&terms).nodes.len(), 60_001);

    let same: Vec<String> = (0..60_000).map(|item| format!("generation eq {item}")).collect();
    assert!(sentence(&with_limits(&same.join(" or "))).ends_with("7 or one of 59,992 more"));
}

#[test]
fn no_depth_is_too_deep() {
    let depth = 4_000;
    let nested = "(generation eq 1 and (name eq 'a' or ".repeat(depth / 2);
    let nested = deep(format!("{nested}id eq null{}", "))".repeat(depth / 2)));
    assert!(sentence(&nested).ends_with("\n  - … 4,001 conditions in all"));
    assert!(tree(&nested, Style::Lines).ends_with("\n… 4,001 conditions in all"));
    assert_eq!(explain(&nested).nodes.last().unwrap().depth, depth);

    let denied = deep(format!("{}id eq null", "not ".repeat(depth + 1)));
    assert_eq!(sentence(&denied), "Jobs that have an id");
}

/// A filter that nests deeper than the parser's stack is made for.
fn deep(text: String) -> Filter {
    let thread = std::thread::Builder::new().stack_size(1 << 28);
    thread.spawn(move || with_limits(&text)).unwrap().join().unwrap()
}

fn with_limits(text: &str) -> Filter {
    let limits = Limits { text: 1 << 24, nesting: 1 << 20, ..Limits::default() };
    Checked::new(Schema::jobs(), text, &limits).into_result().unwrap()
}

#[test]
fn another_resource_has_its_own_words() {
    let servers = Schema::from_toml(
        r#"
        resource = "servers"
        edition = "any"
        functions = ["startswith", "endswith"]
        [sources]
        page = "a page"
        [[property]]
        name = "state/connected"
        type = "boolean"
        description = "whether the server is connected"
        source = "page"
        [[property]]
        name = "host/memoryMb"
        type = "decimal"
        description = "how much memory it has"
        source = "page"
        [[property]]
        name = "lastSeen"
        type = "timestamp"
        description = "when it was seen"
        source = "page"
        [[property]]
        name = "tags"
        type = "string"
        description = "its tags"
        source = "page"
        [[property]]
        name = "ownerId"
        type = "string"
        description = "who has it"
        source = "page"
        [[property]]
        name = "startAt"
        type = "timestamp"
        description = "when it starts"
        source = "page"
        [[property]]
        name = "templateId"
        type = "string"
        template = true
        description = "its template"
        source = "page"
        [[property]]
        name = "profile/id"
        type = "string"
        template = true
        description = "its profile"
        source = "page"
    "#,
    )
    .unwrap();
    let told = |text: &str| sentence(&servers.check(text).into_result().unwrap());
    for (text, sentence) in [
        ("state/connected eq false", "Servers whose state/connected is false"),
        ("host/memoryMb ge 1.5e3", "Servers whose host memory mb is at least 1.5e3"),
        ("lastSeen lt 2022-06-01T00:00:00Z", "Servers whose lastSeen is before 2022-06-01 00:00:00 UTC"),
        ("startswith(tags,'a')", "Servers whose tags start with 'a'"),
        ("not endswith(tags,'a')", "Servers whose tags are present as text and do not end with 'a'"),
        ("tags gt 'a'", "Servers whose tags sort after 'a'"),
        (
            "ownerId eq '2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'",
            "Servers whose owner id is '2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'",
        ),
        ("startAt lt 2022-06-01T00:00:00Z", "Servers whose startAt is before 2022-06-01 00:00:00 UTC"),
        ("templateId gt 'x'", "Servers whose template id sorts after 'x'"),
        ("profile/id gt 'x'", "Servers whose profile id sorts after 'x'"),
    ] {
        assert_eq!(told(text), sentence);
    }
    let any = Schema::open().check("a/b eq 1 and c eq null").into_result().unwrap();
    assert_eq!(sentence(&any), "Resources whose a/b is 1, and whose c is missing");
}

/// Conditions of every form, each with its property.
fn condition() -> impl Strategy<Value = (String, String)> {
    let operator = prop::sample::select(Operator::ALL.map(Operator::keyword).to_vec());
    let text = "[a-zA-Z \u{1b}\u{202e}é]{0,12}".prop_map(|text| format!("'{text}'"));
    let value = move |name: &'static str| match name {
        "generation" => prop_oneof!["-?[0-9]{1,4}", Just("null".to_owned()), Just("1.5".to_owned())].boxed(),
        "createdAt" | "updatedAt" => {
            "20[0-9]{2}-0[1-9]-1[0-9]T1[0-9]:00:00(Z|[+]0[0-9]:00)".prop_map(String::from).boxed()
        }
        "cancellable" | "deleteOnComplete" => {
            prop_oneof![Just("true".to_owned()), Just("false".to_owned()), Just("null".to_owned())].boxed()
        }
        _ => prop_oneof![3 => text.clone(), 1 => Just("null".to_owned())].boxed(),
    };
    let names = Schema::jobs().properties().iter().map(|property| property.name.as_str());
    let names: Vec<&'static str> = names.chain(["results/a/b", "jobParams/x"]).collect();
    prop::sample::select(names).prop_flat_map(move |name| {
        let comparison = (operator.clone(), value(name))
            .prop_map(move |(operator, value)| format!("{name} {operator} {value}"));
        let list = prop::collection::vec(value(name), 1..13)
            .prop_map(move |values| format!("{name} in ({})", values.join(",")));
        let is_text = !matches!(name, "generation" | "cancellable" | "deleteOnComplete");
        let call = "[a-z]{0,4}".prop_map(move |text| match is_text {
            true => format!("contains({name},'{text}')"),
            false => format!("{name} eq null"),
        });
        prop_oneof![comparison, list, call].prop_map(move |text| (name.to_owned(), text))
    })
}

/// Filters with a few conditions, and the properties that are in them.
fn generated() -> impl Strategy<Value = (Vec<String>, String)> {
    let leaf = condition().prop_map(|(name, text)| (vec![name], text));
    leaf.prop_recursive(4, 12, 4, |inner| {
        let joined =
            (prop::collection::vec(inner.clone(), 2..4), prop::sample::select(vec![" and ", " or "]));
        let joined = joined.prop_map(|(parts, joint)| {
            let (names, texts): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            let texts: Vec<String> = texts.into_iter().map(|text| format!("({text})")).collect();
            (names.concat(), texts.join(joint))
        });
        let denied = inner.prop_map(|(names, text)| (names, format!("not ({text})")));
        prop_oneof![joined, denied]
    })
}

/// Whether a sentence mentions a property by one of its names.
fn mentions(sentence: &str, name: &str) -> bool {
    let words = words::in_words(name);
    let entity = words.strip_suffix(" id").unwrap_or(&words);
    let participle = name.strip_suffix("At").unwrap_or(name);
    [name, &words, entity, participle].iter().any(|word| sentence.contains(word))
}

proptest! {
    #[test]
    fn every_property_is_told((names, text) in generated()) {
        let filter = filter(&text);
        let told = sentence(&filter);
        for name in &names {
            prop_assert!(mentions(&told, name), "{}: {}", name, told);
        }
        let drawn = tree(&filter, Style::Ascii);
        prop_assert_eq!(drawn.lines().count(), explain(&filter).nodes.len());
        for text in [told, drawn] {
            prop_assert!(!text.chars().any(|c| crate::text::is_unsafe(c) && c != '\n'), "{}", text);
        }
    }
}

// The sentence means the same as the filter, in three values.

/// A value of a job.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Held<'h> {
    Missing,
    Number(i64),
    Text(&'h str),
}

/// The verdict of a condition for a value; `None` is null.
fn holds(condition: &Condition<'_>, held: Held<'_>) -> Option<bool> {
    let cased = match (condition.case, held) {
        (Some(case), Held::Text(text)) => case.of(text).into_owned(),
        _ => String::new(),
    };
    let held =
        if condition.case.is_some() && matches!(held, Held::Text(_)) { Held::Text(&cased) } else { held };
    let equals = |value: &Literal<'_>| match (value, held) {
        (Literal::Null, Held::Missing) => true,
        (Literal::Number(number), Held::Number(held)) => number.parse() == Ok(held),
        (Literal::Text(text), Held::Text(held)) => text == held,
        _ => false,
    };
    let is_beyond = |operator: Operator, value: &Literal<'_>| {
        let order = match (value, held) {
            (Literal::Number(number), Held::Number(held)) => held.cmp(&number.parse::<i64>().unwrap()),
            (Literal::Text(text), Held::Text(held)) => held.cmp(&**text),
            _ => return false,
        };
        match operator {
            Operator::Gt => order.is_gt(),
            Operator::Ge => order.is_ge(),
            Operator::Lt => order.is_lt(),
            _ => order.is_le(),
        }
    };
    let held = match &condition.test {
        Test::Equals(values) => Some(values.iter().any(equals)),
        Test::Order(bounds) => Some(bounds.iter().all(|(operator, value)| is_beyond(*operator, value))),
        Test::Call(_, Literal::Text(text)) => match held {
            Held::Text(held) => Some(held.contains(&**text)),
            _ => None,
        },
        // No value here is an array.
        Test::Call(..) | Test::Holds(_) => None,
    };
    held.map(|held| held != condition.denied)
}

type SampleJob = [(&'static str, Held<'static>); 3];

fn of_job(condition: &Condition<'_>, job: SampleJob) -> Option<bool> {
    holds(
        condition,
        job.iter().find(|(name, _)| *name == condition.path).map_or(Held::Missing, |(_, held)| *held),
    )
}

/// The verdict of a filter's tree, by the rules of three values.
fn verdict(filter: &Filter, node: NodeId, job: SampleJob) -> Option<bool> {
    let ast = filter.ast();
    let mut children = ast.children(node).map(|child| verdict(filter, child, job));
    match ast.kind(node) {
        NodeKind::And => children
            .try_fold(Some(true), |all, one| match (all, one) {
                (_, Some(false)) => Err(()),
                (Some(true), one) => Ok(one),
                (all, _) => Ok(all),
            })
            .unwrap_or(Some(false)),
        NodeKind::Or => children
            .try_fold(Some(false), |any, one| match (any, one) {
                (_, Some(true)) => Err(()),
                (Some(false), one) => Ok(one),
                (any, _) => Ok(any),
            })
            .unwrap_or(Some(true)),
        NodeKind::Not { .. } => children.next().unwrap().map(|held| !held),
        NodeKind::Group { .. } => children.next().unwrap(),
        kind => of_job(&Condition::read(filter, kind).unwrap(), job),
    }
}

/// Whether the sentence is true of a job: each statement either is or is not.
fn is_told(meaning: &Meaning<'_>, part: &MeaningPart<'_>, job: SampleJob) -> bool {
    match part {
        MeaningPart::One(condition) => of_job(condition, job) == Some(true),
        MeaningPart::All(parts) => {
            parts.iter().all(|part| is_told(meaning, meaning.resolved(*part).unwrap(), job))
        }
        MeaningPart::Any(parts) => {
            parts.iter().any(|part| is_told(meaning, meaning.resolved(*part).unwrap(), job))
        }
    }
}

fn small_condition() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "name eq 'a'",
        "name ne 'b'",
        "name in ('a','b')",
        "name in ('b',null)",
        "name eq null",
        "name ne null",
        "contains(name,'a')",
        "name gt 'a'",
        "name le 'b'",
        "status eq 'a'",
        "contains(status,'b')",
        "contains(status,null)",
        "status ne null",
        "status ge 'b'",
        "status lt 'b'",
        "generation gt 1",
        "generation lt 3",
        "generation eq 1",
        "generation ne 2",
        "generation gt null",
        "generation in (1,2)",
        "toupper(name) eq 'A'",
        "toupper(name) ne 'B'",
        "contains(toupper(name),'A')",
        "'a' in jobParams",
    ])
    .prop_map(str::to_owned)
}

fn small_filter() -> impl Strategy<Value = String> {
    small_condition().prop_recursive(4, 16, 4, |inner| {
        let joined =
            (prop::collection::vec(inner.clone(), 2..5), prop::sample::select(vec![" and ", " or "]));
        prop_oneof![
            joined.prop_map(|(parts, joint)| format!("({})", parts.join(joint))),
            inner.prop_map(|text| format!("not {text}")),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_told_is_what_is_meant(text in small_filter()) {
        let filter = filter(&text);
        let meaning = Meaning::of(&filter);
        for name in [Held::Missing, Held::Text("a"), Held::Text("b"), Held::Text("ab"), Held::Number(1)] {
            for status in [Held::Missing, Held::Text("a"), Held::Text("b")] {
                for generation in [Held::Missing, Held::Number(1), Held::Number(2), Held::Number(3)] {
                    let job = [("name", name), ("status", status), ("generation", generation)];
                    let selected = verdict(&filter, filter.ast().root().unwrap(), job) == Some(true);
                    prop_assert_eq!(is_told(&meaning, meaning.root().unwrap(), job), selected, "{:?}", job);
                }
            }
        }
    }
}
