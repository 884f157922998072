#!/usr/bin/env bash
# Finding: `--data-urlencode filter@FILE` sends the line end of the file as %0a, the
# last character of the filter; and in a config file a value without quotes ends at
# its first blank, so only the first word of a filter is sent, without an error.
# Program: curl 7.88.1 (Debian 12).
# Why it matters: an editor ends a file with a line end. Some services refuse the
# character, and others find no text that ends in it.
# Seen on 2026-11-29. Needs python3, curl (Debian's package).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

. "$here/recorder.sh"

cat > expected <<'END'
curl 7.88.1
/file?filter=state+eq+%27ERROR%27%0a
/file?filter=state+eq+%27ERROR%27
/config?filter=generation
/config?filter=generation+eq+3
END

printf "state eq 'ERROR'\n" > with-line-end
printf "state eq 'ERROR'" > without
curl --silent -o body -G "http://127.0.0.1:$port/file" --data-urlencode filter@with-line-end
curl --silent -o body -G "http://127.0.0.1:$port/file" --data-urlencode filter@without
printf 'url = http://127.0.0.1:%s/config\nget\ndata-urlencode = filter=generation eq 3\n' "$port" > config
curl --silent -o body --config config
printf 'url = http://127.0.0.1:%s/config\nget\ndata-urlencode = "filter=generation eq 3"\n' "$port" > config
curl --silent -o body --config config
curl --version | sed -n '1s/^\(curl [0-9.]*\).*/\1/p' > seen
cat requests >> seen

diff expected seen
echo unchanged
