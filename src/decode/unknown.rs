//! `unknown-list`: the path of a list that no document names.

use super::is_version;
use super::target::ListTarget;
use crate::diagnostic::{Diagnostics, Message};
use crate::rules;
use crate::schema::{lists, service};
use crate::text::{Edit, Layer, Quoted, Span, nearest, offset};

/// Reports that the first name after the version is not the name of a list. In a host file, the name must be near that of
/// a known one.
pub(super) fn report(
    layer: &Layer<'_>,
    target: &ListTarget<'_>,
    is_host_file: bool,
    diagnostics: &mut Diagnostics,
) {
    let Some((version, names)) = target.tail.split_once('/') else { return };
    let name = names.split('/').next().unwrap_or(names);
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    // The finding about an old prefix says enough.
    if target.prefix.deprecated.is_some()
        || !is_version(version)
        || !is_plain
        || service::sunset(&target.path()).is_some()
    {
        return;
    }
    let first = |path: &'static str| service::below_prefix(path)?.split_once('/')?.1.split('/').next();
    let known = || lists().iter().flat_map(|list| list.paths()).filter_map(|path| first(path));
    if known().any(|known| known == name) {
        return;
    }
    let near = nearest(name, known().map(|known| (known, known)));
    if is_host_file && near.is_none() {
        return;
    }
    let start = target.place.end - offset(names.len());
    let place = Span::new(start, start + offset(name.len()));
    diagnostics.report(&rules::UNKNOWN_LIST, layer.place(place), || {
        let message = Message::new(format!(
            "no document names a list {} with a filter: names and values of this filter are not checked",
            Quoted(name)
        ));
        match near {
            Some(near) => message
                .help(format!("did you mean {}?", Quoted(near)))
                .unsafe_fix(format!("write `{near}`"), layer.outward(&[Edit::replace(place, near)])),
            None => {
                message.help("if the list exists, describe it in a schema, and name that with `--schema`")
            }
        }
    });
}
