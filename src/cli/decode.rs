//! `comfilter decode`: the filter in a URL, a query string, a curl command or a log.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;

use super::Versions;
use super::config::{ConfigArgs, Configs};
use super::counted;
use super::failure::Failure;
use super::screen::Screen;
use super::source;
use crate::decode::{self, Decoded};
use crate::diagnostic::{Diagnostic, Severity};
use crate::limits;
use crate::lint::{Holder, Linted, Linter};
use crate::report::Format;
use crate::text::{Quoted, Source};

/// How decoded filters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DecodeFormat {
    /// The filter alone
    Text,
    /// One JSON object for each filter, with its file, line and findings
    JsonLines,
}

/// Show the filter in a URL, a query string or a curl command as the server reads it.
///
/// The filter goes to standard output; the mistakes in it, and in its encoding, to standard error.
/// In a file and on standard input each line is decoded, and lines without a filter are skipped.
///
/// Exit codes: 0 no errors, 1 there are errors, 2 the command line is wrong, or the input cannot be
/// read.
#[derive(Debug, clap::Args)]
pub(super) struct DecodeArgs {
    /// A value, a query string, a URL, or a command of curl, HTTPie or PowerShell; or a file with a line for
    /// each, such as a log, also as `.gz` or `.zst`; `-` is standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// More of them
    #[arg(value_name = "TEXT")]
    more: Vec<String>,
    /// Begin each filter of a file with the number of its line
    #[arg(short = 'n', long)]
    line_number: bool,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DecodeFormat,
    /// Show hints like other findings, instead of counting them
    #[arg(long)]
    hints: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

impl DecodeArgs {
    fn texts(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.text).chain(&self.more)
    }
}

/// A decoded filter for programs.
#[derive(Serialize)]
struct DecodedLine<'a> {
    /// `-` for standard input, and null for an argument.
    file: Option<&'a str>,
    line: Option<u64>,
    filter: &'a str,
    findings: Vec<DecodedFinding<'a>>,
}

#[derive(Serialize)]
struct DecodedFinding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

impl DecodedFinding<'_> {
    fn of(found: &Diagnostic) -> DecodedFinding<'_> {
        DecodedFinding {
            rule: found.rule().name(),
            severity: found.severity().name(),
            message: found.message(),
            help: found.help(),
        }
    }
}

/// `given` is the list of the command line.
pub(super) fn run(args: &DecodeArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    let folder = Configs::new(&args.config, given).folder(Path::new("."))?;
    let linter = folder.linter(None);
    let mut code = 0;
    for text in args.texts() {
        let path = Path::new(text);
        code = code.max(if source::is_input(path) || is_stream(path) {
            lines(path, args, &linter, screen)?
        } else if is_file_name(text) {
            return Err(no_file(text));
        } else {
            single(text, args, &linter, screen)?
        });
    }
    Ok(code)
}

/// Whether an argument names a file or a pipe. A URL never does.
fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| !data.is_dir())
}

/// Whether an argument looks like the name of a file: one word with an extension, or with a folder in front. A path
/// of the API is not one.
fn is_file_name(text: &str) -> bool {
    let (folder, name) = text.rsplit_once('/').unwrap_or(("", text));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    let has_extension = name.rsplit_once('.').is_some_and(|(stem, end)| {
        !stem.is_empty()
            && (1..=6).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    !name.is_empty()
        && text.bytes().all(is_plain)
        && (has_extension || folder.starts_with(['.', '~']))
        && !text.contains("//")
}

/// Decodes an argument.
fn single(text: &str, args: &DecodeArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let decoded = linter.decode(text);
    // A word that is not a property.
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let is_unknown = || {
        let mut findings = decoded.filter_diagnostics().iter();
        findings.any(|found| found.rule().name() == "unknown-property")
    };
    if is_word && is_unknown() {
        return Err(no_file(text));
    }
    let Some(filter) = decoded.filter() else {
        return in_command(text, args, linter, screen).unwrap_or_else(|| Err(no_filter(&decoded)));
    };
    match args.format {
        DecodeFormat::Text => {
            screen.print_line(filter)?;
            report(&decoded, text, args, screen);
        }
        DecodeFormat::JsonLines => screen.print_json(&described(&decoded, filter, None))?,
    }
    Ok(u8::from(!decoded.is_ok()))
}

/// Prints the filters of a command that gives them outside of its URL; `None` if there are none.
fn in_command(
    text: &str,
    args: &DecodeArgs,
    linter: &Linter,
    screen: &Screen,
) -> Option<Result<u8, Failure>> {
    let source = Source::new(None, text).given_by("TEXT");
    let found = decode::names_other_filter(text).then(|| linter.lint_all(Holder::Request, source))?;
    let is_filter = |linted: &&Linted<'_>| linted.is_known() && !linted.filter().is_empty();
    let known: Vec<&Linted<'_>> = found.iter().filter(is_filter).collect();
    if known.is_empty() {
        return None;
    }
    for linted in &known {
        let printed = match args.format {
            DecodeFormat::Text => screen.print_line(linted.filter()),
            DecodeFormat::JsonLines => screen.print_json(&DecodedLine {
                file: None,
                line: None,
                filter: linted.filter(),
                findings: linted.all_diagnostics().map(DecodedFinding::of).collect(),
            }),
        };
        if let Err(failure) = printed {
            return Some(Err(failure));
        }
    }
    if args.format == DecodeFormat::Text {
        // A closed standard error is not a failure.
        let _ = Format::Full(screen.error_look(args.hints)).write(&mut std::io::stderr().lock(), &found, 0);
    }
    Some(Ok(u8::from(found.iter().any(|linted| linted.errors() > 0))))
}

fn no_file(text: &str) -> Failure {
    Failure::usage(format!("there is no file {}, and it is not a filter", Quoted(text)))
        .with_help("give a file of lines, a URL with `?filter=…`, or its value")
}

/// The failure for a request without a filter.
fn no_filter(decoded: &Decoded<'_>) -> Failure {
    let has_tags = decoded.parameters().iter().any(|parameter| parameter.name == "filter-tags");
    let help = match decoded.diagnostics().iter().find(|found| found.rule().name() == "wrong-parameter") {
        Some(found) => found.message().to_owned(),
        None if has_tags => "`filter-tags` has another language, which comfilter does not read".to_owned(),
        None => "give a URL with `?filter=…`, or its value, in single quotes for the shell".to_owned(),
    };
    Failure::usage("there is no filter in this text").with_help(help)
}

/// A decoded filter at a line of a file.
fn described<'a>(
    decoded: &'a Decoded<'_>,
    filter: &'a str,
    place: Option<(&'a str, u64)>,
) -> DecodedLine<'a> {
    let findings =
        decoded.diagnostics().iter().chain(decoded.filter_diagnostics().iter()).map(DecodedFinding::of);
    DecodedLine {
        file: place.map(|(file, _)| file),
        line: place.map(|(_, line)| line),
        filter,
        findings: findings.collect(),
    }
}

fn report(decoded: &Decoded<'_>, text: &str, args: &DecodeArgs, screen: &Screen) {
    let source = Source::new(None, text).given_by("TEXT");
    let report = [Linted::of_request(source, decoded)];
    // A closed standard error is not a failure.
    let _ = Format::Full(screen.error_look(args.hints)).write(&mut std::io::stderr().lock(), &report, 0);
    if let Some(meant) = decoded.meant() {
        screen.note(&format!("probably meant: {meant}"));
    }
    for note in decoded.notes() {
        screen.note(&format!("note: {note}"));
    }
}

/// The findings in a line of a log, one line each, without hints.
fn tell_line(decoded: &Decoded<'_>, source: Source<'_>) {
    let mut linted = Linted::of_request(source, decoded);
    linted.retain(usize::MAX, |_, _, found| found.severity() != Severity::Hint);
    let _ = Format::Concise.write(&mut std::io::stderr().lock(), &[linted], 0);
}

/// Each line of a file separately, because a log may be larger than memory.
fn lines(path: &Path, args: &DecodeArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let opened = source::open(path, &Arc::default())?;
    if opened.is_utf16 {
        return Err(Failure::usage(format!("{} is UTF-16, and `decode` reads UTF-8", source::name(path)))
            .with_help("convert it first: `iconv -f UTF-16 -t UTF-8 FILE | comfilter decode -`"));
    }
    let mut input = BufReader::new(opened.source);
    let name = source::short_name(path);
    let mut bytes = Vec::new();
    let (mut number, mut found, mut wrong) = (0_u32, 0_usize, 0_usize);
    loop {
        bytes.clear();
        let most = limits::FILE as u64;
        let read = input.by_ref().take(most).read_until(b'\n', &mut bytes);
        if read.map_err(|error| source::unreadable(path, &error))? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        for decoded in decode::decode_line(line, linter.schemas(), linter.limits()) {
            let Some(filter) = decoded.filter() else { continue };
            found += 1;
            let at = u64::from(number) + 1;
            match args.format {
                DecodeFormat::JsonLines => {
                    screen.print_json(&described(&decoded, filter, Some((&name, at))))?
                }
                DecodeFormat::Text => {
                    let file = if !args.more.is_empty() { format!("{name}:") } else { String::new() };
                    let line_number = if args.line_number { format!("{at}:") } else { String::new() };
                    screen.print_line(&format!("{file}{line_number}{filter}"))?;
                    tell_line(&decoded, Source::new(Some(&name), line).after(number));
                }
            }
            wrong += usize::from(!decoded.is_ok());
        }
        number = number.saturating_add(1);
    }
    let (filters, lines) = (counted(found, "filter"), counted(number as usize, "line"));
    let of = if !args.more.is_empty() { format!("{name}: ") } else { String::new() };
    screen.note(&format!("{of}{filters} in {lines}, {wrong} with an error"));
    if found == 0 {
        screen.help("a line may hold URLs, a query string, a curl command, an encoded value or a filter");
    }
    Ok(u8::from(wrong > 0))
}
