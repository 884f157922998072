#!/usr/bin/env bash
# Finding: the usual way to write an apostrophe between single quotes, `'O'\''Neil'`,
# keeps its backslash and two of its quotes; in double quotes a backslash before an
# apostrophe, which bash keeps, is removed; and `$'...'` keeps its dollar.
# Package: bashlex 0.18 (PyPI), a parser of bash; shlex of Python 3 beside it.
# Why it matters: filters are full of apostrophes. shlex reads the first, and fails
# on the last.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check bashlex==0.18

cat > expected <<'END'
"'O'\\''Neil'" => bash <O'Neil>
   bashlex <"O'\\''Neil">
   shlex <"O'Neil">
'"O\\\'Neil"' => bash <O\'Neil>
   bashlex <"O'Neil">
   shlex <"O\\'Neil">
"$'O\\'Neil'" => bash <O'Neil>
   bashlex <"$O'Neil">
   shlex No closing quotation
'one\\\ntwo' => bash <onetwo>
   bashlex <'onetwo'>
   shlex <'one\ntwo'>
END

cat > probe.py <<'END'
import shlex
import subprocess

import bashlex

for words in (r"'O'\''Neil'", r'"O\'Neil"', r"$'O\'Neil'", "one\\\ntwo"):
    said = subprocess.run(["bash", "-c", f"printf '<%s>' {words}"], capture_output=True, text=True).stdout
    print(ascii(words), "=> bash", said)
    for name, split in (("bashlex", bashlex.split), ("shlex", shlex.split)):
        try:
            print("  ", name, "".join(f"<{word!a}>" for word in split(words)))
        except ValueError as error:
            print("  ", name, error)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
