//! The forms of a condition: which operand is the property, and which is the value.

use super::resolve::PathTarget;
use super::values::Use;
use super::wording::{is_a, wants};
use super::{CheckContext, Checker};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::{Message, Severity};
use crate::rules;
use crate::schema::{Resolved, Type};
use crate::syntax::literal::{is_uuid, quote, string_value};
use crate::syntax::name;
use crate::syntax::{Compared, Dialect, FunctionUse, Operand, OperandKind, OperandRange, Operator, words};
use crate::text::{Edit, Quoted, Span, ToWrite, offset};

/// Whether the operand is a property, or a word in place of one.
fn is_path(operand: Operand) -> bool {
    operand.kind.is_property() || operand.kind == OperandKind::Word
}

impl<'a> Checker<'a, '_> {
    #[inline]
    pub(super) fn comparison(&mut self, left: Operand, operator: Operator, right: Operand) {
        match (is_path(left), is_path(right)) {
            (true, false) if left.kind != OperandKind::Path && self.cx.ast.case_of(left).is_some() => {
                self.cased(left, Use::Operator(operator, left.span), &[right]);
            }
            (true, false) => {
                let usage = Use::Operator(operator, left.span);
                let target = self.resolve(left);
                if self.cx.plain || !self.is_pattern(target, left, operator, right) {
                    self.value(target, usage, right);
                }
            }
            (true, true) => self.two_names(left, operator, right),
            (false, true) => self.reversed(left, operator, right),
            (false, false) => self.two_values(left, operator, right),
        }
    }

    /// `state eq ERROR`, `parentJobId eq id`, `ERROR eq state`.
    fn two_names(&mut self, left: Operand, operator: Operator, right: Operand) {
        let known =
            |operand: Operand| operand.kind.is_property() && self.cx.is_known(self.cx.ast.path_of(operand));
        match (known(left), known(right)) {
            (true, true) => self.report(&rules::UNSUPPORTED_ODATA, left.span.cover(right.span), |cx| {
                let (one, other) = (cx.quoted(left), cx.quoted(right));
                let string = quote(right.span.of(cx.text));
                let property = cx.schema.property(left.span.of(cx.text));
                let is_timestamp = property.is_some_and(|property| property.ty == Type::Timestamp);
                Message::new(format!(
                    "{one} and {other} are both properties: comparing two is not documented for this API"
                ))
                .help(
                    match right.kind == OperandKind::Path && cx.ast.case_of(left).is_none() {
                        // A call is not a string, and a time has no quotes.
                        true if !is_timestamp => {
                            format!("compare with a value; if {other} is a string, write {}", Quoted(&string))
                        }
                        _ => "compare each with a value, and both with each other in the answer".to_owned(),
                    },
                )
            }),
            (false, true) => self.reversed(left, operator, right),
            _ => {
                let target = self.resolve(left);
                self.value(target, Use::Operator(operator, left.span), right);
            }
        }
    }

    /// `'ERROR' eq state`.
    fn reversed(&mut self, left: Operand, operator: Operator, right: Operand) {
        if self.cx.is_quoted_property(left) && !self.cx.is_known(self.cx.ast.path_of(right)) {
            let target = self.unquoted(left);
            self.value(target, Use::Operator(operator, left.span), right);
            return;
        }
        if left.kind != OperandKind::Missing {
            let whole = left.span.cover(right.span);
            self.report(&rules::SWAPPED_OPERANDS, whole, |cx| cx.swapped(left, operator, right));
        }
        let usage = Use::Operator(operator.swapped(), right.span);
        if self.cx.ast.case_of(right).is_some() {
            self.cased(right, usage, &[left]);
            return;
        }
        let target = self.resolve(right);
        self.value(target, usage, left);
    }

    /// `'Location' eq 'Houston'`, `1 eq 1`.
    fn two_values(&mut self, left: Operand, operator: Operator, right: Operand) {
        let parameter = left.span.of(self.cx.text).strip_prefix('@');
        let parameter =
            parameter.filter(|name| left.kind == OperandKind::Parameter && self.cx.is_known(name));
        if let Some(name) = parameter {
            self.report(&rules::UNSUPPORTED_ODATA, left.span, |cx| {
                Message::new(format!(
                    "{} is a parameter, which is a value, and a property has no mark",
                    cx.quoted(left)
                ))
                .write(Unsafe, left.span, name)
            });
        } else if left.kind == OperandKind::Missing || right.kind == OperandKind::Missing {
            self.value(PathTarget::Unknown, Use::Operator(operator, right.span), left);
            self.value(PathTarget::Unknown, Use::Operator(operator, left.span), right);
        } else if self.cx.is_quoted_property(left)
            && left.span.of(self.cx.text) != right.span.of(self.cx.text)
        {
            let target = self.unquoted(left);
            self.value(target, Use::Operator(operator, left.span), right);
        } else {
            self.report(&rules::UNSUPPORTED_ODATA, left.span.cover(right.span), |cx| {
                let one = cx.schema.one();
                Message::new(format!("both sides are constants, so every {one} gives the same answer"))
                    .help(format!("write a property on the left: `{}`", cx.example()))
            });
        }
    }

    /// The property that a quoted name means.
    fn unquoted(&mut self, operand: Operand) -> PathTarget<'a> {
        let name = string_value(operand, self.cx.text);
        let known = self.cx.is_known(&name);
        self.report(&rules::QUOTED_PROPERTY, operand.span, |cx| {
            let message = cx.quoted_property(operand);
            if known {
                return message.write(Safe, operand.span, &*name);
            }
            if let Some(nearest) = cx.schema.nearest(&name) {
                return message.write(Unsafe, operand.span, nearest);
            }
            let mut help = format!("{} is not a property of {} either", Quoted(&name), cx.schema.resource());
            if cx.schema.dialect() == Dialect::Webhook {
                return message.help(format!("{help}; {}", cx.properties_in_words()));
            }
            if cx.schema.is_open() {
                help = format!("write {}", Quoted(&name));
            }
            message.help(format!(
                "{help}; if it is the key of a tag, this is the syntax of the parameter `filter-tags`, which a \
                 saved filter calls `filterTags`: move it there"
            ))
        });
        self.cx.schema.property(&name).map_or(PathTarget::Unknown, PathTarget::Property)
    }

    /// `'x' in (name,status)`, of SQL: one of several properties has the value; false for another list.
    fn is_value_in_properties(&mut self, value: Operand, items: &[Operand]) -> bool {
        let is_known =
            |item: &Operand| item.kind == OperandKind::Path && self.cx.is_known(item.span.of(self.cx.text));
        let is_value = value.kind.is_string() || value.kind == OperandKind::Number;
        let (true, [_, .., last]) = (is_value && items.iter().all(is_known), items) else { return false };
        let after = self.cx.text.get(last.span.end as usize..).unwrap_or_default();
        let close = after.find(')').map_or(0, |at| at + 1);
        let whole = Span::new(value.span.start, last.span.end + offset(close));
        self.report_as(Severity::Error, &rules::SWAPPED_OPERANDS, whole, |cx| {
            let written = match value.kind.is_string() {
                true => quote(&string_value(value, cx.text)),
                false => value.span.of(cx.text).to_owned(),
            };
            let conditions = items
                .iter()
                .map(|item| format!("{} eq {written}", item.span.of(cx.text)))
                .collect::<Vec<_>>();
            Message::new("`in` takes one property and a list of values: write a condition for each property")
                .write(Unsafe, whole, format!("({})", conditions.join(" or ")))
        });
        true
    }

    pub(super) fn membership(&mut self, left: Operand, items: OperandRange) {
        let ast = self.cx.ast;
        if self.is_value_in_properties(left, ast.operands(items)) {
            return;
        }
        if ast.case_of(left).is_some() {
            self.cased(left, Use::Item, ast.operands(items));
            return;
        }
        let target = if is_path(left) {
            self.resolve(left)
        } else if self.cx.is_quoted_property(left) {
            self.unquoted(left)
        } else {
            if left.kind != OperandKind::Missing {
                self.report_as(Severity::Error, &rules::SWAPPED_OPERANDS, left.span, |cx| {
                    Message::new(format!("{} is a value: a property must come before `in`", cx.quoted(left)))
                        .help(format!("write `{}`", cx.example_of_list()))
                });
            }
            PathTarget::Unknown
        };
        let items = ast.operands(items);
        if let [item] = items
            && item.kind == OperandKind::Path
            && self.is_bare_item(left, *item)
        {
            return;
        }
        for item in items {
            self.value(target, Use::Item, *item);
        }
        self.null_in_list(left, items);
    }

    /// `name in status`, `state in ERROR`: a word after `in` without parentheses. Whether it is a property;
    /// if not, its parentheses are missing.
    fn is_bare_item(&mut self, left: Operand, item: Operand) -> bool {
        if Span::new(left.span.end, item.span.start).of(self.cx.text).trim() != "in" {
            return false;
        }
        let name = item.span.of(self.cx.text);
        let is_property = name.contains('/')
            || !matches!(
                self.cx.schema.resolve(name),
                Resolved::Unknown | Resolved::Open | Resolved::Renamed(_)
            );
        self.report(&rules::LIST_SYNTAX, item.span, |cx| {
            if is_property {
                let list = format!("{} in ('a','b')", left.span.of(cx.text));
                return Message::new(format!(
                    "{} is a property, and `in` takes a list of values",
                    cx.quoted(item)
                ))
                .help(format!("write the values that may match, as in {}", Quoted(&list)));
            }
            let edits = vec![Edit::insert(item.span.start, "("), Edit::insert(item.span.end, ")")];
            Message::new("a list needs parentheses").safe_fix("put it in parentheses", edits)
        });
        is_property
    }

    /// `state in ('ERROR',null)`.
    fn null_in_list(&mut self, left: Operand, items: &[Operand]) {
        let is_null = |item: &&Operand| item.kind == OperandKind::Null;
        let Some(null) = items.iter().find(is_null) else { return };
        let Some(last) = items.last() else { return };
        self.report(&rules::NULL_ORDER, null.span, |cx| {
            let name = left.span.of(cx.text);
            let others: Vec<&str> =
                items.iter().filter(|item| !is_null(item)).map(|item| item.span.of(cx.text)).collect();
            let fixed = match others.as_slice() {
                [] => format!("{name} eq null"),
                [one] => format!("({name} eq {one} or {name} eq null)"),
                _ => format!("({name} in ({}) or {name} eq null)", others.join(",")),
            };
            let message =
                Message::new("`null` in a list is easy to overlook, and no document shows such a list")
                    .help(format!("write {}", ToWrite(&fixed)));
            let first = items.first().map_or(last.span, |item| item.span);
            let before = Span::new(left.span.end, first.start).of(cx.text);
            let after = cx.text.get(last.span.end as usize..).unwrap_or_default();
            let close = after.trim_start();
            // Only a plain list: not the prefix form, and not one with mistakes.
            let is_plain = before.trim().strip_prefix("in").is_some_and(|rest| rest.trim() == "(");
            // Both conditions would repeat a mistake of the property.
            let is_plain = is_plain && cx.schema.property(name).is_some();
            let end = last.span.end + offset(after.len() - close.len()) + 1;
            let edits = || vec![Edit::replace(Span::new(left.span.start, end), fixed)];
            message.unsafe_fix("write two conditions", (is_plain && close.starts_with(')')).then(edits))
        });
    }

    pub(super) fn call(&mut self, name: Operand, arguments: OperandRange, end: u32) {
        let word = name.span.of(self.cx.text);
        let arguments = self.cx.ast.operands(arguments);
        let known = word.is_empty() || word.eq_ignore_ascii_case("contains");
        if !known && !self.cx.schema.functions().iter().any(|function| function == word) {
            let whole = Span::new(name.span.start, end);
            self.report(&rules::UNSUPPORTED_ODATA, whole, |cx| cx.function(word, whole, arguments));
            return;
        }
        // The parser reports that of `contains`.
        if !known && let Some((_, test)) = self.cx.truth_test(end) {
            self.report(&rules::UNSUPPORTED_ODATA, test, |_| {
                Message::new(
                    "a condition is true or false already: comparing it is not documented for this API",
                )
                .help("write the condition alone, with `not` in front for the opposite")
            });
        }
        let [first, second] = arguments else { return };
        let is_known = || is_path(*second) && self.cx.is_known(self.cx.ast.path_of(*second));
        match (is_path(*first), is_path(*second)) {
            (true, _) => self.contains(*first, *second),
            (false, _) if self.cx.is_quoted_property(*first) && !is_known() => {
                let _ = self.unquoted(*first);
                self.value(PathTarget::Unknown, Use::Contains, *second);
            }
            (false, true) => self.swapped_arguments(*first, *second),
            (false, false) => {
                if first.kind != OperandKind::Missing {
                    self.report(&rules::TYPE_MISMATCH, first.span, |cx| {
                        let value = cx.quoted(*first);
                        Message::new(format!("{value} is a value: `contains` looks inside a property"))
                            .help("write `contains(name,'text')`")
                    });
                }
                self.value(PathTarget::Unknown, Use::Contains, *second);
            }
        }
    }

    /// `contains('x',name)`.
    fn swapped_arguments(&mut self, first: Operand, second: Operand) {
        if first.kind != OperandKind::Missing {
            let whole = first.span.cover(second.span);
            self.report_as(Severity::Error, &rules::SWAPPED_OPERANDS, whole, |cx| {
                let (value, path) = (first.span.of(cx.text), second.span.of(cx.text));
                let fixed = format!("contains({path},{value})");
                // A mistake in either operand must be fixed first.
                let is_plain = first.kind != OperandKind::MalformedString && second.kind == OperandKind::Path;
                let edits = || vec![Edit::replace(first.span, path), Edit::replace(second.span, value)];
                Message::new(format!("`contains` takes the property first: write {}", Quoted(&fixed)))
                    .safe_fix("swap them", is_plain.then(edits))
            });
        }
        self.contains(second, first);
    }

    fn contains(&mut self, path: Operand, text: Operand) {
        if self.cx.ast.case_of(path).is_some() {
            self.cased(path, Use::Contains, &[text]);
            return;
        }
        let target = self.resolve(path);
        if text.kind.is_property() && self.cx.is_known(self.cx.ast.path_of(text)) {
            self.report(&rules::UNSUPPORTED_ODATA, text.span, |cx| {
                let string = quote(text.span.of(cx.text));
                Message::new(format!("{} is a property: `contains` looks for a string", cx.quoted(text)))
                    .help(format!("if it is a string, write {}", Quoted(&string)))
            });
            return;
        }
        if let PathTarget::Property(property) = target {
            match property.ty {
                Type::String | Type::Timestamp => {}
                Type::Object | Type::Array => self.object(property, path.span, "looks into"),
                Type::Integer | Type::Decimal | Type::Boolean => {
                    self.report(&rules::TYPE_MISMATCH, path.span, |_| {
                        Message::new(format!("{}, and `contains` takes a string", is_a(property)))
                            .help(wants(property))
                    });
                    return;
                }
            }
        }
        self.value(target, Use::Contains, text);
    }

    pub(super) fn alone(&mut self, operand: Operand) {
        match operand.kind {
            OperandKind::Word if self.is_uri(operand) => {}
            OperandKind::Path | OperandKind::Word | OperandKind::Lower | OperandKind::Upper => {
                self.name_alone(operand)
            }
            OperandKind::Missing => {}
            _ if self.cx.is_quoted_property(operand)
                && self.cx.is_known(&string_value(operand, self.cx.text)) =>
            {
                self.quoted_alone(operand);
            }
            _ => self.report(&rules::UNSUPPORTED_ODATA, operand.span, |cx| {
                let is_truth = matches!(operand.kind, OperandKind::True | OperandKind::False);
                let mut properties = cx.schema.properties().iter();
                let boolean = properties.find(|property| is_truth && property.ty == Type::Boolean);
                let example =
                    boolean.map(|property| format!("{} eq {}", property.name, operand.span.of(cx.text)));
                Message::new(format!("{} is a value, not a condition", cx.quoted(operand))).help(format!(
                    "compare a property with it: `{}`",
                    example.as_deref().unwrap_or(cx.example())
                ))
            }),
        }
    }

    /// Whether a URI is in the place of a condition; if so, reports it.
    fn is_uri(&mut self, operand: Operand) -> bool {
        let uri = operand.span.of(self.cx.text);
        if !uri.starts_with('/') && !uri.contains("://") {
            return false;
        }
        self.report(&rules::UNSUPPORTED_ODATA, operand.span, |cx| {
            let message = Message::new(format!("{} is a URI, not a condition", Quoted(uri)));
            let id = uri.rsplit('/').next().filter(|id| is_uuid(id) || id.contains('+'));
            match id.filter(|_| cx.is_known("id")) {
                Some(id) => message.write(Unsafe, operand.span, format!("id eq {}", quote(id))),
                None => message.help(format!("compare a property with a value: `{}`", cx.example())),
            }
        });
        true
    }

    /// `'cancellable'`, only a quoted property: it needs more than the removal of its quotes.
    fn quoted_alone(&mut self, operand: Operand) {
        let name = string_value(operand, self.cx.text);
        let property = self.cx.schema.property(&name);
        self.report(&rules::QUOTED_PROPERTY, operand.span, |cx| {
            let message = cx.quoted_property(operand);
            if property.is_some_and(|property| property.ty == Type::Boolean) {
                let truth = cx.schema.dialect().written(true);
                return message.write(Safe, operand.span, format!("{name} eq {truth}"));
            }
            message.help(property.map_or_else(|| "compare it with a value".to_owned(), wants))
        });
    }

    fn name_alone(&mut self, operand: Operand) {
        let property = match self.resolve(operand) {
            PathTarget::Unknown => return,
            PathTarget::Property(property) => Some(property),
            PathTarget::Open => None,
        };
        let name = operand.span.of(self.cx.text);
        if operand.kind == OperandKind::Path && property.is_some_and(|property| property.ty == Type::Boolean)
        {
            self.report(&rules::BARE_BOOLEAN, operand.span, |cx| {
                let truth = cx.schema.dialect().written(true);
                let edit = Edit::insert(operand.span.end, format!(" eq {truth}"));
                Message::new(format!(
                    "{} is not compared with a value: every documented filter compares",
                    Quoted(name)
                ))
                .help(format!("write `{name} eq {truth}`"))
                .safe_fix(format!("write `eq {truth}`"), vec![edit])
            });
            return;
        }
        self.report(&rules::PROPERTY_ALONE, operand.span, |_| {
            let help = property.map_or_else(|| "compare it with a value".to_owned(), wants);
            Message::new(format!("{} alone is not a condition", Quoted(name))).help(help)
        });
    }
}

impl CheckContext<'_, '_> {
    /// The words for operands in the wrong order.
    fn swapped(&self, left: Operand, operator: Operator, right: Operand) -> Message {
        let swapped = operator.swapped().keyword();
        let (value, path) = (left.span.of(self.text), right.span.of(self.text));
        let whole = left.span.cover(right.span);
        let between = self.operator(left.span, right.span).of(self.text);
        let before = self.text.get(..whole.start as usize).unwrap_or_default();
        let (fixed, edit) = if between == "," {
            // `eq('x',name)`: the operator is before both.
            let head = before.trim_end();
            let head = head.strip_suffix('(').map_or(head, str::trim_end);
            let start = head.len().saturating_sub(operator.keyword().len());
            let fixed = format!("{swapped}({path},{value}");
            let span = Span::new(offset(start), whole.end);
            (format!("{fixed})"), Edit::replace(span, fixed))
        } else {
            let fixed = format!("{path} {swapped} {value}");
            (fixed.clone(), Edit::replace(whole, fixed))
        };
        // Something else between the operands, or touching them, must be fixed first.
        let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | ','));
        let after = self.text.get(whole.end as usize..).and_then(|text| text.chars().next());
        let is_plain = (between == "," || self.is_infix(left.span, right.span))
            && apart(before.chars().next_back())
            && apart(after)
            && left.kind != OperandKind::MalformedString
            && right.kind.is_property()
            && !between.is_empty()
            && !between.contains(char::is_whitespace);
        Message::new(format!("the property belongs on the left of the operator: write {}", Quoted(&fixed)))
            .safe_fix("swap them", is_plain.then(|| vec![edit]))
    }

    /// The words for a function that the list does not have.
    fn function(&self, word: &str, whole: Span, arguments: &[Operand]) -> Message {
        let test = self.truth_test(whole.end);
        let place = test.as_ref().map_or(whole, |(_, test)| whole.cover(*test));
        let arguments = arguments.iter().map(|argument| argument.span.of(self.text)).collect();
        let compared = test.map(|(compared, _)| compared);
        FunctionUse { name: word, arguments, below: "", compared }.advice().message(word, place)
    }

    /// `eq true` after a condition that ends there.
    fn truth_test(&self, end: u32) -> Option<(Compared<'_>, Span)> {
        let rest = self.text.get(end as usize..)?;
        let mut words = words(rest);
        let (operator, value) = (words.next()?, words.next()?);
        let kind = match operator.text {
            "eq" | "=" | "==" | "===" => Operator::Eq,
            "ne" | "!=" | "!==" | "<>" => Operator::Ne,
            _ => return None,
        };
        let test = Span::new(end + operator.span.start, end + value.span.end);
        matches!(value.text, "true" | "false")
            .then(|| (Compared { operator: Some(kind), values: vec![value.text] }, test))
    }

    fn quoted_property(&self, operand: Operand) -> Message {
        Message::new(format!("{} is a string: a property has no quotes", self.quoted(operand)))
    }

    /// A string in the form of a name, in the place of a property.
    fn is_quoted_property(&self, operand: Operand) -> bool {
        operand.kind.is_string() && name::is_path(&string_value(operand, self.text))
    }
}
