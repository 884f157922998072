//! Finds the URL and the query data among the words of a curl command.

use super::query::QueryPiece;
use super::read::every;
use super::request::{GivenParameter, WrittenRequest};
use crate::diagnostic::{Applicability, Diagnostics, Message, Severity};
use crate::rules;
use crate::schema::Schema;
use crate::text::shell::{BARE, ShellQuotes};
use crate::text::{Edit, Layer, Quoted, Span};

/// The request of a curl command, as indices into its words.
#[derive(Debug, Default)]
pub(crate) struct Command {
    pub(crate) url: Option<usize>,
    /// The words that no option takes.
    pub(crate) positional: Vec<usize>,
    /// Whether a file gives more options (`-K`).
    pub(crate) has_file: bool,
    /// The data, in order.
    pub(super) data: Vec<(usize, Data)>,
    /// Whether the data goes into the query (`-G`) instead of a body.
    pub(crate) get: bool,
    /// Whether brackets in the URL are sent as they are (`-g`).
    pub(super) is_literal: bool,
    /// The method of `-X`.
    pub(super) method: Option<String>,
}

impl Command {
    pub(super) fn has_method(&self, name: &str) -> bool {
        self.method.as_deref() == Some(name)
    }
}

/// How a piece of data is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// `-d`: sent unchanged.
    Raw,
    /// `--data-urlencode`: the part after the name is encoded.
    Encoded,
    /// `--url-query`: the same, and in the query even without `-G`.
    Query,
}

/// The use of the word after an option.
enum Takes {
    Nothing,
    Value,
    Data(Data),
    Url,
    Method,
}

/// Options of one letter with a value, besides `-d`, `-F`, `-K` and `-X`.
const SHORT: &str = "AbcCDeEhHmoPQrtTuUwxyYz";

/// Long options with a value, besides those for data and the URL. An option that is missing here
/// counts as one without a value. Its value is then a word like others, and not a URL.
const LONG: &str = "abstract-unix-socket cacert capath cert cert-type ciphers connect-timeout \
    connect-to continue-at cookie cookie-jar doh-url dump-header header interface \
    json keepalive-time key limit-rate max-redirs max-time netrc-file noproxy oauth2-bearer output \
    output-dir pinnedpubkey preproxy proto proxy proxy-header proxy-user range rate referer \
    request-target resolve retry retry-delay retry-max-time unix-socket upload-file user write-out";

/// Reports a filter that is sent in a body.
pub(super) fn tell_posts(
    request: &WrittenRequest<'_>,
    filter: &GivenParameter,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) {
    let of_url = request.posted.first().filter(|_| request.becomes_post && filter.layer == request.url);
    let posted = request.posted.iter().find(|posted| **posted == filter.layer);
    let option = |data: &usize| data.checked_sub(1).and_then(|option| request.layers.get(option));
    let Some(option) = posted.or(of_url).and_then(option) else { return };
    if posted.is_none() {
        diagnostics.report(&rules::CURL_POSTS, option.place(option.span()), || {
            let place = option.word.as_ref().map_or(option.place(option.span()), |word| word.outer);
            let message = Message::new(format!(
                "the data of {} makes curl send a POST, although the filter is in the URL, and {}",
                Quoted(&option.text),
                posts(schema)
            ));
            // curl takes no form with `-G`.
            if option.text.starts_with("-F") || option.text.starts_with("--form") {
                return message.help("remove it: a form is sent in a body");
            }
            message
                .help("write `-G` to send the data in the URL, too")
                .safe_fix("write `-G` before it", vec![Edit::insert(place.start, "-G ")])
        });
        return;
    }
    diagnostics.report(&rules::CURL_POSTS, option.place(option.span()), || {
        let (method, effect) = match request.is_get {
            true => ("GET", format!("the service returns {}", every(schema))),
            false => ("POST", posts(schema)),
        };
        let message = Message::new(format!(
            "without `-G`, curl sends the data of {} in the body of a {method}, not in the URL: no filter is sent, \
             and {effect}",
            Quoted(&option.text)
        ));
        let place = option.word.as_ref().map_or(option.place(option.span()), |word| word.outer);
        // `-X POST` would send a POST with `-G`, too.
        let sure = Applicability::safe_if(request.is_get || request.becomes_post);
        if request.is_unencoded_alone(filter) {
            return message
                .help("write `-G --data-urlencode` to send the data in the URL, encoded")
                .fix(sure, "let curl encode it", vec![Edit::replace(place, "-G --data-urlencode")]);
        }
        message
            .help("write `-G` to send the data in the URL")
            .fix(sure, "write `-G` before it", vec![Edit::insert(place.start, "-G ")])
    });
}

/// Reports a filter whose blanks end the argument, because the shell splits a word without quotes.
pub(super) fn tell_split(
    request: &WrittenRequest<'_>,
    filter: &GivenParameter,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(split) = request.split.filter(|split| split.first == filter.layer) else { return false };
    let words = request.layers.get(split.first..=split.last).unwrap_or_default();
    let [first, .., last] = words else { return false };
    let value = filter.piece.value;
    let outer = |layer: &Layer<'_>| layer.word.as_ref().map_or(layer.place(layer.span()), |word| word.outer);
    let place = first.place(value).cover(outer(last));
    diagnostics.report_as(Severity::Error, &rules::HOST_SYNTAX, place, || {
        let edits = words
            .iter()
            .all(may_be_in_quotes)
            .then(|| vec![Edit::insert(outer(first).start, "\""), Edit::insert(outer(last).end, "\"")]);
        Message::new(format!(
            "a blank without quotes ends an argument in a shell: only {} is sent",
            Quoted(value.of(&first.text))
        ))
        .help("put the whole argument in double quotes")
        .safe_fix("put it in double quotes", edits)
    });
    true
}

/// Whether a word means the same inside of double quotes, with its own single quotes as a part of it.
fn may_be_in_quotes(layer: &Layer<'_>) -> bool {
    let Some(word) = &layer.word else { return false };
    let is_single =
        matches!(word.parts.as_slice(), [(_, quotes, _)] if *quotes == ShellQuotes::Single.escaping());
    let is_bare = word.parts.iter().all(|(_, quotes, _)| *quotes == &BARE);
    (is_bare || is_single && !layer.text.contains('$')) && !layer.text.contains(['"', '\\', '`', '!'])
}

/// Reports a filter that `--data-urlencode` sends without a name.
pub(super) fn tell_nameless(
    request: &WrittenRequest<'_>,
    filter: &GivenParameter,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) {
    let Some(layer) = request.layers.get(filter.layer) else { return };
    let QueryPiece { name, value } = filter.piece;
    if !request.is_command || !filter.is_plain || !name.is_empty() {
        return;
    }
    diagnostics.report(&rules::LOST_FILTER, layer.place(value), || {
        Message::new(format!(
            "curl sends this text without the name of a parameter: the service gets no `filter` and returns {}",
            every(schema)
        ))
        .help("write `filter=` before it")
        .safe_fix("write `filter=` before it", layer.outward(&[Edit::replace(Span::new(0, value.start), "filter=")]))
    });
}

/// The effect of a POST to a list.
pub(crate) fn posts(schema: &Schema) -> String {
    match schema.is_nameless() {
        true => "a POST to a list creates an entry of it".to_owned(),
        false => format!("a POST to the list of {} creates one of them", schema.resource()),
    }
}

/// Parses the words of a command that begins with `curl`.
pub(crate) fn read(words: &[Layer<'_>]) -> Command {
    let mut command = Command::default();
    let mut rest = words.iter().enumerate().skip(1);
    while let Some((index, word)) = rest.next() {
        let takes = match word.text.strip_prefix('-').filter(|option| !option.is_empty()) {
            Some(option) if option.starts_with('-') => long(&word.text, &mut command),
            Some(letters) => short(letters, &mut command),
            None => {
                command.positional.push(index);
                Takes::Nothing
            }
        };
        let value = if let Takes::Nothing = takes { None } else { rest.next() };
        match (takes, value) {
            (Takes::Data(data), Some((index, _))) => command.data.push((index, data)),
            (Takes::Url, Some((index, _))) => command.url = command.url.or(Some(index)),
            (Takes::Method, Some((_, method))) => command.method = Some(method.text.to_string()),
            _ => {}
        }
    }
    let text = |index: &usize| words.get(*index).map(|word| &*word.text).unwrap_or_default();
    let positional = &command.positional;
    let url = positional.iter().find(|index| text(index).contains("://"));
    let url = url.or_else(|| positional.iter().find(|index| text(index).contains(['/', '?'])));
    command.url = command.url.or(url.or_else(|| positional.first()).copied());
    command
}

fn long(option: &str, command: &mut Command) -> Takes {
    match option.trim_start_matches('-') {
        "get" => {
            command.get = true;
            Takes::Nothing
        }
        "globoff" => {
            command.is_literal = true;
            Takes::Nothing
        }
        // A form is sent in a body, as data is without `-G`.
        "data" | "data-raw" | "data-ascii" | "data-binary" | "form" | "form-string" => Takes::Data(Data::Raw),
        "data-urlencode" => Takes::Data(Data::Encoded),
        "url-query" => Takes::Data(Data::Query),
        "config" => {
            command.has_file = true;
            Takes::Value
        }
        "url" => Takes::Url,
        "request" => Takes::Method,
        name if LONG.split(' ').any(|known| known == name) => Takes::Value,
        _ => Takes::Nothing,
    }
}

/// `-sSG`: several letters; the last may take a value.
fn short(letters: &str, command: &mut Command) -> Takes {
    let mut characters = letters.chars();
    while let Some(letter) = characters.next() {
        let alone = characters.as_str().is_empty();
        match letter {
            'G' => command.get = true,
            'g' => command.is_literal = true,
            // `-dfilter=…` in one word is rare, and not supported. The rest of the word is not options.
            'X' if alone => return Takes::Method,
            'X' => {
                command.method = Some(characters.as_str().to_owned());
                return Takes::Nothing;
            }
            'd' | 'F' if alone => return Takes::Data(Data::Raw),
            'K' => {
                command.has_file = true;
                return if alone { Takes::Value } else { Takes::Nothing };
            }
            _ if matches!(letter, 'd' | 'F') || SHORT.contains(letter) => {
                return if alone { Takes::Value } else { Takes::Nothing };
            }
            _ => {}
        }
    }
    Takes::Nothing
}

#[cfg(test)]
mod tests {
    use super::super::shell::words;
    use super::*;

    fn url(text: &str) -> String {
        let words = words(text, 0);
        read(&words).url.map(|index| words[index].text.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_url_is_found_among_options() {
        for text in [
            "curl -s https://h/x -H 'a: b'",
            "curl -H 'Referer: https://other/y' https://h/x",
            "curl -XGET -o out.json --url https://h/x",
            "curl -sSo /tmp/out https://h/x",
            "curl --request GET --max-time 5 https://h/x",
        ] {
            assert_eq!(url(text), "https://h/x", "{text}");
        }
        assert_eq!(url("curl -s $BASE/jobs?limit=1"), "$BASE/jobs?limit=1");
        assert_eq!(url("curl -s"), "");
    }

    #[test]
    fn the_method_is_that_of_an_option() {
        let is_delete = |text: &str| read(&words(text, 0)).has_method("DELETE");
        for text in ["curl -X DELETE h", "curl -sXDELETE h", "curl --request DELETE h", "curl -sX 'DELETE' h"]
        {
            assert!(is_delete(text), "{text}");
        }
        for text in ["curl h", "curl -X GET h", "curl -H DELETE h", "curl -o DELETE h"] {
            assert!(!is_delete(text), "{text}");
        }
    }

    #[test]
    fn data_goes_into_the_query_with_get() {
        let words = words("curl -sG h --data-urlencode 'filter=a' -d limit=1 --url-query x=y", 0);
        let command = read(&words);
        assert!(command.get);
        assert_eq!(command.data, [(4, Data::Encoded), (6, Data::Raw), (8, Data::Query)]);
    }
}
