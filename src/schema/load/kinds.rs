//! The tables of a schema file and their keys, each with an example for messages.

use crate::document::{TableKind, TomlKey};

pub(super) static SCHEMA: TableKind = TableKind {
    noun: "a schema",
    // Below a line like `[sources]`, a key would belong to that.
    place: ", above the first line that begins with `[`",
    required: &[
        ("resource", r#"resource = "servers""#),
        ("edition", r#"edition = "HPE Compute Ops Management API (latest), v1""#),
    ],
    optional: &[
        ("path", r#"path = "/compute-ops-mgmt/v1/servers""#),
        ("one", r#"one = "server""#),
        ("parameters", PARAMETERS.1),
        ("limit", LIMIT.1),
        ("default-limit", DEFAULT_LIMIT.1),
        ("form", FORM.1),
        ("names", NAMES.1),
        ("note", NOTE.1),
        ("successor", SUCCESSOR.1),
        ("unlisted", UNLISTED.1),
        ("functions", r#"functions = ["startswith"]"#),
        ("open", "open = true"),
        ("sources", "[sources]"),
        ("property", "[[property]]"),
        ("renamed", "[[renamed]]"),
        ("unfilterable", "[[unfilterable]]"),
        ("template", "[[template]]"),
        ("version", "[[version]]"),
        ("example", "[[example]]"),
        ("event", "[[event]]"),
    ],
    ..TableKind::EMPTY
};

// Keys of a version, too.
const PARAMETERS: TomlKey = ("parameters", r#"parameters = ["offset", "limit"]"#);
const LIMIT: TomlKey = ("limit", "limit = 100");
const DEFAULT_LIMIT: TomlKey = ("default-limit", "default-limit = 25");
const FORM: TomlKey = ("form", r#"form = "either""#);
const NAMES: TomlKey = ("names", r#"names = "items""#);
const NOTE: TomlKey = ("note", r#"note = "what is odd about the list, in a sentence""#);
const SUCCESSOR: TomlKey = ("successor", r#"successor = "/compute-ops-mgmt/v1/settings""#);
const UNLISTED: TomlKey = ("unlisted", r#"unlisted = ["serialNumber"]"#);

pub(super) static VERSION: TableKind = TableKind {
    noun: "a version",
    required: &[("path", r#"path = "/compute-ops-mgmt/v1beta2/servers""#)],
    optional: &[
        ("without", r#"without = ["name"]"#),
        ("open", "open = true"),
        PARAMETERS,
        LIMIT,
        DEFAULT_LIMIT,
        FORM,
        NAMES,
        NOTE,
        SUCCESSOR,
        UNLISTED,
        ("sunset", r#"sunset = "2025-03-03""#),
        ("delete", "[version.delete]"),
        ("property", "[[version.property]]"),
        ("renamed", "[[version.renamed]]"),
    ],
    ..TableKind::EMPTY
};

pub(super) static DELETE: TableKind =
    TableKind { noun: "`delete`", required: &[PARAMETERS], ..TableKind::EMPTY };

pub(super) static EXAMPLE: TableKind = TableKind {
    noun: "an example",
    required: &[
        ("filter", r#"filter = "name eq 'x'""#),
        ("title", r#"title = "what it selects, in a few words""#),
    ],
    optional: &[SOURCE],
    ..TableKind::EMPTY
};

/// The events of one kind of resource in a webhook.
pub(super) static EVENT: TableKind = TableKind {
    noun: "an event",
    required: &[
        ("type", r#"type = "compute-ops/server""#),
        ("resource", r#"resource = "servers""#),
        ("monitorable", r#"monitorable = ["hardware"]"#),
    ],
    optional: &[
        SOURCE,
        ("path", r#"path = "/compute-ops-mgmt/v1/servers""#),
        ("operations", r#"operations = ["Created", "Updated"]"#),
        ("property", "[[event.property]]"),
    ],
    ..TableKind::EMPTY
};

pub(super) static SOURCES: TableKind =
    TableKind { noun: "the table `[sources]`", any: "page = \"the API page\"", ..TableKind::EMPTY };

/// The source of an entry, which built-in schemas always have.
const SOURCE: TomlKey = ("source", r#"source = "page""#);

pub(super) static PROPERTY: TableKind = TableKind {
    noun: "a property",
    required: &[
        ("name", r#"name = "resource/id""#),
        ("type", r#"type = "string""#),
        ("description", r#"description = "what it is, in a few words""#),
    ],
    optional: &[
        SOURCE,
        ("nullable", "nullable = true"),
        ("open", "open = true"),
        ("shape", r#"shape = "uuid""#),
        ("values", r#"values = ["ON", "OFF"]"#),
        ("prefix", r#"prefix = "compute-ops-mgmt/""#),
        ("template", "template = true"),
        ("json", r#"json = ["cancelable"]"#),
        ("items", r#"items = "string""#),
        ("type-source", r#"type-source = "assumed""#),
        ("caseless", "caseless = true"),
        ("quoted", r#"quoted = "page""#),
        ("date", r#"date = "page""#),
        ("dots", r#"dots = "page""#),
        ("through", r#"through = "results/items""#),
        ("hostname", r#"hostname = "host/hostname""#),
    ],
    ..TableKind::EMPTY
};

pub(super) static VALUE: TableKind = TableKind {
    noun: "a value",
    required: &[("value", r#"value = "ON""#)],
    optional: &[
        ("meaning", r#"meaning = "what it means, in a few words""#),
        ("aliases", r#"aliases = ["POWERED_ON"]"#),
        ("contested", r#"contested = ["on"]"#),
        ("source", r#"source = "page""#),
    ],
    ..TableKind::EMPTY
};

pub(super) static CONTESTED: TableKind = TableKind {
    noun: "a contested spelling",
    required: &[("value", r#"value = "on""#)],
    optional: &[
        ("says", r#"says = "an example of a filter writes it so""#),
        ("source", r#"source = "page""#),
    ],
    ..TableKind::EMPTY
};

pub(super) static RENAMED: TableKind = TableKind {
    noun: "a renamed name",
    required: &[
        ("name", r#"name = "data""#),
        ("now", r#"now = "jobParams""#),
        ("reason", r#"reason = "data was its name in v1beta2""#),
    ],
    optional: &[SOURCE],
    ..TableKind::EMPTY
};

pub(super) static UNFILTERABLE: TableKind = TableKind {
    noun: "an unfilterable name",
    required: &[("name", r#"name = "resourceUri""#), ("instead", r#"instead = "filter by id""#)],
    optional: &[SOURCE],
    ..TableKind::EMPTY
};

pub(super) static TEMPLATE: TableKind = TableKind {
    noun: "a template",
    required: &[
        ("name", r#"name = "Server Power On""#),
        ("id", r#"id = "0cbb2377-1834-488d-840c-d5bf788c34fb""#),
    ],
    optional: &[
        SOURCE,
        ("resource", r#"resource = "compute-ops-mgmt/server""#),
        ("description", r#"description = "turns a server on""#),
    ],
    ..TableKind::EMPTY
};
