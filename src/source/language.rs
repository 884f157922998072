//! The languages whose files are searched for filters, with their names and extensions.

use std::path::Path;

use super::syntax::HostLanguage;
use super::{
    batch, bruno, csharp, dart, dockerfile, dotenv, go, groovy, hcl, http, hurl, java, javascript, jmeter,
    json, kotlin, lua, makefile, markdown, notebook, perl, php, powershell, python, r, robot, ruby, rust,
    scala, shell, swift, text, toml, yaml,
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
    /// JSON: collections of Postman, dashboards of Grafana, recordings of browsers.
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
    /// Kotlin.
    Kotlin,
    /// Scala.
    Scala,
    /// Swift.
    Swift,
    /// Dart.
    Dart,
    /// Lua.
    Lua,
    /// R.
    R,
    /// Perl.
    Perl,
    /// Groovy: the pipelines of Jenkins.
    Groovy,
    /// HCL: the configurations of Terraform.
    Hcl,
    /// The scripts of the command prompt of Windows: `.bat`, `.cmd`.
    Batch,
    /// Makefiles, with their recipes.
    Makefile,
    /// Files for container images: `Dockerfile`.
    Dockerfile,
    /// Variables of an environment: `.env`.
    Dotenv,
    /// Requests of Bruno: `.bru`.
    Bruno,
    /// Requests of Hurl.
    Hurl,
    /// Tests of Robot Framework.
    Robot,
    /// Test plans of JMeter.
    JMeter,
}

/// All languages, each from its file.
const HOSTS: [&HostLanguage; 35] = [
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
    &kotlin::HOST,
    &scala::HOST,
    &swift::HOST,
    &dart::HOST,
    &lua::HOST,
    &r::HOST,
    &perl::HOST,
    &groovy::HOST,
    &hcl::HOST,
    &batch::HOST,
    &makefile::HOST,
    &dockerfile::HOST,
    &dotenv::HOST,
    &bruno::HOST,
    &hurl::HOST,
    &robot::HOST,
    &jmeter::HOST,
];

impl Language {
    /// Every language.
    pub fn all() -> impl Iterator<Item = Language> {
        HOSTS.iter().map(|host| host.language)
    }

    /// The language of a file, by its extension or its name.
    ///
    /// ```
    /// use comfilter::lint::Language;
    ///
    /// assert_eq!(Language::of_path("scripts/jobs.ps1"), Some(Language::PowerShell));
    /// assert_eq!(Language::of_path("build/Dockerfile"), Some(Language::Dockerfile));
    /// assert_eq!(Language::of_path("README"), None);
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Language> {
        let name = path.as_ref().file_name()?.to_str()?;
        // `.env` is a name, and not an extension.
        let is_named = |host: &&&HostLanguage| {
            let mut names = host.names.iter();
            names.any(|known| {
                let rest = name.strip_prefix(known);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        let extension = path.as_ref().extension().and_then(|extension| extension.to_str());
        let is_known = |host: &&&HostLanguage| {
            host.extensions
                .iter()
                .any(|known| extension.is_some_and(|given| given.eq_ignore_ascii_case(known)))
        };
        HOSTS.iter().find(is_known).or_else(|| HOSTS.iter().find(is_named)).map(|host| host.language)
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

    /// The names of its files that have no extension, or any extension after a dot.
    pub fn names(self) -> &'static [&'static str] {
        self.host().map_or(&[], |host| host.names)
    }

    /// The endings of its files, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        self.host().map_or(&[], |host| host.extensions)
    }

    /// Whether its files give names that others use: those of documents do not.
    #[cfg(feature = "cli")]
    pub(crate) fn shares_names(self) -> bool {
        self.host().is_some_and(|host| !host.is_document)
    }

    pub(super) fn host(self) -> Option<&'static HostLanguage> {
        HOSTS.iter().copied().find(|host| host.language == self)
    }
}
