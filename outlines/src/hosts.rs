//! Generated host files: one tree of values and statements, which each language writes in its own way.

mod bash;
mod json;
mod powershell;
mod program;
mod yaml;

use comfilter::lint::Language;
use proptest::prelude::*;

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// A string, with the number of its form.
    String(u8, Vec<Piece>),
    Name(&'static str),
    Number(u8),
    /// A pattern between slashes, in JavaScript.
    Pattern(&'static str),
    Call(Callee, Vec<(Option<&'static str>, Value)>),
    Map(Vec<(Key, Value)>),
    List(Vec<Value>),
    /// Two values, with the number of the operator.
    Binary(u8, Box<Value>, Box<Value>),
    Grouped(Box<Value>),
    /// A function without a name.
    Function(&'static str, Box<Value>),
}

/// A part of a string.
#[derive(Debug, Clone)]
pub enum Piece {
    Plain(&'static str),
    /// A character that may be the quote of the string.
    Quote(char),
    /// An escape, by its number.
    Escape(u8),
    Break,
    Hole(Box<Value>),
}

/// What is called: a name, its owner, and whether it makes an object.
#[derive(Debug, Clone)]
pub struct Callee {
    owner: Option<&'static str>,
    name: &'static str,
    is_new: bool,
}

/// The key of a map.
#[derive(Debug, Clone)]
pub enum Key {
    Name(&'static str),
    String(u8, &'static str),
}

#[derive(Debug, Clone)]
pub enum Statement {
    Assign { target: Target, adds: bool, value: Value },
    Call(Value),
    Comment(u8, &'static str),
    If(Value, Vec<Statement>),
    Each(&'static str, Value, Vec<Statement>),
    Define(&'static str, Vec<(&'static str, Option<Value>)>, Vec<Statement>),
}

/// The left side of an assignment.
#[derive(Debug, Clone)]
pub enum Target {
    Variable(&'static str),
    Member(&'static str, &'static str),
    Element(&'static str, u8, &'static str),
}

/// A file in a language.
pub fn write(language: Language, statements: &[Statement]) -> String {
    match language {
        Language::Shell => bash::write(statements),
        Language::Json => json::write(statements),
        Language::Yaml => yaml::write(statements),
        Language::PowerShell => powershell::write(statements),
        _ => program::write(language, statements),
    }
}

const NAMES: [&str; 8] = ["a", "filter", "url", "terms", "_q1", "Rest", "f", "rb"];

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&NAMES[..])
}

fn plain() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "state eq ",
            "x",
            "/v1/jobs?a=b&c",
            "#",
            " # ",
            "//",
            "/*",
            "*/",
            "(",
            ")",
            "[",
            "]",
            "}",
            "{",
            "$",
            "é",
            "€𝄞",
            ",",
            ": ",
            " -",
            "=",
            "+",
            "%20",
            "%s",
            "<#",
            "@",
            "f",
            "<<EOF",
            "!",
        ][..],
    )
}

fn piece(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => plain().prop_map(Piece::Plain),
        3 => prop::sample::select(&['\'', '"', '`'][..]).prop_map(Piece::Quote),
        2 => any::<u8>().prop_map(Piece::Escape),
        1 => Just(Piece::Break),
        2 => value.prop_map(|value| Piece::Hole(Box::new(value))),
    ]
}

fn string(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    (any::<u8>(), prop::collection::vec(piece(value), 0..5))
        .prop_map(|(form, pieces)| Value::String(form, pieces))
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        name().prop_map(Key::Name),
        (any::<u8>(), prop::sample::select(&["filter", "a b", "", "x-y", "é"][..]))
            .prop_map(|(form, text)| Key::String(form, text)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        name().prop_map(Value::Name),
        any::<u8>().prop_map(Value::Number),
        prop::sample::select(&["a", "['\"]", "\\/", "[/]", "x`y"][..]).prop_map(Value::Pattern),
    ];
    let leaf = prop_oneof![3 => string(leaf.clone()), 2 => leaf];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            3 => string(inner.clone()),
            2 => call(inner.clone()),
            1 => prop::collection::vec((key(), inner.clone()), 0..3).prop_map(Value::Map),
            1 => prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            2 => (any::<u8>(), boxed.clone(), boxed.clone())
                .prop_map(|(operator, left, right)| Value::Binary(operator, left, right)),
            1 => boxed.clone().prop_map(Value::Grouped),
            1 => (name(), boxed).prop_map(|(name, value)| Value::Function(name, value)),
        ]
    })
}

fn call(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    let callee = (prop::option::of(name()), name(), prop::bool::weighted(0.2))
        .prop_map(|(owner, name, is_new)| Callee { owner, name, is_new });
    let argument = (prop::option::weighted(0.3, name()), value);
    (callee, prop::collection::vec(argument, 0..3))
        .prop_map(|(callee, arguments)| Value::Call(callee, arguments))
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        4 => name().prop_map(Target::Variable),
        1 => (name(), name()).prop_map(|(owner, name)| Target::Member(owner, name)),
        1 => (name(), any::<u8>(), name()).prop_map(|(owner, form, name)| Target::Element(owner, form, name)),
    ]
}

fn statement() -> impl Strategy<Value = Statement> {
    let leaf = prop_oneof![
        4 => (target(), any::<bool>(), value())
            .prop_map(|(target, adds, value)| Statement::Assign { target, adds, value }),
        2 => call(value()).prop_map(Statement::Call),
        1 => (any::<u8>(), prop::sample::select(&["it's", "say \"", "`", "(", "/*", "comfilter"][..]))
            .prop_map(|(form, text)| Statement::Comment(form, text)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let block = prop::collection::vec(inner, 1..3);
        let parameter = (name(), prop::option::of(value()));
        prop_oneof![
            (value(), block.clone()).prop_map(|(value, block)| Statement::If(value, block)),
            (name(), value(), block.clone())
                .prop_map(|(name, value, block)| Statement::Each(name, value, block)),
            (name(), prop::collection::vec(parameter, 0..3), block)
                .prop_map(|(name, parameters, block)| Statement::Define(name, parameters, block)),
        ]
    })
}

/// The statements of a file.
pub fn statements() -> impl Strategy<Value = Vec<Statement>> {
    prop::collection::vec(statement(), 1..5)
}

/// The values in statements, for languages without statements.
fn values(statements: &[Statement]) -> Vec<&Value> {
    let values = statements.iter().flat_map(|statement| match statement {
        Statement::Assign { value, .. } | Statement::Call(value) => vec![value],
        Statement::If(value, block) | Statement::Each(_, value, block) => {
            [vec![value], values(block)].concat()
        }
        Statement::Define(_, parameters, block) => {
            let defaults = parameters.iter().filter_map(|(_, value)| value.as_ref());
            [defaults.collect(), values(block)].concat()
        }
        Statement::Comment(..) => Vec::new(),
    });
    values.collect()
}

/// The indentation of a block.
fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}
