//! `lint --fix`, as its users see it: the output, the changed files, and the unchanged ones.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Linter};
use comfilter::{Schema, limits};
use serde::Deserialize;
use support::cases;
use support::command::{code, err, out, run, run_with};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    reason: String,
    holder: String,
    text: String,
    fixed: String,
    count: usize,
}

#[test]
fn the_cases_hold() {
    let linter = Linter::new(Schema::jobs().clone());
    for case in cases::<Case>("fix.toml") {
        let holder = match &*case.holder {
            "filter" => Holder::Filter,
            "file" => Holder::File,
            other => panic!("no holder is called {other}"),
        };
        let fixed = linter.fix(holder, &case.text, Applicability::Unsafe);
        assert_eq!((fixed.text, fixed.count), (case.fixed, case.count), "{}", case.reason);
    }
}

/// If the fixes of a filter do not all help together, groups of them are halved.
#[test]
fn a_fix_that_must_not_be_made_keeps_none_of_the_others_away() {
    let count = 40 * limits::FIX_TRIES;
    let terms = "and name == 'x' ".repeat(count);
    // The parenthesis must stay, because its line would become a comment.
    let file = format!(") # failed\n{terms}");
    let fixed = Linter::new(Schema::jobs().clone()).fix(Holder::File, &file, Applicability::Unsafe);
    assert_eq!(fixed.text.matches("name eq 'x'").count(), count);
    assert!(fixed.text.starts_with(')'));
    assert!(fixed.is_done);
}

/// A try costs a check of the whole filter.
#[test]
fn fixes_are_tried_as_often_as_the_limit_says() {
    let name = "x".repeat(limits::FIX_BYTES / limits::FIX_TRIES);
    let file = format!("{}and id eq '{name}'", ") # failed\n".repeat(8 * limits::FIX_TRIES));
    let fixed = Linter::new(Schema::jobs().clone()).fix(Holder::File, &file, Applicability::Unsafe);
    assert!(!fixed.is_done);
}

/// A filter that cannot be fixed does not use up the tries of the others.
#[test]
fn one_filter_of_many_may_stay_as_it_is() {
    let broken = ") # failed\n".repeat(20);
    let good = "name == 'x'\n\n".repeat(200);
    let file = format!("{good}{broken}and id eq 'x'\n\n{good}");
    let fixed = Linter::new(Schema::jobs().clone()).fix(Holder::File, &file, Applicability::Unsafe);
    assert_eq!(fixed.text.matches("name eq 'x'").count(), 400);
}

fn lint(path: &Path, args: &[&str]) -> std::process::Output {
    run(&[&["lint", path.to_str().unwrap()], args].concat())
}

#[test]
fn what_no_file_holds_is_printed() {
    for (args, expected) in [
        (&["-e", "state == 'ERROR'"][..], "state eq 'ERROR'\n"),
        (&["-e", "state eq 'ERROR'"], "state eq 'ERROR'\n"),
        (&["-e", "name eq 'O'Neil'"], "name eq 'O'Neil'\n"),
        (&["-e", "name eq 'O'Neil'", "--unsafe-fixes"], "name eq 'O''Neil'\n"),
        (&["-e", "state == 'x'", "-e", "not not state eq 'ERROR'"], "state eq 'x'\nstate eq 'ERROR'\n"),
        (&["--url", "filter=ResultCode%20eq%20%27Success%27"], "filter=resultCode%20eq%20%27SUCCESS%27\n"),
        (
            &[
                "--url",
                "curl \"https://h/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27%20AND%20id%20ne%20null\"",
            ],
            "curl \"https://h/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27%20and%20id%20ne%20null\"\n",
        ),
    ] {
        let output = run(&[&["lint", "--fix"], args].concat());
        assert_eq!(out(&output), expected, "{args:?}");
        let again = run(&["lint", "--fix", args[0], expected.trim_end()]);
        if args.len() == 2 {
            assert_eq!(out(&again), expected, "{args:?}");
        }
    }
    let output = run_with(&["lint", "--fix", "-"], b"# why\r\nstate == 'ERROR'\r\n\r\nname eq \"x\"");
    assert_eq!(out(&output), "# why\r\nstate eq 'ERROR'\r\n\r\nname eq 'x'");
    assert!(err(&output).ends_with("2 filters, 2 fixes: 1 hint\n"), "{}", err(&output));
}

#[test]
fn what_is_left_is_told_beside_what_is_printed() {
    let output = run(&["lint", "--fix", "-e", "state == 'ERROR' and generation gt 'three'"]);
    assert_eq!(code(&output), 1);
    assert_eq!(out(&output), "state eq 'ERROR' and generation gt 'three'\n");
    assert!(
        err(&output).contains("`generation` is an integer, and `'three'` is a string"),
        "{}",
        err(&output)
    );
    assert!(err(&output).ends_with("1 filter, 1 fix: 1 error, 1 hint\n"), "{}", err(&output));
}

#[test]
fn a_file_keeps_what_no_fix_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let (before, after) = (
        "\u{feff}# O'Neil == \"x\"\r\n\r\nstate  ==  'ERROR'\r\n# && in between\r\n&& generation gt 3 \r\n",
        "\u{feff}# O'Neil == \"x\"\r\n\r\nstate  eq  'ERROR'\r\n# && in between\r\nand generation gt 3 \r\n",
    );
    for (before, after) in [
        (before.as_bytes().to_vec(), after.as_bytes().to_vec()),
        (utf16("state == 'ERROR'\r\n"), utf16("state eq 'ERROR'\r\n")),
    ] {
        fs::write(&file, before).unwrap();
        assert_eq!(code(&lint(&file, &["--fix"])), 0);
        assert_eq!(fs::read(&file).unwrap(), after);
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        assert_eq!(code(&lint(&file, &["--fix"])), 0);
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), modified, "written without a change");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "another file was left");
}

#[test]
fn no_fix_takes_a_comment_out() {
    let text = "state eq 'ERROR' or\n# stalled ones, too\nstate eq 'STALLED'\n";
    let output = run_with(&["lint", "--fix", "--hints", "-"], text.as_bytes());
    assert_eq!(out(&output), text);
    assert!(err(&output).contains("or-chain"), "{}", err(&output));
    let found = Linter::new(Schema::jobs().clone()).lint_all(Holder::File, text)[0].outward();
    assert_eq!((found[0].rule().name(), found[0].fix()), ("or-chain", None));
    // One that only moves before the filter stays.
    let text = "(\n#comment\nstate eq 'ERROR')\n";
    assert_eq!(out(&run_with(&["lint", "--fix", "-"], text.as_bytes())), "#comment\nstate eq 'ERROR'\n");
}

#[test]
fn a_difference_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    fs::write(&file, "state == 'ERROR'\n\nname eq 'x'\n").unwrap();
    let output = lint(&file, &["--diff"]);
    assert_eq!(code(&output), 1);
    let shown = out(&output);
    assert!(shown.contains("\n-state == 'ERROR'\n+state eq 'ERROR'\n"), "{shown}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "state == 'ERROR'\n\nname eq 'x'\n");
    let output = run(&["lint", "--diff", "-e", "state eq 'ERROR'"]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_a_link_is_not_written_through() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    fs::write(&file, "state == 'ERROR'\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("b.comfilter");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let output = lint(&link, &["--fix"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("is a link: its target was not written"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), "state == 'ERROR'\n");
    assert_eq!(code(&lint(&file, &["--fix"])), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), "state eq 'ERROR'\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn unsafe_fixes_alone_are_told_what_they_need() {
    let output = run(&["lint", "--unsafe-fixes", "-e", "state == 'ERROR'"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("--fix"), "{}", err(&output));
}

#[test]
fn no_report_takes_the_place_of_filters() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    let other = folder.path().join("notes.txt");
    fs::write(&file, "state == 'ERROR'\n").unwrap();
    fs::write(&other, "what to do\n").unwrap();
    let (shown, noted) = (file.to_str().unwrap(), other.to_str().unwrap());
    for args in [
        &["--output", &format!("sarif={shown}")][..],
        &["--write-baseline", shown],
        &["--write-baseline", noted],
    ] {
        let output = lint(&file, args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains("not overwritten"), "{}", err(&output));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "state == 'ERROR'\n");
    assert_eq!(fs::read_to_string(&other).unwrap(), "what to do\n");
}
