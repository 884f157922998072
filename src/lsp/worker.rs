//! The worker: answers requests, each from the one analysis of its version of the document.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use gen_lsp_types::json_rpc::Error;
use gen_lsp_types::{
    CodeLens, DocumentDiagnosticReport, ErrorCodes, LspErrorCodes, PublishDiagnosticsParams,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Workspace;
use super::abilities::Abilities;
use super::commands::{COMMANDS, Place, WHY_NOTHING, why_no_document};
use super::diagnostics::report;
use super::documents::Snapshot;
use super::jobs::{Counts, SavedJobs, explained};
use super::message::{Client, error};
use super::queue::{Job, Queue, Request};
use super::session::Event;
use super::view::View;
use crate::editing::Document;
use crate::text::Quoted;

/// The state of the worker.
pub(super) struct Worker<W> {
    workspace: W,
    client: Client,
    queue: Arc<Queue>,
    events: SyncSender<Event>,
    abilities: Arc<Abilities>,
    analyses: HashMap<Arc<str>, Analysis>,
    /// The configuration that was seen last.
    generation: Option<u64>,
    /// Why the configuration of a document, or a file of saved jobs, cannot be used, as the user has seen it.
    failures: HashMap<String, String>,
    counts: Counts,
}

/// The analysis of a document.
struct Analysis {
    revision: u64,
    generation: u64,
    document: Arc<Document>,
    /// The file of saved jobs that its configuration names.
    jobs: Option<Arc<Path>>,
}

impl<W: Workspace> Worker<W> {
    pub(super) fn new(
        workspace: W,
        client: Client,
        queue: Arc<Queue>,
        events: SyncSender<Event>,
    ) -> Worker<W> {
        Worker {
            workspace,
            client,
            queue,
            events,
            abilities: Arc::new(Abilities::of(&Value::Null)),
            analyses: HashMap::new(),
            generation: None,
            failures: HashMap::new(),
            counts: Counts::default(),
        }
    }

    pub(super) fn run(&mut self, job: Job) {
        match job {
            Job::Start(abilities) => self.abilities = abilities,
            Job::Publish(snapshot) => {
                let diagnostics = match self.look(&snapshot) {
                    Some(document) => self.view(&snapshot, &document).diagnostics(),
                    None => Vec::new(),
                };
                if self.queue.is_current(&snapshot) {
                    self.publish(&snapshot.uri, Some(snapshot.version), diagnostics);
                }
            }
            Job::Close(uri) => {
                self.analyses.remove(&uri);
                self.failures.remove(&*uri);
                if !self.abilities.pulls {
                    self.publish(&uri, None, Vec::new());
                }
            }
            Job::Folders(folders) => {
                self.workspace.show(folders);
                self.note_current();
            }
            Job::Files => {
                self.workspace.look_again();
                self.note_current();
            }
            Job::Request(request) => self.answer(request),
        }
    }

    fn publish(&self, uri: &str, version: Option<i32>, diagnostics: Vec<gen_lsp_types::Diagnostic>) {
        let version = version.filter(|_| self.abilities.versions);
        let params = PublishDiagnosticsParams { uri: uri.into(), version, diagnostics };
        self.client.notify("textDocument/publishDiagnostics", params);
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params, document } = request;
        let client = self.client.clone();
        macro_rules! answers {
            ($($name:literal => $answer:ident,)*) => {
                match method.as_str() {
                    "textDocument/diagnostic" => client.answer(&id, Ok(self.report(document.as_ref(), &params))),
                    "textDocument/codeLens" => client.answer(&id, Ok(self.lenses(document.as_ref()))),
                    "codeLens/resolve" => client.answer(&id, self.lens(document.as_ref(), params)),
                    "workspace/executeCommand" => client.answer(&id, self.execute(document.as_ref(), &params)),
                    "textDocument/rename" => {
                        let found = self.of(document, params, |view, params| view.rename(params));
                        client.answer(&id, found.and_then(|found| Ok(found.transpose()?.flatten())));
                    }
                    $($name => client.answer(&id, self.of(document, params, |view, params| view.$answer(params))),)*
                    _ => {
                        let message = format!("there is no method `{method}`");
                        client.refuse(&id, error(ErrorCodes::MethodNotFound, message));
                    }
                }
            };
        }
        answers! {
            "textDocument/codeAction" => actions,
            "textDocument/completion" => completion,
            "textDocument/hover" => hover,
            "textDocument/signatureHelp" => signature,
            "textDocument/inlayHint" => hints,
            "textDocument/documentSymbol" => symbols,
            "textDocument/foldingRange" => folds,
            "textDocument/selectionRange" => selections,
            "textDocument/definition" => definition,
            "textDocument/prepareRename" => renamed_part,
            "textDocument/formatting" => formatting,
            "textDocument/semanticTokens/full" => tokens,
        }
    }

    /// The diagnostics for a client that asks for them.
    fn report(&mut self, snapshot: Option<&Snapshot>, params: &Value) -> DocumentDiagnosticReport {
        let document = snapshot.and_then(|snapshot| Some((snapshot, self.look(snapshot)?)));
        let diagnostics = document.map(|(snapshot, document)| self.view(snapshot, &document).diagnostics());
        report(diagnostics.unwrap_or_default(), params)
    }

    /// A lens for each filter, if the configuration names saved jobs.
    fn lenses(&mut self, snapshot: Option<&Snapshot>) -> Option<Vec<CodeLens>> {
        let document = self.look(snapshot?)?;
        self.analyses.get(&snapshot?.uri).filter(|known| known.jobs.is_some())?;
        Some(self.view(snapshot?, &document).lenses())
    }

    fn lens(&mut self, snapshot: Option<&Snapshot>, params: Value) -> Result<CodeLens, Error> {
        let lens: CodeLens = serde_json::from_value(params)
            .map_err(|problem| error(ErrorCodes::InvalidParams, problem.to_string()))?;
        let revision = lens.data.as_ref().and_then(|data| data.get("revision")).and_then(Value::as_u64);
        let current = snapshot.filter(|snapshot| Some(snapshot.revision) == revision);
        let Some((snapshot, document)) =
            current.and_then(|snapshot| Some((snapshot, self.document(snapshot)?)))
        else {
            return Err(error(
                ErrorCodes::Custom(LspErrorCodes::ContentModified.into()),
                "the text has changed",
            ));
        };
        let view = self.view(snapshot, &document);
        let filter = view.filter_to_try(view.offset(lens.range.start));
        let count = filter.and_then(|filter| {
            let jobs = self.jobs(snapshot)?;
            Ok(self.counts.of(&jobs, &filter))
        });
        Ok(self.view(snapshot, &document).lens(lens, count))
    }

    /// The saved jobs for a document, or why there are none.
    fn jobs(&mut self, snapshot: &Snapshot) -> Result<Arc<SavedJobs>, String> {
        let path = self.analyses.get(&snapshot.uri).and_then(|known| known.jobs.clone());
        let Some(path) = path else {
            return Err("`comfilter.toml` names no file of `saved-jobs`".to_owned());
        };
        let name = path.to_string_lossy();
        match self.workspace.jobs(&path) {
            Ok(jobs) => {
                self.failures.remove(&*name);
                Ok(jobs)
            }
            Err(message) => {
                self.complain(&name, message);
                Err("the file of saved jobs cannot be read".to_owned())
            }
        }
    }

    /// Runs a command. Its answer is text, which is also shown, because not every editor shows the answer.
    fn execute(&mut self, snapshot: Option<&Snapshot>, params: &Value) -> Result<String, Error> {
        let command = params.get("command").and_then(Value::as_str).unwrap_or_default();
        let place = Place::of(params).filter(|_| COMMANDS.contains(&command));
        let Some(place) = place else {
            let message = format!("there is no command {} for these arguments", Quoted(command));
            return Err(error(ErrorCodes::InvalidParams, message));
        };
        let found = snapshot.and_then(|snapshot| Some((snapshot, self.look(snapshot)?)));
        let text = match found {
            None => why_no_document(snapshot).to_owned(),
            Some((snapshot, document)) => {
                let view = self.view(snapshot, &document);
                let at = view.offset(place.position);
                if command == WHY_NOTHING {
                    view.why_nothing(at)
                } else {
                    let filter = view.filter_to_try(at);
                    let tried = filter.and_then(|filter| Ok(explained(&self.jobs(snapshot)?, &filter)));
                    tried.unwrap_or_else(|reason| format!("not tried: {reason}"))
                }
            }
        };
        self.client.notify("window/showMessage", json!({ "type": 3, "message": text }));
        Ok(text)
    }

    /// Shows why a file cannot be used, once for all documents until it can be used again.
    fn complain(&mut self, about: &str, message: String) {
        if !self.failures.values().any(|known| *known == message) {
            self.client.notify("window/showMessage", json!({ "type": 1, "message": message }));
        }
        self.failures.insert(about.to_owned(), message);
    }

    /// The answer about a document, if it is open and holds filters; otherwise null.
    fn of<P: DeserializeOwned, R: Serialize>(
        &mut self,
        snapshot: Option<Snapshot>,
        params: Value,
        answer: impl FnOnce(&View<'_>, P) -> R,
    ) -> Result<Option<R>, Error> {
        let params = serde_json::from_value(params)
            .map_err(|problem| error(ErrorCodes::InvalidParams, problem.to_string()))?;
        let Some(snapshot) = snapshot else { return Ok(None) };
        let Some(document) = self.document(&snapshot) else { return Ok(None) };
        Ok(Some(answer(&self.view(&snapshot, &document), params)))
    }

    fn view<'v>(&'v self, snapshot: &'v Snapshot, document: &'v Document) -> View<'v> {
        View { snapshot, document, abilities: &self.abilities }
    }

    /// The analysis of a document, if there is one, else a new one.
    fn document(&mut self, snapshot: &Snapshot) -> Option<Arc<Document>> {
        match self.analyses.get(&snapshot.uri) {
            Some(known) if known.revision == snapshot.revision => Some(Arc::clone(&known.document)),
            _ => self.look(snapshot),
        }
    }

    /// The analysis of a document with the configuration as it is now.
    fn look(&mut self, snapshot: &Snapshot) -> Option<Arc<Document>> {
        let holder = snapshot.holder?;
        let path = snapshot.path.as_deref().map(|path| path.as_path());
        let rules = match self.workspace.rules(path) {
            Ok(rules) => rules,
            Err(message) => {
                self.analyses.remove(&snapshot.uri);
                self.complain(&snapshot.uri, message);
                return None;
            }
        };
        self.failures.remove(&*snapshot.uri);
        self.note(rules.generation);
        if let Some(known) = self.analyses.get(&snapshot.uri)
            && known.revision == snapshot.revision
            && known.generation == rules.generation
        {
            return Some(Arc::clone(&known.document));
        }
        let text = snapshot.text.as_str();
        let linter = self.workspace.linter(&rules, path, text);
        let mut document = Document::new(&linter, holder, text.to_owned()).with_width(rules.width);
        if let Some(zone) = self.workspace.zone() {
            document = document.in_zone(zone);
        }
        let document = Arc::new(document);
        let analysis = Analysis {
            revision: snapshot.revision,
            generation: rules.generation,
            document: Arc::clone(&document),
            jobs: rules.jobs,
        };
        self.analyses.insert(Arc::clone(&snapshot.uri), analysis);
        Some(document)
    }

    fn note_current(&mut self) {
        let generation = self.workspace.generation();
        self.note(generation);
    }

    /// Reports a new configuration to the main loop.
    fn note(&mut self, generation: u64) {
        if self.generation.replace(generation).is_some_and(|before| before != generation) {
            let _ = self.events.send(Event::Configuration);
        }
    }
}
