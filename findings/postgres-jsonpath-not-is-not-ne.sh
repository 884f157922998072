#!/usr/bin/env bash
# Finding: in the paths of jsonb, `@.g != 1` leaves out the records without the
# property, and `!(@.g == 1)` takes them; neither takes the text "1", because a
# comparison of two kinds is unknown. null is a kind that may be compared. A list is
# opened: [1, 5] is more than 2 and less than 2. Two timestamps are compared as text,
# where `.5Z` is before `Z`, and a cast rounds the seventh digit to the next day.
# Package: @electric-sql/pglite 0.5.17 (npm), PostgreSQL 18.7.
# Why it matters: this path language and RFC 9535 look the same; saved jobs in a
# database answer `not` with other records than the filter does.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @electric-sql/pglite@0.5.17 > install.log

cat > expected <<'END'
@.g == null => null
@.g != null => one text five list
@.g == 1 => one list
@.g != 1 => null five list
!(@.g == 1) => null missing five
@.g < 2 => one list
!(@.g < 2) => null missing five
@.g > 2 && @.g < 2 => list
(@.g < 2) is unknown => text
@.t < "2024-05-06T07:08:09.5Z" => (nothing)
@.t.datetime() < "2024-05-06T07:08:09.5Z".datetime() => whole
2024-05-06T23:59:59.9999999Z => 2024-05-07 00:00:00+00
2024-05-06T07:08:60Z => 2024-05-06 07:09:00+00
END

cat > probe.mjs <<'END'
import { PGlite } from '@electric-sql/pglite';
const rows = [{ i: 'one', g: 1 }, { i: 'null', g: null }, { i: 'missing' }, { i: 'text', g: '1' }, { i: 'five', g: 5 }, { i: 'list', g: [1, 5] }];
const times = [{ i: 'whole', t: '2024-05-06T07:08:09Z' }, { i: 'half', t: '2024-05-06T07:08:09.5Z' }];
const db = new PGlite();
const select = async (data, condition) => {
  const { rows: [{ found }] } = await db.query('select jsonb_path_query_array($1::jsonb, $2::jsonpath) as found', [JSON.stringify(data), `$[*] ? (${condition}).i`]);
  console.log(condition, '=>', found.join(' ') || '(nothing)');
};
for (const condition of ['@.g == null', '@.g != null', '@.g == 1', '@.g != 1', '!(@.g == 1)', '@.g < 2', '!(@.g < 2)', '@.g > 2 && @.g < 2', '(@.g < 2) is unknown'])
  await select(rows, condition);
for (const condition of ['@.t < "2024-05-06T07:08:09.5Z"', '@.t.datetime() < "2024-05-06T07:08:09.5Z".datetime()'])
  await select(times, condition);
await db.exec("set timezone = 'UTC'");
for (const text of ['2024-05-06T23:59:59.9999999Z', '2024-05-06T07:08:60Z'])
  console.log(text, '=>', (await db.query('select $1::text::timestamptz::text as found', [text])).rows[0].found);
END
node probe.mjs > seen

diff expected seen
echo unchanged
