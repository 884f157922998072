//! The names of a tree of files: constants, and functions of a line, whose value is a URL of the API. Another file
//! of the tree may send its requests there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use memchr::memmem;

use super::Part;
use super::language::Language;
use super::mentions::{Mentions, Names, is_list_name, last_name};
use super::outline::Outline;
use super::url::{boundary, upto};
use crate::limits;

/// A name that a file gives a URL of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SharedName {
    pub(super) name: String,
    /// Its version and its list, if the URL has them.
    pub(super) value: (Option<String>, Option<String>),
}

/// The shared names of a tree, each with the files that give it a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TreeNames {
    names: BTreeMap<(Family, String), Vec<Given>>,
}

/// The value of a name in one file.
#[derive(Debug, PartialEq, Eq)]
struct Given {
    value: (Option<String>, Option<String>),
    /// The words that name the file where another one uses it: its name, or that of its folder.
    file: String,
    folder: String,
}

/// Languages whose files use the names of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Family(Language);

impl Family {
    fn of(language: Language) -> Family {
        Family(match language {
            Language::TypeScript => Language::JavaScript,
            language => language,
        })
    }

    /// Whether a file may use the names of all files of the tree without naming theirs: a module of PowerShell
    /// loads its files together, a package of Go is a folder, and an inventory of Ansible belongs to every playbook.
    fn shares_all(self) -> bool {
        matches!(self.0, Language::PowerShell | Language::Yaml)
    }
}

/// Words before a value that are types, and not the name: `const jobs string = "…"`.
const TYPES: [&str; 8] = ["string", "String", "str", "char", "static", "Final", "URI", "Uri"];

/// The names that a file gives a URL of the API, for other files.
pub(crate) fn shared_names(language: Language, text: &str) -> Vec<SharedName> {
    let host = language.host().filter(|_| language.shares_names());
    let Some(host) = host.filter(|_| memmem::find(text.as_bytes(), b"/compute-ops").is_some()) else {
        return Vec::new();
    };
    let part = Part::whole(language, text);
    let outline = Outline::of(&part, host.syntax);
    let mentions = Mentions::of(text, &outline.comments, &part.around, None);
    let mut found: Vec<SharedName> = Vec::new();
    for (at, value) in mentions.bases_and_lists().take(limits::SOURCE_TREE_NAMES) {
        let (above, line) = line_before(text, at as usize);
        let name = function_of(line).or_else(|| constant_of(line, language)).or_else(|| {
            // The header of the function is the line above.
            let word = line.trim_start().split([' ', '"', '\'', '(']).next().unwrap_or_default();
            let gives = ["return", "echo", "printf", ""].contains(&word);
            gives.then(|| function_of(above)).flatten()
        });
        // Files that name no other one cannot say which name they mean.
        let is_long = |name: &&str| name.len() >= SHORTEST || !Family::of(language).shares_all();
        if let Some(name) = name.filter(is_long) {
            found.push(SharedName { name: name.to_owned(), value });
        }
    }
    let bases: BTreeMap<String, Option<String>> = found
        .iter()
        .filter(|shared| shared.value.1.is_none())
        .map(|shared| (shared.name.clone(), shared.value.0.clone()))
        .collect();
    if !bases.is_empty() {
        let mut above = "";
        let below = text.lines().filter_map(|line| {
            let line = upto(line, limits::SOURCE_NAME_BEFORE);
            let header = std::mem::replace(&mut above, line);
            below_base(header, line, language, &bases)
        });
        found.extend(below.take(limits::SOURCE_TREE_NAMES).collect::<Vec<_>>());
    }
    if language == Language::PowerShell {
        let known: BTreeMap<&str, &SharedName> = found.iter().map(|shared| (&*shared.name, shared)).collect();
        let aliases = text.lines().filter_map(|line| {
            let (function, constant) = alias(line)?;
            let value = known.get(constant)?.value.clone();
            Some(SharedName { name: function.to_owned(), value })
        });
        let aliases: Vec<SharedName> = aliases.take(limits::SOURCE_TREE_NAMES).collect();
        found.extend(aliases);
    }
    found.truncate(limits::SOURCE_TREE_NAMES);
    found
}

/// The name of a line whose value is a base of the file and the path of a list: `JOBS = BASE + "/jobs"`, or the function
/// above that returns it.
fn below_base(
    above: &str,
    line: &str,
    language: Language,
    bases: &BTreeMap<String, Option<String>>,
) -> Option<SharedName> {
    let is_return = line.trim_start().starts_with("return ");
    let own = || function_of(line).or_else(|| constant_of(line, language));
    let name = if is_return { function_of(above) } else { own() }?;
    let start = if is_return { line.find("return ")? } else { line.find(['=', '{'])? };
    let code = line.get(start..)?;
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = code.split(|c: char| !is_name(c)).filter(|word| !word.is_empty());
    let base = words.find(|word| bases.contains_key(*word))?;
    let rest = code.get(code.find(base)? + base.len()..)?;
    let path = rest.trim_start_matches(|c: char| " })+.~&\"'`".contains(c)).strip_prefix('/')?;
    let end = path.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '/')))?;
    let (path, after) = path.split_at_checked(end)?;
    let is_alone = after.trim_end_matches([';', ',', '}', ')', ' ']).chars().count() == 1;
    let (version, list) = match path.split_once('/') {
        Some((version, list)) => (Some(version.to_owned()), list),
        None => (bases.get(base)?.clone(), path),
    };
    let is_known = is_alone && version.is_some() && is_list_name(list) && after.starts_with(['"', '\'', '`']);
    let value = (version, Some(list.to_owned()));
    is_known.then(|| SharedName { name: name.to_owned(), value })
}

/// The line before a place, and the line above that one. A line may be as long as the file.
fn line_before(text: &str, at: usize) -> (&str, &str) {
    let from = boundary(text, at.saturating_sub(limits::SOURCE_NAME_BEFORE));
    let before = text.get(from..at).unwrap_or_default();
    let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
    (above.trim_end().rsplit('\n').next().unwrap_or_default(), line)
}

/// `function Get-JobsUri { $script:JobsUri }`: the function, and the constant that it gives.
fn alias(line: &str) -> Option<(&str, &str)> {
    let (header, body) = line.split_once('{')?;
    let constant = body.trim().strip_suffix('}')?.trim();
    let name = constant.strip_prefix("return ").unwrap_or(constant).trim().strip_prefix('$')?;
    let name = name.rsplit(':').next().filter(|name| last_name(name) == Some(name))?;
    Some((function_of(header)?, name))
}

/// The shortest name that a file may use without a line that imports it, in bytes: `URL` and `api` are names of anything.
const SHORTEST: usize = 5;

/// The function whose header a line contains, and whose value comes after it.
fn function_of(line: &str) -> Option<&str> {
    let words = ["function ", "def ", "func ", "fn ", "sub "];
    let header = words.iter().find_map(|word| {
        let at = line.find(word)?;
        let is_word =
            line.get(..at).is_some_and(|before| before.trim_end().len() < before.len() || before.is_empty());
        line.get(at + word.len()..).filter(|_| is_word)
    });
    let name = match header {
        Some(rest) => rest.split(['(', '{', ':', '=']).next()?.trim(),
        // `jobs_url() { echo "…"`, `static String jobsUrl() { return "…"`.
        None => {
            let (name, rest) = line.split_once("()")?;
            let is_header = rest.trim_start().starts_with(['{', '=', '-', ':']);
            Some(name.trim()).filter(|_| is_header)?
        }
    };
    last_name(name).filter(|last| name.ends_with(last))
}

/// The constant that a line gives a value: one in capitals, or one that a file declares at its top.
fn constant_of(line: &str, language: Language) -> Option<&str> {
    let mark = if language == Language::Yaml { ':' } else { '=' };
    let (left, _) = line.split_once(mark)?;
    let left = left.trim_end_matches([':', ' ', '\t']);
    // `NAME: &str`, `NAME: string`; in PowerShell the mark ends a scope.
    let left = if left.contains('$') { left } else { left.split(": ").next().unwrap_or(left) };
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = left.rsplit(|c: char| !is_name(c)).filter(|word| !word.is_empty());
    let name = words.find(|word| !TYPES.contains(word))?;
    let is_constant = !name.contains(char::is_lowercase);
    let first = line.split([' ', '\t']).next().unwrap_or_default();
    let is_top = !line.starts_with([' ', '\t', '}'])
        && (line.starts_with(['$', '['])
            || first == "export"
            || first == "const"
            || language == Language::Yaml);
    let is_public = line.contains("export ") || line.contains("public ") || line.contains("static ");
    (is_constant || is_top || is_public).then_some(name)
}

impl TreeNames {
    /// Adds the shared names of a file.
    pub(crate) fn add(&mut self, language: Language, path: &Path, names: Vec<SharedName>) {
        let name_of = |path: Option<&Path>| {
            path.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let (file, folder) = (name_of(Some(path)), name_of(path.parent()));
        for SharedName { name, value } in names {
            let is_known = self.names.contains_key(&(Family::of(language), name.clone()));
            if !is_known && self.names.len() >= limits::SOURCE_TREE_NAMES {
                continue;
            }
            let given = Given { value, file: file.clone(), folder: folder.clone() };
            let all = self.names.entry((Family::of(language), name)).or_default();
            if all.len() < limits::SOURCE_VALUES && !all.contains(&given) {
                all.push(given);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names that a file takes from other files, with their values.
    pub(crate) fn used_by(&self, language: Language, path: &Path, text: &str) -> Names {
        let family = Family::of(language);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let words: BTreeSet<&str> =
            text.split(|c: char| !is_name(c)).filter(|word| !word.is_empty()).collect();
        let own = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let mut used = Names::new();
        for word in &words {
            let Some(all) = self.names.get(&(family, (*word).to_owned())) else { continue };
            if used.len() >= limits::SOURCE_NAMES {
                break;
            }
            let is_near = |given: &&Given| {
                if word.len() < SHORTEST && !family.shares_all() {
                    return imports(text, &given.file, word);
                }
                family.shares_all()
                    || words.contains(&*given.file)
                    || words.contains(&*given.folder)
                    || family.0 == Language::Go && own.as_deref() == Some(&*given.folder)
            };
            let mut near = all.iter().filter(is_near);
            let Some(first) = near.next() else { continue };
            // Two files that give different values leave it open.
            if near.all(|other| other.value == first.value) && !gives(text, word) {
                used.insert((*word).to_owned(), first.value.clone());
            }
        }
        used
    }
}

/// Whether a line of a file takes a name from another file: `from config import BASE`, `config.BASE`.
fn imports(text: &str, file: &str, name: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let has = |line: &str, word: &str| line.split(|c: char| !is_name(c)).any(|own| own == word);
    text.contains(&format!("{file}.{name}"))
        || text.lines().any(|line| {
            let takes = ["import", "from", "require"].iter().any(|word| has(line, word));
            takes && has(line, file) && has(line, name)
        })
}

/// Whether a file gives a name a value itself.
fn gives(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let rest = text.get(at + name.len()..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let before = text.get(..at).unwrap_or_default();
        let is_compared = ["==", "=>"].iter().any(|mark| rest.starts_with(mark));
        let is_assigned = rest.starts_with('=') && !is_compared || rest.starts_with(":=");
        let is_function =
            ["function ", "function Get-", "def ", "func ", "fn "].iter().any(|word| before.ends_with(word));
        is_assigned || is_function
    })
}
