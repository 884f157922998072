#!/usr/bin/env bash
# Finding: a placeholder inside a quoted string counts in three of six. psycopg turns
# `'%s'` into the string "$1" and reports nothing, psycopg2 inserts the number; both
# take `'%b'` as it is if there are no parameters, and an empty list makes it an error
# and `%%` one `%`. `text()` of SQLAlchemy asks for a value of `:3` in
# `'{"generation":3}'`, and not in `'{"generation": 3}'`; beside a bound `:x` it makes
# "$1" of `':x'` with psycopg, and an error with sqlite3, and it takes the backslash
# from `'a\:b'`. pg8000, duckdb and sqlite3 leave quoted strings alone.
# Packages: psycopg 3.3.9, psycopg2-binary 2.9.13, pg8000 1.31.6, sqlalchemy 2.1.9,
# duckdb 2.0.1 (PyPI); PostgreSQL 15.18 (Debian 12).
# Why it matters: JSON and patterns in a query contain `:`, `%` and `?`; a condition
# then compares with "$1" and selects nothing.
# Seen on 2026-11-30. Needs python3, postgresql-15, root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check psycopg==3.3.9 psycopg-binary==3.3.9 psycopg2-binary==2.9.13 pg8000==1.31.6 sqlalchemy==2.1.9 duckdb==2.0.1
. "$here/postgres.sh"

cat > expected <<'END'
select '%s' [7]
   psycopg => $1
   psycopg2 => 7
select 'ab' like '%b' without values
   psycopg => True
   psycopg2 => True
select 'ab' like '%b' []
   psycopg => error
   psycopg2 => error
select 'ab' like '%b' and 7 = %s [7]
   psycopg => error
   psycopg2 => error
select '50%%' without values
   psycopg => 50%%
   psycopg2 => 50%%
select '50%%' []
   psycopg => 50%
   psycopg2 => 50%
select ':x', :x {'x': '7'}
   pg8000 => :x 7
   sqlalchemy psycopg => $1 7
   sqlalchemy sqlite3 => error
select '{"generation":3}' without values
   pg8000 => {"generation":3}
   sqlalchemy psycopg => error
   sqlalchemy sqlite3 => error
select '{"generation": 3}' without values
   pg8000 => {"generation": 3}
   sqlalchemy psycopg => {"generation": 3}
   sqlalchemy sqlite3 => {"generation": 3}
select 'a\:b' without values
   pg8000 => a\:b
   sqlalchemy psycopg => a:b
   sqlalchemy sqlite3 => a:b
select '07:08' without values
   pg8000 => 07:08
   sqlalchemy psycopg => 07:08
   sqlalchemy sqlite3 => 07:08
select 'at :08' without values
   pg8000 => at :08
   sqlalchemy psycopg => error
   sqlalchemy sqlite3 => error
select '?', ? ['7']
   duckdb => ? 7
   sqlite3 => ? 7
select '{"a":1} $1 ?', ? ['7']
   duckdb => {"a":1} $1 ? 7
   sqlite3 => {"a":1} $1 ? 7
END

cat > probe.py <<'END'
import os
import sqlite3

import duckdb
import pg8000.native
import psycopg
import psycopg2
import sqlalchemy

engines = {"sqlalchemy psycopg": sqlalchemy.create_engine("postgresql+psycopg://"), "sqlalchemy sqlite3": sqlalchemy.create_engine("sqlite://")}


def with_psycopg(query, values):
    with psycopg.connect() as session:
        return session.execute(query, values).fetchone()


def with_psycopg2(query, values):
    with psycopg2.connect("") as session, session.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()


def with_pg8000(query, values):
    session = pg8000.native.Connection(os.environ["PGUSER"], unix_sock=os.environ["PGHOST"] + "/.s.PGSQL.5432")
    try:
        return session.run(query, **values or {})[0]
    finally:
        session.close()


def with_alchemy(engine):
    def run(query, values):
        with engine.connect() as session:
            return session.execute(sqlalchemy.text(query), values).fetchone()
    return run


marks = {
    "%s": {"psycopg": with_psycopg, "psycopg2": with_psycopg2},
    ":x": {"pg8000": with_pg8000} | {name: with_alchemy(engine) for name, engine in engines.items()},
    "?": {"duckdb": lambda query, values: duckdb.execute(query, values).fetchone(), "sqlite3": lambda query, values: sqlite3.connect(":memory:").execute(query, values or ()).fetchone()},
}
for mark, query, values in (
    ("%s", "select '%s'", [7]),
    ("%s", "select 'ab' like '%b'", None), ("%s", "select 'ab' like '%b'", []), ("%s", "select 'ab' like '%b' and 7 = %s", [7]), ("%s", "select '50%%'", None), ("%s", "select '50%%'", []),
    (":x", "select ':x', :x", {"x": "7"}), (":x", """select '{"generation":3}'""", None), (":x", """select '{"generation": 3}'""", None),
    (":x", r"select 'a\:b'", None), (":x", "select '07:08'", None), (":x", "select 'at :08'", None),
    ("?", "select '?', ?", ["7"]), ("?", """select '{"a":1} $1 ?', ?""", ["7"]),
):
    print(query, "without values" if values is None else values)
    for name, run in marks[mark].items():
        try:
            found = tuple(run(query, values))
        except Exception:
            found = "error"
        print("  ", name, "=>", *found if found != "error" else [found])
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
