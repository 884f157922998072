//! Bash. Every value is a word.

use super::{Callee, Piece, Statement, Target, Value, indent};

pub(super) fn write(statements: &[Statement]) -> String {
    let mut text = String::new();
    block(&mut text, statements, 0);
    text
}

fn block(text: &mut String, statements: &[Statement], depth: usize) {
    text.push_str(&format!("{}:\n", indent(depth)));
    for statement in statements {
        text.push_str(&indent(depth));
        add_statement(text, statement, depth);
        text.push('\n');
    }
}

fn inner(text: &mut String, open: &str, statements: &[Statement], close: &str, depth: usize) {
    text.push_str(open);
    text.push('\n');
    block(text, statements, depth + 1);
    text.push_str(&indent(depth));
    text.push_str(close);
}

fn add_statement(text: &mut String, statement: &Statement, depth: usize) {
    match statement {
        Statement::Assign { target, adds, value } => {
            let (before, name) = match target {
                Target::Variable(name) => ("", name),
                Target::Member(_, name) => ("export ", name),
                Target::Element(_, _, name) => ("readonly ", name),
            };
            text.push_str(&format!("{before}{name}{}", if *adds && before.is_empty() { "+=" } else { "=" }));
            word(text, value);
        }
        Statement::Call(value @ Value::Call(callee, arguments)) => {
            let document = arguments.iter().find_map(|(_, value)| match value {
                Value::String(form, pieces) if callee.is_new => Some((form, pieces)),
                _ => None,
            });
            match document {
                Some((form, pieces)) => here_document(text, form % 2 == 0, pieces),
                None => command(text, value),
            }
        }
        Statement::Call(value) => command(text, value),
        // The grammar takes a backtick in a comment for the close of an earlier one.
        Statement::Comment(_, comment) => text.push_str(&format!("# {}", comment.replace('`', "_"))),
        Statement::If(value, statements) => {
            text.push_str("if test -n ");
            word(text, value);
            inner(text, "; then", statements, "fi", depth);
        }
        Statement::Each(name, value, statements) => {
            text.push_str(&format!("for {name} in "));
            word(text, value);
            inner(text, "; do", statements, "done", depth);
        }
        Statement::Define(name, _, statements) => {
            inner(text, &format!("{name}() {{"), statements, "}", depth);
        }
    }
}

fn command(text: &mut String, value: &Value) {
    match value {
        Value::Call(Callee { name, owner, .. }, arguments) => {
            text.push_str(&format!("{}{name}", owner.map_or(String::new(), |owner| format!("{owner}-"))));
            for (name, value) in arguments {
                text.push_str(&name.map_or(" ".to_owned(), |name| format!(" --{name} ")));
                word(text, value);
            }
        }
        value => {
            text.push_str("echo ");
            word(text, value);
        }
    }
}

fn here_document(text: &mut String, is_literal: bool, pieces: &[Piece]) {
    text.push_str(if is_literal { "cat <<'EOF'\nx" } else { "cat <<EOF\nx" });
    for piece in pieces {
        match piece {
            Piece::Break => text.push_str("\nx"),
            Piece::Quote(quote) if *quote != '`' => text.push(*quote),
            Piece::Plain(plain) => text.push_str(&plain.replace(['$', '{'], "_")),
            Piece::Hole(_) if !is_literal => text.push_str("${x}"),
            _ => {}
        }
    }
    text.push_str("\nEOF");
}

fn word(text: &mut String, value: &Value) {
    match value {
        Value::String(form, pieces) => string(text, *form, pieces),
        Value::Name(name) => text.push_str(&format!("${name}")),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Pattern(_) => text.push_str("${x:-y}"),
        Value::Call(..) => {
            text.push_str("$(");
            command(text, value);
            text.push(')');
        }
        Value::Binary(_, left, right) => {
            word(text, left);
            text.push('_');
            word(text, right);
        }
        Value::Grouped(value) | Value::Function(_, value) => {
            text.push_str("\"$(");
            command(text, value);
            text.push_str(")\"");
        }
        Value::Map(entries) => text.push_str(&format!("\"${{a[{}]}}\"", entries.len())),
        Value::List(items) => text.push_str(&format!("`echo {}`", items.len())),
    }
}

fn string(text: &mut String, form: u8, pieces: &[Piece]) {
    let (open, close) =
        [("'", "'"), ("\"", "\""), ("$'", "'"), ("p", ""), ("$\"", "\"")][usize::from(form) % 5];
    text.push_str(open);
    for piece in pieces {
        match (piece, open) {
            (Piece::Plain(plain), "'") => text.push_str(plain),
            (Piece::Plain(plain), "p") => {
                text.extend(plain.chars().filter(|c| c.is_alphanumeric() || "/:=.-".contains(*c)))
            }
            (Piece::Plain(plain), "$'") => text.push_str(plain),
            // Two braces are a hole of another tool.
            (Piece::Plain(plain), _) => text.push_str(&plain.replace('$', "\\$").replace('{', "{_")),
            (Piece::Quote('\''), "'") => text.push_str("'\\''"),
            (Piece::Quote(quote), "'") => text.push(*quote),
            (Piece::Quote('\''), "\"" | "$\"") => text.push('\''),
            (Piece::Quote(quote), "$'") if *quote != '\'' => text.push(*quote),
            (Piece::Quote(quote), _) => text.push_str(&format!("\\{quote}")),
            (Piece::Escape(_), "'") => text.push('\\'),
            (Piece::Escape(_), "$'") => text.push_str("\\n"),
            (Piece::Escape(escape), _) => text.push_str(["\\\\", "\\$", "\\\""][usize::from(*escape) % 3]),
            (Piece::Break, "p") => text.push_str("\\\nq"),
            (Piece::Break, _) => text.push('\n'),
            (Piece::Hole(value), "\"" | "$\"") => match &**value {
                Value::Name(name) => text.push_str(&format!("${{{name}}}")),
                value => {
                    text.push_str("$(");
                    command(text, value);
                    text.push(')');
                }
            },
            (Piece::Hole(_), "p") => text.push_str("${x}"),
            (Piece::Hole(_), _) => {}
        }
    }
    text.push_str(close);
}
