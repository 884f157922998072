//! Rules about the whole of a filter: how `not`, `and` and `or` bind, and how its terms combine.
//! Also the levels of all rules.
//!
//! [`Schema::check`] looks at single conditions and finds everything that makes a filter invalid. A
//! [`Linter`] adds the rules that need more, each in the file of its name. Then it applies
//! [`Levels`], which set the severity of each rule.
//!
//! ```
//! use comfilter::Schema;
//! use comfilter::lint::Linter;
//!
//! let linter = Linter::new(Schema::jobs().clone());
//! let checked = linter.lint("name eq 'a' or name eq 'b' and generation gt 3");
//! let found = &checked.diagnostics()[0];
//! assert_eq!(found.rule().name(), "ambiguous-and-or");
//! assert_eq!(found.severity().name(), "warning");
//! ```

mod baseline;
mod client;
mod dates;
mod fix;
mod host_ignores;
mod hosted;
#[cfg(feature = "lsp")]
mod ignore_one;
mod imports;
mod interpolation;
mod levels;
mod linted;
mod pasted;
mod probe;
mod suppress;

mod logic;

mod ambiguous_and_or;
mod contested_value;
mod double_negation;
mod host_name;
mod negated_comparison;
mod not_scope;
mod or_chain;
mod redundant_parentheses;
pub(crate) mod risky_delete;
mod single_item_list;

use std::collections::HashSet;
use std::sync::Arc;

use self::contested_value::BrokenPlaces;
use crate::check::Checked;
use crate::decode::{self, Decoded, RequestParameter, Schemas};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Severity};
use crate::limits::{self, Limits};
use crate::rules::{self, Rule};
use crate::schema::Schema;
use crate::syntax::literal::is_uuid;
use crate::syntax::{Ast, NodeId, NodeKind};
use crate::text::shell::is_curl;
use crate::text::{Edit, Span};

pub use crate::source::Language;
use crate::source::Names;
#[doc(hidden)]
pub use crate::source::{OutlinePart, OutlinePartKind, outline_parts};
pub use baseline::{Baseline, BaselineError, KnownFinding};
pub use fix::Fixed;
pub use levels::Levels;
pub use linted::{Holder, Linted};
pub(crate) use linted::{Placed, PlacedAll};
pub use suppress::Ignored;

/// Checks filters with all rules.
#[derive(Debug, Clone)]
pub struct Linter {
    schemas: Schemas,
    limits: Limits,
    levels: Levels,
    /// The names that a host file takes from other files.
    names: Arc<Names>,
    /// The names that hold the base of the API's URLs.
    base_urls: Arc<[String]>,
}

impl Linter {
    /// All rules with their defaults.
    pub fn new(schema: Schema) -> Linter {
        Linter {
            schemas: Schemas::new(schema),
            limits: Limits::DEFAULT,
            levels: Levels::default(),
            names: Arc::default(),
            base_urls: Arc::default(),
        }
    }

    /// With the names of variables that hold the base of the API's URLs in host files, and get it
    /// elsewhere.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::lint::{Holder, Language, Linter};
    ///
    /// let script = "requests.get(f\"{BASE}/v1/servers?filter=state%20eq%20'x'\")\n";
    /// let found = |linter: &Linter| linter.lint_all(Holder::Source(Language::Python), script).len();
    /// let linter = Linter::new(Schema::jobs().clone());
    /// assert_eq!((found(&linter), found(&linter.clone().with_base_urls(["BASE".to_owned()]))), (0, 1));
    /// ```
    #[must_use]
    pub fn with_base_urls(mut self, names: impl IntoIterator<Item = String>) -> Linter {
        self.base_urls = names.into_iter().collect();
        self
    }

    /// The names that hold the base of the API's URLs.
    pub(crate) fn base_urls(&self) -> &[String] {
        &self.base_urls
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Linter {
        self.limits = limits;
        self
    }

    /// With other rules, or other severities.
    #[must_use]
    pub fn with_levels(mut self, levels: Levels) -> Linter {
        self.levels = levels;
        self
    }

    /// With the schema of another list, for requests to it: `/compute-ops-mgmt/v1/servers`.
    #[must_use]
    pub fn with_schema_of(mut self, path: impl Into<String>, schema: Schema) -> Linter {
        self.schemas = self.schemas.with(path, schema);
        self
    }

    /// With the names that a host file takes from other files of its tree.
    #[cfg(feature = "cli")]
    pub(crate) fn with_names(&self, names: Names) -> Linter {
        Linter { names: Arc::new(names), ..self.clone() }
    }

    /// With a limit for all findings, if they are not for people.
    pub(crate) fn thorough(&self) -> Linter {
        let diagnostics = self.limits.diagnostics.max(limits::FINDINGS);
        self.clone().with_limits(Limits { diagnostics, ..self.limits })
    }

    /// The severities of its rules.
    #[cfg(feature = "cli")]
    pub(crate) fn levels(&self) -> &Levels {
        &self.levels
    }

    /// The schema of the list that is filtered.
    pub fn schema(&self) -> &Schema {
        self.schemas.own()
    }

    /// The schemas of all lists.
    pub fn schemas(&self) -> &Schemas {
        &self.schemas
    }

    /// The limits that hold.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Checks a filter. Like [`Schema::check`], it never fails. A filter with an error is invalid,
    /// even if the error is not reported.
    pub fn lint<'t>(&self, text: &'t str) -> Checked<'t> {
        self.linted(Checked::new(self.schema(), text, &self.limits))
    }

    /// Checks a filter that may contain parameters, such as `@name`.
    pub fn lint_template<'t>(&self, text: &'t str) -> Checked<'t> {
        self.linted(self.schema().check_template(text, &self.limits))
    }

    fn linted<'t>(&self, mut checked: Checked<'t>) -> Checked<'t> {
        let more = self.findings(&checked);
        if self.levels.change_any() {
            checked.keep_refusal();
        }
        let diagnostics = checked.diagnostics_mut();
        diagnostics.append(more);
        self.levels.apply(diagnostics);
        checked
    }

    /// Checks the filter in a URL, a query string or a command, as [`decode`](decode::decode) does.
    pub fn lint_request<'t>(&self, text: &'t str) -> Decoded<'t> {
        let mut decoded = decode::decode(text, &self.schemas, &self.limits);
        let more = decoded.checked().map(|checked| self.findings(&checked));
        let [_, inner] = decoded.diagnostics_mut();
        inner.append(more.unwrap_or_else(|| Diagnostics::new(0)));
        tell_delete(&mut decoded);
        tell_missing(&mut decoded, text);
        let [outer, inner] = decoded.diagnostics_mut();
        self.levels.apply(outer);
        self.levels.apply(inner);
        decoded
    }

    /// Decodes a request like [`decode`](decode::decode), and reports unwanted effects of
    /// a DELETE.
    #[cfg(feature = "cli")]
    pub(crate) fn decode<'t>(&self, text: &'t str) -> Decoded<'t> {
        let mut decoded = decode::decode(text, &self.schemas, &self.limits);
        tell_delete(&mut decoded);
        decoded
    }

    /// The findings of this stage.
    fn findings(&self, checked: &Checked<'_>) -> Diagnostics {
        let mut diagnostics = Diagnostics::new(self.limits.diagnostics);
        let ast = checked.ast();
        if ast.root().is_some() {
            let is_ok = checked.is_ok();
            let mut cx = RuleContext {
                ast,
                schema: checked.schema(),
                levels: &self.levels,
                diagnostics: &mut diagnostics,
            };
            look(&mut cx, &BrokenPlaces::of(checked), is_ok);
        }
        diagnostics
    }
}

/// Reports unwanted effects of a DELETE. A filter that is always true is reported only as such.
fn tell_delete(decoded: &mut Decoded<'_>) {
    if !decoded.is_delete() {
        return;
    }
    let checked = decoded.checked().filter(Checked::is_ok);
    let found = checked.and_then(|checked| risky_delete::find(checked.ast(), checked.schema()));
    let Some(found) = found else { return };
    let [_, inner] = decoded.diagnostics_mut();
    inner.retain(|other| other.rule() != &rules::ALWAYS_TRUE || !found.span().contains(other.span()));
    inner.add(found.severity(), || found);
    inner.sort();
}

/// Reports a request without a filter, unless an error already says why.
fn tell_missing(decoded: &mut Decoded<'_>, text: &str) {
    if decoded.filter().is_some()
        || decoded.diagnostics().errors() > 0
        || !asks_for_list(text)
        || decode::names_other_filter(text)
        || takes_file(text)
    {
        return;
    }
    let tags = decoded.parameters().iter().find(|parameter| parameter.name == "filter-tags");
    let tags = tags.map(|parameter| parameter.span);
    let near = decoded.parameters().iter().find_map(|parameter| near_filter(text, parameter));
    let near = near.map(|name| {
        let fix = Some(vec![Edit::replace(name, "filter")]);
        decode::misnamed(name, name.of(text), decoded.schema(), false).with_edits(fix)
    });
    let [outer, _] = decoded.diagnostics_mut();
    if let Some(near) = near {
        outer.add(Severity::Error, || near.with_severity(Severity::Error));
        return;
    }
    if let Some(tags) = tags {
        outer.report_as(Severity::Hint, &rules::EMPTY_FILTER, tags, || {
            Message::new(
                "`filter-tags` is not checked: it restricts servers in another language than `filter`",
            )
        });
        return;
    }
    outer.report(&rules::EMPTY_FILTER, Span::from_range(0..text.len()), || {
        let help = match text.to_ascii_lowercase().find("filter") {
            Some(_) => {
                "the parameter is called `filter`, and a `?` or a `&` must be right before it: `?filter=…`"
            }
            None => "give a URL with `?filter=…`",
        };
        Message::new("there is no filter in this request, so the service answers with the whole list")
            .help(help)
    });
}

/// The place of a parameter's name that is nearly `filter`: `filters`, `filter[]`, `fliter`.
fn near_filter(text: &str, parameter: &RequestParameter) -> Option<Span> {
    let before = text.get(..parameter.span.start as usize)?.strip_suffix('=')?;
    let start = before.rfind(|c: char| matches!(c, '?' | '&') || c.is_whitespace()).map_or(0, |at| at + 1);
    let written = before.get(start..)?.trim_start_matches(['\'', '"', '$']);
    let name = written.replace("%5B", "[").replace("%5D", "]").to_ascii_lowercase();
    let word = name.split('[').next().unwrap_or_default();
    let is_near = name.starts_with("filter[")
        || ["filters", "fliter", "filer", "fitler", "filtr", "_filter"].contains(&word);
    is_near.then(|| Span::from_range(before.len() - written.len()..before.len()))
}

/// Whether a curl command takes data or options from a file, which may have the filter: `--data-urlencode filter@f`.
fn takes_file(text: &str) -> bool {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
    let is_file = |word: &str| {
        let data = word.strip_prefix("-d").unwrap_or(word);
        data.starts_with('@') || data.starts_with("filter@") || ["-K", "--config"].contains(&word)
    };
    words.clone().any(is_curl) && words.any(is_file)
}

/// Whether a request may take a filter: one with another method than GET, and one of an item by its id, does not.
fn asks_for_list(text: &str) -> bool {
    const METHODS: [&str; 3] = ["post", "put", "patch"];
    let is_other = text.split_whitespace().any(|word| {
        let name = word.trim_start_matches("-X").trim_matches(['"', '\'']);
        METHODS.iter().any(|method| name.eq_ignore_ascii_case(method))
    });
    let ends = |word: &str| {
        let path = word.split(['?', '#']).next().unwrap_or_default().trim_matches(['"', '\'', '/']);
        path.contains('/') && path.rsplit('/').next().is_some_and(is_uuid)
    };
    !is_other && !text.split_whitespace().any(ends)
}

/// Goes over the tree once with all rules. A filter with an error has a repaired tree, and only
/// rules that a repair does not affect run on it.
fn look(cx: &mut RuleContext<'_, '_>, broken: &BrokenPlaces, is_ok: bool) {
    let ast = cx.ast;
    let Some(root) = ast.root() else { return };
    contested_value::find(cx, broken);
    // The fixes of these rules write operators between the operands.
    if ast.has_prefix_form() {
        return;
    }
    let redundant = if is_ok { logic::find(cx) } else { HashSet::new() };
    let mut pending = vec![SeenNode { id: root, parent: None, nots: 0, groups: 0 }];
    while let Some(seen) = pending.pop() {
        let kind = ast.kind(seen.id);
        host_name::find(cx, kind);
        if kind == NodeKind::Or {
            ambiguous_and_or::find(cx, seen.id);
        }
        if is_ok {
            match kind {
                NodeKind::Or => {
                    not_scope::find(cx, seen.id);
                    or_chain::find(cx, seen.id, &redundant);
                }
                NodeKind::And => not_scope::find(cx, seen.id),
                NodeKind::Not { .. } => {
                    double_negation::find(cx, seen);
                    negated_comparison::find(cx, seen.id);
                }
                NodeKind::Group { .. } => redundant_parentheses::find(cx, seen),
                NodeKind::Membership { left, items, end } => single_item_list::find(cx, left, items, end),
                _ => {}
            }
        }
        let below = |id| SeenNode {
            id,
            parent: Some(kind),
            nots: match kind {
                NodeKind::Not { .. } => seen.nots + 1,
                NodeKind::Group { .. } => seen.nots,
                _ => 0,
            },
            groups: if matches!(kind, NodeKind::Group { .. }) { seen.groups + 1 } else { 0 },
        };
        pending.extend(ast.children(seen.id).map(below));
    }
}

/// A node with facts about its ancestors.
#[derive(Debug, Clone, Copy)]
struct SeenNode {
    id: NodeId,
    parent: Option<NodeKind>,
    /// The number of `not`s right above it, ignoring parentheses.
    nots: usize,
    /// The number of parentheses right around it.
    groups: usize,
}

/// The input of the rules, and the list of their findings.
struct RuleContext<'a, 't> {
    ast: &'a Ast<'t>,
    schema: &'a Schema,
    levels: &'a Levels,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> RuleContext<'a, '_> {
    /// Reports a finding of `rule` at `span`, unless it is off; `describe` runs only if it is kept.
    fn report<M: Into<Message>>(
        &mut self,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(&'a Ast<'_>) -> M,
    ) {
        if self.levels.is_on(rule) {
            let ast = self.ast;
            let make = || ast.outward(Diagnostic::new(rule, span, describe(ast)).kept_apart(ast.text()));
            self.diagnostics.add(rule.severity(), make);
        }
    }

    /// The only child of a node.
    fn child(&self, id: NodeId) -> Option<NodeId> {
        self.ast.children(id).next()
    }

    /// The node inside all parentheses.
    fn inside(&self, mut id: NodeId) -> NodeId {
        while let NodeKind::Group { .. } = self.ast.kind(id)
            && let Some(child) = self.child(id)
        {
            id = child;
        }
        id
    }
}

/// Adds parentheses.
fn enclosed(span: Span) -> [Edit; 2] {
    [Edit::insert(span.start, "("), Edit::insert(span.end, ")")]
}

/// Removes everything in `outer` around `inner`.
fn unwrapped(outer: Span, inner: Span) -> Vec<Edit> {
    vec![Edit::delete(Span::new(outer.start, inner.start)), Edit::delete(Span::new(inner.end, outer.end))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_request_for_a_list_lacks_a_filter() {
        const JOBS: &str = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs";
        let linter = Linter::new(Schema::jobs().clone());
        for (request, is_missing) in [
            (JOBS.to_owned(), true),
            (format!("curl '{JOBS}?limit=5'"), true),
            (format!("curl -X POST {JOBS} -d '{{}}'"), false),
            (format!("curl -XPATCH '{JOBS}'"), false),
            (format!("Invoke-RestMethod -Method Put '{JOBS}'"), false),
            (format!("{JOBS}/284f3b7a-7a17-4f0a-9b40-a51bc887c7d0"), false),
            (format!("curl '{JOBS}/284f3b7a-7a17-4f0a-9b40-a51bc887c7d0?x=1'"), false),
            (format!("{JOBS}/284f3b7a"), true),
            (format!("{JOBS}?filter-tags='OS' eq 'Linux'&limit=5"), false),
            (format!("Invoke-RestMethod '{JOBS}' -Body @{{ filter = 'generation gt 3' }}"), false),
            (format!("Invoke-RestMethod '{JOBS}'"), true),
        ] {
            let found = linter.lint_request(&request);
            let mut errors = found.diagnostics().iter().filter(|found| found.severity() == Severity::Error);
            let is_reported = errors.any(|found| found.rule() == &rules::EMPTY_FILTER);
            assert_eq!(is_reported, is_missing, "{request}");
        }
    }

    #[test]
    fn the_advice_is_for_the_shell_of_the_file() {
        const CURL: &str =
            "curl -sG https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs --data-urlencode";
        let linter = Linter::new(Schema::jobs().clone());
        for (language, text, advice) in [
            (Language::Makefile, format!("x:\n\t{CURL} \"filter=name eq '$(N)'\"\n"), "`$(subst ','',$(N))`"),
            (
                Language::Makefile,
                format!("x:\n\t{CURL} \"filter=name eq '${{N}}'\"\n"),
                "`$(subst ','',${N})`",
            ),
            (Language::Makefile, format!("x:\n\t{CURL} \"filter=name eq '$$n'\"\n"), "`sed "),
            (
                Language::Makefile,
                format!("SHELL := bash\nx:\n\t{CURL} \"filter=name eq '$$n'\"\n"),
                "`${name//",
            ),
            (Language::Dockerfile, format!("FROM x\nRUN {CURL} \"filter=name eq '$n'\"\n"), "`sed "),
            (Language::Shell, format!("{CURL} \"filter=name eq '$n'\"\n"), "`${name//"),
        ] {
            let found = linter.lint_all(Holder::Source(language), text.as_str());
            let mut helps = found.iter().flat_map(Linted::all_diagnostics).filter_map(Diagnostic::help);
            assert!(helps.any(|help| help.contains(advice)), "{text}");
        }
    }

    #[test]
    fn a_command_has_its_filter_outside_of_the_url() {
        const JOBS: &str = "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs";
        let linter = Linter::new(Schema::jobs().clone());
        for request in [
            format!("Invoke-RestMethod -Uri '{JOBS}' -Body @{{ filter = 'generation gt 3' }}"),
            format!("irm '{JOBS}' -Body @{{ limit = 5; filter = \"generation gt 3\" }}"),
            format!("http GET {JOBS} filter==\"generation gt 3\""),
        ] {
            let found = linter.lint_all(Holder::Request, request.as_str());
            let filters: Vec<&str> = found.iter().map(Linted::filter).collect();
            assert_eq!(filters, ["generation gt 3"], "{request}");
            assert_eq!(found[0].errors(), 0, "{request}");
        }
    }
}
