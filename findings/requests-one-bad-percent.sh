#!/usr/bin/env bash
# Finding: one bare `%` in a URL makes the client encode every other `%` too, and
# without one it decodes what needed no encoding: the same `%41` is sent as A or as
# %2541. niquests, the successor with the same interface, leaves `%41` alone in the
# second case.
# Packages: requests 2.34.2, niquests 3.21.2 (PyPI).
# Why it matters: `name eq '100%'` beside an encoded `%2B` asks for the text `%2B`.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check requests==2.34.2 niquests==3.21.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
requests: a eq '%41' => /jobs?filter=a%20eq%20'A'
niquests: a eq '%41' => /jobs?filter=a%20eq%20'%41'
requests: a eq '%41' or b eq '100%' => /jobs?filter=a%20eq%20'%2541'%20or%20b%20eq%20'100%25'
niquests: a eq '%41' or b eq '100%' => /jobs?filter=a%20eq%20'%2541'%20or%20b%20eq%20'100%25'
requests: a eq 'x%2By' => /jobs?filter=a%20eq%20'x%2By'
niquests: a eq 'x%2By' => /jobs?filter=a%20eq%20'x%2By'
requests: a eq 'x%2By' or b eq '100%' => /jobs?filter=a%20eq%20'x%252By'%20or%20b%20eq%20'100%25'
niquests: a eq 'x%2By' or b eq '100%' => /jobs?filter=a%20eq%20'x%252By'%20or%20b%20eq%20'100%25'
END

cat > probe.py <<'END'
import http.server
import threading

import niquests
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
for text in ("a eq '%41'", "a eq '%41' or b eq '100%'", "a eq 'x%2By'", "a eq 'x%2By' or b eq '100%'"):
    for client in (requests, niquests):
        client.get(base + "/jobs?filter=" + text)
        print(f"{client.__name__}: {text} => {sent[-1]}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
