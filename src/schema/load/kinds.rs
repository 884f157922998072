//! The tables that a schema file has, and their keys, each with an example for messages.

use crate::document::{Key, Kind};

pub(super) static SCHEMA: Kind = Kind {
    noun: "a schema",
    // Below a line like `[sources]`, a key would belong to that.
    place: ", above the first line that begins with `[`",
    required: &[
        ("resource", r#"resource = "servers""#),
        ("edition", r#"edition = "HPE Compute Ops Management API (latest), v1""#),
    ],
    optional: &[
        ("path", r#"path = "/compute-ops-mgmt/v1/servers""#),
        ("functions", r#"functions = ["startswith"]"#),
        ("open", "open = true"),
        ("sources", "[sources]"),
        ("property", "[[property]]"),
        ("renamed", "[[renamed]]"),
        ("unfilterable", "[[unfilterable]]"),
        ("template", "[[template]]"),
    ],
    any: "",
};

pub(super) static SOURCES: Kind = Kind {
    noun: "the table `[sources]`",
    place: "",
    required: &[],
    optional: &[],
    any: "page = \"the API page\"",
};

/// Every entry says where it comes from.
const SOURCE: Key = ("source", r#"source = "page""#);

pub(super) static PROPERTY: Kind = Kind {
    noun: "a property",
    place: "",
    required: &[
        ("name", r#"name = "resource/id""#),
        ("type", r#"type = "string""#),
        ("description", r#"description = "what it is, in a few words""#),
        SOURCE,
    ],
    optional: &[
        ("nullable", "nullable = true"),
        ("open", "open = true"),
        ("shape", r#"shape = "uuid""#),
        ("values", r#"values = ["ON", "OFF"]"#),
        ("prefix", r#"prefix = "compute-ops-mgmt/""#),
        ("template", "template = true"),
        ("json", r#"json = ["cancelable"]"#),
    ],
    any: "",
};

pub(super) static VALUE: Kind = Kind {
    noun: "a value",
    place: "",
    required: &[("value", r#"value = "ON""#)],
    optional: &[
        ("meaning", r#"meaning = "what it means, in a few words""#),
        ("aliases", r#"aliases = ["POWERED_ON"]"#),
    ],
    any: "",
};

pub(super) static RENAMED: Kind = Kind {
    noun: "a renamed name",
    place: "",
    required: &[
        ("name", r#"name = "data""#),
        ("now", r#"now = "jobParams""#),
        ("reason", r#"reason = "data was its name in v1beta2""#),
        SOURCE,
    ],
    optional: &[],
    any: "",
};

pub(super) static UNFILTERABLE: Kind = Kind {
    noun: "an unfilterable name",
    place: "",
    required: &[("name", r#"name = "resourceUri""#), ("instead", r#"instead = "filter by id""#), SOURCE],
    optional: &[],
    any: "",
};

pub(super) static TEMPLATE: Kind = Kind {
    noun: "a template",
    place: "",
    required: &[
        ("name", r#"name = "Server Power On""#),
        ("id", r#"id = "0cbb2377-1834-488d-840c-d5bf788c34fb""#),
        SOURCE,
    ],
    optional: &[
        ("resource", r#"resource = "compute-ops-mgmt/server""#),
        ("description", r#"description = "turns a server on""#),
    ],
    any: "",
};
