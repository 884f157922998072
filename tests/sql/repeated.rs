//! Records with repeated keys.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Whether an object of a record has a key twice. Numbers are not read, because a record may have one of any size.
pub(crate) fn has_repeated_key(record: &str) -> bool {
    match record.trim_start().as_bytes().first() {
        Some(b'{') => serde_json::from_str::<Members<'_>>(record).is_ok_and(|Members(members)| {
            let mut keys = HashSet::new();
            members.iter().any(|(key, value)| !keys.insert(key) || has_repeated_key(value.get()))
        }),
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(record)
            .is_ok_and(|items| items.iter().any(|item| has_repeated_key(item.get()))),
        _ => false,
    }
}

/// The members of an object, in order.
struct Members<'j>(Vec<(String, &'j RawValue)>);

impl<'j> Deserialize<'j> for Members<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Members<'j>, D::Error> {
        deserializer.deserialize_map(OfMembers)
    }
}

struct OfMembers;

impl<'j> Visitor<'j> for OfMembers {
    type Value = Members<'j>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Members<'j>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[test]
fn repeated_keys_are_found() {
    for (record, expected) in [
        (r#"{"a":1,"b":{"a":1}}"#, false),
        (r#"{"a":1,"\u0061":-1e400}"#, true),
        (r#"{"a":[1,{"b":1,"b":2}]}"#, true),
        (r#"{"a":[[],"a"]}"#, false),
        ("{", false),
    ] {
        assert_eq!(has_repeated_key(record), expected, "{record}");
    }
}
