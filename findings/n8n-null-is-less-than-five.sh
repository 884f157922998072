#!/usr/bin/env bash
# Finding: the filter of n8n, as its nodes If, Filter and Switch run it, selects null, but no
# missing value, for `lt 5` and `gte 0`, also with strict types. "is false" selects null and a
# missing value. The strict `before` of a time selects 1, "7" and [1]. With loose types 1
# equals true and [1], "is true" selects "ERROR", and the empty string is less than 5. With
# the option to ignore case, the pattern "^E" matches nothing.
# Packages: n8n-workflow 2.41.0 (npm).
# Why it matters: a workflow that acts on the jobs below a limit acts on those without a
# number, and one that ignores case on none.
# Seen on 2026-12-01. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts n8n-workflow@2.41.0 > install.log

cat > expected <<'END'
strict
   number equals 1 => 1 ; refused: "7" "" true [1] ERROR
   number notEquals 1 => null missing 10 ; refused: "7" "" true [1] ERROR
   number lt 5 => null 1 ; refused: "7" "" true [1] ERROR
   number gte 0 => null 1 10 ; refused: "7" "" true [1] ERROR
   boolean true => true ; refused: 1 10 "7" "" [1] ERROR
   boolean false => null missing ; refused: 1 10 "7" "" [1] ERROR
   string notEquals ERROR => null missing "7" "" ; refused: 1 10 true [1]
   dateTime before 2024-05-06T07:08:09Z => 1 "7" [1] ; refused: "" true ERROR
loose
   number equals 1 => 1 true [1] ; refused: ERROR
   number notEquals 1 => null missing 10 "7" "" ; refused: ERROR
   number lt 5 => null 1 "" true [1] ; refused: ERROR
   number gte 0 => null 1 10 "7" "" true [1] ; refused: ERROR
   boolean true => 1 10 "7" true [1] ERROR
   boolean false => null missing ""
   string notEquals ERROR => null missing 1 10 "7" "" true [1]
   dateTime before 2024-05-06T07:08:09Z => 1 "7" [1] ; refused: "" true ERROR
loose without case
   string equals error => ERROR
   string contains E => true ERROR
   string notContains E => null missing 1 10 "7" "" [1]
   string regex ^E => (nothing)
END

cat > probe.cjs <<'END'
const { executeFilter } = require('n8n-workflow');

const values = [['null', null], ['missing', undefined], ['1', 1], ['10', 10], ['"7"', '7'], ['""', ''], ['true', true], ['[1]', [1]], ['ERROR', 'ERROR']];
for (const [typeValidation, caseSensitive] of [['strict', true], ['loose', true], ['loose', false]]) {
  console.log(typeValidation, caseSensitive ? '' : 'without case');
  for (const [type, operation, rightValue] of caseSensitive
    ? [['number', 'equals', 1], ['number', 'notEquals', 1], ['number', 'lt', 5], ['number', 'gte', 0], ['boolean', 'true'], ['boolean', 'false'], ['string', 'notEquals', 'ERROR'], ['dateTime', 'before', '2024-05-06T07:08:09Z']]
    : [['string', 'equals', 'error'], ['string', 'contains', 'E'], ['string', 'notContains', 'E'], ['string', 'regex', '^E']]) {
    const seen = [], refused = [];
    for (const [name, leftValue] of values) {
      const condition = { id: '1', leftValue, rightValue, operator: { type, operation, singleValue: rightValue === undefined } };
      try {
        if (executeFilter({ options: { caseSensitive, leftValue: '', typeValidation, version: 2 }, conditions: [condition], combinator: 'and' })) seen.push(name);
      } catch { refused.push(name); }
    }
    console.log('  ', [type, operation, rightValue].join(' ').trim(), '=>', seen.join(' ') || '(nothing)', refused.length ? `; refused: ${refused.join(' ')}` : '');
  }
}
END
TZ=UTC node probe.cjs | sed 's/ *$//' > seen

diff expected seen
echo unchanged
