//! Other forms of a filter in its text. Each is tried: the text has the same filters afterwards, and no new finding.

use std::collections::BTreeSet;

use super::{Document, Rewrite, RewriteKind};
use crate::lint::{Holder, Linted};
use crate::source::{EncodedConstant, constant};
use crate::text::{Edit, Span, apply, encode_value};

impl Document {
    pub(super) fn rewritten(&self, index: usize) -> Vec<Rewrite> {
        let recoded = self.recoded(index);
        let is_encoded = recoded.as_ref().is_some_and(|rewrite| rewrite.kind == RewriteKind::Decoded);
        // The value of a constant is encoded, so the place must take an encoded filter.
        let may_be_encoded = is_encoded
            || recoded.as_ref().is_some_and(|rewrite| rewrite.kind == RewriteKind::Encoded)
            || self.is_written_encoded(index);
        let constant = may_be_encoded.then(|| self.in_constant(index)).flatten();
        recoded.into_iter().chain(constant).collect()
    }

    /// The place of a filter without its quotes, and the filter.
    fn shown(&self, index: usize) -> Option<(Span, &str)> {
        let filter = self.filters.get(index).filter(|filter| filter.is_known())?;
        let place = filter.map().outer(Span::from_range(0..filter.filter().len()));
        Some((place, filter.filter()))
    }

    /// Whether the text has a filter as comfilter encodes it.
    fn is_written_encoded(&self, index: usize) -> bool {
        let shown = self.shown(index);
        shown.is_some_and(|(place, filter)| place.of(self.text()) == encode_value(filter))
    }

    /// Encodes a filter, or decodes it.
    fn recoded(&self, index: usize) -> Option<Rewrite> {
        let (place, filter) = self.shown(index)?;
        let is_encoded = place.of(self.text()) != filter;
        let (kind, written) = match is_encoded {
            true => (RewriteKind::Decoded, filter.to_owned()),
            false => (RewriteKind::Encoded, encode_value(filter)),
        };
        let edits = vec![Edit::replace(place, written)];
        let after = self.after(&edits)?;
        let is_same = after.filters.len() == self.filters.len()
            && after.filters.get(index).is_some_and(|after| after.filter() == filter);
        is_same.then_some(Rewrite { kind, edits })
    }

    /// Replaces a filter in a URL by a constant with the encoded filter.
    fn in_constant(&self, index: usize) -> Option<Rewrite> {
        let Holder::Source(language) = self.holder else { return None };
        let (place, filter) = self.shown(index)?;
        // Only a valid filter is encoded.
        self.compiled(index)?;
        let list = self.located(index)?.schema.resource();
        let EncodedConstant { name, is_new, edits } = constant(language, self.text(), place, filter, list)?;
        let after = self.after(&edits)?;
        let leads = |document: &Document| {
            let here = document.leads.iter().filter(|(variable, value)| {
                let shown = document.filters.iter().find(|filter| filter.span().contains(*value));
                variable.of(document.text()).contains(&name)
                    && shown.is_some_and(|shown| shown.filter() == filter)
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

    /// The document after edits, if it has no more findings than this one.
    fn after(&self, edits: &[Edit]) -> Option<Document> {
        let text = apply(self.text(), edits).ok()?;
        let after = Document::new(&self.linter, self.holder, text);
        let findings =
            |document: &Document| document.filters.iter().flat_map(Linted::all_diagnostics).count();
        (findings(&after) <= findings(self)).then_some(after)
    }
}
