//! Finds the intended word.

use crate::limits;

/// The candidate that `text` probably means: equal except for case; else equal except for case and
/// separators (`resource.id`, `resource_id` and `resourceId` are `resource/id`); else the one with
/// the fewest typing mistakes, if they are few. The first of equals.
pub(crate) fn nearest<'c, T>(text: &str, candidates: impl IntoIterator<Item = (&'c str, T)>) -> Option<T> {
    if text.len() > limits::MISTYPED {
        return None;
    }
    let word = reduced(text);
    if word.is_empty() {
        return None;
    }
    let mut best = None;
    // A better candidate has a lower rank than this.
    let mut bound = Rank::Slips(slips_allowed(text.len()) + 1);
    for (candidate, meant) in candidates {
        if let Some(rank) = rank(text, &word, candidate, bound).filter(|_| !is_opposite(text, candidate)) {
            (best, bound) = (Some(meant), rank);
        }
    }
    best
}

/// The difference of a candidate, from small to large.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Case,
    Separators,
    Slips(usize),
}

/// At most one typing mistake in three characters, and three in all: `nam` is `name`, `xx` is
/// nothing.
fn slips_allowed(length: usize) -> usize {
    (length / 3).min(3)
}

/// The difference of `candidate` from `text`, if it is less than `bound`.
fn rank(text: &str, word: &[u8], candidate: &str, bound: Rank) -> Option<Rank> {
    if candidate.eq_ignore_ascii_case(text) {
        return Some(Rank::Case).filter(|rank| *rank < bound);
    }
    let candidate = reduced(candidate);
    if candidate == word {
        return Some(Rank::Separators).filter(|rank| *rank < bound);
    }
    let Rank::Slips(allowed) = bound else { return None };
    (1..allowed).find(|slips| within(word, &candidate, *slips)).map(Rank::Slips)
}

/// The beginnings of words that deny the rest.
const DENIALS: [&str; 6] = ["not", "non", "no", "un", "in", "dis"];

/// Whether a word in small letters ends with the beginning of one that denies the rest.
pub(crate) fn ends_in_denial(word: &str) -> bool {
    DENIALS.iter().any(|denial| word.ends_with(denial))
}

/// A word without its denial: `complete` of `INCOMPLETE` and of `NOT_COMPLETE`.
pub(crate) fn denied(word: &str) -> impl Iterator<Item = String> {
    let word = String::from_utf8(reduced(word)).unwrap_or_default();
    let rest =
        move |denial: &&str| word.strip_prefix(denial).filter(|rest| rest.len() > 3).map(str::to_owned);
    DENIALS.iter().filter_map(rest)
}

/// Whether one word denies the other, and is not a misspelling of it. The last names of paths count.
fn is_opposite(text: &str, candidate: &str) -> bool {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let [text, candidate] = [text, candidate].map(last);
    let denies = |one: &str, other: &str| {
        let other = reduced(other);
        denied(one).any(|rest| within(rest.as_bytes(), &other, 1))
    };
    denies(&text, &candidate) || denies(&candidate, &text)
}

/// In lower case, and without separators of words.
fn reduced(text: &str) -> Vec<u8> {
    let is_separator = |byte: &u8| matches!(byte, b'/' | b'.' | b'_' | b'-' | b' ');
    text.bytes().filter(|byte| !is_separator(byte)).map(|byte| byte.to_ascii_lowercase()).collect()
}

/// Whether at most `slips` turn one word into the other: a byte too many, too few or wrong, or
/// two that changed places. The depth of the recursion is `slips`.
fn within(mut left: &[u8], mut right: &[u8], slips: usize) -> bool {
    if left.len().abs_diff(right.len()) > slips {
        return false;
    }
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right)
        && l == r
    {
        (left, right) = (left_rest, right_rest);
    }
    // Without remaining mistakes they have the same length.
    let Some(slips) = slips.checked_sub(1) else { return left.is_empty() };
    let swapped = match (left, right) {
        ([l, l_next, left_rest @ ..], [r, r_next, right_rest @ ..]) if l == r_next && l_next == r => {
            within(left_rest, right_rest, slips)
        }
        _ => false,
    };
    match (left, right) {
        ([_, left_rest @ ..], [_, right_rest @ ..]) => {
            swapped
                || within(left_rest, right_rest, slips)
                || within(left_rest, right, slips)
                || within(left, right_rest, slips)
        }
        // One of them has ended, and by their lengths the rest of the other is not too long.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook table: `row[r]` is the distance of the first bytes of the words.
    fn distance(left: &[u8], right: &[u8]) -> usize {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        for l in 0..=left.len() {
            for r in 0..=right.len() {
                table[l][r] = if l == 0 || r == 0 {
                    l + r
                } else {
                    let change = table[l - 1][r - 1] + usize::from(left[l - 1] != right[r - 1]);
                    let best = change.min(table[l - 1][r] + 1).min(table[l][r - 1] + 1);
                    let crossed =
                        l > 1 && r > 1 && left[l - 1] == right[r - 2] && left[l - 2] == right[r - 1];
                    if crossed { best.min(table[l - 2][r - 2] + 1) } else { best }
                };
            }
        }
        table[left.len()][right.len()]
    }

    #[test]
    fn the_closest_wins_and_the_first_of_equals() {
        let find = |text: &str, candidates: &[&'static str]| {
            nearest(text, candidates.iter().map(|candidate| (*candidate, *candidate)))
        };
        assert_eq!(find("Job_Id", &["jobIds", "jobId", "job_id"]), Some("job_id"));
        assert_eq!(find("jobid", &["job_id", "jobId"]), Some("jobId"));
        assert_eq!(find("jobid", &["jobId", "JOBID"]), Some("jobId"));
        assert_eq!(find("job-id", &["job_id", "jobId"]), Some("job_id"));
        assert_eq!(find("status", &["statuz", "ztatus"]), Some("statuz"));
        assert_eq!(find("status", &["statzz", "ztatus"]), Some("ztatus"));
    }

    #[test]
    fn few_slips_are_allowed() {
        let allowed = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3];
        assert_eq!((0..=12).map(slips_allowed).collect::<Vec<_>>(), allowed);
    }

    #[test]
    fn slips_are_counted_as_in_the_table() {
        let mut words: Vec<Vec<u8>> = vec![Vec::new()];
        for at in 0..40 {
            words.extend(b"abc".map(|byte| [&words[at][..], &[byte]].concat()));
        }
        assert_eq!(words.last().unwrap(), b"cccc");
        for (left, right) in words.iter().flat_map(|left| words.iter().map(move |right| (left, right))) {
            for slips in 0..=3 {
                assert_eq!(
                    within(left, right, slips),
                    distance(left, right) <= slips,
                    "{left:?} {right:?} {slips}"
                );
            }
        }
    }
}
