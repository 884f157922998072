//! Recognises answers of the service that are not records: errors, and list responses without a
//! list.

use super::cursor::{Cursor, Fault, Step};
use super::kernel::Portable;
use super::record::Member;
use super::text::characters;

/// The members of an error response, as gateways and the services of this API write it; they
/// distinguish it from a record.
///
/// Sources: the common error of the vendor's API descriptions (`httpStatusCode`, `errorCode`,
/// `message`, `debugId`), RFC 6749 section 5.2 (`error`), RFC 9457 (`title`, `status`, `detail`).
const SIGNS: [&str; 9] = [
    "httpStatusCode",
    "errorCode",
    "errorDetails",
    "debugId",
    "error",
    "error_description",
    "errors",
    "fault",
    "message",
];

/// The other members of such a response.
const BESIDE: [&str; 19] = [
    "code",
    "correlationId",
    "description",
    "detail",
    "details",
    "errorType",
    "error_uri",
    "instance",
    "method",
    "path",
    "reason",
    "requestId",
    "service",
    "status",
    "statusCode",
    "timestamp",
    "title",
    "traceId",
    "type",
];

/// The members of a list response beside its items.
const PAGING: [&str; 7] = ["count", "limit", "next", "offset", "pageLimit", "pageOffset", "total"];

/// The first key of an object, if it has no escape. Reading a whole member of each record takes longer than all else.
fn first_key(record: &[u8]) -> Option<&[u8]> {
    let rest = record.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    rest.get(..end).filter(|_| rest.get(end) == Some(&b'"'))
}

/// The signs of a response for the records of a list.
#[derive(Debug, Clone)]
pub(crate) struct ResponseSigns {
    /// The members that are signs, except properties of the list.
    signs: Vec<&'static str>,
    /// Whether records have a member `items`.
    has_items: bool,
}

impl ResponseSigns {
    /// `is_property` says whether a member belongs to the records.
    pub(crate) fn new(is_property: impl Fn(&str) -> bool) -> ResponseSigns {
        let signs = SIGNS.into_iter().filter(|name| !is_property(name)).collect();
        ResponseSigns { signs, has_items: is_property("items") }
    }

    /// The fault of a record that is a response. Every member must be one of a response, so for most
    /// records the first one decides.
    pub(super) fn fault(&self, record: &[u8]) -> Option<Fault> {
        if first_key(record).is_some_and(|key| !self.may_have(key)) {
            return None;
        }
        self.read(record).ok().flatten()
    }

    /// Whether a response may have a member of this name.
    fn may_have(&self, key: &[u8]) -> bool {
        let mut names = self.signs.iter().chain(&BESIDE).chain(&PAGING);
        key == b"items" || names.any(|name| name.as_bytes() == key)
    }

    fn read(&self, record: &[u8]) -> Step<Option<Fault>> {
        let mut cursor = Cursor::new(Portable, record, true);
        let (mut is_error, mut is_list, mut status, mut is_problem) = (false, false, None, false);
        let mut at = 1;
        loop {
            let (byte, place) = cursor.space(at)?;
            match byte {
                b'}' => break,
                b',' => {
                    at = place + 1;
                    continue;
                }
                _ => {}
            }
            let member = Member::read(&mut cursor, place)?;
            let key = characters(record.get(member.key.clone()).unwrap_or_default());
            let Some(key) = key.as_deref().ok().and_then(|key| std::str::from_utf8(key).ok()) else {
                return Ok(None);
            };
            match key {
                "items" if !self.has_items => is_list = true,
                _ if self.signs.contains(&key) => is_error = true,
                "title" => is_problem = true,
                _ if BESIDE.contains(&key) || PAGING.contains(&key) => {}
                _ => return Ok(None),
            }
            at = cursor.skip(member.first, member.value)?;
            let value = record.get(member.value..at).unwrap_or_default();
            let code = std::str::from_utf8(value).ok().and_then(|value| value.parse::<u16>().ok());
            if matches!(key, "httpStatusCode" | "statusCode" | "status" | "code") {
                status = status.or(code.filter(|code| (400..600).contains(code)));
            }
        }
        Ok(match (is_error || is_problem && status.is_some(), is_list) {
            (true, _) => Some(Fault::Refusal(status)),
            (false, true) => Some(Fault::NoItems),
            (false, false) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_changes_nothing_but_the_time() {
        let signs = ResponseSigns::new(|name| matches!(name, "message" | "status"));
        let keys =
            SIGNS.iter().chain(&BESIDE).chain(&PAGING).chain(&["items", "id", "", "m\\u0065ssage", "Errors"]);
        for key in keys {
            for rest in ["", ",\"error\":1", ",\"items\":null", ",\"id\":1"] {
                for value in ["null", "401", "\"x\"", "{}"] {
                    for blank in ["", " ", "\r\n\t"] {
                        let record = format!("{{{blank}\"{key}\"{blank}:{value}{rest}}}");
                        let whole = signs.read(record.as_bytes()).ok().flatten();
                        assert_eq!(signs.fault(record.as_bytes()), whole, "{record}");
                    }
                }
            }
        }
        let is_refused =
            |record: &str| matches!(signs.fault(record.as_bytes()), Some(Fault::Refusal(Some(401))));
        assert!(is_refused("{\"httpStatusCode\":401}") && !is_refused("{\"id\":1,\"httpStatusCode\":401}"));
    }
}
