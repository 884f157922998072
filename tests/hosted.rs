//! Hostile host files through the command: each gets an answer, no raw character is printed, and a
//! fix keeps line ends, byte-order marks and encodings.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::process::Output;

use comfilter::lint::Language;
use support::command::{code, command, err, out};
use support::invariants::harmless;

const PATH: &str = "/compute-ops-mgmt/v1/jobs?filter=";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        let output = command(args).current_dir(self.0.path()).output().unwrap();
        harmless(&out(&output));
        harmless(&err(&output));
        output
    }

    fn listed(&self, name: &str) -> String {
        let output = self.run(&["lint", "--list", name]);
        assert_eq!(code(&output), 0, "{name}: {}", err(&output));
        out(&output)
    }
}

#[test]
fn escapes_of_terminals_are_shown_escaped() {
    const BAD: &str = "\u{1b}[31m\u{202e}\u{7}";
    let folder = Folder::new();
    folder.write("a.ps1", format!("# comfilter: ignore[{BAD}]\n$x = \"{PATH}name == '{BAD}$($y.{BAD})'\"\n"));
    folder.write(
        "b.sh",
        format!("# {BAD} comfilter: ignore[x{BAD}] {BAD}\nwget \"{PATH}{BAD} eq '${{x{BAD}}}'\"\n"),
    );
    folder.write("c.py", format!("x = f'{PATH}name eq \\'{{y[\"{BAD}\"]}}\\' and {BAD} eq 1'\n"));
    folder.write("d.md", format!("{BAD} [{BAD}]({PATH}naem%20eq%20'{BAD}')\n```sh{BAD}\n```\n"));
    folder.write("e.yml", format!("{BAD}: {PATH}name == {{{{ {BAD} }}}}\n"));
    for format in
        ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson", "agent"]
    {
        let output = folder.run(&["lint", "--format", format]);
        assert_eq!(code(&output), 1, "{format}: {}", err(&output));
    }
    assert_eq!(out(&folder.run(&["lint", "--list"])).lines().count(), 5);
    folder.run(&["lint", "--fix", "--unsafe-fixes"]);
}

#[test]
fn nests_and_long_lines_are_answered() {
    let folder = Folder::new();
    for language in Language::all() {
        let name = format!("f.{}", language.extensions()[0]);
        for piece in ["{", "[", "(", "\"${", "$(", "f\"{", "{{", "<a", "- "] {
            folder.write(&name, format!("{PATH}state\n{}\n'{PATH}state'", piece.repeat(10_000)));
            let output = folder.run(&["lint", &name]);
            assert!(matches!(code(&output), 0 | 1), "{name} {piece}: {}", err(&output));
        }
    }
    let long = "x".repeat(1 << 20);
    for (name, text) in [
        ("l.json", format!("{{\"a\": \"{long}\", \"b\": \"{PATH}state%20eq%20null\"}}")),
        ("l.txt", format!("{long} {PATH}state%20eq%20null {long}")),
        ("l.sh", format!("echo {long} '{PATH}state%20eq%20null'")),
        ("l.js", format!("const a = '{long}', b = '{PATH}state%20eq%20null'")),
        ("l.yml", format!("a: {{b: '{long}', c: '{PATH}state%20eq%20null'}}\n")),
    ] {
        folder.write(name, &text);
        let place = text.find("state").unwrap() + 1;
        assert_eq!(folder.listed(name), format!("{name}:1:{place}: state eq null\n"));
    }
}

/// Repeated pieces; each of them once made a search start at every place.
#[test]
fn what_repeats_is_answered() {
    const USED: &str = "u = '/compute-ops-mgmt/v1/jobs?filter=' + quote(f)\n";
    const NAMED: &str = "# /compute-ops-mgmt/v1/jobs filter\n";
    let folder = Folder::new();
    for (name, head, piece, tail) in [
        ("a.rb", NAMED, "<<~+\n", ""),
        ("a.php", "<?php // /compute-ops-mgmt/v1/jobs filter\n", "<<<+\n", ""),
        ("a.js", "x = \"/compute-ops-mgmt/v1/jobs?filter=a", "\\u{", "\""),
        ("a.js", "x = `/compute-ops-mgmt/v1/jobs?filter=${f(", "\"a\",", "encodeURIComponent(x))}`"),
        ("a.js", "get('/compute-ops-mgmt/v1/jobs', {params: {", "filter,", "}})"),
        ("a.sh", "curl /compute-ops-mgmt/v1/jobs/?filter=", "a&", ""),
        ("a.sh", "curl \"/compute-ops-mgmt/v1/jobs?filter=$F\"\n", "F='state eq 1'\n", ""),
        ("a.sh", "", "curl \"/compute-ops-mgmt/v1/jobs?filter=$(urlencode \"state eq 1\")\"\n", ""),
        ("a.py", USED, "f = g(", "'state eq 1'"),
        ("a.py", USED, "f = ", "'state eq 1'"),
        ("a.py", USED, "f = 'state eq 1'\n", ""),
        ("a.py", USED, "f = [", "'state eq 1'"),
        ("a.py", "r = get('/compute-ops-mgmt/v1/jobs', params={'filter': ", "a ? 'state eq 1' : ", "b})"),
        ("a.py", "JOBS = '/compute-ops-mgmt/v1/jobs' # filter\n", "JOBS ", ""),
        ("a.yml", "a: '/compute-ops-mgmt/v1/jobs?filter={{ v | urlencode }}'\n", "v: state eq 1\n", ""),
        ("a.yml", NAMED, "a: \"{{ x('/compute-ops-mgmt/v1/jobs?filter=state') }}\"\n", ""),
        ("a.yml", NAMED, "- name: filter\n  value: state eq 1\n", ""),
        ("a.yml", "a: '/compute-ops-mgmt/v1/jobs?filter=state eq 1", " and {{x}}y z = 1", "'\n"),
        ("a.yml", "a: '/compute-ops-mgmt/v1/jobs?filter=", "{% x %}          ", "'\n"),
        ("a.json", "{\"u\":\"/compute-ops-mgmt/v1/jobs\",\"script\":{", "\"exec\":[\"filter\"],", "}}"),
        (
            "a.json",
            "{\"u\":\"/compute-ops-mgmt/v1/jobs?filter={{v}}\",\"b\":[",
            "{\"key\":\"v\",\"value\":\"state eq 1\"},",
            "{}]}",
        ),
        ("a.txt", "", "/compute-ops-mgmt/v1/jobs?filter=state eq 'a and ", ""),
        ("a.txt", "/compute-ops-mgmt/v1/jobs", "?filter=state in (", ""),
        ("a.http", "GET /compute-ops-mgmt/v1/jobs?filter={{f}}\n", "@f = state eq 1\n", ""),
        ("a.md", NAMED, "```yaml\na: /compute-ops-mgmt/v1/jobs?filter=a\n```\n", ""),
    ] {
        folder.write(name, [head, &piece.repeat(5_000), tail].concat());
        let output = folder.run(&["lint", "--format", "concise", name]);
        assert!(matches!(code(&output), 0 | 1), "{name} {piece}: {}", err(&output));
    }
}

#[test]
fn text_in_another_encoding_is_told() {
    let folder = Folder::new();
    folder.write("a.ps1", [b"# \xfc\n\"", PATH.as_bytes(), b"state == 'ERROR'\"\n"].concat());
    for args in [&["lint"][..], &["lint", "a.ps1"], &["lint", "--fix", "a.ps1"]] {
        let output = folder.run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(
            err(&output).starts_with("error: `a.ps1` is not valid UTF-8: byte 2, on line 1, is wrong"),
            "{}",
            err(&output)
        );
    }
    assert!(folder.read("a.ps1").starts_with(b"# \xfc\n"));
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn a_fix_keeps_line_ends_marks_and_encodings() {
    let ends = ["\n", "\r\n", "\r"];
    for (name, comment) in [("a.ps1", "#"), ("a.py", "#"), ("a.sh", "#"), ("a.js", "//"), ("a.yml", "#")] {
        for end in ends {
            let text = |operator: &str| {
                let value = if name == "a.yml" { "x: " } else { "" };
                format!(
                    "{comment} é{end}{end}{value}\"{PATH}state%20{operator}%20%27ERROR%27\"{end}{comment} 🚀{end}"
                )
            };
            let (wrong, right) = (text("=="), text("eq"));
            let forms: [fn(&str) -> Vec<u8>; 4] = [
                |text| text.into(),
                |text| format!("\u{feff}{text}").into(),
                |text| utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
                |text| utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            ];
            for (number, form) in forms.iter().enumerate() {
                let folder = Folder::new();
                folder.write(name, form(&wrong));
                let output = folder.run(&["lint", "--fix"]);
                // In a language whose lines do not end with a carriage return, all of it is a
                // comment.
                let expected = if end == "\r" { folder.read(name) } else { form(&right) };
                assert_eq!(folder.read(name), expected, "{name} {end:?} {number}: {}", err(&output));
                assert_eq!(code(&output), 0, "{name} {end:?} {number}: {}", err(&output));
            }
        }
    }
}

#[test]
fn zero_bytes_and_lone_carriage_returns_are_answered() {
    let folder = Folder::new();
    for language in Language::all() {
        let name = format!("f.{}", language.extensions()[0]);
        for text in [
            format!("a\0b '{PATH}state%20==%201\0' \0"),
            format!("a\r'{PATH}state%20==%20\r1'\r\"{PATH}x\"\r"),
            format!("\0\0\r{PATH}\0"),
        ] {
            folder.write(&name, &text);
            for args in [&["lint", &name][..], &["lint", "--fix", &name], &["lint", "--list"]] {
                let output = folder.run(args);
                assert!(matches!(code(&output), 0..=2), "{args:?}: {}", err(&output));
            }
        }
    }
}
