#!/usr/bin/env bash
# Finding: a doubled quote ends the text, and all that follows is dropped without an
# error, further conditions included.
# Package: odata-v4-query 0.4.1 (PyPI).
# Why it matters: `name eq 'O''Neil' and state eq 'ERROR'` asks for the name O in
# any state. Timestamps and UUIDs, which the language writes bare, are refused as
# numbers.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-v4-query==0.4.1

cat > expected <<'END'
name eq 'Neil' and state eq 'ERROR' => and(eq('name', 'Neil'), eq('state', 'ERROR'))
name eq 'O''Neil' => eq('name', 'O')
name eq 'O''Neil' and state eq 'ERROR' => eq('name', 'O')
createdAt ge 2024-05-06T00:00:00Z => InvalidNumberError
id eq 12345678-1234-1234-1234-123456789abc => InvalidNumberError
END

cat > probe.py <<'END'
from odata_v4_query import ODataFilterParser

def shape(node):
    if node.type_ in ("literal", "identifier"):
        return repr(node.value)
    return f"{node.value}({shape(node.left)}, {shape(node.right)})"

for text in (
    "name eq 'Neil' and state eq 'ERROR'", "name eq 'O''Neil'", "name eq 'O''Neil' and state eq 'ERROR'",
    "createdAt ge 2024-05-06T00:00:00Z", "id eq 12345678-1234-1234-1234-123456789abc",
):
    try:
        print(text, "=>", shape(ODataFilterParser().parse(text)))
    except Exception as error:
        print(text, "=>", type(error).__name__)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
