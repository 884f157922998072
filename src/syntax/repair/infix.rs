//! Operators that are words in other languages, or in the rest of OData.

use super::correction::{Correction, Mistake};
use super::lexed::POWERSHELL_WORDS;
use super::lookahead::ends_condition;
use super::term::bounds_of;
use super::{Expect, Repairer, Token};
use crate::diagnostic::{Applicability, Message};
use crate::rules;
use crate::syntax::TimeFromNow;
use crate::syntax::ast::{Operand, OperandKind, Operator};
use crate::syntax::dialects::is_kusto;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::literal::{Numeral, numeral, quote, string_value};
use crate::text::{Edit, Quoted, Span, ToWrite};

/// The meaning of a word between the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordOperator {
    Compare(Operator),
    Like,
    Contains,
    StartOrEnd,
    Flags,
    Between,
    Arithmetic,
}

const WORD_OPERATORS: [(WordOperator, &[&str]); 12] = [
    (WordOperator::Compare(Operator::Eq), &["is", "equals", "equal"]),
    (WordOperator::Compare(Operator::Ne), &["neq", "noteq", "isnot", "isnt"]),
    (WordOperator::Compare(Operator::Ge), &["gte", "gteq"]),
    (WordOperator::Compare(Operator::Le), &["lte", "lteq"]),
    (WordOperator::Compare(Operator::Lt), &["before"]),
    (WordOperator::Compare(Operator::Gt), &["after"]),
    (WordOperator::Like, &["like", "ilike", "clike", "matches", "regex", "regexp", "rlike"]),
    (WordOperator::Contains, &["contains"]),
    (WordOperator::StartOrEnd, &["startswith", "endswith"]),
    (WordOperator::Flags, &["has"]),
    (WordOperator::Between, &["between"]),
    (WordOperator::Arithmetic, &["add", "sub", "mul", "div", "divby", "mod"]),
];

/// The meaning of words that are an operator only between a property and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Contains {
        not: bool,
        is_exact: bool,
    },
    In,
    NotIn,
    Compare(Operator),
    /// A bound of an amount: `more than 3`. A time turns the bound of an age round.
    Amount(Operator),
    /// A bound of a time: `since 2022-01-01T00:00:00Z`.
    Time(Operator),
    /// A bound of an age, as the bound of a time: `within 7d`.
    Age(Operator),
    Missing,
}

/// The phrases of each meaning, in lower case. One before a list or a string also needs these.
const MEANINGS: [(Meaning, &[&str]); 18] = [
    (
        Meaning::Contains { not: false, is_exact: true },
        &[
            "includes",
            "include",
            "ct",
            "containing",
            "contain",
            "has substring",
            "icontains",
            "contains_cs",
            "like contains",
        ],
    ),
    (
        Meaning::Contains { not: false, is_exact: false },
        &[
            "match",
            "imatch",
            "begins",
            "starts",
            "ends",
            "beginswith",
            "starts with",
            "begins with",
            "ends with",
            "matches regex",
            "matches pattern",
            "similar to",
            "is similar to",
            "is like",
            "sounds like",
            "has_cs",
            "hasprefix",
            "hassuffix",
            "startswith_cs",
            "endswith_cs",
            "hasprefix_cs",
            "hassuffix_cs",
            "starts_with",
            "ends_with",
            "istartswith",
            "iendswith",
            "iregex",
        ],
    ),
    (
        Meaning::Contains { not: true, is_exact: true },
        &[
            "does not contain",
            "does not include",
            "not contain",
            "not contains",
            "notcontains",
            "excludes",
            "does not have",
            "nct",
            "doesnotcontain",
            "not contains_cs",
            "notcontains_cs",
            "noticontains",
            "not icontains",
        ],
    ),
    (
        Meaning::Contains { not: true, is_exact: false },
        &[
            "notlike",
            "notmatch",
            "notimatch",
            "notilike",
            "nilike",
            "not ilike",
            "not rlike",
            "not regexp",
            "not matches",
            "not match",
            "not similar to",
            "is not like",
            "nlike",
            "not has",
            "not startswith",
            "not endswith",
            "does not match",
            "does not start with",
            "does not end with",
        ],
    ),
    (
        Meaning::In,
        &[
            "is in",
            "isin",
            "in list",
            "one of",
            "is one of",
            "in one of",
            "any of",
            "is any of",
            "among",
            "in~",
            "anyof",
            "any_of",
            "oneof",
            "one_of",
            "is either",
            "either",
        ],
    ),
    (
        Meaning::NotIn,
        &[
            "nin",
            "notin",
            "is not in",
            "not one of",
            "is not one of",
            "none of",
            "noneof",
            "none_of",
            "not in~",
            "notin~",
            "is neither",
            "not any of",
            "is not any of",
        ],
    ),
    (
        Meaning::Compare(Operator::Eq),
        &["equal to", "equals to", "is equal to", "on", "is exactly", "exactly"],
    ),
    (
        Meaning::Compare(Operator::Ne),
        &[
            "is not",
            "does not equal",
            "not equal",
            "not equals",
            "not equal to",
            "is not equal to",
            "is not equal",
            "differs from",
            "is different from",
        ],
    ),
    (
        Meaning::Amount(Operator::Gt),
        &[
            "greater than",
            "is greater than",
            "more than",
            "is more than",
            "above",
            "is above",
            "over",
            "exceeds",
        ],
    ),
    (
        Meaning::Amount(Operator::Ge),
        &["at least", "is at least", "greater than or equal to", "is greater than or equal to"],
    ),
    (
        Meaning::Amount(Operator::Lt),
        &["less than", "is less than", "fewer than", "below", "is below", "under"],
    ),
    (
        Meaning::Amount(Operator::Le),
        &["at most", "is at most", "less than or equal to", "is less than or equal to", "up to"],
    ),
    (Meaning::Time(Operator::Gt), &["later than", "newer than"]),
    (Meaning::Time(Operator::Ge), &["since", "from"]),
    (Meaning::Time(Operator::Lt), &["earlier than", "older than", "is older than"]),
    (Meaning::Time(Operator::Le), &["until"]),
    (
        Meaning::Age(Operator::Ge),
        &["within", "last", "in last", "in the last", "within the last", "within last"],
    ),
    (
        Meaning::Missing,
        &[
            "is missing",
            "missing",
            "empty",
            "blank",
            "unset",
            "is unset",
            "is blank",
            "is undefined",
            "not set",
            "is not set",
            "not defined",
            "is not defined",
            "not present",
            "is not present",
            "absent",
            "is absent",
            "does not exist",
        ],
    ),
];

/// The phrases for a value that is there.
const PRESENT: [&str; 9] = [
    "is present",
    "present",
    "is defined",
    "defined",
    "is set",
    "not empty",
    "not blank",
    "not missing",
    "is not missing",
];

/// Operators that compare without a difference of case, in every language that has them.
const CASELESS: [&str; 20] = [
    "ilike",
    "not ilike",
    "notilike",
    "nilike",
    "icontains",
    "noticontains",
    "not icontains",
    "istartswith",
    "iendswith",
    "iregex",
    "imatch",
    "notimatch",
    "in~",
    "not in~",
    "notin~",
    "~*",
    "!~*",
    "~~*",
    "!~~*",
    "iexact",
];

/// Operators that compare so in Kusto.
const CASELESS_IN_KUSTO: [&str; 12] = [
    "contains",
    "not contains",
    "notcontains",
    "has",
    "not has",
    "nothas",
    "startswith",
    "notstartswith",
    "endswith",
    "notendswith",
    "hasprefix",
    "hassuffix",
];

/// Whether an operator compares without a difference of case in the language of the filter.
pub(super) fn is_caseless(operator: &str, text: &str) -> bool {
    if CASELESS.contains(&operator) {
        return true;
    }
    let operator = without_contraction(operator);
    CASELESS.contains(&&*operator) || CASELESS_IN_KUSTO.contains(&&*operator) && is_kusto(text)
}

/// The words of `doesn't`, in lower case; other words as they are.
fn without_contraction(word: &str) -> String {
    let word = word.to_ascii_lowercase().replace('!', "not").replace('’', "'");
    // `-inotlike`, `-cmatch`: a letter for the case in PowerShell.
    if let Some(plain) = word.strip_prefix('c').filter(|plain| POWERSHELL_WORDS.contains(plain)) {
        return plain.to_owned();
    }
    if let Some(plain) = word.strip_prefix("inot") {
        return format!("noti{plain}");
    }
    match word.strip_suffix("n't") {
        Some("is" | "are" | "was") => "is not".to_owned(),
        Some("does" | "do" | "did" | "ca" | "wo") => "does not".to_owned(),
        Some("has" | "have") => "does not have".to_owned(),
        _ => word,
    }
}

impl<'t> Repairer<'t, '_> {
    /// The word there as an operator of another language.
    pub(super) fn word_operator(&self, ahead: usize) -> Option<WordOperator> {
        WORD_OPERATORS.iter().find(|(_, words)| self.is_word(ahead, words)).map(|(operator, _)| *operator)
    }

    pub(super) fn is_arithmetic(&self, ahead: usize) -> bool {
        self.word_operator(ahead) == Some(WordOperator::Arithmetic)
    }

    pub(super) fn foreign_word(&mut self) {
        let Some(infix) = self.word_operator(0) else { return };
        if self.try_apply(self.is_empty())
            || self.is_word(1, &["substring"]) && self.try_apply(self.unknown_operator())
        {
            return;
        }
        if let WordOperator::Compare(operator) = infix {
            let is_not = self.is_word(0, &["is"]) && self.lexeme(1) == Some(Lexeme::Not);
            let meant = if is_not { self.meant(2, Operator::Ne) } else { self.meant(1, operator) };
            return self.apply(meant);
        }
        let span = self.take();
        let left = match self.tokens.last() {
            Some(Token::Path(operand)) => Some(*operand),
            _ => None,
        };
        let correction = match infix {
            WordOperator::Contains => return self.infix_contains(span, left),
            WordOperator::StartOrEnd => {
                self.infix_function(span, left, "would test the start or the end of a string")
            }
            WordOperator::Flags if self.string_at(0).is_none() => self.flags(span, left),
            WordOperator::Flags => {
                self.infix_function(span, left, "is for flags, and this API documents none")
            }
            WordOperator::Between => self.between(span, left),
            WordOperator::Arithmetic => self.arithmetic(span),
            WordOperator::Like | WordOperator::Compare(_) => self.like(span, left),
        };
        self.apply(correction);
    }

    /// `status is empty`, `status is not empty`.
    fn is_empty(&self) -> Option<Correction> {
        let is_not = self.lexeme(1) == Some(Lexeme::Not);
        let count = if is_not { 3 } else { 2 };
        let ends = self.lexeme(count).is_none_or(ends_condition);
        if !self.is_word(0, &["is"]) || !self.is_word(count - 1, &["empty", "blank"]) || !ends {
            return None;
        }
        Some(self.null_phrase(count, if is_not { Operator::Ne } else { Operator::Eq }))
    }

    /// `name co 'x'`, `name pr`: the operators of SCIM; false for other words.
    pub(super) fn scim(&mut self) -> bool {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return false };
        let ends = self.lexeme(1).is_none_or(ends_condition);
        if ends && self.try_apply(self.existence(1)) {
            return true;
        }
        if self.is_word(0, &["pr"]) && ends {
            let word = self.span(0);
            let mistake = self.mistake(&rules::FOREIGN_OPERATOR, word, |text| {
                Message::new(format!("{} is an operator of SCIM: write `ne null`", Quoted(word.of(text))))
                    .safe_fix("write `ne null`", vec![Edit::replace(word, "ne null")])
            });
            let tokens = [Token::Comparison(Operator::Ne), Token::missing(word)];
            self.apply(Correction::new(1, tokens, Expect::Connective, mistake));
            return true;
        }
        let (Some(string), Some(value)) = (self.string_at(1), self.operand_at(1)) else { return false };
        if !self.is_word(0, &["co", "sw", "ew"]) {
            return false;
        }
        let is_exact = self.is_word(0, &["co"]);
        let word = self.span(0);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, word, |text| {
            let fixed = format!("contains({},{string})", left.span.of(text));
            let why = if is_exact { "" } else { ", which looks anywhere inside the string" };
            Message::new(format!(
                "{} is an operator of SCIM, and filters have `contains`",
                Quoted(word.of(text))
            ))
            .help(format!("write {}{why}", ToWrite(&fixed)))
            .fix(
                Applicability::safe_if(is_exact),
                "write `contains`",
                vec![Edit::replace(left.span.cover(value.span), fixed)],
            )
        });
        let call = contains_call(left, value);
        self.apply(Correction::new(2, call, Expect::Connective, mistake).replacing(1));
        true
    }

    /// `generation is greater than 3`, `name is missing`: an operator of several words.
    pub(super) fn phrase(&self) -> Option<Correction> {
        /// The longest phrase has six words.
        const MOST: usize = 6;
        let is_word = |ahead: &usize| {
            matches!(
                self.lexeme(*ahead),
                Some(Lexeme::Path | Lexeme::Not | Lexeme::In | Lexeme::Or | Lexeme::Bang)
            ) && self.word(*ahead).len() < 12
        };
        let Some(Token::Path(_)) = self.tokens.last() else { return None };
        let most = (0..MOST).take_while(is_word).count();
        let written = |count: usize| {
            let words = (0..count).map(|ahead| without_contraction(self.word(ahead)));
            words.collect::<Vec<_>>().join(" ")
        };
        let ends = |count: usize| self.lexeme(count).is_none_or(ends_condition);
        let has_value = |count: usize| self.literal_at(count).is_some() && !self.is_operator(count + 1);
        (1..=most).rev().find_map(|count| {
            let phrase = written(count);
            let found = MEANINGS.iter().find(|(_, phrases)| phrases.contains(&&*phrase));
            let meaning = found.map(|(meaning, _)| *meaning);
            if let Some(meaning) = meaning.filter(|_| has_value(count))
                && let Some(compared) = self.compared_in_words(count, meaning)
            {
                return Some(compared);
            }
            let operator = match meaning {
                Some(Meaning::Missing) if ends(count) => Operator::Eq,
                None if ends(count) && PRESENT.contains(&&*phrase) => Operator::Ne,
                _ => return None,
            };
            Some(self.null_phrase(count, operator))
        })
    }

    /// `generation more than 3`, `createdAt more than 2 days ago`: a comparison in words, with the value after `count`
    /// lexemes.
    fn compared_in_words(&self, count: usize, meaning: Meaning) -> Option<Correction> {
        let is_age = self.is_age(count);
        let (operator, is_exact, why) = match meaning {
            Meaning::Amount(operator) if is_age => {
                (operator.swapped(), false, ", because an older item has an earlier time")
            }
            Meaning::Compare(operator) | Meaning::Amount(operator) => (operator, true, ""),
            Meaning::Time(operator) => (operator, is_age || self.is_time(count), ""),
            Meaning::Age(operator) if is_age => (operator, true, ""),
            _ => return None,
        };
        let sure = Applicability::safe_if(is_exact);
        let mistake = self.operator_as(self.whole(count), operator.keyword(), sure, why);
        Some(Correction::new(count, [Token::Comparison(operator)], Expect::Operand, mistake))
    }

    /// Whether the value there is a length of time: `7d`, `2 days ago`, `2 months`.
    fn is_age(&self, ahead: usize) -> bool {
        let word = self.string_at(ahead).unwrap_or_else(|| self.word(ahead).to_owned());
        let word = word.trim_matches('\'');
        let has_unit = self.lexeme(ahead) == Some(Lexeme::Number)
            && self.lexeme(ahead + 1) == Some(Lexeme::Path)
            && matches!(numeral(word), Numeral::Integer)
            && !self.begins_term(ahead + 1);
        // `-7d` is a time.
        word.starts_with(|c: char| c.is_ascii_digit() || c == 'P')
            && (has_unit || TimeFromNow::of(word).is_some())
    }

    /// Whether the value there is a time, which may have mistakes.
    fn is_time(&self, ahead: usize) -> bool {
        let word = self.string_at(ahead).unwrap_or_else(|| self.word(ahead).to_owned());
        let word = word.trim_matches('\'');
        matches!(numeral(word), Numeral::Timestamp(_) | Numeral::WrongTimestamp(_))
            || TimeFromNow::of(word).is_some()
    }

    /// `is missing`, `is empty`: a test for a missing value, in `count` lexemes.
    fn null_phrase(&self, count: usize, operator: Operator) -> Correction {
        let words = self.whole(count);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, words, |text| {
            let fixed = format!("{} null", operator.keyword());
            Message::new(format!(
                "{} is not an operator of this language: write {}; an empty string is `''`, not null",
                Quoted(words.of(text)),
                Quoted(&fixed)
            ))
            .unsafe_fix(format!("write `{fixed}`"), vec![Edit::replace(words, fixed)])
        });
        let tokens = [Token::Comparison(operator), Token::missing(words)];
        Correction::new(count, tokens, Expect::Connective, mistake)
    }

    /// `name includes 'x'`, `name starts with 'x'`, `state nin ('ERROR')`: unknown words between a property and a value
    /// or a list, which are an operator of another language.
    pub(super) fn unknown_operator(&self) -> Option<Correction> {
        let Some(Token::Path(left)) = self.tokens.last().copied() else { return None };
        let is_word = |ahead: usize| {
            self.is_name(ahead)
                && self
                    .word(ahead)
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '_' | '~'))
        };
        let is_joined = |ahead: &usize| {
            is_word(*ahead) || matches!(self.lexeme(*ahead), Some(Lexeme::In | Lexeme::Not | Lexeme::Bang))
        };
        let most = (0..4).take_while(is_joined).count();
        if !(0..most).any(is_word) {
            return None;
        }
        let written = |count: usize| {
            let words = (0..count).map(|ahead| without_contraction(self.word(ahead)));
            words.collect::<Vec<_>>().join(" ")
        };
        let meaning_of = |count: usize| {
            // The mark of `!contains` touches its word.
            let spaced = written(count);
            let found = MEANINGS.iter().find(|(_, words)| words.contains(&&*spaced));
            found.map(|(meaning, _)| *meaning)
        };
        // Words of a list without quotes may follow.
        let is_list = |count: &usize| {
            matches!(meaning_of(*count), Some(Meaning::In | Meaning::NotIn)) && self.listed(*count).is_some()
        };
        let count = (1..=most).rev().find(is_list).unwrap_or(most);
        let meaning = meaning_of(count);
        let spaced = written(count);
        let ends = |ahead: usize| {
            self.lexeme(ahead).is_none_or(|next| ends_condition(next) || next == Lexeme::Comma)
        };
        let mut words = self.whole(count);
        // `-notin` of PowerShell.
        let before = self.text.get(..words.start as usize).unwrap_or_default();
        words.start -= u32::from(before.ends_with('-'));
        let shown = Quoted(words.of(self.text));
        if let Some(Meaning::In | Meaning::NotIn) = meaning
            && let Some(list) = self.listed(count)
        {
            return Some(self.in_words(left, words, list, meaning == Some(Meaning::NotIn)));
        }
        let value = self.literal_at(count).filter(|_| ends(count + 1))?;
        let is_string = self.string_at(count).is_some();
        let (not, is_exact) = match meaning {
            Some(Meaning::Contains { not, is_exact }) if is_string => (not, is_exact),
            _ if self.is_foreign_word(0) || count > 1 && (!is_string || !(0..count).all(is_word)) => {
                return None;
            }
            _ => {
                let mistake = self.mistake(&rules::FOREIGN_OPERATOR, words, |_| {
                    Message::new(format!("{shown} is not an operator of this language")).help(
                        "the operators are `eq`, `ne`, `gt`, `ge`, `lt`, `le` and `in`; `contains(name,'text')` looks \
                         inside a string",
                    )
                });
                let eq = [Token::Comparison(Operator::Eq)];
                return Some(Correction::new(count, eq, Expect::Operand, mistake));
            }
        };
        // `-notlike '*x*'` has a pattern.
        let call = self.sought_at(count, left.span);
        let call = call.map(|call| if is_caseless(&spaced, self.text) { caseless(&call) } else { call });
        let fixed = call.map(|call| if not { format!("not {call}") } else { call });
        let whole = left.span.cover(value.span);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, words, |_| {
            let Some(fixed) = &fixed else {
                return Message::new(format!(
                    "{shown} is not an operator here, and filters have no patterns"
                ))
                .help("`contains` looks for a plain string, and `eq` compares the whole");
            };
            let why = if is_exact { "" } else { ", which looks anywhere inside the string" };
            Message::new(format!("{shown} is not an operator here: `contains` looks inside a string"))
                .help(format!("write {}{why}", Quoted(fixed)))
                .fix(
                    Applicability::safe_if(is_exact),
                    "write `contains`",
                    vec![Edit::replace(whole, &**fixed)],
                )
        });
        let not = not.then_some(Token::Not(left.span.start));
        let value = Operand { kind: OperandKind::Missing, span: value.span };
        let tokens: Vec<Token> = not.into_iter().chain(contains_call(left, value)).collect();
        Some(Correction::new(count + 1, tokens, Expect::Connective, mistake).replacing(1))
    }

    /// `state nin ('ERROR')`, `state is one of ERROR, STALLED`, with the words of the operator at `words`.
    fn in_words(&self, left: Operand, words: Span, list: Listed, is_not: bool) -> Correction {
        let caseless = is_caseless(words.of(self.text), self.text);
        let is_plain = list.is_plain && !caseless;
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, words, |text| {
            let shown = Quoted(words.of(text));
            let meant = if is_not { "`not` before the property, and `in`" } else { "`in`" };
            let message = Message::new(format!("{shown} is not an operator of this language: write {meant}"));
            if is_plain {
                let not = is_not.then(|| Edit::insert(left.span.start, "not "));
                let edits = not.into_iter().chain([Edit::replace(words, "in")]).collect::<Vec<_>>();
                return message.safe_fix("write `in`", edits);
            }
            let not = if is_not { "not " } else { "" };
            let items: Vec<String> = list.items.iter().map(|item| self.written(*item, caseless)).collect();
            let name = left.span.of(text);
            let name = if caseless { format!("tolower({name})") } else { name.to_owned() };
            let fixed = format!("{not}{name} in ({})", items.join(","));
            message.help(format!("write {}", ToWrite(&fixed))).fix(
                Applicability::safe_if(list.is_sure),
                "write `in`",
                vec![Edit::replace(left.span.cover(list.whole), fixed)],
            )
        });
        let start = left.span.start;
        let not = is_not.then_some(Token::Not(start));
        if is_plain {
            let tokens: Vec<Token> = not.into_iter().chain([Token::Path(left), Token::In]).collect();
            let count = self.lexemes_before(list.whole);
            return Correction::new(count, tokens, Expect::List, mistake).replacing(1);
        }
        let whole = left.span.cover(list.whole);
        Correction::new(list.end, [Token::Unreadable(whole)], Expect::Connective, mistake).replacing(1)
    }

    /// The number of lexemes before a place.
    fn lexemes_before(&self, place: Span) -> usize {
        (0..).take_while(|ahead| self.peek(*ahead).is_some_and(|next| next.span.start < place.start)).count()
    }

    /// A value as a literal; without a difference of case, in lower case.
    fn written(&self, value: Operand, caseless: bool) -> String {
        let written = match value.kind {
            kind if kind.is_string() => quote(&string_value(value, self.text)),
            OperandKind::Path | OperandKind::Word => quote(value.span.of(self.text)),
            _ => value.span.of(self.text).to_owned(),
        };
        if caseless { written.to_lowercase() } else { written }
    }

    /// The values there as a list: `('a','b')`, `['a']`, `@('a','b')`, `ERROR, STALLED`.
    pub(super) fn listed(&self, first: usize) -> Option<Listed> {
        let is_array = self.word(first) == "@" && self.lexeme(first + 1) == Some(Lexeme::Open);
        let start = first + usize::from(is_array);
        let closing = match self.lexeme(start)? {
            Lexeme::Open => Some(Lexeme::Close),
            Lexeme::OpenBracket => Some(Lexeme::CloseBracket),
            Lexeme::OpenBrace => Some(Lexeme::CloseBrace),
            _ => None,
        };
        let mut at = start + usize::from(closing.is_some());
        let mut items = Vec::new();
        let mut is_sure = true;
        loop {
            let item = self.operand_at(at)?;
            let is_bare = self.is_name(at);
            if is_bare && self.begins_term(at) || self.is_operator(at + 1) {
                return None;
            }
            is_sure &= !is_bare;
            items.push(item);
            at += 1;
            match self.lexeme(at) {
                Some(Lexeme::Comma) => at += 1,
                // `ERROR or STALLED`.
                Some(Lexeme::Or)
                    if self.operand_at(at + 1).is_some()
                        && !self.begins_term(at + 1)
                        && !self.is_operator(at + 2) =>
                {
                    is_sure = false;
                    at += 1;
                }
                next if next == closing => break,
                _ => return None,
            }
            // A list without an end.
            if closing.is_none() && self.lexeme(at).is_none_or(ends_condition) {
                return None;
            }
        }
        let end = at + usize::from(closing.is_some());
        if closing.is_none() && !self.lexeme(end).is_none_or(ends_condition) {
            return None;
        }
        let whole = self.span(first).cover(self.span(end - 1));
        let is_plain = closing == Some(Lexeme::Close) && !is_array && items.iter().all(is_own);
        Some(Listed { items, whole, end, is_plain, is_sure })
    }

    /// `state exists`, `state isnull`: a test for a missing value, in `count` lexemes. Two of them begin with `not`.
    pub(super) fn existence(&self, count: usize) -> Option<Correction> {
        let last = count - 1;
        let is_there = if self.is_word(last, &["exists", "exist", "notnull", "isnotnull"]) {
            true
        } else if self.is_word(last, &["isnull", "isempty"]) {
            false
        } else {
            return None;
        };
        let is_exact = !self.is_word(last, &["isempty"]);
        let operator = if is_there == (count == 1) { Operator::Ne } else { Operator::Eq };
        let words = self.whole(count);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, words, |text| {
            let fixed = format!("{} null", operator.keyword());
            let why = if is_exact { "" } else { "; an empty string is `''`, not null" };
            Message::new(format!(
                "{} is not an operator of this language: write {}{why}",
                Quoted(words.of(text)),
                Quoted(&fixed)
            ))
            .fix(
                Applicability::safe_if(is_exact),
                format!("write `{fixed}`"),
                vec![Edit::replace(words, fixed)],
            )
        });
        let tokens = [Token::Comparison(operator), Token::missing(words)];
        Some(Correction::new(count, tokens, Expect::Connective, mistake))
    }

    /// `name ?? 'x'`, `name ?: 'x'`, alone or before an operator: another value for a missing one.
    pub(super) fn fallback(&self) -> Option<Correction> {
        let marks = (0..).take_while(|ahead| matches!(self.word(*ahead), "?" | ":")).count();
        let whole = self.whole(marks);
        let is_fallback = matches!(whole.of(self.text), "??" | "?:") && self.operand_at(marks).is_some();
        let is_compared = self.is_operator(marks + 1);
        let is_alone = self.lexeme(marks + 1).is_none_or(ends_condition);
        if !is_fallback || !(is_compared || is_alone) {
            return None;
        }
        let whole = self.whole(marks + 1);
        let name = self.last_operand()?;
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let name = ToWrite(name.of(text)).to_string();
            let name = name.trim_matches('`');
            Message::new(format!(
                "{} would replace a missing value, and filters have no such operator",
                Quoted(whole.of(text))
            ))
            .help(format!("compare the property itself, and test for a missing value with `{name} eq null`"))
        });
        if is_alone {
            // The value is read as one that is compared, so it has its own findings.
            return Some(Correction::new(marks, [Token::Comparison(Operator::Eq)], Expect::Operand, mistake));
        }
        Some(Correction::new(marks + 1, [], Expect::Operator, mistake))
    }

    /// `state eq 'x' ? true : false`, after a condition.
    pub(super) fn conditional(&self) -> Option<Correction> {
        if !self.word(0).starts_with('?') || self.lexeme(0) != Some(Lexeme::Other) {
            return None;
        }
        let ends = |ahead: usize| {
            self.lexeme(ahead).is_none_or(|lexeme| matches!(lexeme, Lexeme::And | Lexeme::Or | Lexeme::Close))
        };
        let count = (1..).find(|ahead| ends(*ahead))?;
        let whole = self.whole(count);
        let before = self.here();
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, whole, |text| {
            let words: String = whole.of(text).split_whitespace().collect();
            let gap = Span::new(before.end, whole.end);
            let message = Message::new(format!(
                "{} is a conditional expression of other languages, and a filter has none",
                Quoted(whole.of(text))
            ));
            match words.as_str() {
                "?true:false" => message.safe_fix("remove it", vec![Edit::delete(gap)]),
                _ => message.help(
                    "a filter selects the items for which its condition is true: write the condition alone",
                ),
            }
        });
        Some(Correction::new(count, [], Expect::Connective, mistake))
    }

    /// `not `, if the word is between a property and its operator: `name not like '%x%'`.
    fn denied(&self, left: Span, operator: Span) -> &'static str {
        let gap = Span::new(left.end, operator.start.max(left.end)).of(self.text).trim();
        if gap.eq_ignore_ascii_case("not") || gap == "!" { "not " } else { "" }
    }

    /// `x like '%y%'` is `contains(x,'y')`; other wildcards have no equivalent.
    fn like(&self, like: Span, left: Option<Operand>) -> Correction {
        // `LIKE '10!%' ESCAPE '!'`, of SQL.
        let has_escape = self.is_word(1, &["escape"]) && self.string_at(2).is_some();
        let escape = self.string_at(2).filter(|_| has_escape);
        let escape = escape.and_then(|mark| mark.trim_matches('\'').chars().next());
        let count = if has_escape { 3 } else { 1 };
        let pattern = self.whole(count);
        let string = self.string_at(0);
        let is_caseless = is_caseless(like.of(self.text), self.text);
        let plain = string.as_deref().and_then(|string| {
            let inner = string.strip_prefix('\'')?.strip_suffix('\'')?;
            let wildcard = inner.chars().next().filter(|first| matches!(first, '%' | '*'))?;
            let plain = inner.strip_prefix(wildcard)?.strip_suffix(wildcard)?;
            let has_mark = escape.is_some_and(|mark| plain.contains(mark));
            (!plain.is_empty() && !has_mark && !plain.contains(['%', '_', '*', '?', '['])).then_some(plain)
        });
        let (Some(left), Some(plain)) = (left, plain) else {
            let mistake = self.mistake(&rules::FOREIGN_OPERATOR, like, |text| {
                let shown = Quoted(like.of(text));
                let message =
                    Message::new(format!("{shown} is not an operator here, and there are no wildcards"));
                let call = |left: Span| {
                    let call = self.sought(left)?;
                    let call = if is_caseless { caseless(&call) } else { call };
                    Some(format!("{}{call}", self.denied(left, like)))
                };
                match left.and_then(|left| Some((left.span, call(left.span)?))) {
                    Some((left, call)) => message
                        .help(format!("to look anywhere inside the string, write {}", Quoted(&call)))
                        .unsafe_fix("write `contains`", vec![Edit::replace(left.cover(pattern), call)]),
                    None => message.help(
                        "`contains(name,'text')` looks anywhere inside a string; `eq` compares the whole string",
                    ),
                }
            });
            return self.compare_pattern(mistake);
        };
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, like, |text| {
            let shown = Quoted(like.of(text));
            let not = self.denied(left.span, like);
            let call = format!("contains({},'{plain}')", self.left_name(left.span));
            let fixed = format!("{not}{}", if is_caseless { caseless(&call) } else { call });
            Message::new(format!("{shown} is not an operator here: `contains` looks inside a string"))
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write `contains`", vec![Edit::replace(left.span.cover(pattern), fixed)])
        });
        // The pattern has no quotes.
        let value = Operand { kind: OperandKind::Missing, span: pattern };
        Correction::new(count, contains_call(left, value), Expect::Connective, mistake).replacing(1)
    }

    /// `contains` of the plain string in the pattern here, without the wildcards at its ends.
    pub(super) fn sought(&self, left: Span) -> Option<String> {
        self.sought_at(0, left)
    }

    fn sought_at(&self, ahead: usize, left: Span) -> Option<String> {
        let string = self.string_at(ahead).or_else(|| self.bare_at(ahead).map(str::to_owned))?;
        let inner = string.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(&string);
        sought_in(inner, &self.left_name(left))
    }

    /// A word without quotes there, at the end of a condition.
    pub(super) fn bare_at(&self, ahead: usize) -> Option<&'t str> {
        let ends = self.lexeme(ahead + 1).is_none_or(|next| ends_condition(next) || next == Lexeme::Comma);
        (self.is_name(ahead) && ends).then(|| self.word(ahead))
    }

    /// `/fw.*/i` here: its pattern, and the number of its lexemes.
    pub(super) fn regular_expression(&self) -> Option<Pattern<'t>> {
        /// A longer one is not searched for its end.
        const MOST: usize = 256;
        let start = self.span(0).start as usize;
        let rest = self.text.get(start..)?.strip_prefix('/')?;
        let (at, _) = rest.char_indices().take(MOST).find(|(_, c)| matches!(c, '/' | '\n'))?;
        let pattern = rest.get(..at).filter(|_| rest.get(at..).is_some_and(|end| end.starts_with('/')))?;
        let flags = rest.get(at + 1..)?.bytes().take_while(u8::is_ascii_lowercase).count();
        let end = start + at + flags + 2;
        let count =
            (1..).find(|ahead| self.span(*ahead).start as usize >= end || self.lexeme(*ahead).is_none())?;
        let is_caseless = rest.get(at + 1..at + 1 + flags).is_some_and(|flags| flags.contains('i'));
        (self.span(count - 1).end as usize == end).then_some(Pattern { plain: pattern, count, is_caseless })
    }

    /// `name =~ /fw.*/`, with the operator at `span`.
    pub(super) fn matched(&self, span: Span, left: Option<Span>, pattern: &Pattern<'_>) -> Correction {
        let whole = self.whole(pattern.count);
        let call = left.and_then(|left| {
            let call = sought_in(pattern.plain, left.of(self.text))?;
            Some((left, if pattern.is_caseless { caseless(&call) } else { call }))
        });
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            let message = Message::new(format!(
                "{} does not exist here: filters have no patterns",
                Quoted(span.of(text))
            ));
            let Some((left, call)) = call else {
                return message.help("to look for a string inside a property, write `contains(name,'text')`");
            };
            let not = if span.of(text).starts_with('!') { "not " } else { "" };
            let fixed = format!("{not}{call}");
            message
                .help(format!("to look anywhere inside the string, write {}", Quoted(&fixed)))
                .unsafe_fix("write `contains`", vec![Edit::replace(left.cover(whole), fixed)])
        });
        let tokens = [Token::Comparison(Operator::Eq), Token::missing(whole)];
        Correction::new(pattern.count, tokens, Expect::Connective, mistake)
    }

    /// Compares the left side with nothing, because the pattern after an operator has no equivalent.
    pub(super) fn compare_pattern(&self, mistake: Mistake) -> Correction {
        let eq = Token::Comparison(Operator::Eq);
        if self.string_at(0).is_some() || self.bare_at(0).is_some() {
            return Correction::new(1, [eq, Token::missing(self.span(0))], Expect::Connective, mistake);
        }
        Correction::new(0, [eq], Expect::Operand, mistake)
    }

    /// `name contains 'x'`.
    fn infix_contains(&mut self, span: Span, left: Option<Operand>) {
        let eq = [Token::Comparison(Operator::Eq)];
        let Some(left) = left else {
            return self.apply(Correction::new(0, eq, Expect::Operand, self.unexpected(span)));
        };
        let value = self.literal_at(0);
        let mistake = self.mistake(&rules::FOREIGN_OPERATOR, span, |text| {
            let shown = value.map_or("'text'", |value| value.span.of(text));
            let not = self.denied(left.span, span);
            let call = format!("contains({},{shown})", left.span.of(text));
            let string = self.string_at(0).filter(|_| is_caseless("contains", text));
            let call =
                string.map_or(call, |string| caseless(&format!("contains({},{string})", left.span.of(text))));
            let fixed = format!("{not}{call}");
            let whole = left.span.cover(self.span(0));
            Message::new("`contains` is a function, not an operator")
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix(
                    "write it as a function",
                    value.is_some().then(|| vec![Edit::replace(whole, fixed)]),
                )
        });
        let Some(value) = value else {
            return self.apply(Correction::new(0, eq, Expect::Operand, mistake));
        };
        self.add(mistake);
        self.value(Expect::Connective);
        let call = contains_call(left, value);
        self.apply(Correction::new(0, call, Expect::Connective, None).replacing(2));
    }

    /// `name has 'x'`, `name startswith 'x'`: `contains` is the nearest equivalent.
    fn infix_function(&self, span: Span, left: Option<Operand>, why: &'static str) -> Correction {
        let (Some(left), Some(string), Some(value)) = (left, self.string_at(0), self.operand_at(0)) else {
            let mistake = self.unsupported(span, why, "contains(name,'text')");
            return Correction::new(0, [Token::Comparison(Operator::Eq)], Expect::Operand, mistake);
        };
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let not = self.denied(left.span, span);
            let call = format!("contains({},{string})", left.span.of(text));
            let call = if is_caseless(span.of(text), text) { caseless(&call) } else { call };
            let fixed = format!("{not}{call}");
            Message::new(format!("{} is not documented for this API: it {why}", Quoted(span.of(text))))
                .help(format!("to look anywhere inside the string, write {}", Quoted(&fixed)))
                .unsafe_fix("write `contains`", vec![Edit::replace(left.span.cover(value.span), fixed)])
        });
        Correction::new(1, contains_call(left, value), Expect::Connective, mistake).replacing(1)
    }

    /// `state has Ns.Color'Red'`, `generation has 3`: flags in a value, which only `eq` can test.
    fn flags(&self, span: Span, left: Option<Operand>) -> Correction {
        let is_typed =
            self.is_name(0) && self.touches(0) && matches!(self.lexeme(1), Some(Lexeme::Quoted(_)));
        let string = Operand { kind: OperandKind::String, span: self.span(1) };
        let value = if is_typed { Some(string) } else { self.literal_at(0) };
        let count = if is_typed { 2 } else { usize::from(value.is_some()) };
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let message = Message::new(format!(
                "{} is not documented for this API: it is for flags, and this API documents none",
                Quoted(span.of(text))
            ));
            let (Some(left), Some(value)) = (left, value) else {
                return message.help("write `eq` and a value");
            };
            let fixed = format!("{} eq {}", left.span.of(text), value.span.of(text));
            let whole = left.span.cover(self.whole(count));
            message
                .help(format!("to compare the whole value, write {}", ToWrite(&fixed)))
                .unsafe_fix("write `eq`", vec![Edit::replace(whole, fixed)])
        });
        let eq = Token::Comparison(Operator::Eq);
        match value {
            Some(value) => Correction::new(count, [eq, Token::operand(value)], Expect::Connective, mistake),
            None => Correction::new(0, [eq], Expect::Operand, mistake),
        }
    }

    /// `generation between 1 and 3`.
    fn between(&self, span: Span, left: Option<Operand>) -> Correction {
        let bound = |ahead: usize| self.literal_at(ahead).filter(|_| !self.is_operator(ahead + 1));
        let (Some(low), Some(Lexeme::And), Some(high), Some(path)) =
            (bound(0), self.lexeme(1), bound(2), left)
        else {
            let mistake =
                self.unsupported(span, "does not exist in OData", "createdAt ge A and createdAt le B");
            return Correction::new(0, [Token::Comparison(Operator::Ge)], Expect::Operand, mistake);
        };
        let bounds = [(Operator::Ge, low), (Operator::Le, high)];
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            let shown = Quoted(span.of(text));
            let before = self.tokens.iter().rev().nth(1);
            let fixed = self.written_bounds(path, bounds, before);
            Message::new(format!("{shown} does not exist in OData: write two conditions"))
                .help(format!("write {}", Quoted(&fixed)))
                .safe_fix("write two conditions", vec![Edit::replace(path.span.cover(high.span), fixed)])
        });
        Correction::new(3, bounds_of(path, bounds), Expect::Connective, mistake).replacing(1)
    }

    /// `generation add 1 gt 3`: the tree omits the sum.
    pub(super) fn arithmetic(&self, span: Span) -> Correction {
        let has_value = self.is_literal(0) || self.lexeme(0) == Some(Lexeme::Path);
        let whole = if has_value { span.cover(self.span(0)) } else { span };
        let mistake = self.mistake(&rules::UNSUPPORTED_ODATA, whole, |text| {
            Message::new(format!("{} is arithmetic, which this API does not document", Quoted(span.of(text))))
                .help("compute the value first, and compare the property with it")
        });
        Correction::new(usize::from(has_value), [], self.expect, mistake)
    }
}

/// A regular expression between slashes.
pub(super) struct Pattern<'t> {
    plain: &'t str,
    /// The number of its lexemes.
    count: usize,
    is_caseless: bool,
}

/// Values of a list in another spelling.
pub(super) struct Listed {
    items: Vec<Operand>,
    whole: Span,
    /// The number of lexemes up to its end.
    end: usize,
    /// Whether it is a list of this language.
    is_plain: bool,
    /// Whether no item lacks its quotes.
    is_sure: bool,
}

/// Whether an item of a list needs no other spelling.
fn is_own(item: &Operand) -> bool {
    !matches!(item.kind, OperandKind::Path | OperandKind::Word | OperandKind::MalformedString)
}

/// `contains(left,value)`.
pub(super) fn contains_call(left: Operand, value: Operand) -> [Token; 6] {
    let start = left.span.start;
    [
        Token::path(Span::at(start)),
        Token::Open(start),
        Token::Path(left),
        Token::Comma,
        Token::operand(value),
        Token::Close(value.span.end),
    ]
}

/// `contains(name,'Firm')` without a difference of case: `contains(tolower(name),'firm')`.
pub(super) fn caseless(call: &str) -> String {
    let parts = call.strip_prefix("contains(").and_then(|rest| rest.split_once(','));
    match parts {
        Some((name, string)) if name.starts_with("tolower(") => {
            format!("contains({name},{}", string.to_lowercase())
        }
        Some((name, string)) if string.chars().any(char::is_alphabetic) => {
            format!("contains(tolower({name}),{}", string.to_lowercase())
        }
        _ => call.to_owned(),
    }
}

/// `contains` of the plain string in a pattern, without the wildcards at its ends.
pub(super) fn sought_in(pattern: &str, left: &str) -> Option<String> {
    let plain = pattern.trim_start_matches('^').trim_end_matches('$');
    let plain = plain.trim_start_matches(".*").trim_end_matches(".*").trim_matches(['%', '*']);
    let is_plain = !plain.is_empty() && !plain.contains(|c: char| r"%*?[](){}|\^$+".contains(c));
    is_plain.then(|| format!("contains({},'{plain}')", left))
}
