//! `comfilter resources`: the lists of the API.

use super::failure::Failure;
use super::screen::{DataForm, Screen};
use crate::explain::properties;

/// List the values of `--resource`: the lists of the API with their versions.
#[derive(Debug, clap::Args)]
pub(super) struct ResourcesArgs {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

pub(super) fn run(args: &ResourcesArgs, screen: &Screen) -> Result<u8, Failure> {
    let all = properties::resources();
    match args.format {
        DataForm::Json => screen.print_json(&all)?,
        DataForm::Text => screen.print(&properties::resources_to_text(&all, screen.look(false).width))?,
    }
    Ok(0)
}
