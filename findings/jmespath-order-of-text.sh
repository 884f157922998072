#!/usr/bin/env bash
# Finding: `createdAt >= '2024-...'` selects the right records in three packages and
# none in the fourth, where only numbers have an order. A number and a text are
# compared by JavaScript's rules in two, raise an error in Python, and select nothing
# in the fourth. And null is less than 2 in two.
# Packages: jmespath 0.16.0, @metrichor/jmespath 0.3.1, @jmespath-community/jmespath
# 1.3.0 (npm), jmespath 1.1.0 (PyPI).
# Why it matters: the language's text says that only numbers are ordered; the query
# that works in one client is an empty list in another.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jmespath@0.16.0 @metrichor/jmespath@0.3.1 @jmespath-community/jmespath@1.3.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jmespath==1.1.0

cat > expected <<'END'
npm jmespath: [?t >= '2024-01-01'].i => a
npm jmespath: [?g < `2`].i => a b c
npm jmespath: [?g == `1`].i => a
npm @metrichor/jmespath: [?t >= '2024-01-01'].i => a
npm @metrichor/jmespath: [?g < `2`].i => a b c
npm @metrichor/jmespath: [?g == `1`].i => a
npm @jmespath-community/jmespath: [?t >= '2024-01-01'].i => (nothing)
npm @jmespath-community/jmespath: [?g < `2`].i => a
npm @jmespath-community/jmespath: [?g == `1`].i => a
PyPI jmespath: [?t >= '2024-01-01'].i => a
PyPI jmespath: [?g < `2`].i => TypeError
PyPI jmespath: [?g == `1`].i => a
END

cat > rows.json <<'END'
[{"i": "a", "t": "2024-05-06T07:08:09Z", "g": 1}, {"i": "b", "t": "2023-01-01T00:00:00Z", "g": null}, {"i": "c", "t": null, "g": "1"}]
END
cat > queries.json <<'END'
["[?t >= '2024-01-01'].i", "[?g < `2`].i", "[?g == `1`].i"]
END
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
for (const name of ['jmespath', '@metrichor/jmespath', '@jmespath-community/jmespath']) {
  const { search } = require(name);
  for (const query of read('queries.json'))
    console.log(`npm ${name}: ${query} => ${search(read('rows.json'), query).join(' ') || '(nothing)'}`);
}
END
node probe.mjs > seen
cat > probe.py <<'END'
import json
import jmespath

for query in json.load(open("queries.json")):
    try:
        found = " ".join(jmespath.search(query, json.load(open("rows.json")))) or "(nothing)"
    except TypeError as error:
        found = type(error).__name__
    print(f"PyPI jmespath: {query} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
