//! Files for container images: instructions, whose commands are scripts of a shell or lists of words.

use super::fragment::Fragment;
use super::lex::Token;
use super::outline::Outline;
use super::syntax::{self, HostLanguage, Script, Searched, Syntax};
use super::{Language, Part};
use crate::text::{Span, lines, offset};

pub(super) const HOST: HostLanguage =
    HostLanguage::new(Language::Dockerfile, &["dockerfile"], &["docker", "containerfile"], &SYNTAX)
        .with_names(&["Dockerfile", "Containerfile"]);

pub(super) const SYNTAX: Syntax =
    Syntax { read: Some(read), scripts: Some(commands), searched: Searched::Scripts, ..syntax::PLAIN };

/// The instructions with a command or with variables.
const INSTRUCTIONS: [&str; 6] = ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "ARG"];

/// The comments, and the command of each instruction.
fn read<'t>(part: &'t Part<'_>) -> Outline<'t> {
    let mut outline = Outline::empty(part, &SYNTAX);
    let text = outline.text;
    let all = lines(text, Span::from_range(0..text.len()));
    let mut at = 0;
    while let Some(line) = all.get(at).copied() {
        at += 1;
        let written = line.of(text);
        let content = written.trim_start();
        let word = content.split(char::is_whitespace).next().unwrap_or_default();
        if content.starts_with('#') {
            outline.push(
                Token::Comment,
                Span::new(line.start + offset(written.len() - content.len()), line.end),
                0,
            );
            continue;
        }
        if !INSTRUCTIONS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            continue;
        }
        let start = line.start + offset(written.len() - content.len() + word.len());
        let mut end = line.end;
        let document = content.split_once("<<").map(|(_, name)| name.trim_start_matches('-').trim());
        let close = document.map(|name| name.split(' ').next().unwrap_or_default().trim_matches(['"', '\'']));
        // A here-document is the script.
        let first = if close.is_some() { line.end } else { start };
        let mut is_continued = content.trim_end().ends_with('\\');
        while let Some(next) = all.get(at).filter(|_| close.is_some() || is_continued) {
            at += 1;
            let written = next.of(text).trim();
            if close == Some(written) {
                break;
            }
            end = next.end;
            // A comment does not end an instruction.
            is_continued = written.ends_with('\\') || written.starts_with('#');
        }
        let rest = Span::new(first, end.max(first));
        let command = options(rest.of(text));
        let start = first + offset(rest.of(text).len() - command.len());
        outline.push(Token::Text, Span::new(start, end.max(start)), 0);
    }
    outline
}

/// The lists of words, and one script of the other instructions: `ARG` and `ENV` set variables of the commands after
/// them.
fn commands<'t>(outline: &Outline<'t>, _: Span) -> Vec<Script<'t>> {
    let is_list = |at: &usize| outline.span(*at).of(outline.text).starts_with('[');
    let (lists, commands): (Vec<usize>, Vec<usize>) = (0..outline.len()).partition(is_list);
    let list = |at: usize| {
        let command = outline.span(at);
        let mut text = Fragment::new(outline.text, command.start);
        text.take_to(command.end);
        Script { language: Language::Json, text, first: at, end: at + 1 }
    };
    let mut found: Vec<Script<'t>> = lists.into_iter().map(list).collect();
    if let Some(first) = commands.first() {
        let mut text = Fragment::new(outline.text, outline.span(*first).start);
        for command in commands.iter().map(|at| outline.span(*at)) {
            text.decode_to("\n", command.start);
            text.take_to(command.end);
        }
        found.push(Script { language: Language::Shell, text, first: *first, end: outline.len() });
    }
    found
}

/// The command after the options of its instruction: `--mount=…`, `--interval=5m CMD`.
fn options(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("--") || rest.starts_with("CMD ") {
        rest = rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    }
    rest
}
