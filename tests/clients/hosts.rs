//! The fixable cases of `testdata/source/`: a run before the fixes sends the filters that the case has,
//! and a run after them sends those of the fixed file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use comfilter::diagnostic::Applicability;
use comfilter::lint::{Holder, Language, Linted};
use serde::Deserialize;

use crate::clients::{form, linter};
use crate::packages::{folder, has_all, variables};
use crate::wire::server::{Seen, Server};
use crate::wire::tools::{self, Tool};

#[derive(Deserialize)]
struct File<T> {
    case: Vec<T>,
}

/// A case of `testdata/source/`.
#[derive(Deserialize)]
struct Source {
    name: String,
    file: String,
    text: String,
    #[serde(default)]
    filters: Vec<String>,
    fixed: Option<String>,
}

/// An entry of `testdata/runs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    name: String,
    /// The program.
    around: Option<String>,
    /// The package of the system that it needs.
    package: Option<String>,
    /// The meant filters, if comfilter reads parts of them.
    meant: Option<Vec<String>>,
    /// Filters of the case that no run reaches.
    unsent: Option<Vec<String>>,
    /// The reason of `unsent`, or why the case does not run.
    why: Option<String>,
}

fn cases<T: for<'de> Deserialize<'de>>(file: &str) -> Vec<T> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(file)).unwrap();
    toml::from_str::<File<T>>(&text).unwrap_or_else(|error| panic!("{file}: {error}")).case
}

/// A language with its cases, and a program that runs them.
struct Host {
    cases: &'static str,
    tool: Tool,
}

const RUNNERS: [(&str, &str); 3] = [
    ("run.py", include_str!("hosts/run.py")),
    ("run.cjs", include_str!("hosts/run.cjs")),
    ("run.sh", include_str!("hosts/run.sh")),
];

const fn host(
    cases: &'static str,
    tool: (&'static [&'static str], &'static str, &'static [&'static str], &'static [&'static str]),
) -> Host {
    let (programs, file, build, run) = tool;
    Host { cases, tool: Tool { programs, file, beside: &RUNNERS, build, run } }
}

const HOSTS: [Host; 8] = [
    host("source/python.toml", (&["python3"], "case.py", &[], &["python3", "run.py", "case.py", "BASE"])),
    host("source/javascript.toml", (&["node"], "case.js", &[], &["node", "run.cjs", "case.js", "BASE"])),
    host(
        "source/shell.toml",
        (&["bash", "curl", "wget", "jq"], "case.sh", &[], &["bash", "run.sh", "case.sh", "BASE"]),
    ),
    host(
        "source/go.toml",
        (&["go"], "case.go", &["go", "build", "-o", "case", "case.go", "main.go"], &["./case"]),
    ),
    host("source/java.toml", (&["java"], "Run.java", &[], &["java", "Run.java"])),
    host(
        "source/csharp.toml",
        (
            &["mcs", "mono"],
            "Jobs.cs",
            &["mcs", "-r:System.Net.Http.dll", "-out:Jobs.exe", "Jobs.cs"],
            &["mono", "Jobs.exe"],
        ),
    ),
    host("source/php.toml", (&["php"], "case.php", &[], &["php", "case.php"])),
    host("source/ruby.toml", (&["ruby"], "case.rb", &[], &["ruby", "case.rb"])),
];

/// The text with the address of the server in place of every other address.
fn with_base(text: &str, base: &str) -> String {
    let mut parts = text.split("https://");
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c == '/' || c == '"' || c == '\'' || c == '`' || c.is_whitespace());
        replaced.push_str(base);
        replaced.push_str(part.get(end.unwrap_or(part.len())..).unwrap());
    }
    replaced
}

/// The parts of a filter between its holes.
fn between_holes(filter: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = filter;
    while let Some(first) = rest.chars().next() {
        match hole(rest) {
            Some(length) => {
                rest = rest.get(length..).unwrap();
                parts.push(String::new());
            }
            None => {
                parts.last_mut().unwrap().push(first);
                rest = rest.get(first.len_utf8()..).unwrap();
            }
        }
    }
    parts
}

/// The length of a hole at the start, as any of the languages writes it.
fn hole(text: &str) -> Option<usize> {
    let closed = |open: &str, left: char, right: char| {
        let inside = text.strip_prefix(open)?;
        let mut depth = 1_u32;
        for (place, character) in inside.char_indices() {
            depth = if character == left {
                depth + 1
            } else if character == right {
                depth - 1
            } else {
                depth
            };
            if depth == 0 {
                return Some(open.len() + place + right.len_utf8());
            }
        }
        None
    };
    let name = || {
        let inside = text.strip_prefix('$')?;
        let length = inside.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inside.len());
        (length > 0).then_some(1 + length)
    };
    // An operator, an operand, and the same operator before the rest of the string.
    let joined = || {
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let rest = text.get(1..)?;
        let operator = rest.trim_start().chars().next().filter(|c| matches!(c, '.' | '+'))?;
        let ends = [format!("{operator} {quote}"), format!("{operator}{quote}")];
        let ends = ends.iter().filter_map(|end| Some(rest.find(end)? + end.len()));
        Some(1 + ends.min().unwrap_or(rest.len()))
    };
    let percent = || text.strip_prefix('%').filter(|rest| rest.starts_with(['s', 'd', 'v'])).map(|_| 2);
    closed("${", '{', '}')
        .or_else(|| closed("#{", '{', '}'))
        .or_else(|| closed("{", '{', '}'))
        .or_else(|| closed("$(", '(', ')'))
        .or_else(|| closed("`", '\0', '`'))
        .or_else(name)
        .or_else(percent)
        .or_else(joined)
}

/// Whether `filter` is `pattern` with values in its holes.
fn fits(filter: &str, pattern: &str) -> bool {
    let parts = between_holes(pattern);
    let (first, others) = parts.split_first().unwrap();
    let Some(mut rest) = filter.strip_prefix(first.as_str()) else { return false };
    let Some((last, middle)) = others.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, after)) = rest.split_once(part.as_str()) else { return false };
        rest = after;
    }
    rest.ends_with(last.as_str())
}

/// The filters of the requests for a list of this API.
fn filters(seen: &[Seen]) -> Vec<String> {
    let queries = seen
        .iter()
        .filter(|seen| seen.target.contains("/compute-ops") && !seen.target.contains(' '))
        .filter_map(|seen| seen.target.split_once('?'));
    let pairs = queries.flat_map(|(_, query)| query.split('&')).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == "filter").map(|(_, value)| form(value)).collect()
}

fn send(host: &Host, run: Option<&Run>, text: &str, name: &str) -> (Vec<String>, String) {
    let server = Server::start();
    let folder = folder(name);
    let base = server.base();
    let text = with_base(text, &base);
    let around =
        run.and_then(|run| run.around.as_deref()).map(|around| around.trim_start().replace("BASE", &base));
    let text = match around {
        Some(around) if around.contains("CASE") => around.replace("CASE", text.trim_start_matches("<?php")),
        Some(second) => {
            fs::write(folder.join("main.go"), second).unwrap();
            text
        }
        None => text,
    };
    let (built, mut output) = host.tool.build(&folder, &text, &variables());
    if built {
        let command: Vec<&str> =
            host.tool.run.iter().map(|word| if *word == "BASE" { base.as_str() } else { *word }).collect();
        output.push_str(&tools::run(&folder, &command, &variables()).1);
    }
    (filters(&server.take()), output)
}

/// The differences between the requests of a case and its filters.
fn wrong(host: &Host, run: Option<&Run>, case: &Source, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let holder = Holder::Source(Language::of_path(&case.file).unwrap());
    let fixed = linter().fix(holder, &case.text, Applicability::Safe).text;
    let linted = linter().lint_all(holder, fixed.as_str());
    let read: Vec<String> = linted.iter().map(|one| Linted::filter(one).to_owned()).collect();
    let meant = run.and_then(|run| run.meant.clone());
    let has_parts = meant.is_some();
    let after = meant.unwrap_or(read);
    let no_filters = Vec::new();
    let unsent = run.and_then(|run| run.unsent.as_ref()).unwrap_or(&no_filters);
    for (when, text, expected) in [("before", &case.text, &case.filters), ("after", &fixed, &after)] {
        let (sent, output) = send(host, run, text, name);
        let of = format!("{}: {}, {when} the fix", host.cases, case.name);
        for filter in &sent {
            let is_part = has_parts && when == "before";
            if !is_part && !expected.iter().any(|pattern| fits(filter, pattern)) {
                wrong.push(format!(
                    "{of}: the service reads\n  {filter}\nand comfilter reads\n  {expected:#?}"
                ));
            }
        }
        if when == "before" {
            continue;
        }
        let is_whole =
            |pattern: &str| between_holes(pattern).iter().all(|part| part.is_empty() || part == "'");
        let missing: BTreeSet<&String> = expected
            .iter()
            .filter(|pattern| !is_whole(pattern) && !sent.iter().any(|filter| fits(filter, pattern)))
            .collect();
        if missing != unsent.iter().collect() {
            wrong.push(format!("{of}: not sent {missing:#?}\nsent {sent:#?}\n{output}\n{text}"));
        }
    }
    wrong
}

/// All fixable cases, or one of each language.
#[test]
fn a_fixed_file_sends_the_filter_that_comfilter_reads() {
    let runs: BTreeMap<String, Run> =
        cases::<Run>("runs.toml").into_iter().map(|run| (run.name.clone(), run)).collect();
    let mut used = BTreeSet::new();
    let mut work = Vec::new();
    for host in &HOSTS {
        let fixable = cases::<Source>(host.cases)
            .into_iter()
            .filter(|case| case.fixed.as_ref().is_some_and(|fixed| *fixed != case.text));
        let mut cases = Vec::new();
        for case in fixable {
            let run = runs.get(&case.name);
            used.extend(run.map(|run| run.name.clone()));
            let is_there = run.is_none_or(|run| run.package.is_none() || has_all());
            if is_there && run.is_none_or(|run| run.why.is_none() || run.unsent.is_some()) {
                cases.push((case, run));
            }
        }
        work.push((host, cases));
    }
    let unused: Vec<&String> = runs.keys().filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "no fixable case: {unused:?}");
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            work.iter().map(|(host, cases)| scope.spawn(|| language(host, cases))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

fn language(host: &Host, cases: &[(Source, Option<&Run>)]) -> Vec<String> {
    if let Some(missing) = host.tool.missing(&variables()) {
        assert!(!has_all(), "{missing} is not installed");
        tools::say_skipped(&missing);
        return Vec::new();
    }
    let most = if has_all() { usize::MAX } else { 1 };
    let name = host.cases.trim_start_matches("source/").trim_end_matches(".toml");
    cases.iter().take(most).flat_map(|(case, run)| wrong(host, *run, case, &format!("host-{name}"))).collect()
}

#[test]
fn holes_fit_values() {
    assert!(fits("name eq 'x' and a", "name eq '{name}' and a"));
    assert!(fits("name eq 'x'", "name eq '\" + name + \"'"));
    assert!(fits("name eq 'x' and a", "name eq '\" + quote(n).replace(\"'\", \"''\") + \"' and a"));
    assert!(!fits("name eq 'x' and b", "name eq '\" + quote(n).replace(\"'\", \"''\") + \"' and a"));
    assert!(!fits("name eq 'x' or a", "name eq '${name}' and a"));
    assert!(!fits("state eq 'x'", "state eq 'y'"));
}
