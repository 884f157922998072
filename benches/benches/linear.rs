//! Whether time grows with the length and no faster: each shape at n and at 2n bytes.

use std::hint::black_box;

use comfilter::Schema;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Shapes that have a name, a start, and a piece that is repeated.
const SHAPES: [(&str, &str, &str); 16] = [
    ("parentheses", "", "("),
    ("not", "", "not "),
    ("and", "state eq 'ERROR'", " and generation gt 3"),
    ("or", "state eq 'ERROR'", " or state eq 'ERROR'"),
    ("in", "state in ('ERROR'", ",'ERROR'"),
    ("quotes", "name eq '", "''"),
    ("quote alone", "name eq 'x", "'"),
    ("percent", "state%20eq%20'x'", "%25"),
    ("blanks", "state", " "),
    ("unknown names", "a eq 1", " and a eq 1"),
    ("foreign operators", "a == 1", " && a == 1"),
    ("missing and", "a eq 1", " a eq 1"),
    ("missing value", "a eq", " and a eq"),
    ("unclosed lists", "", "a in ("),
    ("prefix form", "", "and(eq(a,1),"),
    ("junk", "", "?;:,"),
];

fn linear(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("linear");
    group.sample_size(10);
    let jobs = Schema::jobs();
    for (name, start, piece) in SHAPES {
        for bytes in [100_000, 200_000] {
            let text = format!("{start}{}", piece.repeat(bytes / piece.len()));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, bytes), &text, |bencher, text| {
                bencher.iter(|| black_box(jobs.check(black_box(text))).is_ok());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, linear);
criterion_main!(benches);
