#!/usr/bin/env bash
# Finding: `a or b and c` groups from the left in jexl and liqe, and `a and b or c`
# from the right in lucene; five others take `and` first. So `i is one, or i is ten and
# g is 5` selects nothing in the first two. `!b:2` after `&&` is a property named `!b`
# in lucene, and in luqum also; a lower-case `and` is a word to search for in three.
# Packages: jexl 2.3.0, liqe 3.8.7, lucene 2.1.1, @rsql/parser 1.6.0,
# scim2-parse-filter 0.2.10, filtrex 3.1.0 (npm); luqum 1.0.0, rule-engine 5.1.0 (PyPI).
# Why it matters: a filter moved from one language to another keeps its words and
# changes its meaning, unless it has parentheses.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts jexl@2.3.0 liqe@3.8.7 lucene@2.1.1 @rsql/parser@1.6.0 scim2-parse-filter@0.2.10 filtrex@3.1.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check luqum==1.0.0 rule-engine==5.1.0

cat > expected <<'END'
jexl: a or b and c is (a or b) and c; a and b or c is (a and b) or c
liqe: a or b and c is (a or b) and c; a and b or c is (a and b) or c
lucene: a or b and c is a or (b and c); a and b or c is a and (b or c)
@rsql/parser: a or b and c is a or (b and c); a and b or c is (a and b) or c
scim2-parse-filter: a or b and c is a or (b and c); a and b or c is (a and b) or c
filtrex: a or b and c is a or (b and c); a and b or c is (a and b) or c
lucene: a:1 && !b:2 => !b
lucene: a:1 and b:2 => and
liqe: a:1 and b:2 => and
jexl: i == "one" || i == "ten" && g == 5 => 0 of 2
luqum: a:1 OR b:2 AND c:3 => OrOperation(('a', Word('1')), AndOperation(('b', Word('2')), ('c', Word('3'))))
luqum: a:1 AND b:2 OR c:3 => OrOperation(AndOperation(('a', Word('1')), ('b', Word('2'))), ('c', Word('3')))
luqum: a:1 && !b:2 => UnknownOperation(('a', Word('1')), Word('&&'), ('!b', Word('2')))
luqum: a:1 and b:2 => UnknownOperation(('a', Word('1')), Word('and'), ('b', Word('2')))
rule-engine: t == 1 or t == 1 and f == 1 => True
rule-engine: f == 1 and t == 1 or t == 1 => True
END

cat > probe.cjs <<'END'
const jexl = require('jexl');
const liqe = require('liqe');
const lucene = require('lucene');
const rsql = require('@rsql/parser');
const scim = require('scim2-parse-filter');
const { compileExpression } = require('filtrex');

// Which grouping of `1 or 1 and 0` and of `0 and 1 or 1` is true?
const row = { t: 1, f: 0 };
const grouping = (name, first, second) =>
  console.log(`${name}: a or b and c is ${first ? 'a or (b and c)' : '(a or b) and c'}; a and b or c is ${second ? '(a and b) or c' : 'a and (b or c)'}`);
const rsqlOf = (node) => node.type === 'LOGIC'
  ? (node.operator === ';' ? rsqlOf(node.left) && rsqlOf(node.right) : rsqlOf(node.left) || rsqlOf(node.right))
  : String(row[node.left.selector]) === node.right.value;
const luceneOf = (node) => node.operator
  ? (node.operator === 'AND' ? luceneOf(node.left) && luceneOf(node.right) : luceneOf(node.left) || luceneOf(node.right))
  : String(row[node.field]) === node.term;
const both = (name, read, one, two) => grouping(name, read(one), read(two));
both('jexl', (text) => jexl.evalSync(text, row), 't == 1 || t == 1 && f == 1', 'f == 1 && t == 1 || t == 1');
both('liqe', (text) => liqe.test(liqe.parse(text), row), 't:1 OR t:1 AND f:1', 'f:1 AND t:1 OR t:1');
both('lucene', (text) => luceneOf(lucene.parse(text)), 't:1 OR t:1 AND f:1', 'f:1 AND t:1 OR t:1');
both('@rsql/parser', (text) => rsqlOf(rsql.parse(text)), 't==1,t==1;f==1', 'f==1;t==1,t==1');
both('scim2-parse-filter', (text) => scim.filter(scim.parse(text))(row), 't eq 1 or t eq 1 and f eq 1', 'f eq 1 and t eq 1 or t eq 1');
both('filtrex', (text) => compileExpression(text)(row), 't == 1 or t == 1 and f == 1', 'f == 1 and t == 1 or t == 1');

console.log('lucene: a:1 && !b:2 =>', lucene.parse('a:1 && !b:2').right.field);
console.log('lucene: a:1 and b:2 =>', lucene.parse('a:1 and b:2').right.left.term);
console.log('liqe: a:1 and b:2 =>', liqe.parse('a:1 and b:2').left.right.expression.value);
const rows = [{ i: 'one', g: 1 }, { i: 'ten', g: 10 }];
console.log('jexl: i == "one" || i == "ten" && g == 5 =>', rows.filter((r) => jexl.evalSync('i == "one" || i == "ten" && g == 5', r)).length, 'of 2');
END
node probe.cjs > seen
cat > probe.py <<'END'
import rule_engine
from luqum.parser import parser

for text in ("a:1 OR b:2 AND c:3", "a:1 AND b:2 OR c:3", "a:1 && !b:2", "a:1 and b:2"):
    print("luqum:", text, "=>", repr(parser.parse(text)).replace("SearchField", ""))
for text in ("t == 1 or t == 1 and f == 1", "f == 1 and t == 1 or t == 1"):
    print("rule-engine:", text, "=>", rule_engine.Rule(text).matches({"t": 1, "f": 0}))
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
