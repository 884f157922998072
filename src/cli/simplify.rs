//! `comfilter simplify`: a shorter filter that selects the same jobs.

use serde::Serialize;

use super::failure::Failure;
use super::filter::FilterArgs;
use super::screen::{DataForm, Screen};
use crate::lint::Linter;
use crate::logic::{Step, Witness};
use crate::rules;

/// Print a filter that selects the same jobs, and is shorter or the same.
///
/// Each step is proved over all jobs whose values are null or of the types of the list.
///
/// Exit codes: 0 success, 1 the filter is wrong, 2 the command line or a file is.
#[derive(Debug, clap::Args)]
pub(super) struct SimplifyArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Print each step with its reason on standard error
    #[arg(long)]
    steps: bool,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

/// The form for machines.
#[derive(Serialize)]
struct SimplifyDocument<'s> {
    filter: &'s str,
    simplified: &'s str,
    /// Whether all changes were tried.
    is_complete: bool,
    steps: &'s [Step],
}

pub(super) fn run(args: &SimplifyArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    // The steps say the same.
    let own = [&rules::REDUNDANT_TERM, &rules::OR_CHAIN, &rules::NEGATED_COMPARISON, &rules::DOUBLE_NEGATION];
    let levels = own.into_iter().fold(linter.levels().clone(), |levels, rule| levels.with(rule, None));
    let filter = args.filter.filter(&linter.clone().with_levels(levels), screen)?;
    let simplified = filter.simplify();
    let steps = simplified.steps();
    match args.format {
        DataForm::Json => screen.print_json(&SimplifyDocument {
            filter: filter.as_str(),
            simplified: simplified.filter().as_str(),
            is_complete: simplified.is_complete(),
            steps,
        })?,
        DataForm::Text => {
            if args.steps {
                for step in steps {
                    screen.note(&format!("{}:\n  {}", step.reason(), step.filter()));
                }
            }
            screen.print_line(simplified.filter().as_str())?;
        }
    }
    if !simplified.is_complete() {
        screen.note("not all changes were tried: the proofs took more steps than their budget has");
    }
    if simplified.filter().witness() == Witness::Nothing {
        let one = linter.schema().one();
        screen.warning(&format!("the filter selects no {one}"));
    }
    Ok(0)
}
