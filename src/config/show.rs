//! A configuration as TOML, with the origin of each value.

use std::fmt::{Display, Write};
use std::path::Path;

use super::{Config, Origin, Rules, Setting};
use crate::limits::Limits;
use crate::rules;
use crate::text::is_unsafe;

pub(super) fn show(config: &Config, path: Option<&Path>, name: &dyn Fn(&Path) -> String) -> String {
    let mut page = ConfigPage { text: String::new(), name };
    // The keys before the first table.
    if let Some(file) = &config.saved_jobs {
        page.line("saved-jobs", quoted(&name(&file.value)), &page.of(&file.origin));
    }
    page.table("lint.rules");
    for rule in rules::ALL {
        match config.level(rule, path) {
            Some(level) => page.line(rule.name(), quoted(level.value.name()), &page.of(&level.origin)),
            None if rule.is_on() => {
                page.line(rule.name(), quoted("on"), &format!("default, {}", rule.severity().name()));
            }
            None => page.line(rule.name(), quoted("off"), "default"),
        }
    }
    if let Some(names) = &config.lint.base_urls {
        let list: Vec<String> = names.value.iter().map(|text| quoted(text)).collect();
        page.table("lint");
        page.line("base-urls", format!("[{}]", list.join(", ")), &page.of(&names.origin));
    }
    if path.is_none() {
        for entry in &config.lint.per_path {
            page.table_of("lint.per-path");
            let paths: Vec<String> = entry.paths.texts().iter().map(|text| quoted(text)).collect();
            page.line("paths", format!("[{}]", paths.join(", ")), &page.of(&entry.paths.origin));
            page.rules(&entry.rules);
        }
    }
    let Limits { text, nesting, diagnostics, url } = Limits::DEFAULT;
    page.table("limits");
    page.number("text", config.limits.text.as_ref(), text);
    page.number("nesting", config.limits.nesting.as_ref(), nesting);
    page.number("diagnostics", config.limits.diagnostics.as_ref(), diagnostics);
    page.number("url", config.limits.url.as_ref(), url);
    page.table("schema");
    match (&config.schema.file, &config.schema.resource) {
        (Some(file), _) => page.line("file", quoted(&name(&file.value)), &page.of(&file.origin)),
        (None, Some(list)) => page.line("resource", quoted(&list.value), &page.of(&list.origin)),
        (None, None) => page.line("resource", quoted("jobs"), "default"),
    }
    for url in &config.schema.url {
        page.table_of("schema.url");
        page.line("path", quoted(&url.path.value), &page.of(&url.path.origin));
        page.line("file", quoted(&name(&url.file.value)), &page.of(&url.file.origin));
    }
    page.table("format");
    page.number("width", config.format.width.as_ref(), crate::format::WIDTH);
    page.text
}

struct ConfigPage<'n> {
    text: String,
    name: &'n dyn Fn(&Path) -> String,
}

impl ConfigPage<'_> {
    fn table(&mut self, header: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.add(format_args!("{gap}[{header}]\n"));
    }

    fn table_of(&mut self, header: &str) {
        self.add(format_args!("\n[[{header}]]\n"));
    }

    fn line(&mut self, key: &str, value: impl Display, place: &str) {
        self.add(format_args!("{key} = {value}  # {place}\n"));
    }

    fn number(&mut self, key: &str, set: Option<&Setting<usize>>, default: usize) {
        match set {
            Some(set) => self.line(key, set.value, &self.of(&set.origin)),
            None => self.line(key, default, "default"),
        }
    }

    fn rules(&mut self, rules: &Rules) {
        for (rule, level) in &rules.0 {
            let key = format!("rules.{}", rule.name());
            self.line(&key, quoted(level.value.name()), &self.of(&level.origin));
        }
        if rules.0.is_empty() {
            self.text.push_str("rules = {}\n");
        }
    }

    fn of(&self, origin: &Origin) -> String {
        let file: String =
            (self.name)(&origin.file).chars().map(|c| if is_unsafe(c) { '?' } else { c }).collect();
        format!("{file}:{}", origin.line)
    }

    fn add(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a `String` cannot fail.
        let _ = self.text.write_fmt(text);
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if is_unsafe(character) => {
                // As above.
                let _ = write!(out, "\\U{:08x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
