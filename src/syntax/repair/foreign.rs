//! Values in the syntax of other tools, each of several lexemes but one mistake: `1,000`,
//! `(Get-Date).AddDays(-3)`, `contains(name,'a' or 'b')`.

use super::correction::Correction;
use super::{Expect, FrameKind, Repair, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::RelativeTime;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};

impl Repair<'_, '_> {
    /// `generation gt 1,000`; and `gt 1,5`, if a list is not possible.
    pub(super) fn number_with_comma(&self) -> Option<Correction> {
        if self.is_in(FrameKind::Prefix) {
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

    /// `(Get-Date).AddDays(-3)`, of PowerShell.
    pub(super) fn powershell_time(&self) -> Option<Correction> {
        let inside = |open: usize, close: usize| {
            Span::new(self.span(open).end, self.span(close).start).of(self.text).trim()
        };
        let end = self.partner(0)?;
        let start = inside(0, end);
        let is_time = ["get-date", "[datetime]::now", "[datetime]::utcnow"]
            .iter()
            .any(|time| start.get(..time.len()).is_some_and(|text| text.eq_ignore_ascii_case(time)));
        if !is_time {
            return None;
        }
        let mut count = end + 1;
        let mut time = None;
        while self.word(count) == "."
            && self.touches(count - 1)
            && self.lexeme(count + 2) == Some(Lexeme::Open)
            && let Some(end) = self.partner(count + 2)
        {
            let unit = self.word(count + 1).to_ascii_lowercase();
            if let (Some(unit), Some(amount)) =
                (unit.strip_prefix("add"), inside(count + 2, end).strip_prefix('-'))
            {
                time = RelativeTime::of(&format!("{amount} {unit}"));
            }
            count = end + 1;
        }
        let whole = self.whole(count);
        let mistake = self.relative(whole, time);
        Some(Correction::new(count, [Token::missing(whole)], Expect::Connective, mistake))
    }

    /// `contains(name,'a' or 'b')`: a connective between two strings.
    pub(super) fn strings_in_call(&self, joiner: Lexeme) -> Option<Correction> {
        let [.., Token::Path(name), Token::Open(_), Token::Path(path), Token::Comma, Token::Literal(first)] =
            self.tokens.as_slice()
        else {
            return None;
        };
        let mut count = 0;
        while self.lexeme(count) == Some(joiner) && self.is_literal(count + 1) {
            count += 2;
        }
        if count == 0 || self.lexeme(count) != Some(Lexeme::Close) {
            return None;
        }
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, self.whole(count), |text| {
            let word = self.word(0);
            let values = (1..count).step_by(2).map(|ahead| self.span(ahead));
            let all: Vec<String> = std::iter::once(first.span)
                .chain(values)
                .map(|value| [name.span, path.span, value].map(|span| span.of(text)))
                .map(|[name, path, value]| format!("{name}({path},{value})"))
                .collect();
            let all = all.join(&format!(" {} ", word.to_ascii_lowercase()));
            let is_alone = self.tokens.len() == 5 && self.lexeme(count + 1).is_none();
            let fixed = if is_alone { all } else { format!("({all})") };
            let call = name.span.cover(self.span(count));
            Message::new(format!("`{word}` joins whole conditions, and `contains` takes one string"))
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write whole conditions", vec![Edit::replace(call, fixed)])
        });
        Some(Correction::new(count, [], self.expect, mistake).with_space_before())
    }
}
