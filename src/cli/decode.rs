//! `comfilter decode`: the filter in a URL, a query string, a curl command or a log.

use std::io::{BufRead, Read};
use std::path::Path;

use super::Versions;
use super::config::{ConfigArgs, Configs};
use super::counted;
use super::failure::Failure;
use super::screen::Screen;
use crate::decode::{self, Decoded};
use crate::diagnostic::Severity;
use crate::limits;
use crate::lint::{Linted, Linter};
use crate::report::Format;
use crate::text::Source;

/// Show the filter in a URL, a query string or a curl command as the server reads it.
///
/// The filter goes to standard output; the mistakes in it, and in its encoding, to standard error.
///
/// Exit codes: 0 no errors, 1 there are errors, 2 the command line is wrong, or the input cannot be
/// read.
#[derive(Debug, clap::Args)]
pub(super) struct DecodeArgs {
    /// A value, a query string, a URL, or a command of curl or PowerShell; `-` reads lines with
    /// them, such as a log, from standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// Show hints like other findings, instead of counting them
    #[arg(long)]
    hints: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// `given` is the list of the command line.
pub(super) fn run(args: &DecodeArgs, given: Option<Versions>, screen: &Screen) -> Result<u8, Failure> {
    let folder = Configs::new(&args.config, given).folder(Path::new("."))?;
    let linter = folder.linter(None);
    if args.text == "-" {
        return lines(&linter, screen);
    }
    if Path::new(&args.text).is_file() {
        let name = super::files::shown(args.text.as_ref());
        return Err(Failure::usage(format!("{name} is a file, and `decode` takes a URL or a request"))
            .with_help("to decode each line of a file, write `comfilter decode - < FILE`"));
    }
    let decoded = linter.decode(&args.text);
    match decoded.filter() {
        Some(filter) => screen.print_line(filter)?,
        None => {
            return Err(Failure::usage("there is no filter in this text")
                .with_help("give a URL with `?filter=…`, or its value, in single quotes for the shell"));
        }
    }
    report(&decoded, args, screen);
    Ok(u8::from(!decoded.is_ok()))
}

fn report(decoded: &Decoded<'_>, args: &DecodeArgs, screen: &Screen) {
    let source = Source::new(None, &args.text).given_by("TEXT");
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

/// Each line of standard input separately, because a log may be larger than memory.
fn lines(linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    let (mut number, mut found, mut wrong) = (0_u32, 0_usize, 0_usize);
    loop {
        bytes.clear();
        let most = limits::FILE as u64;
        let read = input.by_ref().take(most).read_until(b'\n', &mut bytes);
        let length =
            read.map_err(|error| Failure::usage(format!("standard input cannot be read: {error}")))?;
        if length == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        for decoded in decode::decode_line(line, linter.schemas(), linter.limits()) {
            let Some(filter) = decoded.filter() else { continue };
            found += 1;
            screen.print_line(filter)?;
            let source = Source::new(Some("-"), line).after(number);
            wrong += usize::from(!decoded.is_ok());
            tell_line(&decoded, source);
        }
        number = number.saturating_add(1);
    }
    let (filters, lines) = (counted(found, "filter"), counted(number as usize, "line"));
    screen.note(&format!("{filters} in {lines}, {wrong} with an error"));
    if found == 0 {
        screen.help("a line may hold URLs, a query string, a curl command, an encoded value or a filter");
    }
    Ok(u8::from(wrong > 0))
}
