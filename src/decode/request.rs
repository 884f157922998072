//! The request of an input: the layers of its quoting, its path and its parameters.

use super::curl::{self, Data};
use super::method::{is_deleting_command, stands_before};
use super::query::{self, QueryPiece};
use super::shell;
use super::{Kind, QueryEncoder};
use crate::limits::Limits;
use crate::syntax;
use crate::text::{Layer, Span, encoded_length};

/// A request as the user wrote it.
#[derive(Debug, Default)]
pub(super) struct WrittenRequest<'t> {
    pub(super) layers: Vec<Layer<'t>>,
    /// The layer with the URL or the query string.
    pub(super) url: usize,
    /// The path of the URL, including everything before it.
    pub(super) path: Span,
    /// The part of the URL that the service reads.
    pub(super) sent: Span,
    pub(super) parameters: Vec<GivenParameter>,
    pub(super) is_command: bool,
    /// Whether the client reads brackets in the URL as a list of URLs.
    pub(super) expands: bool,
    /// Whether the data of a command goes into the query.
    pub(super) gets: bool,
    pub(super) is_delete: bool,
    /// Whether the method is GET, also with data for the body.
    pub(super) is_get: bool,
    /// Whether curl chooses the method, and chooses POST because of data.
    pub(super) becomes_post: bool,
    /// The words of a filter without quotes.
    pub(super) split: Option<SplitFilter>,
    /// Whether a filter that is not sent is read, too: in a host file, its place has the finding.
    pub(super) reads_unsent: bool,
    /// Words with data for the body.
    pub(super) posted: Vec<usize>,
}

/// A filter that the shell splits: its first and its last word.
#[derive(Debug, Clone, Copy)]
pub(super) struct SplitFilter {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A parameter as the user wrote it.
#[derive(Debug)]
pub(super) struct GivenParameter {
    pub(super) layer: usize,
    pub(super) piece: QueryPiece,
    /// Decoded.
    pub(super) name: String,
    /// Whether the client encodes the value. It is plain here.
    pub(super) is_plain: bool,
    /// The client that encodes the query that contains it.
    pub(super) encoder: Option<QueryEncoder>,
    /// Whether it is sent at all: a `&` may have ended the command.
    pub(super) is_sent: bool,
}

/// Reads the part of `text` at `span`.
pub(super) fn read(text: &str, kind: Kind, span: Span) -> WrittenRequest<'_> {
    match kind {
        Kind::Command => {
            let until = text.get(..span.end as usize).unwrap_or_default();
            command(shell::words(until, span.start))
        }
        kind => {
            let mut request = one(Layer::plain(text, span), kind, true);
            request.is_delete = is_deleting_command(text, span.start) || stands_before(text, span.start);
            request
        }
    }
}

/// Reads layers: the words of a command, or one layer for other kinds.
pub(super) fn of_layers(
    mut layers: Vec<Layer<'_>>,
    kind: Kind,
    encoder: Option<QueryEncoder>,
) -> WrittenRequest<'_> {
    let mut request = match kind {
        Kind::Command => command(layers),
        kind => {
            layers.pop().map_or_else(WrittenRequest::default, |layer| one(layer, kind, encoder.is_none()))
        }
    };
    request.reads_unsent = true;
    if encoder.is_some() {
        for given in &mut request.parameters {
            (given.encoder, given.is_plain) = (encoder, true);
        }
    }
    request
}

fn one(layer: Layer<'_>, kind: Kind, cuts: bool) -> WrittenRequest<'_> {
    match kind {
        Kind::Filter | Kind::Value => value(layer, kind == Kind::Filter),
        Kind::Query | Kind::Url | Kind::Command => {
            let mut request = WrittenRequest { layers: vec![layer], ..WrittenRequest::default() };
            request.add_url(0, kind == Kind::Url, cuts);
            request
        }
    }
}

/// The value of the parameter alone. A `&` or `#` ends it, as it would in a URL.
fn value(layer: Layer<'_>, is_plain: bool) -> WrittenRequest<'_> {
    let end = layer.text.find(['&', '#']).filter(|_| !is_plain).unwrap_or(layer.text.len());
    let value = Span::from_range(0..end);
    let piece = QueryPiece { name: Span::at(0), value };
    let given =
        GivenParameter { layer: 0, piece, name: "filter".to_owned(), is_plain, encoder: None, is_sent: true };
    WrittenRequest { layers: vec![layer], sent: value, parameters: vec![given], ..WrittenRequest::default() }
}

/// The words of a command that begins with `curl`.
fn command(words: Vec<Layer<'_>>) -> WrittenRequest<'_> {
    let command = curl::read(&words);
    let in_query = |data: Data| command.get || data == Data::Query;
    let posted = command.data.iter().filter(|(_, data)| !in_query(*data)).map(|(word, _)| *word).collect();
    let (is_delete, is_get) = (command.has_method("DELETE"), command.has_method("GET"));
    let has_method = command.method.is_some();
    let mut request =
        WrittenRequest { layers: words, is_command: true, is_delete, posted, ..WrittenRequest::default() };
    (request.expands, request.gets, request.is_get) = (!command.is_literal, command.get, is_get);
    request.becomes_post = !has_method && !request.posted.is_empty();
    if let Some(url) = command.url {
        request.add_url(url, true, true);
    }
    for (layer, data) in command.data {
        request.add_data(layer, data);
    }
    request.split = request.parameters.iter().find_map(|given| split(&request, given));
    request
}

/// The words of a filter that has blanks and no quotes: an operator follows its first word.
fn split(request: &WrittenRequest<'_>, given: &GivenParameter) -> Option<SplitFilter> {
    let first = given.layer;
    let layer = request.layers.get(first).filter(|_| query::is_filter(&given.name))?;
    let ends =
        given.piece.value.end == layer.span().end && syntax::name::is_path(given.piece.value.of(&layer.text));
    let word = |index: usize| request.layers.get(index).map(|word| &*word.text);
    let is_operator = |index: usize| {
        word(index).is_some_and(|word| matches!(word, "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "in"))
    };
    let is_value =
        |index: usize| word(index).is_some_and(|word| !word.starts_with('-') && !word.contains("://"));
    if !ends || !is_operator(first + 1) || !is_value(first + 2) {
        return None;
    }
    let mut last = first + 2;
    while matches!(word(last + 1), Some("and" | "or")) && is_operator(last + 3) && is_value(last + 4) {
        last += 4;
    }
    Some(SplitFilter { first, last })
}

impl WrittenRequest<'_> {
    fn add_url(&mut self, index: usize, is_url: bool, cuts: bool) {
        let Some(layer) = self.layers.get(index) else { return };
        let query = query::read(&layer.text, is_url, cuts);
        let cut = cut(layer).unwrap_or(u32::MAX);
        self.url = index;
        self.path = query.path;
        self.sent = Span::new(query.sent.start, query.sent.end.min(cut));
        self.parameters.extend(query.pieces.into_iter().map(|piece| GivenParameter {
            layer: index,
            piece,
            name: query::name(layer, piece),
            is_plain: false,
            encoder: None,
            is_sent: piece.name.start < cut,
        }));
    }

    fn add_data(&mut self, index: usize, data: Data) {
        let Some(layer) = self.layers.get(index) else { return };
        // `@file` is data of another file.
        if layer.text.starts_with('@') {
            return;
        }
        let raw = data == Data::Raw || data == Data::Query && layer.text.starts_with('+');
        let from = u32::from(raw && data == Data::Query);
        let all = Span::new(from, layer.span().end);
        let nameless = if raw { None } else { nameless(&layer.text) };
        let pieces = match nameless {
            Some(piece) => vec![piece],
            None if raw => query::pieces(&layer.text, all),
            None => named(&layer.text).into_iter().collect(),
        };
        self.parameters.extend(pieces.into_iter().map(|piece| GivenParameter {
            layer: index,
            piece,
            name: if nameless.is_some() { "filter".to_owned() } else { query::name(layer, piece) },
            is_plain: !raw,
            encoder: None,
            is_sent: true,
        }));
    }

    /// Whether the value is raw data for the body, and curl may encode it: nothing in it is encoded, and the data has
    /// no other parameter.
    pub(super) fn is_unencoded_alone(&self, given: &GivenParameter) -> bool {
        let Some(layer) = self.layers.get(given.layer).filter(|_| !given.is_plain) else { return false };
        let value = given.piece.value.of(&layer.text);
        let is_alone = self.parameters.iter().filter(|other| other.layer == given.layer).count() == 1;
        is_alone && value.contains(' ') && !value.contains(['%', '+', '&', '#'])
    }

    /// Length of the URL that is sent, in bytes.
    pub(super) fn length(&self) -> usize {
        let data = self.parameters.iter().filter(|given| given.layer != self.url);
        self.sent.len() + data.map(|given| self.encoded_length(given)).sum::<usize>()
    }

    fn encoded_length(&self, given: &GivenParameter) -> usize {
        let value = self.layers.get(given.layer).map(|layer| given.piece.value.of(&layer.text));
        let value = value.unwrap_or_default();
        let length = if given.is_plain { encoded_length(value) } else { value.len() };
        given.piece.name.len() + 2 + length
    }
}

/// The place where the shell ends the command inside a word.
fn cut(layer: &Layer<'_>) -> Option<u32> {
    let operators = &layer.word.as_ref()?.operators;
    operators.iter().copied().find(|at| Span::new(*at, at + 1).of(&layer.text) == "&")
}

/// A filter without its name: `--data-urlencode "=state eq 'ERROR'"`. After the `=`, a name is a part of the value.
fn nameless(text: &str) -> Option<QueryPiece> {
    let name = "=filter=";
    let from = if text.starts_with(name) { name.len() } else { usize::from(text.starts_with('=')) };
    let filter = text.get(from..)?;
    let piece = QueryPiece { name: Span::at(0), value: Span::from_range(from..text.len()) };
    if from == name.len() {
        return Some(piece);
    }
    let is_filter = from > 0 || filter.split('=').next().is_some_and(|name| name.trim().contains(' '));
    let parsed = is_filter.then(|| syntax::parse(filter, &Limits::DEFAULT))?;
    parsed.is_ok().then_some(piece)
}

/// `name=value`, whose value the client encodes.
fn named(text: &str) -> Option<QueryPiece> {
    let equals = text.find('=').filter(|equals| *equals > 0)?;
    Some(QueryPiece { name: Span::from_range(0..equals), value: Span::from_range(equals + 1..text.len()) })
}
