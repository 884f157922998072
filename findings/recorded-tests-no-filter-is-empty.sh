#!/usr/bin/env bash
# Finding: six packages that mock or record requests in Python, and the requests that one
# answer is given to. requests-mock ignores case, so the mock of `'ERROR'` answers `'error'`,
# and takes a second filter beside the first; with `case_sensitive` it still takes both
# filters. For vcrpy a request without a filter is one with `filter=`, and two filters may
# change places: the recorded answer is given again. betamax keeps these apart. A `+` and a
# `%20` are one request in all, and `%3B` and `;`. A mock of respx with `params` takes more
# parameters, and one with the same query in `url` does not; responses takes the path without
# a query for each filter.
# Packages: requests-mock 1.12.1, responses 0.26.3, respx 0.23.1, vcrpy 9.4.2, betamax 0.9.0,
# requests 2.34.2, httpx 0.28.1 (PyPI).
# Why it matters: values of this API are compared with case, and a test goes on to pass when
# the filter has the wrong case, is sent twice, or is lost.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check requests-mock==1.12.1 responses==0.26.3 respx==0.23.1 vcrpy==9.4.2 betamax==0.9.0 requests==2.34.2 httpx==0.28.1
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
requests-mock, case_sensitive=False => the same, plus, lower case, a limit, two filters
requests-mock, case_sensitive=True => the same, plus, a limit, two filters
responses, URL => the same, plus
responses, path => the same, plus, lower case, a limit, two filters, no filter
respx, url => the same, plus
respx, params => the same, plus, a limit
vcrpy: filter= and then (none) => the first answer
betamax: filter= and then (none) => another answer
vcrpy: filter=x&filter=y and then filter=y&filter=x => the first answer
betamax: filter=x&filter=y and then filter=y&filter=x => another answer
vcrpy: filter=a+b and then filter=a%20b => the first answer
betamax: filter=a+b and then filter=a%20b => the first answer
vcrpy: filter=a%3Bb and then filter=a;b => the first answer
betamax: filter=a%3Bb and then filter=a;b => the first answer
vcrpy: filter=a%2Bb and then filter=a+b => another answer
betamax: filter=a%2Bb and then filter=a+b => another answer
END

cat > probe.py <<'END'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import betamax
import httpx
import requests
import requests_mock
import responses
import respx
import vcr

JOBS = "http://mock.test/jobs"
MOCKED = "filter=state%20eq%20%27ERROR%27"
SENT = {
    "the same": MOCKED,
    "plus": "filter=state+eq+%27ERROR%27",
    "lower case": "filter=state%20eq%20%27error%27",
    "a limit": f"{MOCKED}&limit=5",
    "two filters": f"{MOCKED}&filter=x",
    "no filter": "",
}

def show(name, get):
    answered = []
    for request, query in SENT.items():
        try:
            if get(f"{JOBS}?{query}").text == "mock":
                answered.append(request)
        except Exception:
            pass
    print(name, "=>", ", ".join(answered) or "(nothing)")

for case in (False, True):
    with requests_mock.Mocker(case_sensitive=case) as mock:
        mock.get(f"{JOBS}?{MOCKED}", text="mock")
        show(f"requests-mock, case_sensitive={case}", requests.get)
for name, url in (("URL", f"{JOBS}?{MOCKED}"), ("path", JOBS)):
    with responses.RequestsMock() as mock:
        mock.get(url, body="mock")
        show(f"responses, {name}", requests.get)
for name, request in (("url", {"url": f"{JOBS}?{MOCKED}"}), ("params", {"url": JOBS, "params": {"filter": "state eq 'ERROR'"}})):
    with respx.mock as mock:
        mock.get(**request).respond(text="mock")
        show(f"respx, {name}", httpx.get)

class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        query = self.path.partition("?")[2].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(query)))
        self.end_headers()
        self.wfile.write(query)

    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/jobs"
for first, second in (("filter=", ""), ("filter=x&filter=y", "filter=y&filter=x"), ("filter=a+b", "filter=a%20b"), ("filter=a%3Bb", "filter=a;b"), ("filter=a%2Bb", "filter=a+b")):
    for name in ("vcrpy", "betamax"):
        session = requests.Session()
        if name == "vcrpy":
            cassette = vcr.use_cassette(f"{first}.yaml".replace("/", ""), record_mode="new_episodes", allow_playback_repeats=True)
        else:
            cassette = betamax.Betamax(session, cassette_library_dir=".").use_cassette(first, record="new_episodes", allow_playback_repeats=True)
        with cassette:
            session.get(f"{url}?{first}")
            answer = session.get(f"{url}?{second}").text
        print(f"{name}: {first} and then {second or '(none)'} => {'the first' if answer == first else 'another'} answer")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
