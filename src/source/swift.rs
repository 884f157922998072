//! Swift: one or three quotes, hashes around raw ones, values in `\(…)`.

use super::language::Language;
use super::syntax::{self, Escapes, Form, HoleForm, HostLanguage, Open, Syntax, Trim};
use crate::decode::QueryEncoder;
use crate::text::Escaping;

pub(super) const HOST: HostLanguage = HostLanguage::new(Language::Swift, &["swift"], &[], &SYNTAX);

pub(super) const SYNTAX: Syntax = Syntax {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    starts: |byte| matches!(byte, b'"' | b'#'),
    open,
    join: b'+',
    pairs: Some(QueryEncoder {
        name: "`URLQueryItem`",
        keeps_plus: true,
        keeps_codes: false,
        encodes_ends: true,
        advice: "parts.percentEncodedQueryItems = [URLQueryItem(name: \"filter\", value: encoded)]",
    }),
    ..syntax::PLAIN
};

fn open(text: &str) -> Option<Open<'_>> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let quotes = text.get(hashes..)?;
    let is_long = quotes.starts_with("\"\"\"");
    if !quotes.starts_with('"') {
        return None;
    }
    // A longer close is that of fewer hashes, with the others after it.
    let close = if is_long { LONG_CLOSE.get(..hashes + 3)? } else { CLOSE.get(..=hashes)? };
    let form = match (hashes > 0, is_long) {
        (false, false) => &USUAL,
        (false, true) => &LONG,
        (true, false) => &RAW,
        (true, true) => &LONG_RAW,
    };
    Some(Open::new(form, close.len(), close))
}

/// The ends of raw strings with up to eight hashes.
const CLOSE: &str = "\"########";
const LONG_CLOSE: &str = "\"\"\"########";

const HOLES: &[HoleForm] = &[HoleForm::BackslashParenthesis];

const IN_RAW: Escaping = Escaping::VERBATIM.without(&['"']);

static USUAL: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(HOLES);
static LONG: Form = Form::new(Escapes::C, &Escaping::IN_DOUBLE).holes(HOLES).lines().trim(Trim::Indent);
static RAW: Form = Form::new(Escapes::None, &IN_RAW).holes(HOLES);
static LONG_RAW: Form = Form::new(Escapes::None, &IN_RAW).holes(HOLES).lines().trim(Trim::Indent);
