//! The client that gets a URL, from the table of clients.

use memchr::memmem;

use super::Search;
use super::flow::bare;
use crate::limits;
use crate::source::Language;
use crate::source::clients::{CLIENTS, CURL, Client, MAY_ENCODE, Sender, Sent, Slot, Space, Way};
use crate::source::outline::Outline;

/// Functions that make a string out of the one that they get.
const FORMATS: [&str; 3] = ["Sprintf", "sprintf", "format"];

/// Methods of a string that change no character.
const KEEPS: [&str; 4] = ["formatted", "format", "trim", "toString"];

/// The client that a program names and that does not encode a space, if it names none that may encode one.
pub(super) fn named(outline: &Outline<'_>, language: Language) -> Option<Sender> {
    let mut own = CLIENTS.iter().filter(|client| client.languages.contains(&language)).peekable();
    own.peek()?;
    let named: Vec<&Client> = own.filter(|client| is_named(outline, client)).collect();
    let leaves = named.iter().find(|client| client.leaves_spaces())?;
    let may_encode = named.iter().any(|client| !client.leaves_spaces());
    (!may_encode && !names_encoder(outline, language)).then(|| leaves.sender(false))
}

fn is_named(outline: &Outline<'_>, client: &Client) -> bool {
    names_any(outline, client.packages) || names_any(outline, client.named)
}

/// Whether a program names code that may encode a space, and that no row of the table has.
fn names_encoder(outline: &Outline<'_>, language: Language) -> bool {
    MAY_ENCODE.iter().any(|(languages, names)| languages.contains(&language) && names_any(outline, names))
}

/// Whether a program has one of these names. A name with a dot is two, one after the other.
fn names_any(outline: &Outline<'_>, names: &[&str]) -> bool {
    let is_at = |at: usize, name: &str| {
        let is_after =
            |(before, name)| outline.name(at) == Some(name) && outline.name_before(at, 2) == Some(before);
        outline.word(at) == Some(name) || name.split_once('.').is_some_and(is_after)
    };
    // Most names are not in the text at all.
    let has = |name: &&&str| memmem::find(outline.text.as_bytes(), name.as_bytes()).is_some();
    let names: Vec<&str> = names.iter().filter(has).copied().collect();
    !names.is_empty() && (0..outline.len()).any(|at| names.iter().any(|name| is_at(at, name)))
}

/// Whether a call is one of a way: of its function, or of that of its object.
fn is_of_way(way: &Way, object: Option<&str>, callee: &str) -> bool {
    way.calls.iter().any(|call| match call.split_once('.') {
        // `ansible.builtin.uri` has its dots.
        Some((of, name)) => *call == callee || name == callee && object == Some(of),
        None => *call == callee,
    })
}

impl Search<'_, '_> {
    /// The client that gets the URL or the query from the node `first` up to `end`, if code gives it to one.
    pub(super) fn sender(&self, first: usize, end: usize) -> Option<Sender> {
        if self.is_given_to_curl(first) {
            return Some(CURL.sender(true));
        }
        if let Some(client) = self.taker(first, end) {
            return Some(client.sender(true));
        }
        // An argument of such a call may be only a part of the URL, or change on the way.
        let (client, _) = self.client_of_url(first)?;
        let sender = client.sender(true);
        let space = sender.space.filter(|space| *space == Space::Encoded);
        (space.is_some() || sender.percent.is_some()).then_some(Sender { space, ..sender })
    }

    /// The client that takes the string from the node `first` up to `end` as its URL, as it is: in a call, or in the
    /// variable that has it.
    fn taker(&self, first: usize, end: usize) -> Option<&'static Client> {
        let outline = self.outline;
        let is_php = self.part.language == Language::Php;
        let method = outline.name(end + 1).filter(|_| outline.is(end, b'.') && !is_php);
        if method.is_some_and(|method| !KEEPS.contains(&method)) {
            return None;
        }
        let client = self.taker_of(first).or_else(|| self.taker_of_variable(first, end))?;
        let is_sent = client.senders.is_empty() || self.sent_urls().contains(&client.name);
        is_sent.then_some(client)
    }

    /// The clients whose URLs a function of the program sends: it names that function, and no code that may encode them.
    fn sent_urls(&self) -> &[&'static str] {
        let outline = self.outline;
        self.sent_urls.get_or_init(|| {
            let own = || CLIENTS.iter().filter(|client| client.languages.contains(&self.part.language));
            let may_encode = own().any(|client| !client.leaves_spaces() && is_named(outline, client))
                || names_encoder(outline, self.part.language);
            let sent = own().filter(|client| !may_encode && names_any(outline, client.senders));
            sent.map(|client| client.name).collect()
        })
    }

    /// The client that takes the variable with the string at `first` as its URL, where code uses it first after `end`.
    fn taker_of_variable(&self, first: usize, end: usize) -> Option<&'static Client> {
        let outline = self.outline;
        first.checked_sub(1).filter(|before| outline.is(*before, b'='))?;
        let targets = outline.targets(&outline.statement(first));
        let name =
            targets.into_iter().find_map(|target| outline.name(target.at).filter(|_| target.is_new))?;
        let uses = self.names().uses(bare(name));
        let used = *uses.get(uses.partition_point(|at| *at < end))?;
        let is_whole = outline.is(used + 1, b',') || outline.closes(used + 1).is_some();
        is_whole.then(|| self.taker_of(used)).flatten()
    }

    /// The client that takes the value at the node `first` as its URL.
    fn taker_of(&self, first: usize) -> Option<&'static Client> {
        let outline = self.outline;
        let of = |fits: &dyn Fn(&Way) -> bool| {
            let mut own = CLIENTS.iter().filter(|client| client.languages.contains(&self.part.language));
            own.find(|client| client.ways.iter().any(|way| matches!(way.sent, Sent::Url(_)) && fits(way)))
        };
        let mut value = first;
        for _ in 0..limits::SOURCE_CALL {
            let key = outline.label(value);
            // `request.URL.RawQuery = …`, and `CURLOPT_URL => …` in any list of options.
            let is_member = value.checked_sub(2).is_some_and(|name| outline.is_member(name));
            let set = key.and_then(|key| {
                of(&|way| match way.slot {
                    Slot::Set(name) => name == key && is_member,
                    Slot::Named(name) => name == key && way.calls.is_empty(),
                    _ => false,
                })
            });
            if set.is_some() {
                return set;
            }
            let open = outline.parent(value)?;
            // A module of Ansible is the key of its arguments.
            let is_data = outline.syntax.template.is_some();
            let callee = if is_data { outline.label(open)? } else { outline.callee(open)? };
            if !is_data && !outline.is_call(open) {
                return None;
            }
            let begins = key.is_some() || value == open + 1 || outline.is(value - 1, b',');
            if begins && FORMATS.contains(&callee) && self.index(open, value) == 0 {
                value = outline.operand_start(open - 1)?;
                continue;
            }
            let index = self.index(open, value);
            let fits = |way: &Way| match way.slot {
                Slot::Named(name) => key == Some(name),
                Slot::At(at) => index == at && key.is_none_or(|key| key == "url"),
                Slot::Of(..) | Slot::Set(_) => false,
            };
            let object = outline.receiver(open);
            return of(&|way| begins && is_of_way(way, object, callee) && fits(way));
        }
        None
    }
}
