//! The names of documents in messages.

use crate::text::joined;

/// Short names of documents for use in a sentence, by words of their titles. Documents of other
/// schema files have no short name, and appear with their full title.
const NAMES: &[(&str, &str)] = &[
    ("\"Retrieve the list", "the API page"),
    ("webhook guide", "the webhook guide"),
    ("API description", "the API description"),
    ("developer guide, \"Jobs\"", "the vendor's jobs page"),
    ("developer guide", "the developer guide"),
    ("public client scripts", "public client scripts"),
];

/// Documents in a row: "the API page and the API description".
pub(crate) fn in_words<'s, S: AsRef<str> + 's>(sources: impl IntoIterator<Item = &'s S>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for source in sources {
        let source = source.as_ref();
        let known = NAMES.iter().find(|(words, _)| source.contains(words));
        let name = known.map_or(source, |(_, name)| *name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    joined(&names, "and")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::lists;

    #[test]
    fn documents_have_short_names() {
        let of = |sources: &[&str]| in_words(sources);
        assert_eq!(of(&["a manual"]), "a manual");
        assert_eq!(
            of(&[
                "X API description, OpenAPI (latest)",
                "X developer guide (June)",
                "X developer guide, filtering"
            ]),
            "the API description and the developer guide"
        );
        // For a value that documents spell differently, a message names them.
        for property in lists().iter().flat_map(|list| list.versions()).flat_map(|schema| schema.properties())
        {
            let contested = property.values.iter().flat_map(|value| {
                let others = value.contested.iter().flat_map(|other| &other.sources);
                others.chain(value.sources.iter().filter(|_| !value.contested.is_empty()))
            });
            for source in contested.chain(&property.quoted) {
                assert!(NAMES.iter().any(|(words, _)| source.contains(words)), "{}: {source}", property.name);
            }
        }
    }
}
