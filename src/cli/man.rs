//! `comfilter man`: the manual pages.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap_mangen::Man;

use super::failure::Failure;
use super::files;
use super::screen::Screen;

/// Print the manual page of `comfilter`, or write the pages of all commands.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// The folder for `comfilter.1`, `comfilter-lint.1` and so on; it is created if necessary
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs, screen: &Screen) -> Result<u8, Failure> {
    let mut app = super::app();
    app.build();
    let Some(folder) = &args.folder else {
        screen.print(&page(&man(&app))?)?;
        return Ok(0);
    };
    if folder.is_file() {
        let name = files::shown(folder);
        return Err(Failure::usage(format!("{name} is a file: expected a folder for the pages")));
    }
    let cannot =
        |error: io::Error| Failure::usage(format!("{} cannot be written: {error}", files::shown(folder)));
    fs::create_dir_all(folder).map_err(cannot)?;
    let inner = app.get_subcommands().flat_map(clap::Command::get_subcommands);
    for command in app.get_subcommands().chain(inner).chain([&app]) {
        let man = man(command);
        let file = folder.join(man.get_filename());
        files::write(&file, page(&man)?.as_bytes())?;
    }
    Ok(0)
}

fn man(command: &clap::Command) -> Man {
    // An empty date would be taken from the next field, so it is a pair of quotes.
    Man::new(command.clone()).date("\"\"").source(concat!("comfilter ", env!("CARGO_PKG_VERSION")))
}

fn page(man: &Man) -> Result<String, Failure> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
