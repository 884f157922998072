#!/usr/bin/env bash
# Finding: the block `params:query` of a .bru file is not sent; the query of the line
# `url` is, also where the block disables the parameter. With `encodeUrl` a `%` is
# encoded again, a `#` is encoded, and a `&` is not.
# Package: @usebruno/cli 4.1.0 (npm).
# Why it matters: the block looks like the filter of the request, and an edit of it
# changes nothing: without a query in `url` the service answers with every job.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @usebruno/cli@4.1.0 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
/block
/both?filter=state%20eq%20%27URL%27
/disabled?filter=state%20eq%20%27URL%27
/encodeUrl?filter=name%20eq%20%27a%2Bb&c%23d%27
/encodeUrl?filter=name%20eq%20%27a%252Bb%27
END

. "$here/recorder.sh"
mkdir api
echo '{"version": "1", "name": "x", "type": "collection"}' > api/bruno.json
bru() {
  printf 'meta {\n  name: %s\n  type: http\n  seq: %s\n}\n\nget {\n  url: http://127.0.0.1:%s/%s\n  body: none\n  auth: none\n}\n\n%s\n' \
    "$1" "${1#r}" "$port" "$2" "$3" > "api/$1.bru"
}
bru r1 "block" $'params:query {\n  filter: state eq \'BLOCK\'\n}'
bru r2 "both?filter=state eq 'URL'" $'params:query {\n  filter: state eq \'BLOCK\'\n}'
bru r3 "disabled?filter=state eq 'URL'" $'params:query {\n  ~filter: state eq \'URL\'\n}'
bru r4 "encodeUrl?filter=name eq 'a+b&c#d'" $'settings {\n  encodeUrl: true\n}'
bru r5 "encodeUrl?filter=name eq 'a%2Bb'" $'settings {\n  encodeUrl: true\n}'
(cd api && ../node_modules/.bin/bru run > ../log 2>&1) || cat log
cp requests seen

diff expected seen
echo unchanged
