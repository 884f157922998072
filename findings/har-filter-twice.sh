#!/usr/bin/env bash
# Finding: a HAR file holds the filter in `url` and again in `queryString`, as its
# text asks. fetch-har sends both, and the one of the URL with `%2B` turned into a
# raw `+`; Insomnia's importer keeps both; httpsnippet takes one. Where only
# `queryString` holds it, httpsnippet encodes an encoded value again, and fetch-har
# sends the `+` of a plain value raw: each is right for the other's file.
# Packages: fetch-har 11.1.1, httpsnippet 3.0.10, insomnia-importers 3.6.0 (npm).
# Why it matters: a recorded request is repeated with two filters, one of them
# another.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts fetch-har@11.1.1 httpsnippet@3.0.10 insomnia-importers@3.6.0 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
URL and queryString
  fetch-har: /jobs?filter=id%20eq%20%27a+b%27&filter=id%20eq%20%27a+b%27
  insomnia: /jobs?filter=id%20eq%20%27a%2Bb%27 [{"name":"filter","value":"id eq 'a+b'"}]
  httpsnippet: --url '/jobs?filter=id%20eq%20'\''a%2Bb'\'''
queryString, encoded
  fetch-har: /jobs?filter=id%20eq%20%27a%2Bb%27
  insomnia: /jobs [{"name":"filter","value":"id%20eq%20%27a%2Bb%27"}]
  httpsnippet: --url '/jobs?filter=id%2520eq%2520%2527a%252Bb%2527'
queryString, plain
  fetch-har: /jobs?filter=id%20eq%20%27a+b%27
  insomnia: /jobs [{"name":"filter","value":"id eq 'a+b'"}]
  httpsnippet: --url '/jobs?filter=id%20eq%20'\''a%2Bb'\'''
END

cat > probe.mjs <<'END'
import http from 'node:http';
import { createRequire } from 'node:module';
import fetchHar from 'fetch-har';
import { HTTPSnippet } from 'httpsnippet';
const { convert } = createRequire(import.meta.url)('insomnia-importers');

let sent;
const server = http.createServer((request, response) => { sent = request.url; response.end('{}'); });
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;
const encoded = "id%20eq%20%27a%2Bb%27", plain = "id eq 'a+b'";
for (const [label, url, value] of [
  ['URL and queryString', '/jobs?filter=' + encoded, plain],
  ['queryString, encoded', '/jobs', encoded],
  ['queryString, plain', '/jobs', plain],
]) {
  const request = {
    method: 'GET', url: base + url, httpVersion: 'HTTP/1.1', headers: [], cookies: [],
    queryString: [{ name: 'filter', value }], headersSize: -1, bodySize: -1,
  };
  const har = { log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [{ request }] } };
  console.log(label);
  await fetchHar(structuredClone(har));
  console.log('  fetch-har:', sent);
  const { data } = await convert(JSON.stringify(har));
  const r = data.resources.find((x) => x._type === 'request');
  console.log('  insomnia:', r.url.replace(base, ''), JSON.stringify(r.parameters));
  const curl = [new HTTPSnippet(request).convert('shell', 'curl')].flat()[0];
  console.log('  httpsnippet:', curl.split('\n').find((line) => line.includes('--url')).replace(base, '').trim());
}
process.exit(0);
END
node probe.mjs > seen

diff expected seen
echo unchanged
