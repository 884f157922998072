//! A value of a job as JSON text, short enough to keep and to show.

use std::fmt;
use std::io::{self, Write};

use serde_json::Value;

use crate::matcher::raw::{JsonNode, compact};
use crate::text::write_safe;

/// The longest kept text of a value, in bytes: longer ones with the same beginning count as one.
const KEPT: usize = 256;

/// The longest shown text of a value, in characters.
const SHOWN: usize = 60;

/// A value as compact JSON, or the beginning of it.
///
/// It displays at most sixty characters, safe for a terminal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SeenValue {
    json: Box<str>,
    is_cut: bool,
}

impl SeenValue {
    pub(crate) fn of(value: &JsonNode<'_>) -> SeenValue {
        SeenValue::new(&value.plain_json())
    }

    /// From a value written as JSON.
    pub(crate) fn new(json: &str) -> SeenValue {
        let mut first = First(Vec::new());
        // Writing stops at the limit, so neither length nor depth costs more.
        let is_cut = compact(json.as_bytes(), &mut first).is_err();
        let bytes = first.0.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        SeenValue { json: bytes.into(), is_cut }
    }

    /// The value, unless only its beginning was kept.
    pub(super) fn value(&self) -> Option<Value> {
        if self.is_cut { None } else { serde_json::from_str(&self.json).ok() }
    }
}

impl fmt::Display for SeenValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.json.chars();
        for character in characters.by_ref().take(SHOWN) {
            write_safe(f, character)?;
        }
        if self.is_cut || characters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

/// The first bytes written.
struct First(Vec<u8>);

impl Write for First {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = KEPT - self.0.len();
        self.0.extend(bytes.iter().take(room));
        if bytes.len() > room { Err(io::ErrorKind::StorageFull.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn long_values_are_cut_and_say_so() {
        let shown = |value: Value| SeenValue::new(&value.to_string()).to_string();
        assert_eq!(shown(json!({ "a": [1, null, "x\ny"] })), r#"{"a":[1,null,"x\ny"]}"#);
        assert_eq!(shown(json!("\u{9b}\u{202e}")), "\"\\u{9b}\\u{202e}\"");
        assert_eq!(shown(json!("a".repeat(58))), format!("\"{}\"", "a".repeat(58)));
        assert_eq!(shown(json!("a".repeat(59))), format!("\"{}…", "a".repeat(59)));
        assert_eq!(shown(json!("é".repeat(1 << 20))), format!("\"{}…", "é".repeat(59)));
    }

    #[test]
    fn only_a_whole_value_is_given_back() {
        for length in [0, 1, KEPT - 2, KEPT - 1, KEPT, 1 << 20] {
            for text in ["a", "é"] {
                let value = json!(text.repeat(length / text.len()));
                let found = SeenValue::new(&value.to_string());
                assert_eq!(
                    found.value(),
                    (length <= KEPT - 2 + length % text.len()).then_some(value),
                    "{length}"
                );
                assert!(found.json.len() <= KEPT);
            }
        }
        let found = SeenValue::new(&json!(["a".repeat(KEPT - 8), "b".repeat(KEPT)]).to_string());
        assert_eq!((found.value(), found.json.len()), (None, KEPT));
    }

    #[test]
    fn depth_is_no_matter() {
        let mut value = Value::Null;
        for _ in 0..1_000 {
            value = Value::Array(vec![value]);
        }
        assert_eq!(SeenValue::new(&value.to_string()).to_string(), format!("{}…", "[".repeat(SHOWN)));
    }
}
