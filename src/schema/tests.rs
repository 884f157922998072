//! Compares the schema of jobs with the facts of its sources, and finds things in a schema.

use proptest::prelude::*;

use super::{Resolved, Schema, Shape, Type};
use crate::schema::Property;

/// The page's list of properties to filter by, in its order, with the types in its sample of a job.
const PROPERTIES: &[(&str, Type)] = &[
    ("id", Type::String),
    ("type", Type::String),
    ("parentJobId", Type::String),
    ("createdAt", Type::Timestamp),
    ("updatedAt", Type::Timestamp),
    ("deleteOnComplete", Type::Boolean),
    ("cancellable", Type::Boolean),
    ("name", Type::String),
    ("jobParams", Type::Object),
    ("state", Type::String),
    ("resultCode", Type::String),
    ("status", Type::String),
    ("statusDetails", Type::Object),
    ("generation", Type::Integer),
    ("results", Type::Object),
    ("resource/id", Type::String),
    ("resource/type", Type::String),
    ("jobTemplate", Type::String),
];

/// The page's table of templates: id, resource type, name.
const PAGE: &str = "
    d0c13b58-748c-461f-9a61-c0c5c71f1bb4 server Server Power Off
    0cbb2377-1834-488d-840c-d5bf788c34fb server Server Power On
    30110551-cad6-4069-95b8-dbce9bbd8525 server Server Restart
    aacfb3e0-6575-4d4f-a711-1ee1ae768407 server Server Cold Boot
    fd54a96c-cabc-42e3-aee3-374a2d009dba server Server Firmware Update
    94caa4ef-9ff8-4805-9e97-18a09e673b66 server Server iLO Firmware Update
    139cc26b-ac93-4da0-826c-220d15e3a422 server Server External Storage Details
    1c4ac4be-8eeb-49f2-a86a-fd8c9182616c oneview-appliance Appliance Software Update
    91159b5e-9eeb-11ec-a9da-00155dc0a0c0 group Group Firmware Update
    23b8ba2a-6c46-4223-b028-919382c7dcac group Group Firmware Compliance
    f69f553a-5004-4a08-9283-5b60abd9eb4a group Group Appliance Update
    c708eb57-235d-4ea8-9e21-8ceea2438773 group Group Internal Storage Configuration
    beff07ce-f36d-4699-9ac3-f872dcd63133 group Group Apply Server Setting
    1262f08e-79eb-4e9f-91d2-6984da9d31cd group Group Apply External Storage Settings
    977139e0-f9d9-4940-9418-e0c321b5a458 group Group External Storage Compliance
    b0001d36-6490-48ac-93af-a87adfb997ed filter Carbon Footprint Report
    d6595f1b-84e6-4587-ade5-656e2a5ea20d server Collect Server Inventory
    b21ca9e2-8a1b-11ee-b9d1-0242ac120002 server Collect Server Network Connectivity
    e2952628-2629-4088-93db-91742304ef0c group Group Operating System Installation
";

/// Additions in a later edition of the developer guide.
const LATER: &str = "
    a46b210a-b0c7-4223-ab43-c4c1e77e680c server Server UID Indicator On
    fd837434-a2f2-4bc8-b1b4-ec068bd036aa server Server UID Indicator Off
    4eb92af1-1ce4-4cb0-8581-fb5a7dcdbf2b server Server Enable Maintenance Mode
    2798720f-b090-427d-b210-e48d33ce2f27 server Server Disable Maintenance Mode
    9310319e-7b7f-41ba-8b24-8b34eed1ca62 server Server External Storage Details
    54095626-3911-4fea-9741-816e2531994e group Group Apply Internal Storage Settings
    fcb79270-5954-42e9-9374-6a065b6d494a group Group Apply External Storage Settings
    db3620d4-19a4-4b54-9804-83f8f59d48a4 group Group Apply OneView Server Templates
    7177aa6a-e8f8-4e9b-ae31-e01dafcc81df group Group External Storage Compliance
    abfda355-6e58-4c00-be0a-af35dbd70398 setting Settings Update OneView Server Template
    e1d69e76-38cc-4079-9192-a380baea2973 server Configure ignore iLO security risk settings
    a229a162-b43f-45b0-b7bb-692df77b9746 group Group Apply OneView appliance settings
    fc16aa48-c73c-4463-9112-e061383ebfa9 oneview-appliance Refresh OneView appliance settings
    2d744494-22d4-4d61-8c65-647ccadeb6b6 server Collect Server log
    0683ada8-1a89-49dd-bf04-6df715b708a6 server Server Firmware Download
    a17a7aa9-4540-4c21-bbf2-31af4ff65e98 group Group Firmware Download
    0fe73adb-9d52-4f00-9540-6ec82f265d82 external-service vCenter Firmware Bundles Sync
    3f06fd6b-dfb1-4bad-bd04-939951797e97 external-service Delete vCenter
";

fn jobs() -> &'static Schema {
    Schema::jobs()
}

fn names(wanted: impl Fn(&Property) -> bool) -> Vec<&'static str> {
    jobs().properties().iter().filter(|property| wanted(property)).map(|property| &*property.name).collect()
}

fn values(property: &str) -> Vec<&'static str> {
    jobs().property(property).unwrap().values.iter().map(|value| &*value.value).collect()
}

#[test]
fn jobs_is_the_file() {
    let file = Schema::from_toml(include_str!("../../schema/jobs.toml")).unwrap();
    assert_eq!(*jobs(), file);
    assert_ne!(*jobs(), Schema::open());
    assert_eq!(jobs().resource(), "jobs");
    assert_eq!(jobs().edition(), "HPE Compute Ops Management API (latest), v1");
    assert_eq!(jobs().path(), Some("/compute-ops-mgmt/v1/jobs"));
    assert!(jobs().functions().is_empty());
    assert!(!jobs().is_open());
}

#[test]
fn jobs_has_the_properties_of_the_page() {
    let found: Vec<_> = jobs().properties().iter().map(|property| (&*property.name, property.ty)).collect();
    assert_eq!(found, PROPERTIES);
    assert_eq!(names(|property| property.nullable), ["parentJobId", "resultCode", "statusDetails"]);
    assert_eq!(names(|property| property.open), ["jobParams", "statusDetails", "results"]);
    assert_eq!(names(|property| property.shape == Some(Shape::Uuid)), ["id", "parentJobId", "jobTemplate"]);
    assert_eq!(names(|property| property.shape == Some(Shape::ResourceId)), ["resource/id"]);
    assert_eq!(names(|property| property.template), ["jobTemplate"]);
    assert_eq!(names(|property| !property.json.is_empty()), ["cancellable"]);
    assert_eq!(jobs().property("cancellable").unwrap().json, ["cancelable"]);
}

#[test]
fn jobs_has_the_documented_values() {
    assert_eq!(values("state"), ["PENDING", "APPROVAL_PENDING", "RUNNING", "STALLED", "ERROR", "COMPLETE"]);
    assert_eq!(values("resultCode"), ["SUCCESS", "FAILURE", "DECLINED"]);
    assert_eq!(values("type"), ["compute-ops-mgmt/job"]);
    assert_eq!(
        values("resource/type"),
        ["server", "group", "oneview-appliance", "filter", "setting", "external-service"]
            .map(|kind| format!("compute-ops-mgmt/{kind}"))
    );
    assert_eq!(
        names(|property| !property.values.is_empty()),
        ["type", "state", "resultCode", "resource/type"]
    );
    assert_eq!(jobs().property("resource/type").unwrap().prefix.as_deref(), Some("compute-ops-mgmt/"));
    let meanings =
        jobs().properties().iter().flat_map(|property| &property.values).map(|value| &value.meaning);
    assert!(meanings.clone().all(|meaning| !meaning.is_empty()));
}

#[test]
fn jobs_has_the_templates_of_its_sources() {
    let expected: Vec<_> = PAGE.trim().lines().chain(LATER.trim().lines()).map(str::trim).collect();
    assert_eq!((PAGE.trim().lines().count(), expected.len()), (19, 19 + 18));
    let found = jobs().templates().iter().map(|template| {
        let kind = template.resource.strip_prefix("compute-ops-mgmt/").unwrap();
        format!("{} {kind} {}", template.id, template.name)
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let kinds = values("resource/type");
    assert!(jobs().templates().iter().all(|template| kinds.contains(&&*template.resource)));
}

#[test]
fn three_template_names_have_two_ids() {
    let mut twice: Vec<_> = jobs().templates().iter().map(|template| &*template.name).collect();
    twice.retain(|name| jobs().templates_named(name).len() != 1);
    twice.sort_unstable();
    twice.dedup();
    let expected = [
        "Group Apply External Storage Settings",
        "Group External Storage Compliance",
        "Server External Storage Details",
    ];
    assert_eq!(twice, expected);
    assert!(expected.iter().all(|name| jobs().templates_named(&name.to_uppercase()).len() == 2));
}

#[test]
fn templates_are_found_by_id_and_by_name() {
    for template in jobs().templates() {
        assert_eq!(jobs().template(&template.id), Some(template));
        assert_eq!(jobs().template(&template.id.to_uppercase()), Some(template));
        assert!(jobs().templates_named(&template.name.to_lowercase()).contains(&template));
    }
    for id in
        ["", "Server Power On", "0cbb2377-1834-488d-840c-d5bf788c34fc", "0cbb23771834488d840cd5bf788c34fb"]
    {
        assert_eq!(jobs().template(id), None);
    }
    assert!(jobs().templates_named("Server Power").is_empty());
}

#[test]
fn every_successor_is_a_property_and_every_source_is_named() {
    for renamed in jobs().renamed() {
        assert!(jobs().property(&renamed.now).is_some());
        let names = [&renamed.name, &renamed.now];
        assert!(names.iter().any(|name| renamed.reason.contains(&format!("`{name}`"))), "{renamed:?}");
    }
    let renamed = jobs().renamed().iter().map(|renamed| (&*renamed.name, &*renamed.now)).collect::<Vec<_>>();
    assert_eq!(
        renamed,
        [
            ("cancelable", "cancellable"),
            ("resourceId", "resource/id"),
            ("resourceType", "resource/type"),
            ("jobTemplateUri", "jobTemplate"),
            ("associatedResourceUri", "resource/id"),
            ("resource/resourceUri", "resource/id"),
            ("data", "jobParams"),
            ("displayName", "name"),
            ("serverId", "resource/id"),
            ("server", "resource/id"),
            ("groupId", "resource/id"),
            ("applianceId", "resource/id"),
            ("template", "jobTemplate"),
            ("templateId", "jobTemplate"),
            ("jobTemplateId", "jobTemplate"),
            ("jobId", "id"),
            ("jobName", "name"),
            ("parentId", "parentJobId"),
            ("modifiedAt", "updatedAt"),
        ]
    );
    let properties = jobs().properties().iter().map(|property| &property.sources);
    let templates = jobs().templates().iter().map(|template| &template.sources);
    assert!(properties.chain(templates).all(|sources| !sources.is_empty()));
}

#[test]
fn paths_are_resolved() {
    let resolve = |path| jobs().resolve(path);
    let property = |path| jobs().property(path).unwrap();
    for (name, _) in PROPERTIES {
        assert_eq!(resolve(name), Resolved::Property(property(name)));
    }
    assert_eq!(resolve("jobParams/a"), Resolved::Below(property("jobParams")));
    assert_eq!(resolve("jobParams/a/b"), Resolved::Below(property("jobParams")));
    assert_eq!(resolve("name/first"), Resolved::BelowScalar(property("name")));
    // Below the longest name there is.
    assert_eq!(resolve("deleteOnComplete/x"), Resolved::BelowScalar(property("deleteOnComplete")));
    assert_eq!(resolve("resource/id/a/b"), Resolved::BelowScalar(property("resource/id")));
    assert_eq!(resolve("resourceUri"), Resolved::Unfilterable(&jobs().unfilterable()[0]));
    assert_eq!(resolve("resourceUri/a"), Resolved::Unfilterable(&jobs().unfilterable()[0]));
    assert_eq!(resolve("resource"), Resolved::Parent);
    for unknown in
        ["", "/", "Name", "resource/", "resource/x", "resourc", "jobparams/a", "names", "é", "resourceUriX"]
    {
        assert_eq!(resolve(unknown), Resolved::Unknown, "{unknown}");
    }
    assert_eq!(resolve(&"a/".repeat(1 << 19)), Resolved::Unknown);
}

#[test]
fn renamed_paths_lead_somewhere() {
    let renamed = |path| match jobs().resolve(path) {
        Resolved::Renamed(renamed) => &*renamed.now,
        other => panic!("{path} is {other:?}"),
    };
    assert_eq!(renamed("cancelable"), "cancellable");
    assert_eq!(renamed("resource/resourceUri"), "resource/id");
    assert_eq!(renamed("data"), "jobParams");
    assert_eq!(renamed("data/bundle_id"), "jobParams");
    // The new property, an id, has nothing below it.
    assert_eq!(jobs().resolve("jobTemplateUri/x"), Resolved::Unknown);
}

#[test]
fn objects_with_listed_parts() {
    let schema = Schema::from_toml(
        r#"
        resource = "servers"
        edition = "v1"
        sources = { page = "the page" }
        property = [
            { name = "state", type = "object", description = "d", source = "page" },
            { name = "state/connected", type = "boolean", description = "d", source = "page" },
            { name = "tags", type = "object", open = true, description = "d", source = "page" },
            { name = "tags/owner", type = "string", description = "d", source = "page" },
        ]
        "#,
    )
    .unwrap();
    let property = |path| schema.property(path).unwrap();
    assert_eq!(schema.resolve("state"), Resolved::Property(property("state")));
    assert_eq!(schema.resolve("state/connected"), Resolved::Property(property("state/connected")));
    assert_eq!(schema.resolve("state/other"), Resolved::Unknown);
    assert_eq!(schema.resolve("tags/other"), Resolved::Below(property("tags")));
    assert_eq!(schema.resolve("tags/owner"), Resolved::Property(property("tags/owner")));
    assert_eq!(schema.resolve("tags/owner/name"), Resolved::BelowScalar(property("tags/owner")));
}

#[test]
fn an_open_schema_takes_everything_but_what_it_knows_better() {
    let open = Schema::open();
    assert!(open.is_open());
    assert_eq!((open.resource(), open.path()), ("any", None));
    for path in ["a", "a/b", "", "resource"] {
        assert_eq!(open.resolve(path), Resolved::Open);
        assert_eq!(open.nearest(path), None);
    }
    let text = include_str!("../../schema/jobs.toml").replace("\nopen = false\n", "\nopen = true\n");
    let jobs = Schema::from_toml(&text).unwrap();
    assert!(jobs.is_open());
    assert_eq!(jobs.resolve("resource"), Resolved::Open);
    assert_eq!(jobs.resolve("name/x"), Resolved::BelowScalar(jobs.property("name").unwrap()));
    assert!(matches!(jobs.resolve("data"), Resolved::Renamed(_)));
    assert!(matches!(jobs.resolve("resourceUri"), Resolved::Unfilterable(_)));
}

#[test]
fn the_nearest_property() {
    for (written, meant) in [
        ("State", Some("state")),
        ("NAME", Some("name")),
        ("resource.id", Some("resource/id")),
        ("resource_id", Some("resource/id")),
        ("resourceId", Some("resource/id")),
        ("Resource.Type", Some("resource/type")),
        ("created_at", Some("createdAt")),
        ("cancelled", None),
        ("cancelable", Some("cancellable")),
        ("stat", Some("state")),
        ("sttae", Some("state")),
        ("nmae", Some("name")),
        ("genration", Some("generation")),
        ("parentId", None),
        ("resultcod", Some("resultCode")),
        ("idd", Some("id")),
        ("i", None),
        ("xx", None),
        ("title", None),
        ("", None),
        ("/", None),
        ("___", None),
        ("jobTemplateUri", Some("jobTemplate")),
    ] {
        assert_eq!(jobs().nearest(written), meant, "{written}");
    }
    let long = |separators: usize| format!("{}state", "_".repeat(separators));
    assert_eq!(jobs().nearest(&long(59)), Some("state"));
    assert_eq!(jobs().nearest(&long(60)), None);
}

#[test]
fn the_nearest_value() {
    let nearest = |property: &str, text: &str| {
        jobs().property(property).unwrap().nearest_value(text).map(|value| &*value.value)
    };
    assert_eq!(nearest("state", "running"), Some("RUNNING"));
    assert_eq!(nearest("state", "Approval Pending"), Some("APPROVAL_PENDING"));
    assert_eq!(nearest("state", "COMPLETED"), Some("COMPLETE"));
    assert_eq!(nearest("state", "FINISHED"), None);
    assert_eq!(nearest("resultCode", "SUCESS"), Some("SUCCESS"));
    assert_eq!(nearest("resource/type", "groups"), Some("compute-ops-mgmt/group"));
    assert_eq!(nearest("resource/type", "Server"), Some("compute-ops-mgmt/server"));
    assert_eq!(nearest("resource/type", "servers"), Some("compute-ops-mgmt/server"));
    assert_eq!(nearest("resource/type", "compute-ops/filter"), Some("compute-ops-mgmt/filter"));
    assert_eq!(nearest("name", "anything"), None);
    for property in jobs().properties() {
        for value in &property.values {
            assert!(value.spellings().all(|spelling| property.nearest_value(spelling) == Some(value)));
        }
    }
}

#[test]
fn functions_are_added() {
    let text = "resource = \"a\"\nedition = \"b\"\nfunctions = [\"endswith\", \"startswith\"]";
    assert_eq!(Schema::from_toml(text).unwrap().functions(), ["endswith", "startswith"]);
}

#[test]
fn a_schema_is_data() {
    let json = serde_json::to_value(jobs()).unwrap();
    assert_eq!(json["resource"], "jobs");
    assert_eq!(json["properties"][0]["type"], "string");
    assert_eq!(json["properties"].as_array().unwrap().len(), 18);
    assert_eq!(json["templates"].as_array().unwrap().len(), 37);
    assert_eq!(
        format!("{:?}", jobs()),
        "Schema { resource: \"jobs\", edition: \"HPE Compute Ops Management API (latest), v1\", properties: 18, .. }"
    );
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    is_shared(jobs());
}

#[test]
fn the_webhook_is_the_file() {
    let file = Schema::from_toml(include_str!("../../schema/webhook.toml")).unwrap();
    assert_eq!(*Schema::webhook(), file);
    assert_eq!(Schema::of_list("webhook").unwrap(), Schema::webhook());
    assert_eq!(Schema::of_list("webhooks").unwrap_err().choices, ["webhook"]);
    assert!(super::lists().iter().all(|list| list.name() != "webhook" && list.schema().events().is_empty()));
    assert_eq!(Schema::webhook().path(), None);
    // The schema of each list is still that of its file.
    assert_eq!(super::lists().last().unwrap().schema().path(), Some("/compute-ops-mgmt/v1/settings"));
}

/// The webhook guide: the types, the monitorable properties, and events that never happen.
#[test]
fn events_are_those_of_the_guide() {
    let webhook = Schema::webhook();
    let types = webhook.property("type").unwrap().values.iter().map(|value| &*value.value);
    let events = webhook.events();
    assert_eq!(types.collect::<Vec<_>>(), events.iter().map(|event| &*event.ty).collect::<Vec<_>>());
    let monitorable = |ty: &str| events.iter().find(|event| event.ty == ty).unwrap().monitorable.join(" ");
    for (ty, expected) in [
        (
            "compute-ops/server",
            "hardware state firmwareInventory softwareInventory lastFirmwareUpdate tags autoIloFwUpdate",
        ),
        ("compute-ops/job", "state"),
        ("compute-ops/alert", ""),
        (
            "compute-ops/group",
            "name autoFwUpdateOnAdd groupComplianceStatus serverSettingsUris devices serverPolicies autoAddServerTags",
        ),
        ("compute-ops/server-setting", "name settings"),
        ("compute-ops/group/compliance", "complianceStatus"),
        ("compute-ops/firmware-bundle", "advisories isActive"),
    ] {
        assert_eq!(monitorable(ty), expected, "{ty}");
    }
    let never: Vec<(&str, &str)> = events
        .iter()
        .flat_map(|event| ["Created", "Updated", "Deleted"].map(|operation| (event, operation)))
        .filter(|(event, operation)| !event.has_operation(operation))
        .map(|(event, operation)| (&*event.ty, operation))
        .collect();
    assert_eq!(never, [("compute-ops/job", "Deleted"), ("compute-ops/alert", "Updated")]);
}

/// Each monitorable property exists in each place, and is a boolean below `changed/`.
#[test]
fn what_is_monitorable_is_known() {
    let webhook = Schema::webhook();
    for (at, event) in webhook.events().iter().enumerate() {
        let schema = webhook.of_event(at).unwrap();
        assert_eq!(schema.resource(), format!("events of {}", event.resource));
        for name in &event.monitorable {
            for place in ["old", "new"] {
                let found = schema.resolve(&format!("{place}/{name}"));
                assert!(matches!(found, Resolved::Property(_) | Resolved::Below(_)), "{}: {name}", event.ty);
            }
            let changed = format!("changed/{name}");
            match schema.resolve(&changed) {
                Resolved::Property(property) => {
                    assert_eq!((property.ty, &property.name), (Type::Boolean, &changed))
                }
                found => assert!(
                    matches!(found, Resolved::Below(_)) && event.path.is_none(),
                    "{}: {name}",
                    event.ty
                ),
            }
        }
    }
    // Below a changed property: whether a part changed, if the parts are unknown, and nothing else.
    let servers = webhook.of_event(0).unwrap();
    assert!(matches!(servers.resolve("changed/tags/OS"), Resolved::Below(_)));
    assert_eq!(servers.resolve("changed/hardware/nothing"), Resolved::Unknown);
    assert!(matches!(servers.resolve("changed/hardware/model/x"), Resolved::BelowScalar(_)));
    assert!(matches!(servers.resolve("new/generation"), Resolved::Unlisted(_)));
    // A type that all events share is known without an event.
    assert_eq!(webhook.property_of_any("new/autoIloFwUpdate").map(|found| found.ty), Some(Type::Boolean));
    assert_eq!(webhook.property_of_any("new/state"), None);
    assert_eq!(webhook.property_of_any("autoIloFwUpdate"), None);
}

#[test]
fn a_path_that_lies_deeper_is_found() {
    let servers = Schema::servers();
    for (written, meant) in [
        ("powerState", Some("hardware/powerState")),
        ("powerstate", Some("hardware/powerState")),
        ("health/fans", Some("hardware/health/fans")),
        ("hardware/fans", Some("hardware/health/fans")),
        ("hardware/userDefined/host", Some("hardware/bmc/userDefined/host")),
        // The least deep, and the first of them.
        ("hostname", Some("host/hostname")),
        ("State", Some("state")),
        ("owerState", None),
        ("/powerState", None),
        ("", None),
    ] {
        assert_eq!(servers.nearest(written), meant, "{written}");
    }
}

/// A schema of string properties with these names.
fn schema_of(names: &[String]) -> Schema {
    let property = |name| {
        format!(
            "[[property]]\nname = \"{name}\"\ntype = \"string\"\ndescription = \"d\"\nsource = \"page\"\n"
        )
    };
    let properties: String = names.iter().map(property).collect();
    Schema::from_toml(&format!("resource = \"r\"\nedition = \"e\"\nsources.page = \"p\"\n{properties}"))
        .unwrap()
}

/// Names of few letters, which begin and end alike.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[ab]{1,4}", "[ab]{5,12}", "a{7}[ab]{0,3}a{7}", "a{16}[ab]{0,2}a{16}"]
        .prop_map(|name| name + "_")
}

/// The result equals that of a linear search.
fn is_found(schema: &Schema, path: &str) {
    let expected = schema.properties().iter().position(|property| property.name == path);
    assert_eq!(schema.property_index(path).map(usize::from), expected, "{path:?}");
    assert_eq!(schema.property(path), expected.map(|index| &schema.properties()[index]));
}

proptest! {
    #[test]
    fn a_property_is_what_a_linear_search_finds(
        names in prop::collection::btree_set(name(), 0..60),
        others in prop::collection::vec(name(), 20),
        text in any::<String>(),
    ) {
        let names: Vec<String> = names.into_iter().collect();
        let schema = schema_of(&names);
        for path in names.iter().chain(&others).chain([&text]) {
            is_found(&schema, path);
            is_found(jobs(), path);
        }
    }

    #[test]
    fn a_changed_name_is_not_found(which in 0..PROPERTIES.len(), at in any::<prop::sample::Index>(), byte in b' '..=b'~') {
        let mut name = PROPERTIES[which].0.as_bytes().to_vec();
        let at = at.index(name.len());
        name[at] = byte;
        is_found(jobs(), std::str::from_utf8(&name).unwrap());
    }

    #[test]
    fn any_path_is_resolved(path in "[a-z/_.\u{e9}]{0,80}|(jobParams|resource|name|data|x)(/[a-z]{0,3}){0,4}") {
        let resolved = jobs().resolve(&path);
        let is_listed = jobs().properties().iter().any(|property| property.name == path);
        prop_assert_eq!(matches!(resolved, Resolved::Property(_)), is_listed);
        if let Some(name) = jobs().nearest(&path) {
            prop_assert!(jobs().property(name).is_some());
        }
    }
}
