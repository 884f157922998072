#!/usr/bin/env bash
# Finding: 24:00:00, the end of a day in ISO 8601, becomes 00:00:00 of the same day in
# aniso8601; arrow, ciso8601 and dateutil give the next day; pendulum, iso8601 and
# isodate raise an error.
# Packages: aniso8601 10.0.1, arrow 1.4.0, ciso8601 2.4.1, python-dateutil
# 2.9.0.post0, pendulum 3.3.0, iso8601 2.1.0, isodate 0.7.2 (PyPI).
# Why it matters: "until the end of the day" becomes "until its start", without an
# error. RFC 3339, which this API reads, has no hour 24.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aniso8601==10.0.1 arrow==1.4.0 ciso8601==2.4.1 python-dateutil==2.9.0.post0 pendulum==3.3.0 iso8601==2.1.0 isodate==0.7.2

cat > expected <<'END'
aniso8601 => 2024-05-06T00:00:00+00:00
arrow => 2024-05-07T00:00:00+00:00
ciso8601 => 2024-05-07T00:00:00+00:00
dateutil => 2024-05-07T00:00:00+00:00
pendulum => ParserError
iso8601 => ParseError
isodate => ValueError
END

cat > probe.py <<'END'
import aniso8601, arrow, ciso8601, dateutil.parser, iso8601, isodate, pendulum

text = "2024-05-06T24:00:00Z"
for name, parse in (
    ("aniso8601", aniso8601.parse_datetime), ("arrow", arrow.get), ("ciso8601", ciso8601.parse_datetime),
    ("dateutil", dateutil.parser.isoparse), ("pendulum", pendulum.parse), ("iso8601", iso8601.parse_date),
    ("isodate", isodate.parse_datetime),
):
    try:
        print(name, "=>", parse(text).isoformat())
    except Exception as error:
        print(name, "=>", type(error).__name__)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
