#!/usr/bin/env bash
# Finding: `strptime("...%z") | mktime` reads an offset and forgets it in jq, so 09:08
# at +02:00 becomes 09:08 UTC; gojq subtracts it. `test("^a$")` is true for "a" and a
# line end in jq and false in gojq. `tostring` of 1.0 is "1" in jq 1.6 and in gojq, and
# "1.0" in the binding, where that of 1e3 is "1E+3". `indices("a")` counts bytes in jq
# 1.6.
# Packages: jq 1.6, gojq 0.12.11 (Debian 12), jq 1.13.0 (PyPI), the binding of the
# library.
# Why it matters: jq is what people compare saved jobs with. A program that is right on
# one machine is two hours wrong on the next.
# Seen on 2026-11-30. Needs jq and gojq (apt-get install jq gojq), python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jq==1.13.0
jq --version | grep -qx jq-1.6
gojq --version | grep -q '0\.12\.11'

cat > expected <<'END'
strptime("%Y-%m-%dT%H:%M:%S%z") | mktime | todate of "2024-05-06T09:08:09+0200"
   jq => "2024-05-06T09:08:09Z"
   gojq => "2024-05-06T07:08:09Z"
   binding => "2024-05-06T09:08:09Z"
test("^a$") of "a\n"
   jq => true
   gojq => false
   binding => true
tostring of 1.0
   jq => "1"
   gojq => "1"
   binding => "1.0"
tostring of 1e3
   jq => "1000"
   gojq => "1000"
   binding => "1E+3"
indices("a") of "éa"
   jq => [2]
   gojq => [1]
   binding => [1]
.[0] == .[1] of [9007199254740993, 9007199254740992]
   jq => true
   gojq => false
   binding => false
END

cat > probe.py <<'END'
import json
import subprocess

import jq


def command(name, program, text):
    return json.loads(subprocess.run([name, "-c", program], input=text, text=True, capture_output=True, check=True).stdout)


for program, value in (
    ('strptime("%Y-%m-%dT%H:%M:%S%z") | mktime | todate', "2024-05-06T09:08:09+0200"),
    ('test("^a$")', "a\n"),
    ("tostring", 1.0), ("tostring", "1e3"), ('indices("a")', "éa"),
    ('.[0] == .[1]', "[9007199254740993, 9007199254740992]"),
):
    raw = isinstance(value, str) and value[0] in "1["
    text = value if raw else json.dumps(value, ensure_ascii=False)
    print(program, "of", text)
    for name in ("jq", "gojq"):
        print("  ", name, "=>", json.dumps(command(name, program, text)))
    print("   binding =>", json.dumps(jq.compile(program).input_text(text).first()))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
