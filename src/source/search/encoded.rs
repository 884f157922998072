//! Values that code encodes before it inserts them, in other ways than by the value of a variable in its function.

use std::collections::BTreeMap;

use memchr::{memchr, memmem, memrchr};

use super::flow::NameIndex;
use super::items::items_of;
use crate::limits;
use crate::source::encoders;
use crate::source::outline::Outline;
use crate::source::scopes::Scopes;
use crate::source::url::{boundary, upto};
use crate::syntax::name::is_name;
use crate::text::offset;

/// The member of `self` that code consists of: `{self.sid}`, `${this.sid}`, `$this->sid`, `#{@sid}`.
pub(super) fn own_member(code: &str) -> Option<&str> {
    let code = code.trim_matches(['{', '}', '$', '#', '(', ')', ' ']);
    let member = ["self.", "this.", "this->", "@"].iter().find_map(|own| code.strip_prefix(own))?;
    is_name(member).then_some(member)
}

/// Whether the values of a name are encoded, and whether their quotes are doubled. Each name of the text around a script
/// has an entry.
pub(in crate::source) type Prepared = BTreeMap<String, (bool, bool)>;

/// The code of the values that the scripts of a file of requests give a variable of their tool:
/// `pm.variables.set("n", encodeURIComponent(x))`, `exports.n = …`. Case: "a script encodes the value before" (silent.toml).
pub(super) fn set_by_scripts(text: &str, name: &str) -> Vec<String> {
    let code = |at: usize| {
        let (before, rest) = text.split_at_checked(at)?;
        let rest = upto(rest.get(name.len()..)?, limits::SOURCE_HOLE);
        let value = match before.strip_suffix(['"', '\'', '`']) {
            Some(quoted) => {
                let called = quoted.trim_end_matches('\\').strip_suffix('(')?;
                let start = called.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |start| start + 1);
                called.get(start..)?.strip_prefix("set")?;
                rest.trim_start_matches(['\\', '"', '\'', '`', ' ']).strip_prefix(',')
            }
            None => rest.trim_start().strip_prefix('=').filter(|_| before.ends_with("exports.")),
        };
        // The quotes of the script may be escaped in its file.
        Some(value?.split(['\n', ';']).next()?.replace('\\', ""))
    };
    memmem::find_iter(text.as_bytes(), name).take(limits::SOURCE_USES).filter_map(code).collect()
}

/// The code of the values that other code gives a place of a format string: `URL.format(name=quote(n))`,
/// `template.substitute(name=…)`, `url.replace("{name}", …)`. Case: "a format string that is filled elsewhere" (silent.toml).
pub(super) fn filled_elsewhere<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    const FILLS: [&str; 3] = ["format(", "substitute(", "expand("];
    let code = |at: usize| {
        let (before, rest) = text.split_at_checked(at)?;
        let rest = upto(rest.get(name.len()..)?, limits::SOURCE_HOLE);
        let near = before.get(boundary(before, before.len().saturating_sub(limits::SOURCE_HOLE))..)?;
        let line = near.rsplit('\n').next()?;
        let value = match rest.trim_start().strip_prefix('=') {
            Some(value) => {
                let begins = before.trim_end().ends_with(['(', ',']) && !value.starts_with('=');
                Some(value).filter(|_| begins && FILLS.iter().any(|fills| near.contains(fills)))?
            }
            None => {
                let rest = rest.trim_start_matches(['}', '%', '$']).strip_prefix(['"', '\'', '`'])?;
                rest.trim_start().strip_prefix(',').filter(|_| line.contains("eplace"))?
            }
        };
        let mut depth = 0_usize;
        let end = encoders::marks(value).find(|(_, mark)| match mark {
            ')' | ']' | '}' | ',' if depth == 0 => true,
            '(' | '[' | '{' => {
                depth += 1;
                false
            }
            ')' | ']' | '}' => {
                depth -= 1;
                false
            }
            _ => false,
        });
        value.get(..end.map_or(value.len(), |(end, _)| end))
    };
    memmem::find_iter(text.as_bytes(), name).take(limits::SOURCE_USES).filter_map(code).collect()
}

/// Whether a condition before a place refuses values with a quote, and whether it allows only some characters:
/// `if "'" in name: raise`, `assert re.fullmatch(r"[\w.-]+", name)`. Cases: "a condition about quotes" (silent.toml).
pub(super) fn guards(outline: &Outline<'_>, name: &str, uses: &[usize], from: u32, at: u32) -> (bool, bool) {
    const BEGIN: [&str; 9] = ["if", "unless", "assert", "elif", "[[", "case", "guard", "} else if", "expr "];
    const MATCHES: [&str; 14] = [
        "fullmatch",
        "re.match",
        "=~",
        "-match",
        "-notmatch",
        ".test(",
        ".matches(",
        "preg_match",
        "MatchString",
        "IsMatch",
        "isalnum",
        "isdigit",
        "isdecimal",
        "match?(",
    ];
    const QUOTES: [&str; 4] = ["\"'\"", "'\\''", "\"\\'\"", "'\"'\"'"];
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let text = outline.text;
    let near = from.max(at.saturating_sub(offset(limits::SOURCE_HOLE)));
    let before = uses.partition_point(|used| outline.span(*used).start < at);
    let before = uses.iter().take(before).rev().map(|used| outline.span(*used).start);
    let before = before.take_while(|start| near <= *start).take(limits::SOURCE_USES);
    let lines = before.map(|start| line_around(text, start).trim_start());
    // A string may have the name in a word of its constant part.
    let conditions = lines.filter(|line| {
        BEGIN.iter().any(|begin| line.starts_with(begin))
            && line.split(|c| !is_word(c)).any(|word| word == name)
    });
    conditions.fold((false, false), |(quotes, matches), line| {
        let is_match = MATCHES.iter().any(|word| line.contains(word));
        (quotes || is_match || QUOTES.iter().any(|quote| line.contains(quote)), matches || is_match)
    })
}

/// The line around a place, as far as it matters.
fn line_around(text: &str, at: u32) -> &str {
    let (before, after) = text.split_at_checked(at as usize).unwrap_or_default();
    let near = boundary(before, before.len().saturating_sub(limits::SOURCE_LINE));
    let start = memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1).max(near);
    let end = memchr(b'\n', after.as_bytes()).map_or(text.len(), |end| at as usize + end);
    upto(text.get(start..end).unwrap_or_default(), 2 * limits::SOURCE_LINE)
}

/// The place of a value that code inserts.
pub(super) struct Inserted<'s> {
    pub(super) name: &'s str,
    pub(super) at: u32,
    /// Whether it is a member of `self`.
    pub(super) is_own: bool,
}

impl Inserted<'_> {
    /// Whether other code encodes it before. Cases: "values that are encoded before" (silent.toml).
    pub(super) fn is_encoded<'a>(
        &self,
        outline: &Outline<'a>,
        names: &NameIndex<'a>,
        scopes: Option<&Scopes<'_>>,
    ) -> bool {
        scopes.is_some_and(|scopes| self.is_encoded_member(outline, names, scopes))
            || !self.is_own && (self.is_read_encoded(outline) || self.is_looped(outline, names))
    }

    /// `self.sid = quote(sid)` in another method of the type.
    fn is_encoded_member(&self, outline: &Outline<'_>, names: &NameIndex<'_>, scopes: &Scopes<'_>) -> bool {
        if !self.is_own {
            return false;
        }
        let uses = names.uses(self.name).iter().copied().take(limits::SOURCE_USES);
        let own = uses.filter(|node| scopes.is_same_type(self.at, outline.span(*node).start));
        let mut values = own.filter_map(|node| outline.assigned(node)).peekable();
        let code = |value: usize| outline.expression(value).of(outline.text);
        values.peek().is_some() && values.all(|value| encoders::encodes(code(value)))
    }

    /// `while read -r id; do … done < <(jq -r '.items[].id|@uri')` of a shell.
    fn is_read_encoded(&self, outline: &Outline<'_>) -> bool {
        if outline.syntax.words.is_none() {
            return false;
        }
        let text = outline.text;
        let near = boundary(text, (self.at as usize).saturating_sub(limits::SOURCE_NEAR));
        let before = text.get(near..self.at as usize).unwrap_or_default();
        let Some(read) = before.rfind("while read ").or_else(|| before.rfind("while IFS= read ")) else {
            return false;
        };
        let (piped, header) = before.split_at_checked(read).unwrap_or_default();
        let header = header.split([';', '\n']).next().unwrap_or_default();
        let after = upto(text.get(self.at as usize..).unwrap_or_default(), limits::SOURCE_NEAR);
        let input = after.find("done <").and_then(|done| after.get(done..)?.lines().next());
        let piped = piped.trim_end().ends_with('|').then(|| piped.rsplit('\n').next().unwrap_or_default());
        let own = header.split_whitespace().any(|word| word == self.name);
        own && piped.or(input).is_some_and(|source| source.contains("@uri"))
    }

    /// `loop: "{{ ids | map('urlencode') | list }}"` of Ansible.
    fn is_looped<'a>(&self, outline: &Outline<'a>, names: &NameIndex<'a>) -> bool {
        let node = outline.at(self.at);
        let items =
            if outline.syntax.has_loops() { items_of(outline, names, node, self.name) } else { Vec::new() };
        let is_mapped = |raw: &str| raw.contains("map('urlencode')") || raw.contains("map(\"urlencode\")");
        !items.is_empty() && items.iter().all(|item| outline.raw(item.value).is_some_and(is_mapped))
    }
}
