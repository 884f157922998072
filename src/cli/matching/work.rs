//! Threads that read pieces, and hand over their results in the order of the input.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::blocks::{Block, Blocks};
use super::found::{FileMatches, RecordTask};
use super::outcome::MatchOutcome;
use crate::cli::failure::Failure;
use crate::cli::source::{self, InputSource};
use crate::matcher::{Documents, Pieces, StreamPiece, StreamPlace};

/// The state that all threads share.
pub(super) struct SharedState {
    task: RecordTask,
    /// The number of bytes read from the files.
    count: Arc<AtomicU64>,
    input: Mutex<InputPart>,
    turns: Mutex<Turns>,
    /// A turn was taken, or a thread ended.
    moved: Condvar,
    is_over: AtomicBool,
    /// Whether several threads work.
    is_shared: bool,
    /// Whether a record matched, so other spellings need no count.
    has_matched: AtomicBool,
}

/// The next part of the input.
struct InputPart {
    /// Which of the files.
    file: usize,
    pieces: Option<Pieces<InputSource>>,
    /// Its parts, while several threads read it from their places.
    blocks: Option<Blocks>,
    /// Whether the file can be read again, so its lines need no count now.
    is_plain: bool,
    /// The state of counting the other spellings of a value, if they are counted.
    widened: Option<Documents>,
    /// The number of turns so far.
    turn: u64,
}

/// The memory of a thread.
struct Worker {
    documents: Documents,
    piece: StreamPiece,
    found: FileMatches,
    widened: Option<Documents>,
}

/// The length of a piece, in lines and columns too; `None` if the file can be read again for it.
fn length(is_plain: bool, piece: &StreamPiece) -> Option<StreamPlace> {
    (!is_plain).then(|| StreamPlace::START.after(piece.bytes()))
}

/// The next task of a thread.
enum NextPart {
    /// The piece that was read, of this file.
    Piece(usize),
    /// A part of this file, which the thread reads from its place.
    Block(usize, Block),
}

/// The turns of the threads to hand over their results.
struct Turns {
    turn: u64,
    /// The number of working threads.
    threads: usize,
    outcome: MatchOutcome,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a task with so many threads, and returns the exit code.
pub(super) fn run(
    task: RecordTask,
    threads: usize,
    outcome: MatchOutcome,
    count: Arc<AtomicU64>,
) -> Result<u8, Failure> {
    let is_over = AtomicBool::new(outcome.is_over());
    let shared = Arc::new(SharedState {
        task,
        count,
        input: Mutex::new(InputPart {
            file: 0,
            pieces: None,
            blocks: None,
            is_plain: false,
            widened: None,
            turn: 0,
        }),
        turns: Mutex::new(Turns { turn: 0, threads, outcome }),
        moved: Condvar::new(),
        is_over,
        is_shared: threads > 1,
        has_matched: AtomicBool::new(false),
    });
    let start = || {
        let shared = Arc::clone(&shared);
        thread::Builder::new().spawn(move || shared.work())
    };
    let started = if threads == 1 { 0 } else { (0..threads).map_while(|_| start().ok()).count() };
    // This thread works if it is alone, and stands in for those that the system refused.
    (started.max(1)..threads).for_each(|_| lock(&shared.turns).threads -= 1);
    if started == 0 {
        shared.work();
    }
    let mut turns = lock(&shared.turns);
    // After the limit, a thread may be blocked in `read` forever; do not join it.
    while turns.threads > 0 && !shared.is_over() {
        turns = shared.moved.wait(turns).unwrap_or_else(PoisonError::into_inner);
    }
    turns.outcome.finish(&shared.task)
}

impl SharedState {
    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn work(&self) {
        let mut worker = Worker {
            documents: self.task.scanner.documents(),
            piece: StreamPiece::default(),
            found: FileMatches::default(),
            widened: None,
        };
        loop {
            let mut input = lock(&self.input);
            if self.is_over() {
                break;
            }
            let Some(next) = self.next(&mut input, &mut worker.piece) else { break };
            let turn = input.turn;
            input.turn += 1;
            let is_plain = input.is_plain;
            let mut turns = match next {
                Ok(NextPart::Block(file, block)) => {
                    // Another thread goes on with the input meanwhile.
                    drop(input);
                    match block.read(&mut worker.piece, &self.count) {
                        Ok(()) => self.alone(turn, file, is_plain, &mut worker),
                        Err(error) => self.refuse(turn, &self.end(file, &error)),
                    }
                }
                Ok(NextPart::Piece(file)) if worker.piece.is_alone() => {
                    drop(input);
                    self.alone(turn, file, is_plain, &mut worker)
                }
                Ok(NextPart::Piece(file)) => {
                    // It is printed before the next read, so only one long record is in memory.
                    let mut turns = self.turn(turn);
                    let InputPart { pieces: Some(pieces), widened, .. } = &mut *input else { break };
                    let Worker { piece, found, .. } = &mut worker;
                    found.read_in_order(&self.task, file, pieces, piece, turns.outcome.left());
                    if !self.has_matched.load(Ordering::Relaxed) {
                        found.widen(&self.task, piece, widened);
                    }
                    turns.outcome.take(&self.task, file, piece, length(is_plain, piece), found);
                    pieces.keep(piece);
                    turns
                }
                Err(failure) => {
                    drop(input);
                    self.refuse(turn, &failure)
                }
            };
            if worker.found.counts.matched > 0 {
                self.has_matched.store(true, Ordering::Relaxed);
            }
            turns.turn += 1;
            if turns.outcome.is_over() {
                self.is_over.store(true, Ordering::Relaxed);
            }
            drop(turns);
            self.moved.notify_all();
        }
        lock(&self.turns).threads -= 1;
        self.moved.notify_all();
    }

    /// Reads a piece that needs no other, and hands over its results in its turn.
    fn alone(&self, turn: u64, file: usize, is_plain: bool, worker: &mut Worker) -> MutexGuard<'_, Turns> {
        let Worker { documents, piece, found, widened } = worker;
        found.read(&self.task, file, piece, documents, self.task.limit);
        if !self.has_matched.load(Ordering::Relaxed) {
            found.widen(&self.task, piece, widened);
        }
        let length = length(is_plain, piece);
        let mut turns = self.turn(turn);
        let left = turns.outcome.left();
        if found.counts.matched > left {
            found.read(&self.task, file, piece, documents, left);
        }
        turns.outcome.take(&self.task, file, piece, length, found);
        turns
    }

    /// Reports the failure of a file in its turn.
    fn refuse(&self, turn: u64, failure: &Failure) -> MutexGuard<'_, Turns> {
        let mut turns = self.turn(turn);
        turns.outcome.refuse(failure);
        turns
    }

    /// Ends a file that cannot be read, and says so.
    fn end(&self, file: usize, error: &io::Error) -> Failure {
        let mut input = lock(&self.input);
        if input.file == file {
            (input.blocks, input.pieces) = (None, None);
            input.file += 1;
        }
        let path = self.task.paths.get(file).map_or(Path::new(""), PathBuf::as_path);
        source::unreadable(path, error)
    }

    /// Waits for a turn.
    fn turn(&self, turn: u64) -> MutexGuard<'_, Turns> {
        let mut turns = lock(&self.turns);
        while turns.turn != turn {
            turns = self.moved.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        turns
    }

    /// Reads the next piece or finds the next part of a file, or the failure. `None` at the end of all files.
    fn next(&self, input: &mut InputPart, piece: &mut StreamPiece) -> Option<Result<NextPart, Failure>> {
        loop {
            let file = input.file;
            let path = self.task.paths.get(file)?;
            if let Some(blocks) = &mut input.blocks {
                if let Some(block) = blocks.next() {
                    return Some(Ok(NextPart::Block(file, block)));
                }
                let rest = blocks.rest(&self.count);
                input.blocks = None;
                match rest {
                    Ok(rest) => input.pieces = Some(Pieces::new(rest, &self.task.scanner)),
                    Err(error) => {
                        input.file += 1;
                        return Some(Err(source::unreadable(path, &error)));
                    }
                }
            }
            let failure = match &mut input.pieces {
                None => match source::open(path, &self.count) {
                    Ok(opened) => {
                        input.is_plain = opened.is_plain;
                        input.widened = None;
                        input.blocks = opened.file.filter(|_| self.is_shared).and_then(Blocks::of);
                        if input.blocks.is_none() {
                            input.pieces = Some(Pieces::new(opened.source, &self.task.scanner));
                        }
                        continue;
                    }
                    Err(failure) => Some(failure),
                },
                Some(pieces) => match pieces.next(piece) {
                    Ok(true) => return Some(Ok(NextPart::Piece(file))),
                    Ok(false) => None,
                    Err(error) => Some(source::unreadable(path, &error)),
                },
            };
            input.pieces = None;
            input.file += 1;
            if let Some(failure) = failure {
                return Some(Err(failure));
            }
        }
    }
}
