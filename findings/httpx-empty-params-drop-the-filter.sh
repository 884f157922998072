#!/usr/bin/env bash
# Finding: any `params`, even an empty dictionary, removes the query of the URL; so
# do the parameters of the client. A query in `base_url` becomes part of the path.
# Package: httpx 0.28.1 (PyPI).
# Why it matters: the filter in the URL is lost and the service answers with every
# job. A helper with `params=params or {}` is enough.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check httpx==0.28.1
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
no params: /jobs?filter=state%20eq%20%27ERROR%27
params={}: /jobs
params limit: /jobs?limit=5
params of the client: /jobs?limit=5
query in base_url: /v1?filter=state%20eq%20%27ERROR%27/jobs
END

cat > probe.py <<'END'
import http.server
import threading

import httpx

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
url = base + "/jobs?filter=state%20eq%20%27ERROR%27"
httpx.get(url)
print("no params:", sent[-1])
httpx.get(url, params={})
print("params={}:", sent[-1])
httpx.get(url, params={"limit": 5})
print("params limit:", sent[-1])
with httpx.Client(params={"limit": 5}) as client:
    client.get(url)
print("params of the client:", sent[-1])
with httpx.Client(base_url=base + "/v1?filter=state%20eq%20%27ERROR%27") as client:
    client.get("/jobs")
print("query in base_url:", sent[-1])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
