#!/usr/bin/env bash
# Finding: with the option `comma` a filter whose comma is raw becomes an array, cut
# inside of the list of `in` or between the operands of `contains`; the same filter
# with its comma encoded stays text. Clients differ in just that: axios sends the
# comma raw, and got encodes it.
# Packages: qs 6.17.1, axios 1.21.1, got 14.6.6 (npm).
# Why it matters: a gateway of Node with this option passes on half of a filter, for
# some clients only.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts qs@6.17.1 axios@1.21.1 got@14.6.6 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
axios: state in ('ERROR','STALLED')
  sent filter=state+in+('ERROR','STALLED')
  read ["state in ('ERROR'","'STALLED')"]
got: state in ('ERROR','STALLED')
  sent filter=state+in+%28%27ERROR%27%2C%27STALLED%27%29
  read "state in ('ERROR','STALLED')"
axios: contains(name,'x')
  sent filter=contains(name,'x')
  read ["contains(name","'x')"]
got: contains(name,'x')
  sent filter=contains%28name%2C%27x%27%29
  read "contains(name,'x')"
END

cat > probe.mjs <<'END'
import http from 'node:http';
import axios from 'axios';
import got from 'got';
import qs from 'qs';

const server = http.createServer((request, response) => {
  const query = request.url.split('?')[1];
  console.log('  sent', query);
  console.log('  read', JSON.stringify(qs.parse(query, { comma: true }).filter));
  response.end('{}');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const url = `http://127.0.0.1:${server.address().port}/jobs`;
for (const filter of ["state in ('ERROR','STALLED')", "contains(name,'x')"])
  for (const [name, get] of [
    ['axios', () => axios.get(url, { params: { filter } })], ['got', () => got(url, { searchParams: { filter } })],
  ]) {
    console.log(`${name}: ${filter}`);
    await get();
  }
process.exit(0);
END
node probe.mjs > seen

diff expected seen
echo unchanged
