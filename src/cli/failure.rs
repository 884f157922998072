//! The reason why a command failed, in a line or two.

use std::io;

use super::screen::Screen;

/// The command line cannot be used, or a file cannot be read or written.
pub(super) const COULD_NOT_RUN: u8 = 2;

/// The reason why a command failed.
#[derive(Debug)]
pub(super) struct Failure {
    /// The error; `None` if the reader has gone away.
    message: Option<String>,
    /// More than a line of it.
    details: Option<String>,
    help: Option<String>,
    code: u8,
}

impl Failure {
    /// The command line cannot be used, or a file cannot be read.
    pub(super) fn usage(message: impl ToString) -> Failure {
        Failure { message: Some(message.to_string()), details: None, help: None, code: COULD_NOT_RUN }
    }

    /// The output is already written, and the command ends with `code`.
    pub(super) fn told(code: u8) -> Failure {
        Failure { message: None, details: None, help: None, code }
    }

    /// The same, with another exit code.
    pub(super) fn with_code(mut self, code: u8) -> Failure {
        self.code = code;
        self
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }

    pub(super) fn with_details(mut self, details: String) -> Failure {
        self.details = Some(details);
        self
    }

    /// All of it, for a window.
    #[cfg(feature = "lsp")]
    pub(super) fn text(&self) -> String {
        let help = self.help.as_ref().map(|help| format!("help: {help}"));
        let parts = [self.message.as_deref(), self.details.as_deref(), help.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    /// Prints it on standard error, and returns the exit code.
    pub(super) fn report(&self, screen: &Screen) -> u8 {
        if let Some(message) = &self.message {
            screen.error(message);
        }
        for line in self.details.iter().flat_map(|details| details.lines()) {
            screen.note(line);
        }
        if let Some(help) = &self.help {
            screen.help(help);
        }
        self.code
    }
}

impl From<io::Error> for Failure {
    /// From standard output. A reader that has gone away is not a failure: `… | head`.
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::told(0)
        } else {
            Failure::usage(format!("the output cannot be written: {error}"))
        }
    }
}
