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

/// Most rounds of fixing. A fix may reveal another mistake; three rounds are common, and input by a person
/// never needs ten.
pub const FIX_ROUNDS: usize = 100;

/// The amount of text that may be checked again to find which fix of several causes an error, as a
/// multiple of the text's length. Each try halves a group of fixes, so sixteen separate the harmful ones of
/// several filters from the others.
pub const FIX_TRIES: usize = 16;

/// The least amount of text that may be checked again, in bytes: fifty times a host file of 40 KiB, in less
/// than three seconds.
pub const FIX_BYTES: usize = 2 << 20;

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

/// Largest number in a configuration: its multiples still fit an offset.
pub const CONFIG_NUMBER: usize = 1 << 28;

/// Most dots in a key of a schema or a configuration: `lint.rules.or-chain` has them. A number or a date has
/// one.
///
/// Each dot of `a.b.c = 1` is a table inside a table. The parser's limit of 80 counts open keys and
/// not their dots: 80 times 80 tables would exhaust the stack when they are dropped.
pub(crate) const DOTS: usize = 2;

/// How many lexemes in parentheses may be one operand: people write sums of three parts. Each parenthesis
/// inside repeats the search.
pub(crate) const OPERAND: usize = 64;

/// Longest word that is searched for among names with similar spelling, in bytes. A longer one is not a
/// mistyped name, and the work for hostile text stays small.
pub(crate) const MISTYPED: usize = 64;

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

/// Largest credible `limit` of a list: no page has more, and a larger figure in an OpenAPI file is that of
/// a number's type.
pub const PAGE: u32 = 1_000_000;

/// Most references in a chain of an OpenAPI file: people write one or two, and a loop has no end.
pub const OPENAPI_REFERENCES: usize = 64;

/// Deepest composition in an OpenAPI file: a schema of a schema of a schema.
pub const OPENAPI_COMPOSED: usize = 64;

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

/// How many nodes of a group or an operand a rule reads at most. A longer one is data. Each filter in a group
/// may read the whole group, so the bound keeps the time linear.
pub(crate) const SOURCE_GROUP: usize = 1_000;

/// Longest URL before `url-too-long` warns, in bytes: what most proxies take. [`Limits::url`] raises it.
pub const URL: usize = 8_000;

/// The most requests that a filter is split into: one of the longest text becomes some hundred of [`URL`] bytes.
pub const REQUESTS: usize = 1_000;

/// How many lines may be between a filter and the URL that it is sent to, in either direction. Two requests
/// in one file are often fewer than forty lines apart.
pub(crate) const SOURCE_LINES: usize = 20;

/// How many bytes may be between them. A minified file may be one line, and each filter searches its
/// surroundings.
pub(crate) const SOURCE_NEAR: usize = 1 << 13;

/// How many names with a URL a part passes on to the parts inside it: each of these has a copy.
pub(crate) const SOURCE_NAMES: usize = 100;

/// How many names a tree of files shares: the most used client has forty paths.
#[cfg(feature = "cli")]
pub(crate) const SOURCE_TREE_NAMES: usize = 1_000;

/// The longest file, in bytes, for which an editor gets other forms of a filter: it asks at each move of the cursor, and each
/// form is checked with the whole file. A file of this size takes some hundredths of a second.
pub(crate) const REWRITTEN: usize = 64 << 10;

/// The steps of the proofs for a shorter filter in an editor: some hundredths of a second.
pub(crate) const EDITOR_SIMPLIFY: usize = 500_000;

/// How many files and folders the language server looks at for names that files share. Looking at so many takes a tenth
/// of a second; a larger folder is seldom one project.
#[cfg(feature = "lsp")]
pub(crate) const WORKSPACE_FILES: usize = 20_000;

/// How many bytes of them it reads.
#[cfg(feature = "lsp")]
pub(crate) const WORKSPACE_BYTES: u64 = 128 << 20;

/// How many lists near a filter are compared with its own: each filter repeats the comparison.
pub(crate) const SOURCE_LISTS: usize = 64;

/// How many constants with a URL are searched for in a part: each takes a pass over it.
pub(crate) const SOURCE_CONSTANTS: usize = 16;

/// How many bytes before a URL are searched for the name that it is assigned to: a line may be as long as the
/// file.
pub(crate) const SOURCE_NAME_BEFORE: usize = 256;

/// How many bytes without a blank may belong to a URL, before and after its path. In a minified file, such a
/// run may have no end.
pub(crate) const SOURCE_RUN: usize = 1 << 10;

/// How many strings of a file that look like filters are named with the reason why they are not taken: more
/// would not be read.
#[cfg(feature = "cli")]
pub(crate) const SOURCE_UNTAKEN: usize = 20;

/// The longest URL within other text, in bytes: twice the limit of most proxies, for holes and escapes.
pub(crate) const SOURCE_URL: usize = 1 << 14;

/// How many URLs of one string are read: a list of requests has hundreds.
pub(crate) const SOURCE_URLS: usize = 10_000;

/// How many uses of variables in one part are followed: each reads up to [`SOURCE_VALUES`] values.
pub(crate) const SOURCE_VARIABLES: usize = 1_000;

/// How many values of a name before a place are read: only a generated script assigns more.
pub(crate) const SOURCE_VALUES: usize = 64;

/// How many bytes of the code in a hole are searched for a variable: an encoder with its argument has fifty.
pub(crate) const SOURCE_CODE: usize = 256;

/// How many groups around an entry are searched for the call that sends it. People write five, and each entry
/// repeats the search.
pub(crate) const SOURCE_GROUPS: usize = 16;

/// How many groups around a string may contain the URL of its call, its encoder, or the expectation of a
/// test. A wider one is a block of code, or a whole file of data.
pub(crate) const SOURCE_CALL: usize = 4;

/// How many nodes of a call's arguments are searched for its URL, and of a value for its strings. The URL is
/// among the first arguments.
pub(crate) const SOURCE_ARGUMENTS: usize = 256;

/// How many bytes at the start of a string decide whether it looks like a filter: the first condition has
/// fewer.
pub(crate) const SOURCE_START: usize = 256;

/// The longest hole of a template, in bytes. For a hole without an end, each brace would search the rest of
/// the file again.
pub(crate) const SOURCE_HOLE: usize = 4_096;

/// The longest name in a hole, in bytes, for the same reason.
pub(crate) const SOURCE_NAME: usize = 256;

/// How many bytes after `-f` of PowerShell are searched for values: its line may be as long as the file.
pub(crate) const SOURCE_LINE: usize = 1 << 10;

/// How many bytes of a function's first line are searched for parameters: each variable repeats the search.
pub(crate) const SOURCE_HEADER: usize = 1 << 10;

/// The most strings that a value may be: people write lists of ten terms.
pub(crate) const SOURCE_TEXTS: usize = 64;

/// The deepest nesting of languages. A cell of a notebook, in Markdown, with a block of YAML that contains a
/// script, has four.
pub(crate) const SOURCE_PARTS: usize = 6;

/// The deepest nesting of code in holes, and of commands in commands: each level reads its text again.
pub(crate) const SOURCE_NESTING: usize = 8;

/// How many variables are followed from a query to its request: people write three.
pub(crate) const SOURCE_FLOW: usize = 8;

/// How many uses of such a variable are looked at: each reads its statement.
pub(crate) const SOURCE_USES: usize = 32;

/// How many functions around a place are searched: each variable visits them.
pub(crate) const SOURCE_SCOPES: usize = 16;

/// The longest text to decode, as a multiple of the longest filter. An encoded byte takes three,
/// and the address and a shell's quotes take the rest. It follows [`Limits::text`].
pub const ENCODED: usize = 4;

/// Most times that a value is decoded: more encodings do not happen by accident.
pub(crate) const ENCODINGS: usize = 4;

/// How many bytes of code around a URL are searched for its method: a line may have many URLs.
pub(crate) const METHOD: usize = 1 << 12;

/// Longest record in a stream of jobs, in bytes: a job has a few thousand.
/// [`ScanOptions::longest_record`](crate::matcher::ScanOptions::longest_record) raises it.
pub const RECORD: usize = 64 << 20;

/// The budget of steps for comparing the conditions of a filter with each other, for each byte of
/// its text.
///
/// A filter by a person takes fewer than one. Only thousands of conditions of one property that
/// nest deeply, or that all search for strings, reach it, and then fewer of their findings are
/// reported.
pub const LOGIC: usize = 16;

/// Longest filter that is proved to be never or always true as a whole, in bytes: filters by people are shorter.
pub(crate) const LOGIC_PROOF: usize = 8 << 10;

/// Steps of such a proof: a hundredth of a second.
pub(crate) const LOGIC_STEPS: usize = 100_000;

/// Longest `CREATE TABLE`, in bytes: a column for each property of a list takes 2 KiB.
pub const DDL: usize = 1 << 16;

/// Deepest nesting in the type of a column, whose parser recurses. A deeper type is unknown.
pub const DDL_DEPTH: usize = 32;

/// How many filters without one term are tried for the nearest one that selects something.
pub(crate) const LOGIC_TERMS: usize = 8;

/// The limits that a caller may raise or lower for one call, as in [`Checked::new`](crate::Checked::new).
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

#[cfg(all(test, feature = "lsp"))]
mod tests {
    use super::*;

    #[test]
    fn the_document_of_editors_has_the_limits_of_a_folder() {
        let text = include_str!("../docs/editors.md").split_whitespace().collect::<Vec<_>>().join(" ");
        let thousands = WORKSPACE_FILES / 1_000;
        assert!(text.contains(&format!("more than {thousands},000 files and folders")), "{text}");
        assert!(text.contains(&format!("with {} MiB of scripts", WORKSPACE_BYTES >> 20)), "{text}");
    }
}
