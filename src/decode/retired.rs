//! `retired-version` and `old-host`: addresses that may no longer answer.

use super::Schemas;
use super::schemas::list_of;
use super::target::ListTarget;
use crate::check::{Checked, each_operand};
use crate::diagnostic::{Applicability, Diagnostics, Message};
use crate::rules;
use crate::schema::service::{self, Host};
use crate::schema::{List, Resolved, Schema, is_at, lists};
use crate::syntax::{Ast, OperandKind};
use crate::text::{Edit, Layer, Quoted, Span, joined_code, offset};

/// The finding about a path, independent of its host.
struct Retired {
    place: Span,
    message: String,
    help: String,
    /// The text of a fix, its edit, and whether the request then selects the same.
    fix: Option<(String, Edit, Applicability)>,
}

/// Reports that the list, its prefix or its host may no longer answer: one finding for one address.
/// `path` is its place with the host; `filter` parses the filter, if there is one.
pub(super) fn report<'f>(
    layer: &Layer<'_>,
    path: Span,
    target: Option<&ListTarget<'_>>,
    schemas: &Schemas,
    filter: impl Fn() -> Option<Checked<'f>>,
    diagnostics: &mut Diagnostics,
) {
    let retired = target.and_then(|target| retired(target, &layer.text, schemas, &filter));
    if let Some((place, host)) = host(&layer.text, path) {
        diagnostics.report(&rules::OLD_HOST, layer.place(place), || old_host(layer, place, host, retired));
    } else if let Some(Retired { place, message, help, fix }) = retired {
        diagnostics.report(&rules::RETIRED_VERSION, layer.place(place), || {
            let message = Message::new(message).help(help);
            let Some((title, edit, applicability)) = fix else { return message };
            message.fix(applicability, title, layer.outward(&[edit]))
        });
    }
}

/// The finding about the version or the prefix of a path.
fn retired<'f>(
    target: &ListTarget<'_>,
    text: &str,
    schemas: &Schemas,
    filter: &dyn Fn() -> Option<Checked<'f>>,
) -> Option<Retired> {
    let path = target.path();
    // Which version it is decides.
    if target.of_any_version().is_some() {
        return None;
    }
    if let Some((sunset, length)) = service::sunset(&path) {
        let after = offset(path.len().saturating_sub(length));
        let place = Span::new(target.place.start, target.place.end - after);
        let message = format!(
            "{} had its sunset on {}: expect the request to fail",
            Quoted(place.of(text)),
            service::day(sunset.date)
        );
        let (help, fix) = match newest(sunset.path) {
            Some(now) => now_at(now, place, filter().as_ref().map(Checked::ast)),
            None => ("write the path of its successor".to_owned(), None),
        };
        return Some(Retired { place, message, help, fix });
    }
    // A list that exists only below the old prefix has no other address.
    let date = target.prefix.deprecated.filter(|_| !schemas.has(&path))?;
    let message = format!(
        "the prefix `{}` is deprecated, and {} since {}",
        target.prefix.path,
        target.prefix.says.unwrap_or("may not answer"),
        service::month(date)
    );
    let present = target.present_path();
    if let Some((sunset, _)) = service::sunset(&present) {
        let help = format!(
            "{} had its sunset on {}: no document names a successor",
            Quoted(&present),
            service::day(sunset.date)
        );
        return Some(Retired { place: target.place, message, help, fix: None });
    }
    let now = service::present_prefix();
    let is_known = schemas.has(&present);
    let applicability = Applicability::safe_if(is_known);
    let help = match newest_version(target).filter(|_| !is_known) {
        Some(path) => format!("the list has another version there: write `{path}`"),
        None if is_known => format!("write `{present}`"),
        None => format!("write `{now}` and the current version of the resource"),
    };
    let edit = Edit::replace(target.prefix_place(), now.trim_start_matches('/'));
    Some(Retired {
        place: target.place,
        message,
        help,
        fix: Some((format!("write `{now}`"), edit, applicability)),
    })
}

/// The path of the newest version of the list at `path`.
fn newest(path: &str) -> Option<&'static str> {
    let is_of = |list: &&List| list.paths().iter().any(|template| is_at(template, path));
    lists().iter().find(is_of)?.paths().first().copied()
}

/// The path of the newest version of a list, if only other versions are known.
fn newest_version(target: &ListTarget<'_>) -> Option<&'static str> {
    let (_, name) = target.tail.split_once('/')?;
    list_of(name)?.paths().first().copied()
}

/// The replacement for a list that is now at `now`.
fn now_at(
    now: &'static str,
    place: Span,
    ast: Option<&Ast<'_>>,
) -> (String, Option<(String, Edit, Applicability)>) {
    let (renamed, unknown) =
        Schema::at_path(now).zip(ast).map(|(schema, ast)| names(ast, schema)).unwrap_or_default();
    let fix = |applicability| Some((format!("write `{now}`"), Edit::replace(place, now), applicability));
    match unknown {
        _ if !renamed.is_empty() => {
            (format!("write `{now}`, and in the filter {}", renamed.join(", ")), None)
        }
        None => (format!("write `{now}`"), fix(Applicability::Safe)),
        Some(name) => {
            let help = format!("write `{now}`, whose list has no {} to filter by", Quoted(&name));
            (help, fix(Applicability::Unsafe))
        }
    }
}

/// The names of a filter that another version has renamed, as in "`name` for `displayName`", and the
/// first one that it lacks.
fn names(ast: &Ast<'_>, schema: &Schema) -> (Vec<String>, Option<String>) {
    // As many as a help can show.
    const MOST: usize = 8;
    let mut renamed: Vec<String> = Vec::new();
    let mut unknown = None;
    each_operand(ast, |operand| {
        if operand.kind != OperandKind::Path {
            return;
        }
        let path = ast.text_of(operand);
        match schema.resolve(path) {
            Resolved::Property(_) | Resolved::Below(_) | Resolved::Open => {}
            Resolved::Renamed(name) => {
                let name = format!("`{}` for `{}`", name.now, name.name);
                if renamed.len() < MOST && !renamed.contains(&name) {
                    renamed.push(name);
                }
            }
            _ => {
                unknown.get_or_insert_with(|| path.to_owned());
            }
        }
    });
    (renamed, unknown)
}

/// The old host in an address, and its place.
fn host(text: &str, path: Span) -> Option<(Span, &'static Host)> {
    let address = path.of(text);
    let scheme = address.find("://").map_or(0, |at| at + "://".len());
    let authority = address.get(scheme..)?.split('/').next().unwrap_or_default();
    let user = authority.rfind('@').map_or(0, |at| at + 1);
    let name = authority.get(user..)?.split(':').next().unwrap_or_default();
    let start = path.start as usize + scheme + user;
    Some((Span::from_range(start..start + name.len()), service::old_host(name)?))
}

fn old_host(layer: &Layer<'_>, place: Span, host: &Host, retired: Option<Retired>) -> Message {
    let written = Quoted(place.of(&layer.text));
    let Some(new) = host.new else {
        return Message::new(format!(
            "the host {written} appears only in older scripts, and no document names its successor"
        ))
        .help(format!("write the host of your region: {}", joined_code(service::new_hosts(), "or")));
    };
    let edit = Edit::replace(place, new);
    let (help, edits) = match retired {
        None => (format!("write `{new}`"), Some(vec![edit])),
        Some(Retired { help, fix, .. }) => (
            // Each of them begins with the word.
            format!("write `{new}`, and for the path {}", help.trim_start_matches("write ")),
            fix.map(|(_, path, _)| vec![edit, path]),
        ),
    };
    Message::new(format!(
        "the host {written} appears only in older scripts: the developer guide names `{new}` for this region"
    ))
    .help(help)
    // No document promises that both hosts answer alike.
    .unsafe_fix(format!("write `{new}`"), edits.and_then(|edits| layer.outward(&edits)))
}
