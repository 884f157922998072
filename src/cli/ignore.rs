//! `lint --add-ignore`: comments that ignore findings.

use std::path::Path;

use super::counted;
use super::failure::Failure;
use super::files::{self, Unicode};
use super::screen::Screen;
use crate::lint::Linter;
use crate::text::is_unsafe;

/// Comments that ignore findings.
#[derive(Debug, clap::Args)]
pub(super) struct IgnoreArgs {
    /// Add `# comfilter: ignore[…]` to files for every finding, followed by REASON
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fix", "diff", "baseline", "write_baseline", "filters", "urls"]
    )]
    add_ignore: Option<String>,
}

impl IgnoreArgs {
    /// Whether comments are to be added.
    pub(super) fn is_given(&self) -> bool {
        self.add_ignore.is_some()
    }

    /// The reason, if the command adds comments.
    pub(super) fn reason(&self) -> Result<Option<&str>, Failure> {
        match self.add_ignore.as_deref() {
            Some(reason) if reason.chars().any(is_unsafe) => {
                Err(Failure::usage("the reason must be one line of plain text")
                    .with_help("it becomes a comment: write it without control characters"))
            }
            reason => Ok(reason),
        }
    }
}

/// Adds the comments to a file, and returns their number.
pub(super) fn add(
    path: &Path,
    text: &str,
    unicode: Unicode,
    linter: &Linter,
    reason: &str,
) -> Result<usize, Failure> {
    let ignored = linter.add_ignores(text, reason);
    if ignored.count > 0 {
        files::replace(path, text, &ignored.text, unicode)?;
    }
    Ok(ignored.count)
}

/// Reports the number of added comments.
pub(super) fn tell(comments: usize, files: usize, screen: &Screen) {
    screen.note(&format!("{} added to {}", counted(comments, "comment"), counted(files, "file")));
}
