//! The work that waits: requests, and documents to check.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use gen_lsp_types::json_rpc::Id;
use serde_json::Value;

use super::abilities::Abilities;
use super::documents::Snapshot;

/// A piece of work.
#[derive(Debug)]
pub(super) enum Job {
    /// Begins the session.
    Start(Arc<Abilities>),
    /// Sends the diagnostics of a document.
    Publish(Snapshot),
    /// Forgets a document.
    Close(Arc<str>),
    /// Looks at the files again.
    Files,
    /// The editor shows other folders.
    Folders(Vec<PathBuf>),
    Request(Request),
}

/// A request that waits.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) id: Id,
    pub(super) method: String,
    pub(super) params: Value,
    /// The document that it asks about.
    pub(super) document: Option<Snapshot>,
}

/// The waiting work. It is done in order; work on an older version is taken out.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    /// The document whose diagnostics are being made; `None` once its text has changed.
    current: Option<Arc<str>>,
    is_closed: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, job: Job) {
        self.lock().jobs.push_back(job);
        self.more.notify_one();
    }

    /// Files have changed: one look at them is enough for several changes.
    pub(super) fn look_again(&self) {
        let mut waiting = self.lock();
        if !waiting.jobs.iter().any(|job| matches!(job, Job::Files)) {
            waiting.jobs.push_back(Job::Files);
            self.more.notify_one();
        }
    }

    pub(super) fn len(&self) -> usize {
        self.lock().jobs.len()
    }

    /// The next job, without waiting for one.
    pub(super) fn try_next(&self) -> Option<Job> {
        self.lock().take()
    }

    /// The next job; `None` once the queue is closed.
    pub(super) fn next(&self) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            if waiting.is_closed {
                return None;
            }
            if let Some(job) = waiting.take() {
                return Some(job);
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends the worker after its current job.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.more.notify_all();
    }

    /// Takes out a request.
    pub(super) fn cancel(&self, id: &Id) -> Option<Request> {
        let mut waiting = self.lock();
        let is_wanted = |job: &Job| matches!(job, Job::Request(request) if request.id == *id);
        let place = waiting.jobs.iter().position(is_wanted)?;
        match waiting.jobs.remove(place) {
            Some(Job::Request(request)) => Some(request),
            _ => None,
        }
    }

    /// Takes out all work on a document, and returns its requests.
    pub(super) fn supersede(&self, uri: &str) -> Vec<Request> {
        let mut waiting = self.lock();
        let is_of = |document: &Snapshot| &*document.uri == uri;
        let mut taken = Vec::new();
        waiting.current = waiting.current.take().filter(|current| **current != *uri);
        for job in std::mem::take(&mut waiting.jobs) {
            match job {
                Job::Publish(document) if is_of(&document) => {}
                Job::Request(request) if request.document.as_ref().is_some_and(is_of) => taken.push(request),
                job => waiting.jobs.push_back(job),
            }
        }
        taken
    }

    /// Whether the diagnostics that the worker has made are still those of the current text.
    pub(super) fn is_current(&self, document: &Snapshot) -> bool {
        self.lock().current.as_ref() == Some(&document.uri)
    }
}

impl Waiting {
    fn take(&mut self) -> Option<Job> {
        let job = self.jobs.pop_front()?;
        self.current = match &job {
            Job::Publish(document) => Some(Arc::clone(&document.uri)),
            _ => None,
        };
        Some(job)
    }
}
