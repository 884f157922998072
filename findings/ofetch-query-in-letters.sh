#!/usr/bin/env bash
# Finding: `query` of ofetch, given as text, is sent as a parameter for each letter:
# `0=f&1=i&2=l`. ky and got take the same text as a query.
# Packages (npm): ofetch 1.5.1, ky 1.14.3, got 14.6.6.
# Why it matters: no parameter is named filter, so the answer is every job.
# Seen on 2026-11-29. Needs node, npm and python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts ofetch@1.5.1 ky@1.14.3 got@14.6.6 > install.log
. "$here/recorder.sh"

cat > expected <<'END'
/ofetch?0=f&1=i&2=l&3=t&4=e&5=r&6==&7=a
/ky?filter=a
/got?filter=a
END

cat > probe.mjs <<'END'
import { ofetch } from 'ofetch';
import ky from 'ky';
import got from 'got';

const base = `http://127.0.0.1:${process.argv[2]}`;
await ofetch(`${base}/ofetch`, { query: 'filter=a' });
await ky.get(`${base}/ky`, { searchParams: 'filter=a' });
await got(`${base}/got`, { searchParams: 'filter=a' });
END
node probe.mjs "$port"
cp requests seen

diff expected seen
echo unchanged
