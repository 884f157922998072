//! Makefiles: variables, and recipes, which are scripts of a shell with `$$` for `$`.

use super::fragment::{Fragment, Pattern};
use super::mentions::Mentions;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, HostReader};
use super::{Language, Part, Sites, lines, search};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Makefile, &["mk", "mak"], &["make", "makefile"], HostReader::Own(search))
        .with_names(&["Makefile", "makefile", "GNUmakefile"]);

const IN_RECIPE: Escaping = Escaping::new(&[('$', "$$")]);

static RECIPE: Form = Form::new(Escapes::None, &IN_RECIPE).lines();
static VALUE: Form =
    Form::new(Escapes::None, &IN_RECIPE).holes(&[HoleForm::DollarBrace, HoleForm::DollarParenthesis]).lines();

fn search(part: &Part<'_>, sites: &mut Sites) {
    let text: &str = &part.text;
    let lines = lines(text);
    let is_comment = |line: &Span| line.of(text).starts_with('#');
    let comments: Vec<Span> = lines.iter().copied().filter(is_comment).collect();
    sites.comments(part, &comments);
    let mentions = Mentions::of(text, &comments, &part.around);
    let names = mentions.names();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if line.of(text).starts_with('\t') {
            let mut fragment = Fragment::new(text, line.start);
            recipe(&mut fragment, line);
            while let Some(next) = lines.next_if(|next| next.of(text).starts_with('\t')) {
                recipe(&mut fragment, next);
            }
            fragment.part(0, &IN_RECIPE);
            sites.inside(part, Language::Shell, fragment, &names);
        } else if let Some(value) = value(line.of(text)).filter(|_| !is_comment(&line)) {
            let mut fragment = Fragment::new(text, line.start + offset(value));
            let end = line.start + offset(line.of(text).trim_end().len());
            fragment.inside(end, &VALUE, "", &syntax::PLAIN, Pattern::None);
            fragment.part(0, VALUE.inside);
            search::urls_of(part, &fragment, &mentions, sites);
        }
    }
}

/// Adds a line of a recipe, without the marks before its command.
fn recipe(fragment: &mut Fragment<'_>, line: Span) {
    let written = line.of(fragment.outer);
    let command = written.trim_start_matches(['\t', '@', '-', '+']);
    fragment.drop_to(line.start + offset(written.len() - command.len()));
    let mut at = fragment.outer.len() - fragment.outer.len() + line.end as usize - command.len();
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

/// The start of the value of a variable: after `=`, `:=`, `?=` or `+=`.
fn value(line: &str) -> Option<usize> {
    let equals = line.find('=')?;
    let name = line.get(..equals)?.trim_end_matches([':', '?', '+', '!', ' ']);
    let name = name.trim_start_matches("export ").trim_start_matches("override ");
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let value = line.get(equals + 1..)?;
    is_name.then(|| line.len() - value.trim_start().len())
}
