#!/usr/bin/env bash
# Finding: the ports of JSONata encode a filter otherwise. `$encodeUrl` leaves a blank,
# and `$encodeUrlComponent` encodes the quote, in one of four, and `$decodeUrlComponent`
# makes a blank of `+` in another. 30 February is 1 March and 24:00 the next day in the
# original, and errors in the ports. `$base64encode` of é is Latin-1 in the original,
# and UTF-8 in the ports. `$number` reads a string with a blank in the ports alone.
# Packages: jsonata 2.2.2 (npm); jsonata-python 0.7.1, jsonatapy 2.2.13, jsonata-rs
# 0.1.4 (PyPI).
# Why it matters: a server's id contains a `+`, and one expression decodes two ids from
# one query.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jsonata@2.2.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jsonata-python==0.7.1 jsonatapy==2.2.13
# Two packages install the module `jsonata`.
python3 -m venv rust
rust/bin/pip install --quiet --disable-pip-version-check jsonata-rs==0.1.4

cat > expected <<'END'
npm jsonata: $encodeUrlComponent("name eq 'a+b'") => "name%20eq%20'a%2Bb'"
npm jsonata: $encodeUrl("/jobs?filter=name eq 'a+b'") => "/jobs?filter=name%20eq%20'a+b'"
npm jsonata: $decodeUrlComponent("P06760-B21+2M21%2B") => "P06760-B21+2M21+"
npm jsonata: $toMillis('2024-02-29T00:00:00Z') => 1709164800000
npm jsonata: $toMillis('2024-02-30T00:00:00Z') => 1709251200000
npm jsonata: $toMillis('2024-05-06T24:00:00Z') => 1715040000000
npm jsonata: $base64encode('é') => "6Q=="
npm jsonata: $number(' 5') => error
PyPI jsonata-python: $encodeUrlComponent("name eq 'a+b'") => "name%20eq%20'a%2Bb'"
PyPI jsonata-python: $encodeUrl("/jobs?filter=name eq 'a+b'") => "/jobs?filter=name%20eq%20'a+b'"
PyPI jsonata-python: $decodeUrlComponent("P06760-B21+2M21%2B") => "P06760-B21+2M21+"
PyPI jsonata-python: $toMillis('2024-02-29T00:00:00Z') => 1709164800000
PyPI jsonata-python: $toMillis('2024-02-30T00:00:00Z') => error
PyPI jsonata-python: $toMillis('2024-05-06T24:00:00Z') => error
PyPI jsonata-python: $base64encode('é') => "w6k="
PyPI jsonata-python: $number(' 5') => 5
PyPI jsonatapy: $encodeUrlComponent("name eq 'a+b'") => "name%20eq%20%27a%2Bb%27"
PyPI jsonatapy: $encodeUrl("/jobs?filter=name eq 'a+b'") => "/jobs?filter=name eq 'a+b'"
PyPI jsonatapy: $decodeUrlComponent("P06760-B21+2M21%2B") => "P06760-B21+2M21+"
PyPI jsonatapy: $toMillis('2024-02-29T00:00:00Z') => 1709164800000
PyPI jsonatapy: $toMillis('2024-02-30T00:00:00Z') => error
PyPI jsonatapy: $toMillis('2024-05-06T24:00:00Z') => error
PyPI jsonatapy: $base64encode('é') => "w6k="
PyPI jsonatapy: $number(' 5') => 5
PyPI jsonata-rs: $encodeUrlComponent("name eq 'a+b'") => "name%20eq%20'a%2Bb'"
PyPI jsonata-rs: $encodeUrl("/jobs?filter=name eq 'a+b'") => "/jobs?filter=name%20eq%20'a+b'"
PyPI jsonata-rs: $decodeUrlComponent("P06760-B21+2M21%2B") => "P06760-B21 2M21+"
PyPI jsonata-rs: $toMillis('2024-02-29T00:00:00Z') => 1709164800000
PyPI jsonata-rs: $toMillis('2024-02-30T00:00:00Z') => error
PyPI jsonata-rs: $toMillis('2024-05-06T24:00:00Z') => error
PyPI jsonata-rs: $base64encode('é') => "w6k="
PyPI jsonata-rs: $number(' 5') => 5
END

cat > queries.json <<'END'
[
  "$encodeUrlComponent(\"name eq 'a+b'\")", "$encodeUrl(\"/jobs?filter=name eq 'a+b'\")", "$decodeUrlComponent(\"P06760-B21+2M21%2B\")",
  "$toMillis('2024-02-29T00:00:00Z')", "$toMillis('2024-02-30T00:00:00Z')", "$toMillis('2024-05-06T24:00:00Z')",
  "$base64encode('é')", "$number(' 5')"
]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';
for (const query of JSON.parse(readFileSync('queries.json', 'utf8'))) {
  let found;
  try { found = JSON.stringify(await jsonata(query).evaluate({})); } catch { found = 'error'; }
  console.log(`npm jsonata: ${query} => ${found}`);
}
END
node probe.mjs > seen
cat > probe.py <<'END'
import json
import sys

import jsonata

name = sys.argv[1]
readers = {name: lambda query: jsonata.Jsonata(query).evaluate({})}
if name == "jsonata-python":
    import jsonatapy
    readers["jsonatapy"] = lambda query: jsonatapy.evaluate(query, {})
for name, read in readers.items():
    with open("queries.json") as queries:
        for query in json.load(queries):
            try:
                found = json.dumps(read(query))
            except Exception:
                found = "error"
            print(f"PyPI {name}: {query} => {found}")
END
venv/bin/python probe.py jsonata-python >> seen
rust/bin/python probe.py jsonata-rs >> seen

diff expected seen
echo unchanged
