//! JSON.

use super::{Key, Piece, Statement, Value, values};

pub(super) fn write(statements: &[Statement]) -> String {
    let mut text = "[".to_owned();
    for value in values(statements) {
        text.push_str(if text.len() > 1 {
            ",
"
        } else {
            "
"
        });
        add(&mut text, value);
    }
    text + "
]
"
}

fn add(text: &mut String, value: &Value) {
    match value {
        Value::String(_, pieces) => string(text, pieces),
        Value::Name(name) => string(text, &[Piece::Plain(name)]),
        Value::Number(number) => text.push_str(&format!("-{number}.5e1")),
        Value::Pattern(_) => text.push_str("null"),
        Value::Map(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                let (Key::Name(key) | Key::String(_, key)) = key;
                text.push_str(if index > 0 { ", " } else { "" });
                string(text, &[Piece::Plain(key)]);
                text.push_str(": ");
                add(text, value);
            }
            text.push('}');
        }
        Value::List(items) => list(text, &items.iter().collect::<Vec<_>>()),
        Value::Call(_, arguments) => {
            list(text, &arguments.iter().map(|(_, value)| value).collect::<Vec<_>>())
        }
        Value::Binary(_, left, right) => list(text, &[left, right]),
        Value::Grouped(value) | Value::Function(_, value) => list(text, &[value]),
    }
}

fn list(text: &mut String, values: &[&Value]) {
    text.push('[');
    for (index, value) in values.iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        add(text, value);
    }
    text.push(']');
}

fn string(text: &mut String, pieces: &[Piece]) {
    text.push('"');
    for piece in pieces {
        match piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Quote('"') => text.push_str("\\\""),
            Piece::Quote(quote) => text.push(*quote),
            Piece::Escape(escape) => {
                text.push_str(["\\n", "\\\\", "\\u00e9", "\\/"][usize::from(*escape) % 4])
            }
            Piece::Break => text.push_str("\\r\\n"),
            Piece::Hole(_) => text.push_str("${x}"),
        }
    }
    text.push('"');
}
