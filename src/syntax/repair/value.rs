//! Values and names in every spelling: quotes of other languages, type prefixes, dates, periods,
//! strings without quotes, and names that OData has and this API has not.

use super::correction::{Correction, Mistake};
use super::infix::{caseless, is_caseless};
use super::lookahead::literal_kind;
use super::template::meaning_of_root;
use super::{Expect, FrameKind, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::{Lexeme, Quote, keyword};
use crate::syntax::literal::{Numeral, QUOTES, looks_like_date, number, numeral, quote, string_value};
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span, ToWrite, offset};

/// Types whose values are strings in this API, before a string.
const STRINGS: [&str; 6] = ["guid", "uuid", "binary", "geography", "geometry", "X"];

/// Types whose values have no quotes, before a string: those of OData 2 to 4, also after `Edm.`, and of SQL.
const UNQUOTED: [&str; 17] = [
    "datetime",
    "datetimeoffset",
    "date",
    "time",
    "timeofday",
    "timestamp",
    "duration",
    "int16",
    "int32",
    "int64",
    "byte",
    "sbyte",
    "decimal",
    "double",
    "single",
    "float",
    "boolean",
];

/// Functions of other languages whose value is the literal inside.
const CONSTRUCTORS: [&str; 16] = [
    "isodate",
    "datetime",
    "todatetime",
    "to_datetime",
    "to_date",
    "todate",
    "str_to_date",
    "to_timestamp",
    "timestamp",
    "datetimeoffset",
    "date",
    "uuid",
    "guid",
    "toguid",
    "objectid",
    "datetime.parse",
];

/// Names of zones after a time.
const ZONES: [&str; 20] = [
    "z", "utc", "gmt", "cet", "cest", "eet", "eest", "wet", "west", "bst", "est", "edt", "cst", "cdt", "mst",
    "mdt", "pst", "pdt", "ist", "jst",
];

/// Letters before the strings of SQL and of programs.
const STRING_PREFIXES: [&str; 7] = ["N", "E", "B", "U", "R", "F", "Q"];

impl Repairer<'_, '_> {
    /// Takes a value, or a word in place of one; false if there is neither.
    pub(super) fn value(&mut self, next: Expect) -> bool {
        let named = self.is_name(0);
        let special = self
            .unsupported_name(next)
            .or_else(|| self.negation(next))
            .or_else(|| if named { self.typed_literal(next).or_else(|| self.indexed(next)) } else { None });
        if self.try_apply(special) || named && next == Expect::Operator && self.try_apply(self.pair()) {
            return true;
        }
        let Some(Operand { kind, span }) = self.operand_at(0) else { return false };
        let (kind, count) = if !named {
            self.literal(kind)
        } else if next == Expect::Operator {
            (kind, 1)
        } else {
            self.words(kind)
        };
        if self.lexeme(0) == Some(Lexeme::Quoted(Quote::Foreign)) && !self.is_quoted_property() {
            self.foreign_quotes(span);
        }
        let span = self.take_all(count);
        self.push(Token::operand(Operand { kind, span }));
        self.expect = next;
        true
    }

    /// `state:ERROR`: a property and a value in one word.
    fn pair(&self) -> Option<Correction> {
        let span = self.span(0);
        let (name, rest) = self.word(0).split_once(':')?;
        if !is_path(name) || rest.is_empty() || rest.starts_with('/') || self.is_operator(1) {
            return None;
        }
        let colon = span.start + offset(name.len());
        // Lucene and Elasticsearch ask so whether a field has a value.
        if name == "_exists_" && is_path(rest) {
            let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
                Message::new(format!("{} is a query of Lucene", Quoted(span.of(text)))).write(
                    Applicability::Safe,
                    span,
                    format!("{rest} ne null"),
                )
            });
            let path = Token::path(Span::new(colon + 1, span.end));
            let tokens = [path, Token::Comparison(Operator::Ne), Token::missing(span)];
            return Some(Correction::new(1, tokens, Expect::Connective, mistake));
        }
        if let Some(tested) = self.pair_with_test(name, rest) {
            return Some(tested);
        }
        let kind = keyword(rest).and_then(literal_kind).or_else(|| match numeral(rest) {
            Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_) => Some(OperandKind::Number),
            _ => None,
        });
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, Span::new(colon, colon + 1), |_| {
            let fixed = format!("{name} eq {}", kind.map_or_else(|| quote(rest), |_| rest.to_owned()));
            Message::new(format!("`:` is not an operator of this language: write {}", Quoted(&fixed)))
                .safe_fix("write `eq`", vec![Edit::replace(span, fixed)])
        });
        let value =
            Operand { kind: kind.unwrap_or(OperandKind::String), span: Span::new(colon + 1, span.end) };
        let path = Token::path(Span::new(span.start, colon));
        let tokens = [path, Token::Comparison(Operator::Eq), Token::operand(value)];
        Some(Correction::new(1, tokens, Expect::Connective, mistake))
    }

    /// `state:ne:ERROR`, `name:like:x`, `name:Firm~`, `name:fi?m`: an operator or a pattern in one word with its sides.
    fn pair_with_test(&self, name: &str, rest: &str) -> Option<Correction> {
        let span = self.span(0);
        let compared = rest.split_once(':').filter(|(_, value)| !value.is_empty());
        let operator = compared.and_then(|(word, _)| {
            Operator::ALL.into_iter().find(|operator| word.eq_ignore_ascii_case(operator.keyword()))
        });
        let is_like = compared.is_some_and(|(word, _)| {
            ["like", "ilike", "contains"].iter().any(|like| word.eq_ignore_ascii_case(like))
        });
        let fuzzy = rest.split_once('~').map(|(plain, _)| plain).filter(|plain| !plain.is_empty());
        let word = compared.map_or("", |(word, _)| word);
        let sought = |plain: &str| {
            let call = format!("contains({name},{})", quote(plain));
            if is_caseless(word, self.text) { caseless(&call) } else { call }
        };
        let fixed = match (operator, compared, fuzzy) {
            (Some(operator), Some((_, value)), _) => {
                let is_plain = keyword(value).and_then(literal_kind).is_some()
                    || matches!(numeral(value), Numeral::Integer | Numeral::Decimal | Numeral::Timestamp(_));
                let value = if is_plain { value.to_owned() } else { quote(value) };
                Some(format!("{name} {} {value}", operator.keyword()))
            }
            (None, Some((_, value)), _) if is_like => Some(sought(value.trim_matches(['%', '*']))),
            (_, _, Some(plain)) => Some(sought(plain)),
            _ if rest.contains('?') => None,
            _ => return None,
        };
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            let shown = Quoted(span.of(text));
            let message = Message::new(if operator.is_some() {
                format!("{shown} is a condition of another language")
            } else {
                format!("{shown} looks for a pattern, and filters have none")
            });
            match (&fixed, operator) {
                (Some(fixed), Some(_)) => message.write(Applicability::Unsafe, span, &**fixed),
                (Some(fixed), None) => message
                    .help(format!("to look anywhere inside the string, write {}", Quoted(fixed)))
                    .unsafe_fix("write `contains`", vec![Edit::replace(span, &**fixed)]),
                (None, _) => {
                    message.help("to look for a string inside a property, write `contains(name,'text')`")
                }
            }
        });
        let path = Token::path(Span::new(span.start, span.start + offset(name.len())));
        let tokens = [path, Token::Comparison(Operator::Ne), Token::missing(span)];
        Some(Correction::new(1, tokens, Expect::Connective, mistake))
    }

    /// `results/$count`, `@Core.Note`, `name@Core.Note`: OData names that are not properties.
    fn unsupported_name(&self, next: Expect) -> Option<Correction> {
        let word = self.word(0);
        let mut count = 1;
        match (self.lexeme(0)?, self.lexeme(1)) {
            (Lexeme::Word, Some(Lexeme::Dollar)) if word.ends_with('/') && self.touches(0) => {
                return Some(self.suffix(next));
            }
            (Lexeme::Parameter, _) if self.touches(0) && self.word(1) == "." => {
                while self.touches(count - 1)
                    && (self.word(count) == "." || self.lexeme(count) == Some(Lexeme::Path))
                {
                    count += 1;
                }
            }
            (Lexeme::Word, _) if self.expect == Expect::Term && is_annotation(word) => {}
            _ => return None,
        }
        let span = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            Message::new(format!(
                "{} is not documented for this API: it is an annotation, and no property has one",
                Quoted(span.of(text))
            ))
            .help("`comfilter properties` lists the properties to filter by")
        });
        Some(Correction::new(count, [Token::missing(span)], next, mistake))
    }

    /// `results/$count`, `name/$value`, `results/$filter(…)`.
    fn suffix(&self, next: Expect) -> Correction {
        let called = self.lexeme(2) == Some(Lexeme::Open) && self.touches(1);
        let count = self.with_path_below(self.partner(2).filter(|_| called).unwrap_or(1) + 1);
        let (span, path) = (self.whole(count), self.word(0).trim_end_matches('/'));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let shown = Quoted(span.of(text));
            let not = format!("{shown} is not documented for this API");
            match self.word(1) {
                "$value" => Message::new(format!("{not}: {}", meaning_of_root("$value"))).write(
                    Applicability::Safe,
                    span,
                    path,
                ),
                "$count" => Message::new(format!("{not}: it counts the items of a collection"))
                    .help(format!("no condition counts: test `{path} ne null`, or count in the answer")),
                _ => Message::new(format!("{not}: it tests a collection, not a property"))
                    .help(format!("compare a path below `{path}` itself, or search the response")),
            }
        });
        let token = match self.word(1) {
            "$value" => Token::path(Span::new(span.start, span.start + offset(path.len()))),
            _ => Token::missing(span),
        };
        Correction::new(count, [token], next, mistake)
    }

    /// A separated minus: `-generation`, `- 3`, `-INF`.
    fn negation(&self, next: Expect) -> Option<Correction> {
        if self.word(0) != "-" || self.lexeme(0) != Some(Lexeme::Other) {
            return None;
        }
        let (minus, inner, whole) = (self.span(0), self.span(1), self.whole(2));
        let (token, mistake) = match self.lexeme(1)? {
            Lexeme::Path => {
                let in_front = self.expect == Expect::Term;
                let mistake = if !in_front && is_not_finite(self.word(1)) {
                    let left = match self.tokens.as_slice() {
                        [.., Token::Path(path), _] => Some(path.span),
                        _ => None,
                    };
                    self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
                        not_finite(whole.of(text), left.map(|left| left.of(text)))
                    })
                } else {
                    self.negated_property(minus)
                };
                (if in_front { Token::path(inner) } else { Token::missing(whole) }, mistake)
            }
            Lexeme::Number if number(inner.of(self.text)).is_ok() && self.word(1).starts_with(['+', '-']) => {
                let mistake = self.mistake(&rules::INVALID_NUMBER, whole, |text| {
                    Message::new(format!("{} has two signs, and a number has one", Quoted(whole.of(text))))
                });
                (Token::missing(whole), mistake)
            }
            Lexeme::Number if number(inner.of(self.text)).is_ok() => {
                let mistake = self.mistake(&rules::INVALID_NUMBER, whole, |_| {
                    let gap = Span::new(minus.end, inner.start);
                    Message::new("a sign must touch its number")
                        .safe_fix("remove the space", vec![Edit::delete(gap)])
                });
                (Token::operand(Operand { kind: OperandKind::Number, span: inner }), mistake)
            }
            _ => return None,
        };
        Some(Correction::new(2, [token], next, mistake))
    }

    /// `-generation gt 3` is `generation lt -3`.
    fn negated_property(&self, minus: Span) -> Mistake {
        let is_left = self.expect == Expect::Term;
        let compared = self.comparison_at(2).filter(|_| is_left);
        self.mistake(&rules::UNSUPPORTED_ODATA, minus, |text| {
            let name = self.word(1);
            let message = Message::new(format!(
                "{} is not documented for this API: it would negate a property, and there is no arithmetic",
                Quoted(minus.of(text))
            ));
            if is_left {
                return self.turned_or_alone(message, name, compared);
            }
            message.help("write a value in its place")
        })
    }

    /// The kind of the literal here, and the number of its lexemes.
    fn literal(&self, kind: OperandKind) -> (OperandKind, usize) {
        if let Some(count) = self.date().or_else(|| self.period()) {
            return (OperandKind::Word, count);
        }
        (kind, if kind == OperandKind::Number { self.timestamp() } else { 1 })
    }

    /// `01/02/2022`.
    fn date(&self) -> Option<usize> {
        let number = |ahead: usize| self.lexeme(ahead) == Some(Lexeme::Number);
        let slashes = self.word(1) == "/" && number(2) && self.word(3) == "/" && number(4);
        let is_date = |c: char| c.is_ascii_digit() || c == '/';
        (slashes && self.whole(5).of(self.text).chars().all(is_date)).then_some(5)
    }

    /// `3 days ago`.
    fn period(&self) -> Option<usize> {
        let units = [
            "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year",
            "years", "second", "seconds",
        ];
        (self.is_word(1, &units) && !self.is_operator(2)).then(|| 2 + usize::from(self.is_word(2, &["ago"])))
    }

    /// `America/New_York`, a zone of the time zone database.
    fn is_region(&self, ahead: usize) -> bool {
        const AREAS: [&str; 10] = [
            "Africa",
            "America",
            "Antarctica",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific",
            "Etc",
        ];
        self.is_name(ahead) && self.word(ahead).split_once('/').is_some_and(|(area, _)| AREAS.contains(&area))
    }

    /// `2022-06-01 12:00:00Z`, and `2022-06-01T12:00:00 02:00`, whose `+` became a space. The parts
    /// after a space belong to the timestamp; the checker reports the mistake.
    fn timestamp(&self) -> usize {
        let part = |ahead: usize| self.lexeme(ahead) == Some(Lexeme::Number);
        let gap = Span::new(self.span(0).end, self.span(1).start);
        let time = self.word(1).strip_prefix('+').unwrap_or(self.word(1));
        let is_time =
            matches!(time.as_bytes(), [high, low, b':', ..] if high.is_ascii_digit() && low.is_ascii_digit());
        let is_zone = |ahead: usize| {
            let text = self.word(ahead);
            let offset = part(ahead) && matches!(text.as_bytes(), [b'+' | b'-' | b'0'..=b'9', ..]);
            ahead.checked_sub(1).is_some_and(|before| self.span(ahead).start == self.span(before).end + 1)
                && (offset || self.is_word(ahead, &ZONES) || self.is_region(ahead))
                && !self.is_operator(ahead + 1)
        };
        // `2022–01–01T00:00:00Z`, with the dashes of a word processor.
        let dashes = ['–', '—', '−', '‐', '‑'];
        let dashed = (1..)
            .take_while(|ahead| {
                self.touches(ahead - 1)
                    && (part(*ahead)
                        || self.lexeme(*ahead) == Some(Lexeme::Other)
                            && self.word(*ahead).starts_with(dashes))
            })
            .count();
        if dashed > 1 && self.word(1).starts_with(dashes) {
            return dashed + 1;
        }
        let has_time = self.word(0).len() > 10;
        if looks_like_date(self.word(0)) && has_time {
            // `2022-06-01T12:00:00,5Z`, with a comma of ISO 8601. After a zone, or before a date, the comma separates
            // the items of a list.
            let fraction = self.word(2);
            let has_fraction = self.lexeme(1) == Some(Lexeme::Comma)
                && self.word(0).len() == "2022-06-01T12:00:00".len()
                && self.word(0).ends_with(|c: char| c.is_ascii_digit())
                && !looks_like_date(fraction)
                && part(2)
                && self.touches(0)
                && self.touches(1)
                && fraction.starts_with(|c: char| c.is_ascii_digit())
                && !fraction.trim_start_matches(|c: char| c.is_ascii_digit()).is_empty();
            let end = if has_fraction { 3 } else { 1 };
            // `2022-06-01T12:00:00Z[UTC]`, as Java writes it.
            let has_name = self.lexeme(end) == Some(Lexeme::OpenBracket)
                && self.is_name(end + 1)
                && self.lexeme(end + 2) == Some(Lexeme::CloseBracket)
                && self.touches(end - 1);
            if has_name || has_fraction {
                return if has_name { end + 3 } else { end };
            }
        }
        if looks_like_date(self.word(0)) && has_time && !part(1) && is_zone(1) {
            return 2;
        }
        if !(part(1) && gap.of(self.text) == " " && looks_like_date(self.word(0)) && is_time) {
            return 1;
        }
        if is_zone(2) { 3 } else { 2 }
    }

    /// `"name" eq 'x'`: the checker reports a quoted property, because it knows which names are
    /// properties.
    fn is_quoted_property(&self) -> bool {
        let operand = Operand { kind: OperandKind::MalformedString, span: self.span(0) };
        self.expect == Expect::Term
            && matches!(self.lexeme(1), Some(Lexeme::Comparison(_) | Lexeme::ForeignComparison))
            && self.is_literal(2)
            && is_path(&string_value(operand, self.text))
    }

    /// Reports a string in quotes of another language, except one with a quote inside, which was
    /// reported before.
    pub(super) fn foreign_quotes(&mut self, span: Span) {
        let raw = span.of(self.text);
        if !is_in_foreign_quotes(raw) {
            return;
        }
        // Curly ones look like single quotes.
        let quotes = if raw.is_ascii() { "single quotes" } else { "straight single quotes" };
        self.report(&rules::DOUBLE_QUOTED_STRING, span, |text| {
            let fixed = quote(&string_value(Operand { kind: OperandKind::MalformedString, span }, text));
            let message = Message::new(format!("a string needs {quotes}: write {}", Quoted(&fixed)));
            // Most languages read it as one backslash, and SQL as two.
            let is_escaped = fixed.contains("\\\\");
            let message = match is_escaped {
                true => message.help(format!(
                    "if `\\\\` means one backslash, write {}",
                    Quoted(&fixed.replace("\\\\", "\\"))
                )),
                false => message,
            };
            message.fix(
                Applicability::safe_if(!is_escaped),
                "write single quotes",
                vec![Edit::replace(span, fixed)],
            )
        });
    }

    /// `datetime'…'`, `guid'…'`, `Ns.Type'V'`.
    fn typed_literal(&self, next: Expect) -> Option<Correction> {
        let (word, name, string, whole) = (self.word(0), self.span(0), self.span(1), self.whole(2));
        let is_prefix = self.is_word(0, &STRING_PREFIXES);
        // `Color'Red'`, without a namespace.
        let is_name =
            |text: &str| text.len() > 1 && text.starts_with(|first: char| first.is_ascii_uppercase());
        let inner = string.of(self.text).trim_matches('\'');
        let is_member = next != Expect::Operator && is_name(word) && is_path(inner) && is_path(word);
        let has_no_quotes = UNQUOTED.contains(&&*type_name(word));
        let is_type =
            has_no_quotes || self.is_word(0, &STRINGS) || word.contains('.') || is_prefix || is_member;
        // `date '2024-01-01'`, as SQL writes it.
        let is_apart = next != Expect::Operator && self.is_word(0, &["date", "timestamp"]);
        let touches = self.touches(0) || is_apart;
        if !(is_type || is_apart) || !touches || !matches!(self.lexeme(1), Some(Lexeme::Quoted(_))) {
            return None;
        }
        if has_no_quotes {
            // The checker knows the type of the property.
            let token = Token::operand(Operand { kind: OperandKind::Typed, span: whole });
            return Some(Correction::new(2, [token], next, None));
        }
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let shown = Quoted(whole.of(text));
            // The others may have escapes, holes or bytes.
            let is_sure = is_prefix && !inner.contains(['\\', '{']) && self.is_word(0, &["N", "U", "R"]);
            let safe = Applicability::safe_if(is_sure || word.eq_ignore_ascii_case("guid"));
            let what = if is_prefix { "strings have no prefix" } else { "values have no type prefix" };
            Message::new(format!("{shown} is not documented for this API: {what}"))
                .help(format!("write the string alone: {}", Quoted(string.of(text))))
                .fix(safe, "write the string alone", vec![Edit::delete(name)])
        });
        let token = Token::operand(Operand { kind: OperandKind::String, span: string });
        Some(Correction::new(2, [token], next, mistake))
    }

    /// `ISODate('2022-01-01T00:00:00Z')`, `{ts '2022-01-01 00:00:00'}`: a literal in a function or in braces. The checker
    /// knows the type of the property.
    pub(super) fn constructed(&self, next: Expect) -> Option<Correction> {
        let is_literal = |ahead: usize| {
            matches!(self.lexeme(ahead), Some(Lexeme::Quoted(_)))
                || self.lexeme(ahead) == Some(Lexeme::Number) && self.word(ahead).len() > 4
        };
        let is_call = self.is_word(0, &CONSTRUCTORS)
            && is_literal(2)
            && matches!(self.lexeme(3), Some(Lexeme::Close | Lexeme::Comma));
        let is_braced = self.lexeme(0) == Some(Lexeme::OpenBrace)
            && self.is_word(1, &["d", "t", "ts"])
            && is_literal(2)
            && self.lexeme(3) == Some(Lexeme::CloseBrace);
        let count = match (is_call, is_braced) {
            (true, _) => self.partner(1)? + 1,
            (_, true) => 4,
            _ => return None,
        };
        let value = Operand { kind: OperandKind::Typed, span: self.whole(count) };
        Some(Correction::new(count, [Token::operand(value)], next, None))
    }

    /// A word in the place of a value, with the words after it: `name eq Neil Young`.
    fn words(&self, kind: OperandKind) -> (OperandKind, usize) {
        let moments = ["now", "today", "sysdate", "current_date", "current_timestamp"];
        let minus = self.is_word(0, &moments) && self.word(1) == "-";
        // `now - 3d`.
        let mut count = if minus && self.lexeme(2) == Some(Lexeme::Number) { 3 } else { 1 };
        while matches!(self.lexeme(count), Some(Lexeme::Path | Lexeme::Word | Lexeme::Number))
            && !self.begins_term(count)
            && !self.is_arithmetic(count)
            && !self.begins_clause(count)
        {
            count += 1;
        }
        (if count == 1 { kind } else { OperandKind::Word }, count)
    }

    /// `generation gt 1,000`; and `gt 1,5`, if a list is not possible.
    pub(super) fn number_with_comma(&self) -> Option<Correction> {
        if self.is_in(FrameKind::Prefix) || looks_like_date(self.word(0)) {
            return None;
        }
        let mut last = 0;
        while self.lexeme(last + 1) == Some(Lexeme::Comma)
            && self.lexeme(last + 2) == Some(Lexeme::Number)
            && self.touches(last)
            && self.touches(last + 1)
        {
            last += 2;
        }
        let is_group = |ahead: usize| {
            let digits = self.word(ahead).split('.').next().unwrap_or_default();
            digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let grouped = last > 0 && (1..=last / 2).all(|group| is_group(2 * group));
        let has_order =
            matches!(self.tokens.last(), Some(Token::Comparison(operator)) if operator.is_order());
        let is_decimal = last == 2 && has_order;
        if !(grouped || is_decimal) {
            return None;
        }
        let whole = self.whole(last + 1);
        // In other languages, one comma before three digits can be a decimal comma.
        let certain = last > 2;
        let mistake = self.mistake(&rules::INVALID_NUMBER, whole, |text| {
            let written = whole.of(text);
            let fixed = written.replace(',', if grouped { "" } else { "." });
            let shown = Quoted(written);
            let message = if grouped {
                let commas = if certain { "commas" } else { "a comma" };
                format!("{shown} has {commas} between its digits, and a number has none")
            } else {
                format!("{shown} has a comma, and a number has a point")
            };
            let title = if certain { "remove the commas" } else { "write the number without a comma" };
            Message::new(message).help(format!("write {}", Quoted(&fixed))).fix(
                Applicability::safe_if(certain),
                title,
                vec![Edit::replace(whole, fixed)],
            )
        });
        Some(Correction::new(last + 1, [Token::missing(whole)], Expect::Connective, mistake))
    }

    /// `results[0]/name`: not a name; the checker reports it.
    fn indexed(&self, next: Expect) -> Option<Correction> {
        let brackets = self.lexeme(1) == Some(Lexeme::OpenBracket)
            && self.lexeme(3) == Some(Lexeme::CloseBracket)
            && self.touches(0);
        if !brackets {
            return None;
        }
        let mut count = 4;
        let is_key = |ahead: usize| {
            self.word(ahead - 1) == "[" && matches!(self.lexeme(ahead), Some(Lexeme::Quoted(_)))
        };
        while self.touches(count - 1)
            && (matches!(self.word(count), "/" | "[" | "]" | ".")
                || is_key(count)
                || self.is_name(count)
                || self.lexeme(count) == Some(Lexeme::Number))
        {
            count += 1;
        }
        let token = Token::operand(Operand { kind: OperandKind::Word, span: self.whole(count) });
        Some(Correction::new(count, [token], next, None).with_space_before())
    }
}

/// The message for `INF` and `NaN` beside a property.
pub(crate) fn not_finite(shown: &str, property: Option<&str>) -> Message {
    let message =
        Message::new(format!("{} is not documented for this API: it is not a number in JSON", Quoted(shown)));
    match property {
        Some(property) => {
            let any = format!("{property} ne null");
            message.help(format!("no property has this value; to find any value, write {}", ToWrite(&any)))
        }
        None => message.help("compare with a number"),
    }
}

pub(crate) fn is_not_finite(word: &str) -> bool {
    matches!(word, "INF" | "NaN")
}

/// `name@Core.Note`, `name/@Core.Note`.
fn is_annotation(word: &str) -> bool {
    word.split_once('@').is_some_and(|(path, term)| {
        term.contains('.') && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/".contains(&byte))
    })
}

/// The name of a type, in lower case: `int32` of `Edm.Int32`.
pub(crate) fn type_name(word: &str) -> String {
    let name = word.to_ascii_lowercase();
    name.strip_prefix("edm.").map_or_else(|| name.clone(), str::to_owned)
}

/// The type and the literal of `datetime'…'`, `ISODate('…')` and `{ts '…'}`.
pub(crate) fn split_typed(raw: &str) -> (&str, &str) {
    let start = raw.find(['\'', '"', '(']).unwrap_or(raw.len());
    let (kind, rest) = raw.split_at_checked(start).unwrap_or_default();
    let inside = rest.strip_prefix('(').unwrap_or(rest).trim_start();
    let end = match inside.chars().next() {
        Some(quote @ ('\'' | '"')) => inside.rfind(quote).filter(|end| *end > 0).map(|end| end + 1),
        _ => inside.find([',', ')']),
    };
    // `to_date('2022-01-01','YYYY')` has another string.
    let literal = inside.get(..end.unwrap_or(inside.len())).unwrap_or_default();
    let literal = if rest.starts_with('(') { literal.split(',').next().unwrap_or_default() } else { literal };
    (kind, literal.trim())
}

/// Whether text begins with a quote of another language, and one of them closes it.
fn is_in_foreign_quotes(raw: &str) -> bool {
    raw.starts_with(QUOTES) && !raw.starts_with('\'') && raw.chars().nth(1).is_some() && raw.ends_with(QUOTES)
}
