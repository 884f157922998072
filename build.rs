//! Generates the parsers from `grammar/`, and does nothing else.
//!
//! There are two from one grammar. The recursive ascent takes a third of the time of the tables,
//! but it recurses for each level of nesting; the tables take over where a filter nests deeper
//! than its stack is made for (`src/syntax/parser.rs`).

use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    lalrpop::Configuration::new().set_in_dir("grammar").emit_rerun_directives(true).process()?;

    let folder = PathBuf::from(env::var("OUT_DIR")?).join("ascent");
    fs::create_dir_all(&folder)?;
    let grammar = fs::read_to_string("grammar/filter.lalrpop")?;
    fs::write(
        folder.join("filter.lalrpop"),
        grammar.replace("\ngrammar<", "\n#[recursive_ascent]\ngrammar<"),
    )?;
    lalrpop::Configuration::new().set_in_dir(&folder).set_out_dir(&folder).force_build(true).process()
}
