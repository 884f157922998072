//! Conditions in the filter languages of other systems: LDAP and RSQL.

use super::correction::Correction;
use super::infix::caseless;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::limits;
use crate::rules;
use crate::syntax::advice::{Compared, FunctionUse};
use crate::syntax::ast::{NodeKind, Operand, OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{number, quote, string_value};
use crate::syntax::name::is_path;
use crate::syntax::parser::parse;
use crate::text::{Edit, Quoted, Span, ToWrite, offset};

/// Types of PostgreSQL after `::`.
const SQL_TYPES: [&str; 25] = [
    "int",
    "int2",
    "int4",
    "int8",
    "integer",
    "bigint",
    "smallint",
    "numeric",
    "decimal",
    "float",
    "float4",
    "float8",
    "real",
    "text",
    "varchar",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "interval",
    "uuid",
    "json",
    "jsonb",
    "bool",
    "boolean",
];

impl Repairer<'_, '_> {
    /// `(|(state=ERROR)(state=STALLED))`, `(name=*fw*)`: a filter of LDAP.
    pub(super) fn ldap(&self) -> Option<Correction> {
        let is_joined = matches!(self.lexeme(1)?, Lexeme::ForeignAnd | Lexeme::ForeignOr)
            && self.lexeme(2) == Some(Lexeme::Open);
        let is_pattern = self.lexeme(1) == Some(Lexeme::Path)
            && self.word(2) == "="
            && (0..3).all(|ahead| self.touches(ahead))
            && self.word(3).starts_with('*');
        if self.lexeme(0) != Some(Lexeme::Open) || !(is_joined || is_pattern) {
            return None;
        }
        let count = self.partner(0)? + 1;
        let whole = self.whole(count);
        let fixed = ldap_in_words(whole.of(self.text));
        if is_pattern && fixed.is_none() {
            return None;
        }
        let is_alone = self.tokens.is_empty() && self.lexeme(count).is_none();
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let message = Message::new(format!("{} is a filter of LDAP", Quoted(whole.of(text))));
            match fixed {
                Some(fixed) => {
                    let is_one = is_alone || !fixed.contains(" and ") && !fixed.contains(" or ");
                    let edit = if is_one { fixed.clone() } else { format!("({fixed})") };
                    message
                        .help(format!("write {}", ToWrite(&fixed)))
                        .unsafe_fix("write conditions", vec![Edit::replace(whole, edit)])
                }
                None => {
                    message.help("write conditions such as `state eq 'ERROR'`, joined with `and` and `or`")
                }
            }
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `generation=gt=3`, `state=in=(ERROR,STALLED)`: an operator of RSQL.
    pub(super) fn rsql_operator(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let is_operator =
            self.word(0) == "=" && self.word(2) == "=" && (0..2).all(|ahead| self.touches(ahead));
        if !is_operator {
            return None;
        }
        let operator = self.word(1).to_ascii_lowercase();
        let (values, count) = match self.lexeme(3)? {
            Lexeme::Open => {
                let close = self.partner(3)?;
                (self.arguments(4, close), close + 1)
            }
            lexeme if !ends_condition(lexeme) => (vec![self.word(3)], 4),
            _ => return None,
        };
        let values: Vec<String> = values.into_iter().map(literal).collect();
        let name = left.span.of(self.text);
        let fixed = match (operator.as_str(), values.as_slice()) {
            ("in", several @ [_, ..]) => Some(format!("{name} in ({})", several.join(","))),
            ("out", several @ [_, ..]) => Some(format!("not {name} in ({})", several.join(","))),
            ("re" | "like" | "ilike", [one]) => one
                .trim_matches(['\'', '*', '%'])
                .chars()
                .all(|c| c.is_ascii_alphanumeric())
                .then(|| format!("contains({name},{})", quote(one.trim_matches(['\'', '*', '%']))))
                .map(|call| if operator == "ilike" { caseless(&call) } else { call }),
            (word, [one]) => Operator::ALL
                .into_iter()
                .find(|operator| operator.keyword() == word)
                .map(|operator| format!("{name} {} {one}", operator.keyword())),
            _ => None,
        };
        let whole = left.span.cover(self.whole(count));
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, self.whole(3), |text| {
            let message = Message::new(format!("{} is an operator of RSQL", Quoted(self.whole(3).of(text))));
            match fixed {
                Some(fixed) => message
                    .help(format!("write {}", ToWrite(&fixed)))
                    .unsafe_fix("write the condition", vec![Edit::replace(whole, fixed)]),
                None => message.help("the operators are `eq`, `ne`, `gt`, `ge`, `lt`, `le` and `in`"),
            }
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `jobParams->>'a' eq 'x'`, `jobParams::a eq 'x'`, `jobParams/'a' eq 'x'`: a path with the separators of another
    /// language.
    pub(super) fn joined_path(&self) -> Option<Correction> {
        /// A path that people write is shorter, and each of its names may begin one.
        const MOST: usize = 16;
        let mut count = 1;
        // `jobParams?.a`, of JavaScript.
        let mut names: Vec<&str> = self.word(0).trim_end_matches(['-', '/']).split("?.").collect();
        let is_optional = names.len() > 1;
        let mut cast = None;
        while names.len() < MOST {
            let is_open = self.word(count - 1).ends_with('/');
            let is_arrow = self.word(count - 1).ends_with('-');
            let marks = match (self.word(count), self.word(count + 1)) {
                (">", ">") if is_arrow && self.touches(count) => 2,
                (">", _) if is_arrow => 1,
                (":", ":") if self.touches(count) => 2,
                _ if is_open => 0,
                _ => break,
            };
            let last = count + marks;
            let is_whole = self.touches(count - 1) && (marks == 0 || self.touches(last - 1));
            let name = match self.lexeme(last)? {
                Lexeme::Quoted(_) => self.word(last).trim_matches(['\'', '"']),
                Lexeme::Path | Lexeme::Word => self.word(last).trim_end_matches(['-', '/']),
                _ => return None,
            };
            if !is_whole {
                return None;
            }
            let is_type = SQL_TYPES.iter().any(|ty| name.eq_ignore_ascii_case(ty));
            cast = Some(name).filter(|_| is_type && self.word(count) == ":");
            if cast.is_none() {
                names.push(name);
            }
            count = last + 1;
        }
        if let Some(ty) = cast.filter(|_| self.is_operator(count)) {
            return self.cast_path(&names.join("/"), ty, count);
        }
        let fixed = names.join("/");
        if count == 1 && !is_optional || !is_path(&fixed) || !self.is_operator(count) {
            return None;
        }
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!(
                "{} is a path of another language: `/` separates the names of a path",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Unsafe, whole, &*fixed)
        });
        Some(Correction::new(count, [Token::missing(whole)], Expect::Operator, mistake).with_space_before())
    }

    /// `generation::int > 3`: a path with a cast of PostgreSQL, in `count` lexemes.
    fn cast_path(&self, path: &str, ty: &str, count: usize) -> Option<Correction> {
        if !is_path(path) {
            return None;
        }
        let whole = self.whole(count);
        let reason = "casts a value in PostgreSQL, and a property has its own type";
        // The cast to a date drops the time.
        if ty.eq_ignore_ascii_case("date")
            && let Some((compared, count)) = self.comparison_at(count)
        {
            let compared = Compared {
                values: compared.values.iter().map(|value| value.trim_matches(['\'', '"'])).collect(),
                ..compared
            };
            let called =
                FunctionUse { name: "date", arguments: vec![path], below: "", compared: Some(compared) };
            let is_alone = matches!(self.tokens.last(), None | Some(Token::Open(_)))
                && self.lexeme(count).is_none_or(|next| next == Lexeme::Close);
            let condition = self.whole(count);
            let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
                called.advice().because(reason).grouped(!is_alone).message(whole.of(text), condition)
            });
            let tokens = [Token::Unreadable(condition)];
            return Some(Correction::new(count, tokens, Expect::Connective, mistake).with_space_before());
        }
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} {reason}", Quoted(whole.of(text)))).write(
                Applicability::Unsafe,
                whole,
                path,
            )
        });
        let written = Span::new(whole.start, whole.start + offset(path.len()));
        let token = if written.of(self.text) == path { Token::path(written) } else { Token::missing(whole) };
        Some(Correction::new(count, [token], Expect::Operator, mistake).with_space_before())
    }

    /// `"state eq 'ERROR'" and "generation gt 3"`: a condition in quotes, beside others.
    pub(super) fn quoted_condition(&self) -> Option<Correction> {
        let span = self.span(0);
        let raw = span.of(self.text);
        let quote = raw.chars().next()?;
        let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        // Each string is read once more, so only a short one.
        if !inner.contains(' ') || inner.len() > limits::NAME || self.is_operator(1) {
            return None;
        }
        let condition = inner.replace(&format!("{quote}{quote}"), &quote.to_string());
        let parsed = parse(&condition, &limits::Limits::DEFAULT);
        let root = parsed.ast().root().map(|root| parsed.ast().kind(root))?;
        if !parsed.is_ok() || parsed.ast().has_operand_alone() {
            return None;
        }
        let is_joined = matches!(root, NodeKind::And | NodeKind::Or);
        let mistake = self.mistake(&rules::QUOTED_FILTER, span, |_| {
            let fixed = if is_joined { format!("({condition})") } else { condition };
            Message::new("the condition is in quotes, and a filter has quotes only around its strings")
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("remove the quotes", vec![Edit::replace(span, fixed)])
        });
        Some(Correction::new(1, [Token::Unreadable(span)], Expect::Connective, mistake))
    }

    /// `generation between (3,5)`, `generation in 3..5`, `generation eq [3 TO 5]`, `generation not between 3 and 5`: a range
    /// in place of two conditions.
    pub(super) fn range_value(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let is_not = self.lexeme(0) == Some(Lexeme::Not);
        let at = usize::from(is_not);
        let is_between = self.is_word(at, &["between"]);
        let (is_named, first) = match self.lexeme(at)? {
            _ if is_between => (true, at + 1),
            Lexeme::In if self.is_word(at + 1, &["range"]) => (true, at + 2),
            Lexeme::In | Lexeme::Comparison(Operator::Eq) => (false, at + 1),
            _ if matches!(self.word(at), "=" | "==" | ":") => (false, at + 1),
            _ => return None,
        };
        let value = |ahead: usize| self.literal_at(ahead).map(|value| value.span.of(self.text));
        let is_open = |ahead: usize| matches!(self.lexeme(ahead), Some(Lexeme::Open | Lexeme::OpenBracket));
        let is_close =
            |ahead: usize| matches!(self.lexeme(ahead), Some(Lexeme::Close | Lexeme::CloseBracket));
        if let Some(range) = self.lucene_range(left, at, first) {
            return Some(range);
        }
        if let Some(range) = self.kusto_range(left, at, first) {
            return Some(range);
        }
        let dots = |ahead: usize| {
            self.word(ahead).split_once("..").filter(|_| self.lexeme(ahead) == Some(Lexeme::Number))
        };
        let ((low, high), count, is_sure) = if let Some(range) = dots(first) {
            (range, first + 1, false)
        } else if is_open(first)
            && is_close(first + 2)
            && let Some(range) = dots(first + 1)
        {
            (range, first + 3, false)
        } else if is_open(first) && is_close(first + 4) {
            let is_to = self.is_word(first + 2, &["to"]);
            let is_pair = is_named && self.lexeme(first + 2) == Some(Lexeme::Comma);
            if !(is_to || is_pair) {
                return None;
            }
            ((value(first + 1)?, value(first + 3)?), first + 5, is_between || is_to)
        } else if is_not && is_between && self.lexeme(first + 1) == Some(Lexeme::And) {
            ((value(first)?, value(first + 2)?), first + 3, true)
        } else {
            return None;
        };
        let name = left.span.of(self.text);
        let (low, high) = (low.trim(), high.trim_matches(['.', '=']));
        if low.is_empty() || high.is_empty() {
            return None;
        }
        let whole = left.span.cover(self.whole(count));
        let after_not = matches!(self.tokens.iter().rev().nth(1), Some(Token::Not(_)));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.whole(count), |text| {
            let both = format!("{name} ge {low} and {name} le {high}");
            let fixed = match (is_not, after_not) {
                (true, _) => format!("not ({both})"),
                (false, true) => format!("({both})"),
                (false, false) => both,
            };
            Message::new(format!("{} is a range: write two conditions", Quoted(self.whole(count).of(text))))
                .help(format!("write {}", Quoted(&fixed)))
                .fix(
                    Applicability::safe_if(is_sure),
                    "write two conditions",
                    vec![Edit::replace(whole, fixed)],
                )
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `createdAt between (datetime(2024-01-01) .. datetime(2024-01-31))`, of Kusto.
    fn kusto_range(&self, left: Operand, at: usize, first: usize) -> Option<Correction> {
        let is_not = self.lexeme(at) == Some(Lexeme::Bang) || self.lexeme(0) == Some(Lexeme::Not);
        if !self.is_word(at, &["between"]) || self.lexeme(first) != Some(Lexeme::Open) || is_not {
            return None;
        }
        let end = self.partner(first)?;
        let inside = Span::new(self.span(first).end, self.span(end).start).of(self.text);
        /// A range that people write is shorter, and each parenthesis inside may begin another one.
        const LONGEST: usize = 256;
        let inside = Some(inside).filter(|inside| inside.len() < LONGEST)?;
        let (low, high) = inside.split_once("..")?;
        let bound = |text: &str| {
            let text = text.trim();
            let inner = text.strip_prefix("datetime(").and_then(|rest| rest.strip_suffix(')'));
            let plain = inner.unwrap_or(text).trim().trim_matches(['\'', '"']).to_owned();
            let is_plain = !plain.is_empty() && !plain.contains(['(', ')', ' ', '\'']);
            is_plain.then_some((plain, inner.is_some()))
        };
        let ((low, is_time), (high, _)) = (bound(low)?, bound(high)?);
        let day = |date: &str| match is_time && date.len() == "2024-01-01".len() {
            true => format!("{date}T00:00:00Z"),
            false => date.to_owned(),
        };
        let name = left.span.of(self.text);
        let fixed = format!("{name} ge {} and {name} le {}", day(&low), day(&high));
        let whole = left.span.cover(self.whole(end + 1));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.whole(end + 1), |text| {
            Message::new(format!("{} is a range: write two conditions", Quoted(self.whole(end + 1).of(text))))
                .write(Applicability::Unsafe, whole, fixed)
        });
        Some(Correction::new(end + 1, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `generation:[1 TO *]`, `name:{a TO b}`: a range of Lucene, with its bounds after `first`.
    fn lucene_range(&self, left: Operand, at: usize, first: usize) -> Option<Correction> {
        let lower = match self.lexeme(first)? {
            Lexeme::Open | Lexeme::OpenBracket => "ge",
            Lexeme::OpenBrace => "gt",
            _ => return None,
        };
        let upper = match self.lexeme(first + 4)? {
            Lexeme::Close | Lexeme::CloseBracket => "le",
            Lexeme::CloseBrace => "lt",
            _ => return None,
        };
        if !self.is_word(first + 2, &["to"]) || self.lexeme(at) == Some(Lexeme::Not) {
            return None;
        }
        let bound = |ahead: usize| match self.word(ahead) {
            "*" => Some(None),
            word if self.is_name(ahead) => Some(Some(quote(word))),
            _ => self.literal_at(ahead).map(|value| Some(value.span.of(self.text).to_owned())),
        };
        let (low, high) = (bound(first + 1)?, bound(first + 3)?);
        let is_plain = lower == "ge" && upper == "le" && low.is_some() && high.is_some();
        if is_plain && !self.is_name(first + 1) && !self.is_name(first + 3) {
            return None;
        }
        let name = left.span.of(self.text);
        let bounds = [(lower, low), (upper, high)].into_iter();
        let bounds: Vec<String> =
            bounds.filter_map(|(operator, bound)| Some(format!("{name} {operator} {}", bound?))).collect();
        let whole = left.span.cover(self.whole(first + 5));
        let after_not = matches!(self.tokens.iter().rev().nth(1), Some(Token::Not(_)));
        let fixed = match bounds.as_slice() {
            [] => format!("{name} ne null"),
            [one] => one.clone(),
            both if after_not => format!("({})", both.join(" and ")),
            both => both.join(" and "),
        };
        let place = self.whole(first + 5);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, place, |text| {
            Message::new(format!("{} is a range: write its bounds", Quoted(place.of(text)))).write(
                Applicability::Unsafe,
                whole,
                fixed,
            )
        });
        let tokens = [Token::Unreadable(whole)];
        Some(Correction::new(first + 5, tokens, Expect::Connective, mistake).replacing(1))
    }

    /// `state in list('ERROR')`, `state = ANY(ARRAY['ERROR'])`, `state in <'ERROR'>`: a list of another language.
    pub(super) fn called_list(&self) -> Option<Correction> {
        const LISTS: [&str; 8] = ["list", "set", "tuple", "array", "any", "some", "oneof", "values"];
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let is_operator = matches!(self.lexeme(0), Some(Lexeme::In | Lexeme::Comparison(Operator::Eq)))
            || matches!(self.word(0), "=" | "==");
        let is_open = |ahead: usize| matches!(self.lexeme(ahead), Some(Lexeme::Open | Lexeme::OpenBracket));
        let mut at = 1;
        let mut depth = 0;
        while self.is_word(at, &LISTS) && is_open(at + 1) {
            (at, depth) = (at + 2, depth + 1);
        }
        let is_angled = depth == 0 && self.word(1) == "<" && self.lexeme(0) == Some(Lexeme::In);
        if is_angled {
            at = 2;
        }
        if !is_operator || depth == 0 && !is_angled {
            return None;
        }
        let mut values = Vec::new();
        loop {
            let value = self.literal_at(at)?;
            values.push(if value.kind == OperandKind::MalformedString {
                quote(&string_value(value, self.text))
            } else {
                value.span.of(self.text).to_owned()
            });
            at += 1;
            if self.lexeme(at) != Some(Lexeme::Comma) {
                break;
            }
            at += 1;
        }
        if is_angled {
            (self.word(at) == ">").then_some(())?;
            at += 1;
        }
        for _ in 0..depth {
            matches!(self.lexeme(at), Some(Lexeme::Close | Lexeme::CloseBracket)).then_some(())?;
            at += 1;
        }
        let place = Span::new(self.span(1).start, self.span(at - 1).end);
        let whole = left.span.cover(place);
        let mistake = self.mistake(&rules::LIST_SYNTAX, place, |text| {
            let fixed = format!("{} in ({})", left.span.of(text), values.join(","));
            Message::new(format!("{} is a list of another language", Quoted(place.of(text)))).write(
                Applicability::Safe,
                whole,
                fixed,
            )
        });
        Some(Correction::new(at, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `contains((name,status),'x')`, `contains(name,('x','y'))`: several properties or strings in one call.
    pub(super) fn contains_several(&self) -> Option<Correction> {
        let (paths, comma) = self.several(2, |ahead| self.lexeme(ahead) == Some(Lexeme::Path))?;
        if self.lexeme(comma) != Some(Lexeme::Comma) {
            return None;
        }
        let is_string = |ahead: usize| matches!(self.lexeme(ahead), Some(Lexeme::Quoted(_)));
        let (strings, close) = self.several(comma + 1, is_string)?;
        // Only a list in parentheses: other strings have their own findings.
        let is_list = strings.len() > 1 && self.lexeme(comma + 1) == Some(Lexeme::Open);
        if self.lexeme(close) != Some(Lexeme::Close) || !(paths.len() > 1 || is_list) {
            return None;
        }
        Some(self.each_contains(&paths, &strings, close + 1, None))
    }

    /// `name contains ('x','y')`, `name contains any ('x','y')`, `name contains 'x','y'`.
    pub(super) fn contains_any(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let first = if self.is_word(1, &["any"]) { 2 } else { 1 };
        let is_string = |ahead: usize| matches!(self.lexeme(ahead), Some(Lexeme::Quoted(_)));
        let is_any =
            self.is_word(0, &["has_any", "contains_any", "containsany", "includes_any", "includesany"]);
        if !is_any && !self.is_word(0, &["contains"]) {
            return None;
        }
        let (mut strings, mut end) = self.several(first, is_string)?;
        while self.lexeme(first) != Some(Lexeme::Open)
            && self.lexeme(end) == Some(Lexeme::Comma)
            && is_string(end + 1)
            && !self.is_operator(end + 2)
        {
            strings.push(self.span(end + 1));
            end += 2;
        }
        (strings.len() > 1 || is_any)
            .then(|| self.each_contains(&[left.span], &strings, end, Some(left.span)))
    }

    /// One operand, or several in parentheses or joined with `or`, and the number of lexemes before their end.
    fn several(&self, first: usize, is_one: impl Fn(usize) -> bool) -> Option<(Vec<Span>, usize)> {
        let is_open = self.lexeme(first) == Some(Lexeme::Open);
        let mut at = first + usize::from(is_open);
        let mut found = Vec::new();
        loop {
            if !is_one(at) {
                return None;
            }
            found.push(self.span(at));
            at += 1;
            match self.lexeme(at) {
                Some(Lexeme::Or) => at += 1,
                Some(Lexeme::Comma) if is_open => at += 1,
                Some(Lexeme::Close) if is_open => return Some((found, at + 1)),
                _ => return (!is_open).then_some((found, at)),
            }
        }
    }

    /// A call of `contains` for each property and string, in place of `count` lexemes and what is before them.
    fn each_contains(
        &self,
        paths: &[Span],
        strings: &[Span],
        count: usize,
        left: Option<Span>,
    ) -> Correction {
        /// Most conditions that are written: there is one for each pair, so a long list would fill the memory.
        const MOST: usize = 64;
        let place = self.whole(count);
        let whole = left.map_or(place, |left| left.cover(place));
        let is_long = paths.len().saturating_mul(strings.len()) > MOST;
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, place, |text| {
            let message = Message::new(match left.is_some() && !self.is_word(0, &["contains"]) {
                true => format!("{} is not an operator of this language", Quoted(self.word(0))),
                false => "`contains` takes one property and one string".to_owned(),
            });
            if is_long {
                return message
                    .help("write a `contains` for each property and each string, and join them with `or`");
            }
            let string = |span: &Span| {
                let raw = span.of(text);
                let kind =
                    if raw.starts_with('\'') { OperandKind::String } else { OperandKind::MalformedString };
                quote(&string_value(Operand { kind, span: *span }, text))
            };
            // In Kusto, `has_any` compares without a difference of case.
            let in_case = |call: String| if self.is_word(0, &["has_any"]) { caseless(&call) } else { call };
            let calls = paths.iter().flat_map(|path| {
                strings.iter().map(move |one| in_case(format!("contains({},{})", path.of(text), string(one))))
            });
            let calls: Vec<String> = calls.collect();
            let fixed = match calls.as_slice() {
                [one] => one.clone(),
                several => format!("({})", several.join(" or ")),
            };
            message
                .help(format!("write {}", Quoted(&fixed)))
                .unsafe_fix("write whole conditions", vec![Edit::replace(whole, fixed)])
        });
        Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake)
            .replacing(usize::from(left.is_some()))
    }

    /// `name__contains='x'` of Django, `state[]=ERROR` of Rails: a parameter of a query string.
    pub(super) fn query_parameter(&self) -> Option<Correction> {
        let word = self.word(0);
        let bracketed = self.lexeme(1) == Some(Lexeme::OpenBracket) && self.touches(0);
        let (name, operator, equals) = if bracketed {
            match self.word(2) {
                // `filter[name]=x`, of JSON:API.
                path if self.is_word(0, &["filter"]) && self.word(3) == "]" => (path, "exact", 4),
                "]" => (word, "exact", 3),
                operator if self.word(3) == "]" => (word, operator, 4),
                _ => return None,
            }
        } else {
            let (name, operator) = word.split_once("__")?;
            (name, operator, 1)
        };
        if !is_path(name) || self.word(equals) != "=" || (0..equals).any(|ahead| !self.touches(ahead)) {
            return None;
        }
        let first = equals + 1;
        let (values, count) = match self.lexeme(first)? {
            Lexeme::OpenBracket | Lexeme::Open => {
                /// Most words in brackets. A bracket that nothing closes would lead to the end, again and again.
                const MOST: usize = 64;
                let is_end =
                    |ahead: &usize| matches!(self.lexeme(*ahead), Some(Lexeme::CloseBracket | Lexeme::Close));
                let end = (first..).take(MOST).find(is_end)?;
                (self.arguments(first + 1, end), end + 1)
            }
            lexeme if ends_condition(lexeme) => return None,
            // `state__in='ERROR,STALLED'`: a list in a string.
            Lexeme::Quoted(_) if operator == "in" => {
                let inside = self.word(first).trim_matches(['\'', '"']);
                (inside.split(',').map(str::trim).collect(), first + 1)
            }
            _ if operator == "in" => {
                let count = self.touching_values(first);
                (self.arguments(first, first + count), first + count)
            }
            _ => (vec![self.word(first)], first + 1),
        };
        let values: Vec<String> = values.into_iter().map(literal).collect();
        let one = values.first().filter(|_| values.len() == 1 || operator == "in")?.clone();
        let fixed = match operator {
            "isnull" => match one.trim_matches('\'').to_ascii_lowercase().as_str() {
                "true" | "1" => format!("{name} eq null"),
                "false" | "0" => format!("{name} ne null"),
                _ => return None,
            },
            "iexact" => format!("tolower({name}) eq {}", one.to_lowercase()),
            "exact" | "eq" => format!("{name} eq {one}"),
            "ne" | "not" => format!("{name} ne {one}"),
            "gt" | "lt" => format!("{name} {operator} {one}"),
            "gte" | "ge" => format!("{name} ge {one}"),
            "lte" | "le" => format!("{name} le {one}"),
            "in" => format!("{name} in ({})", values.join(",")),
            "icontains" | "istartswith" | "iendswith" | "ilike" => {
                caseless(&format!("contains({name},{one})"))
            }
            "contains" | "startswith" | "endswith" | "like" => format!("contains({name},{one})"),
            _ => return None,
        };
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            Message::new(format!(
                "{} is a parameter of a query string, not a condition",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Unsafe, whole, fixed)
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// The number of lexemes of the values there that only commas separate: `ERROR,STALLED`.
    fn touching_values(&self, first: usize) -> usize {
        let mut count = 1;
        while self.lexeme(first + count) == Some(Lexeme::Comma)
            && self.touches(first + count - 1)
            && self.touches(first + count)
            && self.operand_at(first + count + 1).is_some()
            && !self.is_operator(first + count + 2)
        {
            count += 2;
        }
        count
    }

    /// Whether a comma or a semicolon here joins conditions of RSQL: `state==ERROR,state==STALLED`.
    pub(super) fn is_rsql_join(&self) -> bool {
        self.lexeme(1) == Some(Lexeme::Path)
            && self.touches(1)
            && self.touches(2)
            && (matches!(self.word(2), "==" | "!=") || self.word(2) == "=" && self.word(4) == "=")
    }
}

/// The conditions of a filter of LDAP; `None` if it has something else, or nests deeply.
fn ldap_in_words(text: &str) -> Option<String> {
    /// A filter that people write nests less deep, and each level copies its conditions.
    const DEPTH: usize = 8;
    let mut rest = text.trim();
    let mut open: Vec<(&str, Vec<String>)> = Vec::new();
    loop {
        let done = if let Some(inner) = rest.strip_prefix('(') {
            let mark = inner.get(..1).filter(|mark| matches!(*mark, "&" | "|" | "!"));
            if let Some(mark) = mark {
                open.push((mark, Vec::new()));
                rest = inner.get(1..)?.trim_start();
                if open.len() > DEPTH {
                    return None;
                }
                continue;
            }
            let (condition, after) = inner.split_at_checked(inner.find(['(', ')'])?)?;
            rest = after.strip_prefix(')')?.trim_start();
            ldap_condition(condition)?
        } else {
            rest = rest.strip_prefix(')')?.trim_start();
            let (mark, conditions) = open.pop()?;
            let is_inner = !open.is_empty();
            match (mark, conditions.as_slice()) {
                (_, []) => return None,
                ("!", [one]) if one.contains(" and ") || one.contains(" or ") => format!("not ({one})"),
                ("!", [one]) => format!("not {one}"),
                ("!", _) => return None,
                (_, [one]) => one.clone(),
                (mark, several) => {
                    let all = several.join(if mark == "&" { " and " } else { " or " });
                    if is_inner { format!("({all})") } else { all }
                }
            }
        };
        match open.last_mut() {
            Some((_, conditions)) => conditions.push(done),
            None => return rest.is_empty().then_some(done),
        }
    }
}

/// `state=ERROR`, `generation>=3`, `name=*fw*`.
fn ldap_condition(text: &str) -> Option<String> {
    let at = text.find(['=', '>', '<', '~'])?;
    let (name, rest) = text.split_at_checked(at)?;
    let (operator, value) = [(">=", "ge"), ("<=", "le"), ("=", "eq")]
        .into_iter()
        .find_map(|(mark, operator)| Some((operator, rest.strip_prefix(mark)?.trim())))?;
    let name = name.trim();
    let plain = value.trim_matches('*');
    if !is_path(name) || value.is_empty() || plain.contains(['*', '(', ')', '\\']) {
        return None;
    }
    Some(match operator {
        "eq" if plain.is_empty() => format!("{name} ne null"),
        "eq" if plain.len() < value.len() => format!("contains({name},{})", quote(plain)),
        _ => format!("{name} {operator} {}", literal(value)),
    })
}

/// A value without quotes as a literal.
fn literal(text: &str) -> String {
    let is_literal = number(text).is_ok()
        || matches!(text, "true" | "false" | "null")
        || text.len() > 1 && text.starts_with('\'') && text.ends_with('\'');
    if is_literal { text.to_owned() } else { quote(text.trim_matches('"')) }
}
