//! The URL of the call around an entry.

use std::ops::Range;

use super::Search;
use super::flow::{Requests, bare};
use crate::limits;
use crate::schema::service;
use crate::source::fragment::{Fragment, atoms};
use crate::source::mentions::{Leads, Mentions, has_prefix, is_base, split_object};
use crate::source::outline::{Bracket, Outline, Variable};
use crate::source::scopes::Given;
use crate::source::subject::Subject;
use crate::source::url::{Target, is_hole, is_holes, relative, target, url_of};

/// The URL of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// The path of a list of the API.
    List(String),
    /// A URL of something else.
    Other,
    /// A URL that is not known.
    Unseen,
    /// No URL.
    Unknown,
}

impl Search<'_, '_> {
    /// The groups around an entry, from the inner one outward: the literals that contain it, and the call that
    /// takes them. There are at most `most`, each with its first node and the node after it.
    pub(super) fn call_of(&self, at: usize, most: usize) -> Vec<Range<usize>> {
        let outline = self.outline;
        let mut call = Vec::new();
        for open in outline.parents(at).take(most).take_while(|open| !outline.is_block(*open)) {
            let Some(end) = outline.next(open) else { break };
            call.push(open..end);
            if outline.is_call(open) {
                break;
            }
        }
        call
    }

    /// The URL of the call around an entry. A statement may be a command.
    pub(super) fn asked(&mut self, call: &[Range<usize>], at: usize) -> Asked {
        let mut found = Asked::Unknown;
        for group in call {
            match self.asked_in(group.start + 1..group.end, self.outline.is_call(group.start)) {
                Asked::Unknown => {}
                Asked::Unseen => found = Asked::Unseen,
                asked => return asked,
            }
        }
        let has_blocks = found == Asked::Unknown && !self.outline.syntax.query_calls.is_empty();
        if let Some(asked) = has_blocks.then(|| self.asked_by_block(at)).flatten() {
            return asked;
        }
        let statement = self.statement(self.outline.span(at).start);
        let Some(statement) = statement.filter(|_| self.has_commands() && found == Asked::Unknown) else {
            return found;
        };
        self.asked_in(self.outline.from(statement.start)..self.outline.from(statement.end), true)
    }

    /// Whether statements are commands, with words as their arguments.
    pub(super) fn has_commands(&self) -> bool {
        self.outline.syntax.commands.is_some()
    }

    /// The URL in these nodes. In a literal, its entry must have the name of a URL.
    pub(super) fn asked_in(&self, nodes: Range<usize>, is_call: bool) -> Asked {
        let outline = self.outline;
        let open = nodes.start.checked_sub(1).filter(|open| is_call && outline.is_call(*open));
        if let Some(asked) = open.and_then(|open| self.asked_below_base(open)) {
            return asked;
        }
        if let Some(list) = open.and_then(|open| self.named_for_own(open)) {
            return Asked::List(list);
        }
        let end = nodes.end.min(nodes.start + limits::SOURCE_ARGUMENTS).min(outline.len());
        let mut here = nodes.start;
        let mut found = Asked::Unknown;
        while here < end {
            // The name of an argument or of a member is not a URL. The rest of a group does not count either.
            let is_value = outline.word(here).is_some() && !outline.is_label(here);
            if is_value && self.may_be_url(here, is_call) {
                // `paste0(base, "/servers")` of R.
                let joins = outline.name(here).is_some_and(|name| outline.syntax.joiners.contains(&name));
                let first = if joins && outline.is_call(here + 1) { here + 2 } else { here };
                let joined = outline.joined_from(None, first);
                let label = outline.label(here);
                let asked = self.asked_for(&joined.fragment, outline.span(joined.first).start);
                match asked {
                    // In data, a path without the API belongs to another request. Cases: "requests by their
                    // paths and operations", "requests by their hosts" (silent.toml).
                    Asked::Unknown => {
                        let is_known = !is_hole(&joined.fragment.text);
                        if is_known && !self.is_program() && label.is_some_and(names_request) {
                            found = Asked::Other;
                        }
                    }
                    Asked::Unseen => found = Asked::Unseen,
                    // `Invoke-RestMethod @options -Uri …`: the options may have the URL of a proxy.
                    Asked::Other if label.is_none() && self.has_commands() && found == Asked::Unknown => {
                        found = Asked::Other;
                    }
                    // Case: "JMeter: a path below the host of another service" (jmeter.toml).
                    Asked::List(_)
                        if label.is_some_and(names_request)
                            && !has_prefix(&joined.fragment.text)
                            && self.names_other_host(here) =>
                    {
                        return Asked::Other;
                    }
                    Asked::List(_)
                        if outline.is_text(here)
                            && self.is_of_own_server(
                                here,
                                url_of(&joined.fragment.text).path.of(&joined.fragment.text),
                            ) =>
                    {
                        return Asked::Other;
                    }
                    asked => return asked,
                }
                here = joined.end.max(here + 1);
                continue;
            }
            // `-Uri ($base + "/jobs")`.
            let is_word = self.has_commands() && outline.bracket(here) == Some(Bracket::Round);
            here = match outline.next(here) {
                Some(next) if !is_word && outline.bracket(here).is_some() => next,
                None if !is_word && outline.bracket(here).is_some() => break,
                _ => here + 1,
            };
        }
        let is_unknown = matches!(found, Asked::Unknown | Asked::Unseen) && self.is_program();
        let is_other = is_unknown && self.subject(nodes, is_call) == Some(Subject::Other);
        if is_other { Asked::Other } else { found }
    }

    /// The list whose path is the first argument of a function of the file that adds it to a base: `get("/servers",
    /// filter="…")`.
    fn named_for_own(&self, open: usize) -> Option<String> {
        let outline = self.outline;
        let path = outline.raw(open + 1).filter(|_| self.is_program() && outline.is(open + 2, b','))?;
        let mut functions = self.mentions.scopes?.named(outline.callee(open)?);
        let is_own = outline.access_before(open - 1).is_none();
        (is_own && functions.any(|function| self.mentions.uses_base(function)))
            .then(|| self.mentions.named_below(path))
            .flatten()
    }

    /// Whether the object around the path of a request names the host of another service.
    fn names_other_host(&self, path: usize) -> bool {
        const HOSTS: [&str; 3] = ["host", "hostname", "domain"];
        let outline = self.outline;
        let Some(open) = outline.parent(path).filter(|_| !self.is_program()) else { return false };
        let host = outline.value_in(open, &HOSTS).and_then(|host| outline.raw(host));
        let is_known = |host: &&str| {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
        };
        host.filter(is_known).is_some_and(|host| !service::is_host(host))
    }

    /// The URL that a string names, or that the variable at its start has at a place.
    pub(super) fn asked_for(&self, fragment: &Fragment<'_>, at: u32) -> Asked {
        match asked_by(self.mentions, fragment) {
            unknown @ (Asked::Unknown | Asked::Unseen) => {
                let path = url_of(&fragment.text).path;
                let hole = fragment.holes.first().filter(|_| is_hole(path.of(&fragment.text)));
                let variable = hole.map(|hole| hole.code.of(self.outline.text).trim());
                variable.and_then(|variable| self.asked_by_variable(variable, at)).unwrap_or(unknown)
            }
            asked => asked,
        }
    }

    /// The known URL of the values that a variable has at a place.
    pub(super) fn asked_by_variable(&self, name: &str, at: u32) -> Option<Asked> {
        let outline = self.outline;
        let scopes = self.mentions.scopes?;
        let name = bare(name);
        let mut requests = Requests::default();
        for Given { value: Variable { value, .. }, .. } in scopes.reaching(name, at, self.names().given(name))
        {
            let joined = outline.joined_from(None, *value);
            requests.add(asked_by(self.mentions, &joined.fragment));
            // `urljoin(base, "…")`: the base alone is of any service.
            let call = (*value..joined.end).find(|at| outline.is_call(*at));
            let arguments = call.and_then(|call| Some(call + 1..outline.next(call)?)).unwrap_or_default();
            let arguments = arguments.take(limits::SOURCE_ARGUMENTS);
            let asked = arguments.filter(|at| outline.word(*at).is_some() && !outline.goes_on_before(*at));
            let asked: Vec<Asked> =
                asked.map(|at| asked_by(self.mentions, &outline.joined_from(None, at).fragment)).collect();
            let has_list = asked.iter().any(|asked| matches!(asked, Asked::List(_)));
            for asked in asked.into_iter().filter(|asked| !has_list || *asked != Asked::Other) {
                requests.add(asked);
            }
        }
        Some(requests.asked()).filter(|asked| matches!(asked, Asked::List(_) | Asked::Other))
    }

    /// Whether a node begins an unnamed argument, or one with the name of a URL. The continuation of an
    /// argument does not count.
    fn may_be_url(&self, at: usize, is_call: bool) -> bool {
        if self.outline.goes_on_before(at) {
            return false;
        }
        match self.outline.label(at) {
            Some(name) => names_url(name) || name == "raw" || !self.is_program() && names_request(name),
            None => is_call,
        }
    }

    /// The objects of data around an entry, up to the item of a list. The result is also whether it is in one.
    pub(super) fn objects(&self, at: usize) -> (Vec<Range<usize>>, bool) {
        let outline = self.outline;
        let mut objects = Vec::new();
        for open in outline.parents(at).take(limits::SOURCE_CALL) {
            let Some(end) = outline.next(open) else { break };
            objects.push(open..end);
            let list = outline.parent(open).and_then(|list| outline.bracket(list));
            if outline.bracket(open) == Some(Bracket::Curly) && list == Some(Bracket::Square) {
                return (objects, true);
            }
        }
        (objects, false)
    }
}

/// Whether a name is that of a URL.
pub(in crate::source) fn names_url(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["url", "uri", "href", "endpoint"].iter().any(|known| name.contains(known))
}

/// The URLs of the requests in an object of data.
pub(super) fn asked_in_object(
    outline: &Outline<'_>,
    mentions: &Mentions<'_>,
    object: &Range<usize>,
) -> Asked {
    let nodes = object.clone().take(limits::SOURCE_ARGUMENTS);
    let is_url =
        |name: &str| ["url", "uri", "href", "endpoint"].iter().any(|url| name.eq_ignore_ascii_case(url));
    let urls = nodes.filter(|at| outline.is_text(*at) && outline.label(*at).is_some_and(is_url));
    let mut requests = Requests::default();
    for at in urls {
        requests.add(asked_by(mentions, &outline.joined(at).fragment));
    }
    requests.asked()
}

/// Whether a name is that of the target of a request in data.
pub(super) fn names_request(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["url", "uri", "endpoint", "host", "hostname", "path", "operation", "operationid"].contains(&&*name)
}

/// Whether a name is that of the query of a request.
pub(in crate::source) fn names_query(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = ["query", "queries", "param", "search", "args", "body", "data", "arguments.arguments"];
    // `formData` is a body.
    name == "qs" || known.iter().any(|known| name.contains(known)) && !name.contains("form")
}

/// The list that a string names, if it looks like a URL.
pub(super) fn asked_by(mentions: &Mentions<'_>, fragment: &Fragment<'_>) -> Asked {
    let text = &*fragment.text;
    let url = url_of(text);
    let path = url.path.of(text);
    let start = fragment.span().start;
    let hole = atoms(path).next().filter(|(place, _)| place.start == 0);
    let rest = hole.and_then(|(place, _)| path.get(place.end as usize..));
    if is_holes(path) {
        // `requests.get(join(base, "v1", "servers"), …)`.
        if let Target::Following(variable, list) = target(&url, fragment) {
            return mentions.following(&variable, &list, start).map_or(Asked::Unknown, Asked::List);
        }
        // The argument of a function is not its result.
        let code = fragment.holes.first().map(|hole| hole.shown.of(fragment.outer)).unwrap_or_default();
        let arguments = code.find('(').and_then(|open| code.get(open.checked_sub(1)?..));
        let is_call = |code: &str| code.starts_with(char::is_alphanumeric) && !code.contains("()");
        if fragment.holes.len() == 1 && arguments.is_some_and(is_call) {
            return Asked::Unknown;
        }
        let (leads, variable) = match target(&url, fragment) {
            Target::Nearest(Some(variable)) => (mentions.leads(&variable, start), variable),
            Target::Together(base, path) => (mentions.leads_together(&base, &path, start), path),
            _ => return Asked::Unknown,
        };
        return match leads {
            Leads::List(list) => Asked::List(list),
            Leads::Other => Asked::Other,
            Leads::Unknown if names_url(split_object(&variable).1) => Asked::Unseen,
            Leads::Unknown => Asked::Unknown,
        };
    }
    let goes_on = |rest: &str| rest.starts_with('/') || relative(rest).is_some();
    let is_path = goes_on(text) || rest.is_some_and(goes_on);
    if path.contains(char::is_whitespace) || !(is_path || path.contains("://")) {
        return Asked::Unknown;
    }
    match target(&url, fragment) {
        Target::Own => url.list(text).map_or(Asked::Other, Asked::List),
        Target::List(list) => Asked::List(list),
        Target::Following(variable, list) => match mentions.following(&variable, &list, start) {
            Some(list) => Asked::List(list),
            None => Asked::Other,
        },
        // `client.get("/jobs", …)`; the client has the base.
        Target::Other if path == "/jobs" => {
            mentions.following("", "jobs", start).map_or(Asked::Unknown, Asked::List)
        }
        // Case: "the query of httr and of httr2" (r.toml).
        Target::Other if is_base(path) => Asked::Unknown,
        Target::Nearest(_) | Target::Together(..) => Asked::Unknown,
        // `client.get("v1/servers", …)`.
        Target::Other => {
            let list = relative(path).and_then(|list| mentions.following("", list, start));
            list.map_or(Asked::Other, Asked::List)
        }
    }
}
