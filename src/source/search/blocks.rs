//! The block or the object of HCL around a filter: its URL or its path decides the list. Every provider has arguments
//! called `filter`, so without one the filter may be of any.

use super::Search;
use super::call::{Asked, names_request, names_url};
use super::flow::Requests;
use crate::limits;
use crate::source::Language;
use crate::source::outline::Bracket;

/// Blocks of values for other blocks. They make no request.
const VALUES: [&str; 2] = ["locals", "variable"];

impl Search<'_, '_> {
    /// The request of the block around a node; `None` in a language without such blocks. Case: "Terraform: arguments
    /// of other providers" (silent.toml).
    pub(super) fn asked_in_block(&self, at: usize) -> Option<Asked> {
        if self.part.language != Language::Hcl {
            return None;
        }
        let outline = self.outline;
        let is_of_values = |open: &usize| {
            let first = outline.from(self.mentions.line_of(outline.span(*open).start).start);
            outline.parent(*open).is_none() && outline.name(first).is_some_and(|name| VALUES.contains(&name))
        };
        let groups = outline.parents(at).take(limits::SOURCE_CALL).filter(|open| !is_of_values(open));
        let is_object = |open: &usize| outline.bracket(*open) == Some(Bracket::Curly);
        let mut asked = groups.filter(is_object).map(|open| self.asked_by_arguments(open));
        Some(asked.find(|asked| *asked != Asked::Unknown).unwrap_or(Asked::Unknown))
    }

    /// The request that the arguments of a block name.
    fn asked_by_arguments(&self, open: usize) -> Asked {
        let outline = self.outline;
        let nodes = std::iter::successors(Some(open + 1), |node| outline.next(*node));
        let nodes =
            nodes.take(limits::SOURCE_ARGUMENTS).take_while(|node| outline.parent(*node) == Some(open));
        let is_target = |label: &str| names_url(label) || names_request(label);
        let mut requests = Requests::default();
        for value in nodes.filter(|node| outline.label(*node).is_some_and(is_target)) {
            let asked = self.asked_for(&outline.joined_from(None, value).fragment, outline.span(value).start);
            requests.add(if asked == Asked::Unknown { Asked::Unseen } else { asked });
        }
        requests.asked()
    }
}
