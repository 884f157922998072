#!/usr/bin/env bash
# Finding: the library's own printer does not double the quotes of a text, and the
# library's parser refuses what was printed.
# Package: odata-query 0.10.0 (PyPI).
# Why it matters: who parses a filter, changes it and prints it again loses the
# filters whose texts hold an apostrophe.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0

cat > expected <<'END'
name eq 'Neil' => name eq 'Neil' => the same
name eq 'O''Neil' => name eq 'O'Neil' => ParsingException
contains(name, 'it''s') => contains(name, 'it's') => ParsingException
END

cat > probe.py <<'END'
from odata_query.grammar import ODataLexer, ODataParser
from odata_query.roundtrip import AstToODataVisitor

def read(text):
    return ODataParser().parse(ODataLexer().tokenize(text))

for text in ("name eq 'Neil'", "name eq 'O''Neil'", "contains(name, 'it''s')"):
    printed = AstToODataVisitor().visit(read(text))
    try:
        again = "the same" if read(printed) == read(text) else "another filter"
    except Exception as error:
        again = type(error).__name__
    print(text, "=>", printed, "=>", again)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
