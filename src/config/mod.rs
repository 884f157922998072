//! `comfilter.toml`: the rules and their severities, limits, and schemas.
//!
//! A [`Config`] is parsed from one file, and put [`over`](Config::over) the one that it extends.
//! Each value knows the line that set it. The command finds and reads the files.
//!
//! ```
//! use std::path::Path;
//!
//! use comfilter::config::Config;
//! use comfilter::{Severity, rules};
//!
//! let text = "[lint.rules]\nor-chain = \"off\"\n\n[[lint.per-path]]\npaths = [\"old/**\"]\nrules = { keyword-case = \"hint\" }\n";
//! let config = Config::from_toml(text, Path::new("/team/comfilter.toml"))?;
//! let levels = config.levels(Some(Path::new("/team/old/errors.comfilter")));
//! assert_eq!(levels.of(&rules::OR_CHAIN), None);
//! assert_eq!(levels.of(&rules::KEYWORD_CASE), Some(Severity::Hint));
//! # Ok::<(), comfilter::config::ConfigError>(())
//! ```

mod read;
mod show;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;

use crate::diagnostic::Severity;
use crate::limits::Limits;
use crate::lint::Levels;
use crate::rules::Rule;

pub use crate::document::DocumentError as ConfigError;

/// The name of the file.
pub const FILE_NAME: &str = "comfilter.toml";

/// The contents of `comfilter.toml`: the rules and their severities, limits, and schemas.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[non_exhaustive]
pub struct Config {
    /// Another configuration, which this one overrides; the path is relative to this file.
    #[cfg_attr(test, schemars(with = "String"))]
    pub extend: Option<Setting<PathBuf>>,
    /// A file of saved jobs: an editor shows how many of them each filter selects. The path is
    /// relative to this file.
    #[cfg_attr(test, schemars(rename = "saved-jobs", with = "String", length(min = 1)))]
    pub saved_jobs: Option<Setting<PathBuf>>,
    /// The rules of `comfilter lint`.
    pub lint: Lint,
    /// The limits of a filter.
    pub limits: LimitSettings,
    /// The schema of filters; by default that of the list of jobs.
    pub schema: SchemaFiles,
    /// The layout of `comfilter fmt`.
    pub format: FmtSettings,
}

/// The rules of `comfilter lint`.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename_all = "kebab-case", deny_unknown_fields, default)
)]
#[non_exhaustive]
pub struct Lint {
    /// Rules, and their levels.
    pub rules: Rules,
    /// Rules for some files. They override `rules`, and later entries override earlier ones.
    pub per_path: Vec<PerPath>,
    /// The names of variables, constants and functions that hold the base of the API's URLs.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub base_urls: Option<Setting<Vec<String>>>,
}

/// Rules for the files whose paths match.
#[derive(Debug, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[non_exhaustive]
pub struct PerPath {
    /// Patterns of paths, relative to this file: `legacy/**`. One without `/` matches a name in any
    /// folder.
    pub paths: Patterns,
    /// Rules, and their levels.
    pub rules: Rules,
}

/// Rules, and their levels.
#[derive(Debug, Clone, Default)]
pub struct Rules(Vec<(&'static Rule, Setting<Level>)>);

/// The level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Level {
    /// It does not report.
    Off,
    /// It reports with its default severity.
    On,
    /// There is a better way to say the same.
    Hint,
    /// It is probably a mistake.
    Warning,
    /// It fails.
    Error,
}

/// The limits of a filter.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[non_exhaustive]
pub struct LimitSettings {
    /// Longest text of one filter, in bytes.
    #[cfg_attr(test, schemars(with = "usize", range(min = 1, max = crate::limits::CONFIG_NUMBER)))]
    pub text: Option<Setting<usize>>,
    /// Deepest nesting of parentheses and `not`.
    #[cfg_attr(test, schemars(with = "usize", range(min = 1, max = crate::limits::CONFIG_NUMBER)))]
    pub nesting: Option<Setting<usize>>,
    /// The number of shown findings of one filter; the rest is counted.
    #[cfg_attr(test, schemars(with = "usize", range(min = 1, max = crate::limits::CONFIG_NUMBER)))]
    pub diagnostics: Option<Setting<usize>>,
    /// Longest URL before `url-too-long` warns, in bytes.
    #[cfg_attr(test, schemars(with = "usize", range(min = 1, max = crate::limits::CONFIG_NUMBER)))]
    pub url: Option<Setting<usize>>,
}

/// The schema of filters; by default that of the list of jobs.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[non_exhaustive]
pub struct SchemaFiles {
    /// The schema of filters without a URL that names another list; the path is relative to this
    /// file.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub file: Option<Setting<PathBuf>>,
    /// The list of filters without a URL that names another: `servers`, `v1beta2/groups`, or its
    /// path. It replaces `file`.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub resource: Option<Setting<String>>,
    /// The schemas of filters in the URLs of other lists.
    pub url: Vec<UrlSchema>,
}

/// The schema of one list.
#[derive(Debug, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[non_exhaustive]
pub struct UrlSchema {
    /// The path of the list in a URL: `/compute-ops-mgmt/v1/servers`, `/compute-ops-mgmt/v1/groups/{id}/devices`.
    #[cfg_attr(
        test,
        schemars(
            with = "String",
            regex(pattern = r"^/compute-ops(-mgmt)?/v[0-9][^/]*/([^/]+/\{[^/]+\}/)*[^/]+$")
        )
    )]
    pub path: Setting<String>,
    /// Its schema; the path is relative to this file.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub file: Setting<PathBuf>,
}

/// The layout of `comfilter fmt`.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[non_exhaustive]
pub struct FmtSettings {
    /// Longest filter on one line, in characters.
    #[cfg_attr(test, schemars(with = "usize", range(min = 1, max = crate::limits::CONFIG_NUMBER)))]
    pub width: Option<Setting<usize>>,
}

/// A setting, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub origin: Origin,
}

/// A line of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: Arc<Path>,
    /// From 1.
    pub line: u32,
}

/// Patterns of paths.
#[derive(Debug, Clone)]
pub struct Patterns {
    texts: Vec<String>,
    set: GlobSet,
    origin: Origin,
}

impl Config {
    /// Parses a file. Paths in it are relative to the folder of `file`.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use comfilter::config::Config;
    ///
    /// let error = Config::from_toml("[lint.rules]\nor-chian = \"off\"", Path::new("comfilter.toml")).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 2, column 1: there is no rule `or-chian`\n  help: did you mean `or-chain`?",
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// All mistakes in the text, each with its place.
    pub fn from_toml(text: &str, file: &Path) -> Result<Config, ConfigError> {
        read::read(text, file)
    }

    /// Combines this configuration with `base`, which it extends: settings in this one override
    /// those in `base`. Rules of paths and schemas of URLs are added.
    #[must_use]
    pub fn over(self, base: Config) -> Config {
        let mut rules = base.lint.rules.0;
        rules.retain(|(rule, _)| self.lint.rules.get(rule).is_none());
        rules.extend(self.lint.rules.0);
        let mut urls = base.schema.url;
        urls.retain(|url| self.schema.url.iter().all(|own| own.path.value != url.path.value));
        urls.extend(self.schema.url);
        // The two settings replace each other.
        let (file, resource) = match (self.schema.file, self.schema.resource) {
            (None, None) => (base.schema.file, base.schema.resource),
            own => own,
        };
        Config {
            extend: self.extend,
            saved_jobs: self.saved_jobs.or(base.saved_jobs),
            lint: Lint {
                rules: Rules(rules),
                per_path: base.lint.per_path.into_iter().chain(self.lint.per_path).collect(),
                base_urls: self.lint.base_urls.or(base.lint.base_urls),
            },
            limits: LimitSettings {
                text: self.limits.text.or(base.limits.text),
                nesting: self.limits.nesting.or(base.limits.nesting),
                diagnostics: self.limits.diagnostics.or(base.limits.diagnostics),
                url: self.limits.url.or(base.limits.url),
            },
            schema: SchemaFiles { file, resource, url: urls },
            format: FmtSettings { width: self.format.width.or(base.format.width) },
        }
    }

    /// The level of a rule for the file at `path`; without a path, for filters outside of files.
    pub fn level(&self, rule: &Rule, path: Option<&Path>) -> Option<&Setting<Level>> {
        self.rules_of(path).rev().find_map(|rules| rules.get(rule))
    }

    /// The levels of all rules for the file at `path`.
    pub fn levels(&self, path: Option<&Path>) -> Levels {
        let mut levels = Levels::default();
        for (rule, level) in self.rules_of(path).flat_map(|rules| &rules.0) {
            match level.value.severity(rule) {
                Some(level) => levels.set(rule, level),
                None => levels.reset(rule),
            }
        }
        levels
    }

    /// The rules for the file at `path`; later ones override earlier ones.
    fn rules_of(&self, path: Option<&Path>) -> impl DoubleEndedIterator<Item = &Rules> {
        let of_path = move |entry: &&PerPath| path.is_some_and(|path| entry.paths.matches(path));
        let matching = self.lint.per_path.iter().filter(of_path).map(|entry| &entry.rules);
        std::iter::once(&self.lint.rules).chain(matching)
    }

    /// The length of lines after a filter is formatted, in characters.
    pub fn width(&self) -> usize {
        self.format.width.as_ref().map_or(crate::format::WIDTH, |width| width.value)
    }

    /// The limits that hold.
    pub fn limits(&self) -> Limits {
        let or = |set: &Option<Setting<usize>>, default| set.as_ref().map_or(default, |set| set.value);
        Limits {
            text: or(&self.limits.text, Limits::DEFAULT.text),
            nesting: or(&self.limits.nesting, Limits::DEFAULT.nesting),
            diagnostics: or(&self.limits.diagnostics, Limits::DEFAULT.diagnostics),
            url: or(&self.limits.url, Limits::DEFAULT.url),
        }
    }

    /// The settings for the file at `path`, as TOML: each value with a comment that names its
    /// place, which `name` writes. The output is a valid configuration.
    ///
    /// Without a path, it shows the settings for filters outside of files, and the rules of paths.
    pub fn show(&self, path: Option<&Path>, name: &dyn Fn(&Path) -> String) -> String {
        show::show(self, path, name)
    }
}

impl Rules {
    /// The level of a rule.
    pub fn get(&self, rule: &Rule) -> Option<&Setting<Level>> {
        self.0.iter().find(|(found, _)| *found == rule).map(|(_, level)| level)
    }
}

impl Level {
    /// How it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::On => "on",
            Level::Hint => "hint",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    const ALL: &'static [Level] = &[Level::Off, Level::On, Level::Hint, Level::Warning, Level::Error];

    /// The argument of [`Levels::set`]; `None` for the default of the rule.
    fn severity(self, rule: &Rule) -> Option<Option<Severity>> {
        match self {
            Level::Off => Some(None),
            Level::On if rule.is_on() => None,
            Level::On => Some(Some(rule.severity())),
            Level::Hint => Some(Some(Severity::Hint)),
            Level::Warning => Some(Some(Severity::Warning)),
            Level::Error => Some(Some(Severity::Error)),
        }
    }
}

impl Patterns {
    /// As they are written.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether one of them matches a path in the same form as that of the configuration's file.
    pub fn matches(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(folder(&self.origin.file));
        relative.is_ok_and(|relative| self.set.is_match(relative))
    }
}

fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

#[cfg(test)]
impl schemars::JsonSchema for Rules {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let level = generator.subschema_for::<Level>();
        let rule = |rule: &&Rule| {
            let mut schema = level.clone();
            schema.insert("description".to_owned(), rule.summary().into());
            (rule.name().to_owned(), schema.to_value())
        };
        let properties: serde_json::Map<String, serde_json::Value> =
            crate::rules::ALL.iter().map(rule).collect();
        schemars::json_schema!({
            "description": "Rules, and as what they report: `comfilter rule NAME` shows the page of one.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false
        })
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Patterns {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Patterns".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "string", "minLength": 1 },
                { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } }
            ]
        })
    }
}
