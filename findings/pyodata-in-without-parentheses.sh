#!/usr/bin/env bash
# Finding: `in`, which OData 2 lacks, is written as a chain of `or` without
# parentheses, and `and` follows it. A text that was set before is joined the same
# way, and a text that is set later replaces all that was set before.
# Package: pyodata 1.12.1 (PyPI), with requests 2.34.2.
# Why it matters: `state in (A, B), generation = 1` selects every job in state A.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyodata==1.12.1 requests==2.34.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
state in (A, B), generation 1 => state eq 'A' or state eq 'B' and generation eq 1
text with or, then state A => generation eq 1 or generation eq 2 and state eq 'A'
state A, then a text => generation eq 1
END

cat > probe.py <<'END'
import http.server
import threading
from urllib.parse import parse_qs, urlsplit

import pyodata
import requests

MODEL = b"""<edmx:Edmx xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" Version="1.0">
<edmx:DataServices xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" m:DataServiceVersion="2.0">
<Schema xmlns="http://schemas.microsoft.com/ado/2009/11/edm" Namespace="N">
<EntityType Name="Job"><Key><PropertyRef Name="id"/></Key>
<Property Name="id" Type="Edm.String" Nullable="false"/>
<Property Name="state" Type="Edm.String" Nullable="true"/>
<Property Name="generation" Type="Edm.Int32" Nullable="true"/></EntityType>
<EntityContainer Name="C" m:IsDefaultEntityContainer="true"><EntitySet Name="Jobs" EntityType="N.Job"/>
</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"""
sent = []

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.endswith("$metadata"):
            kind, body = "application/xml", MODEL
        else:
            sent.append(parse_qs(urlsplit(self.path).query)["$filter"][0])
            kind, body = "application/json", b'{"d":{"results":[]}}'
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
jobs = pyodata.Client(f"http://127.0.0.1:{server.server_port}/", requests.Session()).entity_sets.Jobs
for label, query in (
    ("state in (A, B), generation 1", jobs.get_entities().filter(state__in=["A", "B"], generation=1)),
    ("text with or, then state A", jobs.get_entities().filter("generation eq 1 or generation eq 2").filter(state="A")),
    ("state A, then a text", jobs.get_entities().filter(state="A").filter("generation eq 1")),
):
    query.execute()
    print(label, "=>", sent[-1])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
