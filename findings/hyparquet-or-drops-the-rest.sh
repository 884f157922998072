#!/usr/bin/env bash
# Finding: the filters of hyparquet have MongoDB's form, and a condition beside `$or`,
# `$and` or `$nor` is left out: `{$or: […], g: 10}` selects rows with another g, where
# sift selects one row. `$or` beside `$and` is left out too. A column of INT64 is read
# as BigInt, so `b: 1` and `$in: [1]` select nothing and `$ne: 1` all, while `$gt: 5`
# works. A timestamp compared with a string selects nothing, in both directions. `$not`
# around a condition is the name of a column, and an error.
# Packages: hyparquet 1.33.0, hyparquet-writer 0.17.0, sift 17.1.4 (npm).
# Why it matters: jobs saved as Parquet and filtered in a page show more jobs, or none,
# and no error says so.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts hyparquet@1.33.0 hyparquet-writer@0.17.0 sift@17.1.4 > install.log

cat > expected <<'END'
{"$or":[{"s":"ERROR"},{"s":"DONE"}],"g":10} => one nine ten | sift => ten
{"$and":[{"s":"ERROR"}],"g":{"$gt":5}} => one ten | sift => ten
{"$nor":[{"s":"DONE"}],"g":10} => one ten null | sift => ten
{"$and":[{"$or":[{"s":"ERROR"},{"s":"DONE"}]},{"g":10}]} => ten | sift => ten
{"$or":[{"s":"DONE"}],"$and":[{"g":1}]} => one | sift => (nothing)
{"b":1} => (nothing) | sift => (nothing)
{"b":{"$in":[1]}} => (nothing) | sift => (nothing)
{"b":{"$ne":1}} => one nine ten null | sift => one nine ten null
{"b":{"$gt":5}} => nine ten | sift => (nothing)
{"t":{"$gt":"2024-05-05"}} => (nothing) | sift => (nothing)
{"t":{"$lte":"2024-05-05"}} => (nothing) | sift => (nothing)
{"g":{"$ne":1}} => nine ten null | sift => nine ten null
{"$not":{"g":1}} => error | sift => nine ten null
END

cat > probe.mjs <<'END'
import { parquetQuery, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import sift from 'sift';

const file = parquetWriteBuffer({
  columnData: [
    { name: 'i', data: ['one', 'nine', 'ten', 'null'], type: 'STRING' },
    { name: 'g', data: [1, 9, 10, null], type: 'INT32' },
    { name: 'b', data: [1n, 9n, 10n, null], type: 'INT64' },
    { name: 's', data: ['ERROR', 'DONE', 'ERROR', null], type: 'STRING' },
    { name: 't', data: [1, 9, 10, null].map((day) => day && new Date(Date.UTC(2024, 4, day))), type: 'TIMESTAMP' },
  ],
});
const rows = await parquetReadObjects({ file });
const names = (found) => found.map((row) => row.i).join(' ') || '(nothing)';
for (const filter of [
  { $or: [{ s: 'ERROR' }, { s: 'DONE' }], g: 10 }, { $and: [{ s: 'ERROR' }], g: { $gt: 5 } }, { $nor: [{ s: 'DONE' }], g: 10 },
  { $and: [{ $or: [{ s: 'ERROR' }, { s: 'DONE' }] }, { g: 10 }] }, { $or: [{ s: 'DONE' }], $and: [{ g: 1 }] },
  { b: 1 }, { b: { $in: [1] } }, { b: { $ne: 1 } }, { b: { $gt: 5 } }, { t: { $gt: '2024-05-05' } }, { t: { $lte: '2024-05-05' } }, { g: { $ne: 1 } }, { $not: { g: 1 } },
]) {
  const found = [];
  for (const select of [async () => names(await parquetQuery({ file, filter })), () => names(rows.filter(sift(filter)))]) {
    try { found.push(await select()); } catch { found.push('error'); }
  }
  console.log(JSON.stringify(filter), '=>', found[0], '| sift =>', found[1]);
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
