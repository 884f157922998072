#!/usr/bin/env bash
# Finding: a result without `level` has the level of its rule, and `query` of the
# SARIF Multitool takes it for a warning: `Level == Error` finds one of three, where
# sarif-tools counts three errors. match-results-forward calls a result that moved by
# one line "updated", so `BaselineState != Unchanged`, the example of its help,
# selects it too. If another result of its rule was on the line where it is now, it is
# "unchanged", its old self "absent", and the other result "new", although both have a
# partial fingerprint.
# Packages: @microsoft/sarif-multitool-linux 5.7.0 (npm), sarif-tools 3.0.5 (PyPI).
# Why it matters: a build that must stop at errors goes on, and one that must stop at
# new results stops at each inserted line.
# Seen on 2026-11-30. Needs node and npm, python3, and Linux on x86-64.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @microsoft/sarif-multitool-linux@5.7.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sarif-tools==3.0.5
multitool=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$multitool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cat > expected <<'END'
error: 3
warning: 1
Level == Error => 1 of 4
Level == Warning => 3 of 4
BaselineState != Unchanged => 5 of 6
four 9 new
new 1 new
one 2 updated
three 7 absent
three 8 unchanged
two 6 updated
END

cat > write.py <<'END'
import json


def write(path, *results):
    rules = [{"id": "refused", "defaultConfiguration": {"level": "error"}}, {"id": "slow"}]
    with open(path, "w") as log:
        json.dump({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "linter", "rules": rules}}, "results": [
            {"ruleId": rule, "message": {"text": text}, "partialFingerprints": {"linter/v1": text}, **level, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "jobs.sh"}, "region": {"startLine": line}}}]}
            for rule, text, line, level in results]}]}, log)


old = [("refused", "one", 1, {}), ("refused", "two", 5, {}), ("slow", "three", 7, {}), ("slow", "four", 8, {"level": "error"})]
write("old.sarif", *old)
write("new.sarif", *((rule, text, line + 1, level) for rule, text, line, level in old), ("slow", "new", 1, {}))
END
python3 write.py
"$multitool" match-results-forward new.sarif -r old.sarif -o matched.sarif > log
{
  venv/bin/sarif summary old.sarif | grep -E '^(error|warning)'
  for query in 'Level == Error' 'Level == Warning'; do
    printf '%s => ' "$query"
    "$multitool" query old.sarif -e "$query" | grep -o '[0-9]* of [0-9]*'
  done
  printf 'BaselineState != Unchanged => '
  "$multitool" query matched.sarif -e 'BaselineState != Unchanged' | grep -o '[0-9]* of [0-9]*'
  python3 -c '
import json
for result in json.load(open("matched.sarif"))["runs"][0]["results"]:
    print(result["message"]["text"], result["locations"][0]["physicalLocation"]["region"]["startLine"], result["baselineState"])' | sort
} > seen

diff expected seen
echo unchanged
