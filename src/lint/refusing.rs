//! The clients that do not encode a space: those that refuse such a URL, and those that send a malformed request line.

use std::cell::RefCell;
use std::collections::BTreeMap;

use memchr::memmem;

use crate::decode::Kind;
use crate::limits;
use crate::source::{Language, boundary, upto};
use crate::text::Span;
use crate::text::shell::is_curl;

/// A client that does not encode a space.
pub(super) struct Client {
    languages: &'static [Language],
    /// A file uses it if it contains one of these names, and none of the others, which encode a space.
    names: &'static [&'static str],
    others: &'static [&'static str],
    /// Code before a URL that gets it, whatever else the file names.
    calls: &'static [&'static str],
    /// The functions that send the URL, if the calls only make it.
    senders: &'static [&'static str],
    /// Its behaviour, in words.
    pub(super) does: &'static str,
}

const REFUSES: &str = "the client refuses the spaces in it, and sends nothing";
const MALFORMS: &str = "the client sends the spaces in it as they are, and the request line is malformed";
const CURL_REFUSES: &str = "curl refuses the spaces in it, and sends nothing";
const URI_REFUSES: &str = "`URI` refuses the spaces in it, and nothing is sent";

/// Recorded with each client against a server that keeps the raw request line.
static CLIENTS: [Client; 10] = [
    Client {
        languages: &[Language::Python],
        names: &["urlopen", "urllib.request", "http.client", "HTTPSConnection", "HTTPConnection"],
        others: &["import requests", "from requests", "httpx", "aiohttp", "urllib3"],
        calls: &["urlopen(", "urllib.request.Request(", "urlretrieve("],
        senders: &[],
        does: REFUSES,
    },
    Client {
        languages: &[Language::Python],
        names: &["pycurl"],
        others: &["import requests", "from requests", "httpx", "aiohttp", "urllib3"],
        calls: &["setopt(pycurl.URL,"],
        senders: &[],
        does: CURL_REFUSES,
    },
    Client {
        languages: &[Language::Go],
        names: &["http.Get(", "http.NewRequest", "http.Head(", ".Get("],
        // The last one parses the query, and the code may encode it again.
        others: &["resty", ".Query()"],
        calls: &["http.Get(", "http.Head(", "http.NewRequest(", "http.NewRequestWithContext("],
        senders: &[],
        does: MALFORMS,
    },
    Client {
        languages: &[Language::Go],
        names: &[".RawQuery = \"", ".RawQuery = fmt.Sprintf("],
        others: &["resty"],
        calls: &[".RawQuery = "],
        senders: &[],
        does: MALFORMS,
    },
    Client {
        languages: &[Language::Php],
        names: &["file_get_contents", "fopen"],
        others: &["Guzzle"],
        calls: &["file_get_contents(", "fopen("],
        senders: &[],
        does: MALFORMS,
    },
    Client {
        languages: &[Language::Php],
        names: &["curl_init", "CURLOPT_URL"],
        others: &["Guzzle"],
        calls: &["curl_init(", "CURLOPT_URL,", "CURLOPT_URL =>"],
        senders: &[],
        does: CURL_REFUSES,
    },
    // `URI` encodes a space.
    Client {
        languages: &[Language::Ruby],
        names: &["Net::HTTP"],
        others: &["URI", "Addressable"],
        calls: &[],
        senders: &[],
        does: MALFORMS,
    },
    Client {
        languages: JVM,
        names: &["URI.create(", "new URI(", "HttpGet("],
        others: JVM_ENCODES,
        calls: &["URI.create(", "HttpGet("],
        senders: &[],
        does: URI_REFUSES,
    },
    Client {
        languages: JVM,
        names: &["URL("],
        others: JVM_ENCODES,
        calls: &["URL("],
        senders: &["openStream(", "openConnection(", "readText(", "readBytes(", "fromURL(", ".text"],
        does: MALFORMS,
    },
    Client {
        languages: &[Language::Yaml],
        names: &["uri:", "get_url:"],
        others: &[],
        calls: &[],
        senders: &[],
        does: "Ansible refuses the spaces in it, and sends nothing",
    },
];

/// The languages with the classes of Java, and their clients that encode a space.
const JVM: &[Language] = &[Language::Java, Language::Kotlin, Language::Scala, Language::Groovy];
const JVM_ENCODES: &[&str] = &["RestTemplate", "restTemplate", "okhttp", "WebClient", "ktor"];

static CURL: Client =
    Client { languages: &[], names: &[], others: &[], calls: &[], senders: &[], does: CURL_REFUSES };

impl Client {
    /// Its behaviour for a URL with spaces, in words.
    pub(super) fn does_with_spaces(&self) -> String {
        self.does.replace("the spaces in it", "spaces")
    }
}

/// The clients that a file uses. A file may have thousands of URLs, so each language is searched once.
pub(super) struct Clients<'t> {
    text: &'t str,
    of_file: RefCell<BTreeMap<Language, OfFile>>,
}

/// The clients of a language that do not encode a space.
#[derive(Clone)]
struct OfFile {
    /// The clients that the file may use, because it names none of the others.
    used: Vec<&'static Client>,
    /// The first of them that it names.
    first: Option<&'static Client>,
    /// The clients whose calls may send a URL.
    sending: Vec<&'static Client>,
}

impl<'t> Clients<'t> {
    pub(super) fn of(text: &'t str) -> Clients<'t> {
        Clients { text, of_file: RefCell::default() }
    }

    fn of_file(&self, language: Language) -> OfFile {
        let find = || {
            let own = CLIENTS.iter().filter(|client| client.languages.contains(&language));
            let used: Vec<_> = own.filter(|client| !names_any(self.text, client.others)).collect();
            let first = used.iter().copied().find(|client| names_any(self.text, client.names));
            let own = CLIENTS.iter().filter(|client| client.languages.contains(&language));
            let is_sending = |client: &&Client| {
                client.senders.is_empty()
                    || names_any(self.text, client.senders) && !names_any(self.text, client.others)
            };
            OfFile { used, first, sending: own.filter(is_sending).collect() }
        };
        self.of_file.borrow_mut().entry(language).or_insert_with(find).clone()
    }

    /// The client that gets the URL at a place, if it does not encode a space: one that the line names, or one that
    /// the file names.
    pub(super) fn at(&self, language: Language, at: Span, kind: Kind) -> Option<&'static Client> {
        if kind == Kind::Command {
            return Some(&CURL);
        }
        let OfFile { used, first, .. } = self.of_file(language);
        let line = line_of(self.text, at);
        used.into_iter().find(|client| names_any(line, client.names)).or(first)
    }

    /// The client that gets the string at a place, if it does not encode a space. Any string may be only an example, so a
    /// call must take this one, directly or in a variable.
    pub(super) fn of_string(&self, language: Language, at: Span) -> Option<&'static Client> {
        if is_changed(self.text, at, language) {
            return None;
        }
        let near = boundary(self.text, (at.start as usize).saturating_sub(limits::SOURCE_NEAR));
        let before = self.text.get(near..at.start as usize).unwrap_or_default();
        if language == Language::Yaml {
            let mut own = CLIENTS.iter().filter(|client| client.languages.contains(&language));
            return own.next().filter(|_| is_of_module(before));
        }
        if is_argument_of_curl(before) {
            return Some(&CURL);
        }
        let name = assigned_name(before);
        let after = upto(self.text.get(at.end as usize..).unwrap_or_default(), limits::SOURCE_NEAR);
        self.of_file(language).sending.into_iter().find(|client| {
            client
                .calls
                .iter()
                .any(|call| takes(before, call) || name.is_some_and(|name| takes_variable(after, call, name)))
        })
    }

    /// Whether the URL at a place is probably an argument of curl in a program: `run(["curl", f"https://…"])`.
    pub(super) fn is_curl(&self, at: Span) -> bool {
        let near = boundary(self.text, (at.end as usize).saturating_sub(limits::SOURCE_NEAR));
        let before = self.text.get(near..at.end as usize).unwrap_or_default();
        let mut lines = before.rsplit('\n');
        let own = lines.next().unwrap_or_default();
        let mut words = own.split(|c: char| c.is_whitespace() || "\"'`(),[]".contains(c));
        // An argument on a line before, alone in its quotes.
        let mut lines = lines.take(CALL_LINES).take_while(|line| !line.trim().is_empty());
        words.any(is_curl) || lines.any(|line| line.split(['"', '\'']).skip(1).step_by(2).any(is_curl))
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

/// The places where code names something: as a whole word, if it begins with a letter.
fn named<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let is_word = name.starts_with(is_part);
    let places = memmem::find_iter(text.as_bytes(), name);
    places.filter(move |at| !is_word || !text.get(..*at).is_some_and(|before| before.ends_with(is_part)))
}

fn names_any(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| named(text, name).next().is_some())
}

/// Functions that make a string out of the one that they get.
const FORMATS: [&str; 3] = ["Sprintf", "sprintf", "format"];

/// Whether a call takes the string after this code as an argument.
fn takes(before: &str, call: &str) -> bool {
    let Some(at) = named(before, call).last() else { return false };
    let between = before.get(at + call.len()..).unwrap_or_default();
    if between.contains([';', '}']) || between.lines().count() > CALL_LINES {
        return false;
    }
    let mut word = "";
    let mut start = 0;
    // An unknown function may encode the string.
    between.match_indices(|c: char| !(c.is_alphanumeric() || c == '_')).all(|(at, mark)| {
        let last = between.get(start..at).unwrap_or_default();
        start = at + mark.len();
        word = if last.is_empty() { word } else { last };
        !matches!(mark, "(" | ")" | "[" | "]" | "{") || mark == "(" && FORMATS.contains(&word)
    })
}

/// The variable that gets the string after this code.
fn assigned_name(before: &str) -> Option<&str> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let target = line.trim_end_matches(['"', '\'', '`', 'f']).trim_end().strip_suffix('=')?;
    let target = target.trim_end_matches([':', ' ']);
    let start = target.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
    target.get(start.map_or(0, |start| start + 1)..).filter(|name| !name.is_empty())
}

/// Whether a call takes a variable, which nothing else changes or takes before.
fn takes_variable(after: &str, call: &str, name: &str) -> bool {
    let Some(at) = named(after, call).next() else { return false };
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let uses = |text: &str| {
        text.match_indices(name).any(|(at, _)| {
            let (before, rest) = text.split_at_checked(at).unwrap_or_default();
            !before.ends_with(is_part)
                && !rest.get(name.len()..).is_some_and(|rest| rest.starts_with(is_part))
        })
    };
    let arguments = after.get(at + call.len()..).unwrap_or_default();
    let arguments = arguments.split([')', ';', '\n']).next().unwrap_or_default();
    !after.get(..at).is_some_and(uses) && arguments.split(',').any(|argument| argument.trim() == name)
}

/// Whether code changes a string right after it.
fn is_changed(text: &str, at: Span, language: Language) -> bool {
    let rest = text.get(at.end as usize..).unwrap_or_default();
    let rest = rest.trim_start_matches(['"', '\'', '`']).trim_start();
    let method = rest.strip_prefix('.').filter(|_| language != Language::Php);
    let is_known = |method: &str| {
        FORMATS
            .iter()
            .chain(&KEEPS)
            .any(|known| method.strip_prefix(known).is_some_and(|m| m.starts_with('(')))
            || method.starts_with("text")
    };
    method.is_some_and(|method| !is_known(method))
}

/// Methods of a string or a URL that change no character.
const KEEPS: [&str; 8] =
    ["formatted", "openStream", "openConnection", "readText", "readBytes", "read", "trim", "toString"];

/// Whether the string after this code is an argument of curl in a list of them: `["curl", "-s", "https://…"]`.
fn is_argument_of_curl(before: &str) -> bool {
    let near = upto_last_lines(before, CALL_LINES);
    ['"', '\''].iter().any(|quote| {
        let argument = |(end, _)| {
            let open = near.get(..end)?;
            let start = open.rfind(*quote)?;
            is_curl(open.get(start + 1..)?).then(|| (open.get(..start), near.get(end + 2..)))
        };
        let ends = format!("{quote},");
        let Some((Some(open), Some(rest))) = near.rmatch_indices(&ends).find_map(argument) else {
            return false;
        };
        // Without `-G`, data is not a part of the URL.
        let is_data = ["-d", "--data", "-F", "--form", "--json"]
            .iter()
            .any(|option| rest.contains(&format!("{quote}{option}")));
        open.trim_end().ends_with(['[', '(', '{']) && !is_data && !rest.contains([')', ']', '}', ';', '('])
    })
}

/// The last lines of some code.
fn upto_last_lines(text: &str, lines: usize) -> &str {
    let start = text.rmatch_indices('\n').nth(lines).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// Whether the value after this code is the `url` of a module of Ansible that gets it.
fn is_of_module(before: &str) -> bool {
    const MODULES: [&str; 4] = ["uri", "get_url", "ansible.builtin.uri", "ansible.builtin.get_url"];
    let mut lines = before.rsplit('\n');
    let own = lines.next().unwrap_or_default();
    let key = own.trim_end_matches(['"', '\'', ' ']);
    let Some(key) = key.strip_suffix("url:") else { return false };
    let is_module = |line: &str| {
        let name = line.trim().trim_start_matches("- ").trim_end_matches(['{', ' ']);
        name.strip_suffix(':').is_some_and(|name| MODULES.contains(&name.trim()))
    };
    let depth = |line: &str| line.len() - line.trim_start().len();
    // `uri: { url: "…" }`.
    if !key.trim().is_empty() {
        return key.trim_end().ends_with('{') && is_module(key);
    }
    lines
        .take(limits::SOURCE_NEAR)
        .find(|line| !line.trim().is_empty() && depth(line) < depth(own))
        .is_some_and(is_module)
}
