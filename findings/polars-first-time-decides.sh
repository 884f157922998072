#!/usr/bin/env bash
# Finding: `str.to_datetime(strict=False)` takes the form of the first string that it
# can read, and the others become null: of a date and a time with `Z` one is lost, by
# the order of the rows. A date with slashes or dots is read with the day first, and one
# with the month first is null. With `time_unit="ns"` 9999-12-31 is silently 1816-03-30
# and 1600 is 2184, where a cast to nanoseconds is an error.
# Package: polars 2.1.0 (PyPI).
# Why it matters: 9999-12-31T23:59:59Z is the common "never", and is then before all
# jobs; a time that is null is left out of each comparison.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0

cat > expected <<'END'
2024-05-06 2024-05-06T07:08:09Z => 2024-05-06 00:00:00 None
2024-05-06T07:08:09Z 2024-05-06 => 2024-05-06 07:08:09+00:00 None
2024-05-06T07:08:09 2024-05-06T07:08:09Z => 2024-05-06 07:08:09 None
2024-05-06T07:08:09Z 2024-05-06T07:08:09 => 2024-05-06 07:08:09+00:00 None
2024-05-06T07:08:09+02:00 2024-05-06T07:08:09.5Z 2024-05-06T07:08Z => 2024-05-06 05:08:09+00:00 2024-05-06 07:08:09.500000+00:00 2024-05-06 07:08:00+00:00
x 2024-05-06T07:08:09Z => None 2024-05-06 07:08:09+00:00
05/06/2024 13/06/2024 => 2024-06-05 00:00:00 2024-06-13 00:00:00
05.06.2024 => 2024-06-05 00:00:00
02/13/2024 05/06/2024 => None 2024-06-05 00:00:00
2024-05-06T07:08:60Z => 2024-05-06 07:09:00+00:00
us => 9999-12-31 23:59:59.000000+00:00 1600-01-01 00:00:00.000000+00:00 after 2024: True False
us cast to ns => error
ns => 1816-03-30 05:56:07.066277376+00:00 2184-07-20 23:34:33.709551616+00:00 after 2024: False True
ns cast to ns => 1816-03-30 05:56:07.066277376+00:00 2184-07-20 23:34:33.709551616+00:00
END

cat > probe.py <<'END'
import datetime

import polars

for texts in (
    ["2024-05-06", "2024-05-06T07:08:09Z"], ["2024-05-06T07:08:09Z", "2024-05-06"], ["2024-05-06T07:08:09", "2024-05-06T07:08:09Z"],
    ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09"], ["2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09.5Z", "2024-05-06T07:08Z"],
    ["x", "2024-05-06T07:08:09Z"], ["05/06/2024", "13/06/2024"], ["05.06.2024"], ["02/13/2024", "05/06/2024"], ["2024-05-06T07:08:60Z"],
):
    print(*texts, "=>", *polars.Series(texts).str.to_datetime(strict=False))
for unit in ("us", "ns"):
    times = polars.Series(["9999-12-31T23:59:59Z", "1600-01-01T00:00:00Z"]).str.to_datetime(time_unit=unit)
    print(unit, "=>", *times.dt.to_string("iso"), "after 2024:", *times > datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc))
    try:
        found = times.dt.cast_time_unit("ns").dt.to_string("iso")
    except polars.exceptions.PolarsError:
        found = ["error"]
    print(unit, "cast to ns =>", *found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
