//! The life of a session, bad frames, and the files around the documents.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, abilities, framed, range};
use crate::support::command::{command, run};

const WRONG: &str = "state == 'ERROR' AND generation gt 3\n";

fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|found| found["code"].as_str().unwrap()).collect()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn uri(folder: &tempfile::TempDir, file: &str) -> String {
    format!("file://{}", folder.path().join(file).to_str().unwrap())
}

#[test]
fn requests_have_their_time() {
    let folder = folder();
    let mut client = Client::spawn(&["--stdio"], folder.path());
    let early = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(early).unwrap_err()["code"], -32002);
    let answer = client.initialize(abilities("utf-32", true));
    assert_eq!(answer["serverInfo"]["name"], "comfilter");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-32");
    let again = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.answer(again).unwrap_err()["code"], -32600);
    let unknown = client.ask("textDocument/willSaveEverything", json!({}));
    assert_eq!(client.answer(unknown).unwrap_err()["code"], -32601);
    let wrong = client.ask("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(client.answer(wrong).unwrap_err()["code"], -32602);
    client.notify("$/whatever", json!([1]));
    let shutdown = client.ask("shutdown", Value::Null);
    assert_eq!(client.answer(shutdown), Ok(Value::Null));
    let late = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(late).unwrap_err()["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.child.wait().unwrap().code(), Some(0));
    let mut rude = Client::start(folder.path(), "utf-8", false);
    rude.notify("exit", Value::Null);
    assert_eq!(rude.child.wait().unwrap().code(), Some(1));
}

#[test]
fn the_server_takes_the_cheapest_positions_that_the_client_has() {
    let folder = folder();
    for (offered, taken) in [
        (json!(["utf-32", "utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7"]), "utf-16"),
        (json!("utf-8"), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::spawn(&[], folder.path());
        let answer = client.initialize(json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(answer["capabilities"]["positionEncoding"], taken, "{offered}");
    }
}

/// Both at once would show everything twice.
#[test]
fn diagnostics_are_pulled_or_pushed() {
    let folder = folder();
    for pulls in [false, true] {
        let mut client = Client::spawn(&[], folder.path());
        let answer = client.initialize(abilities("utf-8", pulls));
        assert_eq!(answer["capabilities"]["diagnosticProvider"].is_object(), pulls);
        assert_ne!(answer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    }
}

#[test]
fn a_bad_frame_ends_nothing() {
    let folder = folder();
    let mut client = Client::start(folder.path(), "utf-8", false);
    let frame = |body: &[u8]| [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
    let deep = "[".repeat(100_000);
    let bad: Vec<(Vec<u8>, i64)> = vec![
        (b"Content-Length: x\r\n\r\n".to_vec(), -32700),
        (b"garbage\r\n\r\n".to_vec(), -32700),
        (b"Content-Length: 99999999999\r\n\r\n{}".to_vec(), -32700),
        (frame(b"{\"jsonrpc\":"), -32700),
        (frame(b"\xff\xfe"), -32700),
        (frame(b""), -32700),
        (frame(deep.as_bytes()), -32700),
        (frame(b"[]"), -32600),
        (frame(b"{}"), -32600),
        (frame(b"{\"id\":{},\"method\":\"x\"}"), -32600),
        (frame(b"{\"id\":1.5,\"method\":\"x\"}"), -32600),
        (b"Content-Length: 3\r\n\r\n{\"jsonrpc\":\"2.0\"}".to_vec(), -32700),
    ];
    for (bytes, code) in bad {
        client.send_bytes(&bytes);
        let id = client.ask(
            "textDocument/hover",
            json!({ "textDocument": { "uri": "x" }, "position": { "line": 0, "character": 0 } }),
        );
        assert_eq!(client.answer(id), Ok(Value::Null), "{:?}", String::from_utf8_lossy(&bytes));
        let refusals: Vec<Value> = client.unread.drain(..).collect();
        let codes: Vec<&Value> = refusals.iter().map(|refusal| &refusal["error"]["code"]).collect();
        assert!(codes.contains(&&json!(code)), "{codes:?} {:?}", String::from_utf8_lossy(&bytes));
        assert!(refusals.iter().all(|refusal| refusal["id"].is_null()), "{refusals:?}");
    }
    for text in ["\u{0}", "{\"textDocument\":7}", "null", "[1]"] {
        client.notify("textDocument/didOpen", json!(text));
        client.notify("textDocument/didChange", serde_json::from_str(text).unwrap_or_default());
        client.notify("$/cancelRequest", json!({ "id": text }));
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn the_server_ends_with_its_input_and_with_its_editor() {
    let folder = folder();
    let mut client = Client::start(folder.path(), "utf-8", false);
    client.close_input();
    assert_eq!(client.child.wait().unwrap().code(), Some(0));
    // An editor that is killed closes nothing if another process has its end of the pipe.
    let mut editor = Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = Client::spawn(&[], folder.path());
    client.request("initialize", json!({ "processId": editor.id(), "capabilities": {} }));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.child.wait().unwrap().code(), Some(0));
    // One that is killed, and has the only other end.
    let mut editor = Command::new("sleep").arg("600").stdout(Stdio::piped()).spawn().unwrap();
    let mut server = command(&["lsp"]);
    server.stdin(editor.stdout.take().unwrap()).stdout(Stdio::null());
    let mut server = server.spawn().unwrap();
    assert_eq!(server.try_wait().unwrap(), None);
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

#[test]
fn work_that_nothing_needs_is_dropped() {
    let folder = folder();
    let mut client = Client::start(folder.path(), "utf-8", true);
    // The first message keeps the worker busy while the others arrive.
    let slow = format!(
        "# comfilter\nurl = '/compute-ops-mgmt/v1/jobs?filter={}'\n",
        "state%20eq%20%27x%27%20or%20".repeat(9_000)
    );
    client.open("untitled:slow", "python", &slow);
    let busy = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:slow" } }));
    client.open("untitled:a", "comfilter", WRONG);
    let about = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 1 } });
    let cancelled = client.ask("textDocument/hover", about.clone());
    client.notify("$/cancelRequest", json!({ "id": cancelled }));
    let pulled = client.ask("textDocument/diagnostic", about.clone());
    let hover = client.ask("textDocument/hover", about);
    client.change("untitled:a", 2, None, "state eq 'ERROR'\n");
    assert_eq!(client.answer(cancelled).unwrap_err()["code"], -32800);
    let refusal = client.answer(pulled).unwrap_err();
    assert_eq!((&refusal["code"], &refusal["data"]["retriggerRequest"]), (&json!(-32802), &json!(true)));
    assert_eq!(client.answer(hover).unwrap_err()["code"], -32801);
    assert!(client.answer(busy).is_ok());
    assert_eq!(rules(&client.pull("untitled:a")), ["contested-value"]);
}

#[test]
fn unchanged_diagnostics_are_not_sent_again() {
    let folder = folder();
    let mut client = Client::start(folder.path(), "utf-8", true);
    client.open("untitled:a", "comfilter", WRONG);
    let ask =
        |previous: Value| json!({ "textDocument": { "uri": "untitled:a" }, "previousResultId": previous });
    let first = client.request("textDocument/diagnostic", ask(Value::Null));
    let again = client.request("textDocument/diagnostic", ask(first["resultId"].clone()));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.change("untitled:a", 2, None, "state eq 'ERROR'\n");
    assert_eq!(client.request("textDocument/diagnostic", ask(first["resultId"].clone()))["kind"], "full");
}

#[test]
fn the_nearest_configuration_of_each_file_holds_as_it_is_now() {
    let folder = folder();
    for name in ["one", "two"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let config = folder.path().join("one/comfilter.toml");
    fs::write(&config, "[lint.rules]\nkeyword-case = \"off\"\n").unwrap();
    let (one, two) = (uri(&folder, "one/x.comfilter"), uri(&folder, "two/x.comfilter"));
    let mut pulling = Client::start(folder.path(), "utf-16", true);
    let mut pushing = Client::start(folder.path(), "utf-16", false);
    for client in [&mut pulling, &mut pushing] {
        client.open(&one, "comfilter", WRONG);
        client.open(&two, "comfilter", WRONG);
    }
    let (off, on) =
        (["foreign-operator", "contested-value"], ["foreign-operator", "contested-value", "keyword-case"]);
    assert_eq!(rules(&pulling.pull(&one)), off);
    assert_eq!(rules(&pulling.pull(&two)), on);
    for expected in [&off[..], &on] {
        let published = pushing.next("textDocument/publishDiagnostics");
        assert_eq!(rules(published["diagnostics"].as_array().unwrap()), expected);
    }
    // A change of the file counts without any message about it.
    fs::write(&config, "[lint.rules]\nkeyword-case = \"off\"\ncontested-value = \"off\"\n").unwrap();
    assert_eq!(rules(&pulling.pull(&one)), ["foreign-operator"]);
    pulling.next("workspace/diagnostic/refresh");
    // A client that cannot ask gets all documents again.
    pushing.notify("textDocument/didSave", json!({ "textDocument": { "uri": two } }));
    let again: Vec<Value> = (0..2).map(|_| pushing.next("textDocument/publishDiagnostics")).collect();
    let of =
        |uri: &str| again.iter().find(|published| published["uri"] == uri).unwrap()["diagnostics"].clone();
    assert_eq!(rules(of(&one).as_array().unwrap()), ["foreign-operator"]);
    assert_eq!(rules(of(&two).as_array().unwrap()), on);
    // A broken one reports itself, and nothing else.
    fs::write(&config, "[lint.rules]\nno-such-rule = \"off\"\n").unwrap();
    assert!(pulling.pull(&one).is_empty());
    let message = pulling.next("window/showMessage")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("line 2") && message.contains("no-such-rule"), "{message}");
    fs::remove_file(&config).unwrap();
    assert_eq!(rules(&pulling.pull(&one)), on);
}

#[test]
fn a_session_can_be_recorded_and_replayed() {
    let folder = folder();
    let record = folder.path().join("session");
    let mut client = Client::spawn(&["--record", record.to_str().unwrap()], folder.path());
    client.initialize(abilities("utf-16", true));
    client.open("untitled:a", "comfilter", WRONG);
    let pulled = client.pull("untitled:a");
    assert_eq!(client.end(), 0);
    let replayed = run(&["lsp", "--replay", record.to_str().unwrap()]);
    assert_eq!(replayed.status.code(), Some(0));
    let messages: Vec<Value> = crate::client::frames(&*replayed.stdout).collect();
    assert_eq!(messages[1]["result"]["items"], json!(pulled));
    assert_eq!(messages.len(), 3);
    assert!(
        fs::read(&record)
            .unwrap()
            .ends_with(&framed(&json!({ "jsonrpc": "2.0", "method": "exit", "params": null })))
    );
}

#[test]
fn a_document_may_have_any_line_ends_and_a_mark() {
    let folder = folder();
    let text = "\u{feff}# é\r\nname eq 'ä' AND\rstate == 'x😀'\n\r\n\rname eq '中' OR generation gt 3";
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::start(folder.path(), encoding, true);
        client.open("untitled:a", "comfilter", text);
        let found = client.pull("untitled:a");
        let of = |part: &str| {
            found
                .iter()
                .find(|found| found["range"] == range(text, part, encoding))
                .map(|found| found["code"].clone())
        };
        assert_eq!(of("=="), Some(json!("foreign-operator")), "{encoding} {found:#?}");
        assert_eq!(of("OR"), Some(json!("keyword-case")), "{encoding} {found:#?}");
        let past = json!({ "line": 900, "character": 900 });
        for method in ["textDocument/hover", "textDocument/completion", "textDocument/signatureHelp"] {
            client.at(method, "untitled:a", past.clone());
        }
        // A change past the end is one at the end.
        client.change("untitled:a", 2, Some(json!({ "start": past, "end": past })), " AND name eq 'z'");
        let found = client.pull("untitled:a");
        assert!(rules(&found).iter().filter(|rule| **rule == "keyword-case").count() >= 3, "{found:#?}");
    }
}
