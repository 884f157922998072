#!/usr/bin/env bash
# Finding: a key given as an item of a list is still a pattern: `get(record,
# ['tag[1]'])` returns the value of `tag1`, though the key `tag[1]` exists. `new`
# makes a list with empty places of an object whose key is a number.
# Package: dpath 2.2.0 (PyPI).
# Why it matters: a tag with brackets in its key is compared with the value of
# another tag, without an error.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dpath==2.2.0

cat > expected <<'END'
get ['tag[1]'] => of tag1
get ['tags', 'tag[1]'] => of tag1
new tags/2 => {'tags': [None, None, 'x']}
END

cat > probe.py <<'END'
import dpath

print("get ['tag[1]'] =>", dpath.get({'tag[1]': 'right', 'tag1': 'of tag1'}, ['tag[1]']))
print("get ['tags', 'tag[1]'] =>", dpath.get({'tags': {'tag[1]': 'right', 'tag1': 'of tag1'}}, ['tags', 'tag[1]']))
made = {}
dpath.new(made, 'tags/2', 'x')
print('new tags/2 =>', made)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
