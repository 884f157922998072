#!/usr/bin/env bash
# Finding: a `#` in the middle of a word begins a comment, a backslash before the end
# of a line splits the word instead of joining the lines, and an unquoted URL with a
# `?` is an object, not text. bash itself does none of the three.
# Package: shell-quote 1.12.0 (npm).
# Why it matters: a program that reads curl commands from scripts loses the rest of
# the URL, and the filter with it.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts shell-quote@1.12.0 > install.log

cat > expected <<'END'
"a#b c" => shell-quote ["a",{"comment":"b c"}] bash <a#b><c>
"x/jobs?filter=a" => shell-quote [{"op":"glob","pattern":"x/jobs?filter=a"}] bash <x/jobs?filter=a>
"one\\\ntwo" => shell-quote ["one","two"] bash <onetwo>
"'O'\\''Neil'" => shell-quote ["O'Neil"] bash <O'Neil>
END

cat > probe.cjs <<'END'
const { parse } = require('shell-quote');
const { execFileSync } = require('node:child_process');
for (const words of ['a#b c', 'x/jobs?filter=a', 'one\\\ntwo', "'O'\\''Neil'"]) {
  const bash = execFileSync('bash', ['-c', `printf '<%s>' ${words}`]).toString();
  console.log(JSON.stringify(words), '=> shell-quote', JSON.stringify(parse(words)), 'bash', bash);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
