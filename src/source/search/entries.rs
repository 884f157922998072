//! Entries of a query: `filter` in dictionaries, lists, calls and members.

use std::ops::Range;

use super::call::Asked;
use super::{Search, Way, has_operator, is_of_other_language, looks_like_filter, names_query, plain, within};
use crate::decode::Kind;
use crate::limits;
use crate::source::clients::Sent;
use crate::source::outline::{Bracket, NamedValue};
use crate::source::url::is_hole;
use crate::text::{Span, has_encoded};

/// The keys of variables in files of data. `set_fact` may have the name of its collection before it.
const VARIABLES: [&str; 6] = ["vars", "env", "environment", "variables", "data", "set_fact"];

impl Search<'_, '_> {
    /// The key `filter`, or a name that may be one. The requests that use a variable of data decide about it
    /// first.
    pub(super) fn entry(&mut self, at: usize, are_others_known: bool) {
        let outline = self.outline;
        let Some(NamedValue { value, left, is_pair }) = outline.entry(at) else { return };
        let texts = outline.texts_of(value).into_iter();
        let values: Vec<_> = texts.map(|text| outline.joined_from(left, text)).collect();
        let Some(place) = values.iter().map(|joined| joined.fragment.span()).reduce(Span::cover) else {
            return;
        };
        // `addEncodedQueryParameter("filter", …)` has the name and the value as arguments.
        let known = self.known(at).or_else(|| self.known(value));
        let lost = known.as_ref().and_then(|known| self.lost(known));
        if lost.is_none() && self.is_posted(at) || self.is_expected(at) {
            return;
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
        let mut asked = self.asked(&call, at);
        if asked == Asked::Unknown {
            asked = self.taken(at, &call);
        }
        let mut is_near = matches!(asked, Asked::List(_));
        if matches!(asked, Asked::Unknown | Asked::Unseen) {
            asked = self.called(at).map_or(asked, Asked::List);
        }
        let is_unseen = asked == Asked::Unseen;
        let groups: Vec<Span> = call.iter().map(|group| outline.span_to(group.start, group.end)).collect();
        is_near |= !is_data && groups.iter().any(|group| self.mentions.has_any(*group, place));
        // Any function may take a `filter` argument, and an unknown URL may belong to any product. Cases:
        // "patterns of Python, arguments called `filter`, and f-strings that cannot hold a backslash"
        // (python.toml), "patterns of PowerShell, and URLs that are encoded as a whole" (powershell.toml).
        let is_unsure = outline.is_argument(at) || self.makes_no_query(&call);
        let list = match asked {
            Asked::List(list) => Some(list),
            Asked::Other => None,
            Asked::Unseen | Asked::Unknown if is_data => self.asked_in_data(at, place),
            Asked::Unseen | Asked::Unknown => self.mentions.nearest(from, &groups, place),
        };
        let Some(list) = list else { return };
        // An entry on the line of a URL belongs to it. A whole file of JSON may be one line, so this is for
        // programs. Case: "a chain of calls" (javascript.toml).
        if self.is_program() {
            is_near |= self.mentions.has_any(self.mentions.line_of(from), place);
        }
        // Case: "filters of other products in JSON" (silent.toml).
        if is_pair {
            is_near &= is_query;
        }
        // Case: "the URL of a table" (toml.toml).
        if let Some(statement) = self.statement(from) {
            is_near |= self.mentions.has_any(statement, place);
        }
        if outline.has_beside(at, is_of_other) {
            return;
        }
        // An environment may be for any program. Case: "variables of any program beside a URL" (silent.toml).
        let is_variable = is_data
            && (key.and_then(|key| key.rsplit('.').next()).is_some_and(|key| VARIABLES.contains(&key))
                || !outline.word(at).is_some_and(|name| name.contains(char::is_lowercase)));
        if is_variable && !are_others_known {
            self.later.push(at);
            return;
        }
        let may_be_any = is_unseen || is_variable || !is_near && (is_unsure || !self.is_program());
        let kind = if is_pair { Kind::Value } else { Kind::Filter };
        let encodes = self.is_program() && self.is_encoded_by_client(at, &call);
        for joined in values {
            let text = &joined.fragment.text;
            // `"=state eq …"` of n8n is code. Case: "an expression of n8n" (silent.toml).
            if !self.is_program() && text.starts_with('=') {
                continue;
            }
            if is_hole(text) {
                let hole = joined.fragment.holes.first();
                let code = hole.map(|hole| hole.shown.of(outline.text)).unwrap_or_default();
                let at = joined.fragment.span().start;
                self.sites.fault_of_use(at, lost.clone());
                self.sites.variables.add(code, at, Some(list.clone()), Way::Encoded);
                if encodes && hole.is_some_and(|hole| hole.is_encoded_by_call(outline.text)) {
                    let before = self.sites.sites.len();
                    plain(self.part, &joined.fragment, Kind::Filter, Some(list.clone()), self.sites);
                    self.sites.encoded_later(before);
                }
                continue;
            }
            // A member of this name seldom holds a filter. Case: "a member on the line of a URL" (silent.toml).
            let is_filter = if may_be_any {
                has_operator(text)
            } else {
                is_near && !outline.is_member(at) && !is_of_other_language(text) || looks_like_filter(text)
            };
            if !is_filter {
                continue;
            }
            self.done = self.done.max(joined.end);
            let before = self.sites.sites.len();
            // A value that is already encoded is sent as it is.
            let is_encoded = known.as_ref().is_some_and(|known| matches!(known.way.sent, Sent::Value(_)));
            let kind = if is_encoded {
                Kind::Value
            } else if has_encoded(text) {
                kind
            } else {
                Kind::Filter
            };
            plain(self.part, &joined.fragment, kind, Some(list.clone()), self.sites);
            if encodes && kind == Kind::Filter {
                self.sites.encoded_later(before);
            }
            self.sites.fault(before, lost.clone());
            // A key of a configuration may have any name. Case: "a key of a configuration" (json.toml).
            if (self.is_program() || is_query)
                && let Some(name) = outline.inside(at).filter(|name| name.of(outline.text) != "filter")
                && self.sites.sites.len() > before
            {
                self.sites.misnamed(self.part, name);
            }
        }
    }

    /// The list of an entry in data: the smallest object with a URL decides. Each task of Ansible has one, and so
    /// has each item of a list of requests.
    fn asked_in_data(&mut self, at: usize, place: Span) -> Option<String> {
        let outline = self.outline;
        let (objects, is_item) = self.objects(at);
        for object in &objects {
            match self.asked_in_object(object) {
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
        let Some(code) = self.call_round(at) else { return false };
        if let Some((_, is_posted)) = self.posted.filter(|(known, _)| *known == code) {
            return is_posted;
        }
        let text = code.of(outline.text).to_ascii_lowercase();
        let methods = [
            "post(",
            "put(",
            "patch(",
            "convertto-json",
            "json.dumps",
            "json.stringify",
            "method post",
            "method patch",
            "method put",
            "\"post\"",
            "'post'",
        ];
        let is_posted = methods.iter().any(|method| text.contains(method));
        self.posted = Some((code, is_posted));
        is_posted
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
