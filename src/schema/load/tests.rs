//! Every problem of a schema file, with its exact message; and no text makes the loader panic.

use proptest::prelude::*;

use crate::Schema;
use crate::limits;
use crate::schema::ProblemKind::{self, *};
use crate::schema::SchemaError;
use crate::syntax::Operator;
use crate::text::is_unsafe;

/// Five lines of a schema. A test adds its mistake from line 6 on.
const GOOD: &str = "resource = \"servers\"\nedition = \"v1\"\n[sources]\npage = \"the page\"\n\n";

const JOBS: &str = include_str!("../../../schema/jobs.toml");

fn error(text: &str) -> SchemaError {
    Schema::from_toml(text).expect_err(text)
}

/// The text has exactly these problems, in two lines each.
fn check(text: &str, expected: &[(ProblemKind, &str)]) {
    let error = error(text);
    let found: Vec<_> =
        error.problems().iter().map(|problem| (problem.kind(), problem.to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|(kind, message)| (*kind, (*message).to_owned())).collect();
    assert_eq!(found, expected, "of\n{text}");
}

/// Like [`check`], for text after [`GOOD`].
fn check_after(mistake: &str, expected: &[(ProblemKind, &str)]) {
    check(&format!("{GOOD}{mistake}"), expected);
}

/// Five lines of a property, then more keys of it.
fn property(name: &str, ty: &str, more: &str) -> String {
    format!(
        "[[property]]\nname = \"{name}\"\ntype = \"{ty}\"\ndescription = \"d\"\nsource = \"page\"\n{more}\n"
    )
}

/// Five lines of a name that has become another.
fn renamed(name: &str, now: &str) -> String {
    format!("[[renamed]]\nname = \"{name}\"\nnow = \"{now}\"\nreason = \"r\"\nsource = \"page\"\n")
}

/// Four lines of a template.
fn template(id: &str) -> String {
    format!("[[template]]\nname = \"n\"\nid = \"{id}\"\nsource = \"page\"\n")
}

#[test]
fn what_the_mistakes_are_added_to_is_a_schema() {
    let good = format!(
        "{GOOD}{}{}{}{}",
        property("a", "string", "values = [\"X\", { value = \"Y\", aliases = [\"Z\"] }]\njson = [\"@a\"]"),
        property("b", "object", "open = true"),
        renamed("c", "b"),
        template("0cbb2377-1834-488d-840c-d5bf788c34fb"),
    );
    let schema = Schema::from_toml(&good).unwrap();
    assert_eq!(schema.properties().len(), 2);
    assert_eq!(&*schema.properties()[0].sources[0], "the page");
}

#[test]
fn a_text_that_is_something_else() {
    const BEGIN: &str = "\n  help: a schema is a TOML file that begins with `resource = \"…\"` and \
                         `edition = \"…\"`, and for requests `path = \"…\"`; for each property that can be filtered by it \
                         has a `[[property]]` with `name`, `type` and `description`";
    let check =
        |text: &str, kind: ProblemKind, message: &str| check(text, &[(kind, &format!("{message}{BEGIN}"))]);
    for text in ["", " \r\n", "\u{feff}", "# only a comment"] {
        check(text, Empty, "line 1, column 1: the schema is empty");
    }
    let json = "this is JSON, and a schema is TOML";
    check("{ \"id\": 1 }", SomethingElse, &format!("line 1, column 1: {json}"));
    check("{\"id\":1}\n{\"id\":2}\n", SomethingElse, &format!("line 1, column 1: {json}"));
    check("\n  [\n{\"id\": 1}]", SomethingElse, &format!("line 2, column 3: {json}"));
    for text in
        ["state eq 'ERROR'", "resource/id in ('a','b')", "contains(name,'x')", "not a eq null", "not(a eq 1)"]
    {
        let message = "line 1, column 1: this is a filter, not the schema that filters are checked against";
        check(text, SomethingElse, message);
    }
    let toml = "line 1, column 2: this is TOML, but it has no key of a schema";
    check("[package]\nname = \"x\"\n", SomethingElse, toml);
}

#[test]
fn no_toml() {
    const LINE: &str =
        "help: a line is `key = value`, `[table]`, `[[entry]]` or a comment; strings need quotes";
    let check = |text: &str, message: &str| check(text, &[(NotToml, &format!("{message}\n  {LINE}"))]);
    check("resource: jobs", "line 1, column 11: this is not valid TOML: key with no value, expected `=`");
    check(
        "resource = \"é\"\nedition = \"x",
        "line 2, column 13: this is not valid TOML: invalid basic string, expected `\"`",
    );
    // An invalid TOML header is not taken for a JSON list.
    check("[[property]\n", "line 1, column 12: this is not valid TOML: unclosed array table, expected `]`");
}

#[test]
fn the_same_key_twice() {
    check(
        "resource = \"a\"\nresource = \"b\"",
        &[(
            Duplicate,
            "line 2, column 1: this key appears twice\n  help: remove one of the two; several properties \
             are several `[[property]]`, with two brackets",
        )],
    );
}

#[test]
fn limits_of_the_file() {
    let filled = |length: usize| format!("{GOOD}#{}", "x".repeat(length - GOOD.len() - 1));
    assert!(Schema::from_toml(&filled(limits::SCHEMA - 1)).is_ok());
    assert!(Schema::from_toml(&filled(limits::SCHEMA)).is_ok());
    check(
        &filled(limits::SCHEMA + 1),
        &[(
            TooLong,
            "line 1, column 1: the text has 1048577 bytes, and a schema has at most 1048576\n  help: check that \
             it is the file you meant",
        )],
    );
}

#[test]
fn keys() {
    check(
        "edition = \"v1\"",
        &[(
            MissingKey,
            "line 1, column 1: a schema needs `resource`\n  help: add `resource = \"servers\"`, above the first \
             line that begins with `[`",
        )],
    );
    check_after(
        "[[propertys]]",
        &[(
            UnknownKey,
            "line 6, column 3: a schema has no key `propertys`\n  help: did you mean `property`?",
        )],
    );
    check_after(
        "[[property]]\n",
        &[(
            MissingKey,
            "line 6, column 1: a property needs `name`, `type` and `description`\n  help: add `name = \
             \"resource/id\"`, `type = \"string\"` and `description = \"what it is, in a few words\"`",
        )],
    );
    check_after(
        &property("a", "string", "wibble = true"),
        &[(
            UnknownKey,
            "line 11, column 1: a property has no key `wibble`\n  help: it can be `name`, `type`, `description`, \
             `source`, `nullable`, `open`, `shape`, `values`, `prefix`, `template`, `json`, `items`, `type-source`, `caseless`, `quoted`, `date`, `dots`, `through` or `hostname`",
        )],
    );
    // A misspelled key does not count as missing too.
    check_after(
        &property("a", "string", "values = [{ valeu = \"x\" }]"),
        &[(UnknownKey, "line 11, column 13: a value has no key `valeu`\n  help: did you mean `value`?")],
    );
    check_after(
        "[[unfilterable]]\nname = \"x\"",
        &[(
            MissingKey,
            "line 6, column 1: an unfilterable name needs `instead`\n  help: add `instead = \"filter by id\"`",
        )],
    );
}

#[test]
fn values_of_the_wrong_type() {
    check_after(
        "editoin = 1",
        &[(
            WrongValue,
            "line 6, column 11: a number is not allowed in `editoin` of the table `[sources]`\n  help: write \
             `page = \"the API page\"`",
        )],
    );
    check_after(
        "[property]",
        &[(
            WrongValue,
            "line 6, column 1: a table is not allowed in `property` of a schema\n  help: write `[[property]]`",
        )],
    );
    check_after(
        "[[property]]\nname = 1.5\ntype = true\ndescription = []\nsource = 1979-05-27\nnullable = \"yes\"",
        &[
            (
                WrongValue,
                "line 7, column 8: a number with a fraction is not allowed in `name` of a property\n  help: write `name = \
                 \"resource/id\"`",
            ),
            (
                WrongValue,
                "line 8, column 8: `true` or `false` is not allowed in `type` of a property\n  help: write \
                 `type = \"string\"`",
            ),
            (
                WrongValue,
                "line 9, column 15: a list is not allowed in `description` of a property\n  help: write \
                 `description = \"what it is, in a few words\"`",
            ),
            (
                WrongValue,
                "line 10, column 10: a date is not allowed in `source` of a property\n  help: write `source = \
                 \"page\"`",
            ),
            (
                WrongValue,
                "line 11, column 12: a string is not allowed in `nullable` of a property\n  help: write \
                 `nullable = true`",
            ),
        ],
    );
    check_after(
        &property("a", "string", "values = [1]"),
        &[(
            WrongValue,
            "line 11, column 11: a number is not allowed in `values` of a property\n  help: write `values = \
             [\"ON\", \"OFF\"]`",
        )],
    );
}

#[test]
fn words() {
    check_after(
        &property("a", "text", ""),
        &[(
            WrongValue,
            "line 8, column 8: `text` is not a known type of properties\n  help: it can be `string`, `integer`, \
             `decimal`, `timestamp`, `boolean`, `object` or `array`",
        )],
    );
    check_after(
        &property("a", "String", ""),
        &[(
            WrongValue,
            "line 8, column 8: `String` is not a known type of properties\n  help: did you mean `string`?",
        )],
    );
    check_after(
        &property("a", "string", "shape = \"guid\""),
        &[(
            WrongValue,
            "line 11, column 9: `guid` is not a known shape of properties\n  help: did you mean `uuid`?",
        )],
    );
    check_after(
        &property("a", "string", "").replace("\"page\"", "[\"page\", \"pgae\"]"),
        &[(
            UnknownSource,
            "line 10, column 19: `pgae` is not in the table `[sources]`\n  help: did you mean `page`?",
        )],
    );
    check(
        &format!("resource = \"a\"\nedition = \"b\"\n{}", property("a", "string", "")),
        &[(
            UnknownSource,
            "line 7, column 10: `page` is not in the table `[sources]`\n  help: add `[sources]`, and in it `page` \
             and its meaning",
        )],
    );
}

#[test]
fn at_most_twenty_names_are_listed() {
    let help = |sources: usize| {
        let sources: String = (10..10 + sources).map(|number| format!("s{number} = \"x\"\n")).collect();
        let text = format!("resource = \"a\"\nedition = \"b\"\n[sources]\n{sources}");
        error(&(text + &property("a", "string", ""))).problems()[0].help().to_owned()
    };
    let first = (10..29).map(|number| format!("`s{number}`")).collect::<Vec<_>>().join(", ");
    assert_eq!(help(20), format!("it can be {first} or `s29`"));
    assert_eq!(help(23), format!("it can be {first}, `s29` or 3 others"));
}

#[test]
fn texts_that_cannot_be_shown() {
    check_after(
        &property("a", "string", "").replace("\"page\"", "[]"),
        &[(WrongText, "line 10, column 10: `source` is empty\n  help: write `source = \"page\"`")],
    );
    check_after(
        "\"\\u001b\" = 1",
        &[(
            WrongValue,
            "line 6, column 12: a number is not allowed in `\\u{1b}` of the table `[sources]`\n  help: write \
             `page = \"the API page\"`",
        )],
    );
    check_after(
        &property("", "string", ""),
        &[(WrongText, "line 7, column 8: `name` is empty\n  help: write `name = \"resource/id\"`")],
    );
    check_after(
        &property("a", "string", "").replace("\"d\"", "\"\\u001b[2J\u{202e}\""),
        &[(
            WrongText,
            "line 9, column 15: `\\u{1b}[2J\\u{202e}` contains characters that are invisible or control a terminal\n  \
             help: people see this string: remove these characters",
        )],
    );
    check_after(
        &property("a", "string", "\"\\u001b\" = 1"),
        &[(
            UnknownKey,
            "line 11, column 1: a property has no key `\\u{1b}`\n  help: it can be `name`, `type`, `description`, \
             `source`, `nullable`, `open`, `shape`, `values`, `prefix`, `template`, `json`, `items`, `type-source`, `caseless`, `quoted`, `date`, `dots`, `through` or `hostname`",
        )],
    );
}

#[test]
fn names_that_no_filter_can_write() {
    for name in ["a-b", "resource.id", "1a", "a/ü", "a b", "a/1"] {
        let message = format!(
            "line 7, column 8: no filter can write `{name}`: names begin with an ASCII letter or `_`, and \
             go on with letters, digits and `_`\n  help: join segments by `/`, as in `resource/id`"
        );
        check_after(&property(name, "string", ""), &[(WrongName, &message)]);
    }
    for name in ["a//b", "/a", "a/"] {
        let message = format!(
            "line 7, column 8: `{name}` has an empty segment, which no filter can write\n  help: join segments \
             by `/`, as in `resource/id`"
        );
        check_after(&property(name, "string", ""), &[(WrongName, &message)]);
    }
    let others = ["in", "and", "or", "not", "true", "false", "null", "none"];
    for word in Operator::ALL.map(Operator::keyword).into_iter().chain(others) {
        let message = format!(
            "line 7, column 8: `{word}` is a word of the filter language, and no path can begin with it\n  help: \
             it is a name only below another segment, as in `data/in`"
        );
        check_after(&property(word, "string", ""), &[(ReservedName, &message)]);
        check_after(&property(&format!("{word}/a"), "string", ""), &[(ReservedName, &message)]);
        assert!(
            Schema::from_toml(&format!("{GOOD}{}", property(&format!("data/{word}"), "string", ""))).is_ok()
        );
    }
}

#[test]
fn limits_of_names() {
    let load = |name: &str| Schema::from_toml(&format!("{GOOD}{}", property(name, "string", "")));
    let path = |length: usize| {
        let pairs = (length - 1) / 2;
        "a/".repeat(pairs) + &"a".repeat(length - 2 * pairs)
    };
    for good in
        ["a".repeat(limits::NAME - 1), "a".repeat(limits::NAME), path(limits::PATH - 1), path(limits::PATH)]
    {
        assert!(load(&good).unwrap().property(&good).is_some());
    }
    for bad in ["a".repeat(limits::NAME + 1), path(limits::PATH + 1)] {
        let error = load(&bad).unwrap_err().to_string();
        let expected = "…` is too long: a segment has at most 128 characters, a path 1024\n  help: check that it \
                        is a name";
        assert!(error.ends_with(expected), "{error}");
    }
}

#[test]
fn the_same_thing_twice() {
    const LEAVE: &str = "help: remove one of the two";
    check_after(
        &(property("id", "string", "") + &property("id", "integer", "")),
        &[(Duplicate, &format!("line 13, column 8: `id` is a property already, in line 7\n  {LEAVE}"))],
    );
    check_after(
        &(property("a", "string", "") + &renamed("a", "a")),
        &[(Duplicate, &format!("line 13, column 8: `a` is a property already, in line 7\n  {LEAVE}"))],
    );
    check_after(
        &(property("a", "string", "") + &renamed("b", "a") + &renamed("b", "a")),
        &[(Duplicate, &format!("line 18, column 8: `b` is a renamed name already, in line 13\n  {LEAVE}"))],
    );
    let id = "0cbb2377-1834-488d-840c-d5bf788c34fb";
    let upper = id.to_uppercase();
    check_after(
        &(template(id) + &template(&upper)),
        &[(
            Duplicate,
            &format!("line 12, column 6: `{upper}` is a template's id already, in line 8\n  {LEAVE}"),
        )],
    );
}

#[test]
fn two_things_that_one_spelling_stands_for() {
    const SPELLING: &str = "help: give each spelling to one property only";
    check_after(
        &(property("a", "string", "json = [\"x\", \"b\"]")
            + &property("b", "string", "")
            + &property("c", "string", "json = [\"x\"]")),
        &[
            (
                Duplicate,
                &format!("line 13, column 8: `b` already spells a property, in line 11\n  {SPELLING}"),
            ),
            (
                Duplicate,
                &format!("line 23, column 9: `x` already spells a property, in line 11\n  {SPELLING}"),
            ),
        ],
    );
    check_after(
        &property("a", "string", "values = [{ value = \"X\", aliases = [\"Y\", \"y\"] },\n\"x\"]"),
        &[
            (
                Duplicate,
                "line 11, column 42: `y` already names a value, in line 11\n  help: give each spelling to \
                 one value only; case makes no difference",
            ),
            (
                Duplicate,
                "line 12, column 1: `x` already names a value, in line 11\n  help: give each spelling to one \
                 value only; case makes no difference",
            ),
        ],
    );
    check_after(
        &property("a", "string", "json = [\"/x\"]"),
        &[(
            WrongName,
            "line 11, column 9: `/x` is not a path of JSON keys\n  help: join the keys by `/`: `resource/id`",
        )],
    );
}

#[test]
fn entries_that_would_never_be_found() {
    check_after(
        &(property("a", "integer", "") + &property("a/b/c", "string", "")),
        &[(
            Unreachable,
            "line 13, column 8: `a/b/c` lies below `a`, which is an integer and has no parts\n  help: remove one \
             of the two",
        )],
    );
    check_after(
        &(property("a", "object", "open = true") + &renamed("a/b", "a")),
        &[(
            Unreachable,
            "line 13, column 8: `a/b` lies below `a`, which is open, so every name below it is accepted\n  help: \
             remove one of the two",
        )],
    );
    // A part of an object may be listed, even if it is the new name of another.
    let parts = property("a", "object", "") + &property("a/b", "string", "") + &renamed("a/c", "a/b");
    assert!(Schema::from_toml(&format!("{GOOD}{parts}")).is_ok());
}

#[test]
fn keys_that_do_not_go_with_the_type() {
    let expected = |line: u32, column: u32, key: &str, wanted: &str| {
        format!(
            "line {line}, column {column}: `{key}` is for properties that are {wanted}, and `a` is an integer\n  \
             help: remove it, or write `type = \"{}\"`",
            wanted.rsplit(' ').next().unwrap()
        )
    };
    check_after(
        &property(
            "a",
            "integer",
            "open = true\nvalues = [\"x\"]\nprefix = \"x\"\nshape = \"uuid\"\ntemplate = true",
        ),
        &[
            (MisplacedKey, &expected(11, 8, "open", "an object")),
            (MisplacedKey, &expected(12, 10, "values", "a string")),
            (MisplacedKey, &expected(13, 10, "prefix", "a string")),
            (MisplacedKey, &expected(14, 9, "shape", "a string")),
            (MisplacedKey, &expected(15, 12, "template", "a string")),
        ],
    );
}

#[test]
fn successors_and_ids() {
    check_after(
        &(property("jobParams", "string", "") + &renamed("data", "jobparams")),
        &[(
            UnknownProperty,
            "line 14, column 7: unknown property `jobparams` of this schema\n  help: did you mean `jobParams`?",
        )],
    );
    check_after(
        &renamed("data", "jobParams"),
        &[(
            UnknownProperty,
            "line 8, column 7: unknown property `jobParams` of this schema\n  help: list it as a `[[property]]` first",
        )],
    );
    for id in ["0", "0cbb23771834488d840cd5bf788c34fb", "+cbb2377-1834-488d-840c-d5bf788c34fb"] {
        let message = format!(
            "line 8, column 6: `{id}` is not a UUID\n  help: write 32 hexadecimal digits in groups of 8, 4, 4, 4 and \
             12, joined by `-`"
        );
        check_after(&template(id), &[(WrongId, &message)]);
    }
}

#[test]
fn functions_and_path() {
    let check = |line: &str, expected: &[(ProblemKind, &str)]| check(&format!("{line}\n{GOOD}"), expected);
    check(
        "functions = [\"contains\", \"startswith\", \"startswith\", \"to-lower\", \"and\"]",
        &[
            (UnknownFunction, "line 1, column 14: `contains` is always available\n  help: remove it"),
            (
                Duplicate,
                "line 1, column 40: the function `startswith` is listed twice\n  help: remove one of the two",
            ),
            (
                UnknownFunction,
                "line 1, column 54: `to-lower` is not a function that a schema can add\n  help: it can be \
                 `startswith` or `endswith`; their meaning is known",
            ),
            (
                UnknownFunction,
                "line 1, column 66: `and` is not a function that a schema can add\n  help: it can be `startswith` \
                 or `endswith`; their meaning is known",
            ),
        ],
    );
    for path in ["servers", "/a?b", "/a b", "https://example.com/a"] {
        let message = format!(
            "line 1, column 8: `{path}` is not the path of a URL\n  help: begin with `/`, without address and \
             query: `/compute-ops-mgmt/v1/jobs`"
        );
        check(&format!("path = \"{path}\""), &[(WrongName, &message)]);
    }
}

#[test]
fn many_problems_are_counted() {
    let text = format!("{GOOD}{}", "[[property]]\n".repeat(limits::DIAGNOSTICS + 3));
    let error = error(&text);
    assert_eq!((error.problems().len(), error.omitted()), (limits::DIAGNOSTICS, 3));
    assert!(error.to_string().ends_with("in a few words\"`\nand 3 more"));
}

/// TOML's parser drops tables by recursion. It limits the number of open keys, not their dots; see
/// [`limits::DOTS`].
#[test]
fn nesting_does_not_exhaust_the_stack() {
    let nested = |levels: usize, dots: usize| {
        let key = vec!["a"; dots + 1].join(".");
        format!("{}1{}\n", format!("{key}={{").repeat(levels) + &key + "=", "}".repeat(levels))
    };
    let texts = [
        nested(78, 78),
        nested(78, 2),
        nested(78, 2).repeat(2),
        format!("a = \"\"\"\n\"\"\"\"\"\n{}", nested(78, 78)),
        format!("a = '{}\n", nested(78, 78).replace('a', "\"a\"")),
        format!("a = \"\\\\\" # '''\n{}", nested(78, 78)),
        "[".repeat(limits::SCHEMA),
        "a.".repeat(limits::SCHEMA / 2),
        "a={".repeat(limits::SCHEMA / 3),
    ];
    let small = std::thread::Builder::new().stack_size(512 << 10);
    let read = small.spawn(move || texts.iter().filter(|text| Schema::from_toml(text).is_ok()).count());
    assert_eq!(read.unwrap().join().unwrap(), 0);
}

/// For every mistake, the message is safe on a terminal and the place is in the text.
fn is_answered(text: &str) {
    let Err(error) = Schema::from_toml(text) else { return };
    assert!(!error.problems().is_empty());
    for problem in error.problems() {
        assert!(problem.position().offset as usize <= text.len());
        assert!(!problem.message().is_empty() && !problem.help().is_empty());
    }
    let shown = error.to_string();
    assert!(shown.chars().all(|character| character == '\n' || !is_unsafe(character)), "{shown:?}");
}

/// Pieces of TOML and of schemas, to be joined at random.
const PIECES: &str = r#"[[property]] [[renamed]] [[template]] [sources] [ ] { } = , . " ' """ ''' \ \" # name type
    values source now "string" "a" true 1 resource edition a= # \u001b é"#;

fn piece() -> impl Strategy<Value = String> {
    let known: Vec<&str> = PIECES.split_whitespace().chain(["\n", "\r\n", " ", "\u{feff}"]).collect();
    prop_oneof![8 => prop::sample::select(known).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        is_answered(&text);
    }

    #[test]
    fn any_toml_is_answered(pieces in prop::collection::vec(piece(), 0..60)) {
        is_answered(&pieces.concat());
        is_answered(&format!("{GOOD}{}", pieces.concat()));
    }

    #[test]
    fn a_changed_schema_is_answered(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        piece in piece(),
    ) {
        let characters: Vec<char> = JOBS.chars().collect();
        let start = at.index(characters.len());
        let rest = characters.iter().skip(start + length);
        let text: String = characters[..start].iter().copied().chain(piece.chars()).chain(rest.copied()).collect();
        is_answered(&text);
    }
}

#[test]
fn events_name_lists_and_have_properties_of_their_own() {
    let event = |more: &str| {
        format!(
            "[[event]]\ntype = \"t\"\nresource = \"r\"\nmonitorable = [\"a\"]\nsource = \"page\"\n{more}\n"
        )
    };
    let own =
        "[[event.property]]\nname = \"a\"\ntype = \"integer\"\ndescription = \"d\"\nsource = \"page\"\n";
    let text = format!("{GOOD}{}{}{}", property("a", "string", ""), event(own), event(own));
    let schema = Schema::from_toml(&text).unwrap();
    assert_eq!(schema.events().len(), 2);
    check_after(
        &event("path = \"/compute-ops-mgmt/v1/serverz\""),
        &[(
            WrongValue,
            "line 11, column 8: the API has no list at `/compute-ops-mgmt/v1/serverz` that takes a filter\n  \
             help: did you mean `/compute-ops-mgmt/v1/servers`?",
        )],
    );
    check_after(
        &event(&format!("{own}{own}")),
        &[(
            Duplicate,
            "line 17, column 8: `a` is a property already, in line 12\n  help: remove one of the two",
        )],
    );
    check_after(
        "[[event]]\ntype = \"t\"\nresource = \"r\"\nsource = \"page\"\n",
        &[(
            MissingKey,
            "line 6, column 1: an event needs `monitorable`\n  help: add `monitorable = [\"hardware\"]`",
        )],
    );
}
