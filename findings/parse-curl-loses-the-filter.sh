#!/usr/bin/env bash
# Finding: of `curl -G --data-urlencode "filter=..." -d limit=5` the result is a POST
# without the filter; `--url-query` is dropped, and a URL in `$'...'` is lost.
# Package: parse-curl 0.2.6 (npm).
# Why it matters: no error says that the filter is missing.
# Seen on 2026-11-29.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts parse-curl@0.2.6

cat > expected <<'END'
curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'" -d limit=5 => POST https://host/jobs limit=5
curl https://host/jobs --url-query "filter=state eq 'ERROR'" => GET https://host/jobs (no body)
curl $'https://host/jobs?filter=state eq \'ERROR\'' => GET undefined (no body)
curl "https://host/jobs?filter=state%20eq%20'ERROR'" => GET https://host/jobs?filter=state%20eq%20'ERROR' (no body)
END

cat > probe.cjs <<'END'
const parse = require('parse-curl');
for (const command of [
  `curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'" -d limit=5`,
  `curl https://host/jobs --url-query "filter=state eq 'ERROR'"`,
  `curl $'https://host/jobs?filter=state eq \\'ERROR\\''`,
  `curl "https://host/jobs?filter=state%20eq%20'ERROR'"`,
]) {
  const { method, url, body } = parse(command);
  console.log(command, '=>', method, url, body ?? '(no body)');
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
