#!/usr/bin/env bash
# Finding: one timestamptz is a different thing in each driver. 'infinity' is an error
# in psycopg, the last microsecond of 9999 in UTC in psycopg2, the same without a zone
# in asyncpg and duckdb, and a string in pg8000. 9999-12-31T23:59:59Z is an error in two
# if the session's zone is east of UTC, and a string in pg8000 and duckdb. A datetime
# without a zone is sent in the zone of the client's machine by asyncpg, and in the zone
# of the session by the others: 14 hours apart here.
# Packages: psycopg 3.3.9, psycopg2-binary 2.9.13, asyncpg 0.32.0, pg8000 1.31.6, duckdb
# 2.0.1 (PyPI); PostgreSQL 15.18 (Debian 12).
# Why it matters: 9999-12-31T23:59:59Z is the common "never", and `createdAt ge @since`
# over saved jobs selects by the machine that runs the query.
# Seen on 2026-11-30. Needs python3, postgresql-15, root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check psycopg==3.3.9 psycopg-binary==3.3.9 psycopg2-binary==2.9.13 asyncpg==0.32.0 pg8000==1.31.6 duckdb==2.0.1
. "$here/postgres.sh"
export TZ=America/New_York

cat > expected <<'END'
select timestamptz '2024-01-01 00:00:00Z'
   psycopg => 2024-01-01T09:00:00+09:00
   psycopg2 => 2024-01-01T09:00:00+09:00
   asyncpg => 2024-01-01T00:00:00+00:00
   pg8000 => 2024-01-01T09:00:00+09:00
   duckdb => 2024-01-01T09:00:00+09:00
select timestamptz 'infinity'
   psycopg => error
   psycopg2 => 9999-12-31T23:59:59.999999+00:00
   asyncpg => 9999-12-31T23:59:59.999999
   pg8000 => infinity (str)
   duckdb => 9999-12-31T23:59:59.999999
select timestamptz '9999-12-31 23:59:59Z'
   psycopg => error
   psycopg2 => error
   asyncpg => 9999-12-31T23:59:59+00:00
   pg8000 => 10000-01-01 08:59:59+09 (str)
   duckdb => 9999-12-31 23:59:59+00 (str)
select cast(cast($1 as timestamptz) at time zone 'UTC' as text) 2024-01-01 00:00:00
   psycopg => 2023-12-31 15:00:00 (str)
   psycopg2 => 2023-12-31 15:00:00 (str)
   asyncpg => 2024-01-01 05:00:00 (str)
   pg8000 => 2023-12-31 15:00:00 (str)
   duckdb => 2023-12-31 15:00:00 (str)
select cast(cast($1 as timestamptz) at time zone 'UTC' as text) 2024-01-01
   psycopg => 2023-12-31 15:00:00 (str)
   psycopg2 => 2023-12-31 15:00:00 (str)
   asyncpg => 2024-01-01 05:00:00 (str)
   pg8000 => 2023-12-31 15:00:00 (str)
   duckdb => 2023-12-31 15:00:00 (str)
END

cat > probe.py <<'END'
import asyncio
import datetime
import os

import asyncpg
import duckdb
import pg8000.native
import psycopg
import psycopg2

SESSION = "set timezone = 'Asia/Tokyo'"


def with_psycopg(query, *values):
    with psycopg.connect() as session:
        session.execute(SESSION)
        return session.execute(query.replace("$1", "%s"), values).fetchone()[0]


def with_psycopg2(query, *values):
    with psycopg2.connect("") as session, session.cursor() as cursor:
        cursor.execute(SESSION)
        cursor.execute(query.replace("$1", "%s"), values)
        return cursor.fetchone()[0]


def with_asyncpg(query, *values):
    async def run():
        session = await asyncpg.connect()
        try:
            await session.execute(SESSION)
            return await session.fetchval(query, *values)
        finally:
            await session.close()
    return asyncio.run(run())


def with_pg8000(query, *values):
    session = pg8000.native.Connection(os.environ["PGUSER"], unix_sock=os.environ["PGHOST"] + "/.s.PGSQL.5432")
    try:
        session.run(SESSION)
        return session.run(query.replace("$1", ":value"), **dict(zip(["value"], values)))[0][0]
    finally:
        session.close()


def with_duckdb(query, *values):
    session = duckdb.connect()
    session.execute(SESSION)
    return session.execute(query.replace("text", "varchar"), values).fetchone()[0]


drivers = {"psycopg": with_psycopg, "psycopg2": with_psycopg2, "asyncpg": with_asyncpg, "pg8000": with_pg8000, "duckdb": with_duckdb}
for query, *values in (
    ("select timestamptz '2024-01-01 00:00:00Z'",),
    ("select timestamptz 'infinity'",),
    ("select timestamptz '9999-12-31 23:59:59Z'",),
    ("select cast(cast($1 as timestamptz) at time zone 'UTC' as text)", datetime.datetime(2024, 1, 1)),
    ("select cast(cast($1 as timestamptz) at time zone 'UTC' as text)", datetime.date(2024, 1, 1)),
):
    print(query, *values)
    for name, run in drivers.items():
        try:
            found = run(query, *values)
        except Exception:
            found = "error"
        print("  ", name, "=>", found.isoformat() if isinstance(found, datetime.datetime) else f"{found} ({type(found).__name__})" if found != "error" else found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
