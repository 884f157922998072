//! HCL, the language of Terraform: quotes, here-documents, expressions in `${…}`.

use std::borrow::Cow;

use super::language::Language;
use super::lex::here_document;
use super::outline::Outline;
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Script, Surrounding, Syntax, Trim,
};
use super::url::upto;
use crate::limits;
use crate::text::{Escaping, Span};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Hcl, &["tf", "tfvars", "hcl"], &["terraform", "tofu"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["#", "//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'<'),
    open: |text| open(text, &DOUBLE, &HERE),
    name: b"-",
    has_code: true,
    scripts: Some(scripts),
    fills: true,
    entries: &[EntryForm::new("=", EntryKey::Any, Surrounding::Anywhere)],
    ..syntax::PLAIN
};

/// Strings whose holes are those of their script.
const SCRIPT: Syntax = Syntax { open: |text| open(text, &DOUBLE_CODE, &HERE_CODE), ..SYNTAX };

fn open<'t>(text: &'t str, double: &'static Form, here: &'static Form) -> Option<Open<'t>> {
    if let Some(rest) = text.strip_prefix("<<") {
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let line = upto(rest, limits::SOURCE_NAME).find('\n')?;
        let (length, close) = here_document(rest, line, rest.get(..line)?.trim())?;
        return Some(Open { form: here, length: text.len() - rest.len() + length, close: Cow::Owned(close) });
    }
    text.starts_with('"').then(|| Open::new(double, 1, "\""))
}

/// The arguments of provisioners and machines that are scripts of a shell.
const SCRIPTS: [&str; 4] = ["command", "inline", "user_data", "startup_script"];

fn scripts<'t>(outline: &Outline<'t>, range: Span) -> Vec<Script<'t>> {
    let nodes = outline.from(range.start)..outline.from(range.end);
    let texts = nodes.filter(|at| outline.is_text(*at) && !outline.is_label(*at));
    let named = texts.filter(|at| outline.key_of(*at).is_some_and(|key| SCRIPTS.contains(&key)));
    let script = |at: usize| {
        Some(Script {
            language: Language::Shell,
            text: outline.lines(at, "", &SCRIPT)?,
            first: at,
            end: at + 1,
        })
    };
    named.filter_map(script).collect()
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace];

const IN_DOUBLE: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "$$")]);
const IN_HERE: Escaping = Escaping::new(&[('$', "$$")]);

static DOUBLE: Form = Form::new(Escapes::C, &IN_DOUBLE).holes(HOLES);
static HERE: Form = Form::new(Escapes::None, &IN_HERE).holes(HOLES).lines().trim(Trim::Indent);
static DOUBLE_CODE: Form = Form::new(Escapes::C, &IN_DOUBLE);
static HERE_CODE: Form = Form::new(Escapes::None, &IN_HERE).lines().trim(Trim::Indent);
