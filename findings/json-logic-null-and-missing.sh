#!/usr/bin/env bash
# Finding: `{"==": [g, null]}` takes false too in two of three, and `{"==": [g, 0]}`
# takes null in one; `missing` takes a property that is null in two. `<` 2 selects null,
# missing, false and the empty text in JavaScript. `>` with three operands ignores the
# third in one, asks for a value between in the second, and is an error in the third.
# Packages: json-logic-js 2.0.5, json-logic-engine 5.0.7 (npm), json-logic-qubit 0.9.1
# (PyPI).
# Why it matters: rules are stored as JSON to be shared between languages; the same rule
# over the same jobs selects others.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts json-logic-js@2.0.5 json-logic-engine@5.0.7 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check json-logic-qubit==0.9.1

cat > expected <<'END'
npm json-logic-js: {"==":[{"var":"g"},null]} => null missing
npm json-logic-js: {"==":[{"var":"g"},0]} => false empty
npm json-logic-js: {"==":[{"var":"g"},1]} => one text
npm json-logic-js: {"missing":["g"]} => null missing empty
npm json-logic-js: {"<":[{"var":"g"},2]} => one null missing text false empty
npm json-logic-js: {"!":[{"<":[{"var":"g"},2]}]} => nine
npm json-logic-js: {">=":[{"var":"g"},null]} => one null missing text false empty nine
npm json-logic-js: {"<":[0,{"var":"g"},6]} => one text
npm json-logic-js: {">":[6,{"var":"g"},0]} => one null missing text false empty
npm json-logic-engine: {"==":[{"var":"g"},null]} => null missing false
npm json-logic-engine: {"==":[{"var":"g"},0]} => null missing false empty
npm json-logic-engine: {"==":[{"var":"g"},1]} => one text
npm json-logic-engine: {"missing":["g"]} => missing
npm json-logic-engine: {"<":[{"var":"g"},2]} => one null missing text false empty
npm json-logic-engine: {"!":[{"<":[{"var":"g"},2]}]} => nine
npm json-logic-engine: {">=":[{"var":"g"},null]} => one null missing text false empty nine
npm json-logic-engine: {"<":[0,{"var":"g"},6]} => one text
npm json-logic-engine: {">":[6,{"var":"g"},0]} => one text
PyPI json-logic-qubit: {"==":[{"var":"g"},null]} => null missing false
PyPI json-logic-qubit: {"==":[{"var":"g"},0]} => false
PyPI json-logic-qubit: {"==":[{"var":"g"},1]} => one text
PyPI json-logic-qubit: {"missing":["g"]} => null missing empty
PyPI json-logic-qubit: {"<":[{"var":"g"},2]} => one text false error(empty)
PyPI json-logic-qubit: {"!":[{"<":[{"var":"g"},2]}]} => null missing error(empty) nine
PyPI json-logic-qubit: {">=":[{"var":"g"},null]} => null missing false
PyPI json-logic-qubit: {"<":[0,{"var":"g"},6]} => one text error(empty)
PyPI json-logic-qubit: {">":[6,{"var":"g"},0]} => error(one) error(null) error(missing) error(text) error(false) error(empty) error(nine)
END

cat > rows.json <<'END'
[{"i": "one", "g": 1}, {"i": "null", "g": null}, {"i": "missing"}, {"i": "text", "g": "1"}, {"i": "false", "g": false}, {"i": "empty", "g": ""}, {"i": "nine", "g": 9}]
END
cat > rules.json <<'END'
[{"==": [{"var": "g"}, null]}, {"==": [{"var": "g"}, 0]}, {"==": [{"var": "g"}, 1]}, {"missing": ["g"]}, {"<": [{"var": "g"}, 2]}, {"!": [{"<": [{"var": "g"}, 2]}]}, {">=": [{"var": "g"}, null]}, {"<": [0, {"var": "g"}, 6]}, {">": [6, {"var": "g"}, 0]}]
END
cat > probe.cjs <<'END'
const { readFileSync } = require('node:fs');
const { LogicEngine } = require('json-logic-engine');
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
const engine = new LogicEngine();
const readers = { 'json-logic-js': require('json-logic-js').apply, 'json-logic-engine': (rule, row) => engine.run(rule, row) };
for (const [name, apply] of Object.entries(readers))
  for (const rule of read('rules.json')) {
    const found = read('rows.json').filter((row) => {
      const answer = apply(rule, row);
      return Array.isArray(answer) ? answer.length : answer;
    });
    console.log(`npm ${name}: ${JSON.stringify(rule)} => ${found.map((row) => row.i).join(' ') || '(nothing)'}`);
  }
END
node probe.cjs > seen
cat > probe.py <<'END'
import json

import json_logic

for rule in json.load(open("rules.json")):
    found = []
    for row in json.load(open("rows.json")):
        try:
            if json_logic.jsonLogic(rule, row):
                found.append(row["i"])
        except (TypeError, ValueError):
            found.append(f"error({row['i']})")
    print("PyPI json-logic-qubit:", json.dumps(rule, separators=(",", ":")), "=>", " ".join(found) or "(nothing)")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
