#!/usr/bin/env bash
# Finding: in the filters of PnPjs `in` and `notIn` repeat all that was written before them
# for each value: `g` equals 1 or `s` not in A, B is `(g eq 1 or s ne 'A' and g eq 1 or s ne
# 'B')`, which is true for each record, because the parentheses are around the whole. Without
# values the filter is `[object Object]`. `a or b and c` has no parentheses for its chain. A
# field changes with its first use: after `contains`, `equals` of the same field is
# `substringof('a', name) eq 'x'`. A quote in a string is not doubled, null is the string
# "null", a time is a string and true is 1. A second `filter` replaces the first.
# Package: @pnp/sp 4.21.0 (npm).
# Why it matters: the filters are valid except those with a quote, and select other records;
# a list of values that is empty, and a second condition, remove the filter.
# Seen on 2026-12-01. Needs node 20 and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @pnp/sp@4.21.0 > install.log

cat > expected <<'END'
f.text('s').notIn('A', 'B') => (s ne 'A' and s ne 'B')
f.number('g').equals(1).or().text('s').notIn('A', 'B') => (g eq 1 or s ne 'A' and g eq 1 or s ne 'B')
f.number('g').equals(1).or().text('s').in('A', 'B') => (g eq 1 or s eq 'A' or g eq 1 or s eq 'B')
f.text('s').in() => [object Object]
f.number('a').equals(1).or().number('b').equals(2).and().number('c').equals(3) => a eq 1 or b eq 2 and c eq 3
f.and(f.or(f.number('a').equals(1), f.number('b').equals(2)), f.number('c').equals(3)) => ((a eq 1 or b eq 2) and c eq 3)
{ const name = f.text('name'); name.contains('a'); return name.equals('x'); } => substringof('a', name) eq 'x'
f.text('name').equals("O'Neil") => name eq 'O'Neil'
f.text('parentJobId').equals(null) => parentJobId eq 'null'
f.date('createdAt').greaterThan(new Date(0)) => createdAt gt '1970-01-01T00:00:00.000Z'
f.boolean('deleteOnComplete').isTrue() => deleteOnComplete eq 1
.filter("a eq 1").filter("b eq 2") => b eq 2
END

cat > probe.mjs <<'END'
import { spfi } from '@pnp/sp';
import '@pnp/sp/items/index.js';
import '@pnp/sp/lists/index.js';
import '@pnp/sp/webs/index.js';

const jobs = spfi('https://host.example').web.lists.getById('8f9c1e2a-0000-4000-8000-000000000001').items;
const show = (name, query) => console.log(name, '=>', new URL(query.toRequestUrl()).searchParams.get('$filter'));
for (const build of [
  (f) => f.text('s').notIn('A', 'B'),
  (f) => f.number('g').equals(1).or().text('s').notIn('A', 'B'),
  (f) => f.number('g').equals(1).or().text('s').in('A', 'B'),
  (f) => f.text('s').in(),
  (f) => f.number('a').equals(1).or().number('b').equals(2).and().number('c').equals(3),
  (f) => f.and(f.or(f.number('a').equals(1), f.number('b').equals(2)), f.number('c').equals(3)),
  (f) => { const name = f.text('name'); name.contains('a'); return name.equals('x'); },
  (f) => f.text('name').equals("O'Neil"),
  (f) => f.text('parentJobId').equals(null),
  (f) => f.date('createdAt').greaterThan(new Date(0)),
  (f) => f.boolean('deleteOnComplete').isTrue(),
]) show(`${build}`.replace('(f) => ', ''), jobs.filter(build));
show('.filter("a eq 1").filter("b eq 2")', jobs.filter('a eq 1').filter('b eq 2'));
END
node probe.mjs > seen

diff expected seen
echo unchanged
