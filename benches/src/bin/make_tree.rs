//! Writes a tree of scripts, playbooks and collections with filters, to measure `comfilter lint`.
//!
//! `make_tree FOLDER FILES FILTERS [SEED [ENDING…]]`: so many files with so many filters each; one
//! filter in a hundred has a mistake. The same arguments write the same tree. `benches/trees` times
//! it.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use comfilter::text::encode_value;

/// The kinds of most host files; `comfilter` is an option.
const ENDINGS: [&str; 9] = ["sh", "bash", "zsh", "ps1", "psm1", "py", "yml", "yaml", "json"];

/// The number of files in a folder.
const IN_A_FOLDER: usize = 25;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, files, filters, rest @ ..] = words.as_slice() else {
        panic!("make_tree FOLDER FILES FILTERS [SEED [ENDING...]]");
    };
    let number = |word: &String| word.parse::<usize>().expect("a number belongs here");
    let mut random = Random(rest.first().map_or(1, number) as u64);
    let endings: Vec<&str> = rest.iter().skip(1).map(String::as_str).collect();
    let endings = if endings.is_empty() { ENDINGS.to_vec() } else { endings };
    for file in 0..number(files) {
        let team = PathBuf::from(folder).join(format!("team-{:03}", file / IN_A_FOLDER / 8));
        let folder = team.join(format!("area-{}", file / IN_A_FOLDER % 8));
        fs::create_dir_all(&folder).unwrap();
        let ending = endings[file % endings.len()];
        let text = text(ending, number(filters), &mut random);
        fs::write(folder.join(format!("jobs-{file}.{ending}")), text).unwrap();
    }
    // A walk looks for this in a repository.
    fs::create_dir_all(PathBuf::from(folder).join(".git")).unwrap();
    fs::write(PathBuf::from(folder).join(".gitignore"), "*.log\n/build/\n__pycache__/\nnode_modules/\n")
        .unwrap();
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap()
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

fn filter(random: &mut Random) -> String {
    let state = random.of(&["ERROR", "COMPLETE", "RUNNING", "STALLED", "PENDING"]);
    let name = random.of(&["FirmwareUpdate", "PowerOn", "GroupApplyServerSetting", "Restart"]);
    let (day, generation) = (1 + random.below(28), random.below(1000));
    let server = format!("P0{}-B21+2M2{}P8", 1000 + random.below(9000), 10_000 + random.below(90_000));
    if random.below(100) == 0 {
        return match random.below(5) {
            0 => format!("state == '{state}'"),
            1 => format!("state eq {state}"),
            2 => format!("name eq \"{name}\""),
            3 => format!("createdAt ge 2026-11-{day:02}"),
            _ => format!("contains(name,'{name}' and generation gt {generation}"),
        };
    }
    match random.below(6) {
        0 => format!("state eq '{state}' and createdAt ge 2026-11-{day:02}T00:00:00Z"),
        1 => format!("resource/id eq '{server}' and not state in ('ERROR','COMPLETE')"),
        2 => format!("contains(name,'{name}') and generation gt {generation}"),
        3 => format!(
            "(state eq '{state}' or resultCode eq 'FAILURE') and updatedAt lt 2026-11-{day:02}T12:30:00Z"
        ),
        4 => format!("parentJobId eq null and name eq '{name}' and deleteOnComplete eq true"),
        _ => format!("state in ('STALLED','{name}') and resource/type eq 'compute-ops-mgmt/server'")
            .replace(name, if state == "STALLED" { "ERROR" } else { state }),
    }
}

/// A file of 2 to 8 KiB; longer if its filters need it.
fn text(ending: &str, filters: usize, random: &mut Random) -> String {
    let length = 2048 + random.below(6144);
    let mut out = String::new();
    let start = match ending {
        "sh" | "bash" | "zsh" => "#!/usr/bin/env bash\nset -euo pipefail\n\n",
        "ps1" | "psm1" => {
            "#Requires -Version 7\nparam([string]$ComHost = 'us-west.api.greenlake.hpe.com')\n\n"
        }
        "py" => {
            "\"\"\"Reports on jobs.\"\"\"\n\nimport os\n\nimport requests\n\nBASE = os.environ[\"COM_BASE\"]\n\n"
        }
        "yml" | "yaml" => {
            "---\n- name: Report on jobs\n  hosts: localhost\n  gather_facts: false\n  tasks:\n"
        }
        "json" => {
            "{\n  \"info\": { \"name\": \"Jobs\", \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\" },\n  \"item\": [\n"
        }
        _ => "",
    };
    out.push_str(start);
    for number in 0..filters {
        let part = piece(ending, number, &filter(random));
        out.push_str(&part);
        // The filler is spread over the file.
        while out.len() < length * (number + 1) / filters {
            let part = filler(ending, random);
            out.push_str(&part);
        }
    }
    if ending == "json" {
        out.push_str("    { \"name\": \"end\", \"request\": { \"method\": \"GET\", \"url\": \"{{base}}/status\" } }\n  ]\n}\n");
    }
    out
}

/// A request with a filter.
fn piece(ending: &str, number: usize, filter: &str) -> String {
    let mut out = String::new();
    let encoded = encode_value(filter);
    let path = format!("/compute-ops-mgmt/v1/jobs?filter={encoded}&limit=100");
    let double = filter.replace('"', "\\\"");
    let write = &mut out;
    match (ending, number % 2) {
        ("sh" | "bash" | "zsh", 0) => writeln!(write, "curl --fail --silent -H \"Authorization: Bearer $COM_TOKEN\" \\\n  \"https://$COM_HOST{path}\" | jq -r '.items[].name'\n"),
        ("sh" | "bash" | "zsh", _) => writeln!(write, "curl --get \"$COM_BASE/compute-ops-mgmt/v1/jobs\" -H \"Authorization: Bearer $COM_TOKEN\" \\\n  --data-urlencode \"filter={double}\" --output \"jobs-{number}.json\"\n"),
        ("ps1" | "psm1", 0) => writeln!(write, "$jobs{number} = Invoke-RestMethod -Uri \"https://$ComHost{path}\" -Headers $headers\n"),
        ("ps1" | "psm1", _) => writeln!(write, "$query = @{{\n    filter = '{}'\n    limit  = 100\n}}\n$jobs{number} = Invoke-RestMethod -Uri 'https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs' -Body $query -Headers $headers\n", filter.replace('\'', "''")),
        ("py", 0) => writeln!(write, "\ndef jobs_{number}(session):\n    response = session.get(BASE + \"{path}\", timeout=30)\n    response.raise_for_status()\n    return response.json()[\"items\"]\n"),
        ("py", _) => writeln!(write, "\ndef jobs_{number}(session):\n    return session.get(\n        f\"{{BASE}}/compute-ops-mgmt/v1/jobs\",\n        params={{\"filter\": \"{double}\", \"limit\": 100}},\n        timeout=30,\n    ).json()\n"),
        ("yml" | "yaml", _) => writeln!(write, "    - name: Jobs {number}\n      ansible.builtin.uri:\n        url: \"https://{{{{ com_host }}}}{path}\"\n        headers:\n          Authorization: \"Bearer {{{{ com_token }}}}\"\n      register: jobs_{number}\n"),
        ("json", _) => {
            let value = double.replace('\u{8}', "");
            writeln!(write, "    {{\n      \"name\": \"jobs {number}\",\n      \"request\": {{\n        \"method\": \"GET\",\n        \"url\": {{\n          \"raw\": \"{{{{base}}}}{path}\",\n          \"host\": [\"{{{{base}}}}\"],\n          \"path\": [\"compute-ops-mgmt\", \"v1\", \"jobs\"],\n          \"query\": [\n            {{ \"key\": \"filter\", \"value\": \"{value}\" }},\n            {{ \"key\": \"limit\", \"value\": \"100\" }}\n          ]\n        }}\n      }}\n    }},")
        }
        _ => writeln!(write, "# jobs {number}\n{filter}\n"),
    }
    .unwrap();
    out
}

/// Code without a filter.
fn filler(ending: &str, random: &mut Random) -> String {
    let number = random.below(1000);
    match ending {
        "sh" | "bash" | "zsh" => random.of(&[
            "if [[ -z \"${COM_TOKEN:-}\" ]]; then\n  echo \"no token\" >&2\n  exit 1\nfi\n\n",
            "for name in \"$@\"; do\n  printf '%s\\n' \"${name%%.*}\" >> \"$report\"\ndone\n\n",
            "# Wait until the server answers, for at most five minutes.\nwhile ! ping -c 1 \"$host\" >/dev/null; do sleep 5; done\n\n",
            "cat <<EOF\nusage: ${0##*/} [--since DAYS] [--server ID]\nEOF\n\n",
        ]).to_owned(),
        "ps1" | "psm1" => random.of(&[
            "function Get-Report {\n    param([object[]]$Items)\n    $Items | Group-Object -Property state | Sort-Object -Property Count -Descending\n}\n\n",
            "if (-not $env:COM_TOKEN) {\n    throw 'no token'\n}\n$headers = @{ Authorization = \"Bearer $env:COM_TOKEN\" }\n\n",
            "# Servers that are still being updated are left alone.\n$servers = Import-Csv -Path ./servers.csv | Where-Object { $_.Ready -eq 'yes' }\n\n",
        ]).to_owned(),
        "py" => format!("\ndef report_{number}(items):\n    \"\"\"How many items there are of each state.\"\"\"\n    counts = {{}}\n    for item in items:\n        counts[item[\"state\"]] = counts.get(item[\"state\"], 0) + 1\n    return sorted(counts.items(), key=lambda pair: -pair[1])\n\n"),
        "yml" | "yaml" => format!("    - name: Write the report {number}\n      ansible.builtin.copy:\n        content: \"{{{{ report | to_nice_json }}}}\"\n        dest: \"/var/tmp/report-{number}.json\"\n        mode: \"0644\"\n      when: report is defined\n"),
        "json" => format!("    {{\n      \"name\": \"server {number}\",\n      \"request\": {{\n        \"method\": \"GET\",\n        \"description\": \"One server, with all that is known of it.\",\n        \"url\": \"{{{{base}}}}/compute-ops-mgmt/v1/servers/{number}\"\n      }}\n    }},\n"),
        _ => format!("# What is asked for every morning, number {number}.\n"),
    }
}
