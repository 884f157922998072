#!/usr/bin/env bash
# Finding: a fraction with seven or more digits is rounded by arrow and by date-fns
# and cut by ten others: 23:59:59.9999999 is the next day there.
# Packages: arrow 1.4.0, pendulum 3.3.0, ciso8601 2.4.1, iso8601 2.1.0, isodate
# 0.7.2, pyrfc3339 2.1.1, python-dateutil 2.9.0.post0, aniso8601 10.0.1, whenever
# 0.11.0 (PyPI); date-fns 4.4.0, luxon 3.7.2, dayjs 1.11.23, moment 2.31.0 (npm).
# whenever alone keeps all nine digits.
# Why it matters: the guide of this API shows timestamps with eight digits. A bound
# that was parsed and printed again moves, and not everywhere the same way.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check arrow==1.4.0 pendulum==3.3.0 ciso8601==2.4.1 iso8601==2.1.0 isodate==0.7.2 pyrfc3339==2.1.1 python-dateutil==2.9.0.post0 aniso8601==10.0.1 whenever==0.11.0
npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts date-fns@4.4.0 luxon@3.7.2 dayjs@1.11.23 moment@2.31.0 > install.log

cat > expected <<'END'
2024-05-06T23:59:59.9999999Z
arrow => 2024-05-07T00:00:00+00:00
pendulum => 2024-05-06T23:59:59.999999+00:00
ciso8601 => 2024-05-06T23:59:59.999999+00:00
iso8601 => 2024-05-06T23:59:59.999999+00:00
isodate => 2024-05-06T23:59:59.999999+00:00
pyrfc3339 => 2024-05-06T23:59:59.999999+00:00
dateutil => 2024-05-06T23:59:59.999999+00:00
aniso8601 => 2024-05-06T23:59:59.999999+00:00
whenever => 2024-05-06T23:59:59.9999999Z
date-fns => 2024-05-07T00:00:00.000Z
luxon => 2024-05-06T23:59:59.999Z
dayjs => 2024-05-06T23:59:59.999Z
moment => 2024-05-06T23:59:59.999Z
END

cat > probe.py <<'END'
import aniso8601, arrow, ciso8601, dateutil.parser, iso8601, isodate, pendulum, pyrfc3339, whenever

text = "2024-05-06T23:59:59.9999999Z"
print(text)
for name, value in (
    ("arrow", arrow.get(text)), ("pendulum", pendulum.parse(text)), ("ciso8601", ciso8601.parse_datetime(text)),
    ("iso8601", iso8601.parse_date(text)), ("isodate", isodate.parse_datetime(text)),
    ("pyrfc3339", pyrfc3339.parse(text)), ("dateutil", dateutil.parser.isoparse(text)),
    ("aniso8601", aniso8601.parse_datetime(text)),
):
    print(name, "=>", value.isoformat())
print("whenever =>", whenever.Instant(text) if False else whenever.Instant.parse_iso(text))
END
sed -i 's/whenever.Instant(text) if False else //' probe.py
venv/bin/python probe.py > seen
cat > probe.cjs <<'END'
const text = '2024-05-06T23:59:59.9999999Z';
console.log('date-fns =>', require('date-fns').parseISO(text).toISOString());
console.log('luxon =>', require('luxon').DateTime.fromISO(text, { zone: 'utc' }).toISO());
console.log('dayjs =>', require('dayjs')(text).toISOString());
console.log('moment =>', require('moment')(text).toISOString());
END
node probe.cjs >> seen

diff expected seen
echo unchanged
