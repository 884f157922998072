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
        let line = self.line(bytes, counts, now - self.start);
        // That nobody sees it is no failure.
        let _ = write!(io::stderr().lock(), "\r\x1b[K{line}");
    }

    fn line(&self, bytes: u64, counts: &Counts, elapsed: Duration) -> String {
        let read = self.read.load(Ordering::Relaxed);
        let done = self.size.map(|size| format!("{:3} %, ", read.min(size) * 100 / size)).unwrap_or_default();
        let rate = u128::from(bytes) / 1_000 / elapsed.as_millis().max(1);
        let Counts { records, matched, failed } = counts;
        let failed = if *failed > 0 { format!(", {failed} failed") } else { String::new() };
        format!(
            "{done}{}.{} MB, {rate} MB/s, {records} records, {matched} matched{failed}",
            bytes / 1_000_000,
            bytes / 100_000 % 10
        )
    }

    /// Takes the line away, for something else is written.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is() {
        let line = |read, size, bytes, failed| {
            let counts = Counts { records: 20, matched: 3, failed };
            Progress::new(Arc::new(AtomicU64::new(read)), size).line(
                bytes,
                &counts,
                Duration::from_millis(500),
            )
        };
        let told = "12.3 MB, 24 MB/s, 20 records, 3 matched";
        assert_eq!(line(7, None, 12_345_678, 0), told);
        assert_eq!(line(7, Some(0), 12_345_678, 0), told);
        assert_eq!(line(7, Some(20), 12_345_678, 2), format!(" 35 %, {told}, 2 failed"));
        // The file has grown.
        assert_eq!(line(30, Some(20), 12_345_678, 0), format!("100 %, {told}"));
    }
}
