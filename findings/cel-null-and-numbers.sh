#!/usr/bin/env bash
# Finding: `has(r.p)` is false for null in one of six readers of CEL, and `'p' in r`
# too; `r.g + 1` of a number from JSON is an error in two, `1 == 1.0` in three, and
# `r.g == 1.0` in one. In cel-js `||` does not forgive a missing property, 7 / 2 is not
# 3, and two numbers past 2^53 are equal. The size of one `é` is not 1 in one.
# Packages: @bufbuild/cel 0.6.1, @marcbachmann/cel-js 8.0.0, cel-js 0.8.2 (npm);
# cel-python 0.5.0, common-expression-language 0.10.0, cel-expr-python 0.1.3 (PyPI).
# Why it matters: one expression over one record is true, false or an error, although
# the language has a specification.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @bufbuild/cel@0.6.1 @marcbachmann/cel-js@8.0.0 cel-js@0.8.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cel-python==0.5.0 common-expression-language==0.10.0 cel-expr-python==0.1.3

cat > expected <<'END'
npm @bufbuild/cel: has(r.p) of {"p":null} => false
npm @bufbuild/cel: 'p' in r of {"p":null} => false
npm @bufbuild/cel: r.p == null of {"p":null} => true
npm @bufbuild/cel: r.p == null of {"g":1} => error
npm @bufbuild/cel: r.g > 2 || r.s == 'a' of {"s":"a"} => true
npm @bufbuild/cel: r.g + 1 == 2 of {"g":1} => error
npm @bufbuild/cel: r.g == 1.0 of {"g":1} => true
npm @bufbuild/cel: 1 == 1.0 of {"g":1} => true
npm @bufbuild/cel: 7 / 2 == 3 of {"g":1} => true
npm @bufbuild/cel: 9007199254740993 == 9007199254740992 of {"g":1} => false
npm @bufbuild/cel: size('é') == 1 of {"g":1} => true
npm @marcbachmann/cel-js: has(r.p) of {"p":null} => true
npm @marcbachmann/cel-js: 'p' in r of {"p":null} => true
npm @marcbachmann/cel-js: r.p == null of {"p":null} => true
npm @marcbachmann/cel-js: r.p == null of {"g":1} => error
npm @marcbachmann/cel-js: r.g > 2 || r.s == 'a' of {"s":"a"} => true
npm @marcbachmann/cel-js: r.g + 1 == 2 of {"g":1} => error
npm @marcbachmann/cel-js: r.g == 1.0 of {"g":1} => true
npm @marcbachmann/cel-js: 1 == 1.0 of {"g":1} => error
npm @marcbachmann/cel-js: 7 / 2 == 3 of {"g":1} => true
npm @marcbachmann/cel-js: 9007199254740993 == 9007199254740992 of {"g":1} => false
npm @marcbachmann/cel-js: size('é') == 1 of {"g":1} => true
npm cel-js: has(r.p) of {"p":null} => true
npm cel-js: 'p' in r of {"p":null} => true
npm cel-js: r.p == null of {"p":null} => true
npm cel-js: r.p == null of {"g":1} => error
npm cel-js: r.g > 2 || r.s == 'a' of {"s":"a"} => error
npm cel-js: r.g + 1 == 2 of {"g":1} => true
npm cel-js: r.g == 1.0 of {"g":1} => true
npm cel-js: 1 == 1.0 of {"g":1} => true
npm cel-js: 7 / 2 == 3 of {"g":1} => false
npm cel-js: 9007199254740993 == 9007199254740992 of {"g":1} => true
npm cel-js: size('é') == 1 of {"g":1} => true
PyPI cel-python: has(r.p) of {"p":null} => true
PyPI cel-python: 'p' in r of {"p":null} => true
PyPI cel-python: r.p == null of {"p":null} => true
PyPI cel-python: r.p == null of {"g":1} => error
PyPI cel-python: r.g > 2 || r.s == 'a' of {"s":"a"} => true
PyPI cel-python: r.g + 1 == 2 of {"g":1} => true
PyPI cel-python: r.g == 1.0 of {"g":1} => error
PyPI cel-python: 1 == 1.0 of {"g":1} => error
PyPI cel-python: 7 / 2 == 3 of {"g":1} => true
PyPI cel-python: 9007199254740993 == 9007199254740992 of {"g":1} => false
PyPI cel-python: size('é') == 1 of {"g":1} => true
PyPI common-expression-language: has(r.p) of {"p":null} => true
PyPI common-expression-language: 'p' in r of {"p":null} => true
PyPI common-expression-language: r.p == null of {"p":null} => true
PyPI common-expression-language: r.p == null of {"g":1} => error
PyPI common-expression-language: r.g > 2 || r.s == 'a' of {"s":"a"} => true
PyPI common-expression-language: r.g + 1 == 2 of {"g":1} => true
PyPI common-expression-language: r.g == 1.0 of {"g":1} => true
PyPI common-expression-language: 1 == 1.0 of {"g":1} => true
PyPI common-expression-language: 7 / 2 == 3 of {"g":1} => true
PyPI common-expression-language: 9007199254740993 == 9007199254740992 of {"g":1} => false
PyPI common-expression-language: size('é') == 1 of {"g":1} => false
PyPI cel-expr-python: has(r.p) of {"p":null} => true
PyPI cel-expr-python: 'p' in r of {"p":null} => true
PyPI cel-expr-python: r.p == null of {"p":null} => true
PyPI cel-expr-python: r.p == null of {"g":1} => error
PyPI cel-expr-python: r.g > 2 || r.s == 'a' of {"s":"a"} => true
PyPI cel-expr-python: r.g + 1 == 2 of {"g":1} => true
PyPI cel-expr-python: r.g == 1.0 of {"g":1} => true
PyPI cel-expr-python: 1 == 1.0 of {"g":1} => error
PyPI cel-expr-python: 7 / 2 == 3 of {"g":1} => true
PyPI cel-expr-python: 9007199254740993 == 9007199254740992 of {"g":1} => false
PyPI cel-expr-python: size('é') == 1 of {"g":1} => true
END

cat > cases.json <<'END'
[["has(r.p)", {"p": null}], ["'p' in r", {"p": null}], ["r.p == null", {"p": null}], ["r.p == null", {"g": 1}], ["r.g > 2 || r.s == 'a'", {"s": "a"}], ["r.g + 1 == 2", {"g": 1}], ["r.g == 1.0", {"g": 1}], ["1 == 1.0", {"g": 1}], ["7 / 2 == 3", {"g": 1}], ["9007199254740993 == 9007199254740992", {"g": 1}], ["size('é') == 1", {"g": 1}]]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { evaluate as plain } from 'cel-js';
import { evaluate as marc } from '@marcbachmann/cel-js';
import { run } from '@bufbuild/cel';
const readers = { '@bufbuild/cel': run, '@marcbachmann/cel-js': marc, 'cel-js': plain };
for (const [name, read] of Object.entries(readers))
  for (const [text, r] of JSON.parse(readFileSync('cases.json', 'utf8'))) {
    let found;
    try { found = read(text, { r }); } catch { found = 'error'; }
    console.log(`npm ${name}: ${text} of ${JSON.stringify(r)} => ${typeof found === 'boolean' ? found : 'error'}`);
  }
END
node probe.mjs > seen
cat > probe.py <<'END'
import json

import cel
import celpy
from cel_expr_python import cel as google

env = google.NewEnv(variables={"r": google.Type.DYN})


def cel_python(text, r):
    env = celpy.Environment()
    return bool(env.program(env.compile(text)).evaluate(celpy.json_to_cel({"r": r})))


readers = {
    "cel-python": cel_python,
    "common-expression-language": lambda text, r: cel.evaluate(text, {"r": r}),
    "cel-expr-python": lambda text, r: env.compile(text).eval(data={"r": r}).value(),
}
for name, read in readers.items():
    for text, r in json.load(open("cases.json")):
        try:
            found = read(text, r)
        except Exception:
            found = None
        answer = str(found).lower() if isinstance(found, bool) else "error"
        print(f"PyPI {name}: {text} of {json.dumps(r, separators=(',', ':'))} => {answer}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
