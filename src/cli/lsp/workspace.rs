//! The configurations around the documents of an editor, which may change at any time.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::names::NamesOfFolder;
use super::zone::SystemZone;
use crate::cli::Versions;
use crate::cli::config::{ConfigArgs, Configs, parent};
use crate::cli::failure::Failure;
use crate::cli::{files, source};
use crate::config::FILE_NAME;
use crate::editing::Zone;
use crate::limits;
use crate::lint::{Holder, Linter};
use crate::lsp::{Rules, SavedJobs, Workspace};
use crate::source::names_filter;

/// The configurations, as the server last read them. An editor may not say that a file has changed, so each use looks
/// at the files again.
pub(super) struct FileWorkspace {
    args: ConfigArgs,
    given: Option<Versions>,
    configs: Configs,
    rules: HashMap<PathBuf, Rules>,
    /// The files of saved jobs, as they were when they were read.
    jobs: HashMap<PathBuf, (Option<Stamp>, Arc<SavedJobs>)>,
    /// All files that were read, or would be if they existed.
    stamps: HashMap<PathBuf, Option<Stamp>>,
    /// The names in the folders that the editor shows.
    names: Vec<NamesOfFolder>,
    generation: u64,
    /// The number of files of saved jobs that were read.
    reads: u64,
}

/// A file at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Option<Stamp> {
        let data = fs::metadata(path).ok()?;
        Some(Stamp { length: data.len(), modified: data.modified().ok() })
    }
}

impl FileWorkspace {
    pub(super) fn new(args: ConfigArgs, given: Option<Versions>) -> FileWorkspace {
        FileWorkspace {
            configs: Configs::new(&args, given.clone()),
            args,
            given,
            rules: HashMap::new(),
            jobs: HashMap::new(),
            stamps: HashMap::new(),
            names: Vec::new(),
            generation: 0,
            reads: 0,
        }
    }

    /// Documents get other rules from now on.
    fn begin_generation(&mut self) {
        self.generation += 1;
        self.rules.clear();
    }

    fn read_rules(&mut self, path: &Path) -> Result<Rules, Failure> {
        if let Some(known) = self.rules.get(path) {
            return Ok(known.clone());
        }
        // A new file may be in a new folder.
        let folder = parent(path).ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
        for folder in fs::canonicalize(folder).iter().flat_map(|folder| folder.ancestors()) {
            let file = folder.join(FILE_NAME);
            let stamp = Stamp::of(&file);
            self.stamps.insert(file, stamp);
            if stamp.is_some() {
                break;
            }
        }
        let found = self.configs.folder(folder);
        for file in self.configs.files() {
            self.stamps.entry(file.to_owned()).or_insert_with(|| Stamp::of(file));
        }
        let found = found?;
        let rules = Rules {
            linter: Arc::new(found.linter(path.file_name()).into_owned()),
            jobs: found.saved_jobs().map(Arc::from),
            width: found.width(),
            generation: self.generation,
        };
        self.rules.insert(path.to_owned(), rules.clone());
        Ok(rules)
    }

    fn read_jobs(&mut self, path: &Path) -> Result<Arc<SavedJobs>, Failure> {
        let stamp = Stamp::of(path);
        if let Some((_, jobs)) = self.jobs.get(path).filter(|(known, _)| *known == stamp) {
            return Ok(Arc::clone(jobs));
        }
        let opened = source::open(path, &Arc::default())?;
        let mut bytes = Vec::new();
        let most = limits::FILE as u64;
        let read = opened.source.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| source::unreadable(path, &error))?;
        if bytes.len() as u64 > most {
            let message = format!("{} is longer than {most} bytes", files::shown(path));
            return Err(Failure::usage(message));
        }
        let bytes = files::in_utf8(bytes, &files::shown(path))?;
        self.reads += 1;
        let jobs =
            Arc::new(SavedJobs { name: path.to_string_lossy().into_owned(), bytes, generation: self.reads });
        self.jobs.insert(path.to_owned(), (stamp, Arc::clone(&jobs)));
        Ok(jobs)
    }
}

impl Workspace for FileWorkspace {
    fn rules(&mut self, path: Option<&Path>) -> Result<Rules, String> {
        self.generation();
        // A document without a file is in the current folder.
        self.read_rules(path.unwrap_or(Path::new(""))).map_err(|failure| failure.text())
    }

    fn generation(&mut self) -> u64 {
        if self.stamps.iter().any(|(path, stamp)| Stamp::of(path) != *stamp) {
            self.begin_generation();
            self.configs = Configs::new(&self.args, self.given.clone());
            self.stamps.clear();
        }
        self.generation
    }

    fn linter(&mut self, rules: &Rules, path: Option<&Path>, text: &str) -> Arc<Linter> {
        let names = path.filter(|_| names_filter(text)).and_then(|path| {
            let Some(Holder::Source(language)) = Holder::of_path(path) else { return None };
            let around = self.names.iter_mut().filter(|names| path.starts_with(&names.folder));
            // The outer folder is the one that has more of the names.
            let names = around.min_by_key(|names| names.folder.as_os_str().len())?;
            Some(names.used_by(language, path, text))
        });
        match names {
            Some(names) if !names.is_empty() => Arc::new(rules.linter.with_names(names)),
            _ => Arc::clone(&rules.linter),
        }
    }

    fn show(&mut self, folders: Vec<PathBuf>) {
        if self.names.iter().map(|names| &names.folder).eq(&folders) {
            return;
        }
        let mut before = std::mem::take(&mut self.names);
        for folder in folders {
            let known = before.iter().position(|names| names.folder == folder);
            let names = known.map(|known| before.swap_remove(known));
            self.names.push(names.unwrap_or_else(|| NamesOfFolder::new(folder)));
        }
        self.begin_generation();
    }

    fn look_again(&mut self) {
        // Each folder is looked at, so `any` would not do.
        let changes = self.names.iter_mut().filter_map(|names| names.look_again().then_some(()));
        if changes.count() > 0 {
            self.begin_generation();
        }
    }

    fn zone(&self) -> Option<Arc<dyn Zone>> {
        Some(Arc::new(SystemZone))
    }

    fn jobs(&mut self, path: &Path) -> Result<Arc<SavedJobs>, String> {
        self.read_jobs(path).map_err(|failure| failure.text())
    }
}
