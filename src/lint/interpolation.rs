//! `unescaped-interpolation` and `unencoded-interpolation`: values that code inserts unchanged into
//! a filter.

use std::borrow::Cow;

use super::dates;
use super::imports::{self, Template};
use super::pasted::Lost;
use super::probe::{Standing, Standpoint};
use crate::decode::{Decoded, QueryEncoder};
use crate::diagnostic::{Applicability, Diagnostics, Message, Severity};
use crate::rules;
use crate::source::{
    Hole, Language, LeavingEncoder, Sender, UrlEncoding, WeakCall, doubles_quotes, doubles_some,
    encoder_call, encoding, is_encoding_command, may_escape,
};
use crate::text::{Edit, Escaping, Quoted, Span, ToWrite};

/// A value that is inserted into a filter.
pub(super) struct Interpolation<'a> {
    pub(super) language: Language,
    pub(super) hole: &'a Hole,
    /// The escapes for code written there.
    pub(super) within: &'a [&'static Escaping],
    /// The text of the file.
    pub(super) text: &'a str,
    /// The client that gets the URL.
    pub(super) sender: Option<Sender>,
    /// The language of the file, which may contain this one.
    pub(super) holder: Language,
}

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

/// A part of the file that a fix rewrites, and its code with what belongs around it.
struct Code {
    place: Span,
    open: &'static str,
    code: String,
    close: &'static str,
}

/// Whether code has an operator outside of its strings: `a + b`, `x ?? y`.
fn joins(code: &str) -> bool {
    let mut quote = None;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => drop(characters.next()),
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '+' | '?') => return true,
            _ => {}
        }
    }
    false
}

/// The advice for a shell: let `comfilter` do it.
const BY_COMMAND: &str = "or let `comfilter encode \"… @name\" --arg name=VALUE` insert it";

impl Interpolation<'_> {
    /// Whether it is a placeholder in a document, and not code.
    fn is_placeholder(&self) -> bool {
        matches!(self.language, Language::Markdown | Language::Text) || self.hole.code.starts_with('<')
    }

    /// The code of its value: its own, or the argument that is inserted there.
    fn value(&self) -> &str {
        self.hole.argument.as_ref().map_or(&*self.hole.code, |(_, code)| code)
    }

    /// Reports its mistakes.
    pub(super) fn report(
        &self,
        decoded: &Decoded<'_>,
        standpoint: &Standpoint,
        diagnostics: &mut Diagnostics,
    ) {
        let hole = self.hole;
        if self.is_placeholder() {
            return;
        }
        let filter = decoded.filter().unwrap_or_default();
        let form =
            if standpoint.standing == Standing::Value && standpoint.is_for_time(filter, decoded.schema()) {
                dates::form(self.language, &hole.code)
            } else {
                None
            };
        if let Some(form) = form {
            diagnostics.report_as(Severity::Warning, &rules::INVALID_TIMESTAMP, hole.shown, || {
                Message::new(format!("{} writes {form}, which is not a timestamp", Quoted(self.value())))
                    .help("write the instant as `2026-01-31T12:00:00Z`, in UTC")
            });
            return;
        }
        let is_unescaped =
            standpoint.standing == Standing::Text && !hole.is_escaped && !may_escape(self.value());
        if is_unescaped {
            let severity = standpoint.severity(filter, decoded.schema());
            diagnostics.report_as(severity, &rules::UNESCAPED_INTERPOLATION, hole.shown, || {
                let code = Quoted(self.value());
                let message = if self.doubles_late() {
                    format!("{code} doubles no quote: the encoder has already written each as `%27`")
                } else {
                    format!("{code} is inserted unescaped: a quote in it ends the string, and the rest is read as filter")
                };
                // A value that is encoded before has no quotes to double.
                let is_late = hole.is_encoded && encoding(self.value()) != UrlEncoding::Full;
                let help = match means(self.language) {
                    _ if is_late || self.doubles_late() || hole.is_encoded && self.is_of_make() => {
                        "double the quotes first, and encode the result".to_owned()
                    }
                    Some(_) if self.is_of_make() => {
                        format!("double its quotes with {}", Quoted(&format!("$(subst ','',{})", self.value())))
                    }
                    Some(_) if self.is_posix() => "double its quotes with `sed \"s/'/''/g\"`".to_owned(),
                    Some(means) => means.escape_help,
                    None => "double each quote in it: write `O'Neil` as `'O''Neil'`".to_owned(),
                };
                let title = "double its quotes";
                let edits = if is_late { None } else { self.edits(true, false) };
                self.advised(message, help).unsafe_fix(title, edits)
            });
        }
        if decoded.is_encoded_by_caller()
            && !hole.is_encoded
            && encoding(self.value()) != UrlEncoding::Unknown
        {
            diagnostics.report(&rules::UNENCODED_INTERPOLATION, hole.shown, || {
                let code = Quoted(self.value());
                let (message, help) = match self.weak() {
                    Some(weak) => {
                        let (name, leaves) = (Quoted(&weak.name), &weak.leaves);
                        let message =
                            format!("{name} leaves {} in {code}: {}", listed(leaves), meaning(leaves));
                        (message, self.instead(&weak))
                    }
                    None => {
                        let message = format!(
                            "{code} is inserted into a URL without encoding: a `+` in it becomes a space, and `&` or `#` ends the filter"
                        );
                        (message, self.encode_help())
                    }
                };
                // Quotes are doubled before they are encoded.
                self.advised(message, help).unsafe_fix("encode it", self.edits(is_unescaped, true))
            });
        }
    }

    /// Reports a whole filter that is inserted into a URL and changes on its way. `left_by` is the function that
    /// encodes the whole URL.
    pub(super) fn report_whole(
        &self,
        decoded: &Decoded<'_>,
        left_by: Option<&LeavingEncoder>,
        diagnostics: &mut Diagnostics,
    ) {
        let hole = self.hole;
        if self.is_placeholder() {
            return;
        }
        if let Some(encoder) = decoded.plain_encoder() {
            return self.report_plain(&encoder, diagnostics);
        }
        if let Some(encoder) = left_by.filter(|_| !hole.is_encoded) {
            return self.report_left(encoder, diagnostics);
        }
        if hole.is_encoded || !decoded.is_encoded_by_caller() {
            return;
        }
        let weak = self.weak();
        let leaves = weak.as_ref().map(|weak| &*weak.leaves);
        let sender = self.sender.filter(Sender::leaves_spaces);
        let lost = hole.values.iter().find_map(|value| Lost::of(value, leaves, sender));
        // The value may contain anything.
        let is_unknown = hole.values.is_empty() && weak.is_some();
        if lost.is_none() && !is_unknown {
            return;
        }
        diagnostics.report(&rules::UNENCODED_INTERPOLATION, hole.shown, || {
            let code = Quoted(self.value());
            let begin = match &weak {
                Some(weak) => format!("{} leaves {} in {code}", Quoted(&weak.name), listed(&weak.leaves)),
                None => format!("{code} is inserted into a URL without encoding"),
            };
            let leaves = weak.as_ref().map_or("+&#", |weak| &weak.leaves);
            let end = lost.as_ref().map_or_else(|| meaning(leaves).to_owned(), Lost::words);
            let help = weak.as_ref().map_or_else(|| self.encode_help(), |weak| self.instead(weak));
            let is_changed_before = hole.values.iter().any(|value| value.leaves.is_some());
            // A query without a URL may be for a function that encodes it.
            let before = self.text.get(..hole.shown.start as usize).unwrap_or_default();
            let name = before.rfind("ilter=").and_then(|at| before.get(..at)?.strip_suffix(['f', 'F']));
            let is_in_url = name.is_some_and(|name| name.trim_end_matches('$').ends_with(['?', '&']));
            let is_right = is_in_url && !is_changed_before;
            let edits = if is_right { self.edits(false, true) } else { None };
            let is_sure = hole.is_known
                && hole.values.iter().all(|value| value.holes.is_empty())
                && edits.as_ref().is_some_and(|edits| edits.len() == 1);
            self.advised(format!("{begin}: {end}"), help).fix(
                Applicability::safe_if(is_sure),
                "encode it",
                edits,
            )
        });
    }

    /// Reports a whole filter that is inserted into the text of a query, which a client encodes.
    fn report_plain(&self, encoder: &QueryEncoder, diagnostics: &mut Diagnostics) {
        let hole = self.hole;
        let (name, help) = (encoder.name, format!("write {}", ToWrite(encoder.advice)));
        let is_called = || encoder_call(self.value()).is_some_and(|call| !call.value.is_empty());
        if encoding(self.value()) == UrlEncoding::Full && is_called() {
            diagnostics.report(&rules::DOUBLE_ENCODING, hole.shown, || {
                let code = Quoted(self.value());
                Message::new(format!(
                    "{code} encodes the value, and {name} encodes it again: the service gets `%20` in the place of a space"
                ))
                .help(help)
            });
            return;
        }
        let leaves = if encoder.encodes_ends { "+" } else { "+&" };
        let leaves = Some(leaves).filter(|_| encoder.keeps_plus && !hole.is_encoded);
        if let Some((leaves, lost)) = leaves.and_then(|leaves| Some((leaves, self.changed(leaves)?))) {
            diagnostics.report(&rules::UNENCODED_INTERPOLATION, hole.shown, || {
                let (leaves, code) = (listed(leaves), Quoted(self.value()));
                Message::new(format!("{name} encodes {code}, but leaves {leaves}: {}", lost.words()))
                    .help(help)
            });
        }
    }

    /// Reports a whole filter in a URL that a function encodes as a whole.
    fn report_left(&self, encoder: &LeavingEncoder, diagnostics: &mut Diagnostics) {
        let Some(lost) = self.changed(&encoder.leaves) else { return };
        diagnostics.report(&rules::UNENCODED_INTERPOLATION, self.hole.shown, || {
            let (name, leaves, code) = (Quoted(&encoder.name), listed(&encoder.leaves), Quoted(self.value()));
            let help = match encoder.instead {
                "" => "encode the filter alone, and insert it into the URL".to_owned(),
                instead => format!("encode the filter alone with {}", Quoted(instead)),
            };
            let edits = encoder.around.and_then(|around| {
                let mut edits = self.edits(false, true)?;
                edits.extend(around.map(|place| Edit::replace(place, "")));
                edits.sort_by_key(|edit| edit.span);
                Some(edits)
            });
            let is_sure = self.hole.is_known && self.hole.values.iter().all(|value| value.holes.is_empty());
            Message::new(format!("{name} leaves {leaves} in {code}: {}", lost.words())).help(help).fix(
                Applicability::safe_if(is_sure),
                "encode the filter alone",
                edits,
            )
        });
    }

    /// The change of a value by a function that leaves these characters.
    fn changed(&self, leaves: &str) -> Option<Lost> {
        let lost = self.hole.values.iter().find_map(|value| Lost::of(value, Some(leaves), None));
        lost.filter(|lost| matches!(lost, Lost::Changed(..)))
    }

    /// Reports an encoder whose result a client encodes again.
    pub(super) fn report_double(&self, diagnostics: &mut Diagnostics) {
        if let Some(encoder) = &self.hole.encoded_by {
            diagnostics.report(&rules::DOUBLE_ENCODING, self.hole.shown, || {
                Message::new(format!(
                    "{} has a value that {} encoded before, and the client encodes it again: the service gets `%20` in the place of a space",
                    Quoted(self.value()),
                    Quoted(encoder)
                ))
                .help("give the plain value to the client")
            });
            return;
        }
        if self.language == Language::Shell && is_encoding_command(self.value()) {
            diagnostics.report(&rules::DOUBLE_ENCODING, self.hole.shown, || {
                Message::new(
                    "this command encodes the value, and the client encodes it again: the service gets `%20` in the place of a space",
                )
                .help("give the plain value to the client")
            });
            return;
        }
        if self.is_placeholder() {
            return;
        }
        let target = self.code();
        let code = target.as_ref().map_or_else(|| self.value(), |target| &*target.code).trim_end_matches('!');
        let Some(call) = encoder_call(code).filter(|call| call.whole == (0..code.len())) else { return };
        let Some(value) = code.get(call.value.clone()) else { return };
        let name = match code.get(..call.value.start) {
            Some("") => {
                code.get(call.value.end..).and_then(|rest| rest.split('(').next()).unwrap_or_default()
            }
            name => name.unwrap_or_default(),
        };
        let name = name.trim_end_matches('(').trim_start_matches('.');
        if name.is_empty() || name.contains('(') {
            return;
        }
        diagnostics.report(&rules::DOUBLE_ENCODING, self.hole.shown, || {
            let target = target.as_ref().filter(|target| target.code == code && self.is_used_elsewhere(name));
            let edit = target.and_then(|target| self.rewritten(target, value.trim()));
            Message::new(format!(
                "{} encodes the value, and the client encodes it again: the service gets `%20` in the place of a space",
                Quoted(name)
            ))
            .help(format!("give the plain value to the client: {}", Quoted(value.trim())))
            .safe_fix("remove the encoder", edit.map(|edit| vec![edit]))
        });
    }

    /// Whether a module stays in use without one of its functions. Go refuses an import without a use.
    fn is_used_elsewhere(&self, name: &str) -> bool {
        let module = name.split('.').next().unwrap_or_default();
        self.language != Language::Go || self.text.matches(&format!("{module}.")).count() > 1
    }

    /// The weak encoder in its code.
    fn weak(&self) -> Option<WeakCall> {
        match encoding(self.value()) {
            UrlEncoding::Weak(weak) => Some(weak),
            UrlEncoding::None | UrlEncoding::Unknown | UrlEncoding::Full => None,
        }
    }

    /// Whether its code doubles the quotes of an encoded value.
    fn doubles_late(&self) -> bool {
        let code = self.value();
        doubles_some(code) && !doubles_quotes(code)
    }

    fn encode_help(&self) -> String {
        match means(self.language) {
            Some(_) if self.language == Language::Shell && self.is_for_httpie() => {
                "let HTTPie encode the filter with `filter==…`".to_owned()
            }
            Some(means) => means.encode_help,
            None => "encode every byte of it except letters, digits and `-._~`".to_owned(),
        }
    }

    /// Whether the command of the value is HTTPie, and not curl.
    fn is_for_httpie(&self) -> bool {
        let before = self.text.get(..self.hole.shown.start as usize).unwrap_or_default();
        let goes_on = |end: usize| before.get(..end).is_some_and(|line| line.trim_end().ends_with('\\'));
        let start = before.rmatch_indices('\n').map(|(at, _)| at).find(|at| !goes_on(*at)).unwrap_or(0);
        let mut words = before.get(start..).unwrap_or_default().split_whitespace();
        let command = words.find(|word| ["curl", "wget", "http", "https", "xh"].contains(word));
        command.is_some_and(|command| !matches!(command, "curl" | "wget"))
    }

    /// The advice to use another encoder.
    fn instead(&self, weak: &WeakCall) -> String {
        match weak.instead {
            "" => self.encode_help(),
            instead => format!("write {}, which encodes them, too", Quoted(instead)),
        }
    }

    fn advised(&self, message: String, help: String) -> Message {
        let help = match self.language {
            Language::Shell | Language::PowerShell => format!("{help}, {BY_COMMAND}"),
            _ => help,
        };
        Message::new(message).help(help)
    }

    /// Whether make inserts the value, before a shell reads the line: `$(NAME)`, and not `$$NAME`.
    fn is_of_make(&self) -> bool {
        let before = self.text.get(..self.hole.shown.start as usize).unwrap_or_default();
        let is_doubled = before.ends_with('$') || self.hole.shown.of(self.text).starts_with("$$");
        self.holder == Language::Makefile && self.value().starts_with(['$']) && !is_doubled
    }

    /// Whether the script is for a shell without the expansions of bash.
    fn is_posix(&self) -> bool {
        // Their lines run in `/bin/sh`, unless `SHELL` names another.
        if matches!(self.holder, Language::Makefile | Language::Dockerfile) {
            return !self.text.contains("SHELL") || !self.text.contains("bash");
        }
        let first = self.text.lines().next().unwrap_or_default().trim_end();
        let program = first.strip_prefix("#!").and_then(|line| line.rsplit(['/', ' ']).next());
        self.language == Language::Shell
            && program.is_some_and(|program| matches!(program, "sh" | "dash" | "ash"))
    }

    /// The edits that insert the value correctly, if the language has a function that can be called there.
    fn edits(&self, escape: bool, encode: bool) -> Option<Vec<Edit>> {
        let target = self.code()?;
        let mut code = target.code.clone();
        let mut imports = Vec::new();
        if escape {
            let template = self.escaper()?;
            code = escaped(&code, &template.code)?;
            imports.extend(template.import);
        }
        if encode {
            code = match encoding(&code) {
                UrlEncoding::Weak(weak) => {
                    let old = code.get(weak.place.clone())?;
                    let new = match old.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                        Some(quote) => format!("{quote}{quote}"),
                        None => Some(weak.instead).filter(|name| !name.is_empty())?.to_owned(),
                    };
                    code.replace_range(weak.place, &new);
                    code
                }
                _ => {
                    let template = self.encoder()?;
                    imports.extend(template.import);
                    template.code.replace("{}", &code)
                }
            };
        }
        let mut edits = vec![self.rewritten(&target, &code)?];
        for import in imports {
            edits.push(self.imported(import)?);
        }
        edits.sort_by_key(|edit| edit.span);
        Some(edits)
    }

    /// An edit that replaces code, with the escapes of its place.
    fn rewritten(&self, target: &Code, code: &str) -> Option<Edit> {
        let text = format!("{}{code}{}", target.open, target.close);
        // Before C# 11, code in a string cannot contain quotes.
        if self.language == Language::CSharp && !target.open.is_empty() && code.contains('"') {
            return None;
        }
        let text =
            self.within.iter().try_fold(text, |text, outer| outer.write(&text).map(|text| text.into_owned()));
        Some(Edit::replace(target.place, text?))
    }

    /// An edit that adds an import before the first one.
    fn imported(&self, line: &str) -> Option<Edit> {
        let start = imports::place(self.text).filter(|_| self.holder == self.language)?;
        Some(Edit::replace(Span::from_range(start..start), format!("{line}\n")))
    }

    /// The function that doubles quotes.
    fn escaper(&self) -> Option<Template> {
        let code = means(self.language)?.escape;
        let import = (self.language == Language::Go && !self.text.contains("\"strings\""))
            .then_some("import \"strings\"");
        (!code.is_empty() && !self.is_posix()).then_some(Template { code: code.into(), import })
    }

    /// The function that encodes, as the file can call it.
    fn encoder(&self) -> Option<Template> {
        let top = imports::top(self.text);
        let has = |line: &str| top.contains(line);
        let call = |code| Some(Template::call(code));
        match self.language {
            Language::Python => Some(imports::python(self.text)),
            Language::Go => Some(imports::go(self.text, self.hole.shown.start as usize)),
            Language::CSharp if has("using System;") => call("Uri.EscapeDataString({})"),
            Language::CSharp => call("System.Uri.EscapeDataString({})"),
            Language::Java => match (
                has("import java.net.URLEncoder;") || has("import java.net.*;"),
                has("import java.nio.charset.StandardCharsets;") || has("import java.nio.charset.*;"),
            ) {
                (true, true) => call("URLEncoder.encode({}, StandardCharsets.UTF_8)"),
                _ => call("java.net.URLEncoder.encode({}, java.nio.charset.StandardCharsets.UTF_8)"),
            },
            Language::Ruby if has("'erb'") || has("\"erb\"") => call("ERB::Util.url_encode({})"),
            Language::Ruby if has("uri") || has("net/http") || has("URI") => {
                call("URI.encode_www_form_component({})")
            }
            Language::Ruby => None,
            language => call(means(language)?.encode).filter(|template| !template.code.is_empty()),
        }
    }

    /// The expression, and the code before and after it.
    fn code(&self) -> Option<Code> {
        if let Some((place, code)) = &self.hole.argument {
            // The word after the format string of `printf`.
            if self.language == Language::Shell {
                let code = shell_name(code)?.to_owned();
                return Some(Code { place: *place, open: "${", code, close: "}" });
            }
            return Some(Code { place: *place, open: "", code: code.clone(), close: "" });
        }
        if self.hole.is_pattern {
            return None;
        }
        let (open, code, close) = self.parts()?;
        Some(Code { place: self.hole.shown, open, code: code.trim().to_owned(), close })
    }

    /// The expression of a hole that holds it, and the marks around it.
    fn parts(&self) -> Option<(&'static str, String, &'static str)> {
        let code = &*self.hole.code;
        let inside = |open: &str, close: &str| code.strip_prefix(open)?.strip_suffix(close);
        if self.hole.is_operand {
            // An operand of a concatenation is a single expression, which nothing continues: `x ?? y`.
            let rest = self.text.get(self.hole.shown.end as usize..).unwrap_or_default();
            let next = rest.trim_start_matches([' ', '\t']).chars().next();
            let goes_on = next.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '_' | '$' | '?' | '!' | '(' | '"' | '\'')
            });
            let is_one = !joins(code) && !goes_on;
            return is_one.then(|| ("", code.to_owned(), ""));
        }
        let is_plain = |inside: &&str| !inside.contains([':', '!', '"', '\'', '`', '{', '}']);
        let is_encoder = |inside: &&str| encoding(inside).is_known() && !inside.contains(['`', '{', '}']);
        let is_simple = |inside: &&str| is_plain(inside) || is_encoder(inside);
        match self.language {
            Language::PowerShell => {
                let expression = inside("$(", ")").or_else(|| code.starts_with('$').then_some(code))?;
                // The result of a command may be of any type.
                let is_value = expression.trim_start().starts_with(['$', '[', '(', '"', '\'']);
                is_value.then(|| ("$(", expression.to_owned(), ")"))
            }
            Language::Shell => shell_name(code).map(|name| ("${", name.to_owned(), "}")),
            Language::JavaScript | Language::TypeScript => {
                inside("${", "}").filter(is_simple).map(|code| ("${", code.to_owned(), "}"))
            }
            Language::Ruby => inside("#{", "}").filter(is_simple).map(|code| ("#{", code.to_owned(), "}")),
            Language::CSharp => inside("{", "}").filter(is_plain).map(|code| ("{", code.to_owned(), "}")),
            Language::Python => inside("{", "}")
                .filter(is_simple)
                .filter(|code| {
                    let code = code.trim();
                    // `{x=}` shows the name, too.
                    !code.is_empty()
                        && !code.ends_with('=')
                        && !code.bytes().all(|byte| byte.is_ascii_digit())
                })
                .map(|code| ("{", code.to_owned(), "}")),
            Language::Yaml => inside("{{", "}}").map(|code| ("{{ ", code.to_owned(), " }}")),
            _ => None,
        }
    }
}

/// The name of a variable of a shell that code consists of: `$n`, `${n}`.
fn shell_name(code: &str) -> Option<&str> {
    let braces = code.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    let name = braces.or_else(|| code.strip_prefix('$'))?;
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (!name.is_empty() && is_name(name)).then_some(name)
}

/// Code whose quotes are doubled by a template, before an encoder in it gets them.
fn escaped(code: &str, template: &str) -> Option<String> {
    let call = encoder_call(code).filter(|call| !call.value.is_empty());
    let Some(call) = call else { return Some(template.replace("{}", &operand(code, template))) };
    let (before, behind) = (code.get(..call.whole.start)?, code.get(call.whole.end..)?);
    let value = code.get(call.value.clone())?.trim();
    let (name, rest) =
        (code.get(call.whole.start..call.value.start)?, code.get(call.value.end..call.whole.end)?);
    // The code doubles the quotes of the encoded value.
    if doubles_some(code) {
        let value = operand(value, if behind.starts_with('.') { "{}." } else { "" });
        return Some(format!("{name}{before}{value}{behind}{rest}"));
    }
    let value = template.replace("{}", &operand(value, template));
    Some(format!("{before}{name}{value}{rest}{behind}"))
}

/// An expression as the operand of a template: in parentheses if a member follows it and it is more than names,
/// calls and subscripts.
fn operand<'c>(code: &'c str, template: &str) -> Cow<'c, str> {
    let is_name =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@' | '.' | ':' | '>' | '-' | '?' | '!');
    let mut depth = 0_usize;
    let mut after_group = false;
    let is_single = code.chars().all(|c| {
        let fits = match c {
            '(' | '[' => {
                depth += 1;
                true
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                after_group = depth == 0;
                return true;
            }
            _ if depth > 0 => true,
            // A cast: `(string)x`.
            c if c.is_alphanumeric() || matches!(c, '_' | '$') => !after_group,
            c => is_name(c),
        };
        after_group = false;
        fits
    });
    if is_single || !template.starts_with("{}.") {
        Cow::Borrowed(code)
    } else {
        Cow::Owned(format!("({code})"))
    }
}

/// The meaning of these characters in a URL.
fn meaning(characters: &str) -> &'static str {
    match (characters.contains('+'), characters.contains(['&', '#'])) {
        (true, true) => "a `+` becomes a space, and `&` or `#` ends the filter",
        (true, false) => "a `+` becomes a space",
        (false, _) => "it ends the filter",
    }
}

/// Characters in words: `+`, `&` and `#`.
fn listed(characters: &str) -> String {
    let mut names: Vec<String> = characters.chars().map(|c| format!("`{c}`")).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
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
            "let curl encode the filter with `curl -G --data-urlencode \"filter=…\"`",
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
