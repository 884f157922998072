//! Every problem that a schema file can have, with its exact message; and that no text at all
//! makes the loader panic.

use proptest::prelude::*;

use crate::Schema;
use crate::limits;
use crate::schema::{ProblemKind, SchemaError};

/// A schema to which a test adds its mistake, from line 6.
const GOOD: &str = "resource = \"servers\"\nedition = \"v1\"\n[sources]\npage = \"the page\"\n\n";

const REST: &str = "description = \"d\"\nsource = \"page\"\n";

fn error(text: &str) -> SchemaError {
    match Schema::from_toml(text) {
        Ok(_) => panic!("this is a schema:\n{text}"),
        Err(error) => error,
    }
}

/// `text` has exactly this problem.
fn check(text: &str, kind: ProblemKind, message: &str) {
    let error = error(text);
    assert_eq!(error.to_string(), message, "of\n{text}");
    assert_eq!(error.problems().iter().map(|problem| problem.kind()).collect::<Vec<_>>(), [kind]);
}

/// As [`check`], of a mistake that follows [`GOOD`].
fn check_after(mistake: &str, kind: ProblemKind, message: &str) {
    check(&format!("{GOOD}{mistake}"), kind, message);
}

/// A property, with more keys after its required ones.
fn property(name: &str, ty: &str, more: &str) -> String {
    format!("[[property]]\nname = \"{name}\"\ntype = \"{ty}\"\n{REST}{more}\n")
}

#[test]
fn dump() {
    let p = |n: &str, t: &str| property(n, t, "");
    for text in [
        "".to_owned(),
        "# nothing".into(),
        "{\"id\": 1}".into(),
        "[\n{\"id\":1}]".into(),
        "state eq 'ERROR'".into(),
        "not a eq null".into(),
        "contains(a,'x')".into(),
        "[package]\nname=\"x\"\n".into(),
        "resource: jobs\n".into(),
        "resource = jobs".into(),
        "a.b.c.d = 1".into(),
        "resource = \"x".into(),
        "x".repeat(limits::SCHEMA + 1),
        "\u{feff}resource = \"a\"\r\nedition = 5\r\n".into(),
        "resource = \"a\"\nresource = \"b\"".into(),
    ] {
        println!(
            "{:?}\n{}\n",
            text.chars().take(50).collect::<String>(),
            Schema::from_toml(&text).map(|_| ()).unwrap_err()
        );
    }
    for text in [
        "editoin = 1".to_owned(),
        "[[propertys]]\n".into(),
        "[[property]]\n".into(),
        "[property]\n".into(),
        "[[property]]\nname = 1\ntype = true\ndescription = []\nsource = 1979-05-27\nnullable = \"yes\"".into(),
        property("a", "string", "nulable = true"),
        property("a", "text", ""), property("a", "strng", ""), property("a", "string", "shape = \"guid\""),
        property("a-b", "string", ""), property("a//b", "string", ""), property("1a", "string", ""), property("a/ü", "string", ""), property("in/x", "string", ""), property("not", "string", ""),
        property("", "string", ""), property("a b", "string", ""), property("a\\u001bb", "string", ""),
        property(&"a".repeat(129), "string", ""),property(&["a"; 600].join("/"), "string", ""),
        p("id", "string") + &p("id", "integer"),
        p("a", "string") + &p("a/b", "integer"),
        p("a", "object") + &p("a/b", "integer") + "[[renamed]]\nname = \"a/c\"\nnow = \"a\"\nreason = \"r\"\nsource = \"page\"",
        property("a", "object", "open = true") + "[[renamed]]\nname = \"a/c\"\nnow = \"a\"\nreason = \"r\"\nsource = \"page\"",
        p("a", "string") + "[[renamed]]\nname = \"a\"\nnow = \"ab\"\nreason = \"r\"\nsource = \"page\"",
        "[[renamed]]\nname = \"a\"\nnow = \"ab\"\nreason = \"r\"\nsource = \"page\"".into(),
        property("a", "string", "json = [\"b\", \"b\"]") + &p("b", "string"),
        property("a", "string", "json = [\"a\", \"/x\", 1]"),
        property("a", "integer", "open = true\nvalues = [\"x\"]\nprefix = \"x\"\nshape = \"uuid\"\ntemplate = true"),
        property("a", "string", "values = [1, {valeu = \"x\"}, {value=\"x\", aliases=[\"Y\",\"y\"]}, \"X\"]"),
        "[[template]]\nname=\"x\"\nid=\"0\"\nsource=\"pgae\"".into(),
        "[[template]]\nname=\"x\"\nid=\"0cbb2377-1834-488d-840c-d5bf788c34fb\"\nsource=\"page\"\n[[template]]\nname=\"x\"\nid=\"0CBB2377-1834-488d-840c-d5bf788c34fb\"\nsource=\"page\"\n".into(),
        "[[unfilterable]]\nname=\"x\"\n".into(),
    ] {
        println!("{text}\n{}\n", Schema::from_toml(&format!("{GOOD}{text}")).map(|_| ()).unwrap_err());
    }
    for text in [
        "functions = [\"contains\", \"startswith\", \"startswith\", \"tolower\", \"or\"]",
        "path=\"x\"",
        "path = \"/a?b\"",
        "path = \"\"",
        "open = 1",
    ] {
        println!("{text}\n{}\n", Schema::from_toml(&format!("{text}\n{GOOD}")).map(|_| ()).unwrap_err());
    }
}
