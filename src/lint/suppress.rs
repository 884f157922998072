//! Findings that a comment ignores: `comfilter: ignore[rule] reason`.
//!
//! [`scan`] reads one comment, in any language. [`Suppressions`] records the lines that each
//! comment covers, the comments that were needed, and the mistakes in the others.
//!
//! In a `.comfilter` file a comment covers the next line that is not a comment. Above the first
//! line of a filter it covers the whole filter, because `fmt` may break the lines of a filter and
//! must not change the effect of a comment. `ignore-file` covers the file.

use std::collections::BTreeMap;

use super::{Holder, Levels, Linter};
use crate::diagnostic::{Diagnostics, Message};
use crate::format::{FileLine, lines};
use crate::limits;
use crate::rules::{self, Rule, UNUSED_SUPPRESSION};
use crate::source;
use crate::text::{Edit, Quoted, Span, apply, joined, nearest};

/// The help for any other comment.
const FORM: &str = "write `comfilter: ignore[rule-name] reason`; `comfilter rule` lists the rules";

/// The extent of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IgnoreScope {
    Line,
    /// A filter, whatever its lines.
    Filter,
    File,
}

/// A comment that ignores rules.
#[derive(Debug)]
pub(crate) struct Ignore<'t> {
    /// Whether it is for the file.
    is_for_file: bool,
    span: Span,
    names: Vec<Name<'t>>,
    /// The mistake in a comment without names.
    problem: Option<String>,
}

/// The name of a rule in a comment.
#[derive(Debug)]
struct Name<'t> {
    text: &'t str,
    span: Span,
    is_used: bool,
}

/// Parses a comment at `span`, which includes its delimiters such as `#` and `//`. `None` if it is
/// not for comfilter.
pub(crate) fn scan(comment: &str, span: Span) -> Option<Ignore<'_>> {
    let rest = source::after_marks(comment);
    let rest = rest.strip_prefix("comfilter")?.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let (word, rest) = rest.split_at_checked(end)?;
    let rest = rest.trim_start();
    let ignore = Ignore { is_for_file: word == "ignore-file", span, names: Vec::new(), problem: None };
    let refused = |message: String| Some(Ignore { problem: Some(message), ..ignore });
    if word != "ignore" && word != "ignore-file" {
        let words = ["ignore", "ignore-file"].map(|word| (word, ()));
        let is_meant = rest.starts_with('[') || nearest(word, words).is_some();
        return if is_meant {
            refused(format!("{} is not an instruction that comfilter knows", Quoted(word)))
        } else {
            None
        };
    }
    let Some(list) = rest.strip_prefix('[') else {
        return refused(format!("this `{word}` has no rule in brackets, and ignores nothing"));
    };
    let Some((list, _)) = list.split_once(']') else {
        return refused(format!("the bracket of this `{word}` is never closed, and it ignores nothing"));
    };
    let start = span.start as usize + (comment.len() - rest.len()) + 1;
    let names: Vec<Name<'_>> = names(list, start).collect();
    if names.is_empty() {
        return refused(format!("the brackets of this `{word}` are empty, and it ignores nothing"));
    }
    Some(Ignore { names, ..ignore })
}

/// The names of a list at `start`.
fn names(list: &str, start: usize) -> impl Iterator<Item = Name<'_>> {
    let mut at = start;
    let names = list.split(',').map(move |item| {
        let text = item.trim();
        let from = at + (item.len() - item.trim_start().len());
        at += item.len() + 1;
        Name { text, span: Span::from_range(from..from + text.len()), is_used: false }
    });
    names.filter(|name| !name.text.is_empty())
}

/// The comments of a file that ignore something, and the lines that each covers.
#[derive(Debug, Default)]
pub(super) struct Suppressions<'t> {
    comments: Vec<IgnoreLine<'t>>,
    /// For each scope, rule and start of a place: its end, with the comment and the name that cover
    /// it.
    places: BTreeMap<(IgnoreScope, &'static str, u32), (u32, usize, usize)>,
}

/// Counts the lines up to places that come in order.
#[derive(Debug, Default)]
struct LineNumbers {
    at: usize,
    before: usize,
}

impl LineNumbers {
    /// The number of the line at a place, from 1.
    fn of(&mut self, text: &str, place: u32) -> usize {
        let between = text.get(self.at..place as usize).unwrap_or_default();
        self.before += memchr::memchr_iter(b'\n', between.as_bytes()).count();
        self.at = self.at.max(place as usize);
        self.before + 1
    }
}

#[derive(Debug)]
struct IgnoreLine<'t> {
    ignore: Ignore<'t>,
    /// The span to remove with it.
    line: Span,
    /// The number of its line, from 1.
    number: usize,
    /// The filter to which it belongs, counted from 0.
    filter: usize,
    covers_anything: bool,
}

impl<'t> Suppressions<'t> {
    /// The comments of a `.comfilter` file.
    pub(super) fn of_file(text: &'t str) -> Suppressions<'t> {
        let mut found = Suppressions::default();
        // The comments since the last line of a filter, and their start. The comments above the
        // current filter, its start, and the end of its last line.
        let (mut pending, mut block) = (Vec::new(), None);
        let mut filter: Option<(Vec<usize>, u32, u32)> = None;
        let mut filters = 0;
        let mut numbers = LineNumbers::default();
        for (kind, span) in lines(text).chain([(FileLine::Blank, Span::from_range(text.len()..text.len()))]) {
            // The end of the last line is a place in it.
            let end = if span.end as usize == text.len() { span.end.saturating_add(1) } else { span.end };
            match kind {
                FileLine::Comment => {
                    block.get_or_insert(span.start);
                    let line = span.of(text);
                    let comment = line.trim();
                    let start = span.start as usize + (line.len() - line.trim_start().len());
                    let place = Span::from_range(start..start + comment.len());
                    if let Some(ignore) = scan(comment, place) {
                        let filter = if filter.is_some() { filters - 1 } else { filters };
                        pending.push(found.comments.len());
                        found.comments.push(IgnoreLine {
                            ignore,
                            line: span,
                            number: numbers.of(text, place.start),
                            filter,
                            covers_anything: false,
                        });
                    }
                    continue;
                }
                FileLine::Text => {
                    let above = std::mem::take(&mut pending);
                    match &mut filter {
                        None => {
                            filters += 1;
                            filter = Some((above, span.start, end));
                        }
                        Some((_, _, last)) => {
                            *last = end;
                            let start = block.unwrap_or(span.start);
                            above.iter().for_each(|at| found.cover(*at, IgnoreScope::Line, start, end));
                        }
                    }
                }
                FileLine::Blank => {
                    if let Some((above, start, end)) = filter.take() {
                        above.iter().for_each(|at| found.cover(*at, IgnoreScope::Filter, start, end));
                    }
                    pending.clear();
                }
            }
            block = None;
        }
        for at in 0..found.comments.len() {
            found.cover(at, IgnoreScope::File, 0, u32::MAX);
        }
        found
    }

    /// The comments of a host file, and the places of its filters, in order. A comment covers its
    /// line and the next, and all of a filter that begins there.
    pub(super) fn of_source(
        text: &'t str,
        comments: &[source::Comment],
        filters: &[Span],
    ) -> Suppressions<'t> {
        let mut found = Suppressions::default();
        let mut numbers = LineNumbers::default();
        // One line may have many comments.
        let mut last = (Span::default(), 0, 0);
        for comment in comments {
            let Some(ignore) = scan(comment.span.of(text), comment.span) else { continue };
            let covers = comment.covers;
            if last.0 != covers {
                let filter = filters.partition_point(|filter| filter.start < covers.start);
                let begin = filters.iter().skip(filter).take_while(|filter| filter.start < covers.end);
                last = (covers, filter, begin.fold(covers.end, |end, filter| end.max(filter.end)));
            }
            let (_, filter, end) = last;
            let at = found.comments.len();
            let number = numbers.of(text, comment.span.start);
            found.comments.push(IgnoreLine {
                ignore,
                line: comment.line,
                number,
                filter,
                covers_anything: false,
            });
            // The end of the text is a place in its last line.
            let end = if end as usize >= text.len() { u32::MAX } else { end };
            found.cover(at, IgnoreScope::Line, covers.start, end);
            found.cover(at, IgnoreScope::File, 0, u32::MAX);
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.comments.is_empty()
    }

    /// Lets a comment cover a place, if it is one for such places.
    fn cover(&mut self, at: usize, scope: IgnoreScope, start: u32, end: u32) {
        let Some(comment) = self.comments.get_mut(at) else { return };
        if comment.ignore.is_for_file != (scope == IgnoreScope::File) {
            return;
        }
        comment.covers_anything = true;
        for (number, name) in comment.ignore.names.iter().enumerate() {
            if let Some(rule) = rules::find(name.text) {
                // The first of two equal ones counts as needed.
                self.places.entry((scope, rule.name(), start)).or_insert((end, at, number));
            }
        }
    }

    /// Whether a comment covers a finding at the byte `at` of the file. If several do, the nearest
    /// one counts as needed.
    pub(super) fn ignores(&mut self, rule: &Rule, at: u32) -> bool {
        for scope in [IgnoreScope::Line, IgnoreScope::Filter, IgnoreScope::File] {
            let places = self.places.range((scope, rule.name(), 0)..=(scope, rule.name(), at));
            if let Some((_, (end, comment, name))) = places.last()
                && at < *end
            {
                let comment = self.comments.get_mut(*comment);
                if let Some(name) = comment.and_then(|comment| comment.ignore.names.get_mut(*name)) {
                    name.is_used = true;
                }
                return true;
            }
        }
        false
    }

    /// Reports mistakes in the comments of each of `filters` filters, at the severity in `levels`.
    pub(super) fn report(mut self, filters: usize, levels: &Levels, limit: usize) -> Vec<Diagnostics> {
        let mut found: Vec<Diagnostics> = (0..filters).map(|_| Diagnostics::new(limit)).collect();
        if !levels.is_on(&UNUSED_SUPPRESSION) {
            return found;
        }
        // Only a comment for the file can cover comments, and it covers itself too.
        let is_own = |name: &Name<'_>| name.text == UNUSED_SUPPRESSION.name();
        let wrong = |comment: &IgnoreLine<'_>| {
            comment.ignore.problem.is_some()
                || comment.ignore.names.iter().any(|name| !name.is_used && !is_own(name))
        };
        if self.comments.iter().any(wrong) && self.ignores(&UNUSED_SUPPRESSION, u32::MAX - 1) {
            return found;
        }
        for comment in &self.comments {
            let at = comment.filter.min(filters.saturating_sub(1));
            if let Some(found) = found.get_mut(at) {
                comment.report(found);
            }
        }
        found.iter_mut().for_each(|found| levels.apply(found));
        found
    }
}

impl IgnoreLine<'_> {
    fn report(&self, diagnostics: &mut Diagnostics) {
        if let Some(problem) = &self.ignore.problem {
            diagnostics
                .report(&UNUSED_SUPPRESSION, self.ignore.span, || Message::new(problem.clone()).help(FORM));
        }
        let (known, unknown): (Vec<usize>, Vec<usize>) = (0..self.ignore.names.len())
            .filter(|at| self.name(*at).is_some_and(|name| !name.is_used))
            .partition(|at| self.name(*at).is_some_and(|name| rules::find(name.text).is_some()));
        for at in unknown {
            let Some(name) = self.name(at) else { continue };
            diagnostics.report(&UNUSED_SUPPRESSION, name.span, || self.unknown(name, at));
        }
        let spans = known.iter().filter_map(|at| self.name(*at)).map(|name| name.span);
        if let Some(all) = spans.reduce(Span::cover) {
            diagnostics.report(&UNUSED_SUPPRESSION, all, || self.unused(&known));
        }
    }

    fn name(&self, at: usize) -> Option<&Name<'_>> {
        self.ignore.names.get(at)
    }

    fn unknown(&self, name: &Name<'_>, at: usize) -> Message {
        let (message, help, near) = rules::unknown(name.text);
        let message = Message::new(message).help(help);
        match near {
            Some(near) => {
                message.unsafe_fix(format!("write {}", Quoted(near)), vec![Edit::replace(name.span, near)])
            }
            None => message.safe_fix("remove it", self.without(&[at])),
        }
    }

    fn unused(&self, unused: &[usize]) -> Message {
        let names = unused.iter().filter_map(|at| self.name(*at));
        let names: Vec<String> = names.map(|name| Quoted(name.text).to_string()).collect();
        let is_whole = unused.len() == self.ignore.names.len();
        let title = if is_whole { "remove the comment" } else { "remove it" };
        let message = Message::new(format!("unused ignore: {} is not reported here", joined(&names, "or")))
            .safe_fix(title, self.without(unused));
        let number = self.number;
        let remedy = match is_whole {
            true => format!("delete the comment in line {number}"),
            false => format!("delete {} from the comment in line {number}", joined(&names, "and")),
        };
        if self.covers_anything {
            return message.help(remedy);
        }
        message.help(format!("it applies to the next line, which is blank or missing: {remedy}"))
    }

    /// Removes names; with the last of them the line.
    fn without(&self, gone: &[usize]) -> Vec<Edit> {
        if gone.len() == self.ignore.names.len() {
            return vec![Edit::delete(self.line)];
        }
        let edits = gone.iter().enumerate().filter_map(|(gone, at)| {
            let name = self.name(*at)?;
            // Before the first remaining name, remove the comma after the name, otherwise the one
            // before.
            let (start, end) = if gone == *at {
                (name.span.start, self.name(at + 1)?.span.start)
            } else {
                (self.name(at.checked_sub(1)?)?.span.end, name.span.end)
            };
            Some(Edit::delete(Span::new(start, end)))
        });
        edits.collect()
    }
}

/// A file with comments that ignore its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The text afterwards.
    pub text: String,
    /// The number of added comments.
    pub count: usize,
    /// The number of findings that have no place for a comment.
    pub left: usize,
}

impl Linter {
    /// Adds a comment to a `.comfilter` file for each line with findings. Afterwards the only
    /// findings are comments that ignore nothing.
    ///
    /// ```
    /// use comfilter::Schema;
    /// use comfilter::lint::Linter;
    ///
    /// let linter = Linter::new(Schema::jobs().clone());
    /// let ignored = linter.add_ignores("name == 'x' AND generation gt 3\n", "from a ticket");
    /// assert_eq!(
    ///     ignored.text,
    ///     "# comfilter: ignore[foreign-operator, keyword-case] from a ticket\nname == 'x' AND generation gt 3\n"
    /// );
    /// ```
    pub fn add_ignores(&self, text: &str, reason: &str) -> Ignored {
        let reason = reason.split(['\n', '\r']).next().unwrap_or_default().trim();
        let linter = self.thorough();
        let mut ignored = Ignored { text: text.to_owned(), count: 0, left: 0 };
        // The next round has the findings past the limit.
        for _ in 0..limits::FIX_ROUNDS {
            let edits = linter.ignores(&ignored.text, reason);
            if edits.is_empty() {
                break;
            }
            let Ok(text) = apply(&ignored.text, &edits) else { break };
            ignored.text = text;
            ignored.count += edits.len();
        }
        ignored
    }

    /// A comment for each line with findings.
    fn ignores(&self, text: &str, reason: &str) -> Vec<Edit> {
        let all: Vec<(FileLine, Span)> = lines(text).collect();
        let mut edits = Vec::new();
        for linted in self.lint_all(Holder::File, text) {
            let mut commented: Vec<(Span, Vec<&str>)> = Vec::new();
            let outward = linted.outward();
            let mut found: Vec<(u32, &str)> = outward
                .iter()
                .filter(|found| found.rule() != &UNUSED_SUPPRESSION)
                .map(|found| (found.span().start, found.rule().name()))
                .collect();
            found.sort_by_key(|(at, _)| *at);
            for (at, rule) in found {
                let from = all.partition_point(|(_, line)| line.start <= at).saturating_sub(1);
                let mut here = all.iter().skip(from);
                // A finding between two lines may be on the comment between them.
                let Some((_, line)) = here.find(|(kind, _)| *kind == FileLine::Text) else { continue };
                // The comment above the first line of the filter covers the others too.
                let is_first = |(first, _): &&(Span, Vec<&str>)| first.start <= linted.span().start;
                if commented.first().filter(is_first).is_some_and(|(_, rules)| rules.contains(&rule)) {
                    continue;
                }
                match commented.last_mut().filter(|(last, _)| last == line) {
                    Some((_, rules)) if rules.contains(&rule) => {}
                    Some((_, rules)) => rules.push(rule),
                    None => commented.push((*line, vec![rule])),
                }
            }
            edits.extend(
                commented.iter().map(|(line, rules)| comment(text, *line, ("# ", ""), rules, reason)),
            );
        }
        edits
    }
}

/// A comment above `line`, between two marks.
pub(super) fn comment(text: &str, line: Span, marks: (&str, &str), rules: &[&str], reason: &str) -> Edit {
    let written = line.of(text);
    let indent: String = written.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let end = if written.ends_with("\r\n") || !written.ends_with('\n') && text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let gap = if reason.is_empty() { "" } else { " " };
    let rules = rules.join(", ");
    let (open, close) = marks;
    Edit::insert(line.start, format!("{indent}{open}comfilter: ignore[{rules}]{gap}{reason}{close}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty place after the end of a line may be on the next comment.
    #[test]
    fn a_comment_covers_the_comments_with_it() {
        let file = "state eq 'ERROR'\n# one\n# comfilter: ignore[syntax]\n# two\nand generation gt 3\n\nstate eq 'x'";
        let covered: Vec<usize> = (0..=file.len())
            .filter(|at| Suppressions::of_file(file).ignores(&rules::SYNTAX, u32::try_from(*at).unwrap()))
            .collect();
        let (start, end) = (file.find("# one").unwrap(), file.find("\n\n").unwrap());
        assert_eq!(covered, (start..=end).collect::<Vec<_>>());
    }

    #[test]
    fn a_comment_is_read_whatever_begins_it() {
        for marks in ["#", "# ", "// ", "/* ", "-- ", "<!-- ", ";", "%%  ", ""] {
            let comment = format!("{marks}comfilter: ignore[or-chain, x] why */");
            let ignore = scan(&comment, Span::from_range(7..7 + comment.len())).unwrap();
            let text = "       ".to_owned() + &comment;
            let names: Vec<&str> = ignore.names.iter().map(|name| name.span.of(&text)).collect();
            assert_eq!(names, ["or-chain", "x"], "{comment}");
        }
    }
}
