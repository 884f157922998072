//! Conditions that other languages write from the other side, or with one value in place of several.

use super::correction::Correction;
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::TimeFromNow;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{quote, string_value};
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    /// `'a','b' -contains state`, `@('a','b') -contains state`: a list of PowerShell, and the property in it.
    pub(super) fn list_in_front(&self) -> Option<Correction> {
        /// Each value may begin a list, so a long one is not read again and again.
        const MOST: usize = 64;
        let is_array = self.word(0) == "@" && self.lexeme(1) == Some(Lexeme::Open);
        let is_group = self.lexeme(0) == Some(Lexeme::Open);
        let mut at = if is_array { 2 } else { usize::from(is_group) };
        let mut values = Vec::new();
        loop {
            values.push(self.literal_at(at)?);
            at += 1;
            if self.lexeme(at) != Some(Lexeme::Comma) || values.len() > MOST {
                break;
            }
            at += 1;
        }
        if is_array || is_group {
            (self.lexeme(at) == Some(Lexeme::Close)).then_some(())?;
            at += 1;
        }
        let is_not = self.is_word(at, &["notcontains", "cnotcontains", "inotcontains"]);
        let is_contains = is_not || self.is_word(at, &["contains", "ccontains", "icontains"]);
        let before = self.text.get(..self.span(at).start as usize).unwrap_or_default();
        let is_whole = self.lexeme(at + 1) == Some(Lexeme::Path)
            && self.lexeme(at + 2).is_none_or(ends_condition)
            && (is_array || is_group || values.len() > 1);
        if !is_contains || !before.ends_with('-') || !is_whole {
            return None;
        }
        let whole = self.whole(at + 2);
        let name = self.word(at + 1);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let items: Vec<String> = values
                .iter()
                .map(|value| match value.kind.is_string() {
                    true => quote(&string_value(*value, text)),
                    false => value.span.of(text).to_owned(),
                })
                .collect();
            let not = if is_not { "not " } else { "" };
            let fixed = format!("{not}{name} in ({})", items.join(","));
            Message::new(format!("{} tests a list of PowerShell", Quoted(whole.of(text)))).write(
                Applicability::Safe,
                whole,
                fixed,
            )
        });
        Some(Correction::new(at + 2, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `[string]::IsNullOrEmpty(name)`, of PowerShell.
    pub(super) fn static_null_test(&self) -> Option<Correction> {
        let is_static = self.is_word(1, &["string"])
            && self.lexeme(2) == Some(Lexeme::CloseBracket)
            && self.word(3) == ":"
            && self.word(4) == ":"
            && self.is_word(5, &["isnullorempty", "isnullorwhitespace"])
            && self.lexeme(6) == Some(Lexeme::Open)
            && self.is_name(7)
            && self.lexeme(8) == Some(Lexeme::Close);
        if !is_static {
            return None;
        }
        let (whole, path) = (self.whole(9), self.span(7));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!(
                "{} is a method of .NET; an empty string is `''`, not null",
                Quoted(whole.of(text))
            ))
            .write(Applicability::Unsafe, whole, format!("{} eq null", path.of(text)))
        });
        let tokens = [Token::path(path), Token::Comparison(Operator::Eq), Token::missing(whole)];
        Some(Correction::new(9, tokens, Expect::Connective, mistake))
    }

    /// `createdAt between yesterday and now`, `createdAt between -7d and -1d`: two times relative to now.
    pub(super) fn between_times(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let time =
            |ahead: usize| TimeFromNow::of(self.word(ahead)).filter(|_| self.operand_at(ahead).is_some());
        if !self.is_word(0, &["between"]) || self.lexeme(2) != Some(Lexeme::And) {
            return None;
        }
        let (low, high) = (time(1)?, time(3)?);
        let whole = left.span.cover(self.whole(4));
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.whole(4), |text| {
            let name = left.span.of(text);
            let fixed = format!("{name} ge @since and {name} lt @until");
            let arguments = match (low.argument(), high.argument()) {
                (Some(low), Some(high)) => format!("`--arg since={low} --arg until={high}`"),
                _ => "`--arg`, such as `--arg since=-72h --arg until=now`".to_owned(),
            };
            Message::new(format!(
                "{} has times relative to now, and a filter needs fixed times",
                Quoted(self.whole(4).of(text))
            ))
            .help(format!("write {}, and give the times with {arguments}", Quoted(&fixed)))
        });
        Some(Correction::new(4, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1))
    }

    /// `case when name = 'x' then 1 else 0 end = 1`, of SQL, up to the end of the filter.
    pub(super) fn case_expression(&self) -> Option<Correction> {
        if !self.is_word(0, &["case"]) || !self.is_word(1, &["when"]) {
            return None;
        }
        let count = self.lexed.len() - self.at;
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            Message::new(format!("{} is an expression of SQL, and a filter has none", Quoted(whole.of(text))))
                .help("write the conditions alone, joined with `and` and `or`")
        });
        Some(Correction::new(count, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `name.ToLower().Contains("firm")`, of C# and others.
    pub(super) fn cased_contains(&self) -> Option<Correction> {
        let (path, method) = self.word(0).rsplit_once('.')?;
        let case = match method.to_ascii_lowercase().as_str() {
            "tolower" | "tolowercase" | "lower" | "tolowerinvariant" | "downcase" => "tolower",
            "toupper" | "touppercase" | "upper" | "toupperinvariant" | "upcase" => "toupper",
            _ => return None,
        };
        let is_call = self.lexeme(1) == Some(Lexeme::Open) && self.lexeme(2) == Some(Lexeme::Close);
        let is_test = self.word(3) == "." && self.touches(2) && self.lexeme(5) == Some(Lexeme::Open);
        let is_exact = self.is_word(4, &["contains", "includes", "include"]);
        let is_known = is_exact || self.is_word(4, &["startswith", "endswith", "indexof"]);
        let string = self.string_at(6)?;
        if !is_call || !is_test || !is_known || self.lexeme(7) != Some(Lexeme::Close) || self.is_operator(8) {
            return None;
        }
        let whole = self.whole(8);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} calls methods, and properties have none", Quoted(whole.of(text)))).write(
                Applicability::safe_if(is_exact),
                whole,
                format!("contains({case}({path}),{string})"),
            )
        });
        Some(Correction::new(8, [Token::Unreadable(whole)], Expect::Connective, mistake))
    }

    /// `10.0.0.0/24`, `10.0.0.*`: a range of addresses in the place of a value or a list.
    pub(super) fn address_range(&self) -> Option<Correction> {
        let [.., Token::Path(left), operator] = self.tokens.as_slice() else { return None };
        let is_in = *operator == Token::In;
        let is_not = *operator == Token::Comparison(Operator::Ne);
        let address = self.word(0);
        let parts = address.trim_end_matches('.').split('.').collect::<Vec<_>>();
        let is_address = self.lexeme(0) == Some(Lexeme::Number)
            && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let length = self.word(2).parse::<usize>().ok();
        let is_network = self.word(1) == "/" && self.touches(1) && parts.len() == 4;
        let is_pattern = self.word(1) == "*" && address.ends_with('.');
        let (count, known) = match (is_network, is_pattern) {
            (true, _) => (3, length.filter(|length| matches!(length, 8 | 16 | 24))? / 8),
            (_, true) => (2, parts.len()),
            _ => return None,
        };
        let is_order = matches!(operator, Token::Comparison(one) if one.is_order());
        if !is_address || !self.touches(0) || is_order && !is_in {
            return None;
        }
        let whole = left.span.cover(self.whole(count));
        let (name, place) = (left.span, self.whole(count));
        let mistake = self.mistake(&rules::UNQUOTED_TEXT, place, |text| {
            let start: String = parts.iter().take(known).map(|part| format!("{part}.")).collect();
            let not = if is_not { "not " } else { "" };
            let fixed = format!("{not}contains({},{})", name.of(text), quote(&start));
            Message::new(format!("{} is a range of addresses, and a filter has none", Quoted(place.of(text))))
                .help(format!("write {}, which looks anywhere inside the string", Quoted(&fixed)))
                .unsafe_fix("write `contains`", vec![Edit::replace(whole, fixed)])
        });
        let tokens = [Token::Unreadable(whole)];
        Some(Correction::new(count, tokens, Expect::Connective, mistake).replacing(2))
    }

    /// `name:x^2`, `name:"a b"~2`: the weight and the distance of Lucene, after a condition.
    pub(super) fn lucene_suffix(&self) -> Option<Correction> {
        let is_weight = self.word(0) == "^" && self.touches(0) && self.lexeme(1) == Some(Lexeme::Number);
        let is_distance =
            matches!(self.word(0), "~") && self.touches(0) && self.lexeme(1) == Some(Lexeme::Number);
        let count = if is_weight || is_distance { 2 } else { 1 };
        let is_one_word = self
            .word(0)
            .strip_prefix('~')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        let touches = self.here().end == self.span(0).start;
        if !touches || !(is_weight || is_distance || is_one_word) {
            return None;
        }
        let whole = self.whole(count);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let what = if is_weight { "the weight of a condition" } else { "the distance between words" };
            Message::new(format!("{} is {what} in Lucene, and a filter has none", Quoted(whole.of(text))))
                .fix(Applicability::safe_if(is_weight), "remove it", vec![Edit::delete(whole)])
        });
        Some(Correction::new(count, [], Expect::Connective, mistake).with_space_before())
    }

    /// `state <=> 'ERROR'` of MySQL, and `generation gt= 3`: marks that are one operator.
    pub(super) fn joined_marks(&self) -> Option<Correction> {
        let meant = match (self.lexeme(0)?, self.word(0), self.word(1)) {
            (_, "<=", ">") => Operator::Eq,
            (Lexeme::Comparison(Operator::Gt), _, "=") => Operator::Ge,
            (Lexeme::Comparison(Operator::Lt), _, "=") => Operator::Le,
            (Lexeme::Comparison(Operator::Eq), _, "=") => Operator::Eq,
            _ => return None,
        };
        self.touches(0).then(|| self.meant(2, meant))
    }

    /// `(select state from jobs)`: a query in the place of a list.
    pub(super) fn subquery(&self) -> Option<Correction> {
        if self.lexeme(0) != Some(Lexeme::Open) || !self.is_word(1, &["select"]) || !self.is_name(2) {
            return None;
        }
        let close = self.partner(0)?;
        let whole = self.whole(close + 1);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} is a query, and a list holds values", Quoted(whole.of(text))))
                .help("ask for its values first, and write them: `in ('a','b')`")
        });
        let tokens: [Token; 3] = [Token::Open(whole.start), Token::missing(whole), Token::Close(whole.end)];
        Some(Correction::new(close + 1, tokens, Expect::Connective, mistake))
    }

    /// `#{state}`: a placeholder of Ruby.
    pub(super) fn ruby_placeholder(&self) -> Option<Correction> {
        let is_open = self.word(0) == "#" && self.touches(0);
        let count = match self.lexeme(1)? {
            Lexeme::Placeholder if is_open => 2,
            _ => return None,
        };
        let span = self.whole(count);
        let name: String = self.word(1).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let mistake = self.mistake(&rules::TEMPLATE_PLACEHOLDER, span, |text| {
            Message::new(format!("{} is a placeholder that was not replaced", Quoted(span.of(text)))).help(
                format!("write the value; from a script, write `@{name}` and give it with `--arg {name}=…`"),
            )
        });
        let value = Operand { kind: OperandKind::Missing, span };
        Some(Correction::new(count, [Token::operand(value)], Expect::Connective, mistake))
    }

    /// The property on the left as filters write it: `tolower(name)` of `lower(name)`.
    pub(super) fn left_name(&self, left: Span) -> String {
        let written = left.of(self.text);
        let (name, rest) = written.split_once('(').unwrap_or((written, ""));
        let fixed = match name.trim().to_ascii_lowercase().as_str() {
            "lower" | "lcase" | "tolower" => "tolower",
            "upper" | "ucase" | "toupper" => "toupper",
            _ => return written.to_owned(),
        };
        format!("{fixed}({rest}")
    }
}
