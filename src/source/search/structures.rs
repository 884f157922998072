//! The structures whose values a client certainly encodes: dictionaries of parameters, and the types that build a
//! query.

use std::ops::Range;

use super::Search;
use super::flow::bare;
use crate::limits;
use crate::source::outline::Bracket;

/// The names of arguments and options that take a dictionary of parameters, in lower case. Sources: requests, httpx
/// and aiohttp (`params`), axios (`params`), got and ky (`searchParams`), undici, HTTParty and Guzzle (`query`),
/// request (`qs`), `Invoke-RestMethod -Body` of a GET, `Uri` of Dart and dio (`queryParameters`).
const LABELS: [&str; 7] =
    ["params", "searchparams", "query", "qs", "-body", "search_params", "queryparameters"];

/// Functions and types that encode their arguments, in lower case. Sources: resty and Flurl (`SetQueryParam`), httr2
/// (`req_url_query`).
const FUNCTIONS: [&str; 17] = [
    "setqueryparam",
    "setqueryparams",
    "req_url_query",
    "urlsearchparams",
    "urlencode",
    "http_build_query",
    "encode_www_form",
    "addquerystring",
    "addqueryparameter",
    "append_pair",
    "with_query",
    "update_query",
    "formurlencodedcontent",
    "querystring",
    "query",
    "values",
    "urlqueryitem",
];

/// Methods that add a parameter to a query, in lower case.
const METHODS: [&str; 5] = ["set", "append", "add", "addparameter", "setparameter"];

/// Types and functions that make such a query.
const QUERIES: [&str; 8] = [
    "URLSearchParams",
    "parameters.append(",
    "searchParams",
    "url.Values",
    ".Query()",
    "ParseQueryString",
    "URIBuilder",
    "query_pairs_mut",
];

/// Code by which a client sends values as they are. Sources: RestSharp (`AddQueryParameter`), Flurl (`SetQueryParam`),
/// Spring (`UriComponentsBuilder.build`), REST Assured, Ktor, OkHttp, ureq, Foundation (`URLComponents`), axios,
/// query-string, JAX-RS (`WebTarget.queryParam`).
const AS_THEY_ARE: [&str; 7] = [
    "encode: false",
    "encode:false",
    "isEncoded: true",
    ".build(true)",
    "encodedParameters",
    "EncodedQueryParameter",
    "query_raw",
];

/// The same for all requests of a file.
const ALL_AS_THEY_ARE: [&str; 4] =
    ["urlEncodingEnabled(false)", "paramsSerializer", "ws.rs", "percentEncodedQuery"];

impl Search<'_, '_> {
    /// Whether a client certainly encodes the value of the entry at a node. `call` has the groups around it.
    pub(super) fn is_encoded_by_client(&self, at: usize, call: &[Range<usize>]) -> bool {
        let outline = self.outline;
        let is_of = |names: &[&str], name: Option<&str>| {
            name.is_some_and(|name| names.contains(&&*name.to_ascii_lowercase()))
        };
        let makes_queries = || QUERIES.iter().any(|name| outline.text.contains(name));
        // `query["filter"] = …`, `params.filter = …`.
        let indexed = outline.name_before(at, 2).filter(|_| {
            outline.is_member(at)
                || outline.bracket(at.saturating_sub(1)) == Some(Bracket::Square) && outline.is(at + 1, b']')
        });
        if let Some(name) = indexed {
            // `request.params['filter'] = …`
            let is_of_request = name == "params" && at.checked_sub(2).is_some_and(|at| outline.is_member(at));
            return is_of_request || self.becomes_query(name);
        }
        call.iter().any(|group| {
            let open = group.start;
            // `@{ … }` and `new Query { … }`.
            let first = if outline.is(open.saturating_sub(1), b'@') { open - 1 } else { open };
            let callee = outline.callee(open);
            if outline.is_call(open) && is_of(&METHODS, callee) {
                let receiver = outline.receiver(open);
                let is_query = |name: &str| match outline.syntax.marks_variables {
                    // A table of PowerShell has the same method.
                    true => self.is_given_query(name),
                    false => self.may_be_query(name),
                };
                return makes_queries() && receiver.is_none_or(is_query);
            }
            let is_json = outline.receiver(open) == Some("JSON");
            // `query = list(filter = …)` of R.
            let is_list = callee == Some("list") && is_of(&LABELS, outline.label(open - 1));
            // `Uri.https(host, path, {'filter': …})` of Dart.
            let outer = outline.parent(open).filter(|outer| outline.is_call(*outer));
            let is_uri = outer.is_some_and(|outer| {
                matches!(outline.callee(outer), Some("https" | "http"))
                    && outline.receiver(outer) == Some("Uri")
            });
            let is_query_call = callee.is_some_and(|name| outline.syntax.query_calls.contains(&name));
            // `params = { … }` is a variable, which the code may join by itself.
            let is_variable = first.checked_sub(2).is_some_and(|name| outline.variable(name).is_some());
            is_list
                || is_uri
                || is_query_call
                || !is_variable && is_of(&LABELS, outline.label(first))
                || is_of(&FUNCTIONS, callee) && !is_json
                || outline.variable_of(first).is_some_and(|name| self.becomes_query(name))
        })
    }

    /// Whether the code asks a client to send values as they are. `call` has the groups around one.
    pub(super) fn may_take_encoded(&mut self, at: usize, call: &[Range<usize>]) -> bool {
        let text = self.outline.text;
        let start = self.outline.span(at).start;
        let line = self.mentions.line_of(start);
        let statement = self.statement(start).map_or(line, |statement| statement.cover(line)).of(text);
        // `AddQueryParameter("filter", …, false)` of RestSharp, `SetQueryParam("filter", …, true)` of Flurl.
        let is_off = |group: &Range<usize>| {
            let last = self.outline.name_before(group.end.saturating_sub(1), 1);
            self.outline.callee(group.start).is_some_and(|name| {
                last == Some("false") && name.contains("Parameter")
                    || last == Some("true") && name == "SetQueryParam"
            })
        };
        AS_THEY_ARE.iter().any(|mark| statement.contains(mark))
            || ALL_AS_THEY_ARE.iter().any(|mark| text.contains(mark))
            || call.iter().any(is_off)
    }

    /// Whether a variable gets a query that a function parses: `$q = [HttpUtility]::ParseQueryString('')`.
    fn is_given_query(&self, name: &str) -> bool {
        let given = self.names().given(bare(name)).iter().take(limits::SOURCE_VALUES);
        let mut values = given.map(|given| self.mentions.line_of(given.at).of(self.outline.text));
        values.any(|line| line.contains("ParseQueryString"))
    }

    /// Whether the object of a method may be a query.
    fn may_be_query(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_named = ["param", "query", "values", "search"].iter().any(|part| lower.contains(part));
        is_named || ["q", "v", "qs", "usp", "builder"].contains(&&*lower)
    }

    /// Whether code passes the variable of this name to a client as its parameters.
    fn becomes_query(&self, name: &str) -> bool {
        let text = self.outline.text;
        let plain = name.trim_start_matches(['$', '@']);
        let begins = [
            "params=",
            "params = ",
            "params: ",
            "searchParams: ",
            "query: ",
            "qs: ",
            "urlencode(",
            "URLSearchParams(",
            "http_build_query($",
            "encode_www_form(",
            "-Body $",
            "'query' => $",
            "urlencode(",
            ".query(&",
        ];
        let is_whole = |place: usize| {
            text.get(place..).is_some_and(|rest| {
                rest.strip_prefix(plain).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '[' | '.' | '('))
                })
            })
        };
        let is_passed = begins
            .iter()
            .any(|begin| text.match_indices(begin).any(|(at, begin)| is_whole(at + begin.len())));
        // `{ params }`.
        let is_short = ["params", "searchParams", "query", "qs"].contains(&plain)
            && [
                format!("{{ {plain} }}"),
                format!("{{{plain}}}"),
                format!("{{ {plain}, "),
                format!(", {plain} }}"),
            ]
            .iter()
            .any(|short| text.contains(&**short));
        is_passed || is_short || text.contains(&format!("{plain}.Encode()")) || self.is_parsed_query(plain)
    }

    /// `var query = HttpUtility.ParseQueryString(…)`.
    fn is_parsed_query(&self, name: &str) -> bool {
        let text = self.outline.text;
        text.contains("ParseQueryString")
            && self.may_be_query(name)
            && text.contains(&format!("{name}.ToString()"))
            || text.contains("ParseQueryString") && text.contains(&format!("{{{name}}}"))
    }
}
