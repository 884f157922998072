//! Standard output and standard error.

#[cfg(unix)]
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
#[cfg(unix)]
use std::os::fd::AsFd;

use clap::{ColorChoice, ValueEnum};
use serde::Serialize;

use super::failure::Failure;
use crate::report::Look;
use crate::text::{safe_line, write_safe_json};

/// How data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DataForm {
    /// For people
    Text,
    /// One JSON document
    Json,
}

/// Standard output. Rust's [`Stdout`] takes no notice of a descriptor that cannot be written, so this
/// writes to its file.
#[derive(Debug)]
pub(super) enum Output {
    #[cfg(unix)]
    File(File),
    Standard(Stdout),
}

impl Output {
    pub(super) fn new() -> Output {
        let stdout = io::stdout();
        #[cfg(unix)]
        if let Ok(file) = stdout.as_fd().try_clone_to_owned() {
            return Output::File(file.into());
        }
        Output::Standard(stdout)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            #[cfg(unix)]
            Output::File(file) => file.write(bytes),
            Output::Standard(stdout) => stdout.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            #[cfg(unix)]
            Output::File(file) => file.flush(),
            Output::Standard(stdout) => stdout.flush(),
        }
    }
}

/// The outputs of a command, and their look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    choice: ColorChoice,
}

impl Screen {
    pub(super) fn new(choice: ColorChoice) -> Screen {
        Screen { choice }
    }

    fn colors(self, terminal: bool) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set("NO_COLOR") => false,
            ColorChoice::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            ColorChoice::Auto => terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    /// The look of a report for people on standard output.
    pub(super) fn look(self, hints: bool) -> Look {
        self.look_on(io::stdout().is_terminal(), hints)
    }

    /// How it looks on standard error.
    pub(super) fn error_look(self, hints: bool) -> Look {
        self.look_on(io::stderr().is_terminal(), hints)
    }

    fn look_on(self, terminal: bool, hints: bool) -> Look {
        if terminal {
            let color = self.colors(true);
            // Without colours, the user wants no other sequence either.
            let links = color && supports_hyperlinks::supports_hyperlinks();
            Look { color, hints, links, ..Look::fancy(width()) }
        } else {
            // With colours in a pipe, the reader can draw lines too.
            let color = self.colors(false);
            Look { color, unicode: color, hints, ..Look::PLAIN }
        }
    }

    /// Writes data to standard output.
    pub(super) fn print(self, text: &str) -> Result<(), Failure> {
        let mut out = Output::new();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// Writes data and a line end. On a terminal nothing in it can move the cursor.
    pub(super) fn print_line(self, text: &str) -> Result<(), Failure> {
        if io::stdout().is_terminal() {
            self.print(&format!("{}\n", safe(text)))
        } else {
            self.print(&format!("{text}\n"))
        }
    }

    /// Writes data as one JSON document, and escapes everything that could move a cursor.
    pub(super) fn print_json(self, data: &impl Serialize) -> Result<(), Failure> {
        let json = serde_json::to_string(data).map_err(io::Error::from)?;
        let mut out = BufWriter::new(Output::new());
        write_safe_json(&mut out, &json)?;
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(())
    }

    pub(super) fn error(self, message: &str) {
        self.say("error: ", "1;31", message);
    }

    pub(super) fn warning(self, message: &str) {
        self.say("warning: ", "1;33", message);
    }

    pub(super) fn help(self, message: &str) {
        self.say("  help: ", "36", message);
    }

    pub(super) fn note(self, message: &str) {
        self.say("", "0", message);
    }

    /// One line on standard error. A closed standard error is not a failure.
    fn say(self, start: &str, style: &str, message: &str) {
        let mut err = io::stderr().lock();
        let message = safe(message);
        let _ = if self.colors(err.is_terminal()) && !start.is_empty() {
            writeln!(err, "\x1b[{style}m{start}\x1b[0m{message}")
        } else {
            writeln!(err, "{start}{message}")
        };
    }
}

/// The text, with `\u{…}` for characters that could move the cursor; line ends stay.
fn safe(text: &str) -> String {
    text.split('\n').map(safe_line).collect::<Vec<_>>().join("\n")
}

/// The width of the terminal, if its shell exports it.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(100).clamp(40, 120)
}
