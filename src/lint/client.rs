//! `lost-filter`, and the other findings about the code that gives a filter to a client.

use crate::decode::{BARE_PERCENT, every, posts};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::rules::{self, Rule};
use crate::schema::Schema;
use crate::source::{BarePercent, Fault, FaultKind, Sender, Space};
use crate::text::ToWrite;

/// The finding of a fault.
pub(super) fn finding(fault: Fault, schema: &Schema) -> Diagnostic {
    let (rule, message) = rule_and_message(&fault, schema);
    let message = Message::new(message).help(help(&fault));
    let message = match fault.fix {
        Some((title, edits)) => message.safe_fix(title, edits),
        None => message,
    };
    let found = Diagnostic::new(rule, fault.place, message);
    if fault.kind == FaultKind::Returned { found.with_severity(Severity::Warning) } else { found }
}

/// The rule that a fault breaks, and the words for it.
fn rule_and_message(fault: &Fault, schema: &Schema) -> (&'static Rule, String) {
    let Fault { kind, client, name, .. } = fault;
    let every = every(schema);
    match kind {
        FaultKind::InBody => (
            &rules::LOST_FILTER,
            format!(
                "{client} sends {name} in the body: the URL has no filter, and the service returns {every}"
            ),
        ),
        FaultKind::Posted => (
            &rules::LOST_FILTER,
            format!(
                "{client} sends {name} in the body of a POST: no filter is sent, and {}",
                posts(schema)
            ),
        ),
        FaultKind::OfCopy => (
            &rules::LOST_FILTER,
            format!(
                "{name} changes a copy of the query: the URL has no filter, and the service returns {every}"
            ),
        ),
        FaultKind::NoBody => (
            &rules::LOST_FILTER,
            format!("{client} refuses {name} in a GET: no request is sent"),
        ),
        FaultKind::NotSent => (
            &rules::LOST_FILTER,
            format!("{client} does not send {name}: the URL has no filter, and the service returns {every}"),
        ),
        FaultKind::Dropped => (
            &rules::LOST_FILTER,
            format!(
                "{name} of {client} returns new parameters, and this statement does not use them: the URL has no filter, and the service returns {every}"
            ),
        ),
        FaultKind::Replaced => (
            &rules::LOST_FILTER,
            format!(
                "{client} writes {name} over the query of the URL: its filter is lost, and the service returns {every}"
            ),
        ),
        FaultKind::Overwritten => (
            &rules::LOST_FILTER,
            format!("{client} writes the filter of {name} over the one of the URL, which is lost"),
        ),
        FaultKind::Broken => (
            &rules::LOST_FILTER,
            format!("{client} adds {name} after a second `?`, which becomes a part of the filter"),
        ),
        FaultKind::Refused => (
            &rules::LOST_FILTER,
            format!("{client} refuses {name} for a URL that has a query: no request is sent"),
        ),
        FaultKind::Swallowed => (
            &rules::VARIABLE_NAME,
            format!(
                "the `?` belongs to the name of the variable: {name} is inserted, which is usually not set"
            ),
        ),
        FaultKind::Misquoted => (
            &rules::HOST_SYNTAX,
            format!(
                "{name} quotes nothing here: it is a part of the argument, which ends at the next blank, and {client}"
            ),
        ),
        FaultKind::Returned => (
            &rules::HOST_SYNTAX,
            "bash keeps the carriage return at the end of this line in the last argument: curl refuses such a URL, and sends `%0d` at the end of data".to_owned(),
        ),
        FaultKind::Cut => (
            &rules::HOST_SYNTAX,
            format!("{name} begins a comment in YAML: the filter ends before it"),
        ),
        FaultKind::Twice => (
            &rules::WRONG_PARAMETER,
            format!(
                "{client} sends the filter of the URL and the one of {name}: the service may use either one"
            ),
        ),
    }
}

/// The advice about a fault.
fn help(fault: &Fault) -> String {
    match fault.kind {
        FaultKind::Twice | FaultKind::Overwritten => {
            "write both conditions into one filter, joined with `and`".to_owned()
        }
        FaultKind::Swallowed => "put braces around the name".to_owned(),
        FaultKind::Misquoted | FaultKind::Cut => format!("put {} around it", fault.advice),
        FaultKind::Returned => {
            "save the file with line feeds alone (the bash of Git for Windows drops the carriage return)"
                .to_owned()
        }
        _ => {
            let source = fault.source.map(|source| format!(" ({source})")).unwrap_or_default();
            format!("write {}{source}", ToWrite(fault.advice))
        }
    }
}

/// A finding about a `%` without two hex digits, in a URL that this client gets.
pub(super) fn with_percent(found: Diagnostic, client: &str, percent: BarePercent) -> Diagnostic {
    let Some(advice) = found.help().filter(|help| *help == BARE_PERCENT) else { return found };
    let does = match percent {
        BarePercent::Kept => format!("{client} sends this one as it is"),
        BarePercent::Encoded => format!("{client} does so itself, and most clients do not"),
        BarePercent::AllEncoded => {
            format!("{client} encodes every `%` of a URL with such a one, so `%20` is no longer a space")
        }
        BarePercent::Refused => format!("{client} refuses the URL"),
    };
    let help = format!("{advice}: {does}");
    let found = found.with(|message| message.help(help));
    if percent == BarePercent::Encoded { found.with_severity(Severity::Hint) } else { found }
}

/// The treatment of a URL with raw spaces by a client that does not encode them, in words.
pub(super) fn with_spaces(sender: &Sender, spaces: &str) -> String {
    let name = if sender.is_given { sender.name } else { "the client" };
    match sender.space {
        Some(Space::Malformed) => {
            format!("{name} sends {spaces} as they are, and the request line is malformed")
        }
        _ => format!("{name} refuses {spaces}, and sends nothing"),
    }
}
