//! Every rule, one file each: its name, its severity, what its fix is, and its page.
//!
//! The page is the doc comment of the rule's constant. `comfilter rule NAME` prints the same text.

use serde::{Serialize, Serializer};

use crate::text::{Quoted, nearest};

/// The published documentation of comfilter, which contains the page of each rule.
pub(crate) const DOCUMENTATION: &str = "https://docs.rs/comfilter/latest/comfilter/";

/// The importance of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The service rejects it, or it cannot mean what it says.
    Error,
    /// It is accepted, but is probably a mistake.
    Warning,
    /// There is a better way to say the same, or it works by luck.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// The subject of a diagnostic. A rule's name is its only identity, and stable once released.
///
/// ```
/// use comfilter::rules;
///
/// let rule = rules::find("unescaped-quote").unwrap();
/// assert!(rule.page().contains("O''Neil"));
/// ```
#[derive(Debug)]
pub struct Rule {
    name: &'static str,
    severity: Severity,
    on: bool,
    fix: &'static str,
    since: &'static str,
    page: &'static str,
}

impl Rule {
    /// The name, in kebab-case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The default severity of its findings.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether it reports by default.
    pub const fn is_on(&self) -> bool {
        self.on
    }

    /// The kind of its fix, in words: "safe", "unsafe", "none", or a condition for each.
    pub const fn fix(&self) -> &'static str {
        self.fix
    }

    /// The version of comfilter that had it first.
    pub const fn since(&self) -> &'static str {
        self.since
    }

    /// Its page, in Markdown: what it finds, why that matters, an example before and after, and
    /// what to do when it is wrong.
    pub const fn page(&self) -> &'static str {
        self.page
    }

    /// Its page as it is shown: the marks that its tests read in code fences go.
    #[cfg(feature = "cli")]
    pub(crate) fn shown_page(&self) -> String {
        let lines = self.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let lines = lines.map(|line| if line.starts_with("```") { "```" } else { line });
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The URL of its page, in the documentation of this module.
    ///
    /// ```
    /// use comfilter::rules;
    ///
    /// let url = "https://docs.rs/comfilter/latest/comfilter/rules/static.RAW_PLUS.html";
    /// assert_eq!(rules::find("raw-plus").unwrap().url(), url);
    /// ```
    pub fn url(&self) -> String {
        format!("{DOCUMENTATION}rules/static.{}.html", self.name.replace('-', "_").to_uppercase())
    }

    /// The first paragraph of its page, on one line.
    pub fn summary(&self) -> String {
        let first = self.page.split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first sentence of its page, without its end.
    #[cfg(feature = "cli")]
    pub(crate) fn headline(&self) -> String {
        let summary = self.summary();
        let first = summary.split_once(". ").map_or(summary.as_str(), |(first, _)| first);
        first.trim_end_matches('.').to_owned()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name).copied()
}

/// The message and the advice for a name that no rule has, and the rule that was probably meant.
pub(crate) fn unknown(name: &str) -> (String, String, Option<&'static str>) {
    let near = nearest(name, ALL.iter().map(|rule| (rule.name, rule.name)));
    let help = near.map_or_else(
        || "`comfilter rule` lists the rules".to_owned(),
        |near| format!("did you mean {}?", Quoted(near)),
    );
    (format!("there is no rule {}", Quoted(name)), help, near)
}

/// Declares a rule; its doc comment is its page.
macro_rules! rule {
    ($(#[doc = $page:literal])+ $id:ident = $name:literal, $severity:ident, fix: $fix:literal, since: $since:literal) => {
        rule! { $(#[doc = $page])+ $id = $name, $severity, on: true, fix: $fix, since: $since }
    };
    ($(#[doc = $page:literal])+ $id:ident = $name:literal, $severity:ident, on: $on:literal, fix: $fix:literal, since: $since:literal) => {
        $(#[doc = $page])+
        pub static $id: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::rules::Severity::$severity,
            on: $on,
            fix: $fix,
            since: $since,
            page: concat!($($page, "\n"),+),
        };
    };
}

/// Names the files, and lists their rules in the order of the documentation.
macro_rules! rules {
    ($($module:ident $id:ident,)+) => {
        $(mod $module; pub use $module::$id;)+

        /// Every rule, in the order of the mistakes in public threads.
        pub static ALL: &[&Rule] = &[$(&$id),+];
    };
}

rules! {
    unescaped_quote UNESCAPED_QUOTE,
    unterminated_string UNTERMINATED_STRING,
    unquoted_text UNQUOTED_TEXT,
    type_mismatch TYPE_MISMATCH,
    quoted_literal QUOTED_LITERAL,
    quoted_null QUOTED_NULL,
    none_literal NONE_LITERAL,
    invalid_timestamp INVALID_TIMESTAMP,
    invalid_number INVALID_NUMBER,
    swapped_operands SWAPPED_OPERANDS,
    quoted_property QUOTED_PROPERTY,
    unsupported_odata UNSUPPORTED_ODATA,
    unknown_property UNKNOWN_PROPERTY,
    undocumented_name UNDOCUMENTED_NAME,
    not_filterable NOT_FILTERABLE,
    unmonitored_property UNMONITORED_PROPERTY,
    property_alone PROPERTY_ALONE,
    ambiguous_and_or AMBIGUOUS_AND_OR,
    not_scope NOT_SCOPE,
    null_order NULL_ORDER,
    double_quoted_string DOUBLE_QUOTED_STRING,
    foreign_operator FOREIGN_OPERATOR,
    keyword_case KEYWORD_CASE,
    list_syntax LIST_SYNTAX,
    prefix_form PREFIX_FORM,
    missing_operand MISSING_OPERAND,
    missing_operator MISSING_OPERATOR,
    missing_and_or MISSING_AND_OR,
    unbalanced_parenthesis UNBALANCED_PARENTHESIS,
    missing_space MISSING_SPACE,
    parameter_prefix PARAMETER_PREFIX,
    quoted_filter QUOTED_FILTER,
    encoded_text ENCODED_TEXT,
    html_entity HTML_ENTITY,
    trailing_separator TRAILING_SEPARATOR,
    query_clause QUERY_CLAUSE,
    template_placeholder TEMPLATE_PLACEHOLDER,
    unbound_parameter UNBOUND_PARAMETER,
    unknown_value UNKNOWN_VALUE,
    contested_value CONTESTED_VALUE,
    case_mismatch CASE_MISMATCH,
    host_name HOST_NAME,
    resource_type_prefix RESOURCE_TYPE_PREFIX,
    unknown_template UNKNOWN_TEMPLATE,
    malformed_id MALFORMED_ID,
    wildcard WILDCARD,
    bare_boolean BARE_BOOLEAN,
    boolean_order BOOLEAN_ORDER,
    object_value OBJECT_VALUE,
    never_true NEVER_TRUE,
    always_true ALWAYS_TRUE,
    redundant_term REDUNDANT_TERM,
    control_character CONTROL_CHARACTER,
    or_chain OR_CHAIN,
    negated_comparison NEGATED_COMPARISON,
    double_negation DOUBLE_NEGATION,
    redundant_parentheses REDUNDANT_PARENTHESES,
    single_item_list SINGLE_ITEM_LIST,
    too_deep TOO_DEEP,
    too_long TOO_LONG,
    empty_filter EMPTY_FILTER,
    syntax SYNTAX,
    raw_plus RAW_PLUS,
    unencoded_character UNENCODED_CHARACTER,
    double_encoding DOUBLE_ENCODING,
    invalid_encoding INVALID_ENCODING,
    wrong_parameter WRONG_PARAMETER,
    url_too_long URL_TOO_LONG,
    limit_range LIMIT_RANGE,
    retired_version RETIRED_VERSION,
    old_host OLD_HOST,
    unknown_list UNKNOWN_LIST,
    risky_delete RISKY_DELETE,
    unescaped_interpolation UNESCAPED_INTERPOLATION,
    unencoded_interpolation UNENCODED_INTERPOLATION,
    joined_without_parentheses JOINED_WITHOUT_PARENTHESES,
    curl_posts CURL_POSTS,
    lost_filter LOST_FILTER,
    variable_name VARIABLE_NAME,
    host_syntax HOST_SYNTAX,
    unused_suppression UNUSED_SUPPRESSION,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::limits;
    use crate::schema::Schema;

    /// The headings of every page, in this order, after its first paragraph.
    const HEADINGS: [&str; 4] = ["# Why it matters", "# Example", "# When it is wrong", "# Source"];

    /// The languages of a page's examples: a filter, of jobs or of another list, a query string or
    /// a file. Each is clean or has the finding.
    const KINDS: [&str; 10] = [
        "filter",
        "servers",
        "appliances",
        "webhook",
        "query",
        "file",
        "powershell",
        "python",
        "javascript",
        "sh",
    ];

    /// The lines of a page, without the space after `///`.
    fn lines(rule: &Rule) -> impl Iterator<Item = &str> {
        rule.page().lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
    }

    /// The opening fences of a page, each with the first line of its example.
    fn examples(rule: &Rule) -> Vec<(&str, &str)> {
        let lines: Vec<&str> = lines(rule).collect();
        let fences: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].starts_with("```")).collect();
        let pairs = fences.chunks(2).map(|fence| {
            assert_eq!(fence.len(), 2, "{}: a fence is never closed", rule.name());
            assert_eq!(lines[fence[1]], "```", "{}: a fence within a fence", rule.name());
            let is_file = lines[fence[0]].starts_with("```file");
            assert!(is_file || fence[1] - fence[0] == 2, "{}: an example is one line", rule.name());
            (lines[fence[0]], lines[fence[0] + 1])
        });
        pairs.collect()
    }

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
    }

    #[test]
    fn pages_have_their_headings_in_order() {
        for rule in ALL {
            let is_heading = |line: &&str| line.starts_with('#') && !line.starts_with("# comfilter:");
            let headings: Vec<&str> = lines(rule).filter(is_heading).collect();
            assert_eq!(headings, HEADINGS, "{}", rule.name());
        }
    }

    #[test]
    fn sections_are_never_empty() {
        for rule in ALL {
            let texts: Vec<&str> = lines(rule).filter(|line| !line.is_empty()).collect();
            for pair in texts.windows(2) {
                let empty = pair.iter().all(|line| line.starts_with('#'));
                assert!(!empty, "{}: nothing below {}", rule.name(), pair[0]);
            }
            assert_ne!(texts.last(), HEADINGS.last(), "{}: no source", rule.name());
        }
    }

    #[test]
    fn summaries_are_sentences() {
        for rule in ALL {
            let summary = rule.summary();
            assert!(summary.starts_with(char::is_uppercase), "{}: {summary}", rule.name());
            assert!(summary.ends_with('.'), "{}: {summary}", rule.name());
        }
    }

    #[test]
    fn examples_are_of_a_known_kind_and_end_well() {
        for rule in ALL {
            let examples = examples(rule);
            for (fence, text) in &examples {
                let kind = fence.trim_start_matches("```").trim_end_matches(",reports");
                assert!(KINDS.contains(&kind), "{}: {fence}", rule.name());
                assert!(!text.is_empty(), "{}: an empty example", rule.name());
            }
            assert!(lines(rule).any(|line| line == "Write instead:"), "{}", rule.name());
            let (last, _) = examples.last().unwrap();
            assert!(!last.ends_with("reports"), "{}: no example of what is right", rule.name());
        }
    }

    #[test]
    fn pages_without_a_finding_are_those_of_long_texts() {
        let silent: Vec<&str> = ALL
            .iter()
            .filter(|rule| !examples(rule).iter().any(|(fence, _)| fence.ends_with("reports")))
            .map(|rule| rule.name())
            .collect();
        assert_eq!(silent, ["too-deep", "too-long", "empty-filter", "url-too-long"]);
    }

    #[test]
    fn pages_are_written() {
        for rule in ALL {
            assert!(!rule.page().contains("PAGE"), "{}", rule.name());
        }
    }

    #[test]
    fn pages_name_the_limits_that_hold() {
        let named = [
            (&TOO_DEEP, limits::NESTING),
            (&TOO_LONG, limits::TEXT),
            (&URL_TOO_LONG, limits::URL),
            (&LIMIT_RANGE, Schema::jobs().limit().unwrap() as usize),
            (&LIMIT_RANGE, Schema::servers().limit().unwrap() as usize),
            (&INVALID_NUMBER, limits::DECIMAL_DIGITS),
            (&INVALID_NUMBER, limits::DECIMAL_EXPONENT as usize),
        ];
        for (rule, limit) in named {
            let figures = rule.page().replace(',', "");
            let mut words = figures.split(|c: char| !c.is_ascii_digit());
            assert!(words.any(|word| word == limit.to_string()), "{}: {limit}", rule.name());
        }
    }

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut seen = HashSet::new();
        for rule in ALL {
            let mut words = rule.name().split('-');
            let kebab = words.all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
            assert!(kebab, "{}", rule.name());
            assert!(seen.insert(rule.name()), "{} stands twice", rule.name());
        }
    }

    #[test]
    fn each_rule_has_the_file_of_its_name() {
        for rule in ALL {
            let file = folder().join(rule.name().replace('-', "_")).with_extension("rs");
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with(&format!("//! `{}`.\n", rule.name())), "{}", file.display());
            assert!(text.contains(&format!("= \"{}\",", rule.name())), "{}", file.display());
        }
        let files = fs::read_dir(folder()).unwrap().count();
        assert_eq!(files, ALL.len() + 1, "a file that declares no rule, next to mod.rs");
    }
}
