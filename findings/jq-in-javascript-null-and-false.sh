#!/usr/bin/env bash
# Finding: three ports of jq to JavaScript select other rows than jq. In jqjs `0 | not`
# is true, and `.g // "x"` keeps false and null, and adds "x" after them. In fgh
# `.g == 1` takes [1], `.g > 9` takes true and false, `.g < 5` leaves out a row without
# g, `[.[].g]` leaves out each null, and `or` and `and` have one precedence, from left
# to right. In jq-in-the-browser, which has no `select`, `1 - 2 - 3` is 1 - (2 - 3), and
# `sort_by` puts true after 0, and sorts the rows of the caller too.
# Packages: @michaelhomer/jqjs 1.6.0, fgh 2.4.1, jq-in-the-browser 0.7.2 (npm); jq
# 1.13.0, the binding of the library (PyPI).
# Why it matters: a page that runs a query of jq over saved jobs shows other jobs than
# the command.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @michaelhomer/jqjs@1.6.0 fgh@2.4.1 jq-in-the-browser@0.7.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jq==1.13.0

cat > expected <<'END'
[.[] | select(.g == 1) | .i] => ["one"]
   fgh => ["one","list"]
[.[] | select(.g > 9) | .i] => ["ten","list"]
   fgh => ["ten","true","false","list"]
[.[] | select(.g < 5) | .i] => ["one","null","none","true","false","zero"]
   fgh => ["one","null","true","false","zero"]
[.[] | select(.g | not) | .i] => ["null","none","false"]
   jqjs => ["null","none","false","zero"]
[.[] | .g // "x"] => [1,10,"x","x",true,"x",[1],0]
   jqjs => [1,10,null,"x",null,"x",true,false,[1],0]
[.[].g] => [1,10,null,null,true,false,[1],0]
   fgh => [1,10,true,false,[1],0]
[.[] | select(.s == "a" or .g == 10 and .s == "b") | .i] => ["one","ten"]
   fgh => ["ten"]
sort_by(.g) | map(.i) => ["null","none","false","true","zero","one","ten","list"]
   jq-in-the-browser => ["null","false","zero","one","true","ten","none","list"]
1 - 2 - 3 => -4
   jq-in-the-browser => 2
-5 % 3 => -2
   fgh => 1
the rows of the caller: null false zero one true ten none list
END

cat > jobs.json <<'END'
[{"i": "one", "g": 1, "s": "a"}, {"i": "ten", "g": 10, "s": "b"}, {"i": "null", "g": null}, {"i": "none"},
 {"i": "true", "g": true}, {"i": "false", "g": false}, {"i": "list", "g": [1]}, {"i": "zero", "g": 0}]
END
cat > queries <<'END'
[.[] | select(.g == 1) | .i]
[.[] | select(.g > 9) | .i]
[.[] | select(.g < 5) | .i]
[.[] | select(.g | not) | .i]
[.[] | .g // "x"]
[.[].g]
[.[] | select(.s == "a" or .g == 10 and .s == "b") | .i]
sort_by(.g) | map(.i)
1 - 2 - 3
-5 % 3
END
cat > probe.py <<'END'
import json

import jq

with open("jobs.json") as jobs:
    rows = json.load(jobs)
for query in open("queries").read().splitlines():
    print(query, "=>", *(json.dumps(found, separators=(",", ":")) for found in jq.compile(query).input_value(rows)))
END
venv/bin/python probe.py > jq
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import jqjs from '@michaelhomer/jqjs';
import { query as fgh } from 'fgh';
import module from 'jq-in-the-browser';

const browser = module.default;
const read = () => JSON.parse(readFileSync('jobs.json', 'utf8'));
const ports = {
  jqjs: (query, rows) => [...jqjs.compile(query)(rows)],
  fgh: (query, rows) => fgh(query, rows),
  'jq-in-the-browser': (query, rows) => [browser(query)(rows)],
};
for (const line of readFileSync('jq', 'utf8').trim().split('\n')) {
  console.log(line);
  const query = line.split(' => ')[0];
  for (const [name, run] of Object.entries(ports)) {
    let found;
    try { found = run(query, read()).map((value) => JSON.stringify(value)).join(' '); } catch { continue; }
    if (`${query} => ${found}` !== line) console.log('  ', name, '=>', found);
  }
}
const rows = read();
browser('sort_by(.g)')(rows);
console.log('the rows of the caller:', ...rows.map((row) => row.i));
END
node probe.mjs > seen

diff expected seen
echo unchanged
