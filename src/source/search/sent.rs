//! The treatment of a filter by the client of its call, from the table of clients.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use memchr::memmem;

use super::Search;
use super::call::Asked;
use super::entries::WRITES;
use super::flow::{bare, serializes};
use crate::decode::QueryEncoder;
use crate::limits;
use crate::source::clients::{CLIENTS, Client, Evidence, OwnQuery, QueryForm, Sent, Slot, Way};
use crate::source::fragment::{Fragment, atoms};
use crate::source::outline::{Bracket, Outline};
use crate::source::syntax::BodySender;
use crate::source::url::Url;
use crate::source::{Fault, FaultKind, Language, Part};
use crate::text::{Edit, Quoted, Span};

/// Words before the expression that a variable is set to.
const BEFORE_VALUES: [&str; 3] = ["await", "new", "async"];

/// The greatest length of the quotes of a string with the name of a package.
const QUOTES: usize = 6;

/// How many nodes the method of a request has at most: `reqwest::Method::GET` has seven.
const METHOD: usize = 8;

/// Functions that only change the form of their argument.
const KEEPS: [&str; 4] = ["dict", "Object", "URLSearchParams", "urlencode"];

/// The names of a program that belong to a client; none for a name that may belong to two.
#[derive(Debug, Default)]
pub(super) struct Imports<'t> {
    names: BTreeMap<&'t str, Option<&'static Client>>,
    /// Functions with another name: `import { request as send }`.
    renamed: BTreeMap<&'t str, &'t str>,
    /// The only client that the file names.
    only: Option<&'static Client>,
}

/// A place in the arguments of a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Argument<'t> {
    /// The bracket of the call.
    pub(super) open: usize,
    /// The name of the argument, or the key of the outer entry in its object.
    key: Option<&'t str>,
    /// The node of that name.
    label: Option<usize>,
    index: usize,
    /// The first node of the argument's value.
    value: usize,
    /// Whether the whole argument is the node, or a variable with its value.
    is_whole: bool,
    /// Whether a function makes a string of the node that no query is: `JSON.stringify({ … })`.
    is_serialized: bool,
}

/// The outer literal that contains a node outside of any call, with the outer entry in it.
struct Outer<'t> {
    node: usize,
    key: Option<&'t str>,
    label: Option<usize>,
    is_serialized: bool,
}

/// The client of a call, and its row of the table.
#[derive(Clone, Copy)]
pub(super) struct Known<'t> {
    pub(super) client: &'static Client,
    pub(super) way: &'static Way,
    pub(super) argument: Argument<'t>,
}

impl Known<'_> {
    /// Whether the client encodes the values of a structure there.
    pub(super) fn encodes_values(&self) -> bool {
        matches!(self.way.sent, Sent::Query(..))
    }

    /// The client, if it encodes a query that is a string.
    pub(super) fn encoder(&self) -> Option<QueryEncoder> {
        let (Sent::Query(form, _) | Sent::Url(form)) = self.way.sent else { return None };
        let keeps_plus = match form {
            QueryForm::Encoded => return None,
            QueryForm::Plain { keeps_plus } => keeps_plus,
            QueryForm::PlainValues => true,
        };
        Some(QueryEncoder {
            name: self.client.name,
            keeps_plus,
            keeps_codes: false,
            encodes_ends: false,
            advice: self.client.advice,
        })
    }

    /// The client, if it keeps some characters of the values of a structure.
    pub(super) fn encoder_of_values(&self) -> Option<QueryEncoder> {
        let keeps_some = matches!(self.way.sent, Sent::Query(QueryForm::PlainValues, _));
        self.encoder().filter(|_| keeps_some).map(|encoder| QueryEncoder { encodes_ends: true, ..encoder })
    }
}

impl<'t> Imports<'t> {
    fn of(outline: &Outline<'t>, language: Language) -> Imports<'t> {
        let mut imports = Imports::default();
        let clients = CLIENTS.iter().filter(|client| client.languages.contains(&language));
        let packages =
            clients.flat_map(|client| client.packages.iter().map(move |package| (*package, client)));
        // Most packages are not in the text at all.
        let has = |package: &str| memmem::find(outline.text.as_bytes(), package.as_bytes()).is_some();
        // The first client of a package counts.
        let packages: HashMap<&str, &'static Client, RandomState> =
            packages.rev().filter(|(package, _)| has(package)).collect();
        if packages.is_empty() {
            return imports;
        }
        let longest = packages.keys().map(|package| package.len()).max().unwrap_or_default();
        let named = |at: usize| {
            // The quotes of a string are not read for a long one.
            let may_be = outline.span(at).len() <= longest + QUOTES;
            let word = if may_be { outline.word(at) } else { None }?;
            Some((at, word, *packages.get(word)?))
        };
        let named: Vec<(usize, &str, &'static Client)> = (0..outline.len()).filter_map(named).collect();
        // `import fetch from './fetch'` is another function.
        for (at, name, _) in &named {
            if !outline.is_text(*at) && is_defined(outline, *at, name) {
                imports.names.insert(name.trim_start_matches('$'), None);
            }
        }
        let mut seen: Vec<&'static str> = Vec::new();
        let mut named = named.into_iter().peekable();
        for at in 0..outline.len() {
            if let Some((_, word, client)) = named.next_if(|(node, ..)| *node == at) {
                let is_import = match outline.is_text(at) {
                    true => imports.import(outline, at, client),
                    false if matches!(imports.get(word), Some(None)) => false,
                    false => {
                        imports.add(word, client);
                        imports.import_names(outline, at, client);
                        // A global function needs no import.
                        word != "fetch"
                    }
                };
                if is_import && !seen.contains(&client.name) {
                    seen.push(client.name);
                    imports.only = Some(client).filter(|_| seen.len() == 1);
                }
            }
            if let Some(client) = imports.value(outline, at) {
                imports.add(outline.name(at).unwrap_or_default(), client);
            }
        }
        imports
    }

    fn add(&mut self, name: &'t str, client: &'static Client) {
        let known = self.names.entry(name.trim_start_matches('$')).or_insert(Some(client));
        if known.is_some_and(|known| known.name != client.name) {
            *known = None;
        }
    }

    fn get(&self, name: &str) -> Option<Option<&'static Client>> {
        self.names.get(name.trim_start_matches('$')).copied()
    }

    /// The names in `import x from 'package'`, `const { x } = require('package')`. The result is whether the string
    /// is that of an import.
    fn import(&mut self, outline: &Outline<'t>, at: usize, client: &'static Client) -> bool {
        let last = match (outline.name_before(at, 1), outline.name_before(at, 2)) {
            (Some("from"), _) => at.checked_sub(2),
            (Some("require"), _) => return true,
            (_, Some("require")) => at.checked_sub(4),
            _ => return false,
        };
        let Some(last) = last else { return true };
        let first = match outline.closes(last) {
            Some(_) => outline.parent(last).unwrap_or(last),
            None => last,
        };
        for at in first..=last {
            let Some(name) = outline.name(at).filter(|name| *name != "as") else { continue };
            self.add(name, client);
            if let Some(renamed) = outline.name(at + 2).filter(|_| outline.name(at + 1) == Some("as")) {
                self.renamed.insert(renamed, name);
            }
        }
        true
    }

    /// The names in `import package as x`, `from package import x, y`.
    fn import_names(&mut self, outline: &Outline<'t>, at: usize, client: &'static Client) {
        if let (Some("import"), Some("as"), Some(name)) =
            (outline.name_before(at, 1), outline.name(at + 1), outline.name(at + 2))
        {
            self.add(name, client);
        }
        if outline.name_before(at, 1) != Some("from") || outline.name(at + 1) != Some("import") {
            return;
        }
        let mut here = at + 2 + usize::from(outline.is(at + 2, b'('));
        while let Some(name) = outline.name(here) {
            self.add(name, client);
            let end = if outline.name(here + 1) == Some("as") {
                outline.name(here + 2).into_iter().for_each(|name| self.add(name, client));
                here + 3
            } else {
                here + 1
            };
            if !outline.is(end, b',') {
                break;
            }
            here = end + 1;
        }
    }

    /// The client of the value that the name at `at` gets: `client = httpx.Client()`, `ClientSession() as s`.
    fn value(&self, outline: &Outline<'t>, at: usize) -> Option<&'static Client> {
        if outline.name_before(at, 1) == Some("as") {
            let first = outline.operand_start(at.checked_sub(2)?)?;
            return self.get(outline.name(first).filter(|_| outline.name(at).is_some())?)?;
        }
        let is_given = outline.is(at + 1, b'=') && !outline.is(at + 2, b'=') && !outline.is(at + 2, b'>');
        if !is_given || outline.name(at).is_none() {
            return None;
        }
        let mut value = at + 2;
        while outline.name(value).is_some_and(|name| BEFORE_VALUES.contains(&name)) {
            value += 1;
        }
        self.get(outline.name(value)?)?
    }
}

/// Whether a key is that of a parameter of a list.
pub(super) fn is_query_key(key: &str) -> bool {
    ["filter", "limit", "offset", "sort", "select"].iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// Whether a path is that of jobs or servers, whose new records have no filter.
pub(super) fn is_list_of_records(path: &str) -> bool {
    path.ends_with("/jobs") || path.ends_with("/servers")
}

/// Whether a program gives the name of a client, at a node, to something else: a function, a value, or the export of a
/// file.
fn is_defined(outline: &Outline<'_>, at: usize, name: &str) -> bool {
    if matches!(outline.name_before(at, 1), Some("function" | "def" | "class")) {
        return true;
    }
    let is_file = |at: usize| outline.raw(at).is_some_and(|path| path.starts_with(['.', '/', '@']));
    if let Some(variable) = outline.variable(at) {
        let value = outline.expression(variable.value);
        let nodes = outline.from(value.start)..outline.from(value.end);
        let requires = outline.name(variable.value) == Some("require") && nodes.clone().any(is_file);
        // A function or an object of the file. The value of another client is one.
        let is_made = outline.bracket(variable.value) == Some(Bracket::Curly);
        return (requires || is_made) && !nodes.clone().any(|at| outline.word(at) == Some(name));
    }
    // `import fetch from './fetch'`, `import { fetch, other } from './fetch'`.
    let mut last = at + 1;
    while outline.is(last, b',')
        || outline.is(last, b'}')
        || last > at + 1 && last < at + METHOD && outline.name(last).is_some_and(|name| name != "from")
    {
        last += 1;
    }
    outline.name(last) == Some("from") && is_file(last + 1)
}

/// The fault of a variable before a URL's query, if the language reads the `?` as a part of its name.
pub(super) fn swallowed(part: &Part<'_>, url: &Url, fragment: &Fragment<'_>) -> Option<Fault> {
    let mark = part.language.host()?.syntax.swallows?;
    let path = url.path.of(&fragment.text);
    let (last, number) = atoms(path).last()?;
    let hole = fragment.hole(number)?;
    let rest = fragment.outer.get(hole.shown.end as usize..)?;
    let name = hole.shown.of(fragment.outer).strip_prefix('$')?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    if last.end as usize != path.len() || !rest.starts_with(mark) || hole.place != hole.shown || !is_name {
        return None;
    }
    let written = format!("${{{name}}}");
    let place = part.map.outer(hole.shown);
    let title = format!("write `{written}`");
    Some(Fault {
        kind: FaultKind::Swallowed,
        place,
        client: "",
        source: None,
        name: Quoted(&format!("${name}{mark}")).to_string(),
        advice: "",
        fix: Some((title, vec![Edit::replace(place, written)])),
    })
}

/// The fault of HTTPie's `filter=…`, which is an entry of the body. `equals` is the place of the mark.
pub(super) fn in_body(part: &Part<'_>, word: &Fragment<'_>, equals: u32) -> Fault {
    let layer = word.layer(Span::from_range(0..word.text.len()), &part.map, &part.within);
    let edits = layer.outward(&[Edit::insert(equals, "=")]);
    Fault {
        kind: FaultKind::InBody,
        place: layer.place(Span::new(0, equals)),
        client: "HTTPie",
        source: Some(Evidence::Recorded("HTTPie 3.2.4")),
        name: Quoted(word.text.get(..equals as usize + 1).unwrap_or_default()).to_string(),
        advice: "filter==…",
        fix: edits.map(|edits| ("write `==`".to_owned(), edits)),
    }
}

impl<'a> Search<'_, 'a> {
    /// The place of a node in the arguments of the call that takes it, directly or through a variable.
    fn argument(&self, at: usize) -> Option<Argument<'a>> {
        match self.direct(at) {
            Ok(argument) => Some(argument),
            // An object of options in a variable has its own keys.
            Err(Outer { node, key, label, is_serialized }) => {
                let argument = self.used(node, node == at)?;
                let argument = Argument { is_serialized: is_serialized | argument.is_serialized, ..argument };
                let own = Argument { key, label, ..argument };
                Some(if argument.key.is_some() { argument } else { own })
            }
        }
    }

    /// The place of a node in the arguments of the call around it, or else the outer literal that contains it.
    fn direct(&self, at: usize) -> Result<Argument<'a>, Outer<'a>> {
        let outline = self.outline;
        let (mut node, mut key, mut label, mut is_serialized) = (at, None, None, false);
        for open in outline.parents(at).take(limits::SOURCE_GROUPS) {
            if outline.is_block(open) {
                break;
            }
            if let Some(name) = outline.label(node) {
                key = Some(name);
                let back = if outline.is(node.saturating_sub(1), b'>') { 3 } else { 2 };
                label = node.checked_sub(back).filter(|at| outline.word(*at) == Some(name));
            }
            // `json!({ … })` of Rust.
            let is_macro = outline.callee(open).is_some_and(|name| name.ends_with('!'));
            let serializes = serializes(outline, open);
            is_serialized |= serializes;
            let is_kept =
                serializes || is_macro || outline.callee(open).is_some_and(|name| KEEPS.contains(&name));
            if outline.is_call(open) && !is_kept {
                let index = self.index(open, node);
                let is_whole = node == at;
                return Ok(Argument { open, key, label, index, value: node, is_whole, is_serialized });
            }
            let callee = open.checked_sub(1).filter(|_| is_kept);
            node = callee.and_then(|callee| outline.operand_start(callee)).unwrap_or(open);
            node -= usize::from(outline.name_before(node, 1) == Some("new"));
        }
        Err(Outer { node, key, label, is_serialized })
    }

    /// The function of a call, with the name that its client gives it.
    fn function(&self, open: usize) -> Option<&'a str> {
        let callee = self.outline.callee(open)?;
        let imports = self.imports.get_or_init(|| Imports::of(self.outline, self.part.language));
        Some(imports.renamed.get(callee).copied().unwrap_or(callee))
    }

    /// Whether a call is one of a client.
    fn is_of_client(&self, open: usize) -> bool {
        let callee = self.function(open).unwrap_or_default();
        let client = self.client_of(open, callee);
        client.is_some_and(|(client, _)| client.ways.iter().any(|way| way.calls.contains(&callee)))
    }

    /// The index of the argument that begins at a node.
    pub(super) fn index(&self, open: usize, node: usize) -> usize {
        let nodes = std::iter::successors(Some(open + 1), |node| self.outline.next(*node));
        let before = nodes.take_while(|at| *at < node).take(limits::SOURCE_ARGUMENTS);
        before.filter(|at| self.outline.is(*at, b',')).count()
    }

    /// The place of the variable with the value at `first` in the arguments of a later call, in the same function.
    fn used(&self, first: usize, is_whole: bool) -> Option<Argument<'a>> {
        const FUNCTIONS: [&str; 5] = ["def", "function", "func", "fn", "class"];
        let outline = self.outline;
        let name = outline.variable_of(first).filter(|_| !outline.is_before_member(first))?;
        let end = outline.parent(first).and_then(|open| outline.next(open)).unwrap_or(outline.len());
        for at in first + 1..end.min(first + limits::SOURCE_GROUP) {
            let Some(word) = outline.name(at) else { continue };
            // Another function has another variable, and so has another value.
            if FUNCTIONS.contains(&word) || word == name && outline.variable(at).is_some() {
                return None;
            }
            let is_use = word == name && !outline.is_label(at) && !outline.is_member(at);
            let argument = if is_use { self.direct(at).ok() } else { None };
            if let Some(argument) = argument.filter(|argument| self.is_of_client(argument.open)) {
                // A part of an expression has another value.
                let ends = outline.is(at + 1, b',') || outline.closes(at + 1).is_some();
                let is_alone = ends && outline.operand_start(at) == Some(at) && !outline.goes_on_before(at);
                // `{ params }` is an entry of this name.
                let is_short = outline.entry(at).is_some_and(|entry| entry.value == at);
                let key = argument.key.or(Some(name).filter(|_| is_short));
                let is_whole = is_whole && argument.value == at;
                return Some(Argument { key, is_whole, ..argument }).filter(|_| is_alone);
            }
        }
        None
    }

    /// The row of the table for a node in the arguments of a call.
    pub(super) fn known(&self, at: usize) -> Option<Known<'a>> {
        let argument = self.argument(at)?;
        let callee = self.function(argument.open)?;
        let (client, is_sure) = self.client_of(argument.open, callee)?;
        let way = client.ways.iter().find(|way| {
            let fits = match way.slot {
                Slot::Named(name) => argument.key == Some(name),
                Slot::At(index) => argument.key.is_none() && argument.index == index,
                Slot::Of(index, count) => argument.index == index && self.arguments(argument.open) == count,
                Slot::Set(_) => false,
            };
            let is_body = matches!(way.sent, Sent::Body | Sent::NoBody);
            // A URL says itself what it has. Another object may have a function of the same name with other options.
            fits && way.sent != Sent::Url(QueryForm::Encoded)
                && (is_body || !argument.is_serialized)
                && way.calls.contains(&callee)
                && (is_sure || way.sent != Sent::Nowhere)
        })?;
        Some(Known { client, way, argument })
    }

    /// The number of arguments of a call.
    fn arguments(&self, open: usize) -> usize {
        let nodes = std::iter::successors(Some(open + 1), |node| self.outline.next(*node));
        1 + nodes.take(limits::SOURCE_ARGUMENTS).filter(|at| self.outline.is(*at, b',')).count()
    }

    /// The client that a call belongs to, and whether the call names it. Else the file names no other client.
    fn client_of(&self, open: usize, callee: &str) -> Option<(&'static Client, bool)> {
        let language = self.part.language;
        let mut own = CLIENTS.iter().filter(|client| client.languages.contains(&language));
        let by_call = own.find(|client| {
            client.packages.is_empty() && client.ways.iter().any(|way| way.calls.contains(&callee))
        });
        if let Some(client) = by_call {
            return Some((client, true));
        }
        let imports = self.imports.get_or_init(|| Imports::of(self.outline, language));
        let root = self.outline.operand_start(open.checked_sub(1)?)?;
        match self.outline.name(root).and_then(|name| imports.get(name)) {
            Some(client) => Some((client?, true)),
            None if self.is_own_function(callee) => None,
            None => Some((imports.only?, false)),
        }
    }

    /// Whether the file defines a function of this name, which a call on an unknown object may mean.
    fn is_own_function(&self, callee: &str) -> bool {
        self.mentions.scopes.is_some_and(|scopes| scopes.named(callee).next().is_some())
    }

    /// Whether the request of an argument has no body: its method is GET, HEAD or DELETE. Only the call itself and
    /// those before it in its chain name the method, because an argument may call a `get`, too.
    fn is_read(&self, client: &Client, argument: &Argument<'a>, callee: &str) -> bool {
        const WITHOUT_BODY: [&str; 4] = ["get", "head", "delete", "options"];
        let is_read = |method: &str| WITHOUT_BODY.iter().any(|read| method.eq_ignore_ascii_case(read));
        let outline = self.outline;
        let open = argument.open;
        // Another call of the chain makes the request: `client.get(url).json(…)`.
        if ["json", "form", "body", "send"].contains(&callee) {
            return self.method_of_chain(client, open).is_some_and(is_read);
        }
        // Options in a variable may have the method, also of a later statement.
        let call = outline.span_with_callee(open);
        let options = argument.label.filter(|label| !call.contains(outline.span(*label)));
        let options = options.and_then(|label| outline.parent(label));
        match self.method(client, open, options) {
            Some(method) => is_read(method),
            // The default is GET.
            None => options.is_none() && !call.of(outline.text).contains("..."),
        }
    }

    /// Whether the calls before that of an argument name a method that sends a body.
    pub(super) fn is_write(&self, known: &Known<'a>) -> bool {
        let method = self.method_of_chain(known.client, known.argument.open);
        method.is_some_and(|method| WRITES.iter().any(|write| method.eq_ignore_ascii_case(write)))
    }

    /// The method that the calls before one in its chain name: `client.get(url)` of `client.get(url).json(…)`.
    fn method_of_chain(&self, client: &Client, open: usize) -> Option<&'a str> {
        let outline = self.outline;
        let first = outline.operand_start(open.checked_sub(1)?)?;
        let is_chained = |at: &usize| outline.is_call(*at) && outline.parent(*at) == outline.parent(open);
        (first..open).rev().filter(is_chained).find_map(|open| self.method(client, open, None))
    }

    /// The method that a call names: in its options, in its own name, or in its first argument. It is empty if a
    /// variable has it.
    fn method(&self, client: &Client, open: usize, options: Option<usize>) -> Option<&'a str> {
        const METHODS: [&str; 7] = ["get", "head", "delete", "options", "post", "put", "patch"];
        let outline = self.outline;
        let is_method = |name: &str| METHODS.iter().any(|method| name.eq_ignore_ascii_case(method));
        // `'GET'`, `:get`, `Method::GET`.
        let named = |value: usize| {
            let is_part =
                |at: usize| outline.word(at).is_some() || outline.is(at, b'.') || outline.is(at, b':');
            let end = (value..value + METHOD).find(|at| !is_part(*at))?;
            let is_whole = outline.is(end, b',') || outline.closes(end).is_some();
            outline.word(end.checked_sub(1)?).filter(|name| is_whole && is_method(name))
        };
        let given = self.value_in(open, Slot::Named("method"));
        if let Some(value) = given.or_else(|| outline.value_in(options?, &["method"])) {
            return Some(named(value).unwrap_or_default());
        }
        let callee = outline.callee(open)?;
        if is_method(callee) {
            return Some(callee);
        }
        let takes_any = ["request", "execute", "stream"].contains(&callee);
        let first = if takes_any || client.packages.contains(&callee) { named(open + 1) } else { None };
        first.or_else(|| takes_any.then_some(""))
    }

    /// The fault of a filter that the client of its call does not send in the URL.
    pub(super) fn lost(&self, known: &Known<'a>) -> Option<Fault> {
        let Known { client, way, argument } = known;
        let outline = self.outline;
        let callee = self.function(argument.open)?;
        let kind = match way.sent {
            Sent::Body => FaultKind::InBody,
            Sent::Post => FaultKind::Posted,
            Sent::NoBody => FaultKind::NoBody,
            Sent::Nowhere => FaultKind::NotSent,
            _ => return None,
        };
        if way.sent != Sent::Post && !self.is_read(client, argument, callee) {
            return None;
        }
        let mut fault = self.fault(kind, client, argument);
        let call = outline.span_with_callee(argument.open);
        // The right name takes the same value.
        let right = client.ways.iter().find_map(|way| match (way.slot, way.sent) {
            (Slot::Named(name), Sent::Query(..)) if way.calls.contains(&callee) => Some(name),
            _ => None,
        });
        // A name outside of the advice takes another structure.
        let right = right.filter(|name| {
            let is_free = self.value_in(argument.open, Slot::Named(name)).is_none();
            // A string would be the query as it is, and some clients drop the query of the URL beside it.
            let string = outline.is_text(argument.value).then(|| outline.joined_from(None, argument.value));
            let is_raw = string.is_some_and(|string| {
                string.fragment.text.contains('+') || atoms(&string.fragment.text).next().is_some()
            });
            let has_query = call.of(outline.text).contains('?');
            client.advice.contains(name) && is_free && !argument.is_serialized && !is_raw && !has_query
        });
        // Other requests may use the same options.
        let is_own = argument.label.is_some_and(|label| {
            let first = outline.parent(label).unwrap_or(label);
            let name = outline.variable_of(first);
            call.contains(outline.span(label))
                || name.is_some_and(|name| self.names().uses(bare(name)).len() <= 2)
        });
        if let Some(right) = right.filter(|_| is_own) {
            fault.fix = Some((format!("write `{right}`"), vec![Edit::replace(fault.place, right)]));
        }
        Some(fault)
    }

    /// The fault of a table that a command sends as the body of a GET, because it is a string by then:
    /// `Invoke-RestMethod -Body (@{ filter = '…' } | ConvertTo-Json)`.
    pub(super) fn lost_body(&mut self, at: usize) -> Option<Fault> {
        let outline = self.outline;
        let sender = outline.syntax.bodies?;
        let is = |at: usize, name: &str| outline.name(at).is_some_and(|own| own.eq_ignore_ascii_case(name));
        let table = outline.parent(at).filter(|open| outline.bracket(*open) == Some(Bracket::Curly))?;
        let pipe = outline.next(table)?;
        if !outline.is(pipe, b'|') || !is(pipe + 1, sender.serializer) {
            return None;
        }
        let first = table - usize::from(outline.is(table.checked_sub(1)?, b'@'));
        let group = outline.parent(table).filter(|open| outline.bracket(*open) == Some(Bracket::Round));
        let is_body = |value: usize| value.checked_sub(1).filter(|option| is(*option, sender.option));
        let (option, is_shared) = match group {
            Some(group) => (is_body(group)?, false),
            None => {
                let name = bare(outline.variable_of(first)?);
                let mut uses = self.names().uses(name).iter().copied().filter(|used| *used > at);
                let first = uses.by_ref().take(limits::SOURCE_USES).find_map(is_body)?;
                (first, uses.next().is_some())
            }
        };
        let statement = self.statement(outline.span(option).start)?;
        if !self.gets_by_default(sender, option, statement) {
            return None;
        }
        // Another request may send the same string, and the serializer may have options.
        let is_alone = !is_shared && outline.closes(pipe + 2) == Some(Bracket::Round);
        let edits = || vec![Edit::delete(self.part.map.outer(outline.span_to(pipe, pipe + 2)))];
        let fix = is_alone.then(|| (format!("remove `{}`", sender.serializer), edits()));
        Some(Fault { fix, ..self.in_option(sender, option) })
    }

    /// The fault of a query that a command sends in the body of a POST to a list: `Invoke-RestMethod -Method Post -Body
    /// @{ filter = "…" }`. An object with other keys may be a new record.
    pub(super) fn posted_query(&mut self, at: usize) -> Option<Fault> {
        let outline = self.outline;
        let sender = outline.syntax.bodies?;
        let table = outline.parent(at).filter(|open| outline.bracket(*open) == Some(Bracket::Curly))?;
        let mut keys = (table + 1..outline.next(table)?)
            .filter(|key| outline.parent(*key) == Some(table) && outline.is_label(*key));
        let is_of_query = |key: usize| outline.word(key).is_some_and(is_query_key);
        let option = table.checked_sub(1 + usize::from(outline.is(table.checked_sub(1)?, b'@')))?;
        let is_option = outline.name(option).is_some_and(|name| name.eq_ignore_ascii_case(sender.option));
        if !is_option || !keys.all(is_of_query) || !self.is_posted(at) {
            return None;
        }
        let call = self.call_of(at, limits::SOURCE_CALL);
        let Asked::List(list) = self.asked(&call, at) else { return None };
        let statement = self.statement(outline.span(option).start)?;
        let words = outline.from(statement.start)..outline.from(statement.end);
        let posts = |at: usize| outline.word(at).is_some_and(|word| word.eq_ignore_ascii_case("post"));
        let name = format!("the table after {}", Quoted(sender.option));
        (is_list_of_records(&list) && words.clone().any(posts)).then(|| Fault {
            kind: FaultKind::Posted,
            name,
            advice: "-Method Get -Body @{ filter = … }",
            ..self.in_option(sender, option)
        })
    }

    /// The fault of a query that a command sends as the body of a GET: `Invoke-RestMethod -Body "filter=…"`.
    pub(super) fn lost_query(&mut self, at: usize) -> Option<Fault> {
        let outline = self.outline;
        let sender = outline.syntax.bodies?;
        let is_option =
            |at: &usize| outline.name(*at).is_some_and(|own| own.eq_ignore_ascii_case(sender.option));
        let option = at.checked_sub(1).filter(is_option)?;
        let statement = self.statement(outline.span(option).start)?;
        self.gets_by_default(sender, option, statement).then(|| self.in_option(sender, option))
    }

    /// The fault of a filter in a URL whose command also sends a table with a filter.
    pub(super) fn twice(&mut self, first: usize) -> Option<Fault> {
        let outline = self.outline;
        let sender = outline.syntax.bodies?;
        let statement = self.statement(outline.span(first).start)?;
        let mut nodes = outline.from(statement.start)..outline.from(statement.end);
        let option = nodes.find(|at| {
            outline.name(*at).is_some_and(|own| own.eq_ignore_ascii_case(sender.option))
                && outline.parent(*at) == outline.parent(first)
        })?;
        let table = option + 1 + usize::from(outline.is(option + 1, b'@'));
        outline.value_in(table, &["filter"])?;
        let fault = self.in_option(sender, option);
        let name = Quoted(sender.option).to_string();
        self.gets_by_default(sender, option, statement).then_some(Fault {
            kind: FaultKind::Twice,
            name,
            ..fault
        })
    }

    /// The fault of a string after the option of a body.
    fn in_option(&self, sender: &BodySender, option: usize) -> Fault {
        Fault {
            kind: FaultKind::InBody,
            place: self.part.map.outer(self.outline.span(option)),
            client: sender.client,
            source: Some(sender.source),
            name: format!("a string after {}", Quoted(sender.option)),
            advice: sender.advice,
            fix: None,
        }
    }

    /// The fault of a statement that drops the parameters which it makes: `params.set('filter', …);` of Angular, whose
    /// parameters never change. Case: "Angular: `set` alone changes nothing" (typescript.toml).
    pub(super) fn dropped(&self, at: usize) -> Option<Fault> {
        const TYPE: &str = "HttpParams";
        if !matches!(self.part.language, Language::JavaScript | Language::TypeScript) {
            return None;
        }
        let outline = self.outline;
        let open = outline.parent(at)?;
        let method = outline.callee(open).filter(|name| ["set", "append"].contains(name))?;
        let first = outline.operand_start(open.checked_sub(1)?)?;
        // `this.params.set(…)`.
        let is_own = outline.name(first) == Some("this");
        let object = if is_own { first + 2 } else { first };
        let name = outline.name(object).filter(|_| outline.is_statement(first))?;
        let place = outline.span(first).start;
        let scopes =
            self.mentions.scopes.filter(|scopes| is_own || scopes.parameter(name, place).is_none())?;
        let is_made =
            |value: usize| outline.name(value) == Some("new") && outline.name(value + 1) == Some(TYPE);
        let values: Vec<usize> = if is_own {
            let uses = self.names().uses(name).iter().copied();
            let own = uses.filter(|node| scopes.is_same_type(place, outline.span(*node).start));
            own.filter_map(|node| outline.assigned(node)).collect()
        } else {
            let given = self.names().given(name).iter().filter(|given| !given.adds);
            given.map(|given| given.value.value).collect()
        };
        let mut made = values.iter().copied().filter(|value| is_made(*value)).peekable();
        // Another variable of this name may be a `URLSearchParams`.
        let is_same = |value: usize| outline.name(value + object - first) == Some(name);
        let sees = |value: usize| is_own || scopes.sees(place, outline.span(value).start);
        let is_seen = made.peek().is_some() && made.clone().all(sees);
        if !is_seen || values.iter().any(|value| !is_made(*value) && !is_same(*value)) {
            return None;
        }
        let may_change = |value: usize| {
            let word = value.checked_sub(2).and_then(|name| outline.name_before(name, 1));
            if is_own { word != Some("readonly") } else { matches!(word, Some("let" | "var")) }
        };
        let start = self.part.map.outer(outline.span(first)).start;
        let written = outline.span_to(first, object + 1).of(outline.text);
        let fix = made.all(may_change).then(|| {
            (format!("assign the result to `{written}`"), vec![Edit::insert(start, format!("{written} = "))])
        });
        Some(Fault {
            kind: FaultKind::Dropped,
            place: self.part.map.outer(outline.span(open - 1)),
            client: "`HttpParams` of Angular",
            source: Some(Evidence::Recorded("@angular/common 20.3.35")),
            name: Quoted(method).to_string(),
            advice: "params = params.set('filter', …)",
            fix,
        })
    }

    /// Whether the command of an option sends a GET: it names no other method, and no table or variable gives it one.
    fn gets_by_default(&self, sender: &BodySender, option: usize, statement: Span) -> bool {
        let outline = self.outline;
        let ends = |at: usize| [b'|', b';', b'='].iter().any(|mark| outline.is(at, *mark));
        let words = outline.from(statement.start)..outline.from(statement.end);
        let words = words.filter(|at| outline.parent(*at) == outline.parent(option));
        let (before, after): (Vec<usize>, Vec<usize>) = words.partition(|at| *at < option);
        let start = before.iter().rposition(|at| ends(*at)).map_or(0, |end| end + 1);
        let before = before.get(start..).unwrap_or_default();
        let word = |at: usize| outline.word(at).unwrap_or_default().to_ascii_lowercase();
        let is_sender = before.iter().any(|at| sender.commands.contains(&&*word(*at)));
        let mut words = before.iter().chain(after.iter().take_while(|at| !ends(**at))).copied();
        let gives_another = |at: usize| {
            let name = word(at);
            let value = at + 1 + usize::from(outline.is(at + 1, b':'));
            // `@parameters` may have the method.
            outline.is(at, b'@') && outline.name(at + 1).is_some()
                || name.starts_with(sender.method) && word(value) != "get"
                || sender.other_methods.iter().any(|begin| name.starts_with(begin))
        };
        is_sender && !words.any(gives_another) && !outline.text.contains(sender.defaults)
    }

    fn fault(&self, kind: FaultKind, client: &'static Client, argument: &Argument<'a>) -> Fault {
        let outline = self.outline;
        // The name of the argument, or its value.
        let place =
            argument.label.and_then(|at| outline.inside(at)).unwrap_or_else(|| outline.span(argument.value));
        let callee = || Quoted(outline.callee(argument.open).unwrap_or_default());
        let name = match argument.key {
            Some(key) => Quoted(key).to_string(),
            None if self.arguments(argument.open) == 1 => format!("the argument of {}", callee()),
            None => format!("argument {} of {}", argument.index + 1, callee()),
        };
        Fault {
            kind,
            place: self.part.map.outer(place),
            client: client.name,
            source: Some(client.source),
            name,
            advice: client.advice,
            fix: None,
        }
    }

    /// The client that gets the URL at the node `first`, and the bracket of its call.
    pub(super) fn client_of_url(&self, first: usize) -> Option<(&'static Client, usize)> {
        let is_url = |argument: &Argument<'_>| match argument.key {
            Some(key) => key == "url",
            None => argument.is_whole,
        };
        let open = self.argument(first).filter(is_url)?.open;
        let (client, _) = self.client_of(open, self.function(open)?)?;
        Some((client, open))
    }

    /// Whether a client of the table certainly makes a call: the program names its package.
    pub(super) fn is_certainly_of_client(&self, open: usize) -> bool {
        let callee = self.function(open).unwrap_or_default();
        self.client_of(open, callee).is_some_and(|(_, is_sure)| is_sure)
    }

    /// The fault of a filter in the URL that begins at the node `first`, if other arguments of its call replace
    /// or repeat the query.
    pub(super) fn replaced(&self, first: usize) -> Option<Fault> {
        let outline = self.outline;
        let (client, open) = self.client_of_url(first)?;
        // `get(url).query({ … })`.
        let calls = std::iter::successors(Some(open), |open| {
            let end = outline.next(*open)?;
            Some(end + 2).filter(|next| outline.is(end, b'.') && outline.is_call(*next))
        });
        let faults = calls.take(limits::SOURCE_CALL).flat_map(|open| {
            let callee = self.function(open).unwrap_or_default();
            client.ways.iter().filter(move |way| way.calls.contains(&callee)).filter_map(move |way| {
                let Sent::Query(_, own) = way.sent else { return None };
                let value = self.value_in(open, way.slot)?;
                let kind = self.fault_of(own, value)?;
                let (key, index) = match way.slot {
                    Slot::Named(name) | Slot::Set(name) => (Some(name), 0),
                    Slot::At(index) | Slot::Of(index, _) => (None, index),
                };
                let back = if outline.is(value.saturating_sub(1), b'>') { 3 } else { 2 };
                let label = key.and_then(|_| value.checked_sub(back));
                let argument =
                    Argument { open, key, label, index, value, is_whole: true, is_serialized: false };
                Some(self.fault(kind, client, &argument))
            })
        });
        let mut faults = faults;
        faults.next()
    }

    /// The fault of a filter in a URL whose call also has this structure.
    fn fault_of(&self, own: OwnQuery, value: usize) -> Option<FaultKind> {
        let outline = self.outline;
        // `params=page`, with `page = {"limit": 5}` before it.
        let value = self.structure_in(value).unwrap_or(value);
        let is_structure = outline.bracket(value).is_some();
        let is_made = outline.is_call(value + 1) || outline.name(value) == Some("new");
        let is_known = is_structure || outline.is_text(value) || is_made;
        if !is_known {
            return None;
        }
        let is_empty = is_structure && outline.next(value) == Some(value + 2);
        let has_filter = is_structure && outline.value_in(value, &["filter"]).is_some();
        match own {
            OwnQuery::Kept => has_filter.then_some(FaultKind::Twice),
            OwnQuery::Merged => has_filter.then_some(FaultKind::Overwritten),
            OwnQuery::Replaced => Some(FaultKind::Replaced),
            OwnQuery::ReplacedByAny => (!is_empty).then_some(FaultKind::Replaced),
            OwnQuery::Broken => (!is_empty).then_some(FaultKind::Broken),
            OwnQuery::Refused => (!is_empty).then_some(FaultKind::Refused),
        }
    }

    /// The structure that a variable has, which is a whole argument, if it has no other value.
    fn structure_in(&self, at: usize) -> Option<usize> {
        let outline = self.outline;
        let name =
            outline.name(at).filter(|_| outline.is(at + 1, b',') || outline.closes(at + 1).is_some())?;
        let place = outline.span(at).start;
        let given = self.mentions.scopes?.reaching(bare(name), place, self.names().given(bare(name)));
        let [given] = given.as_slice() else { return None };
        let value = given.value.value;
        (!given.adds && outline.bracket(value) == Some(Bracket::Curly)).then_some(value)
    }

    /// The fault of a query that code changes in a copy: `request.URL.Query().Add("filter", …)` of Go.
    pub(super) fn of_copy(&self, at: usize) -> Option<Fault> {
        let outline = self.outline;
        let open = outline.parent(at).filter(|_| self.part.language == Language::Go)?;
        let method = outline.callee(open).filter(|name| ["Add", "Set"].contains(name))?;
        let callee = open.checked_sub(1)?;
        // `.Query()` before it.
        let is_made = outline.closes(callee.checked_sub(2)?) == Some(Bracket::Round)
            && outline.name_before(callee, 4) == Some("Query")
            && outline.is_statement(outline.operand_start(callee)?);
        is_made.then(|| Fault {
            kind: FaultKind::OfCopy,
            place: self.part.map.outer(outline.span(callee)),
            client: "net/http",
            source: Some(Evidence::Recorded("Go 1.19.8")),
            name: Quoted(method).to_string(),
            advice: "query := request.URL.Query(); query.Set(\"filter\", …); request.URL.RawQuery = query.Encode()",
            fix: None,
        })
    }

    /// The value in a place of a call.
    fn value_in(&self, open: usize, slot: Slot) -> Option<usize> {
        let outline = self.outline;
        let nodes = || {
            let nodes = std::iter::successors(Some(open + 1), |node| outline.next(*node));
            nodes.take(limits::SOURCE_ARGUMENTS)
        };
        match slot {
            Slot::Named(name) => outline.value_in(open, &[name]).or_else(|| {
                let options = nodes()
                    .filter(|at| matches!(outline.bracket(*at), Some(Bracket::Curly | Bracket::Square)));
                options.filter_map(|options| outline.value_in(options, &[name])).next()
            }),
            Slot::At(index) => {
                let mut commas = nodes().filter(|at| outline.is(*at, b','));
                let value = match index.checked_sub(1) {
                    Some(before) => commas.nth(before)? + 1,
                    None => open + 1,
                };
                outline.bracket(value).map(|_| value)
            }
            Slot::Of(..) | Slot::Set(_) => None,
        }
    }
}
