//! One version of a document with its analysis, in the positions of the client.

use gen_lsp_types::{
    Location, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::abilities::Abilities;
use super::documents::Snapshot;
use crate::editing::Document;
use crate::text::{Edit, Span};

/// The subject of a request.
pub(super) struct View<'v> {
    pub(super) snapshot: &'v Snapshot,
    pub(super) document: &'v Document,
    pub(super) abilities: &'v Abilities,
}

impl View<'_> {
    pub(super) fn offset(&self, position: Position) -> u32 {
        self.snapshot.text.offset(position, self.abilities.encoding)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.snapshot.text.span(range, self.abilities.encoding)
    }

    pub(super) fn position(&self, offset: u32) -> Position {
        self.snapshot.text.position(offset, self.abilities.encoding)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.snapshot.text.range(span, self.abilities.encoding)
    }

    pub(super) fn uri(&self) -> Uri {
        Uri(self.snapshot.uri.to_string())
    }

    pub(super) fn location(&self, span: Span) -> Location {
        Location { uri: self.uri(), range: self.range(span) }
    }

    pub(super) fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.text.clone() }
    }

    pub(super) fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| self.edit(edit)).collect()
    }

    /// Edits of the document. With its version, a client refuses them after another change.
    pub(super) fn workspace_edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let edits = self.edits(edits);
        if !self.abilities.document_changes {
            return WorkspaceEdit { changes: Some([(self.uri(), edits)].into()), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: Some(self.snapshot.version),
            text_document_identifier: TextDocumentIdentifier { uri: self.uri() },
        };
        let edits = edits.into_iter().map(Into::into).collect();
        let change = TextDocumentEdit { text_document, edits }.into();
        WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
    }
}
