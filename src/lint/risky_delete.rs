//! `risky-delete`.

use super::logic;
use super::{Levels, RuleContext};
use crate::check::contested;
use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::rules;
use crate::schema::Schema;
use crate::syntax::Ast;
use crate::text::{Quoted, Span};

/// Unwanted effects of a DELETE with a valid filter.
pub(crate) fn find(ast: &Ast<'_>, schema: &Schema) -> Option<Diagnostic> {
    let (span, message) = danger(ast, schema)?;
    Some(ast.outward(Diagnostic::new(&rules::RISKY_DELETE, span, message)))
}

fn danger(ast: &Ast<'_>, schema: &Schema) -> Option<(Span, Message)> {
    let whole = ast.span(ast.root()?);
    // Ignore the findings of the logic rules.
    let mut unheard = Diagnostics::new(0);
    let levels = Levels::default();
    let mut cx = RuleContext { ast, schema, levels: &levels, diagnostics: &mut unheard };
    if logic::is_always_true(&mut cx) {
        let one = schema.one();
        let message = Message::new(format!("the filter is always true: this DELETE removes every {one}"));
        return Some((whole, message.help("add a condition that selects only the entries to remove")));
    }
    let resource = schema.resource();
    // A list with a path is one that its documents describe.
    if schema.delete_parameters().is_none() && schema.path().is_some() {
        let message = Message::new(format!(
            "no document has a DELETE with a filter for {resource}: the service may ignore the filter, and remove more"
        ));
        let help = "send a GET with this filter, and delete what it selects one by one";
        return Some((whole, message.help(help)));
    }
    let term = contested::terms(schema, ast).first()?.span;
    let message = Message::new(format!(
        "this DELETE removes what the filter selects, and documents of the list of {resource} disagree on {}",
        Quoted(term.of(ast.text()))
    ));
    Some((term, message.help("send a GET with this filter first, and check what it selects")))
}
