//! `comfilter lsp`: the language server for editors, over standard input and output.

mod names;
mod workspace;
mod zone;

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::config::ConfigArgs;
use super::failure::Failure;
use super::files;
use super::screen::Output;
use crate::cli::Versions;
use crate::lsp;
use workspace::FileWorkspace;

/// Serve an editor over standard input and output, with the Language Server Protocol.
///
/// It checks filters while they are typed, in files of filters and in scripts, as `comfilter lint` does; it offers
/// fixes and completions, and explains. `docs/editors.md` says how to set up each editor.
#[derive(Debug, clap::Args)]
pub(super) struct LspArgs {
    /// Write the messages of the editor to this file, for a report of a fault; it will contain your documents
    #[arg(long, value_name = "FILE", conflicts_with = "replay")]
    record: Option<PathBuf>,
    /// Read the messages from this file instead, one after another, and print the answers
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Use standard input and output, as always
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(args: &LspArgs, given: Option<Versions>) -> Result<u8, Failure> {
    let workspace = FileWorkspace::new(args.config.clone(), given);
    if let Some(path) = &args.replay {
        let file = files::open(path)?;
        return Ok(lsp::replay(file, workspace, BufWriter::new(Output::new()))?);
    }
    let code = match &args.record {
        Some(path) => {
            let copy = File::create(path).map_err(|error| unwritable(path, &error))?;
            lsp::serve(Recorded { input: io::stdin(), copy }, Output::new(), workspace, is_running)
        }
        None => lsp::serve(io::stdin(), Output::new(), workspace, is_running),
    };
    Ok(code)
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("{} cannot be written: {error}", files::shown(path)))
}

/// Copies all that is read.
struct Recorded<R> {
    input: R,
    copy: File,
}

impl<R: Read> Read for Recorded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        self.copy.write_all(out.get(..read).unwrap_or_default())?;
        Ok(read)
    }
}

/// Whether a process still runs.
#[cfg(unix)]
fn is_running(process: u32) -> bool {
    let Some(process) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else {
        return true;
    };
    rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
}

/// The end of standard input says so.
#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}
