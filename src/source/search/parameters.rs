//! The values of a parameter that is a whole filter: the arguments in the calls of its function.

use std::collections::BTreeMap;

use crate::limits;
use crate::source::outline::Outline;
use crate::source::scopes::Parameter;

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
        let has_receiver =
            call.checked_sub(1).is_some_and(|before| outline.is(before, b'.') || outline.is(before, b'>'));
        // `requests.get(…)` is another function than the `get` of the file.
        if has_receiver && !parameter.is_method {
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
    calls.filter_map(argument).collect()
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
