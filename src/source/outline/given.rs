//! Names and their values: the entries of maps and calls, the values of variables, the arguments of functions.

use super::{Bracket, Outline, OutlineKind};
use crate::limits;
use crate::source::syntax::{EntryForm, EntryKey, Surrounding};
use crate::text::Span;

/// How many nodes the type of a variable has at most: `filter: Option<&'static str> = …` has seven.
const TYPE: usize = 8;

/// How many nodes `new` may be before its brace, and a name before its call: `new Dictionary<string, string?>(limit) {`
/// has eleven.
const NEW: usize = 12;

/// How many nodes an option has at most: `--data-urlencode` has five.
const OPTION: usize = 6;

/// The greatest number of targets in a list of them: `a, b = x, y`.
const TARGETS: usize = 8;

/// PHP's function for a list: its first argument is the list, and it adds the others.
pub(super) const ARRAY_PUSH: &str = "array_push";

/// The marks between a name and its value, longer ones first.
const OPERATORS: [&str; 18] = [
    "]+=", "]==", "]=", "}==", "}=~", "}=", "::", ":=", "=>", "->", "<-", "==", "=~", "+=", ".=", "=", ":",
    ",",
];

/// The entries that every language has.
const ENTRIES: [EntryForm; 5] = [
    EntryForm::new(
        ":",
        EntryKey::Any,
        Surrounding::Within(&[Bracket::Curly, Bracket::Round, Bracket::Square]),
    ),
    // `:filter => …`, `"filter" => …`.
    EntryForm::new("=>", EntryKey::Any, Surrounding::Anywhere),
    // `query["filter"] = …`, `query["filter"] += …`.
    EntryForm::new("]=", EntryKey::Text, Surrounding::Anywhere),
    EntryForm::new("]+=", EntryKey::Text, Surrounding::Anywhere),
    // `set("filter", …)`, `("filter", …)`, `["filter", …]`.
    EntryForm::new(",", EntryKey::Text, Surrounding::Within(&[Bracket::Round, Bracket::Square])),
];

/// A name with its value.
pub(in crate::source) struct NamedValue {
    /// The first node of the value.
    pub(in crate::source) value: usize,
    /// The place of the variable that the value is added to.
    pub(in crate::source) left: Option<Span>,
    /// Whether it is a map of a key and a value: `{"key": "filter", "value": "…"}`.
    pub(in crate::source) is_pair: bool,
}

/// A variable, and the value that is assigned to it.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Variable<'t> {
    pub(in crate::source) name: &'t str,
    pub(in crate::source) value: usize,
    /// The place of the name, if the value is added to its previous one.
    pub(in crate::source) left: Option<Span>,
}

impl<'t> Outline<'t> {
    /// The operator after a node, and the node after the operator.
    fn operator(&self, at: usize) -> Option<(&'static str, usize)> {
        // A word, as in `"filter" to "…"`.
        if let Some(name) = self.name(at + 1) {
            let form = self.syntax.entries.iter().find(|form| form.operator == name)?;
            return Some((form.operator, at + 2));
        }
        let first = match self.kind(at + 1)? {
            OutlineKind::Mark(mark) => mark,
            OutlineKind::Close(Bracket::Square) => b']',
            OutlineKind::Close(Bracket::Curly) => b'}',
            _ => return None,
        };
        let has = |operator: &&&str| {
            let mut marks = operator.bytes();
            marks.next() == Some(first) && marks.zip(at + 2..).all(|(mark, at)| self.is(at, mark))
        };
        let operator = OPERATORS.iter().find(has)?;
        Some((operator, at + 1 + operator.len()))
    }

    /// The entry with the key at `at`.
    pub(in crate::source) fn entry(&self, at: usize) -> Option<NamedValue> {
        if let Some(value) = self.pair_value(at) {
            return Some(NamedValue { value, left: None, is_pair: true });
        }
        if self.is_shorthand(at) {
            return Some(NamedValue { value: at, left: None, is_pair: false });
        }
        let (operator, value) = self.operator(at)?;
        ENTRIES.iter().chain(self.syntax.entries).find(|form| self.has_form(at, operator, form))?;
        let left = (operator == "]+=").then(|| {
            let start = self.operand_start(at + 1).or(at.checked_sub(1)).unwrap_or(at);
            self.span(start).cover(self.span(at + 1))
        });
        Some(NamedValue { value, left, is_pair: false })
    }

    fn has_form(&self, at: usize, operator: &str, form: &EntryForm) -> bool {
        let is_key = match form.key {
            EntryKey::Any => true,
            EntryKey::Text => self.is_text(at),
            EntryKey::Name => !self.is_text(at),
        };
        if form.operator != operator || !is_key {
            return false;
        }
        match form.place {
            Surrounding::Anywhere => true,
            Surrounding::Member => self.is_member(at),
            Surrounding::Within(brackets) => {
                let bracket = self.parent(at).and_then(|open| self.bracket(open));
                bracket.is_some_and(|bracket| brackets.contains(&bracket))
            }
            Surrounding::After(mark) => self.parent(at).is_some_and(|open| self.is_before(open, 1, mark)),
            Surrounding::New => self.parent(at).is_some_and(|open| self.is_new(open)),
        }
    }

    /// `{ filter, limit }`. Case: "a property of the same name, and the variable that it is" (typescript.toml).
    fn is_shorthand(&self, at: usize) -> bool {
        let begins = || self.is_before(at, 1, b'{') || self.is_before(at, 1, b',');
        self.syntax.shorthand
            && !self.is_text(at)
            && begins()
            && (self.is(at + 1, b',') || self.is(at + 1, b'}'))
            && self.parent(at).and_then(|open| self.bracket(open)) == Some(Bracket::Curly)
    }

    /// The value of a pair whose key or name is the string at `at`: `{"key": "filter", "value": "…"}`. Case:
    /// "Postman: only `url.query` has the filter" (json.toml).
    fn pair_value(&self, at: usize) -> Option<usize> {
        let is_given = self.is_before(at, 1, b':') || self.is_before(at, 1, b'=');
        let key = at.checked_sub(2).filter(|_| is_given)?;
        if !self.word(key).is_some_and(|key| ["key", "name", "Key", "Name"].contains(&key)) {
            return None;
        }
        let open = self.parent(at)?;
        // `URLQueryItem(name: "filter", value: filter)`.
        let is_call = self.bracket(open) == Some(Bracket::Round) && self.is_call(open);
        let value = (open..self.next(open)?).find(|at| {
            self.word(*at).is_some_and(|name| name.eq_ignore_ascii_case("value"))
                && self.is_label(*at)
                && (self.is_text(at + 2) || is_call && self.name(at + 2).is_some())
                && self.parent(*at) == Some(open)
        })?;
        Some(value + 2)
    }

    /// The value of the first entry of a group that has one of these keys.
    pub(in crate::source) fn value_in(&self, open: usize, keys: &[&str]) -> Option<usize> {
        std::iter::successors(Some(open + 1), |node| self.next(*node))
            .take(limits::SOURCE_ARGUMENTS)
            .take_while(|node| self.parent(*node) == Some(open))
            .filter(|node| self.word(*node).is_some_and(|key| keys.contains(&key)))
            .find_map(|node| Some(self.entry(node)?.value))
    }

    /// The key of the value that a node is, or of the list that contains it.
    pub(in crate::source) fn key_of(&self, at: usize) -> Option<&'t str> {
        let lists = self.parents(at).take(limits::SOURCE_GROUPS);
        let mut lists = lists.take_while(|open| self.bracket(*open) == Some(Bracket::Square));
        self.label(at).or_else(|| lists.find_map(|list| self.label(list)))
    }

    /// The variable that a node assigns to.
    pub(in crate::source) fn variable(&self, at: usize) -> Option<Variable<'t>> {
        if self.syntax.template.is_some() && self.is_label(at) {
            return Some(Variable { name: self.word(at)?, value: at + 2, left: None });
        }
        // `vars:pre-request { … }` of Bruno.
        let block = || self.parent(at).and_then(|open| self.callee(open));
        if self.is_label(at) && block().is_some_and(|name| name.starts_with("vars:")) {
            return Some(Variable { name: self.word(at)?, value: at + 2, left: None });
        }
        let Some(name) = self.name(at) else {
            if !self.is_text(at) {
                return None;
            }
            // `variable "filter" { default = "…" }` of Terraform.
            if self.name_before(at, 1) == Some("variable") && self.is(at + 1, b'{') {
                let value = self.value_in(at + 1, &["default"])?;
                return Some(Variable { name: self.raw(at)?, value, left: None });
            }
            // `{"key": "filter", "value": "…"}` of Postman.
            let name = if self.syntax.join == 0 { self.raw(at) } else { None }?;
            let list = self.parents(at).nth(1)?;
            let label = self.label(list)?.to_ascii_lowercase();
            let defines = ["variable", "values", "environment"].iter().any(|known| label.contains(known));
            let value = self.pair_value(at).filter(|_| defines)?;
            return Some(Variable { name, value, left: None });
        };
        let (value, adds) = self.given(at)?;
        // `(name := value)` of Python is a variable in parentheses.
        let is_walrus = self.is(at + 1, b':') && self.is(at + 2, b'=');
        if self.is_member(at) || !is_walrus && self.is_named_value(at) {
            return None;
        }
        let left = adds.then(|| self.span(at));
        Some(Variable { name: name.trim_start_matches(['$', '@']), value, left })
    }

    /// The value that is assigned to the name at a node, which may be a member.
    pub(in crate::source) fn assigned(&self, at: usize) -> Option<usize> {
        self.given(at).filter(|(_, adds)| !adds).map(|(value, _)| value)
    }

    /// The value of the name at a node in a list of targets: `a, b = x, y`, `[a, b] = [x, y]`. A call alone may give the
    /// values of all.
    fn given_in_list(&self, at: usize) -> Option<usize> {
        if !self.is(at + 1, b',') && !self.is_before(at, 1, b',') {
            return None;
        }
        let is_item = |comma: usize, name: usize| self.is(comma, b',') && self.name(name).is_some();
        let end = (0..TARGETS).map(|index| at + 1 + 2 * index).find(|end| !is_item(*end, end + 1))?;
        let before = (1..TARGETS).map_while(|index| at.checked_sub(2 * index));
        let index = before.take_while(|name| is_item(name + 1, *name)).count();
        let is_group = self.closes(end).is_some();
        let start = (at - 2 * index).checked_sub(usize::from(is_group))?;
        let equals = end + usize::from(is_group);
        let value = equals + 1 + usize::from(self.is(equals, b':') && self.is(equals + 1, b'='));
        let assigns = self.is(value - 1, b'=') && !self.is(value, b'=') && !self.is(value, b'>');
        if !assigns || is_group && self.bracket(start).is_none() || !self.begins_targets(start) {
            return None;
        }
        let value = value + usize::from(is_group && self.bracket(value).is_some());
        let nodes =
            std::iter::successors(Some(value), |node| self.next(*node)).take(limits::SOURCE_ARGUMENTS);
        let goes_on = |node: &usize| {
            let ends = self.is(*node, b';') || self.closes(*node).is_some();
            !(ends || *node > value && self.begins_statement(*node, is_group))
        };
        let mut commas = nodes.take_while(goes_on).filter(|node| self.is(*node, b',')).peekable();
        match index.checked_sub(1) {
            Some(_) if commas.peek().is_none() => Some(value),
            Some(before) => commas.nth(before).map(|comma| comma + 1),
            None => Some(value),
        }
    }

    /// Whether a list of targets may begin at a node: it begins a statement, and is not the arguments of a call.
    fn begins_targets(&self, start: usize) -> bool {
        const DECLARE: [&str; 5] = ["let", "const", "var", "val", "local"];
        let Some(before) = start.checked_sub(1) else { return true };
        let is_inside = self.parent(start).is_some_and(|open| !self.is_block(open));
        let between = Span::new(self.span(before).end, self.span(start).start);
        !is_inside
            && (between.of(self.text).contains('\n')
                || self.is(before, b';')
                || self.bracket(before).is_some()
                || self.name(before).is_some_and(|name| DECLARE.contains(&name)))
    }

    /// The value that is assigned to a name, and whether it is added to the previous one.
    fn given(&self, at: usize) -> Option<(usize, bool)> {
        if let Some(value) = self.given_in_list(at) {
            return Some((value, false));
        }
        match self.operator(at) {
            Some(("=" | ":=" | "<-", value)) => return Some((value, false)),
            Some(("+=" | ".=", value)) => return Some((value, true)),
            // `$f =~ s/ /%20/g`.
            Some(("=~", value)) if self.replaces(value) => return Some((value, true)),
            // `filter: &str = "…"`; in PowerShell the mark ends a scope.
            Some((":", _)) if !self.syntax.marks_variables => {
                let is_type = |at: usize| {
                    self.name(at).is_some()
                        || [b'&', b'<', b'>', b'[', b']'].iter().any(|mark| self.is(at, *mark))
                };
                let end = (2..TYPE).map(|ahead| at + ahead).find(|at| !is_type(*at))?;
                let is_typed = end > at + 2 && self.is(end, b'=') && !self.is(end + 1, b'=');
                // `if filter:` begins a block. Case: "a block of Python whose condition is a name" (python.toml).
                let is_line = || !self.span_to(at, end).of(self.text).contains('\n');
                return (is_typed && is_line()).then_some((end + 1, false));
            }
            _ => {}
        }
        // `for filter in filters`.
        if matches!(self.name(at + 1), Some("in" | "of")) {
            let loops = ["for", "foreach", "const", "let", "var"];
            let is_loop = self.is_before(at, 1, b'(')
                || self.name_before(at, 1).is_some_and(|name| loops.contains(&name));
            return is_loop.then_some((at + 2, false));
        }
        // `filter << "…"`.
        if self.is(at + 1, b'<') && self.is(at + 2, b'<') && self.is_text(at + 3) {
            return Some((at + 3, true));
        }
        // `$filters[] = "…"`.
        if self.is(at + 1, b'[') && self.is(at + 2, b']') && self.is(at + 3, b'=') && !self.is(at + 4, b'=') {
            return Some((at + 4, true));
        }
        // `array_push($filters, "…")`.
        if self.function_of(at) == Some(ARRAY_PUSH) && self.is(at + 1, b',') {
            return Some((at + 2, true));
        }
        self.added_after(at + 1).map(|value| (value, true))
    }

    /// Whether a node is a substitution of Perl.
    fn replaces(&self, at: usize) -> bool {
        let written = self.span(at).of(self.text);
        self.is_text(at) && ["s", "tr", "y"].iter().any(|name| written.starts_with(name))
    }

    /// The value of a method that adds to its object: `.append("…")`, which begins at a node.
    fn added_after(&self, at: usize) -> Option<usize> {
        const ADDS: [&str; 17] = [
            "append",
            "push",
            "add",
            "Add",
            "Append",
            "AppendFormat",
            "push_str",
            "concat",
            "WriteString",
            "extend",
            "addAll",
            "AddRange",
            "unshift",
            "prepend",
            "insert",
            "write",
            "AppendJoin",
        ];
        let is_added = self.is(at, b'.')
            && self.is(at + 2, b'(')
            && self.name(at + 1).is_some_and(|name| ADDS.contains(&name));
        // `terms.insert(0, "…")`.
        let is_place = self.name(at + 3).is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
        let value = if is_place && self.is(at + 4, b',') { at + 5 } else { at + 3 };
        is_added.then_some(value)
    }

    /// Whether code adds to the entry or the member at a node: `params["filter"] += "…"`, `query.filter << "…"`.
    pub(in crate::source) fn is_added_to(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.is(at + 1, b']'));
        let has = |marks: [u8; 2]| self.is(next, marks[0]) && self.is(next + 1, marks[1]);
        has([b'+', b'=']) || has([b'.', b'=']) || has([b'<', b'<']) || self.added_after(next).is_some()
    }

    /// The next value in a chain of calls that add: `filter.append("…").append("…")`.
    pub(in crate::source) fn chained(&self, given: &Variable<'t>) -> Option<Variable<'t>> {
        // `(my $m = $n) =~ s/'/''/g` of Perl.
        let group = self.parent(given.value).filter(|_| given.left.is_none());
        let group = group.filter(|open| self.bracket(*open) == Some(Bracket::Round) && !self.is_call(*open));
        if let Some(mark) = group.and_then(|open| self.next(open))
            && self.is(mark, b'=')
            && self.is(mark + 1, b'~')
            && self.replaces(mark + 2)
        {
            let name = given.value.checked_sub(2)?;
            return Some(Variable { value: mark + 2, left: Some(self.span(name)), ..*given });
        }
        let open = given.value.checked_sub(1).filter(|open| self.is_call(*open))?;
        self.added_after(open.checked_sub(2)?)?;
        let value = self.added_after(self.next(open)?)?;
        // The method stands for the value before it.
        Some(Variable { value, left: Some(self.span(value - 2)), ..*given })
    }

    /// Whether a name is that of an argument or of a member of a map, and not of a variable. Case: "a hash table
    /// of another command, and prose after a URL" (powershell.toml).
    fn is_named_value(&self, at: usize) -> bool {
        let Some(open) = self.parent(at) else { return false };
        if self.syntax.marks_variables {
            return !self.name(at).is_some_and(|name| name.starts_with('$'));
        }
        let mut forms = self.syntax.entries.iter().filter(|form| self.has_form(at, "=", form));
        forms.any(|form| match form.place {
            // A parameter is a variable of its function.
            Surrounding::Within(_) => self.callee(open).is_some() && self.name_before(open, 2) != Some("def"),
            Surrounding::New => true,
            _ => false,
        })
    }

    /// The name of the argument, the member or the option whose value begins at a node.
    pub(in crate::source) fn label(&self, at: usize) -> Option<&'t str> {
        let back = if self.is_before(at, 1, b'=') || self.is_before(at, 1, b':') {
            Some(2)
        } else {
            (self.is_before(at, 1, b'>') && self.is_before(at, 2, b'=')).then_some(3)
        };
        let name = back.and_then(|back| self.word(at.checked_sub(back)?));
        name.or_else(|| self.name_before(at, 1).filter(|name| name.starts_with('-')))
    }

    /// Whether a node is the name of the value after it.
    pub(in crate::source) fn is_label(&self, at: usize) -> bool {
        self.is(at + 1, b'=') || self.is(at + 1, b':') && !self.is(at + 2, b':')
    }

    /// Whether a node is the name of an argument. Case: "patterns of Python, arguments called `filter`, and
    /// f-strings that cannot hold a backslash" (python.toml).
    pub(in crate::source) fn is_argument(&self, at: usize) -> bool {
        let is_named = self.is(at + 1, b'=') || self.is(at + 1, b':');
        let bracket = || self.parent(at).and_then(|open| self.bracket(open));
        !self.is_text(at) && is_named && bracket() == Some(Bracket::Round)
    }

    /// Whether a node is the name of a member: `query.filter`.
    pub(in crate::source) fn is_member(&self, at: usize) -> bool {
        !self.is_text(at) && self.is_before(at, 1, b'.')
    }

    /// Whether a node is the value of a member: `options.params = …`.
    pub(in crate::source) fn is_before_member(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|name| self.is_member(name))
    }

    /// Whether a string, or the strings joined with it, continue something before them. Case: "the URL of a call
    /// continues after an expression in parentheses" (python.toml).
    pub(in crate::source) fn goes_on_before(&self, at: usize) -> bool {
        self.syntax.join != 0 && self.is_before(at, 1, self.syntax.join)
    }

    /// The name of the function that a group contains the arguments of.
    pub(in crate::source) fn callee(&self, open: usize) -> Option<&'t str> {
        let last = open.checked_sub(1)?;
        self.name(self.before_types(last).unwrap_or(last))
    }

    /// The name before the types of a call, which end with the node `last`: `GetAsync` of `GetAsync<Page>(…)`.
    pub(super) fn before_types(&self, last: usize) -> Option<usize> {
        const MARKS: [u8; 5] = [b',', b'.', b'?', b'<', b'>'];
        let is_type = |at: &usize| {
            self.name(*at).is_some()
                || matches!(
                    self.kind(*at),
                    Some(OutlineKind::Open(Bracket::Square) | OutlineKind::Close(Bracket::Square))
                )
                || MARKS.iter().any(|mark| self.is(*at, *mark))
        };
        if !self.is(last, b'>') {
            return None;
        }
        let mut depth = 0_usize;
        for at in (last.saturating_sub(NEW)..=last).rev().take_while(is_type) {
            if self.is(at, b'>') {
                depth += 1;
            } else if self.is(at, b'<') {
                depth = depth.checked_sub(1)?;
            }
            if depth == 0 {
                let name = at.checked_sub(1)?;
                return self.name(name).filter(|_| self.touches(at)).map(|_| name);
            }
        }
        None
    }

    /// The name of the function whose first argument a node is.
    pub(in crate::source) fn function_of(&self, at: usize) -> Option<&'t str> {
        self.name_before(at, 2).filter(|_| self.is_before(at, 1, b'('))
    }

    /// The name of the variable whose value begins with a node.
    pub(in crate::source) fn variable_of(&self, at: usize) -> Option<&'t str> {
        self.name_before(at, 2).filter(|_| self.is_before(at, 1, b'='))
    }

    /// Whether a group contains the arguments of a call.
    pub(in crate::source) fn is_call(&self, open: usize) -> bool {
        let is_callee = |kind| {
            let is_group = matches!(kind, OutlineKind::Close(Bracket::Round | Bracket::Square));
            is_group || matches!(kind, OutlineKind::Name | OutlineKind::Mark(b'>'))
        };
        self.bracket(open) == Some(Bracket::Round) && self.kind_before(open, 1).is_some_and(is_callee)
    }

    /// Whether a group is a block of code, and not a map. Cases: "an option in a function that also names the
    /// jobs" (silent.toml), "a map that touches its type" (go.toml), "a map that is returned" (javascript.toml).
    pub(in crate::source) fn is_block(&self, open: usize) -> bool {
        if self.bracket(open) != Some(Bracket::Curly) || !self.syntax.is_program() {
            return false;
        }
        match self.kind_before(open, 1) {
            None => true,
            // `url.Values{…}`: the brace touches its type.
            Some(OutlineKind::Name) => {
                !self.touches(open) && !self.is_new(open) && self.name_before(open, 1) != Some("return")
            }
            // `new Dictionary<string, string>() { ["filter"] = … }`, and `{ { "filter", … } }`.
            Some(OutlineKind::Close(bracket)) => bracket != Bracket::Square && !self.is_made(open),
            Some(OutlineKind::Open(bracket)) => {
                bracket == Bracket::Curly && !open.checked_sub(1).is_some_and(|outer| self.is_made(outer))
            }
            Some(OutlineKind::Mark(b'>')) => !self.is_made(open),
            Some(OutlineKind::Mark(mark)) => mark == b';',
            Some(OutlineKind::Text) => false,
        }
    }

    /// Whether a brace has the first values of what `new` makes, and not the body of a class.
    fn is_made(&self, open: usize) -> bool {
        let is_value = |kind| matches!(kind, OutlineKind::Open(_) | OutlineKind::Text);
        let is_member = || self.name(open + 1).is_some() && self.is(open + 2, b'=');
        self.is_new(open) && (self.kind(open + 1).is_some_and(is_value) || is_member())
    }

    /// Whether a brace belongs to `new`.
    fn is_new(&self, open: usize) -> bool {
        // `new HttpClient(); void a() {` has another brace.
        let ends = |at: &usize| self.is(*at, b';') || self.closes(*at) == Some(Bracket::Curly);
        let mut before = (open.saturating_sub(NEW - 1)..open).rev().take_while(|at| !ends(at));
        self.bracket(open) == Some(Bracket::Curly) && before.any(|at| self.name(at) == Some("new"))
    }

    /// The group of the nearest call around a node.
    pub(in crate::source) fn call(&self, at: usize, most: usize) -> Option<usize> {
        self.parents(at).take(most).find(|open| self.bracket(*open) == Some(Bracket::Round))
    }

    /// The place of a group, with the name before it.
    pub(in crate::source) fn span_with_callee(&self, open: usize) -> Span {
        let end = self.next(open).unwrap_or(open + 1);
        let name = open.checked_sub(1).unwrap_or(open);
        self.span(name).cover(self.span_to(open, end))
    }

    /// Whether `==` or `!=` follows, or `in`, or one of the first two comes before.
    pub(in crate::source) fn is_compared(&self, first: usize, end: usize) -> bool {
        self.name(end) == Some("in") || self.is_equals(end) || self.is_after_equals(first)
    }

    fn is_equals(&self, at: usize) -> bool {
        (self.is(at, b'=') || self.is(at, b'!')) && self.is(at + 1, b'=')
    }

    /// Whether `==` or `!=` comes before a node.
    pub(in crate::source) fn is_after_equals(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|at| self.is_equals(at))
    }

    /// The object whose method takes the arguments of a group.
    pub(in crate::source) fn receiver(&self, open: usize) -> Option<&'t str> {
        let last = open.checked_sub(1)?;
        let callee = self.before_types(last).unwrap_or(last);
        self.name_before(callee, 2).filter(|_| self.is_before(callee, 1, b'.'))
    }

    /// Whether a string becomes a part of another one: `url += "…"`, `concat(url, "…")`. Cases: "a parameter
    /// that is added to a URL" (python.toml), "a query alone is only mentioned" (silent.toml).
    pub(in crate::source) fn is_put_in(&self, first: usize) -> bool {
        [b'=', b',', b'(', b'['].iter().any(|mark| self.is_before(first, 1, *mark))
    }

    /// The name of the command whose words contain the node `at`, in a statement that begins with the node `first`:
    /// `Add-Filter` in `$uri = Add-Filter -Filter "…"`.
    pub(in crate::source) fn command_before(&self, at: usize, first: usize) -> Option<&'t str> {
        let mut found = None;
        let mut here = at;
        while here > first && at - here < limits::SOURCE_ARGUMENTS {
            here -= 1;
            match self.kind(here)? {
                OutlineKind::Close(_) => here = self.parent(here)?,
                OutlineKind::Open(_) | OutlineKind::Mark(b'|' | b'=' | b';') => break,
                OutlineKind::Name => {
                    let name =
                        self.name(here).filter(|name| !name.starts_with(['-', '$']) && name.contains('-'));
                    found = name.or(found);
                }
                OutlineKind::Text | OutlineKind::Mark(_) => {}
            }
        }
        found
    }

    /// Whether the table at a node, with the mark and the type before it, begins a pipeline: it is not an argument.
    pub(in crate::source) fn begins_pipeline(&self, table: usize) -> bool {
        let mut first = table - usize::from(self.is_before(table, 1, b'@'));
        // `[ordered]@{ … }`.
        if let Some(close) = first.checked_sub(1).filter(|at| self.closes(*at) == Some(Bracket::Square)) {
            first = self.parent(close).unwrap_or(first);
        }
        let Some((before, node)) =
            first.checked_sub(1).and_then(|before| self.get(before)).zip(self.get(first))
        else {
            return true;
        };
        let is_word = match before.kind {
            OutlineKind::Name => self.name(first - 1).is_none_or(|name| !name.eq_ignore_ascii_case("return")),
            OutlineKind::Text | OutlineKind::Close(_) => true,
            OutlineKind::Mark(_) | OutlineKind::Open(_) => false,
        };
        !is_word || Span::new(before.end, node.start.max(before.end)).of(self.text).contains('\n')
    }

    /// The option before an item: a string or a name before the comma, or the word before it.
    pub(in crate::source) fn option_before(&self, at: usize) -> Option<&'t str> {
        if self.is_before(at, 1, b',') {
            return self.word(at.checked_sub(2)?);
        }
        let mut first = at.checked_sub(1)?;
        while first > 0 && self.touches(first) && at - first < OPTION {
            first -= 1;
        }
        Some(self.span_to(first, at).of(self.text))
    }
}

#[cfg(test)]
mod tests {
    use crate::source::outline::Outline;
    use crate::source::syntax::Syntax;
    use crate::source::{
        Language, Part, csharp, go, javascript, json, php, powershell, python, ruby, rust, toml,
    };
    use crate::text::Span;

    /// The results of `find` for each node of `text`.
    fn each<T>(
        syntax: &'static Syntax,
        text: &str,
        find: impl Fn(&Outline<'_>, usize) -> Option<T>,
    ) -> Vec<T> {
        let part = Part::whole(Language::Text, text);
        let outline = Outline::read(&part, Span::from_range(0..text.len()), syntax);
        (0..outline.len()).filter_map(|at| find(&outline, at)).collect()
    }

    fn entries(syntax: &'static Syntax, text: &str) -> Vec<String> {
        each(syntax, text, |outline, at| {
            let value = outline.word(outline.entry(at)?.value)?;
            Some(format!("{}={value}", outline.word(at)?))
        })
    }

    fn variables(syntax: &'static Syntax, text: &str) -> Vec<String> {
        each(syntax, text, |outline, at| {
            let variable = outline.variable(at)?;
            let adds = if variable.left.is_some() { "+" } else { "" };
            Some(format!("{}{adds}={}", variable.name, outline.word(variable.value)?))
        })
    }

    #[test]
    fn entries_look_as_the_table_of_their_language_says() {
        for (syntax, text, found) in [
            (&python::SYNTAX, "get(u, a='b'); c = 'd'; {'e': f}", "a=b e=f"),
            (&python::SYNTAX, "q['a'] = 'b'; q['c'] += 'd'; q['e'] == 'f'", "a=b c=d"),
            (&python::SYNTAX, "[('a', 'b')]", "a=b"),
            (&ruby::SYNTAX, "get(a: 'b', :c => d)", "a=b c=d"),
            (&powershell::SYNTAX, "@{ a = 'b' }; { c = 'd' }; $q.e = 'f'; @{ 'g' = 'h' }", "a=b e=f g=h"),
            (&javascript::SYNTAX, "f({ a: 'b', c }); q.d = 'e'; g = 'h'", "a=b c=c d=e"),
            (&csharp::SYNTAX, "new Q { a = \"b\" }; new D { { \"c\", d } }", "a=b c=d"),
            (&go::SYNTAX, "q.Set(\"a\", b); x := M{\"c\": d}", "a=b c=d"),
            (&php::SYNTAX, "['a' => $b]", "a=$b"),
            (&rust::SYNTAX, "[(\"a\", b)]; F { c: d }", "a=b c=d"),
            (&toml::SYNTAX, "a = 'b'", "a=b"),
            (&json::SYNTAX, "{\"a\": \"b\", \"key\": \"c\", \"value\": \"d\"}", "a=b key=c c=d value=d"),
        ] {
            assert_eq!(entries(syntax, text).join(" "), found, "{text}");
        }
    }

    #[test]
    fn variables_are_given_values_as_their_language_says() {
        for (syntax, text, found) in [
            (&python::SYNTAX, "a = 'b'; c += 'd'; f(e='f'); x.g = 'h'; i == 'j'", "a=b c+=d"),
            (&python::SYNTAX, "def f(a='b'): pass", "a=b"),
            (&python::SYNTAX, "for a in b: c.append('d')", "a=b c+=d"),
            (&powershell::SYNTAX, "$a = 'b'; @{ c = 'd' }; { $e = 'f' }", "a=b e=f"),
            (&go::SYNTAX, "a := \"b\"", "a=b"),
            (&rust::SYNTAX, "let a: Option<T> = \"b\";", "a=b"),
            (&csharp::SYNTAX, "var a = \"b\"; new Q { c = \"d\" };", "a=b"),
            (&php::SYNTAX, "$a .= 'b'; f(c = 'd')", "a+=b"),
            (&json::SYNTAX, "{\"variable\": [{\"key\": \"a\", \"value\": \"b\"}]}", "a=b"),
        ] {
            assert_eq!(variables(syntax, text).join(" "), found, "{text}");
        }
    }
}
