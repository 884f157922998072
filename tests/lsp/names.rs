//! Names that other files of a folder give a value: the server finds what `comfilter lint` finds in the folder.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, abilities};
use crate::support::command::command;

const FILES: [(&str, &str); 5] = [
    ("py/consts.py", "JOBS_URL = \"https://h/compute-ops-mgmt/v1/jobs\"\n"),
    ("py/main.py", "from consts import JOBS_URL\nget(JOBS_URL, params={\"filter\": \"name = 'A'\"})\n"),
    ("py/other.py", "from others import JOBS_URL\nget(JOBS_URL, params={\"filter\": \"name = 'A'\"})\n"),
    ("two/a.go", "package a\n\nconst JobsURL = \"https://h/compute-ops-mgmt/v1/jobs\"\n"),
    ("two/b.go", "package a\n\nfunc f() { http.Get(JobsURL + \"?filter=name = 'A'\") }\n"),
];

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The rules of the findings of `comfilter lint` in a folder, for one file of it.
fn linted(folder: &Path, file: &str) -> Vec<String> {
    let output = command(&["lint", "--format", "json", "--exit-zero"]).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| found["file"] == file);
    found.map(|found| found["rule"].as_str().unwrap().to_owned()).collect()
}

fn rules(found: &[Value]) -> Vec<String> {
    found.iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect()
}

/// A client that shows some folders.
fn showing(folders: &[&Path], pulls: bool) -> Client {
    let mut client = Client::spawn(&[], folders[0]);
    let folders: Vec<Value> = folders
        .iter()
        .map(|folder| json!({ "uri": format!("file://{}", folder.to_str().unwrap()), "name": "x" }))
        .collect();
    let params = json!({ "processId": std::process::id(), "rootUri": null, "workspaceFolders": folders,
        "capabilities": abilities("utf-16", pulls) });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client
}

#[test]
fn names_of_other_files_are_known_as_in_lint() {
    let folder = tempfile::tempdir().unwrap();
    let folder = fs::canonicalize(folder.path()).unwrap();
    FILES.iter().for_each(|(name, text)| write(&folder, name, text));
    let uri = |name: &str| format!("file://{}", folder.join(name).to_str().unwrap());
    let mut client = showing(&[&folder], true);
    for (name, text) in FILES {
        client.open(&uri(name), "plaintext", text);
        assert_eq!(rules(&client.pull(&uri(name))), linted(&folder, name), "{name}");
    }
    assert_eq!(linted(&folder, "py/main.py"), ["foreign-operator"]);
    assert!(linted(&folder, "py/other.py").is_empty());
    // A file that the user has not saved yet is one of the folder; one that git ignores is not.
    let main = FILES[1].1;
    client.open(&uri("py/new.py"), "python", main);
    assert_eq!(rules(&client.pull(&uri("py/new.py"))), ["foreign-operator"]);
    write(&folder, ".ignore", "ignored.py\n");
    write(&folder, "py/ignored.py", main);
    client.open(&uri("py/ignored.py"), "python", main);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri("py/ignored.py") } }));
    assert!(client.pull(&uri("py/ignored.py")).is_empty());
    assert_eq!(linted(&folder, "py/ignored.py"), Vec::<String>::new());
    // Without the folder, a file is alone.
    let mut alone = Client::start(&folder, "utf-16", true);
    alone.open(&uri("py/main.py"), "python", main);
    assert!(alone.pull(&uri("py/main.py")).is_empty());
    let folder = json!([{ "uri": uri(""), "name": "x" }]);
    let mut change = |added: Value, removed: Value| {
        let event = json!({ "added": added, "removed": removed });
        alone.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
        alone.next("workspace/diagnostic/refresh");
        rules(&alone.pull(&uri("py/main.py")))
    };
    assert_eq!(change(folder.clone(), json!([])), ["foreign-operator"]);
    assert!(change(json!([]), folder).is_empty());
}

/// Files that `lint` refuses and documents do not count as files that are too many to read.
#[test]
fn large_files_without_names_hide_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = fs::canonicalize(folder.path()).unwrap();
    FILES.iter().for_each(|(name, text)| write(&folder, name, text));
    // Both have more bytes than the server reads. The disk holds none of them.
    let large = |name: &str, length| fs::File::create(folder.join(name)).unwrap().set_len(length).unwrap();
    large("large.json", 140 << 20);
    (0..9).for_each(|number| large(&format!("{number}.md"), 16 << 20));
    let main = format!("file://{}", folder.join("py/main.py").to_str().unwrap());
    let mut client = showing(&[&folder], true);
    client.open(&main, "python", FILES[1].1);
    assert_eq!(rules(&client.pull(&main)), ["foreign-operator"]);
    assert_eq!(linted(&folder, "py/main.py"), ["foreign-operator"]);
}

#[test]
fn names_are_those_of_the_files_as_they_are_now() {
    let folder = tempfile::tempdir().unwrap();
    let folder = fs::canonicalize(folder.path()).unwrap();
    FILES.iter().for_each(|(name, text)| write(&folder, name, text));
    let uri = |name: &str| format!("file://{}", folder.join(name).to_str().unwrap());
    let main = FILES[1].1;
    let mut pulling = showing(&[&folder], true);
    let mut pushing = showing(&[&folder], false);
    for client in [&mut pulling, &mut pushing] {
        client.open(&uri("py/main.py"), "python", main);
    }
    assert_eq!(rules(&pulling.pull(&uri("py/main.py"))), ["foreign-operator"]);
    let mut published = || {
        let published = pushing.next("textDocument/publishDiagnostics");
        rules(published["diagnostics"].as_array().unwrap())
    };
    assert_eq!(published(), ["foreign-operator"]);
    write(&folder, "py/consts.py", "JOBS_URL = \"https://h/other/v1/jobs\"\n");
    pulling.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri("py/consts.py") } }));
    pulling.next("workspace/diagnostic/refresh");
    assert!(pulling.pull(&uri("py/main.py")).is_empty());
    pushing.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let published = pushing.next("textDocument/publishDiagnostics");
    assert_eq!(published["diagnostics"], json!([]));
    // Another save changes nothing, so nothing is sent.
    pushing.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri("py/main.py") } }));
    assert_eq!(pushing.request("shutdown", Value::Null), Value::Null);
    assert!(pushing.unread.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"));
}
