#!/usr/bin/env bash
# Finding: two lookups write what no OData server reads. `range` gives the
# operators `gte` and `lte`, which are `ge` and `le`; None gives the word None,
# which a server takes for a property.
# Package: pyodata 1.12.1 (PyPI), with requests 2.34.2.
# Why it matters: "no parent job" is a usual condition, and the error comes from the
# server, about a property None.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyodata==1.12.1 requests==2.34.2
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
generation from 1 to 5 => generation gte 1 and generation lte 5
generation at least 1 => generation ge 1
state None => state eq None
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
    ("generation from 1 to 5", jobs.get_entities().filter(generation__range=(1, 5))),
    ("generation at least 1", jobs.get_entities().filter(generation__gte=1)),
    ("state None", jobs.get_entities().filter(state=None)),
):
    query.execute()
    print(label, "=>", sent[-1])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
