//! Standing filters: subscriptions of a team, each in the languages of the engines.

use crate::jobs::{NAMES, Random, TEMPLATES, server};

/// A subscription.
#[derive(Debug, Clone)]
pub struct Subscription {
    pub comfilter: String,
    /// As a-tree writes it. It has no `contains` and no timestamps: a list of names and the number of a day
    /// replace them.
    pub a_tree: String,
}

const STATES: [&str; 5] = ["ERROR", "STALLED", "RUNNING", "PENDING", "COMPLETE"];

/// So many filters: most are about one server, some about many jobs. `contains` says whether some of them
/// look into the name.
pub fn subscriptions(count: usize, contains: bool) -> Vec<Subscription> {
    let mut random = Random(99);
    let mut all = Vec::new();
    while all.len() < count {
        let kind = random.below(100);
        if contains || !(85..95).contains(&kind) {
            all.push(subscription(kind, &mut random));
        }
    }
    all
}

fn subscription(kind: u64, random: &mut Random) -> Subscription {
    let (id, template) = (server(random.below(2000)), random.pick(&TEMPLATES));
    let (state, number) = (random.pick(&STATES), random.below(12));
    let (year, month, day) = (2019 + random.below(7), 1 + random.below(12), 1 + random.below(28));
    let time = format!("{year}-{month:02}-{day:02}T00:00:00Z");
    let day = year * 10_000 + month * 100 + day;
    let (comfilter, a_tree) = match kind {
        0..40 => (
            format!("resource/id eq '{id}' and state eq '{state}'"),
            format!("resource_id = '{id}' and state = '{state}'"),
        ),
        40..60 => (
            format!("jobTemplate eq '{template}' and resultCode eq 'FAILURE'"),
            format!("jobTemplate = '{template}' and resultCode = 'FAILURE'"),
        ),
        60..75 => {
            let ids: Vec<String> =
                (0..3 + random.below(6)).map(|_| format!("'{}'", server(random.below(2000)))).collect();
            let ids = ids.join(",");
            (format!("resource/id in ({ids})"), format!("resource_id in [{ids}]"))
        }
        75..85 => (
            format!("state in ('ERROR','STALLED') and generation gt {number} and createdAt ge {time}"),
            format!("state in ['ERROR','STALLED'] and generation > {number} and createdDay >= {day}"),
        ),
        85..95 => {
            let word = random.pick(&["Firmware", "Power", "Server", "Group"]);
            let names: Vec<String> =
                NAMES.iter().filter(|name| name.contains(word)).map(|name| format!("'{name}'")).collect();
            let names = names.join(",");
            (
                format!("contains(name,'{word}') and not parentJobId eq null and generation eq {number}"),
                format!("name in [{names}] and parentJobId is not null and generation = {number}"),
            )
        }
        _ => (
            format!(
                "(state eq 'ERROR' or state eq 'STALLED') and createdAt ge {time} and generation gt {number} \
                 and not (jobTemplate eq '{template}' or deleteOnComplete eq true)"
            ),
            format!(
                "(state = 'ERROR' or state = 'STALLED') and createdDay >= {day} and generation > {number} \
                 and not (jobTemplate = '{template}' or deleteOnComplete)"
            ),
        ),
    };
    Subscription { comfilter, a_tree }
}
