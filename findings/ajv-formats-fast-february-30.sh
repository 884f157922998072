#!/usr/bin/env bash
# Finding: the mode `fast` of ajv-formats takes 30 February and hour 24 for a
# date-time, and refuses the blank for the T; the full mode is the other way round.
# Both take `+0000`, which RFC 3339 does not have.
# Package: ajv-formats 3.0.1 with ajv 8.20.0 (npm).
# Why it matters: a schema from an OpenAPI file says `date-time` in both modes. What
# passes here is a syntax error, or no date, at the service.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ajv-formats@3.0.1 ajv@8.20.0 > install.log

cat > expected <<'END'
2024-05-06T07:08:09Z => full true, fast true
2024-02-30T07:08:09Z => full false, fast true
2024-05-06T24:00:00Z => full false, fast true
2024-05-06 07:08:09Z => full true, fast false
2024-05-06T07:08:09+0000 => full true, fast true
2016-12-31T23:59:60Z => full true, fast true
2024-05-06T07:08Z => full false, fast false
END

cat > probe.cjs <<'END'
const Ajv = require('ajv').default, formats = require('ajv-formats').default;
const checks = ['full', 'fast'].map((mode) => {
  const ajv = new Ajv();
  formats(ajv, { mode, formats: ['date-time'] });
  return [mode, ajv.compile({ type: 'string', format: 'date-time' })];
});
for (const text of [
  '2024-05-06T07:08:09Z', '2024-02-30T07:08:09Z', '2024-05-06T24:00:00Z', '2024-05-06 07:08:09Z',
  '2024-05-06T07:08:09+0000', '2016-12-31T23:59:60Z', '2024-05-06T07:08Z',
]) console.log(text, '=>', checks.map(([mode, check]) => `${mode} ${check(text)}`).join(', '));
END
node probe.cjs > seen

diff expected seen
echo unchanged
