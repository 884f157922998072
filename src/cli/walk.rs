//! Finds the files of a folder and below like ripgrep.

use std::io;
use std::num::NonZero;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, Error, WalkBuilder, WalkState};

use super::failure::Failure;
use super::files;
use super::screen::Screen;
use crate::text::Quoted;

/// The options for files in folders.
#[derive(Debug, Default, clap::Args)]
pub(super) struct WalkArgs {
    /// Search hidden files and folders
    #[arg(long)]
    hidden: bool,
    /// Search files that `.gitignore`, `.ignore` and git's settings exclude
    #[arg(long)]
    no_ignore: bool,
    /// In folders, search only files whose path matches, or after `!` does not match; a match may
    /// be hidden or ignored. May be given several times
    #[arg(short, long = "glob", value_name = "GLOB")]
    globs: Vec<String>,
}

/// A file and its result, or the error of a folder that could not be read.
pub(super) type WalkEntry<T> = Result<(PathBuf, T), Failure>;

impl WalkArgs {
    /// Searches also what git ignores, but nothing hidden.
    pub(super) fn everything() -> WalkArgs {
        WalkArgs { no_ignore: true, ..WalkArgs::default() }
    }

    /// The files in `folder` and below that `wanted` accepts, in the order of their paths, with
    /// errors in the place of unreadable folders.
    pub(super) fn find<T: Send>(
        &self,
        folder: &Path,
        threads: Option<NonZero<usize>>,
        wanted: impl Fn(&Path) -> Option<T> + Sync,
    ) -> Result<Vec<WalkEntry<T>>, Failure> {
        let threads = super::threads(threads, usize::MAX);
        let mut walk = self.walk(folder)?;
        walk.threads(threads);
        let found = Mutex::new(Vec::new());
        walk.build_parallel().run(|| {
            Box::new(|entry| {
                if let Some((path, what)) = look(entry, folder, &wanted) {
                    let one = (key(&path), what.map(|what| (shortened(path), what)));
                    found.lock().unwrap_or_else(PoisonError::into_inner).push(one);
                }
                WalkState::Continue
            })
        });
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Ok(found.into_iter().map(|(_, found)| found).collect())
    }

    /// The files in `folder` and below that `wanted` accepts, or `None` if there are more than `most` files and folders.
    /// A folder that cannot be read is left out.
    #[cfg(feature = "lsp")]
    pub(super) fn find_few<T>(
        &self,
        folder: &Path,
        most: usize,
        wanted: impl Fn(&Path) -> Option<T>,
    ) -> Option<Vec<(PathBuf, T)>> {
        let walk = self.walk(folder).ok()?;
        let mut found = Vec::new();
        for (count, entry) in walk.build().enumerate() {
            if count >= most {
                return None;
            }
            if let Some((path, Ok(what))) = look(entry, folder, &wanted) {
                found.push((path, what));
            }
        }
        found.sort_unstable_by_key(|(path, _)| key(path));
        Some(found)
    }

    /// The walk through a folder. It does not follow links, so it ends.
    fn walk(&self, folder: &Path) -> Result<WalkBuilder, Failure> {
        let mut walk = WalkBuilder::new(folder);
        // A report in the folder is not an input.
        walk.skip_stdout(true).hidden(!self.hidden).overrides(self.overrides()?);
        if self.no_ignore {
            walk.parents(false).ignore(false).git_ignore(false).git_global(false).git_exclude(false);
        }
        Ok(walk)
    }

    /// Whether there are path patterns.
    pub(super) fn has_globs(&self) -> bool {
        !self.globs.is_empty()
    }

    /// Warns about each pattern that selects none of the found files.
    pub(super) fn report_unmatched<'p>(
        &self,
        found: impl Iterator<Item = &'p Path> + Clone,
        screen: &Screen,
    ) -> Result<(), Failure> {
        for glob in self.globs.iter().filter(|glob| !glob.starts_with('!')) {
            let one = overrides(std::slice::from_ref(glob))?;
            if !found.clone().any(|path| one.matched(path, false).is_whitelist()) {
                screen.warning(&format!("no file is searched for the path pattern {}", Quoted(glob)));
            }
        }
        Ok(())
    }

    fn overrides(&self) -> Result<Override, Failure> {
        overrides(&self.globs)
    }
}

fn overrides(globs: &[String]) -> Result<Override, Failure> {
    let mut overrides = OverrideBuilder::new(std::env::current_dir().unwrap_or_default());
    for glob in globs {
        let refused = |error: Error| {
            let why = match &error {
                Error::Glob { err, .. } => err.clone(),
                error => error.to_string(),
            };
            Failure::usage(format!("{} is not a valid path pattern: {why}", Quoted(glob)))
        };
        overrides.add(glob).map_err(refused)?;
    }
    overrides.build().map_err(|error| Failure::usage(format!("path patterns: {error}")))
}

/// The result for an entry of a folder, and its path.
fn look<T>(
    entry: Result<DirEntry, Error>,
    folder: &Path,
    wanted: impl Fn(&Path) -> Option<T>,
) -> Option<(PathBuf, Result<T, Failure>)> {
    match entry {
        // Opening a pipe or a device would block.
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
            let what = wanted(entry.path())?;
            Some((entry.into_path(), Ok(what)))
        }
        Ok(_) => None,
        Err(error) => {
            let path = shortened(path_of(&error).unwrap_or(folder).to_owned());
            let error =
                error.into_io_error().unwrap_or_else(|| io::Error::other("its folder cannot be read"));
            let failure = files::unreadable(&path, &error);
            Some((path, Err(failure)))
        }
    }
}

fn path_of(mut error: &Error) -> Option<&Path> {
    loop {
        error = match error {
            Error::WithPath { path, .. } => return Some(path),
            Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => err,
            _ => return None,
        };
    }
}

/// A key that sorts paths folder by folder when compared byte by byte: a name ends before any other
/// character.
fn key(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|byte| if *byte == MAIN_SEPARATOR as u8 { 0 } else { *byte }).collect()
}

/// The name of a path in messages.
fn shortened(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(short) => short.to_owned(),
        Err(_) => path,
    }
}
