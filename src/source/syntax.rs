//! How a language writes strings, comments and entries: the tables that its file fills.

use std::borrow::Cow;

use super::fragment::Fragment;
use super::language::Language;
use super::outline::{Bracket, CommandWords, Outline};
use super::scopes::Functions;
use super::{Part, Sites};
use crate::text::{Escaping, Quotes, Span};

/// A language in whose files filters are found.
pub(super) struct HostLanguage {
    pub(super) language: Language,
    /// Endings of files, without the dot; the first is the usual one.
    pub(super) extensions: &'static [&'static str],
    /// The names of a block of code, besides the endings.
    pub(super) aliases: &'static [&'static str],
    pub(super) reader: HostReader,
    /// Whether people read it, and code in it is shown and not run.
    pub(super) is_document: bool,
    /// Adds the filter that the code of a hole is all of, in languages whose holes are expressions; whether there
    /// is one.
    pub(super) expression: Option<ExpressionOf>,
}

pub(super) type ExpressionOf = fn(&Part<'_>, Span, Option<String>, &mut Sites) -> bool;

impl HostLanguage {
    pub(super) const fn new(
        language: Language,
        extensions: &'static [&'static str],
        aliases: &'static [&'static str],
        reader: HostReader,
    ) -> HostLanguage {
        HostLanguage { language, extensions, aliases, reader, is_document: false, expression: None }
    }

    pub(super) const fn of_documents(self) -> HostLanguage {
        HostLanguage { is_document: true, ..self }
    }

    pub(super) const fn with_expressions(self, expression: ExpressionOf) -> HostLanguage {
        HostLanguage { expression: Some(expression), ..self }
    }
}

/// How a language is read.
pub(super) enum HostReader {
    /// As a program by a table, or as data.
    Program(&'static Syntax),
    /// By a reader of its own.
    Own(fn(&Part<'_>, &mut Sites)),
}

/// How a language writes strings, comments, entries and functions.
pub(super) struct Syntax {
    pub(super) line_comments: &'static [&'static str],
    pub(super) block_comments: &'static [(&'static str, &'static str)],
    /// Whether a string begins with this byte.
    pub(super) starts: fn(u8) -> bool,
    /// The string that the text begins with.
    pub(super) open: for<'t> fn(&'t str) -> Option<Open<'t>>,
    /// Characters of names besides letters, digits and `_`.
    pub(super) name: &'static [u8],
    /// The mark that joins two strings.
    pub(super) join: u8,
    /// Whether two strings side by side are one.
    pub(super) adjacent: bool,
    /// Whether `/…/` may be a pattern.
    pub(super) patterns: bool,
    /// The mark before a character outside of strings that means nothing there.
    pub(super) escape: Option<u8>,
    /// The entries that this language has besides those of every language.
    pub(super) entries: &'static [EntryForm],
    /// Whether `{ filter }` is an entry with the value of the variable.
    pub(super) shorthand: bool,
    /// Whether each variable begins with `$`.
    pub(super) marks_variables: bool,
    /// The statement or the table round a place, for languages in which it is more than a line. The second place
    /// is the lines that are near.
    pub(super) statement: Option<fn(&str, u32, Span) -> Span>,
    pub(super) functions: Functions,
    /// The commands that its statements are, as far as they may send a filter.
    pub(super) commands: Option<CommandsOf>,
    /// The code in other languages that its strings contain.
    pub(super) scripts: Option<ScriptsOf>,
}

pub(super) type CommandsOf = for<'t> fn(&Outline<'t>, Span) -> Vec<CommandWords<'t>>;
pub(super) type ScriptsOf = for<'t> fn(&Outline<'t>, Span) -> Vec<Script<'t>>;

/// Code in another language, and the nodes that it takes.
pub(super) struct Script<'t> {
    pub(super) language: Language,
    pub(super) text: Fragment<'t>,
    pub(super) escaping: &'static Escaping,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// How an entry looks.
pub(super) struct EntryForm {
    /// The marks between its key and its value.
    pub(super) operator: &'static str,
    pub(super) key: EntryKey,
    pub(super) place: Surrounding,
}

impl EntryForm {
    pub(super) const fn new(operator: &'static str, key: EntryKey, place: Surrounding) -> EntryForm {
        EntryForm { operator, key, place }
    }
}

/// The key of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKey {
    Text,
    Name,
    Any,
}

/// The place of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surrounding {
    Anywhere,
    /// After a dot: `query.filter`.
    Member,
    Within(&'static [Bracket]),
    /// In a group after this mark: `@{ … }`.
    After(u8),
    /// In the braces after `new`.
    New,
}

/// A language whose strings are not those of programs: the others say what differs.
pub(super) const PLAIN: Syntax = Syntax {
    line_comments: &[],
    block_comments: &[],
    starts: |_| false,
    open: |_| None,
    name: b"",
    join: 0,
    adjacent: false,
    patterns: false,
    escape: None,
    entries: &[],
    shorthand: false,
    marks_variables: false,
    statement: None,
    functions: Functions::IN_BRACES,
    commands: None,
    scripts: None,
};

/// How a string begins and ends.
#[derive(Debug, Clone)]
pub(super) struct Open<'t> {
    pub(super) form: &'static Form,
    /// Bytes before its text.
    pub(super) length: usize,
    pub(super) close: Cow<'t, str>,
}

impl<'t> Open<'t> {
    pub(super) fn new(form: &'static Form, length: usize, close: &'t str) -> Open<'t> {
        Open { form, length, close: Cow::Borrowed(close) }
    }
}

/// A kind of strings.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) escapes: Escapes,
    pub(super) holes: &'static [HoleForm],
    /// Whether it may hold line breaks.
    pub(super) lines: bool,
    pub(super) trim: Trim,
    pub(super) inside: &'static Escaping,
    /// The quotes in which it may be written anew.
    pub(super) anew: Option<&'static Quotes>,
    /// The escapes that code in its holes needs.
    pub(super) code: Option<&'static Escaping>,
}

impl Form {
    /// A string on one line, without holes.
    pub(super) const fn new(escapes: Escapes, inside: &'static Escaping) -> Form {
        Form { escapes, holes: &[], lines: false, trim: Trim::Nothing, inside, anew: None, code: None }
    }

    pub(super) const fn holes(self, holes: &'static [HoleForm]) -> Form {
        Form { holes, ..self }
    }

    /// A string that may hold line breaks.
    pub(super) const fn lines(self) -> Form {
        Form { lines: true, ..self }
    }

    pub(super) const fn trim(self, trim: Trim) -> Form {
        Form { trim, ..self }
    }

    pub(super) const fn anew(self, quotes: &'static Quotes) -> Form {
        Form { anew: Some(quotes), ..self }
    }

    pub(super) const fn code(self, escaping: &'static Escaping) -> Form {
        Form { code: Some(escaping), ..self }
    }
}

/// How a string writes a character that it cannot contain as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    /// `\n`, `\x41`, `\u0041`: as C has it.
    C,
    /// `\'` and `\\` alone.
    Quote,
    /// A backslash keeps a quote from ending the string, and both are its text.
    Kept,
    /// PowerShell's backtick, and the quote twice.
    Backtick,
    /// The quote twice.
    Doubled,
}

/// The part of a string's text that only its author sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trim {
    Nothing,
    /// A line break at its beginning.
    FirstLine,
    /// That, and the blanks that all of its lines begin with.
    Indent,
    /// The blanks after a line break that a backslash takes out.
    Continued,
}

/// How a string puts values in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HoleForm {
    /// `${…}`.
    DollarBrace,
    /// `$name`, with the scope of PowerShell.
    DollarName,
    /// `$(…)`.
    DollarParenthesis,
    /// `{…}`, and `{{` for a brace.
    Brace,
    /// `{…}` and `${…}` of prose: on one line, with no brace in it.
    Prose,
    /// `{name}`, `{0}`, `[[name]]`: of templates in data.
    Name,
    /// `@{…}`, with no brace in it.
    AtBrace,
    /// `{$…}`.
    BraceDollar,
    /// `#{…}`.
    HashBrace,
    /// `{{ … }}`, and `{{{ … }}}`.
    Mustache,
    /// `{% … %}`.
    Statement,
    /// `%s`, `%(name)s`, and `%%` for a percent sign.
    Percent,
    /// `` `…` ``, of shells.
    Backtick,
    /// `<name>`.
    Angle,
}
