#!/usr/bin/env bash
# Finding: `not a eq null` has two more readings. odata-query (Python) and
# @balena/odata-parser (npm) negate the property, `(not a) eq null`. dynamo-odata
# (Python), which grew from odata-query, negates the comparison. Parentheses after
# `not` make all three agree.
# Packages: odata-query 0.10.0, dynamo-odata 1.0.0 (PyPI), @balena/odata-parser
# 4.3.5 (npm).
# Why it matters: the guide of this API negates the comparison. With the first
# reading the filter fails on a text property, or selects other records.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0 dynamo-odata==1.0.0
npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @balena/odata-parser@4.3.5 > install.log

cat > expected <<'END'
odata-query: not a eq null => eq(not[a], null)
dynamo-odata: not a eq null => (NOT (attribute_not_exists(#n0) OR attribute_type(#n1, :v0)))
odata-query: not (a eq null) => not[eq(a, null)]
dynamo-odata: not (a eq null) => (NOT (attribute_not_exists(#n0) OR attribute_type(#n1, :v0)))
balena: not a eq null => ["eq",["not",{"name":"a"}],null]
balena: not (a eq null) => ["not",["eq",{"name":"a"},null]]
END

cat > probe.py <<'END'
from boto3.dynamodb.conditions import ConditionExpressionBuilder
from dynamo_odata import build_filter
from odata_query import ast
from odata_query.grammar import ODataLexer, ODataParser

def shape(node):
    if isinstance(node, ast.UnaryOp):
        return f"not[{shape(node.operand)}]"
    if isinstance(node, ast.Compare):
        return f"eq({shape(node.left)}, {shape(node.right)})"
    return getattr(node, "name", "null")

for text in ("not a eq null", "not (a eq null)"):
    print("odata-query:", text, "=>", shape(ODataParser().parse(ODataLexer().tokenize(text))))
    built = ConditionExpressionBuilder().build_expression(build_filter(text))
    print("dynamo-odata:", text, "=>", built.condition_expression)
END
venv/bin/python probe.py > seen
cat > probe.cjs <<'END'
const { parse } = require('@balena/odata-parser');
for (const filter of ['not a eq null', 'not (a eq null)'])
  console.log('balena:', filter, '=>', JSON.stringify(parse('/j?$filter=' + filter).tree.options.$filter));
END
node probe.cjs >> seen

diff expected seen
echo unchanged
