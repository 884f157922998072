//! The memory of standing filters, in bytes: for each filter, and after many additions and removals.
//!
//! `cargo run --release --bin standing_memory`

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use comfilter::{Filter, FilterSet};
use comfilter_benches::jobs::jobs;
use comfilter_benches::standing::subscriptions;

struct Counted;

static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does the work.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn main() {
    let all: Vec<Filter> =
        subscriptions(110_000, true).iter().map(|one| one.comfilter.parse().unwrap()).collect();
    let jobs = jobs(10);
    let look = |set: &FilterSet| jobs.iter().map(|job| set.matches(job).len()).sum::<usize>();
    for count in [10, 100, 1_000, 10_000] {
        let before = HELD.load(Ordering::Relaxed);
        let held = || HELD.load(Ordering::Relaxed) - before;
        let mut set = FilterSet::new();
        let mut ids: VecDeque<_> = all[..count].iter().map(|filter| set.insert(filter)).collect();
        look(&set);
        let first = held();
        let mut most = first;
        // A hundred thousand come and go one by one, with a job now and then.
        for (number, filter) in all[count..count + 100_000].iter().enumerate() {
            ids.push_back(set.insert(filter));
            assert!(set.remove(ids.pop_front().unwrap()));
            if number % 100 == 0 {
                look(&set);
                most = most.max(held());
            }
        }
        let after = held();
        // All at once.
        let more: Vec<_> = all[..100_000].iter().map(|filter| set.insert(filter)).collect();
        look(&set);
        let peak = held();
        more.into_iter().for_each(|id| assert!(set.remove(id)));
        look(&set);
        let last = held();
        let ratio = |bytes: usize| bytes as f64 / first as f64;
        println!(
            "{count} filters: {} bytes each; one by one {:.2} x, at most {:.2} x; with 100,000 more {} bytes each, \
             and then {:.2} x",
            first / count,
            ratio(after),
            ratio(most),
            peak / (count + 100_000),
            ratio(last)
        );
    }
}
