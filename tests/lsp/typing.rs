//! Every keystroke, in any place.

use serde_json::{Value, json};

use crate::client::{Client, position, range};

const FILTER: &str = "not (state eq 'ERROR' or contains(tolower(status),'retried')) and createdAt ge 2026-11-20T00:00:00Z \
and resource/id in ('P06760-B21+2M212504P8','O''Neil é 中 😀') and jobTemplate eq 'x' or generation gt 3";

/// All requests about a place.
const METHODS: [&str; 5] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/prepareRename",
];

/// Asks everything about a place; the server must answer.
fn ask_all(client: &mut Client, uri: &str, position: &Value) {
    for method in METHODS {
        client.at(method, uri, position.clone());
    }
    let document = json!({ "uri": uri });
    let here = json!({ "start": position, "end": position });
    client.request(
        "textDocument/codeAction",
        json!({ "textDocument": document, "range": here, "context": {} }),
    );
    client.request("textDocument/inlayHint", json!({ "textDocument": document, "range": here }));
    for method in ["documentSymbol", "foldingRange", "semanticTokens/full"] {
        client.request(&format!("textDocument/{method}"), json!({ "textDocument": document }));
    }
    client
        .request("textDocument/selectionRange", json!({ "textDocument": document, "positions": [position] }));
}

/// Types a filter between two parts of a document, and compares the findings after each key with those of a document
/// that is opened with that text.
fn types(language: &str, before: &str, after: &str, filter: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), "utf-16", true);
    client.open("untitled:a", language, &format!("{before}{after}"));
    let mut typed = before.to_owned();
    for (version, key) in (2..).zip(filter.chars()) {
        let at = position(&typed, typed.len(), "utf-16");
        client.change("untitled:a", version, Some(json!({ "start": at, "end": at })), &key.to_string());
        typed.push(key);
        let at = position(&typed, typed.len(), "utf-16");
        ask_all(&mut client, "untitled:a", &at);
        let text = format!("{typed}{after}");
        client.open("untitled:b", language, &text);
        let [typed, opened] = ["untitled:a", "untitled:b"].map(|uri| {
            let mut found = client.pull(uri);
            // These name the document.
            found
                .iter_mut()
                .for_each(|found| drop(found.as_object_mut().unwrap().remove("relatedInformation")));
            found
        });
        assert_eq!(typed, opened, "{text}");
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn every_key_of_a_filter_in_a_file_of_filters() {
    assert!(FILTER.len() >= 200);
    types("comfilter", "# é😀\n", "", FILTER);
}

#[test]
fn every_key_of_an_encoded_filter_in_python() {
    let encoded = comfilter::text::encode_value(FILTER);
    types("python", "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=", "\") # 中", &encoded);
}

#[test]
fn every_key_of_a_quoted_filter_in_powershell() {
    let quoted = FILTER.replace('\'', "''");
    types(
        "powershell",
        "Invoke-RestMethod \"$base/compute-ops-mgmt/v1/jobs\" -Body @{ filter = '",
        "' }",
        &quoted,
    );
}

#[test]
fn an_edit_inside_an_encoded_filter_moves_what_follows() {
    let folder = tempfile::tempdir().unwrap();
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::start(folder.path(), encoding, false);
        let text = "x = '😀é'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27%C3%A9中😀%27%20AND%20state%20eq%20%27PENDING%27\")\n";
        client.open("untitled:a", "python", text);
        let mut text = text.to_owned();
        client.next("textDocument/publishDiagnostics");
        for (version, (part, new)) in (2..).zip([
            ("😀%27", "😀ü%27"),
            ("%C3%A9中", "%C3%A9"),
            ("PENDING", "PEND"),
            ("'😀é'", "'é😀😀'"),
        ]) {
            client.change("untitled:a", version, Some(range(&text, part, encoding)), new);
            text = text.replace(part, new);
            let published = client.next("textDocument/publishDiagnostics");
            assert_eq!(published["version"], version);
            let found = published["diagnostics"].as_array().unwrap();
            let case = found.iter().find(|found| found["code"] == "keyword-case").unwrap();
            assert_eq!(case["range"], range(&text, "AND", encoding), "{encoding} {text}");
        }
    }
}
