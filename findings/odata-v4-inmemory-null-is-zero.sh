#!/usr/bin/env bash
# Finding: the filter is compiled to JavaScript's own operators, so null takes part
# in comparisons as zero: `g lt 5` selects the record whose g is null, and `g ge
# null` selects every number from zero up. A missing property behaves differently
# from null: `g eq null` leaves it out, `g ne null` takes it.
# Package: odata-v4-inmemory 0.1.9 (npm).
# Why it matters: null is neither less nor greater than anything in OData and in
# this API. A saved answer filtered with this package holds more records.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-inmemory@0.1.9 > install.log

cat > expected <<'END'
g lt 5 => one minus null
g ge null => one nine null
g le null => minus null
g eq null => null
g ne null => one nine minus missing
g ne 1 => nine minus null missing
END

cat > probe.cjs <<'END'
const { createFilter } = require('odata-v4-inmemory');
const rows = { one: { g: 1 }, nine: { g: 9 }, minus: { g: -1 }, null: { g: null }, missing: {} };
for (const filter of ['g lt 5', 'g ge null', 'g le null', 'g eq null', 'g ne null', 'g ne 1']) {
  const test = createFilter(filter);
  console.log(filter, '=>', Object.keys(rows).filter((k) => test(rows[k])).join(' '));
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
