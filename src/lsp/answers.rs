//! The answers of `comfilter::editing` in the types of the protocol.

use gen_lsp_types::json_rpc::Error;
use gen_lsp_types::{
    ActiveParameter, BaseSymbolInformation, CompletionItem, CompletionItemKind, CompletionList,
    CompletionParams, Contents, DefinitionParams, DefinitionResponse, DocumentFormattingParams,
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Documentation, ErrorCodes, FoldingRange,
    FoldingRangeParams, Hover, HoverParams, InlayHint, InlayHintKind, InlayHintParams, MarkupContent,
    MarkupKind, ParameterInformation, ParameterInformationLabel, Position, PrepareRenameParams, RenameParams,
    SelectionRange, SelectionRangeParams, SignatureHelp, SignatureHelpParams, SignatureInformation,
    SymbolInformation, SymbolKind, TextEdit, WorkspaceEdit,
};

use super::lines::Text;
use super::message::error;
use super::view::View;
use crate::editing::{self, Completion, CompletionKind};
use crate::syntax::words;
use crate::text::{Edit, Encoding, Quoted, Span};

/// The largest number of symbols, hints or folds. An editor with more of them becomes slow.
const MOST: usize = 5_000;

impl View<'_> {
    fn markup(&self, markdown: String) -> MarkupContent {
        let kind = if self.abilities.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        MarkupContent { kind, value: markdown }
    }

    fn documentation(&self, markdown: String) -> Option<Documentation> {
        (!markdown.is_empty()).then(|| self.markup(markdown).into())
    }

    pub(super) fn completion(&self, params: CompletionParams) -> Option<CompletionList> {
        let cursor = self.offset(params.text_document_position_params.position);
        let found = self.document.completions(cursor)?;
        // A client that cannot replace the text after the cursor, such as Neovim, leaves it and inserts the rest. So
        // the edits keep that text if all of them end with it, such as the closing quote of a string. All or none,
        // because CodeMirror takes the range of the first edit for all.
        let shortened = |item: &Completion| self.shortened(&item.edit, cursor);
        let shortens =
            !self.abilities.insert_replace && found.items.iter().all(|item| shortened(item).is_some());
        let edit = |item: &Completion| {
            let shortened = if shortens { shortened(item) } else { None };
            self.edit(shortened.as_ref().unwrap_or(&item.edit))
        };
        // Editors sort by name otherwise.
        let item = |(rank, item): (usize, Completion)| CompletionItem {
            text_edit: Some(edit(&item).into()),
            label: item.label,
            kind: Some(match item.kind {
                CompletionKind::Property => CompletionItemKind::Property,
                CompletionKind::Parent => CompletionItemKind::Struct,
                CompletionKind::Value => CompletionItemKind::EnumMember,
                CompletionKind::Template => CompletionItemKind::Constant,
                CompletionKind::Timestamp => CompletionItemKind::Value,
                CompletionKind::Operator => CompletionItemKind::Operator,
                CompletionKind::Keyword => CompletionItemKind::Keyword,
                CompletionKind::Function => CompletionItemKind::Function,
            }),
            detail: Some(item.detail).filter(|detail| !detail.is_empty()),
            documentation: self.documentation(item.documentation),
            sort_text: Some(format!("{rank:05}")),
            filter_text: Some(item.filter),
            ..CompletionItem::default()
        };
        let items = found.items.into_iter().enumerate().map(item).collect();
        Some(CompletionList { is_incomplete: found.is_incomplete, items, ..CompletionList::default() })
    }

    /// The same edit without the text after the cursor, if it ends with that text.
    fn shortened(&self, edit: &Edit, cursor: u32) -> Option<Edit> {
        if !edit.span.contains(Span::at(cursor)) {
            return None;
        }
        let kept = Span::new(cursor, edit.span.end).of(self.snapshot.text.as_str());
        let text = edit.text.strip_suffix(kept)?;
        Some(Edit::replace(Span::new(edit.span.start, cursor), text))
    }

    pub(super) fn hover(&self, params: HoverParams) -> Option<Hover> {
        let found = self.document.hover(self.offset(params.text_document_position_params.position))?;
        let contents = Contents::MarkupContent(self.markup(found.markdown));
        Some(Hover { contents, range: Some(self.range(found.span)) })
    }

    pub(super) fn signature(&self, params: SignatureHelpParams) -> Option<SignatureHelp> {
        let found = self.document.signature(self.offset(params.text_document_position_params.position))?;
        let label = Text::from(found.label.clone());
        // These places are in UTF-16, whatever the positions are in.
        let unit = |offset| label.position(offset, Encoding::Utf16).character;
        let parameter = |span: &Span| ParameterInformation {
            label: match self.abilities.label_offsets {
                true => ParameterInformationLabel::Tuple((unit(span.start), unit(span.end))),
                false => ParameterInformationLabel::String(span.of(&found.label).to_owned()),
            },
            documentation: None,
        };
        let active = u32::try_from(found.active).ok().map(ActiveParameter::Int);
        let signature = SignatureInformation {
            parameters: Some(found.parameters.iter().map(parameter).collect()),
            documentation: self.documentation(found.documentation),
            active_parameter: active,
            label: found.label.clone(),
        };
        Some(SignatureHelp {
            signatures: vec![signature],
            active_signature: Some(0),
            active_parameter: active,
        })
    }

    pub(super) fn hints(&self, params: InlayHintParams) -> Vec<InlayHint> {
        let hint = |hint: editing::InlayHint| InlayHint {
            position: self.position(hint.at),
            kind: match hint.kind {
                editing::InlayHintKind::Template => Some(InlayHintKind::Type),
                editing::InlayHintKind::Parenthesis => None,
            },
            padding_left: Some(hint.kind == editing::InlayHintKind::Template),
            label: hint.label.into(),
            tooltip: (!hint.tooltip.is_empty()).then(|| self.markup(hint.tooltip).into()),
            text_edits: (!hint.edits.is_empty()).then(|| self.edits(&hint.edits)),
            padding_right: None,
            data: None,
        };
        self.document.hints(self.span(params.range)).into_iter().take(MOST).map(hint).collect()
    }

    pub(super) fn symbols(&self, _: DocumentSymbolParams) -> DocumentSymbolResponse {
        let symbols = self.document.symbols().into_iter().take(MOST);
        if !self.abilities.nested_symbols {
            let flat = symbols.map(|symbol| {
                let base = BaseSymbolInformation::new(symbol.name, SymbolKind::String, None, None);
                SymbolInformation::new(None, self.location(symbol.span), base)
            });
            return DocumentSymbolResponse::SymbolInformationList(flat.collect());
        }
        let symbol = |symbol: editing::Symbol| {
            let span = symbol.span.cover(symbol.selection);
            let (range, selection) = (self.range(span), self.range(symbol.selection));
            DocumentSymbol::new(
                symbol.name,
                Some(symbol.detail),
                SymbolKind::String,
                None,
                None,
                range,
                selection,
                None,
            )
        };
        DocumentSymbolResponse::DocumentSymbolList(symbols.map(symbol).collect())
    }

    pub(super) fn folds(&self, _: FoldingRangeParams) -> Vec<FoldingRange> {
        let fold = |span: Span| {
            let range = self.range(span);
            FoldingRange {
                start_line: range.start.line,
                // A part that ends at the start of a line does not include that line.
                end_line: range.end.line
                    - u32::from(range.end.character == 0 && range.end.line > range.start.line),
                ..FoldingRange::default()
            }
        };
        let folds = self.document.folds().into_iter().map(fold);
        folds.filter(|fold| fold.start_line < fold.end_line).take(MOST).collect()
    }

    pub(super) fn selections(&self, params: SelectionRangeParams) -> Vec<SelectionRange> {
        let at = |position: Position| {
            let mut spans = self.document.selections(self.offset(position)).into_iter().rev();
            let outermost = spans.next().map_or_else(
                || SelectionRange {
                    range: gen_lsp_types::Range { start: position, end: position },
                    parent: None,
                },
                |span| SelectionRange { range: self.range(span), parent: None },
            );
            spans.fold(outermost, |parent, span| SelectionRange {
                range: self.range(span),
                parent: Some(Box::new(parent)),
            })
        };
        params.positions.into_iter().map(at).collect()
    }

    pub(super) fn definition(&self, params: DefinitionParams) -> Option<DefinitionResponse> {
        let found = self.document.definitions(self.offset(params.text_document_position_params.position));
        let locations: Vec<_> = found.into_iter().map(|value| self.location(value)).collect();
        (!locations.is_empty()).then(|| DefinitionResponse::Definition(locations.into()))
    }

    /// The names of the parameter at a position, each without its `@`.
    fn parameter_names(&self, position: Position) -> Vec<Span> {
        let all = self.document.occurrences(self.offset(position));
        all.into_iter().map(|span| Span::new(span.start + 1, span.end)).collect()
    }

    /// The word that a new name would replace.
    pub(super) fn renamed_part(&self, params: PrepareRenameParams) -> Option<gen_lsp_types::Range> {
        let position = params.text_document_position_params.position;
        let at = self.offset(position);
        let here =
            self.parameter_names(position).into_iter().find(|name| name.start <= at + 1 && at <= name.end)?;
        Some(self.range(here))
    }

    pub(super) fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>, Error> {
        let position = params.text_document_position_params.position;
        let all = self.parameter_names(position);
        let Some(old) = all.first().map(|name| name.of(self.document.text())) else { return Ok(None) };
        let new = params.new_name.strip_prefix('@').unwrap_or(&params.new_name);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let refused = |message| Err(error(ErrorCodes::InvalidParams, message));
        if !new.chars().all(is_name) || !new.starts_with(|first: char| !first.is_ascii_digit()) {
            return refused(
                "the name of a parameter has letters, digits and `_`, and no digit first".to_owned(),
            );
        }
        let filter = self.document.filter_at(self.offset(position));
        let filter = filter.and_then(|index| self.document.filters().get(index));
        let mut words = filter.into_iter().flat_map(|filter| words(filter.filter()));
        // One value would be bound to both, and another rename could not part them.
        if new != old && words.any(|word| word.text.strip_prefix('@') == Some(new)) {
            return refused(format!(
                "the filter has another parameter {} already",
                Quoted(&format!("@{new}"))
            ));
        }
        let edits: Vec<_> = all.into_iter().map(|name| Edit::replace(name, new)).collect();
        Ok(Some(self.workspace_edit(&edits)))
    }

    /// For `.comfilter` files: in another language, two formatters would compete.
    pub(super) fn formatting(&self, _: DocumentFormattingParams) -> Option<Vec<TextEdit>> {
        if !self.snapshot.is_filters() {
            return None;
        }
        self.document.formatted().map(|edits| self.edits(&edits))
    }
}
