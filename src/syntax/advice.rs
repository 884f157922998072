//! The functions of OData that this API does not document, and what to write in place of each, in the
//! user's own names.

use super::ast::{Case, Operator};
use super::literal::{Numeral, is_uuid, numeral, quote};
use super::name::{is_keyword, is_path, type_cast};
use super::relative::TimeFromNow;
use crate::diagnostic::{Applicability, Message};
use crate::text::{Edit, Quoted, Span, ToWrite};
use crate::timestamp::Timestamp;

/// A function as it is used in a condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct FunctionUse<'t> {
    pub(crate) name: &'t str,
    pub(crate) arguments: Vec<&'t str>,
    /// The path after it: `/id` of `resource('x')/id`.
    pub(crate) below: &'t str,
    pub(crate) compared: Option<Compared<'t>>,
}

/// The comparison of a function.
#[derive(Debug, Clone)]
pub(crate) struct Compared<'t> {
    /// `None` for `in`.
    pub(crate) operator: Option<Operator>,
    /// The value, or those of the list.
    pub(crate) values: Vec<&'t str>,
}

/// The correction of a function.
#[derive(Debug, Clone)]
pub(crate) struct Advice {
    /// The end of the message, after the function.
    reason: &'static str,
    help: String,
    fix: Option<(Applicability, String)>,
}

impl Advice {
    fn new(reason: &'static str, help: impl Into<String>) -> Advice {
        Advice { reason, help: help.into(), fix: None }
    }

    /// Advises to write a condition, with a reason after it.
    fn write(reason: &'static str, applicability: Applicability, fixed: String, why: &str) -> Advice {
        Advice { reason, help: format!("write {}{why}", ToWrite(&fixed)), fix: Some((applicability, fixed)) }
    }

    /// The finding about `shown`, whose fix replaces `place`.
    pub(crate) fn message(self, shown: &str, place: Span) -> Message {
        let message = Message::new(format!("{} {}", Quoted(shown), self.reason)).help(self.help);
        match self.fix {
            Some((applicability, fixed)) => message.fix(
                applicability,
                "write the condition without it",
                vec![Edit::replace(place, fixed)],
            ),
            None => message,
        }
    }

    /// The same, with a condition in parentheses if others are beside it.
    pub(crate) fn grouped(self, is_grouped: bool) -> Advice {
        let fix = self.fix.map(|(applicability, fixed)| (applicability, grouped(fixed, is_grouped)));
        Advice { fix, ..self }
    }
}

const UNDOCUMENTED: &str = "is a function of OData that this API does not document";
pub(crate) const UNKNOWN: &str = "is not a function of this API";
pub(crate) const FUNCTIONS: &str =
    "the functions are `contains(name,'text')`, `tolower(name)` and `toupper(name)`";
pub(super) const MEMBER: &str = "names a member of a value, and a filter has only properties";
const OF_A_VALUE: &str = "is a function of a value, and a filter has the value itself";
const PART_OF_TIME: &str = "extracts a part of a timestamp, which this API does not document";
const ANYWHERE: &str = ", which looks anywhere inside the string";

impl<'t> FunctionUse<'t> {
    /// `name.equals('x')` as `equals(name,'x')`; another call as it is.
    pub(crate) fn of_method(self) -> FunctionUse<'t> {
        let Some((path, method)) = self.name.rsplit_once('.') else { return self };
        let mut arguments = vec![path];
        arguments.extend(self.arguments.iter().copied());
        let called =
            FunctionUse { name: method, arguments, below: self.below, compared: self.compared.clone() };
        let is_known = is_path(path) && path != "geo" && called.advice().fix.is_some();
        if is_known { called } else { self }
    }

    /// The advice for a function that is a condition, or the left side of one.
    pub(crate) fn advice(&self) -> Advice {
        let lower = self.name.to_ascii_lowercase();
        match lower.rsplit('/').next().unwrap_or(&lower) {
            "any" | "all" if lower.contains('/') => self.elements(lower.ends_with("/any")),
            "equals" | "equal" | "isequal" | "exact" | "countif" => self.equals(),
            "isnumber" => self.found(),
            "like" | "includes" | "match" | "matches" | "hassubstring" | "icontains" | "ilike" | "rlike"
            | "search" | "find" | "has" | "regex" | "regexp" | "regexmatch" | "regexp_like"
            | "regexp_match" | "regexp_matches" => self.pattern().because(UNKNOWN),
            "len" | "strlen" | "char_length" | "character_length" => self.length(),
            "count" | "size" | "cardinality" | "array_length" => self.count(),
            "sum" | "max" | "min" | "avg" | "average" => self.aggregate(),
            "coalesce" | "ifnull" | "nvl" => self.fallback(),
            "isin" | "in" | "oneof" => self.list(),
            "startswith" | "endswith" => self.part(Applicability::Unsafe, ANYWHERE),
            "substringof" => self.part(Applicability::Safe, ""),
            "notcontains" | "doesnotcontain" | "not_contains" => self.not_contains(),
            "indexof" => self.index(0),
            "strpos" | "instr" | "charindex" | "locate" | "position" => self.index(1).because(UNKNOWN),
            "substring" => self.substring(),
            "left" | "right" | "substr" | "mid" => self.substring().because(UNKNOWN),
            "matchespattern" => self.pattern(),
            "tolower" | "toupper" => self.case(&lower),
            "ltrim" | "rtrim" | "strip" => self.without(UNKNOWN, ", with the string as the service has it"),
            "trim" => self.without(UNDOCUMENTED, ", with the string as the service has it"),
            "concat" => self.concat(),
            "length" => self.length(),
            "round" | "floor" | "ceiling" => {
                self.without(UNDOCUMENTED, ", because comparing the number itself needs no function")
            }
            "cast" if self.arguments.get(1).is_none_or(|ty| ty.trim_matches('\'') != "Edm.Date") => {
                self.cast()
            }
            "isof" => self.is_of(),
            // No timestamp is after that year.
            "year" if self.value() == Some("9999") && self.last_year().is_some() => {
                let fixed = self.last_year().unwrap_or_default();
                Advice::write(PART_OF_TIME, Applicability::Unsafe, fixed, ", in UTC")
            }
            "year" => self.period(|value| {
                let year = value.parse::<u16>().ok().filter(|year| *year < 9_999)?;
                let start = |year: u16| format!("{year:04}-01-01T00:00:00Z");
                Some((start(year), start(year + 1)))
            }),
            "date" | "cast" => self.period(bounds_of_day),
            part @ ("month" | "day" | "hour" | "minute" | "second" | "fractionalseconds" | "time"
            | "totaloffsetminutes" | "totalseconds") => self.part_of_time(part),
            "hassubset" | "hassubsequence" | "case" => {
                Advice::new(UNDOCUMENTED, "join plain conditions with `and` and `or`")
            }
            lower if TimeFromNow::is_function(lower) => {
                Advice::new(TimeFromNow::REASON, TimeFromNow::UNKNOWN.help())
            }
            "mindatetime" | "maxdatetime" => Advice::new(UNDOCUMENTED, "compare a property with a timestamp"),
            other if other.starts_with("geo.") => Advice::new(
                "is for places on a map, and no property holds one",
                "`comfilter properties` lists the properties to filter by",
            ),
            _ => self.unknown(),
        }
    }

    /// The property inside, below other functions.
    fn property(&self) -> Option<&'t str> {
        self.arguments.iter().find_map(|argument| one_path(argument))
    }

    /// The property as it may be compared: `tolower(name)` of `trim(tolower(name))`.
    fn left(&self) -> Option<String> {
        let argument = self.arguments.iter().find(|argument| one_path(argument).is_some())?;
        let path = one_path(argument)?;
        let lower = argument.to_ascii_lowercase();
        let cased =
            ["tolower", "toupper"].iter().filter_map(|name| Some((lower.find(&format!("{name}("))?, name)));
        Some(match cased.min() {
            Some((_, name)) => format!("{name}({path})"),
            None => path.to_owned(),
        })
    }

    fn string(&self) -> Option<&'t str> {
        self.arguments.iter().copied().find(|argument| is_string(argument))
    }

    /// The comparison with another left side.
    pub(super) fn compare(&self, left: &str) -> Option<String> {
        let Compared { operator, values } = self.compared.as_ref()?;
        let values: Option<Vec<String>> = values.iter().map(|value| constant(value)).collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(match operator {
            Some(operator) => format!("{left} {} {}", operator.keyword(), values.first()?),
            None => format!("{left} in ({})", values.join(",")),
        })
    }

    fn operator(&self) -> Option<Operator> {
        self.compared.as_ref().and_then(|compared| compared.operator)
    }

    /// The value of a comparison with one.
    fn value(&self) -> Option<&'t str> {
        self.operator()?;
        self.compared.as_ref()?.values.first().copied()
    }

    /// The comparison of the property itself.
    fn without(&self, reason: &'static str, why: &str) -> Advice {
        // Only a cast has a path of the property after it: `cast(jobParams,Ns.T)/y`.
        let is_cast = self.name.eq_ignore_ascii_case("cast");
        let path = self.left().filter(|_| self.below.is_empty() || is_cast);
        let path = path.map(|path| format!("{path}{}", self.below));
        // Another type may follow. Without one at its end, the path is that of another property.
        let path = path.map(|path| match type_cast(&path) {
            Some((cast, without)) if !path.ends_with(cast) => without,
            _ => path,
        });
        match path.as_deref().and_then(|path| self.compare(path)) {
            Some(fixed) => Advice::write(reason, Applicability::Unsafe, fixed, why),
            None => {
                let path = path.map_or_else(|| "the property".to_owned(), |path| ToWrite(&path).to_string());
                Advice::new(reason, format!("compare {path} itself{why}"))
            }
        }
    }

    /// `cast(generation,Edm.String) eq '3'`: without the cast, the value has the type of the property.
    fn cast(&self) -> Advice {
        let to_string = self
            .arguments
            .get(1)
            .is_some_and(|ty| ty.trim_matches('\'').trim_start_matches("Edm.") == "String");
        let unquoted = |value: &'t str| {
            let inner = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            inner.filter(|inner| to_string && !is_string(inner) && constant(inner).is_some()).unwrap_or(value)
        };
        let compared = self.compared.as_ref().map(|Compared { operator, values }| Compared {
            operator: *operator,
            values: values.iter().copied().map(unquoted).collect(),
        });
        FunctionUse { compared, ..self.clone() }
            .without("is about types, which this API does not document", ": its type is known")
    }

    /// `contains(…)` of the same property and string, negated if it is compared with false.
    fn part(&self, sure: Applicability, why: &str) -> Advice {
        let (Some(path), Some(text)) = (self.left(), self.string()) else {
            return Advice::new(
                UNDOCUMENTED,
                "`contains(name,'text')` finds a string anywhere inside a property",
            );
        };
        let call = format!("contains({path},{})", constant(text).unwrap_or_else(|| text.to_owned()));
        // `substringof` takes the string first.
        let is_in_order = self.arguments.first() == Some(&text) && self.operator().is_none();
        let sure = if is_in_order { sure } else { Applicability::Unsafe };
        match self.truth() {
            Some(true) => Advice::write(UNDOCUMENTED, sure, call, why),
            Some(false) => Advice::write(UNDOCUMENTED, sure, format!("not {call}"), why),
            None => Advice::new(UNDOCUMENTED, format!("write {}{why}", ToWrite(&call))),
        }
    }

    /// Whether the function is true in the condition; `None` if it is compared with something else.
    fn truth(&self) -> Option<bool> {
        match (&self.compared, self.operator(), self.value()) {
            (None, ..) => Some(true),
            (_, Some(Operator::Eq), Some("true")) | (_, Some(Operator::Ne), Some("false")) => Some(true),
            (_, Some(Operator::Eq), Some("false")) | (_, Some(Operator::Ne), Some("true")) => Some(false),
            _ => None,
        }
    }

    /// `equals(name,'x')`.
    fn equals(&self) -> Advice {
        match (self.arguments.as_slice(), &self.compared) {
            ([path, value], None) if is_path(path) => match constant(value) {
                Some(value) => {
                    let fixed = format!("{path} eq {value}");
                    Advice::write(UNKNOWN, Applicability::Unsafe, fixed, "")
                }
                None => self.unknown(),
            },
            _ => self.unknown(),
        }
    }

    /// `ISNUMBER(SEARCH("x",name))`, of a spreadsheet.
    fn found(&self) -> Advice {
        let inside = || {
            let [call] = self.arguments.as_slice() else { return None };
            let (name, rest) = call.split_once('(')?;
            let is_search = ["search", "find"].iter().any(|search| name.eq_ignore_ascii_case(search));
            let (string, path) = rest.strip_suffix(')')?.split_once([',', ';'])?;
            let (string, path) = (constant(string.trim())?, path.trim());
            (is_search && is_string(&string) && is_path(path)).then(|| format!("contains({path},{string})"))
        };
        match inside() {
            Some(fixed) => Advice::write(UNKNOWN, Applicability::Unsafe, fixed, ""),
            None => self.unknown(),
        }
    }

    /// `notcontains(name,'x')`.
    fn not_contains(&self) -> Advice {
        match (self.arguments.as_slice(), &self.compared) {
            ([path, text], None) if is_path(path) && is_string(text) => {
                let text = constant(text).unwrap_or_default();
                let fixed = format!("not contains({path},{text})");
                Advice::write(UNKNOWN, Applicability::Safe, fixed, "")
            }
            _ => self.unknown(),
        }
    }

    /// `coalesce(name,'x') eq 'x'`.
    fn fallback(&self) -> Advice {
        let reason = "gives another value for a missing one, and a filter tests for that with `null`";
        let (Some(path), [_, _, ..]) = (self.property(), self.arguments.as_slice()) else {
            return Advice::new(
                reason,
                "compare the property itself, and test for a missing value with `eq null`",
            );
        };
        match self.of_first(&self.arguments) {
            Some(fixed) => Advice::write(reason, Applicability::Unsafe, fixed, ""),
            None => Advice::new(
                reason,
                format!("compare `{path}` itself, and test for a missing value with `{path} eq null`"),
            ),
        }
    }

    /// The comparison of the first of these that is not missing.
    fn of_first(&self, arguments: &[&'t str]) -> Option<String> {
        let operator = self.operator()?;
        if operator == Operator::Ne {
            let value = self.compared.as_ref()?.values.clone();
            let compared = Some(Compared { operator: Some(Operator::Eq), values: value });
            let equal = FunctionUse { compared, ..self.clone() }.of_first(arguments)?;
            return Some(format!("not {equal}"));
        }
        match arguments {
            [path] if is_path(path) && !is_keyword(path) => self.compare(path),
            [path, others @ ..] if is_path(path) && !is_keyword(path) && !others.is_empty() => {
                let fixed = self.compare(path)?;
                // A value at the end is compared itself.
                if let [value] = others
                    && let Some(is_true) = self.holds(value)
                {
                    return Some(if is_true { format!("({fixed} or {path} eq null)") } else { fixed });
                }
                Some(format!("({fixed} or ({path} eq null and {}))", self.of_first(others)?))
            }
            _ => None,
        }
    }

    /// Whether the comparison holds for a value; `None` if that is not known.
    fn holds(&self, value: &str) -> Option<bool> {
        let (one, other) = (constant(value)?, constant(self.value()?)?);
        match self.operator()? {
            Operator::Eq => Some(one == other),
            operator => {
                let order = one.parse::<f64>().ok()?.partial_cmp(&other.parse::<f64>().ok()?)?;
                Some(match operator {
                    Operator::Gt => order.is_gt(),
                    Operator::Ge => order.is_ge(),
                    Operator::Lt => order.is_lt(),
                    Operator::Le => order.is_le(),
                    Operator::Eq | Operator::Ne => return None,
                })
            }
        }
    }

    /// `isin(state,'A','B')`.
    fn list(&self) -> Advice {
        match (self.arguments.as_slice(), &self.compared) {
            ([path, values @ ..], None)
                if is_path(path)
                    && !values.is_empty()
                    && values.iter().all(|value| constant(value).is_some()) =>
            {
                let values: Vec<String> = values.iter().filter_map(|value| constant(value)).collect();
                let fixed = format!("{path} in ({})", values.join(","));
                Advice::write(UNKNOWN, Applicability::Unsafe, fixed, "")
            }
            _ => self.unknown(),
        }
    }

    /// `count(results) gt 0`.
    fn count(&self) -> Advice {
        if self.arguments.is_empty() {
            return self.unknown();
        }
        let path = self.property().unwrap_or("the property");
        Advice::new(UNKNOWN, format!("no condition counts: test `{path} ne null`, or count in the answer"))
    }

    /// `max(generation) eq 3`.
    fn aggregate(&self) -> Advice {
        let reason = "is about several items, and a filter tests each item alone";
        let advice = self.without(reason, ", and compute over the items of the answer");
        advice.unfixed()
    }

    /// `indexof(name,'x') ge 0`; other languages count from `first`.
    fn index(&self, first: i8) -> Advice {
        let value = self.value().and_then(|value| value.parse::<i8>().ok()).map(|value| value - first);
        let is_inside = match (self.operator(), value) {
            (Some(Operator::Ge), Some(0)) | (Some(Operator::Gt | Operator::Ne), Some(-1)) => true,
            (Some(Operator::Lt), Some(0)) | (Some(Operator::Le | Operator::Eq), Some(-1)) => false,
            _ => {
                return FunctionUse { compared: None, ..self.clone() }
                    .part(Applicability::Unsafe, ANYWHERE)
                    .unfixed();
            }
        };
        let value =
            Compared { operator: Some(Operator::Eq), values: vec![if is_inside { "true" } else { "false" }] };
        FunctionUse { compared: Some(value), ..self.clone() }.part(Applicability::Unsafe, "")
    }

    /// `substring(name,0,3) eq 'abc'`.
    fn substring(&self) -> Advice {
        let value = self.value().and_then(constant).filter(|value| is_string(value));
        let value = value.filter(|_| self.operator() == Some(Operator::Eq));
        match (self.left(), value) {
            (Some(path), Some(value)) => {
                let fixed = format!("contains({path},{value})");
                Advice::write(UNDOCUMENTED, Applicability::Unsafe, fixed, ANYWHERE)
            }
            _ => self.part(Applicability::Unsafe, ANYWHERE).unfixed(),
        }
    }

    /// `matchesPattern(name,'^x')`, `like(name,'%x%')`.
    fn pattern(&self) -> Advice {
        let plain = self
            .string()
            .map(|text| text.trim_matches(['\'', '"']).trim_start_matches('^').trim_end_matches('$'));
        let plain =
            plain.map(|plain| plain.trim_start_matches(".*").trim_end_matches(".*").trim_matches(['%', '*']));
        match (self.left(), plain, self.truth()) {
            (Some(path), Some(plain), Some(is_true))
                if !plain.is_empty() && !plain.contains(|c: char| r".*+?[](){}|\^$".contains(c)) =>
            {
                let not = if is_true { "" } else { "not " };
                let is_caseless =
                    ["icontains", "ilike"].iter().any(|name| self.name.eq_ignore_ascii_case(name));
                let fixed = match is_caseless {
                    true => format!("{not}contains(tolower({path}),'{}')", plain.to_lowercase()),
                    false => format!("{not}contains({path},'{plain}')"),
                };
                Advice::write(UNDOCUMENTED, Applicability::Unsafe, fixed, ANYWHERE)
            }
            _ => Advice::new(
                UNDOCUMENTED,
                "filters have no patterns: `contains` looks for a plain string, and `eq` compares the whole",
            ),
        }
    }

    /// `tolower(trim(name)) eq 'x'`, `tolower('X') eq name`.
    fn case(&self, function: &str) -> Advice {
        let reason = "takes one property, and belongs on the left of an operator";
        // `results/tolower(name)` has a path in front.
        let function = function.rsplit('/').next().unwrap_or(function);
        let Some(path) = self.property() else {
            if let Some(fixed) = self.turned(function) {
                return Advice::write(reason, Applicability::Unsafe, fixed, "");
            }
            return Advice::new(
                reason,
                format!("write `{function}(name) eq 'x'`, with a property in the parentheses"),
            );
        };
        match self.compare(&format!("{function}({path})")) {
            Some(fixed) => Advice::write(reason, Applicability::Unsafe, fixed, ""),
            None => Advice::new(reason, format!("write `{function}({path})` on the left of an operator")),
        }
    }

    /// `tolower('X') eq name` and `tolower('X') eq tolower(name)`, from the other side.
    fn turned(&self, function: &str) -> Option<String> {
        let string = self.string()?;
        let value = self.value()?;
        let inside =
            ["tolower(", "toupper("].iter().find_map(|call| value.strip_prefix(call)?.strip_suffix(')'));
        let path = Some(inside.unwrap_or(value).trim()).filter(|path| is_path(path) && !is_keyword(path))?;
        let cased = if function == "tolower" { string.to_lowercase() } else { string.to_uppercase() };
        let operator = self.operator()?.swapped();
        Some(format!("{function}({path}) {} {cased}", operator.keyword()))
    }

    /// `concat(name,'x') eq 'yx'` is `name eq 'y'`.
    fn concat(&self) -> Advice {
        let rest = || {
            let text = self.value()?.strip_prefix('\'')?.strip_suffix('\'')?;
            let known = |string: &'t str| string.strip_prefix('\'')?.strip_suffix('\'');
            let (path, rest) = match self.arguments.as_slice() {
                [path, end] if is_path(path) && is_string(end) => (path, text.strip_suffix(known(end)?)?),
                [start, path] if is_path(path) && is_string(start) => {
                    (path, text.strip_prefix(known(start)?)?)
                }
                _ => return None,
            };
            // A cut through a doubled quote leaves one.
            let is_whole = rest.matches('\'').count() % 2 == 0;
            let operator = self.operator().filter(|operator| !operator.is_order() && is_whole)?;
            Some(format!("{path} {} '{rest}'", operator.keyword()))
        };
        if let Some(fixed) = rest() {
            return Advice::write(UNDOCUMENTED, Applicability::Safe, fixed, "");
        }
        let paths: Vec<&str> =
            self.arguments.iter().filter_map(|argument| innermost_path(argument)).collect();
        Advice::new(
            UNDOCUMENTED,
            match paths.as_slice() {
                [] => "write the joined string itself".to_owned(),
                [path] => format!("compare {} with its part of the string", ToWrite(path)),
                [path, .., last] => format!(
                    "compare {} and {} each with its part of the string, in two conditions",
                    ToWrite(path),
                    ToWrite(last)
                ),
            },
        )
    }

    /// `length(name) eq 0` is `name eq ''`.
    fn length(&self) -> Advice {
        let Some(path) = self.property() else {
            return Advice::new(UNDOCUMENTED, "compare a property with a string, or with `null`");
        };
        let empty = match (self.operator(), self.value()) {
            (Some(Operator::Eq | Operator::Le), Some("0")) | (Some(Operator::Lt), Some("1")) => Operator::Eq,
            (Some(Operator::Ne | Operator::Gt), Some("0")) | (Some(Operator::Ge), Some("1")) => Operator::Ne,
            _ => {
                return Advice::new(
                    UNDOCUMENTED,
                    format!(
                        "no condition tests the length of a string: compare `{path}` with a string, or with `null`"
                    ),
                );
            }
        };
        let fixed = format!("{path} {} ''", empty.keyword());
        Advice::write(UNDOCUMENTED, Applicability::Unsafe, fixed, "; a missing value is `null`")
    }

    /// `isof(name,Edm.String)`.
    fn is_of(&self) -> Advice {
        let reason = "is about types, which this API does not document";
        match self.arguments.as_slice() {
            [path, ty] if is_path(path) && ty.trim_matches('\'') == "Edm.String" => {
                let fixed = format!("{path} ne null");
                Advice::write(
                    reason,
                    Applicability::Unsafe,
                    fixed,
                    ", because the type of a property is known",
                )
            }
            _ => Advice::new(reason, "omit the condition, because all items of a list have one type"),
        }
    }

    /// `year(createdAt) eq 2023`: the timestamps of a period that a value names.
    fn period(&self, bounds: impl Fn(&str) -> Option<(String, String)>) -> Advice {
        let Some(path) = self.property() else {
            return Advice::new(PART_OF_TIME, "compare a property with timestamps");
        };
        let within = |value: &&str| {
            let (start, end) = bounds(value.trim_matches('\''))?;
            Some(within(path, self.operator(), &start, &end))
        };
        let values = self.compared.as_ref().map(|compared| compared.values.as_slice()).unwrap_or_default();
        let conditions: Option<Vec<String>> = values.iter().map(within).collect();
        match conditions.as_deref() {
            Some([one]) => Advice::write(PART_OF_TIME, Applicability::Unsafe, one.clone(), ", in UTC"),
            Some(several @ [_, ..]) => {
                let fixed = format!("({})", several.join(" or "));
                Advice::write(PART_OF_TIME, Applicability::Unsafe, fixed, ", in UTC")
            }
            _ if values.iter().any(|value| value.to_ascii_lowercase().contains("now(")) => Advice::new(
                PART_OF_TIME,
                format!("write `{path} ge @since`, and give the time with `--arg since=today`"),
            ),
            _ => Advice::new(
                PART_OF_TIME,
                format!(
                    "compare `{path}` with the first timestamp of the period, and with the first after it"
                ),
            ),
        }
    }

    /// `year(createdAt) eq 9999`: the last year has no end.
    fn last_year(&self) -> Option<String> {
        let path = self.property()?;
        let start = "9999-01-01T00:00:00Z";
        match self.operator()? {
            Operator::Eq | Operator::Ge => Some(format!("{path} ge {start}")),
            Operator::Ne | Operator::Lt => Some(format!("{path} lt {start}")),
            Operator::Le => Some(format!("{path} ne null")),
            Operator::Gt => None,
        }
    }

    /// `month(createdAt) eq 5`.
    fn part_of_time(&self, part: &str) -> Advice {
        let whole = match part {
            "month" => "year",
            "day" => "month",
            "hour" | "time" => "day",
            "minute" => "hour",
            "second" | "fractionalseconds" => "minute",
            _ => {
                let path =
                    self.property().map_or_else(|| "a property".to_owned(), |path| ToWrite(path).to_string());
                return Advice::new(PART_OF_TIME, format!("compare {path} with timestamps"));
            }
        };
        let path = self.property().unwrap_or("the property");
        let part = if part == "fractionalseconds" { "fraction" } else { part };
        Advice::new(
            PART_OF_TIME,
            format!(
                "no condition selects the same {part} of every {whole}: compare {} with the bounds of one range, \
                 and choose in the answer",
                ToWrite(path)
            ),
        )
    }

    /// `results/any(r:r/status eq 'x')`.
    fn elements(&self, is_any: bool) -> Advice {
        let reason = "tests the elements of a collection, which this API does not document";
        let collection = self.name.rsplit_once('/').map_or(self.name, |(collection, _)| collection);
        let inside = || {
            let [lambda] = self.arguments.as_slice() else { return None };
            let (variable, body) = lambda.split_once(':')?;
            let (variable, body) = (variable.trim(), body.trim());
            let words: Vec<&str> = body.split_whitespace().collect();
            match words.as_slice() {
                [name, "eq", value] if *name == variable && constant(value).is_some() => {
                    Some(format!("{value} in {collection}"))
                }
                [name, operator, value] if is_keyword(operator) && constant(value).is_some() => {
                    let below =
                        name.strip_prefix(variable)?.strip_prefix('/').filter(|below| is_path(below))?;
                    Some(format!("{collection}/{below} {operator} {value}"))
                }
                _ => None,
            }
        };
        match inside().filter(|_| is_any) {
            Some(fixed) => Advice::write(reason, Applicability::Unsafe, fixed, ", or search the response"),
            None => Advice::new(
                reason,
                format!("compare a path below `{collection}` itself, or search the response"),
            ),
        }
    }

    /// A function of no language, or a key: `Jobs('x')/name`.
    fn unknown(&self) -> Advice {
        let is_key = |argument: &str| {
            let value = argument
                .split_once('=')
                .map_or(argument, |(name, value)| if is_path(name.trim()) { value } else { argument });
            let value = value.trim();
            // `guid'…'`.
            let is_typed = value.ends_with('\'') && value.split('\'').next().is_some_and(is_path);
            constant(value).is_some() || is_typed || is_uuid(value)
        };
        let has_key = match self.arguments.as_slice() {
            [argument] => is_key(argument),
            // `jobParams(a='x',b='y')`.
            several => {
                !several.is_empty()
                    && several.iter().all(|argument| argument.contains('=') && is_key(argument))
            }
        };
        if self.arguments.is_empty()
            && is_path(self.name)
            && self.below.is_empty()
            && let Some(fixed) = self.compare(self.name)
        {
            let mut advice = Advice::write(UNKNOWN, Applicability::Unsafe, fixed, "");
            advice.help = format!("if it is a property, {}", advice.help);
            return advice;
        }
        if !has_key || self.below.is_empty() && !self.name.contains('/') {
            return self.part_in_parentheses().unwrap_or_else(|| Advice::new(UNKNOWN, FUNCTIONS));
        }
        let reason = "has a key in parentheses, which picks one item, and a filter tests each item of a list";
        // The name of a list is not a part of the path.
        let is_list = self.name.starts_with(|first: char| first.is_ascii_uppercase());
        let path = if is_list {
            self.below.trim_start_matches('/').to_owned()
        } else {
            format!("{}{}", self.name, self.below)
        };
        match self.compare(&path) {
            Some(fixed) => Advice::write(reason, Applicability::Unsafe, fixed, ", without the key"),
            None => Advice::new(reason, format!("write {} without the key", ToWrite(&path))),
        }
    }

    /// `resource(id) eq 'x'`, `jobParams('a')`: a part of an object. The checker drops the fix if there is none.
    fn part_in_parentheses(&self) -> Option<Advice> {
        let [argument] = self.arguments.as_slice() else { return None };
        let part = argument.trim_matches(['\'', '"']);
        let is_object = self.name.starts_with(|first: char| first.is_ascii_lowercase()) && is_path(self.name);
        let path = format!("{}/{part}", self.name);
        if !is_object || !is_path(part) || !self.below.is_empty() {
            return None;
        }
        let fixed = match &self.compared {
            Some(_) => self.compare(&path)?,
            None => format!("{path} ne null"),
        };
        let mut advice = Advice::write(UNKNOWN, Applicability::Unsafe, fixed, "");
        advice.help = format!("if `{part}` is a part of `{}`, {}", self.name, advice.help);
        Some(advice)
    }

    /// The advice for a function on the left of an operator.
    pub(crate) fn left_advice(&self) -> (Advice, Replaced) {
        let beside =
            self.operator().zip(self.value()).filter(|(_, value)| is_path(value) && !is_keyword(value));
        match beside {
            // `mindatetime() lt createdAt`, `tolower('X') eq name`.
            Some((operator, path)) if self.property().is_none() => match self.folded() {
                // The property also belongs on the left.
                Some(folded) => {
                    let fixed = format!("{path} {} {folded}", operator.swapped().keyword());
                    (Advice::write(OF_A_VALUE, Applicability::Safe, fixed, ""), Replaced::Condition)
                }
                None => self.value_advice(Some((path, operator.swapped()))),
            },
            _ => (self.advice(), Replaced::Condition),
        }
    }

    /// The advice for a function in the place of the property in `contains`.
    pub(crate) fn argument_advice(&self) -> (Advice, Replaced) {
        let Some(path) = self.property().filter(|_| !self.name.eq_ignore_ascii_case("concat")) else {
            return (self.advice().unfixed(), Replaced::Function);
        };
        let fixed = format!("{path}{}", self.below);
        let why = ", because `contains` looks into the property itself";
        (Advice::write(UNDOCUMENTED, Applicability::Unsafe, fixed, why), Replaced::Function)
    }

    /// The advice for a function in the place of a value, after an operator and its property if they are
    /// known.
    pub(crate) fn value_advice(&self, beside: Option<(&str, Operator)>) -> (Advice, Replaced) {
        if let Some(folded) = self.folded() {
            return (Advice::write(OF_A_VALUE, Applicability::Safe, folded, ""), Replaced::Function);
        }
        let lower = self.name.to_ascii_lowercase();
        let bound = match lower.as_str() {
            "mindatetime" => Some((Operator::Gt, "earlier", "0001-01-01T00:00:00Z")),
            "maxdatetime" => Some((Operator::Lt, "later", "9999-12-31T23:59:59Z")),
            _ => None,
        };
        let (Some((all, other, timestamp)), Some((path, operator))) = (bound, beside) else {
            return (self.misplaced(beside.map(|(path, _)| path)), Replaced::Function);
        };
        let inclusive = if all == Operator::Gt { Operator::Ge } else { Operator::Le };
        if operator == all || operator == inclusive || operator == Operator::Ne {
            let fixed = format!("{path} ne null");
            let why = ", because every timestamp is within that bound";
            return (Advice::write(UNDOCUMENTED, Applicability::Unsafe, fixed, why), Replaced::Condition);
        }
        let help = format!("no timestamp is {other}; the bound itself is `{timestamp}`");
        (Advice::new(UNDOCUMENTED, help), Replaced::Function)
    }

    /// The advice for a function that is not one of constants, in the place of a value.
    fn misplaced(&self, beside: Option<&str>) -> Advice {
        let advice = FunctionUse { compared: None, ..self.clone() }.advice();
        let (Some(_), Some(beside)) = (self.property(), beside) else { return advice.unfixed() };
        Advice::new(
            advice.reason,
            format!("compare `{beside}` with a value: comparing two properties is not documented"),
        )
    }

    /// The value of a function of constants.
    fn folded(&self) -> Option<String> {
        let text = |string: &'t str| {
            let inner = is_string(string).then(|| string.strip_prefix('\'')?.strip_suffix('\''))??;
            Some(inner.replace("''", "'"))
        };
        if !self.below.is_empty() {
            return None;
        }
        match (self.name.to_ascii_lowercase().as_str(), self.arguments.as_slice()) {
            ("tolower" | "lower" | "lcase", [string]) => Some(quote(&Case::Lower.of(&text(string)?))),
            ("toupper" | "upper" | "ucase", [string]) => Some(quote(&Case::Upper.of(&text(string)?))),
            ("trim", [string]) => Some(quote(text(string)?.trim())),
            ("length", [string]) => Some(text(string)?.chars().count().to_string()),
            ("cast", [value, ty]) => {
                let is_number =
                    ["Int", "Byte", "Decimal", "Double", "Single"].iter().any(|name| ty.contains(name));
                match text(value) {
                    Some(inner) if is_number => {
                        matches!(numeral(&inner), Numeral::Integer | Numeral::Decimal).then_some(inner)
                    }
                    Some(inner) => ty.contains("String").then(|| quote(&inner)),
                    None => constant(value).filter(|_| is_number),
                }
            }
            ("concat", [one, other]) => Some(quote(&format!("{}{}", text(one)?, text(other)?))),
            _ => None,
        }
    }
}

/// The start of a day and of the next one.
fn bounds_of_day(date: &str) -> Option<(String, String)> {
    let start = Timestamp::parse(&format!("{}T00:00:00Z", date.get(..10)?)).ok()?;
    let end = start.plus_days(1)?;
    (date.len() == 10).then(|| (start.to_string(), end.to_string()))
}

/// The condition for a period from `start` to before `end`, in place of a comparison with its name.
pub(crate) fn within(path: &str, operator: Option<Operator>, start: &str, end: &str) -> String {
    let between = format!("{path} ge {start} and {path} lt {end}");
    match operator {
        None => format!("({between})"),
        Some(Operator::Eq) => between,
        Some(Operator::Ne) => format!("not ({between})"),
        Some(Operator::Gt) => format!("{path} ge {end}"),
        Some(Operator::Ge) => format!("{path} ge {start}"),
        Some(Operator::Lt) => format!("{path} lt {start}"),
        Some(Operator::Le) => format!("{path} lt {end}"),
    }
}

/// The same as [`within`], in parentheses if it is two conditions and others are beside it.
pub(crate) fn grouped(fixed: String, is_grouped: bool) -> String {
    let joins =
        is_grouped && fixed.contains(" and ") && !fixed.starts_with('(') && !fixed.starts_with("not (");
    if joins { format!("({fixed})") } else { fixed }
}

/// The part of a condition that a fix replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replaced {
    Function,
    Condition,
}

impl Advice {
    /// The same for another reason.
    pub(super) fn because(self, reason: &'static str) -> Advice {
        Advice { reason, ..self }
    }

    /// The same without a fix.
    fn unfixed(self) -> Advice {
        Advice { fix: None, ..self }
    }
}

/// The same, unless it is joined with another string.
fn one_path(text: &str) -> Option<&str> {
    innermost_path(text).filter(|_| !text.to_ascii_lowercase().contains("concat("))
}

/// The path inside functions: `name` of `trim(tolower(name))`.
fn innermost_path(text: &str) -> Option<&str> {
    let mut inner = text.trim();
    while let Some((function, rest)) = inner.split_once('(') {
        if !is_path(function) {
            return None;
        }
        inner = rest.split([',', ')']).next()?.trim();
    }
    (is_path(inner) && !is_keyword(inner)).then_some(inner)
}

fn is_string(text: &str) -> bool {
    ['\'', '"'].iter().any(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote))
}

/// A constant, also of a function of one.
fn constant(text: &str) -> Option<String> {
    let is_number = || matches!(numeral(text), Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_));
    let is_parameter = || text.strip_prefix('@').is_some_and(is_path);
    if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Some(quote(inner));
    }
    if is_string(text) || matches!(text, "true" | "false" | "null") || is_number() || is_parameter() {
        return Some(text.to_owned());
    }
    let (name, rest) = text.split_once('(')?;
    let argument = rest.strip_suffix(')')?.trim();
    FunctionUse { name: name.trim(), arguments: vec![argument], ..FunctionUse::default() }.folded()
}
