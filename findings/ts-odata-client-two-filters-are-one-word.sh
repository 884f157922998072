#!/usr/bin/env bash
# Finding: `.filter(a).filter(b)` joins the two conditions without anything between them:
# `state eq 'ERROR'name eq 'x'`, or `g eq 1g eq 2`. A quote in a string is not doubled, so
# `it's` ends after `it`. A string in the form of a timestamp has quotes, as all strings
# have; only a Date is sent bare. `or` inside of `and` has its parentheses.
# Packages: ts-odata-client 2.0.2, esbuild 0.28.2 (npm).
# Why it matters: code that adds a second condition later, as other builders allow, sends
# a filter that no service can read.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ts-odata-client@2.0.2 esbuild@0.28.2 > install.log

cat > expected <<'END'
two filters of strings
   state eq 'ERROR'name eq 'x'
two filters of numbers
   g eq 1g eq 2
an or and another filter
   g eq 1 or g eq 2g eq 3
one filter
   (g eq 1 or g eq 2) and g eq 3
a quote
   name eq 'it's'
a list with a quote
   name in ('x','it's')
an empty list
   name in ()
undefined
   name eq null
a string with a time
   t gt '2024-05-06T07:08:09Z'
a Date
   t gt 2024-05-06T07:08:09.000Z
END

# The package has imports without extensions, which Node cannot read without a bundler.
cat > probe.js <<'END'
import { ODataQuery } from 'ts-odata-client';

globalThis.fetch = async (url) => {
  console.log('  ', decodeURIComponent(String(url).split('filter=')[1]));
  return { ok: true, status: 200, json: async () => ({ value: [] }) };
};
const print = async (name, query) => {
  console.log(name);
  await query.getManyAsync();
};
const jobs = () => ODataQuery.forV4('https://service.example/jobs', {});
(async () => {
  await print('two filters of strings', jobs().filter((p) => p.state.$equals('ERROR')).filter((p) => p.name.$equals('x')));
  await print('two filters of numbers', jobs().filter((p) => p.g.$equals(1)).filter((p) => p.g.$equals(2)));
  await print('an or and another filter', jobs().filter((p) => p.g.$equals(1).or(p.g.$equals(2))).filter((p) => p.g.$equals(3)));
  await print('one filter', jobs().filter((p) => p.g.$equals(1).or(p.g.$equals(2)).and(p.g.$equals(3))));
  await print('a quote', jobs().filter((p) => p.name.$equals("it's")));
  await print('a list with a quote', jobs().filter((p) => p.name.$in(['x', "it's"])));
  await print('an empty list', jobs().filter((p) => p.name.$in([])));
  await print('undefined', jobs().filter((p) => p.name.$equals(undefined)));
  await print('a string with a time', jobs().filter((p) => p.t.$greaterThan('2024-05-06T07:08:09Z')));
  await print('a Date', jobs().filter((p) => p.t.$greaterThan(new Date('2024-05-06T07:08:09Z'))));
})();
END
node_modules/.bin/esbuild probe.js --bundle --platform=node --format=cjs --outfile=probe.cjs --log-level=error
node probe.cjs > seen

diff expected seen
echo unchanged
