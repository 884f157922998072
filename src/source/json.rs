//! JSON, and JSON with comments.

use memchr::memmem;

use super::language::Language;
use super::outline::Outline;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Script, Syntax};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Json, &["json", "jsonc", "har"], &["json5"], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| byte == b'"',
    open,
    scripts: Some(scripts),
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    text.starts_with('"').then(|| Open::new(&TEXT, 1, "\""))
}

/// The keys of a node's code in the flows of Node-RED and n8n.
const CODE_KEYS: [&str; 3] = ["\"func\"", "\"jsCode\"", "\"functionCode\""];

/// Scripts of Postman, `"script": { "exec": ["…", "…"] }` with a string for each line, of npm, `"scripts": { "name":
/// "…" }`, and of flows, `"func": "…"`.
fn scripts<'t>(outline: &Outline<'t>, range: Span) -> Vec<Script<'t>> {
    let mut found = Vec::new();
    let of_npm = memmem::find(range.of(outline.text).as_bytes(), b"\"scripts\"")
        .map(|at| outline.from(range.start + offset(at)));
    if let Some((first, end)) = of_npm.and_then(|key| Some((key + 2, outline.next(key + 2)?))) {
        let is_value =
            |at: &usize| outline.is_text(*at) && !outline.is_label(*at) && outline.parent(*at) == Some(first);
        let script = |at: usize| {
            let text = outline.lines(at, "", &PLAIN)?;
            Some(Script { language: Language::Shell, text, first: at, end: at + 1 })
        };
        found.extend((first..end).filter(is_value).filter_map(script));
    }
    for at in memmem::find_iter(range.of(outline.text).as_bytes(), "\"exec\"") {
        let key = outline.from(range.start + offset(at));
        let object = outline.parent(key).and_then(|open| outline.label(open));
        if !outline.is_label(key) || object != Some("script") {
            continue;
        }
        let first = key + 2;
        let Some(text) = outline.lines(first, "\n", &PLAIN) else { continue };
        let end = outline.next(first).unwrap_or(first + 1);
        found.push(Script { language: Language::JavaScript, text, first, end });
    }
    for at in CODE_KEYS.iter().flat_map(|key| memmem::find_iter(range.of(outline.text).as_bytes(), key)) {
        let first = outline.from(range.start + offset(at)) + 2;
        let text = outline
            .lines(first, "\n", &PLAIN)
            .filter(|_| outline.is_label(first - 2) && outline.is_text(first));
        found.extend(text.map(|text| Script { language: Language::JavaScript, text, first, end: first + 1 }));
    }
    found.sort_by_key(|script| script.first);
    found
}

/// JSON whose strings are code. Their holes are those of the code.
pub(super) const PLAIN: Syntax =
    Syntax { open: |text| text.starts_with('"').then(|| Open::new(&CODE, 1, "\"")), ..SYNTAX };

static CODE: Form = Form::new(Escapes::C, &IN_TEXT);

/// The escapes of a string in JSON.
pub(super) static IN_TEXT: Escaping =
    Escaping::new(&[('"', "\\\""), ('\\', "\\\\"), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")]);

/// `{{ x }}` of Postman, `${x}` and `$x` of Grafana, `@{x}` of workflows, `#{x}`, `{x}` and `<x>` of templates.
const HOLES: &[HoleForm] = &[
    HoleForm::Mustache,
    HoleForm::DollarBrace,
    HoleForm::DollarName,
    HoleForm::AtBrace,
    HoleForm::HashBrace,
    HoleForm::Name,
    HoleForm::Angle,
];

static TEXT: Form = Form::new(Escapes::C, &IN_TEXT).holes(HOLES);
