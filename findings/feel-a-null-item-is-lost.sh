#!/usr/bin/env bash
# Finding: three readers of FEEL, the expressions of DMN and Camunda, select other records.
# feelin selects true and [1] with `g < 5`, and the string "7" with `g > 5`. `not(g = 1)`
# selects null in feelin, is an error for null in bkflow-feel and for each record in js-feel,
# whose `g = 1` is also an error for null. `g = 1` selects true in bkflow-feel and [1] in
# feelin. `g between 1 and 10` selects a string in two. A list filter of feelin loses null:
# `[item != 1]` of [1, null] has no item. `not(null)` is null, true or a function. Two times
# 0.1 milliseconds apart are equal in two, and the two in JavaScript round a large integer.
# Packages: feelin 8.2.0, js-feel 1.4.7 (npm), bkflow-feel 1.2.0 (PyPI).
# Why it matters: a decision about the jobs that have not ended depends on the engine, and
# null is what they have.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts feelin@8.2.0 js-feel@1.4.7 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check bkflow-feel==1.2.0

cat > expected <<'END'
g = 1
   feelin => 1 '7':null true:null [1]
   js-feel => null:error 1 '7':error true:error [1]:error
   bkflow-feel => null:error 1 '7':error true [1]:error
g != 1
   feelin => null 10 '7':null true:null
   js-feel => null:error 10 '7':error true:error [1]:error
   bkflow-feel => null 10 '7' [1]
not(g = 1)
   feelin => null 10 '7':null true:null
   js-feel => null:error 1:error 10:error '7':error true:error [1]:error
   bkflow-feel => null:error 10 '7':error [1]:error
g < 5
   feelin => null:null 1 true [1]
   js-feel => null:error 1 '7':error true:error [1]:error
   bkflow-feel => null:error 1 '7':error true [1]:error
g > 5
   feelin => null:null 10 '7'
   js-feel => null:error 10 '7':error true:error [1]:error
   bkflow-feel => null:error 10 '7':error [1]:error
g between 1 and 10
   feelin => null:null 1 10 '7' true [1]
   js-feel => 1 10 '7' true [1]
   bkflow-feel => null:error 1 10 '7':error true [1]:error
g = null
   feelin => null
   js-feel => null 1:error 10:error '7':error true:error [1]:error
   bkflow-feel => null 1:error 10:error '7':error true:error [1]:error
count([1, null][item != 1])
   feelin => 0
   js-feel => error
   bkflow-feel => error
not(null)
   feelin => null
   js-feel => a function
   bkflow-feel => true
null and false
   feelin => false
   js-feel => false
   bkflow-feel => null
date and time("2024-05-06T07:08:09.1239Z") = date and time("2024-05-06T07:08:09.1238Z")
   feelin => true
   js-feel => true
   bkflow-feel => error
9007199254740993
   feelin => 9007199254740992
   js-feel => 9007199254740992
   bkflow-feel => 9007199254740993
0.1 + 0.2 = 0.3
   feelin => false
   js-feel => true
   bkflow-feel => false
END

cat > rows.json <<'END'
[["null", null], ["1", 1], ["10", 10], ["'7'", "7"], ["true", true], ["[1]", [1]]]
END
cat > conditions <<'END'
g = 1
g != 1
not(g = 1)
g < 5
g > 5
g between 1 and 10
g = null
END
cat > expressions <<'END'
count([1, null][item != 1])
not(null)
null and false
date and time("2024-05-06T07:08:09.1239Z") = date and time("2024-05-06T07:08:09.1238Z")
9007199254740993
0.1 + 0.2 = 0.3
END
cat > probe.cjs <<'END'
const fs = require('node:fs');
const { evaluate } = require('feelin');
const { feel } = require('js-feel')();

const lines = (name) => fs.readFileSync(name, 'utf8').trimEnd().split('\n');
const rows = JSON.parse(fs.readFileSync('rows.json', 'utf8'));
const readers = {
  feelin: (text, context) => evaluate(text, context).value,
  'js-feel': (text, context) => feel.parse(text).build(context),
};
(async () => {
  for (const [name, read] of Object.entries(readers)) {
    for (const condition of lines('conditions')) {
      const seen = [];
      for (const [i, g] of rows) {
        let value;
        try { value = await read(condition, { g }); } catch { value = 'error'; }
        if (value !== false) seen.push(value === true ? i : `${i}:${value}`);
      }
      console.log(['SEEN', condition, name, seen.join(' ')].join('\t'));
    }
    for (const expression of lines('expressions')) {
      let value;
      try { value = await read(expression, {}); } catch { value = 'error'; }
      console.log(['SEEN', expression, name, typeof value === 'function' ? 'a function' : String(value)].join('\t'));
    }
  }
})();
END
cat > probe.py <<'END'
import json
import logging

from bkflow_feel.api import parse_expression

logging.disable()


def read(text, context):
    try:
        return json.dumps(parse_expression(text, context))
    except Exception:
        return "error"


rows = json.load(open("rows.json"))
for line in open("conditions"):
    seen = [(i, read(line.strip(), {"g": g})) for i, g in rows]
    print("SEEN", line.strip(), "bkflow-feel", " ".join(i if value == "true" else f"{i}:{value}" for i, value in seen if value != "false"), sep="\t")
for line in open("expressions"):
    print("SEEN", line.strip(), "bkflow-feel", read(line.strip(), {}), sep="\t")
END
{ node probe.cjs 2> /dev/null | grep '^SEEN'; venv/bin/python probe.py; } > answers
cat conditions expressions | while IFS= read -r text; do
  echo "$text"
  awk -F '\t' -v text="$text" '$2 == text { print "   " $3 " => " $4 }' answers
done > seen

diff expected seen
echo unchanged
