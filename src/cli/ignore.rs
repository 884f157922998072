//! `lint --add-ignore`: comments that ignore findings.

use super::failure::Failure;
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
