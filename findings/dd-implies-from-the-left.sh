#!/usr/bin/env bash
# Finding: `a => b => c` is `(a => b) => c` for dd, a package of decision diagrams, and
# `a => (b => c)` for pyeda: if none of the three is true, the first is false and the
# second true. `a | b ^ c` is `(a | b) ^ c` for dd, and `a | (b ^ c)` for pyeda and
# Python.
# Packages: dd 0.6.0, pyeda 0.29.0 (PyPI).
# Why it matters: both are asked whether one filter implies another, and the answer for
# one text is yes and no.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dd==0.6.0 pyeda==0.29.0

cat > expected <<'END'
a => b => c => 01011101 11111101 differ
a => (b => c) => 11111101 11111101 
(a => b) => c => 01011101 01011101 
a | b ^ c => 01101010 01101111 differ
a | (b ^ c) => 01101111 01101111 
(a | b) ^ c => 01101010 01101010 
a ^ b & c => 00011110 00011110 
a ^ b ^ c => 01101001 01101001 
~a => b => 00111111 00111111 
a | b & c => 00011111 00011111 
END

cat > probe.py <<'END'
import itertools

from dd.autoref import BDD
from pyeda.inter import expr, exprvar

names = "abc"
rows = list(itertools.product([False, True], repeat=3))
diagrams = BDD()
diagrams.declare(*names)
for text in ("a => b => c", "a => (b => c)", "(a => b) => c", "a | b ^ c", "a | (b ^ c)", "(a | b) ^ c", "a ^ b & c", "a ^ b ^ c", "~a => b", "a | b & c"):
    dd = "".join(str(int(diagrams.let(dict(zip(names, row)), diagrams.add_expr(text)) == diagrams.true)) for row in rows)
    tree = expr(text)
    pyeda = "".join(str(int(tree.restrict(dict(zip(map(exprvar, names), row))).is_one())) for row in rows)
    print(text, "=>", dd, pyeda, "" if dd == pyeda else "differ")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
