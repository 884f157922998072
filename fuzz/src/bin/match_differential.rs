//! A filter of terms, or of any list's properties, and jobs near to it: the reference, the matcher
//! of parsed jobs, its reasons and the scan of raw bytes agree, in every form of a stream.
#![no_main]

use comfilter::Filter;
use comfilter_fuzz::jobs::{Choices, record};
use comfilter_fuzz::support::streams::FORMS;
use comfilter_fuzz::typed::{self, LISTS, list};
use comfilter_fuzz::vocabulary::TERMS;
use comfilter_fuzz::{agreement, invariants, oracle};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::from_bytes(bytes);
    let at = choices.below(2 * LISTS.len());
    let filter = match LISTS.get(at) {
        Some(name) => {
            let schema = list(name);
            let text = typed::filter(&schema, &mut choices);
            let Ok(filter) = schema.check(&text).into_result() else { return };
            invariants::canonical(&text, &filter);
            filter
        }
        None => {
            let mut text = String::new();
            for number in 0..=choices.below(4) {
                text += if number > 0 { [" and ", " or "][choices.below(2)] } else { "" };
                text += ["", "", "not "][choices.below(3)];
                text += TERMS[choices.below(TERMS.len())];
            }
            text.parse::<Filter>().unwrap()
        }
    };
    let matcher = filter.matcher();
    let form = &FORMS[choices.below(FORMS.len())];
    let size = 1 + choices.below(256);
    let records: Vec<Vec<u8>> = (0..=choices.below(3)).map(|_| record(&filter, &mut choices)).collect();
    let mut jobs = Vec::new();
    for record in &records {
        let tree = oracle::json::read(record).unwrap();
        let verdict = oracle::verdict::of_tree(&filter, &tree);
        jobs.push((&record[..], verdict));
        // Numbers past every float are valid, but a parsed job cannot have one.
        let Ok(job) = serde_json::from_slice::<Value>(record) else { continue };
        let held = oracle::json::read(job.to_string().as_bytes()).unwrap();
        let expected = oracle::verdict::of_tree(&filter, &held);
        assert_eq!(matcher.verdict(&job), expected, "{filter} of {job}");
        assert_eq!(matcher.matches(&job), expected.is_true(), "{filter} of {job}");
        assert!(!tree.is_same(&held) || verdict == expected);
        assert_eq!(matcher.reasons(&job).verdict, expected, "{filter} of {job}");
    }
    let wrong = agreement::scans(&matcher, &jobs, std::iter::once(form), size);
    assert!(wrong.is_empty(), "{filter}: {}", wrong.join("\n"));
});
