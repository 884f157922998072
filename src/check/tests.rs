//! Tests with schemas other than that of jobs.

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

/// A message names a limited number of properties.
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

/// The other spelling of a type in the guide also decides the resource.
#[test]
fn a_contested_type_names_its_resource() {
    let found = rules(Schema::webhook(), "type eq 'compute-ops/groups' and changed/hardware eq True");
    assert!(found.contains(&"unknown-property"), "{found:?}");
}

/// A webhook schema with more kinds of events than the checker distinguishes gives fewer findings,
/// but no wrong ones.
#[test]
fn very_many_kinds_of_events() {
    let values: Vec<String> = (0..70).map(|at| format!("\"t{at}\"")).collect();
    let mut text = format!(
        "resource = \"events\"\nedition = \"e\"\nsources.page = \"p\"\n[[property]]\nname = \"type\"\ntype = \"string\"\n\
         values = [{}]\ndescription = \"d\"\nsource = \"page\"\n",
        values.join(",")
    );
    for place in ["new", "old", "changed"] {
        text += &format!(
            "[[property]]\nname = \"{place}\"\ntype = \"object\"\nopen = true\ndescription = \"d\"\nsource = \"page\"\n"
        );
    }
    for at in 0..70 {
        text += &format!(
            "[[event]]\ntype = \"t{at}\"\nresource = \"r{at}\"\nmonitorable = []\nsource = \"page\"\n\
             path = \"/compute-ops-mgmt/v1/alerts\"\n"
        );
    }
    let schema = Schema::from_toml(&text).unwrap();
    assert_eq!(rules(&schema, "type eq 't63' and new/nothing eq 1"), ["unknown-property"]);
    assert!(rules(&schema, "type eq 't64' and new/nothing eq 1").is_empty());
}
