//! The exact reports for people.

use comfilter::lint::Linted;
use comfilter::report::{Format, Look};
use comfilter::text::{Edit, OffsetMap, Source, Span};
use comfilter::{Diagnostic, Severity};
use insta::assert_snapshot;

use super::{in_query, percent_encoded, plain, rule, span_of, written};

fn foreign_operator(text: &str) -> Diagnostic {
    let span = span_of(text, "==");
    Diagnostic::new(rule("foreign-operator"), span, "`==` is not an operator of this API: it writes `eq`")
        .with(|words| words.safe_fix("write `eq`", vec![Edit::replace(span, "eq")]))
}

#[test]
fn an_error_with_help_and_a_fix() {
    let text = "state == 'ERROR'";
    let found =
        foreign_operator(text).with(|words| words.help("operators are words: eq, ne, gt, ge, lt, le, in"));
    assert_snapshot!(plain(text, &[found]), @r"
     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[-e:1:7]
    1 | state == 'ERROR'
      :       ^^
      `----
     help: operators are words: eq, ne, gt, ge, lt, le, in
     write: state eq 'ERROR'
    ");
}

#[test]
fn a_guess_says_so() {
    let text = "Name eq 'x'";
    let span = span_of(text, "Name");
    let found = Diagnostic::new(rule("unknown-property"), span, "`Name` is not a property of jobs")
        .with_severity(Severity::Warning)
        .with(|words| words.unsafe_fix("write `name`", vec![Edit::replace(span, "name")]));
    assert_snapshot!(plain(text, &[found]), @r"
     warning[unknown-property]: `Name` is not a property of jobs
      ,-[-e:1:1]
    1 | Name eq 'x'
      : ^^^^
      `----
     perhaps: name eq 'x'
    ");
}

#[test]
fn several_fixes_are_shown_together() {
    let text = "Name == \"x\" and state == 'eror' and resourceUri eq null";
    let span = |part| span_of(text, part);
    let state = span("== 'eror'");
    let found = [
        Diagnostic::new(
            rule("unknown-property"),
            span("Name"),
            "`Name` is not a property: names are case-sensitive",
        )
        .with(|words| words.safe_fix("write `name`", vec![Edit::replace(span("Name"), "name")])),
        foreign_operator(text).with(|words| words.help("operators are words: eq, ne, gt, ge, lt, le, in")),
        Diagnostic::new(rule("double-quoted-string"), span("\"x\""), "a string needs single quotes")
            .with(|words| words.safe_fix("write `'x'`", vec![Edit::replace(span("\"x\""), "'x'")])),
        Diagnostic::new(
            rule("foreign-operator"),
            Span::new(state.start, state.start + 2),
            "`==` is not an operator",
        )
        .with(|words| {
            words.safe_fix("write `eq`", vec![Edit::replace(Span::new(state.start, state.start + 2), "eq")])
        }),
        Diagnostic::new(rule("unknown-value"), span("'eror'"), "no job has the state `eror`")
            .with_severity(Severity::Warning)
            .with(|words| {
                words.unsafe_fix("write `'ERROR'`", vec![Edit::replace(span("'eror'"), "'ERROR'")])
            }),
        Diagnostic::new(rule("not-filterable"), span("resourceUri"), "`resourceUri` cannot be filtered")
            .with(|words| words.help("compare `resource/id`")),
    ];
    assert_snapshot!(plain(text, &found), @r#"
     error[unknown-property]: `Name` is not a property: names are case-sensitive
      ,-[-e:1:1]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      : ^^^^
      `----
     fix: write `name`

     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[-e:1:6]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      :      ^^
      `----
     help: operators are words: eq, ne, gt, ge, lt, le, in
     fix: write `eq`

     error[double-quoted-string]: a string needs single quotes
      ,-[-e:1:9]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      :         ^^^
      `----
     fix: write `'x'`

     error[foreign-operator]: `==` is not an operator
      ,-[-e:1:23]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      :                       ^^
      `----
     fix: write `eq`

     warning[unknown-value]: no job has the state `eror`
      ,-[-e:1:26]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      :                          ^^^^^^
      `----
     perhaps: write `'ERROR'`

     error[not-filterable]: `resourceUri` cannot be filtered
      ,-[-e:1:37]
    1 | Name == "x" and state == 'eror' and resourceUri eq null
      :                                     ^^^^^^^^^^^
      `----
     help: compare `resource/id`

     after the safe fixes (still not valid):
       name eq 'x' and state eq 'eror' and resourceUri eq null
    "#);
}

#[test]
fn fixes_that_change_the_same_text_are_not_shown_together() {
    let fix = |start, end, text: &str| {
        let edits = vec![Edit::replace(Span::new(start, end), text)];
        Diagnostic::new(rule("syntax"), Span::at(0), "wrong").with(|words| words.safe_fix("do it", edits))
    };
    let shown = |second| {
        let out = plain("abcdef", &[fix(2, 4, "==="), second]);
        let (_, fixed) = out.rsplit_once("after the safe fixes").unwrap();
        fixed.split_once(":\n    ").unwrap().1.trim_end().to_owned()
    };
    for (start, end) in [(2, 4), (1, 3), (3, 5), (0, 6), (3, 3)] {
        assert_eq!(shown(fix(start, end, "x")), "ab===ef", "{start} to {end}");
    }
    assert_eq!(shown(fix(2, 2, "x")), "abx===ef");
    assert_eq!(shown(fix(4, 4, "x")), "ab===xef");
    assert_eq!(shown(fix(0, 2, "x")), "x===ef");
    assert_eq!(shown(fix(4, 6, "x")), "ab===x");
}

#[test]
fn the_end_of_the_text() {
    let text = "state eq";
    let found = Diagnostic::new(rule("missing-operand"), Span::at(8), "a value is missing after `eq`")
        .with(|words| words.label(span_of(text, "state"), "a string"));
    assert_snapshot!(plain(text, &[found]), @r"
     error[missing-operand]: a value is missing after `eq`
      ,-[-e:1:9]
    1 | state eq
      : ^^|^^   ^
      :   `-- a string
      `----
    ");
    let empty = Diagnostic::new(rule("empty-filter"), Span::at(0), "the filter is empty");
    assert_snapshot!(plain("", &[empty]), @r"
     error[empty-filter]: the filter is empty
      ,-[-e:1:1]
    1 |
      : ^
      `----
    ");
}

#[test]
fn a_long_message_is_broken_between_words() {
    let list =
        "id, name, type, status, state, resultCode, resource/id, resource/type, jobTemplate, createdAt";
    let found = Diagnostic::new(rule("unknown-property"), Span::new(0, 1), format!("`x` is none of {list}"))
        .with(|words| words.help(format!("write one of {list}, compute-ops-mgmt/oneview-appliance")));
    assert_snapshot!(plain("x eq 1", &[found]), @r"
     error[unknown-property]: `x` is none of id, name, type, status, state, resultCode, resource/id,
     | resource/type, jobTemplate, createdAt
      ,-[-e:1:1]
    1 | x eq 1
      : ^
      `----
     help: write one of id, name, type, status, state, resultCode, resource/id, resource/type,
           jobTemplate, createdAt, compute-ops-mgmt/oneview-appliance
    ");
}

#[test]
fn a_line_of_words_is_as_long_as_the_page() {
    let words = |length: usize| format!("{} y", "x".repeat(length - 2));
    for (over, breaks) in [(0, 0), (1, 1)] {
        let message = words(100 - "  error[syntax]: ".len() + over);
        let help = words(100 - "  help: ".len() + over);
        let found = Diagnostic::new(rule("syntax"), Span::at(0), message).with(|words| words.help(help));
        let out = plain("a", &[found]);
        assert_eq!(out.matches("\n  | y\n").count(), breaks, "{out}");
        assert_eq!(out.matches("\n        y\n").count(), breaks, "{out}");
    }
}

#[test]
fn a_filter_in_a_file_of_filters() {
    let text = "# What failed\r\nstate eq 'ERROR'\r\n\r\n# Since May\r\nstate == 'ERROR'\r\n  and createdAt ge 2024-05-01\r\n";
    let start = text.find("state ==").unwrap();
    let filter = text.split_at(start).1.trim_end();
    let date = span_of(filter, "2024-05-01");
    let found = [
        foreign_operator(filter),
        Diagnostic::new(rule("invalid-timestamp"), date, "`2024-05-01` has no time").with(|words| {
            words
                .label(span_of(filter, "createdAt"), "a timestamp")
                .unsafe_fix("add midnight in UTC", vec![Edit::insert(date.end, "T00:00:00Z")])
        }),
    ];
    let source = Source::new(Some("filters/errors.comfilter"), text);
    let map = OffsetMap::starting_at(u32::try_from(start).unwrap());
    let filters = [Linted::part(source.clone(), filter, map).with_findings(&found, 12)];
    assert_snapshot!(written(Format::Full(Look::PLAIN), &filters), @r"
      error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
       ,-[filters/errors.comfilter:5:7]
     5 | state == 'ERROR'
       :       ^^
       `----
      fix: write `eq`

      error[invalid-timestamp]: `2024-05-01` has no time
       ,-[filters/errors.comfilter:6:20]
     6 |   and createdAt ge 2024-05-01
       :       ^^^^|^^^^    ^^^^^^^^^^
       :           `-- a timestamp
       `----
      perhaps: add midnight in UTC

      after the safe fixes (still not valid):
        state eq 'ERROR'
          and createdAt ge 2024-05-01

      12 more findings in this filter are not shown: correct these first
    ");
    assert_snapshot!(written(Format::Concise, &filters), @r"
    filters/errors.comfilter:5:7: error[foreign-operator] `==` is not an operator of this API: it writes `eq`
    filters/errors.comfilter:6:20: error[invalid-timestamp] `2024-05-01` has no time
    ");
}

#[test]
fn a_line_of_a_log_has_the_number_that_it_has_there() {
    let text = "state == 'ERROR'";
    let source = Source::new(Some("-"), text).after(41);
    let found = [foreign_operator(text)];
    let out = written(Format::Full(Look::PLAIN), &[Linted::whole(source.clone()).with_findings(&found, 0)]);
    assert!(out.contains(",-[-:42:7]\n 42 | state == 'ERROR'\n"), "{out}");
}

#[test]
fn a_place_of_several_lines() {
    let text = "state eq 'ERROR'\nor state eq 'STALLED'\nand name eq 'x'";
    let found = Diagnostic::new(rule("syntax"), Span::new(0, 38), "this is read before the `and`")
        .with(|words| words.label(span_of(text, "and"), "binds tighter"));
    assert_snapshot!(plain(text, &[found]), @r"
     error[syntax]: this is read before the `and`
      ,-[-e:1:1]
    1 | ,-> state eq 'ERROR'
    2 | `-> or state eq 'STALLED'
    3 |     and name eq 'x'
      :     ^|^
      :      `-- binds tighter
      `----
    ");
}

#[test]
fn places_far_apart() {
    let text = format!("(state eq 'ERROR' and ({}name eq 'x')", "id eq '0' or ".repeat(50));
    let end = u32::try_from(text.len()).unwrap();
    let found = Diagnostic::new(rule("unbalanced-parenthesis"), Span::new(0, 1), "this `(` is never closed")
        .with(|words| {
            words
                .label(Span::at(end), "a `)` could stand here")
                .safe_fix("add `)`", vec![Edit::insert(end, ")")])
        });
    assert_snapshot!(plain(&text, &[found]), @r"
     error[unbalanced-parenthesis]: this `(` is never closed
      ,-[-e:1:1]
    1 | (state eq 'ERROR' and (id eq '0' or id eq '0' or id eq '0' or id eq '0' or id eq '0' or …
      : ^
      `----
      ,-[-e:1:686]
    1 | … eq '0' or id eq '0' or id eq '0' or id eq '0' or id eq '0' or id eq '0' or name eq 'x')
      :                                                                                          ^
      :                                                                                          `-- a `)` could stand here
      `----
     write: …r id eq '0' or id eq '0' or name eq 'x'))
    ");
}

#[test]
fn the_end_of_a_mebibyte_on_one_line() {
    let text = format!("{}state == 'ERROR'", "name eq 'x' or ".repeat((1 << 20) / 15));
    assert_snapshot!(plain(&text, &[foreign_operator(&text)]), @r"
     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[-e:1:1048582]
    1 | …e eq 'x' or name eq 'x' or name eq 'x' or name eq 'x' or name eq 'x' or state == 'ERROR'
      :                                                                                ^^
      `----
     write: … or name eq 'x' or name eq 'x' or state eq 'ERROR'
    ");
}

#[test]
fn a_filter_in_a_url() {
    let filter = "state == 'ERROR' and name eq 'a+b'";
    let before = "https://us-west2-api.compute.cloud.hpe.com/compute-ops-mgmt/v1/jobs?limit=10&$filter=";
    let (encoded, map) = percent_encoded(filter, before.len());
    let url = before.to_owned() + &encoded;
    let source = Source::new(None, &url).given_by("--url");
    let name = span_of(&url, "$filter");
    let outer = [Diagnostic::new(rule("wrong-parameter"), name, "the service does not read `$filter`")
        .with(|words| words.safe_fix("write `filter`", vec![Edit::replace(name, "filter")]))];
    let found = [foreign_operator(filter).with(|words| words.label(span_of(filter, "state"), "a string"))];
    let filters = [in_query(&source, filter, map, &found, 0).with_outer_findings(&outer)];
    assert_snapshot!(written(Format::Full(Look::PLAIN), &filters), @r"
     warning[wrong-parameter]: the service does not read `$filter`
      ,-[--url:1:78]
    1 | …e.com/compute-ops-mgmt/v1/jobs?limit=10&$filter=state%20%3D%3D%20%27ERROR%27%20and%20nam…
      :                                          ^^^^^^^
      `----
     write: https://us-west2-api.compute.cloud.hpe.com/compute-ops-mgmt/v1/jobs?limit=10&filter=state%20%3D%3D%20%27ERROR%27%20and%20name%20eq%20%27a%2Bb%27

     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[--url:1:94]
    1 | …ps-mgmt/v1/jobs?limit=10&$filter=state%20%3D%3D%20%27ERROR%27%20and%20name%20eq%20%27a%2…
      :                                           ^^^^^^
      `----
      ,-[decoded filter:1:7]
    1 | state == 'ERROR' and name eq 'a+b'
      : ^^|^^ ^^
      :   `-- a string
      `----
     write: state eq 'ERROR' and name eq 'a+b'
    ");
    assert_snapshot!(written(Format::Concise, &filters), @r"
    --url:1:78: warning[wrong-parameter] the service does not read `$filter`
    --url:1:94: error[foreign-operator] `==` is not an operator of this API: it writes `eq`
    ");
}

#[test]
fn a_url_that_shows_the_filter_as_it_is_needs_no_second_text() {
    let url = "/compute-ops-mgmt/v1/jobs?filter=cancelable";
    let source = Source::new(None, url);
    let found = [Diagnostic::new(rule("bare-boolean"), Span::new(0, 10), "say `eq true`")];
    let map = OffsetMap::starting_at(33);
    let filters = [in_query(&source, "cancelable", map, &found, 0)];
    assert_snapshot!(written(Format::Full(Look::PLAIN), &filters), @r"
     warning[bare-boolean]: say `eq true`
      ,-[-e:1:34]
    1 | /compute-ops-mgmt/v1/jobs?filter=cancelable
      :                                  ^^^^^^^^^^
      `----
    ");
}

#[test]
fn wide_and_combining_characters_keep_the_caret_in_its_place() {
    // The number of terminal columns before the caret.
    for (before, columns) in [
        ("'abc' ", 6),
        ("'日本語' ", 9),
        ("'🚀' ", 5),
        ("'e\u{301}n\u{303}' ", 5),
        ("'❤\\u{fe0f}' ", 12),
        ("'👩\\u{200d}🚀' ", 15),
    ] {
        let text = before.replace("\\u{fe0f}", "\u{fe0f}").replace("\\u{200d}", "\u{200d}") + "== 1";
        let out = plain(&text, &[foreign_operator(&text)]);
        assert!(out.contains(&format!(" 1 | {before}== 1\n   : {}^^\n", " ".repeat(columns))), "{out}");
    }
}

#[test]
fn tabs_and_control_characters_take_the_room_that_they_are_shown_in() {
    let text = "state\t==\t'\u{1b}[31m\u{202e}'\t";
    let escape = span_of(text, "\u{1b}");
    let found = [
        foreign_operator(text),
        Diagnostic::new(rule("control-character"), escape, "an escape character in a string"),
    ];
    assert_snapshot!(plain(text, &found), @r"
     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[-e:1:7]
    1 | state == '\u{1b}[31m\u{202e}'
      :       ^^
      `----
     write: state eq '\u{1b}[31m\u{202e}'

     error[control-character]: an escape character in a string
      ,-[-e:1:11]
    1 | state == '\u{1b}[31m\u{202e}'
      :           ^^^^^^
      `----
    ");
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    let text = "\u{feff}state == 'ERROR'";
    assert_snapshot!(plain(text, &[foreign_operator(text)]), @r"
     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ,-[-e:1:7]
    1 | state == 'ERROR'
      :       ^^
      `----
     write: state eq 'ERROR'
    ");
}

#[test]
fn hints_are_counted_unless_asked_for() {
    let hint = |text| Diagnostic::new(rule("limit-range"), Span::at(0), text).with_severity(Severity::Hint);
    let source = Source::new(None, "state eq 'ERROR'");
    let (one, two) = ([hint("a")], [hint("a"), hint("b")]);
    let report =
        |found| written(Format::Full(Look::PLAIN), &[Linted::whole(source.clone()).with_findings(found, 0)]);
    assert_eq!(report(&one), "1 hint: show it with --hints\n");
    assert_eq!(report(&two), "2 hints: show them with --hints\n");
    assert_eq!(report(&[]), "");
    // The formats for machines list them.
    let filters = [Linted::whole(source.clone()).with_findings(&two, 0)];
    assert_eq!(written(Format::Concise, &filters).lines().count(), 2);
}

#[test]
fn a_terminal_gets_colours_and_lines() {
    let text = "state == 'ERROR'";
    let source = Source::new(None, text);
    let found = [foreign_operator(text).with(|words| words.label(span_of(text, "state"), "a string"))];
    let filters = [Linted::whole(source.clone()).with_findings(&found, 0)];
    let colored = written(Format::Full(Look::fancy(80)), &filters);
    assert_snapshot!(colored.replace('\u{1b}', "ESC"), @r"
     ESC[31merror[foreign-operator]:ESC[0m `==` is not an operator of this API: it writes `eq`
      ╭─[ESC[36;1;4m-e:1:7ESC[0m]
    ESC[2m1ESC[0m │ state == 'ERROR'
      · ESC[36m──┬──ESC[0mESC[31m ──ESC[0m
      ·   ESC[36m╰── ESC[36ma stringESC[0mESC[0m
      ╰────
     ESC[36mwrite:ESC[0m state eq 'ERROR'
    ");
    let drawn = written(Format::Full(Look { color: false, ..Look::fancy(80) }), &filters);
    assert_snapshot!(drawn, @r"
     error[foreign-operator]: `==` is not an operator of this API: it writes `eq`
      ╭─[-e:1:7]
    1 │ state == 'ERROR'
      · ──┬── ──
      ·   ╰── a string
      ╰────
     write: state eq 'ERROR'
    ");
}

#[test]
fn the_name_of_a_rule_is_a_link_where_links_are_shown() {
    let text = "state == 'ERROR'";
    let (source, found) = (Source::new(None, text), [foreign_operator(text)]);
    let filters = [Linted::whole(source.clone()).with_findings(&found, 0)];
    let linked = written(Format::Full(Look { links: true, ..Look::PLAIN }), &filters);
    let url = "https://docs.rs/comfilter/latest/comfilter/rules/static.FOREIGN_OPERATOR.html";
    let link = format!("error[\u{1b}]8;;{url}\u{1b}\\foreign-operator\u{1b}]8;;\u{1b}\\]:");
    assert_eq!(
        linked,
        written(Format::Full(Look::PLAIN), &filters).replace("error[foreign-operator]:", &link)
    );
}
