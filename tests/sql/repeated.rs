//! Records with repeated keys.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Whether an object of a record has a key twice.
pub(crate) fn has_repeated_key(record: &str) -> bool {
    serde_json::from_str::<HasRepeatedKey>(record).is_ok_and(|found| found.0)
}

struct HasRepeatedKey(bool);

impl<'de> Deserialize<'de> for HasRepeatedKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<HasRepeatedKey, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = HasRepeatedKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_i64<E>(self, _: i64) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_u64<E>(self, _: u64) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_f64<E>(self, _: f64) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_str<E>(self, _: &str) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_unit<E>(self) -> Result<HasRepeatedKey, E> {
        Ok(HasRepeatedKey(false))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<HasRepeatedKey, A::Error> {
        let mut any = false;
        while let Some(item) = items.next_element::<HasRepeatedKey>()? {
            any |= item.0;
        }
        Ok(HasRepeatedKey(any))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<HasRepeatedKey, A::Error> {
        let (mut any, mut keys) = (false, HashSet::new());
        while let Some((key, value)) = members.next_entry::<String, HasRepeatedKey>()? {
            any |= value.0 | !keys.insert(key);
        }
        Ok(HasRepeatedKey(any))
    }
}

#[test]
fn repeated_keys_are_found_at_every_depth() {
    for record in [r#"{"a":1,"\u0061":2}"#, r#"[{"b":{"a":null,"c":"","a":1.5}}]"#] {
        assert!(has_repeated_key(record), "{record}");
    }
    assert!(!has_repeated_key(r#"{"a":{"a":true},"b":[{"a":1},{"a":-2}]}"#));
}
