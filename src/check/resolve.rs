//! Which property a path names.

use super::compare::is_a;
use super::{Checker, Context};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::rules;
use crate::schema::source::in_words;
use crate::schema::{KnownEvent, Property, Resolved, Type};
use crate::syntax::name::is_path;
use crate::syntax::{Operand, OperandKind};
use crate::text::{Edit, Quoted, Span, joined};

/// The target of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target<'s> {
    /// A property of a known type.
    Property(&'s Property),
    /// A place of any type.
    Open,
    /// An unknown path, which has its diagnostic.
    Unknown,
}

impl<'a> Checker<'a, '_> {
    /// The target of a path; if there is none, reports it.
    #[inline]
    pub(super) fn resolve(&mut self, operand: Operand) -> Target<'a> {
        let path = match operand.kind {
            OperandKind::Lower | OperandKind::Upper => self.cx.ast.path_of(operand),
            _ => operand.span.of(self.cx.text),
        };
        if operand.kind.is_property()
            && let Some(property) = self.cx.schema.property(path)
        {
            return Target::Property(property);
        }
        self.resolve_other(operand, path)
    }

    fn resolve_other(&mut self, operand: Operand, path: &'a str) -> Target<'a> {
        // A wrong path inside a function is marked inside the parentheses.
        let operand = self.cx.ast.argument_of(operand);
        if operand.kind == OperandKind::Missing {
            return Target::Unknown;
        }
        if path.len() > limits::NAME && self.is_too_long(operand.span, path) {
            return Target::Unknown;
        }
        if operand.kind == OperandKind::Word {
            if self.has_documented_dots(operand.span, path) {
                return Target::Open;
            }
            // No document gives the names of these lists, and items of one have `device-id`.
            if self.cx.schema.names_in_words().is_some() && has_only_hyphens(path) {
                self.undocumented(operand.span, path);
                return Target::Open;
            }
            self.unnameable(operand.span, path);
            return Target::Unknown;
        }
        match self.cx.schema.resolve(path) {
            Resolved::Property(property) => return Target::Property(property),
            // Whether something below an open object changed.
            Resolved::Below(property) if property.ty == Type::Boolean => return Target::Property(property),
            Resolved::Below(_) => return Target::Open,
            Resolved::Open => {
                self.undocumented(operand.span, path);
                return Target::Open;
            }
            Resolved::BelowScalar(property) => self.add(&rules::NOT_FILTERABLE, |_| {
                Diagnostic::new(
                    &rules::NOT_FILTERABLE,
                    operand.span,
                    format!("{}, so it has no parts", is_a(property)),
                )
                .with_help(if property.template {
                    format!(
                        "compare `{0}` itself, with an id; `comfilter properties {0}` lists them",
                        property.name
                    )
                } else {
                    format!("compare `{}` itself", property.name)
                })
            }),
            Resolved::Unfilterable(name) => self.add(&rules::NOT_FILTERABLE, |_| {
                Diagnostic::new(
                    &rules::NOT_FILTERABLE,
                    operand.span,
                    format!("{} is in the response, but cannot be filtered by", Quoted(path)),
                )
                .with_help(name.instead.clone())
            }),
            Resolved::Unlisted(_) => self.add(&rules::NOT_FILTERABLE, |cx| {
                Diagnostic::new(
                    &rules::NOT_FILTERABLE,
                    operand.span,
                    format!(
                        "{} is in the response, but is not a name that {} can be filtered by",
                        Quoted(path),
                        cx.schema.resource()
                    ),
                )
                .with_help(cx.properties_in_words())
            }),
            Resolved::Parent => self.add(&rules::NOT_FILTERABLE, |cx| cx.parent(operand.span, path)),
            Resolved::Renamed(renamed) => self.add(&rules::UNKNOWN_PROPERTY, |cx| {
                let fixed = format!("{}{}", renamed.now, path.get(renamed.name.len()..).unwrap_or_default());
                Diagnostic::new(
                    &rules::UNKNOWN_PROPERTY,
                    operand.span,
                    format!(
                        "unknown property {} of {}: {}",
                        Quoted(path),
                        cx.schema.resource(),
                        renamed.reason
                    ),
                )
                .with_help(format!("write `{fixed}`"))
                .with_unsafe_fix(format!("write `{fixed}`"), vec![Edit::replace(operand.span, fixed.clone())])
            }),
            Resolved::Unknown => {
                self.unknown(operand.span, path);
                // If only the case is wrong, check the value too.
                let mut properties = self.cx.schema.properties().iter();
                if let Some(meant) = properties.find(|property| property.name.eq_ignore_ascii_case(path)) {
                    return Target::Property(meant);
                }
            }
        }
        Target::Unknown
    }

    /// An unknown name, in a list whose names the vendor does not document.
    fn undocumented(&mut self, span: Span, path: &str) {
        let Some(why) = self.cx.schema.names_in_words() else { return };
        self.add(&rules::UNDOCUMENTED_NAME, |cx| {
            let help = match cx.schema.nearest(path) {
                Some(nearest) => format!("did you mean `{nearest}`? {why}"),
                None => why.to_owned(),
            };
            Diagnostic::new(
                &rules::UNDOCUMENTED_NAME,
                span,
                format!("{} is not a known property of {}", Quoted(path), cx.schema.resource()),
            )
            .with_help(help)
        });
    }

    /// `tags.OS`: a path with dots below a property for which a document shows one.
    fn has_documented_dots(&mut self, span: Span, path: &str) -> bool {
        let with_slashes = path.replace('.', "/");
        let Resolved::Below(property) = self.cx.schema.resolve(&with_slashes) else { return false };
        if property.dots.is_empty() || !is_path(&with_slashes) {
            return false;
        }
        self.add(&rules::CONTESTED_VALUE, |_| {
            Diagnostic::new(
                &rules::CONTESTED_VALUE,
                span,
                format!(
                    "documents differ on the path {}: an example in {} joins its names with a dot, and every other \
                     path with `/`",
                    Quoted(path),
                    in_words(&property.dots)
                ),
            )
            .with_help(format!("the other form is {}", Quoted(&with_slashes)))
            .with_unsafe_fix(
                format!("write {}", Quoted(&with_slashes)),
                vec![Edit::replace(span, with_slashes.clone())],
            )
        });
        true
    }

    fn is_too_long(&mut self, span: Span, path: &str) -> bool {
        let Some(name) = path.split('/').find(|name| name.len() > limits::NAME) else { return false };
        self.add(&rules::TOO_LONG, |_| {
            Diagnostic::new(
                &rules::TOO_LONG,
                span,
                format!("a name of {} characters is too long: the limit is {}", name.len(), limits::NAME),
            )
            .with_help("if this is a string, write it in single quotes")
        });
        true
    }

    fn unknown(&mut self, span: Span, path: &str) {
        self.add(&rules::UNKNOWN_PROPERTY, |cx| {
            let resource = cx.schema.resource();
            // Not an object above it: a shorter path asks for something else.
            let is_above = |name: &&str| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
            let nearest = cx.schema.nearest(path).filter(|name| !is_above(name));
            let case = nearest.is_some_and(|nearest| nearest.eq_ignore_ascii_case(path));
            let reason = if case { ": names are case-sensitive" } else { "" };
            let diagnostic = Diagnostic::new(
                &rules::UNKNOWN_PROPERTY,
                span,
                format!("unknown property {} of {resource}{reason}", Quoted(path)),
            );
            match nearest {
                Some(nearest) => {
                    let diagnostic = diagnostic.with_help(format!("write `{nearest}`"));
                    let edits = vec![Edit::replace(span, nearest)];
                    let title = format!("write `{nearest}`");
                    if case {
                        diagnostic.with_safe_fix(title, edits)
                    } else {
                        diagnostic.with_unsafe_fix(title, edits)
                    }
                }
                None => diagnostic.with_help(cx.properties_in_words()),
            }
        });
    }

    /// A word that no path can be.
    fn unnameable(&mut self, span: Span, path: &str) {
        self.add(&rules::UNKNOWN_PROPERTY, |cx| {
            let odd = path.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '_' && *c != '/');
            let reason = match odd {
                Some('[') => "a filter cannot name an element of a list".to_owned(),
                Some(odd) => format!("`{odd}` is not allowed in names"),
                None => "a name has letters, digits and `_`, and no empty part".to_owned(),
            };
            let diagnostic = Diagnostic::new(
                &rules::UNKNOWN_PROPERTY,
                span,
                format!("unknown property {} of {}: {reason}", Quoted(path), cx.schema.resource()),
            );
            match cx.without_dots(path).or_else(|| cx.schema.nearest(path).map(str::to_owned)) {
                Some(nearest) => diagnostic
                    .with_help(format!("write `{nearest}`"))
                    .with_unsafe_fix(format!("write `{nearest}`"), vec![Edit::replace(span, nearest)]),
                None => diagnostic.with_help("if this is a string, write it in single quotes"),
            }
        });
    }
}

/// Whether hyphens are all that keeps a path from being one.
fn has_only_hyphens(path: &str) -> bool {
    !path.ends_with('-') && is_path(&path.replace('-', "_"))
}

impl Context<'_, '_> {
    /// Whether `path` names a property, or a path below an open one.
    pub(super) fn is_known(&self, path: &str) -> bool {
        matches!(self.schema.resolve(path), Resolved::Property(_) | Resolved::Below(_))
    }

    /// `results.status` is `results/status`, and `job.state` is `state`.
    fn without_dots(&self, path: &str) -> Option<String> {
        let (_, inner) = path.split_once('.')?;
        [path, inner]
            .map(|path| path.replace('.', "/"))
            .into_iter()
            .find(|path| is_path(path) && self.is_known(path))
    }

    pub(super) fn parent(&self, span: Span, path: &str) -> Diagnostic {
        let below: Vec<&str> = self.schema.names_below(path).collect();
        Diagnostic::new(
            &rules::NOT_FILTERABLE,
            span,
            format!("{} itself cannot be filtered by, only its parts", Quoted(path)),
        )
        .with_help(format!("write {}", alternatives(&below)))
    }

    /// A filter of the list, for messages; one of jobs if the list is unknown.
    pub(super) fn example(&self) -> &str {
        self.schema.examples().first().map_or("state eq 'ERROR'", |example| &example.filter)
    }

    /// The same with a list of values.
    pub(super) fn example_of_list(&self) -> &str {
        let mut examples = self.schema.examples().iter().map(|example| &*example.filter);
        let has_list = |filter: &&str| filter.contains(" in (") && !filter.contains(" and ");
        examples.find(has_list).unwrap_or("state in ('ERROR','STALLED')")
    }

    pub(super) fn properties_in_words(&self) -> String {
        if let Some(event) = self.schema.event() {
            return KnownEvent::monitorable_in_words(&event.monitorable, &event.resource);
        }
        const MOST: usize = 24;
        let properties = self.schema.properties();
        let names: Vec<&str> = properties.iter().map(|property| property.name.as_str()).take(MOST).collect();
        let rest = if properties.len() > MOST { ", …" } else { "" };
        format!("known properties: {}{rest}", names.join(", "))
    }
}

/// `` `a`, `b` or `c` ``.
pub(super) fn alternatives(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    joined(&names, "or")
}
