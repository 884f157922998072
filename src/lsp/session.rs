//! The main loop: the life of the session, and the documents. It answers at once, and gives the rest to the worker.

use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::json_rpc::Id;
use gen_lsp_types::{ErrorCodes, InitializeResult, LspErrorCodes, ServerInfo};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::abilities::Abilities;
use super::documents::{Documents, Snapshot};
use super::frame::Frame;
use super::message::{Client, Incoming, error, parse};
use super::queue::{Job, Queue, Request};
use super::uri;

/// The largest number of requests that wait. No editor asks that much at once.
const WAITING: usize = 10_000;

/// Most folders of an editor that are kept. No editor shows more.
const FOLDERS: usize = 100;

/// An event of the main loop.
#[derive(Debug)]
pub(super) enum Event {
    /// The client sent a frame.
    Frame(Frame),
    /// The worker has seen another configuration.
    Configuration,
    /// Nothing comes any more.
    End,
}

/// The stage of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Running,
    ShutDown,
}

/// The state of the main loop.
pub(super) struct Session {
    stage: Stage,
    client: Client,
    queue: Arc<Queue>,
    abilities: Arc<Abilities>,
    documents: Documents,
    /// The folders that the editor shows.
    folders: Vec<PathBuf>,
    /// The number of requests to the client.
    requests: i64,
}

impl Session {
    pub(super) fn new(client: Client, queue: Arc<Queue>) -> Session {
        Session {
            stage: Stage::New,
            client,
            queue,
            abilities: Arc::new(Abilities::of(&Value::Null)),
            documents: Documents::default(),
            folders: Vec::new(),
            requests: 0,
        }
    }

    /// The process of the editor, if it gave one.
    pub(super) fn editor(&self) -> Option<u32> {
        self.abilities.process
    }

    /// Acts on an event. Returns the exit code once the session has ended.
    pub(super) fn handle(&mut self, event: Event) -> Option<u8> {
        match event {
            Event::End => return Some(0),
            Event::Configuration => self.refresh(),
            Event::Frame(Frame::Bad(reason)) => {
                self.client.refuse(&Id::Null, error(ErrorCodes::ParseError, reason));
            }
            Event::Frame(Frame::Body(body)) => match parse(&body) {
                Ok(Incoming::Request { id, method, params }) => self.request(id, method, params),
                Ok(Incoming::Notification { method, params }) => return self.notified(&method, params),
                Ok(Incoming::Response) => {}
                Err((id, error)) => self.client.refuse(&id, error),
            },
        }
        None
    }

    fn request(&mut self, id: Id, method: String, params: Value) {
        let refuse = |code, message: &str| self.client.refuse(&id, error(code, message));
        match (self.stage, method.as_str()) {
            (Stage::New, "initialize") => self.initialize(&id, &params),
            (Stage::New, _) => {
                refuse(ErrorCodes::ServerNotInitialized, "the first request must be `initialize`")
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                self.client.answer(&id, Ok(()));
            }
            (Stage::Running, "initialize") => {
                refuse(ErrorCodes::InvalidRequest, "the session is already initialized")
            }
            (Stage::Running, _) if self.queue.len() >= WAITING => {
                refuse(
                    ErrorCodes::Custom(LspErrorCodes::RequestFailed.into()),
                    "too many requests are waiting",
                );
            }
            (Stage::Running, _) => {
                let document = about(&params).and_then(|uri| self.documents.get(uri)).cloned();
                self.queue.push(Job::Request(Request { id, method, params, document }));
            }
            (Stage::ShutDown, _) => refuse(ErrorCodes::InvalidRequest, "the session was shut down"),
        }
    }

    fn initialize(&mut self, id: &Id, params: &Value) {
        self.stage = Stage::Running;
        self.abilities = Arc::new(Abilities::of(params));
        self.queue.push(Job::Start(Arc::clone(&self.abilities)));
        let mut shown = folders(params.get("workspaceFolders"));
        if shown.is_empty() {
            // A client of an older version has one folder.
            let root = params.get("rootUri").and_then(Value::as_str);
            shown.extend(root.and_then(uri::path));
        }
        self.show(shown);
        let server_info =
            ServerInfo { name: "comfilter".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        let capabilities = self.abilities.of_server();
        self.client.answer(id, Ok(InitializeResult { capabilities, server_info: Some(server_info) }));
    }

    /// The editor also shows these folders.
    fn show(&mut self, added: Vec<PathBuf>) {
        for folder in added {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        self.folders.truncate(FOLDERS);
        self.queue.push(Job::Folders(self.folders.clone()));
    }

    fn notified(&mut self, method: &str, params: Value) -> Option<u8> {
        match (self.stage, method) {
            (Stage::ShutDown, "exit") => return Some(0),
            (_, "exit") => return Some(1),
            (Stage::Running, "initialized") => {
                let registrations = self.abilities.registrations();
                if !registrations.is_empty() {
                    self.ask("client/registerCapability", Some(json!({ "registrations": registrations })));
                }
            }
            (Stage::Running, "textDocument/didOpen") => {
                if let Some(params) = self.read::<gen_lsp_types::DidOpenTextDocumentParams>(method, params) {
                    let document = self.documents.open(params.text_document).clone();
                    self.changed(document);
                }
            }
            (Stage::Running, "textDocument/didChange") => {
                if let Some(params) = self.read(method, params)
                    && let Some(document) = self.documents.change(params, self.abilities.encoding).cloned()
                {
                    self.changed(document);
                }
            }
            (Stage::Running, "textDocument/didClose") => {
                if let Some(document) = about(&params).and_then(|uri| self.documents.close(uri)) {
                    self.supersede(&document.uri);
                    self.queue.push(Job::Close(document.uri));
                }
            }
            (Stage::Running, "textDocument/didSave" | "workspace/didChangeWatchedFiles") => {
                self.queue.look_again();
            }
            (Stage::Running, "workspace/didChangeWorkspaceFolders") => {
                let of = |place| folders(params.pointer(place));
                let removed = of("/event/removed");
                self.folders.retain(|folder| !removed.contains(folder));
                self.show(of("/event/added"));
            }
            (Stage::Running, "$/cancelRequest") => {
                let id = params.get("id").cloned().map(serde_json::from_value::<Id>);
                if let Some(request) = id.and_then(Result::ok).and_then(|id| self.queue.cancel(&id)) {
                    self.refuse(&request, LspErrorCodes::RequestCancelled, "the request was cancelled");
                }
            }
            // Others are of no use here; the protocol lets a server ignore them.
            _ => {}
        }
        None
    }

    /// The parameters of a notification. Mistakes are reported to the log of the client, because a notification
    /// has no answer.
    fn read<P: DeserializeOwned>(&self, method: &str, params: Value) -> Option<P> {
        serde_json::from_value(params)
            .map_err(|problem| {
                let message = format!("`{method}` was ignored: {problem}");
                self.client.notify("window/logMessage", json!({ "type": 2, "message": message }));
            })
            .ok()
    }

    /// A document has a new text.
    fn changed(&mut self, document: Snapshot) {
        self.supersede(&document.uri);
        if !self.abilities.pulls {
            self.queue.push(Job::Publish(document));
        }
    }

    /// Drops the work on the text before.
    fn supersede(&self, uri: &str) {
        for request in self.queue.supersede(uri) {
            // A client asks again after a change, except for diagnostics, where the server must say so.
            if request.method == "textDocument/diagnostic" {
                let mut refusal =
                    error(ErrorCodes::Custom(LspErrorCodes::ServerCancelled.into()), "the text has changed");
                refusal.data = Some(json!({ "retriggerRequest": true }));
                self.client.refuse(&request.id, refusal);
            } else {
                self.refuse(&request, LspErrorCodes::ContentModified, "the text has changed");
            }
        }
    }

    fn refuse(&self, request: &Request, code: LspErrorCodes, message: &str) {
        self.client.refuse(&request.id, error(ErrorCodes::Custom(code.into()), message));
    }

    /// All documents may have other findings.
    fn refresh(&mut self) {
        if !self.abilities.pulls {
            for document in self.documents.all() {
                self.queue.push(Job::Publish(document.clone()));
            }
        } else if self.abilities.refreshes_diagnostics {
            self.ask("workspace/diagnostic/refresh", None);
        }
        if self.abilities.refreshes_lenses {
            self.ask("workspace/codeLens/refresh", None);
        }
    }

    fn ask(&mut self, method: &'static str, params: Option<Value>) {
        self.requests += 1;
        self.client.request(self.requests, method, params);
    }
}

/// The paths of folders in a list.
fn folders(list: Option<&Value>) -> Vec<PathBuf> {
    let all = list.and_then(Value::as_array).into_iter().flatten().take(FOLDERS);
    all.filter_map(|folder| folder.get("uri").and_then(Value::as_str).and_then(uri::path)).collect()
}

/// The document that parameters name.
fn about(params: &Value) -> Option<&str> {
    ["/textDocument/uri", "/arguments/0/uri", "/data/uri"]
        .iter()
        .find_map(|place| params.pointer(place))
        .and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_folder_is_kept_once_and_few_are_kept() {
        let (outgoing, _written) = mpsc::channel();
        let mut session = Session::new(Client(outgoing), Arc::default());
        let folders = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        session.show(folders(&["/a", "/b", "/a"]));
        session.show(folders(&["/b", "/c"]));
        assert_eq!(session.folders, folders(&["/a", "/b", "/c"]));
        (0..1_000).for_each(|number| session.show(folders(&[&number.to_string()])));
        assert_eq!(session.folders.len(), FOLDERS);
    }
}
