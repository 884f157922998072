//! Words of a message, in lists and in lines.

/// "a", "a or b", "a, b or c", with "or" as the `last_word`.
pub(crate) fn joined<S: AsRef<str>>(words: &[S], last_word: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {last_word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The same of names in back quotes: "`a`, `b` or `c`".
pub(crate) fn joined_code<S: AsRef<str>>(names: impl IntoIterator<Item = S>, last_word: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    joined(&names, last_word)
}

/// Breaks `text` between words into lines of at most `width`, unless a word is longer. The first
/// line begins at column `first`, the others at column `rest`.
pub(crate) fn wrapped(text: &str, first: usize, rest: usize, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = first;
    for (index, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 && column + 1 + length > width {
            out.push('\n');
            column = rest;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

/// The first letter as a capital.
pub(crate) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|character| character.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined() {
        assert_eq!(joined(&[""; 0], "or"), "");
        assert_eq!(joined(&["a"], "or"), "a");
        assert_eq!(joined(&["a", "b"], "and"), "a and b");
        assert_eq!(joined(&["a", "b", "c"], "or"), "a, b or c");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("a bc def", 0, 0, 4), "a bc\ndef");
        assert_eq!(wrapped("abcdef g", 0, 0, 3), "abcdef\ng");
        assert_eq!(wrapped("", 0, 0, 3), "");
        assert_eq!(wrapped("a bc d", 2, 1, 4), "a\nbc\nd");
    }
}
