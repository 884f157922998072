//! Sessions of the language server, as bytes or as messages: no panic, every answer is a frame of JSON, and each
//! request has exactly one answer.
#![no_main]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use arbitrary::{Arbitrary, Unstructured};
use comfilter::Schema;
use comfilter::lint::Linter;
use comfilter::lsp::{Rules, SavedJobs, Workspace, replay};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

static LINTER: LazyLock<Arc<Linter>> = LazyLock::new(|| Arc::new(Linter::new(Schema::jobs().clone())));

/// Its configuration changes with each message.
struct Changing(u64);

impl Workspace for Changing {
    fn rules(&mut self, path: Option<&Path>) -> Result<Rules, String> {
        match path.and_then(Path::to_str) {
            Some("/broken") => Err("broken".to_owned()),
            _ => {
                let jobs = Some(Arc::from(Path::new("jobs.json")));
                Ok(Rules { linter: Arc::clone(&LINTER), jobs, width: 80, generation: self.0 / 8 })
            }
        }
    }

    fn generation(&mut self) -> u64 {
        self.0 += 1;
        self.0 / 8
    }

    fn jobs(&mut self, _: &Path) -> Result<Arc<SavedJobs>, String> {
        let bytes = br#"[{"state":"ERROR"},{"state":"RUNNING"}]"#.to_vec();
        Ok(Arc::new(SavedJobs { name: "jobs.json".to_owned(), bytes, generation: 0 }))
    }
}

#[derive(Debug, Arbitrary)]
struct Place {
    line: u8,
    character: u8,
}

#[derive(Debug, Arbitrary)]
enum Step {
    Open(u8, u8, String),
    Change(u8, Place, Place, String),
    Replace(u8, String),
    Ask(u8, u8, Place, Place),
    Close(u8),
    Save(u8),
    Cancel(u8),
    Bytes(Vec<u8>),
}

#[derive(Debug, Arbitrary)]
struct Session {
    encoding: u8,
    pulls: bool,
    steps: Vec<Step>,
}

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];
const LANGUAGES: [&str; 8] =
    ["comfilter", "python", "yaml", "powershell", "markdown", "json", "shellscript", "csharp"];
const URIS: [&str; 4] = ["untitled:a", "file:///x.comfilter", "file:///broken", "vscode-notebook-cell:/x#1"];
const METHODS: [&str; 17] = [
    "textDocument/diagnostic",
    "textDocument/codeAction",
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/signatureHelp",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/definition",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/formatting",
    "textDocument/semanticTokens/full",
    "textDocument/codeLens",
    "codeLens/resolve",
    "workspace/executeCommand",
];

fn one<'a>(all: &[&'a str], number: u8) -> &'a str {
    all[usize::from(number) % all.len()]
}

fn position(place: &Place) -> Value {
    json!({ "line": place.line, "character": place.character })
}

/// The bytes of a session, and its number of requests, if that is known.
fn bytes(session: &Session) -> (Vec<u8>, Option<i64>) {
    let mut bytes = Vec::new();
    let mut add = |message: Value| {
        let body = message.to_string();
        bytes.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    };
    let mut capabilities = json!({
        "general": { "positionEncodings": [one(&ENCODINGS, session.encoding)] },
        "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } },
    });
    if session.pulls {
        capabilities["textDocument"]["diagnostic"] = json!({});
    }
    let initialize = json!({ "capabilities": capabilities });
    add(json!({ "id": 0, "method": "initialize", "params": initialize }));
    let mut requests = 1;
    let mut raw = Vec::new();
    for (version, step) in session.steps.iter().enumerate() {
        let about = |uri: u8| json!({ "uri": one(&URIS, uri), "version": version });
        let (method, params) = match step {
            Step::Open(uri, language, text) => {
                let mut document = about(*uri);
                document["languageId"] = one(&LANGUAGES, *language).into();
                document["text"] = text.as_str().into();
                ("textDocument/didOpen", json!({ "textDocument": document }))
            }
            Step::Change(uri, start, end, text) => {
                let range = json!({ "start": position(start), "end": position(end) });
                let change = json!([{ "range": range, "text": text }]);
                ("textDocument/didChange", json!({ "textDocument": about(*uri), "contentChanges": change }))
            }
            Step::Replace(uri, text) => {
                let change = json!([{ "text": text }]);
                ("textDocument/didChange", json!({ "textDocument": about(*uri), "contentChanges": change }))
            }
            Step::Close(uri) => ("textDocument/didClose", json!({ "textDocument": about(*uri) })),
            Step::Save(uri) => ("textDocument/didSave", json!({ "textDocument": about(*uri) })),
            Step::Cancel(id) => ("$/cancelRequest", json!({ "id": id })),
            Step::Ask(method, uri, start, end) => {
                let range = json!({ "start": position(start), "end": position(end) });
                let place = json!({ "uri": one(&URIS, *uri), "position": position(start) });
                let params = json!({
                    "textDocument": about(*uri), "position": position(start), "positions": [position(end)],
                    "range": range, "context": {}, "newName": "x", "options": { "tabSize": 1, "insertSpaces": true },
                    "command": if start.line % 2 == 0 { "comfilter.matches" } else { "comfilter.whyNothing" },
                    "arguments": [place], "data": { "uri": one(&URIS, *uri), "revision": end.line },
                });
                add(json!({ "id": requests, "method": one(&METHODS, *method), "params": params }));
                requests += 1;
                continue;
            }
            Step::Bytes(bytes) => {
                raw.extend_from_slice(bytes);
                continue;
            }
        };
        add(json!({ "method": method, "params": params }));
    }
    let known = raw.is_empty().then_some(requests);
    bytes.extend(raw);
    (bytes, known)
}

/// The messages of the server.
fn messages(mut bytes: &[u8]) -> Vec<Value> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a header");
        let header = std::str::from_utf8(&bytes[..end]).expect("ASCII");
        let length: usize =
            header.strip_prefix("Content-Length: ").expect("a length").parse().expect("a number");
        all.push(serde_json::from_slice(&bytes[end + 4..][..length]).expect("JSON"));
        bytes = &bytes[end + 4 + length..];
    }
    all
}

fuzz_target!(|input: &[u8]| {
    let (bytes, requests) = match input.starts_with(b"Content-Length") {
        true => (input.to_vec(), None),
        false => match Session::arbitrary(&mut Unstructured::new(input)) {
            Ok(session) => bytes(&session),
            Err(_) => return,
        },
    };
    let mut output = Vec::new();
    replay(&*bytes, Changing(0), &mut output).expect("memory can be read and written");
    let mut answers: BTreeMap<i64, usize> = BTreeMap::new();
    for message in messages(&output) {
        assert_eq!(message["jsonrpc"], "2.0");
        if let (None, Some(id)) = (message.get("method"), message["id"].as_i64()) {
            *answers.entry(id).or_default() += 1;
        }
    }
    if let Some(requests) = requests {
        assert!(answers.values().all(|count| *count == 1), "{answers:?}");
        assert_eq!(answers.len(), usize::try_from(requests).expect("small"));
    }
});
