//! PowerShell.

use super::{Callee, Key, Piece, Statement, Target, Value, indent};

pub(super) fn write(statements: &[Statement]) -> String {
    let mut text = String::new();
    block(&mut text, statements, 0);
    text
}

fn block(text: &mut String, statements: &[Statement], depth: usize) {
    // The grammar knows no block of comments only.
    text.push_str(&indent(depth));
    text.push_str("$x = 1\n");
    for statement in statements {
        text.push_str(&indent(depth));
        add_statement(text, statement, depth);
        text.push('\n');
    }
}

fn inner(text: &mut String, statements: &[Statement], depth: usize) {
    text.push_str(" {\n");
    block(text, statements, depth + 1);
    text.push_str(&indent(depth));
    text.push('}');
}

fn add_statement(text: &mut String, statement: &Statement, depth: usize) {
    match statement {
        Statement::Assign { target, adds, value } => {
            match target {
                Target::Variable("url") if !adds => text.push_str("[string]$url"),
                Target::Variable("terms") => text.push_str("$script:terms"),
                Target::Variable(name) => text.push_str(&format!("${name}")),
                Target::Member(owner, name) => text.push_str(&format!("${owner}.{name}")),
                Target::Element(owner, form, name) => {
                    text.push_str(&format!("${owner}["));
                    string(text, form % 2, &[Piece::Plain(name)]);
                    text.push(']');
                }
            }
            text.push_str(if *adds { " += " } else { " = " });
            add(text, value);
        }
        Statement::Call(Value::Call(Callee { name, is_new: true, .. }, arguments)) => {
            text.push_str(&format!("Get-{name}"));
            for (name, value) in arguments {
                text.push_str(&name.map_or(String::new(), |name| format!(" -{name}")));
                text.push(' ');
                operand(text, value);
            }
        }
        Statement::Call(value) => add(text, value),
        Statement::Comment(form, comment) if form % 2 == 0 => text.push_str(&format!("# {comment}")),
        Statement::Comment(_, comment) => text.push_str(&format!("<# {comment} #>")),
        Statement::If(value, statements) => {
            text.push_str("if (");
            add(text, value);
            text.push(')');
            inner(text, statements, depth);
        }
        Statement::Each(name, value, statements) => {
            text.push_str(&format!("foreach (${name} in "));
            add(text, value);
            text.push(')');
            inner(text, statements, depth);
        }
        Statement::Define(name, parameters, statements) => {
            text.push_str(&format!("function Get-{name}("));
            for (index, (name, value)) in parameters.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(&format!("[string] ${name}"));
                if let Some(value) = value {
                    text.push_str(" = ");
                    operand(text, value);
                }
            }
            text.push(')');
            inner(text, statements, depth);
        }
    }
}

fn add(text: &mut String, value: &Value) {
    match value {
        Value::String(form, pieces) => string(text, *form, pieces),
        Value::Name(name) => text.push_str(&format!("${name}")),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Pattern(_) => text.push_str("$null"),
        Value::Call(Callee { owner, name, .. }, arguments) => {
            match owner {
                Some(owner) => text.push_str(&format!("${owner}.{name}(")),
                None => text.push_str(&format!("[uri]::{name}(")),
            }
            for (index, (_, value)) in arguments.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                operand(text, value);
            }
            text.push(')');
        }
        Value::Map(entries) => {
            text.push_str("@{ ");
            for (key, value) in entries {
                match key {
                    Key::Name(name) => text.push_str(name),
                    Key::String(form, key) => string(text, form % 2, &[Piece::Plain(key)]),
                }
                text.push_str(" = ");
                add(text, value);
                text.push_str("; ");
            }
            text.push('}');
        }
        Value::List(values) => {
            text.push_str("@(");
            for (index, value) in values.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                operand(text, value);
            }
            text.push(')');
        }
        Value::Binary(operator, left, right) => {
            let operators = [" + ", " -f ", " -join ", " -eq ", " -and ", " - "];
            operand(text, left);
            text.push_str(operators[usize::from(*operator) % operators.len()]);
            operand(text, right);
        }
        Value::Grouped(value) => {
            text.push('(');
            add(text, value);
            text.push(')');
        }
        Value::Function(_, value) => {
            text.push_str("{ ");
            add(text, value);
            text.push_str(" }");
        }
    }
}

fn operand(text: &mut String, value: &Value) {
    if matches!(value, Value::Binary(..)) {
        text.push('(');
        add(text, value);
        text.push(')');
    } else {
        add(text, value);
    }
}

fn string(text: &mut String, form: u8, pieces: &[Piece]) {
    let (open, close) =
        [("'", "'"), ("\"", "\""), ("@'\n", "\n'@"), ("@\"\n", "\n\"@")][usize::from(form) % 4];
    let (is_filled, is_here) = (open.contains('"'), open.len() > 1);
    text.push_str(open);
    // The grammar skips empty lines after the opening of a here-string.
    if is_here {
        text.push('_');
    }
    for piece in pieces {
        match piece {
            // The grammar takes a later `#` for a comment, and knows no hole right after an escape.
            Piece::Plain(plain) if is_filled => text.push_str(&plain.replace('$', "`$_").replace('#', "_")),
            Piece::Plain(plain) => text.push_str(plain),
            // The grammar takes `#` after two quotes for a comment, and knows no escape before the close of a
            // here-string.
            Piece::Quote('"') if open == "\"" => text.push_str("\"\"_"),
            Piece::Quote('`') if is_filled => text.push_str("``_"),
            // At the start of a line it may be the close of a here-string.
            Piece::Quote(quote) if is_here => text.push_str(&format!("_{quote}")),
            Piece::Quote(quote) if close.contains(*quote) => text.push_str(&format!("{quote}{quote}")),
            Piece::Quote(quote) => text.push(*quote),
            Piece::Escape(escape) if is_filled => {
                text.push_str(["`n", "``_", "`\"", "`'"][usize::from(*escape) % 4])
            }
            Piece::Escape(_) => text.push('\\'),
            Piece::Break => text.push('\n'),
            Piece::Hole(value) if is_filled => match &**value {
                Value::Name(name) => text.push_str(&format!("${{{name}}}")),
                value => {
                    text.push_str("$(");
                    add(text, value);
                    text.push(')');
                }
            },
            Piece::Hole(_) => {}
        }
    }
    text.push_str(close);
}
