#!/usr/bin/env bash
# Finding: a timestamp loses its time of day, and a condition on null is left out, with
# its parentheses, without an error.
# Package: odata-qb 1.1.2 (npm).
# Why it matters: "created in the last hour" becomes "created since midnight", and
# "has no parent job" becomes every job.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-qb@1.1.2 > install.log

cat > expected <<'END'
{"createdAt":[4,"2024-05-06T17:30:00.000Z"]} => $filter=(createdAt ge 2024-05-06)
{"parentJobId":null} => (nothing)
{"parentJobId":[2,null]} => (nothing)
{"state":"ERROR","parentJobId":null} => $filter=(state eq 'ERROR')
END

cat > probe.mjs <<'END'
import { odataQb, ODataOp } from 'odata-qb';
const when = new Date('2024-05-06T17:30:00Z');
for (const filter of [
  { createdAt: [ODataOp.Ge, when] }, { parentJobId: null }, { parentJobId: [ODataOp.Ne, null] },
  { state: 'ERROR', parentJobId: null },
]) console.log(JSON.stringify(filter), '=>', odataQb.params({ filter }) || '(nothing)');
END
node probe.mjs > seen

diff expected seen
echo unchanged
