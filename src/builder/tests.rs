//! Every value becomes one literal of the tree, and the tree has the expected structure.

use proptest::prelude::*;

use super::*;
use crate::check::each_operand;
use crate::schema::Type;
use crate::syntax::literal::string_value;
use crate::syntax::{Ast, NodeId, NodeKind, Operand, OperandKind, Operator};
use crate::{Filter, Limits, Schema, Timestamp};

/// Values that have ended strings, queries and programs elsewhere.
const PAYLOADS: &[&str] = &[
    "",
    "'",
    "''",
    "'''",
    "x' or 1 eq 1 or '",
    "alice' or 1 eq 1 or '",
    "alice'' or 1 eq 1 or ''",
    "1&$expand=x",
    "a' and contains(name,'",
    "')",
    "x') or (name eq 'y",
    "\\'",
    "\\",
    "\\\\' or true or '",
    "a\nb",
    "a\r\nb",
    "\t",
    "\0",
    "a\0' or 1 eq 1",
    "\"",
    "%27 or 1 eq 1 or %27",
    "%2527",
    "+",
    "#",
    "&#39; or 1 eq 1",
    "‘’“”`´",
    "\u{feff}",
    "\u{202e}",
    "filter=x",
    "$filter=name eq 'x'",
    "@name",
    "null",
    "true",
    "3",
    "2022-06-01T00:00:00Z",
    "<value>",
    "${x}",
    "it's",
    "日本語",
    "🦀",
];

fn literals(ast: &Ast<'_>) -> Vec<Operand> {
    let mut found = Vec::new();
    each_operand(ast, |operand| {
        if operand.kind != OperandKind::Path {
            found.push(operand);
        }
    });
    found
}

/// The strings of a filter with one condition and only string operands.
fn texts(filter: &Filter) -> Vec<String> {
    let ast = filter.ast();
    assert_eq!(ast.nodes().count(), 1, "{filter}");
    let literals = literals(ast);
    assert!(literals.iter().all(|literal| literal.kind == OperandKind::String), "{filter}");
    literals.iter().map(|literal| string_value(*literal, ast.text()).into_owned()).collect()
}

fn text_properties() -> [Text; 10] {
    [
        jobs::id(),
        jobs::type_(),
        jobs::parent_job_id(),
        jobs::name(),
        jobs::status(),
        jobs::resource_id(),
        jobs::job_template(),
        jobs::state().as_text(),
        jobs::result_code().as_text(),
        jobs::resource_type().as_text(),
    ]
}

#[track_caller]
fn stays_one_text(value: &str) {
    for property in text_properties() {
        for condition in [
            property.eq(value),
            property.ne(value),
            property.gt(value),
            property.ge(value),
            property.lt(value),
            property.le(value),
            property.contains(value),
            property.is_in([value]),
        ] {
            assert_eq!(texts(&condition.build().unwrap()), [value]);
        }
        assert_eq!(texts(&property.is_in([value, "", value]).build().unwrap()), [value, "", value]);
    }
    let below = jobs::job_params(["x"]).unwrap();
    for condition in [below.eq(value), below.lt(value), below.contains(value), below.is_in([value])] {
        assert_eq!(texts(&condition.build().unwrap()), [value]);
    }
    assert_eq!(texts(&jobs::created_at().contains(value).build().unwrap()), [value]);
    let schema = Schema::jobs();
    for condition in [
        schema.term("name", Operator::Eq, value),
        schema.term("jobParams/x", Operator::Gt, value),
        schema.term_contains("status", value),
        schema.term_in("resource/id", [value]),
    ] {
        assert_eq!(texts(&condition.unwrap().build().unwrap()), [value]);
    }
}

#[test]
fn payloads_stay_one_text() {
    PAYLOADS.iter().for_each(|value| stays_one_text(value));
}

#[test]
fn each_unicode_scalar_stays_in_its_text() {
    let scalars: Vec<char> = ('\0'..=char::MAX).collect();
    assert_eq!(scalars.len(), 0x11_0000 - 0x800);
    for some in scalars.chunks(2_000) {
        let alone: Vec<String> = some.iter().map(char::to_string).collect();
        let filter = jobs::name().is_in_list(&alone).unwrap().build().unwrap();
        assert_eq!(texts(&filter), alone);
        let among: Vec<String> = some.iter().map(|c| format!("{c}'{c} or 1 eq 1 or '{c}")).collect();
        let filter = jobs::name().is_in_list(&among).unwrap().build().unwrap();
        assert_eq!(texts(&filter), among);
    }
}

#[test]
fn each_property_of_the_schema_has_its_function() {
    let functions = [
        (jobs::id().path(), Type::String),
        (jobs::type_().path(), Type::String),
        (jobs::parent_job_id().path(), Type::String),
        (jobs::created_at().path(), Type::Timestamp),
        (jobs::updated_at().path(), Type::Timestamp),
        (jobs::delete_on_complete().path(), Type::Boolean),
        (jobs::cancellable().path(), Type::Boolean),
        (jobs::name().path(), Type::String),
        (jobs::job_params_object().path(), Type::Object),
        (jobs::state().path(), Type::String),
        (jobs::result_code().path(), Type::String),
        (jobs::status().path(), Type::String),
        (jobs::status_details_object().path(), Type::Object),
        (jobs::generation().path(), Type::Integer),
        (jobs::results_object().path(), Type::Object),
        (jobs::resource_id().path(), Type::String),
        (jobs::resource_type().path(), Type::String),
        (jobs::job_template().path(), Type::String),
    ];
    let properties = Schema::jobs().properties().iter().map(|property| (&*property.name, property.ty));
    assert_eq!(functions.to_vec(), properties.collect::<Vec<_>>());

    let open = Schema::jobs().properties().iter().filter(|property| property.open);
    let below = [jobs::job_params(["x"]), jobs::status_details(["x"]), jobs::results(["x"])];
    assert_eq!(
        below.map(|place| place.unwrap().path().to_owned()).to_vec(),
        open.map(|property| format!("{}/x", property.name)).collect::<Vec<_>>()
    );
}

#[test]
fn each_property_of_servers_has_its_function() {
    let functions = [
        servers::auto_ilo_fw_update().path(),
        servers::bios_family().path(),
        servers::created_at().path(),
        servers::device_claim_type().path(),
        servers::firmware_bundle_uri().path(),
        servers::group::id().path(),
        servers::hardware_object().path(),
        servers::hardware::bmc_object().path(),
        servers::hardware::bmc::hostname().path(),
        servers::hardware::bmc::ip().path(),
        servers::hardware::bmc::license().path(),
        servers::hardware::bmc::mac().path(),
        servers::hardware::bmc::model().path(),
        servers::hardware::bmc::user_defined_object().path(),
        servers::hardware::bmc::user_defined::certificate_fingerprint().path(),
        servers::hardware::bmc::user_defined::host().path(),
        servers::hardware::bmc::user_defined::password().path(),
        servers::hardware::bmc::user_defined::username().path(),
        servers::hardware::bmc::version().path(),
        servers::hardware::form_factor().path(),
        servers::hardware::health_object().path(),
        servers::hardware::health::air_filter().path(),
        servers::hardware::health::bios().path(),
        servers::hardware::health::fan_redundancy().path(),
        servers::hardware::health::fans().path(),
        servers::hardware::health::health_led().path(),
        servers::hardware::health::liquid_cooling().path(),
        servers::hardware::health::liquid_cooling_redundancy().path(),
        servers::hardware::health::memory().path(),
        servers::hardware::health::network().path(),
        servers::hardware::health::power_supplies().path(),
        servers::hardware::health::power_supply_redundancy().path(),
        servers::hardware::health::processor().path(),
        servers::hardware::health::smart_storage().path(),
        servers::hardware::health::storage().path(),
        servers::hardware::health::summary().path(),
        servers::hardware::health::temperature().path(),
        servers::hardware::indicator_led().path(),
        servers::hardware::manufacturer().path(),
        servers::hardware::memory_mb().path(),
        servers::hardware::model().path(),
        servers::hardware::platform().path(),
        servers::hardware::power_state().path(),
        servers::hardware::product_id().path(),
        servers::hardware::serial_number().path(),
        servers::hardware::uuid().path(),
        servers::host_object().path(),
        servers::host::hostname().path(),
        servers::host::os_description().path(),
        servers::host::os_name().path(),
        servers::host::os_type().path(),
        servers::host::os_version().path(),
        servers::id().path(),
        servers::last_firmware_update_object().path(),
        servers::last_firmware_update::attempted_at().path(),
        servers::last_firmware_update::attempted_baseline_uri().path(),
        servers::last_firmware_update::bundle_update_method().path(),
        servers::last_firmware_update::completed_at().path(),
        servers::last_firmware_update::downgrade().path(),
        servers::last_firmware_update::firmware_inventory_updates().path(),
        servers::last_firmware_update::install_sw_drivers().path(),
        servers::last_firmware_update::power_off().path(),
        servers::last_firmware_update::status().path(),
        servers::last_full_inventory_collection_at().path(),
        servers::last_full_inventory_collection_power_state().path(),
        servers::last_server_log_collection_at().path(),
        servers::managed_by().path(),
        servers::name().path(),
        servers::oneview_object().path(),
        servers::oneview::appliance_uri().path(),
        servers::oneview::maintenance_mode().path(),
        servers::oneview::name().path(),
        servers::oneview::state().path(),
        servers::platform_family().path(),
        servers::processor_vendor().path(),
        servers::resource_uri().path(),
        servers::server_generation().path(),
        servers::state_object().path(),
        servers::state::connected().path(),
        servers::state::connected_modified_at().path(),
        servers::state::managed().path(),
        servers::state::subscription_expires_at().path(),
        servers::state::subscription_key().path(),
        servers::state::subscription_state().path(),
        servers::state::subscription_tier().path(),
        servers::tags_object().path(),
    ];
    let properties = Schema::servers().properties().iter().map(|property| &*property.name);
    assert_eq!(functions.to_vec(), properties.collect::<Vec<_>>());
}

#[test]
fn words_are_those_of_servers() {
    fn check<W: Word + std::str::FromStr<Err: std::fmt::Debug>>(words: &[W], properties: &[Known<W>]) {
        let words: Vec<&str> = words.iter().map(Word::as_str).collect();
        for property in properties {
            let known = Schema::servers().property(property.path()).unwrap();
            let values: Vec<&str> = known.values.iter().map(|known| &*known.value).collect();
            assert_eq!(words, values, "{}", known.name);
            for word in values {
                assert_eq!(word.parse::<W>().unwrap().as_str(), word);
            }
            assert!("rack".parse::<W>().is_err());
        }
    }
    use servers::hardware::{self, health};
    check(servers::ClaimType::ALL, &[servers::device_claim_type()]);
    check(
        servers::Health::ALL,
        &[
            health::air_filter(),
            health::bios(),
            health::fans(),
            health::health_led(),
            health::liquid_cooling(),
            health::memory(),
            health::network(),
            health::power_supplies(),
            health::processor(),
            health::smart_storage(),
            health::storage(),
            health::summary(),
            health::temperature(),
        ],
    );
    check(
        servers::Redundancy::ALL,
        &[health::fan_redundancy(), health::liquid_cooling_redundancy(), health::power_supply_redundancy()],
    );
    check(servers::IndicatorLed::ALL, &[hardware::indicator_led()]);
    check(servers::PowerState::ALL, &[hardware::power_state()]);
    check(servers::UpdateMethod::ALL, &[servers::last_firmware_update::bundle_update_method()]);
    check(servers::UpdateStatus::ALL, &[servers::last_firmware_update::status()]);
    check(servers::PlatformFamily::ALL, &[servers::platform_family()]);
    check(servers::Generation::ALL, &[servers::server_generation()]);
    check(servers::SubscriptionState::ALL, &[servers::state::subscription_state()]);
    check(servers::SubscriptionTier::ALL, &[servers::state::subscription_tier()]);
    let with_values = Schema::servers().properties().iter().filter(|property| !property.values.is_empty());
    assert_eq!(with_values.count(), 25);
}

#[test]
fn words_are_those_of_the_schema() {
    let known = |property: &str| -> Vec<String> {
        let property = Schema::jobs().property(property).unwrap();
        property.values.iter().map(|known| known.value.clone()).collect()
    };
    fn all<W: Word>(words: &[W]) -> Vec<String> {
        words.iter().map(|word| word.as_str().to_owned()).collect()
    }
    assert_eq!(all(jobs::State::ALL), known("state"));
    assert_eq!(all(jobs::ResultCode::ALL), known("resultCode"));
    assert_eq!(all(jobs::ResourceType::ALL), known("resource/type"));
    let kind = Schema::jobs().property("resource/type").unwrap();
    assert_eq!(kind.prefix.as_deref(), Some(jobs::ResourceType::PREFIX));
    for property in Schema::jobs().properties().iter().filter(|property| !property.values.is_empty()) {
        // `type` has only one value, so no filter needs it.
        assert!(["type", "state", "resultCode", "resource/type"].contains(&&*property.name));
    }
    for word in known("state") {
        assert_eq!(word.parse::<jobs::State>().unwrap().to_string(), word);
    }
    for word in known("resultCode") {
        assert_eq!(jobs::ResultCode::try_from(&*word).unwrap().to_string(), word);
    }
    for word in known("resource/type") {
        assert!(!matches!(word.parse().unwrap(), jobs::ResourceType::Other(_)), "{word}");
    }
    for wrong in ["", "compute-ops-mgmt/", "compute-ops/server", "rack"] {
        assert!(wrong.parse::<jobs::ResourceType>().is_err(), "{wrong}");
    }
}

/// The checker does not warn about any condition of a typed property.
#[test]
fn what_is_offered_means_something() {
    let time: Timestamp = "2022-06-01T00:00:00.5Z".parse().unwrap();
    let (state, code) = (jobs::State::Error, jobs::ResultCode::Failure);
    let anything = jobs::results(["in", "not"]).unwrap();
    let (generation, created) = (jobs::generation(), jobs::created_at());
    for condition in [
        jobs::state().eq(state),
        jobs::state().ne(state),
        jobs::state().is_in([state]),
        jobs::state().contains("ERR"),
        jobs::result_code().is_null(),
        jobs::result_code().is_in_list([code]).unwrap(),
        jobs::resource_type().eq("compute-ops-mgmt/rack".parse().unwrap()),
        generation.eq(1),
        generation.ne(-1_i64),
        generation.gt(1_u32),
        generation.ge(i64::MAX),
        generation.lt(i64::MIN),
        generation.le(0),
        generation.is_in([1, 2]),
        generation.is_not_null(),
        created.eq(time),
        created.ne(std::time::UNIX_EPOCH),
        created.gt(time),
        created.ge(time),
        created.lt(time),
        created.le(time),
        created.is_in([time]),
        created.contains("2022"),
        created.is_null(),
        jobs::cancellable().eq(true),
        jobs::cancellable().ne(false),
        jobs::cancellable().is_false(),
        jobs::cancellable().is_null(),
        jobs::job_params_object().is_null(),
        anything.eq(1),
        anything.eq(u64::MAX),
        anything.ne(true),
        anything.gt(time),
        anything.le(Decimal::try_from(f64::MIN_POSITIVE).unwrap()),
        anything.is_in([1, 2]),
        anything.eq(state),
        anything.is_null(),
    ] {
        let text = condition.to_string();
        assert_eq!(Schema::jobs().check(&text).diagnostics().to_vec(), [], "{text}");
        assert_eq!(condition.build().unwrap().as_str(), text);
    }
}

#[test]
fn numbers_are_written_as_the_language_has_them() {
    for (number, text) in [
        (0.1, "0.1"),
        (-0.0, "-0.0"),
        (3.0, "3.0"),
        (1e15, "1000000000000000.0"),
        (1e300, "1e300"),
        (f64::MAX, "1.7976931348623157e308"),
        (5e-324, "5e-324"),
    ] {
        let decimal = Decimal::try_from(number).unwrap();
        assert_eq!((decimal.as_str(), decimal.to_string().as_str()), (text, text));
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(matches!(Decimal::try_from(number), Err(BuildError::NotFinite)));
    }
    for wrong in ["", "x", "1 eq 1", "1)", "0x10", ".5", "NaN", "inf", "1e999", "9223372036854775808", " 1"] {
        assert!(matches!(wrong.parse::<Decimal>(), Err(BuildError::Number { .. })), "{wrong}");
    }
}

#[test]
fn paths_are_names() {
    for wrong in ["", "a b", "a/b", "a-b", "a.b", "1a", "größe", "a'", "a\0", "x eq 1 or y", "@a"] {
        let error = jobs::job_params([wrong]).unwrap_err();
        assert!(matches!(error, BuildError::Segment { .. }), "{wrong}: {error}");
    }
    let slash = jobs::results(["a/b"]).unwrap_err().to_string();
    assert!(slash.ends_with("give each segment of the path as a separate item"), "{slash}");
    assert!(matches!(jobs::results(Vec::<String>::new()), Err(BuildError::EmptyPath)));
    assert!(jobs::results(["a".repeat(128)]).unwrap().eq(1).build().is_ok());
    let long = jobs::results(["a".repeat(129)]).unwrap_err();
    assert_eq!(long.to_string(), "a name of 129 characters is too long: the limit is 128");
    for word in ["and", "in", "eq", "true", "null", "contains", "_", "A1"] {
        let text = jobs::results([word, word]).unwrap().eq(1).build().unwrap().to_string();
        assert_eq!(text, format!("results/{word}/{word} eq 1"));
    }
}

#[test]
fn terms_say_what_a_property_may_be_compared_with() {
    let message = |path: &str, operator: Operator, value: Value| -> String {
        Schema::jobs().term(path, operator, value).unwrap_err().to_string()
    };
    let time: Timestamp = "2022-06-01T00:00:00Z".parse().unwrap();
    for (path, operator, value, error) in [
        (
            "resource.id",
            Operator::Eq,
            "x".into(),
            "`resource.id` cannot be a name in a filter: write `resource/id`",
        ),
        (
            "Name",
            Operator::Eq,
            "x".into(),
            "unknown property `Name` of jobs: names are case-sensitive: write `name`",
        ),
        (
            "name eq 'x' or id",
            Operator::Eq,
            "x".into(),
            "`name eq 'x' or id` cannot be a name in a filter: names begin with an ASCII letter or `_`, and go on with letters, digits and `_`",
        ),
        (
            "not",
            Operator::Eq,
            "x".into(),
            "`not` is a word of the filter language, and no property can begin with it",
        ),
        // The parser reads it as `null`.
        (
            "none",
            Operator::Eq,
            "x".into(),
            "`none` is a word of the filter language, and no property can begin with it",
        ),
        ("", Operator::Eq, "x".into(), "the path is empty: give it at least one segment"),
        (
            "name",
            Operator::Eq,
            3.into(),
            "`name` is a string, and `3` is a number: compare `name` with a string in single quotes, as in `name eq 'x'`",
        ),
        (
            "generation",
            Operator::Eq,
            "3".into(),
            "`generation` is an integer, and `3` in quotes is a string: write `3`",
        ),
        (
            "generation",
            Operator::Eq,
            time.into(),
            "`generation` is an integer, and `2022-06-01T00:00:00Z` is a timestamp: compare `generation` with a number, as in `generation gt 3`",
        ),
        (
            "createdAt",
            Operator::Ge,
            "2022-06-01".into(),
            "`2022-06-01` is not a valid timestamp: the time and the zone are missing: write `createdAt ge '2022-06-01T00:00:00Z'`, in UTC",
        ),
        (
            "cancellable",
            Operator::Gt,
            true.into(),
            "`gt` needs an order, and `cancellable` is only true or false: write `cancellable eq true` or `cancellable eq false`",
        ),
        (
            "name",
            Operator::Lt,
            Value::Null,
            "`null` has no order, so `lt null` selects nothing: to find any value, write `ne null`; to find a missing one, `eq null`",
        ),
        (
            "jobParams",
            Operator::Eq,
            "x".into(),
            "`jobParams` is an object: a condition that compares it selects nothing: compare a path inside it, as in `jobParams/something eq 'x'`, or test that it exists: `jobParams ne null`",
        ),
    ] {
        assert_eq!(message(path, operator, value), error);
    }
    let fine = |path: &str, value: Value| Schema::jobs().term(path, Operator::Eq, value).unwrap().to_string();
    assert_eq!(
        fine("createdAt", "2022-06-01T00:00:00+02:00".into()),
        "createdAt eq 2022-06-01T00:00:00+02:00"
    );
    assert_eq!(fine("parentJobId", None::<String>.into()), "parentJobId eq null");
    assert_eq!(fine("generation", Decimal::try_from(0.5).unwrap().into()), "generation eq 0.5");
    assert_eq!(fine("jobParams/in", true.into()), "jobParams/in eq true");
    assert_eq!(fine("state", "PAUSED".into()), "state eq 'PAUSED'");
    assert!(matches!(Schema::jobs().term_in("state", Vec::<Value>::new()), Err(BuildError::EmptyList)));
    assert!(Schema::jobs().term_in("state", [Some("ERROR"), None]).is_err());
    // A refused value may come after more accepted ones than a report shows.
    let mut values = vec!["null"; 150];
    assert!(Schema::jobs().term_in("generation", values.clone()).is_ok());
    values.push("9");
    assert!(Schema::jobs().term_in("generation", values).is_err());
    let open = Schema::open().term("anything", Operator::Eq, "it's").unwrap();
    assert_eq!(open.build_for(&Schema::open(), &Limits::DEFAULT).unwrap().as_str(), "anything eq 'it''s'");
}

#[test]
fn chains_of_any_length_and_depth() {
    let term = || jobs::generation().gt(3);
    let limits = Limits { text: 1 << 28, ..Limits::DEFAULT };
    let mut left = term();
    let mut right = term();
    for _ in 1..100_000 {
        left = left.and(term());
        right = term().and(right);
    }
    assert_eq!(left.to_string(), right.to_string());
    for long in [left.clone(), Expr::any((0..100_000).map(|_| term())).unwrap()] {
        let filter = long.build_for(Schema::jobs(), &limits).unwrap();
        assert_eq!(filter.ast().nodes().count(), 100_001);
    }
    let error = right.build().unwrap_err();
    assert!(error.to_string().contains("the limit is 1048576"), "{error}");

    let mut deep = term();
    let mut zigzag = term();
    for at in 0..10_000 {
        deep = deep.not();
        zigzag = if at % 2 == 0 { zigzag.and(term()) } else { term().or(zigzag).not() };
    }
    for expr in [deep, zigzag] {
        assert!(format!("{:?}", expr.clone()).len() > 10_000);
        let error = expr.build().unwrap_err();
        assert!(error.to_string().contains("128"), "{error}");
    }
    let nots = |count: usize| (0..count).fold(term(), |inner, _| inner.not());
    assert!(nots(128).build().is_ok());
    assert!(nots(129).build().is_err());
}

/// An expression, as a separate tree.
#[derive(Debug, Clone)]
enum Tree {
    Term(i64),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Tree {
    fn expr(&self) -> Expr {
        match self {
            Tree::Term(number) => jobs::generation().eq(*number),
            Tree::Not(inner) => inner.expr().not(),
            Tree::And(left, right) => left.expr().and(right.expr()),
            Tree::Or(left, right) => left.expr().or(right.expr()),
        }
    }

    /// In prefix form; conditions that are joined by the same word are one list.
    fn shape(&self) -> String {
        match self {
            Tree::Term(number) => format!("generation eq {number}"),
            Tree::Not(inner) => format!("!({})", inner.shape()),
            Tree::And(..) => format!("&({})", self.items(true).join(" ")),
            Tree::Or(..) => format!("|({})", self.items(false).join(" ")),
        }
    }

    fn items(&self, and: bool) -> Vec<String> {
        match self {
            Tree::And(left, right) if and => [left.items(and), right.items(and)].concat(),
            Tree::Or(left, right) if !and => [left.items(and), right.items(and)].concat(),
            other => vec![other.shape()],
        }
    }
}

/// The shape of a parsed tree, without its parentheses.
fn shape(ast: &Ast<'_>, id: NodeId) -> String {
    let inner: Vec<String> = ast.children(id).map(|child| shape(ast, child)).collect();
    match ast.kind(id) {
        NodeKind::Not { .. } => format!("!({})", inner.join(" ")),
        NodeKind::And => format!("&({})", inner.join(" ")),
        NodeKind::Or => format!("|({})", inner.join(" ")),
        NodeKind::Group { .. } => inner.join(" "),
        _ => ast.span(id).of(ast.text()).to_owned(),
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    (0_i64..9).prop_map(Tree::Term).prop_recursive(6, 40, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Tree::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Tree::Or(Box::new(a), Box::new(b))),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_stays_one_text(value in any::<String>()) {
        stays_one_text(&value);
    }

    #[test]
    fn any_text_of_syntax_stays_one_text(value in "['a-c ()@%,\\\\0-9\n]{0,20}") {
        stays_one_text(&value);
    }

    #[test]
    fn what_was_joined_is_what_is_read(tree in trees()) {
        let text = tree.expr().to_string();
        let filter = tree.expr().build().unwrap();
        // The text is canonical, except for unneeded parentheses.
        prop_assert_eq!(filter.as_str(), &*text);
        prop_assert_eq!(shape(filter.ast(), filter.ast().root().unwrap()), tree.shape());
    }

    #[test]
    fn parentheses_stand_only_where_they_change_the_meaning(tree in trees()) {
        let text = tree.expr().to_string();
        for (at, _) in text.match_indices('(') {
            let mut depth = 0_usize;
            let end = text.bytes().skip(at).position(|byte| {
                depth += usize::from(byte == b'(');
                depth -= usize::from(byte == b')');
                depth == 0
            });
            let mut without = text.clone();
            without.remove(at + end.unwrap());
            without.remove(at);
            let filter: Filter = without.parse().unwrap();
            prop_assert_ne!(shape(filter.ast(), filter.ast().root().unwrap()), tree.shape());
        }
    }

    #[test]
    fn any_number_is_one_literal(number in any::<f64>(), whole in any::<u64>()) {
        let place = jobs::results(["x"]).unwrap();
        if let Ok(decimal) = Decimal::try_from(number) {
            let filter = place.eq(decimal).build().unwrap();
            let literal = literals(filter.ast());
            prop_assert_eq!(literal.len(), 1);
            prop_assert_eq!(filter.ast().text_of(literal[0]).parse::<f64>().unwrap().to_bits(), number.to_bits());
        }
        let filter = place.eq(whole).build().unwrap();
        prop_assert_eq!(literals(filter.ast()).len(), 1);
    }

    #[test]
    fn a_path_is_one_path_or_none(path in "[a-z/ '()=.-]{0,12}", value in any::<String>()) {
        for schema in [Schema::jobs(), &Schema::open()] {
            if let Ok(term) = schema.term(&path, Operator::Ne, &value) {
                let filter = term.build_for(schema, &Limits::DEFAULT).unwrap();
                prop_assert_eq!(texts(&filter), [value.clone()]);
                let start = format!("{path} ne '");
                prop_assert!(filter.as_str().starts_with(&start));
            }
        }
    }
}

/// The builder writes operators before their operands, if the documents of a list do.
#[test]
fn conditions_have_the_form_of_their_list() {
    let schema = Schema::of_list("oneview-settings").unwrap();
    let name = |text: &str| schema.term("applianceId", Operator::Eq, text).unwrap();
    let either = name("a").or(name("b")).or(schema.term_in("applianceId", ["c", "d"]).unwrap());
    let all = either.clone().and(schema.term_contains("applianceId", "e").unwrap()).and(name("f").not());
    for (expr, text) in [
        (name("a"), "eq(applianceId,'a')"),
        (either, "or(eq(applianceId,'a'),eq(applianceId,'b'),in(applianceId,'c','d'))"),
        (
            all,
            "and(or(eq(applianceId,'a'),eq(applianceId,'b'),in(applianceId,'c','d')),contains(applianceId,'e'),not eq(applianceId,'f'))",
        ),
        (
            name("a").and(name("b")).not().or(name("c")),
            "or(not and(eq(applianceId,'a'),eq(applianceId,'b')),eq(applianceId,'c'))",
        ),
    ] {
        assert_eq!(expr.to_string(), text);
        let filter = expr.build().unwrap();
        assert_eq!((filter.as_str(), filter.schema().path()), (text, schema.path()));
    }
    let long = Expr::all((0..500).map(|n| name(&n.to_string()))).unwrap();
    assert!(long.build().is_ok());
}

#[test]
fn conditions_of_two_lists_are_no_filter() {
    let mixed = jobs::state().eq(jobs::State::Error).and(servers::host::hostname().eq("x"));
    assert!(matches!(mixed.build(), Err(BuildError::Filter(_))));
    let of_servers: Filter = servers::name().eq("CZ2311004G").try_into().unwrap();
    assert_eq!(of_servers.schema(), Schema::servers());
}
