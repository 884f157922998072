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

cat > server.py <<'END'
import http.server
import os

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("requests", "a") as log:
            print(self.path, file=log)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
with open("port.new", "w") as port:
    print(server.server_port, file=port)
os.rename("port.new", "port")
server.serve_forever()
END
python3 server.py &
server=$!
trap 'kill "$server"; rm -rf "$dir"' EXIT
until [ -e port ]; do sleep 0.1; done
port=$(cat port)
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
