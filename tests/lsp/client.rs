//! A client of the built server.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::command::command;

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The abilities of a client that can do everything.
pub(crate) fn abilities(encoding: &str, pulls: bool) -> Value {
    let mut document = json!({
        "publishDiagnostics": {
            "versionSupport": true, "relatedInformation": true, "codeDescriptionSupport": true,
            "tagSupport": { "valueSet": [1, 2] },
        },
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "signatureHelp": { "signatureInformation": { "parameterInformation": { "labelOffsetSupport": true } } },
    });
    if pulls {
        document["diagnostic"] = json!({ "dynamicRegistration": true });
    }
    json!({
        "general": { "positionEncodings": [encoding] },
        "textDocument": document,
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "diagnostics": { "refreshSupport": true },
        },
    })
}

pub(crate) struct Client {
    pub(crate) child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// The messages that nothing has asked for yet.
    pub(crate) unread: VecDeque<Value>,
    requests: i64,
}

impl Client {
    /// The server, with its first request still to come.
    pub(crate) fn spawn(args: &[&str], folder: &Path) -> Client {
        Client::run(command(&[&["lsp"], args].concat()).current_dir(folder))
    }

    /// A running session, in a time zone.
    pub(crate) fn in_zone(zone: &str) -> Client {
        let mut client = Client::run(command(&["lsp"]).env("TZ", zone));
        client.initialize(abilities("utf-16", true));
        client
    }

    fn run(command: &mut Command) -> Client {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in frames(output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Client { child, input, messages, unread: VecDeque::new(), requests: 0 }
    }

    /// A running session.
    pub(crate) fn start(folder: &Path, encoding: &str, pulls: bool) -> Client {
        let mut client = Client::spawn(&[], folder);
        client.initialize(abilities(encoding, pulls));
        client
    }

    pub(crate) fn initialize(&mut self, abilities: Value) -> Value {
        let params = json!({ "processId": std::process::id(), "rootUri": null, "capabilities": abilities });
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer
    }

    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.send_bytes(&framed(message));
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and returns its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.requests, "method": method, "params": params }));
        self.requests
    }

    /// The answer to a request: its result, or its error.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.find(|message| message.get("method").is_none() && message["id"] == id);
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The parameters of the next notification, or request of the server, with this method.
    pub(crate) fn next(&mut self, method: &str) -> Value {
        self.find(|message| message["method"] == method)["params"].clone()
    }

    fn find(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(place) = self.unread.iter().position(&is_wanted) {
            return self.unread.remove(place).unwrap();
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server does not answer");
            if is_wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a part of a document; without a range all of it.
    pub(crate) fn change(&mut self, uri: &str, version: i32, range: Option<Value>, text: &str) {
        let change = match range {
            Some(range) => json!({ "range": range, "text": text }),
            None => json!({ "text": text }),
        };
        let document = json!({ "uri": uri, "version": version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
    }

    pub(crate) fn pull(&mut self, uri: &str) -> Vec<Value> {
        let report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(report["kind"], "full", "{report}");
        report["items"].as_array().unwrap().clone()
    }

    /// A request about a place.
    pub(crate) fn at(&mut self, method: &str, uri: &str, position: Value) -> Value {
        self.request(method, json!({ "textDocument": { "uri": uri }, "position": position }))
    }

    pub(crate) fn close_input(&mut self) {
        self.input = None;
    }

    /// Ends the session, and returns the exit code.
    pub(crate) fn end(mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The messages in a stream.
pub(crate) fn frames(mut output: impl BufRead) -> impl Iterator<Item = Value> {
    std::iter::from_fn(move || {
        let mut length = 0;
        loop {
            let mut header = String::new();
            if output.read_line(&mut header).unwrap_or(0) == 0 {
                return None;
            }
            if header == "\r\n" {
                break;
            }
            if let Some(value) = header.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        output.read_exact(&mut body).ok()?;
        Some(serde_json::from_slice(&body).unwrap())
    })
}

/// The position of a byte, counted the slow way.
pub(crate) fn position(text: &str, offset: usize, encoding: &str) -> Value {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for at in 0..offset {
        let ends = bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if ends {
            (line, start) = (line + 1, at + 1);
        }
    }
    let before = text.get(start..offset).unwrap();
    let before = before.strip_suffix('\r').unwrap_or(before);
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({ "line": line, "character": character })
}

/// The range of the only place of a part.
pub(crate) fn range(text: &str, part: &str, encoding: &str) -> Value {
    let start = text.find(part).unwrap_or_else(|| panic!("{part:?} is not in {text:?}"));
    assert_eq!(text.matches(part).count(), 1, "{part:?}");
    json!({ "start": position(text, start, encoding), "end": position(text, start + part.len(), encoding) })
}
