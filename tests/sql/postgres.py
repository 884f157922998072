"""Runs conditions in a PostgreSQL cluster of its run: reads work.json, and writes verdicts.json."""
import json

import psycopg

from cluster import running

SIGNS = {True: "T", False: "F", None: "N"}


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
        for statement in group["create"]:
            db.execute(statement)
        if group["create"]:
            answers.append([verdicts(db, query) for query in group["queries"]])
            continue
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
    with running(), psycopg.connect(autocommit=True) as db:
        answers = answer(work, db)
    with open("verdicts.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
