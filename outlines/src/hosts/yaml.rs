//! YAML. Data has no statements, so each value of the statements is one of a list.

use super::{Key, Piece, Statement, Value, values};

pub(super) fn write(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        if let Statement::Comment(_, comment) = statement {
            text.push_str(&format!("# {comment}\n"));
        }
        for value in values(std::slice::from_ref(statement)) {
            text.push_str("- ");
            add(&mut text, value, 2);
        }
    }
    // A file without a value is empty.
    text + "- end\n"
}

/// Adds a value after an indicator on its line, with the line break after it.
fn add(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::String(form, pieces) => {
            string(text, form % 5, pieces, depth);
            // A comment may follow, but the lines of a block have none.
            text.push_str(if form / 5 % 3 == 0 && form % 5 < 3 { " # it's\n" } else { "\n" });
        }
        Value::Name(name) => text.push_str(&format!("{name}\n")),
        Value::Number(number) if number % 2 == 0 => text.push_str(&format!("!!str {number} # \"\n")),
        Value::Number(number) => text.push_str(&format!("&a{number} {number}\n")),
        Value::Pattern(_) => text.push_str("~\n"),
        Value::Map(entries) if !entries.is_empty() => {
            for (index, (key, value)) in entries.iter().enumerate() {
                begin(text, index, depth);
                add_key(text, key, depth);
                text.push_str(": ");
                nested(text, value, depth);
            }
        }
        Value::Call(_, arguments) if !arguments.is_empty() => {
            for (index, (name, value)) in arguments.iter().enumerate() {
                begin(text, index, depth);
                text.push_str(&format!("{}-{index}: ", name.unwrap_or("x")));
                nested(text, value, depth);
            }
        }
        Value::Binary(operator, left, right) if operator % 2 == 0 => {
            for (index, value) in [left, right].into_iter().enumerate() {
                begin(text, index, depth);
                text.push_str("- ");
                add(text, value, depth + 2);
            }
        }
        value => {
            flow(text, value, depth);
            text.push('\n');
        }
    }
}

/// Begins a line, except for the first one.
fn begin(text: &mut String, index: usize, depth: usize) {
    if index > 0 {
        text.push_str(&" ".repeat(depth));
    }
}

/// Adds the value of an entry. A block begins on the next line.
fn nested(text: &mut String, value: &Value, depth: usize) {
    let is_block = match value {
        Value::Map(entries) => !entries.is_empty(),
        Value::Call(_, arguments) => !arguments.is_empty(),
        Value::Binary(operator, ..) => operator % 2 == 0,
        _ => false,
    };
    if is_block {
        text.push('\n');
        text.push_str(&" ".repeat(depth + 2));
    }
    add(text, value, depth + 2);
}

fn add_key(text: &mut String, key: &Key, depth: usize) {
    match key {
        Key::Name(name) => text.push_str(name),
        Key::String(form, key) => string(text, 1 + form % 2, &[Piece::Plain(key)], depth),
    }
}

/// Adds a value in brackets.
fn flow(text: &mut String, value: &Value, depth: usize) {
    let list = |text: &mut String, values: &[&Value]| {
        text.push('[');
        for (index, value) in values.iter().enumerate() {
            text.push_str(if index > 0 { ", " } else { "" });
            flow(text, value, depth);
        }
        text.push(']');
    };
    match value {
        Value::String(form, pieces) => string(text, 1 + form % 2, pieces, depth),
        Value::Name(name) => text.push_str(name),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Pattern(_) => text.push('~'),
        Value::Map(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                text.push_str(&if index > 0 { format!(",\n{}", " ".repeat(depth)) } else { String::new() });
                add_key(text, key, depth);
                text.push_str(": ");
                flow(text, value, depth);
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

/// Adds a scalar: plain, in single quotes, in double quotes, literal, folded.
fn string(text: &mut String, form: u8, pieces: &[Piece], depth: usize) {
    let line = format!("\n{}q", " ".repeat(depth));
    text.push_str(["p", "'", "\"", "|", ">-"][usize::from(form)]);
    if form > 2 {
        text.push_str(&line);
    }
    for piece in pieces {
        match (piece, form) {
            // A colon before a blank ends a key.
            (Piece::Plain(": "), 0) | (Piece::Escape(_), 0) => text.push_str(":x"),
            (Piece::Plain(plain), 1) => text.push_str(&plain.replace('\'', "''")),
            (Piece::Plain(plain), _) => text.push_str(plain),
            (Piece::Quote('\''), 1) => text.push_str("''"),
            (Piece::Quote('"'), 2) => text.push_str("\\\""),
            (Piece::Quote(quote), _) => text.push(*quote),
            (Piece::Escape(escape), 2) => {
                text.push_str(["\\n", "\\\\", "\\x41", "\\u00e9"][usize::from(*escape) % 4]);
            }
            (Piece::Escape(_), _) => text.push('\\'),
            (Piece::Break, _) => text.push_str(&line),
            (Piece::Hole(_), 1) => text.push_str("{{ x }}"),
            (Piece::Hole(_), _) => text.push_str("{{ x | f('a') }}"),
        }
    }
    text.push_str(["", "'", "\"", "", ""][usize::from(form)]);
}
