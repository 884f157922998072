//! One script for each feature.

use std::fs;
use std::path::Path;

use comfilter::text::{Edit, Span, apply};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::{Client, abilities, position, range};
use crate::support::cases;

const PYTHON: &str = "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27PENDING%27%20AND%20generation%20gt%203\")\n";

fn started(language: &str, text: &str) -> (Client, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), "utf-16", true);
    client.open("untitled:a", language, text);
    (client, folder)
}

/// The byte of a position in UTF-16, counted the slow way.
fn offset(text: &str, at: &Value) -> u32 {
    let places = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
    let mut same = places.filter(|byte| position(text, *byte, "utf-16") == *at);
    u32::try_from(same.next().unwrap_or_else(|| panic!("{at} in {text:?}"))).unwrap()
}

/// The text after edits of the protocol.
fn edited(text: &str, edits: &Value) -> String {
    let edit = |edit: &Value| {
        let span = Span::new(offset(text, &edit["range"]["start"]), offset(text, &edit["range"]["end"]));
        Edit::replace(span, edit["newText"].as_str().unwrap())
    };
    let edits: Vec<Edit> = edits.as_array().unwrap().iter().map(edit).collect();
    apply(text, &edits).unwrap()
}

/// The actions at a part of the document: their titles, kinds, whether they are preferred, and the text after each.
fn actions(
    client: &mut Client,
    text: &str,
    part: &str,
    only: &[&str],
) -> Vec<(String, String, bool, String)> {
    let context = match only {
        [] => json!({ "diagnostics": [] }),
        only => json!({ "diagnostics": [], "only": only }),
    };
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "range": range(text, part, "utf-16"), "context": context });
    let actions = client.request("textDocument/codeAction", params);
    let action = |action: &Value| {
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({ "uri": "untitled:a", "version": 1 }));
        let text_of = |key: &str| action[key].as_str().unwrap().to_owned();
        (text_of("title"), text_of("kind"), action["isPreferred"] == true, edited(text, &change["edits"]))
    };
    actions.as_array().unwrap().iter().map(action).collect()
}

#[test]
fn diagnostics_have_links_tags_and_places() {
    let text = "generation gt 3 and generation gt 3\n";
    let (mut client, _folder) = started("comfilter", text);
    let found = client.pull("untitled:a");
    let redundant = &found[0];
    assert_eq!(redundant["code"], "redundant-term");
    assert_eq!(redundant["tags"], json!([1]));
    assert!(redundant["codeDescription"]["href"].as_str().unwrap().ends_with("static.REDUNDANT_TERM.html"));
    let related = &redundant["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], "untitled:a");
    assert_eq!(related["range"]["start"], json!({ "line": 0, "character": 0 }));
    // A client without these gets none of them.
    let mut plain = Client::spawn(&[], _folder.path());
    plain.initialize(json!({}));
    plain.open("untitled:a", "comfilter", text);
    let published = plain.next("textDocument/publishDiagnostics");
    let keys: Vec<&String> = published["diagnostics"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "message", "range", "severity", "source"]);
    assert_eq!(published.get("version"), None);
}

#[test]
fn each_finding_has_its_fix() {
    let (mut client, _folder) = started("python", PYTHON);
    let found = actions(&mut client, PYTHON, "AND", &[]);
    let expected = PYTHON.replace("AND", "and");
    assert_eq!(found[0], ("write `and` (keyword-case)".into(), "quickfix".into(), true, expected));
    let fixed = PYTHON.replace("AND", "and").replace("==", "eq");
    let all = actions(&mut client, PYTHON, "AND", &["source.fixAll"]);
    assert_eq!(
        all,
        [("apply all safe fixes of comfilter (2)".into(), "source.fixAll.comfilter".into(), false, fixed)]
    );
    assert!(actions(&mut client, PYTHON, "AND", &["refactor.extract"]).is_empty());
    assert!(actions(&mut client, PYTHON, "é =", &[]).is_empty(), "nothing is near");
    // The fix is that of the current text, not of the diagnostic that the client still has.
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "range": range(PYTHON, "AND", "utf-16"), "context": {
        "diagnostics": [{ "range": range(PYTHON, "AND", "utf-16"), "message": "x", "code": "keyword-case", "data": { "edits": [1] } }],
    } });
    client.change("untitled:a", 2, None, "# comfilter\n");
    assert_eq!(client.request("textDocument/codeAction", params), json!([]));
}

#[test]
fn an_or_chain_becomes_a_list() {
    let text = "name eq 'a' or name eq 'b' or name eq 'c'\n";
    let (mut client, _folder) = started("comfilter", text);
    let found = actions(&mut client, text, "or name eq 'b' or", &["quickfix"]);
    let chain = found.iter().find(|(title, ..)| title.ends_with("(or-chain)")).unwrap();
    assert_eq!(chain.3, "name in ('a','b','c')\n");
}

#[test]
fn a_finding_can_be_ignored_in_a_comment_of_its_language() {
    for (language, text, comment) in [
        (
            "comfilter",
            "name eq 'a'\nAND generation gt 3\n",
            "name eq 'a'\n# comfilter: ignore[keyword-case]\nAND",
        ),
        ("python", PYTHON, "# comfilter: ignore[keyword-case]\né ="),
        (
            "javascript",
            "  fetch(`${base}/compute-ops-mgmt/v1/jobs?filter=name%20eq%20'x'%20AND%20generation%20gt%203`)\n",
            "  // comfilter: ignore[keyword-case]\n  fetch",
        ),
        (
            "markdown",
            "Open `/compute-ops-mgmt/v1/jobs?filter=name%20eq%20'x'%20AND%20generation%20gt%203` now\n",
            "<!-- comfilter: ignore[keyword-case] -->\nOpen",
        ),
    ] {
        let (mut client, _folder) = started(language, text);
        let found = actions(&mut client, text, "AND", &["quickfix"]);
        let ignore = found.iter().find(|(title, ..)| title == "ignore `keyword-case` here");
        let (.., after) = ignore.unwrap_or_else(|| panic!("{language}: {found:#?}"));
        assert!(after.contains(comment), "{language}: {after}");
        client.change("untitled:a", 1, None, after);
        let left = client.pull("untitled:a");
        assert!(
            left.iter().all(|found| found["code"] != "keyword-case" && found["code"] != "unused-suppression"),
            "{left:#?}"
        );
    }
    // No comment can be in JSON, so there is no such action.
    let json =
        "{\"url\": \"/compute-ops-mgmt/v1/jobs?filter=name%20eq%20'x'%20AND%20generation%20gt%203\"}\n";
    let (mut client, _folder) = started("json", json);
    let found = actions(&mut client, json, "AND", &["quickfix"]);
    assert!(found.iter().all(|(title, ..)| !title.starts_with("ignore")), "{found:#?}");
    assert!(!found.is_empty());
    // A second rule goes into the comment that is there.
    let text = "# comfilter: ignore[foreign-operator] why\nname == 'a' AND generation gt 3\n";
    let (mut client, _folder) = started("comfilter", text);
    let found = actions(&mut client, text, "AND", &["quickfix"]);
    let merged = "# comfilter: ignore[foreign-operator, keyword-case] why\n";
    assert!(found.iter().any(|(.., after)| after.starts_with(merged)), "{found:#?}");
}

#[test]
fn a_filter_can_be_formatted_and_recoded_where_it_is() {
    let text = "get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=generation%20%20gt%20%203\")\n";
    let (mut client, _folder) = started("python", text);
    let found = actions(&mut client, text, "gt", &["refactor.rewrite"]);
    let formatted = found.iter().find(|(title, ..)| title == "format this filter").unwrap();
    assert_eq!(formatted.3, text.replace("%20%20", "%20"));
    // `requests` encodes it once more, so this one must stay.
    let text =
        "requests.get(f\"{base}/compute-ops-mgmt/v1/jobs\", params={\"filter\": \"generation gt 3\"})\n";
    let (mut client, _folder) = started("python", text);
    let found = actions(&mut client, text, "gt", &["refactor.rewrite"]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_filter_can_be_simplified_where_it_is() {
    let text = "get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20in%20%28%27ERROR%27%2C%27STALLED%27%29%20and%20state%20ne%20%27STALLED%27\")\n";
    let (mut client, _folder) = started("python", text);
    let found = actions(&mut client, text, "in%20", &["refactor.rewrite"]);
    let simplified = found.iter().find(|(title, ..)| title == "simplify this filter to `state eq 'ERROR'`");
    let expected = "get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27ERROR%27\")\n";
    assert_eq!(simplified.unwrap_or_else(|| panic!("{found:#?}")).3, expected);
    // Nothing is shorter, and a comment inside would be lost.
    for text in ["state eq 'ERROR'\n", "state eq 'ERROR' and\n# why\nstate ne 'STALLED'\n"] {
        let (mut client, _folder) = started("comfilter", text);
        let found = actions(&mut client, text, "eq", &["refactor.rewrite"]);
        assert!(!found.iter().any(|(title, ..)| title.starts_with("simplify")), "{found:#?}");
    }
}

#[test]
fn a_filter_in_a_url_becomes_an_encoded_constant() {
    let text = "import requests\n\né = requests.get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=generation%20gt%203\")\n";
    let (mut client, _folder) = started("python", text);
    let found = actions(&mut client, text, "gt", &["refactor.extract"]);
    let expected = "import requests\n\nJOBS_FILTER = \"generation%20gt%203\"\n\n\
                    é = requests.get(f\"{base}/compute-ops-mgmt/v1/jobs?filter={JOBS_FILTER}\")\n";
    let title = "replace this filter by a new encoded constant `JOBS_FILTER`";
    assert_eq!(found, [(title.into(), "refactor.extract".into(), false, expected.into())]);
    let text = "NEW = 'generation%20gt%203'\né = f\"{base}/compute-ops-mgmt/v1/jobs?filter=generation%20gt%20%33\"\n";
    let (mut client, _folder) = started("python", text);
    let found = actions(&mut client, text, "gt%20%33", &["refactor"]);
    let known = found.iter().find(|(_, kind, ..)| kind == "refactor.extract").unwrap();
    assert_eq!(known.0, "replace this filter by the encoded constant `NEW`");
    assert_eq!(known.3, text.replace("generation%20gt%20%33", "{NEW}"));
}

#[test]
fn completion_works_in_encoded_text() {
    let text = "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PEN\")\n";
    let (mut client, _folder) = started("python", text);
    let end = range(text, "PEN", "utf-16")["end"].clone();
    let list = client.at("textDocument/completion", "untitled:a", end);
    let item = list["items"].as_array().unwrap().iter().find(|item| item["label"] == "'PENDING'").unwrap();
    assert_eq!(
        item["textEdit"],
        json!({ "range": range(text, "%27PEN", "utf-16"), "newText": "%27PENDING%27" })
    );
    // Editors compare this with the raw text at the range.
    assert!(item["filterText"].as_str().unwrap().starts_with("%27PEN"));
    assert_eq!(edited(text, &json!([item["textEdit"]])), text.replace("%27PEN", "%27PENDING%27"));
    let outside = json!({ "line": 0, "character": 1 });
    assert_eq!(client.at("textDocument/completion", "untitled:a", outside), Value::Null);
}

#[test]
fn a_completion_keeps_the_closing_quote_if_a_client_cannot_replace_it() {
    let text = "get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PEN%27\")\n";
    let completed = |replaces: bool| {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::spawn(&[], folder.path());
        let mut abilities = abilities("utf-16", true);
        abilities["textDocument"]["completion"] =
            json!({ "completionItem": { "insertReplaceSupport": replaces } });
        client.initialize(abilities);
        client.open("untitled:a", "python", text);
        let end = range(text, "PEN", "utf-16")["end"].clone();
        let list = client.at("textDocument/completion", "untitled:a", end);
        let item = |label: &str| {
            let item = list["items"].as_array().unwrap().iter().find(|item| item["label"] == label).unwrap();
            let edit = item["textEdit"].clone();
            let value = label.replace('\'', "%27");
            assert_eq!(edited(text, &json!([edit])), text.replace("%27PEN%27", &value));
            edit
        };
        (item("'PENDING'"), item("'APPROVAL_PENDING'"))
    };
    let whole = range(text, "%27PEN%27", "utf-16");
    let (pending, approval) = completed(true);
    assert_eq!(pending, json!({ "range": whole, "newText": "%27PENDING%27" }));
    assert_eq!(approval, json!({ "range": whole, "newText": "%27APPROVAL_PENDING%27" }));
    let before = json!({ "start": whole["start"], "end": range(text, "PEN", "utf-16")["end"] });
    let (pending, approval) = completed(false);
    assert_eq!(pending, json!({ "range": before, "newText": "%27PENDING" }));
    assert_eq!(approval, json!({ "range": before, "newText": "%27APPROVAL_PENDING" }));
}

// CodeMirror takes the range of the first completion for all.
#[test]
fn the_completions_in_the_middle_of_a_value_have_one_range() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::spawn(&[], folder.path());
    let mut abilities = abilities("utf-16", true);
    abilities["textDocument"]["completion"] = json!({ "completionItem": { "insertReplaceSupport": false } });
    client.initialize(abilities);
    let text = "state eq 'ERROR'\n";
    client.open("untitled:a", "comfilter", text);
    let list = client.at("textDocument/completion", "untitled:a", json!({ "line": 0, "character": 11 }));
    let items = list["items"].as_array().unwrap();
    assert!(items.len() > 3);
    let whole = range(text, "'ERROR'", "utf-16");
    assert!(items.iter().all(|item| item["textEdit"]["range"] == whole), "{items:?}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneCase {
    name: String,
    zone: String,
    instant: String,
    local: Option<String>,
}

#[test]
fn an_instant_is_shown_in_the_zone_of_the_system() {
    for ZoneCase { name, zone, instant, local } in cases("zones.toml") {
        let rules = Path::new("/usr/share/zoneinfo");
        if cfg!(unix) && zone.contains('/') && !rules.exists() {
            continue;
        }
        let mut client = Client::in_zone(&zone);
        client.open("untitled:a", "comfilter", &format!("createdAt ge {instant}\n"));
        let hover = client.at("textDocument/hover", "untitled:a", json!({ "line": 0, "character": 20 }));
        let markdown = hover["contents"]["value"].as_str().unwrap();
        let paragraphs: Vec<&str> = markdown.split("\n\n").collect();
        assert!(paragraphs[0].contains(" UTC, a "), "{name}: {markdown}");
        let shown = paragraphs.get(1).filter(|part| !part.contains("written offset"));
        assert_eq!(shown.copied(), local.as_deref(), "{name}: {markdown}");
    }
}

#[test]
fn hover_signature_and_hints_are_where_they_belong() {
    let (mut client, _folder) = started("python", PYTHON);
    let state = range(PYTHON, "state", "utf-16");
    let hover = client.at("textDocument/hover", "untitled:a", state["start"].clone());
    assert_eq!(hover["range"], state);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("state"));
    assert_eq!(
        client.at("textDocument/hover", "untitled:a", json!({ "line": 0, "character": 1 })),
        Value::Null
    );
    let text = "contains(name,'é') or generation gt 3 and state eq 'PENDING'\n";
    let (mut client, _folder) = started("comfilter", text);
    let inside = range(text, "'é'", "utf-16")["start"].clone();
    let help = client.at("textDocument/signatureHelp", "untitled:a", inside);
    assert_eq!(help["activeParameter"], 1);
    let label = help["signatures"][0]["label"].as_str().unwrap();
    let [from, to] = [0, 1].map(|end| {
        usize::try_from(help["signatures"][0]["parameters"][1]["label"][end].as_u64().unwrap()).unwrap()
    });
    assert_eq!(label.get(from..to), Some("'string'"));
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let hints = client.request(
        "textDocument/inlayHint",
        json!({ "textDocument": { "uri": "untitled:a" }, "range": whole }),
    );
    let shown: Vec<&str> =
        hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
    assert_eq!(shown, ["(", ")"]);
    assert_eq!(hints[0]["position"], range(text, "generation", "utf-16")["start"]);
}

#[test]
fn structure_is_that_of_the_filters() {
    let text = "# one\n# two\nstate eq 'PENDING'\nand generation gt 3\n\nname eq 'é'\n";
    let (mut client, _folder) = started("comfilter", text);
    let about = json!({ "textDocument": { "uri": "untitled:a" } });
    let symbols = client.request("textDocument/documentSymbol", about.clone());
    assert_eq!(symbols.as_array().unwrap().len(), 2);
    assert_eq!(symbols[1]["selectionRange"], range(text, "name eq 'é'", "utf-16"));
    let folds = client.request("textDocument/foldingRange", about.clone());
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap()))
        .collect();
    assert!(lines.contains(&(2, 3)), "{lines:?}");
    let at = range(text, "generation", "utf-16")["start"].clone();
    let mut selected = &client.request(
        "textDocument/selectionRange",
        json!({ "textDocument": { "uri": "untitled:a" }, "positions": [at] }),
    )[0];
    assert_eq!(selected["range"], range(text, "generation", "utf-16"));
    let mut count = 1;
    while selected["parent"].is_object() {
        selected = &selected["parent"];
        count += 1;
    }
    assert!(count >= 3, "{count}");
    let tokens = client.request("textDocument/semanticTokens/full", about);
    let data = tokens["data"].as_array().unwrap();
    assert_eq!(data.len() % 5, 0);
    assert_eq!(data[..5], [0, 0, 5, 0, 0].map(Value::from), "the first comment");
}

#[test]
fn a_variable_leads_to_its_filter() {
    let text =
        "flt = \"state eq 'PENDING'\"\nget(f'https://h/compute-ops-mgmt/v1/jobs?filter={quote(flt)}')\n";
    let (mut client, _folder) = started("python", text);
    let at = position(text, text.rfind("flt").unwrap(), "utf-16");
    let found = client.at("textDocument/definition", "untitled:a", at);
    assert_eq!(
        found[0]["range"].as_object().map(|_| found[0]["range"].clone()).unwrap_or(found["range"].clone()),
        range(text, "state eq 'PENDING'", "utf-16")
    );
}

#[test]
fn a_variable_with_several_values_leads_to_each() {
    let text = "flt = \"generation gt 3\"\nif old:\n    flt = \"generation lt 9\"\n\
                requests.get('https://h/compute-ops-mgmt/v1/jobs', params={'filter': flt})\n";
    let (mut client, _folder) = started("python", text);
    let at = position(text, text.rfind("flt").unwrap(), "utf-16");
    let found = client.at("textDocument/definition", "untitled:a", at);
    let ranges: Vec<&Value> = found.as_array().unwrap().iter().map(|place| &place["range"]).collect();
    assert_eq!(
        ranges,
        [&range(text, "generation gt 3", "utf-16"), &range(text, "generation lt 9", "utf-16")]
    );
}

#[test]
fn a_parameter_is_renamed_in_its_filter() {
    let text = "name eq 'é' and createdAt ge @a and updatedAt ge @a\n";
    let (mut client, _folder) = started("comfilter", text);
    let at = json!({ "line": 0, "character": 30 });
    let part = client.at("textDocument/prepareRename", "untitled:a", at.clone());
    assert!(!part.is_null());
    let params = json!({ "textDocument": { "uri": "untitled:a" }, "position": at, "newName": "since" });
    let edit = client.request("textDocument/rename", params);
    assert_eq!(edited(text, &edit["documentChanges"][0]["edits"]), text.replace("@a", "@since"));
}

/// One name for two parameters would give both the same value.
#[test]
fn a_parameter_gets_only_a_name_that_it_can_have() {
    let (mut client, _folder) = started("comfilter", "name eq @since and id eq @until\n");
    let mut refused = |new: &str| {
        let at = json!({ "line": 0, "character": 10 });
        let params = json!({ "textDocument": { "uri": "untitled:a" }, "position": at, "newName": new });
        let request = client.ask("textDocument/rename", params);
        client.answer(request).unwrap_err()["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("until"), "the filter has another parameter `@until` already");
    let names = "the name of a parameter has letters, digits and `_`, and no digit first";
    assert_eq!([refused("1a"), refused("x y"), refused("")], [names; 3]);
}

/// In another language, these would replace the answers of its server.
#[test]
fn formatting_and_tokens_are_for_files_of_filters() {
    let text = "name   eq 'x'   and generation gt 3\n";
    let (mut client, folder) = started("comfilter", text);
    let params = |uri: &str| json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 4, "insertSpaces": true } });
    let edits = client.request("textDocument/formatting", params("untitled:a"));
    assert_eq!(edited(text, &edits), "name eq 'x' and generation gt 3\n");
    client.open("untitled:b", "python", PYTHON);
    for method in ["textDocument/formatting", "textDocument/semanticTokens/full"] {
        assert_eq!(client.request(method, params("untitled:b")), Value::Null);
    }
    let mut modern = Client::spawn(&[], folder.path());
    let mut can = abilities("utf-16", true);
    can["textDocument"]["formatting"] = json!({ "dynamicRegistration": true });
    can["textDocument"]["semanticTokens"] = json!({ "dynamicRegistration": true });
    can["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    let answer = modern.initialize(can);
    for provider in ["documentFormattingProvider", "semanticTokensProvider"] {
        assert_eq!(answer["capabilities"].get(provider), None);
    }
    let registrations = modern.next("client/registerCapability")["registrations"].clone();
    let methods: Vec<&str> =
        registrations.as_array().unwrap().iter().map(|one| one["method"].as_str().unwrap()).collect();
    assert_eq!(
        methods,
        ["workspace/didChangeWatchedFiles", "textDocument/formatting", "textDocument/semanticTokens"]
    );
}

#[test]
fn the_width_of_formatted_lines_is_that_of_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("file://{}", folder.path().join("a.comfilter").to_str().unwrap());
    let text = "state eq 'ERROR' and generation gt 3\n";
    let mut client = Client::start(folder.path(), "utf-16", true);
    client.open(&uri, "comfilter", text);
    let params = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 4, "insertSpaces": true } });
    assert_eq!(edited(text, &client.request("textDocument/formatting", params.clone())), text);
    fs::write(folder.path().join("comfilter.toml"), "[format]\nwidth = 20\n").unwrap();
    // A configuration is read again with each pull.
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    let edits = client.request("textDocument/formatting", params);
    assert_eq!(edited(text, &edits), "state eq 'ERROR'\n  and generation gt 3\n");
}

#[test]
fn a_lens_tries_a_filter_on_saved_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("file://{}", folder.path().join("a.comfilter").to_str().unwrap());
    let text = "state eq 'ERROR'\n\ngeneration gt 'x'\n";
    let mut client = Client::start(folder.path(), "utf-16", true);
    client.open(&uri, "comfilter", text);
    let about = json!({ "textDocument": { "uri": uri } });
    assert_eq!(client.request("textDocument/codeLens", about.clone()), Value::Null, "off without the file");
    fs::write(folder.path().join("comfilter.toml"), "saved-jobs = \"jobs.json\"\n").unwrap();
    let jobs = folder.path().join("jobs.json");
    fs::write(&jobs, r#"[{"state":"ERROR","name":"a"},{"state":"RUNNING"},{"state":"ERROR"}]"#).unwrap();
    let lenses = client.request("textDocument/codeLens", about.clone());
    assert_eq!(lenses.as_array().unwrap().len(), 2);
    let resolved = client.request("codeLens/resolve", lenses[0].clone());
    assert_eq!(resolved["command"]["title"], "matches 2 of 3");
    let wrong = client.request("codeLens/resolve", lenses[1].clone());
    assert_eq!(wrong["command"]["title"], "not tried: the filter is not valid");
    let command =
        json!({ "command": resolved["command"]["command"], "arguments": resolved["command"]["arguments"] });
    let shown = client.request("workspace/executeCommand", command);
    let shown = shown.as_str().unwrap();
    assert!(shown.contains("jobs.json") && shown.contains(r#"{"state":"ERROR","name":"a"}"#), "{shown}");
    assert_eq!(client.next("window/showMessage")["message"], shown);
    fs::write(&jobs, r#"[{"state":"ERROR"}]"#).unwrap();
    assert_eq!(client.request("codeLens/resolve", lenses[0].clone())["command"]["title"], "matches 1 of 1");
    client.change(&uri, 2, None, "name eq 'x'\n");
    let stale = client.ask("codeLens/resolve", lenses[0].clone());
    assert_eq!(client.answer(stale).unwrap_err()["code"], -32801);
}

/// A lens and its command read the file as `match` does.
#[test]
fn a_lens_says_why_it_has_no_count() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("comfilter.toml"), "saved-jobs = \"jobs.json\"\n").unwrap();
    let jobs = folder.path().join("jobs.json");
    let uri = format!("file://{}", folder.path().join("a.py").to_str().unwrap());
    let get =
        |list: &str, filter: &str| format!("get(f'https://h/compute-ops-mgmt/v1/{list}?filter={filter}')\n");
    let text = [
        get("jobs", "state%20eq%20%27ERROR%27"),
        get("jobs", "name%20ne%20%27{x}%27"),
        get("servers", "name%20ne%20%27x%27"),
        "post('https://h/compute-ops-mgmt/v1beta1/webhooks', json={'eventFilter': \"type eq 'x'\"})\n"
            .to_owned(),
    ];
    let mut client = Client::start(folder.path(), "utf-16", true);
    client.open(&uri, "python", &text.concat());
    let about = json!({ "textDocument": { "uri": uri } });
    let lenses = client.request("textDocument/codeLens", about);
    assert_eq!(lenses.as_array().unwrap().len(), 2, "servers and events are in no file of jobs");
    let titles = |client: &mut Client| -> Vec<String> {
        let lenses = lenses.as_array().unwrap().iter();
        let title =
            |lens: &Value| client.request("codeLens/resolve", lens.clone())["command"]["title"].clone();
        lenses.map(title).map(|title| title.as_str().unwrap().to_owned()).collect()
    };
    let [missing, inserted] =
        ["not tried: the file of saved jobs cannot be read", "not tried: code inserts a value"];
    assert_eq!(titles(&mut client), [missing, inserted]);
    fs::write(&jobs, "{\"state\":\"ERROR\"}\nnot json\n{\"state\":\"RUNNING\"}\n").unwrap();
    assert_eq!(titles(&mut client)[0], "matches 1 of 2; 1 cannot be read");
    let place = |line: u32| json!({ "uri": uri, "position": { "line": line, "character": 55 } });
    let tried = |client: &mut Client, line| {
        let command = json!({ "command": "comfilter.matches", "arguments": [place(line)] });
        client.request("workspace/executeCommand", command).as_str().unwrap().to_owned()
    };
    let shown = tried(&mut client, 0);
    assert!(shown.contains("records that cannot be read: 1; the first: "), "{shown}");
    assert_eq!(tried(&mut client, 1), inserted);
    assert_eq!(tried(&mut client, 2), "not tried: the filter is for servers, and the file has jobs");
    let utf16 = [0xfeff].into_iter().chain("{\"state\":\"ERROR\"}".encode_utf16());
    fs::write(&jobs, utf16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    assert_eq!(titles(&mut client)[0], "matches 1 of 1");
    fs::write(&jobs, "{\"message\":\"unauthorized\",\"httpStatusCode\":401}").unwrap();
    assert_eq!(titles(&mut client)[0], "matches 0 of 0; 1 cannot be read");
}

/// The message comes again if the configuration was good in between.
#[test]
fn a_mistake_in_a_configuration_is_said_each_time_that_it_comes() {
    let (mut client, folder) = started("comfilter", "state eq 'ERROR'\n");
    let config = folder.path().join("comfilter.toml");
    let uri = format!("file://{}", folder.path().join("a.comfilter").to_str().unwrap());
    client.open(&uri, "comfilter", "state = 'ERROR'\n");
    let about = json!({ "textDocument": { "uri": uri } });
    for _ in 0..2 {
        fs::write(&config, "[lint.rules]\nkeyword-cas = \"warning\"\n").unwrap();
        client.request("textDocument/diagnostic", about.clone());
        let message = client.next("window/showMessage")["message"].as_str().unwrap().to_owned();
        assert!(message.contains("keyword-cas"), "{message}");
        fs::write(&config, "[lint.rules]\nkeyword-case = \"warning\"\n").unwrap();
        let report = client.request("textDocument/diagnostic", about.clone());
        assert!(!report["items"].as_array().unwrap().is_empty());
    }
}

#[test]
fn a_command_says_why_nothing_is_here() {
    let text = "x = \"state eq 'ERROR' and generation gt 3\"\nget('/compute-ops-mgmt/v1/jobs?filter=generation%20gt%203')\ny = 1\n\
                log.info(\"failed twice: /compute-ops-mgmt/v1/jobs?filter=generation gt 4\")\n\
                z = \"/compute-ops-mgmt/v1/jobs?filter=name eq 'thrice\"\nz += more + \"'\"\nget(z)\n";
    let (mut client, _folder) = started("python", text);
    let mut why = |part: &str| {
        let place = json!({ "uri": "untitled:a", "position": range(text, part, "utf-16")["start"] });
        let params = json!({ "command": "comfilter.whyNothing", "arguments": [place] });
        client.request("workspace/executeCommand", params).as_str().unwrap().to_owned()
    };
    assert!(why("ERROR").contains("no request of this API is seen to send it"), "{}", why("ERROR"));
    assert!(why("%20gt").contains("was checked"), "{}", why("%20gt"));
    assert!(why("y =").starts_with("no string at this place"));
    assert!(why("twice").ends_with("was not checked: it is a message for people, and no request sends it"));
    assert!(why("thrice").ends_with("was not checked: it is only a piece, and code adds to it"));
    let unknown = client.ask("workspace/executeCommand", json!({ "command": "rm", "arguments": [] }));
    assert_eq!(client.answer(unknown).unwrap_err()["code"], -32602);
}
