#!/usr/bin/env bash
# Finding: one query of React Query Builder, in seven of the formats that it writes. In
# LDAP "is null" is `(g=*)`, which asks for a value, and "is not null" its opposite; `<` is
# `<=`, and a condition with an empty string is left out. In Elasticsearch `not (a and b)`
# is `must_not [a, b]`, so neither. `in` of an empty list is `1 = 1` in SQL, `{}` in
# Elasticsearch, and nothing in four formats; an `or` without conditions is false in
# JsonLogic and true in four. In CEL and JSONata the backslash of `a\b` is not doubled, so
# it is a backspace. "contains a.b" is a pattern in MongoDB, and "contains a_b" in SQL.
# Packages: @react-querybuilder/core 8.24.1, sql.js 1.17.0, mingo 7.2.7,
# @marcbachmann/cel-js 8.0.0, json-logic-js 2.0.5, jsonata 2.2.2 (npm).
# Why it matters: a form for filters writes the format of its store, and the list of
# values that a user has emptied selects every job in one store and none in the next.
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @react-querybuilder/core@8.24.1 sql.js@1.17.0 mingo@7.2.7 @marcbachmann/cel-js@8.0.0 json-logic-js@2.0.5 jsonata@2.2.2 > install.log

cat > expected <<'END'
s in []
   sql: (1 = 1) => one both ten five
   mongodb_query: {"s":{"$in":[]}} => (nothing)
   cel: s in [] => (nothing)
   jsonlogic: {"and":[{"in":[{"var":"s"},[]]}]} => (nothing)
   jsonata: s in [] => (nothing)
or without conditions
   sql: (1 = 1) => one both ten five
   mongodb_query: {"$and":[{"$expr":true}]} => one both ten five
   cel: 1 == 1 => one both ten five
   jsonlogic: false => (nothing)
   jsonata: (1 = 1) => one both ten five
s = a\b
   sql: (s = 'a\b') => ten
   mongodb_query: {"s":"a\\b"} => ten
   cel: s == "a\b" => (nothing)
   jsonlogic: {"and":[{"==":[{"var":"s"},"a\\b"]}]} => ten
   jsonata: s = "a\b" => (nothing)
s contains a.b
   sql: (s like '%a.b%') => (nothing)
   mongodb_query: {"s":{"$regex":"a.b"}} => ten five
   cel: s.contains("a.b") => (nothing)
   jsonlogic: {"and":[{"in":["a.b",{"var":"s"}]}]} => (nothing)
   jsonata: $contains(s, "a.b") => (nothing)
s contains a_b
   sql: (s like '%a_b%') => ten five
   mongodb_query: {"s":{"$regex":"a_b"}} => (nothing)
   cel: s.contains("a_b") => (nothing)
   jsonlogic: {"and":[{"in":["a_b",{"var":"s"}]}]} => (nothing)
   jsonata: $contains(s, "a_b") => (nothing)
ldap: (g is null) => (g=*)
ldap: (g is not null) => (!(g=*))
ldap: (g < '5') => (g<=5)
ldap: (s = '' and g = '5') => (g=5)
elasticsearch: NOT (g = '1' and s = 'x') => {"bool":{"must_not":[{"term":{"g":1}},{"term":{"s":"x"}}]}}
elasticsearch: (1 = 1) => {}
END

cat > probe.mjs <<'END'
import { evaluate } from '@marcbachmann/cel-js';
import { formatQuery } from '@react-querybuilder/core';
import jsonLogic from 'json-logic-js';
import jsonata from 'jsonata';
import { Query } from 'mingo';
import initSqlJs from 'sql.js';

const rows = [
  { i: 'one', g: 1, s: 'x' },
  { i: 'both', g: 1, s: 'y' },
  { i: 'ten', g: 10, s: 'a\\b' },
  { i: 'five', g: 5, s: 'axb' },
];
const database = new (await initSqlJs()).Database();
database.run('create table jobs (i text, g integer, s text)');
for (const row of rows) database.run('insert into jobs values (?, ?, ?)', Object.values(row));

const select = {
  sql: (query) => database.exec(`select i from jobs where ${query}`)[0]?.values.flat() ?? [],
  mongodb_query: (query) => new Query(query).find(rows).all().map((row) => row.i),
  cel: (query) => rows.filter((row) => evaluate(query, { ...row, g: BigInt(row.g) })).map((row) => row.i),
  jsonlogic: (query) => rows.filter((row) => jsonLogic.apply(query, row)).map((row) => row.i),
  jsonata: async (query) => [await jsonata(`$[${query}].i`).evaluate(rows)].flat().filter(Boolean),
};
const rule = (field, operator, value) => ({ field, operator, value });
const all = (...rules) => ({ combinator: 'and', rules });
for (const [name, query] of Object.entries({
  's in []': all(rule('s', 'in', [])),
  'or without conditions': { combinator: 'or', rules: [] },
  's = a\\b': all(rule('s', '=', 'a\\b')),
  's contains a.b': all(rule('s', 'contains', 'a.b')),
  's contains a_b': all(rule('s', 'contains', 'a_b')),
})) {
  console.log(name);
  for (const [format, run] of Object.entries(select)) {
    const written = formatQuery(query, format);
    const selected = await run(written);
    console.log(`   ${format}: ${typeof written === 'string' ? written : JSON.stringify(written)} =>`, selected.join(' ') || '(nothing)');
  }
}
for (const [format, query] of [
  ['ldap', all(rule('g', 'null'))],
  ['ldap', all(rule('g', 'notNull'))],
  ['ldap', all(rule('g', '<', 5))],
  ['ldap', all(rule('s', '=', ''), rule('g', '=', 5))],
  ['elasticsearch', { ...all(rule('g', '=', 1), rule('s', '=', 'x')), not: true }],
  ['elasticsearch', all(rule('s', 'in', []))],
]) {
  const written = formatQuery(query, format);
  console.log(`${format}: ${formatQuery(query, 'sql')} => ${typeof written === 'string' ? written : JSON.stringify(written)}`);
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
