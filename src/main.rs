//! The `comfilter` command.

fn main() {}
