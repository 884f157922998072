//! The verdict on a parsed job, beside a hand-written closure for the same filter: 200 jobs, which
//! stay in the caches.

use std::hint::black_box;

use comfilter::Filter;
use comfilter_benches::jobs::{jobs, tasks};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn verdict(criterion: &mut Criterion) {
    let jobs = jobs(200);
    for task in tasks() {
        let matcher = task.filter.parse::<Filter>().unwrap().matcher();
        let count = || jobs.iter().filter(|job| matcher.matches(job)).count();
        assert_eq!(count(), jobs.iter().filter(|job| (task.by_hand)(job)).count(), "{}", task.name);
        let mut group = criterion.benchmark_group(task.name);
        group.throughput(Throughput::Elements(jobs.len() as u64));
        group.bench_function(BenchmarkId::from_parameter("by hand"), |bencher| {
            bencher.iter(|| black_box(&jobs).iter().filter(|job| (task.by_hand)(job)).count());
        });
        group.bench_function(BenchmarkId::from_parameter("matches"), |bencher| {
            bencher.iter(|| black_box(&jobs).iter().filter(|job| matcher.matches(job)).count());
        });
        group.bench_function(BenchmarkId::from_parameter("verdict"), |bencher| {
            bencher.iter(|| black_box(&jobs).iter().filter(|job| matcher.verdict(job).is_true()).count());
        });
        group.finish();
    }
}

criterion_group!(benches, verdict);
criterion_main!(benches);
