#!/usr/bin/env bash
# Finding: one .env file gives three different filters. A `#` inside of an unquoted
# text ends the value in two readers. A doubled quote between single quotes drops
# the variable, ends the text, or is kept. After a value that begins with a quote,
# the rest is dropped or kept. `${HOME}` is replaced in one.
# Packages: dotenv 18.0.10 (npm), python-dotenv 1.2.4 (PyPI), and util.parseEnv of
# Node 20 (read by `node --env-file`).
# Why it matters: a filter begins with a name, holds quotes and may hold `#`: each
# of these lines is a right filter for one reader and another for the next.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts dotenv@18.0.10 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dotenv==1.2.4

cat > expected <<'END'
python-dotenv HASH => name eq 'a#b'
python-dotenv DOUBLED => (no variable)
python-dotenv LITERAL_FIRST => (no variable)
python-dotenv VARIABLE => name eq 'x'
python-dotenv ESCAPED => name eq 'a'
dotenv HASH => name eq 'a
dotenv DOUBLED => name eq ''a''
dotenv LITERAL_FIRST => 'ERROR' eq state
dotenv VARIABLE => name eq '${PROBE}'
dotenv ESCAPED => name eq \'a\'
node HASH => name eq 'a
node DOUBLED => name eq 
node LITERAL_FIRST => ERROR
node VARIABLE => name eq '${PROBE}'
node ESCAPED => name eq \
END

cat > sample.env <<'END'
HASH=name eq 'a#b'
DOUBLED='name eq ''a'''
LITERAL_FIRST='ERROR' eq state
VARIABLE=name eq '${PROBE}'
ESCAPED='name eq \'a\''
END
cat > probe.py <<'END'
import logging
from dotenv import dotenv_values
logging.disable()
values = dotenv_values("sample.env")
for name in ("HASH", "DOUBLED", "LITERAL_FIRST", "VARIABLE", "ESCAPED"):
    print("python-dotenv", name, "=>", values.get(name, "(no variable)"))
END
PROBE=x venv/bin/python probe.py > seen
cat > probe.cjs <<'END'
const { parseEnv } = require('node:util');
const text = require('node:fs').readFileSync('sample.env', 'utf8');
for (const [reader, values] of [['dotenv', require('dotenv').parse(text)], ['node', parseEnv(text)]])
  for (const name of ['HASH', 'DOUBLED', 'LITERAL_FIRST', 'VARIABLE', 'ESCAPED'])
    console.log(reader, name, '=>', values[name] ?? '(no variable)');
END
PROBE=x node --no-warnings probe.cjs >> seen

diff expected seen
echo unchanged
