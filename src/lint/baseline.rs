//! Known findings, identified by their contents instead of their place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version that is written.
const VERSION: u64 = 1;

/// The longest text in an entry, in characters; the rest of a longer one becomes a hash.
const SHOWN: usize = 200;

/// The findings at the time of writing. The file is sorted JSON with one entry per line, so two of
/// them can be compared.
///
/// ```
/// use comfilter::lint::Baseline;
///
/// let mut baseline = Baseline::default();
/// baseline.add("old.comfilter", "state EQ 'ERROR'", "EQ", "keyword-case");
/// let mut baseline = Baseline::from_json(&baseline.to_json()).unwrap();
/// assert!(baseline.covers("old.comfilter", "state  EQ 'ERROR'", "EQ", "keyword-case"));
/// assert!(!baseline.covers("old.comfilter", "state EQ 'ERROR'", "EQ", "keyword-case"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<KnownFinding, usize>);

/// A finding of a [`Baseline`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KnownFinding {
    /// The file, relative to the baseline and with `/`.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// The marked text, on one line.
    pub at: String,
    /// The text of the filter, on one line.
    pub filter: String,
}

/// The error for an invalid baseline.
#[non_exhaustive]
pub enum BaselineError {
    /// It is not the JSON of one.
    Wrong(serde_json::Error),
    /// It has an unsupported version.
    Version(u64),
}

impl std::fmt::Display for BaselineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BaselineError::Wrong(error) => error.fmt(f),
            BaselineError::Version(version) => {
                write!(f, "it has version {version}, and this comfilter reads version {VERSION}")
            }
        }
    }
}

impl std::error::Error for BaselineError {}

debug_as_message!(BaselineError);

#[derive(Deserialize)]
struct AnyVersion {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineDocument {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Counted>,
}

#[derive(Serialize, Deserialize)]
struct Counted {
    #[serde(flatten)]
    finding: KnownFinding,
    count: usize,
}

impl Baseline {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// The text is not a baseline, or is one of another version.
    pub fn from_json(text: &str) -> Result<Baseline, BaselineError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let AnyVersion { version } = serde_json::from_str(text).map_err(BaselineError::Wrong)?;
        if version != VERSION {
            return Err(BaselineError::Version(version));
        }
        let document: BaselineDocument = serde_json::from_str(text).map_err(BaselineError::Wrong)?;
        let mut baseline = Baseline::default();
        for Counted { finding, count } in document.findings.into_iter().filter(|known| known.count > 0) {
            let known = baseline.0.entry(finding).or_default();
            *known = known.saturating_add(count);
        }
        Ok(baseline)
    }

    /// Writes it.
    pub fn to_json(&self) -> String {
        let line = |(finding, count): (&KnownFinding, &usize)| {
            let counted = Counted { finding: finding.clone(), count: *count };
            // Strings and a number always serialize.
            serde_json::to_string(&counted).unwrap_or_default()
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        let (open, close) = if lines.is_empty() { ("", "") } else { ("\n", "\n") };
        format!("{{\"version\":{VERSION},\"findings\":[{open}{}{close}]}}\n", lines.join(",\n"))
    }

    /// Adds a finding of a rule: the file, the text of its filter, and the part that is marked.
    pub fn add(&mut self, file: &str, filter: &str, at: &str, rule: &str) {
        *self.0.entry(KnownFinding::new(file, filter, at, rule)).or_default() += 1;
    }

    /// Whether a finding is known; each entry counts once.
    pub fn covers(&mut self, file: &str, filter: &str, at: &str, rule: &str) -> bool {
        self.take(&KnownFinding::new(file, filter, at, rule))
    }

    /// Whether a finding is known in a filter that has changed since. Call it after
    /// [`Baseline::covers`] was called for all findings of the file: the remaining entries are then
    /// from changed filters.
    ///
    /// ```
    /// use comfilter::lint::Baseline;
    ///
    /// let mut baseline = Baseline::default();
    /// baseline.add("old.comfilter", "state EQ 'ERROR' and generation == 3", "EQ", "keyword-case");
    /// assert!(baseline.covers_changed("old.comfilter", "EQ", "keyword-case"));
    /// assert!(!baseline.covers_changed("old.comfilter", "EQ", "keyword-case"));
    /// ```
    pub fn covers_changed(&mut self, file: &str, at: &str, rule: &str) -> bool {
        let first = KnownFinding::new(file, "", at, rule);
        let next = self.0.range(&first..).next().map(|(finding, _)| finding);
        let is_same = |other: &&KnownFinding| {
            (&other.file, &other.rule, &other.at) == (&first.file, &first.rule, &first.at)
        };
        let found = next.filter(is_same).cloned();
        found.is_some_and(|finding| self.take(&finding))
    }

    fn take(&mut self, finding: &KnownFinding) -> bool {
        let Some(left) = self.0.get_mut(finding) else { return false };
        *left -= 1;
        if *left == 0 {
            self.0.remove(finding);
        }
        true
    }

    /// The remaining findings, with their counts.
    pub fn left(&self) -> impl Iterator<Item = (&KnownFinding, usize)> {
        self.0.iter().map(|(finding, count)| (finding, *count))
    }
}

impl KnownFinding {
    fn new(file: &str, filter: &str, at: &str, rule: &str) -> KnownFinding {
        KnownFinding { file: file.to_owned(), filter: line(filter), at: line(at), rule: rule.to_owned() }
    }
}

/// A filter on one line, so formatting it changes nothing. A long one becomes its beginning and a
/// hash of the whole.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN).and_then(|(end, _)| line.get(..end)) {
        Some(start) => format!("{start}… {:016x}", fnv(&line)),
        None => line,
    }
}

/// FNV-1a: the same in every version and on every machine.
fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_sorted_and_has_an_entry_a_line() {
        let mut baseline = Baseline::default();
        assert_eq!(baseline.to_json(), "{\"version\":1,\"findings\":[]}\n");
        baseline.add("b", "x", "y", "syntax");
        baseline.add("a", "x\n  z", "y", "syntax");
        baseline.add("b", "x", "y", "syntax");
        let expected = r#"{"version":1,"findings":[
{"file":"a","rule":"syntax","at":"y","filter":"x z","count":1},
{"file":"b","rule":"syntax","at":"y","filter":"x","count":2}
]}
"#;
        assert_eq!(baseline.to_json(), expected);
    }

    #[test]
    fn what_is_none_is_refused() {
        for (text, message) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("[]", "invalid length 0, expected struct AnyVersion with 1 element at line 1 column 2"),
            ("{\"findings\":[]}", "missing field `version` at line 1 column 15"),
            ("{\"version\":1}", "missing field `findings` at line 1 column 13"),
            ("{\"version\":2,\"new\":0}", "it has version 2, and this comfilter reads version 1"),
            (
                "{\"version\":1,\"findings\":[],\"x\":1}",
                "unknown field `x`, expected `version` or `findings` at line 1 column 30",
            ),
        ] {
            assert_eq!(Baseline::from_json(text).unwrap_err().to_string(), message, "{text}");
        }
        let deep = format!("{{\"version\":1,\"findings\":{}", "[".repeat(1 << 20));
        assert!(Baseline::from_json(&deep).is_err());
    }

    #[test]
    fn a_finding_in_a_filter_that_changed_is_known_once() {
        let mut baseline = Baseline::default();
        baseline.add("a", "one", "x", "r");
        baseline.add("a", "two", "x", "r");
        baseline.add("b", "one", "x", "r");
        assert!(baseline.covers("a", "two", "x", "r"));
        for (file, at, rule) in
            [("a", "y", "r"), ("a", "x", "s"), ("a", "", "r"), ("", "x", "r"), ("c", "x", "r")]
        {
            assert!(!baseline.covers_changed(file, at, rule));
        }
        assert!(baseline.covers_changed("a", "x", "r"));
        assert!(!baseline.covers_changed("a", "x", "r"));
        assert_eq!(baseline.left().map(|(finding, _)| &*finding.file).collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn an_entry_of_nothing_covers_nothing() {
        let text = r#"{"version":1,"findings":[{"file":"a","rule":"r","at":"x","filter":"f","count":0}]}"#;
        assert!(!Baseline::from_json(text).unwrap().covers("a", "f", "x", "r"));
    }

    #[test]
    fn long_texts_are_told_apart() {
        let long = |end: &str| format!("{}{end}", "state eq 'ERROR' or ".repeat(20));
        assert_eq!(line(&long("a")).chars().count(), SHOWN + 18);
        assert_ne!(line(&long("a")), line(&long("b")));
        assert_eq!(fnv("a"), 0xaf63_dc4c_8601_ec8c);
    }

    proptest! {
        #[test]
        fn what_was_added_is_covered_as_often(
            findings in prop::collection::vec(("[ab]", "\\PC{0,3}", "[xy \u{1b}\n]{0,3}", "[rs]"), 0..12)
        ) {
            let mut baseline = Baseline::default();
            for (file, filter, at, rule) in &findings {
                baseline.add(file, filter, at, rule);
            }
            let mut read = Baseline::from_json(&baseline.to_json()).unwrap();
            prop_assert_eq!(&read, &baseline);
            for (file, filter, at, rule) in &findings {
                prop_assert!(read.covers(file, filter, at, rule));
            }
            prop_assert_eq!(read.left().count(), 0);
            for (file, filter, at, rule) in &findings {
                prop_assert!(!read.covers(file, filter, at, rule));
            }
        }
    }
}
