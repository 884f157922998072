//! How far a long run is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cli::progress::Line;
use crate::matcher::Counts;

/// How much of the files was read.
#[derive(Debug)]
pub(super) struct Progress {
    line: Line,
    /// How many bytes of the files were read, as they are stored.
    read: Arc<AtomicU64>,
    /// How many they have.
    size: Option<u64>,
}

impl Progress {
    pub(super) fn new(read: Arc<AtomicU64>, size: Option<u64>) -> Progress {
        Progress { line: Line::new(), read, size: size.filter(|size| *size > 0) }
    }

    /// Shows how far it is, if it is time.
    pub(super) fn show(&mut self, bytes: u64, counts: &Counts) {
        let (read, size) = (&self.read, self.size);
        self.line.show(|time| {
            let read = read.load(Ordering::Relaxed);
            let done = size.map(|size| format!("{:3} %, ", read.min(size) * 100 / size)).unwrap_or_default();
            let rate = u128::from(bytes) / 1_000 / time.as_millis().max(1);
            let Counts { records, matched, failed } = counts;
            let failed = if *failed > 0 { format!(", {failed} failed") } else { String::new() };
            let (whole, tenth) = (bytes / 1_000_000, bytes / 100_000 % 10);
            format!("{done}{whole}.{tenth} MB, {rate} MB/s, {records} records, {matched} matched{failed}")
        });
    }

    pub(super) fn clear(&mut self) {
        self.line.clear();
    }
}
