#!/usr/bin/env bash
# Finding: in one of two packages of the rule engine ZEN,
# `d("2024-05-06T09:08:09+02:00")` is 09:08:09Z: the offset is dropped, so an instant
# is two hours later than its UTC spelling, and in the other package the two are
# equal. `date(…)` uses the offset in both, and drops the fraction. `d(null)`, 30
# February and 24:00 are invalid dates, which are equal to one another and earlier
# than each date. `+0200` is invalid in one.
# Packages: @gorules/zen-engine 0.54.0 (npm), zen-engine 2.1.3 (PyPI).
# Why it matters: one file of rules runs in both. A job that has no end is "before
# 2024" for such a rule.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @gorules/zen-engine@0.54.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check zen-engine==2.1.3

cat > expected <<'END'
npm: d("2024-05-06T09:08:09+02:00") => "2024-05-06T09:08:09Z"
npm: d("2024-05-06T09:08:09+02:00") == d("2024-05-06T07:08:09Z") => false
npm: d("2024-05-06T09:08:09+02:00") > d("2024-05-06T08:00:00Z") => true
npm: d("2024-05-06T23:30:00-05:00") => "2024-05-06T23:30:00Z"
npm: date("2024-05-06T09:08:09+02:00") == date("2024-05-06T07:08:09Z") => true
npm: d("2024-05-06T07:08:09.5Z") > d("2024-05-06T07:08:09Z") => true
npm: date("2024-05-06T07:08:09.5Z") > date("2024-05-06T07:08:09Z") => false
npm: d("2024-02-30T00:00:00Z") => "Invalid date"
npm: d("2024-05-06T24:00:00Z") => "Invalid date"
npm: d("2024-05-06T09:08:09+0200") => "Invalid date"
npm: d(end) < d("2024-05-06") => true
npm: d(end) > d("2024-05-06") => false
npm: d(end) == d("2024-02-30") => true
PyPI: d("2024-05-06T09:08:09+02:00") => "2024-05-06T07:08:09Z"
PyPI: d("2024-05-06T09:08:09+02:00") == d("2024-05-06T07:08:09Z") => true
PyPI: d("2024-05-06T09:08:09+02:00") > d("2024-05-06T08:00:00Z") => false
PyPI: d("2024-05-06T23:30:00-05:00") => "2024-05-07T04:30:00Z"
PyPI: date("2024-05-06T09:08:09+02:00") == date("2024-05-06T07:08:09Z") => true
PyPI: d("2024-05-06T07:08:09.5Z") > d("2024-05-06T07:08:09Z") => true
PyPI: date("2024-05-06T07:08:09.5Z") > date("2024-05-06T07:08:09Z") => false
PyPI: d("2024-02-30T00:00:00Z") => "Invalid date"
PyPI: d("2024-05-06T24:00:00Z") => "Invalid date"
PyPI: d("2024-05-06T09:08:09+0200") => "2024-05-06T07:08:09Z"
PyPI: d(end) < d("2024-05-06") => true
PyPI: d(end) > d("2024-05-06") => false
PyPI: d(end) == d("2024-02-30") => true
END

cat > queries <<'END'
d("2024-05-06T09:08:09+02:00")
d("2024-05-06T09:08:09+02:00") == d("2024-05-06T07:08:09Z")
d("2024-05-06T09:08:09+02:00") > d("2024-05-06T08:00:00Z")
d("2024-05-06T23:30:00-05:00")
date("2024-05-06T09:08:09+02:00") == date("2024-05-06T07:08:09Z")
d("2024-05-06T07:08:09.5Z") > d("2024-05-06T07:08:09Z")
date("2024-05-06T07:08:09.5Z") > date("2024-05-06T07:08:09Z")
d("2024-02-30T00:00:00Z")
d("2024-05-06T24:00:00Z")
d("2024-05-06T09:08:09+0200")
d(end) < d("2024-05-06")
d(end) > d("2024-05-06")
d(end) == d("2024-02-30")
END
cat > probe.cjs <<'END'
const { evaluateExpressionSync } = require('@gorules/zen-engine');
const { readFileSync } = require('node:fs');
for (const query of readFileSync('queries', 'utf8').trim().split('\n')) {
  let found;
  try { found = JSON.stringify(evaluateExpressionSync(query, { end: null })); } catch { found = 'error'; }
  console.log(`npm: ${query} => ${found}`);
}
END
cat > probe.py <<'END'
import json

import zen

for query in open("queries").read().splitlines():
    try:
        found = json.dumps(zen.evaluate_expression(query, {"end": None}))
    except Exception:
        found = "error"
    print(f"PyPI: {query} => {found}")
END
TZ=America/New_York node probe.cjs > seen
TZ=America/New_York venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
