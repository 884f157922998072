#!/usr/bin/env bash
# Finding: a property whose name begins with `not` is read as a negation: `notes eq
# 1` means `not es eq 1`. A name of one letter, a path with `/`, a doubled quote
# and a negative number are syntax errors.
# Package: odata-params 0.4.0 (crates.io).
# Why it matters: the filter is accepted and means its opposite, for a property that
# nobody named.
# Seen on 2026-11-29. Needs cargo.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p src
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nodata-params = "=0.4.0"\n' > Cargo.toml

cat > expected <<'END'
notes eq 1 => not es eq 1
state eq 'x' and notifyUser eq true => state eq 'x' and not ifyUser eq true
order eq 1 => order eq 1
infoText eq 'x' => infoText eq 'x'
n eq 1 => error
resource/id eq 'x' => error
name eq 'O''Neil' => error
generation eq -1 => error
END

cat > src/main.rs <<'END'
use odata_params::filters::{parse_str, to_query_string};

fn main() {
    for filter in [
        "notes eq 1",
        "state eq 'x' and notifyUser eq true",
        "order eq 1",
        "infoText eq 'x'",
        "n eq 1",
        "resource/id eq 'x'",
        "name eq 'O''Neil'",
        "generation eq -1",
    ] {
        match parse_str(filter) {
            Ok(e) => println!("{filter} => {}", to_query_string(&e).unwrap()),
            Err(_) => println!("{filter} => error"),
        }
    }
}
END
cargo run --quiet > seen

diff expected seen
echo unchanged
