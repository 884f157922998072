//! Which schema a request is checked against.

use super::retired::{Target, target};
use crate::schema::Schema;

/// The schemas of several lists of the API. A request is checked against that of its list; where its
/// list has none, against [`Schema::open`].
///
/// ```
/// use comfilter::decode::{Schemas, decode_with};
/// use comfilter::{Limits, Schema};
///
/// let servers = Schema::from_toml("resource = \"servers\"\nedition = \"v1\"")?;
/// let schemas = Schemas::new(Schema::jobs().clone()).with("/compute-ops-mgmt/v1/servers", servers);
/// let decoded = decode_with("/compute-ops-mgmt/v1/servers?filter=state%20eq%201", &schemas, &Limits::DEFAULT);
/// assert_eq!(decoded.schema().resource(), "servers");
/// # Ok::<(), comfilter::schema::SchemaError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Schemas {
    own: Schema,
    others: Vec<(String, Schema)>,
}

impl Schemas {
    /// One schema, for its list and for filters without a URL.
    pub fn new(own: Schema) -> Schemas {
        Schemas { own, others: Vec::new() }
    }

    /// With the schema of the list at `path`, such as `/compute-ops-mgmt/v1/servers`.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, schema: Schema) -> Schemas {
        self.others.push((path.into(), schema));
        self
    }

    /// That of filters without a URL.
    pub fn own(&self) -> &Schema {
        &self.own
    }

    /// That of the list that a path is of.
    pub(super) fn of(&self, list: &Target<'_>) -> Schema {
        let mut others = self.others.iter().rev();
        let other = others.find(|(path, _)| target(path).is_some_and(|other| other.is_same(list)));
        match other {
            Some((_, schema)) => schema.clone(),
            None if list.is_of(&self.own) => self.own.clone(),
            None => Schema::open(),
        }
    }
}

/// Whether a path is that of a list, and nothing more, as [`Schemas::with`] takes it:
/// `/compute-ops-mgmt/v1/servers`.
pub fn is_list(path: &str) -> bool {
    let segments = path.strip_prefix("/compute-ops-mgmt/").map(|rest| rest.split('/').count());
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    segments == Some(2) && !path.ends_with('/') && path.bytes().all(is_plain) && target(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{decode, decode_with};
    use crate::limits::Limits;

    #[test]
    fn a_list_has_a_path_of_three_segments() {
        for path in ["/compute-ops-mgmt/v1/servers", "/compute-ops-mgmt/v1beta2/server-settings"] {
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
        let of = |url: &str| decode_with(url, &schemas, &Limits::DEFAULT).schema().resource().to_owned();
        assert_eq!(of("https://h/compute-ops-mgmt/v1/servers?filter=a%20eq%201"), "one");
        assert_eq!(of("/compute-ops-mgmt/v1/groups/?limit=1&filter=a%20eq%201"), "two");
        assert_eq!(of("curl 'https://h/compute-ops/v1/servers?filter=a%20eq%201'"), "one");
        assert_eq!(of("/compute-ops-mgmt/v1/jobs?filter=a%20eq%201"), "jobs");
        assert_eq!(of("filter=a%20eq%201"), "jobs");
        for other in ["/compute-ops-mgmt/v2/servers", "/compute-ops-mgmt/v1/servers-x"] {
            let url = format!("{other}?filter=a%20eq%201");
            assert!(decode_with(&url, &schemas, &Limits::DEFAULT).schema().is_open(), "{other}");
        }
        let plain =
            decode("/compute-ops-mgmt/v1/servers?filter=a%20eq%201", Schema::jobs(), &Limits::DEFAULT);
        assert!(plain.schema().is_open());
    }
}
