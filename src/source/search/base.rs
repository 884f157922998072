//! The base URL of the client that a call belongs to, and the list that a relative path names below it.

use super::Search;
use super::call::Asked;
use super::flow::bare;
use crate::limits;
use crate::source::mentions::{Absolute, Mentions, has_prefix, is_list_name};
use crate::source::outline::Target;
use crate::source::url::relative;
use crate::text::Span;

impl<'a> Search<'_, 'a> {
    /// The request of a call whose client has a base: `client.get("/servers")` after `client =
    /// httpx.Client(base_url=…)`. `None` if the client has no known base, or the call no relative path.
    pub(super) fn asked_below_base(&self, open: usize) -> Option<Asked> {
        let outline = self.outline;
        let end = outline.next(open)?;
        let arguments = (open + 1..end).take(limits::SOURCE_ARGUMENTS);
        let mut texts = arguments.filter(|at| outline.is_text(*at) && outline.parent(*at) == Some(open));
        let first = texts.find(|at| {
            let is_method =
                outline.raw(*at).is_some_and(|raw| raw.bytes().all(|byte| byte.is_ascii_uppercase()));
            !is_method && outline.label(*at).is_none() && !outline.goes_on_before(*at)
        })?;
        self.below_base(open, &outline.joined_from(None, first).fragment.text)
    }

    /// The request of a call with a relative path.
    pub(super) fn below_base(&self, open: usize, path: &str) -> Option<Asked> {
        let is_relative = !path.is_empty()
            && !path.contains("://")
            && !path.contains(char::is_whitespace)
            && !has_prefix(path);
        if !is_relative {
            return None;
        }
        let path = path.trim_matches('/');
        let callee = self.outline.callee(open)?;
        // `new RestRequest("servers")`: a client takes it later.
        if ["Request", "RequestMessage"].iter().any(|name| callee.ends_with(name)) {
            let is_list = is_list_name(path) || relative(path).is_some();
            return is_list.then(|| self.mentions.below_segments(path)).flatten().map(Asked::List);
        }
        match self.base_of_call(open)? {
            Absolute::Other => Some(Asked::Other),
            base => Mentions::below_known(base, path).map(Asked::List),
        }
    }

    /// The base of the object whose method a call is, or of the function that is called.
    fn base_of_call(&self, open: usize) -> Option<Absolute<'a>> {
        let outline = self.outline;
        let (_, Target { at: object, is_own, .. }) = outline.target(open.checked_sub(1)?)?;
        let name = bare(outline.name(object)?);
        let at = outline.span(open).start;
        let scopes = self.mentions.scopes?;
        let given = self.names().given(name);
        let reaching = scopes.reaching(name, at, given);
        let mut found = None;
        for node in self.names().uses(name).iter().copied().take(limits::SOURCE_USES) {
            let Some(value) = self.base_given(node) else { continue };
            let place = outline.span(node).start;
            let is_variable = given.iter().any(|given| given.at == place);
            let is_visible = match (is_own, is_variable) {
                (true, _) => scopes.is_same_type(at, place),
                (false, true) => reaching.iter().any(|given| given.at == place),
                (false, false) => scopes.sees(at, place),
            };
            let Some(base) = self.base_in(value).filter(|_| is_visible) else { continue };
            if found.replace(base).is_some_and(|found| found != base) {
                return None;
            }
        }
        found
    }

    /// The value that may give the name at a node its base: `client = …`, `… as client`, `client.BaseAddress = …`,
    /// `client.SetBaseURL(…)`.
    fn base_given(&self, node: usize) -> Option<Span> {
        let outline = self.outline;
        let is_given =
            |at: usize| outline.is(at + 1, b'=') && !outline.is(at + 2, b'=') && !outline.is(at + 2, b'>');
        if let Some(variable) = outline.variable(node) {
            return Some(outline.expression(variable.value));
        }
        if outline.name_before(node, 1) == Some("as") {
            let first = outline.operand_start(node.checked_sub(2)?)?;
            return Some(outline.span_to(first, node));
        }
        if is_given(node) {
            return Some(outline.expression(node + 2));
        }
        let is_base = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.contains("base") || name.contains("prefix")
        };
        let member = [node + 2, node + 4]
            .into_iter()
            .find(|member| outline.is(member - 1, b'.') && outline.name(*member).is_some_and(is_base))?;
        if is_given(member) {
            return Some(outline.expression(member + 2));
        }
        outline
            .is_call(member + 1)
            .then(|| outline.next(member + 1))
            .flatten()
            .map(|end| outline.span_to(member, end))
    }

    /// The only base in a value: in its strings, or in the variables that it names.
    fn base_in(&self, value: Span) -> Option<Absolute<'a>> {
        let outline = self.outline;
        let nodes = outline.from(value.start)..outline.from(value.end);
        let names = nodes.take(limits::SOURCE_ARGUMENTS).filter_map(|at| {
            let name = outline.name(at).filter(|_| !outline.is_label(at) && !outline.is_member(at))?;
            // A type or a keyword is not a variable.
            (!self.names().given(bare(name)).is_empty()).then_some((bare(name), outline.span(at).start))
        });
        self.mentions.base_in(value, names)
    }
}
