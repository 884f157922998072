#!/usr/bin/env bash
# Finding: a property whose name begins with `null` or `true` cannot be filtered in
# six of seven parsers: the first letters are taken for the literal, and the rest
# of the name is an error.
# Packages: odata-v4-parser 0.1.29, @odata/parser 0.2.14, odata-parser 1.4.1,
# odata-filter-to-ast 4.0.0, @balena/odata-parser 4.3.5 (npm), odata-query 0.10.0
# (PyPI); dynamo-odata 1.0.0 (PyPI) reads them.
# Why it matters: names such as `nullable` and `trueCount` are plain names. Their
# error is about a character in the middle of the name.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-parser@0.1.29 @odata/parser@0.2.14 odata-parser@1.4.1 odata-filter-to-ast@4.0.0 @balena/odata-parser@4.3.5 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0 dynamo-odata==1.0.0

cat > expected <<'END'
odata-v4-parser: nullable refused, trueCount refused, notes read, order read
@odata/parser: nullable refused, trueCount refused, notes read, order read
odata-parser: nullable refused, trueCount refused, notes read, order read
odata-filter-to-ast: nullable refused, trueCount refused, notes read, order read
@balena/odata-parser: nullable refused, trueCount refused, notes read, order read
odata-query: nullable refused, trueCount refused, notes read, order read
dynamo-odata: nullable read, trueCount read, notes read, order read
END

cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import * as ast from 'odata-filter-to-ast';
const require = createRequire(import.meta.url);
const parsers = {
  'odata-v4-parser': require('odata-v4-parser').filter,
  '@odata/parser': (f) => require('@odata/parser').defaultParser.filter(f),
  'odata-parser': (f) => { const r = require('odata-parser').parse('$filter=' + f); if (r.error) throw r.error; },
  'odata-filter-to-ast': ast.parseFilter ?? ast.parse ?? ast.default,
  '@balena/odata-parser': (f) => require('@balena/odata-parser').parse('/j?$filter=' + f),
};
for (const [name, parse] of Object.entries(parsers)) {
  const line = ['nullable', 'trueCount', 'notes', 'order'].map((p) => {
    try { parse(p + ' eq 1'); return p + ' read'; } catch { return p + ' refused'; }
  });
  console.log(name + ':', line.join(', '));
}
END
node probe.mjs > seen
cat > probe.py <<'END'
from dynamo_odata import build_filter
from odata_query.grammar import ODataLexer, ODataParser
readers = {
    "odata-query": lambda text: ODataParser().parse(ODataLexer().tokenize(text)),
    "dynamo-odata": build_filter,
}
for library, read in readers.items():
    line = []
    for name in ("nullable", "trueCount", "notes", "order"):
        try:
            read(name + " eq 1")
            line.append(name + " read")
        except Exception:
            line.append(name + " refused")
    print(f"{library}:", ", ".join(line))
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
