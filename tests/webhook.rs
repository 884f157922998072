//! The filter of a webhook: built, explained, and matched with events.
#![cfg(test)]

use comfilter::explain::properties;
use comfilter::{Filter, Operator, Schema, explain};
use serde_json::{Value, json};

fn filter(text: &str) -> Filter {
    Schema::webhook().check(text).into_result().unwrap()
}

#[test]
fn a_sentence_speaks_of_events() {
    for (text, expected) in [
        (
            "type eq 'compute-ops/server' and old/hardware/powerState eq 'ON' and new/hardware/powerState eq 'OFF'",
            "Events whose type is compute-ops/server, whose old hardware power state is ON, \
             and whose new hardware power state is OFF",
        ),
        (
            "type eq 'compute-ops/group' and changed/name eq True",
            "Events whose type is compute-ops/group, and whose name changed",
        ),
        ("changed/hardware/powerState eq False", "Events whose hardware power state did not change"),
        ("changed/whatever eq true", "Events whose whatever changed"),
        ("changed/name ne True", "Events whose changed/name is missing or not true"),
        ("operation in ('Created','Deleted')", "Events whose operation is Created or Deleted"),
        ("new/tags/OS eq 'Linux'", "Events whose new/tags/OS is 'Linux'"),
        (
            "new/state/connectedModifiedAt ge '2026-01-01T00:00:00Z'",
            "Events whose new/state/connectedModifiedAt is at or after 2026-01-01 00:00:00 UTC",
        ),
    ] {
        assert_eq!(explain::sentence(&filter(text)), expected, "{text}");
    }
}

/// The assumed reading of `{type, operation, name, old, new, changed}`.
#[test]
fn events_are_matched() {
    let event = json!({
        "type": "compute-ops/server",
        "operation": "Updated",
        "old": { "name": "web1", "hardware": { "powerState": "ON" }, "autoIloFwUpdate": false },
        "new": { "name": "web2", "hardware": { "powerState": "OFF" }, "autoIloFwUpdate": true },
        "changed": { "name": true, "hardware": { "powerState": true } },
    });
    for (text, expected) in [
        ("type eq 'compute-ops/server' and old/hardware/powerState eq 'ON'", Some(true)),
        ("new/hardware/powerState eq 'ON'", Some(false)),
        ("changed/hardware/powerState eq True", Some(true)),
        ("changed/hardware/powerState eq true", Some(true)),
        ("changed/hardware/powerState eq False", Some(false)),
        ("not changed/name eq True", Some(false)),
        // A missing value is null, and equals no boolean.
        ("changed/tags eq True", Some(false)),
        // The guide: `name` is `new/name`.
        ("name eq 'web2'", Some(true)),
        ("name eq new/name or name eq 'web1'", None),
        ("name eq 'web2' and new/name eq 'web2' and contains(new/name,'web')", Some(true)),
        // A quoted boolean of the resource, as in any list.
        ("new/autoIloFwUpdate eq 'true'", Some(true)),
        ("type eq 'compute-ops/server' and new/autoIloFwUpdate eq 'false'", Some(false)),
    ] {
        let Ok(filter) = Schema::webhook().check(text).into_result() else {
            assert_eq!(expected, None, "{text}");
            continue;
        };
        let matcher = filter.matcher();
        assert_eq!(Some(matcher.matches(&event)), expected, "{text}");
        assert_eq!(matcher.reasons(&event).verdict, matcher.verdict(&event), "{text}");
    }
}

/// The `name` of an event comes before that of its resource.
#[test]
fn the_name_of_an_event_comes_first() {
    let matches = |event: Value| filter("name eq 'a'").matcher().matches(&event);
    assert!(matches(json!({ "name": "a", "new": { "name": "b" } })));
    assert!(!matches(json!({ "name": "b", "new": { "name": "a" } })));
    assert!(matches(json!({ "new": { "name": "a" } })));
    assert!(!matches(json!({ "old": { "name": "a" } })));
}

#[test]
fn builders_write_the_spelling_of_the_guide() {
    let webhook = Schema::webhook();
    let term = webhook.term("changed/name", Operator::Eq, true).unwrap();
    assert_eq!(term.to_string(), "changed/name eq True");
    let list = webhook.term_in("changed/name", [true, false]).unwrap();
    assert_eq!(list.to_string(), "changed/name in (True,False)");
    let term = Schema::jobs().term("cancellable", Operator::Eq, true).unwrap();
    assert_eq!(term.to_string(), "cancellable eq true");
}

#[test]
fn the_spelling_is_kept_on_the_way() {
    for text in ["changed/name eq True", "changed/name eq true", "(changed/name in (True,false))"] {
        let filter = filter(text);
        assert_eq!(filter.as_str(), text.trim_matches(['(', ')']).replace("false", "false)"));
        assert!(!filter.query().is_empty());
    }
    // In a list it is a mistake.
    assert!(Schema::jobs().check("cancellable eq True").into_result().is_err());
    assert!(Schema::open().check("x eq True").into_result().is_err());
}

/// Each example, and each property's own, is a filter without a finding.
#[test]
fn examples_are_clean() {
    let webhook = Schema::webhook();
    let own = webhook.properties().iter().map(|property| {
        let description = properties::describe(webhook, &property.name).unwrap();
        description.example
    });
    for text in own.chain(webhook.examples().iter().map(|example| example.filter.clone())) {
        let checked = webhook.check(&text);
        assert!(checked.diagnostics().is_empty(), "{text}: {:?}", checked.diagnostics()[0].message());
    }
}

#[test]
fn what_is_monitorable_is_listed() {
    let text = properties::list(Schema::webhook()).to_text(100);
    for line in [
        "compute-ops/job               state; Created and Updated only",
        "compute-ops/alert             none; Created and Deleted only",
        "compute-ops/group/compliance  complianceStatus",
        "The form of an event, {type, operation, name, old, new, changed}, is assumed",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let jobs = properties::list(Schema::jobs());
    assert!(jobs.events.is_empty() && !jobs.to_text(100).contains("monitorable"));
}
