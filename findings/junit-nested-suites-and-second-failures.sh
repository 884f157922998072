#!/usr/bin/env bash
# Finding: of one right JUnit file, a reader drops the suites inside of suites:
# a test with an error is in none of its lists. Of a test with two failures only the
# first is kept, and a character reference in the message stays. Another counts two
# failures for that test, and finds nothing in a property that holds its value as
# text.
# Packages: test-results-parser 0.4.6 (npm), junitparser 5.0.3 (PyPI).
# Why it matters: reports of linters hold many findings in one test.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts test-results-parser@0.4.6 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check junitparser==5.0.3

cat > expected <<'END'
test-results-parser: total 3 passed 1 failed 1 errors 1
   outer two FAIL "first&#10;line"
   outer fine PASS ""
junitparser properties: [('a', '1'), ('b', None)]
junitparser: tests 3 failures 2 errors 1
END

cat > report.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="all" tests="3" failures="1" errors="1">
  <testsuite name="outer" tests="3" failures="1" errors="1">
    <properties><property name="a" value="1"/><property name="b">2</property></properties>
    <testcase name="two" classname="a.sh"><failure message="first&#10;line">x</failure><failure message="second">y</failure></testcase>
    <testcase name="fine" classname="a.sh"/>
    <testsuite name="inner" tests="1" errors="1"><testcase name="wrong"><error message="e"/></testcase></testsuite>
  </testsuite>
</testsuites>
END
cat > probe.cjs <<'END'
const { parse } = require('test-results-parser');
const r = parse({ type: 'junit', files: ['report.xml'] });
console.log('test-results-parser: total', r.total, 'passed', r.passed, 'failed', r.failed, 'errors', r.errors);
for (const s of r.suites) for (const c of s.cases) console.log('  ', s.name, c.name, c.status, JSON.stringify(c.failure));
END
node probe.cjs > seen
cat > probe.py <<'END'
from junitparser import JUnitXml

report = JUnitXml.fromfile("report.xml")
for suite in report:
    print("junitparser properties:", [(p.name, p.value) for p in suite.properties()])
report.update_statistics()
print("junitparser: tests", report.tests, "failures", report.failures, "errors", report.errors)
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
