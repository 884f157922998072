//! Properties of every input. The property tests and the fuzz targets share them: each function
//! panics with the input if a property does not hold.

use comfilter::Checked;
use comfilter::decode::{Decoded, Schemas, decode, decode_line};
use comfilter::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::text::{self, Edit, Span};
use comfilter::{Filter, Limits, Schema, limits};

/// The message if repaired tokens do not parse. It never appears.
const FALLBACK: &str = "this is not a valid filter";

/// Everything below except fixing, which takes longer.
pub fn text(text: &str) {
    of_list(Schema::jobs(), text);
}

/// The same of a filter of any list.
pub fn of_list(schema: &Schema, text: &str) {
    let checked = schema.check(text);
    findings(text, &checked);
    let errors = checked.diagnostics().errors();
    let _ = checked.ast().to_string();
    match checked.into_result() {
        Ok(filter) => {
            assert_eq!(errors, 0, "a filter in spite of errors: {text:?}");
            canonical(text, &filter);
        }
        Err(error) => {
            assert!(errors > 0, "no filter, and no error: {text:?}");
            let _ = error.to_string();
        }
    }
    let parsed = comfilter::syntax::parse(text, &Limits::DEFAULT);
    assert_eq!(parsed.is_ok(), parsed.diagnostics().errors() == 0, "{text:?}");
}

/// Places are on characters of the text, fixes apply, and the counts fit.
pub fn findings(text: &str, checked: &Checked<'_>) {
    let diagnostics = checked.diagnostics();
    let place = |span: Span, what: &str| {
        assert!(text.get(span.range()).is_some(), "{what} at {span:?} of {text:?}");
    };
    for found in diagnostics {
        place(found.span(), found.rule().name());
        found.labels().iter().for_each(|label| place(label.span, "label"));
        assert_ne!(found.message(), FALLBACK, "repaired tokens did not parse: {text:?}");
        assert!(!found.message().is_empty(), "{text:?}");
        if let Some(fix) = found.fix() {
            let fixed = text::apply(text, &fix.edits);
            assert!(fixed.is_ok(), "{}: {fixed:?} of {text:?}", found.rule().name());
            assert_ne!(fixed.unwrap(), text, "{}: a fix that changes nothing", found.rule().name());
        }
    }
    let kept_errors = diagnostics.iter().filter(|found| found.severity() == Severity::Error).count();
    assert!(diagnostics.len() <= limits::DIAGNOSTICS, "{text:?}");
    assert!(kept_errors == diagnostics.errors() || kept_errors == limits::DIAGNOSTICS, "{text:?}");
    assert!(diagnostics.omitted() == 0 || diagnostics.len() == limits::DIAGNOSTICS, "{text:?}");
    assert!(diagnostics.is_sorted_by_key(|found| found.span().start), "{text:?}");
}

/// Canonical text is a filter, the same one, and canonical itself; the query decodes to it.
pub fn canonical(text: &str, filter: &Filter) {
    let canonical = filter.as_str();
    assert_eq!(filter.ast().to_string(), canonical, "printed otherwise: {text:?}");
    if canonical.len() <= limits::TEXT {
        let again = filter.schema().check(canonical);
        assert_eq!(again.diagnostics().errors(), 0, "{canonical:?} of {text:?}");
        let again = again.into_result().unwrap();
        assert_eq!(&again, filter, "of {text:?}");
        assert_eq!(tree(again.ast()), tree(filter.ast()), "of {text:?}");
    }
    let query = filter.query_value();
    let decoded = percent_encoding::percent_decode_str(&query).decode_utf8();
    assert_eq!(decoded.unwrap(), canonical);
}

/// The tree as it prints with all its parentheses.
pub fn tree(ast: &comfilter::syntax::Ast<'_>) -> String {
    use comfilter::syntax::{NodeKind, Operand, Visit};
    let shown = |operand: Operand| match ast.case_of(operand) {
        Some(case) => format!("{}({})", case.name(), ast.path_of(operand)),
        None => ast.text_of(operand).to_owned(),
    };
    let mut out = String::new();
    for visit in ast.walk() {
        match visit {
            Visit::Enter(id) => match ast.kind(id) {
                NodeKind::Comparison { left, operator, right } => {
                    out += &format!("({} {} {})", operator.keyword(), shown(left), shown(right));
                }
                NodeKind::Membership { left, items, .. } => {
                    let items: Vec<String> = ast.operands(items).iter().map(|item| shown(*item)).collect();
                    out += &format!("(in {} {})", shown(left), items.join(" "));
                }
                NodeKind::ElementOf { value, array } => {
                    out += &format!("(holds {} {})", shown(array), shown(value));
                }
                NodeKind::Call { name, arguments, .. } => {
                    let items: Vec<String> =
                        ast.operands(arguments).iter().map(|item| shown(*item)).collect();
                    out += &format!("({} {})", ast.text_of(name), items.join(" "));
                }
                NodeKind::Alone(operand) => out += &format!("(alone {})", shown(operand)),
                NodeKind::Prefix { .. } => out += "(prefix ",
                NodeKind::Not { .. } => out += "(not ",
                NodeKind::Group { .. } => out += "(group ",
                NodeKind::And => out += "(and ",
                NodeKind::Or => out += "(or ",
                other => out += &format!("({other:?})"),
            },
            Visit::Between(_) => out += " ",
            Visit::Leave(id) => {
                if matches!(
                    ast.kind(id),
                    NodeKind::Not { .. }
                        | NodeKind::Group { .. }
                        | NodeKind::Prefix { .. }
                        | NodeKind::And
                        | NodeKind::Or
                ) {
                    out += ")";
                }
            }
        }
    }
    out
}

/// Each fix, applied alone, removes its finding, and the text has no more errors than before. If
/// the text has one finding with a safe fix, only hints remain.
///
/// With several mistakes, a fix may reveal one that another hid, so the number of errors is compared, and not
/// their kinds. Some fixes are exempt even from that: one that names a property, because its values are then
/// checked; one beside an unreadable part, which may be read differently; one among several wrong quotes,
/// which may pair differently; and one inside encoded text, whose rest stays encoded. A `text` with more
/// findings than the limit is skipped.
pub fn fixes(text: &str) {
    let before = Schema::jobs().check(text);
    if before.diagnostics().omitted() > 0 {
        return;
    }
    for found in before.diagnostics() {
        let Some(fix) = found.fix() else { continue };
        let fixed = text::apply(text, &fix.edits).unwrap();
        if fixed.len() > limits::TEXT {
            continue;
        }
        // Fixes that replace a condition. The fixes of quotes, comments and parentheses may change the balance.
        let conditions =
            ["invalid-timestamp", "null-order", "list-syntax", "type-mismatch", "unsupported-odata"];
        if is_balanced(text) && conditions.contains(&found.rule().name()) {
            assert!(is_balanced(&fixed), "{}: {text:?} to {fixed:?}", found.rule().name());
        }
        let after = Schema::jobs().check(&fixed);
        if after.diagnostics().omitted() == 0 {
            one_fix(text, before.diagnostics(), found, fix, &fixed, after.diagnostics());
        }
    }
}

/// Whether as many parentheses open as close.
fn is_balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

fn one_fix(
    text: &str,
    before: &[Diagnostic],
    found: &Diagnostic,
    fix: &Fix,
    fixed: &str,
    after: &[Diagnostic],
) {
    let rule = found.rule().name();
    let list = |all: &[Diagnostic]| -> String {
        all.iter().map(|one| format!("\n    {} {}", one.rule().name(), one.message())).collect()
    };
    let story = || {
        let (before, after) = (list(before), list(after));
        format!("{rule} ({:?})\n  {text:?}{before}\n  {fixed:?}{after}", fix.applicability)
    };
    let errors = |all: &[Diagnostic]| all.iter().filter(|one| one.severity() == Severity::Error).count();
    let is_same = |one: &&Diagnostic| one.rule() == found.rule() && one.message() == found.message();
    let same = |all: &[Diagnostic]| all.iter().filter(is_same).count();
    let has = |names: &[&str]| before.iter().any(|one| names.contains(&one.rule().name()));
    if rule != "encoded-text" && has(&["encoded-text"]) {
        return;
    }
    let quotes = ["unescaped-quote", "unterminated-string", "double-quoted-string"];
    let in_quotes = before.iter().filter(|one| quotes.contains(&one.rule().name())).count();
    let lays_open = rule == "unknown-property" || has(&["syntax"]) || in_quotes > 1;
    assert!(lays_open || errors(after) <= errors(before), "a fix brings an error: {}", story());
    let fewer = same(after) < same(before) || errors(after) < errors(before);
    assert!(fewer, "a fix does not mend its finding: {}", story());
    if before.len() == 1 && fix.applicability == Applicability::Safe {
        let clean = after.iter().all(|one| one.severity() == Severity::Hint);
        assert!(clean, "a safe fix of one mistake leaves another: {}", story());
    }
}

/// Applies all safe fixes together, in rounds, and returns each result. The rounds end.
pub fn rounds(text: &str) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    while let Some(fixed) = round(texts.last().unwrap()) {
        assert!(texts.len() < 50, "safe fixes never come to an end: {text:?} to {fixed:?}");
        texts.push(fixed);
    }
    texts
}

/// The text after all safe fixes that do not overlap; `None` if there are none.
fn round(text: &str) -> Option<String> {
    let mut edits: Vec<Edit> = Vec::new();
    for found in Schema::jobs().check(text).diagnostics() {
        let Some(fix) = found.fix().filter(|fix| fix.applicability == Applicability::Safe) else { continue };
        let mut more = edits.clone();
        more.extend(fix.edits.iter().cloned());
        if text::apply(text, &more).is_ok() {
            edits = more;
        }
    }
    (!edits.is_empty()).then(|| text::apply(text, &edits).unwrap())
}

/// All safe fixes together cause no error. A doubly wrapped filter is unwrapped one layer at a
/// time, and parsed after both.
pub fn safe_fixes(text: &str) {
    for pair in rounds(text).windows(2) {
        let checked = [&pair[0], &pair[1]].map(|text| Schema::jobs().check(text));
        let [before, after] = [&checked[0], &checked[1]].map(|checked| checked.diagnostics().errors());
        let wrapped = checked[0].diagnostics().iter().any(|found| found.rule().name() == "encoded-text");
        assert!(wrapped || after <= before, "safe fixes bring errors ({before} to {after}): {pair:?}");
    }
}

/// The promises of `--fix` for any text and holder: it ends, causes no error, and leaves nothing
/// for a second run.
pub fn fixing(text: &str) {
    let linter = Linter::new(Schema::jobs().clone());
    let errors =
        |holder, text: &str| -> usize { linter.lint_all(holder, text).iter().map(Linted::errors).sum() };
    for holder in [Holder::Filter, Holder::File, Holder::Request] {
        for found in linter.lint_all(holder, text).iter().flat_map(Linted::outward) {
            assert!(text.get(found.span().range()).is_some(), "{holder:?} {text:?}: {found:?}");
            let fixed = found.fix().map(|fix| text::apply(text, &fix.edits));
            assert!(fixed.is_none_or(|fixed| fixed.is_ok()), "{holder:?} {text:?}: {found:?}");
        }
        for most in [Applicability::Safe, Applicability::Unsafe] {
            let fixed = linter.fix(holder, text, most);
            assert!(fixed.is_done, "fixes never come to an end: {holder:?} {most:?} {text:?}");
            let (before, after) = (errors(holder, text), errors(holder, &fixed.text));
            assert!(after <= before, "{before} to {after} errors: {holder:?} {most:?} {text:?} to {fixed:?}");
            let again = linter.fix(holder, &fixed.text, most);
            assert_eq!((again.count, &again.text), (0, &fixed.text), "{holder:?} {most:?} {text:?}");
        }
    }
}

/// The properties of a host file: every place is on its characters, findings are sorted, and the
/// promises of `--fix` hold.
pub fn sources(linter: &Linter, language: Language, text: &str) {
    let holder = Holder::Source(language);
    let linted = linter.lint_all(holder, text);
    let names = ["compute-ops", "comfilter", "-HPECOM", "HPECOMCmdlets", "Get-COM"];
    let may_hold = names.iter().any(|name| text.contains(name));
    assert!(may_hold || linted.is_empty(), "{language:?} {text:?}: {linted:?}");
    let inside = |span: Span| text.get(span.range()).is_some();
    let mut most = None;
    for one in &linted {
        let filter = one.filter();
        assert!(inside(one.span()), "{language:?} {text:?}: {:?}", one.span());
        for found in one.diagnostics() {
            assert!(filter.get(found.span().range()).is_some(), "{language:?} {text:?}: {found:?}");
        }
        let found = one.outward();
        assert!(found.is_sorted_by_key(|found| found.span().start), "{language:?} {text:?}: {found:?}");
        for found in found {
            let mut places = found.labels().iter().map(|label| label.span).chain([found.span()]);
            assert!(places.all(inside), "{language:?} {text:?}: {found:?}");
            if let Some(fix) = found.fix() {
                assert!(text::apply(text, &fix.edits).is_ok(), "{language:?} {text:?}: {found:?}");
                most = most.max(Some(fix.applicability));
            }
        }
    }
    for most in [Applicability::Safe, Applicability::Unsafe].into_iter().filter(|one| Some(*one) <= most) {
        fixed_in_place(linter, holder, text, &linted, most);
    }
}

/// Fixing ends, causes no error, leaves nothing for a second run, and changes filters only.
fn fixed_in_place(linter: &Linter, holder: Holder, text: &str, linted: &[Linted<'_>], most: Applicability) {
    let fixed = linter.fix(holder, text, most);
    let story = || format!("{holder:?} {most:?}\n  {text:?}\n  {fixed:?}");
    let again = linter.lint_all(holder, &fixed.text);
    let errors = |all: &[Linted<'_>]| -> usize { all.iter().map(Linted::errors).sum() };
    assert!(errors(&again) <= errors(linted), "fixes bring errors: {}", story());
    // Code without its encoder may hold no filter: `params={"filter": quote(x)}`.
    let loses_encoder = |one: &&Linted<'_>| {
        let mut fixes = one.outer_diagnostics().iter().filter_map(Diagnostic::fix);
        fixes.any(|fix| fix.title == "remove the encoder")
    };
    let encoders = linted.iter().filter(loses_encoder).count();
    let least = linted.len() - encoders;
    assert!((least..=linted.len()).contains(&again.len()), "there are other filters: {}", story());
    if fixed.is_done {
        let second = linter.fix(holder, &fixed.text, most);
        assert_eq!((second.count, &second.text), (0, &fixed.text), "{}", story());
    }
    // A comment that now ignores nothing is beside its filter, and so is the `-G` that curl needs.
    let is_beside = |one: &Linted<'_>| {
        let edits = one.outer_diagnostics().iter().filter_map(Diagnostic::fix).flat_map(|fix| &fix.edits);
        edits.into_iter().any(|edit| !one.span().contains(edit.span))
    };
    if !text.contains("ignore") && encoders == 0 && !linted.iter().chain(&again).any(is_beside) {
        let kept = [between(text, linted), between(&fixed.text, &again)];
        assert_eq!(kept[0], kept[1], "more than filters is changed: {}", story());
    }
}

/// The text before, between and after the filters, except blanks, because a filter's lines decide
/// the indentation of its block.
fn between<'t>(text: &'t str, linted: &[Linted<'_>]) -> Vec<&'t str> {
    let mut spans: Vec<Span> = linted.iter().map(Linted::span).collect();
    spans.sort();
    let mut done = 0;
    let mut between = Vec::new();
    for span in spans.iter().map(|span| span.range()) {
        if span.start >= done {
            between.push(text.get(done..span.start).unwrap().trim_matches([' ', '\t']));
        }
        done = done.max(span.end);
    }
    between.push(text.get(done..).unwrap().trim_matches([' ', '\t']));
    between
}

/// The properties of an input as a value, a query, a URL, a command and a line of a log: places are
/// on its characters, and fixes apply to it.
pub fn decoding(text: &str) {
    decoded(text, &decode(text, &Schemas::default(), &Limits::DEFAULT));
    for found in decode_line(text, &Schemas::default(), &Limits::DEFAULT) {
        decoded(text, &found);
    }
}

/// Every finding, with places in the user's text.
pub fn outward(decoded: &Decoded<'_>) -> Vec<Diagnostic> {
    let inner = decoded.filter_diagnostics().iter().map(|found| decoded.outward(found));
    decoded.diagnostics().iter().cloned().chain(inner).collect()
}

fn decoded(text: &str, decoded: &Decoded<'_>) {
    let inside = |span: Span| text.get(span.range()).is_some();
    assert!(inside(decoded.span()), "{text:?}: {:?}", decoded.span());
    for found in outward(decoded) {
        assert!(inside(found.span()), "{text:?}: {found:?}");
        assert!(found.labels().iter().all(|label| inside(label.span)), "{text:?}: {found:?}");
        assert!(!found.message().ends_with('.'), "{text:?}: {found:?}");
        if let Some(fix) = found.fix() {
            assert!(!fix.edits.is_empty(), "{text:?}: {found:?}");
            assert!(text::apply(text, &fix.edits).is_ok(), "{text:?}: {found:?}");
        }
    }
    if let Some(filter) = decoded.filter() {
        for (at, character) in filter.char_indices() {
            let place = decoded.map().unwrap().outer(Span::from_range(at..at + character.len_utf8()));
            assert!(!place.is_empty() && inside(place), "{text:?}: {character:?} at {at} from {place:?}");
        }
    }
    assert!(decoded.parameters().iter().all(|parameter| inside(parameter.span)), "{text:?}");
}

/// Whether a character moves the cursor, is invisible, or changes the direction of text.
pub fn is_harmful(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0001}'..='\u{e007f}'
    )
}

/// Output for a terminal has no such character but line ends.
pub fn harmless(written: &str) {
    let bad = written.chars().find(|character| *character != '\n' && is_harmful(*character));
    assert_eq!(bad, None, "{written:?}");
}
