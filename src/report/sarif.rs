//! SARIF 2.1.0, for code scanning and editors.
//!
//! The path of a file is relative to `%SRCROOT%`, the folder of the command. An argument and
//! standard input have no file, but code scanning requires a URI, so they have the name from the
//! other reports, such as `-e`.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use serde::Serialize;

use super::finding::{Finding, findings};
use super::fingerprint::Fingerprints;
use super::list::List;
use super::safe;
use super::uri::{is_relative, uri};
use crate::diagnostic::{Applicability, Severity};
use crate::lint::Linted;
use crate::rules::{self, Rule};
use crate::text::Span;

/// The longest text in a result, in bytes.
const SNIPPET: usize = 500;

pub(super) fn write(out: &mut impl Write, filters: &[Linted<'_>], clean: usize) -> io::Result<()> {
    let found: HashSet<&str> =
        filters.iter().flat_map(Linted::all_diagnostics).map(|found| found.rule().name()).collect();
    let rules: Vec<&Rule> = rules::ALL.iter().copied().filter(|rule| found.contains(rule.name())).collect();
    let places: HashMap<&str, usize> =
        rules.iter().enumerate().map(|(index, rule)| (rule.name(), index)).collect();
    let results = List(|| {
        let mut fingerprints = Fingerprints::default();
        let places = &places;
        findings(filters).map(move |(_, finding)| Outcome::new(finding, places, fingerprints.of(finding)))
    });
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "comfilter",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: rules::DOCUMENTATION,
                rules: List(|| rules.iter().map(|rule| Descriptor::new(rule))),
            },
        },
        column_kind: "unicodeCodePoints",
        results,
        properties: Counts {
            filters: filters.len() + clean,
            omitted: filters.iter().map(Linted::omitted).sum(),
        },
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    safe::json(out, &log)
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [R; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<D, R> {
    tool: Tool<D>,
    column_kind: &'static str,
    results: R,
    properties: Counts,
}

/// The totals: the number of checked filters, and of findings that were only counted.
#[derive(Serialize)]
struct Counts {
    filters: usize,
    omitted: usize,
}

#[derive(Serialize)]
struct Tool<D> {
    driver: D,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<R> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: R,
}

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    help_uri: String,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl Descriptor {
    fn new(rule: &'static Rule) -> Descriptor {
        let markdown = rule.shown_page();
        let plain = markdown.lines().filter(|line| *line != "```");
        let plain: Vec<&str> = plain.map(|line| line.trim_start_matches("# ")).collect();
        Descriptor {
            id: rule.name(),
            short_description: Text { text: rule.headline() },
            full_description: Text { text: rule.summary() },
            help: Help { text: plain.join("\n"), markdown },
            help_uri: rule.url(),
            default_configuration: Configuration { level: level(rule.severity()) },
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// A message. A brace in it would begin a placeholder, and is doubled.
fn message(text: &str) -> Text {
    Text { text: text.replace('{', "{{").replace('}', "}}") }
}

/// A result: one finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

/// The name includes the version of its algorithm.
#[derive(Serialize)]
struct PartialFingerprints {
    #[serde(rename = "comfilter/v1")]
    fingerprint: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: [ArtifactChange; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    applicability: Applicability,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

impl Outcome {
    fn new(finding: Finding<'_>, places: &HashMap<&str, usize>, fingerprint: String) -> Outcome {
        let found = finding.diagnostic;
        let labels = found.labels().iter().enumerate().map(|(index, label)| Location {
            id: Some(index),
            message: Some(message(&label.text)),
            physical_location: place(finding, finding.outer(label.span)),
        });
        Outcome {
            rule_id: found.rule().name(),
            rule_index: places.get(found.rule().name()).copied(),
            level: level(found.severity()),
            message: message(&finding.message_and_help("\nhelp: ")),
            locations: [Location {
                id: None,
                message: None,
                physical_location: place(finding, finding.span()),
            }],
            related_locations: labels.collect(),
            partial_fingerprints: PartialFingerprints { fingerprint },
            fixes: fix(finding).into_iter().collect(),
        }
    }
}

fn fix(finding: Finding<'_>) -> Option<Fix> {
    let fix = finding.diagnostic.fix()?;
    let replacements: Vec<Replacement> = finding
        .edits()
        .into_iter()
        .map(|edit| Replacement {
            deleted_region: region(finding, edit.span),
            inserted_content: Text { text: edit.text },
        })
        .collect();
    // A change needs a replacement to be valid.
    replacements.first()?;
    Some(Fix {
        description: message(&fix.title),
        artifact_changes: [ArtifactChange { artifact_location: artifact(finding.filter), replacements }],
        properties: FixProperties { applicability: fix.applicability },
    })
}

fn place(finding: Finding<'_>, span: Span) -> PhysicalLocation {
    // For readers without the file.
    let text = span.of(finding.filter.source().text());
    let snippet = (1..=SNIPPET).contains(&text.len()).then(|| Text { text: text.to_owned() });
    let region = Region { snippet, ..region(finding, span) };
    PhysicalLocation { artifact_location: artifact(finding.filter), region }
}

fn artifact(filter: &Linted<'_>) -> ArtifactLocation {
    let uri = uri(&filter.path_or_name());
    let relative = filter.path().is_some() && is_relative(&uri);
    ArtifactLocation { uri, uri_base_id: relative.then_some("%SRCROOT%") }
}

fn region(finding: Finding<'_>, span: Span) -> Region {
    let (start, end) = finding.places(span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: None,
    }
}
