//! The kind of string that an expression gives: whether it can hold a quote, or a character that means something in a
//! URL.
//!
//! The set: numbers, identifiers that a function makes (UUIDs, hashes), timestamps, and constants. The tables have the
//! names of all languages, because none of them means something else elsewhere.

use super::encoders::{items, marks};
use super::url::upto;
use crate::limits;

/// The characters that the string of an expression can hold, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gives {
    /// Letters, digits and `-._:,` only.
    Plain,
    /// No quote, but maybe the `+` of a zone, or a blank.
    Unquoted,
    Any,
}

/// Functions whose result is a number or a truth value, in lower case.
const NUMBERS: [&str; 74] = [
    // Python, Terraform, PHP, Ruby, Go.
    "int",
    "len",
    "float",
    "bool",
    "ord",
    "sum",
    "abs",
    "intval",
    "floatval",
    "strlen",
    "tonumber",
    "parseint",
    "itoa",
    "formatint",
    "formatuint",
    "integer",
    "int32",
    "int64",
    "uint",
    "uint32",
    "uint64",
    "range",
    "xrange",
    "randint",
    "randrange",
    "getrandbits",
    "random_int",
    "random_number",
    "mt_rand",
    "toordinal",
    "timestamp_ms",
    "getpid",
    "to_i",
    "to_f",
    "unixnano",
    "unixmilli",
    "unix",
    // JavaScript.
    "number",
    "parsefloat",
    "bigint",
    "tofixed",
    "gettime",
    "charcodeat",
    "indexof",
    "lastindexof",
    "getfullyear",
    "getutcfullyear",
    "gethours",
    "getutchours",
    // Java, Kotlin, C#, Rust, Swift.
    "parselong",
    "parsedouble",
    "toint",
    "tolong",
    "todouble",
    "toint32",
    "toint64",
    "tointorull",
    "ordinal",
    "currenttimemillis",
    "nanotime",
    "hashcode",
    "gethashcode",
    "intvalue",
    "longvalue",
    "toepochmilli",
    "toepochsecond",
    "getepochsecond",
    "tounixtimeseconds",
    "tounixtimemilliseconds",
    "timeintervalsince1970",
    "ceil",
    "floor",
    "round",
    "monotonic",
];

/// Members and methods whose value is the number of parts of their object, in lower case.
const SIZES: [&str; 5] = ["length", "size", "count", "len", "countdown"];

/// Functions and members whose result is an identifier or a hash, in lower case.
const IDS: [&str; 27] = [
    "uuid1",
    "uuid3",
    "uuid4",
    "uuid5",
    "uuid7",
    "uuidv1",
    "uuidv4",
    "uuidv5",
    "uuidv7",
    "randomuuid",
    "newguid",
    "uuidgen",
    "uuid",
    "guid",
    "new_v4",
    "now_v7",
    "uniqid",
    "hexdigest",
    "token_hex",
    "md5",
    "sha1",
    "sha256",
    "uuidstring",
    "nanoid",
    "newstring",
    "guidv4",
    "random_hex",
];

/// Types whose values are numbers, identifiers or truth values, in lower case.
const TYPES: [&str; 55] = [
    "int",
    "long",
    "integer",
    "short",
    "byte",
    "number",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "ulong",
    "ushort",
    "sbyte",
    "uuid",
    "guid",
    "float",
    "float32",
    "float64",
    "f32",
    "f64",
    "double",
    "decimal",
    "bool",
    "boolean",
    "bigint",
    "biginteger",
    "bigdecimal",
    "system.guid",
    "system.int32",
    "nat",
    "nonneg",
    "conint",
    "positiveint",
    "uuid4",
    "uuid1",
    "switch",
    "localdate",
    "instant",
];

/// Methods and functions that keep the kind of their object or their argument, in lower case.
const KEEPS: [&str; 47] = [
    "tostring",
    "to_string",
    "to_s",
    "string",
    "str",
    "hex",
    "lower",
    "upper",
    "tolower",
    "toupper",
    "tolowercase",
    "touppercase",
    "downcase",
    "upcase",
    "slice",
    "substring",
    "substr",
    "split",
    "strip",
    "trim",
    "rstrip",
    "padstart",
    "zfill",
    "rjust",
    "truncatedto",
    "as_str",
    "clone",
    "first",
    "unwrap",
    "replace",
    "simple",
    "hyphenated",
    "to_owned",
    "minus",
    "plus",
    "minusdays",
    "minushours",
    "minusminutes",
    "minusseconds",
    "plusdays",
    "plushours",
    "plusminutes",
    "plusseconds",
    "unwrap_or_default",
    "urn",
    "value",
    "gsub",
];

/// Functions that write a moment in the form of ISO 8601, in lower case. Most write the zone as an offset.
const MOMENTS: [&str; 9] = [
    "isoformat",
    "iso8601",
    "toiso8601string",
    "xmlschema",
    "to_rfc3339",
    "toiso",
    "tojson",
    "to_rfc3339_opts",
    "toinstant",
];

/// Functions that write a moment in the form of their argument, in lower case.
const FORMATS: [&str; 12] = [
    "strftime",
    "format",
    "tostring",
    "gmdate",
    "date",
    "formatdate",
    "gmstrftime",
    "formattime",
    "ofpattern",
    "now",
    "to_char",
    "dayjs",
];

/// Names of objects whose members come from outside of the program, in lower case.
const SETTINGS: [&str; 9] =
    ["config", "settings", "env", "environment", "options", "args", "conf", "configuration", "self"];

/// Commands of a shell that print a number, an identifier or a hash.
const COMMANDS: [&str; 11] = [
    "uuidgen",
    "wc -l",
    "wc -c",
    "nproc",
    "id -u",
    "seq ",
    "expr ",
    "bc",
    "git rev-parse",
    "sha256sum",
    "md5sum",
];

/// Variables that a shell or a tool gives a number or an identifier.
const VARIABLES: [&str; 20] = [
    "$$",
    "$#",
    "$?",
    "$!",
    "$RANDOM",
    "${RANDOM}",
    "$SECONDS",
    "$EPOCHSECONDS",
    "$LINENO",
    "$UID",
    "$PID",
    "{{$guid}}",
    "{{$uuid}}",
    "{{$timestamp}}",
    "{{$randomInt}}",
    "{{$randomUUID}}",
    "{{$isoTimestamp}}",
    "{{$random.uuid}}",
    "{{$random.integer}}",
    "{{$epoch}}",
];

/// Whether values of this type are numbers, identifiers or truth values.
pub(super) fn is_plain_type(name: &str) -> bool {
    // `Date` of JavaScript and of Java is another type than `date` of Python.
    name == "date" || TYPES.contains(&&*name.to_ascii_lowercase())
}

/// Whether the values of a type, as a declaration of a file writes it, need no encoding and have no quote: a number, an
/// identifier, one of some constants.
pub(super) fn is_plain_declared(written: &str, text: &str) -> bool {
    let written = written.trim().trim_end_matches('?').trim();
    let short = written.rsplit(['.', ':', ' ']).next().unwrap_or_default();
    // `int | None`, `'A' | 'B'`, `Literal["A", "B"]`.
    let inside = written.split_once("Literal[").and_then(|(_, rest)| rest.strip_suffix(']'));
    let parts = inside.unwrap_or(written).split(if inside.is_some() { ',' } else { '|' }).map(str::trim);
    let is_constant = |part: &str| {
        literal(part).is_some() && of_expression(part) == Gives::Plain
            || ["None", "null", "undefined"].contains(&part)
            || is_plain_type(part)
    };
    if !written.is_empty() && parts.into_iter().all(is_constant) || is_plain_type(short) {
        return true;
    }
    let is_name = !short.is_empty() && short.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let has = |begin: &str, end: &str| {
        let header = format!("{begin}{short}{end}");
        text.match_indices(&header)
            .map(|(at, _)| upto(text.get(at..).unwrap_or_default(), limits::SOURCE_CODE))
            .next()
    };
    is_name
        && (has("enum ", " ").is_some()
            || has("class ", "(")
                .is_some_and(|header| header.lines().next().is_some_and(|line| line.contains("Enum")))
            || has("type ", " = ").and_then(|line| line.split_once(" = ")).is_some_and(|(_, alias)| {
                let alias = alias.split([';', '\n']).next().unwrap_or_default();
                alias.contains(['"', '\'']) && alias.split('|').map(str::trim).all(is_constant)
            }))
}

/// The kind of value that code has. The code may have the marks of its hole: `${x}`, `#{x}`, `{{ x }}`, `$(x)`.
pub(super) fn gives(code: &str) -> Gives {
    let code = code.trim();
    // A name alone says nothing, and a string is not the value of an interpolation.
    if code.starts_with(['"', '\'']) || code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
        return Gives::Any;
    }
    if VARIABLES.contains(&code) || code.starts_with("${#") && code.ends_with('}') {
        return Gives::Plain;
    }
    let inside = |open: &str, close: &str| code.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    if let Some(sum) = inside("$((", "))").filter(|sum| is_arithmetic_of_shell(sum)) {
        return if sum.is_empty() { Gives::Any } else { Gives::Plain };
    }
    if let Some(inner) = inside("{{", "}}") {
        return of_template(inner.trim_matches('-').trim());
    }
    if let Some(inner) = inside("${", "}").or_else(|| inside("#{", "}")) {
        return of_expression(inner);
    }
    if let Some(inner) = inside("{", "}") {
        // `{0}` is a place of a format string.
        let place = inner.split([':', ',']).next().unwrap_or_default();
        if place.bytes().all(|byte| byte.is_ascii_digit()) {
            return Gives::Any;
        }
        return of_formatted(inner);
    }
    if let Some(inner) = inside("$(", ")").or_else(|| inside("`", "`").filter(|inner| !inner.contains('`'))) {
        return of_command(inner).min(of_expression(inner));
    }
    of_expression(code)
}

/// Whether code in `$((…))` is arithmetic, and not a call of PowerShell: `$((Get-Date))`.
fn is_arithmetic_of_shell(code: &str) -> bool {
    let has_cmdlet = code.match_indices('-').any(|(at, _)| {
        let (before, rest) = code.split_at_checked(at).unwrap_or_default();
        before.ends_with(char::is_lowercase)
            && rest.get(1..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    });
    !has_cmdlet && !code.contains(['.', '"', '\'', ';', ','])
}

/// An expression of Jinja, or of a tool with the same braces. The last filter decides.
fn of_template(code: &str) -> Gives {
    const FILTERS: [&str; 11] =
        ["int", "float", "length", "count", "to_uuid", "hash", "checksum", "bool", "round", "abs", "md5"];
    const FACTS: [&str; 4] = ["iso8601", "epoch", "date", "iso8601_micro"];
    let last = marks(code).filter(|(_, mark)| *mark == '|').last();
    if let Some((at, _)) = last {
        let filter = code.get(at + 1..).unwrap_or_default().trim();
        let name = filter.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        if FILTERS.contains(&name) {
            return Gives::Plain;
        }
        let before = code.get(..at).unwrap_or_default().trim();
        return match name {
            "strftime" => literal(before).and_then(of_format).unwrap_or(Gives::Any),
            "string" | "trim" | "lower" | "upper" => of_template(before),
            _ => Gives::Any,
        };
    }
    let fact = code.strip_prefix("ansible_date_time.");
    if fact.is_some_and(|fact| FACTS.contains(&fact)) || ["loop.index", "loop.index0"].contains(&code) {
        return Gives::Plain;
    }
    of_expression(code)
}

/// An expression with a format after it, as in Python, C# and Rust: `i:02d`, `now:yyyy-MM-dd`.
fn of_formatted(code: &str) -> Gives {
    let mut depth = 0_usize;
    let colon = marks(code).find(|(at, mark)| {
        match mark {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => {
                // `Type::new()`.
                let (before, rest) = code.split_at_checked(*at).unwrap_or_default();
                return !before.ends_with(':') && !rest.starts_with("::");
            }
            _ => {}
        }
        false
    });
    let Some((at, _)) = colon else { return of_expression(code) };
    let (expression, format) = code.split_at_checked(at).unwrap_or_default();
    let format = format.get(1..).unwrap_or_default();
    // `{c ? a : b}`.
    if expression.contains('?') || expression.contains("lambda") {
        return of_expression(code);
    }
    of_format(format).or_else(|| of_number_format(format)).unwrap_or_else(|| of_expression(expression))
}

/// The result of a format of a moment, if it is one: `%Y-%m-%d`, `yyyy-MM-dd`, `2006-01-02`, `Y-m-d`.
fn of_format(format: &str) -> Option<Gives> {
    const ZONES: [&str; 8] = ["%z", "%:z", "%Z", "%+", "zz", "XX", "-07", "K"];
    let is_percent = format.match_indices('%').any(|(at, _)| {
        let letter = format.get(at + 1..).unwrap_or_default().trim_start_matches(['-', '_', '^', '0']);
        letter.starts_with(['Y', 'm', 'H', 'F', 'T', 'y', 'j'])
    });
    let is_letters =
        ["yyyy", "YYYY", "2006", "HH:mm", "MM-dd", "Y-m", "H:i"].iter().any(|part| format.contains(part));
    if !is_percent && !is_letters || format.contains("%s") {
        return None;
    }
    let has_zone = ZONES.iter().any(|zone| format.contains(zone))
        || format.contains("Y-m") && format.contains(['P', 'O', 'e', 'p']);
    let is_free = |c: char| c.is_ascii_alphanumeric() || "-._:,%\\'".contains(c);
    Some(if has_zone || !format.chars().all(is_free) { Gives::Unquoted } else { Gives::Plain })
}

/// The result of a format of a number, if it is one: `d`, `02d`, `.2f`, `D2`, `000`.
fn of_number_format(format: &str) -> Option<Gives> {
    if format.contains('+') {
        return None;
    }
    let kind = format.trim_end_matches(|c: char| c.is_ascii_digit());
    let of_csharp = matches!(kind, "D" | "N" | "X" | "x" | "F" | "d");
    let of_python = format.ends_with(['d', 'x', 'X', 'f', 'b', 'o'])
        && format.chars().rev().skip(1).all(|c| c.is_ascii_digit() || ".,_#<>^".contains(c));
    let is_padded =
        format.len() > 1 && format.starts_with('0') && format.chars().all(|c| c.is_ascii_digit() || c == '.');
    // The forms of a moment in C#.
    let is_moment = matches!(format, "s" | "u");
    let is_zoned = matches!(format, "o" | "O");
    match () {
        () if is_zoned => Some(Gives::Unquoted),
        () if of_csharp || of_python || is_padded || is_moment => Some(Gives::Plain),
        () => None,
    }
}

/// The output of a command of a shell: the last one of a pipe.
fn of_command(code: &str) -> Gives {
    // `$(f; g)` may print more.
    if code.contains([';', '&']) {
        return Gives::Any;
    }
    let pipe = marks(code).filter(|(_, mark)| *mark == '|').last();
    let last = pipe.and_then(|(at, _)| code.get(at + 1..)).unwrap_or(code).trim();
    if let Some(rest) = last.strip_prefix("date ").filter(|_| pipe.is_none()) {
        let format = rest.find('+').filter(|at| {
            rest.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '"', '\'']))
        });
        let format = format.and_then(|at| rest.get(at + 1..)).unwrap_or_default();
        let format = format.trim_matches(['"', '\'', ' ']);
        if format == "%s" {
            return Gives::Plain;
        }
        return of_format(format).unwrap_or(Gives::Unquoted);
    }
    // `Get-Date -Format yyyy-MM-dd` of PowerShell.
    let lower = last.to_ascii_lowercase();
    if lower.starts_with("get-date ") && lower.contains("-format ") && pipe.is_none() {
        let at = lower.find("-format ").map_or(0, |at| at + "-format ".len());
        let format = last.get(at..).unwrap_or_default().trim_start();
        let format = match format.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => format.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or_default(),
            None => format.split(' ').next().unwrap_or_default(),
        };
        return of_format(format).or_else(|| of_number_format(format)).unwrap_or(Gives::Any);
    }
    if lower == "new-guid" || lower.starts_with("get-random") {
        return Gives::Plain;
    }
    let is_one = |command: &str| {
        last == command.trim_end()
            || last
                .strip_prefix(command)
                .is_some_and(|rest| command.ends_with(' ') || rest.starts_with([' ', '<']))
    };
    let counts = last.starts_with("jq ")
        && (last.contains("|length'") || last.contains("| length'") || last.contains(" length "));
    let reads_id = last == "cat /proc/sys/kernel/random/uuid";
    if COMMANDS.iter().any(|command| is_one(command)) || counts || reads_id {
        Gives::Plain
    } else {
        Gives::Any
    }
}

/// The content of a string that code consists of.
fn literal(code: &str) -> Option<&str> {
    let quote = code.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let inside = code.get(1..)?.strip_suffix(quote)?;
    (!inside.contains([quote, '$', '{', '#'])).then_some(inside)
}

/// The marks of code outside of its strings and its brackets.
fn outer_marks(code: &str) -> Vec<(usize, char)> {
    let mut depth = 0_usize;
    let outer = marks(code).filter(|(_, mark)| match mark {
        '(' | '[' | '{' => {
            depth += 1;
            depth == 1
        }
        ')' | ']' | '}' => {
            depth = depth.saturating_sub(1);
            depth == 0
        }
        _ => depth == 0,
    });
    outer.collect()
}

/// The kind of value of an expression of a program.
fn of_expression(code: &str) -> Gives {
    let mut code = code.trim();
    let outer = outer_marks(code);
    // Parentheses around all of it.
    if let Some(inside) = code.strip_prefix('(').and_then(|code| code.strip_suffix(')'))
        && outer.len() == 2
    {
        return of_expression(inside);
    }
    for word in ["await ", "new ", "&"] {
        code = code.strip_prefix(word).unwrap_or(code).trim_start();
    }
    if let Some(inside) = literal(code) {
        let is_free = |c: char| c.is_ascii_alphanumeric() || "-._~:".contains(c);
        return if !inside.is_empty() && inside.chars().all(is_free) { Gives::Plain } else { Gives::Any };
    }
    if is_number(code) || is_cast(code) {
        return Gives::Plain;
    }
    if code.len() < 3 {
        return Gives::Any;
    }
    if let Some(kind) = of_choice(code, &outer) {
        return kind;
    }
    if is_arithmetic(code) || is_range(code) {
        return Gives::Plain;
    }
    of_chain(code)
}

fn is_number(code: &str) -> bool {
    let digits = code.strip_prefix('-').unwrap_or(code);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        && !digits.contains("..")
}

/// `(int)x`, `[guid]$x`, `x as u32`.
fn is_cast(code: &str) -> bool {
    let cast = |open: char, close: char| {
        let (name, value) = code.strip_prefix(open)?.split_once(close)?;
        let value = value.trim_start();
        let is_value = !value.is_empty()
            && !value.starts_with([':', '.', '+', ',', '[', ')'])
            && outer_marks(value).iter().all(|(_, mark)| *mark != '+');
        (is_value && is_plain_type(name.trim())).then_some(())
    };
    let after = code.rsplit_once(" as ").is_some_and(|(_, name)| is_plain_type(name.trim()));
    cast('(', ')').or_else(|| cast('[', ']')).is_some() || after && !code.contains(['"', '\'', '+'])
}

/// Both values of a condition: `ok ? 'ERROR' : 'STALLED'`, `'ERROR' if ok else 'STALLED'`.
fn of_choice(code: &str, outer: &[(usize, char)]) -> Option<Gives> {
    if let Some((value, rest)) = code.split_once(" if ")
        && let Some((_, other)) = rest.split_once(" else ")
        && !code.contains("for ")
    {
        return Some(of_expression(value).max(of_expression(other)));
    }
    // `Number(n) || 0`, `count ?? 0`.
    for operator in [" || ", " ?? ", " or ", " ?: "] {
        if let Some((value, other)) = code.rsplit_once(operator)
            && !code.contains("for ")
            && value.matches(['(', '[', '{']).count() == value.matches([')', ']', '}']).count()
        {
            return Some(of_expression(value).max(of_expression(other)));
        }
    }
    let next = |at: usize| code.get(at + 1..).unwrap_or_default();
    let is_choice = |at: usize| {
        let before = code.get(..at).unwrap_or_default();
        !next(at).starts_with(['.', '?', ':']) && !before.ends_with('?')
    };
    let (question, _) = outer.iter().find(|(at, mark)| *mark == '?' && is_choice(*at))?;
    let (colon, _) = outer.iter().find(|(at, mark)| {
        *mark == ':'
            && at > question
            && !next(*at).starts_with(':')
            && !code.get(..*at).is_some_and(|before| before.ends_with(':'))
    })?;
    Some(of_expression(code.get(question + 1..*colon)?).max(of_expression(next(*colon))))
}

/// Arithmetic: `i + 1`, `n * 2`, `n | 0`. Strings and moments have a `+`, too.
fn is_arithmetic(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    let has_other = ["date", "time", "now", "today", "path", "dir"].iter().any(|word| lower.contains(word));
    if has_other || code.contains(['"', '\'', '`', ';', '{']) {
        return false;
    }
    let is_operand = |part: &str| {
        let is_part =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '(' | ')' | '[' | ']' | '?' | '@');
        let part = part.trim();
        !part.is_empty() && part.chars().all(is_part)
    };
    let parts: Vec<&str> = code.split(['+', '-', '*', '/', '%', '|']).collect();
    parts.len() > 1
        && parts.iter().all(|part| is_operand(part))
        && (parts.iter().any(|part| is_number(part.trim().trim_matches(['(', ')'])))
            || parts.iter().all(|part| of_chain(part.trim()) == Gives::Plain))
}

/// `1..3`, `0...n`, `0..=9`.
fn is_range(code: &str) -> bool {
    code.split_once("..").is_some_and(|(first, last)| {
        let last = last.trim_start_matches(['.', '=', '<']);
        let is_end = |part: &str| {
            is_number(part)
                || part.starts_with(['$', '('])
                || part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        };
        is_number(first.trim()) && !last.is_empty() && is_end(last.trim())
    })
}

/// A member or a call in a chain of them.
struct Link<'c> {
    name: &'c str,
    /// The code in its parentheses.
    arguments: Option<&'c str>,
}

/// The links of a chain of members and calls, if code is only that: `time.Now().UTC().Format(layout)`.
fn links(code: &str) -> Option<Vec<Link<'_>>> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@' | '\\');
    let mut found = Vec::new();
    let mut rest = code;
    loop {
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let (name, mut after) = rest.split_at_checked(end)?;
        let mut arguments = None;
        // Types: `[guid]::NewGuid()`, and a group that begins the chain: `(Get-Date).ToString()`.
        loop {
            let (open, close) = match after.chars().next() {
                Some('(') => ('(', ')'),
                Some('[') => ('[', ']'),
                _ => break,
            };
            let outer = outer_marks(after);
            let (end, _) = *outer.iter().skip(1).find(|(_, mark)| *mark == close)?;
            if open == '(' || name.is_empty() {
                arguments = after.get(1..end);
            }
            after = after.get(end + 1..)?;
        }
        if name.is_empty() && arguments.is_none() {
            return None;
        }
        found.push(Link { name, arguments });
        after = after.strip_suffix('!').unwrap_or(after);
        if after.is_empty() {
            return Some(found);
        }
        rest = ["?.", "!.", "->", "?->", "::", "&.", "."].iter().find_map(|mark| after.strip_prefix(mark))?;
    }
}

/// The kind of value of a chain of members and calls.
fn of_chain(code: &str) -> Gives {
    let Some(links) = links(code) else { return Gives::Any };
    let in_utc =
        ["utc", "universal", "zulu", "gmdate"].iter().any(|word| code.to_ascii_lowercase().contains(word));
    let mut kind = Gives::Any;
    let mut before = String::new();
    for (index, link) in links.iter().enumerate() {
        let lower = link.name.trim_start_matches(['$', '\\']).to_ascii_lowercase();
        let first = link.arguments.and_then(|arguments| {
            items(arguments, 0..arguments.len())
                .first()
                .and_then(|first| arguments.get(first.clone()))
                .map(str::trim)
        });
        let formats = link.arguments.filter(|_| FORMATS.contains(&&*lower)).map(|arguments| {
            items(arguments, 0..arguments.len())
                .into_iter()
                .filter_map(|item| literal(arguments.get(item)?.trim()))
        });
        let format = formats.and_then(|mut formats| {
            formats.find_map(|text| of_format(text).or_else(|| of_number_format(text)))
        });
        let is_call = link.arguments.is_some();
        let is_moment =
            matches!(&*before, "instant" | "system" | "localdate" | "date" | "time") || lower == "today";
        let is_number = (is_call || index > 0 && lower.starts_with("to_")) && NUMBERS.contains(&&*lower)
            || matches!(&*before, "math" | "random") && is_call && index > 0;
        let is_size = index > 0 && SIZES.contains(&&*lower)
            || is_call && ["len", "count", "size", "length", "time"].contains(&&*lower);
        let is_empty_guid = index == 0 && first.is_some_and(str::is_empty) && lower == "guid";
        let is_id = IDS.contains(&&*lower) && (is_call || index > 0) && !is_empty_guid
            || lower == "new" && before == "uuid" && is_call;
        let is_now = matches!(&*lower, "now" | "today") && is_call && is_moment
            || lower == "toisostring" && is_call
            || lower == "timestamp" && links.len() == 1 && first == Some("");
        let is_counter = matches!(&*before, "count" | "loop") && lower == "index" && links.len() == 2;
        kind = if let Some(format) = format {
            // The zone of the moment is `Z`.
            if format == Gives::Unquoted && in_utc && !code.contains("%z") { Gives::Plain } else { format }
        } else if is_number || is_size || is_id || is_now || is_counter {
            Gives::Plain
        } else if MOMENTS.contains(&&*lower) && (is_call || index > 0) {
            of_moment(code, &lower, in_utc)
        } else if lower == "format" && (code.contains("RFC3339") || code.contains("ISO_INSTANT")) {
            if in_utc || code.contains("ISO_INSTANT") { Gives::Plain } else { Gives::Unquoted }
        } else if KEEPS.contains(&&*lower) && index > 0 && kind != Gives::Any {
            let to_zulu =
                lower == "replace" && link.arguments.is_some_and(|arguments| arguments.contains("+00"));
            if to_zulu { Gives::Plain } else { kind }
        } else if ["str", "string", "tostring"].contains(&&*lower) && index == 0 {
            first.map_or(Gives::Any, of_expression)
        } else if link.name.is_empty() && index == 0 && is_call {
            first.map_or(Gives::Any, |first| of_expression(first).min(of_command(first)))
        } else {
            Gives::Any
        };
        before = match link.name.is_empty() {
            true => link
                .arguments
                .unwrap_or_default()
                .to_ascii_lowercase()
                .trim_start_matches("system.")
                .to_owned(),
            false => lower,
        };
    }
    kind
}

/// The result of a function of [`MOMENTS`].
fn of_moment(code: &str, name: &str, in_utc: bool) -> Gives {
    let is_zulu = match name {
        // Python writes a zone as an offset, and no zone for a moment without one.
        "isoformat" => {
            code.contains("utcnow()")
                || code.contains("today()")
                || code.contains(".now()") && !code.contains("zone")
        }
        "to_rfc3339" => false,
        "to_rfc3339_opts" => in_utc && code.contains("true"),
        _ => in_utc,
    };
    if is_zulu { Gives::Plain } else { Gives::Unquoted }
}

/// Whether code is a list of constants that need no encoding and have no quote: `["A", "B"]`, `%w[A B]`, `'A', 'B'`,
/// `[]string{"A", "B"}`, `listOf("A", "B")`.
pub(super) fn is_plain_list(code: &str) -> bool {
    let code = code.trim();
    let is_free = |c: char| c.is_ascii_alphanumeric() || "-._~:".contains(c);
    let words =
        ["%w[", "%w(", "%i["].iter().find_map(|open| code.strip_prefix(open)?.strip_suffix([']', ')']));
    if let Some(words) = words {
        return words.split_whitespace().all(|word| word.chars().all(is_free));
    }
    let open = code.find(['[', '(', '{', '"', '\'']).unwrap_or(code.len());
    let (name, list) = code.split_at_checked(open).unwrap_or_default();
    let makes = [
        "listOf",
        "arrayOf",
        "setOf",
        "List.of",
        "Set.of",
        "Arrays.asList",
        "toset",
        "tuple",
        "list",
        "vec!",
        "@",
        "",
    ];
    let list = list.strip_prefix("[]string").unwrap_or(list);
    let inside = ['[', '(', '{']
        .iter()
        .zip([']', ')', '}'])
        .find_map(|(open, close)| list.strip_prefix(*open)?.strip_suffix(close));
    let inside = match inside {
        Some(inside) if inside.trim().starts_with('[') && inside.trim().ends_with(']') => {
            return is_plain_list(inside);
        }
        Some(inside) => inside,
        None => list,
    };
    let parts = items(inside, 0..inside.len());
    let all = parts
        .iter()
        .filter_map(|part| inside.get(part.clone()))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut all = all.peekable();
    makes.contains(&name.trim_start_matches('&'))
        && all.peek().is_some()
        && all.all(|part| is_number(part) || literal(part).is_some() && of_expression(part) == Gives::Plain)
}

/// The type and the name of a constant that code consists of, with what reads its value: `State.ERROR`, `Job::NAME`,
/// `State.ERROR.value`.
pub(super) fn constant_member(code: &str) -> Option<(&str, &str)> {
    let code = code.trim().trim_start_matches(['$', '#']).trim_matches(['{', '}', ' ']);
    let code = [".value", ".name()", ".name", "->value", ".ToString()", ".toString()"]
        .iter()
        .find_map(|end| code.strip_suffix(end))
        .unwrap_or(code);
    let (object, name) = code.rsplit_once('.').or_else(|| code.rsplit_once("::"))?;
    let object = object.rsplit(['.', ':', '\\']).next()?;
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_type = object.starts_with(|c: char| c.is_ascii_uppercase())
        && !SETTINGS.contains(&&*object.to_ascii_lowercase());
    (is_word(object) && is_word(name) && is_type).then_some((object, name))
}

/// Whether code is a constant of a type that needs no encoding and has no quote. The file may have its value; one of
/// another file is written in capitals.
pub(super) fn is_constant_member(code: &str, text: &str) -> bool {
    let Some((_, name)) = constant_member(code) else { return false };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let values =
        memchr::memmem::find_iter(text.as_bytes(), name).take(limits::SOURCE_USES).filter_map(|at| {
            let (before, rest) = text.split_at_checked(at)?;
            let rest = upto(rest.get(name.len()..)?, limits::SOURCE_CODE);
            // `ERROR: "…"`, `ERROR = "…"`, `ERROR("…")`.
            let given = rest.trim_start().strip_prefix(['=', ':', '('])?;
            let is_own = !before.ends_with(is_word) && !given.starts_with(['=', ':', '>']);
            is_own.then(|| {
                given.trim_start().split(['\n', ',', ';', '}', ')']).next().unwrap_or_default().trim()
            })
        });
    let mut values = values.peekable();
    if values.peek().is_some() {
        return values.all(|value| of_expression(value) == Gives::Plain);
    }
    let is_listed = || {
        let (object, _) = constant_member(code).unwrap_or_default();
        text.contains(&format!("enum {object} ")) || text.contains(&format!("enum {object}\n"))
    };
    name.len() > 1 && !name.contains(char::is_lowercase) || is_listed()
}

#[cfg(test)]
mod tests {
    use super::{Gives, constant_member, gives, is_plain_list};

    #[test]
    fn an_expression_gives_a_kind_of_string() {
        for code in [
            "len(x)",
            "{len(x)}",
            "{i:02d}",
            "{uuid.uuid4()}",
            "{date.today():%Y-%m}",
            "{int(n)}",
            "range(3)",
            "{'ERROR' if ok else 'STALLED'}",
            "{datetime.utcnow().isoformat()}",
            "{str(uuid.uuid4())}",
            "{i + 1}",
            "{uuid.uuid4().hex}",
            "{datetime.now(timezone.utc).isoformat().replace('+00:00', 'Z')}",
            "{datetime.now(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')}",
            "{int(time.time())}",
            "${Number(n)}",
            "${i + 1}",
            "${parseInt(x, 10)}",
            "${xs.length}",
            "${crypto.randomUUID()}",
            "${n | 0}",
            "${new Date().toISOString()}",
            "${d.toISOString().slice(0, 10)}",
            "${ok ? 'ERROR' : 'STALLED'}",
            "${Math.floor(x)}",
            "${Date.now()}",
            "UUID.randomUUID()",
            "Instant.now()",
            "xs.size()",
            "Integer.parseInt(s)",
            "Instant.now().minus(1, ChronoUnit.DAYS)",
            "{i:D2}",
            "{d:yyyy-MM-ddTHH:mm:ssZ}",
            "{Guid.NewGuid()}",
            "Guid.NewGuid().ToString(\"N\")",
            "#{i.to_i}",
            "#{SecureRandom.uuid}",
            "#{xs.size}",
            "#{Time.now.utc.iso8601}",
            "#{Time.now.utc.strftime('%FT%TZ')}",
            "(int)$i",
            "count($xs)",
            "gmdate('Y-m-d\\TH:i:s\\Z')",
            "strconv.Itoa(n)",
            "uuid.NewString()",
            "uuid.New().String()",
            "d.UTC().Format(time.RFC3339)",
            "Uuid::new_v4()",
            "n as u32",
            "Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)",
            "$((i+1))",
            "$(date +%F)",
            "$(date -u +%FT%TZ)",
            "$(date -u -d yesterday +%FT%TZ)",
            "$(uuidgen)",
            "$(wc -l < x)",
            "$(ls | wc -l)",
            "$(date +%s)",
            "$$",
            "${#xs}",
            "$([int]$n)",
            "$([guid]::NewGuid())",
            "$(New-Guid)",
            "$($i + 1)",
            "$($xs.Count)",
            "$(Get-Date -Format yyyy-MM-dd)",
            "$((Get-Date).ToUniversalTime().ToString('o'))",
            "$((Get-Date).AddDays(-1).ToString('yyyy-MM-ddTHH:mm:ssZ'))",
            "1..3",
            "(1..5)",
            "{{ n | int }}",
            "{{ xs | length }}",
            "{{ '%Y-%m-%d' | strftime }}",
            "{{ ansible_date_time.iso8601 }}",
            "{{$guid}}",
            "${count.index}",
            "${timestamp()}",
            "${length(var.xs)}",
            "-1",
            "3",
            "${Number(n) || 0}",
            "{len(a) + len(b)}",
            "{int(x or 0)}",
        ] {
            assert_eq!(gives(code), Gives::Plain, "{code}");
        }
        for code in [
            "$(date -Iseconds)",
            "{datetime.now(timezone.utc).isoformat()}",
            "#{Time.now.iso8601}",
            "$(date +%FT%T%z)",
            "$((Get-Date).ToString('o'))",
            "t.Format(time.RFC3339)",
            "{d:o}",
            "Utc::now().to_rfc3339()",
        ] {
            assert_eq!(gives(code), Gives::Unquoted, "{code}");
        }
        for code in [
            "x",
            "${x}",
            "{x}",
            "{0}",
            "{0:D2}",
            "{x:>10}",
            "{x!r}",
            "$x",
            "${x + y}",
            "{a + b}",
            "{x.strip()}",
            "#{x.to_s}",
            "str(x)",
            "${String(x)}",
            "{job['id']}",
            "{self.name}",
            "len(x) + name",
            "$(hostname; uuidgen)",
            "$(cat x)",
            "$($x.Name)",
            "$((Get-Item x).Name)",
            "$((Get-Process))",
            "{'%s' % x}",
            "[x for x in xs]",
            "{name or 'ERROR'}",
            "${a ?? 'ERROR'}",
            "{{ name | lower }}",
            "{{ item }}",
            "${ok ? x : 'ERROR'}",
            "\"O'Neil\"",
            "\"a b\"",
            "x.replace('a', 'b')",
            "format(\"%s\", x)",
            "x.format(y)",
            "[int[]]$x",
            "uuid",
            "(string)$x",
            "$(jq -r .id x)",
            "{base / name}",
            "Config.NAME",
            "$date",
            "x.ToString()",
        ] {
            assert_eq!(gives(code), Gives::Any, "{code}");
        }
    }

    #[test]
    fn a_list_has_constants() {
        for list in [
            "[\"A\", 'B']",
            "%w[A B]",
            "'A', 'B'",
            "[]string{\"A\", \"B\"}",
            "listOf(\"A\")",
            "toset([\"A\"])",
            "(1, 2)",
        ] {
            assert!(is_plain_list(list), "{list}");
        }
        for list in ["xs", "[x]", "[\"O'Neil\"]", "f(\"A\")", "[]", "", "[\"A\", x]", "[\"a b\"]"] {
            assert!(!is_plain_list(list), "{list}");
        }
    }

    #[test]
    fn a_constant_belongs_to_a_type() {
        assert_eq!(constant_member("{State.ERROR.value}"), Some(("State", "ERROR")));
        assert_eq!(constant_member("Job::NAME"), Some(("Job", "NAME")));
        assert_eq!(constant_member("job.NAME"), None);
        assert_eq!(constant_member("{Settings.NAME}"), None);
        assert_eq!(constant_member("State.of(x)"), None);
    }
}
