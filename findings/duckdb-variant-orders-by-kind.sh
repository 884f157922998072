#!/usr/bin/env bash
# Finding: a VARIANT made from JSON compares its kind before its value: `v.g < 5` takes
# true and leaves out 1.0 and 2.5, `v.g = 1` leaves out 1.0, and the greatest of 12 and
# "1" is "1". A literal 0.5 is a decimal, and the 0.5 of JSON a double: they differ. Of
# two equal keys `->>` reads the first, and a VARIANT the last; `->>` of a VARIANT is an
# error.
# Package: duckdb 2.0.1 (PyPI).
# Why it matters: VARIANT is the type for columns such as `statusDetails`; a condition
# on a number loses the records that write it with a fraction, and reports nothing.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1

cat > expected <<'END'
v.g = 1 => 1
v.g = 1.0 => 1
v.g = 1.0::double => 1.0
v.g <> 1 => 1.0 "1" -3 0.5 2.5 true 12
v.g < 5 => 1 -3 true
v.g > 0.5 => 1 1.0 "1" 0.5 2.5 12
v.g between 0 and 3 => 1
v.g in (1, 2.5) => 1
v.g = 0.5 => (nothing)
v.g = 0.5::double => 0.5
(v.g::json)::double = 0.5 => 0.5
order by v.g => true -3 1 12 0.5 1.0 2.5 "1"
max(v.g) => 1 VARCHAR
two equal keys => first last
v ->> 'g' => error
END

cat > probe.py <<'END'
import duckdb

db = duckdb.connect()
db.execute("create table rows as select g, json('{\"g\":' || g || '}')::variant as v from (values ('1'), ('1.0'), ('\"1\"'), ('-3'), ('0.5'), ('2.5'), ('true'), ('12')) as t(g)")
for condition in ("v.g = 1", "v.g = 1.0", "v.g = 1.0::double", "v.g <> 1", "v.g < 5", "v.g > 0.5", "v.g between 0 and 3", "v.g in (1, 2.5)", "v.g = 0.5", "v.g = 0.5::double"):
    found = db.execute(f"select g from rows where {condition} order by rowid").fetchall()
    print(condition, "=>", " ".join(g for g, in found) or "(nothing)")
print("(v.g::json)::double = 0.5 =>", *(g for g, in db.execute("select g from rows where g not in ('true') and (v.g::json)::double = 0.5").fetchall()))
print("order by v.g =>", *(g for g, in db.execute("select g from rows order by v.g").fetchall()))
print("max(v.g) =>", *db.execute("select m::varchar, variant_typeof(m) from (select max(v.g) as m from rows)").fetchall()[0])
print("two equal keys =>", *db.execute("""select j ->> 'k', (j::variant).k::varchar from (select '{"k": "first", "k": "last"}'::json as j)""").fetchall()[0])
try:
    found = db.execute("select v ->> 'g' from rows").fetchall()
except duckdb.Error:
    found = "error"
print("v ->> 'g' =>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
