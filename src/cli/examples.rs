//! `comfilter examples`: filters to try.

use super::failure::Failure;
use super::screen::{Form, Screen};
use crate::examples::{self, Example};

/// Show filters to try: those of the API page completed with real values, and everyday ones.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How they are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

pub(super) fn run(args: &Args, screen: &Screen) -> Result<u8, Failure> {
    let all: Vec<&Example> = examples::page().iter().chain(examples::everyday()).collect();
    match args.format {
        Form::Json => screen.print_json(&all)?,
        Form::Text => screen.print(&examples::to_text(all))?,
    }
    Ok(0)
}
