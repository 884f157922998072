#!/usr/bin/env bash
# Finding: the type of a column of timestamps depends on all of its values. Whole
# seconds become a timestamp without a zone, an offset already subtracted; one value
# with a fraction makes every value text, as it was.
# Package: pyarrow 26.0.1 (PyPI), pyarrow.json.
# Why it matters: answers of this API mix both forms. The same comparison compares
# times on one day and letters on the next, where `.5Z` sorts before `Z`.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1

cat > expected <<'END'
2024-05-06T07:08:09Z 2024-05-06T09:08:09+02:00 => timestamp[s] ['2024-05-06 07:08:09', '2024-05-06 07:08:09']
2024-05-06T07:08:09Z 2024-05-06T07:08:09.5Z => string ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09.5Z']
2024-05-06T07:08:09.278608+00:00 => string ['2024-05-06T07:08:09.278608+00:00']
2024-05-06 => timestamp[s] ['2024-05-06 00:00:00']
END

cat > probe.py <<'END'
import io
import pyarrow.json

for values in (
    ["2024-05-06T07:08:09Z", "2024-05-06T09:08:09+02:00"],
    ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.5Z"],
    ["2024-05-06T07:08:09.278608+00:00"],
    ["2024-05-06"],
):
    lines = "".join('{"createdAt": "%s"}\n' % value for value in values)
    column = pyarrow.json.read_json(io.BytesIO(lines.encode()))["createdAt"]
    print(" ".join(values), "=>", column.type, [str(value) for value in column.to_pylist()])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
