//! Notebooks of Jupyter: cells, each a list of strings in JSON, in their language.

use super::mentions::Mentions;
use super::outline::{Bracket, Outline};
use super::syntax::{HostLanguage, HostReader};
use super::{Language, Part, Sites, json};
use crate::text::Span;

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Notebook, &["ipynb"], &["jupyter"], HostReader::Own(search));

fn search(part: &Part<'_>, sites: &mut Sites) {
    let all = Span::from_range(0..part.text.len());
    // A cell may use a variable that another one defines.
    let names = Mentions::of(&part.text, &[], &part.around, None).names();
    let outline = Outline::read(part, all, &json::PLAIN);
    let is_key = |at: usize| outline.is_text(at) && outline.is_label(at);
    let language = (0..outline.len()).find(|at| is_key(*at) && outline.raw(*at) == Some("language"));
    let kernel = language.and_then(|at| outline.raw(at + 2)).and_then(Language::named);
    // The open objects, each with the nodes that describe a cell. The output of a cell may be long, and comes
    // between them.
    let mut open: Vec<Cell> = Vec::new();
    for at in 0..outline.len() {
        if outline.bracket(at) == Some(Bracket::Curly) {
            open.push(Cell::default());
        } else if outline.closes(at) == Some(Bracket::Curly) {
            let Some(Cell { kind: Some(kind), source: Some(source) }) = open.pop() else { continue };
            let language = match outline.raw(kind) {
                Some("markdown") => Language::Markdown,
                Some("code") => kernel.unwrap_or(Language::Python),
                _ => continue,
            };
            if let Some(fragment) = outline.lines(source, "", &json::PLAIN) {
                sites.inside(part, language, fragment, &names);
            }
        } else if let Some(cell) = open.last_mut().filter(|_| is_key(at)) {
            match outline.raw(at) {
                Some("cell_type") => cell.kind = Some(at + 2),
                Some("source") => cell.source = Some(at + 2),
                _ => {}
            }
        }
    }
}

/// The nodes with the kind and the source of a cell.
#[derive(Default)]
struct Cell {
    kind: Option<usize>,
    source: Option<usize>,
}
