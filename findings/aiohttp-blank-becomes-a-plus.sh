#!/usr/bin/env bash
# Finding: aiohttp writes a blank of a URL as `+` and leaves a `+` as it is, so two
# different filters become one. Only a `URL` marked as encoded is left alone.
# Packages: aiohttp 3.14.5, yarl 1.25.1 (PyPI).
# Why it matters: nobody can see in the log of a proxy which of the two was meant, and
# the other clients of Python write %20 for the blank.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aiohttp==3.14.5 yarl==1.25.1

. "$here/recorder.sh"
cat > expected <<'END'
/?filter=name+eq+'a+b'
/?filter=name+eq+'a+b'
/?filter=name%20eq%20'a%2Bb'
END

cat > probe.py <<'END'
import asyncio
import sys

import aiohttp
from yarl import URL

async def main(base):
    async with aiohttp.ClientSession() as session:
        await session.get(base + "/?filter=name eq 'a b'")
        await session.get(base + "/?filter=name eq 'a+b'")
        await session.get(URL(base + "/?filter=name%20eq%20'a%2Bb'", encoded=True))

asyncio.run(main(f"http://127.0.0.1:{sys.argv[1]}"))
END
venv/bin/python probe.py "$port"
cp requests seen

diff expected seen
echo unchanged
