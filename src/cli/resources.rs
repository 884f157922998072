//! `comfilter resources`: the lists of the API.

use super::failure::Failure;
use super::screen::{Form, Screen};
use crate::explain::properties;

/// List the values of `--resource`: the lists of the API with their versions.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

pub(super) fn run(args: &Args, screen: &Screen) -> Result<u8, Failure> {
    let all = properties::resources();
    match args.format {
        Form::Json => screen.print_json(&all)?,
        Form::Text => screen.print(&properties::resources_to_text(&all, screen.look(false).width))?,
    }
    Ok(0)
}
