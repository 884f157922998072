use super::*;

fn jobs() -> &'static Schema {
    Schema::jobs()
}

#[test]
fn each_example_is_a_filter_without_a_finding() {
    for property in jobs().properties() {
        let description = describe(jobs(), &property.name).unwrap();
        let checked = jobs().check(&description.example);
        assert!(checked.is_ok() && checked.diagnostics().is_empty(), "{}", description.example);
        assert!(!description.example_means.is_empty());
    }
}

#[test]
fn each_operator_is_one_that_the_property_takes() {
    for property in jobs().properties() {
        let description = describe(jobs(), &property.name).unwrap();
        let value = match property.ty {
            Type::String if property.template => "'d0c13b58-748c-461f-9a61-c0c5c71f1bb4'".to_owned(),
            Type::String => property.values.first().map_or_else(
                || "'2500759c-b7dd-4c68-ab7e-6b644bcf4b9c'".to_owned(),
                |value| format!("'{}'", value.value),
            ),
            Type::Timestamp => "2022-06-01T00:00:00Z".to_owned(),
            Type::Boolean => "true".to_owned(),
            _ => "1".to_owned(),
        };
        for operator in description.operators.iter().chain(&description.others) {
            let name = &property.name;
            let filter = match operator.as_str() {
                "in" => format!("{name} in ({value})"),
                "contains" => format!("contains({name},'x')"),
                operator if operator.ends_with("null") => format!("{name} {operator}"),
                operator => format!("{name} {operator} {value}"),
            };
            let checked = jobs().check(&filter);
            assert!(checked.diagnostics().is_empty(), "{filter}: {:?}", checked.diagnostics()[0].message());
        }
    }
}

#[test]
fn functions_of_the_schema_are_operators() {
    let text =
        include_str!("../../../schema/jobs.toml").replace("functions = []", "functions = [\"startswith\"]");
    let schema = Schema::from_toml(&text).unwrap();
    assert_eq!(describe(&schema, "name").unwrap().operators, ["eq", "ne", "in", "contains", "startswith"]);
}

#[test]
fn an_object_that_is_closed_is_compared_with_null() {
    let text = include_str!("../../../schema/jobs.toml");
    let property = "[[property]]\nname = \"owner\"\ntype = \"object\"\nnullable = true\n\
                    description = \"who has it\"\nsource = \"guide\"\n\n";
    let schema = Schema::from_toml(&text.replacen("\n[[property]]", &format!("\n{property}[[property]]"), 1));
    assert_eq!(describe(&schema.unwrap(), "owner").unwrap().example, "owner ne null");
}

#[test]
fn what_reaches_into_the_column_has_a_line_of_its_own() {
    let page = |first: &str| {
        let mut page = layout::PropertiesPage::new(80);
        page.hanging(first, 3, "text");
        page.into_text()
    };
    assert_eq!((page("ab"), page("abc")), ("ab text\n".to_owned(), "abc\n   text\n".to_owned()));
}

#[test]
fn a_wrong_name_leads_to_the_right_one() {
    for (name, message) in [
        ("stat", "jobs cannot be filtered by `stat`: did you mean `state`?"),
        ("State", "jobs cannot be filtered by `State`: did you mean `state`?"),
        ("state/x", "jobs cannot be filtered by `state/x`: did you mean `state`?"),
        ("resource", "jobs cannot be filtered by `resource`: did you mean `resource/id` or `resource/type`?"),
        (
            "data",
            "jobs cannot be filtered by `data`: write `jobParams`; `data` was its name in v1beta2 and v1beta3",
        ),
        (
            "resourceUri",
            "jobs cannot be filtered by `resourceUri`: filter by `id`, which is the last segment of the URI",
        ),
        (
            "",
            "jobs cannot be filtered by ``: `comfilter properties` lists the names, and `--search WORDS` searches them",
        ),
        (
            "\u{1b}[2J",
            "jobs cannot be filtered by `\\u{1b}[2J`: `comfilter properties` lists the names, and `--search WORDS` searches them",
        ),
    ] {
        assert_eq!(describe(jobs(), name).unwrap_err().to_string(), message);
    }
    assert_eq!(describe(jobs(), "results/a/b").unwrap().name, "results");
}

#[test]
fn every_word_must_be_there_in_any_order_and_case() {
    let names = |words: &str| -> Vec<String> {
        search(jobs(), words).templates.into_iter().map(|template| template.name).collect()
    };
    assert_eq!(names("UPDATE ilo"), ["Server iLO Firmware Update"]);
    assert_eq!(names("0CBB2377"), ["Server Power On"]);
    assert_eq!(names("external storage details").len(), 2);
    assert_eq!(names("").len(), jobs().templates().len());
    assert_eq!(search(jobs(), "approval").values[0].value.value, "APPROVAL_PENDING");
    assert_eq!(search(jobs(), "created").properties[0].name, "createdAt");
    for words in ["created", "approval", "external storage", "0CBB2377"] {
        assert!(!search(jobs(), words).to_text(80).contains("Nothing"), "{words}");
    }
    assert_eq!(search(jobs(), "zebra").to_text(80), "No entry contains all of these words.\n");
}

#[test]
fn a_list_for_a_terminal_of_80_and_120_columns() {
    insta::assert_snapshot!("list_80", list(jobs()).to_text(80));
    insta::assert_snapshot!("list_120", list(jobs()).to_text(120));
}

#[test]
fn each_property_for_a_terminal_of_80_columns() {
    let texts: Vec<String> = jobs()
        .properties()
        .iter()
        .map(|property| describe(jobs(), &property.name).unwrap().to_text(80))
        .collect();
    insta::assert_snapshot!("properties", texts.join("\n----\n\n"));
}

#[test]
fn what_a_search_finds() {
    insta::assert_snapshot!("search_80", search(jobs(), "firmware update").to_text(80));
    insta::assert_snapshot!("search_120", search(jobs(), "server").to_text(120));
    insta::assert_snapshot!("search_160", search(jobs(), "external storage").to_text(160));
    insta::assert_snapshot!(
        "only",
        describe(jobs(), "jobTemplate").unwrap().only("firmware update").to_text(80)
    );
}

#[test]
fn answers_are_data() {
    let state = serde_json::to_value(describe(jobs(), "state").unwrap()).unwrap();
    assert_eq!(state["type"], "string");
    assert_eq!(state["values"][3]["value"], "STALLED");
    assert_eq!(state.get("left_out"), None);
    let only = |name: &str, words: &str| describe(jobs(), name).unwrap().only(words);
    assert_eq!(serde_json::to_value(only("state", "error")).unwrap()["left_out"], 5);
    assert_eq!(only("jobTemplate", "power on").left_out, jobs().templates().len() - 1);
    let found = serde_json::to_value(search(jobs(), "oneview")).unwrap();
    assert_eq!(found["values"][0]["property"], "resource/type");
    assert_eq!(found["values"][0]["value"], "compute-ops-mgmt/oneview-appliance");
    let list = serde_json::to_value(list(jobs())).unwrap();
    assert_eq!(list["properties"][2]["nullable"], true);
}

#[test]
fn no_line_is_wider_than_the_terminal_but_for_what_is_copied() {
    for width in [40, 60, 80, 100, 120, 200] {
        let mut text = list(jobs()).to_text(width) + &search(jobs(), "").to_text(width);
        for property in jobs().properties() {
            text += &describe(jobs(), &property.name).unwrap().to_text(width);
        }
        for line in text.lines().filter(|line| !line.starts_with("example") && width >= 80) {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}
