//! `comfilter schema`: schema files made from API descriptions.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use super::failure::Failure;
use super::files;
use super::screen::Screen;
use super::source;
use crate::limits;
use crate::schema::openapi::{ApiList, Description, Existing, OpenapiError};

/// The exit code of `--check` if something differs.
const DIFFERS: u8 = 1;

/// Make a schema for a list that is not built in.
#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    #[command(subcommand)]
    source: SchemaSource,
}

#[derive(Debug, Subcommand)]
enum SchemaSource {
    FromOpenapi(FromOpenapi),
    FromResponse(FromResponse),
}

/// Print the schema of a list from an OpenAPI file
///
/// The names are those that the description lists ("can be filtered by"), and the types those of
/// the response. A comment in the schema marks each fact that the file lacks. The file may be
/// OpenAPI 3.0 or 3.1, as JSON or YAML.
#[derive(Debug, clap::Args)]
struct FromOpenapi {
    /// The OpenAPI file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The path of the list in the file: `/devices/v1/devices`
    #[arg(long, value_name = "P")]
    path: String,
    /// The method that answers the list
    #[arg(long, value_name = "METHOD", default_value = "get", ignore_case = true,
          value_parser = PossibleValuesParser::new(["get", "post", "put", "patch", "delete"]))]
    method: String,
    /// Print the differences between a schema file and the OpenAPI file, instead of a schema; exit
    /// code 1 if there are any
    #[arg(long, value_name = "SCHEMA")]
    check: Option<PathBuf>,
}

/// Print the schema of a list from a saved response, to be checked and completed
///
/// The names and types are those of the items: of a list response, an array, or items one on each line,
/// also compressed. A comment marks each fact that the items do not show.
#[derive(Debug, clap::Args)]
struct FromResponse {
    /// The saved response; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The path of the list, for requests: `/compute-ops-mgmt/v1/racks`
    #[arg(long, value_name = "P")]
    path: Option<String>,
    /// The name of the list (default: the last segment of the path)
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(args: &SchemaArgs, screen: &Screen) -> Result<u8, Failure> {
    match &args.source {
        SchemaSource::FromOpenapi(args) => from_openapi(args, screen),
        SchemaSource::FromResponse(args) => from_response(args, screen),
    }
}

fn from_response(args: &FromResponse, screen: &Screen) -> Result<u8, Failure> {
    let name = source::name(&args.file);
    let unreadable = |error: io::Error| source::unreadable(&args.file, &error);
    let mut text = String::new();
    let most = limits::OPENAPI as u64;
    let opened = source::open(&args.file, &Arc::default())?.source;
    opened.take(most + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() > limits::OPENAPI {
        return Err(Failure::usage(format!("{name} is longer than {most} bytes, which is the limit"))
            .with_help("a few items are enough"));
    }
    let failure = |error: &OpenapiError| failure(&name, error);
    let list = ApiList::from_response(&text, args.path.as_deref(), args.name.as_deref());
    let list = list.map_err(|error| failure(&error))?;
    screen.print(&list.to_toml().map_err(|error| failure(&error))?)?;
    Ok(0)
}

fn from_openapi(args: &FromOpenapi, screen: &Screen) -> Result<u8, Failure> {
    let name = source::name(&args.file);
    let text = files::read_named(&args.file, limits::OPENAPI)?;
    let failure = |error: &OpenapiError| failure(&name, error);
    let description = Description::read(&text).map_err(|error| failure(&error))?;
    let list = description.list(&args.path, &args.method).map_err(|error| failure(&error))?;
    match &args.check {
        Some(schema) => check(&list, schema, screen),
        None => {
            screen.print(&list.to_toml().map_err(|error| failure(&error))?)?;
            Ok(0)
        }
    }
}

fn check(list: &ApiList, path: &Path, screen: &Screen) -> Result<u8, Failure> {
    // Other mistakes of a schema file are reported first.
    super::schema(path)?;
    let text = files::read(path, limits::SCHEMA)?;
    let schema = Existing::read(&text).map_err(|error| super::invalid_schema(path, &error))?;
    let differences: String =
        list.differences(&schema).iter().map(|difference| format!("{difference}\n")).collect();
    screen.print(&differences)?;
    Ok(if differences.is_empty() { 0 } else { DIFFERS })
}

fn failure(name: &str, error: &OpenapiError) -> Failure {
    let failure = Failure::usage(format!("{name}: {}", error.message())).with_help(error.help());
    match error.place() {
        Some(place) => failure.with_details(format!("  at {place}")),
        None => failure,
    }
}
