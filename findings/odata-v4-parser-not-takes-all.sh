#!/usr/bin/env bash
# Finding: in two OData parsers a `not` in front covers everything to its right,
# even past a closing parenthesis: `not (a eq null) and b eq 1` becomes
# `not ((a eq null) and b eq 1)`.
# Packages: odata-v4-parser 0.1.29 and @odata/parser 0.2.14 (npm).
# Why it matters: the standard, and the guide of this API, bind `not` to the one
# operation after it. A server with one of these parsers selects other records.
# A pair of parentheses round the whole negated part, the `not` included, keeps the
# meaning.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-parser@0.1.29 @odata/parser@0.2.14 > install.log

cat > expected <<'END'
odata-v4-parser: not (a eq null) and b eq 1 => NOT[AND[(a eq null), b eq 1]]
odata-v4-parser: not a eq null and b eq 1 => NOT[AND[a eq null, b eq 1]]
odata-v4-parser: (not (a eq null)) and b eq 1 => AND[(NOT[(a eq null)]), b eq 1]
@odata/parser: not (a eq null) and b eq 1 => NOT[AND[(a eq null), b eq 1]]
@odata/parser: not a eq null and b eq 1 => NOT[AND[a eq null, b eq 1]]
@odata/parser: (not (a eq null)) and b eq 1 => AND[(NOT[(a eq null)]), b eq 1]
END

cat > probe.cjs <<'END'
const shape = (t) => {
  if (t.type === 'NotExpression') return `NOT[${shape(t.value)}]`;
  if (t.type === 'AndExpression') return `AND[${shape(t.value.left)}, ${shape(t.value.right)}]`;
  if (/Paren/.test(t.type)) return `(${shape(t.value)})`;
  return t.raw;
};
const parsers = {
  'odata-v4-parser': require('odata-v4-parser').filter,
  '@odata/parser': (f) => require('@odata/parser').defaultParser.filter(f),
};
for (const [name, parse] of Object.entries(parsers)) {
  for (const filter of [
    'not (a eq null) and b eq 1',
    'not a eq null and b eq 1',
    '(not (a eq null)) and b eq 1',
  ]) console.log(`${name}: ${filter} => ${shape(parse(filter))}`);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
