//! How far a long run is, in one line of a terminal.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::matcher::Counts;

/// Work that takes less time shows nothing.
const LONG: Duration = Duration::from_secs(1);

/// So often the line is written anew.
const STEP: Duration = Duration::from_millis(200);

/// A line at the end of standard error.
#[derive(Debug)]
pub(super) struct Progress {
    start: Instant,
    next: Instant,
    is_shown: bool,
    /// How many bytes of the files were read, as they are stored.
    read: Arc<AtomicU64>,
    /// How many they have.
    size: Option<u64>,
}

impl Progress {
    pub(super) fn new(read: Arc<AtomicU64>, size: Option<u64>) -> Progress {
        let start = Instant::now();
        Progress { start, next: start + LONG, is_shown: false, read, size: size.filter(|size| *size > 0) }
    }

    /// Shows how far it is, if the time has come.
    pub(super) fn show(&mut self, bytes: u64, counts: &Counts) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + STEP;
        self.is_shown = true;
        let read = self.read.load(Ordering::Relaxed);
        let done = self.size.map(|size| format!("{:3} %, ", read.min(size) * 100 / size)).unwrap_or_default();
        let rate = u128::from(bytes) / 1_000 / self.start.elapsed().as_millis().max(1);
        let Counts { records, matched, failed } = counts;
        let failed = if *failed > 0 { format!(", {failed} failed") } else { String::new() };
        // That nobody sees it is no failure.
        let _ = write!(
            io::stderr().lock(),
            "\r\x1b[K{done}{}.{} MB, {rate} MB/s, {records} records, {matched} matched{failed}",
            bytes / 1_000_000,
            bytes / 100_000 % 10
        );
    }

    /// Takes the line away, for something else is written.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
