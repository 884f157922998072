//! Findings as diagnostics.

use std::hash::{DefaultHasher, Hash, Hasher};

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Message, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};
use serde_json::Value;

use super::abilities::LANGUAGE;
use super::view::View;
use crate::diagnostic::{self, Severity};
use crate::rules::{self, Rule};

/// The number of the tag for code without effect, and that for code that will not work much longer.
const UNNECESSARY: u64 = 1;
const DEPRECATED: u64 = 2;

/// The most findings of a document: editors show no more, and are slow with them.
const MOST: usize = 20_000;

impl View<'_> {
    /// The findings, in the order of `comfilter lint`.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let filters = self.document.filters().iter();
        let all = filters.flat_map(|filter| filter.outward());
        all.take(MOST).map(|found| self.diagnostic(&found)).collect()
    }

    /// A finding with places in the text.
    pub(super) fn diagnostic(&self, found: &diagnostic::Diagnostic) -> Diagnostic {
        let message = match found.help() {
            Some(help) => format!("{}\nhelp: {help}", found.message()),
            None => found.message().to_owned(),
        };
        let labels = found.labels().iter().map(|label| DiagnosticRelatedInformation {
            location: self.location(label.span),
            message: label.text.to_string(),
        });
        let related: Vec<_> = labels.filter(|_| self.abilities.related_information).collect();
        let tag = tag(found.rule()).filter(|(number, _)| self.abilities.tags.contains(number));
        Diagnostic {
            range: self.range(found.span()),
            severity: Some(match found.severity() {
                Severity::Error => DiagnosticSeverity::Error,
                Severity::Warning => DiagnosticSeverity::Warning,
                Severity::Hint => DiagnosticSeverity::Hint,
            }),
            code: Some(Code::String(found.rule().name().to_owned())),
            code_description: self
                .abilities
                .code_description
                .then(|| CodeDescription { href: Uri(found.rule().url()) }),
            source: Some(LANGUAGE.to_owned()),
            message: Message::String(message),
            tags: tag.map(|(_, tag)| vec![tag]),
            related_information: Some(related).filter(|related| !related.is_empty()),
            data: None,
        }
    }
}

/// The tag of a rule's findings, and its number.
fn tag(rule: &Rule) -> Option<(u64, DiagnosticTag)> {
    let unnecessary = [
        &rules::REDUNDANT_TERM,
        &rules::REDUNDANT_PARENTHESES,
        &rules::DOUBLE_NEGATION,
        &rules::UNUSED_SUPPRESSION,
    ];
    let deprecated = [&rules::RETIRED_VERSION, &rules::OLD_HOST];
    if unnecessary.contains(&rule) {
        return Some((UNNECESSARY, DiagnosticTag::Unnecessary));
    }
    deprecated.contains(&rule).then_some((DEPRECATED, DiagnosticTag::Deprecated))
}

/// The answer to a client that asks for diagnostics. If they are those that it has, it keeps them.
pub(super) fn report(items: Vec<Diagnostic>, params: &Value) -> DocumentDiagnosticReport {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:016x}", hasher.finish());
    if params.get("previousResultId").and_then(Value::as_str) == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report,
        }
        .into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report }.into()
}
