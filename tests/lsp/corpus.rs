//! The server reports what `comfilter lint` reports, for every file of `testdata/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Client, position};
use crate::support::{cases_of_folder, command::command};

#[derive(Deserialize)]
struct Case {
    file: String,
    text: String,
}

#[derive(Deserialize)]
struct FilterCase {
    text: Option<String>,
}

/// Every host file, and a file of filters for each other filter of the corpus. Each is written below `folder`.
fn files(folder: &Path) -> Vec<(String, String)> {
    let hosts = cases_of_folder::<Case>("source").into_iter().map(|(_, case)| (case.file, case.text));
    let others = ["check", "lint", "syntax"].into_iter().flat_map(cases_of_folder::<FilterCase>);
    let filters: Vec<String> = others.filter_map(|(_, case)| case.text).collect();
    // Blank lines separate filters, so each is a file.
    let filters = filters.into_iter().map(|text| ("x.comfilter".to_owned(), text));
    let all: Vec<(String, String)> = hosts.chain(filters).collect();
    assert!(all.len() > 900, "{}", all.len());
    let place = |(number, (file, text)): (usize, (String, String))| {
        let path = folder.join(format!("{number}")).join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
        (path.to_str().unwrap().to_owned(), text)
    };
    all.into_iter().enumerate().map(place).collect()
}

/// A finding: its rule, message, severity, start and end.
type Found = (String, String, u64, Value, Value);

/// The findings of `comfilter lint`, by file.
fn linted(folder: &Path, files: &[(String, String)], encoding: &str) -> BTreeMap<String, Vec<Found>> {
    let texts: BTreeMap<&str, &str> = files.iter().map(|(file, text)| (&**file, &**text)).collect();
    let mut lint = command(&["lint", "--format", "json", "--exit-zero"]);
    let output = lint.args(files.iter().map(|(file, _)| file)).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut all: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for found in report["diagnostics"].as_array().unwrap() {
        let file = found["file"].as_str().unwrap();
        let at = |place: &str| {
            let offset = found[place]["offset"].as_u64().unwrap();
            position(texts[file], usize::try_from(offset).unwrap(), encoding)
        };
        let message = found["message"].as_str().unwrap();
        let message = match found["help"].as_str() {
            Some(help) => format!("{message}\nhelp: {help}"),
            None => message.to_owned(),
        };
        let severity = match found["severity"].as_str().unwrap() {
            "error" => 1,
            "warning" => 2,
            _ => 4,
        };
        let rule = found["rule"].as_str().unwrap().to_owned();
        all.entry(file.to_owned()).or_default().push((rule, message, severity, at("start"), at("end")));
    }
    all
}

fn of_server(diagnostics: &[Value]) -> Vec<Found> {
    let found = diagnostics.iter().map(|found| {
        assert_eq!(found["source"], "comfilter");
        let text = |key: &str| found[key].as_str().unwrap().to_owned();
        let severity = found["severity"].as_u64().unwrap();
        (
            text("code"),
            text("message"),
            severity,
            found["range"]["start"].clone(),
            found["range"]["end"].clone(),
        )
    });
    found.collect()
}

#[test]
fn the_server_reports_what_lint_reports() {
    let folder = tempfile::tempdir().unwrap();
    let place = fs::canonicalize(folder.path()).unwrap();
    let files = files(&place);
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let linted = linted(&place, &files, encoding);
        assert!(linted.len() > 500, "{}", linted.len());
        for pulls in [false, true] {
            let mut client = Client::start(&place, encoding, pulls);
            for (file, text) in &files {
                let uri = format!("file://{file}");
                client.open(&uri, "plaintext", text);
                let found = match pulls {
                    true => client.pull(&uri),
                    false => {
                        let published = client.next("textDocument/publishDiagnostics");
                        assert_eq!((&published["uri"], &published["version"]), (&json!(uri), &json!(1)));
                        published["diagnostics"].as_array().unwrap().clone()
                    }
                };
                let expected = linted.get(file).map(Vec::as_slice).unwrap_or_default();
                assert_eq!(of_server(&found), expected, "{encoding} {pulls} {text}");
                client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
                if !pulls {
                    let published = client.next("textDocument/publishDiagnostics");
                    assert_eq!(published, json!({ "uri": uri, "diagnostics": [] }));
                }
            }
            let published =
                client.unread.iter().any(|message| message["method"] == "textDocument/publishDiagnostics");
            assert!(!published, "never both");
            assert_eq!(client.end(), 0);
        }
    }
}
