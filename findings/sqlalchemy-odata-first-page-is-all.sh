#!/usr/bin/env bash
# Finding: a service that sends two records for a page, without `@odata.nextLink`, has
# two records: a page shorter than the 1,000 asked for is the last one, so `count(*)` is
# 2 of 5. A page that fails ends the table too: the error goes to the log, and the query
# succeeds with the records before it. A time at 24:00 or in second 60 is null. `WHERE`
# does not reach the service, as documented, so each query reads such a table.
# Packages: sqlalchemy-odata 0.2.3, shillelagh 1.4.5, sqlalchemy 2.1.9 (PyPI).
# Why it matters: a report counts the jobs with an error on the first page, or on those
# before the service was busy.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sqlalchemy-odata==0.2.3 shillelagh==1.4.5 sqlalchemy==2.1.9
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
whole: count(*) => 5
linked: count(*) => 5
capped: count(*) => 2
fails: count(*) => 2
t => 2024-05-06T07:08:09+00:00 2024-05-06T07:08:09.123456+00:00 None None None
i > 3 => 4 of a request with $skip $top
END

cat > probe.py <<'END'
import http.server
import json
import logging
import threading
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import create_engine, text

METADATA = """<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityContainer Name="C">SETS</EntityContainer>
<EntityType Name="job"><Property Name="i" Type="Edm.Int64"/><Property Name="t" Type="Edm.DateTimeOffset"/></EntityType>
</Schema></edmx:DataServices></edmx:Edmx>"""
SETS = ("whole", "linked", "capped", "fails")
ROWS = [{"i": i, "t": t} for i, t in enumerate(("2024-05-06T07:08:09Z", "2024-05-06T07:08:09.1234567Z", "2024-05-06T24:00:00Z", "2024-05-06T23:59:60Z", None))]
asked = []

class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        name = url.path.rsplit("/", 1)[1]
        query = parse_qs(url.query)
        skip = int(query.get("$skip", ["0"])[0])
        if name == "$metadata":
            self.send(200, METADATA.replace("SETS", "".join(f'<EntitySet Name="{s}" EntityType="n.job"/>' for s in SETS)))
            return
        asked.append(sorted(query))
        page = {"value": ROWS if name == "whole" else ROWS[skip:skip + 2]}
        if name in ("linked", "fails") and skip < 4:
            page["@odata.nextLink"] = f"http://127.0.0.1:{self.server.server_port}/odata/{name}?$skip={skip + 2}"
        self.send(400 if name == "fails" and skip == 2 else 200, json.dumps(page))

    def send(self, status, body):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments):
        pass

logging.disable()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
engine = create_engine(f"odata://user:word@127.0.0.1:{server.server_port}/odata")
with engine.connect() as connection:
    for name in SETS:
        print(f"{name}: count(*) => {connection.execute(text(f'select count(*) from {name}')).scalar()}")
    print("t =>", *(t and t.isoformat() for t, in connection.execute(text('select t from "whole"'))))
    asked.clear()
    print("i > 3 =>", *(i for i, in connection.execute(text('select i from "whole" where i > 3'))), "of a request with", *asked[0])
server.shutdown()
END
venv/bin/python -W ignore probe.py > seen

diff expected seen
echo unchanged
