#!/usr/bin/env bash
# Finding: `and`, `or` and `not` have no precedence in this parser; each takes all
# that follows. `aa eq 1 and bb eq 2 or cc eq 3` becomes `aa eq 1 and (bb eq 2 or
# cc eq 3)`, and `not (aa eq 1) and bb eq 2` becomes `not (aa eq 1 and bb eq 2)`.
# Package: odata-params 0.4.0 (crates.io).
# Why it matters: the guide of this API has the usual precedence. Mixed conditions
# need parentheses here, also the ones that look needless.
# Seen on 2026-11-29. Needs cargo.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p src
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nodata-params = "=0.4.0"\n' > Cargo.toml

cat > expected <<'END'
aa eq 1 or bb eq 2 and cc eq 3 => or(aa, and(bb, cc))
aa eq 1 and bb eq 2 or cc eq 3 => and(aa, or(bb, cc))
(aa eq 1 and bb eq 2) or cc eq 3 => or(and(aa, bb), cc)
not (aa eq 1) and bb eq 2 => not(and(aa, bb))
(not (aa eq 1)) and bb eq 2 => and(not(aa), bb)
END

cat > src/main.rs <<'END'
use odata_params::filters::{parse_str, Expr};

fn shape(e: &Expr) -> String {
    match e {
        Expr::And(a, b) => format!("and({}, {})", shape(a), shape(b)),
        Expr::Or(a, b) => format!("or({}, {})", shape(a), shape(b)),
        Expr::Not(a) => format!("not({})", shape(a)),
        Expr::Compare(a, ..) => shape(a),
        Expr::Identifier(name) => name.clone(),
        _ => "other".into(),
    }
}

fn main() {
    for filter in [
        "aa eq 1 or bb eq 2 and cc eq 3",
        "aa eq 1 and bb eq 2 or cc eq 3",
        "(aa eq 1 and bb eq 2) or cc eq 3",
        "not (aa eq 1) and bb eq 2",
        "(not (aa eq 1)) and bb eq 2",
    ] {
        println!("{filter} => {}", shape(&parse_str(filter).unwrap()));
    }
}
END
cargo run --quiet > seen

diff expected seen
echo unchanged
