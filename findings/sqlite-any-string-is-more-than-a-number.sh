#!/usr/bin/env bash
# Finding: a value of JSON has no affinity, so `j ->> 'g' > 9` takes each string, "1"
# and "x" too, and with a bound "9" it takes no number, where a column of integers
# converts it. true is 1. `j -> 'g' is null` is true for a missing key alone, and `->>`
# for null too. In a string with `\u0000` `length` counts what is before it, and `instr`
# finds what comes after. JSON from a subquery is a string for `json_array`, and JSON in
# binary form is not.
# Package: apsw 3.54.1.0, SQLite 3.54.1 (PyPI).
# Why it matters: `generation gt 9`, written as a condition on JSON, selects records
# whose generation is a word.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check apsw==3.54.1.0

cat > expected <<'END'
j ->> 'g' > 9 => {"g":10} {"g":"1"} {"g":"x"}
j ->> 'g' < 9 => {"g":1} {"g":true}
j ->> 'g' > ? 9 => {"g":"x"}
j ->> 'g' = ? 10 =>
g = ? 10 => {"g":10}
g > ? 9 => {"g":10}
j ->> 'g' = 1 => {"g":1} {"g":true}
j ->> 'g' = '1' => {"g":"1"}
j -> 'g' = 1 =>
j -> 'g' = '1' => {"g":1}
j -> 'g' is null => {}
j ->> 'g' is null => {"g":null} {}
cast(j ->> 'g' as integer) < 9 => {"g":1} {"g":"1"} {"g":"x"} {"g":true}
length('{"s":"ab\u0000cd"}' ->> 's') => 2
instr('{"s":"ab\u0000cd"}' ->> 's', 'd') => 5
'{"s":"ab\u0000cd"}' ->> 's' = 'ab' => 0
json_array(json('[1]')) => [[1]]
(select json_array(x) from (select json('[1]') as x)) => ["[1]"]
(select json_array(x) from (select jsonb('[1]') as x)) => [[1]]
END

cat > probe.py <<'END'
import apsw

db = apsw.Connection(":memory:")
db.execute("create table rows(j text, g integer)")
for record, g in (('{"g":10}', 10), ('{"g":1}', 1), ('{"g":"1"}', None), ('{"g":"x"}', None), ('{"g":true}', None), ('{"g":null}', None), ('{}', None)):
    db.execute("insert into rows values (?, ?)", (record, g))
for condition, *values in (
    ("j ->> 'g' > 9",), ("j ->> 'g' < 9",), ("j ->> 'g' > ?", "9"), ("j ->> 'g' = ?", "10"), ("g = ?", "10"), ("g > ?", "9"), ("j ->> 'g' = 1",), ("j ->> 'g' = '1'",),
    ("j -> 'g' = 1",), ("j -> 'g' = '1'",), ("j -> 'g' is null",), ("j ->> 'g' is null",), ("cast(j ->> 'g' as integer) < 9",),
):
    print(condition, *values, "=>", *(j for j, in db.execute(f"select j from rows where {condition}", values)))
for expression in (
    r"""length('{"s":"ab\u0000cd"}' ->> 's')""", r"""instr('{"s":"ab\u0000cd"}' ->> 's', 'd')""", r"""'{"s":"ab\u0000cd"}' ->> 's' = 'ab'""",
    "json_array(json('[1]'))", "(select json_array(x) from (select json('[1]') as x))", "(select json_array(x) from (select jsonb('[1]') as x))",
):
    print(expression, "=>", db.execute(f"select {expression}").get)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
