//! Requests in the format of editors: a line with the URL, and lines that continue its query.

use super::Sites;
use super::fragment::{Fragment, Pattern};
use super::language::Language;
use super::lex::Token;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Searched, Syntax};
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Http, &["http", "rest"], &[], &SYNTAX);

const SYNTAX: Syntax = Syntax {
    words: Some((tokens, url)),
    searched: Searched::Urls,
    finish: Some(Sites::bodies),
    ..syntax::PLAIN
};

/// `{{x}}`.
static FORM: Form = Form::new(Escapes::None, &Escaping::VERBATIM).holes(&[HoleForm::Mustache]).lines();

/// The method of a request is a name, and so is the variable before `=`. The rest of the line is a string, with
/// the lines that continue its query.
fn tokens(text: &str, range: Span, _: bool, take: &mut dyn FnMut(Token, Span)) {
    let mut lines = lines(text, range).into_iter().peekable();
    while let Some(line) = lines.next() {
        let written = line.of(text);
        let rest = written.trim_start();
        if rest.starts_with('#') || rest.starts_with("//") {
            take(Token::Comment, line);
            continue;
        }
        let start = line.start + offset(written.len() - rest.len());
        let name = if rest.starts_with('@') {
            rest.find('=')
        } else {
            let is_method = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
            rest.find([' ', '\t']).filter(|end| rest.get(..*end).is_some_and(is_method))
        };
        let mut value = 0;
        if let Some(end) = name {
            let name = rest.get(..end).unwrap_or_default().trim_end();
            take(Token::Name, Span::new(start, start + offset(name.len())));
            value = end;
            if rest.starts_with('@') {
                take(Token::Mark(b'='), Span::new(start + offset(end), start + offset(end + 1)));
                value += 1;
            }
        }
        let mut string = Span::new(start + offset(value), line.end);
        // A second `?` begins the next request, and not another query. Case: "a second query belongs to no URL
        // that has one" (http.toml).
        let mut has_query = written.contains('?');
        while let Some(next) = lines.next_if(|next| {
            let next = next.of(text).trim_start();
            next.starts_with('&') || next.starts_with('?') && !has_query
        }) {
            has_query = true;
            string = string.cover(next);
        }
        take(Token::Text, string);
    }
}

/// Adds a URL, without the blanks around its lines.
fn url(fragment: &mut Fragment<'_>, span: Span, _: Pattern) {
    for line in lines(fragment.outer, span) {
        let written = line.of(fragment.outer);
        let blank = written.len() - written.trim_start().len();
        fragment.drop_to(line.start + offset(blank));
        let end = line.start + offset(written.trim_end().len());
        fragment.inside(end, &FORM, "", &syntax::PLAIN, Pattern::None);
    }
    fragment.part(0, FORM.inside);
}
