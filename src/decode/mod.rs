//! Text of a user → the filter as the server reads it.
//!
//! [`decode`] takes a value, a query string, a URL or a curl command; [`decode_line`] takes a line
//! of a log. [`Decoded::diagnostics`] has the mistakes in quotes and percent-encoding, with places
//! in the user's text. [`Decoded::filter_diagnostics`] has the mistakes in the filter itself, with
//! places in the filter. [`Decoded::outward`] maps them to the user's text, so a mistake can be
//! shown in both.
//!
//! ```text
//! text ─ kind ─▶ request: layers, path, parameters ─▶ value ─▶ filter ─ check ─▶ diagnostics
//!                (shell, curl, query)                 (percent, plus, double)
//! ```

mod curl;
mod double;
mod kind;
mod log;
mod method;
mod parameters;
mod plus;
mod query;
mod read;
mod request;
mod retired;
mod schemas;
pub(crate) mod shell;
mod target;
mod unencoded;
mod unknown;
mod value;

use std::borrow::Cow;

use serde::Serialize;

use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::limits::{self, Limits};
use crate::rules;
use crate::schema::Schema;
use crate::text::{Edit, Layer, OffsetMap, Span, encode_value};

pub(crate) use curl::{posts, read as read_curl};
pub use kind::Kind;
pub(crate) use kind::{is_command, names_other_filter, parameter_starts};
pub use log::decode_line;
pub(crate) use method::{asks_delete, may_delete};
#[cfg(feature = "cli")]
pub(crate) use parameters::taken_by;
pub(crate) use parameters::{misnamed, tell_filter_length};
pub(crate) use query::is_filter as is_filter_name;
pub(crate) use read::every;
pub(crate) use schemas::event_filters;
pub use schemas::{Schemas, is_list};
pub(crate) use target::{ANY_VERSION, is_version};
pub(crate) use unencoded::MOSTLY_TAKEN;
pub(crate) use value::BARE_PERCENT;

/// The result of decoding.
#[derive(Debug, Clone)]
pub struct Decoded<'t> {
    kind: Kind,
    span: Span,
    schema: Schema,
    limits: Limits,
    found: Option<FoundFilter<'t>>,
    meant: Option<String>,
    parameters: Vec<RequestParameter>,
    notes: Vec<Cow<'static, str>>,
    is_delete: bool,
    diagnostics: Diagnostics,
    filter_diagnostics: Diagnostics,
}

/// The filter and its place.
#[derive(Debug, Clone)]
struct FoundFilter<'t> {
    filter: String,
    layer: Layer<'t>,
    /// From the filter to the text of the layer.
    inner: OffsetMap,
    /// From the filter to the user's text.
    map: OffsetMap,
    /// Whether it is unencoded in its layer.
    is_plain: bool,
    encoder: Option<QueryEncoder>,
}

/// Another parameter of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestParameter {
    /// The name, decoded.
    pub name: String,
    /// The value, decoded.
    pub value: String,
    /// The value as written.
    pub raw: String,
    /// The place of the value in the user's text.
    pub span: Span,
}

/// Decodes an input: the percent-encoded value of the `filter` parameter, a query string, a URL, a
/// curl command, or a plain filter.
///
/// It never fails; the diagnostics have the mistakes. The URL decides the schema for its filter:
/// that of its list, one of `schemas`, a built-in one, or [`Schema::open`] if the API has no such list.
///
/// ```
/// use comfilter::decode::{Kind, Schemas, decode};
/// use comfilter::Limits;
///
/// let url = "/compute-ops-mgmt/v1/jobs?filter=resource%2Fid%20eq%20%27P06760-B21+2M212504P8%27&limit=10";
/// let decoded = decode(url, &Schemas::default(), &Limits::DEFAULT);
/// assert_eq!(decoded.kind(), Kind::Url);
/// assert_eq!(decoded.filter(), Some("resource/id eq 'P06760-B21 2M212504P8'"));
/// assert_eq!(decoded.meant(), Some("resource/id eq 'P06760-B21+2M212504P8'"));
/// assert_eq!(decoded.diagnostics()[0].rule().name(), "raw-plus");
/// assert_eq!(decoded.diagnostics()[0].span().of(url), "+");
/// assert_eq!(decoded.parameters()[0].name, "limit");
/// ```
pub fn decode<'t>(text: &'t str, schemas: &Schemas, limits: &Limits) -> Decoded<'t> {
    let schema = schemas.own();
    let most = limits.text.saturating_mul(limits::ENCODED).min(u32::MAX as usize / limits::ENCODED);
    if text.len() > most {
        return Decoded::too_long(text, most, schema, limits);
    }
    let (kind, span) = kind::kind(text, schema, limits);
    decode_part(text, kind, span, schemas, limits)
}

/// Decodes the part of `text` at `span`, which is of this kind.
fn decode_part<'t>(text: &'t str, kind: Kind, span: Span, schemas: &Schemas, limits: &Limits) -> Decoded<'t> {
    let mut decoded = Decoded::empty(kind, span, schemas.own(), limits);
    let check = |schema: &Schema, filter: &str| Checked::new(schema, filter, limits).into_diagnostics();
    read::read(&mut decoded, &request::read(text, kind, span), None, schemas, &check);
    decoded.diagnostics.sort();
    decoded
}

/// A request, or a part of one, inside a host file.
#[derive(Debug, Clone)]
pub(crate) struct Embedded {
    /// Its text; the words of a command.
    pub(crate) layers: Vec<Layer<'static>>,
    pub(crate) kind: Kind,
    /// Whether the host file sends it as a DELETE.
    pub(crate) is_delete: bool,
    /// The path of its list, if the host file names it.
    pub(crate) list: Option<String>,
    /// The client that encodes the query again.
    pub(crate) encoder: Option<QueryEncoder>,
}

/// A client that takes a query, or the value of a parameter, as plain text, and encodes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryEncoder {
    pub(crate) name: &'static str,
    /// Whether it sends a `+` as it is.
    pub(crate) keeps_plus: bool,
    /// Whether it sends a `%` as it is, so the value may contain codes.
    pub(crate) keeps_codes: bool,
    /// Whether it encodes a `&` and a `#`.
    pub(crate) encodes_ends: bool,
    /// The code that gives it a filter without these limits.
    pub(crate) advice: &'static str,
}

/// Checks a filter alone.
pub(crate) type Check<'c> = dyn Fn(&Schema, &str) -> Diagnostics + 'c;

/// Decodes a request of a host file, and checks its filter with `check`.
pub(crate) fn decode_embedded(
    embedded: Embedded,
    schemas: &Schemas,
    limits: &Limits,
    check: &Check<'_>,
) -> Decoded<'static> {
    let places = embedded.layers.iter().map(|layer| layer.place(layer.span()));
    let span = places.reduce(Span::cover).unwrap_or_default();
    let mut decoded = Decoded::empty(embedded.kind, span, schemas.own(), limits);
    let mut request = request::of_layers(embedded.layers, embedded.kind, embedded.encoder);
    request.is_delete |= embedded.is_delete;
    read::read(&mut decoded, &request, embedded.list.as_deref(), schemas, check);
    decoded.diagnostics.sort();
    decoded
}

impl<'t> Decoded<'t> {
    fn empty(kind: Kind, span: Span, schema: &Schema, limits: &Limits) -> Decoded<'t> {
        Decoded {
            kind,
            span,
            schema: schema.clone(),
            limits: *limits,
            found: None,
            meant: None,
            parameters: Vec::new(),
            notes: Vec::new(),
            is_delete: false,
            diagnostics: Diagnostics::new(limits.diagnostics),
            filter_diagnostics: Diagnostics::new(limits.diagnostics),
        }
    }

    fn too_long(text: &str, most: usize, schema: &Schema, limits: &Limits) -> Decoded<'t> {
        let start = Span::from_range(0..text.chars().take(40).map(char::len_utf8).sum());
        let mut decoded = Decoded::empty(Kind::Value, start, schema, limits);
        decoded.diagnostics.report(&rules::TOO_LONG, start, || {
            let length = text.len();
            Message::new(format!("the text has {length} bytes, and the limit is {most}: it was not read"))
                .help("give one request at a time")
        });
        decoded
    }

    /// The same, without a borrowed text.
    pub(crate) fn into_owned(self) -> Decoded<'static> {
        let found = self.found.map(|found| FoundFilter { layer: found.layer.into_owned(), ..found });
        Decoded { found, ..self }
    }

    /// The kind of the input.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The decoded part of the text: without white space and quotes around it, and in a line only
    /// the request.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The filter as the server reads it. `None` if the request has none.
    pub fn filter(&self) -> Option<&str> {
        self.found.as_ref().map(|found| &*found.filter)
    }

    /// The intended filter, if it differs from [`Decoded::filter`].
    pub fn meant(&self) -> Option<&str> {
        self.meant.as_deref()
    }

    /// The other parameters, in order.
    pub fn parameters(&self) -> &[RequestParameter] {
        &self.parameters
    }

    /// Further notes for the user, as clauses: that nothing was decoded, or that the request has no
    /// filter.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|note| &**note)
    }

    /// Whether the request removes the entries that the filter selects, as far as its text shows.
    ///
    /// ```
    /// use comfilter::decode::{Schemas, decode};
    /// use comfilter::Limits;
    ///
    /// let text = "DELETE /compute-ops/v1beta2/groups/2a9b/devices?filter=name%20eq%20%27x%27";
    /// assert!(decode(text, &Schemas::default(), &Limits::DEFAULT).is_delete());
    /// ```
    pub fn is_delete(&self) -> bool {
        self.is_delete
    }

    /// The findings around the filter. Places point into the user's text.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The findings in the filter, except mere consequences of [`Decoded::diagnostics`]. Places
    /// point into [`Decoded::filter`].
    pub fn filter_diagnostics(&self) -> &Diagnostics {
        &self.filter_diagnostics
    }

    /// Whether the filter is already encoded, so no client encodes it on its way.
    pub(crate) fn is_encoded_by_caller(&self) -> bool {
        self.found
            .as_ref()
            .is_some_and(|found| !found.is_plain || found.encoder.is_some_and(|encoder| encoder.keeps_codes))
    }

    /// The client that encodes the query again, and its codes, too.
    pub(crate) fn plain_encoder(&self) -> Option<QueryEncoder> {
        self.found.as_ref()?.encoder.filter(|encoder| !encoder.keeps_codes)
    }

    /// The findings of the request, and those of the filter.
    pub(crate) fn diagnostics_mut(&mut self) -> [&mut Diagnostics; 2] {
        [&mut self.diagnostics, &mut self.filter_diagnostics]
    }

    /// Whether neither the request nor its filter has an error.
    pub fn is_ok(&self) -> bool {
        self.diagnostics.errors() == 0 && self.filter_diagnostics.errors() == 0
    }

    /// The schema that the filter is checked against.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The filter checked alone, with all its mistakes.
    pub fn checked(&self) -> Option<Checked<'_>> {
        self.filter().map(|filter| Checked::new(&self.schema, filter, &self.limits))
    }

    /// From places in the filter to places in the user's text.
    pub fn map(&self) -> Option<&OffsetMap> {
        self.found.as_ref().map(|found| &found.map)
    }

    /// Edits of the filter as edits of the user's text, written like the filter there, and quoted for their places.
    /// `None` if that is not possible.
    pub(crate) fn outer_edits(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let found = self.found.as_ref()?;
        let written = found.inner.outer(Span::from_range(0..found.filter.len())).of(&found.layer.text);
        // A filter in a URL without any code ends at a word with codes.
        if found.is_plain || written.contains('%') || !written.contains(' ') {
            return found.edits(edits);
        }
        const NEEDED: [(char, &str); 4] = [('%', "%25"), ('&', "%26"), ('#', "%23"), ('+', "%2B")];
        let encode = |text: &str| {
            NEEDED.iter().fold(text.to_owned(), |text, (character, code)| text.replace(*character, code))
        };
        found.edits_with(edits, encode)
    }

    /// A finding in the filter as one in the user's text. Its fix is encoded and quoted for its
    /// place, and dropped if that is not possible.
    ///
    /// ```
    /// use comfilter::decode::{Schemas, decode};
    /// use comfilter::text::apply;
    /// use comfilter::Limits;
    ///
    /// let query = "filter=Name%20eq%20%27x%27";
    /// let decoded = decode(query, &Schemas::default(), &Limits::DEFAULT);
    /// let found = decoded.outward(&decoded.filter_diagnostics()[0]);
    /// assert_eq!(found.span().of(query), "Name");
    /// assert_eq!(apply(query, &found.fix().unwrap().edits).unwrap(), "filter=name%20eq%20%27x%27");
    /// ```
    pub fn outward(&self, diagnostic: &Diagnostic) -> Diagnostic {
        let Some(found) = &self.found else { return diagnostic.clone() };
        let edits = diagnostic.fix().and_then(|fix| found.edits(&fix.edits));
        diagnostic.clone().moved(|span| found.map.outer(span), Edit::clone).with_edits(edits)
    }
}

impl FoundFilter<'_> {
    fn edits(&self, edits: &[Edit]) -> Option<Vec<Edit>> {
        let encode = |text: &str| match self.encoder {
            _ if !self.is_plain => encode_value(text),
            Some(encoder) if encoder.keeps_codes => text.replace('%', "%25").replace('+', "%2B"),
            _ => text.to_owned(),
        };
        self.edits_with(edits, encode)
    }

    fn edits_with(&self, edits: &[Edit], encode: impl Fn(&str) -> String) -> Option<Vec<Edit>> {
        let edits: Vec<Edit> = edits.iter().map(|edit| self.inner.outer_edit(edit, &encode)).collect();
        self.layer.outward(&edits)
    }
}
