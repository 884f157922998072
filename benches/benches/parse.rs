//! Parse and check at 20 to 100,000 characters, beside other engines. Read the ratios of one run:
//! absolute figures move from machine to machine.

use std::hint::black_box;

use comfilter::Schema;
use comfilter_benches::filters::{Language, filter};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use wirefilter::{Scheme, Type};

fn scheme() -> Scheme {
    let fields = [
        ("state", Type::Bytes),
        ("createdAt", Type::Bytes),
        ("generation", Type::Int),
        ("name", Type::Bytes),
        ("parentJobId", Type::Bytes),
        ("deleteOnComplete", Type::Int),
        ("resource.type", Type::Bytes),
    ];
    Scheme::try_from_iter(fields.map(|(name, ty)| (name.to_owned(), ty))).unwrap()
}

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse + check");
    let scheme = scheme();
    let jobs = Schema::jobs();
    for length in [20, 100, 1_000, 100_000] {
        let text = filter(Language::Comfilter, length);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("comfilter", length), &text, |bencher, text| {
            bencher.iter(|| jobs.check(black_box(text)).into_result().unwrap());
        });
        let wire = filter(Language::Wirefilter, length);
        group.bench_with_input(BenchmarkId::new("wirefilter", length), &wire, |bencher, text| {
            bencher.iter(|| scheme.parse(black_box(text)).unwrap());
        });
        let flat = filter(Language::OdataParams, length);
        group.bench_with_input(BenchmarkId::new("odata-params", length), &flat, |bencher, text| {
            bencher.iter(|| odata_params::filters::parse_str(black_box(text.as_str())).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
