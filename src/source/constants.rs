//! Constants that hold an encoded filter: how a language declares one at the top of a file, and inserts it into a URL.

use super::Part;
use super::encoders::encoding;
use super::language::Language;
use super::outline::{Bracket, Outline};
use super::scopes::Scopes;
use super::syntax::Syntax;
use super::url::upto;
use crate::limits;
use crate::text::{Edit, Span, after_mark, capitalized, encode_value, line_start, offset, percent_decode};

/// The constants of a language.
struct ConstantForm {
    languages: &'static [Language],
    /// The code before the name. The first is written, and the others are also known.
    begins: &'static [&'static str],
    /// The quote around the value.
    quote: &'static str,
    end: &'static str,
    case: NameCase,
    /// The marks of a hole.
    hole: (&'static str, &'static str),
    strings: &'static [StringForm],
    /// Whether a string may also be an attribute or a key, which cannot have a hole.
    has_keys: bool,
    /// Whether a string after a type is the tag of a field, which cannot be joined with anything.
    has_tags: bool,
    /// The marks around the code, if a file may begin with other text.
    marks: Option<(&'static str, &'static str)>,
    /// The beginnings of the statements that stay above it.
    header: &'static [&'static str],
}

/// The words of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameCase {
    /// `JOBS_FILTER`.
    Capitals,
    /// `jobsFilter`.
    Camel,
    /// `JobsFilter`.
    Pascal,
}

/// A kind of strings, and the way to insert a constant into it.
struct StringForm {
    quote: (&'static str, &'static str),
    insert: Insert,
}

#[derive(Debug, Clone, Copy)]
enum Insert {
    /// The string has holes.
    Hole,
    /// Other quotes have them, if the content has none of these characters.
    Requoted(&'static str, &'static str, &'static str),
    /// The string ends, and this mark joins it with the constant.
    Joined(&'static str),
}

impl ConstantForm {
    const fn new(languages: &'static [Language], begins: &'static [&'static str]) -> ConstantForm {
        ConstantForm {
            languages,
            begins,
            quote: "'",
            end: "",
            case: NameCase::Capitals,
            hole: ("${", "}"),
            strings: &[],
            has_keys: false,
            has_tags: false,
            marks: None,
            header: &[],
        }
    }
}

impl StringForm {
    /// The content of a string of this kind, unless that has its quote.
    fn content<'t>(&self, literal: &'t str) -> Option<&'t str> {
        let (open, close) = self.quote;
        let content = literal.strip_prefix(open)?.strip_suffix(close)?;
        (close.is_empty() || !content.contains(close)).then_some(content)
    }
}

const fn string(open: &'static str, close: &'static str, insert: Insert) -> StringForm {
    StringForm { quote: (open, close), insert }
}

static FORMS: [ConstantForm; 7] = [
    ConstantForm {
        quote: "\"",
        hole: ("{", "}"),
        strings: &[
            string("f\"", "\"", Insert::Hole),
            string("f'", "'", Insert::Hole),
            string("\"", "\"", Insert::Requoted("f\"", "\"", "{}")),
            string("'", "'", Insert::Requoted("f'", "'", "{}")),
        ],
        header: &["import ", "from ", "\"", "'"],
        ..ConstantForm::new(&[Language::Python], &[""])
    },
    ConstantForm {
        end: ";",
        has_keys: true,
        strings: &[
            string("`", "`", Insert::Hole),
            string("\"", "\"", Insert::Requoted("`", "`", "`$\\")),
            string("'", "'", Insert::Requoted("`", "`", "`$\\")),
        ],
        header: &["import ", "import{", "\"use strict\"", "'use strict'"],
        ..ConstantForm::new(&[Language::JavaScript, Language::TypeScript], &["const ", "export const "])
    },
    ConstantForm {
        case: NameCase::Pascal,
        strings: &[string("\"", "\"", Insert::Hole), string("'", "'", Insert::Requoted("\"", "\"", "\"$`"))],
        header: &["using ", "[CmdletBinding", "param", "Param", "Import-Module ", "Set-StrictMode "],
        ..ConstantForm::new(&[Language::PowerShell], &["$", "$script:"])
    },
    ConstantForm {
        strings: &[
            string("\"", "\"", Insert::Hole),
            string("'", "'", Insert::Requoted("\"", "\"", "\"$`\\!")),
            // A word has no white space. The body of a here-document has its line ends.
            string("", "", Insert::Requoted("\"", "\"", " \t\r\n\"'`\\!*{}()[]~")),
        ],
        header: &["set ", "shopt ", "source ", ". "],
        ..ConstantForm::new(&[Language::Shell], &["", "readonly ", "export ", "declare -r "])
    },
    ConstantForm {
        quote: "\"",
        case: NameCase::Camel,
        has_tags: true,
        strings: &[string("\"", "\"", Insert::Joined("+")), string("`", "`", Insert::Joined("+"))],
        header: &["package ", "import "],
        ..ConstantForm::new(&[Language::Go], &["const "])
    },
    ConstantForm {
        hole: ("#{", "}"),
        has_keys: true,
        strings: &[string("\"", "\"", Insert::Hole), string("'", "'", Insert::Requoted("\"", "\"", "\"#\\"))],
        header: &["require ", "require_relative "],
        ..ConstantForm::new(&[Language::Ruby], &[""])
    },
    ConstantForm {
        end: ";",
        marks: Some(("<?php", "?>")),
        strings: &[string("\"", "\"", Insert::Joined(".")), string("'", "'", Insert::Joined("."))],
        header: &["<?php", "declare", "namespace ", "use ", "require", "include"],
        ..ConstantForm::new(&[Language::Php], &["const "])
    },
];

/// A constant with an encoded filter, and the edits that insert it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EncodedConstant {
    pub(crate) name: String,
    /// Whether the edits also declare it.
    pub(crate) is_new: bool,
    pub(crate) edits: Vec<Edit>,
}

/// The edits that replace the filter at a place in a URL by a constant: one that the file has, or a new one, whose name
/// begins with that of the list. `None` if the place is not in a string of the file that may contain a constant.
pub(crate) fn constant(
    language: Language,
    text: &str,
    place: Span,
    filter: &str,
    list: &str,
) -> Option<EncodedConstant> {
    let form = FORMS.iter().find(|form| form.languages.contains(&language))?;
    let part = Part::whole(language, text);
    let syntax = language.host()?.syntax;
    let outline = Outline::of(&part, syntax);
    let known =
        known(&outline, form, place, filter).filter(|(_, at)| !runs_before(&outline, syntax, place, *at));
    let known = known.map(|(name, _)| name);
    let is_new = known.is_none();
    let name = known.or_else(|| new_name(form, text, list))?;
    let mut edits = Vec::new();
    if is_new {
        let at = top(&outline, form).filter(|at| *at <= place.start)?;
        edits.push(Edit::insert(at, declaration(form, text, at, &name, filter)));
    }
    edits.extend(insertion(&outline, form, place, &name)?);
    Some(EncodedConstant { name, is_new, edits })
}

/// The edits that insert a constant at a place of a string.
fn insertion(outline: &Outline<'_>, form: &ConstantForm, place: Span, name: &str) -> Option<Vec<Edit>> {
    let text = outline.text;
    let at = outline.at(place.start);
    let whole = outline.span(at);
    let literal = whole.of(text);
    let (string, content) =
        form.strings.iter().find_map(|string| Some((string, string.content(literal)?)))?;
    let (open, close) = string.quote;
    let inside = Span::new(whole.start + offset(open.len()), whole.end - offset(close.len()));
    let before = text.get(..place.start as usize)?;
    let is_value = before.len() >= 7 && before.get(before.len() - 7..)?.eq_ignore_ascii_case("filter=");
    if !inside.contains(place)
        || !is_value
        || is_format(outline, at, content, place)
        || is_encoded(outline, at)
    {
        return None;
    }
    let (begin, end) = form.hole;
    let hole = Edit::replace(place, format!("{begin}{name}{end}"));
    match string.insert {
        Insert::Hole => Some(vec![hole]),
        Insert::Requoted(new_open, new_close, refused) => {
            // `<a href="…">` and `{ "…": value }`.
            let is_key = form.has_keys
                && (text.get(..whole.start as usize)?.ends_with('=')
                    || text.get(whole.end as usize..)?.trim_start().starts_with(':'));
            if is_key || content.contains(|c| refused.contains(c)) {
                return None;
            }
            let (first, last) = (Span::new(whole.start, inside.start), Span::new(inside.end, whole.end));
            Some(vec![Edit::replace(first, new_open), hole, Edit::replace(last, new_close)])
        }
        Insert::Joined(mark) => {
            let code = text.get(..whole.start as usize)?.trim_end();
            let is_value = code.ends_with(|c: char| "(,+=:{[".contains(c)) || code.ends_with("return");
            if form.has_tags && !is_value {
                return None;
            }
            let is_last = place.end == inside.end;
            let written = match is_last {
                true => format!("{close} {mark} {name}"),
                false => format!("{close} {mark} {name} {mark} {open}"),
            };
            let end = if is_last { whole.end } else { place.end };
            Some(vec![Edit::replace(Span::new(place.start, end), written)])
        }
    }
}

/// Whether a function encodes a string, alone or as an argument.
fn is_encoded(outline: &Outline<'_>, at: usize) -> bool {
    let calls = outline.parents(at).take(limits::SOURCE_CALL);
    let mut calls = calls.take_while(|open| outline.bracket(*open) == Some(Bracket::Round));
    calls.any(|open| {
        let call = outline.span_with_callee(open);
        // The string has codes itself.
        let string = outline.span(at);
        let around = [Span::new(call.start, string.start), Span::new(string.end, call.end)];
        let code = around.map(|span| upto(span.of(outline.text), limits::SOURCE_HOLE)).concat();
        encoding(&code).is_known()
    })
}

/// Whether a string is one that a function fills in: a `%` of the constant would have a meaning there.
fn is_format(outline: &Outline<'_>, at: usize, content: &str, place: Span) -> bool {
    let text = outline.text;
    let following = text.get(outline.span(at).end as usize..).unwrap_or_default().trim_start();
    let function = outline.function_of(at).unwrap_or_default().to_ascii_lowercase();
    ["printf", "format"].iter().any(|name| function.contains(name))
        || ["%s", "%d", "%v", "%q"].iter().any(|mark| content.contains(mark))
        || place.of(text).contains("%%")
        || following.starts_with('%')
        || following.starts_with(".format")
}

/// A constant of the file whose value is the encoded filter, declared once and before a place.
/// The result is its name and its node.
fn known(outline: &Outline<'_>, form: &ConstantForm, place: Span, filter: &str) -> Option<(String, usize)> {
    let text = outline.text;
    let variables = || (0..outline.len()).filter_map(|at| Some((at, outline.variable(at)?)));
    let is_value = |value: &str| {
        let is_encoded = |c: char| c.is_ascii_alphanumeric() || "%-._~".contains(c);
        value.chars().all(is_encoded) && percent_decode(value, 0, false).text == filter
    };
    let quotes: &[char] = &['"', '\'', '`'];
    let with_value = variables().filter(|(_, variable)| {
        let value = outline.span(variable.value);
        value.end <= place.start && is_value(value.of(text).trim_matches(quotes))
    });
    let (name, at) = with_value.take(limits::SOURCE_CONSTANTS).find_map(|(at, variable)| {
        let value = outline.span(variable.value);
        let name = variable.name.trim_start_matches('$');
        let code = text.get(line_start(text, outline.span(at).start as usize)..value.start as usize)?;
        let declares = |begin: &&str| {
            let rest = code.strip_prefix(begin).and_then(|rest| rest.strip_prefix(name));
            rest.is_some_and(|rest| rest.trim() == "=")
        };
        let rest = text.get(value.end as usize..)?.split(['\r', '\n']).next()?.trim();
        let is_constant = matches!(rest, "" | ";") && form.begins.iter().any(declares);
        let is_named = form.case != NameCase::Capitals || !name.contains(char::is_lowercase);
        (is_constant && is_named).then_some((name, at))
    })?;
    let times = variables().filter(|(_, variable)| variable.name.trim_start_matches('$') == name).count();
    (times == 1).then(|| (name.to_owned(), at))
}

/// Whether code before the constant at a node calls a function of the file outside of any function: it may use the
/// constant before it has a value.
fn runs_before(outline: &Outline<'_>, syntax: &Syntax, place: Span, constant: usize) -> bool {
    let texts: Vec<Span> = outline.texts().collect();
    let scopes = Scopes::of(outline.text, syntax, &texts);
    let is_top = |at: u32| scopes.at(at).is_none();
    let calls = (0..constant).filter(|at| outline.is_call(*at));
    let mut called = calls.filter_map(|at| Some((outline.span(at).start, outline.callee(at)?)));
    !is_top(place.start) && called.any(|(at, name)| is_top(at) && scopes.named(name).next().is_some())
}

/// The start of the line after that of a place.
fn line_after(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| at + line + 1)
}

/// A name that the file does not contain.
fn new_name(form: &ConstantForm, text: &str, list: &str) -> Option<String> {
    let words = list.split(|c: char| !c.is_ascii_alphanumeric()).chain(["filter"]);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name = match form.case {
        NameCase::Capitals => words.join("_").to_ascii_uppercase(),
        NameCase::Pascal => words.iter().map(|word| capitalized(word)).collect(),
        NameCase::Camel => {
            let rest = words.iter().skip(1).map(|word| capitalized(word));
            words.first().map(|first| (*first).to_owned()).into_iter().chain(rest).collect()
        }
    };
    let numbered = (2..=limits::SOURCE_CONSTANTS).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    // Case does not distinguish names of PowerShell.
    let lower = text.to_ascii_lowercase();
    names.find(|name| !lower.contains(&name.to_ascii_lowercase()))
}

/// The lines that declare a constant at the start of a line, with blank lines around them.
fn declaration(form: &ConstantForm, text: &str, at: u32, name: &str, filter: &str) -> String {
    let ConstantForm { begins, quote, end, .. } = form;
    let begin = begins.first().unwrap_or(&"");
    let space = if form.languages.contains(&Language::Shell) { "" } else { " " };
    let value = encode_value(filter);
    let line_end =
        if text.split('\n').next().is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" };
    let (before, after) = text.split_at_checked(at as usize).unwrap_or((text, ""));
    let is_first = before.trim_start_matches('\u{feff}').is_empty();
    let is_below_blank = before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let is_above_blank = after.starts_with('\n') || after.starts_with("\r\n");
    let above = if is_first || is_below_blank { "" } else { line_end };
    let below = if is_above_blank { "" } else { line_end };
    format!("{above}{begin}{name}{space}={space}{quote}{value}{quote}{end}{line_end}{below}")
}

/// The place for a constant: the line after the statements that must be first, or after the comment that describes the
/// file.
fn top(outline: &Outline<'_>, form: &ConstantForm) -> Option<u32> {
    let text = outline.text;
    let mark = after_mark(text);
    let program = if text.get(mark..)?.starts_with("#!") { line_after(text, mark) } else { mark };
    if form.marks.is_some_and(|(open, _)| !text.get(program..).is_some_and(|code| code.starts_with(open))) {
        return None;
    }
    let mut end = program;
    let begins_line = |at: usize| at == mark || text.get(..at).is_some_and(|before| before.ends_with('\n'));
    for comment in outline.comments.iter().filter(|comment| begins_line(comment.start as usize)) {
        if comment.start as usize > end {
            break;
        }
        let written = comment.of(text).trim_end_matches(['\r', '\n']).len();
        end = end.max(line_after(text, comment.start as usize + written));
    }
    // A comment right above code belongs to it.
    let is_apart = text.get(end..)?.trim_start_matches(['\r', ' ', '\t']).starts_with('\n');
    let mut place = if is_apart { end } else { program };
    let mut at = outline.from(offset(program));
    while at < outline.len().min(limits::SOURCE_GROUP) {
        let start = outline.span(at).start as usize;
        let code = text.get(start..)?;
        let is_header = form.header.iter().any(|begin| code.starts_with(begin));
        if !is_header || !begins_line(start) {
            break;
        }
        let mut done = start;
        let mut ends_open = false;
        // The statement ends with its line, unless a bracket or a comma goes on.
        loop {
            let next = if outline.bracket(at).is_some() { outline.next(at)? } else { at + 1 };
            let last = outline.span(next.checked_sub(1)?);
            if !last.is_empty() {
                done = last.end as usize;
                ends_open = last.of(text) == ",";
            }
            at = next;
            let following = outline.span(at).start as usize;
            let between = text.get(done..following).filter(|_| at < outline.len());
            match between {
                Some(between) if !between.contains('\n') || ends_open || between.contains('\\') => {}
                _ => break,
            }
        }
        place = line_after(text, done);
    }
    let inside = |span: &Span| (span.start as usize) < place && place < span.end as usize;
    let is_inside = outline.comments.iter().any(inside);
    let is_after_code =
        form.marks.is_some_and(|(_, close)| text.get(..place).is_some_and(|before| before.contains(close)));
    (!is_inside && !is_after_code && place < text.len()).then(|| offset(place))
}
