#!/usr/bin/env bash
# Finding: three packages that filter a list of objects. In underscore-query a condition
# beside `$or` empties the answer, and the object with the query, which is `{}` after the
# call. `$nin: [1]` leaves out null and missing there, where `$ne: 1` takes them, and the
# list [1,10] is both equal to 1 and `$ne: 1`. json-query reads `a | b & c` as
# `(a | b) & c`; `g=null` finds nothing, and `g<5` takes null, the string "10" and a list.
# In taffydb `isnull: true` finds no null, `like` is a TypeError if one record has null,
# and `sum` of 1, 10, null, "10" and "x" is "1110x". All three take true for `< 5`.
# Packages: taffydb 2.7.3, underscore-query 3.3.2 with underscore 1.13.8, json-query 2.2.2
# (npm).
# Why it matters: saved jobs in a page are filtered with such packages, and each has
# another meaning for the jobs without a generation.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts taffydb@2.7.3 underscore-query@3.3.2 underscore@1.13.8 json-query@2.2.2 > install.log

cat > expected <<'END'
taffydb {"g":1} => one
taffydb {"g":{"!is":1}} => ten null true text list
taffydb {"g":{"lt":5}} => one null true
taffydb {"g":{"gt":5}} => ten text
taffydb {"g":null} => null
taffydb {"g":{"isnull":true}} => (nothing)
taffydb {"s":{"like":"R"}} => error, Cannot read properties of null (reading 'indexOf')
taffydb {"g":[]} => (nothing)
taffydb sum => "1110x"
underscore-query {"g":1} => one list
underscore-query {"g":{"$ne":1}} => ten null missing true text list
underscore-query {"$not":{"g":1}} => ten null missing true text
underscore-query {"g":{"$in":[1]}} => one
underscore-query {"g":{"$nin":[1]}} => ten true text list
underscore-query {"g":{"$lt":5}} => one null true
underscore-query {"g":null} => null
underscore-query {"$or":[{"s":"ERROR"},{"g":10}]} => one ten list
underscore-query {"$or":[{"s":"ERROR"},{"g":10}],"g":1} => (nothing)
  the query is now {}
underscore-query {"$and":[{"$or":[{"s":"ERROR"},{"g":10}]},{"g":1}]} => one list
underscore-query {"g":{"$exists":false}} => null missing
json-query "g=1" => one true
json-query "g!=1" => ten null missing text list
json-query "g<5" => one null true text list
json-query "g>5" => ten
json-query "g=null" => (nothing)
json-query "s=ERROR | s=DONE" => one ten
json-query "s=ERROR | s=DONE & g=10" => ten
json-query "s=DONE & g=10 | s=ERROR" => one ten
END

cat > probe.cjs <<'END'
const { taffy } = require('taffydb');
const underscoreQuery = require('underscore-query')(require('underscore'), false);
const jsonQuery = require('json-query');
const rows = () => [{ i: 'one', g: 1, s: 'ERROR' }, { i: 'ten', g: 10, s: 'DONE' }, { i: 'null', g: null, s: null }, { i: 'missing' },
  { i: 'true', g: true, s: '' }, { i: 'text', g: '10', s: 'x' }, { i: 'list', g: [1, 10], s: 'x' }];

function show(name, query, run) {
  const before = JSON.stringify(query);
  let seen;
  try { seen = run().join(' '); } catch (error) { seen = 'error, ' + error.message; }
  console.log(name, before, '=>', seen || '(nothing)');
  if (JSON.stringify(query) !== before) console.log('  the query is now', JSON.stringify(query));
}

for (const query of [{ g: 1 }, { g: { '!is': 1 } }, { g: { lt: 5 } }, { g: { gt: 5 } }, { g: null }, { g: { isnull: true } }, { s: { like: 'R' } }, { g: [] }])
  show('taffydb', query, () => taffy(rows())(query).select('i'));
console.log('taffydb sum =>', JSON.stringify(taffy([{ g: 1 }, { g: 10 }, { g: null }, { g: '10' }, { g: 'x' }])().sum('g')));
for (const query of [{ g: 1 }, { g: { $ne: 1 } }, { $not: { g: 1 } }, { g: { $in: [1] } }, { g: { $nin: [1] } }, { g: { $lt: 5 } }, { g: null },
  { $or: [{ s: 'ERROR' }, { g: 10 }] }, { $or: [{ s: 'ERROR' }, { g: 10 }], g: 1 }, { $and: [{ $or: [{ s: 'ERROR' }, { g: 10 }] }, { g: 1 }] }, { g: { $exists: false } }])
  show('underscore-query', query, () => underscoreQuery(rows(), query).map((row) => row.i));
for (const query of ['g=1', 'g!=1', 'g<5', 'g>5', 'g=null', 's=ERROR | s=DONE', 's=ERROR | s=DONE & g=10', 's=DONE & g=10 | s=ERROR'])
  show('json-query', query, () => jsonQuery(`[*${query}].i`, { data: rows() }).value);
END
node probe.cjs > seen

diff expected seen
echo unchanged
