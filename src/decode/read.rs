//! A request → its filter, the probable intent, and all mistakes on the way.

use std::borrow::Cow;

use super::double::{self, Double};
use super::plus::{self, Pluses};
use super::request::{GivenParameter, WrittenRequest};
use super::schemas::list_of;
use super::target::{is_other_service, target};
use super::value::DecodedValue;
use super::{
    ANY_VERSION, Check, Decoded, FoundFilter, Kind, RequestParameter, Schemas, curl, parameters, query,
    retired, unencoded, unknown,
};
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::schema::{Schema, service};
use crate::text::{Layer, Span};

/// The path of the list that the last segment of another path names: `/v1/servers`, `{{base}}/servers`. The base of the API
/// may be before it, but not another service.
fn named(path: &str) -> Option<String> {
    let name = path.trim_end_matches('/').rsplit('/').next()?;
    let is_list = list_of(name).is_some() && !path.contains("://");
    is_list.then(|| format!("{}/{ANY_VERSION}/{name}", service::present_prefix()))
}

/// Reads a request into `decoded`. `list` is the path of its list, if the host file names it.
pub(super) fn read<'t>(
    decoded: &mut Decoded<'t>,
    request: &WrittenRequest<'t>,
    list: Option<&str>,
    schemas: &Schemas,
    check: &Check<'_>,
) {
    let filter = parameters::filter(request);
    let layer = request.layers.get(request.url);
    let own = layer.and_then(|layer| target(request.path.of(&layer.text)));
    // A schema that the user gives is for any short path.
    let is_default = schemas.own().path() == Schema::jobs().path();
    let named = layer
        .filter(|_| !request.reads_unsent && is_default)
        .and_then(|layer| named(request.path.of(&layer.text)));
    let found = own.or_else(|| list.or(named.as_deref()).and_then(target)).map(|target| schemas.of(&target));
    // An item of a list need not take the parameters of the list.
    let is_list = found.as_ref().is_none_or(|found| found.is_list);
    // In a host file, the search decides whether a request is one to this API.
    let is_other = found.is_none()
        && !request.reads_unsent
        && layer.is_some_and(|layer| is_other_service(request.path.of(&layer.text), schemas.own()));
    if let Some(found) = found {
        decoded.schema = found.schema;
    } else if is_other {
        decoded.schema = Schema::open();
        decoded.notes.push("the URL is not one of this API, so any property passes".into());
    }
    decoded.is_delete = request.is_delete;
    add_parameters(decoded, request, filter);
    if decoded.kind != Kind::Filter {
        look_around(decoded, request, filter, is_list);
        let item = own.filter(|_| !is_list && !decoded.is_delete).filter(|item| {
            item.id().is_some() && item.parent().is_some_and(|list| schemas.of(&list).is_list)
        });
        if let (Some(item), Some(given)) = (item, filter.and_then(|filter| request.parameters.get(filter))) {
            parameters::tell_item(request, given, &item, &mut decoded.diagnostics);
        }
    }
    let given = filter.and_then(|index| Some((index, request.parameters.get(index)?)));
    if let Some((index, given)) = given
        && let Some(layer) = request.layers.get(given.layer)
    {
        FilterParameter { request, layer, given, index }.read(decoded, check);
    }
    if let Some(layer) = layer.filter(|_| !request.path.is_empty()) {
        let filter = || Some(Checked::new(&decoded.schema, &decoded.found.as_ref()?.filter, &decoded.limits));
        retired::report(layer, request.path, own.as_ref(), schemas, filter, &mut decoded.diagnostics);
    }
    let is_unknown = !is_list && decoded.schema.is_open();
    if let (Some(layer), Some(own)) = (layer, own.filter(|_| is_unknown)) {
        unknown::report(layer, &own, request.reads_unsent, &mut decoded.diagnostics);
    }
    note(decoded, request, given.map(|(_, given)| given));
}

/// Parameters other than the filter.
fn add_parameters(decoded: &mut Decoded<'_>, request: &WrittenRequest<'_>, filter: Option<usize>) {
    let others = request.parameters.iter().enumerate().filter(|(index, _)| Some(*index) != filter);
    decoded.parameters.extend(others.filter_map(|(_, given)| {
        let layer = request.layers.get(given.layer)?;
        Some(RequestParameter {
            name: given.name.clone(),
            value: DecodedValue::read(layer, given.piece.value, given.is_plain, given.encoder).text,
            raw: given.piece.value.of(&layer.text).to_owned(),
            span: layer.place(given.piece.value),
        })
    }));
}

/// Reports the mistakes around the filter.
fn look_around(
    decoded: &mut Decoded<'_>,
    request: &WrittenRequest<'_>,
    filter: Option<usize>,
    is_list: bool,
) {
    let diagnostics = &mut decoded.diagnostics;
    parameters::tell_names(request, &decoded.schema, diagnostics);
    if filter.is_none() {
        parameters::tell_marks(request, diagnostics);
    }
    if let Some(filter) = filter {
        parameters::tell_twice(request, filter, &decoded.limits, diagnostics);
    }
    if is_list {
        parameters::tell_others(request, &decoded.schema, diagnostics);
        parameters::tell_limit(request, &decoded.schema, diagnostics);
    }
    parameters::tell_length(request, &decoded.limits, diagnostics);
    if let Some(layer) = request.layers.get(request.url) {
        unencoded::tell_operators(layer, diagnostics);
    }
    if let Some(given) = filter.and_then(|filter| request.parameters.get(filter)) {
        curl::tell_posts(request, given, &decoded.schema, diagnostics);
        curl::tell_nameless(request, given, &decoded.schema, diagnostics);
    }
}

fn note(decoded: &mut Decoded<'_>, request: &WrittenRequest<'_>, given: Option<&GivenParameter>) {
    let notes = &mut decoded.notes;
    match given {
        _ if decoded.kind == Kind::Filter => {
            notes.push("this filter is not encoded: nothing was decoded".into());
        }
        None => {
            let every = every(&decoded.schema);
            notes.push(format!("the request has no `filter` parameter, so it returns {every}").into());
        }
        Some(given) if !given.is_sent => {
            notes.push("the filter is not sent: the shell ends the command before it".into());
        }
        Some(_) => {}
    }
    let is_reported = given.is_some_and(|given| request.posted.contains(&given.layer));
    if !request.posted.is_empty() && !is_reported && !request.is_get {
        let posts = curl::posts(&decoded.schema);
        notes.push(format!("without `-G` curl sends a POST, and {posts}").into());
    }
}

/// All entries of the list: `every job`.
pub(crate) fn every(schema: &Schema) -> String {
    if schema.is_nameless() { "everything".to_owned() } else { format!("every {}", schema.one()) }
}

/// The parameter with the filter, and its place.
struct FilterParameter<'a, 't> {
    request: &'a WrittenRequest<'t>,
    layer: &'a Layer<'t>,
    given: &'a GivenParameter,
    /// Place in the list of parameters.
    index: usize,
}

/// The readings of its value.
struct Reading {
    value: DecodedValue,
    /// The value with the part that a raw `&` or `#` has cut off, and the place of both.
    whole: Option<(DecodedValue, Span)>,
    pluses: Pluses,
    double: Double,
}

impl<'t> FilterParameter<'_, 't> {
    fn read(&self, decoded: &mut Decoded<'t>, check: &Check<'_>) {
        let span = self.given.piece.value;
        let GivenParameter { is_plain, encoder, .. } = *self.given;
        let value = DecodedValue::read(self.layer, span, is_plain, encoder);
        let whole = query::whole_value(&self.layer.text, span, encoder.is_none());
        let cuts = encoder.is_some_and(|encoder| !encoder.encodes_ends);
        let whole = whole.filter(|_| !is_plain || cuts);
        let whole = whole.map(|span| (DecodedValue::read(self.layer, span, is_plain, encoder), span));
        let base = whole.as_ref().map_or(&value, |(value, _)| value);
        let pluses = plus::scan(base);
        let keeps_codes = encoder.is_some_and(|encoder| encoder.keeps_codes);
        let double = if decoded.kind == Kind::Filter && !keeps_codes {
            Double::default()
        } else {
            double::find(&pluses.meant(base), &decoded.limits)
        };
        let reading = Reading { value, whole, pluses, double };
        if curl::tell_split(self.request, self.given, &mut decoded.diagnostics) {
            self.keep(decoded, reading.value);
            return;
        }
        if let Some(meant) = self.without_equals(&reading.value) {
            parameters::tell_equals(self.layer, span, &mut decoded.diagnostics);
            decoded.meant = Some(meant);
            self.keep(decoded, reading.value);
            return;
        }
        self.report(decoded, &reading);
        let meant = reading.meant();
        if !self.given.is_sent && !self.request.reads_unsent {
            decoded.meant = Some(meant.into_owned());
            return;
        }
        decoded.meant = (meant != reading.value.text).then(|| meant.into_owned());
        decoded.filter_diagnostics = check(&decoded.schema, &reading.value.text);
        decoded.filter_diagnostics.retain(|found| !reading.explains(found));
        self.keep(decoded, reading.value);
    }

    fn keep(&self, decoded: &mut Decoded<'t>, value: DecodedValue) {
        let GivenParameter { is_plain, encoder, .. } = *self.given;
        decoded.found = Some(FoundFilter {
            map: value.map.then(&self.layer.map),
            filter: value.text,
            inner: value.map,
            layer: self.layer.clone(),
            is_plain,
            encoder,
        });
    }

    /// The filter of `filter==generation gt 3`.
    fn without_equals(&self, value: &DecodedValue) -> Option<String> {
        let raw = self.given.piece.value.of(&self.layer.text);
        let is_named = !self.given.piece.name.is_empty();
        value.text.strip_prefix('=').filter(|_| is_named && raw.starts_with('=')).map(str::to_owned)
    }

    fn report(&self, decoded: &mut Decoded<'t>, reading: &Reading) {
        let diagnostics = &mut decoded.diagnostics;
        let (base, span) = reading.base(self.given.piece.value);
        base.tell_invalid(self.layer, diagnostics);
        reading.pluses.report(self.layer, base, self.given.encoder, diagnostics);
        reading.double.report(self.layer, span, base, self.given, diagnostics);
        if let Some(encoder) = self.given.encoder
            && reading.whole.is_some()
        {
            let end = self.given.piece.value.end;
            unencoded::tell_end(self.layer, end, &reading.value.text, encoder, diagnostics);
        }
        // The fix of a POST encodes it.
        let is_posted = self.request.posted.contains(&self.given.layer);
        if self.given.is_plain || is_posted && self.request.is_unencoded_alone(self.given) {
            return;
        }
        let found = unencoded::find(&self.layer.text, span);
        found.report(self.request, self.given, &reading.value.text, diagnostics);
        if reading.whole.is_none() {
            let schema = &decoded.schema;
            unencoded::tell_ampersand(self.request, self.index, &reading.value.text, schema, diagnostics);
        }
    }
}

impl Reading {
    fn base(&self, span: Span) -> (&DecodedValue, Span) {
        self.whole.as_ref().map_or((&self.value, span), |(value, span)| (value, *span))
    }

    fn meant(&self) -> Cow<'_, str> {
        let (base, _) = self.base(Span::default());
        self.double.meant.as_deref().map_or_else(|| self.pluses.meant(base), Cow::Borrowed)
    }

    /// Whether a finding in the filter is a mere consequence of one around it.
    fn explains(&self, found: &Diagnostic) -> bool {
        let touches = |span: Span| found.span().start < span.end && span.start < found.span().end;
        // The checker removes one layer of encoding, and reports the mistakes below it.
        if self.double.times.is_some_and(|times| times > 2 || found.rule() == &rules::ENCODED_TEXT) {
            return true;
        }
        // A cut string goes to the end.
        let cut = self.whole.as_ref().and_then(|_| self.value.text.rfind('\''));
        let cut = cut.map(|start| Span::from_range(start..self.value.text.len()));
        cut.is_some_and(touches)
            || self.value.undecoded().any(touches)
            || self.pluses.changed().any(touches)
            || self.double.strings.iter().copied().any(touches)
    }
}
