//! Facts of the service beyond single lists, from `schema/service.toml`: the prefixes of the API's
//! paths, hosts that scripts still name, and the days of sunsets.

/// The first part of the API's paths.
#[derive(Debug)]
pub(crate) struct ApiPrefix {
    /// `/compute-ops-mgmt`.
    pub(crate) path: &'static str,
    /// The day after which requests below it may fail.
    pub(crate) deprecated: Option<&'static str>,
    /// The clause in its documents about the time after that: `may not answer`.
    pub(crate) says: Option<&'static str>,
}

/// A host that scripts still name.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) old: &'static str,
    /// The host of the same region today; `None` if no document names that region.
    pub(crate) new: Option<&'static str>,
}

/// A path with a sunset. `{…}` matches any segment.
#[derive(Debug)]
pub(crate) struct Sunset {
    pub(crate) path: &'static str,
    pub(crate) date: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/service.rs"));

/// The prefixes of the API's paths; the present one is the first.
pub(crate) fn prefixes() -> &'static [ApiPrefix] {
    PREFIX
}

/// The prefix of today's lists.
pub(crate) fn present_prefix() -> &'static str {
    PREFIX.iter().find(|prefix| prefix.deprecated.is_none()).map_or("", |prefix| prefix.path)
}

/// The part of an API path after its prefix: `v1/jobs`.
pub(crate) fn below_prefix(path: &str) -> Option<&str> {
    PREFIX.iter().find_map(|prefix| path.strip_prefix(prefix.path)?.strip_prefix('/'))
}

/// The hosts that scripts still name.
pub(crate) fn old_host(name: &str) -> Option<&'static Host> {
    HOST.iter().find(|host| host.old.eq_ignore_ascii_case(name))
}

/// Whether a host is in a domain of the service, of today or before.
pub(crate) fn is_host(name: &str) -> bool {
    let domain = |name: &str| name.split_once('.').map(|(_, domain)| domain.to_ascii_lowercase());
    let mut known = HOST.iter().flat_map(|host| [Some(host.old), host.new]).flatten();
    known.any(|known| domain(known) == domain(name))
}

/// Today's hosts with a known older name.
pub(crate) fn new_hosts() -> impl Iterator<Item = &'static str> {
    HOST.iter().filter_map(|host| host.new)
}

/// The sunset of a path or a parent of it, and the length of that part.
pub(crate) fn sunset(path: &str) -> Option<(&'static Sunset, usize)> {
    SUNSET.iter().find_map(|sunset| Some((sunset, super::lists::extent(sunset.path, path)?)))
}

/// A day in words, `3 March 2025`, from `2025-03-03`.
pub(crate) fn day(date: &str) -> String {
    let day = date.rsplit('-').next().unwrap_or_default().trim_start_matches('0');
    format!("{day} {}", month(date))
}

/// Its month in words, `March 2025`.
pub(crate) fn month(date: &str) -> String {
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|month| month.parse::<usize>().ok()).and_then(|at| at.checked_sub(1));
    let month = month.and_then(|at| crate::timestamp::MONTHS.get(at)).copied().unwrap_or_default();
    format!("{month} {year}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    #[test]
    fn a_sunset_is_that_of_its_version() {
        for sunset in SUNSET {
            if let Some(schema) = Schema::at_path(sunset.path) {
                assert_eq!(schema.sunset(), Some(sunset.date), "{}", sunset.path);
            }
        }
        let schemas = crate::schema::lists().iter().flat_map(crate::schema::List::versions);
        for schema in schemas.filter(|schema| schema.sunset().is_some()) {
            let path = schema.path().unwrap();
            assert_eq!(sunset(path).map(|(sunset, _)| sunset.date), schema.sunset(), "{path}");
        }
    }

    #[test]
    fn a_sunset_reaches_what_is_below() {
        let part = |path: &str| sunset(path).map(|(_, end)| path.get(..end).unwrap_or_default().to_owned());
        let jobs = "/compute-ops/v1beta2/jobs";
        assert_eq!(part(jobs).as_deref(), Some(jobs));
        assert_eq!(part("/compute-ops/v1beta2/jobs/x/y").as_deref(), Some(jobs));
        assert_eq!(part("/compute-ops-mgmt/v1beta2/jobs-x"), None);
        let raw = "/compute-ops-mgmt/v1/servers/x/raw-inventory";
        assert_eq!(part(raw).as_deref(), Some(raw));
        assert_eq!(part("/compute-ops-mgmt/v1/servers/x"), None);
    }

    #[test]
    fn days_are_told_in_words() {
        assert_eq!((day("2025-03-03"), month("2025-04-01")), ("3 March 2025".into(), "April 2025".into()));
    }

    #[test]
    fn the_present_prefix_is_the_first() {
        assert_eq!(present_prefix(), "/compute-ops-mgmt");
        assert_eq!(prefixes().first().map(|prefix| prefix.path), Some(present_prefix()));
        assert_eq!(below_prefix("/compute-ops/v1/jobs"), Some("v1/jobs"));
        assert_eq!(below_prefix("/compute-opsx/v1/jobs"), None);
    }
}
