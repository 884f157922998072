//! `host-name`.

use super::RuleContext;
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::literal::string_value;
use crate::syntax::{NodeKind, OperandKind};
use crate::text::{Edit, Quoted};

/// The length of a serial number.
const SERIAL: usize = 10;

/// Looks at a condition.
pub(super) fn find(cx: &mut RuleContext<'_, '_>, kind: NodeKind) {
    let left = match kind {
        NodeKind::Comparison { left, operator, .. } if !operator.is_order() => left,
        NodeKind::Membership { left, .. } => left,
        _ => return,
    };
    let schema = cx.schema;
    let property = schema.property(cx.ast.path_of(left));
    let Some(instead) = property.and_then(|property| property.hostname.as_deref()) else { return };
    let mut values = cx.ast.values(kind).into_iter().filter(|value| value.kind == OperandKind::String);
    let Some(value) = values.find(|value| looks_like_host_name(&string_value(*value, cx.ast.text()))) else {
        return;
    };
    cx.report(&rules::HOST_NAME, value.span, |ast| {
        let path = ast.path_of(left);
        let written = ast.text_of(left).replace(path, instead);
        Message::new(format!(
            "`{path}` of {} holds the serial number, and {} looks like a host name",
            schema.resource(),
            Quoted(&string_value(value, ast.text()))
        ))
        .help(format!("the host name is in `{instead}`"))
        .unsafe_fix(format!("write `{written}`"), vec![Edit::replace(left.span, written)])
    });
}

/// `esx-01`, `web01`, `db.example.net`. A serial number is ten letters and digits, as in `CZ2311004G`.
fn looks_like_host_name(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    let is_serial = text.len() == SERIAL && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_lower = has(u8::is_ascii_lowercase) && !has(u8::is_ascii_uppercase);
    let is_name = text.contains('.') || has_lower && (text.contains('-') || has(u8::is_ascii_digit));
    is_name && !is_serial && !text.starts_with(['-', '.']) && text.bytes().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::looks_like_host_name;

    #[test]
    fn serial_numbers_are_no_host_names() {
        for text in ["esx-01", "web01", "db.example.net", "DB.EXAMPLE.NET", "10.0.0.7", "node-a"] {
            assert!(looks_like_host_name(text), "{text}");
        }
        for text in ["CZ2311004G", "cz2311004g", "MXQ1", "ESX-01", "server", "a b-1", "", ".", "-", "x/1.2"] {
            assert!(!looks_like_host_name(text), "{text}");
        }
    }
}
