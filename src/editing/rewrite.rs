//! Other forms of a filter in its text. Each is tried: its filter selects the same, and there is no new finding.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::read::{InCondition, Tree};
use super::{Document, Rewrite, RewriteGroup, RewriteKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::limits;
use crate::lint::{Holder, Linted};
use crate::rules;
use crate::source::{EncodedConstant, constant};
use crate::syntax::name::is_name;
use crate::syntax::{FilterWord, OperandKind, WordRole, words};
use crate::text::{Edit, Span, apply, encode_value};

impl Document {
    pub(super) fn rewritten(&self, index: usize, wants: impl Fn(RewriteGroup) -> bool) -> Vec<Rewrite> {
        let is_short = self.text().len() <= limits::REWRITTEN;
        if !is_short {
            return Vec::new();
        }
        // Each attempt checks the whole text.
        let encoded = LazyCell::new(|| {
            let (place, filter) = self.shown(index)?;
            self.written(index, self.encoded(index, place, filter))
        });
        let mut found = Vec::new();
        if wants(RewriteGroup::Form) {
            found.extend(match self.shown(index) {
                Some((place, filter)) if place.of(self.text()) != filter => {
                    let edits = self.written(index, filter.to_owned());
                    edits.map(|edits| Rewrite { kind: RewriteKind::Decoded, edits })
                }
                _ => encoded.clone().map(|edits| Rewrite { kind: RewriteKind::Encoded, edits }),
            });
            found.extend(self.simplified(index));
        }
        if wants(RewriteGroup::Constant) {
            found.extend(self.in_constant(index, || encoded.is_some()));
        }
        found
    }

    /// The place of a filter without its quotes, and the filter. Code that inserts a value would change with it, and what
    /// is encoded later is sent in another way.
    fn shown(&self, index: usize) -> Option<(Span, &str)> {
        let located = self.known(index)?;
        let is_shown = !located.has_holes() && !located.placement.is_encoded_later;
        is_shown.then(|| (located.placement.outer, located.filter()))
    }

    /// The encoded filter as its place spells it: a batch script doubles each `%`.
    fn encoded(&self, index: usize, place: Span, filter: &str) -> String {
        let plain = encode_value(filter);
        let whole = Edit::replace(Span::from_range(0..filter.len()), filter);
        match self.outer_edits(index, &[whole]).as_deref() {
            Some([edit]) if edit.span == place && edit.text.replace("%%", "%") == plain => edit.text.clone(),
            _ => plain,
        }
    }

    /// The edits that write a filter in another way, if its place takes that for the same filter.
    fn written(&self, index: usize, written: String) -> Option<Vec<Edit>> {
        let (place, filter) = self.shown(index)?;
        let edits = vec![Edit::replace(place, written)];
        let after = self.after(&edits)?;
        let is_same = after.filters.len() == self.filters.len()
            && after.filters.get(index).is_some_and(|after| after.filter() == filter);
        is_same.then_some(edits)
    }

    /// Writes a shorter filter that selects the same.
    fn simplified(&self, index: usize) -> Option<Rewrite> {
        let located = self.known(index).filter(|located| !located.has_holes())?;
        let (place, written) = (located.placement.outer, located.filter());
        // Comments between the lines of a filter would go with them.
        let has_comment = || place.of(self.text()).lines().any(|line| line.trim_start().starts_with('#'));
        if self.holder == Holder::File && has_comment() {
            return None;
        }
        let filter = self.compiled(index)?;
        let simplified = filter.simplify_within(limits::EDITOR_SIMPLIFY);
        let text = simplified.filter().as_str();
        if simplified.steps().is_empty() {
            return None;
        }
        let whole = Span::from_range(0..written.len());
        let kept = self.kept_group(written, text.to_owned());
        let edits = self.outer_edits(index, &[Edit::replace(whole, kept)])?;
        let after = self.after(&edits)?;
        let is_same = after.compiled(index).is_some_and(|after| after == *simplified.filter());
        is_same.then(|| Rewrite { kind: RewriteKind::Simplified(text.to_owned()), edits })
    }

    /// Replaces a filter in a URL by a constant with the encoded filter, if the place takes an encoded filter.
    fn in_constant(&self, index: usize, takes_encoded: impl FnOnce() -> bool) -> Option<Rewrite> {
        let Holder::Source(language) = self.holder else { return None };
        let (place, filter) = self.shown(index)?;
        // Only a valid filter is encoded, and one without an error around it: its author may mean another one.
        self.compiled(index)?;
        let has_error = self.filters.get(index).is_some_and(|filter| filter.errors() > 0);
        // Another tool may fill in a placeholder, and curl expands brackets.
        if has_error || filter.contains(['{', '}', '$', '<', '>', '@', '[', ']']) {
            return None;
        }
        let list = self.located(index)?.schema.resource();
        let EncodedConstant { name, is_new, edits } = constant(language, self.text(), place, filter, list)?;
        if place.of(self.text()) != encode_value(filter) && !takes_encoded() {
            return None;
        }
        let after = self.after(&edits)?;
        let leads = |document: &Document| {
            let here =
                document.leads.iter().filter(|(variable, _)| variable.of(document.text()).contains(&name));
            let here = here.filter(|(_, value)| {
                let shown = document.filters.iter().find(|filter| filter.span().contains(*value));
                shown.is_some_and(|shown| shown.filter() == filter)
            });
            here.count()
        };
        let known = |document: &Document| -> BTreeSet<String> {
            let known = document.filters.iter().filter(|filter| filter.is_known());
            known.map(|filter| filter.filter().to_owned()).collect()
        };
        let is_same = leads(&after) == leads(self) + 1 && known(&after) == known(self);
        let kind = if is_new { RewriteKind::NewConstant(name) } else { RewriteKind::Constant(name) };
        is_same.then_some(Rewrite { kind, edits })
    }

    /// Writes a parameter for the value at an offset, in a file of filters, whose commands take `--arg`.
    pub(super) fn in_parameter(&self, offset: u32) -> Option<Rewrite> {
        let (index, located, cursor) = self.cursor(offset).filter(|_| self.holder == Holder::File)?;
        let filter = located.filter();
        let tree = Tree::of(filter, located.schema, self.linter.limits());
        let InCondition { operand, path, .. } = tree.operand(tree.inner(cursor.at))?;
        if !matches!(operand.kind, OperandKind::String | OperandKind::Number) {
            return None;
        }
        let is_value = |word: &FilterWord<'_>| matches!(word.role, WordRole::String | WordRole::Value);
        let is_near = |word: &FilterWord<'_>| word.span.start <= cursor.at && cursor.at <= word.span.end;
        let value = words(filter).find(|word| is_value(word) && is_near(word))?.span;
        let path = path.map_or("", |path| path.span.of(tree.ast().text()));
        let plain = path.rsplit('/').next().filter(|name| is_name(name)).unwrap_or("value");
        let is_taken = |name: &str| words(filter).any(|word| word.text.strip_prefix('@') == Some(name));
        let numbered = (2..=limits::SOURCE_NAMES).map(|number| format!("{plain}{number}"));
        let name = std::iter::once(plain.to_owned()).chain(numbered).find(|name| !is_taken(name))?;
        let edit = Edit::replace(value, format!("@{name}"));
        let template = apply(filter, std::slice::from_ref(&edit)).ok()?;
        located.schema.parse_template(&template, self.linter.limits()).ok()?;
        let edits = self.outer_edits(index, &[edit])?;
        Some(Rewrite { kind: RewriteKind::Parameter(name), edits })
    }

    /// The document after edits, if it has no more findings of any rule than this one.
    fn after(&self, edits: &[Edit]) -> Option<Document> {
        let text = apply(self.text(), edits).ok()?;
        let after = Document::new(&self.linter, self.holder, text);
        // A decoded filter is what the user asks for, and most clients encode it.
        let is_minor = |found: &&Diagnostic| {
            found.severity() == Severity::Hint && found.rule() == &rules::UNENCODED_CHARACTER
        };
        let findings = |document: &Document| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            let all = document.filters.iter().flat_map(Linted::all_diagnostics);
            for found in all.filter(|found| !is_minor(found)) {
                *counts.entry(found.rule().name()).or_default() += 1;
            }
            counts
        };
        let before = findings(self);
        let is_new = |(rule, count): (&str, usize)| before.get(rule).is_none_or(|known| *known < count);
        (!findings(&after).into_iter().any(is_new)).then_some(after)
    }
}
