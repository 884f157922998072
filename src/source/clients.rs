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
    /// The names in code of a file that uses it, besides those of its packages. `urllib.request` is one after the other.
    pub(super) named: &'static [&'static str],
    /// The treatment of a URL with a `%` without two hex digits, if it was recorded.
    pub(super) percent: Option<BarePercent>,
    /// The treatment of a raw space in a URL, if it is known.
    pub(super) space: Option<Space>,
    /// The functions that send a URL, if its ways only make one. Other clients take it, too.
    pub(super) senders: &'static [&'static str],
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

/// The treatment of a raw space in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// It is encoded.
    Encoded,
    /// The client refuses the URL, and sends nothing.
    Refused,
    /// It is sent as it is, and the request line is malformed.
    Malformed,
}

/// The client that gets the URL of a filter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sender {
    pub(crate) name: &'static str,
    pub(crate) percent: Option<BarePercent>,
    pub(crate) space: Option<Space>,
    /// Whether code gives it this URL; else the file only names the client.
    pub(crate) is_given: bool,
}

impl Sender {
    /// Whether a URL with a raw space has no answer.
    pub(crate) fn leaves_spaces(&self) -> bool {
        self.space.is_some_and(Space::is_left)
    }
}

impl Space {
    /// Whether a URL with it has no answer.
    fn is_left(self) -> bool {
        self != Space::Encoded
    }
}

impl Client {
    /// The client, as the one that gets a URL.
    pub(super) fn sender(&self, is_given: bool) -> Sender {
        Sender { name: self.name, percent: self.percent, space: self.space, is_given }
    }

    /// Whether it does not encode a raw space in a URL.
    pub(super) fn leaves_spaces(&self) -> bool {
        self.space.is_some_and(Space::is_left)
    }
}

/// A way of giving a filter to a client.
#[derive(Debug)]
pub(super) struct Way {
    /// The functions that take it. `http.Get` is one of this object, and a module of Ansible is one, too.
    pub(super) calls: &'static [&'static str],
    pub(super) slot: Slot,
    pub(super) sent: Sent,
}

/// A place in the arguments of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The argument of this name, or the entry of this name in an object of options. Without calls, any object may
    /// have the entry.
    Named(&'static str),
    /// The argument at this index.
    At(usize),
    /// The same, in a call with this number of arguments.
    Of(usize, usize),
    /// The member of this name, which gets it as its value.
    Set(&'static str),
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
/// The languages that use the clients of Java.
const JVM: &[Language] = &[Language::Java, Language::Kotlin, Language::Scala, Language::Groovy];

const fn way(calls: &'static [&'static str], slot: Slot, sent: Sent) -> Way {
    Way { calls, slot, sent }
}

use Slot::{At, Named, Of, Set};

/// `requests` and its successor have the same functions.
const OF_REQUESTS: &[Way] = &[
    way(READS, Named("params"), Query(ENCODED, Kept)),
    way(&["get"], At(1), Query(ENCODED, Kept)),
    way(READS, Named("data"), Body),
    way(READS, Named("json"), Body),
];

/// curl as a command, in a script or in a list of arguments. Its options say where a filter is, and so it has no ways.
pub(super) const CURL: Client = Client {
    name: "curl",
    languages: &[],
    packages: &[],
    ways: &[],
    advice: "curl -G --data-urlencode \"filter=…\"",
    source: Evidence::Recorded("curl 7.88.1"),
    named: &[],
    percent: None,
    space: Some(Space::Refused),
    senders: &[],
};

/// The names of other code that may encode a space in a URL: clients without a row, and functions that parse a query.
pub(super) const MAY_ENCODE: &[(&[Language], &[&str])] =
    &[(&[Language::Go], &["resty", "Query"]), (RUBY, &["URI", "Addressable"]), (JVM, &["WebClient", "ktor"])];

/// The modules of Ansible that send requests.
const ANSIBLE: &[&str] = &["uri", "get_url", "ansible.builtin.uri", "ansible.builtin.get_url"];

/// Every client, language by language.
pub(super) const CLIENTS: &[Client] = &[
    Client {
        name: "requests",
        languages: PYTHON,
        packages: &["requests"],
        ways: OF_REQUESTS,
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("requests 2.34.2"),
        named: &[],
        percent: Some(BarePercent::AllEncoded),
        space: Some(Space::Encoded),
        senders: &[],
    },
    Client {
        name: "niquests",
        languages: PYTHON,
        packages: &["niquests"],
        ways: OF_REQUESTS,
        advice: "params={\"filter\": …}",
        source: Evidence::Recorded("niquests 3.21.2"),
        named: &[],
        percent: Some(BarePercent::AllEncoded),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Encoded),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Encoded),
        space: None,
        senders: &[],
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
        named: &[],
        percent: None,
        space: None,
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::AllEncoded),
        space: Some(Space::Encoded),
        senders: &[],
    },
    Client {
        name: "urllib",
        languages: PYTHON,
        packages: &[],
        ways: &[
            way(&["urlopen"], Named("data"), Post),
            way(&["urlopen"], At(1), Post),
            way(&["urlopen", "request.Request", "urlretrieve"], At(0), Url(ENCODED)),
        ],
        advice: "url + \"?\" + urlencode({\"filter\": …})",
        source: Evidence::Recorded("Python 3.11.7"),
        named: &[
            "urlopen",
            "urlretrieve",
            "urllib.request",
            "http.client",
            "HTTPSConnection",
            "HTTPConnection",
        ],
        percent: None,
        space: Some(Space::Refused),
        senders: &[],
    },
    Client {
        name: "curl",
        languages: PYTHON,
        packages: &[],
        ways: &[way(&["setopt"], At(1), Url(ENCODED))],
        advice: "url + \"?\" + urlencode({\"filter\": …})",
        source: CURL.source,
        named: &["pycurl"],
        percent: None,
        space: CURL.space,
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
    },
    Client {
        name: "needle",
        languages: SCRIPT,
        packages: &["needle"],
        ways: &[way(&["needle"], At(2), Nowhere), way(&["get", "head"], At(1), Nowhere)],
        advice: "needle.request('get', url, { filter: … })",
        source: Evidence::Recorded("needle 3.5.0"),
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Encoded),
        space: Some(Space::Encoded),
        senders: &[],
    },
    Client {
        name: "PHP",
        languages: &[Language::Php],
        packages: &[],
        ways: &[way(&["file_get_contents", "fopen"], At(0), Url(ENCODED))],
        advice: "$url . '?' . http_build_query(['filter' => …])",
        source: Evidence::Recorded("PHP 8.2.36"),
        named: &["file_get_contents", "fopen"],
        percent: None,
        space: Some(Space::Malformed),
        senders: &[],
    },
    Client {
        name: "curl",
        languages: &[Language::Php],
        packages: &[],
        ways: &[
            way(&["curl_init"], At(0), Url(ENCODED)),
            way(&["curl_setopt"], At(2), Url(ENCODED)),
            way(&[], Named("CURLOPT_URL"), Url(ENCODED)),
        ],
        advice: "$url . '?' . http_build_query(['filter' => …])",
        source: CURL.source,
        named: &["curl_init", "CURLOPT_URL"],
        percent: None,
        space: CURL.space,
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Encoded),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
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
        named: &[],
        percent: Some(BarePercent::Kept),
        space: Some(Space::Encoded),
        senders: &[],
    },
    Client {
        name: "Net::HTTP",
        languages: RUBY,
        packages: &[],
        ways: &[way(&["post_form"], At(1), Post)],
        advice: "uri.query = URI.encode_www_form(filter: …)",
        source: Evidence::Recorded("Ruby 3.1.2"),
        named: &["Net"],
        percent: None,
        space: Some(Space::Malformed),
        senders: &[],
    },
    Client {
        name: "net/http",
        languages: &[Language::Go],
        packages: &[],
        ways: &[
            way(&["PostForm"], At(1), Post),
            way(&["http.Get", "http.Head"], At(0), Url(ENCODED)),
            way(&["http.NewRequest"], At(1), Url(ENCODED)),
            way(&["http.NewRequestWithContext"], At(2), Url(ENCODED)),
            way(&[], Set("RawQuery"), Url(ENCODED)),
        ],
        advice: "http.Get(url + \"?\" + url.Values{\"filter\": {…}}.Encode())",
        source: Evidence::Recorded("Go 1.19.8"),
        named: &["http"],
        percent: None,
        space: Some(Space::Malformed),
        senders: &[],
    },
    Client {
        name: "java.net.URI",
        languages: JVM,
        packages: &[],
        ways: &[
            way(&["URI"], Of(3, 5), Query(PLAIN, Kept)),
            way(&["URI"], Of(5, 7), Query(PLAIN, Kept)),
            way(&["URI.create", "HttpGet"], At(0), Url(ENCODED)),
        ],
        advice: "URI.create(url + \"?filter=\" + URLEncoder.encode(…, StandardCharsets.UTF_8))",
        source: Evidence::Recorded("OpenJDK 17"),
        named: &["URI", "HttpGet"],
        percent: Some(BarePercent::Refused),
        space: Some(Space::Refused),
        senders: &[],
    },
    Client {
        name: "java.net.URL",
        languages: JVM,
        packages: &[],
        ways: &[way(&["URL"], At(0), Url(ENCODED))],
        advice: "new URL(url + \"?filter=\" + URLEncoder.encode(…, StandardCharsets.UTF_8))",
        source: Evidence::Recorded("OpenJDK 17"),
        named: &["URL"],
        percent: None,
        space: Some(Space::Malformed),
        senders: &["openStream", "openConnection", "readText", "readBytes", "fromURL", "text"],
    },
    Client {
        name: "OkHttp",
        languages: JVM,
        packages: &[],
        ways: &[
            way(&["addEncodedQueryParameter", "setEncodedQueryParameter"], At(1), Value(ValueForm::Encoded)),
            way(&["encodedQuery"], At(0), Query(ENCODED, Replaced)),
        ],
        advice: ".addQueryParameter(\"filter\", …)",
        source: Evidence::Recorded("OkHttp 3.13.1"),
        named: &["okhttp", "okhttp3"],
        percent: None,
        space: None,
        senders: &[],
    },
    Client {
        name: "RestTemplate",
        languages: JVM,
        packages: &["RestTemplate"],
        ways: &[way(&["getForObject", "getForEntity", "exchange"], At(0), Url(PLAIN))],
        advice: "getForObject(url + \"?filter={filter}\", …)",
        source: Evidence::Recorded("Spring 4.3.30"),
        named: &["restTemplate"],
        percent: None,
        space: None,
        senders: &[],
    },
    Client {
        name: "reqwest",
        languages: &[Language::Rust],
        packages: &["reqwest"],
        ways: &[way(&["query"], At(0), Query(ENCODED, Kept)), way(&["json", "form", "body"], At(0), Body)],
        advice: ".query(&[(\"filter\", …)])",
        source: Evidence::Documented("reqwest 0.12"),
        named: &[],
        percent: None,
        space: None,
        senders: &[],
    },
    Client {
        name: "Ansible",
        languages: &[Language::Yaml],
        packages: &[],
        ways: &[way(ANSIBLE, Named("url"), Url(ENCODED))],
        advice: "{{ url }}?filter={{ … | urlencode }}",
        source: Evidence::Recorded("ansible-core 2.19.14"),
        named: ANSIBLE,
        percent: None,
        space: Some(Space::Refused),
        senders: &[],
    },
];
