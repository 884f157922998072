//! Functions that send no request to the service: the navigation between the pages of an app, the keys of a cache,
//! and the clients of other products.

use super::Search;
use crate::limits;
use crate::source::Language;
use crate::source::mentions::has_prefix;

/// Functions that lead to a page, in any language.
const PAGES: [&str; 11] = [
    "navigate",
    "navigateByUrl",
    "createUrlTree",
    "pushState",
    "replaceState",
    "redirect",
    "redirect_to",
    "url_for",
    "link_to",
    "RedirectToAction",
    "HttpResponseRedirect",
];

/// Objects whose methods lead to a page.
const ROUTERS: [&str; 6] = ["router", "history", "navigation", "navigator", "location", "window"];

/// Keys of a cache: those of React Query and of SWR.
const CACHE_KEYS: [&str; 4] = ["queryKey", "mutationKey", "cacheKey", "swrKey"];

/// The begin of the names of SWR's hooks, whose first argument is such a key.
const CACHE_HOOK: &str = "useSWR";

/// Functions that take such a key.
const CACHES: [&str; 9] = [
    "invalidateQueries",
    "setQueryData",
    "setQueriesData",
    "getQueryData",
    "getQueriesData",
    "refetchQueries",
    "removeQueries",
    "cancelQueries",
    "getQueryState",
];

/// Functions and types of the clients of Azure that take a filter of OData.
const OTHER_CLIENTS: [&str; 8] = [
    "listEntities",
    "list_entities",
    "query_entities",
    "queryEntities",
    "SearchOptions",
    "CreateQueryFilter",
    "GenerateFilterCondition",
    "odata",
];

impl Search<'_, '_> {
    /// Whether an entry is for a page, for a cache or for another client. `value` is its value.
    pub(super) fn is_elsewhere(&self, at: usize, value: usize) -> bool {
        let outline = self.outline;
        if !self.is_program() || outline.syntax.words.is_some() {
            return false;
        }
        // The tag of `odata`PartitionKey eq ${key}``.
        if outline.name(value) == Some("odata") || outline.has_beside(at, |name| name == "search_text") {
            return true;
        }
        let is_of = |names: &[&str], name: &str| names.contains(&name);
        let is_for_cache = |open: usize| {
            outline.label(open).is_some_and(|label| is_of(&CACHE_KEYS, label))
                || outline.callee(open).is_some_and(|name| is_of(&CACHES, name))
        };
        let is_for_client = |open: usize| {
            let names = [outline.callee(open), outline.name_before(open, 1)];
            names.into_iter().flatten().any(|name| is_of(&OTHER_CLIENTS, name))
        };
        // `useSWR(['jobs', { filter: … }], fetcher)`: the first argument is the key.
        let call = self.call_of(at, limits::SOURCE_CALL);
        let is_hook = call.last().is_some_and(|function| {
            let open = function.start;
            outline.is_call(open)
                && outline.callee(open).is_some_and(|name| name.starts_with(CACHE_HOOK))
                && self.index(open, at) == 0
        });
        is_hook
            || self.is_for_page(at)
            || outline
                .parents(at)
                .take(limits::SOURCE_CALL)
                .any(|open| is_for_cache(open) || is_for_client(open))
    }

    /// Whether the string at a node is the path of a page, and not a URL of the service.
    pub(super) fn is_page(&self, first: usize, path: &str) -> bool {
        let is_own = !path.contains("://") && !has_prefix(path) && (path.is_empty() || path.starts_with('/'));
        is_own && self.is_program() && self.outline.syntax.words.is_none() && self.is_for_page(first)
    }

    /// Whether a function or an assignment around a node leads to a page.
    fn is_for_page(&self, at: usize) -> bool {
        let outline = self.outline;
        let is_router = |name: &str| {
            let lower = name.to_ascii_lowercase();
            ROUTERS.iter().any(|router| lower.ends_with(router))
        };
        let leads = |open: usize| {
            let name = outline.callee(open).filter(|_| outline.is_call(open));
            let is_method = || {
                let moves =
                    name.is_some_and(|name| ["push", "replace", "assign", "open", "go"].contains(&name));
                moves && outline.receiver(open).is_some_and(is_router)
            };
            let is_helper = |name: &str| name.ends_with("_path") && self.part.language == Language::Ruby;
            name.is_some_and(|name| PAGES.contains(&name) || is_helper(name)) || is_method()
        };
        let groups =
            outline.parents(at).take(limits::SOURCE_CALL).take_while(|open| !outline.is_block(*open));
        let mut groups = groups;
        if groups.any(leads) {
            return true;
        }
        let statement = outline.statement(at);
        // `redirect_to "/jobs?filter=…"`.
        let is_command =
            outline.name(statement.start).is_some_and(|name| ["redirect_to", "link_to"].contains(&name));
        let is_location = |name: &str| name == "href" || name == "location";
        let mut targets = outline.targets(&statement).into_iter();
        is_command
            || outline.variable_of(at).is_some_and(is_location)
            || targets.any(|target| outline.name(target.at).is_some_and(|name| name == "location"))
    }
}
