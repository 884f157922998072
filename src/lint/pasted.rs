//! A filter that code inserts into a URL without encoding: the characters that change on the way, and the clients
//! that refuse it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::decode::Kind;
use crate::limits;
use crate::source::{Language, PastedValue, boundary, filled, upto};
use crate::syntax::joined_words;
use crate::text::{Quoted, Span, has_encoded, percent_decode};

/// The characters that a URL gives another meaning.
const MEANINGS: &str = "+&#%";

/// A change of a filter on its way.
pub(super) enum Lost {
    /// A character has another meaning. The service gets this filter.
    Changed(char, String),
    /// The client refuses the spaces.
    Refused(&'static Client),
    /// A value in the filter is not known: its code.
    Unknown(String),
}

/// A client that does not encode a space.
pub(super) struct Client {
    languages: &'static [Language],
    /// A file uses it if it contains one of these names, and none of the others, which encode a space.
    names: &'static [&'static str],
    others: &'static [&'static str],
    /// Its behaviour, in words.
    does: &'static str,
}

/// Recorded with each client against a server that keeps the raw request line.
static CLIENTS: [Client; 7] = [
    Client {
        languages: &[Language::Python],
        names: &["urlopen", "urllib.request", "http.client", "HTTPSConnection", "HTTPConnection", "pycurl"],
        others: &["import requests", "from requests", "httpx", "aiohttp", "urllib3"],
        does: "the client refuses the spaces in it, and sends nothing",
    },
    Client {
        languages: &[Language::Go],
        names: &["http.Get(", "http.NewRequest", "http.Head(", ".Get("],
        others: &["resty"],
        does: "the client sends the spaces in it as they are, and the request line is malformed",
    },
    Client {
        languages: &[Language::Php],
        names: &["file_get_contents", "fopen", "curl_init", "CURLOPT_URL"],
        others: &["Guzzle"],
        does: "the client does not encode the spaces in it, and the request is refused",
    },
    // `URI` encodes a space.
    Client {
        languages: &[Language::Ruby],
        names: &["Net::HTTP"],
        others: &["URI", "Addressable"],
        does: "the client sends the spaces in it as they are, and the request line is malformed",
    },
    Client {
        languages: &[Language::Java],
        names: &["URI.create(", "new URI(", "HttpGet("],
        others: &["RestTemplate", "okhttp", "WebClient"],
        does: "`URI` refuses the spaces in it, and nothing is sent",
    },
    Client {
        languages: &[Language::Java],
        names: &["new URL("],
        others: &["RestTemplate", "okhttp", "WebClient"],
        does: "the client sends the spaces in it as they are, and the request line is malformed",
    },
    Client {
        languages: &[Language::Yaml],
        names: &["uri:", "get_url:"],
        others: &[],
        does: "Ansible refuses the spaces in it, and sends nothing",
    },
];

static CURL: Client = Client {
    languages: &[],
    names: &[],
    others: &[],
    does: "curl refuses the spaces in it, and sends nothing",
};

/// The clients that a file uses. A file may have thousands of URLs, so each language is searched once.
pub(super) struct Clients<'t> {
    text: &'t str,
    /// For each language, its client that does not encode a space; none if one that does is named, too.
    of_file: RefCell<BTreeMap<Language, FileClient>>,
}

#[derive(Clone, Copy)]
enum FileClient {
    /// The file names a client that encodes a space.
    Encodes,
    /// The first that the file names.
    First(Option<&'static Client>),
}

impl<'t> Clients<'t> {
    pub(super) fn of(text: &'t str) -> Clients<'t> {
        Clients { text, of_file: RefCell::default() }
    }

    /// The client that gets the URL at a place, if it does not encode a space: one that the line names, or one that
    /// the file names.
    pub(super) fn at(&self, language: Language, at: Span, kind: Kind) -> Option<&'static Client> {
        if kind == Kind::Command {
            return Some(&CURL);
        }
        let has = |text: &str, names: &[&str]| names.iter().any(|name| text.contains(name));
        let mut clients = CLIENTS.iter().filter(|client| client.languages.contains(&language));
        let of_file = *self.of_file.borrow_mut().entry(language).or_insert_with(|| {
            if clients.clone().any(|client| has(self.text, client.others)) {
                return FileClient::Encodes;
            }
            FileClient::First(clients.clone().find(|client| has(self.text, client.names)))
        });
        let FileClient::First(first) = of_file else { return None };
        let line = line_of(self.text, at);
        clients.find(|client| has(line, client.names)).or(first)
    }

    /// Whether the URL at a place is probably an argument of curl in a program: `run(["curl", f"https://…"])`.
    pub(super) fn is_curl(&self, at: Span) -> bool {
        let near = boundary(self.text, (at.end as usize).saturating_sub(limits::SOURCE_NEAR));
        let before = self.text.get(near..at.end as usize).unwrap_or_default();
        let mut lines = before.rsplit('\n');
        let own = lines.next().unwrap_or_default();
        let mut words = own.split(|c: char| c.is_whitespace() || "\"'`(),[]".contains(c));
        let is_command = |name: &str| matches!(name.rsplit('/').next(), Some("curl" | "curl.exe"));
        // An argument on a line before, alone in its quotes.
        let mut lines = lines.take(CALL_LINES).take_while(|line| !line.trim().is_empty());
        words.any(is_command) || lines.any(|line| line.split(['"', '\'']).skip(1).step_by(2).any(is_command))
    }
}

/// The line around a place, or the part of a long one around it.
fn line_of(text: &str, at: Span) -> &str {
    let near = boundary(text, (at.start as usize).saturating_sub(limits::SOURCE_NEAR));
    let before = text.get(near..at.start as usize).unwrap_or_default();
    let start = before.rfind('\n').map_or(near, |line| near + line + 1);
    let after = upto(text.get(at.start as usize..).unwrap_or_default(), limits::SOURCE_NEAR);
    let end = at.start as usize + after.find('\n').unwrap_or(after.len());
    text.get(start..end).unwrap_or_default()
}

/// How many lines a call may have from its command to its URL.
const CALL_LINES: usize = 8;

impl Lost {
    /// The change of a value. `leaves` are the characters that a function on the way leaves.
    pub(super) fn of(
        value: &PastedValue,
        leaves: Option<&str>,
        client: Option<&'static Client>,
    ) -> Option<Lost> {
        let text = &*value.text;
        // Text that is encoded already has its findings there.
        if has_encoded(text) {
            return None;
        }
        let leaves = leaves.or(value.leaves.as_deref());
        let is_raw = leaves.is_none();
        // Without an answer, the other changes do not matter.
        if let Some(client) = client.filter(|_| is_raw && text.contains(' ')) {
            return Some(Lost::Refused(client));
        }
        let leaves = leaves.unwrap_or(MEANINGS);
        let read = read(text, leaves);
        if !are_equal(text, &read) {
            let end = text
                .find(['&', '#'])
                .filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(|c| leaves.contains(c))));
            let character = end.and_then(|end| text.get(end..)).and_then(|rest| rest.chars().next());
            let first = text.chars().find(|c| leaves.contains(*c)).unwrap_or('+');
            let source = |number: usize| value.holes.get(&number).map(|(code, _)| code.clone());
            return Some(Lost::Changed(character.unwrap_or(first), filled(&read, source).0));
        }
        let hole = value.holes.values().find(|(_, is_encoded)| !is_encoded);
        hole.map(|(code, _)| Lost::Unknown(code.clone()))
    }

    /// In words.
    pub(super) fn words(&self) -> String {
        match self {
            Lost::Changed('+', read) => {
                format!("the `+` in it is read as a space, and the service gets {}", Quoted(read))
            }
            Lost::Changed('%', read) => {
                format!("the `%` in it begins an encoded byte, and the service gets {}", Quoted(read))
            }
            Lost::Changed(character, read) => {
                format!("the `{character}` in it ends the filter, and the service gets {}", Quoted(read))
            }
            Lost::Refused(client) => client.does.to_owned(),
            Lost::Unknown(code) => {
                format!("a `+` in {} becomes a space, and `&` or `#` ends the filter", Quoted(code))
            }
        }
    }
}

/// The filter that the service reads.
fn read(text: &str, leaves: &str) -> String {
    let end = text.find(|c| matches!(c, '&' | '#') && leaves.contains(c)).unwrap_or(text.len());
    let sent = text.get(..end).unwrap_or(text);
    let decoded = if leaves.contains('%') { percent_decode(sent, 0, false).text } else { sent.to_owned() };
    if leaves.contains('+') { decoded.replace('+', " ") } else { decoded }
}

/// Whether two filters have the same words. The sign of a number may be a space.
fn are_equal(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        joined_words(text).into_iter().map(|word| word.text.trim_start_matches('+').to_owned()).collect()
    };
    words(left) == words(right)
}
