//! Reading and writing files: text in UTF-8 or UTF-16, regular files only, a folder's filters.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::failure::Failure;
use super::screen::Screen;
use crate::text::Quoted;

/// The extension of a file of filters.
const EXTENSION: &str = "comfilter";

/// A path in a message.
pub(super) fn shown(path: &Path) -> String {
    Quoted(&path.to_string_lossy()).to_string()
}

/// How a file writes its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unicode {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// The text of a file of at most `most` bytes.
pub(super) fn read(path: &Path, most: usize) -> Result<String, Failure> {
    read_as(path, most).map(|(text, _)| text)
}

/// The text of a file, and how it is written there.
pub(super) fn read_as(path: &Path, most: usize) -> Result<(String, Unicode), Failure> {
    text(open(path)?, most).map_err(|problem| problem.failure(&shown(path)))
}

/// A regular file.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let name = shown(path);
    let cannot = |error: io::Error| unreadable(path, &error);
    // Opening a pipe or a device would wait for whoever writes there.
    let data = fs::metadata(path).map_err(cannot)?;
    if data.is_dir() {
        return Err(Failure::usage(format!("{name} is a folder, and a file belongs here")));
    }
    if !data.is_file() {
        return Err(Failure::usage(format!("{name} is no regular file"))
            .with_help("give its text on standard input, with `-`"));
    }
    File::open(path).map_err(cannot)
}

/// The text of standard input, of at most `most` bytes.
pub(super) fn read_input(most: usize) -> Result<String, Failure> {
    let text = text(io::stdin().lock(), most).map_err(|problem| problem.failure("standard input"))?;
    Ok(text.0)
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let name = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound if path.to_string_lossy().contains(['=', ':']) => {
            Failure::usage(format!("there is no file {name}"))
                .with_help("`comfilter lint` takes a URL with `--url`, `comfilter decode` as it stands")
        }
        io::ErrorKind::NotFound if path.to_string_lossy().contains(' ') => {
            Failure::usage(format!("there is no file {name}"))
                .with_help("`lint` and `fmt` take a filter with `-e`, the other commands as it stands")
        }
        io::ErrorKind::NotFound => Failure::usage(format!("there is no file {name}")),
        io::ErrorKind::PermissionDenied => {
            Failure::usage(format!("{name} may not be read: its permissions forbid it"))
        }
        _ => Failure::usage(format!("{name} cannot be read: {error}")),
    }
}

/// Why bytes are no text.
enum Problem {
    Read(io::Error),
    TooLong(usize),
    NotUtf8(usize),
    NotUtf16,
}

impl Problem {
    fn failure(&self, name: &str) -> Failure {
        match self {
            Problem::Read(error) => Failure::usage(format!("{name} cannot be read: {error}")),
            Problem::TooLong(most) => Failure::usage(format!(
                "{name} is longer than {most} bytes, which is the limit: it was not read"
            )),
            Problem::NotUtf8(at) => Failure::usage(format!("{name} is no text in UTF-8: byte {at} is wrong"))
                .with_help("save it as UTF-8, or as UTF-16 with a byte-order mark"),
            Problem::NotUtf16 => {
                Failure::usage(format!("{name} begins as UTF-16 and is none")).with_help("save it as UTF-8")
            }
        }
    }
}

fn text(from: impl Read, most: usize) -> Result<(String, Unicode), Problem> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1).read_to_end(&mut bytes).map_err(Problem::Read)?;
    if bytes.len() > most {
        return Err(Problem::TooLong(most));
    }
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => Ok((utf16(rest, u16::from_le_bytes)?, Unicode::Utf16Le)),
        [0xfe, 0xff, rest @ ..] => Ok((utf16(rest, u16::from_be_bytes)?, Unicode::Utf16Be)),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok((text, Unicode::Utf8)),
            Err(error) => Err(Problem::NotUtf8(error.utf8_error().valid_up_to())),
        },
    }
}

/// UTF-16, as Windows PowerShell writes it.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(Problem::NotUtf16)
}

/// The files of filters at `path`: itself, or those in the folder and below, in the order of
/// their names. Links are not followed below it, so that there are no loops.
pub(super) fn find(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let data = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !data.is_dir() {
        return if path.extension().is_some_and(|extension| extension == EXTENSION) {
            Ok(vec![path.to_owned()])
        } else {
            Err(Failure::usage(format!("{} is no `.{EXTENSION}` file", shown(path))).with_help(
                "a file of filters has that ending; a filter is given with `-e`, and to `lint` a URL with `--url`",
            ))
        };
    }
    let (mut found, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|extension| extension == EXTENSION) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Puts `text` in the place of a file, as [`write`] does.
pub(super) fn replace(path: &Path, text: &str, unicode: Unicode) -> Result<(), Failure> {
    let bytes: Vec<u8> = match unicode {
        Unicode::Utf8 => text.bytes().collect(),
        Unicode::Utf16Le => {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        }
        Unicode::Utf16Be => {
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
        }
    };
    write(path, &bytes)
}

/// Writes what a command found, by a rename; never over a file of filters, which it was found in.
pub(super) fn write_report(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.extension().is_some_and(|extension| extension == EXTENSION) {
        return Err(Failure::usage(format!("{} is a file of filters, and is not written over", shown(path)))
            .with_help("give the report a file with another ending"));
    }
    write(path, bytes)
}

/// Writes a file by a rename, so that an interrupted run leaves the old one whole. Its mode stays,
/// and a new one gets the usual mode; a link, a pipe and a device are refused.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = shown(path);
    let cannot = |error: io::Error| Failure::usage(format!("{name} cannot be written: {error}"));
    let old = match fs::symlink_metadata(path) {
        Ok(data) if data.is_symlink() => {
            return Err(Failure::usage(format!("{name} is a link, and is not written through"))
                .with_help("give the file that it leads to"));
        }
        Ok(data) if data.is_dir() => {
            return Err(Failure::usage(format!("{name} is a folder, and a file belongs here")));
        }
        Ok(data) if !data.is_file() => {
            return Err(Failure::usage(format!("{name} is no regular file, and is not written to")));
        }
        Ok(data) => Some(data),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(cannot(error)),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let folder = shown(folder);
        return Err(Failure::usage(format!("{name} cannot be written: there is no folder {folder}"))
            .with_help("make the folder first"));
    }
    let mut file = temporary().tempfile_in(folder).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(cannot)?;
    }
    file.persist(path).map_err(|error| cannot(error.error))?;
    Ok(())
}

/// Prints what differs between two texts; nothing where nothing does.
pub(super) fn print_diff(name: &str, before: &str, after: &str, screen: &Screen) -> Result<(), Failure> {
    if before == after {
        return Ok(());
    }
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(3).header(name, name).to_string();
    screen.print_line(text.trim_end_matches('\n'))
}

/// A temporary file with the mode that a new file gets, not one that is for its owner alone.
fn temporary() -> tempfile::Builder<'static, 'static> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut builder = tempfile::Builder::new();
        // The mask of the process takes from that what it must not be.
        builder.permissions(fs::Permissions::from_mode(0o666));
        builder
    }
    #[cfg(not(unix))]
    tempfile::Builder::new()
}
