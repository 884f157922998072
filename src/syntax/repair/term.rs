//! The beginning of a condition.

use super::correction::Correction;
use super::lookahead::meaning_of;
use super::{Expect, FrameKind, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::name::is_path;
use crate::text::{Edit, Quoted, Span};

impl Repairer<'_, '_> {
    pub(super) fn term(&mut self) {
        self.begin_term();
        if self.clause_in_front()
            || self.try_apply(self.range())
            || self.try_apply(self.clause_as_term())
            || self.try_apply(self.ldap())
            || self.try_apply(self.query_parameter())
            || self.try_apply(self.list_in_front())
            || self.try_apply(self.case_expression())
            || self.try_apply(self.cased_contains())
            || self.computed_left()
        {
            return;
        }
        let span = self.span(0);
        let Some(lexeme) = self.lexeme(0) else { return };
        match lexeme {
            Lexeme::Not => self.not(),
            Lexeme::Bang => {
                self.add(self.foreign_operator(span, "not"));
                self.not();
            }
            Lexeme::ForeignComparison if self.word(0) == "~" && self.lexeme(1) == Some(Lexeme::Open) => {
                self.add(self.foreign_operator(span, "not"));
                self.not();
            }
            Lexeme::Open => {
                self.take();
                self.push(Token::Open(span.start));
                self.open(FrameKind::Group, span);
            }
            Lexeme::Close if self.frames.is_empty() => self.extra_close(),
            Lexeme::Close => self.no_condition(),
            Lexeme::And | Lexeme::Or if self.lexeme(1) == Some(Lexeme::Open) && !self.after_connective() => {
                self.prefix_connective(lexeme);
            }
            Lexeme::And | Lexeme::Or | Lexeme::ForeignAnd | Lexeme::ForeignOr
                if !(self.tokens.is_empty() && self.word(0) == "|" && self.is_word(1, &["where"])) =>
            {
                self.apply(self.connective_at_term())
            }
            Lexeme::Comparison(operator) if self.lexeme(1) == Some(Lexeme::Open) => {
                self.prefix_comparison(operator)
            }
            Lexeme::In if self.prefix_membership() => {}
            Lexeme::Comparison(_) | Lexeme::In | Lexeme::ForeignComparison => {
                self.apply(self.same_property().unwrap_or_else(|| self.no_property()))
            }
            Lexeme::Path | Lexeme::Word if self.lexeme(1) == Some(Lexeme::Open) => self.call(),
            Lexeme::Path
                if self.is_word(0, &["contains"])
                    && !self.is_operator(1)
                    && self.lexeme(1).is_some()
                    && self.lexeme(2) != Some(Lexeme::Open) =>
            {
                self.bare_contains();
            }
            Lexeme::Placeholder | Lexeme::Dollar => self.placeholder_value(Expect::Operator),
            Lexeme::OpenBracket
                if self.try_apply(self.static_null_test()) || self.try_apply(self.bracketed_name()) => {}
            Lexeme::OpenBracket | Lexeme::OpenBrace => {
                let start = Span::at(self.span(0).start);
                self.apply(self.json(Some(start), Token::Unreadable));
            }
            Lexeme::Other if self.word(0) == "-" && self.is_pair(1) => {
                self.add(self.foreign_operator(span, "not"));
                self.not();
            }
            Lexeme::Other if self.word(0) == "+" && self.is_pair(1) => self.apply(self.required()),
            Lexeme::ForeignOr if self.tokens.is_empty() && self.is_word(1, &["where"]) => {
                self.apply(self.piped_clause())
            }
            Lexeme::Other if self.try_apply(self.rooted()) || self.try_apply(self.batch_name()) => {}
            Lexeme::Quoted(_) if self.try_apply(self.quoted_condition()) => {}
            Lexeme::Path | Lexeme::Word
                if self.try_apply(self.joined_path())
                    || self.try_apply(self.length())
                    || self.try_apply(self.test_in_front()) => {}
            _ if self.value(Expect::Operator) => {}
            Lexeme::Comma | Lexeme::Semicolon if self.at >= self.tail => {
                self.apply(self.trailing_separator())
            }
            _ => self.skip_junk(),
        }
    }

    /// Whether `state:ERROR` is there, and touches the mark before it.
    pub(super) fn is_pair(&self, ahead: usize) -> bool {
        self.touches(ahead - 1) && self.is_pair_word(ahead)
    }

    pub(super) fn is_pair_word(&self, ahead: usize) -> bool {
        self.lexeme(ahead) == Some(Lexeme::Word)
            && self
                .word(ahead)
                .split_once(':')
                .is_some_and(|(name, value)| is_path(name) && !value.is_empty())
    }

    /// `+state:ERROR`: each condition of a filter is required.
    fn required(&self) -> Correction {
        let plus = self.span(0);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, plus, |_| {
            Message::new("`+` does not exist here: a condition is required if `and` joins it")
                .safe_fix("remove it", vec![Edit::delete(plus)])
        });
        Correction::new(1, [], Expect::Term, mistake).with_space_after()
    }

    /// `| where state == "ERROR"`, of Kusto.
    fn piped_clause(&self) -> Correction {
        let whole = self.whole(2);
        let mistake = self.mistake(&rules::QUERY_CLAUSE, whole, |text| {
            Message::new(format!(
                "{} is not part of a filter: a filter is a condition, not a query",
                Quoted(whole.of(text))
            ))
            .help("write the condition alone")
            .safe_fix("remove it", vec![Edit::delete(Span::new(whole.start, self.span(2).start))])
        });
        Correction::new(2, [], Expect::Term, mistake)
    }

    fn not(&mut self) {
        let span = self.take();
        self.push(Token::Not(span.start));
        self.nest_not(span);
    }

    pub(super) fn nest_not(&mut self, span: Span) {
        if !self.nesting.not() {
            self.deep(span);
        }
    }

    /// `generation gt 1 and lt 3`: repeats the property of the condition before.
    fn same_property(&self) -> Option<Correction> {
        let [.., Token::Path(path), Token::Comparison(_), Token::Literal(_), Token::And | Token::Or] =
            self.tokens.as_slice()
        else {
            return None;
        };
        let operator = self.span(0);
        // The part that the author denies is not clear: `not status eq 'a' or eq 'b'`, `status ne 'a' or ne 'b'`.
        let is_denied = matches!(self.tokens.iter().rev().nth(4), Some(Token::Not(_)));
        let is_ne_or = matches!(
            self.tokens.as_slice(),
            [.., Token::Comparison(Operator::Ne), Token::Literal(_), Token::Or]
        );
        let sure = Applicability::safe_if(!is_denied && !is_ne_or);
        let mistake = self.mistake(&rules::MISSING_OPERAND, operator, |text| {
            let (name, written) = (path.span.of(text), operator.of(text));
            Message::new(format!(
                "a property is missing before {}: each condition needs one",
                Quoted(written)
            ))
            .help(match sure {
                Applicability::Safe => format!("write {}", Quoted(&format!("{name} {written} …"))),
                Applicability::Unsafe => format!(
                    "write {}, or, to exclude all values, {}",
                    Quoted(&format!("{name} {written} …")),
                    Quoted(&format!("not {name} in (…)"))
                ),
            })
            .fix(
                sure,
                "write the property again",
                vec![Edit::insert(operator.start, format!("{name} "))],
            )
        });
        Some(Correction::new(0, [Token::Path(*path)], Expect::Operator, mistake))
    }

    fn no_property(&self) -> Correction {
        let (place, operator) = (self.here(), Quoted(self.word(0)));
        let mistake = self.missing_operand(place, |_| format!("a property is missing before {operator}"));
        Correction::new(0, [Token::missing(place)], Expect::Operator, mistake)
    }

    /// `$.name eq 'x'`, `/name eq 'x'`: a path with the root of another language. The checker reports a URI.
    fn rooted(&self) -> Option<Correction> {
        let count = match (self.word(0), self.word(1)) {
            ("$" | "@", ".") if self.touches(0) => 2,
            ("/" | "." | "#" | ":", _) => 1,
            _ => return None,
        };
        if !self.touches(count - 1) || !self.is_name(count) {
            return None;
        }
        let root = self.whole(count);
        let name = self.operand_at(count)?;
        // `.name | test("x")`, of jq.
        let is_piped = self.word(0) == "." && self.word(count + 1) == "|";
        if !self.is_operator(count + 1) && !is_piped {
            let uri = Operand { kind: OperandKind::Word, span: root.cover(name.span) };
            let is_uri = self.word(0) == "/" && self.word(1).contains('/');
            return is_uri.then(|| Correction::new(2, [Token::operand(uri)], Expect::Operator, None));
        }
        let with_slashes = self.word(count).replace('.', "/");
        let has_dots = self.lexeme(count) == Some(Lexeme::Word) && is_path(&with_slashes);
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, root, |text| {
            let message = Message::new(format!(
                "{} is not documented for this API: a path begins with the name of a property",
                Quoted(root.of(text))
            ));
            if has_dots {
                return message.write(Applicability::Unsafe, root.cover(name.span), with_slashes);
            }
            message.safe_fix("remove it", vec![Edit::delete(root)])
        });
        if has_dots {
            let path = [Token::missing(root.cover(name.span))];
            return Some(Correction::new(count + 1, path, Expect::Operator, mistake));
        }
        // The root belongs to the test after the pipe.
        let mistake = Some(mistake).filter(|_| !is_piped);
        Some(Correction::new(count, [], Expect::Term, mistake).with_space_after())
    }

    fn after_connective(&self) -> bool {
        self.previous().is_some_and(|lexed| matches!(lexed.lexeme, Lexeme::And | Lexeme::Or))
    }

    /// `and a`, or `a and and b`.
    fn connective_at_term(&self) -> Correction {
        let (before, span) = (self.here(), self.span(0));
        let after_other = !self.tokens.is_empty();
        let mistake = self.mistake(&rules::MISSING_OPERAND, span, |text| {
            let word = Quoted(span.of(text));
            let message = if after_other {
                format!("a condition is missing before {word}")
            } else {
                format!("{word} joins two conditions, and the first is missing")
            };
            Message::new(message).help("write a condition there, or remove the word").unsafe_fix(
                "remove it",
                (after_other || self.lexeme(1).is_some())
                    .then(|| vec![Edit::delete(Span::new(before.end, span.end))]),
            )
        });
        Correction::new(1, [], Expect::Term, mistake)
    }

    /// `1 lt generation lt 3`: a property between its bounds.
    fn range(&self) -> Option<Correction> {
        let bound = |ahead: usize| {
            let plain =
                |kind| matches!(kind, OperandKind::Number | OperandKind::String | OperandKind::Parameter);
            self.literal_at(ahead).filter(|bound| plain(bound.kind))
        };
        let operator = |ahead: usize| match self.lexeme(ahead)? {
            Lexeme::Comparison(operator) => Some(operator),
            Lexeme::ForeignComparison => meaning_of(self.word(ahead)),
            _ => None,
        };
        let (low, first, Lexeme::Path, second, high) =
            (bound(0)?, operator(1)?, self.lexeme(2)?, operator(3)?, bound(4)?)
        else {
            return None;
        };
        let (path, whole) = (self.operand_at(2)?, self.whole(5));
        let upwards = |operator| matches!(operator, Operator::Lt | Operator::Le);
        let is_range = first.is_order() && second.is_order() && upwards(first) == upwards(second);
        let bounds = [(first.swapped(), low), (second, high)];
        let mistake = self.mistake(&rules::MISSING_AND_OR, whole, |text| {
            let name = Quoted(path.span.of(text));
            let message = Message::new(format!("{name} is between two operators, and a condition has one"));
            if !is_range {
                return message.help("write two conditions, joined with `and` or `or`");
            }
            let fixed = self.written_bounds(path, bounds, self.tokens.last());
            message
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write two conditions", vec![Edit::replace(whole, fixed)])
        });
        Some(Correction::new(5, bounds_of(path, bounds), Expect::Connective, mistake).with_space_before())
    }

    /// Two conditions for the bounds of a property, in parentheses after `not`.
    pub(super) fn written_bounds(
        &self,
        path: Operand,
        bounds: [(Operator, Operand); 2],
        before: Option<&Token>,
    ) -> String {
        let name = path.span.of(self.text);
        let [low, high] = bounds
            .map(|(operator, bound)| format!("{name} {} {}", operator.keyword(), bound.span.of(self.text)));
        let both = format!("{low} and {high}");
        if matches!(before, Some(Token::Not(_))) { format!("({both})") } else { both }
    }
}

/// `(path first low and path second high)`.
pub(super) fn bounds_of(path: Operand, bounds: [(Operator, Operand); 2]) -> [Token; 9] {
    let [[one, two, three], [four, five, six]] = bounds
        .map(|(operator, bound)| [Token::Path(path), Token::Comparison(operator), Token::operand(bound)]);
    let (open, close) = (Token::Open(path.span.start), Token::Close(path.span.end));
    [open, one, two, three, Token::And, four, five, six, close]
}
