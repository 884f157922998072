#!/usr/bin/env bash
# Finding: the words `and` and `or` end a text: `a eq 'x or y eq 1'` becomes two
# conditions, and a comma in a text adds a member to the list of `in`. An `AND` in
# capitals, and the condition after it, vanish.
# Package: odata-filter-parser 0.6.5 (npm).
# Why it matters: names of jobs hold such words ("Backup and restore").
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-filter-parser@0.6.5 > install.log

cat > expected <<'END'
name eq 'x or y eq 1' => or(eq("name", "'x"), eq("y", "1'"))
name eq 'backup and restore' => and(eq("name", "'backup"), null)
name in ('x,y','z') => in("name", ["'x","y'","z"])
a eq 1 AND b eq 2 => eq("a", 1)
a eq 1 and b eq 2 => and(eq("a", 1), eq("b", 2))
END

cat > probe.cjs <<'END'
const { Parser } = require('odata-filter-parser');
const show = (p) => p && p.operator ? `${p.operator}(${show(p.subject)}, ${show(p.value)})` : JSON.stringify(p);
for (const filter of [
  "name eq 'x or y eq 1'", "name eq 'backup and restore'", "name in ('x,y','z')",
  "a eq 1 AND b eq 2", "a eq 1 and b eq 2",
]) console.log(filter, '=>', show(Parser.parse(filter)));
END
node probe.cjs > seen

diff expected seen
echo unchanged
