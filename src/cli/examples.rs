//! `comfilter examples`: filters to try.

use super::failure::Failure;
use super::screen::{DataForm, Screen};
use crate::explain::examples;
use crate::schema::Schema;

/// Show filters to try: those of the API page completed with real values, and everyday ones; for
/// another list those in its documents, with other values.
#[derive(Debug, clap::Args)]
pub(super) struct ExamplesArgs {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

pub(super) fn run(args: &ExamplesArgs, schema: &Schema, screen: &Screen) -> Result<u8, Failure> {
    let all = examples::of(schema);
    match args.format {
        DataForm::Json => screen.print_json(&all)?,
        DataForm::Text => screen.print(&examples::to_text(&all))?,
    }
    Ok(0)
}
