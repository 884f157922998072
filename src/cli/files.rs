//! Reading and writing files: text in UTF-8 or UTF-16, regular files only.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use similar::TextDiff;

use super::config::parent;
use super::failure::Failure;
use crate::limits;
use crate::lint::Holder;
use crate::text::{Span, lines, safe_line};

/// The number of bytes that decide whether a file is binary, as in ripgrep and git.
const HEAD: usize = 8 << 10;

/// A path in a message: the whole path, because many begin alike.
pub(super) fn shown(path: &Path) -> String {
    format!("`{}`", safe_line(&path.to_string_lossy()))
}

/// Whether a file contains filters, by its extension.
pub(super) fn holds_filters(path: &Path) -> bool {
    Holder::of_path(path) == Some(Holder::File)
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

/// The text of a file that the user names for one purpose: it may be a pipe, such as that of `<(…)`,
/// or `-` for standard input.
pub(super) fn read_named(path: &Path, most: usize) -> Result<String, Failure> {
    if path.as_os_str() == "-" {
        return read_input(most);
    }
    let is_stream = fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir());
    if !is_stream {
        return read(path, most);
    }
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    all_of(file, most).map_err(|problem| problem.failure(&shown(path)))
}

/// The text of a file, and its encoding.
pub(super) fn read_as(path: &Path, most: usize) -> Result<(String, Unicode), Failure> {
    let mut reader = Reader::default();
    let (text, unicode) = reader.read(path, most)?;
    Ok((text.into_owned(), unicode))
}

/// Reads files one after another into the same memory.
#[derive(Default)]
pub(super) struct Reader {
    bytes: Vec<u8>,
}

/// The reason why a found file has no text.
pub(super) enum Unread {
    /// The file is skipped, for this reason.
    Skipped(String),
    Failed(Failure),
}

impl Reader {
    /// The text of a file, of at most `most` bytes.
    pub(super) fn read(&mut self, path: &Path, most: usize) -> Result<(Cow<'_, str>, Unicode), Failure> {
        let file = open(path)?;
        let text = self.fill(file, most).and_then(decoded);
        text.map_err(|problem| problem.failure(&shown(path)))
    }

    /// The text of a file found in a folder.
    pub(super) fn read_found(
        &mut self,
        path: &Path,
        holder: Holder,
    ) -> Result<(Cow<'_, str>, Unicode), Unread> {
        let most = most_of(holder);
        // It was a regular file when its folder was read.
        let file = File::open(path).map_err(|error| Unread::Failed(unreadable(path, &error)))?;
        match self.fill(file, most) {
            Ok(bytes) => found_text(bytes, holder, &shown(path)),
            Err(problem) => Err(problem.of_found(holder, &shown(path))),
        }
    }

    /// All bytes of a file.
    fn fill(&mut self, mut file: File, most: usize) -> Result<&[u8], NotText> {
        let length = file.metadata().map_err(NotText::Read)?.len();
        let length =
            usize::try_from(length).ok().filter(|length| *length <= most).ok_or(NotText::TooLong(most))?;
        if length == 0 {
            // Some systems have files of unknown length.
            self.bytes.clear();
            read_all(file, most, &mut self.bytes)?;
            return Ok(&self.bytes);
        }
        // Bytes that another program appends meanwhile are not awaited.
        if self.bytes.len() < length {
            self.bytes.resize(length, 0);
        }
        let mut done = 0;
        while let Some(rest) = self.bytes.get_mut(done..length).filter(|rest| !rest.is_empty()) {
            match file.read(rest) {
                Ok(0) => break,
                Ok(more) => done += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(NotText::Read(error)),
            }
        }
        Ok(self.bytes.get(..done).unwrap_or_default())
    }
}

/// A regular file.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let name = shown(path);
    let cannot = |error: io::Error| unreadable(path, &error);
    // Opening a pipe or a device would wait for its writer.
    let data = fs::metadata(path).map_err(cannot)?;
    if data.is_dir() {
        return Err(Failure::usage(format!("{name} is a folder: expected a file")));
    }
    if !data.is_file() {
        return Err(Failure::usage(format!("{name} is not a regular file"))
            .with_help("give its content on standard input, with `-`"));
    }
    File::open(path).map_err(cannot)
}

/// The text of standard input, of at most `most` bytes.
pub(super) fn read_input(most: usize) -> Result<String, Failure> {
    all_of(io::stdin().lock(), most).map_err(|problem| problem.failure("standard input"))
}

/// The text of a stream.
fn all_of(from: impl Read, most: usize) -> Result<String, NotText> {
    let mut bytes = Vec::new();
    read_all(from, most, &mut bytes)?;
    Ok(decoded(&bytes)?.0.into_owned())
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let name = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound if path.to_string_lossy().contains(['=', ':']) => {
            Failure::usage(format!("there is no file {name}"))
                .with_help("`comfilter lint` takes a URL with `--url`, `comfilter decode` without an option")
        }
        io::ErrorKind::NotFound if path.to_string_lossy().contains(' ') => {
            Failure::usage(format!("there is no file {name}"))
                .with_help("`lint` and `fmt` take a filter with `-e`, the other commands without an option")
        }
        io::ErrorKind::NotFound => Failure::usage(format!("there is no file {name}")),
        io::ErrorKind::PermissionDenied => {
            Failure::usage(format!("{name} cannot be read: permission denied"))
        }
        _ => Failure::usage(format!("{name} cannot be read: {error}")),
    }
}

/// The reason why bytes are not text.
enum NotText {
    Read(io::Error),
    TooLong(usize),
    /// The place of the first invalid byte.
    NotUtf8 {
        byte: usize,
        line: usize,
    },
    NotUtf16,
}

impl NotText {
    /// The consequence for a file that was found in a folder.
    fn of_found(self, holder: Holder, name: &str) -> Unread {
        match self {
            NotText::Read(_) => Unread::Failed(self.failure(name)),
            _ if holder == Holder::File => Unread::Failed(self.failure(name)),
            NotText::TooLong(most) => Unread::Skipped(format!("it is longer than {most} bytes")),
            _ => Unread::Skipped("it is not valid UTF-8 or UTF-16".to_owned()),
        }
    }

    fn failure(&self, name: &str) -> Failure {
        match self {
            NotText::Read(error) => Failure::usage(format!("{name} cannot be read: {error}")),
            NotText::TooLong(most) => Failure::usage(format!(
                "{name} is longer than {most} bytes, which is the limit: it was not read"
            )),
            NotText::NotUtf8 { byte, line } => {
                Failure::usage(format!("{name} is not valid UTF-8: byte {byte}, on line {line}, is wrong"))
                    .with_help("save it as UTF-8, or as UTF-16 with a byte-order mark")
            }
            NotText::NotUtf16 => {
                Failure::usage(format!("{name} begins like UTF-16, but is not valid UTF-16"))
                    .with_help("save it as UTF-8")
            }
        }
    }
}

/// Appends everything to `bytes`, which was empty.
fn read_all(from: impl Read, most: usize, bytes: &mut Vec<u8>) -> Result<(), NotText> {
    from.take(most as u64 + 1).read_to_end(bytes).map_err(NotText::Read)?;
    if bytes.len() > most { Err(NotText::TooLong(most)) } else { Ok(()) }
}

/// The text of the bytes of a found file. A binary file, a long one, or one that is not text is skipped. It is
/// an error if it is a `.comfilter` file, whose name shows that it is meant, or if it is in another encoding and
/// names the service, because its filters would go unseen.
pub(super) fn found_text<'b>(
    bytes: &'b [u8],
    holder: Holder,
    name: &str,
) -> Result<(Cow<'b, str>, Unicode), Unread> {
    let most = most_of(holder);
    if bytes.len() > most {
        return Err(NotText::TooLong(most).of_found(holder, name));
    }
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_meant = holder == Holder::File;
    if !is_meant && !is_utf16 && memchr::memchr(0, bytes.get(..HEAD).unwrap_or(bytes)).is_some() {
        return Err(Unread::Skipped("it is binary".to_owned()));
    }
    let names_service = || {
        ["compute-ops", "comfilter"].iter().any(|name| memchr::memmem::find(bytes, name.as_bytes()).is_some())
    };
    decoded(bytes).map_err(|problem| match problem {
        NotText::NotUtf8 { .. } if names_service() => Unread::Failed(problem.failure(name)),
        _ => problem.of_found(holder, name),
    })
}

/// The longest text of a file.
fn most_of(holder: Holder) -> usize {
    if holder == Holder::File { limits::FILE } else { limits::SOURCE }
}

fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, Unicode), NotText> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Ok((utf16(rest, u16::from_le_bytes)?.into(), Unicode::Utf16Le)),
        [0xfe, 0xff, rest @ ..] => Ok((utf16(rest, u16::from_be_bytes)?.into(), Unicode::Utf16Be)),
        _ => match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Ok((text.into(), Unicode::Utf8)),
            Err(error) => {
                let byte = error.valid_up_to();
                let before = bytes.get(..byte).unwrap_or_default();
                Err(NotText::NotUtf8 { byte, line: 1 + memchr::memchr_iter(b'\n', before).count() })
            }
        },
    }
}

/// Bytes of UTF-16 as UTF-8, and others as they are.
pub(super) fn in_utf8(bytes: Vec<u8>, name: &str) -> Result<Vec<u8>, Failure> {
    let text = match &*bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => return Ok(bytes),
    };
    text.map(String::into_bytes).map_err(|problem| problem.failure(name))
}

/// UTF-16, as Windows PowerShell writes it.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(NotText::NotUtf16)
}

/// Replaces the contents `before` of a file with `after`, like [`write`]. If another program has
/// changed the file since it was read, it stays unchanged.
pub(super) fn replace(path: &Path, before: &str, after: &str, unicode: Unicode) -> Result<(), Failure> {
    write_over(path, &unicode.encoded(after), Some(&unicode.encoded(before)))
}

impl Unicode {
    fn encoded(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Unicode::Utf8 => text.as_bytes().into(),
            Unicode::Utf16Le => {
                [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            }
            Unicode::Utf16Be => {
                [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
            }
        }
    }
}

/// Writes a report, by a rename; never over a file of filters, which may be an input.
pub(super) fn write_report(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if holds_filters(path) {
        return Err(Failure::usage(format!("{} is a file of filters: it was not overwritten", shown(path)))
            .with_help("name a file with another extension"));
    }
    write(path, bytes)
}

/// Writes a file by a rename, so an interrupted run leaves the old one whole. The mode stays, and a
/// new file gets the usual mode. A read-only file, a link, a pipe or a device is an error.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_over(path, bytes, None)
}

fn write_over(path: &Path, bytes: &[u8], before: Option<&[u8]>) -> Result<(), Failure> {
    let name = shown(path);
    let cannot = |error: io::Error| Failure::usage(format!("{name} cannot be written: {error}"));
    let old = match fs::symlink_metadata(path) {
        Ok(data) if data.is_symlink() => {
            return Err(Failure::usage(format!("{name} is a link: its target was not written"))
                .with_help("name the file that it points to"));
        }
        Ok(data) if data.is_dir() => {
            return Err(Failure::usage(format!("{name} is a folder: expected a file")));
        }
        Ok(data) if !data.is_file() => {
            return Err(Failure::usage(format!("{name} is not a regular file: it was not written")));
        }
        // A rename would replace it all the same, but its owner does not want that.
        Ok(data) if data.permissions().readonly() => {
            return Err(Failure::usage(format!("{name} is read-only: it was not written"))
                .with_help("make it writable first"));
        }
        Ok(data) => Some(data),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(cannot(error)),
    };
    let folder = parent(path);
    if !folder.is_dir() {
        let folder = shown(folder);
        return Err(Failure::usage(format!("{name} cannot be written: there is no folder {folder}"))
            .with_help("create the folder first"));
    }
    let mut file = temporary().tempfile_in(folder).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(cannot)?;
    }
    if let Some(before) = before
        && !holds(path, before).map_err(cannot)?
    {
        return Err(Failure::usage(format!("{name} was changed by another program: it was not written"))
            .with_help("run the command again"));
    }
    file.persist(path).map_err(|error| cannot(error.error))?;
    Ok(())
}

/// Whether a file has exactly these bytes.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut found = Vec::with_capacity(bytes.len() + 1);
    File::open(path)?.take(bytes.len() as u64 + 1).read_to_end(&mut found)?;
    Ok(found == bytes)
}

/// The difference between two versions; `None` if they are equal.
pub(super) fn difference(name: &str, before: &str, after: &str) -> Option<String> {
    if before == after {
        return None;
    }
    // `from_lines` reads character by character, and `split_inclusive` begins a search for each line.
    let [old, new] = [before, after].map(|text| {
        let lines = lines(text, Span::from_range(0..text.len())).into_iter();
        lines.map(|line| line.of(text)).collect::<Vec<_>>()
    });
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let name = safe_line(name);
    let text = diff.unified_diff().context_radius(3).header(&name, &name).to_string();
    Some(text.trim_end_matches('\n').to_owned())
}

/// A temporary file with the mode of a new file, because the default is private to the owner.
fn temporary() -> tempfile::Builder<'static, 'static> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut builder = tempfile::Builder::new();
        // The mask of the process reduces that.
        builder.permissions(fs::Permissions::from_mode(0o666));
        builder
    }
    #[cfg(not(unix))]
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_since_it_was_read_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ps1");
        for unicode in [Unicode::Utf8, Unicode::Utf16Le, Unicode::Utf16Be] {
            fs::write(&file, unicode.encoded("before é")).unwrap();
            let (text, found) = read_as(&file, 100).unwrap();
            assert_eq!((text.as_str(), found), ("before é", unicode));
            for other in ["", "before", "before è", "before é and more"] {
                fs::write(&file, unicode.encoded(other)).unwrap();
                let refused = replace(&file, &text, "after", unicode).unwrap_err();
                assert!(
                    format!("{refused:?}").contains("was changed by another program: it was not written")
                );
                assert_eq!(fs::read(&file).unwrap(), *unicode.encoded(other));
            }
            fs::write(&file, unicode.encoded("before é")).unwrap();
            replace(&file, &text, "after", unicode).unwrap();
            assert_eq!(fs::read(&file).unwrap(), *unicode.encoded("after"));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something is left beside the file");
        }
    }

    #[test]
    fn a_reader_keeps_nothing_of_the_file_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = Reader::default();
        for (name, text) in
            [("long", "x".repeat(100_000)), ("short", "y".to_owned()), ("empty", String::new())]
        {
            let file = folder.path().join(name);
            fs::write(&file, &text).unwrap();
            assert!(reader.read(&file, 100_000).is_ok_and(|(found, _)| found == text), "{name}");
            assert!(reader.read_found(&file, Holder::File).is_ok_and(|(found, _)| found == text), "{name}");
        }
        assert!(reader.read(&folder.path().join("long"), 99_999).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_need_not_say_how_long_it_is() {
        let status = Path::new("/proc/self/status");
        assert!(Reader::default().read(status, 1 << 20).is_ok_and(|(text, _)| text.starts_with("Name:")));
        assert!(Reader::default().read(status, 10).is_err());
    }
}
