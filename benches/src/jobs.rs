//! Jobs like those of the service, and five filters for them: the same seed gives the same jobs.

use serde_json::{Map, Value, json};

/// Small, fast, and the same everywhere (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        )
    }

    fn timestamp(&mut self) -> String {
        let fraction =
            if self.percent(30) { format!(".{:06}", self.below(1_000_000)) } else { String::new() };
        let zone = self.pick(&["Z", "Z", "Z", "+00:00"]);
        format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{zone}",
            2019 + self.below(7),
            1 + self.below(12),
            1 + self.below(28),
            self.below(24),
            self.below(60),
            self.below(60)
        )
    }

    fn message(&mut self) -> String {
        let number = self.below(1000);
        if self.percent(1) {
            return format!("component \"System ROM\" reported a checksum mismatch after download {number}");
        }
        match self.below(6) {
            0 => format!("firmware bundle {number} applied, waiting for the server to restart"),
            1 => format!("iLO did not answer within {number} seconds; the request is retried"),
            2 => format!("ERROR {number}: power state could not be read from the management processor"),
            3 => format!("le serveur n° {number} a redémarré après la mise à jour"),
            4 => format!("step {number} finished\nnext step is queued"),
            _ => format!("inventory collected: {number} devices, no differences"),
        }
    }
}

pub(crate) const TEMPLATES: [&str; 5] = [
    "d0c13b58-748c-461f-9a61-c0c5c71f1bb4",
    "30110551-cad6-4069-95b8-dbce9bbd8525",
    "fd54a96c-cabc-42e3-aee3-374a2d009dba",
    "91159b5e-9eeb-11ec-a9da-00155dc0a0c0",
    "b0001d36-6490-48ac-93af-a87adfb997ed",
];

pub(crate) const NAMES: [&str; 4] = ["PowerOn", "PowerOff", "FirmwareUpdate.New", "GroupApplyServerSettings"];

/// The id of one of two thousand servers.
pub(crate) fn server(number: u64) -> String {
    let mut random = Random(number);
    format!("P{:05}-B21+2M{:07}", random.below(100_000), random.below(10_000_000))
}

/// Jobs with every property of the API page, some of them null or missing.
pub fn jobs(count: usize) -> Vec<Value> {
    let mut random = Random(5);
    (0..count).map(|_| job(&mut random)).collect()
}

/// The keys in the order of the API page.
const ORDER: [&str; 18] = [
    "id",
    "parentJobId",
    "type",
    "resourceUri",
    "name",
    "generation",
    "deleteOnComplete",
    "cancelable",
    "createdAt",
    "updatedAt",
    "jobTemplate",
    "resource",
    "jobParams",
    "results",
    "state",
    "resultCode",
    "status",
    "statusDetails",
];

/// Jobs one per line, hard on shortcuts: some with spaces after separators, some with another order
/// of keys, some with escapes for characters beyond ASCII.
pub fn lines(count: usize) -> Vec<u8> {
    let mut random = Random(7);
    let mut lines = Vec::new();
    for job in jobs(count) {
        let (colon, comma) = if random.percent(5) { (": ", ", ") } else { (":", ",") };
        let mut order = ORDER.to_vec();
        if random.percent(10) {
            order.rotate_left(random.below(ORDER.len() as u64) as usize);
        }
        let member = |name: &&str| Some(format!("\"{name}\"{colon}{}", job.get(*name)?));
        let mut line = format!("{{{}}}\n", order.iter().filter_map(member).collect::<Vec<_>>().join(comma));
        if random.percent(30) {
            let escaped =
                |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) };
            line = line.chars().map(escaped).collect();
        }
        lines.extend_from_slice(line.as_bytes());
    }
    lines
}

fn job(random: &mut Random) -> Value {
    let id = random.uuid();
    let state = match random.below(20) {
        0 => "ERROR",
        1 => "STALLED",
        2 | 3 => "RUNNING",
        4 => "PENDING",
        _ => "COMPLETE",
    };
    let parent = if random.percent(60) { Value::Null } else { random.uuid().into() };
    let devices: Vec<Value> = (0..random.below(4))
        .map(|slot| json!({ "serial": server(random.below(2000)), "slot": slot, "state": "ERROR" }))
        .collect();
    let mut job = json!({
        "id": id,
        "parentJobId": parent,
        "type": "compute-ops-mgmt/job",
        "resourceUri": format!("/compute-ops-mgmt/v1/jobs/{id}"),
        "name": random.pick(&NAMES),
        "generation": 1 + random.below(12),
        "deleteOnComplete": random.percent(30),
        "cancelable": random.percent(50),
        "createdAt": random.timestamp(),
        "updatedAt": random.timestamp(),
        "jobTemplate": random.pick(&TEMPLATES),
        "resource": { "id": server(random.below(2000)), "type": "compute-ops-mgmt/server" },
        "jobParams": { "bundle_id": random.uuid(), "devices": devices, "timeoutMinutes": 7.5 },
        "results": { "location": random.uuid(), "summary": random.message() },
        "state": state,
        "resultCode": match state { "COMPLETE" => json!("SUCCESS"), "ERROR" => json!("FAILURE"), _ => json!({}) },
        "status": random.message(),
        "statusDetails": { "message": random.message(), "progress": random.below(101) },
    });
    for name in ["parentJobId", "deleteOnComplete", "resource", "resultCode", "statusDetails"] {
        if random.percent(5) {
            job.as_object_mut().map(|job: &mut Map<String, Value>| job.remove(name));
        }
    }
    job
}

/// A filter, and its hand-written equivalent.
pub struct Task {
    pub name: &'static str,
    pub filter: String,
    pub by_hand: Box<dyn Fn(&Value) -> bool>,
}

fn text<'a>(job: &'a Value, name: &str) -> Option<&'a str> {
    job.get(name)?.as_str()
}

/// From one equality to everything at once.
pub fn tasks() -> [Task; 5] {
    const TEMPLATE: &str = TEMPLATES[2];
    const SINCE: &str = "2022-06-01T00:00:00Z";
    let servers = [7, 77, 777, 1234, 1999].map(server);
    let list = servers.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",");
    [
        Task {
            name: "F1 one equality",
            filter: "state eq 'ERROR'".to_owned(),
            by_hand: Box::new(|job| text(job, "state") == Some("ERROR")),
        },
        Task {
            name: "F2 present and contains",
            filter: "not parentJobId eq null and contains(createdAt,'2022')".to_owned(),
            by_hand: Box::new(|job| {
                job.get("parentJobId").is_some_and(|parent| !parent.is_null())
                    && text(job, "createdAt").is_some_and(|created| created.contains("2022"))
            }),
        },
        Task {
            name: "F3 one of five",
            filter: format!("resource/id in ({list})"),
            by_hand: Box::new(move |job| {
                let id = job.get("resource").and_then(|resource| resource.get("id")).and_then(Value::as_str);
                id.is_some_and(|id| servers.iter().any(|server| server == id))
            }),
        },
        Task {
            name: "F4 six conditions",
            filter: format!(
                "(state eq 'ERROR' or state eq 'STALLED') and createdAt ge {SINCE} and generation gt 3 \
                 and not (jobTemplate eq '{TEMPLATE}' or deleteOnComplete eq true)"
            ),
            by_hand: Box::new(|job| {
                matches!(text(job, "state"), Some("ERROR" | "STALLED"))
                    // The string equals the instant as long as every zone is UTC.
                    && text(job, "createdAt").is_some_and(|created| created >= SINCE)
                    && job.get("generation").and_then(Value::as_i64).is_some_and(|number| number > 3)
                    && !(text(job, "jobTemplate") == Some(TEMPLATE)
                        || job.get("deleteOnComplete").and_then(Value::as_bool) == Some(true))
            }),
        },
        Task {
            name: "F5 contains below an object",
            filter: "contains(statusDetails/message,'checksum mismatch')".to_owned(),
            by_hand: Box::new(|job| {
                let message = job.get("statusDetails").and_then(|details| details.get("message"));
                message.and_then(Value::as_str).is_some_and(|message| message.contains("checksum mismatch"))
            }),
        },
    ]
}
