//! The open documents, each with the text as the client last described it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::{DidChangeTextDocumentParams, TextDocumentContentChangeEvent, TextDocumentItem};

use super::lines::Text;
use super::uri;
use crate::limits;
use crate::lint::Holder;
use crate::text::Encoding;

/// One version of a document.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// As the client writes it: another spelling would be another document to it.
    pub(super) uri: Arc<str>,
    /// The file of the document, if it has one.
    pub(super) path: Option<Arc<PathBuf>>,
    /// `None` for a document that holds no filters.
    pub(super) holder: Option<Holder>,
    /// The number that the client gave to this version.
    pub(super) version: i32,
    /// A number that no other version of any document has.
    pub(super) revision: u64,
    pub(super) text: Arc<Text>,
}

impl Snapshot {
    /// Whether it is a `.comfilter` file.
    pub(super) fn is_filters(&self) -> bool {
        self.holder == Some(Holder::File)
    }
}

/// The open documents.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: HashMap<Arc<str>, Snapshot>,
    revisions: u64,
}

impl Documents {
    pub(super) fn get(&self, uri: &str) -> Option<&Snapshot> {
        self.open.get(uri)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Snapshot> {
        self.open.values()
    }

    pub(super) fn open(&mut self, item: TextDocumentItem) -> &Snapshot {
        let uri: Arc<str> = item.uri.0.into();
        let path = uri::path(&uri);
        let holder = holder(path.as_ref(), &String::from(item.language_id));
        self.revisions += 1;
        let snapshot = Snapshot {
            uri: Arc::clone(&uri),
            path: path.map(Arc::new),
            holder: holder.filter(|_| item.text.len() <= limits::SOURCE),
            version: item.version,
            revision: self.revisions,
            text: Arc::new(item.text.into()),
        };
        self.open.entry(uri).insert_entry(snapshot).into_mut()
    }

    /// The document after a change. A document that is not open has none.
    pub(super) fn change(
        &mut self,
        params: DidChangeTextDocumentParams,
        encoding: Encoding,
    ) -> Option<&Snapshot> {
        let uri = &params.text_document.text_document_identifier.uri.0;
        let document = self.open.get_mut(uri.as_str())?;
        self.revisions += 1;
        document.revision = self.revisions;
        document.version = params.text_document.version;
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.text = Arc::new(whole.text.into());
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    // The worker may still read the text before.
                    let text = Arc::make_mut(&mut document.text);
                    text.replace(text.span(part.range, encoding), &part.text);
                }
            }
        }
        if document.text.as_str().len() > limits::SOURCE {
            document.holder = None;
        }
        Some(document)
    }

    pub(super) fn close(&mut self, uri: &str) -> Option<Snapshot> {
        self.open.remove(uri)
    }
}

/// The kind of a document: by its path, as `comfilter lint` reads the file, else by its language.
fn holder(path: Option<&PathBuf>, language: &str) -> Option<Holder> {
    path.and_then(Holder::of_path).or_else(|| {
        // Some editors join several languages: `yaml.ansible`.
        language.split('.').find_map(Holder::named)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Language;

    #[test]
    fn the_path_decides_before_the_language() {
        let of = |path: Option<&str>, language: &str| holder(path.map(PathBuf::from).as_ref(), language);
        assert_eq!(of(Some("/x/nb.ipynb"), "json"), Some(Holder::Source(Language::Notebook)));
        assert_eq!(of(Some("/x/a.comfilter"), "plaintext"), Some(Holder::File));
        assert_eq!(of(Some("/x/deploy"), "shellscript"), Some(Holder::Source(Language::Shell)));
        assert_eq!(of(None, "yaml.ansible"), Some(Holder::Source(Language::Yaml)));
        assert_eq!(of(None, "typescriptreact"), Some(Holder::Source(Language::TypeScript)));
        assert_eq!(of(None, "comfilter"), Some(Holder::File));
        assert_eq!(of(Some("/x/a.cob"), "cobol"), None);
    }
}
