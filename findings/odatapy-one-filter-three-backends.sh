#!/usr/bin/env bash
# Finding: the three ways to run a parsed filter select other records. `g ne 1` and
# `not (s eq 'x')` take null in memory, as OData has it, and not in SQL. `not (g gt 5)`
# leaves out null in memory and in SQL; in OpenSearch it is a `must_not` of a range, which
# takes missing fields. `contains(s,'X')` ignores case in SQLite and OpenSearch.
# `not (g in (1,null))` selects nothing in SQL. `g eq 1.0` is an error on sqlite3, because
# the parameter is a Decimal. `g div 2 eq 4` is 4.5 for SQLAlchemy.
# Packages: odatapy 5.3.0, sqlalchemy 2.1.9 (PyPI).
# Why it matters: `not (state eq 'ERROR')` includes the jobs without a state or not, and a
# service that moves its rows from memory to a table answers otherwise.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odatapy==5.3.0 sqlalchemy==2.1.9

cat > expected <<'END'
g ne 1
   memory => null ten nine
   sql => ten nine
   sqlalchemy => ten nine
   opensearch => {"bool": {"must_not": [{"term": {"g": 1}}]}}
not (s eq 'x')
   memory => null ten nine
   sql => ten nine
   sqlalchemy => ten nine
   opensearch => {"bool": {"must_not": [{"term": {"s": "x"}}]}}
not (g gt 5)
   memory => one
   sql => one
   sqlalchemy => one
   opensearch => {"bool": {"must_not": [{"range": {"g": {"gt": 5}}}]}}
contains(s,'X')
   memory => ten
   sql => one ten
   sqlalchemy => one ten
   opensearch => {"wildcard": {"s": {"value": "*X*", "case_insensitive": true}}}
not (g in (1,null))
   memory => ten nine
   sql => (nothing)
   sqlalchemy => (nothing)
   opensearch => UnsupportedExpression
g eq 1.0
   memory => one
   sql => ProgrammingError
   sqlalchemy => one
   opensearch => {"term": {"g": 1}}
g div 2 eq 4
   memory => nine
   sql => nine
   sqlalchemy => (nothing)
   opensearch => UnsupportedExpression
g eq null
   memory => null
   sql => null
   sqlalchemy => null
   opensearch => {"bool": {"must_not": [{"exists": {"field": "g"}}]}}
END

cat > probe.py <<'END'
import json
import sqlite3

import sqlalchemy
from odatapy.data import Entity
from odatapy.ext.opensearch.fieldmap import Field, FieldMap
from odatapy.ext.opensearch.visitor import filter_to_query
from odatapy.ext.sql import filter_to_sql
from odatapy.ext.sqlalchemy import filter_to_sqlalchemy
from odatapy.server.eval import evaluate_filter
from odatapy.server.uri.expression_parser import ExpressionParser

rows = [{"i": "null", "g": None, "s": None}, {"i": "one", "g": 1, "s": "x"}, {"i": "ten", "g": 10, "s": "X"}, {"i": "nine", "g": 9, "s": "y"}]
entities = []
for row in rows:
    entities.append(Entity())
    for name, value in row.items():
        entities[-1].set_property(name, value)
database = sqlite3.connect(":memory:")
database.execute("create table r (i text, g integer, s text)")
database.executemany("insert into r values (:i, :g, :s)", rows)
database.commit()
table = sqlalchemy.table("r", *(sqlalchemy.column(name, kind) for name, kind in (("i", sqlalchemy.String), ("g", sqlalchemy.Integer), ("s", sqlalchemy.String))))
engine = sqlalchemy.create_engine("sqlite://", creator=lambda: database)
fields = FieldMap({"i": Field("i"), "g": Field("g", type="long"), "s": Field("s")})

def sql(expression):
    where, parameters = filter_to_sql(expression)
    return [i for i, in database.execute(f"select i from r where {where}", parameters)]

def alchemy(expression):
    with engine.connect() as connection:
        return connection.scalars(sqlalchemy.select(table.c.i).where(filter_to_sqlalchemy(expression, table))).all()

backends = {
    "memory": lambda expression: [entity.get_value("i") for entity in entities if evaluate_filter(entity, expression)],
    "sql": sql,
    "sqlalchemy": alchemy,
    "opensearch": lambda expression: [json.dumps(filter_to_query(expression, fields))],
}
for text in ("g ne 1", "not (s eq 'x')", "not (g gt 5)", "contains(s,'X')", "not (g in (1,null))", "g eq 1.0", "g div 2 eq 4", "g eq null"):
    print(text)
    for name, run in backends.items():
        try:
            found = " ".join(run(ExpressionParser.parse_string(text, strict=False))) or "(nothing)"
        except Exception as error:
            found = type(error).__name__
        print("  ", name, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
