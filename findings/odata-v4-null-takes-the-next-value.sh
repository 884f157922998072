#!/usr/bin/env bash
# Finding: `g eq null and s eq 'x'` becomes `g IS NULL AND s = ?` with two parameters,
# null and "x", in odata-v4-mysql and odata-v4-sql: null takes the place of "x", so the
# condition after it compares with null. For MsSql and Oracle the name is wrong too:
# `@p0` is null. The order decides: `s eq 'x' and g eq null` is right. odata-v4-pg has
# as many parameters as places, but writes `g = $1`, so `g eq null` and `g ne null`
# select nothing in PostgreSQL. Its functions are those of MySQL: LCASE, UCASE and YEAR
# do not exist there.
# Packages: odata-v4-mysql 0.1.1, odata-v4-sql 0.1.2, odata-v4-pg 0.1.1, sqlstring
# 2.3.3, @electric-sql/pglite 0.5.17 (npm).
# Why it matters: `parentJobId eq null and state eq 'ERROR'` is an empty list, without
# an error, and with its conditions exchanged it is the right list.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-mysql@0.1.1 odata-v4-sql@0.1.2 odata-v4-pg@0.1.1 sqlstring@2.3.3 @electric-sql/pglite@0.5.17 > install.log

cat > expected <<'END'
odata-v4-mysql: g eq null and s eq 'x'
   `g` IS NULL AND `s` = ? [null,"x"]
   sqlstring => `g` IS NULL AND `s` = NULL
odata-v4-mysql: s eq 'x' and g eq null
   `s` = ? AND `g` IS NULL ["x",null]
   sqlstring => `s` = 'x' AND `g` IS NULL
odata-v4-mysql: g ne null and s eq 'x' and n gt 5
   `g` IS NOT NULL AND `s` = ? AND `n` > ? [null,"x",5]
   sqlstring => `g` IS NOT NULL AND `s` = NULL AND `n` > 'x'
odata-v4-sql ANSI: [g] IS NULL AND [s] = ? {"p0":null,"p1":"x"}
odata-v4-sql MsSql: [g] IS NULL AND [s] = @p0 {"p0":null,"p1":"x"}
odata-v4-sql PostgreSql: [g] IS NULL AND [s] = ? {"p0":null,"p1":"x"}
odata-v4-sql Oracle: [g] IS NULL AND [s] = :p0 {"p0":null,"p1":"x"}
odata-v4-pg: g eq null => "g" = $1 [null] => (nothing)
odata-v4-pg: g ne null => "g" <> $1 [null] => (nothing)
odata-v4-pg: g eq null or s eq 'y' => "g" = $1 OR "s" = $2 [null,"y"] => y
odata-v4-pg: g eq 1 => "g" = $1 [1] => one
odata-v4-pg: tolower(s) eq 'x' => LCASE("s") = $1 ["x"] => function lcase(text) does not exist
odata-v4-pg: toupper(s) eq 'X' => UCASE("s") = $1 ["X"] => function ucase(text) does not exist
odata-v4-pg: year(t) eq 2024 => YEAR("t") = $1 [2024] => function year(timestamp with time zone) does not exist
odata-v4-pg: length(s) eq 1 => CHAR_LENGTH("s") = $1 [1] => null one y
END

cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { PGlite } from '@electric-sql/pglite';
const require = createRequire(import.meta.url);
const { format } = require('sqlstring');
const mysql = require('odata-v4-mysql');
const sql = require('odata-v4-sql');
const pg = require('odata-v4-pg');

for (const filter of ["g eq null and s eq 'x'", "s eq 'x' and g eq null", "g ne null and s eq 'x' and n gt 5"]) {
  const { where, parameters } = mysql.createFilter(filter);
  console.log(`odata-v4-mysql: ${filter}\n   ${where} ${JSON.stringify(parameters)}\n   sqlstring => ${format(where, parameters)}`);
}
for (const name of ['ANSI', 'MsSql', 'PostgreSql', 'Oracle']) {
  const { where, parameters } = sql.createFilter("g eq null and s eq 'x'", { type: sql.SQLLang[name] });
  console.log(`odata-v4-sql ${name}: ${where} ${JSON.stringify(Object.fromEntries(parameters))}`);
}
const db = new PGlite();
await db.exec(`create table r (i text, g int, s text, t timestamptz);
  insert into r values ('null', null, 'x', null), ('one', 1, 'x', '2024-05-06T07:08:09Z'), ('y', 9, 'y', null)`);
for (const filter of ['g eq null', 'g ne null', "g eq null or s eq 'y'", 'g eq 1', "tolower(s) eq 'x'", "toupper(s) eq 'X'", 'year(t) eq 2024', 'length(s) eq 1']) {
  const { where, parameters } = pg.createFilter(filter);
  const found = await db.query(`select i from r where ${where}`, parameters).then((r) => r.rows.map((row) => row.i).join(' ') || '(nothing)', (error) => error.message);
  console.log(`odata-v4-pg: ${filter} => ${where} ${JSON.stringify(parameters)} => ${found}`);
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
