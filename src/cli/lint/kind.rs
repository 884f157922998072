//! The type of a file, by its extension or by `--type`.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::files;
use crate::lint::Holder;
use crate::source::Language;
use crate::text::Quoted;

/// The name of the type of `.comfilter` files.
const FILTERS: &str = "comfilter";

/// The type of a name, as an argument.
pub(super) fn named(name: &str) -> Result<Holder, String> {
    Holder::named(name)
        .ok_or_else(|| format!("there is no type {}; the types are {}", Quoted(name), names().join(", ")))
}

/// A name of each type.
fn names() -> Vec<&'static str> {
    let languages = Language::all().filter_map(|language| language.extensions().first().copied());
    std::iter::once(FILTERS).chain(languages).collect()
}

/// The extensions and the names of searched files.
pub(super) fn endings() -> String {
    let languages = Language::all().flat_map(Language::extensions);
    let endings = std::iter::once(&FILTERS).chain(languages).map(|ending| format!(".{ending}"));
    let names = Language::all().flat_map(Language::names).map(|name| (*name).to_owned());
    endings.chain(names).collect::<Vec<_>>().join(" ")
}

/// The wanted types; empty for all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Types<'a>(pub(super) &'a [Holder]);

impl Types<'_> {
    /// The type of a file found in a folder, if that type is wanted.
    pub(super) fn of_found(self, path: &Path) -> Option<Holder> {
        Holder::of_path(path).filter(|kind| self.0.is_empty() || self.0.contains(kind))
    }

    /// The type of a file named on the command line.
    pub(super) fn of_named(self, path: &Path) -> Result<Holder, Failure> {
        Holder::of_path(path).or(self.single()).ok_or_else(|| {
            Failure::usage(format!(
                "{} has none of the extensions of files with filters: {}",
                files::shown(path),
                endings()
            ))
            .with_help(
                "name its type with `--type NAME`, or give its content on standard input with `--stdin-filename NAME`; \
                 give a filter with `-e`, a URL with `--url`",
            )
        })
    }

    /// The wanted type, if there is only one.
    pub(super) fn single(self) -> Option<Holder> {
        match self.0 {
            [kind] => Some(*kind),
            _ => None,
        }
    }
}
