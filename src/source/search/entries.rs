//! Entries of a query: `filter` in dictionaries, lists, calls and members.

use std::ops::Range;

use super::call::{Asked, asked_in_object, names_url};
use super::chosen::{chosen, of_branch};
use super::flow::serializes;
use super::sent::Known;
use super::{
    Search, Way, has_operator, is_of_other_language, is_piece, looks_like_filter, looks_like_filter_of,
    names_query, plain, variable, within,
};
use crate::decode::{ANY_VERSION, Kind, QueryEncoder, event_filters};
use crate::limits;
use crate::schema::{Schema, service};
use crate::source::clients::{Evidence, Sent};
use crate::source::fragment::Hole;
use crate::source::mentions::any_list;
use crate::source::outline::{Bracket, Joined, NamedValue};
use crate::source::subject::Subject;
use crate::source::url::{is_hole, urls};
use crate::source::{Fault, FaultKind};
use crate::text::{Span, has_encoded};

/// The keys of variables in files of data. `set_fact` may have the name of its collection before it.
const VARIABLES: [&str; 6] = ["vars", "env", "environment", "variables", "data", "set_fact"];

/// The block of Bruno that shows the query of the line `url`.
const PARAMETERS: &str = "params:query";

/// The request of an entry.
struct EntryRequest {
    asked: Asked,
    /// Whether its call names the list.
    is_near: bool,
    /// Whether the block around it decides.
    is_in_block: bool,
    /// Whether its call asks for something else.
    is_other: bool,
    /// The list or the service that words of its call name, if no URL is known.
    subject: Option<Subject>,
}

/// An entry that may be the filter of a list.
#[derive(Clone)]
struct FilterEntry<'a> {
    /// The node of its key.
    at: usize,
    list: String,
    call: Vec<Range<usize>>,
    known: Option<Known<'a>>,
    /// The fault of its client.
    lost: Option<Fault>,
    /// The client that encodes a query which is a string.
    encoder: Option<QueryEncoder>,
    /// Whether a client encodes its values.
    encodes: bool,
    /// Whether its name and its value are entries themselves.
    is_pair: bool,
    /// Whether it is in an object with the name of a query.
    is_query: bool,
    /// Whether a URL of the list is near.
    is_near: bool,
    /// Whether the function has the name of the list.
    is_of_list: bool,
    /// Whether it may be for anything, so it must look like a filter.
    may_be_any: bool,
    /// Whether code adds it to the previous value.
    is_added: bool,
}

impl Search<'_, '_> {
    /// The key `filter`, or a name that may be one. The requests that use a variable of data decide about it
    /// first.
    pub(super) fn entry(&mut self, at: usize, are_others_known: bool) {
        let outline = self.outline;
        let Some(NamedValue { value, left, is_pair }) = outline.entry(at) else { return };
        if self.is_elsewhere(at, value) {
            return;
        }
        let texts = outline.texts_of(value).into_iter();
        let values: Vec<_> = texts.map(|text| outline.joined_from(left, text)).collect();
        let Some(place) = values.iter().map(|joined| joined.fragment.span()).reduce(Span::cover) else {
            return;
        };
        // `addEncodedQueryParameter("filter", …)` has the name and the value as arguments.
        let known = self.known(at).or_else(|| self.known(value));
        let lost = known.as_ref().and_then(|known| self.lost(known));
        let lost = lost.or_else(|| self.lost_body(at)).or_else(|| self.dropped(at));
        let lost = lost.or_else(|| self.of_copy(at)).or_else(|| self.lost_in_data(at));
        let lost = lost.or_else(|| self.posted_query(at));
        let is_body =
            known.as_ref().is_some_and(|known| known.way.sent == Sent::Body && self.is_write(known));
        let is_posted = lost.is_none() && (is_body || self.is_posted(at) || self.is_posted_in_data(at));
        if is_posted && !self.may_be_saved(at)
            || self.is_expected(at)
            || self.is_default(at)
            || self.is_beside_own_query(at)
            || is_pair && self.is_disabled(at)
        {
            return;
        }
        if outline.parent(at).and_then(|open| outline.callee(open)) == Some(PARAMETERS) {
            return values.iter().for_each(|joined| self.shown_parameter(at, joined));
        }
        let from = outline.span(at).start;
        // In data, the object around a query belongs to its request. A whole file may be one object. Cases:
        // "YAML: an option of a tool beside a mapping with a URL", "YAML: another product in the mapping of a URL"
        // (silent.toml).
        let key = outline.parent(at).and_then(|open| outline.key_of(open));
        let is_query = key.is_some_and(names_query);
        let is_data = !self.is_program() && !is_pair;
        let groups = if is_query { 2 } else { 1 };
        let call = self.call_of(at, if is_data { groups } else { limits::SOURCE_CALL });
        let EntryRequest { asked, mut is_near, is_in_block, is_other, subject } =
            self.request_of_entry(at, &call, known.as_ref().filter(|_| lost.is_some()));
        let may_be_saved = is_posted && !is_other;
        let is_unseen = asked == Asked::Unseen;
        let is_unknown = matches!(asked, Asked::Unseen | Asked::Unknown);
        let is_sent = is_unseen || is_pair || is_posted || matches!(asked, Asked::List(_));
        let groups: Vec<Span> = call.iter().map(|group| outline.span_to(group.start, group.end)).collect();
        is_near |= !is_data && groups.iter().any(|group| self.mentions.has_any(*group, place));
        let list = match asked {
            Asked::List(list) => Some(list),
            Asked::Other => None,
            Asked::Unseen | Asked::Unknown if is_in_block => None,
            Asked::Unseen | Asked::Unknown if is_data => self.asked_in_data(at, place),
            Asked::Unseen | Asked::Unknown => self.mentions.nearest(from, &groups, place),
        };
        // `Invoke-Com -Path servers -Query @{ filter = "…" }`: a word names another list than the nearest one.
        let list = match subject.filter(|_| list.is_some()) {
            Some(Subject::Other) if is_unknown => None,
            Some(Subject::List(name)) if !is_below(list.as_deref(), &name) => {
                Some(self.mentions.named_below(&name).unwrap_or_else(any_list))
            }
            _ => list,
        };
        let is_of_own = !is_sent && self.is_given_to_own_command(at);
        // Case: "C#: entries for anything" (silent.toml).
        let is_of = |list: &String| self.names_list(&call, list);
        if !is_sent && !is_of_own && !list.as_ref().is_some_and(is_of) && !self.is_query(at) {
            if is_unknown {
                self.entries_of_call(&values);
            }
            return;
        }
        // Another argument may name the list.
        let list = if is_of_own { list.map(|_| any_list()) } else { list };
        let near = || self.mentions.nearest(from, &groups, place);
        let target = list.clone().or_else(|| if may_be_saved { near() } else { None });
        if let Some(saved) = self.saved(at, target.as_deref(), is_posted) {
            for joined in values {
                self.body(&joined, saved.clone());
            }
            return;
        }
        let Some(list) = list.filter(|_| !is_posted) else {
            if is_unknown && !is_posted {
                self.entries_of_call(&values);
            }
            return;
        };
        // An entry on the line of a URL belongs to it. A whole file of JSON may be one line, so this is for
        // programs. Case: "a chain of calls" (javascript.toml).
        is_near |= self.is_program() && self.mentions.has_any(self.mentions.line_of(from), place);
        // Case: "filters of other products in JSON" (silent.toml).
        if is_pair {
            is_near &= is_query;
        }
        // Case: "the URL of a table" (toml.toml).
        let statement = self.statement(from);
        is_near |= statement.is_some_and(|statement| self.mentions.has_any(statement, place));
        if outline.has_beside(at, is_of_other) {
            return;
        }
        let is_variable = is_data && self.is_of_any_program(at, key);
        if is_variable && !are_others_known {
            self.later.push(at);
            return;
        }
        // Any function may take a `filter` argument, and an unknown URL may belong to any product. Cases:
        // "patterns of Python, arguments called `filter`, and f-strings that cannot hold a backslash"
        // (python.toml), "patterns of PowerShell, and URLs that are encoded as a whole" (powershell.toml).
        let is_unsure = outline.is_argument(at) || self.makes_no_query(&call);
        // `jobs(filter="generation = 1")`: the function has the name of the list.
        let is_of_list = is_unsure && !is_near && self.names_list(&call, &list);
        let is_unsure = is_unsure && !is_of_list;
        let may_be_any = is_unseen || is_variable || !is_near && (is_unsure || !self.is_program());
        let (encoder, encodes) = self.encoding_of_entry(at, &call, known.as_ref(), is_pair);
        let is_added = left.is_some();
        let entry = FilterEntry {
            at,
            list,
            call,
            known,
            lost,
            encoder,
            encodes,
            is_pair,
            is_query,
            is_near,
            is_of_list,
            may_be_any,
            is_added,
        };
        // `{ filter: local ? "…" : "…" }`, and the URL by the same condition.
        let urls = match values.len() {
            0 | 1 => Vec::new(),
            _ => chosen(outline, self.mentions, self.names(), at),
        };
        let count = values.len();
        for (index, joined) in values.into_iter().enumerate() {
            match of_branch(&urls, count, index) {
                Asked::Other => self.done = self.done.max(joined.end),
                Asked::List(list) => self.entry_value(&FilterEntry { list, ..entry.clone() }, &joined),
                Asked::Unseen | Asked::Unknown => self.entry_value(&entry, &joined),
            }
        }
    }

    /// Whether an entry of data is a variable of an environment, which may be for any program. Case: "variables of any
    /// program beside a URL" (silent.toml).
    fn is_of_any_program(&self, at: usize, key: Option<&str>) -> bool {
        key.and_then(|key| key.rsplit('.').next()).is_some_and(|key| VARIABLES.contains(&key))
            || !self.outline.word(at).is_some_and(|name| name.contains(char::is_lowercase))
    }

    /// The request of an entry, which its call or the code around it names. `lost_by` is the client that does not send
    /// the entry in the URL.
    fn request_of_entry(
        &mut self,
        at: usize,
        call: &[Range<usize>],
        lost_by: Option<&Known<'_>>,
    ) -> EntryRequest {
        let outline = self.outline;
        let by_block = self.asked_in_block(at);
        let is_in_block = by_block.is_some();
        let mut asked = by_block.unwrap_or_else(|| self.asked(call, at));
        let is_other = asked == Asked::Other;
        let is_named = !is_in_block && matches!(asked, Asked::Unknown | Asked::Unseen);
        let subject = if is_named { self.subject_round(at) } else { None };
        if asked == Asked::Unknown && !is_in_block {
            asked = self.taken(at, call);
        }
        if asked == Asked::Unknown && self.is_program() {
            asked = self.segments_around(at).unwrap_or(Asked::Unknown);
        }
        // The client sends it in the body of a request for this URL.
        if let Some(known) = lost_by.filter(|_| asked == Asked::Other) {
            let open = known.argument.open;
            asked = outline.next(open).map_or(asked, |end| self.asked_in(open + 1..end, true));
        }
        let is_near = matches!(asked, Asked::List(_));
        if matches!(asked, Asked::Unknown | Asked::Unseen) {
            asked = self.called(at).map_or(asked, Asked::List);
        }
        EntryRequest { asked, is_near, is_in_block, is_other, subject }
    }

    /// The client that encodes a query which is a string, and whether a client encodes the values of an entry.
    fn encoding_of_entry(
        &mut self,
        at: usize,
        call: &[Range<usize>],
        known: Option<&Known<'_>>,
        is_pair: bool,
    ) -> (Option<QueryEncoder>, bool) {
        let by_client = || known.and_then(Known::encoder_of_values);
        let encoder = if is_pair { self.encoder_of_pair(at) } else { by_client() };
        let encoder = encoder.filter(|_| !self.is_program() || !self.may_take_encoded(at, call));
        let encodes = self.is_program()
            && (known.is_some_and(Known::encodes_values) || self.is_encoded_by_client(at, call))
            && !self.may_take_encoded(at, call);
        (encoder, encodes)
    }

    /// Adds a value of an entry, if it is a filter.
    fn entry_value(&mut self, entry: &FilterEntry<'_>, joined: &Joined<'_>) {
        let outline = self.outline;
        let FilterEntry { at, list, encoder, .. } = entry;
        let text = &joined.fragment.text;
        // `"=state eq …"` of n8n is code. Case: "an expression of n8n" (silent.toml).
        if !self.is_program() && text.starts_with('=') {
            return;
        }
        if is_hole(text) {
            return self.entry_variable(entry, joined);
        }
        // A member of this name seldom holds a filter. Case: "a member on the line of a URL" (silent.toml).
        let is_filter = if entry.may_be_any {
            has_operator(text)
        } else {
            entry.is_near && !outline.is_member(*at) && !is_of_other_language(text)
                || looks_like_filter_of(text, Some(list).filter(|_| entry.is_of_list).map(String::as_str))
        };
        // A record for output may have any text: `[pscustomobject]@{ Filter = '…' }`.
        let is_filter = is_filter && (!self.is_record(*at) || looks_like_filter(text));
        if !is_filter || is_piece(text) && (entry.is_added || self.is_added_to(*at)) {
            return;
        }
        self.done = self.done.max(joined.end);
        let before = self.sites.sites.len();
        // A value that is already encoded is sent as it is.
        let is_encoded = entry.known.as_ref().is_some_and(|known| matches!(known.way.sent, Sent::Value(_)))
            || has_encoded(text) && self.may_take_encoded(*at, &entry.call);
        let is_raw = entry.is_pair && self.beside(*at, &["always_encode"]) == Some("false");
        let is_value = entry.is_pair && encoder.is_none() && (has_encoded(text) || is_raw);
        let kind = if is_encoded || is_value { Kind::Value } else { Kind::Filter };
        plain(self.part, &joined.fragment, kind, Some(list.clone()), self.sites);
        if self.sites.sites.len() > before {
            self.sites.encoded_by(*encoder);
        }
        if entry.encodes && kind == Kind::Filter {
            self.sites.encoded_later(before);
        }
        self.sites.fault(before, entry.lost.clone());
        // A key of a configuration may have any name. Case: "a key of a configuration" (json.toml).
        // An exported field of Go is not a parameter. Case: "a field of a struct" (go.toml).
        let is_field = outline.syntax.names_fields && !outline.is_text(*at) || self.is_of_request(*at);
        if (self.is_program() || entry.is_query)
            && !is_field
            && let Some(name) = outline.inside(*at).filter(|name| name.of(outline.text) != "filter")
            && self.sites.sites.len() > before
        {
            self.sites.misnamed(self.part, name);
        }
    }

    /// Follows the variable that is the value of an entry.
    fn entry_variable(&mut self, entry: &FilterEntry<'_>, joined: &Joined<'_>) {
        let outline = self.outline;
        let FilterEntry { list, encoder, .. } = entry;
        let hole = joined.fragment.holes.first();
        let origin = hole.map(|hole| hole.shown).unwrap_or_default();
        let (code, at) = (origin.of(outline.text), joined.fragment.span().start);
        self.sites.fault_of_use(at, entry.lost.clone());
        // The values of the variable show whether the client changes them.
        let changes = hole.filter(|_| encoder.is_some() && !entry.is_pair);
        let way = changes.map_or(Way::Encoded, |hole| Way::of(self.part, hole));
        self.sites.variables.add(variable(code), at, Some(list.clone()), way, origin);
        if changes.is_some() {
            plain(self.part, &joined.fragment, Kind::Filter, Some(list.clone()), self.sites);
            self.sites.encoded_by(*encoder);
            return;
        }
        let is_encoded = |hole: &Hole| hole.is_encoded_by_call(outline.text) || self.is_made_by_encoder(hole);
        if entry.encodes && hole.is_some_and(is_encoded) {
            let before = self.sites.sites.len();
            plain(self.part, &joined.fragment, Kind::Filter, Some(list.clone()), self.sites);
            self.sites.encoded_later(before);
        }
    }

    /// Whether an entry is in a table that PowerShell makes an object of.
    fn is_record(&self, at: usize) -> bool {
        let outline = self.outline;
        let table = outline.parent(at).filter(|_| outline.syntax.bodies.is_some());
        // `[`, the name, `]`, `@` and the brace.
        let name = table.and_then(|open| outline.name_before(open, 3));
        name.is_some_and(|name| name.eq_ignore_ascii_case("pscustomobject"))
    }

    /// Follows the entries that `of_call` knows.
    fn entries_of_call(&mut self, values: &[Joined<'_>]) {
        let whole = values.iter().filter(|joined| is_hole(&joined.fragment.text));
        for fragment in whole.map(|joined| &joined.fragment) {
            if let Some(hole) = fragment.holes.first() {
                self.of_call(hole, fragment.span().start, Way::Encoded);
            }
        }
    }

    /// Follows a parameter that is the filter of a request whose path is another parameter: `def pages(self, path, flt)`.
    /// The function adds the path to a base of the API.
    pub(super) fn of_call(&mut self, hole: &Hole, at: u32, way: Way) {
        let Some(scopes) = self.mentions.scopes else { return };
        let name = variable(hole.shown.of(self.outline.text));
        let is_parameter = name.is_some_and(|name| scopes.parameter(name, at).is_some());
        if is_parameter && scopes.span_at(at).is_some_and(|function| self.mentions.uses_base(function)) {
            self.sites.variables.add_of_call(name, at, way, hole.shown);
        }
    }

    /// Whether later code adds to the value of an entry. Case: "an entry in pieces" (silent.toml).
    fn is_added_to(&self, at: usize) -> bool {
        let outline = self.outline;
        let following = (at + 1..outline.len()).take(limits::SOURCE_GROUP);
        following.filter(|node| outline.word(*node) == outline.word(at)).any(|node| outline.is_added_to(node))
    }

    /// Adds a filter in the body of a request, or follows the variable that has it.
    pub(super) fn body(&mut self, joined: &Joined<'_>, list: String) {
        let text = &joined.fragment.text;
        self.done = self.done.max(joined.end);
        if is_hole(text) {
            let hole = joined.fragment.holes.first();
            let origin = hole.map(|hole| hole.shown).unwrap_or_default();
            let (code, at) = (origin.of(self.outline.text), joined.fragment.span().start);
            // JSON needs no percent-encoding.
            self.sites.variables.add(variable(code), at, Some(list), Way::Encoded, origin);
            return;
        }
        let is_filter = match list == event_filters() {
            true => looks_like_event(text) || has_operator(text),
            false => looks_like_filter(text) || compares(text),
        };
        if is_filter {
            plain(self.part, &joined.fragment, Kind::Filter, Some(list), self.sites);
        }
    }

    /// The key `eventFilter` of a webhook: the values are filters of events.
    pub(super) fn event(&mut self, at: usize) {
        let outline = self.outline;
        let Some(NamedValue { value, left, .. }) = outline.entry(at) else { return };
        let call = self.call_of(at, limits::SOURCE_CALL);
        let asked = self.asked(&call, at);
        if asked == Asked::Other || self.is_expected(at) {
            return;
        }
        for text in outline.texts_of(value) {
            self.body(&outline.joined_from(left, text), event_filters());
        }
    }

    /// The option `-Filter` or `-EventFilter` of a command that sends a filter to the API: one of a known client, or
    /// one that adds a filter to a URL.
    pub(super) fn option(&mut self, at: usize) {
        let outline = self.outline;
        let Some(option) = outline.name(at).and_then(|name| name.strip_prefix('-')) else { return };
        let is_event = option.eq_ignore_ascii_case("EventFilter");
        if !is_event && !option.eq_ignore_ascii_case("Filter") {
            return;
        }
        let Some(statement) = self.statement(outline.span(at).start) else { return };
        let first = outline.from(statement.start);
        let Some(command) = outline.command_before(at, first).map(str::to_ascii_lowercase) else { return };
        let is_of_client = command.contains("-hpecom");
        let adds =
            command.contains("filter") && ["uri", "url", "query"].iter().any(|part| command.contains(part));
        let from = outline.span(at).start;
        let list = if is_event {
            (is_of_client || command.contains("webhook")).then(event_filters)
        } else if is_of_client {
            Some(if command.ends_with("filter") { servers() } else { any_list() })
        } else {
            match self.asked_in(first..outline.from(statement.end), true) {
                Asked::List(list) => Some(list),
                Asked::Other => None,
                Asked::Unseen | Asked::Unknown if adds => {
                    Some(self.mentions.nearest(from, &[], Span::default()).unwrap_or_else(any_list))
                }
                Asked::Unseen | Asked::Unknown => None,
            }
        };
        let Some(list) = list else { return };
        for text in outline.texts_of(at + 1) {
            let joined = outline.joined_from(None, text);
            self.body(&joined, list.clone());
        }
    }

    /// Whether an entry that is sent in a body may be the filter that the service saves.
    fn may_be_saved(&self, at: usize) -> bool {
        self.part.body.is_some()
            || self.mentions.names_saved()
            || self.outline.has_beside(at, |name| name == RESOURCE_TYPE)
    }

    /// The list that a filter in a body selects from, if the service saves that filter: it compares properties of
    /// servers. `list` is the list of the request.
    fn saved(&mut self, at: usize, list: Option<&str>, is_posted: bool) -> Option<String> {
        if let Some(body) = &self.part.body {
            return is_saved(body).then(servers);
        }
        if self.outline.has_beside(at, |name| name == RESOURCE_TYPE) {
            return Some(servers());
        }
        let is_posted = is_posted || {
            // `body = {"filter": "…"}`, and a line later `post(url, json=body)`.
            let near = self.mentions.lines_round(self.outline.span(at).start);
            list.is_some_and(is_saved) && posts(near.of(self.outline.text))
        };
        (is_posted && list.is_some_and(is_saved)).then(servers)
    }

    /// Whether the object around a node is the body of a request in data, or has a method that sends one.
    fn is_posted_in_data(&self, at: usize) -> bool {
        if self.is_program() {
            return false;
        }
        let mut groups = self.outline.parents(at).take(limits::SOURCE_CALL);
        groups.any(|open| {
            let method = self.outline.value_in(open, &["method"]).and_then(|value| self.outline.word(value));
            method.is_some_and(|method| ["POST", "PUT", "PATCH"].contains(&&*method.to_ascii_uppercase()))
        })
    }

    /// The fault of a filter in the body of a GET that Ansible sends.
    fn lost_in_data(&self, at: usize) -> Option<Fault> {
        const MODULES: [&str; 2] = ["uri", "ansible.builtin.uri"];
        let outline = self.outline;
        let body = outline.parent(at).filter(|open| outline.label(*open) == Some("body"))?;
        let task = outline.parent(body)?;
        let is_module = outline.label(task).is_some_and(|name| MODULES.contains(&name));
        let method = outline.value_in(task, &["method"]).map(|value| outline.word(value).unwrap_or_default());
        let is_get = method.is_none_or(|method| method.eq_ignore_ascii_case("get"));
        (is_module && is_get).then(|| Fault {
            kind: FaultKind::InBody,
            place: self.part.map.outer(outline.span(body.saturating_sub(2))),
            client: "Ansible",
            source: Some(Evidence::Recorded("ansible-core 2.19.14")),
            name: "`body`".to_owned(),
            advice: "url: \"…?filter={{ filter | urlencode }}\"",
            fix: None,
        })
    }

    /// The list of an entry in data: the smallest object with a URL decides. Each task of Ansible has one, and so
    /// has each item of a list of requests.
    fn asked_in_data(&mut self, at: usize, place: Span) -> Option<String> {
        let outline = self.outline;
        let (objects, is_item) = self.objects(at);
        for object in &objects {
            match asked_in_object(outline, self.mentions, object) {
                Asked::List(list) => return Some(list),
                Asked::Other => return None,
                Asked::Unseen | Asked::Unknown => {}
            }
        }
        let near = self.mentions.lines_round(outline.span(at).start);
        let spans = objects.iter().map(|object| within(outline.span_to(object.start, object.end), near));
        let mut spans: Vec<Span> = spans.collect();
        // A table of TOML.
        if spans.is_empty() {
            spans.extend(self.statement(outline.span(at).start));
        }
        let is_here = !is_item || spans.iter().any(|span| self.mentions.has_any(*span, place));
        is_here.then(|| self.mentions.nearest(outline.span(at).start, &spans, place)).flatten()
    }

    /// Whether the object around an entry is an argument of a function that makes no query of it. Cases: "objects
    /// for functions that send no request" and "the arguments of a command" (silent.toml), "`query`
    /// of reqwest" (rust.toml), "`URLSearchParams` of an object" (javascript.toml).
    fn makes_no_query(&self, call: &[Range<usize>]) -> bool {
        let [.., object, function] = call else { return false };
        let name = self.outline.callee(function.start).unwrap_or_default().to_ascii_lowercase();
        let makes = ["param", "encode", "query_string", "querystring", "build_query", "dict", "hash"];
        let may_be = match self.outline.bracket(object.start) {
            Some(Bracket::Curly) => true,
            // `.query(&[("filter", "…")])`.
            Some(Bracket::Square) => !name.contains("query"),
            _ => false,
        };
        may_be && self.outline.is_call(function.start) && !makes.iter().any(|known| name.contains(known))
    }

    /// Whether the value is the default of a parameter that a program reads: `request.args.get("filter", "…")`. A
    /// request that takes what is read finds it by its variable.
    fn is_default(&self, at: usize) -> bool {
        const READS: [&str; 15] = [
            "get",
            "fetch",
            "pop",
            "setdefault",
            "input",
            "getOrDefault",
            "getOrElse",
            "getProperty",
            "getParameter",
            "getString",
            "optString",
            "queryParamOrDefault",
            "DefaultQuery",
            "DefaultPostForm",
            "QueryDefault",
        ];
        let outline = self.outline;
        let Some(open) = outline.parent(at).filter(|open| open + 1 == at && outline.is_text(at)) else {
            return false;
        };
        let callee = outline.callee(open).unwrap_or_default();
        // `request()->query('filter', …)`; `query` of a client sets a parameter.
        let of_request = || {
            let is_mark = |at: &usize| [b'.', b'-', b'>'].iter().any(|mark| outline.is(*at, *mark));
            let object = (0..open.saturating_sub(1)).rev().find(|at| !is_mark(at));
            let name = object.and_then(|last| outline.operand_start(last));
            let name = name.and_then(|name| outline.name(name)).unwrap_or_default();
            ["request", "$request", "req", "params", "$this"].contains(&name)
        };
        outline.is(at + 1, b',')
            && (READS.contains(&callee) || ["query", "param"].contains(&callee) && of_request())
    }

    /// Whether the call or the command around a node sends it in a body. Cases: "PowerShell: the body of a POST is
    /// not a query", "a body for a method in a variable" (silent.toml).
    pub(super) fn is_posted(&mut self, at: usize) -> bool {
        // `json={…}` is a body for every method.
        let outline = self.outline;
        let groups = outline.parents(at).take(limits::SOURCE_GROUPS);
        let mut groups = groups.take_while(|open| outline.bracket(*open) != Some(Bracket::Round));
        if groups.any(|open| outline.variable_of(open) == Some("json")) {
            return true;
        }
        // `map.put("filter", …)`.
        if outline.function_of(at) == Some("put") {
            return false;
        }
        if self.is_serialized(at) {
            return true;
        }
        if !self.has_commands() {
            return outline.call(at, limits::SOURCE_GROUPS).is_some_and(|open| self.names_write(open));
        }
        let Some(code) = self.call_round(at) else { return false };
        if let Some((_, is_posted)) = self.posted.filter(|(known, _)| *known == code) {
            return is_posted;
        }
        let is_posted = names_write(code.of(outline.text));
        self.posted = Some((code, is_posted));
        is_posted
    }

    /// Whether a function or a command makes a string of the object around a node, as a body is one. The arguments of
    /// the same call, or what a command does with the response, may be made into strings, too.
    fn is_serialized(&self, at: usize) -> bool {
        let outline = self.outline;
        let groups = outline.parents(at).take(limits::SOURCE_GROUPS);
        let mut groups = groups.take_while(|open| !outline.is_block(*open));
        if let Some(sender) = outline.syntax.bodies {
            return groups.any(|open| {
                let is_piped = outline.next(open).is_some_and(|pipe| {
                    let name = outline.name(pipe + 1).filter(|_| outline.is(pipe, b'|'));
                    name.is_some_and(|name| name.eq_ignore_ascii_case(sender.serializer))
                });
                // `Invoke-RestMethod -Body @{ … } | ConvertTo-Json` shows the response.
                is_piped && outline.bracket(open) == Some(Bracket::Curly) && outline.begins_pipeline(open)
            });
        }
        groups.any(|open| outline.is_call(open) && serializes(outline, open))
    }

    /// Whether an entry is beside a URL in its object, so its key is the author's name for it and not a parameter:
    /// `@{ Uri = "$base/jobs"; Filter = "…" }`.
    fn is_of_request(&self, at: usize) -> bool {
        let outline = self.outline;
        let Some((open, end)) = outline.parent(at).and_then(|open| Some((open, outline.next(open)?))) else {
            return false;
        };
        let mut keys = (open + 1..end).filter(|key| outline.parent(*key) == Some(open));
        keys.any(|key| outline.is_label(key) && outline.word(key).is_some_and(names_url))
    }

    /// Whether an entry is beside a URL that has a filter of its service, so the entry is for the program: `{ url:
    /// "…?filter=…", filter: "…" }`. Case: "data with a filter in the URL, and one for the program" (silent.toml).
    fn is_beside_own_query(&mut self, at: usize) -> bool {
        let outline = self.outline;
        let parent = outline.parent(at);
        let nodes = match parent.and_then(|open| Some(open + 1..outline.next(open)?)) {
            Some(nodes) => nodes,
            // A table of TOML.
            None => match self.statement(outline.span(at).start).filter(|_| !self.is_program()) {
                Some(statement) => outline.from(statement.start)..outline.from(statement.end),
                None => return false,
            },
        };
        let mut keys = nodes.take(limits::SOURCE_ARGUMENTS).filter(|key| outline.parent(*key) == parent);
        keys.any(|key| {
            outline.is_label(key)
                && outline.word(key).is_some_and(names_url)
                && outline.entry(key).is_some_and(|entry| {
                    let url = outline.joined_from(None, entry.value).fragment;
                    urls(&url.text).iter().any(|url| !url.path.is_empty())
                })
        })
    }

    /// Whether a call names a method that sends a body: in its own name, in an argument, or in its options.
    fn names_write(&self, open: usize) -> bool {
        let outline = self.outline;
        let is_write = |name: &str| WRITES.iter().any(|write| name.eq_ignore_ascii_case(write));
        let names = outline.callee(open).is_some_and(|callee| {
            let lower = callee.to_ascii_lowercase();
            let name =
                lower.strip_suffix("asjsonasync").or_else(|| lower.strip_suffix("async")).unwrap_or(&lower);
            WRITES.iter().any(|write| {
                let before = name.strip_suffix(write).map(|before| callee.split_at(before.len()));
                // `httpPost`, and not `dispatch`.
                before.is_some_and(|(before, word)| {
                    !before.ends_with(char::is_alphabetic) || word.starts_with(char::is_uppercase)
                })
            })
        });
        let children = |open: usize| {
            let nodes = std::iter::successors(Some(open + 1), |node| outline.next(*node));
            nodes.take(limits::SOURCE_ARGUMENTS).take_while(move |node| outline.parent(*node) == Some(open))
        };
        let is_method = |at: usize| {
            let is_named =
                outline.label(at).is_none_or(|label| label.to_ascii_lowercase().contains("method"));
            is_named && outline.raw(at).is_some_and(is_write)
        };
        names
            || children(open).any(|at| match outline.bracket(at) {
                Some(Bracket::Curly | Bracket::Square) => {
                    children(at).any(|at| outline.label(at).is_some() && is_method(at))
                }
                _ => is_method(at),
            })
    }

    /// Whether the function that takes an entry, or its object, has the name of a list: `list_jobs(filter=…)`,
    /// `com.servers.find(filter=…)`.
    fn names_list(&self, call: &[Range<usize>], list: &str) -> bool {
        let Some(function) = call.last().filter(|call| self.outline.is_call(call.start)) else {
            return false;
        };
        let names = [self.outline.callee(function.start), self.outline.receiver(function.start)];
        let name = list.rsplit('/').next().unwrap_or_default().replace('-', "_");
        !name.is_empty()
            && Schema::at_path(list).is_some()
            && names.into_iter().flatten().any(|own| own.to_ascii_lowercase().contains(&name))
    }

    /// The call or the command around a node, with the name before its bracket.
    pub(super) fn call_round(&mut self, at: usize) -> Option<Span> {
        if self.has_commands() {
            return self.statement(self.outline.span(at).start);
        }
        Some(self.outline.span_with_callee(self.outline.call(at, limits::SOURCE_GROUPS)?))
    }

    /// Whether an object around a node has the entry `"method": "DELETE"`, as the requests of a collection have
    /// (lists.toml, "a request of Postman that deletes").
    pub(super) fn is_in_delete(&self, at: usize) -> bool {
        // `DELETE https://…`.
        if self.outline.name_before(at, 1) == Some("DELETE") {
            return true;
        }
        let mut groups = self.outline.parents(at).take(limits::SOURCE_CALL);
        groups.any(|open| {
            let method = self.outline.value_in(open, &["method"]).and_then(|value| self.outline.word(value));
            method.is_some_and(|method| method.eq_ignore_ascii_case("DELETE"))
        })
    }
}

/// The end of the path of saved filters, and the property with the type of their resource.
const SAVED: &str = "/filters";
const RESOURCE_TYPE: &str = "filterResourceType";

/// Whether a path is that of a list with this name.
fn is_below(path: Option<&str>, name: &str) -> bool {
    path.and_then(|path| path.strip_suffix(name)).is_some_and(|rest| rest.ends_with('/'))
}

/// Whether a path is that of the saved filters, or of one of them.
pub(super) fn is_saved(path: &str) -> bool {
    let is_list =
        |path: &str| path.ends_with(SAVED) && (path.contains(ANY_VERSION) || Schema::at_path(path).is_some());
    is_list(path) || path.rsplit_once('/').is_some_and(|(list, _)| is_list(list))
}

/// The path of the list that saved filters select from.
pub(super) fn servers() -> String {
    format!("{}/v1/servers", service::present_prefix())
}

/// Whether a string begins like a filter of events: with one of their names.
fn looks_like_event(text: &str) -> bool {
    let rest = text.trim_start_matches(['(', ' ']);
    let rest = rest.strip_prefix("not ").unwrap_or(rest).trim_start_matches(['(', ' ']);
    let names = ["type", "operation", "name"];
    ["changed/", "new/", "old/"].iter().any(|begin| rest.starts_with(begin))
        || names
            .iter()
            .any(|name| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '=', '!'])))
}

/// Whether a string compares something with an operator of any language.
fn compares(text: &str) -> bool {
    !is_of_other_language(text)
        && ["==", "!=", "<", ">", "=", " like "].iter().any(|sign| text.contains(sign))
}

/// The methods that send a body.
pub(super) const WRITES: [&str; 3] = ["post", "put", "patch"];

/// Whether code sends a body.
fn posts(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    let serializes = ["convertto-json", "json.dumps", "json.stringify"];
    names_write(code) || serializes.iter().any(|name| lower.contains(name))
}

/// Whether code names a method that sends a body.
fn names_write(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    let methods = [
        "post(",
        "postasjsonasync(",
        "putasjsonasync(",
        "patchasjsonasync(",
        "put(",
        "patch(",
        "method post",
        "method patch",
        "method put",
        "\"post\"",
        "'post'",
    ];
    methods.iter().any(|method| code.contains(method))
}

/// Whether the name is that of an entry in the filter of another product. Cases: "PowerShell: a filter of WMI near
/// a URL" (silent.toml), "a hash table of another command, and prose after a URL" (powershell.toml).
fn is_of_other(name: &str) -> bool {
    let others = [
        "Class",
        "ClassName",
        "Namespace",
        "LogName",
        "ProviderName",
        "LDAPFilter",
        "SearchBase",
        "Properties",
        "field",
    ];
    others.iter().any(|other| name.eq_ignore_ascii_case(other))
}
