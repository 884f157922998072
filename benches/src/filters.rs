//! Filters of a wanted length, the same conditions in each engine's language.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// The filters of this API.
    Comfilter,
    /// Those of wirefilter. It has no `null`, no booleans in comparisons, and no timestamps;
    /// strings replace them.
    Wirefilter,
    /// OData as `odata-params` reads it: without paths.
    OdataParams,
}

const STATES: [&str; 6] = ["PENDING", "APPROVAL_PENDING", "RUNNING", "STALLED", "ERROR", "COMPLETE"];
const NAMES: [&str; 4] = ["FirmwareUpdate", "PowerOn", "GroupApplyServerSetting", "Restart"];

/// A condition: the kinds take turns, and the literals vary.
fn term(language: Language, number: usize) -> String {
    use Language::{Comfilter, OdataParams, Wirefilter};
    let state = STATES[number * 7 % STATES.len()];
    let name = NAMES[number * 5 % NAMES.len()];
    let day = 1 + number * 11 % 28;
    let generation = number * 37 % 1000;
    match (number % 7, language) {
        (0, Wirefilter) => format!("state == \"{state}\""),
        (0, _) => format!("state eq '{state}'"),
        (1, Wirefilter) => format!("createdAt >= \"2022-06-{day:02}T00:00:00Z\""),
        (1, _) => format!("createdAt ge 2022-06-{day:02}T00:00:00Z"),
        (2, Wirefilter) => format!("generation > {generation}"),
        (2, _) => format!("generation gt {generation}"),
        (3, Wirefilter) => format!("name contains \"{name}\""),
        (3, _) => format!("contains(name,'{name}')"),
        (4, Wirefilter) => "not parentJobId == \"\"".to_owned(),
        (4, _) => "not parentJobId eq null".to_owned(),
        (5, Wirefilter) => format!("(deleteOnComplete == 1 || state != \"{state}\")"),
        (5, _) => format!("(deleteOnComplete eq true or state ne '{state}')"),
        (_, Wirefilter) => {
            "resource.type in {\"compute-ops-mgmt/server\" \"compute-ops-mgmt/group\"}".to_owned()
        }
        (_, Comfilter) => "resource/type in ('compute-ops-mgmt/server','compute-ops-mgmt/group')".to_owned(),
        (_, OdataParams) => {
            "resource_type in ('compute-ops-mgmt/server','compute-ops-mgmt/group')".to_owned()
        }
    }
}

/// A filter of about `length` characters in comfilter's language, with the same conditions in
/// `language`.
pub fn filter(language: Language, length: usize) -> String {
    let (mut text, mut counted) = (String::new(), 0);
    for number in 0.. {
        if number > 0 {
            let and = number % 2 == 1;
            text.push_str(match (language, and) {
                (Language::Wirefilter, true) => " && ",
                (Language::Wirefilter, false) => " || ",
                (_, true) => " and ",
                (_, false) => " or ",
            });
            counted += if and { 5 } else { 4 };
        }
        text.push_str(&term(language, number));
        counted += term(Language::Comfilter, number).len();
        if counted + 20 >= length {
            break;
        }
    }
    text
}
