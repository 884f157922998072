//! The arguments of a format string: the value that each of its places gets.

use std::ops::Range;

use crate::limits;
use crate::source::encoders::{items, marks};
use crate::source::fragment::{Hole, Pattern};
use crate::source::url::upto;
use crate::text::{Span, offset};

/// The arguments of a format string, while its places are read in order.
pub(super) struct Filled<'t> {
    text: &'t str,
    pattern: Pattern,
    /// The places of the arguments after the format string.
    items: Vec<Range<usize>>,
    /// How many places without a number came before.
    next: usize,
    /// Whether a name is that of a variable, as in the macros of Rust.
    names_variables: bool,
}

impl<'t> Filled<'t> {
    /// `string` is the place of the format string, which may be one of the arguments.
    pub(super) fn new(text: &'t str, string: Span, arguments: Span, pattern: Pattern) -> Filled<'t> {
        let before = text.get(..arguments.start as usize).unwrap_or_default();
        let names_variables = before.ends_with('!');
        let mut found = Filled { text, pattern, items: Vec::new(), next: 0, names_variables };
        if arguments.is_empty() || arguments.len() > limits::SOURCE_HOLE {
            return found;
        }
        let code = arguments.of(text);
        let start = arguments.start as usize;
        // `% x`, `-f $x, $y`. The parentheses after `-f` belong to the first argument.
        let operator = before.trim_end();
        let is_operator = operator.ends_with("-f") || operator.ends_with("-F");
        let is_list = code.starts_with('(') && !is_operator;
        let inside = match is_list {
            true => start + 1..start + code.trim_end().len().saturating_sub(1),
            false => start..start + end_of(code),
        };
        found.items = items(text, inside);
        found.items.retain(|item| item.start >= string.end as usize || string.start as usize >= item.end);
        found
    }

    /// The argument that is inserted at a hole.
    pub(super) fn argument(&mut self, hole: &Hole) -> Option<Span> {
        let shown = hole.shown.of(self.text);
        let inside = match self.pattern {
            Pattern::Percent => shown.strip_prefix('%')?,
            Pattern::Brace => shown.strip_prefix('{')?.strip_suffix('}')?,
            Pattern::None | Pattern::Angle | Pattern::Filled | Pattern::Dollar => return None,
        };
        let name = inside.split([':', '!', ',']).next().unwrap_or_default();
        let given = match self.pattern {
            // `%[2]s`, `%2$s`, `%(name)s`.
            Pattern::Percent => match inside.get(..inside.find([']', '$', ')']).unwrap_or(0))? {
                "" => None,
                given => Some(given.trim_start_matches(['[', '('])),
            },
            _ => Some(name).filter(|name| !name.is_empty()),
        };
        let index = match given.map(|given| (given, given.parse::<usize>())) {
            None => {
                self.next += 1;
                self.next - 1
            }
            Some((_, Ok(number))) if self.pattern == Pattern::Percent => number.checked_sub(1)?,
            Some((_, Ok(number))) => number,
            Some((name, Err(_))) => {
                let start = hole.shown.start + 1;
                let own = Span::new(start, start + offset(name.len()));
                return self.named(name).or_else(|| self.names_variables.then_some(own));
            }
        };
        self.trimmed(self.items.get(index)?.clone())
    }

    /// The value of the argument with this name: `name=value`.
    fn named(&self, name: &str) -> Option<Span> {
        self.items.iter().find_map(|item| {
            let code = self.text.get(item.clone())?;
            let rest = code.trim_start().strip_prefix(name)?.trim_start().strip_prefix('=')?;
            self.trimmed(item.end - rest.len()..item.end)
        })
    }

    fn trimmed(&self, item: Range<usize>) -> Option<Span> {
        let code = self.text.get(item.clone())?;
        let start = item.start + code.len() - code.trim_start().len();
        let is_spread = code.trim_start().starts_with('*') || code.trim_end().ends_with("...");
        let span = Span::new(offset(start), offset(start + code.trim().len()));
        (!code.trim().is_empty() && !is_spread).then_some(span)
    }
}

/// The end of arguments without parentheses: at the close of the group around them, or with their line.
fn end_of(code: &str) -> usize {
    let mut depth = 0_i32;
    let mut last = ' ';
    let end = marks(upto(code, limits::SOURCE_HOLE)).find(|(_, mark)| {
        match mark {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        let ends = depth < 0 || depth == 0 && (*mark == ';' || *mark == '\n' && !matches!(last, ',' | '`'));
        if !mark.is_whitespace() {
            last = *mark;
        }
        ends
    });
    end.map_or(code.len(), |(at, _)| at)
}
