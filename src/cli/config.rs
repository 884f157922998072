//! `comfilter config`, and the configuration of each file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Versions;
use super::failure::Failure;
use super::files;
use super::screen::Screen;
use crate::config::{Config, FILE_NAME, Setting};
use crate::format;
use crate::limits;
use crate::lint::Linter;
use crate::schema::Schema;
use crate::text::Quoted;

/// The JSON Schema of a configuration; a test compares it with the types.
const JSON_SCHEMA: &str = include_str!("../../docs/comfilter.schema.json");

/// Which configuration is read.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct ConfigArgs {
    /// Use this configuration instead of the nearest `comfilter.toml` above each file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Ignore every `comfilter.toml`
    #[arg(long)]
    no_config: bool,
}

/// Show the configuration of a file or a folder: each value, and the line that set it.
///
/// The output is TOML, and can be the start of a `comfilter.toml`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowConfigArgs {
    /// A file of filters or a folder (default: the current folder)
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// Print the JSON Schema of `comfilter.toml`, for an editor
    #[arg(long, conflicts_with_all = ["path", "config", "no_config"])]
    json_schema: bool,
}

pub(super) fn run(args: &ShowConfigArgs, screen: &Screen) -> Result<u8, Failure> {
    if args.json_schema {
        screen.print(JSON_SCHEMA)?;
        return Ok(0);
    }
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let is_folder = fs::metadata(path).is_ok_and(|data| data.is_dir());
    let mut configs = Configs::new(&args.config, None);
    let (folder, loaded) = configs.of(if is_folder { path } else { parent(path) })?;
    let file = path.file_name().filter(|_| !is_folder).map(|name| folder.join(name));
    let files: Vec<String> = loaded.files.iter().map(|file| name(file)).collect();
    let from = match files.as_slice() {
        [] => format!("no {FILE_NAME} found: using the defaults"),
        files => format!("from {}", files.join(", over ")),
    };
    let from: String = from.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    screen.print(&format!("# {from}\n\n{}", loaded.config.show(file.as_deref(), &name)))?;
    Ok(0)
}

/// The configurations read so far, and their linters.
pub(super) struct Configs {
    /// One for everything.
    given: Option<PathBuf>,
    is_off: bool,
    /// From the command line: it overrides every file.
    given_schema: Option<Versions>,
    /// By folder as given: its place, and its configuration.
    places: HashMap<PathBuf, (PathBuf, Arc<Loaded>)>,
    folders: HashMap<PathBuf, Arc<Folder>>,
    files: HashMap<PathBuf, Arc<Loaded>>,
    schemas: HashMap<PathBuf, Versions>,
}

/// A configuration combined with those that it extends.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) config: Config,
    /// Its files, the nearest first.
    files: Vec<PathBuf>,
}

/// The linter for the files of a folder.
pub(super) struct Folder {
    /// Its place, without links.
    pub(super) place: PathBuf,
    loaded: Arc<Loaded>,
    linter: Linter,
}

impl Folder {
    /// The length of lines after a filter is formatted.
    #[cfg(feature = "lsp")]
    pub(super) fn width(&self) -> usize {
        self.loaded.config.width()
    }

    /// The file of jobs to try filters on.
    #[cfg(feature = "lsp")]
    pub(super) fn saved_jobs(&self) -> Option<&Path> {
        self.loaded.config.saved_jobs.as_ref().map(|file| file.value.as_path())
    }

    /// The linter for a file of this name; without a name, for filters outside of files.
    pub(super) fn linter(&self, name: Option<&OsStr>) -> Cow<'_, Linter> {
        let config = &self.loaded.config;
        match name {
            Some(name) if !config.lint.per_path.is_empty() => {
                let levels = config.levels(Some(&self.place.join(name)));
                Cow::Owned(self.linter.clone().with_levels(levels))
            }
            _ => Cow::Borrowed(&self.linter),
        }
    }
}

impl Configs {
    pub(super) fn new(args: &ConfigArgs, given_schema: Option<Versions>) -> Configs {
        Configs {
            given: args.config.clone(),
            is_off: args.no_config,
            given_schema,
            places: HashMap::new(),
            folders: HashMap::new(),
            files: HashMap::new(),
            schemas: HashMap::new(),
        }
    }

    /// The linter for the files of a folder, shared by all threads.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<Arc<Folder>, Failure> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(Arc::clone(known));
        }
        let (place, loaded) = self.of(folder)?;
        let config = &loaded.config;
        let own = self.own(config)?;
        let mut linter =
            Linter::new(own.newest()).with_limits(config.limits()).with_levels(config.levels(None));
        if let Some(names) = &config.lint.base_urls {
            linter = linter.with_base_urls(names.value.iter().cloned());
        }
        for older in own.0.into_iter().skip(1) {
            if let Some(path) = older.path().map(str::to_owned) {
                linter = linter.with_schema_of(path, older);
            }
        }
        for url in &config.schema.url {
            let path = &url.path.value;
            linter = linter.with_schema_of(path.clone(), self.schema(&url.file)?.at(path));
        }
        let found = Arc::new(Folder { place, loaded, linter });
        self.folders.insert(folder.to_owned(), Arc::clone(&found));
        Ok(found)
    }

    /// The files that were read: configurations and schemas.
    #[cfg(feature = "lsp")]
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        let configs = self.files.values().flat_map(|loaded| &loaded.files);
        configs.chain(self.schemas.keys()).map(PathBuf::as_path)
    }

    /// The layout of a file; without a name, of filters outside of files.
    pub(super) fn format(&mut self, file: Option<&Path>) -> Result<format::Options, Failure> {
        let (_, loaded) = self.of(file.map_or(Path::new("."), parent))?;
        let schema = self.own(&loaded.config)?.newest();
        Ok(format::Options::new().width(loaded.config.width()).limits(loaded.config.limits()).schema(&schema))
    }

    /// The configuration of a folder, and its place.
    pub(super) fn of(&mut self, folder: &Path) -> Result<(PathBuf, Arc<Loaded>), Failure> {
        if let Some(known) = self.places.get(folder) {
            return Ok(known.clone());
        }
        let place = real(folder)?;
        let file = match &self.given {
            _ if self.is_off => None,
            Some(given) => Some(given.clone()),
            None => nearest(&place)?,
        };
        let loaded = match file {
            Some(file) => self.load(&file)?,
            None => Arc::default(),
        };
        let found = (place, loaded);
        self.places.insert(folder.to_owned(), found.clone());
        Ok(found)
    }

    fn load(&mut self, file: &Path) -> Result<Arc<Loaded>, Failure> {
        if let Some(known) = self.files.get(file) {
            return Ok(Arc::clone(known));
        }
        let mut configs: Vec<Config> = Vec::new();
        let mut files: Vec<PathBuf> = Vec::new();
        let mut next = Some(file.to_owned());
        while let Some(path) = next {
            let by = configs.last().and_then(|config| config.extend.as_ref());
            let blamed = |failure: Failure| match by {
                Some(by) => failure.with_help(extended_by(by)),
                None => failure,
            };
            // A link to a file counts as a file in its folder; a link to a folder is followed.
            let place = match path.file_name() {
                Some(name) => real(parent(&path)).map_err(blamed)?.join(name),
                None => path,
            };
            let text = files::read(&short(&place), limits::CONFIG).map_err(blamed)?;
            if files.contains(&place) {
                let message = format!("{} extends itself", quoted(&place));
                return Err(blamed(Failure::usage(message)));
            }
            let config = Config::from_toml(&text, &place).map_err(|error| {
                Failure::usage(format!("{} is not a valid configuration", quoted(&place)))
                    .with_details(error.to_string())
            })?;
            files.push(place);
            next = config.extend.as_ref().map(|base| base.value.clone());
            configs.push(config);
        }
        let config = configs.into_iter().rev().reduce(|base, own| own.over(base)).unwrap_or_default();
        let loaded = Arc::new(Loaded { config, files });
        self.files.insert(file.to_owned(), Arc::clone(&loaded));
        Ok(loaded)
    }

    /// The schema for filters without a URL.
    fn own(&mut self, config: &Config) -> Result<Versions, Failure> {
        if let Some(given) = &self.given_schema {
            return Ok(given.clone());
        }
        match (&config.schema.file, &config.schema.resource) {
            (Some(file), _) => self.schema(file),
            (None, Some(name)) => super::resource(&name.value),
            (None, None) => Ok(Versions(vec![Schema::jobs().clone()])),
        }
    }

    fn schema(&mut self, file: &Setting<PathBuf>) -> Result<Versions, Failure> {
        if let Some(known) = self.schemas.get(&file.value) {
            return Ok(known.clone());
        }
        let blamed = |failure: Failure| {
            failure.with_help(format!("{} names it, in line {}", quoted(&file.origin.file), file.origin.line))
        };
        let schema = super::schema(&short(&file.value)).map_err(blamed)?;
        self.schemas.insert(file.value.clone(), schema.clone());
        Ok(schema)
    }
}

/// The schema for filters in the current folder: from the command line, else from the
/// configuration, else that of jobs.
pub(super) fn schema_here(given: Option<Versions>) -> Result<Schema, Failure> {
    if let Some(given) = given {
        return Ok(given.newest());
    }
    let mut configs = Configs::new(&ConfigArgs::default(), None);
    let (_, loaded) = configs.of(Path::new("."))?;
    Ok(configs.own(&loaded.config)?.newest())
}

/// The linter for filters outside of files, with the configuration of the current folder.
pub(super) fn linter_here(given: Option<Versions>) -> Result<Linter, Failure> {
    let folder = Configs::new(&ConfigArgs::default(), given).folder(Path::new("."))?;
    Ok(folder.linter(None).into_owned())
}

fn extended_by(base: &Setting<PathBuf>) -> String {
    format!("{} extends it, in line {}", quoted(&base.origin.file), base.origin.line)
}

/// The nearest configuration at a folder or above.
fn nearest(folder: &Path) -> Result<Option<PathBuf>, Failure> {
    for folder in folder.ancestors() {
        let file = folder.join(FILE_NAME);
        match fs::symlink_metadata(&file) {
            Ok(_) => return Ok(Some(file)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(error) => return Err(files::unreadable(&file, &error)),
        }
    }
    Ok(None)
}

/// The place of a folder, without links.
pub(super) fn real(folder: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(folder).map_err(|error| files::unreadable(folder, &error))
}

/// The folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file relative to the current folder, if it is below.
fn short(path: &Path) -> PathBuf {
    let here = fs::canonicalize(".").ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path).to_owned()
}

/// The name of a file in messages.
fn name(path: &Path) -> String {
    let name = short(path).to_string_lossy().into_owned();
    // Windows' spelling of a path without links.
    name.strip_prefix(r"\\?\").map_or(name.clone(), str::to_owned)
}

fn quoted(path: &Path) -> String {
    Quoted(&name(path)).to_string()
}
