//! Search: entries that contain each of some words, in any case.

use super::{Found, FoundValue, PropertyDescription, PropertyRow};
use crate::schema::{KnownTemplate, KnownValue, Schema};

/// The words of a search.
struct Words(Vec<String>);

impl Words {
    fn of(words: &str) -> Words {
        Words(words.split_whitespace().map(str::to_lowercase).collect())
    }

    /// Whether the strings together contain each word.
    fn are_in(&self, texts: &[&str]) -> bool {
        let text = texts.join("\n").to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }

    fn are_in_value(&self, value: &KnownValue) -> bool {
        let spellings: Vec<&str> = value.spellings().chain([&*value.meaning]).collect();
        self.are_in(&spellings)
    }

    fn are_in_template(&self, template: &KnownTemplate) -> bool {
        self.are_in(&[&template.name, &template.id, &template.resource, &template.description])
    }
}

/// The properties, known values and templates that contain each of the words, in any case.
pub fn search(schema: &Schema, words: &str) -> Found {
    let sought = Words::of(words);
    let properties = schema.properties();
    let values = properties.iter().flat_map(|property| {
        let values = property.values.iter().filter(|value| sought.are_in_value(value));
        values.map(|value| FoundValue { property: property.name.clone(), value: value.clone() })
    });
    let named = properties.iter().filter(|property| sought.are_in(&[&property.name, &property.description]));
    let templates = schema.templates().iter().filter(|template| sought.are_in_template(template));
    Found {
        words: words.to_owned(),
        properties: named.map(|property| PropertyRow::of(schema, property)).collect(),
        values: values.collect(),
        templates: templates.cloned().collect(),
    }
}

impl PropertyDescription {
    /// Keeps only the values and templates that contain each of the words, in any case.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::explain::properties;
    ///
    /// let templates = properties::describe(Schema::jobs(), "jobTemplate")?.only("POWER server");
    /// let names: Vec<&str> = templates.templates.iter().map(|template| &*template.name).collect();
    /// assert_eq!(names, ["Server Power Off", "Server Power On", "Server Cold Boot"]);
    /// # Ok::<(), properties::UnknownProperty>(())
    /// ```
    #[must_use]
    pub fn only(mut self, words: &str) -> PropertyDescription {
        let sought = Words::of(words);
        let all = self.values.len() + self.templates.len();
        self.values.retain(|value| sought.are_in_value(value));
        self.templates.retain(|template| sought.are_in_template(template));
        self.left_out += all - self.values.len() - self.templates.len();
        self
    }
}
