#!/usr/bin/env bash
# Finding: a URL that holds the filter, and one more parameter in the client's own
# option, end in five ways with nine clients. ky and got drop the filter, undici
# refuses, needle leaves the parameter out of the URL; ofetch, gaxios and centra
# write the filter anew with `+` for blanks; redaxios and superagent append.
# Packages (npm): ky 1.14.3, got 14.6.6, undici 7.30.2, needle 3.5.0, ofetch 1.5.1,
# gaxios 7.3.1, centra 2.7.0, redaxios 0.5.1, superagent 10.4.2.
# Why it matters: paging is added to a URL that somebody else built. Where the
# filter is dropped, the answer is every job.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ky@1.14.3 got@14.6.6 undici@7.30.2 needle@3.5.0 ofetch@1.5.1 gaxios@7.3.1 centra@2.7.0 redaxios@0.5.1 superagent@10.4.2 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
ky => GET /jobs?limit=5
got => GET /jobs?limit=5
undici => (no request) [Query params cannot be passed when url already contains "?" ]
needle => GET /jobs?filter=state%20eq%20%27ERROR%27
ofetch => GET /jobs?filter=state+eq+%27ERROR%27&limit=5
gaxios => GET /jobs?filter=state+eq+%27ERROR%27&limit=5
centra => GET /jobs?filter=state+eq+%27ERROR%27&limit=5
redaxios => GET /jobs?filter=state%20eq%20%27ERROR%27&limit=5
superagent => GET /jobs?filter=state%20eq%20%27ERROR%27&limit=5
END

cat > probe.mjs <<'END'
import http from 'node:http';
import { createRequire } from 'node:module';
import ky from 'ky';
import got from 'got';
import { request } from 'undici';
import { ofetch } from 'ofetch';
import { Gaxios } from 'gaxios';
import redaxios from 'redaxios';
const require = createRequire(import.meta.url);
const needle = require('needle'), centra = require('centra'), superagent = require('superagent');

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
const url = base + "/jobs?filter=state%20eq%20%27ERROR%27";
await attempt('ky', () => ky(url, { searchParams: { limit: 5 } }));
await attempt('got', () => got(url, { searchParams: { limit: 5 } }));
await attempt('undici', () => request(url, { query: { limit: 5 } }));
await attempt('needle', () => needle('get', url, { limit: 5 }));
await attempt('ofetch', () => ofetch(url, { query: { limit: 5 } }));
await attempt('gaxios', () => new Gaxios().request({ url, params: { limit: 5 } }));
await attempt('centra', () => centra(url).query('limit', 5).send());
await attempt('redaxios', () => redaxios.get(url, { params: { limit: 5 } }));
await attempt('superagent', () => superagent.get(url).query({ limit: 5 }));
process.exit(0);
END
node probe.mjs > seen

diff expected seen
echo unchanged
