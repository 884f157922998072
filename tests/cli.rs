//! The command as its users see it: exit codes, the two outputs, and the errors of wrong use.
#![cfg(test)]
#![cfg(feature = "cli")]

mod support;

use std::path::Path;
use std::process::Command;

use support::command::{code, command, err, out, run, run_with};
use support::invariants::harmless;

#[test]
fn lint_ends_with_the_failing_severity() {
    let warning = "state eq 'Running'";
    for (args, expected) in [
        (&["lint", "-e", "state eq 'ERROR'"][..], 0),
        (&["lint", "-e", "state == 'ERROR'"], 1),
        (&["lint", "-e", "state == 'ERROR'", "--exit-zero"], 0),
        (&["lint", "-e", warning], 0),
        (&["lint", "-e", warning, "--deny", "warning"], 1),
        (&["lint", "-e", "jobTemplate eq '00000000-0000-0000-0000-000000000000'", "--deny", "warning"], 0),
        (&["lint", "-e", "jobTemplate eq '00000000-0000-0000-0000-000000000000'", "--deny", "hint"], 1),
        (&["lint", "nothing-here.comfilter"], 2),
        (&["lint", "nothing-here.comfilter", "examples/page.comfilter"], 2),
        (&["lint", "examples/page.comfilter", "examples/everyday.comfilter"], 0),
        (&["lint", "examples"], 1),
        (&["lint", "--url", "filter=state%20eq%20%27ERROR%27"], 0),
        (&["lint", "--url", "filter=resource%2Fid%20eq%20%27P06760-B21+2M212504P8%27"], 1),
    ] {
        assert_eq!(code(&run(args)), expected, "{args:?}");
    }
}

#[test]
fn the_other_commands_end_as_documented() {
    for (args, expected) in [
        (&["encode", "state eq 'ERROR'"][..], 0),
        (&["encode", "state == 'ERROR'"], 1),
        (&["encode", "-f", "nothing-here"], 2),
        (&["encode", "state eq 'ERROR'", "--limit", "1001"], 2),
        (&["encode", "state eq 'ERROR'", "--as", "cobol"], 2),
        (&["encode", "state eq 'ERROR'", "--region", "mars"], 2),
        (&["encode", "state eq 'ERROR'", "--tenant", "a\nb"], 2),
        (&["encode", "state eq @x"], 1),
        (&["encode", "state eq @x", "--arg", "y=1"], 2),
        (&["encode", "state eq @x", "--arg", "x"], 2),
        (&["compare", "state eq 'ERROR'", "not state ne 'ERROR'"], 0),
        (&["compare", "state eq 'ERROR'", "state eq 'STALLED'"], 1),
        (&["compare", "state eq 'ERROR'", "state eq"], 2),
        (&["compare", "state eq 'ERROR'"], 2),
        (&["compare", "-", "-"], 2),
        (&["compare", "name eq @x", "state eq 'ERROR'", "--arg", "x=a"], 1),
        (&["compare", "--git", "HEAD", "--arg", "x=a"], 2),
        (&["compare", "state eq 'ERROR'", "state eq 'STALLED'", "--only-a"], 2),
        (&["compare", "state eq 'ERROR'", "state eq 'STALLED'", "--on", "nothing-here.json"], 2),
        (&["compare", "--git", "no-such-revision"], 2),
        (&["compare", "--git=--output=x"], 2),
        (&["compare", "--git=HEAD~1..HEAD"], 2),
        (&["simplify", "state eq 'ERROR' and state eq 'ERROR'"], 0),
        (&["simplify", "state"], 1),
        (&["explain", "state eq 'ERROR'"], 0),
        (&["explain", "state"], 1),
        (&["decode", "filter=state%20eq%20%27ERROR%27"], 0),
        (&["decode", "filter=state%20eq%20%27ERROR"], 1),
        (&["fmt", "-e", "state  eq 'ERROR'"], 0),
        (&["fmt", "-e", "state  eq 'ERROR'", "--check"], 1),
        (&["fmt", "-e", "state  eq 'ERROR'", "--diff"], 1),
        (&["fmt", "-e", "state eq 'ERROR'", "--check"], 0),
        (&["fmt", "-e", "state eq"], 1),
        (&["fmt", "nothing-here.comfilter"], 2),
        (&["properties"], 0),
        (&["properties", "state"], 0),
        (&["properties", "stat"], 2),
        (&["examples"], 0),
        (&["rule"], 0),
        (&["rule", "unescaped-quote"], 0),
        (&["rule", "unescaped"], 2),
        (&["rule", "--all"], 0),
        (&["rule", "--all", "unescaped-quote"], 2),
        (&["completions", "bash"], 0),
        (&["lint", "--url", "curl -sG https://h/compute-ops-mgmt/v1/jobs --data-urlencode filter@f.txt"], 0),
        (&["lint", "--url", "curl -sG https://h/compute-ops-mgmt/v1/jobs -d limit=5"], 1),
        (&["completions", "cobol"], 2),
        (&["man"], 0),
        (&["schema"], 2),
        (&["schema", "from-openapi", "testdata/openapi/depot-3.0.yaml", "--path", "/v2/bays"], 0),
        (&["schema", "from-openapi", "testdata/openapi/depot-3.0.yaml", "--path", "/v2/boys"], 2),
        (&["--schema", "README.md", "lint", "-e", "state eq 'x'"], 2),
        (&["--version"], 0),
        (&["--help"], 0),
        (&[], 0),
        (&["--nonsense"], 2),
        (&["nonsense"], 2),
    ] {
        assert_eq!(code(&run(args)), expected, "{args:?}: {}", err(&run(args)));
    }
}

/// Every command checks filters against the list of `--resource`.
#[test]
fn a_list_is_named_by_its_name_its_version_or_its_path() {
    let servers = "host/hostname eq 'esx01'";
    for (args, expected) in [
        (&["lint", "-e", servers][..], 1),
        (&["lint", "-e", servers, "--resource", "servers"], 0),
        (&["--resource", "/compute-ops-mgmt/v1/servers", "lint", "-e", servers], 0),
        (&["lint", "-e", "score gt 3", "--resource", "groups/compliance"], 0),
        (&["lint", "-e", "name eq 'x'", "--resource", "v1beta2/groups"], 0),
        (&["lint", "-e", "score gt 3", "--resource", "v1beta2/groups"], 1),
        (&["encode", servers, "--resource", "servers"], 0),
        (&["encode", servers], 1),
        (&["explain", servers, "--resource", "servers"], 0),
        (&["explain", servers], 1),
        (&["properties", "host/hostname", "--resource", "servers"], 0),
        (&["properties", "host/hostname"], 2),
        (&["decode", "filter=host%2Fhostname%20eq%20%27x%27", "--resource", "servers"], 0),
        (&["decode", "filter=host%2Fhostname%20eq%20%27x%27"], 1),
        // A URL decides.
        (&["decode", "/compute-ops-mgmt/v1/servers?filter=host%2Fhostname%20eq%20%27x%27"], 0),
        (
            &[
                "lint",
                "--resource",
                "servers",
                "--url",
                "/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27",
            ],
            0,
        ),
        (
            &[
                "lint",
                "--resource",
                "servers",
                "--url",
                "/compute-ops-mgmt/v1/jobs?filter=host%2Fhostname%20eq%20%27x%27",
            ],
            1,
        ),
    ] {
        assert_eq!(code(&run(args)), expected, "{args:?}: {}", err(&run(args)));
    }
    let matched = err(&run(&["match", servers, "nothing-here.json", "--resource", "servers"]));
    assert!(matched.contains("there is no file"), "{matched}");
    assert!(err(&run(&["match", servers, "nothing-here.json"])).contains("unknown-property"));
    for (args, told) in [
        (
            &["lint", "-e", servers, "--resource", "servers", "--schema", "x.toml"][..],
            "error: the argument '--resource <LIST>' cannot be used with '--schema <FILE>'\n",
        ),
        (
            &["lint", "-e", servers, "--schema", "servers"],
            "error: there is no file `servers`\n  help: `--resource servers` names a list that is built in\n",
        ),
        (
            &["lint", "-e", servers, "--resource", "server"],
            "error: the API has no list `server` that takes a filter: did you mean `servers`?\n",
        ),
        (
            &["lint", "-e", servers, "--resource", "schema/servers.toml"],
            "  help: `--schema schema/servers.toml` reads a schema file\n",
        ),
    ] {
        let output = run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(told), "{args:?}: {}", err(&output));
    }
}

/// The configuration of the current folder sets the list, unless the command line does.
#[test]
fn the_configuration_names_the_list_of_every_command() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("comfilter.toml"), "[schema]\nresource = \"servers\"\n").unwrap();
    let servers = "host/hostname eq 'esx01'";
    for (args, expected) in [
        (&["encode", servers][..], 0),
        (&["explain", servers], 0),
        (&["properties", "host/hostname"], 0),
        (&["lint", "-e", servers], 0),
        (&["encode", servers, "--resource", "jobs"], 1),
        (&["lint", "-e", servers, "--resource", "jobs"], 1),
    ] {
        let output = command(args).current_dir(folder.path()).output().unwrap();
        assert_eq!(code(&output), expected, "{args:?}: {}", err(&output));
    }
    let shown = command(&["config"]).current_dir(folder.path()).output().unwrap();
    assert!(out(&shown).contains("resource = \"servers\"  # comfilter.toml:2\n"), "{}", out(&shown));
}

/// A schema file describes the changes of older versions, and a URL chooses one.
#[test]
fn a_url_chooses_a_version_of_a_schema_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("racks.toml");
    let schema = "resource = \"racks\"\nedition = \"e\"\npath = \"/compute-ops-mgmt/v2/racks\"\n[sources]\na = \"a\"\n\
                  [[property]]\nname = \"height\"\ntype = \"integer\"\ndescription = \"d\"\nsource = \"a\"\n\
                  [[version]]\npath = \"/compute-ops-mgmt/v1/racks\"\nwithout = [\"height\"]\n";
    std::fs::write(&file, schema).unwrap();
    for (version, expected) in [("v2", 0), ("v1", 1)] {
        let url = format!("/compute-ops-mgmt/{version}/racks?filter=height%20eq%201");
        let output = run(&["lint", "--schema", file.to_str().unwrap(), "--url", &url]);
        assert_eq!(code(&output), expected, "{version}: {}", err(&output));
    }
}

#[test]
fn a_request_goes_to_its_list() {
    let url = |args: &[&str]| {
        let output = command(&["encode", "--as", "url", "--region", "us-west"]).args(args).output().unwrap();
        (code(&output), if code(&output) == 0 { out(&output) } else { err(&output) })
    };
    let host = "https://us-west.api.greenlake.hpe.com";
    let servers = ["name eq 'x'", "--resource", "servers"];
    assert_eq!(
        url(&[&servers[..], &["--limit", "100"]].concat()),
        (0, format!("{host}/compute-ops-mgmt/v1/servers?filter=name%20eq%20%27x%27&limit=100\n"))
    );
    let (ended, told) = url(&[&servers[..], &["--limit", "101"]].concat());
    assert_eq!((ended, told.contains("write a limit of 0 to 100")), (2, true), "{told}");
    let (ended, told) = url(&[&servers[..], &["--sort", "name"]].concat());
    let expected = "the list of servers takes no `sort`\n  help: besides `filter` it takes `offset`, `limit` and `select`";
    assert_eq!((ended, told.contains(expected)), (2, true), "{told}");

    let compliance = ["score gt 3", "--resource", "groups/compliance"];
    assert_eq!(
        url(&[&compliance[..], &["--id", "group-id=a/b"]].concat()),
        (0, format!("{host}/compute-ops-mgmt/v1/groups/a%2Fb/compliance?filter=score%20gt%203\n"))
    );
    for (more, expected) in [
        (&[][..], "needs the id for `group-id`\n  help: write `--id group-id=ID`"),
        (&["--id", "id=x"], "has no segment `id`: it has `group-id`"),
        (&["--id", "group-id"], "`group-id` has no `=`"),
        (&["--id", "group-id="], "is not an id"),
    ] {
        let (ended, told) = url(&[&compliance[..], more].concat());
        assert_eq!((ended, told.contains(expected)), (2, true), "{told}");
    }
    let output = run(&["encode", "score gt 3", "--resource", "groups/compliance", "--id", "group-id=x"]);
    assert!(err(&output).contains("`--id` is not in `--as query`"), "{}", err(&output));
}

#[test]
fn a_schema_without_a_path_has_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("racks.toml");
    std::fs::write(&file, "resource = \"racks\"\nedition = \"e\"\nopen = true\n").unwrap();
    let args = ["encode", "a eq 1", "--schema", file.to_str().unwrap()];
    assert_eq!(out(&run(&args)), "filter=a%20eq%201\n");
    let output = command(&args).args(["--as", "url"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("write its path in the schema: `path = "), "{}", err(&output));
}

/// A DELETE is written if a document has one, and needs `--yes` if its filter may remove too much.
#[test]
fn a_delete_is_written_with_care() {
    let delete = |filter: &str, more: &[&str]| {
        let args = ["encode", filter, "--as", "curl", "--method", "delete", "--id", "group-id=2a9b"];
        let output =
            command(&args).args(["--resource", "v1beta2/groups/devices"]).args(more).output().unwrap();
        (code(&output), out(&output), err(&output))
    };
    let (ended, written, _) = delete("name eq 'x'", &[]);
    assert_eq!((ended, written.starts_with("curl --request DELETE ")), (0, true), "{written}");
    for (filter, told) in [
        ("name ne 'a' or name ne 'b'", "this DELETE removes every group device"),
        ("groupComplianceStatus eq 'COMPLIANT'", "disagree on `groupComplianceStatus eq 'COMPLIANT'`"),
    ] {
        let (ended, written, errors) = delete(filter, &[]);
        assert_eq!((ended, &*written), (2, ""), "{filter}");
        assert!(errors.contains(told) && errors.contains("`--yes`"), "{errors}");
        assert_eq!(delete(filter, &["--yes"]).0, 0, "{filter}");
    }
    assert!(
        delete("name eq 'x'", &["--limit", "5"])
            .2
            .contains("a DELETE to the list of group devices takes no `limit`")
    );
    let jobs = run(&["encode", "state eq 'ERROR'", "--as", "curl", "--method", "DELETE"]);
    assert!(
        err(&jobs).contains("no document has a DELETE with a filter for the list of jobs"),
        "{}",
        err(&jobs)
    );
    let query = run(&["encode", "state eq 'ERROR'", "--method", "DELETE"]);
    assert!(err(&query).contains("`--method` is not in `--as query`"), "{}", err(&query));
}

#[test]
fn a_delete_in_a_request_is_told_what_it_removes() {
    let all =
        "/compute-ops/v1beta2/groups/2a9b/devices?filter=name%20ne%20%27a%27%20or%20name%20ne%20%27b%27";
    for (command, text, expected) in [
        ("lint --url", format!("DELETE {all}"), true),
        ("lint --url", format!("GET {all}"), false),
        ("lint --url", format!("curl -X DELETE 'https://h{all}'"), true),
        ("lint --url", format!("Invoke-RestMethod -Method Delete -Uri \"https://h{all}\""), true),
        ("decode", format!("DELETE {all}"), true),
        ("decode", all.to_owned(), false),
    ] {
        let args: Vec<&str> = command.split(' ').chain([&*text]).collect();
        let output = run(&args);
        let told = format!("{}{}", out(&output), err(&output));
        assert_eq!(told.contains("this DELETE removes every group device"), expected, "{args:?}: {told}");
        assert!(!(expected && told.contains("always-true")), "{args:?}: {told}");
    }
}

#[test]
fn nothing_of_a_wrong_filter_reaches_standard_output() {
    for form in ["value", "query", "url", "curl", "python"] {
        let output = run(&["encode", "state == 'ERROR'", "--as", form]);
        assert_eq!(out(&output), "");
        assert!(err(&output).contains("foreign-operator"));
    }
}

#[test]
fn the_page_encodes_as_it_says() {
    let output = run(&["encode", "resource/id eq 'P06760-B21+2M212504P8'"]);
    assert_eq!(out(&output), "filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27\n");
    assert_eq!(err(&output), "");
}

#[test]
fn a_value_stays_one_literal() {
    let args = ["encode", "--as", "value", "name eq @name", "--arg", "name=x' or 1 eq 1 or '"];
    assert_eq!(out(&run(&args)), "name%20eq%20%27x%27%27%20or%201%20eq%201%20or%20%27%27%27\n");
    let args = ["encode", "createdAt ge @since and state in @states", "--arg", "since=2026-11-20T00:00:00Z"];
    let output = command(&args).args(["--arg", "states=ERROR", "--arg", "states=STALLED"]).output().unwrap();
    assert!(out(&output).ends_with("state%20in%20%28%27ERROR%27%2C%27STALLED%27%29\n"), "{}", err(&output));
    let relative = run(&["encode", "createdAt ge @since", "--arg", "since=-72h"]);
    assert!(err(&relative).starts_with("@since -72h is 20"), "{}", err(&relative));
}

/// Wrong use gives one or two lines with advice.
#[test]
fn bad_use_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let latin = folder.path().join("latin.comfilter");
    std::fs::write(&latin, b"name eq 'Z\xfcrich'").unwrap();
    let two = folder.path().join("two.comfilter");
    std::fs::write(&two, "state eq 'ERROR'\n\nstate eq 'STALLED'\n").unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let cases: Vec<(Vec<String>, &str)> = vec![
        (vec!["lint".into(), "--nonsense".into()], "error: unexpected argument '--nonsense' found"),
        (vec!["lint".into(), "nothing.comfilter".into()], "error: there is no file `nothing.comfilter`"),
        (
            vec!["lint".into(), "state eq 'x'".into()],
            "error: there is no file `state eq 'x'`\n  help: `lint` and `fmt` take a filter with `-e`",
        ),
        (vec!["lint".into(), path(&empty)], "error: there are no files to search in"),
        (vec!["fmt".into(), path(&empty)], "error: no files of filters were found here"),
        (vec!["lint".into(), path(&latin)], "is not valid UTF-8: byte 10, on line 1, is wrong"),
        (vec!["fmt".into(), "README.md".into()], "error: `README.md` is not a `.comfilter` file"),
        (
            vec!["lint".into(), "LICENSE-MIT".into()],
            "error: `LICENSE-MIT` has none of the extensions of files with filters: .comfilter .sh",
        ),
        (
            vec!["lint".into(), "--type".into(), "cobol".into()],
            "there is no type `cobol`; the types are comfilter, sh, ps1, py",
        ),
        (
            vec!["lint".into(), "--stdin-filename".into(), "a.ps1".into(), "b.ps1".into()],
            "error: `--stdin-filename` is a name for standard input, and a file was given",
        ),
        (vec!["lint".into(), "--glob".into(), "[".into()], "error: `[` is not a valid path pattern: "),
        (
            vec!["lint".into(), "--list".into(), "--format".into(), "sarif".into()],
            "error: a list of filters is written as lines, or with `--format json`",
        ),
        (vec!["encode".into()], "error: the following required arguments were not provided: <FILTER>"),
        (vec!["encode".into(), "-f".into(), path(&two)], "contains 2 filters: expected one"),
        (vec!["encode".into(), "state eq 'x'".into(), "--as".into(), "cobol".into()], "error: there is no"),
        (vec!["state eq 'x'".into()], "error: a command is missing before the filter"),
        (vec!["lnit".into(), "-e".into()], "error: unrecognized subcommand 'lnit'"),
        (vec!["rule".into(), "quote".into()], "error: there is no rule `quote`"),
        (
            ["encode", "state", "eq", "ERROR"].map(String::from).to_vec(),
            "error: a filter must be one word for the shell: write it in quotes\n  help: write `\"state eq 'ERROR'\"`",
        ),
        (
            ["lint", "-e", "state", "eq", "ERROR"].map(String::from).to_vec(),
            "error: a filter must be one word for the shell",
        ),
        (
            ["lint", "state", "eq", "ERROR"].map(String::from).to_vec(),
            "error: a filter must be one word for the shell: write it in quotes\n  help: write `-e \"state eq 'ERROR'\"`",
        ),
        (
            ["explain", "-e", "state eq 'ERROR'"].map(String::from).to_vec(),
            "error: `explain` takes the filter without `-e`\n  help: write `comfilter explain",
        ),
        (vec!["help".into(), "nope".into()], "error: unrecognized subcommand 'nope'"),
        (vec!["properties".into(), "--search".into(), "zzz".into()], "error: no entry contains all of `zzz`"),
        (
            vec!["properties".into(), "state".into(), "--search".into(), "zzz".into()],
            "help: `comfilter properties state` shows",
        ),
    ];
    for (args, expected) in cases {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = run(&args);
        let told = err(&output);
        assert_eq!(code(&output), 2, "{args:?}: {told}");
        assert!(told.contains(expected), "{args:?}: {told}");
        assert!(told.lines().count() <= 2, "{args:?}: {told}");
        assert_eq!(out(&output), "", "{args:?}");
    }
}

/// An option without a place in a form is an error in one line; in a form with a place, it is in
/// the output.
#[test]
fn options_that_would_be_ignored_are_refused() {
    for (form, option, value, other) in [
        ("value", "--limit", "5", "query"),
        ("value", "--offset", "5", "query"),
        ("value", "--sort", "name", "query"),
        ("value", "--select", "id", "query"),
        ("value", "--region", "us-west", "url"),
        ("query", "--region", "us-west", "url"),
        ("query", "--tenant", "abc", "curl"),
        ("url", "--tenant", "abc", "curl"),
    ] {
        let output = run(&["encode", "state eq 'ERROR'", "--as", form, option, value]);
        let told = err(&output);
        assert_eq!((code(&output), out(&output).as_str(), told.lines().count()), (2, "", 1), "{told}");
        assert!(told.starts_with(&format!("error: `{option}` is not in `--as {form}`")), "{told}");
        assert!(told.contains(&format!("`--as {other}`")), "{told}");
        let accepted = run(&["encode", "state eq 'ERROR'", "--as", other, option, value]);
        assert!(out(&accepted).contains(value), "{other} {option}: {}", out(&accepted));
    }
}

#[test]
fn help_of_a_command_is_its_help() {
    for command in ["lint", "encode", "properties"] {
        let (help, option) = (run(&["help", command]), run(&[command, "--help"]));
        assert_eq!((code(&help), out(&help)), (0, out(&option)), "{command}");
    }
    assert_eq!(out(&run(&["help"])), out(&run(&["--help"])));
}

#[test]
fn examples_are_printed_as_fmt_writes_them() {
    let printed = out(&run(&["examples"]));
    assert_eq!(out(&run_with(&["fmt", "-"], printed.as_bytes())), printed);
}

/// Fixes that leave an error are not shown as if the result were valid.
#[test]
fn fixed_text_that_is_no_filter_is_called_so() {
    let fixed = |filter: &str| out(&run(&["lint", "-e", filter]));
    assert!(fixed("state == ERROR").contains("after the safe fixes:\n    state eq 'ERROR'\n"));
    let left = fixed("state == ERROR and createdAt gt yesterday");
    assert!(left.contains("after the safe fixes (still not valid):\n"), "{left}");
}

#[test]
fn several_reports_are_written_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (sarif, junit) = (file("report.sarif"), file("junit.xml"));
    std::fs::write(&junit, "old").unwrap();
    let outputs = [format!("sarif={sarif}"), format!("junit={junit}")];
    let mut args = vec!["lint", "-e", "name == 'x'"];
    args.extend(outputs.iter().flat_map(|output| ["--output", output]));
    let full = run(&args);
    assert_eq!(code(&full), 1);
    assert_eq!(out(&full), out(&run(&["lint", "-e", "name == 'x'"])));
    for (path, format) in [(&sarif, "sarif"), (&junit, "junit")] {
        let alone = run(&["lint", "-e", "name == 'x'", "--format", format]);
        assert_eq!(std::fs::read_to_string(path).unwrap(), out(&alone));
    }
    let summary = "1 filter: 1 error\n";
    let clean = command(&args[..2]).arg("name eq 'x'").args(&args[3..]).args(["--format", "agent"]).output();
    let clean = clean.unwrap();
    assert_eq!((code(&clean), out(&clean), err(&full)), (0, String::new(), summary.to_owned()));
    assert!(std::fs::read_to_string(&sarif).unwrap().contains("\"results\":[]"));
    let people = format!("full={}", file("report.txt"));
    run(&["lint", "-e", "name == 'x'", "--output", &people, "--color", "always"]);
    assert_eq!(std::fs::read_to_string(file("report.txt")).unwrap(), out(&full));
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let formats = "full, concise, json, json-lines, sarif, github, gitlab, junit, rdjson, agent";
    let missing = at("none/report.json");
    for (outputs, expected) in [
        (vec!["sarif".to_owned()], "expected a file after the format: `sarif=FILE`".to_owned()),
        (vec!["sarif=".to_owned()], "expected a file after the format: `sarif=FILE`".to_owned()),
        (vec!["html=x".to_owned()], format!("there is no format `html`; the formats are {formats}")),
        (vec!["json=-".to_owned()], "for standard output, write `--format json`".to_owned()),
        (vec![format!("json={missing}")], "create the folder first".to_owned()),
        (vec![format!("json={}", at(""))], "is a folder: expected a file".to_owned()),
        (vec!["json=/dev/null".to_owned()], "is not a regular file: it was not written".to_owned()),
        (vec![format!("json={}", at("a")), format!("sarif={}", at("a"))], "two reports would be".to_owned()),
    ] {
        let mut args = vec!["lint", "-e", "state eq 'ERROR'"];
        args.extend(outputs.iter().flat_map(|output| ["--output", output]));
        let output = run(&args);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{args:?}");
        assert!(err(&output).contains(&expected), "{args:?}: {}", err(&output));
        assert!(err(&output).lines().count() <= 2, "{}", err(&output));
    }
}

/// The environment chooses a format, and changes nothing else; an explicit format wins.
#[test]
fn the_environment_changes_the_format_alone() {
    let filter = "state == 'ERROR'";
    let lint = |args: &[&str], set: &[(&str, &str)]| {
        command(&["lint", "-e", filter]).args(args).envs(set.iter().copied()).output().unwrap()
    };
    let as_format = |format: &str| run(&["lint", "-e", filter, "--format", format]);
    for (set, format) in [
        (&[][..], "full"),
        (&[("GITLAB_CI", "true")], "full"),
        (&[("GITHUB_ACTIONS", "true")], "github"),
        (&[("CLAUDECODE", "1")], "agent"),
        (&[("AI_AGENT", "some-agent@2")], "agent"),
        (&[("GITHUB_ACTIONS", "true"), ("CLAUDECODE", "1")], "agent"),
    ] {
        let (chosen, asked) = (lint(&[], set), as_format(format));
        assert_eq!((code(&chosen), out(&chosen), err(&chosen)), (1, out(&asked), err(&asked)), "{set:?}");
        let concise = lint(&["--format", "concise"], set);
        assert_eq!(out(&concise), out(&as_format("concise")), "{set:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = format!("json={}", folder.path().join("a").display());
    let with_file = lint(&["--output", &file], &[("GITHUB_ACTIONS", "true")]);
    assert_eq!(out(&with_file), out(&as_format("full")));
    // Even with forced links, a pipe gets none.
    assert_eq!(out(&lint(&[], &[("FORCE_HYPERLINK", "1")])), out(&as_format("full")));
}

#[cfg(unix)]
#[test]
fn a_report_has_the_mode_of_a_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let mode = || std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    let lint = format!(
        "umask 027; '{}' lint -e \"state eq 'ERROR'\" --output 'json={}'",
        env!("CARGO_BIN_EXE_comfilter"),
        file.display()
    );
    let lint = || Command::new("sh").args(["-c", &lint]).output().unwrap();
    assert_eq!((code(&lint()), mode()), (0, 0o640));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!((code(&lint()), mode()), (0, 0o600));
    let link = folder.path().join("link.json");
    symlink(&file, &link).unwrap();
    let refused = run(&["lint", "-e", "x", "--output", &format!("json={}", link.display())]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("is a link: its target was not written"), "{}", err(&refused));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "something is left beside the report");
}

#[test]
fn two_filters_on_adjacent_lines_are_told_apart() {
    let output = run_with(&["lint", "-"], b"state eq 'ERROR'\nstate eq 'STALLED'\n");
    let told = out(&output).replace("\n        ", " ");
    assert!(told.contains("two filters of a file need a blank line between them"), "{told}");
    let told = out(&run(&["lint", "-e", "state eq 'ERROR' state eq 'STALLED'"]));
    assert!(!told.contains("blank line"), "{told}");
}

#[test]
fn a_filter_in_a_file_or_a_pipe_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.comfilter");
    std::fs::write(&file, "\u{feff}# why\r\nstate eq 'ERROR'\r\n").unwrap();
    let expected = "filter=state%20eq%20%27ERROR%27\n";
    assert_eq!(out(&run(&["encode", "-f", file.to_str().unwrap()])), expected);
    assert_eq!(out(&run_with(&["encode", "-"], b"state eq 'ERROR'\n")), expected);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("state eq 'ERROR'\r\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(out(&run_with(&["encode", "-"], &utf16)), expected);
    assert_eq!(code(&run_with(&["encode", "-"], b"")), 1);
    assert_eq!(code(&run_with(&["lint", "-"], b"state == 'ERROR'\n\nstate eq 'x'\n")), 1);
}

#[test]
fn fmt_replaces_files_whole_and_keeps_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    let text = "\u{feff}# why\r\nstate  eq 'ERROR'\r\n";
    std::fs::write(&file, text).unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(code(&run(&["fmt", path, "--check"])), 1);
    let diff = run(&["fmt", path, "--diff"]);
    assert!(out(&diff).contains("+state eq 'ERROR'"), "{}", out(&diff));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    assert_eq!(code(&run(&["fmt", path])), 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "\u{feff}# why\r\nstate eq 'ERROR'\r\n");
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    std::fs::write(&file, utf16("state  eq 'é'\r\n")).unwrap();
    assert_eq!(code(&run(&["fmt", path])), 0);
    assert_eq!(std::fs::read(&file).unwrap(), utf16("state eq 'é'\r\n"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_modes() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    std::fs::write(&file, "state  eq 'ERROR'\n").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.comfilter");
    symlink(&file, &link).unwrap();
    symlink(folder.path(), folder.path().join("loop")).unwrap();
    let refused = run(&["fmt", link.to_str().unwrap()]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("is a link"), "{}", err(&refused));
    assert_eq!(code(&run(&["fmt", folder.path().to_str().unwrap()])), 0);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "state eq 'ERROR'\n");
    let pipe = folder.path().join("pipe.comfilter");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(code(&run(&["lint", pipe.to_str().unwrap()])), 2);
    assert_eq!(code(&run(&["lint", folder.path().to_str().unwrap()])), 0);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let script = format!(
        "set -o pipefail; '{}' rule | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_comfilter")
    );
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0");
    let script = format!("'{}' properties jobTemplate --format json >&-", env!("CARGO_BIN_EXE_comfilter"));
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written") || output.status.success());
}

#[test]
fn a_log_is_read_line_by_line() {
    let log = b"GET /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27 200\nnothing\nGET /compute-ops-mgmt/v1/jobs?filter=state%20==%20%27ERROR%27 400\n\xff\xfe\n";
    let output = run_with(&["decode", "-"], log);
    assert_eq!(out(&output), "state eq 'ERROR'\nstate == 'ERROR'\n");
    assert!(err(&output).contains("-:3:"), "{}", err(&output));
    assert!(err(&output).ends_with("2 filters in 4 lines, 1 with an error\n"), "{}", err(&output));
    assert_eq!(code(&output), 1);
}

/// For any filter, no control character except a line end reaches standard output or standard
/// error, in every format.
#[test]
fn no_control_character_is_printed() {
    let hostile = "name eq '\u{1b}[2J\u{7}\u{9b}31m\u{202e}\u{200b}' and \u{1b}[31m eq \u{85}";
    for args in [
        &["lint", "-e", hostile][..],
        &["lint", "-e", hostile, "--format", "concise"],
        &["lint", "-e", hostile, "--format", "json"],
        &["lint", "-e", hostile, "--format", "json-lines"],
        &["lint", "-e", hostile, "--format", "sarif"],
        &["lint", "-e", hostile, "--format", "github"],
        &["lint", "-e", hostile, "--format", "gitlab"],
        &["lint", "-e", hostile, "--format", "junit"],
        &["lint", "-e", hostile, "--format", "rdjson"],
        &["lint", "-e", hostile, "--format", "agent"],
        &["lint", "-e", "x", "--output", hostile],
        &["lint", "--url", hostile],
        &["lint", hostile],
        &["encode", hostile],
        &["explain", hostile],
        &["properties", hostile],
        &["rule", hostile],
        &["encode", "state eq @x", "--arg", hostile],
        &["encode", "state eq 'ERROR'", "--as", hostile],
        &["encode", "-f", hostile],
        &[hostile],
    ] {
        let output = run(args);
        harmless(&out(&output));
        harmless(&err(&output));
    }
}

/// The inputs that break parsers, each a mebibyte, in every format: the command answers, and does
/// not crash.
#[test]
fn hostile_texts_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson", "agent"];
    let outputs = formats.map(|format| format!("{format}={}", folder.path().join(format).display()));
    let mut reports = vec!["lint", "-"];
    reports.extend(outputs.iter().flat_map(|output| ["--output", output]));
    let shapes: [String; 7] = [
        "(".repeat(1 << 20),
        "not ".repeat(1 << 18),
        "'".repeat(1 << 20),
        "a and ".repeat((1 << 20) / 6),
        "a in (".repeat((1 << 20) / 6),
        vec!["state eq 'ERROR'"; 55_000].join(" or "),
        format!("generation in ({})", vec!["1"; 200_000].join(",")),
    ];
    for shape in &shapes {
        for args in [
            &["lint", "-", "--format", "full"][..],
            &reports,
            &["encode", "-"],
            &["explain", "-"],
            &["fmt", "-"],
            &["decode", "-"],
        ] {
            let output = run_with(args, shape.as_bytes());
            assert!(matches!(code(&output), 0 | 1), "{args:?} of {shape:.20}…: {}", err(&output));
        }
        for format in formats {
            let file = folder.path().join(format);
            harmless(&std::fs::read_to_string(&file).unwrap());
            std::fs::remove_file(file).unwrap();
        }
    }
}

/// A name without a file is not taken for a filter with an unknown property.
#[test]
fn decode_names_a_file_that_does_not_exist() {
    for name in ["missing.log", "./missing", "/var/log/missing.log", "missing"] {
        let output = run(&["decode", name]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(err(&output).starts_with("error: there is no file `"), "{}", err(&output));
    }
    assert_eq!(code(&run(&["decode", "deleteOnComplete"])), 0);
}

/// Each line of a file or of standard input, also compressed, with its number and as JSON.
#[test]
fn decode_reads_files_of_lines() {
    use std::io::Write;
    let log = "GET /compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27 200\nnothing\n\
               GET /compute-ops-mgmt/v1/jobs?filter=state%20%3D%3D%20%27ERROR%27 400\n";
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("access.log");
    std::fs::write(&plain, log).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(log.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let packed = folder.path().join("access.log.gz");
    std::fs::write(&packed, &gzip).unwrap();
    let (plain, packed) = (plain.to_str().unwrap(), packed.to_str().unwrap());
    let filters = "1:state eq 'ERROR'\n3:state == 'ERROR'\n";
    for output in [
        run(&["decode", "-n", plain]),
        run(&["decode", "-n", packed]),
        run_with(&["decode", "-n", "-"], log.as_bytes()),
        run_with(&["decode", "-n", "-"], &gzip),
    ] {
        assert_eq!((code(&output), out(&output).as_str()), (1, filters), "{}", err(&output));
        assert!(err(&output).ends_with("2 filters in 3 lines, 1 with an error\n"), "{}", err(&output));
    }
    assert_eq!(out(&run(&["decode", plain])), "state eq 'ERROR'\nstate == 'ERROR'\n");
    let both = run(&["decode", "-n", plain, "state eq 'x'"]);
    assert!(out(&both).starts_with(&format!("{plain}:1:state eq 'ERROR'\n{plain}:3:")), "{}", out(&both));
    assert!(out(&both).ends_with("\nstate eq 'x'\n"), "{}", out(&both));
    let json = run(&["decode", "--format", "json-lines", plain]);
    let lines: Vec<serde_json::Value> =
        out(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let first = serde_json::json!({ "file": plain, "line": 1, "filter": "state eq 'ERROR'", "findings": [] });
    assert_eq!(lines[0]["findings"], first["findings"]);
    assert_eq!((&lines[0]["file"], &lines[0]["line"]), (&first["file"], &first["line"]));
    assert_eq!(lines[1]["line"], 3);
    assert_eq!(lines[1]["findings"][0]["rule"], "foreign-operator");
    assert_eq!(err(&json), "2 filters in 3 lines, 1 with an error\n");
    let one = out(&run(&["decode", "--format", "json-lines", "filter=state%20eq%20%27ERROR%27"]));
    assert!(one.starts_with(r#"{"file":null,"line":null,"filter":"state eq 'ERROR'","findings":["#), "{one}");
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(log.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [
        (&utf16[..], "standard input is UTF-16"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"PK\x03\x04", "zip"),
    ] {
        let refused = run_with(&["decode", "-"], bytes);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(err(&refused).contains(name), "{}", err(&refused));
    }
}

#[test]
fn one_url_is_read_from_standard_input() {
    let url = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=generation%20gt%203";
    assert_eq!(run_with(&["lint", "--url", "-"], url.as_bytes()).status.code(), Some(0));
    let two = run_with(&["lint", "--url", "-"], format!("{url}\n{url}\n").as_bytes());
    assert_eq!(two.status.code(), Some(2));
    assert!(err(&two).contains("standard input has 2 requests"), "{}", err(&two));
    let command = format!("curl -s \\\n  '{url}'\n");
    assert_eq!(run_with(&["lint", "--url", "-"], command.as_bytes()).status.code(), Some(0));
}

#[test]
fn blanks_around_the_names_of_fields_are_dropped() {
    let job = br#"{"id":"1","name":"a"}"#;
    assert_eq!(out(&run_with(&["match", "name eq 'a'", "--field", "id, name", "-"], job)), "1\ta\n");
}

/// Output that is not written is an error, also where Rust's standard library ignores it.
#[cfg(target_os = "linux")]
#[test]
fn lost_output_is_an_error() {
    let shell = |line: &str| {
        let output =
            Command::new("bash").args(["-c", line]).env("C", env!("CARGO_BIN_EXE_comfilter")).output();
        let output = output.unwrap();
        (code(&output), err(&output))
    };
    for command in [
        "encode \"state eq 'ERROR'\"",
        "match \"state eq 'ERROR'\" examples/jobs.json",
        "match --count \"state eq 'ERROR'\" examples/jobs.json",
        "match --why \"state eq 'ERROR'\" examples/jobs.json",
        "lint -e \"state == 'ERROR'\"",
        "lint --list examples",
        "decode 'filter=state%20eq%201'",
        "rule",
        "--help",
    ] {
        for (place, reason) in
            [("> /dev/full", "No space left on device"), ("1< /dev/null", "Bad file descriptor")]
        {
            let (ended, told) = shell(&format!("\"$C\" {command} {place}"));
            assert_eq!(ended, 2, "{command} {place}: {told}");
            assert!(
                told.contains(&format!("error: the output cannot be written: {reason}")),
                "{command}: {told}"
            );
        }
        // A reader that goes away wants no more.
        let (ended, told) = shell(&format!("\"$C\" {command} | true; exit ${{PIPESTATUS[0]}}"));
        assert!(ended <= 1, "{command}: {told}");
    }
}

#[test]
fn a_search_that_finds_no_filter_can_fail() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("a.py");
    std::fs::write(&script, "import x\nF = \"state eq 'ERROR' and name eq 'x'\"\nprint('nothing')\n")
        .unwrap();
    let path = folder.path().to_str().unwrap();
    let quiet = run(&["lint", path]);
    assert_eq!((code(&quiet), err(&quiet)), (0, "no filters were found\n".to_owned()));
    for deny in [
        &["--deny", "no-filters"][..],
        &["--deny", "warning,no-filters"],
        &["--deny", "no-filters", "--deny", "hint"],
    ] {
        let output = run(&[&["lint", path], deny].concat());
        assert_eq!(code(&output), 1, "{deny:?}");
        assert!(
            err(&output).starts_with("error: no filters were found\n  help: `--verbose` lists"),
            "{}",
            err(&output)
        );
    }
    assert_eq!(code(&run(&["lint", path, "--deny", "no-filters", "--exit-zero"])), 0);
    let denied = run(&["lint", "-e", "name eq 'a' or name eq 'b'", "--deny", "no-filters,hint"]);
    assert_eq!(code(&denied), 1, "the severity still counts");
    assert_eq!(code(&run(&["lint", "-e", "state eq 'ERROR'", "--deny", "no-filters"])), 0);
    let verbose = run(&["lint", path, "--verbose"]);
    let name = script.to_str().unwrap();
    let expected = format!(
        "{name}:2: `state eq 'ERROR' and name eq 'x'` looks like a filter: \
         the file names neither `compute-ops` nor `comfilter`\n"
    );
    assert!(err(&verbose).starts_with(&expected), "{}", err(&verbose));
    std::fs::write(&script, "# compute-ops-mgmt filters\nF = \"state eq 'ERROR' and name eq 'x'\"\n")
        .unwrap();
    let verbose = err(&run(&["lint", path, "--verbose"]));
    assert!(
        verbose.contains("looks like a filter: no request of this API is seen to send it\n"),
        "{verbose}"
    );
    std::fs::write(&script, "# compute-ops-mgmt\nF = \"state eq 'ERROR' and name eq 'x'\"\n").unwrap();
    let verbose = err(&run(&["lint", path, "--verbose"]));
    assert!(
        verbose.contains("the file does not have the word `filter`, so no request sends one\n"),
        "{verbose}"
    );
    std::fs::write(&script, "# comfilter\nF = \"state eq 'ERROR' and name eq 'x'\"\n").unwrap();
    let verbose = err(&run(&["lint", path, "--verbose"]));
    assert!(!verbose.contains("looks like a filter"), "{verbose}");
}

#[test]
fn a_pattern_that_selects_nothing_is_told() {
    let output = run(&["lint", "examples", "--glob", "nothing*"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output)
            .starts_with("error: the path patterns of `--glob` select no file to search in `examples`\n"),
        "{}",
        err(&output)
    );
    let output = run(&["lint", "examples", "--glob", "everyday.*", "--glob", "nothing*"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(
        err(&output).starts_with("warning: no file is searched for the path pattern `nothing*`\n"),
        "{}",
        err(&output)
    );
}

#[test]
fn small_conveniences() {
    let filter = "state eq 'ERROR'";
    assert_eq!(
        out(&run(&["encode", filter, "--as", "ps"])),
        out(&run(&["encode", filter, "--as", "powershell"]))
    );
    assert_eq!(out(&run(&["completions", "pwsh"])), out(&run(&["completions", "powershell"])));
    let found = out(&run(&["rule", "--search", "+ space"]));
    assert!(found.contains("raw-plus") && !found.contains("or-chain"), "{found}");
    assert_eq!(
        err(&run(&["rule", "--search", "zzz"])),
        "error: no page of a rule contains all of `zzz`\n  help: `comfilter rule` lists the rules\n"
    );
    let man = run(&["man", "README.md"]);
    assert_eq!(
        (code(&man), err(&man)),
        (2, "error: `README.md` is a file: expected a folder for the pages\n".into())
    );
    let openapi = err(&run(&["schema", "from-openapi", "README.md"]));
    assert!(openapi.ends_with("help: `comfilter schema from-openapi --help` shows the usage\n"), "{openapi}");
    let piped = run_with(
        &["lint", "--url", "-"],
        b"curl 'https://h/compute-ops-mgmt/v1/jobs?filter=state%20%3D%3D%201'\n",
    );
    assert!(out(&piped).contains("foreign-operator"), "{}", err(&piped));
    let tomorrow = err(&run(&["encode", "createdAt ge @a", "--arg", "a=tomorrow"]));
    assert!(
        tomorrow.contains("`now`, `today`, `yesterday`, or a time before now such as -30m"),
        "{tomorrow}"
    );
    let invisible = err(&run(&["decode", "filter=%00"]));
    assert!(
        invisible.contains("error[empty-filter]: the filter contains only invisible characters"),
        "{invisible}"
    );
    let id = "0cb1e29c-658c-4a14-95e6-0af593bd04cf";
    let by_id = run(&["explain", filter, "--job", "examples/jobs.json", "--id", "nobody"]);
    assert_eq!(
        (code(&by_id), err(&by_id)),
        (2, "error: `examples/jobs.json` contains no job with the id `nobody`\n".to_owned())
    );
    let by_id = run(&["explain", filter, "--job", "examples/jobs.ndjson", "--id", id]);
    assert_eq!((code(&by_id), err(&by_id)), (0, String::new()), "{}", out(&by_id));
}

/// Each form warns about a long query, because it becomes part of a URL.
#[test]
fn a_long_query_is_told() {
    let filter = format!("name in ({})", vec!["'0123456789012345678901234567890123456789'"; 300].join(","));
    for form in ["value", "query", "url", "curl"] {
        let output = run(&["encode", &filter, "--as", form]);
        assert_eq!(code(&output), 0);
        assert!(
            err(&output).contains(
                "bytes, and most proxies take a URL of 8000 bytes\n  help: `--max-url 8000` splits"
            ),
            "{form}: {}",
            err(&output)
        );
    }
    assert!(!err(&run(&["encode", "state eq 'ERROR'"])).contains("proxies"));
}

/// Each printed part has at most so many bytes, and code is a loop over the parts.
#[test]
fn a_long_filter_becomes_several_requests() {
    let ids: Vec<String> = (0..1_000).map(|id| format!("'P06760-B21+2M2{id:06}'")).collect();
    let filter = format!("generation gt 3 and resource/id in ({})", ids.join(","));
    for form in ["value", "query", "url"] {
        let output = run(&["encode", &filter, "--as", form, "--max-url", "8000", "--region", "us-west"]
            [..if form == "url" { 8 } else { 6 }]);
        assert_eq!(
            err(&output),
            "the filter becomes 4 requests, and each entry is in one of their answers\n"
        );
        let text = out(&output);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((code(&output), lines.len()), (0, 4), "{form}");
        assert!(
            lines.iter().all(|line| line.len() <= 8_000 && line.contains("generation%20gt%203")),
            "{form}"
        );
    }
    // A filter that is short without its repeated values is not split.
    let repeated = run(&["encode", "generation in (5,5,5,5,5,5)", "--max-url", "34"]);
    assert_eq!(out(&repeated), "filter=generation%20in%20%285%29\n");
    let python = out(&run(&["encode", &filter, "--as", "python", "--max-url", "8000"]));
    assert!(python.contains("for text in FILTERS:") && python.matches("resource/id in (").count() == 4);
    // A filter that is short enough stays as it is.
    assert_eq!(
        out(&run(&["encode", "state eq 'ERROR'", "--as", "curl", "--max-url", "8000"])),
        out(&run(&["encode", "state eq 'ERROR'", "--as", "curl"]))
    );
    let refused = [
        (vec!["--as", "query", "--max-url", "7"], 2, "error: the query has 7 bytes without its filter"),
        (
            vec!["--as", "value", "--max-url", "0"],
            2,
            "error: invalid value '0' for '--max-url <N>': expected a whole number, 1 or more",
        ),
        (
            vec!["--max-url", "60"],
            1,
            "error: the filter does not split: `generation gt 3 and resource/id in ('P06760-",
        ),
        (
            vec!["--offset", "5", "--max-url", "8000"],
            2,
            "error: `--offset` skips entries of one request, and the filter becomes 4",
        ),
        (
            vec!["--as", "ansible", "--all", "--region", "us-west", "--max-url", "8000"],
            2,
            "error: `--all` is not in `--as ansible` for 4",
        ),
    ];
    for (more, expected, message) in refused {
        let output = run(&[&["encode", &filter][..], &more].concat());
        assert_eq!((code(&output), out(&output)), (expected, String::new()), "{more:?}");
        assert!(err(&output).starts_with(message), "{}", err(&output));
    }
}

/// An editor would not replace it either.
#[cfg(unix)]
#[test]
fn a_read_only_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.comfilter");
    std::fs::write(&file, "state  == 'ERROR'\n").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
    let path = file.to_str().unwrap();
    for args in [&["lint", "--fix", path][..], &["fmt", path], &["lint", "--add-ignore", path]] {
        let output = run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(
            err(&output).contains("is read-only: it was not written\n  help: make it writable first"),
            "{}",
            err(&output)
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "state  == 'ERROR'\n");
    }
    // A report does not replace an input.
    let script = folder.path().join("b.sh");
    std::fs::write(&script, "curl 'https://h/compute-ops-mgmt/v1/jobs?filter=state%20%3D%3D%201'\n").unwrap();
    let script = script.to_str().unwrap();
    let output = run(&["lint", script, "--output", &format!("json={script}")]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("is an input: it was not overwritten"), "{}", err(&output));
}

/// A schema that starts from a saved response is valid, and checks the filters of its list.
#[test]
fn a_schema_is_made_from_a_saved_response() {
    let folder = tempfile::tempdir().unwrap();
    let (response, schema) = (folder.path().join("racks.json"), folder.path().join("racks.toml"));
    let items = r#"{"count":2,"items":[
        {"id":"2a9b1c4e-0000-4000-8000-000000000001","height":42,"load":0.5,"full":false,"tags":["a"],"doors":[{"n":1}],
         "site":{"name":"x","moved":"2026-01-01T00:00:00Z"},"extra":{},"note":null,"bad-name":1},
        {"id":"2a9b1c4e-0000-4000-8000-000000000002","height":43,"load":1,"full":true,"tags":[],"doors":[],
         "site":{"name":"y"},"extra":{},"note":null}]}"#;
    std::fs::write(&response, items).unwrap();
    let made = run(&["schema", "from-response", response.to_str().unwrap(), "--path", "/racks/v1/racks"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let text = out(&made);
    for part in [
        "resource = \"racks\"\none = \"rack\"\n",
        "path = \"/racks/v1/racks\"\n",
        "name = \"id\"\ntype = \"string\"\nshape = \"uuid\"\n",
        "name = \"height\"\ntype = \"integer\"\n",
        "name = \"load\"\ntype = \"decimal\"\n",
        "name = \"tags\"\ntype = \"array\"\nitems = \"string\"\n",
        "name = \"site/moved\"\ntype = \"timestamp\"\nnullable = true\n",
        "name = \"extra\"\ntype = \"object\"\nopen = true\n",
        "# only null was seen\n",
        "left out: ",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    std::fs::write(&schema, &text).unwrap();
    let schema = schema.to_str().unwrap();
    let curl = run(&["encode", "height gt 40 and site/name eq 'x'", "--schema", schema, "--as", "url"]);
    assert!(out(&curl).contains("/racks/v1/racks?filter=height%20gt%2040"), "{}{}", out(&curl), err(&curl));
    assert_eq!(code(&run(&["lint", "-e", "height eq 'x'", "--schema", schema])), 1);
    let without = run(&["schema", "from-response", "examples/jobs.ndjson", "--name", "tasks"]);
    assert!(out(&without).contains("# For requests, add the path"), "{}{}", out(&without), err(&without));
    assert!(!out(&without).contains("\npath ="));
    for (text, told) in [
        ("{\"items\":[]}", "there is no item in this response"),
        ("{\"items\":null}", "the `items` of this list response are not a list"),
        ("<html>", "this is not JSON"),
        ("{\"httpStatusCode\":401,\"message\":\"no\"}", "this is an error response"),
    ] {
        let output = run_with(&["schema", "from-response", "-"], text.as_bytes());
        assert_eq!(code(&output), 2, "{text}");
        assert!(err(&output).contains(told), "{}", err(&output));
    }
}

#[test]
fn a_comparison_counts_and_prints_the_jobs_of_a_file() {
    let args = ["compare", "state eq 'ERROR'", "state ne 'COMPLETE'", "--on", "examples/jobs.ndjson"];
    let output = run(&args);
    assert!(out(&output).ends_with("of 6 jobs: both 2, only A 0, only B 1, neither 3\n"), "{}", out(&output));
    assert_eq!(code(&output), 1);
    // A file may refute an answer about the documented types.
    let refuted = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(refuted.path(), "{\"resultCode\":{}}\n{}\n").unwrap();
    let path = refuted.path().to_str().unwrap();
    let odd = run(&["compare", "resultCode ne null", "resultCode ge ''", "--on", path]);
    let folder = run(&["compare", "state eq 'ERROR'", "state ne 'COMPLETE'", "--on", "examples"]);
    assert!(out(&folder).contains("of 15 jobs"), "{} {}", out(&folder), err(&folder));
    let one = ["compare", "--resource", "v1beta1/oneview-settings", "eq(applianceId,'x')"];
    let named = run(&[&one[..], &["or(eq(applianceId,'x'),eq(applianceId,'y'))"]].concat());
    assert!(out(&named).contains("only B selects OneView settings"), "{}", out(&named));
    assert_eq!(code(&odd), 1);
    assert!(
        err(&odd).contains("1 job of the file has values of other types than the list documents"),
        "{}",
        err(&odd)
    );
    let printed = run(&[&args[..], &["--only-b"]].concat());
    assert_eq!(out(&printed).lines().count(), 1);
    let selected = run(&["match", "state ne 'COMPLETE' and state ne 'ERROR'", "examples/jobs.ndjson"]);
    assert_eq!(out(&printed), out(&selected));
    let document = run(&[&args[..], &["--format", "json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&out(&document)).unwrap();
    assert_eq!(document["relation"], "a-implies-b");
    assert_eq!(document["on"]["only_b"], 1);
    assert_eq!(document["witnesses"]["only_a"], serde_json::Value::Null);
    assert!(document["witnesses"]["only_b"].is_object());
}

#[test]
fn two_files_are_compared_filter_by_filter() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let old = file("old.comfilter", "# failed\nstate eq 'ERROR'\n\n# new\ngeneration gt 5\n\nname eq 'x'\n");
    let new = file("new.comfilter", "# new\ngeneration ge 5\n\n# failed\nnot state ne 'ERROR'\n");
    let output = run(&["compare", &old, &new]);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    assert!(
        text.starts_with("new\n  A: generation gt 5\n  B: generation ge 5\nB selects every job"),
        "{text}"
    );
    assert!(text.contains("filter 3\n  A: name eq 'x'\nB has no such filter\n"), "{text}");
    assert!(!text.contains("failed"), "{text}");
    assert_eq!(err(&output).trim(), "1 of 3 different pairs select the same");
    // Filters with other names are other filters, and equal ones belong together.
    let names = [
        "# gone\ngeneration gt 3\n\nname eq 'x'\n",
        "state eq 'ERROR'\n\nname eq 'x'\n\n# fresh\nname eq 'z'\n",
    ];
    let files = [file("a", names[0]), file("b", names[1])];
    let named = out(&run(&["compare", &files[0], &files[1]]));
    assert_eq!(
        named,
        "filter 1\n  B: state eq 'ERROR'\nA has no such filter\n\n\
         gone\n  A: generation gt 3\nB has no such filter\n\n\
         fresh\n  B: name eq 'z'\nA has no such filter\n\n"
    );
    let same = run(&["compare", &old, &old]);
    assert_eq!((code(&same), err(&same).trim()), (0, "no filter differs"));
    // A comment has no parameter.
    let commented = file("commented", "# needs @x\nstate eq 'ERROR'\n");
    let given = run(&["compare", &commented, "name eq @x", "--arg", "x=1"]);
    assert_eq!((code(&given), err(&given)), (1, String::new()));
    let both = ["compare", "name eq @x", "name in (@x,@y)", "--arg", "x=1", "--arg"];
    assert_eq!(code(&run(&[&both[..], &["y=2"]].concat())), 1);
    assert!(err(&run(&[&both[..], &["z=2"]].concat())).contains("the filter has no parameter `@z`"));
    // An invalid pair counts before one that is not decided.
    let far = "jobParams/x gt 1.70141183460469231731687303715884105727e38";
    let old = file("far", &format!("{far}\n\nstate eq 'ERROR'\n"));
    for (second, expected) in [("state eq", 2), ("state in ('ERROR')", 3)] {
        let new = file("near", &format!("jobParams/x lt 1\n\n{second}\n"));
        assert_eq!(code(&run(&["compare", &old, &new])), expected, "{second}");
    }
}

#[test]
fn a_tree_is_compared_with_an_earlier_version() {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"];
        let output =
            Command::new("git").args(identity).args(args).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    };
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let call = |filter: &str| {
        format!("curl -G https://h/compute-ops-mgmt/v1/jobs --data-urlencode \"filter={filter}\"\n")
    };
    git(&["init", "-q"]);
    write("get.sh", &(call("state eq 'ERROR'") + &call("name eq 'a'")));
    write("all.comfilter", "state eq 'ERROR' or state eq 'STALLED'\n");
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    let compare = |args: &[&str]| command(args).current_dir(folder.path()).output().unwrap();
    let unchanged = compare(&["compare", "--git", "HEAD"]);
    assert_eq!((code(&unchanged), out(&unchanged)), (0, String::new()));
    write("get.sh", &(call("state eq 'ERROR' and generation gt 5") + &call("name eq 'a'")));
    write("all.comfilter", "state in ('STALLED','ERROR')\n");
    let changed = compare(&["compare", "--git", "HEAD"]);
    let text = out(&changed);
    assert_eq!(code(&changed), 1, "{text}");
    assert!(
        text.starts_with("get.sh:1\n  A: state eq 'ERROR'\n  B: state eq 'ERROR' and generation gt 5\n"),
        "{text}"
    );
    assert!(text.contains("A selects every job that B selects, and more"), "{text}");
    assert_eq!(err(&changed).trim(), "1 of 2 different pairs select the same");
    let only = compare(&["compare", "--git", "HEAD", "all.comfilter"]);
    assert_eq!(code(&only), 0, "{}", out(&only));
    // A range is not a revision: with one, git shows no file, and every filter would be new.
    let range = compare(&["compare", "--git", "HEAD..HEAD"]);
    assert_eq!((code(&range), out(&range)), (2, String::new()));
    assert!(err(&range).contains("`--git` takes a branch, a tag or a commit"), "{}", err(&range));
    // The same text for another list is a change.
    let servers = call("state eq 'ERROR' and generation gt 5").replace("jobs", "servers");
    write("get.sh", &(servers + &call("name eq 'a'")));
    let list = compare(&["compare", "--git", "HEAD", "get.sh"]);
    assert!(out(&list).contains("not valid"), "{}", out(&list));
    // Filters of a file that has moved are compared with the earlier ones, by their names.
    write(
        "named.comfilter",
        "# failed\nstate eq 'ERROR'\n\n# old\ngeneration gt 3\n\n# third\nname eq 'x'\n",
    );
    git(&["add", "named.comfilter"]);
    git(&["commit", "-qm", "names"]);
    git(&["mv", "named.comfilter", "moved.comfilter"]);
    write(
        "moved.comfilter",
        "# failed\nstate eq 'ERROR'\n\n# new\ngeneration gt 5\n\n# old\ngeneration ge 4\n\n# third\nname eq 'x'\n",
    );
    let moved = compare(&["compare", "--git", "HEAD", "named.comfilter", "moved.comfilter"]);
    assert_eq!(out(&moved), "moved.comfilter:5\n  B: generation gt 5\nA has no such filter\n\n");
    // Out of the filters of the tree.
    git(&["mv", "moved.comfilter", "moved.txt"]);
    write("moved.txt", "# failed\nstate eq 'ERROR'\n\n# old\ngeneration gt 3\n\n# third\nname eq 'x'\n");
    let away = compare(&["compare", "--git", "HEAD", "named.comfilter", "moved.txt"]);
    assert_eq!(err(&away).trim(), "3 pairs differ");
    git(&["rm", "-qf", "moved.txt"]);
    // A value that code inserts is one unknown value, and another code inserts another one.
    let get = |name: &str, least: u32| {
        format!(
            "get(f\"https://h/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27{{{name}}}%27%20and%20generation%20gt%20{least}\")\n"
        )
    };
    write("get.py", &get("host", 1));
    write("template.comfilter", "createdAt gt @since\n");
    let since = |operator: &str| {
        format!(
            "get(\"https://h/compute-ops-mgmt/v1/jobs\", params={{\"filter\": f\"createdAt {operator} {{since}}\"}})\n"
        )
    };
    write("since.py", &since("ge"));
    write("broken.comfilter", "state eq\n");
    git(&["add", "."]);
    git(&["commit", "-qm", "values"]);
    write("get.py", &get("host", 2));
    let inserted = compare(&["compare", "--git", "HEAD", "get.py"]);
    assert_eq!(code(&inserted), 1);
    assert!(out(&inserted).contains("A selects every job that B selects"), "{}", out(&inserted));
    write("get.py", &get("other", 1));
    write("template.comfilter", "createdAt ge @since\n");
    write("since.py", &since("gt"));
    for (file, reason) in [
        ("get.py", "code inserts other values in A than in B"),
        ("since.py", "code inserts a value without quotes, whose type is not known"),
        ("template.comfilter", "a parameter has no value"),
    ] {
        let open = compare(&["compare", "--git", "HEAD", file]);
        assert_eq!(code(&open), 3, "{file}");
        assert!(out(&open).contains(&format!("the relation is not decided: {reason}")), "{}", out(&open));
    }
    // An earlier mistake is only reported.
    write("broken.comfilter", "state eq 'ERROR'\n");
    let mended = compare(&["compare", "--git", "HEAD", "broken.comfilter"]);
    assert_eq!(code(&mended), 1, "{}", out(&mended));
    // A file that git does not know yet is new, and one that does not exist is a mistake.
    write("fresh.comfilter", "name eq 'x'\n");
    let fresh = compare(&["compare", "--git", "HEAD", "fresh.comfilter"]);
    assert_eq!(out(&fresh), "fresh.comfilter:1\n  B: name eq 'x'\nA has no such filter\n\n");
    let missing = compare(&["compare", "--git", "HEAD", "nosuch.comfilter"]);
    assert_eq!(
        (code(&missing), err(&missing).trim()),
        (2, "error: neither this folder nor `HEAD` has the file `nosuch.comfilter`")
    );
    std::fs::remove_file(folder.path().join("fresh.comfilter")).unwrap();
    git(&["commit", "-qam", "values"]);
    // A link has no filter: git gives its target, and not a file.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("all.comfilter", folder.path().join("link.comfilter")).unwrap();
        git(&["add", "link.comfilter"]);
        let linked = compare(&["compare", "--git", "HEAD", "link.comfilter"]);
        assert_eq!((code(&linked), err(&linked).trim()), (0, "no filter differs"), "{}", out(&linked));
    }
    // An unreadable file is an error, in each of both versions, as for `lint`.
    std::fs::write(folder.path().join("all.comfilter"), b"state eq '\xff'\n").unwrap();
    let broken = compare(&["compare", "--git", "HEAD", "all.comfilter"]);
    assert_eq!((code(&broken), out(&broken)), (2, String::new()));
    assert!(err(&broken).contains("`all.comfilter` is not valid UTF-8: byte 10"), "{}", err(&broken));
    git(&["commit", "-qam", "broken"]);
    write("all.comfilter", "state eq 'ERROR'\n");
    let mended = compare(&["compare", "--git", "HEAD", "all.comfilter"]);
    assert!(err(&mended).contains("`all.comfilter` of `HEAD` is not valid UTF-8"), "{}", err(&mended));
    // Files that `lint` skips are named.
    std::fs::write(folder.path().join("get.sh"), b"\0").unwrap();
    let skipped = compare(&["compare", "--git", "HEAD", "get.sh"]);
    assert_eq!(code(&skipped), 0);
    assert!(err(&skipped).contains("warning: `get.sh` is not compared: it is binary"), "{}", err(&skipped));
    // A file in UTF-16 is read in both versions.
    let utf16 = |text: &str| -> Vec<u8> {
        [0xfe_u8, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
    };
    std::fs::write(folder.path().join("get.sh"), utf16(&call("state eq 'ERROR'"))).unwrap();
    git(&["add", "."]);
    git(&["commit", "-qm", "two"]);
    std::fs::write(folder.path().join("get.sh"), utf16(&call("state eq 'STALLED'"))).unwrap();
    let wide = compare(&["compare", "--git", "HEAD"]);
    assert!(
        out(&wide).starts_with("get.sh:1\n  A: state eq 'ERROR'\n  B: state eq 'STALLED'\n"),
        "{}",
        out(&wide)
    );
}
