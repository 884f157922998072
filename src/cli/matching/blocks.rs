//! Parts of a file that threads read at the same time, each from its place, so no thread waits while another reads.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cli::source::{self, InputSource};
use crate::matcher::{PIECE, StreamPiece, last_cut};

/// The last record of a block is searched for here first, before its end.
const END: usize = 64 << 10;

/// A file whose parts are handed out in order.
pub(super) struct Blocks {
    file: Arc<File>,
    /// The start of the next part.
    at: u64,
    /// The length of the file when it was opened.
    length: u64,
    window: Vec<u8>,
}

/// A part of a file, which ends with a line of records.
pub(super) struct Block {
    file: Arc<File>,
    range: Range<u64>,
}

impl Blocks {
    /// `None` for a short file, which one thread reads as fast.
    pub(super) fn of(file: File) -> Option<Blocks> {
        let length = file.metadata().ok()?.len();
        (length > 2 * PIECE as u64).then(|| Blocks {
            file: Arc::new(file),
            at: 0,
            length,
            window: Vec::new(),
        })
    }

    /// The next part. `None` at the last one, and where records do not end with a line.
    pub(super) fn next(&mut self) -> Option<Block> {
        let most = self.at + PIECE as u64;
        if most >= self.length {
            return None;
        }
        let end = [END, PIECE].into_iter().find_map(|width| {
            self.window.resize(width, 0);
            let start = most - width as u64;
            let count = read_at(&self.file, &mut self.window, start).ok()?;
            Some(start + last_cut(self.window.get(..count)?)? as u64)
        });
        let range = self.at..end.filter(|end| *end > self.at)?;
        self.at = range.end;
        Some(Block { file: Arc::clone(&self.file), range })
    }

    /// A reader of the rest.
    pub(super) fn rest(&self, count: &Arc<AtomicU64>) -> io::Result<InputSource> {
        source::from(&self.file, self.at, count)
    }
}

impl Block {
    /// Reads it into a piece.
    pub(super) fn read(&self, piece: &mut StreamPiece, count: &AtomicU64) -> io::Result<()> {
        let length = usize::try_from(self.range.end - self.range.start).unwrap_or(PIECE);
        piece.fill_alone(length, |room| read_at(&self.file, room, self.range.start))?;
        let counted = if self.range.start == 0 { source::FIRST } else { 0 };
        count.fetch_add(piece.bytes().len().saturating_sub(counted) as u64, Ordering::Relaxed);
        Ok(())
    }
}

/// Fills the room from a place of a file; less than that at its end.
fn read_at(file: &File, room: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = room.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, rest, at + filled as u64);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, rest, at + filled as u64);
        match read {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    /// The blocks of a file, and the rest after them.
    fn read(text: &str) -> (Vec<String>, String) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let count = Arc::new(AtomicU64::new(0));
        let mut parts = Vec::new();
        let Some(mut blocks) = Blocks::of(file.try_clone().unwrap()) else {
            return (parts, text.to_owned());
        };
        let mut piece = StreamPiece::default();
        while let Some(block) = blocks.next() {
            block.read(&mut piece, &count).unwrap();
            assert!(piece.is_alone());
            parts.push(String::from_utf8(piece.bytes().to_vec()).unwrap());
        }
        let mut rest = String::new();
        blocks.rest(&count).unwrap().read_to_string(&mut rest).unwrap();
        // The first bytes were counted when the file was opened.
        let first = if parts.is_empty() { 0 } else { source::FIRST };
        assert_eq!(count.load(Ordering::Relaxed), (text.len() - first) as u64);
        (parts, rest)
    }

    #[test]
    fn the_parts_of_a_file_are_all_of_it_and_end_with_a_record() {
        let record = |length: usize| format!("{{\"name\":\"{}\"}}", "x".repeat(length));
        let short: String = (0..9_000).map(|n| record(n % 400) + "\n").collect();
        let long = record(3 * PIECE);
        let windows = short.replace('\n', "\r\n");
        let list = format!("[{}]", short.trim_end().replace('\n', ",\n"));
        for (text, least) in [
            (short.clone(), 3),
            (windows, 3),
            (format!("{short}{long}\n{short}"), 3),
            (format!("{long}\n{short}"), 0),
            (list, 0),
            (record(4), 0),
            (String::new(), 0),
        ] {
            let (parts, rest) = read(&text);
            assert!(parts.len() >= least && (least > 0 || parts.is_empty()), "{} parts", parts.len());
            assert_eq!(parts.concat() + &rest, text);
            let are_whole = parts.iter().all(|part| part.trim_end().ends_with('}') && part.starts_with('{'));
            assert!(are_whole);
        }
    }
}
