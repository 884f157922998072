//! Filters that are valid: every form of the language, in every spelling that it has.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const STRINGS: &[&str] = &["name", "status", "jobParams/bundle_id", "results/in/eq"];
const INTEGERS: &[&str] = &["generation", "jobParams/not", "results/_9"];
const TEXTS: &[&str] = &["name", "createdAt", "results/value", "jobParams"];
const TIMESTAMPS: &[&str] = &["createdAt", "updatedAt"];
const OPEN: &[&str] = &["results/value", "results/value/x", "statusDetails/value"];
const BOOLEANS: &[&str] = &["deleteOnComplete", "cancellable"];
const ANY: &[&str] = &[
    "id",
    "name",
    "parentJobId",
    "state",
    "resultCode",
    "generation",
    "jobParams",
    "resource/id",
    "jobTemplate",
];

/// The number of inputs; `PROPTEST_CASES` asks for more.
pub fn count<N: std::str::FromStr>(usual: N) -> N {
    std::env::var("PROPTEST_CASES").ok().and_then(|more| more.parse().ok()).unwrap_or(usual)
}

/// The same inputs in each run, so a failure belongs to the change that made it. The fuzz targets
/// try new inputs; `PROPTEST_CASES` asks for more of these.
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: count(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(3),
        ..ProptestConfig::default()
    }
}

/// `text` with `new` in place of `length` bytes, or a little more, because both ends move to the
/// next boundary of characters.
pub fn mutate(text: &mut String, at: prop::sample::Index, length: usize, new: &str) {
    let boundary =
        |from: usize| (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let start = boundary(at.index(text.len() + 1));
    let end = boundary(start + length);
    text.replace_range(start..end, new);
}

/// White space that must be there.
fn blank() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just(" ".to_owned()), 1 => "[ \t\r\n]{1,3}"]
}

/// White space that may be there.
fn gap() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just(String::new()), 1 => "[ \t\r\n]{1,2}"]
}

fn pick(from: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(from).prop_map(str::to_owned)
}

pub fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z0-9 .+/-]{0,8}",
        1 => "[ '\"\\\\()%&<>$@{}éß€😀,;=]{0,6}",
        1 => any::<String>(),
    ]
    .prop_map(|text| format!("'{}'", text.replace('\'', "''")))
}

pub fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "[+-]?0{0,2}[0-9]{1,5}",
        "[+-]?[0-9]{1,4}\\.[0-9]{1,4}([eE][+-]?[0-9]{1,2})?",
        "[0-9]{1,3}[eE][+-]?[0-9]{1,2}",
    ]
}

pub fn timestamp() -> impl Strategy<Value = String> {
    let date = (0..10_000_u32, 1..13_u32, 1..29_u32);
    let time = (0..24_u32, 0..60_u32, prop::option::of((0..61_u32, prop::option::of("[0-9]{1,9}"))));
    let zone = prop_oneof![
        Just("Z".to_owned()),
        (0..24_u32, 0..60_u32, prop::sample::select(&["+", "-"][..]))
            .prop_map(|(hour, minute, sign)| format!("{sign}{hour:02}:{minute:02}"))
    ];
    (date, time, zone).prop_map(|((year, month, day), (hour, minute, seconds), zone)| {
        let seconds = seconds.map_or(String::new(), |(second, fraction)| {
            format!(":{second:02}{}", fraction.map_or(String::new(), |digits| format!(".{digits}")))
        });
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}{seconds}{zone}")
    })
}

/// A property and a literal that fits it.
fn pair() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        (pick(STRINGS), string()),
        (pick(INTEGERS), number()),
        (pick(TIMESTAMPS), timestamp()),
        (pick(TIMESTAMPS), timestamp().prop_map(|text| format!("'{text}'"))),
        (pick(BOOLEANS), pick(&["true", "false"])),
        (pick(ANY), pick(&["null", "none"])),
        (pick(OPEN), literal()),
        applied(),
    ]
}

/// A function of a property, and a possible result.
fn applied() -> impl Strategy<Value = (String, String)> {
    let blank = || prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just("\t\n")];
    (any::<bool>(), pick(STRINGS), string(), blank(), blank(), blank()).prop_map(
        |(is_lower, path, text, before, open, close)| {
            let given: String = match is_lower {
                true => text.chars().flat_map(char::to_lowercase).collect(),
                false => text.chars().flat_map(char::to_uppercase).collect(),
            };
            let name = if is_lower { "tolower" } else { "toupper" };
            (format!("{name}{before}({open}{path}{close})"), given)
        },
    )
}

/// A literal of any type, for a property of unknown type.
fn literal() -> impl Strategy<Value = String> {
    prop_oneof![string(), number(), timestamp(), pick(&["true", "false", "null", "none"])]
}

/// A comparison, a list, a call, or one of the two forms that are read with a warning.
pub fn term() -> impl Strategy<Value = String> {
    let operator = || pick(&["eq", "ne", "gt", "ge", "lt", "le"]);
    let list = |path: &'static [&'static str], item: BoxedStrategy<String>| {
        (pick(path), blank(), blank(), gap(), prop::collection::vec(item, 1..4), gap()).prop_map(
            |(path, before, after, open, items, gap)| {
                format!("{path}{before}in{after}({open}{}{gap})", items.join(&format!("{gap},{open}")))
            },
        )
    };
    prop_oneof![
        6 => (pair(), operator(), blank(), blank())
            .prop_map(|((path, value), operator, left, right)| format!("{path}{left}{operator}{right}{value}")),
        1 => (pair(), operator(), blank(), blank())
            .prop_map(|((path, value), operator, left, right)| format!("{value}{left}{operator}{right}{path}"))
            // A quoted name on the left is another mistake.
            .prop_filter("a name in quotes", |text| !text.starts_with('\'') && !text.starts_with("none")),
        1 => list(STRINGS, string().boxed()),
        1 => list(INTEGERS, number().boxed()),
        1 => list(TIMESTAMPS, timestamp().boxed()),
        1 => list(OPEN, literal().boxed()),
        2 => (pick(STRINGS), gap(), gap(), string(), gap(), gap()).prop_map(
            |(path, before, after, text, open, close)| format!("contains{open}({before}{path}{after},{open}{text}{close})")
        ),
        1 => (pick(TEXTS), prop_oneof![short(), Just("null".to_owned())])
            .prop_map(|(path, text)| format!("contains({path},{text})")),
        1 => applied().prop_map(|(path, text)| format!("contains({path},{text})")),
        1 => (applied(), blank(), blank(), gap())
            .prop_map(|((path, text), before, after, gap)| format!("{path}{before}in{after}({gap}{text},null)")),
        1 => (literal(), blank(), blank(), pick(OPEN))
            .prop_map(|(value, before, after, path)| format!("{value}{before}in{after}{path}")),
        1 => pick(BOOLEANS),
    ]
}

/// A condition in prefix form, which few lists have, with anything inside.
pub fn prefixed() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => (pick(&["eq", "ne", "gt", "ge", "lt", "le"]), gap(), pair(), gap(), gap()).prop_map(
            |(operator, open, (path, value), comma, close)| format!("{operator}({open}{path},{comma}{value}{close})")
        ),
        1 => (pick(STRINGS), gap(), prop::collection::vec(string(), 1..4), gap()).prop_map(
            |(path, open, items, gap)| format!("in({open}{path}{gap},{})", items.join(&format!("{gap},{open}")))
        ),
        1 => term(),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            3 => (prop::collection::vec(inner.clone(), 2..4), pick(&["and", "or"]), gap(), gap()).prop_map(
                |(parts, word, open, gap)| format!("{word}({open}{})", parts.join(&format!("{gap},{open}")))
            ),
            1 => (gap(), inner.clone(), gap()).prop_map(|(open, inner, close)| format!("not({open}{inner}{close})")),
            1 => (prop::collection::vec(inner, 2..4), pick(&["and", "or"]))
                .prop_map(|(parts, word)| {
                    let parts: Vec<String> = parts.iter().map(|part| format!("({part})")).collect();
                    parts.join(&format!(" {word} "))
                }),
        ]
    })
}

/// A string so short that many others contain it.
fn short() -> impl Strategy<Value = String> {
    "[a-c0-9:é]{0,2}".prop_map(|text| format!("'{text}'"))
}

/// A filter of at most a few dozen terms.
pub fn filter() -> impl Strategy<Value = String> {
    let inner = term().prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 2..4), pick(&["and", "or"]), blank(), blank())
                .prop_map(|(terms, word, left, right)| terms.join(&format!("{left}{word}{right}"))),
            (gap(), inner.clone(), gap()).prop_map(|(left, inner, right)| format!("({left}{inner}{right})")),
            (blank(), inner).prop_map(|(blank, inner)| format!("not{blank}{inner}")),
        ]
    });
    (gap(), inner, gap()).prop_map(|(left, inner, right)| format!("{left}{inner}{right}"))
}
