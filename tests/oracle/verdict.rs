//! What a filter is of a record, by the text of the language page ("Meaning"): the whole record is
//! read, every operand is evaluated, and nothing is remembered.

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

/// What a literal says.
enum Literal {
    Null,
    Boolean(bool),
    Number(String),
    Instant(i128),
    Text(String),
}

fn node(filter: &Filter, id: NodeId, job: &Json) -> Verdict {
    let ast = filter.ast();
    let parts: Vec<Verdict> = ast.children(id).map(|child| node(filter, child, job)).collect();
    match ast.kind(id) {
        NodeKind::Group { .. } => parts[0],
        NodeKind::Not { .. } => not(parts[0]),
        NodeKind::And if parts.contains(&Verdict::False) => Verdict::False,
        NodeKind::Or if parts.contains(&Verdict::True) => Verdict::True,
        NodeKind::And | NodeKind::Or if parts.contains(&Verdict::Null) => Verdict::Null,
        NodeKind::And => Verdict::True,
        NodeKind::Or => Verdict::False,
        NodeKind::Comparison { left, operator, right } => {
            let value = value(filter, left, job);
            truth(compare(value, operator, &literal(filter, left, right)))
        }
        NodeKind::Membership { left, items, .. } => {
            let value = value(filter, left, job);
            let mut items = ast.operands(items).iter();
            truth(items.any(|item| compare(value, Operator::Eq, &literal(filter, left, *item))))
        }
        NodeKind::Call { name, arguments, .. } => {
            let [path, text] = ast.operands(arguments) else { panic!("two arguments") };
            match (value(filter, *path, job), string(filter, *text)) {
                (Json::Text(value), Some(text)) => truth(match ast.text_of(name) {
                    "startswith" => value.starts_with(&text),
                    "endswith" => value.ends_with(&text),
                    _ => value.contains(&text),
                }),
                _ => Verdict::Null,
            }
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

/// The text of a string literal.
fn string(filter: &Filter, operand: Operand) -> Option<String> {
    let text = filter.ast().text_of(operand);
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

fn literal(filter: &Filter, path: Operand, operand: Operand) -> Literal {
    let text = filter.ast().text_of(operand);
    let property = filter.schema().property(filter.ast().text_of(path));
    match (operand.kind, string(filter, operand)) {
        (OperandKind::Null, _) => Literal::Null,
        (OperandKind::True, _) => Literal::Boolean(true),
        (OperandKind::False, _) => Literal::Boolean(false),
        (OperandKind::String, Some(text)) => match timestamp::read(&text) {
            Some(instant) if property.is_some_and(|property| property.ty == Type::Timestamp) => {
                Literal::Instant(instant)
            }
            _ => Literal::Text(text),
        },
        _ => timestamp::read(text).map_or_else(|| Literal::Number(text.to_owned()), Literal::Instant),
    }
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

/// What a job holds for a path; null where that is nothing.
fn value<'j>(filter: &Filter, path: Operand, job: &'j Json) -> &'j Json {
    let path = filter.ast().text_of(path);
    // The property that the path is, or lies below.
    let is_above = |property: &&Property| {
        path == property.name || path.starts_with(&format!("{}/", property.name)) && property.open
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

/// What stands at a path, if anything does.
fn at<'j>(value: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('/').try_fold(value, |value, key| value.get(key))
}
