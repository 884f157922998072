#!/usr/bin/env bash
# Finding: `isSame(date, 'day')` of 2024-05-06 becomes `day(t) eq 2024`, and so do hour,
# minute and second; 'month' becomes `month(t) eq 4`, because JavaScript counts months
# from zero. The types allow these units, with a Date. `a.or(b).and(c)` becomes `a or b
# and c`, without the parentheses that `c.and(a.or(b))` gets. A quote in a string is not
# doubled, null in a list is nothing, and a bigint is null.
# Packages: odata-fluent-query 2.7.3, esbuild 0.28.2 (npm).
# Why it matters: each filter but those with a quote or null in a list is valid, and
# selects other records, or none: `day(t) eq 2024` is never true.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-fluent-query@2.7.3 esbuild@0.28.2 > install.log

cat > expected <<'END'
isSame year => $filter=year(t) eq 2024
isSame month => $filter=month(t) eq 4
isSame day => $filter=day(t) eq 2024
isSame hour => $filter=hour(t) eq 2024
isSame minute => $filter=minute(t) eq 2024
isSame second => $filter=second(t) eq 2024
a.or(b).and(c) => $filter=a eq 1 or b eq 2 and c eq 3
c.and(a.or(b)) => $filter=c eq 3 and (a eq 1 or b eq 2)
a.or(b).and(c).and(d) => $filter=a eq 1 or b eq 2 and c eq 3 and d eq 4
filter(a.or(b)).filter(c) => $filter=(a eq 1 or b eq 2) and c eq 3
a quote => $filter=s eq 'it's'
a list with null => $filter=s in (,'x')
a bigint => $filter=a eq null
undefined => $filter=a eq null
END

# The package has imports of folders, which Node cannot read without a bundler.
cat > probe.js <<'END'
import { odataQuery } from 'odata-fluent-query';

const print = (name, query) => console.log(name, '=>', query.toString());
const day = new Date(2024, 4, 6, 7, 8, 9);
for (const unit of ['year', 'month', 'day', 'hour', 'minute', 'second'])
  print(`isSame ${unit}`, odataQuery().filter((p) => p.t.isSame(day, unit)));
const a = (p) => p.a.equals(1);
const b = (p) => p.b.equals(2);
const c = (p) => p.c.equals(3);
print('a.or(b).and(c)', odataQuery().filter((p) => a(p).or(b(p)).and(c(p))));
print('c.and(a.or(b))', odataQuery().filter((p) => c(p).and(a(p).or(b(p)))));
print('a.or(b).and(c).and(d)', odataQuery().filter((p) => a(p).or(b(p)).and(c(p)).and(p.d.equals(4))));
print('filter(a.or(b)).filter(c)', odataQuery().filter((p) => a(p).or(b(p))).filter(c));
print('a quote', odataQuery().filter((p) => p.s.equals("it's")));
print('a list with null', odataQuery().filter((p) => p.s.in([null, 'x'])));
print('a bigint', odataQuery().filter((p) => p.a.equals(9007199254740993n)));
print('undefined', odataQuery().filter((p) => p.a.equals(undefined)));
END
node_modules/.bin/esbuild probe.js --bundle --platform=node --format=cjs --outfile=probe.cjs --log-level=error
node probe.cjs > seen

diff expected seen
echo unchanged
