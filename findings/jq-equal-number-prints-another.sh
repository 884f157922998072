#!/usr/bin/env bash
# Finding: integers past 2^53 are compared exactly and printed as the nearest double
# by the Python binding: two numbers are not equal, and `unique` shows the same number
# twice. 1e400 becomes the greatest double, 1.7976931348623157e+308.
# Package: jq 1.13.0 (PyPI), the binding of the library.
# Why it matters: a record that a filter selects by its number is printed with
# another one.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jq==1.13.0

cat > expected <<'END'
.[0] == .[1] [9007199254740993, 9007199254740992] => False
unique [9007199254740993, 9007199254740992] => [9007199254740992, 9007199254740992]
.[0] | tostring [9007199254740993] => 9007199254740993
.[0] + 0 [9007199254740993] => 9007199254740992
.[0] [1e400] => 1.7976931348623157e+308
END

cat > probe.py <<'END'
import jq

a, b = 9007199254740993, 9007199254740992
for program, text in (
    (".[0] == .[1]", f"[{a}, {b}]"), ("unique", f"[{a}, {b}]"), (".[0] | tostring", f"[{a}]"),
    (".[0] + 0", f"[{a}]"), (".[0]", "[1e400]"),
):
    print(program, text, "=>", jq.compile(program).input_text(text).first())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
