//! The verdict of a filter for a record, by the text of the language page ("Meaning"): it reads the
//! whole record, evaluates every operand, and caches nothing.

use std::cmp::Ordering;

use comfilter::schema::{Property, Type};
use comfilter::syntax::{NodeId, NodeKind, Operand, OperandKind, Operator};
use comfilter::{Filter, Verdict};

use super::json::{Invalid, Json, read};
use super::{number, timestamp};

/// The verdict on the bytes of one record.
pub fn of(filter: &Filter, record: &[u8]) -> Result<Verdict, Invalid> {
    let job = read(record)?;
    if !matches!(job, Json::Object(_)) {
        return Err(Invalid { reason: "no object", at: 0 });
    }
    Ok(of_tree(filter, &job))
}

/// The verdict on a record that was read.
pub fn of_tree(filter: &Filter, job: &Json) -> Verdict {
    node(filter, filter.ast().root().unwrap(), job)
}

/// The value of a literal.
enum Literal {
    Null,
    Boolean(bool),
    Number(String),
    Instant(i128),
    /// The number of the day.
    Day(i128),
    Text(String),
}

const DAY: i128 = 86_400 * 1_000_000_000;

fn node(filter: &Filter, id: NodeId, job: &Json) -> Verdict {
    let ast = filter.ast();
    let parts: Vec<Verdict> = ast.children(id).map(|child| node(filter, child, job)).collect();
    match ast.kind(id) {
        NodeKind::Group { .. } | NodeKind::Prefix { .. } => parts[0],
        NodeKind::Not { .. } => not(parts[0]),
        NodeKind::And if parts.contains(&Verdict::False) => Verdict::False,
        NodeKind::Or if parts.contains(&Verdict::True) => Verdict::True,
        NodeKind::And | NodeKind::Or if parts.contains(&Verdict::Null) => Verdict::Null,
        NodeKind::And => Verdict::True,
        NodeKind::Or => Verdict::False,
        NodeKind::Comparison { left, operator, right } => {
            // A function and a path do not begin like a literal.
            let is_turned = is_property(right.kind) && !is_property(left.kind);
            let (left, operator, right) =
                if is_turned { (right, turned(operator), left) } else { (left, operator, right) };
            let subject = Subject::of(filter, left);
            let literal = subject.literal(filter, right);
            if operator == Operator::Ne {
                return not(
                    subject.any(filter, job, |value| truth(subject.compare(value, Operator::Eq, &literal)))
                );
            }
            subject.any(filter, job, |value| truth(subject.compare(value, operator, &literal)))
        }
        NodeKind::Membership { left, items, .. } => {
            let subject = Subject::of(filter, left);
            let literals: Vec<Literal> =
                ast.operands(items).iter().map(|item| subject.literal(filter, *item)).collect();
            subject.any(filter, job, |value| {
                truth(literals.iter().any(|literal| subject.compare(value, Operator::Eq, literal)))
            })
        }
        NodeKind::ElementOf { value: held, array } => {
            let subject = Subject::of(filter, array);
            let items = subject.property.and_then(|property| property.items);
            let literal = subject.literal_of(filter, held, items);
            match value(filter, subject.path, job) {
                // An array in an item of another one has no answer.
                _ if subject.property.is_some_and(|property| property.through.is_some()) => Verdict::Null,
                Json::Array(all) => truth(all.iter().any(|item| compare(item, Operator::Eq, &literal))),
                _ => Verdict::Null,
            }
        }
        NodeKind::Call { name, arguments, .. } => {
            let [path, text] = ast.operands(arguments) else { panic!("two arguments") };
            let subject = Subject::of(filter, *path);
            let text = string(filter, *text).map(|text| subject.of_literal(&text));
            subject.any(filter, job, |value| match (subject.given(value), &text) {
                (Json::Text(value), Some(text)) => truth(match ast.text_of(name) {
                    "startswith" => value.starts_with(text),
                    "endswith" => value.ends_with(text),
                    _ => value.contains(text),
                }),
                _ => Verdict::Null,
            })
        }
        other => panic!("{other:?} in a filter"),
    }
}

fn truth(holds: bool) -> Verdict {
    if holds { Verdict::True } else { Verdict::False }
}

fn not(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::True => Verdict::False,
        Verdict::Null => Verdict::Null,
        Verdict::False => Verdict::True,
    }
}

fn is_property(kind: OperandKind) -> bool {
    matches!(kind, OperandKind::Path | OperandKind::Lower | OperandKind::Upper)
}

fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Gt => Operator::Lt,
        Operator::Ge => Operator::Le,
        Operator::Lt => Operator::Gt,
        Operator::Le => Operator::Ge,
        same => same,
    }
}

/// The case of a string in a comparison, and of the literal beside it.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Kept,
    /// `tolower(…)`: the literal is unchanged.
    Lower,
    Upper,
    /// A caseless property, so the literal has no case either.
    Ignored,
}

fn lower(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        // One by one, independent of neighbours.
        out.extend(character.to_lowercase());
    }
    out
}

fn upper(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        out.extend(character.to_uppercase());
    }
    out
}

/// The subject of a condition.
struct Subject<'f> {
    path: &'f str,
    property: Option<&'f Property>,
    case: Case,
}

impl<'f> Subject<'f> {
    fn of(filter: &'f Filter, operand: Operand) -> Subject<'f> {
        let text = filter.ast().text_of(operand);
        let (path, case) = match (operand.kind, text.split_once('(')) {
            (OperandKind::Lower, Some((_, path))) => (path, Case::Lower),
            (OperandKind::Upper, Some((_, path))) => (path, Case::Upper),
            _ => (text, Case::Kept),
        };
        let path = path.trim_end_matches(')').trim();
        let property = filter.schema().property(path);
        let is_caseless = property.is_some_and(|property| property.caseless);
        let case = if case == Case::Kept && is_caseless { Case::Ignored } else { case };
        Subject { path, property, case }
    }

    fn literal(&self, filter: &Filter, operand: Operand) -> Literal {
        self.literal_of(filter, operand, self.property.map(|property| property.ty))
    }

    fn literal_of(&self, filter: &Filter, operand: Operand, ty: Option<Type>) -> Literal {
        let text = filter.ast().text_of(operand);
        let takes_days = match self.property {
            Some(property) => !property.date.is_empty(),
            None => filter.schema().is_open(),
        };
        match (operand.kind, string(filter, operand)) {
            (OperandKind::Null, _) => Literal::Null,
            (OperandKind::True, _) => Literal::Boolean(true),
            (OperandKind::False, _) => Literal::Boolean(false),
            (OperandKind::String, Some(text)) => match ty {
                Some(Type::Boolean) if text == "true" || text == "false" => Literal::Boolean(text == "true"),
                Some(Type::Integer | Type::Decimal) if number::is_literal(&text) => Literal::Number(text),
                Some(Type::Timestamp) => match (timestamp::read(&text), timestamp::day(&text)) {
                    (Some(instant), _) => Literal::Instant(instant),
                    (None, Some(day)) if takes_days && self.property.is_some() => Literal::Day(day),
                    _ => Literal::Text(text),
                },
                _ => Literal::Text(text),
            },
            _ => match (timestamp::read(text), timestamp::day(text)) {
                (Some(instant), _) => Literal::Instant(instant),
                (None, Some(day)) if takes_days => Literal::Day(day),
                _ => Literal::Number(text.to_owned()),
            },
        }
    }

    /// The result of the function for a value.
    fn given(&self, value: &Json) -> Json {
        match (value, self.case) {
            (Json::Text(text), Case::Lower | Case::Ignored) => Json::Text(lower(text)),
            (Json::Text(text), Case::Upper) => Json::Text(upper(text)),
            _ => value.clone(),
        }
    }

    /// The compared form of a literal.
    fn of_literal(&self, text: &str) -> String {
        if self.case == Case::Ignored { lower(text) } else { text.to_owned() }
    }

    fn compare(&self, value: &Json, operator: Operator, literal: &Literal) -> bool {
        match literal {
            // Only equality and containment ignore case.
            _ if self.case == Case::Ignored && operator != Operator::Eq => compare(value, operator, literal),
            Literal::Text(text) => {
                compare(&self.given(value), operator, &Literal::Text(self.of_literal(text)))
            }
            _ => compare(&self.given(value), operator, literal),
        }
    }

    /// Whether the test is true for the value, or for any of the path's items.
    fn any(&self, filter: &Filter, job: &Json, holds: impl Fn(&Json) -> Verdict) -> Verdict {
        let Some((property, array)) =
            self.property.and_then(|property| Some((property, property.through.as_deref()?)))
        else {
            return holds(value(filter, self.path, job));
        };
        let items = match at(job, array) {
            Some(Json::Array(items)) if !items.is_empty() => items.as_slice(),
            _ => &[Json::Null],
        };
        let spellings: Vec<&str> = std::iter::once(&property.name)
            .chain(&property.json)
            .filter_map(|spelling| spelling.strip_prefix(array)?.strip_prefix('/'))
            .collect();
        let verdicts: Vec<Verdict> = items
            .iter()
            .map(|item| holds(spellings.iter().find_map(|path| at(item, path)).unwrap_or(&Json::Null)))
            .collect();
        [Verdict::True, Verdict::Null]
            .into_iter()
            .find(|verdict| verdicts.contains(verdict))
            .unwrap_or(Verdict::False)
    }
}

/// The text of a string literal.
fn string(filter: &Filter, operand: Operand) -> Option<String> {
    let text = filter.ast().text_of(operand);
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

fn compare(value: &Json, operator: Operator, literal: &Literal) -> bool {
    if operator == Operator::Ne {
        return !compare(value, Operator::Eq, literal);
    }
    let order = match (value, literal) {
        (Json::Null, Literal::Null) => return operator == Operator::Eq,
        (Json::Boolean(value), Literal::Boolean(literal)) => u8::from(*value).cmp(&u8::from(*literal)),
        (Json::Number(value), Literal::Number(literal)) => number::compare(value, literal),
        (Json::Text(value), Literal::Text(literal)) => value.chars().cmp(literal.chars()),
        (Json::Text(value), Literal::Day(day)) => match timestamp::read(value) {
            Some(value) => value.div_euclid(DAY).cmp(day),
            None => return false,
        },
        (Json::Text(value), Literal::Instant(literal)) => match timestamp::read(value) {
            Some(value) => value.cmp(literal),
            None => return false,
        },
        _ => return false,
    };
    match operator {
        Operator::Eq | Operator::Ne => order == Ordering::Equal,
        Operator::Gt => order == Ordering::Greater,
        Operator::Ge => order != Ordering::Less,
        Operator::Lt => order == Ordering::Less,
        Operator::Le => order != Ordering::Greater,
    }
}

/// The job's value at a path; null if there is none.
fn value<'j>(filter: &Filter, path: &str, job: &'j Json) -> &'j Json {
    // An example of a saved filter joins names with a dot, as other paths do with `/`.
    let path = &path.replace('.', "/");
    // The property of the path, or above it.
    let is_above = |property: &&Property| {
        *path == property.name || path.starts_with(&format!("{}/", property.name)) && property.open
    };
    let property = filter.schema().properties().iter().find(is_above);
    let Some(property) = property else { return at(job, path).unwrap_or(&Json::Null) };
    let rest = path.get(property.name.len()..).unwrap().trim_start_matches('/');
    let spellings = std::iter::once(&property.name).chain(&property.json);
    match spellings.into_iter().find_map(|spelling| at(job, spelling)) {
        Some(value) if rest.is_empty() => value,
        Some(value) => at(value, rest).unwrap_or(&Json::Null),
        None => &Json::Null,
    }
}

/// The value at a path, if there is one.
fn at<'j>(value: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('/').try_fold(value, |value, key| value.get(key))
}
