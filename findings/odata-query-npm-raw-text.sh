#!/usr/bin/env bash
# Finding: conditions given as text and as objects are treated differently. The
# text is joined with `and` without parentheses, so an `or` in it takes the next
# condition in. The text is not encoded; of an object only the value is, and the
# blanks and quotes round it are not.
# Package: odata-query 8.1.0 (npm).
# Why it matters: the result is neither a plain filter nor an encoded one. A `+` in
# text arrives as a blank, and a client that encodes its parameters encodes the
# value of an object twice.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-query@8.1.0 > install.log

cat > expected <<'END'
["state eq 'ERROR' or state eq 'STALLED'",{"generation":3}] => ?$filter=state eq 'ERROR' or state eq 'STALLED' and generation eq 3
  received from the URL: state eq 'ERROR' or state eq 'STALLED' and generation eq 3
  received from a parameter: state eq 'ERROR' or state eq 'STALLED' and generation eq 3
"id eq 'P06760-B21+X'" => ?$filter=id eq 'P06760-B21+X'
  received from the URL: id eq 'P06760-B21 X'
  received from a parameter: id eq 'P06760-B21+X'
{"id":"P06760-B21+X"} => ?$filter=id eq 'P06760-B21%2BX'
  received from the URL: id eq 'P06760-B21+X'
  received from a parameter: id eq 'P06760-B21%2BX'
END

cat > probe.cjs <<'END'
const build = require('odata-query').default;
for (const filter of [
  ["state eq 'ERROR' or state eq 'STALLED'", { generation: 3 }],
  "id eq 'P06760-B21+X'", { id: 'P06760-B21+X' },
]) {
  const query = build({ filter });
  console.log(JSON.stringify(filter), '=>', query);
  const received = new URLSearchParams(query).get('$filter');
  console.log('  received from the URL:', received);
  const again = new URLSearchParams({ filter: query.slice('?$filter='.length) });
  console.log('  received from a parameter:', again.get('filter'));
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
