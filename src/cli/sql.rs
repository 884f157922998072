//! `comfilter sql`: a filter as the condition of a database.

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use std::path::Path;

use super::failure::Failure;
use super::files;
use super::filter::FilterArgs;
use super::screen::{DataForm, Screen};
use crate::encode::sql::{Dialect, Statement, Table};
use crate::limits;
use crate::lint::Linter;

/// Write a filter as the condition of a WHERE, over a column of raw JSON.
///
/// Each row of the column holds one job as raw JSON text, as the service wrote it. The condition has the verdict of
/// `comfilter match` for each row: true, false, or null. It calls functions that `--prelude` prints; create them once.
/// The values of the filter are parameters of the condition, each bound as a string. Standard error names the records
/// that the engine reads in another way.
///
/// Exit codes: 0 success, 1 the filter is wrong, or the dialect cannot say it, 2 the command line or a file is wrong.
#[derive(Debug, clap::Args)]
#[command(mut_arg("filter", |filter| filter.required_unless_present("prelude")))]
pub(super) struct SqlArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// The database
    #[arg(long, value_name = "DIALECT", value_parser = dialects())]
    dialect: Dialect,
    /// The column with the JSON: of type json in PostgreSQL, of type JSON or VARCHAR in DuckDB, of type STRING in Spark
    #[arg(long, value_name = "NAME", default_value = "job", value_parser = NonEmptyStringValueParser::new())]
    column: String,
    /// The table has a column for each property: its CREATE TABLE statement, or a file with that, such as the output of
    /// `pg_dump -s`. Such a table has lost what its columns cannot hold
    #[arg(long, value_name = "DDL", conflicts_with_all = ["column", "prelude"])]
    typed: Option<String>,
    /// Write the values into the condition, as literals
    #[arg(long)]
    inline: bool,
    /// Print the statements that create the functions of all conditions, and no condition
    #[arg(long, conflicts_with_all = ["filter", "file", "arg", "arg_file", "column", "inline"])]
    prelude: bool,
    /// The output: `text` writes each parameter in a comment after the condition
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DataForm,
}

fn dialects() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.iter().map(|dialect| dialect.name()))
        .try_map(|name| name.parse::<Dialect>())
}

/// The condition for machines.
#[derive(Serialize)]
struct ConditionDocument<'s> {
    dialect: &'s str,
    condition: &'s str,
    parameters: &'s [&'s str],
}

/// The functions for machines.
#[derive(Serialize)]
struct PreludeDocument<'s> {
    dialect: &'s str,
    prelude: &'s [String],
}

pub(super) fn run(args: &SqlArgs, linter: &Linter, screen: &Screen) -> Result<u8, Failure> {
    let dialect = args.dialect;
    if args.prelude {
        return print_prelude(dialect, args.format, *screen);
    }
    let filter = args.filter.filter(linter, screen)?;
    let statement = match &args.typed {
        Some(ddl) => filter.sql_over(&table(dialect, ddl)?),
        None => filter.sql(dialect).map(|statement| statement.with_column(&args.column)),
    };
    let statement = statement.map_err(|refused| Failure::usage(refused).with_code(1))?;
    let (condition, parameters) = match args.inline {
        true => (statement.inline(), Vec::new()),
        false => (statement.condition(), statement.parameters()),
    };
    refuse_too_many(&statement, parameters.len())?;
    match args.format {
        DataForm::Json => screen.print_json(&ConditionDocument {
            dialect: dialect.name(),
            condition: &condition,
            parameters: &parameters,
        })?,
        DataForm::Text => {
            let mut text = condition;
            for (number, value) in (1..).zip(parameters) {
                // JSON has no line break in a string, so the comment ends with the line.
                let value = serde_json::Value::from(value);
                text.push_str(&format!("\n-- {} = {value}", dialect.placeholder(number)));
            }
            screen.print_line(&text)?;
        }
    }
    if let Some(setting) = statement.setting() {
        screen.note(&format!(
            "{dialect}: run `{setting}` first, because the query is compiled for minutes otherwise"
        ));
    }
    let differences = if args.typed.is_some() { dialect.typed_differences() } else { dialect.differences() };
    for difference in differences {
        screen.note(&format!("{dialect}: {}: {}", difference.records, difference.verdict));
    }
    Ok(0)
}

fn table(dialect: Dialect, given: &str) -> Result<Table, Failure> {
    const HELP: &str =
        "`--typed` takes a statement, `CREATE TABLE jobs (state VARCHAR)`, or a file with it and others";
    let is_path_or_name = |c: char| c.is_alphanumeric() || "_-./\\".contains(c);
    let mut words = given.split(|c| !is_path_or_name(c));
    let ddl = match words.any(|word| word.eq_ignore_ascii_case("create")) {
        true => given.to_owned(),
        false => {
            files::read_named(Path::new(given), limits::FILE).map_err(|failure| failure.with_help(HELP))?
        }
    };
    Table::from_ddl(dialect, &ddl).map_err(|error| Failure::usage(error).with_help(HELP))
}

fn print_prelude(dialect: Dialect, format: DataForm, screen: Screen) -> Result<u8, Failure> {
    let prelude = dialect.prelude();
    match format {
        DataForm::Json => {
            screen.print_json(&PreludeDocument { dialect: dialect.name(), prelude: &prelude })?
        }
        DataForm::Text => screen.print(&format!("{};\n", prelude.join(";\n\n")))?,
    }
    Ok(0)
}

fn refuse_too_many(statement: &Statement, count: usize) -> Result<(), Failure> {
    let dialect = statement.dialect();
    match dialect.most_parameters() {
        Some(most) if count > most => Err(Failure::usage(format!(
            "the condition has {count} parameters, and {dialect} takes {most} in one statement"
        ))
        .with_code(1)
        .with_help("`--inline` writes the values into the condition")),
        _ => Ok(()),
    }
}
