//! The inputs of `lint`: options, standard input, and files, in the order of the report.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Args;
use crate::cli::Versions;
use crate::cli::config::{Configs, Folder, parent};
use crate::cli::failure::Failure;
use crate::cli::files::{self, Reader, Unicode, Unread};
use crate::cli::screen::Screen;
use crate::limits;
use crate::lint::{Holder, Language, Linter};
use crate::text::Source;

/// An input with filters.
pub(super) struct Input {
    pub(super) from: From,
    pub(super) holder: Holder,
    /// The configuration of its folder.
    folder: Arc<Folder>,
}

/// The origin of an input.
pub(super) enum From {
    /// An option of the command line.
    Option(&'static str, String),
    /// Standard input, with the name of its file.
    StandardInput(Option<PathBuf>, String),
    File {
        path: PathBuf,
        /// Whether it was found in a folder.
        is_found: bool,
    },
}

impl Input {
    /// The name for reports; `None` for an option, which they know.
    pub(super) fn name(&self) -> Option<Cow<'_, str>> {
        match &self.from {
            From::StandardInput(None, _) => Some("-".into()),
            _ => self.file().map(Path::to_string_lossy),
        }
    }

    /// The name, also of an option.
    pub(super) fn name_or_option(&self) -> Cow<'_, str> {
        self.name().unwrap_or(self.option().into())
    }

    /// The file of the text, or the one it is read as.
    pub(super) fn file(&self) -> Option<&Path> {
        match &self.from {
            From::File { path, .. } => Some(path),
            From::StandardInput(path, _) => path.as_deref(),
            From::Option(..) => None,
        }
    }

    /// Whether it is a file itself. The report of a file has only filters with findings.
    pub(super) fn is_file(&self) -> bool {
        matches!(self.from, From::File { .. })
    }

    /// The language of a host file that was found in a folder.
    pub(super) fn language_in_tree(&self) -> Option<Language> {
        match (&self.from, self.holder) {
            (From::File { is_found: true, .. }, Holder::Source(language)) => Some(language),
            _ => None,
        }
    }

    /// Whether it was found in a folder.
    pub(super) fn is_found(&self) -> bool {
        matches!(self.from, From::File { is_found: true, .. })
    }

    /// The place of that file, without links.
    pub(super) fn place(&self) -> Option<PathBuf> {
        Some(self.folder.place.join(self.file()?.file_name()?))
    }

    pub(super) fn option(&self) -> &'static str {
        match self.from {
            From::Option(option, _) => option,
            _ => "-",
        }
    }

    /// The linter for its filters.
    pub(super) fn linter(&self) -> Cow<'_, Linter> {
        self.folder.linter(self.file().and_then(Path::file_name))
    }

    /// Its text with its name, for reports.
    pub(super) fn source<'t>(&self, text: impl Into<Cow<'t, str>>) -> Source<'t> {
        Source::new(self.name().as_deref(), text).given_by(self.option())
    }

    /// Its text, which is read for a file.
    pub(super) fn read<'r>(&'r self, reader: &'r mut Reader) -> Result<(Cow<'r, str>, Unicode), Unread> {
        match &self.from {
            From::Option(_, text) | From::StandardInput(_, text) => Ok((text.into(), Unicode::Utf8)),
            From::File { path, is_found: true } => reader.read_found(path, self.holder),
            From::File { path, .. } => reader.read(path, limits::FILE).map_err(Unread::Failed),
        }
    }
}

/// All inputs of the command line, and the number of unreadable ones, which it reports. `given` is
/// the list of the command line.
pub(super) fn find(
    args: &Args,
    given: Option<Versions>,
    screen: &Screen,
) -> Result<(Vec<Input>, usize), Failure> {
    let mut configs = Configs::new(&args.config, given);
    let mut all = Vec::new();
    for found in options(args, screen) {
        let (from, holder) = found?;
        all.push(Input { from, holder, folder: configs.folder(Path::new("."))? });
    }
    let paths = match args.paths.as_slice() {
        [] if args.stdin_filename.is_some() => &["-".into()],
        [] if all.is_empty() => &[".".into()],
        paths => paths,
    };
    let mut unread = 0;
    // Fixing a file twice at the same time would corrupt it.
    let mut seen = (paths.len() > 1).then(HashSet::new);
    for found in paths.iter().map(|path| at(path, args)) {
        let found = found.unwrap_or_else(|failure| vec![Err(failure)]);
        for found in found {
            match found {
                Ok((from, holder)) => {
                    let input = Input { folder: folder(&from, &mut configs)?, from, holder };
                    let is_new = |path: &Path| seen.as_mut().is_none_or(|seen| seen.insert(path.to_owned()));
                    if input.file().is_none_or(is_new) {
                        all.push(input);
                    }
                }
                Err(failure) => {
                    failure.report(screen);
                    unread += 1;
                }
            }
        }
    }
    if !all.is_empty() {
        let found = all.iter().filter(|input| input.is_found()).filter_map(Input::file);
        args.walk.report_unmatched(found, screen)?;
    }
    Ok((all, unread))
}

/// The inputs from options.
fn options<'a>(args: &'a Args, screen: &'a Screen) -> impl Iterator<Item = FoundInput> + use<'a> {
    let filters = args.filters.iter().map(|text| {
        if !text.contains(' ') && Path::new(text).exists() {
            screen.warning(&format!(
                "{} is a file: without `-e` the filters in it are checked",
                files::shown(text.as_ref())
            ));
        }
        let holder = if args.values.is_empty() { Holder::Filter } else { Holder::Template };
        Ok((From::Option("-e", text.clone()), holder))
    });
    let urls = args.urls.iter().map(|text| {
        let text = match text.as_str() {
            "-" => one_request(files::read_input(limits::FILE)?.trim_end())?,
            text => text.to_owned(),
        };
        Ok((From::Option("--url", text), Holder::Request))
    });
    filters.chain(urls)
}

/// The request on standard input. A command may have several lines, each with a mark that continues it.
fn one_request(text: &str) -> Result<String, Failure> {
    let begins =
        |line: &str| ["http://", "https://", "curl ", "GET "].iter().any(|start| line.starts_with(start));
    let mut is_continued = false;
    let mut count = 0;
    for line in text.lines() {
        count += usize::from(begins(line) && !is_continued);
        // bash, PowerShell, and the command line of Windows.
        is_continued = line.trim_end().ends_with(['\\', '`', '^']);
    }
    if count < 2 {
        return Ok(text.to_owned());
    }
    Err(Failure::usage(format!("standard input has {count} requests, and `--url -` reads one"))
        .with_help("`comfilter decode -` reads a request on each line"))
}

type FoundInput = Result<(From, Holder), Failure>;

/// The inputs at a path of the command line.
fn at(path: &Path, args: &Args) -> Result<Vec<FoundInput>, Failure> {
    let types = args.types();
    if path.as_os_str() == "-" {
        let name = args.stdin_filename.clone();
        let holder = match &name {
            Some(name) => types.of_named(name)?,
            None => types.single().unwrap_or(Holder::File),
        };
        let text = files::read_input(limits::FILE)?;
        return Ok(vec![Ok((From::StandardInput(name, text), holder))]);
    }
    let data = fs::metadata(path).map_err(|error| files::unreadable(path, &error))?;
    if !data.is_dir() {
        let from = From::File { path: path.strip_prefix(".").unwrap_or(path).to_owned(), is_found: false };
        return Ok(vec![Ok((from, types.of_named(path)?))]);
    }
    let found = args.walk.find(path, args.threads, |path| types.of_found(path))?;
    let input = |(path, holder)| (From::File { path, is_found: true }, holder);
    Ok(found.into_iter().map(|found| found.map(input)).collect())
}

/// The configuration for an input.
fn folder(from: &From, configs: &mut Configs) -> Result<Arc<Folder>, Failure> {
    match from {
        From::File { path, .. } => configs.folder(parent(path)),
        // The file of an editor, and its folder, may not exist yet.
        From::StandardInput(Some(path), _) => {
            let folder = parent(path).ancestors().find(|folder| folder.is_dir());
            configs.folder(folder.unwrap_or(Path::new(".")))
        }
        _ => configs.folder(Path::new(".")),
    }
}
