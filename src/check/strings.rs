//! Strings: known values, ids, templates, and strings that were not meant to be sent.

use super::resolve::PathTarget;
use super::values::{Use, is_textual};
use super::wording::{documented_values, wants};
use super::{CheckContext, Checker};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::{Applicability, Message, Severity};
use crate::rules::{self, Rule};
use crate::schema::{Property, Shape, Type};
use crate::syntax::literal::{is_uuid, quote};
use crate::syntax::{Operand, OperandKind, Operator};
use crate::text::{Edit, Quoted, Span, has_encoded, is_unsafe, percent_decode};

impl Checker<'_, '_> {
    /// A string beside a string property.
    pub(super) fn known_text(&mut self, property: &Property, usage: Use, value: Operand, text: &str) {
        if !usage.is_equality() {
            return;
        }
        if text.is_empty() && is_never_empty(property) {
            self.empty(property, value);
        } else if !property.values.is_empty() && !property.has_value(text) {
            self.unknown_value(property, usage, value, text);
        } else if property.template {
            self.template(usage, property, value, text);
        } else if let Some(shape) = property.shape {
            self.id(shape, property, value, text);
        }
    }

    /// `resource/id eq ''`: an unset variable of a script, usually.
    fn empty(&mut self, property: &Property, value: Operand) {
        self.report_as(Severity::Warning, rule_of_empty(property), value.span, |cx| {
            let name = &property.name;
            let holds = match (property.shape, property.values.is_empty()) {
                (_, false) => format!("no documented value of `{name}` is empty"),
                (Some(Shape::Uuid), _) => format!("`{name}` holds a UUID"),
                _ => format!("`{name}` holds an id"),
            };
            Message::new(format!("the string is empty, and {holds}"))
                .help(format!(
                    "a variable without a value leaves it empty; to find {} without `{name}`, write `{name} eq null`",
                    cx.schema.resource()
                ))
        });
    }

    /// `contains(resource/id,'')`: the same in a search, which then finds everything.
    pub(super) fn empty_sought(&mut self, property: &Property, value: Operand) {
        if property.ty != Type::Timestamp && !is_never_empty(property) {
            return;
        }
        self.report_as(Severity::Warning, rule_of_empty(property), value.span, |cx| {
            let (name, resource) = (&property.name, cx.schema.resource());
            Message::new(format!(
                "every string contains the empty one, so this selects all {resource} that have a `{name}`"
            ))
            .help(format!(
                "a variable without a value leaves it empty; if that is meant, write `{name} ne null`"
            ))
        });
    }

    fn unknown_value(&mut self, property: &Property, usage: Use, value: Operand, text: &str) {
        let nearest = property.nearest_value(text);
        if let Some(prefix) = &property.prefix {
            if !text.starts_with(prefix.as_str()) {
                self.prefix(property, prefix, value, text);
            }
            return;
        }
        let several: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
        if several.len() > 1 && several.iter().all(|part| property.has_value(part)) {
            self.several_values(property, usage, value, &several);
            return;
        }
        self.report(&rules::UNKNOWN_VALUE, value.span, |cx| {
            let name = &property.name;
            let message = Message::new(format!("{} is not a documented value of `{name}`", Quoted(text)));
            let Some(nearest) = nearest else {
                let values = documented_values(property);
                return message.help(format!("the documented values of `{name}` are {values}"));
            };
            // If documents differ on the case of one value, the case of the others is uncertain too.
            let shows_text = |property: &Property| {
                property.values.iter().any(|known| known.contested.iter().any(|other| other.value == text))
            };
            let is_sure = nearest.value.eq_ignore_ascii_case(text)
                && !cx.schema.is_open()
                && property.values.iter().all(|known| known.contested.is_empty())
                && !cx.schema.properties().iter().any(shows_text);
            let fixed = quote(&nearest.value);
            let message = message.write(Applicability::safe_if(is_sure), value.span, &*fixed);
            if is_sure {
                return message.help(format!("write `{fixed}`: comparisons are case-sensitive"));
            }
            message
        });
    }

    /// `state in ('ERROR,STALLED')`: one string with several values.
    fn several_values(&mut self, property: &Property, usage: Use, value: Operand, values: &[String]) {
        self.report(&rules::UNKNOWN_VALUE, value.span, |cx| {
            let message = Message::new(format!(
                "{} is one string with several values of `{}`",
                cx.quoted(value),
                property.name
            ));
            cx.as_list(message, property, usage, value, values.iter().map(String::as_str))
        });
    }

    /// A value of `resource/type` in the spelling of another list or of an older version.
    fn prefix(&mut self, property: &Property, prefix: &str, value: Operand, text: &str) {
        self.report(&rules::RESOURCE_TYPE_PREFIX, value.span, |cx| {
            let message = Message::new(format!(
                "{} have `{prefix}…` in `{}`, and no document shows {}",
                cx.schema.resource(),
                property.name,
                Quoted(text)
            ));
            match property.nearest_value(text) {
                Some(nearest) => message.write(Unsafe, value.span, quote(&nearest.value)),
                None => message.help(wants(property)),
            }
        });
    }

    fn template(&mut self, usage: Use, property: &Property, value: Operand, text: &str) {
        if is_uuid(text) {
            if self.cx.schema.template(text).is_none() {
                self.report(&rules::UNKNOWN_TEMPLATE, value.span, |_| {
                    Message::new(format!("{} is not the id of a documented job template", Quoted(text)))
                        .help(format!("`comfilter properties {}` lists the documented ones", property.name))
                });
            }
            return;
        }
        let named = self.cx.schema.templates_named(text);
        if named.is_empty() {
            self.id(Shape::Uuid, property, value, text);
            return;
        }
        self.report_as(Severity::Warning, &rules::UNKNOWN_TEMPLATE, value.span, |cx| {
            let name = &property.name;
            let ids: Vec<String> = named.iter().map(|template| quote(&template.id)).collect();
            let (list, count) = (ids.join(","), ids.len());
            let message = Message::new(format!(
                "{} is the name of a job template, and `{name}` holds its id",
                Quoted(text)
            ));
            match (ids.as_slice(), usage) {
                ([id], _) => message.write(Applicability::Safe, value.span, &**id),
                (_, Use::Item) => message
                    .help(format!("this name has {count} ids: write `{list}`"))
                    .unsafe_fix("write the ids", vec![Edit::replace(value.span, list)]),
                (_, Use::Operator(Operator::Eq, property)) => message
                    .help(format!("this name has {count} ids: write `{name} in ({list})`"))
                    .unsafe_fix("write the ids", cx.in_list(property, value, &list)),
                _ => message.help(format!("this name has {count} ids: {list}")),
            }
        });
    }

    /// A string beside a property of ids.
    fn id(&mut self, shape: Shape, property: &Property, value: Operand, text: &str) {
        match shape {
            Shape::Uuid if !is_uuid(text) => self.report(&rules::MALFORMED_ID, value.span, |_| {
                let name = &property.name;
                let inner = text.trim().trim_matches(['{', '}']).trim_start_matches("urn:uuid:");
                let inner = &*with_dashes(inner).unwrap_or_else(|| inner.to_owned());
                let edits = || vec![Edit::replace(value.span, quote(inner))];
                Message::new(format!("`{name}` holds a UUID, and {} is not a valid one", Quoted(text)))
                    .help(if property.template {
                        format!(
                            "`comfilter properties {name} --search WORDS` finds the id of a job template by words \
                             of its name"
                        )
                    } else {
                        "a UUID looks like 2500759c-b7dd-4c68-ab7e-6b644bcf4b9c".to_owned()
                    })
                    .unsafe_fix("write the UUID alone", is_uuid(inner).then(edits))
            }),
            Shape::ResourceId if lost_plus(text) => self.report(&rules::MALFORMED_ID, value.span, |_| {
                let fixed = quote(&text.replace(' ', "+"));
                Message::new(format!("{} has a space where a server id has a `+`", Quoted(text)))
                    .help(format!("write `{fixed}`; in a URL the `+` must be written %2B"))
                    .unsafe_fix("write the `+`", vec![Edit::replace(value.span, fixed)])
            }),
            _ => {}
        }
    }

    /// `in (WARNING CRITICAL)`: documented values without commas and quotes; false for other words.
    pub(super) fn values_without_commas(
        &mut self,
        property: &Property,
        usage: Use,
        value: Operand,
        text: &str,
    ) -> bool {
        let parts: Vec<&str> = text.split_whitespace().collect();
        if parts.len() < 2 || property.has_value(text) || !parts.iter().all(|part| property.has_value(part)) {
            return false;
        }
        self.report(&rules::LIST_SYNTAX, value.span, |cx| {
            let message = Message::new(format!(
                "{} are several values of `{}`: commas are missing between them",
                Quoted(text),
                property.name
            ));
            cx.as_list(message, property, usage, value, parts.iter().copied())
        });
        true
    }

    /// Text without quotes.
    pub(super) fn unquoted_text(&mut self, property: Option<&Property>, value: Operand, text: &str) {
        self.report(&rules::UNQUOTED_TEXT, value.span, |_| {
            if ["none", "nil", "undefined", "nothing"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
                return Message::new(format!(
                    "{} has no quotes, and a missing value is `null`",
                    Quoted(text)
                ))
                .help(format!("write `null`, or {} for the string", Quoted(&quote(text))))
                .unsafe_fix("write `null`", vec![Edit::replace(value.span, "null")]);
            }
            let is_known =
                property.is_some_and(|property| property.values.iter().any(|known| known.value == text));
            let nearest = property.and_then(|property| property.nearest_value(text));
            // A UUID has no scheme.
            let inner = text.strip_prefix("urn:uuid:").filter(|inner| is_uuid(inner)).unwrap_or(text);
            let fixed = quote(nearest.map_or(inner, |nearest| &nearest.value));
            let is_id = is_uuid(text)
                && property.is_none_or(|property| property.shape.is_some() || property.template);
            Message::new(format!("{} has no quotes: a string needs single quotes", Quoted(text))).write(
                Applicability::safe_if(is_known || is_id),
                value.span,
                fixed,
            )
        });
    }

    /// Whether a string is a placeholder of a template; if so, reports it.
    #[inline]
    pub(super) fn is_placeholder(&mut self, value: Operand, text: &str) -> bool {
        !self.cx.plain && self.find_placeholder(value, text)
    }

    #[cold]
    fn find_placeholder(&mut self, value: Operand, text: &str) -> bool {
        let Some(name) = placeholder_name(text) else { return false };
        self.report_as(Severity::Warning, &rules::TEMPLATE_PLACEHOLDER, value.span, |cx| {
            Message::new(format!(
                "{} looks like a placeholder that was not replaced: the {} are compared with this exact string",
                Quoted(text),
                cx.schema.resource()
            ))
            .help(format!("write the value; from a script, write `@{name}` and give it with `--arg {name}=…`"))
        });
        true
    }

    /// Whether a string is already percent-encoded, and would be encoded again; if so, reports it.
    /// A digit before the `%` makes it a percentage, and a URL may contain encoded characters.
    pub(super) fn is_encoded(&mut self, target: PathTarget<'_>, value: Operand, text: &str) -> bool {
        if self.cx.plain || !is_textual(target) || !has_encoded(text) || text.contains("://") {
            return false;
        }
        let percentage = text
            .find('%')
            .and_then(|at| text.get(..at))
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let id = matches!(target, PathTarget::Property(Property { shape: Some(_), .. }));
        let decoded = percent_decode(text, 0, false);
        if percentage && !id || !decoded.invalid.is_empty() || has_encoded(&decoded.text) {
            return false;
        }
        let rule = if id { &rules::MALFORMED_ID } else { &rules::ENCODED_TEXT };
        self.report_as(Severity::Warning, rule, value.span, |cx| {
            let fixed = quote(&decoded.text);
            Message::new(format!(
                "{} is already percent-encoded: a filter is encoded when it is sent, so the {} are compared with \
                 this exact string",
                Quoted(text),
                cx.schema.resource()
            ))
            .help(format!(
                "write {}; the API description also shows an encoded value in a plain filter: it is right only if \
                 nothing encodes it again",
                Quoted(&fixed)
            ))
            .unsafe_fix("write the decoded string", vec![Edit::replace(value.span, fixed)])
        });
        true
    }

    /// Invisible characters in a string.
    pub(super) fn characters(&mut self, value: Operand) {
        if self.cx.plain || value.kind != OperandKind::String {
            return;
        }
        let raw = value.span.of(self.cx.text);
        let Some((at, character)) = raw.char_indices().find(|(_, character)| is_unsafe(*character)) else {
            return;
        };
        let start = value.span.start as usize + at;
        let span = Span::from_range(start..start + character.len_utf8());
        self.report_as(Severity::Warning, &rules::CONTROL_CHARACTER, span, |_| {
            let clean: String = raw.chars().filter(|character| !is_unsafe(*character)).collect();
            Message::new(format!(
                "the string contains an invisible character (U+{:04X}), and only equals strings that contain it too",
                u32::from(character)
            ))
            .help("text that is copied from a page or a document may contain such characters")
            .unsafe_fix("remove the invisible characters", vec![Edit::replace(value.span, clean)])
        });
    }
}

impl CheckContext<'_, '_> {
    /// `eq 'x'` as `in ('a','b')`; `None` if no plain `eq` precedes the value, or parentheses are around it, which
    /// would be a list in a list.
    pub(super) fn in_list(&self, property: Span, value: Operand, list: &str) -> Option<Vec<Edit>> {
        let place = self.operator(property, value.span);
        (self.is_infix(property, value.span) && place.of(self.text) == "eq")
            .then(|| vec![Edit::replace(place, "in"), Edit::replace(value.span, format!("({list})"))])
    }

    /// Says to write one value as the list of values that it is.
    fn as_list<'v>(
        &self,
        message: Message,
        property: &Property,
        usage: Use,
        value: Operand,
        values: impl Iterator<Item = &'v str>,
    ) -> Message {
        let list = values.map(quote).collect::<Vec<_>>().join(",");
        match usage {
            Use::Operator(Operator::Eq, compared) => message
                .help(format!("write `{} in ({list})`", property.name))
                .unsafe_fix("write a list", self.in_list(compared, value, &list)),
            Use::Item => message.write(Unsafe, value.span, list),
            _ => message.help(format!("write each value alone: `{list}`")),
        }
    }
}

/// The rule that an empty string breaks.
fn rule_of_empty(property: &Property) -> &'static Rule {
    match property.ty {
        Type::Timestamp => &rules::INVALID_TIMESTAMP,
        _ if property.values.is_empty() => &rules::MALFORMED_ID,
        _ => &rules::UNKNOWN_VALUE,
    }
}

/// Whether the property holds ids, or one of the documented values.
fn is_never_empty(property: &Property) -> bool {
    !property.values.is_empty() || property.template || property.shape.is_some()
}

/// A UUID that was written without its dashes.
fn with_dashes(text: &str) -> Option<String> {
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let parts = [text.get(..8)?, text.get(8..12)?, text.get(12..16)?, text.get(16..20)?, text.get(20..)?];
    Some(parts.join("-"))
}

/// `P06760-B21 2M212504P8`: two parts of an id, joined by one space.
fn lost_plus(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.split_once(' ').is_some_and(|(left, right)| {
        part(left) && part(right) && text.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// The name in `<value>`, `{id}`, `{{ id }}`, `${x}`, `$NAME` or `%s`, if that is the whole string.
fn placeholder_name(text: &str) -> Option<String> {
    let inner = match text.as_bytes() {
        [b'<', inner @ .., b'>']
        | [b'$', b'{', inner @ .., b'}']
        | [b'$', b'(', inner @ .., b')']
        | [b'{', b'{', inner @ .., b'}', b'}'] => inner,
        [b'{', inner @ .., b'}'] => inner,
        [b'$', inner @ ..] => inner,
        b"%s" | b"%d" | b"%i" | b"%u" | b"%v" => b"value",
        _ => return None,
    };
    let inner = std::str::from_utf8(inner).ok()?.trim();
    let name = inner.trim_start_matches('$').rsplit([':', '.']).next()?;
    let plain = !inner.is_empty() && inner.chars().all(|c| c.is_alphanumeric() || "_-.: $".contains(c));
    let start = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (plain && start).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_whole_texts() {
        for text in ["<value>", "{id}", "${x}", "$NAME", "{{ item.id }}", "$($x.y)", "%s", "$env:NAME"] {
            assert!(placeholder_name(text).is_some(), "{text}");
        }
        for text in ["", "$", "$5", "a <b>", "{", "{}", "<>", "100%", "{\"a\":1}", "<b>x</b>"] {
            assert_eq!(placeholder_name(text), None, "{text}");
        }
    }
}
