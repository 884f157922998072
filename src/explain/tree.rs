//! A filter as a tree, as written.

use super::words::{LINES, conditions, count, instant, quoted, safe, shown_of};
use crate::Filter;
use crate::check::condition::{Literal, literal};
use crate::schema::Property;
use crate::syntax::{Children, NodeId, NodeKind, Operand, OperandKind};

/// The limit of shown branches of one node.
const SHOWN: usize = 40;

/// The characters for the branches of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// `├─ └─ │`.
    #[default]
    Lines,
    /// `` |-- `-- | ``, for ASCII displays. The text of the filter is unchanged.
    Ascii,
}

impl Style {
    /// The prefix of a branch, and of its descendants.
    const fn branch(self, is_last: bool) -> (&'static str, &'static str) {
        match (self, is_last) {
            (Style::Lines, false) => ("├─ ", "│  "),
            (Style::Lines, true) => ("└─ ", "   "),
            (Style::Ascii, false) => ("|-- ", "|   "),
            (Style::Ascii, true) => ("`-- ", "    "),
        }
    }

    pub(super) const fn ellipsis(self) -> &'static str {
        match self {
            Style::Lines => "…",
            Style::Ascii => "...",
        }
    }
}

/// A node whose branches are being drawn.
struct OpenBranch<'f> {
    branches: Children<'f, 'static>,
    /// The number of branches that are still to be drawn, and of those that are not drawn at all.
    left: usize,
    hidden: usize,
    /// The length of the prefix of each of its branches.
    prefix: usize,
}

/// Shows how a filter binds: a line for each condition, below its `not`, `and` or `or`. It ends
/// without a line break.
///
/// ```
/// use comfilter::{Filter, explain};
///
/// let filter: Filter = "not parentJobId eq null and contains(name,'Firmware')".parse()?;
/// assert_eq!(
///     explain::tree(&filter, explain::Style::Ascii),
///     "\
/// and
/// |-- not
/// |   `-- parentJobId eq null
/// `-- contains(name,'Firmware')"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
pub fn tree(filter: &Filter, style: Style) -> String {
    lines(filter, style).0
}

/// The tree, and the node that each line of it shows, if it shows one.
pub(super) fn lines(filter: &Filter, style: Style) -> (String, Vec<Option<NodeId>>) {
    let mut drawing = Drawing {
        filter,
        style,
        text: String::new(),
        shown: Vec::new(),
        prefix: String::new(),
        open: Vec::new(),
    };
    if let Some(root) = filter.ast().root() {
        drawing.node(root, "");
    }
    let mut lines = 1;
    while let Some((branch, is_last)) = drawing.next() {
        lines += 1;
        if lines > LINES {
            let all = count(conditions(filter));
            drawing.text.push_str(&format!("\n{} {all} conditions in all", style.ellipsis()));
            drawing.shown.push(None);
            break;
        }
        let (before, below) = style.branch(is_last);
        drawing.line(before);
        match branch {
            Some(node) => drawing.node(node, below),
            None => drawing.more(),
        }
    }
    (drawing.text, drawing.shown)
}

struct Drawing<'f> {
    filter: &'f Filter,
    style: Style,
    text: String,
    /// The node of each line.
    shown: Vec<Option<NodeId>>,
    /// The prefix of each branch of the innermost open node.
    prefix: String,
    open: Vec<OpenBranch<'f>>,
}

impl<'f> Drawing<'f> {
    /// The next branch and whether it is the last of its node; no branch stands for the hidden
    /// ones.
    fn next(&mut self) -> Option<(Option<NodeId>, bool)> {
        while let Some(open) = self.open.last_mut() {
            self.prefix.truncate(open.prefix);
            if open.left > 0 {
                open.left -= 1;
                return Some((open.branches.next(), open.left == 0 && open.hidden == 0));
            }
            if open.hidden > 0 {
                return Some((None, true));
            }
            self.open.pop();
        }
        None
    }

    fn line(&mut self, before: &str) {
        self.text.push('\n');
        self.text.push_str(&self.prefix);
        self.text.push_str(before);
    }

    /// In the place of the branches that are not drawn.
    fn more(&mut self) {
        if let Some(open) = self.open.last_mut() {
            let hidden = std::mem::take(&mut open.hidden);
            self.text.push_str(&format!("{} {} more", self.style.ellipsis(), count(hidden)));
            self.shown.push(None);
        }
    }

    /// Writes a node on the current line; `below` is below it, if there is anything.
    fn node(&mut self, node: NodeId, below: &str) {
        let ast = self.filter.ast();
        let written = node;
        // The tree shows the effect of parentheses.
        let node = self.filter.ast().without_groups(node);
        let kind = ast.kind(node);
        self.shown.push(Some(node));
        let word = match kind {
            NodeKind::And => "and",
            NodeKind::Or => "or",
            NodeKind::Not { .. } => "not",
            _ => {
                let is_prefix = has_prefix(self.filter, written, node);
                self.text.push_str(&condition(self.filter, kind, is_prefix, self.style));
                return;
            }
        };
        self.text.push_str(word);
        let branches = ast.children(node);
        let all = branches.clone().count();
        // One more line in the place of "1 more".
        let left = if all > SHOWN + 1 { SHOWN } else { all };
        self.prefix.push_str(below);
        self.open.push(OpenBranch { branches, left, hidden: all - left, prefix: self.prefix.len() });
    }
}

/// Whether a prefix form is among the nodes from `outer` to the condition `inner`: `eq(name,'x')`.
fn has_prefix(filter: &Filter, outer: NodeId, inner: NodeId) -> bool {
    let ast = filter.ast();
    std::iter::successors(Some(outer), |node| ast.children(*node).next())
        .take_while(|node| *node != inner)
        .any(|node| matches!(ast.kind(node), NodeKind::Prefix { .. }))
}

/// A condition as written, with the meanings of its values.
fn condition(filter: &Filter, kind: NodeKind, is_prefix: bool, style: Style) -> String {
    let ast = filter.ast();
    let path = |operand: Operand| safe(ast.text_of(operand));
    let property = |operand: Operand| filter.schema().property_of_any(ast.path_of(operand));
    match kind {
        NodeKind::ElementOf { value: of, array } => {
            format!("{} in {}", value(filter, property(array), of), path(array))
        }
        NodeKind::Comparison { left, operator, right } => {
            let value = value(filter, property(left), right);
            match is_prefix {
                true => format!("{}({},{value})", operator.keyword(), path(left)),
                false => format!("{} {} {value}", path(left), operator.keyword()),
            }
        }
        NodeKind::Membership { left, items, .. } => {
            let items = ast.operands(items);
            let (first, hidden) = shown_of(items.len());
            let mut list: Vec<String> =
                items.iter().take(first).map(|item| value(filter, property(left), *item)).collect();
            if hidden > 0 {
                list.push(format!("{} {} more", style.ellipsis(), count(hidden)));
            }
            // As in canonical text, unless a note follows a value.
            let joint = if list.iter().any(|item| item.ends_with(')')) { ", " } else { "," };
            match is_prefix {
                true => format!("in({},{})", path(left), list.join(joint)),
                false => format!("{} in ({})", path(left), list.join(joint)),
            }
        }
        NodeKind::Call { name, arguments, .. } => {
            let arguments: Vec<String> =
                ast.operands(arguments).iter().map(|operand| value(filter, None, *operand)).collect();
            format!("{}({})", path(name), arguments.join(","))
        }
        NodeKind::Alone(operand) => format!("{} eq true", path(operand)),
        _ => String::new(),
    }
}

/// A value as written, and its meaning: the name of a template, the instant in UTC.
fn value(filter: &Filter, property: Option<&Property>, operand: Operand) -> String {
    let written = match operand.kind {
        // In quotes even if it is cut.
        OperandKind::String => match literal(filter.ast(), filter.schema(), None, operand) {
            Literal::Text(text) => quoted(&text),
            _ => safe(filter.ast().text_of(operand)),
        },
        _ => safe(filter.ast().text_of(operand)),
    };
    match stands_for(filter, property, operand) {
        Some(meaning) => format!("{written} ({meaning})"),
        None => written,
    }
}

/// The meaning of a value, if its spelling does not show it.
fn stands_for(filter: &Filter, property: Option<&Property>, operand: Operand) -> Option<String> {
    match literal(filter.ast(), filter.schema(), property, operand) {
        Literal::Instant(timestamp) => {
            let written = filter.ast().text_of(operand).trim_matches('\'');
            (written != timestamp.to_string()).then(|| instant(timestamp))
        }
        Literal::Text(text) if property.is_some_and(|property| property.template) => {
            filter.schema().template(&text).map(|template| safe(&template.name))
        }
        _ => None,
    }
}
