#!/usr/bin/env bash
# Finding: `g == 1` takes true in three of four packages that query records in Python,
# and `== true` takes 1; montydb keeps them apart. mongoquery has the words of MongoDB,
# and montydb its answers: of the two, montydb alone takes a missing g for `{"g":
# null}`, and a list with 10 for `{"$gt": 5}`. In objectpath `is not 1` leaves out null,
# missing and a list, and `is '1'` takes the number. In dictquery one null ends `g < 5`
# with a TypeError.
# Packages: dictquery 0.5.0, objectpath 0.6.1, mongoquery 1.4.3, montydb 2.5.6 (PyPI).
# Why it matters: `generation eq 1` over saved records selects those with a flag there.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dictquery==0.5.0 objectpath==0.6.1 mongoquery==1.4.3 montydb==2.5.6

cat > expected <<'END'
equals 1
   dictquery g == 1 => one true
   objectpath @.g is 1 => one digit true
   mongoquery {'g': 1} => one true list
   montydb {'g': 1} => one list
equals true
   dictquery g == TRUE => one true
   objectpath @.g is true => one true
   mongoquery {'g': True} => one true list
   montydb {'g': True} => true
equals '1'
   dictquery g == '1' => digit
   objectpath @.g is '1' => one digit
   mongoquery {'g': '1'} => digit
   montydb {'g': '1'} => digit
not 1
   dictquery g != 1 => null ten digit list
   objectpath @.g is not 1 => ten
   mongoquery {'g': {'$ne': 1}} => null missing ten digit list
   montydb {'g': {'$ne': 1}} => null missing ten digit true
null
   dictquery g == NONE => null
   objectpath @.g is null => null missing
   mongoquery {'g': None} => null
   montydb {'g': None} => null missing
in 1, 10
   dictquery g IN [1, 10] => one ten true
   objectpath @.g in [1, 10] => one ten true
   mongoquery {'g': {'$in': [1, 10]}} => one ten true list
   montydb {'g': {'$in': [1, 10]}} => one ten list
more than 5
   dictquery g > 5 => TypeError
   objectpath @.g > 5 => ten
   mongoquery {'g': {'$gt': 5}} => ten
   montydb {'g': {'$gt': 5}} => ten list
not more than 5
   dictquery NOT g > 5 => TypeError
   mongoquery {'g': {'$not': {'$gt': 5}}} => null missing one digit true list
   montydb {'g': {'$not': {'$gt': 5}}} => null missing one digit true
or, and
   dictquery s == 'x' OR s == 'y' AND g == 99 => null missing one digit true list
   objectpath @.s is 'x' or @.s is 'y' and @.g is 99 => null missing one digit true list
   mongoquery {'$or': [{'s': 'x'}, {'s': 'y', 'g': 99}]} => null missing one digit true list
   montydb {'$or': [{'s': 'x'}, {'s': 'y', 'g': 99}]} => null missing one digit true list
END

cat > probe.py <<'END'
import dictquery
from mongoquery import Query
from montydb import MontyClient
from objectpath import Tree

rows = [
    {"i": "null", "g": None, "s": "x"}, {"i": "missing", "s": "x"}, {"i": "one", "g": 1, "s": "x"}, {"i": "ten", "g": 10, "s": "y"}, {"i": "digit", "g": "1", "s": "x"},
    {"i": "true", "g": True, "s": "x"}, {"i": "list", "g": [1, 10], "s": "x"},
]
collection = MontyClient(":memory:").database.rows
collection.insert_many([{"_id": row["i"], **row} for row in rows])
readers = {
    "dictquery": lambda query: [row for row in rows if dictquery.match(row, query)],
    "objectpath": lambda query: Tree({"rows": rows}).execute(f"$.rows[{query}]"),
    "mongoquery": lambda query: [row for row in rows if Query(query).match(row)],
    "montydb": collection.find,
}
queries = {
    "equals 1": ("g == 1", "@.g is 1", {"g": 1}),
    "equals true": ("g == TRUE", "@.g is true", {"g": True}),
    "equals '1'": ("g == '1'", "@.g is '1'", {"g": "1"}),
    "not 1": ("g != 1", "@.g is not 1", {"g": {"$ne": 1}}),
    "null": ("g == NONE", "@.g is null", {"g": None}),
    "in 1, 10": ("g IN [1, 10]", "@.g in [1, 10]", {"g": {"$in": [1, 10]}}),
    "more than 5": ("g > 5", "@.g > 5", {"g": {"$gt": 5}}),
    "not more than 5": ("NOT g > 5", None, {"g": {"$not": {"$gt": 5}}}),
    "or, and": ("s == 'x' OR s == 'y' AND g == 99", "@.s is 'x' or @.s is 'y' and @.g is 99", {"$or": [{"s": "x"}, {"s": "y", "g": 99}]}),
}
for name, (words, path, mongo) in queries.items():
    print(name)
    for reader, query in zip(readers, (words, path, mongo, mongo)):
        if query is None:
            continue
        try:
            found = " ".join(row["i"] for row in readers[reader](query)) or "(nothing)"
        except TypeError as error:
            found = type(error).__name__
        print(f"   {reader} {query} => {found}")
END
venv/bin/python -W ignore probe.py > seen

diff expected seen
echo unchanged
