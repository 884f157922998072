//! Standing filters beside a-tree: the time for a job with so many of them, in microseconds, on 500 jobs.
//! Both engines begin with the same parsed job, find the same filters, and include the building of an event.
//! Below that, the time for a job of NDJSON beside that of one filter.
//!
//! `cargo bench --bench standing -- 100000`: the largest number of filters; a-tree stops at 10,000.

use std::hint::black_box;
use std::time::{Duration, Instant};

use a_tree::{ATree, AttributeDefinition};
use comfilter::matcher::ScanOptions;
use comfilter::{Filter, FilterSet};
use comfilter_benches::jobs::{jobs, lines, tasks};
use comfilter_benches::standing::{Subscription, subscriptions};
use serde_json::Value;

/// a-tree takes minutes to hold more.
const MOST: usize = 10_000;

fn main() {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let most = arguments.next().map_or(100_000, |most| most.parse().unwrap());
    let jobs = jobs(500);
    println!("{:>9} {:>9} {:>12} {:>10} {:>6}", "filters", "contains", "comfilter us", "a-tree us", "ratio");
    for contains in [true, false] {
        for count in [100, 1_000, 10_000, 100_000].into_iter().filter(|count| *count <= most) {
            let all = subscriptions(count, contains);
            let set = set(&all);
            let by_set = || jobs.iter().map(|job| set.matches(job).len()).sum::<usize>();
            if count > MOST {
                let [ours] = micros([&by_set], jobs.len());
                println!("{count:>9} {contains:>9} {ours:>12.2}");
                continue;
            }
            let tree = tree(&all);
            let by_tree = || jobs.iter().map(|job| found_by(&tree, job)).sum::<usize>();
            assert_eq!(by_set(), by_tree());
            let [ours, theirs] = micros([&by_set, &by_tree], jobs.len());
            println!("{count:>9} {contains:>9} {ours:>12.2} {theirs:>10.2} {:>6.3}", ours / theirs);
        }
    }
    let lines = lines(20_000);
    println!("{:>9} {:>12} {:>10}", "filters", "NDJSON us", "GB/s");
    let row = |name: &str, micros: f64| {
        println!("{name:>9} {micros:>12.3} {:>10.2}", lines.len() as f64 / 20_000.0 / micros / 1_000.0);
    };
    for task in tasks() {
        let matcher = task.filter.parse::<Filter>().unwrap().matcher();
        let [one] = micros([&|| matcher.scan_slice(&lines, &ScanOptions::new()).count()], 20_000);
        row(task.name.split_once(' ').unwrap().0, one);
    }
    for count in [1, 10, 100, 1_000] {
        let set = set(&subscriptions(count, true));
        let [many] = micros([&|| set.scan_slice(&lines, &ScanOptions::new()).count()], 20_000);
        row(&count.to_string(), many);
    }
}

/// The time of each run for one of so many jobs: the shortest of many, in turns.
fn micros<const N: usize>(runs: [&dyn Fn() -> usize; N], jobs: usize) -> [f64; N] {
    let mut best = [Duration::MAX; N];
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(2) || best.contains(&Duration::MAX) {
        for (run, best) in runs.iter().zip(&mut best) {
            let start = Instant::now();
            black_box(run());
            *best = start.elapsed().min(*best);
        }
    }
    best.map(|time| time.as_secs_f64() * 1e6 / jobs as f64)
}

fn set(all: &[Subscription]) -> FilterSet {
    let mut set = FilterSet::new();
    for one in all {
        set.insert(&one.comfilter.parse::<Filter>().unwrap());
    }
    set
}

fn tree(all: &[Subscription]) -> ATree<usize> {
    let strings = ["resource_id", "state", "jobTemplate", "resultCode", "name", "parentJobId"];
    let mut attributes: Vec<_> = strings.map(AttributeDefinition::string).into();
    attributes.extend(["generation", "createdDay"].map(AttributeDefinition::integer));
    attributes.push(AttributeDefinition::boolean("deleteOnComplete"));
    let mut tree = ATree::new(&attributes).unwrap();
    all.iter().enumerate().for_each(|(number, one)| tree.insert(&number, &one.a_tree).unwrap());
    tree
}

fn found_by(tree: &ATree<usize>, job: &Value) -> usize {
    let mut event = tree.make_event();
    let id = job.get("resource").and_then(|resource| resource.get("id"));
    let values =
        ["state", "jobTemplate", "resultCode", "name", "parentJobId"].map(|name| (name, job.get(name)));
    for (name, value) in values.into_iter().chain([("resource_id", id)]) {
        match value.and_then(Value::as_str) {
            Some(text) => event.with_string(name, text).unwrap(),
            None => event.with_undefined(name).unwrap(),
        }
    }
    event.with_integer("generation", job["generation"].as_i64().unwrap()).unwrap();
    let day = job["createdAt"].as_str().unwrap()[..10].replace('-', "");
    event.with_integer("createdDay", day.parse().unwrap()).unwrap();
    event.with_boolean("deleteOnComplete", job.get("deleteOnComplete") == Some(&Value::Bool(true))).unwrap();
    let event = event.build().unwrap();
    tree.search(&event).unwrap().matches().len()
}
