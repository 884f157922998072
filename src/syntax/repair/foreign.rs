//! Values in the syntax of other tools, each of several lexemes but one mistake: `1,000`,
//! `(Get-Date).AddDays(-3)`, `contains(name,'a' or 'b')`.

use super::{Expect, FrameKind, Repair, Token, literal_kind};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::syntax::RelativeTime;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};

impl Repair<'_, '_> {
    /// `generation gt 1,000`; and `gt 1,5`, if a list is not possible.
    pub(super) fn number_with_comma(&mut self) -> bool {
        let touches = |ahead: usize| self.span(ahead).end == self.span(ahead + 1).start;
        let in_prefix = self.frames.last().is_some_and(|frame| matches!(frame.kind, FrameKind::Prefix));
        if in_prefix {
            return false;
        }
        let mut last = 0;
        while self.lexeme(last + 1) == Some(Lexeme::Comma)
            && self.lexeme(last + 2) == Some(Lexeme::Number)
            && touches(last)
            && touches(last + 1)
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
            return false;
        }
        let whole = self.span(0).cover(self.span(last));
        self.take();
        self.at += last;
        let text = self.text;
        self.add(&rules::INVALID_NUMBER, || {
            let written = whole.of(text);
            let fixed = written.replace(',', if grouped { "" } else { "." });
            let message = if grouped {
                let commas = if last > 2 { "commas" } else { "a comma" };
                format!("{} has {commas} between its digits, and a number has none", Quoted(written))
            } else {
                format!("{} has a comma, and a number has a point", Quoted(written))
            };
            let help = format!("write {}", Quoted(&fixed));
            let edits = vec![Edit::replace(whole, fixed)];
            let found = Diagnostic::new(&rules::INVALID_NUMBER, whole, message).with_help(help);
            // In other languages, one comma before three digits can be a decimal comma.
            if last > 2 {
                found.with_safe_fix("remove the commas", edits)
            } else {
                found.with_unsafe_fix("write the number without a comma", edits)
            }
        });
        self.push_missing(whole);
        self.expect = Expect::Connective;
        true
    }

    /// `(Get-Date).AddDays(-3)`, of PowerShell.
    pub(super) fn powershell_time(&mut self) -> bool {
        let Some(end) = self.partner(0) else { return false };
        let inside = Span::new(self.span(0).end, self.span(end).start).of(self.text).trim();
        let is_time = ["get-date", "[datetime]::now", "[datetime]::utcnow"]
            .iter()
            .any(|start| inside.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start)));
        if !is_time {
            return false;
        }
        let mut whole = self.span(0).cover(self.span(end));
        let mut time = None;
        self.take();
        self.at += end;
        while self.word(0) == "." && self.span(0).start == whole.end && self.lexeme(2) == Some(Lexeme::Open) {
            let Some(end) = self.partner(2) else { break };
            let unit = self.word(1).to_ascii_lowercase();
            let count = Span::new(self.span(2).end, self.span(end).start).of(self.text).trim();
            if let (Some(unit), Some(count)) = (unit.strip_prefix("add"), count.strip_prefix('-')) {
                time = RelativeTime::of(&format!("{count} {unit}"));
            }
            whole = whole.cover(self.span(end));
            self.at += end + 1;
        }
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let message = format!("{} {}", Quoted(whole.of(text)), RelativeTime::REASON);
            Diagnostic::new(&rules::UNSUPPORTED_ODATA, whole, message)
                .with_help(time.unwrap_or(RelativeTime::UNKNOWN).help())
        });
        self.push_missing(whole);
        self.expect = Expect::Connective;
        true
    }

    /// `contains(name,'a' or 'b')`: a connective between two strings.
    pub(super) fn texts_in_call(&mut self) -> bool {
        let [.., Token::Path(name), Token::Open(_), Token::Path(path), Token::Comma, Token::Literal(first)] =
            self.tokens.as_slice()
        else {
            return false;
        };
        let (name, path, first) = (*name, *path, *first);
        let Some(joiner @ (Lexeme::And | Lexeme::Or)) = self.lexeme(0) else { return false };
        let mut values = Vec::new();
        let mut ahead = 0;
        while self.lexeme(ahead) == Some(joiner)
            && self.lexeme(ahead + 1).is_some_and(|lexeme| literal_kind(lexeme).is_some())
        {
            values.push(self.span(ahead + 1));
            ahead += 2;
        }
        if values.is_empty() || self.lexeme(ahead) != Some(Lexeme::Close) {
            return false;
        }
        let is_alone = self.tokens.len() == 5 && self.lexeme(ahead + 1).is_none();
        let (start, end) = (self.span(0), self.span(ahead));
        self.at += ahead;
        let text = self.text;
        self.add(&rules::UNSUPPORTED_ODATA, || {
            let word = start.of(text);
            let condition =
                |value: Span| format!("{}({},{})", name.span.of(text), path.span.of(text), value.of(text));
            let all: Vec<String> =
                std::iter::once(first.span).chain(values.iter().copied()).map(condition).collect();
            let all = all.join(&format!(" {} ", word.to_ascii_lowercase()));
            let fixed = if is_alone { all } else { format!("({all})") };
            let place = values.iter().fold(start, |place, value| place.cover(*value));
            Diagnostic::new(
                &rules::UNSUPPORTED_ODATA,
                place,
                format!("`{word}` joins whole conditions, and `contains` takes one string"),
            )
            .with_help(format!("write {}", Quoted(&fixed)))
            .with_safe_fix("write whole conditions", vec![Edit::replace(name.span.cover(end), fixed)])
        });
        true
    }
}
