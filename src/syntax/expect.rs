//! The tokens that the grammar allows next, in words.

/// A place in a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// A condition begins.
    Term,
    /// After an operand that begins a condition.
    Operator,
    /// After an operator.
    Operand,
    /// After a condition.
    Connective,
    /// After `in`.
    List,
    /// An item of a list.
    Item,
    /// After an item of a list.
    Separator,
    /// The first or the second argument of a function.
    Argument(u8),
    /// After the first or the second argument.
    AfterArgument(u8),
}

impl Expect {
    /// The allowed tokens, as the end of "expected …".
    pub(super) const fn words(self) -> &'static str {
        match self {
            Expect::Term => "a property such as `state`, `not`, `contains(…)` or `(`",
            Expect::Operator => "an operator: `eq`, `ne`, `gt`, `ge`, `lt`, `le` or `in`",
            Expect::Operand => {
                "a value: a string in single quotes, a number, a timestamp, `true`, `false` or `null`"
            }
            Expect::Connective => "`and`, `or`, `)` or the end of the filter",
            Expect::List => "a list: `('a','b')`",
            Expect::Item => "an item: a string in single quotes, a number or a timestamp",
            Expect::Separator => "`,` or `)`",
            Expect::Argument(1) => "a property",
            Expect::Argument(_) => "a string in single quotes",
            Expect::AfterArgument(1) => "`,` and the string to look for",
            Expect::AfterArgument(_) => "`)`",
        }
    }
}
