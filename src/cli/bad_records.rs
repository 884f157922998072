//! Reports records that cannot be read, on standard error.

use std::path::Path;

use super::screen::Screen;
use super::source;
use crate::matcher::RecordError;

/// The exit code if some records are bad.
pub(super) const BAD_RECORDS: u8 = 3;

/// The number of bad records that are reported in full.
pub(super) const TOLD: usize = 10;

/// Counts the reported bad records.
#[derive(Debug, Default)]
pub(super) struct BadRecords {
    told: usize,
    /// Whether one of them is an error response.
    has_refusal: bool,
}

impl BadRecords {
    /// The number of further records to report in full.
    pub(super) fn left(&self) -> usize {
        TOLD - self.told.min(TOLD)
    }

    /// Reports the place and the fault of one, unless there were many.
    pub(super) fn report(&mut self, path: &Path, error: &RecordError, screen: &Screen) {
        if self.left() > 0 {
            self.told += 1;
            self.has_refusal |= error.is_refusal();
            let (name, line, column) = (source::short_name(path), error.line(), error.column());
            screen.note(&format!("{name}:{line}:{column}: {}", error.message()));
        }
    }

    /// Reports the number of all bad records.
    pub(super) fn finish(&self, failed: u64, records: u64, screen: &Screen) {
        if failed == 0 {
            return;
        }
        let plural = if records == 1 { "" } else { "s" };
        let was = if failed == 1 { "was" } else { "were" };
        let first = match self.told {
            shown if failed > shown as u64 => format!("; the first {shown} are listed above"),
            _ => String::new(),
        };
        screen.warning(&format!(
            "{failed} of {records} record{plural} cannot be read and {was} skipped{first}"
        ));
        if self.has_refusal {
            screen.help("a request failed: check its token and its URL, and send it again");
        } else if failed == records {
            screen.help(
                "records are JSON: one on each line, an array of them, or list responses as the service sends them",
            );
        }
    }
}
