#!/usr/bin/env bash
# Finding: the words of a column decide its type, and the type rewrites them: "May" is 1
# May of the year 1, "Monday" 8 January, "7d" a duration, "t" and "no" booleans, "none"
# and "n/a" null, "007", "5%", "$5" and "1_000" numbers. `csvsql --query` cuts the
# offset from a time, so 09:08:09+02:00 is later than 08:00:00Z.
# `csvjson --no-inference` keeps the words, and "none" is null all the same; `csvgrep`
# looks at what was written.
# Package: csvkit 2.2.0, agate 1.14.2 (PyPI).
# Why it matters: a table of job names or ids, as `match --format csv` writes it, comes
# out with other names.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2

cat > expected <<'END'
May => [{"name": "0001-05-01"}] [{"name": "May"}]
Monday => [{"name": "0001-01-08"}] [{"name": "Monday"}]
7d => [{"name": "7 days, 0:00:00"}] [{"name": "7d"}]
10:00 => [{"name": "0:10:00"}] [{"name": "10:00"}]
t => [{"name": true}] [{"name": "t"}]
no => [{"name": false}] [{"name": "no"}]
none => [{"name": null}] [{"name": null}]
n/a => [{"name": null}] [{"name": null}]
007 => [{"name": 7.0}] [{"name": "007"}]
5% => [{"name": 5.0}] [{"name": "5%"}]
$5 => [{"name": 5.0}] [{"name": "$5"}]
1_000 => [{"name": 1000.0}] [{"name": "1_000"}]
1e3 => [{"name": 1000.0}] [{"name": "1e3"}]
2024-05-06T09:08:09+02:00 => [{"name": "2024-05-06T09:08:09+02:00"}] [{"name": "2024-05-06T09:08:09+02:00"}]
9999-12-31T23:59:59Z => [{"name": "9999-12-31T23:59:59+00:00"}] [{"name": "9999-12-31T23:59:59Z"}]
name,at
second,2024-05-06 08:00:00.000000
first,2024-05-06 09:08:09.000000
name,at
first,2024-05-06T09:08:09+02:00
second,2024-05-06T08:00:00+00:00
END

{
  for word in May Monday 7d 10:00 t no none n/a 007 5% '$5' 1_000 1e3 2024-05-06T09:08:09+02:00 9999-12-31T23:59:59Z; do
    printf 'name\n%s\n' "$word" > word.csv
    echo "$word => $(venv/bin/csvjson --snifflimit 0 word.csv) $(venv/bin/csvjson --snifflimit 0 --no-inference word.csv)"
  done
  printf 'name,at\nfirst,2024-05-06T09:08:09+02:00\nsecond,2024-05-06T08:00:00Z\n' > times.csv
  venv/bin/csvsql --query 'select name, at from times order by at' times.csv
  venv/bin/csvsort --columns at times.csv
} > seen

diff expected seen
echo unchanged
