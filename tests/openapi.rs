//! Schemas of what OpenAPI files describe: whole files, broken ones, hostile ones, and the command.
//!
//! `UPDATE_OPENAPI=1 cargo test --test openapi` rewrites the schemas of `testdata/openapi/`.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};

use comfilter::Schema;
use comfilter::schema::Type;
use comfilter::schema::openapi::{ApiList, Description, DifferenceKind, ErrorKind, Existing, OpenapiError};
use serde::Deserialize;
use support::command::{code, err, out, program, run, run_with};
use support::{cases, path};

const YAML: &str = "testdata/openapi/depot-3.0.yaml";
const JSON: &str = "testdata/openapi/depot-3.1.json";

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

fn description(name: &str) -> Description {
    Description::read(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn list(text: &str, path: &str) -> Result<ApiList, OpenapiError> {
    Description::read(text)?.list(path, "get")
}

/// A file with one list whose items have this schema, as JSON or as YAML in braces.
fn of_item(version: &str, description: &str, item: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      description: {description:?}\n      \
         responses:\n        '200':\n          content:\n            application/json:\n              \
         schema:\n                type: array\n                items: {item}\n"
    )
}

/// The lines of the property `x` of a schema whose items have it.
fn property_x(version: &str, schema: &str) -> Vec<String> {
    let text = of_item(version, "Can be filtered by: `x`", &format!("{{ properties: {{ x: {schema} }} }}"));
    let toml = list(&text, "/a").unwrap_or_else(|error| panic!("{schema}: {error}")).to_toml().unwrap();
    let (_, property) = toml.split_once("name = \"x\"\n").unwrap_or_else(|| panic!("{toml}"));
    let own = property.split("\n[[").next().unwrap().lines();
    own.filter(|line| !line.is_empty() && !line.starts_with("description =") && !line.starts_with("source ="))
        .map(str::to_owned)
        .collect()
}

#[test]
fn both_versions_and_both_formats_say_the_same() {
    for (name, list) in
        [("robots", "/v2/robots"), ("depot-robots", "/v2/depots/{depot-id}/robots"), ("bays", "/v2/bays")]
    {
        let file = format!("testdata/openapi/{name}.toml");
        let made = [YAML, JSON].map(|file| description(file).list(list, "get").unwrap().to_toml().unwrap());
        assert_eq!(made[0], made[1], "{list}");
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            fs::write(path(&file), &made[0]).unwrap();
        }
        assert!(read(&file) == made[0], "{file} is stale: run `UPDATE_OPENAPI=1 cargo test --test openapi`");
    }
}

/// The old parser of schemas does not know the keys of the new lists, so they are left out here.
#[test]
fn what_is_made_is_a_schema() {
    let schema = Schema::from_toml(&of_today(&read("testdata/openapi/robots.toml")));
    let schema = schema.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (schema.resource(), schema.edition(), schema.path()),
        ("robots", "Depot v2", Some("/depot/v2/robots"))
    );
    let ty = |name: &str| schema.property(name).map(|property| property.ty);
    assert_eq!(ty("createdAt"), Some(Type::Timestamp));
    assert_eq!(ty("weight"), Some(Type::Decimal));
    assert_eq!(ty("labels"), Some(Type::Object));
    assert!(schema.property("labels").unwrap().open && schema.property("health").unwrap().nullable);
    assert!(schema.check("state eq 'IDLE' and owner/age gt 3 and position/bay/next/next/level eq 1").is_ok());
    assert!(!schema.check("serialNumber eq 'x'").is_ok());
}

/// Unchanged, with every key of a schema file.
#[test]
fn all_that_is_made_is_read_as_it_is() {
    for name in ["robots", "depot-robots", "bays"] {
        let schema = Schema::from_toml(&read(&format!("testdata/openapi/{name}.toml")));
        let schema = schema.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(schema.is_open(), name == "depot-robots");
        assert!(schema.properties().len() > 2);
    }
}

/// A schema without the keys and types that came with it.
fn of_today(toml: &str) -> String {
    let is_new = |line: &&str| {
        [
            "one",
            "parameters",
            "limit",
            "default-limit",
            "unlisted",
            "names",
            "type-source",
            "date",
            "through",
            "items",
        ]
        .iter()
        .any(|key| line.split_once(" = ").is_some_and(|(own, _)| own == *key))
    };
    let lines: Vec<&str> = toml.lines().filter(|line| !is_new(line)).collect();
    lines.join("\n").replace("type = \"array\"", "type = \"object\"")
}

/// The version of a file, the schema of a property, and the lines that it becomes.
const CONSTRUCTS: &[(&str, &str, &[&str])] = &[
    ("3.0.0", "{ type: string }", &["type = \"string\""]),
    ("3.0.0", "{ type: integer, format: int64 }", &["type = \"integer\""]),
    ("3.0.0", "{ type: number }", &["type = \"decimal\""]),
    ("3.0.0", "{ type: boolean }", &["type = \"boolean\""]),
    ("3.0.0", "{ type: string, format: date-time }", &["type = \"timestamp\""]),
    ("3.0.0", "{ type: string, format: date }", &["type = \"timestamp\"", "date = \"description\""]),
    ("3.0.0", "{ type: string, format: uuid }", &["type = \"string\"", "shape = \"uuid\""]),
    ("3.0.0", "{ type: string, nullable: true }", &["type = \"string\"", "nullable = true"]),
    ("3.1.0", "{ type: [string, 'null'] }", &["type = \"string\"", "nullable = true"]),
    ("3.1.0", "{ type: [string, null] }", &["type = \"string\"", "nullable = true"]),
    ("3.1.0", "{ anyOf: [{ type: integer }, { type: 'null' }] }", &["type = \"integer\"", "nullable = true"]),
    (
        "3.1.0",
        "{ oneOf: [{ type: string, enum: [a] }, { const: null }] }",
        &["type = \"string\"", "nullable = true", "values = [\"a\"]"],
    ),
    ("3.0.0", "{ nullable: true, allOf: [{ type: boolean }] }", &["type = \"boolean\"", "nullable = true"]),
    (
        "3.0.0",
        "{ type: string, enum: [a, b, null] }",
        &["type = \"string\"", "nullable = true", "values = [\"a\", \"b\"]"],
    ),
    ("3.1.0", "{ const: a }", &["type = \"string\"", "values = [\"a\"]"]),
    ("3.1.0", "{ enum: [1, 2] }", &["# its values are `1`, `2`", "type = \"integer\""]),
    (
        "3.0.0",
        "{ allOf: [{ enum: [a, b, c] }, { enum: [b, c, d] }] }",
        &["type = \"string\"", "values = [\"b\", \"c\"]"],
    ),
    (
        "3.0.0",
        "{ oneOf: [{ enum: [a, b] }, { enum: [b, c] }] }",
        &["type = \"string\"", "values = [\"a\", \"b\", \"c\"]"],
    ),
    (
        "3.0.0",
        "{ anyOf: [{ enum: [a] }, { type: string }] }",
        &["# only some of the alternatives list values: `a`", "type = \"string\""],
    ),
    ("3.0.0", "{ oneOf: [{ type: integer }, { type: number }] }", &["type = \"decimal\""]),
    ("3.0.0", "{ allOf: [{ type: integer }, { type: number }] }", &["type = \"integer\""]),
    (
        "3.0.0",
        "{ oneOf: [{ type: integer }, { type: string }] }",
        &[
            "# the file gives several types: string, integer",
            "type = \"string\"",
            "type-source = \"assumed\"",
        ],
    ),
    (
        "3.0.0",
        "{ allOf: [{ type: integer }, { type: string }] }",
        &["# the parts of `allOf` give types that exclude each other", "type = \"integer\""],
    ),
    (
        "3.0.0",
        "{ type: any }",
        &[
            "# the file gives the type `any`, which OpenAPI does not have",
            "# no type: the file gives none",
            "type = \"string\"",
            "type-source = \"assumed\"",
        ],
    ),
    ("3.1.0", "true", &["# no type: the file gives none", "type = \"string\"", "type-source = \"assumed\""]),
    (
        "3.0.0",
        "{ type: array, items: { type: string, format: date-time } }",
        &["type = \"array\"", "items = \"timestamp\""],
    ),
    ("3.0.0", "{ items: { properties: { y: {} } } }", &["type = \"array\"", "items = \"object\""]),
    (
        "3.1.0",
        "{ type: array, prefixItems: [{ type: integer }, { type: integer }] }",
        &["type = \"array\"", "items = \"integer\""],
    ),
    ("3.0.0", "{ type: object }", &["type = \"object\"", "open = true"]),
    ("3.0.0", "{ type: object, additionalProperties: false }", &["type = \"object\""]),
    ("3.0.0", "{ additionalProperties: { type: string } }", &["type = \"object\"", "open = true"]),
    ("3.1.0", "{ patternProperties: { a: true } }", &["type = \"object\"", "open = true"]),
    (
        "3.0.0",
        "{ properties: { y: { type: string } }, additionalProperties: true }",
        &["type = \"object\"", "open = true"],
    ),
    // Keys beside a reference count from 3.1 on.
    ("3.0.0", "{ $ref: '#/x', nullable: true }", &["type = \"string\""]),
    ("3.1.0", "{ $ref: '#/x', enum: [a] }", &["type = \"string\"", "values = [\"a\"]"]),
    (
        "3.0.0",
        "{ $ref: 'other.yaml' }",
        &["# no type: `other.yaml` is in another file", "type = \"string\"", "type-source = \"assumed\""],
    ),
    (
        "3.1.0",
        "{ $ref: '#name' }",
        &["# no type: `#name` is in another file", "type = \"string\"", "type-source = \"assumed\""],
    ),
];

#[test]
fn each_construct_becomes_a_type() {
    for (version, schema, expected) in CONSTRUCTS.iter().copied() {
        let schema = if schema.contains("'#/x'") {
            schema.replace(
                "#/x",
                "#/paths/~1a/get/responses/200/content/application~1json/schema/items/properties/z",
            )
        } else {
            schema.to_owned()
        };
        let schema = format!("{schema}, z: {{ type: string }}");
        assert_eq!(property_x(version, &schema), expected, "{version}: {schema}");
    }
}

#[test]
fn alternatives_nest() {
    // `y` is in each alternative, `z` in one of one.
    let item = "{ oneOf: [{ properties: { y: { type: string } } }, { anyOf: [{ properties: { y: { type: string }, z: { type: string } } }, \
                { allOf: [{ properties: { y: { type: string } } }] }] }] }";
    let toml = list(&of_item("3.0.0", "", item), "/a").unwrap().to_toml().unwrap();
    let (y, z) = toml.split_once("name = \"z\"").unwrap();
    assert!(!y.contains("nullable") && z.contains("# only some of the alternatives have it"), "{toml}");
}

#[test]
fn names_are_taken_as_the_text_means_them() {
    let item = "{ properties: { a: { properties: { b: { type: integer }, c: { type: string } } }, list: { type: array, items: \
                { properties: { n: { type: integer } } } }, Case: { type: string }, open: { type: object } } }";
    for (text, expected) in [
        ("Can be filtered by: `a.b`", &["a/b integer"][..]),
        ("Can be filtered by: `a/*`", &["a object", "a/b integer", "a/c string"]),
        ("Can be filtered by: `list[].n`", &["list/n integer"]),
        ("Can be filtered by: `a`, `a/c`", &["a object", "a/c string"]),
        ("Can be filtered by: `open/x`", &["open/x string"]),
        (
            "Filter by a and case.",
            &["a object", "a/b integer", "a/c string", "list array", "Case string", "open object"],
        ),
        ("Filter by a and Case.", &["a object", "a/b integer", "a/c string", "Case string"]),
        ("Filters:\n- a\n- Case", &["a object", "a/b integer", "a/c string", "Case string"]),
        ("Can be filtered by: `Case`, `Case/x`", &["Case string"]),
        ("Can be filtered by: `list`, `list/n`", &["list/n integer"]),
        ("Can be filtered by: `ghost`, `ghost/x`", &["ghost object", "ghost/x string"]),
        (
            "Filters:\n- it\n- them",
            &["a object", "a/b integer", "a/c string", "list array", "Case string", "open object"],
        ),
    ] {
        let toml = list(&of_item("3.0.0", text, item), "/a").unwrap().to_toml().unwrap();
        let value = |line: &str, key: &str| {
            Some(line.strip_prefix(key)?.strip_prefix(" = ")?.trim_matches('"').to_owned())
        };
        let names = toml.lines().filter_map(|line| value(line, "name"));
        let found: Vec<String> = names
            .zip(toml.lines().filter_map(|line| value(line, "type")))
            .map(|(name, ty)| format!("{name} {ty}"))
            .collect();
        assert_eq!(found, expected, "{text}: {toml}");
    }
    let toml = list(&of_item("3.0.0", "Can be filtered by: `case`, `open/x`, `list/n`", item), "/a")
        .unwrap()
        .to_toml()
        .unwrap();
    for line in [
        "# no type: the response has no `case`, but `Case`",
        "# no type: `open` may contain anything",
        "through = \"list\"",
        "unlisted = [\"a\", \"Case\"]",
    ] {
        assert!(toml.contains(&format!("{line}\n")), "{line}: {toml}");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Broken {
    reason: String,
    text: String,
    #[serde(default)]
    path: Option<String>,
    message: String,
    #[serde(default)]
    place: Option<String>,
    help: String,
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for Broken { reason, text, path, message, place, help } in cases::<Broken>("openapi/broken.toml") {
        let error = list(&text, path.as_deref().unwrap_or("/a")).expect_err(&reason);
        // The reader of YAML has different messages.
        let is_it = if message.ends_with(": ") {
            error.message().starts_with(&message)
        } else {
            error.message() == message
        };
        assert!(is_it, "{reason}: {error}");
        assert_eq!((error.place(), error.help()), (place.as_deref(), &*help), "{reason}: {error}");
    }
}

/// Files whose schemas are many, deep or long.
fn hostile_schemas() -> Vec<(&'static str, String)> {
    let schemas = |of: &dyn Fn(usize) -> String, levels: usize| {
        let mut text = of_item("3.1.0", "", "{ $ref: '#/components/schemas/S0' }");
        text.push_str("components:\n  schemas:\n");
        for level in 0..levels {
            writeln!(text, "    S{level}: {}", of(level + 1)).unwrap();
        }
        writeln!(text, "    S{levels}: {{ properties: {{ x: {{ type: string }} }} }}").unwrap();
        text
    };
    let to = |level: usize| format!("{{ $ref: '#/components/schemas/S{level}' }}");
    let both = |key: &'static str| move |level: usize| format!("{{ {key}: [{0}, {0}] }}", to(level));
    let mut bomb = String::from("a0: &a0 { properties: { x: { type: string } } }\n");
    for level in 1..60 {
        writeln!(bomb, "a{level}: &a{level} {{ properties: {{ l: *a{0}, r: *a{0} }} }}", level - 1).unwrap();
    }
    let bomb = format!("{bomb}{}", of_item("3.1.0", "", "*a59"));
    let mut merges = String::from("m0: &m0 { k0: 1 }\n");
    for level in 1..6_000 {
        writeln!(merges, "m{level}: &m{level} {{ <<: *m{}, k{level}: 1 }}", level - 1).unwrap();
    }
    let many = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<Vec<_>>().join(", ");
    let ones =
        many(300, &|at| format!("{{ properties: {{ {} }} }}", many(300, &|of| format!("p{of}_{at}: {{}}"))));
    let values = many(30_000, &|at| format!("v{at}"));
    vec![
        ("alias bomb", bomb),
        ("merges", merges),
        (
            "properties that double",
            schemas(&|level| format!("{{ properties: {{ l: {0}, r: {0} }} }}", to(level)), 60),
        ),
        ("allOf that doubles", schemas(&both("allOf"), 60)),
        ("oneOf that doubles", schemas(&both("oneOf"), 60)),
        ("allOf that doubles thirty times", schemas(&both("allOf"), 30)),
        ("oneOf that doubles thirty times", schemas(&both("oneOf"), 30)),
        ("long references", schemas(&to, 5_000)),
        ("deep properties", schemas(&|level| format!("{{ properties: {{ p: {} }} }}", to(level)), 5_000)),
        (
            "deep arrays",
            schemas(&|level| format!("{{ properties: {{ p: {{ items: {} }} }} }}", to(level)), 5_000),
        ),
        ("many alternatives", of_item("3.1.0", "", &format!("{{ oneOf: [{ones}] }}"))),
        (
            "many properties",
            of_item(
                "3.1.0",
                "",
                &format!(
                    "{{ properties: {{ {} }} }}",
                    many(20_000, &|at| format!("property{at}: {{ type: string }}"))
                ),
            ),
        ),
        (
            "many values",
            of_item(
                "3.1.0",
                "",
                &format!(
                    "{{ properties: {{ x: {{ allOf: [{{ enum: [{values}] }}, {{ enum: [{values}] }}] }} }} }}"
                ),
            ),
        ),
        (
            "many names",
            of_item(
                "3.1.0",
                &format!("Can be filtered by:\n{}", "- a/b\n- c\n".repeat(20_000)),
                "{ type: object }",
            ),
        ),
        (
            "many different names",
            of_item(
                "3.1.0",
                &format!("Can be filtered by: {}", many(20_000, &|at| format!("`x{at}/y`"))),
                "{ type: object }",
            ),
        ),
        ("phrases", of_item("3.1.0", &"filtered by ".repeat(100_000), "{ type: object }")),
        ("quotes", of_item("3.1.0", &"filter by `".repeat(100_000), "{ type: object }")),
        ("marks", of_item("3.1.0", &"<li".repeat(100_000), "{ type: object }")),
        (
            "paths",
            format!("openapi: 3.1.0\npaths: {{ {} }}", many(20_000, &|at| format!("/p/{at}/cats: {{}}"))),
        ),
    ]
}

/// Files whose text is deep or long.
fn hostile_texts() -> Vec<(&'static str, String)> {
    vec![
        ("nested JSON", format!("{{ \"openapi\": {}", "[".repeat(1_000_000))),
        ("nested objects of JSON", "{\"a\":".repeat(500_000)),
        ("nested brackets", format!("a: {}", "[".repeat(1_000_000))),
        ("nested braces", format!("a: {}", "{a: ".repeat(300_000))),
        ("nested dashes", "- ".repeat(500_000)),
        ("nested questions", "? ".repeat(500_000)),
        (
            "indented",
            (0..3_000).fold(String::new(), |mut text, at| {
                writeln!(text, "{}a:", " ".repeat(at)).unwrap();
                text
            }),
        ),
        (
            "anchors",
            (0..20_000).fold(String::new(), |mut text, at| {
                writeln!(text, "- &a{at} x").unwrap();
                text
            }),
        ),
        ("a long key", format!("{}: x", "k".repeat(1_000_000))),
        ("a long string", format!("a: \"{}", "x ".repeat(1_000_000))),
        ("lines", format!("a: |\n{}", " x\n".repeat(200_000))),
        ("tags", format!("a: {}", "!!x ".repeat(300_000))),
        ("directives", "%TAG ! x\n".repeat(100_000)),
        ("documents", "---\n".repeat(500_000)),
        ("tabs", format!("a:{}", "\t".repeat(1_000_000))),
        ("bytes", "\u{0}\u{1b}\u{feff}".repeat(100_000)),
    ]
}

/// Everything is fast, and ends in a schema or in an error that names a limit.
#[test]
fn hostile_files_end_soon() {
    for (name, text) in hostile_schemas().into_iter().chain(hostile_texts()) {
        let start = Instant::now();
        // A stack as musl and macOS have them.
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        let made =
            thread.spawn(move || list(&text, "/a").and_then(|list| list.to_toml())).unwrap().join().unwrap();
        let took = start.elapsed();
        println!(
            "{name}: {took:?}, {}",
            made.as_ref()
                .map_or_else(|error| error.message().to_owned(), |toml| format!("{} bytes", toml.len()))
        );
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
        if let Err(error) = made {
            assert!(error.to_string().len() < 2_000, "{name}: {error}");
        }
    }
}

#[test]
fn what_holds_of_all_files_holds_of_these() {
    let broken = cases::<Broken>("openapi/broken.toml").into_iter().map(|case| case.text);
    for text in broken.chain([read(YAML), read(JSON), read("Cargo.toml"), read("README.md")]) {
        support::openapi::file(&text);
        support::openapi::parts(&text, &text);
    }
    for schema in [
        "{ properties: { a: { oneOf: [{}, { $ref: '#/components/schemas/S' }] } } }",
        "{ items: { $ref: '#/components/schemas/T' } }",
    ] {
        support::openapi::parts(schema, "Can be filtered by: `a`, `a/a`, `a/a/a`, `s/x`");
    }
}

#[test]
fn each_limit_is_named() {
    for (text, kind, message) in [
        (
            " ".repeat((32 << 20) + 1),
            ErrorKind::TooMuch,
            "the file has 33554433 bytes, and at most 33554432 are read",
        ),
        (
            format!("a: {}", "[".repeat(200)),
            ErrorKind::TooMuch,
            "the file nests deeper than 128 levels, which is the limit",
        ),
        (
            format!("{{ \"a\": {}", "[".repeat(200)),
            ErrorKind::TooMuch,
            "the file nests deeper than 128 levels, which is the limit",
        ),
        (
            format!("[{}]", "1,".repeat(2_000_000)),
            ErrorKind::TooMuch,
            "the file has more than 2000000 values, which is the limit",
        ),
    ] {
        let error = Description::read(&text).unwrap_err();
        assert_eq!((error.kind(), error.message()), (kind, message));
    }
}

#[test]
fn nothing_of_the_file_is_written_unescaped() {
    let evil = "\u{1b}[2J\u{202e}\\\"\n[[property]]\nname = \\\"evil\\\"\u{2028}";
    let quoted = evil.replace('\n', "\\n");
    let text = format!(
        "{{ \"openapi\": \"3.1.0\", \"info\": {{ \"title\": \"{0}\", \"version\": \"{0}\" }}, \"paths\": {{ \"/{0}\": {{ \"get\": {{ \
         \"description\": \"Can be filtered by:\\n- a\\n- `{0}`\", \"parameters\": [{{ \"in\": \"query\", \"name\": \"{0}\" }}], \
         \"responses\": {{ \"200\": {{ \"content\": {{ \"application/json\": {{ \"schema\": {{ \"type\": \"array\", \"items\": {{ \
         \"properties\": {{ \"{0}\": {{}}, \"a\": {{ \"description\": \"{0}\", \"type\": \"string\", \"format\": \"{0}\", \
         \"enum\": [\"{0}\", \"b\"] }} }} }} }} }} }} }} }} }} }} }} }}",
        quoted.replace('\u{1b}', "\\u001b")
    );
    let description = Description::read(&text).unwrap();
    let path = description.paths().next().unwrap().to_owned();
    let toml = description.list(&path, "get").unwrap().to_toml().unwrap();
    assert!(!toml.contains(['\u{1b}', '\u{202e}', '\u{2028}']), "{toml}");
    let read: toml::Table = toml.parse().unwrap();
    let names: Vec<&str> =
        read["property"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a"], "{toml}");
    assert!(Existing::read(&toml).is_ok());
}

#[test]
fn what_is_made_does_not_differ_from_its_file() {
    for (name, list) in
        [("robots", "/v2/robots"), ("depot-robots", "/v2/depots/{depot-id}/robots"), ("bays", "/v2/bays")]
    {
        let list = description(YAML).list(list, "get").unwrap();
        let existing = Existing::read(&read(&format!("testdata/openapi/{name}.toml"))).unwrap();
        assert_eq!(list.differences(&existing), []);
    }
}

#[test]
fn a_path_that_no_schema_file_can_contain_is_no_difference() {
    let text = "openapi: 3.1.0\npaths: { '/a b': { get: { responses: { '200': { content: { application/json: \
                { schema: { type: array, items: { type: object } } } } } } } } }";
    let list = list(text, "/a b").unwrap();
    let toml = list.to_toml().unwrap();
    assert!(toml.contains("# left out: the path `/a b`"), "{toml}");
    assert_eq!(list.differences(&Existing::read(&toml).unwrap()), []);
}

#[test]
fn each_difference_is_told() {
    let robots = read("testdata/openapi/robots.toml");
    let list = description(JSON).list("/v2/robots", "get").unwrap();
    for (from, to, kind, message) in [
        (
            "path = \"/depot/v2/robots\"",
            "path = \"/v3/cats\"",
            DifferenceKind::Path,
            "path: `/v3/cats` in the schema, `/depot/v2/robots` in the file",
        ),
        (
            "\"offset\", \"sort\"]",
            "\"sort\", \"next\"]",
            DifferenceKind::Parameters,
            "parameters: the schema lacks `offset`|parameters: the file lacks `next`",
        ),
        (
            "\nlimit = 500\n",
            "\nlimit = 100\n",
            DifferenceKind::Limit,
            "limit: 100 in the schema, 500 in the file",
        ),
        (
            "default-limit = 50\n",
            "",
            DifferenceKind::Limit,
            "default-limit: none in the schema, 50 in the file",
        ),
        (
            "\n[sources]",
            "names = \"items\"\n\n[sources]",
            DifferenceKind::Names,
            "names: `items` in the schema, `listed` in the file",
        ),
        ("\"seenAt\", ", "", DifferenceKind::Unlisted, "unlisted: the schema lacks `seenAt`"),
        (
            "name = \"name\"\n",
            "name = \"nam\"\n",
            DifferenceKind::Missing,
            "`name` is missing in the schema; its type is string|`nam` is extra in the schema: the file does not list it",
        ),
        (
            "name = \"weight\"\ntype = \"decimal\"",
            "name = \"weight\"\ntype = \"integer\"",
            DifferenceKind::Type,
            "`weight`: type `integer` in the schema, `decimal` in the file",
        ),
        (
            "items = \"string\"",
            "items = \"object\"",
            DifferenceKind::Type,
            "`tags`: items `object` in the schema, `string` in the file",
        ),
        (
            "nullable = true\nvalues = [\"OK\"",
            "values = [\"OK\"",
            DifferenceKind::Nullable,
            "`health`: nullable in the file, and not in the schema",
        ),
        (
            "name = \"isCharged\"\n",
            "name = \"isCharged\"\nnullable = true\n",
            DifferenceKind::Nullable,
            "`isCharged`: nullable in the schema, and not in the file",
        ),
        (
            "name = \"plan\"\n",
            "name = \"plan\"\nopen = true\n",
            DifferenceKind::Open,
            "`plan`: open in the schema, and not in the file",
        ),
        (
            "\"MOVING\", \"BROKEN\"]",
            "{ value = \"MOVING\" }, \"BENT\"]",
            DifferenceKind::Values,
            "`state`: values: the schema lacks `BROKEN`|`state`: values: the file lacks `BENT`",
        ),
        (
            "through = \"plan/steps\"\n",
            "",
            DifferenceKind::Through,
            "`plan/steps/id`: through no array in the schema, `plan/steps` in the file",
        ),
    ] {
        assert!(robots.contains(from), "{from}");
        let found = list.differences(&Existing::read(&robots.replace(from, to)).unwrap());
        let messages: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(messages.join("|"), message);
        assert_eq!(found[0].kind(), kind);
    }
    // A fact that the file lacks is not a difference.
    let ghost = "name = \"ghost\"\n# no type: the response has no `ghost`\ntype = \"string\"";
    let found = list.differences(
        &Existing::read(&robots.replace(ghost, "name = \"ghost\"\ntype = \"integer\"")).unwrap(),
    );
    assert_eq!(found, []);
}

#[test]
fn an_older_version_is_compared_with_what_it_changes() {
    let newest = read("testdata/openapi/robots.toml")
        .replace("path = \"/depot/v2/robots\"", "path = \"/depot/v3/robots\"");
    let newest = newest
        .replace("\nlimit = 500\n", "\nlimit = 100\n")
        .replace("name = \"weight\"\ntype = \"decimal\"", "name = \"weight\"\ntype = \"integer\"");
    let text = format!(
        "{newest}\n[[property]]\nname = \"mood\"\ntype = \"object\"\n\n[[property]]\nname = \"mood/today\"\ntype = \"string\"\n\n\
         [[version]]\npath = \"/depot/v2/robots\"\nlimit = 500\nwithout = [\"mood\"]\n\n[[version.property]]\nname = \"weight\"\ntype = \"decimal\"\n"
    );
    let list = description(YAML).list("/depot/v2/robots", "GET").unwrap();
    assert_eq!(list.differences(&Existing::read(&text).unwrap()), []);
    let without = text.replace("without = [\"mood\"]\n", "");
    assert_eq!(list.differences(&Existing::read(&without).unwrap()).len(), 2);
}

#[test]
fn the_page_shows_what_is_printed() {
    let page = read("docs/configuration.md");
    let folder = tempfile::tempdir().unwrap();
    let mut expected = page.clone();
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    for block in blocks {
        let mut shown = String::new();
        for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let script = format!("{line} 2>&1");
            let output = program("bash").args(["-c", &script]).env("TMPDIR", folder.path()).output().unwrap();
            write!(shown, "$ {line}\n{}", out(&output)).unwrap();
        }
        expected = expected.replace(&format!("```console\n{block}```"), &format!("```console\n{shown}```"));
    }
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(path("docs/configuration.md"), &expected).unwrap();
    }
    let page = read("docs/configuration.md");
    assert!(
        page == expected,
        "docs/configuration.md is stale: run `UPDATE_OPENAPI=1 cargo test --test openapi`"
    );
    assert!(page.contains("# no type: "), "{page}");
}

#[test]
fn the_command_prints_and_compares() {
    let schema = run(&["schema", "from-openapi", YAML, "--path", "/v2/robots"]);
    assert_eq!((code(&schema), err(&schema)), (0, String::new()));
    assert_eq!(out(&schema), read("testdata/openapi/robots.toml"));
    let input = run_with(&["schema", "from-openapi", "-", "--path", "/v2/robots"], read(JSON).as_bytes());
    assert_eq!(out(&input), out(&schema));

    let check =
        |path: &str, schema: &str| run(&["schema", "from-openapi", YAML, "--path", path, "--check", schema]);
    let same = check("/v2/robots", "testdata/openapi/robots.toml");
    assert_eq!((code(&same), out(&same), err(&same)), (0, String::new(), String::new()));
    let other = check("/v2/bays", "testdata/openapi/robots.toml");
    assert_eq!(
        (code(&other), out(&other)),
        (1, "path: `/depot/v2/robots` in the schema, `/depot/v2/bays` in the file\n".to_owned())
    );
    let broken = check("/v2/bays", "README.md");
    assert_eq!(code(&broken), 2);
    assert!(
        err(&broken).starts_with("error: `README.md` is not a valid schema\nline 22, column"),
        "{}",
        err(&broken)
    );
    let other = check("/v2/bays", "rustfmt.toml");
    assert_eq!(code(&other), 2);
    assert!(err(&other).contains("but it has no key of a schema"), "{}", err(&other));

    for (args, message) in [
        (&["from-openapi", "nothing.yaml", "--path", "/a"][..], "error: there is no file `nothing.yaml`"),
        (&["from-openapi", YAML], "error: the following required arguments were not provided: --path <P>"),
        (
            &["from-openapi", YAML, "--path", "/v2/robot"],
            "error: `testdata/openapi/depot-3.0.yaml`: the file describes no path `/v2/robot`\n  help: did you mean `/v2/robots`?",
        ),
        (
            &["from-openapi", YAML, "--path", "/v2/robots", "--method", "post"],
            "the path `/v2/robots` has no method `post`\n  help: it has `get`",
        ),
        (
            &["from-openapi", YAML, "--path", "/v2/robots", "--method", "jump"],
            "error: invalid value 'jump' for '--method <METHOD>'",
        ),
        (&["from-openapi", YAML, "--path", "/v2/status"], "line 108\n  help: name the path of a list"),
        (&["from-openapi", "src", "--path", "/a"], "`src` is a folder"),
        (&["nonsense"], "error: unrecognized subcommand 'nonsense'"),
    ] {
        let output = run(&[&["schema"], args].concat());
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{args:?}");
        assert!(err(&output).contains(message), "{args:?}: {}", err(&output));
    }
}
