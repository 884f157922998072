//! PostgreSQL. A value is an argument of type `json`.
//!
//! Its functions for `json` read the last of repeated keys, so `cf_get` takes the first from the list of all keys. A
//! `text` cannot hold U+0000, and no function reads a record with one, nor with half of a surrogate pair. So
//! `cf_readable` writes U+0001 and U+FFFD instead, and constants do the same.

use std::borrow::Cow;

use super::lower::{Constant, Engine, Place, Root, Sql, write_first};
use super::{Difference, Refused, cases};

pub(super) struct Postgres;

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        records: "a string with U+0000",
        verdict: "that of the string with U+0001 instead, because a `text` cannot hold U+0000",
    },
    Difference {
        records: "a string with half of a surrogate pair",
        verdict: "that of the string with U+FFFD instead; comfilter reports the record if it reads that part",
    },
];

/// The name of an item in a query of items.
const ITEM: &str = "cf_item";

/// Most keys that are arguments; PostgreSQL takes 100 arguments.
const ARGUMENTS: usize = 99;

impl Engine for Postgres {
    fn prelude(&self) -> Vec<String> {
        let function = |head: &str, body: &str| {
            format!(
                "CREATE OR REPLACE FUNCTION {head}\n  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $cf$\n{body}\n$cf$"
            )
        };
        let mut all: Vec<String> = FUNCTIONS.iter().map(|(head, body)| function(head, body)).collect();
        for (name, ascii, beyond) in cases::functions(&|text| self.string(text)) {
            all.push(function(
                &format!("{name}(t text) RETURNS text"),
                &format!(
                    "BEGIN\n  IF octet_length(t) = char_length(t) THEN\n    RETURN {ascii}(t COLLATE \"C\");\n  END IF;\n  RETURN {beyond};\nEND"
                ),
            ));
        }
        all
    }

    /// A backslash is one only in a literal with `E`, whatever `standard_conforming_strings` says.
    fn string(&self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        if text.contains('\\') {
            format!("E'{}'", doubled.replace('\\', "\\\\"))
        } else {
            format!("'{doubled}'")
        }
    }

    fn text_value<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.contains('\0') { text.replace('\0', "\u{1}").into() } else { text.into() }
    }

    /// Its planner copies a chain for each chain inside it.
    fn long_chain(&self, is_all: bool) -> Option<(&'static str, &'static str)> {
        Some((if is_all { "TRUE = ALL (ARRAY[" } else { "TRUE = ANY (ARRAY[" }, "])"))
    }

    fn value(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused> {
        let value = |out: &mut Sql, keys: &[Box<str>]| {
            self.get(out, place.root, keys);
            Ok(())
        };
        let is_there = |out: &mut Sql, keys: &[Box<str>]| {
            value(out, keys)?;
            out.push(" IS NOT NULL");
            Ok(())
        };
        write_first(out, place.spellings, &is_there, &value)
    }

    /// Without it, strings have the order of the database's language.
    fn collation(&self) -> &'static str {
        " COLLATE \"C\""
    }

    fn constant(&self, _: Constant) -> (&'static str, &'static str) {
        ("CAST(", " AS numeric)")
    }

    fn number_value(&self, literal: &str) -> String {
        literal.to_owned()
    }

    fn call(&self, function: &str) -> [&'static str; 3] {
        match function {
            "startswith" => ["starts_with(", ", ", ")"],
            "endswith" => ["cf_ends_with(", ", ", ")"],
            _ => ["strpos(", ", ", ") > 0"],
        }
    }

    fn items(
        &self,
        out: &mut Sql,
        array: Place<'_>,
        _: bool,
        test: &mut dyn FnMut(&mut Sql) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        out.push("ARRAY(SELECT ");
        test(out)?;
        out.push(" FROM cf_items(");
        self.value(out, array)?;
        out.push(&format!(") AS cf_items({ITEM}))"));
        Ok(())
    }
}

impl Postgres {
    /// Writes the value at a path of keys.
    fn get(&self, out: &mut Sql, root: Root, keys: &[Box<str>]) {
        let write_root = |out: &mut Sql| match root {
            Root::Column => {
                out.push("CAST(");
                out.push_column();
                out.push(" AS json)");
            }
            Root::Item { .. } => out.push(ITEM),
        };
        if keys.is_empty() {
            write_root(out);
            return;
        }
        let keys: Vec<String> = keys.iter().map(|key| self.string(&self.text_value(key))).collect();
        out.push("cf_get(");
        write_root(out);
        out.push(", ");
        out.push(&match keys.len() > ARGUMENTS {
            true => format!("VARIADIC ARRAY[{}]", keys.join(", ")),
            false => keys.join(", "),
        });
        out.push(")");
    }
}

/// The functions, each after those that it uses: the first line, and the body.
const FUNCTIONS: [(&str, &str); 12] = [
    // The JSON without the escapes that no function reads. An escaped backslash becomes another escape first, so each
    // backslash begins an escape.
    (
        "cf_readable(j json) RETURNS json",
        r"DECLARE
  t text := CAST(j AS text);
BEGIN
  IF strpos(t, $q$\u0000$q$) = 0 AND strpos(t, $q$\ud$q$) = 0 AND strpos(t, $q$\uD$q$) = 0 THEN
    RETURN j;
  END IF;
  t := replace(t, $q$\\$q$, $q$\u005c$q$);
  t := replace(t, $q$\u0000$q$, $q$\u0001$q$);
  t := regexp_replace(t, $q$\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])$q$, $q$\\ufffd$q$, 'g');
  t := regexp_replace(t, $q$(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}$q$, $q$\\ufffd$q$, 'g');
  RETURN CAST(t AS json);
END",
    ),
    // The value at a path; null without it. The first of repeated keys counts.
    (
        "cf_get(j json, VARIADIC keys text[]) RETURNS json",
        r#"DECLARE
  v json := cf_readable(j);
  k text;
BEGIN
  FOREACH k IN ARRAY keys LOOP
    IF json_typeof(v) <> 'object' THEN
      RETURN NULL;
    END IF;
    SELECT e.value INTO v FROM json_each(v) AS e WHERE e.key COLLATE "C" = k LIMIT 1;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
  END LOOP;
  RETURN v;
END"#,
    ),
    (
        "cf_text(v json) RETURNS text",
        "BEGIN
  RETURN CASE json_typeof(v) WHEN 'string' THEN v #>> '{}' END;
END",
    ),
    (
        "cf_boolean(v json) RETURNS boolean",
        "BEGIN
  RETURN CASE json_typeof(v) WHEN 'boolean' THEN CAST(v #>> '{}' AS boolean) END;
END",
    ),
    (
        "cf_is_null(v json) RETURNS boolean",
        "BEGIN
  RETURN COALESCE(json_typeof(v), 'null') = 'null';
END",
    ),
    (
        "cf_is_array(v json) RETURNS boolean",
        "BEGIN
  RETURN COALESCE(json_typeof(v), 'null') = 'array';
END",
    ),
    (
        "cf_items(v json) RETURNS SETOF json",
        "BEGIN
  IF json_typeof(v) = 'array' THEN
    RETURN QUERY SELECT e.value FROM json_array_elements(v) AS e;
  END IF;
END",
    ),
    // A number past the range of numeric, or of the constants of filters, becomes another one that is on the same side
    // of all of them: infinite, nearly zero, or with fewer digits.
    (
        "cf_number(v json) RETURNS numeric",
        r"DECLARE
  t text;
  parts text[];
  place numeric;
  digits text;
BEGIN
  IF json_typeof(v) IS DISTINCT FROM 'number' THEN
    RETURN NULL;
  END IF;
  t := v #>> '{}';
  IF length(t) < 100 AND strpos(t, 'e') = 0 AND strpos(t, 'E') = 0 THEN
    RETURN CAST(t AS numeric);
  END IF;
  parts := regexp_match(t, '^(-?)0*([0-9]*)(?:[.]([0-9]+))?(?:[eE]([-+]?)0*([0-9]*))?$');
  parts[3] := COALESCE(parts[3], '');
  digits := rtrim(ltrim(parts[2] || parts[3], '0'), '0');
  IF digits = '' THEN
    RETURN 0;
  END IF;
  place := CASE WHEN length(parts[5]) > 12 THEN 1000000000000
    ELSE CAST('0' || COALESCE(parts[5], '') AS numeric) END;
  place := CASE WHEN parts[4] = '-' THEN -place ELSE place END
    + CASE WHEN parts[2] <> '' THEN length(parts[2]) ELSE length(ltrim(parts[3], '0')) - length(parts[3]) END;
  IF place > 10000 THEN
    RETURN CAST(parts[1] || 'Infinity' AS numeric);
  END IF;
  IF place < -10000 THEN
    RETURN CAST(parts[1] || '1e-10001' AS numeric);
  END IF;
  IF length(digits) > 5000 THEN
    digits := left(digits, 5000) || '1';
  END IF;
  RETURN CAST(parts[1] || '0.' || digits || 'e' || place AS numeric);
END",
    ),
    (
        "cf_instant(t text) RETURNS numeric",
        r#"DECLARE
  parts text[] := regexp_match(t COLLATE "C", '^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]|60)(?:[.]([0-9]{1,9}))?)?(?:Z|([-+])([01][0-9]|2[0-3]):([0-5][0-9]))$');
  year bigint;
  month bigint;
  day bigint;
  y bigint;
  seconds bigint;
BEGIN
  IF parts IS NULL THEN
    RETURN NULL;
  END IF;
  year := parts[1];
  month := parts[2];
  day := parts[3];
  IF day > (CASE WHEN month IN (4, 6, 9, 11) THEN 30
      WHEN month <> 2 THEN 31
      WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0) THEN 29
      ELSE 28 END) THEN
    RETURN NULL;
  END IF;
  y := year + 400 - CASE WHEN month <= 2 THEN 1 ELSE 0 END;
  seconds := (y * 365 + y / 4 - y / 100 + y / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 865566) * 86400
    + CAST(parts[4] AS bigint) * 3600 + CAST(parts[5] AS bigint) * 60 + CAST(COALESCE(parts[6], '0') AS bigint)
    - CASE parts[8] WHEN '+' THEN 60 WHEN '-' THEN -60 ELSE 0 END
      * (CAST(COALESCE(parts[9], '0') AS bigint) * 60 + CAST(COALESCE(parts[10], '0') AS bigint));
  RETURN CAST(seconds AS numeric) * 1000000000 + CAST(rpad(COALESCE(parts[7], ''), 9, '0') AS numeric);
END"#,
    ),
    // The day in UTC, from 1970-01-01 on; negative before it.
    (
        "cf_day(t text) RETURNS numeric",
        "BEGIN
  RETURN div(cf_instant(t) + 86400000000000000000, 86400000000000) - 1000000;
END",
    ),
    (
        "cf_ends_with(t text, ending text) RETURNS boolean",
        "BEGIN
  RETURN right(t, length(ending)) COLLATE \"C\" = ending;
END",
    ),
    // Whether any is true; null if none is and one is null. An empty list has its verdict.
    (
        "cf_any(verdicts boolean[], of_none boolean) RETURNS boolean",
        "BEGIN
  RETURN CASE WHEN cardinality(verdicts) = 0 THEN of_none ELSE TRUE = ANY(verdicts) END;
END",
    ),
];
