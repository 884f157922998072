#!/usr/bin/env bash
# Finding: seven programs of the command line get one URL with a filter that is not
# encoded. ELinks turns the backslash of a name into a slash, wget encodes it, and the
# others send it as it is. wget2 sends `%20` for a `+`, also if the rest of the URL is
# encoded, and the others the `+`. A bare `%` becomes `%25` in wget alone, and double
# quotes are sent raw by five.
# Programs (Debian 12): wget 1.21.3, wget2 1.99.1, elinks 0.13.2, links 2.28, lynx
# 2.9.0dev.12, w3m 0.5.3, aria2 1.36.0.
# Why it matters: a link from a log is tried with what the machine has, and the name
# `C:\new`, or a time with the offset `+02:00`, is another one in two of them.
# Seen on 2026-11-30. Needs python3 and the programs (apt-get install).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export HOME="$dir"

cat > expected <<'END'
name eq 'a+b'
wget => /?filter=name%20eq%20'a+b'
wget2 => /?filter=name%20eq%20'a%20b'
elinks => /?filter=name%20eq%20'a+b'
links => /?filter=name%20eq%20'a+b'
lynx => /?filter=name%20eq%20'a+b'
w3m => /?filter=name%20eq%20'a+b'
aria2 => /?filter=name%20eq%20'a+b'
name%20eq%20'a+b'
wget => /?filter=name%20eq%20'a+b'
wget2 => /?filter=name%20eq%20'a%20b'
elinks => /?filter=name%20eq%20'a+b'
links => /?filter=name%20eq%20'a+b'
lynx => /?filter=name%20eq%20'a+b'
w3m => /?filter=name%20eq%20'a+b'
aria2 => /?filter=name%20eq%20'a+b'
name eq 'a\b'
wget => /?filter=name%20eq%20'a%5Cb'
wget2 => /?filter=name%20eq%20'a\b'
elinks => /?filter=name%20eq%20'a/b'
links => /?filter=name%20eq%20'a\b'
lynx => /?filter=name%20eq%20'a\b'
w3m => /?filter=name%20eq%20'a\b'
aria2 => /?filter=name%20eq%20'a\b'
name eq '100%'
wget => /?filter=name%20eq%20'100%25'
wget2 => /?filter=name%20eq%20'100%'
elinks => /?filter=name%20eq%20'100%'
links => /?filter=name%20eq%20'100%'
lynx => /?filter=name%20eq%20'100%'
w3m => /?filter=name%20eq%20'100%'
aria2 => /?filter=name%20eq%20'100%'
name eq "x"
wget => /?filter=name%20eq%20%22x%22
wget2 => /?filter=name%20eq%20"x"
elinks => /?filter=name%20eq%20"x"
links => /?filter=name%20eq%20"x"
lynx => /?filter=name%20eq%20"x"
w3m => /?filter=name%20eq%20"x"
aria2 => /?filter=name%20eq%20%22x%22
END

. "$here/recorder.sh"

show() {
  local program=$1
  shift
  : > requests
  timeout 60 "$@" > log 2>&1 < /dev/null || true
  echo "$program => $(paste -sd '|' requests)"
}
{
  for filter in "name eq 'a+b'" "name%20eq%20'a+b'" "name eq 'a\\b'" "name eq '100%'" 'name eq "x"'; do
    echo "$filter"
    url="http://127.0.0.1:$port/?filter=$filter"
    show wget wget -q -O - "$url"
    show wget2 wget2 -q -O - "$url"
    show elinks elinks -no-home -source 1 "$url"
    show links links -source "$url"
    show lynx lynx -source "$url"
    show w3m w3m -dump_source "$url"
    show aria2 aria2c -q -d "$dir/aria2" --allow-overwrite "$url"
  done
} > seen

diff expected seen
echo unchanged
