//! Requests in the format of editors: a line with the URL, and lines that continue its query.

use std::collections::BTreeMap;

use super::encoders::UrlEncoding;
use super::fragment::{Fragment, Pattern};
use super::language::Language;
use super::mentions::Mentions;
use super::syntax::{Escapes, Form, HoleForm, HostLanguage, HostReader};
use super::{Part, Sites, search};
use crate::text::{Escaping, Span, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Http, &["http", "rest"], &[], HostReader::Own(search));

/// `{{x}}`.
static FORM: Form = Form::new(Escapes::None, &Escaping::VERBATIM).holes(&[HoleForm::Mustache]).lines();

fn search(part: &Part<'_>, sites: &mut Sites) {
    let text: &str = &part.text;
    let lines = super::lines(text);
    let is_comment = |line: &str| line.starts_with('#') || line.starts_with("//");
    let comments: Vec<Span> =
        lines.iter().copied().filter(|line| is_comment(line.of(text).trim_start())).collect();
    sites.comments(part, &comments);
    let mentions = Mentions::of(text, &comments, &part.around);
    let mut lines = lines.into_iter().peekable();
    let mut given: BTreeMap<&str, Vec<Fragment<'_>>> = BTreeMap::new();
    while let Some(line) = lines.next() {
        let written = line.of(text);
        if is_comment(written.trim_start()) {
            continue;
        }
        // The URL comes after the method, or after the name of a variable.
        let start = url_start(written);
        let mut fragment = Fragment::new(text, line.start + offset(start));
        let read = |fragment: &mut Fragment<'_>, line: Span| {
            let end = line.start + offset(line.of(text).trim_end().len());
            fragment.inside(end, &FORM, "", &super::syntax::PLAIN, Pattern::None);
        };
        read(&mut fragment, line);
        // A second `?` begins the next request, and not another query. Case: "a second query belongs to no URL
        // that has one" (http.toml).
        let mut has_query = written.contains('?');
        while let Some(next) = lines.next_if(|next| {
            let next = next.of(text).trim_start();
            next.starts_with('&') || next.starts_with('?') && !has_query
        }) {
            has_query = true;
            let blank = next.of(text).len() - next.of(text).trim_start().len();
            fragment.drop_to(next.start + offset(blank));
            read(&mut fragment, next);
        }
        fragment.part(0, FORM.inside);
        let before = sites.sites.len();
        search::urls_of(part, &fragment, &mentions, sites);
        if written.trim_start().starts_with("DELETE ") {
            sites.deleted(before);
        }
        if let Some((name, _)) = written.trim_start().strip_prefix('@').and_then(|rest| rest.split_once('='))
        {
            given.entry(name.trim()).or_default().push(fragment);
        }
    }
    search::variables(part, sites, |used| {
        let values = given.remove(&*used.name).unwrap_or_default().into_iter();
        values.map(|value| (value, 0, UrlEncoding::None)).collect()
    });
}

/// The start of the URL in a line.
fn url_start(line: &str) -> usize {
    let rest = line.trim_start();
    let skipped = if rest.starts_with('@') {
        rest.find('=').map(|equals| equals + 1)
    } else {
        let is_method = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
        rest.find([' ', '\t']).filter(|end| rest.get(..*end).is_some_and(is_method))
    };
    line.len() - rest.get(skipped.unwrap_or(0)..).unwrap_or_default().trim_start().len()
}
