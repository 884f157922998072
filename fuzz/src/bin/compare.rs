//! Two filters of one list, and jobs near to both: no job refutes the comparison or a simplified filter, and each
//! witness is what it says.
#![no_main]

use comfilter::logic::Witness;
use comfilter_fuzz::jobs::Choices;
use comfilter_fuzz::pairs;
use comfilter_fuzz::typed::{self, LISTS, list};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::from_bytes(bytes);
    let schema = list(LISTS[choices.below(LISTS.len())]);
    let mut new = || schema.check(&typed::filter(&schema, &mut choices)).into_result().ok();
    let (Some(a), Some(other)) = (new(), new()) else { return };
    let b = pairs::near(&a, &mut choices).filter(|_| choices.below(2) == 0).unwrap_or(other);
    let comparison = a.compare(&b);
    pairs::check(&a, &b, &comparison);
    let simplified = a.simplify();
    for _ in 0..4 {
        let job = pairs::job(&a, &b, &mut choices);
        if let Some(claim) = pairs::claim(&a, &b, &comparison, &job) {
            assert_ne!(*claim, Witness::Nothing, "{a} | {b} of {job}");
        }
        if pairs::is_typed(&a, &job) {
            let selects = [&a, simplified.filter()].map(|filter| filter.matcher().matches(&job));
            assert_eq!(selects[0], selects[1], "{a} | {} of {job}", simplified.filter());
        }
    }
});
