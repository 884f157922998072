#!/usr/bin/env bash
# Finding: a Date given as a parameter is sent as nothing (undici), in double quotes
# (ofetch), in the local language of Date (ky, centra, redaxios), or as a timestamp
# (axios, superagent); got raises an error.
# Packages (npm): undici 7.30.2, ofetch 1.5.1, ky 1.14.3, centra 2.7.0, redaxios
# 0.5.1, axios 1.21.1, superagent 10.4.2, got 14.6.6.
# Why it matters: `since: new Date()` is what people write beside a filter. undici's
# empty value raises no error at all.
# Seen on 2026-11-29.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts undici@7.30.2 ofetch@1.5.1 ky@1.14.3 centra@2.7.0 redaxios@0.5.1 axios@1.21.1 superagent@10.4.2 got@14.6.6

cat > expected <<'END'
undici => GET /jobs?since=
ofetch => GET /jobs?since=%222024-05-06T07:08:09.000Z%22
ky => GET /jobs?since=Mon+May+06+2024+07%3A08%3A09+GMT%2B0000+%28Coordinated+Universal+Time%29
centra => GET /jobs?since=Mon+May+06+2024+07%3A08%3A09+GMT%2B0000+%28Coordinated+Universal+Time%29
redaxios => GET /jobs?since=Mon+May+06+2024+07%3A08%3A09+GMT%2B0000+%28Coordinated+Universal+Time%29
axios => GET /jobs?since=2024-05-06T07:08:09.000Z
superagent => GET /jobs?since=2024-05-06T07%3A08%3A09.000Z
got => (no request) [Option 'searchParams.since': Expected values which are `stri]
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
const url = base + '/jobs', p = { since: new Date('2024-05-06T07:08:09Z') };
await attempt('undici', () => request(url, { query: p }));
await attempt('ofetch', () => ofetch(url, { query: p }));
await attempt('ky', () => ky(url, { searchParams: p }));
await attempt('centra', () => centra(url).query(p).send());
await attempt('redaxios', () => redaxios.get(url, { params: p }));
await attempt('axios', () => axios.get(url, { params: p }));
await attempt('superagent', () => superagent.get(url).query(p));
await attempt('got', () => got(url, { searchParams: p }));
process.exit(0);
END
TZ=UTC node probe.mjs > seen

diff expected seen
echo unchanged
