//! Conditions of `Filter::sql` in the databases, beside the verdicts of the matcher.
//!
//! A missing engine is reported on stderr and skipped; with `COMFILTER_ALL_TOOLS=1` it is a failure. With
//! `COMFILTER_LONG=1` there are thirty times as many generated pairs, and Spark must be there too.
#![cfg(test)]
#![cfg(all(feature = "cli", unix))]

mod cases;
mod command;
mod documents;
mod engine;
mod generated;
mod hostile;
mod repeated;
#[path = "../support/mod.rs"]
mod support;
mod typed;
#[path = "../wire/mod.rs"]
mod wire;

use comfilter::Filter;
use comfilter::encode::sql::{Dialect, Refused, Statement};

use engine::{Engine, Group, Query, Verdicts};

/// A filter over rows, and its verdicts.
struct Asked {
    filter: Filter,
    column: &'static str,
    rows: Vec<String>,
    /// A letter for each row.
    expected: String,
}

/// Runs filters with bound values and with literals, and returns the differences.
fn differences(engine: &Engine, name: &str, asked: &[Asked], ty: &str) -> Option<Vec<String>> {
    let mut asked: Vec<&Asked> = asked.iter().collect();
    let all = asked.len();
    asked.retain(|asked| !matches!(asked.filter.sql(engine.dialect), Err(Refused::Array { .. })));
    assert!(asked.len() == all || engine.dialect == Dialect::Spark);
    assert!(asked.len() * 2 > all);
    let statement = |asked: &Asked| -> Statement {
        let statement = asked.filter.sql(engine.dialect);
        statement.unwrap_or_else(|error| panic!("{}: {error}", asked.filter)).with_column(asked.column)
    };
    // Filters over the same rows share a table.
    let mut groups: Vec<Group> = Vec::new();
    for asked in &asked {
        let queries = Query::both(&statement(asked));
        match groups.last_mut() {
            Some(group) if group.rows == asked.rows && group.column == asked.column => {
                group.queries.extend(queries);
            }
            _ => groups.push(Group {
                column: asked.column.to_owned(),
                ty: ty.to_owned(),
                rows: asked.rows.clone(),
                create: Vec::new(),
                queries: queries.into(),
            }),
        }
    }
    let answers: Vec<Verdicts> = engine.answer(name, &groups)?.into_iter().flatten().collect();
    assert_eq!(answers.len(), 2 * asked.len());
    let mut wrong = Vec::new();
    for (asked, answers) in asked.iter().zip(answers.chunks(2)) {
        for (answer, way) in answers.iter().zip(["bound", "inline"]) {
            match answer {
                Verdicts::Error { error } => {
                    wrong.push(format!("{way} {}: {error}\n{}", asked.filter, statement(asked).inline()));
                }
                Verdicts::Rows(letters) => {
                    assert_eq!(letters.len(), asked.rows.len());
                    let rows = asked.rows.iter().zip(letters.chars().zip(asked.expected.chars()));
                    for (row, (verdict, expected)) in rows {
                        if verdict != expected && !is_other(engine.dialect, row) {
                            wrong.push(format!("{way} {} of {row}: {verdict}, not {expected}", asked.filter));
                        }
                    }
                }
            }
        }
    }
    Some(wrong)
}

/// Whether a dialect may read a row in another way: the rows of [`Dialect::differences`] that are valid JSON.
fn is_other(dialect: Dialect, row: &str) -> bool {
    dialect == Dialect::Spark && repeated::has_repeated_key(row)
}

fn check(engine: &Engine, name: &str, asked: &[Asked]) {
    check_over(engine, name, asked, "");
}

/// The same over a column of a type; of the usual one if it is empty.
fn check_over(engine: &Engine, name: &str, asked: &[Asked], ty: &str) {
    let Some(wrong) = differences(engine, name, asked, ty) else { return };
    let shown: Vec<String> = wrong.iter().take(20).map(|one| one.chars().take(800).collect()).collect();
    assert!(
        wrong.is_empty(),
        "{} differences in {name} of {}:\n{}",
        wrong.len(),
        engine.dialect,
        shown.join("\n")
    );
}
