//! The abilities of the client, and those that the server announces to it.
//!
//! A client may send anything, so each ability is looked up by its path: one that cannot be read is missing, and the
//! others hold.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    ExecuteCommandOptions, PositionEncodingKind, RenameOptions, Save, SemanticTokensLegend,
    SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::{Value, json};

use super::actions::FIX_ALL;
use super::commands::COMMANDS;
use super::tokens;
use crate::lint::Language;
use crate::text::Encoding;

/// The language of `.comfilter` files.
pub(super) const LANGUAGE: &str = "comfilter";

/// The abilities of the client.
#[derive(Debug, Clone)]
pub(super) struct Abilities {
    pub(super) encoding: Encoding,
    /// Whether it asks for diagnostics. If so, they are never sent unasked: it would show them twice.
    pub(super) pulls: bool,
    pub(super) refreshes_diagnostics: bool,
    pub(super) refreshes_lenses: bool,
    pub(super) related_information: bool,
    pub(super) code_description: bool,
    /// The numbers of the tags.
    pub(super) tags: Vec<u64>,
    pub(super) versions: bool,
    pub(super) document_changes: bool,
    pub(super) code_actions: bool,
    /// Whether a completion can replace the text after the cursor.
    pub(super) insert_replace: bool,
    pub(super) label_offsets: bool,
    pub(super) nested_symbols: bool,
    pub(super) markdown: bool,
    pub(super) watches_files: bool,
    pub(super) registers_formatting: bool,
    pub(super) registers_tokens: bool,
    pub(super) process: Option<u32>,
}

impl Abilities {
    /// From the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Abilities {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let has = |path: &str| at(path).is_some_and(Value::is_object);
        let list = |path: &str| at(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let encodings: Vec<&str> =
            list("general/positionEncodings").iter().filter_map(Value::as_str).collect();
        // The cheapest one. The protocol demands UTF-16 of every client.
        let encoding = [(Encoding::Utf8, "utf-8"), (Encoding::Utf16, "utf-16"), (Encoding::Utf32, "utf-32")]
            .into_iter()
            .find(|(_, name)| encodings.contains(name))
            .map_or(Encoding::Utf16, |(encoding, _)| encoding);
        let pulls = has("textDocument/diagnostic");
        // The first version of the abilities had them only for sent diagnostics.
        let diagnostics = |name: &str| {
            let both = ["textDocument/diagnostic", "textDocument/publishDiagnostics"];
            both.iter().any(|place| can(&format!("{place}/{name}")))
        };
        let tags = ["textDocument/diagnostic", "textDocument/publishDiagnostics"]
            .iter()
            .flat_map(|place| list(&format!("{place}/tagSupport/valueSet")))
            .filter_map(Value::as_u64);
        let formats = list("textDocument/hover/contentFormat");
        Abilities {
            encoding,
            pulls,
            refreshes_diagnostics: can("workspace/diagnostics/refreshSupport"),
            refreshes_lenses: can("workspace/codeLens/refreshSupport"),
            related_information: diagnostics("relatedInformation"),
            code_description: diagnostics("codeDescriptionSupport"),
            tags: tags.collect(),
            versions: can("textDocument/publishDiagnostics/versionSupport"),
            document_changes: can("workspace/workspaceEdit/documentChanges"),
            code_actions: has("textDocument/codeAction/codeActionLiteralSupport"),
            insert_replace: can("textDocument/completion/completionItem/insertReplaceSupport"),
            label_offsets: can(
                "textDocument/signatureHelp/signatureInformation/parameterInformation/labelOffsetSupport",
            ),
            nested_symbols: can("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            markdown: formats.is_empty() || formats.iter().any(|format| format == "markdown"),
            watches_files: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            registers_formatting: can("textDocument/formatting/dynamicRegistration"),
            registers_tokens: can("textDocument/semanticTokens/dynamicRegistration"),
            process: params.get("processId").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok()),
        }
    }

    /// The abilities of the server, for this client.
    pub(super) fn of_server(&self) -> ServerCapabilities {
        let strings = |all: &[&str]| Some(all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(
                TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(TextDocumentSyncKind::Incremental),
                    save: Some(Save::Bool(true)),
                    ..TextDocumentSyncOptions::default()
                }
                .into(),
            ),
            completion_provider: Some(CompletionOptions {
                // In a string, an editor asks only after these characters.
                trigger_characters: strings(&[" ", "'", "/", "(", ",", "%"]),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(true.into()),
            signature_help_provider: Some(SignatureHelpOptions {
                trigger_characters: strings(&["(", ",", " "]),
                ..SignatureHelpOptions::default()
            }),
            definition_provider: Some(true.into()),
            document_symbol_provider: Some(true.into()),
            code_action_provider: Some(
                CodeActionOptions {
                    code_action_kinds: Some(vec![
                        CodeActionKind::QuickFix,
                        CodeActionKind::RefactorRewrite,
                        CodeActionKind::RefactorExtract,
                        CodeActionKind::new(FIX_ALL),
                    ]),
                    ..CodeActionOptions::default()
                }
                .into(),
            ),
            code_lens_provider: Some(CodeLensOptions {
                resolve_provider: Some(true),
                ..CodeLensOptions::default()
            }),
            document_formatting_provider: (!self.registers_formatting).then(|| true.into()),
            rename_provider: Some(
                RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
            ),
            folding_range_provider: Some(true.into()),
            selection_range_provider: Some(true.into()),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: COMMANDS.iter().map(|command| (*command).to_owned()).collect(),
                ..ExecuteCommandOptions::default()
            }),
            semantic_tokens_provider: (!self.registers_tokens).then(|| semantic_tokens().into()),
            inlay_hint_provider: Some(true.into()),
            diagnostic_provider: self.pulls.then(|| {
                // An open document changes no other, and after a change on the disk the server asks for a refresh. A client asks
                // for those of the workspace every two seconds.
                DiagnosticOptions {
                    identifier: Some(LANGUAGE.to_owned()),
                    inter_file_dependencies: false,
                    workspace_diagnostics: false,
                    ..DiagnosticOptions::default()
                }
                .into()
            }),
            workspace: Some(WorkspaceOptions {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(true.into()),
                }),
                ..WorkspaceOptions::default()
            }),
            ..ServerCapabilities::default()
        }
    }

    /// The registrations for the client. Formatting and tokens are only for `.comfilter` files: in another language
    /// they would replace those of the server of that language.
    pub(super) fn registrations(&self) -> Vec<Value> {
        let selector = json!([{ "language": LANGUAGE }, { "pattern": "**/*.comfilter" }]);
        let mut all = Vec::new();
        if self.watches_files {
            // Files of these languages may give names that others use.
            let languages = Language::all().filter(|language| language.shares_names());
            let extensions: Vec<&str> = languages.flat_map(Language::extensions).copied().collect();
            let programs = format!("**/*.{{{}}}", extensions.join(","));
            let watchers = json!([{ "globPattern": "**/comfilter.toml" }, { "globPattern": programs }]);
            all.push(json!({
                "id": "configuration",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            }));
        }
        if self.registers_formatting {
            all.push(json!({
                "id": "formatting",
                "method": "textDocument/formatting",
                "registerOptions": { "documentSelector": selector },
            }));
        }
        if self.registers_tokens {
            let mut options = serde_json::to_value(semantic_tokens()).unwrap_or_default();
            if let Some(options) = options.as_object_mut() {
                options.insert("documentSelector".to_owned(), selector);
            }
            all.push(json!({
                "id": "tokens",
                "method": "textDocument/semanticTokens",
                "registerOptions": options,
            }));
        }
        all
    }
}

fn semantic_tokens() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: tokens::TYPES.iter().map(|name| (*name).to_owned()).collect(),
            token_modifiers: Vec::new(),
        },
        full: Some(true.into()),
        ..SemanticTokensOptions::default()
    }
}
