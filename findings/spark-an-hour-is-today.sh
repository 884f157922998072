#!/usr/bin/env bash
# Finding: the string "12:00" or "T07:08" is a timestamp, of today: a cast and
# `from_json` with a schema add the date of the day on which the query runs. "2024" is 1
# January. A string of ten digits, seconds since 1970, is null, and as date in
# `from_json` a day of the year 4,697,423. 24:00, the second 60 and a time without
# seconds are null as timestamp, and keep their day as date. A TIMESTAMP_NTZ drops the
# offset that it reads.
# Package: pyspark 4.3.0 (PyPI).
# Why it matters: a record whose `createdAt` is broken has a time all the same, another
# one on each day, and nothing reports it.
# Seen on 2026-11-30. Needs python3, and Java 17 or newer.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyspark==4.3.0

cat > expected <<'END'
cast | cast ntz | cast date | from_json | from_json date
12:00 => TODAY 12:00:00 | null | null | TODAY 12:00:00 | null
T07:08 => TODAY 07:08:00 | null | null | TODAY 07:08:00 | null
2024 => 2024-01-01 00:00:00 | 2024-01-01 00:00:00 | 2024-01-01 | 2024-01-01 00:00:00 | 2024-01-01
2024-5-6 => 2024-05-06 00:00:00 | 2024-05-06 00:00:00 | 2024-05-06 | 2024-05-06 00:00:00 | 2024-05-06
1714979289 => null | null | null | null | +4697423-10-25
2024-05-06T07:08Z => null | null | 2024-05-06 | null | 2024-05-06
2024-05-06T24:00:00Z => null | null | 2024-05-06 | null | 2024-05-06
2024-05-06T07:08:60Z => null | null | 2024-05-06 | null | 2024-05-06
2024-05-06T07:08:09+02:00 => 2024-05-06 05:08:09 | 2024-05-06 07:08:09 | 2024-05-06 | 2024-05-06 05:08:09 | 2024-05-06
2024-05-06T07:08:09 CET => 2024-05-06 05:08:09 | 2024-05-06 07:08:09 | 2024-05-06 | 2024-05-06 05:08:09 | 2024-05-06
2024-02-30T00:00:00Z => null | null | null | null | null
END

cat > probe.py <<'END'
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
print("cast", "cast ntz", "cast date", "from_json", "from_json date", sep=" | ")
for text in (
    "12:00", "T07:08", "2024", "2024-5-6", "1714979289", "2024-05-06T07:08Z", "2024-05-06T24:00:00Z", "2024-05-06T07:08:60Z",
    "2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09 CET", "2024-02-30T00:00:00Z",
):
    row = spark.sql("""select replace(string(a), today, 'TODAY'), string(b), string(c), replace(string(d), today, 'TODAY'), string(e) from (
        select string(current_date()) as today, try_cast(t as timestamp) as a, try_cast(t as timestamp_ntz) as b, try_cast(t as date) as c,
        from_json(j, 't timestamp').t as d, from_json(j, 't date').t as e from (select :text as t, concat('{"t":"', :text, '"}') as j))""", args={"text": text}).collect()[0]
    print(text, "=>", " | ".join(found or "null" for found in row))
spark.stop()
END
venv/bin/python probe.py > seen 2> errors || { cat errors; exit 1; }

diff expected seen
echo unchanged
