//! Answers for an editor: completions, hovers, hints and places in text that a user types.
//!
//! A [`Document`] is one version of the user's text, with its filters. They are checked once, when it is made, and
//! every request reads the result. Offsets are bytes of the text. A filter may be half typed, and it may be
//! quoted and percent-encoded in its text: a place of the filter is mapped to the text, and an edit of it is
//! written with the encoding and the escapes of its place.

mod completion;
mod documentation;
mod hints;
mod hover;
mod layout;
mod place;
mod read;
mod rewrite;
mod signature;
mod structure;
mod unfinished;

use std::fmt;
use std::sync::Arc;

use crate::check::{Checked, Filter};
use crate::format::{Options, WIDTH, file_edits, format};
use crate::lint::{Holder, Linted, Linter, PlacedAll};
use crate::schema::Schema;
use crate::syntax::{WordRole, has_bare_or, words};
use crate::text::{Edit, Source, Span, safe_up_to};
use crate::timestamp::Timestamp;
use completion::Asked;
use place::{Cursor, Located, Placement};

/// The most hints and symbols of one answer.
const MOST: usize = 1_000;

/// The longest name of a symbol, in characters.
const NAME: usize = 120;

/// One version of the user's text, with its filters.
#[derive(Debug, Clone)]
pub struct Document {
    /// The filters share it.
    source: Arc<Source<'static>>,
    holder: Holder,
    linter: Linter,
    filters: Vec<Linted<'static>>,
    /// The facts about the place of each.
    placements: Vec<Placement>,
    /// The variables whose value is a whole filter: the place of each, and of the value.
    leads: Vec<(Span, Span)>,
    now: Option<Timestamp>,
    zone: Option<Arc<dyn Zone>>,
    width: usize,
}

/// The rules of a time zone, for [`Document::in_zone`], which has an example.
pub trait Zone: fmt::Debug + Send + Sync {
    /// The local time at an instant, so many seconds after 1970-01-01T00:00:00Z. `None` if the zone is UTC or not known.
    fn at(&self, seconds: i64) -> Option<LocalOffset>;
}

/// A local time beside UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LocalOffset {
    /// The seconds that it is ahead of UTC; below zero to the west.
    pub seconds_east: i32,
    /// The name of the zone: `Europe/Berlin`.
    pub zone: String,
}

impl LocalOffset {
    /// An offset in seconds, and the name of its zone.
    pub fn new(seconds_east: i32, zone: impl Into<String>) -> LocalOffset {
        LocalOffset { seconds_east, zone: zone.into() }
    }
}

/// The proposals for a place.
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
    /// The description with its sources, in Markdown.
    pub documentation: String,
    /// The change of the text, with the encoding and the escapes of the place. Its span is on one line.
    pub edit: Edit,
    /// The string that editors compare with the text from the start of the edit to the cursor. It begins with that
    /// text.
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

/// The description of a place.
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
    /// The meaning, in Markdown.
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

/// Another form of a filter in its text, which selects the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rewrite {
    /// Its kind.
    pub kind: RewriteKind,
    /// The edits of the text.
    pub edits: Vec<Edit>,
}

/// The group of a kind of other forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewriteGroup {
    /// The filter is written in another way at its place.
    Form,
    /// A constant has the filter.
    Constant,
    /// A parameter has a value of the filter.
    Parameter,
}

/// The kind of another form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RewriteKind {
    /// The filter is percent-encoded.
    Encoded,
    /// The filter is decoded.
    Decoded,
    /// The filter is this shorter one, which selects the same.
    Simplified(String),
    /// The URL inserts the constant of this name, which has the encoded filter.
    Constant(String),
    /// The same, and the constant is declared.
    NewConstant(String),
    /// The parameter of this name is in the place of a value, which `--arg` then gives.
    Parameter(String),
}

impl RewriteKind {
    /// The group of this kind.
    ///
    /// ```
    /// use comfilter::editing::{RewriteGroup, RewriteKind};
    ///
    /// assert_eq!(RewriteKind::Encoded.group(), RewriteGroup::Form);
    /// ```
    pub fn group(&self) -> RewriteGroup {
        match self {
            RewriteKind::Encoded | RewriteKind::Decoded | RewriteKind::Simplified(_) => RewriteGroup::Form,
            RewriteKind::Constant(_) | RewriteKind::NewConstant(_) => RewriteGroup::Constant,
            RewriteKind::Parameter(_) => RewriteGroup::Parameter,
        }
    }
}

impl Document {
    /// Finds and checks the filters of the text.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Language, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let script = "get('https://h/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PEN')\n";
    /// let document = Document::new(&linter, Holder::Source(Language::Python), script.to_owned());
    /// let end = u32::try_from(script.find("')").unwrap())?;
    /// let pending = &document.completions(end).unwrap().items[0];
    /// assert_eq!(pending.label, "'PENDING'");
    /// assert_eq!((pending.edit.span.of(script), &*pending.edit.text), ("%27PEN", "%27PENDING%27"));
    /// assert!(document.completions(0).is_none());
    /// # Ok::<(), std::num::TryFromIntError>(())
    /// ```
    pub fn new(linter: &Linter, holder: Holder, text: String) -> Document {
        let source = Arc::new(Source::new(None, text));
        let PlacedAll { placed, leads } = linter.place_all(holder, &source);
        let (filters, placements) = placed.into_iter().map(Placement::of).unzip();
        Document {
            source,
            holder,
            linter: linter.clone(),
            filters,
            placements,
            leads,
            now: None,
            zone: None,
            width: WIDTH,
        }
    }

    /// At another time than that of a request, which completions of timestamps otherwise take.
    ///
    /// ```
    /// use comfilter::editing::{CompletionKind, Document};
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::{Schema, Timestamp};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let now = Timestamp::parse("2026-11-23T15:16:17Z").unwrap();
    /// let document = Document::new(&linter, Holder::Filter, "createdAt ge ".to_owned()).at(now);
    /// let found = document.completions(13).unwrap();
    /// let times = found.items.iter().filter(|item| item.kind == CompletionKind::Timestamp);
    /// assert!(times.count() > 0 && found.items.iter().any(|item| item.label == "2026-11-23T00:00:00Z"));
    /// ```
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Document {
        self.now = Some(now);
        self
    }

    /// With instants also in this zone, in hovers.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use comfilter::Schema;
    /// use comfilter::editing::{Document, LocalOffset, Zone};
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// #[derive(Debug)]
    /// struct Tokyo;
    ///
    /// impl Zone for Tokyo {
    ///     fn at(&self, _: i64) -> Option<LocalOffset> {
    ///         Some(LocalOffset::new(9 * 3_600, "Asia/Tokyo"))
    ///     }
    /// }
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let filter = "createdAt ge 2024-05-06T20:00:00Z".to_owned();
    /// let document = Document::new(&linter, Holder::Filter, filter).in_zone(Arc::new(Tokyo));
    /// assert!(document.hover(20).unwrap().markdown.contains("2024-05-07 05:00:00 +09:00 (Asia/Tokyo)"));
    /// ```
    #[must_use]
    pub fn in_zone(mut self, zone: Arc<dyn Zone>) -> Document {
        self.zone = Some(zone);
        self
    }

    /// With lines of so many characters after it is formatted; the default is [`WIDTH`].
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::apply;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let file = "state eq 'ERROR' and generation gt 3\n".to_owned();
    /// let document = Document::new(&linter, Holder::File, file).with_width(20);
    /// let edits = document.formatted().unwrap();
    /// assert_eq!(apply(document.text(), &edits).unwrap(), "state eq 'ERROR'\n  and generation gt 3\n");
    /// ```
    #[must_use]
    pub fn with_width(mut self, width: usize) -> Document {
        self.width = width;
        self
    }

    /// The text.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Filter, "state eq null".to_owned());
    /// assert_eq!((document.text(), document.holder()), ("state eq null", Holder::Filter));
    /// assert_eq!(document.linter().schema().resource(), "jobs");
    /// ```
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The kind of the text, as for [`text`](Document::text).
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// The rules that it is checked with.
    pub fn linter(&self) -> &Linter {
        &self.linter
    }

    /// The filters, in order, with their findings.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::File, "state eq null\n\nname == 'x'\n".to_owned());
    /// let rules = document.filters()[1].all_diagnostics().map(|found| found.rule().name());
    /// assert_eq!(rules.collect::<Vec<_>>(), ["foreign-operator"]);
    /// ```
    pub fn filters(&self) -> &[Linted<'static>] {
        &self.filters
    }

    /// The number of the filter at an offset, or right before it.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let file = "# failed\nstate eq 'ERROR'\n";
    /// let document = Document::new(&linter, Holder::File, file.to_owned());
    /// assert_eq!((document.filter_at(3), document.filter_at(9)), (None, Some(0)));
    /// ```
    pub fn filter_at(&self, offset: u32) -> Option<usize> {
        self.cursor(offset).map(|(index, ..)| index)
    }

    /// The filter of this number, if the text shows one.
    fn known(&self, index: usize) -> Option<Located<'_>> {
        self.located(index).filter(|located| located.is_known())
    }

    /// The filter of this number, as requests read it.
    fn located(&self, index: usize) -> Option<Located<'_>> {
        let placement = self.placements.get(index)?;
        let schema = placement.schema().unwrap_or_else(|| self.linter.schema());
        Some(Located { linted: self.filters.get(index)?, placement, schema })
    }

    /// The filter at an offset, and the place in it.
    fn cursor(&self, offset: u32) -> Option<(usize, Located<'_>, Cursor)> {
        let around = |placement: &Placement| placement.outer.start <= offset && offset <= placement.outer.end;
        let near = self.placements.iter().enumerate().filter(|(_, placement)| around(placement));
        near.filter_map(|(index, _)| {
            let located = self.known(index)?;
            Some((index, located, located.cursor(offset)?))
        })
        .next()
    }

    /// The edits of the text that make these edits of a filter, with the encoding and the escapes of its place.
    /// `None` if the place cannot hold them, and for edits of what code inserts. Places are those of
    /// [`Linted::filter`].
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::{Edit, apply};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Request, "/jobs?filter=name%20eq%20%27x%27".to_owned());
    /// let edits = document.outer_edits(0, &[Edit::insert(11, " and state eq 'ERROR'")]).unwrap();
    /// let text = apply(document.text(), &edits).unwrap();
    /// assert_eq!(text, "/jobs?filter=name%20eq%20%27x%27%20and%20state%20eq%20%27ERROR%27");
    /// ```
    pub fn outer_edits(&self, filter: usize, edits: &[Edit]) -> Option<Vec<Edit>> {
        let located = self.located(filter)?;
        let inside = |edit: &Edit| {
            let span = located.to_own(edit.span)?;
            Some(Edit::replace(span, edit.text.clone()))
        };
        let edits: Option<Vec<Edit>> = edits.iter().map(inside).collect();
        located.outer_edits(&edits?)
    }

    /// A filter, if it is valid: checked with the list that it is for.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Request, "/v1/servers?filter=name%20eq%20%27x%27".to_owned());
    /// assert_eq!(document.compiled(0).unwrap().as_str(), "name eq 'x'");
    /// ```
    pub fn compiled(&self, filter: usize) -> Option<Filter> {
        let located = self.known(filter)?;
        Checked::new(located.schema, located.linted.filter(), self.linter.limits()).into_result().ok()
    }

    /// Whether code inserts a value into a filter, so its text is not the filter that is sent.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Language, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let script = "get(f\"https://h/compute-ops-mgmt/v1/jobs?filter=generation%20gt%20{n}\")\n";
    /// let document = Document::new(&linter, Holder::Source(Language::Python), script.to_owned());
    /// assert!(document.inserts_values(0));
    /// ```
    pub fn inserts_values(&self, filter: usize) -> bool {
        self.known(filter).is_some_and(Located::has_holes)
    }

    /// The proposals for an offset; `None` outside of a filter.
    ///
    /// A file of filters is a filter everywhere but in comments. In a host file an empty string of an entry `filter` or
    /// of a variable that a request inserts, the empty end of a URL, or the `%` of a code, is not a filter yet: there, the
    /// text is looked at again with the beginning of one.
    pub fn completions(&self, offset: u32) -> Option<Completions> {
        self.in_code(offset).or_else(|| self.proposals(offset))
    }

    /// The proposals for an offset that is not in a code.
    fn proposals(&self, offset: u32) -> Option<Completions> {
        if let Some((_, located, cursor)) = self.cursor(offset) {
            let parts = located.filter().split_at_checked(cursor.at as usize);
            let (before, after) = parts.filter(|_| cursor.is_between)?;
            return Some(self.asked(offset, Some(located), before, after));
        }
        match self.holder {
            Holder::File if self.is_blank_line(offset) => {
                Some(self.asked(offset, None, &self.filter_above(offset), ""))
            }
            Holder::Source(_) => self.continued(offset).or_else(|| self.begun(offset)),
            _ => None,
        }
    }

    /// Another form of a filter. An `or` stays in the parentheses around it: code may join it with a condition.
    fn kept_group(&self, filter: &str, other: String) -> String {
        let is_kept = matches!(self.holder, Holder::Source(_)) && layout::is_group(filter);
        if is_kept && has_bare_or(&other) { format!("({other})") } else { other }
    }

    /// Another text with the same settings.
    fn of_text(&self, text: String) -> Document {
        Document { now: self.now, zone: self.zone.clone(), ..Document::new(&self.linter, self.holder, text) }
    }

    fn asked(&self, offset: u32, located: Option<Located<'_>>, before: &str, after: &str) -> Completions {
        self.asked_over("", offset, located, before, after)
    }

    /// The proposals that replace `placeholder`, which is at the place in the text.
    fn asked_over(
        &self,
        placeholder: &str,
        offset: u32,
        located: Option<Located<'_>>,
        before: &str,
        after: &str,
    ) -> Completions {
        let schema = located.map_or(self.linter.schema(), |located| located.schema);
        let now = self.now.unwrap_or_else(Timestamp::now);
        let limits = *self.linter.limits();
        let text = self.text();
        Asked { located, schema, before, placeholder, after, text, offset, now, limits }.completions()
    }

    /// Whether the line at an offset has only blanks.
    fn is_blank_line(&self, offset: u32) -> bool {
        let Some((before, after)) = self.text().split_at_checked(offset as usize) else { return false };
        let is_blank = |part: Option<&str>| part.is_none_or(|part| part.trim().is_empty());
        is_blank(before.rsplit('\n').next()) && is_blank(after.split('\n').next())
    }

    /// The filter that ends on the line above an offset, which the line at the offset may go on with.
    fn filter_above(&self, offset: u32) -> String {
        let ends = |placement: &&Placement| {
            let between = Span::new(placement.outer.end, offset).of(self.text());
            between.trim().is_empty() && between.matches('\n').count() == 1
        };
        let above = self.placements.iter().zip(&self.filters).find(|(placement, _)| ends(placement));
        above.map_or_else(String::new, |(_, linted)| format!("{}\n", linted.filter()))
    }

    /// The description of the word at an offset; `None` outside of a filter.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Request, "/jobs?filter=state%20eq%20null".to_owned());
    /// let hover = document.hover(27).unwrap();
    /// assert_eq!(hover.span.of(document.text()), "null");
    /// assert_eq!(hover.markdown, "`eq null` is true if the property is null or missing.");
    /// ```
    pub fn hover(&self, offset: u32) -> Option<Hover> {
        let (_, located, cursor) = self.cursor(offset)?;
        let (markdown, span) = hover::hover(located, cursor.at, self.linter.limits(), self.zone.as_deref());
        Some(Hover { markdown, span: located.outer(span) })
    }

    /// A filter in plain English, decoded, and as the request that is sent, in Markdown.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Request, "/jobs?filter=generation%20gt%203".to_owned());
    /// let summary = document.summary(0).unwrap();
    /// assert!(summary.contains("generation gt 3") && summary.contains("filter=generation%20gt%203"));
    /// ```
    pub fn summary(&self, filter: usize) -> Option<String> {
        Some(hover::summary(self.known(filter)?, self.linter.limits()))
    }

    /// The form of the condition or the function at an offset.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Filter, "contains(name,".to_owned());
    /// let signature = document.signature(14).unwrap();
    /// assert_eq!((&*signature.label, signature.active), ("contains(name,'string')", 1));
    /// assert_eq!(signature.parameters[1].of(&signature.label), "'string'");
    /// ```
    pub fn signature(&self, offset: u32) -> Option<Signature> {
        let (_, located, cursor) = self.cursor(offset)?;
        let (before, after) = located.filter().split_at_checked(cursor.at as usize)?;
        signature::signature(before, after, located.schema, self.linter.limits())
    }

    /// The hints in a part of the text, in order.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::Span;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let text = "state eq 'ERROR' or state eq 'STALLED' and generation gt 3";
    /// let document = Document::new(&linter, Holder::Filter, text.to_owned());
    /// let hints = document.hints(Span::new(0, 99));
    /// let shown: Vec<(u32, &str)> = hints.iter().map(|hint| (hint.at, &*hint.label)).collect();
    /// assert_eq!(shown, [(20, "("), (58, ")")]);
    /// ```
    pub fn hints(&self, span: Span) -> Vec<InlayHint> {
        let near = |(_, placement): &(usize, &Placement)| {
            placement.outer.start <= span.end && span.start <= placement.outer.end
        };
        let numbers = self.placements.iter().enumerate().filter(near).map(|(index, _)| index);
        let all = numbers
            .filter_map(|index| self.known(index))
            .flat_map(|located| hints::hints(located, self.linter.limits()));
        all.filter(|hint| span.start <= hint.at && hint.at <= span.end).take(MOST).collect()
    }

    /// The filters, for an outline.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::Request, "/jobs?filter=state%20eq%20null&limit=5".to_owned());
    /// let symbol = &document.symbols()[0];
    /// assert_eq!((&*symbol.name, &*symbol.detail), ("state eq null", "jobs"));
    /// assert_eq!(symbol.selection.of(document.text()), "state%20eq%20null");
    /// ```
    pub fn symbols(&self) -> Vec<Symbol> {
        let known = (0..self.filters.len()).filter_map(|index| self.known(index)).take(MOST);
        known
            .map(|located| {
                let words: Vec<&str> = located.linted.filter().split_whitespace().collect();
                let span = located.linted.span().cover(located.placement.outer);
                Symbol {
                    name: safe_up_to(NAME, &words.join(" ")),
                    detail: located.schema.resource().to_owned(),
                    span,
                    selection: located.placement.outer,
                }
            })
            .collect()
    }

    /// The parts that can be folded: filters and comments of several lines.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let file = "# one\n# two\nstate eq null\n\nname eq 'x'\nand generation gt 3\n";
    /// let document = Document::new(&linter, Holder::File, file.to_owned());
    /// let folds: Vec<&str> = document.folds().iter().map(|span| span.of(file)).collect();
    /// assert_eq!(folds, ["# one\n# two", "name eq 'x'\nand generation gt 3"]);
    /// ```
    pub fn folds(&self) -> Vec<Span> {
        let filters = self.filters.iter().map(Linted::span);
        let comments =
            if self.holder == Holder::File { structure::comments(self.text()) } else { Vec::new() };
        let mut folds: Vec<Span> = filters.chain(comments).collect();
        folds.retain(|span| span.of(self.text()).contains('\n'));
        folds.sort_unstable();
        folds.dedup();
        folds
    }

    /// The parts of a filter around an offset, from the smallest outward.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let text = "not (state eq 'ERROR' or generation gt 3)";
    /// let document = Document::new(&linter, Holder::Filter, text.to_owned());
    /// let parts: Vec<&str> = document.selections(17).iter().map(|span| span.of(text)).collect();
    /// let condition = "state eq 'ERROR'";
    /// assert_eq!(parts, ["'ERROR'", condition, &text[5..40], &text[4..], text]);
    /// ```
    pub fn selections(&self, offset: u32) -> Vec<Span> {
        let Some((_, located, cursor)) = self.cursor(offset) else { return Vec::new() };
        let mut spans = structure::selections(located, cursor.at, self.linter.limits());
        // A comment between the lines of a filter is in none of its parts.
        spans.retain(|span| span.start <= offset && offset <= span.end);
        spans
    }

    /// The values of the variable at an offset, if it is the filter of a request.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Language, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let script = "flt = \"state eq 'ERROR'\"\nget(f'https://h/compute-ops-mgmt/v1/jobs?filter={quote(flt)}')\n";
    /// let document = Document::new(&linter, Holder::Source(Language::Python), script.to_owned());
    /// let variable = u32::try_from(script.rfind("flt").unwrap())?;
    /// assert_eq!(document.definitions(variable)[0].of(script), "state eq 'ERROR'");
    /// # Ok::<(), std::num::TryFromIntError>(())
    /// ```
    pub fn definitions(&self, offset: u32) -> Vec<Span> {
        let at = |(variable, _): &&(Span, Span)| variable.start <= offset && offset <= variable.end;
        self.leads.iter().filter(at).map(|(_, value)| *value).collect()
    }

    /// Other forms of the filter at an offset, of the wanted groups. Each selects the same, and brings no new finding; only a
    /// parameter has no value yet. Each is checked with the whole text, so a long text has none.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::{Document, RewriteGroup, RewriteKind};
    /// use comfilter::lint::{Holder, Language, Linter};
    /// use comfilter::text::apply;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let script = "get(f'{base}/compute-ops-mgmt/v1/jobs?filter=generation%20gt%203')\n";
    /// let document = Document::new(&linter, Holder::Source(Language::Python), script.to_owned());
    /// let constant = &document.rewrites(50, |group| group == RewriteGroup::Constant)[0];
    /// assert_eq!(constant.kind, RewriteKind::NewConstant("JOBS_FILTER".to_owned()));
    /// let text = apply(script, &constant.edits).unwrap();
    /// assert!(text.starts_with("JOBS_FILTER = \"generation%20gt%203\"\n\n"));
    /// assert!(text.ends_with("/jobs?filter={JOBS_FILTER}')\n"));
    /// ```
    pub fn rewrites(&self, offset: u32, wants: impl Fn(RewriteGroup) -> bool) -> Vec<Rewrite> {
        let parameter = if wants(RewriteGroup::Parameter) { self.in_parameter(offset) } else { None };
        let mut found = self.filter_at(offset).map_or_else(Vec::new, |index| self.rewritten(index, wants));
        found.extend(parameter);
        found
    }

    /// Every place of the template parameter at an offset, such as `@since`. Only a filter alone and a file of
    /// filters have them all, because code names the parameters of its templates again.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::Span;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let text = "createdAt ge @t and updatedAt ge @t";
    /// let document = Document::new(&linter, Holder::Template, text.to_owned());
    /// assert_eq!(document.occurrences(14), [Span::new(13, 15), Span::new(33, 35)]);
    /// ```
    pub fn occurrences(&self, offset: u32) -> Vec<Span> {
        let is_whole = matches!(self.holder, Holder::Filter | Holder::Template | Holder::File);
        let Some((_, located, cursor)) = self.cursor(offset).filter(|_| is_whole) else { return Vec::new() };
        let filter = located.filter();
        let parameters =
            || words(filter).filter(|word| word.role == WordRole::Value && word.text.starts_with('@'));
        let mut near = parameters().filter(|word| word.span.start <= cursor.at && cursor.at <= word.span.end);
        let Some(own) = near.next() else { return Vec::new() };
        parameters().filter(|word| word.text == own.text).map(|word| located.outer(word.span)).collect()
    }

    /// The words of a `.comfilter` file, in order; empty for another text.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::{Document, TokenKind};
    /// use comfilter::lint::{Holder, Linter};
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::File, "# new\nstate eq null\n".to_owned());
    /// let kinds: Vec<TokenKind> = document.tokens().iter().map(|token| token.kind).collect();
    /// assert_eq!(kinds, [TokenKind::Comment, TokenKind::Property, TokenKind::Operator, TokenKind::Constant]);
    /// ```
    pub fn tokens(&self) -> Vec<Token> {
        if self.holder == Holder::File { layout::tokens(self.text()) } else { Vec::new() }
    }

    /// The edits that format a `.comfilter` file; `None` for another text.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::apply;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let document = Document::new(&linter, Holder::File, "state   eq null\n".to_owned());
    /// let edits = document.formatted().unwrap();
    /// assert_eq!(apply(document.text(), &edits).unwrap(), "state eq null\n");
    /// ```
    pub fn formatted(&self) -> Option<Vec<Edit>> {
        let options = self.options(self.linter.schema());
        (self.holder == Holder::File).then(|| file_edits(self.text(), &options).0)
    }

    fn options(&self, schema: &Schema) -> Options {
        Options::new().width(self.width).schema(schema).limits(*self.linter.limits())
    }

    /// The edits that format the filter at an offset, in any text. A filter in a string of a host file stays on its
    /// line; one of several lines is left alone.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::editing::Document;
    /// use comfilter::lint::{Holder, Linter};
    /// use comfilter::text::apply;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let text = "/jobs?filter=state%20%20EQ%20%27ERROR%27".to_owned();
    /// let document = Document::new(&linter, Holder::Request, text);
    /// let edits = document.formatted_filter(20).unwrap();
    /// assert_eq!(apply(document.text(), &edits).unwrap(), "/jobs?filter=state%20eq%20%27ERROR%27");
    /// ```
    pub fn formatted_filter(&self, offset: u32) -> Option<Vec<Edit>> {
        if self.holder == Holder::File {
            let mut edits = self.formatted()?;
            edits.retain(|edit| edit.span.start <= offset && offset <= edit.span.end);
            return Some(edits);
        }
        let (_, located, _) = self.cursor(offset)?;
        let filter = located.filter();
        let options = self.options(located.schema);
        let options = match located.linted.is_placed() {
            true if filter.contains('\n') => return None,
            true => options.width(usize::MAX),
            false => options,
        };
        let formatted = format(filter, &options).text;
        let formatted = self.kept_group(filter, formatted);
        located.outer_edits(&layout::edits_between(filter, &formatted))
    }
}
