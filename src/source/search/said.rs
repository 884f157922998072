//! Strings for people: a line of a log, the message of an error. No client sends them.

use super::Search;
use super::encoder::FILLS;
use crate::limits;
use crate::source::Language;
use crate::source::outline::Bracket;

/// Entries with prose.
const TALK: [&str; 11] = [
    "description",
    "summary",
    "title",
    "help",
    "comment",
    "name",
    "message",
    "msg",
    "fail_msg",
    "success_msg",
    "notes",
];

/// Whether an entry of this name contains prose.
pub(in crate::source) fn is_talk(name: &str) -> bool {
    TALK.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Functions and commands that show their arguments, in lower case.
const SAYS: &[&str] = &[
    "print",
    "println",
    "printf",
    "println!",
    "eprintln",
    "eprintln!",
    "eprint!",
    "print!",
    "fprintf",
    "fprintln",
    "log",
    "debug",
    "info",
    "warn",
    "warning",
    "error",
    "trace",
    "verbose",
    "critical",
    "fatal",
    "fatalf",
    "logf",
    "errorf",
    "skipf",
    "panic",
    "panic!",
    "bail!",
    "debug!",
    "info!",
    "warn!",
    "error!",
    "trace!",
    "error_log",
    "writeline",
    "loginformation",
    "logdebug",
    "logwarning",
    "logerror",
    "logtrace",
    "logcritical",
    "message",
    "stop",
    "die",
    "logger",
    "log to console",
];

/// Functions and commands whose output may be a result, or the input of a command. They show a string with prose.
const RETURNS: [&str; 5] = ["echo", "puts", "cat", "write-output", "print"];

/// Words that begin a statement with a message.
const RAISES: [&str; 5] = ["raise", "throw", "die", "fail", "warn"];

/// Commands of PowerShell that show their arguments, and what is piped into them.
const SHOWS: [&str; 6] =
    ["write-host", "write-verbose", "write-debug", "write-warning", "write-error", "write-information"];

/// Commands that write what is piped into them to a file.
const WRITES: [&str; 2] = ["out-file", "add-content"];

impl Search<'_, '_> {
    /// Whether a string of Python is a whole statement, which documents a function. Case: "prose about a wrong filter"
    /// (silent.toml).
    pub(super) fn is_docstring(&self, first: usize, end: usize) -> bool {
        let statement = self.outline.statement(first);
        self.part.language == Language::Python
            && self.outline.raw(first).is_some_and(|raw| raw.contains(' '))
            && statement == (first..end)
            && self.outline.span(first).of(self.outline.text).starts_with("\"\"\"")
    }

    /// Whether the string at a node, which ends before the node `end`, is only shown to people. Case: "a URL that is
    /// only printed" (silent.toml). `is_prose` is whether it has words before its URL.
    pub(super) fn is_said(&self, first: usize, end: usize, is_prose: bool) -> bool {
        let outline = self.outline;
        let is_of = |names: &[&str], name: &str| names.iter().any(|known| name.eq_ignore_ascii_case(known));
        let says = |name: &str| {
            let is_error = name.ends_with("Error") || name.ends_with("Exception");
            is_error || is_of(SAYS, name) || is_of(&SHOWS, name) || is_prose && is_of(&RETURNS, name)
        };
        if outline.name_before(first, 1).is_some_and(says) {
            return true;
        }
        let groups = outline.parents(first).take(limits::SOURCE_CALL);
        for open in groups {
            let Some(name) = outline.callee(open) else { continue };
            let is_call = outline.bracket(open) == Some(Bracket::Round);
            // `logger.info { "…" }`.
            let is_block = outline.bracket(open) == Some(Bracket::Curly) && outline.receiver(open).is_some();
            // `errors.New("…")` of Go, `click.echo("…")` of Python.
            let makes_error =
                matches!((outline.receiver(open), name), (Some("errors"), "New") | (Some(_), "echo"));
            if (is_call || is_block) && says(name) || makes_error {
                return true;
            }
            // A function that makes a string passes it on.
            let joins = FILLS.contains(&name) || outline.syntax.joiners.contains(&name);
            if is_call && !joins || is_block || outline.is_block(open) {
                break;
            }
        }
        let statement = outline.statement(first);
        let begin = outline.name(statement.start).filter(|_| self.is_program());
        let raises = begin.is_some_and(|name| is_of(&RAISES, name));
        let is_shown = || {
            let from = outline.from(self.mentions.line_of(outline.span(first).start).start);
            let command = outline.command_before(first, from);
            let writes =
                |at: usize| outline.name(at).is_some_and(|name| is_of(&SHOWS, name) || is_of(&WRITES, name));
            command.is_some_and(says) || (end..end + 4).any(|at| outline.is(at, b'|') && writes(at + 1))
        };
        raises || self.part.language == Language::PowerShell && is_shown()
    }
}
