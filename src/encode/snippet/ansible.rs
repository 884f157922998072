//! Ansible.

use super::super::Request;
use super::{literals, quote, url};

/// The code has the encoded query, because Jinja's `urlencode` leaves `/` alone. A URL and a tenant
/// have no braces, so Jinja fills in nothing.
pub(super) fn write(request: &Request, each: &[Request]) -> String {
    let url = url(request, each, quote::yaml, "\"{{ item }}\"");
    let (requests, show) = match each {
        [] => (String::new(), "var: response.json"),
        _ => (
            format!("\n  loop:\n{}", literals(each, "    - ", |request| quote::yaml(&request.url()), "")),
            "msg: \"{{ response.results | map(attribute='json', default='') | list }}\"",
        ),
    };
    let tenant = request.for_tenant(|id| format!("\n      Tenant-Acid: {}", quote::yaml(id)));
    let (name, method) = (
        request.by_method("List what the filter selects", "Remove what the filter selects"),
        request.by_method("", "\n    method: DELETE\n    status_code: [200, 202, 204]"),
    );
    format!(
        r#"- name: {name}
  ansible.builtin.uri:
    url: {url}{method}
    headers:
      Authorization: "Bearer {{{{ lookup('ansible.builtin.env', 'COM_TOKEN') }}}}"{tenant}
    follow_redirects: none
    return_content: true{requests}
  register: response

- name: Show them
  ansible.builtin.debug:
    {show}"#
    )
}
