//! Answers for editors: the cases of `testdata/editing`, and properties of every text.
#![cfg(test)]

mod support;

use comfilter::editing::{Completion, Document, InlayHint, RewriteGroup};
use comfilter::lint::{Holder, Language, Linted, Linter};
use comfilter::text::{Edit, Source, Span, apply};
use comfilter::{Schema, Timestamp};
use serde::Deserialize;
use support::{cases_of_folder, path};

/// The mark of the cursor in the text of a case.
const CURSOR: char = '‸';

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The name of the file, or `filter`, `template` or `request`.
    file: String,
    text: String,
    /// The first labels, in order.
    first: Option<Vec<String>>,
    /// Labels that are proposed, and those that are not.
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// The label that is taken, and the text after that.
    take: Option<String>,
    taken: Option<String>,
    /// The filter text of the label that is taken.
    filter: Option<String>,
    incomplete: Option<bool>,
    /// Whether there is no answer at all.
    #[serde(default)]
    silent: bool,
    /// The marked part of a hover, and parts of its answer.
    marked: Option<String>,
    #[serde(default)]
    hover: Vec<String>,
    /// The label of a signature, with the active parameter in brackets.
    signature: Option<String>,
    /// The text with its hints in `⟦⟧`.
    hinted: Option<String>,
    /// The text after the edits of the hints of parentheses.
    inserted: Option<String>,
    selections: Option<Vec<String>>,
    definition: Option<String>,
    occurrences: Option<Vec<String>>,
    symbols: Option<Vec<String>>,
    folds: Option<Vec<String>>,
    tokens: Option<Vec<String>>,
    formatted: Option<String>,
    /// The kinds of other forms.
    rewrites: Option<Vec<String>>,
    /// The text after a constant replaces the filter; empty if there is no such form.
    constant: Option<String>,
    /// The text after a parameter replaces the value; empty if there is no such form.
    parameter: Option<String>,
}

fn holder(file: &str) -> Holder {
    match file {
        "filter" => Holder::Filter,
        "template" => Holder::Template,
        "request" => Holder::Request,
        file if file.ends_with(".comfilter") => Holder::File,
        file => Holder::Source(Language::of_path(file).unwrap_or_else(|| panic!("{file}"))),
    }
}

fn linter() -> Linter {
    Linter::new(Schema::jobs().clone())
}

fn document(holder: Holder, text: &str) -> Document {
    let now = Timestamp::parse("2026-11-23T15:16:17Z").unwrap();
    Document::new(&linter(), holder, text.to_owned()).at(now)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap()
}

/// A case with its document, and the differences that are found.
struct Compared<'c> {
    case: &'c Case,
    text: &'c str,
    at: u32,
    document: Document,
    wrong: Vec<String>,
}

/// The differences of a case.
fn differences(case: &Case) -> Vec<String> {
    let at = case.text.find(CURSOR);
    let text = case.text.replacen(CURSOR, "", 1);
    let document = document(holder(&case.file), &text);
    let at = offset(at.unwrap_or_default());
    let mut compared = Compared { case, text: &text, at, document, wrong: Vec::new() };
    compared.silence();
    compared.completions();
    compared.shown();
    compared.lists();
    compared.changes();
    compared.wrong
}

impl Compared<'_> {
    fn expect(&mut self, what: &str, found: String, expected: String) {
        if found != expected {
            self.wrong.push(format!("{what}:\n    found    {found}\n    expected {expected}"));
        }
    }

    fn list(&mut self, what: &str, found: Vec<String>, expected: &Option<Vec<String>>) {
        if let Some(expected) = expected {
            self.expect(what, format!("{found:#?}"), format!("{expected:#?}"));
        }
    }

    /// A place without an answer.
    fn silence(&mut self) {
        if self.case.silent {
            self.expect(
                "completions",
                format!("{:?}", self.document.completions(self.at)),
                "None".to_owned(),
            );
            self.expect("hover", format!("{:?}", self.document.hover(self.at)), "None".to_owned());
            self.expect("signature", format!("{:?}", self.document.signature(self.at)), "None".to_owned());
        }
    }

    /// The completions, and one of them taken.
    fn completions(&mut self) {
        let (case, text) = (self.case, self.text);
        let asks =
            case.first.is_some() || case.take.is_some() || !case.has.is_empty() || !case.lacks.is_empty();
        if asks || case.incomplete.is_some() {
            let found = self.document.completions(self.at);
            let items: Vec<Completion> = found.iter().flat_map(|found| found.items.clone()).collect();
            let labels: Vec<&str> = items.iter().map(|item| &*item.label).collect();
            if let Some(first) = &case.first {
                let found = &labels[..first.len().min(labels.len())];
                self.expect("first", format!("{found:?}"), format!("{first:?}"));
            }
            for label in &case.has {
                let has = labels.contains(&&**label);
                self.expect("has", format!("{label} {has} {labels:?}"), format!("{label} true {labels:?}"));
            }
            for label in &case.lacks {
                let has = labels.contains(&&**label);
                self.expect("lacks", format!("{label} {has}"), format!("{label} false"));
            }
            if let Some(expected) = case.incomplete {
                let found = found.as_ref().is_some_and(|found| found.is_incomplete);
                self.expect("incomplete", found.to_string(), expected.to_string());
            }
            if let Some(label) = &case.take {
                let item = items.iter().find(|item| item.label == *label);
                let taken = item.map(|item| apply(text, std::slice::from_ref(&item.edit)).unwrap());
                self.expect("taken", format!("{taken:?}"), format!("{:?}", case.taken));
                if let Some(filter) = &case.filter {
                    let found = item.map(|item| item.filter.clone());
                    self.expect("filter", format!("{found:?}"), format!("{:?}", Some(filter)));
                }
            }
        }
    }

    /// The hover, the signature and the hints.
    fn shown(&mut self) {
        let (case, text) = (self.case, self.text);
        if let Some(marked) = &case.marked {
            let hover = self.document.hover(self.at);
            let found = hover.as_ref().map(|hover| hover.span.of(text).to_owned());
            self.expect("marked", format!("{found:?}"), format!("{:?}", Some(marked)));
            let markdown = hover.map(|hover| hover.markdown).unwrap_or_default();
            for part in &case.hover {
                let has = markdown.contains(&**part);
                self.expect(
                    "hover",
                    format!("{part} {has} in {markdown}"),
                    format!("{part} true in {markdown}"),
                );
            }
        }
        if let Some(expected) = &case.signature {
            let found = self.document.signature(self.at).map(|signature| {
                let active = signature.parameters[signature.active];
                let edits = [Edit::insert(active.start, "["), Edit::insert(active.end, "]")];
                apply(&signature.label, &edits).unwrap()
            });
            self.expect("signature", found.unwrap_or_default(), expected.clone());
        }
        let hints: Vec<InlayHint> = self.document.hints(Span::new(0, offset(text.len())));
        if let Some(expected) = &case.hinted {
            let edits = hints.iter().map(|hint| Edit::insert(hint.at, format!("⟦{}⟧", hint.label)));
            let edits: Vec<Edit> = edits.collect();
            self.expect("hinted", apply(text, &edits).unwrap(), expected.clone());
        }
        if let Some(expected) = &case.inserted {
            let mut edits: Vec<Edit> = hints.iter().flat_map(|hint| hint.edits.clone()).collect();
            edits.sort_by_key(|edit| edit.span);
            edits.dedup();
            self.expect("inserted", apply(text, &edits).unwrap(), expected.clone());
        }
    }

    /// The ranges, symbols and tokens of the document.
    fn lists(&mut self) {
        let (case, text) = (self.case, self.text);
        let parts = |spans: &[Span]| spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>();
        self.list("selections", parts(&self.document.selections(self.at)), &case.selections);
        self.list("occurrences", parts(&self.document.occurrences(self.at)), &case.occurrences);
        self.list("folds", parts(&self.document.folds()), &case.folds);
        let symbols = self.document.symbols();
        let symbols =
            symbols.iter().map(|one| format!("{}: {} = {}", one.detail, one.name, one.selection.of(text)));
        self.list("symbols", symbols.collect(), &case.symbols);
        let tokens = self.document.tokens();
        let tokens = tokens.iter().map(|token| format!("{:?} {}", token.kind, token.span.of(text)));
        self.list("tokens", tokens.collect(), &case.tokens);
        let kinds = self
            .document
            .rewrites(self.at, |group| group != RewriteGroup::Parameter)
            .into_iter()
            .map(|rewrite| format!("{:?}", rewrite.kind));
        self.list("rewrites", kinds.collect(), &case.rewrites);
    }

    /// The places and edits of actions.
    fn changes(&mut self) {
        let (case, text) = (self.case, self.text);
        if let Some(expected) = &case.definition {
            let found: Vec<&str> =
                self.document.definitions(self.at).iter().map(|span| span.of(text)).collect();
            self.expect("definition", found.join("\n"), expected.clone());
        }
        if let Some(expected) = &case.constant {
            let constant =
                self.document.rewrites(self.at, |group| group == RewriteGroup::Constant).into_iter().next();
            let found = constant.map(|constant| constant.edits);
            let found = found.map(|edits| apply(text, &edits).unwrap());
            self.expect("constant", found.unwrap_or_default(), expected.clone());
        }
        if let Some(expected) = &case.parameter {
            let parameter =
                self.document.rewrites(self.at, |group| group == RewriteGroup::Parameter).into_iter().next();
            let found = parameter.map(|parameter| apply(text, &parameter.edits).unwrap());
            self.expect("parameter", found.unwrap_or_default(), expected.clone());
        }
        if let Some(expected) = &case.formatted {
            let edits = self.document.formatted_filter(self.at);
            self.expect("formatted", apply(text, &edits.unwrap_or_default()).unwrap(), expected.clone());
        }
    }
}

#[test]
fn an_editor_gets_these_answers() {
    let cases = cases_of_folder::<Case>("editing");
    assert!(cases.len() > 50);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(file, case)| {
            let wrong = differences(case);
            (!wrong.is_empty()).then(|| format!("{file}: {}\n  {}", case.name, wrong.join("\n  ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The host files of `testdata/source`.
#[derive(Deserialize)]
struct HostFile {
    file: String,
    text: String,
}

fn host_files() -> Vec<(Holder, String)> {
    let files = cases_of_folder::<HostFile>("source");
    files.into_iter().map(|(_, case)| (holder(&case.file), case.text)).collect()
}

/// Everything that an editor asks at an offset. Each place is on characters of the text.
fn ask(document: &Document, at: u32) {
    let text = document.text();
    let place = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    };
    if let Some(found) = document.completions(at) {
        for item in &found.items {
            place(item.edit.span);
            let raw = Span::new(item.edit.span.start, at).of(text);
            assert!(item.edit.span.start <= at && at <= item.edit.span.end, "{item:?} at {at} of {text:?}");
            assert!(item.filter.starts_with(raw), "{item:?} at {at} of {text:?}");
            assert!(!item.edit.span.of(text).contains('\n'), "{item:?}");
        }
    }
    if let Some(hover) = document.hover(at) {
        place(hover.span);
        assert!(!hover.markdown.is_empty(), "{at} of {text:?}");
    }
    if let Some(signature) = document.signature(at) {
        assert!(signature.active < signature.parameters.len());
    }
    let selections = document.selections(at);
    assert!(
        selections.windows(2).all(|pair| pair[1].contains(pair[0])),
        "{selections:?} at {at} of {text:?}"
    );
    selections.into_iter().for_each(place);
    document.definitions(at).into_iter().chain(document.occurrences(at)).for_each(place);
    if let Some(edits) = document.formatted_filter(at) {
        assert!(apply(text, &edits).is_ok(), "{edits:?} of {text:?}");
    }
}

/// Everything that an editor asks about a document.
fn ask_all(document: &Document) {
    let text = document.text();
    document.folds().into_iter().for_each(|span| assert!(text.get(span.range()).is_some(), "{span:?}"));
    document.symbols().iter().for_each(|one| assert!(one.span.contains(one.selection), "{one:?}"));
    for hint in document.hints(Span::new(0, offset(text.len()))) {
        assert!(text.is_char_boundary(hint.at as usize));
        assert!(apply(text, &hint.edits).is_ok(), "{hint:?} of {text:?}");
    }
    let tokens = document.tokens();
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{tokens:?}");
    if let Some(edits) = document.formatted() {
        assert!(apply(text, &edits).is_ok(), "{edits:?}");
    }
}

/// Places of each file, and prefixes of it at their ends, as while a user types.
#[test]
fn every_place_and_every_prefix_has_an_answer() {
    for (number, (holder, text)) in host_files().into_iter().enumerate() {
        let whole = document(holder, &text);
        ask_all(&whole);
        let starts = whole.filters().iter().map(|filter| filter.map().outer(Span::at(0)).start);
        for rewrite in starts.flat_map(|at| whole.rewrites(at, |_| true)) {
            assert!(apply(&text, &rewrite.edits).is_ok(), "{rewrite:?} of {text:?}");
        }
        for placement in whole.filters().iter().map(Linted::span) {
            (placement.start..=placement.end).skip(number % 3).step_by(3).for_each(|at| ask(&whole, at));
        }
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end));
        for end in ends.skip(number % 61).step_by(61) {
            let part = document(holder, text.get(..end).unwrap());
            ask(&part, offset(end));
            ask_all(&part);
        }
    }
}

/// A filter while it is typed, in a file, alone, in a URL and in strings of programs.
#[test]
fn a_filter_is_completed_at_every_keystroke() {
    let filter = "not contains(name,'O''Neil') and (state in ('ERROR','STALLED') or createdAt ge 2026-11-20T00:00:00Z) \
                  and jobTemplate eq '0cbb2377-1834-488d-840c-d5bf788c34fb' and tolower(status) ne null or a=1";
    let encoded = comfilter::text::encode_value(filter);
    let url = "https://h/compute-ops-mgmt/v1/jobs?filter=";
    for (file, before, filter, after) in [
        ("x.comfilter", "", filter, "\n"),
        ("filter", "", filter, ""),
        ("template", "", filter, ""),
        ("request", url, &*encoded, "&limit=1"),
        ("a.py", "get('https://h/compute-ops-mgmt/v1/jobs', params={'filter': \"", filter, "\"})\n"),
        ("a.py", "get('https://h/compute-ops-mgmt/v1/jobs?filter=", &*encoded, "')\n"),
        ("a.sh", "curl 'https://h/compute-ops-mgmt/v1/jobs?filter=", &*encoded, "'\n"),
        ("a.json", "{\"url\": \"https://h/compute-ops-mgmt/v1/jobs?filter=", &*encoded, "\"}\n"),
    ] {
        for end in 0..=filter.len() {
            let typed = filter.get(..end).unwrap();
            let text = format!("{before}{typed}{after}");
            let document = document(holder(file), &text);
            ask_all(&document);
            let at = offset(before.len() + end);
            ask(&document, at);
            // In the middle of a code nothing can be written.
            let is_code = typed.chars().rev().take(2).any(|c| c == '%');
            let answers = document.completions(at).is_some();
            assert!(answers || is_code, "{file}: no answer at the end of {typed:?}");
        }
    }
}

/// A proposal at the end of a half typed filter, wherever it is written, gives the filter with that word.
#[test]
fn what_is_inserted_is_read_as_it_is_proposed() {
    let mut count = 0;
    for (holder, text) in host_files() {
        let whole = document(holder, &text);
        for (number, linted) in whole.filters().iter().enumerate() {
            let (map, filter) = (linted.map(), linted.filter());
            let end = map.outer(Span::new(0, offset(filter.len()))).end;
            for (space, _) in filter.match_indices(' ').step_by(2) {
                let at = map.outer(Span::new(offset(space), offset(space + 1))).end;
                let half = apply(&text, &[Edit::delete(Span::new(at, end))]).unwrap();
                let typed = document(holder, &half);
                let start = filter.get(..=space).unwrap();
                // Not every half of a string is a filter already.
                if typed.filters().get(number).is_none_or(|half| half.filter() != start) {
                    continue;
                }
                let Some(found) = typed.completions(at) else { continue };
                for item in found.items.first().into_iter().chain(found.items.last()) {
                    let changed = apply(&half, std::slice::from_ref(&item.edit)).unwrap();
                    let again = document(holder, &changed);
                    // A file that says it twice has the filter at one of both places.
                    let start_of = |one: &Linted<'_>| one.map().outer(Span::new(0, 1)).start;
                    let own = typed.filters().get(number).map(start_of);
                    let after = again.filters().iter().find(|one| Some(start_of(one)) == own);
                    let Some(after) = after.map(Linted::filter) else { continue };
                    let named = Schema::jobs().templates_named(&item.label);
                    // The id of a template is in the place of its half typed name.
                    let is_named = named.iter().any(|known| after.ends_with(&format!("'{}'", known.id)));
                    let inserted = after.strip_prefix(start).unwrap_or(after);
                    assert!(is_named || inserted == item.label, "{item:?} gives {inserted:?} in {changed}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 500, "{count}");
}

/// An editor that asks for some forms gets these alone, and none of a long text.
#[test]
fn other_forms_are_of_the_wanted_groups() {
    let script = "fetch('https://h/compute-ops-mgmt/v1/jobs?filter=generation gt 3 and generation gt 3')\n";
    let of = |text: String, wants: &dyn Fn(RewriteGroup) -> bool| -> Vec<RewriteGroup> {
        let at = offset(text.find("gt").unwrap());
        let found = document(Holder::Source(Language::JavaScript), &text).rewrites(at, wants);
        found.iter().map(|rewrite| rewrite.kind.group()).collect()
    };
    let (form, constant) = (RewriteGroup::Form, RewriteGroup::Constant);
    assert_eq!(of(script.to_owned(), &|_| true), [form, form, constant]);
    assert_eq!(of(script.to_owned(), &|group| group == form), [form, form]);
    assert_eq!(of(script.to_owned(), &|group| group == constant), [constant]);
    assert!(of(script.to_owned(), &|_| false).is_empty());
    let long = |length: usize| format!("{script}{}\n", "/".repeat(length - script.len() - 1));
    assert_eq!(of(long(64 << 10), &|_| true).len(), 3);
    assert!(of(long((64 << 10) + 1), &|_| true).is_empty());
}

#[test]
fn the_answer_outside_of_a_filter_is_none() {
    for (holder, text) in host_files() {
        let whole = document(holder, &text);
        let spans: Vec<Span> = whole.filters().iter().map(Linted::span).collect();
        let starts = text.char_indices().map(|(at, _)| offset(at));
        for at in starts.filter(|at| spans.iter().all(|span| *at < span.start || span.end < *at)) {
            let before = text.get(..at as usize).unwrap();
            let lead = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_/( ".contains(c));
            let may_begin = lead.ends_with(['"', '\'', '`']) || lead.to_lowercase().ends_with("filter=");
            assert!(may_begin || whole.completions(at).is_none(), "{at} of {text}");
            assert!(whole.hover(at).is_none(), "{at} of {text}");
        }
    }
}

/// A server shares a document with its worker.
#[test]
fn a_document_can_be_sent_to_a_thread() {
    fn can<T: Send + Sync + 'static>() {}
    can::<Document>();
    assert!(path("testdata/editing").is_dir());
    assert_eq!(Source::new(None, "a").text(), "a");
}

#[test]
fn codes_that_are_only_begun_do_not_nest() {
    let text = format!("get('https://h/compute-ops-mgmt/v1/jobs?filter={}')\n", "%".repeat(20_000));
    let document = document(Holder::Source(Language::Python), &text);
    assert!(document.completions(offset(text.len() - 3)).is_none());
}
