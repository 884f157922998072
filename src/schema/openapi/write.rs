//! A list as the text of a schema file.

use std::fmt::Write;

use super::error::{ErrorKind, OpenapiError};
use super::list::{ApiList, ApiProperty};
use crate::limits;
use crate::schema::load::has_url_characters;
use crate::text::{Quoted, write_safe};

/// The key of the file among the sources, and that of what it does not say.
pub(super) const SOURCE: &str = "description";
const ASSUMED: &str = "assumed";

impl ApiList {
    /// Whether a schema file can contain the path.
    pub(super) fn has_writable_path(&self) -> bool {
        has_url_characters(&self.path)
    }

    /// The text of a schema file. Its comments name the facts that the file lacked.
    ///
    /// # Errors
    ///
    /// If it would be longer than the limit of a schema file.
    pub fn to_toml(&self) -> Result<String, OpenapiError> {
        let mut out = String::new();
        self.write_head(&mut out);
        for entry in &self.entries {
            match entry {
                Ok(property) => property.write(&mut out),
                Err(reason) => {
                    out.push('\n');
                    comment(&mut out, &format!("left out: {reason}"));
                }
            }
            if out.len() > limits::SCHEMA {
                let message =
                    format!("the schema would be longer than {} bytes, which is the limit", limits::SCHEMA);
                let help = "list the properties to filter by in the description";
                return Err(OpenapiError::new(ErrorKind::TooMuch, message, help));
            }
        }
        Ok(out)
    }

    fn write_head(&self, out: &mut String) {
        for note in &self.notes {
            comment(out, note);
        }
        line(out, "resource", &string(&self.resource));
        line(out, "one", &string(&self.one));
        line(out, "edition", &string(&self.edition));
        if self.path.is_empty() {
            // A note says so.
        } else if self.has_writable_path() {
            line(out, "path", &string(&self.path));
        } else {
            comment(
                out,
                &format!("left out: the path {}, which a schema file cannot contain", Quoted(&self.path)),
            );
        }
        // A response does not show them.
        if self.source.is_none() {
            line(out, "parameters", &strings(&self.parameters));
        }
        if let Some(limit) = self.limit {
            line(out, "limit", &limit.to_string());
        }
        if let Some(limit) = self.default_limit {
            line(out, "default-limit", &limit.to_string());
        }
        if self.is_listed {
            if !self.unlisted.is_empty() {
                line(out, "unlisted", &strings(&self.unlisted));
            }
        } else {
            line(out, "names", "\"items\"");
            line(out, "open", "true");
        }
        out.push_str("\n[sources]\n");
        let source = self.source.clone().unwrap_or_else(|| format!("{}, OpenAPI", self.edition));
        line(out, SOURCE, &string(&source));
        if self.properties().any(|property| property.is_assumed) {
            line(out, ASSUMED, "\"assumed: no document says it\"");
        }
    }
}

impl ApiProperty {
    fn write(&self, out: &mut String) {
        out.push_str("\n[[property]]\n");
        line(out, "name", &string(&self.name));
        for note in &self.notes {
            comment(out, note);
        }
        line(out, "type", &string(self.ty.name()));
        if let Some(items) = self.items {
            line(out, "items", &string(items.name()));
        }
        if self.is_assumed {
            line(out, "type-source", &string(ASSUMED));
        }
        for (key, is_set) in [("nullable", self.is_nullable), ("open", self.is_open)] {
            if is_set {
                line(out, key, "true");
            }
        }
        if self.is_uuid {
            line(out, "shape", "\"uuid\"");
        }
        if self.is_date {
            line(out, "date", &string(SOURCE));
        }
        if !self.values.is_empty() {
            line(out, "values", &strings(&self.values));
        }
        if let Some(through) = &self.through {
            line(out, "through", &string(through));
        }
        line(out, "description", &string(&self.description));
        line(out, "source", &string(SOURCE));
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

/// A comment, always on one line.
fn comment(out: &mut String, text: &str) {
    out.push_str("# ");
    for character in text.chars() {
        let _ = write_safe(out, character);
    }
    out.push('\n');
}

fn strings(texts: &[String]) -> String {
    let strings: Vec<String> = texts.iter().map(|text| string(text)).collect();
    format!("[{}]", strings.join(", "))
}

/// A basic string of TOML.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // The readers of a schema refuse these characters, so they were removed before. The output is
            // valid TOML even so.
            _ if crate::text::is_unsafe(character) => {
                let _ = write!(out, "\\U{:08X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
