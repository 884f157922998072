#!/usr/bin/env bash
# Finding: the fingerprint is made of the message, the path and the line, not of the
# rule or the column: two rules with one message on a line, and two findings of a
# rule in one line, get the same fingerprint. A line that is missing becomes the
# text "1" where others are numbers.
# Package: sarif-tools 3.0.5 (PyPI), its conversion for GitLab.
# Why it matters: GitLab keeps one of the findings with the same fingerprint.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sarif-tools==3.0.5

cat > expected <<'END'
first line 3 fingerprint 1
second line 3 fingerprint 1
first line 3 fingerprint 1
first line 4 fingerprint 2
first line '1' fingerprint 3
END

cat > make.py <<'END'
import json

def result(rule, region):
    place = {"artifactLocation": {"uri": "a.sh"}, "region": region}
    return {"ruleId": rule, "level": "error", "message": {"text": "write: eq"}, "locations": [{"physicalLocation": place}]}

results = [
    result("first", {"startLine": 3, "startColumn": 1}), result("second", {"startLine": 3, "startColumn": 1}),
    result("first", {"startLine": 3, "startColumn": 40}), result("first", {"startLine": 4, "startColumn": 1}),
    result("first", {"charOffset": 5, "charLength": 1}),
]
with open("log.sarif", "w") as out:
    json.dump({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": results}]}, out)
END
python3 make.py
venv/bin/sarif codeclimate log.sarif -o report.json > log
cat > show.py <<'END'
import json

seen = {}
for issue in json.load(open("report.json")):
    number = seen.setdefault(issue["fingerprint"], len(seen) + 1)
    print(issue["check_name"], "line", repr(issue["location"]["lines"]["begin"]), "fingerprint", number)
END
python3 show.py > seen

diff expected seen
echo unchanged
