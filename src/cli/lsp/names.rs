//! The names that the files of a folder share, as `comfilter lint` on this folder knows them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::workspace::Stamp;
use crate::cli::files::Reader;
use crate::cli::walk::WalkArgs;
use crate::limits;
use crate::lint::{Holder, Language};
use crate::source::{Names, SharedName, TreeNames, shared_names};

/// A folder that the editor shows. Its files are read when a document needs them.
pub(super) struct NamesOfFolder {
    pub(super) folder: PathBuf,
    known: Option<Known>,
}

/// The files as they were when they were read, by their paths in the folder.
#[derive(Default)]
struct Known {
    files: BTreeMap<PathBuf, KnownFile>,
    names: TreeNames,
}

struct KnownFile {
    stamp: Option<Stamp>,
    language: Language,
    names: Vec<SharedName>,
}

impl NamesOfFolder {
    pub(super) fn new(folder: PathBuf) -> NamesOfFolder {
        NamesOfFolder { folder, known: None }
    }

    /// The names that a file of the folder takes from others.
    pub(super) fn used_by(&mut self, language: Language, path: &Path, text: &str) -> Names {
        let known = self.known.get_or_insert_with(|| Known::of(&self.folder, BTreeMap::new()));
        let Ok(path) = path.strip_prefix(&self.folder) else { return Names::new() };
        // `comfilter lint` does not search a file that git ignores.
        let is_searched = known.files.contains_key(path) || !self.folder.join(path).exists();
        match known.names.is_empty() || !is_searched {
            true => Names::new(),
            false => known.names.used_by(language, path, text),
        }
    }

    /// Reads the files that have changed, if the others were read. Returns whether a name has changed.
    pub(super) fn look_again(&mut self) -> bool {
        let Some(Known { files, names }) = self.known.take() else { return false };
        let known = Known::of(&self.folder, files);
        let is_changed = known.names != names;
        self.known = Some(known);
        is_changed
    }
}

impl Known {
    /// The files of a folder. A file that is the same as `before` is not read again, and one that is too long is never
    /// read. In a folder with too many files, no name is known: some of the files might give it another value.
    fn of(folder: &Path, mut before: BTreeMap<PathBuf, KnownFile>) -> Known {
        let wanted = |path: &Path| match Holder::of_path(path)? {
            Holder::Source(language) => Some(language),
            _ => None,
        };
        let found = WalkArgs::default().find_few(folder, limits::WORKSPACE_FILES, wanted);
        let mut reader = Reader::default();
        let mut bytes = 0;
        let mut known = Known::default();
        for (path, language) in found.unwrap_or_default() {
            let stamp = Stamp::of(&path);
            let Ok(short) = path.strip_prefix(folder) else { continue };
            let length = stamp.map_or(0, |stamp| stamp.length);
            let is_read = language.shares_names() && length <= limits::SOURCE as u64;
            bytes += if is_read { length } else { 0 };
            if bytes > limits::WORKSPACE_BYTES {
                return Known::default();
            }
            let same = before.remove(short).filter(|file| file.stamp == stamp);
            let file = same.unwrap_or_else(|| {
                let text = is_read.then(|| reader.read_found(&path, Holder::Source(language)).ok()).flatten();
                let names = text.map_or_else(Vec::new, |(text, _)| shared_names(language, &text));
                KnownFile { stamp, language, names }
            });
            known.files.insert(short.to_owned(), file);
        }
        for (path, file) in &known.files {
            known.names.add(file.language, path, file.names.clone());
        }
        known
    }
}
