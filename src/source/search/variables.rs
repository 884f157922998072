//! The values of variables that are a whole filter: `FILTER="…"`, inserted by `?filter=$FILTER`.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::call::{Asked, asked_by};
use super::chosen::{chosen, of_branch};
use super::encoded::{self, Prepared, own_member};
use super::flow::{self, NameIndex, Requests};
use super::items::{LoopItem, items_of};
use super::looped::looped_over;
use super::parameters::{Calls, arguments, calls};
use super::{Search, encoded_text, encoding_method, is_piece, looks_like_filter_of, part_of};
use crate::decode::Kind;
use crate::limits;
use crate::schema::Schema;
use crate::source::encoders::{self, UrlEncoding};
use crate::source::fragment::{Fragment, Hole, atoms};
use crate::source::mentions::{Leads, Mentions, any_list};
use crate::source::outline::{Bracket, Outline, Variable};
use crate::source::plain::{Gives, gives, is_plain_list};
use crate::source::scopes::{Given, Scopes};
use crate::source::url::{is_hole, upto, urls};
use crate::source::{Hole as SiteHole, Language, Part, PastedValue, Sites};
use crate::syntax::name::is_name;
use crate::syntax::{WordRole, words};
use crate::text::{Span, has_encoded};

/// The variables that are a whole filter somewhere, and those that are a part of one.
#[derive(Debug, Default)]
pub(in crate::source) struct Variables {
    /// Variables whose values have not been searched for yet.
    pending: Vec<Used>,
    known: BTreeSet<(String, u32)>,
    /// The strings that end with the filter of a URL, and the path of its list: later statements may add to them.
    open: Vec<(Span, Option<String>)>,
    /// Variables that are inserted into filters.
    inserted: Vec<Inserted>,
}

/// A use of a variable as a whole filter, and the path of the list.
#[derive(Debug)]
struct Used {
    name: String,
    at: u32,
    list: Option<String>,
    /// The code of the first variable that led to this one.
    origin: Span,
    way: Way,
    /// Whether only a call that names its list gives it a filter: `pages("/jobs", "…")`.
    is_of_call: bool,
}

/// How the value of a variable gets into a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) enum Way {
    /// A client or a function encodes it.
    Encoded,
    /// Other code changes it on the way, or no client sends it, so it may be encoded or not.
    Changed,
    /// Code inserts it into a URL at this place of the file. A function on the way may leave these characters.
    Pasted(Span, Option<String>),
}

/// A variable that is a part of a filter.
#[derive(Debug)]
struct Inserted {
    name: String,
    at: u32,
    /// Whether it is a member of `self`.
    is_own: bool,
    /// The filter, and the number of the hole in it.
    site: usize,
    number: usize,
}

/// A value of a variable, the start of the filter in it, its encoding, and the request of the call that gives it.
type ValueOf<'t> = (Fragment<'t>, usize, UrlEncoding, Asked);

impl Way {
    /// The way of a value that is inserted at a hole.
    pub(in crate::source) fn of(part: &Part<'_>, hole: &Hole) -> Way {
        let way = Way::Pasted(part.map.outer(hole.place), None);
        match hole.is_encoded(&part.text) {
            true => Way::Encoded,
            false if hole.may_be_encoded(&part.text) => Way::Changed,
            false => way,
        }
    }

    /// The way of a value that some code changes before.
    fn after(self, encoding: &UrlEncoding) -> Way {
        match (self, encoding) {
            (Way::Pasted(..), UrlEncoding::Full) | (Way::Encoded, _) => Way::Encoded,
            (Way::Pasted(place, _), UrlEncoding::Weak(call)) => Way::Pasted(place, Some(call.leaves.clone())),
            (Way::Changed, _) | (_, UrlEncoding::Unknown) => Way::Changed,
            (way, UrlEncoding::None) => way,
        }
    }
}

impl Variables {
    /// Notes a hole that is a whole filter: the value of a variable, which a reader sees first at `origin`. The result
    /// is whether it is followed.
    pub(in crate::source) fn add(
        &mut self,
        name: Option<&str>,
        at: u32,
        list: Option<String>,
        way: Way,
        origin: Span,
    ) -> bool {
        let Some(name) = name.filter(|_| self.known.len() < limits::SOURCE_VARIABLES) else { return false };
        if self.known.insert((name.to_owned(), at)) {
            self.pending.push(Used { name: name.to_owned(), at, list, origin, way, is_of_call: false });
        }
        true
    }

    /// Notes a parameter that is a whole filter, for the list that each call of its function names.
    pub(in crate::source) fn add_of_call(&mut self, name: Option<&str>, at: u32, way: Way, origin: Span) {
        let before = self.pending.len();
        self.add(name, at, None, way, origin);
        self.pending.iter_mut().skip(before).for_each(|used| used.is_of_call = true);
    }

    /// Notes a string that ends with the filter of a URL.
    pub(in crate::source) fn open(&mut self, string: Span, list: Option<String>) {
        if self.open.len() < limits::SOURCE_VARIABLES {
            self.open.push((string, list));
        }
    }

    /// Notes a hole that may be a part of a filter.
    pub(in crate::source) fn insert(&mut self, code: &str, at: u32, site: usize, number: usize) {
        let member = own_member(code);
        // `each.value` of Terraform, `item.name` of Ansible.
        let of_item =
            || self::member(code).filter(|name| name.starts_with("each.") || name.starts_with("item."));
        let name = member.or_else(|| variable(code)).or_else(of_item);
        if let Some(name) = name.filter(|_| self.inserted.len() < limits::SOURCE_VARIABLES) {
            let is_own = member.is_some();
            self.inserted.push(Inserted { name: name.to_owned(), at, is_own, site, number });
        }
    }

    pub(in crate::source) fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.open.is_empty() && self.inserted.is_empty()
    }
}

/// The variable that code consists of, alone or as an argument: `$filter`, `quote(filter)`, `filter |
/// urlencode`.
pub(super) fn variable(code: &str) -> Option<&str> {
    // `"".join(pieces)`, and `head ~ name` of Jinja: the variable is only a part.
    let joins = ["join", "Join", "implode"].iter().any(|name| code.contains(name));
    if joins && (code.contains("\"\"") || code.contains("''")) || code.contains(" ~ ") {
        return None;
    }
    let names = names(upto(code, limits::SOURCE_CODE));
    // A name with a `$` is certainly a variable.
    let is_marked = names.iter().any(|(_, is_marked)| *is_marked);
    let mut names = names.into_iter().filter(|(_, marked)| *marked == is_marked).map(|(name, _)| name);
    let first = names.next()?;
    // `encode(filter, UTF_8)`.
    let is_variable = first.contains(char::is_lowercase);
    let mut names = names.filter(|name| !is_variable || name.contains(char::is_lowercase));
    // In Jinja, the name after `|` is a filter function.
    let is_alone = !is_marked && code.contains('|') || names.all(|name| name == first);
    is_alone.then_some(first)
}

/// The member of a variable that code consists of: `item.filter | urlencode`, `urlencode(each.value.filter)`.
pub(super) fn member(code: &str) -> Option<&str> {
    let code = upto(code, limits::SOURCE_CODE).split('|').next().unwrap_or_default();
    let code = code.rsplit('(').next().unwrap_or_default().split(')').next().unwrap_or_default().trim();
    let (variable, member) = code.split_once('.')?;
    let is_scope = ["local", "var"].contains(&variable);
    (!is_scope && is_name(variable) && member.split('.').all(is_name)).then_some(code)
}

/// The names in code that may be variables, and whether each begins with a `$`. The names of functions,
/// members, options and arguments are left out, and so are strings.
fn names(code: &str) -> Vec<(&str, bool)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) =
        code.get(at..).and_then(|rest| rest.find(|c: char| is_name(c) || matches!(c, '"' | '\'')))
    {
        at += skipped;
        let (before, here) = code.split_at_checked(at).unwrap_or((code, ""));
        if let Some(quote) = here.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let inside = here.get(1..).unwrap_or_default();
            // `"$FILTER"` is the variable.
            let is_variable = quote == '"' && inside.starts_with('$');
            let end = inside.find(quote).map_or(inside.len(), |end| end + 1);
            at += 1 + if is_variable { 0 } else { end };
            continue;
        }
        let end = here.find(|c: char| !is_name(c)).unwrap_or(here.len());
        let (name, following) = here.split_at_checked(end).unwrap_or((here, ""));
        let next = following.trim_start().chars().next();
        // Joining makes a filter of a list of terms.
        let is_joined =
            [".join(", ".toString(", ".ToString(", ".to_string(", ".String(", ".as_str(", ".clone("]
                .iter()
                .any(|method| following.starts_with(method))
                && name != "String";
        // `local.filter` and `var.filter` of Terraform are variables.
        let is_own = ["local.", "var."].iter().any(|scope| {
            let rest = before.strip_suffix(scope);
            rest.is_some_and(|rest| !rest.ends_with(|c: char| is_name(c) || c == '.'))
        });
        let before = if is_own { "" } else { before };
        let is_part = matches!(next, Some('(' | '.' | ':' | '=')) && !is_joined
            || before.ends_with(['.', ':', '[', '-', '@', '%'])
            || name.starts_with(|c: char| c.is_numeric());
        if !is_part {
            found.push((name, before.ends_with('$') || before.ends_with("${")));
        }
        at += end;
    }
    found
}

/// Whether `text` continues the filter before it.
fn goes_on(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
        || words(text).next().is_some_and(|word| matches!(word.role, WordRole::And | WordRole::Or))
}

/// Whether a string has places that the code around its variable fills: `printf "$t" ERROR`, `t | format('ERROR')`.
fn is_template(text: &str, code: &str) -> bool {
    const FILLS: [&str; 8] = ["printf", "format", "replace", "sed ", "envsubst", "render", "strtr", "/@"];
    const PLACES: [&str; 6] = ["%s", "%d", "__", "{{", "@", "${"];
    FILLS.iter().any(|name| code.contains(name)) && PLACES.iter().any(|place| text.contains(place))
}

/// The encoder whose result each of the values is, or of the variables that they consist of.
fn encoded_by<'v, 'a>(
    outline: &Outline<'a>,
    given: &[&'v Given<Variable<'a>>],
    reaching: &impl Fn(&str, u32) -> Vec<&'v Given<Variable<'a>>>,
) -> Option<&'a str> {
    let of = |given: &[&Given<Variable<'a>>]| {
        let encoder = |given: &&Given<Variable<'a>>| {
            Some(code_of(outline, given).0).filter(|_| !given.adds).and_then(encoders::encoder_of)
        };
        let found: Option<Vec<&str>> = given.iter().map(encoder).collect();
        found?.first().copied()
    };
    of(given).or_else(|| of(&made_of(outline, given.to_vec(), reaching)))
}

/// Whether code encodes each item of a list: `ids.map(encodeURIComponent)`.
fn encodes_items(code: &str) -> bool {
    let name = code.rsplit_once("map(").and_then(|(_, rest)| rest.strip_suffix(')'));
    name.is_some_and(encoders::is_encoder) || encoders::may_be_encoded(code)
}

/// Whether code doubles the quotes of a value, or passes it to a function that may.
fn may_be_escaped(code: &str) -> bool {
    encoders::doubles_quotes(code) || encoders::may_escape(code) || gives(code) != Gives::Any
}

/// The values that reach a place, and those that they are made of: `n = quote(n)`, `n = other`, `n = f"{other}"`.
fn made_of<'v, 'a>(
    outline: &Outline<'a>,
    given: Vec<&'v Given<Variable<'a>>>,
    reaching: &impl Fn(&str, u32) -> Vec<&'v Given<Variable<'a>>>,
) -> Vec<&'v Given<Variable<'a>>> {
    let mut pending = given;
    let mut found = Vec::new();
    for _ in 0..limits::SOURCE_VALUES {
        let Some(given) = pending.pop() else { break };
        let (code, changes) = code_of(outline, given);
        let is_same = encoders::encoding(code) == UrlEncoding::None && !encoders::doubles_some(code);
        let own = variable(code).filter(|_| is_same);
        let own = if changes { Some(given.value.name) } else { own };
        let before = own.map_or_else(Vec::new, |own| reaching(own, given.at.saturating_sub(1)));
        if changes || before.is_empty() {
            found.push(given);
        }
        pending.extend(before);
    }
    found.extend(pending);
    found
}

/// The code of a value, and whether it changes the previous one of its variable.
fn code_of<'a>(outline: &Outline<'a>, given: &Given<Variable<'a>>) -> (&'a str, bool) {
    let value = outline.joined_from(None, given.value.value).fragment;
    let hole = value.holes.first().filter(|_| is_hole(&value.text));
    let is_loop = matches!(outline.name_before(given.value.value, 1), Some("in" | "of"));
    let whole = match is_loop {
        true => outline.list_of_loop(given.value.value),
        false => outline.expression(given.value.value),
    };
    // The code in `"$(urlencode "$n")"`.
    let is_string = hole.is_some() && outline.is_text(given.value.value) && value.span() == whole;
    let is_command = |hole: &Hole| hole.is_command(outline.text);
    let code = hole.filter(|_| is_string);
    let code = code.map_or(whole, |hole| if is_command(hole) { hole.shown } else { hole.value() });
    let code = code.of(outline.text);
    (code, given.adds || flow::names(code).any(|name| name == given.value.name))
}

/// Whether a value of a name is a constant that needs no encoding and has no quote: `state = "ERROR"`, `n = 3`,
/// `for state in ["ERROR", "STALLED"]`.
fn is_plain(outline: &Outline<'_>, given: &Given<Variable<'_>>) -> bool {
    let first = given.value.value;
    if given.adds {
        return false;
    }
    let items = match (outline.bracket(first), outline.next(first)) {
        (Some(Bracket::Round | Bracket::Square), Some(end)) => first + 1..end - 1,
        // The words of a loop of a shell.
        _ if outline.syntax.words.is_some() && outline.name_before(first, 1) == Some("in") => {
            first
                ..(first..outline.len())
                    .take(limits::SOURCE_ARGUMENTS)
                    .find(|at| outline.is(*at, b';'))
                    .unwrap_or(first)
        }
        _ if !outline.syntax.is_program()
            || outline.syntax.words.is_some()
            || outline.expression(first) == outline.span(first) =>
        {
            first..first + 1
        }
        _ => return false,
    };
    let mut items = items.filter(|at| !outline.is(*at, b',')).peekable();
    items.peek().is_some() && items.all(|at| is_constant(outline, at))
}

/// Whether a node is a string, or a number, of characters that mean nothing in a URL or a filter.
fn is_constant(outline: &Outline<'_>, at: usize) -> bool {
    let is_free = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':');
    let written = outline.span(at).of(outline.text);
    match outline.name(at) {
        Some(name) if outline.syntax.words.is_none() => name.bytes().all(|byte| byte.is_ascii_digit()),
        Some(word) => word.chars().all(is_free),
        None => {
            let inside = outline.raw(at).unwrap_or_else(|| written.trim_matches(['"', '\'']));
            let is_encoded = has_encoded(inside);
            outline.is_text(at) && inside.trim().chars().all(|c| is_free(c) || is_encoded && c == '%')
        }
    }
}

impl<'a> Search<'_, 'a> {
    /// Adds the values of variables that are a whole filter.
    pub(super) fn variables(&mut self) {
        if self.sites.variables.is_empty() {
            return;
        }
        if let Some(scopes) = self.mentions.scopes {
            self.additions(scopes);
        }
        let (part, outline, mentions) = (self.part, self.outline, self.mentions);
        let names = std::mem::take(&mut self.names);
        let program = Program { part, outline, mentions, names: &names, called: OnceCell::new() };
        variables(self.part, self.sites, |used| program.values(used));
        // Holes in the values of variables count, too.
        for inserted in std::mem::take(&mut self.sites.variables.inserted) {
            let site = self.sites.sites.get_mut(inserted.site);
            if let Some(hole) = site.and_then(|site| site.holes.get_mut(&inserted.number)) {
                program.fill(hole, &inserted);
            }
        }
        self.names = names;
    }
}

/// A program with its names and the places that see them.
struct Program<'s, 'a> {
    part: &'s Part<'s>,
    outline: &'a Outline<'a>,
    mentions: &'a Mentions<'a>,
    /// Its names, once they are known.
    names: &'s OnceCell<NameIndex<'a>>,
    /// The calls of its functions, once they are known.
    called: OnceCell<Calls<'a>>,
}

impl<'s, 'a> Program<'s, 'a> {
    fn names(&self) -> &'s NameIndex<'a> {
        self.names.get_or_init(|| NameIndex::of(self.outline))
    }

    /// The values that a name has at a place.
    fn reaching(&self, name: &str, at: u32) -> Vec<&'s Given<Variable<'a>>> {
        let values = self.names().given(name);
        match self.mentions.scopes {
            // The variables of a request come after it.
            Some(_) if self.part.language == Language::Bruno => values.iter().collect(),
            Some(scopes) => scopes.reaching(name, at, values),
            None => reaching(self.outline, self.outline.at(at), values),
        }
    }

    /// The values of a variable where it is a whole filter.
    fn values(&self, used: &Used) -> Vec<ValueOf<'a>> {
        let (outline, mentions) = (self.outline, self.mentions);
        let given = self.reaching(&used.name, used.at);
        // `filter = quote(filter)` encodes what was there before, and the values of a decoder are not known.
        let code = |given: &Given<Variable<'_>>| outline.expression(given.value.value).of(outline.text);
        let changes = given.iter().filter(|given| given.adds);
        let changes = changes.map(|given| (given, encoders::encoding(code(given))));
        // A function takes the items of `terms.add(own("…"))`, and not what was there.
        let is_change = |given: &Given<Variable<'_>>, by: &UrlEncoding| {
            by.is_known() || *by == UrlEncoding::Unknown && given.value.left.is_none()
        };
        let changes = changes.into_iter().find(|(given, by)| is_change(given, by)).map(|(_, by)| by);
        // Each branch may have its own URL: "branches with their URLs" (python.toml).
        let has_branches = given.iter().filter(|given| !given.adds).nth(1).is_some();
        let plain: Vec<_> = given
            .iter()
            .filter(|given| !encoders::decodes(code(given)) && (changes.is_none() || !given.adds))
            .collect();
        // The other pieces of a filter end its strings, its lists and its conditions.
        let has_pieces = given.iter().any(|given| given.adds);
        let is_whole = |text: &str| !(has_pieces && is_piece(text));
        let texts =
            plain.into_iter().flat_map(|Given { at, value: Variable { left, value, .. }, .. }| {
                let asked = match mentions.in_branch(*at).filter(|_| has_branches) {
                    Some(Some(list)) => Asked::List(list),
                    Some(None) => Asked::Other,
                    None => Asked::Unknown,
                };
                // The variable is a whole filter, so the terms of its list are joined.
                let texts = outline.terms(*value).unwrap_or_else(|| outline.texts_of(*value));
                texts.into_iter().map(move |text| {
                    let (value, from, encoding) = value_of(outline, *left, text);
                    (value, from, encoding, asked.clone())
                })
            });
        let mut texts: Vec<ValueOf<'a>> = texts.collect();
        if texts.len() > 1 {
            let urls = chosen(outline, mentions, self.names(), outline.at(used.at));
            let count = texts.len();
            for (index, (.., asked)) in texts.iter_mut().enumerate() {
                match of_branch(&urls, count, index) {
                    Asked::Unseen | Asked::Unknown => {}
                    by_url => *asked = by_url,
                }
            }
        }
        let texts = texts.into_iter();
        let texts = texts.filter(|(value, from, ..)| value.text.get(*from..).is_some_and(is_whole));
        let values = texts.chain(self.arguments(used, &given)).chain(self.items(used));
        let changed = |own| changes.clone().unwrap_or(own);
        values.map(|(value, from, own, asked)| (value, from, changed(own), asked)).collect()
    }

    /// The values that calls give to a variable, if it is a parameter. `given` are its other values.
    fn arguments(&self, used: &Used, given: &[&Given<Variable<'a>>]) -> Vec<ValueOf<'a>> {
        let outline = self.outline;
        let is_known = used.list.as_deref().is_some_and(|list| Schema::at_path(list).is_some());
        let parameter = self.mentions.scopes.and_then(|scopes| scopes.parameter(&used.name, used.at));
        // A default is in the header.
        let parameter = parameter.filter(|parameter| {
            given.iter().all(|given| given.adds || parameter.header.contains(Span::at(given.at)))
        });
        let arguments = parameter.map_or_else(Vec::new, |parameter| {
            arguments(outline, self.called.get_or_init(|| calls(outline)), &parameter)
        });
        let arguments = arguments.into_iter().flat_map(|at| {
            let asked = asked_beside(outline, self.mentions, at, !is_known);
            outline.texts_of(at).into_iter().map(move |text| (text, asked.clone()))
        });
        // `client.get(f"{B}/jobs?filter=…")` calls another function than the `get` of the file.
        let is_url = |value: &Fragment<'_>| !urls(&value.text).is_empty();
        let arguments = arguments.map(|(text, asked)| {
            let (value, from, encoding) = value_of(outline, None, text);
            (value, from, encoding, asked)
        });
        arguments.filter(|(value, ..)| !is_url(value)).collect()
    }

    /// The values of a variable that is the item of a loop.
    fn items(&self, used: &Used) -> Vec<ValueOf<'a>> {
        let outline = self.outline;
        if !outline.syntax.has_loops() {
            return Vec::new();
        }
        let items = items_of(outline, self.names(), outline.at(used.at), &used.name);
        let value = |item: LoopItem| {
            let (value, from, encoding) = value_of(outline, None, item.value);
            (value, from, encoding, item.asked(outline, self.mentions, used.list.as_deref()))
        };
        items.into_iter().map(value).collect()
    }

    /// Notes at a hole of a filter whether the values of its variable are encoded and escaped.
    fn fill(&self, hole: &mut SiteHole, inserted: &Inserted) {
        let Inserted { name, at, is_own, .. } = inserted;
        if name.contains('.') && !is_own {
            return self.fill_from_items(hole, name, *at);
        }
        let given = if *is_own { Vec::new() } else { self.reaching(name, *at) };
        match given.is_empty() {
            true => self.fill_elsewhere(hole, inserted),
            false => self.fill_from_values(hole, given),
        }
        let scopes = self.mentions.scopes.filter(|_| !is_own);
        if let Some(scopes) = scopes.filter(|_| !(hole.is_encoded && hole.is_escaped)) {
            self.fill_from_statements(hole, scopes, name, *at);
        }
    }

    /// The same from the values that reach it.
    fn fill_from_values(&self, hole: &mut SiteHole, given: Vec<&'s Given<Variable<'a>>>) {
        let outline = self.outline;
        let reaching = |name: &str, at: u32| self.reaching(name, at);
        let encoded_by = encoded_by(outline, &given, &reaching);
        let given = made_of(outline, given, &reaching);
        let is_plain = given.iter().all(|given| is_plain(outline, given));
        let codes: Vec<(&str, bool)> = given.iter().map(|given| code_of(outline, given)).collect();
        let all = |does: fn(&str) -> bool| {
            codes.iter().any(|(code, changes)| *changes && does(code))
                || codes.iter().all(|(code, _)| does(code))
        };
        hole.encoded_by = encoded_by.map(str::to_owned);
        hole.is_encoded |= is_plain || all(encoders::may_be_encoded);
        hole.is_escaped |= is_plain || all(may_be_escaped);
    }

    /// The same from its type, the conditions before it, and the list of the loop whose item it is.
    fn fill_from_statements(&self, hole: &mut SiteHole, scopes: &Scopes<'_>, name: &str, at: u32) {
        let outline = self.outline;
        let uses = self.names().uses(name);
        if scopes.is_number(name, uses.iter().map(|used| outline.span(*used).start), at) {
            (hole.is_encoded, hole.is_escaped) = (true, true);
            return;
        }
        let from = scopes.span_at(at).map(|span| span.start).unwrap_or_default();
        let (refuses_quotes, is_matched) = encoded::guards(outline, name, uses, from, at);
        hole.is_escaped |= refuses_quotes;
        hole.is_encoded |= is_matched;
        let Some(list) = looped_over(outline, name, uses, at) else { return };
        let code = list.of(outline.text);
        let lists = match flow::bare(code) {
            name if is_name(name) => self.reaching(name, list.start),
            _ => Vec::new(),
        };
        let codes: Vec<&str> = match lists.is_empty() {
            true => vec![code],
            false => lists.iter().map(|given| code_of(outline, given).0).collect(),
        };
        let all = |does: fn(&str) -> bool| codes.iter().all(|code| is_plain_list(code) || does(code));
        hole.is_encoded |= all(encodes_items);
        hole.is_escaped |= all(may_be_escaped);
    }

    /// The same for a variable without a value in this program: a member, one of the text around it or of another script,
    /// the item of a loop.
    fn fill_elsewhere(&self, hole: &mut SiteHole, inserted: &Inserted) {
        let (outline, scopes) = (self.outline, self.mentions.scopes);
        let Inserted { name, at, is_own, .. } = inserted;
        let of_other = encoded::Inserted { name, at: *at, is_own: *is_own };
        hole.is_encoded |= of_other.is_encoded(outline, self.names(), scopes);
        if *is_own {
            return;
        }
        if let Some((is_encoded, is_escaped)) = self.part.prepared.get(name) {
            hole.is_encoded |= is_encoded;
            hole.is_escaped |= is_escaped;
            return;
        }
        let is_of_tool = outline.text.get(*at as usize..).is_some_and(|rest| rest.starts_with("{{"));
        let set: Vec<Cow<'_, str>> = if hole.is_pattern {
            encoded::filled_elsewhere(outline.text, name).into_iter().map(Cow::Borrowed).collect()
        } else if is_of_tool {
            encoded::set_by_scripts(outline.text, name).into_iter().map(Cow::Owned).collect()
        } else {
            Vec::new()
        };
        if !set.is_empty() {
            hole.is_encoded |= set.iter().all(|code| encoders::may_be_encoded(code));
            hole.is_escaped |= set.iter().all(|code| may_be_escaped(code));
            return;
        }
        self.fill_from_items(hole, name, *at);
    }

    /// The same from the items of the loop around it.
    fn fill_from_items(&self, hole: &mut SiteHole, name: &str, at: u32) {
        let outline = self.outline;
        let items = match outline.syntax.has_loops() {
            true => items_of(outline, self.names(), outline.at(at), name),
            false => Vec::new(),
        };
        let is_word = |value: usize| self.part.language == Language::Yaml && outline.name(value).is_some();
        let is_plain = |value: usize| is_word(value) || is_constant(outline, value);
        let are_plain = !items.is_empty() && items.iter().all(|item| is_plain(item.value));
        hole.is_encoded |= are_plain;
        hole.is_escaped |= are_plain;
    }
}

impl<'a> Search<'_, 'a> {
    /// Whether the code of a hole is a variable whose values are results of encoders.
    pub(super) fn is_made_by_encoder(&self, hole: &Hole) -> bool {
        let outline = self.outline;
        let code = hole.value().of(outline.text);
        let name = variable(code).filter(|name| flow::bare(code.trim_matches(['{', '}', '$'])) == *name);
        let Some((name, scopes)) = name.zip(self.mentions.scopes) else { return false };
        let reaching = |name: &str, at: u32| scopes.reaching(name, at, self.names().given(name));
        encoded_by(outline, &reaching(name, hole.place.start), &reaching).is_some()
    }

    /// The variables that the shells of this text may use, each with all of its values: those of an environment, or of
    /// make.
    pub(super) fn prepared(&self) -> Prepared {
        let outline = self.outline;
        let mut found = Prepared::new();
        let is_seen = |variable: &Variable<'_>| {
            let group = outline.parent(variable.value).and_then(|open| outline.label(open));
            outline.syntax.template.is_none() || group.is_some_and(|key| ENVIRONMENTS.contains(&key))
        };
        for variable in (0..outline.len()).filter_map(|at| outline.variable(at)).filter(is_seen) {
            if found.len() >= limits::SOURCE_NAMES {
                break;
            }
            let given = Given {
                at: outline.span(variable.value).start,
                adds: variable.left.is_some(),
                value: variable,
            };
            let is_plain = is_plain(outline, &given);
            let (code, _) = code_of(outline, &given);
            let known = found.entry(variable.name.to_owned()).or_insert((true, true));
            known.0 &= is_plain || encoders::may_be_encoded(code);
            known.1 &= is_plain || may_be_escaped(code);
        }
        found
    }

    /// Adds the conditions that later statements add to the filter of a URL: `url += " and …"`.
    fn additions(&mut self, scopes: &Scopes<'_>) {
        let outline = self.outline;
        let mut open = std::mem::take(&mut self.sites.variables.open);
        open.sort_by_key(|(string, _)| *string);
        if open.is_empty() {
            return;
        }
        for (string, list) in open {
            let at = outline.at(string.start);
            let before = (at.saturating_sub(limits::SOURCE_TEXTS)..=at).rev();
            let Some(given) = before.filter_map(|node| outline.variable(node)).next() else { continue };
            // The string may belong to the statement after it.
            let first = outline.texts_of(given.value).first().map(|text| outline.span(*text));
            if !first.is_some_and(|first| string.contains(Span::at(first.start))) {
                continue;
            }
            let values = self.names.get_or_init(|| NameIndex::of(outline)).given(given.name);
            let index = values.partition_point(|other| other.value.value < given.value);
            let Some((first, following)) = values.get(index..).and_then(<[_]>::split_first) else { continue };
            for Given { value: Variable { value, .. }, .. } in scopes.added(first.at, following) {
                let Some(first) = outline.texts_of(*value).first().copied() else { continue };
                let fragment = outline.joined_from(None, first).fragment;
                let Some(from) = added_condition(&fragment.text) else { continue };
                let value = Span::from_range(from..fragment.text.len());
                let text = value.of(&fragment.text);
                if is_hole(text) {
                    let hole = fragment.holes.last();
                    let origin = hole.map(|hole| hole.shown).unwrap_or_default();
                    let way = hole.map_or(Way::Encoded, |hole| Way::of(self.part, hole));
                    let (code, at) = (origin.of(outline.text), fragment.span().start);
                    self.sites.variables.add(variable(code), at, list.clone(), way, origin);
                } else if looks_like_filter_of(text, list.as_deref()) {
                    part_of(self.part, &fragment, value, Kind::Value, list.clone(), self.sites);
                }
            }
        }
    }
}

/// The rest of a value that adds a condition to the filter at the end of a URL: the start of the condition in it.
fn added_condition(text: &str) -> Option<usize> {
    let start =
        atoms(text).next().filter(|(place, _)| place.start == 0).map_or(0, |(place, _)| place.end as usize);
    let is_blank = |rest: &str| {
        let blank = rest.starts_with([' ', '+', '\t']).then_some(1);
        blank.or_else(|| rest.starts_with("%20").then_some(3))
    };
    let skip = |mut at: usize| {
        let from = at;
        while let Some(blank) = text.get(at..).and_then(is_blank) {
            at += blank;
        }
        (at > from).then_some(at)
    };
    let word = skip(start)?;
    let length = ["and", "or"].iter().find_map(|word_of| {
        let written = text.get(word..word + word_of.len())?;
        written.eq_ignore_ascii_case(word_of).then_some(word_of.len())
    })?;
    skip(word + length).filter(|at| *at < text.len())
}

/// The values of a name that reach a node in data: those of the innermost object around it that has variables, or
/// those without such an object.
pub(super) fn reaching<'v, 'a>(
    outline: &Outline<'a>,
    node: usize,
    values: &'v [Given<Variable<'a>>],
) -> Vec<&'v Given<Variable<'a>>> {
    let group = |value: &Given<Variable<'a>>| {
        let group = outline.parent(value.value.value)?;
        outline.label(group).filter(|key| OWNED.contains(key)).map(|_| group)
    };
    let own = outline.parents(node).take(limits::SOURCE_GROUPS).find_map(|open| {
        let variables = outline.value_in(open, &OWNED)?;
        let end = outline.span_to(variables, outline.next(variables)?).end;
        let first = values.partition_point(|value| value.at < outline.span(variables).start);
        let inside = values.iter().skip(first).take_while(|value| value.at < end);
        let own: Vec<_> = inside.filter(|value| group(value) == Some(variables)).collect();
        (!own.is_empty()).then_some(own)
    });
    own.unwrap_or_else(|| values.iter().filter(|value| group(value).is_none()).collect())
}

/// The keys of the variables of an environment.
const ENVIRONMENTS: [&str; 3] = ["env", "environment", "variables"];

/// The keys of variables that only the object around them sees: a task, a play, a job, a step.
const OWNED: [&str; 4] = ["vars", "env", "environment", "variables"];

/// The request of a call, by the other arguments beside the one at a node. One of them may be the path of the list, below
/// the base that another gives.
fn asked_beside(outline: &Outline<'_>, mentions: &Mentions<'_>, at: usize, takes_path: bool) -> Asked {
    let parent = outline.parent(at);
    let nodes = match parent.and_then(|open| Some(open + 1..outline.next(open)?)) {
        _ if outline.syntax.commands.is_some() => outline.statement(at),
        Some(nodes) => nodes,
        None => return Asked::Unknown,
    };
    let mut requests = Requests::default();
    let mut below: Option<String> = None;
    let others = nodes.take(limits::SOURCE_ARGUMENTS);
    for other in others.filter(|other| *other != at && outline.parent(*other) == parent) {
        let path = outline.raw(other).filter(|_| takes_path);
        if let Some(list) = path.and_then(|path| mentions.named_below(path)) {
            below = Some(list);
        } else if outline.is_text(other) && !outline.goes_on_before(other) {
            requests.add(asked_by(mentions, &outline.joined_from(None, other).fragment));
        } else if let Some(name) = outline.name(other).filter(|_| !outline.is_label(other)) {
            requests.add(match mentions.leads(flow::bare(name), outline.span(other).start) {
                Leads::List(list) => Asked::List(list),
                Leads::Other => Asked::Other,
                Leads::Unknown => Asked::Unknown,
            });
        }
    }
    match (requests.asked(), below) {
        (Asked::Unseen | Asked::Unknown, Some(list)) => Asked::List(list),
        (Asked::List(list), Some(other)) if list != other => Asked::List(any_list()),
        (asked, _) => asked,
    }
}

/// The value of a variable that is a whole filter, from the node `at` on.
fn value_of<'a>(outline: &Outline<'a>, left: Option<Span>, at: usize) -> (Fragment<'a>, usize, UrlEncoding) {
    // A shell has no operators, so only an added value is shown: "what is added to a variable of a shell"
    // (shell.toml).
    if outline.syntax.words.is_some() {
        let word = outline.joined(at).fragment;
        let value = word.text.trim_start();
        let joins = ["and ", "or "].iter().filter(|_| left.is_some());
        let value = joins.filter_map(|join| value.strip_prefix(join)).next().unwrap_or(&word.text);
        let from = word.text.len() - value.len();
        return (word, from, UrlEncoding::None);
    }
    // An item that is added to a list is a separate term.
    let is_term = outline.raw(at).is_some_and(|raw| !goes_on(raw));
    let joined = outline.joined_from(left.filter(|_| !is_term), at);
    let end = outline.operand_end(at).filter(|_| is_hole(&joined.fragment.text)).unwrap_or(at);
    match encoded_text(outline, at..end) {
        Some(inner) => {
            let encoding = encoders::encoding(outline.span_to(at, end).of(outline.text));
            (outline.joined(inner).fragment, 0, encoding)
        }
        None => {
            let after = encoding_method(outline, at).unwrap_or_else(|| after_value(outline, at, joined.end));
            let encoding = encoders::encoding(after.of(outline.text));
            (joined.fragment, 0, encoding)
        }
    }
}

/// The code after a value that may change it: `-replace '\+', '%2B'`, `|> own()`, `) =~ s/ /%20/g`.
fn after_value(outline: &Outline<'_>, at: usize, end: usize) -> Span {
    let whole = outline.expression(at);
    let from = outline.span(end).start;
    if from < whole.end {
        return Span::new(from, whole.end);
    }
    let group = outline.parent(at).filter(|open| outline.bracket(*open) == Some(Bracket::Round));
    let after = group.filter(|open| !outline.is_call(*open)).and_then(|open| outline.next(open));
    let changes = |at: usize| outline.is(at, b'.') || outline.is(at, b'=') && outline.is(at + 1, b'~');
    after.filter(|after| changes(*after)).map(|after| outline.expression(after)).unwrap_or_default()
}

/// Adds the values of variables of a part that are a whole filter. `values` finds the values of a name.
fn variables<'t>(part: &'t Part<'_>, sites: &mut Sites, mut values: impl FnMut(&Used) -> Vec<ValueOf<'t>>) {
    let expression = part.language.host().and_then(|host| host.expression);
    while let Some(used) = sites.variables.pending.pop() {
        let found = values(&used);
        if found.is_empty() {
            sites.pasted(&used.way, None);
        }
        for (fragment, from, encoding, asked) in found {
            // Each call may have its own URL: "a function that gets its URL" (python.toml).
            let list = match asked {
                Asked::Other => continue,
                Asked::List(list) => Some(list),
                Asked::Unseen | Asked::Unknown if used.is_of_call => continue,
                Asked::Unseen | Asked::Unknown => used.list.clone(),
            };
            let value = Span::from_range(from..fragment.text.len());
            let way = used.way.clone().after(&encoding);
            match fragment.holes.last().filter(|_| is_hole(value.of(&fragment.text))) {
                // The default of a parameter. A command may print anything: case `whole.sh` of shell.toml.
                Some(hole)
                    if !hole.is_command(fragment.outer)
                        && expression.is_some_and(|find| find(part, hole, list.clone(), sites)) => {}
                Some(hole) => {
                    let code = hole.shown.of(fragment.outer);
                    let way = way.after(&encoders::encoding(code));
                    if !sites.variables.add(variable(code), hole.shown.start, list, way.clone(), used.origin)
                    {
                        sites.pasted(&way, None);
                    }
                    sites.fault_of_use(hole.shown.start, sites.uses.get(&used.at).cloned());
                }
                None => {
                    let place = part.map.outer(fragment.map.outer(value));
                    let used = Used { list, name: used.name.clone(), way: used.way.clone(), ..used };
                    if add(part, &fragment, value, &used, way, sites) {
                        sites.follow(part, used.origin, place);
                    }
                    sites.fault_of_value(used.at, place);
                }
            }
        }
    }
}

/// Adds the value of a variable that is a whole filter, if it looks like one, and returns whether it does. Code
/// elsewhere may use the name for something else.
fn add(
    part: &Part<'_>,
    fragment: &Fragment<'_>,
    value: Span,
    used: &Used,
    way: Way,
    sites: &mut Sites,
) -> bool {
    let text = value.of(&fragment.text);
    let is_filter =
        looks_like_filter_of(text, used.list.as_deref()) && !is_template(text, used.origin.of(&part.text));
    sites.pasted(&way, is_filter.then(|| PastedValue::of(fragment, value, &used.name)));
    if is_filter {
        // A client or a function encodes the `%` again.
        let is_plain = way == Way::Encoded || !has_encoded(text);
        let kind = if is_plain { Kind::Filter } else { Kind::Value };
        part_of(part, fragment, value, kind, used.list.clone(), sites);
    }
    is_filter
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn a_variable_alone_or_in_an_encoder() {
        for (code, name) in [
            ("$filter", Some("filter")),
            ("${FILTER}", Some("FILTER")),
            ("filter", Some("filter")),
            ("{filter}", Some("filter")),
            ("$($filter)", Some("filter")),
            (" com_filter | urlencode ", Some("com_filter")),
            ("[uri]::EscapeDataString($q)", Some("q")),
            ("[System.Uri]::EscapeDataString($q)", Some("q")),
            ("urllib.parse.quote(flt, safe=\"\")", Some("flt")),
            ("encodeURIComponent(filter)", Some("filter")),
            ("url.QueryEscape(filter)", Some("filter")),
            ("$(printf %s \"$FILTER\" | jq -sRr @uri)", Some("FILTER")),
            ("$(urlencode \"$FILTER\")", Some("FILTER")),
            ("terms.join(' and ')", Some("terms")),
            ("pieces.join('')", None),
            ("(head ~ name) | urlencode", None),
            ("\" and \".join(terms)", Some("terms")),
            ("$terms -join ' and '", Some("terms")),
            ("self.filter", None),
            ("$env:FILTER", None),
            ("a + b", None),
            ("$a$b", None),
            ("f(\"state eq 'ERROR'\")", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(variable(code), name, "{code}");
        }
    }
}
