//! Whether the query of a request gets a string: code near it names one, or a URL.

use super::Search;
use super::call::{self, Asked, names_query, names_url};
use super::flow::bare;
use crate::limits;
use crate::source::Language;

/// Other names of a query, or of a request that takes one.
const QUERY_NAMES: [&str; 6] = ["qs", "parse_qs", "parse_qsl", "form", "request", "req"];

impl Search<'_, '_> {
    /// Whether a string without a path, or an entry, may be the query of a request: code near it names a query or a URL, or a request
    /// takes it. Case: "JavaScript: a parameter in strings for anything" (silent.toml).
    pub(super) fn is_query(&mut self, first: usize) -> bool {
        let outline = self.outline;
        if !self.is_program() || outline.syntax.words.is_some() || self.part.language == Language::Hcl {
            return true;
        }
        let names = |name: &str| names_query(name) || names_url(name) || QUERY_NAMES.contains(&name);
        let groups = outline.parents(first).take(limits::SOURCE_GROUPS);
        let groups: Vec<usize> = groups.take_while(|open| !outline.is_block(*open)).collect();
        // `form => { … }` of Perl looks like a block.
        let nodes = groups.iter().copied().chain(outline.parent(first));
        let nodes = nodes.flat_map(|open| [Some(open), open.checked_sub(1)]).flatten();
        let is_named = |at: usize| {
            let words = [outline.label(at), outline.name(at), outline.receiver(at)];
            words.into_iter().flatten().any(names)
        };
        let mut targets = outline.targets(&outline.statement(first)).into_iter();
        let own = outline.span(first);
        let has_url = |open: &usize| {
            let end = outline.next(*open);
            end.is_some_and(|end| self.mentions.has_any(outline.span_to(*open, end), own))
        };
        if std::iter::once(first).chain(nodes).any(is_named)
            || targets.any(|target| outline.name(target.at).is_some_and(names))
            || groups.iter().any(has_url)
            || self.called(first).is_some()
            || self.mentions.scopes.is_some_and(|scopes| scopes.names_at(own.start).any(names))
            || self.is_added_to_url(first)
        {
            return true;
        }
        let call = self.call_of(first, limits::SOURCE_CALL);
        matches!(self.asked(&call, first), Asked::List(_))
            || matches!(self.taken(first, &call), Asked::List(_))
    }

    /// Whether the command around a node is a function of the file.
    pub(super) fn is_given_to_own_command(&mut self, at: usize) -> bool {
        let outline = self.outline;
        let Some(statement) = self.statement(outline.span(at).start).filter(|_| self.has_commands()) else {
            return false;
        };
        let first = outline.from(statement.start);
        let table = outline.parents(at).take(limits::SOURCE_CALL).take_while(|open| *open > first).last();
        let command = outline.command_before(table.unwrap_or(at), first);
        let scopes = self.mentions.scopes;
        command.zip(scopes).is_some_and(|(command, scopes)| scopes.named(command).next().is_some())
    }

    /// Whether code adds a string to a variable that has the URL of a list.
    fn is_added_to_url(&self, first: usize) -> bool {
        let outline = self.outline;
        let target = outline.filled(first, |_| true);
        let Some(name) = target.and_then(|target| outline.name(target.at)) else { return false };
        let given = self.names().given(bare(name)).iter().take(limits::SOURCE_VALUES);
        let mut values = given.map(|given| outline.joined_from(None, given.value.value).fragment);
        values.any(|value| matches!(call::asked_by(self.mentions, &value), Asked::List(_)))
    }
}
