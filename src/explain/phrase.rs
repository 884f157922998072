//! One statement in English.
//!
//! The words come from the schema of a property: its name, its type, the form of its strings. There
//! is no list of names.

use super::words::{alternatives, in_words, is_plural, none_of, quoted, safe, with_article};
use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
use crate::schema::events::{is_change, split};
use crate::schema::{Schema, Type};
use crate::syntax::{Dialect, Operator};
use crate::text::capitalized;

/// A statement about jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phrase {
    /// "whose state is ERROR", without its first word.
    Whose(String),
    /// "that have a parent job", without its first word.
    That(String),
}

impl Phrase {
    /// After "Jobs": "whose state is ERROR".
    pub(super) fn relative(&self) -> String {
        match self {
            Phrase::Whose(text) => format!("whose {text}"),
            Phrase::That(text) => format!("that {text}"),
        }
    }

    /// After a colon: "their state is ERROR".
    pub(super) fn statement(&self) -> String {
        match self {
            Phrase::Whose(text) => format!("their {text}"),
            Phrase::That(text) => format!("they {text}"),
        }
    }

    fn noted(mut self, note: Option<String>) -> Phrase {
        let (Phrase::Whose(text) | Phrase::That(text)) = &mut self;
        if let Some(note) = note {
            text.push_str(&format!(" ({note})"));
        }
        self
    }
}

/// The name of the list at the start of a sentence: "Jobs".
pub(super) fn subject(filter: &Filter) -> String {
    match filter.schema().resource() {
        // The schema of an unknown resource.
        "any" => "Resources".to_owned(),
        resource => capitalized(&safe(resource)),
    }
}

/// A condition as a statement about jobs that is true exactly for those of the condition.
pub(super) fn phrase(schema: &Schema, condition: &Condition<'_>) -> Phrase {
    let teller = Teller { schema, condition };
    let phrase = match &condition.test {
        Test::Equals(values) => teller.equality(values),
        Test::Order(bounds) => teller.order(bounds),
        Test::Call(function, text) => teller.call(function, text),
        Test::Holds(value) => teller.holds(value),
    };
    phrase.noted(teller.note())
}

/// Values in one phrase: a single value, or the ids of all templates of one name.
pub(super) type ValueGroup<'v, 'f> = Vec<&'v Literal<'f>>;

/// A condition, and the schema for its words.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) schema: &'a Schema,
    pub(super) condition: &'a Condition<'a>,
}

impl Teller<'_> {
    fn equality(self, values: &[Literal<'_>]) -> Phrase {
        let with_null = values.iter().any(|value| matches!(value, Literal::Null));
        let values: Vec<&Literal<'_>> =
            values.iter().filter(|value| !matches!(value, Literal::Null)).collect();
        let noun = self.noun(&values);
        let (is, show) = (is(&noun), |group: &ValueGroup<'_, '_>| self.show(group));
        let values = self.grouped(&values);
        match (self.condition.denied, with_null) {
            (denied, true) if values.is_empty() => self.presence(denied),
            (true, false)
                if let [value] = values.as_slice()
                    && self.condition.ty() == Some(Type::Boolean) =>
            {
                Phrase::Whose(format!("{noun} {is} missing or not {}", show(value)))
            }
            (false, true) => Phrase::Whose(format!("{noun} {is} missing or {}", alternatives(&values, show))),
            (true, true) => Phrase::That(format!(
                "have {} other than {}",
                with_article(&noun),
                alternatives(&values, show)
            )),
            (true, false) => Phrase::Whose(format!("{noun} {is} missing or {}", none_of(&values, show))),
            (false, false) => self.change(&values).or_else(|| self.adjective(&values)).unwrap_or_else(|| {
                match self.participle() {
                    Some(created) => {
                        Phrase::That(format!("were {created} at {}", alternatives(&values, show)))
                    }
                    None => Phrase::Whose(format!("{noun} {is} {}", alternatives(&values, show))),
                }
            }),
        }
    }

    /// Whether there is a value, and nothing else.
    fn presence(self, present: bool) -> Phrase {
        let noun = self.noun(&[]);
        match (self.condition.ty(), present) {
            (Some(Type::String | Type::Integer | Type::Decimal), true) => {
                Phrase::That(format!("have {}", with_article(&noun)))
            }
            (Some(Type::String | Type::Integer | Type::Decimal), false) => {
                Phrase::That(format!("have no {noun}"))
            }
            // For a path, or a name that is not a noun. An object may be present and empty.
            (_, true) => Phrase::Whose(format!("{noun} {} present", is(&noun))),
            (_, false) => Phrase::Whose(format!("{noun} {} missing", is(&noun))),
        }
    }

    /// "whose name changed", of an event.
    fn change(self, values: &[ValueGroup<'_, '_>]) -> Option<Phrase> {
        let (_, name) = split(&self.condition.path).filter(|_| is_change(&self.condition.path))?;
        let is_of_event = self.schema.dialect() == Dialect::Webhook && self.condition.case.is_none();
        let [group] = values else { return None };
        let noun = in_words(name);
        match group.as_slice() {
            [Literal::Boolean(true)] if is_of_event => Some(Phrase::Whose(format!("{noun} changed"))),
            [Literal::Boolean(false)] if is_of_event => Some(Phrase::Whose(format!("{noun} did not change"))),
            _ => None,
        }
    }

    /// "that are cancellable".
    fn adjective(self, values: &[ValueGroup<'_, '_>]) -> Option<Phrase> {
        let property = self.condition.property.filter(|property| property.ty == Type::Boolean)?;
        let name = property.name.as_str();
        let reads_so = ["able", "ible", "ed"].iter().any(|end| name.ends_with(end));
        if !reads_so || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let [group] = values else { return None };
        match group.as_slice() {
            [Literal::Boolean(true)] => Some(Phrase::That(format!("are {name}"))),
            [Literal::Boolean(false)] => Some(Phrase::That(format!("are not {name}"))),
            _ => None,
        }
    }

    fn order(self, bounds: &[(Operator, Literal<'_>)]) -> Phrase {
        let [(operator, value), ..] = bounds else { return self.presence(true) };
        let side = side(*operator, value);
        let first = format!("{side} {}", self.plain(value));
        let range = match bounds.get(1) {
            Some((operator, value)) => {
                format!("{first} and {} {}", self::side(*operator, value), self.plain(value))
            }
            None => first,
        };
        let noun = self.whole_noun();
        let is = is(&noun);
        match (value, self.condition.denied) {
            (Literal::Instant(_) | Literal::Date(_), false) if let Some(created) = self.participle() => {
                Phrase::That(format!("were {created} {range}"))
            }
            (Literal::Text(_), false) => Phrase::Whose(format!("{noun} {} {range}", verb(&noun, "sort"))),
            (Literal::Text(_), true) => {
                Phrase::Whose(format!("{noun} {is} missing or {} not sort {range}", verb(&noun, "do")))
            }
            (_, false) => Phrase::Whose(format!("{noun} {is} {range}")),
            (_, true) => Phrase::Whose(format!("{noun} {is} missing or not {range}")),
        }
    }

    /// For a missing string, neither the function nor its denial is true.
    fn call(self, function: &str, text: &Literal<'_>) -> Phrase {
        let noun = self.whole_noun();
        let infinitive = match function {
            "startswith" => "start with",
            "endswith" => "end with",
            _ => "contain",
        };
        let text = match (text, self.condition.ty()) {
            (Literal::Text(text), Some(Type::Timestamp)) => format!("the text {}", quoted(text)),
            (text, _) => self.plain(text),
        };
        if self.condition.denied {
            let (is, does) = (is(&noun), verb(&noun, "do"));
            return Phrase::Whose(format!("{noun} {is} present as text and {does} not {infinitive} {text}"));
        }
        let (first, rest) = infinitive.split_once(' ').unwrap_or((infinitive, ""));
        let space = if rest.is_empty() { "" } else { " " };
        Phrase::Whose(format!("{noun} {}{space}{rest} {text}", verb(&noun, first)))
    }

    /// Unless the value is an array, neither the condition nor its denial is true.
    fn holds(self, value: &Literal<'_>) -> Phrase {
        let noun = self.whole_noun();
        let value = self.plain(value);
        if self.condition.denied {
            let (is, does) = (is(&noun), verb(&noun, "do"));
            return Phrase::Whose(format!("{noun} {is} present as an array and {does} not hold {value}"));
        }
        Phrase::Whose(format!("{noun} {} {value}", verb(&noun, "hold")))
    }

    /// A consequence of the types alone, and the way of comparing the values.
    fn note(self) -> Option<String> {
        let of_type = self.type_note();
        let property = self.condition.property;
        let case = property.filter(|property| property.caseless && self.condition.case.is_none());
        let compares = matches!(self.condition.test, Test::Equals(_) | Test::Call(..));
        let case = case.filter(|_| compares).map(|_| "whatever the case".to_owned());
        let items = property.and_then(|property| property.through.as_deref()).map(|array| {
            let which = if self.condition.denied { "in every item" } else { "in at least one item" };
            format!("{which} of {}", safe(array))
        });
        let notes: Vec<String> = [of_type, case, items].into_iter().flatten().collect();
        (!notes.is_empty()).then(|| notes.join(", "))
    }

    fn type_note(self) -> Option<String> {
        let denied = self.condition.denied;
        let (value, is_call) = match &self.condition.test {
            Test::Equals(values) => match values.as_slice() {
                [value] => (value, false),
                _ => return None,
            },
            Test::Order(bounds) => (&bounds.first()?.1, false),
            Test::Call(_, text) => (text, true),
            Test::Holds(_) => return None,
        };
        let is_equality = matches!(self.condition.test, Test::Equals(_));
        let always = if denied && !is_call { "always" } else { "never" };
        match (value, self.condition.ty()) {
            (Literal::Null, _) if is_equality => None,
            (Literal::Null, _) => Some(format!("{always} true")),
            (_, Some(Type::Object)) => Some(format!("{always} true of an object")),
            (_, Some(Type::Array)) => Some(format!("{always} true of an array")),
            (Literal::Boolean(_), _) if !is_equality => Some("true is greater than false".to_owned()),
            _ => None,
        }
    }
}

/// "is", or "are" of one of many.
fn is(noun: &str) -> &'static str {
    if is_plural(noun) { "are" } else { "is" }
}

/// "contains", or "contain" in the plural.
fn verb(noun: &str, infinitive: &str) -> String {
    let end = match infinitive {
        _ if is_plural(noun) => "",
        "do" => "es",
        _ => "s",
    };
    format!("{infinitive}{end}")
}

/// The side of a bound: "at least", "before".
fn side(operator: Operator, value: &Literal<'_>) -> &'static str {
    let is_place = matches!(value, Literal::Instant(_) | Literal::Date(_) | Literal::Text(_));
    match (operator, is_place) {
        (Operator::Gt, true) => "after",
        (Operator::Ge, true) => "at or after",
        (Operator::Lt, true) => "before",
        (Operator::Le, true) => "at or before",
        (Operator::Gt, false) => "greater than",
        (Operator::Ge, false) => "at least",
        (Operator::Lt, false) => "less than",
        (Operator::Le, false) => "at most",
        (Operator::Eq | Operator::Ne, _) => "at",
    }
}
