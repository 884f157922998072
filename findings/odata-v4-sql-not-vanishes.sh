#!/usr/bin/env bash
# Finding: every filter with a `not` on top becomes `1 = 1`, the condition that
# all records meet; beside another condition an `AND` is left with nothing after it.
# Only a line on the console says so.
# Package: odata-v4-sql 0.1.2 (npm).
# Why it matters: a negated filter answers with every record instead of an error.
# A count of the records, beside the list, shows the difference.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-sql@0.1.2 > install.log

cat > expected <<'END'
not (state eq 'ERROR') => 1 = 1 [console: Unhandled node type: NotExpression]
not contains(name,'x') => 1 = 1 [console: Unhandled node type: NotExpression]
state ne 'ERROR' => [state] <> ?
name eq 'a' and not (state eq 'ERROR') => [name] = ? AND [console: Unhandled node type: NotExpression]
END

cat > probe.cjs <<'END'
const { createFilter } = require('odata-v4-sql');
const log = console.log;
for (const filter of ["not (state eq 'ERROR')", "not contains(name,'x')", "state ne 'ERROR'", "name eq 'a' and not (state eq 'ERROR')"]) {
  const noise = [];
  console.log = (...line) => noise.push(String(line[0]));
  const { where } = createFilter(filter);
  console.log = log;
  log(`${filter} => ${where.trimEnd()}` + (noise.length ? ` [console: ${noise[0].slice(0, 40)}]` : ''));
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
