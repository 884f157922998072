//! `comfilter match --why`: what each term of a filter selects, and what was seen where one selects
//! none.

use std::io::{self, Read};

use super::failure::Failure;
use super::screen::{Form, Screen};
use crate::matcher::reasons::Why;
use crate::{Filter, ScanOptions, Scanned, explain};

/// Most bad records that are told in full.
const TOLD: u64 = 10;

/// How a run ends, as for `match` without it.
const MATCHED: u8 = 0;
const NOTHING_MATCHED: u8 = 1;
const UNREADABLE: u8 = 2;
const BAD_RECORDS: u8 = 3;

/// Reads the records of all sources, each with its name, and those that cannot be opened with the reason,
/// and prints why the filter selects those that
/// it does. Every record is read to its last byte, as with `--strict`.
pub(super) fn run<R: Read>(
    filter: &Filter,
    sources: impl IntoIterator<Item = (String, Result<R, Failure>)>,
    options: &ScanOptions,
    format: Form,
    screen: &Screen,
) -> Result<u8, Failure> {
    let mut reading =
        Reading { why: Why::new(filter), options: options.clone().all(true).strict(true), failed: 0 };
    let mut unreadable = false;
    for (name, source) in sources {
        let read = source.and_then(|source| {
            let read = reading.source(filter, &name, source, screen);
            read.map_err(|error| Failure::usage(format!("{name} cannot be read to its end: {error}")))
        });
        if let Err(failure) = read {
            failure.tell(screen);
            unreadable = true;
        }
    }
    let failed = reading.failed;
    if failed > TOLD {
        screen.warning(&format!("{} more records could not be read", failed - TOLD));
    }
    let report = reading.why.report();
    match format {
        Form::Json => screen.print_json(&report)?,
        Form::Text => screen.print_line(&explain::why(&report))?,
    }
    Ok(match report.matched {
        _ if unreadable => UNREADABLE,
        _ if failed > 0 => BAD_RECORDS,
        0 => NOTHING_MATCHED,
        _ => MATCHED,
    })
}

/// What is known of the records that were read.
struct Reading {
    why: Why,
    options: ScanOptions,
    failed: u64,
}

impl Reading {
    fn source(&mut self, filter: &Filter, name: &str, source: impl Read, screen: &Screen) -> io::Result<()> {
        let mut scan = filter.matcher().scan_with(source, &self.options);
        while let Some(scanned) = scan.next()? {
            let failure = match scanned {
                Scanned::Record(record) => match serde_json::from_slice(record) {
                    Ok(record) => {
                        self.why.add(self.options.job(&record));
                        continue;
                    }
                    // It holds what RFC 8259 allows and no `Value` can, such as nesting past its limit.
                    Err(error) => format!("{name}: {error}"),
                },
                Scanned::Failed(error) => {
                    format!("{name}:{}:{}: {}", error.line(), error.column(), error.message())
                }
                Scanned::List { .. } => continue,
            };
            self.failed += 1;
            if self.failed <= TOLD {
                screen.warning(&failure);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::ColorChoice;

    use super::*;

    fn reading(filter: &str, options: &ScanOptions, sources: &[&str]) -> Reading {
        let filter: Filter = filter.parse().unwrap();
        let screen = Screen::new(ColorChoice::Never);
        let options = options.clone().all(true).strict(true);
        let mut reading = Reading { why: Why::new(&filter), options, failed: 0 };
        for source in sources {
            reading.source(&filter, "jobs.json", source.as_bytes(), &screen).unwrap();
        }
        reading
    }

    fn code(filter: &str, sources: &[&str]) -> u8 {
        let sources = sources.iter().map(|source| ("jobs.json".to_owned(), Ok(source.as_bytes())));
        let screen = Screen::new(ColorChoice::Never);
        run(&filter.parse().unwrap(), sources, &ScanOptions::new(), Form::Json, &screen).unwrap()
    }

    /// Every record is counted, whatever the filter is of it, and wherever it stands.
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
        let sources = [("pipe".to_owned(), Ok(Gone))];
        let (filter, screen) = ("state eq 'ERROR'".parse().unwrap(), Screen::new(ColorChoice::Never));
        assert_eq!(run(&filter, sources, &ScanOptions::new(), Form::Text, &screen).unwrap(), 2);
    }
}
