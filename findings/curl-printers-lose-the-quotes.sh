#!/usr/bin/env bash
# Finding: eight packages print a request that was sent as a command of curl, and bash runs
# it. axios leaves the quotes of a filter raw, which is valid. fetch-to-curl writes them
# between its own, so the name arrives without quotes. curl-generator and curlify2 write no
# quotes around the URL: the quotes of the name and the limit after the `&` are lost, and
# curlify2 adds a body `None` to a GET. axios-curlirize prints the decoded filter, which curl
# refuses for its blanks. Postman's generator, with double quotes, sends `\!` for `!`. The
# commands of request-to-curl, curlify and requests-to-curl are right.
# Packages: axios 1.21.1, axios-curlirize 2.0.0, fetch-to-curl 0.6.0, curl-generator 0.5.0,
# request-to-curl 0.1.6, postman-code-generators 2.1.1, postman-collection 5.3.1 (npm);
# curlify 3.0.0, curlify2 2.0.0, requests-to-curl 1.1.0, requests 2.34.2 (PyPI); curl 7.88.1
# (Debian 12).
# Why it matters: such a command is what goes into a ticket, and it asks for something else
# than the program did, without its filter's quotes or its limit.
# Seen on 2026-12-01. Needs node and npm, python3, curl (Debian's package).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts axios@1.21.1 axios-curlirize@2.0.0 fetch-to-curl@0.6.0 curl-generator@0.5.0 request-to-curl@0.1.6 postman-code-generators@2.1.1 postman-collection@5.3.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check curlify==3.0.0 curlify2==2.0.0 requests-to-curl==1.1.0 requests==2.34.2

cat > expected <<'END'
/jobs?filter=name+eq+%27web!%27&limit=5
/jobs?filter=name+eq+'web!'&limit=5
axios-curlirize => curl: (3) URL using bad/illegal format or missing URL
fetch-to-curl => /jobs?filter=name+eq+web!&limit=5
curl-generator => /jobs?filter=name+eq+web!
request-to-curl => /jobs?filter=name+eq+%27web!%27&limit=5
Postman, single => /jobs?filter=name+eq+%27web!%27&limit=5
Postman, double => /jobs?filter=name+eq+%27web\!%27&limit=5
curlify => /jobs?filter=name+eq+'web!'&limit=5
curlify2 => /jobs?filter=name+eq+web!
requests-to-curl => /jobs?filter=name+eq+'web!'&limit=5
END

. "$here/recorder.sh"
cat > probe.mjs <<'END'
import http from 'node:http';
import { createRequire } from 'node:module';
import axios from 'axios';
import curlirize from 'axios-curlirize';
import { CurlGenerator } from 'curl-generator';
const require = createRequire(import.meta.url);
require('request-to-curl');
const fetchToCurl = require('fetch-to-curl').default;
const { convert } = require('postman-code-generators');
const { Request } = require('postman-collection');

const base = process.argv[2];
const print = (name, command) => console.log(`${name}\t${command.replace(/\s*\\?$/, '')}`);
const client = axios.create({ adapter: 'http' });
curlirize(client, ({ command }) => print('axios-curlirize', command));
await client.get(`${base}/jobs`, { params: { filter: "name eq 'web!'", limit: 5 } });
const url = `${base}/jobs?filter=name+eq+'web!'&limit=5`;
print('fetch-to-curl', fetchToCurl(url));
print('curl-generator', CurlGenerator({ url }));
const request = http.get(url);
await new Promise((done) => request.on('response', (response) => response.resume().on('end', done)));
print('request-to-curl', request.toCurl());
for (const quoteType of ['single', 'double'])
  convert('cURL', 'cURL', new Request(url), { multiLine: false, quoteType }, (_, command) => print(`Postman, ${quoteType}`, command));
END
cat > probe.py <<'END'
import contextlib
import io
import sys

import curlify
import curlify2
import requests
import requests_to_curl

response = requests.get(f"{sys.argv[1]}/jobs?filter=name+eq+'web!'&limit=5")
print("curlify", curlify.to_curl(response.request), sep="\t")
print("curlify2", curlify2.Curlify(response.request).to_curl(), sep="\t")
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    command = requests_to_curl.parse(response)
print("requests-to-curl", command or printed.getvalue().strip(), sep="\t")
END
{ node probe.mjs "http://127.0.0.1:$port"; venv/bin/python probe.py "http://127.0.0.1:$port"; } > commands
sort -u requests > seen
while IFS=$'\t' read -r name command; do
  : > requests
  bash -c "${command/curl/curl -sS --max-time 5}; wait" > output 2>&1
  [ -s requests ] || grep -om1 'curl: (.*' output > requests
  echo "$name => $(cat requests)" >> seen
done < commands

diff expected seen
echo unchanged
