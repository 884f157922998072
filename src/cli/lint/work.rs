//! Threads that look at inputs, and one that takes their results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;

use super::input::Input;
use super::look::InputOutcome;
use super::results::LintResults;
use crate::cli::failure::Failure;
use crate::cli::files::Reader;
use crate::cli::progress::STEP;

/// The number of inputs that a thread takes at a time: handing over a single one would take longer
/// than looking at it.
pub(super) const PORTION: usize = 16;

/// Looks at all inputs with so many threads, and passes the outcomes to `results`, in the order of the
/// inputs. A failure there ends the work.
pub(super) fn run<'t>(
    look: &(impl Fn(&'t Input, &mut Reader) -> InputOutcome<'t> + Sync),
    inputs: &[&'t Input],
    threads: usize,
    results: &mut LintResults<'_, 't>,
) -> Result<(), Failure> {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = |give: &mut dyn FnMut(usize, Vec<InputOutcome<'t>>)| {
        let mut reader = Reader::default();
        while !is_over.load(Ordering::Relaxed) {
            let portion = next.fetch_add(1, Ordering::Relaxed);
            let Some(inputs) = inputs.chunks(PORTION).nth(portion) else { break };
            give(portion, inputs.iter().map(|input| look(input, &mut reader)).collect());
        }
    };
    let mut result = Ok(());
    if threads > 1 {
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..threads {
                let (sender, work) = (sender.clone(), &work);
                // If the system has no more threads, the others do it all.
                let _ = thread::Builder::new().spawn_scoped(scope, move || {
                    work(&mut |portion, found| drop(sender.send((portion, found))));
                });
            }
            drop(sender);
            result = in_order(&receiver, results);
            is_over.store(result.is_err(), Ordering::Relaxed);
        });
    }
    // One thread needs no other; and this one does the rest if no thread could be started.
    work(&mut |_, found| {
        if result.is_ok() {
            result = found.into_iter().try_for_each(|outcome| results.take(outcome));
            is_over.store(result.is_err(), Ordering::Relaxed);
        }
    });
    result
}

/// Passes outcomes to `results`, until there are no more.
fn in_order<'t>(
    receiver: &Receiver<(usize, Vec<InputOutcome<'t>>)>,
    results: &mut LintResults<'_, 't>,
) -> Result<(), Failure> {
    let (mut turn, mut waiting) = (0, BTreeMap::new());
    loop {
        match receiver.recv_timeout(STEP) {
            Ok((portion, found)) => drop(waiting.insert(portion, found)),
            Err(RecvTimeoutError::Timeout) => results.wait(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Some(found) = waiting.remove(&turn) {
            found.into_iter().try_for_each(|outcome| results.take(outcome))?;
            turn += 1;
        }
    }
}
