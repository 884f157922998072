#!/usr/bin/env bash
# Finding: a Postman request holds its filter twice, in `url.raw` and in `url.query`.
# Where they differ, newman sends the query and the importer of Insomnia reads the
# raw text. A parameter that is disabled in the query is not sent by newman, and
# stays in the URL that Insomnia gets.
# Packages: newman 6.2.2, insomnia-importers 3.6.0 (npm).
# Why it matters: an edit by hand or by a program changes one of the two places, and
# the collection then means two filters.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts newman@6.2.2 insomnia-importers@3.6.0 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
newman: /differ?filter=state%20eq%20%27QUERY%27
newman: /disabled
insomnia: /differ?filter=state eq 'RAW' []
insomnia: /disabled?filter=state eq 'RAW' []
END

. "$here/recorder.sh"
cat > make.py <<'END'
import json, sys
port = sys.argv[1]
def item(path, raw, query):
    base = f"http://127.0.0.1:{port}/{path}"
    url = {"raw": base + raw, "protocol": "http", "host": ["127", "0", "0", "1"], "port": port, "path": [path], "query": query}
    return {"name": path, "request": {"method": "GET", "url": url}}
collection = {
    "info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "item": [
        item("differ", "?filter=state eq 'RAW'", [{"key": "filter", "value": "state eq 'QUERY'"}]),
        item("disabled", "?filter=state eq 'RAW'", [{"key": "filter", "value": "state eq 'RAW'", "disabled": True}]),
    ],
}
json.dump(collection, open("collection.json", "w"))
END
python3 make.py "$port"
node_modules/.bin/newman run collection.json --silent
sed 's/^/newman: /' requests > seen
cat > probe.cjs <<'END'
const { convert } = require('insomnia-importers');
const { readFileSync } = require('node:fs');
convert(readFileSync('collection.json', 'utf8')).then(({ data }) => {
  for (const r of data.resources) if (r._type === 'request')
    console.log('insomnia:', r.url.replace(/^.*?(?=\/d)/, ''), JSON.stringify(r.parameters));
});
END
node probe.cjs >> seen

diff expected seen
echo unchanged
