//! The languages whose files are searched for filters, and the names that say which one a text is in.

use std::path::Path;

/// A language that filters stand in.
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
    /// Requests as editors send them: `.http`, `.rest`.
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

/// A language with its names.
struct Names {
    language: Language,
    /// Endings of files, without the dot; the first is the usual one.
    extensions: &'static [&'static str],
    /// What else a block of code is called by, besides the endings.
    aliases: &'static [&'static str],
}

const fn names(
    language: Language,
    extensions: &'static [&'static str],
    aliases: &'static [&'static str],
) -> Names {
    Names { language, extensions, aliases }
}

/// The names of each language.
const NAMES: [Names; 18] = [
    names(Language::Shell, &["sh", "bash", "zsh"], &["shell", "console", "shell-session", "shellscript"]),
    names(Language::PowerShell, &["ps1", "psm1"], &["powershell", "pwsh", "posh"]),
    names(Language::Python, &["py"], &["python", "python3", "ipython", "py3"]),
    names(Language::Yaml, &["yml", "yaml"], &["ansible"]),
    names(Language::Json, &["json"], &["jsonc", "json5"]),
    names(Language::Http, &["http", "rest"], &[]),
    names(Language::Markdown, &["md"], &["markdown"]),
    names(Language::Text, &["txt"], &["text", "plaintext"]),
    names(Language::JavaScript, &["js", "mjs"], &["javascript", "jsx", "node"]),
    names(Language::TypeScript, &["ts"], &["typescript", "tsx"]),
    names(Language::Go, &["go"], &["golang"]),
    names(Language::Rust, &["rs"], &["rust"]),
    names(Language::Java, &["java"], &[]),
    names(Language::CSharp, &["cs"], &["csharp", "c#"]),
    names(Language::Php, &["php"], &[]),
    names(Language::Ruby, &["rb"], &["ruby"]),
    names(Language::Toml, &["toml"], &[]),
    names(Language::Notebook, &["ipynb"], &["jupyter"]),
];

impl Language {
    /// Every language.
    pub fn all() -> impl Iterator<Item = Language> {
        NAMES.iter().map(|names| names.language)
    }

    /// The language of a file, by its ending.
    ///
    /// ```
    /// use comfilter::source::Language;
    ///
    /// assert_eq!(Language::of_path("scripts/jobs.ps1"), Some(Language::PowerShell));
    /// assert_eq!(Language::of_path("README"), None);
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Language> {
        let extension = path.as_ref().extension()?.to_str()?;
        let found = NAMES
            .iter()
            .find(|names| names.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)));
        found.map(|names| names.language)
    }

    /// The language that a block of code, or a user, calls by this name.
    ///
    /// ```
    /// use comfilter::source::Language;
    ///
    /// assert_eq!(Language::named("bash"), Some(Language::Shell));
    /// assert_eq!(Language::named("PowerShell"), Some(Language::PowerShell));
    /// assert_eq!(Language::named("cobol"), None);
    /// ```
    pub fn named(name: &str) -> Option<Language> {
        let found = NAMES.iter().find(|names| {
            let mut all = names.extensions.iter().chain(names.aliases);
            all.any(|known| name.eq_ignore_ascii_case(known))
        });
        found.map(|names| names.language)
    }

    /// The endings of its files, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        NAMES.iter().find(|names| names.language == self).map_or(&[], |names| names.extensions)
    }
}
