#!/usr/bin/env bash
# Finding: a filter that is undefined, and one that is null, reach the wire in five
# ways: left out, `filter=`, `filter`, `filter=null`, `filter=undefined`.
# Packages (npm): ky 1.14.3, got 14.6.6, undici 7.30.2, ofetch 1.5.1, centra 2.7.0,
# redaxios 0.5.1, superagent 10.4.2, axios 1.21.1.
# Why it matters: left out, the service answers with every job; the word undefined
# is taken for a filter. A variable without a value is the usual cause.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ky@1.14.3 got@14.6.6 undici@7.30.2 ofetch@1.5.1 centra@2.7.0 redaxios@0.5.1 superagent@10.4.2 axios@1.21.1 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
undefined: ky => GET /jobs
undefined: got => GET /jobs
undefined: undici => GET /jobs?filter=
undefined: ofetch => GET /jobs
undefined: centra => GET /jobs?filter=undefined
undefined: redaxios => GET /jobs?filter=undefined
undefined: superagent => GET /jobs
undefined: axios => GET /jobs
null: ky => GET /jobs?filter=null
null: got => GET /jobs?filter=
null: undici => GET /jobs?filter=
null: ofetch => GET /jobs?filter
null: centra => GET /jobs?filter=null
null: redaxios => GET /jobs?filter=null
null: superagent => GET /jobs?filter
null: axios => GET /jobs
END

cat > probe.mjs <<'END'
import http from 'node:http';
import { createRequire } from 'node:module';
import ky from 'ky';
import got from 'got';
import { request } from 'undici';
import { ofetch } from 'ofetch';
import redaxios from 'redaxios';
import axios from 'axios';
const require = createRequire(import.meta.url);
const centra = require('centra'), superagent = require('superagent');

let sent = '(no request)';
const server = http.createServer((request, response) => {
  sent = `${request.method} ${request.url}`;
  response.setHeader('Content-Type', 'application/json');
  response.end('{}');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;
const attempt = async (label, send) => {
  sent = '(no request)';
  let error = '';
  try { await send(); } catch (e) { error = ` [${String(e.message).split('\n')[0].slice(0, 60)}]`; }
  console.log(label, '=>', sent + error);
};
const url = base + '/jobs';
for (const filter of [undefined, null]) {
  const p = { filter };
  await attempt(`${filter}: ky`, () => ky(url, { searchParams: p }));
  await attempt(`${filter}: got`, () => got(url, { searchParams: p }));
  await attempt(`${filter}: undici`, () => request(url, { query: p }));
  await attempt(`${filter}: ofetch`, () => ofetch(url, { query: p }));
  await attempt(`${filter}: centra`, () => centra(url).query(p).send());
  await attempt(`${filter}: redaxios`, () => redaxios.get(url, { params: p }));
  await attempt(`${filter}: superagent`, () => superagent.get(url).query(p));
  await attempt(`${filter}: axios`, () => axios.get(url, { params: p }));
}
process.exit(0);
END
node probe.mjs > seen

diff expected seen
echo unchanged
