//! A checked filter: valid by construction.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::Schema;
use crate::syntax::{self, Ast, Dialect};
use crate::text::{Encoding, Source};
use crate::{Limits, Severity};

/// A filter without an error, in canonical text. Only a `Filter` can be encoded, so no caller can
/// send an unchecked one.
///
/// ```
/// use comfilter::Filter;
///
/// let filter: Filter = "resource/id  eq 'P06760-B21+2M212504P8'".parse()?;
/// assert_eq!(filter.as_str(), "resource/id eq 'P06760-B21+2M212504P8'");
/// assert_eq!(filter.query(), "filter=resource%2Fid%20eq%20%27P06760-B21%2B2M212504P8%27");
/// # Ok::<(), comfilter::FilterError>(())
/// ```
///
/// Two filters are equal if their canonical text and their schemas are equal.
#[derive(Clone)]
pub struct Filter {
    schema: Schema,
    /// The tree, with the canonical text.
    ast: Ast<'static>,
}

impl Filter {
    /// From a tree without an error.
    #[inline]
    pub(crate) fn new(schema: Schema, ast: Ast<'_>) -> Filter {
        if ast.is_canonical() {
            return Filter { schema, ast: ast.into_owned() };
        }
        let ast = canonical(&ast, schema.dialect());
        Filter { schema, ast }
    }

    /// The canonical text: one space around words and operators, none after a comma or inside
    /// parentheses.
    pub fn as_str(&self) -> &str {
        self.ast.text()
    }

    /// The schema of the list that it filters.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The tree of its canonical text.
    pub fn ast(&self) -> &Ast<'static> {
        &self.ast
    }
}

/// Rebuilds a valid tree from its canonical text, which parses to the same tree
/// (tests/properties.rs and the fuzz target `roundtrip` check it). The canonical text can be longer
/// than the written one.
#[cold]
fn canonical(ast: &Ast<'_>, dialect: Dialect) -> Ast<'static> {
    let limits = Limits { text: usize::MAX, nesting: usize::MAX, ..Limits::DEFAULT };
    syntax::parse_in(dialect, &ast.to_string(), &limits).ast.into_owned()
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Filter").field(&self.as_str()).finish()
    }
}

impl PartialEq for Filter {
    fn eq(&self, other: &Filter) -> bool {
        self.as_str() == other.as_str() && self.schema == other.schema
    }
}

impl Eq for Filter {}

impl FromStr for Filter {
    type Err = FilterError;

    /// A filter of jobs.
    fn from_str(text: &str) -> Result<Filter, FilterError> {
        Schema::jobs().check(text).into_result()
    }
}

impl TryFrom<&str> for Filter {
    type Error = FilterError;

    /// A filter of jobs.
    fn try_from(text: &str) -> Result<Filter, FilterError> {
        text.parse()
    }
}

impl Serialize for Filter {
    /// As its canonical text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Filter {
    /// From text, which is checked as a filter of jobs.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Filter, D::Error> {
        Schema::jobs().seed().deserialize(deserializer)
    }
}

/// Reads the filters of one list, as a seed of serde: [`Filter`] by itself reads those of jobs.
///
/// ```
/// use comfilter::Schema;
/// use serde::de::DeserializeSeed;
/// use serde_json::de::StrRead;
/// use serde_json::Deserializer;
///
/// let text = r#""hardware/powerState eq 'ON'""#;
/// let filter = Schema::servers().seed().deserialize(&mut Deserializer::new(StrRead::new(text)))?;
/// assert_eq!(filter.schema().resource(), "servers");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FilterSeed<'s>(&'s Schema);

impl Schema {
    /// Reads filters of this list with serde.
    pub fn seed(&self) -> FilterSeed<'_> {
        FilterSeed(self)
    }
}

impl<'de> DeserializeSeed<'de> for FilterSeed<'_> {
    type Value = Filter;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Filter, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        self.0.check(&text).into_result().map_err(serde::de::Error::custom)
    }
}

/// The error for an invalid filter: all diagnostics, and the text of their places.
///
/// It prints the first error with a caret under it.
///
/// ```
/// use comfilter::Filter;
///
/// let error = "state == 'ERROR'".parse::<Filter>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\
/// `==` is not an operator of this language: write `eq`
///   state == 'ERROR'
///         ^^"
/// );
/// ```
#[derive(Clone)]
pub struct FilterError {
    pub(crate) source: String,
    pub(crate) diagnostics: Diagnostics,
}

impl FilterError {
    pub(crate) fn new(source: &str, diagnostics: Diagnostics) -> FilterError {
        FilterError { source: source.to_owned(), diagnostics }
    }

    /// All findings, including warnings.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The text that the places of the diagnostics point into.
    pub fn text(&self) -> &str {
        &self.source
    }

    fn first(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|found| found.severity() == Severity::Error)
    }
}

/// The number of characters of a line that the message shows on each side of the place.
const BESIDE: usize = 40;

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.first() else { return f.write_str("this is not a valid filter") };
        let span = first.span();
        let before = self.source.get(..span.start as usize).unwrap_or_default();
        let left: Vec<char> = before.chars().rev().take_while(|c| *c != '\n').take(BESIDE).collect();
        let marked = span.of(&self.source).chars().take_while(|c| *c != '\n').take(BESIDE);
        let rest = self.source.get(span.start as usize..).unwrap_or_default();
        let line = rest.chars().take_while(|c| *c != '\n').take(2 * BESIDE);
        // Control characters take one column, so the caret stays under its place.
        let safe = |c: char| if crate::text::is_unsafe(c) { '\u{fffd}' } else { c };
        let shown: String = left.iter().rev().copied().chain(line).map(safe).collect();
        let carets = marked.count().max(1);
        write!(f, "{}\n  {shown}\n  {}{}", first.message(), " ".repeat(left.len()), "^".repeat(carets))?;
        let start = Source::new(None, &self.source).position(span.start, Encoding::Utf32);
        if start.line > 1 {
            write!(f, "\n  on line {}", start.line)?;
        }
        let more = self.diagnostics.errors() - 1;
        match more {
            0 => Ok(()),
            1 => f.write_str("\n  and one more error"),
            _ => write!(f, "\n  and {more} more errors"),
        }
    }
}

impl std::error::Error for FilterError {}

debug_as_message!(FilterError);

#[cfg(feature = "miette")]
impl miette::Diagnostic for FilterError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.first().map(|first| Box::new(first.rule().name()) as Box<dyn fmt::Display>)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.first()?.help().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let labels = self.diagnostics.iter().map(|found| {
            miette::LabeledSpan::new(
                Some(found.message().to_owned()),
                found.span().start as usize,
                found.span().len(),
            )
        });
        Some(Box::new(labels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Schema;

    fn error(text: &str) -> FilterError {
        text.parse::<Filter>().unwrap_err()
    }

    #[test]
    fn an_error_shows_its_place_and_counts_the_others() {
        let message = "`==` is not an operator of this language: write `eq`";
        let place = "\n  state == 'a'\n        ^^";
        assert_eq!(error("state == 'a'").to_string(), format!("{message}{place}"));
        for (text, shown, rest) in [
            ("state == 'a' or\nstate == 'b'", "\n  state == 'a' or\n        ^^", "\n  and one more error"),
            (
                "state == 'a' or\nstate == 'b' or state == 'c'",
                "\n  state == 'a' or\n        ^^",
                "\n  and 2 more errors",
            ),
            (
                "name ne null\nand\tstate == 'a'",
                "\n  and\u{fffd}state == 'a'\n            ^^",
                "\n  on line 2",
            ),
        ] {
            let error = error(text);
            assert_eq!(error.to_string(), format!("{message}{shown}{rest}"), "{text}");
            assert_eq!(error.text(), text);
        }
    }

    /// A finding that goes past its line, and one in the middle of a long line.
    #[test]
    fn an_error_shows_a_part_of_one_line() {
        let shown =
            |text: &str| error(text).to_string().lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        let many = "generation gt 1 and ".repeat(10);
        let text = format!("{many}state == 'a' and {many}name ne null");
        let [line, caret] = &shown(&text)[..] else { panic!("{text}") };
        let at = many.len() + "state ".len();
        assert_eq!(line.trim_start_matches("  "), text.get(at - BESIDE..at + 2 * BESIDE).unwrap());
        assert_eq!(*caret, format!("  {}^^", " ".repeat(BESIDE)));

        let [line, caret, ..] = &shown("1 eq\n2")[..] else { panic!("two values") };
        assert_eq!((line.as_str(), caret.as_str()), ("  1 eq", "  ^^^^"));
    }

    #[test]
    fn filters_are_equal_by_text_and_schema() {
        let parse = |text: &str| text.parse::<Filter>().unwrap();
        let filter = parse("name  eq 'x'");
        assert_eq!(filter, parse("name eq 'x'"));
        assert_ne!(filter, parse("name eq 'y'"));
        assert_eq!(format!("{filter:?}"), "Filter(\"name eq 'x'\")");
        let other =
            include_str!("../../schema/jobs.toml").replace("resource = \"jobs\"", "resource = \"tasks\"");
        let other = Schema::from_toml(&other).unwrap();
        assert_ne!(filter, other.check("name eq 'x'").into_result().unwrap());
    }

    #[cfg(feature = "miette")]
    #[test]
    fn a_report_of_miette_has_all_findings() {
        use miette::Diagnostic;
        let error = error("name eq 'a*' and state == 'Running'");
        assert_eq!(error.code().unwrap().to_string(), "foreign-operator");
        assert_eq!(error.help().map(|help| help.to_string()), None);
        let labels: Vec<(usize, usize)> =
            error.labels().unwrap().map(|label| (label.offset(), label.len())).collect();
        assert_eq!(labels, [(8, 4), (23, 2), (26, 9)]);
        assert!(error.source_code().is_some());
        let error = self::error("generation gt 'three'");
        assert_eq!(
            error.help().unwrap().to_string(),
            "compare `generation` with a number, as in `generation gt 3`"
        );
    }
}
