#!/usr/bin/env bash
# Finding: the keyword GET of Robot Framework's RequestsLibrary takes an encoded URL with
# a `=` for a named argument, and sends nothing; with `url=` or `\=` it sends it.
# Packages (PyPI): robotframework 7.5, robotframework-requests 0.9.7.
# Why it matters: every URL with a filter has a `=`, so a test that pastes one fails with
# a message about a missing argument.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check robotframework==7.5 robotframework-requests==0.9.7
. "$here/recorder.sh"

cat > expected <<'END'
/named?filter=state%20eq%20null
/escaped?filter=state%20eq%20null
TypeError: RequestsKeywords.session_less_get() missing 1 required positional argument: 'url'
END

cat > probe.robot <<END
*** Settings ***
Library    RequestsLibrary

*** Test Cases ***
Plain
    GET    http://127.0.0.1:$port/plain?filter=state%20eq%20null

Named
    GET    url=http://127.0.0.1:$port/named?filter=state%20eq%20null

Escaped
    GET    http://127.0.0.1:$port/escaped?filter\\=state%20eq%20null
END
venv/bin/robot --output NONE probe.robot > log 2>&1 || true
{ cat requests; grep '^TypeError' log; } > seen

diff expected seen
echo unchanged
