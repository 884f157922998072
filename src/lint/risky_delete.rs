//! `risky-delete`.

use super::logic;
use super::{Context, Levels};
use crate::check::Checked;
use crate::check::contested;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::schema::Schema;
use crate::syntax::Ast;
use crate::text::Quoted;

/// Unwanted effects of a DELETE with a valid filter.
pub(crate) fn find(ast: &Ast<'_>, schema: &Schema) -> Option<Diagnostic> {
    let root = ast.root()?;
    // Ignore the findings of the logic rules.
    let mut unheard = Diagnostics::new(0);
    let levels = Levels::default();
    let mut cx = Context { ast, schema, levels: &levels, diagnostics: &mut unheard };
    if logic::is_always_true(&mut cx) {
        let message = format!("the filter is always true: this DELETE removes every {}", schema.one());
        let found = Diagnostic::new(&rules::RISKY_DELETE, ast.span(root), message);
        return Some(ast.outward(found.with_help("add a condition that selects only the entries to remove")));
    }
    // A list with a path is one that its documents describe.
    if schema.delete_parameters().is_none() && schema.path().is_some() {
        let message = format!(
            "no document has a DELETE with a filter for {}: the service may ignore the filter, and remove more",
            schema.resource()
        );
        let found = Diagnostic::new(&rules::RISKY_DELETE, ast.span(root), message);
        return Some(
            ast.outward(
                found.with_help("send a GET with this filter, and delete what it selects one by one"),
            ),
        );
    }
    let terms = contested::terms(schema, ast);
    let term = terms.first().map(|term| term.span)?;
    let message = format!(
        "this DELETE removes what the filter selects, and documents of the list of {} disagree on {}",
        schema.resource(),
        Quoted(term.of(ast.text()))
    );
    let found = Diagnostic::new(&rules::RISKY_DELETE, term, message);
    Some(ast.outward(found.with_help("send a GET with this filter first, and check what it selects")))
}

/// The same of a filter that was checked.
pub(super) fn find_in(checked: &Checked<'_>) -> Option<Diagnostic> {
    checked.is_ok().then(|| find(checked.ast(), checked.schema())).flatten()
}
