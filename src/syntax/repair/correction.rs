//! A mistake and its correction as values: recognisers only look and return one, and
//! [`Repair::apply`] alone carries it out.

use super::{Expect, Repair, Token};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::rules::{self, Rule};
use crate::text::{Quoted, Span};

/// A mistake. Past the limit of findings it has no message.
pub(super) struct Mistake {
    severity: Severity,
    kept: Option<Diagnostic>,
}

/// Lexemes, and the tokens that they mean.
pub(super) struct Correction {
    /// The number of lexemes.
    take: usize,
    /// The number of tokens before that it replaces too.
    replace: usize,
    tokens: Vec<Token>,
    /// The expectation after it.
    expect: Expect,
    /// None if the checker reports the mistake, because it knows the properties.
    mistake: Option<Mistake>,
    /// Whether the mistake includes a missing space before the lexemes.
    space_before: bool,
    /// Whether the mistake includes a missing space after them.
    space_after: bool,
}

impl Correction {
    pub(super) fn new(
        take: usize,
        tokens: impl Into<Vec<Token>>,
        expect: Expect,
        mistake: impl Into<Option<Mistake>>,
    ) -> Correction {
        let (tokens, mistake) = (tokens.into(), mistake.into());
        Correction { take, replace: 0, tokens, expect, mistake, space_before: false, space_after: false }
    }

    /// Also replaces the last `count` tokens.
    pub(super) fn replacing(self, count: usize) -> Correction {
        Correction { replace: count, ..self }
    }

    pub(super) fn with_space_before(self) -> Correction {
        Correction { space_before: true, ..self }
    }

    pub(super) fn with_space_after(self) -> Correction {
        Correction { space_after: true, ..self }
    }
}

impl<'t> Repair<'t, '_> {
    /// Carries out a correction, if there is one.
    pub(super) fn try_apply(&mut self, correction: Option<Correction>) -> bool {
        correction.map(|correction| self.apply(correction)).is_some()
    }

    pub(super) fn apply(&mut self, correction: Correction) {
        if correction.take > 0 {
            self.space_told |= correction.space_before;
            self.take_all(correction.take);
        }
        self.space_told |= correction.space_after;
        if let Some(mistake) = correction.mistake {
            self.add(mistake);
        }
        self.tokens.truncate(self.tokens.len().saturating_sub(correction.replace));
        self.tokens.extend(correction.tokens);
        self.expect = correction.expect;
    }

    /// A mistake against `rule` at `span`. `describe` gets the text, and runs only if the finding
    /// is kept.
    pub(super) fn mistake<M: Into<Message>>(
        &self,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(&'t str) -> M,
    ) -> Mistake {
        self.mistake_as(rule.severity(), rule, span, describe)
    }

    /// A mistake with another severity than the rule's.
    pub(super) fn mistake_as<M: Into<Message>>(
        &self,
        severity: Severity,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(&'t str) -> M,
    ) -> Mistake {
        let describe = || {
            let found = Diagnostic::new(rule, span, describe(self.text));
            found.with_severity(severity).kept_apart(self.text)
        };
        Mistake { severity, kept: self.diagnostics.keeps(severity).then(describe) }
    }

    pub(super) fn report<M: Into<Message>>(
        &mut self,
        rule: &'static Rule,
        span: Span,
        describe: impl FnOnce(&'t str) -> M,
    ) {
        let mistake = self.mistake(rule, span, describe);
        self.add(mistake);
    }

    pub(super) fn add(&mut self, mistake: Mistake) {
        self.diagnostics.add_kept(mistake.severity, mistake.kept);
    }

    // Mistakes that several places report.

    /// A lexeme that no other rule covers.
    pub(super) fn unexpected(&self, span: Span) -> Mistake {
        self.mistake(&rules::SYNTAX, span, |text| {
            format!("unexpected {}: expected {}", Quoted(span.of(text)), self.expect.words())
        })
    }

    /// Something is missing at `place`.
    pub(super) fn missing_operand(&self, place: Span, describe: impl FnOnce(&'t str) -> String) -> Mistake {
        self.mistake(&rules::MISSING_OPERAND, place, |text| {
            Message::new(describe(text)).help(format!("expected {}", self.expect.words()))
        })
    }

    /// A form of OData that the service does not have.
    pub(super) fn unsupported(&self, span: Span, why: &'static str, instead: &'static str) -> Mistake {
        self.mistake(&rules::UNSUPPORTED_ODATA, span, |text| {
            Message::new(format!("{} is not documented for this API: it {why}", Quoted(span.of(text))))
                .help(format!("the nearest documented form is `{instead}`"))
        })
    }
}
