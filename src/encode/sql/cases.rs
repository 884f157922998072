//! The case of letters beyond ASCII, as the functions `replace` and `translate` of SQL take it: the engines have other
//! tables, by version and by locale.

use crate::syntax::Case;

/// The functions for the two cases: the name, the function of the engine for strings of ASCII, and the expression for
/// other strings, of the variable `t`.
pub(super) fn functions(string: &dyn Fn(&str) -> String) -> [(&'static str, &'static str, String); 2] {
    [("cf_lower", "lower", Case::Lower), ("cf_upper", "upper", Case::Upper)]
        .map(|(name, ascii, case)| (name, ascii, expression(case, "t", string)))
}

/// An expression for the string `value` in another case, for strings with more than ASCII.
fn expression(case: Case, value: &str, string: &dyn Fn(&str) -> String) -> String {
    let Mappings { single: (from, to), several } = mappings(case);
    let replaced = several.iter().fold(value.to_owned(), |inner, (letter, letters)| {
        format!("replace({inner}, {}, {})", string(letter), string(letters))
    });
    format!("translate({replaced}, {}, {})", string(&from), string(&to))
}

struct Mappings {
    /// The letters with one letter in the other case, and those.
    single: (String, String),
    /// A letter with several letters in the other case, and those.
    several: Vec<(String, String)>,
}

fn mappings(case: Case) -> Mappings {
    let mut mappings = Mappings { single: (String::new(), String::new()), several: Vec::new() };
    for letter in '\0'..=char::MAX {
        let written = letter.to_string();
        let other = case.of(&written);
        if other == written {
            continue;
        }
        let mut letters = other.chars();
        match (letters.next(), letters.next()) {
            (Some(single), None) => {
                mappings.single.0.push(letter);
                mappings.single.1.push(single);
            }
            _ => mappings.several.push((written.clone(), other.into_owned())),
        }
    }
    mappings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So the order of the replacements does not matter.
    #[test]
    fn letters_of_a_case_stay_in_it() {
        for case in Case::ALL {
            let Mappings { single: (from, to), several } = mappings(case);
            assert!(from.chars().count() > 1_000 && !several.is_empty());
            assert_eq!(from.chars().count(), to.chars().count());
            assert_eq!(case.of(&to), to);
            for (_, letters) in several {
                assert_eq!(case.of(&letters), letters);
            }
        }
    }
}
