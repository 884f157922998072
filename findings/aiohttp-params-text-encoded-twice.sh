#!/usr/bin/env bash
# Finding: `params` as text is encoded, and what was encoded already is encoded
# again, while a URL as text is decoded first: `%27` becomes `'` and blanks become
# `+`. requests and httpx send `%2B` of such a text as it is.
# Packages: aiohttp 3.14.5 with yarl 1.25.1, requests 2.34.2, httpx 0.28.1 (PyPI).
# Why it matters: the same line with another client works; here the service looks
# for the text `%2B`. A bare `+` in such text goes out raw from all three, and a
# server reads a blank.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aiohttp==3.14.5 yarl==1.25.1 requests==2.34.2 httpx==0.28.1
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
aiohttp: params='filter=id%20eq%20%27a%2Bb%27' => /jobs?filter=id%2520eq%2520%2527a%252Bb%2527
aiohttp: params="filter=id eq 'a+b'" => /jobs?filter=id+eq+'a+b'
requests: params='filter=id%20eq%20%27a%2Bb%27' => /jobs?filter=id%20eq%20%27a%2Bb%27
requests: params="filter=id eq 'a+b'" => /jobs?filter=id%20eq%20'a+b'
httpx: params='filter=id%20eq%20%27a%2Bb%27' => /jobs?filter=id+eq+%27a%2Bb%27
httpx: params="filter=id eq 'a+b'" => /jobs?filter=id+eq+%27a+b%27
aiohttp: the same in the URL => /jobs?filter=id%20eq%20'a%2Bb'
requests: the same in the URL => /jobs?filter=id%20eq%20%27a%2Bb%27
httpx: the same in the URL => /jobs?filter=id%20eq%20%27a%2Bb%27
END

cat > probe.py <<'END'
import asyncio
import http.server
import threading

import aiohttp
import httpx
import requests

sent = []

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        sent.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
async def fetch(url, **options):
    async with aiohttp.ClientSession() as session:
        async with session.get(url, **options) as response:
            await response.read()

clients = {"aiohttp": lambda *a, **k: asyncio.run(fetch(*a, **k)), "requests": requests.get, "httpx": httpx.get}
for name, get in clients.items():
    for text in ("filter=id%20eq%20%27a%2Bb%27", "filter=id eq 'a+b'"):
        get(base + "/jobs", params=text)
        print(f"{name}: params={text!r} => {sent[-1]}")
for name, get in clients.items():
    get(base + "/jobs?filter=id%20eq%20%27a%2Bb%27")
    print(f"{name}: the same in the URL => {sent[-1]}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
