//! What only another schema than that of jobs shows.

use crate::Schema;

fn schema(head: &str, properties: impl Iterator<Item = (String, &'static str)>) -> Schema {
    let properties: String = properties
        .map(|(name, ty)| {
            format!(
                "[[property]]\nname = \"{name}\"\ntype = \"{ty}\"\ndescription = \"d\"\nsource = \"page\"\n"
            )
        })
        .collect();
    let text = format!("resource = \"things\"\nedition = \"e\"\n{head}\nsources.page = \"p\"\n{properties}");
    Schema::from_toml(&text).unwrap()
}

fn rules(schema: &Schema, text: &str) -> Vec<&'static str> {
    schema.check(text).diagnostics().iter().map(|found| found.rule().name()).collect()
}

#[test]
fn only_the_functions_of_the_schema_are_read() {
    let schema = schema("functions = [\"startswith\"]", std::iter::once(("name".into(), "string")));
    assert!(rules(&schema, "startswith(name,'x') or contains(name,'y')").is_empty());
    assert_eq!(rules(&schema, "endswith(name,'x')"), ["unsupported-odata"]);
}

#[test]
fn a_decimal_in_quotes_is_one() {
    let schema = schema("", std::iter::once(("size".into(), "decimal")));
    assert!(rules(&schema, "size gt 1.5 and size lt 3").is_empty());
    for text in ["size eq '1.5'", "size eq '3'"] {
        assert_eq!(rules(&schema, text), ["quoted-literal"], "{text}");
    }
    for text in ["size eq 'x'", "size eq '2022-06-01T00:00:00Z'"] {
        assert_eq!(rules(&schema, text), ["type-mismatch"], "{text}");
    }
}

/// A message has room for so many names.
#[test]
fn many_properties_are_not_all_named() {
    let help = |count: usize| {
        let schema = schema("", (0..count).map(|at| (format!("property{at}"), "string")));
        let checked = schema.check("qwertzuiopasdfg eq 'x'");
        checked.diagnostics()[0].help().unwrap().to_owned()
    };
    assert!(help(24).ends_with("property22, property23"));
    assert!(help(25).ends_with("property22, property23, …"));
}
