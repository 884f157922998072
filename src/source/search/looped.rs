//! The list whose items a loop, a function or a pipe gives to a name, where no statement does:
//! `xs.forEach(x => …)`, `for _, x := range xs {`, `foreach ($xs as $x)`, `… for x in xs`, `$xs | % { … }`. Cases:
//! "items of constants" (silent.toml).

use crate::limits;
use crate::source::outline::{Bracket, Outline};
use crate::text::Span;

/// Methods that give each item of a list to a function.
const EACH: [&str; 6] = ["map", "forEach", "flatMap", "each", "collect", "filter"];

/// The place of the list whose items a name has at a place. `uses` are the nodes with the name.
pub(super) fn looped_over(outline: &Outline<'_>, name: &str, uses: &[usize], at: u32) -> Option<Span> {
    let node = outline.at(at);
    if name == "_" {
        return piped(outline, node);
    }
    let (before, after) = uses.split_at_checked(uses.partition_point(|used| *used < node))?;
    let near = |used: &&usize| node.abs_diff(**used) <= limits::SOURCE_GROUP;
    // A comprehension of Python.
    let mut after = after.iter().filter(near).take(limits::SOURCE_USES).copied();
    let in_comprehension = |used: usize| {
        let is_bound = outline.name_before(used, 1) == Some("for") && outline.name(used + 1) == Some("in");
        let is_inside = || {
            outline.parents(node).take(limits::SOURCE_GROUPS).any(|open| Some(open) == outline.parent(used))
        };
        (is_bound && is_inside()).then(|| outline.list_of_loop(used + 2))
    };
    after.find_map(in_comprehension).or_else(|| {
        let mut before = before.iter().rev().filter(near).take(limits::SOURCE_USES).copied();
        before.find_map(|used| bound(outline, used))
    })
}

/// The list whose items the name at a node is given, if it is the parameter of a loop or of a function.
fn bound(outline: &Outline<'_>, at: usize) -> Option<Span> {
    // `for _, x := range xs {`.
    let is_range = outline.is_before(at, 1, b',') && outline.is(at + 1, b':') && outline.is(at + 2, b'=');
    if is_range && outline.name(at + 3) == Some("range") {
        return Some(outline.list_of_loop(at + 4));
    }
    let (open, before) = (outline.parent(at)?, at.checked_sub(1)?);
    // `foreach ($xs as $x)`, `foreach ($xs as $k => $x)`.
    let word = if outline.is(before, b'>') { at.checked_sub(4)? } else { before };
    if outline.name(word) == Some("as") && outline.callee(open) == Some("foreach") {
        return Some(outline.span_to(open + 1, word));
    }
    // `xs.each { |x| … }`, `xs.each do |x|`.
    if outline.is(before, b'|') && outline.is(at + 1, b'|') {
        let begins = outline.name_before(at, 2) == Some("do") || outline.is_before(at, 2, b'{');
        return given_by(outline, at.checked_sub(3).filter(|_| begins)?);
    }
    let is_arrow = |at: usize| outline.is(at + 1, b'>') && (outline.is(at, b'=') || outline.is(at, b'-'));
    // `xs.map(x => …)`, `xs.forEach { x -> … }`.
    if is_arrow(at + 1) && before == open {
        return given_by(outline, open.checked_sub(1)?);
    }
    // `xs.map((x: string) => …)`, `xs.forEach(function (x) { … })`.
    let is_parameter = before == open && outline.bracket(open) == Some(Bracket::Round);
    let is_function = outline.callee(open) == Some("function");
    let is_given = is_parameter && (is_function || outline.next(open).is_some_and(is_arrow));
    let call = open.checked_sub(if is_function { 2 } else { 1 }).filter(|_| is_given)?;
    given_by(outline, call.checked_sub(1).filter(|_| outline.bracket(call).is_some())?)
}

/// The list whose method at a node gives each item to a function.
fn given_by(outline: &Outline<'_>, method: usize) -> Option<Span> {
    let list = method.checked_sub(2)?;
    let is_each = outline.name(method).is_some_and(|name| EACH.contains(&name)) && outline.is(list + 1, b'.');
    let first = outline.operand_start(list).filter(|_| is_each)?;
    // `%w[A B]` of Ruby.
    let has_mark = outline.is_before(first, 1, b'%') && outline.touches(first);
    Some(outline.span_to(first - usize::from(has_mark), list + 1))
}

/// The list that PowerShell pipes into the block around a node.
fn piped(outline: &Outline<'_>, node: usize) -> Option<Span> {
    let blocks = outline.parents(node).take(limits::SOURCE_GROUPS);
    let mut blocks = blocks.filter(|open| outline.bracket(*open) == Some(Bracket::Curly));
    let pipe = blocks.find_map(|open| {
        let is_each = |name: &str| ["foreach-object", "foreach"].contains(&&*name.to_ascii_lowercase());
        let is_each = outline.is_before(open, 1, b'%') || outline.name_before(open, 1).is_some_and(is_each);
        open.checked_sub(2).filter(|pipe| is_each && outline.is(*pipe, b'|'))
    })?;
    let statement = outline.statement(pipe);
    let equals = outline.assigns(&statement).filter(|equals| *equals < pipe);
    let first = equals.map_or(statement.start, |equals| equals + 1);
    (first < pipe).then(|| outline.span_to(first, pipe))
}
