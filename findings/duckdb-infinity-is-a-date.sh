#!/usr/bin/env bash
# Finding: a column with the text "infinity" alone is a column of dates, and
# "12-05-2024" and "05-13-2024" in one column are 12 May and 13 May: the day is first in
# one and second in the other. 2.5 in JSON becomes the integer 3 after `->>` and 2 after
# `->`. `json('{"a": 1}')` is equal to the form without the blank, and the cast `::json`
# is not.
# Package: duckdb 2.0.1 (PyPI).
# Why it matters: names of jobs are free text; a comparison with the name then compares
# dates. Two spellings of one extraction round to two numbers.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1

cat > expected <<'END'
infinity => infinity DATE
infinity weekly => infinity weekly VARCHAR
12-05-2024 => 2024-05-12 DATE
12-05-2024 05-13-2024 => 2024-05-12 2024-05-13 DATE
2024-5-6 => 2024-05-06 DATE
12/05/2024 => 12/05/2024 VARCHAR
0.5 => 1 0
1.5 => 2 2
2.5 => 3 2
3.5 => 4 4
True False
END

cat > probe.py <<'END'
import json

import duckdb

for names in (["infinity"], ["infinity", "weekly"], ["12-05-2024"], ["12-05-2024", "05-13-2024"], ["2024-5-6"], ["12/05/2024"]):
    with open("rows.ndjson", "w") as rows:
        rows.writelines(json.dumps({"name": name}) + "\n" for name in names)
    found = duckdb.sql("select name::varchar, typeof(name) from read_json('rows.ndjson')").fetchall()
    print(*names, "=>", *(text for text, _ in found), found[0][1])
for number in ("0.5", "1.5", "2.5", "3.5"):
    print(number, "=>", *duckdb.sql(f"select (j ->> 'g')::bigint, (j -> 'g')::bigint from (select '{{\"g\": {number}}}'::json as j)").fetchall()[0])
print(*duckdb.sql("""select json('{"a": 1}') = json('{"a":1}'), '{"a": 1}'::json = '{"a":1}'::json""").fetchall()[0])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
