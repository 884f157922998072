//! Requests for the author's own server: a relative path that nothing ties to a base of the API.

use super::Search;
use super::base::CLASS_BASE;
use super::call::names_url;
use super::flow::bare;
use crate::limits;
use crate::source::Language;
use crate::source::fragment::atoms;
use crate::source::mentions::{has_prefix, names_base};

/// Functions that read a relative path from the page, or from the program itself.
const GLOBALS: [&str; 4] = ["fetch", "$fetch", "useFetch", "useLazyFetch"];

/// Objects that send a request to the program itself, or to a page of it. Sources: Flask and webtest (`app`), Fastify and
/// Hono (`app`, `fastify`), Go's httptest, Spring (`mockMvc`), Cypress (`cy`), Playwright (`page`).
const OBJECTS: [&str; 10] =
    ["app", "server", "fastify", "httptest", "mockMvc", "mvc", "webTestClient", "chai", "cy", "page"];

/// Functions and types that make a client of the program itself. Sources: supertest (`request`, `agent`), Flask
/// (`test_client`), FastAPI, Django, Spring, ASP.NET.
const MAKERS: [&str; 12] = [
    "supertest",
    "request",
    "agent",
    "TestClient",
    "test_client",
    "APIClient",
    "RequestFactory",
    "APIRequestFactory",
    "ASGITransport",
    "CreateClient",
    "WebTestClient",
    "MockMvc",
];

impl<'a> Search<'_, 'a> {
    /// Whether the request of a relative path, in a string at a node, goes to the author's own server. Case: "requests of
    /// the program's own server" (silent.toml).
    pub(super) fn is_of_own_server(&self, first: usize, path: &str) -> bool {
        let outline = self.outline;
        let is_relative =
            path.starts_with(|c: char| c == '/' || c.is_ascii_lowercase()) && !path.contains("://");
        // The value of a hole may be the base.
        let is_relative = is_relative && atoms(path).next().is_none_or(|(hole, _)| hole.start > 0);
        if !is_relative || has_prefix(path) || !self.is_program() || outline.syntax.words.is_some() {
            return false;
        }
        let groups = outline.parents(first).take(limits::SOURCE_GROUPS);
        let groups: Vec<usize> = groups.take_while(|open| !outline.is_block(*open)).collect();
        let calls = || groups.iter().copied().filter(|open| outline.is_call(*open));
        // `axios({ baseURL, url: "/jobs" })`.
        let has_base = |open: usize| {
            let nodes = std::iter::successors(Some(open + 1), |node| outline.next(*node));
            let mut keys = nodes.take(limits::SOURCE_ARGUMENTS).filter(|at| outline.is_label(*at));
            keys.any(|at| outline.word(at).is_some_and(names_base))
        };
        let siblings =
            calls().next().and_then(|open| Some(open + 1..outline.next(open)?)).unwrap_or_default();
        let mut siblings = siblings.take(limits::SOURCE_ARGUMENTS);
        if groups.iter().any(|open| has_base(*open))
            || siblings.any(|at| outline.bracket(at).is_some() && has_base(at))
            || calls().any(|open| self.base_of_call(open).is_some())
        {
            return false;
        }
        // `fetch(new URL("v1/jobs", base))`.
        let makes_url = |open: usize| outline.callee(open).is_some_and(names_url);
        if calls().any(makes_url) {
            return false;
        }
        let is_known = |open: usize| self.asks_own_server(open) || self.asks_in_page(open - 1);
        calls().next().is_some_and(is_known)
            || calls().skip(1).any(|open| self.is_own_object(open))
            || calls().next().is_none() && self.asks_in_page(outline.statement(first).start)
            || self.is_in_test(first)
    }

    /// Whether the name at a node is the function of a test of Rails or of Rack: `get "/jobs", params: { … }`.
    pub(super) fn asks_in_page(&self, at: usize) -> bool {
        let outline = self.outline;
        let is_bare = outline.name(at) == Some("get") && outline.access_before(at).is_none();
        let Some(scopes) = self.mentions.scopes.filter(|_| is_bare && self.part.language == Language::Ruby)
        else {
            return false;
        };
        // A class with `base_uri` has this function, too.
        let place = |node: usize| outline.span(node).start;
        let mut bases = self.names().uses(CLASS_BASE).iter().take(limits::SOURCE_USES);
        !bases.any(|base| scopes.is_same_type(place(at), place(*base)))
    }

    /// Whether a call is a method of an object that sends requests to the program itself.
    fn is_own_object(&self, open: usize) -> bool {
        let root = open.checked_sub(1).and_then(|callee| self.outline.operand_start(callee));
        let name = root.filter(|root| root + 1 < open).and_then(|root| self.outline.name(root));
        name.is_some_and(|name| OBJECTS.contains(&bare(name)))
    }

    /// Whether a call sends a request to the author's own server.
    fn asks_own_server(&self, open: usize) -> bool {
        let outline = self.outline;
        let Some(callee) = open.checked_sub(1) else { return false };
        let Some(root) = outline.operand_start(callee) else { return false };
        let name = outline.name(root).unwrap_or_default();
        let is_own = || self.mentions.scopes.is_some_and(|scopes| scopes.named(name).next().is_some());
        if root == callee || outline.is_call(root + 1) {
            let is_known = if root == callee { GLOBALS.contains(&name) } else { MAKERS.contains(&name) };
            return is_known && !is_own();
        }
        // `axios.get("/jobs")`, without a base for all requests.
        if name == "axios" {
            return self.names().uses("baseURL").is_empty() && self.is_certainly_of_client(open);
        }
        let makes = |at: usize| outline.name(at).is_some_and(|name| MAKERS.contains(&name));
        let own = root..callee;
        let uses = self.names().uses(bare(name)).iter().take(limits::SOURCE_USES);
        let mut values = uses.filter_map(|node| self.base_given(*node));
        self.is_own_object(open)
            || own.clone().take(limits::SOURCE_ARGUMENTS).any(makes)
            || values.any(|value| {
                let nodes = outline.from(value.start)..outline.from(value.end);
                nodes.take(limits::SOURCE_ARGUMENTS).any(makes)
            })
    }

    /// Whether a node is in a test.
    fn is_in_test(&self, at: usize) -> bool {
        let outline = self.outline;
        let Some(scopes) = self.mentions.scopes else { return false };
        let place = outline.span(at).start;
        let is_test = |name: &str| {
            let begins = ["test", "Test"].iter().any(|begin| name.starts_with(begin));
            begins || ["Test", "Tests", "TestCase", "_test", "Spec"].iter().any(|end| name.ends_with(end))
        };
        let words = scopes.type_at(place).split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let is_block = |open: usize| {
            outline.is_call(open)
                && outline.callee(open).is_some_and(|name| ["it", "test", "describe"].contains(&name))
        };
        scopes.names_at(place).any(is_test)
            || words.into_iter().any(is_test)
            || outline.parents(at).take(limits::SOURCE_GROUPS).any(is_block)
    }
}
