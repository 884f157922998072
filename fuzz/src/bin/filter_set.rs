//! Filters of terms, and of any list's properties, that come and go, and jobs near to them: a set selects
//! what one matcher a filter selects, of parsed jobs, of raw bytes and in every form of a stream.
#![no_main]

use comfilter::{Filter, FilterSet, Schema};
use comfilter_fuzz::agreement;
use comfilter_fuzz::jobs::{Choices, record};
use comfilter_fuzz::support::streams::FORMS;
use comfilter_fuzz::typed::{self, LISTS, list};
use comfilter_fuzz::vocabulary::TERMS;
use libfuzzer_sys::fuzz_target;

fn filter(schema: &Schema, choices: &mut Choices) -> Option<Filter> {
    if choices.below(2) == 0 {
        return schema.check(&typed::filter(schema, choices)).into_result().ok();
    }
    let mut text = String::new();
    for number in 0..=choices.below(4) {
        text += if number > 0 { [" and ", " or "][choices.below(2)] } else { "" };
        text += ["", "", "not "][choices.below(3)];
        text += TERMS[choices.below(TERMS.len())];
    }
    text.parse().ok()
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::from_bytes(bytes);
    let schema = list(LISTS[choices.below(LISTS.len())]);
    let (mut set, mut held, mut jobs) = (FilterSet::new(), Vec::new(), Vec::new());
    for _ in 0..=choices.below(12) {
        let Some(filter) = filter(&schema, &mut choices) else { continue };
        for _ in 0..=choices.below(2) {
            held.push((set.insert(&filter), filter.matcher()));
        }
        if choices.below(3) == 0 {
            let (id, _) = held.remove(choices.below(held.len()));
            assert!(set.remove(id) && !set.remove(id));
        }
        if jobs.len() < 4 {
            jobs.push(record(&filter, &mut choices));
        }
    }
    assert_eq!(set.len(), held.len());
    let jobs: Vec<&[u8]> = jobs.iter().map(Vec::as_slice).collect();
    let form = &FORMS[choices.below(FORMS.len())];
    let wrong = agreement::set(&set, &held, &jobs, form, 1 + choices.below(256));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // An empty set holds nothing of its filters.
    held.iter().for_each(|(id, _)| assert!(set.remove(*id)));
    assert!(
        set.is_empty()
            && jobs.iter().all(|job| set.matches_slice(job).is_ok_and(|found| found.is_empty())
                || comfilter_fuzz::oracle::json::read(job).is_ok_and(|tree| agreement::is_list(&tree)))
    );
});
