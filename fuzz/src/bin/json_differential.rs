//! Any bytes as a record and as a stream: the strict scan accepts what the reference and serde_json
//! accept, each record is accounted for, and the size of a read changes nothing.
#![no_main]

use std::sync::LazyLock;

use comfilter::matcher::ScanOptions;
use comfilter::{Filter, Matcher};
use comfilter_fuzz::agreement::is_list;
use comfilter_fuzz::oracle;
use comfilter_fuzz::oracle::json::Json;
use comfilter_fuzz::support::streams::scan;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static FILTERS: LazyLock<Vec<(Filter, Matcher)>> = LazyLock::new(|| {
    let filters = ["state eq 'ERROR'", "not contains(results/a,'x') or cancellable eq true"];
    let filters = filters.into_iter().map(|text| text.parse::<Filter>().unwrap());
    filters.map(|filter| (filter.clone(), filter.matcher())).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let tree = oracle::json::read(bytes);
    match serde_json::from_slice::<Value>(bytes) {
        Ok(_) => assert!(tree.is_ok(), "{tree:?}"),
        Err(error) if tree.is_ok() => {
            let error = error.to_string();
            // serde_json has floats, and nests one less.
            assert!(error.contains("number out of range") || error.contains("recursion limit"), "{error}");
        }
        Err(_) => {}
    }
    let record = tree.ok().filter(|tree| matches!(tree, Json::Object(_)) && !is_list(tree));
    let (filter, matcher) = &FILTERS[bytes.len() % FILTERS.len()];
    let sizes = [1 + usize::from(bytes.first().copied().unwrap_or(0)) % 70, usize::MAX];
    for strict in [false, true] {
        let options = ScanOptions::new().strict(strict);
        let [found, whole] = sizes.map(|size| scan(matcher, &options, bytes, size));
        assert_eq!(found, whole);
        let others = scan(matcher, &options.invert(true), bytes, sizes[0]);
        assert_eq!((&others.failures, others.count), (&found.failures, found.count));
        let accounted = found.records.len() + others.records.len() + found.failures.len();
        assert_eq!(found.count, accounted as u64);
        if let Some(tree) = &record {
            let matches = oracle::verdict::of_tree(filter, tree).is_true();
            assert_eq!(matcher.matches_slice(bytes), Ok(matches));
            assert_eq!(
                (found.count, found.failures.len(), found.records.len()),
                (1, 0, usize::from(matches))
            );
        } else if bytes.windows(3).any(|mark| mark == b"\xef\xbb\xbf") {
            // Files may follow each other, each with a byte-order mark, and some may be empty.
        } else if strict
            && bytes.trim_ascii_start().starts_with(b"{")
            && found.lists.is_empty()
            && !bytes.contains(&b'[')
        {
            // Not an object, so there are several or none, and no array after it, which may be
            // empty.
            assert!(found.count > 1 || !found.failures.is_empty(), "{found:?}");
        }
    }
});
