//! What is known of the language and of the service, as README's table: the facts of `schema/facts.toml`, and
//! those that the schemas of the lists have.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use comfilter::Schema;
use comfilter::schema::{Form, Names, lists};
use serde::Deserialize;

use crate::support::path;

pub const HEADING: &str = "What is documented, contested and assumed about the service";

const INTRODUCTION: &str = "\
comfilter follows what the vendor documents: the API page \"Retrieve the list of jobs\", the developer guide, the API
description and the webhook guide. Where two of them differ, the fact is contested: neither form is called wrong, and
`contested-value` says what happens under each. Where all are silent, it follows OData 4.01 Part 2, and says here what it
assumes. `comfilter properties NAME` names the documents of each property and value.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    sources: BTreeMap<String, String>,
    fact: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    about: String,
    taken: String,
    source: Sources,
    contested: Option<Contested>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contested {
    source: Sources,
    says: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Sources {
    One(String),
    Several(Vec<String>),
}

impl Sources {
    fn keys(&self) -> Vec<&str> {
        match self {
            Sources::One(key) => vec![key],
            Sources::Several(keys) => keys.iter().map(String::as_str).collect(),
        }
    }
}

struct Row {
    about: String,
    taken: String,
    known: String,
}

/// The section below its heading; it ends with a line break.
pub fn section() -> String {
    let text = fs::read_to_string(path("schema/facts.toml")).unwrap();
    let facts: Facts = toml::from_str(&text).unwrap();
    let mut section = format!(
        "{}\n\n| about | what comfilter takes it to be | how it is known |\n|---|---|---|\n",
        INTRODUCTION.trim_end().replace('\n', " ")
    );
    for Row { about, taken, known } in facts.rows().into_iter().chain(rows_of_lists()) {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(section, "| {} | {} | {} |", cell(&about), cell(&taken), cell(&known)).unwrap();
    }
    section
}

impl Facts {
    fn rows(&self) -> Vec<Row> {
        let row = |fact: &Fact| Row {
            about: fact.about.clone(),
            taken: fact.taken.clone(),
            known: self.known(fact),
        };
        self.fact.iter().map(row).collect()
    }

    fn known(&self, fact: &Fact) -> String {
        let mut known = match fact.source.keys().as_slice() {
            ["assumed"] => "assumed".to_owned(),
            ["clients"] => format!("seen in {}", self.sources["clients"]),
            keys => {
                let kind = if fact.contested.is_some() { "contested" } else { "documented" };
                format!("{kind}: {}", self.in_words(keys))
            }
        };
        if let Some(Contested { source, says }) = &fact.contested {
            write!(known, "; in {} {says}", self.in_words(&source.keys())).unwrap();
        }
        known
    }

    fn in_words(&self, keys: &[&str]) -> String {
        let names: Vec<&str> = keys.iter().map(|key| self.sources[*key].as_str()).collect();
        joined(&names)
    }
}

fn joined<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// A document in a few words: its title without what follows a comma or stands in parentheses.
fn title(source: &str) -> &str {
    let end = source.find([',', '(']).unwrap_or(source.len());
    source[..end].trim().trim_start_matches("HPE Compute Ops Management ")
}

fn titles<'s>(sources: impl IntoIterator<Item = &'s std::sync::Arc<str>>) -> String {
    let mut names: Vec<String> = Vec::new();
    for source in sources {
        let name = match title(source) {
            "API" => "API page".to_owned(),
            other => other.to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    joined(&names)
}

/// Facts of the same words, with what they are about.
#[derive(Default)]
struct Rows(Vec<(String, String, Vec<String>)>);

impl Rows {
    fn add(&mut self, about: String, taken: String, known: String) {
        match self.0.iter_mut().find(|(same, words, _)| *same == taken && *words == known) {
            Some((_, _, all)) if all.contains(&about) => {}
            Some((_, _, all)) => all.push(about),
            None => self.0.push((taken, known, vec![about])),
        }
    }
}

fn rows_of_lists() -> Vec<Row> {
    let mut rows = Rows::default();
    let newest = || lists().iter().map(|list| (list.name(), list.schema()));
    let named: Vec<(&str, &Schema)> = newest().collect();
    for (list, schema) in &named {
        for property in schema.properties() {
            let about = format!("`{}` of {list}", property.name);
            for value in property.values.iter().filter(|value| !value.contested.is_empty()) {
                let others: Vec<String> =
                    value.contested.iter().map(|other| format!("`{}`", other.value)).collect();
                let says: Vec<String> = value
                    .contested
                    .iter()
                    .map(|other| format!("`{}` in {}", other.value, titles(&other.sources)))
                    .collect();
                rows.add(
                    about.clone(),
                    format!("`{}` or {}, and neither is wrong", value.value, others.join(", ")),
                    format!("contested: `{}` in {}; {}", value.value, titles(&value.sources), joined(&says)),
                );
            }
            if !property.quoted.is_empty() {
                rows.add(
                    about.clone(),
                    format!("a {}, whose literal in quotes says the same", property.ty.name()),
                    format!(
                        "contested: in quotes in {}, against the guide's rule of types",
                        titles(&property.quoted)
                    ),
                );
            }
            if !property.date.is_empty() {
                rows.add(
                    about.clone(),
                    "compared with a timestamp, and with a date, which means the UTC date of the instant"
                        .to_owned(),
                    format!("documented: {}; the UTC date is assumed", titles(&property.date)),
                );
            }
            if property.caseless {
                rows.add(
                    about.clone(),
                    "compared without regard to case".to_owned(),
                    format!("documented: {}", titles(&property.sources)),
                );
            }
            if property.type_sources.iter().any(|source| source.contains("assumed")) {
                rows.add(
                    about,
                    format!("of type {}: it is in no response", property.ty.name()),
                    "the name is documented, the type assumed".to_owned(),
                );
            }
        }
    }
    of_lists(&mut rows, &named);
    let jobs = Schema::jobs();
    rows.add(
        "job templates".to_owned(),
        format!("{} of them by name and id", jobs.templates().len()),
        format!("documented: {}", titles(jobs.templates().iter().flat_map(|template| &template.sources))),
    );
    for renamed in jobs.renamed() {
        rows.add(
            format!("`{}` of jobs", renamed.name),
            format!("`{}`, with a fix", renamed.now),
            format!("{}: {}", titles(&renamed.sources), renamed.reason),
        );
    }
    rows.0.into_iter().map(|(taken, known, about)| Row { about: joined(&about), taken, known }).collect()
}

/// Facts of whole lists.
fn of_lists(rows: &mut Rows, named: &[(&str, &Schema)]) {
    for (list, schema) in named {
        let about = format!("the list {list}");
        match schema.form() {
            Form::Prefix => rows.add(
                about.clone(),
                "its conditions are written `eq(a,'x')`, `and(…,…)`".to_owned(),
                "documented: API description".to_owned(),
            ),
            Form::Either => rows.add(
                about.clone(),
                "its conditions are written `a eq 'x'` or `eq(a,'x')`".to_owned(),
                "contested: the API description has both".to_owned(),
            ),
            _ => {}
        }
        match schema.names() {
            Names::Items => rows.add(
                about.clone(),
                "takes the properties of an item of its answers; other names have a hint".to_owned(),
                "assumed: the API description lists no names".to_owned(),
            ),
            Names::Parent => rows.add(
                about.clone(),
                "takes the names that are listed and the properties of an item; other names have a hint"
                    .to_owned(),
                "assumed: the API description repeats the names of another list".to_owned(),
            ),
            _ => {}
        }
        if let Some(limit) = schema.limit() {
            rows.add(about, format!("`limit` is at most {limit}"), "documented: API description".to_owned());
        }
    }
}
