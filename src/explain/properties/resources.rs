//! The lists of the API, with their versions.

use serde::Serialize;

use super::layout::{GAP, PropertiesPage, column, padded};
use crate::schema::{Form, Names, Schema, lists};

/// A built-in list of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Resource {
    /// The name for `--resource`: `groups/compliance`.
    pub name: String,
    /// The name of its entries: `servers`.
    pub resource: String,
    /// Its versions, the newest first.
    pub versions: Vec<ResourceVersion>,
}

/// A version of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ResourceVersion {
    /// Its path, below the address of the API.
    pub path: String,
    /// The number of its properties.
    pub properties: usize,
    /// The origin of their names.
    pub names: Names,
    /// How conditions are written.
    pub form: Form,
    /// The parameters of a request besides the filter; `None` if unknown.
    pub parameters: Option<Vec<String>>,
    /// The largest documented `limit`.
    pub limit: Option<u32>,
    /// The `limit` of a request without one.
    pub default_limit: Option<u32>,
    /// The parameters of the DELETE with the filter; `None` if there is no such DELETE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_parameters: Option<Vec<String>>,
    /// The first day on which requests fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sunset: Option<String>,
    /// The path of the list that replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
}

/// The built-in lists of the API, in the order of their names.
///
/// ```
/// use comfilter::explain::properties;
///
/// let servers = properties::resources().into_iter().find(|list| list.name == "servers").unwrap();
/// assert_eq!(servers.versions[0].path, "/compute-ops-mgmt/v1/servers");
/// assert_eq!(servers.versions[0].limit, Some(100));
/// ```
pub fn resources() -> Vec<Resource> {
    let of = |list: &crate::schema::List| Resource {
        name: list.name().to_owned(),
        resource: list.resource().to_owned(),
        versions: list.versions().map(ResourceVersion::of).collect(),
    };
    lists().iter().map(of).collect()
}

impl ResourceVersion {
    fn of(schema: &'static Schema) -> ResourceVersion {
        ResourceVersion {
            path: schema.path().unwrap_or_default().to_owned(),
            properties: schema.properties().len(),
            names: schema.names(),
            form: schema.form(),
            parameters: schema.parameters().map(<[String]>::to_vec),
            limit: schema.limit(),
            default_limit: schema.default_limit(),
            delete_parameters: schema.delete_parameters().map(<[String]>::to_vec),
            sunset: schema.sunset().map(str::to_owned),
            successor: schema.successor().map(str::to_owned),
        }
    }

    /// The text after its path.
    fn in_words(&self) -> String {
        let mut facts = vec![match (self.properties, self.names) {
            (1, Names::Listed) => "1 property".to_owned(),
            (count, Names::Listed) => format!("{count} properties"),
            (count, Names::Items) => {
                format!("{count} properties of its answers, because the vendor lists no names")
            }
            (count, Names::Parent) => {
                format!(
                    "{count} properties of its answers and of the list whose names the vendor repeats here"
                )
            }
        }];
        match self.form {
            Form::Infix => {}
            Form::Prefix => facts.push("conditions as eq(name,'x')".to_owned()),
            Form::Either => facts.push("conditions as name eq 'x' or eq(name,'x')".to_owned()),
        }
        match self.parameters.as_deref() {
            None => {}
            Some([]) => facts.push("no parameter besides filter".to_owned()),
            Some(parameters) => {
                let parameters: Vec<String> = parameters.iter().map(|name| self.parameter(name)).collect();
                facts.push(parameters.join(", "));
            }
        }
        if self.delete_parameters.is_some() {
            facts.push("DELETE takes the filter, too".to_owned());
        }
        if let Some(sunset) = &self.sunset {
            facts.push(format!("ended on {sunset}"));
        }
        if let Some(successor) = &self.successor {
            facts.push(format!("now {successor}"));
        }
        facts.join("; ")
    }

    fn parameter(&self, name: &str) -> String {
        match (name, self.limit, self.default_limit) {
            ("limit", Some(most), Some(unsaid)) => format!("limit (at most {most}, default {unsaid})"),
            ("limit", Some(most), None) => format!("limit (at most {most})"),
            _ => name.to_owned(),
        }
    }
}

/// The lists as text for a terminal of this width.
pub fn resources_to_text(resources: &[Resource], width: usize) -> String {
    let mut page = PropertiesPage::new(width);
    let versions = || resources.iter().flat_map(|list| &list.versions);
    let indent = GAP + column(versions().map(|version| &*version.path)) + GAP;
    let is_wide = width >= indent + 60;
    for list in resources {
        page.paragraph(&list.name);
        for version in &list.versions {
            let words = version.in_words();
            if is_wide {
                page.hanging(
                    &format!("{:GAP$}{}", "", padded(&version.path, indent - 2 * GAP)),
                    indent,
                    &words,
                );
            } else {
                page.verbatim("", GAP, &version.path);
                page.hanging("", 2 * GAP, &words);
            }
        }
    }
    page.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_says_what_it_takes() {
        let all = resources();
        let words = |path: &str| {
            let mut versions = all.iter().flat_map(|list| &list.versions);
            versions.find(|version| version.path == path).unwrap().in_words()
        };
        assert_eq!(
            words("/compute-ops-mgmt/v1/jobs"),
            "18 properties; offset, limit (at most 1000), sort, select"
        );
        let templates = words("/compute-ops-mgmt/v1beta1/oneview-server-templates");
        assert!(templates.contains("limit (at most 50, default 25)"), "{templates}");
        assert!(templates.contains("conditions as eq(name,'x')"), "{templates}");
        assert_eq!(all.len(), lists().len());
        for width in [60, 160] {
            let text = resources_to_text(&all, width);
            for version in all.iter().flat_map(|list| &list.versions) {
                assert!(text.contains(&format!("  {}", version.path)), "{}", version.path);
            }
        }
    }
}
