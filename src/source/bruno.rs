//! Requests of Bruno: blocks of lines. Its line `url` is sent, and the block `params:query` only shows the same. A fix
//! keeps both equal.

use super::lex::Token;
use super::outline::{Bracket, Outline};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Script, Surrounding, Syntax,
};
use super::{Language, Part, Sites};
use crate::decode::is_filter_name;
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Bruno, &["bru"], &["bruno"], &SYNTAX);

/// A block is a call: `get(url: …)`.
pub(super) const SYNTAX: Syntax = Syntax {
    open: |_| Some(Open::new(&VALUE, 0, "")),
    read: Some(read),
    has_code: true,
    scripts: Some(scripts),
    finish: Some(Sites::bodies),
    entries: &[EntryForm::new(":", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    ..syntax::PLAIN
};

/// The same for a request with the setting `encodeUrl`.
static ENCODING: Syntax = Syntax { encodes_urls: true, ..SYNTAX };

/// Scripts, without holes.
const SCRIPT: Syntax = Syntax { open: |_| Some(Open::new(&CODE, 0, "")), ..SYNTAX };

const IN_VALUE: Escaping = Escaping::VERBATIM.without(&['\n']);

static VALUE: Form = Form::new(Escapes::None, &IN_VALUE).holes(&[HoleForm::Mustache]);
static CODE: Form = Form::new(Escapes::None, &Escaping::VERBATIM).lines();

/// The blocks with text of another language.
fn language(block: &str) -> Option<Language> {
    let is_script = block.starts_with("script:") || block == "tests";
    if is_script { Some(Language::JavaScript) } else { (block == "docs").then_some(Language::Markdown) }
}

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let encodes = lines(&part.text, Span::from_range(0..part.text.len()))
        .iter()
        .any(|line| line.of(&part.text).trim() == "encodeUrl: true");
    let mut outline = Outline::empty(part, if encodes { &ENCODING } else { &SYNTAX });
    let text = outline.text;
    // The open block, and the start of its text if that is of another language.
    let mut block: Option<(&str, u32)> = None;
    for line in lines(text, Span::from_range(0..text.len())) {
        let written = line.of(text);
        let content = written.trim();
        let start = line.start + offset(written.len() - written.trim_start().len());
        let at = |length: usize| start + offset(length);
        match block {
            None => {
                let Some(name) = content.strip_suffix('{').map(str::trim_end) else { continue };
                block = Some((name, line.end));
                outline.push(Token::Name, Span::new(start, at(name.len())), 0);
                outline.push(Token::Mark(b'('), Span::at(at(name.len())), 0);
            }
            Some((name, first)) if written.starts_with('}') => {
                if language(name).is_some() && first < line.start {
                    outline.push(Token::Text, Span::new(first, line.start), 0);
                }
                outline.push(Token::Mark(b')'), Span::at(start), 0);
                block = None;
            }
            Some((name, _)) if language(name).is_some() || name.starts_with("body") => {}
            Some((name, _)) => {
                let Some((key, value)) = content.split_once(": ") else { continue };
                // A parameter after `~` is disabled. The table of others shows the query of `url`.
                let is_shown = || is_filter_name(key) && shows(&outline, value.trim());
                if key.starts_with('~') || name == "params:query" && !is_shown() {
                    continue;
                }
                let value = content.len() - value.trim_start().len();
                outline.push(Token::Name, Span::new(start, at(key.len())), 0);
                outline.push(Token::Mark(b':'), Span::new(at(key.len()), at(key.len() + 1)), 0);
                outline.push(Token::Text, Span::new(at(value), at(content.len())), 0);
                outline.push(Token::Mark(b','), Span::at(at(content.len())), 0);
            }
        }
    }
    outline
}

/// Whether the line `url` before has a parameter with this value.
fn shows(outline: &Outline<'_>, value: &str) -> bool {
    let url = (0..outline.len()).find(|at| outline.is_text(*at) && outline.label(*at) == Some("url"));
    let url = url.and_then(|at| outline.raw(at)).unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|parameter| parameter.split_once('=').is_some_and(|(_, own)| own == value))
}

fn scripts<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let script = |at: usize| {
        let language = language(outline.function_of(at)?)?;
        Some(Script { language, text: outline.lines(at, "", &SCRIPT)?, first: at, end: at + 1 })
    };
    (0..outline.len()).filter(|at| outline.is_text(*at)).filter_map(script).collect()
}
