#!/usr/bin/env bash
# Finding: `selectlt(rows, "g", 5)` takes null, true and NaN, and `selectgt` the string
# "5", a list and a date: petl has an order of all kinds of value, with null first and
# strings last. `selectne` and `selectnotin` take null. `fromjson(lines=True)` has the
# columns of the first line alone, as documented, so `h` of the other lines is gone
# without a word; the same records in one array keep it, if one of the first thousand
# has it.
# Package: petl 1.7.30 (PyPI).
# Why it matters: `generation lt 5` over saved jobs counts those without a generation,
# and a property that the first job lacks does not exist.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check petl==1.7.30

cat > expected <<'END'
selectlt 5 => null one true NaN
selectge 5 => ten digits word list date
selectgt 5 => ten digits word list date
selectgt '2' => digits word
selecteq 1 => one true
selectne 1 => null ten NaN digits word list date
selectin [1] => one true
selectnotin [1] => null ten NaN digits word list date
sort => null one true ten NaN date list digits word
two records, lines => i g
two records, array => i g h
1,001 records, lines => i
1,001 records, array => i
END

cat > probe.py <<'END'
import datetime
import json

import petl

rows = [
    ["i", "g"], ["null", None], ["one", 1], ["ten", 10], ["true", True], ["NaN", float("nan")], ["digits", "5"], ["word", "abc"], ["list", [1]],
    ["date", datetime.date(2024, 5, 6)],
]
for name, select, value in (
    ("selectlt 5", petl.selectlt, 5), ("selectge 5", petl.selectge, 5), ("selectgt 5", petl.selectgt, 5), ("selectgt '2'", petl.selectgt, "2"),
    ("selecteq 1", petl.selecteq, 1), ("selectne 1", petl.selectne, 1), ("selectin [1]", petl.selectin, [1]), ("selectnotin [1]", petl.selectnotin, [1]),
):
    print(name, "=>", *petl.values(select(rows, "g", value), "i"))
print("sort =>", *petl.values(petl.sort(rows, "g"), "i"))

records = [{"i": "a", "g": 1}, {"i": "b", "h": 2}]
late = [{"i": str(i)} for i in range(1000)] + [{"i": "last", "h": 2}]
for name, value in (("two records", records), ("1,001 records", late)):
    with open("lines.jsonl", "w") as lines, open("array.json", "w") as array:
        lines.writelines(json.dumps(record) + "\n" for record in value)
        json.dump(value, array)
    print(f"{name}, lines =>", *petl.header(petl.fromjson("lines.jsonl", lines=True)))
    print(f"{name}, array =>", *petl.header(petl.fromjson("array.json")))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
