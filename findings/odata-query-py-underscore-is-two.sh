#!/usr/bin/env bash
# Finding: `contains(s,'a_b')` becomes `LIKE '%a__b%'` in the SQL of odata-query: it
# doubles `_` and `%`, which has no meaning for LIKE, so the string "a_b" is not found.
# The same filter for SQLAlchemy escapes nothing and finds "axb" too. An offset is
# dropped for SQLAlchemy, so `t gt 2024-05-06T09:08:09+02:00` is two hours later than in
# the SQL. `t eq` of an ISO string never matches in SQLite, where the SQL compares with
# `DATETIME(...)`, which has a blank for the T. `null eq g` is `NULL = "g"`, and selects
# nothing. `concat` is an error for SQLAlchemy on SQLite, and `floor` is not valid SQL.
# Packages: odata-query 0.10.0, sqlalchemy 1.4.54 (PyPI).
# Why it matters: names of servers and templates have an underscore more often than not.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0 sqlalchemy==1.4.54

cat > expected <<'END'
contains(s,'a_b')
   sql => "s" LIKE '%a__b%' => (nothing)
   sqlalchemy => under axb
startswith(s,'a_')
   sql => "s" LIKE 'a__%' => under axb
   sqlalchemy => under axb
contains(s,'50%')
   sql => "s" LIKE '%50%%%' => percent
   sqlalchemy => percent
t gt 2024-05-06T09:08:08+02:00
   sql => "t" > DATETIME('2024-05-06T09:08:08+02:00') => under
   sqlalchemy => (nothing)
iso eq 2024-05-06T07:08:09Z
   sql => "iso" = DATETIME('2024-05-06T07:08:09Z') => (nothing)
iso lt 2024-05-06T23:00:00Z
   sql => "iso" < DATETIME('2024-05-06T23:00:00Z') => (nothing)
g eq null
   sql => "g" IS NULL => percent
   sqlalchemy => percent
null eq g
   sql => NULL = "g" => (nothing)
   sqlalchemy => (nothing)
concat(s,'y') eq 'axby'
   sql => "s" || 'y' = 'axby' => axb
   sqlalchemy => OperationalError
floor(g) eq 1
   standard sql => CASE "g" WHEN > 0 CAST ("g" AS INTEGER) WHEN < 0 CAST (0 - (ABS("g") + 0.5) AS INTEGER)) ELSE "g" END = 1
END

cat > probe.py <<'END'
import datetime
import logging
import sqlalchemy as sa
from odata_query.grammar import ODataLexer, ODataParser
from odata_query.sql import AstToSqliteSqlVisitor, AstToSqlVisitor
from odata_query.sqlalchemy import apply_odata_query
from sqlalchemy.orm import Session, declarative_base

logging.disable(logging.WARNING)
Base = declarative_base()

class Row(Base):
    __tablename__ = "r"
    i = sa.Column(sa.String, primary_key=True)
    g = sa.Column(sa.Integer)
    s = sa.Column(sa.String)
    t = sa.Column(sa.DateTime)
    iso = sa.Column(sa.String)

engine = sa.create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([
    Row(i="under", g=1, s="a_b", t=datetime.datetime(2024, 5, 6, 7, 8, 9), iso="2024-05-06T07:08:09Z"), Row(i="axb", g=2, s="axb"), Row(i="percent", s="50%"),
])
session.commit()

def run(query):
    try:
        return " ".join(sorted(session.scalars(query), key=["under", "axb", "percent"].index)) or "(nothing)"
    except sa.exc.OperationalError as error:
        session.rollback()
        return type(error).__name__

for text in (
    "contains(s,'a_b')", "startswith(s,'a_')", "contains(s,'50%')", "t gt 2024-05-06T09:08:08+02:00", "iso eq 2024-05-06T07:08:09Z", "iso lt 2024-05-06T23:00:00Z",
    "g eq null", "null eq g", "concat(s,'y') eq 'axby'",
):
    tree = ODataParser().parse(ODataLexer().tokenize(text))
    where = AstToSqliteSqlVisitor().visit(tree)
    print(text)
    print("   sql =>", where, "=>", run(sa.text(f"select i from r where {where}".replace(":", "\\:"))))
    if not text.startswith("iso"):
        print("   sqlalchemy =>", run(apply_odata_query(sa.select(Row), text).with_only_columns(Row.i)))
print("floor(g) eq 1\n   standard sql =>", *AstToSqlVisitor().visit(ODataParser().parse(ODataLexer().tokenize("floor(g) eq 1"))).split())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
