//! Whether the scan of raw bytes agrees with verdicts, in every form of a stream.
#![allow(unreachable_pub, reason = "the fuzz targets are crates of their own")]

use std::ops::Range;

use comfilter::matcher::{FilterId, RecordError, ScanOptions, Scanned};
use comfilter::{FilterSet, Matcher, Verdict};
use serde_json::Value;

use crate::oracle::json::{self, Json};
use crate::support::streams::{Form, Pieces, scan};

/// Whether a record at the top is a list response: the first of repeated keys counts.
pub fn is_list(record: &Json) -> bool {
    let Json::Object(pairs) = record else { return false };
    pairs.iter().find(|(key, _)| key == "items").is_some_and(|(_, value)| matches!(value, Json::Array(_)))
}

/// Compares the scan of raw bytes with the verdicts: for each record alone, for all of them in
/// forms of a stream, and at their places in a column. Returns the failures.
pub fn scans<'f>(
    matcher: &Matcher,
    jobs: &[(&[u8], Verdict)],
    forms: impl Iterator<Item = &'f Form>,
    size: usize,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let trees = jobs.iter().map(|(job, _)| json::read(job).unwrap());
    let jobs: Vec<_> =
        jobs.iter().zip(trees).map(|((job, verdict), tree)| (job.trim_ascii(), *verdict, tree)).collect();
    for (job, verdict, tree) in &jobs {
        let matches = matcher.matches_slice(job);
        let expected = (!is_list(tree)).then_some(verdict.is_true());
        if matches.ok() != expected {
            wrong.push(format!("slice: {} is {matches:?}, not {verdict}", String::from_utf8_lossy(job)));
        }
        let found = matcher.verdict_slice(job);
        if found.ok() != (!is_list(tree)).then_some(*verdict) {
            wrong.push(format!("slice: {} is {found:?}, not {verdict}", String::from_utf8_lossy(job)));
        }
    }
    for form in forms {
        let jobs: Vec<_> = jobs.iter().filter(|(_, _, tree)| !form.is_top || !is_list(tree)).collect();
        let records: Vec<&[u8]> = jobs.iter().map(|(job, ..)| *job).collect();
        let stream = (form.write)(&records);
        for strict in [false, true] {
            let options = ScanOptions::new().strict(strict).invert(size.is_multiple_of(2));
            let found = scan(matcher, &options, &stream, size);
            let expected = jobs.iter().filter(|(_, verdict, _)| verdict.is_true() != size.is_multiple_of(2));
            let expected: Vec<_> = expected.map(|(job, ..)| (form.given)(job)).collect();
            if found.records != expected || !found.failures.is_empty() || found.count != jobs.len() as u64 {
                wrong.push(format!("{}: {found:?} in {}", form.name, String::from_utf8_lossy(&stream)));
            }
        }
    }
    wrong.extend(columns(matcher, &jobs, size));
    // A job at the limit of nesting is too deep inside another record.
    let inner = jobs.iter().filter_map(|(job, verdict, _)| {
        let record = [b"{\"state\":\"ERROR\",\"data\":{\"job\":", *job, b"}}"].concat();
        json::read(&record).is_ok().then_some((record, *verdict))
    });
    let (records, verdicts): (Vec<Vec<u8>>, Vec<Verdict>) = inner.unzip();
    let stream = records.join(&b'\n');
    let found = scan(matcher, &ScanOptions::new().at("data/job"), &stream, size);
    let expected = verdicts.iter().filter(|verdict| verdict.is_true()).count();
    if found.records.len() != expected || found.count != records.len() as u64 {
        wrong.push(format!("inside: {found:?} in {}", String::from_utf8_lossy(&stream)));
    }
    wrong
}

/// Bytes that are not one record. Alone, none of them has a verdict; the next bytes may complete some.
const BROKEN: [&[u8]; 10] =
    [b"", b" \n", b"null", b"{\"", b"{\"a\":", b"{\"a\":[{}]", b"{}{", b"{} {}", b"[{}]", b"{\"items\":[]}"];

/// Compares the verdicts for records at known places: one directly after the other, in their order
/// and backwards, among bytes that are not one record.
fn columns(matcher: &Matcher, jobs: &[(&[u8], Verdict, Json)], size: usize) -> Vec<String> {
    let (mut column, mut places, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |record: &[u8], verdict| {
        column.extend_from_slice(record);
        places.push(column.len() - record.len()..column.len());
        expected.push(verdict);
    };
    for (at, (job, verdict, tree)) in (size..).zip(jobs) {
        add(job, (!is_list(tree)).then_some(*verdict));
        if at % 3 == 0 {
            add(BROKEN[at / 3 % BROKEN.len()], None);
        }
    }
    let mut wrong = Vec::new();
    let mut compare = |name: &str, place: Range<usize>, found: Result<Verdict, RecordError>, expected| {
        let record = &column[place];
        let is_same_fault = found.is_ok() || found.err() == matcher.matches_slice(record).err();
        if found.ok() != expected || !is_same_fault {
            let record = String::from_utf8_lossy(record);
            wrong.push(format!("{name}: {record} is {found:?}, not {expected:?}"));
        }
    };
    for strict in [false, true] {
        let options = ScanOptions::new().strict(strict);
        let mut reader = matcher.verdict_reader(&options);
        let mut found = Vec::new();
        reader.read(&column, &places, &mut found);
        places.reverse();
        reader.read(&column, &places, &mut found);
        places.reverse();
        assert_eq!(found.len(), 2 * places.len());
        let (forwards, backwards) = found.split_at(places.len());
        let all = || places.iter().cloned().zip(&expected);
        all().zip(forwards).for_each(|((place, verdict), found)| compare("column", place, *found, *verdict));
        let backwards = all().rev().zip(backwards);
        backwards.for_each(|((place, verdict), found)| compare("backwards", place, *found, *verdict));
    }
    wrong
}

/// Compares a set with one matcher for each of its filters, in the order of their ids: for each job
/// parsed and as bytes, and for all of them in a form of a stream. Returns the failures.
pub fn set(
    set: &FilterSet,
    held: &[(FilterId, Matcher)],
    jobs: &[&[u8]],
    form: &Form,
    size: usize,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let shown = |ids: &[FilterId]| {
        let named = held.iter().filter(|(id, _)| ids.contains(id));
        format!("{:?}", named.map(|(_, matcher)| matcher.filter().as_str()).collect::<Vec<_>>())
    };
    let mut compare = |place: &str, found: &[FilterId], expected: &[FilterId], job: &[u8]| {
        if found != expected {
            let (found, expected) = (shown(found), shown(expected));
            wrong.push(format!("{place}: {found}, not {expected} of {}", String::from_utf8_lossy(job)));
        }
    };
    let of = |is_selected: &dyn Fn(&Matcher) -> bool| -> Vec<FilterId> {
        held.iter().filter(|(_, matcher)| is_selected(matcher)).map(|(id, _)| *id).collect()
    };
    let mut records = Vec::new();
    for job in jobs.iter().map(|job| job.trim_ascii()) {
        // Numbers past every float are valid, but a parsed job cannot have one.
        if let Ok(value) = serde_json::from_slice::<Value>(job) {
            compare("value", &set.matches(&value), &of(&|matcher| matcher.matches(&value)), job);
        }
        match set.matches_slice(job) {
            Ok(found) => {
                let expected = of(&|matcher| matcher.matches_slice(job) == Ok(true));
                compare("slice", &found, &expected, job);
                records.push((job, expected));
            }
            Err(error) => {
                let others = held.iter().map(|(_, matcher)| matcher.matches_slice(job));
                let is_right = others.into_iter().all(|other| other.is_err());
                assert!(is_right, "{error}: {}", String::from_utf8_lossy(job));
            }
        }
    }
    let stream = (form.write)(&records.iter().map(|(job, _)| *job).collect::<Vec<_>>());
    for (strict, all) in [(false, true), (true, false)] {
        let options = ScanOptions::new().strict(strict).all(all);
        let mut scan = set.scan(Pieces { bytes: &stream, size }, &options);
        let mut left = records.iter().filter(|(_, expected)| all || !expected.is_empty());
        while let Some((scanned, found)) = scan.next().unwrap() {
            match scanned {
                Scanned::Record(record) => {
                    let (job, expected) = left.next().unwrap();
                    assert_eq!(record, (form.given)(job), "{}", form.name);
                    compare(form.name, &found, expected, job);
                }
                Scanned::Failed(error) => panic!("{}: {error}", form.name),
                _ => assert!(found.is_empty()),
            }
        }
        assert!(left.next().is_none(), "{}", form.name);
        assert_eq!((scan.records(), scan.failed()), (records.len() as u64, 0), "{}", form.name);
    }
    wrong
}
