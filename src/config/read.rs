//! Parses a configuration, and reports every unusable part.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSetBuilder};

use super::{
    Config, ConfigError, FmtSettings, Level, LimitSettings, Lint, Origin, Patterns, PerPath, Rules,
    SchemaFiles, Setting, UrlSchema, folder,
};
use crate::decode;
use crate::document::{
    self, FileForm, ProblemKind, Problems, TableKind, TomlFields, TomlString, did_you_mean,
};
use crate::limits;
use crate::rules;
use crate::schema::Schema;
use crate::text::Quoted;

static FORM: FileForm = FileForm {
    noun: "a configuration",
    most: limits::CONFIG,
    begin: "a configuration is a TOML file with `[lint.rules]` and `or-chain = \"off\"` below it; \
            `comfilter config` shows all settings",
    keys: "those of a configuration have at most 2",
    filter: "this is a filter, not the configuration of the linter",
    several: "several entries are several `[[lint.per-path]]`, with two brackets",
};

pub(super) static CONFIG: TableKind = TableKind {
    noun: "a configuration",
    optional: &[
        ("extend", r#"extend = "../comfilter.toml""#),
        ("saved-jobs", r#"saved-jobs = "jobs.json""#),
        ("lint", "[lint.rules]"),
        ("limits", "[limits]"),
        ("schema", "[schema]"),
        ("format", "[format]"),
    ],
    ..TableKind::EMPTY
};

pub(super) static LINT: TableKind = TableKind {
    noun: "the table `[lint]`",
    optional: &[
        ("rules", "[lint.rules]"),
        ("per-path", "[[lint.per-path]]"),
        ("base-urls", r#"base-urls = ["API_BASE"]"#),
    ],
    ..TableKind::EMPTY
};

static RULES: TableKind =
    TableKind { noun: "a table of rules", any: r#"or-chain = "off""#, ..TableKind::EMPTY };

pub(super) static PER_PATH: TableKind = TableKind {
    noun: "an entry of `[[lint.per-path]]`",
    required: &[("paths", r#"paths = ["legacy/**"]"#), ("rules", r#"rules = { keyword-case = "off" }"#)],
    ..TableKind::EMPTY
};

pub(super) static LIMITS: TableKind = TableKind {
    noun: "the table `[limits]`",
    optional: &[
        ("text", "text = 1_048_576"),
        ("nesting", "nesting = 128"),
        ("diagnostics", "diagnostics = 100"),
        ("url", "url = 8_000"),
    ],
    ..TableKind::EMPTY
};

pub(super) static SCHEMA: TableKind = TableKind {
    noun: "the table `[schema]`",
    optional: &[
        ("file", r#"file = "servers.toml""#),
        ("resource", r#"resource = "servers""#),
        ("url", "[[schema.url]]"),
    ],
    ..TableKind::EMPTY
};

pub(super) static URL: TableKind = TableKind {
    noun: "an entry of `[[schema.url]]`",
    required: &[("path", r#"path = "/compute-ops-mgmt/v1/servers""#), ("file", r#"file = "servers.toml""#)],
    ..TableKind::EMPTY
};

pub(super) static FORMAT: TableKind =
    TableKind { noun: "the table `[format]`", optional: &[("width", "width = 100")], ..TableKind::EMPTY };

/// Parses a configuration.
pub(super) fn read(text: &str, file: &Path) -> Result<Config, ConfigError> {
    let document = document::parse(text, &FORM)?;
    let mut problems = Problems::of(text);
    let root = TomlFields::new(&CONFIG, 0, document.get_ref(), &mut problems);
    let mut reader = ConfigReader { file: file.into(), problems };
    let config = Config {
        extend: reader.path(root, "extend"),
        saved_jobs: reader.path(root, "saved-jobs"),
        lint: reader.lint(root),
        limits: reader.limits(root),
        schema: reader.schema(root),
        format: reader.format(root),
    };
    reader.problems.into_result()?;
    Ok(config)
}

struct ConfigReader<'t> {
    file: Arc<Path>,
    problems: Problems<'t>,
}

impl<'d> ConfigReader<'d> {
    fn origin(&self, at: usize) -> Origin {
        Origin { file: Arc::clone(&self.file), line: self.problems.line(at) }
    }

    fn set<T>(&self, value: T, at: usize) -> Setting<T> {
        Setting { value, origin: self.origin(at) }
    }

    fn path(&mut self, fields: TomlFields<'d>, key: &str) -> Option<Setting<PathBuf>> {
        let TomlString { at, text } = fields.text(key, &mut self.problems)?;
        Some(self.set(folder(&self.file).join(text), at))
    }

    fn number(&mut self, fields: Option<TomlFields<'d>>, key: &str) -> Option<Setting<usize>> {
        let (number, at) = fields?.number(key, limits::CONFIG_NUMBER, &mut self.problems)?;
        Some(self.set(number, at))
    }

    fn lint(&mut self, root: TomlFields<'d>) -> Lint {
        let Some(lint) = root.table("lint", &LINT, &mut self.problems) else { return Lint::default() };
        let entries = lint.entries("per-path", &PER_PATH, &mut self.problems);
        Lint {
            rules: self.rules(lint),
            per_path: entries.into_iter().filter_map(|entry| self.per_path(entry)).collect(),
            base_urls: self.base_urls(lint),
        }
    }

    /// The names of variables.
    fn base_urls(&mut self, lint: TomlFields<'d>) -> Option<Setting<Vec<String>>> {
        let names = lint.texts("base-urls", &mut self.problems);
        for name in &names {
            // A function of PowerShell has a `-`.
            if !name.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
                self.problems.add(ProblemKind::WrongName, name.at, |_| {
                    let message =
                        format!("{} is not the name of a variable or a function", Quoted(name.text));
                    (message, "write the name alone, without a mark such as `$`: `API_BASE`")
                });
            }
        }
        let names = names.iter().map(|name| name.text.to_owned()).collect();
        lint.has("base-urls").then(|| self.set(names, lint.position("base-urls")))
    }

    fn rules(&mut self, fields: TomlFields<'d>) -> Rules {
        let mut rules = Vec::new();
        for (key, level) in fields.pairs("rules", &RULES, &mut self.problems) {
            let found = rules::find(key.text);
            if found.is_none() {
                self.problems.add(ProblemKind::UnknownRule, key.at, |_| {
                    let (message, help, _) = rules::unknown(key.text);
                    (message, help)
                });
            }
            let word = Level::ALL.iter().copied().find(|word| word.name() == level.text);
            if word.is_none() {
                self.problems.add(ProblemKind::WrongValue, level.at, |_| {
                    let words = Level::ALL.iter().map(|word| word.name());
                    (format!("{} is not a severity", Quoted(level.text)), did_you_mean(level.text, words))
                });
            }
            rules.extend(found.zip(word).map(|(rule, word)| (rule, self.set(word, level.at))));
        }
        Rules(rules)
    }

    fn per_path(&mut self, fields: TomlFields<'d>) -> Option<PerPath> {
        let rules = self.rules(fields);
        let mut set = GlobSetBuilder::new();
        let patterns = fields.one_or_more("paths", &mut self.problems);
        for TomlString { at, text } in &patterns {
            match glob(text) {
                Ok(glob) => {
                    set.add(glob);
                }
                Err((message, help)) => {
                    self.problems.add(ProblemKind::WrongPattern, *at, |_| (message, help))
                }
            }
        }
        let at = fields.position("paths");
        let set = set.build().map_err(|error| {
            self.problems.add(ProblemKind::WrongPattern, at, |_| {
                (format!("these patterns cannot be read: {}", error.kind()), "write shorter ones")
            });
        });
        let texts = patterns.iter().map(|pattern| pattern.text.to_owned()).collect();
        Some(PerPath { paths: Patterns { texts, set: set.ok()?, origin: self.origin(at) }, rules })
    }

    fn limits(&mut self, root: TomlFields<'d>) -> LimitSettings {
        let limits = root.table("limits", &LIMITS, &mut self.problems);
        LimitSettings {
            text: self.number(limits, "text"),
            nesting: self.number(limits, "nesting"),
            diagnostics: self.number(limits, "diagnostics"),
            url: self.number(limits, "url"),
        }
    }

    fn schema(&mut self, root: TomlFields<'d>) -> SchemaFiles {
        let Some(schema) = root.table("schema", &SCHEMA, &mut self.problems) else {
            return SchemaFiles::default();
        };
        let mut seen = BTreeMap::new();
        let mut urls = Vec::new();
        for entry in schema.entries("url", &URL, &mut self.problems) {
            let file = self.path(entry, "file");
            let Some(path) = entry.text("path", &mut self.problems) else { continue };
            if !decode::is_list(path.text) {
                self.problems.add(ProblemKind::WrongName, path.at, |_| {
                    (
                        format!("{} is not the path of a list", Quoted(path.text)),
                        "begin with the prefix, without address and query: `/compute-ops-mgmt/v1/servers`",
                    )
                });
            } else if let Some(earlier) = seen.insert(path.text, path.at) {
                self.problems.add(ProblemKind::Duplicate, path.at, |problems| {
                    let line = problems.line(earlier);
                    (
                        format!("{} has a schema already, in line {line}", Quoted(path.text)),
                        "remove one of the two",
                    )
                });
            }
            let path = self.set(path.text.to_owned(), path.at);
            urls.extend(file.map(|file| UrlSchema { path, file }));
        }
        let file = self.path(schema, "file");
        let resource = self.resource(schema, file.as_ref());
        SchemaFiles { file, resource, url: urls }
    }

    /// The list in place of a file.
    fn resource(
        &mut self,
        schema: TomlFields<'d>,
        file: Option<&Setting<PathBuf>>,
    ) -> Option<Setting<String>> {
        let TomlString { at, text } = schema.text("resource", &mut self.problems)?;
        if let Some(file) = file {
            let line = file.origin.line;
            self.problems.add(ProblemKind::Duplicate, at, |_| {
                (
                    format!("`file` already names the list of the filters, in line {line}"),
                    "remove one of the two",
                )
            });
        } else if let Err(unknown) = Schema::of_list(text) {
            self.problems.add(ProblemKind::WrongName, at, |_| {
                (unknown.to_string(), r#"write the name of a list: `resource = "servers"`"#)
            });
        }
        Some(self.set(text.to_owned(), at))
    }

    fn format(&mut self, root: TomlFields<'d>) -> FmtSettings {
        let format = root.table("format", &FORMAT, &mut self.problems);
        FmtSettings { width: self.number(format, "width") }
    }
}

/// A pattern, relative to the folder of the configuration.
fn glob(pattern: &str) -> Result<globset::Glob, (String, &'static str)> {
    let never = |why: &str| (format!("{} matches no path: {why}", Quoted(pattern)), RELATIVE);
    if pattern.starts_with('/') || pattern.contains(":\\") {
        return Err(never("paths are relative to the folder of the configuration"));
    }
    if pattern.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(never("paths have no `.` and no `..`"));
    }
    if pattern.contains('\\') {
        return Err((format!("{} has a `\\`, and paths are written with `/`", Quoted(pattern)), RELATIVE));
    }
    let whole = match pattern.strip_suffix('/') {
        Some(folder) => format!("{folder}/**"),
        None => pattern.to_owned(),
    };
    let anywhere = if pattern.trim_end_matches('/').contains('/') { "" } else { "**/" };
    GlobBuilder::new(&format!("{anywhere}{whole}")).literal_separator(true).build().map_err(|error| {
        let message = format!("{} is not a valid path pattern: {}", Quoted(pattern), error.kind());
        (message, "`*` matches within a name, `**` any folders, `[…]` one of some characters; `[*]` is a `*`")
    })
}

const RELATIVE: &str = "begin at the folder of the configuration, and write `/`: `legacy/**`";
