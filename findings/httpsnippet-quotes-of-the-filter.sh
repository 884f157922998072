#!/usr/bin/env bash
# Finding: snippets in JavaScript, PHP and PowerShell put the URL into single quotes
# and leave the quotes of the filter as they are: the code does not parse. The
# snippets for the shell, Python, Go and Java are right.
# Package: httpsnippet 3.0.10 (npm).
# Why it matters: a documentation page whose example has a filter shows code that
# cannot run.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts httpsnippet@3.0.10 > install.log

cat > expected <<'END'
node fetch: const url = 'https://host/jobs?filter=state%20eq%20'ERROR'';
  node --check ends with 1
javascript fetch: const url = 'https://host/jobs?filter=state%20eq%20'ERROR'';
php guzzle: $response = $client->request('GET', 'https://host/jobs?filter=state%20eq%20'ERROR'');
powershell restmethod: $response = Invoke-RestMethod -Uri 'https://host/jobs?filter=state%20eq%20'ERROR'' -Method GET
shell curl: --url 'https://host/jobs?filter=state%20eq%20'\''ERROR'\'''
python requests: querystring = {"filter":"state eq 'ERROR'"}
go native: url := "https://host/jobs?filter=state%20eq%20'ERROR'"
java okhttp: .url("https://host/jobs?filter=state%20eq%20'ERROR'")
END

cat > probe.mjs <<'END'
import { HTTPSnippet } from 'httpsnippet';
import { writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
const har = {
  method: 'GET', url: 'https://host/jobs', httpVersion: 'HTTP/1.1', headers: [], cookies: [],
  queryString: [{ name: 'filter', value: "state eq 'ERROR'" }], headersSize: -1, bodySize: -1,
};
for (const [target, client] of [
  ['node', 'fetch'], ['javascript', 'fetch'], ['php', 'guzzle'], ['powershell', 'restmethod'],
  ['shell', 'curl'], ['python', 'requests'], ['go', 'native'], ['java', 'okhttp'],
]) {
  const made = [new HTTPSnippet(har).convert(target, client)].flat()[0];
  console.log(`${target} ${client}:`, made.split('\n').find((line) => line.includes('ERROR')).trim());
  if (target === 'node') {
    writeFileSync('made.cjs', made);
    console.log('  node --check ends with', spawnSync(process.execPath, ['--check', 'made.cjs']).status);
  }
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
