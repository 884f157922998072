//! The outline of a program, or of data: a flat tree of strings, names, groups and marks, with links.
//!
//! The lexer reads the text once, and each bracket is linked with its partner. The rules walk these links.
//! Only this module knows the marks that a language writes between a name and its value (`given.rs`), the
//! ways it joins strings (`join.rs`), and the strings that a value may be (`value.rs`).

mod filled;
mod given;
mod join;
mod statement;
mod value;
mod view;
mod words;

use super::lex::{self, Token};
use super::syntax::{Form, Syntax};
use super::{
    Part,
    fragment::{Fragment, Pattern},
};
use crate::limits;
use crate::text::{Escaping, Span, offset};

pub(super) use given::{NamedValue, Variable};
pub(super) use join::Joined;
pub(super) use statement::Target;
pub use view::{OutlinePart, OutlinePartKind, outline_parts};
pub(super) use words::CommandWords;

/// The link of a node that leads nowhere.
const NOWHERE: u32 = u32::MAX;

/// How many bytes of code a node has on average.
const NODE: usize = 5;

/// A node of the tree.
#[derive(Debug, Clone, Copy)]
struct OutlineNode {
    kind: OutlineKind,
    start: u32,
    end: u32,
    /// The group that contains it. A closing bracket belongs to its group.
    parent: u32,
    /// The node after it and its contents; nowhere after a group without a close.
    next: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OutlineKind {
    Text,
    Name,
    Open(Bracket),
    Close(Bracket),
    Mark(u8),
}

/// The brackets of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

/// A program, or a part of one, as a tree.
pub(super) struct Outline<'t> {
    pub(super) text: &'t str,
    pub(super) syntax: &'static Syntax,
    pub(super) comments: Vec<Span>,
    nodes: Vec<OutlineNode>,
    /// The groups that are still open while the tree grows.
    open: Vec<u32>,
    /// Whether a document shows it.
    is_shown: bool,
    /// Whether the file around it inserts values into it.
    is_filled: bool,
    /// The escapes of the string that contains this code.
    pub(super) within: Option<&'static Escaping>,
}

impl OutlineNode {
    fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

impl<'t> Outline<'t> {
    /// The tree of a whole part.
    pub(super) fn of(part: &'t Part<'_>, syntax: &'static Syntax) -> Outline<'t> {
        match syntax.read {
            Some(read) => read(part),
            None => Outline::read(part, Span::from_range(0..part.text.len()), syntax),
        }
    }

    /// The tree of the code in `range`.
    pub(super) fn read(part: &'t Part<'_>, range: Span, syntax: &'static Syntax) -> Outline<'t> {
        let mut outline = Outline::empty(part, syntax);
        outline.nodes.reserve(range.len() / NODE);
        outline.tokens(range);
        outline
    }

    /// A tree without nodes, which a reader fills.
    pub(super) fn empty(part: &'t Part<'_>, syntax: &'static Syntax) -> Outline<'t> {
        Outline {
            text: &part.text,
            syntax,
            comments: Vec::new(),
            nodes: Vec::new(),
            open: Vec::new(),
            is_shown: part.is_shown,
            is_filled: part.is_filled,
            within: None,
        }
    }

    /// The places in its strings that the file around it fills in.
    fn pattern_around(&self) -> Pattern {
        match (self.is_shown, self.is_filled) {
            (true, _) => Pattern::Angle,
            (_, true) => Pattern::Filled,
            _ => Pattern::None,
        }
    }

    /// Adds the code in `range`. Its groups end with it.
    pub(super) fn tokens(&mut self, range: Span) {
        let around = self.open.len();
        let Outline { text, syntax, is_shown, .. } = *self;
        let mut push = |token, span| self.push(token, span, around);
        match syntax.words {
            Some((tokens, _)) => tokens(text, range, is_shown, &mut push),
            None => lex::tokens(text, range, syntax, push),
        }
        self.open.truncate(around);
    }

    /// Adds a token, or a bracket or a mark that the text does not contain, with an empty place. It does not
    /// close the first `around` groups.
    pub(super) fn push(&mut self, token: Token, span: Span, around: usize) {
        let kind = match token {
            Token::Comment => return self.comments.push(span),
            Token::Text => OutlineKind::Text,
            Token::Name => OutlineKind::Name,
            Token::Mark(mark) => kind_of(mark),
        };
        let at = offset(self.nodes.len());
        let parent = self.open.last().copied().unwrap_or(NOWHERE);
        let mut next = at + 1;
        match kind {
            OutlineKind::Open(_) => {
                self.open.push(at);
                next = NOWHERE;
            }
            OutlineKind::Close(_) => {
                next = NOWHERE;
                let opener = if self.open.len() > around { self.open.pop() } else { None };
                if let Some(opener) = opener.and_then(|opener| self.nodes.get_mut(opener as usize)) {
                    opener.next = at + 1;
                }
            }
            _ => {}
        }
        self.nodes.push(OutlineNode { kind, start: span.start, end: span.end, parent, next });
    }

    /// The same tree, for code in a string with these escapes.
    pub(super) fn within(self, within: Option<&'static Escaping>) -> Outline<'t> {
        Outline { within, ..self }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn get(&self, at: usize) -> Option<OutlineNode> {
        self.nodes.get(at).copied()
    }

    fn kind(&self, at: usize) -> Option<OutlineKind> {
        self.get(at).map(|node| node.kind)
    }

    /// The kind of the node `back` nodes earlier.
    fn kind_before(&self, at: usize, back: usize) -> Option<OutlineKind> {
        self.kind(at.checked_sub(back)?)
    }

    pub(super) fn is(&self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(kind_of(mark))
    }

    pub(super) fn is_before(&self, at: usize, back: usize, mark: u8) -> bool {
        self.kind_before(at, back) == Some(kind_of(mark))
    }

    /// The place of a node; for a group, that of its first bracket.
    pub(super) fn span(&self, at: usize) -> Span {
        self.get(at).map(OutlineNode::span).unwrap_or_default()
    }

    /// The place from a node to the last one before `end`.
    pub(super) fn span_to(&self, at: usize, end: usize) -> Span {
        let last = end.checked_sub(1).map(|last| self.span(last)).unwrap_or_default();
        Span::new(self.span(at).start, last.end)
    }

    /// The first node that does not end before a place.
    pub(super) fn at(&self, place: u32) -> usize {
        self.nodes.partition_point(|node| node.end <= place)
    }

    /// The first node that begins at a place or after it.
    pub(super) fn from(&self, place: u32) -> usize {
        self.nodes.partition_point(|node| node.start < place)
    }

    pub(super) fn is_text(&self, at: usize) -> bool {
        self.kind(at) == Some(OutlineKind::Text)
    }

    /// The places of the strings.
    pub(super) fn texts(&self) -> impl Iterator<Item = Span> {
        self.nodes.iter().filter(|node| node.kind == OutlineKind::Text).map(|node| node.span())
    }

    /// The name at a place.
    pub(super) fn name(&self, at: usize) -> Option<&'t str> {
        (self.kind(at)? == OutlineKind::Name).then(|| self.span(at).of(self.text))
    }

    /// The name `back` nodes earlier.
    pub(super) fn name_before(&self, at: usize, back: usize) -> Option<&'t str> {
        self.name(at.checked_sub(back)?)
    }

    /// A name, or the content of a string as the program writes it.
    pub(super) fn word(&self, at: usize) -> Option<&'t str> {
        self.inside(at).map(|span| span.of(self.text))
    }

    /// The content of a string, as the program writes it.
    pub(super) fn raw(&self, at: usize) -> Option<&'t str> {
        self.word(at).filter(|_| self.is_text(at))
    }

    /// The place of a name, or of the content of a string.
    pub(super) fn inside(&self, at: usize) -> Option<Span> {
        let node = self.get(at)?;
        match node.kind {
            OutlineKind::Name => Some(node.span()),
            OutlineKind::Text => {
                let open = lex::string(self.text, node.span(), self.syntax)?;
                let inside = node.span().of(self.text).get(open.length..)?;
                let length = inside.strip_suffix(&*open.close).unwrap_or(inside).len();
                let start = node.start + offset(open.length);
                Some(Span::new(start, start + offset(length)))
            }
            _ => None,
        }
    }

    /// The form of a string.
    pub(super) fn form(&self, at: usize) -> Option<&'static Form> {
        lex::string(self.text, self.span(at), self.syntax).filter(|_| self.is_text(at)).map(|open| open.form)
    }

    /// The string at a place, or the strings of the list there, joined with `between`. `syntax` reads them.
    pub(super) fn lines(&self, at: usize, between: &str, syntax: &Syntax) -> Option<Fragment<'t>> {
        let is_list = self.is(at, b'[');
        let rest = self.nodes.iter().skip(at + usize::from(is_list));
        let of_list = |node: &&OutlineNode| {
            node.kind == OutlineKind::Text || is_list && node.kind == OutlineKind::Mark(b',')
        };
        let texts = rest.take_while(of_list).filter(|node| node.kind == OutlineKind::Text);
        let texts: Vec<Span> =
            texts.map(|node| node.span()).take(if is_list { usize::MAX } else { 1 }).collect();
        let mut fragment = Fragment::new(self.text, texts.first()?.start);
        for (index, text) in texts.into_iter().enumerate() {
            if index > 0 && !between.is_empty() {
                fragment.decode_to(between, text.start);
            }
            fragment.string(text, syntax, super::fragment::Pattern::None);
        }
        Some(fragment)
    }

    /// The group that contains a node.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        // After the last node, the group is the one that is still open.
        let parent = match self.get(at) {
            Some(node) => node.parent,
            None => return None,
        };
        let parent = (parent != NOWHERE).then_some(parent as usize)?;
        (at - parent <= limits::SOURCE_GROUP).then_some(parent)
    }

    /// The groups around a node, from the inner one outward.
    pub(super) fn parents(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |at| self.parent(*at))
    }

    /// The node after this one and its contents.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        let next = self.get(at)?.next;
        let next = (next != NOWHERE).then_some(next as usize)?;
        (next - at <= limits::SOURCE_GROUP).then_some(next)
    }

    /// The brackets of the group that begins at a node.
    pub(super) fn bracket(&self, at: usize) -> Option<Bracket> {
        match self.kind(at)? {
            OutlineKind::Open(bracket) => Some(bracket),
            _ => None,
        }
    }

    /// The brackets of the group that ends with a node.
    pub(super) fn closes(&self, at: usize) -> Option<Bracket> {
        match self.kind(at)? {
            OutlineKind::Close(bracket) => Some(bracket),
            _ => None,
        }
    }

    /// Whether a node touches the previous one.
    pub(super) fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        before.zip(self.get(at)).is_some_and(|(before, this)| before.end == this.start)
    }
}

fn kind_of(mark: u8) -> OutlineKind {
    match mark {
        b'(' => OutlineKind::Open(Bracket::Round),
        b'[' => OutlineKind::Open(Bracket::Square),
        b'{' => OutlineKind::Open(Bracket::Curly),
        b')' => OutlineKind::Close(Bracket::Round),
        b']' => OutlineKind::Close(Bracket::Square),
        b'}' => OutlineKind::Close(Bracket::Curly),
        mark => OutlineKind::Mark(mark),
    }
}
