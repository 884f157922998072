//! Filters to try: the API page's own, completed, everyday ones, and everyday mistakes.
//!
//! The folder `examples/` has them as `.comfilter` files. Above each filter is a title, and then a
//! description of its jobs.
//!
//! ```
//! use comfilter::explain::examples;
//!
//! let example = &examples::page()[2];
//! assert_eq!(example.title, "Jobs on one server");
//! assert_eq!(example.filter, "resource/id eq 'P06760-B21+2M212504P8'");
//! ```

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Serialize;

use crate::Schema;
use crate::explain;
use crate::format::{self, entries, format_file};
use crate::text::Span;

/// The origin of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExampleOrigin {
    /// The API page, completed with real values.
    Page,
    /// An operator's week.
    Everyday,
    /// Mistakes: invalid filters, for lint to correct.
    Mistake,
    /// A form in the documents of another list, with other values.
    List,
}

/// A filter to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Example {
    /// Its purpose, in a few words.
    pub title: Cow<'static, str>,
    /// The jobs that it selects, in a sentence; for a mistake, the rules that report it.
    pub about: String,
    /// The filter, on one line.
    pub filter: String,
    /// Its origin.
    pub origin: ExampleOrigin,
}

/// The eight examples of the API page, completed with real values.
pub fn page() -> &'static [Example] {
    static PAGE: LazyLock<Vec<Example>> =
        LazyLock::new(|| read(include_str!("../../examples/page.comfilter"), ExampleOrigin::Page));
    &PAGE
}

/// Ten filters of an operator's week.
pub fn everyday() -> &'static [Example] {
    static EVERYDAY: LazyLock<Vec<Example>> =
        LazyLock::new(|| read(include_str!("../../examples/everyday.comfilter"), ExampleOrigin::Everyday));
    &EVERYDAY
}

/// Everyday mistakes.
pub fn mistakes() -> &'static [Example] {
    static MISTAKES: LazyLock<Vec<Example>> =
        LazyLock::new(|| read(include_str!("../../examples/mistakes.comfilter"), ExampleOrigin::Mistake));
    &MISTAKES
}

/// Filters of a list to try: for jobs, those of the API page and of an operator's week.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::explain::examples;
///
/// let example = &examples::of(Schema::servers())[0];
/// assert_eq!(example.title, "servers that are on");
/// assert_eq!(example.about, "Selects servers whose hardware power state is ON.");
/// assert_eq!(example.filter, "hardware/powerState eq 'ON'");
/// ```
pub fn of(schema: &Schema) -> Vec<Example> {
    if schema.resource() == Schema::jobs().resource() && schema.examples().is_empty() {
        // Older versions have other names.
        let all = page().iter().chain(everyday());
        return all.filter(|example| schema.check(&example.filter).is_ok()).cloned().collect();
    }
    let example = |known: &crate::schema::KnownExample| {
        let filter = schema.check(&known.filter).into_result();
        // The test `each_list_has_its_examples` checks that it is one.
        let sentence = filter.map(|filter| explain::sentence(&filter)).unwrap_or_default();
        let mut letters = sentence.chars();
        let first = letters.next().into_iter().flat_map(char::to_lowercase).collect::<String>();
        Example {
            title: known.title.clone().into(),
            about: format!("Selects {first}{}.", letters.as_str()),
            filter: known.filter.clone(),
            origin: ExampleOrigin::List,
        }
    };
    schema.examples().iter().map(example).collect()
}

/// Examples as text for copying, formatted like `comfilter fmt`. It ends with a line break.
///
/// ```
/// use comfilter::explain::examples;
///
/// let text = examples::to_text(&examples::page()[3..4]);
/// assert_eq!(
///     text,
///     "\
/// ## Child jobs
/// ## Selects jobs that another job has started.
/// not parentJobId eq null
/// "
/// );
/// ```
///
/// This is a `.comfilter` file.
pub fn to_text<'e>(examples: impl IntoIterator<Item = &'e Example>) -> String {
    let blocks: Vec<String> = examples
        .into_iter()
        .map(|example| format!("# {}\n# {}\n{}\n", example.title, example.about, example.filter))
        .collect();
    format_file(&blocks.join("\n"), &format::Options::new()).text
}

/// The examples of a file: the comment lines right above a filter are its title and a description
/// of its jobs.
fn read(file: &'static str, origin: ExampleOrigin) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut before = 0;
    for entry in entries(file) {
        let above = Span::new(before, entry.span.start).of(file);
        before = entry.span.end;
        let mut comments: Vec<&str> =
            above.lines().rev().skip_while(|line| line.is_empty()).map_while(comment).collect();
        let title = comments.pop().unwrap_or_default();
        comments.reverse();
        let lines: Vec<&str> = entry.text.lines().map(str::trim).collect();
        examples.push(Example {
            title: title.into(),
            about: comments.join(" "),
            filter: lines.join(" "),
            origin,
        });
    }
    examples
}

fn comment(line: &str) -> Option<&str> {
    line.trim().strip_prefix('#').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Diagnostic;
    use crate::lint::Linter;
    use crate::schema::lists;

    /// `ERROR` of jobs is contested, and the rows of reports have no documented names.
    fn is_told(found: &&Diagnostic) -> bool {
        !["contested-value", "undocumented-name"].contains(&found.rule().name())
    }

    #[test]
    fn each_example_is_a_filter_without_a_finding() {
        for example in page().iter().chain(everyday()) {
            let linter = Linter::new(Schema::jobs().clone());
            let checked = linter.lint(&example.filter);
            let told = checked.diagnostics().iter().filter(is_told);
            let messages: Vec<&str> = told.map(|found| found.message()).collect();
            assert!(messages.is_empty(), "{}: {messages:?}", example.title);
            assert!(checked.into_result().is_ok(), "{}", example.title);
            assert!(
                example.about.starts_with("Selects ") && example.about.ends_with('.'),
                "{}",
                example.about
            );
        }
        assert_eq!((page().len(), everyday().len()), (8, 10));
    }

    #[test]
    fn each_list_has_its_examples() {
        for schema in lists().iter().flat_map(|list| list.versions()) {
            let examples = of(schema);
            assert!(!examples.is_empty(), "{:?}", schema.path());
            for example in examples {
                let checked = Linter::new(schema.clone()).lint(&example.filter);
                let told = checked.diagnostics().iter().filter(is_told);
                let messages: Vec<&str> = told.map(|found| found.message()).collect();
                assert!(checked.is_ok() && messages.is_empty(), "{}: {messages:?}", example.filter);
                assert!(example.about.len() > "Selects .".len(), "{}", example.filter);
            }
        }
    }

    #[test]
    fn each_mistake_is_found_by_the_rules_it_names() {
        for example in mistakes() {
            let linter = Linter::new(Schema::jobs().clone());
            let checked = linter.lint(&example.filter);
            let mut found: Vec<&str> =
                checked.diagnostics().iter().filter(is_told).map(|found| found.rule().name()).collect();
            found.sort_unstable();
            found.dedup();
            let mut said: Vec<&str> =
                example.about.trim_start_matches("rules:").split(',').map(str::trim).collect();
            said.sort_unstable();
            assert_eq!(found, said, "{}", example.title);
        }
        assert_eq!(mistakes().len(), 8);
    }

    #[test]
    fn the_files_are_laid_out_as_fmt_does() {
        for (name, file) in [
            ("page", include_str!("../../examples/page.comfilter")),
            ("everyday", include_str!("../../examples/everyday.comfilter")),
        ] {
            assert_eq!(crate::format::format_file(file, &format::Options::new()).text, file, "{name}");
        }
    }

    #[test]
    fn what_is_printed_reads_as_the_same_examples() {
        let text = to_text(page().iter().chain(everyday()));
        let one_line = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let filters: Vec<String> = entries(&text).iter().map(|entry| one_line(&entry.text)).collect();
        assert_eq!(format_file(&text, &format::Options::new()).text, text);
        let written: Vec<&str> =
            page().iter().chain(everyday()).map(|example| example.filter.as_str()).collect();
        assert_eq!(filters, written);
    }

    /// The patterns of the page, with the names of its placeholders.
    #[test]
    fn the_patterns_of_the_page_are_all_there() {
        let shapes: Vec<String> =
            page().iter().chain(everyday()).map(|example| shape(&example.filter)).collect();
        for pattern in [
            "not <property> eq null",
            "<property>/<nested> eq <value>",
            "<property> eq <value>",
            "not <property> eq null",
            "contains(<property>,<value>)",
            "<property> in (<value>,<value>,<value>,<value>)",
        ] {
            assert!(shapes.iter().any(|shape| shape == pattern), "{pattern}: {shapes:#?}");
        }
        let populated = shapes.iter().find(|shape| shape.starts_with("not <property> eq null and"));
        assert!(populated.is_some_and(|shape| shape.ends_with("and contains(<property>,<value>)")));
    }

    /// A filter with `<property>` and `<value>` in the places of properties and values.
    fn shape(filter: &str) -> String {
        let checked = Schema::jobs().check(filter);
        let mut edits = Vec::new();
        crate::check::each_operand(checked.ast(), |operand| {
            let text = operand.span.of(filter);
            let name = match operand.kind {
                crate::syntax::OperandKind::Path if text.contains('/') => "<property>/<nested>",
                crate::syntax::OperandKind::Path => "<property>",
                crate::syntax::OperandKind::Null => "null",
                _ => "<value>",
            };
            edits.push(crate::text::Edit::replace(operand.span, name));
        });
        crate::text::apply(filter, &edits).unwrap()
    }
}
