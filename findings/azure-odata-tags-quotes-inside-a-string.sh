#!/usr/bin/env bash
# Finding: three packages of Azure insert values into a filter of OData. The tag `odata` of
# both packages of npm has no second quote in `'pre-${name}'`: a value inside of quotes gets
# quotes too, `'pre-'web''`, which are left out only if the value is all that is
# between them. null is nothing in one, so `g eq `, and the word null in the other; a Date is
# `datetime'…'`, the form of OData 2, or the words of JavaScript; a list has no quotes. The
# package of PyPI splits the filter at blanks: `@n` is replaced in `name eq @n`, an error in
# `(name eq @n)`, and stays in `contains(name,@n)` and `in (@n, 'b')`; a name with three
# blanks between its words is an error. There None is an error too.
# Packages: @azure/data-tables 13.3.2, @azure/search-documents 13.0.0 (npm);
# azure-data-tables 12.7.0 (PyPI).
# Why it matters: the tags are the known way to write a filter of OData safely, and a filter
# with a prefix, a list or a null is not valid or selects by the name `@n`.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @azure/data-tables@13.3.2 @azure/search-documents@13.0.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check azure-data-tables==12.7.0

cat > expected <<'END'
tables: name eq 'O''Neil'
tables: name eq 'O''Neil'
tables: startswith(name,'pre-'web'')
tables: parentJobId eq  and g eq 1
tables: createdAt gt datetime'1970-01-01T00:00:00.000Z'
tables: state in (ERROR,STALLED)
search: name eq 'O''Neil'
search: name eq 'O''Neil'
search: startswith(name,'pre-'web'')
search: parentJobId eq null and g eq 1
search: createdAt gt Thu Jan 01 1970 00:00:00 GMT…
search: state in (ERROR,STALLED)
PyPI: name eq @n, "O'Neil" => name eq 'O''Neil'
PyPI: (name eq @n), 'web' => KeyError: 'n)'
PyPI: contains(name,@n), 'web' => contains(name,@n)
PyPI: name in (@n, 'b'), 'web' => name in (@n, 'b')
PyPI: name eq 'a   b' and s eq @n, 'web' => IndexError: string index out of range
PyPI: parentJobId eq @n, None => AttributeError: 'NoneType' object has no attribute 'replace'
END

cat > probe.mjs <<'END'
import { odata as tables } from '@azure/data-tables';
import { odata as search } from '@azure/search-documents';

for (const [label, odata] of [['tables', tables], ['search', search]]) {
  console.log(`${label}:`, odata`name eq ${"O'Neil"}`);
  console.log(`${label}:`, odata`name eq '${"O'Neil"}'`);
  console.log(`${label}:`, odata`startswith(name,'pre-${'web'}')`);
  console.log(`${label}:`, odata`parentJobId eq ${null} and g eq ${1}`);
  console.log(`${label}:`, odata`createdAt gt ${new Date(0)}`.replace(/ GMT.*/, ' GMT…'));
  console.log(`${label}:`, odata`state in (${['ERROR', 'STALLED']})`);
}
END
cat > probe.py <<'END'
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

from azure.core.credentials import AzureNamedKeyCredential
from azure.data.tables import TableClient

seen = []

class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        query = urllib.parse.urlsplit(self.path).query
        seen.append(urllib.parse.parse_qs(query)["$filter"][0])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"value": []}')

    def log_message(self, *_):
        pass

server = HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
jobs = TableClient(f"http://127.0.0.1:{server.server_port}", "jobs", credential=AzureNamedKeyCredential("name", "a2V5"))
for query, value in (
    ("name eq @n", "O'Neil"),
    ("(name eq @n)", "web"),
    ("contains(name,@n)", "web"),
    ("name in (@n, 'b')", "web"),
    ("name eq 'a   b' and s eq @n", "web"),
    ("parentJobId eq @n", None),
):
    seen.clear()
    try:
        list(jobs.query_entities(query, parameters={"n": value}))
    except Exception as error:
        seen.append(f"{type(error).__name__}: {error}")
    print(f"PyPI: {query}, {value!r} =>", *seen)
END
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
{ node probe.mjs; venv/bin/python probe.py; } > seen

diff expected seen
echo unchanged
