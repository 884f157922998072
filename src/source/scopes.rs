//! The functions and the types of a program, by the indentation of their lines, and the values of a name that
//! reach a place.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::encoders::marks;
use super::plain::{is_plain_declared, is_plain_type};
use super::syntax::Syntax;
use super::url::{boundary, upto};
use crate::limits;
use crate::text::{Span, lines, offset};

/// Words that begin a line which looks like the start of a function, and is not one.
const CONTROL: [&str; 22] = [
    "if",
    "else",
    "elseif",
    "elif",
    "for",
    "foreach",
    "while",
    "switch",
    "match",
    "catch",
    "try",
    "finally",
    "do",
    "using",
    "with",
    "lock",
    "synchronized",
    "select",
    "unless",
    "case",
    "return",
    "await",
];

/// Words that begin the body of a type or of a module.
const TYPES: [&str; 10] =
    ["class", "interface", "struct", "enum", "trait", "impl", "module", "namespace", "object", "mod"];

/// Words before them.
const MODIFIERS: [&str; 14] = [
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "abstract",
    "final",
    "sealed",
    "partial",
    "export",
    "default",
    "pub",
    "data",
    "open",
];

/// The names of the object whose type contains the code.
pub(super) const OWN: [&str; 6] = ["self", "this", "cls", "static", "Self", "class"];

/// The names of the types in the header of one: its own, and those that it extends.
pub(super) fn types_in(header: &str) -> impl Iterator<Item = &str> {
    let words = header.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let is_keyword = |word: &&str| {
        TYPES.contains(word) || MODIFIERS.contains(word) || ["extends", "implements", "for"].contains(word)
    };
    words.filter(move |word| !is_keyword(word))
}

/// The start and the end of functions in a language.
pub(super) struct Functions {
    /// Whether a line, with the next one after it, begins a function.
    pub(super) begins: fn(&str, &str) -> bool,
    /// Whether the language has types or modules with a body.
    pub(super) has_types: bool,
    /// Whether a line ends the functions with at least its indentation.
    pub(super) ends: fn(&str) -> bool,
    /// Whether a function ends on its first line.
    pub(super) is_closed: fn(&str) -> bool,
}

impl Functions {
    /// Parameters in parentheses, and a block in braces.
    pub(super) const IN_BRACES: Functions = Functions {
        begins: |line, next| {
            let word = first_word(line);
            let is_whole = line.ends_with(['}', ';']) && (line.contains("=>") || line.contains(") {"));
            let opens = line.ends_with('{') || is_whole || next.starts_with('{') && line.ends_with(')');
            opens
                && line.contains(')')
                && !word.starts_with('}')
                && !CONTROL.contains(&word)
                && !(is_whole && controls(line))
        },
        has_types: true,
        ends: |line| line.starts_with('}'),
        is_closed: |line| line.ends_with(['}', ';']),
    };
}

/// Whether the first block of a line belongs to a loop or a condition: `$f = "…"; foreach ($ids as $id) { … }`.
fn controls(line: &str) -> bool {
    let Some((before, _)) = line.split_once(") {") else { return false };
    let mut depth = 1;
    let open = before.char_indices().rev().find(|(_, c)| {
        depth += i32::from(*c == ')') - i32::from(*c == '(');
        depth == 0
    });
    let named = open.and_then(|(open, _)| before.get(..open)).unwrap_or_default().trim_end();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    CONTROL.contains(&named.rsplit(|c| !is_word(c)).next().unwrap_or_default())
}

/// The lines of a function's header, among which is the one at `index`: each parameter may have its own line.
fn header_lines(text: &str, lines: &[Span], index: usize) -> Span {
    let opened = |line: &Span| {
        let line = upto(line.of(text), limits::SOURCE_HEADER);
        let count = |mark| isize::try_from(line.matches(mark).count()).unwrap_or_default();
        count('(') - count(')')
    };
    let Some(line) = lines.get(index) else { return Span::default() };
    let mut depth = opened(line);
    let goes_on = line.of(text).trim_end().ends_with(['(', ',']);
    let (before, following) = lines.split_at_checked(index).unwrap_or_default();
    let others: &mut dyn Iterator<Item = &Span> = match depth.cmp(&0) {
        Ordering::Less => &mut before.iter().rev(),
        Ordering::Greater if goes_on => &mut following.iter().skip(1),
        _ => return *line,
    };
    let side = depth.signum();
    let end = others.take(limits::SOURCE_LINES).find(|other| {
        depth += opened(other);
        depth.signum() != side
    });
    end.map_or(*line, |end| line.cover(*end))
}

/// The header of a function or a type, before its body.
fn header<'t>(text: &'t str, function: &Function) -> &'t str {
    let line = upto(function.header.of(text), limits::SOURCE_HEADER);
    let body = parameters_end(line).or_else(|| line.find("=>")).or_else(|| line.find(") {"));
    // `def jobs = get(url)` of Ruby.
    let endless = || line.trim_start().starts_with("def ").then(|| line.find(" = ")).flatten();
    let body =
        body.or_else(|| endless().filter(|at| !line.get(..*at).is_some_and(|name| name.contains('('))));
    body.and_then(|body| line.get(..body)).unwrap_or(line)
}

/// The length of the part of a function's first line that is before the function: `const f = ` of `const f = () => {`,
/// and `client = ` of `client = HttpClient(engine) {`. The defaults of parameters belong to the function.
fn before_body(line: &str) -> usize {
    let start = parameters(line).map(|(start, _)| start);
    let arrow = own_arrow(line).map(|arrow| start.unwrap_or(arrow));
    let value = line.find('=').filter(|equals| line.find('(').is_some_and(|open| *equals < open));
    arrow.or(value).unwrap_or_default()
}

/// The arrow of the function that begins on a line. One in the body is another: `function f() { $q = ['filter' => "…"]; }`.
fn own_arrow(line: &str) -> Option<usize> {
    let end = parameters_end(line).unwrap_or_default();
    let rest = line.get(end..).unwrap_or_default().split('{').next().unwrap_or_default();
    rest.find("=>").map(|at| end + at)
}

/// The end of a function of one line: an expression after an arrow ends with its statement, and other members may follow.
fn whole_end(line: &str) -> usize {
    let body = own_arrow(line).map_or(line.len(), |arrow| arrow + 2);
    let code = line.get(body..).unwrap_or_default();
    let mut depth = 0_isize;
    let end = marks(code).find(|(_, mark)| {
        depth += isize::from(matches!(mark, '(' | '[' | '{')) - isize::from(matches!(mark, ')' | ']' | '}'));
        depth == 0 && *mark == ';'
    });
    end.map_or(line.len(), |(at, _)| body + at + 1)
}

/// The end of the parameters in a header.
fn parameters_end(line: &str) -> Option<usize> {
    parameters(line).map(|(_, end)| end)
}

/// The first parentheses of a header that a body or a type follows. An arrow inside of them belongs to the type, or to the
/// default value, of a parameter: `load(cb: (x: string) => void, filter: string) {`.
fn parameters(line: &str) -> Option<(usize, usize)> {
    let arrow = line.find("=>").unwrap_or(line.len());
    let mut open: Vec<usize> = Vec::new();
    let mut found: Option<(usize, usize)> = None;
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(begun), _) if begun != c => {}
            (Some(_), _) => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, '(') => open.push(at),
            (None, ')') => {
                let start = open.pop()?;
                let rest = line.get(at + 1..).unwrap_or_default().trim_start();
                let has_body = ["{", "=>", "->", ":", "="].iter().any(|mark| rest.starts_with(mark));
                if has_body && start < arrow && found.is_none_or(|(outer, _)| start < outer) {
                    found = Some((start, at));
                }
            }
            _ => {}
        }
    }
    found
}

/// The first word of a line; a brace is a part of it.
pub(super) fn first_word(line: &str) -> &str {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '}')).next().unwrap_or_default()
}

/// Whether a line, with the next one after it, begins the body of a type or of a module.
fn begins_type(line: &str, next: &str) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| MODIFIERS.contains(word));
    let is_type = words.next().is_some_and(|word| TYPES.contains(&first_word(word)));
    let is_named = words.next().is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    let opens = line.contains('{') || line.ends_with(':') || next.starts_with('{');
    // A type of Ruby has no mark, and nothing else on its line.
    is_type && is_named && (opens || !line.contains([';', '(', '=', ',']))
}

/// A function, or the body of a type.
struct Function {
    span: Span,
    /// The lines of its name and its parameters. `const f = () => {` gives a value to a variable before the function
    /// begins.
    header: Span,
    indent: usize,
    /// The one that contains it.
    outer: Option<usize>,
    is_type: bool,
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parameter<'t> {
    pub(super) function: &'t str,
    /// The place of the function's header.
    pub(super) header: Span,
    pub(super) name: &'t str,
    /// Its number among the parameters, from 0.
    pub(super) place: usize,
    /// Whether the first one is the object: `self`.
    pub(super) has_self: bool,
    /// The header of the type that the function belongs to; empty for another function.
    pub(super) owner: &'t str,
}

pub(super) struct Scopes<'t> {
    text: &'t str,
    functions: Vec<Function>,
    /// The functions and the types with a name in their header, before their parameters.
    names: BTreeMap<&'t str, Vec<usize>>,
    /// The start of each line, and its indentation.
    lines: Vec<(u32, usize)>,
}

/// A value that is assigned to a name.
#[derive(Debug)]
pub(super) struct Given<V> {
    pub(super) at: u32,
    /// Whether it is added to the name's previous value.
    pub(super) adds: bool,
    pub(super) value: V,
}

impl<'t> Scopes<'t> {
    /// `texts` are the strings that may span several lines, in order.
    pub(super) fn of(text: &'t str, syntax: &Syntax, texts: &[Span]) -> Scopes<'t> {
        let kind = &syntax.functions;
        let mut functions: Vec<Function> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let lines = lines(text, Span::from_range(0..text.len()));
        let mut indents = Vec::with_capacity(lines.len());
        let mut texts = texts.iter().peekable();
        let mut next = "";
        for (index, line) in lines.iter().enumerate() {
            let written = line.of(text);
            let words = if index == 0 { written.trim() } else { next };
            next = lines.get(index + 1).map_or("", |next| next.of(text).trim());
            let indent = written.len() - written.trim_start().len();
            indents.push((line.start, indent));
            while texts.next_if(|text| text.end <= line.start).is_some() {}
            let is_inside = texts.peek().is_some_and(|text| text.start < line.start);
            if words.is_empty() || is_inside {
                continue;
            }
            let closes = (kind.ends)(words);
            while let Some(last) = open.last().filter(|_| closes) {
                let Some(function) = functions.get_mut(*last).filter(|function| indent <= function.indent)
                else {
                    break;
                };
                function.span.end = line.start;
                open.pop();
            }
            let is_type = kind.has_types && begins_type(words, next);
            if is_type || (kind.begins)(words, next) {
                let header = header_lines(text, &lines, index);
                let word = first_word(header.of(text).trim_start());
                // `if (`, a condition on its own lines, and `) {`.
                if header.start < line.start && (word.starts_with('}') || CONTROL.contains(&word)) {
                    continue;
                }
                let is_whole = (kind.is_closed)(words);
                let end = match is_whole {
                    true => line.start + offset(whole_end(written)),
                    false => offset(text.len()),
                };
                functions.push(Function {
                    span: Span::new(line.start + offset(before_body(written)), end),
                    header,
                    indent,
                    outer: open.last().copied(),
                    is_type,
                });
                if !is_whole {
                    open.push(functions.len() - 1);
                }
            }
        }
        let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, function) in functions.iter().enumerate() {
            let header = header(text, function);
            let named = header.split_once('(').map_or(header, |(named, _)| named);
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            for word in named.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()) {
                names.entry(word).or_default().push(index);
            }
        }
        Scopes { text, functions, names, lines: indents }
    }

    /// The innermost function or type that contains a place.
    pub(super) fn at(&self, at: u32) -> Option<usize> {
        let mut function =
            self.functions.partition_point(|function| function.span.start <= at).checked_sub(1);
        for _ in 0..limits::SOURCE_SCOPES {
            let found = self.functions.get(function?)?;
            if at < found.span.end {
                return function;
            }
            function = found.outer;
        }
        None
    }

    /// The values of a name, in order, that may reach a place. They come from the innermost function that
    /// assigns any: its last one, those in branches after that, and those that are added.
    pub(super) fn reaching<'v, V>(&self, name: &str, at: u32, given: &'v [Given<V>]) -> Vec<&'v Given<V>> {
        let mut found = Vec::new();
        let own = self.at(at);
        let mut scope = own;
        let mut indent = self.indent(at);
        for _ in 0..limits::SOURCE_SCOPES {
            let function = scope.and_then(|scope| self.functions.get(scope));
            let start = function.map_or(0, |function| function.span.start);
            // An outer function may run to its end before an inner one is called.
            let end =
                if scope == own { at + 1 } else { function.map_or(u32::MAX, |function| function.span.end) };
            let following = given.partition_point(|given| given.at < end);
            let near = given.get(..following).unwrap_or_default().iter().rev().take(limits::SOURCE_VALUES);
            for value in near.take_while(|value| value.at >= start).filter(|value| self.at(value.at) == scope)
            {
                found.push(value);
                if !value.adds && self.indent(value.at) <= indent {
                    return found;
                }
            }
            let Some(function) = function.filter(|_| found.is_empty()) else { return found };
            // A parameter shadows outer variables.
            if !function.is_type && self.header_has(function, name) {
                return found;
            }
            (scope, indent) = (function.outer, function.indent);
        }
        found
    }

    /// The parameter with this name of the function around a place. `param(…)` of PowerShell has it on a line of the
    /// body.
    pub(super) fn parameter<'n>(&self, name: &'n str, at: u32) -> Option<Parameter<'n>>
    where
        't: 'n,
    {
        let function = self.functions.get(self.at(at)?)?;
        let header = function.header;
        let line = upto(header.of(self.text), limits::SOURCE_HEADER);
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        // `func (c *Client) list(path, filter string)` of Go.
        let method = line.trim_start().strip_prefix("func (").and_then(|rest| rest.split_once(") "));
        let line = method.map_or(line, |(_, rest)| rest);
        let (before, list) = line.split_once('(').unwrap_or((line, ""));
        let before = before.trim_end_matches(|c: char| !is_name(c));
        let start = before.rfind(|c: char| !is_name(c)).map_or(0, |start| start + 1);
        let function_name = before.get(start..).filter(|name| !name.is_empty())?;
        let list = list.rsplit_once(')').map_or(list, |(list, _)| list);
        let has = |part: &str| part.split(|c: char| !is_name(c)).any(|word| word == name);
        let mut parts = list.split(',');
        let first = list.split(',').next().unwrap_or_default().trim();
        let has_self = ["self", "cls", "&self", "&mut self"].contains(&first);
        let place = parts.position(has);
        let in_body = || {
            let body = upto(Span::new(header.end.min(at), at).of(self.text), limits::SOURCE_HEADER);
            let list = body.trim_start().get(..5).filter(|word| word.eq_ignore_ascii_case("param"));
            list.is_some_and(|_| body.contains(&format!("${name}")))
        };
        let place = place.or_else(|| in_body().then_some(0))?;
        let outer = function.outer.and_then(|outer| self.functions.get(outer));
        let owner = outer.filter(|outer| outer.is_type).map(|outer| outer.header.of(self.text));
        let owner = upto(owner.unwrap_or_default(), limits::SOURCE_HEADER);
        let receiver = method.and_then(|(receiver, _)| receiver.rsplit([' ', '*']).next());
        let owner = receiver.unwrap_or(owner);
        Some(Parameter { function: function_name, header, name, place, has_self, owner })
    }

    /// Whether a name has a type at a place whose values need no encoding and have no quote: it is a parameter or a
    /// variable of a number, of an identifier, or of one of some constants.
    pub(super) fn is_number(&self, name: &str, uses: impl DoubleEndedIterator<Item = u32>, at: u32) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let function = self.at(at).and_then(|own| self.functions.get(own));
        let header = function.map(|function| upto(function.header.of(self.text), limits::SOURCE_HEADER));
        let list = header.and_then(|header| header.split_once('(')).map_or("", |(_, list)| list);
        let is_parameter = list.split([',', ')']).any(|parameter| {
            let parameter = parameter.split('=').next().unwrap_or_default();
            let mut words = parameter.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
            words.clone().any(|word| word == name) && words.any(|word| word != name && is_plain_type(word))
        });
        is_parameter || self.declared(name, uses, at) == Some(true)
    }

    /// Whether the nearest declaration of a name before a place gives it such a type, if there is one with a type.
    fn declared(&self, name: &str, uses: impl DoubleEndedIterator<Item = u32>, at: u32) -> Option<bool> {
        // Words before a name that begin its declaration without a type, or are not a type.
        const BEGIN: [&str; 6] = ["let", "const", "var", "val", "my", "auto"];
        const TYPED: [&str; 4] = ["string", "String", "str", "char"];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let from = boundary(self.text, (at as usize).saturating_sub(limits::SOURCE_NEAR));
        let near = self.text.get(from..at as usize)?;
        // A function of one line, and the lines after its first one: its block is still open.
        let is_open = |code: &str| {
            let mut depth = 0_isize;
            let mut is_closed = false;
            for (_, mark) in marks(code) {
                depth += isize::from(mark == '{') - isize::from(mark == '}');
                is_closed |= mark == '}' && depth <= 0;
            }
            depth > 0 && !is_closed
        };
        let is_seen =
            |found: &usize| self.sees(at, offset(from + *found)) || near.get(*found..).is_some_and(is_open);
        // A string that inserts the name does not begin with it.
        let written = |start: u32| {
            let found = (start as usize).checked_sub(from)?;
            let rest = near.get(found..)?;
            let marks = rest.len() - rest.trim_start_matches(['$', '@']).len();
            rest.get(marks..)?.starts_with(name).then_some(found + marks)
        };
        let is_own = |found: &usize| !near.get(..*found).is_some_and(|before| before.ends_with('.'));
        let places = uses.rev().skip_while(|start| *start >= at).filter_map(written).filter(is_own);
        let mut places = places.take(limits::SOURCE_USES).filter(is_seen);
        places.find_map(|found| {
            let (before, rest) = near.split_at_checked(found)?;
            let rest = upto(rest.get(name.len()..)?, limits::SOURCE_NAME_BEFORE);
            // `n: int`.
            let rest = rest.trim_start_matches('?');
            if let Some(written) = rest.strip_prefix(':').filter(|rest| !rest.starts_with([':', '='])) {
                let mut depth = 0_usize;
                let end = written.find(|c: char| {
                    match c {
                        '[' | '(' | '<' => depth += 1,
                        ']' | '>' | ')' if depth > 0 => depth -= 1,
                        ',' | ')' | '=' | ';' | '{' | '}' | '\n' => return depth == 0,
                        _ => {}
                    }
                    false
                });
                let written = written.get(..end?)?.trim();
                // The label of an argument is followed by its value: `f(name: "x")`, `f(id: uuid)`.
                let is_value = matches!(written, "uuid" | "guid")
                    || written.starts_with(['"', '\'']) && !written.contains('|');
                let is_type = !is_value
                    && written.starts_with(|c: char| c.is_alphabetic() || matches!(c, '&' | '"' | '\''));
                return is_type.then(|| is_plain_declared(written, self.text));
            }
            let before = before.strip_suffix('$').unwrap_or(before);
            let start = boundary(before, before.len().saturating_sub(limits::SOURCE_NAME_BEFORE));
            let mut before = before.get(start..)?;
            // `[ValidateSet('A', 'B')][string]$n` of PowerShell.
            let mut is_cast = false;
            while let Some(inside) = before.trim_end().strip_suffix(']') {
                let open = inside.rfind('[')?;
                let written = inside.get(open + 1..)?;
                if written.starts_with("ValidateSet(") || is_plain_declared(written, self.text) {
                    return Some(true);
                }
                is_cast = true;
                before = inside.get(..open)?;
            }
            if is_cast {
                return Some(false);
            }
            // `n int` of Go.
            let blank = rest.strip_prefix(' ').unwrap_or_default();
            let end = blank.find(|c: char| !(is_word(c) || c == '.')).unwrap_or(blank.len());
            let (written, after) = blank.split_at_checked(end)?;
            let goes_on = after.starts_with([',', ')', '\n']) || after.starts_with(" =") || after.is_empty();
            if is_plain_type(written) && goes_on {
                return Some(true);
            }
            if TYPED.contains(&written) && goes_on {
                return Some(false);
            }
            // `int n`.
            let typed = before.strip_suffix([' ', '\t'])?.trim_end().trim_end_matches('?');
            let start = typed.rfind(|c: char| !(is_word(c) || c == '.')).map_or(0, |start| start + 1);
            let word = typed.get(start..).filter(|word| !word.is_empty())?;
            match word {
                word if is_plain_declared(word, self.text) => Some(true),
                word if BEGIN.contains(&word) || TYPED.contains(&word) => Some(false),
                _ => None,
            }
        })
    }

    /// The values among `following` that are added to the one at a place: in the same function, before the next one
    /// that replaces it.
    pub(super) fn added<'v, V>(
        &self,
        at: u32,
        following: &'v [Given<V>],
    ) -> impl Iterator<Item = &'v Given<V>> {
        let (own, indent) = (self.at(at), self.indent(at));
        let near = following.iter().take(limits::SOURCE_VALUES).filter(move |given| self.at(given.at) == own);
        near.take_while(move |given| given.adds || self.indent(given.at) > indent).filter(|given| given.adds)
    }

    /// Whether code at a place may use a variable of another place: its function is the same, or contains it.
    pub(super) fn sees(&self, at: u32, given: u32) -> bool {
        let scope = self.at(given);
        scope.is_none() || self.around(at).any(|around| Some(around) == scope)
    }

    /// Whether a place is in the type with a name.
    pub(super) fn is_in_type(&self, name: &str, at: u32) -> bool {
        self.with_name(name).any(|found| found.is_type && found.span.start <= at && at < found.span.end)
    }

    /// Whether two places belong to the same type.
    pub(super) fn is_same_type(&self, at: u32, other: u32) -> bool {
        self.types(at).next() == self.types(other).next()
    }

    /// The values of a member, in order. `object` is the name before it: an object or a type.
    pub(super) fn members<'v, V>(&self, object: &str, at: u32, given: &'v [Given<V>]) -> Vec<&'v Given<V>> {
        let values = self.types_of(object, at).into_iter().flat_map(|found| {
            let first = given.partition_point(|given| given.at < found.span.start);
            let inside = given.iter().skip(first).take_while(|given| given.at < found.span.end);
            inside.take(limits::SOURCE_VALUES)
        });
        values.collect()
    }

    /// The types that the name before a member means.
    fn types_of(&self, object: &str, at: u32) -> Vec<&Function> {
        if OWN.contains(&object) {
            return self.types(at).next().and_then(|own| self.functions.get(own)).into_iter().collect();
        }
        self.with_name(object).filter(|found| found.is_type).take(limits::SOURCE_SCOPES).collect()
    }

    /// Whether a member of an object may be the one of the type around another place: that type, or one that it
    /// extends, if none on the way gives the member another value. An object of an unknown type may have any member.
    pub(super) fn may_be_member(&self, object: &str, name: &str, at: u32, other: u32) -> bool {
        let Some(owner) = self.types(other).next().and_then(|owner| self.functions.get(owner)) else {
            return true;
        };
        let mut types = self.types_of(object, at);
        if types.is_empty() {
            return true;
        }
        let mut read = 0;
        while let Some(found) = types.get(read).copied().filter(|_| read < limits::SOURCE_SCOPES) {
            read += 1;
            if found.span == owner.span {
                return true;
            }
            if !self.gives(found, name) {
                let extended = types_in(found.header.of(self.text)).flat_map(|name| self.with_name(name));
                types.extend(extended.filter(|other| other.is_type && other.span != found.span));
            }
        }
        false
    }

    /// Whether one of the first lines of a type gives a member its value: `static final String PATH = "…";`.
    fn gives(&self, found: &Function, name: &str) -> bool {
        let lines = found.span.of(self.text).lines().take(limits::SOURCE_LINES);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        lines.map(|line| upto(line, limits::SOURCE_HEADER)).any(|line| {
            let target = line.split_once('=').map_or("", |(target, _)| target);
            // `PATH: str = "…"`.
            let target = target.split(':').next().unwrap_or_default();
            target.trim_end().rsplit(|c| !is_name(c)).next() == Some(name)
        })
    }

    /// Whether the object around a place has a name: `PATHS = {`.
    pub(super) fn is_inside(&self, at: u32, object: &str) -> bool {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let indent = self.indent(at);
        let before = self.lines.get(..line).unwrap_or_default().iter().rev().take(limits::SOURCE_VALUES);
        let written = before.filter(|(_, width)| *width < indent).map(|(start, _)| {
            let rest = upto(self.text.get(*start as usize..).unwrap_or_default(), limits::SOURCE_HEADER);
            rest.lines().next().unwrap_or_default()
        });
        let header = written.into_iter().find(|line| !line.trim().is_empty()).unwrap_or_default();
        header.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == object)
    }

    /// Whether a function has a parameter of a name.
    fn header_has(&self, function: &Function, name: &str) -> bool {
        header(self.text, function)
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .any(|word| word == name)
    }

    /// The functions and the types around a place, from the inner one outward.
    fn around(&self, at: u32) -> impl Iterator<Item = usize> {
        let outer = |scope: &usize| self.functions.get(*scope).and_then(|function| function.outer);
        std::iter::successors(self.at(at), outer).take(limits::SOURCE_SCOPES)
    }

    /// The types around a place.
    fn types(&self, at: u32) -> impl Iterator<Item = usize> {
        self.around(at).filter(|scope| self.functions.get(*scope).is_some_and(|function| function.is_type))
    }

    /// The words before the parameters of the function around a place: its name, and what is before it.
    pub(super) fn names_at(&self, at: u32) -> impl Iterator<Item = &'t str> {
        let function = self.at(at).and_then(|at| self.functions.get(at)).filter(|function| !function.is_type);
        let header = function.map(|function| function.header.of(self.text)).unwrap_or_default();
        let named = upto(header, limits::SOURCE_HEADER).split('(').next().unwrap_or_default();
        named.split(|c: char| !(c.is_alphanumeric() || c == '_'))
    }

    /// The header of the type around a place; empty outside of one.
    pub(super) fn type_at(&self, at: u32) -> &'t str {
        let found = self.types(at).next().and_then(|found| self.functions.get(found));
        found.map(|found| upto(found.header.of(self.text), limits::SOURCE_HEADER)).unwrap_or_default()
    }

    /// The function or the type around a place.
    pub(super) fn span_at(&self, at: u32) -> Option<Span> {
        self.functions.get(self.at(at)?).map(|function| function.span)
    }

    /// The functions of a name. Several types may have one.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = Span> {
        self.with_name(name).filter(|function| !function.is_type).map(|function| function.span)
    }

    fn with_name(&self, name: &str) -> impl Iterator<Item = &Function> {
        let indices = self.names.get(name).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|index| self.functions.get(*index))
    }

    /// The indentation of the line at a place.
    fn indent(&self, at: u32) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).checked_sub(1);
        line.and_then(|line| self.lines.get(line)).map_or(0, |(_, indent)| *indent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{csharp, javascript, powershell, python, ruby, shell};

    /// The values that reach `use`, of those that `x` is given.
    fn reaching(syntax: &Syntax, text: &str) -> String {
        let at = |place: usize| offset(place);
        let following = |place: usize| text.split_at(place).1;
        let given: Vec<Given<&str>> = text
            .match_indices("x=")
            .chain(text.match_indices("x+="))
            .map(|(place, written)| Given {
                at: at(place),
                adds: written == "x+=",
                value: following(place + written.len()).split([' ', ';', '\n']).next().unwrap(),
            })
            .collect();
        let mut given = given;
        given.sort_by_key(|given| given.at);
        let place = at(text.find("use").unwrap());
        let mut found: Vec<&str> = Scopes::of(text, syntax, &[])
            .reaching("x", place, &given)
            .into_iter()
            .map(|given| given.value)
            .collect();
        found.reverse();
        found.join(" ")
    }

    #[test]
    fn the_last_value_and_what_branches_give_reach_a_place() {
        for (syntax, text, found) in [
            (&shell::SYNTAX, "x=1; a\nx=2; use\nx=3\n", "2"),
            (&shell::SYNTAX, "f() {\n  x=1\n}\ng() {\n  x=2\n  use\n}\n", "2"),
            (&shell::SYNTAX, "x=1\nf() {\n  use\n}\nx=2\n", "2"),
            (&shell::SYNTAX, "f() { x=1; use; }\nx=2\n", "1"),
            (&python::SYNTAX, "x=0\nx=1\nif a:\n    x=2\nx+=3\nuse\n", "1 2 3"),
            (&python::SYNTAX, "x=1\ndef f(x):\n    use\n", ""),
            (&python::SYNTAX, "def f(\n    a,\n):\n    x=1\n    use\ndef g():\n    x=2\n", "1"),
            (&python::SYNTAX, "if a:\n    x=1\nelse:\n    x=2\nuse\n", "1 2"),
            (
                &javascript::SYNTAX,
                "const f = () => {\n  x=1\n}\nconst g = async () => {\n  x=2\n  use\n}\n",
                "2",
            ),
            (&javascript::SYNTAX, "function g() {\n  x=1\n  if (a) {\n    x=2\n  }\n  use\n}\n", "1 2"),
            (&javascript::SYNTAX, "function a() { x=1; }\nfunction b() { use }\n", ""),
            (&javascript::SYNTAX, "x=1\nfunction f(a: (b) => void, x) {\n  use\n}\n", ""),
            (&javascript::SYNTAX, "x=1\nfunction f(\n  a,\n  x,\n) {\n  use\n}\n", ""),
            (&javascript::SYNTAX, "x=1\nif (\n  a &&\n  x\n) {\n  use\n}\n", "1"),
            (&javascript::SYNTAX, "x=1\nconst y = a.map((b) => use(x, b));\n", "1"),
            (
                &csharp::SYNTAX,
                "class A\n{\n    void F()\n    {\n        x=1;\n    }\n    void G()\n    {\n        use\n    }\n}\n",
                "",
            ),
            (&powershell::SYNTAX, "function A {\n  x=1\n}\nfunction B {\n  x=2\n  use\n}\n", "2"),
            (&ruby::SYNTAX, "def a\n  x=1\nend\ndef b\n  x=2\n  use\nend\n", "2"),
            (&ruby::SYNTAX, "class A\n  x=1\n  def a\n    use\n  end\nend\nclass B\n  x=2\nend\n", "1"),
            (&python::SYNTAX, "class A:\n    x=1\n    def a():\n        use\nclass B(A):\n    x=2\n", "1"),
            (&csharp::SYNTAX, "sealed class A\n{\n    x=1;\n    F(use);\n}\nclass B {\n    x=2;\n}\n", "1"),
        ] {
            assert_eq!(reaching(syntax, text), found, "{text}");
        }
    }
}
