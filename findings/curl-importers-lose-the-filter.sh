#!/usr/bin/env bash
# Finding: two readers of curl commands lose `--data-urlencode "filter=..."`. In the
# importer of Insomnia the whole becomes the name of a parameter, encoded, with an
# empty value, and the URL after `-G` is lost. In parse-curl nothing of the filter is
# left, and with `-d` beside it the method is POST. `--url-query` is dropped by both;
# a URL in `$'...'` is lost in parse-curl.
# Packages: insomnia-importers 3.6.0, parse-curl 0.2.6 (npm).
# Why it matters: both options are the ways that curl's manual gives to encode a
# parameter. The imported request has no filter, and no error says so.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts insomnia-importers@3.6.0 parse-curl@0.2.6 > install.log

cat > expected <<'END'
curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'"
  insomnia: GET "" filter%3Dstate%20eq%20'ERROR'=
  parse-curl: GET https://host/jobs
curl https://host/jobs -G --data-urlencode "filter=state eq 'ERROR'" -d limit=5
  insomnia: GET "https://host/jobs" limit=5 filter%3Dstate%20eq%20'ERROR'=
  parse-curl: POST https://host/jobs limit=5
curl https://host/jobs --url-query "filter=state eq 'ERROR'"
  insomnia: GET "https://host/jobs"
  parse-curl: GET https://host/jobs
curl $'https://host/jobs?filter=state eq \'ERROR\''
  insomnia: GET "https://host/jobs" filter=state eq 'ERROR'
  parse-curl: GET undefined
curl "https://host/jobs?filter=state%20eq%20'ERROR'"
  insomnia: GET "https://host/jobs" filter=state eq 'ERROR'
  parse-curl: GET https://host/jobs?filter=state%20eq%20'ERROR'
END

cat > probe.cjs <<'END'
const { convert } = require('insomnia-importers');
const parse = require('parse-curl');
const commands = [
  `curl -G https://host/jobs --data-urlencode "filter=state eq 'ERROR'"`,
  `curl https://host/jobs -G --data-urlencode "filter=state eq 'ERROR'" -d limit=5`,
  `curl https://host/jobs --url-query "filter=state eq 'ERROR'"`,
  `curl $'https://host/jobs?filter=state eq \\'ERROR\\''`,
  `curl "https://host/jobs?filter=state%20eq%20'ERROR'"`,
];
(async () => {
  for (const command of commands) {
    console.log(command);
    const { data } = await convert(command);
    const r = data.resources.find((x) => x._type === 'request');
    console.log(`  insomnia: ${r.method} ${JSON.stringify(r.url)} ${r.parameters.map((p) => `${p.name}=${p.value}`).join(' ')}`.trimEnd());
    const { method, url, body } = parse(command);
    console.log(`  parse-curl: ${method} ${url} ${body ?? ''}`.trimEnd());
  }
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
