#!/usr/bin/env bash
# Finding: `eq True`, with a capital, is parsed as the value false.
# Package: odata-filter-to-ast 4.0.0 (npm).
# Why it matters: Python prints True, and public filters hold it. Other parsers
# take True for a property or for true; here the filter means its opposite.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-filter-to-ast@4.0.0 > install.log

cat > expected <<'END'
a eq true => {"type":"Primitive","value":true}
a eq True => {"type":"Primitive","value":false}
a eq false => {"type":"Primitive","value":false}
a eq False => {"type":"Primitive","value":false}
END

cat > probe.mjs <<'END'
import * as lib from 'odata-filter-to-ast';
const parse = lib.parseFilter ?? lib.parse ?? lib.default;
for (const filter of ['a eq true', 'a eq True', 'a eq false', 'a eq False'])
  console.log(filter, '=>', JSON.stringify(parse(filter).right));
END
node probe.mjs > seen

diff expected seen
echo unchanged
