#!/usr/bin/env bash
# Finding: a mocked request for one filter, in four packages, and the requests that it
# answers. In msw a handler whose URL has a query answers each filter, and a request without
# one; a warning on the console is all. fetch-mock with a URL minds the letters, so `+` for a
# blank is another request; with `query` it minds the value, and takes more parameters; with
# `begin:` it takes a second filter. axios-mock-adapter compares the URL and `params` apart, so
# a mock of one form does not answer the other, and a mock of the path answers each filter in
# `params` and none in the URL. MockAgent of undici takes `+`, `%20`, `'` and `%27` alike.
# Packages: msw 2.15.0, fetch-mock 12.6.0, axios-mock-adapter 2.1.0, axios 1.21.1, undici
# 7.30.2 (npm).
# Why it matters: a test with such a mock passes if the program sends the wrong filter, or
# none, and fails if it encodes the same filter in another valid way.
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts msw@2.15.0 fetch-mock@12.6.0 axios-mock-adapter@2.1.0 axios@1.21.1 undici@7.30.2 > install.log

cat > expected <<'END'
msw, URL => the same, raw quotes, plus, another state, and a limit, two filters, no filter
fetch-mock, URL => the same, raw quotes
fetch-mock, begin => the same, raw quotes, and a limit, two filters
fetch-mock, query => the same, raw quotes, plus, and a limit
axios-mock-adapter, URL, sent as URL => the same
axios-mock-adapter, URL, sent as params => (nothing)
axios-mock-adapter, params, sent as URL => (nothing)
axios-mock-adapter, params, sent as params => the same, raw quotes, plus
axios-mock-adapter, no params, sent as URL => no filter
axios-mock-adapter, no params, sent as params => the same, raw quotes, plus, another state, and a limit, two filters, no filter
undici, path => the same, raw quotes, plus
undici, query => the same, raw quotes, plus
END

cat > probe.mjs <<'END'
import axios from 'axios';
import MockAdapter from 'axios-mock-adapter';
import fetchMock from 'fetch-mock';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { fetch as undiciFetch, MockAgent } from 'undici';

const jobs = 'http://mock.test/jobs';
const mocked = `${jobs}?filter=state%20eq%20%27ERROR%27`;
const filter = "state eq 'ERROR'";
const sent = {
  'the same': mocked,
  'raw quotes': `${jobs}?filter=state%20eq%20'ERROR'`,
  plus: `${jobs}?filter=state+eq+%27ERROR%27`,
  'another state': `${jobs}?filter=state%20eq%20%27DONE%27`,
  'and a limit': `${mocked}&limit=5`,
  'two filters': `${mocked}&filter=x`,
  'no filter': jobs,
};
const show = async (name, get) => {
  const answered = [];
  for (const [request, url] of Object.entries(sent))
    if (await get(url).catch(() => '') === 'mock') answered.push(request);
  console.log(`${name} => ${answered.join(', ') || '(nothing)'}`);
};
const text = async (response) => (await response).text();

console.warn = console.error = () => {};
const server = setupServer(http.get(mocked, () => HttpResponse.text('mock')));
server.listen({ onUnhandledRequest: 'error' });
await show('msw, URL', (url) => text(fetch(url)));
server.close();
for (const [name, route] of Object.entries({ URL: mocked, begin: `begin:${mocked}`, query: { url: jobs, query: { filter } } })) {
  const mock = fetchMock.createInstance().route(route, 'mock');
  await show(`fetch-mock, ${name}`, (url) => text(mock.fetchHandler(url)));
}
for (const [name, request] of Object.entries({ URL: [mocked], params: [jobs, { params: { filter } }], 'no params': [jobs] })) {
  const client = axios.create();
  new MockAdapter(client).onGet(...request).reply(200, 'mock');
  await show(`axios-mock-adapter, ${name}, sent as URL`, async (url) => (await client.get(url)).data);
  await show(`axios-mock-adapter, ${name}, sent as params`, async (url) => {
    const { searchParams } = new URL(url);
    return (await client.get(jobs, { params: Object.fromEntries(searchParams) })).data;
  });
}
for (const [name, request] of Object.entries({ path: { path: '/jobs?filter=state%20eq%20%27ERROR%27' }, query: { path: '/jobs', query: { filter } } })) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent.get('http://mock.test').intercept({ ...request, method: 'GET' }).reply(200, 'mock').persist();
  await show(`undici, ${name}`, (url) => text(undiciFetch(url, { dispatcher: agent })));
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
