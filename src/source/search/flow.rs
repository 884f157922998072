//! The request that takes a query from a variable: `d = {"filter": …}`, then `get(url, params=d)`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, hash_map::Entry};
use std::ops::Range;

use foldhash::fast::RandomState;

use super::Search;
use super::call::{Asked, names_query};
use super::chosen::{chosen, of_branch};
use super::variables::variable;
use crate::limits;
use crate::source::fragment::{Fragment, Pattern, atoms, may_have_hole};
use crate::source::mentions::{Absolute, Leads, any_list, has_prefix, last_name};
use crate::source::outline::{Bracket, Outline, Target, Variable};
use crate::source::scopes::Given;
use crate::source::url::{adds_segments, inserted, url_of};
use crate::text::offset;

/// The names of a part: where it uses each, and which values it gives to each.
pub(super) struct NameIndex<'a> {
    outline: &'a Outline<'a>,
    names: HashMap<Cow<'a, str>, NameUses<'a>, RandomState>,
    /// The uses of all names. A list for each name would take as long as finding them.
    links: Vec<UseLink>,
}

/// A node of a name, and the number of the link to its next one.
struct UseLink {
    node: u32,
    next: u32,
    /// Whether the node uses the name. A string that gives it a value only names it.
    is_use: bool,
}

/// The links of a name, and what they lead to once that is needed: few names are asked for.
struct NameUses<'a> {
    first: u32,
    last: u32,
    /// The nodes with the name, in order: names, and strings that insert it.
    nodes: OnceCell<Vec<usize>>,
    /// The values that the part gives to the name, in order.
    given: OnceCell<Vec<Given<Variable<'a>>>>,
}

/// The link after the last one.
const NO_LINK: u32 = u32::MAX;

impl<'a> NameIndex<'a> {
    pub(super) fn of(outline: &'a Outline<'a>) -> NameIndex<'a> {
        // A node in eight has a new name, and one in two is a use. A table that grows moves all it has.
        let empty = HashMap::with_capacity_and_hasher(outline.len() / 8, RandomState::default());
        let mut index = NameIndex { outline, names: empty, links: Vec::with_capacity(outline.len() / 2) };
        for at in 0..outline.len() {
            if let Some(name) = outline.name(at) {
                index.add(bare(name), at, true);
                continue;
            }
            if !outline.is_text(at) {
                continue;
            }
            if outline.syntax.is_program() && may_have_holes(outline, at) {
                let mut string = Fragment::new(outline.text, outline.span(at).start);
                string.string(outline.span(at), outline.syntax, Pattern::None);
                for name in string.holes.iter().flat_map(|hole| names(hole.shown.of(outline.text))) {
                    index.add(name, at, true);
                }
            }
            // `variable "filter" { … }` of Terraform, `"filter": "…"` of data.
            if let Some(variable) = outline.variable(at) {
                index.add(variable.name, at, false);
            }
        }
        index
    }

    /// Adds a node of a name.
    fn add(&mut self, name: &'a str, at: usize, is_use: bool) {
        let node = offset(at);
        let number = offset(self.links.len());
        let new = NameUses { first: number, last: number, nodes: OnceCell::new(), given: OnceCell::new() };
        match self.names.entry(key(name, self.outline.syntax.ignores_case)) {
            Entry::Vacant(entry) => {
                entry.insert(new);
            }
            Entry::Occupied(mut entry) => {
                let Some(last) = self.links.get_mut(entry.get().last as usize) else { return };
                // A string may insert a name twice.
                if last.node == node {
                    return;
                }
                last.next = number;
                entry.get_mut().last = number;
            }
        }
        self.links.push(UseLink { node, next: NO_LINK, is_use });
    }

    /// The nodes that use a name.
    pub(super) fn uses(&self, name: &str) -> &[usize] {
        let Some(uses) = self.names.get(&*self.key(name)) else { return &[] };
        let used = || self.links(uses).filter(|link| link.is_use).map(|link| link.node as usize).collect();
        uses.nodes.get_or_init(used)
    }

    /// The values that are given to a name.
    pub(super) fn given(&self, name: &str) -> &[Given<Variable<'a>>] {
        let outline = self.outline;
        let Some(uses) = self.names.get(&*self.key(name)) else { return &[] };
        let adds = |given: &Variable<'a>| given.left.is_some() || is_added(outline, given);
        let values = |link: &UseLink| {
            let at = link.node as usize;
            let first = outline.variable(at).map(|variable| (outline.span(at).start, variable));
            std::iter::successors(first, |(_, variable)| {
                let next = outline.chained(variable)?;
                Some((outline.span(next.value).start, next))
            })
        };
        uses.given.get_or_init(|| {
            let values = self.links(uses).flat_map(values);
            values.map(|(at, value)| Given { at, adds: adds(&value), value }).collect()
        })
    }

    fn links(&self, uses: &NameUses<'a>) -> impl Iterator<Item = &UseLink> {
        let link = |number: u32| self.links.get(number as usize);
        std::iter::successors(link(uses.first), move |used| link(used.next))
    }

    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        key(name, self.outline.syntax.ignores_case)
    }
}

/// Whether a string may insert a name.
fn may_have_holes(outline: &Outline<'_>, at: usize) -> bool {
    outline.syntax.words.is_some() || may_have_hole(outline.span(at).of(outline.text))
}

/// A name as the key of the index.
fn key(name: &str, ignores_case: bool) -> Cow<'_, str> {
    let has_capital = ignores_case && name.contains(char::is_uppercase);
    if has_capital { Cow::Owned(name.to_lowercase()) } else { Cow::Borrowed(name) }
}

/// A name without the marks of a variable.
pub(super) fn bare(name: &str) -> &str {
    name.trim_start_matches(['$', '@'])
}

pub(super) fn names(code: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c: char| !is_name(c)).filter(|name| name.starts_with(|c: char| !c.is_numeric()))
}

/// Whether a method of this name puts its arguments into its object.
fn fills(method: &str) -> bool {
    let method = method.to_ascii_lowercase();
    let known =
        ["set", "add", "append", "put", "update", "insert", "push", "store", "putall", "merge!", "assign"];
    known.contains(&&*method) || ["query", "param", "append_"].iter().any(|part| method.contains(part))
}

/// Whether such a method replaces the value that an entry had before.
fn replaces(method: &str) -> bool {
    !["add", "append", "push"].iter().any(|adds| method.eq_ignore_ascii_case(adds)) && fills(method)
}

/// Whether a call makes a body of its arguments, and not a query as `qs.stringify` does.
pub(super) fn serializes(outline: &Outline<'_>, open: usize) -> bool {
    let makes_query = |name: &str| name == "qs" || names_query(name);
    outline.callee(open).is_some_and(|name| BODIES.contains(&name))
        && !outline.receiver(open).is_some_and(makes_query)
}

/// Words of a line that may not run.
const BRANCHES: [&str; 7] = ["if", "else", "elif", "elseif", "unless", "case", "when"];

/// Functions whose result is a body, and not a query.
const BODIES: [&str; 9] = [
    "dumps",
    "stringify",
    "json_encode",
    "Marshal",
    "Serialize",
    "SerializeObject",
    "writeValueAsString",
    "to_json",
    "toJson",
];

/// The URLs that a query is sent to.
#[derive(Debug, Default)]
pub(super) struct Requests {
    lists: BTreeSet<String>,
    has_other: bool,
    has_unseen: bool,
}

impl Requests {
    /// Adds a URL. The result is whether it is known.
    pub(super) fn add(&mut self, asked: Asked) -> bool {
        match asked {
            Asked::List(list) => {
                self.lists.insert(list);
                true
            }
            Asked::Other => {
                self.has_other = true;
                true
            }
            Asked::Unseen => {
                self.has_unseen = true;
                false
            }
            Asked::Unknown => false,
        }
    }

    pub(super) fn asked(mut self) -> Asked {
        match self.lists.pop_first() {
            Some(list) if self.lists.is_empty() && !self.has_other => Asked::List(list),
            // A filter that several of them take may be for any.
            Some(_) => Asked::List(any_list()),
            None if self.has_other => Asked::Other,
            None if self.has_unseen => Asked::Unseen,
            None => Asked::Unknown,
        }
    }
}

/// A variable that has the query, or what becomes a request with it.
#[derive(Debug, Clone, Copy)]
struct Holder<'a> {
    target: Target,
    /// Whether its value may have the URL. A later use may always have it.
    is_request: bool,
    /// The key of the entry that it has, if it is the query itself.
    key: Option<&'a str>,
}

impl<'a> Search<'_, 'a> {
    /// The requests that take the query with an entry, through variables. `call` is the call around the entry.
    pub(super) fn taken(&mut self, at: usize, call: &[Range<usize>]) -> Asked {
        if !self.is_program() || self.outline.syntax.words.is_some() {
            return Asked::Unknown;
        }
        let mut requests = Requests::default();
        let statement = self.outline.statement(at);
        let asked = self.asked_in_statement(&statement, call.last().map(|call| call.start));
        if requests.add(asked) {
            return requests.asked();
        }
        let key = self.outline.word(at);
        let holders = self.holders(&statement, at).into_iter();
        let mut pending: Vec<Holder<'a>> = holders.map(|holder| Holder { key, ..holder }).collect();
        let mut seen = BTreeSet::new();
        while let Some(holder) = pending.pop() {
            let Holder { target, is_request, .. } = holder;
            let name = self.outline.name(target.at).map(bare).unwrap_or_default();
            if seen.len() >= limits::SOURCE_FLOW || !seen.insert((name, target.is_own, is_request)) {
                continue;
            }
            if is_request {
                self.follow_back(target, name, &mut requests, &mut pending);
            }
            self.follow(holder, name, &mut requests, &mut pending);
        }
        requests.asked()
    }

    /// The list that the function around a node asks for, if the file has this function.
    pub(super) fn called(&self, at: usize) -> Option<String> {
        let scopes = self.mentions.scopes?;
        let groups = self.outline.parents(at).take(limits::SOURCE_CALL);
        let mut groups = groups.take_while(|open| !self.outline.is_block(*open));
        let open = groups.find(|open| self.outline.is_call(*open))?;
        self.mentions.asked_in(scopes.named(self.outline.callee(open)?))
    }

    /// The variables that a statement puts the value at a node into.
    fn holders(&self, statement: &Range<usize>, at: usize) -> Vec<Holder<'a>> {
        let filled = self.outline.filled(at, fills);
        let targets = self.outline.targets(statement).into_iter().chain(filled);
        targets.map(|target| Holder { target, is_request: !target.is_new, key: None }).collect()
    }

    /// The places that set the entry of a variable: its own one, and those after it.
    fn set_again(&self, Holder { target, key, .. }: Holder<'a>, nodes: &[usize]) -> Vec<Given<()>> {
        let outline = self.outline;
        let Some(key) = key.filter(|_| !target.is_own) else { return Vec::new() };
        let sets = |node: &usize| {
            // `$params['filter']`, `params.filter`, `params[:filter]`.
            let member = (node + 2..node + 4).find(|at| outline.word(*at) == Some(key));
            let is_member = member.is_some_and(|at| outline.access_before(at) == Some(*node));
            let is_index = outline.is(node + 1, b'[') && outline.touches(node + 1);
            let assigned = member.filter(|_| is_member || is_index);
            if assigned.is_some_and(|at| outline.assigned(at + usize::from(is_index)).is_some()) {
                return true;
            }
            // `params.set("filter", …)`, `params.update(filter=…)`, `Object.assign(params, { filter: … })`.
            let calls = [node + 3, node + 4].into_iter().filter(|open| {
                let callee =
                    open.checked_sub(1).filter(|callee| outline.access_before(*callee) == Some(*node));
                callee.is_some() && outline.callee(*open).is_some_and(replaces)
            });
            let first = node.checked_sub(1).filter(|open| outline.callee(*open) == Some("assign"));
            calls.chain(first).any(|open| {
                let groups = (open + 1..outline.next(open).unwrap_or(open)).take(limits::SOURCE_ARGUMENTS);
                let mut groups =
                    groups.filter(|at| outline.parent(*at) == Some(open) && outline.bracket(*at).is_some());
                outline.value_in(open, &[key]).is_some()
                    || groups.any(|at| outline.value_in(at, &[key]).is_some())
            })
        };
        let first = nodes.partition_point(|node| *node <= target.at);
        let later = nodes.iter().skip(first).take(limits::SOURCE_USES).filter(|node| sets(node));
        let all = std::iter::once(&target.at).chain(later);
        // `if (failed) params.filter = "…";` may not run.
        let is_branch = |at: u32| {
            let line = self.mentions.line_of(at).of(outline.text).trim_start();
            let mut words = line.split(|c: char| !c.is_alphanumeric());
            words.any(|word| BRANCHES.contains(&word))
        };
        let given = |at: u32| Given { at, adds: is_branch(at), value: () };
        all.map(|node| given(outline.span(*node).start)).collect()
    }

    /// Whether the first of the places that set an entry is the last one before a use.
    fn is_still_set(&self, set: &[Given<()>], name: &str, node: usize) -> bool {
        let ([own, _, ..], Some(scopes)) = (set, self.mentions.scopes) else { return true };
        let last = scopes.reaching(name, self.outline.span(node).start, set);
        last.is_empty() || last.iter().any(|given| given.at == own.at)
    }

    /// Adds the requests that take a variable, and the variables that take its value.
    fn follow(
        &mut self,
        holder: Holder<'a>,
        name: &'a str,
        requests: &mut Requests,
        pending: &mut Vec<Holder<'a>>,
    ) {
        let outline = self.outline;
        let target = holder.target;
        let index = self.names();
        let nodes = index.uses(name);
        let set = self.set_again(holder, nodes);
        // A member may be used before it in the text.
        let first = if target.is_own { 0 } else { nodes.partition_point(|node| *node <= target.at) };
        let uses: Vec<usize> = nodes
            .iter()
            .skip(first)
            .take(limits::SOURCE_USES)
            .copied()
            .filter(|node| *node != target.at)
            .filter(|node| outline.is_text(*node) || outline.is_used(*node, target.is_own))
            .filter(|node| self.reaches(target, name, *node))
            .filter(|node| self.is_still_set(&set, name, *node))
            .collect();
        for node in uses {
            if self.is_sent_in_body(node) {
                requests.add(Asked::Other);
                continue;
            }
            let asked = match self.asked_around(node) {
                Asked::Unknown => self.called(node).map_or(Asked::Unknown, Asked::List),
                Asked::List(list) => match self.asked_in_branch(target, name, node) {
                    Asked::Unseen | Asked::Unknown => Asked::List(list),
                    own => own,
                },
                asked => asked,
            };
            if requests.add(asked) {
                continue;
            }
            let statement = outline.statement(node);
            let is_value = outline.assigns(&statement).is_none_or(|equals| equals < node);
            let next = self.holders(&statement, node).into_iter();
            pending.extend(next.filter(|next| is_value && next.target.at != node));
        }
    }

    /// The request of one value of a variable, at a use whose URL code chooses by the same condition.
    fn asked_in_branch(&self, target: Target, name: &str, node: usize) -> Asked {
        let (outline, start) = (self.outline, self.outline.span(target.at).start);
        let Some(scopes) = self.mentions.scopes.filter(|_| !target.is_own) else { return Asked::Unknown };
        let given = scopes.reaching(name, outline.span(node).start, self.names().given(name));
        match given.iter().position(|given| given.at == start).filter(|_| given.len() > 1) {
            Some(index) => of_branch(&chosen(outline, self.mentions, self.names(), node), given.len(), index),
            None => Asked::Unknown,
        }
    }

    /// Adds the request that a variable is made of, or the variables that it is made of.
    fn follow_back(
        &mut self,
        target: Target,
        name: &'a str,
        requests: &mut Requests,
        pending: &mut Vec<Holder<'a>>,
    ) {
        let outline = self.outline;
        let nodes = self.names().uses(name);
        let before = nodes.partition_point(|node| *node < target.at);
        let made = nodes.iter().take(before).rev().take(limits::SOURCE_USES).copied().find_map(|node| {
            let statement = Some(outline.statement(node)).filter(|_| self.sees(target.at, node))?;
            let is_made = |made: &Target| made.at == node && made.is_new && made.is_own == target.is_own;
            outline.targets(&statement).iter().any(is_made).then_some(statement)
        });
        let Some(statement) = made else { return };
        if requests.add(self.asked_in_statement(&statement, None)) {
            return;
        }
        let from = outline.assigns(&statement).unwrap_or(statement.start);
        for at in (from + 1..statement.end).take(limits::SOURCE_USES) {
            let is_variable =
                outline.name(at).is_some_and(|name| name.starts_with(|c: char| !c.is_uppercase()));
            if is_variable && outline.is_used(at, false) && !outline.is_call(at + 1) {
                let target = Target { at, is_own: false, is_new: false };
                pending.push(Holder { target, is_request: true, key: None });
            }
        }
    }

    /// Whether the value that a variable gets reaches a use.
    pub(super) fn reaches(&self, target: Target, name: &str, node: usize) -> bool {
        let Some(scopes) = self.mentions.scopes else { return false };
        let start = self.outline.span(target.at).start;
        // The line of the statement has the indentation that counts.
        let at = self.outline.span(self.outline.statement(node).start).start;
        if target.is_own {
            return scopes.is_same_type(start, at);
        }
        let given = self.names().given(name);
        let here = scopes.reaching(name, start, given);
        if here.is_empty() {
            return scopes.sees(at, start);
        }
        scopes.reaching(name, at, given).iter().any(|value| here.iter().any(|here| here.at == value.at))
    }

    /// Whether code at a node may use a variable that another node gives a value.
    fn sees(&self, node: usize, given: usize) -> bool {
        let place = |node| self.outline.span(node).start;
        self.mentions.scopes.is_some_and(|scopes| scopes.sees(place(node), place(given)))
    }

    pub(super) fn names(&self) -> &NameIndex<'a> {
        self.names.get_or_init(|| NameIndex::of(self.outline))
    }

    /// Whether a use sends the value in a body.
    fn is_sent_in_body(&mut self, node: usize) -> bool {
        let outline = self.outline;
        let mut calls = outline.parents(node).take(limits::SOURCE_CALL);
        outline.label(node) == Some("json")
            || calls.any(|open| serializes(outline, open))
            || self.is_posted(node)
    }

    /// The URL of the request around a use.
    fn asked_around(&mut self, node: usize) -> Asked {
        let outline = self.outline;
        if outline.is_text(node) {
            match self.asked_for(&outline.joined(node).fragment, outline.span(node).start) {
                Asked::Unknown => {}
                asked => return asked,
            }
        }
        let groups = outline.parents(node).take(limits::SOURCE_GROUPS);
        let groups = groups.take_while(|open| !outline.is_block(*open));
        let groups: Vec<Range<usize>> = groups.filter_map(|open| Some(open..outline.next(open)?)).collect();
        match self.asked(&groups, node) {
            Asked::Unknown => {}
            asked => return asked,
        }
        let statement = outline.statement(node);
        self.asked_in_statement(&statement, None)
    }

    /// The URL in a statement, or among the arguments of its calls, but not in the call `except`.
    fn asked_in_statement(&mut self, statement: &Range<usize>, except: Option<usize>) -> Asked {
        let outline = self.outline;
        let mut found = Requests::default();
        let equals = outline.assigns(statement);
        let mut done = statement.start;
        for at in statement.clone().take(limits::SOURCE_ARGUMENTS) {
            let is_call = outline.is_call(at) && except != Some(at);
            if is_call && let Some(end) = outline.next(at) {
                found.add(self.asked_in(at + 1..end, true));
            }
            let is_top = outline.parent(at).is_none_or(|open| open < statement.start);
            let is_value = outline.word(at).is_some() && equals.is_none_or(|equals| equals < at);
            if is_top && is_value && at >= done && !outline.is_label(at) {
                if self.asks_in_page(at) && outline.raw(at + 1).is_some_and(|path| path.starts_with('/')) {
                    return Asked::Other;
                }
                let joined = outline.joined_from(None, at);
                done = joined.end.max(at + 1);
                let asked = self.asked_for(&joined.fragment, outline.span(at).start);
                let path = url_of(&joined.fragment.text).path.of(&joined.fragment.text);
                let is_list = matches!(asked, Asked::List(_)) && outline.is_text(at);
                found.add(if is_list && self.is_of_own_server(at, path) { Asked::Other } else { asked });
            }
        }
        match found.asked() {
            unknown @ (Asked::Unknown | Asked::Unseen) => self.segments(statement.clone()).unwrap_or(unknown),
            asked => asked,
        }
    }

    /// The request for the segments that calls among these nodes add to a base: `"…/v1".AppendPathSegment("servers")`. A
    /// segment in a variable leads to any list.
    fn segments(&self, nodes: Range<usize>) -> Option<Asked> {
        let outline = self.outline;
        let adds = |at: &usize| outline.is_call(*at) && outline.callee(*at).is_some_and(adds_segments);
        let calls: Vec<usize> = nodes.take(limits::SOURCE_ARGUMENTS).filter(adds).collect();
        let callee = calls.first()?.checked_sub(1)?;
        let mut are_known = true;
        let mut all = Vec::new();
        for open in calls {
            let end = outline.next(open).map_or(open, |end| end - 1).min(open + limits::SOURCE_ARGUMENTS);
            are_known &= (open + 1..end)
                .all(|at| outline.is(at, b',') || outline.raw(at).is_some_and(|raw| !raw.contains('{')));
            all.extend((open + 1..end).filter_map(|at| outline.raw(at)).map(|raw| raw.trim_matches('/')));
        }
        let path = format!("/{}", all.join("/"));
        if !has_prefix(&path) && self.is_of_other_base(callee) {
            return Some(Asked::Other);
        }
        let list = self.mentions.below_segments(&path)?;
        Some(if are_known && list == any_list() { Asked::Other } else { Asked::List(list) })
    }

    /// Whether the object of a method has the URL of another service.
    fn is_of_other_base(&self, callee: usize) -> bool {
        let outline = self.outline;
        let Some(first) = outline.operand_start(callee).filter(|first| *first < callee) else { return false };
        let mut urls = self.mentions.urls_in(outline.span_to(first, callee)).peekable();
        let leads = |name: &str| self.mentions.leads(bare(name), outline.span(first).start);
        match urls.peek() {
            Some(_) => urls.all(|url| url == Absolute::Other),
            None => outline.name(first).is_some_and(|name| leads(name) == Leads::Other),
        }
    }

    /// The request for the segments that the blocks around a node add: `url { appendPathSegments("servers") … }`.
    pub(super) fn segments_around(&self, at: usize) -> Option<Asked> {
        let outline = self.outline;
        let blocks = outline.parents(at).take(limits::SOURCE_GROUPS).filter(|open| outline.is_block(*open));
        blocks.take(2).find_map(|open| {
            let segments = self.segments(open + 1..outline.next(open)?)?;
            // `client.get(other) { url { … } }`.
            let around = outline.parent(open).filter(|around| outline.is_block(*around)).unwrap_or(open);
            let close = around.checked_sub(1).filter(|close| outline.closes(*close) == Some(Bracket::Round));
            let call = close.and_then(|close| outline.parent(close));
            let is_other = call.is_some_and(|call| self.asked_in(call + 1..around, true) == Asked::Other);
            Some(if is_other { Asked::Other } else { segments })
        })
    }
}

/// Whether a value begins with the previous value of its variable: `filter = filter + "…"`, `f"{filter} and …"`,
/// `"%s and …" % filter`.
fn is_added(outline: &Outline<'_>, given: &Variable<'_>) -> bool {
    if outline.name(given.value).is_some_and(|own| own.trim_start_matches(['$', '@']) == given.name) {
        return true;
    }
    let value = outline.span(given.value).of(outline.text);
    // `${url}`, and not `${urlencode(…)}`.
    let is_inserted = |(at, own): (usize, &str)| {
        let before = value.get(..at).unwrap_or_default();
        let rest = value.get(at + own.len()..).unwrap_or_default();
        before.ends_with(['$', '{']) && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let mut own = value.match_indices(given.name);
    if own.any(is_inserted) || outline.lists_name(given.value, given.name) {
        return true;
    }
    let Some(first) = outline.texts_of(given.value).first().copied() else { return false };
    let fragment = outline.joined_from(None, first).fragment;
    let Some((place, number)) = atoms(&fragment.text).next().filter(|(place, _)| place.start == 0) else {
        return false;
    };
    let code = inserted(number, &fragment);
    let is_own = code.and_then(variable).or_else(|| code.and_then(last_name)) == Some(given.name);
    is_own && place.len() < fragment.text.len()
}
