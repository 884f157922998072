//! A place where a filter splits: a list `in (…)`, or an `or`, that is not below a `not`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
use crate::check::slot::{read_condition, through};
use crate::syntax::{Case, NodeId, NodeKind, Operand, OperandKind};
use crate::text::{Span, encoded_length};
use crate::timestamp::Timestamp;

/// A list or an `or` of several elements.
pub(super) struct Point {
    /// The text that its parts replace.
    pub(super) span: Span,
    pub(super) elements: Vec<Element>,
    form: Form,
}

enum Form {
    /// Values, with the text around them.
    List { head: String, tail: String },
    /// Terms, `a or b`.
    Infix,
    /// Terms, `or(a,b)`.
    Prefix,
}

/// Values of a list, or a term of an `or`.
pub(super) struct Element {
    pub(super) text: String,
    /// The values, if it is an equality with one of them. Terms of one property without a common value exclude each
    /// other.
    pub(super) equality: Option<Equality>,
}

/// A term that another one denies.
pub(super) struct Denied {
    pub(super) text: String,
    /// Whether the text is the denial itself, and not the term.
    pub(super) is_denial: bool,
}

pub(super) struct Equality {
    /// The path, with the function of its value.
    pub(super) operand: (String, Option<Case>),
    pub(super) values: Vec<Value>,
}

/// A value that a literal equals. Literals that equal a common value have a common key; others may have one too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    /// The bits of the nearest binary number.
    Number(u64),
    Instant(Timestamp),
    Day(i64),
    Text(String),
}

impl Point {
    /// All points of a filter. None is inside of another one.
    pub(super) fn all(filter: &Filter) -> Vec<Point> {
        let ast = filter.ast();
        let mut points = Vec::new();
        let mut open: Vec<(NodeId, Option<Span>)> = ast.root().map(|root| (root, None)).into_iter().collect();
        while let Some((id, prefix)) = open.pop() {
            let children = || ast.children(id).collect::<Vec<_>>();
            match ast.kind(id) {
                NodeKind::Group { .. } | NodeKind::And => {
                    open.extend(children().into_iter().rev().map(|child| (child, None)));
                }
                NodeKind::Prefix { span } => {
                    open.extend(children().into_iter().map(|child| (child, Some(span))));
                }
                NodeKind::Or => points.extend(Point::of_terms(filter, id, prefix)),
                NodeKind::Membership { .. } => points.extend(Point::of_values(filter, id)),
                _ => {}
            }
        }
        points
    }

    fn of_terms(filter: &Filter, id: NodeId, prefix: Option<Span>) -> Option<Point> {
        let ast = filter.ast();
        let mut seen = HashSet::new();
        let (mut few, mut equalities) = (Vec::new(), Vec::new());
        let mut count = 0;
        for child in ast.children(id) {
            count += 1;
            let text = ast.span(child).of(ast.text());
            if !seen.insert(text) {
                continue;
            }
            let element = |equality| Element { text: text.to_owned(), equality };
            match Equality::read(filter, child) {
                Some(equality) => equalities.push((child, element(Some(equality)))),
                None => few.push(element(None)),
            }
        }
        let first = equalities.first().and_then(|(_, element)| element.equality.as_ref());
        let is_one_property = few.is_empty()
            && equalities.iter().all(|(_, element)| {
                element.equality.as_ref().map(|own| &own.operand) == first.map(|first| &first.operand)
            });
        // No document shows a list in the prefix form.
        let are_listed = prefix.is_none() && !is_one_property;
        // Equalities are the many, and later terms deny earlier ones.
        few.extend(if are_listed { lists(filter, equalities) } else { bare(equalities) });
        let form = if prefix.is_some() { Form::Prefix } else { Form::Infix };
        let span = prefix.unwrap_or_else(|| ast.span(id));
        (count > 1).then_some(Point { span, elements: few, form })
    }

    fn of_values(filter: &Filter, id: NodeId) -> Option<Point> {
        let ast = filter.ast();
        let NodeKind::Membership { items, .. } = ast.kind(id) else { return None };
        let items = ast.operands(items);
        let values = Equality::read(filter, id)?.values;
        let (first, last) = (items.first()?, items.last()?);
        // Spellings of one value stay together.
        let mut places: HashMap<&Value, usize> = HashMap::new();
        let mut elements: Vec<Element> = Vec::new();
        let mut seen = HashSet::new();
        for (item, value) in items.iter().zip(&values) {
            let text = ast.text_of(*item);
            if !seen.insert(text) {
                continue;
            }
            match places.get(value).and_then(|place| elements.get_mut(*place)) {
                Some(element) => {
                    element.text.push(',');
                    element.text.push_str(text);
                }
                None => {
                    places.insert(value, elements.len());
                    elements.push(Element { text: text.to_owned(), equality: None });
                }
            }
        }
        let span = ast.span(id);
        let part = |start, end| Span::new(start, end).of(ast.text()).to_owned();
        let (head, tail) = (part(span.start, first.span.start), part(last.span.end, span.end));
        let is_long = elements.len() > 1 || seen.len() < items.len();
        is_long.then_some(Point { span, elements, form: Form::List { head, tail } })
    }

    /// Whether its elements exclude each other, because they are values of a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.form, Form::List { .. })
    }

    fn terms_of(&self, members: &[usize]) -> Vec<&str> {
        members.iter().filter_map(|member| self.elements.get(*member)).map(|element| &*element.text).collect()
    }

    /// The text of some elements that deny terms.
    fn written(&self, members: &[usize], denied: &[Rc<Denied>]) -> String {
        let terms = self.terms_of(members);
        match (&self.form, denied) {
            (Form::List { head, tail }, _) => format!("{head}{}{tail}", terms.join(",")),
            (Form::Infix, []) => terms.join(" or "),
            (Form::Infix, _) => {
                let own = if terms.len() > 1 { format!("({})", terms.join(" or ")) } else { terms.concat() };
                let (plain, denied): (Vec<&Rc<Denied>>, Vec<&Rc<Denied>>) =
                    denied.iter().partition(|denied| denied.is_denial);
                let mut parts = vec![own];
                if !denied.is_empty() {
                    let texts: Vec<&str> = denied.iter().map(|denied| &*denied.text).collect();
                    parts.push(format!("not ({})", texts.join(" or ")));
                }
                parts.extend(plain.into_iter().map(|denied| denied.text.clone()));
                parts.join(" and ")
            }
            (Form::Prefix, []) => either(&terms),
            (Form::Prefix, _) => {
                let denied: Vec<&str> = denied.iter().map(|denied| &*denied.text).collect();
                format!("and({},not({}))", either(&terms), either(&denied))
            }
        }
    }

    /// The bytes of a URL around and between so many elements and denied terms.
    pub(super) fn glue(&self, members: usize, denied: usize) -> usize {
        let between = |count: usize, word: &str| count.saturating_sub(1) * encoded_length(word);
        let either = |count: usize| if count > 1 { encoded_length("or()") + between(count, ",") } else { 0 };
        match (&self.form, denied) {
            (Form::List { head, tail }, _) => {
                encoded_length(head) + encoded_length(tail) + between(members, ",")
            }
            (Form::Infix, 0) => between(members, " or "),
            (Form::Infix, _) => {
                let parentheses = if members > 1 { encoded_length("()") } else { 0 };
                parentheses
                    + encoded_length(" and not ()")
                    + between(members, " or ")
                    + between(denied, " or ")
            }
            (Form::Prefix, 0) => either(members),
            (Form::Prefix, _) => encoded_length("and(,not())") + either(members) + either(denied),
        }
    }

    /// The filter with only some elements.
    pub(super) fn replaced(&self, text: &str, members: &[usize], denied: &[Rc<Denied>]) -> String {
        let (before, after) = (text.get(..self.span.start as usize), text.get(self.span.end as usize..));
        [before.unwrap_or_default(), &self.written(members, denied), after.unwrap_or_default()].concat()
    }
}

fn bare(equalities: Vec<(NodeId, Element)>) -> Vec<Element> {
    equalities.into_iter().map(|(_, element)| element).collect()
}

/// Equalities, those of one property as one list, which the terms of another property deny in few bytes. A list with null
/// is easy to overlook.
fn lists(filter: &Filter, equalities: Vec<(NodeId, Element)>) -> Vec<Element> {
    let ast = filter.ast();
    let mut listed: Vec<Element> = Vec::new();
    // The place of each property, its spelling, and its literals.
    let mut places: HashMap<(String, Option<Case>), usize> = HashMap::new();
    let mut texts: Vec<Option<(&str, Vec<&str>)>> = Vec::new();
    for (child, element) in equalities {
        let literals = match ast.kind(ast.without_groups(child)) {
            NodeKind::Comparison { left, right, .. } if left.kind.is_property() => Some((left, vec![right])),
            NodeKind::Membership { left, items, .. } => Some((left, ast.operands(items).to_vec())),
            _ => None,
        };
        let is_null = |operand: &Operand| matches!(operand.kind, OperandKind::Null);
        let literals = literals.filter(|(_, items)| !items.iter().any(is_null));
        let (Some((left, items)), Some(equality)) = (literals, &element.equality) else {
            texts.push(None);
            listed.push(element);
            continue;
        };
        let place = *places.entry(equality.operand.clone()).or_insert(listed.len());
        let items = items.into_iter().map(|item| ast.text_of(item));
        match (listed.get_mut(place), texts.get_mut(place)) {
            (Some(Element { equality: Some(list), .. }), Some(Some((_, all)))) => {
                list.values.extend(equality.values.iter().cloned());
                all.extend(items);
            }
            _ => {
                texts.push(Some((ast.text_of(left), items.collect())));
                listed.push(element);
            }
        }
    }
    for (element, text) in listed.iter_mut().zip(texts) {
        if let Some((left, literals)) = text.filter(|(_, literals)| literals.len() > 1) {
            let mut seen = HashSet::new();
            let literals: Vec<&str> = literals.into_iter().filter(|literal| seen.insert(*literal)).collect();
            element.text = format!("{left} in ({})", literals.join(","));
        }
    }
    listed
}

/// Terms in prefix form.
fn either<T: AsRef<str>>(terms: &[T]) -> String {
    match terms {
        [only] => only.as_ref().to_owned(),
        _ => format!("or({})", terms.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(",")),
    }
}

impl Equality {
    fn read(filter: &Filter, id: NodeId) -> Option<Equality> {
        let ast = filter.ast();
        let condition = Condition::read(filter, ast.kind(ast.without_groups(id)))?;
        // An array may contain several values.
        if condition.denied || through(&condition).is_some() {
            return None;
        }
        let (case, test) = read_condition(&condition);
        let Test::Equals(literals) = &*test else { return None };
        let has_any_type = condition.property.is_none();
        let takes_dates = condition.property.map_or(filter.schema().is_open(), |own| !own.date.is_empty());
        let values = literals.iter().map(|literal| value(literal, has_any_type, takes_dates)).collect();
        Some(Equality { operand: (condition.path.to_string(), case), values })
    }
}

fn value(literal: &Literal<'_>, has_any_type: bool, takes_dates: bool) -> Value {
    // A date equals all instants of its day.
    let instant = |instant: Timestamp| {
        if takes_dates { Value::Day(instant.day()) } else { Value::Instant(instant) }
    };
    match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(own) => Value::Boolean(*own),
        // Equal numbers have the same nearest one; zero has two signs.
        Literal::Number(text) => Value::Number((text.parse::<f64>().unwrap_or_default() + 0.0).to_bits()),
        Literal::Instant(own) => instant(*own),
        Literal::Date(own) => Value::Day(own.day()),
        Literal::Text(text) => match Timestamp::parse(text) {
            // A property of any type may be a string that an instant equals.
            Ok(own) if has_any_type => instant(own),
            _ => Value::Text(text.to_string()),
        },
    }
}
