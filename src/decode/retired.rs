//! `retired-version`, and which resource a path is of.

use crate::check::each_operand;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::rules;
use crate::schema::{Resolved, Schema};
use crate::syntax::Ast;
use crate::text::{Edit, Layer, Quoted, Span};

/// The part of a path that says which list of the API it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'t> {
    /// `/compute-ops-mgmt/v1/jobs`.
    place: Span,
    /// `compute-ops-mgmt`.
    prefix: Span,
    is_old_prefix: bool,
    version: &'t str,
    resource: &'t str,
}

/// Finds it: `/compute-ops-mgmt/`, a version, and a resource.
pub(super) fn target(path: &str) -> Option<Target<'_>> {
    let mut at = 0;
    let segments = path.split('/').map(|segment| {
        let span = Span::from_range(at..at + segment.len());
        at += segment.len() + 1;
        (span, segment)
    });
    let mut before: [(Span, &str); 2] = Default::default();
    for (span, segment) in segments {
        let [(prefix_span, prefix), (_, version)] = before;
        let is_version =
            version.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if matches!(prefix, "compute-ops-mgmt" | "compute-ops") && is_version {
            return Some(Target {
                place: Span::new(prefix_span.start.saturating_sub(1), span.end),
                prefix: prefix_span,
                is_old_prefix: prefix == "compute-ops",
                version,
                resource: segment,
            });
        }
        let [_, last] = before;
        before = [last, (span, segment)];
    }
    None
}

impl Target<'_> {
    /// Whether it is the list that `schema` is of, in any version.
    pub(super) fn is_of(&self, schema: &Schema) -> bool {
        let own = schema.path().and_then(|path| path.rsplit('/').next()).unwrap_or(schema.resource());
        self.resource == own
    }

    /// Whether it is the same list, in the same version.
    pub(super) fn is_same(&self, other: &Target<'_>) -> bool {
        (self.version, self.resource) == (other.version, other.resource)
    }

    /// Whether this version is gone.
    pub(super) fn is_retired(&self) -> bool {
        self.is_old_prefix || self.resource == "jobs" && matches!(self.version, "v1beta2" | "v1beta3")
    }

    /// Tells that the version is gone. `ast` is the filter, if there is one.
    pub(super) fn tell(
        &self,
        layer: &Layer<'_>,
        schema: &Schema,
        ast: Option<&Ast<'_>>,
        diagnostics: &mut Diagnostics,
    ) {
        diagnostics.add(rules::RETIRED_VERSION.severity(), || {
            let written = self.place.of(&layer.text);
            let diagnostic = Diagnostic::new(
                &rules::RETIRED_VERSION,
                layer.place(self.place),
                format!("{} had its sunset in March 2025: expect the request to fail", Quoted(written)),
            );
            if self.resource != "jobs" {
                return diagnostic
                    .with_help("write `/compute-ops-mgmt/` and the present version of the resource")
                    .with_unsafe_fix("write `compute-ops-mgmt`", Vec::new())
                    .with_edits(layer.outward(&[Edit::replace(self.prefix, "compute-ops-mgmt")]));
            }
            let now = "/compute-ops-mgmt/v1/jobs";
            match ast.and_then(|ast| old_names(ast, schema)) {
                Some(names) => diagnostic.with_help(format!("write `{now}`, and in the filter {names}")),
                None => diagnostic
                    .with_help(format!("write `{now}`"))
                    .with_safe_fix(format!("write `{now}`"), Vec::new())
                    .with_edits(layer.outward(&[Edit::replace(self.place, now)])),
            }
        });
    }
}

/// The names of a filter that the old version had, and what they are now: "`name` for
/// `displayName`".
fn old_names(ast: &Ast<'_>, schema: &Schema) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    each_operand(ast, |operand| {
        if names.len() < 8
            && let Resolved::Renamed(renamed) = schema.resolve(ast.text_of(operand))
        {
            let name = format!("`{}` for `{}`", renamed.now, renamed.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    });
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_found_in_a_path() {
        for (path, resource, retired) in [
            ("https://h/compute-ops-mgmt/v1/jobs", "jobs", false),
            ("/compute-ops-mgmt/v1beta2/jobs/x", "jobs", true),
            ("/compute-ops-mgmt/v1beta3/jobs", "jobs", true),
            ("/compute-ops-mgmt/v1beta2/servers", "servers", false),
            ("/compute-ops/v1beta1/servers", "servers", true),
            (
                "/_mock/compute-ops-mgmt/public/compute-ops-mgmt-latest/compute-ops-mgmt/v1/jobs",
                "jobs",
                false,
            ),
        ] {
            let target = target(path).unwrap();
            assert_eq!((target.resource, target.is_retired()), (resource, retired), "{path}");
        }
        assert!(target("/jobs").is_none());
        assert!(target("/compute-ops-mgmt/v1").is_none());
    }
}
