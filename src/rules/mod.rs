//! Every rule, one file each: its name, its severity, what its fix is, and its page.
//!
//! The page is the doc comment of the rule's constant. The same text answers
//! `comfilter rule NAME` and stands in the documentation of this module.

use serde::{Serialize, Serializer};

use crate::diagnostic::Severity;

/// What a diagnostic is about. A rule's name is its only identity, and stable once released.
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
    fix: &'static str,
    since: &'static str,
    page: &'static str,
}

impl Rule {
    /// The name, in kebab-case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The severity of its findings where nothing else is said.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// What kind of fix it offers, in words: "safe", "unsafe", "none", or which when.
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

    /// The first paragraph of its page, on one line.
    pub fn summary(&self) -> String {
        let first = self.page.split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Declares a rule; its doc comment is its page.
macro_rules! rule {
    ($(#[doc = $page:literal])+ $id:ident = $name:literal, $severity:ident, fix: $fix:literal, since: $since:literal) => {
        $(#[doc = $page])+
        pub static $id: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
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

        /// Every rule, in the order in which public threads show the mistakes.
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
    invalid_timestamp INVALID_TIMESTAMP,
    invalid_number INVALID_NUMBER,
    swapped_operands SWAPPED_OPERANDS,
    quoted_property QUOTED_PROPERTY,
    unsupported_odata UNSUPPORTED_ODATA,
    unknown_property UNKNOWN_PROPERTY,
    not_filterable NOT_FILTERABLE,
    property_alone PROPERTY_ALONE,
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
    encoded_text ENCODED_TEXT,
    html_entity HTML_ENTITY,
    trailing_separator TRAILING_SEPARATOR,
    template_placeholder TEMPLATE_PLACEHOLDER,
    unbound_parameter UNBOUND_PARAMETER,
    unknown_value UNKNOWN_VALUE,
    resource_type_prefix RESOURCE_TYPE_PREFIX,
    unknown_template UNKNOWN_TEMPLATE,
    malformed_id MALFORMED_ID,
    bare_boolean BARE_BOOLEAN,
    boolean_order BOOLEAN_ORDER,
    object_value OBJECT_VALUE,
    control_character CONTROL_CHARACTER,
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
}
