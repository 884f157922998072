//! The values of a parameter that is a whole filter: the arguments in the calls of its function.

use crate::limits;
use crate::source::outline::Outline;
use crate::source::scopes::Parameter;

/// The first node of each argument that the calls of a function in the same file give a parameter.
pub(super) fn arguments(outline: &Outline<'_>, parameter: &Parameter<'_>) -> Vec<usize> {
    let calls = (0..outline.len()).filter(|at| {
        let is_it = |name: &str| name == parameter.function;
        outline.name(*at).is_some_and(is_it) && !parameter.header.contains(outline.span(*at))
    });
    let argument = |call: usize| {
        if outline.syntax.commands.is_some() {
            return option(outline, call, parameter.name);
        }
        if !outline.is(call + 1, b'(') {
            return None;
        }
        let has_receiver = call.checked_sub(1).is_some_and(|before| outline.is(before, b'.'));
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
    calls.filter_map(argument).take(limits::SOURCE_VALUES).collect()
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
