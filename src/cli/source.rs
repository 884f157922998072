//! Opens the files of records one after another, and decompresses them by their contents.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::failure::Failure;
use super::files;
use crate::matcher::StreamPlace;

/// The largest window of a zstd frame, as a power of two: 128 MiB, the default limit of `zstd`
/// itself.
const WINDOW: u32 = 27;

/// Anything that is read from.
pub(super) type InputSource = Box<dyn Read + Send>;

/// A file that was opened.
pub(super) struct Opened {
    pub(super) source: InputSource,
    /// Whether the file is uncompressed UTF-8, so its parts can be read again.
    pub(super) is_plain: bool,
    /// Whether it begins with the mark of UTF-16.
    pub(super) is_utf16: bool,
    /// The file itself, if its parts can be read from their places.
    pub(super) file: Option<File>,
}

/// Opens a path; `-` is standard input. It adds the number of bytes read to `count`.
pub(super) fn open(path: &Path, count: &Arc<AtomicU64>) -> Result<Opened, Failure> {
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => missing(path),
        _ => files::unreadable(path, &error),
    };
    let (raw, again): (InputSource, Option<File>) = if is_input(path) {
        (Box::new(io::stdin()), None)
    } else {
        let file = File::open(path).map_err(cannot)?;
        let data = file.metadata().map_err(cannot)?;
        if data.is_dir() {
            return Err(is_folder(path));
        }
        let again = if data.is_file() { file.try_clone().ok() } else { None };
        (Box::new(file), again)
    };
    let raw = CountedReader { inner: raw, count: Arc::clone(count) };
    let mut opened = decoded(raw).map_err(|error| unreadable(path, &error))?;
    opened.is_plain &= again.is_some();
    opened.file = again.filter(|_| opened.is_plain);
    Ok(opened)
}

/// A reader of a file from a place on. It adds the number of bytes read to `count`.
pub(super) fn from(file: &File, at: u64, count: &Arc<AtomicU64>) -> io::Result<InputSource> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(at))?;
    Ok(Box::new(CountedReader { inner: Box::new(file), count: Arc::clone(count) }))
}

/// The error of a file that does not exist.
pub(super) fn missing(path: &Path) -> Failure {
    Failure::usage(format!("there is no file {}", files::shown(path)))
}

fn is_folder(path: &Path) -> Failure {
    let name = files::shown(path);
    Failure::usage(format!("{name} is a folder: expected a file of records")).with_help(
        "of the files in a folder, `match` reads those that end in .json, .ndjson or .jsonl: name others",
    )
}

/// Whether a path means standard input.
pub(super) fn is_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The name of a file before a line number.
pub(super) fn short_name(path: &Path) -> String {
    if is_input(path) { "-".to_owned() } else { path.to_string_lossy().into_owned() }
}

/// The name of a file in messages.
pub(super) fn name(path: &Path) -> String {
    if is_input(path) { "standard input".to_owned() } else { files::shown(path) }
}

/// The error of an unreadable file.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::IsADirectory {
        return is_folder(path);
    }
    let name = name(path);
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return Failure::usage(format!("{name} cannot be read to its end: its compressed data is cut off"))
            .with_help("it may have been cut off when it was copied: get it again");
    }
    if error.kind() == io::ErrorKind::Unsupported {
        return Failure::usage(format!("{name} cannot be read: {error}"));
    }
    Failure::usage(format!("{name} cannot be read to its end: {error}"))
}

/// The total size of all files, if it is known beforehand.
pub(super) fn size(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|data| data.len());
    paths.iter().map(size).sum()
}

/// The number of bytes at the start that show the compression. They are counted when the file is opened.
pub(super) const FIRST: usize = 4;

/// The decompressed contents of a file.
fn decoded(mut raw: CountedReader) -> io::Result<Opened> {
    let mut first = Vec::new();
    raw.by_ref().take(FIRST as u64).read_to_end(&mut first)?;
    let is_gzip = first.starts_with(&[0x1f, 0x8b]);
    // A frame of data, or a skippable one before it.
    let is_zstd = matches!(*first, [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18]);
    if let Some((name, program)) = unread(&first) {
        let error = format!("it is compressed with {name}: `{program}` decompresses it");
        return Err(io::Error::new(io::ErrorKind::Unsupported, error));
    }
    let is_utf16 = matches!(*first, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let all = Cursor::new(first).chain(raw);
    let source: InputSource = if is_gzip {
        Box::new(MultiGzDecoder::new(all))
    } else if is_zstd {
        let mut decoder = zstd::Decoder::new(all)?;
        decoder.window_log_max(WINDOW)?;
        Box::new(decoder)
    } else {
        Box::new(all)
    };
    Ok(Opened { source, is_plain: !(is_gzip || is_zstd || is_utf16), is_utf16, file: None })
}

/// The compression that the first bytes show, if it is not read, and its program.
const fn unread(first: &[u8]) -> Option<(&'static str, &'static str)> {
    match first {
        [b'B', b'Z', b'h', b'1'..=b'9'] => Some(("bzip2", "bzip2 -dc")),
        [0xfd, b'7', b'z', b'X'] => Some(("xz", "xz -dc")),
        [b'P', b'K', 3, 4] => Some(("zip", "unzip -p")),
        _ => None,
    }
}

/// The place after the next bytes of a file, read again from a place up to an offset.
pub(super) fn place(path: &Path, from: StreamPlace, offset: u64) -> io::Result<StreamPlace> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from.offset))?;
    let mut rest = file.take(offset.saturating_sub(from.offset));
    let mut bytes = vec![0; 64 << 10];
    let mut place = from;
    loop {
        match rest.read(&mut bytes)? {
            0 => return Ok(place),
            count => place = place.after(bytes.get(..count).unwrap_or_default()),
        }
    }
}

/// A reader that counts its bytes.
struct CountedReader {
    inner: InputSource,
    count: Arc<AtomicU64>,
}

impl Read for CountedReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
