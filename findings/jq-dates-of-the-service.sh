#!/usr/bin/env bash
# Finding: `fromdate` reads whole seconds with a capital Z only, so the timestamps of
# this API's own answers are errors; yet 30 February and the leap second are read, as
# 1 March and as the second after. `select(.g < 2)` takes the records where g is null
# or missing, and `> 2` those where g is text.
# Package: jq 1.13.0 (PyPI), the binding of the library.
# Why it matters: jq is what people use when the service's filter does not do.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jq==1.13.0

cat > expected <<'END'
fromdate | todate 2022-08-04T18:52:26Z => 2022-08-04T18:52:26Z
fromdate | todate 2022-08-04T18:52:26.278608+00:00 => error
fromdate | todate 2022-08-04T18:52:26+00:00 => error
fromdate | todate 2022-08-04T18:52:26.5Z => error
fromdate | todate 2024-02-30T00:00:00Z => 2024-03-01T00:00:00Z
fromdate | todate 2016-12-31T23:59:60Z => 2017-01-01T00:00:00Z
.g < 2 => one null missing
.g > 2 => text nine
.g != 1 => null missing text nine
END

cat > probe.py <<'END'
import jq

def run(program, text):
    try:
        return jq.compile(program).input_text(text).first()
    except ValueError:
        return "error"

for text in (
    "2022-08-04T18:52:26Z", "2022-08-04T18:52:26.278608+00:00", "2022-08-04T18:52:26+00:00",
    "2022-08-04T18:52:26.5Z", "2024-02-30T00:00:00Z", "2016-12-31T23:59:60Z",
):
    print("fromdate | todate", text, "=>", run("fromdate | todate", f'"{text}"'))
rows = '[{"i": "one", "g": 1}, {"i": "null", "g": null}, {"i": "missing"}, {"i": "text", "g": "1"}, {"i": "nine", "g": 9}]'
for condition in (".g < 2", ".g > 2", ".g != 1"):
    print(condition, "=>", " ".join(run(f"[.[] | select({condition}) | .i]", rows)))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
