//! Markdown: blocks of code as their language, and the URLs of the text between them.

use super::fragment::Fragment;
use super::lex::Token;
use super::outline::Outline;
use super::syntax::{HostLanguage, Script, Syntax};
use super::{Language, text};
use crate::text::{Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Markdown, &["md"], &["markdown"], &SYNTAX).of_documents();

const SYNTAX: Syntax = Syntax { words: Some((tokens, text::prose)), scripts: Some(blocks), ..text::SYNTAX };

/// The text between blocks and comments is strings. The line that opens a block is a mark, and a string follows
/// with the lines in it, if their language is known.
fn tokens(text: &str, range: Span, _: bool, take: &mut dyn FnMut(Token, Span)) {
    let mut block: Option<Block> = None;
    // The end of the last token.
    let mut done = range.start;
    for line in lines(text, range) {
        let written = line.of(text);
        let token = match &block {
            Some(open) if !open.is_closed_by(written) => continue,
            Some(open) => {
                let inside = Span::new(done, line.start);
                if open.language.or_else(|| looks_like(inside.of(text))).is_some() {
                    take(Token::Text, inside);
                }
                (block, done) = (None, line.end);
                continue;
            }
            None => {
                block = Block::opened_by(written);
                match comment(written) {
                    _ if block.is_some() => (Token::Mark(b'`'), line),
                    Some((start, end)) => (Token::Comment, Span::new(line.start + start, line.start + end)),
                    None => continue,
                }
            }
        };
        let (token, place) = token;
        take(Token::Text, Span::new(done, place.start));
        take(token, place);
        done = place.end;
    }
    let rest = Span::new(done, range.end);
    if block.is_none_or(|block| block.language.or_else(|| looks_like(rest.of(text))).is_some()) {
        take(Token::Text, rest);
    }
}

/// The blocks of code in a known language.
fn blocks<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let opened = (0..outline.len()).filter(|at| outline.is(*at, b'`'));
    let blocks = opened.filter_map(|at| {
        let block = Block::opened_by(outline.span(at).of(outline.text))?;
        let (first, inside) = (at + 1, outline.span(at + 1));
        let language = block.language.or_else(|| looks_like(inside.of(outline.text)))?;
        let mut text = Fragment::new(outline.text, inside.start);
        for line in lines(outline.text, inside) {
            let blanks = indent(line.of(outline.text)).min(block.indent);
            text.drop_to(line.start + offset(blanks));
            text.take_to(line.end);
        }
        Some(Script { language, text, first, end: first + 1 })
    });
    blocks.collect()
}

/// The comment of a line, if it ends there. A comment to comfilter is never longer.
fn comment(line: &str) -> Option<(u32, u32)> {
    let start = line.find("<!--")?;
    let length = line.get(start..)?.find("-->")?;
    Some((offset(start), offset(start + length + "-->".len())))
}

/// A block of code.
struct Block {
    /// The marks that opened it: three or more of one kind.
    fence: char,
    length: usize,
    /// The width of the blanks and the `>` of a quotation before each of its lines.
    indent: usize,
    /// The language of the word after the fence, if it is that of one.
    language: Option<Language>,
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
        let language = match name.get(..end)? {
            "" => Some(Language::Text),
            name => Language::named(name),
        };
        Some(Block { fence, length, indent, language })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.get(indent(line)..).unwrap_or_default().trim_end();
        rest.chars().count() >= self.length && rest.chars().all(|c| c == self.fence)
    }
}

/// How many lines of a block decide its language: a license or a comment may come before the first command.
const FIRST_LINES: usize = 20;

/// The language of a block whose name is not that of one, such as `curl`, `terminal` or `request`. The code of another
/// language is not known. Case: "Markdown: a block of a language that is not known" (silent.toml).
fn looks_like(code: &str) -> Option<Language> {
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    // A quotation, and the prompt of a shell.
    let command = |line: &str| {
        let line = line.trim_start_matches(['>', ' ']);
        let command = line.strip_prefix(['$', '%', '#']).filter(|rest| rest.starts_with(' '));
        command.map_or(line, str::trim_start).to_owned()
    };
    for line in lines.take(FIRST_LINES) {
        let is_prompt = line.starts_with("PS ") && line.contains('>') || line.starts_with("PS>");
        let line = command(line);
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((&line, ""));
        let rest = rest.trim_start();
        let is_target = || ["/", "http", "{{", "<"].iter().any(|begin| rest.starts_with(begin));
        match word {
            _ if is_prompt => return Some(Language::PowerShell),
            "curl" | "http" | "https" | "wget" | "export" | "xh" => return Some(Language::Shell),
            "GET" | "DELETE" | "POST" | "PATCH" | "PUT" if is_target() => return Some(Language::Http),
            "irm" | "iwr" | "Invoke-RestMethod" | "Invoke-WebRequest" => return Some(Language::PowerShell),
            // `$uri = …`: a shell assigns without the mark.
            _ if word.starts_with('$') && rest.starts_with('=') => return Some(Language::PowerShell),
            _ if word.starts_with(['{', '[']) && !word.starts_with("{{") => return Some(Language::Json),
            _ if ["https://", "http://", "/compute-ops", "?filter="]
                .iter()
                .any(|url| word.starts_with(url)) =>
            {
                return Some(Language::Text);
            }
            _ => {}
        }
    }
    None
}
