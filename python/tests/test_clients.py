"""`requests` and `httpx` send the filter so that the service reads it: a server on the loopback interface records the
raw query."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import requests

import comfilter
from comfilter import Filter, jobs

TEXTS = [
    "resource/id eq 'P06760-B21+2M212504P8'",
    "name eq 'O''Neil & 100% #1 ?=/;'",
    "createdAt ge 2026-01-01T00:00:00+02:00 and name eq 'é\U0001f600'",
    str(jobs.name.eq("%27+%20\\\"\t").build()),
]


@pytest.fixture(scope="module")
def server():
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/compute-ops-mgmt/v1/jobs", seen
        server.shutdown()
        thread.join()


def by_requests(url, filter):
    requests.get(url, params=filter.params(), timeout=30)


def by_session(url, filter):
    with requests.Session() as session:
        session.get(url, params={"limit": 10, **filter.params()}, timeout=30)


def by_httpx(url, filter):
    httpx.get(url, params=filter.params(), timeout=30, trust_env=False)


def by_httpx_client(url, filter):
    with httpx.Client(params={"limit": 10}, trust_env=False) as client:
        client.get(url, params=filter.params(), timeout=30)


def by_query(url, filter):
    requests.get(f"{url}?{filter.query()}", timeout=30)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("send", [by_requests, by_session, by_httpx, by_httpx_client, by_query])
def test_a_client_sends_the_filter(server, send, text, monkeypatch):
    url, seen = server
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    filter = Filter(text)
    seen.clear()
    send(url, filter)
    [path] = seen
    decoded = comfilter.decode(path)
    assert decoded.filter == str(filter), path
    assert not [found for found in decoded.diagnostics if found.severity == "error"], path
    if send is by_query:
        assert path.split("?")[1] == filter.query()
