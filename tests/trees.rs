//! Trees of files, as `lint` walks them: which files are searched, their order, and the reports
//! of unreadable files.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Output, Stdio};

use serde_json::Value;

use support::command::{code, command, err, out};
use support::invariants::harmless;

const RIGHT: &str = "state eq null\n";
const WRONG: &str = "state == null\n";

/// A folder with files.
struct Tree {
    folder: tempfile::TempDir,
}

impl Tree {
    fn of(files: &[(&str, &str)]) -> Tree {
        let tree = Tree { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, text)| tree.write(name, text));
        tree
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let output = command(args).current_dir(self.folder.path()).output().unwrap();
        harmless(&out(&output));
        harmless(&err(&output));
        output
    }

    fn run_with(&self, args: &[&str], input: &str) -> Output {
        let mut command = command(args);
        command.current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that refuses its arguments ends without reading.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        child.wait_with_output().unwrap()
    }

    /// The files whose filters are listed.
    fn listed(&self, args: &[&str]) -> Vec<String> {
        let output = self.run(&[&["lint", "--list"], args].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        out(&output).lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
    }
}

#[test]
fn what_is_hidden_or_ignored_is_left_out() {
    let tree = Tree::of(&[
        ("a.comfilter", RIGHT),
        ("git.comfilter", RIGHT),
        ("other.comfilter", RIGHT),
        (".hidden.comfilter", RIGHT),
        (".folder/b.comfilter", RIGHT),
        ("build/c.comfilter", RIGHT),
        (".gitignore", "git.comfilter\nbuild/\n"),
        (".ignore", "other.comfilter\n"),
        (".git/HEAD", ""),
    ]);
    assert_eq!(tree.listed(&[]), ["a.comfilter"]);
    assert_eq!(tree.listed(&["."]), ["a.comfilter"]);
    assert_eq!(tree.listed(&["--hidden"]), [".folder/b.comfilter", ".hidden.comfilter", "a.comfilter"]);
    let ignored = ["a.comfilter", "build/c.comfilter", "git.comfilter", "other.comfilter"];
    assert_eq!(tree.listed(&["--no-ignore"]), ignored);
    // Named files are always checked.
    assert_eq!(tree.listed(&["git.comfilter", ".hidden.comfilter"]), ["git.comfilter", ".hidden.comfilter"]);
    assert_eq!(tree.listed(&["build"]), ["build/c.comfilter"]);
    assert_eq!(tree.listed(&["--glob", "git*"]), ["git.comfilter"]);
    let refused = Tree::of(&[(".hidden.comfilter", RIGHT)]).run(&["lint"]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).starts_with("error: there are no files to search in this folder\n"));
    assert!(err(&refused).contains("`--hidden` and `--no-ignore`"), "{}", err(&refused));
    // Without a repository its rules do not apply.
    fs::remove_dir_all(tree.path(".git")).unwrap();
    assert_eq!(tree.listed(&[]), ["a.comfilter", "build/c.comfilter", "git.comfilter"]);
    assert_eq!(code(&tree.run(&["fmt", "--check", "build"])), 0);
    tree.write(".hidden.comfilter", "state  eq null\n");
    assert_eq!(code(&tree.run(&["fmt", "--check"])), 0);
    let hidden = tree.run(&["fmt", "--check", "--hidden"]);
    assert_eq!((code(&hidden), out(&hidden).as_str()), (1, "would change .hidden.comfilter\n"));
}

#[test]
fn globs_choose_among_what_is_found() {
    let tree = Tree::of(&[
        ("a.comfilter", RIGHT),
        ("old/a.comfilter", RIGHT),
        ("old/b.comfilter", RIGHT),
        ("new/old/b.comfilter", RIGHT),
    ]);
    assert_eq!(tree.listed(&["--glob", "old/**"]), ["old/a.comfilter", "old/b.comfilter"]);
    assert_eq!(tree.listed(&["-g", "!old"]), ["a.comfilter"]);
    assert_eq!(tree.listed(&["-g", "b.*", "-g", "!new"]), ["old/b.comfilter"]);
    let folder = tree.path("old");
    let listed = tree.listed(&[folder.to_str().unwrap(), "-g", "a.*"]);
    assert_eq!(listed, [folder.join("a.comfilter").to_str().unwrap()]);
}

/// The searched files: `--verbose` counts them, with or without filters.
fn searched(output: &Output) -> String {
    let told = err(output);
    told.lines().last().unwrap().to_owned()
}

#[test]
fn types_choose_among_what_is_found_and_say_what_is_named() {
    let tree = Tree::of(&[
        ("a.comfilter", RIGHT),
        ("a.ps1", "# nothing\n"),
        ("b.psm1", "# nothing\n"),
        ("c.py", "# nothing\n"),
        ("d.unknown", RIGHT),
    ]);
    for (args, expected) in [
        (&["lint"][..], "4 files searched, 0 skipped"),
        (&["lint", "--type", "comfilter"], "1 file searched, 0 skipped"),
        (&["lint", "-t", "powershell"], "2 files searched, 0 skipped"),
        (&["lint", "-t", "ps1", "-t", "python"], "3 files searched, 0 skipped"),
        (&["lint", "-t", "ps1", "c.py", "."], "3 files searched, 0 skipped"),
    ] {
        let output = tree.run(&[args, &["--verbose"]].concat());
        assert_eq!((code(&output), searched(&output).as_str()), (0, expected), "{args:?}: {}", err(&output));
    }
    let refused = tree.run(&["lint", "d.unknown"]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("has none of the extensions"), "{}", err(&refused));
    assert!(err(&refused).contains(".ps1 .psm1 .py"), "{}", err(&refused));
    assert_eq!(tree.listed(&["--type", "comfilter", "d.unknown"]), ["d.unknown"]);
    // Two do not say which one it is.
    assert_eq!(code(&tree.run(&["lint", "-t", "ps1", "-t", "comfilter", "d.unknown"])), 2);
}

#[test]
fn the_order_and_the_counts_are_those_of_one_thread() {
    let tree = Tree::of(&[]);
    for number in 0..200 {
        let text = match number % 5 {
            0 => "state == null\n\nstate eq null\n".to_owned(),
            1 => "name eq 'x'\n\n".repeat(40 * (number % 7)),
            _ => RIGHT.to_owned(),
        };
        tree.write(&format!("{}/f{number}.comfilter", ["a", "a-b", "a/b", "c"][number % 4]), text);
    }
    for args in [&["lint", "--format", "concise"][..], &["lint", "--format", "json"], &["lint", "--list"]] {
        let alone = tree.run(&[args, &["-j", "1"]].concat());
        for threads in ["2", "7", "300"] {
            let output = tree.run(&[args, &["-j", threads]].concat());
            assert_eq!(output, alone, "{args:?} with {threads}");
        }
        assert_eq!(tree.run(args), alone);
    }
    let listed = tree.listed(&[]);
    let mut sorted = listed.clone();
    sorted.sort_by_key(|path| PathBuf::from(path));
    assert_eq!(listed, sorted);
    let report: Value = serde_json::from_str(&out(&tree.run(&["lint", "--format", "json"]))).unwrap();
    assert_eq!(
        (report["filters"].as_array().unwrap().len(), &report["clean"]),
        (40, &(listed.len() - 40).into())
    );
    let told = err(&tree.run(&["lint"]));
    assert_eq!(told, format!("{} filters: 40 errors\n", listed.len()));
}

#[test]
fn a_file_is_looked_at_once() {
    let tree = Tree::of(&[("a.comfilter", WRONG), ("b/c.comfilter", WRONG)]);
    let paths = ["a.comfilter", ".", "./a.comfilter", "b"];
    assert_eq!(tree.listed(&paths), ["a.comfilter", "b/c.comfilter"]);
    let fixed = tree.run(&[&["lint", "--fix", "-j", "4"], &paths[..]].concat());
    assert_eq!((code(&fixed), err(&fixed).as_str()), (0, "2 filters, 2 fixes: no problems\n"));
    assert_eq!(fs::read_to_string(tree.path("b/c.comfilter")).unwrap(), RIGHT);
}

#[test]
fn what_is_no_text_is_skipped_where_it_was_found() {
    let tree = Tree::of(&[("a.comfilter", RIGHT)]);
    tree.write("binary.json", b"{\"filter\": \0}");
    tree.write("later.json", [&b"x".repeat(9000)[..], b"\0"].concat());
    tree.write("latin.ps1", b"# Gr\xfc\xdfe\nfilter=state\n");
    tree.write(
        "wide.ps1",
        [&[0xff, 0xfe][..], &"x\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
    );
    // One line of a gibibyte takes no space on the disk.
    fs::File::create(tree.path("line.txt")).unwrap().set_len(1 << 30).unwrap();
    let quiet = tree.run(&["lint"]);
    assert_eq!((code(&quiet), err(&quiet).as_str()), (0, "1 filter: no problems\n"));
    let told = tree.run(&["lint", "--verbose"]);
    let expected = "binary.json was skipped: it is binary
latin.ps1 was skipped: it is not valid UTF-8 or UTF-16
line.txt was skipped: it is longer than 16777216 bytes
1 filter: no problems
3 files searched, 3 skipped
";
    assert_eq!((code(&told), err(&told).as_str()), (0, expected));
    // Who names a file wants it read.
    for (name, why) in
        [("latin.ps1", "is not valid UTF-8: byte 4, on line 1, is wrong"), ("line.txt", "is longer than")]
    {
        let output = tree.run(&["lint", name, "a.comfilter"]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(why), "{}", err(&output));
        assert!(err(&output).ends_with("1 filter: no problems\n"), "{}", err(&output));
    }
    assert_eq!(code(&tree.run(&["lint", "binary.json"])), 0);
    // Its filters would go unseen.
    tree.write("latin.ps1", b"# Gr\xfc\xdfe\n'/compute-ops-mgmt/v1/jobs?filter=x'\n");
    let output = tree.run(&["lint"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).starts_with("error: `latin.ps1` is not valid UTF-8"), "{}", err(&output));
    // The name of a `.comfilter` file shows that it is meant.
    tree.write("b.comfilter", b"name eq '\xfc'\n");
    assert!(err(&tree.run(&["lint"])).contains("`b.comfilter` is not valid UTF-8"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_in_a_tree_are_not_opened() {
    use std::os::unix::fs::symlink;
    let tree = Tree::of(&[("a.comfilter", RIGHT), ("there/b.comfilter", RIGHT)]);
    symlink(tree.folder.path(), tree.path("loop")).unwrap();
    symlink("self", tree.path("self")).unwrap();
    symlink("nowhere.comfilter", tree.path("gone.comfilter")).unwrap();
    symlink("/dev/zero", tree.path("zero.comfilter")).unwrap();
    symlink("there", tree.path("link")).unwrap();
    let pipe = tree.path("pipe.comfilter");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(tree.path("socket.comfilter")).unwrap();
    assert_eq!(tree.listed(&[]), ["a.comfilter", "there/b.comfilter"]);
    // A link that is named is followed.
    assert_eq!(tree.listed(&["link"]), ["link/b.comfilter"]);
    for name in ["pipe.comfilter", "socket.comfilter", "zero.comfilter"] {
        let output = tree.run(&["lint", name]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("is not a regular file"), "{}", err(&output));
    }
}

/// Root can read every file, so there is nothing to test.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::of(&[("a.comfilter", WRONG), ("b/c.comfilter", RIGHT), ("d.comfilter", RIGHT)]);
    let forbid =
        |name: &str| fs::set_permissions(tree.path(name), fs::Permissions::from_mode(0o000)).unwrap();
    forbid("b");
    forbid("d.comfilter");
    if fs::read(tree.path("d.comfilter")).is_ok() {
        return std::io::stderr().write_all(b"skipped: this user reads every file\n").unwrap();
    }
    let output = tree.run(&["lint", "--format", "concise"]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).starts_with("a.comfilter:1:7: error"), "{}", out(&output));
    for name in ["b", "d.comfilter"] {
        let told = format!("error: `{name}` cannot be read: permission denied\n");
        assert!(err(&output).contains(&told), "{}", err(&output));
    }
    fs::set_permissions(tree.path("b"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn hostile_names_are_shown_escaped() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let tree = Tree::of(&[]);
    tree.write("a\u{1b}[31m\nb\u{202e}.comfilter", "state  == null\n");
    fs::write(tree.folder.path().join(OsStr::from_bytes(b"z\xff.comfilter")), WRONG).unwrap();
    tree.write("\u{1b}]0;x\u{7}.json", b"\0");
    for format in
        ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson", "agent"]
    {
        let output = tree.run(&["lint", "--verbose", "--format", format]);
        assert_eq!(code(&output), 1, "{format}: {}", err(&output));
        assert!(
            err(&output).starts_with("\\u{1b}]0;x\\u{7}.json was skipped: it is binary\n"),
            "{}",
            err(&output)
        );
    }
    let concise = out(&tree.run(&["lint", "--format", "concise"]));
    assert!(concise.starts_with("a\\u{1b}[31m\\u{a}b\\u{202e}.comfilter:1:8: error"), "{concise}");
    assert!(concise.contains("\nz\u{fffd}.comfilter:1:7: error"), "{concise}");
    let listed = out(&tree.run(&["lint", "--list"]));
    assert_eq!(listed.lines().count(), 2, "{listed}");
    for args in [&["lint", "--diff"][..], &["fmt", "--check"], &["fmt", "--diff"], &["lint", "--fix"]] {
        tree.run(args);
    }
    assert_eq!(
        fs::read(tree.folder.path().join(OsStr::from_bytes(b"z\xff.comfilter"))).unwrap(),
        RIGHT.as_bytes()
    );
}

#[test]
fn every_filter_is_listed() {
    let tree = Tree::of(&[
        ("a.comfilter", "# why\nstate eq null\n  and name eq '\u{1b}[2J'\n\nnonsense\n"),
        ("empty.comfilter", "# nothing\n"),
        ("none.json", "{}\n"),
    ]);
    let output = tree.run(&["lint", "--list"]);
    let expected = "a.comfilter:2:1: state eq null   and name eq '\\u{1b}[2J'\na.comfilter:5:1: nonsense\n";
    assert_eq!((code(&output), out(&output), err(&output)), (0, expected.to_owned(), String::new()));
    let report: Value = serde_json::from_str(&out(&tree.run(&["lint", "--format", "json"]))).unwrap();
    let list: Value = serde_json::from_str(&out(&tree.run(&["lint", "--list", "--format", "json"]))).unwrap();
    // Both have a finding.
    assert_eq!(list, serde_json::json!({ "version": 1, "filters": report["filters"] }));
    assert_eq!(list["filters"].as_array().unwrap().len(), 2);
    let empty = tree.run(&["lint", "--list", "--format", "json", "none.json"]);
    assert_eq!((code(&empty), out(&empty).as_str()), (0, "{\"version\":1,\"filters\":[]}\n"));
    let url =
        "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27";
    let options = tree.run(&["lint", "--list", "--url", url, "-e", "x"]);
    assert_eq!(out(&options), "-e:1:1: x\n--url:1:71: state eq 'ERROR'\n");
    let missing = tree.run(&["lint", "--list", "missing.comfilter", "a.comfilter"]);
    assert_eq!((code(&missing), out(&missing)), (2, expected.to_owned()));
}

#[cfg(unix)]
#[test]
fn a_list_may_be_read_in_part() {
    let tree = Tree::of(&[]);
    for number in 0..40 {
        tree.write(&format!("{number}.comfilter"), "name eq 'x'\n\n".repeat(2000));
    }
    let script =
        format!("'{}' lint --list | head -n 1; echo ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_comfilter"));
    let output =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(tree.folder.path()).output();
    let output = output.unwrap();
    assert_eq!(out(&output), "0.comfilter:1:1: name eq 'x'\n0\n");
    assert_eq!(err(&output), "");
}

#[test]
fn an_editor_gives_the_text_of_a_file() {
    let tree = Tree::of(&[
        (
            "comfilter.toml",
            "[[lint.per-path]]\npaths = [\"old/**\"]\nrules = { foreign-operator = \"hint\" }\n",
        ),
        ("old/a.comfilter", RIGHT),
    ]);
    let concise = ["lint", "--format", "concise", "--stdin-filename"];
    let lint = |name: &str, more: &[&str]| tree.run_with(&[&concise[..], &[name], more].concat(), WRONG);
    let new = lint("new.comfilter", &[]);
    assert_eq!(code(&new), 1);
    assert!(out(&new).starts_with("new.comfilter:1:7: error[foreign-operator]"), "{}", out(&new));
    for name in ["old/a.comfilter", "old/not-yet.comfilter"] {
        let output = lint(name, &["-"]);
        assert_eq!(code(&output), 0);
        assert!(out(&output).starts_with(&format!("{name}:1:7: hint[foreign-operator]")), "{}", out(&output));
    }
    assert_eq!(code(&lint("no/such/folder/a.comfilter", &[])), 1);
    assert_eq!(code(&lint("a.unknown", &[])), 2);
    assert_eq!(code(&lint("a.unknown", &["--type", "comfilter"])), 1);
    assert_eq!(out(&lint("a.ps1", &[])), "");
    let fixed = tree.run_with(&["lint", "--fix", "--stdin-filename", "new.comfilter"], WRONG);
    assert_eq!((code(&fixed), out(&fixed).as_str()), (0, RIGHT));
    assert_eq!(fs::read_to_string(tree.path("old/a.comfilter")).unwrap(), RIGHT);
    // Filters without findings are present, as for `-`.
    let output = tree.run_with(&["lint", "--format", "json", "--stdin-filename", "a.comfilter"], RIGHT);
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["filters"][0]["file"], "a.comfilter");
}

#[test]
fn the_configuration_is_that_of_each_folder() {
    let tree = Tree::of(&[
        ("a/comfilter.toml", "[lint.rules]\nforeign-operator = \"off\"\n"),
        (
            "b/comfilter.toml",
            "[[lint.per-path]]\npaths = [\"x.*\"]\nrules = { foreign-operator = \"warning\" }\n",
        ),
        ("a/x.comfilter", WRONG),
        ("a/c/x.comfilter", WRONG),
        ("b/x.comfilter", WRONG),
        ("b/y.comfilter", WRONG),
    ]);
    let found = out(&tree.run(&["lint", "--format", "concise"]));
    let found: Vec<&str> = found.lines().map(|line| line.split(']').next().unwrap()).collect();
    assert_eq!(
        found,
        ["b/x.comfilter:1:7: warning[foreign-operator", "b/y.comfilter:1:7: error[foreign-operator"]
    );
}

/// A comment is added in every language that has one, and only where it is one; afterwards nothing is
/// found there.
#[test]
fn comments_are_added_to_files_of_every_language() {
    let url = "https://h/compute-ops-mgmt/v1/jobs?filter=name%20%3D%3D%20%27x%27";
    let files = [
        ("a.comfilter", WRONG.to_owned()),
        ("b.py", format!("import requests\n\ndef f():\n    return requests.get(\"{url}\")\n")),
        ("c.sh", format!("if true; then\n  curl '{url}'\nfi\n")),
        ("d.ps1", format!("$u = '{url}'\r\nInvoke-RestMethod -Uri $u\r\n")),
        ("e.yml", format!("jobs:\n  - run: |\n      curl '{url}'\n  - uri:\n      url: \"{url}\"\n")),
        ("f.js", format!("async function f() {{\n  return await fetch('{url}');\n}}\n")),
        ("g.go", format!("package a\n\nconst u = \"{url}\"\n")),
        ("h.md", format!("# A\n\n```sh\ncurl '{url}'\n```\n")),
    ];
    let tree = Tree::of(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let added = tree.run(&["lint", "--add-ignore=later"]);
    assert_eq!((code(&added), err(&added).as_str()), (0, "9 comments added to 8 files\n"));
    let read = |name: &str| fs::read_to_string(tree.path(name)).unwrap();
    let ignore = "comfilter: ignore[foreign-operator] later";
    assert!(read("a.comfilter").ends_with(&format!("later\n{WRONG}")));
    assert!(read("b.py").contains(&format!("():\n    # {ignore}\n    return")), "{}", read("b.py"));
    assert!(read("c.sh").contains(&format!("then\n  # {ignore}\n  curl")), "{}", read("c.sh"));
    assert!(read("d.ps1").starts_with(&format!("# {ignore}\r\n$u")), "{}", read("d.ps1"));
    assert!(read("e.yml").contains(&format!("|\n      # {ignore}\n      curl")), "{}", read("e.yml"));
    assert!(read("f.js").contains(&format!("{{\n  // {ignore}\n  return")), "{}", read("f.js"));
    assert!(read("g.go").contains(&format!("\n// {ignore}\nconst")), "{}", read("g.go"));
    let clean = tree.run(&["lint", "--deny", "hint"]);
    assert_eq!((code(&clean), err(&clean).as_str()), (0, "9 filters: no problems\n"), "{}", out(&clean));
    // Above a command of several lines, or a long string, and not in it.
    let long =
        [("b.sh", format!("curl -s \\\n  '{url}'\n")), ("c.py", format!("U = \"\"\"\nx\n{url}\n\"\"\"\n"))];
    let tree = Tree::of(&long.each_ref().map(|(name, text)| (*name, text.as_str())));
    tree.run(&["lint", "--add-ignore=later"]);
    for (name, text) in &long {
        assert_eq!(fs::read_to_string(tree.path(name)).unwrap(), format!("# {ignore}\n{text}"));
    }
    // JSON has no comments, although some of its readers take them.
    let json = format!("{{\n  \"url\": \"{url}\"\n}}\n");
    let tree = Tree::of(&[("a.json", json.as_str())]);
    let added = tree.run(&["lint", "--add-ignore"]);
    let told = "warning: `a.json` has no place for a comment about 1 finding\n0 comments added to 0 files\n";
    assert_eq!((code(&added), err(&added).as_str()), (0, told));
    assert_eq!(fs::read_to_string(tree.path("a.json")).unwrap(), json);
}

#[test]
fn a_reason_is_not_a_path() {
    let tree = Tree::of(&[("a/b.comfilter", WRONG)]);
    // Only a path that may be meant as the reason gets the form of one.
    for (path, is_reason) in [("none.comfilter", false), ("later", true)] {
        let refused = tree.run(&["lint", "--add-ignore", path, "a/b.comfilter"]);
        let told = err(&refused);
        assert_eq!(code(&refused), 2, "{path}");
        assert!(told.contains(&format!("error: there is no file `{path}`\n")), "{told}");
        assert!(told.contains("error: no comment was added: not every file could be read\n"), "{told}");
        assert_eq!(told.contains("help: write a reason after `=`"), is_reason, "{told}");
    }
}

#[test]
fn what_was_there_before_is_left_out_of_every_file() {
    let tree = Tree::of(&[("a.comfilter", WRONG), ("b/c.comfilter", WRONG), ("b/d.comfilter", RIGHT)]);
    let written = tree.run(&["lint", "--write-baseline", "base.json", "-j", "3"]);
    assert_eq!(err(&written), "3 filters: 2 findings in `base.json`\n");
    tree.write("b/c.comfilter", format!("{WRONG}\nname == 'x'\n"));
    tree.write("a.comfilter", RIGHT);
    let left = tree.run(&["lint", "--baseline", "base.json", "--format", "concise"]);
    assert_eq!(out(&left).lines().count(), 1, "{}", out(&left));
    assert!(out(&left).starts_with("b/c.comfilter:3:6: error[foreign-operator]"), "{}", out(&left));
    assert!(err(&left).starts_with("4 filters: 1 error, 1 finding suppressed by the baseline\nwarning: 1 finding of `base.json` is no longer found\n"), "{}", err(&left));
}

/// A base or a URL that another file of the tree defines, in several languages, with any number of threads.
#[test]
fn names_of_other_files_lead_to_their_lists() {
    const API: &str = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt";
    let files = [
        (
            "py/consts.py",
            "JOBS_URL = \"{API}/v1/jobs\"\n\ndef servers_url():\n    return \"{API}/v1/servers\"\n",
        ),
        (
            "py/main.py",
            "from consts import JOBS_URL, servers_url\n\
             get(JOBS_URL, params={\"filter\": \"state = 'A'\"})\n\
             get(servers_url() + \"?filter=hardware/powerState = 'ON'\")\n",
        ),
        (
            "py/elsewhere.py",
            "from others import JOBS_URL\nget(JOBS_URL, params={\"filter\": \"state = 'A'\"})\n",
        ),
        (
            "py/own.py",
            "import consts\nJOBS_URL = OTHER\nget(JOBS_URL, params={\"filter\": \"state = 'A'\"})\n",
        ),
        (
            "base/config.py",
            "COM = \"{API}/v1\"\nTEAM_URL = f\"{COM}/servers\"\ndef team_jobs():\n    return COM + \"/jobs\"\n",
        ),
        (
            "base/main.py",
            "from config import COM, TEAM_URL, team_jobs\n\
             get(TEAM_URL, params={\"filter\": \"hardware/powerState = 'ON'\"})\n\
             get(team_jobs(), params={\"filter\": \"state = 'A'\"})\n\
             get(f\"{COM}/servers?filter=hardware/powerState = 'ON'\")\n",
        ),
        (
            "base/member.py",
            "import config\nget(config.COM + \"/jobs\", params={\"filter\": \"state = 'A'\"})\n",
        ),
        // A short name belongs to anything without an import.
        ("base/short.py", "config = load()\nget(COM + \"/jobs\", params={\"filter\": \"state = 'A'\"})\n"),
        ("other/config.py", "COM = \"https://jenkins.example.com/api\"\nTEAM_URL = COM + \"/x\"\n"),
        ("js/consts.js", "module.exports.BASE_URL = '{API}';\n"),
        (
            "js/main.js",
            "const { BASE_URL } = require('./consts');\nfetch(`${BASE_URL}/v1/servers?filter=name = 'A'`);\n",
        ),
        (
            "ps/a.psm1",
            "[String]$TeamUri = '/compute-ops-mgmt/v1/servers'\nfunction Get-Team { $script:TeamUri }\n",
        ),
        ("ps/b.psm1", "$Uri = (Get-Team) + \"?filter=hardware/powerState = 'ON'\"\n"),
        ("sh/lib.sh", "COM_JOBS={API}/v1/jobs\n"),
        ("sh/main.sh", ". ./lib.sh\ncurl \"$COM_JOBS?filter=state = 'A'\"\n"),
        ("two/a.go", "package a\n\nconst JobsURL = \"{API}/v1/jobs\"\n"),
        ("two/b.go", "package a\n\nfunc f() { http.Get(JobsURL + \"?filter=state = 'A'\") }\n"),
    ];
    let files: Vec<(&str, String)> =
        files.into_iter().map(|(name, text)| (name, text.replace("{API}", API))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let tree = Tree::of(&files);
    let listed = out(&tree.run(&["lint", "--list", "-j", "1"]));
    let found: Vec<&str> = listed.lines().collect();
    let expected = [
        "base/main.py:2:34: hardware/powerState = 'ON'",
        "base/main.py:3:37: state = 'A'",
        "base/main.py:4:28: hardware/powerState = 'ON'",
        "base/member.py:2:46: state = 'A'",
        "js/main.js:2:38: name = 'A'",
        "ps/b.psm1:1:30: hardware/powerState = 'ON'",
        "py/main.py:2:34: state = 'A'",
        "py/main.py:3:30: hardware/powerState = 'ON'",
        "sh/main.sh:2:24: state = 'A'",
        "two/b.go:3:40: state = 'A'",
    ];
    assert_eq!(found, expected);
    for threads in ["2", "8"] {
        assert_eq!(out(&tree.run(&["lint", "--list", "-j", threads])), listed);
    }
    // `hardware/powerState` is a property of servers, so the list of the other file decides.
    let report: Value = serde_json::from_str(&out(&tree.run(&["lint", "--format", "json"]))).unwrap();
    let rules: Vec<&str> =
        report["diagnostics"].as_array().unwrap().iter().filter_map(|found| found["rule"].as_str()).collect();
    assert!(!rules.contains(&"unknown-property"), "{rules:?}");
    // Fixes are applied where the second look found the filter, and a named file has no tree.
    tree.run(&["lint", "--fix", "--exit-zero"]);
    let text = |name: &str| fs::read_to_string(tree.path(name)).unwrap();
    assert_eq!(text("sh/main.sh"), ". ./lib.sh\ncurl \"$COM_JOBS?filter=state%20eq%20%27A%27\"\n");
    assert!(text("py/main.py").contains("{\"filter\": \"state eq 'A'\"}"), "{}", text("py/main.py"));
    assert!(text("py/elsewhere.py").contains("state = 'A'"));
    let again = tree.run(&["lint", "--fix", "--exit-zero"]);
    assert!(!err(&again).contains("fix"), "{}", err(&again));
    assert_eq!(out(&tree.run(&["lint", "--list", "py/main.py"])), "");
}
