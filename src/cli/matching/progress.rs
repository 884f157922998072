//! The progress of a long run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::cli::progress::ProgressLine;
use crate::matcher::RecordCounts;

/// The progress through the files.
#[derive(Debug)]
pub(super) struct Progress {
    line: ProgressLine,
    /// The number of stored bytes of the files that were read.
    read: Arc<AtomicU64>,
    /// The total of their bytes.
    size: Option<u64>,
}

impl Progress {
    pub(super) fn new(is_wanted: bool, read: Arc<AtomicU64>, size: Option<u64>) -> Progress {
        Progress { line: ProgressLine::new(is_wanted), read, size: size.filter(|size| *size > 0) }
    }

    /// Shows the progress, if it is time.
    pub(super) fn show(&mut self, bytes: u64, counts: &RecordCounts) {
        let Progress { line, read, size } = self;
        line.show(|time| in_words(read.load(Ordering::Relaxed), *size, bytes, counts, time));
    }

    pub(super) fn clear(&mut self) {
        self.line.clear();
    }
}

/// The line after `time`, with `read` bytes of `size` read, which became `bytes`.
fn in_words(read: u64, size: Option<u64>, bytes: u64, counts: &RecordCounts, time: Duration) -> String {
    let done = size.map(|size| format!("{:3} %, ", read.min(size) * 100 / size)).unwrap_or_default();
    let rate = u128::from(bytes) / 1_000 / time.as_millis().max(1);
    let RecordCounts { records, matched, failed } = counts;
    let failed = if *failed > 0 { format!(", {failed} failed") } else { String::new() };
    let (whole, tenth) = (bytes / 1_000_000, bytes / 100_000 % 10);
    format!("{done}{whole}.{tenth} MB, {rate} MB/s, {records} records, {matched} matched{failed}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is() {
        let line = |read, size, bytes, failed| {
            let counts = RecordCounts { records: 20, matched: 3, failed };
            let progress = Progress::new(true, Arc::new(AtomicU64::new(read)), size);
            in_words(read, progress.size, bytes, &counts, Duration::from_millis(500))
        };
        let told = "12.3 MB, 24 MB/s, 20 records, 3 matched";
        assert_eq!(line(7, None, 12_345_678, 0), told);
        assert_eq!(line(7, Some(0), 12_345_678, 0), told);
        assert_eq!(line(7, Some(20), 12_345_678, 2), format!(" 35 %, {told}, 2 failed"));
        // The file has grown.
        assert_eq!(line(30, Some(20), 12_345_678, 0), format!("100 %, {told}"));
    }
}
