//! The code that encodes a value for a URL, and the code that doubles its quotes.

use std::ops::Range;

use super::plain::{Gives, gives};
use crate::text::Span;

/// Functions that percent-encode a value, in lower case.
const ENCODERS: [&str; 40] = [
    "urlquery",
    "escapedatastring",
    "urlencode",
    "encodeuricomponent",
    "quote(",
    "quote_plus",
    "queryescape",
    "urlencoder",
    "urlformparameterescaper",
    "uriutils.encode",
    "url_encode",
    "urlescape",
    "url.escape(",
    "encode_www_form",
    "utf8_percent_encode",
    "percent_encode",
    "percentencod",
    "percentescaper",
    "escape_uri",
    "cgi.escape",
    "uri_escape",
    "encode_component",
    "encodecomponent",
    "encodequerycomponent",
    "encodeurlparameter",
    "uricomponent(",
    "byte_serialize",
    "@uri",
    "urlencoding::encode",
    "comfilter encode",
    "curl_escape",
    "cgi::escape",
    "encode_uri_component",
    "utils.escape",
    "url.encode(",
    "qs.escape",
    "uriencode",
    "quote_from_bytes",
    "map(quote",
    "rfc3986",
];

/// Code that replaces a `+`, or writes any byte as `%2B`, in lower case. Strings for other purposes have it, too.
const BY_HAND: [&str; 3] = ["%2b", "%02x", ":02x"];

/// Functions that decode, in lower case: they contain the names of encoders.
const DECODERS: [&str; 7] = [
    "unquote",
    "unescape",
    "urldecode",
    "percentdecode",
    "decodeuricomponent",
    "uricomponenttostring",
    "removingpercentencod",
];

/// Functions of the code itself whose names say that they encode: `enc(x)`, `$(url_enc "$x")`.
const OWN: [&str; 3] = ["enc", "esc", "encode"];

/// Code that replaces a part of a string.
const REPLACES: [&str; 4] = ["replace", "gsub", "sed ", "// /"];

/// A function that leaves characters which a value of a query cannot contain.
#[derive(Debug)]
struct WeakEncoder {
    /// Its name, in lower case.
    name: &'static str,
    /// The characters.
    leaves: &'static str,
    /// The function that encodes them, too, with the qualifiers that replace those of `name`.
    instead: &'static str,
}

const fn weak(name: &'static str, leaves: &'static str, instead: &'static str) -> WeakEncoder {
    WeakEncoder { name, leaves, instead }
}

/// They are for whole URLs or for paths. Sources: ECMAScript, 19.2.6.4 (`encodeURI`); .NET, `Uri.EscapeUriString`
/// and `HttpUtility.UrlPathEncode`; Go, `net/url.PathEscape`; Ruby, `URI::RFC2396_Parser#escape`; requests,
/// `utils.requote_uri`; Spring, `UriUtils`; Guava, `UrlEscapers`; Dart, `Uri.encodeFull`; Foundation, the sets of
/// `addingPercentEncoding`.
const WEAK: [WeakEncoder; 23] = [
    weak("encodeuri", "+&#", "encodeURIComponent"),
    weak("escapeuristring", "+&#", "EscapeDataString"),
    weak("urlpathencode", "+&#", "UrlEncode"),
    weak("pathescape", "+&", "QueryEscape"),
    weak("uri::default_parser.escape", "+&", "URI.encode_www_form_component"),
    weak("uri::parser.new.escape", "+&", "URI.encode_www_form_component"),
    // `Addressable` has no other function without a list of characters.
    weak("addressable::uri.encode", "+&", ""),
    weak("uri.escape", "+&", "URI.encode_www_form_component"),
    weak("uri.encode", "+&", "URI.encode_www_form_component"),
    weak("requote_uri", "+&#", ""),
    weak("uriutils.encodequeryparam", "+", "UriUtils.encode"),
    weak("uriutils.encodequery", "+&", "UriUtils.encode"),
    weak("uriutils.encodepath", "+&", "UriUtils.encode"),
    weak("uriutils.encodefragment", "+&", "UriUtils.encode"),
    weak("urlpathsegmentescaper", "+&", "urlFormParameterEscaper"),
    weak("urlfragmentescaper", "+&", "urlFormParameterEscaper"),
    weak("uri.encodefull", "+&#", "Uri.encodeComponent"),
    weak("urlqueryallowed", "+&", "alphanumerics"),
    weak("urlpathallowed", "+&", "alphanumerics"),
    weak("urlhostallowed", "+&", "alphanumerics"),
    weak("urlfragmentallowed", "+&", "alphanumerics"),
    weak("urluserallowed", "+&", "alphanumerics"),
    weak("urlpasswordallowed", "+&", "alphanumerics"),
];

/// Functions that encode only the characters that a whole URL cannot contain, in lower case.
const OF_URLS: [&str; 10] = [
    "uri.encode",
    "escapeuristring",
    "requote_uri",
    "encodeuri",
    "escape",
    "encode",
    // Spring encodes templates.
    "getforobject",
    "getforentity",
    "exchange",
    "fromuristring",
];

/// Functions, methods, commands and filters that do not encode their argument, in lower case. Any other may be the
/// program's own encoder.
const KEEPS: [&str; 58] = [
    "str",
    "string",
    "format",
    "sprintf",
    "formatted",
    "printf",
    "echo",
    "join",
    "implode",
    "trim",
    "strip",
    "rstrip",
    "lstrip",
    "tostring",
    "to_string",
    "to_s",
    "lower",
    "upper",
    "tolower",
    "toupper",
    "replace",
    "replaceall",
    "str_replace",
    "gsub",
    "sub",
    "regex_replace",
    "get",
    "getenv",
    "get_env",
    "env",
    "default",
    "d",
    "int",
    "len",
    "append",
    "concat",
    "first",
    "last",
    "paste",
    "paste0",
    "substring",
    "substr",
    "slice",
    "split",
    "lookup",
    "query",
    "cat",
    "date",
    "strftime",
    "stringbuilder",
    "getproperty",
    "getstring",
    "quotename",
    "list",
    "map",
    "select",
    "and",
    "or",
];

/// The first words of functions that fetch a value, in lower case. They do not encode their argument.
const FETCHES: [&str; 8] = ["get", "read", "fetch", "load", "find", "input", "choose", "prompt"];

/// Parts of the names of methods without arguments that may encode their object, in lower case: `name.urlSafe()`.
const SOUNDS: [&str; 6] = ["url", "uri", "safe", "escap", "quot", "percent"];

/// Words before an expression, and words between two expressions: `await x`, `x if y`.
const NOT_COMMANDS: [&str; 26] = [
    "await",
    "new",
    "try",
    "not",
    "typeof",
    "yield",
    "return",
    "if",
    "unless",
    "case",
    "lambda",
    "async",
    "else",
    "or",
    "and",
    "in",
    "is",
    "as",
    "for",
    "to",
    "then",
    "while",
    "until",
    "instanceof",
    "mod",
    "x",
];

/// The encoding of a value before it is inserted into a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UrlEncoding {
    /// Nothing that is known.
    None,
    /// A function that is not known takes it.
    Unknown,
    /// It leaves some characters.
    Weak(WeakCall),
    /// It encodes every character that the query cannot contain.
    Full,
}

impl UrlEncoding {
    /// Whether a known function encodes the value.
    pub(crate) fn is_known(&self) -> bool {
        matches!(self, UrlEncoding::Weak(_) | UrlEncoding::Full)
    }
}

/// The call of a function that leaves some characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WeakCall {
    /// The function, as the code names it.
    pub(crate) name: String,
    /// The characters that it leaves.
    pub(crate) leaves: String,
    /// The part of the code that a fix replaces, and its replacement. It is empty if there is no such function.
    pub(crate) place: Range<usize>,
    pub(crate) instead: &'static str,
}

/// A call of a function that encodes its argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EncoderCall {
    /// All of it, with the qualifiers of its name.
    pub(crate) whole: Range<usize>,
    /// Its first argument, or the object whose method it is. It is empty if the value is longer than a name and comes
    /// before the encoder, as in `x | urlencode`.
    pub(crate) value: Range<usize>,
}

/// Whether the function of this name encodes its argument, as a URL or as a part of one.
pub(super) fn is_encoder(name: &str) -> bool {
    // Most names are ruled out because they contain no part of an encoder's name.
    let parts = ["ncod", "scap", "uote", "rlquery", "etFor", "xchange", "romUri"];
    if !parts.iter().any(|part| name.contains(part)) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    // Some encoders are recognized only with their parenthesis.
    OF_URLS.contains(&&*lower) || encoding(&format!("{name}(")).is_known()
}

/// Whether the method of this name encodes its object.
pub(super) fn is_method(name: &str) -> bool {
    name == "addingPercentEncoding"
}

/// The function that encodes a whole URL and leaves some characters. `code` ends with its parenthesis.
pub(super) fn of_whole_url(code: &str) -> Option<LeavingEncoder> {
    if let UrlEncoding::Weak(WeakCall { name, leaves, instead, .. }) = encoding(code) {
        // Another set of characters encodes the `/` of a URL, too.
        let instead = if code.starts_with('.') { "" } else { instead };
        return Some(LeavingEncoder { name, leaves, instead, around: None });
    }
    // Spring encodes the characters of a template that no URL may contain.
    let name = code.trim_end_matches('(').rsplit('.').next()?;
    let is_of_spring = ["getForObject", "getForEntity", "exchange", "fromUriString"].contains(&name);
    is_of_spring.then(|| LeavingEncoder {
        name: name.to_owned(),
        leaves: "+&#".to_owned(),
        instead: "",
        around: None,
    })
}

/// A function or a property that takes a URL or a query as plain text, and encodes the characters that no URL contains.
pub(super) struct PlainTaker {
    /// The code right before the string.
    before: &'static str,
    /// Files that use it contain this word.
    file: &'static str,
    leaves: &'static str,
}

const fn taker(before: &'static str, file: &'static str, leaves: &'static str) -> PlainTaker {
    PlainTaker { before, file, leaves }
}

/// Sources: Foundation, `URLComponents.query`; Dart, `Uri.encodeFull`; Spring, `DefaultUriBuilderFactory.EncodingMode`
/// and `UriComponentsBuilder`; REST Assured, issues 459 and 1558; Apache HttpClient, `URIBuilder.setCustomQuery`.
const TAKERS: [PlainTaker; 14] = [
    taker(".query =", "URLComponents", "+"),
    taker("encodeFull(", "Uri.encodeFull", "+&#"),
    taker(".uri(", "ebClient", "+&#"),
    taker(".uri(", "restClient", "+&#"),
    taker("fromHttpUrl(", "UriComponentsBuilder", "+&#"),
    taker(".query(", "UriComponentsBuilder", "+&#"),
    taker(".replaceQuery(", "UriComponentsBuilder", "+&#"),
    taker(".uri(", "ebTestClient", "+&#"),
    taker("getForObject(", "estTemplate", "+&#"),
    taker("getForEntity(", "estTemplate", "+&#"),
    taker("perform(get(", "ockMvc", "+&#"),
    taker(".get(", "given()", ""),
    taker("RestAssured.get(", "RestAssured", ""),
    taker("setCustomQuery(", "URIBuilder", ""),
];

/// The function or the property that gets the string after `before` in a file.
pub(super) fn takes_plain(text: &str, before: &str) -> Option<LeavingEncoder> {
    let before = before.trim_end();
    // `getForObject<String>(`.
    let without_type = before.strip_suffix(">(").and_then(|call| call.rsplit_once('<'));
    let without_type = without_type.map(|(name, _)| format!("{name}("));
    let before = without_type.as_deref().unwrap_or(before);
    let found = TAKERS.iter().find(|taker| {
        let is_own = taker.before != ".get(" || before.ends_with("given().get(");
        before.ends_with(taker.before) && is_own && text.contains(taker.file)
    })?;
    Some(LeavingEncoder {
        name: found.before.trim_matches(['.', '(', ' ', '=']).to_owned(),
        leaves: found.leaves.to_owned(),
        instead: "",
        around: None,
    })
}

/// A function that encodes a whole URL, and leaves some characters.
#[derive(Debug, Clone)]
pub(crate) struct LeavingEncoder {
    pub(crate) name: String,
    pub(crate) leaves: String,
    /// The function that encodes them, too; empty if there is none.
    pub(crate) instead: &'static str,
    /// Its call before and after the URL, if the URL without it needs no encoding outside of the filter.
    pub(crate) around: Option<[Span; 2]>,
}

/// Whether code is a plain name, which says nothing about the value: it calls nothing, and does not end like
/// the name of an encoded value.
fn is_plain(code: &str) -> bool {
    let calls = |byte: u8| matches!(byte, b'(' | b'|' | b'@' | b'/' | b'\'' | b'.' | b':' | b'`');
    let inside = code.trim_matches(|c: char| c == ' ' || !c.is_ascii_alphanumeric());
    !code.bytes().any(calls)
        && !inside.contains(' ')
        && !code
            .as_bytes()
            .windows(4)
            .any(|word| word.eq_ignore_ascii_case(b"oded") || word.eq_ignore_ascii_case(b"aped"))
}

/// Whether code calls an encoder, or names a value that went through one.
pub(super) fn encodes(code: &str) -> bool {
    encoding(code) == UrlEncoding::Full
}

/// The encoding that code applies to a value.
pub(crate) fn encoding(code: &str) -> UrlEncoding {
    // Dates and numbers need no encoding, except the sign of a zone.
    let is_date = (code.contains("%Y-%m-%d") || code.contains("yyyy-MM-dd"))
        && !["%z", "zzz", "K"].iter().any(|zone| code.contains(zone));
    let values = [".toISOString(", "Instant.now(", "UUID.randomUUID(", "uuid4(", "Guid.NewGuid("];
    if is_date || gives(code) == Gives::Plain || values.iter().any(|name| code.contains(name)) {
        return UrlEncoding::Full;
    }
    if is_plain(code) {
        return UrlEncoding::None;
    }
    let mut lower = without_decoders(code);
    let weak = weak_call(code, &lower);
    if let Some(weak) = &weak {
        // Its name may contain that of another encoder.
        lower.replace_range(weak.place.clone(), &" ".repeat(weak.place.len()));
        // The characters that an encoder leaves are its argument.
        let is_list = |old: &str| old.starts_with(['"', '\'']) || old.ends_with("Allowed");
        if code.get(weak.place.clone()).is_some_and(is_list) {
            return UrlEncoding::Weak(weak.clone());
        }
    }
    let is_full = ENCODERS.iter().chain(&BY_HAND).any(|encoder| lower.contains(encoder))
        || lower.contains("encoded")
        || lower.contains("escaped");
    let is_own = || OWN.iter().any(|name| calls(&lower, name));
    match weak {
        _ if is_full => UrlEncoding::Full,
        Some(weak) => UrlEncoding::Weak(weak),
        None if is_own() => UrlEncoding::Full,
        None if lower.contains("' '") && lower.contains("'+'") && lower.contains("tr ") => UrlEncoding::Full,
        // `x.replace(" ", "%20")` leaves all other characters.
        None => match REPLACES.iter().find(|word| lower.contains("%20") && lower.contains(**word)) {
            Some(word) => UrlEncoding::Weak(WeakCall {
                name: word.trim().to_owned(),
                leaves: "+&#".to_owned(),
                place: 0..0,
                instead: "",
            }),
            None if !decodes(code) && may_encode(&lower) => UrlEncoding::Unknown,
            None => UrlEncoding::None,
        },
    }
}

/// Whether code, in lower case, passes a value to a function that is not known: `to_query(x)`, `$(q "$x")`, `x | own`.
fn may_encode(lower: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '!');
    let is_other = |name: &str| {
        let fetches = FETCHES.iter().any(|word| name.starts_with(word));
        !name.is_empty() && !KEEPS.contains(&name) && !fetches
    };
    if let Some(command) = lower.strip_prefix('`') {
        let end = command.find(|c| !is_name(c)).unwrap_or(command.len());
        return is_other(command.get(..end).unwrap_or_default()) && command.contains('$');
    }
    // `CGI.escape name` of Ruby, `ConvertTo-Url $Name` of PowerShell.
    let inside = lower.trim_start_matches(['$', '#', '{', '(', ' ']);
    let end = inside.find(|c| !is_name(c) && c != '.').unwrap_or(inside.len());
    let (command, words) = inside.split_at_checked(end).unwrap_or_default();
    let word = words.trim_start();
    let first = word.split(|c| !is_name(c)).next().unwrap_or_default();
    let is_command = |name: &str| is_other(name) && !NOT_COMMANDS.contains(&name);
    if words.starts_with(' ')
        && word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '$' | '@' | '"' | '\''))
        && is_command(command)
        && !NOT_COMMANDS.contains(&first)
    {
        return true;
    }
    let marks: Vec<(usize, char)> = marks(lower).collect();
    marks.iter().any(|(at, mark)| {
        let (before, rest) = lower.split_at_checked(*at).unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default();
        match mark {
            '(' if before.ends_with('$') => {
                let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                let (command, words) = rest.split_at_checked(end).unwrap_or_default();
                is_other(command) && words.starts_with(' ') && words.contains('$')
            }
            '(' => {
                let start = before.rfind(|c| !is_name(c)).map_or(0, |start| start + 1);
                let name = before.get(start..).unwrap_or_default();
                let is_method =
                    before.get(..start).is_some_and(|object| object.ends_with('.')) && name != "encode";
                is_other(name)
                    && (has_value(rest) || is_method && SOUNDS.iter().any(|part| name.contains(part)))
            }
            // `x || y` is another operator.
            '|' if !before.ends_with('|') && !rest.starts_with('|') => {
                let filter = rest.trim_start_matches(['>', ' ']);
                let end = filter.find(|c| !is_name(c) && c != '.').unwrap_or(filter.len());
                is_other(filter.get(..end).unwrap_or_default())
            }
            _ => false,
        }
    })
}

/// Whether the arguments at the start of `rest` have a value, and not only names of one: `cfg.get("filter")`.
fn has_value(rest: &str) -> bool {
    let end = marks(rest).find(|(_, mark)| *mark == ')').map_or(rest.len(), |(end, _)| end);
    let arguments = rest.get(..end).unwrap_or_default();
    marks(arguments).any(|(_, mark)| mark.is_alphabetic() || mark == '$') || arguments.trim().contains(' ')
}

/// Whether code encodes a value, or passes it to a function that may.
pub(super) fn may_be_encoded(code: &str) -> bool {
    matches!(encoding(code), UrlEncoding::Full | UrlEncoding::Unknown)
}

/// Whether a function of the program takes the value, which may double its quotes.
pub(crate) fn may_escape(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    OWN.iter().any(|name| calls(&lower, name)) || encoding(code) == UrlEncoding::Unknown
}

/// Whether code calls a function, or runs a command, of this name. The method of a value (`x.encode("utf-8")`) is
/// another one.
fn calls(lower: &str, name: &str) -> bool {
    lower.match_indices(name).any(|(at, _)| {
        let (before, rest) = lower.split_at_checked(at).unwrap_or_default();
        let rest = rest.get(name.len()..).unwrap_or_default();
        let is_method = before.ends_with('.') && !before.ends_with("self.") && !before.ends_with("this.");
        let is_command = before.ends_with("$(") && rest.starts_with(' ');
        !before.ends_with(char::is_alphanumeric) && !is_method && (rest.starts_with('(') || is_command)
    })
}

/// Code in lower case, with blanks in the place of each decoder.
fn without_decoders(code: &str) -> String {
    let mut lower = code.to_ascii_lowercase();
    for name in DECODERS {
        if lower.contains(name) {
            lower = lower.replace(name, &" ".repeat(name.len()));
        }
    }
    lower
}

/// Whether code decodes a value.
pub(super) fn decodes(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    DECODERS.iter().any(|name| lower.contains(name)) || lower.contains("decodeuri")
}

/// The call of a weak encoder in code.
fn weak_call(code: &str, lower: &str) -> Option<WeakCall> {
    for encoder in &WEAK {
        for (at, found) in lower.match_indices(encoder.name) {
            let end = at + found.len();
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            // `Uri.encode` of Android is another function than `URI.encode` of Ruby, and leaves nothing.
            let is_other = code.get(at..end) == Some("Uri.encode");
            // `CharacterSet.urlQueryAllowed.subtracting(…)`.
            let is_whole = !is_other
                && !lower.get(end..).is_some_and(|rest| rest.starts_with(is_name) || rest.starts_with('.'))
                && !lower.get(..at).is_some_and(|before| before.ends_with(is_name));
            if is_whole {
                return Some(WeakCall {
                    name: code.get(at..end)?.to_owned(),
                    leaves: encoder.leaves.to_owned(),
                    place: at..end,
                    instead: encoder.instead,
                });
            }
        }
    }
    // `quote(x, safe="+/")`.
    let call = ["quote(", "quote_plus("].iter().find_map(|name| {
        let open = lower.find(name)? + name.len() - 1;
        Some((arguments(code, open)?, *name))
    });
    let (inside, name) = call?;
    let safe = items(code, inside).into_iter().nth(1)?;
    let written = code.get(safe.clone())?;
    let quote = written.find(['"', '\''])?;
    let leaves: String = written.chars().filter(|c| matches!(c, '+' | '&' | '#')).collect();
    (!leaves.is_empty()).then(|| WeakCall {
        name: format!("{}…, {})", name, written.trim()),
        leaves,
        place: safe.start + quote..safe.start + written.trim_end().len(),
        instead: "",
    })
}

/// The arguments in the parentheses that open at a place, without the parentheses.
fn arguments(code: &str, open: usize) -> Option<Range<usize>> {
    let inside = code.get(open..)?.strip_prefix('(')?;
    let mut depth = 0_usize;
    let end = marks(inside).find(|(_, mark)| {
        match mark {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return true,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        false
    })?;
    Some(open + 1..open + 1 + end.0)
}

/// The parts of a list of arguments, which commas separate.
pub(super) fn items(code: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut start = inside.start;
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (at, mark) in marks(code.get(inside.clone()).unwrap_or_default()) {
        match mark {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(start..inside.start + at);
                start = inside.start + at + 1;
            }
            _ => {}
        }
    }
    found.push(start..inside.end);
    found
}

/// The characters of code outside of its strings.
pub(super) fn marks(code: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut is_escaped = false;
    code.char_indices().filter(move |(at, character)| match (quote, *character) {
        _ if is_escaped => {
            is_escaped = false;
            false
        }
        (_, '\\') => {
            is_escaped = true;
            false
        }
        (Some(open), c) => {
            if open == c {
                quote = None;
            }
            false
        }
        // `/'/g` is a pattern.
        (None, '"' | '\'' | '`')
            if code.get(..*at).is_some_and(|before| before.ends_with('/'))
                && code.get(at + 1..).is_some_and(|after| after.starts_with('/')) =>
        {
            false
        }
        (None, c @ ('"' | '\'' | '`')) => {
            quote = Some(c);
            false
        }
        (None, _) => true,
    })
}

/// The encoder in code that does something else, too: `quote(x).upper()`.
pub(crate) fn encoder_call(code: &str) -> Option<EncoderCall> {
    let lower = without_decoders(code);
    // Code that replaces single characters leaves the quotes.
    let names = ENCODERS.iter().copied().chain(WEAK.iter().map(|weak| weak.name));
    let names = names.filter_map(|name| Some((lower.find(name)?, name.trim_end_matches('('))));
    let (at, name) = names.min_by_key(|(at, name)| (*at, usize::MAX - name.len()))?;
    let is_qualifier = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '[' | ']');
    let start = code.get(..at)?.trim_end_matches(is_qualifier).len();
    let rest = code.get(at + name.len()..)?;
    let open = at + name.len() + rest.len() - rest.trim_start_matches(is_qualifier).len();
    let called = arguments(code, open).and_then(|inside| {
        let first = items(code, inside.clone()).into_iter().next()?;
        let argument = code.get(first.clone())?.trim();
        let whole = start..inside.end + 1;
        // `x.addingPercentEncoding(withAllowedCharacters: …)`, `x.encodeURLParameter()`.
        let dot = code.get(start..at).and_then(|names| names.rfind('.')).map(|dot| start + dot);
        match dot.filter(|_| argument.is_empty() || argument.starts_with("with")) {
            Some(dot) => Some(EncoderCall { whole, value: start..dot }),
            None => (!argument.is_empty()).then_some(EncoderCall { whole, value: first }),
        }
    });
    Some(called.unwrap_or(EncoderCall { whole: at..at + name.len(), value: at..at }))
}

/// The encoder that code consists of, with its argument: `quote(x)`, `$(printf %s "$x" | jq -sRr @uri)`.
pub(super) fn encoder_of(code: &str) -> Option<&str> {
    let code = code.trim_end_matches('!');
    if is_encoding_command(code) {
        return Some("@uri").filter(|name| code.contains(name)).or(Some("quote"));
    }
    let call = encoder_call(code).filter(|call| call.whole == (0..code.len()) && !call.value.is_empty())?;
    let name = code.get(..call.value.start).filter(|name| !name.is_empty());
    let name = name.or_else(|| code.get(call.value.end..)?.split('(').next())?.trim_matches(['(', '.', ' ']);
    let is_one = !name.is_empty() && !name.contains(['(', ' ']);
    (is_one && encoding(code) == UrlEncoding::Full).then_some(name)
}

/// Whether code is a command of a shell that encodes a value, and does nothing else.
pub(crate) fn is_encoding_command(code: &str) -> bool {
    let inside = code.strip_prefix("$(").and_then(|code| code.strip_suffix(')')).unwrap_or_default();
    let command = ["printf %s ", "printf '%s' ", "echo -n "].iter().find_map(|prints| {
        let (value, command) = inside.strip_prefix(prints)?.split_once('|')?;
        (!value.contains(['(', ';', '&'])).then(|| command.trim_start())
    });
    let is_jq = |command: &str, pipes: usize| {
        command.starts_with("jq ")
            && command.trim_end_matches(['\'', '"']).ends_with("@uri")
            && command.matches('|').count() == pipes
    };
    let is_python = inside.starts_with("python") && inside.contains("print(urllib.parse.quote(");
    is_jq(inside, 1) || command.is_some_and(|command| is_jq(command, 0)) || is_python && !inside.contains('|')
}

/// Whether code doubles the quotes of a value: it contains the same quote twice. After most encoders it is too late,
/// because each quote is `%27` by then, which code can double as well.
pub(crate) fn doubles_quotes(code: &str) -> bool {
    if is_plain(code) {
        return false;
    }
    let before = match encoder_call(code) {
        Some(call) if !leaves_quotes(code, &call) => {
            if call.value.is_empty() {
                0..call.whole.start
            } else {
                call.value
            }
        }
        _ => 0..code.len(),
    };
    is_doubled(code.get(before).unwrap_or_default()) || code.contains("%27%27")
}

/// Whether an encoder leaves `'`. Sources: ECMAScript, 19.2.6; Dart, `Uri.encodeComponent`; and those of [`WEAK`]; Go's
/// encodes it.
fn leaves_quotes(code: &str, call: &EncoderCall) -> bool {
    let called = code.get(call.whole.clone()).unwrap_or_default().to_ascii_lowercase();
    let name = called.split('(').next().unwrap_or_default();
    let is = |end: &str| name.ends_with(end);
    // `quote(x, safe="'")`.
    let is_safe = (is("quote") || is("quote_plus")) && called.contains(r#"safe="'"#);
    is_safe
        || ["encodeuricomponent", "encodecomponent", "encodequerycomponent"].into_iter().any(is)
        || WEAK.iter().map(|weak| weak.name).any(|weak| weak != "pathescape" && is(weak))
}

/// Whether one of several values has its quotes doubled.
pub(crate) fn doubles_some(code: &str) -> bool {
    !is_plain(code) && is_doubled(code)
}

/// Whether code contains the same quote twice, or what it found twice.
fn is_doubled(code: &str) -> bool {
    const WAYS: [&str; 7] = ["eplac", "gsub", "sub(", "//", "s/", "plit", "egex"];
    if doubles_first(code) {
        return false;
    }
    let twice = code.matches("''").count();
    let lower = code.to_ascii_lowercase();
    (WAYS.iter().any(|way| code.contains(way)) && (twice > 0 || inserts_twice(code)))
        || code.contains("chr(39)")
        || lower.replace("escapedatastring", "").contains("escaped")
        || lower.contains("doubl")
        || code.contains(r"\'\'")
        || code.contains("','")
}

/// Whether code doubles only the first quote of a value: `${n/\'/\'\'}`, `strings.Replace(n, "'", "''", 1)`,
/// `n.replaceFirst("'", "''")`, `sed "s/'/''/"`.
fn doubles_first(code: &str) -> bool {
    let in_shell = code.starts_with("${") && code.contains(r"/\'") && !code.contains("//");
    let in_go =
        code.contains("strings.Replace(") && code.ends_with(", 1)") && code.matches("Replace").count() == 1;
    let in_java = code.contains(".replaceFirst(\"'\"") && code.matches("eplac").count() == 1;
    let in_sed = code.contains("sed ") && (code.contains("s/'/''/\"") || code.contains("s/'/''/ "));
    in_shell || in_go || in_java || in_sed
}

/// Whether a replacement has what it found twice, `$&$&`, or the same variable twice: `q + q`, `$q$q`, `q * 2`.
fn inserts_twice(code: &str) -> bool {
    const FOUND: [&str; 7] = ["$&$&", "$0$0", r"\0\0", "$1$1", r"\1\1", r"\g<0>\g<0>", "&&"];
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let is_quote = code.contains('\'') || code.contains("x27");
    if is_quote && FOUND.iter().any(|found| code.contains(found)) {
        return true;
    }
    // The replacement is the last argument, or follows the last slash of a shell.
    let last = code.rsplit([',', '/']).next().unwrap_or_default();
    let last = last.trim_matches(|c: char| !is_name(c) && c != '$');
    let last = last.rsplit("=>").next().unwrap_or(last);
    let mut names = last.split(|c: char| !is_name(c)).filter(|name| !name.is_empty());
    match (names.next(), names.next(), names.next()) {
        (Some(first), Some(second), None) => first == second || second == "2",
        (Some(_), Some("repeat"), Some("2")) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoders_differ_in_the_characters_that_they_leave() {
        let leaves = |code: &str| match encoding(code) {
            UrlEncoding::None => "none".to_owned(),
            UrlEncoding::Unknown => "unknown".to_owned(),
            UrlEncoding::Weak(call) => call.leaves,
            UrlEncoding::Full => String::new(),
        };
        for (code, left) in [
            ("encodeURIComponent(x)", ""),
            ("encodeURI(x)", "+&#"),
            ("[uri]::EscapeUriString($x)", "+&#"),
            ("[uri]::EscapeDataString($x)", ""),
            ("HttpUtility.UrlPathEncode(x)", "+&#"),
            ("HttpUtility.UrlEncode(x)", ""),
            ("url.PathEscape(x)", "+&"),
            ("url.QueryEscape(x)", ""),
            ("URI::DEFAULT_PARSER.escape(x)", "+&"),
            ("CGI.escape(x)", ""),
            ("URI.encode_www_form_component(x)", ""),
            ("quote(x)", ""),
            ("quote(x, safe='')", ""),
            ("urllib.parse.quote(x, safe=\"/+'\")", "+"),
            ("quote(x, '&+')", "&+"),
            ("x.replace('+', '%2B')", ""),
            ("x.replace(' ', '%20')", "+&#"),
            ("enc(x)", ""),
            ("${this.enc(x)}", ""),
            ("silence(x)", "unknown"),
            ("this.q(x)", "unknown"),
            ("silence()", "none"),
            ("cfg.get(\"filter\")", "none"),
            ("str(x)", "none"),
            ("$(q \"$f\")", "unknown"),
            ("$($f)", "none"),
            ("f | default('') | trim", "none"),
            ("f | acme.com.enc", "unknown"),
            ("f |> q1()", "unknown"),
            ("`q \"$f\"`", "unknown"),
            ("`echo \"$f\"`", "none"),
            ("$(enc \"$f\")", ""),
            ("Encode(f)", ""),
            ("os.environ.get(\"F\", \"state%20eq%20'x'\")", "none"),
            ("x.encode('utf-8')", "none"),
            ("unquote(x)", "none"),
            ("[uri]::UnescapeDataString($x)", "none"),
            ("quote(unquote(x))", ""),
            ("CGI::escape(x)", ""),
            ("x", "none"),
            ("x.encoded", ""),
        ] {
            assert_eq!(leaves(code), left, "{code}");
        }
    }

    #[test]
    fn quotes_are_doubled_before_they_are_encoded() {
        for (code, doubles) in [
            ("n.replace(\"'\", \"''\")", true),
            ("quote(n.replace(\"'\", \"''\"))", true),
            ("quote(n).replace(\"'\", \"''\")", false),
            ("str_replace(\"'\", \"''\", rawurlencode($n))", false),
            ("rawurlencode(str_replace(\"'\", \"''\", $n))", true),
            ("strings.ReplaceAll(url.QueryEscape(n), \"'\", \"''\")", false),
            (" n | urlencode | replace(\"'\", \"''\") ", false),
            (" n | replace(\"'\", \"''\") | urlencode ", true),
            ("URLEncoder.encode(n.replace(\"'\", \"''\"), UTF_8)", true),
            ("URLEncoder.encode(n, UTF_8).replace(\"'\", \"''\")", false),
            ("[uri]::EscapeDataString($n).Replace(\"'\", \"''\")", false),
            ("encodeURIComponent(escaped)", true),
            ("encodeURIComponent(n).replace(/'/g, \"''\")", true),
            ("encodeURIComponent(n.replace(/'/g, \"''\"))", true),
            ("encodeURIComponent(n.replace(/'/g, \"''\")) + x", true),
            ("encodeURIComponent(n).replace(/%27/g, '%27%27')", true),
            ("encodeURI(n).replaceAll(\"'\", \"''\")", true),
            ("Uri.encodeQueryComponent(n).replaceAll(\"'\", \"''\")", true),
            ("quote(n).replace('%27', '%27%27')", true),
            ("quote(n, safe=\"'\").replace(\"'\", \"''\")", true),
            ("quote(n, safe='').replace(\"'\", \"''\")", false),
            ("url.PathEscape(n).replace(\"'\", \"''\")", false),
            ("re.sub(\"'\", \"''\", n)", true),
            ("{n.replace(Q, Q*2)}", true),
            ("${name//$q/$q$q}", true),
            ("${name//$q/$r$q}", false),
            ("${name//\\'/\\'\\'}", true),
            ("${name/\\'/\\'\\'}", false),
            ("strings.Replace(n, \"'\", \"''\", 1)", false),
            ("strings.Replace(n, \"'\", \"''\", -1)", true),
            ("n.replaceFirst(\"'\", \"''\")", false),
            ("$(echo \"$n\" | sed \"s/'/''/\")", false),
            ("$(echo \"$n\" | sed \"s/'/''/g\")", true),
        ] {
            assert_eq!(doubles_quotes(code), doubles, "{code}");
        }
    }
}
