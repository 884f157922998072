#!/usr/bin/env bash
# Finding: the second 60 has four results in five crates: chrono keeps it, time gives
# 59.999999999 and only at the end of a day, jiff and humantime give second 59 at any
# minute, speedate refuses it. speedate also refuses more than six digits of fraction
# and reads a bare number as a time; time takes `_` for the T; jiff takes an offset
# of 24 hours; humantime takes Z alone.
# Packages: chrono 0.4.45, time 0.3.55, jiff 1.0.2, speedate 0.18.0, humantime 2.4.0
# (crates.io).
# Why it matters: all of them are called readers of RFC 3339, the form of this API's
# timestamps.
# Seen on 2026-11-29. Needs cargo.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p src
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nchrono = "=0.4.45"\ntime = { version = "=0.3.55", features = ["parsing", "formatting"] }\njiff = "=1.0.2"\nspeedate = "=0.18.0"\nhumantime = "=2.4.0"\n' > Cargo.toml

cat > expected <<'END'
2024-05-06T07:08:09.123456789Z
   chrono => 2024-05-06T07:08:09.123456789+00:00
   time => 2024-05-06T07:08:09.123456789Z
   jiff => 2024-05-06T07:08:09.123456789Z
   speedate => error
   humantime => 2024-05-06T07:08:09.123456789Z
2016-12-31T23:59:60Z
   chrono => 2016-12-31T23:59:60+00:00
   time => 2016-12-31T23:59:59.999999999Z
   jiff => 2016-12-31T23:59:59Z
   speedate => error
   humantime => 2016-12-31T23:59:59.000000000Z
2024-05-06T07:08:60Z
   chrono => 2024-05-06T07:08:60+00:00
   time => error
   jiff => 2024-05-06T07:08:59Z
   speedate => error
   humantime => 2024-05-06T07:08:59.000000000Z
2024-05-06t07:08:09z
   chrono => 2024-05-06T07:08:09+00:00
   time => 2024-05-06T07:08:09Z
   jiff => 2024-05-06T07:08:09Z
   speedate => 2024-05-06T07:08:09Z
   humantime => error
2024-05-06_07:08:09Z
   chrono => error
   time => 2024-05-06T07:08:09Z
   jiff => error
   speedate => 2024-05-06T07:08:09Z
   humantime => error
2024-05-06T07:08:09+24:00
   chrono => error
   time => error
   jiff => 2024-05-05T07:08:09Z
   speedate => error
   humantime => error
2024-05-06T07:08:09-00:00
   chrono => 2024-05-06T07:08:09+00:00
   time => 2024-05-06T07:08:09Z
   jiff => 2024-05-06T07:08:09Z
   speedate => 2024-05-06T07:08:09Z
   humantime => error
1714979289
   chrono => error
   time => error
   jiff => error
   speedate => 2024-05-06T07:08:09
   humantime => error
END

cat > src/main.rs <<'END'
use time::format_description::well_known::Rfc3339;

fn main() {
    for text in [
        "2024-05-06T07:08:09.123456789Z",
        "2016-12-31T23:59:60Z",
        "2024-05-06T07:08:60Z",
        "2024-05-06t07:08:09z",
        "2024-05-06_07:08:09Z",
        "2024-05-06T07:08:09+24:00",
        "2024-05-06T07:08:09-00:00",
        "1714979289",
    ] {
        let results = [
            ("chrono", chrono::DateTime::parse_from_rfc3339(text).ok().map(|t| t.to_rfc3339())),
            ("time", time::OffsetDateTime::parse(text, &Rfc3339).ok().and_then(|t| t.format(&Rfc3339).ok())),
            ("jiff", text.parse::<jiff::Timestamp>().ok().map(|t| t.to_string())),
            ("speedate", speedate::DateTime::parse_str(text).ok().map(|t| t.to_string())),
            ("humantime", humantime::parse_rfc3339(text).ok().map(|t| humantime::format_rfc3339_nanos(t).to_string())),
        ];
        println!("{text}");
        for (name, result) in results {
            println!("   {name} => {}", result.unwrap_or("error".into()));
        }
    }
}
END
cargo run --quiet > seen

diff expected seen
echo unchanged
