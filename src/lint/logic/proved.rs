//! Proofs over the whole filter (`crate::logic`), for what the sets of one property leave open.

use super::RuleContext;
use crate::Filter;
use crate::diagnostic::Message;
use crate::limits;
use crate::logic::{JobValues, Witness};
use crate::rules;
use crate::syntax::NodeKind;
use crate::text::Quoted;

/// Reports a filter that is never true, or always, because of several properties or of parts at different depths.
/// Only a filter with both kinds of joins can be; the sets find the others.
pub(super) fn find(cx: &mut RuleContext<'_, '_>) {
    let (mut has_and, mut has_or) = (false, false);
    for kind in cx.ast.nodes() {
        has_and |= kind == NodeKind::And;
        has_or |= kind == NodeKind::Or;
    }
    let is_short = cx.ast.text().len() <= limits::LOGIC_PROOF;
    let is_on = cx.levels.is_on(&rules::NEVER_TRUE) || cx.levels.is_on(&rules::ALWAYS_TRUE);
    if !(has_and && has_or && is_short && is_on) || cx.ast.has_parameters() || has_doubt(cx) {
        return;
    }
    let Some(root) = cx.ast.root() else { return };
    let filter = Filter::new(cx.schema.clone(), cx.ast.clone());
    let (span, one) = (cx.ast.span(root), cx.schema.one());
    if filter.witness_of(JobValues::Any, limits::LOGIC_STEPS) == Witness::Nothing {
        let nearest = nearest(cx);
        cx.report(&rules::NEVER_TRUE, span, |_| {
            let help = "change one of the conditions, or remove one";
            Message::new(format!(
                "no {one} meets all of these conditions together: the filter selects no {one}"
            ))
            .help(nearest.map_or(help.to_owned(), |nearest| format!("{help}; {nearest}")))
        });
    } else if filter.is_always_true(JobValues::Numeric, limits::LOGIC_STEPS) == Some(true) {
        cx.report(&rules::ALWAYS_TRUE, span, |_| {
            Message::new(format!("each {one} meets one of these conditions: the filter selects every {one}"))
                .help("change one of them, or remove the filter")
        });
    }
}

/// Whether documents leave open what a condition means: one on the items of an array, or with literals that the
/// service may distinguish by their quotes.
fn has_doubt(cx: &RuleContext<'_, '_>) -> bool {
    let paths = cx.ast.nodes().filter_map(|kind| super::path(cx.ast, kind));
    let mut properties = paths.filter_map(|path| cx.schema.property_of_any(cx.ast.path_of(path)));
    properties.any(|property| property.through.is_some() || !property.quoted.is_empty())
}

/// The nearest filter that selects something, with a job that it selects: the filter without one of its terms.
pub(super) fn nearest(cx: &RuleContext<'_, '_>) -> Option<String> {
    let ast = cx.ast;
    let root = ast.root()?;
    if ast.has_parameters() || ast.text().len() > limits::LOGIC_PROOF || ast.kind(root) != NodeKind::And {
        return None;
    }
    let terms: Vec<&str> = ast.children(root).map(|term| ast.span(term).of(ast.text())).collect();
    // The last term was written last, and is the likeliest one too many.
    (0..terms.len()).rev().take(limits::LOGIC_TERMS).find_map(|without| {
        let kept = terms.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, term)| *term);
        let text = kept.collect::<Vec<&str>>().join(" and ");
        let filter = cx.schema.check(&text).into_result().ok()?;
        let Witness::Job(job) = filter.witness_of(JobValues::Typed, limits::LOGIC_STEPS) else { return None };
        let (removed, job) = (Quoted(terms.get(without)?), job.to_string());
        // A part of a job would say nothing.
        let is_shown = Quoted(&job).to_string().len() == job.len() + 2;
        is_shown.then(|| format!("without {removed}, it selects for example {}", Quoted(&job)))
    })
}
