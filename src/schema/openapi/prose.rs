//! The filterable names in prose: an enumeration in Markdown, a table, or a row of names.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::limits;
use crate::syntax::name::is_keyword;

/// Names that appear together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Whether the prose states that they are filterable. Otherwise they count only if the response has them.
    pub(super) is_certain: bool,
    pub(super) names: Vec<String>,
}

/// Words that announce the names of properties.
const PROPERTIES: [&str; 14] = [
    "propert",
    "field",
    "attribute",
    "filtered by",
    "filter by",
    "filtering by",
    "filtered on",
    "filter on",
    "filtering on",
    "filterable",
    "filtered using",
    "be used to filter",
    "used in filter",
    "used for filter",
];

/// Words that announce something else.
const OTHERS: [&str; 7] = ["operator", "operation", "function", "example", "grammar", "expression", "syntax"];

/// Phrases before a row of names in a sentence.
const PHRASES: [&str; 17] = [
    "filtered by",
    "filter by",
    "filtering by",
    "filtered on",
    "filter on",
    "filtering on",
    "filterable properties",
    "filterable fields",
    "filterable attributes",
    "filter properties",
    "filter fields",
    "filter attributes",
    "following properties",
    "filterable",
    "filtering",
    "following fields",
    "following attributes",
];

/// Words between such a phrase and the names.
const FILLERS: &str = "\
    the following these those this properties property fields field attributes attribute are is any \
    all of only one include includes by on supported allowed names with filterable filtering filter \
    used can be for in to support supports filters query queries expressions";

/// Names that a filter calls as functions, and not properties.
const CALLED: [&str; 7] = ["contains", "startswith", "endswith", "tolower", "toupper", "has", "any"];

/// All candidates for the list of names, in the order of the prose.
pub(super) fn candidates(text: &str) -> Vec<Candidate> {
    let text = without_html(text);
    let blocks = blocks(&text);
    let mut found = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let ProseBlock::Paragraph(paragraph) = block else { continue };
        let lower = paragraph.to_ascii_lowercase();
        let before = lead(paragraph).to_ascii_lowercase();
        if let Some(next) = blocks.get(index + 1).filter(|next| !matches!(next, ProseBlock::Paragraph(_)))
            && before.contains("filter")
        {
            // The last word decides: "filter expressions take these properties".
            let place = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
            let (properties, others) = (place(&PROPERTIES), place(&OTHERS));
            if others.is_none() || properties > others {
                let is_certain = properties.is_some();
                found.extend(next.names().map(|names| Candidate { is_certain, names }));
            }
        }
        let lower = lower.replace('\n', " ");
        found.extend(inline(&paragraph.replace('\n', " "), &lower));
    }
    found.retain(|candidate| !candidate.names.iter().all(|name| is_word(name)));
    found
}

/// The sentence before a block: the last line of a paragraph, or the last two if the sentence is broken.
fn lead(paragraph: &str) -> String {
    let mut lines = paragraph.rsplit('\n');
    let last = lines.next().unwrap_or_default();
    let line = match lines.next() {
        Some(other) if !last.to_ascii_lowercase().contains("filter") => format!("{other} {last}"),
        _ => last.to_owned(),
    };
    line.rsplit(". ").next().unwrap_or_default().to_owned()
}

/// Whether a name is a word of the filter language.
fn is_word(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_keyword(&lower) || CALLED.contains(&&*lower)
}

/// A part of Markdown.
enum ProseBlock<'t> {
    Paragraph(String),
    List(Vec<&'t str>),
    /// The first cell of each row.
    Table(Vec<&'t str>),
}

/// Rewrites lists and paragraphs of HTML as Markdown, and removes other tags.
fn without_html(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, mark)) = rest.split_once('<') {
        out.push_str(before);
        // A tag is short. Any other `<` begins a comparison or a placeholder.
        let end = mark.char_indices().take(64).find(|(_, c)| *c == '>').map(|(end, _)| end);
        let inside = end.and_then(|end| mark.get(..end));
        let name = inside.map(|inside| {
            inside.trim_matches('/').split(' ').next().unwrap_or_default().to_ascii_lowercase()
        });
        let written = match name.as_deref() {
            Some("li") if inside.is_some_and(|inside| !inside.starts_with('/')) => "\n- ",
            Some("br" | "p" | "ul" | "ol" | "div") => "\n\n",
            Some("code") => "`",
            Some("li" | "b" | "i" | "strong" | "em" | "span" | "a") => "",
            _ => {
                out.push('<');
                rest = mark;
                continue;
            }
        };
        out.push_str(written);
        rest = end.and_then(|end| mark.get(end + 1..)).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn blocks(text: &str) -> Vec<ProseBlock<'_>> {
    let mut blocks: Vec<ProseBlock<'_>> = Vec::new();
    let mut after_blank = true;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
            continue;
        }
        if let Some(item) = bullet(trimmed) {
            match blocks.last_mut() {
                Some(ProseBlock::List(items)) => items.push(item),
                _ => blocks.push(ProseBlock::List(vec![item])),
            }
        } else if let Some(row) = trimmed.strip_prefix('|') {
            let cell = row.split('|').next().unwrap_or_default().trim();
            match blocks.last_mut() {
                Some(ProseBlock::Table(cells)) if !after_blank => cells.push(cell),
                _ => blocks.push(ProseBlock::Table(vec![cell])),
            }
        } else {
            match blocks.last_mut() {
                Some(ProseBlock::Paragraph(text)) if !after_blank && !trimmed.starts_with('#') => {
                    text.push('\n');
                    text.push_str(trimmed);
                }
                // The line continues an item.
                Some(ProseBlock::List(_)) if !after_blank && line.starts_with([' ', '\t']) => {}
                _ => blocks.push(ProseBlock::Paragraph(trimmed.to_owned())),
            }
        }
        after_blank = false;
    }
    blocks
}

/// The content of an item after its mark.
fn bullet(line: &str) -> Option<&str> {
    let marks = ["- ", "* ", "+ ", "\u{2022} ", "\u{2022}"];
    if let Some(item) = marks.iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(item.trim());
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - digits.len();
    digits.strip_prefix(['.', ')']).filter(|rest| number > 0 && rest.starts_with(' ')).map(str::trim)
}

impl ProseBlock<'_> {
    /// The names of a list or a table; `None` if most of it is something else.
    fn names(&self) -> Option<Vec<String>> {
        let items: Vec<&str> = match self {
            ProseBlock::Paragraph(_) => return None,
            ProseBlock::List(items) => items.clone(),
            ProseBlock::Table(cells) => {
                let is_rule = |cell: &&str| {
                    !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':' | b' '))
                };
                let head = cells.iter().position(is_rule).map_or(0, |rule| rule + 1);
                cells.iter().skip(head).copied().collect()
            }
        };
        let mut names = ProseNames::default();
        let mut read = 0;
        for item in &items {
            let found = of_item(item);
            read += usize::from(!found.is_empty());
            names.extend(found);
        }
        (read * 2 > items.len()).then_some(names.list).filter(|names| !names.is_empty())
    }
}

/// Names, each once.
#[derive(Default)]
struct ProseNames {
    list: Vec<String>,
    known: HashSet<String>,
}

impl ProseNames {
    fn extend(&mut self, names: Vec<String>) {
        for name in names {
            if self.list.len() < limits::OPENAPI_PROPERTIES && self.known.insert(name.clone()) {
                self.list.push(name);
            }
        }
    }
}

/// The names at the start of an item.
fn of_item(item: &str) -> Vec<String> {
    let item = item.trim();
    let Some(ProseName { name, is_marked, rest }) = name(item) else { return Vec::new() };
    let rest = rest.trim_start();
    let explains =
        [":", "-", "\u{2013}", "\u{2014}", "(", "=", "|"].iter().any(|mark| rest.starts_with(mark));
    if rest.is_empty() || rest == "." || explains {
        return vec![name];
    }
    if let Some(row) = row(item).filter(|row| row.is_whole) {
        return row.names;
    }
    if is_marked || rest.starts_with(',') { vec![name] } else { Vec::new() }
}

/// A name at the start of a string.
struct ProseName<'t> {
    name: String,
    /// Whether it is in quotes or in bold.
    is_marked: bool,
    rest: &'t str,
}

fn name(text: &str) -> Option<ProseName<'_>> {
    for mark in ["**`", "``", "`", "**", "__", "\"", "'"] {
        let Some(inside) = text.strip_prefix(mark) else { continue };
        let closing: String = mark.chars().rev().collect();
        let (name, rest) = inside.split_once(&closing)?;
        let name = name.trim().trim_end_matches(':').trim_matches('`');
        let is_one = !name.is_empty() && name.len() <= limits::PATH && !name.contains(char::is_whitespace);
        let has_brackets = name.contains(['(', '=', '\'']);
        return (is_one && !has_brackets).then(|| ProseName {
            name: name.replace("\\_", "_"),
            is_marked: true,
            rest,
        });
    }
    let is_part = |c: char| c.is_alphanumeric() || "_/.-@$\\[]*".contains(c);
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (word, _) = text.split_at_checked(end)?;
    // Punctuation of the sentence, and not a part of the name.
    let word = word.trim_end_matches(['.', '-', '\\']);
    let rest = text.get(word.len()..)?;
    let begins = word.starts_with(|c: char| c.is_alphabetic() || "_@$".contains(c));
    let is_name = begins && word.len() <= limits::PATH;
    is_name.then(|| ProseName { name: word.replace("\\_", "_"), is_marked: false, rest })
}

/// A row of names: `a`, `b` and `c`.
struct NameRow {
    names: Vec<String>,
    are_marked: bool,
    /// Whether it ends with its sentence.
    is_whole: bool,
}

fn row(text: &str) -> Option<NameRow> {
    let mut names = ProseNames::default();
    let (mut rest, mut are_marked, mut is_whole) = (text, true, false);
    while let Some(next) = name(rest) {
        let word = next.name;
        names.extend(vec![word]);
        are_marked &= next.is_marked;
        rest = next.rest.trim_start();
        // A remark about the name, in parentheses.
        if let Some((_, after)) = rest.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
            rest = after.trim_start();
        }
        let comma = rest.strip_prefix([',', ';']);
        let after = comma.unwrap_or(rest).trim_start();
        let joined = ["and ", "or ", "& ", "and/or "].iter().find_map(|word| after.strip_prefix(word));
        match joined.or(comma.map(|_| after)) {
            Some(next) => rest = next.trim_start(),
            None => {
                let ends = rest
                    .strip_prefix('.')
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
                is_whole = rest.is_empty() || ends;
                break;
            }
        }
    }
    (!names.list.is_empty()).then_some(NameRow { names: names.list, are_marked, is_whole })
}

/// The rows of names in the sentences of a paragraph; `lower` is the paragraph in lower case.
fn inline(paragraph: &str, lower: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for phrase in PHRASES {
        if phrase.starts_with("following") && !lower.contains("filter") {
            continue;
        }
        let Some((start, _)) = lower.match_indices(phrase).next() else { continue };
        let after = paragraph.get(start + phrase.len()..).unwrap_or_default();
        let rest = without_fillers(after);
        if let Some(names) = dashed(rest) {
            found.push(Candidate { is_certain: true, names });
        } else if let Some(row) = row(rest) {
            let is_certain = row.are_marked || row.is_whole && row.names.len() > 2;
            if is_certain || row.is_whole || row.names.len() > 1 {
                found.push(Candidate { is_certain, names: row.names });
            }
        }
    }
    found
}

fn without_fillers(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or_default();
        // The fillers end at a quoted name, at the last word, and at any other word.
        if word.is_empty()
            || after.trim_end_matches('.').is_empty()
            || !FILLERS.split(' ').any(|filler| word.eq_ignore_ascii_case(filler))
        {
            return rest;
        }
        rest = after;
    }
}

/// An enumeration whose lines were joined: "- id - name".
fn dashed(text: &str) -> Option<Vec<String>> {
    let mark = ["- ", "* "].into_iter().find(|mark| text.starts_with(mark))?;
    let between = format!(" {mark}");
    let mut names = ProseNames::default();
    for piece in text.get(mark.len()..)?.split(&between) {
        let Some(ProseName { name, rest, .. }) = name(piece.trim()) else { break };
        names.extend(vec![name]);
        // After the last item, the prose continues.
        let rest = rest.trim_start();
        if !rest.is_empty() && !rest.starts_with(['(', ':']) {
            break;
        }
    }
    (!names.list.is_empty()).then_some(names.list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certain(text: &str) -> Vec<String> {
        let mut found = candidates(text).into_iter().filter(|candidate| candidate.is_certain);
        found.next().map(|candidate| candidate.names).unwrap_or_default()
    }

    #[test]
    fn names_are_found_however_they_are_listed() {
        for text in [
            "Cats can be filtered by:\n- id\n- owner/name\n\nMore is told here.",
            "Cats can be\nfiltered by:\n\n* id\n* owner/name",
            "Cats can be filtered by: - id - owner/name The rest follows.",
            "### Filterable properties\n\n1. `id`\n2. `owner/name`: who feeds it",
            "The filter takes these fields:\n- **id** - the number\n- **owner/name** (text)",
            "Filtering is supported on the following attributes:\n\n| name | type |\n|---|---|\n| id | string |\n| `owner/name` | string |",
            "Cats can be filtered by `id` and `owner/name` here.",
            "A list. Cats can be filtered by id, id and owner/name.",
            "Cats can be filtered by:<ul><li>id</li><li>owner/name</li></ul>",
            "They can be filtered by:\n- id, owner/name",
            "The following properties are filterable: `id`, `owner/name`.",
            "Operators | eq, ne |\nCats can be filtered by:\n- id\n- owner/name\nThe following are examples.",
            "A filter expression takes\nthese properties:\n- id\n- owner/name",
            "Filtering: supports the fields `id` and `owner/name`.",
            "The following fields can be used in filters: `id`, `owner/name`",
        ] {
            let names = certain(text);
            let expected: &[&str] = if text.contains("id, id") { &[] } else { &["id", "owner/name"] };
            if expected.is_empty() {
                let all = candidates(text);
                assert_eq!(all[0].names, ["id", "owner/name"], "{text}");
            } else {
                assert_eq!(names, expected, "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_list_of_names_is_none() {
        for text in [
            "",
            "Cats.\n- id\n- name",
            "A filter has these operators:\n- eq\n- ne",
            "The properties are compared in a filter by:\n- eq\n- ne",
            "Examples of filters of properties:\n- `name eq 'x'`",
            "Properties for the filter:\n- write them as they are spelled\n- use quotes around strings",
            "The filter limits the list. Use it with care.",
        ] {
            assert_eq!(certain(text), [""; 0], "{text}");
        }
    }
}
