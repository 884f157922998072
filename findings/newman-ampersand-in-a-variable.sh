#!/usr/bin/env bash
# Finding: a `&` or `#` typed into the value of `url.query` is encoded, and the same
# character that comes from a variable is not: the variable ends the parameter. A
# `+` and a `%` are sent as they are, and a quote as %27. A path variable with a
# `?` begins the query.
# Package: newman 6.2.2 (npm), the runner of Postman collections.
# Why it matters: a name such as "R&D" in an environment cuts the filter, and the
# typed filter beside it works.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts newman@6.2.2 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
/typed?filter=name%20eq%20%27R%26D%231+2%%27
/variable?filter=name%20eq%20%27R&D
/path/x?y?filter=a%20eq%201
END

. "$here/recorder.sh"
cat > make.py <<'END'
import json, sys
port = sys.argv[1]
def item(path, query, **more):
    url = {"protocol": "http", "host": ["127", "0", "0", "1"], "port": port, "path": path, "query": query, **more}
    return {"name": "x", "request": {"method": "GET", "url": url}}
collection = {
    "info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "variable": [{"key": "name", "value": "R&D#1+2%"}],
    "item": [
        item(["typed"], [{"key": "filter", "value": "name eq 'R&D#1+2%'"}]),
        item(["variable"], [{"key": "filter", "value": "name eq '{{name}}'"}]),
        item(["path", ":id"], [{"key": "filter", "value": "a eq 1"}], variable=[{"key": "id", "value": "x?y"}]),
    ],
}
json.dump(collection, open("collection.json", "w"))
END
python3 make.py "$port"
node_modules/.bin/newman run collection.json --silent
cp requests seen

diff expected seen
echo unchanged
