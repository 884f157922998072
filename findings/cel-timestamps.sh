#!/usr/bin/env bash
# Finding: six digits, three or nine count when `timestamp` compares, by the package;
# 30 February is 1 March in two, and so is hour 24 the next day; a date alone and a time
# without an offset are read by one; the second 60 is the next minute in one.
# `getHours` gives the hour in UTC, and in one package the hour of the offset.
# Packages: @bufbuild/cel 0.6.1, @marcbachmann/cel-js 8.0.0 (npm); cel-python 0.5.0,
# common-expression-language 0.10.0, cel-expr-python 0.1.3 (PyPI).
# Why it matters: in CEL's specification a timestamp is one of RFC 3339, as it is in
# this API. Which jobs are new depends on the reader.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1 @marcbachmann/cel-js@8.0.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cel-python==0.5.0 common-expression-language==0.10.0 cel-expr-python==0.1.3

cat > expected <<'END'
npm @bufbuild/cel
   timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z') => true
   timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z') => true
   timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z') => true
   timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z') => true
   timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z') => error
   timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z') => error
   timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06T07:08:09+02:00').getHours() == 5 => true
npm @marcbachmann/cel-js
   timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z') => false
   timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z') => false
   timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z') => true
   timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z') => true
   timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z') => error
   timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z') => error
   timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z') => true
   timestamp('2024-05-06T07:08:09+02:00').getHours() == 5 => true
PyPI cel-python
   timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z') => false
   timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z') => true
   timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z') => error
   timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z') => error
   timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z') => error
   timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z') => true
   timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z') => true
   timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06T07:08:09+02:00').getHours() == 5 => true
PyPI common-expression-language
   timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z') => true
   timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z') => true
   timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z') => error
   timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z') => error
   timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z') => false
   timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z') => error
   timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z') => true
   timestamp('2024-05-06T07:08:09+02:00').getHours() == 5 => false
PyPI cel-expr-python
   timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z') => true
   timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z') => true
   timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z') => error
   timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z') => error
   timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z') => true
   timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z') => error
   timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z') => error
   timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z') => true
   timestamp('2024-05-06T07:08:09+02:00').getHours() == 5 => true
END

cat > cases.json <<'END'
["timestamp('2024-05-06T07:08:09.123456789Z') > timestamp('2024-05-06T07:08:09.123456Z')", "timestamp('2024-05-06T07:08:09.1239Z') > timestamp('2024-05-06T07:08:09.123Z')", "timestamp('2024-02-30T00:00:00Z') == timestamp('2024-03-01T00:00:00Z')", "timestamp('2024-05-06T24:00:00Z') == timestamp('2024-05-07T00:00:00Z')", "timestamp('2016-12-31T23:59:60Z') == timestamp('2017-01-01T00:00:00Z')", "timestamp('2024-05-06') == timestamp('2024-05-06T00:00:00Z')", "timestamp('2024-05-06T07:08:09') == timestamp('2024-05-06T07:08:09Z')", "timestamp('2024-05-06t07:08:09z') == timestamp('2024-05-06T07:08:09Z')", "timestamp('2024-05-06T07:08:09+02:00').getHours() == 5"]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { evaluate as marc } from '@marcbachmann/cel-js';
import { run } from '@bufbuild/cel';
for (const [name, read] of Object.entries({ '@bufbuild/cel': run, '@marcbachmann/cel-js': marc })) {
  console.log(`npm ${name}`);
  for (const text of JSON.parse(readFileSync('cases.json', 'utf8'))) {
    let found;
    try { found = read(text, {}); } catch { found = 'error'; }
    console.log(`   ${text} => ${typeof found === 'boolean' ? found : 'error'}`);
  }
}
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import cel
import celpy
from cel_expr_python import cel as google


def cel_python(text):
    env = celpy.Environment()
    return bool(env.program(env.compile(text)).evaluate({}))


readers = {
    "cel-python": cel_python,
    "common-expression-language": lambda text: cel.evaluate(text, {}),
    "cel-expr-python": lambda text: google.NewEnv().compile(text).eval(data={}).value(),
}
for name, read in readers.items():
    print("PyPI", name)
    for text in json.load(open("cases.json")):
        try:
            found = read(text)
        except Exception:
            found = None
        print("  ", text, "=>", str(found).lower() if isinstance(found, bool) else "error")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
