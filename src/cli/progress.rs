//! One line of a terminal with the progress of a long run.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Shorter work shows nothing.
const LONG: Duration = Duration::from_secs(1);

/// The interval between two updates of the line.
pub(super) const STEP: Duration = Duration::from_millis(200);

/// A line at the end of standard error.
#[derive(Debug)]
pub(super) struct ProgressLine {
    start: Instant,
    /// The time of the next update; `None` if the line is never shown.
    next: Option<Instant>,
    is_shown: bool,
}

impl ProgressLine {
    pub(super) fn new(is_wanted: bool) -> ProgressLine {
        let start = Instant::now();
        ProgressLine { start, next: is_wanted.then(|| start + LONG), is_shown: false }
    }

    /// Shows `text` for the time since the start, if it is time.
    pub(super) fn show(&mut self, text: impl FnOnce(Duration) -> String) {
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        self.next = Some(now + STEP);
        self.is_shown = true;
        // A closed standard error is not a failure.
        let _ = write!(io::stderr().lock(), "\r\x1b[K{}", text(now - self.start));
    }

    /// Removes the line before other output.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
