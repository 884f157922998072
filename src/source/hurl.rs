//! Requests of Hurl: a line with the method and the URL, which is sent as written, and a section with the
//! parameters of its query, which Hurl encodes.

use super::lex::Token;
use super::outline::{Bracket, Outline};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Surrounding, Syntax,
};
use super::{Language, Part, Sites};
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Hurl, &["hurl"], &[], &SYNTAX);

/// A request is a call: `GET(url, filter: …)`.
pub(super) const SYNTAX: Syntax = Syntax {
    open: |_| Some(Open::new(&VALUE, 0, "")),
    read: Some(read),
    has_code: true,
    finish: Some(Sites::bodies),
    entries: &[EntryForm::new(":", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    ..syntax::PLAIN
};

/// `\#` is a hash, and a raw one begins a comment.
const IN_VALUE: Escaping = Escaping::new(&[('#', "\\#"), ('\\', "\\\\")]).without(&['\n']);

static VALUE: Form = Form::new(Escapes::C, &IN_VALUE).holes(&[HoleForm::Mustache]);

fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    let mut is_open = false;
    // Whether the lines are parameters of the query.
    let mut is_query = false;
    for line in lines(text, Span::from_range(0..text.len())) {
        let written = line.of(text);
        let content = written.trim_start();
        let start = line.start + offset(written.len() - content.len());
        if content.starts_with('#') {
            outline.push(Token::Comment, Span::new(start, line.end), 0);
            continue;
        }
        let content = content.get(..comment(content)).unwrap_or(content).trim_end();
        let at = |length: usize| start + offset(length);
        if content.starts_with('[') {
            is_query = matches!(content, "[Query]" | "[QueryStringParams]");
        } else if let Some((method, url)) = request(content) {
            if is_open {
                outline.push(Token::Mark(b')'), Span::at(start), 0);
            }
            (is_open, is_query) = (true, false);
            outline.push(Token::Name, Span::new(start, at(method)), 0);
            outline.push(Token::Mark(b'('), Span::at(at(method)), 0);
            outline.push(Token::Text, Span::new(at(url), at(content.len())), 0);
        } else if let Some((key, value)) = content.split_once(':').filter(|_| is_query) {
            let value = content.len() - value.trim_start().len();
            outline.push(Token::Mark(b','), Span::at(start), 0);
            outline.push(Token::Name, Span::new(start, at(key.len())), 0);
            outline.push(Token::Mark(b':'), Span::new(at(key.len()), at(key.len() + 1)), 0);
            outline.push(Token::Text, Span::new(at(value), at(content.len())), 0);
        }
    }
    if is_open {
        outline.push(Token::Mark(b')'), Span::at(offset(text.len())), 0);
    }
    outline
}

/// The length of a line before its comment.
fn comment(line: &str) -> usize {
    line.find(" #").unwrap_or(line.len())
}

/// The length of the method, and the start of the URL. The response begins with `HTTP`.
fn request(line: &str) -> Option<(usize, usize)> {
    let method = line.find([' ', '\t'])?;
    let (name, rest) = line.split_at_checked(method)?;
    let url = line.len() - rest.trim_start().len();
    let is_method = name.bytes().all(|byte| byte.is_ascii_uppercase()) && name != "HTTP";
    (is_method && url < line.len()).then_some((method, url))
}
