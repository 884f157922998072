//! The content of a program's string, or of joined ones: its text with a hole for each interpolated value,
//! and the map back.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::encoders;
use super::lex::{hole, string, string_end};
use super::plain::{Gives, gives, is_constant_member};
use super::syntax::{Escapes, Form, HoleForm, Syntax, Trim};
use super::url::upto;
use crate::limits;
use crate::syntax::name::is_name;
use crate::text::{Bytes, Escaping, Layer, OffsetMap, Quotes, Span, WordSpelling, offset, replaced};

/// The placeholder of a hole in the text of a fragment; its number comes before the last letter. It needs no
/// encoding, no escape and no quotes in any language, and is a name in a filter. It begins with another
/// letter than a code of `%`, because a `%` may be before it.
const ATOM: &str = "qomf1lterhole";

/// The end of a placeholder. Without it, a number could be the beginning of a longer one.
const ATOM_END: char = 'e';

/// The first bytes of all forms of holes. A string without them has no hole.
static BEGIN: Bytes = Bytes::of(b"${}#%<`@[\\");

/// Whether a string may have a hole.
pub(super) fn may_have_hole(text: &str) -> bool {
    text.bytes().any(|byte| BEGIN.has(byte))
}

/// Whether `text` contains a placeholder already. Then a hole in it could not be recognized.
pub(super) fn has_atom(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), ATOM.as_bytes()).is_some()
}

/// Whether `text` contains a placeholder that was changed, such as one in capitals, so its hole is not recognized.
pub(crate) fn has_broken_atom(text: &str) -> bool {
    text.to_ascii_lowercase().matches(ATOM).count() != atoms(text).count()
}

/// The place and the number of each hole in `text`, in order.
pub(crate) fn atoms(text: &str) -> impl Iterator<Item = (Span, usize)> {
    static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(ATOM));
    FINDER.find_iter(text.as_bytes()).filter_map(|at| {
        let start = at + ATOM.len();
        let rest = text.get(start..)?;
        let digits = rest.find(ATOM_END)?;
        let number = rest.get(..digits)?.parse().ok()?;
        Some((Span::from_range(at..start + digits + ATOM_END.len_utf8()), number))
    })
}

/// The place of an interpolated value.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    /// The part of the host text that the hole replaces. It includes the quotes on both sides if strings are
    /// joined with it.
    pub(crate) place: Span,
    /// The part that a reader sees as the hole.
    pub(crate) shown: Span,
    /// The code in it; empty if the code is elsewhere.
    pub(crate) code: Span,
    /// Whether it is a place of a format string, which holds no code of the language.
    pub(crate) is_pattern: bool,
    /// The arguments of the format string that contains the hole.
    pub(crate) arguments: Span,
    /// Whether the string itself encodes the value.
    pub(crate) encodes: bool,
    /// Whether it is an operand outside of any string.
    pub(crate) is_operand: bool,
    /// The argument among them that is inserted there, if it is known.
    pub(crate) argument: Option<Span>,
    /// Whether its value is encoded, once that is known: several readers ask.
    encoded: OnceCell<bool>,
}

impl Hole {
    /// Whether its value is encoded. `text` is the host text.
    pub(crate) fn is_encoded(&self, text: &str) -> bool {
        let find = || {
            self.is_statement(text)
                || self.is_number(text)
                || self.codes().any(|code| encoders::encodes(code.of(text)))
                || is_constant_member(self.value().of(text), text)
        };
        *self.encoded.get_or_init(|| self.encodes || !self.is_variable(text) && find())
    }

    /// Whether it is only the name of a variable, as most are: `{base}`, `${base}`, `#{base}`, `$base`. A shell fills those
    /// without small letters itself: `$RANDOM`.
    fn is_variable(&self, text: &str) -> bool {
        let shown = self.shown.of(text);
        let inside = shown.trim_start_matches(['$', '#']);
        let name = inside.strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
        let name = name.or_else(|| shown.strip_prefix('$')).unwrap_or_default();
        self.argument.is_none()
            && self.arguments.is_empty()
            && name.bytes().any(|byte| byte.is_ascii_lowercase())
            && is_name(name)
    }

    /// Whether a function that is not known takes its value.
    pub(super) fn may_be_encoded(&self, text: &str) -> bool {
        self.codes().any(|code| encoders::encoding(code.of(text)) == encoders::UrlEncoding::Unknown)
    }

    /// Whether its code is a call of an encoder.
    pub(super) fn is_encoded_by_call(&self, text: &str) -> bool {
        let code = self.value().of(text);
        encoders::encoder_call(code).is_some_and(|call| !call.value.is_empty())
    }

    /// The code that may encode its value: its own, and the argument that is inserted there.
    fn codes(&self) -> impl Iterator<Item = Span> {
        [self.shown, self.argument.unwrap_or(self.arguments)].into_iter()
    }

    /// The code of its value, if that is known: its own, or the argument that is inserted there.
    pub(crate) fn value(&self) -> Span {
        self.argument.unwrap_or(self.code)
    }

    /// Whether its code is a command of a shell.
    pub(super) fn is_command(&self, text: &str) -> bool {
        ["$(", "`"].iter().any(|open| self.shown.of(text).starts_with(open))
    }

    /// `%d` inserts only digits.
    fn is_number(&self, text: &str) -> bool {
        let shown = self.shown.of(text);
        shown.starts_with('%') && shown.ends_with(['d', 'i', 'u', 'x', 'X'])
    }

    /// `{% if x %}` and `{{ if x }}` insert nothing themselves.
    fn is_statement(&self, text: &str) -> bool {
        let shown = self.shown.of(text);
        let word = shown.strip_prefix("{{").map(|inside| inside.trim_start_matches(['-', ' ']));
        let word = word.and_then(|inside| inside.split([' ', '}']).next());
        shown.starts_with("{%")
            || word.is_some_and(|word| ["if", "else", "end", "range", "with"].contains(&word))
    }

    /// Whether each quote of its value is doubled.
    pub(crate) fn is_escaped(&self, text: &str) -> bool {
        if self.is_variable(text) {
            return false;
        }
        let arguments = if self.argument.is_some() { Span::default() } else { self.arguments };
        self.is_statement(text)
            || self.is_number(text)
            || [self.shown, self.argument.unwrap_or_default()]
                .iter()
                .any(|code| encoders::doubles_quotes(code.of(text)) || gives(code.of(text)) != Gives::Any)
            || encoders::doubles_some(arguments.of(text))
            || is_constant_member(self.value().of(text), text)
    }
}

/// Joined strings.
#[derive(Debug)]
pub(super) struct Fragment<'t> {
    /// The host text.
    pub(super) outer: &'t str,
    pub(super) text: String,
    pub(super) map: OffsetMap,
    /// With the characters that are doubled there; see [`WordSpelling::parts`].
    parts: Vec<(Span, &'static Escaping, &'static [char])>,
    requoted: Option<&'static Quotes>,
    pub(super) holes: Vec<Hole>,
    /// The escapes of the string that contains this code.
    pub(super) within: Option<&'static Escaping>,
    pub(super) first_hole: usize,
    /// See [`WordSpelling::operators`].
    operators: Vec<u32>,
    /// The characters that the current string doubles.
    doubled: &'static [char],
    start: u32,
    /// The end of the part of `outer` that has been read.
    end: u32,
    /// The end of the last string, after its quote.
    last: u32,
}

/// How a function inserts values into a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    None,
    /// `%s`.
    Percent,
    /// `{0}`, `{}`, `{name}`.
    Brace,
    /// `<name>`, in documents.
    Angle,
    /// `${name}` and `$name`, or `{{ name }}`, in the templates of Python.
    Dollar,
    /// `${x}` and `$(x)` of the file around a script, also in single quotes.
    Filled,
}

impl<'t> Fragment<'t> {
    pub(super) fn new(outer: &'t str, start: u32) -> Fragment<'t> {
        Fragment::numbered(outer, start, 0)
    }

    /// A fragment whose holes are numbered after the others of the same request.
    pub(super) fn numbered(outer: &'t str, start: u32, first_hole: usize) -> Fragment<'t> {
        Fragment {
            first_hole,
            operators: Vec::new(),
            doubled: &[],
            outer,
            text: String::new(),
            map: OffsetMap::starting_at(start),
            parts: Vec::new(),
            requoted: None,
            holes: Vec::new(),
            within: None,
            start,
            end: start,
            last: start,
        }
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end.max(self.last))
    }

    pub(super) fn at(&self) -> u32 {
        offset(self.text.len())
    }

    /// Skips up to `to`.
    pub(super) fn drop_to(&mut self, to: u32) {
        if to > self.end {
            self.map.push(self.at(), 0, to - self.end);
            self.end = to;
        }
    }

    /// Copies everything up to `to`.
    pub(super) fn take_to(&mut self, to: u32) {
        if to > self.end {
            self.text.push_str(Span::new(self.end, to).of(self.outer));
            self.end = to;
        }
    }

    /// Reads everything before `to` as `text`.
    pub(super) fn decode_to(&mut self, text: &str, to: u32) {
        if to > self.end {
            let at = self.at();
            self.text.push_str(text);
            self.map.push(at, self.at() - at, to - self.end);
            self.end = to;
        }
    }

    /// Reads everything before `to` as a hole. `shown` is the part that a reader sees.
    pub(super) fn hole_to(&mut self, to: u32, shown: Span, code: Span) {
        if to <= self.end {
            return;
        }
        let place = Span::new(self.end, to);
        let number = self.first_hole + self.holes.len();
        self.holes.push(Hole {
            place,
            shown,
            code,
            is_pattern: false,
            is_operand: false,
            arguments: Span::default(),
            argument: None,
            encoded: OnceCell::new(),
            encodes: false,
        });
        let at = self.at();
        // Writing to a `String` cannot fail.
        let _ = write!(self.text, "{ATOM}{number}{ATOM_END}");
        self.map.push(at, self.at() - at, to - self.end);
        self.end = to;
        self.requoted = None;
    }

    /// Reads everything before `to` as an operand that is joined with strings.
    pub(super) fn operand_to(&mut self, to: u32, shown: Span) {
        let holes = self.holes.len();
        self.hole_to(to, shown, shown);
        self.holes.iter_mut().skip(holes).for_each(|hole| hole.is_operand = true);
    }

    /// Notes the quotes that it may be rewritten with.
    pub(super) fn requote(&mut self, quotes: &'static Quotes) {
        self.requoted = Some(quotes);
    }

    /// Notes the end of the last quote.
    pub(super) fn end_at(&mut self, end: u32) {
        self.last = end;
    }

    /// Notes that the next character has a meaning to the shell.
    pub(super) fn operator(&mut self) {
        self.operators.push(self.at());
    }

    /// The hole with this number.
    pub(super) fn hole(&self, number: usize) -> Option<&Hole> {
        self.holes.get(number.checked_sub(self.first_hole)?)
    }

    /// Notes the escapes of the part since `from`.
    pub(super) fn part(&mut self, from: u32, escaping: &'static Escaping) {
        self.parts.push((Span::new(from, self.at()), escaping, self.doubled));
    }

    /// The escapes that code in its first string needs.
    pub(super) fn escaping(&self) -> Option<&'static Escaping> {
        self.parts.first().map(|(_, escaping, _)| *escaping)
    }

    /// Adds a string.
    pub(super) fn string(&mut self, token: Span, syntax: &Syntax, pattern: Pattern) {
        if let Some((_, word)) = syntax.words {
            return word(self, token, pattern);
        }
        let Some(open) = string(self.outer, token, syntax) else { return };
        let is_first = self.parts.is_empty() && self.holes.is_empty();
        let start = token.start + offset(open.length);
        let (_, closes) =
            string_end(self.outer, start as usize, token.end as usize, open.form, &open.close, syntax);
        let close = if closes { offset(open.close.len()) } else { 0 };
        let end = (token.end - close).max(start);
        self.drop_to(start);
        let from = self.at();
        self.doubled = match pattern {
            Pattern::Percent => &['%'],
            Pattern::Brace => &['{', '}'],
            Pattern::None | Pattern::Angle | Pattern::Filled | Pattern::Dollar => &[],
        };
        self.trimmed(end, open.form, &open.close, syntax, pattern);
        self.part(from, open.form.inside);
        self.last = token.end;
        self.requoted = open.form.requoted.filter(|_| is_first && self.holes.is_empty());
    }

    /// Reads up to `end` as the inside of a string, without the line breaks and indentation that its form
    /// trims.
    fn trimmed(&mut self, end: u32, form: &Form, close: &str, syntax: &Syntax, pattern: Pattern) {
        if matches!(form.trim, Trim::Flow | Trim::Literal | Trim::Folded) {
            return self.scalar(end, form, close, syntax, pattern);
        }
        let text = Span::new(self.end, end).of(self.outer);
        let first =
            text.find('\n').filter(|line| text.get(..*line).is_some_and(|line| line.trim().is_empty()));
        if let Some(first) = first.filter(|_| matches!(form.trim, Trim::FirstLine | Trim::Indent)) {
            self.drop_to(self.end + offset(first + 1));
            if form.trim == Trim::Indent {
                let text = Span::new(self.end, end).of(self.outer);
                let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
                let lines = text.split('\n').filter(|line| !line.trim().is_empty());
                let indent = lines.map(blanks).min().unwrap_or(0);
                for line in text.split_inclusive('\n') {
                    let start = self.end;
                    self.drop_to(start + offset(blanks(line).min(indent)));
                    self.inside(start + offset(line.len()), form, close, syntax, pattern);
                }
                return;
            }
        }
        self.inside(end, form, close, syntax, pattern);
    }

    /// Reads up to `end` as the lines of a scalar of YAML.
    fn scalar(&mut self, end: u32, form: &Form, close: &str, syntax: &Syntax, pattern: Pattern) {
        let text = Span::new(self.end, end).of(self.outer);
        let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        // A line may be less indented than the first; YAML refuses that.
        let is_flow = form.trim == Trim::Flow;
        let first = text.lines().find(|line| !is_flow && !line.trim().is_empty());
        let indent = first.map_or(usize::MAX, blanks);
        let begin = self.end;
        let (mut start, mut between) = (begin, "");
        for line in text.split_inclusive('\n') {
            let end_of_line = start + offset(line.len());
            let mut content =
                if end_of_line == end { line.trim_end_matches(['\r', '\n']) } else { line.trim_end() };
            // A backslash removes the line break.
            let backslashes = content.len() - content.trim_end_matches('\\').len();
            let goes_on = form.escapes == Escapes::C && content.len() < line.len() && backslashes % 2 == 1;
            if goes_on {
                content = content.get(..content.len() - 1).unwrap_or_default();
            }
            let skipped = if is_flow && start == begin { 0 } else { blanks(content).min(indent) };
            self.decode_to(between, start + offset(skipped));
            self.inside(start + offset(content.len()), form, close, syntax, pattern);
            between = match form.trim {
                Trim::Literal => "\n",
                _ if goes_on => "",
                _ => " ",
            };
            start = end_of_line;
        }
    }

    /// Reads up to `end` as the inside of a string.
    pub(super) fn inside(&mut self, end: u32, form: &Form, close: &str, syntax: &Syntax, pattern: Pattern) {
        let extra: &[HoleForm] = match pattern {
            Pattern::None => &[],
            Pattern::Percent => &[HoleForm::Percent],
            Pattern::Brace => &[HoleForm::Brace],
            Pattern::Angle => &[HoleForm::Angle],
            Pattern::Dollar => &[HoleForm::DollarBrace, HoleForm::DollarName, HoleForm::Mustache],
            Pattern::Filled => &[HoleForm::DollarBrace, HoleForm::DollarParenthesis],
        };
        let braces = pattern == Pattern::Brace || form.holes.contains(&HoleForm::Brace);
        let escape = match form.escapes {
            Escapes::C | Escapes::Quote => Some('\\'),
            Escapes::Backtick => Some('`'),
            Escapes::Entities => Some('&'),
            Escapes::None | Escapes::Doubled | Escapes::Kept => None,
        };
        let doubled = match form.escapes {
            Escapes::Doubled | Escapes::Backtick => close.chars().next().filter(|_| close.len() == 1),
            _ => None,
        };
        // A backslash and a doubled character are ASCII.
        let [escapes, doubles] = [escape, doubled].map(|c| c.and_then(|c| u8::try_from(c).ok()));
        let stops = |byte: u8| BEGIN.has(byte) || Some(byte) == escapes || Some(byte) == doubles;
        self.text.reserve(end.saturating_sub(self.end) as usize);
        while self.end < end {
            let rest = Span::new(self.end, end).of(self.outer);
            let Some(stop) = rest.bytes().position(stops) else { break };
            self.take_to(self.end + offset(stop));
            let rest = rest.get(stop..).unwrap_or_default();
            let mut characters = rest.chars();
            let first = characters.next().unwrap_or_default();
            let second = characters.next();
            let is_code = first == '\\' && form.holes.contains(&HoleForm::BackslashParenthesis);
            if Some(first) == escape && !(is_code && rest.starts_with("\\(")) {
                self.escaped(rest, form, close);
            } else if Some(first) == doubled && second == doubled {
                self.decode_to(first.encode_utf8(&mut [0; 4]), self.end + 2 * offset(first.len_utf8()));
            } else if braces && matches!(first, '{' | '}') && second == Some(first) {
                self.decode_to(first.encode_utf8(&mut [0; 4]), self.end + 2);
            } else if pattern == Pattern::Percent && first == '%' && second == Some('%') {
                self.decode_to("%", self.end + 2);
            } else if self.is_parameter_name(rest) {
                self.take_to(self.end + 1);
            } else {
                // `glue("{gsub(\"'\", …)}")` of R: the string has escapes for the quotes of its code.
                let is_filled = pattern == Pattern::Brace && form.holes.is_empty() && first == '{';
                let escaped = if is_filled { escaped_code(rest) } else { None };
                let escaped = escaped.map(|length| {
                    let code = Span::new(self.end + 1, self.end + offset(length) - 1);
                    (self.end as usize + length, code)
                });
                let found = escaped.or_else(|| {
                    let mut forms = [form.holes, extra].into_iter();
                    forms.find_map(|forms| hole(self.outer, self.end as usize, end as usize, forms, syntax))
                });
                match found {
                    Some((to, code)) => {
                        let to = offset(to);
                        let written = Span::new(self.end, to).of(self.outer);
                        if let Some(text) = constant(written).filter(|_| form.escapes == Escapes::Backtick) {
                            self.decode_to(text, to);
                            continue;
                        }
                        // A string without holes of its language takes those of the format string.
                        let is_pattern = form.holes.is_empty()
                            && matches!(pattern, Pattern::Percent | Pattern::Brace | Pattern::Dollar);
                        self.hole_to(to, Span::new(self.end, to), code);
                        if let Some(hole) = self.holes.last_mut() {
                            hole.is_pattern = is_pattern;
                            hole.encodes = form.encodes;
                        }
                    }
                    None => self.take_to(self.end + offset(first.len_utf8())),
                }
            }
        }
        self.take_to(end);
    }

    /// Whether `rest` begins with `$filter=` at the start of a parameter: then it is a name, and `$filter`
    /// not a variable.
    fn is_parameter_name(&self, rest: &str) -> bool {
        let begins = self.text.is_empty() || self.text.ends_with(['?', '&']);
        let name = rest.strip_prefix('$').and_then(|rest| rest.get(..7));
        begins && name.is_some_and(|name| name.eq_ignore_ascii_case("filter="))
    }

    /// Reads an escape at the start of `rest`.
    fn escaped(&mut self, rest: &str, form: &Form, close: &str) {
        let mut characters = rest.chars();
        let mark = characters.next().unwrap_or_default();
        let Some(next) = characters.next() else { return self.take_to(self.end + 1) };
        let length = offset(mark.len_utf8() + next.len_utf8());
        let one = |fragment: &mut Self, c: char| {
            fragment.decode_to(c.encode_utf8(&mut [0; 4]), fragment.end + length)
        };
        match (form.escapes, next) {
            (Escapes::Entities, _) => match entity(rest) {
                Some((character, length)) => {
                    self.decode_to(character.encode_utf8(&mut [0; 4]), self.end + offset(length));
                }
                None => self.take_to(self.end + 1),
            },
            (Escapes::Quote, next) if next == '\\' || close.contains(next) => one(self, next),
            (Escapes::Quote, '\n') if close.len() > 1 => self.decode_to("", self.end + length),
            (Escapes::Quote, _) => self.take_to(self.end + 1),
            (Escapes::Backtick, 'n') => one(self, '\n'),
            (Escapes::Backtick, 't') => one(self, '\t'),
            (Escapes::Backtick, 'r') => one(self, '\r'),
            (Escapes::Backtick, next) => one(self, next),
            (_, '\n' | '\r') => {
                let following = rest.get(1..).unwrap_or_default();
                let line = following.find('\n').filter(|line| *line < 2).map_or(0, |line| line + 1);
                let blanks = following.get(line..).map_or(0, |rest| rest.len() - rest.trim_start().len());
                let blanks = if form.trim == Trim::Continued { blanks } else { 0 };
                self.drop_to(self.end + offset(1 + line + blanks));
            }
            (_, 'n') => one(self, '\n'),
            (_, 't') => one(self, '\t'),
            (_, 'r') => one(self, '\r'),
            (_, 'x') => self.code(rest, 2, 2, 16),
            (_, 'u') if rest.starts_with("\\u{") => {
                let digits = upto(rest.get(3..).unwrap_or_default(), 8).find('}').unwrap_or(0);
                self.code(rest, 3, digits, 16);
                if Span::new(self.end, self.end + 1).of(self.outer) == "}" {
                    self.drop_to(self.end + 1);
                }
            }
            (_, 'u') => match surrogates(rest) {
                Some(character) => self.decode_to(character.encode_utf8(&mut [0; 4]), self.end + 12),
                None => self.code(rest, 2, 4, 16),
            },
            (_, 'U') => self.code(rest, 2, 8, 16),
            (_, '0'..='7') => {
                let digits =
                    rest.bytes().skip(1).take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                self.code(rest, 1, digits, 8);
            }
            (_, next) if next.is_ascii_punctuation() => one(self, next),
            (_, _) => self.take_to(self.end + length),
        }
    }

    /// Reads a character code: `digits` digits after `prefix` bytes.
    fn code(&mut self, rest: &str, prefix: usize, digits: usize, radix: u32) {
        let number =
            rest.get(prefix..prefix + digits).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        match number.and_then(char::from_u32) {
            Some(character) => {
                let to = self.end + offset(prefix + digits);
                self.decode_to(character.encode_utf8(&mut [0; 4]), to);
            }
            None => self.take_to(self.end + 2),
        }
    }

    /// The layer of the part at `span`. `outer` maps the host text to the file.
    pub(super) fn layer(
        &self,
        span: Span,
        outer: &OffsetMap,
        within: &[&'static Escaping],
    ) -> Layer<'static> {
        let first = self.parts.partition_point(|(part, ..)| part.end < span.start);
        let parts = self.parts.iter().skip(first).take_while(|(part, ..)| part.start <= span.end);
        let parts = parts.map(|(part, escaping, doubled)| {
            let (start, end) = (part.start.max(span.start), part.end.min(span.end));
            (Span::new(start - span.start, end - span.start), *escaping, *doubled)
        });
        let operators = self.operators.iter().filter(|at| (span.start..=span.end).contains(at));
        let is_raw = |number| self.hole(number).is_some_and(|hole| !hole.is_encoded(self.outer));
        let inserts = atoms(span.of(&self.text)).filter(|(_, number)| is_raw(*number));
        let word = WordSpelling {
            outer: outer.outer(self.span()),
            parts: parts.collect(),
            requoted: self.requoted.filter(|_| span.start == 0 && span.end == self.at()),
            operators: operators.map(|at| at - span.start).collect(),
            inserts: inserts.map(|(place, _)| place.start).collect(),
        };
        Layer {
            text: span.of(&self.text).to_owned().into(),
            map: self.map.part(span, outer),
            word: Some(word),
            within: self.within.iter().chain(within).copied().collect(),
        }
    }
}

/// The character of the entity of XML at the start of `text`, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let name = upto(text.strip_prefix('&')?, ENTITY).split_once(';')?.0;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16)?,
            None => number(name.strip_prefix('#')?, 10)?,
        },
    };
    Some((character, name.len() + 2))
}

/// The length of an entity after its `&`: `#x1f680;`.
const ENTITY: usize = 9;

/// The value that PowerShell inserts for a constant.
fn constant(variable: &str) -> Option<&'static str> {
    let constants = [("$true", "True"), ("$false", "False"), ("$null", "")];
    constants.iter().find(|(name, _)| variable.eq_ignore_ascii_case(name)).map(|(_, text)| *text)
}

/// The character of two halves of UTF-16 at the start of `text`: `\ud83d\ude80`.
fn surrogates(text: &str) -> Option<char> {
    let half = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let halves = [half(0)?, half(6)?];
    if !(0xd800..0xdc00).contains(&halves[0]) {
        return None;
    }
    char::decode_utf16(halves).next()?.ok()
}

/// `text` with its holes written by `source`, and the map from there to the text with placeholders.
pub(crate) fn filled(text: &str, source: impl Fn(usize) -> Option<String>) -> (String, OffsetMap) {
    replaced(text, 0, atoms(text).filter_map(|(atom, number)| Some((atom, source(number)?))))
}

/// The length of a value in braces at the start of `text`, if it contains quotes with an escape of the string around it.
fn escaped_code(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let end = text.bytes().take(limits::SOURCE_HOLE).position(|byte| {
        depth += usize::from(byte == b'{');
        depth -= usize::from(byte == b'}' && depth > 0);
        depth == 0
    })?;
    let code = text.get(..=end)?;
    (code.contains("\\\"") || code.contains("\\'")).then_some(code.len())
}
