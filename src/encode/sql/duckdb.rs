//! DuckDB. A value is two arguments: the JSON, and a path in it.
//!
//! DuckDB hands out the first of repeated keys, and every string. It rounds numbers with a point or an exponent to
//! doubles, so `cf_numbers` first makes strings of all numbers.

use super::lower::{Constant, Engine, Place, Root, Sql, WriteKeys, write_first};
use super::{Dialect, Difference, Refused, cases};

pub(super) struct DuckDb;

pub(super) const DIFFERENCES: &[Difference] = &[Difference {
    records: "a record that is not valid JSON, or has half of a surrogate pair",
    verdict: "null, wherever the fault is; comfilter reports the record if it reads that part",
}];

/// The name of an item in a list comprehension.
const ITEM: &str = "cf_item";

impl Engine for DuckDb {
    fn prelude(&self) -> Vec<String> {
        let mut all: Vec<String> =
            MACROS.iter().map(|body| format!("CREATE OR REPLACE MACRO {body}")).collect();
        for (name, ascii, beyond) in cases::functions(&|text| self.string(text)) {
            all.push(format!(
                "CREATE OR REPLACE MACRO {name}(t) AS\n  CASE WHEN strlen(t) = length(t) THEN {ascii}(t)\n    ELSE {beyond} END"
            ));
        }
        all
    }

    fn string(&self, text: &str) -> String {
        // A NUL would end the statement.
        let pieces: Vec<String> =
            text.split('\0').map(|piece| format!("'{}'", piece.replace('\'', "''"))).collect();
        match pieces.as_slice() {
            [only] => only.clone(),
            _ => format!("({})", pieces.join(" || chr(0) || ")),
        }
    }

    /// A record that is not JSON is an error of the functions, which would end the query.
    fn whole(&self) -> (&'static str, &'static str) {
        ("TRY(", ")")
    }

    /// DuckDB plans a condition of this many tests in seconds, and one of 60,000 in minutes.
    fn most_tests(&self) -> usize {
        10_000
    }

    /// DuckDB plans each number with 1.4 MiB and for 10 ms, because it replaces `cf_number` by its body.
    fn most_conversions(&self) -> usize {
        2_000
    }

    fn value(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused> {
        document(out, place.root, "[1]");
        out.push(", ");
        self.first(out, place, &|out, keys| {
            out.push(&self.path(keys, "")?);
            Ok(())
        })
    }

    fn number(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused> {
        match place.root {
            Root::Column => out.push("cf_number("),
            Root::Item { .. } => {
                out.push("cf_number_in(");
                document(out, place.root, "[2]");
                out.push(", ");
            }
        }
        self.value(out, place)?;
        out.push(")");
        Ok(())
    }

    /// Without it, strings have the collation of the column or of the session: `NOCASE`, say. The optimizer removes it.
    fn collation(&self) -> &'static str {
        " COLLATE \"C\""
    }

    fn constant(&self, constant: Constant) -> (&'static str, &'static str) {
        match constant {
            Constant::Number => ("", ""),
            Constant::Instant => ("CAST(", " AS HUGEINT)"),
            Constant::Day => ("CAST(", " AS BIGINT)"),
        }
    }

    fn call(&self, function: &str) -> [&'static str; 3] {
        let before = match function {
            "startswith" => "starts_with(",
            "endswith" => "suffix(",
            _ => "contains(",
        };
        [before, ", ", ")"]
    }

    fn items(
        &self,
        out: &mut Sql,
        array: Place<'_>,
        numeric: bool,
        test: &mut dyn FnMut(&mut Sql) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        out.push("[");
        test(out)?;
        out.push(&format!(" FOR {ITEM} IN "));
        // A path with a wildcard must be constant.
        self.first(out, array, &|out, keys| {
            out.push(if numeric { "cf_items(" } else { "json_extract(" });
            document(out, array.root, "[1]");
            out.push(", ");
            out.push(&self.path(keys, "[*]")?);
            out.push(")");
            Ok(())
        })?;
        out.push("]");
        Ok(())
    }
}

/// Writes the JSON that a path begins in. An item with numbers is a pair of it.
fn document(out: &mut Sql, root: Root, part: &str) {
    match root {
        Root::Column => out.push_column(),
        Root::Item { numeric } => {
            out.push(ITEM);
            if numeric {
                out.push(part);
            }
        }
    }
}

impl DuckDb {
    /// Writes the first spelling that is there.
    fn first(&self, out: &mut Sql, place: Place<'_>, value: &WriteKeys<'_>) -> Result<(), Refused> {
        let is_there = |out: &mut Sql, keys: &[Box<str>]| {
            out.push("json_exists(");
            document(out, place.root, "[1]");
            out.push(", ");
            out.push(&self.path(keys, "")?);
            out.push(")");
            Ok(())
        };
        write_first(out, place.spellings, &is_there, value)
    }

    /// A path as a literal.
    fn path(&self, keys: &[Box<str>], end: &str) -> Result<String, Refused> {
        let mut path = "$".to_owned();
        for key in keys {
            // DuckDB knows no escape in a path.
            if key.contains(['"', '\\']) {
                return Err(Refused::Key { key: key.to_string(), dialect: Dialect::DuckDb });
            }
            path.push_str(&format!(".\"{key}\""));
        }
        path.push_str(end);
        Ok(self.string(&path))
    }
}

/// The macros, each after those that it uses.
const MACROS: [&str; 13] = [
    // The string at a path.
    "cf_text(j, p) AS
  CASE json_type(j, p) WHEN 'VARCHAR' THEN json_extract_string(j, p) END",
    "cf_boolean(j, p) AS
  CASE json_type(j, p) WHEN 'BOOLEAN' THEN json_extract_string(j, p) = 'true' END",
    "cf_is_null(j, p) AS
  COALESCE(json_type(j, p), 'NULL') = 'NULL'",
    "cf_is_array(j, p) AS
  COALESCE(json_type(j, p), 'NULL') = 'ARRAY'",
    // The JSON with each number as a string. A match is all up to a number, strings as a whole, and the number; the
    // last one has none.
    r#"cf_numbers(j) AS
  left(regexp_replace(j, '((?:"(?:[^"\\]|\\.)*"|[^"0-9-])*)(-?[0-9][-+.0-9eE]*)?', '\1"\2"', 'gs'), -2)"#,
    // The key of a number: its sign, the place of its first digit, its digits.
    "cf_key(minus, place, digits) AS
  CASE WHEN digits = '' THEN '1'
    WHEN minus = '' THEN '2' || lpad(CAST(10000 + place AS VARCHAR), 5, '0') || digits
    ELSE '0' || lpad(CAST(10000 - place AS VARCHAR), 5, '0') || translate(digits, '0123456789', '9876543210') || 'a' END",
    r"cf_digits(t) AS
  list_extract([
    cf_key(n.minus,
      LEAST(9999, GREATEST(-9999,
        CASE WHEN n.whole <> '' THEN length(n.whole) ELSE length(ltrim(n.fraction, '0')) - length(n.fraction) END
        + CASE WHEN n.exponent = '' THEN 0
            WHEN length(ltrim(n.exponent, '+-0')) > 12 THEN CASE WHEN n.exponent[1] = '-' THEN -1000000000000 ELSE 1000000000000 END
            ELSE CAST(n.exponent AS HUGEINT) END)),
      rtrim(ltrim(n.whole || n.fraction, '0'), '0'))
    FOR n IN [regexp_extract(t, '\A(-?)0*([0-9]*)(?:[.]([0-9]+))?(?:[eE]([-+]?[0-9]+))?\z',
      ['minus', 'whole', 'fraction', 'exponent'])]], 1)",
    // The key of the number at a path of `j`; `n` is the same JSON with numbers as strings.
    r"cf_number_in(n, j, p) AS
  CASE json_type(j, p)
    WHEN 'UBIGINT' THEN cf_digits(json_extract_string(j, p))
    WHEN 'BIGINT' THEN cf_digits(json_extract_string(j, p))
    WHEN 'DOUBLE' THEN CASE WHEN json_extract_string(n, p) ^@ 'N' THEN NULL ELSE cf_digits(json_extract_string(n, p)) END END",
    "cf_number(j, p) AS
  cf_number_in(cf_numbers(j), j, p)",
    // The items of an array, each with its numbers as strings.
    "cf_items(j, p) AS
  list_zip(json_extract(j, p), json_extract(cf_numbers(j), p))",
    r"cf_instant(t) AS
  list_extract([
    CASE WHEN n.year <> '' AND CAST(n.day AS INTEGER) <= CASE
        WHEN n.month IN ('04', '06', '09', '11') THEN 30
        WHEN n.month <> '02' THEN 31
        WHEN CAST(n.year AS INTEGER) % 4 = 0 AND (CAST(n.year AS INTEGER) % 100 <> 0 OR CAST(n.year AS INTEGER) % 400 = 0) THEN 29
        ELSE 28 END
      THEN ((list_extract([
            y * 365 + y // 4 - y // 100 + y // 400
            FOR y IN [CAST(n.year AS BIGINT) + 400 - CASE WHEN n.month <= '02' THEN 1 ELSE 0 END]], 1)
          + (153 * ((CAST(n.month AS BIGINT) + 9) % 12) + 2) // 5 + CAST(n.day AS BIGINT) - 865566) * 86400
        + CAST(n.hour AS BIGINT) * 3600 + CAST(n.minute AS BIGINT) * 60 + CAST('0' || n.second AS BIGINT)
        - CASE n.sign WHEN '' THEN 0 WHEN '+' THEN 60 ELSE -60 END
          * (CAST('0' || n.zone_hour AS BIGINT) * 60 + CAST('0' || n.zone_minute AS BIGINT)))::HUGEINT * 1000000000
        + CAST(rpad(n.fraction, 9, '0') AS BIGINT) END
    FOR n IN [regexp_extract(t, '\A([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]|60)(?:[.]([0-9]{1,9}))?)?(?:Z|([-+])([01][0-9]|2[0-3]):([0-5][0-9]))\z',
      ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'sign', 'zone_hour', 'zone_minute'])]], 1)",
    // The day in UTC, from 1970-01-01 on; negative before it.
    "cf_day(t) AS
  CAST((cf_instant(t) + 1000000 * 86400000000000::HUGEINT) // 86400000000000 - 1000000 AS BIGINT)",
    // Whether any is true; null if none is and one is null. An empty list has its verdict.
    "cf_any(verdicts, of_none) AS
  CASE WHEN len(verdicts) = 0 THEN of_none
    WHEN list_contains(verdicts, TRUE) THEN TRUE
    WHEN len(list_filter(verdicts, LAMBDA v: v IS NULL)) > 0 THEN NULL
    ELSE FALSE END",
];
