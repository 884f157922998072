#!/usr/bin/env bash
# Finding: XPath 3.1 reads JSON and has the words eq, ne, lt, gt, and, or and not, so a filter
# of this API is valid with a `?` before each property, over `parse-json($jobs)?*[…]`. In all
# three packages `?g ne 1` leaves out null and a missing property, `not(?g eq 1)` takes both,
# and `not ?g eq 1` is an error in two and selects nothing in elementpath. `?b` takes the
# string "true" and a 1; `?s eq 'x'` takes the list ["x"]. `?g eq 1` of a string or of [1, 10]
# is an error for all records, and `?g = 1` of such a list is true. 9007199254740993 equals
# …992 in two, and not in elementpath.
# Packages: fontoxpath 3.34.0, saxon-js 2.7.0 (npm), elementpath 5.1.4 (PyPI).
# Why it matters: `state ne 'ERROR'` and `not (state eq 'ERROR')` are one filter for the
# service, and differ here in the jobs without a state.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts fontoxpath@3.34.0 saxon-js@2.7.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check elementpath==5.1.4

cat > expected <<'END'
?g eq 1
   fontoxpath: one (string: error) (list: error)
   saxon-js: one (string: error) (list: error)
   elementpath: one (string: error) (list: error)
?g ne 1
   fontoxpath: ten (string: error) (list: error) big
   saxon-js: ten (string: error) (list: error) big
   elementpath: ten (string: error) (list: error) big
not(?g eq 1)
   fontoxpath: ten null missing (string: error) (list: error) big
   saxon-js: ten null missing (string: error) (list: error) big
   elementpath: ten null missing (string: error) (list: error) big
not ?g eq 1
   fontoxpath: (one: error) (ten: error) (null: error) (missing: error) (string: error) (list: error) (big: error)
   saxon-js: (one: error) (ten: error) (null: error) (missing: error) (string: error) (list: error) (big: error)
   elementpath: 
?g = 1
   fontoxpath: one (string: error) list
   saxon-js: one (string: error) list
   elementpath: one (string: error) list
?g != 1
   fontoxpath: ten (string: error) list big
   saxon-js: ten (string: error) list big
   elementpath: ten (string: error) list big
?s eq 'x'
   fontoxpath: one list
   saxon-js: one list
   elementpath: one list
?s ne 'x'
   fontoxpath: ten
   saxon-js: ten
   elementpath: ten
not(?s eq 'x')
   fontoxpath: ten null missing string big
   saxon-js: ten null missing string big
   elementpath: ten null missing string big
?b
   fontoxpath: one string list
   saxon-js: one string list
   elementpath: one string list
?g eq 9007199254740993
   fontoxpath: (string: error) (list: error) big
   saxon-js: (string: error) (list: error) big
   elementpath: (string: error) (list: error) big
?g eq 9007199254740992
   fontoxpath: (string: error) (list: error) big
   saxon-js: (string: error) (list: error) big
   elementpath: (string: error) (list: error)
END

cat > jobs.json <<'END'
[{"i": "one", "g": 1, "s": "x", "b": true}, {"i": "ten", "g": 10, "s": "y", "b": false},
 {"i": "null", "g": null, "s": null, "b": null}, {"i": "missing"}, {"i": "string", "g": "10", "b": "true"},
 {"i": "list", "g": [1, 10], "s": ["x"], "b": 1}, {"i": "big", "g": 9007199254740993}]
END
cat > conditions.json <<'END'
["?g eq 1", "?g ne 1", "not(?g eq 1)", "not ?g eq 1", "?g = 1", "?g != 1", "?s eq 'x'", "?s ne 'x'", "not(?s eq 'x')", "?b",
 "?g eq 9007199254740993", "?g eq 9007199254740992"]
END
cat > probe.cjs <<'END'
const { evaluateXPathToStrings } = require('fontoxpath');
const { XPath } = require('saxon-js');
const jobs = require('./jobs.json');

console.error = () => {};
const packages = {
  fontoxpath: (query, text) => evaluateXPathToStrings(query, null, null, { text }, { language: 'XPath31' }),
  'saxon-js': (query, text) => [XPath.evaluate(query, null, { params: { text } })].flat().filter((name) => name !== null),
};
for (const condition of require('./conditions.json'))
  for (const [name, run] of Object.entries(packages)) {
    const selected = jobs.flatMap((job) => {
      const text = job.i === 'big' ? '[{"i": "big", "g": 9007199254740993}]' : JSON.stringify([job]);
      try { return run(`parse-json($text)?*[${condition}]?i`, text); } catch { return [`(${job.i}: error)`]; }
    });
    console.log(`${condition}\t${name}\t${selected.join(' ')}`);
  }
END
cat > probe.py <<'END'
import json

import elementpath
from elementpath.xpath31 import XPath31Parser

parser = XPath31Parser(variable_types={"text": "xs:string"})
with open("jobs.json") as jobs, open("conditions.json") as conditions:
    jobs = json.load(jobs)
    for condition in json.load(conditions):
        selected = []
        for job in jobs:
            try:
                query = parser.parse(f"parse-json($text)?*[{condition}]?i")
                found = query.get_results(elementpath.XPathContext(root=None, item=1, variables={"text": json.dumps([job])}))
                selected += [found] if isinstance(found, str) else found
            except Exception:
                selected.append(f"({job['i']}: error)")
        print(condition, "elementpath", " ".join(selected), sep="\t")
END
{ node probe.cjs; venv/bin/python probe.py; } | python3 -c '
import json, sys
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
for condition in json.load(open("conditions.json")):
    print(condition)
    for row, name, selected in rows:
        if row == condition:
            print(f"   {name}: {selected}")
' > seen

diff expected seen
echo unchanged
