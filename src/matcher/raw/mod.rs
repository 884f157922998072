//! Over raw bytes: no more of a record is read than the filter needs.

mod cursor;
mod documents;
mod ends;
mod kernel;
mod plan;
mod prefilter;
mod record;
#[cfg(target_arch = "x86_64")]
mod simd;
mod text;
mod validate;

pub(crate) use cursor::Fault;
pub(crate) use documents::{Counts, Documents, Event, Run, Search};
pub(crate) use plan::Plan;

/// For trials.
pub(crate) fn count(program: &super::program::Program, bytes: &[u8]) -> Counts {
    let plan = Plan::new(program, &[]);
    let search = Search { program, plan: &plan, invert: false, strict: false };
    let mut documents = Documents::new(search);
    let mut on = |_| std::ops::ControlFlow::Continue(());
    Run { documents: &mut documents, search, bytes, is_last: true, on: &mut on }.go();
    documents.counts
}
