//! `unescaped-interpolation` and `unencoded-interpolation`: values that code inserts unchanged into
//! a filter.

use super::probe::{Standing, Standpoint};
use crate::decode::Decoded;
use crate::diagnostic::{Diagnostics, Message};
use crate::rules;
use crate::source::{Hole, Language};
use crate::text::{Edit, Escaping, Quoted};

/// A value that is inserted into a filter.
pub(super) struct Interpolation<'a> {
    pub(super) language: Language,
    pub(super) hole: &'a Hole,
    /// The escapes for code written there.
    pub(super) within: &'a [&'static Escaping],
    /// The text of the file.
    pub(super) text: &'a str,
}

/// The number of bytes at the start of a file that are searched for imports.
const TOP: usize = 1 << 14;

/// The functions of a language that prepare a value for a filter.
struct Means {
    /// Doubles the quotes of a value `{}`.
    escape: &'static str,
    /// Percent-encodes it.
    encode: &'static str,
    /// The same functions in words, for the help.
    escape_help: String,
    encode_help: String,
}

/// The advice for a shell: let `comfilter` do it.
const BY_COMMAND: &str = "or let `comfilter encode \"… @name\" --arg name=VALUE` insert it";

impl Interpolation<'_> {
    /// Reports its mistakes.
    pub(super) fn report(
        &self,
        decoded: &Decoded<'_>,
        standpoint: &Standpoint,
        diagnostics: &mut Diagnostics,
    ) {
        let hole = self.hole;
        // A placeholder in a document is not code.
        if matches!(self.language, Language::Markdown | Language::Text) || hole.code.starts_with('<') {
            return;
        }
        let filter = decoded.filter().unwrap_or_default();
        let is_unescaped = standpoint.standing == Standing::Text && !hole.is_escaped;
        if is_unescaped {
            let severity = standpoint.severity(filter, decoded.schema());
            diagnostics.report_as(severity, &rules::UNESCAPED_INTERPOLATION, hole.shown, || {
                let message = format!(
                    "{} is inserted unescaped: a quote in it ends the string, and the rest is read as filter",
                    Quoted(&hole.code)
                );
                let help = match means(self.language) {
                    Some(means) => means.escape_help,
                    None => "double each quote in it: write `O'Neil` as `'O''Neil'`".to_owned(),
                };
                self.fixed(message, "double its quotes", help, true, false)
            });
        }
        if decoded.is_encoded_by_caller() && !hole.is_encoded {
            diagnostics.report(&rules::UNENCODED_INTERPOLATION, hole.shown, || {
                let message = format!(
                    "{} is inserted into a URL without encoding: a `+` in it becomes a space, and `&` or `#` ends the filter",
                    Quoted(&hole.code)
                );
                let help = match means(self.language) {
                    Some(means) => means.encode_help,
                    None => "encode every byte of it except letters, digits and `-._~`".to_owned(),
                };
                // Quotes are doubled before they are encoded.
                self.fixed(message, "encode it", help, is_unescaped, true)
            });
        }
    }

    fn fixed(
        &self,
        message: String,
        title: &'static str,
        help: String,
        escape: bool,
        encode: bool,
    ) -> Message {
        let help = match self.language {
            Language::Shell | Language::PowerShell => format!("{help}, {BY_COMMAND}"),
            _ => help,
        };
        let edits = self.written(escape, encode).map(|text| vec![Edit::replace(self.hole.shown, text)]);
        Message::new(message).help(help).unsafe_fix(title, edits)
    }

    /// The code for inserting the value correctly, if the language has a function that can be
    /// called there.
    fn written(&self, escape: bool, encode: bool) -> Option<String> {
        if self.hole.is_pattern {
            return None;
        }
        let mut means = means(self.language)?;
        if self.language == Language::Python {
            // A fix must not use a module that the file does not import.
            let top = self.text.get(..TOP).unwrap_or(self.text);
            let imports = |line: &str| top.contains(line);
            means.encode = match (imports("import urllib.parse"), imports("from urllib.parse import quote")) {
                (true, _) => "urllib.parse.quote({})",
                (false, true) => "quote({})",
                (false, false) => "",
            };
        }
        let (open, code, close) = self.parts()?;
        let mut code = code.trim().to_owned();
        for template in [(escape, means.escape), (encode, means.encode)].iter().filter(|(wanted, _)| *wanted)
        {
            if template.1.is_empty() {
                return None;
            }
            code = template.1.replace("{}", &code);
        }
        let text = format!("{open}{code}{close}");
        self.within.iter().try_fold(text, |text, outer| outer.write(&text).map(|text| text.into_owned()))
    }

    /// The expression, and the code before and after it.
    fn parts(&self) -> Option<(&'static str, String, &'static str)> {
        let code = &*self.hole.code;
        let inside = |open: &str, close: &str| code.strip_prefix(open)?.strip_suffix(close);
        if self.hole.place != self.hole.shown {
            // An operand of a concatenation needs parentheses before a call, unless it is a single
            // expression.
            let is_one = !code.contains([' ', '+', '?']);
            return is_one.then(|| ("", code.to_owned(), ""));
        }
        let is_plain = |inside: &&str| !inside.contains([':', '!', '"', '\'', '`', '{', '}']);
        match self.language {
            Language::PowerShell => {
                let expression = inside("$(", ")").or_else(|| code.starts_with('$').then_some(code))?;
                let expression = match expression.contains(' ') {
                    true => format!("({expression})"),
                    false => expression.to_owned(),
                };
                Some(("$(", expression, ")"))
            }
            Language::Shell => {
                let name = inside("${", "}").or_else(|| code.strip_prefix('$'))?;
                let is_name =
                    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                is_name.then(|| ("${", name.to_owned(), "}"))
            }
            Language::JavaScript | Language::TypeScript => {
                inside("${", "}").filter(is_plain).map(|code| ("${", code.to_owned(), "}"))
            }
            Language::Ruby => inside("#{", "}").filter(is_plain).map(|code| ("#{", code.to_owned(), "}")),
            // Before C# 11 an interpolated expression cannot contain quotes.
            Language::Python => inside("{", "}")
                .filter(is_plain)
                .filter(|code| {
                    !code.trim().is_empty() && !code.trim().bytes().all(|byte| byte.is_ascii_digit())
                })
                .map(|code| ("{", code.to_owned(), "}")),
            Language::Yaml => inside("{{", "}}").map(|code| ("{{ ", code.to_owned(), " }}")),
            _ => None,
        }
    }
}

/// The functions of a language.
fn means(language: Language) -> Option<Means> {
    // The advice is to call the same functions.
    let calls = |escape: &'static str, encode: &'static str| {
        let (method, function) = (escape.trim_start_matches("{}"), encode.replace("{}", "…"));
        let escape_help = format!("double its quotes with `{method}`");
        Some(Means { escape, encode, escape_help, encode_help: format!("encode it with `{function}`") })
    };
    let means = |escape, encode, escape_help: &str, encode_help: &str| {
        let (escape_help, encode_help) = (escape_help.to_owned(), encode_help.to_owned());
        Some(Means { escape, encode, escape_help, encode_help })
    };
    match language {
        Language::PowerShell => calls("{}.Replace(\"'\", \"''\")", "[uri]::EscapeDataString({})"),
        Language::Shell => means(
            "{}//\\'/\\'\\'",
            "",
            "double its quotes with `${name//\\'/\\'\\'}`",
            "let curl encode the filter with `-G --data-urlencode \"filter=…\"`",
        ),
        // Before 3.12 an f-string cannot contain its own quotes, nor a backslash.
        Language::Python => means(
            "{}.replace(chr(39), chr(39) * 2)",
            "urllib.parse.quote({})",
            "double its quotes with `.replace(\"'\", \"''\")`",
            "encode it with `urllib.parse.quote(…, safe='')`",
        ),
        Language::JavaScript | Language::TypeScript => {
            calls("{}.replaceAll(\"'\", \"''\")", "encodeURIComponent({})")
        }
        Language::CSharp => calls("{}.Replace(\"'\", \"''\")", "Uri.EscapeDataString({})"),
        Language::Java => calls("{}.replace(\"'\", \"''\")", "URLEncoder.encode({}, StandardCharsets.UTF_8)"),
        Language::Go => means(
            "strings.ReplaceAll({}, \"'\", \"''\")",
            "url.QueryEscape({})",
            "double its quotes with `strings.ReplaceAll(value, \"'\", \"''\")`",
            "encode it with `url.QueryEscape(…)`",
        ),
        Language::Php => means(
            "str_replace(\"'\", \"''\", {})",
            "rawurlencode({})",
            "double its quotes with `str_replace(\"'\", \"''\", $value)`",
            "encode it with `rawurlencode(…)`",
        ),
        Language::Ruby => calls("{}.gsub(\"'\", \"''\")", "ERB::Util.url_encode({})"),
        // A value in YAML may never have quotes; only its author knows.
        Language::Yaml => means(
            "",
            "{} | urlencode",
            "double its quotes with the filter `replace(\"'\", \"''\")`",
            "encode it with the filter `urlencode`",
        ),
        Language::Rust => means(
            "",
            "",
            "double its quotes with `.replace('\\'', \"''\")`, or build the filter with `comfilter::jobs`",
            "give the filter to `.query(&[(\"filter\", …)])`, which encodes it",
        ),
        _ => None,
    }
}
