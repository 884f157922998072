//! Bodies in files of requests: the JSON that a POST sends, after the line with its method and its URL, or in a block.
//! The filter of a saved one, and that of a webhook, are in it.

use std::rc::Rc;

use super::fragment::Fragment;
use super::{Part, Sites};
use crate::text::{Span, lines};

/// A body, and the path of its request.
struct Body {
    span: Span,
    path: String,
}

impl Sites {
    /// Searches the bodies of a file of requests.
    pub(super) fn bodies(&mut self, part: &Part<'_>) {
        for Body { span, path } in bodies(&part.text) {
            let mut fragment = Fragment::new(&part.text, span.start);
            fragment.take_to(span.end);
            self.body(part, fragment, Some(path), &Rc::clone(&part.around));
        }
    }
}

fn bodies(text: &str) -> Vec<Body> {
    const METHODS: [&str; 3] = ["post", "put", "patch"];
    let mut found = Vec::new();
    // The path of the request, and the start of its body.
    let mut path: Option<String> = None;
    let mut start = None;
    let mut is_posted = false;
    let all = lines(text, Span::from_range(0..text.len()));
    for line in all {
        let written = line.of(text);
        let content = written.trim();
        if let Some(begin) = start {
            if written.starts_with('}') {
                let end = if written.trim_end() == "}" { line.end } else { line.start };
                found.extend(path.take().map(|path| Body { span: Span::new(begin, end), path }));
                start = None;
            }
            continue;
        }
        let (word, rest) = content.split_once([' ', '\t']).unwrap_or((content, ""));
        let is_method = METHODS.iter().any(|method| word.eq_ignore_ascii_case(method));
        let begins = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if content.starts_with("###") || is_method || begins {
            path = None;
            // `post {` of Bruno.
            is_posted = is_method && rest == "{";
            if is_method && rest != "{" {
                path = path_of(rest);
            }
            continue;
        }
        if let Some(url) = content.strip_prefix("url:").filter(|_| is_posted) {
            path = path_of(url.trim());
        } else if content == "body:json {" && path.is_some() {
            start = Some(line.end);
        } else if written.starts_with('{') && path.is_some() {
            start = Some(line.start);
            if content.len() > 1 && content.ends_with('}') {
                found.extend(path.take().map(|path| Body { span: line, path }));
                start = None;
            }
        }
    }
    found
}

/// The path of a URL of the service.
fn path_of(url: &str) -> Option<String> {
    let start = url.find("/compute-ops-mgmt/")?;
    let path = url.get(start..)?;
    let end = path.find(|c: char| c == '?' || c == '"' || c.is_whitespace()).unwrap_or(path.len());
    path.get(..end).map(str::to_owned)
}
