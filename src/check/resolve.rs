//! Which property a path names.

use super::wording::is_a;
use super::{CheckContext, Checker};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::{Applicability, Message};
use crate::limits;
use crate::rules;
use crate::schema::source::in_words;
use crate::schema::{Property, Resolved, Type};
use crate::syntax::name::{is_path, type_cast};
use crate::syntax::{Compared, FunctionUse, Operand, OperandKind, Operator, words};
use crate::text::{Edit, Quoted, Span, joined_code};

/// The target of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathTarget<'s> {
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
    pub(super) fn resolve(&mut self, operand: Operand) -> PathTarget<'a> {
        let path = match operand.kind {
            OperandKind::Lower | OperandKind::Upper => self.cx.ast.path_of(operand),
            _ => operand.span.of(self.cx.text),
        };
        if operand.kind.is_property()
            && let Some(property) = self.cx.schema.property(path)
        {
            return PathTarget::Property(property);
        }
        self.resolve_other(operand, path)
    }

    fn resolve_other(&mut self, operand: Operand, path: &'a str) -> PathTarget<'a> {
        // A wrong path inside a function is marked inside the parentheses.
        let operand = self.cx.ast.argument_of(operand);
        if operand.kind == OperandKind::Missing {
            return PathTarget::Unknown;
        }
        if path.len() > limits::NAME && self.is_too_long(operand.span, path) {
            return PathTarget::Unknown;
        }
        if operand.kind == OperandKind::Word {
            if self.has_documented_dots(operand.span, path) {
                return PathTarget::Open;
            }
            // No document gives the names of these lists, and items of one have `device-id`.
            if self.cx.schema.names_in_words().is_some() && has_only_hyphens(path) {
                self.undocumented(operand.span, path);
                return PathTarget::Open;
            }
            self.unnameable(operand.span, path);
            return PathTarget::Unknown;
        }
        match self.cx.schema.resolve(path) {
            Resolved::Property(property) => return PathTarget::Property(property),
            // Whether something below an open object changed.
            Resolved::Below(property) if property.ty == Type::Boolean => {
                return PathTarget::Property(property);
            }
            Resolved::Below(_) => return PathTarget::Open,
            Resolved::Open => {
                self.undocumented(operand.span, path);
                return PathTarget::Open;
            }
            Resolved::BelowScalar(property) => self.report(&rules::NOT_FILTERABLE, operand.span, |_| {
                let name = &property.name;
                Message::new(format!("{}, so it has no parts", is_a(property))).help(if property.template {
                    format!("compare `{name}` itself, with an id; `comfilter properties {name}` lists them")
                } else {
                    format!("compare `{name}` itself")
                })
            }),
            Resolved::Unfilterable(name) => self.report(&rules::NOT_FILTERABLE, operand.span, |_| {
                Message::new(format!("{} is in the response, but cannot be filtered by", Quoted(path)))
                    .help(name.instead.clone())
            }),
            Resolved::Unlisted(_) => self.report(&rules::NOT_FILTERABLE, operand.span, |cx| {
                Message::new(format!(
                    "{} is in the response, but is not a name that {} can be filtered by",
                    Quoted(path),
                    cx.schema.resource()
                ))
                .help(cx.properties_in_words())
            }),
            Resolved::Parent => self.report(&rules::NOT_FILTERABLE, operand.span, |cx| {
                let below = joined_code(cx.schema.names_below(path), "or");
                Message::new(format!("{} itself cannot be filtered by, only its parts", Quoted(path)))
                    .help(format!("write {below}"))
            }),
            Resolved::Renamed(renamed) => self.report(&rules::UNKNOWN_PROPERTY, operand.span, |cx| {
                let fixed = format!("{}{}", renamed.now, path.get(renamed.name.len()..).unwrap_or_default());
                let message = cx.unknown(path, &format!(": {}", renamed.reason));
                let is_uri = renamed.name.ends_with("Uri") && !renamed.now.ends_with("Uri");
                match is_uri.then(|| cx.id_of_uri(operand.span, &fixed)).flatten() {
                    Some((whole, fixed)) => message.write(Unsafe, whole, fixed),
                    None => message.write(Unsafe, operand.span, fixed),
                }
            }),
            Resolved::Unknown => {
                self.unknown(operand.span, path);
                // If only the case is wrong, check the value too.
                let mut properties = self.cx.schema.properties().iter();
                if let Some(meant) = properties.find(|property| property.name.eq_ignore_ascii_case(path)) {
                    return PathTarget::Property(meant);
                }
            }
        }
        PathTarget::Unknown
    }

    /// An unknown name, in a list whose names the vendor does not document.
    fn undocumented(&mut self, span: Span, path: &str) {
        let Some(why) = self.cx.schema.names_in_words() else { return };
        self.report(&rules::UNDOCUMENTED_NAME, span, |cx| {
            let meant = cx.schema.nearest(path).map(|nearest| format!("did you mean `{nearest}`? "));
            let resource = cx.schema.resource();
            Message::new(format!("{} is not a known property of {resource}", Quoted(path)))
                .help(meant.unwrap_or_default() + why)
        });
    }

    /// `tags.OS`: a path with dots below a property for which a document shows one.
    fn has_documented_dots(&mut self, span: Span, path: &str) -> bool {
        let with_slashes = path.replace('.', "/");
        let Resolved::Below(property) = self.cx.schema.resolve(&with_slashes) else { return false };
        if property.dots.is_empty() || !is_path(&with_slashes) {
            return false;
        }
        self.report(&rules::CONTESTED_VALUE, span, |_| {
            let other = Quoted(&with_slashes);
            Message::new(format!(
                "documents differ on the path {}: an example in {} joins its names with a dot, and every other \
                 path with `/`",
                Quoted(path),
                in_words(&property.dots)
            ))
            .help(format!("the other form is {other}"))
            .unsafe_fix(format!("write {other}"), vec![Edit::replace(span, &*with_slashes)])
        });
        true
    }

    fn is_too_long(&mut self, span: Span, path: &str) -> bool {
        let Some(name) = path.split('/').find(|name| name.len() > limits::NAME) else { return false };
        self.report(&rules::TOO_LONG, span, |_| {
            let length = name.len();
            Message::new(format!("a name of {length} characters is too long: the limit is {}", limits::NAME))
                .help("if this is a string, write it in single quotes")
        });
        true
    }

    fn unknown(&mut self, span: Span, path: &'a str) {
        if let Some((called, place)) = self.cx.without_operand(span, path) {
            self.report(&rules::UNSUPPORTED_ODATA, span, |_| called.advice().message(path, place));
            return;
        }
        self.report(&rules::UNKNOWN_PROPERTY, span, |cx| {
            let nearest = cx.schema.nearest(path).filter(|name| !is_above(name, path));
            let without = if nearest.is_some() { None } else { cx.without_dots(path) };
            if let Some(fixed) = without {
                return cx.unknown(path, "").write(Unsafe, span, fixed);
            }
            let case = nearest.is_some_and(|nearest| nearest.eq_ignore_ascii_case(path));
            let message = cx.unknown(path, if case { ": names are case-sensitive" } else { "" });
            match nearest {
                Some(nearest) => message.write(Applicability::safe_if(case), span, nearest),
                None => message.help(cx.properties_in_words()),
            }
        });
    }

    /// A word that no path can be.
    fn unnameable(&mut self, span: Span, path: &str) {
        if let Some((cast, without)) = type_cast(path) {
            self.report(&rules::UNSUPPORTED_ODATA, span, |cx| {
                let message = Message::new(format!(
                    "{} in a path is a type cast of OData, which this API does not document",
                    Quoted(cast)
                ));
                // Without its end, the path is that of another property.
                let is_inside = !path.ends_with(cast);
                match Some(without).filter(|without| is_inside && cx.is_known(without)) {
                    Some(without) => message.write(Unsafe, span, without),
                    None => message.help("write the path of a property without it"),
                }
            });
            return;
        }
        if self.cx.is_sum(path) {
            self.report(&rules::UNSUPPORTED_ODATA, span, |_| {
                Message::new(format!("{} is arithmetic, which this API does not document", Quoted(path)))
                    .help("compute the value first, and compare a property with the result")
            });
            return;
        }
        self.report(&rules::UNKNOWN_PROPERTY, span, |cx| {
            let odd = path.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '_' && *c != '/');
            if let Some(fixed) = with_keys(path) {
                let message = cx.unknown(path, ": `/` separates the names of a path, and brackets do not");
                return message.write(Unsafe, span, fixed);
            }
            let has_index = || {
                path.split('/').any(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty())
            };
            let message = match odd {
                None if has_index() => {
                    return cx.unknown(path, ELEMENT).help("look for the element in the response");
                }
                Some('[') => cx.unknown(path, ELEMENT),
                // `results.status` is only another separator.
                Some('.') if path.contains('/') => cx.unknown(
                    path,
                    ": `.` is not allowed in names, and in OData a name with a dot in a path is a type cast",
                ),
                Some(odd) => cx.unknown(path, &format!(": `{odd}` is not allowed in names")),
                None => cx.unknown(path, ": a name has letters, digits and `_`, and no empty part"),
            };
            let nearest = || cx.schema.nearest(path).filter(|name| !is_above(name, path)).map(str::to_owned);
            match cx.with_slashes(path).or_else(|| cx.without_dots(path)).or_else(nearest) {
                Some(nearest) => message.write(Unsafe, span, nearest),
                None if odd == Some('.') && is_path(&path.replace('.', "/")) => {
                    message.help(cx.properties_in_words())
                }
                None if odd == Some('[') => message.help("look for the element in the response"),
                None if path.split_once('/').is_some_and(|(first, _)| cx.is_known(first)) => {
                    message.help("a filter cannot name it: look for it in the response")
                }
                None => message.help("if this is a string, write it in single quotes"),
            }
        });
    }
}

const ELEMENT: &str = ": a filter cannot name an element of a list";

/// `statusDetails['message']` as a path; `None` if a bracket has something else than a name in quotes.
fn with_keys(path: &str) -> Option<String> {
    let (first, rest) = path.split_once('[')?;
    let mut fixed = first.to_owned();
    for part in rest.split('[') {
        let (key, below) = part.split_once(']')?;
        let name = ['\'', '"'].iter().find_map(|quote| key.strip_prefix(*quote)?.strip_suffix(*quote))?;
        fixed.extend(["/", name, below]);
    }
    is_path(&fixed).then_some(fixed)
}

/// Whether a property is an object above a path: the shorter path asks for something else.
fn is_above(name: &str, path: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.len() > 1 && rest.starts_with(['/', '.', ':', '\\']))
}

/// Whether hyphens are all that keeps a path from being one.
fn has_only_hyphens(path: &str) -> bool {
    !path.ends_with('-') && is_path(&path.replace('-', "_"))
}

impl<'a> CheckContext<'a, '_> {
    /// Whether `path` names a property, or a path below an open one.
    pub(super) fn is_known(&self, path: &str) -> bool {
        matches!(self.schema.resolve(path), Resolved::Property(_) | Resolved::Below(_))
    }

    /// `jobTemplateUri eq '/…/job-templates/ID'`: its place, and the condition on the id.
    fn id_of_uri(&self, name: Span, property: &str) -> Option<(Span, String)> {
        let mut words = words(self.text.get(name.end as usize..)?);
        let (operator, value) = (words.next()?, words.next()?);
        let uri = value.text.strip_prefix('\'')?.strip_suffix('\'')?;
        let (_, id) = uri.rsplit_once('/').filter(|(_, id)| !id.is_empty())?;
        let whole = Span::new(name.start, name.end + value.span.end);
        matches!(operator.text, "eq" | "ne").then(|| (whole, format!("{property} {} '{id}'", operator.text)))
    }

    /// `year eq 2022`: a function without its property, which is probably the first of its type. Also the place of the
    /// condition.
    fn without_operand(&self, name: Span, path: &'a str) -> Option<(FunctionUse<'a>, Span)> {
        let ty = match path {
            "year" | "month" | "day" | "hour" | "minute" | "second" => Type::Timestamp,
            "length" | "tolower" | "toupper" | "trim" => Type::String,
            _ => return None,
        };
        let of_type = |property: &&Property| property.ty == ty;
        let is_name = |property: &&Property| ty == Type::Timestamp || property.name == "name";
        let property = self.schema.properties().iter().filter(of_type).find(is_name)?;
        let mut words = words(self.text.get(name.end as usize..)?);
        let (operator, value) = (words.next()?, words.next()?);
        let operator = Operator::ALL.into_iter().find(|known| known.keyword() == operator.text)?;
        let place = Span::new(name.start, name.end + value.span.end);
        let compared = Some(Compared { operator: Some(operator), values: vec![value.text] });
        Some((FunctionUse { name: path, arguments: vec![&property.name], below: "", compared }, place))
    }

    /// `generation-1`: a property and a number.
    fn is_sum(&self, path: &str) -> bool {
        path.find(['+', '-', '*', '%']).and_then(|at| path.split_at_checked(at)).is_some_and(
            |(name, rest)| {
                let number = rest.get(1..).unwrap_or_default();
                let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
                is_number && self.is_known(name)
            },
        )
    }

    /// `jobParams:a`, `jobParams\a`, `jobParams//a` and `jobParams/a/` are `jobParams/a`.
    fn with_slashes(&self, path: &str) -> Option<String> {
        let names: Vec<&str> = path.split(['/', ':', '\\']).filter(|name| !name.is_empty()).collect();
        let fixed = names.join("/");
        (fixed != path && names.len() > 1 && is_path(&fixed) && self.is_known(&fixed)).then_some(fixed)
    }

    /// `results.status` is `results/status`, and `job.state` is `state`. Any other name before a dot may be an object
    /// that the list lacks.
    fn without_dots(&self, path: &str) -> Option<String> {
        let (first, inner) = path.split_once(['.', '/'])?;
        let items = self.schema.resource();
        let names_item = ["it", "item", "items", "this", "self", "record", "element"].contains(&first)
            || first.len() == 1
            || first == items
            || items.strip_suffix('s') == Some(first);
        [Some(path), Some(inner).filter(|_| names_item)]
            .into_iter()
            .flatten()
            .map(|path| path.replace('.', "/"))
            .find(|fixed| fixed != path && is_path(fixed) && self.is_known(fixed))
    }

    fn unknown(&self, path: &str, reason: &str) -> Message {
        Message::new(format!("unknown property {} of {}{reason}", Quoted(path), self.schema.resource()))
    }
}
