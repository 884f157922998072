//! The URLs that a text names, and which list of the API those are of that stand near to a place.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lex::Bytes;
use super::url::{boundary, upto};
use crate::text::Span;

/// How many lines away a URL may stand from the filter that is sent to it.
const LINES: usize = 20;

/// What begins the paths of the API.
pub(super) const PREFIXES: [&str; 2] = ["/compute-ops-mgmt/", "/compute-ops/"];

/// How many names are known to the texts inside of one: each has them all.
const NAMES: usize = 100;

/// How many constants are looked for.
const CONSTANTS: usize = 16;

/// How many bytes away, at most.
const FAR: usize = 1 << 13;

/// How far before a URL on its line a name may stand that it is given to.
const NAME: usize = 256;

/// How long the text without blanks round a URL is at most.
const RUN: usize = 1 << 10;

/// The URLs of a text.
pub(super) struct Mentions<'t> {
    text: &'t str,
    /// Those that name a host or the API, in order.
    absolute: Vec<(u32, Absolute<'t>)>,
    /// Lists behind a variable, in order.
    behind: Vec<(u32, Behind<'t>)>,
    /// The URLs that stand on the line of a name, behind it.
    given: BTreeMap<&'t str, Given<'t>>,
    /// What the text round this one gives to names.
    around: Rc<Names>,
}

/// Names that URLs of the API are given to: the version, and the list, if the URL says so.
pub(super) type Names = BTreeMap<String, (String, Option<String>)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absolute<'t> {
    /// Of the API: its version, and its list, if it says so.
    Api { version: &'t str, list: Option<&'t str> },
    /// Of something else.
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Behind<'t> {
    variable: &'t str,
    list: &'t str,
}

/// What a name is given, the first time.
#[derive(Debug, Clone, Copy, Default)]
struct Given<'t> {
    absolute: Option<Absolute<'t>>,
    behind: Option<(u32, Behind<'t>)>,
}

impl<'t> Mentions<'t> {
    /// Those that stand outside of `comments`, which are in order.
    /// `around` is what the text round this one gives to names.
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
            if !is_comment(at) && !PREFIXES.iter().any(|prefix| run.of(text).contains(prefix)) {
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
            if let Some(variable) = behind(text, run, at).filter(|_| !is_comment(at)) {
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
        for (at, behind) in &mentions.behind {
            for name in names_before(text, *at) {
                mentions.given.entry(name).or_default().behind.get_or_insert((*at, *behind));
            }
        }
        mentions
    }

    /// Where a constant is named that holds the URL of a list, that URL stands.
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
        for (name, absolute) in constants.take(CONSTANTS) {
            let places = memchr::memmem::find_iter(text, name).filter(|at| {
                let before = at.checked_sub(1).and_then(|before| text.get(before));
                !is_name(before) && !is_name(text.get(at + name.len())) && !is_comment(*at)
            });
            found.extend(places.map(|at| (Span::from_range(at..at).start, absolute)));
        }
        if !found.is_empty() {
            self.absolute.append(&mut found);
            self.absolute.sort_by_key(|(at, _)| *at);
        }
    }

    /// The path of the list that the nearest URL is of: inside of one of the `groups`, from the inner one
    /// on, or some lines before or behind. Those of the filter itself, at `own`, do not count.
    pub(super) fn nearest(&self, at: u32, groups: &[Span], own: Span) -> Option<String> {
        let near = self.lines_round(at);
        groups.iter().chain([&near]).find_map(|group| {
            let absolute = nearest_of(&self.absolute, at, *group, own);
            let behind = nearest_of(&self.behind, at, *group, own);
            match (absolute, behind) {
                (None, None) => None,
                (Some((from, absolute)), other)
                    if other.is_none_or(|(other, _)| from.abs_diff(at) <= other.abs_diff(at)) =>
                {
                    Some(match absolute {
                        Absolute::Api { version, list: Some(list) } => Some(path(version, list)),
                        Absolute::Api { version, list: None } => nearest_of(&self.behind, at, near, own)
                            .map(|(_, behind)| path(version, behind.list)),
                        Absolute::Other => None,
                    })
                }
                (_, Some((from, behind))) => Some(self.behind(behind.variable, behind.list, from)),
                (Some(_), None) => None,
            }
        })?
    }

    /// The names that URLs of the API are given to, here and around, for texts inside of this one.
    pub(super) fn names(&self) -> Rc<Names> {
        let own = self.given.iter().filter_map(|(name, given)| match given.absolute? {
            Absolute::Api { version, list } => {
                Some(((*name).to_owned(), (version.to_owned(), list.map(str::to_owned))))
            }
            Absolute::Other => None,
        });
        let mut own = own.peekable();
        if own.peek().is_none() {
            return Rc::clone(&self.around);
        }
        let around = self.around.iter().map(|(name, given)| (name.clone(), given.clone()));
        Rc::new(around.chain(own).take(NAMES).collect())
    }

    /// Whether a URL stands there, besides those of the filter itself.
    pub(super) fn has_any(&self, span: Span, own: Span) -> bool {
        nearest_of(&self.absolute, span.start, span, own).is_some()
            || nearest_of(&self.behind, span.start, span, own).is_some()
    }

    /// The path of a list that stands behind a variable.
    pub(super) fn behind(&self, variable: &str, list: &str, at: u32) -> Option<String> {
        let given = self.given.get(variable).and_then(|given| given.absolute);
        if given.is_none()
            && let Some((version, _)) = self.around.get(variable)
        {
            return Some(path(version, list));
        }
        // A list of another name may be anybody's.
        let nearest = || {
            let found = nearest_of(&self.absolute, at, self.lines_round(at), Span::default());
            found.map(|(_, found)| found).filter(|_| list == "jobs")
        };
        match given.or_else(nearest)? {
            Absolute::Api { version, .. } => Some(path(version, list)),
            Absolute::Other => None,
        }
    }

    /// Whether a variable holds a URL of something else.
    pub(super) fn is_given_other(&self, variable: &str) -> bool {
        self.given.get(variable).is_some_and(|given| given.absolute == Some(Absolute::Other))
    }

    /// The path of the list that a variable holds the URL of.
    pub(super) fn given_to(&self, variable: &str) -> Option<String> {
        let Some(given) = self.given.get(variable) else {
            let (version, list) = self.around.get(variable)?;
            return Some(path(version, list.as_deref()?));
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

    /// The lines round a place.
    pub(super) fn lines_round(&self, at: u32) -> Span {
        self.round(at, LINES)
    }

    fn round(&self, at: u32, lines: usize) -> Span {
        let at = (at as usize).min(self.text.len());
        let from = at.saturating_sub(FAR);
        let bytes = self.text.as_bytes();
        let before = bytes.get(from..at).unwrap_or_default();
        let behind = bytes.get(at..(at + FAR).min(bytes.len())).unwrap_or_default();
        let start = memchr::memrchr_iter(b'\n', before).nth(lines).map_or(from, |line| from + line + 1);
        let end = memchr::memchr_iter(b'\n', behind).nth(lines).unwrap_or(behind.len());
        Span::from_range(start..at + end)
    }
}

/// The nearest to a place of what stands in `span` and not in `own`.
fn nearest_of<T: Copy>(all: &[(u32, T)], at: u32, span: Span, own: Span) -> Option<(u32, T)> {
    let is_own = |(place, _): &&(u32, T)| own.start <= *place && *place < own.end;
    let middle = all.partition_point(|(place, _)| *place < at);
    let (before, behind) = all.split_at_checked(middle)?;
    let before =
        before.iter().rev().take_while(|(place, _)| *place >= span.start).find(|found| !is_own(found));
    let behind = behind.iter().take_while(|(place, _)| *place < span.end).find(|found| !is_own(found));
    [before, behind].into_iter().flatten().min_by_key(|(place, _)| place.abs_diff(at)).copied()
}

/// The names before a URL on its line to which it may be given: `base = "…"`.
fn names_before(text: &str, at: u32) -> impl Iterator<Item = &str> {
    let from = boundary(text, (at as usize).saturating_sub(NAME));
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

fn path(version: &str, list: &str) -> String {
    format!("/compute-ops-mgmt/{version}/{list}")
}

/// The text without blanks or quotes of ASCII round a place; `last` if that is it.
fn run_round(text: &str, at: usize, last: Span) -> Span {
    if (last.start as usize..last.end as usize).contains(&at) {
        return last;
    }
    static ENDS: Bytes = Bytes::of(b" \t\r\n\x0b\x0c\"'`<>,|");
    let from = boundary(text, at.saturating_sub(RUN));
    let before = text.get(from..at).unwrap_or_default();
    let behind = upto(text.get(at..).unwrap_or_default(), RUN);
    let start = before.bytes().rposition(|byte| ENDS.has(byte)).map_or(0, |end| end + 1);
    Span::from_range(from + start..at + ENDS.find(behind.as_bytes()))
}

/// Where a URL begins of which `at` is some place: behind the name that it is given to, as in `JOBS=https://…`.
fn url_start(text: &str, run: Span, at: usize) -> u32 {
    let before = text.get(run.start as usize..at).unwrap_or_default();
    run.start + Span::from_range(0..before.rfind('=').map_or(0, |equals| equals + 1)).end
}

/// What a text says that begins with a prefix of the API.
fn api(text: &str) -> Option<Absolute<'_>> {
    // A base may end behind the prefix.
    let rest = ["/compute-ops-mgmt", "/compute-ops"].iter().find_map(|prefix| {
        text.strip_prefix(prefix).filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })?;
    let mut segments = upto(rest, RUN).strip_prefix('/').unwrap_or_default().split('/');
    let version = segments.next().unwrap_or_default();
    let is_version = version.starts_with('v')
        && version.get(1..2).is_some_and(|digit| digit.bytes().all(|b| b.is_ascii_digit()));
    let end = version.find(|c: char| !c.is_alphanumeric()).unwrap_or(version.len());
    let version = if is_version { version.get(..end).unwrap_or("v1") } else { "v1" };
    Some(Absolute::Api { version, list: segments.next().and_then(list) })
}

/// The name of a list that a text begins with.
pub(super) fn list(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    text.get(..end).filter(|list| !list.is_empty())
}

/// The variable behind which `/jobs` stands at `at`, as the end of a path.
fn behind(text: &str, run: Span, at: usize) -> Option<&str> {
    let ends = text.get(at + "/jobs".len()..)?;
    if ends.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/')) {
        return None;
    }
    let before = text.get(run.start as usize..at)?;
    if before.contains("://") || before.contains("/compute-ops") {
        return None;
    }
    if before.is_empty() {
        // `base + "/jobs"`.
        let from = boundary(text, (run.start as usize).saturating_sub(RUN));
        let outside = text.get(from..run.start as usize)?.trim_end_matches(['"', '\'', '`']).trim_end();
        let outside = outside.strip_suffix(['+', '.', ','])?;
        return last_name(outside);
    }
    before.contains(['$', '{', '}', '%']).then(|| last_name(before)).flatten()
}

/// The last name in a text.
pub(super) fn last_name(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.trim_end_matches(|c: char| !is_name(c));
    let start = end.rfind(|c: char| !is_name(c)).map_or(0, |start| {
        start + end.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    end.get(start..).filter(|name| !name.is_empty())
}
