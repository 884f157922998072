//! The differences between comfilter's outline and the tree of a grammar.

use std::collections::BTreeMap;

use comfilter::lint::{Language, OutlinePart, OutlinePartKind};
use serde::Deserialize;
use tree_sitter::Tree;

use crate::Grammar;

/// The differences that have a reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// The cases that their grammar cannot parse.
    pub unparsed: Vec<Unparsed>,
    pub exception: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unparsed {
    pub case: String,
    pub reason: String,
}

/// A class of differences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The names of languages.
    pub languages: Vec<String>,
    pub kind: String,
    pub sees: Sees,
    /// The kinds of the smallest node around it, if not any.
    #[serde(default)]
    pub node: Vec<String>,
    /// The kinds of one of the nodes around it, if not any.
    #[serde(default)]
    pub within: Vec<String>,
    /// Its names, if not any.
    #[serde(default)]
    pub name: Vec<String>,
    /// The case, if not any.
    pub case: Option<String>,
    pub reason: String,
}

/// The one that sees a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sees {
    Comfilter,
    TreeSitter,
    /// They differ about its places.
    Both,
}

#[derive(Debug)]
pub struct Difference<'t> {
    pub sees: Sees,
    pub kind: OutlinePartKind,
    /// The part, as each sees it.
    pub parts: Vec<OutlinePart>,
    /// The kinds of the nodes around it, from the smallest outward.
    pub nodes: Vec<&'t str>,
}

impl Exception {
    pub fn covers(
        &self,
        language: Language,
        case: Option<&str>,
        text: &str,
        difference: &Difference<'_>,
    ) -> bool {
        let fits = |kinds: &[String], nodes: &[&str]| {
            kinds.is_empty() || nodes.iter().any(|node| kinds.iter().any(|kind| kind == node))
        };
        let name = difference.parts.first().map(|part| part.name.of(text)).unwrap_or_default();
        self.languages.iter().any(|name| name.eq_ignore_ascii_case(&format!("{language:?}")))
            && self.kind.eq_ignore_ascii_case(&format!("{:?}", difference.kind))
            && self.sees == difference.sees
            && fits(&self.node, difference.nodes.get(..1).unwrap_or_default())
            && fits(&self.within, &difference.nodes)
            && (self.name.is_empty() || self.name.iter().any(|known| name == known))
            && self.case.as_deref().is_none_or(|name| case == Some(name))
    }
}

impl Difference<'_> {
    /// The difference for a reader.
    pub fn told(&self, text: &str) -> String {
        let part = |part: &OutlinePart| {
            format!("\n    {:?} → {:?} at byte {}", part.name.of(text), part.value.of(text), part.name.start)
        };
        let parts: String = self.parts.iter().map(part).collect();
        format!(
            "{:?}, seen by {:?}, in {:?}{parts}",
            self.kind,
            self.sees,
            self.nodes.iter().take(4).collect::<Vec<_>>()
        )
    }
}

/// The parts that both see in the same way, and the differences.
pub fn compare<'t>(grammar: &Grammar, tree: &'t Tree, text: &str) -> (Vec<OutlinePart>, Vec<Difference<'t>>) {
    let mut all: BTreeMap<(OutlinePartKind, u32), (Option<OutlinePart>, Option<OutlinePart>)> =
        BTreeMap::new();
    for part in comfilter::lint::outline_parts(grammar.language, text) {
        all.entry(key(&part)).or_default().0 = Some(part);
    }
    for part in grammar.seen(tree, text) {
        all.entry(key(&part)).or_default().1 = Some(part);
    }
    let (mut agreed, mut differences) = (Vec::new(), Vec::new());
    for ((kind, _), (ours, theirs)) in all {
        let sees = match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours == theirs => {
                agreed.push(ours);
                continue;
            }
            (Some(_), Some(_)) => Sees::Both,
            (Some(_), None) => Sees::Comfilter,
            _ => Sees::TreeSitter,
        };
        let parts: Vec<OutlinePart> = ours.into_iter().chain(theirs).collect();
        let nodes = parts.first().map_or_else(Vec::new, |part| nodes_around(tree, part));
        differences.push(Difference { sees, kind, parts, nodes });
    }
    (agreed, differences)
}

/// The place by which a part is known. A call may have no name.
fn key(part: &OutlinePart) -> (OutlinePartKind, u32) {
    let place = if part.kind == OutlinePartKind::Call { part.value } else { part.name };
    (part.kind, place.start)
}

fn nodes_around<'t>(tree: &'t Tree, part: &OutlinePart) -> Vec<&'t str> {
    let whole = part.name.cover(part.value);
    let smallest = tree.root_node().named_descendant_for_byte_range(whole.start as usize, whole.end as usize);
    std::iter::successors(smallest, |node| node.parent()).map(|node| node.kind()).collect()
}
