//! [`Ast`] and [`Schema`] → [`Filter`], or the mistakes.
//!
//! Each condition is checked alone: its form (`forms.rs`), its property (`resolve.rs`), and whether
//! the property may be compared with the value (`values.rs`, `strings.rs`). The tree is a flat list, so
//! this is one loop over it.
//!
//! Explainers and matchers share one reading of a [`Filter`]: its conditions with their decoded
//! literals (`condition.rs`), their places in a job (`slot.rs`), and how they are joined (`meaning.rs`).

mod alternatives;
mod as_one;
mod cased;
pub(crate) mod condition;
pub(crate) mod contested;
mod element;
mod filter;
mod forms;
pub(crate) mod meaning;
mod pattern;
mod prefix;
mod resolve;
mod respelled;
pub(crate) mod slot;
mod strings;
#[cfg(test)]
mod tests;
mod timestamps;
mod tried;
mod values;
mod webhook;
pub(crate) mod wording;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::limits::Limits;
use crate::rules::{self, Rule};
use crate::schema::Schema;
use crate::syntax::{Ast, Dialect, NodeKind, Operand, OperandKind, Parsed};
use crate::text::Span;

pub use filter::{Filter, FilterError, FilterSeed};

/// The result of a check: always diagnostics and a tree, and a [`Filter`] if no diagnostic is an
/// error.
#[derive(Debug)]
pub struct Checked<'t> {
    source: &'t str,
    schema: Schema,
    parsed: Parsed<'t>,
    /// The original errors, if the linter has removed some from the diagnostics.
    refused: Option<Box<Diagnostics>>,
}

impl Schema {
    /// Checks a filter. It never fails; [`Checked::diagnostics`] has the mistakes.
    ///
    /// ```
    /// use comfilter::Schema;
    ///
    /// let checked = Schema::jobs().check("Name eq 'x' and generation gt 'three'");
    /// let messages: Vec<&str> = checked.diagnostics().iter().map(|d| d.message()).collect();
    /// assert_eq!(
    ///     messages,
    ///     [
    ///         "unknown property `Name` of jobs: names are case-sensitive",
    ///         "`generation` is an integer, and `'three'` is a string",
    ///     ]
    /// );
    /// ```
    pub fn check<'t>(&self, text: &'t str) -> Checked<'t> {
        Checked::new(self, text, &Limits::DEFAULT)
    }

    /// Checks a filter that may contain parameters.
    pub(crate) fn check_template<'t>(&self, text: &'t str, limits: &Limits) -> Checked<'t> {
        let mut checked = Checked::unread(self, text, limits);
        checked.read(limits);
        checked
    }
}

/// Whether the text has only printable ASCII characters and plain spaces, and none that begins a
/// placeholder, an encoded character or a wildcard. Then no string needs a closer look. One pass
/// over the text is faster than one over each string, and reading the last sixteen bytes twice is
/// faster than a byte loop over the remainder.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk() else { return !bytes.iter().any(|byte| is_odd(*byte)) };
    let mut odd = [false; 16];
    let mut look = |block: &[u8; 16]| {
        for (odd, byte) in odd.iter_mut().zip(block) {
            *odd |= is_odd(*byte);
        }
    };
    bytes.as_chunks().0.iter().for_each(&mut look);
    look(last);
    odd == [false; 16]
}

#[inline(always)]
const fn is_odd(byte: u8) -> bool {
    let odd = (byte == b'%') | (byte == b'*') | (byte == b'<') | (byte == b'$') | (byte == b'{');
    // Every byte beyond ASCII is less than a space, too, if it has a sign.
    odd | (byte.cast_signed() < 0x20) | (byte == 0x7f)
}

impl<'t> Checked<'t> {
    /// Checks a filter with other limits than [`Schema::check`].
    ///
    /// ```
    /// use comfilter::{Checked, Limits, Schema};
    ///
    /// let strict = Limits { nesting: 2, ..Limits::default() };
    /// let checked = Checked::new(Schema::jobs(), "((((state eq 'ERROR'))))", &strict);
    /// assert_eq!(checked.diagnostics()[0].rule().name(), "too-deep");
    /// ```
    pub fn new(schema: &Schema, text: &'t str, limits: &Limits) -> Checked<'t> {
        let mut checked = Checked::unread(schema, text, limits);
        checked.read(limits);
        checked.refuse_parameters();
        checked
    }

    #[inline]
    fn unread(schema: &Schema, text: &'t str, limits: &Limits) -> Checked<'t> {
        Checked { source: text, schema: schema.clone(), parsed: Parsed::new(text, limits), refused: None }
    }

    fn read(&mut self, limits: &Limits) {
        self.read_conditions(limits);
        let Parsed { ast, diagnostics } = &mut self.parsed;
        // The edits of a filter in a wrapping are encoded.
        if diagnostics.errors() > 0 && !ast.is_wrapped() {
            tried::fixes(&self.schema, limits, diagnostics);
        }
        if diagnostics.errors() > 0 {
            as_one::join(&self.schema, limits, self.source, diagnostics);
        }
    }

    /// Parses the text and checks each condition. It fills the result in place, because a move
    /// costs a short filter a tenth of its time.
    fn read_conditions(&mut self, limits: &Limits) {
        self.parsed.read(self.source, limits, self.schema.dialect());
        let Parsed { ast, diagnostics } = &mut self.parsed;
        let cx = CheckContext { schema: &self.schema, ast, text: ast.text(), plain: is_plain(ast.text()) };
        match self.schema.dialect() {
            Dialect::List => Checker { cx, diagnostics }.conditions(|_, _| ()),
            Dialect::Webhook => {
                let changes = self.schema.with_changes(webhook::changes(ast));
                let scopes = webhook::EventScopes::new(&self.schema, ast);
                let mut checker = Checker { cx, diagnostics };
                checker.conditions(|checker, node| checker.enter(&scopes, &changes, node));
            }
        }
        if ast.has_prefix_form() {
            Checker { cx, diagnostics }.prefix_forms();
        }
        if !diagnostics.is_empty() {
            diagnostics.sort();
        }
    }

    /// The findings, sorted by place. Places point into the checked text.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.parsed.diagnostics
    }

    pub(crate) fn diagnostics_mut(&mut self) -> &mut Diagnostics {
        &mut self.parsed.diagnostics
    }

    /// An invalid filter stays invalid, even if its findings are removed.
    pub(crate) fn keep_refusal(&mut self) {
        if !self.is_ok() {
            self.refused = Some(Box::new(self.diagnostics().clone()));
        }
    }

    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.parsed.diagnostics
    }

    /// The tree: as written if there is no error, repaired otherwise.
    pub fn ast(&self) -> &Ast<'t> {
        &self.parsed.ast
    }

    /// The schema that it was checked against.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Whether there is no error, and therefore a filter.
    pub fn is_ok(&self) -> bool {
        self.refused.is_none() && self.parsed.is_ok() && self.parsed.ast.root().is_some()
    }

    /// The filter.
    ///
    /// # Errors
    ///
    /// There is an error among the diagnostics: the [`FilterError`] has all of them.
    pub fn into_result(self) -> Result<Filter, FilterError> {
        if self.is_ok() {
            Ok(Filter::new(self.schema, self.parsed.ast))
        } else {
            let diagnostics = self.refused.map_or(self.parsed.diagnostics, |refused| *refused);
            Err(FilterError::new(self.source, diagnostics))
        }
    }

    fn refuse_parameters(&mut self) {
        let Parsed { ast, diagnostics } = &mut self.parsed;
        if !ast.has_parameters() {
            return;
        }
        let cx = CheckContext { schema: &self.schema, ast, text: ast.text(), plain: false };
        // These are properties with a mark.
        let marked: HashSet<u32> = diagnostics
            .iter()
            .filter(|found| found.rule() == &rules::UNSUPPORTED_ODATA && found.fix().is_some())
            .map(|found| found.span().start)
            .collect();
        each_operand(ast, |operand| {
            if operand.kind != OperandKind::Parameter || marked.contains(&operand.span.start) {
                return;
            }
            Checker { cx, diagnostics }.report(&rules::UNBOUND_PARAMETER, operand.span, |cx| {
                let name = ast.text_of(operand);
                Message::new(format!(
                    "{} has no value: give it one before the filter is sent",
                    cx.quoted(operand)
                ))
                .help(format!(
                    "give its value with `--arg {}=…`, or write the value in its place",
                    name.trim_start_matches('@')
                ))
            });
        });
        diagnostics.sort();
    }
}

/// Calls `see` with each operand of the tree.
pub(crate) fn each_operand(ast: &Ast<'_>, mut see: impl FnMut(Operand)) {
    for node in ast.nodes() {
        match node {
            NodeKind::Comparison { left: one, right: other, .. }
            | NodeKind::ElementOf { value: one, array: other } => {
                see(one);
                see(other);
            }
            NodeKind::Membership { left, items, .. } => {
                see(left);
                ast.operands(items).iter().copied().for_each(&mut see);
            }
            NodeKind::Call { arguments, .. } => ast.operands(arguments).iter().copied().for_each(&mut see),
            NodeKind::Alone(operand) => see(operand),
            _ => {}
        }
    }
}

/// The context of a check.
#[derive(Clone, Copy)]
struct CheckContext<'a, 't> {
    schema: &'a Schema,
    ast: &'a Ast<'t>,
    /// The text of the tree.
    text: &'a str,
    /// See [`is_plain`].
    plain: bool,
}

/// Checks one condition after the other.
struct Checker<'a, 't> {
    cx: CheckContext<'a, 't>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, 't> Checker<'a, 't> {
    /// Checks each; `enter` is called before.
    #[inline(always)]
    fn conditions(&mut self, enter: impl Fn(&mut Self, NodeKind)) {
        let ast = self.cx.ast;
        if ast.has_operand_alone() {
            let mut nodes = ast.nodes().peekable();
            while let Some(node) = nodes.next() {
                enter(self, node);
                self.node(node);
                self.values_after(node, &mut nodes);
            }
        } else {
            for node in ast.nodes() {
                enter(self, node);
                self.node(node);
            }
        }
    }

    #[inline(always)]
    fn node(&mut self, node: NodeKind) {
        match node {
            NodeKind::Comparison { left, operator, right } => self.comparison(left, operator, right),
            NodeKind::Membership { left, items, .. } => self.membership(left, items),
            NodeKind::Call { name, arguments, end } => self.call(name, arguments, end),
            NodeKind::Alone(operand) => self.alone(operand),
            NodeKind::ElementOf { value, array } => self.element_of(value, array),
            _ => {}
        }
    }

    /// Reports a finding of `rule` at `span`; `describe` runs only if it is kept.
    fn report<M: Into<Message>>(
        &mut self,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(CheckContext<'a, 't>) -> M,
    ) {
        self.report_as(rule.severity(), rule, span, describe);
    }

    /// The same with another severity than the rule's.
    fn report_as<M: Into<Message>>(
        &mut self,
        severity: Severity,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(CheckContext<'a, 't>) -> M,
    ) {
        let cx = self.cx;
        self.diagnostics.add(severity, || {
            let found = Diagnostic::new(rule, span, describe(cx)).with_severity(severity);
            cx.ast.outward(found.kept_apart(cx.text))
        });
    }
}
