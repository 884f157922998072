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
        all[..count].iter().for_each(|filter| {
            set.insert(filter);
        });
        look(&set);
        let first = held();
        let mut most = first;
        // A hundred thousand others come and go, a hundred at a time, with a job now and then.
        let mut others = VecDeque::new();
        for (number, filter) in all[count..count + 100_000].iter().enumerate() {
            others.push_back(set.insert(filter));
            if others.len() > 100 {
                assert!(set.remove(others.pop_front().unwrap()));
            }
            if number % 100 == 0 {
                look(&set);
                most = most.max(held());
            }
        }
        others.into_iter().for_each(|id| assert!(set.remove(id)));
        look(&set);
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
            "{count} filters: {} bytes each; a hundred at a time {:.2} x, at most {:.2} x; with 100,000 more {} bytes each, \
             and then {:.2} x",
            first / count,
            ratio(after),
            ratio(most),
            peak / (count + 100_000),
            ratio(last)
        );
    }
}
