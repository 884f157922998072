//! The meaning of a filter as SQL: tests of values, each with functions of the prelude, joined by `AND` and `OR`.
//!
//! A test has two values, because `COALESCE` makes false of a comparison with the wrong type; only functions such as
//! `contains`, and tests of arrays, may be null. `NOT` is at tests only. So SQL's logic of three values is that of the
//! language.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Dialect, Refused, number};
use crate::Filter;
use crate::check::condition::{Condition, Literal, Test};
use crate::check::meaning::{Meaning, MeaningPart, PartId};
use crate::check::slot::{Slot, Spelling, item_paths, read_condition, slot_of};
use crate::syntax::{Case, Operator};
use crate::timestamp::Timestamp;

/// A piece of a condition.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Sql(String),
    /// The column with the JSON.
    Column,
    /// A string: a parameter, or a literal.
    Value(String),
}

/// A condition that is being written.
#[derive(Debug, Default)]
pub(super) struct Sql {
    parts: Vec<Part>,
    /// The column of raw JSON in a table with others; without it, the one of the statement.
    column: Option<String>,
    /// The number of times that it reads a number of the JSON, or a timestamp in a string.
    conversions: usize,
}

impl Sql {
    pub(super) fn push(&mut self, sql: &str) {
        match self.parts.last_mut() {
            Some(Part::Sql(last)) => last.push_str(sql),
            _ => self.parts.push(Part::Sql(sql.to_owned())),
        }
    }

    pub(super) fn push_column(&mut self) {
        match self.column.clone() {
            Some(column) => self.push(&column),
            None => self.parts.push(Part::Column),
        }
    }

    pub(super) fn push_value(&mut self, value: &str) {
        self.parts.push(Part::Value(value.to_owned()));
    }

    pub(super) fn count_conversion(&mut self) {
        self.conversions += 1;
    }

    /// Sets the column of the JSON, as an expression.
    #[cfg(feature = "cli")]
    pub(super) fn begin_column(&mut self, column: String) {
        self.column = Some(column);
    }

    #[cfg(feature = "cli")]
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    #[cfg(feature = "cli")]
    pub(super) fn append(&mut self, other: Sql) {
        self.conversions += other.conversions;
        for part in other.parts {
            match part {
                Part::Sql(sql) => self.push(&sql),
                other => self.parts.push(other),
            }
        }
    }

    /// Appends another part of a chain.
    #[cfg(feature = "cli")]
    pub(super) fn join(&mut self, other: Sql, word: &str) {
        if !self.is_empty() {
            self.push(word);
        }
        self.append(other);
    }
}

/// A value in the JSON.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'s> {
    /// The first spelling that is there counts.
    pub(super) spellings: &'s [Spelling],
    pub(super) root: Root,
}

/// The value that a path begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Column,
    /// An item of an array. If it is `numeric`, the test compares numbers.
    Item {
        numeric: bool,
    },
}

/// The constants that a test compares with, beside strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Constant {
    Number,
    /// Nanoseconds since 1970-01-01T00:00:00Z. The functions count the days from a year that begins in March, 400 years
    /// later, so all divisions are of positive numbers.
    Instant,
    /// Days since 1970-01-01.
    Day,
}

/// The spelling of an engine.
pub(super) trait Engine {
    /// The functions that conditions call: `cf_text`, `cf_number`, `cf_boolean`, `cf_is_null`, `cf_is_array`,
    /// `cf_instant`, `cf_day`, `cf_lower`, `cf_upper`, `cf_any`. The first five take [`value`](Engine::value).
    fn prelude(&self) -> Vec<String>;

    fn placeholder(&self, number: usize) -> String {
        format!("${number}")
    }

    /// A name as a quoted identifier.
    fn identifier(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// A string as a literal.
    fn string(&self, text: &str) -> String;

    /// The characters that a string of the engine can hold.
    fn text_value<'t>(&self, text: &'t str) -> Cow<'t, str> {
        text.into()
    }

    /// Around the whole condition.
    fn whole(&self) -> (&'static str, &'static str) {
        ("", "")
    }

    /// Around a long chain, whose parts have commas between them; without it, the halves of a chain are in parentheses.
    fn long_chain(&self, _is_all: bool) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The most tests of a condition.
    fn most_tests(&self) -> usize {
        usize::MAX
    }

    /// The most numbers of the JSON, and timestamps in strings, that a condition reads.
    fn most_conversions(&self) -> usize {
        usize::MAX
    }

    /// The most values of a condition.
    fn most_values(&self) -> usize {
        usize::MAX
    }

    /// Writes a value, as an argument of the functions of the prelude.
    fn value(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused>;

    /// Writes a number of the JSON.
    fn number(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused> {
        out.push("cf_number(");
        self.value(out, place)?;
        out.push(")");
        Ok(())
    }

    /// After an expression whose value is a string.
    fn collation(&self) -> &'static str {
        ""
    }

    /// Around a constant, whose value is a string.
    fn constant(&self, constant: Constant) -> (&'static str, &'static str);

    /// The value of a number's constant: by default a string with the order of the numbers.
    fn number_value(&self, literal: &str) -> String {
        number::key(literal)
    }

    /// Before the string, between both, and after the other string.
    fn call(&self, function: &str) -> [&'static str; 3];

    /// Writes an array with the result of a test for each item of the array at a place.
    fn items(
        &self,
        out: &mut Sql,
        array: Place<'_>,
        numeric: bool,
        test: &mut dyn FnMut(&mut Sql) -> Result<(), Refused>,
    ) -> Result<(), Refused>;
}

/// Writes SQL about the value at a path.
pub(super) type WriteKeys<'w> = dyn Fn(&mut Sql, &[Box<str>]) -> Result<(), Refused> + 'w;

/// Writes the value of the first spelling that is there; without any, of the last one.
pub(super) fn write_first(
    out: &mut Sql,
    spellings: &[Spelling],
    is_there: &WriteKeys<'_>,
    value: &WriteKeys<'_>,
) -> Result<(), Refused> {
    let [others @ .., last] = spellings else { return Ok(()) };
    if others.is_empty() {
        return value(out, &last.keys);
    }
    out.push("CASE");
    for spelling in others {
        out.push(" WHEN ");
        is_there(out, spelling.keys.get(..spelling.decisive).unwrap_or(&spelling.keys))?;
        out.push(" THEN ");
        value(out, &spelling.keys)?;
    }
    out.push(" ELSE ");
    value(out, &last.keys)?;
    out.push(" END");
    Ok(())
}

/// The longest chain of `AND` or `OR`. The parsers of engines recurse once for each part of a chain.
const CHAIN: usize = 32;

/// A part of a join: another join, or a test.
enum Item<'m, 'f> {
    Part(&'m MeaningPart<'f>),
    /// Several equalities of one property.
    Merged(Condition<'f>),
}

enum Step<'m, 'f> {
    Item(Item<'m, 'f>),
    /// Parts that must all hold, or any of them.
    Join(Vec<Item<'m, 'f>>, bool),
    Word(&'static str),
}

/// Writes the conditions of a filter.
pub(super) trait WriteCondition {
    fn condition(&self, out: &mut Sql, condition: &Condition<'_>) -> Result<(), Refused>;
}

/// The parts of the condition, and the number of its tests. `start` and `end` are around it.
pub(super) fn lower(
    filter: &Filter,
    dialect: Dialect,
    writer: &dyn WriteCondition,
    (start, end): (&str, &str),
) -> Result<(Vec<Part>, usize), Refused> {
    let engine = dialect.engine();
    let meaning = Meaning::of(filter);
    let mut out = Sql::default();
    let mut tests = 0;
    out.push(start);
    let mut steps: Vec<Step<'_, '_>> =
        meaning.root().map(|root| Step::Item(Item::Part(root))).into_iter().collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Word(word) => out.push(word),
            Step::Item(Item::Part(MeaningPart::All(parts))) => {
                steps.push(Step::Join(items(&meaning, parts, true), true));
            }
            Step::Item(Item::Part(MeaningPart::Any(parts))) => {
                steps.push(Step::Join(items(&meaning, parts, false), false));
            }
            Step::Item(Item::Part(MeaningPart::One(condition))) => {
                tests += 1;
                writer.condition(&mut out, condition)?;
            }
            Step::Item(Item::Merged(condition)) => {
                tests += 1;
                writer.condition(&mut out, &condition)?;
            }
            Step::Join(mut items, is_all) => {
                let word = if is_all { " AND " } else { " OR " };
                let count = items.len();
                if count == 1 {
                    steps.extend(items.pop().map(Step::Item));
                } else if count <= CHAIN {
                    chain(&mut steps, items, ("(", word, ")"));
                } else if let Some((before, after)) = engine.long_chain(is_all) {
                    chain(&mut steps, items, (before, ", ", after));
                } else {
                    let right = items.split_off(count / 2);
                    let halves = [
                        Step::Word(")"),
                        Step::Join(right, is_all),
                        Step::Word(word),
                        Step::Join(items, is_all),
                        Step::Word("("),
                    ];
                    steps.extend(halves);
                }
            }
        }
    }
    if tests > engine.most_tests() {
        return Err(Refused::TooLong { tests, most: engine.most_tests(), dialect });
    }
    let most = engine.most_conversions();
    if out.conversions > most {
        return Err(Refused::TooManyConversions { conversions: out.conversions, most, dialect });
    }
    let values = out.parts.iter().filter(|part| matches!(part, Part::Value(_))).count();
    if values > engine.most_values() {
        return Err(Refused::TooManyValues { values, most: engine.most_values(), dialect });
    }
    out.push(end);
    Ok((out.parts, tests))
}

/// Adds steps for parts with a word between them, the last one first.
fn chain<'m, 'f>(
    steps: &mut Vec<Step<'m, 'f>>,
    items: Vec<Item<'m, 'f>>,
    (before, between, after): (&'static str, &'static str, &'static str),
) {
    steps.push(Step::Word(after));
    for (at, item) in items.into_iter().enumerate().rev() {
        steps.push(Step::Item(item));
        steps.push(Step::Word(if at == 0 { before } else { between }));
    }
}

/// The parts of a join. Equalities of one property are one test, wherever they are.
fn items<'m, 'f>(meaning: &'m Meaning<'f>, parts: &[PartId], is_all: bool) -> Vec<Item<'m, 'f>> {
    let mut items: Vec<Item<'m, 'f>> = Vec::new();
    let mut known: HashMap<(&'m str, Option<Case>), usize> = HashMap::new();
    for part in parts.iter().filter_map(|part| meaning.resolved(*part)) {
        if let MeaningPart::One(condition) = part
            && condition.denied == is_all
            && let Test::Equals(more) = &condition.test
        {
            let before = known.get(&(&*condition.path, condition.case)).copied();
            if let Some(before) = before.and_then(|at| items.get_mut(at)) {
                if let Item::Part(MeaningPart::One(condition)) = before {
                    *before = Item::Merged(condition.clone());
                }
                if let Item::Merged(Condition { test: Test::Equals(values), .. }) = before {
                    values.extend(more.iter().cloned());
                }
                continue;
            }
            known.insert((&condition.path, condition.case), items.len());
        }
        items.push(Item::Part(part));
    }
    items
}

/// Writes tests of raw JSON.
pub(super) struct Writer<'f> {
    pub(super) filter: &'f Filter,
    pub(super) engine: &'f dyn Engine,
}

impl WriteCondition for Writer<'_> {
    fn condition(&self, out: &mut Sql, condition: &Condition<'_>) -> Result<(), Refused> {
        if condition.denied {
            out.push("NOT ");
        }
        let slot = Slot::new(self.filter.schema(), slot_of(condition));
        self.at(out, Place { spellings: &slot.spellings, root: Root::Column }, condition)
    }
}

/// The value that a test looks at: its place, and the function that is applied first.
#[derive(Clone, Copy)]
struct Subject<'s> {
    place: Place<'s>,
    case: Option<Case>,
}

impl Writer<'_> {
    /// Writes the test of the value at a place.
    pub(super) fn at(
        &self,
        out: &mut Sql,
        place: Place<'_>,
        condition: &Condition<'_>,
    ) -> Result<(), Refused> {
        let (case, test) = read_condition(condition);
        if let Test::Holds(value) = &*test {
            // A matcher looks in no array inside of an item.
            if item_paths(condition).is_some() {
                out.push("CAST(NULL AS BOOLEAN)");
                return Ok(());
            }
            return self.holds(out, place, value);
        }
        let Some(paths) = item_paths(condition) else {
            return self.test(out, Subject { place, case }, &test);
        };
        let spellings: Vec<Spelling> =
            paths.into_iter().map(|keys| Spelling { decisive: keys.len(), keys }).collect();
        let numeric = has_number(&test);
        let item = Place { spellings: &spellings, root: Root::Item { numeric } };
        out.push("cf_any(");
        self.engine
            .items(out, place, numeric, &mut |out| self.test(out, Subject { place: item, case }, &test))?;
        out.push(", ");
        out.push(of_null(&test));
        out.push(")");
        Ok(())
    }

    /// Whether an array contains a value.
    fn holds(&self, out: &mut Sql, array: Place<'_>, value: &Literal<'_>) -> Result<(), Refused> {
        let test = Test::Equals(vec![value.clone()]);
        let numeric = has_number(&test);
        let item = [Spelling { keys: Box::default(), decisive: 0 }];
        let item = Place { spellings: &item, root: Root::Item { numeric } };
        out.push("CASE WHEN cf_is_array(");
        self.engine.value(out, array)?;
        out.push(") THEN cf_any(");
        self.engine.items(out, array, numeric, &mut |out| {
            self.test(out, Subject { place: item, case: None }, &test)
        })?;
        out.push(", FALSE) END");
        Ok(())
    }

    fn test(&self, out: &mut Sql, subject: Subject<'_>, test: &Test<'_>) -> Result<(), Refused> {
        match test {
            Test::Equals(values) => self.equals(out, subject, values),
            Test::Order(bounds) => self.order(out, subject, bounds),
            Test::Call(function, Literal::Text(text)) => {
                let [before, between, after] = self.engine.call(function);
                out.push(before);
                self.text(out, subject)?;
                out.push(between);
                out.push_value(&self.engine.text_value(text));
                out.push(after);
                Ok(())
            }
            // `contains(name,null)`.
            Test::Call(..) | Test::Holds(_) => {
                out.push("CAST(NULL AS BOOLEAN)");
                Ok(())
            }
        }
    }

    fn equals(&self, out: &mut Sql, subject: Subject<'_>, values: &[Literal<'_>]) -> Result<(), Refused> {
        let mut members = Members::default();
        for value in values {
            members.add(value, self.engine);
        }
        let is_null = |out: &mut Sql| -> Result<(), Refused> {
            out.push("cf_is_null(");
            self.engine.value(out, subject.place)?;
            out.push(")");
            Ok(())
        };
        if members.lists.is_empty() {
            return is_null(out);
        }
        out.push("COALESCE(");
        for (at, (kind, constants)) in members.lists.iter().enumerate() {
            if at > 0 {
                out.push(" OR ");
            }
            self.operand(out, subject, *kind)?;
            match constants.as_slice() {
                [only] => {
                    out.push(" = ");
                    self.constant(out, *kind, only);
                }
                _ => {
                    let mut before = " IN (";
                    for constant in constants {
                        out.push(before);
                        self.constant(out, *kind, constant);
                        before = ", ";
                    }
                    out.push(")");
                }
            }
        }
        if members.null {
            out.push(" OR ");
            is_null(out)?;
        }
        out.push(", FALSE)");
        Ok(())
    }

    fn order(
        &self,
        out: &mut Sql,
        subject: Subject<'_>,
        bounds: &[(Operator, Literal<'_>)],
    ) -> Result<(), Refused> {
        let constants =
            bounds.iter().map(|(operator, value)| Some((*operator, of_literal(value, self.engine)?)));
        // Nothing is before or after null.
        let Some(constants) = constants.collect::<Option<Vec<_>>>() else {
            out.push("FALSE");
            return Ok(());
        };
        out.push("COALESCE(");
        for (at, (operator, (kind, constant))) in constants.into_iter().enumerate() {
            if at > 0 {
                out.push(" AND ");
            }
            self.operand(out, subject, kind)?;
            out.push(&format!(" {} ", sign(operator)));
            self.constant(out, kind, &constant);
        }
        out.push(", FALSE)");
        Ok(())
    }

    /// Writes the value as one of a kind; null if it is not one.
    fn operand(&self, out: &mut Sql, subject: Subject<'_>, kind: Kind) -> Result<(), Refused> {
        match kind {
            Kind::Text => self.text(out, subject),
            Kind::Boolean => {
                out.push("cf_boolean(");
                self.engine.value(out, subject.place)?;
                out.push(")");
                Ok(())
            }
            Kind::Constant(Constant::Number) => {
                out.count_conversion();
                self.engine.number(out, subject.place)
            }
            Kind::Constant(constant) => {
                out.count_conversion();
                out.push(if constant == Constant::Day { "cf_day(" } else { "cf_instant(" });
                self.characters(out, subject)?;
                out.push(")");
                Ok(())
            }
        }
    }

    fn text(&self, out: &mut Sql, subject: Subject<'_>) -> Result<(), Refused> {
        self.characters(out, subject)?;
        out.push(self.engine.collation());
        Ok(())
    }

    /// Writes the value as a string, in the wanted case.
    fn characters(&self, out: &mut Sql, subject: Subject<'_>) -> Result<(), Refused> {
        out.push(match subject.case {
            None => "cf_text(",
            Some(Case::Lower) => "cf_lower(cf_text(",
            Some(Case::Upper) => "cf_upper(cf_text(",
        });
        self.engine.value(out, subject.place)?;
        out.push(if subject.case.is_some() { "))" } else { ")" });
        Ok(())
    }

    fn constant(&self, out: &mut Sql, kind: Kind, written: &Written) {
        let Kind::Constant(constant) = kind else {
            match kind {
                Kind::Boolean => out.push(&written.value),
                _ => out.push_value(&written.value),
            }
            return;
        };
        let (before, after) = self.engine.constant(constant);
        out.push(before);
        out.push_value(&written.value);
        out.push(after);
        if !written.shown.is_empty() {
            out.push(&format!(" /* {} */", written.shown));
        }
    }
}

pub(super) const fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Eq => "=",
        Operator::Ne => "<>",
        Operator::Gt => ">",
        Operator::Ge => ">=",
        Operator::Lt => "<",
        Operator::Le => "<=",
    }
}

/// The kind of a constant, which decides how the value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Boolean,
    Constant(Constant),
}

/// A constant.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) value: String,
    /// For the reader, if the value does not show it: digits and the marks of numbers and timestamps.
    shown: String,
}

/// The kind and the value of a literal; `None` for null.
pub(super) fn of_literal(literal: &Literal<'_>, engine: &dyn Engine) -> Option<(Kind, Written)> {
    let instant = |constant, value: i128, shown| {
        Some((Kind::Constant(constant), Written { value: value.to_string(), shown }))
    };
    match literal {
        Literal::Null => None,
        Literal::Boolean(truth) => {
            let value = if *truth { "TRUE" } else { "FALSE" };
            Some((Kind::Boolean, Written { value: value.to_owned(), shown: String::new() }))
        }
        Literal::Text(text) => {
            Some((Kind::Text, Written { value: engine.text_value(text).into_owned(), shown: String::new() }))
        }
        Literal::Number(text) => {
            let value = engine.number_value(text);
            let shown = if value == *text { String::new() } else { (*text).to_owned() };
            Some((Kind::Constant(Constant::Number), Written { value, shown }))
        }
        Literal::Instant(at) => instant(Constant::Instant, at.nanoseconds(), at.to_string()),
        Literal::Date(day) => instant(Constant::Day, day.day().into(), date(*day)),
    }
}

pub(super) fn date(day: Timestamp) -> String {
    day.to_string().chars().take("2026-03-01".len()).collect()
}

/// The values after `in`, by kind.
#[derive(Debug, Default)]
struct Members {
    null: bool,
    lists: Vec<(Kind, Vec<Written>)>,
}

impl Members {
    fn add(&mut self, literal: &Literal<'_>, engine: &dyn Engine) {
        let Some((kind, written)) = of_literal(literal, engine) else {
            self.null = true;
            return;
        };
        match self.lists.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, list)) => list.push(written),
            None => self.lists.push((kind, vec![written])),
        }
    }
}

fn has_number(test: &Test<'_>) -> bool {
    let is_number = |literal: &Literal<'_>| matches!(literal, Literal::Number(_));
    match test {
        Test::Equals(values) => values.iter().any(is_number),
        Test::Order(bounds) => bounds.iter().any(|(_, value)| is_number(value)),
        Test::Call(..) => false,
        Test::Holds(value) => is_number(value),
    }
}

/// The verdict of a test for null.
fn of_null(test: &Test<'_>) -> &'static str {
    match test {
        Test::Equals(values) if values.iter().any(|value| matches!(value, Literal::Null)) => "TRUE",
        Test::Equals(_) | Test::Order(_) => "FALSE",
        Test::Call(..) | Test::Holds(_) => "CAST(NULL AS BOOLEAN)",
    }
}
