#!/usr/bin/env bash
# Finding: three right filters select nothing. A text with a doubled quote is
# compared with both quotes in it. A timestamp is not equal to the same Date. And
# a timestamp is compared with a timestamp in text as NaN, for what JSON gives is
# text.
# Package: odata-v4-inmemory 0.1.9 (npm).
# Why it matters: the filter is right and the list is empty, with no error. The
# names O'Neil and every `createdAt` of a saved answer are such cases.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-inmemory@0.1.9 > install.log

cat > expected <<'END'
name eq 'O''Neil' => false
date eq 2024-05-06T00:00:00Z => false
date ge 2024-05-06T00:00:00Z => true
text eq 2024-05-06T00:00:00Z => false
text ge 2023-01-01T00:00:00Z => false
text le 2030-01-01T00:00:00Z => false
END

cat > probe.cjs <<'END'
const { createFilter } = require('odata-v4-inmemory');
const job = { name: "O'Neil", date: new Date('2024-05-06T00:00:00Z'), text: '2024-05-06T00:00:00Z' };
for (const filter of [
  "name eq 'O''Neil'", 'date eq 2024-05-06T00:00:00Z', 'date ge 2024-05-06T00:00:00Z',
  'text eq 2024-05-06T00:00:00Z', 'text ge 2023-01-01T00:00:00Z', 'text le 2030-01-01T00:00:00Z',
]) console.log(filter, '=>', Boolean(createFilter(filter)(job)));
END
node probe.cjs > seen

diff expected seen
echo unchanged
