//! Filters with gaps: a value from a variable goes into a filter and stays a value.
//!
//! A template is a filter with `@name` in the place of literals. Binding replaces it with a literal
//! of the type of the property beside it, quoted and escaped as needed. A [`Filter`] never has a
//! parameter, and a bound value never becomes syntax.
//!
//! ```
//! use comfilter::{Template, Timestamp};
//!
//! let since: Timestamp = "2022-06-01T00:00:00Z".parse()?;
//! let user_input = "x' or 1 eq 1 or '";
//! let filter = Template::parse("name eq @name and createdAt ge @since")?
//!     .bind("name", user_input)?
//!     .bind("since", since)?
//!     .finish()?;
//! assert_eq!(
//!     filter.as_str(),
//!     "name eq 'x'' or 1 eq 1 or ''' and createdAt ge 2022-06-01T00:00:00Z"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! (OData calls this a parameter alias, and lets the service insert the value; this service does
//! not support it.)
//!
//! # Strings as values
//!
//! A command line and a configuration have only strings. [`bind_text`](Template::bind_text)
//! parses them by the type of the property:
//!
//! | property | string |
//! |---|---|
//! | string | unchanged; also the argument of `contains`, for any property |
//! | integer, decimal, boolean | a literal of the type: `3`, `0.5`, `true` |
//! | timestamp | RFC 3339, or a time before now: `-30m`, `-72h`, `-7d`, `-2w`, `now`, or the start of a day in UTC: `today`, `yesterday`, `2022-06-01` |
//! | below an open object | a string, unless you give a type: [`bind_as`](Template::bind_as) |
//!
//! A parameter with several places has the type of each: `3` is a number beside `generation`, and a
//! string beside `name`. `null` is not a value; write it in the filter.
//!
//! ```
//! use comfilter::Template;
//!
//! let template = Template::parse("createdAt ge @since and results/count gt @n")?
//!     .at("2022-06-04T12:00:00Z".parse()?)
//!     .bind_text("since", "-72h")?
//!     .bind_as("n", comfilter::schema::Type::Integer, "3")?;
//! // What the user should know: which instant that is.
//! let time = &template.relative_times()[0];
//! assert_eq!(format!("@{} {} is {}", time.name(), time.text(), time.instant()), "@since -72h is 2022-06-01T12:00:00Z");
//! assert_eq!(
//!     template.finish()?.as_str(),
//!     "createdAt ge 2022-06-01T12:00:00Z and results/count gt 3"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Lists
//!
//! A parameter in the place of a list takes several values:
//!
//! ```
//! use comfilter::Template;
//!
//! let template = Template::parse("resource/id in @servers and state in ('ERROR',@more)")?;
//! let filter = template.bind_list("servers", ["a", "b"])?.bind("more", "STALLED")?.finish()?;
//! assert_eq!(filter.as_str(), "resource/id in ('a','b') and state in ('ERROR','STALLED')");
//! # Ok::<(), comfilter::builder::template::TemplateError>(())
//! ```
//!
//! # Errors
//!
//! Each step gives a [`TemplateError`] with the mistake, the reason, and a correction. A value for
//! a parameter that the filter does not have is an error, and so is a parameter without a value at
//! the end: most often the name was mistyped, and the filter would not do what you intend.

mod argument;
mod error;
mod literal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use crate::builder::Value;
use crate::check::Checked;
use crate::diagnostic::Diagnostics;
use crate::schema::{Resolved, Type};
use crate::syntax::{self, Ast, NodeKind, Operand, OperandKind};
use crate::text::{Edit, Span, apply};
use crate::timestamp::TimestampError;
use crate::{Filter, FilterError, Limits, Schema, Timestamp};

pub use argument::{Argument, ArgumentError};
pub use error::{TemplateError, ValueError, ValueProblem};

use error::TypeReason;
use literal::Moment;

/// A filter with parameters; some have a value. The [module](self) describes its use.
///
/// ```
/// use comfilter::Template;
///
/// let template = Template::parse("name  eq @name")?;
/// for name in ["it's", "x"] {
///     let filter = template.clone().bind("name", name)?.finish()?;
///     assert!(filter.as_str().starts_with("name eq '"));
/// }
/// assert_eq!(template.to_string(), "name eq @name");
/// # Ok::<(), comfilter::builder::template::TemplateError>(())
/// ```
#[derive(Clone)]
pub struct Template {
    schema: Schema,
    limits: Limits,
    /// Canonical, so there is a space on both sides of a parameter.
    text: String,
    /// The diagnostics of the original text.
    diagnostics: Diagnostics,
    /// In the order of the text.
    parameters: Vec<Parameter>,
    by_name: BTreeMap<String, usize>,
    now: Option<Timestamp>,
    relative_times: Vec<RelativeTime>,
    /// The total length of the literals in bytes.
    bound: usize,
}

/// A parameter of a [`Template`].
///
/// ```
/// use comfilter::Template;
/// use comfilter::schema::Type;
///
/// let template = Template::parse("generation gt @least and state in @states")?;
/// let [least, states] = template.parameters() else { panic!("there are two") };
/// assert_eq!((least.name(), least.types(), least.takes_list()), ("least", vec![Type::Integer], false));
/// assert_eq!((states.name(), states.takes_list(), states.is_bound()), ("states", true, false));
/// # Ok::<(), comfilter::builder::template::TemplateError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Parameter {
    name: String,
    places: Vec<ParameterPlace>,
    /// The literals for its places, once it has a value.
    literals: Option<Vec<String>>,
}

/// A place of a parameter.
#[derive(Debug, Clone, Copy)]
struct ParameterPlace {
    span: Span,
    /// The property beside it.
    property: Span,
    /// The type of the property, or of the searched string; `None` below an open object.
    ty: Option<Type>,
    /// Whether documents show a date without a time beside the property.
    takes_date: bool,
    room: Room,
}

/// The number of values that a place takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// One literal beside an operator.
    One,
    /// One string, the argument of `contains`.
    Sought,
    /// Literals between others of a list.
    Items,
    /// A whole list.
    List,
}

/// A relative time, and its instant.
///
/// ```
/// use comfilter::Template;
///
/// let template = Template::parse("updatedAt lt @then")?
///     .at("2022-06-01T00:00:00Z".parse().unwrap())
///     .bind_text("then", "-1d")?;
/// let time = &template.relative_times()[0];
/// assert_eq!((time.name(), time.text()), ("then", "-1d"));
/// assert_eq!(time.instant().to_string(), "2022-05-31T00:00:00Z");
/// # Ok::<(), comfilter::builder::template::TemplateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelativeTime {
    name: String,
    text: String,
    instant: Timestamp,
}

impl RelativeTime {
    /// The parameter, without its `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The given time: `-72h`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The instant that it means.
    pub fn instant(&self) -> Timestamp {
        self.instant
    }
}

impl Parameter {
    /// The name, without its `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it has a value.
    pub fn is_bound(&self) -> bool {
        self.literals.is_some()
    }

    /// Whether a list can be given.
    pub fn takes_list(&self) -> bool {
        self.places.iter().all(|place| place.room.takes_list())
    }

    /// The types of its places, each once; string below an open object, which accepts any type.
    pub fn types(&self) -> Vec<Type> {
        let mut types = Vec::new();
        for place in &self.places {
            let ty = place.ty.unwrap_or(Type::String);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        types
    }
}

impl Room {
    const fn takes_list(self) -> bool {
        matches!(self, Room::Items | Room::List)
    }
}

impl Schema {
    /// A template for filters of this resource. The limits also apply to the finished filter. (The job templates that a schema knows are
    /// another thing: [`Schema::templates`].)
    ///
    /// ```
    /// use comfilter::builder::template::TemplateError;
    /// use comfilter::{Limits, Schema};
    ///
    /// let limits = Limits { text: 20, ..Limits::DEFAULT };
    /// let template = Schema::jobs().parse_template("name eq @name", &limits)?;
    /// let error = template.bind("name", "twenty characters and more").unwrap_err();
    /// assert!(matches!(error, TemplateError::TooLong { limit: 20 }));
    /// # Ok::<(), TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TemplateError::Filter`] if the text has an error.
    pub fn parse_template(&self, text: &str, limits: &Limits) -> Result<Template, TemplateError> {
        let checked = self.check_template(text, limits);
        let diagnostics = checked.diagnostics().clone();
        if !checked.is_ok() {
            return Err(FilterError::new(text, diagnostics).into());
        }
        let canonical = checked.ast().to_string();
        // The text was within the limits; the canonical one may be longer by some spaces.
        let any = Limits { text: usize::MAX, ..*limits };
        let parameters = parameters(self, &syntax::parse(&canonical, &any).ast);
        let names = parameters.iter().map(|parameter| parameter.name.clone());
        Ok(Template {
            schema: self.clone(),
            limits: *limits,
            by_name: names.zip(0..).collect(),
            text: canonical,
            diagnostics,
            parameters,
            now: None,
            relative_times: Vec::new(),
            bound: 0,
        })
    }
}

/// The parameters of a tree without an error, in the order of its text.
fn parameters(schema: &Schema, ast: &Ast<'_>) -> Vec<Parameter> {
    let mut places = Vec::new();
    let mut add = |path: Operand, value: Operand, room: Room| {
        if value.kind != OperandKind::Parameter {
            return;
        }
        let ty = match schema.resolve(ast.path_of(path)) {
            _ if room == Room::Sought || ast.case_of(path).is_some() => Some(Type::String),
            Resolved::Property(property) if property.ty == Type::Array => {
                property.items.filter(|ty| *ty != Type::Object)
            }
            // Comparing an object is a mistake; the checker warns about it.
            Resolved::Property(property) if property.ty != Type::Object => Some(property.ty),
            _ => None,
        };
        let takes_date = schema.property(ast.path_of(path)).is_some_and(|property| !property.date.is_empty());
        places.push(ParameterPlace { span: value.span, property: path.span, ty, takes_date, room });
    };
    for node in ast.nodes() {
        match node {
            NodeKind::Comparison { left, right, .. } => add(left, right, Room::One),
            NodeKind::ElementOf { value, array } => add(array, value, Room::One),
            NodeKind::Membership { left, items, .. } => {
                // Canonical text writes `in (@name)` as `in @name`.
                let room = if items.len() == 1 { Room::List } else { Room::Items };
                ast.operands(items).iter().for_each(|item| add(left, *item, room));
            }
            NodeKind::Call { arguments, .. } => {
                if let [path, text] = ast.operands(arguments) {
                    add(*path, *text, Room::Sought);
                }
            }
            _ => {}
        }
    }
    places.sort_by_key(|place| place.span.start);
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places {
        let name = place.span.of(ast.text()).trim_start_matches('@');
        let index = *by_name.entry(name).or_insert(parameters.len());
        match parameters.get_mut(index) {
            Some(parameter) => parameter.places.push(place),
            None => parameters.push(Parameter { name: name.to_owned(), places: vec![place], literals: None }),
        }
    }
    parameters
}

/// A value as the caller has it.
#[derive(Debug, Clone, Copy)]
enum GivenValue<'g> {
    Value(&'g Value),
    /// A string to parse, with its explicit type.
    Text(&'g str, Option<Type>),
}

impl Template {
    /// A template for filters of jobs.
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// assert!(Template::parse("name eq @name").is_ok());
    /// let error = Template::parse("@name").unwrap_err();
    /// assert!(error.to_string().starts_with("`@name` is a value, not a condition"));
    /// ```
    ///
    /// # Errors
    ///
    /// [`TemplateError::Filter`] if the text has an error.
    pub fn parse(text: &str) -> Result<Template, TemplateError> {
        Schema::jobs().parse_template(text, &Limits::DEFAULT)
    }

    /// The same template with an instant for `now`, for relative times. By default it is the time
    /// of the first bound one, to the second, and the same for all.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Template {
        self.now = Some(now);
        self
    }

    /// Gives a parameter a value of its type.
    ///
    /// Beside a timestamp, a string may have any form of a time in the table of the [module](self).
    /// Every other value needs the type of the property. A string is never parsed as a number;
    /// [`bind_text`](Template::bind_text) does that.
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// let template = Template::parse("cancellable eq @yes and createdAt ge @since")?;
    /// let filter = template.bind("yes", true)?.bind("since", "2022-06-01T00:00:00+02:00")?.finish()?;
    /// assert_eq!(filter.as_str(), "cancellable eq true and createdAt ge 2022-06-01T00:00:00+02:00");
    ///
    /// let template = Template::parse("createdAt ge @since")?.at("2022-06-15T12:00:00Z".parse().unwrap());
    /// assert_eq!(template.clone().bind("since", "-2w")?.finish()?.as_str(), "createdAt ge 2022-06-01T12:00:00Z");
    /// assert_eq!(template.bind("since", "today")?.finish()?.as_str(), "createdAt ge 2022-06-15T00:00:00Z");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The filter has no such parameter, the parameter already has a value, or the value does not
    /// fit one of its places.
    pub fn bind(self, name: &str, value: impl Into<Value>) -> Result<Template, TemplateError> {
        let value = value.into();
        self.bind_given(name, &[GivenValue::Value(&value)], false)
    }

    /// Gives a parameter several values: `state in @states`.
    ///
    /// ```
    /// use comfilter::Template;
    /// use comfilter::jobs::State;
    ///
    /// let template = Template::parse("state in @states")?;
    /// let filter = template.bind_list("states", [State::Error, State::Stalled])?.finish()?;
    /// assert_eq!(filter.as_str(), "state in ('ERROR','STALLED')");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`bind`](Template::bind). Also an empty list, and any list for a parameter beside an
    /// operator or in `contains`.
    pub fn bind_list<V: Into<Value>>(
        self,
        name: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Template, TemplateError> {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        let given: Vec<GivenValue<'_>> = values.iter().map(GivenValue::Value).collect();
        self.bind_given(name, &given, true)
    }

    /// Gives a parameter the value of a string, by the table in the [module](self).
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// let template = Template::parse("generation gt @n and name eq @n")?;
    /// assert_eq!(
    ///     template.clone().bind_text("n", "3")?.finish()?.as_str(),
    ///     "generation gt 3 and name eq '3'"
    /// );
    /// assert_eq!(
    ///     template.bind_text("n", "3.5").unwrap_err().to_string(),
    ///     "`@n` is compared with `generation`, which is an integer, and `3.5` is not a whole number: \
    ///      give a whole number such as 3"
    /// );
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`bind`](Template::bind).
    pub fn bind_text(self, name: &str, text: &str) -> Result<Template, TemplateError> {
        self.bind_given(name, &[GivenValue::Text(text, None)], false)
    }

    /// Gives a parameter the values of strings.
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// let template = Template::parse("generation in @some")?;
    /// let filter = template.bind_text_list("some", ["1", "2"])?.finish()?;
    /// assert_eq!(filter.as_str(), "generation in (1,2)");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`bind_list`](Template::bind_list).
    pub fn bind_text_list<T: AsRef<str>>(
        self,
        name: &str,
        texts: impl IntoIterator<Item = T>,
    ) -> Result<Template, TemplateError> {
        let texts: Vec<T> = texts.into_iter().collect();
        let given: Vec<GivenValue<'_>> =
            texts.iter().map(|text| GivenValue::Text(text.as_ref(), None)).collect();
        self.bind_given(name, &given, true)
    }

    /// Gives a parameter the value of a string, parsed as this type. Use it below an open object,
    /// where the type is unknown; elsewhere the property must have this type.
    ///
    /// ```
    /// use comfilter::Template;
    /// use comfilter::schema::Type;
    ///
    /// let template = Template::parse("results/count gt @n")?;
    /// let (as_number, as_text) = (template.clone().bind_as("n", Type::Integer, "3")?, template.bind_text("n", "3")?);
    /// assert_eq!(as_number.finish()?.as_str(), "results/count gt 3");
    /// assert_eq!(as_text.finish()?.as_str(), "results/count gt '3'");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`bind`](Template::bind).
    pub fn bind_as(self, name: &str, ty: Type, text: &str) -> Result<Template, TemplateError> {
        self.bind_given(name, &[GivenValue::Text(text, Some(ty))], false)
    }

    /// Binds the arguments of a command line. Several arguments for one parameter are one list, and
    /// so is the content of a file.
    ///
    /// ```
    /// use comfilter::Template;
    /// use comfilter::builder::template::Argument;
    ///
    /// let template = Template::parse("resource/id in @server and generation gt @least")?;
    /// let arguments = ["server=a", "least=3", "server=b"].map(|text| text.parse::<Argument>().unwrap());
    /// let filter = template.bind_arguments(arguments)?.finish()?;
    /// assert_eq!(filter.as_str(), "resource/id in ('a','b') and generation gt 3");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`bind`](Template::bind) and [`bind_list`](Template::bind_list);
    /// [`TemplateError::TypesDiffer`] if arguments for one parameter have different types.
    pub fn bind_arguments(
        mut self,
        arguments: impl IntoIterator<Item = Argument>,
    ) -> Result<Template, TemplateError> {
        let mut merged: Vec<Argument> = Vec::new();
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for argument in arguments {
            let index = *by_name.entry(argument.name.clone()).or_insert(merged.len());
            match merged.get_mut(index) {
                None => merged.push(argument),
                Some(first) if first.ty != argument.ty => {
                    return Err(TemplateError::TypesDiffer { name: argument.name });
                }
                Some(first) => {
                    first.values.extend(argument.values);
                    first.list = true;
                }
            }
        }
        for argument in &merged {
            let given = argument.values.iter().map(|text| GivenValue::Text(text, argument.ty));
            self = self.bind_given(&argument.name, &given.collect::<Vec<_>>(), argument.list)?;
        }
        Ok(self)
    }

    fn bind_given(
        mut self,
        name: &str,
        given: &[GivenValue<'_>],
        list: bool,
    ) -> Result<Template, TemplateError> {
        let parameter = self.by_name.get(name).and_then(|index| self.parameters.get_mut(*index));
        let Some(parameter) = parameter else {
            let others = self.parameters.iter().map(|other| other.name.clone()).collect();
            return Err(TemplateError::Unknown { name: name.to_owned(), others });
        };
        let name = name.to_owned();
        if parameter.is_bound() {
            return Err(TemplateError::BoundTwice { name });
        }
        if given.is_empty() {
            return Err(TemplateError::EmptyList { name });
        }
        if list && let Some(place) = parameter.places.iter().find(|place| !place.room.takes_list()) {
            return Err(TemplateError::NotAList { name, property: place.property.of(&self.text).to_owned() });
        }
        let mut literals = Vec::with_capacity(parameter.places.len());
        let mut times = Vec::new();
        for place in &parameter.places {
            let mut here = Vec::new();
            let mut literal = String::new();
            for (item, given) in given.iter().enumerate() {
                let mut instant = |moment: Moment| {
                    let now = || *self.now.get_or_insert_with(|| Timestamp::now().truncated());
                    let instant = moment.at(now)?;
                    here.push((item, instant));
                    Some(instant)
                };
                let one = place.literal(*given, &mut instant).map_err(|(expected, origin, problem)| {
                    let property = place.property.of(&self.text).to_owned();
                    let item = list.then_some(item);
                    let found = given.shown();
                    ValueError { name: name.clone(), property, origin, expected, found, item, problem }
                })?;
                if item > 0 {
                    literal.push(',');
                }
                literal.push_str(&one);
                // A file of values at many places could fill the memory, for a filter beyond the
                // limit anyway.
                if self.bound + literal.len() > self.limits.text {
                    return Err(TemplateError::TooLong { limit: self.limits.text });
                }
            }
            self.bound += literal.len();
            literals.push(if place.room == Room::List { format!("({literal})") } else { literal });
            if times.is_empty() {
                times = here;
            }
        }
        parameter.literals = Some(literals);
        let times = times.into_iter().filter_map(|(item, instant)| match given.get(item) {
            Some(GivenValue::Text(text, _)) => {
                Some(RelativeTime { name: name.clone(), text: (*text).to_owned(), instant })
            }
            _ => None,
        });
        self.relative_times.extend(times);
        Ok(self)
    }

    /// The filter, once each parameter has a value.
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// let template = Template::parse("name eq @name and createdAt ge @since")?;
    /// let error = template.bind("name", "x")?.finish().unwrap_err();
    /// assert_eq!(error.to_string(), "`@since` has no value; `@name` has one");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TemplateError::Unbound`] if a parameter has no value, [`TemplateError::Filter`] if the
    /// filter is too long with its values.
    pub fn finish(&self) -> Result<Filter, TemplateError> {
        Ok(Checked::new(&self.schema, &self.finish_text()?, &self.limits).into_result()?)
    }

    /// The text of the filter, once each parameter has a value, for checking it separately and
    /// seeing the diagnostics of the values.
    ///
    /// ```
    /// use comfilter::{Schema, Template};
    ///
    /// let text = Template::parse("state eq @state")?.bind_text("state", "halted")?.finish_text()?;
    /// let checked = Schema::jobs().check(&text);
    /// assert_eq!(checked.diagnostics()[0].message(), "`halted` is not a documented value of `state`");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TemplateError::Unbound`] if a parameter has no value.
    pub fn finish_text(&self) -> Result<String, TemplateError> {
        let names = |bound: bool| -> Vec<String> {
            let some = self.parameters.iter().filter(|parameter| parameter.is_bound() == bound);
            some.map(|parameter| parameter.name.clone()).collect()
        };
        let mut edits = Vec::new();
        for parameter in &self.parameters {
            let Some(literals) = &parameter.literals else {
                return Err(TemplateError::Unbound { names: names(false), bound: names(true) });
            };
            let places = parameter.places.iter().zip(literals);
            edits.extend(places.map(|(place, literal)| Edit::replace(place.span, literal.clone())));
        }
        // The places of parameters do not overlap.
        Ok(apply(&self.text, &edits).unwrap_or_else(|_| self.text.clone()))
    }

    /// The parameters, in the order of the text.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The checker's warnings and hints about the template. Places point into the original text.
    ///
    /// ```
    /// use comfilter::Template;
    ///
    /// let template = Template::parse("@name eq name")?;
    /// assert_eq!(template.diagnostics()[0].rule().name(), "swapped-operands");
    /// assert_eq!(template.to_string(), "name eq @name");
    /// # Ok::<(), comfilter::builder::template::TemplateError>(())
    /// ```
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The relative times, each with its instant.
    pub fn relative_times(&self) -> &[RelativeTime] {
        &self.relative_times
    }

    /// The schema of the list that it filters.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }
}

impl GivenValue<'_> {
    fn shown(self) -> String {
        match self {
            GivenValue::Value(value) => literal::shown(value).into_owned(),
            GivenValue::Text(text, _) => text.to_owned(),
        }
    }
}

impl ParameterPlace {
    /// The literal for a value here, or the reason against it.
    fn literal(
        self,
        given: GivenValue<'_>,
        instant: &mut dyn FnMut(Moment) -> Option<Timestamp>,
    ) -> Result<String, (Type, TypeReason, ValueProblem)> {
        let origin = if self.room == Room::Sought { TypeReason::Contains } else { TypeReason::Property };
        let expected = self.ty.unwrap_or(Type::String);
        // A string beside a timestamp may be a word or a date.
        let given = match given {
            GivenValue::Value(Value::Text(text)) if self.ty == Some(Type::Timestamp) => {
                GivenValue::Text(text, None)
            }
            given => given,
        };
        match given {
            GivenValue::Value(value) => {
                literal::of_value(value, self.ty).map_err(|problem| (expected, origin, problem))
            }
            GivenValue::Text(text, None)
                if self.takes_date && Timestamp::parse(text) == Err(TimestampError::DateOnly) =>
            {
                Ok(text.to_owned())
            }
            GivenValue::Text(text, None) => {
                literal::of_text(text, expected, instant).map_err(|problem| (expected, origin, problem))
            }
            GivenValue::Text(text, Some(said)) => {
                let is_number = |ty: Type| matches!(ty, Type::Integer | Type::Decimal);
                let fits = said != Type::Object
                    && self.ty.is_none_or(|ty| ty == said || is_number(ty) && is_number(said));
                if !fits {
                    return Err((expected, origin, ValueProblem::SaidType(said)));
                }
                literal::of_text(text, said, instant).map_err(|problem| (said, TypeReason::Said, problem))
            }
        }
    }
}

impl fmt::Display for Template {
    /// Its canonical text, with its parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template")
            .field("text", &self.text)
            .field("parameters", &self.parameters)
            .finish_non_exhaustive()
    }
}

impl std::str::FromStr for Template {
    type Err = TemplateError;

    /// A template for filters of jobs.
    fn from_str(text: &str) -> Result<Template, TemplateError> {
        Template::parse(text)
    }
}
