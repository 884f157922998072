//! The tables with the strings, comments and entries of a language, which its file fills.

use std::borrow::Cow;

use super::clients::Evidence;
use super::fragment::{Fragment, Hole, Pattern};
use super::language::Language;
use super::lex::Token;
use super::outline::{Bracket, CommandWords, Outline};
use super::scopes::Functions;
use super::{Part, Sites};
use crate::decode::QueryEncoder;
use crate::text::{Escaping, Quotes, Span};

/// A language whose files may contain filters.
pub(super) struct HostLanguage {
    pub(super) language: Language,
    /// The extensions of its files, without the dot; the first is the usual one.
    pub(super) extensions: &'static [&'static str],
    /// The names of its files without an extension, or with any after a dot: `Dockerfile`, `Dockerfile.dev`.
    pub(super) names: &'static [&'static str],
    /// The names of a fenced block of code, besides the extensions.
    pub(super) aliases: &'static [&'static str],
    pub(super) syntax: &'static Syntax,
    /// Whether it is for readers, so its code is shown and not run.
    pub(super) is_document: bool,
    /// Adds the filter that is the whole code of a hole, in languages whose holes are expressions. The result
    /// is whether the hole has one.
    pub(super) expression: Option<ExpressionOf>,
}

pub(super) type ExpressionOf = fn(&Part<'_>, &Hole, Option<String>, &mut Sites) -> bool;

impl HostLanguage {
    pub(super) const fn new(
        language: Language,
        extensions: &'static [&'static str],
        aliases: &'static [&'static str],
        syntax: &'static Syntax,
    ) -> HostLanguage {
        HostLanguage {
            language,
            extensions,
            names: &[],
            aliases,
            syntax,
            is_document: false,
            expression: None,
        }
    }

    pub(super) const fn with_names(self, names: &'static [&'static str]) -> HostLanguage {
        HostLanguage { names, ..self }
    }

    pub(super) const fn of_documents(self) -> HostLanguage {
        HostLanguage { is_document: true, ..self }
    }

    pub(super) const fn with_expressions(self, expression: ExpressionOf) -> HostLanguage {
        HostLanguage { expression: Some(expression), ..self }
    }
}

/// The parts of a file that may hold filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Searched {
    Strings,
    /// Only the URLs in its strings, as in prose.
    Urls,
    /// Only the code of other languages in it.
    Scripts,
}

/// The strings, comments, entries and functions of a language.
pub(super) struct Syntax {
    /// The reader of a whole file, if its outline is not that of all its tokens.
    pub(super) read: Option<ReaderOf>,
    pub(super) line_comments: &'static [&'static str],
    pub(super) block_comments: &'static [(&'static str, &'static str)],
    /// Whether a string begins with this byte.
    pub(super) starts: fn(u8) -> bool,
    /// The string at the start of the text.
    pub(super) open: for<'t> fn(&'t str) -> Option<Open<'t>>,
    /// Characters of names besides letters, digits and `_`.
    pub(super) name: &'static [u8],
    /// The mark that joins two strings.
    pub(super) join: u8,
    /// Another way to write that mark, or one of several characters.
    pub(super) join_spelling: Option<&'static str>,
    /// Functions that join their arguments.
    pub(super) joiners: &'static [&'static str],
    /// Whether the holes contain code, in a language without a mark that joins strings.
    pub(super) has_code: bool,
    /// Whether the client encodes whole URLs, so they are plain text.
    pub(super) encodes_urls: bool,
    /// The client that encodes the value of a pair, if it keeps some characters.
    pub(super) pairs: Option<QueryEncoder>,
    /// Whether two strings side by side are one.
    pub(super) adjacent: bool,
    /// The characters that need an escape in single quotes, if a word may have them, and in double quotes.
    pub(super) special_in_single: Option<&'static [char]>,
    pub(super) special_in_double: &'static [char],
    /// Whether `/…/` may be a regular expression.
    pub(super) patterns: bool,
    /// The mark before a character that takes its meaning away, outside of strings.
    pub(super) escape: Option<u8>,
    /// The entries of this language, besides those of every language.
    pub(super) entries: &'static [EntryForm],
    /// Whether `{ filter }` is an entry with the value of the variable.
    pub(super) shorthand: bool,
    /// A mark that belongs to the name of a variable before it, and begins the query of a URL.
    pub(super) swallows: Option<char>,
    /// Whether each variable begins with `$`.
    pub(super) marks_variables: bool,
    /// The commands that send a string as the body of a GET.
    pub(super) bodies: Option<&'static BodySender>,
    /// Calls that add a parameter to a query, which other languages call otherwise.
    pub(super) query_calls: &'static [&'static str],
    /// Whether a key that is a name is the field of a type, and not a parameter.
    pub(super) names_fields: bool,
    /// Whether two names that differ only in case are the same.
    pub(super) ignores_case: bool,
    /// The statement or the table around a place, in languages whose statements may be longer than a line.
    /// The last argument is the lines that are near.
    pub(super) statement: Option<fn(&str, u32, Span) -> Span>,
    pub(super) functions: Functions,
    /// The tokens of a language whose words are not those of programs, and the text of such a word.
    pub(super) words: Option<(TokensOf, WordOf)>,
    /// The commands among its statements that may send a filter.
    pub(super) commands: Option<CommandsOf>,
    /// The code of other languages in its strings.
    pub(super) scripts: Option<ScriptsOf>,
    /// Whether it inserts values into these scripts, also into their single quotes.
    pub(super) fills: bool,
    /// Looks at the filters of a whole part, once they are known.
    pub(super) finish: Option<FinishOf>,
    pub(super) searched: Searched,
    /// The language of the code in the holes of its strings, in files that a template engine reads. Each of
    /// their entries may be a variable of that code.
    pub(super) template: Option<&'static Syntax>,
}

/// Takes the host text, a range of it, whether a document shows it, and what takes the tokens.
pub(super) type TokensOf = fn(&str, Span, bool, &mut dyn FnMut(Token, Span));
pub(super) type WordOf = fn(&mut Fragment<'_>, Span, Pattern);
pub(super) type ReaderOf = for<'t> fn(&'t Part<'_>) -> Outline<'t>;
pub(super) type CommandsOf = for<'t> fn(&Outline<'t>, Span) -> Vec<CommandWords<'t>>;
pub(super) type ScriptsOf = for<'t> fn(&Outline<'t>, Span) -> Vec<Script<'t>>;
pub(super) type FinishOf = fn(&mut Sites, &Part<'_>);

/// Code in another language, and its nodes.
pub(super) struct Script<'t> {
    pub(super) language: Language,
    pub(super) text: Fragment<'t>,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The form of an entry.
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

/// A language without the strings of programs. The others name their differences from it.
pub(super) const PLAIN: Syntax = Syntax {
    read: None,
    line_comments: &[],
    block_comments: &[],
    starts: |_| false,
    open: |_| None,
    name: b"",
    join: 0,
    join_spelling: None,
    joiners: &[],
    has_code: false,
    encodes_urls: false,
    pairs: None,
    adjacent: false,
    special_in_single: None,
    special_in_double: &['"', '%', '^'],
    patterns: false,
    escape: None,
    entries: &[],
    shorthand: false,
    swallows: None,
    marks_variables: false,
    bodies: None,
    query_calls: &[],
    names_fields: false,
    ignores_case: false,
    statement: None,
    functions: Functions::IN_BRACES,
    words: None,
    commands: None,
    scripts: None,
    fills: false,
    finish: None,
    searched: Searched::Strings,
    template: None,
};

/// The commands of a language that add a table to the query of a GET, and send a string as its body.
pub(super) struct BodySender {
    pub(super) client: &'static str,
    /// In lower case.
    pub(super) commands: &'static [&'static str],
    /// The option of the body.
    pub(super) option: &'static str,
    /// The command that makes a string of a table.
    pub(super) serializer: &'static str,
    /// The shortest form of the option of the method, and those of the options of methods that the client does not
    /// know.
    pub(super) method: &'static str,
    pub(super) other_methods: &'static [&'static str],
    /// The variable with the defaults of all options.
    pub(super) defaults: &'static str,
    pub(super) advice: &'static str,
    pub(super) source: Evidence,
}

/// The opening and the close of a string.
#[derive(Debug, Clone)]
pub(super) struct Open<'t> {
    pub(super) form: &'static Form,
    /// The number of bytes before its content.
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
    /// Whether it may contain line breaks.
    pub(super) lines: bool,
    pub(super) trim: Trim,
    pub(super) inside: &'static Escaping,
    /// Other quotes that it may be rewritten with.
    pub(super) requoted: Option<&'static Quotes>,
    /// The escapes that code in its holes needs.
    pub(super) code: Option<&'static Escaping>,
    /// Whether it encodes the values of its holes.
    pub(super) encodes: bool,
}

impl Form {
    /// A string on one line, without holes.
    pub(super) const fn new(escapes: Escapes, inside: &'static Escaping) -> Form {
        Form {
            escapes,
            holes: &[],
            lines: false,
            trim: Trim::Nothing,
            inside,
            requoted: None,
            code: None,
            encodes: false,
        }
    }

    pub(super) const fn holes(self, holes: &'static [HoleForm]) -> Form {
        Form { holes, ..self }
    }

    /// Allows line breaks.
    pub(super) const fn lines(self) -> Form {
        Form { lines: true, ..self }
    }

    pub(super) const fn trim(self, trim: Trim) -> Form {
        Form { trim, ..self }
    }

    pub(super) const fn requoted(self, quotes: &'static Quotes) -> Form {
        Form { requoted: Some(quotes), ..self }
    }

    pub(super) const fn encoding(self) -> Form {
        Form { encodes: true, ..self }
    }

    pub(super) const fn code(self, escaping: &'static Escaping) -> Form {
        Form { code: Some(escaping), ..self }
    }
}

/// The escapes of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    /// `\n`, `\x41`, `\u0041`: the escapes of C.
    C,
    /// Only `\'` and `\\`.
    Quote,
    /// A backslash keeps a quote from ending the string, and both belong to the text.
    Kept,
    /// PowerShell's backtick, and the quote twice.
    Backtick,
    /// The quote twice.
    Doubled,
    /// `&amp;`, `&#39;`: the entities of XML.
    Entities,
}

/// The white space in a string that does not belong to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trim {
    Nothing,
    /// A line break at the start.
    FirstLine,
    /// A line break at the start, and the blanks at the start of every line.
    Indent,
    /// The blanks after a line break with a backslash before it.
    Continued,
    /// The blanks around each line break, which are one blank together, as in a plain or quoted scalar of YAML.
    Flow,
    /// The indentation of a block scalar of YAML.
    Literal,
    /// The same; its lines are joined with a blank.
    Folded,
}

/// The form of a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HoleForm {
    /// `${…}`.
    DollarBrace,
    /// `$name`, in PowerShell with its scope.
    DollarName,
    /// `$(…)`.
    DollarParenthesis,
    /// `{…}`; `{{` is a brace.
    Brace,
    /// `{…}` and `${…}` in prose: on one line, without a brace inside.
    Prose,
    /// `{name}`, `{0}`, `[[name]]`, in templates of data.
    Name,
    /// `@{…}`, without a brace inside.
    AtBrace,
    /// `{$…}`.
    BraceDollar,
    /// `#{…}`.
    HashBrace,
    /// `\(…)`, and `\#(…)` in raw strings.
    BackslashParenthesis,
    /// `{{ … }}`, and `{{{ … }}}`.
    Mustache,
    /// `{% … %}`.
    Statement,
    /// `%s`, `%(name)s`; `%%` is a percent sign.
    Percent,
    /// `` `…` ``, in shells.
    Backtick,
    /// `<name>`.
    Angle,
}
