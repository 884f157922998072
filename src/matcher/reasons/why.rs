//! Counts the jobs that each part of a filter selects, and collects the values where a term selects
//! none.
//!
//! Memory is bounded for any number of jobs. A term that has not yet selected a job keeps the first
//! thousand different values of its property, each with its count. The jobs that only such terms
//! exclude are kept too, up to eight mebibytes. No repair of those terms can select another job, so
//! repairs are counted on the kept jobs only.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::Value;

use super::repair::{self, Repair, Scale};
use super::{ReasonTerm, SeenValue, Terms, path, text};
use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
#[cfg(feature = "cli")]
use crate::matcher::ScanOptions;
use crate::matcher::Verdict;
use crate::matcher::raw::{JsonNode, JsonTree, ROOT};
use crate::schema::Resolved;
use crate::text::Edit;

/// The limit of different values per term; more would not be read.
const VALUES: usize = 1_000;

/// The limit of different values over all terms, because a filter may have tens of thousands of
/// terms.
const ALL_VALUES: usize = 16 * VALUES;

/// The limit of other properties that are named for a string.
const PLACES: usize = 8;

/// The limit of terms with one string that are searched at other properties, so the time is not the
/// product of the terms and the job.
const SAME_TEXT: usize = 64;

/// The limit of kept jobs in bytes, for counting repairs.
const KEPT: usize = 8 << 20;

/// The limit of hints: each more is another filter to count.
const HINTS: usize = 8;

/// Explains why a filter selects few of many jobs, or none.
///
/// ```
/// use comfilter::Filter;
/// use comfilter::matcher::reasons::Why;
/// use serde_json::json;
///
/// let filter: Filter = "state eq 'error' and generation gt 3".parse()?;
/// let mut why = Why::new(&filter);
/// for (state, generation) in [("ERROR", 4), ("ERROR", 2), ("COMPLETE", 5)] {
///     why.add(&json!({ "state": state, "generation": generation }));
/// }
/// let report = why.report();
/// assert_eq!((report.records, report.matched), (3, 0));
/// assert_eq!((report.parts[0].alone, report.parts[1].alone), (0, 2));
/// let hint = &report.hints[0];
/// assert_eq!(hint.seen.values[0], ("\"ERROR\"".to_owned(), 2));
/// let repair = hint.repair.as_ref().unwrap();
/// assert_eq!(repair.filter.as_str(), "state eq 'ERROR' and generation gt 3");
/// assert_eq!(repair.matches, 1);
/// # Ok::<(), comfilter::FilterError>(())
/// ```
#[derive(Debug)]
pub struct Why {
    filter: Filter,
    terms: Terms,
    /// For each term, whether the filter needs it to be true, or false.
    wanted: Vec<bool>,
    joined_by_and: bool,
    /// Each part, after its place among the nodes.
    parts: Vec<(usize, FilterPart)>,
    records: u64,
    matched: u64,
    /// For each term that has selected nothing yet: the values of its property.
    seen: Vec<Option<Box<Collected>>>,
    /// The number of different values over all terms.
    values: usize,
    /// The terms that search for a string, by this string.
    texts: HashMap<Box<str>, Vec<usize>>,
    kept: KeptJobs,
}

/// The values where a term selects nothing.
#[derive(Debug, Default)]
pub(super) struct Collected {
    values: HashMap<SeenValue, u64>,
    /// Values beyond the limit.
    others: u64,
    null: u64,
    missing: u64,
    pub(super) least: Option<Value>,
    pub(super) greatest: Option<Value>,
    /// Other properties that contain the string.
    places: BTreeMap<String, u64>,
}

/// The jobs to count repairs on.
#[derive(Debug, Default)]
struct KeptJobs {
    jobs: Vec<Box<[u8]>>,
    bytes: usize,
    /// The number of records read when the room was used up, and of those that had matched.
    full: Option<(u64, u64)>,
}

/// The numbers of jobs that the parts of a filter select.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WhyReport {
    /// The name of the list: `jobs`.
    pub resource: String,
    /// One of them: `job`.
    pub one: String,
    /// The number of jobs.
    pub records: u64,
    /// The number of jobs that the filter selects.
    pub matched: u64,
    /// Whether `and` joins the parts; otherwise `or`.
    pub joined_by_and: bool,
    /// The parts of the outermost `and` or `or`, in the order of the text. A filter that joins
    /// nothing is its only part.
    pub parts: Vec<FilterPart>,
    /// The first eight terms that select nothing.
    pub hints: Vec<Hint>,
    /// The number of further ones.
    pub omitted: usize,
    /// All repairs of the hints at once, if there are several.
    pub together: Option<Repair>,
}

/// The counts of a part of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FilterPart {
    /// The part as written, without parentheses around it.
    pub text: String,
    /// The number of jobs that it selects alone.
    pub alone: u64,
    /// The number of jobs that the filter selects up to here: with this part and those before it.
    pub so_far: u64,
    /// The number of jobs that the filter selects without it.
    pub without: u64,
}

/// A term that selects nothing: it is never true, or after `not` never false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hint {
    /// The term as written.
    pub text: String,
    /// The path of its property.
    pub property: String,
    /// Whether it is true for no job; otherwise it is false for none, and follows `not`.
    pub never_true: bool,
    /// The values of its property.
    pub seen: Seen,
    /// The filter with the nearest term that selects something, if there is one.
    pub repair: Option<Repair>,
}

/// The values of a property. They are JSON of at most sixty characters, safe to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Seen {
    /// The first thousand different values with their counts, most frequent first.
    pub values: Vec<(String, u64)>,
    /// The number of other values.
    pub others: u64,
    /// The number of nulls.
    pub null: u64,
    /// The number of jobs without a value.
    pub missing: u64,
    /// The least and the greatest value, if the term compares numbers or instants by order.
    pub range: Option<(String, String)>,
    /// Other properties that contain the term's string, with counts.
    pub elsewhere: Vec<(String, u64)>,
}

impl Why {
    /// Nothing was read yet.
    pub fn new(filter: &Filter) -> Why {
        let terms = Terms::new(filter);
        let (joined_by_and, parts) = terms.logic.parts();
        let wanted = terms.logic.wanted();
        let part = |node: usize| {
            let written = terms.logic.written(node).map(|node| text(filter, node));
            let text = written.unwrap_or_default().to_owned();
            (node, FilterPart { text, alone: 0, so_far: 0, without: 0 })
        };
        let mut texts: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for (at, term) in terms.terms.iter().enumerate() {
            if let Some(condition) = Condition::read(filter, filter.ast().kind(term.node))
                && wanted.get(at).copied() == Some(!condition.denied)
                && let Test::Equals(values) = condition.test
            {
                for value in values {
                    if let Literal::Text(text) = value {
                        let terms = texts.entry(text.into()).or_default();
                        if terms.len() < SAME_TEXT && terms.last() != Some(&at) {
                            terms.push(at);
                        }
                    }
                }
            }
        }
        Why {
            wanted,
            joined_by_and,
            parts: parts.into_iter().map(part).collect(),
            records: 0,
            matched: 0,
            seen: terms.terms.iter().map(|_| Some(Box::default())).collect(),
            values: 0,
            texts,
            kept: KeptJobs::default(),
            filter: filter.clone(),
            terms,
        }
    }

    /// Takes a job into account.
    pub fn add(&mut self, job: &Value) {
        // Numbers survive writing and reading.
        let json = job.to_string();
        self.add_node(&JsonTree::read(json.as_bytes()), Some(ROOT));
    }

    /// Counts the job in a record, at the keys of `at`. The first of repeated keys counts, and
    /// numbers keep each digit.
    #[cfg(feature = "cli")]
    pub(crate) fn add_record(&mut self, record: &[u8], options: &ScanOptions) {
        let tree = JsonTree::read(record);
        let job = options.job(&tree);
        self.add_node(&tree, job);
    }

    fn add_node(&mut self, tree: &JsonTree<'_>, job: Option<usize>) {
        let values = self.terms.values(tree, job);
        let verdicts = self.terms.verdicts(&values);
        let matches = self.count(&self.terms.logic.verdicts(&verdicts));
        self.collect(&values, &verdicts);
        self.look_elsewhere(tree, job);
        if !matches && self.kept.full.is_none() && self.could_match(verdicts) {
            self.keep(job.and_then(|job| tree.node(job)));
        }
    }

    /// Counts the selected parts, from the verdicts of the nodes. Returns whether the filter
    /// selects the job.
    fn count(&mut self, verdicts: &[Verdict]) -> bool {
        let of = |node: usize| verdicts.get(node).copied().unwrap_or(Verdict::Null).is_true();
        self.records += 1;
        let (parts, selecting) = (self.parts.len(), self.parts.iter().filter(|(node, _)| of(*node)).count());
        let is_and = self.joined_by_and;
        let mut so_far = is_and;
        for (node, part) in &mut self.parts {
            let alone = of(*node);
            so_far = if is_and { so_far && alone } else { so_far || alone };
            let others = selecting - usize::from(alone);
            // Without its only part, a filter selects every job.
            let without = if is_and { others + 1 == parts } else { others > 0 };
            part.alone += u64::from(alone);
            part.so_far += u64::from(so_far);
            part.without += u64::from(without);
        }
        self.matched += u64::from(so_far);
        so_far
    }

    /// Collects the values of the terms that have selected nothing yet.
    fn collect(&mut self, values: &[Option<&JsonNode<'_>>], verdicts: &[Verdict]) {
        // Many terms may use one property.
        let mut found: Vec<Option<SeenValue>> = vec![None; values.len()];
        for ((seen, term), (verdict, wanted)) in
            self.seen.iter_mut().zip(&self.terms.terms).zip(verdicts.iter().zip(&self.wanted))
        {
            let Some(collected) = seen else { continue };
            if *verdict == Verdict::from(*wanted) {
                self.values -= collected.values.len();
                *seen = None;
                continue;
            }
            match values.get(term.slot).copied().flatten() {
                None => collected.missing += 1,
                Some(value) if value.is_null() => collected.null += 1,
                Some(value) => {
                    if let Some(found) = found.get_mut(term.slot) {
                        let found = found.get_or_insert_with(|| SeenValue::of(value));
                        self.values += collected.add(found, self.values < ALL_VALUES);
                    }
                    if let Some(scale) = Scale::of(&term.test)
                        && let Some(value) = value.value()
                    {
                        collected.stretch(scale, &value);
                    }
                }
            }
        }
    }

    /// Searches the other properties of a job for the strings of terms that have selected nothing.
    fn look_elsewhere(&mut self, tree: &JsonTree<'_>, job: Option<usize>) {
        let is_open =
            |terms: &Vec<usize>| terms.iter().any(|term| self.seen.get(*term).is_some_and(Option::is_some));
        if !self.texts.values().any(is_open) {
            return;
        }
        let mut pending: Vec<(String, usize)> = job.map(|job| (String::new(), job)).into_iter().collect();
        while let Some((path, object)) = pending.pop() {
            for (key, place) in tree.members(object) {
                let path = || if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
                let Some(value) = tree.node(place) else { continue };
                if value.is_object() {
                    pending.push((path(), place));
                } else if let Some(terms) = value.text().and_then(|text| self.texts.get(text)) {
                    let path = path();
                    let resolved = self.filter.schema().resolve(&path);
                    if matches!(resolved, Resolved::Property(_) | Resolved::Below(_)) {
                        for term in terms {
                            if let Some(Some(collected)) = self.seen.get_mut(*term) {
                                collected.add_place(&path);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether the filter would select a job with these verdicts if the terms that have selected
    /// nothing did.
    fn could_match(&self, mut verdicts: Vec<Verdict>) -> bool {
        for ((verdict, wanted), seen) in verdicts.iter_mut().zip(&self.wanted).zip(&self.seen) {
            if seen.is_some() {
                *verdict = (*wanted).into();
            }
        }
        self.terms.logic.verdicts(&verdicts).first().is_some_and(|whole| whole.is_true())
    }

    fn keep(&mut self, job: Option<&JsonNode<'_>>) {
        let job = job.map_or(&b"null"[..], JsonNode::json);
        if self.kept.bytes + job.len() > KEPT {
            self.drop_decided();
            // Below half the room, repeated dropping would add up.
            if self.kept.bytes > KEPT / 2 || self.kept.bytes + job.len() > KEPT {
                // This job is not among the first ones.
                self.kept.full = Some((self.records - 1, self.matched));
                return;
            }
        }
        self.kept.bytes += job.len();
        self.kept.jobs.push(job.into());
    }

    /// Drops the kept jobs that failed because of a term that has since selected others.
    fn drop_decided(&mut self) {
        let mut jobs = std::mem::take(&mut self.kept.jobs);
        jobs.retain(|job| {
            let job = JsonTree::read(job);
            self.could_match(self.terms.verdicts(&self.terms.values(&job, Some(ROOT))))
        });
        self.kept.bytes = jobs.iter().map(|job| job.len()).sum();
        self.kept.jobs = jobs;
    }

    /// The report on the jobs so far.
    pub fn report(&self) -> WhyReport {
        let terms = self.terms.terms.iter().zip(&self.wanted).zip(&self.seen);
        let open = terms.filter_map(|((term, wanted), seen)| Some((term, *wanted, seen.as_deref()?)));
        // Without records, nothing is known about a term.
        let open: Vec<_> = open.filter(|_| self.records > 0).collect();
        let told: Vec<(Hint, Vec<Edit>)> =
            open.iter().take(HINTS).map(|(term, wanted, seen)| self.hint(term, *wanted, seen)).collect();
        let repaired = told.iter().filter(|(hint, _)| hint.repair.is_some());
        let edits: Vec<&[Edit]> = repaired.map(|(_, edits)| edits.as_slice()).collect();
        WhyReport {
            resource: self.filter.schema().resource().to_owned(),
            one: self.filter.schema().one().to_owned(),
            records: self.records,
            matched: self.matched,
            joined_by_and: self.joined_by_and,
            parts: self.parts.iter().map(|(_, part)| part.clone()).collect(),
            omitted: open.len() - told.len(),
            together: if edits.len() > 1 { self.repair(&edits.concat()) } else { None },
            hints: told.into_iter().map(|(hint, _)| hint).collect(),
        }
    }

    fn hint(&self, term: &ReasonTerm, wanted: bool, seen: &Collected) -> (Hint, Vec<Edit>) {
        let scale = Scale::of(&term.test);
        let nearer = scale.map(|_| self.kept_values(term.slot)).unwrap_or_default();
        let (node, written) = (term.node, term.written);
        let to_repair = repair::BrokenTerm { filter: &self.filter, node, written, wanted, scale };
        let edits = to_repair.edits(seen, &nearer).unwrap_or_default();
        let hint = Hint {
            text: text(&self.filter, written).to_owned(),
            property: path(&self.filter, node).to_owned(),
            never_true: wanted,
            seen: seen.told(),
            repair: if edits.is_empty() { None } else { self.repair(&edits) },
        };
        (hint, edits)
    }

    /// The kept jobs' values of a property.
    fn kept_values(&self, slot: usize) -> Vec<Value> {
        let Some(slot) = self.terms.slots.get(slot) else { return Vec::new() };
        let trees = self.kept.jobs.iter().map(|job| JsonTree::read(job));
        trees
            .filter_map(|job| job.node(slot.find(ROOT, |node, key| job.member(node, key))?)?.value())
            .collect()
    }

    fn repair(&self, edits: &[Edit]) -> Option<Repair> {
        let filter = repair::repaired(&self.filter, edits)?;
        let more = repair::count(&filter, &self.kept.jobs);
        let (of_first, matched) = match self.kept.full {
            Some((0, _)) => return None,
            Some((records, matched)) => (Some(records), matched),
            None => (None, self.matched),
        };
        Some(Repair { filter, matches: matched + more, of_first })
    }
}

impl Collected {
    /// Counts a value, and returns how many more different values may be counted.
    fn add(&mut self, found: &SeenValue, has_room: bool) -> usize {
        if let Some(count) = self.values.get_mut(found) {
            *count += 1;
            return 0;
        }
        if has_room && self.values.len() < VALUES {
            self.values.insert(found.clone(), 1);
            return 1;
        }
        self.others += 1;
        0
    }

    /// Records an extreme value.
    fn stretch(&mut self, scale: Scale, value: &Value) {
        for (kept, side) in [(&mut self.least, Ordering::Less), (&mut self.greatest, Ordering::Greater)] {
            let best = scale.extreme(kept.iter().chain([value]), side);
            if best.is_some_and(|best| std::ptr::eq(best, value)) {
                *kept = Some(value.clone());
            }
        }
    }

    fn add_place(&mut self, path: &str) {
        if let Some(count) = self.places.get_mut(path) {
            *count += 1;
        } else if self.places.len() < PLACES {
            self.places.insert(path.to_owned(), 1);
        }
    }

    /// The values, most frequent first.
    fn by_count(&self) -> Vec<(&SeenValue, u64)> {
        let mut values: Vec<(&SeenValue, u64)> =
            self.values.iter().map(|(found, count)| (found, *count)).collect();
        values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        values
    }

    /// The values that were kept completely, most frequent first.
    pub(super) fn values(&self) -> Vec<Value> {
        self.by_count().into_iter().filter_map(|(found, _)| found.value()).collect()
    }

    /// The other properties with the string, most frequent first.
    pub(super) fn places(&self) -> Vec<(String, u64)> {
        let mut places: Vec<(String, u64)> =
            self.places.iter().map(|(path, count)| (path.clone(), *count)).collect();
        places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        places
    }

    fn told(&self) -> Seen {
        let shown = |value: &Value| SeenValue::new(&value.to_string()).to_string();
        Seen {
            values: self.by_count().into_iter().map(|(found, count)| (found.to_string(), count)).collect(),
            others: self.others,
            null: self.null,
            missing: self.missing,
            range: self
                .least
                .as_ref()
                .zip(self.greatest.as_ref())
                .map(|(least, greatest)| (shown(least), shown(greatest))),
            elsewhere: self.places(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::Schema;

    fn report(filter: &str, jobs: &[Value]) -> WhyReport {
        let mut why = Why::new(&filter.parse().unwrap());
        jobs.iter().for_each(|job| why.add(job));
        why.report()
    }

    /// The repair of the only hint, and the number of jobs that it selects.
    fn repair(filter: &str, jobs: &[Value]) -> Option<(String, u64)> {
        let report = report(filter, jobs);
        assert_eq!(report.hints.len(), 1, "{:?}", report.hints);
        // A single hint is not repeated.
        assert_eq!(report.together, None);
        let repair = report.hints[0].repair.as_ref()?;
        // The counts of a repair are those of its filter.
        let matcher = repair.filter.matcher();
        assert_eq!(repair.matches, jobs.iter().filter(|job| matcher.matches(job)).count() as u64);
        Some((repair.filter.to_string(), repair.matches))
    }

    fn counts(report: &WhyReport) -> Vec<[u64; 3]> {
        report.parts.iter().map(|part| [part.alone, part.so_far, part.without]).collect()
    }

    #[test]
    fn parts_are_counted() {
        let jobs: Vec<Value> =
            (0..10).map(|n| json!({ "generation": n, "state": if n < 4 { "A" } else { "B" } })).collect();
        let told = report("generation ge 2 and (state eq 'A' or generation eq 8) and generation ne 3", &jobs);
        assert_eq!((told.records, told.matched, told.joined_by_and), (10, 2, true));
        assert_eq!(counts(&told), [[8, 8, 4], [5, 3, 7], [9, 2, 3]]);
        assert_eq!(told.parts[1].text, "state eq 'A' or generation eq 8");
        assert_eq!(told.hints, []);
        let told = report("generation lt 2 or state eq 'A' or generation eq 9", &jobs);
        assert_eq!((told.matched, told.joined_by_and), (5, false));
        assert_eq!(counts(&told), [[2, 2, 5], [4, 4, 3], [1, 5, 4]]);
        assert_eq!(counts(&report("not generation lt 2", &jobs)), [[8, 8, 10]]);
        assert_eq!(report("state eq 'x'", &[]).hints, []);
    }

    #[test]
    fn the_nearest_value_is_meant() {
        let jobs = [
            json!({ "state": "ERROR", "name": "Firmware Update", "generation": 3, "jobParams": { "n": "7" } }),
            json!({ "state": "COMPLETE", "name": "PowerOn", "generation": 9, "createdAt": "2026-01-01T01:00:00+01:00" }),
            json!({ "state": "ERROR", "name": "PowerOff", "generation": 5, "createdAt": "2026-02-01T00:00:00Z" }),
            json!({ "state": "ERROR", "deleteOnComplete": false }),
        ];
        for (filter, repaired, matches) in [
            ("state eq 'error'", "state eq 'ERROR'", 3),
            ("state eq 'COMPLTE' and generation gt 4", "state eq 'COMPLETE' and generation gt 4", 1),
            ("state in ('eror','STALLED')", "state in ('ERROR','STALLED')", 3),
            ("not state ne 'complete'", "not state ne 'COMPLETE'", 1),
            ("contains(name,'firmware')", "contains(name,'Firmware')", 1),
            ("contains(name,'POWER')", "contains(name,'Power')", 2),
            ("generation eq 8", "generation eq 9", 1),
            ("generation gt 9", "generation ge 9", 1),
            // The nearest bound for the jobs that the other terms select.
            ("generation gt 9 and state eq 'ERROR'", "generation ge 5 and state eq 'ERROR'", 1),
            ("generation lt 3", "generation le 3", 1),
            ("createdAt gt 2027-01-01T00:00:00Z", "createdAt ge 2026-02-01T00:00:00Z", 1),
            ("createdAt le '2020-01-01T00:00:00Z'", "createdAt le 2026-01-01T00:00:00Z", 1),
            ("createdAt eq 2026-01-10T00:00:00Z", "createdAt eq 2026-01-01T00:00:00Z", 1),
            ("jobParams/n eq 7", "jobParams/n eq '7'", 1),
            // The text was found elsewhere.
            ("status eq 'PowerOn'", "name eq 'PowerOn'", 1),
            ("jobParams/a in ('PowerOn','PowerOff')", "name in ('PowerOn','PowerOff')", 2),
        ] {
            assert_eq!(repair(filter, &jobs), Some((repaired.to_owned(), matches)), "{filter}");
        }
        for filter in [
            "state eq 'QUEUED'",
            "state ne null and status eq 'nothing'",
            "state eq null and generation gt 0",
            "contains(name,'nothing')",
            "contains(status,'x')",
            "not contains(status,'x')",
            "name gt 'z'",
            "deleteOnComplete eq true",
            "createdAt gt null",
        ] {
            assert_eq!(repair(filter, &jobs), None, "{filter}");
        }
    }

    #[test]
    fn what_was_seen_is_told() {
        let jobs = [
            json!({ "state": "ERROR", "generation": 12345678901234567890_u64 }),
            json!({ "state": "ERROR", "generation": -1.5 }),
            json!({ "state": {"a": 1} , "generation": "3", "name": "x", "jobParams": { "deep": { "er": "x" } } }),
            json!({ "state": null, "resourceUri": "x" }),
            json!([]),
        ];
        let told = report("state eq 'x' and generation lt -2", &jobs);
        let [state, generation] = &told.hints[..] else { panic!("{told:?}") };
        assert_eq!(state.seen.values, [("\"ERROR\"".to_owned(), 2), ("{\"a\":1}".to_owned(), 1)]);
        assert_eq!(
            (state.seen.others, state.seen.null, state.seen.missing, &state.seen.range),
            (0, 1, 1, &None)
        );
        assert_eq!(state.seen.elsewhere, [("jobParams/deep/er".to_owned(), 1), ("name".to_owned(), 1)]);
        let range = ("-1.5".to_owned(), "12345678901234567890".to_owned());
        assert_eq!((generation.seen.missing, &generation.seen.range), (2, &Some(range)));
    }

    /// For an order, by exact value, and otherwise not at all.
    #[test]
    fn the_least_and_the_greatest_value_are_told() {
        let jobs = [9007199254740992_i64, 9007199254740993, 9007199254740991]
            .map(|generation| json!({ "generation": generation, "createdAt": "2026-01-01T00:00:00Z" }));
        let range = |filter: &str| report(filter, &jobs).hints[0].seen.range.clone();
        let told = ("9007199254740991".to_owned(), "9007199254740993".to_owned());
        assert_eq!(range("generation lt 5"), Some(told));
        assert!(range("createdAt lt 2020-01-01T00:00:00Z").is_some());
        assert_eq!(range("generation eq 5"), None);
        assert_eq!(range("createdAt eq 2020-01-01T00:00:00Z"), None);
    }

    /// The first of the other properties with the string, each with its count.
    #[test]
    fn eight_other_properties_are_told() {
        let params = |count: usize| (0..count).map(|n| (format!("p{n}"), json!("x"))).collect();
        let jobs = [2, PLACES + 1].map(|count| json!({ "jobParams": Value::Object(params(count)) }));
        let elsewhere = &report("state eq 'x'", &jobs).hints[0].seen.elsewhere;
        let told: Vec<_> = elsewhere.iter().map(|(path, count)| (path.as_str(), *count)).collect();
        assert_eq!(told[..3], [("jobParams/p0", 2), ("jobParams/p1", 2), ("jobParams/p2", 1)]);
        assert_eq!(told.len(), PLACES);
    }

    /// With another schema, because jobs have no such functions.
    #[test]
    fn what_texts_begin_and_end_with_is_repaired() {
        let schema = Schema::from_toml(
            "resource = 'probes'\nedition = 'any'\nfunctions = ['startswith', 'endswith']\n[sources]\ntest = 'the tests'\n\
             [[property]]\nname = 'label'\ntype = 'string'\ndescription = 'a label'\nsource = 'test'",
        )
        .unwrap();
        for (filter, repaired) in [
            ("startswith(label,'AB')", Some("startswith(label,'ab')")),
            ("endswith(label,'YZ')", Some("endswith(label,'yz')")),
            ("startswith(label,'YZ')", None),
            ("endswith(label,'AB')", None),
        ] {
            let mut why = Why::new(&schema.check(filter).into_result().unwrap());
            why.add(&json!({ "label": "abxyz" }));
            let repair = why.report().hints[0].repair.clone();
            assert_eq!(repair.as_ref().map(|repair| repair.filter.as_str()), repaired, "{filter}");
        }
    }

    /// Equal strings are one value, in any spelling.
    #[cfg(feature = "cli")]
    #[test]
    fn a_text_in_two_spellings_is_seen_twice() {
        let mut why = Why::new(&"state eq 'x'".parse().unwrap());
        for record in [r#"{"state":"\u0045RROR"}"#, r#"{"state":"ERROR"}"#] {
            why.add_record(record.as_bytes(), &ScanOptions::new());
        }
        assert_eq!(why.report().hints[0].seen.values, [("\"ERROR\"".to_owned(), 2)]);
    }

    /// Each repair alone selects nothing; both do.
    #[test]
    fn repairs_are_counted_together() {
        let jobs =
            [json!({ "state": "ERROR", "name": "PowerOn" }), json!({ "state": "COMPLETE", "name": "x" })];
        let told = report("state eq 'error' and name eq 'poweron'", &jobs);
        let alone: Vec<u64> = told.hints.iter().map(|hint| hint.repair.as_ref().unwrap().matches).collect();
        let together = told.together.unwrap();
        assert_eq!((alone, together.matches, together.of_first), (vec![0, 0], 1, None));
        assert_eq!(together.filter.as_str(), "state eq 'ERROR' and name eq 'PowerOn'");
    }

    #[test]
    fn what_is_kept_is_bounded_and_told() {
        let filter: Filter = "state eq 'error' and name ne null or generation eq 1".parse().unwrap();
        let mut why = Why::new(&filter);
        let name = "x".repeat(10_000);
        let state = |n: usize| if n.is_multiple_of(2) { "ERROR".to_owned() } else { format!("S{n}") };
        let jobs: Vec<Value> =
            (0..2_400).map(|n| json!({ "state": state(n), "name": name, "generation": n % 12 })).collect();
        for job in &jobs {
            why.add(job);
            assert!(why.kept.bytes <= KEPT);
        }
        let told = why.report();
        let seen = &told.hints[0].seen;
        assert_eq!((seen.values.len(), seen.others), (VALUES, 201));
        assert_eq!(seen.values[0], ("\"ERROR\"".to_owned(), 1_200));
        let repair = told.hints[0].repair.as_ref().unwrap();
        let first = usize::try_from(repair.of_first.unwrap()).unwrap();
        assert!((800..1_000).contains(&first), "{first}");
        let matcher = repair.filter.matcher();
        let selected = jobs[..first].iter().filter(|job| matcher.matches(job)).count();
        assert_eq!(repair.matches, selected as u64);
    }

    /// A term that selects something frees its room for others.
    #[test]
    fn all_terms_share_the_room_for_values() {
        let term = |n: usize| format!("jobParams/p{n} eq 'x'");
        let terms: Vec<String> = (0..ALL_VALUES / VALUES).map(term).collect();
        let mut why = Why::new(&format!("{} and state eq 'y'", terms.join(" and ")).parse().unwrap());
        let job = |value: &str| {
            let params = (0..terms.len()).map(|n| (format!("p{n}"), json!(value)));
            json!({ "jobParams": Value::Object(params.collect()) })
        };
        (0..VALUES).for_each(|n| why.add(&job(&n.to_string())));
        why.add(&json!({ "state": "ERROR" }));
        assert_eq!(why.values, ALL_VALUES);
        why.add(&job("x"));
        assert_eq!(why.values, 0);
        why.add(&json!({ "state": "STALLED" }));
        let seen = &why.report().hints[0].seen;
        assert_eq!((&seen.values[..], seen.others), (&[("\"STALLED\"".to_owned(), 1)][..], 1));
    }

    /// Jobs that failed because of a term that selects others make room: nothing is missed.
    #[test]
    fn what_no_repair_selects_makes_room() {
        let filter: Filter = "state eq 'error' and name eq 'b'".parse().unwrap();
        let mut why = Why::new(&filter);
        let long = "x".repeat(10_000);
        for n in 0..2_000 {
            let name = if n < 800 || n % 10 > 0 { "a" } else { "b" };
            why.add(&json!({ "state": "ERROR", "name": name, "status": long }));
        }
        let repair = why.report().hints[0].repair.clone().unwrap();
        assert_eq!((repair.matches, repair.of_first), (120, None));
    }

    /// Jobs with these names and lengths in bytes.
    #[test]
    fn so_much_is_kept_and_no_more() {
        for (jobs, expected) in [
            // As much as is kept.
            (&[("b", KEPT / 2 + 1), ("b", KEPT / 2 - 1)][..], Some(None)),
            // More than that at once.
            (&[("b", KEPT + 1)], None),
            // The first job leaves room, because its name excludes it.
            (&[("a", 100), ("b", KEPT / 2), ("b", KEPT / 2)], Some(None)),
            // It makes too little.
            (&[("a", KEPT / 4), ("b", KEPT / 2 + 1), ("b", KEPT / 4)], Some(Some(2))),
        ] {
            let mut why = Why::new(&"state eq 'error' and name eq 'b'".parse().unwrap());
            for (name, bytes) in jobs {
                let job = |status: &str| json!({ "state": "ERROR", "name": name, "status": status });
                let rest = bytes - job("").to_string().len();
                why.add(&job(&"x".repeat(rest)));
            }
            let repair = why.report().hints[0].repair.clone();
            assert_eq!(repair.map(|repair| repair.of_first), expected, "{jobs:?}");
        }
    }

    #[test]
    fn long_filters_have_their_reasons() {
        let mut why = Why::new(&vec!["state eq 'error'"; 50_000].join(" or ").parse().unwrap());
        (0..3).for_each(|n| why.add(&json!({ "state": "ERROR", "generation": n })));
        let told = why.report();
        assert_eq!((told.parts.len(), told.hints.len(), told.omitted), (50_000, HINTS, 50_000 - HINTS));
        assert_eq!(told.hints[0].repair.as_ref().unwrap().matches, 3);
        let mut why = Why::new(&format!("generation in ({})", vec!["1"; 200_000].join(",")).parse().unwrap());
        (0..1_000).for_each(|n| why.add(&json!({ "generation": 10 + n })));
        assert!(why.report().hints[0].repair.as_ref().unwrap().matches > 0);
    }

    proptest! {
        /// The counts equal those of separate filters for the parts.
        #[test]
        fn counts_are_those_of_filters(
            terms in prop::collection::vec(prop::sample::select(&[
                "state eq 'A'", "state ne 'b'", "not contains(status,'x')", "generation gt 1",
                "(generation lt 5 or state eq 'b')", "status eq null", "state in ('b','C')",
            ][..]), 2..5),
            is_and in any::<bool>(),
            jobs in prop::collection::vec((0..4_usize, 0..3_usize, 0..8), 0..20),
        ) {
            let jobs: Vec<Value> = jobs
                .into_iter()
                .map(|(state, status, generation)| json!({
                    "state": ([json!("A"), json!("B"), json!(null), json!(1)][state]),
                    "status": ([json!("x"), json!("y"), json!(null)][status]),
                    "generation": generation,
                }))
                .collect();
            let joint = if is_and { " and " } else { " or " };
            let count = |terms: &[&str]| {
                let matcher = terms.join(joint).parse::<Filter>().unwrap().matcher();
                jobs.iter().filter(|job| matcher.matches(job)).count() as u64
            };
            let told = report(&terms.join(joint), &jobs);
            prop_assert_eq!(told.matched, count(&terms));
            for (at, part) in told.parts.iter().enumerate() {
                let mut others = terms.clone();
                others.remove(at);
                let expected = (count(&terms[at..=at]), count(&terms[..=at]), count(&others));
                prop_assert_eq!((part.alone, part.so_far, part.without), expected);
            }
            for repair in told.hints.iter().filter_map(|hint| hint.repair.as_ref()).chain(&told.together) {
                let matcher = repair.filter.matcher();
                let selected = jobs.iter().filter(|job| matcher.matches(job)).count() as u64;
                prop_assert_eq!((repair.matches, repair.of_first), (selected, None), "{}", repair.filter);
            }
        }
    }
}
