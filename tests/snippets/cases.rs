//! The filters of testdata/encode/snippets.toml as requests.

use comfilter::encode::Request;
use serde::Deserialize;

use crate::wire::server::Server;

/// Printable ASCII with a meaning in one of the languages, and no braces.
pub(crate) const TENANT: &str = r#"it's "5\" \u0041\n $HOME $(id) `id` %s %27 & <b> #1; !x 'y: ?> */ -- \"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    filter: String,
    #[serde(default)]
    options: bool,
    #[serde(default)]
    pub(crate) slow: bool,
}

impl Case {
    /// The request to `server`.
    pub(crate) fn request(&self, server: &Server) -> Request {
        let request = Request::new(&self.filter.parse().unwrap()).with_base(&server.base()).unwrap();
        if self.options { with_options(request) } else { request }
    }
}

fn with_options(request: Request) -> Request {
    request
        .with_path("/compute-ops-mgmt/v1-test_~/jobs")
        .unwrap()
        .with_limit(10)
        .unwrap()
        .with_offset(20)
        .with_sort("createdAt desc,'é+\"$x\\")
        .with_select("id,name&{{x}}")
        .with_tenant(TENANT)
        .unwrap()
}

pub(crate) fn all() -> Vec<Case> {
    crate::support::cases("encode/snippets.toml")
}
