//! Times relative to now, which other languages write as calls.

use super::correction::{Correction, Mistake};
use super::lookahead::ends_condition;
use super::{Expect, Repairer, Token};
use crate::diagnostic::Message;
use crate::rules;
use crate::syntax::TimeFromNow;
use crate::syntax::ast::{Operand, OperandKind};
use crate::syntax::lexeme::Lexeme;
use crate::text::{Edit, Quoted, Span};
use crate::timestamp::Timestamp;

impl Repairer<'_, '_> {
    /// Whether the next word is a function that returns a time relative to now.
    pub(super) fn is_relative_time(&self) -> bool {
        self.is_name(0) && TimeFromNow::is_function(self.word(0))
    }

    /// `ago(3d)`, `now()-3d`, `now() sub duration'P3D'`.
    pub(super) fn relative_time(&mut self) -> Span {
        let mut count = self.end_of_call();
        let (open, close) = (self.span(1), self.span(count - 1));
        let inside = Span::new(open.end, close.start.max(open.end)).of(self.text).trim();
        let mut time = TimeFromNow::of_call(self.word(0), inside).or_else(|| self.added(count - 1));
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
            // `today() - 7` counts in days.
            let days = format!("{} days", amount.trim_start_matches('-'));
            time = TimeFromNow::of(amount).or_else(|| TimeFromNow::of(&days));
            time = time.filter(|_| before && inside.is_empty());
            count = last + 1;
        }
        let whole = self.take_all(count);
        let mistake = self.relative(whole, time);
        self.add(mistake);
        whole
    }

    /// `datetime.now() - timedelta(days=7)`, `DateTime.UtcNow.AddHours(-3)`, `date('now','-7 days')`: an expression of a
    /// program, up to the end of the condition.
    pub(super) fn time_expression(&self) -> Option<Correction> {
        /// An expression that people write is shorter.
        const MOST: usize = 48;
        let first = usize::from(self.is_word(0, &["new"]) && self.is_name(1));
        if !self.is_name(first) {
            return None;
        }
        let is_call = self.lexeme(first + 1) == Some(Lexeme::Open);
        let close = if is_call { Some(self.partner(first + 1)?) } else { None };
        let is_moment = TimeFromNow::begins(self.word(first));
        // `datetime_add('day',-7,now())`.
        let has_moment = || {
            let mut inside = first + 2..close.unwrap_or_default().min(first + MOST);
            inside.any(|ahead| {
                let word = self.word(ahead).trim_matches('\'');
                TimeFromNow::begins(word) && (word != self.word(ahead) || self.is_name(ahead))
            })
        };
        let is_outer =
            !is_moment && !self.is_word(first, &["contains", "tolower", "toupper"]) && has_moment();
        if !is_moment && !is_outer {
            return None;
        }
        let start = close.unwrap_or(first) + 1;
        let mut end = start;
        while let Some(lexeme) = self.lexeme(end) {
            let ends = ends_condition(lexeme) || matches!(lexeme, Lexeme::Comma | Lexeme::Semicolon);
            if end > MOST || ends || self.begins_clause(end) {
                break;
            }
            end = if lexeme == Lexeme::Open { self.partner(end)? + 1 } else { end + 1 };
        }
        let whole = self.whole(end);
        let written = whole.of(self.text);
        let is_method = is_moment && !TimeFromNow::is_moment(self.word(first));
        // Other readers know a moment alone, and one word.
        let is_one_word = !written.contains('(') && TimeFromNow::of(written).is_some();
        if end == start && !is_outer && !is_method || is_one_word {
            return None;
        }
        let is_joined = end == start
            || matches!(self.word(start), "-" | "+" | "." | "/")
            || self.word(start).starts_with(['-', '+'])
            || self.is_word(start, &["sub", "add", "minus", "plus"]);
        if !is_joined {
            return None;
        }
        let mistake = self.relative(whole, Some(TimeFromNow::of_expression(written)));
        Some(Correction::new(end, [Token::missing(whole)], Expect::Connective, mistake))
    }

    /// `dateadd(day,-7,getdate())`, whose parenthesis closes at `close`.
    fn added(&self, close: usize) -> Option<TimeFromNow> {
        let arguments = self.arguments(2, close);
        let [unit, count, _] = arguments.as_slice() else { return None };
        TimeFromNow::of(&format!("{} {unit}", count.strip_prefix('-')?))
    }

    /// `Date(2022,1,1)`, `datetime.datetime(2022,1,1,10,30)`, `new Date(2022,0,1)`: a time in its parts.
    pub(super) fn time_of_parts(&self, next: Expect) -> Option<Correction> {
        const NAMES: [&str; 9] = [
            "date",
            "datetime",
            "datetime.datetime",
            "datetime.date",
            "timestamp",
            "localdate.of",
            "datefromparts",
            "make_timestamp",
            "makedate",
        ];
        let is_new = self.is_word(0, &["new"]);
        let name = usize::from(is_new);
        if !self.is_word(name, &NAMES) || self.lexeme(name + 1) != Some(Lexeme::Open) {
            return None;
        }
        let close = self.partner(name + 1)?;
        let parts: Option<Vec<u32>> =
            self.arguments(name + 2, close).iter().map(|part| part.parse().ok()).collect();
        let parts = parts.filter(|parts| (3..=6).contains(&parts.len()))?;
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        // JavaScript counts months from zero.
        let month = part(1) + u32::from(is_new && self.word(name) == "Date");
        let fixed =
            format!("{:04}-{month:02}-{:02}T{:02}:{:02}:{:02}Z", part(0), part(2), part(3), part(4), part(5));
        Timestamp::parse(&fixed).ok()?;
        let whole = self.whole(close + 1);
        let mistake = self.mistake(&rules::INVALID_TIMESTAMP, whole, |text| {
            Message::new(format!(
                "{} is not a function of this API: a value needs none",
                Quoted(whole.of(text))
            ))
            .help(format!("write {} if that is UTC", Quoted(&fixed)))
            .unsafe_fix("write the timestamp", vec![Edit::replace(whole, fixed)])
        });
        Some(Correction::new(close + 1, [Token::missing(whole)], next, mistake))
    }

    /// `new Date()` and `new Date('2022-01-01')`, of JavaScript.
    pub(super) fn new_date(&self) -> Option<Correction> {
        let is_date = self.is_word(0, &["new"]) && self.is_word(1, &["date"]);
        if !is_date || self.lexeme(2) != Some(Lexeme::Open) {
            return None;
        }
        if matches!(self.lexeme(3), Some(Lexeme::Quoted(_))) && self.lexeme(4) == Some(Lexeme::Close) {
            let value = Operand { kind: OperandKind::Typed, span: self.whole(5) };
            return Some(Correction::new(5, [Token::operand(value)], Expect::Connective, None));
        }
        if self.lexeme(3) != Some(Lexeme::Close) {
            return self.time_of_parts(Expect::Connective);
        }
        let whole = self.whole(4);
        let mistake = self.relative(whole, TimeFromNow::of("now"));
        Some(Correction::new(4, [Token::missing(whole)], Expect::Connective, mistake))
    }

    fn relative(&self, whole: Span, time: Option<TimeFromNow>) -> Mistake {
        let compared = match self.tokens.as_slice() {
            [.., Token::Path(path), Token::Comparison(operator)] => Some((path.span, *operator)),
            _ => None,
        };
        self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            let time = time.unwrap_or(TimeFromNow::UNKNOWN);
            Message::new(format!("{} {}", Quoted(whole.of(text)), TimeFromNow::REASON)).help(match compared {
                Some((path, operator)) => time.help_beside(path.of(text), operator),
                None => time.help(),
            })
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
