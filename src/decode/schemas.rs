//! Chooses the schema for a request.

use super::target::{ANY_VERSION, ListTarget, is_version};
use crate::schema::service::{self, ApiPrefix};
use crate::schema::{Form, List, Schema, is_at, lists};

/// The schemas of several lists of the API. A request is checked against that of its list: a given
/// one, or else the built-in one. If the API has no such list, the schema is [`Schema::open`].
///
/// ```
/// use comfilter::decode::{Schemas, decode};
/// use comfilter::{Limits, Schema};
///
/// let schemas = Schemas::new(Schema::jobs().clone());
/// let list = |url: &str| decode(url, &schemas, &Limits::DEFAULT).schema().path().map(str::to_owned);
/// let servers = "/compute-ops-mgmt/v1/servers";
/// assert_eq!(list("/compute-ops-mgmt/v1/servers?filter=name%20eq%20%27x%27").as_deref(), Some(servers));
///
/// let own = Schema::from_toml("resource = \"blades\"\nedition = \"v1\"")?;
/// let schemas = schemas.with(servers, own);
/// let decoded = decode("/compute-ops-mgmt/v1/servers?filter=state%20eq%201", &schemas, &Limits::DEFAULT);
/// assert_eq!(decoded.schema().resource(), "blades");
/// # Ok::<(), comfilter::schema::SchemaError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Schemas {
    own: Schema,
    others: Vec<(String, Schema)>,
}

/// The schema for a path of the API.
pub(super) struct ListSchema {
    pub(super) schema: Schema,
    /// Whether the path is that of the list itself, and not below it.
    pub(super) is_list: bool,
}

/// The schema of jobs alone.
impl Default for Schemas {
    fn default() -> Schemas {
        Schemas::new(Schema::jobs().clone())
    }
}

impl Schemas {
    /// One schema, for its list and for filters without a URL.
    pub fn new(own: Schema) -> Schemas {
        Schemas { own, others: Vec::new() }
    }

    /// Adds the schema of the list at `path`, such as `/compute-ops-mgmt/v1/servers`. `{…}` matches
    /// any segment.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, schema: Schema) -> Schemas {
        self.others.push((path.into(), schema));
        self
    }

    /// The schema of filters without a URL.
    pub fn own(&self) -> &Schema {
        &self.own
    }

    /// The schema of the list of a path. A given schema also holds for the items of its list.
    pub(super) fn of(&self, target: &ListTarget<'_>) -> ListSchema {
        if let Some(schema) = self.given(target).cloned().or_else(|| built_in(target).cloned()) {
            return ListSchema { schema, is_list: true };
        }
        let list = target.parent();
        let schema = list.and_then(|list| self.given(&list).cloned());
        ListSchema { schema: schema.unwrap_or_else(|| unknown(target)), is_list: false }
    }

    /// Whether a list exists at exactly this path, or at its parent.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let parent = path.rsplit_once('/').map(|(parent, _)| parent);
        std::iter::once(path).chain(parent).any(|path| {
            let given = self.others.iter().map(|(template, _)| &**template).chain(self.own.path());
            given.into_iter().any(|template| is_at(template, path)) || Schema::at_path(path).is_some()
        })
    }

    /// The given schema of a list, below any prefix, because each version has only one.
    fn given(&self, target: &ListTarget<'_>) -> Option<&Schema> {
        let is_same = |template: &str| {
            service::below_prefix(template).is_some_and(|template| match target.of_any_version() {
                Some(name) => template.split_once('/').is_some_and(|(_, template)| is_at(template, name)),
                None => is_at(template, target.tail),
            })
        };
        if let Some((_, schema)) = self.others.iter().rev().find(|(template, _)| is_same(template)) {
            return Some(schema);
        }
        let is_own = match self.own.path() {
            Some(template) => is_same(template),
            // A schema without a path applies by its name.
            None => target.tail.split_once('/').is_some_and(|(_, name)| name == self.own.resource()),
        };
        is_own.then_some(&self.own)
    }
}

/// The built-in schema of a list, below any prefix.
fn built_in(target: &ListTarget<'_>) -> Option<&'static Schema> {
    let Some(name) = target.of_any_version() else {
        let below = |prefix: &ApiPrefix| Schema::at_path(&format!("{}/{}", prefix.path, target.tail));
        return below(target.prefix).or_else(|| service::prefixes().iter().find_map(below));
    };
    if name == EVENT_FILTER {
        return Some(Schema::webhook());
    }
    // Names differ between versions, so there must be only one that answers.
    let mut versions = list_of(name)?.versions().filter(|schema| schema.sunset().is_none());
    versions.next().filter(|_| versions.next().is_none())
}

/// The place of a webhook's filter below the API's version. No request has this path.
const EVENT_FILTER: &str = "webhooks/eventFilter";

/// The path that stands for the filters of webhooks.
pub(crate) fn event_filters() -> String {
    format!("{}/{ANY_VERSION}/{EVENT_FILTER}", service::present_prefix())
}

/// The list with this name in some version. The name is the path after the version.
pub(super) fn list_of(name: &str) -> Option<&'static List> {
    let is_of = |list: &&List| {
        let mut templates =
            list.paths().iter().filter_map(|path| service::below_prefix(path)?.split_once('/'));
        templates.any(|(_, template)| is_at(template, name))
    };
    lists().iter().find(is_of)
}

/// The schema of an unknown list. An unknown version may have the form of the known ones.
fn unknown(target: &ListTarget<'_>) -> Schema {
    let list = target.tail.split_once('/').and_then(|(_, name)| list_of(name));
    let is_other = list.is_some_and(|list| list.versions().any(|schema| schema.form() != Form::Infix));
    if is_other { Schema::open_in(Form::Either) } else { Schema::open() }
}

/// Whether a path is exactly that of a list, as for [`Schemas::with`]:
/// `/compute-ops-mgmt/v1/servers`, `/compute-ops-mgmt/v1/groups/{group-id}/compliance`.
pub fn is_list(path: &str) -> bool {
    let Some((version, names)) = service::below_prefix(path).and_then(|tail| tail.split_once('/')) else {
        return false;
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_name = |segment: &str| !segment.is_empty() && segment.bytes().all(is_plain);
    let is_id =
        |segment: &str| segment.strip_prefix('{').and_then(|id| id.strip_suffix('}')).is_some_and(is_name);
    // Below the name of a list is the id of an item, and below that the name of another list.
    let mut segments = names.split('/').enumerate();
    is_version(version)
        && names.split('/').count() % 2 == 1
        && segments.all(|(at, segment)| if at % 2 == 0 { is_name(segment) } else { is_id(segment) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;
    use crate::limits::Limits;

    #[test]
    fn a_list_has_a_path_that_ends_in_its_name() {
        for path in [
            "/compute-ops-mgmt/v1/servers",
            "/compute-ops-mgmt/v1beta2/server-settings",
            "/compute-ops/v1beta2/groups",
            "/compute-ops-mgmt/v1/groups/{group-id}/compliance",
        ] {
            assert!(is_list(path), "{path}");
        }
        for path in [
            "",
            "/servers",
            "compute-ops-mgmt/v1/servers",
            "/compute-ops-mgmt/v1",
            "/compute-ops-mgmt/v1/",
            "/compute-ops-mgmt/servers/v1",
            "/compute-ops-mgmt/v1/servers/",
            "/compute-ops-mgmt/v1/servers/x",
            "/compute-ops-mgmt/v1/servers/{id}",
            "/compute-ops-mgmt/v1/{name}",
            "/compute-ops-mgmt/v1/groups/x/compliance",
            "/compute-ops-mgmt/v1/groups/{}/compliance",
            "/compute-ops-mgmt/v1/servers?limit=1",
            "https://h/compute-ops-mgmt/v1/servers",
        ] {
            assert!(!is_list(path), "{path}");
        }
    }

    #[test]
    fn the_schema_of_a_request_is_that_of_its_list() {
        let schema =
            |name: &str| Schema::from_toml(&format!("resource = \"{name}\"\nedition = \"e\"")).unwrap();
        let schemas = Schemas::new(Schema::jobs().clone())
            .with("/compute-ops-mgmt/v1/servers", schema("one"))
            .with("/compute-ops-mgmt/v1/groups", schema("two"));
        let of = |url: &str| decode(url, &schemas, &Limits::DEFAULT).schema().resource().to_owned();
        assert_eq!(of("https://h/compute-ops-mgmt/v1/servers?filter=a%20eq%201"), "one");
        assert_eq!(of("/compute-ops-mgmt/v1/groups/?limit=1&filter=a%20eq%201"), "two");
        assert_eq!(of("curl 'https://h/compute-ops/v1/servers?filter=a%20eq%201'"), "one");
        assert_eq!(of("/compute-ops-mgmt/v1/jobs?filter=a%20eq%201"), "jobs");
        assert_eq!(of("filter=a%20eq%201"), "jobs");
        for other in [
            "/compute-ops-mgmt/v2/servers",
            "/compute-ops-mgmt/v1/servers-x",
            "/compute-ops-mgmt/v1/servers/x/y",
        ] {
            let url = format!("{other}?filter=a%20eq%201");
            assert!(decode(&url, &schemas, &Limits::DEFAULT).schema().is_open(), "{other}");
        }
    }

    #[test]
    fn a_list_that_is_built_in_has_its_schema() {
        let path = |url: &str| {
            let url = format!("{url}?filter=a%20eq%201");
            decode(&url, &Schemas::default(), &Limits::DEFAULT).schema().path().unwrap_or_default().to_owned()
        };
        for (url, expected) in [
            ("/compute-ops-mgmt/v1/servers", "/compute-ops-mgmt/v1/servers"),
            ("/compute-ops-mgmt/v1beta2/servers", "/compute-ops-mgmt/v1beta2/servers"),
            ("/compute-ops/v1/servers/", "/compute-ops-mgmt/v1/servers"),
            ("/compute-ops-mgmt/v1/servers/x", ""),
            ("/compute-ops-mgmt/v1/jobs/x", "/compute-ops-mgmt/v1/jobs"),
            ("/compute-ops-mgmt/{version}/jobs", "/compute-ops-mgmt/v1/jobs"),
            ("/compute-ops-mgmt/{version}/reports", "/compute-ops-mgmt/v1beta2/reports"),
            ("/compute-ops-mgmt/{version}/servers", ""),
            ("/compute-ops-mgmt/v1/appliances", ""),
            ("/compute-ops-mgmt/v1/servers/x/alerts", "/compute-ops-mgmt/v1/servers/{id}/alerts"),
            ("/compute-ops-mgmt/v1/groups/x/compliance", "/compute-ops-mgmt/v1/groups/{group-id}/compliance"),
            ("/compute-ops/v1beta2/groups", "/compute-ops/v1beta2/groups"),
            ("/compute-ops-mgmt/v1beta2/groups", "/compute-ops/v1beta2/groups"),
            ("/compute-ops-mgmt/v1/servers/x/y", ""),
            ("/compute-ops-mgmt/v9/servers", ""),
            ("/compute-ops-mgmt/v1/unknown", ""),
            ("/jobs", "/compute-ops-mgmt/v1/jobs"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }

    #[test]
    fn a_version_that_is_not_known_may_have_the_form_of_those_that_are() {
        let form = |url: &str| decode(url, &Schemas::default(), &Limits::DEFAULT).schema().form();
        assert_eq!(form("/compute-ops-mgmt/v9/appliances?filter=a"), Form::Either);
        assert_eq!(form("/compute-ops-mgmt/v9/servers?filter=a"), Form::Infix);
        assert_eq!(form("/compute-ops-mgmt/v1/rack-units?filter=a"), Form::Infix);
    }

    /// A schema without a path matches by the name of its list.
    #[test]
    fn a_schema_of_a_file_counts_more_than_the_built_in_one() {
        let resource = |file: &str, url: &str| {
            let own = Schema::from_toml(&format!("edition = \"e\"\n{file}")).unwrap();
            let decoded = decode(url, &Schemas::new(own), &Limits::DEFAULT);
            (decoded.schema().resource().to_owned(), decoded.schema().edition() == "e")
        };
        let named = "resource = \"servers\"";
        let placed = "resource = \"x\"\npath = \"/compute-ops-mgmt/v1/groups/{id}/devices\"";
        assert_eq!(resource(named, "/compute-ops-mgmt/v1/servers?filter=a"), ("servers".to_owned(), true));
        assert_eq!(resource(named, "/compute-ops-mgmt/v1/alerts?filter=a"), ("alerts".to_owned(), false));
        assert_eq!(
            resource(placed, "/compute-ops-mgmt/v1/groups/1/devices?filter=a"),
            ("x".to_owned(), true)
        );
        assert_eq!(resource(placed, "/compute-ops-mgmt/v1/groups?filter=a"), ("groups".to_owned(), false));
        assert_eq!(resource(placed, "/jobs?filter=a"), ("x".to_owned(), true));
    }
}
