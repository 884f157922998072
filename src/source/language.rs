//! The languages whose files are searched for filters, with their names and extensions.

use std::path::Path;

use super::syntax::HostLanguage;
use super::{
    csharp, go, http, java, javascript, json, markdown, notebook, php, powershell, python, ruby, rust, shell,
    text, toml, yaml,
};

/// A language whose files may contain filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Language {
    /// POSIX shells: sh, bash, zsh.
    Shell,
    /// PowerShell.
    PowerShell,
    /// Python.
    Python,
    /// YAML: Ansible's playbooks, pipelines.
    Yaml,
    /// JSON: collections of Postman, dashboards of Grafana.
    Json,
    /// Requests in the format of editors: `.http`, `.rest`.
    Http,
    /// Markdown, with its blocks of code in their languages.
    Markdown,
    /// Text in no language.
    Text,
    /// JavaScript.
    JavaScript,
    /// TypeScript.
    TypeScript,
    /// Go.
    Go,
    /// Rust.
    Rust,
    /// Java.
    Java,
    /// C#.
    CSharp,
    /// PHP.
    Php,
    /// Ruby.
    Ruby,
    /// TOML.
    Toml,
    /// A notebook of Jupyter, with its cells in their language.
    Notebook,
}

/// All languages, each from its file.
const HOSTS: [&HostLanguage; 18] = [
    &shell::HOST,
    &powershell::HOST,
    &python::HOST,
    &yaml::HOST,
    &json::HOST,
    &http::HOST,
    &markdown::HOST,
    &text::HOST,
    &javascript::HOST,
    &javascript::TYPESCRIPT,
    &go::HOST,
    &rust::HOST,
    &java::HOST,
    &csharp::HOST,
    &php::HOST,
    &ruby::HOST,
    &toml::HOST,
    &notebook::HOST,
];

impl Language {
    /// Every language.
    pub fn all() -> impl Iterator<Item = Language> {
        HOSTS.iter().map(|host| host.language)
    }

    /// The language of a file, by its ending.
    ///
    /// ```
    /// use comfilter::lint::Language;
    ///
    /// assert_eq!(Language::of_path("scripts/jobs.ps1"), Some(Language::PowerShell));
    /// assert_eq!(Language::of_path("README"), None);
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Language> {
        let extension = path.as_ref().extension()?.to_str()?;
        let is_known =
            |host: &&&HostLanguage| host.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known));
        HOSTS.iter().find(is_known).map(|host| host.language)
    }

    /// The language with this name in a fenced block of code or in an option.
    ///
    /// ```
    /// use comfilter::lint::Language;
    ///
    /// assert_eq!(Language::named("bash"), Some(Language::Shell));
    /// assert_eq!(Language::named("PowerShell"), Some(Language::PowerShell));
    /// assert_eq!(Language::named("cobol"), None);
    /// ```
    pub fn named(name: &str) -> Option<Language> {
        let is_known = |host: &&&HostLanguage| {
            let mut all = host.extensions.iter().chain(host.aliases);
            all.any(|known| name.eq_ignore_ascii_case(known))
        };
        HOSTS.iter().find(is_known).map(|host| host.language)
    }

    /// The endings of its files, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        self.host().map_or(&[], |host| host.extensions)
    }

    pub(super) fn host(self) -> Option<&'static HostLanguage> {
        HOSTS.iter().copied().find(|host| host.language == self)
    }
}
