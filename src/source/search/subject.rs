//! The subject of the call or the command around an entry, if its URL is not known: `get(IDENTITY_USERS, …)`,
//! `Invoke-Com -Path servers …`, `fetch(usersUrl(), …)`.

use std::ops::Range;

use super::Search;
use super::call::names_url;
use crate::limits;
use crate::source::outline::Bracket;
use crate::source::subject::{Subject, subject_of_target, written};

/// Names of the argument that says what a call is for.
const TARGETS: [&str; 6] = ["path", "resource", "endpoint", "route", "operation", "list"];

impl Search<'_, '_> {
    /// The subject of the calls and literals around an entry, or of the command.
    pub(super) fn subject_round(&mut self, at: usize) -> Option<Subject> {
        let outline = self.outline;
        let groups =
            outline.parents(at).take(limits::SOURCE_CALL).take_while(|open| !outline.is_block(*open));
        let groups: Vec<Range<usize>> =
            groups.filter_map(|open| Some(open + 1..outline.next(open)?)).collect();
        let is_called = |nodes: &Range<usize>| outline.is_call(nodes.start - 1);
        let own = groups.iter().find_map(|nodes| self.subject(nodes.clone(), is_called(nodes)));
        if own.is_some() || !self.is_program() || groups.iter().any(is_called) {
            return own;
        }
        if self.has_commands() {
            let statement = self.statement(outline.span(at).start)?;
            return self.subject(outline.from(statement.start)..outline.from(statement.end), true);
        }
        // `com.get "servers", filter: "…"`.
        let mut nodes = outline.statement(at);
        let takes = |at: &usize| {
            let is_argument = outline.is_text(*at) || outline.is(*at, b':') && outline.touches(at + 1);
            is_argument && outline.name_before(*at, 1).is_some() && !outline.touches(*at)
        };
        let first = nodes.clone().take(limits::SOURCE_GROUPS).find(takes)?;
        nodes.start = first;
        self.subject(nodes, true)
    }

    /// The subject of the call, of the literal or of the command with these nodes.
    pub(super) fn subject(&self, nodes: Range<usize>, is_call: bool) -> Option<Subject> {
        let outline = self.outline;
        let is_command =
            self.has_commands() && !nodes.start.checked_sub(1).is_some_and(|open| outline.is_call(open));
        let mut here = nodes.start;
        let mut is_first = true;
        let end = nodes.end.min(nodes.start + limits::SOURCE_ARGUMENTS).min(outline.len());
        while here < end && !(is_command && outline.is(here, b'|')) {
            let label = outline.label(here).map(|label| label.trim_start_matches('-'));
            let begins = here == nodes.start || outline.is(here - 1, b',');
            let is_target = match label {
                Some(label) => {
                    names_url(label) || TARGETS.iter().any(|known| label.eq_ignore_ascii_case(known))
                }
                // `-Path:servers`, and the word after the name of a command.
                None if is_command => {
                    let is_name = |at: usize| outline.name(at).is_some_and(|name| !name.starts_with('-'));
                    let is_after = here.checked_sub(1).is_some_and(|name| {
                        outline.name(name).is_some_and(|name| name.contains('-') && !name.starts_with('-'))
                    });
                    is_after
                        && (is_name(here)
                            || outline.is_text(here)
                            || outline.bracket(here) == Some(Bracket::Round))
                }
                None => is_call && begins && is_first && !outline.is_label(here),
            };
            if is_target && let Some(subject) = self.subject_at(here, end, label.is_some()) {
                return Some(subject);
            }
            // `request("GET", "servers", …)`.
            let is_method = outline
                .raw(here)
                .is_some_and(|raw| !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_uppercase()));
            is_first &= !begins || is_method;
            here = outline.next(here).unwrap_or(end).max(here + 1);
        }
        None
    }

    /// The subject of the argument that begins with a node.
    fn subject_at(&self, first: usize, end: usize, has_label: bool) -> Option<Subject> {
        let outline = self.outline;
        if let Some(raw) = outline.raw(first) {
            let goes_on = outline.is(first + 1, outline.syntax.join) || outline.is(first + 1, b'.');
            return (!goes_on).then(|| written(raw, has_label)).flatten();
        }
        // `-Uri (Get-UsersUri)`.
        if outline.bracket(first) == Some(Bracket::Round) && self.has_commands() {
            return self.subject_at(first + 1, outline.next(first)? - 1, true);
        }
        let (mut object, mut name) = (None, None);
        let mut here = first;
        while here < end && !outline.is(here, b',') && !outline.is(here, b'|') {
            if let Some(own) = outline.name(here) {
                // The next option, or the word of a shell.
                let is_joined = |mark: &u8| here > first && outline.is(here - 1, *mark);
                let is_next = self.has_commands() && name.is_some() && ![b'.', b'+'].iter().any(is_joined);
                if is_next || outline.is(here + 1, b'=') {
                    break;
                }
                object = name.filter(|_| !outline.is(here - 1, outline.syntax.join)).or(object);
                name = Some(own);
            } else if outline.bracket(here) == Some(Bracket::Square) {
                // `PATHS["users"]`.
                if let Some(key) = outline.word(here + 1).filter(|_| outline.is(here + 2, b']')) {
                    object = name;
                    name = Some(key);
                }
            } else if outline.is_text(here) || matches!(outline.bracket(here), Some(Bracket::Curly)) {
                return None;
            }
            here = outline.next(here).unwrap_or(end).max(here + 1);
        }
        let name = name?;
        // A symbol is a word like a string.
        let is_word = first > 0
            && (outline.name(first).is_none() || has_label && self.has_commands() && !name.starts_with('$'));
        if is_word && let Some(subject) = written(name, has_label) {
            return Some(subject);
        }
        subject_of_target(object, name)
    }
}
