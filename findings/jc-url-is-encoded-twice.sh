#!/usr/bin/env bash
# Finding: the part `encoded` of the URL parser encodes what is encoded already: `%20`
# becomes `%2520`. In a raw filter it writes `+` for a blank and leaves the `+` of an id,
# so both read as one. A `#` in a filter ends the query, and `encoded` has it raw. An
# empty `filter=` is missing in `query_obj`. In the parser of access logs `epoch` is the
# same number for 07:08:09 +0200 and +0000.
# Package: jc 1.26.1 (PyPI).
# Why it matters: logs of requests are where a wrong filter is looked for, and the link
# that jc prints for one asks for something else.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jc==1.26.1
export TZ=UTC

cat > expected <<'END'
filter=id%20eq%20%27A%2BB%27
   encoded => filter=id%2520eq%2520%2527A%252BB%2527
   query_obj => {'filter': ["id eq 'A+B'"]}
filter=id eq 'A+B'
   encoded => filter=id+eq+%27A+B%27
   query_obj => {'filter': ["id eq 'A B'"]}
filter=id eq 'x#y'
   encoded => filter=id+eq+%27x#y%27
   query_obj => {'filter': ["id eq 'x"]}
filter=&limit=1
   encoded => filter=&limit=1
   query_obj => {'limit': ['1']}
+0200 => 1714979289 None
+0000 => 1714979289 1714979289
END

cat > probe.py <<'END'
import jc

for query in ("filter=id%20eq%20%27A%2BB%27", "filter=id eq 'A+B'", "filter=id eq 'x#y'", "filter=&limit=1"):
    url = jc.parse("url", f"https://com.example/v1/jobs?{query}")
    print(query)
    print("   encoded =>", url["encoded"]["url"].split("?")[1])
    print("   query_obj =>", url["query_obj"])
for zone in ("+0200", "+0000"):
    line, = jc.parse("clf", f'192.0.2.1 - - [06/May/2024:07:08:09 {zone}] "GET /v1/jobs HTTP/1.1" 200 5\n')
    print(zone, "=>", line["epoch"], line["epoch_utc"])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
