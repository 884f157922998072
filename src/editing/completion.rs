//! Proposals for a place of a filter.

use std::time::Duration;

use super::documentation;
use super::place::Located;
use super::read::of_event;
use super::{Completion, CompletionKind, Completions};
use crate::explain::{instant, properties};
use crate::limits::Limits;
use crate::schema::{Form, Property, Resolved, Schema, Type};
use crate::syntax::literal::quote;
use crate::syntax::{Continuation, Expect, Operator, typed_word};
use crate::text::{Edit, Span, offset};
use crate::timestamp::Timestamp;

/// The most proposals of one answer.
const MOST: usize = 400;

/// A proposal in the words of the filter.
struct Proposal<'s> {
    label: String,
    kind: CompletionKind,
    detail: String,
    documentation: String,
    insert: String,
    /// Other words that a user may type for it.
    aliases: Vec<&'s str>,
}

/// The place of a completion.
pub(super) struct Asked<'d> {
    /// The filter; `None` on an empty line of a file of filters.
    pub(super) located: Option<Located<'d>>,
    pub(super) schema: &'d Schema,
    /// The filter up to the place, a word at the place that is not the user's, and the filter after that.
    pub(super) before: &'d str,
    pub(super) placeholder: &'d str,
    pub(super) after: &'d str,
    /// The text, and the offset of the place in it.
    pub(super) text: &'d str,
    pub(super) offset: u32,
    pub(super) now: Timestamp,
    pub(super) limits: Limits,
}

impl Asked<'_> {
    pub(super) fn completions(&self) -> Completions {
        let typed = typed_word(self.before);
        let word = typed.span.of(self.before);
        let start = typed.span.start;
        let prefix = self.before.get(..start as usize).unwrap_or_default();
        let schema = of_event(self.schema, &[self.before, self.after]);
        let context = Continuation::of(prefix, &self.limits, schema.dialect());
        let mut proposals = Proposals { schema, now: self.now, list: Vec::new() };
        proposals.expected(&context, prefix, typed.is_string);
        let rest = self.rest_of_word(typed.is_string, word);
        let place = Span::new(start, offset(self.before.len()) + rest.max(offset(self.placeholder.len())));
        let is_opened = self.after.get(rest as usize..).is_some_and(|after| after.starts_with('('));
        let mut ranked: Vec<(u8, Completion)> = Vec::new();
        let mut is_incomplete = !word.is_empty();
        for proposal in proposals.list {
            let Some(rank) = rank(&proposal, word) else { continue };
            let insert = match proposal.insert.strip_suffix('(') {
                Some("") if is_opened => continue,
                Some(name) if is_opened => name,
                _ => &*proposal.insert,
            };
            if ranked.len() >= MOST {
                is_incomplete = true;
                break;
            }
            let Some(edit) = self.edit(place, insert) else { continue };
            is_incomplete |= edit.text != proposal.label;
            let raw = Span::new(edit.span.start, self.offset).of(self.text);
            let filter = match edit.text.starts_with(raw) {
                true => edit.text.clone(),
                false => format!("{raw}{}", proposal.label),
            };
            let Proposal { label, kind, detail, documentation, .. } = proposal;
            ranked.push((rank, Completion { label, kind, detail, documentation, edit, filter }));
        }
        // Among paths that contain the word, the shortest is the likeliest.
        let depth = |rank: u8, label: &str| if rank > 0 { label.matches('/').count() } else { 0 };
        ranked.sort_by_key(|(rank, item)| (*rank, depth(*rank, &item.label)));
        Completions { items: ranked.into_iter().map(|(_, item)| item).collect(), is_incomplete }
    }

    /// The length of the rest of the word after the place, which a proposal replaces: letters of a name, or
    /// those up to the quote that ends the string.
    fn rest_of_word(&self, is_string: bool, word: &str) -> u32 {
        if word.is_empty() {
            return 0;
        }
        let is_literal = is_string || word.starts_with(|c: char| c.is_ascii_digit());
        let is_part =
            |c: char| c.is_ascii_alphanumeric() || "_/".contains(c) || "-.:+".contains(c) && is_literal;
        let rest = self.after.len() - self.after.trim_start_matches(is_part).len();
        let following = self.after.get(rest..).unwrap_or_default();
        match is_string {
            true if following.starts_with('\'') && !following.starts_with("''") => offset(rest + 1),
            true => 0,
            false => offset(rest),
        }
    }

    /// The edit of the text, around the place.
    fn edit(&self, place: Span, insert: &str) -> Option<Edit> {
        let mut edit = Edit::replace(place, insert);
        let Some(located) = self.located else {
            let start = self.offset - offset(self.before.len()) + place.start;
            return Some(Edit::insert(start, insert)).filter(|_| place.is_empty());
        };
        edit.keep_apart(located.filter());
        self.outer_edit(located, edit).or_else(|| self.outer_edit(located, inside(located, place, insert)?))
    }

    /// An edit of the filter as one of the text, if it is one on one line, around the place.
    fn outer_edit(&self, located: Located<'_>, edit: Edit) -> Option<Edit> {
        let mut edits = located.outer_edits(&[edit])?;
        let edit = edits.pop().filter(|_| edits.is_empty())?;
        let is_around = edit.span.start <= self.offset && self.offset <= edit.span.end;
        let is_one_line = !edit.span.of(self.text).contains(['\n', '\r']) && !edit.text.contains('\n');
        (is_around && is_one_line).then_some(edit)
    }
}

/// The edit of a string without the quotes that are there already, because an edit cannot cross the parts of a string,
/// as in the `'\''ERROR'\''` of a shell.
fn inside(located: Located<'_>, place: Span, insert: &str) -> Option<Edit> {
    let (old, insert) = (place.of(located.filter()).strip_prefix('\'')?, insert.strip_prefix('\'')?);
    let (start, end) = (place.start + 1, place.end);
    Some(match (old.strip_suffix('\''), insert.strip_suffix('\'')) {
        (Some(_), Some(insert)) => Edit::replace(Span::new(start, end - 1), insert),
        _ => Edit::replace(Span::new(start, end), insert),
    })
}

/// How well a word fits a proposal: 0 for its beginning, 1 for that of a segment, 2 for another part, 3 for another
/// name of it. `None` if its letters do not occur in it in this order.
fn rank(proposal: &Proposal<'_>, word: &str) -> Option<u8> {
    let word = word.trim_start_matches(['\'', '"', '`']).to_lowercase();
    if word.is_empty() {
        return Some(0);
    }
    let of = |name: &str| {
        let name = name.trim_start_matches('\'').to_lowercase();
        match name.find(&word) {
            Some(0) => return Some(0),
            Some(_) if name.split(['/', ' ']).any(|segment| segment.starts_with(&word)) => return Some(1),
            Some(_) => return Some(2),
            None => {}
        }
        let mut letters = name.chars();
        word.chars().all(|letter| letters.any(|other| other == letter)).then_some(4)
    };
    let aliases = proposal.aliases.iter().filter_map(|alias| of(alias)).map(|rank| rank.max(3));
    [of(&proposal.label), of(&proposal.insert)].into_iter().flatten().chain(aliases).min()
}

struct Proposals<'s> {
    schema: &'s Schema,
    now: Timestamp,
    list: Vec<Proposal<'s>>,
}

impl<'s> Proposals<'s> {
    fn add(&mut self, kind: CompletionKind, word: &str, detail: &str, documentation: String) {
        self.list.push(Proposal {
            label: word.to_owned(),
            kind,
            detail: detail.to_owned(),
            documentation,
            insert: word.to_owned(),
            aliases: Vec::new(),
        });
    }

    /// Everything that may come after `prefix`.
    fn expected(&mut self, context: &Continuation, prefix: &str, is_string: bool) {
        let left = context.left.map(|left| left.span.of(prefix));
        let property = left.and_then(|path| self.property(path));
        match context.expect {
            // A string begins no condition here.
            Expect::Term if is_string => {}
            Expect::Term => self.term(None),
            Expect::Operator => self.operators(left, property),
            Expect::Operand => self.values(property, context.operator, &[], is_string),
            Expect::Connective => self.connectives(context.open),
            Expect::List => {
                self.add(CompletionKind::Operator, "(", "a list of values", operator("in"));
            }
            Expect::Item => {
                let items: Vec<&str> = context.items.iter().map(|item| item.of(prefix)).collect();
                self.values(property, None, &items, is_string);
            }
            Expect::Separator => {
                self.add(CompletionKind::Operator, ",", "another value", operator("in"));
                self.add(CompletionKind::Operator, ")", "the end of the list", operator("in"));
            }
            Expect::Argument(1) if !is_string => {
                let name = context.function.map_or("", |name| name.of(prefix));
                let is_prefix_form = Operator::ALL.iter().any(|own| own.keyword() == name) || name == "in";
                self.term(Some(is_prefix_form));
            }
            Expect::Argument(1) => {}
            // The string that `contains` looks for is rarely a whole value, but may be one.
            Expect::Argument(_) => self.documented_values(property, &[]),
            Expect::AfterArgument(1) => {
                self.add(CompletionKind::Operator, ",", "the string to look for", String::new());
            }
            Expect::AfterArgument(_) => {
                self.add(CompletionKind::Operator, ")", "the end of the arguments", String::new());
            }
        }
        self.in_case_of(left);
    }

    /// Writes the values as `tolower` or `toupper` on the left returns them; with another letter, nothing is equal.
    fn in_case_of(&mut self, left: Option<&str>) {
        let function = left.and_then(|left| left.split_once('(')).map(|(name, _)| name.to_ascii_lowercase());
        let cased = |text: &str| match function.as_deref() {
            Some("tolower") => text.to_lowercase(),
            Some("toupper") => text.to_uppercase(),
            _ => text.to_owned(),
        };
        for proposal in self.list.iter_mut().filter(|proposal| proposal.kind == CompletionKind::Value) {
            (proposal.label, proposal.insert) = (cased(&proposal.label), cased(&proposal.insert));
        }
    }

    /// The property of a path, or of the argument of `tolower`.
    fn property(&self, path: &str) -> Option<&'s Property> {
        let path = path.split_once('(').map_or(path, |(_, argument)| argument.trim_end_matches(')').trim());
        match self.schema.resolve(path) {
            Resolved::Property(property) => Some(property),
            Resolved::Renamed(renamed) => self.schema.property(&renamed.now),
            // It has any type.
            Resolved::Below(_) => None,
            _ => self.schema.nearest(path).and_then(|path| self.schema.property(path)),
        }
    }

    /// Properties and words that begin a condition; only properties as an `argument`, of any type in the prefix
    /// form, else those with strings.
    fn term(&mut self, argument: Option<bool>) {
        let schema = self.schema;
        let fits = |property: &&Property| {
            argument != Some(false) || matches!(property.ty, Type::String | Type::Timestamp)
        };
        for property in schema.properties().iter().filter(fits) {
            let renamed = schema.renamed().iter().filter(|renamed| renamed.now == property.name);
            self.list.push(Proposal {
                label: property.name.clone(),
                kind: CompletionKind::Property,
                detail: documentation::type_in_words(property),
                documentation: documentation::property(property),
                insert: property.name.clone(),
                aliases: renamed
                    .map(|renamed| &*renamed.name)
                    .chain(property.json.iter().map(String::as_str))
                    .collect(),
            });
        }
        if argument.is_some() {
            return;
        }
        let functions = std::iter::once("contains").chain(schema.functions().iter().map(String::as_str));
        for name in functions.chain(["tolower", "toupper"]) {
            if self.list.iter().all(|known| known.label != name) {
                let text = documentation::function(name).unwrap_or_default();
                self.add_opened(CompletionKind::Function, name, text);
            }
        }
        self.add(CompletionKind::Keyword, "not", "does not hold", operator("not"));
        if schema.form() != Form::Infix {
            for own in Operator::ALL {
                self.add_opened(CompletionKind::Function, own.keyword(), operator(own.keyword()));
            }
            for word in ["in", "and", "or"] {
                self.add_opened(CompletionKind::Function, word, operator(word));
            }
        }
    }

    /// A word with its opening parenthesis.
    fn add_opened(&mut self, kind: CompletionKind, word: &str, documentation: String) {
        self.add(kind, &format!("{word}("), "", documentation);
    }

    fn operators(&mut self, left: Option<&str>, property: Option<&'s Property>) {
        let is_value = left.is_some_and(|left| left.starts_with(['\'', '"']));
        let (first, others) = match property {
            Some(property) => properties::operators(self.schema, property),
            None if is_value => (vec!["in".to_owned()], Vec::new()),
            None => {
                let all = Operator::ALL.iter().map(|operator| operator.keyword().to_owned());
                (all.chain(["in".to_owned()]).collect(), Vec::new())
            }
        };
        let mut words: Vec<&str> = Vec::new();
        for operator in first.iter().chain(&others) {
            // `eq null` of an object, and `value in` of an array.
            let word = operator.split(' ').find(|word| documentation::operator(word).is_some());
            words.extend(word.filter(|word| !words.contains(word)));
        }
        for word in words {
            let detail = documentation::detail(word);
            self.add(CompletionKind::Operator, word, detail, operator(word));
        }
        if property.is_some_and(|property| property.ty == Type::Boolean) {
            self.connectives(0);
        }
    }

    fn connectives(&mut self, open: usize) {
        self.add(CompletionKind::Keyword, "and", "both hold", operator("and"));
        self.add(CompletionKind::Keyword, "or", "at least one holds", operator("or"));
        if open > 0 {
            self.add(CompletionKind::Operator, ")", "the end of the group", String::new());
        }
    }

    /// The values that a property may be compared with; only strings if a quote is typed.
    fn values(
        &mut self,
        property: Option<&'s Property>,
        operator: Option<Operator>,
        listed: &[&str],
        is_string: bool,
    ) {
        self.documented_values(property, listed);
        if is_string {
            return;
        }
        let ty = property.map(|property| property.ty);
        let dialect = self.schema.dialect();
        if ty == Some(Type::Boolean) {
            for value in [true, false] {
                self.add(CompletionKind::Keyword, dialect.written(value), "boolean", String::new());
            }
        }
        if ty == Some(Type::Timestamp) {
            self.timestamps(property.is_some_and(|property| !property.date.is_empty()));
        }
        // In a list, it is easy to overlook.
        if operator.is_some_and(|operator| !operator.is_order()) {
            self.add(CompletionKind::Keyword, "null", "no value", documentation::null(operator));
        }
    }

    /// The documented values and the known templates, without those that are already listed.
    fn documented_values(&mut self, property: Option<&'s Property>, listed: &[&str]) {
        let Some(property) = property else { return };
        for known in &property.values {
            let literal = match documentation::is_text(property) {
                true => quote(&known.value),
                false => known.value.clone(),
            };
            if listed.contains(&&*literal) {
                continue;
            }
            self.list.push(Proposal {
                label: literal.clone(),
                kind: CompletionKind::Value,
                detail: known.meaning.clone(),
                documentation: documentation::value(property, known),
                insert: literal,
                aliases: known.spellings().skip(1).collect(),
            });
        }
        if property.template {
            for known in self.schema.templates() {
                let literal = quote(&known.id);
                if listed.contains(&&*literal) {
                    continue;
                }
                self.list.push(Proposal {
                    label: known.name.clone(),
                    kind: CompletionKind::Template,
                    detail: known.id.clone(),
                    documentation: documentation::template(known),
                    insert: literal,
                    aliases: Vec::new(),
                });
            }
        }
    }

    fn timestamps(&mut self, has_dates: bool) {
        let today = self.now.midnight();
        let before = |days: u64| today.checked_sub(Duration::from_secs(days * 86_400));
        let known = [
            (Some(today), "today", "the start of today in UTC"),
            (before(1), "yesterday", "the start of yesterday in UTC"),
            (before(7), "week", "the start of the day a week ago, in UTC"),
            (before(30), "month", "the start of the day thirty days ago, in UTC"),
            (Some(self.now.truncated()), "now", "now"),
        ];
        for (time, word, detail) in known {
            let Some(time) = time else { continue };
            let literal = time.to_string();
            let text = format!("{}, a {}", instant(time), time.weekday());
            self.add(CompletionKind::Timestamp, &literal, detail, text.clone());
            if let Some(proposal) = self.list.last_mut() {
                proposal.aliases.push(word);
            }
            if has_dates && time == time.midnight() {
                let date = literal.split('T').next().unwrap_or_default();
                self.add(CompletionKind::Timestamp, date, detail, text);
            }
        }
    }
}

fn operator(word: &str) -> String {
    documentation::operator(word).unwrap_or_default()
}
