//! The URLs of a part, and the list of the API that the URLs near a place name.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::url::{boundary, upto};
use crate::decode::{ANY_VERSION, is_version};
use crate::limits;
use crate::schema::{Schema, lists, service};
use crate::text::{Bytes, Span, offset};

/// A path without a known list. A filter there may belong to any list.
const ANY_LIST: &str = "{list}";

/// The URLs of a part.
pub(super) struct Mentions<'t> {
    text: &'t str,
    /// URLs that name a host or the API, in order.
    absolute: Vec<(u32, Absolute<'t>)>,
    /// Lists after a variable, in order.
    behind: Vec<(u32, Behind<'t>)>,
    /// URLs that follow a name on its line.
    given: BTreeMap<&'t str, Given<'t>>,
    /// The names that the surrounding text defines.
    around: Rc<Names>,
}

/// Names whose value is a URL of the API, with its version and its list if the URL has them.
pub(super) type Names = BTreeMap<String, (Option<String>, Option<String>)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absolute<'t> {
    /// A URL of the API: its version, and the path after it (`groups/{id}/compliance`), if it has them.
    Api { version: Option<&'t str>, list: Option<&'t str> },
    /// Any other URL.
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Behind<'t> {
    variable: &'t str,
    list: &'t str,
}

/// The first value of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Given<'t> {
    absolute: Option<Absolute<'t>>,
    behind: Option<(u32, Behind<'t>)>,
}

impl<'t> Mentions<'t> {
    /// The URLs outside of `comments`, which are in order. `around` has the names that the surrounding text
    /// defines.
    pub(super) fn of(text: &'t str, comments: &[Span], around: &Rc<Names>) -> Mentions<'t> {
        let is_comment = |at: usize| {
            let after = comments.partition_point(|comment| comment.end as usize <= at);
            comments.get(after).is_some_and(|comment| comment.start as usize <= at)
        };
        let mut mentions = Mentions {
            text,
            absolute: Vec::new(),
            behind: Vec::new(),
            given: BTreeMap::new(),
            around: Rc::clone(around),
        };
        static SCHEME: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("://"));
        static PREFIX: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("/compute-ops"));
        static JOBS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("/jobs"));
        let mut run = Span::default();
        for at in SCHEME.find_iter(text.as_bytes()) {
            run = run_round(text, at, run);
            if !is_comment(at) && !is_of_api(run.of(text)) {
                mentions.absolute.push((url_start(text, run, at), Absolute::Other));
            }
        }
        for at in PREFIX.find_iter(text.as_bytes()) {
            if let Some(kind) = text.get(at..).and_then(api).filter(|_| !is_comment(at)) {
                run = run_round(text, at, run);
                mentions.absolute.push((url_start(text, run, at), kind));
            }
        }
        for at in JOBS.find_iter(text.as_bytes()) {
            run = run_round(text, at, run);
            let ends = text.get(at + "/jobs".len()..).unwrap_or_default();
            let goes_on = ends.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
            if let Some(variable) = behind(text, run, at).filter(|_| !goes_on && !is_comment(at)) {
                mentions.behind.push((run.start, Behind { variable, list: "jobs" }));
            }
        }
        mentions.absolute.sort_by_key(|(at, _)| *at);
        for (at, absolute) in &mentions.absolute {
            for name in names_before(text, *at) {
                mentions.given.entry(name).or_default().absolute.get_or_insert(*absolute);
            }
        }
        mentions.constants(&is_comment);
        mentions.others(&is_comment);
        for (at, behind) in &mentions.behind {
            for name in names_before(text, *at) {
                mentions.given.entry(name).or_default().behind.get_or_insert((*at, *behind));
            }
        }
        mentions
    }

    /// Adds the URL of a list at each use of the constant that holds it.
    fn constants(&mut self, is_comment: &dyn Fn(usize) -> bool) {
        let is_name =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let text = self.text.as_bytes();
        let constants = self.given.iter().filter_map(|(name, given)| {
            let is_constant = name.len() > 2 && !name.contains(char::is_lowercase);
            let list = matches!(given.absolute, Some(Absolute::Api { list: Some(_), .. }));
            given.absolute.filter(|_| is_constant && list).map(|absolute| (*name, absolute))
        });
        let mut found = Vec::new();
        for (name, absolute) in constants.take(limits::SOURCE_CONSTANTS) {
            let places = memchr::memmem::find_iter(text, name).filter(|at| {
                let before = at.checked_sub(1).and_then(|before| text.get(before));
                !is_name(before) && !is_name(text.get(at + name.len())) && !is_comment(*at)
            });
            found.extend(places.map(|at| (offset(at), absolute)));
        }
        if !found.is_empty() {
            self.absolute.append(&mut found);
            self.absolute.sort_by_key(|(at, _)| *at);
        }
    }

    /// Adds the other lists after a variable that holds a URL of the API. After any other variable, such a
    /// path may belong to another API.
    fn others(&mut self, is_comment: &dyn Fn(usize) -> bool) {
        static FIRSTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
            let first = |name: &'static str| name.split('/').next().filter(|name| *name != "jobs");
            let mut names: Vec<&str> = lists().iter().filter_map(|list| first(list.name())).collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        let is_api = |given: &Given<'_>| matches!(given.absolute, Some(Absolute::Api { .. }));
        if self.around.is_empty() && !self.given.values().any(is_api) {
            return;
        }
        let text = self.text;
        let mut run = Span::default();
        let mut found = Vec::new();
        for at in memchr::memchr_iter(b'/', text.as_bytes()) {
            let tail = text.get(at + 1..).unwrap_or_default();
            if list(upto(tail, limits::SOURCE_NAME_BEFORE))
                .is_none_or(|name| FIRSTS.binary_search(&name).is_err())
            {
                continue;
            }
            run = run_round(text, at, run);
            // `{base}/v1beta2/servers`.
            let before = text.get(run.start as usize..at).unwrap_or_default();
            let version = before.rsplit_once('/').map(|(_, last)| last).filter(|last| is_version(last));
            let at = at - version.map_or(0, |version| version.len() + 1);
            let variable = behind(text, run, at).filter(|_| !is_comment(at));
            let Some(variable) = variable.filter(|variable| {
                self.given.get(variable).map_or(self.around.contains_key(*variable), is_api)
            }) else {
                continue;
            };
            if let Some(list) =
                text.get(at + 1..).and_then(|tail| tail_of(path_of(upto(tail, limits::SOURCE_RUN))))
            {
                found.push((run.start, Behind { variable, list }));
            }
        }
        if !found.is_empty() {
            self.behind.append(&mut found);
            self.behind.sort_by_key(|(at, _)| *at);
        }
    }

    /// The path of the list that the nearest URL names: in one of the `groups`, from the inner one outward,
    /// or some lines before or after. URLs in the filter itself, at `own`, do not count.
    pub(super) fn nearest(&self, at: u32, groups: &[Span], own: Span) -> Option<String> {
        let near = self.lines_round(at);
        let found = groups.iter().chain([&near]).find_map(|group| {
            let absolute = nearest_of(&self.absolute, at, *group, own);
            let behind = nearest_of(&self.behind, at, *group, own);
            let list = match (absolute, behind) {
                (None, None) => return None,
                (Some((from, absolute)), other)
                    if other.is_none_or(|(other, _)| from.abs_diff(at) <= other.abs_diff(at)) =>
                {
                    match absolute {
                        Absolute::Api { version, list: Some(list) } => Some(path(version, list)),
                        Absolute::Api { version, list: None } => nearest_of(&self.behind, at, near, own)
                            .map(|(_, behind)| path(version, behind.list)),
                        Absolute::Other => None,
                    }
                }
                (_, Some((from, behind))) => self.behind(behind.variable, behind.list, from),
                (Some(_), None) => None,
            };
            Some((list, group))
        });
        let (list, group) = found?;
        let list = list?;
        // A filter near one list and among others may be sent to any of them.
        let is_sure = is_jobs(&list)
            || self.lists_in(*group, own).take(limits::SOURCE_LISTS).all(|other| is_same(&other, &list));
        Some(if is_sure { list } else { path(None, ANY_LIST) })
    }

    /// The paths of the lists in `span`, without those in the filter itself.
    fn lists_in(&self, span: Span, own: Span) -> impl Iterator<Item = String> {
        let absolute = in_span(&self.absolute, span, own);
        let absolute = absolute.filter_map(|(_, absolute)| match absolute {
            Absolute::Api { version, list } => Some(path(version, list?)),
            Absolute::Other => None,
        });
        let behind = in_span(&self.behind, span, own);
        absolute.chain(behind.filter_map(|(at, behind)| self.behind(behind.variable, behind.list, at)))
    }

    /// The names whose value is a URL of the API, here and around, for the parts inside this one.
    pub(super) fn names(&self) -> Rc<Names> {
        let own = self.given.iter().filter_map(|(name, given)| match given.absolute? {
            Absolute::Api { version, list } => {
                Some(((*name).to_owned(), (version.map(str::to_owned), list.map(str::to_owned))))
            }
            Absolute::Other => None,
        });
        let mut own = own.peekable();
        if own.peek().is_none() {
            return Rc::clone(&self.around);
        }
        let around = self.around.iter().map(|(name, given)| (name.clone(), given.clone()));
        Rc::new(around.chain(own).take(limits::SOURCE_NAMES).collect())
    }

    /// Whether `span` contains a URL outside of the filter itself.
    pub(super) fn has_any(&self, span: Span, own: Span) -> bool {
        nearest_of(&self.absolute, span.start, span, own).is_some()
            || nearest_of(&self.behind, span.start, span, own).is_some()
    }

    /// The path of a list that follows a variable.
    pub(super) fn behind(&self, variable: &str, list: &str, at: u32) -> Option<String> {
        let given = self.given.get(variable).and_then(|given| given.absolute);
        if given.is_none()
            && let Some((version, above)) = self.around.get(variable)
        {
            return Some(below(version.as_deref(), above.as_deref(), list));
        }
        // A path other than `jobs` may belong to another API.
        let nearest = || {
            let found = nearest_of(&self.absolute, at, self.lines_round(at), Span::default());
            found.map(|(_, found)| found).filter(|_| is_jobs(list))
        };
        match given {
            Some(Absolute::Api { version, list: above }) => Some(below(version, above, list)),
            Some(Absolute::Other) => None,
            None => match nearest()? {
                Absolute::Api { version, .. } => Some(path(version, list)),
                Absolute::Other => None,
            },
        }
    }

    /// Whether the value of a variable is a URL outside of the API.
    pub(super) fn is_given_other(&self, variable: &str) -> bool {
        self.given.get(variable).is_some_and(|given| given.absolute == Some(Absolute::Other))
    }

    /// The path of the list in the URL that is the value of a variable.
    pub(super) fn given_to(&self, variable: &str) -> Option<String> {
        let Some(given) = self.given.get(variable) else {
            let (version, list) = self.around.get(variable)?;
            return Some(path(version.as_deref(), list.as_deref()?));
        };
        match (given.absolute, given.behind) {
            (Some(Absolute::Api { version, list: Some(list) }), _) => Some(path(version, list)),
            (_, Some((at, behind))) if behind.variable != variable => {
                self.behind(behind.variable, behind.list, at)
            }
            _ => None,
        }
    }

    /// The line of a place.
    pub(super) fn line_of(&self, at: u32) -> Span {
        self.round(at, 0)
    }

    /// The lines around a place.
    pub(super) fn lines_round(&self, at: u32) -> Span {
        self.round(at, limits::SOURCE_LINES)
    }

    fn round(&self, at: u32, lines: usize) -> Span {
        let at = (at as usize).min(self.text.len());
        let from = at.saturating_sub(limits::SOURCE_NEAR);
        let bytes = self.text.as_bytes();
        let before = bytes.get(from..at).unwrap_or_default();
        let behind = bytes.get(at..(at + limits::SOURCE_NEAR).min(bytes.len())).unwrap_or_default();
        let start = memchr::memrchr_iter(b'\n', before).nth(lines).map_or(from, |line| from + line + 1);
        let end = memchr::memchr_iter(b'\n', behind).nth(lines).unwrap_or(behind.len());
        Span::from_range(start..at + end)
    }
}

/// The nearest to a place, in `span` and outside of `own`.
fn nearest_of<T: Copy>(all: &[(u32, T)], at: u32, span: Span, own: Span) -> Option<(u32, T)> {
    let is_own = |(place, _): &&(u32, T)| own.start <= *place && *place < own.end;
    let middle = all.partition_point(|(place, _)| *place < at);
    let (before, behind) = all.split_at_checked(middle)?;
    let before =
        before.iter().rev().take_while(|(place, _)| *place >= span.start).find(|found| !is_own(found));
    let behind = behind.iter().take_while(|(place, _)| *place < span.end).find(|found| !is_own(found));
    [before, behind].into_iter().flatten().min_by_key(|(place, _)| place.abs_diff(at)).copied()
}

/// Everything in `span` and outside of `own`.
fn in_span<T: Copy>(all: &[(u32, T)], span: Span, own: Span) -> impl Iterator<Item = (u32, T)> {
    let first = all.partition_point(|(place, _)| *place < span.start);
    let found = all.iter().skip(first).take_while(move |(place, _)| *place < span.end);
    found.filter(move |(place, _)| !(own.start <= *place && *place < own.end)).copied()
}

/// The names before a URL on its line that it may be assigned to: `base = "…"`.
fn names_before(text: &str, at: u32) -> impl Iterator<Item = &str> {
    let from = boundary(text, (at as usize).saturating_sub(limits::SOURCE_NAME_BEFORE));
    let before = text.get(from..at as usize).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |line| line + 1);
    let line = before.get(start..).unwrap_or_default();
    // `::` belongs to a name.
    let gives = |end: &usize| {
        !line.get(..*end).is_some_and(|line| line.ends_with(':'))
            && !line.get(end + 1..).is_some_and(|rest| rest.starts_with(':'))
    };
    let given = line.rmatch_indices(['=', ':']).map(|(end, _)| end).find(gives);
    let given = given.and_then(|end| line.get(..end)).unwrap_or_default();
    given.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| !name.is_empty())
}

/// The path of a list. The prefix does not matter: the version alone selects the schema.
fn path(version: Option<&str>, list: &str) -> String {
    let prefix = service::present_prefix();
    // The rest of the path is elsewhere: `"/groups/" + id + "/devices"`.
    let list = if list.ends_with('/') && !is_jobs(list) { ANY_LIST } else { list.trim_end_matches('/') };
    if list.split('/').next().is_some_and(is_version) {
        return format!("{prefix}/{list}");
    }
    format!("{prefix}/{}/{list}", version.unwrap_or(ANY_VERSION))
}

/// The path of a list after a URL, which may itself be the URL of a list: `{groups}/{id}/compliance`.
fn below(version: Option<&str>, above: Option<&str>, list: &str) -> String {
    let whole = above.map(|above| path(version, &format!("{}/{list}", above.trim_end_matches('/'))));
    whole.filter(|whole| Schema::at_path(whole).is_some()).unwrap_or_else(|| path(version, list))
}

/// Whether a path is that of jobs, with or without its prefix.
fn is_jobs(path: &str) -> bool {
    let tail = service::below_prefix(path).unwrap_or(path).trim_end_matches('/');
    let (first, rest) = tail.split_once('/').unwrap_or(("", tail));
    rest == "jobs" && (first.is_empty() || first == ANY_VERSION || is_version(first))
}

/// Whether a path leads to the same list, or to an item of it.
fn is_same(path: &str, list: &str) -> bool {
    let known = |path: &str| Schema::at_path(path).and_then(Schema::path);
    let item = path.rsplit_once('/').map(|(list, _)| list);
    path == list
        || known(list).is_some_and(|list| {
            [Some(path), item].into_iter().flatten().any(|path| known(path) == Some(list))
        })
}

/// Whether `text` contains a prefix of the API's paths.
pub(super) fn has_prefix(text: &str) -> bool {
    prefix_in(text).is_some()
}

/// The start of a path of the API in `text`, and the text after its prefix.
pub(super) fn prefix_in(text: &str) -> Option<(usize, &str)> {
    service::prefixes().iter().find_map(|prefix| {
        let mut found = memchr::memmem::find_iter(text.as_bytes(), prefix.path);
        found.find_map(|at| Some((at, text.get(at + prefix.path.len()..)?.strip_prefix('/')?)))
    })
}

/// The part of `text` that is a path as code writes it, with its holes.
fn path_of(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(at, character)| {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' if depth == 0 => return true,
            ')' | '}' | ']' => depth -= 1,
            '#' => return !text.get(at + 1..).is_some_and(|rest| rest.starts_with('{')),
            _ => return character.is_whitespace() || "\"'`?<>,|\\;*“”‘’".contains(*character),
        }
        false
    });
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The list that a path names, with the version before it if the path begins with one. The characters that
/// are stuck to the last name are cut off. `None` if the path names no list.
fn tail_of(path: &str) -> Option<&str> {
    let mut end = 0;
    for segment in path.split_inclusive('/') {
        let name = segment.trim_end_matches('/');
        let is_put_in = name.contains(['{', '$', '%', ':', '(']) && !name.starts_with(char::is_alphanumeric);
        let known = if is_put_in { name } else { list(name).unwrap_or_default() };
        if known.is_empty() {
            break;
        }
        end += known.len();
        if known.len() < name.len() || name.len() == segment.len() {
            break;
        }
        end += 1;
    }
    path.get(..end).filter(|tail| !tail.is_empty() && list(tail).is_some())
}

/// The text around a place, up to blanks or ASCII quotes; `last` if that contains the place.
fn run_round(text: &str, at: usize, last: Span) -> Span {
    if (last.start as usize..last.end as usize).contains(&at) {
        return last;
    }
    static ENDS: Bytes = Bytes::of(b" \t\r\n\x0b\x0c\"'`<>,|");
    let from = boundary(text, at.saturating_sub(limits::SOURCE_RUN));
    let before = text.get(from..at).unwrap_or_default();
    let behind = upto(text.get(at..).unwrap_or_default(), limits::SOURCE_RUN);
    let start = before.bytes().rposition(|byte| ENDS.has(byte)).map_or(0, |end| end + 1);
    Span::from_range(from + start..at + ENDS.find(behind.as_bytes()))
}

/// The start of the URL that contains `at`: after the name that it is assigned to, as in `JOBS=https://…`.
fn url_start(text: &str, run: Span, at: usize) -> u32 {
    let before = text.get(run.start as usize..at).unwrap_or_default();
    run.start + offset(before.rfind('=').map_or(0, |equals| equals + 1))
}

/// The version and the list in `text`, which begins with a prefix of the API.
fn api(text: &str) -> Option<Absolute<'_>> {
    // A base may end with the prefix.
    let rest = service::prefixes().iter().find_map(|prefix| {
        text.strip_prefix(prefix.path)
            .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })?;
    let path = path_of(upto(rest, limits::SOURCE_RUN)).strip_prefix('/').unwrap_or_default();
    let (version, tail) = path.split_once('/').unwrap_or((path, ""));
    let end = version.find(|c: char| !c.is_alphanumeric()).unwrap_or(version.len());
    let version = version.get(..end).filter(|version| is_version(version));
    Some(Absolute::Api { version, list: tail_of(tail) })
}

/// Whether a URL belongs to the API. A base may end with its prefix.
fn is_of_api(url: &str) -> bool {
    let mut found = service::prefixes().iter().flat_map(|prefix| url.match_indices(prefix.path));
    found.any(|(at, _)| url.get(at..).and_then(api).is_some())
}

/// The name of a list at the start of `text`.
pub(super) fn list(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text.get(..end).filter(|list| !list.is_empty())
}

/// The variable before the path of a list, which begins at `at`.
fn behind(text: &str, run: Span, at: usize) -> Option<&str> {
    let before = text.get(run.start as usize..at)?;
    if before.contains("://") || before.contains("/compute-ops") {
        return None;
    }
    if before.is_empty() {
        // `base + "/jobs"`.
        let from = boundary(text, (run.start as usize).saturating_sub(limits::SOURCE_RUN));
        let outside = text.get(from..run.start as usize)?.trim_end_matches(['"', '\'', '`']).trim_end();
        let outside = outside.strip_suffix(['+', '.', ','])?;
        return last_name(outside);
    }
    before.contains(['$', '{', '}', '%']).then(|| last_name(before)).flatten()
}

/// The last name in `text`.
pub(super) fn last_name(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.trim_end_matches(|c: char| !is_name(c));
    let start = end.rfind(|c: char| !is_name(c)).map_or(0, |start| {
        start + end.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    end.get(start..).filter(|name| !name.is_empty())
}
