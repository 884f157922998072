#!/usr/bin/env bash
# Finding: three of six clients for OpenAPI drop a parameter whose value is a Date, one
# sends the words of JavaScript ("Mon May 06"), and two an instant. openapi-client-axios
# has the whole document, and writes `ids[]` for each list, where `explode` says commas or
# repeated names; swagger-client follows it, sends the `&` and `#` of a parameter with
# `allowReserved` raw, and drops an empty string. A null is an error in one, and in a list
# an `&` at the end in two, an empty value in one and the word null in one.
# Packages: swagger-client 3.37.3, openapi-fetch 0.17.0, openapi-client-axios 7.9.1 with
# axios 1.21.1, @hey-api/client-fetch 0.13.1, @oazapfts/runtime 1.2.0,
# openapi-typescript-fetch 2.2.1 (npm).
# Why it matters: `createdAfter: new Date(…)` asks for all jobs, and nothing reports it.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts swagger-client@3.37.3 openapi-fetch@0.17.0 openapi-client-axios@7.9.1 axios@1.21.1 @hey-api/client-fetch@0.13.1 @oazapfts/runtime@1.2.0 openapi-typescript-fetch@2.2.1 > install.log

cat > expected <<'END'
{"filter":"name eq 'a+b&c'"} | swagger-client => ?filter=name%20eq%20%27a%2Bb%26c%27
{"filter":"name eq 'a+b&c'"} | openapi-client-axios => ?filter=name+eq+'a%2Bb%26c'
{"filter":"name eq 'a+b&c'"} | openapi-fetch => ?filter=name%20eq%20%27a%2Bb%26c%27
{"filter":"name eq 'a+b&c'"} | @hey-api/client-fetch => ?filter=name%20eq%20%27a%2Bb%26c%27
{"filter":"name eq 'a+b&c'"} | @oazapfts/runtime => ?filter=name%20eq%20'a%2Bb%26c'
{"filter":"name eq 'a+b&c'"} | openapi-typescript-fetch => ?filter=name%20eq%20'a%2Bb%26c'
{"filter":""} | swagger-client => (no query)
{"filter":""} | openapi-client-axios => ?filter=
{"filter":""} | openapi-fetch => ?filter=
{"filter":""} | @hey-api/client-fetch => ?filter=
{"filter":""} | @oazapfts/runtime => ?filter=
{"filter":""} | openapi-typescript-fetch => ?filter=
{"filter":null} | swagger-client => (no query)
{"filter":null} | openapi-client-axios => (no query)
{"filter":null} | openapi-fetch => (no query)
{"filter":null} | @hey-api/client-fetch => (no query)
{"filter":null} | @oazapfts/runtime => error, Cannot convert undefined or null to object
{"filter":null} | openapi-typescript-fetch => (no query)
{"after":"2024-05-06T07:08:09.123Z"} | swagger-client => (no query)
{"after":"2024-05-06T07:08:09.123Z"} | openapi-client-axios => ?after=2024-05-06T07:08:09.123Z
{"after":"2024-05-06T07:08:09.123Z"} | openapi-fetch => (no query)
{"after":"2024-05-06T07:08:09.123Z"} | @hey-api/client-fetch => ?after=2024-05-06T07:08:09.123Z
{"after":"2024-05-06T07:08:09.123Z"} | @oazapfts/runtime => (no query)
{"after":"2024-05-06T07:08:09.123Z"} | openapi-typescript-fetch => ?after=Mon%20May%2006%202024%2007%3A08%3A09%20GMT%2B0000%20(Coordinated%20Universal%20Time)
{"reserved":"name eq 'a+b&c#d'"} | swagger-client => ?reserved=name%20eq%20'a+b&c#d'
{"reserved":"name eq 'a+b&c#d'"} | openapi-client-axios => ?reserved=name+eq+'a%2Bb%26c%23d'
{"reserved":"name eq 'a+b&c#d'"} | openapi-fetch => ?reserved=name%20eq%20%27a%2Bb%26c%23d%27
{"reserved":"name eq 'a+b&c#d'"} | @hey-api/client-fetch => ?reserved=name%20eq%20%27a%2Bb%26c%23d%27
{"reserved":"name eq 'a+b&c#d'"} | @oazapfts/runtime => ?reserved=name%20eq%20'a%2Bb%26c%23d'
{"reserved":"name eq 'a+b&c#d'"} | openapi-typescript-fetch => ?reserved=name%20eq%20'a%2Bb%26c%23d'
{"ids":["a,b","c"]} | swagger-client => ?ids=a%2Cb,c
{"ids":["a,b","c"]} | openapi-client-axios => ?ids%5B%5D=a,b&ids%5B%5D=c
{"ids":["a,b","c"]} | openapi-fetch => ?ids=a%2Cb&ids=c
{"ids":["a,b","c"]} | @hey-api/client-fetch => ?ids=a%2Cb&ids=c
{"ids":["a,b","c"]} | @oazapfts/runtime => ?ids=a%2Cb&ids=c
{"ids":["a,b","c"]} | openapi-typescript-fetch => ?ids=a%2Cb&ids=c
{"all":["a,b","c"]} | swagger-client => ?all=a%2Cb&all=c
{"all":["a,b","c"]} | openapi-client-axios => ?all%5B%5D=a,b&all%5B%5D=c
{"all":["a,b","c"]} | openapi-fetch => ?all=a%2Cb&all=c
{"all":["a,b","c"]} | @hey-api/client-fetch => ?all=a%2Cb&all=c
{"all":["a,b","c"]} | @oazapfts/runtime => ?all=a%2Cb&all=c
{"all":["a,b","c"]} | openapi-typescript-fetch => ?all=a%2Cb&all=c
{"all":["a",null]} | swagger-client => ?all=a&all=
{"all":["a",null]} | openapi-client-axios => ?all%5B%5D=a
{"all":["a",null]} | openapi-fetch => ?all=a&
{"all":["a",null]} | @hey-api/client-fetch => ?all=a&
{"all":["a",null]} | @oazapfts/runtime => error, Cannot convert undefined or null to object
{"all":["a",null]} | openapi-typescript-fetch => ?all=a&all=null
END

cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import createFetch from 'openapi-fetch';
import { createClient } from '@hey-api/client-fetch';
import * as oazapfts from '@oazapfts/runtime/query';
const require = createRequire(import.meta.url);
const Swagger = require('swagger-client');
const { OpenAPIClientAxios } = require('openapi-client-axios');
const { Fetcher } = require('openapi-typescript-fetch');
const axios = require('axios');

const strings = { type: 'array', items: { type: 'string' } };
const definition = {
  openapi: '3.0.0', info: { title: 'jobs', version: '1' }, servers: [{ url: 'http://h' }],
  paths: { '/jobs': { get: { operationId: 'jobs', responses: { 200: { description: 'jobs' } }, parameters: [
    { name: 'filter', in: 'query', schema: { type: 'string' } },
    { name: 'reserved', in: 'query', allowReserved: true, schema: { type: 'string' } },
    { name: 'ids', in: 'query', explode: false, schema: strings },
    { name: 'all', in: 'query', schema: strings },
    { name: 'after', in: 'query', schema: { type: 'string', format: 'date-time' } }] } } },
};
let sent;
globalThis.fetch = async (target) => {
  sent = target.url ?? String(target);
  return new Response('{}', { headers: { 'content-type': 'application/json' } });
};
const adapter = async (config) => {
  sent = axios.getUri(config);
  return { data: {}, status: 200, headers: {}, config };
};
const swagger = await new Swagger({ spec: definition });
const described = await new OpenAPIClientAxios({ definition, axiosConfigDefaults: { adapter } }).init();
const fetched = createFetch({ baseUrl: 'http://h' });
const hey = createClient({ baseUrl: 'http://h' });
const fetcher = Fetcher.for();
fetcher.configure({ baseUrl: 'http://h' });
const typed = fetcher.path('/jobs').method('get').create({ filter: 1, reserved: 1, ids: 1, all: 1, after: 1 });
const clients = {
  'swagger-client': (query) => swagger.apis.default.jobs(query),
  'openapi-client-axios': (query) => described.jobs(query),
  'openapi-fetch': (query) => fetched.GET('/jobs', { params: { query } }),
  '@hey-api/client-fetch': (query) => hey.get({ url: '/jobs', query }),
  '@oazapfts/runtime': (query) => { sent = 'http://h/jobs' + oazapfts.query(oazapfts.explode(query)); },
  'openapi-typescript-fetch': (query) => typed(query),
};
for (const query of [{ filter: "name eq 'a+b&c'" }, { filter: '' }, { filter: null }, { after: new Date('2024-05-06T07:08:09.123Z') },
  { reserved: "name eq 'a+b&c#d'" }, { ids: ['a,b', 'c'] }, { all: ['a,b', 'c'] }, { all: ['a', null] }])
  for (const [name, send] of Object.entries(clients)) {
    let seen;
    try {
      await send(query);
      seen = sent.replace('http://h/jobs', '') || '(no query)';
    } catch (error) {
      seen = 'error, ' + error.message;
    }
    console.log(JSON.stringify(query), '|', name, '=>', seen);
  }
END
TZ=UTC node probe.mjs > seen

diff expected seen
echo unchanged
