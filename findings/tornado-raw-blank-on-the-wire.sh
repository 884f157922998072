#!/usr/bin/env bash
# Finding: the URL goes into the request line as it is, blanks included, which no
# server has to read. requests encodes the blank of the same URL.
# Packages: tornado 6.6.1, its simple client, and requests 2.34.2 (PyPI).
# Why it matters: the error comes from the server and is about HTTP, while the
# mistake is a filter that was not encoded.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tornado==6.6.1 requests==2.34.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
GET /jobs?filter=state eq 'ERROR' HTTP/1.1
GET /jobs?filter=state%20eq%20'ERROR' HTTP/1.1
GET /jobs?filter=state%20eq%20'ERROR' HTTP/1.1
END

cat > probe.py <<'END'
import asyncio
import socket
import threading

import requests
from tornado.httpclient import AsyncHTTPClient

listener = socket.create_server(("127.0.0.1", 0))
lines = []

def serve():
    for _ in range(3):
        connection, _address = listener.accept()
        lines.append(connection.recv(4096).split(b"\r\n")[0].decode())
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.close()

threading.Thread(target=serve, daemon=True).start()
base = f"http://127.0.0.1:{listener.getsockname()[1]}/jobs?filter="

async def run():
    for text in ("state eq 'ERROR'", "state%20eq%20'ERROR'"):
        await AsyncHTTPClient().fetch(base + text)

asyncio.run(run())
requests.get(base + "state eq 'ERROR'")
print("\n".join(lines))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
