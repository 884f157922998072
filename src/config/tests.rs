//! The settings of a configuration, every problem that it can have, and its JSON Schema.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::document::ProblemKind::{self, *};
use crate::document::TableKind;
use crate::{limits, rules};

const SCHEMA: &str = include_str!("../../docs/comfilter.schema.json");
const GUIDE: &str = include_str!("../../docs/configuration.md");

/// Sets every key.
const ALL: &str = r#"
extend = "../base.toml"
saved-jobs = "jobs.json"

[lint.rules]
or-chain = "off"
negated-comparison = "on"
missing-space = "on"
unknown-value = "error"
keyword-case = "warning"
null-order = "hint"

[[lint.per-path]]
paths = ["legacy/**", "*.old.comfilter"]
rules = { keyword-case = "off", unknown-value = "on" }

[limits]
text = 1000
nesting = 2
diagnostics = 3
url = 4

[schema]
file = "own.toml"

[[schema.url]]
path = "/compute-ops-mgmt/v1/servers"
file = "/etc/servers.toml"

[format]
width = 80
"#;

fn config(text: &str) -> Config {
    Config::from_toml(text, Path::new("/team/comfilter.toml")).unwrap_or_else(|error| panic!("{error}"))
}

fn json(toml: &str) -> Value {
    toml::from_str(toml).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

#[test]
fn all_that_can_be_said_is_read() {
    let config = config(ALL);
    let levels = |path: Option<&str>| config.levels(path.map(Path::new));
    let of = |levels: &Levels, rule| levels.of(rule);
    let none = levels(None);
    assert_eq!(of(&none, &rules::OR_CHAIN), None);
    assert_eq!(of(&none, &rules::NEGATED_COMPARISON), Some(Severity::Hint));
    assert_eq!(of(&none, &rules::UNKNOWN_VALUE), Some(Severity::Error));
    assert_eq!(of(&none, &rules::KEYWORD_CASE), Some(Severity::Warning));
    assert_eq!(of(&none, &rules::NULL_ORDER), Some(Severity::Hint));
    let legacy = levels(Some("/team/legacy/a/b.comfilter"));
    assert_eq!(of(&legacy, &rules::KEYWORD_CASE), None);
    assert_eq!(of(&legacy, &rules::UNKNOWN_VALUE), Some(Severity::Warning));
    assert_eq!(of(&legacy, &rules::NULL_ORDER), Some(Severity::Hint));
    assert_eq!(config.limits(), Limits { text: 1000, nesting: 2, diagnostics: 3, url: 4 });
    let files = [&config.extend, &config.saved_jobs, &config.schema.file].map(|file| file.as_ref().unwrap());
    let names = files.map(|file| file.value.to_str().unwrap());
    assert_eq!(names, ["/team/../base.toml", "/team/jobs.json", "/team/own.toml"]);
    assert_eq!(files.map(|file| file.origin.line), [2, 3, 24]);
    assert_eq!(config.schema.url[0].path.value, "/compute-ops-mgmt/v1/servers");
    assert_eq!(config.schema.url[0].file.value.to_str(), Some("/etc/servers.toml"));
    assert_eq!(config.format.width.unwrap().value, 80);
    for nothing in [
        "",
        "# only a comment",
        "\u{feff}\r\n",
        "[lint]\n[limits]\n[schema]\n[format]",
        "[lint.rules]\nor-chain = \"on\"",
    ] {
        let nothing = super::Config::from_toml(nothing, Path::new("comfilter.toml")).unwrap();
        assert_eq!((nothing.limits(), nothing.levels(None)), (Limits::DEFAULT, Levels::default()));
    }
}

#[test]
fn patterns_match_as_in_a_gitignore_of_that_folder() {
    for (pattern, matching, others) in [
        ("legacy/**", &["legacy/a", "legacy/a/b"][..], &["a/legacy/b", "legacyx/a", "legacy"][..]),
        ("legacy/", &["legacy/a", "a/legacy/b"], &["legacy"]),
        ("*.old", &["a.old", "a/b.old"], &["a.old/b"]),
        ("a/*.old", &["a/b.old"], &["a/b/c.old", "x/a/b.old"]),
        ("**/x/*", &["x/a", "b/c/x/a"], &["x/a/b"]),
        ("a/{b,c}/[de]?", &["a/b/d1", "a/c/e2"], &["a/d/d1", "a/b/f1"]),
        ("[*]", &["*", "a/*"], &["a"]),
    ] {
        let config = config(&format!("[[lint.per-path]]\npaths = \"{pattern}\"\nrules = {{}}"));
        let patterns = &config.lint.per_path[0].paths;
        for (paths, expected) in [(matching, true), (others, false)] {
            for path in paths {
                assert_eq!(patterns.matches(&Path::new("/team").join(path)), expected, "{pattern}: {path}");
            }
        }
        assert!(!patterns.matches(Path::new("/other/legacy/a.old")));
    }
}

#[test]
fn what_extends_holds_over_what_it_extends() {
    let base = "[lint.rules]\nor-chain = \"off\"\nnull-order = \"error\"\n[limits]\nurl = 1\ntext = 2\n\
                [[lint.per-path]]\npaths = [\"*.x\"]\nrules = { bare-boolean = \"error\", null-order = \"hint\" }\n\
                [schema]\nfile = \"a\"\n[[schema.url]]\npath = \"/compute-ops-mgmt/v1/a\"\nfile = \"a\"\n\
                [[schema.url]]\npath = \"/compute-ops-mgmt/v1/b\"\nfile = \"b\"\n[format]\nwidth = 5";
    let own = "[lint.rules]\nor-chain = \"error\"\nnull-order = \"off\"\n[limits]\nurl = 10\nnesting = 3\n\
               [[lint.per-path]]\npaths = [\"*.x\"]\nrules = { bare-boolean = \"off\" }\n\
               [[schema.url]]\npath = \"/compute-ops-mgmt/v1/b\"\nfile = \"c\"";
    let base = Config::from_toml(base, Path::new("/base/comfilter.toml")).unwrap();
    let merged = config(own).over(base.clone());
    assert_eq!(merged.levels(None).of(&rules::OR_CHAIN), Some(Severity::Error));
    assert_eq!(merged.levels(None).of(&rules::NULL_ORDER), None);
    let limits = Limits { url: 10, text: 2, nesting: 3, ..Limits::DEFAULT };
    assert_eq!(merged.limits(), limits);
    // A pattern is relative to its file.
    let of = |path: &str| merged.levels(Some(Path::new(path)));
    assert_eq!(of("/team/a.x").of(&rules::BARE_BOOLEAN), None);
    assert_eq!(of("/team/a.x").of(&rules::NULL_ORDER), None);
    assert_eq!(of("/base/a.x").of(&rules::BARE_BOOLEAN), Some(Severity::Error));
    assert_eq!(of("/base/a.x").of(&rules::NULL_ORDER), Some(Severity::Hint));
    let urls: Vec<_> = merged.schema.url.iter().map(|url| url.file.value.to_str().unwrap()).collect();
    assert_eq!(urls, ["/base/a", "/team/c"]);
    assert_eq!(merged.schema.file.as_ref().unwrap().value.to_str(), Some("/base/a"));
    // Each of the two settings for the list replaces the other.
    let named = config("[schema]\nresource = \"servers\"").over(base);
    assert_eq!(named.schema.resource.as_ref().unwrap().value, "servers");
    assert!(named.schema.file.is_none());
    assert_eq!(merged.format.width.as_ref().unwrap().value, 5);
    let origin = &merged.level(&rules::OR_CHAIN, None).unwrap().origin;
    assert_eq!((origin.file.to_str(), origin.line), (Some("/team/comfilter.toml"), 2));
}

/// The text has exactly these problems.
fn check(text: &str, expected: &[(ProblemKind, &str)]) {
    let error = Config::from_toml(text, Path::new("comfilter.toml")).expect_err(text);
    let found: Vec<_> =
        error.problems().iter().map(|problem| (problem.kind(), problem.to_string())).collect();
    let expected: Vec<_> = expected.iter().map(|(kind, message)| (*kind, (*message).to_owned())).collect();
    assert_eq!(found, expected, "of\n{text}");
}

#[test]
fn problems_are_told_with_what_to_write() {
    for (text, kind, message) in [
        (
            "extends = 'x'",
            UnknownKey,
            "line 1, column 1: a configuration has no key `extends`\n  help: did you mean `extend`?",
        ),
        (
            "rules = 'x'",
            UnknownKey,
            "line 1, column 1: a configuration has no key `rules`\n  help: it can be `extend`, `saved-jobs`, `lint`, `limits`, `schema` or `format`",
        ),
        (
            "[lint]\nrule = {}",
            UnknownKey,
            "line 2, column 1: the table `[lint]` has no key `rule`\n  help: did you mean `rules`?",
        ),
        (
            "[lint]\nper_path = []",
            UnknownKey,
            "line 2, column 1: the table `[lint]` has no key `per_path`\n  help: did you mean `per-path`?",
        ),
        (
            "[limits]\nlength = 1",
            UnknownKey,
            "line 2, column 1: the table `[limits]` has no key `length`\n  help: it can be `text`, `nesting`, `diagnostics` or `url`",
        ),
        (
            "[\"a\\u001b[2J\"]",
            UnknownKey,
            "line 1, column 2: a configuration has no key `a\\u{1b}[2J`\n  help: it can be `extend`, `saved-jobs`, `lint`, `limits`, `schema` or `format`",
        ),
        (
            "[lint.rules]\nor-chian = 'off'",
            UnknownRule,
            "line 2, column 1: there is no rule `or-chian`\n  help: did you mean `or-chain`?",
        ),
        (
            "[lint.rules]\nxyz = 'off'",
            UnknownRule,
            "line 2, column 1: there is no rule `xyz`\n  help: `comfilter rule` lists the rules",
        ),
        (
            "[lint.rules]\nor-chain = 'warn'",
            WrongValue,
            "line 2, column 12: `warn` is not a severity\n  help: it can be `off`, `on`, `hint`, `warning` or `error`",
        ),
        (
            "[lint.rules]\nor-chain = 'Error'",
            WrongValue,
            "line 2, column 12: `Error` is not a severity\n  help: did you mean `error`?",
        ),
        (
            "[lint.rules]\nor-chain = false",
            WrongValue,
            "line 2, column 12: `true` or `false` is not allowed in `or-chain` of a table of rules\n  help: write `or-chain = \"off\"`",
        ),
        (
            "lint = 3",
            WrongValue,
            "line 1, column 8: a number is not allowed in `lint` of a configuration\n  help: write `[lint.rules]`",
        ),
        (
            "[lint]\nrules = ['or-chain']",
            WrongValue,
            "line 2, column 9: a list is not allowed in `rules` of the table `[lint]`\n  help: write `[lint.rules]`",
        ),
        (
            "[limits]\nurl = 'x'",
            WrongValue,
            "line 2, column 7: a string is not allowed in `url` of the table `[limits]`\n  help: write `url = 8_000`",
        ),
        (
            "[limits]\nurl = 1.5",
            WrongValue,
            "line 2, column 7: a number with a fraction is not allowed in `url` of the table `[limits]`\n  help: write `url = 8_000`",
        ),
        (
            "[limits]\nurl = 0",
            WrongValue,
            "line 2, column 7: `0` is not a number from 1 to 268435456\n  help: write `url = 8_000`",
        ),
        (
            "[limits]\nnesting = -1",
            WrongValue,
            "line 2, column 11: `-1` is not a number from 1 to 268435456\n  help: write `nesting = 128`",
        ),
        (
            "[limits]\ntext = 99999999999999999999",
            WrongValue,
            "line 2, column 8: `99999999999999999999` is not a number from 1 to 268435456\n  help: write `text = 1_048_576`",
        ),
        (
            "[[lint.per-path]]\npaths = ['a']",
            MissingKey,
            "line 1, column 1: an entry of `[[lint.per-path]]` needs `rules`\n  help: add `rules = { keyword-case = \"off\" }`",
        ),
        (
            "[[lint.per-path]]\npaths = []\nrules = {}",
            WrongText,
            "line 2, column 9: `paths` is empty\n  help: write `paths = [\"legacy/**\"]`",
        ),
        (
            "[[lint.per-path]]\npaths = ['a/[b']\nrules = {}",
            WrongPattern,
            "line 2, column 10: `a/[b` is not a valid path pattern: unclosed character class; missing ']'\n  help: `*` matches within a name, `**` any folders, `[…]` one of some characters; `[*]` is a `*`",
        ),
        (
            "[[lint.per-path]]\npaths = ['../a/*']\nrules = {}",
            WrongPattern,
            "line 2, column 10: `../a/*` matches no path: paths have no `.` and no `..`\n  help: begin at the folder of the configuration, and write `/`: `legacy/**`",
        ),
        (
            "[[lint.per-path]]\npaths = ['/a/*']\nrules = {}",
            WrongPattern,
            "line 2, column 10: `/a/*` matches no path: paths are relative to the folder of the configuration\n  help: begin at the folder of the configuration, and write `/`: `legacy/**`",
        ),
        (
            "[[lint.per-path]]\npaths = ['a\\b']\nrules = {}",
            WrongPattern,
            "line 2, column 10: `a\\b` has a `\\`, and paths are written with `/`\n  help: begin at the folder of the configuration, and write `/`: `legacy/**`",
        ),
        (
            "[schema]\nfile = ' '",
            WrongText,
            "line 2, column 8: `file` is empty\n  help: write `file = \"servers.toml\"`",
        ),
        (
            "[schema]\nresource = 'server'",
            WrongName,
            "line 2, column 12: the API has no list `server` that takes a filter: did you mean `servers`?\n  help: write the name of a list: `resource = \"servers\"`",
        ),
        (
            "[schema]\nresource = 'servers'\nfile = 'x'",
            Duplicate,
            "line 2, column 12: `file` already names the list of the filters, in line 3\n  help: remove one of the two",
        ),
        (
            "[[schema.url]]\npath = '/servers'\nfile = 'x'",
            WrongName,
            "line 2, column 8: `/servers` is not the path of a list\n  help: begin with the prefix, without address and query: `/compute-ops-mgmt/v1/servers`",
        ),
        (
            "[[schema.url]]\npath = '/compute-ops-mgmt/v1/a'\nfile = 'x'\n[[schema.url]]\npath = '/compute-ops-mgmt/v1/a'\nfile = 'x'",
            Duplicate,
            "line 5, column 8: `/compute-ops-mgmt/v1/a` has a schema already, in line 2\n  help: remove one of the two",
        ),
        (
            "[[lint.rules]]",
            WrongValue,
            "line 1, column 1: a list is not allowed in `rules` of the table `[lint]`\n  help: write `[lint.rules]`",
        ),
        (
            "{\"lint\": {}}",
            SomethingElse,
            "line 1, column 1: this is JSON, and a configuration is TOML\n  help: a configuration is a TOML file with `[lint.rules]` and `or-chain = \"off\"` below it; `comfilter config` shows all settings",
        ),
        (
            "state eq 'ERROR'",
            SomethingElse,
            "line 1, column 1: this is a filter, not the configuration of the linter\n  help: a configuration is a TOML file with `[lint.rules]` and `or-chain = \"off\"` below it; `comfilter config` shows all settings",
        ),
        (
            "a.b.c.d = 1",
            NotToml,
            "line 1, column 6: this key has more than 2 dots, and those of a configuration have at most 2\n  help: write it in quotes if it is a string",
        ),
        (
            "[lint]\n[lint]",
            Duplicate,
            "line 2, column 2: this key appears twice\n  help: remove one of the two; several entries are several `[[lint.per-path]]`, with two brackets",
        ),
    ] {
        check(text, &[(kind, message)]);
    }
    let several = "[lint.rules]\nx = 'off'\ny = 1\n[limits]\nurl = 0";
    let error = Config::from_toml(several, Path::new("c")).unwrap_err();
    let kinds: Vec<_> = error.problems().iter().map(|problem| problem.kind()).collect();
    assert_eq!(kinds, [UnknownRule, WrongValue, WrongValue]);
}

#[test]
fn hostile_texts_are_refused_and_none_exhausts_the_stack() {
    let long = limits::CONFIG;
    for text in [
        "[".repeat(long),
        "a.".repeat(long / 2),
        "a={".repeat(long / 3),
        format!("a = {}", "[".repeat(long - 4)),
        "x".repeat(long + 1),
        "[[lint.per-path]]\npaths = ['".to_owned() + &"{a,".repeat(10_000) + "']\nrules = {}",
        "[[lint.per-path]]\npaths = ['".to_owned() + &"**/".repeat(100_000) + "[']\nrules = {}",
    ] {
        let refused = std::thread::Builder::new().stack_size(512 << 10);
        let refused = refused.spawn(move || Config::from_toml(&text, Path::new("c")).is_err()).unwrap();
        assert!(refused.join().unwrap());
    }
}

#[test]
fn what_is_shown_is_a_configuration_that_says_the_same() {
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    for text in ["", ALL] {
        let config = config(text);
        for path in [None, Some(Path::new("/team/legacy/x"))] {
            let shown = config.show(path, &name);
            assert_eq!(validator().validate(&json(&shown)).map_err(|error| error.to_string()), Ok(()));
            let again = Config::from_toml(&shown, Path::new("/team/comfilter.toml")).unwrap();
            let all = |config: &Config, path| config.levels(path).iter().collect::<Vec<_>>();
            assert_eq!(all(&again, path), all(&config, path), "{shown}");
            let legacy = Some(Path::new("/team/legacy/x"));
            assert_eq!(all(&again, legacy), all(&config, legacy), "{shown}");
            assert_eq!(again.limits(), config.limits());
            assert_eq!(again.schema.url.len(), config.schema.url.len());
        }
    }
    let shown = config(ALL).show(Some(Path::new("/team/legacy/x")), &name);
    for line in [
        "saved-jobs = \"/team/jobs.json\"  # /team/comfilter.toml:3",
        "or-chain = \"off\"  # /team/comfilter.toml:6",
        "keyword-case = \"off\"  # /team/comfilter.toml:15",
        "swapped-operands = \"on\"  # default, warning",
        "nesting = 2  # /team/comfilter.toml:19",
        "file = \"/team/own.toml\"  # /team/comfilter.toml:24",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    let hostile = config("[schema]\nfile = \"a\"").show(None, &|_| "\u{1b}[2J\n\"\u{202e}".to_owned());
    assert!(hostile.lines().all(|line| !line.chars().any(crate::text::is_unsafe)), "{hostile}");
    assert_eq!(json(&hostile)["schema"]["file"], "\u{1b}[2J\n\"\u{202e}");
}

proptest! {
    #[test]
    fn no_text_panics_and_what_is_read_is_shown(at in any::<prop::sample::Index>(), length in 0_usize..20, new in "(\\PC|[\\[\\]=\"'.\n*{}]|off|null-order){0,4}") {
        let mut text = ALL.to_owned();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        if text.is_char_boundary(start) && text.is_char_boundary(end) {
            text.replace_range(start..end, &new);
        }
        match Config::from_toml(&text, Path::new("/team/comfilter.toml")) {
            Ok(config) => {
                let name = |path: &Path| path.to_str().unwrap().to_owned();
                let shown = config.show(None, &name);
                let again = Config::from_toml(&shown, Path::new("/team/comfilter.toml"));
                let again = again.unwrap_or_else(|error| panic!("{error}\n{shown}"));
                prop_assert_eq!((again.limits(), again.show(None, &name).lines().count()), (config.limits(), shown.lines().count()));
                prop_assert!(validator().is_valid(&json(&text)), "{}", text);
            }
            Err(error) => prop_assert!(!error.to_string().chars().any(|c| c != '\n' && crate::text::is_unsafe(c))),
        }
    }
}

/// `COMFILTER_WRITE_SCHEMA=1 cargo test config::` rewrites the file.
#[test]
fn the_json_schema_is_that_of_the_types() {
    let mut schema = schemars::schema_for!(Config);
    schema.insert("title".to_owned(), "comfilter.toml".into());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("COMFILTER_WRITE_SCHEMA").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/comfilter.schema.json");
        std::fs::write(file, &text).unwrap();
    }
    assert!(text == SCHEMA, "docs/comfilter.schema.json is not that of the types");
    assert!(jsonschema::draft202012::meta::is_valid(&serde_json::from_str(SCHEMA).unwrap()));
}

#[test]
fn the_json_schema_has_the_keys_that_are_read() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let tables: [(&str, &TableKind); 7] = [
        ("", &read::CONFIG),
        ("/$defs/Lint", &read::LINT),
        ("/$defs/PerPath", &read::PER_PATH),
        ("/$defs/LimitSettings", &read::LIMITS),
        ("/$defs/SchemaFiles", &read::SCHEMA),
        ("/$defs/UrlSchema", &read::URL),
        ("/$defs/FmtSettings", &read::FORMAT),
    ];
    for (place, kind) in tables {
        let table = schema.pointer(place).unwrap();
        let known: BTreeSet<&str> =
            table["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let read: BTreeSet<&str> = kind.required.iter().chain(kind.optional).map(|(key, _)| *key).collect();
        assert_eq!(known, read, "{place}");
        let needed = table["required"].as_array().map_or(&[][..], Vec::as_slice);
        let required: Vec<&str> = kind.required.iter().map(|(key, _)| *key).collect();
        assert_eq!(needed.iter().map(|key| key.as_str().unwrap()).collect::<Vec<_>>(), required, "{place}");
        assert_eq!(table["additionalProperties"], false, "{place}");
    }
    let named = schema.pointer("/$defs/Rules/properties").unwrap().as_object().unwrap();
    assert_eq!(named.len(), rules::ALL.len());
}

#[test]
fn what_the_json_schema_refuses_is_refused() {
    let validator = validator();
    assert!(validator.is_valid(&json(ALL)));
    for text in [
        "x = 1",
        "extend = 1",
        "saved-jobs = ''",
        "lint = []",
        "[lint]\nx = 1",
        "[lint.rules]\nx = 'off'",
        "[lint.rules]\nor-chain = 'x'",
        "[lint.rules]\nor-chain = true",
        "[[lint.per-path]]\npaths = ['a']",
        "[[lint.per-path]]\nrules = {}",
        "[[lint.per-path]]\npaths = []\nrules = {}",
        "[[lint.per-path]]\npaths = ['']\nrules = {}",
        "[[lint.per-path]]\npaths = [1]\nrules = {}",
        "[[lint.per-path]]\npaths = ['a']\nrules = {}\nx = 1",
        "[limits]\nurl = 0",
        "[limits]\nurl = 268435457",
        "[limits]\nurl = 'x'",
        "[limits]\nx = 1",
        "[schema]\nfile = 1",
        "[schema]\nfile = ''",
        "[[schema.url]]\npath = '/servers'\nfile = 'x'",
        "[[schema.url]]\npath = '/compute-ops-mgmt/v1/servers'",
        "[format]\nwidth = 0",
    ] {
        assert!(!validator.is_valid(&json(text)), "{text}");
        assert!(Config::from_toml(text, Path::new("c")).is_err(), "{text}");
    }
}

#[test]
fn the_examples_of_the_guide_are_valid() {
    let examples: Vec<&str> =
        GUIDE.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!examples.is_empty());
    for example in examples {
        assert_eq!(validator().validate(&json(example)).map_err(|error| error.to_string()), Ok(()));
        config(example);
    }
}
