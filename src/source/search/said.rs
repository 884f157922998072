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
    "setfailed",
    "trigger_error",
    "withfield",
    "with_context",
    "set_attribute",
    "setattribute",
    "shouldprocess",
];

/// Functions and commands whose output may be a result, or the input of a command. They show a string with prose.
const RETURNS: [&str; 13] = [
    "echo",
    "puts",
    "cat",
    "write-output",
    "print",
    "write",
    "fwrite",
    "exit",
    "abort",
    "fail",
    "expect",
    "context",
    "say",
];

/// Words that begin a statement with a message.
const RAISES: [&str; 5] = ["raise", "throw", "die", "fail", "warn"];

/// Whether a command of PowerShell shows its arguments, and what is piped into it: `Write-Host`, `Write-PSFMessage`.
/// `Write-Output` passes them on.
fn shows(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("write-") && lower != "write-output" || lower == "out-host"
}

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
            is_error || is_of(SAYS, name) || shows(name) || is_prose && is_of(&RETURNS, name)
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
            // `errors.New("…")` of Go, `click.echo("…")` and `sys.stderr.write("…")` of Python.
            let makes_error = matches!(
                (outline.receiver(open), name),
                (Some("errors"), "New") | (Some(_), "echo") | (Some("stderr"), "write")
            );
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
        // `assert get("…").ok` sends a request; `assert ok, "…"` has a message.
        let asserts = || {
            begin == Some("assert") && outline.is_before(first, 1, b',') && outline.parent(first).is_none()
        };
        let raises = begin.is_some_and(|name| is_of(&RAISES, name)) || asserts();
        let is_shown = || {
            let from = outline.from(self.mentions.line_of(outline.span(first).start).start);
            let command = outline.command_before(first, from);
            let writes = |at: usize| outline.name(at).is_some_and(|name| shows(name) || is_of(&WRITES, name));
            command.is_some_and(says) || (end..end + 4).any(|at| outline.is(at, b'|') && writes(at + 1))
        };
        raises || self.part.language == Language::PowerShell && is_shown()
    }
}
