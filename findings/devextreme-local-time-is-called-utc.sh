#!/usr/bin/env bash
# Finding: DevExtreme's ODataStore sends a Date with the hours of the machine's zone and
# a `Z`: in New York `createdAt > 07:08:09.500Z` asks for 03:08:09.500Z, and in Tokyo
# for 16:08:09.500Z. `contains` of "Web" is `contains(tolower(name),'web')` by default,
# so a service without `tolower` refuses it, and `=` keeps the case. A filter without
# conditions is `undefined eq true`, and a value that is undefined is sent as that word.
# Package: devextreme 26.1.5 (npm).
# Why it matters: a grid of jobs leaves out the jobs of some hours or shows too many,
# and who tests in UTC sees nothing.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts devextreme@26.1.5 > install.log

cat > expected <<'END'
UTC => createdAt gt 2024-05-06T07:08:09.500Z
[ 'name', 'contains', 'Web' ] => contains(tolower(name),'web')
[ 'name', '=', 'Web' ] => name eq 'Web'
[ 'parent', '=', null ] => parent eq null
[ 'parent', '=', undefined ] => parent eq undefined
[] => undefined eq true
America/New_York => createdAt gt 2024-05-06T03:08:09.500Z
Asia/Tokyo => createdAt gt 2024-05-06T16:08:09.500Z
END

cat > probe.cjs <<'END'
const { default: ODataStore } = require('devextreme/cjs/data/odata/store');

async function sent(filter) {
  let filterSent = '(no request)';
  const beforeSend = (request) => {
    filterSent = request.params.$filter;
    throw new Error('not sent');
  };
  try { await new ODataStore({ url: 'http://localhost/jobs', version: 4, beforeSend }).load({ filter }); } catch { /* no request is made */ }
  return filterSent;
}
(async () => {
  console.log(process.env.TZ, '=>', await sent(['createdAt', '>', new Date('2024-05-06T07:08:09.500Z')]));
  if (process.env.TZ !== 'UTC') return;
  for (const filter of [['name', 'contains', 'Web'], ['name', '=', 'Web'], ['parent', '=', null], ['parent', '=', undefined], []]) {
    console.log(filter, '=>', await sent(filter));
  }
})();
END
for zone in UTC America/New_York Asia/Tokyo; do TZ=$zone node probe.cjs; done > seen 2> log

diff expected seen
echo unchanged
