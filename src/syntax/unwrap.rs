//! Removes wrappings around a filter: quotes, `filter=`, percent-encoding, HTML entities.

use std::borrow::Cow;

use super::literal::quotes_close;
use super::loose::{FilterWord, WordRole, is_infix, words};
use crate::diagnostic::{Applicability, Diagnostics, Message};
use crate::rules;
use crate::text::{
    Edit, OffsetMap, Quoted, Span, encode_value, has_encoded, is_zero_width, offset, percent_decode, replaced,
};

/// The filter inside, and the map back to the user's text.
#[derive(Debug, Clone)]
pub(super) struct Unwrapped<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) map: Option<OffsetMap>,
    pub(super) wrapping: Wrapping,
}

/// The wrapping around a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping {
    None,
    Percent,
    Entities,
    /// A string whose quotes inside are doubled.
    Doubled(char),
    /// A string whose quotes inside have a backslash.
    Backslashes(char),
}

impl Wrapping {
    /// A piece of filter text in the wrapping, for an edit of the user's text.
    pub(super) fn wrap(self, text: &str) -> String {
        match self {
            Wrapping::None => text.to_owned(),
            Wrapping::Percent => encode_value(text),
            Wrapping::Entities => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
            Wrapping::Doubled(quote) => text.replace(quote, &format!("{quote}{quote}")),
            Wrapping::Backslashes(quote) => text.replace('\\', "\\\\").replace(quote, &format!("\\{quote}")),
        }
    }
}

/// Removes and reports each wrapping.
pub(super) fn unwrap<'t>(text: &'t str, diagnostics: &mut Diagnostics) -> Unwrapped<'t> {
    if let Some(unwrapped) = quoted(text, 0, false, diagnostics) {
        return unwrapped;
    }
    if let Some(option) = option_end(text)
        && let Some(unwrapped) =
            quoted(text.get(option..).unwrap_or_default(), offset(option), true, diagnostics)
    {
        return unwrapped;
    }
    let start = prefix_end(text);
    let origin = start.map_or(0, |prefix| prefix.end);
    let inner = text.get(origin as usize..).unwrap_or_default();
    // An encoded filter in a URL is one mistake.
    let url = start.filter(|prefix| prefix.of(text).contains('/'));
    let encoded = percent_encoded(text, inner, origin, url, diagnostics);
    if let Some(prefix) = start.filter(|_| encoded.is_none() || url.is_none()) {
        diagnostics.report(&rules::PARAMETER_PREFIX, prefix, || parameter_prefix(text, prefix));
    }
    encoded
        .or_else(|| quoted(inner, origin, false, diagnostics))
        .or_else(|| enclosed(inner, origin, diagnostics))
        .or_else(|| entities(text, inner, origin, diagnostics))
        .or_else(|| joined(text, inner, origin, diagnostics))
        .unwrap_or_else(|| {
            let map = (origin > 0).then(|| OffsetMap::starting_at(origin));
            Unwrapped { text: Cow::Borrowed(inner), map, wrapping: Wrapping::None }
        })
}

/// `"state eq 'ERROR'"`: the whole filter, which begins at `from`, is in quotes.
fn quoted<'t>(
    text: &'t str,
    from: u32,
    is_option: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Unwrapped<'t>> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    let whole = Span::from_range(start..text.trim_end().len().max(start));
    let without = |span: Span, open: char, close: char| {
        span.of(text).strip_prefix(open)?.strip_suffix(close)?;
        Some(Span::new(span.start + offset(open.len_utf8()), span.end - offset(close.len_utf8())))
    };
    // `("state eq 'ERROR'")`.
    let string = without(whole, '(', ')').map_or(whole, |inside| {
        let blank = inside.of(text).len() - inside.of(text).trim_start().len();
        Span::new(inside.start + offset(blank), inside.start + offset(inside.of(text).trim_end().len()))
    });
    let (open, close) = (string.of(text).chars().next()?, string.of(text).chars().next_back()?);
    let once = without(string, open, close).filter(|_| quotes_close(open, close))?;
    // `""state eq 'ERROR'""`, and `"filter=state eq 'ERROR'"`.
    let twice = without(once, open, close).filter(|inside| begins_condition(inside.of(text), open));
    let mut inside = twice.unwrap_or(once);
    inside.start += prefix_end(inside.of(text)).map_or(0, |prefix| prefix.end);
    let inner = inside.of(text);
    let span = Span::new(from + whole.start, from + whole.end);
    let origin = from + inside.start;
    let [double, escaped] = [close, '\\'].map(|escape| format!("{escape}{close}"));
    let is_doubled = inner.contains(&double) && !inner.replace(&double, "").contains(close);
    let (wrapping, escape) = if inner.contains(&escaped) {
        (Wrapping::Backslashes(close), Some(escaped))
    } else if is_doubled {
        (Wrapping::Doubled(close), Some(double))
    } else {
        (Wrapping::None, None)
    };
    let places = escape.iter().flat_map(|escape| inner.match_indices(&**escape));
    let places = places.map(|(at, escape)| (Span::from_range(at..at + escape.len()), close.to_string()));
    let (decoded, map) = replaced(inner, origin, places);
    if !begins_condition(&decoded, open) {
        return None;
    }
    // An option before it belongs to the same command.
    let span = if is_option { Span::new(0, span.end) } else { span };
    diagnostics.report(&rules::QUOTED_FILTER, span, || {
        let edits = match wrapping {
            Wrapping::None => {
                let end = origin + offset(inner.len());
                vec![Edit::delete(Span::new(span.start, origin)), Edit::delete(Span::new(end, span.end))]
            }
            _ => vec![Edit::replace(span, decoded.clone())],
        };
        Message::new("the whole filter is in quotes, and a filter has quotes only around its strings")
            .help(format!("write {}", Quoted(&decoded)))
            .safe_fix("remove the quotes", edits)
    });
    Some(Unwrapped { text: Cow::Owned(decoded), map: Some(map), wrapping })
}

/// `{state eq 'ERROR'}`, `.[] | select(.state == "ERROR")`, `$[?(@.state=='ERROR')]`, `=AND(…)`: the condition in brackets,
/// or in a query of another language.
fn enclosed<'t>(text: &'t str, from: u32, diagnostics: &mut Diagnostics) -> Option<Unwrapped<'t>> {
    let whole = text.trim();
    let start = text.len() - text.trim_start().len();
    let (inner, what, is_sure, is_denied) = in_brackets(whole)
        .map(|inner| (inner, "the whole filter is in brackets", true, false))
        .or_else(|| {
            let inner = query_condition(whole)?;
            Some((inner, "the condition is inside of a query of another language", true, false))
        })
        .or_else(|| {
            let (inner, is_denied) = formula(whole)?;
            // The other arguments of `IF` are lost.
            let is_sure = whole.ends_with(inner);
            Some((inner, "the condition is in a formula of a spreadsheet", is_sure, is_denied))
        })?;
    // An earlier word may be equal.
    let inner_start = start + (inner.as_ptr().addr() - whole.as_ptr().addr());
    let inner_end = inner_start + inner.len();
    let place = |start: usize, end: usize| Span::new(from + offset(start), from + offset(end));
    diagnostics.report(&rules::QUOTED_FILTER, place(start, start + whole.len()), || {
        let (open, close) = match is_denied {
            true if words(inner).any(|word| matches!(word.role, WordRole::And | WordRole::Or)) => {
                ("not (", ")")
            }
            true => ("not ", ""),
            false => ("", ""),
        };
        let around = [(place(start, inner_start), open), (place(inner_end, start + whole.len()), close)];
        let is_changed = |(span, written): &(Span, &str)| !span.is_empty() || !written.is_empty();
        let edits = around.into_iter().filter(is_changed).map(|(span, text)| Edit::replace(span, text));
        let edits: Vec<Edit> = edits.collect();
        Message::new(format!("{what}, and a filter is the condition alone"))
            .help(format!("write {}", Quoted(&format!("{open}{inner}{close}"))))
            .fix(Applicability::safe_if(is_sure), "remove the text around it", edits)
    });
    let map = Some(OffsetMap::starting_at(from + offset(inner_start)));
    Some(Unwrapped { text: Cow::Borrowed(inner), map, wrapping: Wrapping::None })
}

/// The condition in one pair of brackets around the whole text.
fn in_brackets(text: &str) -> Option<&str> {
    // `{ $_.name -eq 'x' }`, a block of PowerShell.
    let block = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::trim);
    if let Some(block) = block.filter(|block| block.starts_with("$_.")) {
        return Some(block);
    }
    // `jobs{name="x"}`, of Prometheus.
    let name = text.split('{').next().unwrap_or_default();
    let is_named = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'))
        && text.contains("=\"");
    let text = if is_named { text.get(name.len()..).unwrap_or_default() } else { text };
    let inner = [('{', '}'), ('[', ']'), ('<', '>')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))?
        .trim();
    let mut first = words(inner).map(|word| (word.role, word.text));
    let is_plain = matches!(first.next()?, (WordRole::Name, _))
        && matches!(first.next()?, (WordRole::Operator, operator) if operator != ":");
    let has_brackets = outside_strings(inner).any(|part| part.contains(['{', '}', '[', ']', '<', '>', ':']));
    (is_plain && !has_brackets).then_some(inner)
}

/// The condition of `select(…)` in jq, of `[?…]` in JMESPath, and of `$[?(…)]` in JSONPath.
fn query_condition(text: &str) -> Option<&str> {
    let is_path =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$._*[]".contains(&byte));
    if let Some((before, rest)) = text.split_once("[?") {
        let (inner, after) = rest.split_at_checked(closing_bracket(rest, '[', ']')?)?;
        let inner = inner.trim();
        // `[?…] | [0]` and `[?…].name` choose from the result.
        let after = after.strip_prefix(']')?.trim_start().trim_start_matches('|').trim_start();
        let inside =
            inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner).trim();
        return (is_path(before) && is_path(after) && !inside.is_empty()).then_some(inside);
    }
    let (before, rest) = text.split_once("select(")?;
    let before = before.trim().trim_end_matches('|').trim_end();
    let (inside, after) = rest.split_at_checked(closing_bracket(rest, '(', ')')?)?;
    let inside = inside.trim();
    // `select(…) | .name` chooses from the result.
    let after = after.strip_prefix(')')?.trim_start().trim_start_matches('|').trim_start();
    let is_chosen = is_path(after) && (after.is_empty() || after.starts_with(['.', '[', ']']));
    (is_path(before) && is_chosen && inside.trim_start_matches('(').starts_with('.')).then_some(inside)
}

/// The condition of `=AND(…)`, `=state="ERROR"`, `=IF(state="ERROR";…)` and `=FILTER(A:A,state="ERROR")`.
/// With it, whether the formula gives the opposite: `IF(state="ERROR",FALSE,TRUE)`.
fn formula(text: &str) -> Option<(&str, bool)> {
    let inner = text.strip_prefix('=').filter(|inner| !inner.starts_with('='));
    let inner = inner.map_or(text, str::trim_start);
    let is_formula = inner.len() < text.len();
    let first: Vec<WordRole> = words(inner).take(3).map(|word| word.role).collect();
    // The fixes of a call leave its conditions.
    let is_condition = matches!(
        first.as_slice(),
        [WordRole::Name, WordRole::Operator, ..]
            | [WordRole::Name | WordRole::And | WordRole::Or | WordRole::Not, WordRole::Open, ..]
            | [WordRole::Open, WordRole::Name, WordRole::Operator]
    );
    let (name, arguments) = inner.split_once('(').unwrap_or_default();
    let number = match name.trim().to_ascii_uppercase().as_str() {
        "IF" | "IFS" | "IIF" => 0,
        "FILTER" if is_formula => 1,
        _ => return (is_formula && is_condition).then_some((inner, false)),
    };
    let arguments: Vec<&str> =
        arguments_of(arguments.trim_end().strip_suffix(')')?).map(str::trim).take(4).collect();
    let argument = arguments.get(number).copied().filter(|argument| !argument.is_empty())?;
    let is_false = |value: &str| matches!(&*value.to_ascii_uppercase(), "FALSE" | "FALSE()" | "0" | "\"\"");
    let is_denied = match arguments.as_slice() {
        [_, value, others @ ..] if number == 0 => {
            is_false(value) && others.iter().all(|other| !is_false(other))
        }
        _ => false,
    };
    Some((argument, is_denied))
}

/// The parts of the arguments of a call between its commas, or semicolons.
fn arguments_of(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quote) = (0_usize, None);
    text.split(move |c: char| {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && quote.is_none() && matches!(c, ',' | ';')
    })
}

/// The offset of the bracket that closes the one before the text.
fn closing_bracket(text: &str, open: char, close: char) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    text.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (Some(mark), _) if mark == c => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, c) if c == open => depth += 1,
            (None, c) if c == close && depth == 0 => return Some(at),
            (None, c) if c == close => depth -= 1,
            _ => {}
        }
        None
    })
}

/// Whether text begins like a condition. It may contain strings in the quotes around it only where a value
/// belongs.
fn begins_condition(text: &str, around: char) -> bool {
    let start = words(text).skip_while(|word| matches!(word.role, WordRole::Not | WordRole::Open));
    let first: Vec<WordRole> = start.take(5).map(|word| word.role).collect();
    let is_condition = matches!(
        first.as_slice(),
        [WordRole::Name | WordRole::Value | WordRole::String, WordRole::Operator, ..]
            | [WordRole::Operator | WordRole::And | WordRole::Or, WordRole::Open, ..]
            | [WordRole::Name, WordRole::Open, WordRole::Name, WordRole::Comma, ..]
            | [WordRole::Name, WordRole::Open, WordRole::Name, WordRole::Close, WordRole::Operator]
    );
    let before_value = |role| matches!(role, WordRole::Operator | WordRole::Open | WordRole::Comma);
    let mut last = None;
    let mut before = |word: FilterWord<'_>| last.replace(word.role);
    let mut strings = words(text).map(|word| (before(word), word));
    let inside = strings.find(|(_, word)| word.role == WordRole::String && word.text.starts_with(around));
    is_condition && inside.is_none_or(|(before, _)| before.is_some_and(before_value))
}

/// The end of `--filter `, `-Filter `, `--filter=`: an option of a command, at the start.
fn option_end(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let name = trimmed.strip_prefix("--").or_else(|| trimmed.strip_prefix('-'))?;
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
    let (name, rest) = name.split_at_checked(length)?;
    let is_filter = name.to_ascii_lowercase().ends_with("filter");
    let value = rest.trim_start_matches(['=', ':', ' ']);
    (is_filter && value.len() < rest.len()).then(|| text.len() - value.len())
}

/// The place of `filter=` or `$filter=` at the start.
fn prefix_end(text: &str) -> Option<Span> {
    let trimmed = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let start = text.len() - trimmed.len();
    let path = url_length(trimmed);
    let rest = trimmed.get(path..)?.trim_start_matches(['?', '&']);
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    let name = rest.get(..6).filter(|name| name.eq_ignore_ascii_case("filter"))?;
    let after = rest.get(name.len()..)?;
    // `filters=` and `filter[]=` of other services.
    let plural =
        ["s", "[]"].iter().find_map(|end| after.strip_prefix(end).filter(|rest| rest.starts_with('=')));
    let after = plural.unwrap_or(after).trim_start_matches([' ', '\t']);
    // `filter eq 'x'` is a property, and `filter==` an operator.
    let value = after.strip_prefix('=').filter(|value| !value.starts_with('='));
    // `filter: state eq 'x'`, as in YAML.
    let entry =
        || after.strip_prefix(':').filter(|value| value.starts_with(' ') && begins_condition(value, '"'));
    let value = value.or_else(entry)?;
    Some(Span::from_range(start..text.len() - value.len()))
}

/// The length of the URL before `?filter=` or `&filter=`; 0 if the text is not a URL.
fn url_length(text: &str) -> usize {
    let word = text.split([' ', '\t', '\r', '\n', '\'', '"']).next().unwrap_or_default();
    if !text.starts_with('/') && !word.contains("://") {
        return 0;
    }
    let parameters = word.match_indices(['?', '&']).map(|(at, _)| at);
    let is_filter = |at: &usize| {
        let name = word.get(at + 1..).unwrap_or_default();
        let name = name.strip_prefix('$').unwrap_or(name);
        name.get(..7).is_some_and(|name| name.eq_ignore_ascii_case("filter="))
    };
    parameters.into_iter().find(is_filter).unwrap_or_default()
}

fn parameter_prefix(text: &str, prefix: Span) -> Message {
    let written = prefix.of(text).trim();
    let message = if written.contains('/') {
        Message::new(format!("this is a URL, and the filter begins after {}", Quoted(written)))
            .help("give the filter alone; `comfilter decode` and `comfilter lint --url` read a URL")
    } else {
        Message::new(format!("`{written}` is the name of the query parameter, not part of the filter"))
            .help("give the filter alone; `comfilter encode` writes `filter=` in front of it")
    };
    message.safe_fix("remove the text before the filter", vec![Edit::delete(prefix)])
}

/// The bytes of `text` outside `'…'`, because a string may contain the characters of a wrapping.
fn outside_strings(text: &str) -> impl Iterator<Item = &str> {
    text.split('\'').step_by(2)
}

fn percent_encoded<'t>(
    text: &str,
    inner: &'t str,
    origin: u32,
    url: Option<Span>,
    diagnostics: &mut Diagnostics,
) -> Option<Unwrapped<'t>> {
    let plus = outside_strings(inner).any(joins_words_with_plus);
    if !plus && !outside_strings(inner).any(has_encoded) {
        return None;
    }
    let decoded = percent_decode(inner, origin, plus);
    if !decoded.invalid.is_empty() {
        return None;
    }
    let span = Span::new(url.map_or(origin, |prefix| prefix.start), offset(text.len()));
    let rule = if url.is_some() { &rules::PARAMETER_PREFIX } else { &rules::ENCODED_TEXT };
    diagnostics.report(rule, url.unwrap_or(span), || {
        let message = match url {
            Some(prefix) => parameter_prefix(text, prefix),
            None => Message::new(
                "the filter is already percent-encoded: write it decoded, because it is encoded when it is sent",
            )
            .help("to check a URL or a query string, use `comfilter decode`; the encoded filters in the API description are parts of a URL"),
        };
        message.safe_fix("write the decoded filter", vec![Edit::replace(span, decoded.text.clone())])
    });
    Some(Unwrapped { text: Cow::Owned(decoded.text), map: Some(decoded.map), wrapping: Wrapping::Percent })
}

/// `state+eq+` and the like: a form's encoding of spaces.
fn joins_words_with_plus(text: &str) -> bool {
    text.split(|c: char| c != '+' && !c.is_ascii_alphanumeric() && c != '_' && c != '/')
        .any(|word| word.split('+').skip(1).any(is_infix))
}

/// Removes zero-width characters inside words (`sta\u{200b}te`), because a space would make two
/// words of one.
fn joined<'t>(
    text: &str,
    inner: &'t str,
    origin: u32,
    diagnostics: &mut Diagnostics,
) -> Option<Unwrapped<'t>> {
    let mut removed = Vec::new();
    let (mut end, mut quotes) = (0, 0);
    while let Some((before, rest)) =
        inner.get(end..).and_then(|rest| rest.split_at_checked(rest.find(is_zero_width)?))
    {
        let at = end + before.len();
        let after = rest.trim_start_matches(is_zero_width);
        end = inner.len() - after.len();
        quotes += before.matches('\'').count();
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '/';
        if quotes % 2 == 1 || !before.ends_with(word) || !after.starts_with(word) {
            continue;
        }
        let outer = Span::from_range(origin as usize + at..origin as usize + end);
        diagnostics.report(&rules::CONTROL_CHARACTER, outer, || inside_word(text, outer));
        removed.push((Span::from_range(at..end), ""));
    }
    if removed.is_empty() {
        return None;
    }
    let (decoded, map) = replaced(inner, origin, removed);
    Some(Unwrapped { text: Cow::Owned(decoded), map: Some(map), wrapping: Wrapping::None })
}

fn inside_word(text: &str, span: Span) -> Message {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let word_start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '/').map_or(0, |at| at + 1);
    let word = Quoted(before.get(word_start..).unwrap_or_default());
    let character = span.of(text).chars().next().map_or(0, u32::from);
    Message::new(format!("invisible character in a word, after {word} (U+{character:04X})"))
        .help("text that is copied from a page or a document may contain such characters")
        .safe_fix("remove it", vec![Edit::delete(span)])
}

/// The entities in copies from a page or an XML file.
const ENTITIES: [(&str, &str); 9] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&#34;", "\""),
    ("&nbsp;", " "),
];

fn entities<'t>(
    text: &str,
    inner: &'t str,
    origin: u32,
    diagnostics: &mut Diagnostics,
) -> Option<Unwrapped<'t>> {
    if !outside_strings(inner).any(|part| ENTITIES.iter().any(|(entity, _)| part.contains(entity))) {
        return None;
    }
    let places: Vec<(Span, &str)> = inner
        .match_indices('&')
        .filter_map(|(at, _)| {
            let tail = inner.get(at..)?;
            let (written, character) = ENTITIES.iter().find(|(written, _)| tail.starts_with(written))?;
            Some((Span::from_range(at..at + written.len()), *character))
        })
        .collect();
    let (decoded, map) = replaced(inner, origin, places.iter().copied());
    let whole = Span::from_range(origin as usize..text.len());
    let span = places.first().map_or(whole, |(first, _)| Span::new(origin + first.start, origin + first.end));
    diagnostics.report(&rules::HTML_ENTITY, span, || {
        Message::new(format!("`{}` is an HTML entity: write the character itself", span.of(text)))
            .safe_fix("write the characters themselves", vec![Edit::replace(whole, decoded.clone())])
    });
    Some(Unwrapped { text: Cow::Owned(decoded), map: Some(map), wrapping: Wrapping::Entities })
}
