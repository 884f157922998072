//! The configurations around the documents of an editor, which may change at any time.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::cli::Versions;
use crate::cli::config::{ConfigArgs, Configs, parent};
use crate::cli::failure::Failure;
use crate::config::FILE_NAME;
use crate::lint::Linter;
use crate::lsp::{Rules, Workspace};

/// The configurations, as the server last read them. An editor may not say that a file has changed, so each use looks
/// at the files again.
pub(super) struct FileWorkspace {
    args: ConfigArgs,
    given: Option<Versions>,
    configs: Configs,
    linters: HashMap<PathBuf, Arc<Linter>>,
    /// All files that were read, or would be if they existed.
    stamps: HashMap<PathBuf, Option<Stamp>>,
    generation: u64,
}

/// A file at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
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
            linters: HashMap::new(),
            stamps: HashMap::new(),
            generation: 0,
        }
    }

    fn linter(&mut self, path: &Path) -> Result<Arc<Linter>, Failure> {
        if let Some(known) = self.linters.get(path) {
            return Ok(Arc::clone(known));
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
        let linter = Arc::new(found?.linter(path.file_name()).into_owned());
        self.linters.insert(path.to_owned(), Arc::clone(&linter));
        Ok(linter)
    }
}

impl Workspace for FileWorkspace {
    fn rules(&mut self, path: Option<&Path>) -> Result<Rules, String> {
        let generation = self.generation();
        // A text without a file is in the current folder.
        let linter = self.linter(path.unwrap_or(Path::new("")));
        Ok(Rules { linter: linter.map_err(|failure| failure.text())?, generation })
    }

    fn generation(&mut self) -> u64 {
        if self.stamps.iter().any(|(path, stamp)| Stamp::of(path) != *stamp) {
            self.generation += 1;
            self.configs = Configs::new(&self.args, self.given.clone());
            self.linters.clear();
            self.stamps.clear();
        }
        self.generation
    }
}
