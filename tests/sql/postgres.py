"""Runs conditions in a PostgreSQL cluster that ends with it: reads work.json, and writes verdicts.json."""
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psycopg

SIGNS = {True: "T", False: "F", None: "N"}
PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
# The server never runs as root.
ACCOUNT = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def start(folder):
    """A server on a socket in the folder, which ends after an hour at the latest. Its compiler would take minutes for
    conditions of 60,000 tests."""
    data = f"{folder}/data"
    # The order of an ICU locale is not that of code points.
    subprocess.run([*ACCOUNT, f"{PROGRAMS}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                    "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--no-sync"],
                   check=True, stdout=subprocess.DEVNULL, cwd=folder)
    server = subprocess.Popen([*ACCOUNT, "timeout", "3600", f"{PROGRAMS}/postgres", "-D", data, "-k", folder,
                               "-c", "listen_addresses=", "-c", "fsync=off", "-c", "jit=off"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    for _ in range(600):
        try:
            return server, psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def verdicts(db, query):
    try:
        cursor = psycopg.RawCursor(db)
        cursor.execute(f"SELECT {query['condition']} FROM t ORDER BY n", query["parameters"] or None)
        return "".join(SIGNS[row[0]] for row in cursor.fetchall())
    except psycopg.Error as error:
        return {"error": str(error)[:500]}


def answer(work, db):
    # Twice, because it must replace itself.
    for statement in work["prelude"] * 2:
        db.execute(statement)
    answers = []
    for group in work["groups"]:
        column = '"' + group["column"].replace('"', '""') + '"'
        db.execute("DROP TABLE IF EXISTS t")
        cursor = psycopg.RawCursor(db)
        cursor.execute(f"CREATE TABLE t (n bigint, {column} {group['type'] or 'json'})")
        cursor.executemany("INSERT INTO t VALUES ($1, $2)", list(enumerate(group["rows"])))
        answers.append([verdicts(db, query) for query in group["queries"]])
    return answers


def main():
    with open("work.json", encoding="utf-8") as file:
        work = json.load(file)
    # An end from outside also ends the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = tempfile.mkdtemp(prefix="comfilter-")
    if ACCOUNT:
        shutil.chown(folder, "postgres")
    server, db = None, None
    try:
        server, db = start(folder)
        answers = answer(work, db)
    finally:
        if db:
            db.close()
        if server:
            server.send_signal(signal.SIGTERM)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    with open("verdicts.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
