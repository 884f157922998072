#!/usr/bin/env bash
# Finding: `--data-urlencode "filter=..."` becomes a parameter whose name is the
# encoded whole, with an empty value, and the URL after `-G` is lost.
# `--url-query` is left out without an error.
# Package: insomnia-importers 3.6.0 (npm), the importer of Insomnia.
# Why it matters: both are the ways that curl's manual gives for such filters. The
# imported request has no filter.
# Seen on 2026-11-29.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts insomnia-importers@3.6.0

cat > expected <<'END'
curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'" => GET "" [{"name":"filter%3Dstate%20eq%20'ERROR'","value":""}]
curl https://host/jobs -G --data-urlencode "filter=state eq 'ERROR'" => GET "https://host/jobs" [{"name":"filter%3Dstate%20eq%20'ERROR'","value":""}]
curl https://host/jobs --url-query "filter=state eq 'ERROR'" => GET "https://host/jobs" []
curl "https://host/jobs?filter=state%20eq%20'ERROR'" => GET "https://host/jobs" [{"name":"filter","value":"state eq 'ERROR'","disabled":false}]
END

cat > probe.cjs <<'END'
const { convert } = require('insomnia-importers');
const commands = [
  `curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'"`,
  `curl https://host/jobs -G --data-urlencode "filter=state eq 'ERROR'"`,
  `curl https://host/jobs --url-query "filter=state eq 'ERROR'"`,
  `curl "https://host/jobs?filter=state%20eq%20'ERROR'"`,
];
(async () => {
  for (const command of commands) {
    const { data } = await convert(command);
    const [r] = data.resources.filter((x) => x._type === 'request');
    console.log(command, '=>', r.method, JSON.stringify(r.url), JSON.stringify(r.parameters));
  }
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
