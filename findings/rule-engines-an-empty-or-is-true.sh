#!/usr/bin/env bash
# Finding: a rule whose `or` has no conditions left is true for all rows in two of three
# rule engines, and false in one; with another condition beside it that one selects
# nothing. `lessThan 5` takes [1] and "1" in two, null and true in one of them, and in
# rules-engine-ts by the type of the rule. `does_not_equal_to` of this one leaves out
# rows without the property, and of the type generic_comparison takes them.
# `doesNotContain` of json-rules-engine leaves them out too, and `notIn` takes them.
# Packages: json-rules-engine 7.3.1, js-rules-engine 1.1.1, rules-engine-ts 2.0.4 (npm).
# Why it matters: rules are made by a form, and the last condition of a group is removed
# there. An alarm on jobs then fires for each job, or for none.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts json-rules-engine@7.3.1 js-rules-engine@1.1.1 rules-engine-ts@2.0.4 > install.log

cat > expected <<'END'
json-rules-engine any: [] => one ten null none true text list
json-rules-engine all: [any: [], g = 1] => one
js-rules-engine or: [] => (nothing)
js-rules-engine and: [or: [], g = 1] => (nothing)
rules-engine-ts or: [] => one ten null none true text list
json-rules-engine g < 5 => one text list
js-rules-engine g < 5 => one null true text list
rules-engine-ts number g < 5 => one
rules-engine-ts generic_comparison g < 5 => one null true text list
json-rules-engine g != 1 => ten null none true text list
js-rules-engine g != 1 => ten null none true text list
rules-engine-ts number g != 1 => ten
rules-engine-ts generic_comparison g != 1 => ten null none true text list
json-rules-engine s doesNotContain ERROR => ten
json-rules-engine g notIn [1] => ten null none true text list
END

cat > probe.cjs <<'END'
const { Engine } = require('json-rules-engine');
const { Rule } = require('js-rules-engine');
const ts = require('rules-engine-ts');

const rows = [
  { i: 'one', g: 1, s: ['ERROR'] }, { i: 'ten', g: 10, s: ['DONE'] }, { i: 'null', g: null }, { i: 'none' }, { i: 'true', g: true },
  { i: 'text', g: '1' }, { i: 'list', g: [1] },
];
const json = (conditions) => async (row) => {
  const engine = new Engine([{ conditions, event: { type: 'selected' } }], { allowUndefinedFacts: true });
  return (await engine.run({ ...row })).events.length > 0;
};
const one = (operator, value, fact = 'g') => json({ all: [{ fact, operator, value }] });
const js = (rule) => (row) => rule.evaluate(row);
const typed = (connector, ...rules) => (row) => {
  const root = ts.createRoot({ connector });
  ts.addRulesToUnion(root, rules);
  return ts.run(root, row);
};
const rule = (type, operator, value) => typed('and', { type, field: 'g', operator, value });
(async () => {
  for (const [name, select] of [
    ['json-rules-engine any: []', json({ any: [] })],
    ['json-rules-engine all: [any: [], g = 1]', json({ all: [{ any: [] }, { fact: 'g', operator: 'equal', value: 1 }] })],
    ['js-rules-engine or: []', js(new Rule({ or: [] }))],
    ['js-rules-engine and: [or: [], g = 1]', js(new Rule({ and: [{ or: [] }, { fact: 'g', operator: 'equals', value: 1 }] }))],
    ['rules-engine-ts or: []', typed('or')],
    ['json-rules-engine g < 5', one('lessThan', 5)],
    ['js-rules-engine g < 5', js(new Rule().lessThan('g', 5))],
    ['rules-engine-ts number g < 5', rule('number', 'less_than', 5)],
    ['rules-engine-ts generic_comparison g < 5', rule('generic_comparison', 'less_than', 5)],
    ['json-rules-engine g != 1', one('notEqual', 1)],
    ['js-rules-engine g != 1', js(new Rule().notEquals('g', 1))],
    ['rules-engine-ts number g != 1', rule('number', 'does_not_equal_to', 1)],
    ['rules-engine-ts generic_comparison g != 1', rule('generic_comparison', 'does_not_equal_to', 1)],
    ['json-rules-engine s doesNotContain ERROR', one('doesNotContain', 'ERROR', 's')],
    ['json-rules-engine g notIn [1]', one('notIn', [1])],
  ]) {
    const found = [];
    for (const row of rows) if (await select(row)) found.push(row.i);
    console.log(name, '=>', found.join(' ') || '(nothing)');
  }
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
