//! Text as a literal of a language.
//!
//! A URL of a [`Request`](super::Request) is plain ASCII without quotes, and a tenant printable
//! ASCII. Only [`double_quoted`] and [`php`] get a filter, which may be any text.

/// A word of a POSIX shell: nothing is expanded between single quotes, and they cannot contain a
/// quote.
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A verbatim string of PowerShell: nothing is expanded, and a quote is doubled. PowerShell also
/// takes typographic single quotes for quotes.
pub(super) fn powershell(text: &str) -> String {
    let mut literal = String::from("'");
    for character in text.chars() {
        literal.push(character);
        if matches!(character, '\'' | '‘' | '’' | '‚' | '‛') {
            literal.push(character);
        }
    }
    literal.push('\'');
    literal
}

/// A single-quoted scalar of YAML: no escapes, a quote is doubled.
pub(super) fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A string of C#, Go, Java, JavaScript and Python. Java and JavaScript do not know `\U`; they get
/// only ASCII.
pub(super) fn double_quoted(text: &str) -> String {
    literal(text, &['"', '\\'], |code| match code {
        0..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    })
}

/// A double-quoted string of PHP, with escapes because PHP would fill in `$x` and `{$x}`.
pub(super) fn php(text: &str) -> String {
    literal(text, &['"', '\\', '$'], |code| format!("\\u{{{code:x}}}"))
}

/// `text` between double quotes, with a backslash before `special` characters. `escape` writes the
/// code points of all but printable ASCII.
fn literal(text: &str, special: &[char], escape: impl Fn(u32) -> String) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            ' '..='~' => {
                literal.extend(special.contains(&character).then_some('\\'));
                literal.push(character);
            }
            _ => literal.push_str(&escape(u32::from(character))),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    const NASTY: &str = "'\"\\$x{$x}`%s\n\u{0}é漢😀‘’‚‛";

    #[test]
    fn powershell_doubles_every_kind_of_single_quote_and_nothing_else() {
        assert_eq!(powershell(NASTY), "'''\"\\$x{$x}`%s\n\u{0}é漢😀‘‘’’‚‚‛‛'");
        assert_eq!(powershell(""), "''");
        assert_eq!(powershell("a${env:COM_TOKEN}$(1)b`n"), "'a${env:COM_TOKEN}$(1)b`n'");
    }

    #[test]
    fn a_shell_leaves_its_quotes_for_a_quote() {
        assert_eq!(shell("it's $HOME `x` \\ !"), r"'it'\''s $HOME `x` \ !'");
    }

    #[test]
    fn yaml_doubles_a_quote() {
        assert_eq!(yaml("it's: \"x\" # \\n"), "'it''s: \"x\" # \\n'");
    }

    #[test]
    fn what_is_not_printable_ascii_is_escaped() {
        assert_eq!(
            double_quoted(NASTY),
            r#""'\"\\$x{$x}`%s\u000a\u0000\u00e9\u6f22\U0001f600\u2018\u2019\u201a\u201b""#
        );
        assert_eq!(
            php(NASTY),
            r#""'\"\\\$x{\$x}`%s\u{a}\u{0}\u{e9}\u{6f22}\u{1f600}\u{2018}\u{2019}\u{201a}\u{201b}""#
        );
    }
}
