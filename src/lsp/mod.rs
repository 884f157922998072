//! A language server: the answers of [`editing`](crate::editing) over the Language Server Protocol.
//!
//! This module is the only one that knows the types of the protocol. A thread reads frames, one writes them, the main
//! loop (`session`) keeps the documents, and one worker answers. The worker analyses each version of a document
//! once; work on an older version is dropped. Files are the business of a [`Workspace`].

mod abilities;
mod actions;
mod answers;
mod commands;
mod diagnostics;
mod documents;
mod frame;
mod jobs;
mod lines;
mod message;
mod queue;
mod session;
mod tokens;
mod uri;
mod view;
mod worker;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use crate::editing::Zone;
use crate::lint::Linter;
use frame::FrameReader;
pub use jobs::SavedJobs;
use message::Client;
use queue::Queue;
use session::{Event, Session};
use worker::Worker;

/// The time between two looks at the process of the editor.
const LOOK: Duration = Duration::from_secs(5);

/// The number of frames that are read ahead.
const AHEAD: usize = 64;

/// The time that the last answers may take to reach the client after the end.
const PARTING: Duration = Duration::from_secs(2);

/// The files around the documents.
pub trait Workspace {
    /// The rules for a file, or for a document without one. They are those of the files as they are now.
    ///
    /// # Errors
    ///
    /// The configuration cannot be used, for this reason.
    fn rules(&mut self, path: Option<&Path>) -> Result<Rules, String>;

    /// A number that changes when a configuration changes.
    fn generation(&mut self) -> u64;

    /// The rules of [`rules`](Workspace::rules) for a file with this text. They may know names that other files of its
    /// folder give a value.
    fn linter(&mut self, rules: &Rules, _path: Option<&Path>, _text: &str) -> Arc<Linter> {
        Arc::clone(&rules.linter)
    }

    /// The folders that the editor shows are now these.
    fn show(&mut self, _folders: Vec<PathBuf>) {}

    /// Files may have changed.
    fn look_again(&mut self) {}

    /// The zone of the user's clock.
    fn zone(&self) -> Option<Arc<dyn Zone>> {
        None
    }

    /// The saved jobs in a file that the rules name.
    ///
    /// # Errors
    ///
    /// The file cannot be read, for this reason.
    fn jobs(&mut self, path: &Path) -> Result<Arc<SavedJobs>, String>;
}

/// The rules for a document.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Checks its filters.
    pub linter: Arc<Linter>,
    /// The file of saved jobs to try its filters on.
    pub jobs: Option<Arc<Path>>,
    /// The length of lines in a formatted file of filters, in characters.
    pub width: usize,
    /// The number of the configuration.
    pub generation: u64,
}

/// Serves one client until it ends the session, its streams end, or its process has ended. Returns the exit code.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    workspace: impl Workspace + Send + 'static,
    is_running: impl Fn(u32) -> bool,
) -> u8 {
    let (events, incoming) = mpsc::sync_channel(AHEAD);
    let (outgoing, written) = mpsc::channel();
    let (parting, parted) = mpsc::channel();
    let queue = Arc::new(Queue::default());
    let client = Client(outgoing);
    thread::spawn({
        let events = events.clone();
        move || read(input, &events)
    });
    thread::spawn({
        let events = events.clone();
        move || {
            write(output, &written);
            let _ = parting.send(());
            // Without a reader there is nothing left to do.
            let _ = events.send(Event::End);
        }
    });
    thread::spawn({
        let mut worker = Worker::new(workspace, client.clone(), Arc::clone(&queue), events);
        let queue = Arc::clone(&queue);
        move || {
            while let Some(job) = queue.next() {
                worker.run(job);
            }
        }
    });
    let mut session = Session::new(client, Arc::clone(&queue));
    let code = loop {
        let event = match incoming.recv_timeout(LOOK) {
            Ok(event) => event,
            Err(RecvTimeoutError::Disconnected) => Event::End,
            Err(RecvTimeoutError::Timeout) => match session.editor() {
                Some(editor) if !is_running(editor) => Event::End,
                _ => continue,
            },
        };
        if let Some(code) = session.handle(event) {
            break code;
        }
    };
    queue.close();
    drop((session, incoming));
    // The writer ends after the worker. Neither is awaited for long: a client may have stopped reading.
    let _ = parted.recv_timeout(PARTING);
    code
}

/// Gives the messages in `input` to a server, one after another, and returns its answers. Each message is done before
/// the next one begins, so the answers are the same every time.
///
/// ```
/// use std::path::{Path, PathBuf};
/// use std::sync::Arc;
///
/// use comfilter::lint::Linter;
/// use comfilter::lsp::{Rules, SavedJobs, Workspace, replay};
/// use comfilter::Schema;
///
/// struct NoFiles;
///
/// impl Workspace for NoFiles {
///     fn rules(&mut self, _: Option<&Path>) -> Result<Rules, String> {
///         let linter = Arc::new(Linter::new(Schema::jobs().clone()));
///         Ok(Rules { linter, jobs: None, width: 100, generation: 0 })
///     }
///
///     fn generation(&mut self) -> u64 {
///         0
///     }
///
///     fn jobs(&mut self, _: &Path) -> Result<Arc<SavedJobs>, String> {
///         Err("there are no files".to_owned())
///     }
/// }
///
/// let request = r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#;
/// let mut answers = Vec::new();
/// replay(format!("Content-Length: {}\r\n\r\n{request}", request.len()).as_bytes(), NoFiles, &mut answers)?;
/// assert!(String::from_utf8_lossy(&answers).contains("the first request must be `initialize`"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// `input` cannot be read, or `output` cannot be written.
pub fn replay(input: impl Read, workspace: impl Workspace, mut output: impl Write) -> io::Result<u8> {
    let (events, incoming) = mpsc::sync_channel(AHEAD);
    let (outgoing, written) = mpsc::channel();
    let queue = Arc::new(Queue::default());
    let client = Client(outgoing);
    let mut session = Session::new(client.clone(), Arc::clone(&queue));
    let mut worker = Worker::new(workspace, client, Arc::clone(&queue), events);
    let mut frames = FrameReader::new(input);
    while let Some(frame) = frames.next()? {
        let code = session.handle(Event::Frame(frame));
        while let Some(job) = queue.try_next() {
            worker.run(job);
            while let Ok(event) = incoming.try_recv() {
                session.handle(event);
            }
        }
        while let Ok(message) = written.try_recv() {
            output.write_all(&message)?;
        }
        if let Some(code) = code {
            return Ok(code);
        }
    }
    Ok(0)
}

fn read(input: impl Read, events: &SyncSender<Event>) {
    let mut frames = FrameReader::new(input);
    // An error is the end of the stream too: the other side has gone away.
    while let Ok(Some(frame)) = frames.next() {
        if events.send(Event::Frame(frame)).is_err() {
            return;
        }
    }
    let _ = events.send(Event::End);
}

fn write(mut output: impl Write, written: &Receiver<Vec<u8>>) {
    for message in written {
        if output.write_all(&message).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}
