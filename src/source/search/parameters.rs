//! The values of a parameter that is a whole filter: the arguments in the calls of its function.

use std::collections::BTreeMap;

use memchr::memmem;

use super::flow::bare;
use crate::limits;
use crate::source::outline::{Bracket, Outline};
use crate::source::scopes::{OWN, Parameter, types_in};
use crate::text::line_start;

/// The nodes of the functions and the commands that a program may call, by their names.
pub(super) type Calls<'t> = BTreeMap<&'t str, Vec<usize>>;

/// The calls of a program.
pub(super) fn calls<'t>(outline: &Outline<'t>) -> Calls<'t> {
    let mut calls = Calls::new();
    for at in 0..outline.len() {
        let is_call = outline.is(at + 1, b'(') || outline.syntax.commands.is_some();
        if let Some(name) = outline.name(at).filter(|_| is_call) {
            calls.entry(name).or_default().push(at);
        }
    }
    calls
}

/// The first node of each argument that the calls of a function in the same file give a parameter.
pub(super) fn arguments(outline: &Outline<'_>, calls: &Calls<'_>, parameter: &Parameter<'_>) -> Vec<usize> {
    let calls = calls.get(parameter.function).map_or(&[][..], Vec::as_slice).iter().copied();
    let calls = calls.filter(|at| !parameter.header.contains(outline.span(*at))).take(limits::SOURCE_VALUES);
    let argument = |call: usize| {
        if outline.syntax.commands.is_some() {
            return option(outline, call, parameter.name);
        }
        if !outline.is(call + 1, b'(') {
            return None;
        }
        let has_receiver = outline.access_before(call).is_some();
        if !is_of_file(outline, call, parameter) {
            return None;
        }
        let place = parameter.place.checked_sub(usize::from(parameter.has_self && has_receiver))?;
        let mut found = None;
        let (mut here, mut number, mut begins) = (call + 2, 0, true);
        while outline.closes(here).is_none() && here - call < limits::SOURCE_GROUP {
            if begins && outline.name(here) == Some(parameter.name) && outline.is_label(here) {
                return Some(here + 2);
            }
            if begins && number == place && !outline.is_label(here) {
                found = Some(here);
            }
            begins = outline.is(here, b',');
            number += usize::from(begins);
            here = outline.next(here)?;
        }
        found
    };
    // `jobs({ filter: "…" })`, for a function with `({ filter })`.
    let value = |at: usize| match outline.bracket(at) {
        Some(Bracket::Curly) => outline.value_in(at, &[parameter.name]),
        _ => Some(at),
    };
    calls.filter_map(argument).filter_map(value).collect()
}

/// Whether a call may be one of the file's function, and not of another with the same name: `requests.get(…)`. Case:
/// "Python: methods of the same name" (silent.toml).
fn is_of_file(outline: &Outline<'_>, call: usize, parameter: &Parameter<'_>) -> bool {
    let Some(last) = outline.access_before(call) else { return !parameter.has_self };
    let text = outline.text;
    let receiver = outline.operand_start(last).unwrap_or(last);
    let name = outline.name(last).map(bare).unwrap_or_default();
    if receiver == last && OWN.contains(&name) {
        return !parameter.owner.is_empty();
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let has = |code: &str, name: &str| code.split(|c| !is_name(c)).any(|word| word == name);
    let receiver = outline.span_to(receiver, last + 1).of(text);
    // `com = Com(…)`, `c: Com`, `Com com`.
    let is_of_type = |line: &str, of: &str| has(line, of) && has(line, name);
    types_in(parameter.owner).any(|of| {
        let places = memmem::find_iter(text.as_bytes(), of).take(limits::SOURCE_USES);
        let mut lines = places.map(|at| {
            let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
            text.get(line_start(text, at)..end).unwrap_or_default()
        });
        has(receiver, of) || !name.is_empty() && lines.any(|line| is_of_type(line, of))
    })
}

/// The value of an option in the words after the name of a command: `Add-Filter -Filter "…"`.
fn option(outline: &Outline<'_>, command: usize, name: &str) -> Option<usize> {
    let mut here = command + 1;
    while here - command < limits::SOURCE_ARGUMENTS {
        let ends = [b'|', b';', b'}', b'='].iter().any(|mark| outline.is(here, *mark));
        if ends || outline.closes(here).is_some() {
            return None;
        }
        let option = outline.name(here).and_then(|word| word.strip_prefix('-'));
        if option.is_some_and(|option| option.eq_ignore_ascii_case(name)) {
            return Some(here + 1);
        }
        here = outline.next(here)?;
    }
    None
}
