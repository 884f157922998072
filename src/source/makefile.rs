//! Makefiles: variables, and recipes, which are scripts of a shell with `$$` for `$`.

use std::ops::Range;

use super::fragment::{Fragment, Pattern};
use super::lex::Token;
use super::outline::Outline;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Script, Searched, Syntax};
use super::{Language, Part};
use crate::text::{Escaping, Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Makefile, &["mk", "mak"], &["make", "makefile"], &SYNTAX).with_names(&[
        "Makefile",
        "makefile",
        "GNUmakefile",
    ]);

pub(super) const SYNTAX: Syntax = Syntax {
    open: |_| Some(Open::new(&VALUE, 0, "")),
    read: Some(read),
    scripts: Some(recipes),
    fills: true,
    searched: Searched::Urls,
    ..syntax::PLAIN
};

const IN_RECIPE: Escaping = Escaping::new(&[('$', "$$")]);

static RECIPE: Form = Form::new(Escapes::None, &IN_RECIPE).lines();
static VALUE: Form =
    Form::new(Escapes::None, &IN_RECIPE).holes(&[HoleForm::DollarBrace, HoleForm::DollarParenthesis]).lines();

/// The blocks of recipes, and the values of variables.
fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    let mut lines = lines(text, Span::from_range(0..text.len())).into_iter().peekable();
    while let Some(line) = lines.next() {
        let written = line.of(text);
        if written.starts_with('#') {
            outline.push(Token::Comment, line, 0);
        } else if written.starts_with('\t') {
            let mut recipe = line;
            while let Some(next) = lines.next_if(|next| next.of(text).starts_with('\t')) {
                recipe = recipe.cover(next);
            }
            outline.push(Token::Text, recipe, 0);
        } else if let Some((name, value)) = value(written) {
            let place = |at: usize| line.start + offset(at);
            outline.push(Token::Name, Span::new(place(name.start), place(name.end)), 0);
            outline.push(Token::Mark(b'='), Span::at(place(value)), 0);
            let end = line.start + offset(written.trim_end().len());
            outline.push(Token::Text, Span::new((line.start + offset(value)).min(end), end), 0);
        }
    }
    outline
}

fn recipes<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let recipe = |at: usize| {
        let span = outline.span(at);
        if !span.of(outline.text).starts_with('\t') {
            return None;
        }
        let mut text = Fragment::new(outline.text, span.start);
        lines(outline.text, span).into_iter().for_each(|line| recipe(&mut text, line));
        text.part(0, &IN_RECIPE);
        Some(Script { language: Language::Shell, text, first: at, end: at + 1 })
    };
    (0..outline.len()).filter_map(recipe).collect()
}

/// Adds a line of a recipe, without the marks before its command.
fn recipe(fragment: &mut Fragment<'_>, line: Span) {
    let written = line.of(fragment.outer);
    let command = written.trim_start_matches(['\t', '@', '-', '+']);
    fragment.drop_to(line.start + offset(written.len() - command.len()));
    let mut at = line.end as usize - command.len();
    for part in command.split_inclusive("$$") {
        at += part.len();
        match part.strip_suffix("$$") {
            Some(before) => {
                fragment.inside(
                    offset(at - (part.len() - before.len())),
                    &RECIPE,
                    "",
                    &syntax::PLAIN,
                    Pattern::None,
                );
                fragment.decode_to("$", offset(at));
            }
            None => fragment.inside(offset(at), &RECIPE, "", &syntax::PLAIN, Pattern::None),
        }
    }
}

/// The name of a variable, and the start of its value: after `=`, `:=`, `?=` or `+=`.
fn value(line: &str) -> Option<(Range<usize>, usize)> {
    let equals = line.find('=')?;
    let name = line.get(..equals)?.trim_end_matches([':', '?', '+', '!', ' ']);
    let end = name.len();
    let name = name.trim_start_matches("export ").trim_start_matches("override ");
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let value = line.get(equals + 1..)?;
    is_name.then(|| (end - name.len()..end, line.len() - value.trim_start().len()))
}
