#!/usr/bin/env bash
# Finding: `contains('abc', name)`, which asks whether the text abc contains the
# property, becomes something else in two sibling packages. For MongoDB the two
# operands change places. For SQL the name of the property becomes a text: the
# condition compares 'abc' with the pattern '%name%'. Also for MongoDB, `contains`
# ignores case and a dot in the text is any character.
# Packages: odata-v4-mongodb 0.1.12, odata-v4-sql 0.1.2 (npm).
# Why it matters: `substringof` of OData 2 had its operands the other way round, and
# filters moved from it often keep them. These packages hide that mistake, in two
# different ways.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-mongodb@0.1.12 odata-v4-sql@0.1.2 > install.log

cat > expected <<'END'
mongodb: contains(name,'abc') => name /abc/gi
sql: contains(name,'abc') => [name] like ? ["%abc%"]
mongodb: contains('abc',name) => name /abc/gi
sql: contains('abc',name) => ? like ? ["abc","%name%"]
mongodb: contains(name,'a.b') with the name a.b => true
mongodb: contains(name,'a.b') with the name A.B => true
mongodb: contains(name,'a.b') with the name axb => true
END

cat > probe.cjs <<'END'
const mongo = require('odata-v4-mongodb').createFilter;
const sql = require('odata-v4-sql').createFilter;
for (const filter of ["contains(name,'abc')", "contains('abc',name)"]) {
  const m = mongo(filter), s = sql(filter);
  console.log('mongodb:', filter, '=>', Object.keys(m)[0], String(Object.values(m)[0]));
  console.log('sql:', filter, '=>', s.where, JSON.stringify([...s.parameters.values()]));
}
const pattern = mongo("contains(name,'a.b')").name;
for (const name of ['a.b', 'A.B', 'axb']) {
  pattern.lastIndex = 0;
  console.log(`mongodb: contains(name,'a.b') with the name ${name} =>`, pattern.test(name));
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
