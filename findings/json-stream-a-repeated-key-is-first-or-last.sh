#!/usr/bin/env bash
# Finding: of a repeated key, `load(...)['state']` returns the first value and
# `to_standard_types(load(...))` the last one, with `persistent=True` too.
# Package: json-stream 2.5.1 (PyPI).
# Why it matters: one record passes or fails a local filter by the function that
# reads it.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check json-stream==2.5.1

cat > expected <<'END'
streaming: first by key, last as a dict
persistent: first by key, last as a dict
END

cat > probe.py <<'END'
import io
from json_stream import load, to_standard_types

text = '{"state": "first", "state": "last"}'
for name, persistent in (('streaming', False), ('persistent', True)):
    by_key = load(io.StringIO(text), persistent=persistent)['state']
    whole = to_standard_types(load(io.StringIO(text), persistent=persistent))['state']
    print(f'{name}: {by_key} by key, {whole} as a dict')
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
