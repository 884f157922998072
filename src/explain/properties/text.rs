//! Answers as text for a terminal.

use super::layout::{GAP, PropertiesPage, column, padded};
use super::{Found, PropertyDescription, PropertyList, PropertyRow};
use crate::schema::source::in_words;
use crate::schema::{KnownEvent, KnownTemplate, KnownValue};
use crate::text::joined;

/// The narrowest column for descriptions. If there is less room, they go on separate lines.
const DESCRIPTION: usize = 40;
/// The column of a property's facts.
const FACTS: usize = 12;

impl PropertyList {
    /// A table for a terminal of this width.
    pub fn to_text(&self, width: usize) -> String {
        let mut page = PropertiesPage::new(width);
        rows(&mut page, &self.properties);
        let open: Vec<&str> =
            self.properties.iter().filter(|row| row.open).map(|row| row.name.as_str()).collect();
        if let Some((first, _)) = open.split_first() {
            page.blank();
            page.paragraph(&format!(
                "Below {} any path can be filtered by, such as {first}/something.",
                joined(&open, "and")
            ));
        }
        if !self.events.is_empty() {
            page.blank();
            page.paragraph(
                "If a filter names the type of an event, these properties of the resource are monitorable, which means \
                 that their changes cause events: below new/ is the new value, below old/ the old value, below \
                 changed/ whether it changed.",
            );
            let indent = column(self.events.iter().map(|event| &*event.ty)) + GAP;
            for event in &self.events {
                let names = if event.monitorable.is_empty() {
                    "none".to_owned()
                } else {
                    event.monitorable.join(", ")
                };
                let operations = match joined_operations(event) {
                    Some(operations) => format!("; {operations} only"),
                    None => String::new(),
                };
                page.hanging(&event.ty, indent, &format!("{names}{operations}"));
            }
        }
        for note in &self.notes {
            page.blank();
            page.paragraph(note);
        }
        if !self.unlisted.is_empty() {
            page.blank();
            page.paragraph(&format!(
                "In the answers, but not in the names that the vendor lists: {}.",
                joined(&self.unlisted, "and")
            ));
        }
        page.into_text()
    }
}

/// The operations of an event, if it lacks some.
fn joined_operations(event: &KnownEvent) -> Option<String> {
    let operations: Vec<&str> = event.operations.iter().map(String::as_str).collect();
    (!operations.is_empty()).then(|| joined(&operations, "and"))
}

impl PropertyDescription {
    /// Some lines for a terminal of this width.
    pub fn to_text(&self, width: usize) -> String {
        let mut page = PropertiesPage::new(width);
        page.paragraph(&format!("{}: {}", self.name, self.row.type_in_words()));
        page.paragraph(&self.description);
        page.blank();
        page.hanging("operators", FACTS, &self.operators_in_words());
        if self.open {
            page.hanging(
                "below it",
                FACTS,
                &format!(
                    "any path, of any type, such as {}/something; that each can be filtered by is assumed",
                    self.name
                ),
            );
        }
        self.literals_to(&mut page);
        self.values_to(&mut page);
        if !self.json.is_empty() {
            page.hanging("in JSON", FACTS, &format!("also spelled {}", self.json.join(", ")));
        }
        page.verbatim("example", FACTS, &self.example);
        page.hanging("", FACTS, &self.example_means);
        for (label, sources) in [("source", &self.sources), ("its type", &self.type_sources)] {
            for (at, source) in sources.iter().enumerate() {
                page.hanging(if at == 0 { label } else { "" }, FACTS, source);
            }
        }
        if !self.templates.is_empty() {
            page.blank();
            templates(&mut page, &self.templates);
        }
        if self.left_out > 0 {
            page.blank();
            page.paragraph(&format!("({} more without the words of the search)", self.left_out));
        }
        page.into_text()
    }

    fn operators_in_words(&self) -> String {
        let operators = self.operators.join(", ");
        if self.others.is_empty() {
            operators
        } else {
            format!("{operators}; also accepted, rarely useful: {}", self.others.join(", "))
        }
    }

    /// The facts about its literals.
    fn literals_to(&self, page: &mut PropertiesPage) {
        if let Some(items) = self.items {
            page.hanging("items", FACTS, &format!("of type {}", items.name()));
        }
        if let Some(array) = &self.through {
            let text =
                format!("{array} is an array: a condition holds if it holds for any item, which is assumed");
            page.hanging("an array", FACTS, &text);
        }
        if self.caseless {
            page.hanging(
                "case",
                FACTS,
                "compared without regard to upper and lower case, which is documented",
            );
        }
        if !self.quoted.is_empty() {
            let text =
                format!("contested: {} also has quotes in {}", self.ty.name(), in_words(self.quoted.iter()));
            page.hanging("literal", FACTS, &text);
        }
        if !self.date.is_empty() {
            let text = format!(
                "a date without a time, too, as in {}: compared with the UTC date of the instant, which is assumed",
                in_words(self.date.iter())
            );
            page.hanging("literal", FACTS, &text);
        }
        if !self.dots.is_empty() {
            let text = format!(
                "contested: {} joins a path below it with dots; both ways are assumed to name the same",
                in_words(self.dots.iter())
            );
            page.hanging("path", FACTS, &text);
        }
        if let Some(path) = &self.hostname {
            page.hanging("instead", FACTS, &format!("the host name is in {path}"));
        }
    }

    fn values_to(&self, page: &mut PropertiesPage) {
        let values: Vec<String> =
            self.values.iter().map(|value| value_with_sources(value, &self.sources)).collect();
        for (at, value) in values.iter().enumerate() {
            page.hanging(if at == 0 { "values" } else { "" }, FACTS, value);
        }
        if let Some(prefix) = &self.prefix {
            page.hanging("", FACTS, &format!("and others that begin with {prefix}"));
        }
    }
}

impl Found {
    /// Some lines for a terminal of this width.
    pub fn to_text(&self, width: usize) -> String {
        let mut page = PropertiesPage::new(width);
        if self.properties.is_empty() && self.values.is_empty() && self.templates.is_empty() {
            page.paragraph("No entry contains all of these words.");
            return page.into_text();
        }
        if !self.properties.is_empty() {
            page.paragraph("Properties:");
            rows(&mut page, &self.properties);
        }
        if !self.values.is_empty() {
            heading(&mut page, "Values:", !self.properties.is_empty());
            let indent = column(self.values.iter().map(|found| &*found.property)) + GAP;
            for found in &self.values {
                page.hanging(&found.property, indent, &value_in_words(&found.value));
            }
        }
        if !self.templates.is_empty() {
            let is_first = self.properties.is_empty() && self.values.is_empty();
            heading(&mut page, "Templates:", !is_first);
            templates(&mut page, &self.templates);
        }
        page.into_text()
    }
}

impl PropertyRow {
    fn cells(&self) -> [String; 4] {
        let operators = self.operators.join(", ");
        [self.name.clone(), self.type_in_words(), operators, self.description.clone()]
    }

    fn type_in_words(&self) -> String {
        let ty = self.ty.name();
        if self.nullable { format!("{ty} or null") } else { ty.to_owned() }
    }
}

fn heading(page: &mut PropertiesPage, text: &str, after_others: bool) {
    if after_others {
        page.blank();
    }
    page.paragraph(text);
}

/// Name, type, operators, and a description: on the same line if there is room.
fn rows(page: &mut PropertiesPage, rows: &[PropertyRow]) {
    let mut cells: Vec<[String; 4]> = rows.iter().map(PropertyRow::cells).collect();
    cells.insert(0, ["Property", "Type", "Operators", "Description"].map(str::to_owned));
    let width = |of: fn(&[String; 4]) -> &str| column(cells.iter().map(of)) + GAP;
    let (names, types, operators) =
        (width(|[name, ..]| name), width(|[_, ty, ..]| ty), width(|[_, _, o, _]| o));
    let fixed = names + types + operators;
    let is_wide = fixed + DESCRIPTION <= page.width();
    for (at, [name, ty, operators, description]) in cells.iter().enumerate() {
        let start = format!("{}{}{operators}", padded(name, names), padded(ty, types));
        if is_wide {
            page.hanging(&start, fixed, description);
            continue;
        }
        page.verbatim(&start, 0, "");
        if at > 0 {
            page.hanging("", GAP, description);
        }
    }
}

/// A value with its other spellings, and with its documents if they differ from those of the
/// property.
fn value_with_sources(value: &KnownValue, sources: &[String]) -> String {
    let mut text = value_in_words(value);
    let is_of_property = value.sources.iter().map(|source| &**source).eq(sources.iter().map(String::as_str));
    if !value.contested.is_empty() || !is_of_property && !value.sources.is_empty() {
        text.push_str(&format!(" ({})", in_words(value.sources.iter())));
    }
    for other in &value.contested {
        text.push_str(&format!("; contested: {} ({}", other.value, in_words(other.sources.iter())));
        if !other.says.is_empty() {
            text.push_str(&format!(": {}", other.says));
        }
        text.push(')');
    }
    text
}

fn value_in_words(value: &KnownValue) -> String {
    let mut text = value.value.clone();
    if !value.meaning.is_empty() {
        text.push_str(": ");
        text.push_str(&value.meaning);
    }
    text
}

/// Narrowest terminal on which a template takes one line.
const ONE_LINE: usize = 150;

/// The id and the name, and then the target and the effect of the template.
fn templates(page: &mut PropertiesPage, templates: &[KnownTemplate]) {
    let id_width = column(templates.iter().map(|template| &*template.id)) + GAP;
    let name_width = column(templates.iter().map(|template| &*template.name)) + GAP;
    for template in templates {
        let start = format!("{}{}", padded(&template.id, id_width), template.name);
        let about: Vec<&str> = [&*template.resource, &*template.description]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let about = about.join(": ");
        if page.width() >= ONE_LINE {
            page.hanging(&start, id_width + name_width, &about);
        } else {
            page.hanging(&template.id, id_width, &template.name);
            page.hanging("", GAP, &about);
        }
    }
}
