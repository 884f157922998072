"""Runs conditions in DuckDB: reads work.json, and writes verdicts.json."""
import json

import duckdb

SIGNS = {True: "T", False: "F", None: "N"}


def verdicts(db, query):
    try:
        rows = db.execute(f"SELECT {query['condition']} FROM t ORDER BY n", query["parameters"]).fetchall()
    except duckdb.Error as error:
        return {"error": str(error)[:500]}
    return "".join(SIGNS[row[0]] for row in rows)


def main():
    with open("work.json", encoding="utf-8") as file:
        work = json.load(file)
    db = duckdb.connect()
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
        db.execute(f"CREATE OR REPLACE TABLE t (n BIGINT, {column} {group['type'] or 'VARCHAR'})")
        db.execute("INSERT INTO t SELECT * FROM (SELECT unnest($1::BIGINT[]), unnest($2::VARCHAR[]))",
                   [list(range(len(group["rows"]))), group["rows"]])
        answers.append([verdicts(db, query) for query in group["queries"]])
    with open("verdicts.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
