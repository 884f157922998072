//! README's table of facts about the language and the service: those of `schema/facts.toml`, and
//! those in the schemas of the lists.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use comfilter::Schema;
use comfilter::schema::{Form, Names, lists};
use serde::Deserialize;

use crate::support::path;

pub(crate) const HEADING: &str = "What is documented, contested and assumed about the service";

const INTRODUCTION: &str = "\
comfilter follows what the vendor documents of HPE Compute Ops Management: the API page \"Retrieve the list of jobs\"
(page), the developer guide (guide), the API description (description) and the page on filters of the webhook guide
(webhooks). Public client scripts (clients) are no documents, and show what is in use. Where two of them differ, the fact
is contested: neither form is called wrong, and `contested-value` says what happens under each. Where all are silent, it
follows OData 4.01 Part 2, and says here what it assumes. `comfilter properties NAME` names the documents of each property
and value, and `comfilter resources` lists the lists.
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
pub(crate) fn section() -> String {
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
            ["clients"] => "seen: clients".to_owned(),
            keys => {
                let kind = if fact.contested.is_some() { "contested" } else { "documented" };
                format!("{kind}: {}", self.in_words(keys))
            }
        };
        if let Some(Contested { source, says }) = &fact.contested {
            write!(known, "; {}: {says}", self.in_words(&source.keys())).unwrap();
        }
        known
    }

    fn in_words(&self, keys: &[&str]) -> String {
        assert!(keys.iter().all(|key| self.sources.contains_key(*key)), "{keys:?}");
        keys.join(", ")
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

/// Words of the schemas' titles, and the table's names for the documents.
const TITLES: &[(&str, &str)] = &[
    ("\"Retrieve the list", "page"),
    ("webhook guide", "webhooks"),
    ("API description", "description"),
    ("developer guide", "guide"),
    ("public client scripts", "clients"),
    ("assumed", "assumed"),
];

fn titles<'s>(sources: impl IntoIterator<Item = &'s std::sync::Arc<str>>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for source in sources {
        let (_, name) = TITLES.iter().find(|(words, _)| source.contains(words)).expect(source);
        if !names.contains(name) {
            names.push(name);
        }
    }
    names.join(", ")
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
            // Values with the same documents share a row.
            let mut groups: Vec<(String, Vec<String>)> = Vec::new();
            for value in property.values.iter().filter(|value| !value.contested.is_empty()) {
                let spellings: Vec<String> =
                    value.documented().map(|spelling| format!("`{spelling}`")).collect();
                let known = format!(
                    "contested: the first of each in {}; the other in {}",
                    titles(&value.sources),
                    titles(value.contested.iter().flat_map(|other| &other.sources))
                );
                let known = known.replace("in assumed;", "assumed;");
                match groups.iter_mut().find(|(same, _)| *same == known) {
                    Some((_, all)) => all.push(spellings.join(" or ")),
                    None => groups.push((known, vec![spellings.join(" or ")])),
                }
            }
            for (known, spellings) in groups {
                rows.add(about.clone(), spellings.join(", "), known);
            }
            if !property.quoted.is_empty() {
                rows.add(
                    about.clone(),
                    format!("a {}, whose literal in quotes says the same", property.ty.name()),
                    format!("contested: {}, against the types of the guide", titles(&property.quoted)),
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
                    format!("of type {}", property.ty.name()),
                    "assumed: no response has it, or its type is not said".to_owned(),
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
    for renamed in jobs.renamed().iter().filter(|renamed| renamed.sources.iter().any(is_document)) {
        rows.add(
            format!("`{}` of jobs", renamed.name),
            format!("`{}`: {}", renamed.now, renamed.reason),
            format!("documented: {}", titles(&renamed.sources)),
        );
    }
    rows.0.into_iter().map(|(taken, known, about)| Row { about: joined(&about), taken, known }).collect()
}

/// Whether a source is a document, and not a word such as "assumed".
fn is_document(source: &std::sync::Arc<str>) -> bool {
    TITLES.iter().any(|(words, _)| source.contains(words))
}

/// Facts of whole lists.
fn of_lists(rows: &mut Rows, named: &[(&str, &Schema)]) {
    for (list, schema) in named {
        let about = format!("list `{list}`");
        match schema.form() {
            Form::Prefix => rows.add(
                about.clone(),
                "its conditions are written `eq(a,'x')`, `and(…,…)`".to_owned(),
                "documented: description".to_owned(),
            ),
            Form::Either => rows.add(
                about.clone(),
                "its conditions are written `a eq 'x'` or `eq(a,'x')`".to_owned(),
                "contested: description, which has both".to_owned(),
            ),
            _ => {}
        }
        match schema.names() {
            Names::Items => rows.add(
                about.clone(),
                "takes the properties of an item of its answers; other names have a hint".to_owned(),
                "assumed: the description lists no names".to_owned(),
            ),
            Names::Parent => rows.add(
                about.clone(),
                "takes the names that are listed and the properties of an item; other names have a hint"
                    .to_owned(),
                "assumed: the description repeats the names of another list".to_owned(),
            ),
            _ => {}
        }
        if let Some(limit) = schema.limit() {
            rows.add(about, format!("`limit` is at most {limit}"), "documented: description".to_owned());
        }
    }
}
