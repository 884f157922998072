//! Groovy: one or three quotes of both kinds, and slashes. The steps of a Jenkinsfile contain scripts.

use super::language::Language;
use super::outline::{Bracket, Outline};
use super::syntax::{
    self, EntryForm, EntryKey, Escapes, Form, HoleForm, HostLanguage, Open, Script, Surrounding, Syntax, Trim,
};
use crate::text::{Escaping, Span};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Groovy, &["groovy", "gradle", "jenkinsfile"], &[], &SYNTAX)
        .with_names(&["Jenkinsfile"]);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'\''),
    open: |text| open(text, &FILLED, &FILLED_LONG),
    name: b"$",
    join: b'+',
    patterns: true,
    scripts: Some(scripts),
    fills: true,
    entries: &[EntryForm::new("=", EntryKey::Name, Surrounding::Within(&[Bracket::Round]))],
    ..syntax::PLAIN
};

/// The same without holes in double quotes, for scripts, whose variables have the same form.
const SCRIPT: Syntax = Syntax { open: |text| open(text, &DOUBLE, &LONG), ..SYNTAX };

fn open<'t>(text: &'t str, double: &'static Form, long: &'static Form) -> Option<Open<'t>> {
    let forms = [("\"\"\"", long), ("'''", &LONG_SINGLE), ("\"", double), ("'", &SINGLE)];
    let (quotes, form) = forms.into_iter().find(|(quotes, _)| text.starts_with(quotes))?;
    Some(Open::new(form, quotes.len(), text.get(..quotes.len())?))
}

/// The steps of a pipeline that run a script: `sh '…'`, `sh(script: '…', returnStdout: true)`.
const STEPS: [(&str, Language); 5] = [
    ("sh", Language::Shell),
    ("bat", Language::Batch),
    ("powershell", Language::PowerShell),
    ("pwsh", Language::PowerShell),
    ("sshCommand", Language::Shell),
];

fn scripts<'t>(outline: &Outline<'t>, range: Span) -> Vec<Script<'t>> {
    let nodes = outline.from(range.start)..outline.from(range.end);
    let script = |at: usize| {
        let is_named = outline.label(at) == Some("script");
        let call = outline.parent(at).and_then(|open| outline.callee(open));
        let step = match call.filter(|_| is_named || outline.function_of(at).is_some()) {
            Some(step) => step,
            None if is_named => outline.name_before(at, 3)?,
            None => outline.name_before(at, 1)?,
        };
        let (_, language) = STEPS.iter().find(|(name, _)| *name == step)?;
        Some(Script { language: *language, text: outline.lines(at, "", &SCRIPT)?, first: at, end: at + 1 })
    };
    nodes.filter(|at| outline.is_text(*at)).filter_map(script).collect()
}

const HOLES: &[HoleForm] = &[HoleForm::DollarBrace, HoleForm::DollarName];

const IN_FILLED: Escaping = Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('$', "\\$")]);

static FILLED: Form = Form::new(Escapes::C, &IN_FILLED).holes(HOLES);
static FILLED_LONG: Form = Form::new(Escapes::C, &IN_FILLED).holes(HOLES).lines().trim(Trim::FirstLine);
static DOUBLE: Form = Form::new(Escapes::C, &IN_FILLED);
static LONG: Form = Form::new(Escapes::C, &IN_FILLED).lines().trim(Trim::FirstLine);
static SINGLE: Form = Form::new(Escapes::C, &Escaping::IN_SINGLE);
static LONG_SINGLE: Form = Form::new(Escapes::C, &Escaping::IN_SINGLE).lines().trim(Trim::FirstLine);
