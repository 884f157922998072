//! `comfilter.toml`, baselines and added comments, as users of the command see them.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use support::command::{code, command, err, out};
use support::invariants::harmless;

/// A folder with files.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn of(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        self.run_in(".", args)
    }

    fn run_in(&self, folder: &str, args: &[&str]) -> Output {
        command(args).current_dir(self.path(folder)).output().unwrap()
    }

    /// The findings of `lint`, one a line, without their messages.
    fn lint(&self, args: &[&str]) -> Vec<String> {
        let output = self.run(&[&["lint", "--format", "concise"], args].concat());
        assert!(code(&output) < 2, "{}", err(&output));
        let found = |line: &str| line.split(']').next().unwrap().to_owned() + "]";
        out(&output).lines().map(found).collect()
    }

    /// The error of a command that must fail.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{}", err(&output));
        harmless(&err(&output));
        err(&output).replace(&*self.folder.path().to_string_lossy(), "FOLDER")
    }
}

const CASE: &str = "state EQ null\n";

fn level(level: &str) -> String {
    format!("[lint.rules]\nkeyword-case = \"{level}\"\n")
}

#[test]
fn the_nearest_configuration_above_a_file_holds() {
    let folder = Folder::of(&[
        ("comfilter.toml", &level("warning")),
        ("a.comfilter", CASE),
        ("b/b.comfilter", CASE),
        ("b/c/comfilter.toml", &level("hint")),
        ("b/c/c.comfilter", CASE),
        ("b/c/d/d.comfilter", CASE),
        ("b/e/comfilter.toml", ""),
        ("b/e/e.comfilter", CASE),
    ]);
    let expected = [
        "a.comfilter:1:7: warning[keyword-case]",
        "b/b.comfilter:1:7: warning[keyword-case]",
        "b/c/c.comfilter:1:7: hint[keyword-case]",
        "b/c/d/d.comfilter:1:7: hint[keyword-case]",
        "b/e/e.comfilter:1:7: error[keyword-case]",
    ];
    assert_eq!(folder.lint(&[]), expected);
    assert_eq!(
        folder.lint(&["b/c/../b.comfilter"].map(|_| "b/c/../b.comfilter")),
        ["b/c/../b.comfilter:1:7: warning[keyword-case]"]
    );
    let all_errors: Vec<String> = folder.lint(&["--no-config"]);
    assert!(all_errors.len() == 5 && all_errors.iter().all(|line| line.contains("error[")));
    let all_hints = folder.lint(&["--config", "b/c/comfilter.toml"]);
    assert!(all_hints.len() == 5 && all_hints.iter().all(|line| line.contains("hint[")));
    // Filters outside of files use the configuration of the current folder.
    assert_eq!(folder.lint(&["-e", "state EQ null"]), ["-e:1:7: warning[keyword-case]"]);
    let below = folder.run_in("b/c/d", &["lint", "--format", "concise", "-e", "state EQ null"]);
    assert!(out(&below).contains("hint[keyword-case]"));
    let url = "filter=state%20EQ%20null";
    assert_eq!(folder.lint(&["--url", url]), ["--url:1:16: warning[keyword-case]"]);
    let both = folder.run(&["lint", "--config", "comfilter.toml", "--no-config"]);
    assert_eq!(code(&both), 2);
}

#[test]
fn a_severity_decides_whether_lint_fails() {
    let folder = Folder::of(&[("a.comfilter", CASE)]);
    for (level, deny, expected) in [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("off", "hint", 0),
        ("on", "error", 1),
    ] {
        folder.write("comfilter.toml", self::level(level));
        assert_eq!(code(&folder.run(&["lint", "--deny", deny])), expected, "{level} {deny}");
    }
}

#[test]
fn a_configuration_is_laid_over_the_one_that_it_extends() {
    let folder = Folder::of(&[
        ("comfilter.toml", "[lint.rules]\nkeyword-case = \"warning\"\nnull-order = \"off\"\n"),
        ("b/comfilter.toml", "extend = \"../shared/base.toml\"\n[lint.rules]\nkeyword-case = \"hint\"\n"),
        (
            "shared/base.toml",
            "extend = \"../comfilter.toml\"\n[lint.rules]\nkeyword-case = \"off\"\nforeign-operator = \"warning\"\n",
        ),
        ("b/b.comfilter", "state EQ null and generation == 3 and generation gt null\n"),
    ]);
    let expected = ["b/b.comfilter:1:7: hint[keyword-case]", "b/b.comfilter:1:30: warning[foreign-operator]"];
    assert_eq!(folder.lint(&[]), expected);
}

#[test]
fn rules_for_some_paths() {
    let folder = Folder::of(&[
        (
            "comfilter.toml",
            "[[lint.per-path]]\npaths = [\"old/**\"]\nrules = { keyword-case = \"hint\" }\n\
             [[lint.per-path]]\npaths = [\"*.generated.comfilter\"]\nrules = { keyword-case = \"off\" }\n",
        ),
        ("old/a.comfilter", CASE),
        ("old/a.generated.comfilter", CASE),
        ("new/old/a.comfilter", CASE),
        ("old.comfilter", CASE),
    ]);
    let expected = [
        "new/old/a.comfilter:1:7: error[keyword-case]",
        "old/a.comfilter:1:7: hint[keyword-case]",
        "old.comfilter:1:7: error[keyword-case]",
    ];
    assert_eq!(folder.lint(&[]), expected);
    // The same from elsewhere: a pattern is relative to its file.
    let from = folder.run_in("old", &["lint", "--format", "concise", "a.comfilter"]);
    assert!(out(&from).starts_with("a.comfilter:1:7: hint[keyword-case]"), "{}", out(&from));
    let absolute = folder.path("old/a.comfilter");
    assert!(folder.lint(&[absolute.to_str().unwrap()])[0].ends_with(":1:7: hint[keyword-case]"));
}

#[test]
fn limits_and_schemas_are_those_of_the_configuration() {
    let servers = "resource = \"servers\"\nedition = \"v1\"\n[sources]\np = \"p\"\n[[property]]\nname = \"power\"\ntype = \"string\"\ndescription = \"d\"\nsource = \"p\"\n";
    let folder = Folder::of(&[
        (
            "comfilter.toml",
            "[limits]\nnesting = 1\nurl = 90\n[[schema.url]]\npath = \"/compute-ops-mgmt/v1/servers\"\nfile = \"schemas/servers.toml\"\n",
        ),
        ("schemas/servers.toml", servers),
        (
            "servers/comfilter.toml",
            "extend = \"../comfilter.toml\"\n[schema]\nfile = \"../schemas/servers.toml\"\n",
        ),
        ("servers/a.comfilter", "power eq 'ON'\n\nstate eq null\n\n((power eq 'ON'))\n"),
    ]);
    let expected =
        ["servers/a.comfilter:3:1: error[unknown-property]", "servers/a.comfilter:5:2: error[too-deep]"];
    assert_eq!(folder.lint(&[]), expected);
    let url = |path: &str, property: &str| {
        folder.lint(&["--url", &format!("/compute-ops-mgmt/v1/{path}?filter={property}%20eq%20%27ON%27")])
    };
    assert_eq!(url("servers", "power"), [] as [&str; 0]);
    assert_eq!(url("servers", "state"), ["--url:1:37: error[unknown-property]"]);
    // A built-in list has its schema, and one that no document names accepts any filter.
    assert_eq!(url("groups", "power"), ["--url:1:36: error[unknown-property]"]);
    assert_eq!(url("rack-units", "anything"), ["--url:1:22: warning[unknown-list]"]);
    let long = format!("/compute-ops-mgmt/v1/servers?filter=power%20eq%20%27{}%27", "x".repeat(60));
    let long = folder.lint(&["--url", &long]);
    assert_eq!(long, ["--url:1:1: warning[url-too-long]"]);
    // A filter counts as the query that sends it: `filter=`, and 19 bytes around the letters.
    let filter = |letters: usize| format!("power eq '{}'", "x".repeat(letters));
    let ignored = format!("# comfilter: ignore[url-too-long] sent in a body\n{}", filter(65));
    folder.write("servers/long.comfilter", [filter(64), filter(65), ignored].join("\n\n"));
    assert_eq!(
        folder.lint(&["servers/long.comfilter"]),
        ["servers/long.comfilter:3:1: warning[url-too-long]"]
    );
    let decoded = folder.run(&["decode", "/compute-ops-mgmt/v1/servers?filter=state%20eq%20%27ON%27"]);
    assert_eq!(code(&decoded), 1);
    assert!(err(&decoded).contains("unknown property `state` of servers"), "{}", err(&decoded));
    // The command line overrides the file.
    let jobs = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/jobs.toml");
    let own = folder.lint(&["--schema", jobs.to_str().unwrap(), "servers/a.comfilter"]);
    assert_eq!(own[0], "servers/a.comfilter:1:1: error[unknown-property]");
}

#[test]
fn fmt_lays_out_to_the_width_of_the_configuration() {
    let text = "state eq null and generation gt 3\n";
    let folder = Folder::of(&[
        ("comfilter.toml", "[format]\nwidth = 20\n"),
        ("a.comfilter", text),
        ("b/comfilter.toml", ""),
        ("b/b.comfilter", text),
    ]);
    assert_eq!(code(&folder.run(&["fmt"])), 0);
    assert_eq!(folder.read("a.comfilter"), "state eq null\n  and generation gt 3\n");
    assert_eq!(folder.read("b/b.comfilter"), text);
    let printed = folder.run(&["fmt", "-e", text.trim()]);
    assert_eq!(out(&printed), "state eq null\n  and generation gt 3\n");
    assert_eq!(out(&folder.run(&["fmt", "--no-config", "-e", text.trim()])), text);
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_checked() {
    let folder = Folder::of(&[("a.comfilter", CASE), ("b/b.comfilter", CASE)]);
    let refused = |text: &str| {
        folder.write("comfilter.toml", text);
        folder.refused(&["lint"])
    };
    assert_eq!(
        refused("[lint.rules]\nor-chian = \"off\"\n\n[limit]\n"),
        "error: `comfilter.toml` is not a valid configuration\n\
         line 2, column 1: there is no rule `or-chian`\n  help: did you mean `or-chain`?\n\
         line 4, column 2: a configuration has no key `limit`\n  help: did you mean `limits`?\n"
    );
    assert_eq!(
        refused("[limits]\nurl = \"8000\"\n"),
        "error: `comfilter.toml` is not a valid configuration\n\
         line 2, column 7: a string is not allowed in `url` of the table `[limits]`\n  help: write `url = 8_000`\n"
    );
    assert_eq!(
        refused("[[lint.per-path]]\npaths = [\"a[\"]\nrules = {}\n").lines().nth(1).unwrap(),
        "line 2, column 10: `a[` is not a valid path pattern: unclosed character class; missing ']'"
    );
    assert_eq!(
        refused("\"a\\u001b[2J\\n\" = 1\n").lines().nth(1).unwrap(),
        "line 1, column 1: a configuration has no key `a\\u{1b}[2J\\u{a}`"
    );
    assert_eq!(
        refused("extend = \"nothing.toml\"\n"),
        "error: there is no file `nothing.toml`\n  help: `comfilter.toml` extends it, in line 1\n"
    );
    assert_eq!(
        refused("\nextend = \"comfilter.toml\"\n"),
        "error: `comfilter.toml` extends itself\n  help: `comfilter.toml` extends it, in line 2\n"
    );
    folder.write("b/comfilter.toml", "extend = \"../comfilter.toml\"\n");
    assert_eq!(
        refused("extend = \"b/../b/comfilter.toml\"\n"),
        "error: `comfilter.toml` extends itself\n  help: `b/comfilter.toml` extends it, in line 1\n"
    );
    fs::remove_file(folder.path("b/comfilter.toml")).unwrap();
    assert_eq!(
        refused("[schema]\nfile = \"b\"\n"),
        "error: `b` is a folder: expected a file\n  help: `comfilter.toml` names it, in line 2\n"
    );
    folder.write("b.toml", "x = 1");
    assert!(refused("[schema]\nfile = \"b.toml\"\n").contains("`b.toml` is not a valid schema\n"));
    assert!(refused("state eq null").contains("this is a filter, not the configuration of the linter"));
    folder.write("comfilter.toml", b"\xff\xfe\x00");
    assert!(
        folder.refused(&["lint"]).contains("`comfilter.toml` begins like UTF-16, but is not valid UTF-16")
    );
    assert!(
        folder.refused(&["lint", "--config", "none.toml"]).starts_with("error: there is no file `none.toml`")
    );
    folder.write("comfilter.toml", "");
    assert_eq!(code(&folder.run(&["lint"])), 1);
}

#[test]
fn hostile_configurations_are_answered() {
    let folder = Folder::of(&[("a.comfilter", CASE)]);
    let file = fs::File::create(folder.path("comfilter.toml")).unwrap();
    file.set_len(100 << 20).unwrap();
    assert!(
        folder
            .refused(&["lint"])
            .contains("is longer than 1048576 bytes, which is the limit: it was not read")
    );
    for text in ["[".repeat(1 << 20), "a={".repeat(300_000), "a.".repeat(500_000)] {
        folder.write("comfilter.toml", &text);
        folder.refused(&["lint"]);
    }
    fs::remove_file(folder.path("comfilter.toml")).unwrap();
    fs::create_dir(folder.path("comfilter.toml")).unwrap();
    assert!(folder.refused(&["lint"]).contains("is a folder: expected a file"));
}

#[cfg(unix)]
#[test]
fn pipes_are_refused_and_links_are_where_they_stand() {
    let folder = Folder::of(&[
        ("a/a.comfilter", CASE),
        (
            "shared/comfilter.toml",
            "[[lint.per-path]]\npaths = [\"a.comfilter\"]\nrules = { keyword-case = \"hint\" }\n",
        ),
    ]);
    std::os::unix::fs::symlink("../shared/comfilter.toml", folder.path("a/comfilter.toml")).unwrap();
    assert_eq!(folder.lint(&["a"]), ["a/a.comfilter:1:7: hint[keyword-case]"]);
    fs::remove_file(folder.path("a/comfilter.toml")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("a/comfilter.toml")).unwrap();
    assert!(folder.refused(&["lint"]).contains("there is no file"));
    fs::remove_file(folder.path("a/comfilter.toml")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path("a/comfilter.toml")).status().unwrap();
    assert!(made.success());
    assert!(folder.refused(&["lint"]).contains("is not a regular file"));
}

#[test]
fn config_shows_what_holds_and_where_it_is_from() {
    let folder = Folder::of(&[
        ("comfilter.toml", "[lint.rules]\nnull-order = \"off\"\n\n[limits]\nurl = 100\n"),
        (
            "b/comfilter.toml",
            "extend = \"../comfilter.toml\"\n[lint.rules]\nor-chain = \"off\"\n[[lint.per-path]]\npaths = [\"c/\"]\nrules = { or-chain = \"error\" }\n",
        ),
        ("b/c/a.comfilter", CASE),
    ]);
    let shown = |args: &[&str]| {
        let output = folder.run(&[&["config"], args].concat());
        assert_eq!((code(&output), err(&output)), (0, String::new()));
        out(&output)
    };
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains("toml")).map(str::to_owned).collect()
    };
    assert_eq!(
        lines(&shown(&["b/c/a.comfilter"])),
        [
            "# from b/comfilter.toml, over comfilter.toml",
            "null-order = \"off\"  # comfilter.toml:2",
            "or-chain = \"error\"  # b/comfilter.toml:6",
            "url = 100  # comfilter.toml:5",
        ]
    );
    assert_eq!(
        lines(&shown(&["b"])),
        [
            "# from b/comfilter.toml, over comfilter.toml",
            "null-order = \"off\"  # comfilter.toml:2",
            "or-chain = \"off\"  # b/comfilter.toml:3",
            "paths = [\"c/\"]  # b/comfilter.toml:5",
            "rules.or-chain = \"error\"  # b/comfilter.toml:6",
            "url = 100  # comfilter.toml:5",
        ]
    );
    assert!(
        shown(&["--no-config"])
            .starts_with("# no comfilter.toml found: using the defaults\n\n[lint.rules]\n")
    );
    // The output is a configuration with the same settings.
    folder.write("shown.toml", shown(&["b/c/a.comfilter"]));
    let again = shown(&["--config", "shown.toml"]);
    let values = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.split("  #").next().unwrap().to_owned())
            .filter(|line| !line.starts_with('#'))
            .collect()
    };
    assert_eq!(values(&again), values(&shown(&["b/c/a.comfilter"])));
    assert!(folder.refused(&["config", "no/where"]).starts_with("error: there is no file `no`"));
}

#[test]
fn config_prints_its_json_schema() {
    let folder = Folder::of(&[("comfilter.toml", "wrong")]);
    let printed = folder.run(&["config", "--json-schema"]);
    assert_eq!(code(&printed), 0);
    assert_eq!(out(&printed), include_str!("../docs/comfilter.schema.json"));
}

const WRONG: &str = "state == null AND generation gt 3\n\nname eq 'x' AND state eq 'y'\n";

#[test]
fn comments_are_added_and_then_nothing_is_found() {
    let folder = Folder::of(&[("a.comfilter", WRONG), ("b/b.comfilter", "state eq null\n")]);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(WRONG.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    folder.write("c.comfilter", &utf16);
    let added = folder.run(&["lint", "--add-ignore=from a ticket"]);
    assert_eq!(
        (code(&added), out(&added), err(&added)),
        (0, String::new(), "4 comments added to 2 files\n".to_owned())
    );
    assert_eq!(
        folder.read("a.comfilter"),
        "# comfilter: ignore[foreign-operator, keyword-case] from a ticket\nstate == null AND generation gt 3\n\n\
         # comfilter: ignore[keyword-case, unknown-value] from a ticket\nname eq 'x' AND state eq 'y'\n"
    );
    assert!(fs::read(folder.path("c.comfilter")).unwrap().starts_with(&[0xff, 0xfe, b'#', 0]));
    let clean = folder.run(&["lint", "--deny", "hint"]);
    assert_eq!(
        (code(&clean), out(&clean), err(&clean)),
        (0, String::new(), "5 filters: no problems\n".to_owned())
    );
    // Without a reason; the argument after the option is a path.
    folder.write("a.comfilter", CASE);
    assert_eq!(code(&folder.run(&["lint", "--add-ignore", "a.comfilter"])), 0);
    assert_eq!(folder.read("a.comfilter"), "# comfilter: ignore[keyword-case]\nstate EQ null\n");
    assert_eq!(err(&folder.run(&["lint", "--add-ignore"])), "0 comments added to 0 files\n");
    for args in [
        &["--add-ignore=a\nb"][..],
        &["--add-ignore", "-e", "x"],
        &["--add-ignore", "--fix"],
        &["--add-ignore", "-"],
    ] {
        folder.refused(&[&["lint"], args].concat());
    }
}

#[test]
fn only_rules_that_report_are_ignored() {
    let folder = Folder::of(&[("comfilter.toml", &level("off")), ("a.comfilter", WRONG)]);
    folder.run(&["lint", "--add-ignore"]);
    assert!(folder.read("a.comfilter").starts_with("# comfilter: ignore[foreign-operator]\nstate =="));
    assert_eq!(folder.lint(&[]), [] as [&str; 0]);
}

#[test]
fn a_baseline_leaves_out_what_was_there() {
    let folder = Folder::of(&[("a.comfilter", WRONG), ("b/b.comfilter", CASE)]);
    let written = folder.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!((code(&written), out(&written)), (0, String::new()));
    assert_eq!(err(&written), "3 filters: 5 findings in `known.json`\n");
    let first = folder.read("known.json");
    assert_eq!(
        first.lines().nth(1).unwrap(),
        r#"{"file":"a.comfilter","rule":"foreign-operator","at":"==","filter":"state == null AND generation gt 3","count":1},"#
    );
    folder.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!(folder.read("known.json"), first);
    let known = |args: &[&str]| {
        let output =
            folder.run(&[&["lint", "--format", "concise", "--baseline", "known.json"], args].concat());
        (code(&output), out(&output), err(&output))
    };
    let all_known =
        (0, String::new(), "3 filters: no problems, 5 findings suppressed by the baseline\n".to_owned());
    assert_eq!(known(&[]), all_known);
    // From another folder, and as an absolute path.
    let below = folder.run_in("b", &["lint", "--baseline", "../known.json", ".."]);
    assert_eq!((code(&below), out(&below), err(&below)), all_known);
    let absolute = folder.path("a.comfilter");
    assert_eq!(known(&[absolute.to_str().unwrap()]).1, "");
    // Filters may move and be reformatted.
    folder.write(
        "a.comfilter",
        "name eq 'x'\n  AND state  eq 'y'\n\n# new\n\nstate == null AND generation gt 3\n",
    );
    assert_eq!(known(&[]), all_known);
    // A new finding is reported, even if it equals an old one.
    folder.write("b/b.comfilter", format!("{CASE}\n{CASE}"));
    let (code, found, said) = known(&[]);
    assert_eq!(code, 1);
    assert!(
        found.starts_with("b/b.comfilter:3:7: error[keyword-case]") && found.lines().count() == 1,
        "{found}"
    );
    assert_eq!(said, "4 filters: 1 error, 5 findings suppressed by the baseline\n");
    folder.write("b/b.comfilter", CASE);
    // The remaining findings of a changed filter are still known; stale entries are reported.
    folder.write("a.comfilter", "state eq null AND generation gt 3\n\nname eq 'x' AND state eq 'y'\n");
    let (code, found, said) = known(&[]);
    assert_eq!((code, &*found), (0, ""));
    assert_eq!(
        said,
        "3 filters: no problems, 4 findings suppressed by the baseline\n\
         warning: 1 finding of `known.json` is no longer found\n  \
         a.comfilter: foreign-operator at `==` in `state == null AND generation gt 3`\n  \
         help: write it again with `--write-baseline known.json`\n"
    );
    // Unchecked files are not stale; removed files are.
    assert!(!known(&["b"]).2.contains("no longer found"));
    fs::remove_file(folder.path("a.comfilter")).unwrap();
    assert!(known(&["b"]).2.contains("4 findings of `known.json` are no longer found"));
}

#[test]
fn a_baseline_of_filters_without_a_file() {
    let folder = Folder::of(&[]);
    let args = ["lint", "-e", "state == 'x'", "--url", "filter=state%20EQ%20null+"];
    assert_eq!(code(&folder.run(&args)), 1);
    assert_eq!(code(&folder.run(&[&args[..], &["--write-baseline", "new.json"]].concat())), 0);
    let known = folder.run(&[&args[..], &["--baseline", "new.json"]].concat());
    assert_eq!((code(&known), out(&known)), (0, String::new()), "{}", err(&known));
}

#[test]
fn a_baseline_that_cannot_be_used_is_told() {
    let folder = Folder::of(&[("a.comfilter", CASE)]);
    let refused = |text: &str| {
        folder.write("known.json", text);
        folder.refused(&["lint", "--baseline", "known.json"])
    };
    assert!(
        folder
            .refused(&["lint", "--baseline", "none.json"])
            .starts_with("error: there is no file `none.json`")
    );
    assert_eq!(
        refused("{\"version\":2}"),
        "error: `known.json` is not a valid baseline: it has version 2, and this comfilter reads version 1\n  \
         help: `comfilter lint --write-baseline FILE` writes one\n"
    );
    for text in [
        "",
        "x",
        "[]",
        "{}",
        "{\"version\":1}",
        "{\"version\":1,\"findings\":[{}]}",
        "{\"version\":1,\"findings\":[{\"\u{1b}[2J\":1}]}",
    ] {
        assert!(refused(text).starts_with("error: `known.json` is not a valid baseline: "), "{text}");
    }
    folder.write("known.json", "[".repeat(10 << 20));
    folder.refused(&["lint", "--baseline", "known.json"]);
    // An incomplete baseline is not written.
    folder.write("b.comfilter", b"\xff\xfe\x00");
    let before = folder.read("known.json");
    let output = folder.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("error: `known.json` was not written: not every file could be read"));
    assert_eq!(folder.read("known.json"), before);
    fs::remove_file(folder.path("b.comfilter")).unwrap();
    assert_eq!(code(&folder.run(&["lint", "--write-baseline", "no/known.json"])), 2);
    assert_eq!(code(&folder.run(&["lint", "--write-baseline", "known.json", "--baseline", "known.json"])), 2);
}

#[test]
fn no_control_character_of_a_baseline_or_a_name_is_printed() {
    let folder = Folder::of(&[("a\u{202e}.comfilter", "name eq 'a\u{1b}[2J' AND state eq 'x'\n")]);
    folder.run(&["lint", "--write-baseline", "known.json"]);
    harmless(&folder.read("known.json"));
    folder.write("a\u{202e}.comfilter", "name eq 'x'\n");
    let stale = folder.run(&["lint", "--baseline", "known.json"]);
    assert!(err(&stale).contains("no longer found"));
    harmless(&err(&stale));
    let shown = folder.run(&["config", "a\u{202e}.comfilter"]);
    harmless(&out(&shown));
}

#[test]
fn a_comment_that_ignores_nothing_is_fixed() {
    let folder = Folder::of(&[("a.comfilter", "# comfilter: ignore[or-chain] why\nstate eq null\n")]);
    let found = folder.run(&["lint"]);
    assert_eq!(
        out(&found),
        "  warning[unused-suppression]: unused ignore: `or-chain` is not reported here
   ,-[a.comfilter:1:21]
 1 | # comfilter: ignore[or-chain] why
   :                     ^^^^^^^^
   `----
  help: delete the comment in line 1
  fix: remove the comment

"
    );
    let fixed = folder.run(&["lint", "--fix"]);
    assert_eq!((code(&fixed), err(&fixed)), (0, "1 filter, 1 fix: no problems\n".to_owned()));
    assert_eq!(folder.read("a.comfilter"), "state eq null\n");
}

/// A variable that gets the base of the URLs elsewhere is named once, in any language.
#[test]
fn the_configuration_names_variables_with_the_base() {
    let files = [
        ("a.py", "requests.get(f\"{COM_BASE}/v1/servers?filter=state%20eq%201\")\n"),
        ("b.sh", "curl \"$COM_BASE/v1/jobs?filter=state%20eq%201\"\n"),
        ("c.js", "fetch(`${cfg.apiRoot}/v1/jobs?filter=state%20eq%201`)\n"),
        ("d.js", "fetch(`${other}/v1/jobs?filter=state%20eq%201`)\n"),
    ];
    let folder = Folder::of(&files);
    assert_eq!(err(&folder.run(&["lint"])), "no filters were found\n");
    folder.write("comfilter.toml", "[lint]\nbase-urls = [\"COM_BASE\", \"apiRoot\"]\n");
    let listed = out(&folder.run(&["lint", "--list"]));
    assert_eq!(listed, "a.py:1:45: state eq 1\nb.sh:1:32: state eq 1\nc.js:1:38: state eq 1\n");
    let found = out(&folder.run(&["lint", "--format", "concise"]));
    assert!(found.contains("a.py:1:58: warning[object-value] `state` is an object"), "{found}");
    let shown = out(&folder.run(&["config"]));
    assert!(
        shown.contains("[lint]\nbase-urls = [\"COM_BASE\", \"apiRoot\"]  # comfilter.toml:2\n"),
        "{shown}"
    );
    folder.write("comfilter.toml", "[lint]\nbase-urls = [\"$COM_BASE\"]\n");
    assert!(err(&folder.run(&["lint"])).contains("`$COM_BASE` is not the name of a variable"));
}
