//! Markdown: blocks of code as their language, and the URLs of the text between them.

use super::syntax::{HostLanguage, HostReader};
use std::rc::Rc;

use super::fragment::Fragment;
use super::mentions::{Mentions, Names};
use super::{Language, Part, Sites, lines, search};
use crate::text::{Span, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Markdown, &["md"], &["markdown"], HostReader::Own(search)).of_documents();

fn search(part: &Part<'_>, sites: &mut Sites) {
    let text: &str = &part.text;
    let mentions = Mentions::of(text, &[], &part.around, None);
    let names = mentions.names();
    let mut block: Option<Block> = None;
    let mut comments = Vec::new();
    let mut done = 0;
    for line in lines(text) {
        let written = line.of(text);
        if let Some(open) = &mut block {
            if open.is_closed_by(written) {
                open.search(part, &names, sites);
                block = None;
                done = line.end;
            } else {
                open.lines.push(line);
            }
        } else if let Some(open) = Block::opened_by(written) {
            search::text(part, Span::new(done, line.start), &mentions, sites);
            block = Some(open);
        } else if let Some(comment) = comment(written) {
            let comment = Span::new(line.start + comment.start, line.start + comment.end);
            search::text(part, Span::new(done, comment.start), &mentions, sites);
            done = comment.end;
            comments.push(comment);
        }
    }
    match block {
        Some(open) => open.search(part, &names, sites),
        None => search::text(part, Span::new(done, offset(text.len())), &mentions, sites),
    }
    sites.comments(part, &comments);
}

/// The comment of a line, if it ends there. A comment to comfilter is never longer.
fn comment(line: &str) -> Option<Span> {
    let start = line.find("<!--")?;
    let length = line.get(start..)?.find("-->")?;
    Some(Span::from_range(start..start + length + "-->".len()))
}

/// A block of code.
struct Block {
    /// The marks that opened it: three or more of one kind.
    fence: char,
    length: usize,
    /// The width of the blanks and the `>` of a quotation before each of its lines.
    indent: usize,
    /// The word after the fence; it may be empty.
    name: String,
    lines: Vec<Span>,
}

/// The width of the blanks and the marks of a quotation at the start of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

impl Block {
    fn opened_by(line: &str) -> Option<Block> {
        let blanks = indent(line);
        let mut rest = line.get(blanks..)?;
        let mut indent = blanks;
        // An item of a list may begin with a block. Case: "a block in an item of a list, with its language in
        // braces, and code that only looks like a block" (markdown.toml).
        for mark in ["- ", "* ", "+ "] {
            if let Some(item) = rest.strip_prefix(mark) {
                indent += 2;
                rest = item;
            }
        }
        let fence = rest.chars().next().filter(|fence| matches!(fence, '`' | '~'))?;
        let length = rest.chars().take_while(|c| *c == fence).count();
        let info = rest.get(length..)?.trim();
        if length < 3 || info.contains('`') {
            return None;
        }
        let name = info.trim_start_matches(['{', '.']);
        let end = name.find([' ', '\t', ',', '}', '{', ':']).unwrap_or(name.len());
        Some(Block { fence, length, indent, name: name.get(..end)?.to_owned(), lines: Vec::new() })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.get(indent(line)..).unwrap_or_default().trim_end();
        rest.chars().count() >= self.length && rest.chars().all(|c| c == self.fence)
    }

    /// Searches the block as its language.
    fn search(&self, part: &Part<'_>, names: &Rc<Names>, sites: &mut Sites) {
        let Some(first) = self.lines.first() else { return };
        let language = match &*self.name {
            "" => Some(Language::Text),
            name => Language::named(name),
        };
        let Some(language) = language else { return };
        let mut fragment = Fragment::new(&part.text, first.start);
        for line in &self.lines {
            let blanks = indent(line.of(&part.text)).min(self.indent);
            fragment.drop_to(line.start + offset(blanks));
            fragment.take_to(line.end);
        }
        sites.inside(part, language, fragment, names);
    }
}
