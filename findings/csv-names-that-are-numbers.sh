#!/usr/bin/env bash
# Finding: with their own guess of types, three readers of CSV make other values of
# one column. The name 12E5 is 1200000 in all, and 007 is 7. d3-dsv reads 0x10 as 16,
# 0b1 as 1, NaN as a number, 2024-05 as the first of May, and a time without an offset
# in the machine's zone. csvtojson makes an object of a header with a dot, also
# without a guess. Papa Parse drops a row whose single column is `""` with
# skipEmptyLines. Two readers keep the last of two columns with one name, and one
# renames it.
# Packages: csvtojson 2.0.14, papaparse 5.7.1, d3-dsv 3.0.2 (npm).
# Why it matters: jobs written as CSV and read in a page have no 12E5, and
# `details.state` is another path.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts csvtojson@2.0.14 papaparse@5.7.1 d3-dsv@3.0.2 > install.log

cat > expected <<'END'
"name\n12E5\n"
   csvtojson => [{"name":"12E5"}]
   csvtojson, types => [{"name":1200000}]
   papaparse => [{"name":1200000}]
   d3-dsv => [{"name":1200000}]
"name\n0x10\n"
   csvtojson => [{"name":"0x10"}]
   csvtojson, types => [{"name":"0x10"}]
   papaparse => [{"name":"0x10"}]
   d3-dsv => [{"name":16}]
"name\n0b1\n"
   csvtojson => [{"name":"0b1"}]
   csvtojson, types => [{"name":"0b1"}]
   papaparse => [{"name":"0b1"}]
   d3-dsv => [{"name":1}]
"name\n007\n"
   csvtojson => [{"name":"007"}]
   csvtojson, types => [{"name":7}]
   papaparse => [{"name":7}]
   d3-dsv => [{"name":7}]
"name\nNaN\n"
   csvtojson => [{"name":"NaN"}]
   csvtojson, types => [{"name":"NaN"}]
   papaparse => [{"name":"NaN"}]
   d3-dsv => [{"name":"not a number"}]
"name\nTRUE\n"
   csvtojson => [{"name":"TRUE"}]
   csvtojson, types => [{"name":true}]
   papaparse => [{"name":true}]
   d3-dsv => [{"name":"TRUE"}]
"name\n2024-05\n"
   csvtojson => [{"name":"2024-05"}]
   csvtojson, types => [{"name":"2024-05"}]
   papaparse => [{"name":"2024-05"}]
   d3-dsv => [{"name":"2024-05-01T00:00:00.000Z"}]
"name\n2024-05-06T07:08:09\n"
   csvtojson => [{"name":"2024-05-06T07:08:09"}]
   csvtojson, types => [{"name":"2024-05-06T07:08:09"}]
   papaparse => [{"name":"2024-05-06T07:08:09"}]
   d3-dsv => [{"name":"2024-05-06T11:08:09.000Z"}]
"name\n9007199254740993\n"
   csvtojson => [{"name":"9007199254740993"}]
   csvtojson, types => [{"name":9007199254740992}]
   papaparse => [{"name":"9007199254740993"}]
   d3-dsv => [{"name":9007199254740992}]
"name\n\"\"\nx\n"
   csvtojson => [{"name":""},{"name":"x"}]
   csvtojson, types => [{"name":""},{"name":"x"}]
   papaparse => [{"name":"x"}]
   d3-dsv => [{"name":null},{"name":"x"}]
"details.state\nERROR\n"
   csvtojson => [{"details":{"state":"ERROR"}}]
   csvtojson, types => [{"details":{"state":"ERROR"}}]
   papaparse => [{"details.state":"ERROR"}]
   d3-dsv => [{"details.state":"ERROR"}]
"name,name\na,b\n"
   csvtojson => [{"name":"b"}]
   csvtojson, types => [{"name":"b"}]
   papaparse => [{"name":"a","name_1":"b"}]
   d3-dsv => [{"name":"b"}]
END

cat > probe.mjs <<'END'
import csvtojson from 'csvtojson';
import { autoType, csvParse } from 'd3-dsv';
import papa from 'papaparse';

for (const text of [
  'name\n12E5\n', 'name\n0x10\n', 'name\n0b1\n', 'name\n007\n', 'name\nNaN\n', 'name\nTRUE\n', 'name\n2024-05\n', 'name\n2024-05-06T07:08:09\n', 'name\n9007199254740993\n',
  'name\n""\nx\n', 'details.state\nERROR\n', 'name,name\na,b\n',
]) {
  console.log(JSON.stringify(text));
  for (const [reader, rows] of [
    ['csvtojson', await csvtojson().fromString(text)], ['csvtojson, types', await csvtojson({ checkType: true }).fromString(text)],
    ['papaparse', papa.parse(text, { header: true, dynamicTyping: true, skipEmptyLines: true }).data], ['d3-dsv', csvParse(text, autoType)],
  ]) {
    console.log('  ', reader, '=>', JSON.stringify(rows, (_, value) => (Number.isNaN(value) ? 'not a number' : value)));
  }
}
END
TZ=America/New_York node probe.mjs > seen 2> log

diff expected seen
echo unchanged
