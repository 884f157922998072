//! White space and line breaks.

use super::entries::{Comment, entries};
use crate::diagnostic::Severity;
use crate::limits::Limits;
use crate::rules;
use crate::schema::Schema;
use crate::syntax::{Ast, Dialect, FilterWord, NodeKind, Visit, WordForm, WordRole, parse_in, words};
use crate::text::{Edit, apply, offset};

/// The default width: the longest filter on one line, in characters.
pub const WIDTH: usize = 100;

/// The result of formatting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text after formatting. A filter with a missing or misplaced part stays unchanged.
    pub text: String,
    /// The number of filters with a syntax error.
    pub wrong: usize,
}

/// How filters are laid out.
///
/// ```
/// use comfilter::Schema;
/// use comfilter::format::{Options, format};
///
/// let text = "state eq 'ERROR' and generation gt 3";
/// let narrow = Options::new().width(20);
/// assert_eq!(format(text, &narrow).text, "state eq 'ERROR'\n  and generation gt 3");
/// // `True` is a misspelt `true`, but not in the filter of a webhook.
/// let webhook = Options::new().schema(Schema::webhook());
/// assert_eq!(format("changed/name  eq True", &webhook).text, "changed/name eq True");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    width: usize,
    limits: Limits,
    dialect: Dialect,
}

impl Options {
    /// Lines of up to [`WIDTH`] characters, the default limits, and the filters of a list.
    pub const fn new() -> Options {
        Options { width: WIDTH, limits: Limits::DEFAULT, dialect: Dialect::List }
    }

    /// The longest line, in characters.
    pub const fn width(mut self, width: usize) -> Options {
        self.width = width;
        self
    }

    /// The limits of the parser.
    pub const fn limits(mut self, limits: Limits) -> Options {
        self.limits = limits;
        self
    }

    /// The list, or the webhook, of the filters: it decides the spelling of booleans.
    pub fn schema(mut self, schema: &Schema) -> Options {
        self.dialect = schema.dialect();
        self
    }
}

impl Default for Options {
    fn default() -> Options {
        Options::new()
    }
}

/// Formats one filter: one line if it is short enough, else a line for each condition.
///
/// ```
/// use comfilter::format::{Options, format};
///
/// let formatted = format("((State   EQ 'ERROR' AND not(generation gt 3)))", &Options::new());
/// assert_eq!(formatted.text, "State eq 'ERROR' and not (generation gt 3)");
/// ```
pub fn format(text: &str, options: &Options) -> Formatted {
    lay_out(text, &[], "\n", options)
}

/// Formats each filter of a `.comfilter` file, and keeps everything between them.
pub fn format_file(file: &str, options: &Options) -> Formatted {
    let (edits, wrong) = file_edits(file, options);
    let text = apply(file, &edits).unwrap_or_else(|_| file.to_owned());
    Formatted { text, wrong }
}

/// An edit for each filter of a `.comfilter` file that formatting changes, and the number of filters with a syntax
/// error.
pub(crate) fn file_edits(file: &str, options: &Options) -> (Vec<Edit>, usize) {
    let line_end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let mut wrong = 0;
    let mut edits = Vec::new();
    for entry in entries(file) {
        let formatted = lay_out(&entry.text, &entry.comments, line_end, options);
        wrong += formatted.wrong;
        if formatted.text != entry.span.of(file) {
            edits.push(Edit::replace(entry.span, formatted.text));
        }
    }
    (edits, wrong)
}

fn lay_out(text: &str, comments: &[Comment<'_>], line_end: &str, options: &Options) -> Formatted {
    let parsed = parse_in(options.dialect, text, &options.limits);
    let wrong = usize::from(!parsed.is_ok());
    let unchanged = || Formatted { text: with_comments(text, comments, line_end), wrong };
    // If each mistake is one word in the place of another, the tree is that of the written filter.
    // Otherwise it is a guess, which would move text that the user still has to look at.
    let one_word =
        [&rules::FOREIGN_OPERATOR, &rules::KEYWORD_CASE, &rules::DOUBLE_QUOTED_STRING, &rules::MISSING_SPACE];
    let found = parsed.diagnostics();
    if parsed.ast().root().is_none()
        || parsed.ast().map().is_some()
        || found.omitted() > 0
        || !found.iter().all(|found| found.severity() == Severity::Hint || one_word.contains(&found.rule()))
    {
        return unchanged();
    }
    let mut words: Vec<FilterWord<'_>> = words(text).collect();
    touch_names(&mut words, parsed.ast());
    let kept = without_redundant(&words, parsed.ast());
    let line = join(&kept, options.dialect, |_| None);
    let mut breaks: Vec<Break> = breaks(&kept, parsed.ast());
    let leading = place_comments(&kept, &mut breaks, comments, line_end);
    let short = line.chars().count() <= options.width || line.contains('\n');
    let rest = if short && breaks.iter().all(|place| place.comments.is_empty()) {
        line
    } else {
        join(&kept, options.dialect, |at| {
            let found = breaks.binary_search_by_key(&at, |place| place.at).ok()?;
            breaks.get(found).map(|place| format!("{line_end}{}  ", place.comments))
        })
    };
    // The only mistake may have been a keyword in capitals.
    let wrong = wrong.min(usize::from(!parse_in(options.dialect, &rest, &options.limits).is_ok()));
    Formatted { text: format!("{leading}{rest}"), wrong }
}

/// A possible line break: before the word that joins two conditions.
struct Break {
    at: usize,
    /// The comments before that line.
    comments: String,
}

/// Gives each comment to the condition around or after it; returns those of the first.
fn place_comments(
    words: &[FilterWord<'_>],
    breaks: &mut [Break],
    comments: &[Comment<'_>],
    line_end: &str,
) -> String {
    let mut leading = String::new();
    for comment in comments {
        let next = words.partition_point(|word| word.span.start < comment.before);
        let place = breaks.partition_point(|place| place.at <= next);
        match place.checked_sub(1).and_then(|place| breaks.get_mut(place)) {
            Some(place) => place.comments.push_str(&format!("  {}{line_end}", comment.text)),
            None => leading.push_str(&format!("{}{line_end}", comment.text)),
        }
    }
    leading
}

/// An unchanged filter, with its comments in their places.
fn with_comments(text: &str, comments: &[Comment<'_>], line_end: &str) -> String {
    let edits: Vec<Edit> = comments
        .iter()
        .map(|comment| Edit::insert(comment.before, format!("{}{line_end}", comment.text)))
        .collect();
    apply(text, &edits).unwrap_or_else(|_| text.to_owned())
}

/// The words without doubled parentheses and those around the whole.
fn without_redundant<'t>(words: &[FilterWord<'t>], ast: &Ast<'_>) -> Vec<FilterWord<'t>> {
    let mut drop = Vec::new();
    let mut parent = None;
    for visit in ast.walk() {
        let Visit::Enter(id) = visit else {
            parent = Some(NodeKind::And);
            continue;
        };
        let kind = ast.kind(id);
        if let NodeKind::Group { span } = kind
            && (parent.is_none() || matches!(parent, Some(NodeKind::Group { .. })))
            && span.of(ast.text()).ends_with(')')
        {
            drop.extend([span.start, span.end - 1]);
        }
        parent = Some(kind);
    }
    drop.sort_unstable();
    let dropped = |word: &&FilterWord<'_>| drop.binary_search(&word.span.start).is_err();
    words.iter().filter(dropped).copied().collect()
}

/// In the prefix form, the operator touches its parenthesis, like the name of a function:
/// `eq(name,'x')`.
fn touch_names(words: &mut [FilterWord<'_>], ast: &Ast<'_>) {
    if !ast.has_prefix_form() {
        return;
    }
    let mut starts: Vec<u32> = Vec::new();
    for visit in ast.walk() {
        if let Visit::Enter(id) = visit
            && let NodeKind::Prefix { span } = ast.kind(id)
        {
            starts.push(span.start);
            // `not(eq(…))`.
            let text = ast.text().get(..span.start as usize).unwrap_or_default().trim_end();
            let before = text.strip_suffix('(').map(str::trim_end).unwrap_or_default();
            if before.ends_with("not") {
                starts.push(offset(before.len() - 3));
            }
        }
    }
    starts.sort_unstable();
    for word in words.iter_mut().filter(|word| starts.binary_search(&word.span.start).is_ok()) {
        (word.role, word.form) = (WordRole::Name, WordForm::Own);
    }
}

/// Before each `and` or `or` of the outermost level.
fn breaks(words: &[FilterWord<'_>], ast: &Ast<'_>) -> Vec<Break> {
    let mut root = ast.root();
    while let Some(id) = root
        && matches!(ast.kind(id), NodeKind::Group { .. })
    {
        root = ast.children(id).next();
    }
    let joins = match root.map(|id| ast.kind(id)) {
        Some(NodeKind::And) => WordRole::And,
        Some(NodeKind::Or) => WordRole::Or,
        _ => return Vec::new(),
    };
    let mut depth = 0_usize;
    let mut breaks = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.role {
            WordRole::Open => depth += 1,
            WordRole::Close => depth = depth.saturating_sub(1),
            role if role == joins && word.form != WordForm::Foreign && depth == 0 && at > 0 => {
                breaks.push(Break { at, comments: String::new() })
            }
            _ => {}
        }
    }
    breaks
}

/// Joins the words; `before` returns a replacement for the space before a word.
fn join(words: &[FilterWord<'_>], dialect: Dialect, before: impl Fn(usize) -> Option<String>) -> String {
    let mut text = String::new();
    let mut last: Option<&FilterWord<'_>> = None;
    for (at, word) in words.iter().enumerate() {
        match (before(at), last) {
            (Some(between), _) => text.push_str(&between),
            (None, Some(last)) if wants_space(last, word) => text.push(' '),
            _ => {}
        }
        match word.form {
            WordForm::Miscased if dialect.boolean(word.text.as_bytes()).is_none() => {
                text.push_str(&word.text.to_ascii_lowercase());
            }
            _ => text.push_str(word.text),
        }
        last = Some(word);
    }
    text
}

fn wants_space(last: &FilterWord<'_>, next: &FilterWord<'_>) -> bool {
    match (last.role, next.role) {
        (WordRole::Open, _) | (_, WordRole::Close) => false,
        (_, WordRole::Comma) | (WordRole::Comma, _) => false,
        (WordRole::Name, WordRole::Open) => false,
        // Words outside of the language keep their spaces.
        _ if [last.form, next.form].contains(&WordForm::Foreign) => last.span.end < next.span.start,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn formatted(text: &str) -> String {
        format(text, &Options::new()).text
    }

    #[test]
    fn white_space_case_and_parentheses_change_and_nothing_else() {
        for (text, expected) in [
            ("  state  eq\t'ERROR' ", "state eq 'ERROR'"),
            ("state in ( 'a' , 'b' )", "state in ('a','b')"),
            ("state in('a')", "state in ('a')"),
            ("contains ( name , 'x' )", "contains(name,'x')"),
            ("not(state eq 'a')", "not (state eq 'a')"),
            (
                "((state eq 'a')) AND ((name EQ 'b' or id eq 'c'))",
                "(state eq 'a') and (name eq 'b' or id eq 'c')",
            ),
            ("((state eq 'a' or name eq 'b'))", "state eq 'a' or name eq 'b'"),
            ("'ERROR' eq  state", "'ERROR' eq state"),
            ("deleteOnComplete  and not  cancellable", "deleteOnComplete and not cancellable"),
            ("state  ==  'x'  &&  name=='y'", "state == 'x' && name=='y'"),
            ("state eq 'a", "state eq 'a"),
            ("filter=state  eq 'a'", "filter=state  eq 'a'"),
            ("((state eq 'a'", "((state eq 'a'"),
            ("tolower ( name )  in [ 'a' , 'b' ]", "tolower(name) in ['a','b']"),
            ("'x'  in tags and name  eq none", "'x' in tags and name eq none"),
            (
                "and ( eq ( name , 'a' ) , or(in( id,'b' , 'c'),not ( gt(generation , 3)) ) )",
                "and(eq(name,'a'),or(in(id,'b','c'),not(gt(generation,3))))",
            ),
            ("eq( name,'a' )  and   ge(generation,1)", "eq(name,'a') and ge(generation,1)"),
            ("name  eq 'a  b'", "name eq 'a  b'"),
        ] {
            assert_eq!(formatted(text), expected);
        }
    }

    #[test]
    fn a_long_filter_has_a_line_for_each_condition() {
        let one = "resource/type eq 'compute-ops-mgmt/server'";
        assert_eq!(
            formatted(&format!("{one} and {one} and ({one} or {one})")),
            format!("{one}\n  and {one}\n  and ({one} or {one})")
        );
        assert_eq!(formatted(&format!("{one} and {one} or {one}")), format!("{one} and {one}\n  or {one}"));
        let group = format!("({one} or ({one} and {one}))");
        assert_eq!(
            formatted(&format!("{one} and {group} and {one}")),
            format!("{one}\n  and {group}\n  and {one}")
        );
    }

    #[test]
    fn what_is_longer_than_the_width_has_lines() {
        let text = "state eq 'a' and name eq 'b'";
        let within = |width| format(text, &Options::new().width(width)).text;
        assert_eq!(within(text.len()), text);
        assert_eq!(within(text.len() - 1), "state eq 'a'\n  and name eq 'b'");
        let file = format_file(text, &Options::new().width(5)).text;
        assert_eq!(file, within(5));
        assert_eq!(format_file(&file, &Options::new().width(5)).text, file);
    }

    #[test]
    fn comments_stand_before_their_condition() {
        let file = "# top\n state  eq 'a'\n# why\nand name\n# deep\n eq 'b' or\n# last\nid eq 'c'\n# end\n\nstate  eq 'x'";
        let expected = "# top\n# why\n# deep\nstate eq 'a' and name eq 'b'\n  # last\n  or id eq 'c'\n# end\n\nstate eq 'x'";
        let formatted = format_file(file, &Options::new());
        assert_eq!(formatted.text, expected);
        assert_eq!(format_file(expected, &Options::new()).text, expected);
    }

    #[test]
    fn a_wrong_filter_is_counted_and_its_comments_stay() {
        let file = "state eq 'a\r\n# c\r\nand x\r\n\r\nstate  eq 'b'\r\n";
        let formatted = format_file(file, &Options::new());
        assert_eq!(formatted.text, "state eq 'a\r\n# c\r\nand x\r\n\r\nstate eq 'b'\r\n");
        assert_eq!(formatted.wrong, 1);
    }

    #[test]
    fn a_comment_before_a_single_word_stays_before_it() {
        let file = "cancellable and\n# why\ncancellable and state eq 'a'";
        let expected = "cancellable\n  # why\n  and cancellable\n  and state eq 'a'";
        assert_eq!(format_file(file, &Options::new()).text, expected);
    }

    #[test]
    fn only_what_is_still_wrong_is_counted() {
        let formatted = format_file("state EQ 'a'\n\nNOT cancellable\n\nname  == 'b'", &Options::new());
        assert_eq!(formatted.text, "state eq 'a'\n\nnot cancellable\n\nname == 'b'");
        assert_eq!(formatted.wrong, 1);
    }

    /// The rules of findings past the limit are unknown.
    #[test]
    fn a_filter_with_too_many_mistakes_stays() {
        let many = |count: usize| vec!["name  == 'a'"; count].join(" and ");
        assert_eq!(formatted(&many(100)), many(100).replace("  ", " ").replace(" and", "\n  and"));
        assert_eq!(formatted(&many(101)), many(101));
    }

    proptest! {
        #[test]
        fn formatting_twice_changes_nothing(words in prop::collection::vec(prop::sample::select(vec![
            "state", "eq", "'a'", "and", "or", "not", "(", ")", "in", ",", "generation", "3", "contains", "AND", "==",
            " ", "\n", "\n# c\n", "\"x\"", "resource/type", "null", "&&", "[", "@x", "'compute-ops-mgmt/oneview-appliance'",
        ]), 0..60)) {
            let text = words.join(" ");
            let once = format_file(&text, &Options::new()).text;
            prop_assert_eq!(format_file(&once, &Options::new()).text, once.clone());
            let once = formatted(&text);
            prop_assert_eq!(formatted(&once), once.clone());
        }
    }
}
