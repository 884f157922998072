//! The URLs in a string, with their ends, and the list of the API that each names.

use super::fragment::{Fragment, Hole, atoms};
use super::mentions::{Leads, Mentions, has_prefix, is_list_name, last_name, list, prefix_in, variable_of};
use super::search::{looks_like_filter, looks_like_filter_of};
use crate::decode::{ANY_VERSION, is_version, parameter_starts};
use crate::limits;
use crate::schema::{Schema, service};
use crate::syntax::{filter_extent, is_infix};
use crate::text::{Span, has_encoded};

/// A URL in a string.
pub(super) struct Url {
    /// The place of the URL.
    pub(super) span: Span,
    /// The part before its query.
    pub(super) path: Span,
    /// The value of its parameter `filter`.
    pub(super) value: Span,
}

impl Url {
    /// The path of its list.
    pub(super) fn list(&self, text: &str) -> Option<String> {
        target_of(self.path.of(text))
    }
}

/// The URLs in `text` that have a parameter `filter`.
pub(super) fn urls(text: &str) -> Vec<Url> {
    urls_in(text, true)
}

/// The same. A client may send all of the text, so nothing in it is prose.
pub(super) fn urls_in(text: &str, has_prose: bool) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for at in parameter_starts(text) {
        let done = found.last().map_or(0, |last| last.span.end as usize);
        if at < done
            || found.len() >= limits::SOURCE_URLS
            || text.get(..at).is_some_and(|before| before.ends_with("\\?"))
        {
            continue;
        }
        let span = extent(text, at, done, has_prose);
        let url = span.of(text);
        let mark = url.find('?').map_or(0, |mark| span.start as usize + mark);
        let path = Span::from_range(span.start as usize..mark.clamp(span.start as usize, at));
        let equals = text.get(at..).and_then(|rest| rest.find('=')).map_or(at, |equals| at + equals + 1);
        let rest = text.get(equals..span.end as usize).unwrap_or_default();
        let value = Span::from_range(
            equals..equals + memchr::memchr2(b'&', b'#', rest.as_bytes()).unwrap_or(rest.len()),
        );
        // An `&` that begins an entity of HTML does not end the value.
        let entity = text.get(value.end as usize..).unwrap_or_default();
        let is_entity =
            ["&#", "&quot;", "&apos;", "&gt;", "&lt;"].iter().any(|begin| entity.starts_with(begin));
        if !is_entity && !is_pattern(value.of(text)) {
            found.push(Url { span, path, value });
        }
    }
    found
}

/// Whether a value belongs to no request: it is a pattern for requests, a template to fill in, or a line for
/// cron.
fn is_pattern(value: &str) -> bool {
    if is_usual(value.as_bytes()) {
        return false;
    }
    let begins = ["*", ".*", ".+", "[^", "(?", "(.", "([^", "(\\"];
    begins.iter().any(|begin| value.starts_with(begin))
        || value.contains("\\%")
        || value.contains("%s")
        || value.contains("%(")
        // `LIKE` patterns of SQL.
        || value.trim_end_matches(['\'', '"']).strip_suffix('%').is_some_and(|rest| !rest.contains('\''))
        // A filter contains `*` only in a string.
        || value.contains('*') && !value.contains(['\'', '"']) && !value.contains("%27")
        // A batch script doubles each `%`.
        || value.contains('%') && value.matches("%%").count() * 2 == value.matches('%').count()
        || ["<%", "<?", "[["].iter().any(|begin| value.contains(begin))
        || value.starts_with(':')
        || has_variable(value)
        || [('<', '>'), ('[', ']'), ('{', '}')].iter().any(|(open, close)| {
            value.starts_with(*open) && value.find(*close).is_some_and(|end| end + 1 == value.len())
        })
}

/// Whether a value has only characters that occur in no pattern; most values do.
fn is_usual(value: &[u8]) -> bool {
    let is_code =
        |at: usize| value.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    value.first().is_some_and(u8::is_ascii_alphanumeric)
        && value.iter().enumerate().all(|(at, byte)| match byte {
            b'*' | b'[' | b'<' | b'\\' => false,
            b'%' => is_code(at),
            _ => true,
        })
}

/// Whether a value contains `%NAME%` of Windows.
fn has_variable(value: &str) -> bool {
    let mut parts = value.split('%').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_name = part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_code = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if is_name && !is_code && parts.peek().is_some() {
            return true;
        }
    }
    false
}

/// The place of the URL with a parameter at `at`; it begins at `done` or later.
fn extent(text: &str, at: usize, done: usize, has_prose: bool) -> Span {
    let before = text.get(done..at).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '“' | '‘');
    let opening = before.rfind(ends);
    let start = opening.map_or(0, |end| {
        end + before.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    // The brackets of `(https://…)` and `[https://…]` are not part of the URL, and neither is the name that
    // it is assigned to.
    let run = before.get(start..).unwrap_or_default();
    let skipped = run
        .find("http")
        .filter(|_| run.contains("://"))
        .or_else(|| {
            let path = run.split('?').next().unwrap_or_default();
            let open = path.rfind(['(', '[', '=']).map(|open| open + 1)?;
            let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let is_given = path.get(..open - 1).is_some_and(is_name);
            Some(open).filter(|open| *open < path.len() || is_given)
        })
        .unwrap_or(0);
    let start = done + start + skipped;
    let rest = upto(text.get(at..).unwrap_or_default(), limits::SOURCE_URL);
    let line = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
    let quote = opening
        .and_then(|end| before.get(end..)?.chars().next())
        .filter(|c| matches!(c, '"' | '`' | '\'' | '<' | '“' | '‘'));
    let quote = quote.map(|quote| match quote {
        '<' => '>',
        // Word processors replace quotes with these.
        '“' => '”',
        '‘' => '’',
        quote => quote,
    });
    let end = match quote {
        Some('\'') => end_of_run(rest, line),
        Some(quote) => rest.find(quote).unwrap_or(line).min(line),
        // A URL that is the whole string continues to its end.
        None if start == 0 && line == rest.len() && !has_prose => line,
        None if start == 0 && line == rest.len() => line - prose_behind(rest),
        None => end_of_run(rest, line),
    };
    let end = rest.get(..end).unwrap_or_default();
    let end = end.strip_suffix(" HTTP/1.1").or_else(|| end.strip_suffix(" HTTP/2")).unwrap_or(end);
    Span::from_range(start..at + end.trim_end().len())
}

/// The first `most` bytes of `text`, or fewer.
pub(crate) fn upto(text: &str, most: usize) -> &str {
    text.get(..boundary(text, most)).unwrap_or(text)
}

/// The last boundary of a character up to `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The length of the prose after an unencoded filter; 0 if it may be a mistake in the filter.
fn prose_behind(rest: &str) -> usize {
    let value = rest.find('=').map_or(0, |at| at + 1);
    let text = rest.get(value..).unwrap_or_default();
    let (filter, prose) = text.split_at_checked(filter_extent(text)).unwrap_or((text, ""));
    let is_prose = filter.ends_with('\'') && prose.starts_with(char::is_whitespace);
    if is_prose && !prose.contains(['\'', '"']) {
        return prose.len();
    }
    // After a hole, or an encoded filter, only an operator continues the filter after a blank.
    let blank = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, prose) = text.split_at_checked(blank).unwrap_or((text, ""));
    if prose.is_empty() {
        return 0;
    }
    let points = [':', ',', ';', '.', '!'];
    let filter = word.split('&').next().unwrap_or_default().trim_end_matches(points);
    let next = prose.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let is_whole = is_holes(filter) || has_encoded(filter) && filter.contains("%20") || filter.contains('+');
    // `&& state == 'x'`: an operator of another language.
    let is_operator = !next.is_empty() && next.bytes().all(|byte| b"=!<>&|".contains(&byte));
    // A string that is open goes on to its other quote: `name%20eq%20'a b'`.
    let closes = prose.contains('\'') || prose.contains("%27");
    let is_in_string = closes && decoded(filter).matches('\'').count() % 2 == 1;
    let goes_on = is_in_string || is_unfinished(filter) && is_operand(prose);
    if is_whole && !is_infix(&next) && !is_operator && !word.ends_with('&') && !goes_on {
        return prose.len() + word.len() - word.trim_end_matches(points).len();
    }
    0
}

/// A filter without the codes of its blanks, quotes and parentheses.
fn decoded(filter: &str) -> String {
    let value = filter.split_once('=').map_or(filter, |(_, value)| value);
    value.replace("%20", " ").replace("%27", "'").replace("%28", "(").replace("%29", ")")
}

/// Whether the encoded beginning of a filter needs more: `name%20eq`, `state%20in%20(`.
fn is_unfinished(filter: &str) -> bool {
    let plain = decoded(filter);
    let last = plain.rsplit([' ', '+', '(']).next().unwrap_or_default().to_ascii_lowercase();
    is_infix(&last)
        || last == "not"
        || plain.matches('\'').count() % 2 == 1
        || plain.matches('(').count() > plain.matches(')').count()
}

/// Whether text begins like an operand of a filter, and not like prose: a literal, a list, a call, or a name before an
/// operator.
fn is_operand(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let next = words.next().unwrap_or_default();
    let is_literal = |c: char| "'(@-".contains(c) || c.is_ascii_digit();
    next.starts_with(is_literal)
        || ["null", "true", "false"].contains(&next)
        || next.contains('(')
        || words.next().is_some_and(|word| is_infix(&word.to_ascii_lowercase()))
}

/// The end of a URL within other text: at a blank, unless the filter continues after it.
fn end_of_run(rest: &str, line: usize) -> usize {
    let rest = rest.get(..line).unwrap_or_default();
    let blank = rest.find([' ', '\t', '"', '<', '>', '`', '|']).unwrap_or(rest.len());
    let value = rest.find('=').map_or(0, |at| at + 1);
    let following = rest.get(value..).unwrap_or_default();
    let following =
        following.get(..following.find(['"', '`', '<', '|']).unwrap_or(following.len())).unwrap_or_default();
    let run = blank.max(value + filter_extent(following));
    let found = rest.get(..run).unwrap_or_default();
    // A quote without a partner belongs to the surrounding text.
    let quotes = found.matches('\'').count();
    let cut = if quotes % 2 == 1 { found.rfind('\'').unwrap_or(found.len()) } else { found.len() };
    let found = found.get(..cut).unwrap_or_default();
    let found = found.get(..balanced(found)).unwrap_or_default();
    found.trim_end_matches(['.', ',', ';', '!', '?', ':', '*']).len()
}

/// The length of `text` before a closing bracket without a partner.
fn balanced(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return at;
        }
    }
    text.len()
}

/// The list that the path of a URL names.
pub(super) enum Target {
    /// The URL names its list.
    Own,
    /// A list after a version in a hole.
    List(String),
    /// A list after a variable.
    Following(String, String),
    /// A query without a path; the variable before it.
    Nearest(Option<String>),
    /// A query after a base and a path in two variables.
    Together(String, String),
    Other,
}

impl Target {
    /// The list that receives the request. The outer `None` is an unknown list, and the inner one a list that
    /// the URL itself names. `near` is the list nearby.
    pub(super) fn list(
        self,
        mentions: &Mentions<'_>,
        at: u32,
        near: impl FnOnce() -> Option<String>,
    ) -> Option<Option<String>> {
        match self {
            Target::Own => Some(None),
            Target::List(list) => Some(Some(list)),
            Target::Following(variable, list) => mentions.following(&variable, &list, at).map(Some),
            Target::Nearest(variable) => {
                match variable.map_or(Leads::Unknown, |variable| mentions.leads(&variable, at)) {
                    Leads::List(list) => Some(Some(list)),
                    Leads::Other => None,
                    Leads::Unknown => near().map(Some),
                }
            }
            Target::Together(base, path) => match mentions.leads_together(&base, &path, at) {
                Leads::List(list) => Some(Some(list)),
                Leads::Other => None,
                Leads::Unknown => near().map(Some),
            },
            Target::Other => None,
        }
    }
}

/// The list that a URL names.
pub(super) fn target(url: &Url, fragment: &Fragment<'_>) -> Target {
    let path = url.path.of(&fragment.text);
    if let Some(found) = target_of(path) {
        return if path.contains(&found) { Target::Own } else { Target::List(found) };
    }
    if path.contains("://") && !atoms(path).any(|_| true) || has_prefix(path) {
        return Target::Other;
    }
    let variable = |number: usize| {
        let hole = fragment.hole(number)?;
        // `{0}` of `-f` may also be a hole of its string.
        let is_numbered = || {
            let shown = hole.shown.of(fragment.outer).trim_matches(['{', '}']);
            shown.starts_with(|c: char| c.is_ascii_digit())
        };
        let argument = || argument_of(fragment, number).filter(|_| hole.is_pattern || is_numbered());
        variable_of(argument().unwrap_or_else(|| hole.shown.of(fragment.outer)))
    };
    // `<URI>` in a document is any URL.
    let is_place = |number: usize| {
        fragment.hole(number).is_some_and(|hole| hole.shown.of(fragment.outer).starts_with('<'))
    };
    let mut holes = atoms(path);
    match holes.next() {
        None if path.is_empty() => Target::Nearest(None),
        // `client.get("/jobs?filter=…")`; the client has the base.
        None if path.trim_start_matches('/') == "jobs" && looks_like_filter(url.value.of(&fragment.text)) => {
            Target::Following(String::new(), "jobs".to_owned())
        }
        // `client.get("v1/servers?filter=…")`.
        None => {
            let looks = |tail: &&str| {
                let list = format!("{}/{tail}", service::present_prefix());
                looks_like_filter_of(url.value.of(&fragment.text), Some(&list))
            };
            let tail = relative(path).filter(looks);
            tail.map_or(Target::Other, |tail| Target::Following(String::new(), tail.to_owned()))
        }
        Some((first, number)) => {
            let scheme = path.get(..first.start as usize).unwrap_or_default();
            if !(scheme.is_empty() || scheme.ends_with("://")) {
                return Target::Other;
            }
            let last = path.rsplit('/').next().unwrap_or_default();
            let rest = path.get(first.end as usize..).unwrap_or_default();
            if rest.is_empty() && scheme.is_empty() {
                let code = fragment.hole(number).map(|hole| hole.shown.of(fragment.outer));
                return match code.and_then(joined_path) {
                    _ if is_place(number) => Target::Other,
                    Some((variable, path)) => Target::Following(variable.to_owned(), path),
                    None if code.is_some_and(|code| code.contains("(Get-")) => {
                        Target::Following(variable(number).unwrap_or_default(), String::new())
                    }
                    None => Target::Nearest(variable(number)),
                };
            }
            // `f"{base}v1/servers"`: the base ends with the slash.
            if scheme.is_empty()
                && let Some(tail) = versioned(rest)
            {
                return Target::Following(variable(number).unwrap_or_default(), tail.to_owned());
            }
            // `$HOST$JOBS?filter=…`.
            if let Some((_, last)) =
                holes.next().filter(|(last, _)| last.start == first.end && last.end as usize == path.len())
            {
                return match variable(number).zip(variable(last)) {
                    Some((base, path)) => Target::Together(base, path),
                    None => Target::Nearest(variable(last)),
                };
            }
            let is_list = list(last).is_some_and(|name| name.len() == last.len()) && rest.starts_with('/');
            if !is_list {
                return Target::Other;
            }
            let mut tail = rest.trim_start_matches('/');
            // Only a version before `jobs` is part of the list.
            if last == "jobs" {
                let before = tail.strip_suffix("/jobs").and_then(|before| before.rsplit('/').next());
                let version = before.filter(|before| is_version(before)).map_or(0, |before| before.len() + 1);
                tail = tail.get(tail.len() - last.len() - version..).unwrap_or(last);
            }
            Target::Following(variable(number).unwrap_or_default(), tail.to_owned())
        }
    }
}

/// The code of the value that a hole inserts.
pub(super) fn inserted<'t>(number: usize, fragment: &Fragment<'t>) -> Option<&'t str> {
    let shown = fragment.hole(number)?.shown;
    Some(argument_of(fragment, number).unwrap_or_else(|| shown.of(fragment.outer)))
}

/// The path after a base that another place has, `v1/servers` or `/v1/servers`, if it is that of a list.
pub(super) fn relative(path: &str) -> Option<&str> {
    let path = path.strip_prefix("./").unwrap_or(path).trim_start_matches('/').trim_end_matches('/');
    versioned(path)
}

/// A path that begins with a version, if it is that of a list.
fn versioned(path: &str) -> Option<&str> {
    let (version, list) = path.split_once('/')?;
    let is_list = is_version(version)
        && !list.is_empty()
        && service::prefixes()
            .iter()
            .any(|prefix| Schema::at_path(&format!("{}/{path}", prefix.path)).is_some());
    is_list.then_some(path)
}

/// The base and the path of `path.join(base, "v1", "servers")`, if the strings are the path of a list. The name of
/// a list alone is one only for a function that adds segments.
fn joined_path(code: &str) -> Option<(&str, String)> {
    let (callee, arguments) = code.split_once('(')?;
    let parts: Vec<&str> = arguments.split(['"', '\'']).collect();
    let base = parts.iter().step_by(2).find_map(|part| last_name(part)).or_else(|| last_name(callee))?;
    let strings: Vec<&str> = parts.iter().skip(1).step_by(2).map(|part| part.trim_matches('/')).collect();
    let path = strings.join("/");
    let callee = last_name(callee)?;
    let joins = adds_segments(callee) || ["join", "URL", "resolve"].contains(&callee);
    let is_list = relative(&path).is_some() || joins && is_list_name(&path);
    is_list.then(|| (base, path.trim_start_matches("./").to_owned()))
}

/// Whether a function of this name adds segments to the path of a URL: `AppendPathSegment` of Flurl,
/// `appendPathSegments` of Ktor, `req_url_path_append` of httr2, `addPathSegments` of OkHttp, `pathSegment` of Spring,
/// `appendingPathComponent` of Swift, `urljoin`, `url.JoinPath`.
pub(super) fn adds_segments(callee: &str) -> bool {
    let name = callee.to_ascii_lowercase();
    let parts = [
        "pathsegment",
        "pathcomponent",
        "url_path",
        "joinpath",
        "urljoin",
        "url_join",
        "appendpath",
        "addpath",
    ];
    parts.iter().any(|part| name.contains(part))
}

/// The argument of a format string that fills a hole: `base` of `Sprintf("%s/jobs?%s", base, query)`.
fn argument_of<'t>(fragment: &Fragment<'t>, number: usize) -> Option<&'t str> {
    let hole = fragment.hole(number)?;
    let before = (0..number).filter_map(|other| fragment.hole(other));
    let index = before.filter(|other| other.arguments == hole.arguments && other.is_pattern).count();
    let shown = hole.shown.of(fragment.outer).trim_matches(['{', '}']);
    let index = shown.parse().unwrap_or(index);
    let arguments =
        upto(hole.arguments.of(fragment.outer).trim_start_matches(['.', '(']), limits::SOURCE_CODE);
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    let mut found = Vec::new();
    for (at, c) in arguments.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') if depth == 0 => {
                found.extend(arguments.get(start..at));
                start = arguments.len();
                break;
            }
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                found.extend(arguments.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(arguments.get(start..));
    // The format string may be an argument itself.
    let is_first = found.first().is_some_and(|first| first.trim_start().starts_with(['"', '\'', '`']));
    found
        .into_iter()
        .map(str::trim)
        .nth(index + usize::from(is_first))
        .filter(|argument| !argument.is_empty())
}

/// The path of the list in a path: prefix, version, list.
pub(super) fn target_of(path: &str) -> Option<String> {
    let (at, rest) = prefix_in(path)?;
    let prefix = path.get(at..path.len() - rest.len())?;
    let (version, tail) = rest.split_once('/')?;
    list(tail)?;
    let tail = tail.trim_end_matches('/');
    if is_version(version) {
        return Some(format!("{prefix}{version}/{tail}"));
    }
    // A page about the API has other names in this place.
    let is_put_in = version.starts_with(':') || atoms(version).next().is_some();
    is_put_in.then(|| format!("{prefix}{ANY_VERSION}/{tail}"))
}

/// The hole that is the whole filter of a URL.
pub(super) fn whole_hole(url: &Url, fragment: &Fragment<'_>) -> Option<Hole> {
    let value = url.value.of(&fragment.text);
    let (span, number) = atoms(value).next()?;
    (span.len() == value.len()).then(|| fragment.hole(number).cloned()).flatten()
}

/// `text` as a URL.
pub(super) fn url_of(text: &str) -> Url {
    let end = text.find('?').unwrap_or(text.len());
    let all = Span::from_range(0..text.len());
    Url { span: all, path: Span::from_range(0..end), value: Span::at(all.end) }
}

/// Whether `text` consists of holes: `$HOST$JOBS`.
pub(super) fn is_holes(text: &str) -> bool {
    let holes: usize = atoms(text).map(|(span, _)| span.len()).sum();
    holes > 0 && holes == text.len()
}

/// Whether `text` is one hole.
pub(super) fn is_hole(text: &str) -> bool {
    atoms(text).next().is_some_and(|(span, _)| span.len() == text.len())
}
