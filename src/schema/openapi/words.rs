//! Words for people: descriptions, and the names of resources.

use crate::schema::Type;
use crate::text::{Quoted, is_unsafe};

/// Longest description, in characters: the length of a line in a list.
const LONGEST: usize = 80;

/// The description of a property: the first sentence of the file's, or the words of its name.
pub(super) fn description(said: Option<&str>, path: &str, ty: Type) -> String {
    let said = said.map(sentence).filter(|said| !said.is_empty());
    said.unwrap_or_else(|| shortened(&of_path(path, ty)))
}

/// The first sentence, on one line and shortened.
fn sentence(text: &str) -> String {
    // A description may be a book.
    let start: String = text.chars().take(16 * LONGEST).collect();
    let line = plain(&start);
    let end = line
        .match_indices(". ")
        .map(|(end, _)| end)
        .find(|end| !ends_short(line.get(..*end).unwrap_or_default()));
    let first = end.and_then(|end| line.get(..end)).unwrap_or(&line).trim_end_matches(['.', ':', ' ']);
    shortened(&lower(first))
}

/// Whether a dot belongs to an abbreviation.
fn ends_short(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(last, "e.g" | "i.e" | "etc" | "vs" | "No" | "approx")
}

/// `text` on one line, without characters that a schema file cannot contain.
pub(super) fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_unsafe(c) { ' ' } else { c })
        .filter(|c| !matches!(c, '`' | '*'))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first names: "`a`, `b`, and 3 more".
pub(super) fn several<'n>(mut names: impl Iterator<Item = &'n str>, most: usize) -> String {
    let first = names.by_ref().take(most).map(|name| Quoted(name).to_string());
    let first = first.collect::<Vec<_>>().join(", ");
    match names.count() {
        0 => first,
        rest => format!("{first}, and {rest} more"),
    }
}

/// In lower case, as descriptions begin; except `ID`.
fn lower(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    let second = characters.clone().next();
    match first {
        Some(first) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST - 1).collect();
    let words = start.rsplit_once(' ').map_or(&*start, |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', ' ']))
}

/// "the power state of the hardware", "when it was created", "whether it is charged".
fn of_path(path: &str, ty: Type) -> String {
    let mut segments = path.rsplit('/').map(spaced);
    let last = segments.next().unwrap_or_default();
    let above = segments.next();
    let it = above.as_deref().map_or_else(|| "it".to_owned(), |above| format!("the {above}"));
    let done = last.strip_suffix(" at").or_else(|| last.strip_suffix(" on"));
    if let (Type::Timestamp, Some(done)) = (ty, done.filter(|done| done.ends_with("ed"))) {
        return format!("when {it} was {done}");
    }
    if let (Type::Boolean, Some(is)) = (ty, last.strip_prefix("is ")) {
        return format!("whether {it} is {is}");
    }
    match above {
        Some(above) => format!("the {last} of the {above}"),
        None => format!("the {last}"),
    }
}

/// `powerState` and `power_state` as "power state".
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let begins = character.is_uppercase()
            && (before.is_lowercase() || before.is_ascii_digit() || before.is_uppercase() && next_is_lower);
        if character == '_' || character == '-' {
            out.push(' ');
        } else {
            if begins {
                out.push(' ');
            }
            // An abbreviation stays one.
            let next_is_upper = characters.peek().is_some_and(|next| next.is_uppercase());
            let is_short = character.is_uppercase() && (next_is_upper || before.is_uppercase() && !begins);
            if is_short { out.push(character) } else { out.extend(character.to_lowercase()) }
        }
        before = character;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of the resource at a path, and of one item.
pub(super) fn resource(path: &str) -> (String, String) {
    let is_name = |segment: &&str| !segment.is_empty() && !segment.starts_with('{');
    let segment = path.rsplit('/').find(is_name).unwrap_or_default();
    let resource = Some(spaced(&plain(segment))).filter(|words| !words.is_empty());
    let resource = resource.unwrap_or_else(|| "resources".to_owned());
    let one = singular(&resource);
    (resource, one)
}

/// The singular.
fn singular(plural: &str) -> String {
    let with = |end: &str, one: &str| {
        plural.strip_suffix(end).filter(|start| start.len() > 1).map(|start| format!("{start}{one}"))
    };
    if ["ss", "us", "is", "series", "news"].iter().any(|end| plural.ends_with(end)) {
        return plural.to_owned();
    }
    let endings = [("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")];
    endings.iter().find_map(|(end, one)| with(end, one)).unwrap_or_else(|| plural.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_its_first_sentence() {
        for (said, expected) in [
            ("The cat's name. It may change.", "the cat's name"),
            ("ID of the cat", "ID of the cat"),
            ("Uses marks, e.g. `x`. More.", "uses marks, e.g. x"),
            ("  Two\n lines.\n", "two lines"),
            ("\u{1b}[2JHidden \u{202e}turn", "[2JHidden turn"),
        ] {
            assert_eq!(description(Some(said), "x", Type::String), expected);
        }
        let long = description(Some(&"word ".repeat(100)), "x", Type::String);
        assert!(long.chars().count() <= LONGEST && long.ends_with("word…"), "{long}");
        assert_eq!(description(Some(&"w".repeat(1000)), "x", Type::String).chars().count(), LONGEST);
    }

    #[test]
    fn without_one_the_name_tells() {
        for (ty, path, expected) in [
            (Type::Timestamp, "createdAt", "when it was created"),
            (Type::Timestamp, "lease/checked_on", "when the lease was checked"),
            (Type::Timestamp, "startsAt", "the starts at"),
            (Type::Boolean, "isCharged", "whether it is charged"),
            (Type::Boolean, "active", "the active"),
            (Type::String, "hardware/powerState", "the power state of the hardware"),
            (Type::String, "bmc_version", "the bmc version"),
            (Type::String, "resourceURI", "the resource URI"),
            (Type::String, "IPAddress", "the IP address"),
        ] {
            assert_eq!(description(None, path, ty), expected);
            assert_eq!(description(Some(" \n"), path, ty), expected);
        }
    }

    #[test]
    fn a_resource_is_called_by_its_path() {
        for (path, resource_and_one) in [
            ("/v1/servers", ("servers", "server")),
            ("/v1/groups/{id}/devices/{x}", ("devices", "device")),
            ("/approval-requests", ("approval requests", "approval request")),
            ("/policies", ("policies", "policy")),
            ("/switches", ("switches", "switch")),
            ("/addresses", ("addresses", "address")),
            ("/compliance", ("compliance", "compliance")),
            ("/status", ("status", "status")),
            ("/{id}", ("resources", "resource")),
            ("/", ("resources", "resource")),
        ] {
            let (resource, one) = resource(path);
            assert_eq!((&*resource, &*one), resource_and_one, "{path}");
        }
    }
}
