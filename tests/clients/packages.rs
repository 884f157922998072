//! The packages of `testdata/clients/`, if `COMFILTER_CLIENTS` names their folder.

use std::path::PathBuf;

use crate::wire::tools::{self, Variables};

fn packages() -> Option<PathBuf> {
    std::env::var_os("COMFILTER_CLIENTS").map(PathBuf::from)
}

/// Whether all programs and packages must be there.
pub(crate) fn has_all() -> bool {
    packages().is_some()
}

/// The programs of the packages come before those of the system.
pub(crate) fn variables() -> Variables {
    let Some(packages) = packages() else { return Vec::new() };
    let own = [packages.join("venv/bin"), packages.join("node_modules/.bin")];
    let others = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&others))).unwrap();
    vec![("PATH", path)]
}

/// An empty folder, from which programs find the modules of the packages.
pub(crate) fn folder(name: &str) -> PathBuf {
    let Some(packages) = packages() else { return tools::folder(&format!("clients/{name}")) };
    let folder = packages.join("run").join(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
