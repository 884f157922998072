//! Snippets that no program runs: parts of a URL, and the request file.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use comfilter::encode::Snippet;
use comfilter::text::encode_value;

use crate::cases;
use crate::language::TOKEN;
use crate::wire::server::Server;

#[test]
fn the_parts_of_a_url_are_parts_of_each_other() {
    let server = Server::start();
    for case in cases::all() {
        let request = case.request(&server);
        let [value, query, url] =
            [Snippet::Value, Snippet::Query, Snippet::Url].map(|snippet| request.snippet(snippet));
        assert_eq!(value, encode_value(request.filter()), "{}", case.name);
        assert!(query.strip_prefix("filter=").unwrap().starts_with(&value), "{}", case.name);
        assert!(url.ends_with(&format!("?{query}")), "{}", case.name);
    }
}

/// An editor with a request file fills in the variable and sends it.
#[test]
fn a_request_file_is_a_request() {
    let server = Server::start();
    for case in cases::all() {
        let request = case.request(&server);
        let text = request.snippet(Snippet::Http);
        assert_eq!(text.matches("{{").count(), 1, "{text}");
        let raw = text.replace("{{COM_TOKEN}}", TOKEN).replace('\n', "\r\n") + "\r\n\r\n";
        let answer = send(&server, &raw);
        assert!(answer.contains("answer-200"), "{answer}");
        let seen = server.take();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].target, request.url(), "{}", case.name);
        assert_eq!(seen[0].header("host"), [server.address().to_string()], "{}", case.name);
        assert_eq!(seen[0].header("authorization"), [format!("Bearer {TOKEN}")], "{}", case.name);
        let tenant: Vec<&str> = request.tenant().into_iter().collect();
        assert_eq!(seen[0].header("tenant-acid"), tenant, "{}", case.name);
    }
}

fn send(server: &Server, raw: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(raw.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
