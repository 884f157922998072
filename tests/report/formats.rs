//! Each format over the same filters, plain and hostile: the exact output, and the result in its
//! readers.

use std::collections::HashSet;

use comfilter::lint::Linted;
use comfilter::report::Format;
use comfilter::rules;
use comfilter::text::{Edit, OffsetMap, Source, Span, apply};
use comfilter::{Diagnostic, Severity};
use serde_json::{Value, json};

use super::schemas::{GITLAB, LINE, RDJSON, REPORT, SARIF, valid, valid_junit};
use super::support::invariants::harmless;
use super::{in_query, percent_encoded, rule, span_of, written};

/// Every format but the one for people.
pub(crate) const FORMATS: [Format; 9] = [
    Format::Concise,
    Format::Json,
    Format::JsonLines,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Rdjson,
    Format::Agent,
];

fn found(name: &str, text: &str, part: &str, message: &str) -> Diagnostic {
    Diagnostic::new(rule(name), span_of(text, part), message.to_owned())
}

fn replaced(text: &str, part: &str, by: &str) -> Vec<Edit> {
    vec![Edit::replace(span_of(text, part), by)]
}

/// Calls `check` with a report of all difficult cases.
fn with_filters(check: impl Fn(&[Linted<'_>])) {
    let argument = "state == 'é' and Name eq 'x' or jobTemplate eq 'y'";
    let plain = [
        found("foreign-operator", argument, "==", "`==` is not an operator: write `eq`")
            .with(|words| words.safe_fix("write `eq`", replaced(argument, "==", "eq"))),
        found("unknown-property", argument, "Name", "unknown property `Name`").with(|words| {
            words.help("did you mean `name`?").unsafe_fix("write `name`", replaced(argument, "Name", "name"))
        }),
        found("unknown-template", argument, "'y'", "`y` is not a template")
            .with_severity(Severity::Hint)
            .with(|words| words.help("see `comfilter properties jobTemplate`")),
    ];
    let argument = Source::new(None, argument);

    // A file as Windows writes it, with a filter over several lines, and a path full of syntax.
    let text = "\u{feff}not (state = ERROR\r\n  and naïve eq 1\r\n\r\nstate eq 'ERROR'\r\n";
    let first = "\u{feff}not (state = ERROR\r\n  and naïve eq 1";
    let file = [
        found("foreign-operator", first, "=", "`=` is not an operator")
            .with(|words| words.safe_fix("write `eq`", replaced(first, "=", "eq"))),
        found("unquoted-text", first, "ERROR", "`ERROR` has no quotes").with(|words| {
            words.safe_fix("write `'ERROR'`", vec![Edit::insert(20, "'"), Edit::insert(15, "'")])
        }),
        found("unbalanced-parenthesis", first, "(", "this is never closed").with(|words| {
            words
                .label(span_of(first, "1"), "it could end here")
                .unsafe_fix("add `)`", vec![Edit::insert(u32::try_from(first.len()).unwrap(), ")")])
        }),
        found("unknown-property", first, "ERROR\r\n  and naïve", "over two lines"),
    ];
    let second = "state eq 'ERROR'";
    let second_map = OffsetMap::starting_at(u32::try_from(text.find(second).unwrap()).unwrap());
    let source = Source::new(Some("team a/b:c,d%41.comfilter"), text);

    let filter = "resource/id == 'ü+1'";
    let (encoded, url_map) = percent_encoded(filter, 8);
    let url = format!("?filter={encoded}");
    let inner = [found("foreign-operator", filter, "==", "`==` is not an operator")
        .with(|words| words.safe_fix("write `eq`", replaced(filter, "==", "eq")))];
    let outer = [found("unencoded-character", &url, "?", "a `?`").with_severity(Severity::Warning)];
    let url = Source::new(None, &url).given_by("--url");

    let hostile = "a\u{1b}[2J\u{202e}%0A::error::x<b>&\"'\u{fffe}]]>{0} [x](http://y)\u{0}";
    let harm = [Diagnostic::new(rule("syntax"), Span::new(1, 2), format!("found {hostile}\n::error::y"))
        .with(|words| {
            words
                .help(format!("write {hostile}"))
                .label(Span::new(0, 1), hostile)
                .label(Span::new(0, 1), hostile)
                .safe_fix(hostile, vec![Edit::replace(Span::new(1, 2), hostile)])
        })];
    let harmful = Source::new(Some(hostile), hostile);
    let input = Source::new(Some("-"), "state");
    let empty = [Diagnostic::new(rule("property-alone"), Span::at(5), "an operator is missing")];

    check(&[
        Linted::whole(argument.clone()).with_findings(&plain, 0),
        Linted::part(source.clone(), first, OffsetMap::starting_at(0)).with_findings(&file, 2),
        Linted::part(source.clone(), second, second_map),
        in_query(&url, filter, url_map, &inner, 0).with_outer_findings(&outer),
        Linted::whole(harmful.clone()).with_findings(&harm, 0),
        Linted::whole(input.clone()).with_findings(&empty, 0),
    ]);
}

/// A change of the output shows in tests/snapshots; `INSTA_UPDATE=always` accepts it. JSON is
/// indented there, without the pages of the rules, which have separate tests.
#[test]
fn every_format_is_what_it_was() {
    with_filters(|filters| {
        for format in FORMATS {
            let text = written(format, filters);
            harmless(&text);
            let shown = match serde_json::from_str::<Value>(&text) {
                Ok(mut document) => {
                    for rule in document
                        .pointer_mut("/runs/0/tool/driver/rules")
                        .into_iter()
                        .flat_map(|rules| rules.as_array_mut().unwrap())
                    {
                        rule.as_object_mut()
                            .unwrap()
                            .retain(|key, _| !key.contains("escription") && key != "help");
                    }
                    if let Some(driver) = document.pointer_mut("/runs/0/tool/driver") {
                        driver["version"] = json!("VERSION");
                        driver["semanticVersion"] = json!("VERSION");
                    }
                    escaped(&serde_json::to_string_pretty(&document).unwrap())
                }
                Err(_) => text,
            };
            insta::with_settings!({
                snapshot_path => "../snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(format!("report-{}", format!("{format:?}").to_lowercase()), shown);
            });
        }
    });
}

/// A snapshot must not reverse text in the reader's editor.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c != '\n' && super::support::invariants::is_harmful(c) {
                format!("\\u{:04x}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect()
}

#[test]
fn every_format_is_valid() {
    let check = |filters: &[Linted<'_>]| {
        let count = filters.iter().flat_map(Linted::all_diagnostics).count();
        let report = valid(&REPORT, &written(Format::Json, filters));
        assert_eq!(report["diagnostics"].as_array().unwrap().len(), count);

        let lines = written(Format::JsonLines, filters);
        assert_eq!(lines.lines().count(), count);
        for (line, diagnostic) in lines.lines().zip(report["diagnostics"].as_array().unwrap()) {
            let mut line = valid(&LINE, line);
            let index = usize::try_from(diagnostic["filter"].as_u64().unwrap()).unwrap();
            let (line, filter) = (line.as_object_mut().unwrap(), &report["filters"][index]);
            assert_eq!(line.remove("version"), Some(json!(1)));
            assert_eq!(line.remove("text").as_ref(), Some(&filter["text"]));
            assert_eq!(line.remove("truncated").as_ref(), filter.get("truncated"));
            assert_eq!(&Value::Object(line.clone()), diagnostic);
        }

        let sarif = valid(&SARIF, &written(Format::Sarif, filters));
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), count);
        assert_eq!(sarif["runs"][0]["properties"]["filters"], filters.len());
        for result in sarif["runs"][0]["results"].as_array().unwrap() {
            let rule = &sarif["runs"][0]["tool"]["driver"]["rules"]
                [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
        }

        let gitlab = valid(&GITLAB, &written(Format::Gitlab, filters));
        let gitlab = gitlab.as_array().unwrap();
        let fingerprints: HashSet<&str> =
            gitlab.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!((gitlab.len(), fingerprints.len()), (count, count));

        let rdjson = valid(&RDJSON, &written(Format::Rdjson, filters));
        assert_eq!(rdjson["diagnostics"].as_array().unwrap().len(), count);

        assert_eq!(commands(&written(Format::Github, filters)).len(), count);
        assert_eq!(written(Format::Agent, filters).lines().count(), count);
        valid_junit(&written(Format::Junit, filters));
        check_junit(&written(Format::Junit, filters), filters);
    };
    with_filters(check);
    check(&[]);
}

/// Filters that are only counted appear in the counts of a format, and change nothing else.
#[test]
fn filters_without_findings_are_counted() {
    let among = |format: Format, filters: &[Linted<'_>], clean| {
        let mut out = Vec::new();
        format.write(&mut out, filters, clean).unwrap();
        String::from_utf8(out).unwrap()
    };
    with_filters(|filters| {
        for format in FORMATS {
            let (alone, more) = (written(format, filters), among(format, filters, 3));
            let differs = matches!(format, Format::Json | Format::Sarif | Format::Junit);
            assert_eq!(alone != more, differs, "{format:?}");
        }
        assert_eq!(valid(&REPORT, &among(Format::Json, filters, 3))["clean"], 3);
        let sarif = valid(&SARIF, &among(Format::Sarif, filters, 3));
        assert_eq!(sarif["runs"][0]["properties"]["filters"], filters.len() + 3);
        let junit = among(Format::Junit, filters, 3);
        valid_junit(&junit);
        let all = format!("<testsuites name=\"comfilter\" tests=\"{}\"", filters.len() + 1);
        assert!(junit.contains(&all), "{junit}");
        assert!(junit.contains("<testcase name=\"3 filters without findings\" classname=\"comfilter\"/>"));
    });
    let junit = among(Format::Junit, &[], 1);
    valid_junit(&junit);
    assert!(junit.contains("name=\"1 filter without findings\""), "{junit}");
}

/// The numbers in JUnit's report match its contents, and its messages are the findings.
pub(crate) fn check_junit(text: &str, filters: &[Linted<'_>]) {
    let document = roxmltree::Document::parse(text).unwrap();
    let root = document.root_element();
    let counted = |node: roxmltree::Node<'_, '_>| {
        let tests: Vec<_> = node.descendants().filter(|node| node.has_tag_name("testcase")).collect();
        let failed = tests.iter().filter(|test| test.children().any(|node| node.has_tag_name("failure")));
        assert_eq!(node.attribute("tests"), Some(&*tests.len().to_string()));
        assert_eq!(node.attribute("failures"), Some(&*failed.count().to_string()));
        tests.len()
    };
    assert_eq!(counted(root), filters.len());
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    assert_eq!(suites.iter().map(|suite| counted(*suite)).sum::<usize>(), filters.len());
    let tests = root.descendants().filter(|node| node.has_tag_name("testcase"));
    for (test, filter) in tests.zip(filters) {
        let failures: Vec<_> = test.children().filter(|node| node.has_tag_name("failure")).collect();
        // A hint makes no test red.
        let told = filter.all_diagnostics().filter(|found| found.severity() != Severity::Hint);
        assert_eq!(failures.len(), told.count());
        let rules: HashSet<_> = filter.all_diagnostics().map(|found| found.rule().name()).collect();
        assert!(failures.iter().all(|failure| rules.contains(failure.attribute("type").unwrap())));
    }
}

/// A workflow command, as GitHub's runner reads it.
#[derive(Debug, PartialEq)]
struct Command {
    name: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Command {
    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

fn commands(text: &str) -> Vec<Command> {
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    text.lines()
        .map(|line| {
            let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
            let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
            Command {
                name: name.to_owned(),
                properties: properties.map(|(name, value)| (name.to_owned(), property(value))).collect(),
                message: data(message),
            }
        })
        .collect()
}

#[test]
fn github_reads_what_was_meant() {
    // The example of its page of workflow commands.
    let documented =
        commands("::error file=app.js,line=1,col=5,endColumn=7,title=YOUR-TITLE::Missing semicolon\n");
    let known = ["file", "line", "col", "endColumn", "title"];
    let names: Vec<&str> = documented[0].properties.iter().map(|(name, _)| &**name).collect();
    assert_eq!((names.as_slice(), &*documented[0].message), (&known[..], "Missing semicolon"));

    with_filters(|filters| {
        let written = commands(&written(Format::Github, filters));
        let diagnostics: Vec<&Diagnostic> = filters.iter().flat_map(Linted::all_diagnostics).collect();
        assert_eq!(written.len(), diagnostics.len());
        for command in &written {
            assert!(matches!(&*command.name, "error" | "warning" | "notice"), "{command:?}");
            for (name, value) in &command.properties {
                assert!(known.contains(&&**name) || name == "endLine", "{command:?}");
                assert!(
                    !name.to_lowercase().ends_with("line") || value.parse::<u32>().is_ok(),
                    "{command:?}"
                );
            }
            // GitHub ignores the columns of a place on several lines, and logs that.
            let several = command.property("line") != command.property("endLine");
            assert!(!several || command.property("col").is_none(), "{command:?}");
        }
        let of = |file: &str| written.iter().filter(|command| command.property("file") == Some(file)).count();
        assert_eq!(of("team a/b:c,d%41.comfilter"), 4);
        assert_eq!(written.iter().filter(|command| command.property("file").is_none()).count(), 6);
        let last = written.last().unwrap();
        assert_eq!(last.message, "-:1:6: an operator is missing");
        let hostile = written.iter().find(|command| command.message.contains("[2J")).unwrap();
        assert!(hostile.message.contains("\\u{1b}[2J\\u{202e}%0A::error::x<b>"), "{hostile:?}");
        assert!(hostile.property("file").unwrap().starts_with("a\\u{1b}[2J\\u{202e}%0A::error::x<b>"));
    });
}

/// The example of GitLab's page, which its schema here must accept; without a key it must be
/// rejected.
#[test]
fn gitlab_documents_what_is_valid() {
    let example = json!([{
        "description": "'unused' is assigned a value but never used.",
        "check_name": "no-unused-vars",
        "fingerprint": "7815696ecbf1c96e6894b779456d330e",
        "severity": "minor",
        "location": { "path": "lib/index.js", "lines": { "begin": 42 } }
    }]);
    assert!(GITLAB.is_valid(&example));
    with_filters(|filters| {
        let good = valid(&GITLAB, &written(Format::Gitlab, filters));
        for key in good[0].as_object().unwrap().keys() {
            let mut bad = good.clone();
            bad[0].as_object_mut().unwrap().remove(key);
            assert!(!GITLAB.is_valid(&bad), "{key}");
        }
        for (path, value) in [
            ("/0/severity", json!("error")),
            ("/0/location/path", json!("./a")),
            ("/0/location/lines/begin", json!(0)),
            ("/0/location/positions/begin/line", json!("1")),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(path).unwrap() = value;
            assert!(!GITLAB.is_valid(&bad), "{path}");
        }
    });
}

/// The offset of a place whose column counts characters by `length`. `mark` is the column of a
/// byte-order mark: none, or some bytes.
fn offset(text: &str, line: &Value, column: &Value, mark: bool, length: fn(char) -> u64) -> u32 {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
    let skipped = if start == 0 && !mark && text.starts_with('\u{feff}') { 3 } else { 0 };
    let (mut column, mut at) = (column.as_u64().unwrap() - 1, start + skipped);
    while column > 0 {
        let character = text.get(at..).unwrap().chars().next().unwrap();
        column -= length(character);
        at += character.len_utf8();
    }
    u32::try_from(at).unwrap()
}

/// Applying the fixes of a report gives the same text as the edits of its findings.
#[test]
fn fixes_are_applied_by_those_who_read_them() {
    with_filters(|filters| {
        let json: Value = serde_json::from_str(&written(Format::Json, filters)).unwrap();
        let sarif: Value = serde_json::from_str(&written(Format::Sarif, filters)).unwrap();
        let rdjson: Value = serde_json::from_str(&written(Format::Rdjson, filters)).unwrap();
        let (mut fixes, mut suggestions) = (0, 0);
        for (index, found) in json["diagnostics"].as_array().unwrap().iter().enumerate() {
            let source = filters[usize::try_from(found["filter"].as_u64().unwrap()).unwrap()].source().text();
            let result = &sarif["runs"][0]["results"][index];
            let diagnostic = &rdjson["diagnostics"][index];
            assert_eq!(found["rule"], result["ruleId"]);
            assert_eq!(found["rule"], diagnostic["code"]["value"]);
            if found["fix"].is_null() {
                assert_eq!((result.get("fixes"), diagnostic.get("suggestions")), (None, None));
                continue;
            }
            let edits = found["fix"]["edits"].as_array().unwrap().iter().map(|edit| {
                let offset = |key: &str| u32::try_from(edit[key]["offset"].as_u64().unwrap()).unwrap();
                Edit::replace(Span::new(offset("start"), offset("end")), edit["text"].as_str().unwrap())
            });
            let expected = apply(source, &edits.collect::<Vec<_>>()).unwrap();

            let fix = &result["fixes"][0];
            assert_eq!(fix["properties"]["applicability"], found["fix"]["applicability"]);
            assert_eq!(
                fix["artifactChanges"][0]["artifactLocation"],
                result["locations"][0]["physicalLocation"]["artifactLocation"]
            );
            let replacements = fix["artifactChanges"][0]["replacements"].as_array().unwrap().iter();
            let edits = replacements.map(|replacement| {
                let region = &replacement["deletedRegion"];
                let place =
                    |line: &str, column: &str| offset(source, &region[line], &region[column], false, |_| 1);
                let span = Span::new(place("startLine", "startColumn"), place("endLine", "endColumn"));
                Edit::replace(span, replacement["insertedContent"]["text"].as_str().unwrap())
            });
            assert_eq!(apply(source, &edits.collect::<Vec<_>>()).unwrap(), expected, "{fix}");
            fixes += 1;

            let suggestions_of = diagnostic["suggestions"].as_array();
            assert_eq!(suggestions_of.is_some(), found["fix"]["applicability"] == "safe");
            for suggestion in suggestions_of.into_iter().flatten() {
                let place = |key: &str| {
                    let place = &suggestion["range"][key];
                    offset(source, &place["line"], &place["column"], true, |character| {
                        character.len_utf8() as u64
                    })
                };
                let edit = Edit::replace(
                    Span::new(place("start"), place("end")),
                    suggestion["text"].as_str().unwrap(),
                );
                assert_eq!(apply(source, &[edit]).unwrap(), expected, "{suggestion}");
                suggestions += 1;
            }
        }
        assert_eq!((fixes, suggestions), (7, 5));
    });
}

#[test]
fn a_long_replacement_is_no_suggestion() {
    for (length, count) in [(4096, 1), (4097, 0)] {
        let text = "x".repeat(5000);
        let source = Source::new(None, &text);
        let found = [Diagnostic::new(rule("syntax"), Span::new(0, 1), "x").with(|words| {
            words.safe_fix(
                "y",
                vec![Edit::replace(Span::new(length - 1, length), "y"), Edit::replace(Span::new(0, 1), "y")],
            )
        })];
        let out = written(Format::Rdjson, &[Linted::whole(source.clone()).with_findings(&found, 0)]);
        assert_eq!(out.matches("suggestions").count(), count, "{length}");
    }
}

/// A finding with the same fingerprint in the next report is in the same place, or on other lines.
#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |name: &str, text: &str, filters: &[&str]| {
        let source = Source::new(Some(name), text);
        let found: Vec<Vec<Diagnostic>> = filters
            .iter()
            .map(|filter| {
                vec![
                    found("foreign-operator", filter, "==", "`==`"),
                    Diagnostic::new(
                        rule("missing-operand"),
                        Span::at(u32::try_from(filter.len()).unwrap()),
                        "nothing",
                    ),
                ]
            })
            .collect();
        let mut at = 0;
        let reports: Vec<Linted<'_>> = filters
            .iter()
            .zip(&found)
            .map(|(filter, found)| {
                at += text.get(at..).unwrap().find(filter).unwrap();
                let map = OffsetMap::starting_at(u32::try_from(at).unwrap());
                at += filter.len();
                Linted::part(source.clone(), *filter, map).with_findings(found, 0)
            })
            .collect();
        let sarif: Value = serde_json::from_str(&written(Format::Sarif, &reports)).unwrap();
        let gitlab: Value = serde_json::from_str(&written(Format::Gitlab, &reports)).unwrap();
        let of = |result: &Value| result["partialFingerprints"]["comfilter/v1"].as_str().unwrap().to_owned();
        let all: Vec<String> = sarif["runs"][0]["results"].as_array().unwrap().iter().map(of).collect();
        let same: Vec<&str> =
            gitlab.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(all, same);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        all
    };
    let before = fingerprints("a", "a == \n\nb == \n", &["a == ", "b == "]);
    assert_eq!(fingerprints("a", "# new\n\n  a == \n\n\n\nb == \n", &["a == ", "b == "]), before);
    assert_eq!(fingerprints("a", "a == \n", &["a == "]), before[..2]);
    assert!(
        fingerprints("b", "a == \n\nb == \n", &["a == ", "b == "])
            .iter()
            .all(|other| !before.contains(other))
    );
}

#[test]
fn the_page_of_each_rule_is_in_sarif() {
    let source = Source::new(None, "x");
    let found: Vec<Diagnostic> =
        rules::ALL.iter().map(|rule| Diagnostic::new(rule, Span::new(0, 1), "x")).collect();
    let report =
        valid(&SARIF, &written(Format::Sarif, &[Linted::whole(source.clone()).with_findings(&found, 0)]));
    let descriptors = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(descriptors.len(), rules::ALL.len());
    for (descriptor, rule) in descriptors.iter().zip(rules::ALL) {
        assert_eq!(descriptor["id"], rule.name());
        assert_eq!(descriptor["helpUri"], rule.url());
        let [short, full, text, markdown] =
            ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"]
                .map(|path| descriptor.pointer(path).unwrap().as_str().unwrap());
        assert!(!short.is_empty() && full.starts_with(short), "{}", rule.name());
        assert!(markdown.contains("# Why it matters") && !markdown.contains("```filter"), "{}", rule.name());
        assert!(text.contains("\nWhy it matters\n") && !text.contains("```"), "{}", rule.name());
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(full), "{}", rule.name());
    }
}

/// An agent gets the whole corrected filter, or a note that there is none.
#[test]
fn an_agent_gets_the_whole_filter() {
    let line = |text: &str, found: Diagnostic| {
        let source = Source::new(None, text);
        written(Format::Agent, &[Linted::whole(source.clone()).with_findings(&[found], 0)])
    };
    let fixed = |text: &str| {
        line(
            text,
            found("foreign-operator", text, "==", "`==`")
                .with(|words| words.safe_fix("write `eq`", replaced(text, "==", "eq"))),
        )
    };
    assert_eq!(fixed("a == 1"), "-e:1:3 error foreign-operator: `==` -> a eq 1\n");
    assert_eq!(fixed("a\r\n  == 1\n"), "-e:2:3 error foreign-operator: `==` -> a eq 1\n");
    assert_eq!(fixed("a\n\n== 1"), "-e:3:1 error foreign-operator: `==` -> a eq 1\n");
    let longest = format!("a == '{}'", "é".repeat(993));
    assert!(fixed(&longest).ends_with(&format!(" -> {}\n", longest.replace("==", "eq"))));
    assert_eq!(fixed(&format!("{longest}x")), "-e:1:3 error foreign-operator: `==` -> fix: write `eq`\n");

    // A fix that shortens the filter is written, unless the filter was too long.
    let shortened = |length: usize| {
        let text = format!("a{}", " ".repeat(length - 1));
        let found = found("syntax", &text, "a", "spaces");
        let edit = Edit::delete(Span::from_range(1..length));
        line(&text, found.with(|words| words.safe_fix("remove them", vec![edit])))
    };
    assert_eq!(shortened(8_000), "-e:1:1 error syntax: spaces -> a\n");
    assert_eq!(shortened(8_001), "-e:1:1 error syntax: spaces -> fix: remove them\n");

    let help = "h".repeat(400);
    let told =
        line("a", Diagnostic::new(rule("syntax"), Span::new(0, 1), "wrong").with(|words| words.help(help)));
    assert_eq!(told, format!("-e:1:1 error syntax: wrong; {}… -> no fix\n", "h".repeat(293)));
}
