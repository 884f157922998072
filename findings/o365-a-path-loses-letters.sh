#!/usr/bin/env bash
# Finding: the query builder of O365 changes a path with a slash: `resource/type` becomes
# `resourcype`, `resource/name` `resourcame`, and `associatedResources/0/id`
# `associatedResource/id`, because a conversion of names removes the slash with a letter on
# each side. `(a | b) & c` is `a or b and c`, without parentheses, as is `chain_and` of a
# `chain_or`, and the negation of `a & b` is `not a and b`; `group` sets parentheses. A
# quote in a string is not doubled, a list is written as Python does, and a datetime
# without a zone gets the offset of the protocol. Its older class Query does the same to
# paths and quotes.
# Package: O365 2.1.10 (PyPI).
# Why it matters: the builder is for OData, and `state eq 'ERROR' and (a or b)` selects jobs
# that have no error.
# Seen on 2026-12-01. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check O365==2.1.10

cat > expected <<'END'
q.equals('resource/type', 'x') => resourcype eq 'x'
q.equals('resource/name', 'x') => resourcame eq 'x'
q.equals('associatedResources/0/id', 'x') => associatedResource/id eq 'x'
(a | b) & c => a eq 1 or b eq 2 and c eq 3
a & (b | c) => a eq 1 and b eq 2 or c eq 3
q.chain_and(q.chain_or(a, b), c) => a eq 1 or b eq 2 and c eq 3
q.chain_and(q.group(q.chain_or(a, b)), c) => (a eq 1 or b eq 2) and c eq 3
q.negate(a & b) => not a eq 1 and b eq 2
q.negate(q.group(a & b)) => not (a eq 1 and b eq 2)
q.equals('name', "O'Neil") => name eq 'O'Neil'
q.equals('state', ['ERROR', 'STALLED']) => state eq ['ERROR', 'STALLED']
q.greater('createdAt', datetime(2024, 5, 6, 7, 8, 9)) => createdAt gt 2024-05-06T07:08:09-04:00
Query: resourcype eq 'x'
Query: name eq 'O'Neil'
END

cat > probe.py <<'END'
from datetime import datetime

from O365.connection import MSGraphProtocol
from O365.utils.query import QueryBuilder
from O365.utils.utils import Query

protocol = MSGraphProtocol(timezone="America/New_York")
q = QueryBuilder(protocol=protocol)
a, b, c = (q.equals(name, value) for value, name in enumerate("abc", 1))
for code in (
    "q.equals('resource/type', 'x')",
    "q.equals('resource/name', 'x')",
    "q.equals('associatedResources/0/id', 'x')",
    "(a | b) & c",
    "a & (b | c)",
    "q.chain_and(q.chain_or(a, b), c)",
    "q.chain_and(q.group(q.chain_or(a, b)), c)",
    "q.negate(a & b)",
    "q.negate(q.group(a & b))",
    '''q.equals('name', "O'Neil")''',
    "q.equals('state', ['ERROR', 'STALLED'])",
    "q.greater('createdAt', datetime(2024, 5, 6, 7, 8, 9))",
):
    print(code, "=>", eval(code).as_params()["$filter"])
for name, value in (("resource/type", "x"), ("name", "O'Neil")):
    print("Query:", Query(name, protocol=protocol).equals(value).get_filters())
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
