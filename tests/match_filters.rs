//! `comfilter match --filters` as its users see it: every output, the names, the mistakes of a file.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::command::{code, err, out, run, run_with};

const FILTERS: &str = "# Filters of a team\n\n# failed\n# ended with an error\nstate eq 'ERROR'\n\n\
                       generation gt 1\n\n# of nobody\nname eq 'nobody'\n";

const JOBS: &str = r#"{"id":"a","state":"ERROR","generation":1}
{"id":"b","state":"COMPLETE","generation":2}
{"id":"c","state":"COMPLETE","generation":1}
{ "id" : "d",
  "state":"\u0045RROR", "generation":3 }
"#;

/// A folder with these files, and their paths.
fn folder(filters: &str) -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (filters, jobs) = (place("team.comfilter", filters), place("jobs.ndjson", JOBS));
    (folder, filters, jobs)
}

#[test]
fn each_job_has_the_names_of_its_filters() {
    let (_folder, filters, jobs) = folder(FILTERS);
    let lines = r#"{"filters":["failed"],"job":{"id":"a","state":"ERROR","generation":1}}
{"filters":["2"],"job":{"id":"b","state":"COMPLETE","generation":2}}
{"filters":["failed","2"],"job":{"id":"d","state":"\u0045RROR","generation":3}}
"#;
    for threads in ["1", "3"] {
        let output = run(&["match", "--filters", &filters, &jobs, "-j", threads]);
        assert_eq!((out(&output), err(&output).as_str(), code(&output)), (lines.to_owned(), "", 0));
    }
    let output = run_with(&["match", "--filters", &filters, "--format", "json"], JOBS.as_bytes());
    assert_eq!((out(&output).as_str(), code(&output)), (lines, 0));
    let output = run(&["match", "--filters", &filters, &jobs, "--invert"]);
    assert_eq!(
        out(&output),
        "{\"filters\":[],\"job\":{\"id\":\"c\",\"state\":\"COMPLETE\",\"generation\":1}}\n"
    );
    let output = run(&["match", "--filters", &filters, &jobs, "-H", "-n", "1"]);
    let first: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((first["file"].as_str(), first["job"]["id"].as_str()), (Some(&*jobs), Some("a")));
    let output = run(&["match", "--filters", &filters, &jobs, "--quiet"]);
    assert_eq!((out(&output).as_str(), err(&output).as_str(), code(&output)), ("", "", 0));
}

#[test]
fn the_jobs_of_each_filter_are_counted() {
    let (_folder, filters, jobs) = folder(FILTERS);
    let output = run(&["match", "--filters", &filters, "--count", &jobs]);
    assert_eq!((out(&output).as_str(), code(&output)), ("2  failed\n2  2\n0  of nobody\n", 0));
    let many = JOBS.repeat(2_000);
    for threads in ["1", "2"] {
        let output = run_with(&["match", "--filters", &filters, "--count", "-j", threads], many.as_bytes());
        assert_eq!(out(&output), "4000  failed\n4000  2\n   0  of nobody\n", "{}", err(&output));
    }
    let output = run(&["match", "--filters", &filters, "--count", "--format", "json", &jobs]);
    let names =
        r#"{"filters":[{"name":"failed","count":2},{"name":"2","count":2},{"name":"of nobody","count":0}]}"#;
    assert_eq!(out(&output), names.to_owned() + "\n");
}

#[test]
fn exit_codes_are_those_of_match() {
    let (folder, filters, jobs) = folder(FILTERS);
    let (_other, none, _) = self::folder("# nobody's\nname eq 'nobody'\n");
    let empty = folder.path().join("empty.comfilter");
    fs::write(&empty, "# nothing\n").unwrap();
    let (empty, missing) = (empty.to_str().unwrap(), "no-such-file");
    for (args, expected) in [
        (&[&filters, &*jobs][..], 0),
        (&[&none, &jobs], 1),
        (&[&none, &jobs, "--count"], 1),
        (&[empty, &jobs], 2),
        (&[missing, &jobs], 2),
        (&[&filters, missing], 2),
        (&[&filters, &filters], 3),
        (&[&filters, &jobs, "--ids"], 2),
        (&[&filters, &jobs, "--why"], 2),
        (&[&filters, &jobs, "--count", "--invert"], 2),
        (&[&filters, &jobs, "--count", "-H"], 2),
        (&[&filters, &jobs, "--force"], 2),
        (&["-", "-"], 2),
    ] {
        let args: Vec<&str> = ["match", "--filters"].iter().chain(args).copied().collect();
        let output = run(&args);
        assert_eq!(code(&output), expected, "{args:?}: {}", err(&output));
    }
}

#[test]
fn mistakes_in_the_filters_are_reported_as_lint_reports_them() {
    let (_folder, filters, jobs) = folder("# a\nstate eq 'ERROR'\n\n# b\nstate == 'ERROR'\n");
    let output = run(&["match", "--filters", &filters, &jobs]);
    let told = err(&run(&["lint", &filters])) + &out(&run(&["lint", &filters]));
    assert_eq!((out(&output).as_str(), code(&output)), ("", 2));
    for line in ["error[foreign-operator]", "team.comfilter:5:7", "write: state eq 'ERROR'"] {
        assert!(err(&output).contains(line) && told.contains(line), "{}", err(&output));
    }
    // A comment ignores a finding, as for lint; a parameter has no value.
    let (_folder, filters, _) = self::folder("# comfilter: ignore[unknown-value] soon\nstate eq 'NEW'\n");
    assert_eq!(err(&run(&["match", "--filters", &filters, &jobs])).lines().count(), 0);
    let (_folder, filters, _) = self::folder("name eq @name\n");
    let output = run(&["match", "--filters", &filters, &jobs]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("@name"), "{}", err(&output));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn each_filter_has_a_file_of_its_jobs() {
    let (folder, filters, jobs) = folder(&format!("{FILTERS}\n# ../../outside\ngeneration ne 2\n"));
    let into: PathBuf = folder.path().join("found/today");
    let args = ["match", "--filters", &filters, &jobs, "--into", into.to_str().unwrap()];
    let output = run(&args);
    assert_eq!((out(&output).as_str(), code(&output)), ("", 0), "{}", err(&output));
    assert!(err(&output).starts_with("4 files written into "), "{}", err(&output));
    assert_eq!(names(&into), ["2.ndjson", "failed.ndjson", "of-nobody.ndjson", "outside.ndjson"]);
    let read = |name: &str| fs::read_to_string(into.join(name)).unwrap();
    let failed = "{\"id\":\"a\",\"state\":\"ERROR\",\"generation\":1}\n{\"id\":\"d\",\"state\":\"\\u0045RROR\",\"generation\":3}\n";
    assert_eq!((read("failed.ndjson").as_str(), read("of-nobody.ndjson").as_str()), (failed, ""));
    assert_eq!(read("outside.ndjson").lines().count(), 3);
    // Files that exist stay, unless --force replaces them.
    let output = run(&args);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("exists already") && err(&output).contains("--force"), "{}", err(&output));
    assert_eq!(read("failed.ndjson"), failed);
    let output = run(&[&args[..], &["--force"]].concat());
    assert_eq!((code(&output), read("failed.ndjson").as_str()), (0, failed), "{}", err(&output));
    let output = run(&["match", "--filters", &filters, &jobs, "--into", &jobs]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("is a file: expected a folder"), "{}", err(&output));
}

#[test]
fn an_input_is_not_replaced() {
    let (folder, filters, jobs) = folder("# jobs\nstate eq 'ERROR'\n");
    let into = folder.path().to_str().unwrap();
    let output = run(&["match", "--filters", &filters, &jobs, "--into", into, "--force"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("is an input"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&jobs).unwrap(), JOBS);
    #[cfg(unix)]
    {
        // A link in the folder is replaced, and not the file that it leads to.
        let (other, elsewhere) = (folder.path().join("found"), folder.path().join("elsewhere"));
        fs::create_dir(&other).unwrap();
        fs::write(&elsewhere, "kept").unwrap();
        std::os::unix::fs::symlink(&elsewhere, other.join("jobs.ndjson")).unwrap();
        let output =
            run(&["match", "--filters", &filters, &jobs, "--into", other.to_str().unwrap(), "--force"]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "kept");
        assert_eq!(fs::read_to_string(other.join("jobs.ndjson")).unwrap().lines().count(), 2);
    }
}
