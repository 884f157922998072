//! `unescaped-interpolation` and `unencoded-interpolation`: values that code puts into a filter as they
//! are.

use super::probe::{Standing, Standpoint};
use crate::decode::Decoded;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::source::{Hole, Language};
use crate::text::Quoted;

/// Tells what is wrong with a hole of a filter.
pub(super) fn tell(
    decoded: &Decoded<'_>,
    language: Language,
    hole: &Hole,
    standpoint: &Standpoint,
    diagnostics: &mut Diagnostics,
) {
    let filter = decoded.filter().unwrap_or_default();
    // What a document shows in a text's place is no code.
    if matches!(language, Language::Markdown | Language::Text) || hole.source.starts_with('<') {
        return;
    }
    let is_text = standpoint.standing == Standing::Text;
    if is_text && !hole.is_escaped {
        let severity = standpoint.severity(filter, decoded.schema());
        diagnostics.add(severity, || {
            Diagnostic::new(
                &rules::UNESCAPED_INTERPOLATION,
                hole.shown,
                format!(
                    "{} is put into a text as it is: a quote in it ends the text, and what follows becomes filter",
                    Quoted(&hole.source)
                ),
            )
            .with_severity(severity)
            .with_help(escape(language))
        });
    }
    let is_sent_raw = decoded.is_encoded_by_caller();
    if is_sent_raw && !hole.is_encoded {
        diagnostics.add(rules::UNENCODED_INTERPOLATION.severity(), || {
            Diagnostic::new(
                &rules::UNENCODED_INTERPOLATION,
                hole.shown,
                format!(
                    "{} is put into a URL without encoding: a `+` in it becomes a space, and `&` or `#` ends the filter",
                    Quoted(&hole.source)
                ),
            )
            .with_help(encode(language))
        });
    }
}

/// How a quote is doubled.
fn escape(language: Language) -> String {
    let code = match language {
        Language::PowerShell => "`.Replace(\"'\", \"''\")`".to_owned(),
        Language::Shell => "`${name//\\'/\\'\\'}`".to_owned(),
        Language::Python | Language::Java | Language::CSharp | Language::Notebook => {
            "`.replace(\"'\", \"''\")`".to_owned()
        }
        Language::JavaScript | Language::TypeScript => "`.replaceAll(\"'\", \"''\")`".to_owned(),
        Language::Go => "`strings.ReplaceAll(value, \"'\", \"''\")`".to_owned(),
        Language::Rust => "`.replace('\\'', \"''\")`".to_owned(),
        Language::Php => "`str_replace(\"'\", \"''\", $value)`".to_owned(),
        Language::Ruby => "`.gsub(\"'\", \"''\")`".to_owned(),
        Language::Yaml => "`| replace(\"'\", \"''\")`".to_owned(),
        _ => return "double each quote in it: `O'Neil` is written `'O''Neil'`".to_owned(),
    };
    match language {
        Language::Shell | Language::PowerShell => format!(
            "double each quote in it with {code}, or let `comfilter encode \"… @name\" --arg name=VALUE` put it in"
        ),
        _ => format!("double each quote in it with {code}"),
    }
}

/// How a value is encoded.
fn encode(language: Language) -> String {
    match language {
        Language::PowerShell => "encode it with `[uri]::EscapeDataString(…)`, or let `comfilter encode \"… @name\" --arg name=VALUE` put it in".to_owned(),
        Language::Shell => "let curl encode the filter with `-G --data-urlencode \"filter=…\"`, or `comfilter encode \"… @name\" --arg name=VALUE`".to_owned(),
        Language::Python | Language::Notebook => "encode it with `urllib.parse.quote(…, safe='')`".to_owned(),
        Language::JavaScript | Language::TypeScript => "encode it with `encodeURIComponent(…)`".to_owned(),
        Language::Yaml => "encode it with `| urlencode`".to_owned(),
        Language::Go => "encode it with `url.QueryEscape(…)`".to_owned(),
        Language::Java => "encode it with `URLEncoder.encode(…, StandardCharsets.UTF_8)`".to_owned(),
        Language::CSharp => "encode it with `Uri.EscapeDataString(…)`".to_owned(),
        Language::Php => "encode it with `rawurlencode(…)`".to_owned(),
        Language::Ruby => "encode it with `ERB::Util.url_encode(…)`".to_owned(),
        _ => "encode it: every byte but letters, digits and `-._~`".to_owned(),
    }
}
