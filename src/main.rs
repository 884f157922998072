//! The `comfilter` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    comfilter::cli::run(std::env::args_os())
}
