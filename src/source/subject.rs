//! The subject that a name or a word has: a list of the API, or something else. It decides about a request whose URL is
//! not known.

use super::mentions::{has_prefix, is_list_name};
use super::search::names_url;
use super::url::relative;
use crate::decode::is_filter_name;
use crate::limits;
use crate::schema::lists;

/// The list or the service that a call is for, by the words of its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// The name of a list of the API.
    List(String),
    /// Something that no list of the API is.
    Other,
}

/// The words of a name that say nothing about the list or the service.
const GENERIC: &[&str] = &[
    "url",
    "urls",
    "uri",
    "uris",
    "href",
    "endpoint",
    "endpoints",
    "base",
    "root",
    "prefix",
    "host",
    "domain",
    "server",
    "origin",
    "api",
    "apis",
    "rest",
    "http",
    "https",
    "web",
    "service",
    "client",
    "session",
    "request",
    "req",
    "response",
    "call",
    "the",
    "my",
    "our",
    "this",
    "self",
    "default",
    "main",
    "own",
    "new",
    "old",
    "current",
    "final",
    "full",
    "whole",
    "complete",
    "built",
    "raw",
    "encoded",
    "with",
    "and",
    "for",
    "from",
    "to",
    "of",
    "get",
    "fetch",
    "make",
    "build",
    "create",
    "format",
    "join",
    "add",
    "load",
    "resolve",
    "path",
    "paths",
    "route",
    "routes",
    "resource",
    "resources",
    "list",
    "lists",
    "collection",
    "item",
    "items",
    "object",
    "entity",
    "entities",
    "target",
    "page",
    "pages",
    "next",
    "first",
    "last",
    "prev",
    "previous",
    "link",
    "links",
    "query",
    "queries",
    "search",
    "filter",
    "filters",
    "filtered",
    "param",
    "params",
    "parameters",
    "args",
    "options",
    "opts",
    "headers",
    "header",
    "settings",
    "config",
    "configuration",
    "conf",
    "env",
    "token",
    "auth",
    "key",
    "secret",
    "credentials",
    "timeout",
    "limit",
    "offset",
    "com",
    "ops",
    "compute",
    "mgmt",
    "management",
    "opsmgmt",
    "comops",
    "hpe",
    "greenlake",
    "green",
    "lake",
    "cloud",
    "region",
    "regional",
    "cluster",
    "instance",
    "gateway",
    "tenant",
    "customer",
    "prod",
    "production",
    "dev",
    "test",
    "stage",
    "staging",
    "local",
    "us",
    "eu",
    "west",
    "east",
    "central",
    "south",
    "north",
    "ap",
    "str",
    "string",
    "value",
    "name",
    "version",
    "method",
    "template",
    "pattern",
    "constant",
    "const",
    "global",
    "public",
    "private",
    "internal",
    "external",
    "remote",
    "source",
    "data",
    "body",
    "json",
    "info",
    "context",
    "ctx",
    "async",
    "sync",
    "proxy",
    "address",
    "location",
    "job",
    "encode",
    "escape",
    "component",
    "quote",
    "parse",
    "parsed",
    "absolute",
    "relative",
    "combine",
    "concat",
    "append",
    "set",
    "check",
    "valid",
    "validate",
    "builder",
    "safe",
    "clean",
    "normalized",
    "trimmed",
    "without",
    "decode",
    "decoded",
    "temp",
    "tmp",
    "test",
    "example",
    "result",
    "input",
    "output",
    "file",
    "line",
    "text",
    "variable",
    "some",
    "any",
    "other",
];

/// Words of other services of the same platform, whose names are enough.
const OTHERS: &[&str] = &[
    "user",
    "users",
    "identity",
    "workspace",
    "workspaces",
    "subscription",
    "subscriptions",
    "role",
    "roles",
    "glp",
    "audit",
    "authorization",
    "licenses",
    "accounts",
    "tickets",
    "orders",
    "customers",
    "tenants",
    "tags",
];

/// The words of a name in lower case: `glp`, `users`, `uri` of `Get-GLPUsersUri` after its verb.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let letters: Vec<char> = name.chars().take(limits::SOURCE_NAME).collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let is_last_capital =
            before.is_uppercase() && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins =
            !before.is_alphabetic() || letter.is_uppercase() && (before.is_lowercase() || is_last_capital);
        if letter.is_alphabetic() {
            if begins {
                words.push(String::new());
            }
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
        before = letter;
    }
    words
}

/// The list of the API that words name: `servers` of `serversUrl`, `approval-requests` of `APPROVAL_REQUESTS`.
fn list_of(words: &[String]) -> Option<String> {
    let is_known = |name: &str| {
        lists().iter().any(|list| list.name().split('/').any(|segment| segment == name)) || is_list_name(name)
    };
    let named = |from: usize| {
        let lengths = 1..=words.len() - from;
        lengths.rev().find_map(|length| {
            let name = words.get(from..from + length)?.join("-");
            Some(name).filter(|name| is_known(name) && !is_one_of(GENERIC, name))
        })
    };
    (0..words.len()).find_map(named)
}

fn is_one_of(known: &[&str], word: &str) -> bool {
    known.contains(&word)
}

/// The subject of a name. Many names of variables have no known meaning, so a name must be that of a URL or of a path
/// (`is_target`), or have a word of another service.
fn subject_of(name: &str, is_target: bool) -> Option<Subject> {
    let words = words(name);
    let is_other = words.iter().any(|word| is_one_of(OTHERS, word));
    if let Some(list) = list_of(&words).filter(|_| !is_other) {
        return Some(Subject::List(list));
    }
    let is_list = |word: &str| list_of(&[format!("{word}s")]).is_some();
    // `urlencode`, `urljoin`.
    let is_generic = |word: &str| is_one_of(GENERIC, word) || word.contains("url") || word.contains("uri");
    let is_specific = words.iter().any(|word| word.len() > 2 && !is_generic(word) && !is_list(word));
    (is_other || is_target && is_specific).then_some(Subject::Other)
}

/// Whether a name is that of a constant: `IDENTITY_USERS`.
fn is_constant(name: &str) -> bool {
    name.len() > 2 && name.contains(char::is_alphabetic) && !name.contains(char::is_lowercase)
}

/// Whether a name is that of a URL, a path, or an object with several: `usersUrl`, `Paths`.
fn names_target(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    names_url(name) || ["path", "route", "resource"].iter().any(|known| lower.contains(known))
}

/// The subject of a name in the place of a URL or of a path, which may be a constant.
pub(super) fn subject_of_target(object: Option<&str>, name: &str) -> Option<Subject> {
    if is_constant(name) { subject_of(name, true) } else { subject_of_url(object, name) }
}

/// The subject of a name in the place of a URL.
pub(super) fn subject_of_url(object: Option<&str>, name: &str) -> Option<Subject> {
    // `Paths.Users`, and not `url.QueryEscape(…)` or `Path.Combine(…)`.
    let is_of_targets = object.is_some_and(|object| names_target(object) && object.ends_with(['s', 'S']));
    subject_of(name, names_target(name) || is_of_targets)
}

/// The subject of a string.
pub(super) fn written(raw: &str, has_label: bool) -> Option<Subject> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if raw.is_empty() || !raw.chars().all(is_plain) || is_filter_name(raw) || has_prefix(raw) {
        return None;
    }
    let path = raw.trim_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    if is_list_name(path) || relative(path).is_some() {
        return Some(Subject::List(relative(path).unwrap_or(path).to_owned()));
    }
    if has_label && raw.starts_with('/') && !last.contains('.') {
        return Some(Subject::Other);
    }
    subject_of(last, false)
}

#[cfg(test)]
mod tests {
    use super::{Subject, list_of, subject_of, words};

    #[test]
    fn words_of_names() {
        assert_eq!(words("Get-GLPUsersUri"), ["get", "glp", "users", "uri"]);
        assert_eq!(words("IDENTITY_USERS"), ["identity", "users"]);
        assert_eq!(words("approvalRequestsURL2"), ["approval", "requests", "url"]);
    }

    #[test]
    fn subjects_of_names() {
        let list = |name: &str| list_of(&words(name));
        assert_eq!(list("serversUrl"), Some("servers".to_owned()));
        assert_eq!(list("APPROVAL_REQUESTS"), Some("approval-requests".to_owned()));
        assert_eq!(subject_of("glp_servers_url", true), Some(Subject::Other));
        assert_eq!(subject_of("printers_url", true), Some(Subject::Other));
        assert_eq!(subject_of("base_url", true), None);
        assert_eq!(subject_of("group_url", true), None);
        assert_eq!(subject_of("printers", false), None);
    }
}
