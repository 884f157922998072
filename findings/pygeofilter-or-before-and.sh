#!/usr/bin/env bash
# Finding: `a OR b AND c` is `(a OR b) AND c` in ECQL and in CQL2, where the standard
# has AND first. One filter has three answers: `gen <> 1` takes null in Python and not
# in SQL, and `gen < 5` is a TypeError for a null in Python. In LIKE, `_` is a wildcard
# for SQL and a letter for the others, `.` is a wildcard for all three, and `*` for
# OpenSearch alone. A doubled quote is an error. CQL2 cannot read a property of one
# letter, and ECQL has no `NOT (gen > 5)`.
# Packages: pygeofilter 0.4.0, opensearch-dsl 2.1.0, shapely 2.1.2 (PyPI).
# Why it matters: a filter of this API, written as CQL2 for a catalogue, keeps its words
# and selects other records.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pygeofilter==0.4.0 opensearch-dsl==2.1.0 shapely==2.1.2 packaging==26.4

cat > expected <<'END'
gen = 1 OR gen = 9 AND name = 'zz'
   ecql native => (nothing)
   ecql sql => ((("gen" = 1) OR ("gen" = 9)) AND ("name" = 'zz')) => (nothing)
   ecql opensearch => {'bool': {'should': [{'match': {'gen': 1}}, {'match': {'gen': 9}}], 'must': [{'match': {'name': 'zz'}}], 'minimum_should_match': 1}}
   cql2 => the same tree
gen = 9 AND name = 'zz' OR gen = 1
   ecql native => one
   ecql sql => ((("gen" = 9) AND ("name" = 'zz')) OR ("gen" = 1)) => one
   ecql opensearch => {'bool': {'should': [{'bool': {'must': [{'match': {'gen': 9}}, {'match': {'name': 'zz'}}]}}, {'match': {'gen': 1}}]}}
   cql2 => the same tree
gen = 1 OR gen = 9 AND name = 'zz' OR gen = 10
   ecql native => axb
   ecql sql => (((("gen" = 1) OR ("gen" = 9)) AND ("name" = 'zz')) OR ("gen" = 10)) => axb
   ecql opensearch => {'bool': {'should': [{'bool': {'should': [{'match': {'gen': 1}}, {'match': {'gen': 9}}], 'must': [{'match': {'name': 'zz'}}], 'minimum_should_match': 1}}, {'match': {'gen': 10}}]}}
   cql2 => the same tree
gen <> 1
   ecql native => null under axb
   ecql sql => ("gen" <> 1) => under axb
   ecql opensearch => {'bool': {'must_not': [{'match': {'gen': 1}}]}}
   cql2 => the same tree
gen < 5
   ecql native => TypeError
   ecql sql => ("gen" < 5) => one
   ecql opensearch => {'range': {'gen': {'lt': 5}}}
   cql2 => the same tree
name LIKE 'a_b'
   ecql native => under
   ecql sql => "name" LIKE 'a_b' ESCAPE '\' => under axb
   ecql opensearch => {'wildcard': {'name': {'value': 'a_b'}}}
   cql2 => the same tree
name LIKE 'a.b'
   ecql native => under axb
   ecql sql => "name" LIKE 'a_b' ESCAPE '\' => under axb
   ecql opensearch => {'wildcard': {'name': {'value': 'a?b'}}}
   cql2 => the same tree
name LIKE 'a*b'
   ecql native => (nothing)
   ecql sql => "name" LIKE 'a*b' ESCAPE '\' => (nothing)
   ecql opensearch => {'wildcard': {'name': {'value': 'a*b'}}}
   cql2 => the same tree
name = 'it''s'
   ecql => UnexpectedToken
   cql2 => UnexpectedToken
g IN (1)
   ecql native => TypeError
   ecql sql => "gen" IN (1) => one
   ecql opensearch => {'terms': {'g': (1,)}}
   cql2 => UnexpectedCharacters
NOT (gen > 5)
   ecql => UnexpectedToken
   cql2 native => TypeError
   cql2 sql => NOT ("gen" > 5) => one
   cql2 opensearch => {'bool': {'must_not': [{'range': {'gen': {'gt': 5}}}]}}
END

cat > probe.py <<'END'
import sqlite3

from pygeofilter.backends.native.evaluate import NativeEvaluator
from pygeofilter.backends.opensearch import to_filter
from pygeofilter.backends.sql import to_sql_where
from pygeofilter.parsers.cql2_text import parse as cql2
from pygeofilter.parsers.ecql import parse as ecql

rows = [{"item": "null", "gen": None, "name": "x"}, {"item": "one", "gen": 1, "name": "x"}, {"item": "under", "gen": 9, "name": "a_b"}, {"item": "axb", "gen": 10, "name": "axb"}]
columns = {"gen": "gen", "name": "name", "g": "gen"}
database = sqlite3.connect(":memory:")
database.execute("create table r (item text, gen integer, name text)")
database.executemany("insert into r values (:item, :gen, :name)", rows)

def native(tree):
    test = NativeEvaluator({}, use_getattr=False).evaluate(tree)
    return " ".join(row["item"] for row in rows if test(row)) or "(nothing)"

def sql(tree):
    where = to_sql_where(tree, columns)
    return where + " => " + (" ".join(item for item, in database.execute(f"select item from r where {where}")) or "(nothing)")

for text in (
    "gen = 1 OR gen = 9 AND name = 'zz'", "gen = 9 AND name = 'zz' OR gen = 1", "gen = 1 OR gen = 9 AND name = 'zz' OR gen = 10",
    "gen <> 1", "gen < 5", "name LIKE 'a_b'", "name LIKE 'a.b'", "name LIKE 'a*b'", "name = 'it''s'", "g IN (1)", "NOT (gen > 5)",
):
    print(text)
    ecql_tree = None
    for language, parse in {"ecql": ecql, "cql2": cql2}.items():
        try:
            tree = parse(text)
        except Exception as error:
            print("  ", language, "=>", type(error).__name__)
            continue
        if language == "cql2" and tree == ecql_tree:
            print("   cql2 => the same tree")
            continue
        ecql_tree = tree
        for name, run in {"native": native, "sql": sql, "opensearch": lambda tree: to_filter(tree).to_dict()}.items():
            try:
                found = run(tree)
            except (TypeError, sqlite3.OperationalError) as error:
                found = type(error).__name__
            print("  ", language, name, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
