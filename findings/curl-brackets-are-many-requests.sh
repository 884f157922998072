#!/usr/bin/env bash
# Finding: curl expands `[1-3]` and `{a,b}` in a URL, also in its query: one command
# sends a request for each value, and none has the brackets. Brackets that are no range
# are refused. `-g` turns it off.
# Program: curl 7.88.1 (Debian 12).
# Why it matters: `name eq 'web[1-3]'` asks for three other names, and a script reads
# three JSON texts, or the last one.
# Seen on 2026-11-29. Needs python3, curl (Debian's package).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

. "$here/recorder.sh"

cat > expected <<'END'
/?filter=name%20eq%20'web1'
/?filter=name%20eq%20'web2'
/?filter=name%20eq%20'web3'
/?filter=name%20eq%20'a'
/?filter=name%20eq%20'b'
/?filter=name%20eq%20'web[1-3]'
curl: (3) bad range in URL position:
END

curl --silent -o body "http://127.0.0.1:$port/?filter=name%20eq%20'web[1-3]'"
curl --silent -o body "http://127.0.0.1:$port/?filter=name%20eq%20'{a,b}'"
curl --silent -o body -g "http://127.0.0.1:$port/?filter=name%20eq%20'web[1-3]'"
curl --silent --show-error -o body "http://127.0.0.1:$port/?filter=name%20eq%20'web[db]'" 2> error || true
cat requests > seen
sed -n '1s/position [0-9]*/position/p' error >> seen

diff expected seen
echo unchanged
