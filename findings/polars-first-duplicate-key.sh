#!/usr/bin/env bash
# Finding: of two equal keys in an object polars keeps the first, where json, orjson,
# msgspec, ujson and simdjson keep the last and pyarrow raises an error. A lone
# surrogate, `\ud800`, becomes the character NUL in polars, and `?` in ijson.
# Packages: polars 2.1.0, orjson 3.13.0, msgspec 0.22.0, ujson 6.1.0, pysimdjson
# 7.0.2, pyarrow 26.0.1, ijson 3.6.0 (PyPI).
# Why it matters: one record matches a filter or not, by the reader.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 orjson==3.13.0 msgspec==0.22.0 ujson==6.1.0 pysimdjson==7.0.2 pyarrow==26.0.1 ijson==3.6.0

cat > expected <<'END'
{"state": "ERROR", "state": "COMPLETE"}
   json => 'COMPLETE'
   orjson => 'COMPLETE'
   msgspec => 'COMPLETE'
   ujson => 'COMPLETE'
   simdjson => 'COMPLETE'
   ijson => 'COMPLETE'
   polars => 'ERROR'
   pyarrow => error
{"name": "\ud800"}
   json => '\ud800'
   orjson => error
   msgspec => error
   ujson => '\ud800'
   simdjson => error
   ijson => '?'
   polars => '\x00'
   pyarrow => error
END

cat > probe.py <<'END'
import io
import json

import ijson
import msgspec
import orjson
import polars
import pyarrow.json
import simdjson
import ujson

readers = {
    "json": json.loads, "orjson": orjson.loads, "msgspec": msgspec.json.decode, "ujson": ujson.loads,
    "simdjson": simdjson.loads, "ijson": lambda text: next(ijson.items(io.BytesIO(text), "")),
    "polars": lambda text: polars.read_ndjson(io.BytesIO(text)).to_dicts()[0],
    "pyarrow": lambda text: pyarrow.json.read_json(io.BytesIO(text)).to_pylist()[0],
}
for text in (b'{"state": "ERROR", "state": "COMPLETE"}', b'{"name": "\\ud800"}'):
    print(text.decode())
    for name, read in readers.items():
        try:
            print("  ", name, "=>", ascii(next(iter(read(text).values()))))
        except Exception as error:
            print("  ", name, "=> error")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
