#!/usr/bin/env bash
# Finding: `a and b` is read as `b`, `a or b` as `a`, and `not a` as False, without an
# error: they are the words of Python, which ask whether a symbol is true. `a & b == c`
# is False, because Python compares first, and compares the names. `(x > 1) | (x <= 1)`
# is True, so a term that leaves out null is lost.
# Package: sympy 1.14.0 (PyPI), sympify and simplify_logic.
# Why it matters: a filter of this API has these words. A simplifier that gets the
# filter's text drops half of it, and says nothing.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sympy==1.14.0

cat > expected <<'END'
a & b => a & b
a and b => b
a | b => a | b
a or b => a
~a => ~a
not a => False
a and not b => False
a & b == c => False
a and b or c => b
(x > 1) | (x <= 1) => True
END

cat > probe.py <<'END'
from sympy import sympify
from sympy.logic import simplify_logic

for text in (
    "a & b", "a and b", "a | b", "a or b", "~a", "not a", "a and not b", "a & b == c", "a and b or c",
    "(x > 1) | (x <= 1)",
):
    print(text, "=>", simplify_logic(sympify(text)))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
