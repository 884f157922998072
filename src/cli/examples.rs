//! `comfilter examples`: filters to try.

use super::failure::Failure;
use super::screen::{Form, Screen};
use crate::explain::examples;
use crate::schema::Schema;

/// Show filters to try: those of the API page completed with real values, and everyday ones; for
/// another list those in its documents, with other values.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

pub(super) fn run(args: &Args, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let all = examples::of(schema);
    match args.format {
        Form::Json => screen.print_json(&all)?,
        Form::Text => screen.print(&examples::to_text(&all))?,
    }
    Ok(0)
}
