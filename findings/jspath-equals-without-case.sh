#!/usr/bin/env bash
# Finding: `==` and `!=` on text ignore case; `===` does not. In JavaScript, from
# which the operators are, all of them compare with case.
# Package: jspath 0.4.0 (npm).
# Why it matters: ids and names of this API are compared with case. A saved answer
# shows more records than the service.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jspath@0.4.0 > install.log

cat > expected <<'END'
.{.state == 'error'}.i => 1 2
.{.state === 'error'}.i => 2
.{.state != 'error'}.i => 1 3
.{.state == null}.i => 3
END

cat > probe.cjs <<'END'
const { apply } = require('jspath');
const jobs = [{ i: 1, state: 'ERROR' }, { i: 2, state: 'error' }, { i: 3, state: null }, { i: 4 }];
for (const path of [".{.state == 'error'}.i", ".{.state === 'error'}.i", ".{.state != 'error'}.i", '.{.state == null}.i'])
  console.log(path, '=>', apply(path, jobs).join(' '));
END
node probe.cjs > seen

diff expected seen
echo unchanged
