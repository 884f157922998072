//! A bound value is the literal that one would write by hand, and nothing else.

use proptest::prelude::*;

use super::*;
use crate::syntax::literal::quote;
use crate::{Schema, Severity};

fn template(text: &str) -> Template {
    Template::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn bound(text: &str, arguments: &[&str]) -> Result<String, String> {
    let arguments = arguments.iter().map(|argument| argument.parse::<Argument>().unwrap());
    let now = "2022-06-08T12:00:00Z".parse().unwrap();
    let template = template(text).at(now).bind_arguments(arguments).map_err(|error| error.to_string())?;
    template.finish().map(|filter| filter.to_string()).map_err(|error| error.to_string())
}

/// Templates with a string `@v`, also some that are not canonical.
const TEXTS: &[&str] = &[
    "name eq @v",
    "status ne @v and name eq @v",
    "@v eq name",
    "not(id gt @v)",
    "name   eq\n@v\r\nor name eq @v",
    "((name eq @v))",
    "name in @v",
    "name in (@v)",
    "name in(@v)",
    "name in ( 'x' , @v,@v )",
    "contains(name,@v)",
    "contains ( createdAt , @v )",
    "contains(jobParams/x,@v)",
    "jobParams/not/in eq @v",
    "@v le results/x",
    "type eq @v or parentJobId eq @v or state eq @v or resultCode eq @v or resource/id eq @v",
    "resource/type eq @v and jobTemplate eq @v and deleteOnComplete",
    "\u{feff}name eq @v",
    "name eq 'x @v' and status eq @v",
];

const PAYLOADS: &[&str] = &[
    "x' or 1 eq 1 or '",
    "'",
    "''",
    "",
    "@v",
    "@w",
    "\0",
    "\\'",
    "1&$expand=x",
    "a\r\nb",
    "${x}",
    "<value>",
    "null",
    "%27",
    "-72h",
    "\u{202e}",
];

#[track_caller]
fn is_what_one_would_write(text: &str, value: &str) {
    let mut by_hand = String::new();
    for (at, piece) in text.split("@v").enumerate() {
        let literal = quote(value);
        match &*by_hand {
            "" if at == 0 => {}
            before if before.ends_with("'x ") => by_hand.push_str("@v"),
            // Directly after `in` it is a list.
            before if before.ends_with(" in ") => by_hand.push_str(&format!("({literal})")),
            _ => by_hand.push_str(&literal),
        }
        by_hand.push_str(piece);
    }
    let filter: Filter = by_hand.parse().unwrap();
    assert_eq!(template(text).bind("v", value).unwrap().finish().unwrap(), filter);
    assert_eq!(template(text).bind_text("v", value).unwrap().finish().unwrap(), filter);
    assert_eq!(template(text).bind_as("v", Type::String, value).unwrap().finish().unwrap(), filter);
}

#[test]
fn payloads_stay_one_literal() {
    for text in TEXTS {
        PAYLOADS.iter().for_each(|value| is_what_one_would_write(text, value));
    }
}

#[test]
fn each_string_property_takes_any_text() {
    let strings = Schema::jobs().properties().iter().filter(|property| property.ty == Type::String);
    for property in strings {
        let name = &property.name;
        for value in PAYLOADS {
            is_what_one_would_write(&format!("{name} eq @v and {name} lt @v"), value);
            is_what_one_would_write(&format!("contains({name},@v)"), value);
            is_what_one_would_write(&format!("{name} in @v or {name} in ('a',@v)"), value);
        }
    }
}

#[test]
fn each_type_is_read_from_text() {
    for (text, arguments, filter) in [
        ("name eq @a", &["a="][..], "name eq ''"),
        ("name eq @a", &["a=b=c"], "name eq 'b=c'"),
        ("generation eq @a", &["a=-007"], "generation eq -007"),
        ("generation eq @a", &["a:decimal=0.5"], "generation eq 0.5"),
        ("generation eq @a", &["a:integer=5"], "generation eq 5"),
        ("cancellable eq @a", &["a=true"], "cancellable eq true"),
        ("createdAt ge @a", &["a=2022-06-01T00:00:00+02:00"], "createdAt ge 2022-06-01T00:00:00+02:00"),
        ("createdAt ge @a", &["a=now"], "createdAt ge 2022-06-08T12:00:00Z"),
        ("createdAt ge @a", &["a=-72h"], "createdAt ge 2022-06-05T12:00:00Z"),
        ("createdAt ge @a", &["a=-7d"], "createdAt ge 2022-06-01T12:00:00Z"),
        ("createdAt ge @a", &["a=-30m"], "createdAt ge 2022-06-08T11:30:00Z"),
        ("createdAt ge @a", &["a:timestamp=-30m"], "createdAt ge 2022-06-08T11:30:00Z"),
        ("contains(createdAt,@a)", &["a=2022"], "contains(createdAt,'2022')"),
        ("contains(createdAt,@a)", &["a=now"], "contains(createdAt,'now')"),
        ("results/x eq @a", &["a=3"], "results/x eq '3'"),
        ("results/x eq @a", &["a=now"], "results/x eq 'now'"),
        ("results/x eq @a", &["a:integer=3"], "results/x eq 3"),
        ("results/x eq @a", &["a:decimal=1e5"], "results/x eq 1e5"),
        ("results/x eq @a", &["a:boolean=false"], "results/x eq false"),
        ("results/x ge @a", &["a:timestamp=-1d"], "results/x ge 2022-06-07T12:00:00Z"),
        ("results/x eq @a", &["a:string=3"], "results/x eq '3'"),
        (
            "generation eq @a or name eq @a or results/x eq @a",
            &["a=3"],
            "generation eq 3 or name eq '3' or results/x eq '3'",
        ),
        ("@a lt generation", &["a=3"], "generation gt 3"),
        ("generation in @a", &["a=1", "a=2"], "generation in (1,2)"),
        ("generation in (@a,@b)", &["b=2", "a=1"], "generation in (1,2)"),
        ("generation in (0,@a)", &["a=1", "a=2"], "generation in (0,1,2)"),
        ("name in @a and name eq @a", &["a=x"], "name in ('x') and name eq 'x'"),
        ("createdAt in @a", &["a=now", "a=-1d"], "createdAt in (2022-06-08T12:00:00Z,2022-06-07T12:00:00Z)"),
        ("name eq 'x'", &[], "name eq 'x'"),
        ("a", &[], ""),
    ] {
        if filter.is_empty() {
            assert!(Template::parse(text).is_err());
        } else {
            assert_eq!(bound(text, arguments).as_deref(), Ok(filter), "{text} {arguments:?}");
        }
    }
}

#[test]
fn what_does_not_fit_is_told() {
    for (text, arguments, message) in [
        (
            "generation eq @a",
            &["a=three"][..],
            "`@a` is compared with `generation`, which is an integer, and `three` is not a valid number: a number has digits, at most one point, and at most one exponent; give a whole number such as 3",
        ),
        (
            "generation eq @a",
            &["a=3 or true"],
            "`@a` is compared with `generation`, which is an integer, and `3 or true` is not a valid number: a number has digits, at most one point, and at most one exponent; give a whole number such as 3",
        ),
        (
            "cancellable eq @a",
            &["a=TRUE"],
            "`@a` is compared with `cancellable`, which is a boolean, and `TRUE` is neither `true` nor `false`: give `true` or `false`",
        ),
        (
            "createdAt ge @a",
            &["a=2022-06-01T10:00"],
            "`@a` is compared with `createdAt`, which is a timestamp, and `2022-06-01T10:00` has no zone: give 2022-06-01T10:00Z if that is UTC",
        ),
        (
            "createdAt ge @a",
            &["a=2023-02-30T00:00:00Z"],
            "`@a` is compared with `createdAt`, which is a timestamp, and `2023-02-30T00:00:00Z` is not a valid timestamp: February 2023 has 28 days, so there is no day 30; give a timestamp such as 2022-06-01T00:00:00Z, a date such as 2022-06-01, `now`, `today`, `yesterday`, or a time before now such as -30m, -72h, -7d or -2w",
        ),
        (
            "createdAt ge @a",
            &["a=72h"],
            "`@a` is compared with `createdAt`, which is a timestamp, and `72h` is not a time before now: give `-`, a whole number and `m`, `h`, `d` or `w` (minutes, hours, days, weeks), as in -72h, or `now`, `today` or `yesterday`",
        ),
        (
            "createdAt ge @a",
            &["a=-9999999d"],
            "`@a` is compared with `createdAt`, which is a timestamp, and `-9999999d` is before the year 0000",
        ),
        (
            "generation in @a",
            &["a=1", "a=x"],
            "value 2 of `@a` is compared with `generation`, which is an integer, and `x` is not a valid number: a number has digits, at most one point, and at most one exponent; give a whole number such as 3",
        ),
        (
            "results/x eq @a",
            &["a:integer=x"],
            "the type of `@a` was given as an integer, and `x` is not a valid number: a number has digits, at most one point, and at most one exponent; give a whole number such as 3",
        ),
        (
            "name eq @a",
            &["a:integer=3"],
            "`@a` is compared with `name`, which is a string, and not an integer: omit the type",
        ),
        ("contains(generation/x,'a') or name eq @a", &["a:integer=3"], ""),
        (
            "contains(results/x,@a)",
            &["a:integer=3"],
            "`@a` is looked for in `results/x`, so it must be a string, and not an integer: omit the type",
        ),
        (
            "name eq @a",
            &["a=x", "a=y"],
            "`@a` is a list, and `name` is compared with one value: give one value, or write `name in @a`",
        ),
        (
            "contains(name,@a) or name in @a",
            &["a=x", "a=y"],
            "`@a` is a list, and `name` is compared with one value: give one value, or write `name in @a`",
        ),
        ("name eq @a", &["b=x"], "the filter has no parameter `@b`: it has `@a`"),
        (
            "name eq @a or name eq @b or name eq @c",
            &["d=x"],
            "the filter has no parameter `@d`: it has `@a`, `@b` and `@c`",
        ),
        (
            "name eq 'x'",
            &["d=x"],
            "the filter has no parameter `@d`, or any other: write one in place of a literal, without quotes, as in `name eq @name`",
        ),
        ("name eq @a or name eq @b", &["a=x"], "`@b` has no value; `@a` has one"),
        ("name eq @a or name eq @b", &[], "`@a` and `@b` have no value"),
        (
            "name in @a",
            &["a:integer=1", "a=2"],
            "the values of `@a` were given different types: a list has one",
        ),
    ] {
        if message.is_empty() {
            assert!(Template::parse(text).is_err());
        } else {
            assert_eq!(bound(text, arguments), Err(message.to_owned()), "{text} {arguments:?}");
        }
    }
}

#[test]
fn typed_values_have_the_type_of_their_place() {
    let fails = |text: &str, value: Value| -> String {
        match template(text).bind("a", value).unwrap_err() {
            TemplateError::Value(error) => error.to_string(),
            other => panic!("{other}"),
        }
    };
    assert_eq!(
        fails("generation eq @a", "3".into()),
        "`@a` is compared with `generation`, which is an integer, and `3` is a string: give a whole number such as 3"
    );
    assert_eq!(
        fails("name eq @a", true.into()),
        "`@a` is compared with `name`, which is a string, and `true` is a boolean: give a string"
    );
    assert_eq!(
        fails("contains(results/x,@a)", 3.into()),
        "`@a` is looked for in `results/x`, so it must be a string, and `3` is an integer: give a string"
    );
    assert_eq!(
        fails("parentJobId eq @a", Value::Null),
        "`@a` cannot be null: write `parentJobId eq null` or `parentJobId ne null` in the filter"
    );
    assert_eq!(
        fails("generation eq @a or name eq @a", 3.into()),
        "`@a` is compared with `name`, which is a string, and `3` is an integer: give a string"
    );
    assert_eq!(
        fails("createdAt ge @a", "tomorrow".into()),
        "`@a` is compared with `createdAt`, which is a timestamp, and `tomorrow` is not a valid timestamp: a timestamp begins with a date such as 2022-06-01; give a timestamp such as 2022-06-01T00:00:00Z, a date such as 2022-06-01, `now`, `today`, `yesterday`, or a time before now such as -30m, -72h, -7d or -2w"
    );
    let fits =
        |text: &str, value: Value| template(text).bind("a", value).unwrap().finish().unwrap().to_string();
    assert_eq!(fits("results/x eq @a", 3.into()), "results/x eq 3");
    assert_eq!(fits("results/x eq @a", "2022-06-01T00:00:00Z".into()), "results/x eq '2022-06-01T00:00:00Z'");
    assert_eq!(
        fits("generation gt @a", crate::builder::Decimal::try_from(0.5).unwrap().into()),
        "generation gt 0.5"
    );
    let twice = template("name eq @a").bind("a", "x").unwrap().bind("a", "y").unwrap_err();
    assert_eq!(twice.to_string(), "`@a` was given a value twice: once is enough");
    let empty = template("name in @a").bind_list("a", Vec::<Value>::new()).unwrap_err();
    assert!(matches!(empty, TemplateError::EmptyList { .. }));
    let one = template("name eq @a").bind_list("a", ["x"]).unwrap_err();
    assert!(matches!(one, TemplateError::NotAList { .. }));
    let object = template("name eq @a").bind_as("a", Type::Object, "x").unwrap_err();
    assert!(
        matches!(object, TemplateError::Value(error) if error.problem() == ValueProblem::SaidType(Type::Object))
    );
}

#[test]
fn one_now_holds_for_all_times_and_each_is_reported() {
    let template = template("createdAt ge @a and updatedAt lt @b and name ne @a and createdAt in @c");
    let template = template.bind_text("a", "-1h").unwrap().bind_text("b", "now").unwrap();
    let template = template.bind_text_list("c", ["now", "2022-06-01T00:00:00Z", "-1d"]).unwrap();
    let [a, b, c, d] = template.relative_times() else { panic!("{:?}", template.relative_times()) };
    assert_eq!((a.name(), a.text(), b.name(), b.text()), ("a", "-1h", "b", "now"));
    assert_eq!((c.name(), c.text(), d.name(), d.text()), ("c", "now", "c", "-1d"));
    assert_eq!(b.instant().checked_sub(std::time::Duration::from_secs(3_600)), Some(a.instant()));
    assert_eq!(b.instant(), b.instant().truncated());
    assert_eq!(b.instant(), c.instant());
    let filter = template.finish().unwrap();
    assert_eq!(
        filter.as_str(),
        format!(
            "createdAt ge {} and updatedAt lt {} and name ne '-1h' and createdAt in ({},2022-06-01T00:00:00Z,{})",
            a.instant(),
            b.instant(),
            c.instant(),
            d.instant()
        )
    );
}

#[test]
fn a_template_with_an_error_is_none_and_says_why() {
    for text in [
        "",
        "name eq",
        "@a",
        "@a eq @b",
        "1 eq @a",
        "contains(@a,'x')",
        "Name eq @a",
        "name = @a",
        "name eq '@a",
        "@a in (1)",
    ] {
        let error = Template::parse(text).unwrap_err();
        assert!(matches!(&error, TemplateError::Filter(error) if error.diagnostics().errors() > 0), "{text}");
        assert!(!error.to_string().is_empty());
    }
    let template = template("'x' eq name and jobParams eq @a and name in(@b)");
    let rules: Vec<&str> = template.diagnostics().iter().map(|found| found.rule().name()).collect();
    assert_eq!(rules, ["swapped-operands", "object-value", "missing-space"]);
    assert!(template.diagnostics().iter().all(|found| found.severity() == Severity::Warning));
}

#[test]
fn a_filter_without_a_value_for_its_parameter_is_refused_everywhere_else() {
    assert!("name eq @a".parse::<Filter>().is_err());
    assert!(!Schema::jobs().check("name in @a").is_ok());
    assert!(serde_json::from_str::<Filter>("\"name eq @a\"").is_err());
}

#[test]
fn what_is_too_long_is_refused_before_it_fills_the_memory() {
    let many = vec!["name in @a"; 40_000].join(" or ");
    let values = vec!["x".repeat(1_000); 1_000];
    let error = template(&many).bind_text_list("a", &values).unwrap_err();
    assert!(matches!(error, TemplateError::TooLong { .. }), "{error}");
    // Exactly as many bytes as there may be.
    let small = |text: &str| {
        let limits = Limits { text: 20, ..Limits::DEFAULT };
        Schema::jobs().parse_template(text, &limits).unwrap()
    };
    assert!(small("name eq @name").bind("name", "x".repeat(18)).is_ok());
    let error = small("name eq @name").bind("name", "x".repeat(19)).unwrap_err();
    assert!(matches!(error, TemplateError::TooLong { limit: 20 }), "{error}");
    // The literals alone are within the limit, the filter is not.
    let nearly = "x".repeat(crate::limits::TEXT - 5);
    let error = template("name eq @a").bind("a", nearly).unwrap().finish().unwrap_err();
    assert!(matches!(error, TemplateError::Filter(_)), "{error}");
    let distinct: Vec<String> = (0..60_000).map(|at| format!("name eq @p{at}")).collect();
    let text = distinct.join(" or ");
    assert!(text.len() > crate::limits::TEXT || Template::parse(&text).is_ok());
    let some = distinct[..30_000].join(" or ");
    let error = template(&some).finish().unwrap_err().to_string();
    assert!(error.len() < 300, "{error}");
}

#[test]
fn names_of_a_hostile_caller_are_shown_safely() {
    let error = template("name eq @a").bind("\u{1b}[2J", "x").unwrap_err().to_string();
    assert_eq!(error, "the filter has no parameter `@\\u{1b}[2J`: it has `@a`");
    let error = template("generation eq @a").bind_text("a", "\u{202e}3").unwrap_err().to_string();
    assert!(error.contains("`\\u{202e}3`"), "{error}");
    assert!("\u{1b}=x".parse::<Argument>().unwrap_err().to_string().is_ascii());
}

proptest! {
    #[test]
    fn any_text_stays_one_literal(at in 0..TEXTS.len(), value in any::<String>()) {
        is_what_one_would_write(TEXTS[at], &value);
    }

    #[test]
    fn any_text_of_syntax_stays_one_literal(at in 0..TEXTS.len(), value in "['@v ()a-c,%\\\\0-9\n]{0,16}") {
        is_what_one_would_write(TEXTS[at], &value);
    }

    #[test]
    fn lists_are_what_one_would_write(values in prop::collection::vec(any::<String>(), 1..6)) {
        let literals: Vec<String> = values.iter().map(|value| quote(value)).collect();
        let by_hand: Filter = format!("name in ('x',{0}) and status in ({0})", literals.join(",")).parse().unwrap();
        let template = template("name in ('x',@v) and status in @v");
        prop_assert_eq!(&template.clone().bind_list("v", &values).unwrap().finish().unwrap(), &by_hand);
        prop_assert_eq!(template.bind_text_list("v", &values).unwrap().finish().unwrap(), by_hand);
    }

    #[test]
    fn a_text_beside_another_type_is_one_literal_or_refused(value in "[-+0-9a-zA-Z.: ']{0,12}|-?[0-9]{1,25}[mhd]?|now|true") {
        for text in ["generation eq @v", "createdAt eq @v", "cancellable eq @v", "generation in @v"] {
            let now = "2022-06-01T00:00:00Z".parse().unwrap();
            if let Ok(template) = template(text).at(now).bind_text("v", &value) {
                let filter = template.finish().unwrap();
                prop_assert_eq!(filter.ast().nodes().count(), 1);
                // A literal of the type: not even a warning.
                prop_assert!(Schema::jobs().check(filter.as_str()).diagnostics().is_empty(), "{}", filter);
            }
        }
    }

    #[test]
    fn no_argument_panics(text in "[a-z@:= \n\u{feff}']{0,20}", content in any::<String>()) {
        let _ = text.parse::<Argument>();
        if let Ok(argument) = Argument::from_file(&text, &content) {
            prop_assert!(argument.values().iter().all(|value| !value.contains('\n') && !value.trim().is_empty()));
        }
    }
}

#[test]
fn a_parameter_says_what_it_takes() {
    let template =
        template("name eq @a and (createdAt ge @t or updatedAt ge @t or name in (@t,@b)) and state in @b");
    let said: Vec<_> = template
        .parameters()
        .iter()
        .map(|parameter| (parameter.name(), parameter.takes_list(), parameter.types()))
        .collect();
    let expected = [
        ("a", false, vec![Type::String]),
        ("t", false, vec![Type::Timestamp, Type::String]),
        ("b", true, vec![Type::String]),
    ];
    assert_eq!(said, expected);
    assert!(template.to_string().starts_with("name eq @a and (createdAt ge @t or "));
    assert!(format!("{template:?}").starts_with("Template { text: \"name eq @a and "));
}

#[test]
fn a_refused_value_says_where_it_stands() {
    let refused = |text: &str, value: Value| match template(text).bind("v", value) {
        Err(TemplateError::Value(error)) => error,
        other => panic!("{other:?}"),
    };
    let error = refused("generation gt @v", "three".into());
    assert_eq!((error.name(), error.property(), error.found()), ("v", "generation", "three"));
    assert_eq!((error.expected(), error.item()), (Type::Integer, None));
    match template("generation in @v").bind_list("v", [Value::from(1), Value::from("x")]) {
        Err(TemplateError::Value(error)) => assert_eq!(error.item(), Some(1)),
        other => panic!("{other:?}"),
    }
}

/// Spaces that canonical text adds count for no limit.
#[test]
fn a_text_up_to_the_limit_has_its_parameters() {
    let text = "name eq 'a'and status in(@b)or name eq @c";
    let limits = Limits { text: text.len(), ..Limits::DEFAULT };
    assert_eq!(Schema::jobs().parse_template(text, &limits).unwrap().parameters().len(), 2);
}

#[test]
fn an_object_takes_what_stands_below_one() {
    let template = template("jobParams eq @x");
    assert_eq!(template.parameters()[0].types(), [Type::String]);
    assert!(template.bind("x", 3).is_ok());
}

#[test]
fn many_names_are_not_all_told() {
    let text = |count: usize| (0..count).map(|at| format!("name eq @p{at}")).collect::<Vec<_>>().join(" or ");
    let told = |count: usize| template(&text(count)).finish().unwrap_err().to_string();
    assert!(told(12).contains("`@p10` and `@p11`") && !told(12).contains("more"), "{}", told(12));
    assert!(told(13).contains("`@p11` and 1 more"), "{}", told(13));
}

#[test]
fn an_argument_that_is_no_name_is_told() {
    let told = |text: &str| text.parse::<Argument>().unwrap_err().to_string();
    assert!(told("@name=x").contains("write `name`; only the filter has the `@`"));
    assert!(!told("@a-b=x").contains("stands in the filter only"));
}
