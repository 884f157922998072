//! Code actions. They are computed from the current text, and never from an edit that the client sends back.

use gen_lsp_types::{CodeAction, CodeActionKind, Range};
use serde::Deserialize;
use similar::{DiffOp, DiffTag, TextDiff};

use super::view::View;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::editing::{Rewrite, RewriteGroup, RewriteKind};
use crate::lint::{Holder, Linted};
use crate::text::{Edit, Quoted, Span, apply, offset};

/// The kind of the action that applies all safe fixes.
pub(super) const FIX_ALL: &str = "source.fixAll.comfilter";

/// The parameters, without the diagnostics that the client has: they may be those of another text.
#[derive(Debug, Deserialize)]
pub(super) struct ActionParams {
    range: Range,
    #[serde(default)]
    context: ActionContext,
}

#[derive(Debug, Default, Deserialize)]
struct ActionContext {
    only: Option<Vec<String>>,
}

impl ActionContext {
    /// Whether a kind is wanted. A wanted kind includes those below it.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let kind = String::from(kind.clone());
        self.only.as_ref().is_none_or(|only| {
            let mut only = only.iter();
            only.any(|wanted| {
                let rest = kind.strip_prefix(wanted.as_str());
                rest.is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
            })
        })
    }
}

impl View<'_> {
    pub(super) fn actions(&self, params: ActionParams) -> Vec<CodeAction> {
        let mut actions = Vec::new();
        // Without them, a client takes only commands.
        if !self.abilities.code_actions {
            return actions;
        }
        let span = self.span(params.range);
        let filters = self.document.filters().iter().enumerate();
        let here: Vec<(usize, &Linted<'_>, Diagnostic)> = filters
            .flat_map(|(index, filter)| filter.outward().into_iter().map(move |found| (index, filter, found)))
            .filter(|(_, _, found)| touches(found.span(), span))
            .collect();
        let wants = |kind| params.context.wants(&kind);
        if wants(CodeActionKind::QuickFix) {
            actions.extend(here.iter().filter_map(|(_, _, found)| self.fix(found)));
            actions.extend(here.iter().filter_map(|(_, filter, found)| self.ignore(filter, found)));
        }
        actions.extend(self.rewrites(span.start, wants));
        // An editor asks at each move of the cursor, so all fixes are tried only where one is near.
        let is_asked_for = params.context.only.is_some() || !here.is_empty();
        if is_asked_for && wants(CodeActionKind::new(FIX_ALL)) {
            actions.extend(self.fix_all());
        }
        actions
    }

    /// An action that makes some edits, unless they cannot be made.
    fn action(&self, title: String, kind: CodeActionKind, edits: &[Edit]) -> Option<CodeAction> {
        let text = self.document.text();
        let changed = apply(text, edits).ok()?;
        (changed != text).then(|| CodeAction {
            title,
            kind: Some(kind),
            edit: Some(self.workspace_edit(edits)),
            ..CodeAction::default()
        })
    }

    fn fix(&self, found: &Diagnostic) -> Option<CodeAction> {
        let fix = found.fix()?;
        let title = format!("{} ({})", fix.title, found.rule().name());
        let action = self.action(title, CodeActionKind::QuickFix, &fix.edits)?;
        Some(CodeAction {
            is_preferred: Some(fix.applicability == Applicability::Safe),
            diagnostics: Some(vec![self.diagnostic(found)]),
            ..action
        })
    }

    fn ignore(&self, filter: &Linted<'_>, found: &Diagnostic) -> Option<CodeAction> {
        let (document, rule) = (self.document, found.rule().name());
        let edit = document.linter().ignore(document.holder(), document.text(), filter, found)?;
        let title = format!("ignore {} here", Quoted(rule));
        let action = self.action(title, CodeActionKind::QuickFix, &[edit])?;
        Some(CodeAction { diagnostics: Some(vec![self.diagnostic(found)]), ..action })
    }

    fn fix_all(&self) -> Option<CodeAction> {
        let document = self.document;
        let is_safe = |found: &crate::diagnostic::Diagnostic| {
            found.fix().is_some_and(|fix| fix.applicability == Applicability::Safe)
        };
        if !document.filters().iter().flat_map(Linted::all_diagnostics).any(is_safe) {
            return None;
        }
        let fixed = document.linter().fix(document.holder(), document.text(), Applicability::Safe);
        let edits = changes(document.text(), &fixed.text);
        let title = format!("apply all safe fixes of comfilter ({})", fixed.count);
        self.action(title, CodeActionKind::new(FIX_ALL), &edits)
    }

    /// Other forms of the filter at a place, of the wanted kinds.
    fn rewrites(&self, at: u32, wants: impl Fn(CodeActionKind) -> bool) -> Vec<CodeAction> {
        let document = self.document;
        let mut actions = Vec::new();
        // The editor's own command formats a file of filters.
        if document.holder() != Holder::File
            && wants(CodeActionKind::RefactorRewrite)
            && let Some(edits) = document.formatted_filter(at)
        {
            actions.extend(self.action(
                "format this filter".to_owned(),
                CodeActionKind::RefactorRewrite,
                &edits,
            ));
        }
        let of_group = |group| match group {
            RewriteGroup::Form => CodeActionKind::RefactorRewrite,
            RewriteGroup::Constant | RewriteGroup::Parameter => CodeActionKind::RefactorExtract,
        };
        let rewrites = document.rewrites(at, |group| wants(of_group(group))).into_iter();
        actions.extend(rewrites.filter_map(|Rewrite { kind, edits }| {
            let title = match &kind {
                RewriteKind::Encoded => "percent-encode this filter".to_owned(),
                RewriteKind::Decoded => "decode this filter".to_owned(),
                RewriteKind::Simplified(filter) => format!("simplify this filter to {}", Quoted(filter)),
                RewriteKind::Constant(name) => {
                    format!("replace this filter by the encoded constant {}", Quoted(name))
                }
                RewriteKind::NewConstant(name) => {
                    format!("replace this filter by a new encoded constant {}", Quoted(name))
                }
                RewriteKind::Parameter(name) => {
                    format!("replace this value by the parameter {}", Quoted(&format!("@{name}")))
                }
            };
            self.action(title, of_group(kind.group()), &edits)
        }));
        actions
    }
}

/// Whether a finding is at a selection, or right beside it.
fn touches(found: Span, selected: Span) -> bool {
    found.start <= selected.end && selected.start <= found.end
}

/// The edits that turn one text into another, line by line.
fn changes(before: &str, after: &str) -> Vec<Edit> {
    let [old, new] = [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old, &new);
    let starts = |text: &str| -> Vec<usize> {
        let ends = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old, new) = (starts(before), starts(after));
    let place = |starts: &[usize], lines: std::ops::Range<usize>| {
        let at = |line: usize| starts.get(line).or(starts.last()).copied().unwrap_or(0);
        Span::new(offset(at(lines.start)), offset(at(lines.end)))
    };
    let edit =
        |op: &DiffOp| Edit::replace(place(&old, op.old_range()), place(&new, op.new_range()).of(after));
    diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal).map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_lead_from_one_text_to_the_other() {
        for (before, after) in
            [("", "a"), ("a\n\nb\nc", "a\nx\nb\n"), ("a\rb\r\nc\n", "a\rc\r\nd\n"), ("é\n", "")]
        {
            assert_eq!(apply(before, &changes(before, after)).unwrap(), after);
        }
        assert_eq!(changes("a\nb\nc\n", "a\nx\nc\n"), [Edit::replace(Span::new(2, 4), "x\n")]);
    }

    #[test]
    fn a_kind_includes_those_below_it() {
        let wants = |only: &str, kind: &'static str| {
            let context = ActionContext { only: Some(vec![only.to_owned()]) };
            context.wants(&CodeActionKind::new(kind))
        };
        assert!(wants("source.fixAll", FIX_ALL) && wants(FIX_ALL, FIX_ALL) && wants("", FIX_ALL));
        assert!(!wants("source.fixAll.comfilter.x", FIX_ALL) && !wants("source.fix", FIX_ALL));
    }
}
