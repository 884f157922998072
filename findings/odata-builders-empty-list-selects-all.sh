#!/usr/bin/env bash
# Finding: a list without values removes its condition in odata-filter-builder, so
# `b eq 1` and an empty `in` is `b eq 1`, where nothing should match, and leaves an open
# `and` in @odata/client. There two conditions on one property are joined with `or` if
# one is `eq`, and with `and` otherwise; a filter given as a string is dropped by the
# next condition. odata-builder raises an error for the list, and writes a query whose
# `&`, `+`, `%` and `#` are raw, so the filter ends at the `&`.
# Packages: odata-filter-builder 1.0.0, @odata/client 2.21.10, odata-builder 1.1.0
# (npm).
# Why it matters: the list of `in` comes from a search that may find nothing; the
# request is then for all jobs.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-filter-builder@1.0.0 @odata/client@2.21.10 odata-builder@1.1.0 > install.log

cat > expected <<'END'
odata-filter-builder, in => (b eq 1) and (a eq 1 or a eq 2)
odata-filter-builder, in without values => b eq 1
odata-filter-builder, in without values alone => (empty)
odata-filter-builder, not of it => (empty)
@odata/client, in without values => b eq 1 and 
@odata/client, eq and eq => (a eq 1 or a eq 2)
@odata/client, ne and ne => (a ne 1 and a ne 2)
@odata/client, gt and ne => (a gt 1 and a ne 5)
@odata/client, ge and eq => (a ge 1 or a eq 5)
@odata/client, eq and ne => (a eq 1 or a ne 5)
@odata/client, gt and lt => (a gt 1 and a lt 5)
@odata/client, a text and eq => c eq 3
odata-builder, in without values => error
odata-builder, a query => ?$filter=name eq 'a&b+c%20d#e'&$top=5
END

cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { OdataQueryBuilder } from 'odata-builder';
const require = createRequire(import.meta.url);
const { ODataFilterBuilder: build } = require('odata-filter-builder');
const { filter } = require('@odata/client');
const show = (name, run) => {
  let found;
  try { found = run() || '(empty)'; } catch { found = 'error'; }
  console.log(`${name} => ${found}`);
};
show('odata-filter-builder, in', () => build().eq('b', 1).in('a', [1, 2]).toString());
show('odata-filter-builder, in without values', () => build().eq('b', 1).in('a', []).toString());
show('odata-filter-builder, in without values alone', () => build().in('a', []).toString());
show('odata-filter-builder, not of it', () => build().not(build().in('a', [])).toString());
show('@odata/client, in without values', () => filter().property('b').eq(1).property('a').in([]).build());
show('@odata/client, eq and eq', () => filter().property('a').eq(1).property('a').eq(2).build());
show('@odata/client, ne and ne', () => filter().property('a').ne(1).property('a').ne(2).build());
show('@odata/client, gt and ne', () => filter().property('a').gt(1).property('a').ne(5).build());
show('@odata/client, ge and eq', () => filter().property('a').ge(1).property('a').eq(5).build());
show('@odata/client, eq and ne', () => filter().property('a').eq(1).property('a').ne(5).build());
show('@odata/client, gt and lt', () => filter().property('a').gt(1).property('a').lt(5).build());
show('@odata/client, a text and eq', () => filter('a eq 1 or b eq 2').property('c').eq(3).build());
show('odata-builder, in without values', () => new OdataQueryBuilder().filter((f) => f.where((x) => x.a.in([]))).toQuery());
show('odata-builder, a query', () => new OdataQueryBuilder().filter((f) => f.where((x) => x.name.eq('a&b+c%20d#e'))).top(5).toQuery());
END
node probe.mjs > seen

diff expected seen
echo unchanged
