//! Every limit: its value, the reason for it, and who may raise it.

use serde::{Deserialize, Serialize};

/// Longest text of one filter, in bytes; [`Limits::text`] raises it.
///
/// Far above what any proxy passes on as a URL (8,000 bytes is common), and small enough that
/// the worst input is answered at once.
pub const TEXT: usize = 1 << 20;

/// Longest text of a filter whatever the limits are, in bytes: while it is parsed, both ends of a token
/// take thirty bits each, which leaves four of 64 for what it is.
pub const OFFSET: u32 = (1 << 30) - 1;

/// Deepest nesting of parentheses and `not`, counted together.
///
/// Filters that people write nest three or four deep; [`Limits::nesting`] raises it. A matcher that
/// reads JSON uses the same figure for a job, where nobody can: what checks JSON has a bit for each
/// object and array that is open.
pub const NESTING: usize = 128;

/// How many diagnostics of one filter are kept; the rest is counted.
///
/// Nobody reads more, and each carries a message. [`Limits::diagnostics`] raises it for filters; of a
/// schema as many problems are kept.
pub const DIAGNOSTICS: usize = 100;

/// How many findings of one filter are kept, at least, where they are not for people, but fixed, ignored
/// or known already.
pub const FINDINGS: usize = 10_000;

/// Most rounds of fixing a text. A fix may lay open another mistake; three rounds are common, and no
/// text that a person wrote needs ten.
pub const FIX_ROUNDS: usize = 100;

/// How many times its length a text may be checked anew to find which fixes of several bring an error.
pub const FIX_TRIES: usize = 64;

/// Longest segment of a property path, in characters. It is a rule of the language, as OData has it, and
/// the same for everyone.
pub const NAME: usize = 128;

/// Longest path that a schema may list, in bytes: eight times the longest name, where real paths
/// have two short ones. It keeps the table of lengths small, in which properties are found, and is fixed
/// for that.
pub const PATH: usize = 8 * NAME;

/// Longest text of a schema, in bytes.
///
/// The schema of jobs has 16 KiB. A text of this length is read in well under a second, and
/// has no room for as many properties as a `u16` can count, which is why it is fixed.
pub const SCHEMA: usize = 1 << 20;

/// Longest text of a configuration, in bytes: one that says something of every rule has 4 KiB.
pub const CONFIG: usize = 1 << 20;

/// Longest OpenAPI file, in bytes: those of whole clouds have 20 MiB.
pub const OPENAPI: usize = 32 << 20;

/// Most values of an OpenAPI file: objects, lists, strings, numbers. A file of 20 MiB has half a million, and
/// each takes forty bytes besides its text.
pub const OPENAPI_NODES: usize = 2_000_000;

/// How many bytes the entries may take that YAML repeats, by `<<` or by an alias as a key: people take in a
/// few entries here and there. Everything else that is repeated is a number.
pub const OPENAPI_REPEATED: usize = 8 << 20;

/// How many entries of schemas are looked at for one list of an OpenAPI file: references lead to the same
/// schemas again and again, and few of them can mean more than anybody could write. A list of a real API
/// takes some thousands; as many as these take a second.
pub const OPENAPI_STEPS: usize = 1_000_000;

/// How many properties of an OpenAPI file are listed before objects are left open. The largest list that
/// was seen has 200; all of a schema must stay within [`SCHEMA`].
pub const OPENAPI_PROPERTIES: usize = 4_000;

/// How deep properties of an OpenAPI file are listed: people filter by three levels.
pub const OPENAPI_NESTING: usize = 16;

/// Longest enumeration that becomes the values of a property: nobody reads more in a message.
pub const OPENAPI_VALUES: usize = 1_000;

/// Largest `limit` that is believed of an OpenAPI file: no page has more, and a figure past it is that of a
/// number's type.
pub const OPENAPI_PAGE: u32 = 1_000_000;

/// Most digits of a decimal literal. Numbers compare by exact value, so that each digit counts. It is a
/// rule of the language, and so is the next.
pub const DECIMAL_DIGITS: usize = 40;

/// Largest exponent of a decimal literal, of either sign: past the range of a binary double.
pub const DECIMAL_EXPONENT: u32 = 400;

/// Longest file or standard input that a command reads whole, in bytes: a thousand of the longest
/// filters would not fit a team's repository. The library reads no files; there [`Limits::text`] holds.
pub const FILE: usize = 64 << 20;

/// Longest file in another language that is read where a folder is searched, in bytes; one that is named may
/// be as long as any. What is longer is data, and nobody wrote it by hand.
pub const SOURCE: usize = 16 << 20;

/// How many nodes of an outline a group or an operand has at most, where a rule asks for all of it. A longer one
/// is data. Each filter in a group may ask for the whole group: the bound keeps the time linear.
pub(crate) const SOURCE_GROUP: usize = 1_000;

/// Longest URL before `url-too-long` warns, in bytes: what most proxies take. [`Limits::url`] raises it.
pub const URL: usize = 8_000;

/// How many lines a URL may be away from the filter that is sent to it, either way: two requests in one file
/// are often closer than forty.
pub(crate) const SOURCE_LINES: usize = 20;

/// How many bytes away a URL may be, at most: a line of a minified file may be all of it, and each filter looks
/// round itself.
pub(crate) const SOURCE_NEAR: usize = 1 << 13;

/// How many names with a URL the texts inside of another one know: each of these texts has a copy.
pub(crate) const SOURCE_NAMES: usize = 100;

/// How many lists near a filter are compared with its own: each filter compares them anew.
pub(crate) const SOURCE_LISTS: usize = 64;

/// How many constants with a URL are looked for in a text: each takes a pass over it.
pub(crate) const SOURCE_CONSTANTS: usize = 16;

/// How many bytes before a URL on its line the name may be that it is given to: a line may be as long as the file.
pub(crate) const SOURCE_NAME_BEFORE: usize = 256;

/// How many bytes of text without blanks belong to a URL that is mentioned, either way: in a minified file such
/// a run has no end.
pub(crate) const SOURCE_RUN: usize = 1 << 10;

/// How many bytes a URL in the midst of other text has: twice what most proxies take, for holes and escapes.
pub(crate) const SOURCE_URL: usize = 1 << 14;

/// How many URLs of one text are looked at: a list of requests has hundreds.
pub(crate) const SOURCE_URLS: usize = 10_000;

/// How many places of variables are followed in one text: each looks at up to [`SOURCE_VALUES`] values.
pub(crate) const SOURCE_VARIABLES: usize = 1_000;

/// How many values of a name before a place are looked at: a script that gives one name more is generated.
pub(crate) const SOURCE_VALUES: usize = 64;

/// How many bytes of the code in a hole are looked at for a variable: an encoder with its argument has fifty.
pub(crate) const SOURCE_CODE: usize = 256;

/// How many groups round an entry are looked at for the call that sends it. People write five; each entry looks
/// anew.
pub(crate) const SOURCE_GROUPS: usize = 16;

/// How many groups round a string may contain the URL of its call, its encoder, or the expectation of a test. A
/// wider one is a block of code, or a whole file of data.
pub(crate) const SOURCE_CALL: usize = 4;

/// How many nodes of the arguments of a call are looked at for its URL, and of a value for its strings. The URL is
/// among the first arguments.
pub(crate) const SOURCE_ARGUMENTS: usize = 256;

/// How many bytes at the beginning of a text say whether it looks like a filter: the first condition has fewer.
pub(crate) const SOURCE_START: usize = 256;

/// How many bytes a hole of a template has: without an end it would be looked for to the end of the file, by each
/// brace anew.
pub(crate) const SOURCE_HOLE: usize = 4_096;

/// How many bytes a name in a hole has, for the same reason.
pub(crate) const SOURCE_NAME: usize = 256;

/// How many bytes after `-f` of PowerShell are looked at for values: its line may be as long as the file.
pub(crate) const SOURCE_LINE: usize = 1 << 10;

/// How many bytes of the line are looked at that a function begins with, for its parameters: each variable looks anew.
pub(crate) const SOURCE_HEADER: usize = 1 << 10;

/// How many strings a value may be: a list of terms that a person writes has ten.
pub(crate) const SOURCE_TEXTS: usize = 64;

/// How deep languages are looked into that contain one another: a notebook's cell in Markdown with a block of YAML
/// that contains a script is four.
pub(crate) const SOURCE_PARTS: usize = 6;

/// How deep code in holes and commands in commands are looked into: each level reads its text once more.
pub(crate) const SOURCE_NESTING: usize = 8;

/// How many functions may be round a place: each variable goes through them.
pub(crate) const SOURCE_SCOPES: usize = 16;

/// How many entries of a mapping are looked at before and after one: each filter looks at them anew.
pub(crate) const SOURCE_ENTRIES: usize = 32;

/// How many times as long as one filter a text to decode may be: a byte takes three when it is
/// encoded, and the address and a shell's quotes take the rest. It follows [`Limits::text`].
pub const ENCODED: usize = 4;

/// Longest record that is read from a stream of jobs, in bytes: a job has a few thousand.
/// [`ScanOptions::longest_record`](crate::ScanOptions::longest_record) raises it.
pub const RECORD: usize = 64 << 20;

/// How many steps the rules take that compare the conditions of a filter with each other, for each byte
/// of its text.
///
/// A filter that people write takes fewer than one. Only thousands of conditions of one property that
/// nest deeply, or that all look for texts, come to it, and of them less is told.
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
    /// How many diagnostics of one filter are kept ([`DIAGNOSTICS`]).
    pub diagnostics: usize,
    /// Longest URL before `url-too-long` warns, in bytes ([`URL`]).
    pub url: usize,
}

impl Limits {
    /// The limits that hold where nothing else is said.
    pub const DEFAULT: Limits = Limits { text: TEXT, nesting: NESTING, diagnostics: DIAGNOSTICS, url: URL };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
