#!/usr/bin/env bash
# Finding: a curl command goes through Postman's own converter to newman, and both send it.
# With `-G --data-urlencode` the converter writes the value into the URL without its
# encoding: a `+` stays raw, so the service reads a blank; a `&` ends the filter, and a `#`
# cuts the rest with all later parameters; `%41` of a name is read as an A. `--url-query` is
# dropped with its filter. A filter that is encoded in the URL or with `-d` arrives as curl
# sends it.
# Packages: curl-to-postmanv2 1.8.4, newman 6.2.2 (npm), curl 7.88.1 (Debian 12).
# Why it matters: `--data-urlencode` is the form of most documentation, and the import of
# such a command asks for another name, or for a part of the filter.
# Seen on 2026-12-01. Needs node and npm, python3, curl (Debian's package).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts curl-to-postmanv2@1.8.4 newman@6.2.2 > install.log

cat > expected <<'END'
curl -G URL --data-urlencode "filter=name eq 'a+b'"
   curl: /jobs?filter=name+eq+%27a%2bb%27
   newman: /jobs?filter=name%20eq%20%27a+b%27
curl -G URL --data-urlencode "filter=name eq 'R&D'" --data-urlencode limit=5
   curl: /jobs?filter=name+eq+%27R%26D%27&limit=5
   newman: /jobs?filter=name%20eq%20%27R&D%27&limit=5
curl -G URL --data-urlencode "filter=name eq 'a#b'" --data-urlencode limit=5
   curl: /jobs?filter=name+eq+%27a%23b%27&limit=5
   newman: /jobs?filter=name%20eq%20%27a
curl -G URL --data-urlencode "filter=name eq '%41'"
   curl: /jobs?filter=name+eq+%27%2541%27
   newman: /jobs?filter=name%20eq%20%27%41%27
curl -G URL -d 'filter=name%20eq%20%27a%2Bb%27'
   curl: /jobs?filter=name%20eq%20%27a%2bb%27
   newman: /jobs?filter=name%20eq%20%27a%2Bb%27
curl 'URL?filter=name%20eq%20%27a%2Bb%27'
   curl: /jobs?filter=name%20eq%20%27a%2Bb%27
   newman: /jobs?filter=name%20eq%20%27a%2Bb%27
--url-query: /jobs
END

. "$here/recorder.sh"
cat > commands <<'END'
-G URL --data-urlencode "filter=name eq 'a+b'"
-G URL --data-urlencode "filter=name eq 'R&D'" --data-urlencode limit=5
-G URL --data-urlencode "filter=name eq 'a#b'" --data-urlencode limit=5
-G URL --data-urlencode "filter=name eq '%41'"
-G URL -d 'filter=name%20eq%20%27a%2Bb%27'
'URL?filter=name%20eq%20%27a%2Bb%27'
END
cat > convert.cjs <<'END'
const { writeFileSync } = require('node:fs');
const { convert } = require('curl-to-postmanv2');
convert({ type: 'string', data: process.argv[2] }, (error, { output: [{ data }] }) => {
  writeFileSync('collection.json', JSON.stringify({
    info: { name: 'jobs', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [{ name: 'jobs', request: { ...data, header: data.headers } }],
  }));
});
END
while read -r arguments; do
  arguments="${arguments/URL/http://127.0.0.1:$port/jobs}"
  echo "curl ${arguments/http:\/\/127.0.0.1:$port\/jobs/URL}"
  : > requests
  bash -c "curl -s $arguments" > answer
  echo "   curl: $(cat requests)"
  : > requests
  node convert.cjs "curl $arguments"
  node_modules/.bin/newman run collection.json --silent < /dev/null
  echo "   newman: $(cat requests)"
done < commands > seen
node convert.cjs "curl --url-query \"filter=name eq 'x'\" http://127.0.0.1:$port/jobs"
: > requests
node_modules/.bin/newman run collection.json --silent
echo "--url-query: $(cat requests)" >> seen

diff expected seen
echo unchanged
