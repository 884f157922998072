//! Finds the list of the API in a path.

use crate::schema::service::{self, ApiPrefix};
use crate::schema::{Schema, lists};
use crate::syntax::literal::is_uuid;
use crate::text::{Span, offset};

/// The part of a path that identifies a list of the API.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListTarget<'t> {
    /// `/compute-ops-mgmt/v1/jobs`, and the rest up to the query.
    pub(super) place: Span,
    pub(super) prefix: &'static ApiPrefix,
    /// The path after the prefix, without a slash at its end: `v1/jobs`.
    pub(super) tail: &'t str,
}

/// Finds a prefix of the API, a version, and the rest.
pub(super) fn target(path: &str) -> Option<ListTarget<'_>> {
    let mut starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    starts.find_map(|start| {
        let rest = path.get(start..)?;
        let prefix = service::prefixes().iter().find(|prefix| {
            let name = prefix.path.trim_start_matches('/');
            rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
        })?;
        // The name of the prefix is as long as its path without the slash.
        let tail = rest.get(prefix.path.len()..)?;
        let (version, _) = tail.split_once('/')?;
        if !is_version(version) && version != ANY_VERSION {
            return None;
        }
        let tail = tail.trim_end_matches('/');
        let from = start.saturating_sub(1);
        let end = start + prefix.path.len() + tail.len();
        Some(ListTarget { place: Span::from_range(from..end), prefix, tail })
    })
}

/// Whether a complete URL names no list of the API, below a prefix or without one.
pub(super) fn is_other_service(path: &str, own: &Schema) -> bool {
    let Some((_, rest)) = path.split_once("://") else { return false };
    let Some((_, names)) = rest.trim_end_matches('/').split_once('/') else { return false };
    let last = names.rsplit('/').next().unwrap_or(names);
    !lists().iter().any(|list| list.name() == last)
        && own.resource().rsplit('/').next() != Some(last)
        && !own.is_nameless()
}

/// A placeholder for an unknown version.
pub(crate) const ANY_VERSION: &str = "{version}";

/// Whether a segment of a path is a version: `v1`, `v1beta2`.
pub(crate) fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

impl<'t> ListTarget<'t> {
    /// The path after an unknown version.
    pub(super) fn of_any_version(&self) -> Option<&'t str> {
        self.tail.strip_prefix(ANY_VERSION)?.strip_prefix('/')
    }

    /// All of it: `/compute-ops-mgmt/v1/jobs`.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.prefix.path, self.tail)
    }

    /// The same below the present prefix.
    pub(super) fn present_path(&self) -> String {
        format!("{}/{}", service::present_prefix(), self.tail)
    }

    /// The list of its last segment, if that is an item.
    pub(super) fn parent(&self) -> Option<ListTarget<'t>> {
        let (tail, item) = self.tail.rsplit_once('/')?;
        let end = self.place.end - offset(item.len() + 1);
        Some(ListTarget { place: Span::new(self.place.start, end), tail, ..*self })
    }

    /// Its last segment, if that is the id of an item.
    pub(super) fn id(&self) -> Option<&'t str> {
        let (_, id) = self.tail.rsplit_once('/')?;
        let has_digit = id.bytes().any(|byte| byte.is_ascii_digit());
        Some(id).filter(|id| is_uuid(id) || has_digit && id.contains(['+', '%']))
    }

    /// The place of the prefix's name, without a slash: `compute-ops`.
    pub(super) fn prefix_place(&self) -> Span {
        let end = self.place.end - offset(self.tail.len() + 1);
        Span::new(end + 1 - offset(self.prefix.path.len()), end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_found_in_a_path() {
        for (path, found) in [
            ("https://h/compute-ops-mgmt/v1/jobs", "/compute-ops-mgmt/v1/jobs"),
            ("/compute-ops-mgmt/v1beta2/jobs/x/", "/compute-ops-mgmt/v1beta2/jobs/x"),
            ("compute-ops/v1beta1/servers", "compute-ops/v1beta1/servers"),
            ("/compute-ops-mgmt/v1/", "/compute-ops-mgmt/v1"),
            (
                "/_mock/compute-ops-mgmt/public/compute-ops-mgmt-latest/compute-ops-mgmt/v1/jobs",
                "/compute-ops-mgmt/v1/jobs",
            ),
        ] {
            let target = target(path).unwrap();
            assert_eq!(target.place.of(path), found, "{path}");
            assert_eq!(target.path().trim_start_matches('/'), found.trim_start_matches('/'), "{path}");
            assert_eq!(target.prefix_place().of(path), target.prefix.path.trim_start_matches('/'), "{path}");
        }
        for path in
            ["/jobs", "/compute-ops-mgmt/v1", "/compute-ops-mgmt/jobs/v1", "/x-compute-ops/v1/jobs", ""]
        {
            assert!(target(path).is_none(), "{path}");
        }
    }

    #[test]
    fn an_item_belongs_to_its_list() {
        let path = "https://h/compute-ops/v1/groups/x/";
        let list = target(path).unwrap().parent().unwrap();
        assert_eq!((list.tail, list.place.of(path)), ("v1/groups", "/compute-ops/v1/groups"));
    }
}
