#!/usr/bin/env bash
# Finding: `fields` of a GET request is appended with a `?` even where the URL has a
# query: the request line holds two question marks, and the last value of the first
# query takes the new parameters in.
# Package: urllib3 2.8.0 (PyPI); requests 2.34.2, which is built on it, joins with `&`.
# Why it matters: a URL that ends in its filter gets a filter that ends in
# `'?limit=5`, and the limit is lost.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check urllib3==2.8.0 requests==2.34.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
urllib3: /jobs?filter=state%20eq%20%27ERROR%27?limit=5
  received: {'filter': ["state eq 'ERROR'?limit=5"]}
requests: /jobs?filter=state%20eq%20%27ERROR%27&limit=5
END

cat > probe.py <<'END'
import http.server
import threading
from urllib.parse import parse_qs, urlsplit

import requests
import urllib3

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
urllib3.PoolManager().request("GET", url, fields={"limit": 5})
print("urllib3:", sent[-1])
print("  received:", parse_qs(urlsplit(sent[-1]).query))
requests.get(url, params={"limit": 5})
print("requests:", sent[-1])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
