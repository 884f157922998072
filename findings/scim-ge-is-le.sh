#!/usr/bin/env bash
# Finding: `g ge 1` takes 0 and 1 in scim2-filter, and not 2: `ge` and `le` are
# exchanged, and `gt` and `lt` are not; its fork has repaired that. In
# scim2-filter-parser `or` and `and` have one precedence, where the comment of its
# grammar has `and` first: `s eq "x" or s eq "y" and g eq 1` becomes `(x or y) and 1`. A
# condition on an attribute outside of the map is left out with its `or` or `not`, and
# `G` is outside, though names of SCIM have no case. `null` is the string "NULL", and
# its lexer cannot read 10. `not (g eq 1)` is an error for scim-query-filter-parser,
# which compares strings without case.
# Packages: scim2-filter 0.2.0, scim2-parse-filter 0.2.10, scim-query-filter-parser
# 2.0.4 (npm); scim2-filter-parser 0.7.0 (PyPI).
# Why it matters: SCIM's filters have the words of this API: eq, ge, and, or, not.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts scim2-filter@0.2.0 scim2-parse-filter@0.2.10 scim-query-filter-parser@2.0.4 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scim2-filter-parser==0.7.0

cat > expected <<'END'
g ge 1
   scim2-filter => one
   scim2-parse-filter => one two ten
   scim-query-filter-parser => one two ten
g le 5
   scim2-filter => ten
   scim2-parse-filter => one two
   scim-query-filter-parser => one two
g gt 1
   scim2-filter => two ten
   scim2-parse-filter => two ten
   scim-query-filter-parser => two ten
g ge 1 and g le 5
   scim2-filter => (nothing)
   scim2-parse-filter => one two
   scim-query-filter-parser => one two
not (g eq 1)
   scim2-filter => two ten
   scim2-parse-filter => two ten
   scim-query-filter-parser => error
s eq "X"
   scim2-filter => ten
   scim2-parse-filter => ten
   scim-query-filter-parser => one ten
scim2-filter-parser: s eq "x" or s eq "y" and g eq 1 => ((s = {a}) OR (s = {b})) AND (g = {c}) {'a': 'x', 'b': 'y', 'c': '1'}
scim2-filter-parser: s eq "x" and g eq 1 or s eq "y" => ((s = {a}) AND (g = {b})) OR (s = {c}) {'a': 'x', 'b': '1', 'c': 'y'}
scim2-filter-parser: h eq 1 or g eq 1 => g = {a} {'a': '1'}
scim2-filter-parser: g eq 1 and not (h eq 1) => g = {a} {'a': '1'}
scim2-filter-parser: g eq 1 and (h eq 1 or s eq "y") => (g = {a}) AND (s = {b}) {'a': '1', 'b': 'y'}
scim2-filter-parser: G eq 1 => None {}
scim2-filter-parser: g eq null => g = {a} {'a': 'NULL'}
scim2-filter-parser: g ge 10 => SCIMParserError
END

cat > probe.cjs <<'END'
const rows = [{ i: 'one', g: 1, s: 'x' }, { i: 'two', g: 2, s: 'y' }, { i: 'ten', g: 10, s: 'X' }];
const parsed = (name) => {
  const { parse, filter } = require(name);
  return (text) => filter(parse(text));
};
const readers = {
  'scim2-filter': parsed('scim2-filter'),
  'scim2-parse-filter': parsed('scim2-parse-filter'),
  'scim-query-filter-parser': require('scim-query-filter-parser').compileFilter,
};
for (const text of ['g ge 1', 'g le 5', 'g gt 1', 'g ge 1 and g le 5', 'not (g eq 1)', 's eq "X"']) {
  console.log(text);
  for (const [name, read] of Object.entries(readers)) {
    let found;
    try { found = rows.filter(read(text)).map((row) => row.i).join(' ') || '(nothing)'; } catch { found = 'error'; }
    console.log('  ', name, '=>', found);
  }
}
END
node probe.cjs > seen
cat > probe.py <<'END'
from scim2_filter_parser.lexer import SCIMLexer
from scim2_filter_parser.parser import SCIMParser, SCIMParserError
from scim2_filter_parser.transpilers.sql import Transpiler

columns = {("s", None, None): "s", ("g", None, None): "g"}
for text in (
    's eq "x" or s eq "y" and g eq 1', 's eq "x" and g eq 1 or s eq "y"', "h eq 1 or g eq 1", "g eq 1 and not (h eq 1)",
    'g eq 1 and (h eq 1 or s eq "y")', "G eq 1", "g eq null", "g ge 10",
):
    try:
        found = Transpiler(columns).transpile(SCIMParser().parse(SCIMLexer().tokenize(text)))
    except SCIMParserError as error:
        found = [type(error).__name__]
    print("scim2-filter-parser:", text, "=>", *found)
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
