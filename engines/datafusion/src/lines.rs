//! A table whose rows are the lines of files of NDJSON.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use arrow_array::builder::StringViewBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use comfilter::limits;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::common::plan_err;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::streaming::PartitionStream;

/// The bytes that are read at once: they stay in the cache of the processor until the filter has read them.
const BLOCK: usize = 1 << 20;

/// The bytes that are read at once to find the end of a line.
const LOOK: usize = 1 << 14;

/// A part of a file of fewer bytes has no thread.
const PART: u64 = 4 << 20;

static SCHEMA: LazyLock<SchemaRef> =
    LazyLock::new(|| Arc::new(Schema::new(vec![Field::new("json", DataType::Utf8View, false)])));

/// A table with the column `json`, of type `Utf8View`: each row is a line of these files, without its end. Blank lines
/// are left out. `partitions` threads read each file, if it is long enough.
///
/// The lines are not copied: the rows of a batch are places in the bytes that were read.
///
/// ```
/// use std::sync::Arc;
///
/// use datafusion::prelude::SessionContext;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> datafusion::error::Result<()> {
/// let context = SessionContext::new();
/// comfilter_datafusion::register(&context);
/// let jobs = comfilter_datafusion::json_lines(["../../examples/jobs.ndjson"], 2)?;
/// context.register_table("jobs", Arc::new(jobs))?;
/// let failed = context.sql("select json from jobs where comfilter('state eq ''ERROR''', json)").await?;
/// println!("{}", failed.count().await?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// A file cannot be opened, or is a folder or a pipe, whose parts cannot be read apart. A query fails at a line that is not UTF-8, or longer than 64 MiB.
pub fn json_lines<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
    partitions: usize,
) -> Result<StreamingTable> {
    let mut parts: Vec<Arc<dyn PartitionStream>> = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let metadata = path.metadata()?;
        if !metadata.is_file() {
            return plan_err!("{}: the lines of a table are in a regular file", path.display());
        }
        let length = metadata.len();
        let count = (length / PART).clamp(1, partitions.max(1) as u64);
        let size = length.div_ceil(count);
        for number in 0..count {
            let bytes = number * size..((number + 1) * size).min(length);
            parts.push(Arc::new(Lines { path: path.to_owned(), bytes }));
        }
    }
    StreamingTable::try_new(Arc::clone(&SCHEMA), parts)
}

/// The lines that begin in a range of a file.
#[derive(Debug)]
struct Lines {
    path: PathBuf,
    bytes: Range<u64>,
}

impl PartitionStream for Lines {
    fn schema(&self) -> &SchemaRef {
        &SCHEMA
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut builder = RecordBatchReceiverStream::builder(Arc::clone(&SCHEMA), 2);
        let batches = builder.tx();
        let (path, bytes) = (self.path.clone(), self.bytes.clone());
        builder.spawn_blocking(move || {
            let failed =
                |error: io::Error| DataFusionError::IoError(error).context(path.display().to_string());
            let mut reader = Reader::open(&path, &bytes).map_err(failed)?;
            while let Some(block) = reader.block().map_err(failed)? {
                let batch = batch(block).map_err(|error| error.context(path.display().to_string()))?;
                // The query has ended.
                if batches.blocking_send(Ok(batch)).is_err() {
                    break;
                }
            }
            Ok(())
        });
        builder.build()
    }
}

/// The lines of a block, as places in it.
fn batch(block: Vec<u8>) -> Result<RecordBatch> {
    let block = Buffer::from_vec(block);
    let bytes = block.as_slice();
    let mut rows = StringViewBuilder::new();
    let number = rows.append_block(block.clone());
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.trim_ascii().is_empty() {
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            rows.try_append_view(number, place(start), place(line.len()))?;
        }
        start = end + 1;
    }
    let column: ArrayRef = Arc::new(rows.finish());
    Ok(RecordBatch::try_new(Arc::clone(&SCHEMA), vec![column])?)
}

/// Reads whole lines.
struct Reader {
    file: File,
    /// The bytes after the last whole line.
    rest: Vec<u8>,
    /// The bytes that are left in the file for this reader.
    left: u64,
}

impl Reader {
    /// Reads the lines that begin in a range of a file.
    fn open(path: &Path, bytes: &Range<u64>) -> io::Result<Reader> {
        let mut file = File::open(path)?;
        let end = line_start(&mut file, bytes.end)?;
        let start = line_start(&mut file, bytes.start)?;
        file.seek(SeekFrom::Start(start))?;
        Ok(Reader { file, rest: Vec::new(), left: end.saturating_sub(start) })
    }

    /// The next lines, without the end of the last one; `None` after the last.
    fn block(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let before = self.rest.len();
            if before > limits::RECORD {
                let message = format!("a line is longer than {} MiB", limits::RECORD >> 20);
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            let mut lines = std::mem::take(&mut self.rest);
            lines.reserve(BLOCK);
            let read = (&self.file).take(self.left.min(BLOCK as u64)).read_to_end(&mut lines)?;
            self.left -= read as u64;
            if read == 0 {
                return Ok(if lines.is_empty() { None } else { Some(lines) });
            }
            let more = lines.get(before..).unwrap_or_default();
            match memchr::memrchr(b'\n', more) {
                Some(end) => {
                    self.rest.extend_from_slice(lines.get(before + end + 1..).unwrap_or_default());
                    lines.truncate(before + end);
                    return Ok(Some(lines));
                }
                None => self.rest = lines,
            }
        }
    }
}

/// The start of the first line that begins at a place of a file or after it.
fn line_start(file: &mut File, at: u64) -> io::Result<u64> {
    let Some(mut place) = at.checked_sub(1) else { return Ok(0) };
    file.seek(SeekFrom::Start(place))?;
    let mut bytes = vec![0; LOOK];
    loop {
        let read = file.read(&mut bytes)?;
        let line = memchr::memchr(b'\n', bytes.get(..read).unwrap_or_default());
        place += line.map_or(read, |line| line + 1) as u64;
        if read == 0 || line.is_some() {
            return Ok(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a file that is read in parts of some bytes.
    fn lines(text: &str, size: usize) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobs.ndjson");
        std::fs::write(&path, text).unwrap();
        let mut found = Vec::new();
        for start in (0..text.len()).step_by(size) {
            let part = start as u64..(start + size).min(text.len()) as u64;
            let mut reader = Reader::open(&path, &part).unwrap();
            while let Some(block) = reader.block().unwrap() {
                let batch = batch(block).unwrap();
                let rows = arrow_array::cast::AsArray::as_string_view(batch.column(0));
                found.extend(rows.iter().map(|row| row.unwrap().to_owned()));
            }
        }
        found
    }

    #[test]
    fn each_line_is_read_once_whatever_the_parts() {
        let text = "{}\n{\"a\":1}\r\n\n  \n{\"id\":\"a long one\"}\n[1]\n{\"last\":true}";
        let expected = ["{}", "{\"a\":1}", "{\"id\":\"a long one\"}", "[1]", "{\"last\":true}"];
        for size in 1..=text.len() {
            assert_eq!(lines(text, size), expected, "{size}");
            assert_eq!(lines(&format!("{text}\n"), size), expected, "{size}");
        }
        assert!(lines("", 1).is_empty());
    }

    #[test]
    fn a_line_is_longer_than_a_block() {
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(3 * BLOCK));
        let text = format!("{long}\n{{}}");
        for size in [text.len(), BLOCK] {
            assert!(lines(&text, size) == [&*long, "{}"], "{size}");
        }
    }

    #[test]
    fn a_line_is_longer_than_a_record() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let length = (limits::RECORD + 2 * BLOCK) as u64;
        file.as_file().set_len(length).unwrap();
        let error = Reader::open(file.path(), &(0..length)).unwrap().block().unwrap_err();
        assert_eq!(error.to_string(), "a line is longer than 64 MiB");
    }

    #[test]
    fn a_table_is_in_regular_files() {
        let error = json_lines(["."], 1).unwrap_err().to_string();
        assert!(error.contains(".: the lines of a table are in a regular file"), "{error}");
        assert!(json_lines(["no such file"], 1).is_err());
    }

    #[test]
    fn a_line_that_is_not_utf_8_is_an_error() {
        assert!(batch(b"{}\n{\"a\":\"\xff\"}".to_vec()).is_err());
    }
}
