#!/usr/bin/env bash
# Finding: the JSON type of SQLAlchemy means other things on sqlite and PostgreSQL.
# `j["g"] == 1` and `== None` select nothing on sqlite; on jsonb one is an error, the
# other takes a missing key and not null. On sqlite `as_float() < 9.5` takes a word and
# a list, `as_string() == "1"` true, and `startswith("X")` an x. On both a value of None
# is stored as null of JSON, so `j == None` does not take it, though it is read back as
# None, and `contains("%")` takes all strings.
# Packages: sqlalchemy 2.1.9, psycopg 3.3.9 (PyPI), SQLite 3.40.1, PostgreSQL 15.18
# (Debian 12).
# Why it matters: a condition on saved records that passes its tests on sqlite selects
# other records in production.
# Seen on 2026-11-30. Needs python3 with SQLite 3.40.1, postgresql-15, root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -c 'import sqlite3; assert sqlite3.sqlite_version == "3.40.1", sqlite3.sqlite_version'
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sqlalchemy==2.1.9 psycopg==3.3.9 psycopg-binary==3.3.9
. "$here/postgres.sh"

cat > expected <<'END'
sqlite reads => None None null() None
postgresql reads => None None null() None
j["g"] == 1
   sqlite => (nothing)
   postgresql => error
j["g"] == None
   sqlite => (nothing)
   postgresql => missing None null()
as_integer() == 1
   sqlite => number flag
   postgresql => error
as_float() < 9.5
   sqlite => number nine flag word list
   postgresql => error
as_string() == "1"
   sqlite => number flag
   postgresql => number
as_string() != "1"
   sqlite => nine word list
   postgresql => nine flag word list
as_string().startswith("X")
   sqlite => word
   postgresql => (nothing)
as_string().contains("%")
   sqlite => number nine flag word list
   postgresql => number nine flag word list
as_string().is_(None)
   sqlite => null missing None null()
   postgresql => null missing None null()
j == None
   sqlite => null()
   postgresql => null()
j == JSON.NULL
   sqlite => None
   postgresql => None
END

cat > probe.py <<'END'
import sqlalchemy
from sqlalchemy import JSON
from sqlalchemy.dialects.postgresql import JSONB

engines = {"sqlite": sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.pool.StaticPool), "postgresql": sqlalchemy.create_engine("postgresql+psycopg://")}
rows = sqlalchemy.Table("rows", sqlalchemy.MetaData(), sqlalchemy.Column("i", sqlalchemy.String), sqlalchemy.Column("j", JSON().with_variant(JSONB(), "postgresql")))
g = rows.c.j["g"]
conditions = {
    'j["g"] == 1': g == 1, 'j["g"] == None': g == None, 'as_integer() == 1': g.as_integer() == 1, "as_float() < 9.5": g.as_float() < 9.5,
    'as_string() == "1"': g.as_string() == "1", 'as_string() != "1"': g.as_string() != "1", 'as_string().startswith("X")': g.as_string().startswith("X"), 'as_string().contains("%")': g.as_string().contains("%"),
    "as_string().is_(None)": g.as_string().is_(None), "j == None": rows.c.j == None, "j == JSON.NULL": rows.c.j == JSON.NULL,
}
records = {"number": {"g": 1}, "nine": {"g": 9}, "flag": {"g": True}, "word": {"g": "x"}, "list": {"g": [1]}, "null": {"g": None}, "missing": {}, "None": None, "null()": sqlalchemy.null()}
for name, engine in engines.items():
    with engine.begin() as session:
        rows.create(session)
        for i, j in records.items():
            session.execute(rows.insert().values(i=i, j=j))
    with engine.connect() as session:
        print(name, "reads =>", *(f"{i} {j!r}" for i, j in session.execute(sqlalchemy.select(rows).where(rows.c.i.in_(["None", "null()"])))))
for text, condition in conditions.items():
    print(text)
    for name, engine in engines.items():
        with engine.connect() as session:
            try:
                found = " ".join(session.execute(sqlalchemy.select(rows.c.i).where(condition)).scalars()) or "(nothing)"
            except sqlalchemy.exc.DBAPIError:
                found = "error"
        print("  ", name, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
