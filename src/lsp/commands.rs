//! Lenses above filters, and the commands that an editor may run.

use gen_lsp_types::{CodeLens, Command, Position};
use serde::Deserialize;
use serde_json::{Value, json};

use super::documents::Snapshot;
use super::jobs::Count;
use super::view::View;
use crate::Filter;
use crate::lint::{Holder, Language};
use crate::source::untaken;
use crate::text::{Quoted, Span};

/// Shows the saved jobs that the filter at a place selects, and why.
pub(super) const MATCHES: &str = "comfilter.matches";

/// Says why the text at a place is not checked.
pub(super) const WHY_NOTHING: &str = "comfilter.whyNothing";

/// All commands. Each takes an object with the `uri` of a document and a `position`.
pub(super) const COMMANDS: [&str; 2] = [MATCHES, WHY_NOTHING];

/// The argument of a command.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub(super) position: Position,
}

impl Place {
    pub(super) fn of(params: &Value) -> Option<Place> {
        params.pointer("/arguments/0").and_then(|place| Place::deserialize(place).ok())
    }
}

impl View<'_> {
    /// A lens for each filter of the list of the configuration; its text is made when it is shown.
    pub(super) fn lenses(&self) -> Vec<CodeLens> {
        let list = self.document.linter().schema().resource();
        let lens = |symbol: crate::editing::Symbol| CodeLens {
            range: self.range(symbol.selection),
            command: None,
            data: Some(json!({ "uri": &*self.snapshot.uri, "revision": self.snapshot.revision })),
        };
        self.document.symbols().into_iter().filter(|symbol| symbol.detail == list).map(lens).collect()
    }

    /// A lens with its text: a count, or why there is none.
    pub(super) fn lens(&self, lens: CodeLens, count: Result<Count, String>) -> CodeLens {
        let title = count.map_or_else(|reason| format!("not tried: {reason}"), Count::title);
        let place = json!({ "uri": &*self.snapshot.uri, "position": lens.range.start });
        let command =
            Command { title, tooltip: None, command: MATCHES.to_owned(), arguments: Some(vec![place]) };
        CodeLens { command: Some(command), ..lens }
    }

    /// The filter at a place, if it can be tried on saved jobs; else the reason.
    pub(super) fn filter_to_try(&self, at: u32) -> Result<Filter, String> {
        let document = self.document;
        let index = document.filter_at(at).ok_or("this place has no filter")?;
        if document.inserts_values(index) {
            return Err("code inserts a value".to_owned());
        }
        let filter = document.compiled(index).ok_or("the filter is not valid")?;
        let (own, saved) = (filter.schema().resource(), document.linter().schema().resource());
        if own != saved {
            return Err(format!("the filter is for {own}, and the file has {saved}"));
        }
        Ok(filter)
    }

    /// Why the text at a place is not checked.
    pub(super) fn why_nothing(&self, at: u32) -> String {
        let document = self.document;
        if let Some(filter) = document.filter_at(at).and_then(|index| document.filters().get(index)) {
            let findings = filter.all_diagnostics().count();
            let name = Quoted(filter.filter());
            return match (filter.is_known(), findings) {
                (false, _) => {
                    "a program inserts this filter at run time, so its text is not known here".to_owned()
                }
                (true, 0) => format!("the filter {name} was checked, and nothing was found"),
                (true, findings) => format!("the filter {name} was checked, and has findings: {findings}"),
            };
        }
        match document.holder() {
            Holder::Source(language) => self.untaken(language, at),
            _ => "there is no filter at this place".to_owned(),
        }
    }

    fn untaken(&self, language: Language, at: u32) -> String {
        let text = self.document.text();
        let all = untaken(language, text, self.document.linter().base_urls());
        let near = |span: Span| span.start <= at && at <= span.end;
        match all.iter().find(|string| near(string.span)) {
            Some(string) => {
                format!("the string {} looks like a filter, and was not checked: {}", Quoted(string.span.of(text)), string.reason)
            }
            None => "no string at this place looks like a filter; a comment `comfilter` in the line above names one"
                .to_owned(),
        }
    }
}

/// Why a document is not checked at all.
pub(super) fn why_no_document(snapshot: Option<&Snapshot>) -> &'static str {
    match snapshot {
        None => "the document is not open",
        Some(snapshot) if snapshot.holder.is_none() => {
            "files of this kind are not searched for filters, or the file is longer than 16 MiB"
        }
        Some(_) => "the configuration of this file cannot be used",
    }
}
