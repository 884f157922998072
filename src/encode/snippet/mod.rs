//! A request to paste: a part of a URL, or code in a language.
//!
//! To add a language: a file here with its `write`, a line in the table below, and a way to run it
//! in tests/snippets/language.rs.

mod ansible;
mod csharp;
mod curl;
mod go;
mod http;
mod java;
mod javascript;
mod node;
mod pages;
mod php;
mod powershell;
mod python;
mod quote;

use std::fmt;
use std::str::FromStr;

use super::{Request, UnknownName};

/// Declares the snippets: each with its documentation, its name, and its writer.
macro_rules! snippets {
    ($($(#[$doc:meta])+ $snippet:ident = $name:literal, $write:expr;)+) => {
        /// The forms of [`Request::snippet`]: a part of a URL, or code to paste.
        ///
        /// All code follows the same rules:
        ///
        /// - It sends the bytes of [`Request::query`]. If the language has an encoder that writes
        ///   exactly those (Python, PHP, C#), the code has the plain filter, and users can change
        ///   it there. Otherwise the code has the encoded query.
        /// - The token comes from the variable `COM_TOKEN`, and is never part of the code.
        /// - It prints the body of the answer. A status other than 2xx is a failure with the
        ///   service's message. So is a redirect, which would carry the token to another server.
        /// - It is ASCII, so no code page, terminal or editor can change it on its way, and ends
        ///   without a line break.
        ///
        /// ```
        /// use comfilter::encode::{Request, Snippet};
        ///
        /// let filter = "state eq 'ERROR'".parse()?;
        /// let curl = Request::new(&filter).snippet(Snippet::Curl);
        /// assert!(curl.contains(r#"-H "Authorization: Bearer $COM_TOKEN""#));
        /// # Ok::<(), comfilter::FilterError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Snippet {
            $($(#[$doc])+ $snippet,)+
        }

        impl Snippet {
            /// Every snippet: parts of a URL, then the languages of the API page in its order, with
            /// related ones side by side.
            pub const ALL: &'static [Snippet] = &[$(Snippet::$snippet),+];

            /// The name for `--as`: `python`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Snippet::$snippet => $name,)+
                }
            }

            /// `each` has the requests for several filters, which differ from this one only in the filter.
            pub(super) fn write(self, request: &Request, each: &[Request]) -> String {
                let over_pages = request.paging().and_then(|paging| {
                    Some(pages::writer(self, each.is_empty(), paging)?(request, each, paging))
                });
                over_pages.unwrap_or_else(|| match self {
                    $(Snippet::$snippet => {
                        let write: fn(&Request, &[Request]) -> String = $write;
                        write(request, each)
                    })+
                })
            }
        }
    };
}

snippets! {
    /// The encoded filter alone, for the place after `filter=`.
    Value = "value", |request, each| lines(request, each, Request::value, "\n");
    /// The raw query string, from `filter=` on.
    Query = "query", |request, each| lines(request, each, Request::query, "\n");
    /// The whole URL.
    Url = "url", |request, each| lines(request, each, Request::url, "\n");
    /// A curl command for bash and other POSIX shells; curl 7.76 or later, for
    /// `--fail-with-body`.
    Curl = "curl", curl::write;
    /// A command for Windows PowerShell 5.1 and PowerShell 7.
    Powershell = "powershell", powershell::write;
    /// JavaScript for a browser; the page defines `COM_TOKEN`.
    Javascript = "javascript", javascript::write;
    /// JavaScript for Node.js 18 or later.
    Node = "node", node::write;
    /// Python 3 with its standard library.
    Python = "python", python::write;
    /// A class for Java 11 or later, which `java Jobs.java` runs.
    Java = "java", java::write;
    /// A program for Go 1.16 or later.
    Go = "go", go::write;
    /// A program for .NET, the .NET Framework 4.5 or later, and Mono.
    Csharp = "csharp", csharp::write;
    /// A script for PHP 7 or later without any extension but openssl.
    Php = "php", php::write;
    /// A request for an `.http` or `.rest` file of an editor, with `COM_TOKEN` as a variable of its
    /// environment.
    Http = "http", http::write;
    /// Tasks for Ansible.
    Ansible = "ansible", ansible::write;
}

/// Other names of snippets, as shells, files and editors use them.
const ALIASES: [(&str, Snippet); 11] = [
    ("bash", Snippet::Curl),
    ("c#", Snippet::Csharp),
    ("cs", Snippet::Csharp),
    ("golang", Snippet::Go),
    ("js", Snippet::Javascript),
    ("nodejs", Snippet::Node),
    ("ps", Snippet::Powershell),
    ("ps1", Snippet::Powershell),
    ("pwsh", Snippet::Powershell),
    ("py", Snippet::Python),
    ("sh", Snippet::Curl),
];

impl Snippet {
    /// Whether the code of a request for all pages has a loop over them. A part of a URL, a request
    /// file, and Ansible for a list with `next` have none.
    #[cfg(feature = "cli")]
    pub(crate) fn loops_over(self, request: &Request) -> bool {
        request.paging().is_some() && self.reads_all_of(request, true)
    }

    /// Whether its code reads all pages of a request for one filter, or of those for several, if all are asked for.
    pub(super) fn reads_all_of(self, request: &Request, is_single: bool) -> bool {
        request.paging().is_none_or(|paging| pages::writer(self, is_single, paging).is_some())
    }

    /// The snippet with this name, or a usual other one: `ps`, `py`, `js`.
    ///
    /// ```
    /// use comfilter::encode::Snippet;
    ///
    /// assert_eq!(Snippet::from_name("go"), Some(Snippet::Go));
    /// assert_eq!(Snippet::from_name("ps"), Some(Snippet::Powershell));
    /// let error = "perl".parse::<Snippet>().unwrap_err();
    /// assert!(error.to_string().starts_with("there is no snippet `perl`: write one of value, query, "));
    /// ```
    pub fn from_name(name: &str) -> Option<Snippet> {
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, snippet)| *snippet);
        Snippet::ALL.iter().copied().find(|snippet| snippet.name() == name).or(alias)
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Snippet {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Snippet, UnknownName> {
        Snippet::from_name(name)
            .ok_or_else(|| UnknownName::new("snippet", name, Snippet::ALL.iter().map(|known| known.name())))
    }
}

/// The URL as an expression in a language with an exact encoder: the `encoded` filter between
/// literals, joined by an operator.
fn url_expression(request: &Request, quote: fn(&str) -> String, operator: &str, encoded: &str) -> String {
    let start = quote(&format!("{}?filter=", request.endpoint()));
    match request.options().as_str() {
        "" => format!("{start} {operator} {encoded}"),
        options => format!("{start} {operator} {encoded} {operator} {}", quote(options)),
    }
}

/// The URL as a literal, or the variable of a loop over several.
fn url(request: &Request, each: &[Request], literal: fn(&str) -> String, variable: &str) -> String {
    if each.is_empty() { literal(&request.url()) } else { variable.to_owned() }
}

/// A part of each request, with a separator between them; of the request alone if there are no others.
fn lines(request: &Request, each: &[Request], part: impl Fn(&Request) -> String, separator: &str) -> String {
    let each = if each.is_empty() { std::slice::from_ref(request) } else { each };
    each.iter().map(part).collect::<Vec<_>>().join(separator)
}

/// A literal of each request on its line, between `before` and `after`.
fn literals(each: &[Request], before: &str, literal: impl Fn(&Request) -> String, after: &str) -> String {
    let line = |request: &Request| format!("{before}{}{after}", literal(request));
    each.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Code with more before each line: a literal has no line break.
fn indented(code: &str, by: &str) -> String {
    let lines =
        code.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{by}{line}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// The body of a loop over several requests; the body alone for a single one.
fn looped(each: &[Request], open: impl FnOnce() -> String, body: &str, by: &str, close: &str) -> String {
    match each {
        [] => body.to_owned(),
        _ => format!("{}\n{}\n{close}", open(), indented(body, by)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_lead_back_to_their_snippet() {
        for snippet in Snippet::ALL {
            assert_eq!(snippet.to_string().parse(), Ok(*snippet));
        }
    }

    /// The jobs with this name.
    fn request(name: &str) -> Request {
        Request::new(&format!("name eq '{}'", name.replace('\'', "''")).parse().unwrap())
    }

    #[test]
    fn the_token_is_a_reference_and_the_tenant_is_optional() {
        let request = Request::new(&"state eq 'ERROR'".parse().unwrap());
        let tenant = request.clone().with_tenant("1f3c").unwrap();
        for snippet in &Snippet::ALL[3..] {
            assert!(request.snippet(*snippet).contains("COM_TOKEN"), "{snippet}");
            assert!(!request.snippet(*snippet).contains("Tenant-Acid"), "{snippet}");
            assert!(tenant.snippet(*snippet).contains("1f3c"), "{snippet}");
        }
    }

    proptest! {
        #[test]
        fn no_character_of_a_filter_reaches_a_snippet_unescaped(text in any::<String>()) {
            let request = request(&text);
            for snippet in Snippet::ALL {
                let text = request.snippet(*snippet);
                prop_assert!(text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')), "{}", text);
                prop_assert!(!text.ends_with('\n'), "{}", text);
            }
        }

        #[test]
        fn a_filter_adds_no_line(text in "[\\x00-\\x7f]*") {
            let breaks = |text: &str, snippet| request(text).snippet(snippet).matches('\n').count();
            for snippet in Snippet::ALL {
                prop_assert_eq!(breaks(&text, *snippet), breaks("a", *snippet));
            }
        }
    }
}
