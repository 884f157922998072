//! `comfilter match --why`: counts the jobs that each term selects, and shows the values where one
//! selects none.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::bad_records::{BAD_RECORDS, BadRecords};
use super::failure::{COULD_NOT_RUN, Failure};
use super::sample::Sample;
use super::screen::{DataForm, Screen};
use super::source;
use crate::matcher::reasons::Why;
use crate::matcher::{ScanOptions, Scanned};
use crate::{Filter, explain};

/// Reads the records of all sources, and explains the jobs that the filter selects. A source that
/// cannot be opened comes with its error. Every record is read to its last byte, as with
/// `--strict`.
pub(super) fn run<R: Read>(
    filter: &Filter,
    sources: impl IntoIterator<Item = (PathBuf, Result<R, Failure>)>,
    at: &str,
    format: DataForm,
    mut unreadable: bool,
    screen: &Screen,
) -> Result<u8, Failure> {
    let options = &ScanOptions::new().refuse_responses().at(at);
    let mut reading = WhyReading::new(filter, options, Sample::new(filter.schema(), at));
    for (path, source) in sources {
        let read = source.and_then(|source| {
            let read = reading.source(filter, &path, source, screen);
            read.map_err(|error| source::unreadable(&path, &error))
        });
        if let Err(failure) = read {
            failure.report(screen);
            unreadable = true;
        }
    }
    reading.bad.finish(reading.failed, reading.records, screen);
    if reading.is_blank && !unreadable {
        screen.warning("nothing was read: the input is empty");
    }
    let report = reading.why.report();
    if report.matched == 0 {
        reading.sample.report(screen);
    }
    match format {
        DataForm::Json => screen.print_json(&report)?,
        DataForm::Text => screen.print_line(&explain::why(&report))?,
    }
    Ok(match report.matched {
        _ if unreadable => COULD_NOT_RUN,
        _ if reading.failed > 0 => BAD_RECORDS,
        matched => u8::from(matched == 0),
    })
}

/// A reader that notes whether it has read anything but white space.
struct NotedReader<'n, R> {
    inner: R,
    is_blank: &'n mut bool,
}

impl<R: Read> Read for NotedReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        *self.is_blank = *self.is_blank && read.iter().all(u8::is_ascii_whitespace);
        Ok(count)
    }
}

/// The state of reading the records.
struct WhyReading {
    why: Why,
    options: ScanOptions,
    bad: BadRecords,
    sample: Sample,
    records: u64,
    failed: u64,
    /// Whether nothing but white space was read.
    is_blank: bool,
}

impl WhyReading {
    fn new(filter: &Filter, options: &ScanOptions, sample: Sample) -> WhyReading {
        WhyReading {
            why: Why::new(filter),
            options: options.clone().all(true).strict(true),
            bad: BadRecords::default(),
            sample,
            records: 0,
            failed: 0,
            is_blank: true,
        }
    }

    fn source(&mut self, filter: &Filter, path: &Path, source: impl Read, screen: &Screen) -> io::Result<()> {
        let source = NotedReader { inner: source, is_blank: &mut self.is_blank };
        let mut scan = filter.matcher().scan(source, &self.options);
        while let Some(scanned) = scan.next()? {
            match scanned {
                Scanned::Record(record) => {
                    self.sample.add(record);
                    self.why.add_record(record, &self.options);
                }
                Scanned::Failed(error) => {
                    self.bad.report(path, &error, screen);
                    self.failed += 1;
                }
                Scanned::List { .. } => continue,
            }
            self.records += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::ColorChoice;

    use super::*;

    fn reading(filter: &str, options: &ScanOptions, sources: &[&str]) -> WhyReading {
        let filter: Filter = filter.parse().unwrap();
        let screen = Screen::new(ColorChoice::Never);
        let mut reading = WhyReading::new(&filter, options, Sample::new(filter.schema(), ""));
        for source in sources {
            reading.source(&filter, Path::new("jobs.json"), source.as_bytes(), &screen).unwrap();
        }
        reading
    }

    fn code(filter: &str, sources: &[&str]) -> u8 {
        let sources = sources.iter().map(|source| ("jobs.json".into(), Ok(source.as_bytes())));
        let screen = Screen::new(ColorChoice::Never);
        run(&filter.parse().unwrap(), sources, "", DataForm::Json, false, &screen).unwrap()
    }

    /// Every record is counted, for any verdict and in any place.
    #[test]
    fn every_record_is_read() {
        let sources = [
            "{\"state\":\"ERROR\"}\n{\"state\":\"COMPLETE\"}\n\n{\"name\":\"x\"}",
            r#"{"total":9,"items":[{"state":"ERROR"},{"state":null}]}"#,
            r#"[{"state":"RUNNING"},{"a":{"b":"\ud800"}},{"state":tru}]"#,
        ];
        for filter in ["state eq 'ERROR'", "contains(state,'ERR')", "state eq 'ERR' and name eq 'x'"] {
            let reading = reading(filter, &ScanOptions::new(), &sources);
            assert_eq!((reading.why.report().records, reading.failed), (6, 2), "{filter}");
        }
    }

    #[test]
    fn the_job_may_stand_inside_the_record() {
        let source = r#"{"state":"x","data":{"state":"ERROR"}}{"data":1}{"data":{"state":"COMPLETE"}}"#;
        let report = reading("state eq 'ERROR'", &ScanOptions::new().at("/data"), &[source]).why.report();
        assert_eq!((report.records, report.matched), (3, 1));
    }

    #[test]
    fn runs_end_as_match_does() {
        let (one, broken) = (r#"{"state":"ERROR"}"#, "{\"state\":\n");
        assert_eq!(code("state eq 'ERROR'", &[one]), 0);
        assert_eq!(code("state eq 'STALLED'", &[one]), 1);
        assert_eq!(code("state eq 'STALLED'", &[]), 1);
        assert_eq!(code("state eq 'ERROR'", &[one, broken]), 3);
        struct Gone;
        impl Read for Gone {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let sources = [("pipe".into(), Ok(Gone))];
        let (filter, screen) = ("state eq 'ERROR'".parse().unwrap(), Screen::new(ColorChoice::Never));
        assert_eq!(run(&filter, sources, "", DataForm::Text, false, &screen).unwrap(), 2);
    }

    /// The counts equal those of `match --strict --count`, for the whole and each part, on any
    /// contents of a job: repeated keys, numbers past every float, escapes, depth.
    #[test]
    fn counts_are_those_of_the_matcher() {
        let deep = |depth: usize| format!("{}{}", "{\"a\":".repeat(depth) + "1", "}".repeat(depth));
        let (deep_enough, too_deep) = (deep(127), deep(128));
        let values = [
            "null",
            "true",
            "\"true\"",
            "1",
            "1.0",
            "10e-1",
            "9007199254740993",
            "9007199254740992",
            "0.1",
            "0.10000000000000000001",
            "1e400",
            "-1e400",
            "18446744073709551616",
            "-0",
            "01",
            "[]",
            "[1]",
            r#"{"a":1,"a":2}"#,
            r#"{"\u0061":2,"a":1}"#,
            r#"{"id":1,"id":"x"}"#,
            r#"{"i\u0064":"x","id":1}"#,
            "\"ERROR\"",
            r#""\u0045RROR""#,
            r#""\ud83d\ude00""#,
            r#""\ud83d""#,
            "\"a\tb\"",
            r#""a\tb""#,
            "\"\u{1f600}\"",
            &deep_enough,
            &too_deep,
        ];
        let keys = [
            "state",
            r"st\u0061te",
            "generation",
            r"\u0067eneration",
            "resource",
            "cancellable",
            "cancelable",
            "jobParams",
            "data",
            r"d\u0061ta",
            "items",
        ];
        let terms = [
            "state eq 'ERROR'",
            "state ne null",
            "contains(state,'\u{1f600}')",
            "not contains(state,'a\tb')",
            "generation gt 9007199254740992",
            "generation le 1",
            "not generation eq 1",
            "generation in (1,null)",
            "resource/id eq 'x'",
            "cancellable ne true",
            "jobParams/a eq 1",
            "jobParams/a gt 0.1",
            "jobParams eq null",
            "jobParams lt 1e300",
            "jobParams gt 0.1",
            "generation lt 18446744073709551616.0",
        ];
        let (mut seed, mut different) = (1_u64, 0);
        let mut below = |bound: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % bound
        };
        for round in 0..1_500 {
            let object = |below: &mut dyn FnMut(usize) -> usize, inner: Option<String>| {
                let mut members: Vec<String> = (0..below(5))
                    .map(|_| format!("\"{}\":{}", keys[below(keys.len())], values[below(values.len())]))
                    .collect();
                members.extend(inner);
                format!("{{{}}}", members.join([",", " , ", ",\n "][below(3)]))
            };
            let is_inside = round % 3 == 0;
            let jobs: Vec<String> = (0..1 + below(4))
                .map(|_| {
                    let job = object(&mut below, None);
                    if is_inside { object(&mut below, Some(format!("\"data\":{job}"))) } else { job }
                })
                .collect();
            let stream = match below(3) {
                0 => format!("[{}]", jobs.join(",")),
                1 => format!("{{\"items\":[{}]}}", jobs.join(",")),
                _ => jobs.join("\n"),
            };
            let options = if is_inside { ScanOptions::new().at("data") } else { ScanOptions::new() };
            let count = |terms: &[&str], joint: &str| {
                let matcher = terms.join(joint).parse::<Filter>().unwrap().matcher();
                let mut scan = matcher.scan(stream.as_bytes(), &options.clone().strict(true));
                while scan.next().unwrap().is_some() {}
                (scan.matched(), scan.records(), scan.failed())
            };
            let few: Vec<&str> = (0..1 + below(3)).map(|_| terms[below(terms.len())]).collect();
            let joint = [" and ", " or "][below(2)];
            let reading = reading(&few.join(joint), &options, &[&stream]);
            let told = reading.why.report();
            let (matched, records, failed) = count(&few, joint);
            let of_why = (told.matched, reading.records, reading.failed);
            assert_eq!(of_why, (matched, records, failed), "{few:?} of {stream}");
            assert_eq!(told.records, records - failed, "{few:?} of {stream}");
            for (at, part) in told.parts.iter().enumerate().filter(|_| few.len() > 1) {
                let expected = (count(&few[at..=at], joint).0, count(&few[..=at], joint).0);
                assert_eq!((part.alone, part.so_far), expected, "{few:?} of {stream}");
            }
            for repair in told.hints.iter().filter_map(|hint| hint.repair.as_ref()).chain(&told.together) {
                let selected = count(&[repair.filter.as_str()], "").0;
                assert_eq!(repair.matches, selected, "{} of {stream}", repair.filter);
                different += selected;
            }
            different += matched;
        }
        assert!(different > 500, "{different}");
    }
}
