#!/usr/bin/env bash
# Finding: of a VARIANT `v:g is null` is true for a missing key and false for null,
# where `get_json_object(…) is null` is true for both. As int 2.5 is 2, so it equals 2,
# true is 1, and "1" is 1. As string 1.0 is "1" and 100.0 is "100", but 1e2 is "100.0",
# as it is in `get_json_object`, which keeps 1.0. `get_json_object` of `$.l[*]` is a
# list for two items, the bare item for one, with quotes if it is a string, and null for
# none.
# Package: pyspark 4.3.0 (PyPI).
# Why it matters: `not parentJobId eq null` selects other records when a column of
# strings becomes one of VARIANT, and the spelling of a number decides what a string
# equals.
# Seen on 2026-11-30. Needs python3, and Java 17 or newer.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyspark==4.3.0

cat > expected <<'END'
v:g is null => {}
is_variant_null(v:g) => {"g":null}
get_json_object(j, '$.g') is null => {"g":null} {}
v:g::string is null => {"g":null} {}
try_variant_get(v, '$.g', 'int') = 1 => {"g":1} {"g":1.0} {"g":"1"} {"g":true}
try_variant_get(v, '$.g', 'int') = 2 => {"g":2.5}
try_variant_get(v, '$.g', 'double') = 1 => {"g":1} {"g":1.0} {"g":"1"} {"g":true}
v:g::string = '1' => {"g":1} {"g":1.0} {"g":"1"}
get_json_object(j, '$.g') = '1' => {"g":1} {"g":"1"}
v:g::string = '100' => {"g":100.0}
get_json_object(j, '$.g') = '100.0' => {"g":100.0} {"g":1e2}
$.l[*] of ["x","y"] => ["x","y"]
$.l[*] of ["x"] => "x"
$.l[*] of [1] => 1
$.l[*] of [null] => null
$.l[*] of [] => None
END

cat > probe.py <<'END'
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
records = ['{"g":1}', '{"g":1.0}', '{"g":"1"}', '{"g":null}', '{}', '{"g":true}', '{"g":2.5}', '{"g":100.0}', '{"g":1e2}']
spark.createDataFrame([(r,) for r in records], "j string").selectExpr("j", "parse_json(j) as v").createOrReplaceTempView("rows")
for condition in (
    "v:g is null", "is_variant_null(v:g)", "get_json_object(j, '$.g') is null", "v:g::string is null",
    "try_variant_get(v, '$.g', 'int') = 1", "try_variant_get(v, '$.g', 'int') = 2", "try_variant_get(v, '$.g', 'double') = 1",
    "v:g::string = '1'", "get_json_object(j, '$.g') = '1'", "v:g::string = '100'", "get_json_object(j, '$.g') = '100.0'",
):
    print(condition, "=>", *(row.j for row in spark.sql(f"select j from rows where {condition}").collect()))
for items in ('["x","y"]', '["x"]', '[1]', '[null]', '[]'):
    print("$.l[*] of", items, "=>", spark.sql("select get_json_object(:record, '$.l[*]')", args={"record": f'{{"l":{items}}}'}).collect()[0][0])
spark.stop()
END
venv/bin/python probe.py > seen 2> errors || { cat errors; exit 1; }

diff expected seen
echo unchanged
