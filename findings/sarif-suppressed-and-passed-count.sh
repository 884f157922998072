#!/usr/bin/env bash
# Finding: a result that is suppressed in the source, and one whose kind is `pass`,
# count as errors in two readers of SARIF. One of them stops at a result without a
# location, which SARIF allows.
# Packages: sarif-tools 3.0.5 (PyPI), sarif-junit 1.1.4 (npm).
# Why it matters: a linter that reports its ignored findings as suppressed, as the
# format asks, turns a build red.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sarif-tools==3.0.5
npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts sarif-junit@1.1.4 > install.log

cat > expected <<'END'
error: 3
 - plain: 1
 - suppressed: 1
 - passed: 1
warning: 0
note: 0
<testsuites tests="3" failures="3" errors="0" skipped="0">
    <testcase classname="plain" name="Ln 3 Col 1 plain" file="a.sh">
      <failure/>
    <testcase classname="suppressed" name="Ln 3 Col 1 suppressed" file="a.sh">
      <failure/>
    <testcase classname="passed" name="Ln 3 Col 1 passed" file="a.sh">
      <failure/>
TypeError
error: 1
 - nowhere: 1
warning: 0
note: 0
END

cat > make.py <<'END'
import json

def result(rule, **more):
    place = {"artifactLocation": {"uri": "a.sh"}, "region": {"startLine": 3, "startColumn": 1}}
    return {"ruleId": rule, "level": "error", "message": {"text": rule}, "locations": [{"physicalLocation": place}], **more}

def log(name, *results):
    run = {"tool": {"driver": {"name": "x"}}, "results": list(results)}
    with open(name, "w") as out:
        json.dump({"version": "2.1.0", "runs": [run]}, out)

log("three.sarif", result("plain"), result("suppressed", suppressions=[{"kind": "inSource", "status": "accepted"}]),
    result("passed", kind="pass"))
log("nowhere.sarif", {"ruleId": "nowhere", "level": "error", "message": {"text": "nowhere"}})
END
python3 make.py
venv/bin/sarif summary three.sarif | sed '/^$/d' > seen
node_modules/.bin/sarif-junit -i three.sarif -o three.xml > log
grep -E '<testsuites |<testcase |<failure' three.xml >> seen
node_modules/.bin/sarif-junit -i nowhere.sarif -o nowhere.xml > log 2>&1 || grep -o '^TypeError' log >> seen
venv/bin/sarif summary nowhere.sarif | sed '/^$/d' >> seen

diff expected seen
echo unchanged
