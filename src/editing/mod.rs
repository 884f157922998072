//! Answers for an editor: completions, hovers, hints and places, for a text that is being typed.
//!
//! A [`Document`] is one version of a text with the filters in it. It is analysed once, when it is made, and
//! every request reads that analysis. Offsets are bytes of the text. A filter may be half typed, and it may be
//! quoted and percent-encoded in its text: a place of the filter is mapped to the text, and an edit of it is
//! written with the encoding and the escapes of its place.

use crate::lint::{Holder, Linted, Linter};
use crate::text::{Edit, Span};

/// One version of a text, with the filters in it.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    holder: Holder,
    linter: Linter,
    filters: Vec<Linted<'static>>,
}

/// What may be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completions {
    /// The proposals, the likely ones first.
    pub items: Vec<Completion>,
    /// Whether they must be asked for again after the next character.
    pub is_incomplete: bool,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// The part of a filter, decoded: `'PENDING'`.
    pub label: String,
    /// Its kind.
    pub kind: CompletionKind,
    /// A few words beside the label; empty if there are none.
    pub detail: String,
    /// What it is and where that is written, in Markdown.
    pub documentation: String,
    /// The change of the text, with the encoding and the escapes of the place. Its span is on one line.
    pub edit: Edit,
    /// What editors compare with the text at the edit's span: it begins with that text.
    pub filter: String,
}

/// The kind of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompletionKind {
    /// A property of the list.
    Property,
    /// The part of a path above other properties.
    Parent,
    /// A documented value.
    Value,
    /// The id of a job template.
    Template,
    /// An instant.
    Timestamp,
    /// A comparison, or `in`.
    Operator,
    /// `and`, `or`, `not`, `true`, `false`, `null`.
    Keyword,
    /// `contains`, `tolower`.
    Function,
}

/// What is at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hover {
    /// The answer.
    pub markdown: String,
    /// The part of the text that it is about.
    pub span: Span,
}

/// The form of the condition or the function around a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// The form: `contains(property, 'string')`.
    pub label: String,
    /// The places of its parts in the label.
    pub parameters: Vec<Span>,
    /// The part at the cursor, as a number of `parameters`.
    pub active: usize,
    /// What it means, in Markdown.
    pub documentation: String,
}

/// Text that an editor shows inside a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InlayHint {
    /// The offset before which it is shown.
    pub at: u32,
    /// The text.
    pub label: String,
    /// Its kind.
    pub kind: InlayHintKind,
    /// The reason, in Markdown.
    pub tooltip: String,
    /// The edits that write it into the text; empty if it cannot be written there.
    pub edits: Vec<Edit>,
}

/// The kind of a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InlayHintKind {
    /// The name of a job template, after its id.
    Template,
    /// A parenthesis that shows how `not`, `and` and `or` bind.
    Parenthesis,
}

/// A filter, as an outline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Symbol {
    /// The filter, decoded, or its beginning.
    pub name: String,
    /// The list that it is for.
    pub detail: String,
    /// Its place, with the string that contains it.
    pub span: Span,
    /// The filter alone.
    pub selection: Span,
}

/// A word of a `.comfilter` file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// Its place, on one line.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
}

/// The kind of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// A comment line.
    Comment,
    /// `and`, `or`, `not`.
    Keyword,
    /// A comparison, or `in`.
    Operator,
    /// `contains`, `tolower`.
    Function,
    /// The path of a property.
    Property,
    /// A string.
    String,
    /// A number.
    Number,
    /// A timestamp.
    Timestamp,
    /// `true`, `false`, `null`.
    Constant,
    /// A parameter of a template.
    Parameter,
}

impl Document {
    /// Finds and checks the filters of a text.
    pub fn new(linter: &Linter, holder: Holder, text: String) -> Document {
        let filters = Linted::owned(linter.lint_all(holder, &*text));
        Document { text, holder, linter: linter.clone(), filters }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The kind of the text.
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// The rules that it is checked with.
    pub fn linter(&self) -> &Linter {
        &self.linter
    }

    /// The filters, in order, with their findings.
    pub fn filters(&self) -> &[Linted<'static>] {
        &self.filters
    }

    /// The number of the filter at an offset, or right before it.
    pub fn filter_at(&self, _offset: u32) -> Option<usize> {
        None
    }

    /// The edits of the text that make these edits of a filter, with the encoding and the escapes of its place.
    /// `None` if the place cannot hold them.
    pub fn outer_edits(&self, _filter: usize, _edits: &[Edit]) -> Option<Vec<Edit>> {
        None
    }

    /// What may be written at an offset; `None` outside of a filter.
    pub fn completions(&self, _offset: u32) -> Option<Completions> {
        None
    }

    /// What is at an offset; `None` outside of a filter.
    pub fn hover(&self, _offset: u32) -> Option<Hover> {
        None
    }

    /// The form of the condition at an offset.
    pub fn signature(&self, _offset: u32) -> Option<Signature> {
        None
    }

    /// The hints in a part of the text, in order.
    pub fn hints(&self, _span: Span) -> Vec<InlayHint> {
        Vec::new()
    }

    /// The filters, for an outline.
    pub fn symbols(&self) -> Vec<Symbol> {
        Vec::new()
    }

    /// The parts that can be folded: filters and comments of several lines.
    pub fn folds(&self) -> Vec<Span> {
        Vec::new()
    }

    /// The parts of a filter around an offset, from the smallest outward.
    pub fn selections(&self, _offset: u32) -> Vec<Span> {
        Vec::new()
    }

    /// The value of the variable at an offset, if it is the filter of a request.
    pub fn definition(&self, _offset: u32) -> Option<Span> {
        None
    }

    /// Every place of the variable at an offset, if it holds a filter and all of its places are known.
    pub fn occurrences(&self, _offset: u32) -> Vec<Span> {
        Vec::new()
    }

    /// The words of a `.comfilter` file, in order; empty for another text.
    pub fn tokens(&self) -> Vec<Token> {
        Vec::new()
    }

    /// The edits that format a `.comfilter` file; `None` for another text.
    pub fn formatted(&self) -> Option<Vec<Edit>> {
        None
    }

    /// The edits that format the filter at an offset, in any text.
    pub fn formatted_filter(&self, _offset: u32) -> Option<Vec<Edit>> {
        None
    }
}
