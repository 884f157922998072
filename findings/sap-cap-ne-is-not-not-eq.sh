#!/usr/bin/env bash
# Finding: `g ne 1` takes null and `not g eq 1` leaves it out, because CAP writes
# `is not` for one and `not … =` for the other; `not g lt 5` leaves null out, and
# `not contains` takes it. A timestamp is cut to milliseconds: `t eq …09.1234567Z` finds
# …09.123Z. An alias without a value, `@p`, is the string "@p", and `True` a property. A
# property named `nullable` is an error, and one named `eq` is read.
# Packages: @sap/cds 9.9.3, @cap-js/sqlite 2.4.2, @cap-js/db-service 2.11.2 (npm); apsw
# 3.54.1.0 (PyPI).
# Why it matters: CAP is a common OData server; the same two filters of this API select
# the same jobs.
# Seen on 2026-11-30. Needs node 20 and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @sap/cds@9.9.3 @cap-js/sqlite@2.4.2 @cap-js/db-service@2.11.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check apsw==3.54.1.0

cat > expected <<'END'
g eq 1 => one | "$J".g = ? 1
g ne 1 => null nine | "$J".g is not ? 1
not g eq 1 => nine | not "$J".g = ? 1
not (g ne 1) => one | not ("$J".g is not ?) 1
g lt 5 => one | "$J".g < ? 5
not g lt 5 => nine | not "$J".g < ? 5
g in (1,null) => one | "$J".g in (?,?) 1 None
not g in (1,null) => (nothing) | not "$J".g in (?,?) 1 None
contains(s,'x') => one | (ifnull(instr("$J".s,?),0) > 0) x
not contains(s,'x') => null nine | not (ifnull(instr("$J".s,?),0) > 0) x
t eq 2024-05-06T07:08:09.1234567Z => one | "$J".t = ? 2024-05-06T07:08:09.123Z
t gt 2024-05-06T07:08:09.1239Z => nine | "$J".t > ? 2024-05-06T07:08:09.123Z
s eq @p => nine | "$J".s = ? @p
s eq True => error
nullable eq 1 => error
eq eq 1 => one | "$J".eq = ? 1
END

cat > filters.json <<'END'
[
  "g eq 1", "g ne 1", "not g eq 1", "not (g ne 1)", "g lt 5", "not g lt 5", "g in (1,null)", "not g in (1,null)",
  "contains(s,'x')", "not contains(s,'x')", "t eq 2024-05-06T07:08:09.1234567Z", "t gt 2024-05-06T07:08:09.1239Z",
  "s eq @p", "s eq True", "nullable eq 1", "eq eq 1"
]
END
cat > probe.cjs <<'END'
const cds = require('@sap/cds');
const { readFileSync } = require('node:fs');
const SQLite = require('@cap-js/sqlite');
cds.model = cds.linked(cds.compile.for.nodejs(cds.compile('entity Jobs { key i: String; g: Integer; s: String; t: Timestamp; nullable: Integer; eq: Integer; }')));
const service = new (SQLite.default ?? SQLite)('db', cds.model, { kind: 'sqlite', credentials: { url: ':memory:' } });
service.model = cds.model;
for (const filter of JSON.parse(readFileSync('filters.json', 'utf8'))) {
  let condition = null, values = [];
  try {
    const query = service.cqn2sql(cds.ql(cds.odata.parse(`Jobs?$filter=${encodeURIComponent(filter)}`)));
    condition = query.sql.replaceAll(/\s+/g, ' ').split(' WHERE ').at(-1).trim();
    values = query.values;
  } catch {}
  console.log(JSON.stringify({ filter, condition, values }));
}
END
node probe.cjs > conditions
cat > probe.py <<'END'
import json

import apsw

db = apsw.Connection(":memory:")
db.execute("create table Jobs(i text, g integer, s text, t text, nullable integer, eq integer)")
db.executemany("insert into Jobs values (?, ?, ?, ?, ?, ?)", [
    ("null", None, None, None, None, None), ("one", 1, "x", "2024-05-06T07:08:09.123Z", 1, 1), ("nine", 9, "@p", "2024-05-06T07:08:09.124Z", 9, 9),
])
for line in open("conditions"):
    asked = json.loads(line)
    if asked["condition"] is None:
        print(asked["filter"], "=> error")
        continue
    try:
        found = " ".join(i for i, in db.execute(f'select i from Jobs as "$J" where {asked["condition"]}', asked["values"])) or "(nothing)"
    except apsw.SQLError:
        found = "error of SQL"
    print(asked["filter"], "=>", found, "|", asked["condition"], *asked["values"])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
