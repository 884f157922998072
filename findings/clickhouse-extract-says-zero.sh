#!/usr/bin/env bash
# Finding: the readers of JSON answer with a value where there is none. `JSONExtractInt`
# of a missing key, null, a word, true or a number past 64 bits is 0, as is
# `JSONExtractUInt` of -1 and 300 read as UInt8; the string "1.9" is 1. `JSON_VALUE` of
# null is the string "null". `simpleJSONExtractString` reads the first key of that name
# at any depth. In a column declared Int64, null and a missing key are 0.
# Package: chdb 4.4.0 (PyPI), ClickHouse 26.9.
# Why it matters: `generation eq 0` and `generation lt 5` select records without a
# generation, and a key of `statusDetails` answers for one of the record.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chdb==4.4.0

cat > expected <<'END'
{} => [0, 0, 0, null, "", ""]
{"g":null} => [0, 0, 0, null, "", "null"]
{"g":true} => [0, 0, 1, 1, "true", "true"]
{"g":-1.9} => [-1, 0, 0, -1, "-1.9", "-1.9"]
{"g":"1.9"} => [1, 1, 1, 1, "1.9", "1.9"]
{"g":300} => [300, 300, 0, 300, "300", "300"]
{"g":-1} => [-1, 0, 0, -1, "-1", "-1"]
{"g":9223372036854775808} => [0, 9223372036854775808, 0, null, "9223372036854775808", "9223372036854775808"]
{"g":"x"} => [0, 0, 0, null, "x", "x"]
simpleJSONExtractString '{"o":{"s":"inner"},"s":"outer"}' => ["inner"]
JSONEachRow Int64 => [0] [0] [5] [1]
JSONEachRow Nullable(Int64) => [null] [null] [5] [1]
END

cat > probe.py <<'END'
import chdb


def rows(query):
    return chdb.query(query, "JSONCompactEachRow").bytes().decode().strip().split("\n")


for record in ('{}', '{"g":null}', '{"g":true}', '{"g":-1.9}', '{"g":"1.9"}', '{"g":300}', '{"g":-1}', '{"g":9223372036854775808}', '{"g":"x"}'):
    print(record, "=>", *rows(f"""select JSONExtractInt(r, 'g'), JSONExtractUInt(r, 'g'), JSONExtract(r, 'g', 'UInt8'), JSONExtract(r, 'g', 'Nullable(Int64)'),
        JSONExtractString(r, 'g'), JSON_VALUE(r, '$.g') from (select '{record}' as r)"""))
print("""simpleJSONExtractString '{"o":{"s":"inner"},"s":"outer"}' =>""", *rows("""select simpleJSONExtractString('{"o":{"s":"inner"},"s":"outer"}', 's')"""))
for kind in ("Int64", "Nullable(Int64)"):
    print("JSONEachRow", kind, "=>", *rows(f"""select g from format(JSONEachRow, 'g {kind}', '{{"g":null}}\n{{}}\n{{"g":"5"}}\n{{"g":true}}')"""))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
