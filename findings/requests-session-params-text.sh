#!/usr/bin/env bash
# Finding: parameters of the session are joined with those of a request if the
# request gives a dictionary, and dropped without a word if the request gives text,
# bytes or a list of pairs.
# Package: requests 2.34.2 (PyPI).
# Why it matters: a session that holds the filter for all of its requests fetches
# every job as soon as one call says `params="limit=5"`.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check requests==2.34.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
no params => /jobs?filter=state+eq+%27ERROR%27
a dictionary => /jobs?filter=state+eq+%27ERROR%27&limit=5
a list of pairs => /jobs?limit=5
text => /jobs?limit=5
bytes => /jobs?limit=5
END

cat > probe.py <<'END'
import http.server
import threading

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
session = requests.Session()
session.params = {"filter": "state eq 'ERROR'"}
for label, options in (
    ("no params", {}), ("a dictionary", {"params": {"limit": 5}}),
    ("a list of pairs", {"params": [("limit", 5)]}), ("text", {"params": "limit=5"}), ("bytes", {"params": b"limit=5"}),
):
    session.get(base + "/jobs", **options)
    print(f"{label} => {sent[-1]}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
