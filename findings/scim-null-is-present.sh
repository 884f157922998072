#!/usr/bin/env bash
# Finding: `g pr`, which asks for a value, takes a property that is null, and `g eq
# null` does not take a missing one; for RFC 7643 the two are one state. `g lt 2` takes
# null, false and the text '1'. `g ne 1` leaves out the missing ones that `not (g eq
# 1)` takes. Timestamps are compared as text: the same instant with an offset is later,
# and half a second later is not.
# Package: scim2-parse-filter 0.2.10 (npm).
# Why it matters: SCIM's filters have the words of this API: eq, ne, gt, and, not.
# Answers for null and for times differ.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts scim2-parse-filter@0.2.10 > install.log

cat > expected <<'END'
g pr => one null text false five
not (g pr) => missing
g eq null => null
g ne null => one text false five
g lt 2 => one null text false
g ne 1 => null text false five
not (g eq 1) => null missing text false five
t eq "2024-05-06T07:08:09Z" => utc
t gt "2024-05-06T07:08:09Z" => offset
END

cat > probe.cjs <<'END'
const { filter, parse } = require('scim2-parse-filter');
const rows = [
  { i: 'one', g: 1 }, { i: 'null', g: null }, { i: 'missing' }, { i: 'text', g: '1' }, { i: 'false', g: false }, { i: 'five', g: 5 },
  { i: 'utc', t: '2024-05-06T07:08:09Z' }, { i: 'offset', t: '2024-05-06T09:08:09+02:00' }, { i: 'half', t: '2024-05-06T07:08:09.5Z' },
];
const show = (some, text) => console.log(text, '=>', some.filter(filter(parse(text))).map((row) => row.i).join(' ') || '(nothing)');
for (const text of ['g pr', 'not (g pr)', 'g eq null', 'g ne null', 'g lt 2', 'g ne 1', 'not (g eq 1)'])
  show(rows.slice(0, 6), text);
for (const text of ['t eq "2024-05-06T07:08:09Z"', 't gt "2024-05-06T07:08:09Z"'])
  show(rows.slice(6), text);
END
node probe.cjs > seen

diff expected seen
echo unchanged
