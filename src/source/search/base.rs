//! The base URL of the client that a call belongs to, and the list that a relative path names below it.

use super::Search;
use super::call::{Asked, names_url};
use super::flow::bare;
use crate::decode::is_filter_name;
use crate::limits;
use crate::source::Language;
use crate::source::fragment::atoms;
use crate::source::mentions::{Absolute, Mentions, any_list, has_prefix, is_list_name, names_base};
use crate::source::outline::{Bracket, Target};
use crate::source::url::{adds_segments, relative};
use crate::text::Span;

/// How many values of a client and of the variables in it are read: a base has seldom more than two names.
const VALUES: usize = 8;

/// The function that gives the requests of a class their base: HTTParty.
pub(super) const CLASS_BASE: &str = "base_uri";

/// The place of a URL in the value of a client, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum BasePlace {
    /// It has the name of a base: `base_url=…`, `.SetBaseURL(…)`.
    Named,
    /// It is the first argument of the constructor: `ClientSession(…)`.
    First,
    /// Any other: it may be the URL of a proxy, of a login or of a page that links to the service.
    Unknown,
}

impl<'a> Search<'_, 'a> {
    /// The request of a call whose client has a base: `client.get("/servers")` after `client =
    /// httpx.Client(base_url=…)`. `None` if the client has no known base, or the call no relative path.
    pub(super) fn asked_below_base(&self, open: usize) -> Option<Asked> {
        let outline = self.outline;
        let end = outline.next(open)?;
        let arguments = (open + 1..end).take(limits::SOURCE_ARGUMENTS);
        let mut texts = arguments.filter(|at| outline.is_text(*at) && outline.parent(*at) == Some(open));
        let first = texts.find(|at| {
            let is_method =
                outline.raw(*at).is_some_and(|raw| raw.bytes().all(|byte| byte.is_ascii_uppercase()));
            !is_method && outline.label(*at).is_none() && !outline.goes_on_before(*at)
        })?;
        let path = outline.joined_from(None, first).fragment.text;
        // `SetQueryParam("filter", …).Get("/compute-ops-mgmt/v1/jobs")`: a path with a prefix needs no base.
        let statement = outline.statement(open);
        let has_path = || {
            let mut texts = statement.take(limits::SOURCE_ARGUMENTS).filter_map(|at| outline.raw(at));
            texts.any(has_prefix)
        };
        if is_filter_name(&path) && has_path() {
            return None;
        }
        // `'/servers' . $client->buildQuery({ … })`.
        let query = atoms(&path).next().filter(|(hole, _)| hole.end as usize == path.len());
        let path = query.and_then(|(hole, _)| path.get(..hole.start as usize)).unwrap_or(&path);
        self.below_base(open, path)
    }

    /// The request of the call whose block contains a node: `client.get("servers") { parameter("filter", "…") }`.
    pub(super) fn asked_by_block(&self, at: usize) -> Option<Asked> {
        let outline = self.outline;
        let blocks = outline.parents(at).take(limits::SOURCE_CALL);
        let blocks = blocks.filter(|open| outline.bracket(*open) == Some(Bracket::Curly));
        let ends = blocks.filter_map(|block| block.checked_sub(1));
        let mut calls = ends.filter(|end| outline.closes(*end) == Some(Bracket::Round));
        calls.find_map(|end| {
            let open = outline.parent(end)?;
            let asked = self.asked_below_base(open).or_else(|| self.asked_elsewhere(open));
            asked.or_else(|| match self.asked_in(open + 1..end, true) {
                list @ Asked::List(_) => Some(list),
                _ => None,
            })
        })
    }

    /// The request of a call whose URL goes on after a base with a path that names no list: `"$base/groups/$id"`.
    fn asked_elsewhere(&self, open: usize) -> Option<Asked> {
        let outline = self.outline;
        let first = Some(open + 1).filter(|first| outline.is_text(*first))?;
        let text = outline.joined_from(None, first).fragment.text;
        let (hole, _) = atoms(&text).next().filter(|(hole, _)| hole.start == 0)?;
        let path = text.get(hole.end as usize..)?.strip_prefix('/')?;
        let path = path.split('?').next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (is_plain && !is_list_name(name)).then_some(Asked::Other)
    }

    /// The request of a call with a relative path.
    pub(super) fn below_base(&self, open: usize, path: &str) -> Option<Asked> {
        let is_relative = !path.is_empty()
            && !path.contains("://")
            && !path.contains(char::is_whitespace)
            && !has_prefix(path)
            // The value of a hole at the start may be the whole base.
            && atoms(path).next().is_none_or(|(hole, _)| hole.start > 0);
        if !is_relative {
            return None;
        }
        let path = path.trim_matches('/');
        let callee = self.outline.callee(open)?;
        // `new RestRequest("servers")`: a client takes it later.
        if ["Request", "RequestMessage"].iter().any(|name| callee.ends_with(name)) {
            return self.below_base_of_taker(open, path);
        }
        match self.base_of_call(open)? {
            Absolute::Other => Some(Asked::Other),
            base => Mentions::below_known(base, path).map(Asked::List),
        }
    }

    /// The list of the request that a call makes. An unknown client that takes it may be one of another service.
    fn below_base_of_taker(&self, open: usize, path: &str) -> Option<Asked> {
        let is_list = is_list_name(path) || relative(path).is_some();
        let any = || is_list.then(|| self.mentions.below_segments(path)).flatten();
        match self.base_of_taker(open) {
            Some(Some(Absolute::Other) | None) => Some(Asked::Other),
            Some(Some(base)) => Mentions::below_known(base, path).or_else(any).map(Asked::List),
            // `_other.Request("hosts")`: no list of the API has this name.
            None if !is_list && atoms(path).next().is_none() && self.mentions.named_below(path).is_none() => {
                Some(Asked::Other)
            }
            None => any().map(|_| Asked::List(any_list())),
        }
    }

    /// The base of the client that takes the request which a call makes: `client.GetAsync(new RestRequest("jobs"))`,
    /// or `client.GetAsync(request)` in a later statement. The outer `None` is a request that no client takes.
    fn base_of_taker(&self, open: usize) -> Option<Option<Absolute<'a>>> {
        let outline = self.outline;
        let calls_around = |node: usize| {
            let groups = outline.parents(node).take(limits::SOURCE_GROUPS);
            let groups = groups.take_while(|open| !outline.is_block(*open));
            let is_method = |open: &usize| {
                let target = open.checked_sub(1).and_then(|callee| outline.target(callee));
                target.is_some_and(|(first, _)| first + 1 < *open)
            };
            groups.filter(move |open| outline.is_call(*open) && is_method(open))
        };
        let mut takers: Vec<usize> = calls_around(open).collect();
        let targets = outline.targets(&outline.statement(open)).into_iter();
        for target in targets.filter(|target| target.is_new) {
            let name = bare(outline.name(target.at).unwrap_or_default());
            let uses = self.names().uses(name).iter().copied();
            let uses = uses.take(limits::SOURCE_USES).filter(|node| *node != target.at);
            takers.extend(uses.filter(|node| self.reaches(target, name, *node)).flat_map(calls_around));
        }
        let base = takers.iter().find_map(|open| self.base_of_call(*open));
        base.map(Some).or_else(|| (!takers.is_empty()).then_some(None))
    }

    /// The base of the object whose method a call is, or of the function that is called.
    pub(super) fn base_of_call(&self, open: usize) -> Option<Absolute<'a>> {
        let mut calls = std::iter::successors(Some(open), |open| self.call_of_lambda(*open));
        calls.by_ref().take(limits::SOURCE_CALL).find_map(|open| self.base_of_object(open))
    }

    fn base_of_object(&self, open: usize) -> Option<Absolute<'a>> {
        let outline = self.outline;
        let (_, Target { at: object, is_own, .. }) = outline.target(open.checked_sub(1)?)?;
        let name = bare(outline.name(object)?);
        let at = outline.span(open).start;
        let scopes = self.mentions.scopes?;
        // `self.class.get(…)`, and `get(…)` in a method of the class.
        let is_own_class = name == "class" || object + 1 == open;
        // `Ops.get(…)` outside of the class.
        let is_class = name.starts_with(char::is_uppercase);
        if (is_own_class || is_class) && self.part.language == Language::Ruby {
            let mut bases = self.names().uses(CLASS_BASE).iter().copied().take(limits::SOURCE_USES);
            let base = bases.find(|node| {
                let place = outline.span(*node).start;
                let is_same = if is_own_class {
                    scopes.is_same_type(at, place)
                } else {
                    scopes.is_in_type(name, place)
                };
                !outline.is_label(*node) && is_same
            });
            if is_own_class || base.is_some() {
                return self.base_in(outline.expression(base? + 1));
            }
        }
        let given = self.names().given(name);
        let reaching = scopes.reaching(name, at, given);
        let mut found = None;
        for node in self.names().uses(name).iter().copied().take(limits::SOURCE_USES) {
            let Some(value) = self.base_given(node) else { continue };
            let place = outline.span(node).start;
            let is_variable = given.iter().any(|given| given.at == place);
            let is_visible = match (is_own, is_variable) {
                (true, _) => scopes.is_same_type(at, place),
                (false, true) => reaching.iter().any(|given| given.at == place),
                (false, false) => scopes.sees(at, place),
            };
            // `_client` of C# is a member, which the constructor may set.
            let is_visible = is_visible || name.starts_with('_') && scopes.is_same_type(at, place);
            let base = if is_visible { self.base_in(value) } else { None };
            let Some(base) = base else { continue };
            if found.replace(base).is_some_and(|found| found != base) {
                return None;
            }
        }
        found.or_else(|| self.base_of_chain(open))
    }

    /// The base in the chain before a call that adds a path: `client.target(BASE).path("jobs")`.
    fn base_of_chain(&self, open: usize) -> Option<Absolute<'a>> {
        let outline = self.outline;
        let callee = open.checked_sub(1)?;
        let adds = |name: &str| name == "path" || adds_segments(name);
        outline.name(callee).filter(|name| adds(name))?;
        self.base_in(outline.span_to(outline.operand_start(callee)?, callee))
    }

    /// The call that takes a function whose parameter is the object of a call: `client.get().uri(b -> b.path("jobs"))`.
    fn call_of_lambda(&self, open: usize) -> Option<usize> {
        let outline = self.outline;
        let (_, Target { at: object, .. }) = outline.target(open.checked_sub(1)?)?;
        let name = outline.name(object)?;
        let is_arrow = |at: usize| (outline.is(at, b'-') || outline.is(at, b'=')) && outline.is(at + 1, b'>');
        let takes = |group: &usize| {
            let is_parameter = outline.name(group + 1) == Some(name) && is_arrow(group + 2);
            // The only parameter of Kotlin has this name.
            is_parameter || name == "it" && outline.bracket(*group) == Some(Bracket::Curly)
        };
        outline.parents(open).take(limits::SOURCE_GROUPS).find(takes)
    }

    /// The value that may give the name at a node its base: `client = …`, `… as client`, `client.BaseAddress = …`,
    /// `client.SetBaseURL(…)`, `$client->setHost(…)`.
    pub(super) fn base_given(&self, node: usize) -> Option<Span> {
        let outline = self.outline;
        let is_given =
            |at: usize| outline.is(at + 1, b'=') && !outline.is(at + 2, b'=') && !outline.is(at + 2, b'>');
        if let Some(variable) = outline.variable(node) {
            return Some(outline.expression(variable.value));
        }
        if outline.name_before(node, 1) == Some("as") {
            let first = outline.operand_start(node.checked_sub(2)?)?;
            return Some(outline.span_to(first, node));
        }
        if is_given(node) {
            return Some(outline.expression(node + 2));
        }
        let member =
            [(node + 2, b'.'), (node + 4, b'.'), (node + 3, b'>')].into_iter().find(|(member, mark)| {
                outline.is(member - 1, *mark) && outline.name(*member).is_some_and(names_base)
            });
        let (member, _) = member?;
        if is_given(member) {
            return Some(outline.span(member).cover(outline.expression(member + 2)));
        }
        outline
            .is_call(member + 1)
            .then(|| outline.next(member + 1))
            .flatten()
            .map(|end| outline.span_to(member, end))
    }

    /// The only base in a value: in its strings, or in the values of the variables that it names. The URL of a
    /// proxy or of a login is not one, so an unknown URL never leads to another service.
    fn base_in(&self, value: Span) -> Option<Absolute<'a>> {
        let outline = self.outline;
        let mut values = vec![(value, BasePlace::First)];
        let mut found: Option<(BasePlace, Option<Absolute<'a>>)> = None;
        let mut read = 0;
        while let Some((value, outer)) = values.get(read).copied() {
            read += 1;
            let nodes = outline.from(value.start)..outline.from(value.end);
            for at in nodes.take(limits::SOURCE_ARGUMENTS) {
                let is_name = outline.name(at).is_some() && !outline.is_label(at) && !outline.is_member(at);
                let given = if is_name { self.values_of(at) } else { Vec::new() };
                let mut urls =
                    self.mentions.urls_in(outline.span(at)).filter(|_| outline.is_text(at)).peekable();
                if given.is_empty() && urls.peek().is_none() {
                    continue;
                }
                let place = match self.base_place(at, value) {
                    BasePlace::First => outer,
                    place => place,
                };
                values.extend(given.into_iter().map(|value| (value, place)));
                values.truncate(VALUES);
                for url in urls {
                    found = match found {
                        Some((before, only)) if before == place => {
                            Some((place, only.filter(|only| *only == url)))
                        }
                        Some((before, _)) if before < place => found,
                        _ => Some((place, Some(url))),
                    };
                }
            }
        }
        let (place, base) = found?;
        base.filter(|base| place != BasePlace::Unknown || *base != Absolute::Other)
    }

    /// The values that the variable at a node may have. A type or a keyword has none.
    fn values_of(&self, at: usize) -> Vec<Span> {
        let outline = self.outline;
        let name = bare(outline.name(at).unwrap_or_default());
        let given = self.names().given(name);
        let Some(scopes) = self.mentions.scopes.filter(|_| !given.is_empty()) else { return Vec::new() };
        let mut reaching = scopes.reaching(name, outline.span(at).start, given);
        // Any function may use a constant.
        if reaching.is_empty() && !name.contains(char::is_lowercase) {
            reaching = given.iter().take(VALUES).collect();
        }
        reaching.into_iter().map(|given| outline.expression(given.value.value)).collect()
    }

    /// The place of a node in the value of a client.
    fn base_place(&self, at: usize, value: Span) -> BasePlace {
        let outline = self.outline;
        let groups = outline.parents(at).take(limits::SOURCE_GROUPS);
        let groups: Vec<usize> = groups.take_while(|open| value.start <= outline.span(*open).start).collect();
        let is_call = |at: usize, parent: usize| {
            outline.is_call(at)
                && outline.parent(at) == outline.parent(parent)
                && outline.callee(at) != Some("async")
        };
        let (mut node, mut label, mut calls) = (at, None, 0);
        let mut is_first = true;
        for group in groups.into_iter().map(Some).chain([None]) {
            let first = group.map_or_else(|| outline.from(value.start), |open| open + 1);
            let argument = (first..=node).rev().take(limits::SOURCE_ARGUMENTS);
            let argument = argument.filter(|at| outline.parent(*at) == outline.parent(node));
            // The name of the client itself is before its value.
            let argument = argument.filter(|at| group.is_some() || *at != first);
            let own =
                argument.take_while(|at| !outline.is(*at, b',')).filter_map(|at| outline.label(at)).last();
            label = own.or(label);
            let call = group.filter(|open| outline.is_call(*open));
            let callee = call.and_then(|open| outline.callee(open));
            // `BaseOptions(headers: …)` has other arguments, too.
            if own.is_some_and(names_base) || label.is_none() && callee.is_some_and(names_base) {
                return BasePlace::Named;
            }
            if let Some(open) = call {
                // `new Uri("…")` is a URL itself.
                let makes_url = [callee, outline.receiver(open)].into_iter().flatten().any(names_url);
                let callee = open.saturating_sub(1);
                let start = outline.operand_start(callee).unwrap_or(callee);
                let is_chained = (start..callee).any(|at| is_call(at, callee));
                is_first &= self.index(open, node) == 0 && calls == 0 && !is_chained;
                calls += usize::from(!makes_url);
            }
            if group.is_none() {
                // The constructor is the first call; a block may follow it.
                let is_other = |at: usize| is_call(at, node) && outline.next(at) != Some(node);
                is_first &= !(first..node).take(limits::SOURCE_ARGUMENTS).any(is_other);
            }
            node = group.unwrap_or(node);
        }
        let is_url = |label: &str| {
            ["url", "uri", "host", "endpoint"].iter().any(|name| label.eq_ignore_ascii_case(name))
        };
        match label {
            None if is_first => BasePlace::First,
            // `Faraday.new(url: …)`.
            Some(label) if calls < 2 && is_url(label) => BasePlace::Named,
            _ => BasePlace::Unknown,
        }
    }
}
