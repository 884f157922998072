//! The built command, run as its users run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use super::path;

/// Variables that change the output of the command, including those of agents and CI servers.
const SETTINGS: [&str; 15] = [
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "AGENT",
    "AI_AGENT",
    "ANTIGRAVITY_AGENT",
    "AUGMENT_AGENT",
    "CLAUDECODE",
    "CLINE_ACTIVE",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "OPENCODE",
];

/// A program in the folder of this repository with `comfilter` on its path, and without the user's
/// settings.
pub fn program(name: &str) -> Command {
    let built = path(env!("CARGO_BIN_EXE_comfilter")).parent().unwrap().to_owned();
    let others = std::env::var_os("PATH").unwrap();
    let folders = std::iter::once(built).chain(std::env::split_paths(&others));
    let mut program = Command::new(name);
    program.current_dir(path("")).env("PATH", std::env::join_paths(folders).unwrap()).stdin(Stdio::null());
    for name in SETTINGS {
        program.env_remove(name);
    }
    program
}

pub fn command(args: &[&str]) -> Command {
    let mut command = program(env!("CARGO_BIN_EXE_comfilter"));
    command.args(args);
    command
}

pub fn run(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

/// Runs the command with `input` on standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut child =
        command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A command that rejects its input may end before it is written.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by a signal")
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
