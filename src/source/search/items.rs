//! The items of a loop in data: `loop` of Ansible, `for_each` of Terraform. Each may have its own URL.

use super::Search;
use super::call::{Asked, asked_by, asked_in_object};
use super::flow::{NameIndex, Requests};
use super::variables::{member, reaching, variable};
use crate::limits;
use crate::schema::Schema;
use crate::source::fragment::Fragment;
use crate::source::mentions::{Mentions, is_list_name};
use crate::source::outline::{Bracket, Outline};
use crate::source::url::is_hole;

/// The keys of a task with the list that it is repeated for.
const LOOPS: [&str; 4] = ["loop", "with_items", "with_list", "with_flattened"];

/// A value that a loop gives its variable, or a member of that variable.
#[derive(Debug, Clone, Copy)]
pub(super) struct LoopItem {
    /// The first node of the value.
    pub(super) value: usize,
    /// The object that the value is a member of.
    object: Option<usize>,
}

impl LoopItem {
    /// The request of the item: its URL, or the name of its list in place of the unknown one in the path `list`.
    pub(super) fn asked(&self, outline: &Outline<'_>, mentions: &Mentions<'_>, list: Option<&str>) -> Asked {
        let object = self.object.and_then(|open| Some(open..outline.next(open)?));
        let Some(object) = object else { return Asked::Unknown };
        match asked_in_object(outline, mentions, &object) {
            Asked::Unseen | Asked::Unknown => {}
            asked => return asked,
        }
        let unknown = list.filter(|list| Schema::at_path(list).is_none());
        let base = unknown.and_then(|list| Some(list.rsplit_once('/')?.0));
        let mut names = object.filter_map(|at| outline.raw(at)).map(|raw| raw.trim_matches('/'));
        let name = base.and_then(|_| names.find(|name| is_list_name(name)));
        base.zip(name).map_or(Asked::Unknown, |(base, name)| Asked::List(format!("{base}/{name}")))
    }
}

/// The items that the loop around a node gives its variable with this name, or a member of it: `item.filter`.
pub(super) fn items_of<'a>(
    outline: &Outline<'a>,
    names: &NameIndex<'a>,
    node: usize,
    name: &str,
) -> Vec<LoopItem> {
    let (variable, member) = name.split_once('.').map_or((name, None), |(name, member)| (name, Some(member)));
    let lists = outline.parents(node).take(limits::SOURCE_GROUPS).filter_map(|open| {
        let own = |at| outline.value_in(at, &["loop_var"]).and_then(|name| outline.word(name));
        let own = outline.value_in(open, &["loop_control"]).and_then(own);
        match outline.value_in(open, &LOOPS) {
            Some(list) => Some((list, own.unwrap_or("item"), member)),
            // `each.value` is the whole item.
            None => {
                // The key of an item in a set is the item.
                let member = member.filter(|name| !["value", "key"].contains(name));
                let member = member.map(|name| name.strip_prefix("value.").unwrap_or(name));
                Some((outline.value_in(open, &["for_each"])?, "each", member))
            }
        }
    });
    let mut lists = lists.filter(|(_, own, _)| *own == variable);
    let Some((list, _, member)) = lists.next() else { return Vec::new() };
    let whole = |value| LoopItem { value, object: None };
    match member {
        None if outline.is_text(list) => vec![whole(list)],
        None => {
            let terms = outline.terms(list).unwrap_or_default();
            // `loop: [ERROR, STALLED]` of YAML has no quotes.
            let end = outline.next(list).unwrap_or(list);
            let words =
                (list..end).filter(|at| outline.parent(*at) == Some(list) && outline.name(*at).is_some());
            terms.into_iter().chain(words).take(limits::SOURCE_TEXTS).map(whole).collect()
        }
        Some(member) => {
            let lists = lists_of(outline, names, node, list).into_iter();
            lists.flat_map(|list| members(outline, list, member)).take(limits::SOURCE_TEXTS).collect()
        }
    }
}

/// The lists that a loop goes over: its own, or the values of the variable there.
fn lists_of<'a>(outline: &Outline<'a>, names: &NameIndex<'a>, node: usize, list: usize) -> Vec<usize> {
    if outline.bracket(list).is_some() {
        return vec![list];
    }
    let code = if outline.is_text(list) {
        let fragment = outline.joined(list).fragment;
        let hole = fragment.holes.first().filter(|_| is_hole(&fragment.text));
        hole.map(|hole| hole.code)
    } else {
        Some(outline.expression(list))
    };
    let Some(name) = code.and_then(|code| variable(code.of(outline.text))) else { return Vec::new() };
    let given = reaching(outline, node, names.given(name)).into_iter().map(|given| given.value.value);
    given.filter(|value| outline.bracket(*value).is_some()).collect()
}

/// The strings that the objects of a list have under a key.
fn members(outline: &Outline<'_>, list: usize, key: &str) -> Vec<LoopItem> {
    let items = (list + 1..outline.next(list).unwrap_or(list)).filter(|at| outline.parent(*at) == Some(list));
    let objects = items.filter(|at| outline.bracket(*at) == Some(Bracket::Curly));
    let values = objects
        .filter_map(|open| Some(LoopItem { value: outline.value_in(open, &[key])?, object: Some(open) }));
    values.filter(|item| outline.is_text(item.value)).take(limits::SOURCE_TEXTS).collect()
}

impl Search<'_, '_> {
    /// The request whose URL begins with a member of a loop's variable: `{{ item.url }}?filter=…`.
    pub(super) fn asked_by_items(&self, fragment: &Fragment<'_>, first: usize) -> Option<Asked> {
        let outline = self.outline;
        let hole = fragment.holes.first().filter(|_| outline.syntax.has_loops())?;
        let name = member(hole.code.of(outline.text))?;
        let mut requests = Requests::default();
        for item in items_of(outline, self.names(), first, name) {
            requests.add(asked_by(self.mentions, &outline.joined(item.value).fragment));
        }
        Some(requests.asked()).filter(|asked| matches!(asked, Asked::List(_) | Asked::Other))
    }
}
