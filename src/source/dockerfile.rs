//! Files for container images: instructions, whose commands are scripts of a shell or lists of words.

use super::fragment::Fragment;
use super::mentions::Mentions;
use super::syntax::{HostLanguage, HostReader};
use super::{Language, Part, Sites, lines};
use crate::text::{Span, offset};

pub(super) const HOST: HostLanguage = HostLanguage::new(
    Language::Dockerfile,
    &["dockerfile"],
    &["docker", "containerfile"],
    HostReader::Own(search),
)
.with_names(&["Dockerfile", "Containerfile"]);

/// The instructions with a command or with variables.
const INSTRUCTIONS: [&str; 6] = ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "ARG"];

fn search(part: &Part<'_>, sites: &mut Sites) {
    let text: &str = &part.text;
    let names = Mentions::of(text, &[], &part.around).names();
    let mut comments = Vec::new();
    let all = lines(text);
    let mut at = 0;
    while let Some(line) = all.get(at).copied() {
        at += 1;
        let written = line.of(text);
        let content = written.trim_start();
        let word = content.split(char::is_whitespace).next().unwrap_or_default();
        if content.starts_with('#') {
            comments.push(Span::new(line.start + offset(written.len() - content.len()), line.end));
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
        let language = if command.starts_with('[') { Language::Json } else { Language::Shell };
        let mut fragment = Fragment::new(text, start);
        fragment.take_to(end);
        sites.inside(part, language, fragment, &names);
    }
    sites.comments(part, &comments);
}

/// The command after the options of its instruction: `--mount=…`, `--interval=5m CMD`.
fn options(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("--") || rest.starts_with("CMD ") {
        rest = rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    }
    rest
}
