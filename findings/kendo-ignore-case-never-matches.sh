#!/usr/bin/env bash
# Finding: `ignoreCase: true` makes `tolower(name) eq 'X'`: the property is put into
# lower case and the text is not, so a text with a capital matches nothing. A value
# that is undefined becomes the word undefined, and an array a list without
# parentheses.
# Package: @progress/kendo-data-query 1.7.4 (npm), which makes the filters of Kendo's
# grids.
# Why it matters: the guide of this API has `tolower` for exactly this use, and the
# empty list raises no error.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @progress/kendo-data-query@1.7.4 > install.log

cat > expected <<'END'
name eq Web => $filter=name eq 'Web'
name eq Web true => $filter=tolower(name) eq 'Web'
name contains Web true => $filter=contains(tolower(name),'Web')
generation eq undefined => $filter=generation eq undefined
generation eq 1,2 => $filter=generation eq 1,2
END

cat > probe.cjs <<'END'
const { toODataString } = require('@progress/kendo-data-query');
for (const condition of [
  { field: 'name', operator: 'eq', value: 'Web' }, { field: 'name', operator: 'eq', value: 'Web', ignoreCase: true },
  { field: 'name', operator: 'contains', value: 'Web', ignoreCase: true },
  { field: 'generation', operator: 'eq', value: undefined }, { field: 'generation', operator: 'eq', value: [1, 2] },
]) console.log(Object.values(condition).map(String).join(' '), '=>', toODataString({ filter: { logic: 'and', filters: [condition] } }));
END
node probe.cjs > seen

diff expected seen
echo unchanged
