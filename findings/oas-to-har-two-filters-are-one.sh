#!/usr/bin/env bash
# Finding: @readme/oas-to-har writes the value of a parameter into a HAR
# percent-encoded, where the format has it plain, but leaves a value that holds one
# valid escape as it is. So `'a+b'` and `'a%2Bb'` are one request when fetch-har sends
# them, and with httpsnippet and its fork @readme/httpsnippet the first has `%2520`
# for each blank, and the second is right. A filter that is null becomes the word
# null.
# Packages: @readme/oas-to-har 38.5.1 with oas 38.6.0, fetch-har 11.1.1, httpsnippet
# 3.0.10, @readme/httpsnippet 11.1.0 (npm).
# Why it matters: the packages are made for one another. A page of API documentation
# shows a command whose filter the service refuses.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @readme/oas-to-har@38.5.1 oas@38.6.0 fetch-har@11.1.1 httpsnippet@3.0.10 @readme/httpsnippet@11.1.0 > install.log

cat > expected <<'END'
name eq 'a+b' => name%20eq%20%27a%2Bb%27
   fetch-har: /jobs?filter=name%20eq%20%27a%2Bb%27
   httpsnippet: --url '/jobs?filter=name%2520eq%2520%2527a%252Bb%2527'
   @readme/httpsnippet: --url '/jobs?filter=name%2520eq%2520%2527a%252Bb%2527'
name eq 'a%2Bb' => name eq 'a%2Bb'
   fetch-har: /jobs?filter=name%20eq%20%27a%2Bb%27
   httpsnippet: --url '/jobs?filter=name%20eq%20'\''a%252Bb'\'''
   @readme/httpsnippet: --url '/jobs?filter=name%20eq%20%27a%252Bb%27'
name eq '100%' => name%20eq%20%27100%25%27
   fetch-har: /jobs?filter=name%20eq%20%27100%25%27
   httpsnippet: --url '/jobs?filter=name%2520eq%2520%2527100%2525%2527'
   @readme/httpsnippet: --url '/jobs?filter=name%2520eq%2520%2527100%2525%2527'
null => null
   fetch-har: /jobs?filter=null
   httpsnippet: --url '/jobs?filter=null'
   @readme/httpsnippet: --url '/jobs?filter=null'
END

. "$here/recorder.sh"
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { HTTPSnippet as Fork } from '@readme/httpsnippet';
import oasToHar from '@readme/oas-to-har';
import fetchHar from 'fetch-har';
import { HTTPSnippet } from 'httpsnippet';
import Oas from 'oas';

const base = process.argv[2];
const description = Oas.init({
  openapi: '3.0.3', info: { title: 'jobs', version: '1' }, servers: [{ url: base }],
  paths: { '/jobs': { get: { parameters: [{ name: 'filter', in: 'query', schema: { type: 'string' } }], responses: { 200: { description: 'jobs' } } } } },
});
for (const filter of ["name eq 'a+b'", "name eq 'a%2Bb'", "name eq '100%'", null]) {
  const har = oasToHar(description, description.operation('/jobs', 'get'), { query: { filter } });
  const { request } = har.log.entries[0];
  console.log(filter, '=>', request.queryString[0].value);
  await fetchHar(structuredClone(har));
  console.log('   fetch-har:', readFileSync('requests', 'utf8').trim().split('\n').at(-1));
  for (const [name, Snippet] of [['httpsnippet', HTTPSnippet], ['@readme/httpsnippet', Fork]]) {
    const command = [new Snippet(structuredClone(request)).convert('shell', 'curl')].flat()[0];
    console.log(`   ${name}:`, /--url .*/.exec(command.replace(base, ''))[0].replace(/ \\$/, ''));
  }
}
END
node probe.mjs "http://127.0.0.1:$port" > seen

diff expected seen
echo unchanged
