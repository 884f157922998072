//! Spark SQL. A value is two arguments: the JSON, and the end of a path in it.
//!
//! `get_json_object` does not say whether it gives a string: `cf_raw` looks in an array with all objects, because then
//! strings keep their quotes. It rounds numbers with a point or an exponent to doubles, so `cf_numbers` makes strings
//! of all numbers.

use super::lower::{Constant, Engine, Place, Sql, write_first};
use super::{Dialect, Difference, Refused, cases};

pub(super) struct Spark;

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        records: "a record that is not valid JSON",
        verdict: "that of a record without any property; comfilter reports the record if it reads that part",
    },
    Difference {
        records: "a string with half of a surrogate pair",
        verdict: "that of null instead; comfilter reports the record if it reads that part",
    },
    Difference {
        records: "a repeated key whose first value is null, or lacks the rest of the path",
        verdict: "that of the first value that has it",
    },
];

impl Engine for Spark {
    fn prelude(&self) -> Vec<String> {
        let mut all: Vec<String> =
            FUNCTIONS.iter().map(|body| format!("CREATE OR REPLACE TEMPORARY FUNCTION {body}")).collect();
        for (name, ascii, beyond) in cases::functions(&|text| self.string(text)) {
            all.push(format!(
                "CREATE OR REPLACE TEMPORARY FUNCTION {name}(t STRING) RETURNS STRING RETURN\n  \
                 CASE WHEN octet_length(t) = char_length(t) THEN {ascii}(t)\n    ELSE {beyond} END"
            ));
        }
        all
    }

    fn placeholder(&self, number: usize) -> String {
        format!(":p{number}")
    }

    fn identifier(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// Settings decide about backslashes, doubled quotes and `${…}` in a literal, so it has none of them.
    fn string(&self, text: &str) -> String {
        let mut pieces: Vec<String> = Vec::new();
        let mut plain = String::new();
        for character in text.chars() {
            if matches!(character, '\'' | '\\' | '$' | '\0') {
                if !plain.is_empty() {
                    pieces.push(format!("'{plain}'"));
                    plain.clear();
                }
                pieces.push(format!("char({})", u32::from(character)));
            } else {
                plain.push(character);
            }
        }
        if !plain.is_empty() || pieces.is_empty() {
            pieces.push(format!("'{plain}'"));
        }
        match pieces.as_slice() {
            [only] => only.clone(),
            _ => format!("concat({})", pieces.join(", ")),
        }
    }

    /// Spark plans a condition of this many tests in seconds, and one of some thousands in minutes.
    fn most_tests(&self) -> usize {
        100
    }

    fn most_values(&self) -> usize {
        10_000
    }

    fn value(&self, out: &mut Sql, place: Place<'_>) -> Result<(), Refused> {
        out.push_column();
        out.push(", ");
        let is_there = |out: &mut Sql, keys: &[Box<str>]| {
            let [above @ .., last] = keys else { return Ok(()) };
            out.push("cf_has(");
            out.push_column();
            out.push(&format!(", {}, {})", path(above)?, self.string(last)));
            Ok(())
        };
        write_first(out, place.spellings, &is_there, &|out, keys| {
            out.push(&path(keys)?);
            Ok(())
        })
    }

    fn constant(&self, constant: Constant) -> (&'static str, &'static str) {
        match constant {
            Constant::Number => ("", ""),
            Constant::Instant => ("CAST(", " AS DECIMAL(38, 0))"),
            Constant::Day => ("CAST(", " AS BIGINT)"),
        }
    }

    fn call(&self, function: &str) -> [&'static str; 3] {
        let before = match function {
            "startswith" => "startswith(",
            "endswith" => "endswith(",
            _ => "contains(",
        };
        [before, ", ", ")"]
    }

    /// The functions of Spark in SQL take no item of an array.
    fn items(
        &self,
        _: &mut Sql,
        array: Place<'_>,
        _: bool,
        _: &mut dyn FnMut(&mut Sql) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let path = array.spellings.first().map(|spelling| spelling.keys.join("/")).unwrap_or_default();
        Err(Refused::Array { path, dialect: Dialect::Spark })
    }
}

/// The end of a path, as a literal.
fn path(keys: &[Box<str>]) -> Result<String, Refused> {
    let mut path = String::new();
    for key in keys {
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(Refused::Key { key: key.to_string(), dialect: Dialect::Spark });
        }
        path.push('.');
        path.push_str(key);
    }
    Ok(format!("'{path}'"))
}

/// A part of the number `t`: its sign, its digits before and after the point, its exponent.
macro_rules! digits_part {
    ($number:literal) => {
        concat!(
            r"regexp_extract(t, r'\A(-?)0*([0-9]*)(?:[.]([0-9]+))?(?:[eE]([-+]?[0-9]+))?\z', ",
            $number,
            ")"
        )
    };
}

/// The functions, each after those that it uses. Patterns are raw strings, which no setting changes.
const FUNCTIONS: [&str; 17] = [
    // The value at a path, as JSON; null without it.
    "cf_raw(j STRING, p STRING) RETURNS STRING RETURN
  get_json_object(concat('[', j, ']'), concat('$[*]', p))",
    // Whether the object at a path has a key.
    "cf_has(j STRING, p STRING, k STRING) RETURNS BOOLEAN RETURN
  COALESCE(array_contains(json_object_keys(CASE WHEN p = '' THEN j ELSE cf_raw(j, p) END), k), FALSE)",
    // The JSON with each number as a string. A match is all up to a number, strings as a whole, and the number.
    r#"cf_numbers(j STRING) RETURNS STRING RETURN
  regexp_replace(j, r'\G((?:"(?:[^"\\]++|\\.)*+"|[^"0-9-]++)*+)(-?[0-9][-+.0-9eE]*+)', '$1"$2"')"#,
    // Infinity is also how a number past the doubles is written; as a string, it is its digits.
    r#"cf_text_of(j STRING, p STRING, raw STRING) RETURNS STRING RETURN
  CASE WHEN startswith(raw, '"') AND (raw NOT IN ('"Infinity"', '"-Infinity"') OR cf_raw(cf_numbers(j), p) = raw)
    THEN get_json_object(j, concat('$', p)) END"#,
    "cf_text(j STRING, p STRING) RETURNS STRING RETURN
  cf_text_of(j, p, cf_raw(j, p))",
    "cf_boolean(j STRING, p STRING) RETURNS BOOLEAN RETURN
  CASE cf_raw(j, p) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
    "cf_is_null(j STRING, p STRING) RETURNS BOOLEAN RETURN
  cf_raw(j, p) IS NULL",
    "cf_is_array(j STRING, p STRING) RETURNS BOOLEAN RETURN
  COALESCE(startswith(cf_raw(j, p), '['), FALSE)",
    // The key of a number: its sign, the place of its first digit, its digits.
    "cf_key(minus STRING, place BIGINT, digits STRING) RETURNS STRING RETURN
  CASE WHEN digits = '' THEN '1'
    WHEN minus = '' THEN concat('2', lpad(CAST(10000 + place AS STRING), 5, '0'), digits)
    ELSE concat('0', lpad(CAST(10000 - place AS STRING), 5, '0'), translate(digits, '0123456789', '9876543210'), 'a') END",
    "cf_exponent(exponent STRING, digits STRING) RETURNS BIGINT RETURN
  CASE WHEN length(digits) > 12 THEN 1000000000000 ELSE try_cast(concat('0', digits) AS BIGINT) END
    * CASE WHEN startswith(exponent, '-') THEN -1 ELSE 1 END",
    "cf_parts(minus STRING, whole STRING, fraction STRING, exponent STRING) RETURNS STRING RETURN
  cf_key(minus,
    LEAST(9999L, GREATEST(-9999L,
      CASE WHEN whole <> '' THEN length(whole) ELSE length(trim(LEADING '0' FROM fraction)) - length(fraction) END
      + cf_exponent(exponent, trim(LEADING '+-0' FROM exponent)))),
    trim(TRAILING '0' FROM trim(LEADING '0' FROM concat(whole, fraction))))",
    concat!(
        "cf_digits(t STRING) RETURNS STRING RETURN\n  cf_parts(\n    ",
        digits_part!("1"),
        ",\n    ",
        digits_part!("2"),
        ",\n    ",
        digits_part!("3"),
        ",\n    ",
        digits_part!("4"),
        ")"
    ),
    r#"cf_number_of(j STRING, p STRING, raw STRING) RETURNS STRING RETURN
  CASE WHEN raw RLIKE r'\A-?[0-9]+\z' THEN cf_digits(raw)
    WHEN raw RLIKE r'\A-?[0-9]' OR (raw IN ('"Infinity"', '"-Infinity"') AND cf_raw(cf_numbers(j), p) <> raw)
      THEN cf_digits(get_json_object(cf_numbers(j), concat('$', p))) END"#,
    "cf_number(j STRING, p STRING) RETURNS STRING RETURN
  cf_number_of(j, p, cf_raw(j, p))",
    "cf_instant_of(y BIGINT, month BIGINT, day BIGINT, seconds BIGINT, fraction STRING) RETURNS DECIMAL(38, 0) RETURN
  CASE WHEN day <= CASE WHEN month IN (4, 6, 9, 11) THEN 30
      WHEN month <> 2 THEN 31
      WHEN (y + 1) % 4 = 0 AND ((y + 1) % 100 <> 0 OR (y + 1) % 400 = 0) THEN 29
      ELSE 28 END
    THEN CAST((y * 365 + y DIV 4 - y DIV 100 + y DIV 400 + (153 * ((month + 9) % 12) + 2) DIV 5 + day - 865566) * 86400
        + seconds AS DECIMAL(38, 0)) * 1000000000
      + try_cast(rpad(fraction, 9, '0') AS DECIMAL(38, 0)) END",
    r"cf_instant(t STRING) RETURNS DECIMAL(38, 0) RETURN
  CASE WHEN t RLIKE r'\A[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.][0-9]{1,9})?)?(?:Z|[-+](?:[01][0-9]|2[0-3]):[0-5][0-9])\z'
    THEN cf_instant_of(
      try_cast(substr(t, 1, 4) AS BIGINT) + 400 - CASE WHEN substr(t, 6, 2) <= '02' THEN 1 ELSE 0 END,
      try_cast(substr(t, 6, 2) AS BIGINT),
      try_cast(substr(t, 9, 2) AS BIGINT),
      try_cast(substr(t, 12, 2) AS BIGINT) * 3600 + try_cast(substr(t, 15, 2) AS BIGINT) * 60
        + CASE WHEN substr(t, 17, 1) = ':' THEN try_cast(substr(t, 18, 2) AS BIGINT) ELSE 0 END
        - CASE WHEN endswith(t, 'Z') THEN 0
            ELSE (try_cast(substr(t, -5, 2) AS BIGINT) * 60 + try_cast(substr(t, -2, 2) AS BIGINT))
              * CASE WHEN substr(t, -6, 1) = '-' THEN -60 ELSE 60 END END,
      regexp_extract(t, r'[.]([0-9]+)', 1)) END",
    // The day in UTC, from 1970-01-01 on; negative before it.
    "cf_day(t STRING) RETURNS BIGINT RETURN
  (cf_instant(t) + 86400000000000000000) DIV 86400000000000 - 1000000",
];
