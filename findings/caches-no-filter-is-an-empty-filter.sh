#!/usr/bin/env bash
# Finding: caches and cleaners of URLs take two requests for one. requests-cache answers a
# request with `filter=` from that without a filter, and the reverse. It and
# aiohttp-client-cache answer `filter=b&filter=a` from `filter=a&filter=b`, where a server may
# read the last one. CacheControl has an entry for each spelling. axios-cache-interceptor
# answers a request from that with another `paramsSerializer`, and has two entries for one
# URL, by whether the filter is in `url` or `params`. courlan removes an empty filter, and its `clean_url` also removes each blank: `nameeq'ab'`.
# Packages: requests-cache 1.3.3, aiohttp-client-cache 0.15.0, CacheControl 0.14.4, requests
# 2.34.2, aiohttp 3.14.5, courlan 1.4.0, url-normalize 3.1.0, w3lib 2.5.0 (PyPI);
# axios-cache-interceptor 1.12.3, axios 1.21.1, normalize-url 10.0.0 (npm).
# Why it matters: a program whose variable is empty gets the jobs of the last request without a
# filter, or the reverse, and asks for them no more.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts axios@1.21.1 axios-cache-interceptor@1.12.3 normalize-url@10.0.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check requests-cache==1.3.3 aiohttp-client-cache==0.15.0 CacheControl==0.14.4 requests==2.34.2 aiohttp==3.14.5 courlan==1.4.0 url-normalize==3.1.0 w3lib==2.5.0

cat > expected <<'END'
(no query) then ?filter=
   requests-cache => /jobs
   CacheControl => /jobs?filter=
   aiohttp-client-cache => /jobs?filter=
?filter= then (no query)
   requests-cache => /jobs?filter=
   CacheControl => /jobs
   aiohttp-client-cache => /jobs
?filter=a&filter=b then ?filter=b&filter=a
   requests-cache => /jobs?filter=a&filter=b
   CacheControl => /jobs?filter=b&filter=a
   aiohttp-client-cache => /jobs?filter=a&filter=b
?filter=name+eq+'a%20b' then ?filter=name+eq+'a+b'
   requests-cache => /jobs?filter=name+eq+'a%20b'
   CacheControl => /jobs?filter=name+eq+'a+b'
   aiohttp-client-cache => /jobs?filter=name+eq+'a%20b'
?filter=name+eq+'a%2Bb' then ?filter=name+eq+'a+b'
   requests-cache => /jobs?filter=name+eq+'a+b'
   CacheControl => /jobs?filter=name+eq+'a+b'
   aiohttp-client-cache => /jobs?filter=name+eq+'a+b'
?filter=&limit=5
   url-normalize => ?filter=&limit=5
   w3lib => ?filter=&limit=5
   courlan normalize_url => ?limit=5
   courlan clean_url => ?limit=5
?filter=name eq 'a b'&limit=5
   url-normalize => ?filter=name%20eq%20'a%20b'&limit=5
   w3lib => ?filter=name+eq+%27a+b%27&limit=5
   courlan normalize_url => ?filter=name+eq+%27a+b%27&limit=5
   courlan clean_url => ?filter=nameeq%27ab%27&limit=5
?limit=5&filter=name%20eq%20'a%2Bb'
   url-normalize => ?limit=5&filter=name%20eq%20'a%2Bb'
   w3lib => ?filter=name+eq+%27a%2Bb%27&limit=5
   courlan normalize_url => ?filter=name+eq+%27a%2Bb%27&limit=5
   courlan clean_url => ?filter=name+eq+%27a%2Bb%27&limit=5
normalize-url ?filter=&limit=5 => ?filter=&limit=5
normalize-url ?limit=5&filter=name%20eq%20'a%2Bb' => ?filter=name+eq+%27a%2Bb%27&limit=5
axios-cache-interceptor paramsSerializer => /jobs?filter=name+eq+'a+b' (cached)
axios-cache-interceptor url or params => /jobs?filter=a (asked)
END

cat > probe.py <<'END'
import asyncio
import http.server
import threading

import aiohttp_client_cache
import cachecontrol
import courlan
import requests
import requests_cache
import url_normalize
import w3lib.url


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(self.path)))
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
jobs = f"http://127.0.0.1:{server.server_port}/jobs"


async def with_aiohttp(queries):
    async with aiohttp_client_cache.CachedSession(cache=aiohttp_client_cache.CacheBackend()) as session:
        return [await (await session.get(jobs + query)).text() for query in queries]


for queries in (
    ("", "?filter="),
    ("?filter=", ""),
    ("?filter=a&filter=b", "?filter=b&filter=a"),
    ("?filter=name+eq+'a%20b'", "?filter=name+eq+'a+b'"),
    ("?filter=name+eq+'a%2Bb'", "?filter=name+eq+'a+b'"),
):
    print("then".join(f" {query or '(no query)'} " for query in queries).strip())
    for name, session in (("requests-cache", requests_cache.CachedSession(backend="memory")), ("CacheControl", cachecontrol.CacheControl(requests.Session()))):
        print("  ", name, "=>", [session.get(jobs + query).text for query in queries][1])
    print("   aiohttp-client-cache =>", asyncio.run(with_aiohttp(queries))[1])
for query in ("?filter=&limit=5", "?filter=name eq 'a b'&limit=5", "?limit=5&filter=name%20eq%20'a%2Bb'"):
    print(query)
    for name, clean in (
        ("url-normalize", url_normalize.url_normalize),
        ("w3lib", w3lib.url.canonicalize_url),
        ("courlan normalize_url", courlan.normalize_url),
        ("courlan clean_url", courlan.clean_url),
    ):
        print("  ", name, "=>", clean("http://h.example/jobs" + query).partition("/jobs")[2])
END
venv/bin/python probe.py > seen
cat > probe.mjs <<'END'
import http from 'node:http';
import axios from 'axios';
import { setupCache } from 'axios-cache-interceptor';
import normalizeUrl from 'normalize-url';

for (const query of ["?filter=&limit=5", "?limit=5&filter=name%20eq%20'a%2Bb'"])
  console.log('normalize-url', query, '=>', normalizeUrl('http://h.example/jobs' + query).split('/jobs')[1]);
const server = http.createServer((request, response) => {
  response.setHeader('cache-control', 'max-age=600');
  response.end(request.url);
}).listen(0, '127.0.0.1', async () => {
  const baseURL = `http://127.0.0.1:${server.address().port}`;
  const filter = "name eq 'a+b'";
  const plain = { url: '/jobs', params: { filter } };
  for (const [name, first, second] of [
    ['paramsSerializer', { ...plain, paramsSerializer: (params) => `filter=${params.filter.replaceAll(' ', '+')}` }, plain],
    ['url or params', { url: '/jobs?filter=a' }, { url: '/jobs', params: { filter: 'a' } }],
  ]) {
    const client = setupCache(axios.create({ baseURL }));
    await client.request(first);
    const { data, cached } = await client.request(second);
    console.log('axios-cache-interceptor', name, '=>', data, cached ? '(cached)' : '(asked)');
  }
  server.close();
});
END
node probe.mjs >> seen

diff expected seen
echo unchanged
