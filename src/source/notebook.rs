//! Notebooks of Jupyter: cells, each a list of strings in JSON, in their language.

use super::outline::{Bracket, Outline};
use super::syntax::{HostLanguage, Script, Searched, Syntax};
use super::{Language, json};
use crate::text::Span;

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Notebook, &["ipynb"], &["jupyter"], &SYNTAX);

const SYNTAX: Syntax = Syntax { scripts: Some(cells), searched: Searched::Scripts, ..json::PLAIN };

fn cells<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let is_key = |at: usize| outline.is_text(at) && outline.is_label(at);
    let language = (0..outline.len()).find(|at| is_key(*at) && outline.raw(*at) == Some("language"));
    let kernel = language.and_then(|at| outline.raw(at + 2)).and_then(Language::named);
    let mut found = Vec::new();
    // The open objects, each with the nodes that describe a cell. The output of a cell may be long, and comes
    // between them.
    let mut open: Vec<Cell> = Vec::new();
    for at in 0..outline.len() {
        if outline.bracket(at) == Some(Bracket::Curly) {
            open.push(Cell::default());
        } else if outline.closes(at) == Some(Bracket::Curly) {
            let Some(Cell { kind: Some(kind), source: Some(first) }) = open.pop() else { continue };
            let language = match outline.raw(kind) {
                Some("markdown") => Language::Markdown,
                Some("code") => kernel.unwrap_or(Language::Python),
                _ => continue,
            };
            if let Some(text) = outline.lines(first, "", &json::PLAIN) {
                let end = outline.next(first).unwrap_or(first + 1);
                found.push(Script { language, text, first, end });
            }
        } else if let Some(cell) = open.last_mut().filter(|_| is_key(at)) {
            match outline.raw(at) {
                Some("cell_type") => cell.kind = Some(at + 2),
                Some("source") => cell.source = Some(at + 2),
                _ => {}
            }
        }
    }
    found
}

/// The nodes with the kind and the source of a cell.
#[derive(Default)]
struct Cell {
    kind: Option<usize>,
    source: Option<usize>,
}
