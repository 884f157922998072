//! Times relative to now, which other languages write as calls.

use super::correction::{Correction, Mistake};
use super::{Expect, Repairer, Token};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::TimeFromNow;
use crate::syntax::lexeme::Lexeme;
use crate::text::{Quoted, Span};

impl Repairer<'_, '_> {
    /// `ago(3d)`, `now()-3d`, `now() sub duration'P3D'`.
    pub(super) fn relative_time(&mut self) -> Span {
        let mut count = self.end_of_call();
        let (open, close) = (self.span(1), self.span(count - 1));
        let inside = Span::new(open.end, close.start.max(open.end)).of(self.text).trim();
        let names = ["now", "utcnow", "getdate", "getutcdate", "date.now", "datetime.now", "datetime.utcnow"];
        let is_now = inside.is_empty() && self.is_word(0, &names);
        let mut time = TimeFromNow::of(if is_now { "now" } else { inside });
        let minus = self.is_word(count, &["sub"]) || self.word(count) == "-";
        let plus = self.is_word(count, &["add"]) || self.word(count) == "+";
        let signed = self.lexeme(count) == Some(Lexeme::Number) && self.word(count).starts_with(['+', '-']);
        let first = count + usize::from(!signed);
        let typed = self.is_word(first, &["duration", "interval"])
            && matches!(self.lexeme(first + 1), Some(Lexeme::Quoted(_)));
        if (minus || plus || signed) && (typed || self.is_literal(first)) {
            let last = first + usize::from(typed);
            let amount = self.span(first).cover(self.span(last)).of(self.text);
            let before = !plus && !amount.starts_with('+');
            time = TimeFromNow::of(amount).filter(|_| before && inside.is_empty());
            count = last + 1;
        }
        let whole = self.take_all(count);
        let mistake = self.relative(whole, time);
        self.add(mistake);
        whole
    }

    /// `new Date()`, of JavaScript.
    pub(super) fn new_date(&self) -> Option<Correction> {
        let is_date = self.is_word(0, &["new"]) && self.is_word(1, &["date"]);
        if !is_date || (self.lexeme(2), self.lexeme(3)) != (Some(Lexeme::Open), Some(Lexeme::Close)) {
            return None;
        }
        let whole = self.whole(4);
        let mistake = self.relative(whole, TimeFromNow::of("now"));
        Some(Correction::new(4, [Token::missing(whole)], Expect::Connective, mistake))
    }

    fn relative(&self, whole: Span, time: Option<TimeFromNow>) -> Mistake {
        self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} {}", Quoted(whole.of(text)), TimeFromNow::REASON))
                .help(time.unwrap_or(TimeFromNow::UNKNOWN).help())
        })
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
                time = TimeFromNow::of(&format!("{amount} {unit}"));
            }
            count = end + 1;
        }
        let whole = self.whole(count);
        let mistake = self.relative(whole, time);
        Some(Correction::new(count, [Token::missing(whole)], Expect::Connective, mistake))
    }
}
