//! The filters of two versions of a file, in pairs.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Pair, pair};
use crate::cli::matching::given_name;
use crate::decode::Decoded;
use crate::lint::{Holder, Linter};
use crate::schema::Schema;
use crate::source::atoms;
use crate::text::Source;

/// A filter of a file.
pub(super) struct Found {
    pub(super) line: u32,
    /// Its number among the filters of the file.
    pub(super) number: usize,
    /// The comment above it, in a file of filters.
    pub(super) name: Option<String>,
    pub(super) text: String,
    pub(super) schema: Schema,
    /// The code that inserts values.
    pub(super) inserts: BTreeSet<String>,
    /// Whether it has mistakes, whatever is inserted.
    pub(super) is_wrong: bool,
}

/// The filters in a file.
pub(super) fn found(linter: &Linter, holder: Holder, text: String) -> Vec<Found> {
    let source = Arc::new(Source::new(None, text));
    let placed = linter.place_all(holder, &source).placed.into_iter();
    let known = placed.filter(|placed| placed.linted.is_known());
    let found = (1..).zip(known).map(|(number, placed)| {
        let schema = placed.decoded.as_ref().map_or(linter.schema(), |decoded| decoded.schema());
        let start = placed.linted.span().start;
        let is_named = holder == Holder::File;
        Found {
            line: source.line(start),
            number,
            name: is_named.then(|| given_name(source.text(), start)).flatten(),
            text: placed.linted.filter().to_owned(),
            schema: schema.clone(),
            inserts: inserts(placed.linted.filter(), placed.decoded.as_ref().and_then(Decoded::filter)),
            is_wrong: placed.linted.errors() > 0,
        }
    });
    found.collect()
}

/// The code of the holes of a filter. `shown` has the code, where the other one has placeholder words.
fn inserts(shown: &str, filter: Option<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (Some(filter), mut rest) = (filter, shown) else { return found };
    let mut from = 0;
    for (place, _) in atoms(filter) {
        let before = filter.get(from..place.start as usize).unwrap_or_default();
        from = place.end as usize;
        let next = atoms(filter).map(|(next, _)| next.start as usize).find(|next| *next >= from);
        let after = filter.get(from..next.unwrap_or(filter.len())).unwrap_or_default();
        rest = rest.strip_prefix(before).unwrap_or(rest);
        let end = if after.is_empty() { rest.len() } else { rest.find(after).unwrap_or(rest.len()) };
        let (code, following) = rest.split_at_checked(end).unwrap_or_default();
        found.insert(code.to_owned());
        rest = following;
    }
    found
}

/// The pairs that are not the same. Two filters with the name of no other belong together. The others belong together if
/// they are equal, or if neither has such a name, in their order between equal ones.
pub(super) fn pairs<'f>(old: &'f [Found], new: &'f [Found], label: impl Fn(&Found) -> String) -> Vec<Pair> {
    let (old_names, new_names) = (names(old), names(new));
    let mut found = Vec::new();
    let is_repeated = |one: &Found| {
        let is_of_several = |names: &HashMap<&str, Option<usize>>| {
            one.name.as_deref().is_some_and(|name| names.get(name) == Some(&None))
        };
        is_of_several(&old_names) || is_of_several(&new_names)
    };
    let mut add = |a: Option<&Found>, b: Option<&Found>| {
        let shown = b.or(a).map(|one| match is_repeated(one) {
            true => format!("{} {}", label(one), one.number),
            false => label(one),
        });
        let line = b.or(a).map_or(0, |one| one.line);
        found.extend(pair(shown.unwrap_or_default(), a, b).map(|pair| (line, pair)));
    };
    let other = |one: &Found, names: &HashMap<&str, Option<usize>>| -> Option<usize> {
        let name = one.name.as_deref()?;
        names.get(name).copied().flatten()
    };
    let is_named = |one: &Found| other(one, &old_names).is_some() && other(one, &new_names).is_some();
    for a in old.iter().filter(|one| is_named(one)) {
        add(Some(a), other(a, &new_names).and_then(|b| new.get(b)));
    }
    let [old, new] = [old, new].map(|all| all.iter().filter(|one| !is_named(one)).collect::<Vec<_>>());
    // The same text of another list is another filter.
    let keys = |found: &[&Found]| -> Vec<(Option<String>, String)> {
        found.iter().map(|one| (one.schema.path().map(str::to_owned), one.text.clone())).collect()
    };
    for op in capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new)) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let gone = old.get(op.old_range()).unwrap_or_default();
        let added = new.get(op.new_range()).unwrap_or_default();
        // The other file lacks this name, so it also lacks the filter.
        let split = |all: &[&'f Found], names| -> (Vec<&'f Found>, Vec<&'f Found>) {
            all.iter().partition(|one| other(one, names).is_some())
        };
        let (gone_named, gone) = split(gone, &old_names);
        let (new_named, added) = split(added, &new_names);
        for at in 0..gone.len().max(added.len()) {
            add(gone.get(at).copied(), added.get(at).copied());
        }
        gone_named.into_iter().for_each(|one| add(Some(one), None));
        new_named.into_iter().for_each(|one| add(None, Some(one)));
    }
    // In the order of the file.
    found.sort_by_key(|(line, _)| *line);
    found.into_iter().map(|(_, pair)| pair).collect()
}

/// The place of the filter of each name, or none for a name of several.
fn names(found: &[Found]) -> HashMap<&str, Option<usize>> {
    let mut names = HashMap::new();
    for (at, one) in found.iter().enumerate() {
        let Some(name) = one.name.as_deref() else { continue };
        names.entry(name).and_modify(|known| *known = None).or_insert(Some(at));
    }
    names
}
