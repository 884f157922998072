//! `comfilter properties`: the properties of a list.

use super::failure::Failure;
use super::screen::{DataForm, Screen};
use crate::explain::properties;
use crate::schema::Schema;
use crate::text::Quoted;

/// List the properties to filter by: types, operators, known values, job templates.
#[derive(Debug, clap::Args)]
pub(super) struct PropertiesArgs {
    /// The property, such as `jobTemplate` (default: all of them)
    #[arg(value_name = "PROPERTY")]
    name: Option<String>,
    /// Show only entries that contain each of these words, in any case
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

pub(super) fn run(args: &PropertiesArgs, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let width = screen.look(false).width;
    let json = matches!(args.format, DataForm::Json);
    match (&args.name, &args.search) {
        (None, None) => {
            let list = properties::list(schema);
            if json { screen.print_json(&list)? } else { screen.print(&list.to_text(width))? }
        }
        (None, Some(words)) => {
            let found = properties::search(schema, words);
            if found.properties.is_empty() && found.values.is_empty() && found.templates.is_empty() {
                return Err(nothing(words, "`comfilter properties` lists the properties"));
            }
            if json { screen.print_json(&found)? } else { screen.print(&found.to_text(width))? }
        }
        (Some(name), words) => {
            let mut found = properties::describe(schema, name).map_err(Failure::usage)?;
            if let Some(words) = words {
                found = found.only(words);
            }
            if let Some(words) = words
                && found.values.is_empty()
                && found.templates.is_empty()
            {
                let help = format!("`comfilter properties {name}` shows everything known about it");
                return Err(nothing(words, &help));
            }
            if json { screen.print_json(&found)? } else { screen.print(&found.to_text(width))? }
        }
    }
    Ok(0)
}

/// A search that finds nothing.
fn nothing(words: &str, help: &str) -> Failure {
    Failure::usage(format!("no entry contains all of {}", Quoted(words))).with_help(help)
}
