//! How HTTP clients treat a filter that code gives them: one table, with a row for each way.
//!
//! A row says which calls of a client take a query there, the form of a string in that place, and what becomes of
//! the query that the URL already has. A call that no row names is unknown: it may belong to any function. The
//! facts are recorded from the clients on a server that keeps the raw query, on 2026-11-29, or come from a document.

use std::fmt;

use super::language::Language;

/// A library that sends requests, or builds URLs.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) name: &'static str,
    pub(super) languages: &'static [Language],
    /// The names of its package and types in code. A client without them is known by its calls alone.
    pub(super) packages: &'static [&'static str],
    pub(super) ways: &'static [Way],
    /// The recommended code for a filter.
    pub(super) advice: &'static str,
    pub(super) source: Evidence,
    /// The treatment of a URL with a `%` without two hex digits, if it was recorded.
    pub(super) percent: Option<BarePercent>,
}

/// The source of a fact about a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// The requests of this version were recorded.
    Recorded(&'static str),
    /// The documentation of this version says so. It is not recorded.
    Documented(&'static str),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::Recorded(version) => write!(f, "recorded with {version}"),
            Evidence::Documented(version) => write!(f, "the documentation of {version} says so"),
        }
    }
}

/// The treatment of a `%` without two hex digits in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BarePercent {
    /// It is sent as it is.
    Kept,
    /// It is sent as `%25`.
    Encoded,
    /// Every `%` of the URL is sent as `%25`.
    AllEncoded,
    /// The client refuses the URL.
    Refused,
}

/// A way of giving a filter to a client.
#[derive(Debug)]
pub(super) struct Way {
    /// The functions that take it.
    pub(super) calls: &'static [&'static str],
    pub(super) slot: Slot,
    pub(super) sent: Sent,
}

/// A place in the arguments of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The argument of this name, or the entry of this name in an object of options.
    Named(&'static str),
    /// The argument at this index.
    At(usize),
    /// The same, in a call with this number of arguments.
    Of(usize, usize),
}

/// The treatment of a query in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// It is added to the URL. A string has this form, and the URL's own query is treated so.
    Query(QueryForm, OwnQuery),
    /// It is the URL itself.
    Url(QueryForm),
    /// It is the value of one parameter.
    Value(ValueForm),
    /// It is sent in the body of the request.
    Body,
    /// It is sent in the body, and the client makes the request a POST.
    Post,
    /// It is the body, and the client refuses to send one with a GET.
    NoBody,
    /// It is not sent: the client takes it for an option of another meaning, or ignores it.
    Nowhere,
}

/// The form of a query that is a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QueryForm {
    /// As the server reads it: `%27` is a quote.
    Encoded,
    /// The client encodes it, `%` included: `%27` is sent as `%2527`. `&` separates parameters, and a `+` is sent
    /// as it is if `keeps_plus`.
    Plain { keeps_plus: bool },
    /// The same, and the values of a structure also keep a `+`.
    PlainValues,
}

/// The form of the value of one parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueForm {
    /// As the server reads it.
    Encoded,
}

/// The treatment of the query in the URL if there are parameters besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnQuery {
    /// Both are sent, one after the other.
    Kept,
    /// A parameter of the same name is replaced, and the others are kept.
    Merged,
    /// It is dropped, also by an empty structure.
    Replaced,
    /// It is dropped, except by an empty structure.
    ReplacedByAny,
    /// A second `?` follows it, so the value of its last parameter contains the others.
    Broken,
    /// The client refuses to send the request.
    Refused,
}

use OwnQuery::{Broken, Kept, Merged, Refused, Replaced, ReplacedByAny};
use Sent::{Body, NoBody, Nowhere, Post, Query, Url, Value};

const ENCODED: QueryForm = QueryForm::Encoded;
/// The characters that a URL may contain are kept: `+` is one of them.
const PLAIN: QueryForm = QueryForm::Plain { keeps_plus: true };
const PLAIN_VALUES: QueryForm = QueryForm::PlainValues;

/// Methods that send no body, in lower case and as C# and Go spell them.
pub(super) const READS: &[&str] = &["get", "head", "delete", "options", "request"];

const PYTHON: &[Language] = &[Language::Python];
const SCRIPT: &[Language] = &[Language::JavaScript, Language::TypeScript];
const RUBY: &[Language] = &[Language::Ruby];
const JAVA: &[Language] = &[Language::Java];
/// The languages that use the clients of Java.
const JVM: &[Language] = &[Language::Java, Language::Kotlin, Language::Scala, Language::Groovy];

const fn way(calls: &'static [&'static str], slot: Slot, sent: Sent) -> Way {
    Way { calls, slot, sent }
}

use Slot::{At, Named, Of};

/// `requests` and its successor have the same functions.
const OF_REQUESTS: &[Way] = &[
    way(READS, Named("params"), Query(ENCODED, Kept)),
    way(&["get"], At(1), Query(ENCODED, Kept)),
    way(READS, Named("data"), Body),
    way(READS, Named("json"), Body),
];

/// Every client, language by language.
pub(super) const CLIENTS: &[Client] = &[
    Client {
        name: "requests",
        languages: PYTHON,
        packages: &["requests"],
        ways: OF_REQUESTS,
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("requests 2.34.2"),
        percent: Some(BarePercent::AllEncoded),
    },
    Client {
        name: "niquests",
        languages: PYTHON,
        packages: &["niquests"],
        ways: OF_REQUESTS,
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("niquests 3.21.2"),
        percent: Some(BarePercent::AllEncoded),
    },
    Client {
        name: "httpx",
        languages: PYTHON,
        packages: &["httpx"],
        ways: &[
            way(READS, Named("params"), Query(ENCODED, Replaced)),
            way(&["stream", "build_request", "URL", "copy_with"], Named("params"), Query(ENCODED, Replaced)),
            way(READS, Named("data"), Body),
            way(READS, Named("json"), Body),
            way(READS, Named("content"), Body),
        ],
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("httpx 0.28.1"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "aiohttp",
        languages: PYTHON,
        packages: &["aiohttp"],
        ways: &[
            way(READS, Named("params"), Query(PLAIN, Kept)),
            way(READS, Named("data"), Body),
            way(READS, Named("json"), Body),
        ],
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("aiohttp 3.14.5"),
        percent: Some(BarePercent::Encoded),
    },
    Client {
        name: "yarl",
        languages: PYTHON,
        packages: &["yarl"],
        ways: &[
            way(&["with_query"], At(0), Query(PLAIN, Replaced)),
            way(&["extend_query"], At(0), Query(PLAIN, Kept)),
            way(&["update_query"], At(0), Query(ENCODED, Merged)),
            way(&["build"], Named("query_string"), Query(PLAIN, Kept)),
        ],
        advice: "with_query({\"filter\": …})",
        source: Evidence::Recorded("yarl 1.25.1"),
        percent: Some(BarePercent::Encoded),
    },
    Client {
        name: "uritools",
        languages: PYTHON,
        packages: &["uritools"],
        ways: &[
            way(&["uricompose"], Named("query"), Query(PLAIN_VALUES, Kept)),
            way(&["uricompose"], At(3), Query(PLAIN_VALUES, Kept)),
        ],
        advice: "url + \"?filter=\" + uriencode(…).decode()",
        source: Evidence::Recorded("uritools 6.1.3"),
        percent: None,
    },
    Client {
        name: "urllib3",
        languages: PYTHON,
        packages: &["urllib3"],
        ways: &[
            way(&["request"], Named("fields"), Query(ENCODED, Broken)),
            way(&["request"], Named("body"), Body),
            way(&["request"], Named("json"), Body),
        ],
        advice: "fields={\"filter\": …}",
        source: Evidence::Recorded("urllib3 2.8.0"),
        percent: Some(BarePercent::AllEncoded),
    },
    Client {
        name: "urllib",
        languages: PYTHON,
        packages: &[],
        ways: &[way(&["urlopen"], Named("data"), Post), way(&["urlopen"], At(1), Post)],
        advice: "url + \"?\" + urlencode({\"filter\": …})",
        source: Evidence::Recorded("Python 3.11.7"),
        percent: None,
    },
    Client {
        name: "axios",
        languages: SCRIPT,
        packages: &["axios"],
        ways: &[
            way(
                &["get", "head", "delete", "options", "request", "axios"],
                Named("params"),
                Query(ENCODED, Kept),
            ),
            way(&["get", "head", "delete", "options", "request", "axios"], Named("data"), Body),
            way(&["get", "head", "delete", "options", "request", "axios"], Named("query"), Nowhere),
            way(&["get", "head", "delete", "options", "request", "axios"], Named("searchParams"), Nowhere),
            way(&["get", "head", "delete", "options", "axios"], At(1), Nowhere),
        ],
        advice: "params: { filter: … }",
        source: Evidence::Recorded("axios 1.21.1"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "ky",
        languages: SCRIPT,
        packages: &["ky"],
        ways: &[
            way(&["ky", "get", "head", "delete"], Named("searchParams"), Query(ENCODED, ReplacedByAny)),
            way(&["ky", "get", "head", "delete"], Named("params"), Nowhere),
            way(&["ky", "get", "head", "delete"], Named("query"), Nowhere),
            way(&["ky", "get", "head", "delete"], At(1), Nowhere),
        ],
        advice: "searchParams: { filter: … }",
        source: Evidence::Recorded("ky 1.14.3"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "got",
        languages: SCRIPT,
        packages: &["got"],
        ways: &[way(
            &["got", "get", "head", "delete", "stream"],
            Named("searchParams"),
            Query(ENCODED, Replaced),
        )],
        advice: "searchParams: { filter: … }",
        source: Evidence::Recorded("got 14.6.6"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "undici",
        languages: SCRIPT,
        packages: &["undici"],
        ways: &[
            way(&["request", "stream"], Named("query"), Query(ENCODED, Refused)),
            way(&["request", "stream"], Named("body"), Body),
            way(&["request", "stream"], Named("params"), Nowhere),
            way(&["request", "stream"], Named("searchParams"), Nowhere),
            way(&["request", "stream"], At(1), Nowhere),
            way(&["fetch"], Named("query"), Nowhere),
            way(&["fetch"], Named("body"), NoBody),
        ],
        advice: "query: { filter: … }",
        source: Evidence::Recorded("undici 7.30.2"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "needle",
        languages: SCRIPT,
        packages: &["needle"],
        ways: &[way(&["needle"], At(2), Nowhere), way(&["get", "head"], At(1), Nowhere)],
        advice: "needle.request('get', url, { filter: … })",
        source: Evidence::Recorded("needle 3.5.0"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "superagent",
        languages: SCRIPT,
        packages: &["superagent"],
        ways: &[
            way(&["query"], At(0), Query(ENCODED, Kept)),
            way(&["get", "head"], At(1), Query(ENCODED, Kept)),
            way(&["send"], At(0), Body),
        ],
        advice: ".query({ filter: … })",
        source: Evidence::Recorded("superagent 10.4.2"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "ofetch",
        languages: SCRIPT,
        packages: &["ofetch", "$fetch"],
        ways: &[
            way(&["ofetch", "$fetch", "raw"], Named("query"), Query(ENCODED, Merged)),
            way(&["ofetch", "$fetch", "raw"], Named("params"), Query(ENCODED, Merged)),
            way(&["ofetch", "$fetch", "raw"], Named("body"), NoBody),
            way(&["ofetch", "$fetch", "raw"], Named("searchParams"), Nowhere),
            way(&["ofetch", "$fetch", "raw"], Named("data"), Nowhere),
            way(&["ofetch", "$fetch", "raw"], Named("json"), Nowhere),
            way(&["ofetch", "$fetch", "raw"], At(1), Nowhere),
        ],
        advice: "query: { filter: … }",
        source: Evidence::Recorded("ofetch 1.5.1"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "fetch",
        languages: SCRIPT,
        packages: &["fetch", "node-fetch"],
        ways: &[
            way(&["fetch"], Named("params"), Nowhere),
            way(&["fetch"], Named("query"), Nowhere),
            way(&["fetch"], Named("searchParams"), Nowhere),
            way(&["fetch"], Named("data"), Nowhere),
            way(&["fetch"], Named("body"), NoBody),
            way(&["fetch"], At(1), Nowhere),
        ],
        advice: "`${url}?${new URLSearchParams({ filter: … })}`",
        source: Evidence::Recorded("fetch of Node 20, node-fetch 3.3.2"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "Guzzle",
        languages: &[Language::Php],
        packages: &["GuzzleHttp"],
        ways: &[
            way(READS, Named("query"), Query(ENCODED, Replaced)),
            way(READS, Named("form_params"), Body),
            way(READS, Named("json"), Body),
            way(READS, Named("body"), Body),
            way(READS, Named("params"), Nowhere),
        ],
        advice: "'query' => ['filter' => …]",
        source: Evidence::Recorded("Guzzle 7.4.5"),
        percent: Some(BarePercent::Encoded),
    },
    Client {
        name: "Faraday",
        languages: RUBY,
        packages: &["faraday", "Faraday"],
        ways: &[
            way(&["get", "head", "delete"], Named("params"), Nowhere),
            way(&["get", "head", "delete"], At(1), Query(ENCODED, Merged)),
        ],
        advice: "get(url, { filter: … })",
        source: Evidence::Recorded("Faraday 1.1.0"),
        percent: Some(BarePercent::Encoded),
    },
    Client {
        name: "HTTParty",
        languages: RUBY,
        packages: &["httparty", "HTTParty"],
        ways: &[
            way(&["get", "head", "delete"], Named("query"), Query(ENCODED, Kept)),
            way(&["get", "head", "delete"], Named("body"), Body),
            way(&["get", "head", "delete"], Named("params"), Nowhere),
        ],
        advice: "query: { filter: … }",
        source: Evidence::Recorded("HTTParty 0.21.0"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "RestClient",
        languages: RUBY,
        packages: &["rest-client", "RestClient"],
        ways: &[
            way(&["get", "head", "delete"], Named("params"), Query(ENCODED, Kept)),
            way(&["execute"], Named("headers"), Query(ENCODED, Kept)),
            way(&["execute"], Named("payload"), Body),
            way(&["execute"], Named("params"), Nowhere),
            way(&["get", "head", "delete"], At(1), Nowhere),
        ],
        advice: "RestClient.get(url, params: { filter: … })",
        source: Evidence::Recorded("RestClient 2.1.0"),
        percent: Some(BarePercent::Kept),
    },
    Client {
        name: "Net::HTTP",
        languages: RUBY,
        packages: &[],
        ways: &[way(&["post_form"], At(1), Post)],
        advice: "uri.query = URI.encode_www_form(filter: …)",
        source: Evidence::Recorded("Ruby 3.1.2"),
        percent: None,
    },
    Client {
        name: "net/http",
        languages: &[Language::Go],
        packages: &[],
        ways: &[way(&["PostForm"], At(1), Post)],
        advice: "http.Get(url + \"?\" + url.Values{\"filter\": {…}}.Encode())",
        source: Evidence::Recorded("Go 1.19.8"),
        percent: None,
    },
    Client {
        name: "java.net.URI",
        languages: JVM,
        packages: &[],
        ways: &[way(&["URI"], Of(3, 5), Query(PLAIN, Kept)), way(&["URI"], Of(5, 7), Query(PLAIN, Kept))],
        advice: "URI.create(url + \"?filter=\" + URLEncoder.encode(…, StandardCharsets.UTF_8))",
        source: Evidence::Recorded("OpenJDK 17"),
        percent: Some(BarePercent::Refused),
    },
    Client {
        name: "OkHttp",
        languages: JAVA,
        packages: &[],
        ways: &[
            way(&["addEncodedQueryParameter", "setEncodedQueryParameter"], At(1), Value(ValueForm::Encoded)),
            way(&["encodedQuery"], At(0), Query(ENCODED, Replaced)),
        ],
        advice: ".addQueryParameter(\"filter\", …)",
        source: Evidence::Recorded("OkHttp 3.13.1"),
        percent: None,
    },
    Client {
        name: "RestTemplate",
        languages: JAVA,
        packages: &["RestTemplate"],
        ways: &[way(&["getForObject", "getForEntity", "exchange"], At(0), Url(PLAIN))],
        advice: "getForObject(url + \"?filter={filter}\", …)",
        source: Evidence::Recorded("Spring 4.3.30"),
        percent: None,
    },
    Client {
        name: "reqwest",
        languages: &[Language::Rust],
        packages: &["reqwest"],
        ways: &[way(&["query"], At(0), Query(ENCODED, Kept)), way(&["json", "form", "body"], At(0), Body)],
        advice: ".query(&[(\"filter\", …)])",
        source: Evidence::Documented("reqwest 0.12"),
        percent: None,
    },
];
