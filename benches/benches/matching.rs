//! Matching jobs in memory: the scan of raw bytes beside code with other readers of JSON. One job
//! per line, 20,000 of them; every engine counts the same ones.

use std::borrow::Cow;
use std::hint::black_box;

use comfilter::matcher::ScanOptions;
use comfilter::{Filter, Matcher};
use comfilter_benches::jobs::{Task, lines, tasks};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use simd_json::prelude::{ValueAsScalar, ValueObjectAccess};
use sonic_rs::JsonValueTrait;

/// A value of a job.
enum Found<'l> {
    Null,
    Bool(bool),
    Number(i64),
    Text(Cow<'l, str>),
}

type Paths = &'static [&'static [&'static str]];

/// The paths of each filter, in its order.
const PATHS: [Paths; 5] = [
    &[&["state"]],
    &[&["parentJobId"], &["createdAt"]],
    &[&["resource", "id"]],
    &[&["state"], &["createdAt"], &["generation"], &["jobTemplate"], &["deleteOnComplete"]],
    &[&["statusDetails", "message"]],
];

fn text<'f>(found: &'f Option<Found<'_>>) -> Option<&'f str> {
    if let Some(Found::Text(text)) = found { Some(text) } else { None }
}

/// The filter with this number, in Rust; `texts` are its literals.
fn holds(number: usize, texts: &[&str], found: &[Option<Found<'_>>]) -> bool {
    match (number, found) {
        (0, [state]) => text(state) == Some(texts[0]),
        (1, [parent, created]) => {
            !matches!(parent, None | Some(Found::Null))
                && text(created).is_some_and(|text| text.contains(texts[0]))
        }
        (2, [id]) => text(id).is_some_and(|id| texts.contains(&id)),
        (3, [state, created, generation, template, delete]) => {
            text(state).is_some_and(|state| texts[..2].contains(&state))
                && text(created).is_some_and(|created| created >= "2022-06-01T00:00:00Z")
                && matches!(generation, Some(Found::Number(4..)))
                && text(template) != Some(texts[2])
                && !matches!(delete, Some(Found::Bool(true)))
        }
        (4, [message]) => text(message).is_some_and(|message| message.contains(texts[0])),
        _ => unreachable!("five filters"),
    }
}

fn by_raw_bytes(matcher: &Matcher, lines: &[u8]) -> usize {
    let mut scan = matcher.scan_slice(lines, &ScanOptions::new());
    scan.by_ref().for_each(drop);
    scan.matched() as usize
}

/// Reads like from a file or a pipe: the bytes are copied into a buffer, and lines are counted.
fn by_reader(matcher: &Matcher, lines: &[u8]) -> usize {
    let mut scan = matcher.scan(lines, &ScanOptions::new());
    while scan.next().unwrap().is_some() {}
    scan.matched() as usize
}

fn each_line<'l>(lines: &'l [u8]) -> impl Iterator<Item = &'l [u8]> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

fn by_serde_json(task: &Task, lines: &[u8]) -> usize {
    each_line(lines).filter(|line| (task.by_hand)(&serde_json::from_slice(line).unwrap())).count()
}

fn by_sonic(number: usize, texts: &[&str], tree: &sonic_rs::PointerTree, lines: &[u8]) -> usize {
    let found = |value: Option<sonic_rs::LazyValue<'_>>| {
        let value = value?;
        Some(if value.is_null() {
            Found::Null
        } else if let Some(value) = value.as_bool() {
            Found::Bool(value)
        } else if let Some(value) = value.as_i64() {
            Found::Number(value)
        } else {
            Found::Text(value.as_str()?.to_owned().into())
        })
    };
    let matches = |line: &&[u8]| {
        // SAFETY: serde_json wrote the lines.
        let values = unsafe { sonic_rs::get_many_unchecked(*line, tree) }.unwrap();
        holds(number, texts, &values.into_iter().map(found).collect::<Vec<_>>())
    };
    each_line(lines).filter(matches).count()
}

fn by_simd_json(number: usize, texts: &[&str], lines: &[u8]) -> usize {
    let mut room = Vec::new();
    let mut matches = |line: &[u8]| {
        room.clear();
        room.extend_from_slice(line);
        let job = simd_json::to_borrowed_value(&mut room).unwrap();
        let found = |path: &&[&str]| {
            let value = path.iter().try_fold(&job, |value, key| value.get(*key))?;
            Some(if let Some(value) = value.as_bool() {
                Found::Bool(value)
            } else if let Some(value) = value.as_i64() {
                Found::Number(value)
            } else if let Some(value) = value.as_str() {
                Found::Text(value.into())
            } else {
                Found::Null
            })
        };
        holds(number, texts, &PATHS[number].iter().map(found).collect::<Vec<_>>())
    };
    each_line(lines).filter(|line| matches(line)).count()
}

fn matching(criterion: &mut Criterion) {
    let lines = lines(20_000);
    for (number, task) in tasks().into_iter().enumerate() {
        let matcher = task.filter.parse::<Filter>().unwrap().matcher();
        let texts: Vec<&str> = task.filter.split('\'').skip(1).step_by(2).collect();
        let mut tree = sonic_rs::PointerTree::new();
        PATHS[number].iter().for_each(|path| tree.add_path(path.iter()));
        let count = by_raw_bytes(&matcher, &lines);
        assert!(count > 0, "{}", task.name);
        assert_eq!(count, by_reader(&matcher, &lines), "{}", task.name);
        assert_eq!(count, by_serde_json(&task, &lines), "{}", task.name);
        assert_eq!(count, by_sonic(number, &texts, &tree, &lines), "{}", task.name);
        assert_eq!(count, by_simd_json(number, &texts, &lines), "{}", task.name);
        let mut group = criterion.benchmark_group(task.name);
        group.throughput(Throughput::Bytes(lines.len() as u64)).sample_size(20);
        group.bench_function(BenchmarkId::from_parameter("comfilter"), |bencher| {
            bencher.iter(|| by_raw_bytes(&matcher, black_box(&lines)));
        });
        group.bench_function(BenchmarkId::from_parameter("comfilter, from a reader"), |bencher| {
            bencher.iter(|| by_reader(&matcher, black_box(&lines)));
        });
        group.bench_function(BenchmarkId::from_parameter("sonic-rs, unchecked"), |bencher| {
            bencher.iter(|| by_sonic(number, &texts, &tree, black_box(&lines)));
        });
        group.bench_function(BenchmarkId::from_parameter("simd-json"), |bencher| {
            bencher.iter(|| by_simd_json(number, &texts, black_box(&lines)));
        });
        group.bench_function(BenchmarkId::from_parameter("serde_json"), |bencher| {
            bencher.iter(|| by_serde_json(&task, black_box(&lines)));
        });
        group.finish();
    }
}

criterion_group!(benches, matching);
criterion_main!(benches);
