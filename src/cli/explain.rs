//! `comfilter explain`: a filter in plain English, and how it binds.

use super::failure::Failure;
use super::filter::FilterArgs;
use super::screen::{Form, Screen};
use crate::explain::{self, Style};
use crate::schema::Schema;

/// Say in plain English which jobs a filter selects, and show how `not`, `and` and `or` bind.
///
/// Exit codes: 0 it was explained, 1 the filter is wrong, 2 the command line or a file is.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    filter: FilterArgs,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

pub(super) fn run(args: &Args, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let filter = args.filter.filter(schema, screen)?;
    match args.format {
        Form::Json => screen.print_json(&explain::explain(&filter))?,
        Form::Text => {
            let style = if screen.look(false).unicode { Style::Lines } else { Style::Ascii };
            screen.print_line(&explain::sentence(&filter))?;
            screen.print_line(&format!("\n{}", explain::tree(&filter, style)))?;
        }
    }
    Ok(0)
}
