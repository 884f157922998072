//! Every limit: its value, its reason, and the way to change it.

use serde::{Deserialize, Serialize};

/// Longest text of one filter, in bytes; [`Limits::text`] raises it.
///
/// Far above the longest URL that proxies accept (8,000 bytes is common), and small enough that
/// even the worst input is fast.
pub const TEXT: usize = 1 << 20;

/// Longest filter under any limits, in bytes. The parser stores both ends of a token in thirty bits
/// each, and its kind in the remaining four of 64.
pub const OFFSET: u32 = (1 << 30) - 1;

/// Deepest nesting of parentheses and `not`, counted together.
///
/// Filters by people nest three or four deep; [`Limits::nesting`] raises the limit. A matcher uses
/// the same depth for jobs. It is fixed there: the validator of JSON keeps one bit per open
/// container.
pub const NESTING: usize = 128;

/// Most diagnostics that are kept for one filter; the rest is counted.
///
/// More would not be read, and each carries a message. [`Limits::diagnostics`] raises the limit for
/// filters; a schema has the same number of problems.
pub const DIAGNOSTICS: usize = 100;

/// The least number of findings that are kept for one filter if they are not for people, but fixed,
/// ignored or compared with a baseline.
pub const FINDINGS: usize = 10_000;

/// Most rounds of fixing. A fix may reveal another mistake; three rounds are common, and a text by
/// a person never needs ten.
pub const FIX_ROUNDS: usize = 100;

/// The amount of text that may be checked again to find which fix of several causes an error, as a
/// multiple of the text's length.
pub const FIX_TRIES: usize = 64;

/// Longest segment of a property path, in characters. It is a rule of OData, and not configurable.
pub const NAME: usize = 128;

/// Longest path that a schema may list, in bytes: eight times the longest name, while real paths
/// have two short ones. It is fixed, because it keeps the table of lengths small that finds
/// properties.
pub const PATH: usize = 8 * NAME;

/// Longest text of a schema, in bytes.
///
/// The schema of jobs has 16 KiB. A schema of this length is read in well under a second. The limit
/// is fixed, because a `u16` counts the properties, and this length has no room for more.
pub const SCHEMA: usize = 1 << 20;

/// Longest text of a configuration, in bytes: one with a setting for every rule has 4 KiB.
pub const CONFIG: usize = 1 << 20;

/// Longest OpenAPI file, in bytes: those of whole clouds have 20 MiB.
pub const OPENAPI: usize = 32 << 20;

/// Most values of an OpenAPI file: objects, lists, strings, numbers. A file of 20 MiB has half a million, and
/// each takes forty bytes besides its text.
pub const OPENAPI_NODES: usize = 2_000_000;

/// Most bytes of the entries that YAML repeats, by `<<` or by an alias as a key: people merge a few
/// entries here and there. Every other repetition is a number.
pub const OPENAPI_REPEATED: usize = 8 << 20;

/// Most entries of schemas that are visited for one list of an OpenAPI file. References lead to the
/// same schemas repeatedly, and a few of them can unfold to more than anyone could write. A list of
/// a real API takes some thousands; this many take a second.
pub const OPENAPI_STEPS: usize = 1_000_000;

/// Most properties of an OpenAPI file that are listed before objects are left open. The largest
/// known list has 200; all of a schema must stay within [`SCHEMA`].
pub const OPENAPI_PROPERTIES: usize = 4_000;

/// The deepest listed properties of an OpenAPI file: people filter by three levels.
pub const OPENAPI_NESTING: usize = 16;

/// Longest enumeration that becomes the values of a property: more would not be read in a message.
pub const OPENAPI_VALUES: usize = 1_000;

/// Largest credible `limit` in an OpenAPI file: no page has more, and a larger figure is that of a
/// number's type.
pub const OPENAPI_PAGE: u32 = 1_000_000;

/// Most digits of a decimal literal. Numbers compare by exact value, so each digit counts. It is a
/// rule of the language, and so is the next.
pub const DECIMAL_DIGITS: usize = 40;

/// Largest exponent of a decimal literal, of either sign: past the range of a binary double.
pub const DECIMAL_EXPONENT: u32 = 400;

/// Longest file or standard input that a command reads whole, in bytes: a thousand of the longest
/// filters, more than the repository of a team has. The library reads no files; [`Limits::text`]
/// applies there.
pub const FILE: usize = 64 << 20;

/// Longest host file that is read from a searched folder, in bytes; a named file may have any
/// length. A longer file is data, and not written by hand.
pub const SOURCE: usize = 16 << 20;

/// Longest URL before `url-too-long` warns, in bytes: the limit of most proxies. [`Limits::url`]
/// raises it.
pub const URL: usize = 8_000;

/// The longest text to decode, as a multiple of the longest filter. An encoded byte takes three,
/// and the address and a shell's quotes take the rest. It follows [`Limits::text`].
pub const ENCODED: usize = 4;

/// Longest record in a stream of jobs, in bytes: a job has a few thousand.
/// [`ScanOptions::longest_record`](crate::ScanOptions::longest_record) raises it.
pub const RECORD: usize = 64 << 20;

/// The budget of steps for comparing the conditions of a filter with each other, for each byte of
/// its text.
///
/// A filter by a person takes fewer than one. Only thousands of conditions of one property that
/// nest deeply, or that all search for strings, reach it, and then fewer of their findings are
/// reported.
pub const LOGIC: usize = 16;

/// The limits that a caller may raise or lower for one call.
///
/// ```
/// use comfilter::{Limits, Schema};
///
/// let strict = Limits { nesting: 2, ..Limits::default() };
/// let checked = Schema::jobs().check_with("((((state eq 'ERROR'))))", &strict);
/// assert_eq!(checked.diagnostics()[0].rule().name(), "too-deep");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Longest text of one filter, in bytes ([`TEXT`]).
    pub text: usize,
    /// Deepest nesting of parentheses and `not` ([`NESTING`]).
    pub nesting: usize,
    /// Most diagnostics that are kept for one filter ([`DIAGNOSTICS`]).
    pub diagnostics: usize,
    /// Longest URL before `url-too-long` warns, in bytes ([`URL`]).
    pub url: usize,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Limits = Limits { text: TEXT, nesting: NESTING, diagnostics: DIAGNOSTICS, url: URL };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
