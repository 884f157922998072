#!/usr/bin/env bash
# Finding: `toDateTime` and `parseDateTimeBestEffortOrNull` turn 9999-12-31T23:59:59Z,
# the common "never", into 2106-02-07 and 1960 into 1970; DateTime64 keeps it. `toDate`
# makes 1 March of 30 February, 1 January 1970 of the 32nd, and 2149 of 2200, and a Date
# equals '2024-02-30'. For 30 February `toDateTime` raises an error, and
# `toDateTimeOrNull` answers 1 March.
# Package: chdb 4.4.0 (PyPI), ClickHouse 26.9.
# Why it matters: all times after 2106 are equal, and a filter with a date that does not
# exist selects records.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chdb==4.4.0

cat > expected <<'END'
toDateTime('9999-12-31T23:59:59Z', 'UTC') => 2106-02-07 06:28:15
toDateTimeOrNull('9999-12-31T23:59:59Z', 'UTC') => \N
parseDateTimeBestEffortOrNull('9999-12-31T23:59:59Z', 'UTC') => 2106-02-07 06:28:15
toDateTime64('9999-12-31T23:59:59Z', 3, 'UTC') => 9999-12-31 23:59:59.000
toDateTime('1960-01-01T00:00:00Z', 'UTC') => 1970-01-01 00:00:00
toDateTime('9999-12-31T23:59:59Z', 'UTC') = toDateTime('2200-01-01T00:00:00Z', 'UTC') => 1
toDate('2024-02-30') => 2024-03-01
toDateOrNull('2024-02-30') => 2024-03-01
toDate('2024-02-32') => 1970-01-01
toDate('2200-01-01') => 2149-06-06
toDate32('2200-01-01') => 2200-01-01
toDate('2024-03-01') = '2024-02-30' => 1
toDateTime('2024-02-30 00:00:00', 'UTC') => error
toDateTimeOrNull('2024-02-30 00:00:00', 'UTC') => 2024-03-01 00:00:00
END

cat > probe.py <<'END'
import chdb

for expression in (
    "toDateTime('9999-12-31T23:59:59Z', 'UTC')", "toDateTimeOrNull('9999-12-31T23:59:59Z', 'UTC')",
    "parseDateTimeBestEffortOrNull('9999-12-31T23:59:59Z', 'UTC')",
    "toDateTime64('9999-12-31T23:59:59Z', 3, 'UTC')", "toDateTime('1960-01-01T00:00:00Z', 'UTC')",
    "toDateTime('9999-12-31T23:59:59Z', 'UTC') = toDateTime('2200-01-01T00:00:00Z', 'UTC')",
    "toDate('2024-02-30')", "toDateOrNull('2024-02-30')", "toDate('2024-02-32')", "toDate('2200-01-01')", "toDate32('2200-01-01')",
    "toDate('2024-03-01') = '2024-02-30'", "toDateTime('2024-02-30 00:00:00', 'UTC')", "toDateTimeOrNull('2024-02-30 00:00:00', 'UTC')",
):
    try:
        found = chdb.query(f"select {expression}", "TSVRaw").bytes().decode().strip()
    except Exception:
        found = "error"
    print(expression, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
