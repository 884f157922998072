//! The URLs that a text names, and which list of the API those are of that stand near to a place.

use memchr::memmem;

use crate::text::Span;

/// How many lines away a URL may stand from the filter that is sent to it.
const LINES: usize = 20;

/// What begins the paths of the API.
pub(super) const PREFIXES: [&str; 2] = ["/compute-ops-mgmt/", "/compute-ops/"];

/// The URLs of a text.
pub(super) struct Mentions<'t> {
    text: &'t str,
    all: Vec<Mention<'t>>,
}

#[derive(Debug, Clone, Copy)]
struct Mention<'t> {
    at: u32,
    kind: Kind<'t>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'t> {
    /// Of the API: its version, and its list, if it says so.
    Api { version: &'t str, list: Option<&'t str> },
    /// Of something else.
    Other,
    /// A list behind a variable.
    Behind { variable: &'t str, list: &'t str },
}

impl<'t> Mentions<'t> {
    /// Those that stand outside of `comments`, which are in order.
    pub(super) fn of(text: &'t str, comments: &[Span]) -> Mentions<'t> {
        let is_comment = |at: usize| {
            let after = comments.partition_point(|comment| comment.end as usize <= at);
            comments.get(after).is_some_and(|comment| comment.start as usize <= at)
        };
        let mut all = Vec::new();
        for at in memmem::find_iter(text.as_bytes(), "://") {
            let run = run(text, at);
            if !is_comment(at) && !PREFIXES.iter().any(|prefix| run.of(text).contains(prefix)) {
                all.push(Mention { at: run.start, kind: Kind::Other });
            }
        }
        for at in memmem::find_iter(text.as_bytes(), "/compute-ops") {
            if let Some(kind) = text.get(at..).and_then(api).filter(|_| !is_comment(at)) {
                all.push(Mention { at: Span::from_range(at..at).start, kind });
            }
        }
        for at in memmem::find_iter(text.as_bytes(), "/jobs") {
            let run = run(text, at);
            if let Some(variable) = behind(text, run, at).filter(|_| !is_comment(at)) {
                all.push(Mention { at: run.start, kind: Kind::Behind { variable, list: "jobs" } });
            }
        }
        all.sort_by_key(|mention| mention.at);
        Mentions { text, all }
    }

    /// The path of the list that the nearest URL is of: inside of one of the `groups`, from the inner one
    /// on, or some lines before or behind.
    /// Those of the filter itself, at `own`, do not count.
    pub(super) fn nearest(&self, at: u32, groups: &[Span], own: Span) -> Option<String> {
        let near = self.lines_round(at);
        let found = groups.iter().chain([&near]).find_map(|group| self.nearest_in(at, *group, own))?;
        match found.kind {
            Kind::Api { version, list: Some(list) } => Some(path(version, list)),
            Kind::Api { version, list: None } => {
                let behind = self.within(near).filter_map(|mention| match mention.kind {
                    Kind::Behind { list, .. } => Some((mention.at.abs_diff(at), list)),
                    _ => None,
                });
                behind.min_by_key(|(distance, _)| *distance).map(|(_, list)| path(version, list))
            }
            Kind::Behind { variable, list } => self.behind(variable, list, found.at),
            Kind::Other => None,
        }
    }

    /// The path of a list that stands behind a variable.
    pub(super) fn behind(&self, variable: &str, list: &str, at: u32) -> Option<String> {
        let near = self.lines_round(at);
        let is_absolute = |mention: &&Mention<'t>| !matches!(mention.kind, Kind::Behind { .. });
        let assigned = self.all.iter().filter(is_absolute).find(|mention| self.is_given_to(variable, mention.at));
        let nearest =
            || self.within(near).filter(is_absolute).min_by_key(|mention| mention.at.abs_diff(at));
        match assigned.or_else(nearest)?.kind {
            Kind::Api { version, .. } => Some(path(version, list)),
            _ => None,
        }
    }

    /// The path of the list that a variable holds the URL of.
    pub(super) fn given_to(&self, variable: &str) -> Option<String> {
        let mut given = self.all.iter().filter(|mention| self.is_given_to(variable, mention.at));
        given.find_map(|mention| match mention.kind {
            Kind::Api { version, list } => Some(path(version, list?)),
            Kind::Behind { variable: base, list } if base != variable => self.behind(base, list, mention.at),
            _ => None,
        })
    }

    /// Whether the line names the variable before the URL at `at`.
    fn is_given_to(&self, variable: &str, at: u32) -> bool {
        if variable.is_empty() {
            return false;
        }
        let before = self.text.get(..at as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let mut places = line.match_indices(variable);
        places.any(|(found, _)| {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let rest = line.get(found + variable.len()..).unwrap_or_default();
            !line.get(..found).is_some_and(|before| before.ends_with(is_name))
                && !rest.starts_with(is_name)
                && rest.contains(['=', ':'])
        })
    }

    fn nearest_in(&self, at: u32, span: Span, own: Span) -> Option<Mention<'t>> {
        let others = self.within(span).filter(|mention| mention.at < own.start || own.end <= mention.at);
        others.min_by_key(|mention| mention.at.abs_diff(at)).copied()
    }

    fn within(&self, span: Span) -> impl Iterator<Item = &Mention<'t>> {
        let from = self.all.partition_point(|mention| mention.at < span.start);
        self.all.iter().skip(from).take_while(move |mention| mention.at < span.end)
    }

    /// The lines round a place.
    pub(super) fn lines_round(&self, at: u32) -> Span {
        let (before, behind) = self.text.split_at_checked(at as usize).unwrap_or((self.text, ""));
        let start = memchr::memrchr_iter(b'\n', before.as_bytes()).nth(LINES).map_or(0, |line| line + 1);
        let end = memchr::memchr_iter(b'\n', behind.as_bytes()).nth(LINES).unwrap_or(behind.len());
        Span::from_range(start..before.len() + end)
    }
}

fn path(version: &str, list: &str) -> String {
    format!("/compute-ops-mgmt/{version}/{list}")
}

/// The text without blanks or quotes round a place.
fn run(text: &str, at: usize) -> Span {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | ',' | '|');
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind(ends).map_or(0, |end| end + 1);
    Span::from_range(start.min(at)..at + behind.find(ends).unwrap_or(behind.len()))
}

/// What a text says that begins with a prefix of the API.
fn api(text: &str) -> Option<Kind<'_>> {
    // A base may end behind the prefix.
    let rest = ["/compute-ops-mgmt", "/compute-ops"].iter().find_map(|prefix| {
        text.strip_prefix(prefix).filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })?;
    let mut segments = rest.strip_prefix('/').unwrap_or_default().split('/');
    let version = segments.next().unwrap_or_default();
    let is_version = version.starts_with('v') && version.get(1..2).is_some_and(|digit| digit.bytes().all(|b| b.is_ascii_digit()));
    let end = version.find(|c: char| !c.is_alphanumeric()).unwrap_or(version.len());
    let version = if is_version { version.get(..end).unwrap_or("v1") } else { "v1" };
    Some(Kind::Api { version, list: segments.next().and_then(list) })
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
        let outside = text.get(..run.start as usize)?.trim_end_matches(['"', '\'', '`']).trim_end();
        let outside = outside.strip_suffix(['+', '.', ','])?;
        return last_name(outside);
    }
    before.contains(['$', '{', '}', '%']).then(|| last_name(before)).flatten()
}

/// The last name in a text.
pub(super) fn last_name(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.trim_end_matches(|c: char| !is_name(c));
    let start = end.rfind(|c: char| !is_name(c)).map_or(0, |start| start + end.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    end.get(start..).filter(|name| !name.is_empty())
}
