//! The list request around a filter.

use super::{Region, RequestError, Snippet, encode_value};
use crate::Filter;

/// The mock server of the API page. It answers every request with the page's sample. For
/// [`Request::with_base`].
pub const MOCK_SERVER: &str = "https://stage-developer-portal-hpe.redocly.app/_mock/docs/greenlake/services/compute-ops-mgmt/public/openapi/compute-ops-mgmt-latest";

/// The path of the list of jobs.
const JOBS: &str = "/compute-ops-mgmt/v1/jobs";

/// A request for the entries of a list that a filter selects.
///
/// It goes to the list of the filter's schema, by default in [`Region::UsWest`]. Each part is
/// checked when it is set, so writing the request as a URL or as code cannot fail.
///
/// ```
/// use comfilter::encode::{Region, Request};
///
/// let filter = "state eq 'ERROR'".parse()?;
/// let request = Request::new(&filter).with_region(Region::ApNortheast).with_offset(200);
/// assert_eq!(
///     request.url(),
///     "https://ap-northeast.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs\
///      ?filter=state%20eq%20%27ERROR%27&offset=200"
/// );
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    filter: String,
    /// Scheme, host, port and the path before `path`.
    base: String,
    /// Its segments in braces are missing ids.
    path: String,
    list: String,
    /// The largest `limit`, if known.
    most: Option<u32>,
    /// Whether the list has a DELETE with the filter.
    takes_delete: bool,
    is_delete: bool,
    limit: Option<u32>,
    offset: Option<u64>,
    sort: Option<String>,
    select: Option<String>,
    tenant: Option<String>,
    /// How the list is read page by page, if it can be.
    pages: Option<Paging>,
    has_all_pages: bool,
}

/// How a list is read page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paging {
    /// With `offset`, up to the `total` of an answer.
    Offset,
    /// With the `next` of an answer.
    Next,
}

impl Paging {
    /// The paging of a list with these parameters.
    fn of(parameters: &[String]) -> Option<Paging> {
        let has = |name: &str| parameters.iter().any(|known| known == name);
        match () {
            () if has("offset") => Some(Paging::Offset),
            () if has("next") => Some(Paging::Next),
            () => None,
        }
    }
}

impl Request {
    /// A request for the list of the filter's schema, or for the list of jobs if the schema names
    /// none.
    pub fn new(filter: &Filter) -> Request {
        let schema = filter.schema();
        let path = schema.path().filter(|path| is_template(path)).unwrap_or(JOBS);
        Request {
            filter: filter.as_str().to_owned(),
            base: base_of(Region::default()),
            path: path.to_owned(),
            list: schema.resource().to_owned(),
            most: schema.limit(),
            takes_delete: schema.delete_parameters().is_some(),
            is_delete: false,
            limit: None,
            offset: None,
            sort: None,
            select: None,
            tenant: None,
            pages: schema.parameters().and_then(Paging::of),
            has_all_pages: false,
        }
    }

    /// Sends it to `region`.
    #[must_use]
    pub fn with_region(mut self, region: Region) -> Request {
        self.base = base_of(region);
        self
    }

    /// Sends it to another server: the page's mock server ([`MOCK_SERVER`]), or one for tests.
    ///
    /// ```
    /// use comfilter::encode::Request;
    ///
    /// let filter = "state eq 'ERROR'".parse()?;
    /// let request = Request::new(&filter).with_base("http://127.0.0.1:8080/")?;
    /// assert!(request.url().starts_with("http://127.0.0.1:8080/compute-ops-mgmt/v1/jobs?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The base is not `http://` or `https://`, a host, and optionally a port and a path of plain
    /// names. A user name and an address in brackets are not supported.
    pub fn with_base(mut self, base: &str) -> Result<Request, RequestError> {
        let trimmed = base.strip_suffix('/').unwrap_or(base);
        if !is_base(trimmed) {
            return Err(RequestError::Base { base: base.to_owned() });
        }
        trimmed.clone_into(&mut self.base);
        Ok(self)
    }

    /// Changes the path of the list, for the filters of another schema.
    ///
    /// # Errors
    ///
    /// A segment is empty, is `.` or `..`, or has a character that a URL would encode: clients
    /// rewrite such paths in different ways.
    pub fn with_path(mut self, path: &str) -> Result<Request, RequestError> {
        if !is_path(path) {
            return Err(RequestError::Path { path: path.to_owned() });
        }
        path.clone_into(&mut self.path);
        Ok(self)
    }

    /// Sets the id for the segment `name` of the path, encoded, for a list below an item.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::encode::Request;
    ///
    /// let compliance = Schema::of_list("groups/compliance")?;
    /// let request = Request::new(&compliance.check("score gt 3").into_result()?);
    /// assert_eq!(request.missing_id(), Some("group-id"));
    /// let request = request.with_id("group-id", "2a9b+1")?;
    /// assert_eq!(
    ///     request.url(),
    ///     "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/groups/2a9b%2B1/compliance\
    ///      ?filter=score%20gt%203"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The path has no such segment, or the id cannot be one.
    pub fn with_id(mut self, name: &str, id: &str) -> Result<Request, RequestError> {
        let segment = format!("{{{name}}}");
        if !self.path.split('/').any(|known| known == segment) {
            return Err(RequestError::UnknownId { name: name.to_owned(), path: self.path });
        }
        if matches!(id, "" | "." | "..") {
            return Err(RequestError::Id { name: name.to_owned(), id: id.to_owned() });
        }
        let id = encode_value(id);
        let segments = self.path.split('/').map(|known| if known == segment { &*id } else { known });
        self.path = segments.collect::<Vec<_>>().join("/");
        Ok(self)
    }

    /// The name of the first segment without an id. Until it has one, the URL contains it in
    /// braces, and cannot be sent.
    pub fn missing_id(&self) -> Option<&str> {
        ids(&self.path).next()
    }

    /// Changes the request to a DELETE, which removes the entries that the filter selects.
    ///
    /// # Errors
    ///
    /// No document has a DELETE with a filter for this list.
    pub fn with_delete(mut self) -> Result<Request, RequestError> {
        if !self.takes_delete {
            return Err(RequestError::Delete { list: self.list });
        }
        self.is_delete = true;
        Ok(self)
    }

    /// The largest number of entries in the answer.
    ///
    /// # Errors
    ///
    /// The limit is above [`Schema::limit`](crate::Schema::limit), if that is known.
    pub fn with_limit(mut self, limit: u32) -> Result<Request, RequestError> {
        if let Some(most) = self.most.filter(|most| limit > *most) {
            return Err(RequestError::Limit { limit, most });
        }
        self.limit = Some(limit);
        Ok(self)
    }

    /// Changes the request to one for all pages: its code is a loop over them. The size of a page is the
    /// largest one, if no [limit](Request::with_limit) is set.
    ///
    /// ```
    /// use comfilter::encode::{Request, Snippet};
    ///
    /// let filter = "state eq 'ERROR'".parse()?;
    /// let request = Request::new(&filter).with_all_pages()?;
    /// assert!(request.snippet(Snippet::Python).contains("while True:"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The documents of the list have no parameter for pages, or it is a DELETE.
    pub fn with_all_pages(mut self) -> Result<Request, RequestError> {
        if self.pages.is_none() || self.is_delete {
            return Err(RequestError::Pages { list: self.list });
        }
        self.has_all_pages = true;
        self.limit = self.limit.or(self.most);
        Ok(self)
    }

    /// The paging of a request for all pages.
    pub(super) fn paging(&self) -> Option<Paging> {
        self.pages.filter(|_| self.has_all_pages)
    }

    /// The offset of the first page.
    pub(super) fn start(&self) -> u64 {
        self.offset.unwrap_or_default()
    }

    /// Skips this many entries.
    #[must_use]
    pub fn with_offset(mut self, offset: u64) -> Request {
        self.offset = Some(offset);
        self
    }

    /// The `sort` parameter, not yet encoded.
    #[must_use]
    pub fn with_sort(mut self, sort: impl Into<String>) -> Request {
        self.sort = Some(sort.into());
        self
    }

    /// The `select` parameter, not yet encoded.
    #[must_use]
    pub fn with_select(mut self, select: impl Into<String>) -> Request {
        self.select = Some(select.into());
        self
    }

    /// Acts for a tenant: the `Tenant-Acid` header, an application customer ID. Snippets send it; a
    /// URL cannot.
    ///
    /// # Errors
    ///
    /// The tenant is empty, starts or ends with a space, or has a character other than printable
    /// ASCII, which no header carries faithfully. Braces are errors too, because a request file and
    /// Ansible would fill in `{{…}}`, and an ID has none.
    pub fn with_tenant(mut self, tenant: &str) -> Result<Request, RequestError> {
        check_tenant(tenant)?;
        self.tenant = Some(tenant.to_owned());
        Ok(self)
    }

    /// The text of the filter.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The tenant's application customer ID.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// The encoded filter alone.
    pub fn value(&self) -> String {
        encode_value(&self.filter)
    }

    /// The raw query string: `filter`, then those of `limit`, `offset`, `sort` and `select` that
    /// are set.
    pub fn query(&self) -> String {
        format!("filter={}{}", self.value(), self.options())
    }

    /// The whole URL.
    pub fn url(&self) -> String {
        format!("{}?{}", self.endpoint(), self.query())
    }

    /// The request as code to paste: see [`Snippet`].
    pub fn snippet(&self, snippet: Snippet) -> String {
        snippet.write(self, &[])
    }

    /// The same request for each of several filters, such as the parts of one that is too long. Code is a loop over
    /// them; a part of a URL is on a line for each; a request file has a request for each. `None` for
    /// an empty list of filters, and for a form that cannot loop over the pages of several: Ansible, and each form
    /// that cannot loop over the pages of one.
    ///
    /// ```
    /// use comfilter::Filter;
    /// use comfilter::encode::{Request, Snippet};
    ///
    /// let filter: Filter = "state in ('ERROR','STALLED','COMPLETE')".parse()?;
    /// let parts = filter.split(60)?;
    /// let request = Request::new(&filter);
    /// assert_eq!(
    ///     request.snippet_for_each(Snippet::Query, &parts).unwrap(),
    ///     "filter=state%20in%20%28%27ERROR%27%2C%27STALLED%27%29\n\
    ///      filter=state%20in%20%28%27COMPLETE%27%29"
    /// );
    /// let python = request.snippet_for_each(Snippet::Python, &parts).unwrap();
    /// assert!(python.contains("for text in FILTERS:"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn snippet_for_each(&self, snippet: Snippet, filters: &[Filter]) -> Option<String> {
        if filters.is_empty() || !snippet.reads_all_of(self, false) {
            return None;
        }
        // The whole filter may be long, and each request has only a part of it.
        let request = Request { filter: String::new(), ..self.clone() };
        let each: Vec<Request> = filters.iter().map(|filter| request.clone().with_filter(filter)).collect();
        Some(snippet.write(self, &each))
    }

    /// The same request with another filter of its list.
    pub(crate) fn with_filter(self, filter: &Filter) -> Request {
        Request { filter: filter.as_str().to_owned(), ..self }
    }

    /// Whether it removes the entries that the filter selects.
    pub fn is_delete(&self) -> bool {
        self.is_delete
    }

    /// The string for a GET, or the one for a DELETE.
    pub(super) fn by_method<'s>(&self, get: &'s str, delete: &'s str) -> &'s str {
        if self.is_delete { delete } else { get }
    }

    /// The URL in front of its query.
    pub(super) fn endpoint(&self) -> String {
        format!("{}{}", self.base, self.path)
    }

    /// The host and port.
    pub(super) fn authority(&self) -> &str {
        self.base.split('/').nth(2).unwrap_or_default()
    }

    /// The rest of the query after the filter, with the `&` before it.
    pub(super) fn options(&self) -> String {
        [
            ("limit", self.limit.map(|limit| limit.to_string())),
            // A loop over pages adds it.
            ("offset", self.offset.filter(|_| !self.has_all_pages).map(|offset| offset.to_string())),
            ("sort", self.sort.as_deref().map(encode_value)),
            ("select", self.select.as_deref().map(encode_value)),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("&{name}={value}")))
        .collect()
    }

    /// The part of a snippet for a tenant; empty without one.
    pub(super) fn for_tenant(&self, write: impl FnOnce(&str) -> String) -> String {
        self.tenant().map(write).unwrap_or_default()
    }
}

fn base_of(region: Region) -> String {
    format!("https://{}", region.host())
}

fn is_base(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok()
        && (path.is_empty() || is_path(path))
}

fn is_path(text: &str) -> bool {
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment))
}

/// Whether it is a path, whose segments may be placeholders for ids.
fn is_template(text: &str) -> bool {
    let is_id =
        |segment: &str| segment.strip_prefix('{').and_then(|id| id.strip_suffix('}')).is_some_and(is_segment);
    text.strip_prefix('/')
        .is_some_and(|rest| rest.split('/').all(|segment| is_segment(segment) || is_id(segment)))
}

/// The names of the path's segments without an id.
pub(super) fn ids(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn check_tenant(text: &str) -> Result<(), RequestError> {
    let fits = |character| matches!(character, ' '..='~') && !matches!(character, '{' | '}');
    if let Some((position, character)) = text.chars().enumerate().find(|(_, character)| !fits(*character)) {
        return Err(RequestError::TenantCharacter { character, position });
    }
    if text.is_empty() {
        return Err(RequestError::TenantEmpty);
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(RequestError::TenantSpace);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Schema;

    fn request() -> Request {
        Request::new(&"state eq 'ERROR'".parse().unwrap())
    }

    #[test]
    fn the_parameters_have_one_order_and_one_encoding() {
        let request = request()
            .with_select("id,name")
            .with_sort("createdAt desc")
            .with_offset(u64::MAX)
            .with_limit(0)
            .unwrap();
        assert_eq!(
            request.query(),
            "filter=state%20eq%20%27ERROR%27&limit=0&offset=18446744073709551615\
             &sort=createdAt%20desc&select=id%2Cname"
        );
    }

    #[test]
    fn a_page_has_a_largest_size() {
        for limit in [999, 1000] {
            assert!(request().with_limit(limit).is_ok());
        }
        let error = request().with_limit(1001).unwrap_err();
        assert_eq!(error, RequestError::Limit { limit: 1001, most: 1000 });
        assert_eq!(
            error.to_string(),
            "a page cannot hold 1001 entries: write a limit of 0 to 1000, and fetch the rest page by page"
        );
    }

    fn of(list: &str, filter: &str) -> Request {
        Request::new(&Schema::of_list(list).unwrap().check(filter).into_result().unwrap())
    }

    #[test]
    fn a_page_is_that_of_the_list() {
        assert!(of("servers", "name eq 'x'").with_limit(100).is_ok());
        let error = of("servers", "name eq 'x'").with_limit(101).unwrap_err();
        assert_eq!(error, RequestError::Limit { limit: 101, most: 100 });
    }

    #[test]
    fn ids_are_segments_of_the_path() {
        let request = of("groups/compliance", "score gt 3");
        assert_eq!(request.missing_id(), Some("group-id"));
        let filled = request.clone().with_id("group-id", "a/b c").unwrap();
        assert_eq!(filled.missing_id(), None);
        assert!(filled.url().contains("/v1/groups/a%2Fb%20c/compliance?"), "{}", filled.url());
        for id in ["", ".", ".."] {
            let error = request.clone().with_id("group-id", id).unwrap_err();
            assert_eq!(error, RequestError::Id { name: "group-id".to_owned(), id: id.to_owned() });
        }
        assert_eq!(
            request.with_id("id", "x").unwrap_err().to_string(),
            "the path `/compute-ops-mgmt/v1/groups/{group-id}/compliance` has no segment `id`: it has `group-id`"
        );
        assert_eq!(
            of("jobs", "state eq 'ERROR'").with_id("id", "x").unwrap_err().to_string(),
            "the path `/compute-ops-mgmt/v1/jobs` has no segment `id`, nor any other that is filled in"
        );
    }

    #[test]
    fn only_documented_lists_take_a_delete() {
        let request = of("v1beta2/groups/devices", "name eq 'x'").with_delete().unwrap();
        let request = request.with_id("group-id", "2a9b").unwrap();
        let get = of("v1beta2/groups/devices", "name eq 'x'").with_id("group-id", "2a9b").unwrap();
        for snippet in &Snippet::ALL[3..] {
            let code = request.snippet(*snippet);
            assert!(code.to_ascii_lowercase().contains("delete"), "{snippet}: {code}");
            assert!(!get.snippet(*snippet).to_ascii_lowercase().contains("delete"), "{snippet}");
        }
        let error = of("jobs", "state eq 'ERROR'").with_delete().unwrap_err();
        assert_eq!(
            error.to_string(),
            "no document has a DELETE with a filter for the list of jobs: send a GET"
        );
    }

    #[test]
    fn a_base_is_a_plain_url() {
        for base in ["http://127.0.0.1:65535", "https://localhost/", "https://a.b/c/d-e_f~1.2/", MOCK_SERVER]
        {
            let url = request().with_base(base).unwrap().url();
            assert!(url.starts_with(&format!("{}/compute-ops-mgmt/v1/jobs?", base.trim_end_matches('/'))));
        }
        for base in [
            "",
            "localhost:80",
            "ftp://localhost",
            "https://",
            "https:///x",
            "https://localhost//",
            "https://localhost:",
            "https://localhost:+1",
            "https://localhost:65536",
            "https://user@localhost",
            "https://[::1]",
            "https://localhost/..",
            "https://localhost/%41",
            "https://localhost/?x",
            "https://localhost/#x",
            "https://localhost'",
            "https://localh\u{f6}st",
        ] {
            let error = request().with_base(base).unwrap_err();
            assert_eq!(error, RequestError::Base { base: base.to_owned() });
        }
    }

    #[test]
    fn a_path_is_plain_names() {
        let servers = request().with_path("/compute-ops-mgmt/v1/servers").unwrap();
        assert_eq!(
            servers.url(),
            "https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/servers?filter=state%20eq%20%27ERROR%27"
        );
        for path in
            ["", "/", "jobs", "/jobs/", "//jobs", "/./jobs", "/../jobs", "/{id}", "/a b", "/a?b", "/%20"]
        {
            assert_eq!(request().with_path(path), Err(RequestError::Path { path: path.to_owned() }));
        }
    }

    #[test]
    fn a_tenant_is_a_header_of_printable_ascii() {
        let kept: String = (' '..='~').filter(|character| !"{}".contains(*character)).collect();
        let kept = kept.trim();
        assert_eq!(request().with_tenant(kept).unwrap().tenant(), Some(kept));
        assert_eq!(request().with_tenant(""), Err(RequestError::TenantEmpty));
        assert_eq!(request().with_tenant(" a"), Err(RequestError::TenantSpace));
        assert_eq!(request().with_tenant("a "), Err(RequestError::TenantSpace));
        for character in ['\0', '\t', '\r', '\n', '\u{7f}', '\u{80}', 'é', '’', '漢', '{', '}'] {
            assert_eq!(
                request().with_tenant(&format!("ab{character}c")),
                Err(RequestError::TenantCharacter { character, position: 2 })
            );
        }
    }

    #[test]
    fn a_refused_tenant_is_told_what_to_write() {
        let message = |tenant| request().with_tenant(tenant).unwrap_err().to_string();
        assert_eq!(
            message("1f3c\r\nX-Evil: 1"),
            "the tenant has `\\u{d}` (U+000D) as character 5, which is not allowed in the Tenant-Acid header: \
             write the tenant's application customer ID and nothing else"
        );
        assert_eq!(
            message(""),
            "the tenant is empty: write the tenant's application customer ID and nothing else, \
             or omit it for your own workspace"
        );
    }
}
