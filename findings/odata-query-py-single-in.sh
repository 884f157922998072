#!/usr/bin/env bash
# Finding: a list of one member is a syntax error, `state in ('ERROR')`; the parser
# wants Python's comma after it, `('ERROR',)`, which OData does not know. Two
# members are read.
# Packages: odata-query 0.10.0; dynamo-odata 1.0.0, which grew from it (PyPI).
# Why it matters: programs join the members of a list, and on some days the list has
# one. Such a program works in a test and fails later.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0 dynamo-odata==1.0.0

cat > expected <<'END'
odata-query: state in ('ERROR','STALLED') => read
dynamo-odata: state in ('ERROR','STALLED') => read
odata-query: state in ('ERROR') => ParsingException
dynamo-odata: state in ('ERROR') => ParsingException
odata-query: state in ('ERROR',) => read
dynamo-odata: state in ('ERROR',) => read
END

cat > probe.py <<'END'
from dynamo_odata import build_filter
from odata_query.grammar import ODataLexer, ODataParser

def attempt(read, text):
    try:
        read(text)
        return "read"
    except Exception as error:
        return type(error).__name__

for text in ("state in ('ERROR','STALLED')", "state in ('ERROR')", "state in ('ERROR',)"):
    print("odata-query:", text, "=>", attempt(lambda t: ODataParser().parse(ODataLexer().tokenize(t)), text))
    print("dynamo-odata:", text, "=>", attempt(build_filter, text))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
