//! YAML: scalars in all their forms. Scripts among them are read as their shell.

use std::cell::LazyCell;

use super::lex::{Token, string_end};
use super::outline::Outline;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Script, Syntax, Trim};
use super::{Language, Part, Sites, search};
use crate::decode::is_filter_name;
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::Yaml,
    &["yml", "yaml"],
    &["ansible", "dockercompose", "github-actions-workflow"],
    &SYNTAX,
);

/// Keys whose value is a script of a shell. `before_` or `after_` may come before them, and the collection of a
/// module of Ansible.
const SHELL: [&str; 9] = ["run", "script", "shell", "command", "commands", "cmd", "bash", "sh", "raw"];

/// Keys whose value is the arguments of a command, which may be a shell.
const ARGUMENTS: [&str; 4] = ["args", "entrypoint", "cmds", "runcmd"];

/// Keys whose value is a script of PowerShell.
const POWERSHELL: [&str; 5] = ["pwsh", "powershell", "win_shell", "win_powershell", "inlinescript"];

/// `{{ x }}` and `{% if x %}` of Jinja; `$x`, `${x}` and `$(x)` of containers and pipelines.
const HOLES: &[HoleForm] = &[
    HoleForm::Mustache,
    HoleForm::Statement,
    HoleForm::DollarBrace,
    HoleForm::DollarParenthesis,
    HoleForm::DollarName,
    HoleForm::HashBrace,
    HoleForm::Name,
    HoleForm::Angle,
];

const IN_SINGLE: Escaping = Escaping::new(&[('\'', "''")]);
/// `: ` and ` #` end a scalar without quotes.
const IN_PLAIN: Escaping = Escaping::VERBATIM.without(&['#', ':', '\n']);
const IN_BLOCK: Escaping = Escaping::VERBATIM.without(&['\n']);

/// The forms of a scalar: plain, in single quotes, in double quotes, literal, folded.
const fn forms(holes: &'static [HoleForm]) -> [Form; 5] {
    [
        Form::new(Escapes::None, &IN_PLAIN).holes(holes).lines().trim(Trim::Flow),
        Form::new(Escapes::Doubled, &IN_SINGLE).holes(holes).lines().trim(Trim::Flow),
        Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(holes).lines().trim(Trim::Flow),
        Form::new(Escapes::None, &IN_BLOCK).holes(holes).lines().trim(Trim::Literal),
        Form::new(Escapes::None, &IN_BLOCK).holes(holes).lines().trim(Trim::Folded),
    ]
}

static TEXT: [Form; 5] = forms(HOLES);

/// The same without holes, for scripts.
static CODE: [Form; 5] = forms(&[]);

/// The scalar that is all of `text`.
fn open<'t>(text: &'t str, forms: &'static [Form; 5]) -> Option<Open<'t>> {
    let [plain, single, double, literal, folded] = forms;
    let header = |form| {
        let line = text.split_inclusive('\n').next().filter(|line| is_header(line.trim_end()))?;
        Some(Open::new(form, line.len(), ""))
    };
    let block = match text.chars().next()? {
        '"' => return Some(Open::new(double, 1, "\"")),
        '\'' => return Some(Open::new(single, 1, "'")),
        '|' => header(literal),
        '>' => header(folded),
        _ => None,
    };
    Some(block.unwrap_or(Open::new(plain, 0, "")))
}

/// Whether a value is the first line of a block scalar: `|`, `>-`, `|2 # a comment`.
fn is_header(value: &str) -> bool {
    let rest = value.get(1..).unwrap_or_default().trim_start_matches(['-', '+', ' ']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    value.starts_with(['|', '>']) && (value.len() <= 4 || rest.starts_with('#'))
}

/// Whether a line ends with the first line of a folded scalar: `url: >-`. A literal one may be a script, which has
/// comments.
pub(super) fn opens_folded(line: &str) -> bool {
    let values = line.match_indices(": ").map(|(at, mark)| at + mark.len());
    let mut values =
        values.chain(line.trim_start().starts_with("- ").then(|| line.len() - line.trim_start().len() + 2));
    values.any(|at| line.get(at..).is_some_and(|value| value.starts_with('>') && is_header(value.trim())))
}

/// The scalars, and the strings in a flow collection.
const SYNTAX: Syntax = Syntax {
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| open(text, &TEXT),
    name: b"$-",
    read: Some(read),
    template: Some(&JINJA),
    scripts: Some(scripts),
    finish: Some(Sites::cut),
    ..syntax::PLAIN
};

const SCRIPT: Syntax = Syntax { open: |text| open(text, &CODE), ..SYNTAX };

/// The strings in a hole of Jinja. A backslash may belong to YAML, so it stays.
static JINJA: Syntax = Syntax {
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| Some(Open::new(&JINJA_TEXT, 1, text.get(..1)?)),
    name: b"$-",
    join: b'~',
    join_spelling: Some("+"),
    ..syntax::PLAIN
};

static JINJA_TEXT: Form = Form::new(Escapes::None, &search::IN_LITERAL).lines();

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let lines = lines(&part.text, Span::from_range(0..part.text.len()));
    let outline = Outline::empty(part, &SYNTAX);
    let mut reader =
        YamlReader { lines: &lines, at: 0, outline, open: Vec::new(), end: 0, is_unclosed: false };
    while reader.line() {}
    reader.close(|_| true);
    reader.outline
}

/// The scripts among the scalars.
fn scripts<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let shell = LazyCell::new(|| default_shell(outline));
    let texts = (0..outline.len()).filter(|at| outline.is_text(*at));
    // A comment `comfilter` names one too.
    let named = texts.filter(|at| super::names_filter(outline.span(*at).of(outline.text)));
    let scripts = named.filter_map(|at| {
        let is_flow = || outline.parent(at).is_some_and(|open| !outline.span(open).is_empty());
        let key = outline.key_of(at).filter(|_| !is_flow())?;
        if outline.is_label(at) || is_filter_name(key) || key == "value" {
            return None;
        }
        let language = language(outline, at, key, || *shell)?;
        Some(Script { language, text: outline.lines(at, "", &SCRIPT)?, first: at, end: at + 1 })
    });
    scripts.collect()
}

/// The language of the script at a node. Cases: "scripts in YAML by their names, their shebangs and what they are
/// given to", "scripts by the path of their file, their first line, their module and their command", "the script
/// of `actions/github-script` is JavaScript", "tags, anchors and aliases; the shell of another step" (yaml.toml).
fn language(
    outline: &Outline<'_>,
    at: usize,
    key: &str,
    default: impl FnOnce() -> Language,
) -> Option<Language> {
    let form = outline.form(at)?;
    let is_block = matches!(form.trim, Trim::Literal | Trim::Folded);
    let text = outline.raw(at)?;
    let mapping = outline.parent(at);
    let beside = |open: Option<usize>, keys: &[&str]| outline.word(outline.value_in(open?, keys)?);
    if is_block {
        // `#!/usr/bin/env python3`.
        let first = text.trim_start().lines().next().unwrap_or_default().trim_end();
        let program = first.strip_prefix("#!").and_then(|line| line.rsplit(['/', ' ']).next());
        let program =
            program.map(|program| program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
        let named = program.and_then(Language::named).or_else(|| Language::of_path(key));
        if named.is_some() {
            return named;
        }
        // `path: /usr/local/bin/jobs.sh`, `content: |`.
        if key == "content" {
            return beside(mapping, &["path", "dest"]).and_then(Language::of_path);
        }
        // `uses: actions/github-script@v7`, `with:`, `script: |`.
        let step = outline.parents(at).nth(1);
        if key == "script" && beside(step, &["uses"]).is_some_and(|used| used.contains("github-script")) {
            return Some(Language::JavaScript);
        }
    }
    let key = key.rsplit('.').next().unwrap_or(key).to_ascii_lowercase();
    let key = key.trim_start_matches("before_").trim_start_matches("after_");
    let module = mapping.and_then(|open| outline.key_of(open));
    if key == "script" && module.is_some_and(|module| module.contains("powershell")) {
        return Some(Language::PowerShell);
    }
    // The argument after `sh -c` is a script; the arguments of other commands are not.
    let is_shell = SHELL.contains(&key) || ARGUMENTS.contains(&key) && (is_block || text.contains("curl "));
    if is_shell || POWERSHELL.contains(&key) {
        // A step may name its shell.
        let named = beside(mapping, &["shell"]).filter(|_| key != "shell").and_then(Language::named);
        return named.or_else(|| Some(if is_shell { default() } else { Language::PowerShell }));
    }
    // A string with several lines may be code of any language.
    (form.trim == Trim::Literal && text.contains('\n')).then_some(Language::Text)
}

/// The default shell of a file's scripts. Case: "the base of a URL in the environment of a workflow" (yaml.toml).
fn default_shell(outline: &Outline<'_>) -> Language {
    let is_windows = (0..outline.len()).any(|at| {
        matches!(outline.word(at), Some("pwsh" | "powershell")) && outline.key_of(at) == Some("shell")
    });
    if is_windows { Language::PowerShell } else { Language::Shell }
}

/// The reader of lines. A mapping or a list is a group, whose brackets have empty places.
struct YamlReader<'t, 'l> {
    lines: &'l [Span],
    at: usize,
    outline: Outline<'t>,
    /// The open mappings and lists: their indentation and their bracket.
    open: Vec<(usize, u8)>,
    /// The end of the last node.
    end: u32,
    /// Whether a bracket was never closed. Then later ones are searched for their close only on their line.
    is_unclosed: bool,
}

impl YamlReader<'_, '_> {
    fn current(&self) -> Option<Span> {
        self.lines.get(self.at).copied()
    }

    fn push(&mut self, token: Token, span: Span) {
        self.outline.push(token, span, 0);
        self.end = self.end.max(span.end);
    }

    /// Closes the last groups as long as they fit.
    fn close(&mut self, fits: impl Fn((usize, u8)) -> bool) {
        while let Some((_, bracket)) = self.open.pop_if(|open| fits(*open)) {
            let close = if bracket == b'[' { b']' } else { b'}' };
            self.push(Token::Mark(close), Span::at(self.end));
        }
    }

    /// Begins an item of a list or an entry of a mapping. It may be the first one.
    fn begin(&mut self, bracket: u8, indent: usize, at: u32) {
        // The items of a list may have the indentation of its key.
        let is_list = |open: u8| open == b'[' && bracket == b'{';
        self.close(|(column, open)| column > indent || column == indent && is_list(open));
        let is_first = self.open.last() != Some(&(indent, bracket));
        if is_first {
            self.open.push((indent, bracket));
        }
        self.push(Token::Mark(if is_first { bracket } else { b',' }), Span::at(at));
    }

    /// Reads a line, and the lines that continue it.
    fn line(&mut self) -> bool {
        let Some(line) = self.current() else { return false };
        let text = self.outline.text;
        self.at += 1;
        let written = line.of(text);
        let mut rest = written.trim_start();
        let mut indent = written.len() - rest.len();
        let at = |indent: usize| line.start + offset(indent);
        match rest.trim_end() {
            "" => return true,
            "---" | "..." => {
                self.close(|_| true);
                return true;
            }
            content if content.starts_with('#') => {
                self.outline.comments.push(Span::new(at(indent), line.end));
                return true;
            }
            _ => {}
        }
        while let Some(item) = rest.strip_prefix('-').filter(|item| item.starts_with(char::is_whitespace)) {
            self.begin(b'[', indent, at(indent));
            rest = item.trim_start();
            indent = written.len() - rest.len();
        }
        let key = key_length(rest);
        // The continuation of an item without a key may be indented like its text.
        let parent = if key.is_some() { indent } else { indent.saturating_sub(1) };
        match key {
            Some(length) => {
                self.begin(b'{', indent, at(indent));
                self.push(Token::Text, Span::new(at(indent), at(indent + length)));
                self.push(Token::Mark(b':'), Span::new(at(indent + length), at(indent + length + 1)));
                rest = rest.get(length + 1..).unwrap_or_default();
            }
            None => self.close(|(column, _)| column > indent),
        }
        let mut value = rest.trim();
        // A tag or an anchor does not belong to the text.
        while value.starts_with(['!', '&']) {
            let word = value.find(char::is_whitespace).unwrap_or(value.len());
            value = value.get(word..).unwrap_or_default().trim_start();
        }
        let start = at(written.trim_end().len() - value.len());
        match value.bytes().next() {
            // The value of an alias is elsewhere.
            None | Some(b'*') => {}
            Some(b'#') => self.end_at(start),
            Some(quote @ (b'"' | b'\'')) => self.quoted(start, quote),
            Some(b'{' | b'[') => self.flow(start),
            _ if is_header(value) => self.block(parent, start),
            Some(_) => self.plain(parent, Span::new(start, line.end)),
        }
        true
    }

    fn block(&mut self, parent: usize, start: u32) {
        let mut end = start;
        while let Some(line) = self.current() {
            let written = line.of(self.outline.text).trim_end();
            let blanks = written.len() - written.trim_start_matches([' ', '\t']).len();
            if !written.is_empty() && blanks <= parent {
                break;
            }
            self.at += 1;
            if !written.is_empty() {
                end = line.start + offset(written.len());
            }
        }
        if end > start {
            self.push(Token::Text, Span::new(start, end));
        }
    }

    fn quoted(&mut self, start: u32, quote: u8) {
        let end = offset(quoted_end(self.outline.text, start as usize, char::from(quote)));
        self.push(Token::Text, Span::new(start, end));
        self.end_at(end);
    }

    fn plain(&mut self, parent: usize, first: Span) {
        let (mut line, mut end) = (first, first.start);
        loop {
            let written = line.of(self.outline.text);
            let comment = written.find(" #");
            if let Some(comment) = comment {
                self.outline.comments.push(Span::new(line.start + offset(comment + 1), line.end));
            }
            let content = written.get(..comment.unwrap_or(written.len())).unwrap_or_default();
            end = end.max(line.start + offset(content.trim_end().len()));
            let Some(next) = self.current().filter(|_| comment.is_none()) else { break };
            let written = next.of(self.outline.text);
            let content = written.trim_start();
            let goes_on = written.len() - content.len() > parent
                && !content.trim_end().is_empty()
                && !content.starts_with(['#', '-'])
                && key_length(content).is_none();
            if !goes_on {
                break;
            }
            self.at += 1;
            line = next;
        }
        self.push(Token::Text, Span::new(first.start, end));
    }

    /// Reads the flow collection that begins at `start`.
    fn flow(&mut self, start: u32) {
        let rest = self.outline.text.get(start as usize..).unwrap_or_default();
        let line = rest.find('\n').unwrap_or(rest.len());
        let rest = if self.is_unclosed { rest.get(..line).unwrap_or(rest) } else { rest };
        let (mut depth, mut quote, mut is_escaped) = (0_usize, None, false);
        let end = rest.char_indices().find(|(_, character)| {
            match (quote, *character) {
                _ if is_escaped => is_escaped = false,
                (Some('"'), '\\') => is_escaped = true,
                (Some(open), c) if c == open => quote = None,
                (Some(_), _) => {}
                (None, c @ ('"' | '\'')) => quote = Some(c),
                (None, '{' | '[') => depth += 1,
                (None, '}' | ']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        // An unclosed bracket ends with its line.
        self.is_unclosed |= end.is_none();
        let end = start + offset(end.map_or(line, |(end, _)| end + 1));
        self.outline.tokens(Span::new(start, end));
        self.end = self.end.max(end);
        self.end_at(end);
    }

    /// Skips the rest of the lines that begin before `end`, except a comment.
    fn end_at(&mut self, end: u32) {
        while self.current().is_some_and(|line| line.start < end) {
            self.at += 1;
        }
        let rest = self.outline.text.get(end as usize..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let blanks = line.len() - line.trim_start().len();
        if line.trim_start().starts_with('#') {
            self.outline.comments.push(Span::new(end + offset(blanks), end + offset(line.len())));
        }
    }
}

/// The end of the string in quotes that begins at a place.
fn quoted_end(text: &str, start: usize, quote: char) -> usize {
    let [_, single, double, ..] = &TEXT;
    let (form, close) = if quote == '"' { (double, "\"") } else { (single, "'") };
    string_end(text, start + 1, text.len(), form, close, &SYNTAX).0
}

/// The length of the key at the start of a line. A colon follows it.
fn key_length(line: &str) -> Option<usize> {
    let is_end = |at: usize| {
        let rest = line.get(at..).and_then(|rest| rest.strip_prefix(':'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = quoted_end(line, 0, quote);
            is_end(length).then_some(length)
        }
        '{' | '[' | '|' | '>' | '#' => None,
        _ => {
            let length = line.match_indices(':').map(|(at, _)| at).find(|at| is_end(*at))?;
            line.get(..length).filter(|key| !key.contains([' ', '"', '\''])).map(str::len)
        }
    }
}
