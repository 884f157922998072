#!/usr/bin/env bash
# Finding: PowerShell made from a filter has only the first quote of its text
# doubled. The second ends the string, and the code does not parse. The same filter
# in Python is right.
# Package: curlconverter 4.12.0 (npm).
# Why it matters: nearly every filter holds two quotes.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts curlconverter@4.12.0 > install.log

cat > expected <<'END'
"filter" = 'state eq ''ERROR''
'filter': "state eq 'ERROR'",
"filter" = 'state eq ''ERROR' and generation eq 3'
'filter': "state eq 'ERROR' and generation eq 3",
END

cat > probe.mjs <<'END'
import { toPowershellRestMethod, toPython } from 'curlconverter';
for (const filter of ["state eq 'ERROR'", "state eq 'ERROR' and generation eq 3"]) {
  const command = `curl -G https://host/jobs --data-urlencode "filter=${filter}"`;
  console.log(toPowershellRestMethod(command).split('\n').find((line) => line.includes('filter')).trim());
  console.log(toPython(command).split('\n').find((line) => line.includes("'filter'")).trim());
}
END
node probe.mjs > seen

diff expected seen
echo unchanged
