#!/usr/bin/env bash
# Finding: in mathjs two times in milliseconds are equal if they are one apart, because
# numbers are compared with a relative tolerance of 1e-12: `1714979289001 >
# 1714979289000` is false. The same holds for 1000000000001 and 1000000000000. `==` of
# two strings makes numbers of both: "10" is "1e1", "007" is "7", "" is "0", and a name
# is an error. expr-eval-fork compares numbers and strings as they are, and there
# `1 < g < 20` is true for each g. `not g == 1` is `(not g) == 1` in mathjs.
# Packages: mathjs 15.2.0, expr-eval-fork 3.0.3 (npm).
# Why it matters: jobs newer than a time, a cursor for the next page, are left out if
# they are of the next millisecond.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts mathjs@15.2.0 expr-eval-fork@3.0.3 > install.log

cat > expected <<'END'
1714979289001 > 1714979289000 => false true
1714979289001 == 1714979289000 => true false
1714979289001 > 1714979288999 => true true
1000000000001 == 1000000000000 => true false
"10" == "1e1" => true false
"007" == "7" => true false
"" == "0" => true false
"ERROR" == "ERROR" => error true
not 0 == 1 => true false
not 5 == 1 => false false
1 < 50 < 20 => false true
3 == 3 == 3 => true false
END

cat > probe.mjs <<'END'
import { Parser } from 'expr-eval-fork';
import { evaluate } from 'mathjs';

for (const query of [
  '1714979289001 > 1714979289000', '1714979289001 == 1714979289000', '1714979289001 > 1714979288999', '1000000000001 == 1000000000000',
  '"10" == "1e1"', '"007" == "7"', '"" == "0"', '"ERROR" == "ERROR"', 'not 0 == 1', 'not 5 == 1', '1 < 50 < 20', '3 == 3 == 3',
]) {
  const found = [];
  for (const read of [evaluate, (text) => Parser.evaluate(text)]) {
    try { found.push(read(query)); } catch { found.push('error'); }
  }
  console.log(query, '=>', ...found);
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
