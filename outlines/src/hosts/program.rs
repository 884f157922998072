//! Python and JavaScript.

use comfilter::lint::Language;

use super::{Callee, Key, Piece, Statement, Target, Value, indent};

pub(super) fn write(language: Language, statements: &[Statement]) -> String {
    let mut writer = Writer { is_python: language == Language::Python, text: String::new() };
    writer.block(statements, 0);
    writer.text
}

struct Writer {
    is_python: bool,
    text: String,
}

impl Writer {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn choose(&self, python: &'static str, javascript: &'static str) -> &'static str {
        if self.is_python { python } else { javascript }
    }

    fn block(&mut self, statements: &[Statement], depth: usize) {
        for statement in statements {
            self.add(&indent(depth));
            self.statement(statement, depth);
            self.add("\n");
        }
    }

    fn inner(&mut self, statements: &[Statement], depth: usize) {
        self.add(self.choose(":\n", " {\n"));
        // A block of Python needs more than comments.
        if self.is_python {
            self.add(&indent(depth + 1));
            self.add("pass\n");
        }
        self.block(statements, depth + 1);
        self.add(&indent(depth));
        self.add(self.choose("", "}"));
    }

    fn statement(&mut self, statement: &Statement, depth: usize) {
        let end = self.choose("", ";");
        match statement {
            Statement::Assign { target, adds, value } => {
                match target {
                    Target::Variable(name) if !adds && name.len() == 1 => {
                        self.add(self.choose("", "const "));
                        self.add(name);
                        self.add(self.choose(": str", ""));
                    }
                    Target::Variable(name) => self.add(name),
                    Target::Member(owner, name) => self.add(&format!("{owner}.{name}")),
                    Target::Element(owner, form, name) => {
                        self.add(&format!("{owner}["));
                        self.string(form % 2, &[Piece::Plain(name)]);
                        self.add("]");
                    }
                }
                self.add(if *adds { " += " } else { " = " });
                self.value(value);
                self.add(end);
            }
            Statement::Call(value) => {
                self.value(value);
                self.add(end);
            }
            Statement::Comment(_, text) if self.is_python => self.add(&format!("# {text}")),
            Statement::Comment(form, text) if form % 2 == 0 => self.add(&format!("// {text}")),
            Statement::Comment(_, text) => self.add(&format!("/* {text} */")),
            Statement::If(value, block) => {
                self.add(self.choose("if ", "if ("));
                self.value(value);
                self.add(self.choose("", ")"));
                self.inner(block, depth);
            }
            Statement::Each(name, value, block) => {
                self.add(&format!(
                    "{} {name} {} ",
                    self.choose("for", "for (const"),
                    self.choose("in", "of")
                ));
                self.value(value);
                self.add(self.choose("", ")"));
                self.inner(block, depth);
            }
            Statement::Define(name, parameters, block) => {
                self.add(&format!("{} {name}(", self.choose("def", "function")));
                for (index, (name, value)) in parameters.iter().enumerate() {
                    self.add(if index > 0 { ", " } else { "" });
                    self.add(name);
                    if let Some(value) = value {
                        self.add("=");
                        self.value(value);
                    }
                }
                self.add(")");
                self.inner(block, depth);
            }
        }
    }

    fn values<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        for (index, value) in values.iter().enumerate() {
            self.add(if index > 0 { ", " } else { "" });
            write(self, value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::String(form, pieces) => self.string(*form, pieces),
            Value::Name(name) => self.add(name),
            Value::Number(number) => self.add(&number.to_string()),
            Value::Pattern(pattern) if !self.is_python => self.add(&format!("/{pattern}/g")),
            Value::Pattern(_) => self.add("None"),
            Value::Call(Callee { owner, name, is_new }, arguments) => {
                self.add(if *is_new { self.choose("await ", "new ") } else { "" });
                self.add(&owner.map_or(String::new(), |owner| format!("{owner}.")));
                self.add(name);
                self.add("(");
                // Python has named arguments after the others.
                let mut arguments = arguments.clone();
                arguments.sort_by_key(|(name, _)| name.is_some());
                let is_python = self.is_python;
                self.values(&arguments, |writer, (name, value)| {
                    writer.add(&name.filter(|_| is_python).map_or(String::new(), |name| format!("{name}=")));
                    writer.value(value);
                });
                self.add(")");
            }
            Value::Map(entries) => {
                self.add("{");
                self.values(entries, |writer, (key, value)| {
                    match key {
                        Key::Name(name) => writer.add(name),
                        Key::String(form, text) => writer.string(form % 2, &[Piece::Plain(text)]),
                    }
                    writer.add(": ");
                    writer.value(value);
                });
                self.add("}");
            }
            Value::List(values) => {
                self.add("[");
                self.values(values, Self::value);
                self.add("]");
            }
            Value::Binary(operator, left, right) => {
                let operators = [" + ", " / ", " % ", " == ", self.choose(" and ", " && "), " - "];
                self.operand(left);
                self.add(operators[usize::from(*operator) % operators.len()]);
                // Nothing is divided by a pattern.
                match &**right {
                    Value::Pattern(_) | Value::Binary(..) => self.value(&Value::Grouped(right.clone())),
                    right => self.operand(right),
                }
            }
            Value::Grouped(value) => {
                self.add("(");
                self.value(value);
                self.add(")");
            }
            Value::Function(name, value) => {
                self.add("(");
                self.add(&if self.is_python { format!("lambda {name}: ") } else { format!("{name} => ") });
                self.operand(value);
                self.add(")");
            }
        }
    }

    /// A map at the start of a function is a block.
    fn operand(&mut self, value: &Value) {
        match value {
            Value::Map(_) => self.value(&Value::Grouped(Box::new(value.clone()))),
            value => self.value(value),
        }
    }

    fn string(&mut self, form: u8, pieces: &[Piece]) {
        if self.is_python { self.python_string(form, pieces) } else { self.javascript_string(form, pieces) }
    }

    fn python_string(&mut self, form: u8, pieces: &[Piece]) {
        let quotes = ["'", "\"", "'''", "\"\"\""][usize::from(form % 4)];
        let prefix = ["", "r", "f", "Rb", "rf", "u"][usize::from(form / 4) % 6];
        let (is_raw, is_filled, is_bytes) =
            (prefix.contains(['r', 'R']), prefix.contains('f'), prefix.contains('b'));
        self.add(prefix);
        self.add(quotes);
        for piece in pieces {
            match piece {
                Piece::Plain(text) if is_filled => self.add(&text.replace('{', "{{").replace('}', "}}")),
                Piece::Plain(text) if is_bytes && !text.is_ascii() => {}
                Piece::Plain(text) => self.add(text),
                Piece::Quote(quote) if quotes.contains(*quote) => self.add(&format!("\\{quote}")),
                Piece::Quote(quote) => self.add(&quote.to_string()),
                Piece::Escape(escape) if is_raw => self.add(["\\d", "\\\\"][usize::from(*escape) % 2]),
                Piece::Escape(escape) => {
                    self.add(["\\n", "\\\\", "\\x41", "\\\\\\\\", "\\t"][usize::from(*escape) % 5])
                }
                Piece::Break if quotes.len() == 3 => self.add("\n"),
                Piece::Break => self.add("\\\n"),
                Piece::Hole(value) if is_filled => {
                    self.add("{ ");
                    self.operand(value);
                    self.add(" }");
                }
                Piece::Hole(_) => {}
            }
        }
        self.add(quotes);
    }

    fn javascript_string(&mut self, form: u8, pieces: &[Piece]) {
        let quote = ['\'', '"', '`'][usize::from(form) % 3];
        let is_template = quote == '`';
        self.text.push(quote);
        for piece in pieces {
            match piece {
                Piece::Plain(text) if is_template => self.add(&text.replace('$', "\\$")),
                Piece::Plain(text) => self.add(text),
                Piece::Quote(inner) if *inner == quote => self.add(&format!("\\{inner}")),
                Piece::Quote(inner) => self.text.push(*inner),
                Piece::Escape(escape) => {
                    self.add(["\\n", "\\\\", "\\x41", "\\u00e9", "\\\\\\\\"][usize::from(*escape) % 5])
                }
                Piece::Break if is_template => self.add("\n"),
                Piece::Break => self.add("\\\n"),
                Piece::Hole(value) if is_template => {
                    self.add("${");
                    self.operand(value);
                    self.add("}");
                }
                Piece::Hole(_) => {}
            }
        }
        self.text.push(quote);
    }
}
